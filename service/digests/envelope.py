"""A digest as the JSON that a webhook carries, within its limit."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from service.digests.coverage import sentences
from service.digests.look import Look
from service.digests.quotes import excerpt, in_text_order, new_line, text_of
from service.digests.scope import outlet
from service.digests.shapes import (
    ArticlesPart,
    CoveragePart,
    Envelope,
    EvidencePart,
    FormerPart,
    JoinedPart,
    KeptPart,
    MentionPart,
    MorePart,
    NewsPart,
    NotePart,
    PublishedPart,
    ReportPart,
    RulePart,
    SourcesPart,
    StoryPart,
)
from service.digests.view import page, subject, why
from service.digests.wording import clip, harmless, line, web_link
from service.model import (
    Article,
    Coverage,
    Digest,
    Evidence,
    Joined,
    Kept,
    Match,
    Mention,
    Published,
    Report,
    Silence,
    SourceNote,
    Tier,
    Told,
)


LIMIT = 256_000
"""Bytes. What does not fit is counted in `more`."""
EVIDENCE_LIMIT = 40
"""Of one story, shared by its rules; so one story always fits."""
NEWS_LIMIT = 20
"""New sentences of one story, and new figures, names and quotations."""
REPORTS_LIMIT = 15
"""Copies, and further reports, of one story."""
RULES_LIMIT = 20
NOTES_LIMIT = 50
MENTIONS_LIMIT = 15
WAS_LIMIT = 50
FORMERS_LIMIT = 6
"""Of one joined story."""


def pack(digest: Digest, look: Look) -> str:
    """Give the envelope as JSON of at most 256 kB; the least important stories give way."""
    return seal(digest, look, fitting(digest, look))


def seal(digest: Digest, look: Look, stories: tuple[StoryPart, ...]) -> str:
    return _envelope(digest, look, stories).model_dump_json()


def fitting(digest: Digest, look: Look) -> tuple[StoryPart, ...]:
    """Give the first stories, as many as an envelope has room for."""
    size = len(_envelope(digest, look, ()).model_dump_json().encode())
    parts: list[StoryPart] = []
    for told in digest.stories:
        part = _story(told, digest)
        size += len(part.model_dump_json().encode()) + 1
        if size > LIMIT:
            break
        parts.append(part)
    return tuple(parts)


def _envelope(digest: Digest, look: Look, stories: tuple[StoryPart, ...]) -> Envelope:
    return Envelope(
        id=line(digest.id, 200),
        stream=line(digest.stream, 200),
        title=line(digest.title, 200),
        subject=subject(digest),
        kind=digest.kind,
        zone=digest.zone,
        composed_at=digest.composed_at,
        slot=digest.slot_due,
        stories=stories,
        more=_more(digest, look, len(stories)),
        mentions=tuple(_mention(one) for one in digest.mentions[:MENTIONS_LIMIT]),
        reminders=tuple(_reminder(one) for one in digest.reminders),
        kept=tuple(_kept(one) for one in digest.kept[:MENTIONS_LIMIT]),
        kept_total=len(digest.kept),
        joined=tuple(_joined(one) for one in digest.joined[:MENTIONS_LIMIT]),
        joined_total=len(digest.joined),
        coverage=_coverage(digest.coverage, digest.zone),
    )


def _more(digest: Digest, look: Look, shown: int) -> MorePart:
    rest = digest.stories[shown:]
    return MorePart(
        stories=len(rest) + digest.waiting,
        urgent=sum(one.tier is Tier.URGENT for one in rest) + digest.waiting_urgent,
        follow=digest.waiting,
        url=page(digest, look) if rest else None,
    )


# --- stories -------------------------------------------------------------------------------------


def _story(told: Told, digest: Digest) -> StoryPart:
    article = told.best.article
    found = [one.novelty for one in told.news]
    return StoryPart(
        id=told.story,
        was=told.was[-WAS_LIMIT:],
        why=told.why,
        reason=why(told, digest),
        tier=told.tier,
        article=article.id,
        version=article.version,
        superseded=told.best.superseded,
        headline=line(article.title),
        url=web_link(article.url),
        outlet=line(outlet(told.best), 120),
        author=_said(article.author),
        wire=_said(article.wire),
        language=_said(article.language),
        published=_published(article.published),
        updated=_published(article.updated),
        standing=article.standing,
        first_seen=told.first_seen,
        first_outlets=_few(outlet(one) for one in told.first),
        reasons=told.reasons,
        last_told=told.last_told,
        news=tuple(islice(_news(told), NEWS_LIMIT)),
        news_total=sum(len(one.sentences) for one in found),
        new_figures=_few(text for one in found for text in one.figures),
        new_names=_few(text for one in found for text in one.names),
        new_quotes=_few(text for one in found for text in one.quotes),
        further_outlets=_few(outlet(one) for one in told.further),
        rules=tuple(_rule(one) for one in told.matches[:RULES_LIMIT]),
        evidence=tuple(_evidence(told.matches[:RULES_LIMIT], article)),
        copies=tuple(_report(one) for one in told.carried_by[:REPORTS_LIMIT]),
        copies_total=len(told.carried_by) + told.copies_elsewhere,
        reports=tuple(_report(one) for one in told.others[:REPORTS_LIMIT]),
        reports_total=len(told.others),
    )


def _news(told: Told) -> Iterator[NewsPart]:
    for one in told.news:
        article = one.report.article
        for new in in_text_order(one.novelty):
            yield NewsPart(
                article=article.id,
                version=article.version,
                outlet=line(outlet(one.report), 120),
                field=new.field,
                start=new.start,
                end=new.end,
                sentence="".join(piece.text for piece in new_line(one.report, new)),
                by=new.by,
                covered=round(new.covered, 3),
            )


def _few(texts: Iterable[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(line(text, 200) for text in texts)
    return tuple(islice(kept, NEWS_LIMIT))


def _said(text: str | None) -> str | None:
    return line(text or "", 120) or None


def _published(date: Published | None) -> PublishedPart | None:
    if date is None:
        return None
    return PublishedPart(
        value=date.value, precision=date.precision, zone=date.zone, provenance=date.provenance
    )


def _rule(match: Match) -> RulePart:
    return RulePart(id=_key(match), title=line(match.title, 120), tier=match.tier)


def _key(match: Match) -> str:
    return line(f"{match.watchlist}/{match.rule}", 200)


def _evidence(matches: Sequence[Match], article: Article) -> Iterable[EvidencePart]:
    for match in matches:
        for one in match.evidence[: EVIDENCE_LIMIT // len(matches)]:
            yield EvidencePart(
                rule=_key(match),
                field=one.field,
                start=one.start,
                end=one.end,
                quote=clip(harmless(one.quote), 200),
                sentence=_sentence(text_of(article, one.field), one),
            )


def _sentence(text: str, evidence: Evidence) -> str:
    marks = [(evidence.start, evidence.end)]
    return "".join(piece.text for piece in excerpt(text, evidence.sentence, marks))


def _report(report: Report) -> ReportPart:
    article = report.article
    return ReportPart(
        article=article.id,
        version=article.version,
        outlet=line(outlet(report), 120),
        headline=line(article.title),
        url=web_link(article.url),
        published=_published(article.published),
        seen_at=article.seen_at,
        told_before=report.told,
        standing=article.standing,
        superseded=report.superseded,
    )


def _kept(kept: Kept) -> KeptPart:
    copies = sum(one.why is Silence.COPY for one in kept.articles)
    return KeptPart(
        id=kept.story,
        headline=line(kept.best.article.title, 120),
        url=web_link(kept.best.article.url),
        last_told=kept.last_told,
        outlets=_few(outlet(one) for one in kept.reports),
        reports=len(kept.articles) - copies,
        copies=copies,
    )


def _reminder(told: Told) -> KeptPart:
    return KeptPart(
        id=told.story,
        headline=line(told.best.article.title, 120),
        url=web_link(told.best.article.url),
        last_told=told.last_told,
        outlets=_few(outlet(one) for one in told.further or (told.best,)),
        reports=len(told.articles),
        copies=0,
    )


def _mention(mention: Mention) -> MentionPart:
    return MentionPart(
        id=mention.story, headline=line(mention.headline, 120), url=web_link(mention.url)
    )


def _joined(joined: Joined) -> JoinedPart:
    return JoinedPart(
        id=joined.story,
        formers=tuple(
            FormerPart(
                article=one.article, headline=line(one.headline, 120), url=web_link(one.url)
            )
            for one in joined.formers[:FORMERS_LIMIT]
        ),
        formers_total=len(joined.formers),
    )


# --- coverage ------------------------------------------------------------------------------------


def _coverage(coverage: Coverage, zone: str) -> CoveragePart:
    return CoveragePart(
        since=coverage.since,
        until=coverage.until,
        sources=_sources(coverage),
        articles=ArticlesPart(
            seen=coverage.articles_seen,
            changed=coverage.articles_changed,
            matched=coverage.articles_matched,
            merged=coverage.articles_merged,
            held=coverage.articles_held,
            unreadable=coverage.articles_unreadable,
            cut=coverage.articles_cut,
            pages_missing=coverage.pages_missing,
            repeating=coverage.articles_repeating,
            undecided=coverage.articles_undecided,
        ),
        slots_merged=coverage.slots_merged,
        sibling=_said(coverage.sibling),
        told_instantly=coverage.told_instantly,
        rules_off=tuple(line(one, 200) for one in coverage.rules_off[:NOTES_LIMIT]),
        rules_undecided=tuple(
            line(f"{watchlist}/{rule}", 200)
            for watchlist, rule in coverage.rules_undecided[:NOTES_LIMIT]
        ),
        sentences=sentences(coverage, zone),
    )


def _sources(coverage: Coverage) -> SourcesPart:
    return SourcesPart(
        checked=coverage.sources_checked,
        failed=_notes(coverage.failed),
        silent=_notes(coverage.silent),
        changed_shape=_notes(coverage.changed_shape),
        over_active=_notes(coverage.over_active),
        floods=_notes(coverage.floods),
        moved=_notes(coverage.moved),
        possible_gaps=_notes(coverage.possible_gaps),
        baseline=_notes(coverage.baseline),
        missing_pages=_notes(coverage.missing),
    )


def _notes(notes: Sequence[SourceNote]) -> tuple[NotePart, ...]:
    """Give the first notes; `sentences` says how many there are in all."""
    return tuple(
        NotePart(source=line(one.source, 80), title=line(one.title, 80), note=line(one.note, 160))
        for one in notes[:NOTES_LIMIT]
    )
