"""The report as one JSON document; its keys are described in docs/reference/report.md."""

from __future__ import annotations

import json
from typing import Any

from regulars.interfaces.report.assemble import Contents
from regulars.version import __version__

FORMAT = "regulars.report/1"


def document(told: Contents) -> dict[str, Any]:
    """What the page says, as plain values with stable keys."""
    facts = told.facts
    return {
        "format": FORMAT,
        "regulars": __version__,
        "title": told.title,
        "period": told.period,
        "starts": facts.starts.isoformat(),
        "as_of": facts.as_of.isoformat(),
        "time_zone": facts.settings.time_zone,
        "headline": {"sentence": told.head.text, "more": told.head.lede},
        "numbers": [
            {
                "name": n.name,
                "theme": n.theme,
                "label": n.label,
                "known": n.known,
                "value": _words(n.value, n.unit),
                "note": n.note,
            }
            for n in told.numbers
        ],
        "question": {
            "ask": "Why us rather than elsewhere?",
            "answers": told.ask.answers,
            "population": told.ask.population,
            "reckoned": told.ask.reckoned,
        },
        "kinds": told.kinds.to_json() if told.kinds else None,
        "intake": facts.intake.to_json() if facts.intake else None,
        "measures": {name: result.to_json() for name, result in told.results.items()},
    }


def json_text(told: Contents) -> str:
    """The document as text; a number that is none would be a bug, so NaN is refused."""
    return json.dumps(document(told), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _words(value: str, unit: str) -> str:
    return f"{value} {unit}".strip()
