import asyncio
import concurrent.futures.thread  # noqa: F401 - a commoner may not be able to import it later
import os
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.errors import FetchError
from service.model import Collected, Document, Validators
from service.sources import folder
from service.sources.base import Poll
from service.sources.folder.reading import read
from service.sources.folder.scan import Scan, patterns, printable
from service.texts import MOST_BYTES
from tests.fakes import nothing_known
from tests.unit.sources.inbox import SETTLE, Inbox, write


@pytest.fixture
def root(tmp_path):
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def inbox(root):
    return Inbox(root)


async def test_each_file_once(root, inbox):
    """A file is read once, with its name, its bytes and its time."""
    write(root / "a.txt", "Färja på grund", age=3600)
    collected = await inbox.poll()
    (document,) = collected.documents

    assert (document.name, document.body.decode()) == ("a.txt", "Färja på grund")
    assert abs(document.modified - datetime.now(UTC) + timedelta(hours=1)) < timedelta(minutes=1)  # noqa: TID251 - as above
    assert (await inbox.poll()).documents == ()
    assert not collected.more


async def test_oldest_first_and_nested(root, inbox):
    """Files in new nested folders are found, oldest first."""
    write(root / "b" / "c" / "new.txt", age=10)
    write(root / "b" / "old.md", age=1000)
    write(root / "middle.html", age=100)

    assert await inbox.names() == ["b/old.md", "middle.html", "b/c/new.txt"]


async def test_not_recursive(root):
    """Folders within are left alone where that is wanted."""
    write(root / "b" / "a.txt")
    write(root / "a.txt")
    assert await Inbox(root, recursive=False).names() == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        "a.txt.tmp",
        "a.part",
        "a.txt.swp",
        "a.txt~",
        "a.crdownload",
        "a.pdf",
        ".git/a.txt",
    ],
)
async def test_ignored(root, inbox, name):
    """Hidden files, unfinished ones and other kinds are none of our business."""
    write(root / name)
    assert await inbox.poll() == Collected()


async def test_patterns(root):
    """Patterns are for names, or with a slash for paths; case does not matter."""
    for name in ("2026/A.TXT", "2026/b.log", "2025/a.txt", "c.log"):
        write(root / name)
    assert sorted(await Inbox(root, include=["2026/*.txt", "*.log"]).names()) == [
        "2026/A.TXT",
        "2026/b.log",
        "c.log",
    ]


async def test_written_in_place(root, inbox):
    """A file that was just written is waited for within the poll."""
    (root / "a.txt").write_text("Ferry aground")
    started = time.monotonic()

    assert await inbox.names() == ["a.txt"]
    assert time.monotonic() - started >= SETTLE


async def test_renamed_in(root, inbox):
    """A file that was renamed in is whole, and taken at once."""
    (root / ".a.part").write_text("Ferry aground")
    await asyncio.sleep(0.02)  # longer than the clock of a file system ticks
    (root / ".a.part").rename(root / "a.txt")
    started = time.monotonic()

    assert await inbox.names() == ["a.txt"]
    assert time.monotonic() - started < SETTLE


async def test_ready_files_do_not_wait(root, inbox):
    """Young files hold up nobody: they come in the next go."""
    write(root / "old.txt")
    (root / "young.txt").write_text("Ferry")
    first = await inbox.poll()

    assert ([document.name for document in first.documents], first.more) == (["old.txt"], True)
    assert await inbox.names() == ["young.txt"]


async def test_dribbling_writer(root, inbox):
    """A file is never read while it is being written, however slowly."""
    text = "Ferry aground. " * 12
    written = threading.Event()

    def dribble():
        with (root / "a.txt").open("w") as file:
            for letter in text:
                file.write(letter)
                file.flush()
                time.sleep(0.005)
            time.sleep(2 * SETTLE)  # quiet, yet open
            file.write("End")
        written.set()

    writer = threading.Thread(target=dribble)
    writer.start()
    seen: tuple[Document, ...] = ()
    while not seen:
        seen = (await inbox.poll()).documents
        assert written.is_set() or not seen
    writer.join()
    assert seen[0].body.decode() == text + "End"


async def test_moved_in_while_open(root, inbox):
    """A renamed file whose writer is not done is left until it is."""
    with (root / ".a.part").open("w") as file:
        file.write("Ferry")
        file.flush()
        await asyncio.sleep(0.02)
        (root / ".a.part").rename(root / "a.txt")
        assert (await inbox.poll()).documents == ()
    assert await inbox.names() == ["a.txt"]


async def test_forgotten_writer(root, inbox):
    """A writer that holds a file open but lets it rest is not waited for for ever."""
    path = root / "a.txt"
    with path.open("w") as file:
        file.write("Ferry")
        file.flush()
        later = datetime.now(UTC) + timedelta(minutes=2)  # noqa: TID251 - compared with real files
        assert [document.name for document in (await inbox.poll(later)).documents] == ["a.txt"]


