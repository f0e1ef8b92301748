"""The batch flow on a schedule, with a Prefect server on this machine where none is configured."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows import settings

#: prctl(2)
PR_SET_PDEATHSIG = 1

#: Seconds that a server may take to start; 5 s were measured on an idle machine, 25 s on a busy one.
STARTUP = 120


@contextmanager
def server() -> Iterator[str]:
    """The address of a Prefect server: the one that is configured, or one that lives as long as the block.

    On an ephemeral server no schedule ever fires. Raises RuntimeError where the server does not start.
    """
    if address := os.environ.get("PREFECT_API_URL"):
        yield address
        return
    log = settings.prepare()
    log.parent.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    address = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (log.parent / "prefect-server.log").open("ab") as file:
        process = subprocess.Popen(
            command,
            stdout=file,
            stderr=file,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
    try:
        _wait(address, process)
        os.environ["PREFECT_API_URL"] = address
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(
    *,
    paths: list[str],
    out: str,
    config: str | None,
    cron: str | None = None,
    interval: int | None = None,
    timezone: str = "UTC",
) -> None:
    """Serve the batch flow until interrupted: by `cron` in `timezone`, or every `interval` seconds, one at a time.

    Stopping leaves the schedule as it is, so that the next start goes on with it.
    """
    with server() as address:
        settings.prepare(console="INFO")
        from prefect.schedules import Cron, Interval

        from flows.corpus import corpus

        schedule = Cron(cron, timezone=timezone) if cron else Interval(interval or 3600)
        print(f"bitexte: serving, {cron or f'every {interval} s'}, server {address}", file=sys.stderr, flush=True)
        corpus.serve(
            name="bitexte",
            schedule=schedule,
            parameters={"paths": paths, "out": out, "config": config},
            limit=1,
            pause_on_shutdown=False,
            print_starting_message=False,
        )


def _die_with_parent() -> None:
    """In the child, before it starts: ask Linux to end it when we are killed, which leaves us no time to do so."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + STARTUP
    while time.monotonic() < deadline and process.poll() is None:
        try:
            opener.open(f"{address}/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError("the Prefect server did not start; its log is prefect-server.log in the state directory")
