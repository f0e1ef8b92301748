"""One document as its reviewers see it: the rules' work and their decisions, recomputed from what lies on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.config import Config, RepairConfig
from pipeline.corpus.documents import read_edits, read_segments
from pipeline.document import Document, Edit, Segment
from pipeline.errors import InputError
from pipeline.repair import Repair, repair
from pipeline.report.diff import DocumentView, LineView, view
from pipeline.review.apply import Reviewed, english, reviewed, with_others
from pipeline.review.decisions import Decision, Review
from pipeline.review.store import load_review
from pipeline.segment import split
from pipeline.whole import RULE as TRANSLATED

#: What tells an edit from all others of a document.
Key = tuple[int, int, int, str, str]


@dataclass(frozen=True)
class Shown:
    """A document with its decisions. `waiting`: the sentences, by line and index, whose French has changed since they
    were translated; they show their old English. `by_hand`: those whose English a person wrote."""

    document: Document
    review: Review
    reviewed: Reviewed
    view: DocumentView
    segments: tuple[Segment, ...]
    waiting: frozenset[tuple[int, int]]
    by_hand: Mapping[tuple[int, int], Decision]
    dormant: tuple[Decision, ...]

    @property
    def asked(self) -> dict[Key, Edit]:
        """What can be decided about, as the rules ask for it."""
        return {key(edit): edit for edit in self.reviewed.asked}

    def segment(self, line: int, index: int) -> Segment:
        """One sentence. Raises InputError where there is none."""
        for segment in self.segments:
            if (segment.line, segment.index) == (line, index):
                return segment
        raise InputError("this sentence is no longer there")

    @cached_property
    def _by_line(self) -> dict[int, list[Segment]]:
        found: dict[int, list[Segment]] = {}
        for segment in self.segments:
            found.setdefault(segment.line, []).append(segment)
        return found

    def of_line(self, number: int) -> tuple[LineView, list[Segment], Any]:
        """All that the page shows of a line; equal where it shows the same."""
        line, segments = self.view.lines[number - 1], self._by_line.get(number, [])
        places = [(segment.line, segment.index) for segment in segments]
        marks = [(place in self.waiting, place in self.by_hand) for place in places]
        return line, segments, (marks, self.reviewed.lines.get(number))


def key(edit: Edit) -> Key:
    """What tells an edit from all others of its document."""
    return edit.line, edit.start, edit.end, edit.before, edit.after


def documents(out: Path) -> list[str]:
    """The ids of the documents of the last run, sorted."""
    return sorted(path.parent.name for path in (out / "documents").glob("*/document.json"))


def read_document(out: Path, name: str) -> tuple[Document, dict[str, Any]]:
    """A document of the last run as it was read, and its record. Raises InputError where it is not there whole."""
    folder = out / "documents" / name
    try:
        text = (folder / "raw.txt").read_bytes().decode("utf-8")
        record = json.loads((folder / "document.json").read_text(encoding="utf-8"))
        document = Document(
            record["id"], record.get("source") or f"{name}/raw.txt", tuple(text.split("\n")[:-1]), record["sha256"],
            record["encoding"], record["title"], record["url"], record["date"],
            tuple(sorted(record.get("names", {}).items())),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: no finished document; `bitexte run` makes it") from error
    return document, record


class Repairs:
    """`pipeline.repair.repair`, which remembers the last documents: most decisions do not change what it is told."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._known: dict[tuple[Any, ...], Repair] = {}
        self._lock = Lock()

    def __call__(
        self,
        lines: Sequence[str],
        config: RepairConfig,
        *,
        standing: Collection[int] = (),
        names: tuple[tuple[str, str], ...] = (),
    ) -> Repair:
        wanted = tuple(lines), repr(config), frozenset(standing), names
        with self._lock:
            done = self._known.pop(wanted, None) or repair(lines, config, standing=standing, names=names)
            self._known[wanted] = done
            while len(self._known) > self._size:
                del self._known[next(iter(self._known))]
        return done


def show(out: Path, config: Config, name: str, repairing: Callable[..., Repair] = repair) -> Shown:
    """A document as it stands now. Raises InputError where it or its decisions cannot be read."""
    document, _ = read_document(out, name)
    review = load_review(config, document)
    done = reviewed(document.lines, config.repair, review, repairing, document.names)
    others = [each for each in read_edits(out / "documents" / name) if TRANSLATED in each.rules]
    if others:
        done = with_others(done, document.lines, others, config.repair, review)
    segments, waiting = _segments(name, done.repair.lines, tuple(read_segments(out / "documents" / name)))
    written, gone = english(segments, review.decisions)
    segments = tuple(
        replace(segment, en=written[place].after, status="kept", flags=())
        if (place := (segment.line, segment.index)) in written
        else segment
        for segment in segments
    )
    shown = view(name, document.lines, done.repair.edits, done.repair.proposals, document.title)
    return Shown(
        document, review, done, shown, segments, frozenset(waiting - set(written)), written, (*done.dormant, *gone)
    )


def _segments(
    document: str, lines: Sequence[str | None], stored: Sequence[Segment]
) -> tuple[tuple[Segment, ...], set[tuple[int, int]]]:
    """The sentences of the clean lines with the English of the last run, and those that it does not fit any more."""
    by_line: dict[int, list[Segment]] = {}
    for segment in stored:
        by_line.setdefault(segment.line, []).append(segment)
    found: list[Segment] = []
    waiting = set()
    for number, line in enumerate(lines, 1):
        before = by_line.get(number, [])
        sentences = [line[start:end] for start, end in split(line or "")] if line else []
        if sentences == [segment.fr for segment in before]:
            found += before
            continue
        known = {segment.fr: segment for segment in before}
        for index, text in enumerate(sentences):
            if text in known:
                found.append(replace(known[text], index=index))
                continue
            old = before[index] if len(before) == len(sentences) else None
            waiting.add((number, index))
            found.append(Segment(document, number, index, old.fr_raw if old else "", text, old.en if old else ""))
    return tuple(found), waiting
