"""Downloads from a server that misbehaves: the file is whole and checked, or it is not there."""

import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock

from medlab import fetch
from medlab import loaders as loading
from medlab.cards import card as find_card
from medlab.cards import read_card
from medlab.errors import MedlabError
from medlab.fetch import cache, http
from medlab.language import set_language
from tests.conftest import ROOT
from tests.medlab.download_server import announcing, chunked, page, running, status, whole, wrong_range
from tests.medlab.test_cards import GOOD

DATA = hashlib.shake_256(b"a file").digest(36 * http.CHUNK)
OTHER = hashlib.shake_256(b"another").digest(len(DATA))
SHA256 = hashlib.sha256(DATA).hexdigest()
THIRD = len(DATA) // 3


@pytest.fixture
def server():
    with running() as found:
        yield found


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """The downloader does not sleep; how long it would have."""
    seconds: list[float] = []
    monkeypatch.setattr(http, "time", SimpleNamespace(sleep=seconds.append))
    return seconds


@pytest.fixture
def toy(tmp_path, monkeypatch, waits):
    """`toy(address, ...)` is a card whose file is `DATA`, with these addresses; the network may be used."""
    monkeypatch.delenv("MEDLAB_OFFLINE")

    def make(*addresses: str, version: str = f'sha256 = "{SHA256}", bytes = {len(DATA)}'):
        source = GOOD.replace('tier = "embedded"', 'tier = "download"')
        source = source.replace("beside = true", 'addresses = ["https://example.org/toy.csv"]')
        source = source.replace(f'sha256 = "{"0" * 64}", bytes = 10', version)
        (tmp_path / "toy.toml").write_text(source, encoding="utf-8")
        return with_addresses(read_card(tmp_path / "toy.toml"), addresses)

    return make


def with_addresses(card, addresses):
    """The card with addresses of this machine, which no card on disk may have."""
    file = card.files[0].model_copy(update={"addresses": addresses})
    return card.model_copy(update={"files": (file,)})


@pytest.fixture
def target() -> Path:
    return fetch.cache_folder() / "toy" / "toy.csv"


@pytest.fixture(autouse=True)
def _no_poison(target):
    """After each test the file is right or absent, and nothing lies about that has no meaning."""
    yield
    assert not target.exists() or target.read_bytes() == DATA
    known = {target.name + end for end in ("", ".lock", ".part", ".part.json", ".damaged")}
    assert not target.parent.exists() or {path.name for path in target.parent.iterdir()} <= known


def read(card) -> bytes:
    return fetch.read(card, card.files[0]).data


def refusal(card) -> str:
    with pytest.raises(MedlabError) as found:
        read(card)
    assert found.value.text.fr != found.value.text.en
    return str(found.value)


