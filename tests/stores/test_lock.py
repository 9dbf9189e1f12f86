"""Two imports never run at once, and a dead one holds nobody up."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from regulars.errors import Busy
from regulars.stores.workspace import lock
from regulars.stores.workspace.lock import only_writer


def test_a_second_import_is_told_to_wait(tmp_path: Path) -> None:
    second = only_writer(tmp_path / "lock")
    with only_writer(tmp_path / "lock"), pytest.raises(Busy, match=r"Process \d+ on .* is importing") as e:
        second.__enter__()
    assert "wait until it has ended" in str(e.value)
    with only_writer(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text().startswith("process")
    assert (tmp_path / "lock").read_text() == ""


def test_a_killed_import_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import os, sys, signal; from pathlib import Path; from regulars.stores.workspace.lock import only_writer\n"
        "with only_writer(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path / "lock")], check=False)
    assert died.returncode == -9
    with only_writer(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


def test_a_disk_without_locks_uses_a_named_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(lock, "_lock", refuse)
    second = only_writer(tmp_path / "lock")
    with only_writer(tmp_path / "lock"), pytest.raises(Busy, match="Process"):
        second.__enter__()
    held = tmp_path / "lock.held"
    assert not held.exists()
    held.write_text(f"process 4194399 on {socket.gethostname()}")  # beyond the largest number of a process
    with only_writer(tmp_path / "lock"):
        assert held.read_text() == lock._signature()
    held.write_text("process 1 on another-machine")
    with pytest.raises(Busy, match="another-machine"), only_writer(tmp_path / "lock"):
        pass


def test_another_failure_of_the_lock_is_not_taken_for_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(lock, "_lock", fail)
    with pytest.raises(OSError, match="Input/output"), only_writer(tmp_path / "lock"):
        pass
