"""The batch flow on a schedule, with a Prefect server on this machine where none is configured."""

from __future__ import annotations

import asyncio
import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows import settings
from pipeline.errors import BitexteError
from pipeline.lock import SERVING, locked
from pipeline.reading import safe_id

#: prctl(2)
PR_SET_PDEATHSIG = 1

#: Seconds that a server may take to start; 5 s were measured on an idle machine, 25 s on a busy one.
STARTUP = 120


@contextmanager
def server() -> Iterator[str]:
    """The address of a Prefect server: the one that is configured, or one that lives as long as the block.

    On an ephemeral server no schedule ever fires. Raises BitexteError where the server does not start.
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

    What was missed while nothing served, however much it was, is made up for by one run at the start. Stopping leaves
    the schedule as it is, so that the next start goes on with it. Raises ConfigError for a schedule that is none,
    BusyError where this folder is served already.
    """
    with locked(Path(out), name=SERVING), server() as address:
        settings.prepare()
        from prefect.runner import Runner

        from flows.corpus import corpus
        from flows.schedule import keep_one, made_up_for, missed, schedule

        when = schedule(cron, interval, timezone)
        # The name is that of the folder: several schedules may share a server.
        name = f"{safe_id(Path(out).name)}-{hashlib.sha256(out.encode()).hexdigest()[:8]}"
        # Asked before the deployment is written anew, for that clears its record.
        late = missed(corpus.name, name)
        runner = Runner(name=name, limit=1, pause_on_shutdown=False)
        # Prefect's own handler leaves a coroutine that nobody awaits; a Ctrl-C is handled well.
        runner.handle_sigterm = lambda *_: os.kill(os.getpid(), signal.SIGINT)  # type: ignore[method-assign]
        deployment = runner.add_flow(
            corpus, name=name, schedule=when, parameters={"paths": paths, "out": out, "config": config}
        )
        said = f"{cron} ({timezone})" if cron else f"every {interval} s"
        print(f"bitexte: serving {out}: {said}, server {address}", file=sys.stderr, flush=True)
        if late:
            made_up_for(deployment)
            print("bitexte: a run was missed; starting it now", file=sys.stderr, flush=True)
        with keep_one(deployment), suppress(KeyboardInterrupt):
            asyncio.run(runner.start())
    print("bitexte: stopped", file=sys.stderr, flush=True)


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
    log = settings.prepare().parent / "prefect-server.log"
    raise BitexteError(f"the Prefect server did not start; what it says is in {log}")
