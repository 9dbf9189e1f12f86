"""What facts say of themselves: in a line at a prompt, in a paragraph of a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from regulars.errors import NothingUsable
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.facts.log import Facts


def told(facts: Facts) -> str:
    """Who is here and when they bought: customers, purchases (and other kinds), days, currencies, time zone."""
    takings = facts.intake.takings if facts.intake else ()
    currencies = [t.currency for t in takings] or [facts.settings.currency or ""]
    kinds = [counted(facts.purchases, "purchase"), *(kind.replace("_", " ") for kind in facts.spans)]
    parts = (
        counted(facts.customers, "customer"),
        ", ".join(kinds),
        f"{facts.starts} to {facts.as_of}",
        " and ".join(currencies),
        facts.settings.time_zone,
    )
    return ", ".join(p for p in parts if p)


def told_in_html(facts: Facts) -> str:
    """The same, and what became of the rows that were read."""
    read = f"<br>{escape(facts.intake.sentence())}." if facts.intake else ""
    return f"<p>{escape(told(facts))}{read}</p>"


def nothing_bought(purchases: int, attributes: list[str]) -> NothingUsable:
    """What to say where nobody known bought anything; a list of customers may well be a table by month."""
    found = f"there is no purchase by a known customer among {purchases:,}"
    if attributes and not purchases:
        named = ", ".join(attributes[:3]) + (", …" if len(attributes) > 3 else "")
        found = f"the rows say what is known of customers ({named}), and nothing that they bought"
    return NothingUsable(
        found,
        expected="a row for each purchase, with a customer, a date and an amount; a column for each month won't do",
        do="run `regulars inspect` on the file to see what was recognised and set aside",
    )
