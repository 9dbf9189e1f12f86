"""Import of a CSV of orders into a new workspace, against a bare DuckDB query over the same columns.

    python -m benchmarks.import_csv --rows 10000000

The bare query reads, casts, groups equal rows and writes Parquet; it checks nothing, keeps no
identity and quarantines nothing. Both answer with rows and money, which must agree.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.interleave import interleaved, table

COLUMNS = "columns={'customer': 'VARCHAR', 'date': 'VARCHAR', 'amount': 'VARCHAR'}"


def connect() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": "1GiB", "preserve_insertion_order": "false"})


def write(file: Path, rows: int) -> None:
    """Orders of four years: a tenth as many customers as rows, seconds, and cents."""
    connect().execute(
        f"""
        COPY (
          SELECT 'C-' || (hash(i * 7 + 1) % ({rows} // 10)) AS customer,
            strftime(TIMESTAMP '2021-01-01' + to_seconds(CAST(hash(i * 13 + 5) % (86400 * 1461) AS BIGINT)), '%Y-%m-%d %H:%M:%S') AS date,
            printf('%.2f', (hash(i * 31 + 7) % 20000) / 100.0) AS amount
          FROM range({rows}) AS r(i)
        ) TO '{file}' (HEADER)
        """  # noqa: E501
    )


def bare(file: Path, folder: Path) -> list[int]:
    connection, out = connect(), folder / "bare.parquet"
    connection.execute(
        f"""
        COPY (
          SELECT customer, CAST(date AS TIMESTAMP) AS day, CAST(amount AS DECIMAL(18, 2)) AS amount, count(*) AS n
          FROM read_csv('{file}', auto_detect=false, header=true, delim=',', quote='"', escape='"', {COLUMNS})
          GROUP BY 1, 2, 3
        ) TO '{out}' (FORMAT parquet)
        """
    )
    (row,) = connection.execute(f"SELECT sum(n), sum(amount * n) * 100 FROM '{out}'").fetchall()
    return [int(v) for v in row]


def ours(file: Path, folder: Path) -> list[int]:
    import regulars

    intake = regulars.init(folder / "shop", currency="EUR").import_(file)
    return [intake.rows_used, sum(t.known_customers_minor for t in intake.takings)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", choices=["bare", "ours"])
    parser.add_argument("--file", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.file or Path(folder) / "orders.csv"
        if given.only:
            print(json.dumps((bare if given.only == "bare" else ours)(file, Path(folder))))
            return
        if not given.file:
            write(file, given.rows)
        command = [sys.executable, __file__, "--file", str(file), "--only"]
        print(table(interleaved({"bare DuckDB": [*command, "bare"], "regulars": [*command, "ours"]}, given.times), "regulars"))


if __name__ == "__main__":
    main()
