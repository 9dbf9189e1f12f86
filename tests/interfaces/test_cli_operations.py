"""The store and its ledger on the command line: what is printed, and the exit code."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import regulars as rg
from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Merge
from regulars.actions.sales import Purchase
from regulars.interfaces.cli.running import run
from regulars.stores.operations import sqlite
from regulars.stores.operations.members import Person
from regulars.wiring.operations import operations
from tests.stores.operations.test_restoring import as_of_revision

AT = datetime(2026, 3, 5, 9, 30)
PAST = datetime(2020, 1, 1)


class Shop:
    """A shop with one member who earned 120 points, and a command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        rg.init(folder, currency="EUR", time_zone="Europe/Vilnius")
        assert self("store", "init")[0] == 0
        with operations(rg.open(folder)) as store:
            self.anna = store.members.join(key="j", at=AT, person=Person("Anna"))
            lines = (EarnLine(line_id="1", points=120),)
            store.ledger.act(Earn(member=self.anna, reference="o-1", lines=lines), key="1", at=AT)
            old = Earn(member=self.anna, reference="o-0", lines=lines, expires_at=PAST + timedelta(days=9))
            store.ledger.act(old, key="0", at=PAST)

    def __call__(self, group: str, verb: str, *more: object) -> tuple[int, str, str]:
        code = run([group, verb, str(self.folder), *map(str, more)])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shop:
    return Shop(tmp_path / "shop", capsys)


def test_what_a_member_has_and_why(shop: Shop) -> None:
    code, out, _ = shop("ledger", "balance", shop.anna)
    assert (code, out) == (0, f"{shop.anna} has 120 points: 120 to use, 0 held, 0 pending, 0 owed.\n")
    code, out, _ = shop("ledger", "history", shop.anna, "--limit", 1)
    assert code == 0
    assert out.startswith("1.2  2020-01-01: 120 points earned with order o-0")
    code, out, _ = shop("ledger", "explain", "1.1")
    assert out.startswith("2026-03-05: 120 points earned with order o-1; they do not expire.")
    assert shop("ledger", "explain", "1.77")[0] == 3
    assert shop("ledger", "explain", "seven")[0] == 2


def test_the_history_of_two_who_became_one_says_whose_account_each_entry_is_in(shop: Shop) -> None:
    with operations(rg.open(shop.folder)) as store:
        ben = store.members.join(key="b", at=AT, person=Person("Ben"))
        lines = (EarnLine(line_id="1", points=30),)
        store.ledger.act(Earn(member=ben, reference="o-b", lines=lines), key="2", at=AT)
        store.ledger.act(Merge(absorbed=ben, into=shop.anna), key="m", at=AT)
    _, out, _ = shop("ledger", "history", shop.anna)
    [of_ben] = [line for line in out.splitlines() if "order o-b" in line]
    assert of_ben.endswith(f"Afterwards 30 points available. (in the account of {ben})")
    [of_anna] = [line for line in out.splitlines() if "order o-1" in line]
    assert of_anna.endswith("Afterwards 120 points available.")


def test_what_is_due_is_settled(shop: Shop) -> None:
    assert shop("ledger", "settle")[1].startswith("1 account brought up to now")
    assert shop("ledger", "settle")[1].startswith("0 accounts")


def test_the_store_is_made_checked_kept_and_restored(shop: Shop, tmp_path: Path) -> None:
    assert "at revision" in shop("store", "migrate")[1]
    code, out, _ = shop("store", "check")
    assert code == 0
    assert "points: available 240, issued -240" in out
    code, out, _ = shop("store", "backup", tmp_path / "kept.db")
    assert code == 0
    assert "The store's key is not in it" in out
    code, _, err = shop("store", "restore", tmp_path / "kept.db")
    assert code == 2
    assert "holds members already" in err
    for file in shop.folder.glob("regulars.db*"):
        file.unlink()
    code, out, _ = shop("store", "restore", tmp_path / "kept.db")
    assert code == 0
    assert "There is no list of erasures" in out
    assert "There is no list of revoked keys" in out
    assert shop("ledger", "balance", shop.anna)[1].startswith(f"{shop.anna} has 120 points")


def test_a_store_whose_key_is_given_says_that_it_is_in_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGULARS_STORE_KEY", "ab" * 32)
    shop = Shop(tmp_path / "shop", capsys)
    _, out, _ = shop("store", "init")
    assert "Its key is what REGULARS_STORE_KEY says, and in no file: keep a copy" in out
    assert not (shop.folder / "store.key").exists()
    monkeypatch.setenv("REGULARS_STORE_KEY", "cd" * 32)
    code, out, err = shop("store", "init")
    assert (code, out) == (4, "")
    assert "The key does not open what" in err


def test_a_store_says_in_which_file_its_key_is(shop: Shop) -> None:
    assert f"Its key is in {shop.folder / 'store.key'}: keep a copy apart from the backups.\n" in shop("store", "init")[1]


