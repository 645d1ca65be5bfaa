"""How long the health endpoint takes to answer while many rules are asked, and compiled.

    python bench/health.py --rules 10000 --articles 400
    python bench/health.py --rules 100 --articles 0

A service runs with so many rules (`desk.py`); its `/healthz` is asked every 20 ms from this process, at
rest, while eight hostile documents are read, while it takes articles in, and while the watchlist changes
and is compiled again. One core is ours.
"""

import argparse
import http.client
import json
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path

from desk import Desk, Drawn
from spine import LATER, Running, running, world


PAUSE = 0.02


class Asking:
    """Asks again and again, in a thread, until it is told to stop."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self.delays: list[float] = []
        self._thread.start()

    def _ask(self) -> None:
        while not self._stop.wait(PAUSE):
            began = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            connection.close()
            self.delays.append(time.perf_counter() - began)

    def stop(self) -> str:
        self._stop.set()
        self._thread.join()
        ordered = sorted(self.delays)
        p99 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
        return (
            f"{len(ordered):5} answers, median {statistics.median(ordered) * 1000:6.1f} ms, "
            f"p99 {p99 * 1000:6.1f} ms, longest {ordered[-1] * 1000:6.1f} ms"
        )


def watchlist(drawn: list[Drawn]) -> str:
    names = {f"n{n}": [*one.names["x"]] for n, one in enumerate(drawn) if one.names}
    queries = [
        one.query.replace("name:x", f"name:n{n}") if one.names else one.query
        for n, one in enumerate(drawn)
    ]
    rules = "".join(
        f"  - {{id: r{n}, query: {json.dumps(query)}}}\n" for n, query in enumerate(queries)
    )
    named = "".join(f"  {key}: {json.dumps(some)}\n" for key, some in names.items())
    return f"watchlist: bench\ntitle: Bench\nnames:\n{named}rules:\n{rules}{LATER}\n"


def hostile() -> dict[str, str]:
    """Give documents that are small, and take a parser all the time that it is given."""
    attributes = " ".join(f"a{n}='1'" for n in range(100_000))
    item = "<item><title>Ferry</title><author>{}</author></item>"
    feed = '<rss version="2.0"><channel><title>x</title>{}</channel></rss>'
    return {
        "author.xml": feed.format(item.format("a." * 20_000)),
        "attributes.xml": feed.format(f"<item {attributes}><title>x</title></item>"),
        "comments.xml": feed.format("<!--" * 40_000),
        "items.xml": feed.format("<item><title>x</title></item>" * 200_000),
        "attributes.html": f"<html><body><p {attributes}>x</p></body></html>",
        "breaks.html": f"<html><body>{'<br>' * 200_000}</body></html>",
        "nested.html": f"<html><body>{'<div>' * 100_000}x</body></html>",
        "title.html": f"<html><head><title>{'x ' * 5_000_000}</title></head></html>",
    }


def read_hostile(service: Running, port: int) -> None:
    """Drop them all at once, and ask until each is stored or kept aside."""
    documents, before = hostile(), service.count("document")
    asking, began = Asking(port), time.perf_counter()
    for name, text in documents.items():
        (service.folder / "waiting" / name).write_text(text)
    for path in (service.folder / "waiting").iterdir():
        path.rename(service.folder / "data/inbox" / path.name)
    while service.count("document") < before + len(documents):
        time.sleep(0.2)
        if time.perf_counter() - began > 300:
            raise TimeoutError("the hostile documents were not settled")
    seconds = time.perf_counter() - began
    print(f"reading {len(documents)} hostile documents ({seconds:.0f} s)  {asking.stop()}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def in_force(service: Running, after: int) -> bool:
    return service.count("rule_set") > after


def take_in(service: Running, texts: list[str], port: int) -> None:
    asking = Asking(port)
    took = service.bring(texts, "news")
    matches = service.count("match") / len(texts)
    print(
        f"taking {len(texts)} articles in ({took:.0f} s)  {asking.stop()}; {matches:.1f} matches each"
    )


def compile_again(service: Running, changed: str, port: int) -> None:
    sets, began = service.count("rule_set"), time.perf_counter()
    asking = Asking(port)
    (service.folder / "watchlists/bench.yaml").write_text(changed)
    while not in_force(service, sets):
        time.sleep(0.2)
        if time.perf_counter() - began > 300:
            raise TimeoutError("the watchlist was not taken over")
    print(f"compiling them again ({time.perf_counter() - began:.0f} s)  {asking.stop()}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=400)
    wanted = parser.parse_args()
    desk, port = Desk(), free_port()
    drawn = desk.rules(wanted.rules)
    texts = [f"{page.title}\n\n{page.text}" for page in desk.articles(wanted.articles)]
    with tempfile.TemporaryDirectory() as name:
        environment = world(Path(name), [], LATER)
        environment["WIREWATCH_WEB__LISTEN"] = f"127.0.0.1:{port}"
        (Path(name) / "watchlists/bench.yaml").write_text(watchlist(drawn))
        with running(Path(name), environment) as service:
            time.sleep(3)
            asking = Asking(port)
            time.sleep(5)
            print(f"{wanted.rules:,} rules; at rest  {asking.stop()}")
            read_hostile(service, port)
            if texts:
                take_in(service, texts, port)
            compile_again(service, watchlist([*drawn, drawn[0]]), port)


if __name__ == "__main__":
    main()
