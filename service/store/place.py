"""Where a database lies, and which SQLite reads it: what is known to do harm is told."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


_SHARED = {
    "9p",  # virtual machines, and Windows' folders in WSL
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "fuse",
    "gfs2",
    "glusterfs",
    "lustre",
    "nfs",
    "nfs4",
    "ocfs2",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
}
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A file system and the folder where it begins."""

    point: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about the place of a database that has done harm elsewhere."""

    event: str
    """What it is called in the log."""
    reason: str


def doubts(folder: Path, mountinfo: str, version: Sequence[int]) -> Iterator[Doubt]:
    """Tell what speaks against keeping a SQLite database in this folder."""
    mount = mount_of(folder.resolve(), mounts(mountinfo))
    if mount is not None and is_shared(mount.kind):
        yield Doubt(
            event="store.on_shared_disk",
            reason=f"{folder} is on a network or shared file system ({mount.kind} at "
            f"{mount.point}), where SQLite databases get damaged: use a local disk",
        )
    if has_wal_reset_bug(version):
        number = ".".join(map(str, version))
        yield Doubt(
            event="store.sqlite_old",
            reason=f"SQLite {number} can damage a database that two programs write to (mended in "
            "3.51.3). Wirewatch writes alone: let no other program write to it",
        )


def here(folder: Path) -> tuple[Doubt, ...]:
    """Tell what speaks against this folder on this machine, with the SQLite of this Python."""
    return tuple(doubts(folder, read_mounts(), sqlite3.sqlite_version_info))


def read_mounts(path: Path = _MOUNTS) -> str:
    """Give what Linux says of its mounts; nothing where there is no Linux."""
    try:
        return path.read_text(errors="surrogateescape")
    except OSError:
        return ""


def mounts(mountinfo: str) -> tuple[Mount, ...]:
    """Read `/proc/self/mountinfo` (proc_pid_mountinfo(5)); what is not understood is left out."""
    found = []
    for line in mountinfo.splitlines():
        place, dash, system = line.partition(" - ")
        fields, kind = place.split(" "), system.split(" ")[0]
        if dash and len(fields) >= 6 and kind:
            found.append(Mount(point=_unescaped(fields[4]), kind=kind))
    return tuple(found)


def _unescaped(text: str) -> str:
    """Undo octal escapes: a blank in a name would end the field."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def mount_of(path: Path, among: Sequence[Mount]) -> Mount | None:
    """Find the file system that holds a path: the deepest mount above it, of equals the newest."""
    above = [one for one in among if path.is_relative_to(one.point)]
    return max(reversed(above), key=lambda one: len(Path(one.point).parts), default=None)


def is_shared(kind: str) -> bool:
    """Whether other machines, or a machine below this one, may change files of this system."""
    return kind in _SHARED or kind.startswith("fuse.")


def has_wal_reset_bug(version: Sequence[int]) -> bool:
    """Whether a SQLite has the data race that was found in March 2026.

    See https://sqlite.org/wal.html#walresetbug. Distributions may have mended an older one.
    """
    found = tuple(version)
    mended = found >= (3, 51, 3) or (3, 50, 7) <= found < (3, 51) or (3, 44, 6) <= found < (3, 45)
    return found >= (3, 7) and not mended
