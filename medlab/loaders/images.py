"""Sets of images in parts: the same content whatever the file's order, labels as the card codes them, parts apart."""

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from medlab.errors import MedlabError

if TYPE_CHECKING:
    import numpy as np

    from medlab.cards.schema import Card, Split

    Arrays = dict[str, np.ndarray]


class Part(NamedTuple):
    """One part of a set of images.

    Attributes
    ----------
    images : numpy.ndarray of uint8, shape (n, height, width) or (n, height, width, 3)
    labels : numpy.ndarray of int64, shape (n,)
        Their meaning is in `card.labels.classes`; of two classes, 1 is the positive one.
    """

    images: "np.ndarray"
    labels: "np.ndarray"


def image_arrays(card: "Card", arrays: "Arrays") -> "Arrays":
    """The arrays of a file as the card wants them.

    Parameters
    ----------
    card : Card
    arrays : dict of str to numpy.ndarray
        If the card names classes, for each split `NAME_images`, uint8 of shape (n, height, width[, 3]), and
        `NAME_labels`, integers of shape (n,) or (n, 1).

    Returns
    -------
    dict of str to numpy.ndarray
        The same names; labels int64 of shape (n,), coded as `card.labels.classes` says; without the images that, says
        the card, stand in another part too (`Split.not_in`). Without classes, `arrays` itself.

    Raises
    ------
    MedlabError
        If an array is missing or has no fitting shape, a label has no class, the content is not what the card says, or
        another number of images is left out.
    """
    if not card.labels.classes:
        return arrays
    _check_arrays(card, arrays)
    if card.content_sha256 and content_sha256(card, arrays) != card.content_sha256:
        raise _wrong(card, "content_sha256")
    coded = arrays | {split.labels: _coded(card, arrays[split.labels]) for split in card.splits}
    return coded | {name: array for split in card.splits for name, array in _apart(card, split, coded).items()}


def content_sha256(card: "Card", arrays: "Arrays") -> str:
    """A digest of the images and labels of each part, whatever their order in it.

    Parameters
    ----------
    card : Card
        Its splits, in their order.
    arrays : dict of str to numpy.ndarray
        As in the file: `NAME_images` uint8, `NAME_labels` of integers.

    Returns
    -------
    str
        SHA-256, in hexadecimal, of, for each split: its name and number of rows, then the sorted SHA-256 digests of its
        rows (the bytes of the image, then its label as a little-endian 64-bit integer).
    """
    whole = hashlib.sha256()
    for split in card.splits:
        images, labels = arrays[split.images], arrays[split.labels].ravel().astype("<i8")
        rows = (hashlib.sha256(image.tobytes() + label.tobytes()) for image, label in zip(images, labels, strict=True))
        whole.update(f"{split.name} {len(images)}\n".encode())
        whole.update(b"".join(sorted(row.digest() for row in rows)))
    return whole.hexdigest()


def _check_arrays(card: "Card", arrays: "Arrays") -> None:
    for split in card.splits:
        images, labels = (arrays.get(name) for name in (split.images, split.labels))
        if images is None or labels is None or images.dtype != "uint8" or images.ndim < 3:
            raise _wrong(card, f"{split.images}, {split.labels}")
        if len(images) != labels.size or labels.dtype.kind not in "iu":
            raise _wrong(card, split.labels)


def _coded(card: "Card", labels: "np.ndarray") -> "np.ndarray":
    import numpy as np

    values = np.array([one.value for one in sorted(card.labels.classes, key=lambda one: one.source)])
    flat = labels.ravel().astype(np.int64)
    if flat.size and not 0 <= flat.min() <= flat.max() < len(values):
        raise _wrong(card, f"labels {flat.min()} - {flat.max()}")
    return values[flat]


def _apart(card: "Card", split: "Split", arrays: "Arrays") -> "Arrays":
    """The arrays of one part without the images that also stand in `split.not_in`."""
    if not split.not_in:
        return {}
    others = {image.tobytes() for part in card.splits if part.name in split.not_in for image in arrays[part.images]}
    kept = [image.tobytes() not in others for image in arrays[split.images]]
    if kept.count(False) != split.left_out:
        raise _wrong(card, f"{split.name}: {kept.count(False)} ≠ {split.left_out}")
    return {name: arrays[name][kept] for name in split.arrays}


def _wrong(card: "Card", where: str) -> MedlabError:
    return MedlabError(
        fr=f"Les images de « {card.name} » ne correspondent pas à leur fiche : {where}.",
        en=f'The images of "{card.name}" do not match their card: {where}.',
    )
