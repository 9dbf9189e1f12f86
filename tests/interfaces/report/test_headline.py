"""One sentence first; and where there is too little to say, that is what it says."""

from __future__ import annotations

from regulars.interfaces.report.headline import ask
from regulars.words import Estimate
from tests.interfaces.report.shop import told, too_little


def test_the_bakerys_headline() -> None:
    assert told().head.text == "Of every 100 customers active in May 2024, 100 came back in June (91–100)."
    assert told().head.lede == (
        "Between 91 and 100, counting 40 customers. How many would choose you anyway, we don’t know yet."
    )


def test_the_headline_is_the_measures_latest() -> None:
    latest = told().results["retention"].latest
    assert isinstance(latest, Estimate)
    assert told().head.strong == f"{latest.value * 100:.0f} came back"
    assert told().steps[-1].rate == latest.value
    assert told().steps[-1].active_before == latest.n


def test_anna_and_ben_are_too_few_for_a_headline() -> None:
    assert too_little().head.text == "Too little to say yet how many customers come back from one month to the next."
    assert "The log holds 3 purchases by known customers." in too_little().head.lede


def test_ninety_answers_among_1364_tell_within_ten_in_a_hundred() -> None:
    question = ask(1364, "in November 2011", 0.95, 50)
    assert question.how_many.startswith(
        "About 90 answers, from customers chosen by lot among the 1,364 active in November 2011,"
    )
    assert question.how_many.endswith("to within 10 in 100.")
    assert "N = 1,364" in question.reckoned
    assert (question.answers, question.population) == (90, 1364)


def test_no_fewer_answers_are_asked_for_than_kinds_are_learnt_from() -> None:
    assert ask(119, "in June", 0.95, 50).answers == 54
    assert ask(70, "in June", 0.95, 50).answers == 50  # 41 would do for the interval, and not for the kinds
    assert ask(30, "in June", 0.95, 50).answers == 30
    assert ask(119, "in June", 0.95, 80).answers == 80


def test_with_nobody_known_to_ask_no_number_is_given() -> None:
    assert ask(None, "", 0.95, 50).how_many == ""
