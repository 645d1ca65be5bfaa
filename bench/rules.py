"""How fast many rules are asked of an article, beside what else could ask them.

    python bench/rules.py --rules 10,100,1000,10000     under five minutes
    python bench/rules.py --rules 10,1000 --seconds 1   under one
    python bench/rules.py --worst                       what is made to be slow

Times are CPU time of one core: trust ratios within one run. Texts are real ones where
`WIREWATCH_DATA` has them, put together anew to some 3 kB; rules are mixed, as `desk.py` draws them.
PostgreSQL is the server of `WIREWATCH_TEST_POSTGRES`, or one that is started.
"""

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from desk import Desk, Drawn, article, ours
from rivals import (
    Ask,
    Postgres,
    database,
    loop_over_re,
    loop_over_words,
    shared_server,
    sqlite_fts5,
)

from service.matches.compile import RuleSet, compile_rules
from service.matches.evaluate import decide, quote
from service.matches.forms import expand
from service.matches.view import View
from service.model import Article, Rule


MOST_ARTICLES = 2_000
WARM = 20
RIVALS = ("re", "words", "fts5", "postgres")


# --- ours ----------------------------------------------------------------------------------------


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def rounds(ask: Callable[[Article], object], articles: Sequence[Article], seconds: float) -> float:
    """Give the seconds an article takes: the mean over as many as there is time for."""
    began, asked = time.process_time(), 0
    for page in articles:
        ask(page)
        asked += 1
        if time.process_time() - began > seconds:
            break
    return (time.process_time() - began) / asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Seconds that an article spends in each stage."""

    folding: float
    index: float
    evaluation: float
    evidence: float

    def __str__(self) -> str:
        parts = {name: getattr(self, name) for name in self.__slots__}
        whole = sum(parts.values())
        return ", ".join(f"{name} {part / whole:.0%}" for name, part in parts.items())


def shares(made: RuleSet, articles: Sequence[Article], seconds: float) -> Shares:
    """Decide stage by stage, as `evaluate.decide` does, and look at the clock between."""
    spent = [0.0] * 4
    for page in articles:
        times = [time.process_time()]
        view = View(page, made.asked)
        assert view.vocabulary is not None
        times.append(time.process_time())
        found = made.found_in(view)
        times.append(time.process_time())
        held = [ready for ready in found if ready.is_sure or ready.test(view)]
        times.append(time.process_time())
        for ready in held:
            quote(ready.places(view), view)
        times.append(time.process_time())
        spent = [
            one + after - before
            for one, (before, after) in zip(spent, pairwise(times), strict=True)
        ]
        if sum(spent) > seconds:
            break
    folding, index, evaluation, evidence = spent
    return Shares(folding=folding, index=index, evaluation=evaluation, evidence=evidence)


def resident() -> float:
    """Give the megabytes that are this process's own: no files that are only mapped."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


def compiled(rules: Sequence[Rule], warm: Sequence[Article]) -> tuple[RuleSet, float, float]:
    """Compile as the service does (`app/compiling.py`); give the seconds and the megabytes it took."""
    compile_rules(rules[:1])  # opens the form tables
    expand.cache_clear()
    gc.collect()
    gc.freeze()
    before = resident()
    gc.disable()
    began = time.process_time()
    made = compile_rules(rules)
    seconds = time.process_time() - began
    gc.freeze()
    gc.enable()
    for page in warm:
        decide(made, page)
    gc.collect()
    return made, seconds, resident() - before


def changed(rules: Sequence[Rule]) -> list[Rule]:
    """Change the last rule."""
    return [*rules[:-1], replace(rules[-1], query="ferry")]


def measure(count: int, seconds: float, against: Sequence[str]) -> dict[str, float | str]:
    """Measure one size; a process that does nothing else."""
    desk = Desk()
    drawn, articles = desk.rules(count), desk.articles(MOST_ARTICLES)
    made, compiling, memory = compiled(ours(drawn), articles[:WARM])
    again = cpu(lambda: compile_rules(changed(ours(drawn)), made))
    each = rounds(lambda page: decide(made, page), articles, seconds)
    some = articles[:200]
    asked = sum(len(made.found_in(View(page, made.asked))) for page in some)
    held = sum(len(decide(made, page).matches) for page in some)
    row: dict[str, float | str] = {
        "rules": count,
        "articles/s": 1 / each,
        "compile s": compiling,
        "again s": again,
        "memory MB": memory,
        "candidates": asked / len(some),
        "matches": held / len(some),
        "shares": str(shares(made, articles, seconds)),
    }
    for name, ask in rivals(drawn, against):
        theirs, found = rival(ask, articles, seconds)
        row[f"{name} articles/s"] = 1 / theirs
        row[f"{name} ours/theirs"] = theirs / each
        row[f"{name} matches"] = found
    return row


# --- theirs --------------------------------------------------------------------------------------


def rivals(drawn: Sequence[Drawn], wanted: Sequence[str]) -> Iterator[tuple[str, Ask]]:
    made = {"re": loop_over_re, "words": loop_over_words, "fts5": sqlite_fts5}
    for name in wanted:
        if name == "postgres":
            with database() as url, closing(Postgres(url, drawn)) as server:
                yield name, server
        else:
            yield name, made[name](drawn)


