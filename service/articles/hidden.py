"""Scripts, style sheets and comments, cut out of markup without a parser."""

import html
import re


_HIDDEN = re.compile(
    r"<(?:!--|(?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])(?=[\s/>]))", re.ASCII
)
_SHUT = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</[sS][cC][rR][iI][pP][tT](?=[\s/>])", re.ASCII),
    "<style": re.compile(r"</[sS][tT][yY][lL][eE](?=[\s/>])", re.ASCII),
}
"""Spelt out, as `re` finds where a shape may begin far faster than with IGNORECASE."""
_NESTED = {
    "<!--": re.compile("<!--"),
    "<script": re.compile("<[sS][cC][rR][iI][pP][tT]", re.ASCII),
    "<style": re.compile("<[sS][tT][yY][lL][eE]", re.ASCII),
}
_LEFT = {"<!--": "<!>", "<script": "<script>", "<style": "<style>"}
"""What stays in the place of each, so that it is known what stood within an element of bare text."""
_SIGN = re.compile("[<>]")
_SCRIPT = re.compile(r"(<script(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>)", re.IGNORECASE)


def parted(markup: str) -> tuple[str, list[str], bool]:
    """Part markup from its scripts, style sheets and comments; give the JSON-LD among them.

    At last, whether a parser may see other parts.
    """
    kept, described = [], []
    unshut: set[str] = set()
    start = 0
    doubtful = False
    for opening in _HIDDEN.finditer(markup):
        kind = opening[0].lower()
        if opening.start() < start or kind in unshut:
            continue
        if (shut := _SHUT[kind].search(markup, opening.end() - 2 * (kind == "<!--"))) is None:
            unshut.add(kind)  # asked once: a row of them must not cost quadratic time
            doubtful = True
            continue
        kept.append(before := markup[start : opening.start()])
        region = markup[opening.start() : shut.start()]
        if kind == "<script" and (script := _described(region)):
            described.append(script)
        start = shut.end()
        kept.append(_LEFT[kind])
        if kind != "<!--":
            start = markup.find(">", start) + 1 or len(markup)
        in_tag = before.rfind("<") > before.rfind(">")
        doubtful = doubtful or in_tag or _is_doubtful(kind, region, markup, shut.end())
    return "".join([*kept, markup[start:]]), described, doubtful


def _is_doubtful(kind: str, region: str, markup: str, end: int) -> bool:
    """Tell whether a region may be another, or stand in a tag."""
    if kind == "<!--":
        begins = len(kind)
        odd = len(region) < begins or "--!>" in region
    else:
        begins, end = region.find(">") + 1, markup.find(">", end) + 1
        odd = not (begins and end) or region[begins - 2] == "/"
    return odd or _next_sign(markup, end) == ">" or _is_twofold(kind, region, begins)


def _is_twofold(kind: str, region: str, begins: int) -> bool:
    """Tell whether a region holds what it would only if it did not begin, or end, where we think."""
    if kind == "<!--" or _NESTED[kind].search(region, len(kind)) is None:
        return False
    return (kind == "<script" and _is_escaped(region)) or _is_quoted(region, begins)


def _is_escaped(region: str) -> bool:
    """Tell whether a comment within a script holds a script, whose end is then not the outer one's."""
    start = region.find("<!--")
    while start >= 0:
        shut = region.find("-->", start + 2)
        if _NESTED["<script"].search(region, start, shut if shut >= 0 else len(region)):
            return True
        start = region.find("<!--", shut) if shut >= 0 else -1
    return False


def _is_quoted(region: str, begins: int) -> bool:
    """Tell whether a region begins within a value: what follows ends that value, and its tag."""
    if (found := _SIGN.search(region, begins)) is None or found[0] == "<":
        return False
    return any(region.count(quote, begins, found.start()) % 2 for quote in "\"'")


def _next_sign(markup: str, start: int) -> str:
    found = _SIGN.search(markup, start)
    return found[0] if found else ""


def _described(region: str) -> str:
    """Give a script that is JSON-LD, or looks like it."""
    tag, body = "", ""
    if (found := _SCRIPT.match(region)) is not None:
        tag, body = found[1], region[found.end() :]
    else:
        tag, _, body = region.partition(">")
    says = "ld+json" in html.unescape(tag).lower()
    return body if says or '"@type"' in body or '"@context"' in body else ""
