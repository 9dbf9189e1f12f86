"""`regulars world` as one meets it: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.interfaces.cli.running import run

Ran = tuple[int, str, str]
Regulars = Callable[..., Ran]
SMALL = ("--seed", 7, "--customers", 120, "--years", 1, "--answers", 10)


@pytest.fixture
def regulars(capsys: pytest.CaptureFixture[str]) -> Regulars:
    def command(*arguments: object) -> Ran:
        code = run([str(a) for a in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_it_says_what_it_made_what_would_happen_and_what_comes_next(regulars: Regulars, tmp_path: Path) -> None:
    market = tmp_path / "market"
    code, printed, _ = regulars("world", market, *SMALL, "--family", "B")
    assert code == 0
    said = json.loads((market / "world.json").read_text(encoding="utf-8"))
    staying = said["stays"]["active_now"]
    assert f"{market} is a simulated market: family B, seed 7, 120 customers" in printed
    assert f"{100 * staying['all']:.0f} of 100 come again within 91 days" in printed
    assert f"if rewards stopped: {100 * staying['convenience_captive']:.0f}\n" in printed
    assert f"if a rival opened beside the shop everywhere: {100 * staying['bonus_captive']:.0f}\n" in printed
    assert f"if everybody were free to leave: {100 * staying['bonus_convenience']:.0f}\n" in printed
    assert f"without any of the three: {100 * staying['none']:.0f}\n" in printed
    assert f"regulars import shop/ {market / 'facts'}" in printed
    assert "never import it" in printed


def test_what_it_says_comes_next_works(regulars: Regulars, tmp_path: Path) -> None:
    regulars("world", tmp_path / "market", *SMALL)
    assert regulars("init", tmp_path / "shop", "--currency", "EUR")[0] == 0
    code, printed, _ = regulars("import", tmp_path / "shop", tmp_path / "market" / "facts")
    assert code == 0
    assert "+ 0 set aside by policy + 0 quarantined" in printed
    assert regulars("retention", tmp_path / "shop", "--period", "quarter")[0] == 0


def test_options_reach_the_world(regulars: Regulars, tmp_path: Path) -> None:
    given = ("--misreport", 0.2, "--response-odds", 2, "--without", "bonus", "--without", "attitude", "--shock", "captive")
    assert regulars("world", tmp_path / "market", *SMALL, *given)[0] == 0
    said = json.loads((tmp_path / "market" / "world.json").read_text(encoding="utf-8"))
    assert {k: said[k] for k in ("misreport", "response_odds", "without", "shocks", "answers", "years")} == {
        "misreport": 0.2, "response_odds": 2.0, "without": ["bonus", "attitude"], "shocks": ["captive"], "answers": 10,
        "years": 1.0,
    }  # fmt: skip


def test_a_calm_world_has_no_shock(regulars: Regulars, tmp_path: Path) -> None:
    assert regulars("world", tmp_path / "market", *SMALL, "--calm")[0] == 0
    assert json.loads((tmp_path / "market" / "world.json").read_text(encoding="utf-8"))["shocks"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--family", "Q"), "There is no family 'Q' of worlds.\nExpected: A (compensatory utility"),
        (("--customers", 3), "Customers is 3.\nExpected: 100 or more"),
        (("--without", "deal"), "Without names 'deal'"),
        (("--calm", "--shock", "bonus"), "Both --calm and --shock are given"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    regulars: Regulars, tmp_path: Path, arguments: tuple[object, ...], says: str
) -> None:
    code, printed, error = regulars("world", tmp_path / "market", *arguments)
    assert (code, printed) == (2, "")
    assert says in error
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_as_it_is(regulars: Regulars, tmp_path: Path) -> None:
    code, _, error = regulars("world", tmp_path, *SMALL)
    assert code == 2
    assert f"{tmp_path} exists.\nExpected: a folder that is not there yet.\nWhat to do: name another" in error
    assert list(tmp_path.iterdir()) == []
