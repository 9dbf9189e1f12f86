"""The commands of the store and its ledger: what each does with its values; every one returns its exit code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import DamagedStore, Unreachable
from regulars.interfaces.cli.commands import say, workspace
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import Argument, Option
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.wiring.operations import Operations

Values = Mapping[str, Any]
_FILE = Argument("file", "FILE", "the backup's file", Path)
_MEMBER = Argument("member", "MEMBER", "a member's id", str)
_ENTRY = Argument("entry", "ENTRY", "an entry's name, such as 17.3", str)
_ROLE = Argument("role", "ROLE", "the database role that the application uses", str)
_FACTS = Option("facts", "", "erase what the workspace knows of her, too: purchases and all other facts", bool, False)
_LOST_KEY = Option(
    "lost_key", "", "the backup's store.key is lost for good: without people; API keys, links, codes made anew", bool, False
)
_NO_ERASURES = (
    "There is no list of erasures ({}): nobody was erased again. If anybody was erased after the backup was\n"
    "made, put the list there, move this store away and restore anew."
)
_NO_REVOCATIONS = "There is no list of revoked keys (revocations.jsonl): a key that was revoked after the backup is good again."
_WITHOUT_KEY = (
    "What was known of people is gone with the key, and every API key is revoked: make others by `regulars store add-key`.\n"
    "Links to members' pages and codes of before open nothing."
)
_WENT_BACK = "An older database was put back by hand: numbers go on behind the workspace's. What happened after it is lost."
_MOST = Option("limit", "ROWS", "the most entries to list (else 50)", int)


@contextmanager
def opened(values: Values) -> Iterator[Operations]:
    from regulars.wiring.operations import operations

    with reached(), operations(workspace(values)) as opened:
        yield opened


@contextmanager
def reached() -> Iterator[None]:
    """Within this block, a server that does not answer is told with what helps at a command line."""
    try:
        yield
    except Unreachable as e:
        raise Unreachable(
            e.found,
            expected=e.expected,
            do="see that the server is up, and that `store` in regulars.toml or REGULARS_STORE names it, its user and its "
            "database; then run the command again",
        ) from e


def init(values: Values) -> int:
    with opened(values) as store:
        revision = store.migrate()
        store.need_key()
        where = f"in {store.key.path}" if store.key.path else "what REGULARS_STORE_KEY says, and in no file"
        say(
            f"The store is in {store.store.address}, at revision {revision}.\n"
            f"Its key is {where}: keep a copy apart from the backups."
        )
    return DONE


def migrate(values: Values) -> int:
    with opened(values) as store:
        say(f"{store.store.address} is at revision {store.migrate()}.")
    return DONE


def check(values: Values) -> int:
    """Make every sum again. Sums that do not agree are an error, each with its place."""
    from regulars.stores.operations.checking import totals

    with opened(values) as store:
        wrong = store.check()
        if wrong:
            raise DamagedStore(
                f"{store.store.address} does not add up: " + "; ".join(wrong),
                expected="every sum to agree with what was written",
                do="stop writing to it, keep a copy, and restore the last backup that is sound",
            )
        sums = totals(store.store)
        lines = [f"  {unit}: " + ", ".join(f"{leg} {n:,}" for leg, n in legs.items() if n) for unit, legs in sums.items()]
        say("\n".join(["Every sum agrees with what was written.", *lines]))
    return DONE


def backup(values: Values) -> int:
    with opened(values) as store:
        rows = store.backup(values["file"])
        say(f"{values['file']} holds {counted(rows, 'row')}. The store's key is not in it: keep it elsewhere.")
    return DONE


def restore(values: Values) -> int:
    with opened(values) as store:
        done = store.restore(values["file"], lost_key=values["lost_key"])
        older = f"; the backup was of revision {done.revision}, and is brought up to this version" if done.is_older else ""
        told = [f"{store.store.address} holds {counted(done.rows, 'row')} now{older}.", _erased_again(store, done.erased)]
        told += [f"{counted(done.blanked, 'fact')} of erased customers: taken out of it."] if done.blanked else []
        told += [_NO_REVOCATIONS] if not store.revocations.exists() else []
        told += [_WITHOUT_KEY] if values["lost_key"] else []
        say("\n".join(told))
    return DONE


def _erased_again(store: Operations, erased: int) -> str:
    if store.journal.exists():
        return f"{counted(erased, 'person', 'people')} whom the backup still knew: erased again, as {store.journal} says."
    return _NO_ERASURES.format(store.journal)


def flush(values: Values) -> int:
    with opened(values) as store:
        done = store.tell()
        out = f"{counted(done.kept_out, 'fact was', 'facts were')} kept out and removed: who they are about was erased."
        told = [f"{counted(done.told, 'fact')} told to the workspace.", out if done.kept_out else ""]
        say("\n".join(filter(None, [*told, _WENT_BACK if done.went_back else ""])))
    return DONE


def erase(values: Values) -> int:
    with opened(values) as store:
        accounts, gone = store.erase(values["member"], facts=values["facts"])
        too = (
            f" So are {counted(gone, 'fact')} of the workspace."
            if values["facts"]
            else "\nWhat the workspace knows of her stays, such as purchases: the same command with --facts erases that, too."
        )
        one = f" Her {accounts} accounts, which became one, are all erased." if accounts > 1 else ""
        say(f"The person behind {values['member']} is erased; the ledger's sums are as they were.{one}{too}")
    return DONE


def grants(values: Values) -> int:
    """What a PostgreSQL role of the application needs, as SQL for whoever owns the database."""
    from regulars.stores.operations.postgres import grants as statements

    say("\n".join(f"{line};" for line in statements(values["role"])))
    return DONE


def balance(values: Values) -> int:
    with opened(values) as store:
        found = store.ledger.balance(values["member"], store.clock())
        parts = [f"{found.free:,} to use", f"{found.held:,} held", f"{found.pending:,} pending", f"{found.debt:,} owed"]
        say(f"{values['member']} has {counted(found.available, 'point')}: " + ", ".join(parts) + ".")
    return DONE


def history(values: Values) -> int:
    with opened(values) as store:
        told = store.explained(values["member"], values["limit"] or 50)
        say("\n".join(f"{name}  {words}" for name, words in told) or "Nothing has happened yet.")
    return DONE


def explain(values: Values) -> int:
    with opened(values) as store:
        say(store.explain(values["entry"]))
    return DONE


def settle(values: Values) -> int:
    with opened(values) as store:
        done = store.ledger.settle_due(store.clock())
        say(f"{counted(done, 'account')} brought up to now: points matured, holds ended, points expired.")
    return DONE


# Name, what it does, how, and what it takes beside the workspace.
STORE = (
    ("init", "Make the store of a workspace.", init, ()),
    ("migrate", "Bring a store's tables up to this version. Make a backup first.", migrate, ()),
    ("check", "Make every sum of the store again from what was written.", check, ()),
    ("backup", "Write every row into one new file.", backup, (_FILE,)),
    ("restore", "Fill a new store from a backup, and erase again who was erased since.", restore, (_FILE, _LOST_KEY)),
    ("flush", "Tell the workspace what happened in the store since the last time.", flush, ()),
    ("erase", "Erase the person behind a member, for good; with --facts, her facts too.", erase, (_MEMBER, _FACTS)),
    ("grants", "Print what the application's PostgreSQL role may do, as SQL.", grants, (_ROLE,)),
)
LEDGER = (
    ("balance", "What a member has.", balance, (_MEMBER,)),
    ("history", "A member's entries, the latest first, each with its reason.", history, (_MEMBER, _MOST)),
    ("explain", "Why one entry stands there.", explain, (_ENTRY,)),
    ("check", "The same as `regulars store check`.", check, ()),
    ("settle", "Let points mature and expire and holds end that are due.", settle, ()),
)
