"""SQL that turns one column of dates into local times, instants and a precision.

Layers, so that only odd values pay: ``fast_at`` tries the formats that the sample holds; what it
does not read is tidied (``odd_date``), its offset from UTC cut off, and tried with every format.
"""

from __future__ import annotations

from regulars.facts.mapping import SourceColumn
from regulars.readers.rows import persian
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.expressions import SPACES, identifier, is_text, literal, literals, text_of, untouched

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", " %I %p")
_NAMED = ("%d-%b-%y", "%d-%b-%Y", "%d-%B-%y", "%d-%B-%Y", "%b-%d-%y", "%b-%d-%Y", "%B-%d-%y", "%B-%d-%Y", "%Y-%b-%d")
_LAST = {"dmy": ("%d-%m-%y", "%d-%m-%Y"), "mdy": ("%m-%d-%y", "%m-%d-%Y"), "ymd": ("%y-%m-%d",)}
_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "WET": 0, "WEST": 1, "CET": 1,
    "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
}  # fmt: skip
"""Hours from UTC of zones as tills write them, in America and Europe."""
_OFFSET = rf"^(.*\d:\d\d[\d:.]*(?: [AP]M)?)\s*(Z|UTC|GMT|{'|'.join(_ZONES)}|(?:UTC|GMT)?\s?[-+]\d\d?:?(?:\d\d)?)$"
_HOURS_AND_MINUTES = r"[-+](\d\d?):?(\d\d)?$"
_TIDYING = (
    (rf"[{SPACES}]+", " "),
    (r"(?i)^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", ""),
    (r"(?i)(\d)(st|nd|rd|th)\b", r"\1"),
    (r"(?i)\bsept\b", "Sep"),
    (r"[,]|(\d)T(\d)", r"\1 \2"),
    (r"(?i)(\d) ?([ap])\.? ?m\b\.?", r"\1 \2M"),
    (r"^(\w+)[-/. ]+(\w+)[-/. ]+(\d+)\.?", r"\1-\2-\3"),
    (r"(\.\d{6})\d+", r"\1"),
    (" +", " "),
)


def raw_date(column: SourceColumn, time: SourceColumn | None) -> str:
    """The date as the source has it: typed, or text with the time column's text behind it."""
    name = identifier(column.name)
    if time is not None:
        day = text_of(column) if is_text(column) else f"CAST(CAST({name} AS DATE) AS VARCHAR)"
        return f"trim(concat_ws(' ', {day}, {text_of(time)}))"
    kind = column.type.upper()
    return name if kind == "DATE" or kind.startswith("TIMESTAMP") else untouched(column)


def fast_date(form: DateForm) -> str:
    """First layer, over ``x_occurred``: what can be read at once, as a local time."""
    if form.kind in ("day", "local"):
        return "CAST(x_occurred AS TIMESTAMP)"
    if form.calendar == "persian":
        return persian.instant("trim(x_occurred)")
    if form.kind == "text" and form.formats:
        return f"try_strptime(x_occurred, [{literals(form.formats)}])"
    return "CAST(NULL AS TIMESTAMP)"


def odd_date(form: DateForm) -> str:
    """Second layer: the text that the first could not read, tidied."""
    if form.kind not in ("text", "serial"):
        return "CAST(NULL AS VARCHAR)"
    tidy = "x_occurred"
    for pattern, new in _TIDYING:
        tidy = f"regexp_replace({tidy}, {literal(pattern)}, {literal(new)}, 'g')"
    read = "fast_at >= TIMESTAMP '1000-01-01'"
    return f"CASE WHEN ({read}) IS NOT TRUE AND x_occurred <> '' THEN trim({tidy}) END"


def apart() -> dict[str, str]:
    """Third layer: an odd text's offset from UTC apart from its wall clock."""
    offset = f"regexp_extract(odd_date, {literal(_OFFSET)}, 2)"
    clock = f"regexp_replace(odd_date, {literal(_OFFSET)}, '\\1')"
    return {
        "odd_offset": f"CASE WHEN odd_date IS NOT NULL THEN {offset} END",
        "odd_clock": f"CASE WHEN odd_date IS NOT NULL THEN {clock} END",
    }


