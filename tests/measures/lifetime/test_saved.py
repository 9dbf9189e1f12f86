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
