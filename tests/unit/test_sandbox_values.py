"""What crosses to a worker and back is what was sent."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import ParseError
from service.model import (
    Document,
    Entry,
    FeedInfo,
    Hints,
    Parsed,
    Precision,
    Provenance,
    Published,
    Reading,
    ZoneBasis,
)
from service.sandbox.contract import LARGEST, contract_of, unpack_error
from service.sandbox.worker import OUT_OF_MEMORY, STARTED, receive, serve, work
from tests import sandboxed


patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
maybe = st.none() | text
zones = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))
times = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001 - Hypothesis wants its bounds naive
    datetime(9998, 1, 1),  # noqa: DTZ001 - Hypothesis wants its bounds naive
    timezones=st.just(UTC) | zones,
)
published = st.builds(
    Published,
    value=st.sampled_from(["2023-09-05", "2023-09-19T16:07+09:00"]),
    precision=st.sampled_from(Precision),
    zone=st.sampled_from(ZoneBasis),
    provenance=st.sampled_from(Provenance),
)
dates = st.none() | published
documents = st.builds(
    Document,
    name=text,
    body=st.binary(max_size=100),
    url=maybe,
    media_type=maybe,
    stamp=text,
    modified=st.none() | times,
)
entries = st.builds(
    Entry,
    id=maybe,
    url=maybe,
    title=text,
    summary=maybe,
    content=maybe,
    published=dates,
    updated=dates,
    whole=st.booleans(),
)
feeds = st.builds(
    FeedInfo,
    kind=text,
    title=maybe,
    ttl=st.none() | st.timedeltas(timedelta(0), timedelta(days=999)),
)
parsed = st.builds(
    Parsed, feed=feeds, entries=st.tuples(entries) | st.just(()), cut=st.integers(0)
)
hints = st.builds(Hints, now=times, title=maybe, zone=maybe, published=dates, url=maybe)
readings = st.builds(Reading, title=text, text=text, url=maybe, wire=maybe, published=dates)


def crossed(function: Callable[..., Any], *args: object) -> object:
    """Take a call through both packings, as a worker would."""
    contract = contract_of(function, len(args))
    return contract.unpack_result(work(contract.pack_job(args)))


@given(documents, st.none() | parsed, hints)
@patient
def test_single_values_cross_unchanged(
    document: Document, found: Parsed | None, hint: Hints
) -> None:
    """Bytes, times, enums, nested values and None."""
    assert crossed(sandboxed.echo_document, document) == document
    assert crossed(sandboxed.echo_parsed, found) == found
    assert crossed(sandboxed.echo_hints, hint) == hint


@given(st.lists(entries, max_size=4).map(tuple), st.lists(readings, max_size=4).map(tuple))
@patient
def test_tuples_cross_unchanged(some: tuple[Entry, ...], others: tuple[Reading, ...]) -> None:
    """Empty ones, too; they stay tuples."""
    assert crossed(sandboxed.echo_entries, some) == some
    assert crossed(sandboxed.echo_readings, others) == others


def test_optional_arguments_may_be_left_out() -> None:
    """The function's own default holds over there."""
    assert crossed(sandboxed.add, 1) == 2
    assert crossed(sandboxed.add, 1, 5) == 6


def test_a_local_function_has_no_name_to_call_it_by() -> None:
    """It would be unknown in a worker."""

    def local() -> int:
        return 1

    with pytest.raises(TypeError, match="imported"):
        contract_of(local, 0)


@pytest.mark.parametrize(
    "job", [b"", b"\n", b"no.such:module/0\n[]", b"os:getpid/0\n[]", b"tests.sandboxed:add/1\n[x]"]
)
def test_a_job_that_makes_no_sense_is_answered(job: bytes) -> None:
    """A worker never dies of its mail."""
    assert unpack_error(work(job)).code == "parser_failed"


def test_an_answer_that_makes_no_sense_is_an_error() -> None:
    """A worker that was taken over cannot hand us what we did not ask for."""
    with pytest.raises(ParseError) as caught:
        contract_of(sandboxed.add, 1).unpack_result(b'=["x"]')
    assert caught.value.code == "parser_failed"


def test_running_out_of_memory_is_an_answer_that_was_packed_before() -> None:
    """There may be no memory to pack one."""
    job = contract_of(sandboxed.allocate, 1).pack_job([1 << 62])
    assert work(job) is OUT_OF_MEMORY


def test_a_result_over_the_cap_is_replaced_by_an_error() -> None:
    """The worker itself holds it back."""
    answer = work(contract_of(sandboxed.grow, 1).pack_job([LARGEST]))
    assert unpack_error(answer).code == "too_large"


@contextmanager
def served() -> Iterator[socket.socket]:
    """Run a worker's loop on a thread, at the other end of this line."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=serve, args=(theirs,))
    thread.start()
    with ours, theirs:
        yield ours
        ours.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        assert not thread.is_alive()


def test_a_worker_says_when_it_begins_and_serves_until_the_line_ends() -> None:
    """Job after job: first the sign that it has begun, then the answer."""
    job = contract_of(sandboxed.add, 2).pack_job([2, 2])
    with served() as line:
        for _ in range(3):
            line.sendall(len(job).to_bytes(4) + job)
            assert line.recv(4, socket.MSG_WAITALL) == STARTED
            assert receive(line, 99) == b"=[4]"


def test_a_worker_out_of_memory_ends() -> None:
    """It answers, then it hangs up."""
    job = contract_of(sandboxed.allocate, 1).pack_job([1 << 62])
    with served() as line:
        line.sendall(len(job).to_bytes(4) + job)
        assert line.recv(4, socket.MSG_WAITALL) == STARTED
        assert receive(line, 999) == OUT_OF_MEMORY


@pytest.mark.parametrize("message", [b"", b"\x00", b"\x00\x00\x00\x09half", b"\xff\xff\xff\xff"])
def test_a_torn_or_monstrous_message_ends_the_line(message: bytes) -> None:
    """There is nothing to be said to it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(message)
        ours.shutdown(socket.SHUT_WR)
        assert receive(theirs, 1000) is None
