"""Invented pages, as newsrooms build them."""

import json


SENTENCES = (
    "The ferry office of Port Ellery said on Tuesday that boats would sail again from the northern pier after a pause of eleven days.",
    "The pause had been caused by drift ice, which is rare so far south, and by a storm that damaged two of the four landing bridges.",
    "Tickets that were bought before the pause remain valid until the end of the month, the office said in a written statement.",
    "Islanders had been supplied by air since the first week of the year, at a cost that the council has not made public so far.",
)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Harbor Gazette", "publisher": {"@id": "#org"}},
        {"@type": "Organization", "@id": "#org", "name": "Harbor Gazette"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
        {
            "@type": ["NewsArticle"],
            "headline": "Ferries sail again from the northern pier",
            "author": [{"@id": "#jane"}, {"@type": "Person", "name": "Tom Hale"}],
            "datePublished": "2025-01-14T09:15:00+09:00",
            "dateModified": "2025-01-14T11:00:00+09:00",
            "inLanguage": "en",
            "publisher": {"@id": "#org"},
        },
    ],
}


def page(head: str = "", body: str = "", sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """Build a page around the sentences of a report."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html lang='en-GB'><head>{head}</head><body>"
        f"<nav><a href='/'>Home</a><a href='/w'>World</a></nav><article>{body}{paragraphs}</article>"
        "<footer>© 2025 Harbor Gazette. All rights reserved.</footer></body></html>"
    ).encode()


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'
