"""The chapters, in the order of the page: what each measure says, shows and rests on."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.facts.intake import Intake
from regulars.interfaces.report.chapter import Chapter, plain
from regulars.interfaces.report.cohorts import cohorts_chapter
from regulars.interfaces.report.due import due_chapter
from regulars.interfaces.report.figures import percent, plural
from regulars.interfaces.report.intake import intake_chapter
from regulars.interfaces.report.loyalty import loyalty_chapters
from regulars.interfaces.report.retention import retention_chapter
from regulars.interfaces.report.steps import Step
from regulars.interfaces.report.value import value_chapters
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Result
from regulars.words import NotEnough


def chapters(
    results: Mapping[str, Result], steps: tuple[Step, ...], intake: Intake | None, value: Value | None
) -> tuple[Chapter, ...]:
    """Every chapter that these results allow."""
    read = (intake_chapter(intake),) if intake else ()
    bought = _of_purchases(results, steps, value) if value else ()
    return (*read, *bought, *loyalty_chapters(results))


def _of_purchases(results: Mapping[str, Result], steps: tuple[Step, ...], value: Value) -> tuple[Chapter, ...]:
    period = results["retention"].settings["period"]
    return (
        retention_chapter(results["retention"], list(steps)),
        cohorts_chapter(results["cohorts"]),
        plain("second-purchase", "The second purchase", results["second_purchase"], *_by_then(results["second_purchase"])),
        plain("gaps", "How long customers stay away", results["gaps"]),
        plain("lifecycle", f"Who was here each {period}", results["lifecycle"], *_lost(results["lifecycle"])),
        due_chapter(results["due"]),
        *value_chapters(value, results),
        plain("activity", f"Active each {period}", results["activity"], *_ages(results["activity"])),
        plain("churn", f"Gone silent each {period}", results["churn"], *_threshold(results["churn"])),
    )


_TOLD = (7, 30, 91, 182, 365)
_ACTIVITY = "This rate falls as a shop grows old, however loyal its customers: nobody ever leaves the denominator."


def _ages(activity: Result) -> tuple[str, ...]:
    return () if isinstance(activity.latest, NotEnough) else (_ACTIVITY,)


def _by_then(second_purchase: Result) -> tuple[str, ...]:
    """The curve at a few horizons, in words."""
    rows = [r for r in second_purchase.table.to_pylist() if r["group"] is None and r["enough"]]
    said = [f"{percent(r['share'])} within {plural(r['within_days'], 'day')}" for r in rows if r["within_days"] in _TOLD]
    waiting = "Those who have not returned yet count as long as they could be seen."
    return (f"{', '.join(said)}. {waiting}",) if said else ()


def _lost(lifecycle: Result) -> tuple[str, ...]:
    """Who counts as lost, and that the flows add up."""
    if isinstance(lifecycle.latest, NotEnough):
        return ()
    rule = str(lifecycle.settings["rule"])
    return (f"New, retained, resurrected, dormant and lost add up to all customers so far. {rule[:1].upper()}{rule[1:]}.",)


def _threshold(churn: Result) -> tuple[str, ...]:
    """After how long a silence a customer counts as gone, and who said so."""
    if churn.settings["inactive_after_days"] is None:
        return ("You can set the threshold yourself: inactive_after_days.",)
    return (f"Gone means {churn.settings['rule']}. A threshold is a choice, not a finding; you can set another.",)
