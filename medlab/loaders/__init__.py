"""`load`: a data set by its name, checked, in one shape for all.

Order of things: the card, the bytes (checksum), the reader, the frame with the card's names and types, the shape.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medlab.cards import card as find_card
from medlab.errors import MedlabError
from medlab.fetch import read

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from medlab.cards.schema import Card
    from medlab.loaders.images import Part
    from medlab.readers.bif import BayesianNetwork

_announced: set[str] = set()


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """A loaded data set; what it does not have is None or empty.

    Attributes
    ----------
    name : str
    card : Card
        Source, licence, people, meaning and unit of each column, known biases.
    frame : pandas.DataFrame or None, shape (rows, columns)
        One row a person (see `card.people`), the columns of `card.columns`: numbers as float64, counts and 0/1 flags as
        int64, labels and events as bool, other categories as pandas categories.
    arrays : dict of str to numpy.ndarray
        "image": an image, RGB uint8 or grey float32 (Hounsfield units for CT); "pixels": the stored values of a DICOM
        image; "ecg": millivolts, (samples, leads). A set of images has, for each part ("train", "val", "test"),
        "PART_images", uint8 of shape (n, height, width) or (n, height, width, 3), and "PART_labels", int64 of shape
        (n,): `split` gives both. Shapes in `card.shape`.
    network : BayesianNetwork or None
        States, parents and conditional probability tables; `network.to_pgmpy()` for inference.
    metadata : dict
        Acquisition settings of an image or an ECG; nothing that names the person.
    version : str
        The package and release, or the card's name of the version, that the bytes came from.
    """

    name: str
    card: "Card"
    frame: "pd.DataFrame | None" = None
    arrays: "dict[str, np.ndarray]" = field(default_factory=dict)
    network: "BayesianNetwork | None" = None
    metadata: dict = field(default_factory=dict)
    version: str = ""

    @property
    def features(self) -> "pd.DataFrame":
        """The frame without the labels and without the columns known only later than the prediction."""
        return self._table().drop(columns=list(self.card.labels.columns))

    @property
    def target(self) -> "np.ndarray":
        """What is to be predicted, shape (rows,): bool for a classification, float64 for a regression."""
        return self._label(self.card.labels.target)

    @property
    def event(self) -> "np.ndarray":
        """Whether the event was seen (False: censored), bool, shape (rows,)."""
        return self._label(self.card.labels.event)

    @property
    def time(self) -> "np.ndarray":
        """Time to the event or to the end of follow-up, float64, shape (rows,); its unit and origin are in the card."""
        return self._label(self.card.labels.time)

    def split(self, name: str) -> "Part":
        """One part of a set of images, as its authors cut it.

        Parameters
        ----------
        name : "train", "val" or "test"

        Returns
        -------
        Part
            The pair `images, labels`: uint8 of shape (n, height, width) or (n, height, width, 3), and int64 of shape
            (n,), whose meaning is in `card.labels.classes`; of two classes, 1 is the positive one.

        Raises
        ------
        MedlabError
            If the data set has no such part.
        """
        from medlab.loaders.images import Part

        names = [split.name for split in self.card.splits if split.labels in self.arrays]
        if name not in names:
            raise _no_part(self.name, name, names)
        return Part(self.arrays[f"{name}_images"], self.arrays[f"{name}_labels"])

    def _table(self) -> "pd.DataFrame":
        if self.frame is None:
            raise MedlabError(
                fr=f"Le jeu « {self.name} » n'est pas un tableau. Regardez dataset.arrays et dataset.network.",
                en=f'The data set "{self.name}" is no table. Look at dataset.arrays and dataset.network.',
            )
        return self.frame

    def _label(self, name: str | None) -> "np.ndarray":
        if name is None:
            raise MedlabError(
                fr=f"Le jeu « {self.name} » (tâche : {self.card.task}) n'a pas cette étiquette. "
                f"Regardez card({self.name!r}).labels.",
                en=f'The data set "{self.name}" (task: {self.card.task}) has no such label. '
                f"Look at card({self.name!r}).labels.",
            )
        return self._table()[name].to_numpy()

    def __repr__(self) -> str:
        from medlab.cards.text import describe

        return describe(self.card)


def _no_part(dataset: str, name: str, names: list[str]) -> MedlabError:
    known = ", ".join(names) or "—"
    return MedlabError(
        fr=f"Le jeu « {dataset} » n'a pas de partie « {name} ». Ses parties : {known}.",
        en=f'The data set "{dataset}" has no part "{name}". Its parts: {known}.',
    )


def load(name: str) -> Dataset:
    """Load a data set; the first time, one line says its size, licence, whether it is real, and its version.

    Parameters
    ----------
    name : str
        One of `list_datasets()`.

    Returns
    -------
    Dataset
        A fresh copy at each call.

    Raises
    ------
    MedlabError
        If no data set has this name, a file is missing and can't be fetched (no network, or `MEDLAB_OFFLINE` is set) or
        has other bytes than the card accepts, or what was read has not the shape that the card states.

    >>> patients = load("whas500").frame  # doctest: +ELLIPSIS
    whas500...
    >>> patients.shape
    (500, 16)
    """
    from medlab.loaders.splits import check_people

    card = find_card(name)
    contents = [read(card, file) for file in card.files]
    origins = dict.fromkeys(content.origin for content in contents)
    dataset = _assemble(card, [content.data for content in contents], version=", ".join(origins))
    _check_shape(dataset)
    check_people(dataset)
    _announce(dataset)
    return dataset


def _assemble(card: "Card", contents: list[bytes], *, version: str) -> Dataset:
    parts = _READ[card.reader](card, contents)
    return Dataset(name=card.name, card=card, version=version, **parts)


def _tables(card: "Card", contents: list[bytes]) -> dict:
    from medlab.loaders.frames import build_frame
    from medlab.readers.arff import read_arff
    from medlab.readers.csv import read_csv

    options = card.read.model_dump() if card.reader == "csv" else {}
    read_table = read_csv if card.reader == "csv" else read_arff
    return {"frame": build_frame(card, [read_table(data, **options) for data in contents])}


def _network(_card: "Card", contents: list[bytes]) -> dict:
    from medlab.readers.bif import read_bif

    return {"network": read_bif(contents[0])}


def _archive(card: "Card", contents: list[bytes]) -> dict:
    from medlab.loaders.images import image_arrays
    from medlab.readers.npz import read_npz

    return {"arrays": image_arrays(card, read_npz(contents[0]))}


def _picture(_card: "Card", contents: list[bytes]) -> dict:
    from medlab.readers.image import read_image

    return {"arrays": {"image": read_image(contents[0])}}


def _dicom(_card: "Card", contents: list[bytes]) -> dict:
    from medlab.readers.dicom import read_dicom

    found = read_dicom(contents[0])
    return {"arrays": found.arrays, "metadata": found.metadata}


_READ = {"csv": _tables, "arff": _tables, "bif": _network, "npz": _archive, "image": _picture, "dicom": _dicom}


def _check_shape(dataset: Dataset) -> None:
    came = {name: tuple(array.shape) for name, array in dataset.arrays.items()}
    if dataset.frame is not None:
        came["frame"] = tuple(dataset.frame.shape)
    if dataset.network is not None:
        came["network"] = (len(dataset.network.states), len(dataset.network.arcs))
    if came != dataset.card.shape:
        raise MedlabError(
            fr=f"Le jeu « {dataset.name} » a la forme {came}, sa fiche annonce {dataset.card.shape}.",
            en=f'The data set "{dataset.name}" has the shape {came}, its card states {dataset.card.shape}.',
        )


def _announce(dataset: Dataset) -> None:
    if dataset.name in _announced:
        return
    _announced.add(dataset.name)
    from medlab.cards.text import origin, shape, size
    from medlab.loaders.splits import left_out, statement

    card = dataset.card
    parts = [origin(card), shape(card), size(card), card.licence.name, dataset.version]
    parts += [statement(card)] if card.splits or card.split_column else []
    parts += left_out(card)
    print(f"{dataset.name} — " + " · ".join(map(str, parts)))
