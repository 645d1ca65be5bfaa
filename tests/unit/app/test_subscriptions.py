"""What a subscribed list may do to the sources: add a little a day, and take nothing away."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.app.subscriptions import FOLDER, State, Subscriptions, decide, load_state, subscribed
from service.model import ListedFeed, Source, SourceId
from service.settings.fields import check_id
from tests.unit.sources.invented import NOW


DAY = date(2026, 3, 2)


def feeds(*numbers: int) -> list[ListedFeed]:
    return [
        ListedFeed(url=f"https://h{number}.example/rss", title=f"Post {number}", tags=("wire",))
        for number in numbers
    ]


def wires(**options: object) -> Source:
    return Source(
        id=SourceId("wires"),
        kind="opml",
        title="Wires",
        options={"url": "https://list.example/l.opml", **options},
        tags=("listed",),
    )


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 30), unique=True), st.integers(0, 2)), max_size=6),
    st.integers(1, 8),
)
def test_a_day_has_its_measure(lists, most):
    """Whatever lists come: at most so many additions a day, nobody is lost, and ids stay."""
    state, day = State(), DAY
    added: dict[date, int] = {}
    for numbers, days in lists:
        day += timedelta(days=days)
        change = decide(state, "wires", feeds(*numbers), day, most)
        before = {one.url: one.id for one in state.feeds}
        after = {one.url: one.id for one in change.state.feeds}
        added[day] = added.get(day, 0) + len(after) - len(before)
        assert before.items() <= after.items()
        assert len(set(after.values())) == len(after)
        assert len(change.held) + len(after) == len(
            before | {one.url: "" for one in feeds(*numbers)}
        )
        state = change.state

    assert all(number <= most for number in added.values())


def test_what_left_the_list_is_named():
    """It is followed all the same; what is on the list again is not named any longer."""
    state = decide(State(), "wires", feeds(1, 2), DAY).state
    change = decide(state, "wires", feeds(2), DAY)

    assert change.gone == ("Post 1",)
    assert len(change.state.feeds) == 2
    assert decide(change.state, "wires", feeds(1, 2), DAY).gone == ()


def test_titles_and_tags_follow_the_list():
    """A feed that is renamed or moved keeps its id."""
    state = decide(State(), "wires", feeds(1), DAY).state
    renamed = [ListedFeed(url="http://h1.example/rss/", title="New name", tags=("asia",))]
    (one,) = decide(state, "wires", renamed, DAY).state.feeds

    assert (one.id, one.title, one.tags) == (state.feeds[0].id, "New name", ("asia",))


@given(st.text(max_size=80), st.text(max_size=80))
def test_ids_can_be_ids(name, path):
    """Whatever a list's address is made of, its feeds get ids that stand in files and queries."""
    url = "https://x.example/" + "".join(one for one in path if one.isalnum())
    change = decide(State(), f"w{name}", [ListedFeed(url=url), ListedFeed(url=url + "?a")], DAY)

    assert all(check_id(one.id) for one in change.state.feeds)


def test_odd_addresses_are_refused():
    """What no source could have is told, and not followed."""
    change = decide(State(), "wires", [ListedFeed(url="https://ana:x@h.example/"), *feeds(1)], DAY)

    assert (len(change.state.feeds), len(change.refused)) == (1, 1)


async def test_the_files(tmp_path: Path) -> None:
    """Additions are written down, held ones are told, and the next day they come."""
    lists = Subscriptions(tmp_path, most=2)
    first = await lists.take(wires(), feeds(1, 2, 3), NOW)
    second = await lists.take(wires(), feeds(2, 3), NOW + timedelta(days=1))

    assert [one.code for one in first] == ["held"]
    assert "at most 2 feeds a day; held for another day: Post 3" in first[0].detail
    assert [(one.code, one.name) for one in second] == [("removed", "wires (removed)")]
    found = subscribed(tmp_path, [wires()])
    assert [one.id for one in found] == [f"wires-h{n}-example-rss" for n in (1, 2, 3)]
    assert (found[0].kind, found[0].tags) == ("feed", ("listed", "wire"))


async def test_what_stands_in_the_file_is_followed_once(tmp_path: Path) -> None:
    """A feed of one's own, or an id of one's own, comes before what a list says."""
    await Subscriptions(tmp_path).take(wires(), feeds(1, 2), NOW)
    own = Source(
        id=SourceId("own"), kind="feed", title="Own", options={"url": "http://h1.example/rss/"}
    )
    taken = Source(id=SourceId("wires-h2-example-rss"), kind="folder", title="x", options={})

    assert subscribed(tmp_path, [wires(), own, taken]) == ()
    assert len(subscribed(tmp_path, [wires()])) == 2


def test_a_spoilt_file_is_nothing(tmp_path: Path) -> None:
    """What somebody else wrote there stops nobody, and leads to no source."""
    path = tmp_path / FOLDER / "wires.yaml"
    path.parent.mkdir()
    for text in ("", "{}", "- x", '{"feeds": [{"id": "../x", "url": "https://x.example/"}]}'):
        path.write_text(text)
        assert subscribed(tmp_path, [wires()]) == ()
    assert load_state(tmp_path / "none.yaml") == State()
