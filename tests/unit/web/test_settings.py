"""What `web:` may say, in the file and in the environment."""

from pathlib import Path

import pytest

from service.errors import ConfigError
from service.settings import Settings, load_settings, masked, secrets


TOKEN = "0123456789abcdef"


def settings(folder: Path, text: str = "", environ: dict[str, str] | None = None) -> Settings:
    (folder / "config.yaml").write_text(text)
    return load_settings(folder, environ or {})


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        settings(folder, text)
    (problem,) = caught.value.problems
    return problem.message


def test_the_port_is_open_to_this_machine_alone(tmp_path):
    """Without a word in the file."""
    web = settings(tmp_path).web
    assert (web.listen, web.token, web.trusted_proxies) == ("127.0.0.1:8080", None, ())


@pytest.mark.parametrize(
    "written", ["8080", "'[::1]:99999'", "'999.0.0.1:80'", "desk:80", "'::1:80'"]
)
def test_an_address_is_written_in_full(tmp_path, written):
    """A number alone would leave open who is let in."""
    assert "is no address with a port" in complaint(tmp_path, f"web: {{listen: {written}}}")


def test_a_token_is_long_and_never_shown(tmp_path):
    """Neither in the settings as people see them, nor in a log, nor in a complaint."""
    found = settings(tmp_path, f"web: {{token: {TOKEN}}}")
    assert TOKEN not in str(masked(found)) + repr(found.web)
    assert TOKEN in secrets(found)
    assert complaint(tmp_path, "web: {token: hunter2}") == (
        "'token': must be at least 16 characters long"
    )


def test_a_token_may_stand_in_a_file(tmp_path):
    """Named in the file or by a variable."""
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    by_file = settings(tmp_path, "web: {token_file: token}").web.token
    environ = {"WIREWATCH_WEB__TOKEN_FILE": str(tmp_path / "token")}
    by_variable = settings(tmp_path, environ=environ).web.token
    for token in (by_file, by_variable):
        assert token is not None
        assert token.get_secret_value() == TOKEN


def test_lists_come_from_variables_too(tmp_path):
    """As words: a variable has no brackets."""
    environ = {
        "WIREWATCH_WEB__HOSTS": "Desk.example, desk:81",
        "WIREWATCH_WEB__TRUSTED_PROXIES": "10.1.0.0/16 ::1",
    }
    web = settings(tmp_path, environ=environ).web
    assert web.hosts == ("desk.example", "desk:81")
    assert web.trusted_proxies == ("10.1.0.0/16", "::1/128")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("trusted_proxies: [0.0.0.0/0]", "'0.0.0.0/0' is everybody"),
        ("trusted_proxies: '::/0'", "'::/0' is everybody"),
        ("trusted_proxies: [10.1.0.1/16]", "'10.1.0.1/16' is no network"),
        ("hosts: ['https://desk.example']", "'https://desk.example' is no host name"),
        ("user_header: 'X User'", "'X User' is no header's name"),
    ],
)
def test_what_would_let_the_wrong_ones_in_is_refused(tmp_path, text, message):
    """With its place, before anything starts."""
    assert message in complaint(tmp_path, f"web:\n  {text}\n")
