"""Logs: one line an event, no forged lines, no secret in any of them."""

import base64
import html
import io
import json
import logging
from urllib.parse import quote, quote_plus

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from service import logs


SECRETS = {
    "hunter2-päss&wörd",
    "services/T0/B1/xyz",
    "12345678",
    "line one of a key\nline two of a key",
    "quote'\"back\\slash",
}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Ascii(io.StringIO):
    """A stream that knows few letters."""

    encoding = "ascii"


@pytest.fixture(autouse=True)
def _untouched():
    """Leave the process as it was."""
    yield
    structlog.reset_defaults()
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.get_name() == logs.APP]:
        root.removeHandler(handler)
    for name in ("", *logs._FOREIGN):
        logging.getLogger(name).setLevel(logging.WARNING if not name else logging.NOTSET)


def fail_with(error: Exception, cause: Exception | None = None) -> None:
    raise error from cause


def say_everything() -> None:
    log = structlog.get_logger()
    for secret in SECRETS:
        log.info("source.polled", url=f"https://x/{quote(secret, safe='')}?k={quote_plus(secret)}")
        log.info("channel.loaded", options={"a": [secret, {secret: 1}]}, html=html.escape(secret))
        log.info(
            "body.read", body=repr(secret), data=json.dumps({"x": secret}), raw=secret.encode()
        )
        try:
            fail_with(OSError(f"cannot reach {secret}"), KeyError(secret))
        except OSError:
            log.exception("job.failed", why=secret)
            logging.getLogger("apscheduler.x").exception("Job raised %s", secret)
        logging.getLogger("httpx").warning("GET %s", f"https://x/{secret}")
    log.info("number.seen", number=12345678)


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_leaves(form):
    """Every secret is masked wherever and however it is written."""
    stream = io.StringIO()
    logs.configure(form, "debug", stream, SECRETS)
    say_everything()
    written = stream.getvalue()
    assert written.count(logs.MASK) > 30
    for secret in SECRETS:
        for spelling in (secret, quote(secret, safe=""), quote_plus(secret), html.escape(secret)):
            assert spelling not in written
            assert json.dumps(spelling)[1:-1] not in written
            assert repr(spelling)[1:-1] not in written


@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_the_same_search_finds_what_is_not_masked(secret):
    """The test above can fail: without secrets to mask, they are there."""
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    say_everything()
    assert quote(secret, safe="") in stream.getvalue()


def test_an_event_is_one_line_of_json():
    """Time in UTC, level, event, app, then its facts."""
    stream = io.StringIO()
    logs.configure("json", "info", stream)
    structlog.get_logger().info(
        "feed.fetched", entries=3, ok=True, none=None, part=1.5, kinds={"a"}
    )
    structlog.get_logger().debug("feed.skipped")
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert list(event)[:4] == ["timestamp", "level", "event", "app"]
    assert event["timestamp"].endswith("Z")
    assert (event["event"], event["app"], event["entries"]) == ("feed.fetched", "wirewatch", 3)
    assert (event["ok"], event["none"], event["part"], event["kinds"]) == (True, None, 1.5, ["a"])


@pytest.mark.parametrize("form", ["json", "text"])
def test_nobody_forges_a_line(form):
    """A title with line breaks, escapes or direction marks stays inside its line."""
    stream = io.StringIO()
    logs.configure(form, "info", stream)
    title = "a\n2026-01-01 [error] forged\r\x1b[31m\u2028\u202e\x85\x00\ud800b\u200d"
    structlog.get_logger().info("article.read", title=title)
    written = stream.getvalue()
    assert len(written.splitlines()) == 1
    assert written.rstrip("\n").replace("\u200d", "").isprintable()


