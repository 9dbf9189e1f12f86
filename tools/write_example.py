"""Write docs/examples: eighteen months of a made-up tea shop, how its customers came, what they answered, and its tea club.

The same on every run.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
FIRST, LAST = date(2024, 1, 1), date(2025, 6, 30)
CUSTOMERS = 900


def customer(draw: random.Random) -> list[date]:
    """The days on which one customer buys: a rhythm of her own, and each time a chance to stay away for good."""
    day = FIRST + timedelta(days=int(draw.random() * (LAST - FIRST).days))
    gap = 12 + 50 * draw.random() ** 2
    stays = 0.35 + 0.6 * draw.random()
    days = [day]
    while draw.random() < stays:
        day += timedelta(days=1 + int(-math.log(1 - draw.random()) * gap))
        days.append(day)
    return [d for d in days if d <= LAST]


def orders(seed: int = 7) -> list[tuple[date, str, str]]:
    """Day, customer and amount of each order; one in fourteen is a guest's."""
    draw = random.Random(seed)
    found = []
    for number in range(CUSTOMERS):
        spends = 6 + 14 * draw.random()
        for day in customer(draw):
            who = "" if draw.random() < 1 / 14 else f"C-{number + 1001}"
            found.append((day, who, f"{spends * (0.6 + 0.8 * draw.random()):.2f}"))
    return sorted(found)


def ways(seed: int = 8) -> list[tuple[str, date, str]]:
    """How each customer came, known since the first day of the log."""
    draw = random.Random(seed)
    return [(f"C-{n + 1001}", FIRST, "friend" if draw.random() < 0.3 else "street") for n in range(CUSTOMERS)]


def opinions(seed: int = 9) -> list[tuple[str, str, date, str, int, int, int]]:
    """What every third customer answered a few days after a purchase; the pleased come back a little more often."""
    draw = random.Random(seed)
    seen: dict[str, list[date]] = {}
    for day, who, *_ in orders():
        if who:
            seen.setdefault(who, []).append(day)
    found = []
    for who, days in sorted(seen.items()):
        if draw.random() < 0.5:
            day = days[0] + timedelta(days=3)
            pleased = min(1.0, 0.25 + 0.12 * len(days))
            found.append((who, day, "recommend", _score(draw, pleased, 10), 0, 10))
            found.append((who, day, "satisfaction", max(1, _score(draw, pleased, 5)), 1, 5))
    told = [r for r in sorted(found, key=lambda r: (r[1], r[0], r[2])) if r[1] <= LAST]
    return [(f"R-{n + 1}", *r) for n, r in enumerate(told)]


def _score(draw: random.Random, pleased: float, best: int) -> int:
    return best - int(draw.random() ** (1 + 3 * pleased) * (best + 1))


def members(seed: int = 10) -> list[tuple[object, ...]]:
    """Steps of a tea club: started, upgraded, cancelled, ended when a card failed, and started again."""
    draw = random.Random(seed)
    found: list[tuple[object, ...]] = []
    for n in range(120):
        day = FIRST + timedelta(days=int(draw.random() * 300))
        found += _member(draw, f"C-{n + 1001}", f"T-{n + 1}", day)
    known = [r for r in found if isinstance(r[2], date) and r[2] <= LAST]
    return sorted(known, key=lambda r: (str(r[2]), str(r[0]), str(r[3])))


def _member(draw: random.Random, who: str, contract: str, day: date) -> list[tuple[object, ...]]:
    yearly = draw.random() < 0.3
    price, every = ("120.00", "year") if yearly else ("12.00", "month")
    steps: list[tuple[object, ...]] = [(contract, who, day, "started", price, "EUR", every, "true")]
    if draw.random() < 0.2:
        more = "180.00" if yearly else "18.00"
        steps.append((contract, who, day + timedelta(days=60 + int(90 * draw.random())), "renewed", more, "EUR", every, "true"))
    if draw.random() < 0.45:
        last = day + timedelta(days=160 + int(240 * draw.random()))
        if draw.random() < 0.6:
            steps.append((contract, who, last - timedelta(days=9), "cancelled", "", "", "", ""))
        steps.append((contract, who, last, "ended", "", "", "", ""))
        if draw.random() < 0.25:
            again = last + timedelta(days=20 + int(60 * draw.random()))
            steps.append((contract + "b", who, again, "started", price, "EUR", every, "true"))
    return steps


def write(name: str, head: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("orders.csv", ["order", "date", "customer", "amount"], ((50001 + n, *o[:3]) for n, o in enumerate(orders())))
    write("customers.csv", ["customer", "since", "acquired_through"], ways())
    asked = ["response_id", "customer_id", "occurred_at", "survey", "question", "score", "scale_min", "scale_max"]
    write("opinions.csv", asked, ((r[0], r[1], r[2], "after a visit", *r[3:]) for r in opinions()))
    stepped = ["commitment_id", "customer_id", "occurred_at", "event", "amount", "currency", "billing_period", "auto_renew"]
    write("members.csv", [*stepped, "form"], ((*r, "membership") for r in members()))


if __name__ == "__main__":
    main()
