"""The report as plain lines for a terminal, as wide as it is."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from regulars.interfaces.report.assemble import Contents, dates
from regulars.interfaces.report.figures import count, percent, span
from regulars.interfaces.report.intake import reading_in_words
from regulars.interfaces.report.steps import Step

NARROWEST, WIDEST = 40, 100
_MOST_STEPS, _LEAST_BAR = 13, 6
_EIGHTHS = " ▏▎▍▌▋▊▉█"
# Escape sequences in a customer's id or a file's name would move the cursor, or worse.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def terminal(told: Contents, width: int) -> str:
    """The contents in lines of at most ``width`` columns, kept between 40 and 100."""
    wide = max(NARROWEST, min(width, WIDEST))
    lines = [*_top(told, wide), *_numbers(told, wide), *_question(told, wide), *_chapters(told, wide)]
    return _CONTROL.sub("\ufffd", "\n".join(line.rstrip() for line in lines)) + "\n"


def _top(told: Contents, width: int) -> list[str]:
    return [
        told.title,
        *wrapped(dates(told.facts), width),
        "",
        *wrapped(told.head.text, width),
        "",
        *wrapped(told.head.lede, width),
        "",
    ]


def _numbers(told: Contents, width: int) -> list[str]:
    widest = min(max(len(n.label) for n in told.numbers), width // 2)
    lines = []
    for n in told.numbers:
        value = f"{n.value} {n.unit}".strip()
        lines += wrapped(f"{n.label:<{widest}}  {value} ({n.note})", width, under=widest + 2)
    return [*lines, ""]


def _question(told: Contents, width: int) -> list[str]:
    question = "Ask one question: “Why us rather than elsewhere?”"
    return [*wrapped(question, width), *wrapped(told.ask.how_many or told.ask.why, width), ""]


def _chapters(told: Contents, width: int) -> list[str]:
    lines: list[str] = []
    for chapter in told.chapters:
        title = wrapped(chapter.title, width)
        lines += [*title, "─" * max(map(len, title))]
        if chapter.id == "reading" and told.facts.intake:
            for sentence in reading_in_words(told.facts.intake):
                lines += wrapped(sentence, width)
        else:
            lines += wrapped(chapter.reading, width)
        if chapter.id == "retention":
            lines += bars(told.steps, width)
        for remark in chapter.remarks:
            lines += wrapped(remark, width)
        lines += [""] if chapter is not told.chapters[-1] else []
    return lines


def bars(steps: Iterable[Step], width: int) -> list[str]:
    """The latest steps, each a bar with its rate, interval and n."""
    latest = list(steps)[-_MOST_STEPS:]
    if not latest:
        return []
    labels = [s.period.label for s in latest]
    notes = [f"{percent(s.rate):>6} ({span(s.low, s.high)}) of {count(s.active_before)}" for s in latest]
    label_width, note_width = max(map(len, labels)), max(map(len, notes))
    room, top = width - label_width - note_width - 4, max(s.high for s in latest)
    drawn = [bar(s.rate / top, room) + "  " if room >= _LEAST_BAR else "" for s in latest]
    lines = [f"{label:<{label_width}}  {bar_}{note}" for label, bar_, note in zip(labels, drawn, notes, strict=True)]
    return ["", *(part for line in lines for part in wrapped(line, width, under=2)), ""]


def bar(share: float, width: int) -> str:
    """A bar of block characters that fills ``share`` of the width, to an eighth of a column.

    >>> bar(0.55, 10)
    '█████▌    '
    """
    eighths = round(max(0.0, min(share, 1.0)) * max(width, 0) * 8)
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[part] if part else "")).ljust(max(width, 0))


def wrapped(words: str, width: int, under: int = 0) -> list[str]:
    """Words in lines; every line but the first is indented by ``under``."""
    if len(words) <= width:
        return [words]
    return textwrap.wrap(words, width, subsequent_indent=" " * under, break_on_hyphens=False)
