"""What the kernel keeps a worker from, beyond its limits: files, network, and starting anything.

Each fence holds by itself; where the kernel has none, the others remain, and `held` says so.
"""

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import all_suffixes
from pathlib import Path

from service.sandbox import landlock, seccomp


_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")
_ITSELF = ("/dev/null", "/dev/random", "/dev/urandom", "/etc/ld.so.cache", "/etc/localtime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """What holds for a worker."""

    landlock: int = 0
    """Version that the kernel offers; 0: nothing keeps it from reading files that its user may read."""
    seccomp: bool = False
    """False: nothing keeps native code from the network and from starting processes."""


_held = Confinement()


def held() -> Confinement:
    """Tell what holds for this process: asked in a worker, it is what the worker lives under."""
    return _held


def restrict(places: "Places") -> None:  # pragma: no cover - in other processes
    """Have the kernel hold what it can, for good."""
    if sys.platform != "linux":
        return
    global _held  # noqa: PLW0603 - a process is confined once
    libc = ctypes.CDLL(None, use_errno=True)
    readable = [*places.readable, Path("/proc/self")]
    try:
        version = landlock.restrict(libc, readable, places.listable)
    except OSError:
        version = 0
    _held = Confinement(landlock=version, seccomp=seccomp.restrict(libc))


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where modules are imported from, and what they read of the system."""

    readable: tuple[Path, ...]
    listable: tuple[Path, ...]
    """Folders that may hold anything beside modules: a checkout has the data folder."""


def places() -> Places:
    """Find them, as things are now."""
    found = {Path(place) for place in (*_SYSTEM, *_ITSELF)}
    found |= {Path(prefix) / "lib" for prefix in (sys.prefix, sys.base_prefix)}
    others = [path for path in map(Path, sys.path) if found.isdisjoint((path, *path.parents))]
    for path in others:
        found.update(_modules_in(path) if path.is_dir() else [path])
    for module in [*sys.modules.values()]:  # also what an import hook has found elsewhere
        if package := getattr(module, "__path__", None):
            found.update(map(Path, package))
    return Places(
        readable=tuple(path for path in found if found.isdisjoint(path.parents)),
        listable=tuple(others),
    )


def _modules_in(folder: Path) -> Iterator[Path]:
    """Give what can be imported: modules, and folders of modules."""
    for path in folder.iterdir():
        if _is_module(path) or (path.is_dir() and any(map(_is_module, _listed(path)))):
            yield path


def _is_module(path: Path) -> bool:
    return path.name.endswith(tuple(all_suffixes()))


def _listed(folder: Path) -> list[Path]:
    try:
        return [*folder.iterdir()]
    except OSError:
        return []
