"""Crash points: a process dies where it is told to, and nowhere else."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service import crash
from service.crash import POINTS, arm, crashpoint
from service.http.exchange import CRASH_POINTS


ROOT = Path(crash.__file__).parent
CODE = "import sys\nfrom service.crash import arm, crashpoint\n"


@pytest.fixture
def _disarmed() -> Iterator[None]:
    yield
    crash._armed.clear()


def run(code: str) -> tuple[int, str]:
    """Run code in a process of its own; give its exit code and what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", CODE + code], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(("spec", "passed"), [("ingest.open", 0), ("ingest.open:3", 2)])
def test_a_process_dies_at_the_nth_meeting(spec, passed):
    """As by power cut: nothing after it runs, no `finally` and no handler."""
    code = f"arm({spec!r})\nfor n in range(5):\n try: crashpoint('ingest.open')\n"
    code += " finally: print(n, flush=True)\n"
    result, printed = run(code)
    assert result == -signal.SIGKILL
    assert printed.split() == [str(number) for number in range(passed)]


@pytest.mark.usefixtures("_disarmed")
def test_only_what_is_armed_is_met():
    """Without an armed point every point is passed, and so is every other point."""
    crashpoint("ingest.open")
    arm("ingest.open:2")
    crashpoint("ingest.open")
    crashpoint("ingest.committed")
    assert crash._armed == {"ingest.open": 1}


@pytest.mark.usefixtures("_disarmed")
@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("ingest.opne", "unknown crash point 'ingest.opne'; known: .*ingest.open"),
        ("", "unknown crash point"),
        ("ingest.open:soon", "invalid literal"),
        ("ingest.open:0", "cannot be met 0 times"),
        ("ingest.open:-1", "cannot be met -1 times"),
    ],
)
def test_what_cannot_be_armed_is_refused(spec, says):
    """A test that arms nothing would prove nothing."""
    with pytest.raises(ValueError, match=says):
        arm(spec)
    assert crash._armed == {}


def test_every_point_stands_in_the_code_and_every_one_there_is_known():
    """A name that nobody can arm tests nothing, and neither does one that nobody passes."""
    code = [path.read_text() for path in ROOT.rglob("*.py") if path.name != "crash.py"]
    passed = {name for text in code for name in re.findall(r'crashpoint\(\s*"([^"]*)"', text)}
    passed |= set(CRASH_POINTS.values())
    assert passed == set(POINTS)
    assert len(set(POINTS)) == len(POINTS)


def test_every_point_is_documented_with_its_number():
    """The table for operators lists them as the code does."""
    table = (ROOT.parent / "docs/howto/operate.md").read_text()
    rows = re.findall(r"(?m)^\| (\d+) \| `([a-z._]+)` \|", table)
    assert rows == [(str(number), name) for number, name in enumerate(POINTS, 1)]
