"""The files of a document, the lists of rejects, the manifest, and atomic writing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.config import Config, RunConfig, TranslateConfig
from pipeline.corpus import (
    build_manifest,
    mark_duplicates,
    read_edits,
    read_segments,
    rejects,
    write_atomic,
    write_document,
    write_manifest,
    write_quarantine,
    write_rejected,
)
from pipeline.document import Document, Edit, Flag, Segment
from pipeline.errors import BitexteError, InputError
from pipeline.repair.edits import apply_text, revert_text

LINES = ("Toute toute sa vie.  Fin.", "", "Abonnez-vous !", "Titre\r")
CLEAN = ("Toute sa vie.  Fin.", "", None, "Titre\r")
EDITS = (
    Edit(1, 5, 11, " toute", "", ("words.doubled",), "words", "Twice.", 0.97),
    Edit(3, 0, 14, "Abonnez-vous !", "", ("boilerplate.ask",), "boilerplate", "A prompt.", 0.9),
)
PROPOSALS = (Edit(1, 0, 5, "Toute", "Tout", ("words.other",), "words", "Perhaps.", 0.5, applied=False),)
SEGMENTS = (
    Segment("d", 1, 0, "Toute toute sa vie.", "Toute sa vie.", "All his life.", scores={"numbers": 0}),
    Segment("d", 1, 1, "Fin.", "Fin.", "End.", "fr", "flagged", (Flag("numbers", 1, 0.0),)),
    Segment("d", 4, 0, "Titre", "Titre", ""),
)


def written(directory: Path) -> Path:
    document = Document("d", "d.txt", LINES, "0" * 64)
    write_document(directory, document, CLEAN, EDITS, PROPOSALS, SEGMENTS)
    return directory


def text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_a_document_is_written_and_read_again(tmp_path: Path) -> None:
    folder = written(tmp_path / "a" / "d")
    assert sorted(path.name for path in folder.iterdir()) == [
        "clean.fr.txt",
        "edits.jsonl",
        "raw.txt",
        "segments.jsonl",
        "translation.en.txt",
    ]
    assert tuple(read_segments(folder)) == SEGMENTS
    assert tuple(read_edits(folder)) == (*PROPOSALS, *EDITS)


def test_the_written_account_leads_from_raw_to_clean_and_back(tmp_path: Path) -> None:
    folder = written(tmp_path)
    edits = list(read_edits(folder))
    assert apply_text(text(folder / "raw.txt"), edits) == text(folder / "clean.fr.txt")
    assert revert_text(text(folder / "clean.fr.txt"), edits) == text(folder / "raw.txt")


def test_the_english_has_a_line_for_every_kept_line(tmp_path: Path) -> None:
    assert text(written(tmp_path) / "translation.en.txt") == "All his life. End.\n\n\n"


def test_rejects_are_pairs_and_dropped_lines_in_order(tmp_path: Path) -> None:
    twice = (*SEGMENTS, Segment("d", 5, 0, "Titre", "Titre", ""))
    write_rejected(tmp_path, rejects("d", mark_duplicates(twice), (*EDITS, *PROPOSALS)))
    records = [json.loads(line) for line in text(tmp_path / "rejected.jsonl").splitlines()]
    assert [(each["kind"], each["line"]) for each in records] == [("pair", 1), ("line", 3), ("pair", 5)]
    assert records[0]["flags"] == [{"name": "numbers", "value": 1, "threshold": 0.0}]
    assert records[1]["raw"] == "Abonnez-vous !" and records[1]["rules"] == ["boilerplate.ask"]
    assert records[2]["flags"] == [{"name": "duplicate", "value": "d:4:0", "threshold": None}]
    kept = list(rejects("d", SEGMENTS, EDITS, keep_flagged=True))
    assert [each["kind"] for each in kept] == ["line"]


def test_quarantine_is_escaped(tmp_path: Path) -> None:
    write_quarantine(tmp_path, [{"source": "a\nb\ud800.txt", "reason": "binary"}])
    assert json.loads(text(tmp_path / "quarantine.jsonl")) == {"source": "a\nb\ufffd.txt", "reason": "binary"}


@pytest.mark.parametrize("content", ["not json\n", "[1]\n", '{"half": ', "\xff"])
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "segments.jsonl").write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=r"segments\.jsonl:1: not"):
        list(read_segments(tmp_path))


def test_a_missing_file_or_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"edits\.jsonl: No such file"):
        list(read_edits(tmp_path))
    (tmp_path / "edits.jsonl").write_text('{"line": 1}\n')
    with pytest.raises(InputError, match=r"edits\.jsonl:1: not an edit"):
        list(read_edits(tmp_path))


def test_the_manifest_says_what_ran_and_not_how_it_was_shared_out(tmp_path: Path) -> None:
    def manifest(workers: int, threads: int) -> str:
        config = Config(run=RunConfig(workers=workers), translate=TranslateConfig(threads=threads))
        model = {"sha256": "f" * 64, "name": "translate-fr_en"}
        inputs = {"b": "2", "a": "1"} if workers == 1 else {"a": "1", "b": "2"}
        write_manifest(tmp_path, build_manifest(config, model, inputs, {"documents": 2}, {}))
        return text(tmp_path / "manifest.json")

    assert manifest(1, 1) == manifest(4, 2)
    content = json.loads(manifest(1, 1))
    assert set(content) == {"versions", "configuration", "model", "inputs", "counts", "files"}
    assert content["configuration"]["repair"]["min_confidence"] == 0.8
    assert {"bitexte", "python", "ctranslate2"} <= set(content["versions"])


def test_an_atomic_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    with write_atomic(path) as file:
        file.write("un\ud800\r\n")
        assert not path.exists()
    assert path.read_bytes() == "un\ufffd\r\n".encode()
    with pytest.raises(ZeroDivisionError), write_atomic(path) as file:
        file.write("deux")
        raise ZeroDivisionError
    assert path.read_bytes() == "un\ufffd\r\n".encode()
    assert os.listdir(path.parent) == ["file.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    with pytest.raises(BitexteError) as caught, write_atomic(path), open("/dev/full", "w") as full:
        full.write("x" * 100_000)
    assert str(caught.value) == f"{path}: cannot write: No space left on device"
    assert os.listdir(tmp_path) == []
