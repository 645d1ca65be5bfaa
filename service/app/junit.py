"""What `check` found as JUnit XML, which every CI system reads.

A suite for each file, a case for each test of a rule, and one for each mistake that takes
something off: a file with a mistake must not look green because its tests could not run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, tostring

from service.app.checking import Result
from service.errors import Problem
from service.matches.explain import Explanation, Step


_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot say."""
_LONGEST = 80
_MOST_FORMS = 8
NOTHING: Mapping[str, str] = {}


def to_junit(results: Sequence[Result], problems: Sequence[Problem]) -> bytes:
    """Write results and mistakes; warnings are no mistakes."""
    mistakes = [problem for problem in problems if problem.severity == "error"]
    root = Element("testsuites", name="wirewatch check")
    files = dict.fromkeys(
        [*(one.test.position.file for one in results), *(one.file for one in mistakes)]
    )
    for file in files:
        suite = SubElement(root, "testsuite", name=file)
        _add_mistakes(suite, (one for one in mistakes if one.file == file))
        _add_tests(suite, (one for one in results if one.test.position.file == file))
        _count(suite, suite)
    _count(root, root)
    indent(ElementTree(root))
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _count(of: Element, under: Element) -> None:
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, tag in kinds.items():
        of.set(name, str(sum(1 for _ in under.iter(tag))))


def _add_mistakes(suite: Element, mistakes: Iterable[Problem]) -> None:
    for one in mistakes:
        about = f"{one.watchlist}/{one.rule}" if one.rule else one.file
        case = _case(suite, about, f"line {one.line}: {one.message}", one.file, one.line)
        error = SubElement(case, "error", message=_plain(one.message), type="mistake")
        error.text = _plain(str(one))


def _add_tests(suite: Element, results: Iterable[Result]) -> None:
    for number, one in enumerate(results, 1):
        place, given = one.test.position, one.test.specimen
        kind = "match" if one.test.wanted else "no_match"
        words = " ".join((given.title or given.text or given.summary or "").split())
        name = f"{number}. {kind}: {words[:_LONGEST]}"
        case = _case(suite, one.test.rule, name, place.file, place.line)
        if one.explanation is None:
            SubElement(case, "skipped", message="the rule is off")
        elif one.failed:
            failure = SubElement(case, "failure", message=wanted(one), type=kind)
            failure.text = _plain("\n".join(why(one.explanation)))


def _case(suite: Element, about: str, name: str, file: str, line: int) -> Element:
    written = {"classname": _plain(about), "name": _plain(name), "file": file, "line": str(line)}
    return SubElement(suite, "testcase", written)


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def wanted(result: Result) -> str:
    """Say what a failed test wanted."""
    if result.test.wanted:
        return "should match, and does not"
    return "should not match, and does"


def why(explanation: Explanation) -> Iterator[str]:
    """Draw the tree of a query with yes and no on each node, for people."""
    if explanation.note:
        yield explanation.note
    if explanation.root is not None:
        yield from drawn(explanation.root, 0)
    for quote in dict.fromkeys(one.quote for one in explanation.evidence):
        yield f"found: {quote}"


def drawn(step: Step, depth: int, found: Mapping[str, str] = NOTHING) -> Iterator[str]:
    """Give a clause and those below it, each deeper one further in; with the words it found."""
    shown = found.get(step.clause, "") if step.holds and not step.steps else ""
    note = step.note or shown
    yield f"{'    ' * depth}{'yes' if step.holds else 'no '}  {step.clause}{f'  ({note})' if note else ''}"
    for inner in step.steps:
        yield from drawn(inner, depth + 1, found)


def words_found(explanation: Explanation) -> dict[str, str]:
    """Say for each clause in which forms it was found."""
    forms: dict[str, dict[str, None]] = {}
    for one in explanation.evidence:
        forms.setdefault(one.clause, {})[one.quote] = None
    return {
        clause: f"found: {', '.join(list(quotes)[:_MOST_FORMS])}"
        for clause, quotes in forms.items()
        if list(quotes) != [clause]
    }
