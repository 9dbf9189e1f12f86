"""Write docs/examples/orders.csv: eighteen months of a made-up tea shop, the same on every run."""

from __future__ import annotations

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "examples" / "orders.csv"
FIRST, LAST = date(2024, 1, 1), date(2025, 6, 30)
CUSTOMERS = 420


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


def main() -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["order", "date", "customer", "amount"])
        rows.writerows((50001 + n, day, who, amount) for n, (day, who, amount) in enumerate(orders()))


if __name__ == "__main__":
    main()
