"""Which files a folder takes, by name and by form, and folders that are large, deep or moving."""

import gzip
import json
import os
import shutil
import threading
import unicodedata
from email.message import EmailMessage
from pathlib import Path

import pytest

from service.articles.read import read_all
from service.errors import FetchError, ParseError
from service.model import Document, Hints
from service.sources import folder
from tests.endings import ends
from tests.unit.sources.inbox import Inbox, write
from tests.unit.sources.invented import ITEM, NOW, atom, rss


TITLE = "Ferry runs aground off Lundby"
TEXT = (
    "A ferry with 41 people aboard ran aground off Lundby on Monday, the coast guard said.\n\n"
    "All passengers were taken ashore by two fishing boats, and nobody was hurt, it added.\n"
)
MAIL = EmailMessage()
MAIL["Subject"], MAIL["From"] = TITLE, "Ana Silva <ana@wire.example>"
MAIL.set_content(TEXT)
RECORD = {"title": TITLE, "text": TEXT}
FORMATS = {
    "a.txt": f"{TITLE}\n\n{TEXT}",
    "a.md": f"# {TITLE}\n\n{TEXT}",
    "a.html": f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{TEXT}</p><p>{TEXT}</p>",
    "a.eml": MAIL.as_string(),
    "a.json": json.dumps(RECORD),
    "a.jsonl": json.dumps(RECORD) + "\n",
    "a.ndjson": json.dumps(RECORD) + "\n",
    "list.json": json.dumps([RECORD]),
    "feed.json": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [RECORD | {"id": "1"}]}
    ),
    "a.xml": rss(ITEM.replace("Ferry runs aground off Lundby", TITLE)),
    "a.rss": rss(ITEM),
    "a.atom": atom(f"<entry><id>1</id><title>{TITLE}</title></entry>"),
}


@pytest.fixture
def root(tmp_path):
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def inbox(root):
    return Inbox(root)


async def articles(inbox: Inbox) -> list[tuple[str | None, str]]:
    """Read what one poll brings, as the service does: (id, title)."""
    found = []
    for document in (await inbox.poll()).documents:
        parsed = folder.parse(document, NOW)
        hints = tuple(Hints(now=NOW) for _ in parsed.entries)
        readings = read_all(document, parsed.entries, hints)
        found += [(e.id, r.title) for e, r in zip(parsed.entries, readings, strict=True)]
    return found


# --- formats -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
async def test_every_format(root, inbox, name):
    """Each kind of file is taken by its name, packed or not, and read to the same article."""
    write(root / name, FORMATS[name])
    (plain,) = await articles(inbox)
    (root / name).unlink()
    (root / f"{name.upper()}.gz").write_bytes(gzip.compress(FORMATS[name].encode()))
    os.utime(root / f"{name.upper()}.gz", (1e9, 1e9))
    (packed,) = await articles(inbox)

    assert plain[1] == packed[1] == TITLE
    assert (plain[0] or "").casefold() == (packed[0] or "").casefold()  # packed later: the same


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.json.gz", "a.xml.gz", "a.eml.gz"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (gzip.compress(TEXT.encode() * 9)[:-20], "bad_gzip"),
        (TEXT.encode(), "bad_gzip"),
        (gzip.compress(gzip.compress(TEXT.encode())), "bad_gzip"),
        (gzip.compress(bytes(30_000_000)), "too_large"),
        (gzip.compress(b" "), "empty"),
    ],
    ids=["cut", "not packed", "packed twice", "bomb", "blank"],
)
async def test_packed_files_that_cannot_be_read(root, inbox, name, body, code):
    """The reason is given whatever the file would have held."""
    write(root / name).write_bytes(body)
    os.utime(root / name, (1e9, 1e9))
    with pytest.raises(ParseError) as raised:
        await articles(inbox)
    assert raised.value.code in {code, "not_a_mail" if code == "empty" else code}


