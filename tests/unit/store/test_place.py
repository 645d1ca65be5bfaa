"""Where a database lies, and which SQLite reads it."""

from pathlib import Path

import pytest

from service.store import place
from service.store.place import Mount, doubts, has_wal_reset_bug, is_shared, mount_of, mounts


MOUNTINFO = r"""
22 27 0:21 / /proc rw,relatime shared:12 master:3 - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:44 / /srv rw,relatime shared:5 - nfs4 10.0.0.2:/export rw,vers=4.2
31 30 8:1 / /srv/local rw,relatime - xfs /dev/sda1 rw
32 27 0:45 / /home/a\040b\134c rw - fuse.sshfs desk@host:/ rw,user_id=0
33 27 0:46 / /mnt rw - ext4 /dev/sdb1 rw
34 33 0:47 / /mnt rw - virtiofs share rw
35 27 0:48 / /mnt-other rw - btrfs /dev/sdc1 rw
"""
SOUND = (3, 51, 3)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/data", "ext4"),
        ("/srv", "nfs4"),
        ("/srv/wirewatch/data", "nfs4"),
        ("/srv/local/data", "xfs"),
        ("/srvx", "ext4"),
        (r"/home/a b\c/data", "fuse.sshfs"),
        ("/mnt/data", "virtiofs"),
        ("/mnt-other", "btrfs"),
    ],
)
def test_a_folder_is_on_the_deepest_mount_above_it(path, kind):
    """Of two in one place the later hides the earlier; a name that only begins alike is no parent."""
    mount = mount_of(Path(path), mounts(MOUNTINFO))
    assert mount is not None
    assert mount.kind == kind


@pytest.mark.parametrize("text", ["", "x\n\n - \n", "1 2 3 - ext4\n", "27 1 254:0 / / rw -  x\n"])
def test_what_is_not_understood_is_left_out(text):
    """Where the system says nothing, nothing is known, and nothing is said."""
    assert mounts(text) == ()
    assert mount_of(Path("/data"), mounts(text)) is None


def test_an_unmounted_root_holds_nothing():
    """A container may show mounts of which none is above the folder."""
    assert mount_of(Path("/data"), [Mount(point="/srv", kind="ext4")]) is None


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "fuse", "fuse.sshfs", "ceph"]
)
def test_what_other_machines_may_change_is_shared(kind):
    """On these SQLite's locks or its shared memory cannot be relied upon."""
    assert is_shared(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk"])
def test_a_local_disk_is_not(kind):
    """An NTFS disk of this machine is local, though its driver is FUSE."""
    assert not is_shared(kind)


@pytest.mark.parametrize(
    ("version", "has"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_versions_with_the_wal_reset_bug(version, has):
    """It came with the log, and went in March 2026, in two older lines too."""
    assert has_wal_reset_bug(version) is has


def test_what_speaks_against_a_place_is_said_with_its_reason():
    """Two doubts, each with a name for the log and what to do, short enough for one line of it."""
    shared, old = doubts(Path("/srv/data"), MOUNTINFO, (3, 40, 1))
    assert (shared.event, old.event) == ("store.on_shared_disk", "store.sqlite_old")
    assert "(nfs4 at /srv)" in shared.reason
    assert "use a local disk" in shared.reason
    assert "SQLite 3.40.1" in old.reason
    assert "3.51.3" in old.reason
    assert max(len(shared.reason), len(old.reason)) <= 200


def test_a_good_place_is_no_matter():
    """A local disk and a new SQLite: nothing is said."""
    assert [*doubts(Path("/data"), MOUNTINFO, SOUND)] == []


def test_a_link_is_where_it_leads(tmp_path):
    """A data folder may be a link to another disk."""
    (tmp_path / "link").symlink_to("/srv/data")
    (shared,) = doubts(tmp_path / "link", MOUNTINFO, SOUND)
    assert shared.event == "store.on_shared_disk"


def test_this_machine_can_be_asked(tmp_path):
    """Its own mounts can be read, where it has such a file; without one, nothing is known."""
    assert place.read_mounts(tmp_path / "none") == ""
    (tmp_path / "mountinfo").write_text(MOUNTINFO)
    assert len(mounts(place.read_mounts(tmp_path / "mountinfo"))) == 8
    assert {one.event for one in place.here(tmp_path)} <= {
        "store.on_shared_disk",
        "store.sqlite_old",
    }
