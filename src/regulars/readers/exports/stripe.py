"""Stripe: payments, invoices and subscriptions as the Dashboard exports them, and charges as the API lists them.

Times are in UTC and do not say so; currencies are in small letters; the API counts in the smallest coin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.readers.exports.export import Export, Header, Told, in_utc, says, written, zero
from regulars.readers.rows.expressions import literals

# What Stripe calls zero-decimal and three-decimal; its API takes all other amounts in hundredths, ISK and UGX too.
_NO_DECIMALS = tuple("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
_THREE_DECIMALS = tuple("BHD JOD KWD OMR TND".split())
_PAID = ("paid", "succeeded", "refunded", "partially refunded", "partial refund", "disputed", "available")


def _customer(h: Header) -> str:
    return f"coalesce({h.text('Customer ID', 'Customer')}, lower({h.text('Customer Email')}))"


def _is_converted(h: Header) -> str:
    """Whether Stripe put another currency into the shop's account than the customer paid in."""
    other = f"upper({h.text('Converted Currency')}) <> upper({h.text('Currency')})"
    return f"coalesce({h.money('Converted Amount')} IS NOT NULL AND {other}, false)"


def _either(h: Header, name: str) -> str:
    return f"CASE WHEN {_is_converted(h)} THEN {h.money('Converted ' + name)} ELSE {h.money(name)} END"


def _lost(h: Header) -> str:
    """What a lost dispute took back, in the currency that the amount is counted in."""
    share = f"{h.money('Converted Amount')} / nullif({h.money('Amount')}, 0)"
    rate = f"CASE WHEN {_is_converted(h)} THEN CAST({share} AS DOUBLE) ELSE 1 END"
    lost = f"CAST(round({zero(h.money('Disputed Amount'))} * {rate}, 2) AS DECIMAL(18, 6))"
    return f"CASE WHEN {says(h.text('Dispute Status'), 'lost')} THEN {lost} ELSE 0 END"


def _paid(h: Header) -> str:
    """``paid``, or the word for why no money came: only authorised, failed, or not done yet."""
    held = says(h.text("Captured"), "false")
    good = says(h.text("Status"), *_PAID)
    return f"CASE WHEN {good} AND {held} THEN 'authorized' WHEN {good} THEN 'paid' ELSE 'failed' END"


def _payments(h: Header) -> Mapping[str, str]:
    currency = f"CASE WHEN {_is_converted(h)} THEN {h.text('Converted Currency')} ELSE {h.text('Currency')} END"
    return {
        "ID or email of customer": _customer(h),
        "Created in UTC": in_utc(h.text("Created date (UTC)", "Created (UTC)")),
        "Amount or converted": written(_either(h, "Amount"), h.text("Amount")),
        "Refunded or lost": written(f"{zero(_either(h, 'Amount Refunded'))} + {_lost(h)}", "'0'"),
        "Currency or converted": f"upper({currency})",
        "Captured and paid": _paid(h),
        "Test mode": f"CASE WHEN {_is_test(h)} THEN 'test' END",
    }


def _is_test(h: Header) -> str:
    return f"({says(h.text('Mode'), 'test')} OR {says(h.text('Livemode'), 'false')})"


def _payments_told(h: Header) -> Sequence[Told]:
    kept = f"{_paid(h)} = 'paid' AND NOT {_is_test(h)}"
    return (
        Told("converted", f"{kept} AND {_is_converted(h)}", h.money("Converted Amount"),
             "payment came in another currency: counted as what Stripe paid out for it, {money}",
             "payments came in other currencies: counted as what Stripe paid out for them, {money}"),
        Told("partial_refunds",
             f"{kept} AND {zero(h.money('Amount Refunded'))} > 0 AND {h.money('Amount Refunded')} < {h.money('Amount')}",
             _either(h, "Amount Refunded"),
             "payment was given back in part: {money} is a refund, and the payment stays a purchase",
             "payments were given back in part: {money} are refunds, and the payments stay purchases"),
        Told("lost_disputes", f"{kept} AND {says(h.text('Dispute Status'), 'lost')}", _lost(h),
             "dispute was lost: {money} counts as given back", "disputes were lost: {money} count as given back"),
        Told("authorised_only", f"{_paid(h)} = 'authorized'", "",
             "payment was authorised and never captured: no money came",
             "payments were authorised and never captured: no money came"),
        _utc(h.text("Created date (UTC)", "Created (UTC)")),
    )  # fmt: skip


def _utc(time: str) -> Told:
    said = "in UTC: {} that of the shop's own zone (--time-zone)"
    return Told(
        "utc", f"contains({time}, ':')", "", "row is " + said.format("its day is"), "rows are " + said.format("their day is")
    )


def _payments_currency(h: Header) -> str:
    return f"CASE WHEN {_is_converted(h)} THEN {h.text('Converted Currency')} ELSE {h.text('Currency')} END"


def _invoices(h: Header) -> Mapping[str, str]:
    status = h.text("Status")
    words = (
        f"CASE lower({status}) WHEN 'paid' THEN 'paid' WHEN 'draft' THEN 'draft' WHEN 'void' THEN 'voided' ELSE 'unpaid' END"
    )
    flag = f"CASE WHEN {says(h.text('Paid'), 'true')} THEN 'paid' ELSE 'unpaid' END"
    amount = f"coalesce({h.money('Amount Paid')}, {h.money('Total')})"
    return {
        "ID or email of customer": _customer(h),
        "Paid At or Date in UTC": in_utc(f"coalesce({h.text('Paid At (UTC)')}, {h.text('Date (UTC)', 'Created (UTC)')})"),
        "Amount Paid or Total": written(amount, h.text("Amount Paid", "Total")),
        "Currency of invoice": f"upper({h.text('Currency')})",
        "Paid or not": words if h.has("Status") else flag,
    }


