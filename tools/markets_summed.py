"""The lines of kinds_on_worlds.py summed up: a row of a table for each family, against the goals, as docs/soak.md has it."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

_SURER = 0.12
_MARKET = re.compile(
    r"(?P<family>[ABC]) *\d+ right (?P<right>[\d.]+) of (?P<ceiling>[\d.na]+) = [\d.na]+, surer half \+(?P<surer>-?[\d.]+)"
    r"(?: of \+(?P<most>[-\d.na]+))? \| earned (?P<earned>[\d.]+) .*? (?P<plain>in|OUT), band (?P<low>[\d.]+)-(?P<high>[\d.]+)"
    r" (?P<band>in|OUT)\) truth (?P<truth>[\d.]+).* \| held (?P<held>\S+); fell (?P<fell>\S+); (?P<says>abstains|speaks)"
    r" \| stress (?P<stress>.*)"
)
_HEAD = (
    "| family | markets | right ÷ ceiling (.9) | surer half 12 points better than the other (80 of 100) | than all, on average "
    "| the ceiling’s | band holds (88) | widest (.35) | plain interval holds (85–96) | earned off by, ± 1 s.e. "
    "| closer by customer (90) | in totals (75) | attitude held, fell | abstains (C: 80) |",
    "|---|" + "---:|" * 13,
)


def summed(lines: list[str]) -> list[str]:
    """What the lines of many markets come to: a row of a table for each family, goals in its head."""
    markets = [_read(line) for line in lines if line.strip()]
    return [*_HEAD, *(_row(family, [m for m in markets if m["family"] == family]) for family in "ABC")]


def _read(line: str) -> re.Match[str]:
    found = _MARKET.match(line)
    if found is None:  # left out in silence, it would make the table better or worse
        raise SystemExit(f"this is no line of kinds_on_worlds.py: {line[:200]}")
    return found


def _row(family: str, markets: list[re.Match[str]]) -> str:
    n = len(markets)
    if not n:
        return f"| {family} | 0 |" + " |" * 12

    def share(holds: Callable[[re.Match[str]], bool]) -> str:
        return f"{sum(map(holds, markets))} of {n}"

    right = np.mean([float(m["right"]) for m in markets]) / np.mean([float(m["ceiling"]) for m in markets])
    widest = max(float(m["high"]) - float(m["low"]) for m in markets)
    attitude = [sum("attitude" in m[said] for m in markets) for said in ("held", "fell")]
    cells = (
        n, f"{right:.2f}", share(lambda m: 2 * float(m["surer"]) >= _SURER), _gain(markets, "surer"), _gain(markets, "most"),
        share(lambda m: m["band"] == "in"), f"{widest:.2f}", share(lambda m: m["plain"] == "in"), _off(markets),
        share(lambda m: "loss" in m["stress"] and "closer" in m["stress"].split(", ")[0]),
        share(lambda m: "total" in m["stress"] and "closer" in m["stress"].split(", ")[1]), f"{attitude[0]}, {attitude[1]}",
        share(lambda m: m["says"] == "abstains"),
    )  # fmt: skip
    return f"| {family} | " + " | ".join(map(str, cells)) + " |"


def _gain(markets: list[re.Match[str]], whose: str) -> str:
    """In how many markets the surer half was twelve points better than all (twice that than the other), and by how much."""
    gains = [float(m[whose]) for m in markets if m[whose] not in (None, "nan")]
    return f"{sum(g >= _SURER for g in gains)} of {len(gains)}, +{np.mean(gains):.3f}" if gains else "–"


def _off(markets: list[re.Match[str]]) -> str:
    """By how much what is earned was off the truth on average."""
    errors = np.array([float(m["earned"]) - float(m["truth"]) for m in markets])
    doubt = errors.std(ddof=1) / np.sqrt(len(errors)) if len(errors) > 1 else float("nan")
    return f"{errors.mean():+.3f} ± {doubt:.3f}"
