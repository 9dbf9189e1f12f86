"""A shop with a store beside its facts: from a till to an answer, and back into the facts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

import regulars as rg
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Merge, Refund, Spend
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import Purchase
from regulars.errors import NotAStore, SettingsError, UsageError, WrongKey
from regulars.facts.query import Query
from regulars.stores.operations.members import Person
from regulars.stores.operations.schema import API_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.wiring.operations import Operations, operations
from regulars.wiring.shop import Workspace

AT = datetime(2026, 3, 5, 9, 30)


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return rg.init(tmp_path / "shop", currency="EUR", time_zone="Europe/Vilnius")


def opened(shop: Workspace, clock: Clock | None = None) -> Operations:
    found = operations(shop, clock=clock or Clock())
    found.migrate()
    return found


def earn(member: str, order: str, points: int) -> Earn:
    expires = AT + timedelta(days=365)
    lines = (EarnLine(line_id="1", points=points, amount_minor=points * 100),)
    return Earn(member=member, reference=order, lines=lines, expires_at=expires, value_minor=points, rule="one a euro/1")


def test_a_shop_earns_spends_and_is_told_why(shop: Workspace) -> None:
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, person=Person("Anna"))
        first = store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        store.ledger.act(Spend(member=anna, amount=100, reference="o-2"), key="2", at=AT + timedelta(days=1))
        assert store.explain(str(first.entry)) == (
            "2026-03-05: 120 points earned with order o-1 by the rule one a euro/1; they expire after 2027-03-05. "
            "Afterwards 120 points available."
        )
        assert [words.partition(":")[0] for _, words in store.explained(anna)] == ["2026-03-06", "2026-03-05"]
        assert store.check() == []


def test_a_store_that_was_not_made_says_how(shop: Workspace) -> None:
    with operations(shop) as store, pytest.raises(NotAStore, match="holds no store yet"):
        store.check()


def test_the_key_is_made_once_and_for_its_owner(shop: Workspace) -> None:
    first = opened(shop)
    assert operations(shop).key.secret == StoreKey.at(shop.folder.path / "store.key").secret
    assert operations(shop).key.derived("people") == first.key.derived("people")
    assert (shop.folder.path / "store.key").stat().st_mode & 0o077 == 0


def test_the_address_and_key_can_come_from_outside(shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_STORE", str(tmp_path / "elsewhere.db"))
    monkeypatch.setenv("REGULARS_STORE_KEY", "ab" * 32)
    with opened(shop) as store:
        assert store.store.path == tmp_path / "elsewhere.db"
        assert not (shop.folder.path / "store.key").exists()
    monkeypatch.setenv("REGULARS_STORE_KEY", "secret")
    with pytest.raises(SettingsError, match="store's key is not one") as e:
        operations(shop)
    assert "secret" not in str(e.value)


def test_a_restored_shop_knows_nobody_who_was_erased_and_tells_nothing_twice(shop: Workspace, tmp_path: Path) -> None:
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, person=Person("Anna"))
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        store.backup(tmp_path / "kept.db")
        store.ledger.act(earn(anna, "o-2", 50), key="2", at=AT)
        assert store.flush() == 2
        store.erase(anna)
    for file in shop.folder.path.glob("regulars.db*"):
        file.unlink()
    with operations(shop, clock=Clock()) as store:
        store.restore(tmp_path / "kept.db")
        assert store.members.person(anna) is None
        ben = store.members.join(key="k", at=AT)
        store.ledger.act(earn(ben, "o-3", 30), key="3", at=AT)
        assert store.flush() == 2  # Anna's first lot came again with the backup, under a new number, and is the same fact
        assert store.flush() == 0
        assert store.check() == []
    offered = Query("offered", "", {"duckdb": "SELECT order_id FROM incentives ORDER BY order_id"})
    assert shop.facts().engine.run(offered).column(0).to_pylist() == ["o-1", "o-2", "o-3"], "each once; o-2 was told before"


def test_a_refund_is_explained(shop: Workspace) -> None:
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT)
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        store.ledger.act(Spend(member=anna, amount=100), key="2", at=AT)
        done = store.ledger.act(Refund(reference="o-1", lines={}), key="3", at=AT)
        assert store.explain(str(done.entry)).endswith(
            "120 points taken back, because order o-1 was refunded (1.1); 100 of them were spent already and are owed. "
            "Afterwards 0 points available, 100 points owed."
        )


def test_a_member_is_erased_with_her_facts_and_the_sums_stay(shop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("order_id,customer,date,amount\no-1,C-1,2026-03-05,12.00\no-2,C-2,2026-03-06,8.00\n")
    shop.import_(tmp_path / "orders.csv")
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, customer_id="C-1", person=Person("Anna"))
        store.ledger.act(earn(anna, "o-1", 120), key="1", at=AT)
        assert store.erase(anna, facts=True) == (1, 2)  # her purchase, and the points that she was given
        assert store.members.person(anna) is None
        assert store.check() == []
        store.ledger.settle_due(AT + timedelta(days=400))
        store.flush()
    for part in shop.folder.path.rglob("*"):
        assert not part.is_file() or part.suffix == ".key" or b"C-1" not in part.read_bytes(), part
    shop.import_(tmp_path / "orders.csv")  # an old export does not bring her back
    query = Query("all", "", {"duckdb": "SELECT customer_id FROM purchases"})
    assert shop.facts().engine.run(query).to_pylist() == [{"customer_id": "C-2"}]


def test_members_who_became_one_are_erased_with_the_facts_of_each(shop: Workspace, tmp_path: Path) -> None:
    """She asks under the card that she lost: her purchases with both cards go."""
    bought = "".join(f"o-{n},C-{n},2026-03-05,12.00\n" for n in (1, 2, 3))
    (tmp_path / "orders.csv").write_text(f"order_id,customer,date,amount\n{bought}")
    shop.import_(tmp_path / "orders.csv")
    with opened(shop) as store:
        lost, new = (store.members.join(key=name, at=AT, customer_id=name, person=Person("Anna")) for name in ("C-1", "C-2"))
        store.ledger.act(Merge(absorbed=lost, into=new), key="m", at=AT)
        assert store.erase(lost, facts=True)[0] == 2, "both cards"
        assert (store.members.person(lost), store.members.person(new)) == (None, None)
        assert store.check() == []
    query = Query("all", "", {"duckdb": "SELECT customer_id FROM purchases"})
    assert shop.facts().engine.run(query).to_pylist() == [{"customer_id": "C-3"}]


def test_check_speaks_of_what_a_restore_that_was_killed_left(shop: Workspace) -> None:
    with opened(shop) as store:
        left = shop.folder.path / ".restoring-abcd1234"
        left.mkdir()
        [said] = store.check()
        assert said == f"{left} holds a copy of a backup: a restore was killed"
        store.erase(store.members.join(key="j", at=AT))
        assert store.check() == []


def test_a_restore_revokes_again_what_was_revoked(shop: Workspace, tmp_path: Path) -> None:
    """Before it does so, check says which key an older backup brought back."""
    with opened(shop) as store:
        made, text = store.keys.make("till 1", {"points:read"}, at=AT)
        store.backup(tmp_path / "kept.db")
        store.keys.revoke(made.key_id, AT)
    for file in shop.folder.path.glob("regulars.db*"):
        file.unlink()
    with operations(shop, clock=Clock()) as store:
        store.restore(tmp_path / "kept.db")
        assert store.keys.known(text, AT) is None
        assert store.check() == []
        with store.store.writing() as c:
            c.execute(update(API_KEYS).values(revoked_at=None))
        assert store.check() == [f"the key {made.key_id} is revoked, and the store still takes it"]


def test_a_store_without_its_key_is_not_called_sound_and_gets_no_other(shop: Workspace) -> None:
    with opened(shop) as store:
        anna = store.members.join(key="j", at=AT, person=Person("Anna"))
    key = shop.folder.path / "store.key"
    kept = key.read_text()
    key.unlink()
    with operations(shop) as store:
        store.migrate()
        for act in (store.check, store.need_key, lambda: store.keys.make("till", {"points:read"}, at=AT)):
            with pytest.raises(WrongKey, match="There is no"):
                act()
        assert not key.exists()
        assert store.ledger.balance(anna, AT).available == 0
        key.write_text(kept)
        assert store.check() == []


def test_a_programmes_choices_stand_in_the_settings(shop: Workspace) -> None:
    with shop.folder.toml.open("a") as f:
        f.write('[points]\nadjust_alone = 50\nshortfall = "written_off"\n')
    again = rg.open(shop.folder.path)
    assert operations(again).rules == Rules(shortfall="written_off", adjust_alone=50)
    assert operations(again, rules=Rules()).rules == Rules(shortfall="debt", adjust_alone=1000)
    with shop.folder.toml.open("a") as f:
        f.write("adjust_alon = 5\n")
    with pytest.raises(SettingsError, match="says adjust_alon"):
        operations(rg.open(shop.folder.path))


def test_where_no_currency_is_named_the_first_purchases_holds(tmp_path: Path) -> None:
    with opened(rg.init(tmp_path / "served")) as store:
        store.sales.buy(Purchase(source="till", order_id="o-1", amount_minor=500, currency="SEK"), key="1", at=AT)
        with pytest.raises(UsageError, match="currency is EUR"):
            store.sales.buy(Purchase(source="till", order_id="o-2", amount_minor=500, currency="EUR"), key="2", at=AT)
        store.sales.buy(Purchase(source="till", order_id="o-2", amount_minor=500, currency="SEK"), key="2", at=AT)


def test_as_many_connections_stay_as_are_asked_for(shop: Workspace) -> None:
    """Whoever serves many at once would make and end one for each request beyond the first few."""
    with operations(shop, kept_open=7) as store:
        assert store.store.engine.pool.size() == 7  # type: ignore[attr-defined]
