"""Shards on a real Dask cluster of two worker processes, and what is said where there is none that will do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.crash import articles, contents
from conftest import ROOT, Bitexte

pytest.importorskip("distributed", reason="the extra [distributed] is not installed")
pytest.importorskip("prefect_dask", reason="the extra [distributed] is not installed")

Start = Callable[..., str]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[Start]:
    """Start a scheduler with so many worker processes: `cluster(2)` gives its address."""
    place, processes = tmp_path_factory.mktemp("dask"), []

    def begin(name: str, *arguments: str, **more: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "BITEXTE_STATE": str(place / name), **more}
        with (place / f"{name}.log").open("wb") as log:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", *arguments, "--no-dashboard"], cwd=place, env=environment, stdout=log, stderr=log
                )
            )

    def start(workers: int, **more: str) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"tcp://127.0.0.1:{port}"
        begin(f"scheduler-{port}", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        for number in range(workers):
            begin(
                f"worker-{port}-{number}", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
                "--memory-limit", "0", "--local-directory", str(place / f"local-{port}-{number}"), **more,
            )  # fmt: skip
        _wait(port)
        return address

    yield start
    for process in processes:
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)


def test_two_workers_make_what_one_process_makes(
    cluster: Start, bitexte: Bitexte, server: str, tmp_path: Path
) -> None:
    articles(tmp_path / "articles", new=True)
    config = tmp_path / "c.toml"
    config.write_text("[run]\nshard_documents = 1\n[translate]\nthreads = 1\n", encoding="utf-8")
    run = ("run", "articles", "--config", "c.toml")
    address = cluster(2)
    done = bitexte(*run, "--out", "far", "--dask", address, server=server, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "documents  8 (8 processed, 1 quarantined)" in done.stdout
    assert bitexte(*run, "--out", "near", server=server, cwd=tmp_path).returncode == 1
    assert contents(tmp_path / "far") == contents(tmp_path / "near")
    again = bitexte(*run, "--out", "far", "--dask", address, server=server, cwd=tmp_path)
    assert "8 unchanged" in again.stdout and contents(tmp_path / "far") == contents(tmp_path / "near")


def test_what_cannot_be_used_is_said_in_one_line(cluster: Start, bitexte: Bitexte, server: str, tmp_path: Path) -> None:
    articles(tmp_path / "articles", new=False)
    other = tmp_path / "other"
    other.mkdir()
    (other / "sitecustomize.py").write_text(
        "import importlib.metadata as m\nold = m.version\nm.version = lambda name: '0.0.1' if name == 'bitexte' else old(name)\n"
    )
    cases = {
        "tcp://127.0.0.1:9": "no Dask scheduler with workers answers",
        "nonsense": "not an address such as",
        "tcp://10.0.0.1:8786": "PREFECT_API_URL",
        cluster(1, PYTHONPATH=f"{other}:{ROOT}"): "another version of Bitexte than here",
    }
    for address, said in cases.items():
        done = bitexte("run", tmp_path / "articles", "--out", tmp_path / "out", "--dask", address, server=server)
        lines = [line for line in done.stderr.splitlines() if line != "bitexte: starting"]
        assert done.returncode == 2 and len(lines) == 1 and said in lines[0], done.stderr


def test_without_the_extra(bitexte: Bitexte, server: str, tmp_path: Path) -> None:
    articles(tmp_path / "articles", new=False)
    for name in ("distributed", "prefect_dask"):
        (tmp_path / "hidden" / name).mkdir(parents=True)
        (tmp_path / "hidden" / name / "__init__.py").write_text("raise ModuleNotFoundError(__name__)\n")
    env = {"PYTHONPATH": f"{tmp_path / 'hidden'}:{ROOT}"}
    done = bitexte(
        "run", tmp_path / "articles", "--out", tmp_path / "out", "--dask", "tcp://127.0.0.1:9", server=server, env=env
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "bitexte: --dask needs the extra: pip install 'bitexte[distributed]'"
