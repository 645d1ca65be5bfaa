"""What was told and what was not, and why, in lines."""

from collections.abc import Iterator

from pydantic import JsonValue

from service.digests.wording import line
from service.model import Reason, Silence, Why
from service.store.accounts import Account


WORDS: dict[str, str] = {
    Why.NEW: "a new story",
    Reason.TIER: "a more urgent rule found it",
    Reason.CORRECTION: "it was corrected",
    Reason.RETRACTION: "its outlet took it back",
    Reason.FACT: "it has sentences that were not told",
    Reason.UNCOMPARED: "it could not be compared with what was told",
    Reason.OUTLETS: "so many further outlets report it",
    Reason.REMINDER: "a reminder: it is still reported",
    Silence.COPY: "it carries a text that was told",
    Silence.NOTHING_NEW: "each of its sentences was told",
}
HOW = {
    "told": "told",
    "merged": "counted, not told",
    "elsewhere": "told by another stream of these readers",
}


def block(one: Account) -> Iterator[str]:
    version = f", version {one.version}" if one.version > 1 else ""
    yield f"{line(one.title, 100) or '(untitled)'}"
    yield f"    article {one.article}{version}, story {one.story}: {HOW.get(one.how, one.how)}{_why(one)}"
    yield f"    {one.at:%Y-%m-%d %H:%M} UTC, {one.digest or one.stream}"


def _why(one: Account) -> str:
    if one.why not in WORDS:
        return ""
    measure = (
        f" (the sentence told least: {one.value:.2f}; known from {one.threshold:.2f})"
        if one.value is not None and one.threshold is not None
        else ""
    )
    return f", as {WORDS[one.why]}{measure}"


def data(one: Account) -> dict[str, JsonValue]:
    return {
        "stream": one.stream,
        "digest": one.digest,
        "story": one.story,
        "article": one.article,
        "version": one.version,
        "title": one.title,
        "how": one.how,
        "why": one.why,
        "covered": one.value,
        "threshold": one.threshold,
        "at": one.at.isoformat(),
    }
