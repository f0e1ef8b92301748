"""The batch flow on small articles: what is new, what is gone, what is bad, and what a killed run leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import ROOT, Bitexte, command, tree

FRENCH = "Le conseil municipal de {} a voté mardi un budget de {} millions d’euros pour les écoles de la ville."
ENGLISH = "The city council voted on Tuesday for a budget of ten million euros for the schools of the town."
TOWNS = ("Brest", "Lille", "Lyon", "Metz", "Nantes", "Pau", "Rennes", "Tours")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, town in enumerate(TOWNS, 10):
        text = FRENCH.format(town, number) + "\n\n" + FRENCH.format(town, number + 50) + "\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


def pairs(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "corpus" / "bitext.jsonl").read_text(encoding="utf-8").splitlines()]


def test_new_changed_and_removed(articles: Path, tmp_path: Path, bitexte: Bitexte, server: str) -> None:
    out = tmp_path / "out"
    assert bitexte("run", articles, "--out", out, server=server).returncode == 0
    first = tree(out)
    lyon = articles / "Lyon.txt"
    before = lyon.read_text(encoding="utf-8")
    lyon.write_text(FRENCH.format("Lyon", 99) + "\n", encoding="utf-8")
    (articles / "Metz.txt").unlink()
    (articles / "Nice.txt").write_text(FRENCH.format("Nice", 5) + "\n", encoding="utf-8")
    done = bitexte("run", articles, "--out", out, server=server)
    assert "documents  8 (2 processed, 6 unchanged, 1 removed)" in done.stdout
    assert not (out / "documents" / "Metz").exists()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["inputs"]) == sorted({*TOWNS, "Nice"} - {"Metz"})
    # Back again: nothing remembers what was in between.
    lyon.write_text(before, encoding="utf-8")
    (articles / "Nice.txt").unlink()
    (articles / "Metz.txt").write_text(
        FRENCH.format("Metz", 13) + "\n\n" + FRENCH.format("Metz", 63) + "\n", encoding="utf-8"
    )
    bitexte("run", articles, "--out", out, server=server)
    assert tree(out) == first


def test_a_bad_article_stops_no_other(articles: Path, tmp_path: Path, bitexte: Bitexte, server: str) -> None:
    out = tmp_path / "out"
    (articles / "anglais.txt").write_text(ENGLISH * 3, encoding="utf-8")
    (articles / "vide.txt").write_bytes(b"")
    (articles / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (articles / "records.jsonl").write_text('{"text": 3}\n', encoding="utf-8")
    done = bitexte("run", articles, "--out", out, server=server)
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    rows = [json.loads(line) for line in (out / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()]
    reasons = {Path(row["source"]).name: row["reason"] for row in rows}
    assert sorted(reasons) == ["anglais.txt", "image.txt", "records.jsonl:1", "vide.txt"]
    assert "language: en" in reasons["anglais.txt"] and "PNG" in reasons["image.txt"]
    assert {pair["document"] for pair in pairs(out)} <= set(TOWNS)
    assert len(list((out / "documents").iterdir())) == len(TOWNS)


def test_a_killed_run_is_finished_by_the_next(articles: Path, tmp_path: Path, bitexte: Bitexte, server: str) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[run]\nshard_documents = 1\n", encoding="utf-8")
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert bitexte("run", articles, "--out", whole, "--config", config, server=server).returncode == 0
    process = subprocess.Popen(
        command("run", articles, "--out", killed, "--config", config),
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": server},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not list(killed.glob("documents/*/document.json")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not (killed / "corpus" / "bitext.jsonl").exists(), "killed before the corpus was put together"
    done = bitexte("run", articles, "--out", killed, "--config", config, server=server)
    assert done.returncode == 0 and "unchanged" in done.stdout
    assert tree(killed) == tree(whole)


def test_one_article_as_a_flow(articles: Path, server: str) -> None:
    code = (
        "import json, sys\nfrom flows.article import article\n"
        "print(json.dumps(article(sys.argv[1])))"
    )
    done = subprocess.run(
        [*command()[:1], "-c", code, str(articles / "Brest.txt")],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": server},
        capture_output=True,
        text=True,
        check=True,
    )
    data = json.loads(done.stdout)
    assert data["id"] == "Brest" and [segment["line"] for segment in data["segments"]] == [1, 3]