def names(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {f"{target.name}.lock"}


# ---- what goes well


def test_a_file_is_downloaded_once(server, toy, target):
    card = toy(server.serve("/a", whole(DATA)))
    content = fetch.read(card, card.files[0])
    assert (content.data, content.path, content.origin) == (DATA, target, "toy 1")
    assert read(card) == DATA
    assert len(server.asked) == 1
    assert names(target) == {target.name}
    assert "medlab" in server.asked[0].headers["User-Agent"]


def test_others_may_read_what_is_in_the_cache(server, toy, target):
    read(toy(server.serve("/a", whole(DATA))))
    umask = os.umask(0)
    os.umask(umask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("size", [f"bytes = {len(DATA)}", "about_bytes = 290000"])
def test_an_md5_and_a_rounded_size_are_enough(server, toy, size):
    md5 = hashlib.md5(DATA).hexdigest()
    assert read(toy(server.serve("/a", whole(DATA)), version=f'md5 = "{md5}", {size}')) == DATA


def test_a_download_that_was_cut_twice_goes_on_where_it_stopped(server, toy):
    card = toy(server.serve("/a", whole(DATA, cut=THIRD), whole(DATA, cut=THIRD), whole(DATA)))
    assert read(card) == DATA
    assert server.ranges("/a") == [None, f"bytes={THIRD}-", f"bytes={2 * THIRD}-"]
    assert server.asked[1].headers["If-Range"] == '"1"'
    assert server.sent() == len(DATA)


def test_chunks_without_a_length(server, toy):
    assert read(toy(server.serve("/a", chunked(DATA)))) == DATA
    assert len(server.asked) == 1


def test_chunks_that_were_cut(server, toy):
    assert read(toy(server.serve("/a", chunked(DATA[:THIRD], ends=False), whole(DATA)))) == DATA
    assert server.ranges("/a") == [None, f"bytes={THIRD}-"]


def test_a_server_that_knows_no_ranges_is_asked_for_the_whole(server, toy):
    card = toy(server.serve("/a", whole(DATA, cut=THIRD, ranges=False), whole(DATA, ranges=False)))
    assert read(card) == DATA
    assert server.sent() == THIRD + len(DATA)


def test_a_file_that_changed_meanwhile_starts_again(server, toy):
    card = toy(server.serve("/a", whole(OTHER, cut=THIRD, tag='"old"'), whole(DATA, tag='"new"')))
    assert read(card) == DATA
    assert server.sent() == THIRD + len(DATA)


def test_a_mixture_of_two_files_is_thrown_away_and_fetched_whole(server, toy):
    card = toy(server.serve("/a", whole(OTHER, cut=THIRD, tag=None), whole(DATA, tag=None)))
    assert read(card) == DATA
    assert server.ranges("/a") == [None, f"bytes={THIRD}-", None]


def test_a_range_that_was_not_asked_for_is_not_joined(server, toy):
    card = toy(server.serve("/a", whole(DATA, cut=THIRD), wrong_range(DATA, start=10), whole(DATA)))
    assert read(card) == DATA
    assert server.ranges("/a") == [None, f"bytes={THIRD}-", None]


def test_a_range_that_does_not_exist_starts_again(server, toy, target):
    md5 = hashlib.md5(DATA).hexdigest()
    card = toy(server.serve("/a", status(416), whole(DATA)), version=f'md5 = "{md5}", about_bytes = 290000')
    lay(target, DATA + b"more")
    assert read(card) == DATA
    assert server.ranges("/a") == [f"bytes={len(DATA) + 4}-", None]


def test_redirects_are_followed_and_resumed(server, toy):
    server.serve("/b", whole(DATA, cut=THIRD), whole(DATA))
    card = toy(server.serve("/a", status(302, Location="/b")))
    assert read(card) == DATA
    assert server.ranges("/b") == [None, f"bytes={THIRD}-"]


# ---- busy servers


def test_a_busy_server_is_asked_again(server, toy, waits):
    assert read(toy(server.serve("/a", status(503), status(429), status(500), whole(DATA)))) == DATA
    assert waits == [0.5, 1, 2]


def test_a_busy_server_says_when(server, toy, waits):
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    with pytest.warns(UserWarning, match="next try in") as said:
        read(toy(server.serve("/a", status(503, Retry_After="7"), status(429, Retry_After=date), whole(DATA))))
    assert [str(one.message).split('"')[1] for one in said] == ["503 Service Unavailable", "429 Too Many Requests"]
    assert "next try in 7 s" in str(said[0].message)
    assert waits[0] == 7
    assert 30 < waits[1] <= 40


def test_who_asks_for_a_long_wait_is_left_for_another(server, toy, waits):
    card = toy(server.serve("/a", status(503, Retry_After="3600")), server.serve("/b", whole(DATA)))
    assert read(card) == DATA
    assert waits == []


def test_a_server_that_stays_busy_is_given_up(server, toy, waits):
    assert "503 Service Unavailable" in refusal(toy(server.serve("/a", status(503))))
    assert len(server.asked) == http.TRIES
    assert sum(waits) < 10


# ---- several addresses


BAD = {"404": status(404), "403": status(403), "page": page(), "other": whole(OTHER), "size": announcing(17, DATA[:17])}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_address_is_left_at_once_for_the_next(server, toy, waits, bad):
    card = toy(server.serve("/a", bad), server.serve("/b", whole(DATA)))
    assert read(card) == DATA
    assert len(server.ranges("/a")) == 1
    assert waits == []


def test_the_second_mirror_goes_on_where_the_first_stopped(server, toy):
    first = server.serve("/a", whole(DATA, cut=THIRD), status(503))
    card = toy(first, server.serve("/b", whole(DATA, tag='"2"')))
    assert read(card) == DATA
    assert server.asked[-1].headers["Range"] == f"bytes={THIRD}-"
    assert server.asked[-1].headers["If-Range"] is None
    assert server.sent() == len(DATA)


def test_a_failure_names_each_address_the_checksum_and_the_folder(server, toy, target):
    first, second = server.serve("/a", status(404)), server.serve("/b", page())
    said = refusal(toy(first, second))
    assert f"{first}: the server answered" in said
    assert "404" in said
    assert f"{second}: a web page came" in said
    assert f"sha256 {SHA256}" in said
    assert str(target.parent) in said
    assert target.name in said
    set_language("fr")
    assert "une page web est venue" in refusal(toy(first, second))


def test_the_file_may_be_put_there_by_hand(server, toy, target):
    card = toy(server.serve("/a", status(404)))
    refusal(card)
    target.write_bytes(DATA)
    assert read(card) == DATA


def test_a_machine_that_does_not_answer(toy, waits):
    with running() as gone:
        address = gone.serve("/a", whole(DATA))
    assert "the server was not reached (ConnectionError)" in refusal(toy(address))
    assert sum(waits) < 2


# ---- what must not be taken


def test_another_content_is_thrown_away(server, toy, target):
    said = refusal(toy(server.serve("/a", whole(OTHER))))
    assert "has not the expected checksum" in said
    assert SHA256 in said
    assert names(target) == set()


def test_a_page_in_place_of_the_file(server, toy, target):
    assert "a login portal?" in refusal(toy(server.serve("/a", page())))
    assert names(target) == set()


def test_more_than_was_sent_is_announced(server, toy, target):
    said = refusal(toy(server.serve("/a", announcing(len(DATA), DATA[:-1]), status(404))))
    assert "404" in said
    part = target.with_name("toy.csv.part").read_bytes()
    assert part == DATA[: len(part)]
    assert len(DATA) - http.CHUNK <= len(part) < len(DATA)


def test_a_length_that_is_never_reached_is_given_up(server, toy):
    card = toy(server.serve("/a", whole(DATA, cut=THIRD), announcing(len(DATA), b"")))
    assert f"the connection was cut after 0 / {len(DATA)} bytes" in refusal(card)
    assert len(server.asked) <= 2 + http.TRIES


@pytest.mark.parametrize("length", [len(DATA) - 1, len(DATA) + 1, 10**15])
def test_another_length_than_the_cards_is_refused_unread(server, toy, target, length):
    assert f"announces {length} bytes, {len(DATA)} were expected" in refusal(
        toy(server.serve("/a", announcing(length, DATA)))
    )
    assert names(target) == set()


def test_more_bytes_than_any_version_has_are_not_kept(server, toy, target):
    assert "too many bytes" in refusal(toy(server.serve("/a", chunked(DATA + b"more"))))
    assert names(target) == set()


def test_a_loop_of_redirects(server, toy):
    assert "TooManyRedirects" in refusal(toy(server.serve("/a", status(302, Location="/a"))))
    assert len(server.asked) < 15


# ---- the disk


def test_what_has_no_room_is_not_begun(server, toy, target, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 1000, 1000))
    card = toy(server.serve("/a", whole(DATA)), server.serve("/b", whole(DATA)))
    assert "294 kB are missing" in refusal(card)
    assert len(server.asked) == 1
    assert names(target) == set()


def test_a_disk_that_fills_up(server, toy, target, monkeypatch):
    card = toy(server.serve("/a", whole(DATA)))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full_after(THIRD))
        said = refusal(card)
    assert os.strerror(errno.ENOSPC) in said
    assert "MEDLAB_CACHE" in said
    part = target.with_name("toy.csv.part").read_bytes()
    assert part == DATA[: len(part)]
    assert 0 < len(part) < len(DATA)
    assert read(card) == DATA
    assert server.ranges("/a") == [None, f"bytes={len(part)}-"]


