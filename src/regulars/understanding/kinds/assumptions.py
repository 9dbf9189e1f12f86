"""What the model holds before it has seen an answer: a readable file that people may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from regulars.errors import SettingsError
from regulars.understanding.kinds.crutches import CRUTCHES, KINDS, Crutch, Kind

_FILE = Path(__file__).with_name("assumptions.yaml")
_LEVELS = 5
WITHOUT_ALL = 0.5, 1.0
"""Between these lies the share of those whom no single crutch holds who would still come without all three."""


@dataclass(frozen=True)
class Experiment:
    """An experiment by its ``name``, the arm from which a crutch was ``withheld`` by lot, and the arm that ``kept`` it."""

    name: str
    withheld: str
    kept: str


@dataclass(frozen=True)
class Assumptions:
    """The weights before any answer, the questions and their choices, and what answers cannot tell."""

    loadings: Mapping[str, float]
    loading_sd: float
    reason_question: str
    reason_choices: Mapping[str, Kind]
    reliance: Mapping[Crutch, str]
    experiments: Mapping[Crutch, Experiment]
    still_come: tuple[float, ...]
    still_come_sd: float
    still_come_sd_by_lot: float
    alike_at_a_place: float
    without_any: float
    without_all: float
    without_all_sd: float
    answered_right: float
    answered_wrong: float
    at_random: float
    certain_enough: float
    certain_enough_of_two: float
    non_response_odds: float
    minimum_answers: int

    def loading(self, indicator: str) -> float:
        """The weight of an indicator before any answer."""
        return self.loadings.get(indicator, self.loadings["otherwise"])

    def changed(self, **values: Any) -> Assumptions:
        """The same with some values changed, each checked."""
        return checked(replace(self, **values))


def default_assumptions() -> Assumptions:
    """What the package itself holds."""
    return assumptions_of("")


def as_shipped() -> str:
    """The package's own assumptions as the text that they stand in."""
    return _FILE.read_text(encoding="utf-8")


def assumptions_of(text: str, called: str = "the assumptions") -> Assumptions:
    """Assumptions from YAML; what it leaves out stands as in the package. SettingsError says what is wrong."""
    try:
        given = yaml.safe_load(text) or {}
    except yaml.YAMLError as e:
        where = str(getattr(e, "problem_mark", "") or "").strip()
        raise SettingsError(f"{called} cannot be read as YAML {where}", do="compare with the file that ships") from e
    plain = _plain()
    if not isinstance(given, dict) or set(given) - set(plain):
        found = sorted(map(str, set(given) - set(plain))) if isinstance(given, dict) else type(given).__name__
        raise SettingsError(f"{called} hold {found}", expected="some of " + ", ".join(plain), do="correct the names")
    try:
        return checked(_made(_merged(plain, given)))
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise SettingsError(
            f"{called} hold a value of another form ({e})", expected="the form of the file that ships", do="compare with it"
        ) from e


@cache
def _plain() -> dict[str, Any]:
    plain = yaml.safe_load(as_shipped())
    assert isinstance(plain, dict)
    return plain


