"""The sandbox: whatever a parser does, we get an answer in time and the next document its turn."""

import asyncio
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from service.errors import ParseError, ParseTimeoutError
from service.model import Document
from service.sandbox import Sandbox
from service.sandbox.nursery import Nursery, in_words
from service.sandbox.pool import Worker
from service.sandbox.worker import STARTED
from tests import sandboxed
from tests.servers import canary


MIB = 1 << 20
shared = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """Two workers for the whole file: what one test does to them must not hurt the next."""
    box = Sandbox(preload=["tests.sandboxed:add", "no.such.module"])
    await box.call(sandboxed.add, 1, seconds=5)  # the imports are paid here
    yield box
    await box.close()


def gone(pid: int) -> bool:
    """Tell whether a process has ended; a zombie has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


async def vanish(*pids: int, seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while not all(map(gone, pids)):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.02)
    return True


@shared
async def test_a_function_is_called_elsewhere(sandbox: Sandbox) -> None:
    """The value comes back, from another process that is not our child."""
    assert await sandbox.call(sandboxed.add, 2, 3, seconds=5) == 5
    pid, parent = await sandbox.call(sandboxed.identify, seconds=5)
    assert os.getpid() not in {pid, parent}


BAD: dict[str, tuple[Callable[..., Any], tuple[object, ...], str, str]] = {
    "abort": (sandboxed.abort, (), "parser_died", "SIGABRT"),
    "segmentation fault": (sandboxed.crash, (), "parser_died", "SIGSEGV"),
    "exit": (sandboxed.leave, (), "parser_died", "code 0"),
    "killed": (sandboxed.kill_itself, (), "parser_died", "memory"),
    "busy loop": (sandboxed.spin, (), "parse_timeout", "0.3 s"),
    "busy loop in C": (sandboxed.spin_in_native_code, (), "parse_timeout", "0.3 s"),
    "deaf to signals": (sandboxed.ignore_everything_and_spin, (), "parse_timeout", "0.3 s"),
    "its own timeout": (sandboxed.refuse_late, (), "parse_timeout", "by itself"),
    "memory hog": (sandboxed.hog, (), "out_of_memory", "memory"),
    "our error": (sandboxed.refuse, ("not_a_feed", "a page"), "not_a_feed", "a page"),
    "its error": (sandboxed.fail, ("because",), "parser_failed", "ValueError: because"),
    "a long error": (sandboxed.fail, ("x" * 9999,), "parser_failed", "x…"),
    "an error in no known text": (sandboxed.fail, ("\x00\n북한",), "parser_failed", "북한"),
    "SystemExit": (sandboxed.exit_politely, (), "parser_failed", "SystemExit"),
    "recursion": (sandboxed.recurse, (0,), "parser_failed", "RecursionError"),
    "a wrong result": (sandboxed.lie, (), "parser_failed", "int"),
    "half a character": (sandboxed.half_a_character, (), "parser_failed", "surrogates"),
    "a huge result": (sandboxed.grow, (40 * MIB,), "too_large", "bytes"),
    "a file": (sandboxed.write_file, ("/tmp/sandboxed",), "parser_failed", "Error: "),
    "many files": (sandboxed.open_many, (), "parser_failed", "Too many open files"),
    "a program": (sandboxed.start_program, (), "parser_failed", "PermissionError"),
}


@shared
@pytest.mark.parametrize("name", BAD)
async def test_a_bad_function_is_an_error_and_the_next_call_is_served(
    sandbox: Sandbox, name: str
) -> None:
    """Each has its code and words for people; soon there is a worker again."""
    function, args, code, words = BAD[name]
    with pytest.raises(ParseError, match=words) as caught:
        await sandbox.call(function, *args, seconds=0.3 if code == "parse_timeout" else 10)
    late = code in {"parse_timeout", "out_of_memory"}
    assert (caught.value.code, type(caught.value) is ParseTimeoutError) == (code, late)
    assert len(caught.value.detail) <= 200
    async with asyncio.timeout(2):  # on a quiet machine a twentieth of a second
        assert await sandbox.call(sandboxed.add, 1, seconds=1) == 2


def codes(outcomes: list[str | ParseError]) -> list[str]:
    """Give what came of each call, of an error its code."""
    return [one.code if isinstance(one, ParseError) else one for one in outcomes]


@shared
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("abort", "parser_died"),
        ("exit", "parser_died"),
        ("spin", "parse_timeout"),
        ("hog", "out_of_memory"),
        ("raise", "parse_timeout"),
        ("system exit", "parser_failed"),
        ("half a \ud800 character", "bad_arguments"),
    ],
)
async def test_of_calls_in_one_trip_a_bad_one_fails_alone(
    sandbox: Sandbox, deed: str, code: str
) -> None:
    """Those before and behind it are done, whether it is first, last or in between."""
    deeds = [deed, "one", "two", deed, "three", deed]
    calls = [(each,) for each in deeds]
    seconds = 0.5 if deed == "spin" else 10
    outcomes = await sandbox.call_each(sandboxed.behave, calls, seconds=seconds)
    assert codes(outcomes) == [code, "one", "two", code, "three", code]


@shared
async def test_many_calls_in_one_trip_come_back_in_order(sandbox: Sandbox) -> None:
    """Also when they are more than the line holds, and more than a worker does in its life."""
    words = [f"{number} {'x' * 1000}" for number in range(1200)]
    calls = [(word,) for word in words]
    assert await sandbox.call_each(sandboxed.echo, calls, seconds=10) == words


@shared
async def test_large_answers_do_not_stop_what_is_still_to_be_handed_over(
    sandbox: Sandbox,
) -> None:
    """Both directions of the line are full at once."""
    calls = [("x" * MIB,)] * 8
    outcomes = await sandbox.call_each(sandboxed.echo, calls, seconds=10)
    assert [len(one) for one in codes(outcomes)] == [MIB] * 8


@shared
async def test_a_trip_that_is_cancelled_leaves_no_answer_to_the_next(sandbox: Sandbox) -> None:
    """A worker with calls under way gets no others."""
    calls = [(0.05, str(number)) for number in range(40)]
    task = asyncio.ensure_future(sandbox.call_each(sandboxed.nap, calls, seconds=5))
    await asyncio.sleep(0.12)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await sandbox.call(sandboxed.echo, "mine", seconds=5) == "mine"


@shared
async def test_twenty_dead_workers_lose_no_job(sandbox: Sandbox) -> None:
    """Good documents between the bad ones are all read."""
    bad = [sandbox.call(sandboxed.abort, seconds=5) for _ in range(20)]
    good = [sandbox.call(sandboxed.add, number, 0, seconds=5) for number in range(20)]
    mixed = (job for pair in zip(bad, good, strict=True) for job in pair)
    results = await asyncio.gather(*mixed, return_exceptions=True)
    assert results[1::2] == list(range(20))
    assert all("SIGABRT" in str(result) for result in results[::2])


@shared
async def test_eight_calls_share_two_workers(sandbox: Sandbox) -> None:
    """No more than two run at once, and everybody gets their own answer."""
    started = time.monotonic()
    calls = (sandbox.call(sandboxed.nap, 0.1, f"n{n}", seconds=5) for n in range(8))
    assert await asyncio.gather(*calls) == [f"n{n}" for n in range(8)]
    assert time.monotonic() - started >= 0.4


@shared
async def test_waiting_for_a_worker_is_not_the_documents_time(sandbox: Sandbox) -> None:
    """Eight naps of 0.3 s over two workers do not run into 1 s each."""
    calls = (sandbox.call(sandboxed.nap, 0.3, "x", seconds=1) for _ in range(8))
    assert await asyncio.gather(*calls) == ["x"] * 8


@shared
async def test_a_cancelled_call_hands_nobody_its_late_answer(sandbox: Sandbox) -> None:
    """Cancelled at any moment, the next caller gets their own answer."""
    for number in range(30):
        task = asyncio.ensure_future(sandbox.call(sandboxed.nap, 0.01, "late", seconds=5))
        await asyncio.sleep(number / 2000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await sandbox.call(sandboxed.echo, f"n{number}", seconds=5) == f"n{number}"


@shared
async def test_a_cancelled_call_ends_its_worker(sandbox: Sandbox) -> None:
    """Nothing goes on working for a caller who has left."""
    pids = {(await sandbox.call(sandboxed.identify, seconds=5))[0] for _ in range(3)}
    task = asyncio.gather(*(sandbox.call(sandboxed.spin, seconds=60) for _ in range(2)))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await vanish(*pids)


@shared
async def test_the_loop_goes_on_while_hostile_documents_are_read(sandbox: Sandbox) -> None:
    """Eight documents that take all the time they get: whoever else waits for the loop is served."""
    served, reading = 0, True

    async def serve() -> None:
        nonlocal served
        while reading:
            await asyncio.sleep(0.01)
            served += 1

    serving = asyncio.create_task(serve())
    calls = (sandbox.call(sandboxed.spin, seconds=0.5) for _ in range(8))
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    reading = False
    await serving
    assert all(isinstance(one, ParseTimeoutError) for one in outcomes)
    assert served > len(outcomes)


@shared
async def test_a_large_document_costs_little(sandbox: Sandbox) -> None:
    """Ten megabytes cross in both directions, and the loop goes on meanwhile."""
    document = Document(name="large", body=os.urandom(10 * MIB))
    async with asyncio.timeout(20):  # on a quiet machine a third of a second
        assert await sandbox.call(sandboxed.echo_document, document, seconds=10) == document


@shared
async def test_arguments_over_the_cap_are_refused_here(sandbox: Sandbox) -> None:
    """They never reach a worker."""
    with pytest.raises(ParseError, match="too many") as caught:
        await sandbox.call(sandboxed.length, Document(name="x", body=bytes(50 * MIB)), seconds=1)
    assert caught.value.code == "too_large"


@shared
async def test_a_worker_owns_nothing_but_its_line(sandbox: Sandbox) -> None:
    """No files, no environment, no threads, limits in place, deaf to the terminal."""
    found = await sandbox.call(sandboxed.describe, seconds=5)
    assert len(found["open"]) == 5  # three times /dev/null, the line, and the look at them
    assert found["links"] == ["/dev/null"] * 3
    assert found["limits"] == {"AS": 768 * MIB, "CORE": 0, "FSIZE": 0, "NOFILE": 32}
    assert found["ignores"] == [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    assert found["threads"] == 1
    assert "HOME" not in found["environment"]


@shared
async def test_a_worker_reaches_no_network(sandbox: Sandbox) -> None:
    """A library that fetches by itself gets nowhere."""
    async with canary() as bird:
        with pytest.raises(ParseError, match="PermissionError"):
            await sandbox.call(sandboxed.dial, bird.port, seconds=5)
    assert bird.accepts == 0


@shared
async def test_the_kernel_holds_what_python_would_not(sandbox: Sandbox) -> None:
    """Native code opens no socket, starts no process, and signals nobody but itself."""
    found = await sandbox.confinement()
    if not found.seccomp:
        pytest.skip("this kernel, or this processor, has no filter for system calls")
    for name, args in KERNEL_CALLS.items():
        answer = await sandbox.call(sandboxed.call_the_kernel, name, *args, seconds=5)
        assert (name, answer) == (name, "EPERM")
    pid = (await sandbox.call(sandboxed.identify, seconds=5))[0]
    assert await sandbox.call(sandboxed.call_the_kernel, "kill", pid, 0, seconds=5) == "done"


KERNEL_CALLS: dict[str, tuple[int, ...]] = {
    "socket": (socket.AF_INET, socket.SOCK_STREAM, 0),
    "fork": (),
    "kill": (1, 0),
    "unshare": (0,),
    "ptrace": (0, 0, 0, 0),
}


@shared
async def test_a_worker_reads_no_file_but_what_it_imports(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """What is secret on the machine, and what is beside our modules, stays closed to parsers."""
    if not (await sandbox.confinement()).landlock:
        pytest.skip("this kernel was started without Landlock")
    secret = tmp_path / "secret"
    secret.write_text("tell nobody")
    root = Path(sandboxed.__file__).parents[1]
    for path in (secret, "/etc/passwd", root / "pyproject.toml"):
        with pytest.raises(ParseError, match="PermissionError"):
            await sandbox.call(sandboxed.read_file, str(path), seconds=5)
    assert await sandbox.call(sandboxed.read_file, __file__, seconds=5) == "10"


@shared
async def test_chatter_of_libraries_goes_nowhere(sandbox: Sandbox) -> None:
    """Neither our output nor the line to the worker is disturbed, and nobody waits for input."""
    assert await sandbox.call(sandboxed.chatter, seconds=5) == ""


@shared
async def test_what_cannot_be_imported_is_refused_at_once(sandbox: Sandbox) -> None:
    """A mistake of ours shows here, not over there."""
    with pytest.raises(TypeError, match="imported"):
        await sandbox.call(lambda: 1, seconds=1)


@shared
async def test_wrong_arguments_are_refused_here(sandbox: Sandbox) -> None:
    """Too many, of a wrong type, or no text that can be written."""
    with pytest.raises(TypeError):
        await sandbox.call(sandboxed.echo, "a", "b", seconds=1)
    for value in (1, "\udce9"):
        with pytest.raises(ParseError) as caught:
            await sandbox.call(sandboxed.echo, value, seconds=1)
        assert caught.value.code == "bad_arguments"


async def test_a_small_memory_limit_is_kept() -> None:
    """The limit is the caller's, and a smaller document is served after a larger one failed."""
    box = Sandbox(memory=300 * MIB)
    with pytest.raises(ParseTimeoutError) as caught:
        await box.call(sandboxed.allocate, 400 * MIB, seconds=5)
    assert caught.value.code == "out_of_memory"
    assert await box.call(sandboxed.allocate, 10 * MIB, seconds=5) == 10 * MIB
    await box.close()


