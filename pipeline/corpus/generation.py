"""A directory that changes as a whole: made beside the old one, and put in its place in one step.

Files that are renamed one after another leave a mixture where a run is killed between two of them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.corpus.atomic import temporary
from pipeline.errors import BitexteError

#: renameat2(2): Linux 3.15, glibc 2.28
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def generation(directory: Path, ours: Callable[[str], bool]) -> Iterator[Path]:
    """A new directory to fill with files, which takes the place of `directory` when the block has ended well.

    `ours` tells by its name whether a file belongs to a generation; whatever else lies in the old directory is
    carried over into the new one. What killed runs have left is removed: only one process may be at work here.
    Where the file system cannot exchange two directories the old one is renamed first, and a run that is killed in
    that instant leaves it beside its place, under a hidden name. Raises BitexteError, with the path and the reason,
    where the system refuses (disk full, no permission, not a directory).
    """
    # The place that counts is the directory itself, where `directory` is a link to another disk.
    place = Path(os.path.realpath(directory))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(place)
        try:
            fresh.mkdir()
            yield fresh
            _flush(fresh)
            _publish(fresh, place)
        finally:
            for left in sorted(place.parent.glob(f".{place.name}.*.tmp")):
                _retire(left, place, ours)
    except OSError as error:
        raise BitexteError(f"{directory}: cannot write: {error.strerror or error}") from error


def _beside(place: Path) -> Path:
    return place.with_name(temporary(place.name))


def _publish(fresh: Path, place: Path) -> None:
    if not place.exists():
        fresh.rename(place)
    else:
        if not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
        fresh.chmod(stat.S_IMODE(place.stat().st_mode))
        if not _exchange(fresh, place):
            old = _beside(place)
            place.rename(old)
            try:
                fresh.rename(place)
            except OSError:
                old.rename(place)
                raise
    _sync(place.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Let two directories swap their names in one step; False where system or file system cannot."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), ctypes.c_uint(_RENAME_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP):
        return False
    raise OSError(code, os.strerror(code), str(second))


def _retire(left: Path, place: Path, ours: Callable[[str], bool]) -> None:
    """Remove a directory that a generation was made in or taken from; what is not ours goes over to `place`."""
    with suppress(OSError):
        for each in sorted(left.iterdir()):
            if not ours(each.name) and not (place / each.name).exists():
                each.rename(place / each.name)
        shutil.rmtree(left)


def _flush(directory: Path) -> None:
    for each in sorted(directory.iterdir()):
        _sync(each)
    _sync(directory)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
