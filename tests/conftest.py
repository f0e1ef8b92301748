"""What the tests share: one state directory, one Prefect server, and the real command in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.lastrun import VOLATILE

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

Bitexte = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state directory for the whole session, so that the tests neither see nor leave anything elsewhere."""
    directory = tmp_path_factory.mktemp("state")
    patch = pytest.MonkeyPatch()
    # A shell that starts the tests in the background hands down an ignored Ctrl-C, and so would they to what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    patch.setenv("BITEXTE_STATE", str(directory))
    for name in ("PREFECT_API_URL", "PREFECT_HOME", "ARGOS_PACKAGES_DIR"):
        patch.delenv(name, raising=False)
    yield directory
    patch.undo()


@pytest.fixture(scope="session")
def server(state: Path) -> Iterator[str]:
    """The address of a Prefect server that lives as long as the session."""
    from flows.serve import server as started
    from flows.settings import loopback

    if not loopback():
        pytest.skip("no loopback interface: no server")
    with started() as address:
        os.environ.pop("PREFECT_API_URL")  # each test says whether it wants it
        yield address


@pytest.fixture(scope="session")
def bitexte() -> Bitexte:
    """Run the command as a user does: `bitexte("clean", path, server=…, env=…, cwd=…)`."""

    def call(
        *arguments: str | Path,
        server: str | None = None,
        env: dict[str, str] | None = None,
        cwd: Path = ROOT,
        stdin: bytes = b"",
    ) -> subprocess.CompletedProcess[str]:
        where = {"PREFECT_API_URL": server} if server else {}
        done = subprocess.run(
            command(*arguments),
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **where, **(env or {})},
            timeout=300,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


def command(*arguments: str | Path) -> list[str]:
    """The command line of `bitexte` in this interpreter."""
    return [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]


def tree(directory: Path) -> dict[str, bytes]:
    """Every file below a directory with its content, but for those that tell when a run was."""
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.name not in VOLATILE)
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}
