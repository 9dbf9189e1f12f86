"""What binds customers: contracts, answers, complaints, referrals, coupons and contacts, each where its facts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from regulars.facts.log import Facts
from regulars.interfaces.report.chapter import Chapter, file_name, plain
from regulars.interfaces.report.figures import count, of_100, percent, span
from regulars.interfaces.report.headline import Head
from regulars.interfaces.report.twin import twin
from regulars.measures.complaints import complaints
from regulars.measures.contact_pressure import contact_pressure
from regulars.measures.contract_churn import contract_churn
from regulars.measures.contract_survival import contract_survival
from regulars.measures.promoters import SCALE, promoters
from regulars.measures.redemptions import redemptions
from regulars.measures.referrals import referrals
from regulars.measures.result import Result
from regulars.measures.return_by_score import return_by_score
from regulars.measures.revenue_retention import revenue_retention
from regulars.measures.satisfaction import satisfaction
from regulars.measures.waves import asked_questions
from regulars.words import Estimate, Money, NotEnough

MOST_QUESTIONS = 4
_SATISFACTION, _RECOMMEND, _RETURN = "satisfaction", "recommend", "return_by_score"
_TITLES = {
    "revenue_retention": "What contracts bring",
    "contract_churn": "Contracts that end",
    "contract_survival": "How long contracts last",
    "promoters": "Who would recommend you",
    _RETURN: "Satisfaction, and coming back",
    "complaints": "Complaints",
    "referrals": "Customers who bring others",
    "redemptions": "Offers that were used",
    "contact_pressure": "How much post customers get",
}
_ANSWERED = "People who answer are not everybody: this speaks of them alone."
_WORDS = {"cancelled": "were cancelled", "failed": "should have renewed by themselves and did not", "ran_out": "ran out"}


def asked_loyalty(facts: Facts, period: str) -> dict[str, Result]:
    """Every measure whose facts are there, by the name of its function (a question's by its name after a colon)."""
    results: dict[str, Result] = {}
    for kind, ask in _ASKED.items():
        if kind in facts.spans:
            results |= ask(facts, period)
    return results


def _of_commitments(facts: Facts, period: str) -> dict[str, Result]:
    return {
        "revenue_retention": revenue_retention(facts, period=period),
        "contract_churn": contract_churn(facts, period=period),
        "contract_survival": contract_survival(facts),
    }


def _of_answers(facts: Facts, _: str) -> dict[str, Result]:
    """The promoter score where it was asked, the top box of the most answered questions, and who came back."""
    scored = [r for r in asked_questions(facts) if r["scores"] and r["scale_min"] is not None and r["scale_max"] is not None]
    results: dict[str, Result] = {}
    if any(r["question"] == _RECOMMEND and (r["scale_min"], r["scale_max"]) == SCALE for r in scored):
        results["promoters"] = promoters(facts)
    scores: dict[str, int] = {}
    for r in scored:
        if r["question"] != _RECOMMEND or (r["scale_min"], r["scale_max"]) != SCALE:
            scores[r["question"]] = scores.get(r["question"], 0) + r["scores"]
    first = sorted(scores, key=lambda q: (q != _SATISFACTION, -scores[q], q))[:MOST_QUESTIONS]
    results |= {q if q == _SATISFACTION else f"{_SATISFACTION}: {q}": satisfaction(facts, question=q) for q in first}
    if scored and facts.purchases_known:
        results[_RETURN] = return_by_score(facts, question=first[0] if _SATISFACTION in first or not scored else _most(scored))
    return results


def _most(scored: list[dict[str, Any]]) -> str:
    """The question that most people gave a score to."""
    return str(max(scored, key=lambda r: (r["scores"], r["question"]))["question"])


_ASKED: dict[str, Callable[[Facts, str], dict[str, Result]]] = {
    "commitments": _of_commitments,
    "answers": _of_answers,
    "complaints": lambda facts, _: {"complaints": complaints(facts)},
    "advocacy": lambda facts, _: {"referrals": referrals(facts)},
    "incentives": lambda facts, period: {"redemptions": redemptions(facts, period=period)},
    "contacts": lambda facts, _: {"contact_pressure": contact_pressure(facts)},
}


def loyalty_chapters(results: Mapping[str, Result]) -> tuple[Chapter, ...]:
    """A chapter for each measure that was asked, in the order in which they were."""
    return tuple(
        _chapter(name, result) for name, result in results.items() if name in _TITLES or name.startswith(_SATISFACTION)
    )


def _chapter(name: str, result: Result) -> Chapter:
    if name.startswith(_SATISFACTION):
        question = name.removeprefix(f"{_SATISFACTION}: ")
        title = "Very satisfied" if name == _SATISFACTION else f"The best answers to “{question}”"
        id_ = _SATISFACTION if name == _SATISFACTION else f"{_SATISFACTION}-{_numbered(result)}"
        return plain(id_, title, result, _ANSWERED)
    if name == "revenue_retention":
        return _money(plain(name.replace("_", "-"), _TITLES[name], result, *_flows(result)), result)
    return plain(name.replace("_", "-"), _TITLES[name], result, *_remarks(name, result))


def _numbered(result: Result) -> str:
    """A question as part of an address: its letters and digits, whatever else it holds."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in str(result.settings["question"]).lower()).strip("-")


def _remarks(name: str, result: Result) -> tuple[str, ...]:
    if name == "contract_churn":
        told = [(name, figure) for name, figure in result.figures.items() if isinstance(figure, Estimate) and figure.value]
        said = [f"{percent(figure.value)} {_WORDS[name]} ({span(*figure.interval)} in 100)" for name, figure in told]
        return (f"Of the contracts whose end is told, {', '.join(said)}.",) if said else ()
    if name in ("promoters", _RETURN):
        return (_ANSWERED,)
    if name == "complaints" and isinstance(result.figures["reopened"], Estimate):
        figure = result.figures["reopened"]
        return (f"{percent(figure.value)} of those resolved were reopened so far ({span(*figure.interval)} in 100).",)
    return ()


def _flows(result: Result) -> tuple[str, ...]:
    """The last complete period's flows in words."""
    rows = [r for r in result.table.to_pylist() if r["group"] is None and r["complete"]]
    if not rows or isinstance(result.latest, NotEnough):
        return ()
    row = max(rows, key=lambda r: (r["starts"], r["customers_before"], r["currency"]))
    told = {
        "new": row["new_minor"], "back again": row["reactivated_minor"], "added": row["expansion_minor"],
        "reduced": row["contraction_minor"], "ended": row["churned_minor"],
    }  # fmt: skip
    said = [f"{Money(abs(minor), row['currency'])} {what}" for what, minor in told.items() if minor]
    after = Money(row["after_minor"], row["currency"])
    return (f"{'; '.join(said) or 'Nothing changed'}: {after} a month at its end.",)


def _money(chapter: Chapter, result: Result) -> Chapter:
    """Its table with amounts as people write them; the folder of CSVs has minor units."""
    rows = [_written(r) for r in result.table.to_pylist() if r["group"] is None]
    return replace(chapter, twin=twin(rows, caption=chapter.title, file_name=file_name(result)))


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name.removesuffix("_minor"): float(Money(value, row["currency"]).amount) if name.endswith("_minor") else value
        for name, value in row.items()
    }


def head_without_purchases(results: Mapping[str, Result]) -> Head:
    """The first sentence of a log in which nobody is seen to buy: of contracts, else of answers, else that."""
    churned = results.get("contract_churn")
    if churned is not None and isinstance(churned.latest, Estimate):
        found = churned.latest
        low, high = (1 - end for end in reversed(found.interval))
        last = f"the last whole {churned.settings['period']}"
        return Head(
            before="Of every 100 customers under contract, ",
            strong=f"{of_100(1 - found.value)} stayed",
            after=f" through {last}.",
            doubt=span(low, high),
            lede=f"Counting {count(found.n)} customers under contract when it began. {_WHY}",
        )
    readings = [results[name].reading for name in (*_TITLES, _SATISFACTION) if name in results]
    lede = " ".join([*(readings[:1]), _WHY])
    return Head(before="No purchases are in this log: it can’t say who comes back.", strong="", after="", doubt="", lede=lede)


_WHY = "How many would choose you anyway, we don’t know yet."
