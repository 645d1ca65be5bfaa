"""What every notifier keeps, ours and those to come: found by entry point, tested alike."""

import inspect
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr

from service.model import DeliveryId, Message, Outcome, StreamId
from service.notifiers import loader
from service.notifiers.base import lines, one_line
from tests.unit.notifiers.make import DELIVERY, NOW, SECRET, message, rendered, tools


OPTIONS: dict[str, dict[str, Any]] = {
    "console": {},
    "file": {"folder": "outbox"},
    "email": {"host": "127.0.0.1", "port": 1, "security": "none", "from": "a@b.c", "to": "d@e.f"},
    "webhook": {"url": "https://hooks.example.org/x", "secret": SECRET},
}
"""The least that each needs; a new notifier adds its line."""

NAMES = loader.known()


@cache
def built(name: str, base: Path = Path()) -> loader.Built:
    return loader.build(message(b"").channel, name, OPTIONS[name], tools(base))


@pytest.mark.parametrize("name", NAMES)
def test_every_notifier_is_a_module_with_its_three_parts(name: str) -> None:
    """A docstring that says what it is for, options with a docstring, and `build`."""
    module = loader.find(name)
    assert module.__doc__
    assert issubclass(module.Config, BaseModel)
    assert module.Config.__doc__
    assert list(inspect.signature(module.build).parameters) == ["config", "tools"]


@pytest.mark.parametrize("name", NAMES)
def test_every_configuration_refuses_unknown_keys_and_can_be_published(name: str) -> None:
    """Typing errors are found, and editors get a schema."""
    config = loader.find(name).Config
    assert config.model_config["extra"] == "forbid"
    assert config.model_json_schema()["additionalProperties"] is False


@pytest.mark.parametrize("name", NAMES)
def test_what_is_secret_by_name_is_secret_by_type(name: str) -> None:
    """Passwords, secrets and tokens never appear in a representation."""
    fields = loader.find(name).Config.model_fields
    secret = [key for key in fields if key in {"password", "secret", "token", "headers"}]
    assert all(SecretStr.__name__ in str(fields[key].annotation) for key in secret)


@pytest.mark.parametrize("name", NAMES)
def test_every_schedule_is_made_of_growing_waits(name: str) -> None:
    """A schedule never hurries, starts within a minute and ends within six days."""
    waits = built(name).retry
    assert waits
    assert timedelta(0) < waits[0] <= timedelta(minutes=1)
    assert list(waits) == sorted(waits)
    assert sum(waits, timedelta()) < timedelta(days=6)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None)  # the first example imports the module
@given(
    st.text(st.characters()), st.text(st.characters()), st.text(min_size=1), st.text(min_size=1)
)
def test_packing_is_a_pure_function(
    name: str, title: str, text: str, stream: str, ident: str
) -> None:
    """Equal digests make equal bytes, whatever strangers wrote into them."""
    notifier = built(name).notifier
    given_ = rendered(subject=title, text=text, html=text, data=text, stream=StreamId(stream))
    for recipient in notifier.recipients:
        first, second = (notifier.pack(given_, DeliveryId(ident), recipient) for _ in range(2))
        assert first == second


@pytest.mark.parametrize("name", NAMES)
async def test_sending_reports_and_changes_no_byte(name: str, tmp_path: Path) -> None:
    """Every attempt gives an outcome with a reason; the frozen bytes stay as they are."""
    notifier = built(name, tmp_path).notifier
    for recipient in notifier.recipients:
        body = notifier.pack(rendered(), DELIVERY, recipient)
        for attempt in (1, 2):
            letter = Message(
                id=DELIVERY, channel=message(b"").channel, recipient=recipient, body=body,
                created_at=NOW, attempt=attempt,
            )  # fmt: skip
            outcome = await notifier.send(letter)
            assert isinstance(outcome, Outcome)
            assert outcome.detail
            assert letter.body == notifier.pack(rendered(), DELIVERY, recipient)


@given(st.text(st.characters()), st.integers(2, 300))
def test_a_strangers_words_fit_on_a_line(text: str, limit: int) -> None:
    """No control character, no direction mark, no longer than asked; twice is once."""
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert one_line(line, limit) == line
    assert lines(lines(text)) == lines(text)
    line.encode()
    lines(text).encode()