async def test_clocks_that_disagree(root, inbox):
    """Files from the future are taken when two looks find them the same."""
    write(root / "a.txt", age=0)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    os.utime(root / "a.txt", (2e9, 2e9))
    assert [document.name for document in (await inbox.poll(past)).documents] == ["a.txt"]


async def test_touch_and_change(root, inbox):
    """A touch brings the same bytes once more, a change new ones, silence nothing."""
    path = write(root / "a.txt", "one!")
    bodies = [(await inbox.poll()).documents[0].body]
    os.utime(path)
    bodies.append((await inbox.poll()).documents[0].body)
    keep = path.stat()
    path.write_text("two!")
    os.utime(path, ns=(keep.st_atime_ns, keep.st_mtime_ns))  # same size, same mtime
    bodies.append((await inbox.poll()).documents[0].body)

    assert bodies == [b"one!", b"one!", b"two!"]
    assert (await inbox.poll()).documents == ()


async def test_replaced(root, inbox):
    """A file that replaces another under its name is read."""
    write(root / "a.txt", "one")
    await inbox.poll()
    write(root / "b.new", "two").rename(root / "a.txt")
    assert (await inbox.poll()).documents[0].body == b"two"


async def test_links_lead_nowhere(root, inbox, tmp_path):
    """No link is followed, to a file or to a folder; each is reported once."""
    write(tmp_path / "secret.txt")
    write(tmp_path / "outside" / "b.txt")
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    (root / "sub").symlink_to(tmp_path / "outside")
    (root / "gone.txt").symlink_to(tmp_path / "nowhere")
    (root / "gone").symlink_to(tmp_path / "nowhere")

    assert await inbox.refused() == {"a.txt": "symlink", "sub": "symlink", "gone.txt": "symlink"}
    assert await inbox.refused() == {}


async def test_linked_root(root, tmp_path):
    """The folder itself may be reached by a link."""
    write(root / "a.txt")
    (tmp_path / "alias").symlink_to(root)
    assert await Inbox(tmp_path / "alias").names() == ["a.txt"]


async def test_folder_that_becomes_a_link(root, tmp_path):
    """Between scan and reading nothing can lead outside."""
    write(root / "sub" / "a.txt")
    scan = Scan(root=root, patterns=patterns(["*.txt"]), recursive=True)
    (found,) = scan.walk()
    (root / "sub").rename(tmp_path / "moved")
    (root / "sub").symlink_to(tmp_path / "moved")

    assert read(root, found, datetime.now(UTC)) is None  # noqa: TID251 - real files


async def test_pipe(root, inbox):
    """A pipe is refused and holds nobody."""
    os.mkfifo(root / "a.txt")
    async with asyncio.timeout(5):
        assert await inbox.refused() == {"a.txt": "not_a_file"}


async def test_file_that_becomes_a_pipe(root):
    """A pipe that takes a file's place after the scan is not read, and holds nobody."""
    path = write(root / "a.txt")
    (found,) = Scan(root=root, patterns=patterns(["*.txt"]), recursive=True).walk()
    path.unlink()
    os.mkfifo(path)
    assert read(root, found, datetime.now(UTC)) is None  # noqa: TID251 - real files


async def test_file_that_goes(root):
    """A file that goes between scan and reading is no trouble."""
    path = write(root / "a.txt")
    (found,) = Scan(root=root, patterns=patterns(["*.txt"]), recursive=True).walk()
    path.unlink()
    assert read(root, found, datetime.now(UTC)) is None  # noqa: TID251 - real files


async def test_too_large(root, inbox):
    """A file that is too large is not read."""
    write(root / "a.txt", "")
    os.truncate(root / "a.txt", MOST_BYTES + 1)
    assert await inbox.refused() == {"a.txt": "too_large"}


async def test_empty(root, inbox):
    """An empty file is waited for, then reported; once it is filled it is read."""
    (root / "a.txt").touch()
    assert await inbox.refused() == {"a.txt": "empty"}
    (root / "a.txt").write_text("Ferry")
    assert await inbox.names() == ["a.txt"]


@pytest.fixture
def commoner():
    """Act as a user whom permissions bind, in a folder of that user."""
    nobody = os.geteuid() or 65534
    before = os.geteuid()
    with tempfile.TemporaryDirectory() as folder_of_all:
        os.chown(folder_of_all, nobody, -1)
        os.seteuid(nobody)
        try:
            yield Path(folder_of_all)
        finally:
            os.seteuid(before)


