"""Write the Spark text beside every query of the domain: ``name.sql`` to ``name.spark.sql``.

    python tools/write_sql.py           writes them
    python tools/write_sql.py --check   says which are stale, and changes nothing

sqlglot is a development dependency: users get the text that lies here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlglot

ROOT = Path(__file__).parents[1]
DOMAIN = tuple(ROOT / "src/regulars" / room for room in ("facts", "measures", "understanding"))
HEAD = "-- Written by `make sql` from {name}; edit that file instead."


def queries() -> list[Path]:
    """Every query written by hand: its name has one dot."""
    return sorted(path for folder in DOMAIN for path in folder.rglob("*.sql") if path.name.count(".") == 1)


def beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.spark.sql")


def spark(path: Path) -> str:
    """The query in Spark's dialect, its sentence kept as the first comment lines."""
    text = path.read_text(encoding="utf-8")
    sentence = [line for line in text.splitlines() if line.startswith("--")]
    (written,) = sqlglot.transpile(text, read="duckdb", write="spark", pretty=True, comments=False)
    return "\n".join([*sentence, HEAD.format(name=path.name), written.replace("$", ":"), ""])


def stale() -> list[Path]:
    """Written queries that are missing, out of date, or have lost their original."""
    wanted = {beside(path): spark(path) for path in queries()}
    there = {path for folder in DOMAIN for path in folder.rglob("*.spark.sql")}
    return sorted(p for p in there | set(wanted) if p not in wanted or not p.exists() or p.read_text("utf-8") != wanted[p])


def main(arguments: list[str]) -> int:
    found = stale()
    for path in found:
        print(f"stale: {path.relative_to(ROOT)}")
        if "--check" not in arguments:
            path.unlink(missing_ok=True)
    if "--check" in arguments:
        return 1 if found else 0
    for path in queries():
        beside(path).write_text(spark(path), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
