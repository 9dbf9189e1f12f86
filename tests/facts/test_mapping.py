"""A mapping is saved as TOML and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import SettingsError
from regulars.facts.mapping import FIELD_NAMES, SOURCE_KINDS, Mapping, mapping_from_toml, mapping_to_toml

_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_LISTS = st.lists(_NAMES, max_size=3).map(tuple)
_MAPPINGS = st.builds(
    Mapping,
    kind=st.sampled_from(SOURCE_KINDS),
    form=st.sampled_from(["plain", "uci", "shopify"]),
    columns=st.dictionaries(st.sampled_from(FIELD_NAMES), _NAMES, max_size=4),
    attributes=_LISTS,
    ignored=_LISTS,
    personal=_LISTS,
)


@given(st.lists(_MAPPINGS, max_size=3))
def test_what_was_saved_comes_back_and_is_given(mappings: list[Mapping]) -> None:
    back = mapping_from_toml(mapping_to_toml(mappings))
    assert [(m.kind, m.form, m.columns, m.attributes, m.ignored, m.personal) for m in back] == [
        (m.kind, m.form, m.columns, m.attributes, m.ignored, m.personal) for m in mappings
    ]
    assert all(set(m.certainty.values()) <= {"given"} and set(m.certainty) == set(m.columns) for m in back)


def test_other_settings_in_the_file_are_passed_over() -> None:
    assert mapping_from_toml('format = 1\ncurrency = "EUR"\n') == ()


def test_a_plain_table_says_what_map_would() -> None:
    (said,) = mapping_from_toml('[mapping]\ncustomer = "F03"\nplace = ""\n')
    assert (said.kind, said.columns) == ("", {"customer": "F03", "place": ""})
    (of_kind,) = mapping_from_toml('[mapping]\nkind = "refunds"\norder = "Bon"\n')
    assert (of_kind.kind, of_kind.columns) == ("refunds", {"order": "Bon"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[mapping", "The mapping is not valid TOML"),
        ('[[mapping]]\nkind = "orders"\n', "A mapping has kind 'orders'"),
        ('[[mapping]]\nkind = "purchases"\ncolumns = { wer = "Kunde" }\n', "A mapping names wer"),
        ('[mapping]\nwer = "Kunde"\n', "A mapping names wer"),
        ('[mapping]\nkind = "orders"\n', "A mapping has kind 'orders'"),
        ('mapping = "Kunde"\n', "Mapping is 'Kunde'"),
    ],
)
def test_a_wrong_mapping_is_explained(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        mapping_from_toml(text)
    assert "What to do: correct" in str(caught.value)
