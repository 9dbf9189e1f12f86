"""The commands about persons: who is one customer under several ids, and who is erased."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping as Lookup
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import NotAStore, UsageError
from regulars.interfaces.cli.commands import import_, say, workspace
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.tables import aligned
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.stores.workspace import Erasure
    from regulars.wiring.shop import Workspace

Values = Lookup[str, Any]


def identities(values: Values) -> int:
    """Import pairs of ids that are one person, if files are given; then show who is known as whom."""
    if values["files"]:
        code = import_({**values, "columns": ["kind=identities", *(values["columns"] or [])]})
        say("")
    else:
        code = DONE
    ids: dict[str, list[str]] = defaultdict(list)
    for row in workspace(values).identities().to_pylist():
        ids[row["known_as"]].append(row["customer_id"])
    rows = [{"customer": name, "also": ", ".join(others)} for name, others in ids.items()]
    say(f"{counted(len(rows), 'customer is', 'customers are')} known under several ids.")
    if rows:
        say("\n" + aligned(rows))
    return code


def erase(values: Values) -> int:
    """Take a customer out of a workspace, after asking."""
    shop, customer = workspace(values), values["customer"]
    if not (values["yes"] or _agreed(customer, values["workspace"])):
        say("Nothing was erased.")
        return DONE
    done, told = _erased_in_both(shop, customer) if _has_store(shop) else (shop.erase(customer), "")
    say(erased_text(customer, done))
    if told:
        say(told)
    return DONE


def _erased_in_both(shop: Workspace, customer: str) -> tuple[Erasure, str]:
    """Erased from the workspace and from what its store tells, and what is to be said of the store."""
    from regulars.interfaces.cli.operations import reached
    from regulars.wiring.operations import operations

    with reached(), operations(shop) as store:
        try:
            done = store.erase_customer(customer)
        except NotAStore as e:
            return shop.erase(customer), (
                f"The store beside this workspace was not asked: {e.found}. Who is a member there is erased from both by"
                " `regulars store erase … MEMBER --facts`."
            )
        members = [m.member_id for m in store.members.some(customer_id=customer)]
    if members:
        return done, (
            f"{customer} is still a member of the store: `regulars store erase … {members[0]} --facts` erases the person there."
        )
    return done, ""


def _has_store(shop: Workspace) -> bool:
    """Whether a store lies beside the facts, or is named by the settings."""
    from regulars.wiring.waiting import store_address

    address = store_address(shop.folder)
    return "://" in address or Path(address).exists()


def _agreed(customer: str, path: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(
            f"{customer} would be erased from {path}, for good, and there is nobody to ask",
            expected="a yes",
            do="say --yes if it is meant",
        )
    sys.stdout.write(f"Erase {customer}, and all ids merged with it, from {path}? This can't be undone. [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def erased_text(customer: str, done: Erasure) -> str:
    """What went, kind by kind."""
    if not done.ids:
        return f"{customer} is not in this workspace. Nothing was changed."
    facts = ", ".join(f"{kind.replace('_', ' ')} {n:,}" for kind, n in done.facts.items()) or "none"
    return (
        f"Erased. Facts: {facts}. Rows in quarantine: {done.quarantined:,}. {counted(done.parts, 'part was', 'parts were')}"
        " written anew, and the old deleted.\n"
        "A mark of each id stays, so that an old export does not bring them back; it can't be read. Reports, exports and"
        " backups outside the workspace are not touched."
    )
