"""What was probably meant where a watchlist is YAML, though not one of ours."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from service.digests.slots import ScheduleError, parse_schedule
from service.errors import Problem
from service.matches.forms import LANGUAGES, UNINFLECTED
from service.model import Raw
from service.settings.document import At, Document, Style
from service.settings.slips import QUERY_PREFIXES, quoted


_OWN_KEYS = {"id", "query", "tier", "tests"}
_HOMES = {
    **dict.fromkeys(
        (
            "schedule",
            "to",
            "empty",
            "group_wait",
            "quiet",
            "timezone",
            "further_outlets",
            "remind",
        ),
        "digest",
    ),
    **dict.fromkeys(("query", "tier", "tests"), "rules"),
    **dict.fromkeys(("languages", "nearness", "names", "digest", "instant", "rules"), ""),
}
"""Where a key belongs; nothing: at the start of a line, without a blank."""
_TIERED = ("digest", "instant")
_UNKNOWN = re.compile("unknown key '([^']+)'")
_JOINS = re.compile(r".*(?:\b(?:AND|OR|NOT|O?NEAR(?:/\d+)?|SENTENCE|PARAGRAPH)|\()$")
_JOINED = re.compile(r"(?:(?:AND|OR|NOT|O?NEAR(?:/\d+)?|SENTENCE|PARAGRAPH)\b|\)|-).*")
_SAFE = re.compile(r"[^\W_][^,\[\]{}#:'\"]*")


# --- rules -------------------------------------------------------------------------------------


def about_rule(problem: Problem, values: Mapping[str, Raw], document: Document, at: At) -> Problem:
    """Say what was probably meant by `- arms: transfer` or `- title: x`."""
    key = next(iter(values), "")
    text = values.get(key)
    glued = key in QUERY_PREFIXES
    slip = "did you mean" in problem.message and not glued
    if len(values) != 1 or not isinstance(text, str) or key in _OWN_KEYS or slip:
        return rehomed(problem, document)
    if key != "title":
        message = f"to YAML, '{key}:' is a key: this rule has no query"
        problem = replace(problem, message=message)
    query, how = (f"{key}:{text}", "blank") if glued else (f"{key} {text}", "':'")
    return _as_query(problem, query, f"without the {how}", document, at)


def _as_query(problem: Problem, query: str, how: str, document: Document, at: At) -> Problem:
    place = document.place(at)
    mend = f"if it is the query, write '{query}' {how}"
    written = query if ": " not in query and " #" not in query else quoted(query)
    alone = document.line(place)[: place.column - 1].rstrip().endswith("-")
    return replace(problem, mend=mend, instead=document.instead(place, written) if alone else "")


def rehomed(problem: Problem, document: Document) -> Problem:
    """Say where a key belongs that stands in the wrong place."""
    found = _UNKNOWN.match(problem.message)
    if not found or found[1] not in _HOMES:
        return problem
    key, home = found[1], _HOMES[found[1]]
    line = problem.source_line
    if key == "tier" and _head_above(document, problem.line + 1) in _TIERED:
        message = "'tier' belongs to a rule; here it is 'tiers'"
        tiers = re.sub(r"\btier:\s*(\w+)", r"tiers: [\1]", line, count=1)
        mend = "write 'tiers: [urgent]', with all that are wanted"
        return replace(problem, message=message, mend=mend, instead=tiers if tiers != line else "")
    if home:
        message = f"'{key}' does not belong here, but under '{home}:'"
        mend = f"move it below '{home}:', and begin it with two blanks"
        right_below = home == _head_above(document, problem.line) and line == line.lstrip()
        instead = f"  {line}" if right_below and home == "digest" else ""
        return replace(problem, message=message, mend=mend, instead=instead)
    if line != line.lstrip():
        message = f"'{key}' does not belong here, but at the start of a line"
        mend = "begin the line with no blank"
        return replace(problem, message=message, mend=mend, instead=line.lstrip())
    return problem


def misplaced(problem: Problem, home: str, told: Sequence[Problem]) -> bool:
    """Whether a key is missing only because it stands elsewhere, and that is told."""
    key = problem.message.removeprefix("missing key ")
    return any(one.message == f"{key} does not belong here, but under '{home}:'" for one in told)


def _head_above(document: Document, number: int) -> str:
    """Find the block that a line stands below."""
    for line in reversed(document.lines[: number - 1]):
        if found := re.match("(digest|instant|rules|names|sources):", line):
            return found[1]
        if line.strip() and line == line.lstrip() and line.partition(":")[0] not in _HOMES:
            return ""
    return ""


def without_head(problem: Problem, data: Raw) -> Problem:
    """Show how a file begins that holds only queries."""
    line = problem.source_line
    if data is None or problem.column > 1 or ":" in line:
        return problem
    dash = "" if isinstance(data, list) else "- "
    return replace(problem, instead=f"rules:\n{dash}{line}")


def two_in_one(document: Document, at: At) -> Problem | None:
    """Find a query that goes on in the next line, though nothing joins the two."""
    scalar = document.scalar(at)
    lines = document.lines_of(at)
    if scalar.style is not Style.PLAIN or len(lines) == 1:
        return None
    first = document.lines[lines[0] - 1][scalar.first.column - 1 :]
    texts = [first, *(document.lines[number - 1] for number in lines[1:])]
    texts = [re.sub(r"\s#.*", "", text).strip() for text in texts]
    for number, before, after in zip(lines[1:], texts, texts[1:], strict=False):
        if before and after and not _continues(texts, before, after):
            return _split(document, at, number)
    return None


def _continues(texts: list[str], before: str, after: str) -> bool:
    so_far = " ".join(texts[: texts.index(after)])
    is_open = so_far.count("(") > so_far.count(")") or so_far.count('"') % 2 == 1
    return is_open or bool(_JOINS.match(before) or _JOINED.match(after))


def _split(document: Document, at: At, number: int) -> Problem:
    line = document.lines[number - 1]
    item = document.place(at[:2])
    dash = document.lines[item.line - 1].rfind("- ", 0, item.column)
    place = replace(item, line=number, column=len(line) - len(line.lstrip()) + 1)
    problem = document.problem(
        place,
        "two lines became one query: this one goes on with the line above",
        "for a rule of its own, begin it with '- '; for one query, join them with AND or OR, or "
        "write '>' before the first line",
        severity="warning",
    )
    if dash < 0:
        return problem
    return replace(problem, instead=f"{' ' * dash}- {line.lstrip()}")


# --- tests -------------------------------------------------------------------------------------


def about_test(given: Raw, document: Document, at: At) -> Problem | None:
    """Say what was meant by `- Kim visits` under `tests:`."""
    if not isinstance(given, str):
        return None
    place = document.place(at)
    problem = document.problem(
        place, "a test says 'match:' or 'no_match:' first", f"write 'match: {given}'"
    )
    line = document.line(place)
    return replace(problem, instead=document.instead(place, f"match: {line[place.column - 1 :]}"))


def about_tests(given: Raw, document: Document, at: At) -> Problem:
    """Say how tests are written that are no list."""
    place = document.place(at)
    problem = document.problem(place, "tests must be a list", "write one '- ' line for each")
    if isinstance(given, str) and len(document.lines_of(at)) == 1:
        text = given if _SAFE.fullmatch(given) else quoted(given)
        written = f"[match: {text}]"
        return replace(problem, instead=document.instead(place, written), mend=f"write {written}")
    if isinstance(given, dict) and len(given) == 1:
        indent = document.line(place)[: place.column - 1]
        if not indent.strip():
            return replace(problem, instead=f"{indent}- {document.line(place).lstrip()}")
    return problem


# --- who is told -------------------------------------------------------------------------------


def about_stream(
    problem: Problem, given: Raw, document: Document, key: str, channels: Collection[str]
) -> Problem:
    """Say how a stream is written that misses something."""
    first = min(channels, default="console")
    wanted = {"to": f"[{first}]", "schedule": "weekdays 08:00"}
    for missing, value in wanted.items():
        if problem.message == f"missing key '{missing}'":
            return _with_line(problem, document, key, f"{missing}: {value}", channels)
    if problem.message.startswith(f"'{key}': must be keys") and isinstance(given, str):
        return _spelled_out(problem, given, document, key, wanted)
    return rehomed(problem, document)


def _with_line(
    problem: Problem, document: Document, key: str, line: str, channels: Collection[str]
) -> Problem:
    place = document.key((key,))
    head = document.line(place)
    known = f" (channels: {', '.join(sorted(channels))})" if line.startswith("to") else ""
    below = document.place((key,))
    indent = " " * (below.column - 1) if below.line > place.line else "  "
    written = f"{head}\n{indent}{line}" if head.split("#")[0].rstrip().endswith(":") else ""
    if head.rstrip().endswith("}"):
        written = f"{head.rstrip()[:-1]}, {line}}}"
    return replace(problem, mend=f"add '{line}'{known}", instead=written)


def _spelled_out(
    problem: Problem, given: str, document: Document, key: str, wanted: Mapping[str, str]
) -> Problem:
    """`digest: weekdays 08:00`, `instant: desk`."""
    to = given if key == "instant" and _SAFE.fullmatch(given) else wanted["to"].strip("[]")
    schedule = meant_schedule(given) or wanted["schedule"]
    parts = f"schedule: {schedule}, " if key == "digest" else ""
    written = f"{{{parts}to: [{to}]}}"
    place = document.place((key,))
    return replace(problem, mend=f"write {written}", instead=document.instead(place, written))


_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?(?![\d:])")
_FILLING = re.compile(
    r"\b(?:at|and|on|the|day|o'clock|daily|each|every|everyday|morning|of)\b|[,&@]"
)


def meant_schedule(text: str) -> str:
    """Read `every day at 8am` as `08:00`; nothing where that is no schedule either."""
    said = re.sub(r"\b(\d{2})(\d{2})\b", r"\1:\2", text.casefold())
    days = re.sub(r"day?s?\b", lambda found: found[0].removesuffix("s"), _CLOCK.sub(" ", said))
    days = re.sub(r"\bweekday\b|\bworking day\b|\bworkday\b", "weekdays", days)
    days = re.sub(r"\bweekend\b", "weekends", days)
    named = " ".join(_FILLING.sub(" ", days).split())
    times = [_clock(found) for found in _CLOCK.finditer(said)] or ["08:00"]
    if named.split()[:1] == ["weekly"] and len(named.split()) == 1:
        named = "weekly mon"
    texts = [" ".join((named.replace(" ", ","), one)).strip() for one in times]
    texts = [one.replace("weekly,", "weekly ") for one in texts]
    try:
        parse_schedule(texts)
    except ScheduleError:
        return ""
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _clock(found: re.Match[str]) -> str:
    hour = int(found[1])
    if (found[3] or "").startswith("p") and hour < 12:
        hour += 12
    if (found[3] or "").startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02}:{found[2] or '00'}"


def uninflected(languages: Iterable[str]) -> str:
    """Say of which languages no other form of a word is known; empty where there is none."""
    unknown = [one for one in languages if one not in LANGUAGES | UNINFLECTED]
    return f"words of {', '.join(unknown)} are found only as they are written" if unknown else ""


def of_whole_file(problem: Problem) -> Problem:
    """Say what a mistake outside the rules costs."""
    if problem.severity != "error" or problem.rule:
        return problem
    until = "until then nothing of the file is taken over"
    return replace(problem, mend=f"{problem.mend}; {until}" if problem.mend else until)