async def test_workers_stop_when_idle_and_start_when_needed() -> None:
    """After a quiet while neither they nor what imported the parsers is there any more."""
    box = Sandbox(idle=0.2)
    pids = await box.call(sandboxed.identify, seconds=5)
    assert await vanish(*pids)
    assert await box.call(sandboxed.add, 1, seconds=5) == 2
    await box.close()


def wait_without_us(pid: int) -> None:
    """Wait for an end of which the event loop hears nothing yet."""
    deadline = time.monotonic() + 10
    while not gone(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("pause", [0, 0.2])  # noticed only by the next caller, or before
async def test_an_idle_worker_that_died_costs_nobody_their_job(pause: float) -> None:
    """Neither does the death of the process that keeps them, which its workers follow."""
    box = Sandbox(idle=30)
    worker, nursery = await box.call(sandboxed.identify, seconds=5)
    os.kill(worker, signal.SIGKILL)
    wait_without_us(worker)
    await asyncio.sleep(pause)
    assert await box.call(sandboxed.add, 1, seconds=5) == 2
    worker, nursery = await box.call(sandboxed.identify, seconds=5)
    os.kill(nursery, signal.SIGKILL)
    wait_without_us(worker)  # else it might begin the job before it is told to end
    await asyncio.sleep(pause)
    assert await box.call(sandboxed.add, 1, seconds=5) == 2
    await box.close()


async def test_workers_do_not_outlive_the_nursery() -> None:
    """Killed in the middle of a job, it takes them with it, and the caller hears of it."""
    box = Sandbox()
    worker, nursery = await box.call(sandboxed.identify, seconds=5)
    task = asyncio.ensure_future(box.call(sandboxed.spin, seconds=30))
    await asyncio.sleep(0.1)
    os.kill(nursery, signal.SIGKILL)
    with pytest.raises(ParseError) as caught:
        await task
    assert caught.value.code == "parser_died"
    assert await vanish(worker, nursery)
    await box.close()


async def test_close_ends_everything() -> None:
    """Calls under way end with an error, later ones are refused, no process is left."""
    box = Sandbox()
    pids = await box.call(sandboxed.identify, seconds=5)
    task = asyncio.ensure_future(box.call(sandboxed.spin, seconds=30))
    await asyncio.sleep(0.1)
    await box.close()
    with pytest.raises(ParseError):
        await task
    with pytest.raises(RuntimeError):
        await box.call(sandboxed.add, 1, seconds=1)
    assert await vanish(*pids)


async def test_workers_that_cannot_work_are_reported() -> None:
    """Without memory even for the job, nobody waits for ever."""
    box = Sandbox(memory=1)
    with pytest.raises(ParseError, match="no worker") as caught:
        await box.call(sandboxed.length, Document(name="x", body=bytes(20 * MIB)), seconds=5)
    assert caught.value.code == "parser_died"
    await box.close()


async def test_a_call_cancelled_while_the_first_worker_starts_leaves_nothing() -> None:
    """At whatever moment of the start."""
    for pause in (0, 0.001, 0.02, 0.1):
        box = Sandbox()
        task = asyncio.ensure_future(box.call(sandboxed.add, 1, seconds=5))
        await asyncio.sleep(pause)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await box.close()


async def test_an_answer_without_end_is_not_awaited() -> None:
    """A worker that was taken over cannot fill our memory."""
    ours, theirs = socket.socketpair()
    worker = Worker(1, await asyncio.open_connection(sock=ours), Nursery(memory=1).end_of)
    with theirs:
        theirs.sendall(STARTED + b"\xff\xff\xff\xff")
        (error,) = await worker.work([b"job"], 1)
    assert "4294967295 bytes" in str(error)
    assert not worker.fit
    worker.hang_up()
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("fork", errno.EAGAIN, "no process could be started: Resource temporarily unavailable"),
        ("ended", 0, "it ended by itself with code 0"),
        ("ended", -signal.SIGSEGV, "it was ended by SIGSEGV"),
        ("ended", -signal.SIGKILL, "it was ended by SIGKILL, perhaps for its memory"),
        ("ended", -64 - 1, "it was ended by signal 65"),
    ],
)
def test_the_end_of_a_worker_is_told_in_words(what: str, code: int, words: str) -> None:
    """A person can tell a crash from the out-of-memory killer."""
    assert in_words(what, code) == words


