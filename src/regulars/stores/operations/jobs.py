"""Work to be done later: it is committed with the act that caused it, and leased by one worker at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from regulars.errors import RegularsError
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import JOBS

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, as a worker holds it. ``lease`` proves that it is still his."""

    job_id: int
    kind: str
    details: Mapping[str, Any]
    attempts: int
    lease: str


def enqueue(c: Connection, kind: str, details: Mapping[str, Any], run_at: datetime, once: str | None = None) -> bool:
    """Add work within a commit; False where the same (``once``) was there already."""
    adding = (postgresql if c.dialect.name == "postgresql" else sqlite).insert(JOBS) if once else insert(JOBS)
    statement: Any = adding.values(kind=kind, details=dict(details), run_at=run_at, once=once)
    if once:
        statement = statement.on_conflict_do_nothing(index_elements=[JOBS.c.once])
    return bool(c.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1)


def take(store: Store, at: datetime, lease_for: timedelta = LEASE) -> Job | None:
    """The most urgent work that nobody holds, ours until the lease ends; None where there is none.

    A worker that dies holds nothing for long: when the lease is over another takes it up.
    """
    return store.write(lambda c: _take(c, at, lease_for))


def _take(c: Connection, at: datetime, lease_for: timedelta) -> Job | None:
    free = or_(JOBS.c.leased_until.is_(None), JOBS.c.leased_until <= at)
    waiting = select(JOBS).where(JOBS.c.done_at.is_(None), JOBS.c.run_at <= at, free).order_by(JOBS.c.run_at, JOBS.c.job_id)
    row = c.execute(waiting.limit(1).with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    lease = secrets.token_hex(16)
    held = {"lease": lease, "leased_until": at + lease_for, "attempts": row.attempts + 1}
    c.execute(update(JOBS).where(JOBS.c.job_id == row.job_id).values(held))
    return Job(row.job_id, row.kind, row.details, row.attempts + 1, lease)


def finish(store: Store, job: Job, at: datetime) -> bool:
    """Say that work is done; False where the lease had passed to another, who does it again."""
    return _close(store, job, {"done_at": at, "lease": None, "leased_until": None, "failure": None})


def repeat(store: Store, job: Job, run_at: datetime) -> bool:
    """Say that work is done for now and due again later; False where the lease had passed to another."""
    return _close(store, job, {"run_at": run_at, "attempts": 0, "lease": None, "leased_until": None, "failure": None})


def fail(store: Store, job: Job, at: datetime, why: str) -> bool:
    """Say that work failed: it is tried again after 1, 2, 4 … minutes, six hours at most."""
    wait = min(timedelta(minutes=2 ** min(job.attempts - 1, 20)), LONGEST_WAIT)
    return _close(store, job, {"run_at": at + wait, "lease": None, "leased_until": None, "failure": why[:1000]})


def _close(store: Store, job: Job, values: Mapping[str, Any]) -> bool:
    ours = (JOBS.c.job_id == job.job_id) & (JOBS.c.lease == job.lease)
    return store.write(lambda c: c.execute(update(JOBS).where(ours).values(values)).rowcount == 1)


def work(store: Store, doing: Mapping[str, Callable[[Job], None]], clock: Callable[[], datetime], most: int = 1000) -> int:
    """Do what is due, one after another; what fails is put off, and the rest goes on. How many were taken."""
    for number in range(most):
        job = take(store, clock())
        if job is None:
            return number
        try:
            doing[job.kind](job)
        except RegularsError as e:
            fail(store, job, clock(), str(e))
        else:
            finish(store, job, clock())
    return most
