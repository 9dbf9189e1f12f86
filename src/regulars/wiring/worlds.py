"""A simulated market on disk: its facts as files that an import reads, and beside them what no shop could know."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq

from regulars.errors import EnvironmentFault, UsageError
from regulars.worlds import World
from regulars.worlds.telling.exporting import exported

FACTS, TRUTH, ABOUT = "facts", "truth.parquet", "world.json"


def write_world(world: World, folder: Path) -> None:
    """Write ``facts/<kind>.parquet``, ``truth.parquet`` and ``world.json``: all of it, or nothing.

    UsageError where the folder exists: a world is never written over anything.
    """
    check_new(folder)
    draft = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        (draft / FACTS).mkdir(parents=True)
        for kind, table in world.tables.items():
            if table.num_rows:
                pq.write_table(exported(table), draft / FACTS / f"{kind}.parquet", compression="zstd")
        pq.write_table(world.truth, draft / TRUTH, compression="zstd")
        (draft / ABOUT).write_text(json.dumps(world.summary(), indent=2) + "\n", encoding="utf-8")
        draft.rename(folder)
    except OSError as e:
        raise EnvironmentFault.of(e, f"writing the world to {folder}") from e
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_new(folder: Path) -> None:
    if folder.exists():
        raise UsageError(f"{folder} exists", expected="a folder that is not there yet", do="name another, or remove it first")
