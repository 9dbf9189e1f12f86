"""The wallet as a page: what a member has, what expires when, and what happened, with its reason."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.entries import Entry
from regulars.interfaces.members.languages import BEGINS, ENDS, NAMES, Language
from regulars.interfaces.members.reasons import reason
from regulars.stores.operations.holdings import Holdings

LATEST = 100


@dataclass(frozen=True, slots=True)
class Wallet:
    """All that a wallet shows, as of a time (UTC), in a shop's time zone."""

    held: Holdings
    entries: tuple[Entry, ...]
    at: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: when, what, how many."""

    when: str
    what: str
    change: str = ""


def html(wallet: Wallet, said: Language) -> str:
    """The wallet in one language."""
    free = wallet.held.balance.free
    return _rendered(
        "wallet.html.j2",
        said,
        title=said.say("Your points"),
        free=said.number(free),
        free_words=said.count("{n} point", "{n} points", free),
        notes=_notes(wallet, said),
        expiring=_expiring(wallet.held.lots, said, wallet.zone),
        history=[
            Row(said.day(e.occurred_at, wallet.zone), _whole(reason(e, said)), said.change(e.legs.available))
            for e in wallet.entries
        ],
        cut=said.say("At most the latest {n} lines are shown.", n=said.number(LATEST)) if len(wallet.entries) >= LATEST else "",
        when=said.say("As of {when}.", when=said.moment(wallet.at, wallet.zone)),
    )


def _whole(words: str) -> Markup:
    """A sentence whose names stay in one piece: from right to left, a line that breaks at a hyphen leaves two that look odd."""
    return Markup(_NAME.sub(lambda m: f"<bdi{'' if ' ' in m[1] else _ONE}>{m[1]}</bdi>", str(escape(words))))  # noqa: S704


_NAME = re.compile(f"{BEGINS}([^{ENDS}]*){ENDS}")
_ONE = ' class="one"'


def gone(said: Language) -> str:
    """The page for a link that is no good, or not any more."""
    return _rendered("gone.html.j2", said, title=said.say("This link is not good any more"))


def style_source() -> str:
    """The hash by which our own style sheet is allowed, and nothing else."""
    digest = hashlib.sha256(_style().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _notes(wallet: Wallet, said: Language) -> list[str]:
    """What of the points cannot be used now, and why."""
    b = wallet.held.balance
    held = said.count("{n} point is set aside.", "{n} points are set aside.", b.held)
    pending = said.count("{n} point can be used later.", "{n} points can be used later.", b.pending)
    owed = said.count("{n} point is owed: the next points pay it.", "{n} points are owed: the next points pay them.", b.debt)
    return [words for n, words in ((b.held, held), (b.pending, pending), (b.debt, owed)) if n]


def _expiring(lots: Iterable[Lot], said: Language, zone: ZoneInfo) -> list[Row]:
    """Points by the last day on which they can be used, the soonest first."""
    days: dict[datetime | None, int] = {}
    for lot in sorted(lots, key=lambda lot: lot.order):
        days[lot.expires_at] = days.get(lot.expires_at, 0) + lot.remaining
    never = said.say("They do not expire")
    return [Row(said.day(at - timedelta(microseconds=1), zone) if at else never, said.number(n)) for at, n in days.items()]


def _rendered(name: str, said: Language, **values: object) -> str:
    style = Markup(_style())  # noqa: S704  our own style sheet
    return _templates().get_template(name).render(say=said.say, said=said, languages=NAMES, style=style, **values)


@cache
def _style() -> str:
    return (files("regulars.interfaces.members") / "templates" / "wallet.css").read_text(encoding="utf-8").strip()


@cache
def _templates() -> Environment:
    loader = PackageLoader("regulars.interfaces.members", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
