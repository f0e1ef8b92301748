"""How Prefect is set up here. Prefect reads the environment when it is imported: `prepare` comes first.

Whatever the user has set in the environment stays.
"""

from __future__ import annotations

import logging
import os
import socket
import warnings
from pathlib import Path

from pipeline import events
from pipeline.translate.state import state_directory

LOOPBACK = ("127.0.0.1", "localhost", "::1")

SETTINGS = {
    # The ephemeral server imports everything twice; 20 s, the default, is too short on a loaded machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Nothing leaves the machine: no heartbeat of the server, no events of the client, no metrics.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    # Our log is a file; sending each line to the server costs more than the work of a small shard.
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    # Results live in the output folder, under keys that know the rules and the model.
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SHOW_WHATS_NEW": "false",
}


def prepare(*, console: str = "CRITICAL") -> Path:
    """Set up the environment for Prefect and give the file of its log.

    `console` is the level from which Prefect speaks on standard error; everything goes to the log file.
    """
    state = state_directory()
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(state / "prefect"))
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", console)
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_FLOW_RUNS_LEVEL", console)
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join([*known, *(host for host in LOOPBACK if host not in known)])
    return state / "log" / "prefect.log"


def quiet(log_file: Path) -> None:
    """Send what Prefect and its server say, the noise of their shutdown included, to `log_file`. After the import.

    A process that is not the `bitexte` command, such as a run that a schedule fired, gets our own log too.
    """
    if not events.is_set_up():
        events.set_up()
    log_file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in ("prefect",):
        logger = logging.getLogger(name)
        if not any(isinstance(each, logging.FileHandler) for each in logger.handlers):
            logger.addHandler(handler)
    warnings.filterwarnings("ignore", module=r"prefect(\..*)?")


def loopback() -> bool:
    """Whether this machine can reach itself, without which no Prefect server can be talked to (`unshare -n`)."""
    try:
        with socket.create_server((LOOPBACK[0], 0)) as listening:
            socket.create_connection(listening.getsockname(), timeout=2).close()
    except OSError:
        return False
    return True
