"""Settings: environment before file before default, and every mistake with its place."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import ConfigError
from service.model import Source, SourceId
from service.settings import (
    environment,
    explain_options,
    load_settings,
    masked,
    point,
    read_settings,
    secrets,
)
from service.settings.document import parse
from service.settings.fields import read_duration, read_size, slug, write_duration, write_size
from service.settings.shape import INTERNAL, Settings, setting_names


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def config(tmp_path):
    """A folder whose config.yaml a test writes."""

    def write(text: str) -> Path:
        folder: Path = tmp_path / "config"
        folder.mkdir(exist_ok=True)
        (folder / "config.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


def complaints(folder: Path, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(folder, environ or {})
    return [str(problem) for problem in caught.value.problems]


def test_without_a_file_everything_has_its_default(tmp_path):
    """An empty folder is a working configuration."""
    settings = load_settings(tmp_path / "config", {})
    assert settings.fetch.every == timedelta(minutes=30)
    assert settings.data_dir == Path("data")
    assert settings.watchlists_dir == tmp_path / "watchlists"
    assert settings.zone == "UTC"


def test_the_environment_wins_over_the_file(config):
    """Environment before file before default, down to single values of a part."""
    folder = config("log: {level: warning, format: json}\nfetch: {every: 1h30m}\n")
    settings = load_settings(folder, {"WIREWATCH_LOG__LEVEL": "debug", "OTHER": "x"})
    assert (settings.log.level, settings.log.format) == ("debug", "json")
    assert settings.fetch.every == timedelta(minutes=90)
    assert settings.fetch.connections == 20


def test_variables_of_others_are_left_alone(config):
    """The tests' own variable and what Kubernetes sets are no settings of ours."""
    environ = {
        "WIREWATCH_DATA": "/x",
        "WIREWATCH_PORT_8080_TCP": "tcp://1",
        "WIREWATCH_DATA_DIR": "/d",
    }
    settings, problems = read_settings(config(""), environ)
    assert settings is not None
    assert settings.data_dir == Path("/d")
    assert not problems


def test_a_slip_in_a_variable_is_a_warning(config):
    """A variable that is nearly a setting was meant for us."""
    _, problems = read_settings(config(""), {"WIREWATCH_DATABSE_URL": "x"})
    assert [one.severity for one in problems] == ["warning"]
    assert problems[0].message == "no such setting: did you mean WIREWATCH_DATABASE_URL?"


def test_a_wrong_variable_is_named(config):
    """An error from the environment names the variable, not the file."""
    folder = config("log: {level: info}")
    assert complaints(folder, {"WIREWATCH_LOG__LEVEL": "lod", "WIREWATCH_FETCH__EVRY": "1m"}) == [
        "WIREWATCH_FETCH__EVRY:1:1: unknown key 'evry': did you mean 'every'? (write 'every')",
        "WIREWATCH_LOG__LEVEL:1:1: 'level': 'lod' is not one of debug, info, warning, error",
    ]


def test_all_problems_come_at_once(config):
    """Each with line, column and, where one is known, a mend."""
    text = """\
log: {levle: info}
look:
  accent: red
  link_base: nowhere
fetch:
  every: soon
  connections: 1e3
  per_host: 0
retention: {seen: 30d}
sandbox: 3
timezone: Asia/Soul
digests: {}
"""
    assert complaints(config(text)) == [
        "config/config.yaml:1:7: unknown key 'levle': did you mean 'level'? (write 'level')",
        "config/config.yaml:3:11: 'accent': 'red' is no colour (write it like '#1f4e79', in single quotes)",
        "config/config.yaml:4:14: 'link_base': 'nowhere' is no web address (write it like https://news.example)",
        "config/config.yaml:6:10: 'every': 'soon' is no duration (write 30s, 5m, 2h or 30d)",
        "config/config.yaml:7:16: 'connections': '1e3' is no whole number",
        "config/config.yaml:8:13: 'per_host': must be at least 1",
        "config/config.yaml:9:19: 'seen': must be at least 90d",
        "config/config.yaml:10:10: 'sandbox': must be keys with values (write one 'key: value' line for each)",
        "config/config.yaml:11:11: 'timezone': unknown time zone 'Asia/Soul': did you mean 'Asia/Seoul'? (write 'Asia/Seoul')",
        "config/config.yaml:12:10: 'digests': must be a list (write [a, b], or one '- ' line for each)",
    ]


