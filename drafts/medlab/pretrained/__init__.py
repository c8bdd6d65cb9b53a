"""Networks that come trained: their cards, their weights (safetensors, checked; never a pickle), `load_model`."""

import hashlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError

if TYPE_CHECKING:
    import torch

    from medlab.pretrained.card import ModelCard

FOLDER = Path(__file__).parent.parent / "model_cards"

_announced: set[str] = set()


def list_models() -> list[str]:
    """Names of the trained networks that come with medlab, in alphabetical order.

    >>> "chest_xray" in list_models()
    True
    """
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def model_card(name: str) -> "ModelCard":
    """What a trained network is for, what it learned from, how well it does, and what it must not be used for.

    Parameters
    ----------
    name : str
        One of `list_models()`.

    Returns
    -------
    ModelCard
        Printed as a readable text; its fields are attributes.

    Raises
    ------
    MedlabError
        If no network has this name, or its card breaks a rule.

    >>> model_card("chest_xray").weights.format
    'safetensors'
    """
    from medlab.pretrained.card import read_card

    if name not in list_models():
        shown = ", ".join(list_models())
        raise MedlabError(
            fr=f"Aucun réseau entraîné ne s'appelle « {name} ». Possibles : {shown}.",
            en=f'No trained network is called "{name}". Possible: {shown}.',
        )
    return read_card(FOLDER / f"{name}.toml")


def load_model(name: str) -> "torch.nn.Module":
    """A trained network, ready to answer; the first time, its warning is printed.

    Parameters
    ----------
    name : str
        One of `list_models()`.

    Returns
    -------
    torch.nn.Module
        In `eval` mode; a fresh copy at each call. What it takes and gives is in `model_card(name)`.

    Raises
    ------
    MedlabError
        If no network has this name, a file is missing or not the one of the card, or torch is not installed.
    """
    card = model_card(name)
    data = _checked_bytes(FOLDER / card.weights.file, card)
    network = _build(card, data)
    if name not in _announced:
        _announced.add(name)
        print(f"{name} — {card.warning}")
    return network.eval()


def _checked_bytes(path: Path, card: "ModelCard") -> bytes:
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != card.weights.sha256:
        raise MedlabError(
            fr=f"Les poids {path.name} manquent ou ne sont pas ceux de la fiche du réseau « {card.name} » (sha256 "
            f"{card.weights.sha256}). Réinstallez medlab-course.",
            en=f'The weights {path.name} are missing or are not those of the card of the network "{card.name}" (sha256 '
            f"{card.weights.sha256}). Reinstall medlab-course.",
        )
    return data


def _build(card: "ModelCard", data: bytes) -> "torch.nn.Module":
    try:
        from safetensors.torch import load

        module, _, maker = card.network.rpartition(".")
        network = getattr(import_module(module), maker)()
    except ImportError as missing:
        raise MedlabError(
            fr=f"Il manque {missing.name} pour ce réseau : python -m pip install 'medlab-course[imaging]'.",
            en=f"{missing.name} is missing for this network: python -m pip install 'medlab-course[imaging]'.",
        ) from None
    network.load_state_dict(load(data))
    return network
