"""What a digest says, in words: the one model that its text and its HTML are made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from service.digests.coverage import not_due, sentences
from service.digests.look import Look
from service.digests.quotes import Line, Piece, Quote, headline, in_text_order, new_line, quotes
from service.digests.scope import outlet, outlets
from service.digests.wording import (
    clip,
    count,
    full_date,
    line,
    listed,
    moment,
    printed,
    since,
    web_link,
)
from service.model import (
    Digest,
    Field,
    Former,
    Joined,
    Kept,
    Match,
    Mention,
    Newness,
    NewSentence,
    Reason,
    Relation,
    Report,
    Silence,
    Standing,
    StreamKind,
    Tier,
    Told,
    Why,
)


SUBJECT_LIMIT = 200
NAMES = 6
"""Outlets named in one line; the rest is counted."""
FURTHER = 3
"""Further reports listed with their headline; the rest is counted."""
RULES = 6
MENTIONS = 8
NEWS = 5
"""New sentences of one story that are shown; the rest is counted."""
KEPT = 8
SHORT_LINK = 500
"""Characters of an address that is worth its room beside one line."""
DIRECTION_MARKS = str.maketrans("", "", "\u200e\u200f\u061c")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story, told in full."""

    number: int
    tier: Tier
    headline: Line
    url: str | None
    place: str
    """Whose page the link leads to."""
    why: str
    """Empty for a new story that still stands as it is quoted."""
    outlets: Line
    credit: str
    quotes: tuple[Quote, ...]
    """Of a new story its evidence, of one that is told again what is new."""
    more_news: str
    """New sentences that are not shown, counted; empty if all are."""
    rules: str
    article: int
    """The number by which `explain` finds it."""
    further: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """One story, told in one line."""

    number: int
    tier: Tier
    headline: str
    url: str | None
    outlet: str
    """And, if so, that the report was changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole digest, in words."""

    subject: str
    preheader: str
    """What a mail reader shows beside the subject."""
    title: str
    when: str
    finding: str
    lead: str
    """What stands in place of stories if there are none."""
    stories: tuple[StoryView, ...]
    briefs: tuple[BriefView, ...]
    mentions: tuple[Line, ...]
    """What the sibling instant stream has told already."""
    reminders: tuple[Line, ...]
    kept: tuple[Line, ...]
    """Stories that are still reported, without anything new."""
    joined: tuple[Line, ...]
    """Stories that were told apart and are one now."""
    more: str
    """What did not fit at all; empty if everything did."""
    more_url: str | None
    coverage: tuple[str, ...]
    id: str


def view(digest: Digest, look: Look, full: int, brief: int) -> View:
    """Say a digest: so many stories in full, so many in one line each, the rest as a number."""
    told = digest.stories
    rest = told[full + brief :]
    return View(
        subject=subject(digest),
        preheader=_preheader(digest),
        title=line(digest.title, 120),
        when=_when(digest),
        finding=finding(digest),
        lead=_lead(digest),
        stories=tuple(_story(n, one, digest) for n, one in enumerate(told[:full], 1)),
        briefs=tuple(_brief(n, one) for n, one in enumerate(told[full : full + brief], full + 1)),
        mentions=tuple(_mentions(digest.mentions)),
        reminders=tuple(_reminders(digest)),
        kept=tuple(_kept(digest)),
        joined=tuple(_joined(digest.joined)),
        more=" ".join(filter(None, (_more(rest, shown=full + brief), _waiting(digest)))),
        more_url=page(digest, look) if rest else None,
        coverage=tuple(line(one, 1200) for one in sentences(digest.coverage, digest.zone)),
        id=line(digest.id, 80),
    )


# --- the whole -----------------------------------------------------------------------------------


def subject(digest: Digest) -> str:
    """Give one line of at most 200 characters that no mail header can misread."""
    title = line(digest.title, 90)
    if digest.kind is StreamKind.INSTANT and digest.stories:
        text = f"{_alert(digest.stories)} ({title})"
    else:
        what = finding(digest)
        text = f"{title}: {what[:1].lower()}{what[1:]}, {moment(digest.slot_due, digest.zone)}"
    # An encoded word that a feed wrote is shown, not decoded: it could hide a line break.
    return clip(text.translate(DIRECTION_MARKS).replace("=?", "= ?"), SUBJECT_LIMIT)


def _alert(stories: Sequence[Told]) -> str:
    urgent = "Urgent: " if stories[0].tier is Tier.URGENT else ""
    more = f" and {len(stories) - 1:,} more" if len(stories) > 1 else ""
    return f"{urgent}{line(stories[0].best.article.title, 80) or 'untitled'}{more}"


