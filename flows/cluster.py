"""Shards on the workers of a Dask cluster, through Prefect's own task runner (`[distributed]` extra).

The driver reads the articles and puts the corpus together; the workers write the results of each document to the same
output folder, which has to lie on a file system that all of them see under the same path. A worker process loads the
model once, as a Dask plugin, which a worker that joins later gets too. Importing this needs the extra.
"""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import distributed
from prefect_dask import DaskTaskRunner

from flows.settings import LOOPBACK
from pipeline.batch import Group, Outcome, work_on
from pipeline.config import Config
from pipeline.errors import BitexteError, ConfigError
from pipeline.incremental import rules_version
from pipeline.limits import Runner, runner
from pipeline.process import open_translator
from pipeline.translate.translator import Translator

#: Seconds that the scheduler may take to answer, and its first worker to be there.
PATIENCE = 10
#: Shards in hand for each thread of the cluster: one in work and one that waits for it.
AHEAD = 2
PLUGIN = "bitexte"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connected cluster: Prefect's task runner for it, and how many shards are in hand at the same time."""

    runner: DaskTaskRunner
    window: int


class Tools(distributed.WorkerPlugin):
    """The Dask plugin of a run: opens what a worker process needs when it gets there, closes it when the run ends."""

    name = PLUGIN

    def __init__(self, config: Config, expected: Mapping[str, str], probe: Path) -> None:
        self.config = config
        self._expected = expected
        self._probe = probe
        self._stack: ExitStack | None = None

    def setup(self, worker: Any) -> None:
        """On the worker. Raises ConfigError where it would not do the same as the driver."""
        if not self._probe.exists():
            raise ConfigError(f"{self._probe.parent} is not there: the workers have to see the output folder, too")
        stack = ExitStack()
        try:
            self.translator: Translator = stack.enter_context(open_translator(self.config))
            found = facts(self.translator)
            wrong = [name for name in self._expected if found.get(name) != self._expected[name]]
            if wrong:
                raise ConfigError(f"another {' and another '.join(wrong)} than here; the workers need the same Bitexte")
            self.run_in: Runner = stack.enter_context(runner(self.config))
        except BaseException:
            stack.close()
            raise
        self._stack = stack

    def teardown(self, worker: Any) -> None:
        """On the worker."""
        if self._stack:
            self._stack.close()
            self._stack = None

    def __getstate__(self) -> dict[str, Any]:
        return {"config": self.config, "_expected": self._expected, "_probe": self._probe, "_stack": None}


def work_on_there(group: Group, out: Path) -> Outcome:
    """On a worker: one shard, with what the run that is going on has opened there."""
    tools = distributed.get_worker().plugins[PLUGIN]
    return work_on(group, out, tools.config, tools.translator, tools.run_in)


def facts(translator: Translator) -> dict[str, str]:
    """What decides the results beside the articles and the configuration: the driver's and the workers' are equal."""
    return {"version of Bitexte": version("bitexte"), "set of rules": rules_version(), **translator.digests}


@contextmanager
def connected(address: str, config: Config, out: Path, translator: Translator) -> Iterator[Cluster]:
    """The cluster at `address`, every worker of it ready.

    Raises ConfigError where nothing answers there or has workers, and where a worker would not do the same as the
    driver does.
    """
    _check(address)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    probe = out / f".dask.{uuid.uuid4().hex}.tmp"
    with ExitStack() as stack:
        try:
            client = stack.enter_context(distributed.Client(address, timeout=PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError, TimeoutError, RuntimeError) as error:
            raise ConfigError(f"{address}: no Dask scheduler with workers answers there") from error
        probe.touch()
        stack.callback(probe.unlink, missing_ok=True)
        try:
            client.register_plugin(Tools(_absolute(config), facts(translator), probe.absolute()))
        except Exception as error:  # whatever a foreign worker raises while it unpacks and runs our plugin
            with suppress(Exception):
                client.unregister_worker_plugin(PLUGIN)
            raise ConfigError(f"{address}: a worker cannot be used: {_reason(error)}") from error
        stack.callback(client.unregister_worker_plugin, PLUGIN)
        threads = sum(client.nthreads().values())
        yield Cluster(stack.enter_context(DaskTaskRunner(address=address)), AHEAD * max(1, threads))


def _check(address: str) -> None:
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigError(f"{address}: not an address such as tcp://host:8786 ({error})") from error
    if not host or not port:
        raise ConfigError(f"{address}: not an address such as tcp://host:8786")
    server = urlsplit(os.environ.get("PREFECT_API_URL", ""))
    if host not in LOOPBACK and (server.hostname or LOOPBACK[0]) in LOOPBACK:
        raise ConfigError(f"{address}: its workers need a Prefect server that they reach; name it in PREFECT_API_URL")


def _absolute(config: Config) -> Config:
    """The configuration with paths that mean the same in any working directory."""
    model = config.translate.model
    if model and Path(model).exists():
        config = replace(config, translate=replace(config.translate, model=str(Path(model).absolute())))
    # Glossary and decisions of reviewers lie beside the configuration, or here where there is none.
    return replace(config, path=(config.path or Path("bitexte.toml")).absolute())


def _reason(error: BaseException) -> str:
    """The innermost cause, in one line."""
    while error.__cause__ is not None and not isinstance(error, BitexteError):
        error = error.__cause__
    name = "" if isinstance(error, BitexteError) else f"{type(error).__name__}: "
    return " ".join(f"{name}{error}".split())[:300]
