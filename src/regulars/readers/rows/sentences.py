"""What policies and habits of the reader changed, each in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from regulars.facts.intake import Noticed, SetAside
from regulars.readers.rows.apart import kept_apart, taken_off, within_totals
from regulars.readers.rows.figures import Figures, money_of, rows_of
from regulars.readers.rows.judged import ROW_POLICIES
from regulars.readers.rows.tally import Group
from regulars.words import HOME_CURRENCY, Money, counted

# What rows of a policy do, said of one and of many.
_WHAT = {
    "test_orders": ("belongs to a test order", "belong to test orders"),
    "unpaid_orders": ("belongs to an order that was not paid, or was called off",
                      "belong to orders that were not paid, or were called off"),
    "bad_debt": ("writes off bad debt", "write off bad debt"),
    "stock_write_offs": ("moves stock (no customer, no price, a negative quantity)",
                         "move stock (no customer, no price, a negative quantity)"),
    "zero_amounts": ("is for goods at no price", "are for goods at no price"),
    "guests": ("belongs to no known customer (a guest)", "belong to no known customer (guests)"),
    "refunded_orders": ("belongs to an order that was given back in full", "belong to orders that were given back in full"),
}  # fmt: skip


def set_aside(figures: Figures) -> tuple[SetAside, ...]:
    """Rows that policies left out, with what that changed."""
    found = []
    for policy in (*ROW_POLICIES, "refunded_orders"):
        groups = [g for g in figures.groups if g.set_aside_by == policy]
        if groups:
            said = f"{_share(figures, groups)} {_what(policy, rows_of(groups))}: left out"
            found.append(SetAside(policy, figures.policies[policy], rows_of(groups), money_of(groups), said))
    if figures.policies["exact_duplicates"] == "drop":
        again = sum(g.repeats for g in figures.groups if g.used)
        if again:
            said = f"{counted(again, 'row repeats', 'rows repeat')} another in every column: one of each was kept"
            found.append(SetAside("exact_duplicates", "drop", again, _repeats_money(figures), said))
    return tuple(found)


def noticed(figures: Figures, undated: int) -> tuple[Noticed, ...]:
    """Rows that were used, and of which the reader should know."""
    found = [n for policy, flag in ROW_POLICIES.items() if (n := _kept(figures, policy, flag))]
    found += [
        n for tell in (taken_off, kept_apart, within_totals, _refunds, _duplicates, _repeats, _residue) if (n := tell(figures))
    ]
    found += _about_columns(figures)
    if undated:
        found.append(Noticed("attributes", undated, (), "attributes without a date hold from 1970-01-01: at every purchase"))
    return tuple(found)


def _kept(figures: Figures, policy: str, flag: str) -> Noticed | None:
    groups = [g for g in figures.groups if g.used and g.flags[flag]]
    if not groups:
        return None
    effect = {"guests": "in the takings, in no rate", "zero_amounts": "they count as activity"}.get(
        policy, "kept, as the policy says"
    )
    return Noticed(
        policy, rows_of(groups), money_of(groups), f"{_share(figures, groups)} {_what(policy, rows_of(groups))}: {effect}"
    )


def _refunds(figures: Figures) -> Noticed | None:
    refunds = sum(n for _, n, _ in figures.back.values())
    if not refunds:
        return None
    tied = sum(t for _, _, t in figures.back.values())
    amounts = tuple(Money(minor, c) for c, (minor, _, _) in sorted(figures.back.items()))
    rows = rows_of([g for g in figures.groups if g.used and g.flags["is_refund"]])
    only = "" if any(g.used and g.sold for g in figures.groups) else "; there is no purchase, only refunds"
    return Noticed("refunds", rows, amounts, f"{counted(refunds, 'refund')}, {tied:,} of them tied to the order undone{only}")


# What equal rows are, by what a row of the file is.
_EQUAL = {
    "order": "rows without an order's id are purchases of their own",
    "line": "equal lines are pieces sold",
    "both": "equal lines are pieces sold",
    "refund": "equal refunds are refunds of their own",
}


def _duplicates(figures: Figures) -> Noticed | None:
    # Rows of one order are no copies of it: _repeats tells of them.
    groups = [g for g in figures.groups if g.used and g.repeats and not (g.grain == "order" and figures.orders_have_ids)]
    again = sum(g.repeats for g in groups)
    if not again or figures.policies["exact_duplicates"] == "drop":
        return None
    repeats = counted(again, "row repeats", "rows repeat")
    because = " and ".join(dict.fromkeys(_EQUAL[g.grain] for g in groups))
    said = f"{repeats} another in every column that is used: kept, as {because}"
    return Noticed("exact_duplicates", again, money_of(groups, lambda g: g.repeats_minor), said)


def _repeats(figures: Figures) -> Noticed | None:
    rows = sum(r for r, _ in figures.again.values())
    if not rows:
        return None
    money = tuple(Money(int(m), c) for c, (_, m) in sorted(figures.again.items()) if m)
    return Noticed(
        "repeated_orders",
        rows,
        money,
        f"{counted(rows, 'row repeats', 'rows repeat')} an order that was already read: an order counts once",
    )


def _residue(figures: Figures) -> Noticed | None:
    used = [g for g in figures.groups if g.used and g.rounded]
    rows = sum(g.rounded for g in used)
    if not rows:
        return None
    sums = {c: sum((g.remainder for g in used if g.currency == c), Decimal(0)) for c in sorted({g.currency for g in used})}
    left = " and ".join(f"{'added' if s < 0 else 'took'} {abs(s).normalize():f} {c}" for c, s in sums.items())
    said = f"{counted(rows, 'amount has', 'amounts have')} fractions of the smallest coin: rounded once, half to even"
    return Noticed("rounding", rows, (), f"{said}, which {left} in all")


def _about_columns(figures: Figures) -> list[Noticed]:
    found = []
    if figures.shape.midnights:
        said = "there are dates and no times: each stands at noon, and no measure of hours is made"
        found.append(Noticed("dates_only", figures.rows_read, (), said))
    if figures.shape.whole_ids:
        said = "customer ids are whole numbers, all or some with .0 behind: read without it"
        found.append(Noticed("customer_ids", figures.rows_read, (), said))
    if assumed := _assumed_currency(figures):
        found.append(assumed)
    if figures.settings.rates:
        home = figures.settings.currency or HOME_CURRENCY
        said = f"amounts were converted to {home} by the rates given"
        found.append(Noticed("rates", figures.rows_read, (), said))
    elif len(figures.shape.currencies) > 1:
        names = ", ".join(figures.shape.currencies)
        found.append(Noticed("currencies", figures.rows_read, (), f"there are several currencies ({names}): kept apart"))
    return found


def _assumed_currency(figures: Figures) -> Noticed | None:
    """The rows with money that name no currency, where no setting does either."""
    if figures.settings.currency:
        return None
    moved = [g for g in figures.groups if g.used and g.minor and (g.sold or g.flags["is_refund"])]
    rows = rows_of([g for g in moved if g.currency == HOME_CURRENCY])
    if not rows or HOME_CURRENCY in figures.shape.currencies:
        return None
    said = f"{counted(rows, 'row names', 'rows name')} no currency, and no setting does: read as {HOME_CURRENCY}"
    return Noticed("currency_assumed", rows, (), f"{said}; if it is another, say --currency")


def _repeats_money(figures: Figures) -> tuple[Money, ...]:
    return money_of([g for g in figures.groups if g.used], lambda g: g.repeats_minor)


def _share(figures: Figures, groups: Sequence[Group]) -> str:
    """ "25 % of rows and 15 % of takings", or the count where the share says little."""
    rows = rows_of(groups)
    money = money_of([g for g in groups if g.sold])
    shares = [f"{_percent(m.amount_minor, taken)} of takings" + (f" in {m.currency}" if len(money) > 1 else "")
              for m in money if (taken := figures.taken(m.currency)) > 0]  # fmt: skip
    return " and ".join([f"{counted(rows, 'row')} ({_percent(rows, figures.rows_read)})", *shares])


def _what(policy: str, rows: int) -> str:
    return _WHAT[policy][rows != 1]


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f} %" if share >= 1 or share == 0 else "under 1 %"
