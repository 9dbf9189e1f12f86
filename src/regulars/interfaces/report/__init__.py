"""The report: who comes back, how many, how soon, and how sure we are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

from regulars.errors import UsageError
from regulars.facts.log import Facts, check_period

if TYPE_CHECKING:
    from regulars.interfaces.report.assemble import Contents

Format = Literal["html", "json", "terminal"]
FORMATS: tuple[Format, ...] = ("html", "json", "terminal")


def report(facts: Facts, *, format: str = "html", title: str | None = None, period: str = "month") -> str:  # noqa: A002
    """The report about ``facts`` as text: one self-contained page, a document, or plain lines.

    In: ``format`` html, json or terminal; ``title`` (else the file's name); ``period`` day, week,
    month, quarter or year. Out: the text, ending in a line break. UsageError for another format
    or period.
    """
    if format not in FORMATS:
        raise UsageError(f"format is {format!r}", expected="one of " + ", ".join(FORMATS), do="correct it")
    from regulars.interfaces.report.assemble import contents

    return _written(contents(facts, title=title, period=check_period(period)), format)


def _written(told: Contents, chosen: str) -> str:
    """Only what the chosen form needs is loaded."""
    if chosen == "json":
        from regulars.interfaces.report.document import json_text

        return json_text(told)
    if chosen == "terminal":
        from regulars.interfaces.report.terminal import terminal

        return terminal(told, shutil.get_terminal_size((80, 24)).columns)
    from regulars.interfaces.report.assemble import page
    from regulars.interfaces.report.page import html

    return html(page(told))
