"""PayPal: the activity of an account, as *Activity download* exports it.

Among the payments received stand payments sent, withdrawals, conversions of currency, holds and fees: no sales, any of them.
Source of the columns: https://developer.paypal.com/api/nvp-soap/paypal-payments-standard/admin/download-history/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.readers.exports.export import Export, Header, Told, written, zero
from regulars.readers.rows.expressions import literal

_BACK = r"(?i)refund|chargeback|payment reversal|^reversal$"
_PAID = r"(?i)payment|donation|purchase|sale|checkout|cart|subscription|invoice"
_NEITHER = r"(?i)hold|transfer|withdrawal|deposit|conversion|request|fee|authori[sz]ation|reserve|release|item$|sent$|cashback"
_OFF = r"(?i)^(denied|cancell?ed|expired|failed|voided|returned|removed)"


def _matches(text: str, pattern: str) -> str:
    return f"coalesce(regexp_matches({text}, {literal(pattern)}), false)"


def _goods(h: Header) -> str:
    """The sum of a row without delivery; below zero where it was paid or given back."""
    return f"{h.money('Gross')} - {_delivery(h)}"


def _delivery(h: Header) -> str:
    return zero(h.money("Shipping and Handling Amount"))


def _is_back(h: Header) -> str:
    """A customer's money given back: not what the shop itself got back."""
    return f"({_matches(h.text('Type'), _BACK)} AND NOT {_matches(h.text('Type'), _NEITHER)} AND {h.money('Gross')} < 0)"


def _is_received(h: Header) -> str:
    other = f"{_matches(h.text('Type'), _BACK)} OR {_matches(h.text('Type'), _NEITHER)}"
    return f"({_matches(h.text('Type'), _PAID)} AND NOT ({other}) AND {h.money('Gross')} > 0)"


def _is_completed(h: Header) -> str:
    """Whether the money came; what came back later stands in a row of its own."""
    return _matches(h.text("Status"), "(?i)^(completed|refunded|partially refunded|reversed|cleared)$")


def _worked_out(h: Header) -> Mapping[str, str]:
    """Payments received and refunds of them as orders and what undoes them; all else as no goods, without a sum."""
    back, received = _is_back(h), _is_received(h)
    payer = f"CASE WHEN {back} THEN {h.text('To Email Address')} ELSE {h.text('From Email Address')} END"
    return {
        "Email of payer": f"CASE WHEN {back} OR {received} THEN lower({payer}) END",
        "Payment": f"CASE WHEN {back} THEN coalesce({h.text('Reference Txn ID')}, {h.text('Transaction ID')})"
        f" ELSE {h.text('Transaction ID')} END",
        "Paid for goods": written(f"CASE WHEN {back} OR {received} THEN {_goods(h)} ELSE 0 END", h.text("Gross")),
        "Delivery": written(f"CASE WHEN {received} THEN {_delivery(h)} ELSE 0 END", "'0'"),
        "Payment or transfer": f"CASE WHEN {back} OR {received} THEN 'goods' ELSE 'adjustment of the account' END",
        "Completed or not": f"CASE WHEN {_is_completed(h)} OR NOT ({back} OR {received}) THEN 'paid'"
        f" WHEN {_matches(h.text('Status'), _OFF)} THEN 'cancelled' ELSE 'pending' END",
    }


def _told(h: Header) -> Sequence[Told]:
    received, back = _is_received(h), _is_back(h)
    fee = f"abs({zero(h.money('Fee'))})"
    return (
        Told("paypal_transfers", f"NOT ({received} OR {back})", "",
             "row is no payment received (a transfer, withdrawal, conversion, hold or payment sent): no sale",
             "rows are no payments received (transfers, withdrawals, conversions, holds or payments sent): no sales"),
        Told("paypal_fees", f"{received} AND {fee} > 0", fee,
             "payment bore a fee of PayPal, {money}: kept out of its amount, which is what the customer paid",
             "payments bore fees of PayPal, {money}: kept out of their amounts, which are what the customers paid"),
    )  # fmt: skip


PAYPAL = (
    Export(
        "paypal", ("Gross", "Fee", "Net", "From Email Address", "To Email Address", "Transaction ID", "Type"),
        _worked_out, _told, lambda h: h.text("Currency"),
    ),
)  # fmt: skip
