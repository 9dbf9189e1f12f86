"""Scales of ratings as people write them, and questions that are known by their words: would you recommend us, why us.

A scale is never guessed from the scores: nobody who answers 1 to 5 shows that 6 could not be answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from regulars.facts.recognition_names import plain_name

RECOMMEND, SATISFACTION, MAIN_REASON = "recommend", "satisfaction", "main_reason"
_NUMBER = r"(-?\d{1,3}(?:[.,]\d+)?)"
_TO = r"\s*(?:-|–|—|\.\.\.?|…|\bto\b|\band\b|\bbis\b|\biki\b|\blīdz\b|\bдо\b)\s*"
_PAIR = re.compile(rf"^\s*{_NUMBER}{_TO}{_NUMBER}\s*$", re.IGNORECASE)
_BRACKETED = re.compile(rf"[(\[]\s*{_NUMBER}{_TO}{_NUMBER}\s*(?:[,;:)\]]|stars\b)", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:scale (?:of|from)?|from|between|rate|von|nuo|no|от)\s*{_NUMBER}{_TO}{_NUMBER}(?![\d/-])", re.IGNORECASE
)
_ENDS_NAMED = re.compile(r"[(\[]\s*(-?\d{1,3})\s*[=:].*?[,;/]\s*(-?\d{1,3})\s*[=:]", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:\bout of|\bvon|\biš|\bno|\bиз)\s*(\d{1,3})\b|/\s*(\d{1,3})\s*\)?\s*$", re.IGNORECASE)
_LOWEST, _HIGHEST = (-10, -5, -3, -2, -1, 0, 1), (2, 1000)
_RECOMMEND_NAMES = frozenset("nps npsscore npsrating recommend recommendation recommendscore likelihoodtorecommend ltr".split())
_RECOMMEND_WORDS = re.compile(
    r"(likely|likelihood).*recommend|recommend.*(likely|0\s*(-|–|to)\s*10)|wahrscheinlich.*(empfehl|weiterempfehl)"
    r"|(tikėtina|tikimybė).*rekomend|ar rekomenduotumėte|(varbūt|iespēja|iespējams).*ietei|вероятн.*(порекоменд|рекоменд)",
    re.IGNORECASE,
)
_SATISFACTION_NAMES = frozenset("csat csatscore satisfaction satisfactionscore overallsatisfaction".split())
# With us as a whole: "How satisfied are you with the delivery?" asks of something else.
_SATISFACTION_WORDS = re.compile(
    r"^\W*(?:overall|all in all)?\W*how satisfied (?:are|were) you(?: overall)?(?: with (?:us|our (?:shop|store|service)"
    r"|your (?:visit|order|purchase|experience)))?(?: overall)?\W*(?:[(\[].*|$)"
    r"|^\W*wie zufrieden sind sie(?: insgesamt)?(?: mit uns)?\W*(?:[(\[].*|$)"
    r"|^\W*(?:kiek|ar) (?:jūs )?esate patenkint(?:as|a|i|os)(?: mumis)?\W*(?:[(\[].*|$)"
    r"|^\W*cik apmierināt(?:s|a|i) esat(?: ar mums)?\W*(?:[(\[].*|$)"
    r"|^\W*насколько вы (?:довольны|удовлетворены)(?: нами)?\W*(?:[(\[].*|$)",
    re.IGNORECASE,
)
# The project's own question, and what it is in other languages; "Why did you choose us?" may ask how somebody came first.
_REASON_NAMES = frozenset(("mainreason", "whyusratherthanelsewhere"))
_REASON_WORDS = re.compile(
    r"^\W*(?:why us|why do you (?:come|buy|shop|return|go) (?:to us|here|from us|with us)|why (?:do you )?choose us),?"
    r" (?:rather than|and not|instead of|not) (?:\w+ ){0,2}(?:elsewhere|others?|anywhere|competitors?|somewhere else)\b"
    r"|^\W*warum (?:wir|zu uns|bei uns|uns),? (?:und nicht|statt|anstatt) (?:woanders|anderswo|andere)"
    r"|^\W*kodėl (?:mes|mus|pas mus|renkatės mus),? o ne (?:kit|kas kit)"
    r"|^\W*kāpēc (?:mēs|mūs|pie mums),? (?:un )?n(?:e|evis) cit"
    r"|^\W*почему (?:мы|нас|у нас|именно мы|к нам),? а не (?:друг|в друг|где-то)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and highest number that could be answered; ``low`` is None where only the highest is known."""

    low: float | None
    high: float

    def __str__(self) -> str:
        return f"up to {self.high:g}" if self.low is None else f"{self.low:g} to {self.high:g}"


