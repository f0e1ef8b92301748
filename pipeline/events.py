"""What happens in a run, as events with named facts: for the log file, and for standard error with `--log-json`."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pipeline.report.visible import visible
from pipeline.translate.state import state_directory

log = logging.getLogger("bitexte")


def event(name: str, **facts: Any) -> None:
    """Note that something happened. Only what is asked for shows it: the log file, `--log-json`."""
    log.info(name, extra={"event": name, "facts": facts})


def set_up(*, json_lines: bool = False) -> None:
    """Warnings to standard error in one line each, or everything as JSON lines; everything, tracebacks included, to
    the log file, unless its place is read-only."""
    logging.raiseExceptions = False  # a full disk under the log file is no reason for a traceback on the screen
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.handlers.clear()
    console = logging.StreamHandler()
    console.setLevel(logging.INFO if json_lines else logging.WARNING)
    console.setFormatter(JsonLines() if json_lines else OneLine())
    log.addHandler(console)
    file = state_directory() / "log" / "bitexte.log"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
        handler.setFormatter(FullLines())
        log.addHandler(handler)


def is_set_up() -> bool:
    """Whether this process has a log."""
    return bool(log.handlers)


class JsonLines(logging.Formatter):
    """One JSON object a line: `time` (UTC), `level`, `event`, and the facts; `message` where there is only that."""

    def format(self, record: logging.LogRecord) -> str:
        name = getattr(record, "event", None)
        facts = getattr(record, "facts", None) if name else {"message": " ".join(record.getMessage().split())}
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        data = {"time": time, "level": record.levelname.lower(), "event": name or "message", **(facts or {})}
        return json.dumps(data, default=_plain)


class OneLine(logging.Formatter):
    """For people at a terminal: without the traceback, which is for the file, and nothing in it can be misread."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(" ".join(f"bitexte: {record.getMessage()}".split()))


class FullLines(logging.Formatter):
    """For the log file: with the time, the facts of an event and the traceback."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        text = super().formatMessage(record)
        facts = getattr(record, "facts", None)
        return f"{text} {json.dumps(facts, default=_plain)}" if facts else text


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else str(value)
