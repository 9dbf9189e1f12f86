"""The report: who comes back, how many, how soon, and how sure we are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

from regulars.errors import UsageError
from regulars.facts.log import Facts, check_period

if TYPE_CHECKING:
    from regulars.interfaces.report.assemble import Contents
    from regulars.understanding.kinds.assumptions import Assumptions

Format = Literal["html", "json", "md", "terminal"]
FORMATS: tuple[Format, ...] = ("html", "json", "md", "terminal")


def report(
    facts: Facts,
    *,
    format: str = "html",  # noqa: A002
    title: str | None = None,
    period: str = "month",
    assumptions: Assumptions | None = None,
) -> str:
    """The report about ``facts`` as text: one self-contained page, a document, or plain lines.

    In: ``format`` html, json, md or terminal; ``title`` (else the file's name); ``period`` day, week,
    month, quarter or year; ``assumptions`` about kinds, such as which question is which, the package's own where not given.
    Out: the text, ending in a line break. UsageError for another format or period.
    """
    if format not in FORMATS:
        raise UsageError(f"format is {format!r}", expected="one of " + ", ".join(FORMATS), do="correct it")
    from regulars.interfaces.report.assemble import contents

    return _written(contents(facts, title=title, period=check_period(period), assumptions=assumptions), format)


def report_tables(
    facts: Facts, *, title: str | None = None, period: str = "month", assumptions: Assumptions | None = None
) -> dict[str, str]:
    """The report about ``facts`` as CSV files: each one's name and its text.

    In: as for ``report``. Out: a file for each measure that has rows, ``numbers.csv`` with the five
    numbers, and ``definitions.csv`` with what each file means and rests on. UsageError for another period.
    """
    from regulars.interfaces.report.assemble import contents
    from regulars.interfaces.report.tables import tables

    return tables(contents(facts, title=title, period=check_period(period), assumptions=assumptions))


def _written(told: Contents, chosen: str) -> str:
    """Only what the chosen form needs is loaded."""
    if chosen == "json":
        from regulars.interfaces.report.document import json_text

        return json_text(told)
    if chosen == "md":
        from regulars.interfaces.report.markdown import markdown

        return markdown(told)
    if chosen == "terminal":
        from regulars.interfaces.report.terminal import terminal

        return terminal(told, shutil.get_terminal_size((80, 24)).columns)
    from regulars.interfaces.report.assemble import page
    from regulars.interfaces.report.page import html

    return html(page(told))
