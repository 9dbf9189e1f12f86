"""`regulars kinds survey`: how attached people say they are, and how tied, from the items of a survey alone."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from regulars.errors import UsageError
from regulars.interfaces.cli.commands import facts, say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import Option
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.understanding.kinds.survey_axes import Share, SpokenAxis, SurveyAxes

_ITEM = "a question that speaks of {}, with a minus before it where more of it speaks against; may be given again"
OPTIONS = (
    Option("attitude", "QUESTION", _ITEM.format("attachment"), list[str]),
    Option("constraint", "QUESTION", _ITEM.format("being tied"), list[str]),
    Option("format", "FORMAT", "table or json (else table)"),
)


def survey(values: Mapping[str, Any]) -> int:
    """Print where people place themselves on both axes."""
    from regulars.understanding.kinds.survey_axes import survey_axes

    if values["format"] not in (None, "table", "json"):
        raise UsageError(f"--format is {values['format']!r}", expected="one of table, json", do="correct it")
    if not (values["attitude"] or values["constraint"]):
        raise UsageError(
            "no question is named", expected="--attitude QUESTION or --constraint QUESTION, or both", do="name one or more"
        )
    found = survey_axes(facts(values), {"attitude": values["attitude"] or [], "constraint": values["constraint"] or []})
    say(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if values["format"] == "json" else as_text(found))
    return DONE


def as_text(found: SurveyAxes) -> str:
    """Both axes for a terminal: how many are attached and how many tied, and whether the items hang together."""
    from regulars.interfaces.cli.tables import aligned

    paragraphs = [_wrapped(_reading(found)), aligned([_row(axis) for axis in found.axes])]
    if found.together:
        low, high = found.together.interval
        said = f"Who is more tied is {_direction(low, high)} attached: the two correlate by {found.together.correlation:.2f}"
        paragraphs.append(_wrapped(f"{said} ({low:.2f} to {high:.2f})."))
    few = " and ".join(axis.axis for axis in found.axes if axis.mean is None)
    if few:
        said = f"Too few people placed themselves on {few} to say how many; --minimum-n says how many are enough."
        paragraphs.append(_wrapped(said))
    loose = " and ".join(axis.axis for axis in found.axes if axis.loose)
    if loose:
        paragraphs.append(_wrapped(f"The items of {loose} may not speak of one thing: alpha may lie below 0.7."))
    paragraphs.append(f"survey_axes/1; intervals hold {found.level:.0%}; as of {found.as_of}.".replace("%", " %"))
    return "\n\n".join(paragraphs)


def _reading(found: SurveyAxes) -> str:
    if not found.groups:
        return "This is what people say of themselves. Whether they come back, answers alone don’t show."
    said = ", ".join(f"{_of_100(share)} are {name}" for name, share in found.groups.items())
    return (
        f"Of every 100 of {counted(found.people, 'person', 'people')} who spoke of both, {said}. "
        "Whether they come back, answers alone don’t show. Serve those who are tied as if they could leave."
    )


def _row(axis: SpokenAxis) -> dict[str, Any]:
    value, low, high = axis.alpha or (0.0, 0.0, 0.0)
    return {
        "axis": axis.axis,
        "items": len(axis.items),
        "people": axis.people,
        "mean, of 100": _of_100(axis.mean),
        "above the middle, of 100": _of_100(axis.above),
        "alpha": f"{value:.2f} ({low:.2f}–{high:.2f})" if axis.alpha else "–",
        "answered all": axis.whole,
    }


def _of_100(share: Share | None) -> str:
    if share is None:
        return "–"
    value, low, high = (round(100 * end) for end in share)
    return f"{value} ({low}–{high})"


def _direction(low: float, high: float) -> str:
    return "more" if low > 0 else "less" if high < 0 else "not surely more or less"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 96)
