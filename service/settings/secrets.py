"""Secrets: how they come in, which values are some, and how settings look without them.

`${VAR}` and `${VAR:-default}` are replaced in `config.yaml` and in the credentials of sources,
nowhere else: what a watchlist or a name says may end in a mail.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from service.errors import Problem
from service.model import Raw
from service.settings.document import At, Document


MASK = "********"
MAX_SECRET = 1 << 16
TELLING = 12
"""A path of so many letters says something by itself."""

_SECRET = re.compile(
    r"(?:^|_)(?:password|passwd|passphrase|secret|token|api_?key|credentials?|authorization|cookie)s?$"
)
_FROM_FILE = re.compile(
    r"(.*(?:password|passphrase|secret|token|api_?key|username|user|url))_file$"
)
_VARIABLE = re.compile(r"\$(\$)?\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\})?")


def is_secret(at: At) -> bool:
    """Whether the value there is a secret by its name (`password`, `headers: …`)."""
    names = [part.lower() for part in at if isinstance(part, str)]
    return "headers" in names[:-1] or any(_SECRET.search(name.replace("-", "_")) for name in names)


# --- coming in ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What values may be taken from: the environment, and files beside the configuration."""

    environ: Mapping[str, str]
    folder: Path
    """Relative paths of secret files start here."""
    unneeded: frozenset[str] = frozenset()
    """Keys below which nothing is needed now: a value that is out of reach there is no mistake."""


def fill(document: Document, around: Surroundings) -> tuple[Document, tuple[Problem, ...]]:
    """Replace every `${…}` and every `password_file:` of a document."""
    return _Filling(document, around).done()


def fill_credentials(
    document: Document, around: Surroundings
) -> tuple[Document, tuple[Problem, ...]]:
    """Do the same for credentials only; elsewhere `${…}` is refused."""
    return _Filling(document, around, only_credentials=True).done()


def is_credential(at: At) -> bool:
    return is_secret(at) or str(at[-1] if at else "").lower() in {"username", "user"}


class _Filling:
    """One walk through a document; problems are gathered, nothing stops it."""

    def __init__(
        self, document: Document, around: Surroundings, *, only_credentials: bool = False
    ) -> None:
        self._document = document
        self._around = around
        self._only_credentials = only_credentials
        self._problems: list[Problem] = []
        self._values = dict(document.values)
        self._keys = dict(document.keys)

    def done(self) -> tuple[Document, tuple[Problem, ...]]:
        data = self._fill((), self._document.data)
        filled = replace(self._document, data=data, values=self._values, keys=self._keys)
        return filled, tuple(self._problems)

    def _fill(self, at: At, value: Raw) -> Raw:
        if isinstance(value, dict):
            return self._fill_mapping(at, value)
        if isinstance(value, list):
            return [self._fill((*at, index), item) for index, item in enumerate(value)]
        return self._substitute(at, value) if isinstance(value, str) and "${" in value else value

    def _fill_mapping(self, at: At, mapping: dict[str, Raw]) -> dict[str, Raw]:
        filled: dict[str, Raw] = {}
        for key, value in mapping.items():
            inner = self._fill((*at, key), value)
            found = _FROM_FILE.fullmatch(key)
            if found and isinstance(inner, str):
                name = found[1]
                self._move((*at, key), (*at, name), clash=name in mapping)
                inner, key = self._read((*at, key), inner), name  # noqa: PLW2901 - the key it stands for
            filled[key] = inner
        return filled

    def _move(self, old: At, new: At, *, clash: bool) -> None:
        if clash:
            self._complain(old, f"both '{new[-1]}' and '{old[-1]}' are given", "keep one of them")
        self._values[new] = self._document.values[old]
        self._keys[new] = self._document.keys[old]

    def _read(self, at: At, name: str) -> str:
        try:
            return read_secret(self._around.folder / name)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._lack(at, f"the file {name} cannot be read: {reason}")
            return ""

    def _substitute(self, at: At, text: str) -> str:
        if self._only_credentials and not is_credential(at):
            message = "'${' is read in credentials only (username, password, token, headers)"
            self._complain(at, message, "write the value itself here")
            return text
        return _VARIABLE.sub(lambda found: self._variable(at, found), text)

    def _variable(self, at: At, found: re.Match[str]) -> str:
        escaped, name, default = found.groups()
        if escaped:
            return found[0][1:]
        if name is None:
            mend = "write ${NAME} or ${NAME:-default}; $${ stands for ${ itself"
            self._complain(at, "'${' without a name and a '}'", mend)
            return ""
        value = self._around.environ.get(name, "")
        if value or default is not None:
            return value or default
        mend = f"set the variable {name}{_instead(at, name)}"
        self._lack(at, f"the environment variable {name} is not set", mend)
        return ""

    def _lack(self, at: At, message: str, mend: str = "") -> None:
        if at[0] not in self._around.unneeded:
            self._complain(at, message, mend)

    def _complain(self, at: At, message: str, mend: str = "") -> None:
        place = self._document.place(at)
        self._problems.append(self._document.problem(place, message, mend))


def _instead(at: At, name: str) -> str:
    """Say what else can be written there; a default is none for a secret."""
    if not is_secret(at):
        return f", or write ${{{name}:-default}}"
    key = f"{at[-1]}_file"
    return f", or use '{key}:'" if _FROM_FILE.fullmatch(key) else ""


def read_secret(path: Path) -> str:
    """Read a secret from its file, without the line break at its end."""
    with path.open("rb") as opened:
        raw = opened.read(MAX_SECRET + 1)
    if len(raw) > MAX_SECRET:
        raise ValueError("larger than 64 KiB")
    return raw.decode("utf-8-sig").rstrip("\r\n")


# --- going out ---------------------------------------------------------------------------------


def hide(value: Raw, at: At = ()) -> Raw:
    """Give a copy in which every secret is `********`."""
    if isinstance(value, dict):
        return {key: hide(inner, (*at, key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [hide(inner, (*at, index)) for index, inner in enumerate(value)]
    if not isinstance(value, str) or not value:
        return value
    return MASK if is_secret(at) else hide_url(value)


def hide_url(text: str) -> str:
    """Hide what may be secret in a URL: password, path and query."""
    if "://" not in text:
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return MASK
    host = parts.netloc.rpartition("@")[2]
    user = parts.username if "@" in parts.netloc else None
    netloc = f"{user}:{MASK}@{host}" if user else host
    secret_path = parts.scheme in {"http", "https"} and parts.path.strip("/")
    path = f"/{MASK}" if secret_path else parts.path
    return urlunsplit((parts.scheme, netloc, path, MASK if parts.query else "", ""))


def found_in(value: Raw, at: At = (), *, whole_urls: bool) -> Iterator[str]:
    """Find every secret value in plain data; `whole_urls`: also what a URL says after its host."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from found_in(inner, (*at, key), whole_urls=whole_urls)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from found_in(inner, (*at, index), whole_urls=whole_urls)
    elif isinstance(value, str):
        if is_secret(at):
            yield value
        yield from in_url(value, whole=whole_urls)


def in_url(text: str, *, whole: bool) -> Iterator[str]:
    """Find the password of a URL and, if wanted, its path and its query."""
    if "://" not in text:
        return
    try:
        parts = urlsplit(text)
        password = parts.password
    except ValueError:
        yield text
        return
    if password:
        yield password
        yield unquote(password)
    if whole and (parts.path.strip("/") or parts.query):
        rest = text.partition("://")[2]
        alone = (parts.path.strip("/"), parts.query)
        yield rest
        yield from (part for part in alone if len(part) >= TELLING)  # `hook` is a word like any
