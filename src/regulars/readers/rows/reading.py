"""From scans and what their columns mean to facts on the connection, and the summary of what became of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from regulars.facts.declared import DECLARED
from regulars.facts.intake import Intake
from regulars.facts.kinds import INCOMING_CALLED_OFF, KINDS
from regulars.facts.mapping import Mapping
from regulars.facts.policies import chosen_policies
from regulars.facts.recognition_names import names_shops
from regulars.facts.recognition_totals import counts_once
from regulars.facts.zones import zone_hours
from regulars.readers.declared import reading as declared
from regulars.readers.rows import attributes, quarantine
from regulars.readers.rows.asking import one
from regulars.readers.rows.checks import check_anything, check_conflicts, check_customers, check_rates, check_shops
from regulars.readers.rows.deciding import Decider
from regulars.readers.rows.fields import Form
from regulars.readers.rows.judged import ORDERS_SEEN, rows_judged
from regulars.readers.rows.making import make_facts
from regulars.readers.rows.packing import stage
from regulars.readers.rows.priced import Shape, rows_read
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.said_currency import said_currency
from regulars.readers.rows.shape import shape_of
from regulars.readers.rows.spilling import spill_as_set, spill_early
from regulars.readers.rows.staging import Ways
from regulars.readers.rows.summary import Read, summarise
from regulars.readers.rows.tally import bought
from regulars.readers.scan import Scan
from regulars.settings import Settings
from regulars.words import HOME_CURRENCY

INCOMING = tuple(f"incoming_{kind}" for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, and how the columns of each scan were read, in their order."""

    intake: Intake
    ways: tuple[Ways | declared.Read | None, ...]


def take_in(
    connection: duckdb.DuckDBPyConnection, read: Sequence[tuple[Scan, Mapping]], settings: Settings, origin: Origin
) -> Intake:
    """Read every row of ``read`` and leave facts on the connection; see ``take_in_all``."""
    return take_in_all(connection, read, settings, origin).intake


def take_in_all(
    connection: duckdb.DuckDBPyConnection, read: Sequence[tuple[Scan, Mapping]], settings: Settings, origin: Origin
) -> Taken:
    """Read every row of ``read`` and leave facts on the connection.

    Out: ``incoming_purchases``, ``incoming_purchase_lines``, ``incoming_refunds`` and
    ``incoming_attributes`` in the contract's schemas, and ``quarantine``; the Intake counts them:
    rows read = used + set aside + quarantined. AmbiguousDates, AmbiguousAmounts, ConflictingOrders,
    NoCustomers or NothingUsable where the rows as a whole can't be used; ``release`` drops the tables.
    """
    policies = chosen_policies(settings.policies)
    release(connection)
    connection.execute(f"CREATE TABLE {quarantine.TABLE}")
    forms = [Form(i, scan, mapping) for i, (scan, mapping) in enumerate(read)]
    rows = [f for f in forms if f.is_of_orders]
    settings, told = said_currency(rows, settings)
    if all(f.is_of_orders and not f.has("order") for f in forms):  # nothing is gathered into orders, or joined
        spill_early(connection)
    ways = _stage(connection, rows, settings, origin)
    home = settings.currency or HOME_CURRENCY
    shape = shape_of(connection, rows, settings, home)
    check_rates(shape.currencies, settings, home)
    _judge(connection, rows, shape, settings, policies)
    make_facts(connection, rows, origin, policies)
    said = declared.take_in(connection, [f for f in forms if f.mapping.kind in DECLARED], origin, settings, home)
    named = attributes.take_in(connection, [f for f in forms if f.grain == "attributes"], origin, settings)
    _quarantine(connection, rows, ways, shape)
    facts = bought(connection)
    intake = summarise(Read(connection, forms, ways, shape, settings, policies, named, facts, said))
    intake = replace(intake, noticed=(*intake.noticed, *told))
    check_anything(intake)
    check_customers(sum(b.purchases for b in facts), sum(b.by_known for b in facts))
    return Taken(intake, tuple(ways.get(f.number) or said.ways.get(f.number) for f in forms))


