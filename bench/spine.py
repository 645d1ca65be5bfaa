"""First figures of the whole way: throughput, memory, delay. Run it on a quiet machine.

    python bench/spine.py --articles 2000 --renames 30

Prints, for news of 1 to 8 kB and 100 rules of which about one holds for an article (`newsroom.py`):

- articles per second of CPU time, main process and workers together, from text file to stored match
  in a service that is warm; beside a bare loop in this process that reads the same files, decodes
  them, searches one regular expression for each rule and stores texts and hits in SQLite. The ratio
  is the figure to trust; the loop does far less (no dates, no furniture, no word forms, no evidence);
- resident memory of the main process, idle and at most while it takes files in (workers apart);
- the time from a file renamed in to the webhook received, with `group_wait: 0s`: median and 99th
  percentile, beside a bare loop that scans the folder every 50 ms and posts at once.
"""

import argparse
import http.server
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsroom import Newsroom


SECRET = "whsec_" + "A" * 43 + "="
WARM = 150
"""Articles that a service has taken in before anything is measured."""
LATER = "digest: {schedule: 'monthly 1 09:00', to: [hook]}"
AT_ONCE = "instant: {to: [hook], group_wait: 0s, tiers: [urgent, normal, background]}"
COMMAND = [sys.executable, "-m", "service", "run"]
TICKS = os.sysconf("SC_CLK_TCK")
BARE = """
import sqlalchemy, pydantic, httpx, apscheduler.schedulers.asyncio, jinja2
print(open("/proc/self/status").read())
"""


# --- the service as a user runs it ---------------------------------------------------------------


