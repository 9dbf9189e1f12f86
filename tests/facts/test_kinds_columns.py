"""What kinds are declared with."""

from __future__ import annotations

import pyarrow as pa

from regulars.facts.kinds_columns import NUMBER, TEXT, Column, about_nobody, about_somebody, about_whoever

STARS = Column("stars", NUMBER, "how many", example="4")


def test_a_kind_about_somebody_needs_a_customer() -> None:
    kind = about_somebody("reviews", "one review", STARS, identity=("customer_id",))
    assert [c.name for c in kind.columns] == [
        "fact_id", "customer_id", "occurred_at", "occurred_precision", "recorded_at", "source", "import_id", "stars",
    ]  # fmt: skip
    assert not kind.schema.field("customer_id").nullable


def test_a_kind_about_whoever_says_what_an_empty_customer_means() -> None:
    who = about_whoever("reviews", "one review", "where it is anonymous", STARS).column("customer_id")
    assert (who.required, who.meaning) == (False, "who; empty where it is anonymous")


def test_a_kind_about_nobody_has_no_customer() -> None:
    kind = about_nobody("weather", "what the sky did", Column("sky", TEXT, "which", example="rain", values=("rain", "sun")))
    assert not kind.has_customer
    assert kind.schema.names[:2] == ["fact_id", "occurred_at"]
    assert kind.schema.field("sky").type == pa.string()
