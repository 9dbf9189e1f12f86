"""One damage after another to the store of a shop: check says what is wrong with it, in words, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.requests import Adjust, Capture, Earn, EarnLine, Merge, Refund, SetAside, Spend, Transfer
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.stores.operations import outbox
from regulars.stores.operations.checking import check, found
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members, Person
from regulars.stores.operations.migrating import migrate
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.unlocking import settle
from tests.stores.operations.conftest import new_database

AT = datetime(2026, 3, 5, 9, 30)
GIFT, KEY = "a gift", StoreKey(bytes(range(32)))
GONE = AT + timedelta(days=1)
LATER = AT + timedelta(days=300)


def trade(store: Store) -> None:
    """Anna buys, spends, brings goods back, holds, gives points to Ben and uses a code; some of Ben's points expire."""
    settle(store, KEY, AT)
    members, ledger, sales, codes = Members(store, KEY), StoreLedger(store), Sales(store, KEY), Codes(store, KEY)
    anna = members.join(key="j1", at=AT, person=Person(name="Anna"), household_id="H")
    ben, cem = members.join(key="j2", at=AT), members.join(key="j3", at=AT)
    lines = (
        SaleLine(line_id="1", amount_minor=600, points=60, qualifying=6),
        SaleLine(line_id="2", amount_minor=400, points=40),
    )
    bought = Purchase(
        source="till", order_id="1", amount_minor=1000, currency="EUR", member=anna, lines=lines, expires_at=LATER
    )
    sales.buy(bought, key="b", at=AT)
    ledger.act(Spend(member=anna, amount=30, reference="x"), key="s", at=AT)
    back = MoneyBack(source="till", order_id="1", refund_id="1", currency="EUR", lines={"2": 100})
    sales.give_back(back, key="r", at=AT)
    held = ledger.act(SetAside(member=anna, amount=5, ends_at=LATER, reference="h"), key="h", at=AT).entry
    ledger.act(Capture(hold=held, amount=2), key="c", at=AT)
    ledger.act(Transfer(giver=anna, receiver=ben, amount=5), key="t", at=AT)
    ledger.act(Adjust(member=ben, amount=3, reason=GIFT, by="Dov", expires_at=LATER), key="a", at=AT)
    codes.announce(Campaign(campaign_id="k", points=5, starts_at=AT, ends_at=LATER, per_member=1, per_household=2))
    codes.redeem(anna, next(codes.make("k", 1)), key="code", at=AT)
    given = EarnLine(line_id="1", points=10, amount_minor=100)
    ledger.act(Earn(member=ben, reference="e", lines=(given,), expires_at=GONE), key="e", at=AT)
    ledger.act(Earn(member=cem, reference="f", lines=(given,), matures_at=LATER), key="f", at=AT)
    ledger.act(Earn(member=cem, reference="g", lines=(given,)), key="g", at=AT)
    ledger.act(Refund(reference="g", lines={"1": 50}), key="g2", at=AT)
    ledger.act(Merge(absorbed=cem, into=ben), key="m", at=AT)
    ledger.settle_due(GONE)
    outbox.number_all(store)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One for all damages: each is done in a transaction that is taken back."""
    on_postgres = request.param == "postgres"
    address = new_database(request.getfixturevalue("template")) if on_postgres else tmp_path_factory.mktemp("shop") / "r.db"
    with open_store(address) as store:
        if not on_postgres:
            migrate(store)
        trade(store)
        yield store


@contextmanager
def unheld(store: Store) -> Iterator[Connection]:
    """A transaction in which nothing is refused, and of which nothing stays."""
    with store.engine.connect() as c:
        if store.is_sqlite:
            _let(c, foreign_keys="OFF", ignore_check_constraints="ON")
        with c.begin() as begun:
            if not store.is_sqlite:
                c.execute(text("SET LOCAL session_replication_role = replica"))
            yield c
            begun.rollback()
        if store.is_sqlite:
            _let(c, foreign_keys="ON", ignore_check_constraints="OFF")


def _let(c: Connection, **settings: str) -> None:
    driver = c.connection.driver_connection
    assert driver is not None
    for name, value in settings.items():
        driver.execute(f"PRAGMA {name} = {value}")


def said_after(store: Store, statement: str) -> list[str]:
    """What check says once somebody who went round the triggers has changed something."""
    with unheld(store) as c:
        guards = c.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all() if store.is_sqlite else []
        for name, _ in guards:
            c.exec_driver_sql(f"DROP TRIGGER {name}")
        changed = [c.exec_driver_sql(part).rowcount for part in statement.split(";")]
        assert all(changed), "there was something to spoil"
        for _, words in guards:
            c.exec_driver_sql(words)
        return found(c, KEY)


def test_a_sound_shop_has_nothing_wrong(shop: Store) -> None:
    assert check(shop, KEY) == []


LEGS = "an entry's legs are not those of its kind"
TOLD = "an entry is not in the outbox as it was written"
SPENT = "a lot was used for more or less"
DUE = "an account falls due later than its points do, or never"
LOT = "a lot is not what its entry gave"
DAYS = "a lot's days are not those of its entry"
LINES = "a lot's refunds are not those of its lines"
HOLD = "a hold is not what its entries say"
ORDER = "an order is not as it was last told"
COUNTED = "a member or household used a campaign more or less often than is counted"
CODE = "what a code gave has no use of a code"
KEYS = "no idempotency key answers with an entry that somebody asked for"
READ = "what is kept of a person cannot be read"
DAMAGES = [
    ("UPDATE entries SET available = available + 1, issued = issued - 1 WHERE kind = 'earned'", "another balance"),
    ("UPDATE entries SET expired = redeemed, redeemed = 0 WHERE kind = 'spent'", LEGS),
    ("UPDATE entries SET kind = 'adjusted' WHERE kind = 'earned'", LEGS),
    ("UPDATE entries SET kind = 'captured' WHERE kind = 'spent'", "an entry answers another than its kind does"),
    ("UPDATE entries SET related_account = NULL WHERE kind = 'clawed_back'", "an entry answers another than its kind does"),
    ("UPDATE entries SET occurred_at = '2020-01-01 00:00:00.000000' WHERE kind = 'spent'", TOLD),
    ("UPDATE entries SET occurred_at = '2020-01-01 00:00:00.000000' WHERE kind = 'adjusted'", DAYS),
    ("UPDATE entries SET details = '{}' WHERE kind = 'earned'", DAYS),
    ("UPDATE entries SET reference = 'other' WHERE kind = 'earned'", "a line of an order earned under another order's entry"),
    ("DELETE FROM entries WHERE kind = 'expired'", "entries are missing from the count"),
    ("UPDATE accounts SET available = available + 1 WHERE number > 0", "a balance is not the sum of its entries"),
    ("UPDATE accounts SET held = held - 1 WHERE held > 0", "a balance is not the sum of its lots"),
    ("UPDATE accounts SET due_at = NULL WHERE due_at IS NOT NULL", DUE),
    ("UPDATE accounts SET due_at = '2030-01-01 00:00:00.000000' WHERE due_at IS NOT NULL", DUE),
    ("UPDATE accounts SET moved_to = (SELECT max(account_id) FROM accounts) WHERE held > 0", "went elsewhere than its member"),
    ("UPDATE accounts SET moved_to = NULL WHERE moved_to IS NOT NULL", "went elsewhere than its member"),
    ("DELETE FROM accounts WHERE unit = 'qualifying'", "a member has not two accounts"),
    ("UPDATE lots SET amount = amount + 1, remaining = remaining + 1 WHERE remaining > 0", LOT),
    ("UPDATE lots SET amount = amount + 7, expired = expired + 7 WHERE source = 'transfer'", LOT),
    ("UPDATE lots SET remaining = remaining - 1, expired = expired + 1 WHERE remaining > 5", "a lot expired or was taken back"),
    ("UPDATE lots SET used = used - 1, expired = expired + 1 WHERE used > 0", SPENT),
    ("UPDATE lots SET expired = expired - 1, clawed = clawed + 1 WHERE expired > 0", "a lot expired or was taken back"),
    ("DELETE FROM lots WHERE remaining = 0", LOT),
    ("UPDATE lots SET expires_at = '2099-01-01 00:00:00.000000' WHERE remaining > 0", DAYS),
    ("UPDATE lots SET matures_at = '2099-01-01 00:00:00.000000' WHERE matures_at IS NOT NULL", DAYS),
    ("UPDATE lots SET owner = (SELECT min(account_id) FROM accounts WHERE unit = 'qualifying') WHERE remaining > 0",
     "a balance is not the sum of its lots"),
    ("DELETE FROM uses WHERE use_id = 1", SPENT),
    ("UPDATE uses SET amount = amount + 1 WHERE use_id = 1", SPENT),
    ("UPDATE holds SET open = 0, parts = '[]'", "a lot holds more or less than its holds say"),
    ("UPDATE holds SET captured = captured + 1, amount = amount + 1", HOLD),
    ("UPDATE holds SET ends_at = '2099-01-01 00:00:00.000000'", HOLD),
    ("DELETE FROM holds", HOLD),
    ("UPDATE lots SET held = 0", "a lot holds more or less than its holds say"),
    ("UPDATE earned_lines SET reversed = 0 WHERE reversed > 0", LINES),
    ("UPDATE earned_lines SET refunded_minor = 0", "a line of an order gave back other money than points"),
    ("UPDATE earned_lines SET points = points + 1 WHERE line_id = '1'", LINES),
    ("DELETE FROM earned_lines WHERE line_id = '2'", LINES),
    ("DELETE FROM earned_lines WHERE reference = '1'", LINES),
    ("UPDATE orders SET refunded_minor = 0", "an order was refunded for more or less than was told of it"),
    ("UPDATE orders SET refunded_lines = '{}'", "an order forgot what was given back of a line"),
    ("UPDATE orders SET amount_minor = 999", ORDER),
    ("DELETE FROM orders", ORDER),
    ("UPDATE codes SET uses = 0", "a code was used more or less often than its uses say"),
    ("UPDATE campaigns SET uses = 0", "a campaign was used more or less often than its codes"),
    ("UPDATE codes SET uses = 0; UPDATE campaigns SET uses = 0", "a code was used more or less often than its uses say"),
    ("DELETE FROM code_uses; UPDATE codes SET uses = 0; UPDATE campaigns SET uses = 0", COUNTED),
    ("DELETE FROM code_uses; UPDATE codes SET uses = 0; UPDATE campaigns SET uses = 0; DELETE FROM code_counters", CODE),
    ("UPDATE code_counters SET uses = 0 WHERE scope = 'member'", COUNTED),
    ("UPDATE code_counters SET uses = 0 WHERE scope = 'household'", COUNTED),
    ("DELETE FROM code_counters", COUNTED),
    ("DELETE FROM outbox WHERE sequence = 1", "the outbox's numbers have a gap"),
    ("DELETE FROM outbox WHERE sequence = 2", "the outbox's numbers have a gap"),
    ("DELETE FROM outbox WHERE sequence = (SELECT max(sequence) FROM outbox)", TOLD),
    ("DELETE FROM outbox", ORDER),
    ("UPDATE outbox SET fact = '{}' WHERE kind = 'purchases'", ORDER),
    ("UPDATE outbox SET fact = '{}' WHERE kind = 'refunds'", "an order was refunded for more or less than was told of it"),
    ("DELETE FROM idempotency_keys WHERE key = 's'", KEYS),
    ("DELETE FROM idempotency_keys WHERE substr(key, 1, 7) = 'refund '", "a refund's number is forgotten"),
    ("DELETE FROM person_keys", "a person has no key, or a key no person"),
    ("UPDATE people SET sealed = person_keys.wrapped FROM person_keys", READ),
    ("UPDATE person_keys SET wrapped = people.sealed FROM people", READ),
    ("UPDATE members SET erased_at = '2026-01-01 00:00:00.000000' WHERE household_id = 'H'", "stands behind an erased member"),
    ("UPDATE members SET erased_at = '2026-01-01 00:00:00.000000' WHERE merged_into IS NULL AND household_id IS NULL",
     "a member is not erased, though the one whose part she became is"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), DAMAGES, ids=[statement[:70] for statement, _ in DAMAGES])
def test_what_is_spoiled_is_found(shop: Store, statement: str, said: str) -> None:
    sentences = said_after(shop, statement)
    assert any(said in sentence for sentence in sentences), sentences


def test_a_finding_says_where_what_was_expected_and_what_to_do(shop: Store) -> None:
    """Anna's account was due when her points expire."""
    [sentence] = said_after(shop, "UPDATE accounts SET due_at = NULL WHERE held > 0")
    assert sentence == (
        "an account falls due later than its points do, or never: 1.7 (expected: the day on which its first lot expires or"
        " matures, or its first hold ends: else points that are gone can be spent; restore the last backup that is sound)"
    )


