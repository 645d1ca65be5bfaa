"""A subscribed list, from its server to sources that are polled."""

from pathlib import Path

import pytest

from service.app.reloading import Reloader
from service.errors import ParseError
from service.model import SourceId
from service.sources import opml
from service.store import sources
from tests.integration.place import Place
from tests.servers import http_server
from tests.unit.sources.invented import ITEM, NOW, document, rss


async def test_a_list_is_followed(tmp_path: Path) -> None:
    """Its feeds become sources with the list's tags; a private address on it stays refused."""
    place = Place(folder=tmp_path)
    feeds: dict[str, object] = {"/rss": (200, {}, rss(ITEM).encode())}
    async with http_server(lambda m, path, h, b: feeds[path]) as server:  # type: ignore[arg-type, return-value] # as `routes`
        listed = f'<opml><body><outline text="Sea" ><outline text="Harbour" xmlUrl="{server.url}/rss"/></outline></body></opml>'
        feeds["/l.opml"] = (200, {}, listed.encode())
        place.write(
            config="channels: {}\n",
            sources=(
                "sources:\n  - {id: wires, kind: opml, tags: [listed], "
                f"url: '{server.url}/l.opml', allow_networks: [127.0.0.0/8]}}\n"
            ),
        )
        async with place.open() as service:
            await service.pipeline.poll(SourceId("wires"))
            reloader = Reloader(service, place.config, lambda: place.environment, place.outside)
            await reloader.reload()
            (added,) = [one for one in service.files.sources if one.id != "wires"]
            await service.pipeline.poll(added.id)
            states = {one.id: one for one in await service.store.read(sources.active)}

    assert (added.title, added.tags) == ("Harbour", ("listed", "sea"))
    assert states[SourceId("wires")].failures == 0
    assert states[added.id].error_code == "blocked_address"


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"<opml><body/></opml>", "not_a_list"), (b"<html/>", "not_a_list"), (b"", "empty")],
)
def test_what_is_no_list(body: bytes, code: str) -> None:
    """An empty list, and a page in its place, are failures: they take nothing away."""
    with pytest.raises(ParseError) as refused:
        opml.parse(document(body), NOW)
    assert refused.value.code == code
