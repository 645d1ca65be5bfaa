"""A digest in every shape: subject, text, HTML and JSON."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from service.digests import notices
from service.digests.envelope import fitting, seal
from service.digests.look import Look, Section
from service.digests.quotes import Piece
from service.digests.view import View, view
from service.digests.wording import wrap
from service.model import Digest, DigestId, Rendered, StreamId


__all__ = ["Look", "Renderer", "Section"]

HTML_LIMIT = 100_000
"""Bytes; some mail readers clip what is longer."""
FULL_SHARE = 70_000
"""So much of it goes to stories in full if not all fit; the rest to one line each."""
MOST_IN_FULL = 80
"""No more would fit, however short they are; so no more are tried."""
MOST_IN_BRIEF = 700
WIDTH = 78


@cache
def _template(name: str) -> Template:
    """Compile a template; it takes a tenth of a second, and knows nothing of any look."""
    templates = Environment(
        loader=PackageLoader("service.digests"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["block"] = block
    templates.filters["marked"] = marked
    return templates.get_template(name)


class Renderer:
    """Makes the bytes that readers see. Holds templates only; the same digest gives the same."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._inliner = css_inline.CSSInliner(
            load_remote_stylesheets=False, keep_at_rules=True, minify_css=True
        )
        self._html = _template("digest.html")
        self._text = _template("digest.txt")
        self._notices_html = _template("notices.html")
        self._notices_text = _template("notices.txt")

    def render(self, digest: Digest) -> Rendered:
        """Render a digest. What does not fit into 100 kB is told in one line, then counted."""
        shown, html = self._fit(digest)
        packed = fitting(digest, self.look)
        room = min(len(shown.stories) + len(shown.briefs), len(packed))
        return Rendered(
            digest=digest.id,
            stream=digest.stream,
            title=digest.title,
            subject=shown.subject,
            text=self._text.render(view=shown, look=self.look, width=WIDTH),
            html=html,
            data=seal(digest, self.look, packed),
            stories=len(digest.stories),
            composed_at=digest.composed_at,
            overflow=len(digest.stories) - room,
        )

    def announce(
        self, shown: notices.View, data: str, stream: StreamId, now: datetime
    ) -> Rendered:
        """Render notices for operators: as a digest looks, without stories."""
        html = self._notices_html.render(view=shown, look=self.look)
        return Rendered(
            digest=DigestId(shown.id),
            stream=stream,
            title=shown.title,
            subject=f"{self.look.product}: {shown.subject}",
            text=self._notices_text.render(view=shown, look=self.look, width=WIDTH),
            html=self._inliner.inline(html),
            data=data,
            stories=0,
            composed_at=now,
        )

    def _fit(self, digest: Digest) -> tuple[View, str]:
        total = len(digest.stories)
        if total <= MOST_IN_FULL:
            shown, html = self._page(digest, total, 0)
            if _size(html) <= HTML_LIMIT:
                return shown, html
        most = min(total, MOST_IN_FULL)
        full = _most(most, lambda n: self._bytes(digest, n, 0) <= FULL_SHARE)
        brief = _most(
            min(total - full, MOST_IN_BRIEF), lambda n: self._bytes(digest, full, n) <= HTML_LIMIT
        )
        if full + brief == total:
            full = _most(most, lambda n: self._bytes(digest, n, total - n) <= HTML_LIMIT)
            brief = total - full
        return self._page(digest, full, brief)

    def _bytes(self, digest: Digest, full: int, brief: int) -> int:
        return _size(self._page(digest, full, brief)[1])

    def _page(self, digest: Digest, full: int, brief: int) -> tuple[View, str]:
        shown = view(digest, self.look, full, brief)
        html = self._html.render(view=shown, look=self.look)
        return shown, self._inliner.inline(html)


def _size(text: str) -> int:
    return len(text.encode())


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """Give the largest number up to `limit` that fits, given that smaller ones do."""
    return bisect_right(range(1, limit + 1), False, key=lambda number: not fits(number))


def marked(pieces: Iterable[Piece]) -> str:
    """Give a line as plain text, evidence between asterisks."""
    return "".join(f"*{one.text}*" if one.hit else one.text for one in pieces)


def block(text: str, first: str = "", rest: str | None = None) -> str:
    """Wrap a text to the width of a terminal, each line behind its margin."""
    margin = first if rest is None else rest
    lines = wrap(text, WIDTH - max(len(first), len(margin)))
    return "\n".join((margin if at else first) + one for at, one in enumerate(lines))
