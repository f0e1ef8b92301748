"""What `bitexte doctor` finds on a machine that has something wrong with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import ROOT, Bitexte
from pipeline import health
from pipeline.config import Config
from pipeline.errors import BitexteError
from pipeline.health import Place, Trouble
from pipeline.lock import locked


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(Config(), tmp_path / "out")


def test_a_healthy_machine(place: Place) -> None:
    assert all(check(place) for check in health.CHECKS.values())


def test_a_lock_that_is_held(place: Place) -> None:
    with locked(place.out), pytest.raises(Trouble, match=f"process {os.getpid()}"):
        health.output(place)
    assert "no run yet" in health.output(place)


@pytest.mark.parametrize(("success", "check"), [(False, health.output), (True, health.clock)])
def test_what_the_last_run_left(success: bool, check: object, place: Place) -> None:
    place.out.mkdir()
    ahead = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    record = {"paths": ["a"], "finished": ahead, "success": success, "summary": None}
    (place.out / ".run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(Trouble):
        check(place)  # type: ignore[operator]


def test_a_folder_in_a_file(place: Place) -> None:
    place.out.write_bytes(b"")
    with pytest.raises(BitexteError, match="cannot write"):
        health.output(place)


def test_a_server_that_does_not_answer(place: Place, monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(BitexteError, match="nothing answers"):
        health.server(place)
    monkeypatch.setenv("PREFECT_API_URL", server)
    assert "answers" in health.server(place)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_server_that_was_left(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process with the command line of a server, whose parent ends at once."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    code = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', "
    code += "'-m', 'prefect', 'server', 'start'], "
    code += "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid)"
    left = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    try:
        parent = int(Path(f"/proc/{left}/stat").read_text().rpartition(")")[2].split()[1])
        if parent != 1:
            pytest.skip("something else than process 1 takes in orphans here")
        with pytest.raises(Trouble, match=str(left)):
            health.server(place)
    finally:
        os.kill(left, 9)


def test_a_memory_that_is_none(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BITEXTE_STATE", str(tmp_path))
    (tmp_path / "memory.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(BitexteError, match="not a database"):
        health.sqlite(place)


def test_the_command_names_everything(bitexte: Bitexte, tmp_path: Path) -> None:
    done = bitexte("doctor", "--out", tmp_path / "out", env={"PYTHONIOENCODING": "latin-1", "PREFECT_API_URL": ""})
    assert done.returncode == 1 and "Traceback" not in done.stderr
    marks = {line.split()[1]: line[:2] for line in done.stdout.splitlines()}
    assert set(marks) == {"configuration", *health.CHECKS} and marks["encoding"] == "??"
    assert [name for name, mark in marks.items() if mark != "ok"] == ["encoding"]
    bad = tmp_path / "c.toml"
    bad.write_text("[nope]\n", encoding="utf-8")
    done = bitexte("doctor", "--config", bad, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 2 and done.stdout.startswith("no  configuration")
