"""The first sentence of the report, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.estimates.sample_size import sample_size
from regulars.facts.log import Facts
from regulars.interfaces.report.figures import count, of_100, percent, plural, span, when, when_after
from regulars.interfaces.report.steps import Step
from regulars.measures.result import Result
from regulars.words import NotEnough

WITHIN = 0.1
_WHY_UNKNOWN = "How many would choose you anyway, we don’t know yet."


@dataclass(frozen=True, slots=True)
class Head:
    """The headline in three parts, its doubt, and the sentence below it."""

    before: str
    strong: str
    after: str
    doubt: str
    lede: str
    dots: str = ""

    @property
    def text(self) -> str:
        """The headline as one plain sentence."""
        sentence = self.before + self.strong + self.after
        return sentence.rstrip(".") + f" ({self.doubt})." if self.doubt else sentence


@dataclass(frozen=True, slots=True)
class Ask:
    """The one question worth asking, and how many answers would tell."""

    why: str
    how_many: str = ""
    reckoned: str = ""
    answers: int | None = None
    population: int | None = None


def head(facts: Facts, retention: Result, step: Step | None) -> Head:
    """The headline over the latest whole period; in words where there is too little to say."""
    if step is None or isinstance(retention.latest, NotEnough):
        return _too_little(facts, retention)
    rate, (low, high) = retention.latest.value, retention.latest.interval
    return Head(
        before=f"Of every 100 customers active {when(step.before)}, ",
        strong=f"{of_100(rate)} came back",
        after=f" {when_after(step.period, step.before)}.",
        doubt=span(low, high),
        lede=f"Between {of_100(low)} and {of_100(high)}, counting {plural(step.active_before, 'customer')}. {_WHY_UNKNOWN}",
        dots="Each dot is one customer in a hundred; faint and ringed dots are the doubt, "
        f"from {of_100(low)} to {of_100(high)}.",
    )


def _too_little(facts: Facts, retention: Result) -> Head:
    period, held = retention.settings["period"], plural(facts.purchases_known, "purchase")
    return Head(
        before=f"Too little to say yet how many customers come back from one {period} to the next.",
        strong="", after="", doubt="",
        lede=f"{retention.reading} The log holds {held} by known customers. {_WHY_UNKNOWN}",
    )  # fmt: skip


def ask(step_active: int | None, when_active: str, level: float, fewest: int) -> Ask:
    """How many answers, drawn by lot among those last active, would tell within ten in a hundred; ``fewest`` at least."""
    why = "Sales show that people return, not why. Only they can say why."
    if not step_active:
        return Ask(why)
    answers = max(sample_size(WITHIN, step_active, level), min(fewest, step_active))
    return Ask(
        why,
        how_many=f"About {plural(answers, 'answer')}, from customers chosen by lot among the {count(step_active)} active "
        f"{when_active}, would tell how many would choose you anyway to within {of_100(WITHIN)} in 100.",
        reckoned=f"The fewest answers n for which z × √(¼ ÷ n × (N − n) ÷ (N − 1)) is at most {of_100(WITHIN)} in 100, with "
        f"N = {count(step_active)} customers to ask and z for {percent(level)}: the worst case, a share of one half "
        f"(Cochran 1977, 4.4); and no fewer than {fewest}, from which on kinds are told. It counts answers, not invitations; "
        "if those who answer differ from those who don’t, "
        "more answers don’t help.",
        answers=answers,
        population=step_active,
    )
