"""A small world that many tests look at: 400 customers, one year and a half, 60 answers."""

from __future__ import annotations

from functools import cache
from typing import Any

from regulars.worlds import World, make


@cache
def small(family: str = "A", seed: int = 7, **options: Any) -> World:
    """Made once for each family, seed and options."""
    return make(family, seed, 400, **{"years": 1.5, "answers": 60, "repetitions": 2, **options})