@pytest.mark.parametrize("name", ["a.pdf.gz", "a.gz", "a.tar.gz", "a.txt.gz.gz", "a.txt.gz.part"])
async def test_packed_files_of_other_kinds(root, inbox, name):
    """What is packed is taken by the name it has when it is unpacked."""
    write(root / name)
    assert (await inbox.poll()).documents == ()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "euc_kr", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.xml"])
async def test_encodings_that_nobody_declares(root, inbox, name, codec):
    """A file says nothing of its encoding; its bytes do."""
    title, text = (
        "여객선 룬비 앞바다에서 좌초",
        "여객선이 좌초했으나 승객은 모두 무사하다고 해경이 월요일 밝혔다. 구조는 끝났다.",
    )
    form = FORMATS[name].replace(json.dumps(TEXT)[1:-1], text).replace(TEXT, f"{text}\n\n{text}\n")
    body = form.replace(TITLE, title).replace('<?xml version="1.0"?>', "").encode(codec)
    write(root / name).write_bytes(body)
    os.utime(root / name, (1e9, 1e9))
    assert [found for _, found in await articles(inbox)] == [title]


@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "shift_jis"])
def test_feeds_that_mistake_themselves(lie):
    """A declaration that makes nonsense of a feed is not believed."""
    title = "Паром сел на мель у берегов Лундби, все в безопасности, сообщает агентство"
    text = rss(ITEM.replace(TITLE, title), prolog=f'<?xml version="1.0" encoding="{lie}"?>')
    parsed = folder.parse(Document(name="a.xml", body=text.encode("cp1251")), NOW)
    assert parsed.entries[0].title == title


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "other"), [("NFC", "NFD"), ("NFD", "NFC")])
async def test_patterns_and_names_in_another_normal_form(root, written, other):
    """Macs decompose names; a pattern means the letters, however they are written."""
    name = unicodedata.normalize(written, "북한-färja.txt")
    write(root / unicodedata.normalize(written, "보고") / name)
    pattern = unicodedata.normalize(other, "보고/북한-fä*.txt")

    (found,) = await Inbox(root, include=[pattern]).names()
    assert unicodedata.normalize("NFC", found) == "보고/북한-färja.txt"


async def test_two_normal_forms_are_two_files(root, inbox):
    """Where both stand side by side, both are read, each once."""
    write(root / unicodedata.normalize("NFC", "färja.txt"), "one")
    write(root / unicodedata.normalize("NFD", "färja.txt"), "two")
    assert sorted(one.body for one in (await inbox.poll()).documents) == [b"one", b"two"]
    assert (await inbox.poll()).documents == ()


@pytest.mark.parametrize("raw", [b"\xff" * 250, b"\xec\x97" * 120, b"x" * 250, "가".encode() * 83])
async def test_the_longest_names(root, inbox, raw):
    """A name of 255 bytes, valid or not, is a name; more than 300 characters are a path."""
    inner = root / ("long" * 40) / ("longer" * 40)
    inner.mkdir(parents=True)
    path = Path(os.fsdecode(os.fsencode(inner) + b"/" + raw + b".txt"))
    write(path)
    (document,) = (await inbox.poll()).documents

    assert document.name.isprintable()
    assert len(document.name) > 300
    assert document.name.encode().endswith(b".txt")
    assert (await inbox.poll()).documents == ()


