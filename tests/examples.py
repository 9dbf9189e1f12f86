"""How often a property is tried: as often as its test asks, or fewer times where the same is tried elsewhere in full."""

from __future__ import annotations

import os

LEAST = 5
"""What `EXAMPLES_AT_MOST` is on an engine on which every query is tried, and not every property anew."""


def at_most(asked: int) -> int:
    """``asked``, or what the environment's `EXAMPLES_AT_MOST` leaves of it."""
    return min(asked, int(os.environ.get("EXAMPLES_AT_MOST", asked)))
