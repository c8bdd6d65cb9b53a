"""Every example of a docstring runs offline and gives what it says."""

import doctest
import pkgutil
import socket
from importlib import import_module

import pytest

import grading
import medlab

NOT_IMPORTED = {"__main__", "hatch_hook"}


def names() -> list[str]:
    found = [info.name for package in (medlab, grading) for info in _walk(package)]
    return [name for name in found if not NOT_IMPORTED.intersection(name.split("."))]


def _walk(package):
    return pkgutil.walk_packages(package.__path__, f"{package.__name__}.")


@pytest.fixture
def offline(monkeypatch):
    """No connection leaves this machine, and no data set was loaded before."""

    def refuse(*_):
        raise OSError("an example of a docstring wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("medlab.loaders._announced", set())


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("name", names())
def test_examples_of(name):
    tried = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert tried.failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert any(test.examples for name in names() for test in finder.find(import_module(name)))
