"""Folders for what does not fit in memory: swept away at the end, also when there was none."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from regulars.engines.duckdb.spill import release, spill_folder, sweep

HOLD = """
import sys, pathlib
from regulars.engines.duckdb.spill import spill_folder
folder, _ = spill_folder(pathlib.Path(sys.argv[1]))
(folder / "many.tmp").write_text("x")
print(folder, flush=True)
sys.stdin.read()
"""


def test_a_folder_is_swept_away_when_it_is_released(tmp_path: Path) -> None:
    folder, file = spill_folder(tmp_path)
    assert folder.is_dir()
    release(folder, file)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_leaves_a_folder_that_the_next_one_sweeps_away(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        left = Path(other.stdout.readline().strip())
        sweep(tmp_path)
        assert (left / "many.tmp").exists(), "its holder lives"
        other.send_signal(signal.SIGKILL)
    assert left.exists()
    folder, file = spill_folder(tmp_path)
    assert list(tmp_path.iterdir()) == [folder]
    release(folder, file)


def test_what_nobody_ever_locked_is_not_touched(tmp_path: Path) -> None:
    notes = tmp_path / "regulars-notes"
    notes.mkdir()
    (tmp_path / "regulars-link").symlink_to(notes)
    (tmp_path / "regulars-file").write_text("x")
    sweep(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["regulars-file", "regulars-link", "regulars-notes"]
