"""All that a Value says, as results and as one document."""

from __future__ import annotations

import json

from regulars.measures.lifetime.results import document, readings, remarks, results
from regulars.measures.lifetime.saved import SavedModel
from regulars.measures.lifetime.value import Value, value
from tests.stories import log


def test_each_number_by_the_name_of_its_function(worth: Value) -> None:
    found = results(worth)
    assert {name: r.definition.name for name, r in found.items()} == {name: name for name in found}
    assert list(worth.results()) == list(found)


def test_the_document_is_plain_and_whole(worth: Value) -> None:
    plain = json.loads(json.dumps(document(worth), allow_nan=False))
    assert plain["format"] == "regulars.value/1"
    assert SavedModel.from_json(plain["model"]) == worth.model
    assert plain["reading"] == readings(worth)
    assert {j["model"] for j in plain["judgements"]} == {"mbg_nbd", "pareto_nbd", "bg_nbd"}
    assert plain["results"]["customer_value"]["latest"]["unit"] == "EUR"


def test_bg_nbd_says_what_it_cannot_do(florists: object) -> None:
    said = remarks(value(florists, model="bg_nbd"))  # type: ignore[arg-type]
    assert said[0].startswith("BG/NBD lets nobody leave before a first repeat")
    assert said[0].endswith("MBG/NBD does not.")


def test_too_little_is_said_once_and_quietly() -> None:
    few = value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1"))
    assert readings(few) == [
        "Not enough to say who is still a customer: 2 customers are too few; 30 are needed.",
    ]
    json.dumps(document(few), allow_nan=False)