async def test_no_permission(commoner):
    """A file or folder that may not be read says so, and is read once it may."""
    inbox = Inbox(commoner)
    write(commoner / "a.txt").chmod(0)
    write(commoner / "sub" / "b.txt")
    (commoner / "sub").chmod(0)
    refused = await inbox.refused()
    (commoner / "sub").chmod(0o700)
    (commoner / "a.txt").chmod(0o600)

    assert refused == {"a.txt": "no_permission", "sub": "no_permission"}
    assert sorted(await inbox.names()) == ["a.txt", "sub/b.txt"]


async def test_root_without_permission(commoner):
    """A folder that may not be read is a failure of the source."""
    inbox = Inbox(commoner)
    commoner.chmod(0)
    try:
        with pytest.raises(FetchError, match="no_permission"):
            await inbox.poll()
    finally:
        commoner.chmod(0o700)


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe.txt", b"a\nb.txt", b"sub\xe9/x.txt", b"\xff.eml.gz", b"\xff.TXT"]
)
async def test_unprintable_names(root, inbox, raw):
    """Names that are no text are shown as text, and the file is read once all the same."""
    path = Path(os.fsdecode(os.fsencode(root) + b"/" + raw))
    write(path)
    (name,) = await inbox.names()

    assert name.isprintable()
    assert name.endswith((".txt", ".eml.gz", ".TXT"))
    assert (await inbox.poll()).documents == ()


def test_unprintable_names_differ():
    """Two names that look the same when shown are told apart."""
    assert printable("\udcff.txt") != printable("\\xff.txt") == "\\xff.txt"


async def test_decomposed_names(root, inbox):
    """A name with combining marks is itself, as macOS writes it."""
    write(root / "fa\u0308rja.txt")
    assert await inbox.names() == ["fa\u0308rja.txt"]


async def test_limit(root, inbox):
    """A go brings no more than it may; the rest follows, and each file comes once."""
    inbox.limit = 4
    for number in range(10):
        write(root / f"{number}.txt", age=100 - number)
    goes = [await inbox.poll() for _ in range(4)]

    assert [[document.name[0] for document in go.documents] for go in goes] == [
        ["0", "1", "2", "3"],
        ["4", "5", "6", "7"],
        ["8", "9"],
        [],
    ]
    assert [go.more for go in goes] == [True, True, True, False]  # a backlog ends with a scan


async def test_uncommitted_go(root, inbox):
    """What was brought and then lost by a crash is brought again."""
    inbox.limit = 2
    for number in range(4):
        write(root / f"{number}.txt", age=100 - number)
    await inbox.poll()
    inbox.known.clear()
    rest = [name for _ in range(3) for name in await inbox.names()]

    assert sorted(rest) == ["0.txt", "1.txt", "2.txt", "3.txt"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda root: root.rmdir(), "folder_missing"),
        (lambda root: (root.rmdir(), root.touch()), "not_a_folder"),
    ],
)
async def test_root_is_away(root, inbox, make, code):
    """A folder that is away is a failure of the source, and no news about its files."""
    make(root)
    with pytest.raises(FetchError, match=f"^{code}"):
        await inbox.poll()


async def test_many_known_files_are_cheap(root, inbox):
    """Known files are neither opened nor asked for one by one."""
    for number in range(2_500):
        (root / f"{number}.txt").touch()
    asked = []
    scan = Scan(root=root, patterns=patterns(["*.txt"]), recursive=True)
    stamps = {found.name: found.stamp for found in scan.walk()}

    async def known(names):
        asked.append(len(names))
        return {name: stamps[name] for name in names}

    now = datetime.now(UTC)  # noqa: TID251 - real files
    await inbox.kind.collect(Poll(now=now, validators=Validators(), known=known))
    assert asked == [1000, 1000, 500]


async def test_loop_stays_free(root, inbox):
    """Waiting and reading leave the event loop to others."""
    (root / "a.txt").write_text("Ferry")
    poll = asyncio.create_task(inbox.poll())
    turns = 0
    while not poll.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 10


def test_wakes_on(root, inbox):
    """Events of the folder wake a poll."""
    assert inbox.kind.wakes_on == (root,)


@pytest.mark.parametrize(
    ("text", "seconds"), [("2s", 2), ("500ms", 0.5), ("1m", 60), (3, 3), (timedelta(seconds=4), 4)]
)
def test_settle(text, seconds):
    """Lengths of time are written as people write them."""
    assert folder.Config(path="x", settle=text).settle == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"path": "x", "settle": "soon"},
        {"path": "x", "paths": 1},
        {"path": "x", "settle": "2h"},
    ],
)
def test_config_is_strict(options):
    """What is unknown or makes no sense is refused."""
    with pytest.raises(ValidationError):
        folder.Config(**options)


async def test_nothing_known(root, inbox):
    """A source that was never polled brings all."""
    write(root / "a.txt")
    now = datetime.now(UTC)  # noqa: TID251 - real files
    poll = Poll(now=now, validators=Validators(), known=nothing_known)
    assert len((await inbox.kind.collect(poll)).documents) == 1