def test_keys_that_are_not_for_files_are_unknown(config):
    """What the program knows by itself cannot be set."""
    (first, second) = complaints(config("config_dir: x\nfoo: bar"))
    assert first.startswith("config/config.yaml:1:1: unknown key 'config_dir'")
    assert "unknown key 'foo' (known here: " in second


def test_a_file_that_is_a_list_is_refused(config):
    """The file holds keys with values."""
    assert complaints(config("- a")) == ["config/config.yaml:1:1: must be keys with values"]


def test_variables_are_filled_in(config):
    """${VAR}, defaults, and $${ for those who mean the signs themselves."""
    text = "look: {title: '${A} ${B:-dflt} ${C:-x} $${D}', logo_text: \"${E:-}\"}"
    settings = load_settings(config(text), {"A": "a: {b}", "C": ""})
    assert settings.look.title == "a: {b} dflt x ${D}"
    assert settings.look.logo_text == ""


@pytest.mark.parametrize(
    ("options", "mend"),
    [("secret: '${HOOK}'", "set the variable HOOK, or use 'secret_file:'"),
     ("headers: {x-key: '${HOOK}'}", "set the variable HOOK"),
     ("url: '${HOOK}'", "set the variable HOOK, or write ${HOOK:-default}")],
)  # fmt: skip
def test_nobody_is_told_to_write_a_default_for_a_secret(config, options, mend):
    """It would stand in the file, and be anybody's."""
    (complaint,) = complaints(config(f"channels:\n  hook:\n    type: webhook\n    {options}\n"))
    assert complaint.endswith(f"({mend})")


def test_an_unknown_key_is_refused_empty_too(config):
    """A slip that has no value yet is a slip."""
    assert complaints(config("timezon:\n")) == [
        "config/config.yaml:1:1: unknown key 'timezon': did you mean 'timezone'? (write 'timezone')"
    ]


def test_an_unset_variable_is_refused_at_its_place(config):
    """A secret that is not there must not become an empty one."""
    assert complaints(config("look:\n  title: ${NAME}\n  logo_text: a ${ b")) == [
        "config/config.yaml:2:10: the environment variable NAME is not set (set the variable NAME, or write ${NAME:-default})",
        "config/config.yaml:3:14: '${' without a name and a '}' (write ${NAME} or ${NAME:-default}; $${ stands for ${ itself)",
    ]


MAIL = """\
channels:
  desk-mail:
    type: email
    host: mail.example
    password_file: pw
    headers: {X-Key: abcdefgh}
  hook:
    type: webhook
    url: https://u:sesame@hooks.example/services/T0/B1?x=1
  quiet: {type: console, note: }
"""


def test_secrets_come_from_files_beside_the_configuration(config):
    """`password_file` becomes `password`; the line break at the end is none of it."""
    folder = config(MAIL)
    (folder / "pw").write_text("hunter2\n")
    channels = load_settings(folder, {}).channels
    assert channels["desk-mail"].options["password"] == "hunter2"
    assert channels["desk-mail"].position.line == 2
    assert dict(channels["quiet"].options) == {}


def test_a_secret_file_must_be_there_and_alone(config):
    """A missing file, and a secret given twice, are refused."""
    text = "channels:\n  a: {type: email, password: x, password_file: none}"
    assert complaints(config(text)) == [
        "config/config.yaml:2:48: both 'password' and 'password_file' are given (keep one of them)",
        "config/config.yaml:2:48: the file none cannot be read: No such file or directory",
    ]


