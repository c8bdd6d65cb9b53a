"""Where a data set's files come from, and which contents of them are accepted."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from medlab.cards.parts import Address, Md5, Part, PlainName, PlainPath, Sha256

_MAX_FILE_BYTES = 2**31

Size = Annotated[int, Field(gt=0, le=_MAX_FILE_BYTES)]


class Version(Part):
    """One accepted content of a file: a checksum, a size, and who is known to hold it.

    Of two checksums SHA-256 decides. `about_bytes` is a rounded size, for a source that publishes no exact one.
    """

    name: PlainName | None = None
    sha256: Sha256 | None = None
    md5: Md5 | None = None
    bytes: Size | None = None
    about_bytes: Size | None = None
    held_by: str = Field(min_length=1)

    @model_validator(mode="after")
    def _recognisable(self) -> Self:
        if not (self.sha256 or self.md5):
            raise ValueError("give a sha256, or the md5 that the source publishes")
        if (self.bytes is None) == (self.about_bytes is None):
            raise ValueError("give either bytes, exact, or about_bytes, rounded")
        return self

    @property
    def checksum(self) -> str:
        """Algorithm and digest of the checksum that decides, as in "md5:28209eda..."."""
        return f"sha256:{self.sha256}" if self.sha256 else f"md5:{self.md5}"

    @property
    def size(self) -> int:
        """Size in bytes, exact or rounded."""
        return self.bytes or self.about_bytes

    @property
    def most(self) -> int:
        """The most bytes that a content of this version can have."""
        return self.bytes or self.about_bytes + self.about_bytes // 10

    @property
    def label(self) -> str:
        """What this version is called, as in "official, Zenodo 10519652"."""
        return f"{self.name}, {self.held_by}" if self.name else self.held_by


class PackageResource(Part):
    """A file inside an installed distribution: its pip name, its import name, the path inside the import package."""

    distribution: PlainName
    module: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    path: PlainPath


class WheelMember(Part):
    """A file inside a wheel that is downloaded but never installed; `bytes` is the size of the wheel."""

    distribution: PlainName
    version: PlainName
    sha256: Sha256
    bytes: Size
    member: PlainPath


class File(Part):
    """A file of the data set: its name, where it may come from, and the versions that are accepted.

    Addresses and wheels give the first version; another may be put in place by hand.
    """

    name: PlainName
    versions: tuple[Version, ...] = Field(min_length=1)
    package: PackageResource | None = None
    beside: bool = False
    addresses: tuple[Address, ...] = ()
    wheel: WheelMember | None = None

    @property
    def fetched(self) -> bool:
        """Whether it can be fetched from the network."""
        return bool(self.addresses or self.wheel)
