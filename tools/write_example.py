"""Write docs/examples: eighteen months of a made-up tea shop, and how its customers came; the same on every run."""

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


def write(name: str, head: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("orders.csv", ["order", "date", "customer", "amount"], ((50001 + n, *o[:3]) for n, o in enumerate(orders())))
    write("customers.csv", ["customer", "since", "acquired_through"], ways())


if __name__ == "__main__":
    main()
