"""A model kept by one process and used by another."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from regulars.errors import InputError
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.saved import SavedModel
from regulars.measures.lifetime.summary import Summary
from regulars.measures.lifetime.value import Value

ANNA = Summary.of([2], [30.43], [38.86], spend=[25.0])
OTHER_PROCESS = """
import json, sys
from regulars.measures.lifetime.prediction import predict
from regulars.measures.lifetime.saved import SavedModel
from regulars.measures.lifetime.summary import Summary
kept = SavedModel.from_json(json.loads(open(sys.argv[1], encoding="utf-8").read()))
anna = Summary.of([2], [30.43], [38.86], spend=[25.0])
print(json.dumps(predict(kept.fit, anna, spend=kept.spend).to_pylist()))
"""


def test_json_and_pickle_bring_it_back_as_it_was(worth: Value) -> None:
    kept = worth.model
    assert SavedModel.from_json(json.loads(json.dumps(kept.to_json(), allow_nan=False))) == kept
    assert pickle.loads(pickle.dumps(kept)) == kept


def test_without_amounts_there_is_no_spend_to_keep(worth: Value) -> None:
    bare = SavedModel(worth.model.fit, None, None, date(2024, 12, 31))
    assert SavedModel.from_json(bare.to_json()) == bare
    bare.check_currency("USD")


def test_another_process_expects_the_same_of_anna(worth: Value, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(worth.model.to_json()), encoding="utf-8")
    told = subprocess.run([sys.executable, "-c", OTHER_PROCESS, path], capture_output=True, text=True, check=True).stdout
    assert json.loads(told) == predict(worth.model.fit, ANNA, spend=worth.model.spend).to_pylist()


def test_something_else_is_refused() -> None:
    with pytest.raises(InputError, match="This is a 'recipe/2', no saved model"):
        SavedModel.from_json({"format": "recipe/2"})
    with pytest.raises(InputError, match="This does not say what it is, no saved model"):
        SavedModel.from_json({})


@pytest.mark.parametrize(
    ("place", "put", "said"),
    [
        (("fit", "values"), [1.0, 2.0], "4 names, but not as many numbers"),
        (("fit", "values"), ["x", 1.0, 1.0, 1.0], "could not convert string to float"),
        (("fit", "values"), [-1.0, 1.0, 1.0, 1.0], "a parameter that is no number above 0"),
        (("fit", "covariance"), [[1.0]], "4 names, but not as many numbers"),
        (("fit", "model"), "tarot", "tarot has no such parameters"),
        (("fit", "names"), ["p", "q", "v", "w"], "has no such parameters"),
        (("fit", "verdict"), None, "Verdict"),
        (("fit", "luck"), 7, "unexpected keyword argument 'luck'"),
        (("spend", "model"), "bg_nbd", "has no such parameters"),
        (("as_of",), "yesterday", "Invalid isoformat string"),
    ],
)
def test_a_damaged_file_is_refused(worth: Value, place: tuple[str, ...], put: object, said: str) -> None:
    """Somebody changed it by hand."""
    plain = json.loads(json.dumps(worth.model.to_json()))
    inner = plain
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = put
    with pytest.raises(InputError, match=f"What was saved is damaged: .*{said}"):
        SavedModel.from_json(plain)


@pytest.mark.parametrize("missing", ["spend", "currency", "as_of", "fit"])
def test_half_a_file_is_refused(worth: Value, missing: str) -> None:
    plain = {k: v for k, v in worth.model.to_json().items() if k != missing}
    with pytest.raises(InputError, match=f"is damaged: it lacks '{missing}'"):
        SavedModel.from_json(plain)
