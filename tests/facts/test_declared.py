"""What a file of a declared kind may say, as its declaration has it."""

from __future__ import annotations

from regulars.facts.declared import DECLARED, MEANINGS, field_of, fields_of, own_id, steps_of


def test_orders_and_what_belongs_to_them_are_read_in_their_own_way() -> None:
    assert len(DECLARED) == 10
    assert not {"purchases", "purchase_lines", "refunds", "attributes"} & set(DECLARED)


def test_a_field_is_named_as_its_column_without_what_it_is_made_of() -> None:
    assert [field_of(c) for c in ("case_id", "value_minor", "ends_at", "valid_to")] == ["case", "value", "ends", "valid_to"]
    assert list(fields_of(DECLARED["conditions"])) == ["occurred", "condition", "place", "segment", "product", "ends", "size"]


def test_things_with_an_id_of_their_own_are_known() -> None:
    found = {name: column.name for name, kind in DECLARED.items() if (column := own_id(kind))}
    assert found == {
        "answers": "response_id", "contacts": "message_id", "complaints": "case_id", "incentives": "incentive_id",
        "commitments": "commitment_id",
    }  # fmt: skip


def test_every_field_and_step_says_what_it_means() -> None:
    assert steps_of(DECLARED["incentives"]) == ("offered", "redeemed", "expired", "withdrawn")
    assert steps_of(DECLARED["answers"]) == ()
    assert all(MEANINGS.values())
    assert {"question", "resolved", "scale", "same_as"} <= set(MEANINGS)