def finding(digest: Digest) -> str:
    """Give the result in a few words: `3 stories (1 urgent)`, `No hits`."""
    if not digest.stories:
        return _empty(digest)[0]
    urgent = sum(one.tier is Tier.URGENT for one in digest.stories)
    note = f" ({urgent:,} urgent)" if urgent else ""
    return count(len(digest.stories), "story", "stories") + note


def _preheader(digest: Digest) -> str:
    titles = [line(one.best.article.title, 90) for one in digest.stories[:2]]
    return " · ".join(titles) if titles else _lead(digest)


def _lead(digest: Digest) -> str:
    return _empty(digest)[1]


def _empty(digest: Digest) -> tuple[str, str]:
    coverage = digest.coverage
    if coverage.articles_matched:
        return (
            "Nothing new",
            "Articles matched, but none of them adds to what you have been told.",
        )
    if not (coverage.sources_checked or coverage.articles_seen):
        if idle := not_due(coverage, digest.zone):
            return "Nothing new", idle
        return (
            "Nothing was checked",
            "This is no finding: in this time no source was looked at.",
        )
    if coverage.baseline and not coverage.articles_seen:
        return (
            "Nothing new",
            "Sources were seen for the first time; what is new in them is told from now on.",
        )
    return (
        "No hits",
        "Nothing that the rules look for was found. What was checked stands under “Coverage”.",
    )


def _when(digest: Digest) -> str:
    at = digest.composed_at if digest.kind is StreamKind.INSTANT else digest.slot_due
    day, composed = (full_date(one, digest.zone) for one in (at, digest.composed_at))
    # What it covers ends then: no digest speaks of a time after its own date.
    note = "" if day == composed else f", composed {since(digest.composed_at, digest.zone, at)}"
    return f"{day} ({digest.zone}){note}"


def _more(rest: Sequence[Told], *, shown: int) -> str:
    if not rest:
        return ""
    urgent = sum(one.tier is Tier.URGENT for one in rest)
    note = f", {urgent:,} of them urgent," if urgent else ""
    stories = count(len(rest), "more story", "more stories")
    return f"And {stories}{note} that did not fit; {shown:,} are shown."


def _waiting(digest: Digest) -> str:
    if not digest.waiting:
        return ""
    note = f", {digest.waiting_urgent:,} of them urgent" if digest.waiting_urgent else ""
    verb, they = ("waits", "it follows") if digest.waiting == 1 else ("wait", "they follow")
    stories = count(digest.waiting, "more story", "more stories")
    return f"{stories} {verb}{note}: {they} in the next digest, at once."


def page(digest: Digest, look: Look) -> str | None:
    """Give the address of the whole digest on the web pages, where there are such."""
    if look.link_base is None:
        return None
    return web_link(f"{look.link_base.rstrip('/')}/digests/{digest.id}")


def _mentions(mentions: Sequence[Mention]) -> Iterator[Line]:
    for one in mentions[:MENTIONS]:
        title = line(one.headline, 120) or "(untitled)"
        yield (Piece(text=title, url=web_link(one.url, SHORT_LINK)),)
    if len(mentions) > MENTIONS:
        yield (Piece(text=f"and {len(mentions) - MENTIONS:,} more"),)


def _reminders(digest: Digest) -> Iterator[Line]:
    for one in digest.reminders:
        title = line(one.best.article.title, 120) or "(untitled)"
        last = f"told {_last(one, digest)}; " if one.last_told else ""
        reports = count(len(one.articles), "report")
        note = Piece(text=f" ({last}{reports} since, without anything new)")
        yield (Piece(text=title, url=web_link(one.best.article.url, SHORT_LINK)), note)


def _kept(digest: Digest) -> Iterator[Line]:
    for one in digest.kept[:KEPT]:
        title = line(one.best.article.title, 120) or "(untitled)"
        told = f"; told {_last(one, digest)}" if one.last_told else ""
        note = Piece(text=f" ({_added_nothing(one)}{told})")
        yield (Piece(text=title, url=web_link(one.best.article.url, SHORT_LINK)), note)
    if len(digest.kept) > KEPT:
        stories = count(len(digest.kept) - KEPT, "more story", "more stories")
        yield (Piece(text=f"and {stories}"),)


def _joined(found: Sequence[Joined]) -> Iterator[Line]:
    for one in found[:MENTIONS]:
        number = len(one.formers)
        yield (
            Piece(text=f"Told before as {_IN_WORDS.get(number, f'{number:,}')} stories: "),
            *_formers(one.formers),
        )
    if len(found) > MENTIONS:
        yield (Piece(text=f"and {len(found) - MENTIONS:,} more"),)


_IN_WORDS = {2: "two", 3: "three", 4: "four"}