def world(
    folder: Path, rules: Sequence[str], speaks: str, url: str | None = None
) -> dict[str, str]:
    """Write a configuration; give the environment that names it."""
    for name in ("config", "watchlists", "data/inbox", "waiting"):
        (folder / name).mkdir(parents=True)
    hook = f"{{type: webhook, url: '{url}', secret: {SECRET}, allow_networks: [127.0.0.0/8]}}"
    (folder / "config/config.yaml").write_text(
        f"channels:\n  hook: {hook if url else '{type: file, folder: outbox}'}\nlog: {{level: error}}\n"
    )
    (folder / "config/sources.yaml").write_text("sources: [{id: inbox, path: inbox}]\n")
    quoted = "".join(f"  - '{rule}'\n" for rule in rules)
    (folder / "watchlists/bench.yaml").write_text(
        f"watchlist: bench\ntitle: Bench\nrules:\n{quoted}{speaks}\n"
    )
    return {
        **os.environ,  # noqa: TID251 - the child's environment is this one's and more
        "WIREWATCH_CONFIG_DIR": str(folder / "config"),
        "WIREWATCH_DATA_DIR": str(folder / "data"),
        "WIREWATCH_WEB__LISTEN": "off",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A service over a folder."""

    folder: Path
    pid: int

    def bring(self, texts: Sequence[str], name: str) -> float:
        """Rename files in all at once; give the seconds until all are stored."""
        for number, text in enumerate(texts):
            (self.folder / f"waiting/{name}-{number}.txt").write_text(text)
        stored = self.count("article")
        began = time.perf_counter()
        for path in (self.folder / "waiting").iterdir():
            path.rename(self.folder / "data/inbox" / path.name)
        while self.count("article") < stored + len(texts):
            time.sleep(0.1)
            if time.perf_counter() - began > 600:
                raise TimeoutError("not taken in within ten minutes")
        return time.perf_counter() - began

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.folder / "data/wirewatch.db")) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own name
        return int(row[0])

    def cpu(self) -> tuple[float, float]:
        """Give the seconds of CPU time so far: of the main process, and of all that it started."""
        own, family = {}, {self.pid}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            own[int(path.parent.name)] = (int(fields[1]), [int(one) for one in fields[11:15]])
        while more := {pid for pid, (parent, _) in own.items() if parent in family} - family:
            family |= more
        main = sum(own[self.pid][1][:2])
        others = sum(sum(own[pid][1]) for pid in family) - main
        return main / TICKS, others / TICKS

    def memory(self, line: str = "VmRSS") -> float:
        """Give megabytes that are resident now, or, with `VmHWM`, that were at most."""
        return megabytes(Path(f"/proc/{self.pid}/status").read_text(), line)


def megabytes(status: str, line: str = "VmRSS") -> float:
    return int(re.search(rf"{line}:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


@contextmanager
def running(folder: Path, environment: dict[str, str]) -> Iterator[Running]:
    process = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        heartbeat = folder / "data/heartbeat.json"
        while not (heartbeat.exists() and (folder / "data/wirewatch.db").exists()):
            time.sleep(0.2)
            if process.poll() is not None:
                raise SystemExit("the service did not start")
        yield Running(folder=folder, pid=process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


# --- throughput and memory -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Seconds an article: of CPU time, but for `wall`."""

    main: float
    workers: float
    wall: float
    loop: float

    def __str__(self) -> str:
        ours = self.main + self.workers
        return (
            f"  ours: {1 / ours:,.0f} articles/s of CPU (main process {self.main * 1000:.2f} ms an article, "
            f"workers {self.workers * 1000:.2f} ms), {1 / self.wall:,.0f}/s by the clock\n"
            f"  a loop over re: {1 / self.loop:,.0f} articles/s of CPU   ours/loop: {self.loop / ours:.2f}"
        )


def throughput(news: Newsroom, articles: int) -> None:
    rules = news.rules(100)
    texts = [news.article(seed) for seed in range(WARM + articles)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder, world(folder, rules, LATER)) as service:
            time.sleep(3)
            idle = service.memory()
            service.bring(texts[:WARM], "warm")
            matched = service.count("match")
            before = service.cpu()
            wall = service.bring(texts[WARM:], "news")
            after = service.cpu()
            most = service.memory("VmHWM")
            matches = service.count("match") - matched
        began = time.process_time()
        loop_over_re(folder / "data/inbox", folder / "loop.db", rules)
        loop = (time.process_time() - began) * articles / len(texts)
    figures = Figures(
        main=(after[0] - before[0]) / articles,
        workers=(after[1] - before[1]) / articles,
        wall=wall / articles,
        loop=loop / articles,
    )
    size = sum(map(len, texts)) / len(texts) / 1000
    kind = "real paragraphs" if news.real else "invented words"
    print(f"text file to stored match: {articles} articles ({kind}), {size:.1f} kB in the mean, "
          f"{len(rules)} rules, {matches / articles:.2f} matches an article")  # fmt: skip
    print(figures)
    libraries = megabytes(
        subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    )  # fmt: skip
    print("resident memory of the main process (workers apart)")
    print(f"  idle: {idle:.0f} MB   at most while taking these in: {most:.0f} MB   "
          f"a bare process with the main libraries: {libraries:.0f} MB   idle/bare: {idle / libraries:.2f}")  # fmt: skip


def loop_over_re(inbox: Path, database: Path, rules: Sequence[str]) -> None:
    patterns = [pattern_of(rule) for rule in rules]
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE article (name TEXT PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TABLE hit (name TEXT, rule INTEGER, evidence TEXT)")
    for path in inbox.iterdir():
        text = path.read_bytes().decode()
        hits = [
            (path.name, number, json.dumps(found.span()))
            for number, pattern in enumerate(patterns)
            if (found := pattern.search(text))
        ]
        connection.execute("INSERT INTO article VALUES (?, ?)", (path.name, text))
        connection.executemany("INSERT INTO hit VALUES (?, ?, ?)", hits)
    connection.commit()


def pattern_of(rule: str) -> re.Pattern[str]:
    """Write a rule as somebody without a rule language would: about right."""
    if near := re.fullmatch(r"(\w+) NEAR/(\d+) (\w+)", rule):
        a, most, b = near.groups()
        between = rf"\b(?:\W+\w+){{0,{most}}}?\W+"
        return re.compile(rf"\b{a}{between}{b}\b|\b{b}{between}{a}\b", re.IGNORECASE)
    if both := re.fullmatch(r"(\w+) AND (\w+) NOT (\w+)", rule):
        a, b, c = both.groups()
        wanted = rf"\A(?=.*\b{a}\b)(?=.*\b{b}\b)(?!.*\b{c}\b)"
        return re.compile(wanted, re.IGNORECASE | re.DOTALL)
    phrases = [re.escape(one.strip('"')).replace(r"\*", r"\w*") for one in rule.split(" OR ")]
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


# --- delay ---------------------------------------------------------------------------------------


class Hook(http.server.BaseHTTPRequestHandler):
    """Notes when each post arrives."""

    arrived = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()
        self.arrived.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def delay(news: Newsroom, renames: int) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = [*news.rules(99), "zeppelin"]
        with running(folder, world(folder, rules, AT_ONCE, url)) as service:
            ours = [rename_and_wait(service.folder, "data/inbox", news, n) for n in range(renames)]
        (folder / "plain").mkdir()
        stop = threading.Event()
        threading.Thread(target=bare_loop, args=(folder / "plain", url, stop), daemon=True).start()
        plain = [rename_and_wait(folder, "plain", news, n) for n in range(renames)]
        stop.set()
    server.shutdown()
    print(f"file renamed in to webhook received, {renames} times, group_wait 0s, 100 rules")
    print(f"  ours: {summary(ours)}   bare loop: {summary(plain)}   "
          f"medians ours/bare: {statistics.median(ours) / statistics.median(plain):.1f}")  # fmt: skip


def rename_and_wait(folder: Path, inbox: str, news: Newsroom, number: int) -> float:
    time.sleep(1 + number % 10 / 10)  # at all moments between two ticks
    Hook.arrived.clear()
    fresh = folder / "fresh.txt"
    text = news.article(1_000_000 + number)
    seen = "A zeppelin was seen over Lundby on Monday, and nobody knew whence it had come."
    fresh.write_text(text.replace(") - ", f") - {seen}\n\n", 1))
    time.sleep(
        0.05
    )  # a rename within the tick of the kernel's clock (4 ms) looks like a file just written
    began = time.perf_counter()
    fresh.rename(folder / inbox / f"renamed-{number}.txt")
    if not Hook.arrived.wait(60):
        raise TimeoutError("no webhook within a minute")
    return time.perf_counter() - began


def bare_loop(inbox: Path, url: str, stop: threading.Event) -> None:
    seen: set[str] = set()
    while not stop.wait(0.05):
        for path in inbox.iterdir():
            if path.name not in seen:
                seen.add(path.name)
                request = urllib.request.Request(url, data=path.read_bytes(), method="POST")  # noqa: S310 - loopback
                urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - loopback


def summary(delays: list[float]) -> str:
    ordered = sorted(delays)
    last = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):.2f} s, p99 {last:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--renames", type=int, default=30)
    wanted = parser.parse_args()
    news = Newsroom()
    if wanted.articles:
        throughput(news, wanted.articles)
    if wanted.renames:
        delay(news, wanted.renames)


if __name__ == "__main__":
    main()
