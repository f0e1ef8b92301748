"""The batch flow: articles in, corpus out. A task is a shard of documents."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from flows import settings

LOG = settings.prepare()

from prefect import flow, task  # noqa: E402  (the environment has to be set before)
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.utilities.annotations import quote  # noqa: E402

from pipeline.batch import Batch, Group, Order, Outcome, Summary, opened, work_on  # noqa: E402
from pipeline.errors import ConfigError  # noqa: E402
from pipeline.lock import WAIT  # noqa: E402
from pipeline.summary import markdown, table  # noqa: E402

settings.quiet(LOG)

#: System errors that pass: a network file system that was away, a busy file. A full disk does not heal by waiting.
PASSING = (errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.EIO)

Progress = Callable[[int, int], None]


def can_heal(task: Any, run: Any, state: Any) -> bool:
    """Whether a failed shard is worth a second try."""
    error: BaseException | None = state.result(raise_on_failure=False)
    while isinstance(error, BaseException):
        if isinstance(error, OSError) and error.errno in PASSING:
            return True
        error = error.__cause__
    return False


@task(
    name="shard",
    task_run_name="shard {number}",
    persist_result=False,
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[2, 10],
    retry_condition_fn=can_heal,
)
def work_on_shard(number: int, work: Callable[[], Outcome]) -> Outcome:
    """One shard: its documents are processed and their files written."""
    return work()


@task(name="corpus", persist_result=False, cache_policy=NO_CACHE)
def put_together(batch: Any) -> Summary:
    """The corpus, the rejected pairs, the quarantine and the manifest."""
    return batch.finish()


@dataclass(frozen=True, slots=True)
class Place:
    """Where shards are worked on: what takes one with its number, and how many may be in hand."""

    submit: Callable[[int, Group], PrefectFuture[Outcome]]
    window: int


def dask_cluster() -> ModuleType:
    """The module that knows Dask. Raises ConfigError where the extra is not installed."""
    try:
        from flows import cluster
    except ImportError as error:
        raise ConfigError("--dask needs the extra: pip install 'bitexte[distributed]'") from error
    return cluster


@contextmanager
def place(batch: Batch, dask: str | None, workers: int | None) -> Iterator[Place]:
    """Threads of this process, or the Dask cluster at the address `dask`. Raises ConfigError where it cannot be used."""
    order = batch.order
    if dask is None:

        def here(number: int, group: Group) -> PrefectFuture[Outcome]:
            return work_on_shard.submit(
                number, partial(work_on, group, order.out, order.config, batch.translator, batch.runner)
            )

        yield Place(here, max(1, workers or order.config.run.workers))
        return
    cluster = dask_cluster()
    with cluster.connected(dask, order.config, order.out, batch.translator) as found:

        def there(number: int, group: Group) -> PrefectFuture[Outcome]:
            work = partial(cluster.work_on_there, group, order.out.absolute())
            return found.runner.submit(work_on_shard, {"number": number, "work": work})

        yield Place(there, workers or found.window)


@flow(name="bitexte-corpus", validate_parameters=False, persist_result=False)
def corpus(
    paths: list[str] | None = None,
    out: str = "out",
    config: str | None = None,
    workers: int | None = None,
    force: bool = False,
    only_quarantined: bool = False,
    wait: float = WAIT,
    progress: Progress | None = None,
    dask: str | None = None,
    review: str | None = None,
) -> Summary:
    """Turn the articles below `paths` into a corpus in `out`; only new and changed documents are worked on, or those
    that the last run quarantined.

    Another run on `out` is waited for up to `wait` seconds. `progress` is told how many documents have been looked at
    and how many of them were worked on. `dask` is the address of a Dask scheduler whose workers see `out`, too. Raises
    the BitexteError of whatever the user has to act on.
    """
    order = Order.of(
        paths or ["seeds"], out, config, review, force=force, only_quarantined=only_quarantined, wait=wait
    )
    with opened(order) as batch, place(batch, dask, workers) as where:
        window: deque[PrefectFuture[Outcome]] = deque()

        def collect() -> None:
            batch.collect(window.popleft().result())
            if progress:
                progress(batch.seen, batch.worked)

        for number, group in enumerate(batch.groups(), 1):
            # The window bounds both the work in hand and the memory: nothing is read before there is room for it.
            if len(window) >= where.window:
                collect()
            window.append(where.submit(number, group))
        while window:
            collect()
        summary = put_together(quote(batch))
    create_table_artifact(key="bitexte-documents", table=table(summary), description="Documents")
    create_markdown_artifact(key="bitexte-report", markdown=markdown(summary), description="The batch at a glance")
    return summary
