"""What a schedule needs beside Prefect's own: missed runs made up for once, late ones that do not pile up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed

from pipeline.errors import ConfigError

log = logging.getLogger("bitexte")

#: Intervals count from here and not from the start: one that is longer than any uptime still fires.
ANCHOR = datetime(2000, 1, 1, tzinfo=UTC)
#: Seconds between two looks for runs that pile up.
PAUSE = 5.0
SCHEDULED = (StateType.SCHEDULED,)
#: States of a run that nobody works on any more when nothing serves.
UNFINISHED = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)


def schedule(cron: str | None, interval: int | None, timezone: str) -> Schedule:
    """The schedule that is meant: `cron` in `timezone`, or every `interval` seconds. Raises ConfigError for none."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(f"--timezone {timezone!r}: no such time zone; \"Europe/Paris\" is one") from error
    if not cron:
        return Interval(timedelta(seconds=interval or 3600), anchor_date=ANCHOR, timezone=timezone)
    try:
        return Cron(cron, timezone=timezone)
    except ValueError as error:
        raise ConfigError(f"--cron {cron!r}: {error}") from error


def missed(flow: str, deployment: str) -> bool:
    """Whether a run of the deployment came due, or was cut off, while nothing served it.

    Runs that were cut off are marked as crashed: on the server they would run for ever. Those that are planned are
    taken back: they were planned by the schedule of then, and each that is late would be started.
    """
    with get_client(sync_client=True) as client:
        try:
            found = client.read_deployment_by_name(f"{flow}/{deployment}")
        except ObjectNotFound:
            return False
        cut_off = _runs(client, found.id, UNFINISHED)
        for run in cut_off:
            client.set_flow_run_state(run.id, Crashed(message="cut off"), force=True)
        late = _late(client, found.id)
        for run in _runs(client, found.id, SCHEDULED):
            client.delete_flow_run(run.id)
        return bool(cut_off or late)


def made_up_for(deployment: UUID) -> None:
    """Start one run now."""
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(deployment, tags=["made up for"])


@contextmanager
def keep_one(deployment: UUID) -> Iterator[None]:
    """While the block lasts, keep one of the runs that are late because one before them still works: the last."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(PAUSE):
            try:
                with get_client(sync_client=True) as client:
                    for run in _late(client, deployment)[:-1]:
                        client.delete_flow_run(run.id)
            except Exception:  # the server may be away for a while; the runner tells if it stays away
                log.debug("looking for late runs", exc_info=True)

    thread = threading.Thread(target=watch, name="late runs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(PAUSE)


def _late(client: SyncPrefectClient, deployment: UUID) -> list[FlowRun]:
    """The runs that should have started, by their time."""
    now = datetime.now(UTC)
    planned = _runs(client, deployment, SCHEDULED)
    late = [run for run in planned if run.expected_start_time and run.expected_start_time < now]
    return sorted(late, key=lambda run: run.expected_start_time or now)


def _runs(client: SyncPrefectClient, deployment: UUID, states: tuple[StateType, ...]) -> list[FlowRun]:
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id={"any_": [deployment]}),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states)))),
    )
