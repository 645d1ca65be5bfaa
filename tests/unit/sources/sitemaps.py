"""Sitemaps of a newspaper that never was, and a short way to ask for them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from service.http import Http
from service.model import Collected, Source, SourceId, Validators
from service.sources import sitemap
from service.sources.base import Poll, Tools
from tests.fakes import InProcess
from tests.unit.sources.invented import NOW


SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def page(url: str, *, title: str = "", date: str = "", lastmod: str = "") -> str:
    news = (
        "<news:news><news:publication><news:name>Harbour Post</news:name>"
        f"<news:language>en</news:language></news:publication><news:title>{title}</news:title>"
        f"<news:publication_date>{date}</news:publication_date></news:news>"
    )
    dated = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{url}</loc>{dated}{news if title else ''}</url>"


def urlset(*pages: str, spaces: str = SPACES) -> bytes:
    return f'<?xml version="1.0"?><urlset {spaces}>{"".join(pages)}</urlset>'.encode()


def index(children: Mapping[str, str]) -> bytes:
    """Name sitemaps with their `lastmod`."""
    named = (
        f"<sitemap><loc>{url}</loc>{date and f'<lastmod>{date}</lastmod>'}</sitemap>"
        for url, date in children.items()
    )
    return f"<sitemapindex {SPACES}>{''.join(named)}</sitemapindex>".encode()


class Watched:
    """A source that is polled again and again, with a memory like the store's."""

    def __init__(self, url: str, http: Http, **options: object) -> None:
        config = sitemap.Config.model_validate(
            {"url": url, "allow_networks": ["127.0.0.0/8"], **options}
        )
        source = Source(id=SourceId("harbour"), kind="sitemap", title="Harbour", options={})
        self._tools = Tools(http=http, base=Path(), workers=InProcess())
        self._config, self._source = config, source
        self.restart()
        self.memory: dict[str, str] = {}
        self.validators = Validators()

    def restart(self) -> None:
        kind = sitemap.build(self._config, self._source, self._tools)
        assert isinstance(kind, sitemap.Sitemap)
        self.kind = kind

    async def poll(self) -> Collected:
        async def known(names: Sequence[str]) -> dict[str, str]:
            return {name: self.memory[name] for name in names if name in self.memory}

        found = await self.kind.collect(Poll(now=NOW, validators=self.validators, known=known))
        self.validators = found.validators
        self.memory |= {one.name: one.stamp for one in found.documents if one.stamp}
        self.memory |= dict(found.marks)
        return found


def brought(collected: Collected) -> list[str]:
    """Give the paths of what came, without the server's port."""
    return [one.name.split("/", 3)[3] for one in collected.documents]