def release(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop all that reading left on the connection, and give back the memory it did without."""
    spill_as_set(connection)
    names = connection.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_name = ANY (?)"
        " OR table_name SIMILAR TO '(staged|packed|heard|told|asked)_[0-9]+'",
        [[*INCOMING, *_WORKING]],
    ).fetchall()
    for name, kind in sorted(names, key=lambda n: n[1] != "VIEW"):
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} IF EXISTS {name}")


_WORKING = (
    "quarantine", "rows_read", "rows_judged", "rows_final", "orders_seen", "orders_bought", "orders_refunded", "given_back",
    "sold_before", "refunds_matched", INCOMING_CALLED_OFF, "zone_hours", "declared_hours",
)  # fmt: skip


def _stage(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], settings: Settings, origin: Origin) -> dict[int, Ways]:
    decider = Decider(connection, settings)
    dates = decider.dates(forms)
    ways: dict[int, Ways] = {}
    for form in forms:
        numbers = decider.numbers(form)
        home = settings.currency or HOME_CURRENCY
        first = Ways(dates[form.number], numbers, origin.recorded_at.year + 1, home, origin.pseudonym_key)
        ways[form.number] = _stage_one(connection, form, first, decider)
    return ways


def _stage_one(connection: duckdb.DuckDBPyConnection, form: Form, ways: Ways, decider: Decider) -> Ways:
    """The pass; a second one only where rows show that the sample misled."""
    stage(connection, form, ways)
    quarantine.take_rejected(connection, form)
    codes = {c for (c,) in connection.execute(f"SELECT DISTINCT problem FROM {form.table}").fetchall()}
    dates = decider.settled_dates(form, ways.dates) if 1 in codes else ways.dates
    numbers = decider.settled_numbers(form, ways.numbers) if 2 in codes else ways.numbers
    settled = Ways(dates, numbers, ways.last_year, ways.home_currency, ways.pseudonym_key)
    first = ways.dates
    if (dates.kind, dates.order, dates.calendar, numbers.mark) != (first.kind, first.order, first.calendar, ways.numbers.mark):
        stage(connection, form, settled)
    return settled


def _judge(
    connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], shape: Shape, settings: Settings, policies: dict[str, str]
) -> None:
    if not forms:
        return
    if shape.zoned:
        _put_zone_hours(connection, forms, settings)
    home = settings.currency or HOME_CURRENCY
    view = rows_read(forms, shape, home, settings.rates, policies["pseudo_products"])
    connection.execute(f"CREATE VIEW rows_read AS {view}")
    with_orders = any(f.has("order") for f in forms)
    if with_orders:
        connection.execute(f"CREATE TABLE orders_seen AS {ORDERS_SEEN}")
        _check_orders(connection, forms)
    once = [f.number for f in forms if counts_once(f.mapping)]
    connection.execute(f"CREATE VIEW rows_judged AS {rows_judged(policies, with_orders=with_orders, once=once)}")
    connection.execute("CREATE VIEW rows_final AS SELECT * FROM rows_judged")


def _check_orders(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form]) -> None:
    shops = [f.mapping.columns["place"] for f in forms if f.has("order") and f.has("place") and not f.has("order_within")]
    if shop := next((c for c in shops if names_shops(c)), ""):
        check_shops(connection, shop)
    check_conflicts(connection)


def _put_zone_hours(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], settings: Settings) -> None:
    days = " UNION ALL ".join(f"SELECT occurred_local FROM {f.table} WHERE problem <> 1" for f in forms if f.has("occurred"))
    first, last = one(connection, f"SELECT CAST(min(occurred_local) AS DATE), CAST(max(occurred_local) AS DATE) FROM ({days})")
    table = zone_hours(first, last, settings.time_zone)
    connection.register("zone_hours_arrow", table)
    connection.execute("CREATE TABLE zone_hours AS SELECT * FROM zone_hours_arrow")
    connection.unregister("zone_hours_arrow")


def _quarantine(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], ways: dict[int, Ways], shape: Shape) -> None:
    for form in forms:
        (bad,) = one(connection, f"SELECT count(*) FROM {form.table} WHERE problem <> 0")
        if bad:
            quarantine.point_at_bad_rows(connection, form, ways[form.number])
        if form.has("order"):
            (late,) = one(connection, f"SELECT count(*) FROM rows_final WHERE late_reason IS NOT NULL AND form = {form.number}")
            if late:
                quarantine.point_at_late_rows(connection, form, ways[form.number], shape)
