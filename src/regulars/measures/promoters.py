"""Promoters: who would recommend the shop, who would not, and the score between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.estimates.promoters import Counts3, change_of_score, net_score
from regulars.facts.log import Facts, check_period
from regulars.measures.asking import Row, columns, needed, result_over
from regulars.measures.counting import EVERYBODY
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Result
from regulars.measures.waves import BY_SURVEY, Wave, check_wave, left_out, nobody_asked, on_scale, waves
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough, counted

DEFINITION = Definition(
    name="promoter_score",
    version=1,
    sentence="share of promoters (9 or 10) minus share of detractors (0 to 6) among the people who answered on a scale from 0 "
    "to 10, each person's latest answer in the wave, times 100: from −100 to 100 points",
    undefined="on any other scale (ask for the top box there), and under the stated minimum of answers: then it says how many "
    "people are what",
    interval="adjusted Wald: three answers are added, 3/4 promoter, 3/2 passive, 3/4 detractor; of a change, the two variances "
    "less the covariance of people who answered both times, as if those who answer were drawn by lot; "
    "widened to the number itself where it would be left out",
    source="Rocks 2016, The American Statistician 70, 365–372; Lewis & Sauro 2021",
)
SCALE = (0.0, 10.0)
_CLASSES = ("promoters", "passives", "detractors")
_SCHEMA = columns(
    group="text", survey="text", starts="day", ends="day", complete="is", people="n", **dict.fromkeys(_CLASSES, "n"),
    score_points="x", low_points="x", high_points="x", enough="is", answered_both="n",
    change_points="x", change_low_points="x", change_high_points="x",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One wave as counts of promoters, passives and detractors; ``both`` by what they were the wave before."""

    wave: Wave
    counts: Counts3
    both: tuple[tuple[int, int, int], ...]


def promoters(facts: Facts, *, question: str = "recommend", wave: str = "quarter", by: str | None = None) -> Result:
    """How many people would recommend the shop, and how many would not.

    In: ``facts`` with ``answers``; ``question``, the one asked from 0 to 10; ``wave`` day, week,
    month, quarter, year, or survey: then each survey is a wave; ``by`` survey, channel, language,
    home_shop or an attribute.
    Out: a Result whose table has one row per group (null: everybody) and wave with answers:
    ``group``, ``survey`` (empty unless it is the wave), ``starts``, ``ends`` (local days),
    ``complete``, ``people``, ``promoters``, ``passives``, ``detractors``, ``score_points``,
    ``low_points``, ``high_points`` (−100 to 100), ``enough``; ``answered_both`` (people of the wave
    before too), ``change_points`` with its interval against the wave before. ``latest`` is the last
    wave's score in points, ``figures["change"]`` its change.
    Undefined, and null, under the stated minimum of answers. NothingUsable without answers,
    UsageError for an unknown wave or group.

    >>> promoters(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no answers.
    ...

    Source: see the definition.
    """
    chosen = check_wave(wave)
    needed(facts, "answers")
    every = waves(facts, question, chosen, by)
    found = {group: [_told(w) for w in on_scale(own, SCALE)] for group, own in every.items()}
    everybody = [t for t in found[EVERYBODY] if sum(t.counts)]
    rows = [row for group, told in found.items() for row in _rows(group, [t for t in told if sum(t.counts)], facts)]
    people = sum(sum(t.counts) for t in everybody)
    figures = _figures([r for r in rows if r["group"] is None], facts)
    reading = _reading(everybody, figures) if everybody else nobody_asked(facts, question, "0 to 10")
    return result_over(
        facts, "answers", DEFINITION, rows, _SCHEMA,
        n=people,
        n_of="answer",
        latest=figures["score"],
        reading=reading,
        settings={"question": question, "wave": chosen, "by": by},
        left_out=left_out(facts, question, people, every[EVERYBODY]),
        drawing=_drawn([r for r in rows if r["group"] is None], chosen, reading),
        figures={"change": figures["change"]},
        counts=dict(zip(_CLASSES, everybody[-1].counts, strict=True)) if everybody else {},
    )  # fmt: skip


def class_of(score: float) -> int | None:
    """0 promoter, 1 passive, 2 detractor; None between whole numbers or off the scale.

    >>> [class_of(s) for s in (10.0, 9.0, 8.0, 7.0, 6.0, 0.0, 8.5)]
    [0, 0, 1, 1, 2, 2, None]
    """
    if score % 1 or not SCALE[0] <= score <= SCALE[1]:
        return None
    return 0 if score >= 9 else 1 if score >= 7 else 2


