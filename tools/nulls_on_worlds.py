"""What the verdict says where there is nothing to find: a line per simulated market. "Supported" is wrong in each of them.

.venv/bin/python tools/nulls_on_worlds.py without 901 940 customers=3000 lines=nulls.txt    goes on where it was stopped
.venv/bin/python tools/nulls_on_worlds.py sum nulls.txt                                     how often anything was supported

`without`: nobody depends on any crutch, nobody likes us more than others do. `traits`: before the second half of time
customers bear the names of others who bought about as often, so that what is read in the first is somebody else's.
`calendars`: what happened at a place is told of another week.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
from regulars.understanding.verdict.verdict import verdict  # noqa: E402
from regulars.worlds.world import World, make  # noqa: E402
from tools.kinds_on_worlds import commit, facts_of, there  # noqa: E402  run as a script, tools is no package yet

AXES = ("bonus", "convenience", "captive", "attitude")


def without(family: str, seed: int, customers: int) -> World:
    return make(family, seed, customers, without=AXES)


def traits(family: str, seed: int, customers: int) -> World:
    """Names exchanged within deciles of how often somebody bought, in everything before the second half."""
    world = make(family, seed, customers)
    bought = world.tables["purchases"]["customer_id"].drop_null().value_counts()
    names, often = (bought.field(i).to_numpy(zero_copy_only=False) for i in (0, 1))
    generator, order = np.random.default_rng(seed), np.argsort(often, kind="stable")
    others = names.copy()
    for decile in np.array_split(order, 10):
        others[decile] = names[generator.permutation(decile)]
    half = datetime.combine(world.starts, datetime.min.time()) + (world.as_of - world.starts) / 2
    changed = {
        kind: renamed(table, half, dict(zip(names, others, strict=True)))
        for kind, table in world.tables.items()
        if "customer_id" in table.schema.names and kind != "attributes"
    }
    return replace(world, tables={**world.tables, **changed})


def renamed(table: pa.Table, half: datetime, other: Mapping[str, str]) -> pa.Table:
    """A table whose rows before the half bear other names."""
    early = pc.less(table["occurred_at"], pa.scalar(half, table["occurred_at"].type))
    theirs = pa.array([other.get(name, name) for name in table["customer_id"].to_pylist()], table["customer_id"].type)
    place = table.schema.get_field_index("customer_id")
    return table.set_column(place, "customer_id", pc.if_else(early, theirs, table["customer_id"].combine_chunks()))


def calendars(family: str, seed: int, customers: int) -> World:
    """Each place's happenings of the second half turned round by weeks of its own; what was always there stays."""
    world = make(family, seed, customers)
    table, generator = world.tables["conditions"], np.random.default_rng(seed)
    weeks = (world.as_of - world.starts).days // 14
    half = datetime.combine(world.starts, datetime.min.time()) + timedelta(weeks=weeks)
    by = {place: int(generator.integers(4, weeks - 4)) for place in dict.fromkeys(table["place"].to_pylist())}
    rows = [turned(row, half, weeks, by[row["place"]]) for row in table.to_pylist()]
    return replace(world, tables={**world.tables, "conditions": pa.Table.from_pylist(rows, table.schema)})


def turned(row: Mapping[str, object], half: datetime, weeks: int, by: int) -> dict[str, object]:
    """A condition that began after the half, so many weeks later, round to the half's beginning again."""
    began = row["starts_at"]
    assert isinstance(began, datetime)
    if began < half:
        return dict(row)
    since = began - half
    moved = half + timedelta(seconds=(since + timedelta(weeks=by)).total_seconds() % timedelta(weeks=weeks).total_seconds())
    ends = row["ends_at"]
    return {
        **row,
        **dict.fromkeys(("starts_at", "occurred_at", "recorded_at"), moved),
        "ends_at": ends + (moved - began) if isinstance(ends, datetime) else None,
    }


NULLS: Mapping[str, Callable[[str, int, int], World]] = {"without": without, "traits": traits, "calendars": calendars}


def main(null: str, first: str, last: str, *options: str) -> None:
    given = dict(option.split("=") for option in options)
    lines = Path(given.get("lines", "/dev/stdout"))
    for seed in range(int(first), int(last) + 1):
        name = f"{null} {'AB'[seed % 2]}{seed:3d}"
        if there(name, lines):
            continue
        said = verdict(facts_of(NULLS[null]("AB"[seed % 2], seed, int(given.get("customers", 3000)))))
        with lines.open("a", encoding="utf-8") as told:
            told.write(
                f"{name} supported {','.join(said.supported) or '-'}; fell {','.join(said.failed) or '-'} | {commit()}\n"
            )


def summed(lines: list[str]) -> list[str]:
    """In how many markets of each null anything was called supported."""
    told = []
    for null in NULLS:
        own = [line for line in lines if line.startswith(f"{null} ")]
        wrong = [line for line in own if " supported -;" not in line]
        told.append(f"| {null} | {len(own)} | {len(wrong)} | {sum('fell - |' in line for line in own)} |")
    return ["| null | markets | anything supported | nothing fell either |", "|---|---:|---:|---:|", *told]


if __name__ == "__main__":
    if sys.argv[1] == "sum":
        print("\n".join(summed(Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())))
    else:
        main(*sys.argv[1:])