def test_a_secret_file_has_a_limit(config):
    """Nobody's password is that long."""
    folder = config("channels:\n  a: {type: email, password_file: big}")
    (folder / "big").write_text("x" * 70_000)
    assert "larger than 64 KiB" in complaints(folder)[0]


def test_channels_can_be_set_from_outside(config, tmp_path):
    """Options of channels come from variables and from files that variables name."""
    (tmp_path / "hook").write_text("whsec_1\n")
    environ = {
        "WIREWATCH_CHANNELS__DESK_MAIL__PASSWORD": "12345",
        "WIREWATCH_CHANNELS__HOOK__SECRET_FILE": str(tmp_path / "hook"),
        "WIREWATCH_CHANNELS__HOOK__AUTH__USER": "u",
    }
    folder = config("channels:\n  desk-mail: {type: email}\n  hook: {type: webhook}")
    channels = load_settings(folder, environ).channels
    assert channels["desk-mail"].options["password"] == "12345"
    assert dict(channels["hook"].options) == {"secret": "whsec_1", "auth": {"user": "u"}}


def test_variables_of_channels_must_fit(config, tmp_path):
    """An unknown channel is a warning; a secret given twice or unreadable is an error."""
    environ = {
        "WIREWATCH_CHANNELS__NOBODY__PASSWORD": "x",
        "WIREWATCH_DATABASE_URL": "x",
        "WIREWATCH_DATABASE_URL_FILE": str(tmp_path / "none"),
        "WIREWATCH_CHANNELS__HOOK__SECRET_FILE": str(tmp_path / "none"),
    }
    _, problems = read_settings(config("channels: {hook: {type: webhook}}"), environ)
    said = {one.file: (one.severity, one.message) for one in problems}
    assert said["WIREWATCH_CHANNELS__NOBODY__PASSWORD"][0] == "warning"
    assert said["WIREWATCH_DATABASE_URL_FILE"][1].startswith("both WIREWATCH_DATABASE_URL and")
    assert "cannot be read" in said["WIREWATCH_CHANNELS__HOOK__SECRET_FILE"][1]


def test_a_list_from_a_variable_is_json(config):
    """Whole lists can be set from outside as JSON; what is none is refused by name."""
    assert complaints(config(""), {"WIREWATCH_DIGESTS": "[{"})[0].startswith("WIREWATCH_*:1:1: ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("channels: console", "1:11: 'channels': must be named channels"),
        ("channels:\n  a: b", "2:3: the channel 'a' has no type"),
        ("channels:\n  a: {to: x}", "2:3: the channel 'a' has no type"),
        ("channels:\n  'a b': {type: x}", "2:3: 'a b' cannot be an id (write 'a-b')"),
    ],
)
def test_a_channel_needs_a_name_and_a_type(config, text, place):
    """All else is its notifier's business."""
    assert complaints(config(text))[0].startswith(f"config/config.yaml:{place}")


class Mail(BaseModel):
    """A notifier's options."""

    model_config = ConfigDict(extra="forbid")
    host: str
    port: int = 25


@pytest.mark.parametrize("bare", [False, True])
def test_options_of_a_plug_in_are_explained_at_their_place(config, bare):
    """What a notifier's own model refuses gets its line; without one, still its words."""
    folder = config("channels:\n  a:\n    type: email\n    hots: x\n    port: ten")
    options = load_settings(folder, {}).channels["a"].options
    with pytest.raises(ValidationError) as caught:
        Mail.model_validate(dict(options))
    problems = explain_options(caught.value, Mail, dict(options) if bare else options)
    messages = [one.message for one in problems]
    assert sorted(messages)[1] == "unknown key 'hots': did you mean 'host'?"
    assert len(messages) == 2
    assert [one.line for one in problems] == ([1, 1] if bare else [4, 5])


