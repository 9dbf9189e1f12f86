"""A small world that many tests look at: 400 customers, one year and a half, 60 answers."""

from __future__ import annotations

from functools import cache
from typing import Any

from regulars.worlds import World, make


@cache
def small(family: str = "A", seed: int = 7, **options: Any) -> World:
    """Made once for each family, seed and options."""
    return make(family, seed, 400, **{"years": 1.5, "answers": 60, "repetitions": 2, **options})


@cache
def surveyed(**options: Any) -> World:
    """A larger world of which most people answer."""
    return make("A", 5, 3000, years=1.5, answers=1200, response_rate=0.5, repetitions=2, **options)
