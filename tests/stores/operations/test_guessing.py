"""Wrong guesses: counted where every process sees them, and past a limit nothing is looked up for a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from regulars.errors import LockedOut
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.guessing import WINDOW, Guesses
from tests.stores.operations.members import AT

LIMITS = {"member anna": 3, "key till": 5}


def locked(guesses: Guesses, limits: dict[str, int] = LIMITS, after: timedelta = timedelta()) -> bool:
    try:
        guesses.refuse_locked(limits, AT + after)
    except LockedOut:
        return True
    return False


def test_the_third_wrong_guess_is_the_last_for_a_while(store: Store) -> None:
    guesses = Guesses(store)
    for _ in range(3):
        assert not locked(guesses)
        guesses.note(LIMITS, AT)
    with pytest.raises(LockedOut, match="too many wrong guesses") as e:
        guesses.refuse_locked(LIMITS, AT)
    assert "15 minutes" in str(e.value)
    assert not locked(guesses, {"member ben": 3})
    assert not locked(guesses, after=WINDOW)


def test_whoever_guesses_for_many_members_is_locked_by_key(store: Store) -> None:
    guesses = Guesses(store)
    for number in range(5):
        guesses.note({f"member {number}": 3, "key till": 5}, AT)
    assert locked(guesses, {"member new": 3, "key till": 5})


def test_a_new_window_counts_from_one(store: Store) -> None:
    guesses = Guesses(store)
    for day in range(4):
        guesses.note(LIMITS, AT + timedelta(days=day))
    assert not locked(guesses, after=timedelta(days=3))
    assert guesses.forget_old(AT + timedelta(days=3)) == 0
    assert guesses.forget_old(AT + timedelta(days=4)) == 2


def test_many_at_once_are_all_counted(store: Store) -> None:
    guesses = Guesses(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: guesses.note({"key till": 5}, AT), range(40)))
    assert locked(guesses, {"key till": 40})
    assert not locked(guesses, {"key till": 41})