def _merged(plain: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given over what ships, name by name; the choices of a question are replaced whole."""
    return {
        name: {**old, **given[name]} if name in given and isinstance(old, dict) else given.get(name, old)
        for name, old in plain.items()
    }


def _made(values: Mapping[str, Any]) -> Assumptions:
    reason = values["main_reason"]
    return Assumptions(
        loadings={str(k): float(v) for k, v in values["loadings"].items()},
        reason_question=str(reason["question"]),
        reason_choices={str(k): v for k, v in reason["choices"].items()},
        reliance={k: str(v) for k, v in values["reliance"].items()},
        experiments={k: _experiment(k, v) for k, v in values["experiments"].items()},
        still_come=tuple(map(float, values["still_come"])),
        minimum_answers=int(values["minimum_answers"]),
        **{f: float(values[f]) for f in _NUMBERS},
    )


def _experiment(crutch: str, said: object) -> Experiment:
    """What was tried by lot; SettingsError where it is not said which arm lost the crutch and which kept it."""
    named = ("experiment", "withheld", "kept")
    if not isinstance(said, dict) or set(said) != set(named):
        found = ", ".join(map(str, said)) if isinstance(said, dict) else repr(said)
        raise SettingsError(
            f"the experiment of {crutch} says {found or 'nothing'}",
            expected="experiment, and the arms withheld and kept",
            do=f"write {crutch}: {{experiment: NAME, withheld: ARM, kept: ARM}}",
        )
    return Experiment(*(str(said[name]) for name in named))


_NUMBERS = (
    "loading_sd", "still_come_sd", "still_come_sd_by_lot", "alike_at_a_place", "without_any", "without_all",
    "without_all_sd", "answered_right", "answered_wrong", "at_random", "certain_enough", "certain_enough_of_two",
    "non_response_odds",
)  # fmt: skip
_SHARES: Callable[[Assumptions], bool] = lambda a: all(0 <= s <= 1 for s in a.still_come)  # noqa: E731
_CHECKS: tuple[tuple[Callable[[Assumptions], bool], str], ...] = (
    (lambda a: all(w >= 0 for w in a.loadings.values()), "loadings of 0 or more: an indicator's sign is its own"),
    (lambda a: a.loading_sd > 0, "loading_sd above 0"),
    (lambda a: set(a.reason_choices.values()) <= set(KINDS), f"choices that mean one of {', '.join(KINDS)}"),
    (lambda a: set(a.reliance) <= set(CRUTCHES), f"reliance questions for {', '.join(CRUTCHES)}"),
    (lambda a: set(a.experiments) <= set(CRUTCHES), f"experiments for {', '.join(CRUTCHES)}"),
    (lambda a: len(a.still_come) == _LEVELS and _SHARES(a), "still_come with five shares from 0 to 1"),
    (lambda a: list(a.still_come) == sorted(a.still_come), "still_come that never falls"),
    (lambda a: a.answered_right > a.answered_wrong > 0, "answered_right above answered_wrong above 0"),
    (lambda a: 0 < a.still_come_sd <= 5, "still_come_sd above 0, up to 5"),
    (lambda a: 0 < a.still_come_sd_by_lot <= 5, "still_come_sd_by_lot above 0, up to 5"),
    (lambda a: 0 <= a.alike_at_a_place <= 1, "alike_at_a_place from 0 to 1"),
    (lambda a: 0 <= a.without_any <= 0.5, "without_any from 0 to 0.5"),
    (lambda a: WITHOUT_ALL[0] <= a.without_all <= WITHOUT_ALL[1], "without_all from 0.5 to 1"),
    (lambda a: 0 <= a.without_all_sd <= 0.25, "without_all_sd from 0 to 0.25"),
    (lambda a: 0 <= a.at_random <= 0.5, "at_random from 0 to 0.5"),
    (lambda a: 0.5 <= a.certain_enough < 1, "certain_enough from 0.5 to below 1"),
    (lambda a: a.certain_enough <= a.certain_enough_of_two < 1, "certain_enough_of_two from certain_enough to below 1"),
    (lambda a: a.non_response_odds >= 1, "non_response_odds of 1 or more"),
    (lambda a: a.minimum_answers >= 20, "minimum_answers of 20 or more"),
)


def checked(assumptions: Assumptions) -> Assumptions:
    """The same, or SettingsError that says which value cannot be."""
    for holds, expected in _CHECKS:
        if not holds(assumptions):
            shown = {f.name: getattr(assumptions, f.name) for f in fields(assumptions) if f.name in expected.split()[0]}
            raise SettingsError(
                f"the assumptions cannot be used as they are{f' ({shown})' if shown else ''}",
                expected=expected,
                do="correct it",
            )
    return assumptions
