"""Options: what a person types becomes settings and a mapping."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from regulars.errors import SettingsError, UsageError
from regulars.facts.mapping import Mapping, mapping_to_toml
from regulars.interfaces.cli.options import SETTINGS, flags, mapping, pairs, sources, spans
from regulars.settings import Settings


def test_every_setting_has_its_option() -> None:
    assert {o.name for o in SETTINGS} == {f.name for f in fields(Settings)}
    assert all(o.help and o.metavar for o in SETTINGS)


def test_only_what_was_given_becomes_a_setting() -> None:
    values = {"currency": "EUR", "as_of": None, "policies": ["guests=set_aside"], "rates": [], "by": "place"}
    assert flags(values) == {"currency": "EUR", "policies": {"guests": "set_aside"}}


def test_a_pair_without_its_sign_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--rate is 'USD'(.|\n)*--rate NAME=VALUE"):
        pairs(["USD"], "--rate")


def test_a_column_may_have_an_equals_sign_in_its_name() -> None:
    assert pairs(["customer=a=b"], "--map") == {"customer": "a=b"}


def test_a_bracket_is_its_first_and_last_age() -> None:
    assert spans(["1-1", "2 - 3"]) == ((1, 1), (2, 3))
    with pytest.raises(UsageError, match=r"--bracket is '2'"):
        spans(["2"])


def test_columns_are_named_by_flags_or_by_a_saved_file(tmp_path: Path) -> None:
    saved = tmp_path / "saved.toml"
    saved.write_text(mapping_to_toml([Mapping("purchases", "plain", {"customer": "KUNDNR"})]))
    assert mapping({"columns": ["customer=KUNDNR"], "mapping_file": None}) == {"customer": "KUNDNR"}
    assert [m.columns for m in mapping({"columns": None, "mapping_file": saved})] == [{"customer": "KUNDNR"}]
    assert mapping({"columns": None, "mapping_file": None}) is None
    with pytest.raises(UsageError, match="Both --map and --mapping"):
        mapping({"columns": ["customer=K"], "mapping_file": saved})
    saved.write_text("currency = 'EUR'")
    with pytest.raises(SettingsError, match=r"holds no \[\[mapping\]\]"):
        mapping({"columns": None, "mapping_file": saved})


def test_a_query_goes_to_the_one_database_among_the_sources() -> None:
    given = {"source": ["orders.csv", "sqlite:///shop.db"], "query": "SELECT 1"}
    assert sources(given) == ["orders.csv", "sqlite:///shop.db?query=SELECT%201"]
    assert sources({**given, "query": None}) == given["source"]
    for source in (["orders.csv"], ["sqlite:///a.db", "sqlite:///b.db"]):
        with pytest.raises(UsageError, match="--query is given, and ") as caught:
            sources({**given, "source": source})
        assert "the address of one database" in str(caught.value)
