"""When rows as a whole can't be used: said before anything is kept."""

from __future__ import annotations

import duckdb

from regulars.errors import ConflictingOrders, MixedCurrencies, NoCustomers, NothingUsable
from regulars.facts.intake import Intake, Quarantined
from regulars.readers.rows.asking import one
from regulars.readers.rows.date_words import READABLE
from regulars.settings import Settings
from regulars.words import counted

CONFLICTS_AT_MOST, AT_SEVERAL_AT_MOST = 0.1, 0.01
_PLAIN_ADVICE = (
    "at least one row with a customer, a date and an amount",
    "run `regulars inspect` to see what was recognised, and --map to correct it",
)
_ADVICE = {
    "bad_date": (
        READABLE,
        "write the dates in one of these forms, name another column with --map occurred=COLUMN, or another --date-order",
    ),
    "bad_amount": (
        "amounts such as 12.50, 12,50, 1,250.00, 1.250,00, 1 250,00, (12.50), -12.50, € 12.50 or 12.50 EUR",
        "name another column with --map amount=COLUMN, or the mark with --decimal-mark comma or dot",
    ),
    "bad_discount": (
        "shares such as 0.2, 20% or 20, up to the whole price",
        "name another column with --map discount_share=COLUMN, or --map discount=COLUMN where it holds money",
    ),
}


def check_shops(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """ConflictingOrders where shops count their orders apart, so that one number means several orders; ``column``: of shops."""
    said = "count(*), count(CASE WHEN is_of_several THEN 1 END), min(CASE WHEN is_of_several THEN order_id END)"
    orders, several, example = one(connection, f"SELECT {said} FROM orders_seen")
    if several > AT_SEVERAL_AT_MOST * orders:
        raise ConflictingOrders(
            f"{several:,} of {orders:,} order numbers, such as {example}, stand at several places ({column}) with different"
            " customers or days: these are different orders",
            expected="a number for each order that no other has",
            do=f'if each place counts its own, say --map "order_within={column}": its name becomes part of the number',
        )


def check_conflicts(connection: duckdb.DuckDBPyConnection) -> None:
    """ConflictingOrders where more than a tenth of orders contradict themselves."""
    said = "count(*), count(CASE WHEN is_conflict THEN 1 END), min(CASE WHEN is_conflict THEN order_id END)"
    orders, conflicts, example = one(connection, f"SELECT {said} FROM orders_seen")
    if conflicts > max(1, CONFLICTS_AT_MOST * orders):
        raise ConflictingOrders(
            f"rows of {conflicts:,} of {orders:,} orders, such as {example}, disagree about customer, day, amount or currency",
            expected="one row for each order, or rows that are lines of an order",
            do="if a row is a line, map its product, quantity and price; else correct the file or the order column with --map",
        )


def check_rates(currencies: tuple[str, ...], settings: Settings, home: str) -> None:
    """MixedCurrencies where rates are given, but not for every currency."""
    missing = [c for c in currencies if c != home and c not in settings.rates]
    if settings.rates and missing:
        raise MixedCurrencies(
            f"there are amounts in {', '.join(missing)}, and no rate for {'it' if len(missing) == 1 else 'them'}",
            expected=f"the units of {home} for one unit of each currency, or no rates at all (then currencies stay apart)",
            do=f"add it under rates, such as {missing[0]} = '0.92'",
        )


def check_customers(purchases: int, known: int) -> None:
    """NoCustomers where purchases were read and none names a customer."""
    if purchases and not known:
        raise NoCustomers(
            f"none of {counted(purchases, 'purchase')} names a customer",
            expected="a customer id or an e-mail address on the orders of known customers",
            do="say which column holds it with --map customer=COLUMN; `regulars inspect` shows what was recognised",
        )


def check_anything(intake: Intake) -> None:
    """NothingUsable where there was no row, or every row is in quarantine."""
    if intake.rows_read == 0:
        raise NothingUsable(
            f"{', '.join(intake.files[:3])} has a header and no rows",
            expected="at least one row with a customer, a date and an amount",
            do="check that the export is complete",
        )
    if intake.rows_read == intake.rows_quarantined:
        worst = max(intake.quarantined, key=lambda q: q.rows)
        expected, do = _ADVICE.get(worst.reason, _PLAIN_ADVICE)
        others = [f"in {q.rows:,}, {q.sentence}" for q in sorted(intake.quarantined, key=lambda q: -q.rows) if q is not worst]
        rest = f" Of the others: {'; '.join(others)}." if others else ""
        found = f"none of the {counted(intake.rows_read, 'row')} can be used. {_worst(worst)}{rest}"
        raise NothingUsable(found, expected=expected, do=do)


def _worst(most: Quarantined) -> str:
    values = list(dict.fromkeys(repr(b.value) for b in most.first if b.column and b.value))[:3]
    first = f" The first: {most.first[0].column} is {', '.join(values)}" if values else ""
    return f"In {most.rows:,}, {most.sentence}.{first}{'.' if values else ''}"