def _told(wave: Wave) -> Told:
    counts, both = [0, 0, 0], [[0, 0, 0] for _ in _CLASSES]
    for score, before, people in wave.pairs:
        now = class_of(score)
        if now is None:
            continue
        counts[now] += people
        then = class_of(before) if before is not None else None
        if then is not None:
            both[then][now] += people
    return Told(wave, (counts[0], counts[1], counts[2]), tuple((r[0], r[1], r[2]) for r in both))


def _rows(group: str | None, told: Sequence[Told], facts: Facts) -> list[Row]:
    return [_row(group, t, told[i - 1] if i else None, facts) for i, t in enumerate(told)]


def _row(group: str | None, now: Told, before: Told | None, facts: Facts) -> Row:
    wave, level, minimum = now.wave, facts.settings.level, facts.settings.minimum_n
    people = sum(now.counts)
    enough = people >= minimum
    comparable = enough and before is not None and sum(before.counts) >= minimum
    names = ("score_points", "low_points", "high_points"), ("change_points", "change_low_points", "change_high_points")
    score = net_score(now.counts, level) if enough else None
    change = change_of_score(before.counts, now.counts, now.both, level) if comparable and before else None
    return {
        "group": group, "survey": wave.survey or None, "starts": wave.starts, "ends": wave.ends, "complete": wave.complete,
        "people": people, **dict(zip(_CLASSES, now.counts, strict=True)), **_points(names[0], score), "enough": enough,
        "answered_both": sum(map(sum, now.both)), **_points(names[1], change),
    }  # fmt: skip


def _points(names: tuple[str, str, str], values: tuple[float, float, float] | None) -> Row:
    return {name: None if values is None else 100 * values[i] for i, name in enumerate(names)}


def _figures(rows: Sequence[Row], facts: Facts) -> dict[str, Estimate | NotEnough]:
    """The last wave's score and its change, in points."""
    minimum, changed = facts.settings.minimum_n, f"{DEFINITION.id}#change"
    if not rows or not rows[-1]["enough"]:
        missing = NotEnough(rows[-1]["people"] if rows else 0, minimum, DEFINITION.id, "too few answers")
        return {"score": missing, "change": NotEnough(missing.n, minimum, changed, "too few answers")}
    row = rows[-1]
    score = _estimate(row, "score_points", "low_points", "high_points", DEFINITION.id, facts)
    if row["change_points"] is None:
        before = rows[-2]["people"] if len(rows) > 1 else 0
        return {"score": score, "change": NotEnough(before, minimum, changed, "too few answers in the wave before")}
    return {
        "score": score,
        "change": _estimate(row, "change_points", "change_low_points", "change_high_points", changed, facts),
    }


def _estimate(row: Row, value: str, low: str, high: str, definition: str, facts: Facts) -> Estimate:
    return Estimate(row[value], (row[low], row[high]), row["people"], definition, facts.settings.level, "points")


def _reading(told: Sequence[Told], figures: dict[str, Estimate | NotEnough]) -> str:
    last = told[-1]
    what = [counted(last.counts[0], "promoter"), f"{last.counts[1]:,} passive", counted(last.counts[2], "detractor")]
    answered = f"{counted(sum(last.counts), 'person', 'people')} answered in {last.wave.label}: {', '.join(what)}"
    score, change = figures["score"], figures["change"]
    if isinstance(score, NotEnough):
        return f"{answered}. Fewer than {counted(score.needed, 'answer')} make no score."
    said = f"{answered}: a score of {signed(score.value)} ({signed(score.interval[0])} to {signed(score.interval[1])})"
    if isinstance(change, NotEnough):
        return f"{said}."
    low, high = change.interval
    apart = "more than chance alone would often make" if low > 0 or high < 0 else "within what chance alone would often make"
    against = f"against {told[-2].wave.label} {signed(change.value)} ({signed(low)} to {signed(high)})"
    return f"{said}; {against}, {apart}."


def signed(points: float) -> str:
    """Points of a score with their sign.

    >>> signed(33.4), signed(-0.2), signed(-12)
    ('+33', '0', '−12')
    """
    whole = round(points)
    return f"+{whole}" if whole > 0 else str(whole).replace("-", "−")


def _drawn(rows: Sequence[Row], wave: str, reading: str) -> Picture | None:
    """The score wave by wave; surveys are no periods, so they are not drawn over time."""
    if wave == BY_SURVEY:
        return None
    names = ("score_points", "low_points", "high_points")
    return over_periods(rows, names, period=check_period(wave), title="Promoter score", sentence=reading, unit="points")
