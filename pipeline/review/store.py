"""The files of the decisions: `<folder>/<id>.jsonl` for a document, `<folder>/always/decisions.jsonl` for all."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pipeline.config import Config, ReviewConfig
from pipeline.corpus.atomic import write_atomic
from pipeline.corpus.documents import read_jsonl
from pipeline.corpus.jsonl import dump
from pipeline.document import Document
from pipeline.errors import BitexteError, InputError
from pipeline.review.decisions import Always, Decision, Review

#: In a folder of its own, because a document may have any name.
ALWAYS = "always/decisions"

T = TypeVar("T", Decision, Always)


def review_folder(config: Config) -> Path:
    """Where the decisions lie; relative to the configuration file, where there is one."""
    return (config.path.parent if config.path else Path()) / config.review.folder


def with_review(config: Config, folder: str | Path | None) -> Config:
    """The configuration with `folder` for the decisions, if one is named; wherever the work is done, it is found."""
    place = Path(folder) if folder is not None else review_folder(config)
    return replace(config, review=ReviewConfig(str(place.absolute())))


def load_review(config: Config, document: Document) -> Review:
    """What was decided that concerns the document. Raises InputError for a file that cannot be read."""
    folder = review_folder(config)
    if not folder.is_dir():
        return Review()
    always = (each for each in read_always(folder) if each.concerns(document.lines))
    return Review(read_decisions(folder, document.id), tuple(always))


def read_decisions(folder: Path, document: str) -> tuple[Decision, ...]:
    """The decisions about a document, in order. Raises InputError for a file that cannot be read."""
    return _read(_path(folder, document), Decision.from_json)


def read_always(folder: Path) -> tuple[Always, ...]:
    """The decisions about all documents, in order. Raises InputError for a file that cannot be read."""
    return _read(_path(folder, ALWAYS), Always.from_json)


def reviewed_documents(folder: Path) -> Iterator[str]:
    """The ids of the documents that have decisions, sorted."""
    files = (path.name.removesuffix(".jsonl") for path in sorted(folder.glob("*.jsonl")))
    return (name for name in files if not name.startswith("."))


def update(folder: Path, document: str, *, remove: Collection[str] = (), add: Iterable[Decision] = ()) -> None:
    """Take decisions away by their ids and add others, each in the place of one with its id.

    Safe against other processes and threads that do the same. Raises BitexteError where the system refuses.
    """
    path = _path(folder, document)
    with _locked(folder):
        _write(path, _read(path, Decision.from_json), remove, list(add))


def update_always(folder: Path, *, remove: Collection[str] = (), add: Iterable[Always] = ()) -> None:
    """`update` for the decisions about all documents."""
    path = _path(folder, ALWAYS)
    with _locked(folder):
        _write(path, _read(path, Always.from_json), remove, list(add))


def _path(folder: Path, document: str) -> Path:
    return folder / f"{document}.jsonl"


def _read(path: Path, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    if not path.is_file():
        return ()
    found = []
    for number, record in enumerate(read_jsonl(path), 1):
        try:
            found.append(make(record))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{path}:{number}: not a decision: {error}") from error
    return tuple(found)


def _write(path: Path, before: Iterable[T], remove: Collection[str], add: list[T]) -> None:
    gone = {*remove, *(each.id for each in add)}
    after = [*(each for each in before if each.id not in gone), *add]
    if not after:
        path.unlink(missing_ok=True)
        return
    with write_atomic(path) as file:
        file.writelines(dump(each.to_json()) for each in after)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time in the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise BitexteError(f"{folder}: cannot write: {error.strerror or error}") from error
