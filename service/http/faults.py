"""What the libraries below raise, as short stable codes and words for people."""

import os
import ssl
from collections.abc import Callable, Mapping

import httpcore

from service.errors import FetchError


FAULTS = (
    FetchError,
    OSError,  # TimeoutError is one of them
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
)


def explain(error: BaseException) -> tuple[str, str]:
    """Give code and detail."""
    if isinstance(error, FetchError):
        return error.code, error.detail
    kind = next(kind for kind in WORDS if isinstance(error, kind))
    code, words = WORDS[kind]
    return code, words(error)


def _late(error: BaseException) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, httpcore.ReadTimeout):
        return "no answer in time"
    return "not finished in time"


def _root(error: BaseException) -> str:
    """Find the system's own words at the bottom (`Connection refused`)."""
    cause: BaseException | None = error
    words = ""
    while cause is not None:
        number = cause.errno if isinstance(cause, OSError) else None
        words = os.strerror(number) if number else words
        cause = cause.__cause__ or cause.__context__
    return words or _capped(error) or "no reason given"


def _capped(error: BaseException) -> str:
    return str(error)[:200]


WORDS: Mapping[type[BaseException], tuple[str, Callable[[BaseException], str]]] = {
    TimeoutError: ("timeout", _late),
    httpcore.TimeoutException: ("timeout", _late),
    httpcore.LocalProtocolError: ("bad_request", lambda error: f"cannot be sent: {error}"),
    httpcore.ProtocolError: ("bad_reply", _capped),
    httpcore.ConnectError: ("connect", lambda error: f"no connection: {_root(error)}"),
    ssl.SSLError: ("tls", lambda error: f"the secure connection broke: {_root(error)}"),
    Exception: ("connect", lambda error: f"the connection broke: {_root(error)}"),
}
"""Looked through from above: the first that fits decides."""
