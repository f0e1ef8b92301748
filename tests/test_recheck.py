"""`bitexte recheck`: new thresholds without a translation, and the same bytes as a run under them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import SEEDS, Bitexte, tree
from pipeline.batch import run_batch
from pipeline.config import CheckConfig, Config, RepairConfig
from pipeline.errors import BitexteError, InputError
from pipeline.lastrun import VOLATILE
from pipeline.recheck import recheck

NEW = Config(
    check=CheckConfig(
        thresholds={"length-ratio": 1.25, "names": 1.0, "estimated-chrf": 65.0, "near-duplicate": 0.5},
        reject=("empty", "wrong-language-fr", "numbers"),
        keep_flagged=True,
    )
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name in ("000", "002"):
        shutil.copy(SEEDS / f"{name}.txt", folder)
    (folder / "spanish.txt").write_text("El gato duerme en la casa de los abuelos y no quiere salir.\n" * 5)
    return folder


@pytest.fixture(scope="module")
def old(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("old") / "out"
    run_batch([articles], out, Config())
    return out


@pytest.fixture
def out(old: Path, tmp_path: Path) -> Path:
    shutil.copytree(old, tmp_path / "out")
    return tmp_path / "out"


def _files(out: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(out).items() if name not in VOLATILE}


def test_the_same_bytes_as_a_forced_run_under_the_new_configuration(out: Path, articles: Path, tmp_path: Path) -> None:
    before = _files(out)
    done = recheck(out, NEW)
    run_batch([articles], tmp_path / "fresh", NEW, force=True)
    ours, fresh = _files(out), _files(tmp_path / "fresh")
    assert sorted(ours) == sorted(fresh)
    assert [name for name in ours if ours[name] != fresh[name]] == []
    assert ours["corpus/bitext.jsonl"] != before["corpus/bitext.jsonl"]
    assert done.documents["processed"] == 2 and done.documents["quarantined"] == 1


def test_the_next_run_finds_everything_unchanged(out: Path, articles: Path) -> None:
    recheck(out, NEW)
    before = _files(out)
    assert run_batch([articles], out, NEW).documents == {
        "processed": 0, "unchanged": 2, "quarantined": 1, "removed": 0
    }  # fmt: skip
    assert _files(out) == before


def test_there_and_back_again(out: Path, old: Path) -> None:
    recheck(out, NEW)
    recheck(out, Config())
    assert _files(out) == _files(old)


def test_nothing_changes_under_the_same_configuration(out: Path) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in (out / "documents").rglob("*")}
    assert recheck(out, Config()).documents["unchanged"] == 2
    assert stamps == {path: path.stat().st_mtime_ns for path in (out / "documents").rglob("*")}


def test_another_repair_needs_a_run(out: Path) -> None:
    before = _files(out)
    with pytest.raises(InputError, match="bitexte run"):
        recheck(out, Config(repair=RepairConfig(min_confidence=0.5), check=NEW.check))
    assert _files(out) == before


def test_an_unknown_check_is_refused_before_anything_is_touched(out: Path) -> None:
    before = _files(out)
    with pytest.raises(BitexteError, match="no-such-check"):
        recheck(out, Config(check=CheckConfig(thresholds={"no-such-check": 1.0})))
    assert _files(out) == before


@pytest.mark.parametrize("damage", ["no run", "manifest", "unfinished"])
def test_what_is_no_finished_run_is_named(out: Path, tmp_path: Path, damage: str) -> None:
    if damage == "no run":
        out = tmp_path / "nothing"
    elif damage == "manifest":
        (out / "manifest.json").write_text("[]")
    else:
        (out / "documents" / "000" / "document.json").unlink()
    with pytest.raises(InputError, match=str(tmp_path)):
        recheck(out, NEW)


def test_the_command(bitexte: Bitexte, out: Path, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[check]\nreject = ["empty", "numbers"]\n[check.thresholds]\nlength-ratio = 1.2\n')
    done = bitexte("recheck", "--out", out, "--config", config)
    assert done.returncode == 0 and "documents  2 (2 processed" in done.stdout, done.stderr
    configuration = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["configuration"]
    assert configuration["check"]["thresholds"] == {"length-ratio": 1.2}
    wrong = bitexte("recheck", "--out", tmp_path / "no")
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 1
