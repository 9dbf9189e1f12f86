"""Rows that are moved to where an account is: whose they are, and what is added."""

from __future__ import annotations

from regulars.actions.rewards.ledger.accounts import Account
from regulars.actions.rewards.ledger.entries import UNITS
from regulars.stores.operations.relative import AtNought, relative
from regulars.stores.operations.rows import ACCOUNT, account_of
from regulars.stores.operations.schema import ACCOUNTS, KEYS
from regulars.stores.operations.writing import Part
from tests.stores.operations.members import AT

KEY = Part(KEYS, ("key", "digest", "answer", "recorded_at"), [("k", "d", {"entries": [], "balances": []}, AT)])
WHOSE = ("anna", AT.isoformat(), "k", "till", "o-1")


def test_the_accounts_at_nought_are_those_of_a_member_without_history() -> None:
    found = [account_of(row) for row in AtNought.both("anna")]
    assert found == [Account(n, "anna", unit) for n, unit in enumerate(UNITS, 1)]
    assert AtNought._fields == (*ACCOUNT, "erased_at")


def test_balances_are_added_and_the_sooner_date_counts() -> None:
    words, values = relative(WHOSE, [Part(ACCOUNTS, ("account_id", "available", "due_at"), [(1, 5, None)], instead=True), KEY])
    assert "SELECT s.account_id, s.available + r.available, least(s.due_at, r.due_at) FROM (VALUES ($6::bigint" in words
    assert 'DO UPDATE SET "available" = excluded."available"' in words
    assert values[:8] == [*WHOSE, "1", "5", None]


def test_many_rows_come_as_an_array_for_each_column() -> None:
    words, values = relative(WHOSE, [Part(ACCOUNTS, ("account_id", "held"), [(1, 5), (2, 6)]), KEY])
    assert "FROM unnest($6::bigint[], $7::bigint[]) AS r" in words
    assert values[5:7] == ['{"1","2"}', '{"5","6"}']
