"""Runs that nobody watches: one at a time, within limits, quarantine and retry, what is told and where."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, SEEDS, Bitexte, command, tree
from pipeline.assemble import ASSEMBLED
from pipeline.batch import run_batch
from pipeline.config import Config, RunConfig
from pipeline.document import Document
from pipeline.errors import BitexteError
from pipeline.lastrun import last_run, quarantine
from pipeline.limits import BeyondLimits, Failed, Limited
from pipeline.lock import LOCK, BusyError, holder, locked
from pipeline.process import open_translator, process
from pipeline.standing import standing

FRENCH = "Le conseil municipal de {} a voté mardi un budget de {} millions d’euros pour les écoles de la ville.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, town in enumerate(("Brest", "Lille", "Lyon"), 10):
        (folder / f"{town}.txt").write_text(FRENCH.format(town, number), encoding="utf-8")
    return folder


# What steps do that run in another process: functions of a module, as the real ones are.


def endless_expression(text: str) -> bool:
    import re

    return re.match(r"(a+)+b", text) is not None


def endless_loop(stubborn: bool) -> None:
    while True:
        try:
            time.sleep(0) if stubborn else None
        except Exception:
            continue


def all_the_memory() -> int:
    return len(bytearray(3_000_000_000))


def ended_from_outside() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def a_mistake() -> None:
    from pipeline.repair.edits import apply

    apply(None, None)  # type: ignore[arg-type]


def what_the_user_must_know() -> None:
    raise BitexteError("the disk is full")


@pytest.fixture(scope="module")
def limited() -> Iterator[Limited]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        with Limited(Config(run=RunConfig(document_seconds=0.5, document_memory_mb=1000))) as made:
            yield made


@pytest.mark.parametrize(
    ("step", "arguments", "said"),
    [
        (endless_expression, ("a" * 60,), "^took more than 0.5 s of processor time"),
        (endless_loop, (True,), "^took more than 0.5 s of processor time"),
        (all_the_memory, (), "^took more than 1000 MB of memory"),
        (ended_from_outside, (), "^its process was ended"),
    ],
)
def test_what_is_too_much_is_ended(limited: Limited, step: object, arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(BeyondLimits, match=said):
        limited.run(step, *arguments)  # type: ignore[arg-type]
    assert limited.run(len, "encore") == 6, "the next one finds a worker"


def test_errors_come_back_with_their_place(limited: Limited) -> None:
    with pytest.raises(Failed, match="TypeError") as caught:
        limited.run(a_mistake)
    assert caught.value.where.startswith("pipeline/repair/edits.py:") and "Traceback" in caught.value.trace
    with pytest.raises(BitexteError, match="the disk is full"):
        limited.run(what_the_user_must_know)


def test_time_asleep_does_not_count(limited: Limited) -> None:
    assert limited.run(time.sleep, 1.0) is None


def test_the_same_comes_out_in_another_process() -> None:
    seed = SEEDS / "003.txt"
    document = Document("003", str(seed), tuple(seed.read_text(encoding="utf-8").splitlines()), "0" * 64)
    config = Config()
    with open_translator(config) as translator, Limited(config) as elsewhere:
        assert list(process([document], config, translator, elsewhere)) == list(process([document], config, translator))


def test_a_document_beyond_the_limit_stops_no_other(articles: Path, tmp_path: Path) -> None:
    """A real document and a limit that is tiny for it: what is short stays below."""
    long = "".join(FRENCH.format(f"Saint-{number}", number) for number in range(4000))
    (articles / "roman.txt").write_text(long, encoding="utf-8")
    out, config = tmp_path / "out", Config(run=RunConfig(document_seconds=0.6))
    done = run_batch([articles], out, config)
    assert done.documents["processed"] == 3 and [Path(source).name for source, _ in done.quarantined] == ["roman.txt"]
    (entry,) = quarantine(out)
    assert "0.6 s of processor time" in entry.reason and entry.key
    # It is not tried again while nothing has changed, and `status` knows.
    start = time.process_time()
    assert run_batch([articles], out, config).documents["quarantined"] == 1
    found = standing([str(articles)], out, config)
    assert (found.unchanged, len(found.quarantined), found.again, found.current) == (3, 1, 0, True)
    assert time.process_time() - start < 30


def test_the_second_run_waits_and_says_so(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with locked(out):
        assert f"process {os.getpid()}" in str(holder(out))
        with pytest.raises(BusyError, match="is at work"):
            run_batch([articles], out, Config())
        code = "import sys, time; from pathlib import Path; from pipeline.lock import locked\n"
        code += "with locked(Path(sys.argv[1]), 60): print('mine')"
        waiting = subprocess.Popen(
            [sys.executable, "-c", code, str(out)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert waiting.stderr is not None and "waiting up to 60 s" in waiting.stderr.readline()
        assert waiting.poll() is None
    assert waiting.communicate(timeout=60)[0] == "mine\n"
    assert holder(out) is None


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = "import sys, time; from pathlib import Path; from pipeline.lock import locked\n"
    code += "with locked(Path(sys.argv[1])): print('mine', flush=True); time.sleep(600)"
    holding = subprocess.Popen([sys.executable, "-c", code, str(out)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holding.stdout is not None and holding.stdout.readline() == "mine\n"
    assert holder(out) is not None
    holding.kill()
    holding.wait()
    with locked(out):
        pass
    assert (out / LOCK).read_bytes() == b""


def test_status_names_what_changed_and_touches_nothing(articles: Path, tmp_path: Path, bitexte: Bitexte) -> None:
    out = tmp_path / "out"
    run_batch([articles], out, Config())
    (articles / "Lille.txt").unlink()
    (articles / "Lyon.txt").write_text(FRENCH.format("Lyon", 99), encoding="utf-8")
    (articles / "Metz.txt").write_text(FRENCH.format("Metz", 5), encoding="utf-8")
    (articles / "vide.txt").write_bytes(b"")
    (articles / "photo.jpg").write_bytes(b"")
    before = tree(out)
    found = standing([str(articles)], out, Config())
    assert (found.new, dict(found.changed), found.removed) == (("Metz",), {"Lyon": ("text",)}, ("Lille",))
    assert (found.unchanged, found.current, len(found.quarantined)) == (1, False, 1)
    config = tmp_path / "c.toml"
    config.write_text('[repair]\nquotes = "keep"\n[check]\nkeep_flagged = true\n', encoding="utf-8")
    done = bitexte("status", articles, "--out", out, "--config", config, "--json")
    assert done.returncode == 0 and done.stderr.count("photo.jpg") == 1, done.stderr
    data = json.loads(done.stdout)
    assert {"configuration", "thresholds"} <= set(data["changed"]["Brest"])
    assert tree(out) == before


def test_nothing_is_written_where_nothing_changed(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_batch([articles], out, Config())
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and not path.name.startswith(".")}
    again = run_batch([articles], out, Config())
    assert (again.pairs, again.edits, again.rows) == (first.pairs, first.edits, first.rows)
    assert again.documents["unchanged"] == 3
    del stamps[out / "metrics.prom"]
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


@pytest.mark.parametrize("name", ["rejected.jsonl", "report.html", "manifest.json", "corpus/bitext.tsv", ASSEMBLED])
@pytest.mark.parametrize("damage", ["removed", "truncated"])
def test_a_damaged_corpus_is_put_together_again(name: str, damage: str, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole / "out", out, symlinks=True)
    path = out / name
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    done = run_batch([whole / "articles"], out, Config())
    assert done.documents["unchanged"] == 3
    assert tree(out) == tree(whole / "out")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("whole")
    (top / "articles").mkdir()
    for number, town in enumerate(("Brest", "Lille", "Lyon"), 10):
        (top / "articles" / f"{town}.txt").write_text(FRENCH.format(town, number), encoding="utf-8")
    run_batch([top / "articles"], top / "out", Config())
    return top


def test_retry_works_on_the_quarantine_alone(articles: Path, tmp_path: Path, bitexte: Bitexte, server: str) -> None:
    out, config = tmp_path / "out", tmp_path / "c.toml"
    config.write_text("[language]\nmin_probability = 1.0\n[run]\ndocument_seconds = 60.0\n", encoding="utf-8")
    (articles / "anglais.txt").write_text("The city council voted on Tuesday for the schools. " * 4, encoding="utf-8")
    (articles / "vide.txt").write_bytes(b"")
    assert bitexte("run", articles, "--out", out, server=server).returncode == 1
    kept = (out / "documents" / "Brest" / "document.json").stat().st_mtime_ns
    # One of the two is mended; an article that was well changes meanwhile, which is for the next run.
    (articles / "vide.txt").write_text(FRENCH.format("Nice", 7), encoding="utf-8")
    (articles / "Brest.txt").write_text(FRENCH.format("Brest", 77), encoding="utf-8")
    done = bitexte("retry", "--out", out, "--log-json", server=server)
    assert done.returncode == 1, done.stderr
    assert "1 processed, 3 unchanged, 1 quarantined" in done.stdout
    assert (out / "documents" / "Brest" / "document.json").stat().st_mtime_ns == kept
    events = [json.loads(line) for line in done.stderr.splitlines()]
    names = [each["event"] for each in events]
    assert names[0] == "run-started" and names[-1] == "run-finished" and {"document", "quarantined"} <= set(names)
    (worked,) = [each for each in events if each["event"] == "document"]
    assert worked["document"] == "vide" and set(worked["seconds"]) == {"repair", "translate", "check", "write"}
    (articles / "anglais.txt").unlink()
    done = bitexte("retry", "--out", out, server=server)
    assert done.returncode == 0 and quarantine(out) == []
    assert bitexte("retry", "--out", out, server=server).stdout == "nothing is in quarantine\n"


def test_metrics_and_the_record_of_a_run(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch([articles], out, Config())
    lines = (out / "metrics.prom").read_text(encoding="utf-8").splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert values['bitexte_documents{outcome="processed"}'] == "3" and values["bitexte_run_success"] == "1"
    assert values['bitexte_pairs{status="kept"}'] == "3" and 'bitexte_step_seconds{step="translate"}' in values
    good = float(values["bitexte_success_timestamp_seconds"])
    assert abs(good - time.time()) < 600
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {name.partition("{")[0] for name in values} <= typed
    # A run that fails leaves the time of the last good one.
    (articles / "Lyon.txt").write_text(FRENCH.format("Lyon", 99), encoding="utf-8")
    folder = out / "documents" / "Lyon"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_bytes(b"in the way")
    with pytest.raises((BitexteError, OSError)):
        run_batch([articles], out, Config())
    values = dict(line.rsplit(" ", 1) for line in (out / "metrics.prom").read_text(encoding="utf-8").splitlines())
    assert values["bitexte_run_success"] == "0" and float(values["bitexte_success_timestamp_seconds"]) == good
    record = last_run(out)
    assert record is not None and record["success"] is False


def test_every_line_of_a_json_log_is_json(tmp_path: Path, bitexte: Bitexte) -> None:
    done = bitexte("run", "no/such/place", "--out", tmp_path / "out", "--log-json")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2 and json.loads(line)["level"] == "error" and "no/such/place" in json.loads(line)["message"]


def test_temporary_files_of_a_killed_run_go(articles: Path, tmp_path: Path) -> None:
    from pipeline.corpus.atomic import Staged

    out = tmp_path / "out"
    run_batch([articles], out, Config())
    lyon = out / "documents" / "Lyon"
    left = [Staged(folder).stage(name) for folder, name in ((out, "manifest.json"), (lyon, "segments.jsonl"))]
    (lyon / "document.json").unlink()
    gone = out / "documents" / "Nice"
    gone.mkdir()
    left.append(Staged(gone).stage("raw.txt"))
    run_batch([articles], out, Config())
    assert not any(path.exists() for path in left) and not gone.exists()


def test_ctrl_c_ends_everything(articles: Path, tmp_path: Path, server: str) -> None:
    """No process of a run outlives it: neither the worker nor what forks it."""
    for number in range(400):
        (articles / f"{number}.txt").write_text(FRENCH.format(f"Saint-{number}", number), encoding="utf-8")
    process_ = subprocess.Popen(
        command("run", articles, "--out", tmp_path / "out"),
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": server},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    deadline = time.monotonic() + 120
    while not list((tmp_path / "out").glob("documents/*/document.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process_.send_signal(signal.SIGINT)
    said = process_.communicate(timeout=120)[1]
    assert process_.returncode == 130 and said.splitlines()[-1] == "bitexte: stopped" and "Traceback" not in said
    deadline = time.monotonic() + 30
    while (alive := _members(process_.pid)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert alive == []


def _members(group: int) -> list[int]:
    """The processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found