def times(form: DateForm) -> dict[str, str]:
    """Last layer: ``occurred_local`` or ``occurred_utc`` (one of them NULL) and ``day_only``."""
    if form.kind == "instant":
        instant = "CAST(timezone('UTC', x_occurred) AS TIMESTAMP)"
        return {"occurred_local": "CAST(NULL AS TIMESTAMP)", "occurred_utc": instant, "day_only": "false"}
    if form.kind in ("day", "local"):
        return {"occurred_local": "fast_at", "occurred_utc": "CAST(NULL AS TIMESTAMP)", "day_only": str(form.kind == "day")}
    wall, zoned = _clock(form), "odd_offset <> ''"
    epoch = _epoch()
    fast = "fast_at >= TIMESTAMP '1000-01-01'"
    return {
        "occurred_local": f"CASE WHEN {fast} THEN fast_at WHEN odd_clock IS NULL OR {zoned} THEN NULL ELSE {wall} END",
        "occurred_utc": f"CASE WHEN odd_clock IS NULL THEN NULL WHEN {zoned} THEN {wall} - {_away()} ELSE {epoch} END",
        "day_only": f"CASE WHEN {fast} THEN NOT contains(x_occurred, ':') ELSE coalesce(NOT contains(odd_clock, ':')"
        " AND NOT regexp_matches(odd_clock, '[.][0-9]|[AP]M$|^[0-9]{10,}$'), false) END",
    }


def _clock(form: DateForm) -> str:
    if form.kind == "serial":
        number = "TRY_CAST(replace(odd_clock, ',', '.') AS DOUBLE)"
        seconds = f"CAST(round({number} * 86400) AS BIGINT)"
        return f"CASE WHEN {number} BETWEEN 20000 AND 69999 THEN TIMESTAMP '1899-12-30' + to_seconds({seconds}) END"
    settled_year_first = form.order == "ymd" and not form.settled
    year_first = literals(tuple("%Y-%m-%d" + c for c in _CLOCKS))
    others = literals(tuple(d + c for d in (*(() if settled_year_first else _LAST[form.order]), *_NAMED) for c in _CLOCKS))
    compact = "try_strptime(odd_clock, ['%Y%m%d', '%Y%m%d %H:%M:%S', '%Y%m%d %H:%M', '%Y%m%d%H%M%S'])"
    return (
        f"CASE WHEN regexp_full_match(odd_clock, '(19|20)\\d{{6}}( .*|\\d{{6}})?') THEN {compact}"
        " WHEN regexp_full_match(odd_clock, '[0-9.]+') THEN NULL"
        f" WHEN regexp_matches(odd_clock, '^\\d{{4}}-') THEN try_strptime(odd_clock, [{year_first}])"
        f" ELSE try_strptime(odd_clock, [{others}]) END"
    )


def _epoch() -> str:
    """Ten bare digits are seconds since 1970, thirteen are milliseconds: no date is written so."""
    return (
        "CASE WHEN regexp_full_match(odd_clock, '\\d{10}(\\.0)?')"
        " THEN make_timestamp(CAST(left(odd_clock, 10) AS BIGINT) * 1000000)"
        " WHEN regexp_full_match(odd_clock, '\\d{13}(\\.0)?')"
        " THEN make_timestamp(CAST(left(odd_clock, 13) AS BIGINT) * 1000) END"
    )


def _away() -> str:
    """The offset from UTC as an interval: +02:00, +0200, +02, GMT+2, GMT+5:30 or EST."""
    named = " ".join(f"WHEN {literal(zone)} THEN {hours}" for zone, hours in _ZONES.items() if hours)
    hours, minutes = (
        f"coalesce(TRY_CAST(regexp_extract(odd_offset, {literal(_HOURS_AND_MINUTES)}, {n}) AS INTEGER), 0)" for n in (1, 2)
    )
    sign = "CASE WHEN contains(odd_offset, '-') THEN -1 ELSE 1 END"
    return f"to_minutes(({sign}) * ({hours} * 60 + {minutes}) + 60 * CASE odd_offset {named} ELSE 0 END)"
