"""The reviewer's desk: documents as pages, requests as decisions, and what they change on a page."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.batch import Work, work_on
from pipeline.config import Config
from pipeline.errors import BitexteError, InputError
from pipeline.incremental import directory, document_key, read_record
from pipeline.lock import locked
from pipeline.process import open_translator
from pipeline.reading import Quarantined, safe_id
from pipeline.report.html.review import Decided, Desk, index_html, review_html, review_parts
from pipeline.review.actions import act, undo_always
from pipeline.review.bearing import bearing
from pipeline.review.decisions import Always, Decision
from pipeline.review.hand import HAND
from pipeline.review.store import read_always, read_decisions, review_folder
from pipeline.review.view import Repairs, Shown, documents, key, read_document, show
from pipeline.translate.translator import Translator

log = logging.getLogger("bitexte")

#: Pages whose state is remembered, so that a decision sends only what it changes.
_REMEMBERED = 16

_SAID = {
    ("edit", "accept"): "accepted",
    ("edit", "reject"): "rejected",
    ("line", "keep"): "line kept",
    ("line", "drop"): "line dropped",
    ("french", "write"): "French by hand",
    ("english", "write"): "English by hand",
    ("rule", "always"): "always do what this rule proposes",
    ("rule", "never"): "never use this rule",
    ("name", "always"): "always write this name so",
    ("name", "never"): "never write this name so",
    ("line", "always"): "always drop such lines",
    ("line", "never"): "never drop such lines",
}


class ReviewDesk:
    """All that the server does, without anything of HTTP. Close it: it may have a model open."""

    def __init__(self, out: Path, config: Config) -> None:
        self.out = out
        self.config = config
        self._repairs = Repairs()
        self._pages: dict[tuple[str, str], Shown] = {}
        self._lock = Lock()
        self._translator: Translator | None = None
        self._translating = Lock()

    def close(self) -> None:
        """Frees the model, if one was needed."""
        if self._translator is not None:
            self._translator.close()

    def index(self) -> str:
        """The page that lists the documents."""
        rows = []
        for name in documents(self.out):
            record = read_record(self.out / "documents" / name) or {}
            made = len(read_decisions(review_folder(self.config), name))
            said = [f"{sum(record.get('edits', {}).values()):,} changes", f"{record.get('proposals', 0):,} proposed"]
            if made:
                said.append(f"{made:,} decided")
            if record.get("dormant"):
                said.append(f"{record['dormant']:,} without place")
            rows.append((name, record.get("title") or self._first_line(name), " · ".join(said)))
        return index_html(rows, [_decided(each) for each in read_always(review_folder(self.config))])

    def _first_line(self, name: str) -> str | None:
        with (directory(self.out, name) / "clean.fr.txt").open(encoding="utf-8") as file:
            return next((line.strip() for line in file if line.strip()), None)

    def page(self, name: str) -> str:
        """The page of a document. Raises InputError where there is none of this name."""
        return review_html(self._desk(self._show(name)))

    def sentence(self, name: str, line: int, index: int) -> dict[str, str]:
        """A sentence for the form in which it is edited."""
        shown = self._show(name)
        segment = shown.segment(line, index)
        return {"fr": segment.fr, "en": segment.en, "raw": shown.document.lines[line - 1]}

    def request(self, name: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a request; gives the parts of the page that are others now, or that it must be loaded again."""
        with self._lock:
            before = self._pages.get((name, str(request.get("version"))))
        now = self._show(name)
        if request.get("do") == "run":
            self._run(name)
            made: list[str] = []
        else:
            made = act(self.config, now, request)
        after = self._show(name)
        if before is None or len(before.document.lines) != len(after.document.lines):
            return {"made": made, "reload": True}
        numbers = range(1, len(after.document.lines) + 1)
        changed = [number for number in numbers if before.of_line(number) != after.of_line(number)]
        return {"made": made, **review_parts(self._desk(after), changed)}

    def undo_everywhere(self, ids: Iterable[str]) -> None:
        """Take decisions about all documents away."""
        undo_always(self.config, ids)

    def _show(self, name: str) -> Shown:
        if name != safe_id(name) or not (self.out / "documents" / name / "document.json").is_file():
            raise InputError(f"there is no document {name!r}")
        shown = show(self.out, self.config, name, self._repairs)
        with self._lock:
            self._pages[name, _version(shown)] = shown
            while len(self._pages) > _REMEMBERED:
                del self._pages[next(iter(self._pages))]
        return shown

    def _desk(self, shown: Shown) -> Desk:
        decisions = {key(edit): each.id for edit, each in shown.reviewed.verdicts.items()}
        for number, each in shown.reviewed.lines.items():
            raw = shown.document.lines[number - 1]
            decisions[number, 0, len(raw), raw, ""] = each.id
        for edit in shown.reviewed.repair.edits:
            for spot, decision in shown.reviewed.hands if HAND in edit.rules else ():
                if spot.line == edit.line and spot.start <= edit.start and edit.end <= spot.end:
                    decisions[key(edit)] = decision.id
        dormant = {each.id for each in shown.dormant}
        made = [_decided(each, each.id in dormant) for each in (*shown.review.decisions, *shown.review.always)]
        return Desk(
            shown.document, shown.view, shown.segments, decisions, shown.waiting, made, _version(shown)
        )

    def _run(self, name: str) -> None:
        """Work on one document as `bitexte run` would; the corpus takes its results up with the next run."""
        document, _ = read_document(self.out, name)
        with self._translating, locked(self.out):
            translator = self._translator = self._translator or open_translator(self.config)
            bears = bearing(lambda each: directory(self.out, each.id), self.config)(document)
            work = Work(document, document_key(document, self.config, translator.digests, bears))
            (done,) = work_on([work], self.out, self.config, translator)
        if isinstance(done, Quarantined):
            raise BitexteError(done.reason)


def _version(shown: Shown) -> str:
    facts = repr((shown.review.digest, shown.document.sha256, [(each.fr, each.en) for each in shown.segments]))
    return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _decided(each: Decision | Always, dormant: bool = False) -> Decided:
    said = _SAID[each.kind, each.verdict]
    if isinstance(each, Always):
        return Decided(each.id, said, each.before, each.after)
    return Decided(each.id, said, each.before, each.after, each.line, dormant)