def test_lines_of_an_exception_cannot_pose_as_events():
    """As text they are indented, each of them."""
    stream = io.StringIO()
    logs.configure("text", "info", stream)
    try:
        fail_with(ValueError("x\n2026-01-01 [error] forged\n\nend"))
    except ValueError:
        structlog.get_logger().exception("job.failed")
    first, *others = stream.getvalue().splitlines()
    assert "job.failed" in first
    assert others
    assert all(line.startswith("    ") for line in others)


def test_long_values_are_cut():
    """No article ends up in the log; a trace keeps its end, where the reason is."""
    stream = io.StringIO()
    logs.configure("json", "info", stream)
    try:
        fail_with(ValueError("y" * 20_000 + "END"))
    except ValueError as error:
        structlog.get_logger().info("x.y", text="z" * 999, items=list(range(99)), exc_info=error)
    event = json.loads(stream.getvalue())
    assert len(event["text"]) == logs.LONGEST
    assert len(event["items"]) == logs.MOST_ITEMS
    assert len(event["exception"]) == logs.LONGEST_TRACE
    assert event["exception"].endswith("END")


def test_other_libraries_come_through_the_same_door():
    """Their lines get our shape; their chatter is not heard unless we debug."""
    stream = io.StringIO()
    logs.configure("json", "info", stream)
    logging.getLogger("httpx").info("GET")
    logging.getLogger("alembic.runtime").warning("slow %s", "table")
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert (event["event"], event["logger"]) == ("alembic.logged", "alembic.runtime")
    assert event["message"] == "slow table"


def test_setting_up_again_replaces():
    """A reload brings new secrets, not a second line for each event."""
    first, second = io.StringIO(), io.StringIO()
    logs.configure("json", "info", first)
    logs.configure("json", "debug", second, {"newsecret"})
    logging.getLogger("httpx").info("GET newsecret")
    assert first.getvalue() == ""
    assert json.loads(second.getvalue())["message"] == "GET ********"


def test_auto_is_text_on_a_terminal_and_json_elsewhere():
    """People get colours, machines get JSON."""
    terminal, pipe = Terminal(), io.StringIO()
    logs.configure("auto", "info", terminal)
    structlog.get_logger().info("a.b")
    logs.configure("auto", "info", pipe)
    structlog.get_logger().info("a.b")
    assert "\x1b[" in terminal.getvalue()
    assert json.loads(pipe.getvalue())["event"] == "a.b"


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_poor_stream_gets_escapes(form):
    """A terminal without UTF-8 loses no event."""
    stream = Ascii()
    logs.configure(form, "info", stream)
    structlog.get_logger().info("a.b", title="북한")
    assert "\\ubd81\\ud55c" in stream.getvalue()


def test_standard_error_is_the_default(capsys):
    """Standard output belongs to what commands print."""
    logs.configure("json")
    structlog.get_logger().info("a.b")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "a.b" in captured.err


def test_a_short_secret_is_not_masked():
    """It would mask half of everything, and hide nothing."""
    assert logs.mask_of({"a", ""})("a banana") == "a banana"


def test_the_mask_leaves_other_texts_alone():
    """Only what is secret is hidden."""
    encoded = base64.b64encode(b"other").decode()
    assert logs.mask_of({"hunter2"})(f"hunter {encoded}") == f"hunter {encoded}"


@given(st.text(min_size=4), st.text(), st.text())
def test_masking_hides_any_secret(secret, before, after):
    """For all texts around it."""
    masked = logs.mask_of({secret})(before + secret + after)
    assert secret not in masked.replace(logs.MASK, "\0")


@pytest.mark.parametrize(("level", "told"), [("info", False), ("debug", True)])
def test_a_tick_left_out_frightens_nobody(level, told):
    """The library of the clock warns of it; who debugs wants to know."""
    stream = io.StringIO()
    logs.configure("json", level, stream)
    clock = logging.getLogger("apscheduler.scheduler")
    clock.warning("maximum number of running instances reached (1)")
    assert ("running instances" in stream.getvalue()) is told
    clock.error("this is serious")
    assert "serious" in stream.getvalue()
