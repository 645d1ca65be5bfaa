"""A way to a PostgreSQL server that breaks, or freezes, when it is told to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, make_url


class Way:
    """Passes bytes on; can lose the reply to a COMMIT, be cut, or stand still."""

    def __init__(self, target: URL) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._flowing = threading.Event()
        self._flowing.set()
        self.down = False
        """Nobody is let through."""
        self.lose_every = 0
        """Of so many replies to a COMMIT one is lost, with its connection; 0: none."""
        self.commits = self.lost = 0
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port = self._ear.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Keep every connection open, and say nothing more, like a server that was stopped."""
        self._flowing.clear()

    def go_on(self) -> None:
        self._flowing.set()

    def cut(self) -> None:
        with self._lock:
            ends = list(self._open)
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._ear.close()
        self.go_on()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._ear.accept()
                if self.down:
                    client.close()
                    continue
                server = self._reach()
                with self._lock:
                    self._open |= {client, server}
                for pump in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pump, args=pump, daemon=True).start()

    def _reach(self) -> socket.socket:
        port = self._target.port or 5432
        folder = self._target.query.get("host")
        if folder is None:
            return socket.create_connection((self._target.host or "127.0.0.1", port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{folder}/.s.PGSQL.{port}")
        return server

    def _pump(self, one: socket.socket, other: socket.socket, replies: bool) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self._flowing.wait()
                if replies and b"COMMIT\0" in data and self._loses():
                    break
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            with self._lock:
                self._open.discard(end)

    def _loses(self) -> bool:
        self.commits += 1
        if not self.lose_every or self.commits % self.lose_every:
            return False
        self.lost += 1
        return True


@contextmanager
def flaky(url: str) -> Iterator[tuple[str, Way]]:
    """Give an address that leads to the database through a way of its own."""
    made = make_url(url)
    way = Way(made)
    try:
        through = made.set(host="127.0.0.1", port=way.port, query={})
        yield through.render_as_string(hide_password=False), way
    finally:
        way.close()
