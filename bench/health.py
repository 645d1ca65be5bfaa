"""How long the health endpoint takes to answer while many rules are asked, and compiled.

    python bench/health.py --rules 10000 --articles 400

A service runs with so many rules (`desk.py`); its `/healthz` is asked every 20 ms from this process, at
rest, while it takes articles in, and while the watchlist changes and is compiled again. One core is ours.
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
            take_in(service, texts, port)
            compile_again(service, watchlist([*drawn, drawn[0]]), port)


if __name__ == "__main__":
    main()