def test_a_backup_of_an_older_version_is_told_as_that(shop: Shop, tmp_path: Path) -> None:
    assert shop("store", "backup", tmp_path / "kept.db")[0] == 0
    as_of_revision(tmp_path / "kept.db", tmp_path / "older.db", "0006")
    for file in shop.folder.glob("regulars.db*"):
        file.unlink()
    code, out, _ = shop("store", "restore", tmp_path / "older.db")
    assert code == 0
    assert "rows now; the backup was of revision 0006, and is brought up to this version." in out
    assert shop("store", "check")[0] == 0


def test_a_restore_without_the_key_says_what_to_do_and_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    """Only regulars.toml was brought to the new machine; then the key is found, or it is lost for good."""
    assert shop("store", "backup", tmp_path / "kept.db")[0] == 0
    assert shop("store", "erase", shop.anna)[0] == 0
    key, journal = shop.folder / "store.key", shop.folder / "erasures.jsonl"
    kept = key.read_text()
    for file in (key, *shop.folder.glob("regulars.db*")):
        file.unlink()
    code, _, err = shop("store", "restore", tmp_path / "kept.db")
    assert code == 4
    assert "There is no key to what" in err
    assert "--lost-key" in err
    assert not key.exists()
    assert not list(shop.folder.glob("regulars.db*"))
    key.write_text(kept)
    code, out, _ = shop("store", "restore", tmp_path / "kept.db")
    assert (code, out.splitlines()[1]) == (0, f"1 person whom the backup still knew: erased again, as {journal} says.")
    for file in (key, journal, *shop.folder.glob("regulars.db*")):
        file.unlink()
    code, out, _ = shop("store", "restore", tmp_path / "kept.db", "--lost-key")
    assert code == 0
    assert "What was known of people is gone with the key" in out
    assert shop("store", "check")[0] == 0
    assert shop("ledger", "balance", shop.anna)[1].startswith(f"{shop.anna} has 120 points")


def test_a_store_that_does_not_add_up_is_an_error_with_its_place(shop: Shop) -> None:
    with sqlite3.connect(shop.folder / "regulars.db") as c:
        c.execute("UPDATE accounts SET available = 5 WHERE account_id = 1")
    c.close()
    code, _, err = shop("ledger", "check")
    assert code == 4
    assert "a balance is not the sum of its entries: 1.2" in err


def test_a_person_is_erased_and_her_points_are_counted_still(shop: Shop) -> None:
    code, out, _ = shop("store", "erase", shop.anna, "--facts")
    assert code == 0
    assert out.endswith("are as they were. So are 2 facts of the workspace.\n")
    assert shop("ledger", "balance", shop.anna)[0] == 3
    assert "available 240" in shop("store", "check")[1]


def test_whose_accounts_became_one_is_erased_with_all_of_them_and_told_so(shop: Shop) -> None:
    with operations(rg.open(shop.folder)) as store:
        lost = store.members.join(key="k", at=AT)
        store.ledger.act(Merge(absorbed=lost, into=shop.anna), key="m", at=AT)
    assert "as they were. Her 2 accounts, which became one, are all erased.\n" in shop("store", "erase", lost)[1]


def test_who_erases_a_person_alone_hears_what_stays(shop: Shop) -> None:
    _, out, _ = shop("store", "erase", shop.anna)
    assert "What the workspace knows of her stays, such as purchases: the same command with --facts" in out


def test_the_workspace_is_told(shop: Shop) -> None:
    assert shop("store", "flush")[1] == "2 facts told to the workspace.\n"
    assert shop("store", "flush")[1] == "0 facts told to the workspace.\n"


def test_flush_says_what_it_kept_out_and_that_an_older_database_was_put_back(shop: Shop) -> None:
    path = shop.folder / "regulars.db"
    with operations(rg.open(shop.folder)) as store:
        store.backup(shop.folder / "older.db")
    with operations(rg.open(shop.folder)) as store:
        store.members.join(key="c", at=AT, customer_id="C-77")
        store.erase_customer("C-77")
        told = Purchase(source="till", order_id="77", amount_minor=500, currency="EUR", customer_id="C-77")
        store.sales.buy(told, key="77", at=AT)
    assert "1 fact was kept out and removed: who they are about was erased.\n" in shop("store", "flush")[1]
    sqlite.remove(path)
    path.write_bytes((shop.folder / "older.db").read_bytes())
    assert "An older database was put back by hand" in shop("store", "flush")[1]


def test_a_server_that_does_not_answer_is_told_with_what_helps_a_command(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_STORE", "postgresql://anna:geheim@127.0.0.1:1/shop")
    code, _, err = shop("store", "check")
    assert code == 4
    assert "REGULARS_STORE names it" in err
    assert "idempotency" not in err
    assert "geheim" not in err


def test_the_roles_rights_are_sql(shop: Shop) -> None:
    code, out, _ = shop("store", "grants", "till")
    assert code == 0
    assert out.splitlines()[0] == "GRANT USAGE ON SCHEMA public TO till;"
