"""What `config/config.yaml` and the environment may say: one frozen `Settings`.

The descriptions below are what editors show; `config/config.yaml` shows every setting in use.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    SecretStr,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from service.model import ChannelName, Empty, Position, Tier
from service.settings.document import Document, Options
from service.settings.fields import (
    Bytes,
    Duration,
    Hours,
    Id,
    RefusedValueError,
    Size,
    Texts,
    Whole,
    Written,
    Zone,
    at_least,
    one_or_many,
    words,
)


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Part(BaseModel):
    """A part of a file that users edit."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _colour(text: str) -> str:
    if re.fullmatch("#[0-9a-fA-F]{6}", text):
        return text
    raise RefusedValueError(f"'{text}' is no colour", "write it like '#1f4e79', in single quotes")


def _web_address(text: str) -> str:
    if not text or re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", text):
        return text.rstrip("/")
    raise RefusedValueError(f"'{text}' is no web address", "write it like https://news.example")


class Log(Part):
    """What the service says about itself."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much.")
    format: Literal["auto", "json", "text"] = Field(
        "auto", description="`auto`: text on a terminal, else JSON lines."
    )


class Look(Part):
    """How digests look."""

    title: str = Field("Wirewatch", description="The name at the top of every digest.")
    accent: Annotated[str, AfterValidator(_colour)] = Field(
        "#1f4e79", description="The colour of headings and highlights, as '#rrggbb'."
    )
    logo_text: str = Field("", description="A short word beside the title; empty: none.")
    link_base: Annotated[str, AfterValidator(_web_address)] = Field(
        "", description="Where readers reach this service, a URL; empty: no links to it."
    )


class Fetch(Part):
    """How sources are asked."""

    contact: str = Field(
        "", description="A URL or mail address that servers see, so that they can complain."
    )
    user_agent: str = Field("", description="Replaces the whole User-Agent; empty: ours.")
    every: Annotated[Duration, at_least(MINUTE)] = Field(
        timedelta(minutes=30),
        description="How often a source is asked until its own rhythm is known.",
    )
    shortest: Annotated[Duration, at_least(MINUTE)] = Field(
        timedelta(minutes=5), description="A busy source is asked at most so often."
    )
    longest: Annotated[Duration, at_least(MINUTE)] = Field(
        timedelta(hours=3), description="A quiet source is asked at least so often."
    )
    connections: Whole = Field(20, ge=1, le=500, description="At most so many at once.")
    per_host: Whole = Field(2, ge=1, le=20, description="At most so many at once to one host.")
    page_pause: Duration = Field(
        timedelta(seconds=1),
        description="Between two pages of one host; a robots.txt may ask for more.",
    )


class Sandbox(Part):
    """The worker processes that read what others wrote."""

    workers: Whole = Field(2, ge=1, le=64, description="At most so many; they start on demand.")


class Retention(Part):
    """How long things are kept."""

    articles: Annotated[Duration, at_least(DAY)] = Field(
        timedelta(days=365), description="Articles with their matches."
    )
    pages: Annotated[Duration, at_least(DAY)] = Field(
        timedelta(days=30), description="The bytes of pages, compressed."
    )
    seen: Annotated[Duration, at_least(90 * DAY)] = Field(
        timedelta(days=180),
        description="What was seen and told, so that nothing is told twice; at least 90d.",
    )
    dead_letters: Annotated[Duration, at_least(DAY)] = Field(
        timedelta(days=30), description="Deliveries that failed."
    )


class Disk(Part):
    """Room under the data folder."""

    reserve: Size = Field(
        default_factory=lambda: Bytes(200 * 10**6),
        description="With less than this free, nothing more is taken in; what is stored goes out.",
    )


class Notices(Part):
    """Who is told what ails sources and the service itself."""

    to: Texts | None = Field(
        None, description="Channels of this file; without any, nobody is told."
    )
    wait: Duration = Field(
        timedelta(minutes=1), description="What comes within this time is told together."
    )
    pause: Duration = Field(
        timedelta(minutes=15), description="Between two mails at least; more waits for the next."
    )
    quiet: Hours | None = Field(None, description="22:00-07:00: hours in which nothing is told.")
    timezone: Zone | None = Field(None, description="The operators' time zone.")


LISTEN = re.compile(r"(localhost|[0-9.]+|\[[0-9a-fA-F:.]+\]):([0-9]{1,5})")
SHORTEST_TOKEN = 16


def _listen(text: str) -> str:
    if text in {"", "off"}:
        return ""
    found = LISTEN.fullmatch(text)
    if not found or int(found[2]) > 65_535 or not _is_address(found[1]):
        mend = "write it like 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080, or write off"
        raise RefusedValueError(f"'{text}' is no address with a port", mend)
    return text


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        return False
    return True


def _host(text: str) -> str:
    if re.fullmatch(r"[\w.-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?", text):
        return text.lower()
    raise RefusedValueError(f"'{text}' is no host name", "write it like desk.example.org")


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        mend = "write an address or a network, like 10.1.2.3 or 10.1.0.0/16"
        raise RefusedValueError(f"'{text}' is no network", mend) from None
    if network.prefixlen == 0:
        raise RefusedValueError(f"'{text}' is everybody", "name the proxies alone")
    return str(network)


def _header(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9-]+", text):
        return text
    raise RefusedValueError(f"'{text}' is no header's name", "write it like X-Forwarded-User")


def _long_enough(token: SecretStr) -> SecretStr:
    if len(token.get_secret_value()) < SHORTEST_TOKEN:
        mend = "make one: openssl rand -hex 32"
        raise RefusedValueError(f"must be at least {SHORTEST_TOKEN} characters long", mend)
    return token


_TEXTS_SCHEMA = WithJsonSchema({"type": "array", "items": {"type": "string"}})
Hosts = Annotated[
    tuple[Annotated[str, AfterValidator(_host)], ...],
    NoDecode,
    BeforeValidator(words),
    _TEXTS_SCHEMA,
]
Networks = Annotated[
    tuple[Annotated[str, AfterValidator(_network)], ...],
    NoDecode,
    BeforeValidator(words),
    _TEXTS_SCHEMA,
]


class Web(Part):
    """The port that answers: health, metrics, reload."""

    listen: Annotated[str, AfterValidator(_listen)] = Field(
        "127.0.0.1:8080",
        description="Address and port; `0.0.0.0:8080` for every network, `off` for no port at all.",
    )
    hosts: Hosts = Field((), description="Names by which browsers reach it, besides localhost.")
    token: Annotated[SecretStr, AfterValidator(_long_enough)] | None = Field(
        None, description="Who sends it as `Authorization: Bearer …` may do everything."
    )
    trusted_proxies: Networks = Field(
        (),
        description="Proxies that say who asks: addresses or networks; nobody else is believed.",
    )
    user_header: Annotated[str, AfterValidator(_header)] = Field(
        "X-Forwarded-User", description="The header in which they say it."
    )


Tiers = Annotated[tuple[Tier, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(one_or_many)]


FurtherOutlets = Annotated[
    Whole,
    Field(
        ge=0,
        le=1000,
        description="So many more outlets that report a told story are a reason to tell it again; 0: none are.",
    ),
]
FURTHER_OUTLETS = 3


class StreamEntry(Part):
    """Who is told, and when."""

    schedule: Texts = Field(
        description="`weekdays 08:00`, `[08:00, 18:00]`, `hourly`, or a cron line of five fields."
    )
    timezone: Zone | None = Field(None, description="The readers' time zone, like Asia/Seoul.")
    to: Texts = Field(description="Channels of config/config.yaml.")
    empty: Empty = Field(
        Empty.SEND, description='`send` or `skip` when nothing was found: "no hits" is a finding.'
    )
    tiers: Tiers = Field(tuple(Tier), description="Only rules of these tiers.")
    further_outlets: FurtherOutlets = FURTHER_OUTLETS
    remind: Annotated[Duration, at_least(HOUR)] | None = Field(
        None,
        description="Name a told story once more after this long, while it is still reported.",
    )
    was: Ids = Field((), description="Former ids, so that nothing is told again.")


class JointDigest(StreamEntry):
    """One digest over several watchlists."""

    id: Id = Field(description="Stays when the title changes.")
    title: Written = Field(description="For people.")
    watchlists: Texts = Field(description="The ids of the watchlists.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to reach people, as configured; its options are checked by its notifier."""

    name: ChannelName
    type: str
    options: Options
    position: Position
    """Where it begins in the file."""


