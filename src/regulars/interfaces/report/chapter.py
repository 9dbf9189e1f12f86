"""A chapter of the report: what it says, what it shows, its data, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from regulars.interfaces.report.figures import cell, count, day, percent, plural
from regulars.interfaces.report.twin import Twin, twin
from regulars.measures.result import Result


@dataclass(frozen=True, slots=True)
class Meaning:
    """Everything a number leaves the house with, as pairs of a term and its words."""

    id: str
    sentence: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. ``reading`` is its one sentence; ``figure`` is safe markup, made by us."""

    id: str
    title: str
    reading: str
    remarks: tuple[str, ...] = ()
    figure: Markup | None = None
    twin: Twin | None = None
    meanings: tuple[Meaning, ...] = ()
    wide: bool = False


def meaning(result: Result) -> Meaning:
    """A result's definition with all that it rests on."""
    level = result.settings.get("level")
    interval = result.definition.interval + (f", {percent(float(level))}" if level and result.definition.interval else "")
    left_out = "; ".join(f"{count(e.n)} {e.what}" for e in result.exclusions if e.n) or "nothing"
    terms = [
        ("Undefined", result.definition.undefined),
        ("Interval", interval),
        ("Counted", plural(result.n, result.n_of)),
        ("Left out", left_out),
        ("As of", f"{day(result.as_of)}, {result.time_zone}"),
        ("Settings", _settings(result)),
        ("Source", result.definition.source),
    ]
    return Meaning(result.definition.id, result.definition.sentence, tuple((t, w) for t, w in terms if w))


def _settings(result: Result) -> str:
    said = {k: v for k, v in result.settings.items() if v is not None and k not in ("level", "rule", "may_predate_log")}
    words = [f"{k.replace('_', ' ')} {_setting(v)}" for k, v in said.items()]
    rules = [str(result.settings[k]) for k in ("rule", "may_predate_log") if result.settings.get(k)]
    return "; ".join([*words, *rules])


def _setting(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else cell(value)


def drawn(result: Result) -> Markup | None:
    """The result's picture as markup: SVG that we made, with every label escaped when it was."""
    picture = result.picture()
    return Markup(picture.svg) if picture else None  # noqa: S704


def file_name(result: Result) -> str:
    return result.definition.name + ".csv"


def plain(id_: str, title: str, result: Result, *remarks: str) -> Chapter:
    """A chapter that is one measure: its reading, its picture, its table, its definition."""
    picture = result.picture()
    return Chapter(
        id=id_,
        title=title,
        reading=result.reading,
        remarks=remarks,
        figure=drawn(result),
        twin=twin(picture.rows if picture else result.table.to_pylist(), caption=title, file_name=file_name(result)),
        meanings=(meaning(result),),
    )
