"""The report as Markdown: the same sentences and tables, to be read anywhere and put under version control."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regulars.interfaces.report.assemble import Contents, dates
from regulars.interfaces.report.chapter import Chapter, Meaning
from regulars.interfaces.report.intake import reading_in_words
from regulars.interfaces.report.twin import Twin

# Text from the data must not become a heading, a link, a picture or raw HTML.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def markdown(told: Contents) -> str:
    """The contents as GitHub-flavoured Markdown, ending in a line break."""
    parts = [
        f"# {escaped(told.title)}",
        escaped(dates(told.facts)),
        f"**{escaped(told.head.text)}**",
        escaped(told.head.lede),
        _numbers(told),
        "## Ask one question: “Why us rather than elsewhere?”",
        escaped(told.ask.how_many or told.ask.why),
        *(_chapter(c, told) for c in told.chapters),
        "## Definitions",
        *(_meaning(m) for m in {m.id: m for c in told.chapters for m in c.meanings}.values()),
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text whose signs mean nothing to Markdown.

    >>> escaped("a|b <script> *now*")
    'a\\\\|b \\\\<script\\\\> \\\\*now\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", text))


def _numbers(told: Contents) -> str:
    rows = [(n.theme, n.label, f"{n.value} {n.unit}".strip(), n.note) for n in told.numbers]
    return _table(("", "", "", "rests on"), (False,) * 4, rows)


def _chapter(chapter: Chapter, told: Contents) -> str:
    said = [chapter.reading, *chapter.remarks]
    if chapter.id == "reading" and told.facts.intake:
        said = [*reading_in_words(told.facts.intake), *chapter.remarks]
    lines = [f"## {escaped(chapter.title)}", *(escaped(s) for s in said)]
    return "\n\n".join([*lines, *([_twin(chapter.twin)] if chapter.twin else [])])


def _twin(twin: Twin) -> str:
    table = _table(twin.headings, twin.numeric, twin.rows)
    more = twin.rows_in_all - len(twin.rows)
    return f"{table}\n\n{more:,} more rows: `--format csv` has all." if more else table


def _table(headings: tuple[str, ...], numeric: tuple[bool, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [
        [escaped(h) for h in headings],
        ["---:" if n else "---" for n in numeric],
        *([escaped(c) for c in r] for r in rows),
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _meaning(meaning: Meaning) -> str:
    terms = [f"- {escaped(term)}: {escaped(words)}" for term, words in meaning.terms]
    return "\n".join([f"### {escaped(meaning.id)}", "", escaped(meaning.sentence) + ".", "", *terms])
