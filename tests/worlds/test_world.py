"""A world as a whole: the same seed, the same world; and the shares counted in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import UsageError
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.interfaces.cli.worlds import told
from regulars.measures.retention import retention
from regulars.settings import Settings
from regulars.worlds import World, make
from tests.worlds.small import small


def facts_of(world: World) -> Facts:
    engine = DuckDBEngine(threads=1)
    for kind in KINDS:
        engine.put(kind, world.tables[kind])
    return Facts.over(engine, Settings())


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_the_same_seed_makes_the_same_world(family: str) -> None:
    again = make(family, 7, 400, years=1.5, answers=60, repetitions=2)
    assert again.truth.equals(small(family).truth)
    assert all(again.tables[kind].equals(table) for kind, table in small(family).tables.items())


def test_another_seed_makes_another_world() -> None:
    assert not small(seed=8).truth.equals(small().truth)


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_every_kind_of_fact_is_there_as_the_contract_declares_it(family: str) -> None:
    tables = small(family).tables
    assert set(tables) == set(KINDS)
    for kind, table in tables.items():
        assert table.schema.equals(KINDS[kind].schema), kind
        assert table.num_rows > 0, kind
        for column in KINDS[kind].columns:
            if column.required:
                assert table.column(column.name).null_count == 0, (kind, column.name)
            if column.values and not column.more_values:
                assert set(table.column(column.name).drop_null().unique().to_pylist()) <= set(column.values)
        ids = table.column("fact_id").to_pylist()
        assert len(set(ids)) == len(ids), kind
        if of_one := KINDS[kind].identity:
            assert not table.select(of_one).to_pandas().duplicated().any(), kind


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_nothing_happens_before_the_world_begins_or_after_its_as_of_day(family: str) -> None:
    world = small(family)
    for kind, table in world.tables.items():
        days = table.column("occurred_at").cast(pa.date32()).to_pylist()
        assert world.starts <= min(days), kind
        assert max(days) <= world.as_of, kind


@pytest.mark.parametrize("family", ["A", "B"])
def test_shares_staying_never_fall_with_a_crutch_more_and_lie_within_one(family: str) -> None:
    staying = small(family).share_staying()
    assert 0 <= staying["none"] <= min(staying["bonus"], staying["convenience"], staying["captive"])
    assert max(staying["bonus_convenience"], staying["bonus_captive"], staying["convenience_captive"]) <= staying["all"] <= 1


def test_with_all_crutches_the_share_is_the_retention_rate_into_the_horizon() -> None:
    """v(all) is who of the active comes within the horizon: counted here by hand from the truth's rows."""
    rows = small().truth.to_pylist()
    active = [r for r in rows if r["active_now"]]
    assert small().share_staying()["all"] == pytest.approx(sum(r["stays_all"] for r in active) / len(active))


def test_a_market_in_which_nobody_depends_on_rewards_loses_nobody_with_them() -> None:
    staying = small(without=("bonus",)).share_staying()
    assert staying["all"] == staying["convenience_captive"]
    assert staying["bonus"] == staying["none"]


def test_measures_read_a_world_as_they_read_any_shop() -> None:
    """The retention rate from the third to the fourth quarter is the one that the truth's columns give."""
    world = small()
    told = retention(facts_of(world), period="quarter").latest.require()
    before, both = (np.sum(world.truth.column(c).to_numpy(zero_copy_only=False)) for c in ("active_before", "retained_now"))
    assert told.n == before
    assert told.value == pytest.approx(both / before)


def test_the_summary_says_how_it_was_made_and_that_it_is_simulated() -> None:
    said = small().summary()
    assert said["simulated"] is True
    assert (said["family"], said["seed"], said["customers"], said["as_of"]) == ("A", 7, 400, "2025-12-31")
    assert said["stays"]["active_now"] == small().share_staying()
    assert said["facts"]["purchases"] == small().tables["purchases"].num_rows


def test_where_nobody_is_active_there_is_no_share() -> None:
    world = small()
    nobody = pa.array([False] * world.truth.num_rows)
    empty = replace(world, truth=world.truth.set_column(3, "active_now", nobody))
    assert world.truth.column_names[3] == "active_now"
    assert empty.share_staying() == {}
    assert told(empty, Path("market")).splitlines()[1] == "Nobody was active in its last quarter."


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_without_any_axis_people_still_come_and_nobody_leaves_with_a_crutch(family: str) -> None:
    staying = small(family, without=("bonus", "captive", "attitude")).share_staying()
    assert staying["all"] > 0.4
    if family != "C":
        assert staying["all"] == staying["convenience"]


def test_a_family_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="There is no family 'D' of worlds"):
        make("D", 1, 400)


def test_a_world_without_a_survey_has_no_answers() -> None:
    tables = small(answers=0).tables
    assert tables["answers"].num_rows == tables["assignments"].num_rows == 0