def full_after(most: int):
    """A `Path.open` whose files take `most` bytes, then raise what a full disk does."""
    real = Path.open

    class Full:
        def __init__(self, file):
            self.file = file

        def __getattr__(self, name):
            return getattr(self.file, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data):
            if self.file.tell() + len(data) > most:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return self.file.write(data)

    return lambda path, mode="r", **options: (Full if "b" in mode and "w" in mode else lambda file: file)(
        real(path, mode, **options)
    )


@pytest.fixture
def read_only(monkeypatch):
    """A cache that this process may read and not write, though root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="medlab-test-"))
    monkeypatch.setenv(cache.CACHE, str(folder))
    root = hasattr(os, "geteuid") and os.geteuid() == 0

    def lock(files: int = 0o444):
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else files)
        if root:
            os.seteuid(65534)

    yield SimpleNamespace(folder=folder, lock=lock)
    if root:
        os.seteuid(0)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_read_only_cache_is_named(server, toy, read_only):
    card = toy(server.serve("/a", whole(DATA)))
    read_only.lock()
    said = refusal(card)
    assert str(read_only.folder) in said
    assert os.strerror(errno.EACCES) in said
    assert "MEDLAB_CACHE" in said
    assert server.asked == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_read_only_cache_that_holds_the_file_serves_it(server, toy, read_only):
    card = toy(server.serve("/a", whole(DATA)))
    read(card)
    read_only.lock()
    assert read(card) == DATA


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_file_of_the_cache_that_may_not_be_read_is_named(server, toy, read_only):
    card = toy(server.serve("/a", whole(DATA)))
    path = fetch.read(card, card.files[0]).path
    read_only.lock(0o000)
    said = refusal(card)
    assert str(path) in said
    assert os.strerror(errno.EACCES) in said


@pytest.mark.parametrize("spoilt", [DATA[:-1], b"", DATA + b"x", OTHER], ids=["short", "empty", "long", "other"])
def test_a_damaged_file_of_the_cache_is_set_aside_and_fetched_again(server, toy, target, spoilt):
    card = toy(server.serve("/a", whole(DATA)))
    read(card)
    target.write_bytes(spoilt)
    with pytest.warns(UserWarning, match=r"toy\.csv\.damaged"):
        assert read(card) == DATA
    assert target.with_name("toy.csv.damaged").read_bytes() == spoilt
    assert len(server.asked) == 2


def test_a_damaged_file_is_not_used_when_nothing_better_comes(server, toy, target):
    target.parent.mkdir(parents=True)
    target.write_bytes(OTHER)
    with pytest.warns(UserWarning, match="damaged"):
        refusal(toy(server.serve("/a", status(404))))
    assert not target.exists()


def lay(target: Path, part: bytes) -> None:
    """The beginning of a download that an earlier process left."""
    target.parent.mkdir(parents=True)
    target.with_name(f"{target.name}.part").write_bytes(part)


def test_what_was_complete_but_not_yet_named_is_not_fetched_again(server, toy, target):
    lay(target, DATA)
    assert read(toy(server.serve("/a", whole(DATA)))) == DATA
    assert server.asked == []


@pytest.mark.parametrize("left", [OTHER, OTHER[:THIRD], DATA + b"more", b""], ids=["other", "third", "long", "empty"])
def test_a_wrong_beginning_is_thrown_away(server, toy, target, left):
    lay(target, left)
    assert read(toy(server.serve("/a", whole(DATA, tag=None)))) == DATA


OLD_NOTE = json.dumps({"address": "ADDRESS", "validator": '"old"'})


@pytest.mark.parametrize("note", ["", "[]", '{"address": 3}', "\x00", OLD_NOTE])
def test_a_strange_note_beside_a_beginning_does_no_harm(server, toy, target, note):
    address = server.serve("/a", whole(DATA))
    lay(target, DATA[:THIRD])
    target.with_name("toy.csv.part.json").write_text(note.replace("ADDRESS", address))
    assert read(toy(address)) == DATA


# ---- several processes, interruptions

READ = """
import sys
from pathlib import Path
from medlab import fetch
from medlab.cards import read_card
card = read_card(Path(sys.argv[1]))
file = card.files[0].model_copy(update={"addresses": tuple(sys.argv[2:])})
print(len(fetch.read(card.model_copy(update={"files": (file,)}), file).data))
"""


def process(tmp_path: Path, address: str) -> subprocess.Popen:
    """Another Python that reads the same toy."""
    command = [sys.executable, "-c", READ, str(tmp_path / "toy.toml"), address]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_ten_processes_at_once_download_once(server, toy, target, tmp_path):
    address = server.serve("/a", whole(DATA, pause=0.5))
    toy(address)
    started = [process(tmp_path, address) for _ in range(10)]
    answers = [one.communicate(timeout=60) for one in started]
    assert [out.strip() for out, _ in answers] == [str(len(DATA))] * 10
    assert len(server.asked) == 1
    assert names(target) == {target.name}


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_an_interrupted_download_goes_on_later(server, toy, target, tmp_path, name):
    address = server.serve("/a", whole(DATA, pause=30), whole(DATA))
    card = toy(address)
    part = target.with_name("toy.csv.part")
    with process(tmp_path, address) as started:
        wait_for(lambda: part.exists() and part.stat().st_size >= len(DATA) // 2)
        started.send_signal(signal.Signals[name])
        assert started.wait(timeout=20) != 0
    left = part.read_bytes()
    assert left == DATA[: len(left)]
    assert not target.exists()
    for empty in target.parent.glob("tmp*"):  # pooch's, after a kill
        assert empty.stat().st_size == 0
        empty.unlink()
    assert read(card) == DATA
    assert server.ranges("/a") == [None, f"bytes={len(left)}-"]


def wait_for(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def test_who_waits_for_another_is_told(server, toy, target, monkeypatch):
    monkeypatch.setattr(cache, "_PATIENCE", 0.05)
    target.parent.mkdir(parents=True)
    holder = threading.Thread(target=hold, args=(FileLock(f"{target}.lock"), held := threading.Event()))
    holder.start()
    held.wait()
    with pytest.warns(UserWarning, match="Another program is downloading"):
        assert read(toy(server.serve("/a", whole(DATA)))) == DATA


def hold(lock: FileLock, held: threading.Event) -> None:
    with lock:
        held.set()
        time.sleep(0.4)


def test_a_disk_without_locks_is_named(server, toy, monkeypatch):
    def refuse(self, *_, **__):
        raise NotImplementedError("no flock here")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    assert "no flock here" in refusal(toy(server.serve("/a", whole(DATA))))


# ---- without a network


def test_offline_nothing_is_asked(server, toy, target, monkeypatch):
    monkeypatch.setenv(cache.OFFLINE, "1")
    card = toy(server.serve("/a", whole(DATA)))
    said = refusal(card)
    assert "MEDLAB_OFFLINE" in said
    assert card.files[0].addresses[0] in said
    assert SHA256 in said
    assert str(target.parent) in said
    assert server.asked == []
    assert not target.parent.exists()


def test_offline_the_cache_serves(server, toy, monkeypatch):
    card = toy(server.serve("/a", whole(DATA)))
    read(card)
    monkeypatch.setenv(cache.OFFLINE, "1")
    assert read(card) == DATA


@pytest.mark.parametrize(("value", "offline"), [("1", True), ("yes", True), ("", False), ("0", False), ("No", False)])
def test_what_offline_means(monkeypatch, value, offline):
    monkeypatch.setenv(cache.OFFLINE, value)
    assert fetch.is_offline() == offline


def test_looking_fetches_nothing(server, toy, target):
    card = toy(server.serve("/a", whole(DATA)))
    assert fetch.look(card, card.files[0]) is None
    target.parent.mkdir(parents=True)
    target.write_bytes(OTHER)
    with pytest.raises(MedlabError, match="refused"):
        fetch.look(card, card.files[0])
    assert target.read_bytes() == OTHER
    target.unlink()
    assert server.asked == []


# ---- the real images


def test_load_with_a_download_that_is_cut_twice(server, toy, real_data, monkeypatch):
    data = (real_data / "pneumoniamnist.npz").read_bytes()
    monkeypatch.delenv("MEDLAB_DATA")
    card = find_card("pneumoniamnist")
    files = (card.files[0].model_copy(update={"versions": card.files[0].versions[::-1]}),)
    cut = len(data) // 3
    address = server.serve("/p", whole(data, cut=cut), whole(data, cut=cut), whole(data))
    served = with_addresses(card.model_copy(update={"files": files}), (address,))
    monkeypatch.setattr(loading, "find_card", lambda _: served)
    images, labels = loading.load("pneumoniamnist").split("test")
    assert (images.shape, labels.sum()) == ((624, 28, 28), 390)
    assert server.sent() <= len(data) + 2 * http.CHUNK


def test_load_without_a_network_says_what_to_do():
    with pytest.raises(MedlabError, match="By hand: take the file from https://") as found:
        loading.load("pneumoniamnist")
    assert "MEDLAB_OFFLINE" in str(found.value)


def test_the_bar_is_for_those_who_look(monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    shown = {}
    for where, terminal, graded in (("log", False, ""), ("terminal", True, ""), ("graded", True, "1")):
        monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda seen=terminal: seen, write=len, flush=int))
        monkeypatch.setenv("NBGRADER_EXECUTION", graded)
        with http._progress_bar(10, 0, "toy.csv") as bar:
            shown[where] = not bar.disable
    assert shown == {"log": False, "terminal": True, "graded": False}