async def test_closing_what_was_never_used_is_nothing() -> None:
    """No process is started to be ended."""
    await Sandbox().close()


PROGRAM = """
import asyncio
import signal
from service.sandbox import Sandbox
from service.sandbox.nursery import Nursery, in_words
from service.sandbox.pool import Worker
from service.sandbox.worker import STARTED
from tests import sandboxed

async def main():
    box = Sandbox()
    print(*await box.call(sandboxed.identify, seconds=9), flush=True)
    await asyncio.gather(*(box.call(sandboxed.ignore_everything_and_spin, seconds=60) for _ in "ab"))

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs are deaf to it
    asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
async def test_a_parent_that_is_killed_leaves_no_orphan(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Busy workers go, too; and the main program may be any script, in a read-only place."""
    script = tmp_path / "program"  # like a console script, it has no .py
    script.write_text(PROGRAM)
    tmp_path.chmod(0o500)
    root = str(Path(__file__).parents[2])
    command = [sys.executable, str(script)]
    parent = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"PYTHONPATH": root}
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in (await asyncio.to_thread(parent.stdout.readline)).split()]
    await asyncio.sleep(0.3)
    parent.send_signal(number)
    parent.wait(30)
    parent.stdout.close()
    assert await vanish(*pids)
    assert len(pids) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["program"]
