"""Limits for one document: its repair and its checks run in a process of their own, which can be ended from outside.

A thread cannot be: Python interrupts neither a regular expression nor any other C code in it. One process is started
and loads the tables; it forks a worker for each line of work, which shares their memory, serves one document after
another, and is replaced where a document was too much for it. The time that counts is processor time, so that a busy
machine changes no corpus. The translation itself stays outside: its work is bounded by the length of the text.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

from pipeline.config import Config

T = TypeVar("T")

_LENGTH = struct.Struct("!Q")


class BeyondLimits(Exception):
    """A document took more time or memory than it may. `lasting`: it would do so again."""

    def __init__(self, reason: str, lasting: bool = True) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Failed(Exception):
    """What went wrong with a document in the other process: `where` in our code, `trace` for the log."""

    def __init__(self, reason: str, where: str, trace: str, lasting: bool) -> None:
        super().__init__(reason)
        self.where, self.trace, self.lasting = where, trace, lasting


class Runner(Protocol):
    """Where the steps of a document run."""

    def run(self, step: Callable[..., T], *arguments: Any) -> T:
        """`step(*arguments)`. Raises BeyondLimits, Failed, or the BitexteError that the step raised."""


class Here:
    """In this thread, without limits; whatever a step raises comes as it is."""

    def run(self, step: Callable[..., T], *arguments: Any) -> T:
        """`step(*arguments)`."""
        return step(*arguments)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the worker sends back. `kind`: "result", "error" (a BitexteError to raise), "limit" or "failed".

    `last`: the worker ends after it.
    """

    kind: str
    value: Any = None
    where: str = ""
    trace: str = ""
    lasting: bool = True
    last: bool = False


class Limited:
    """In other processes, within `[run] document_seconds` and `document_memory_mb`. Close it, or use it in a `with`.

    Any number of threads may call `run`; each call has a worker to itself. Nothing is started before the first call.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._idle: list[socket.socket] = []

    def __enter__(self) -> Limited:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for channel in (*self._idle, *([self._control] if self._control else [])):
                channel.close()
            self._idle.clear()
            self._control = None
            if self._process:
                self._process.wait()
                self._process = None

    def run(self, step: Callable[..., T], *arguments: Any) -> T:
        """`step(*arguments)` in a worker; the step is a function of a module, and all of it can be pickled."""
        reply = None
        for channel in self._channels():
            try:
                send(channel, (step, arguments))
                reply = receive(channel)
            except BaseException:
                channel.close()
                raise
            if isinstance(reply, Reply):
                break
            channel.close()
        if reply is None:
            why = f"its process was ended, from outside or because it {limits(self._config)}"
            raise BeyondLimits(why, lasting=False)
        if reply.last:
            channel.close()
        else:
            with self._lock:
                self._idle.append(channel)
        if reply.kind == "limit":
            raise BeyondLimits(str(reply.value))
        if reply.kind == "error":
            raise reply.value
        if reply.kind == "failed":
            raise Failed(reply.value, reply.where, reply.trace, reply.lasting)
        return reply.value  # type: ignore[no-any-return]

    def _channels(self) -> Iterator[socket.socket]:
        """A worker to ask and, where one that has waited is gone by now, a fresh one."""
        with self._lock:
            waiting = self._idle.pop() if self._idle else None
        if waiting:
            yield waiting
        yield self._fresh()

    def _fresh(self) -> socket.socket:
        with self._lock:
            if self._control is None:
                self._start()
            assert self._control is not None
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            return ours

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            home = str(Path(__file__).parent.parent)
            known = os.environ.get("PYTHONPATH")
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([home, *([known] if known else [])])},
            )
        send(ours, self._config)
        self._control = ours


@contextlib.contextmanager
def runner(config: Config) -> Iterator[Runner]:
    """Where the steps of a document run under this configuration: here if it sets no limits."""
    if not (config.run.document_seconds or config.run.document_memory_mb):
        yield Here()
        return
    with Limited(config) as limited:
        yield limited


def limits(config: Config) -> str:
    """The limits in words: what a document took more than."""
    parts = []
    if config.run.document_seconds:
        parts.append(f"{config.run.document_seconds:g} s of processor time (document_seconds)")
    if config.run.document_memory_mb:
        parts.append(f"{config.run.document_memory_mb} MB of memory (document_memory_mb)")
    return "took more than " + " or ".join(parts)


def send(channel: socket.socket, message: Any) -> None:
    """One message. Raises OSError where the other side is gone, which `receive` then tells too."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        channel.sendall(_LENGTH.pack(len(data)))
        channel.sendall(data)


def receive(channel: socket.socket) -> Any:
    """The next message; None where the other side is gone."""
    head = _exactly(channel, _LENGTH.size)
    data = _exactly(channel, _LENGTH.unpack(head)[0]) if head else None
    return pickle.loads(data) if data is not None else None


def _exactly(channel: socket.socket, count: int) -> bytes | None:
    data = bytearray()
    while len(data) < count:
        try:
            part = channel.recv(min(count - len(data), 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        data += part
    return bytes(data)
