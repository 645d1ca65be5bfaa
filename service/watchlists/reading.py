"""One watchlist file: its head, its rules, its streams.

What is wrong in the head takes the watchlist off, what is wrong in a rule takes that rule off, and
a test that cannot be read takes nothing off but itself.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service.errors import ConfigError, Problem
from service.model import Raw, Rule, Source, Stream
from service.settings.document import At, Document
from service.settings.fields import RefusedValueError, check_id, closest, slug
from service.settings.names import Names, over, read_names
from service.settings.problems import explain
from service.settings.slips import in_quotes
from service.watchlists.hints import (
    about_rule,
    about_stream,
    about_test,
    about_tests,
    misplaced,
    of_whole_file,
    rehomed,
    two_in_one,
    uninflected,
    without_head,
)
from service.watchlists.naming import names_for
from service.watchlists.rescue import Rescued, misread
from service.watchlists.shape import (
    DigestEntry,
    Head,
    InstantEntry,
    Loaded,
    RuleEntry,
    RuleTest,
    TestEntry,
    Watchlist,
    WatchlistFile,
)
from service.watchlists.streams import StreamCheck, former_ids


_BODY = ("rules", "digest", "instant")

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a watchlist may refer to."""

    names: Names
    channels: Collection[str]
    sources: Sequence[Source]
    zone: str


