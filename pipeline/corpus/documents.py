"""The files of one document, and the two lists of what did not make it into the corpus."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from pipeline.corpus.atomic import open_text, staged, write_atomic
from pipeline.corpus.bitext import belongs
from pipeline.corpus.jsonl import dump
from pipeline.document import Document, Edit, Segment
from pipeline.errors import InputError

T = TypeVar("T")


def write_document(
    directory: Path,
    document: Document,
    clean: Sequence[str | None],
    edits: Sequence[Edit],
    proposals: Sequence[Edit],
    segments: Sequence[Segment],
) -> None:
    """Write raw.txt, clean.fr.txt, translation.en.txt, edits.jsonl and segments.jsonl, all of them or none.

    Raises BitexteError where writing fails.
    """
    account = sorted((*edits, *proposals), key=lambda edit: (edit.line, edit.start, edit.end, not edit.applied))
    contents = {
        "raw.txt": [document.text],
        "clean.fr.txt": [line + "\n" for line in clean if line is not None],
        "translation.en.txt": [line + "\n" for line in english_lines(clean, segments)],
        "edits.jsonl": [dump(edit.to_json()) for edit in account],
        "segments.jsonl": [dump(segment.to_json()) for segment in segments],
    }
    with staged(directory) as files:
        for name, parts in contents.items():
            with open_text(files.stage(name)) as file:
                file.writelines(parts)


def write_segments(directory: Path, segments: Iterable[Segment]) -> None:
    """Write segments.jsonl alone. Raises BitexteError where writing fails."""
    _write_jsonl(directory / "segments.jsonl", (segment.to_json() for segment in segments))


def english_lines(clean: Sequence[str | None], segments: Sequence[Segment]) -> tuple[str, ...]:
    """The English of every kept line, its sentences joined by spaces; a blank line stays one."""
    ordered = sorted(segments, key=lambda segment: (segment.line, segment.index))
    english = {
        line: " ".join(segment.en for segment in group if segment.en)
        for line, group in groupby(ordered, key=lambda segment: segment.line)
    }
    return tuple(english.get(number, "") for number, line in enumerate(clean, 1) if line is not None)


def read_segments(directory: Path) -> Iterator[Segment]:
    """The segments that `write_document` wrote. Raises InputError where they cannot be read."""
    return _read(directory / "segments.jsonl", Segment.from_json, "a segment")


def read_edits(directory: Path) -> Iterator[Edit]:
    """The edits that `write_document` wrote, applied and proposed. Raises InputError where they cannot be read."""
    return _read(directory / "edits.jsonl", Edit.from_json, "an edit")


def _read(path: Path, make: Callable[[Mapping[str, Any]], T], what: str) -> Iterator[T]:
    for number, record in enumerate(read_jsonl(path), 1):
        try:
            yield make(record)
        except (KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: not {what}: {error}") from error


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file. Raises InputError, with the path and the line, where there is none."""
    number = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise InputError(f"{path}:{number}: not a JSON object")
                yield record
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path}:{number or 1}: not JSON: {error}") from error


def rejects(
    document: str, segments: Iterable[Segment], edits: Iterable[Edit], *, keep_flagged: bool = False
) -> Iterator[dict[str, Any]]:
    """The records of `rejected.jsonl` for one document, in the order of its lines.

    `kind` is "pair", with the keys of a segment, or "line", for a line dropped
    as boilerplate, with its number, raw text, rules and reason.
    """
    records = [
        (segment.line, segment.index, {"kind": "pair", **segment.to_json()})
        for segment in segments
        if not belongs(segment, keep_flagged)
    ]
    records += [(edit.line, -1, _dropped(document, edit)) for edit in edits if edit.applied and edit.drops_line]
    return (record for _, _, record in sorted(records, key=lambda each: each[:2]))


def _dropped(document: str, edit: Edit) -> dict[str, Any]:
    return {
        "kind": "line",
        "document": document,
        "line": edit.line,
        "raw": edit.before,
        "rules": list(edit.rules),
        "why": edit.why,
        "flags": [{"name": edit.category, "value": edit.confidence, "threshold": None}],
    }


def write_rejected(out: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write `rejected.jsonl` to the directory `out`. Raises BitexteError where writing fails."""
    _write_jsonl(out / "rejected.jsonl", records)


def write_quarantine(out: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write `quarantine.jsonl` to `out`: `source` and `reason` of every input that could not be processed.

    Raises BitexteError where writing fails.
    """
    _write_jsonl(out / "quarantine.jsonl", records)


def _write_jsonl(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    with write_atomic(path) as file:
        for record in records:
            file.write(dump(record))
