"""The five seed articles through the real flow and the real model, and what must hold of everything written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import SEEDS, Bitexte, tree
from pipeline.batch import run_batch
from pipeline.config import Config
from pipeline.corpus import read_edits, read_segments
from pipeline.repair import apply_text, repair, revert_text

GOLDEN = Path(__file__).parent / "golden"
IDS = [path.stem for path in sorted(SEEDS.glob("*.txt"))]


@pytest.fixture(scope="session")
def run(bitexte: Bitexte, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """What `bitexte run` makes of the seeds as a new user runs it, with the server that Prefect starts for a run."""
    out = tmp_path_factory.mktemp("run") / "out"
    done = bitexte("run", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, done.stdout


@pytest.fixture
def out(run: tuple[Path, str]) -> Path:
    return run[0]


def test_the_summary_tells_what_there_is(run: tuple[Path, str]) -> None:
    out, summary = run
    for word in ("documents  5 (5 processed)", "pairs", "kept", "flagged", "rejected", "typography", " s\n", str(out)):
        assert word in summary


@pytest.mark.parametrize("name", IDS)
def test_clean_french_is_as_it_was_read_and_approved(out: Path, name: str) -> None:
    """After a wanted change of the rules: `make golden`, then read the difference."""
    clean = (out / "documents" / name / "clean.fr.txt").read_text(encoding="utf-8")
    assert clean == (GOLDEN / f"{name}.fr.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", IDS)
def test_every_change_is_accounted_for(out: Path, name: str) -> None:
    folder = out / "documents" / name
    raw, clean = ((folder / file).read_bytes().decode() for file in ("raw.txt", "clean.fr.txt"))
    edits = list(read_edits(folder))
    assert raw == (SEEDS / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n") + "\n"
    assert apply_text(raw, edits) == clean and revert_text(clean, edits) == raw
    again = repair(clean.split("\n")[:-1], Config().repair)
    assert not again.edits


@pytest.mark.parametrize("name", IDS)
def test_sentences_cover_the_clean_text(out: Path, name: str) -> None:
    folder = out / "documents" / name
    raw, clean = ((folder / file).read_bytes().decode().split("\n")[:-1] for file in ("raw.txt", "clean.fr.txt"))
    english = (folder / "translation.en.txt").read_bytes().decode().split("\n")[:-1]
    segments = list(read_segments(folder))
    assert len(clean) == len(english)
    assert "".join("".join(clean).split()) == "".join("".join(segment.fr for segment in segments).split())
    at: dict[int, int] = {}
    for segment in segments:
        found = raw[segment.line - 1].find(segment.fr_raw, at.get(segment.line, 0))
        assert found >= 0, "the raw stretches are in order and do not overlap"
        at[segment.line] = found + len(segment.fr_raw)
        assert segment.fr_raw or not segment.fr
    french_lines = {line for line, text in enumerate(english) if text}
    assert french_lines == {line for line, text in enumerate(clean) if text.strip()}


def test_the_formats_hold_the_same_pairs(out: Path) -> None:
    corpus = out / "corpus"
    pairs = [json.loads(line) for line in (corpus / "bitext.jsonl").read_bytes().decode().split("\n")[:-1]]
    assert len(pairs) > 50
    kept = [
        (segment.fr, segment.en)
        for name in IDS
        for segment in read_segments(out / "documents" / name)
        if segment.status == "kept"
    ]
    assert [(pair["fr"], pair["en"]) for pair in pairs] == list(dict.fromkeys(kept))
    for side in ("fr", "en"):
        assert len((corpus / f"bitext.{side}").read_bytes().decode().split("\n")) == len(pairs) + 1
    units = ElementTree.parse(corpus / "bitext.tmx").getroot().findall(".//tu")
    assert len(units) == len(pairs)
    with (corpus / "bitext.tsv").open(encoding="utf-8", newline="\n") as file:
        assert sum(1 for _ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)) >= len(pairs)


def test_nothing_is_lost(out: Path) -> None:
    """Every pair and every dropped line stands in the corpus or among the rejected."""
    pairs = (out / "corpus" / "bitext.jsonl").read_bytes().count(b"\n")
    rejected = [json.loads(line) for line in (out / "rejected.jsonl").read_bytes().decode().split("\n")[:-1]]
    segments = sum(len(list(read_segments(out / "documents" / name))) for name in IDS)
    dropped = sum(edit.drops_line and edit.applied for name in IDS for edit in read_edits(out / "documents" / name))
    assert pairs + sum(row["kind"] == "pair" for row in rejected) == segments
    assert sum(row["kind"] == "line" for row in rejected) == dropped
    assert all(row["flags"] for row in rejected)
    counts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert sum(counts["pairs"].values()) == segments and counts["pairs"]["kept"] == pairs


def test_without_loopback_the_same_is_made(out: Path, tmp_path: Path) -> None:
    done = run_batch(["seeds"], tmp_path / "out", Config())
    assert done.pairs["kept"] > 50
    assert tree(tmp_path / "out") == tree(out)


def test_the_next_run_translates_nothing_and_changes_nothing(
    run: tuple[Path, str], bitexte: Bitexte, server: str
) -> None:
    out, _ = run
    before = tree(out)
    stamps = {path: path.stat().st_mtime_ns for path in (out / "documents").rglob("*") if path.is_file()}
    done = bitexte("run", "--out", out, server=server)
    assert "documents  5 (5 unchanged)" in done.stdout
    assert tree(out) == before
    assert stamps == {path: path.stat().st_mtime_ns for path in stamps}


def test_workers_hash_seed_and_shards_change_nothing(
    out: Path, bitexte: Bitexte, server: str, tmp_path: Path
) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[run]\nshard_documents = 1\n[translate]\nthreads = 1\n", encoding="utf-8")
    seeds = [f"seeds/{name}.txt" for name in reversed(IDS)]
    env = {"PYTHONHASHSEED": "7", "BITEXTE_STATE": str(tmp_path / "state")}
    done = bitexte(
        "run", *seeds, "--out", tmp_path / "out", "--workers", "3", "--config", config, server=server, env=env
    )
    assert done.returncode == 0, done.stderr
    ours, reference = tree(tmp_path / "out"), tree(out)
    assert sorted(ours) == sorted(reference)
    assert [name for name in ours if ours[name] != reference[name]] == []
