"""How each question of a survey is answered, and on which scale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.scales import Scale
from regulars.readers.declared.questions import only_answer, questions_of
from tests.readers.declared.told import cells, told


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_numbers_are_scores_few_options_are_choices_the_rest_is_text(engine: DuckDBEngine) -> None:
    rows = "\n".join(f"C{i},2024-03-0{i},{i}/5,{'street' if i % 2 else 'friend'},It was {'very ' * i}good" for i in range(1, 6))
    found = cells(engine, f"customer,date,How was it?,Where did you hear of us?,Why?\n{rows}\n")
    questions = questions_of(engine.connection, found)
    assert [(q.name, q.type, q.answers) for q in questions] == [
        ("How was it?", "score", 5), ("Where did you hear of us?", "choice", 5), ("Why?", "text", 5),
    ]  # fmt: skip
    assert [q.scale for q in questions] == [None, None, None]


def test_one_slip_among_scores_is_a_bad_row_and_no_other_type_of_question() -> None:
    rows = "\n".join(f"C{i},2024-03-05,{'great' if i == 3 else 4}" for i in range(20))
    read = told(f"customer,date,How was it? (1-5)\n{rows}\n")
    assert len(read["answers"]) == 19
    assert read.quarantine == [("file1-1.csv", 4, "How was it? (1-5)", "great", "bad_number")]


def test_the_recommend_question_has_its_own_name_unless_its_scale_is_another(engine: DuckDBEngine) -> None:
    found = cells(
        engine, "customer,date,Would you recommend us? NPS,How likely are you to recommend us? (1-5)\nC1,2024-03-05,9,4\n"
    )
    questions = questions_of(engine.connection, found)
    assert questions[1].name == "How likely are you to recommend us? (1-5)", "that is no 0 to 10"
    assert questions[1].scale == Scale(1, 5)
    (nps,) = questions_of(engine.connection, cells(engine, "customer,date,nps\nC1,2024-03-05,9\n"))
    assert (nps.name, nps.scale, nps.why) == ("recommend", Scale(0, 10), "words")


def test_empty_stars_show_the_scale_of_the_full_ones_too(engine: DuckDBEngine) -> None:
    """Without it the best answers, ★★★★★, would be the only ones of no known scale. Full stars alone show nothing."""
    read = told("customer,date,Overall rating\nAna,2024-03-05,★★★★★\nBo,2024-03-05,★★★★☆\nCy,2024-03-06,★★★☆☆\n")
    found = read.column("answers", "score", "scale_min", "scale_max")
    assert sorted(found) == [(3, 1, 5), (4, 1, 5), (5, 1, 5)]
    for rows in ("C1,2024-03-05,★★★★★\nC2,2024-03-05,★★★\n", "C1,2024-03-05,★★★★☆\nC2,2024-03-05,★★★★★★\n"):
        (question,) = questions_of(engine.connection, cells(engine, f"customer,date,Overall rating\n{rows}"))
        assert question.scale is None


def test_what_the_user_says_of_a_scale_goes_before_the_question(engine: DuckDBEngine) -> None:
    text = "customer,date,How was it? (1-5),Taste?\nC1,2024-03-05,9,3\n"
    given = {"scale": "=0-10", "scale:taste": "=5 stars"}
    assert [q.scale for q in questions_of(engine.connection, cells(engine, text, given))] == [Scale(0, 10), Scale(1, 5)]


def test_a_column_of_answers_of_any_sort_is_told_from_one_of_scores(engine: DuckDBEngine) -> None:
    head = "response id,customer,date,question"
    assert only_answer(cells(engine, f"{head},answer\nR,C,2024-03-05,q,9\n")) == "text"
    assert only_answer(cells(engine, f"{head},value\nR,C,2024-03-05,q,9\n")) == "score"
    assert only_answer(cells(engine, f"{head},score\nR,C,2024-03-05,q,9\n")) is None
    assert only_answer(cells(engine, f"{head},answer,score\nR,C,2024-03-05,q,x,9\n")) is None


def test_a_row_may_carry_its_own_scale() -> None:
    read = told("response id,customer,date,question,score,scale\nR1,C1,2024-03-05,q,4,1-5\nR2,C1,2024-03-05,q,4,bad\n")
    assert read.column("answers", "scale_min", "scale_max") == [(1, 5)]
    assert [(r, reason) for _, r, _, _, reason in read.quarantine] == [(2, "bad_scale")]


def test_how_satisfied_has_its_own_name_once_in_a_file(engine: DuckDBEngine) -> None:
    header = "customer,date,How satisfied are you? (1-5),CSAT,How satisfied were you with the queue? (1-5)"
    questions = questions_of(engine.connection, cells(engine, f"{header}\nC1,2024-03-05,4,5,2\nC2,2024-03-05,5,4,1\n"))
    assert [q.name for q in questions] == ["satisfaction", "CSAT", "How satisfied were you with the queue? (1-5)"]


def test_why_us_is_the_main_reason_in_the_words_of_our_own_page(engine: DuckDBEngine) -> None:
    found = cells(
        engine, "customer,date,Why us rather than elsewhere?\nC1,2024-03-05,Near or easy\nC2,2024-03-05,the rewards\n"
    )
    (question,) = questions_of(engine.connection, found)
    assert (question.name, question.type, question.scale) == ("main_reason", "choice", None)
