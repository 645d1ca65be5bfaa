"""Archives read on from where they were left: plain, packed, damaged, growing."""

import gzip
import os
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import FetchError, ParseError
from service.model import Document
from service.sources import warc
from service.sources.warc.files import archives
from service.sources.warc.reading import Reader
from service.sources.warc.streams import Place
from tests.unit.sources.invented import NOW
from tests.unit.sources.warcs import (
    HTML,
    Watched,
    now,
    packed,
    page,
    put,
    read,
    record,
    reply,
    urls,
)


ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("WIREWATCH_DATA", ROOT / "../shared/data")).resolve() / "warc"  # noqa: TID251 - tests have no settings
INFO = record(b"software: a crawler\r\n", kind="warcinfo", media="application/warc-fields")


def body_of(records: list[bytes], form: str) -> bytes:
    if form == "plain":
        return b"".join(records)
    return packed(records) if form == "members" else gzip.compress(b"".join(records))


@settings(max_examples=60, deadline=None)
@given(
    fillers=st.lists(st.sampled_from([0, 10, 70_000, 300_000]), max_size=6),
    form=st.sampled_from(["plain", "members", "one piece"]),
    batch=st.integers(1, 4),
    blanks=st.sampled_from([b"", b"\r\n", b"\n\n\n"]),
)
def test_every_record_once(fillers, form, batch, blanks):
    """However an archive is packed, and wherever reading was interrupted: all records, in order."""
    records = [INFO, *(page(n, filler) + blanks for n, filler in enumerate(fillers))]
    with tempfile.TemporaryDirectory() as folder:
        (archive,) = archives(put(Path(folder, "a.warc"), body_of(records, form)))
        found: list[Document] = []
        place, done = Place(), False
        while not done:
            reader = Reader(archive, place)  # as after a restart
            go = reader.go(now(), batch)
            reader.close()
            found += go.documents
            place, done = go.place, go.done
            assert not go.unreadable

    assert urls(found) == [str(number) for number in range(len(fillers))]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**9), hurt=st.integers(1, 6), form=st.sampled_from(["plain", "members"])
)
def test_damage_costs_what_is_damaged(seed, hurt, form):
    """Noise in the midst of one record, of any length, leaves the others, and is told."""
    noise = random.Random(seed)
    records = [page(number, noise.randrange(60, 3_000)) for number in range(8)]
    parts = [gzip.compress(one, mtime=0) if form == "members" else one for one in records]
    one = parts[hurt]
    start = noise.randrange(8, 20) if form == "members" else 0
    parts[hurt] = one[:start] + noise.randbytes(noise.randrange(20, 60)) + one[len(one) - 10 :]
    with tempfile.TemporaryDirectory() as folder:
        documents, said = read(put(Path(folder, "a.warc.gz"), b"".join(parts)))

    found = [url for url in urls(documents) if url != str(hurt)]
    assert found == [str(number) for number in range(8) if number != hurt]
    assert said or any(warc.parse(one, NOW).problems for one in documents)


def test_what_is_not_asked_for(tmp_path):
    """Requests, metadata and revisits never leave the archive."""
    others = [record(b"GET / HTTP/1.0\r\n\r\n", kind=kind) for kind in ("request", "revisit")]
    documents, said = read(put(tmp_path / "a.warc", b"".join([INFO, *others, page(1), INFO])))

    assert (urls(documents), said) == (["1"], [])


def test_wrong_length(tmp_path):
    """A length that is too short or missing costs its own record, at the most."""
    short = record(reply(HTML), length=60, url="https://harbour.example/short")
    none = record(reply(HTML)).replace(b"Content-Length", b"Content-Size")
    documents, said = read(put(tmp_path / "a.warc", page(1) + short + none + page(2)))

    assert urls(documents) == ["1", "short", "2"]
    assert len(said) == 2
    assert all(one.startswith("damaged: ") for one in said)


@pytest.mark.parametrize("form", ["plain", "members"])
def test_too_large(tmp_path, form):
    """A record beyond the limit is passed over and named; what follows it is read."""
    records = [page(1), page(2, 11_000_000), page(3)]
    documents, said = read(put(tmp_path / "a.warc.gz", body_of(records, form)))

    assert urls(documents) == ["1", "3"]
    assert said == ["too_large: 11,000,140 bytes; records of at most 10,485,760 are read"] or (
        len(said) == 1 and said[0].startswith("too_large: 11,000,")
    )


