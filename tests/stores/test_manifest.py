"""A manifest comes back from disk as it was written."""

from __future__ import annotations

from datetime import datetime

from regulars.facts.intake import BadRow, Intake, Noticed, Quarantined, SetAside, Takings
from regulars.stores.workspace import Counts, Manifest, Part
from regulars.words import Money

INTAKE = Intake(
    files=("orders.csv",),
    rows_read=10,
    rows_used=7,
    set_aside=(SetAside("guests", "set_aside", 2, (Money(500, "EUR"),), "2 rows"),),
    quarantined=(Quarantined("bad_date", 1, "1 row", (BadRow("orders.csv", 3, 4, "date", "31.02.", "bad_date"),)),),
    noticed=(Noticed("refunds", 1, (), "1 refund"),),
    takings=(Takings("EUR", 1000, 500, 0, 500, 0),),
    facts={"purchases": 7},
)


def test_what_is_written_is_read_again() -> None:
    at = datetime(2024, 3, 4, 9, 30, 0, 12)
    part = Part("facts", "purchases", "facts/purchases/000001.parquet", 7, 812, at, "000001", at, at)
    superseded = Part("superseded", "purchases", "facts/superseded/purchases/000001.parquet", 1, 80, at, "000001")
    manifest = Manifest(1, 0, at, "till", {"purchases": Counts(7, 0, 1, {"000001": 1}, {})}, (part, superseded), INTAKE)
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert manifest.import_id == "000001"


def test_an_unknown_value_is_a_bug_not_a_string() -> None:
    import pytest

    broken = Manifest(1, 0, datetime(2024, 3, 4), "till", {}, (), Intake((), 0, 0, (), (), (), (), facts={"a": object()}))  # type: ignore[dict-item]
    with pytest.raises(AssertionError, match="object does not belong"):
        broken.to_json()
