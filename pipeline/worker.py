"""The process that `pipeline.limits` starts: it loads the tables once and forks the workers that use them."""

from __future__ import annotations

import contextlib
import gc
import math
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from pipeline.config import Config
from pipeline.errors import BitexteError
from pipeline.limits import Reply, receive, send

#: Seconds by which the system's own limit lies above ours: it ends what does not answer to a signal.
GRACE = 5
#: A worker that has grown by more than this (MB) is replaced: a document must not pay for those before it.
GROWN = 256


class _TooLong(BaseException):
    """The time is up. No Exception: a step that survives every failure of its parts must not survive this."""


def main() -> None:
    """Fork a worker for each channel that comes over the control socket, until that is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    # Ctrl-C is for the run, which then closes the control socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    config = receive(control)
    if not isinstance(config, Config):
        return
    _warm_up(config)
    # The collector would write to every object it looks at, and so copy the pages that the workers share.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the workers
    while True:
        word, files, _, _ = socket.recv_fds(control, 1, 1)
        if not word:
            return
        if os.fork() == 0:
            control.close()
            _serve(socket.socket(fileno=files[0]), config)
        os.close(files[0])


def answer(step: Callable[..., Any], arguments: tuple[Any, ...], config: Config) -> Reply:
    """What `step` gives, within the time for one document."""
    seconds = config.run.document_seconds
    try:
        try:
            if seconds:
                used = math.ceil(time.process_time() + seconds) + GRACE
                with contextlib.suppress(ValueError, OSError):  # a lower hard limit is there already
                    resource.setrlimit(resource.RLIMIT_CPU, (used, resource.RLIM_INFINITY))
                signal.setitimer(signal.ITIMER_PROF, seconds)
            return Reply("result", step(*arguments))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _TooLong:
        return Reply("limit", f"took more than {seconds:g} s of processor time (document_seconds)")
    except MemoryError:
        return Reply("limit", f"took more than {config.run.document_memory_mb} MB of memory (document_memory_mb)")
    except BitexteError as error:
        return Reply("error", error)
    except Exception as error:
        return failure(error)


def failure(error: Exception) -> Reply:
    """What is to be known of an error: its name, where in our code it happened, and whether it would happen again."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    trace = "".join(traceback.format_exception(error))
    return Reply("failed", reason, place(error), trace, not isinstance(error, OSError))


def place(error: BaseException) -> str:
    """The innermost place of our own code that an error went through: `pipeline/…:line in function`."""
    home = Path(__file__).resolve().parent
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename).resolve()
        if path.is_relative_to(home):
            found = f"{path.relative_to(home.parent).as_posix()}:{frame.lineno} in {frame.name}"
    return found


def _serve(channel: socket.socket, config: Config) -> NoReturn:
    """Answer until the channel is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, _up)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if config.run.document_memory_mb:
        most = _address_space() + config.run.document_memory_mb * 1_000_000
        with contextlib.suppress(ValueError, OSError):  # a lower hard limit is there already
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
    start = _grown()
    while (message := _received(channel)) is not None:
        reply = message if isinstance(message, Reply) else answer(*message, config)
        last = reply.kind == "limit" or _grown() - start > GROWN
        try:
            send(channel, replace(reply, last=last))
        except MemoryError:
            break
        if last:
            break
        del message, reply
    os._exit(0)  # no handler and no buffer of the process that was forked is ours


def _received(channel: socket.socket) -> Any:
    """The next message; a reply where it cannot be read."""
    try:
        return receive(channel)
    except MemoryError:
        return Reply("limit", "does not fit into the memory that it may take (document_memory_mb)")
    except Exception as error:
        return failure(error)


def _up(number: int, frame: FrameType | None) -> None:
    raise _TooLong


def _grown() -> float:
    """The most memory that this process has had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _address_space() -> int:
    """What the limit on the address space counts already, in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def _warm_up(config: Config) -> None:
    """Load what every document needs, which so counts for none of them."""
    from pipeline.document import Document
    from pipeline.steps import checked, prepared

    text = "Le conseil municipal de la ville a voté mardi un budget pour les écoles, a dit le maire à la presse."
    with contextlib.suppress(Exception):  # a wrong configuration is said with the first document
        ready = prepared(Document("", "", (text,), ""), config, ("fr",))
        checked(getattr(ready, "segments", ()), [("The city council voted.", ())], config)


if __name__ == "__main__":
    main()