def test_a_claim_of_terabytes(tmp_path):
    """A length that nobody can pass over in packed bytes is left for the next member."""
    huge = gzip.compress(record(reply(), length=10**13))
    documents, said = read(
        put(tmp_path / "a.warc.gz", packed([page(1)]) + huge + packed([page(2)]))
    )

    assert urls(documents) == ["1", "2"]
    assert [one.split(":")[0] for one in said] == ["too_large", "damaged"]


def test_a_claim_beyond_the_file(tmp_path):
    """In a plain archive the next record is looked for behind a length that cannot be."""
    for length in (10**13, 10**6):
        bad = record(reply(), length=length, url="https://harbour.example/bad")
        documents, said = read(put(tmp_path / "a.warc", page(1) + bad + page(2)))

        assert [url for url in urls(documents) if url != "bad"] == ["1", "2"]
        assert said or warc.parse(documents[1], NOW).problems


def test_what_breaks_off_and_nobody_asks_for(tmp_path):
    """Half a request is told, and is no page."""
    request = record(b"GET / HTTP/1.0\r\n\r\n", kind="request")
    documents, said = read(put(tmp_path / "a.warc", page(1) + request[:-9]))

    assert (urls(documents), said) == (
        ["1"],
        ["damaged: a record breaks off: 5 bytes are missing"],
    )


def test_bomb(tmp_path):
    """A member that swells is told as damage, and what follows it is read."""
    bomb = gzip.compress(bytes(40_000_000))
    noise = gzip.compress(b"\n" + b"x" * 40_000_000)
    documents, said = read(put(tmp_path / "a.warc.gz", bomb + noise + packed([page(1)])))

    assert urls(documents) == ["1"]
    assert said == ["damaged: bytes that belong to no record: 40,000,000 bytes are skipped"]


@pytest.mark.parametrize("body", [b"", b"\r\n\r\n", gzip.compress(b"")])
def test_empty(tmp_path, body):
    """An archive with nothing in it holds nothing, and is no failure."""
    assert read(put(tmp_path / "a.warc", body)) == ([], [])


def test_zstandard_is_named(tmp_path):
    """What cannot be unpacked here says so."""
    _, said = read(put(tmp_path / "a.warc.zst", b"\x28\xb5\x2f\xfd" + bytes(50)))

    assert said == ["damaged: it is packed by Zstandard; gzip and LZ4 are read"]


async def test_goes_on_after_a_restart(tmp_path):
    """Each poll brings the next records; a restart in between loses and repeats none."""
    put(tmp_path / "in/a.warc.gz", packed(page(n) for n in range(5)))
    put(tmp_path / "in/sub/b.warc", b"".join(page(n) for n in range(5, 8)))
    watched = Watched(tmp_path / "in")
    watched.limit = 2
    found, more = [], True
    while more:
        collected = await watched.poll()
        found += urls(collected.documents)
        more = collected.more
        watched.restart()

    assert found == [str(n) for n in range(8)]
    assert (await watched.poll()).marks == ()
    assert watched.kind.wakes_on == (tmp_path / "in",)


async def test_stays_open_between_polls(tmp_path):
    """Without a restart the file is read on, and given back at its end."""
    watched = Watched(put(tmp_path / "a.warc.gz", gzip.compress(b"".join(map(page, range(5))))))
    watched.limit = 2
    found = [urls((await watched.poll()).documents) for _ in range(3)]

    assert found == [["0", "1"], ["2", "3"], ["4"]]
    assert isinstance(watched.kind, warc.Warc)
    assert watched.kind.reader is None


async def test_growing(tmp_path):
    """Half a record at the end of a young file is waited for, and then taken whole."""
    whole = packed([page(1), page(2)])
    path = put(tmp_path / "a.warc.gz", whole[:-40], age=1)
    watched = Watched(path)
    first = await watched.poll()
    with path.open("ab") as file:
        file.write(whole[-40:] + packed([page(3)]))
    second = await watched.poll()

    assert (urls(first.documents), first.more, first.unreadable) == (["1"], False, ())
    assert urls(second.documents) == ["2", "3"]


async def test_half_a_record_for_good(tmp_path):
    """In an old file the half that is there is read, and the break is told."""
    path = put(tmp_path / "a.warc.gz", packed([page(1, 5_000), page(2, 5_000)])[:-20])
    found = await Watched(path).poll()

    assert urls(found.documents) == ["1", "2"]
    assert "missing" in warc.parse(found.documents[1], NOW).problems[0]
    assert [one.code for one in found.unreadable] == ["damaged"]


