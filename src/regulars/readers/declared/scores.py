"""SQL that reads a score as people and form tools write it: 9, 4,5, 9/10, "4 out of 5", ★★★★☆, "5 - Very satisfied"."""

from __future__ import annotations

from regulars.readers.rows.expressions import BLANK_WORDS, literal, literals

NO_ANSWER = (*BLANK_WORDS, "not applicable", "no answer", "no opinion", "don't know", "dont know", "do not know", "skipped",
             "keine angabe", "k.a.", "weiß nicht", "nežinau", "nezinu", "не знаю")  # fmt: skip
_NUMBER = r"-?[0-9]{1,4}(?:[.,][0-9]+)?"
_PLAIN = rf"({_NUMBER})"
_OF = rf"({_NUMBER})\s*(?:/|out of|of|von|iš|no|из)\s*([0-9]{{1,4}})(?:\s*stars?)?"
_WITH_UNIT = rf"({_NUMBER})\s*(?:stars?|points?|pts?\.?|%|sterne|balai|балл\w*)"
_LABELLED = rf"({_NUMBER})\s*[-–—:.)=]\s*[^0-9\s].*"
_LABEL_FIRST = rf"[^0-9]*[^0-9\s]\s*[-–—:(=]\s*({_NUMBER})\)?"
_STARS = "[★☆⭐]+"


def score(text: str) -> str:
    """The number in a trimmed cell as a DOUBLE; NULL where there is none, or more than a score."""
    read = [_when(text, p) for p in (_PLAIN, _OF, _WITH_UNIT, _LABELLED, _LABEL_FIRST)]
    stars = f"WHEN {_matches(text, _STARS)} THEN CAST(length(regexp_replace({text}, '[^★⭐]', '', 'g')) AS DOUBLE)"
    return f"CASE {' '.join(read)} {stars} END"


def highest(text: str) -> str:
    """The top of the scale where the cell itself says it: 9/10, "4 out of 5", ★★★★☆."""
    shown = f"WHEN {_matches(text, _STARS)} AND contains({text}, '☆') THEN CAST(length({text}) AS DOUBLE)"
    top = f"regexp_extract({text}, {literal('(?i)^' + _OF + '$')}, 2)"
    return f"CASE WHEN {_matches(text, _OF)} THEN CAST({top} AS DOUBLE) {shown} END"


def shown_stars(text: str) -> str:
    """Aggregate: of how many stars the cells of a question are, where some show the empty ones (★★★★☆); else NULL."""
    stars = f"CASE WHEN {_matches(text, _STARS)} THEN length({text}) END"
    empty = f"CASE WHEN {_matches(text, _STARS)} AND contains({text}, '☆') THEN length({text}) END"
    return f"CASE WHEN min({empty}) = max({stars}) THEN CAST(max({stars}) AS INTEGER) END"


def bound(text: str, which: int) -> str:
    """The lower (1) or higher (2) number of a scale in one cell: 1-5, "0 to 10"."""
    pair = r"^\s*(-?[0-9.,]+)\s*(?:-|–|—|\.\.|/|to|bis|iki|līdz|до)\s*(-?[0-9.,]+)\s*$"
    return f"TRY_CAST(replace(nullif(regexp_extract({text}, {literal(pair)}, {which}), ''), ',', '.') AS DOUBLE)"


def answered(text: str) -> str:
    """Whether a cell holds an answer at all."""
    return f"({text} <> '' AND lower({text}) NOT IN ({literals(NO_ANSWER)}))"


def _when(text: str, pattern: str) -> str:
    number = f"regexp_extract({text}, {literal('(?i)^' + pattern + '$')}, 1)"
    return f"WHEN {_matches(text, pattern)} THEN TRY_CAST(replace({number}, ',', '.') AS DOUBLE)"


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal('(?i)' + pattern)})"