NET_PROMOTER = Scale(0, 10)


def scale_said(text: str) -> Scale | None:
    """A scale written alone, as a user or a column says it.

    >>> scale_said("1-11"), scale_said("0 to 100"), scale_said("5 stars"), scale_said("good")
    (Scale(low=1.0, high=11.0), Scale(low=0.0, high=100.0), Scale(low=1.0, high=5.0), None)
    """
    if stars := re.fullmatch(r"\s*(\d{1,2})\s*stars?\s*", text, re.IGNORECASE):
        return Scale(1.0, float(stars[1]))
    pair = _PAIR.match(text)
    return _between(pair[1], pair[2]) if pair else None


def scale_in(question: str) -> Scale | None:
    """The scale that the words of a question or a column's name give.

    >>> scale_in("How was the food? (1-5)"), scale_in("Rate us from 1 to 11"), scale_in("Age (18-25)")
    (Scale(low=1.0, high=5.0), Scale(low=1.0, high=11.0), None)
    """
    for pattern in (_BRACKETED, _SAID, _ENDS_NAMED):
        if (found := pattern.search(question)) and (scale := _usual(found[1], found[2])):
            return scale
    if out_of := _OUT_OF.search(question):
        high = float(out_of[1] or out_of[2])
        return Scale(None, high) if _HIGHEST[0] <= high <= _HIGHEST[1] else None
    stars = re.search(r"[(\[]\s*(\d{1,2})\s*stars?\s*[)\]]", question, re.IGNORECASE)
    return Scale(1.0, float(stars[1])) if stars else None


def _between(low: str, high: str) -> Scale | None:
    least, most = float(low.replace(",", ".")), float(high.replace(",", "."))
    return Scale(least, most) if least < most else None


def _usual(low: str, high: str) -> Scale | None:
    """Words may name ages or hours, which begin nowhere near where a scale does."""
    scale = _between(low, high)
    return scale if scale and scale.low in _LOWEST and _HIGHEST[0] <= scale.high <= _HIGHEST[1] else None


def is_recommend(question: str) -> bool:
    """Whether a question asks how likely it is that one recommends us.

    >>> is_recommend("How likely are you to recommend us to a friend?"), is_recommend("NPS score"), is_recommend("Taste")
    (True, True, False)
    """
    return plain_name(question) in _RECOMMEND_NAMES or bool(_RECOMMEND_WORDS.search(question))


def is_satisfaction(question: str) -> bool:
    """Whether a question asks how satisfied somebody is with us as a whole.

    >>> is_satisfaction("How satisfied are you? (1-5)"), is_satisfaction("How satisfied are you with the delivery?")
    (True, False)
    """
    return plain_name(question) in _SATISFACTION_NAMES or bool(_SATISFACTION_WORDS.search(question))


def is_main_reason(question: str) -> bool:
    """Whether a question asks why somebody comes to us and not to others, which tells kinds of regulars apart.

    >>> is_main_reason("Why us rather than elsewhere?"), is_main_reason("Why did you choose us?")
    (True, False)
    """
    return plain_name(question) in _REASON_NAMES or bool(_REASON_WORDS.search(question))