def _invoices_told(h: Header) -> Sequence[Told]:
    back = f"{zero(h.money('Amount Paid'))} <> {zero(h.money('Total'))} AND {says(h.text('Status'), 'paid')}"
    return (
        Told("credit", f"{back} AND {h.money('Amount Paid')} IS NOT NULL", f"{h.money('Total')} - {h.money('Amount Paid')}",
             "invoice was paid in part from a balance ({money}): counted with what was paid",
             "invoices were paid in part from a balance ({money}): counted with what was paid"),
        _utc(h.text("Date (UTC)", "Created (UTC)")),
    )  # fmt: skip


def _subscriptions(h: Header) -> Mapping[str, str]:
    count = f"CASE WHEN {zero(h.money('Quantity'))} > 1 THEN {h.money('Quantity')} ELSE 1 END"
    each = h.money("Amount", "Plan Amount")
    every = f"coalesce(TRY_CAST({h.text('Interval Count')} AS INTEGER), 1)"
    unit = f"lower({h.text('Interval', 'Plan Interval')})"
    period = (
        f"CASE WHEN {every} = 1 THEN {unit} WHEN {every} = 3 AND {unit} = 'month' THEN 'quarter'"
        f" WHEN {every} = 6 AND {unit} = 'month' THEN 'half_year' WHEN {every} = 2 THEN 'two_' || {unit} || 's'"
        f" WHEN {every} = 4 AND {unit} = 'week' THEN 'four_weeks' ELSE concat({every}, ' ', {unit}) END"
    )
    over = f"CASE WHEN {says(h.text('Status'), 'canceled')} THEN {h.text('Canceled At (UTC)')} END"
    ended = f"coalesce({h.text('Ended At (UTC)')}, {over})"
    return {
        "subscription id": h.text("id"),
        "customer id": _customer(h),
        "form": "'subscription'",
        "started": in_utc(h.text("Start Date (UTC)", "Start (UTC)", "Created (UTC)")),
        "cancelled": in_utc(h.text("Canceled At (UTC)")),
        "ended": in_utc(ended),
        "amount": written(f"CAST({each} * {count} AS DECIMAL(18, 6))", h.text("Amount", "Plan Amount")),
        "currency": f"upper({h.text('Currency')})",
        "billing period": period,
        "auto renew": f"CASE WHEN {says(h.text('Cancel At Period End'), 'true')} THEN 'false' ELSE 'true' END",
        "ends at": in_utc(h.text("Current Period End (UTC)")),
    }


def _subscriptions_told(h: Header) -> Sequence[Told]:
    return (
        Told("never_began", says(h.text("Status"), "incomplete", "incomplete_expired"), "",
             "subscription was never paid for (incomplete): it counts as begun, and as ended where an end stands",
             "subscriptions were never paid for (incomplete): they count as begun, and as ended where an end stands"),
        Told("quantities", f"{zero(h.money('Quantity'))} > 1", "",
             "subscription is for several seats: its amount is the price times their number",
             "subscriptions are for several seats: their amount is the price times their number"),
    )  # fmt: skip


def _charges(h: Header) -> Mapping[str, str]:
    code = f"upper({h.text('currency')})"
    no, three = literals(_NO_DECIMALS), literals(_THREE_DECIMALS)
    coins = f"CASE WHEN {code} IN ({no}) THEN 1 WHEN {code} IN ({three}) THEN 1000 ELSE 100 END"
    email = h.text("receipt_email", "billing_details.email")

    def major(name: str) -> str:
        return f"CAST({h.money(name)} AS DECIMAL(18, 6)) / {coins}"

    held = says(h.text("captured"), "false")
    good = says(h.text("status"), "succeeded")
    return {
        "Customer or email at charge": f"coalesce({h.text('customer')}, lower({email}))",
        "Amount in whole units": written(major("amount"), h.text("amount")),
        "Refunded in whole units": written(zero(major("amount_refunded")), "'0'"),
        "Captured and succeeded": f"CASE WHEN {good} AND {held} THEN 'authorized' WHEN {good} THEN 'paid' ELSE 'failed' END",
        "Not livemode": f"CASE WHEN {says(h.text('livemode'), 'false')} THEN 'test' END",
    }


STRIPE = (
    Export("stripe payments", ("id", "Amount", "Amount Refunded", "Currency", "Status", "Created date (UTC)|Created (UTC)"),
           _payments, _payments_told, _payments_currency),
    Export("stripe invoices", ("id", "Amount Due", "Currency", "Total", "Date (UTC)|Created (UTC)", "Status|Paid"),
           _invoices, _invoices_told, lambda h: h.text("Currency")),
    Export("stripe subscriptions", ("id", "Customer ID", "Status", "Current Period End (UTC)", "Canceled At (UTC)"),
           _subscriptions, _subscriptions_told, alone=True),
    Export("stripe charges", ("id", "amount", "amount_refunded", "created", "currency", "livemode|captured|object"), _charges),
)  # fmt: skip
