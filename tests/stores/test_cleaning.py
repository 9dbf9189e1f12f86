"""The log without a person."""

from __future__ import annotations

import json
from pathlib import Path

from regulars.stores.workspace.cleaning import clean_log, named_in_log
from regulars.stores.workspace.folder import Folder

MANIFEST = {
    "format": 1,
    "counts": {"purchases": {"new": 3, "changed": 2}},
    "parts": [{"path": "facts/purchases/000001.parquet"}],
    "intake": {
        "files": ["orders of C-7.csv"],
        "quarantined": [{"reason": "bad_date", "rows": 2, "first": [{"value": "7"}, {"value": "for C-7"}]}],
        "sentence": "7 rows read",
    },
}


def folder(tmp_path: Path) -> Folder:
    made = Folder.create(tmp_path / "shop", {})
    (made.log / "000001.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return made


def test_a_copy_stands_beside_until_the_commit(tmp_path: Path) -> None:
    shop = folder(tmp_path)
    clean_log(shop, 2, ("C-7", "7"), {("purchases", "000001"): 4})
    assert json.loads((shop.log / "000001.json").read_text(encoding="utf-8")) == MANIFEST
    assert shop.unfinished() == [], "there is no commit 2 yet"
    (copy,) = shop.log.glob("*.cleaned")
    cleaned = json.loads(copy.read_text(encoding="utf-8"))
    assert cleaned["counts"] == {"purchases": {"new": 0, "changed": 1}}
    assert cleaned["intake"]["files"] == ["orders of (erased).csv"]
    assert [r["value"] for r in cleaned["intake"]["quarantined"][0]["first"]] == ["(erased)", "for (erased)"]
    assert cleaned["intake"]["sentence"] == "7 rows read", "a bare number is no name"


def test_it_is_known_whether_the_log_names_somebody(tmp_path: Path) -> None:
    shop = folder(tmp_path)
    assert named_in_log(shop, ("c-7",))
    assert not named_in_log(shop, ("C-8", "7"))
