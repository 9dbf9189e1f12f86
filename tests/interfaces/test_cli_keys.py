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