def test_a_refused_password_is_not_shown(config):
    """A problem about a secret shows no line."""

    class Secret(BaseModel):
        password: int

    options = load_settings(config("channels:\n  a: {type: x, password: hunter2}"), {}).channels
    with pytest.raises(ValidationError) as caught:
        Secret.model_validate(dict(options["a"].options))
    (problem,) = explain_options(caught.value, Secret, options["a"].options)
    assert "hunter2" not in point(problem)


def test_shown_settings_hide_every_secret(config):
    """`config show` prints everything that holds, and no secret."""
    folder = config(MAIL + "database_url: postgresql://w:dbpass@db/wire\n")
    (folder / "pw").write_text("hunter2")
    settings = load_settings(folder, {})
    shown = masked(settings)
    for secret in secrets(settings):
        assert secret not in str(shown)
    assert {"hunter2", "abcdefgh", "sesame", "dbpass", "services/T0/B1"} <= secrets(settings)
    assert shown["channels"]["hook"]["url"] == "https://u:********@hooks.example/********?********"
    assert shown["database_url"] == "postgresql://w:********@db/wire"
    assert shown["retention"]["seen"] == "180d"


def test_secrets_are_found_wherever_they_stand(config):
    """In lists, in headers, in URLs; a short path is no secret by itself."""
    text = """\
channels:
  hook:
    type: webhook
    url: https://h.example/hook
    spare: ["http://[bad", "https://h.example", "htps://h.example/slip"]
    secret: [whsec_1, whsec_2]
    port: 25
"""
    source = Source(
        id=SourceId("s"), kind="feed", title="s", options={"url": "https://u:p%40ss@h.example/f"}
    )
    found = secrets(load_settings(config(text), {}), [source])
    assert found == {
        "h.example/hook",
        "h.example/slip",
        "http://[bad",
        "whsec_1",
        "whsec_2",
        "p%40ss",
        "p@ss",
    }


def test_a_url_that_is_none_is_hidden_whole(config):
    """What cannot be taken apart may be secret anywhere."""
    settings = load_settings(config("channels: {a: {type: x, url: 'http://[bad', n: [1]}}"), {})
    assert masked(settings)["channels"]["a"] == {"type": "x", "url": "********", "n": ["1"]}


def test_parts_are_shown_in_the_words_of_the_files(config):
    """Joint digests too."""
    text = "digests:\n- {id: m, title: M, watchlists: [a], schedule: 08:00, to: c}"
    (digest,) = masked(load_settings(config(text), {}))["digests"]
    assert (digest["watchlists"], digest["tiers"]) == (["a"], ["urgent", "normal", "background"])


def test_joint_digests_are_read(config):
    """A digest over several watchlists stands in config.yaml."""
    text = "digests:\n- {id: m, title: M, watchlists: [a, b], schedule: 08:00, to: c, tiers: urgent, was: n}"
    (digest,) = load_settings(config(text), {}).digests
    assert (digest.watchlists, digest.schedule, digest.to) == (("a", "b"), ("08:00",), ("c",))
    assert digest.was == ("n",)


def test_watchlists_lie_inside_or_beside(config):
    """Inside the folder of config.yaml if they are there, else beside it, else where it says."""
    folder = config("")
    assert load_settings(folder, {}).watchlists_dir == folder.parent / "watchlists"
    (folder / "watchlists").mkdir()
    assert load_settings(folder, {}).watchlists_dir == folder / "watchlists"
    assert load_settings(config("watchlists_dir: ../w"), {}).watchlists_dir == folder / "../w"


def test_the_environment_is_a_copy():
    """What is read at the start does not change under us."""
    assert environment() is not environment()


# --- the shipped file --------------------------------------------------------------------------


def _with_every_setting_in_use() -> str:
    text = (ROOT / "config/config.yaml").read_text(encoding="utf-8")
    return re.sub(r"(?m)^(\s*)#(?=[a-z_]+:|  )", r"\1", text)


def test_every_setting_is_in_the_sample_configuration():
    """Nobody has to read the source to learn what can be set; each comment is a valid setting."""
    document = parse(_with_every_setting_in_use(), "config.yaml")
    for name in setting_names():
        assert name in document.keys, ".".join(name)


