"""Feeds about events that never happened, and short ways to ask for them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from service.model import Document, Reply


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

ITEM = """<item>
  <title>Ferry runs aground off Lundby</title>
  <link>https://harbour.example/ferry?a=1&amp;b=2</link>
  <guid isPermaLink="false">ferry-1</guid>
  <description>&lt;p&gt;All 41 aboard are safe.&lt;/p&gt;</description>
  <pubDate>Mon, 02 Mar 2026 07:12:00 +0100</pubDate>
</item>"""


def rss(*items: str, head: str = "", prolog: str = '<?xml version="1.0"?>') -> str:
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    )
    channel = f"<title>Harbour Post</title><link>https://harbour.example/</link>{head}"
    return (
        f'{prolog}<rss version="2.0" {spaces}><channel>{channel}{"".join(items)}</channel></rss>'
    )


def atom(*entries: str, head: str = "", attributes: str = "") -> str:
    title = "<title>Harbour Post</title>"
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>'
        f"{title}{head}{''.join(entries)}</feed>"
    )


def document(
    body: str | bytes, *, url: str | None = None, name: str = "x", media_type: str | None = None
) -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return Document(name=name, body=raw, url=url, media_type=media_type)


class FakeHttp:
    """Answers with one reply and remembers what it was asked."""

    def __init__(self, reply: Reply | Exception) -> None:
        self.reply = reply
        self.headers: Mapping[str, str] = {}
        self.allow: Sequence[str] = ()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        allow: Sequence[str] = (),
        max_bytes: int = 0,
        cut: bool = False,
    ) -> Reply:
        self.headers, self.allow = headers or {}, allow
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply
