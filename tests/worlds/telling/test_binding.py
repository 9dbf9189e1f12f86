"""Contracts, conditions, attributes and identities."""

from __future__ import annotations

import pandas as pd

from regulars.worlds.telling.binding import commitments
from tests.worlds.small import small
from tests.worlds.town import Person, lived_and_counted, town


def told(*persons: Person) -> list[tuple[str, str, str]]:
    """Customer, event and day of each step."""
    rows = commitments(lived_and_counted(town(*persons, weeks=104))).to_pylist()
    return [(r["customer_id"], r["event"], r["occurred_at"].date().isoformat()) for r in rows if r["event"] != "cancel_tried"]


def test_a_contract_starts_is_renewed_each_year_and_ends() -> None:
    """Anna's runs on; Ben's is ended after 60 weeks; Clara moves away in week 20, and her contract ends with that."""
    anna, ben, clara = Person(contract=(0, 10_000)), Person(contract=(2, 62)), Person(contract=(0, 10_000), gone=20)
    assert told(anna, ben, clara) == [
        ("C-000000", "started", "2024-01-04"),
        ("C-000002", "started", "2024-01-04"),
        ("C-000001", "started", "2024-01-18"),
        ("C-000002", "ended", "2024-05-23"),
        ("C-000000", "renewed", "2025-01-02"),
        ("C-000001", "renewed", "2025-01-16"),
        ("C-000001", "ended", "2025-03-13"),
    ]


def test_who_would_rather_be_elsewhere_tries_to_cancel() -> None:
    pulled = [Person(likes=-5.0, rivals=5.0, contract=(0, 10_000))] * 60
    content = [Person(likes=5.0, rivals=-5.0, contract=(0, 10_000))] * 60
    facts = commitments(lived_and_counted(town(*pulled, *content, weeks=104))).to_pandas()
    tries = facts[facts["event"] == "cancel_tried"]["customer_id"].str[2:].astype(int)
    assert tries[tries < 60].nunique() > 40
    assert tries[tries >= 60].nunique() < 10
    assert facts[facts["event"] == "started"]["ends_at"].notna().all()
    assert not facts.duplicated(["commitment_id", "event", "occurred_at"]).any()


def test_every_shock_is_told_as_a_condition() -> None:
    said = small().tables["conditions"].to_pandas()
    counts = said["condition"].value_counts().to_dict()
    assert counts["rival_present"] == 20
    assert counts["rival_opened"] == counts["promotion_withdrawn"] == counts["lock_in_ended"] == 8
    assert counts["outage"] > 5
    assert counts["stock_out"] > 5
    withdrawn = said[said["condition"] == "promotion_withdrawn"]
    assert (withdrawn["ends_at"] > withdrawn["starts_at"]).all()
    assert said["place"].notna().all()
    assert (said["starts_at"] == said["occurred_at"]).all()


def test_where_lock_in_ended_no_contract_runs_on() -> None:
    world = small()
    ended = {r["place"]: r["starts_at"] for r in world.tables["conditions"].to_pylist() if r["condition"] == "lock_in_ended"}
    homes = {r["customer_id"]: r["place"] for r in world.truth.to_pylist()}
    facts = world.tables["commitments"].to_pandas()
    here = facts[facts["customer_id"].map(homes).isin(ended)]
    assert len(here) > 0
    running = set(here[here["event"] == "started"]["commitment_id"]) - set(here[here["event"] == "ended"]["commitment_id"])
    assert running == set()


def test_everybody_who_joined_has_a_home_and_a_way_in() -> None:
    said = small().tables["attributes"].to_pandas()
    assert said.groupby("name")["customer_id"].nunique().to_dict() == {"acquired_through": 400, "home_place": 400}
    homes = said[said["name"] == "home_place"].set_index("customer_id")["value"]
    places = pd.Series(small().truth.column("place").to_pylist(), small().truth.column("customer_id").to_pylist())
    assert (homes.sort_index() == places.sort_index()).all()


def test_an_old_id_is_the_same_person_as_the_new_one() -> None:
    rows = small().tables["identities"].to_pylist()
    assert 1 <= len(rows) <= 2  # customers 7 and 207, if they joined early enough
    assert all((r["customer_id"][:2], r["same_as"]) == ("W-", "C-" + r["customer_id"][2:]) for r in rows)