def _formers(formers: Sequence[Former]) -> Iterator[Piece]:
    shown = formers[:NAMES]
    for at, one in enumerate(shown):
        if at:
            yield Piece(text=" and " if at == len(formers) - 1 else ", ")
        title = line(one.headline, 120) or "(untitled)"
        yield Piece(text=f"“{title}”", url=web_link(one.url, SHORT_LINK))
    if len(formers) > NAMES:
        yield Piece(text=f" and {len(formers) - NAMES:,} more")


def _added_nothing(kept: Kept) -> str:
    """Give `2 further reports and 1 copy: The Lantern, Canal Post`."""
    copies = sum(one.why is Silence.COPY for one in kept.articles)
    reports = len(kept.articles) - copies
    parts = [
        *([count(reports, "further report")] if reports else []),
        *([count(copies, "copy", "copies")] if copies else []),
    ]
    return f"{' and '.join(parts)}: {listed([_name(one) for one in kept.reports], 3)}"


# --- one story -----------------------------------------------------------------------------------


def _story(number: int, told: Told, digest: Digest) -> StoryView:
    article = told.best.article
    url = web_link(article.url)
    return StoryView(
        number=number,
        tier=told.tier,
        headline=headline(article, told.matches) or (Piece(text="(untitled)"),),
        url=url,
        place=_place(url),
        why="; ".join(filter(None, (why(told, digest), _changed(told.best)))),
        outlets=tuple(_outlet_line(told, digest)),
        credit=credit(told.best),
        quotes=_quotes(told),
        more_news=_more_news(told),
        rules=listed([_rule(one) for one in told.matches], RULES),
        article=article.id,
        further=tuple(_further(told.others)),
    )


def _brief(number: int, told: Told) -> BriefView:
    return BriefView(
        number=number,
        tier=told.tier,
        headline=line(told.best.article.title, 120) or "(untitled)",
        url=web_link(told.best.article.url, SHORT_LINK),
        outlet="; ".join((line(outlet(told.best), 60), *_remarks(told.best))),
    )


def _remarks(report: Report) -> Iterator[str]:
    """Say in a word what a reader of one line should know."""
    if report.article.standing:
        yield _IN_A_WORD[report.article.standing]
    if report.superseded:
        yield "changed since"


def why(told: Told, digest: Digest) -> str:
    """Say why a story is told again; empty for a new one."""
    standing = told.best.article.standing
    if told.why is Why.NEW:
        return _STANDS[standing] if standing else ""
    known = "" if Reason.FACT in told.reasons and told.last_told else "told before"
    reasons = told.reasons or ((Reason.TIER,) if told.why is Why.TIER else (Reason.UNCOMPARED,))
    text = "; ".join(filter(None, (known, *(_said(one, told, digest) for one in reasons))))
    return text[:1].upper() + text[1:]


def _said(reason: Reason, told: Told, digest: Digest) -> str:
    match reason:
        case Reason.TIER:
            return f"now {told.tier}"
        case Reason.CORRECTION | Reason.RETRACTION:
            return _CAME[reason]
        case Reason.FACT:
            return f"new since {_last(told, digest)}" if told.last_told else "with something new"
        case Reason.OUTLETS:
            return count(len(told.further), "further outlet")
        case Reason.REMINDER:
            return "still reported"
        case Reason.UNCOMPARED:
            return _uncompared(told)


def _uncompared(told: Told) -> str:
    if told.best.article.version > 1 or told.best.relation is Relation.UPDATE:
        return "the report was updated"
    return f"{count(1 + sum(not one.told for one in told.others), 'further report')} since"


def _last(told: Told | Kept, digest: Digest) -> str:
    return since(told.last_told, digest.zone, digest.composed_at) if told.last_told else ""


_STANDS = {
    Standing.CORRECTION: "The report carries a correction",
    Standing.RETRACTION: "The report was taken back by its outlet",
}
_CAME = {
    Reason.CORRECTION: "the report was corrected",
    Reason.RETRACTION: "the report was taken back by its outlet",
}
_IN_A_WORD = {Standing.CORRECTION: "correction", Standing.RETRACTION: "taken back"}


def _quotes(told: Told) -> tuple[Quote, ...]:
    """Show what is new; the evidence where all is, or where no more than the headline is."""
    found = _new_sentences(told)
    weighty = sorted(range(len(found)), key=lambda at: (_WEIGHTY.index(found[at][0].by), at))
    shown = [_new_quote(*found[at]) for at in sorted(weighty[:NEWS])]
    return tuple(shown) or quotes(told.best.article, told.matches)


_WEIGHTY = (
    Newness.RULE,
    Newness.TURN,
    Newness.FIGURE,
    Newness.DENIAL,
    Newness.SENSE,
    Newness.ROLES,
    Newness.NAME,
    Newness.QUOTE,
    Newness.WORDS,
)
"""What is shown first where not all is: most likely news, least likely other words for what was told."""