_CHANNELS = {
    "type": "object",
    "description": "Ways to reach people, by name: docs/reference/notifiers.md.",
    "additionalProperties": {
        "type": "object",
        "required": ["type"],
        "properties": {
            "type": {
                "type": "string",
                "description": "console, file, email, webhook, or package.module:factory.",
            }
        },
        "additionalProperties": True,
    },
}


class Settings(BaseSettings):
    """Everything that is set, once and for all: environment before file before default."""

    model_config = SettingsConfigDict(
        env_prefix="WIREWATCH_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    config_dir: SkipJsonSchema[Path]
    watchlists_dir: Path = Field(
        Path("watchlists"), description="The folder of watchlists; relative to this folder."
    )
    data_dir: Path = Field(
        Path("data"),
        description="Database, inbox, outbox. Relative paths of sources and channels start here.",
    )
    database_url: SecretStr | None = Field(
        None, description="postgresql://… for many machines; without it SQLite in data_dir."
    )
    timezone: Zone = Field("UTC", description="For digests that name none of their own.")
    log: Log = Field(Log(), description="What the service says about itself.")
    look: Look = Field(Look(), description="How digests look.")
    fetch: Fetch = Field(Fetch(), description="How sources are asked.")
    sandbox: Sandbox = Field(Sandbox(), description="Workers that read what others wrote.")
    retention: Retention = Field(Retention(), description="How long things are kept.")
    notices: Notices = Field(Notices(), description="Whom to tell of troubles.")
    disk: Disk = Field(Disk(), description="Room under the data folder.")
    web: Web = Field(Web(), description="The port that answers: health, metrics, reload.")
    channels: Annotated[Mapping[str, InstanceOf[Channel]], WithJsonSchema(_CHANNELS)] = Field({})
    digests: tuple[JointDigest, ...] = Field((), description="Digests over several watchlists.")
    document: SkipJsonSchema[InstanceOf[Document]] = Field(exclude=True, repr=False)
    """The file itself, for the places of what is found wrong later."""

    @property
    def zone(self) -> str:
        """The time zone of streams that name none, an IANA name."""
        return self.timezone

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - see above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - see above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - see above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing behind our back: `load_settings` merges environment and file."""
        return (init_settings,)


INTERNAL = ("config_dir", "document")
"""Fields that no file sets."""


def setting_names(model: type[BaseModel] = Settings) -> Iterator[tuple[str, ...]]:
    """Name every setting, as the way to it: `("log", "level")`."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if name in INTERNAL:
            continue
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from ((name, *rest) for rest in setting_names(inner))
        else:
            yield (name,)
