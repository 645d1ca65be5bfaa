"""The port that is opened."""

import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from service.errors import ConfigError, PortInUseError
from service.settings import Settings, load_settings, point
from service.web.server import listen


def settings(folder: Path, text: str) -> Settings:
    (folder / "config.yaml").write_text(text)
    return load_settings(folder, {})


@pytest.mark.parametrize("text", ["off", "''"])
def test_off_is_no_port(tmp_path, text):
    """Nothing is opened."""
    assert listen(settings(tmp_path, f"web: {{listen: {text}}}")) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [("127.0.0.1:0", "127.0.0.1"), ("localhost:0", "127.0.0.1"), ("0.0.0.0:0", "0.0.0.0")],
)
def test_an_address_is_opened(tmp_path, text, address):
    """Only the one that was named; no process that we start inherits it."""
    opened = listen(settings(tmp_path, f"web: {{listen: '{text}'}}"))
    assert opened is not None
    with opened:
        assert opened.getsockname()[0] == address
        assert not opened.get_inheritable()


def test_the_other_family(tmp_path):
    """IPv6 in brackets, as everywhere."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        opened = listen(settings(tmp_path, "web: {listen: '[::1]:0'}"))
    except ConfigError:
        pytest.skip("no IPv6 loopback here")
    assert opened is not None
    with opened:
        assert opened.getsockname()[0] == "::1"


def test_a_port_that_is_taken_is_named_with_its_setting(tmp_path):
    """The mistake stands where the port is set, with a way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(PortInUseError) as caught:
            listen(settings(tmp_path, f"web:\n  listen: 127.0.0.1:{number}\n"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 11)
    assert problem.message == f"'listen': port {number} is in use by another program"
    assert "WIREWATCH_WEB__LISTEN" in problem.mend


def test_a_port_that_nobody_set_is_named_without_a_place(tmp_path):
    """No line of `config.yaml` says 8080: the setting and its default are named."""
    default = settings(tmp_path, "web: {hosts: [news.example]}")
    with ExitStack() as stack:
        with suppress(OSError):  # another has it: as good
            stack.enter_context(socket.create_server(("127.0.0.1", 8080)))
        with pytest.raises(PortInUseError) as caught:
            listen(default)
    said = point(caught.value.problems[0]).splitlines()
    assert said == [
        "web.listen (default 127.0.0.1:8080): port 8080 is in use by another program",
        "    mend: set web.listen (WIREWATCH_WEB__LISTEN) to another port, or to off",
    ]
    assert str(caught.value).startswith(f"{said[0]} (set ")


def test_an_address_that_is_not_ours_is_said_to_be_none(tmp_path):
    """192.0.2.1 belongs to nobody (RFC 5737)."""
    with pytest.raises(ConfigError, match=r"port 8080 cannot be opened: .*assign"):
        listen(settings(tmp_path, "web: {listen: '192.0.2.1:8080'}"))
