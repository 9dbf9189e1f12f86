"""A workspace folder: made once, known by its settings file, refused when it is of another format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regulars.errors import InputError, NotAWorkspace
from regulars.stores.workspace import Folder


def test_a_new_workspace_has_settings_and_a_key_of_its_own(tmp_path: Path) -> None:
    one = Folder.create(tmp_path / "one", {"currency": "EUR", "policies": {"guests": "set_aside"}})
    two = Folder.create(tmp_path / "two", {})
    assert one.values["format"] == 1
    assert one.values["policies"] == {"guests": "set_aside"}
    assert len(one.values["pseudonym_key"]) == 64
    assert one.values["pseudonym_key"] != two.values["pseudonym_key"]
    assert Folder.open(tmp_path / "one") == one
    assert one.toml.stat().st_mode & 0o077 == 0, "for its owner's eyes alone"
    assert one.latest() is None
    assert one.history() == []


def test_a_workspace_is_not_made_twice(tmp_path: Path) -> None:
    Folder.create(tmp_path, {})
    with pytest.raises(InputError, match="is a workspace already"):
        Folder.create(tmp_path, {})


def test_any_other_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace, match=r"holds no regulars.toml(.|\n)*regulars init"):
        Folder.open(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 2", r"has format 2(.|\n)*update regulars"),
        ("currency = 'EUR'", r"has format None(.|\n)*correct the first line"),
        ("format = ", "is not valid TOML"),
    ],
)
def test_another_format_is_refused_clearly(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "regulars.toml").write_text(text)
    with pytest.raises(NotAWorkspace, match=message):
        Folder.open(tmp_path)


def test_a_manifest_of_a_later_version_is_refused_clearly(tmp_path: Path) -> None:
    shop = Folder.create(tmp_path, {})
    (shop.log / "000001.json").write_text(json.dumps({"format": 2, "of": "the future"}))
    with pytest.raises(NotAWorkspace, match=r"format 2(.|\n)*update regulars"):
        shop.latest()
