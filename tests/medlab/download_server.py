"""A web server on this machine that misbehaves on demand, and remembers what it was asked and what it sent."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request: its path, its headers, and how many bytes of the file were sent."""

    path: str
    headers: Message
    sent: int = 0


Answer = Callable[["_Handler"], None]


@dataclass
class Server:
    """Answers each path as its script says; the last answer of a script is repeated."""

    address: str
    scripts: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)

    def serve(self, path: str, *answers: Answer) -> str:
        """Set the script of a path; returns its address."""
        self.scripts[path] = list(answers)
        return self.address + path

    def ranges(self, path: str) -> list[str | None]:
        """The `Range` of each request of that path."""
        return [one.headers["Range"] for one in self.asked if one.path == path]

    def sent(self) -> int:
        """How many bytes of files were sent in all."""
        return sum(one.sent for one in self.asked)


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of the loopback interface, until the end of the block."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    http.script = server = Server(f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        script = self.server.script
        self.asked = Asked(self.path, self.headers)
        script.asked.append(self.asked)
        answers = script.scripts[self.path]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):
            answer(self)

    def begin(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()
        self.asked.sent += len(data)

    def log_message(self, *_):
        pass


def whole(
    data: bytes, *, tag: str | None = '"1"', ranges: bool = True, cut: int | None = None, pause: float = 0
) -> Answer:
    """The file, or the range that was asked for; the connection is cut after `cut` bytes, or sleeps in the middle."""

    def answer(handler: _Handler) -> None:
        start = _wanted_start(handler, tag) if ranges else 0
        headers = {"Content-Length": str(len(data) - start)} | ({"ETag": tag} if tag else {})
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        handler.begin(206 if start else 200, headers)
        end = len(data) if cut is None else start + cut
        middle = (start + end) // 2
        handler.send(data[start:middle])
        time.sleep(pause)
        handler.send(data[middle:end])

    return answer


def _wanted_start(handler: _Handler, tag: str | None) -> int:
    found = re.fullmatch(r"bytes=(\d+)-", handler.headers["Range"] or "")
    same = handler.headers["If-Range"] in (None, tag)
    return int(found[1]) if found and same else 0


def status(code: int, **headers: str) -> Answer:
    """An answer without a file; `Retry_After` is the header `Retry-After`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.begin(code, {"Content-Length": "0", **named})


def page(text: str = "<html>Log in</html>") -> Answer:
    """A web page, with status 200."""

    def answer(handler: _Handler) -> None:
        handler.begin(200, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(text))})
        handler.wfile.write(text.encode())

    return answer


def announcing(length: int, data: bytes) -> Answer:
    """`data` under another length than its own."""

    def answer(handler: _Handler) -> None:
        handler.begin(200, {"Content-Length": str(length)})
        handler.send(data)

    return answer


def chunked(data: bytes, *, ends: bool = True) -> Answer:
    """`data` in chunks, without a length; the last chunk may be missing."""

    def answer(handler: _Handler) -> None:
        handler.begin(200, {"Transfer-Encoding": "chunked"})
        handler.wfile.write(b"%x\r\n" % len(data))
        handler.send(data)
        handler.wfile.write(b"\r\n0\r\n\r\n" if ends else b"\r\n")

    return answer


def wrong_range(data: bytes, *, start: int) -> Answer:
    """The range from `start`, whatever was asked for."""

    def answer(handler: _Handler) -> None:
        headers = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
        handler.begin(206, headers | {"Content-Length": str(len(data) - start)})
        handler.send(data[start:])

    return answer
