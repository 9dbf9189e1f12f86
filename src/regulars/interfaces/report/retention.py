"""Retention over time, and whether its change is more than chance."""

from __future__ import annotations

from regulars.interfaces.report.chapter import Chapter, drawn, file_name, meaning
from regulars.interfaces.report.figures import of_100, percent, when
from regulars.interfaces.report.steps import Step, a_year_before, change
from regulars.interfaces.report.twin import twin
from regulars.measures.result import Result


def retention_chapter(retention: Result, all_steps: list[Step]) -> Chapter:
    period = retention.settings["period"]
    return Chapter(
        id="retention",
        title=f"Retention {period} by {period}",
        reading=retention.reading,
        remarks=tuple(remarks(all_steps, float(retention.settings["level"]))),
        figure=drawn(retention),
        twin=twin(retention.table.to_pylist(), caption="Retention rate", file_name=file_name(retention)),
        meanings=(meaning(retention),),
    )


def remarks(all_steps: list[Step], level: float) -> list[str]:
    """The latest step beside the one before and the one a year before, in careful words."""
    if not all_steps:
        return []
    if len(all_steps) == 1:
        return ["One step from period to period is too few to speak of a change."]
    last, previous = all_steps[-1], all_steps[-2]
    last_year = a_year_before(all_steps, last)
    said = [compared(previous, last, level)]
    if last_year:
        said.append(compared(last_year, last, level))
    elif last.period.unit != "year":
        said.append("The log has no such step a year earlier: a season can’t be told from progress yet.")
    return said


def compared(before: Step, after: Step, level: float) -> str:
    """Two steps side by side: "larger than chance alone would often make", or within it.

    Consecutive steps share many customers and the interval supposes two samples, so the words
    stop at "often".
    """
    difference, low, high = change(before, after, level)
    against = f"Against {percent(before.rate)} {when(before.period)}"
    if low <= 0 <= high:
        return f"{against}, the difference is within what chance alone would often make."
    way = "more" if difference > 0 else "fewer"
    near, far = sorted((abs(low), abs(high)))
    return (
        f"{against}, {of_100(abs(difference))} in 100 {way} came back "
        f"({of_100(near)}–{of_100(far)}): more than chance alone would often make. That is not yet a reason why."
    )
