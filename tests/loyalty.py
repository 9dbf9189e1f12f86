"""Stories of what binds customers: a few lines per kind of fact become Facts.

    facts = tale(
        purchases=["Anna 2024-01-05 12.00"],
        commitments=["Anna S1 2024-01-05 started amount=10.00 every=month"],
        answers=["Anna 2024-03-01 recommend 9 scale=0-10 survey=spring"],
        complaints=["Anna K1 2024-03-01 opened topic=cold"],
        advocacy=["Anna 2024-03-01 referred Ben"],
        incentives=["Anna I1 2024-03-01 offered until=2024-03-31 form=coupon"],
        contacts=["Anna M1 2024-03-01 sent"],
        purchase_lines=["Anna O1 2024-01-05 bread 2.00 off=0.50 own=yes"],
        conditions=["- rival_opened 2024-03-01 place=Vilnius until=2024-06-01"],
    )

The customer ``-`` is nobody known. A day without a time is stored at local noon, precision ``day``.
"""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.settings import Settings
from tests.stories import attribute, nothing_told, purchase, table_of

Row = dict[str, Any]


def tale(
    *,
    purchases: Sequence[str] = (),
    attributes: Sequence[str] = (),
    settings: Settings | None = None,
    minimum_n: int = 1,
    as_of: date | None = None,
    **kinds: Sequence[str],
) -> Facts:
    """Facts of a story, its lines by kind of fact."""
    chosen = settings or Settings(minimum_n=minimum_n, as_of=as_of)
    zone = ZoneInfo(chosen.time_zone)
    rows = {kind: [_row(kind, i, line, zone) for i, line in enumerate(lines)] for kind, lines in kinds.items()}
    rows["purchases"] = [_purchase(i, line, zone) for i, line in enumerate(purchases)]
    rows["attributes"] = [_attribute(i, line, zone) for i, line in enumerate(attributes)]
    return facts_of_rows(DuckDBEngine(threads=1), rows, chosen)


@cache
def lasting_engine() -> DuckDBEngine:
    """One engine for all examples of a property: its tables are replaced each time."""
    engine = DuckDBEngine(threads=1)
    atexit.register(engine.close)
    atexit.register(lasting_engine.cache_clear)
    return engine


def facts_of_rows(engine: DuckDBEngine, rows: dict[str, list[Row]], settings: Settings) -> Facts:
    """Facts over an engine that holds these rows by kind, and nothing else."""
    for kind in KINDS:
        engine.drop(kind)
    engine.connection.execute(nothing_told())
    for kind, told in rows.items():
        engine.put(kind, table_of(KINDS[kind], told))
    return Facts.over(engine, settings)


def row_of(kind: str, number: int, customer: str | None, at: date | datetime, zone: ZoneInfo, **more: Any) -> Row:
    """One row of any kind; ``at`` is a local day, or a local time."""
    return {
        "fact_id": hashlib.md5(f"{kind} {number}".encode(), usedforsecurity=False).digest(),
        "customer_id": customer,
        "occurred_at": utc(at, zone),
        "occurred_precision": "second" if isinstance(at, datetime) else "day",
        **more,
    }


def utc(at: date | datetime, zone: ZoneInfo) -> datetime:
    local = at if isinstance(at, datetime) else datetime.combine(at, time(12))
    return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _row(kind: str, number: int, line: str, zone: ZoneInfo) -> Row:
    words = [w for w in line.split() if "=" not in w]
    named = dict(w.split("=", 1) for w in line.split() if "=" in w)
    when = next(i for i, w in enumerate(words) if w[:4].isdigit() and "-" in w)
    customer = None if words[0] == "-" else words[0]
    told = _TELLERS[kind](words[1:], named, zone)
    return row_of(kind, number, customer, _when(words[when]), zone, **told, **_more(kind, number, _when(words[when]), zone))


def _more(kind: str, number: int, at: date | datetime, zone: ZoneInfo) -> Row:
    """What follows from a row's place in the story."""
    more: dict[str, Row] = {"purchase_lines": {"line_id": str(number)}, "conditions": {"starts_at": utc(at, zone)}}
    return more.get(kind, {})


