"""Square: transactions and item sales as the Dashboard exports them.

Dates and times are local, with the zone's name beside them; goods, tax, tips and gift cards stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.readers.exports.export import Export, Header, Told, says, written, zero
from regulars.readers.rows.expressions import literal

# The names that Square writes are those of Ruby on Rails; each stands for a zone of the IANA list.
ZONES = {
    "Eastern Time (US & Canada)": "America/New_York",
    "Central Time (US & Canada)": "America/Chicago",
    "Mountain Time (US & Canada)": "America/Denver",
    "Pacific Time (US & Canada)": "America/Los_Angeles",
    "Arizona": "America/Phoenix",
    "Alaska": "America/Anchorage",
    "Hawaii": "Pacific/Honolulu",
    "Indiana (East)": "America/Indiana/Indianapolis",
    "Atlantic Time (Canada)": "America/Halifax",
    "Newfoundland": "America/St_Johns",
    "Saskatchewan": "America/Regina",
    "London": "Europe/London",
    "Edinburgh": "Europe/London",
    "Dublin": "Europe/Dublin",
    "Paris": "Europe/Paris",
    "Madrid": "Europe/Madrid",
    "Sydney": "Australia/Sydney",
    "Melbourne": "Australia/Melbourne",
    "Brisbane": "Australia/Brisbane",
    "Adelaide": "Australia/Adelaide",
    "Darwin": "Australia/Darwin",
    "Perth": "Australia/Perth",
    "Hobart": "Australia/Hobart",
    "Tokyo": "Asia/Tokyo",
}


def _zone(h: Header) -> str:
    """The IANA zone of a row; NULL where its name is not known."""
    cases = " ".join(f"WHEN {literal(name)} THEN {literal(zone)}" for name, zone in ZONES.items())
    given = f"regexp_extract({h.text('Time Zone')}, '^[A-Z][A-Za-z]+/[A-Za-z_/]+$')"
    return f"coalesce(CASE {h.text('Time Zone')} {cases} END, nullif({given}, ''))"


def _occurred(h: Header) -> str:
    """The instant, where day and zone leave no doubt; else date and time as they stand.

    In the United States the month stands first in 03/04/2024, and Square writes no other way there.
    """
    when = f"concat_ws(' ', {h.text('Date')}, {h.text('Time')})"
    american = f"contains({h.text('Time Zone')}, 'US & Canada') OR {h.text('Time Zone')} IN ('Arizona', 'Alaska', 'Hawaii')"
    iso = f"try_strptime({when}, ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M'])"
    month_first = (
        f"try_strptime({when}, ['%m/%d/%y %H:%M:%S', '%m/%d/%Y %H:%M:%S', '%m/%d/%y %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p'])"
    )
    wall = f"CASE WHEN regexp_matches({when}, '^\\d{{4}}-') THEN {iso} WHEN {american} THEN {month_first} END"
    instant = f"strftime(timezone('UTC', timezone({_zone(h)}, {wall})), '%Y-%m-%d %H:%M:%SZ')"
    return f"coalesce({instant}, {when})"


def _is_refund(h: Header) -> str:
    return says(h.text("Event Type"), "refund")


def _goods(h: Header) -> str:
    """Paid for goods, with tax: net sales are without any, whether prices include it or not."""
    return f"{h.money('Net Sales')} + {zero(h.money('Tax'))}"


def _only_gift_card(h: Header) -> str:
    return f"({zero(h.money('Gift Card Sales'))} <> 0 AND {zero(h.money('Net Sales'))} = 0)"


def _transactions(h: Header) -> Mapping[str, str]:
    amount = f"CASE WHEN {_only_gift_card(h)} THEN {h.money('Gift Card Sales')} ELSE {_goods(h)} END"
    return {
        "Date, Time and Time Zone": _occurred(h),
        "Net Sales with Tax": written(amount, h.text("Net Sales")),
        "Discounts taken off": written(f"abs({zero(h.money('Discounts'))})", "'0'"),
        "Tax within": written(h.money("Tax"), "NULL"),
        "Gift card or goods": f"CASE WHEN {_only_gift_card(h)} THEN 'gift-card' ELSE 'goods' END",
        "Status of transaction": f"CASE WHEN {says(h.text('Transaction Status'), 'failed', 'canceled', 'voided', 'pending')}"
        " THEN 'failed' ELSE 'paid' END",
    }


def _transactions_told(h: Header) -> Sequence[Told]:
    sold = f"NOT {_is_refund(h)}"
    return (
        Told("tips", f"{zero(h.money('Tip'))} <> 0", h.money("Tip"),
             "payment has a tip, {money}: no takings for goods, left out of its amount",
             "payments have tips, {money}: no takings for goods, left out of their amounts"),
        Told("gift_cards_sold", f"{sold} AND {zero(h.money('Gift Card Sales'))} <> 0", h.money("Gift Card Sales"),
             "payment sold a gift card, {money}: no goods yet, kept out of the takings",
             "payments sold gift cards, {money}: no goods yet, kept out of the takings"),
        Told("gift_cards_used", f"{sold} AND {zero(h.money('Square Gift Card'))} > 0", h.money("Square Gift Card"),
             "payment was made with a gift card, {money}: goods were bought, it counts",
             "payments were made with gift cards, {money}: goods were bought, they count"),
        Told("partial_refunds", f"{sold} AND {zero(h.money('Partial Refunds'))} <> 0", h.money("Partial Refunds"),
             "payment names a partial refund, {money}: refunds are counted from their own rows",
             "payments name partial refunds, {money}: refunds are counted from their own rows"),
        *_zones_told(h),
    )  # fmt: skip


def _zones_told(h: Header) -> Sequence[Told]:
    unknown = f"{h.text('Time Zone')} IS NOT NULL AND {_zone(h)} IS NULL"
    return (
        Told("time_zones", f"{_zone(h)} IS NOT NULL", "",
             "row names its time zone: it is an instant, and its day that of the shop's own zone (--time-zone)",
             "rows name their time zone: each is an instant, and its day that of the shop's own zone (--time-zone)"),
        Told("unknown_zones", unknown, "",
             "row has a time zone that is not known: its time is read as the shop's own",
             "rows have time zones that are not known: their times are read as the shop's own"),
    )  # fmt: skip


def _items(h: Header) -> Mapping[str, str]:
    card = f"({says(h.text('Itemization Type'), 'gift card')} OR regexp_matches({h.text('Item')}, '(?i)^e?-?gift ?card'))"
    each = f"CAST({h.money('Gross Sales')} / nullif({h.money('Qty')}, 0) AS DECIMAL(18, 6))"
    return {
        "Date, Time and Time Zone": _occurred(h),
        "SKU or Item": f"CASE WHEN coalesce({card}, false) THEN 'gift-card' ELSE"
        f" coalesce({h.text('SKU')}, concat_ws(' ', {h.text('Item')}, {h.text('Price Point Name')})) END",
        "Net Sales with Tax": written(_goods(h), h.text("Net Sales")),
        "Price of one": written(f"abs({each})", "NULL"),
        "Discounts taken off": written(f"abs({zero(h.money('Discounts'))})", "'0'"),
    }


def _items_told(h: Header) -> Sequence[Told]:
    tax = f"{zero(h.money('Tax'))} <> 0"
    return (
        Told("tax", tax, h.money("Tax"), "line has tax beside its net sales, {money}: added to its amount",
             "lines have tax beside their net sales, {money}: added to their amounts"),
        *_zones_told(h),
    )  # fmt: skip


_BOTH = ("Date", "Time", "Time Zone", "Gross Sales", "Net Sales", "Tax", "Transaction ID", "Event Type")
SQUARE = (
    Export("square items", (*_BOTH, "Item", "Qty"), _items, _items_told),
    Export("square transactions", (*_BOTH, "Tip", "Total Collected", "Gift Card Sales"), _transactions, _transactions_told),
)