@dataclass(slots=True)
class Reading:
    """One walk through one file; problems are gathered."""

    stem: str
    rescued: Rescued
    around: Around
    problems: list[Problem] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    tests: list[RuleTest] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """Where each rule's id stands."""
    names: Names = field(default_factory=dict)
    """The watchlist's own."""

    @property
    def document(self) -> Document:
        return self.rescued.document

    def loaded(self) -> Loaded:
        """Read it all. Raises `ConfigError` where the watchlist as a whole cannot be used."""
        data = self._data()
        head, self.names = self._head(data)
        usable = not any(one.severity == "error" for one in self.problems)
        watchlist = self._watchlist(head)
        if "rules" in data:
            self._read_rules(data["rules"], _template(watchlist, head))
        watchlist, streams = self._streams(data, watchlist)
        self._settle()
        if not usable:  # only now: whoever mends the head sees at once what else is wrong
            raise ConfigError(*map(of_whole_file, self.problems))
        return Loaded(
            watchlists=(replace(watchlist, tests=tuple(self.tests)),),
            rules=tuple(self.rules),
            streams=streams,
            problems=tuple(replace(one, watchlist=watchlist.id) for one in self.problems),
        )

    def _settle(self) -> None:
        """Tell every line that was read as it was meant, and nothing else that follows from it."""
        mended = {one.line: one.message for one in self.rescued.problems}
        told = [one for one in self.problems if mended.get(one.line, one.message) == one.message]
        seen = {one.line for one in told}
        told += (one for one in self.rescued.problems if one.line not in seen)
        self.problems = sorted(told, key=lambda one: (one.line, one.column))

    def _watchlist(self, head: Head) -> Watchlist:
        ident, former = (head.watchlist, ()) if head.watchlist else id_of(self.stem)
        return Watchlist(
            id=ident,
            title=head.title or head.watchlist or self.stem,
            file=self.document.file,
            was=(*head.was, *former),
            position=self.document.place(("watchlist",)),
        )

    # the head

    def _data(self) -> dict[str, Raw]:
        data = self.document.data
        if isinstance(data, dict):
            return _given(data)
        message = "the file is empty" if data is None else "a watchlist has keys with values"
        place = self.document.place(())
        problem = self.document.problem(place, message, "begin with 'rules:'")
        raise ConfigError(without_head(problem, data))

    def _head(self, data: Mapping[str, Raw]) -> tuple[Head, Names]:
        values = {key: value for key, value in data.items() if key not in _BODY}
        names: Names = {}
        if "names" in values:
            names, wrong = read_names(self.document, ("names",), self.around.names)
            self.problems += (*wrong, *self._shadows(data["names"], names))
        head = self._checked(Head, {**values, "names": {}}, ()) or Head()
        if "rules" not in data and not any(closest(key, ["rules"]) for key in values):
            self._complain(("rules",), "the watchlist has no rules", "add 'rules:'")
        for key in values:
            self.problems += self.rescued.about((key,))
        self._check_sources(head)
        self._check_languages(head)
        return head, names

    def _shadows(self, given: Mapping[str, Raw], names: Names) -> Iterator[Problem]:
        """Remark on names that stand in the place of shared ones."""
        for name in names:
            if name in self.around.names and "also" not in given[name]:
                place = self.document.key(("names", name))
                message = f"in this watchlist, '{name}' stands for these spellings only"
                mend = "the shared name has others; to keep those, write {also: [...]}"
                yield self.document.problem(place, message, mend, severity="warning")

    def _check_sources(self, head: Head) -> None:
        """Warn of sources that nobody has; without any sources (files by hand) ask nothing."""
        known = {str(source.id) for source in self.around.sources}
        known |= {f"tag:{tag}" for source in self.around.sources for tag in source.tags}
        for side in ("include", "exclude"):
            for index, name in enumerate(getattr(head.sources, side)):
                if known and name not in known and not _is_domain(name):
                    meant = closest(name, sorted(known))
                    hint = f": did you mean '{meant}'?" if meant else ""
                    message = f"no source is called '{name}'{hint}"
                    at = ("sources", side, index)
                    self._complain(at, message, "see config/sources.yaml", severity="warning")

    def _check_languages(self, head: Head) -> None:
        """Say once of which languages no other form of a word is known."""
        if message := uninflected(head.languages):
            mend = "write their other forms with OR, or a wildcard: haven*"
            self._complain(("languages",), message, mend, severity="warning")

    # the rules

    def _read_rules(self, given: Raw, template: Rule) -> None:
        if not isinstance(given, list):
            mend = "write one '- ' line for each"
            self._complain(("rules",), "rules must be a list", mend)
            return
        written = {entry.get("id") for entry in given if isinstance(entry, dict)}
        for index, entry in enumerate(given):
            self._read_rule(("rules", index), entry, template, written)

    def _read_rule(self, at: At, given: Raw, template: Rule, written: Collection[Raw]) -> None:
        short = isinstance(given, str)
        values = {"query": given} if short else _given(given) if isinstance(given, dict) else None
        if values is None:
            self._complain(at, "a rule is its query, or keys with values", self._in_quotes(at))
            return
        query_at = at if short else (*at, "query")
        entry, wrong = self._checked_rule(at, values, query_at)
        ident = self._id(values, written)
        if entry is None:
            self.problems += [replace(one, rule=ident) for one in wrong]
            return
        names, strange = names_for(entry.query, over(self.names, self.around.names))
        rule = replace(
            template,
            id=ident,
            title=entry.title or entry.query,
            query=entry.query,
            tier=entry.tier,
            names=names,
            similar_names=strange.similar,
            names_by_spelling=strange.by_spelling,
            position=self.document.scalar(query_at).first,
        )
        wrong += self._clash(rule, query_at if short or not entry.id else (*at, "id"))
        self.problems += [replace(one, rule=_off(one, ident)) for one in wrong]
        if not any(one.severity == "error" for one in wrong):
            self.rules.append(rule)
            self._read_tests((*at, "tests"), values.get("tests"), rule)

    def _checked_rule(
        self, at: At, values: dict[str, Raw], query_at: At
    ) -> tuple[RuleEntry | None, list[Problem]]:
        wrong = [one for one in self.rescued.about(at) if not self._is_in_tests(at, one)]
        query = values.get("query")
        if isinstance(query, dict | list):
            mend = self._in_quotes(query_at)
            place = self.document.place(query_at)
            return None, [*wrong, self.document.problem(place, "a query is text", mend)]
        plain = {key: value for key, value in values.items() if key != "tests"}
        try:
            entry = RuleEntry.model_validate(plain)
        except ValidationError as error:
            found = explain(error, RuleEntry, self.document, at)
            if (
                len(values) == 1
            ):  # `- arms: transfer`: no query is the cause, an unknown key what follows
                found = found[:1]
            return None, [*wrong, *(about_rule(one, values, self.document, at) for one in found)]
        if not wrong:
            bites = (misread(self.document, query_at), two_in_one(self.document, query_at))
            wrong += [one for one in bites if one]
        return entry, wrong

    def _id(self, values: Mapping[str, Raw], written: Collection[Raw]) -> str:
        """Take the id as written, or make one that the same query always gets."""
        given = values.get("id")
        if isinstance(given, str):
            return given
        query = str(values.get("query", ""))
        short = slug(query)
        if short and short not in self.lines and short not in written:
            return short
        digest = hashlib.sha256(query.encode()).hexdigest()[:6]
        return f"{short}-{digest}".lstrip("-")

    def _clash(self, rule: Rule, at: At) -> list[Problem]:
        first = self.lines.setdefault(rule.id, rule.position.line)
        if first == rule.position.line:
            return []
        message = f"the rule '{rule.id}' stands already on line {first}"
        place = self.document.place(at)
        problem = self.document.problem(place, message, "give each rule its own id")
        if at[-1] != "id":
            return [problem]
        other = next(
            f"{rule.id}-{n}" for n in range(2, 99_999) if f"{rule.id}-{n}" not in self.lines
        )
        end = self.document.scalar(at).end.column
        return [replace(problem, instead=self.document.instead(place, other, to=end))]

    def _in_quotes(self, at: At) -> str:
        place = self.document.place(at)
        text = self.document.line(place)[place.column - 1 :].strip()
        return in_quotes(text)

    # the tests of a rule

    def _is_in_tests(self, at: At, problem: Problem) -> bool:
        return problem in self.rescued.about((*at, "tests"))

    def _read_tests(self, at: At, given: Raw, rule: Rule) -> None:
        if given is not None and not isinstance(given, list):
            self.problems.append(about_tests(given, self.document, at))
            return
        for index, test in enumerate(given or ()):
            place = (*at, index)
            if spoiled := self.rescued.about(place):
                self.problems += spoiled
                continue
            if bare := about_test(test, self.document, place):
                self.problems.append(bare)
                continue
            values = _given(test) if isinstance(test, dict) else test
            entry = self._checked(TestEntry, values, place)
            if entry:
                self.tests.append(self._test(entry, rule, place))

    def _test(self, entry: TestEntry, rule: Rule, at: At) -> RuleTest:
        wanted = entry.match is not None
        specimen = entry.match or entry.no_match
        assert specimen is not None, "one of the two is there"
        place = self.document.place((*at, "match" if wanted else "no_match"))
        return RuleTest(
            rule=rule.key,
            wanted=wanted,
            specimen=specimen,
            position=place,
            line=self.document.line(place),
        )

    # the streams

    def _streams(
        self, data: Mapping[str, Raw], watchlist: Watchlist
    ) -> tuple[Watchlist, tuple[Stream, ...]]:
        check = StreamCheck(document=self.document, channels=self.around.channels)
        digest = self._part(DigestEntry, data, "digest")
        instant = self._part(InstantEntry, data, "instant")
        watchlist = replace(watchlist, was=former_ids(watchlist.was, digest, instant))
        zone = (digest.timezone if digest else None) or self.around.zone
        streams: list[Stream | None] = []
        if digest:
            streams.append(check.digest(digest, watchlist, ("digest",), zone))
        if instant:
            hours = instant.timezone or zone
            streams.append(check.instant(instant, watchlist, ("instant",), hours))
        self.problems += check.problems
        off = {self.document.key((key,)) for key in data if self.rescued.is_spoiled((key,))}
        kept = tuple(stream for stream in streams if stream and stream.position not in off)
        return watchlist, kept

    def _part(self, model: type[_Model], data: Mapping[str, Raw], key: str) -> _Model | None:
        if key not in data:
            return None
        self.problems += self.rescued.about((key,))
        values = _given(data[key]) if isinstance(data[key], dict) else data[key]
        before = len(self.problems)
        entry = self._checked(model, values, (key,))
        self.problems[before:] = [
            about_stream(one, values, self.document, key, self.around.channels)
            for one in self.problems[before:]
            if not misplaced(one, key, self.problems[:before])
        ]
        return entry

    # everywhere

    def _checked(self, model: type[_Model], values: Raw, at: At) -> _Model | None:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            suggest = WatchlistFile if model is Head else model
            found = explain(error, suggest, self.document, at)
            self.problems += (rehomed(one, self.document) for one in found)
            return None

    def _complain(self, at: At, message: str, mend: str, *, severity: str = "error") -> None:
        place = self.document.key(at) if len(at) == 1 else self.document.place(at)
        self.problems.append(self.document.problem(place, message, mend, severity=severity))


def id_of(stem: str) -> tuple[str, tuple[str, ...]]:
    """Make the id of a watchlist from its file's name, `my-desk` from `My Desk`.

    The name itself was the id before there was this rule, so that is the former one.
    """
    try:
        return check_id(stem), ()
    except RefusedValueError:
        return slug(stem) or "watchlist", (stem,)


def _template(watchlist: Watchlist, head: Head) -> Rule:
    """Give a rule that has everything but its own."""
    return Rule(
        watchlist=watchlist.id,
        id="",
        title="",
        query="",
        languages=head.languages,
        nearness=head.nearness,
        include=head.sources.include,
        exclude=head.sources.exclude,
    )


def _given(values: Mapping[str, Raw]) -> dict[str, Raw]:
    """Drop keys without a value: all their lines are comments."""
    return {key: value for key, value in values.items() if value is not None}


def _off(problem: Problem, rule: str) -> str:
    return rule if problem.severity == "error" else ""


def _is_domain(name: str) -> bool:
    return "." in name and not name.startswith("tag:")