def rival(ask: Ask, articles: Sequence[Article], seconds: float) -> tuple[float, float]:
    """Give the seconds an article takes it, its server's included, and how many rules hold."""
    ask(articles[0].text)  # what is compiled or planned at first use
    elsewhere = ask.cpu if isinstance(ask, Postgres) else float
    found: list[int] = []
    before = elsewhere()
    each = rounds(
        lambda page: found.append(ask(f"{page.title}\n\n{page.text}")), articles, seconds
    )
    return each + (elsewhere() - before) / len(found), sum(found) / len(found)


# --- the worst -----------------------------------------------------------------------------------

LONGEST = 200_000


def worst(desk: Desk) -> Iterator[tuple[str, float, float, str]]:
    """Give what it is, seconds for an article, and seconds to compile."""
    pages = desk.articles(400)
    long = article("\n\n".join(page.text for page in pages)[:LONGEST])
    yield timed("200,000 characters, 1,000 mixed rules", ours(desk.rules(1_000)), long)
    yield timed("200,000 characters, 10,000 mixed rules", ours(desk.rules(10_000)), long)
    own = article("arms transfer " * (LONGEST // 14))
    yield timed("200,000 characters of a rule's own words", asking("arms NEAR/50 transfer"), own)
    three = "(alpha OR beta) NEAR/10 (beta OR gamma) NEAR/10 alpha"
    text = article("alpha beta gamma " * (LONGEST // 17))
    yield timed("the same, three groups that share words", asking(three), text)
    yield timed("200,000 characters, no blank", ours(desk.rules(1_000)), article("x" * LONGEST))
    common = [f"minister AND {word}" for word in desk.common(10_000)]
    page = article("The minister spoke. " + pages[0].text)
    yield timed("10,000 rules that share a word", asking(*common), page)
    beside = [f"minister NEAR/9 {word}" for word in desk.common(10_000)]
    yield timed("10,000 nearnesses that share a word", asking(*beside), page)
    fuzzy = [f"{word.capitalize()}~" for word in desk.common(200, least=9)]
    yield timed("200 names in nearly this spelling", asking(*fuzzy), pages[0])
    yield timed("the same, 200,000 characters", asking(*fuzzy), long)


def asking(*queries: str) -> list[Rule]:
    return [
        Rule(watchlist="worst", id=f"r{n}", title="", query=query)
        for n, query in enumerate(queries)
    ]


def timed(what: str, rules: Sequence[Rule], page: Article) -> tuple[str, float, float, str]:
    began = time.process_time()
    made = compile_rules(rules)
    compiling = time.process_time() - began
    assert len(made.rules) == len(rules), made.problems
    decide(made, article("warm"))
    times = [cpu(lambda: decide(made, page)) for _ in range(3)]
    found = decide(made, page)
    said = f"{len(found.matches)} matches" + (
        f", {len(found.undecided)} undecided" if found.undecided else ""
    )
    return what, sorted(times)[1], compiling, said


# --- the command ---------------------------------------------------------------------------------


def in_a_process(
    count: int, seconds: float, against: Sequence[str], environment: dict[str, str] | None
) -> dict[str, float | str]:
    """Measure a size where no other has been."""
    options = ["--one", str(count), "--seconds", str(seconds), "--against", ",".join(against)]
    command = [sys.executable, __file__, *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 - our own command
    return dict(json.loads(done.stdout))


def show(row: dict[str, float | str], against: Sequence[str]) -> None:
    print(
        f"{row['rules']:>7,} rules: {row['articles/s']:,.0f} articles/s, compiled in {row['compile s']:.2f} s, "
        f"after a change of one in {row['again s']:.2f} s, "
        f"{row['memory MB']:.1f} MB, {row['candidates']:.1f} candidates and {row['matches']:.1f} matches an article\n"
        f"{'':14} {row['shares']}"
    )
    for name in against:
        if f"{name} articles/s" in row:
            print(
                f"{'':14} {name:9} {row[f'{name} articles/s']:>10,.2f} articles/s, ours is {row[f'{name} ours/theirs']:,.1f} "
                f"times as fast; {row[f'{name} matches']:.1f} matches"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rules", default="10,100,1000,10000", help="sizes, with commas between")
    parser.add_argument("--seconds", type=float, default=3, help="for each measurement")
    parser.add_argument("--against", default=",".join(RIVALS), help="rivals, or nothing")
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    against = [name for name in wanted.against.split(",") if name]
    if wanted.one:
        print(json.dumps(measure(wanted.one, wanted.seconds, against)))
        return
    if wanted.worst:
        for what, each, compiling, said in worst(Desk()):
            print(f"{what:45} {each * 1000:9.1f} ms   compiled in {compiling:.2f} s   {said}")
        return
    rows = []
    with shared_server() if "postgres" in against else nullcontext(None) as environment:
        for count in map(int, wanted.rules.split(",")):
            rows.append(in_a_process(count, wanted.seconds, against, environment))
            show(rows[-1], against)
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        grown = float(first["articles/s"]) / float(last["articles/s"])
        print(
            f"from {first['rules']:,} to {last['rules']:,} rules an article costs {grown:.1f} times as much"
        )


if __name__ == "__main__":
    main()
