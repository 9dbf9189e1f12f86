"""Parquet files whose pages are damaged: that shows only while they are read, and not in which file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from regulars.readers.csv.reading import identifier, path_literal
from regulars.readers.parquet.scan import ParquetFile, ParquetScan, broken_file
from regulars.readers.scan import Around, BrokenSource, Opened, Scan


def without_damaged(opened: Opened, connection: duckdb.DuckDBPyConnection) -> Opened:
    """The same without the Parquet files that cannot be read to their end; these are listed as broken.

    Every value of every Parquet file is read: to be asked only when reading has failed.
    """
    broken: list[BrokenSource] = []
    scans = tuple(_sound(opened.scans, connection, broken))
    return replace(opened, scans=scans, broken=(*opened.broken, *broken))


def _sound(scans: tuple[Scan, ...], connection: duckdb.DuckDBPyConnection, broken: list[BrokenSource]) -> Iterator[Scan]:
    for scan in scans:
        inside = _innermost(scan)
        if not isinstance(inside, ParquetScan):
            yield scan
            continue
        told = [(f, _damage(f, connection)) for f in inside.parquet_files]
        broken += [why for _, why in told if why]
        whole = [f for f, why in told if not why]
        if len(whole) == len(told):
            yield scan
        elif whole:
            yield _over(ParquetScan(whole), scan)


def _innermost(scan: Scan) -> Scan:
    return _innermost(scan.inside) if isinstance(scan, Around) else scan


def _over(files: ParquetScan, scan: Scan) -> Scan:
    """These files, shown as the scan shows its own."""
    return scan.of(_over(files, scan.inside)) if isinstance(scan, Around) else files


def _damage(file: ParquetFile, connection: duckdb.DuckDBPyConnection) -> BrokenSource | None:
    values = ", ".join(identifier(c.name) for c in file.columns)
    try:
        connection.execute(f"SELECT max(hash({values})) FROM read_parquet({path_literal(file.file.path)})").fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as e:
        return BrokenSource(file.file.shown, broken_file(file.file, e).found)
    return None
