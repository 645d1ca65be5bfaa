"""What is answered under which path."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from service.settings.shape import Web
from service.web.access import Access
from service.web.guard import Guard
from service.web.health import Health
from service.web.metrics import Metrics
from service.web.routes import make_app
from tests.unit.web.client import Port, ask, port
from tests.unit.web.given import NOW, PROBLEM, Clock, Outcome, Reloading, configuration


HERE = {"Host": "here"}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reloading():
    return Reloading()


@pytest_asyncio.fixture(params=["127.0.0.1"])
async def opened(request, store, clock, reloading) -> AsyncIterator[Port]:
    """A port; tests of strangers open it to every network."""
    health = Health(store, clock, reloading)
    metrics = Metrics(store, configuration, health, lambda: NOW)
    access = Access(Web(hosts="here"), request.param, 1)
    async with port(Guard(make_app(health, metrics, reloading), lambda: access)) as opened:
        yield opened


to_strangers = pytest.mark.parametrize("opened", ["0.0.0.0"], indirect=True)


async def test_alive_is_alive(opened, clock):
    """`/healthz` asks nothing but whether somebody answers."""
    clock.age = 99
    answer = await ask(opened.number, "/healthz", headers=HERE)
    assert (answer.status, answer.json()) == (200, {"status": "ok"})


async def test_ready_names_each_check(opened, clock):
    """200 with reasons, or 503 with reasons."""
    answer = await ask(opened.number, "/readyz", headers=HERE)
    assert (answer.status, answer.json()["status"]) == (200, "ok")
    clock.age = 9
    answer = await ask(opened.number, "/readyz", headers=HERE)
    assert (answer.status, answer.json()["status"]) == (503, "not ok")
    assert answer.json()["checks"]["clock"] == {
        "status": "not ok",
        "reason": "the last tick was 9.0 s ago",
    }


@to_strangers
async def test_strangers_learn_no_reasons(opened, clock):
    """Bare health: ok or not ok, and the status to go with it."""
    answer = await ask(opened.number, "/readyz")
    assert (answer.status, answer.json()) == (200, {"status": "ok"})
    clock.age = 9
    answer = await ask(opened.number, "/readyz")
    assert (answer.status, answer.json()) == (503, {"status": "not ok"})


@to_strangers
async def test_strangers_reload_nothing(opened, reloading):
    """Only health answers on a closed port."""
    assert (await ask(opened.number, "/-/reload", "POST")).status == 404
    assert (await ask(opened.number, "/metrics")).status == 404
    assert reloading.asked == 0


async def test_a_reload_that_worked(opened, reloading):
    """In part where there is a mistake, whole with a warning; both come along."""
    warning = replace(PROBLEM, severity="warning")
    reloading.next = Outcome(good=True, problems=(warning,))
    answer = await ask(opened.number, "/-/reload", "POST", HERE)
    assert (answer.status, answer.json()["status"]) == (200, "ok")
    reloading.next = Outcome(good=True, problems=(warning, PROBLEM))
    answer = await ask(opened.number, "/-/reload", "POST", HERE)
    assert (answer.status, answer.json()["status"]) == (200, "partly")
    assert answer.json()["problems"][0]["severity"] == "warning"
    assert answer.json()["problems"][1:] == [
        {
            "file": "watchlists/korea.yaml",
            "line": 14,
            "column": 23,
            "severity": "error",
            "message": "'(' is never closed",
            "mend": "close it",
            "instead": "",
            "watchlist": "korea",
            "rule": "arms",
            "source": "",
        }
    ]


async def test_a_reload_that_was_refused(opened, reloading):
    """422, with every mistake; `/readyz` says so from then on."""
    reloading.next = Outcome(good=False, problems=(PROBLEM,))
    answer = await ask(opened.number, "/-/reload", "POST", HERE)
    assert (answer.status, answer.json()["status"]) == (422, "not ok")
    ready = await ask(opened.number, "/readyz", headers=HERE)
    assert (ready.status, ready.json()["checks"]["reload"]["status"]) == (200, "not ok")


async def test_a_reload_that_broke(opened, reloading):
    """What was not foreseen is a 500, and the service goes on."""
    reloading.next = RuntimeError("the database is gone")
    answer = await ask(opened.number, "/-/reload", "POST", HERE)
    assert (answer.status, b"database" in answer.body) == (500, False)


async def test_reading_is_not_reloading(opened, reloading):
    """GET changes nothing: a link, a prefetch or a picture must not."""
    answer = await ask(opened.number, "/-/reload", headers=HERE)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    other = await ask(
        opened.number, "/-/reload", "POST", {**HERE, "Origin": "http://evil.example"}
    )
    assert (other.status, reloading.asked) == (403, 0)


async def test_without_anything_to_reload_it_says_so(store):
    """501: this process cannot."""
    health = Health(store)
    app = make_app(health, Metrics(store, configuration, health, lambda: NOW), None)
    access = Access(Web(hosts="here"), "127.0.0.1", 1)
    async with port(Guard(app, lambda: access)) as opened:
        answer = await ask(opened.number, "/-/reload", "POST", HERE)
    assert (answer.status, "error" in answer.json()) == (501, True)


async def test_what_is_not_there(opened):
    """JSON, and no redirect that would repeat a host somebody made up."""
    for path in ("/", "/healthz/", "/%2e%2e/metrics", "/metrics/x"):
        answer = await ask(opened.number, path, headers=HERE)
        assert (answer.status, answer.json()) == (404, {"error": "Not Found"})


async def test_metrics_are_text_that_prometheus_reads(opened):
    """The type says which version of the format it is."""
    answer = await ask(opened.number, "/metrics", headers=HERE)
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert b"\nwirewatch_ready 1.0\n" in answer.body
    head = await ask(opened.number, "/metrics", "HEAD", HERE)
    assert (head.status, head.body) == (200, b"")
