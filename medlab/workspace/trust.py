"""Jupyter shows rich outputs only of notebooks that it signed itself: a merged one keeps the trust of the earlier."""

from pathlib import Path


def carry(before: bytes, path: Path) -> None:
    """Sign the notebook at `path` if the one that it replaces, `before`, was trusted; without nbformat do nothing."""
    try:
        import nbformat
        from nbformat.sign import NotebookNotary
    except ImportError:
        return
    try:
        notary = NotebookNotary()
        if notary.check_signature(nbformat.reads(before, as_version=4)):
            notary.sign(nbformat.read(path, as_version=4))
    except (OSError, ValueError):
        return
