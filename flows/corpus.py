"""The batch flow: articles in, corpus out. A task is a shard of documents."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows import settings

LOG = settings.prepare()

from prefect import flow, task  # noqa: E402  (the environment has to be set before)
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.utilities.annotations import quote  # noqa: E402

from pipeline.batch import Order, Outcome, Summary, opened, work_on  # noqa: E402
from pipeline.config import Config  # noqa: E402
from pipeline.summary import markdown, table  # noqa: E402
from pipeline.translate.translator import Translator  # noqa: E402

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
def work_on_shard(number: int, group: Any, out: Path, config: Config, translator: Translator, run_in: Any) -> Outcome:
    """One shard: its documents are processed and their files written."""
    return work_on(group, out, config, translator, run_in)


@task(name="corpus", persist_result=False, cache_policy=NO_CACHE)
def put_together(batch: Any) -> Summary:
    """The corpus, the rejected pairs, the quarantine and the manifest."""
    return batch.finish()


@flow(name="bitexte-corpus", validate_parameters=False, persist_result=False)
def corpus(
    paths: list[str] | None = None,
    out: str = "out",
    config: str | None = None,
    workers: int | None = None,
    force: bool = False,
    only_quarantined: bool = False,
    wait: float = 600.0,
    progress: Progress | None = None,
    review: str | None = None,
) -> Summary:
    """Turn the articles below `paths` into a corpus in `out`; only new and changed documents are worked on, or those
    that the last run quarantined.

    Another run on `out` is waited for up to `wait` seconds. `progress` is told how many documents have been looked at
    and how many of them were worked on. Raises the BitexteError of whatever the user has to act on.
    """
    order = Order.of(
        paths or ["seeds"], out, config, review, force=force, only_quarantined=only_quarantined, wait=wait
    )
    most = max(1, workers or order.config.run.workers)
    with opened(order) as batch:
        window: deque[PrefectFuture[Outcome]] = deque()

        def collect() -> None:
            batch.collect(window.popleft().result())
            if progress:
                progress(batch.seen, batch.worked)

        for number, group in enumerate(batch.groups(), 1):
            # The window bounds both the work in hand and the memory: nothing is read before there is room for it.
            if len(window) >= most:
                collect()
            tools = quote(order.config), quote(batch.translator), quote(batch.runner)
            window.append(work_on_shard.submit(number, quote(group), order.out, *tools))
        while window:
            collect()
        summary = put_together(quote(batch))
    create_table_artifact(key="bitexte-documents", table=table(summary), description="Documents")
    create_markdown_artifact(key="bitexte-report", markdown=markdown(summary), description="The batch at a glance")
    return summary