def _new_sentences(told: Told) -> list[tuple[NewSentence, Report, str]]:
    """Give what is new, with its report and a label; the best report's headline stands above it."""
    return [
        (one, new.report, "" if number == 0 else f"{_name(new.report)}:")
        for number, new in enumerate(told.news)
        for one in in_text_order(new.novelty)
        if number or one.field is not Field.TITLE
    ]


def _new_quote(one: NewSentence, report: Report, label: str) -> Quote:
    return Quote(line=new_line(report, one), label=label)


def _more_news(told: Told) -> str:
    more = len(_new_sentences(told)) - NEWS
    return f"And {count(more, 'more new sentence')}." if more > 0 else ""


def _changed(report: Report) -> str:
    return "Changed since: an earlier version is quoted" if report.superseded else ""


def _outlet_line(told: Told, digest: Digest) -> Iterator[Piece]:
    best = told.best
    yield Piece(text=_name(best), strong=True)
    original = [one for one in told.carried_by if one.article.id == best.of]
    if original and _name(original[0]) != _name(best):
        yield Piece(text=f", text by {_name(original[0])}")
    own = {outlet(one).casefold() for one in (best, *original)}
    carriers = [one for one in outlets(told.carried_by) if outlet(one).casefold() not in own]
    if carriers:
        yield Piece(text=f", carried by {len(carriers):,} (")
        yield from _names(carriers)
        yield Piece(text=")")
    if told.others:
        yield Piece(text=f"; {_others(told)}")
    yield Piece(text=f"; {_first(told, since(told.first_seen, digest.zone, digest.composed_at))}")


def _others(told: Told) -> str:
    """Count what other outlets have written on their own, and what else the best one's has."""
    own = outlet(told.best).casefold()
    independent = [one for one in told.others if outlet(one).casefold() != own]
    more, copies = len(told.others) - len(independent), told.copies_elsewhere
    parts = [
        *([_independent(independent)] if independent else []),
        *([f"{count(more, 'more text')} of its own"] if more else []),
        *([f"with {count(copies, 'copy', 'copies')}"] if copies else []),
    ]
    return ", ".join(parts)


def _independent(reports: Sequence[Report]) -> str:
    found, by = count(len(reports), "independent report"), len(outlets(reports))
    return found if by == len(reports) else f"{found} from {count(by, 'outlet')}"


def _first(told: Told, at: str) -> str:
    """Say when it was first seen, and with whom if that was not the outlet which speaks."""
    names = [_name(one) for one in told.first]
    if not names or _name(told.best) in names:
        return f"first seen {at}"
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"first: {names[0]}{more}, {at}"


def _names(reports: Sequence[Report]) -> Iterator[Piece]:
    for at, one in enumerate(reports[:NAMES]):
        if at:
            yield Piece(text=", ")
        yield Piece(text=_name(one), url=web_link(one.article.url))
    if len(reports) > NAMES:
        yield Piece(text=f" and {len(reports) - NAMES:,} more")


def _further(reports: Sequence[Report]) -> Iterator[Line]:
    for one in reports[:FURTHER]:
        title = line(one.article.title, 120) or "(untitled)"
        standing = one.article.standing
        notes = [*([_IN_A_WORD[standing]] if standing else []), *_known(one)]
        told = (Piece(text=f" ({', '.join(notes)})"),) if notes else ()
        url = web_link(one.article.url)
        yield (Piece(text=f"{_name(one)}: "), Piece(text=title, url=url), *told)
    if len(reports) > FURTHER:
        yield (Piece(text=f"and {len(reports) - FURTHER:,} more"),)


def _known(report: Report) -> list[str]:
    """Say what a reader knows of a further report."""
    if report.told:
        return ["told before"]
    return ["copy"] if report.relation is Relation.COPY else []


def _name(report: Report) -> str:
    return line(outlet(report), 80) or "unnamed outlet"


def credit(report: Report) -> str:
    """Give byline, wire credit and dates as printed, or say that they are not."""
    article = report.article
    author = line(article.author or "", 120)
    day, changed = printed(article.published), printed(article.updated)
    parts = [
        (author if author.casefold().startswith("by ") else f"By {author}") if author else "",
        f"wire credit: {line(article.wire, 60)}" if article.wire else "",
        f"published {day}" if day else "",
        f"updated {changed}" if changed and changed != day else "",
        _missing(author, day),
    ]
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _missing(author: str, day: str | None) -> str:
    absent = [name for name, value in (("byline", author), ("date", day)) if not value]
    return f"{' and '.join(absent)} not printed" if absent else ""


def _rule(match: Match) -> str:
    title = line(match.title, 80) or line(match.rule, 80)
    return title if match.tier is Tier.NORMAL else f"{title} ({match.tier})"


def _place(url: str | None) -> str:
    host = urlsplit(url).hostname or "" if url else ""
    return clip(host.removeprefix("www."), 60)
