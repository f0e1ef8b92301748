"""A schedule on a real server: it fires, never twice at once, makes up for what it missed once, and is not paused."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from conftest import ROOT, Bitexte, command
from pipeline.errors import ConfigError
from pipeline.lastrun import last_run

#: Seconds that anything may take on a busy machine.
PATIENCE = 240


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for town in ("Brest", "Lille"):
        text = f"Le conseil municipal de {town} a voté mardi un budget de dix millions d’euros pour les écoles.\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def serving(log: Path, server: str, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(
            command("serve", *arguments),
            cwd=ROOT,
            env={**os.environ, "PREFECT_API_URL": server, "PREFECT_RUNNER_POLL_FREQUENCY": "2"},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(60)


def ask(server: str, path: str, **body: Any) -> Any:
    request = urllib.request.Request(
        f"{server}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        return json.load(answer)


def deployment_of(server: str, out: Path) -> dict[str, Any]:
    (found,) = [each for each in ask(server, "deployments/filter") if each["parameters"].get("out") == str(out)]
    return dict(found)


def runs(server: str, out: Path, state: str) -> list[dict[str, Any]]:
    by = {"deployments": {"id": {"any_": [deployment_of(server, out)["id"]]}}}
    found = ask(server, "flow_runs/filter", **by, flow_runs={"state": {"type": {"any_": [state]}}})
    return sorted(found, key=lambda run: run["expected_start_time"])


def overdue(server: str, out: Path) -> int:
    now = datetime.now(UTC).isoformat()
    return sum(run["expected_start_time"] < now for run in runs(server, out, "SCHEDULED"))


def wait_for(happened: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.5)


def test_a_schedule_fires_makes_up_and_stays(articles: Path, tmp_path: Path, server: str) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    with serving(log, server, articles, "--out", out, "--interval", "5") as process:
        wait_for(lambda: "serving" in log.read_text(encoding="utf-8"), log)
        wait_for(lambda: len(runs(server, out, "COMPLETED")) >= 2, log)
        assert stop(process) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")
    done = runs(server, out, "COMPLETED")
    assert all(earlier["end_time"] <= later["start_time"] for earlier, later in zip(done, done[1:], strict=False))
    assert (out / "corpus" / "bitext.tsv").is_file()
    record = last_run(out)
    assert record is not None and record["success"] and record["paths"] == [str(articles)]
    deployment = deployment_of(server, out)
    assert not deployment["paused"] and [each["active"] for each in deployment["schedules"]] == [True]

    # The machine is away for several runs, then comes back with a schedule that is far from firing.
    wait_for(lambda: overdue(server, out) >= 2, log)
    before = {run["id"] for run in runs(server, out, "COMPLETED")}
    # Prefect plans 100 days ahead.
    then = datetime.now(ZoneInfo("Europe/Paris")).replace(hour=3, minute=30, second=0, microsecond=0) + timedelta(days=60)
    later = ["--cron", f"30 3 {then.day} {then.month} *", "--timezone", "Europe/Paris"]
    with serving(log, server, articles, "--out", out, *later) as process:
        wait_for(lambda: len(runs(server, out, "COMPLETED")) > len(before), log)
        assert "a run was missed" in log.read_text(encoding="utf-8")
        time.sleep(5)
        (made_up,) = [run for run in runs(server, out, "COMPLETED") if run["id"] not in before]
        assert made_up["tags"] == ["made up for"]
        assert not runs(server, out, "RUNNING") + runs(server, out, "PENDING")
        (due,) = runs(server, out, "SCHEDULED")
        assert datetime.fromisoformat(due["expected_start_time"]) == then
        assert stop(process) == 0


def test_one_folder_is_served_once(articles: Path, tmp_path: Path, server: str, bitexte: Bitexte) -> None:
    from pipeline.lock import SERVING, locked

    with locked(tmp_path / "out", name=SERVING):
        done = bitexte("serve", articles, "--out", tmp_path / "out", "--interval", "60", server=server)
    assert done.returncode == 75 and f"process {os.getpid()}" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("0 6 * *", None, "UTC"), "cron"),
        (("99 6 * * *", None, "UTC"), "cron"),
        (("0 6 * * *", None, "Mars/Olympus"), "Mars/Olympus"),
        ((None, 60, "../etc"), "--timezone"),
    ],
)
def test_a_schedule_that_is_none(arguments: tuple[str | None, int | None, str], said: str) -> None:
    from flows.schedule import schedule

    with pytest.raises(ConfigError, match=said):
        schedule(*arguments)


def test_prefect_takes_the_deployments(server: str) -> None:
    """Prefect itself reads prefect.yaml and finds the flows with the parameters that are given there."""
    for arguments in (["work-pool", "create", "--type", "process", "bitexte"], ["--no-prompt", "deploy", "--all"]):
        subprocess.run(
            [sys.executable, "-m", "prefect", *arguments],
            cwd=ROOT,
            env={**os.environ, "PREFECT_API_URL": server},
            check=True,
            capture_output=True,
        )
    found = {each["name"]: each for each in ask(server, "deployments/filter") if each["work_pool_name"] == "bitexte"}
    assert sorted(found) == ["article", "bitexte"]
    (each,) = found["bitexte"]["schedules"]
    assert each["active"] and each["schedule"]["timezone"] == "Europe/Paris"
    assert set(found["bitexte"]["parameters"]) <= set(found["bitexte"]["parameter_openapi_schema"]["properties"])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in sorted((ROOT / "docs" / "systemd").iterdir()):
        text = path.read_text(encoding="utf-8").replace("/srv/bitexte/.venv/bin/bitexte", sys.executable)
        (tmp_path / path.name).write_text(text.replace("User=bitexte\n", ""), encoding="utf-8")
    units = sorted(tmp_path.iterdir())
    assert len(units) == 3
    done = subprocess.run(["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "bitexte" in line] == []