def _commitment(words: list[str], named: dict[str, str], zone: ZoneInfo) -> Row:
    told: Row = {"commitment_id": words[0], "event": words[2], "form": named.get("form", "subscription"), "currency": None}
    if "amount" in named:
        told |= {"amount_minor": int(Decimal(named["amount"]) * 100), "currency": named.get("currency", "EUR")}
        told["billing_period"] = named.get("every", "month")
    if "ends" in named:
        told["ends_at"] = utc(_when(named["ends"]), zone)
    if "auto" in named:
        told["auto_renew"] = named["auto"] == "yes"
    return told


def _answer(words: list[str], named: dict[str, str], _: ZoneInfo) -> Row:
    low, high = named.get("scale", "0-10").split("-")
    response = named.get("response") or hashlib.md5(str(words).encode(), usedforsecurity=False).hexdigest()
    return {
        "response_id": response,
        "survey": named.get("survey", "survey"),
        "question": words[1],
        "score": float(words[2]) if len(words) > 2 else None,
        "scale_min": float(low),
        "scale_max": float(high),
    }


def _complaint(words: list[str], named: dict[str, str], _: ZoneInfo) -> Row:
    return {"case_id": words[0], "event": words[2], "currency": None, **named}


def _advocacy(words: list[str], named: dict[str, str], __: ZoneInfo) -> Row:
    stars = float(named["stars"]) if "stars" in named else None
    return {"act": words[1], "other_customer_id": words[2] if len(words) > 2 else None, "stars": stars}


def _line(words: list[str], named: dict[str, str], _: ZoneInfo) -> Row:
    return {
        "order_id": words[0],
        "role": named.get("role", "product"),
        "category": None if words[2] == "-" else words[2],
        "product_id": named.get("product"),
        "amount_minor": int(Decimal(words[3]) * 100),
        "discount_minor": int(Decimal(named.get("off", "0")) * 100),
        "own_brand": {"yes": True, "no": False}.get(named.get("own", "")),
    }


def _condition(words: list[str], named: dict[str, str], zone: ZoneInfo) -> Row:
    until = {"ends_at": utc(_when(named["until"]), zone)} if "until" in named else {}
    of = {"place": named.get("place"), "segment": named.get("segment"), "product_id": named.get("product")}
    return {"condition": words[0], **of, **until}


def _incentive(words: list[str], named: dict[str, str], zone: ZoneInfo) -> Row:
    until = {"valid_to": utc(_when(named["until"]), zone)} if "until" in named else {}
    value = {"value_minor": int(Decimal(named["value"]) * 100)} if "value" in named else {}
    form = named.get("form", "coupon")
    return {"incentive_id": words[0], "event": words[2], "form": form, "currency": None, **until, **value}


def _contact(words: list[str], named: dict[str, str], _: ZoneInfo) -> Row:
    return {
        "message_id": words[0],
        "event": words[2],
        "direction": named.get("direction", "outbound"),
        "channel": named.get("channel", "email"),
        "purpose": named.get("purpose", "marketing"),
        "campaign": named.get("campaign"),
    }


_TELLERS: dict[str, Callable[[list[str], dict[str, str], ZoneInfo], Row]] = {
    "commitments": _commitment,
    "answers": _answer,
    "complaints": _complaint,
    "advocacy": _advocacy,
    "identities": lambda words, _named, _zone: {"same_as": words[1]},
    "incentives": _incentive,
    "contacts": _contact,
    "purchase_lines": _line,
    "conditions": _condition,
}


def _purchase(number: int, line: str, zone: ZoneInfo) -> Row:
    customer, at, amount, *more = line.split()
    named = dict(word.split("=", 1) for word in more)
    who = None if customer == "-" else customer
    return purchase(number, who, _when(at), zone, amount_minor=int(Decimal(amount) * 100), **named)


def _attribute(number: int, line: str, zone: ZoneInfo) -> Row:
    customer, at, name, value = line.split(maxsplit=3)
    return attribute(number, customer, _when(at), zone, name, value)


def _when(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def rows(table: Any, *names: str, group: str | None = None) -> list[tuple[Any, ...]]:
    """The named columns of a table's rows over everybody, or of one group."""
    return [tuple(r[n] for n in names) for r in table.to_pylist() if r["group"] == group]


def people(form: str, count: int, first: int = 1) -> list[str]:
    """The same line for many customers: ``{}`` is each one's number."""
    return [form.format(n) for n in range(first, first + count)]
