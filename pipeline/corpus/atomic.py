"""Files that are there whole or not at all: a temporary name, flushed, renamed."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import BitexteError


SURROGATES = "bitexte.surrogates"
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{32}\.tmp")


class Staged:
    """Files of one directory written under temporary names, renamed together by `commit`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._staged: dict[str, Path] = {}

    def stage(self, name: str) -> Path:
        """A fresh temporary file in the same directory, which will become `name`."""
        path = self.directory / temporary(name)
        path.open("x").close()
        self._staged[name] = path
        return path

    def commit(self) -> dict[str, str]:
        """Flush every file to the disk, rename them all, and give the sha256 of each by its name."""
        for path in self._staged.values():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        hashes = {name: file_sha256(path) for name, path in sorted(self._staged.items())}
        for name, path in list(self._staged.items()):
            path.replace(self.directory / name)
            del self._staged[name]
        _sync_directory(self.directory)
        return hashes

    def discard(self) -> None:
        """Remove what was not renamed."""
        for path in self._staged.values():
            path.unlink(missing_ok=True)
        self._staged.clear()


def temporary(name: str) -> str:
    """A fresh hidden name for what will become `name`, or was."""
    return f".{name}.{uuid.uuid4().hex}.tmp"


def is_temporary(path: Path) -> bool:
    """Whether a file has a name that `temporary` gives."""
    return _TEMPORARY.fullmatch(path.name) is not None


def discard_temporary(directory: Path) -> None:
    """Remove the temporary files of a run that was killed. Only for who has the directory to himself."""
    for path in directory.glob(".*.tmp"):
        if is_temporary(path) and not path.is_dir():
            path.unlink(missing_ok=True)


@contextmanager
def staged(directory: Path) -> Iterator[Staged]:
    """A `Staged` for `directory`, which is made if need be; committed at the end, discarded on an error.

    Raises BitexteError, with the path and the reason, where the system refuses
    (disk full, no permission, not a directory).
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        files = Staged(directory)
        try:
            yield files
            files.commit()
        finally:
            files.discard()
    except OSError as error:
        raise BitexteError(f"{directory}: cannot write: {error.strerror or error}") from error


@contextmanager
def write_atomic(path: Path) -> Iterator[IO[str]]:
    """A text file (UTF-8, "\\n") that takes its name only when the block has ended well.

    Lone surrogates become U+FFFD. Raises BitexteError, with the path and the
    reason, where the system refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files = Staged(path.parent)
        try:
            with open_text(files.stage(path.name)) as file:
                yield file
            files.commit()
        finally:
            files.discard()
    except OSError as error:
        raise BitexteError(f"{path}: cannot write: {error.strerror or error}") from error


def open_text(path: Path) -> IO[str]:
    """`path` for writing as UTF-8 with "\\n"; what UTF-8 cannot hold becomes U+FFFD."""
    return path.open("w", encoding="utf-8", errors=SURROGATES, newline="\n")


def _replacement(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "\ufffd".encode() * (error.end - error.start), error.end


codecs.register_error(SURROGATES, _replacement)


def file_sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