def test_the_sample_configuration_shows_the_defaults(tmp_path):
    """Taking all the # away changes nothing but where things are, the database and the digests."""
    text = _with_every_setting_in_use().replace("/run/secrets/hook", "hook")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "hook").write_text("whsec_x")
    environ = {"MAIL_PASSWORD": "x"}
    written, default = load_settings(tmp_path, environ), load_settings(ROOT / "config", {})
    for name in set(Settings.model_fields) - {*INTERNAL, "watchlists_dir", "channels", "digests"}:
        assert getattr(written, name) == getattr(default, name), name
    assert written.digests[0].id == "morning-brief"


def test_the_sample_configuration_loads():
    """What is shipped has no problem at all."""
    settings, problems = read_settings(ROOT / "config", {})
    assert settings is not None
    assert not problems
    assert set(settings.channels) == {"console", "outbox"}


# --- kinds of values ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["30s", "5m", "2h", "30d", "1h30m", "1d1s"])
def test_durations_are_read_and_written_alike(text):
    """What is shown is what was written."""
    assert write_duration(read_duration(text)) == text


def test_nothing_is_a_duration_of_no_seconds():
    """Zero has a spelling."""
    assert write_duration(read_duration("0m")) == "0s"


@pytest.mark.parametrize("text", ["", "5", "m", "5 m", "-5m", "5m5h", "9999999999d", "999999999d"])
def test_other_texts_are_no_durations(text):
    """No unit, no number, no order, no end."""
    with pytest.raises(ValueError, match=r"is no duration|too long"):
        read_duration(text)


def test_a_slug_is_short_and_ends_with_a_word():
    """A long text is cut between words; a long word is cut."""
    assert slug("Arms AND (Transfer OR 북한*)") == "arms-and-transfer-or-북한"
    assert slug("one two three", longest=8) == "one-two"
    assert slug("x" * 20, longest=8) == "x" * 8


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KST", "Asia/Seoul"),
        ("seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("New York", "America/New_York"),
    ],
)
def test_a_zone_that_is_not_one_is_guessed(config, name, meant):
    """Abbreviations, cities and lower case are understood well enough to help."""
    assert f"did you mean '{meant}'?" in complaints(config(f"timezone: {name}"))[0]


@pytest.mark.parametrize("name", ["../etc/passwd", "Qqqqqq", "America"])
def test_a_zone_is_nothing_else(config, name):
    """Paths and folders are no zones."""
    assert "unknown time zone" in complaints(config(f"timezone: {name}"))[0]


@pytest.mark.parametrize(
    ("text", "size"),
    [("0", 0), ("200MB", 200_000_000), ("1.5 GB", 1_500_000_000), ("12kb", 12_000), ("0MB", 0)],
)
def test_sizes_are_read(text, size):
    """In the units of disks; nothing at all needs none."""
    assert read_size(text) == size


@pytest.mark.parametrize("text", ["0", "999", "1kB", "200MB", "1.5GB", "2TB"])
def test_sizes_are_written_as_files_have_them(text):
    """What is odd is rounded down: nobody is promised more than there is."""
    assert write_size(int(text) if text.isdigit() else read_size(text)) == text
    assert write_size(1_999_999) == "1.9MB"


@pytest.mark.parametrize("text", ["", "200", "x", "-1MB", "1e3MB", "MB", "1 PB", "1.5.5GB"])
def test_other_texts_are_no_sizes(text):
    """A number without a unit could mean anything."""
    with pytest.raises(ValueError, match="is no size"):
        read_size(text)


def test_a_size_is_set_in_words_and_shown_so(config):
    """From the file, or from the environment, which wins."""
    folder = config("disk: {reserve: 1.5GB}\n")
    assert masked(load_settings(folder, {}))["disk"] == {"reserve": "1.5GB"}
    settings = load_settings(folder, {"WIREWATCH_DISK__RESERVE": "0"})
    assert settings.disk.reserve == 0
