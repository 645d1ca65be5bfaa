"""How well pages are read, and how fast, beside other tools on the same pages in the same run.

    python bench/pages.py                       all tools, some three minutes
    python bench/pages.py --tools wirewatch --worst 20
    python bench/pages.py --pages 60 --json figures.json

The pages are those of `WIREWATCH_DATA` (default ../shared/data): `html_base64`, `url`, and what a
person found on them: title, author, date, text, and segments that must and must not be in the text.
Times are CPU time of one core: trust ratios within one run. The rivals are in the group `bench`.
"""

import argparse
import base64
import gzip
import json
import os
import re
import sys
import time
import unicodedata
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from service.articles import page
from service.articles.coarse import words
from service.errors import ParseError
from service.model import Document, Hints


DATA = Path(os.environ.get("WIREWATCH_DATA", Path(__file__).parents[1] / "../shared/data"))  # noqa: TID251 - benches have no settings
PAGES = Path("pages/wcxb-articles.jsonl.gz")
NOW = datetime(2027, 1, 1, tzinfo=UTC)
CANDIDATES = 20
"""One page in so many has a word that a rule asks for, in the aim of issue 5."""
_WORD = re.compile(r"[^\W_]+")
_DENSE = re.compile("([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])")
_ARTICLE = re.compile(rb'"@type"\s*:\s*\[?\s*"[A-Za-z]*(?:Article|BlogPosting)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, and what a person found on it; empty where nobody looked or nothing was there."""

    id: str
    url: str
    html: bytes
    title: str = ""
    author: str = ""
    day: str = ""
    text: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a tool found on a page."""

    text: str = ""
    title: str = ""
    author: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How right one tool was on one page; None where there is nothing to compare with."""

    words: float | None
    must: float | None
    must_not: float | None
    title: float | None
    title_words: float | None
    author: float | None
    author_words: float | None
    day: float | None


Tool = Callable[[Page], Found]
MEASURES = tuple(Mark.__dataclass_fields__)
FACTS = ("title", "author", "day")


# --- the tools -----------------------------------------------------------------------------------


def wirewatch(one: Page) -> Found:
    reading = page.read(_document(one), Hints(now=NOW, url=one.url))
    day = reading.published.day.isoformat() if reading.published else ""
    return Found(text=reading.text, title=reading.title, author=reading.author or "", day=day)


def coarse(one: Page) -> Found:
    return Found(text=words(_document(one), Hints(now=NOW, url=one.url)))


def trafilatura(one: Page, *, fast: bool, facts: bool = True) -> Found:
    """Read as its own command does; `facts`: with title, author and date, which is most of its time."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - each tool is paid for where it is asked

    found = bare_extraction(
        one.html, url=one.url, fast=fast, with_metadata=facts, include_comments=False
    )
    if found is None or isinstance(found, dict):
        return Found()
    return Found(
        text=found.text or "",
        title=found.title or "",
        author=found.author or "",
        day=found.date or "",
    )


def resiliparse(one: Page) -> Found:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - as above
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415 - as above
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415 - as above

    tree = HTMLTree.parse(bytes_to_str(one.html, detect_encoding(one.html) or "utf-8"))
    return Found(text=extract_plain_text(tree, main_content=True), title=tree.title or "")


def readability(one: Page) -> Found:
    from lxml.html import fromstring  # noqa: PLC0415 - as above
    from readability import Document as Readable  # noqa: PLC0415 - as above

    found = Readable(one.html.decode(errors="replace"), url=one.url)
    summary = found.summary()
    return Found(text="\n".join(fromstring(summary).itertext()), title=found.short_title())


TOOLS: dict[str, Tool] = {
    "wirewatch": wirewatch,
    "wirewatch coarse": coarse,
    "trafilatura": partial(trafilatura, fast=False),
    "trafilatura fast": partial(trafilatura, fast=True),
    "trafilatura, text only": partial(trafilatura, fast=False, facts=False),
    "trafilatura fast, text only": partial(trafilatura, fast=True, facts=False),
    "resiliparse": resiliparse,
    "readability-lxml": readability,
}
GIVES: dict[str, tuple[str, ...]] = {
    "wirewatch coarse": ("must",),
    "trafilatura, text only": (),
    "trafilatura fast, text only": (),
    "resiliparse": ("words", "must", "must_not", "title", "title_words"),
    "readability-lxml": ("words", "must", "must_not", "title", "title_words"),
}
"""What of a tool's finds means anything, where that is not all."""


def _document(one: Page) -> Document:
    return Document(name="page.html", body=one.html, url=one.url, media_type="text/html")


# --- how right -----------------------------------------------------------------------------------


def mark(one: Page, found: Found) -> Mark:
    return Mark(
        words=_f1(found.text, one.text) if one.text else None,
        must=_share(one.must, found.text, inside=True),
        must_not=_share(one.must_not, found.text, inside=False),
        title=float(_words(found.title) == _words(one.title)) if one.title else None,
        title_words=_f1(found.title, one.title) if one.title else None,
        author=float(_people(found.author) == _people(one.author)) if one.author else None,
        author_words=_f1(found.author, one.author) if one.author else None,
        day=float(found.day == one.day) if one.day else None,
    )


def _words(text: str) -> list[str]:
    """Give the words of a text; scripts without blanks count by characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_DENSE.sub(r" \1 ", folded))


def _people(names: str) -> Counter[str]:
    return Counter(word for word in _words(names) if word not in {"by", "and"})


def _f1(found: str, true: str) -> float:
    ours, theirs = Counter(_words(found)), Counter(_words(true))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def _share(segments: Sequence[str], text: str, *, inside: bool) -> float | None:
    """Give the share of segments that are, or are not, in a text, blanks aside."""
    squeezed = " ".join(text.split())
    held = [(" ".join(segment.split()) in squeezed) is inside for segment in segments]
    return sum(held) / len(held) if held else None


# --- one run -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All pages read by one tool."""

    tool: str
    marks: dict[str, Mark]
    found: dict[str, Found]
    seconds: float
    failed: int

    def mean(self, measure: str, ids: Iterable[str] | None = None) -> float | None:
        values = [getattr(self.marks[key], measure) for key in ids or self.marks]
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None


def run(tool: str, pages: Sequence[Page]) -> Run:
    read = TOOLS[tool]
    _attempt(read, pages[0])  # what a tool loads at first use is not timed
    _forget()
    start = time.process_time()
    tried = {one.id: _attempt(read, one) for one in pages}
    seconds = time.process_time() - start
    found = {key: value or Found() for key, value in tried.items()}
    return Run(
        tool=tool,
        found=found,
        marks={one.id: mark(one, found[one.id]) for one in pages},
        seconds=seconds,
        failed=sum(value is None for value in tried.values()),
    )


def _forget() -> None:
    """Empty the caches that trafilatura fills with what it read: the next run reads the same pages."""
    if "trafilatura" in sys.modules:
        from trafilatura.meta import reset_caches  # noqa: PLC0415 - as above

        reset_caches()


def _attempt(read: Tool, one: Page) -> Found | None:
    try:
        return read(one)
    except ParseError:
        return None
    except Exception as error:  # noqa: BLE001 - a rival may fail in any way: counted, and the run goes on
        print(f"{one.id}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def load(most: int | None = None, file: Path | None = None) -> list[Page]:
    with gzip.open(file or DATA / PAGES, "rt") as lines:
        return [_page(json.loads(line)) for line in islice(lines, most)]


def _page(fields: dict[str, str]) -> Page:
    return Page(
        id=str(fields["id"]),
        url=fields.get("url") or "",
        html=base64.b64decode(fields["html_base64"]),
        title=fields.get("title") or "",
        author=fields.get("author") or "",
        day=(fields.get("date") or "")[:10],
        text=fields.get("text") or "",
        must=tuple(fields.get("with") or ()),
        must_not=tuple(fields.get("without") or ()),
    )


# --- what is printed -----------------------------------------------------------------------------


def table(runs: Sequence[Run], pages: Sequence[Page]) -> Iterator[str]:
    yield "| tool | word F1 | must | must not | title | (words) | author | (words) | day | pages/s | failed |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in runs:
        given = GIVES.get(one.tool, MEASURES)
        cells = [_cell(one.mean(name) if name in given else None) for name in MEASURES]
        rate = len(pages) / one.seconds
        yield f"| {one.tool} | {' | '.join(cells)} | {rate:.0f} | {one.failed} |"


def speed(runs: Sequence[Run], pages: Sequence[Page]) -> Iterator[str]:
    """Tell what a page costs us where few are candidates, against each grade of trafilatura."""
    spent = {one.tool: one.seconds / len(pages) for one in runs}
    if not {"wirewatch", "wirewatch coarse"} <= spent.keys():
        return
    ours = spent["wirewatch coarse"] + spent["wirewatch"] / CANDIDATES
    yield f"one page in {CANDIDATES} a candidate: {1 / ours:.0f} pages a second"
    for tool, seconds in spent.items():
        if tool.startswith("trafilatura"):
            yield f"  {seconds / ours:.1f} times {tool}"


def kinds(one: Page) -> Iterator[str]:
    """Name the kinds that a page is of."""
    yield "JSON-LD article" if _ARTICLE.search(one.html) else "no JSON-LD article"
    yield "<article>" if b"<article" in one.html else "no <article>"
    yield "WordPress" if b"/wp-content/" in one.html else "not WordPress"
    words = len(_words(one.text))
    yield next(name for most, name in _LENGTHS if words <= most)
    if not one.text.isascii() and sum(map(str.isascii, one.text)) < 0.97 * len(one.text):
        yield "not English letters"


_LENGTHS = ((200, "up to 200 words"), (800, "201 to 800 words"), (1_000_000, "over 800 words"))


def by_kind(runs: Sequence[Run], pages: Sequence[Page]) -> Iterator[str]:
    """Compare us with the best rival on each kind of page."""
    ours, rivals = runs[0], [one for one in runs if not one.tool.startswith("wirewatch")]
    groups: dict[str, list[str]] = defaultdict(list)
    for one in pages:
        for kind in kinds(one):
            groups[kind].append(one.id)
    yield "| kind | pages | " + " | ".join(f"{m}, ours | best else" for m in _COMPARED) + " |"
    yield "| --- |" + " --- |" * (1 + 2 * len(_COMPARED))
    for kind, ids in sorted(groups.items()):
        cells = (_beside(ours, rivals, measure, ids) for measure in _COMPARED)
        yield f"| {kind} | {len(ids)} | {' | '.join(cells)} |"


_COMPARED = ("words", "title", "author", "day")


def _beside(ours: Run, rivals: Sequence[Run], measure: str, ids: Sequence[str]) -> str:
    known = [
        (value, one.tool)
        for one in rivals
        if measure in GIVES.get(one.tool, MEASURES)
        and (value := one.mean(measure, ids)) is not None
    ]
    best = max(known, default=None)
    other = f"{best[0]:.3f} {best[1]}" if best else "-"
    return f"{_cell(ours.mean(measure, ids))} | {other}"


def losses(runs: Sequence[Run], pages: Sequence[Page], most: int) -> Iterator[str]:
    """List the pages on which another tool is right and we are not, the worst first."""
    ours = runs[0]
    for measure in _COMPARED:
        lost = []
        for one in pages:
            mine = getattr(ours.marks[one.id], measure)
            best = max(
                (
                    (getattr(other.marks[one.id], measure) or 0.0, other.tool)
                    for other in runs[1:]
                    if measure in GIVES.get(other.tool, MEASURES)
                ),
                default=(1.0, "the truth"),
            )
            if mine is not None and mine < best[0] - 0.02:
                lost.append((mine - best[0], one, mine, best))
        yield f"{measure}: behind on {len(lost)} pages"
        for _, one, mine, (value, tool) in sorted(lost, key=lambda entry: entry[0])[:most]:
            detail = (
                f" {getattr(ours.found[one.id], measure)!r} for {getattr(one, measure)!r}"
                if measure in FACTS
                else ""
            )
            yield f"  {one.id} {mine:.2f} < {value:.2f} {tool}{detail}  {one.url[:80]}"


def figures(runs: Sequence[Run], pages: Sequence[Page]) -> dict[str, dict[str, float | None]]:
    return {
        one.tool: {
            "pages": len(pages),
            "pages_per_second": len(pages) / one.seconds,
            **{name: one.mean(name) for name in GIVES.get(one.tool, MEASURES)},
        }
        for one in runs
    }


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--tools", default=",".join(TOOLS), help="parted by commas")
    options.add_argument("--pages", type=int, help="only the first so many")
    options.add_argument(
        "--file", type=Path, help="pages in the same form, else the development set"
    )
    options.add_argument("--worst", type=int, default=0, help="list so many pages where we lose")
    options.add_argument("--json", type=Path, help="write the figures there, too")
    given = options.parse_args()
    if not (file := given.file or DATA / PAGES).exists():
        sys.exit(f"the development pages are not here: {file} (set WIREWATCH_DATA)")
    warnings.simplefilter("ignore")  # of the rivals
    pages = load(given.pages, file)
    runs = [run(tool.strip(), pages) for tool in _named(given.tools)]
    sections = [table(runs, pages), speed(runs, pages), by_kind(runs, pages)]
    print(*(line for part in sections for line in [*part, ""]), sep="\n")
    if given.worst:
        print(*losses(runs, pages, given.worst), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(figures(runs, pages), indent=2) + "\n")


def _named(tools: str) -> list[str]:
    """Split names that may have commas of their own."""
    names = [name for name in TOOLS if name in tools]
    asked = set(re.split(r",(?! )", tools))
    return [name for name in names if name in asked]


if __name__ == "__main__":
    main()
