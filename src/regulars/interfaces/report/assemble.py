"""From facts to the report's contents: every measure asked once, every chapter in its place."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from regulars.facts.log import Facts
from regulars.interfaces.report import numbers
from regulars.interfaces.report.chapter import Chapter
from regulars.interfaces.report.chapters import chapters
from regulars.interfaces.report.figures import day, when
from regulars.interfaces.report.headline import Ask, Head, ask, head
from regulars.interfaces.report.kinds import asked_already, head_of, kinds_chapter, numbers_of, script
from regulars.interfaces.report.loyalty import asked_loyalty, head_without_purchases
from regulars.interfaces.report.page import Page
from regulars.interfaces.report.steps import Step, steps
from regulars.interfaces.report.why import Why, asked_why
from regulars.measures.activity import activity
from regulars.measures.churn import churn
from regulars.measures.cohorts import cohorts
from regulars.measures.due import due
from regulars.measures.gaps import gaps
from regulars.measures.lifecycle import lifecycle
from regulars.measures.lifetime.value import value
from regulars.measures.result import Result
from regulars.measures.retention import retention
from regulars.measures.second_purchase import second_purchase
from regulars.pictures.hundred import hundred
from regulars.understanding.kinds.assumptions import Assumptions, default_assumptions
from regulars.understanding.kinds.found import Kinds
from regulars.words import NotEnough


@dataclass(frozen=True, slots=True)
class Contents:
    """What the report says, whatever it is written as."""

    title: str
    period: str
    facts: Facts
    results: dict[str, Result]
    head: Head
    numbers: tuple[numbers.Number, ...]
    ask: Ask
    steps: tuple[Step, ...]
    chapters: tuple[Chapter, ...]
    kinds: Kinds | None = None


def contents(facts: Facts, *, title: str | None, period: str, assumptions: Assumptions | None = None) -> Contents:
    """Ask every measure, and say first what matters first."""
    held = assumptions or default_assumptions()
    ahead = value(facts) if facts.purchases_known or not facts.spans else None
    results = (measured(facts, period) | ahead.results() if ahead else {}) | asked_loyalty(facts, period)
    known = tuple(steps(facts, results["retention"])) if ahead else ()
    asked = asked_why(facts, period, held)
    why = asked.kinds if asked else None
    first, risk = (numbers_of(why) if why else None) or (numbers.LOYALTY, numbers.AT_RISK)
    last = None if not known or isinstance(results["retention"].latest, NotEnough) else known[-1]
    return Contents(
        title=title or _title(facts),
        period=period,
        facts=facts,
        results=results,
        head=(head_of(why) if why else None)
        or (head(facts, results["retention"], last) if ahead else head_without_purchases(results)),
        numbers=(
            numbers.came_back(last) if ahead else numbers.nothing_bought(),
            numbers.still_customers(results["churn"], ahead) if ahead else numbers.under_contract(results),
            first, numbers.very_satisfied(results), risk,
        ),
        ask=asked_already(why) if why and why.headline else _asked(facts, results, last, held.minimum_answers),
        steps=known,
        chapters=(*_why(asked), *chapters(results, known, facts.intake, ahead)),
        kinds=why,
    )  # fmt: skip


def measured(facts: Facts, period: str) -> dict[str, Result]:
    """Every measure of the report, by the name of its function."""
    return {
        "retention": retention(facts, period=period),
        "cohorts": cohorts(facts, period=period),
        "second_purchase": second_purchase(facts),
        "gaps": gaps(facts),
        "lifecycle": lifecycle(facts, period=period),
        "due": due(facts),
        "activity": activity(facts, period=period),
        "churn": churn(facts, period=period),
    }


def page(told: Contents) -> Page:
    """The contents as a page of chapters."""
    return Page(
        title=told.title,
        dates=dates(told.facts),
        head=told.head,
        hundred=_hundred(told),
        numbers=told.numbers,
        ask=told.ask,
        chapters=told.chapters,
        script=script() if told.kinds and told.kinds.headline else None,
    )


def dates(facts: Facts) -> str:
    zone = facts.settings.time_zone
    return f"{day(facts.starts)} – {day(facts.as_of)} · as of {day(facts.as_of)}, {zone}"


def _title(facts: Facts) -> str:
    """The file's own name where there was one file; a path stays at home."""
    files = facts.intake.files if facts.intake else ()
    return files[0].replace("\\", "/").rsplit("/", 1)[-1] if len(files) == 1 else "Who comes back"


def _why(asked: Why | None) -> tuple[Chapter, ...]:
    return (kinds_chapter(asked.kinds, asked.conclusions, tested=asked.tested),) if asked else ()


def _asked(facts: Facts, results: dict[str, Result], last: Step | None, fewest: int) -> Ask:
    level = facts.settings.level
    if last is None:
        return ask(None, "", level, fewest)
    rows = {r["starts"]: r["active"] for r in results["retention"].table.to_pylist() if r["group"] is None}
    return ask(rows[last.period.starts], when(last.period), level, fewest)


def _hundred(told: Contents) -> Markup | None:
    retention = told.results.get("retention")
    if retention is None or isinstance(retention.latest, NotEnough) or not told.head.dots:
        return None
    latest = retention.latest
    picture = hundred(latest.value, *latest.interval, title="Of every hundred", sentence=told.head.text)
    return Markup(picture.svg)  # noqa: S704  made by our pictures
