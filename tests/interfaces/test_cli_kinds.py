"""`regulars kinds` and `regulars customer`, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from regulars.errors import EnvironmentFault, UsageError
from regulars.interfaces.cli import kinds as command
from regulars.understanding.kinds.kinds import kinds
from tests.stories import bakery
from tests.understanding.kinds.asked import asked_shop

Values = dict[str, Any]


@pytest.fixture
def values(monkeypatch: pytest.MonkeyPatch) -> Values:
    """Plain values of a command over the shop whose customers were asked."""
    monkeypatch.setattr(command, "facts", lambda _: asked_shop())
    return {"period": "month", "assumptions": None, "failed": None, "supported": None, "out": None, "format": None}


def test_it_says_how_many_may_be_called_what(values: Values, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.kinds(values) == 0
    said = capsys.readouterr().out
    assert said.startswith("90 answers say why;")
    assert "may be called" in said
    assert "90 main reasons" in said


def test_a_program_gets_json_and_each_customer_a_row(
    values: Values, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kinds.parquet"
    command.kinds({**values, "format": "json", "out": out})
    told = json.loads(capsys.readouterr().out)
    assert told["labels_from"] == {"one": 0.6, "two": 0.85}
    assert sum(told["customers"].values()) == pq.read_table(out).num_rows == 120


def test_one_customer_explains_herself(values: Values, capsys: pytest.CaptureFixture[str]) -> None:
    command.customer({**values, "customer": "C-003"})
    said = capsys.readouterr().out
    assert said.startswith("C-003: comes for the rewards (")
    assert "Said: named bonus as her main reason." in said
    assert "Would still come, if only this goes: if the rewards stop " in " ".join(said.split())
    assert re.search(r"if the rewards stop (under )?\d+ % \(\d+–\d+\); if a rival as good opens nearer", " ".join(said.split()))


def test_with_orders_alone_only_behaviour_is_told() -> None:
    said = command.as_text(kinds(bakery()))
    assert said.startswith("Sales show that people return, not why.")
    assert "what they do, not why" in said
    assert "not enough answers about the main reason: 0 of 50" in said


def test_ones_own_assumptions_are_read(values: Values, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("minimum_answers: 100\n", encoding="utf-8")
    command.kinds({**values, "assumptions": own})
    assert "not enough answers about the main reason: 90 of 100" in capsys.readouterr().out
    command.assumptions({})
    assert "loadings:" in capsys.readouterr().out


def test_what_cannot_be_is_said(values: Values, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--format is 'xml'"):
        command.kinds({**values, "format": "xml"})
    with pytest.raises(UsageError, match=r"ends in .parquet or .csv"):
        command.kinds({**values, "out": Path("kinds.txt")})
    with pytest.raises(UsageError, match="no axis 'loyalty'"):
        command.kinds({**values, "failed": ["loyalty"]})
    with pytest.raises(EnvironmentFault, match="no such file"):
        command.kinds({**values, "assumptions": tmp_path / "none.yaml"})


def test_csv_is_safe_to_open(values: Values, tmp_path: Path) -> None:
    out = tmp_path / "kinds.csv"
    command.kinds({**values, "out": out})
    assert out.read_text(encoding="utf-8").startswith("customer_id,kind,behaviour,chance_true")