def test_of_many_places_five_are_named(shop: Store) -> None:
    sentences = said_after(shop, "DELETE FROM idempotency_keys WHERE key <> 'the store''s key'")
    assert any(KEYS in sentence and " more (expected: " in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("on_sqlite", "on_postgres"),
    [
        ("DROP TRIGGER entries_no_update", "DROP TRIGGER entries_append_only ON entries"),
        ("DROP TRIGGER uses_no_replace", "ALTER TABLE uses DISABLE TRIGGER uses_append_only"),
        (
            "DROP TRIGGER entries_no_update;"
            "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries WHEN FALSE BEGIN SELECT RAISE(ABORT, 'no') END",
            "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW END $$",
        ),
    ],
)
def test_a_guard_that_was_taken_away_is_missed(shop: Store, on_sqlite: str, on_postgres: str) -> None:
    with unheld(shop) as c:
        for part in (on_sqlite if shop.is_sqlite else on_postgres).split(";"):
            c.exec_driver_sql(part.replace(" END", "; END"))
        [sentence] = found(c, KEY)
    assert sentence.startswith("what refuses to rewrite what was written is not as it was made: ")


def test_what_is_no_json_is_found_and_not_stumbled_over(shop: Store) -> None:
    if shop.is_sqlite:  # PostgreSQL keeps none
        sentences = said_after(shop, "UPDATE outbox SET fact = '{' WHERE kind = 'purchases'")
        assert any("what is written as JSON is none" in sentence for sentence in sentences)


def test_with_another_key_or_none_nobody_is_said_to_be_unreadable(shop: Store) -> None:
    assert check(shop) == check(shop, StoreKey(bytes(32))) == []
