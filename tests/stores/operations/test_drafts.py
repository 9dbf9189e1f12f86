"""What is written on the way to a backup or from one is gone afterwards, also where a process was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from regulars.errors import EnvironmentFault
from regulars.stores.operations.backup import backup
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.drafts import BACKING_UP, RESTORING, draft_folder, left_behind, sweep
from regulars.stores.operations.migrating import bring_up
from regulars.stores.operations.restoring import restore
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT

KEY = StoreKey(bytes(range(32)))
KILLED = """
import os, signal, sys
from pathlib import Path
from regulars.stores.operations import {module}
from regulars.stores.operations.connecting import open_store
{module}.{at} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
folder = Path(sys.argv[1])
{does}
"""
RESTORED = """
from datetime import datetime
from regulars.stores.operations.secrets_of_store import StoreKey
key = StoreKey(bytes(range(32)))
restoring.restore(folder / "older.db", open_store(folder / "new.db"), folder / "e.jsonl", key, at=datetime(2026, 1, 1))
"""
KEPT = "backup.backup(open_store(folder / 'older.db'), folder / 'kept.db')"


def killed(folder: Path, *, module: str, at: str, does: str) -> None:
    script = KILLED.format(module=module, at=at, does=does)
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == -signal.SIGKILL


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with a store of revision 0007."""
    folder = tmp_path / "shop"
    folder.mkdir()
    with open_store(folder / "older.db") as older, older.writing() as c:
        bring_up(c, older, "0007")
    return folder


def test_a_folder_is_its_owners_and_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    with draft_folder(tmp_path, RESTORING, "the restore") as folder:
        (folder / "kept.db-wal").write_text("rows")
        assert folder.stat().st_mode & 0o077 == 0
        assert left_behind(tmp_path, RESTORING) == [], "its maker lives"
        sweep(tmp_path, RESTORING)
        assert (folder / "kept.db-wal").exists()
    assert list(tmp_path.iterdir()) == []
    with (
        pytest.raises(EnvironmentFault, match="The restore failed: there is no such file"),
        draft_folder(tmp_path / "nowhere", RESTORING, "the restore"),
    ):
        pass


def test_what_merely_looks_like_one_of_ours_stays(tmp_path: Path) -> None:
    (tmp_path / f"{RESTORING}notes").mkdir()
    (tmp_path / f"{RESTORING}abcd1234").write_text("a file")
    (tmp_path / f"{BACKING_UP}abcd1234").mkdir()
    before = sorted(tmp_path.iterdir())
    sweep(tmp_path, RESTORING)
    assert sorted(tmp_path.iterdir()) == before


def test_a_restore_that_was_killed_leaves_what_the_next_one_removes(shop: Path, empty: Store) -> None:
    """It had copied an older backup, with people in it, to bring the copy up to this version."""
    killed(shop, module="restoring", at="migrate", does=RESTORED)
    [left] = left_behind(shop, RESTORING)
    assert (left / "older.db").exists()
    restore(shop / "older.db", empty, shop / "e.jsonl", KEY, at=AT)
    assert not left.exists()


def test_a_backup_that_was_killed_leaves_what_the_next_one_removes(shop: Path) -> None:
    killed(shop, module="backup", at="_publish", does=KEPT)
    [left] = left_behind(shop, BACKING_UP)
    assert [file.name for file in left.iterdir()] == ["kept.db"]
    with open_store(shop / "older.db") as older:
        backup(older, shop / "other.db")
    assert not left.exists()
    assert not (shop / "kept.db").exists()
