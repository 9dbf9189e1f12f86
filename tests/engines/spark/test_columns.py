"""Every kind of fact can be declared to Spark."""

from __future__ import annotations

import pytest

from regulars.engines.spark.columns import columns, nothing
from regulars.facts.kinds import KINDS, Kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_column_of_the_contract_has_its_type(kind: Kind) -> None:
    declared = columns(kind.schema)
    assert [c.split()[0].strip("`") for c in declared.split(", ")] == kind.schema.names


def test_times_have_no_zone() -> None:
    assert "`occurred_at` TIMESTAMP_NTZ" in columns(KINDS["purchases"].schema)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_nothing_has_the_same_columns(kind: Kind) -> None:
    said = [piece.removeprefix("CAST(NULL AS ") for piece in nothing(kind.schema).removeprefix("SELECT ").split(", ")]
    names_and_types = [" ".join(reversed(piece.removesuffix(" WHERE false").split(") AS "))) for piece in said]
    assert ", ".join(names_and_types) == columns(kind.schema)
