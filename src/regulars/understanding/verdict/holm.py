"""Several tests at once: Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """Each p corrected so that the chance of any false finding stays at the level chosen.

    Source: Holm 1979, Scandinavian Journal of Statistics 6, 65-70.

    >>> holm({"incentive": 0.01, "convenience": 0.04, "constraint": 0.03})
    {'incentive': 0.03, 'constraint': 0.06, 'convenience': 0.06}
    """
    corrected: dict[str, float] = {}
    highest = 0.0
    for place, name in enumerate(sorted(p, key=lambda name: p[name])):
        highest = max(highest, min(1.0, (len(p) - place) * p[name]))
        corrected[name] = highest
    return corrected
