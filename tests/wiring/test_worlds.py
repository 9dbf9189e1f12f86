"""A world on disk: what is written is what an import reads, and nothing of the truth is."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import regulars as rg
from regulars.errors import EnvironmentFault, UsageError
from regulars.facts.kinds import KINDS
from regulars.wiring.worlds import write_world
from regulars.worlds import make
from tests.worlds.small import small

NOT_COMPARED = {"fact_id", "recorded_at", "import_id"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> rg.Workspace:
    """A workspace in Vilnius that imported all facts of a world."""
    folder = tmp_path_factory.mktemp("world")
    write_world(small(), folder / "market")
    shop = rg.init(folder / "shop", currency="EUR", time_zone="Europe/Vilnius")
    shop.import_(folder / "market" / "facts")
    return shop


def test_every_row_of_every_kind_is_used_and_none_is_quarantined(shop: rg.Workspace) -> None:
    (done,) = shop.imports()
    assert {kind: done.counts[kind].new for kind in KINDS} == {k: t.num_rows for k, t in small().tables.items()}
    assert shop.quarantine().num_rows == 0
    assert done.intake.rows_used == done.intake.rows_read


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_was_imported_is_what_was_simulated(shop: rg.Workspace, kind: str) -> None:
    parts = sorted((Path(shop.folder.path) / "facts" / kind).glob("*.parquet"))
    columns = [c.name for c in KINDS[kind].columns if c.name not in NOT_COMPARED]
    made, read = small().tables[kind].select(columns), pq.read_table(parts).select(columns)
    order = [(name, "ascending") for name in columns]
    assert read.sort_by(order).to_pylist() == made.sort_by(order).to_pylist()


def test_beside_the_facts_stand_the_truth_and_how_it_was_made(shop: rg.Workspace) -> None:
    market = Path(shop.folder.path).parent / "market"
    assert sorted(p.name for p in market.iterdir()) == ["facts", "truth.parquet", "world.json"]
    assert pq.read_table(market / "truth.parquet").equals(small().truth)
    assert json.loads((market / "world.json").read_text(encoding="utf-8")) == small().summary()


def test_a_kind_without_facts_has_no_file(tmp_path: Path) -> None:
    write_world(small(answers=0), tmp_path / "market")
    written = {p.stem for p in (tmp_path / "market" / "facts").iterdir()}
    assert set(KINDS) - written == {"answers", "assignments"}


def test_a_world_is_never_written_over_anything(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"exists.\nExpected: a folder that is not there yet"):
        write_world(small(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"Writing the world to .* failed: a part of that path is a file"):
        write_world(small(), tmp_path / "file" / "market")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.slow
def test_the_smallest_world_can_be_reported_on(tmp_path: Path) -> None:
    write_world(make("B", 1, 100, years=1.0, answers=10, repetitions=1), tmp_path / "market")
    page = rg.report(rg.read(tmp_path / "market" / "facts"), format="md", period="quarter")
    assert "# Who comes back" in page
    assert "promoters" in page
