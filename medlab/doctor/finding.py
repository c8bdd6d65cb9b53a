"""What one check of `medlab doctor` found."""

from dataclasses import dataclass

from medlab.language import T


@dataclass(frozen=True)
class Finding:
    """`status` is "ok", "warn" or "fail"; `mend` says what to do, where there is something to do."""

    name: str
    title: T
    status: str
    found: T
    mend: T | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Name and status for a program; title, found and mend in the current language."""
        mend = str(self.mend) if self.mend else None
        return {
            "name": self.name,
            "status": self.status,
            "title": str(self.title),
            "found": str(self.found),
            "mend": mend,
        }
