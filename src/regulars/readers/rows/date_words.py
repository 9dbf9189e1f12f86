"""What is said of the ways in which dates are written."""

from __future__ import annotations

from collections.abc import Sequence

_MONTHS = "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
UNDOUBTED: tuple[tuple[str, str], ...] = (
    ("the year stands first", r"^\d{4}[-/. ]+\d{1,2}[-/. ]+\d{1,2}(\D|$)"),
    ("the month is named", rf"(?i)(^|[^a-z])({_MONTHS})([^a-z]|$)"),
    ("the year stands first, with nothing between", r"^(19|20)\d{6}([ T].*|\d{6})?$"),
    ("seconds since 1970", r"^\d{10}(\.0+)?$"),
    ("milliseconds since 1970", r"^\d{13}(\.0+)?$"),
)
"""Ways in which day and month cannot be mistaken, in words, and the pattern that shows each."""
READABLE = (
    "dates such as 2024-03-05, 20240305, 05.03.2024, 3/5/24, 5 Mar 2024 or March 5, 2024; with a time (10:30, 10:30:15,"
    " 10:30 PM) and an offset (Z, +02:00, GMT+2, EST) or without; seconds or milliseconds since 1970;"
    " a spreadsheet's day numbers; the Persian calendar (1402/11/05)"
)
"""Every way that is tried, by examples."""


def plainly(examples: Sequence[str | None], of_any: str | None) -> str:
    """How dates are written, by an example of each of ``UNDOUBTED`` that was found, or of any date at all.

    >>> plainly([None, "05-Jan-24", None, None, None], "05-Jan-24")
    'the month is named: 05-Jan-24'
    """
    found = [(way, example) for (way, _), example in zip(UNDOUBTED, examples, strict=True) if example is not None]
    if [way for way, _ in found] == [UNDOUBTED[0][0]]:
        return UNDOUBTED[0][0]
    if not found:
        return f"in no form that is known: {of_any}" if of_any else ""
    return "; or ".join(f"{way}: {example}" for way, example in found)


def besides(examples: Sequence[str | None]) -> str:
    """What is added where dates of two numbers and a year stand among others.

    >>> besides([None, "Jan 17 2024", None, None, None])
    '; in others the month is named: Jan 17 2024'
    """
    found = [f"{way}: {example}" for (way, _), example in zip(UNDOUBTED, examples, strict=True) if example is not None]
    return f"; in others {'; or '.join(found)}" if found else ""
