"""Settings as people may see them, and which values nobody may."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from service.model import Raw, Source
from service.settings.fields import Bytes, write_duration, write_size
from service.settings.secrets import MASK, found_in, hide, hide_url, in_url
from service.settings.shape import Settings


def masked(settings: Settings) -> dict[str, Raw]:
    """Give all settings as plain data, in the words of the files, every secret as `********`."""
    data = {name: getattr(settings, name) for name in type(settings).model_fields}
    data.pop("document")
    data["channels"] = {
        name: {"type": channel.type, **hide(dict(channel.options))}
        for name, channel in settings.channels.items()
    }
    plain: dict[str, Raw] = _plain(data)
    return plain


def _plain(value: Any) -> Raw:
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return _text(value)


def _text(value: Any) -> Raw:
    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        return hide_url(secret) if "://" in secret else MASK
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, Bytes):
        return write_size(value)
    return str(value) if isinstance(value, Path) else value


def secrets(settings: Settings, sources: Iterable[Source] = ()) -> frozenset[str]:
    """Give every value that no log may show."""
    found: set[str] = set()
    if settings.database_url:
        found.update(in_url(settings.database_url.get_secret_value(), whole=False))
    if settings.web.token:
        found.add(settings.web.token.get_secret_value())
    for channel in settings.channels.values():
        found.update(found_in(dict(channel.options), whole_urls=True))
    for source in sources:
        found.update(found_in(dict(source.options), whole_urls=False))
    return frozenset(value for value in found if value)
