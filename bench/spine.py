"""First figures of the whole way: throughput, memory, delay. Run it on a quiet machine.

    python bench/spine.py --articles 2000 --renames 30

Prints, for invented articles of about 3 kB and 100 rules:

- articles per second of CPU time (ours, all processes) from text file to stored match, beside a loop
  over `re` that reads the same files, searches the same 100 rules as patterns and stores the hits in
  SQLite: the ratio is the figure to trust, the loop does far less (no dates, no furniture, no forms);
- resident memory of the main process, idle and while it takes files in (workers apart);
- the time from a file renamed in to the webhook received, with `group_wait: 0s`: median and 99th
  percentile, beside a bare loop that scans the folder every 50 ms and posts at once.
"""

import argparse
import http.server
import os
import random
import re
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


SUBJECTS = "minister envoy union port court bank council army press fleet mayor senate".split()  # noqa: SIM905 - a list of words is read as words
VERBS = "visited signed refused delayed praised denied opened closed sold inspected".split()  # noqa: SIM905 - as above
THINGS = "treaty shipment missile budget border ferry harvest airport pipeline census".split()  # noqa: SIM905 - as above
PLACES = "Tessaro Elster Lunna Brennholt Lorvany Halvane Dunmarrow Petrell".split()  # noqa: SIM905 - as above
RULES = [f"{subject} {thing}" for subject in SUBJECTS for thing in THINGS][:100]
SECRET = "whsec_" + "A" * 43 + "="


def article(seed: int) -> str:
    """Invent about 3 kB of news."""
    pick = random.Random(seed).choice  # noqa: S311 - invented news need no secrecy
    sentences = [
        f"The {pick(SUBJECTS)} of {pick(PLACES)} {pick(VERBS)} the {pick(THINGS)} number {seed}-{n}, "
        f"and the {pick(SUBJECTS)} said that nothing else would change before spring."
        for n in range(24)
    ]
    paragraphs = "\n\n".join(" ".join(sentences[n : n + 3]) for n in range(0, 24, 3))
    return f"{pick(PLACES)} {pick(VERBS)} {pick(THINGS)} {seed}\n\n{paragraphs}\n"


def world(folder: Path, url: str | None = None) -> dict[str, str]:
    """Write a configuration; give the environment that names it."""
    (folder / "config").mkdir()
    (folder / "watchlists").mkdir()
    (folder / "data" / "inbox").mkdir(parents=True)
    hook = f"  hook: {{type: webhook, url: '{url}', secret: {SECRET}, allow_networks: [127.0.0.0/8]}}\n"
    (folder / "config/config.yaml").write_text(
        f"channels:\n{hook if url else '  hook: {type: file, folder: outbox}'}\nlog: {{level: error}}\n"
    )
    (folder / "config/sources.yaml").write_text("sources: [{id: inbox, path: inbox}]\n")
    rules = "".join(f"  - {rule}\n" for rule in RULES)
    (folder / "watchlists/bench.yaml").write_text(
        f"watchlist: bench\ntitle: Bench\nrules:\n{rules}"
        "instant: {to: [hook], group_wait: 0s, tiers: [urgent, normal, background]}\n"
    )
    return {
        **os.environ,  # noqa: TID251 - the child's environment is this one's and more
        "WIREWATCH_CONFIG_DIR": str(folder / "config"),
        "WIREWATCH_DATA_DIR": str(folder / "data"),
        "WIREWATCH_WEB__LISTEN": "off",
    }


BARE = """
import sqlalchemy, pydantic, httpx, apscheduler.schedulers.asyncio, jinja2
print(open("/proc/self/status").read())
"""
COMMAND = [sys.executable, "-m", "service", "run"]


def cpu_of(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def throughput(articles: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = world(folder)
        start_only = cpu_of([*COMMAND, "--once"], environment)
        for seed in range(articles):
            (folder / f"data/inbox/{seed}.txt").write_text(article(seed))
        ours = cpu_of([*COMMAND, "--once"], environment) - start_only
        stored = (
            sqlite3.connect(folder / "data/wirewatch.db")
            .execute("SELECT count(*) FROM match")
            .fetchone()[0]
        )
        began = time.process_time()
        loop_over_re(folder / "data/inbox", folder / "loop.db")
        loop = time.process_time() - began
    print(
        f"text file to stored match, {articles} articles, {len(RULES)} rules, {stored} matches stored"
    )
    print(f"  ours: {articles / ours:,.0f} articles/s of CPU   loop over re: {articles / loop:,.0f}   "
          f"ours/loop: {loop / ours:.2f}")  # fmt: skip
    print(f"  (start and stop of the process, not counted above: {start_only:.1f} s of CPU)")


def loop_over_re(inbox: Path, database: Path) -> None:
    patterns = [
        re.compile(
            rf"\b{a}\b(?:\W+\w+){{0,10}}?\W+{b}s?\b|\b{b}s?\b(?:\W+\w+){{0,10}}?\W+{a}\b",
            re.IGNORECASE,
        )
        for a, b in (rule.split() for rule in RULES)
    ]
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE hit (name TEXT, rule INTEGER)")
    for path in inbox.iterdir():
        text = path.read_text()
        hits = [(path.name, number) for number, one in enumerate(patterns) if one.search(text)]
        with connection:
            connection.executemany("INSERT INTO hit VALUES (?, ?)", hits)


@contextmanager
def running(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        time.sleep(8)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def memory(articles: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(world(folder)) as process:
            idle = resident(process.pid)
            for seed in range(articles):
                (folder / f"data/inbox/{seed}.txt").write_text(article(seed))
            most = idle
            for _ in range(150):
                time.sleep(0.1)
                most = max(most, resident(process.pid))
    bare = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", BARE], capture_output=True, text=True, check=True
    ).stdout
    libraries = int(re.search(r"VmRSS:\s+(\d+)", bare)[1]) / 1024  # type: ignore[index]
    print("resident memory of the main process (workers apart)")
    print(f"  idle: {idle:.0f} MB   while taking {articles} files in: {most:.0f} MB   "
          f"a bare process with the main libraries: {libraries:.0f} MB   idle/bare: {idle / libraries:.2f}")  # fmt: skip


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


def delay(renames: int) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(world(folder, url)):
            ours = [rename_and_wait(folder, folder / "data/inbox", n) for n in range(renames)]
        (folder / "plain").mkdir()
        stop = threading.Event()
        threading.Thread(target=bare_loop, args=(folder / "plain", url, stop), daemon=True).start()
        plain = [rename_and_wait(folder, folder / "plain", n) for n in range(renames)]
        stop.set()
    server.shutdown()
    print(f"file renamed in to webhook received, {renames} times, group_wait 0s")
    print(f"  ours: {summary(ours)}   bare loop: {summary(plain)}   "
          f"medians ours/bare: {statistics.median(ours) / statistics.median(plain):.1f}")  # fmt: skip


def rename_and_wait(folder: Path, inbox: Path, number: int) -> float:
    Hook.arrived.clear()
    fresh = folder / "fresh.txt"
    fresh.write_text(article(1_000_000 + number))
    time.sleep(0.05)
    began = time.perf_counter()
    fresh.rename(inbox / f"renamed-{number}.txt")
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
    return f"p50 {statistics.median(ordered):.2f} s, p99 {ordered[int(len(ordered) * 0.99) - 1]:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--renames", type=int, default=30)
    wanted = parser.parse_args()
    throughput(wanted.articles)
    memory(min(wanted.articles, 500))
    delay(wanted.renames)


if __name__ == "__main__":
    main()