async def test_another_file_under_the_name(tmp_path):
    """A file that was replaced or cut is read from its beginning."""
    path = put(tmp_path / "a.warc", page(1) + page(2))
    watched = Watched(path)
    await watched.poll()
    put(tmp_path / "b.warc", page(3) + page(4)).rename(path)

    assert urls((await watched.poll()).documents) == ["3", "4"]
    put(path, page(5))
    assert urls((await watched.poll()).documents) == ["5"]


async def test_list(tmp_path):
    """A list names files, relative to itself; one that is not there is named."""
    put(tmp_path / "x/a.warc", page(1))
    put(tmp_path / "b.warc.gz", packed([page(2)]))
    listed = put(
        tmp_path / "today.txt", b"# of today\nb.warc.gz\n\nx/a.warc\nnone.warc\nb.warc.gz\n"
    )
    found = await Watched(listed).poll()

    assert urls(found.documents) == ["2", "1"]
    assert [(one.name, one.code) for one in found.unreadable] == [("none.warc", "io_error")]


@pytest.mark.parametrize(
    ("body", "code"),
    [(None, "file_missing"), (b"\0\1\2", "not_a_list"), (b"/etc/passwd\n", "not_a_list")],
)
async def test_what_is_no_path(tmp_path, body, code):
    """A missing path, noise, and a list of other things are failures of the source."""
    if body is not None:
        put(tmp_path / "a", body)
    with pytest.raises(FetchError) as refused:
        await Watched(tmp_path / "a").poll()
    assert refused.value.code == code


def test_what_is_left_alone_in_a_folder(tmp_path):
    """Links, hidden files, pipes and other files are none of ours; odd names can be told."""
    put(tmp_path / "in/a.warc", page(1))
    put(tmp_path / "in/.hidden.warc", page(2))
    put(tmp_path / "in/notes.txt", b"x")
    (tmp_path / "in/link.warc").symlink_to(tmp_path / "in/a.warc")
    os.mkfifo(tmp_path / "in/pipe.warc")
    put(tmp_path / "in" / os.fsdecode(b"odd\xff\n.warc"), page(3))

    assert [one.name for one in archives(tmp_path / "in")] == ["a.warc", "odd\\xff\\x0a.warc"]


def test_a_pipe_that_is_named(tmp_path):
    """A pipe in an archive's place does not hold anybody."""
    (archive,) = archives(put(tmp_path / "a.warc", page(1)))
    archive.path.unlink()
    os.mkfifo(archive.path)

    assert [one.code for one in Reader(archive, Place()).go(now()).unreadable] == ["io_error"]


def test_a_file_nobody_may_read(tmp_path):
    """It is named with its reason."""
    (archive,) = archives(put(tmp_path / "a.warc", page(1)))
    archive.path.chmod(0)
    if os.access(archive.path, os.R_OK):
        pytest.skip("root may read every file")

    assert [one.code for one in Reader(archive, Place()).go(now()).unreadable] == ["no_permission"]


def test_a_position_beyond_the_end(tmp_path):
    """A position that does not fit the file is damage, and no crash."""
    (archive,) = archives(put(tmp_path / "a.warc.gz", packed([page(1)])))
    go = Reader(archive, Place(member=3)).go(now())

    assert (go.done, [one.code for one in go.unreadable]) == (True, ["damaged"])
    assert Reader(archive, Place(member=10**6)).go(now()).done


EXPECTED = {
    "block-sized-records.warc": 0, "block-sized-records.warc.gz": 0, "block-sized-records.warc.lz4": 0,
    "clipped.warc.gz": 1, "clueweb-quirk.warc.gz": 29, "example-bad-non-chunked.warc.gz": 1,
    "example-bad.warc.gz.bad": 1, "example-digest.warc": 0, "example-iana.org-chunked.warc": 1,
    "example-resource.warc.gz": 1, "example-space-in-target-uri.warc.gz": 0, "example-trunc.warc": 1,
    "example-wget-bad-target-uri.warc.gz": 1, "example-wrong-chunks.warc.gz": 1, "example.warc": 1,
    "example.warc.gz": 1, "post-test.warc.gz": 0, "warcfile.warc.gz": 16, "warcfile.warc.lz4": 16,
}  # fmt: skip
"""Pages that the samples hold; the others hold requests, revisits, JSON and pictures only."""


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no sample archives at {DATA}")
@pytest.mark.parametrize("name", EXPECTED)
def test_samples(name, tmp_path):
    """Of real archives, some of them damaged on purpose, all is read that can be."""
    documents, _ = read(Path(shutil.copy2(DATA / name, tmp_path)))
    found = 0
    for one in documents:
        try:
            found += len(warc.parse(one, NOW).entries)
        except ParseError:
            continue

    assert found == EXPECTED[name]
