"""API keys on the command line: shown once, listed without their secret, ended for good."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from regulars.interfaces.cli.running import run


class Line:
    """A command line over one shop."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        rg.init(folder, currency="EUR")
        assert self("init")[0] == 0

    def __call__(self, verb: str, *more: object) -> tuple[int, str, str]:
        code = run(["store", verb, str(self.folder), *map(str, more)])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path / "shop", capsys)


def test_a_key_is_shown_once_and_listed_without_its_secret(line: Line) -> None:
    assert line("keys")[1] == "There is no key yet: regulars store add-key\n"
    code, out, _ = line("add-key", "till-1", "--scope", "points:earn", "--scope", "points:read", "--days", 30)
    assert code == 0
    text = out.splitlines()[0]
    key_id = text.split("_")[1]
    assert out.splitlines()[1] == f"This is key {key_id}. It is shown once: the store keeps its digest only."
    assert line("keys")[1] == f"{key_id}  good  till-1  points:earn, points:read\n"
    assert line("revoke-key", key_id)[1] == f"Key {key_id} opens nothing any more.\n"
    assert line("keys")[1].startswith(f"{key_id}  revoked  till-1")
    assert line("revoke-key", key_id)[0] == 3


def test_a_key_that_makes_no_sense_is_not_made(line: Line) -> None:
    code, _, err = line("add-key", "till-1", "--scope", "points:steal")
    assert code == 2
    assert "points:steal" in err
    assert line("add-key", "till-1")[0] == 2
    assert line("add-key", "till-1", "--scope", "points:read", "--days", -1)[0] == 2


@pytest.mark.parametrize("days", [0, -1, 36_501, 99_999_999])
def test_a_key_is_good_for_a_day_at_least_and_a_century_at_most(line: Line, days: int) -> None:
    """`--days 0` made a key that never ends, and a day beyond the calendar was a bug of ours."""
    code, out, err = line("add-key", "till-1", "--scope", "points:read", "--days", days)
    assert (code, out) == (2, "")
    assert f"--days is {days}" in err
    assert "1 to 36,500 days" in err
    assert line("keys")[1] == "There is no key yet: regulars store add-key\n"


def test_a_key_ends_when_its_days_are_over(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (1, 36_500):
        assert line("add-key", f"for-{days}", "--scope", "points:read", "--days", days)[0] == 0
    with rg.operations(rg.open(line.folder)) as store:
        ends = {key.name: key.expires_at for key in store.keys.every() if key.expires_at}
        made = {key.name: key.made_at for key in store.keys.every()}
    assert {name: (at - made[name]).days for name, at in ends.items()} == {"for-1": 1, "for-36500": 36_500}
