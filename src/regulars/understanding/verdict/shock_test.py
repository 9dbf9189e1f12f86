"""Test b: does an axis predict the answer to its own shock, beyond chance and beyond every other trait?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.verdict.axes import standard
from regulars.understanding.verdict.findings import Response
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.placebo import DRAWS, by_calendars, by_traits, power, share_as_strong
from regulars.understanding.verdict.responding import respond

FEWEST_ARRANGEMENTS = 20
"""Of fewer ways in which calendars could lie, the one that was is never rarer than one in twenty."""


def shock_response(
    panel: Panel,
    own: FloatArray,
    others: Mapping[str, FloatArray],
    axes: Mapping[str, FloatArray],
    size: FloatArray,
    generator: np.random.Generator,
    draws: int = DRAWS,
) -> Response | None:
    """The answer to a shock by trait; None where its calendars can't be arranged in enough ways to tell it from chance.

    In: the axis's own trait ``own`` (n,); ``others``, every other trait that is known, and ``axes``, the
    other axes' scores, each (n,); ``size`` (n,) for deciles, always in the model; ``generator`` for
    the placebos. Out: a Response. t and the placebos are those of the joint model with all ``others``.
    """
    if panel.arrangements < FEWEST_ARRANGEMENTS:
        return None
    size = standard(size)
    joint = np.column_stack([standard(own), size, *(standard(t) for t in others.values())])
    fit = respond(panel, joint)
    beside = respond(panel, np.column_stack([standard(own), size, *(standard(t) for t in axes.values())]))
    exchanged, turned = by_traits(panel, joint, size, generator, draws), by_calendars(panel, joint, generator, draws)
    least = panel.worth_finding * panel.rate
    t = fit.t
    return Response(
        shock=panel.name,
        slope=float(fit.slope[0]),
        t=float(t[0]),
        alone=float(respond(panel, joint[:, :1]).t[0]),
        others=dict(zip(["size", *others], map(float, t[1:]), strict=True)),
        axes=dict(zip(["own", "size", *axes], map(float, beside.t), strict=True)),
        p_traits=share_as_strong(float(t[0]), exchanged),
        p_calendars=share_as_strong(float(t[0]), turned),
        placebos=draws,
        power=power(exchanged, least),
        least_effect=least,
        worth_finding=panel.worth_finding,
        towards=panel.towards,
        customers=len(np.unique(panel.customer)),
        cells=panel.cells,
    )
