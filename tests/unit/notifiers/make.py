"""What the tests of notifiers are fed with."""

import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.errors import FetchError
from service.model import (
    ChannelName,
    DeliveryId,
    DigestId,
    Message,
    Rendered,
    Reply,
    StreamId,
)
from service.notifiers.base import Tools


NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DELIVERY = DeliveryId("d-5f2a9c")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def rendered(**changes: Any) -> Rendered:
    given: dict[str, Any] = {
        "digest": DigestId("g1"),
        "stream": StreamId("korea-russia"),
        "title": "Korea and Russia",
        "subject": "2 stories: Envoys meet in Port Amber",
        "text": "Envoys meet in Port Amber\n\n  · carried by 3 outlets\n북한 · Зарница\n",
        "html": "<!doctype html><p>Envoys meet in Port Amber &amp; talk: 북한 · Зарница</p>",
        "data": '{"version": 1, "stories": ["북한"]}',
        "stories": 2,
        "composed_at": NOW,
    }
    return Rendered(**{**given, **changes})


def message(body: bytes, recipient: str = "ann@example.org") -> Message:
    return Message(
        id=DELIVERY,
        channel=ChannelName("desk"),
        recipient=recipient,
        body=body,
        created_at=NOW,
    )


@dataclass
class Answering:
    """A poster that gives one answer and remembers what it was asked."""

    answer: Reply | FetchError
    asked: list[tuple[str, bytes, Mapping[str, str], Sequence[str], float]] = field(
        default_factory=list
    )

    async def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        allow: Sequence[str] = (),
        seconds: float = 15,
    ) -> Reply:
        self.asked.append((url, body, headers, allow, seconds))
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, url="https://hooks.example.org/", headers=named, body=body)


def tools(
    base: Path,
    *,
    http: Answering | None = None,
    write: Callable[[str], None] = print,
    clock: Callable[[], datetime] = lambda: NOW,
) -> Tools:
    return Tools(http=http or Answering(reply(204)), base=base, write=write, clock=clock)


def ca_file(folder: Path, client: ssl.SSLContext) -> Path:
    """Write down what a client context trusts."""
    path = folder / "ca.pem"
    certificates = client.get_ca_certs(binary_form=True)
    path.write_text("".join(map(ssl.DER_cert_to_PEM_cert, certificates)))
    return path
