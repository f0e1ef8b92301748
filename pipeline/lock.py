"""One run at a time on an output folder, by a lock of the system: it is gone with the process, however that ends."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from pipeline.errors import BitexteError

log = logging.getLogger("bitexte")

#: Held by a run, and by a schedule that serves a folder.
LOCK, SERVING = ".lock", ".serving.lock"
#: Seconds for which a run waits for another one if nothing else is said: longer than most take, and a bound on what
#: piles up where a schedule is quicker than the work.
WAIT = 600.0
#: Seconds between two tries.
_PAUSE = 0.2


class BusyError(BitexteError):
    """Another run holds the output folder. The exit code is EX_TEMPFAIL of sysexits.h: try again later."""

    exit_code = 75


@contextmanager
def locked(out: Path, wait: float = 0.0, *, name: str = LOCK) -> Iterator[None]:
    """Hold a lock of `out`, which is made if need be; wait for it up to `wait` seconds, and say so.

    Raises BusyError where another process still holds it then, BitexteError where the folder cannot be written.
    """
    path = out / name
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BitexteError(f"{out}: cannot write: {error.strerror or error}") from error
    with file:
        _acquire(file, out, wait)
        try:
            yield
        finally:
            # Empty means free, for people; what counts is the lock itself, which goes with the file being closed.
            with suppress(OSError):
                file.truncate(0)


def holder(out: Path) -> str | None:
    """Who holds the lock of `out`, in words; None where nobody does."""
    try:
        with (out / LOCK).open("r", encoding="utf-8") as file:
            if _try(file):
                return None
            return _who(file)
    except OSError:
        return None


def _acquire(file: IO[str], out: Path, wait: float) -> None:
    deadline, said = time.monotonic() + wait, False
    while not _try(file):
        if time.monotonic() >= deadline:
            raise BusyError(f"{out}: {_who(file)} is at work on it")
        if not said:
            log.warning("%s: %s is at work on it; waiting up to %g s", out, _who(file), wait)
            said = True
        time.sleep(_PAUSE)
    since = datetime.now().astimezone().isoformat("T", "seconds")
    me = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    with suppress(OSError):  # on a full disk the lock holds all the same
        file.seek(0)
        file.truncate()
        file.write(json.dumps(me) + "\n")
        file.flush()


def _try(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
            log.warning("%s: the file system has no locks; see to it that no other run works here", file.name)
            return True
        raise
    return True


def _who(file: IO[str]) -> str:
    try:
        file.seek(0)
        data = json.loads(file.read())
        return f"process {data['pid']} on {data['host']} (since {data['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"