async def test_paths_longer_than_the_system_takes(root, inbox):
    """Folders are opened one in the other, so no path is too long to be read."""
    write(root / "a.txt", "Ferry")
    name, here = "n" * 250, os.open(root, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.link(root / "a.txt", "deep.txt", dst_dir_fd=here)
    os.close(here)

    short, long = sorted(await inbox.names(), key=len)
    assert (short, long[:250], long[-3:]) == ("a.txt", name, "txt")
    assert len(long.encode()) < 2_500  # else PostgreSQL could not index it
    assert (await inbox.poll()).documents == ()


async def test_folders_too_deep(root, inbox):
    """A depth that nobody files things in is reported, not searched."""
    write(Path(root, *"d" * 99, "in.txt"))
    write(Path(root, *"d" * 140, "out.txt"))
    collected = await inbox.poll()

    assert [one.name.count("/") for one in collected.documents] == [99]
    assert [(one.name.count("/"), one.code) for one in collected.unreadable] == [(100, "too_deep")]


# --- many, and moving ----------------------------------------------------------------------------


async def test_thousands_of_files(root, inbox):
    """Goes end, each file comes once, and a go asks the store for little more than it brings."""
    for number in range(3_000):
        write(root / f"{number % 7}" / f"{number}.txt")
    asked = []
    known = inbox._known

    async def counted(names):
        asked.append(len(names))
        return await known(names)

    inbox._known = counted
    names: list[str] = []
    while fresh := await inbox.names():
        names += fresh
    assert len(names) == len(set(names)) == 3_000
    assert sum(asked) <= 3 * 3_000 + 1_000  # two scans, and each go its own


async def test_a_quiet_folder_of_thousands_is_cheap(root, inbox):
    """A scan that finds nothing new brings nothing, and ends."""
    for number in range(3_000):
        write(root / f"{number}.txt")
    while await inbox.names():
        pass
    with ends():
        assert (await inbox.poll()).documents == ()


async def test_folders_that_appear_and_go_while_scanned(root, inbox):
    """Whatever moves while a scan is under way: nothing fails, and in the end all is read once."""
    stop = threading.Event()

    def move():
        number = 0
        while not stop.is_set():
            place = root / f"a{number % 5}" / f"b{number % 3}" / f"c{number}"
            write(place / f"{number}.txt")
            shutil.rmtree(root / f"a{(number + 2) % 5}", ignore_errors=True)
            number += 1

    mover = threading.Thread(target=move)
    mover.start()
    for _ in range(20):
        await inbox.poll()
    stop.set()
    mover.join()
    await inbox.poll()
    left = {str(path.relative_to(root)) for path in root.rglob("*.txt")}
    assert left <= set(inbox.known)
    assert not (await inbox.poll()).unreadable


async def test_a_folder_that_goes_and_comes_back(root, inbox, tmp_path):
    """An unmounted disk is a failure and no news; when it is back, only what is new is read."""
    write(root / "a.txt")
    await inbox.poll()
    root.rename(tmp_path / "away")
    with pytest.raises(FetchError, match="folder_missing"):
        await inbox.poll()
    root.mkdir()  # the empty mount point
    assert (await inbox.poll()).documents == ()
    root.rmdir()
    write(tmp_path / "away" / "b.txt")
    (tmp_path / "away").rename(root)
    assert await inbox.names() == ["b.txt"]


async def test_a_folder_that_goes_between_two_goes(root, inbox, tmp_path):
    """What the backlog still held is found again by the scan after the folder is back."""
    inbox.limit = 2
    for number in range(6):
        write(root / f"{number}.txt", age=100 - number)
    names = await inbox.names()
    root.rename(tmp_path / "away")
    with pytest.raises(FetchError, match="folder_missing"):
        await inbox.poll()
    (tmp_path / "away").rename(root)
    while fresh := await inbox.names():
        names += fresh
    assert names == [f"{number}.txt" for number in range(6)]


async def test_a_folder_replaced_by_another(root, inbox, tmp_path):
    """A folder of the same name with other files is read as what it is."""
    write(root / "a.txt", "one")
    await inbox.poll()
    root.rename(tmp_path / "old")
    write(root / "a.txt", "another")
    assert [one.body for one in (await inbox.poll()).documents] == [b"another"]


async def test_links_within_stay_links(root, inbox, tmp_path):
    """A link to a file of the same folder is refused as well: it may point elsewhere tomorrow."""
    write(root / "a.txt")
    (root / "b.txt").symlink_to("a.txt")
    (root / "loop").symlink_to(".")
    collected = await inbox.poll()
    assert [one.name for one in collected.documents] == ["a.txt"]
    assert {one.name: one.code for one in collected.unreadable} == {
        "b.txt": "symlink",
        "loop": "symlink",
    }
