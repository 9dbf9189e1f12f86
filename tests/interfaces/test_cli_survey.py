"""`regulars kinds survey`: attachment and ties from a survey alone."""

from __future__ import annotations

import json

import pytest

from regulars.interfaces.cli.running import run

PEOPLE = 40


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Forty people: a quarter likes us, a quarter likes us and is tied, a quarter is tied, a quarter neither."""
    rows = ["response_id,customer_id,date,survey,question,score,scale_min,scale_max"]
    for k in range(PEOPLE):
        scores = {"like": 6 if k % 4 < 2 else 2, "tied": 7 if k % 4 in (1, 2) else 1, "mood": 1 + k % 7}
        rows += [f"R{k},P{k:02d},2024-05-01,why,{question},{score},1,7" for question, score in scores.items()]
    path = tmp_path_factory.mktemp("answers") / "answers.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def test_how_many_are_attached_and_how_many_tied(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "survey", answers, "--attitude", "like", "--attitude", "mood", "--constraint", "tied"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Of every 100 of 40 people who spoke of both, ")
    assert "answers alone don’t show. Serve those who are tied as if they could leave." in said
    assert "The items of attitude may not speak of one thing" in said
    assert "Who is more tied is not surely more or less attached" in said


def test_a_program_gets_json(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "survey", answers, "--attitude", "like", "--constraint", "tied", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["groups"]["attached and tied"][0] == 0.25
    assert told["people"] == PEOPLE


def test_of_one_axis_it_says_how_many_and_no_groups(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "survey", answers, "--constraint", "tied"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("This is what people say of themselves.")
    assert "constraint" in said


def test_of_too_few_it_says_that_they_are_too_few(answers: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["kinds", "survey", answers, "--attitude", "like", "--attitude", "mood"]
    assert run([*asked, "--minimum-n", "41"]) == 0
    said = capsys.readouterr().out
    assert "Too few people placed themselves on attitude" in said
    assert "of 100" in said
    assert "(" not in said.partition("survey_axes/1")[0], "no share and no alpha"
    assert run(asked) == 0
    assert "answered all" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "No question is named"),
        (["--attitude", "love"], "Nobody answered 'love'"),
        (["--attitude", "like", "--format", "csv"], "--format is 'csv'"),
    ],
)
def test_what_cannot_be_asked(answers: str, given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kinds", "survey", answers, *given]) == 2
    assert said in capsys.readouterr().err
