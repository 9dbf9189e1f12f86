"""Jobs: committed with their cause, held by one worker at a time, taken up again when a worker dies."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from regulars.errors import EnvironmentFault
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.jobs import Job, enqueue, fail, finish, repeat, take, work
from tests.stores.operations.members import AT

MINUTE = timedelta(minutes=1)


def add(store: Store, *names: str, run_at: datetime = AT, once: str | None = None) -> list[bool]:
    with store.writing() as c:
        return [enqueue(c, "greet", {"name": name}, run_at, once) for name in names]


def test_the_most_urgent_is_taken_first_and_done_once(store: Store) -> None:
    add(store, "ben", run_at=AT)
    add(store, "anna", run_at=AT - MINUTE)
    add(store, "cem", run_at=AT + MINUTE)
    seen: list[str] = []
    assert work(store, {"greet": lambda job: seen.append(job.details["name"])}, lambda: AT) == 2
    assert seen == ["anna", "ben"]
    assert take(store, AT) is None


def test_a_cause_that_is_undone_leaves_no_job(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as c:  # noqa: PT012
        enqueue(c, "greet", {}, AT)
        _ = 1 / 0
    assert take(store, AT) is None


def test_the_same_is_enqueued_once(store: Store) -> None:
    assert add(store, "anna", once="greet anna") == [True]
    assert add(store, "anna", once="greet anna") == [False]


def test_a_worker_that_died_loses_its_lease_to_another(store: Store) -> None:
    add(store, "anna")
    first = take(store, AT)
    assert first is not None
    assert take(store, AT + 4 * MINUTE) is None
    second = take(store, AT + 6 * MINUTE)
    assert second is not None
    assert (second.job_id, second.attempts) == (first.job_id, 2)
    assert not finish(store, first, AT + 6 * MINUTE), "it was not his any more"
    assert finish(store, second, AT + 6 * MINUTE)
    assert take(store, AT + timedelta(days=1)) is None


def test_what_failed_is_put_off_longer_each_time(store: Store) -> None:
    add(store, "anna")
    at = AT
    for minutes in (1, 2, 4, 8):
        job = take(store, at)
        assert job is not None
        fail(store, job, at, "no server")
        assert take(store, at + minutes * MINUTE - timedelta(seconds=1)) is None
        at += minutes * MINUTE


def test_one_that_fails_does_not_stop_the_others(store: Store) -> None:
    add(store, "anna", "ben")
    seen: list[str] = []

    def greet(job: Job) -> None:
        seen.append(job.details["name"])
        if job.details["name"] == "anna":
            raise EnvironmentFault("the post is closed")

    assert work(store, {"greet": greet}, lambda: AT) == 2
    assert seen == ["anna", "ben"]
    assert work(store, {"greet": greet}, lambda: AT + MINUTE) == 1


def test_many_workers_share_the_work_without_doing_any_twice(store: Store) -> None:
    add(store, *(f"m{n}" for n in range(40)))
    seen: list[str] = []

    def one(_: int) -> int:
        return work(store, {"greet": lambda job: seen.append(job.details["name"])}, lambda: AT)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 40
    assert Counter(seen) == {f"m{n}": 1 for n in range(40)}


def test_what_is_due_again_keeps_its_one_row(store: Store) -> None:
    assert add(store, "anna", once="every minute") == [True]
    for minute in range(3):
        job = take(store, AT + minute * MINUTE)
        assert job is not None
        assert job.attempts == 1
        assert repeat(store, job, AT + (minute + 1) * MINUTE)
        assert take(store, AT + minute * MINUTE) is None
    assert add(store, "anna", once="every minute") == [False]
