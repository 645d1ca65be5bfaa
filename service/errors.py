"""What can go wrong, as one tree.

WirewatchError
├── ConfigError          files that users edit; carries one `Problem` or more
│   └── PortInUseError   ... now: the port they name is another program's
├── LockedError          another process owns the data folder
├── FetchError           a source could not be fetched; `retry_after` where the server asked
│   └── BlockedError     ... as it stands at an address that nobody is sent to unasked
├── ParseError           bytes that could not be read
│   └── ParseTimeoutError  ... within the time and memory they are worth
├── OrderError           the running service refused an order, or did not answer
├── PluginError          a notifier or source kind that cannot be found or built
└── StoreError           the database refused
    ├── SchemaError      ... because it is newer, older or damaged
    ├── OvertakenError   ... because another process has published rules since
    ├── UnreachableError ... because nobody answers there: it may, later
    └── NoRoomError      ... because there is no room on the disk
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend in a file that a user edits. Lines and columns count from 1."""

    file: str
    line: int
    """0: what is wrong stands in no file, and `file` names the setting."""
    column: int
    message: str
    mend: str = ""
    source_line: str = ""
    """The line as it stands in the file, so that a pointer can be drawn under the place."""
    instead: str = ""
    """What to write in place of that line, where it can be said; it may be several lines."""
    severity: str = "error"
    """`error` (this part is off) or `warning` (it works, though perhaps not as meant)."""
    watchlist: str = ""
    """The watchlist this belongs to, where it belongs to one."""
    rule: str = ""
    """The rule that is off because of it, where it is one rule."""
    source: str = ""
    """The source that is off because of it, where it has a name."""

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        """Give the one-line form: `watchlists/korea.yaml:14:23: '(' is never closed`."""
        text = f"{self.where}: {self.message}"
        return f"{text} ({self.mend})" if self.mend else text

    def as_data(self) -> dict[str, str | int]:
        """Give what a program needs; the line itself stands in the file."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "message": self.message,
            "mend": self.mend,
            "instead": self.instead,
            "watchlist": self.watchlist,
            "rule": self.rule,
            "source": self.source,
        }


class WirewatchError(Exception):
    """Anything that Wirewatch itself reports."""


class ConfigError(WirewatchError):
    """Files that users edit cannot be used as they stand."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class PortInUseError(ConfigError):
    """The port that was named is in use; nothing is wrong with the files, if it is free again."""


class LockedError(WirewatchError):
    """Another process owns the data folder."""


class FetchError(WirewatchError):
    """A fetch that brought nothing.

    `code` is a short stable word (`timeout`, `too_large`, `bad_encoding`, `blocked_address`,
    `http_503`, `not_a_feed`, ...): it is stored, counted and shown. `maybe_received` is true where the whole
    request was sent and the reply was lost: a receiver may have acted on it.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
        maybe_received: bool = False,
    ) -> None:
        self.code = code
        self.detail = detail
        self.maybe_received = maybe_received
        self.status = status
        self.retry_after = retry_after
        super().__init__(f"{code}: {detail}")


class BlockedError(FetchError):
    """An address of a private network: nobody is sent there who did not say so."""

    def __init__(self, what: str, network: str | None) -> None:
        self.what = what
        self.network = network
        """In CIDR, what would allow this address and no other; None: nothing does."""
        mend = f"; if this is meant, add allow_networks: [{network}]" if network else ""
        super().__init__("blocked_address", what + mend)


class ParseError(WirewatchError):
    """Bytes that could not be read; `code` is a short stable word."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


class ParseTimeoutError(ParseError):
    """Bytes that took more time or memory than they are worth."""


class OrderError(WirewatchError):
    """The running service refused what it was asked to do, or did not answer."""


class PluginError(WirewatchError):
    """A notifier or source kind that cannot be found, imported or built."""

    def __init__(self, message: str, *, mend: str = "") -> None:
        self.mend = mend
        super().__init__(message)


class StoreError(WirewatchError):
    """The database refused."""


class OvertakenError(StoreError):
    """Another process has published other rules since: older files must not replace them."""

    def __init__(self, last: int, newest: int | None) -> None:
        super().__init__(
            f"another process has published rule set {newest} since this one's {last}: "
            "give both the same files, or restart this one to let its files hold"
        )


class SchemaError(StoreError):
    """The database is newer, older or damaged: it is not opened."""


class UnreachableError(StoreError):
    """The server of the database does not answer, or takes nobody; it may, a little later."""


class NoRoomError(StoreError):
    """What was to be written has no room on the disk; nothing of it is left there."""
