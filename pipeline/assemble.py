"""The corpus put together from the documents on the disk, one document at a time, and only where anything changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from pipeline.config import CheckConfig, Config
from pipeline.corpus import (
    build_manifest,
    mark_duplicates,
    mark_near,
    read_edits,
    read_segments,
    rejects,
    write_atomic,
    write_corpus,
    write_manifest,
    write_quarantine,
)
from pipeline.corpus.atomic import is_temporary, temporary
from pipeline.corpus.jsonl import dump
from pipeline.document import Segment
from pipeline.errors import BitexteError
from pipeline.incremental import RECORD, directory, read_record, rules_version
from pipeline.reading import Quarantined
from pipeline.report.html import write_report_html
from pipeline.report.summary import DocumentRecord, Tally
from pipeline.report.summary import Quarantined as report_quarantined

#: What the corpus in an output folder was made from, and the sha256 of every file that came out.
ASSEMBLED = ".assembled.json"
#: Documents whose counts are given back; all of them stand in `out/`.
MAX_ROWS = 1000
#: The files of a document, without its record.
DOCUMENT = ("raw.txt", "clean.fr.txt", "translation.en.txt", "edits.jsonl", "segments.jsonl", "diff.html")
#: The files beside the corpus.
BESIDE = ("rejected.jsonl", "quarantine.jsonl", "report.html", "manifest.json")


@dataclass(frozen=True, slots=True)
class Assembly:
    """A corpus in numbers: `pairs` by status, `edits` by family, dropped lines, the counts of the first documents."""

    pairs: Mapping[str, int]
    edits: Mapping[str, int]
    dropped: int
    rows: tuple[Mapping[str, Any], ...]


def put_together(
    out: Path, keys: Mapping[str, str], quarantined: Sequence[Quarantined], config: Config, model: Mapping[str, Any]
) -> Assembly:
    """Write corpus, rejected pairs, quarantine, report and manifest from the documents in `keys` (id → key, sorted).

    Nothing is written where all of it would come out as it is there. Raises BitexteError where writing fails; the
    last complete corpus then stays.
    """
    basis = _basis(keys, quarantined, config, model)
    if earlier := _standing(out, basis):
        return earlier
    (out / ASSEMBLED).unlink(missing_ok=True)
    walk = _Walk(out, list(keys), config.check)
    with write_atomic(out / "rejected.jsonl") as rejected:
        files = write_corpus(
            out / "corpus", walk.segments(rejected), config.output, keep_flagged=walk.keep_flagged, marked=True
        )
    write_quarantine(out, (each.to_json() for each in quarantined))
    counts = {
        "documents": len(keys),
        "quarantined": len(quarantined),
        "pairs": _sorted(walk.pairs),
        "edits": _sorted(walk.edits),
        "rules": _sorted(walk.rules),
        "proposals": walk.proposals,
        "dropped_lines": walk.dropped,
    }
    manifest = build_manifest(config, model, walk.inputs, counts, files)
    at_a_glance = walk.tally.finish(
        (report_quarantined(each.source, each.reason) for each in quarantined),
        model=manifest.model,
        configuration=manifest.configuration,
        versions=manifest.versions,
    )
    write_report_html(out / "report.html", at_a_glance)
    write_manifest(out, manifest)
    made = Assembly(counts["pairs"], counts["edits"], walk.dropped, tuple(walk.rows))
    hashes = {**{f"corpus/{name}": digest for name, digest in files.items()}, **_hashes(out, BESIDE)}
    with write_atomic(out / ASSEMBLED) as file:
        file.write(json.dumps({"basis": basis, "files": hashes, "assembly": asdict(made)}, ensure_ascii=False) + "\n")
    return made


def current(
    out: Path, keys: Mapping[str, str], quarantined: Sequence[Quarantined], config: Config, model: Mapping[str, Any]
) -> bool:
    """Whether `put_together` would find nothing to write."""
    return _standing(out, _basis(keys, quarantined, config, model)) is not None


def remove_others(out: Path, wanted: Iterable[str]) -> tuple[str, ...]:
    """Remove the folders of documents that are not wanted, and tell which; folders that are not ours stay.

    Raises BitexteError where one cannot be removed.
    """
    wanted, removed = set(wanted), []
    for folder in others(out, wanted):
        finished = (folder / RECORD).is_file()
        try:
            # Under a name that is not its own nobody takes half of it for a document, nor for somebody else's folder.
            gone = folder if is_temporary(folder) else folder.with_name(temporary(folder.name))
            folder.rename(gone)
            shutil.rmtree(gone)
        except OSError as error:
            raise BitexteError(f"{folder}: cannot be removed: {error.strerror or error}") from error
        if finished:
            removed.append(folder.name)
    return tuple(removed)


def others(out: Path, wanted: Iterable[str]) -> Iterator[Path]:
    """The folders of documents that are not wanted, those that were never finished included."""
    wanted = set(wanted)
    for folder in sorted((out / "documents").glob("*")):
        if folder.name not in wanted and folder.is_dir() and not folder.is_symlink():
            if is_temporary(folder) or (folder / RECORD).is_file() or _abandoned(folder):
                yield folder


def _abandoned(folder: Path) -> bool:
    """Whether a killed run left the folder unfinished: nothing is in it but what we write there."""
    return all(path.name in DOCUMENT or is_temporary(path) for path in folder.iterdir())


class _Walk:
    """One pass over the documents: gives their segments and counts as it goes."""

    def __init__(self, out: Path, ids: Sequence[str], config: CheckConfig) -> None:
        self._out, self._ids, self._config, self.keep_flagged = out, ids, config, config.keep_flagged
        self.pairs: Counter[str] = Counter()
        self.edits: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.proposals = self.dropped = 0
        self.inputs: dict[str, str] = {}
        self.rows: list[dict[str, Any]] = []
        self.tally = Tally()

    def segments(self, rejected: IO[str]) -> Iterator[Segment]:
        """Every segment, those the corpus has already marked; what is rejected is written to `rejected`."""
        marked = mark_near(self._read, self._config)
        for name in self._ids:
            folder = directory(self._out, name)
            record = read_record(folder)
            if record is None:
                raise BitexteError(f"{folder}: changed by something else while this ran")
            segments = list(islice(marked, sum(record["pairs"].values())))
            edits = list(read_edits(folder))
            rejected.writelines(map(dump, rejects(name, segments, edits, keep_flagged=self.keep_flagged)))
            self._count(name, record, segments)
            self.tally.add(DocumentRecord(name, record["title"], record["language"], record["lines"], edits, segments))
            yield from segments

    def _read(self) -> Iterator[Segment]:
        segments = (segment for name in self._ids for segment in read_segments(directory(self._out, name)))
        return mark_duplicates(segments, self.keep_flagged)

    def _count(self, name: str, record: Mapping[str, Any], segments: Sequence[Segment]) -> None:
        pairs = Counter(segment.status for segment in segments)
        self.pairs.update(pairs)
        self.edits.update(record["edits"])
        self.rules.update(record["rules"])
        self.proposals += record["proposals"]
        self.dropped += record["dropped"]
        self.inputs[name] = record["sha256"]
        if len(self.rows) < MAX_ROWS:
            row = {"id": name, "lines": record["lines"], "dropped": record["dropped"]}
            self.rows.append({**row, "edits": sum(record["edits"].values()), "pairs": _sorted(pairs)})


def _basis(
    keys: Mapping[str, str], quarantined: Sequence[Quarantined], config: Config, model: Mapping[str, Any]
) -> str:
    """A sha256 over all that decides what `put_together` writes."""
    made_with = build_manifest(config, model, {}, {}, {}).to_json()
    facts = [dict(keys), [each.to_json() for each in quarantined], made_with, rules_version()]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _standing(out: Path, basis: str) -> Assembly | None:
    """What was put together from the same before, if every file of it is still there unchanged."""
    try:
        data = json.loads((out / ASSEMBLED).read_text(encoding="utf-8"))
        if data["basis"] != basis or _hashes(out, data["files"]) != data["files"]:
            return None
        made = data["assembly"]
        return Assembly(made["pairs"], made["edits"], made["dropped"], tuple(made["rows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hashes(out: Path, names: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in names:
        with (out / name).open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
