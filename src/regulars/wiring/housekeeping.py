"""What a store does by itself while it is served: points mature and expire, holds end, facts are told, guesses forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from regulars.errors import RegularsError
from regulars.stores.operations.jobs import Job, enqueue, fail, repeat, take
from regulars.wiring.operations import Operations

SETTLE_EVERY = timedelta(minutes=1)
FLUSH_EVERY = timedelta(minutes=15)
Noting = Callable[[str, int | str], None]


def _unheard(_kind: str, _done: int | str) -> None:
    """Nobody listens."""


@dataclass
class Housekeeping:
    """Recurring jobs of one store. However many processes look after it, each job is done by one at a time.

    ``noting`` hears of each job what it did (a count), or why it failed (a sentence).
    """

    operations: Operations
    settle_every: timedelta = SETTLE_EVERY
    flush_every: timedelta = FLUSH_EVERY
    noting: Noting = _unheard
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def _jobs(self) -> Mapping[str, tuple[timedelta, Callable[[], int]]]:
        return {
            "settle": (self.settle_every, self._settle),
            "flush": (self.flush_every, self.operations.flush),
            "forget": (timedelta(hours=1), self._forget),
        }

    def _settle(self) -> int:
        done = 0
        while settled := self.operations.ledger.settle_due(self.operations.clock()):
            done += settled
        return done

    def _forget(self) -> int:
        return self.operations.guesses.forget_old(self.operations.clock())

    def once(self) -> int:
        """Do what is due now and nobody else is doing; how many jobs were done or tried."""
        now = self.operations.clock()
        store = self.operations.store
        for kind in self._jobs:
            store.write(lambda c, kind=kind: enqueue(c, kind, {}, now, once=f"every {kind}"))  # type: ignore[misc]
        number = 0
        while job := take(store, self.operations.clock()):
            number += 1
            self._do(job)
        return number

    def _do(self, job: Job) -> None:
        store, clock = self.operations.store, self.operations.clock
        try:
            every, work = self._jobs[job.kind]
            done = work()
        except Exception as e:  # noqa: BLE001 - a bug in one job must not end the others: it is put off, and heard of
            why = e.found if isinstance(e, RegularsError) else f"{type(e).__name__}: this is a bug of ours"
            fail(store, job, clock(), why)
            self.noting(job.kind, why)
        else:
            repeat(store, job, clock() + every)
            self.noting(job.kind, done)

    def start(self) -> None:
        """Look after the store in a thread of its own until ``stop``."""
        self._thread = threading.Thread(target=self._keep_looking, name="housekeeping", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread after what it is doing now."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _keep_looking(self) -> None:
        pause = min(self.settle_every, self.flush_every).total_seconds() / 4
        while not self._ended.is_set():
            try:
                self.once()
            except RegularsError as e:  # the store is away: it is looked for again
                self.noting("housekeeping", e.found)
            self._ended.wait(pause)
