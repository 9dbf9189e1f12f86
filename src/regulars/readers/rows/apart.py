"""Lines that are no goods: discounts taken off their orders, and what is kept apart."""

from __future__ import annotations

from regulars.facts.intake import Noticed
from regulars.readers.rows.figures import Figures, money_of, rows_of
from regulars.words import Money, counted

_DISCOUNT = "discount"


def taken_off(figures: Figures) -> Noticed | None:
    """The discount lines that lowered the amounts of their orders."""
    lines = sum(off.lines for off in figures.off.values())
    if not lines:
        return None
    money = tuple(Money(off.minor, currency) for currency, off in sorted(figures.off.items()) if off.minor)
    said = counted(lines, "line is a discount", "lines are discounts")
    return Noticed("discount_lines", lines, money, f"{said}: taken off the amounts of their orders")


def within_totals(figures: Figures) -> Noticed | None:
    """Lines that are no goods, of orders whose total is said by themselves: what they cost is in it."""
    groups = [g for g in figures.groups if g.used and g.role != "product" and g.grain == "both"]
    if not groups:
        return None
    lines = rows_of(groups)
    counts = {role: rows_of([g for g in groups if g.role == role]) for role in sorted({g.role for g in groups})}
    roles = ", ".join(f"{role} {n:,}" for role, n in counts.items())
    said = f"{counted(lines, 'line is', 'lines are')} no goods ({roles}): within the totals of their orders, and counted there"
    return Noticed("pseudo_products_within", lines, (), said)


def kept_apart(figures: Figures) -> Noticed | None:
    """Postage, fees, vouchers, adjustments, and discounts that stand in no order with goods to be off."""
    groups = [g for g in figures.groups if g.used and g.role != "product" and g.grain != "both"]
    counts = {role: rows_of([g for g in groups if g.role == role]) for role in sorted({g.role for g in groups})}
    if _DISCOUNT in counts:
        again = sum(g.repeats for g in groups if g.role == _DISCOUNT) if figures.policies["exact_duplicates"] == "drop" else 0
        counts[_DISCOUNT] -= again + sum(off.lines for off in figures.off.values())
    lines = sum(counts.values())
    if not lines:
        return None
    off = {currency: off.minor for currency, off in figures.off.items()}
    sums = ((m.amount_minor - off.get(m.currency, 0), m.currency) for m in money_of(groups))
    money = tuple(Money(minor, currency) for minor, currency in sums if minor)
    roles = ", ".join(f"{role} {n:,}" for role, n in counts.items() if n)
    said = f"{counted(lines, 'line is', 'lines are')} no goods ({roles}): kept apart, outside the orders' amounts"
    return Noticed("pseudo_products", lines, money, said)
