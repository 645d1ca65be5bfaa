"""The port itself: opened before anything starts, answered on until the service stops."""

import asyncio
import errno
import ipaddress
import os
import socket
from functools import lru_cache

import structlog

from service.app.running import Service
from service.clock import Clock, now
from service.errors import ConfigError, PortInUseError, Problem
from service.pipeline import Configuration
from service.settings import Settings
from service.web.access import Access
from service.web.connections import MOST, Connections
from service.web.guard import Guard
from service.web.health import Health, Reloading, Ticking
from service.web.metrics import Metrics
from service.web.routes import make_app


CLOSING_SECONDS = 0.7

log = structlog.get_logger()


def listen(settings: Settings) -> socket.socket | None:
    """Open the port of `web.listen`; None where it is off. Raises `ConfigError`, `PortInUseError`."""
    if not settings.web.listen:
        return None
    host, _, port = settings.web.listen.rpartition(":")
    address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((str(address), int(port)))
        opened.listen(MOST)
    except OSError as error:
        opened.close()
        kind = PortInUseError if error.errno == errno.EADDRINUSE else ConfigError
        raise kind(_closed(settings, error)) from error
    return opened


def _closed(settings: Settings, error: OSError) -> Problem:
    """Say why the port cannot be opened, at the place where it is set, if it is."""
    port = settings.web.listen.rpartition(":")[2]
    reason = os.strerror(error.errno) if error.errno else str(error)
    message = f"port {port} cannot be opened: {reason}"
    if error.errno == errno.EADDRINUSE:
        message = f"port {port} is in use by another program"
    mend = "set web.listen (WIREWATCH_WEB__LISTEN) to another port, or to off"
    document, at = settings.document, ("web", "listen")
    if at not in document.values and at not in document.elsewhere:
        name = f"web.listen (default {settings.web.listen})"
        return Problem(file=name, line=0, column=0, message=message, mend=mend)
    return document.problem(document.place(at), f"'listen': {message}", mend)


async def serve(
    service: Service,
    port: socket.socket | None,
    stop: asyncio.Event,
    *,
    clock: Ticking | None = None,
    reloading: Reloading | None = None,
    now: Clock = now,
) -> None:
    """Answer on an open port until `stop` is set; done within a second then. None: nothing to do.

    No signal is touched: whoever runs the event loop says when it is over.
    """
    if port is None:
        return

    def in_force() -> Configuration:
        return service.pipeline.configuration

    health = Health(service.store, clock, reloading, service.room, in_force)
    metrics = Metrics(service.store, in_force, health, now)
    address, number = port.getsockname()[:2]
    access = lru_cache(maxsize=1)(lambda web: Access(web, address, number))
    guard = Guard(make_app(health, metrics, reloading), lambda: access(service.files.settings.web))
    connections = Connections(guard)
    server = await asyncio.get_running_loop().create_server(connections.accept, sock=port)
    log.info(
        "web.listening",
        address=address,
        port=number,
        access=access(service.files.settings.web).situation.value,
    )
    try:
        await stop.wait()
        server.close()
        await connections.close(CLOSING_SECONDS)
    finally:
        server.close()
        connections.cut()
        log.info("web.closed")
