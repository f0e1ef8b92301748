"""New thresholds for what was measured already: pairs judged again without translating anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.batch import Done, Summary, assemble
from pipeline.check import decide
from pipeline.config import Config
from pipeline.corpus import read_edits, read_segments, write_segments
from pipeline.document import Document, Segment
from pipeline.errors import InputError
from pipeline.incremental import DocumentKey, directory, forget_record, read_record, rewrite_record, shared_parts
from pipeline.lastrun import quarantine
from pipeline.lock import locked
from pipeline.reading import Quarantined
from pipeline.report.html import write_document_html


def recheck(out: Path, config: Config) -> Summary:
    """Judge the pairs in `out` by `config` and write what follows from it: what a forced run under it would write.

    Documents whose pairs are judged as before are left alone and counted as unchanged. Raises InputError where `out`
    holds no finished run, or one made with another configuration than that of its checks, or by another version:
    then nothing is touched.
    """
    model = _model(out)
    with locked(out):
        outcome: list[Quarantined | Done] = [*quarantine(out)]
        shared = shared_parts(config)
        names = [name for name, _ in _records(out, shared)]
        for name in names:
            folder = directory(out, name)
            changed, key = _judge(folder, read_record(folder) or {}, config, shared["thresholds"])
            outcome.append(Done(name, changed, key))
        return assemble(outcome, out, config, model)


def _model(out: Path) -> Mapping[str, Any]:
    try:
        return dict(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["model"])
    except OSError as error:
        raise InputError(f"{out}: no finished run is here ({error.filename}: {error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{out / 'manifest.json'}: not a manifest ({error})") from error


def _records(out: Path, shared: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document of the last run with its record, by their names; all of them must be finished and comparable."""
    for folder in sorted((out / "documents").glob("*")):
        if not (folder / "segments.jsonl").is_file():
            continue
        record = read_record(folder)
        if record is None:
            raise InputError(f"{folder}: not finished; `bitexte run` has to come first")
        for part in ("configuration", "rules"):
            if record.get("parts", {}).get(part) != shared[part]:
                what = "another configuration than that of its checks" if part == "configuration" else "another version"
                raise InputError(f"{folder}: made with {what}; `bitexte run` has to come first")
        yield folder.name, record


def _judge(folder: Path, record: Mapping[str, Any], config: Config, thresholds: str) -> tuple[bool, str]:
    """Write the pairs of a document as `config` judges them; whether that changed any, and the key they stand under."""
    before = list(read_segments(folder))
    after = [decide(segment, config.check) for segment in before]
    key = DocumentKey({**record["parts"], "thresholds": thresholds})
    if after == before and not key.differences(record):
        return False, key.digest
    forget_record(folder)
    if after != before:
        write_segments(folder, after)
        _write_page(folder, record, after)
    pairs = dict(sorted(Counter(segment.status for segment in after).items()))
    rewrite_record(folder, {**record, "pairs": pairs}, key)
    return after != before, key.digest


def _write_page(folder: Path, record: Mapping[str, Any], segments: list[Segment]) -> None:
    lines = (folder / "raw.txt").read_bytes().decode("utf-8").split("\n")[:-1]
    names = ("id", "source", "sha256", "encoding", "title", "url", "date")
    document = Document(**{name: record[name] for name in names}, lines=tuple(lines))
    edits = list(read_edits(folder))
    applied, proposed = ([edit for edit in edits if edit.applied is wanted] for wanted in (True, False))
    write_document_html(folder / "diff.html", document, applied, proposed, segments)
