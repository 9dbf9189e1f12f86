"""Some rows of text files, from the beginning, the middle and the end: for recognition only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from regulars.readers.csv.dialect import rows_of
from regulars.readers.csv.mend import records_of
from regulars.readers.csv.prepare import PreparedFile
from regulars.readers.files import first_bytes

Row = dict[str, str | None]
_ROWS = 200
_FILES = 5
_PIECE = 1 << 16


def sample_of(files: Sequence[PreparedFile]) -> tuple[Row, ...]:
    """Up to 200 rows from the first file's beginning, and some of its middle and end and of others."""
    chosen = list(dict.fromkeys((0, len(files) // 4, len(files) // 2, 3 * len(files) // 4, len(files) - 1)))[:_FILES]
    rows: list[Row] = []
    for at in chosen:
        rows += islice(_beginning(files[at]), _ROWS if at == 0 else _ROWS // 4)
        rows += [*_piece(files[at], 0.5), *_piece(files[at], 1.0)]
    return tuple(rows)


def _beginning(file: PreparedFile) -> Iterator[Row]:
    text = first_bytes(file.file, 4 * _PIECE).decode("utf-8-sig", "replace")
    for record in records_of(text, file.dialect):
        if record.fields:
            yield _row(file.names, record.fields)


def _piece(file: PreparedFile, where: float) -> list[Row]:
    """Rows around a place in a big file that is not packed: whole-width ones between two line ends."""
    size = file.file.path.stat().st_size
    if file.packed or size < 8 * _PIECE:
        return []
    with file.file.path.open("rb") as raw:
        raw.seek(min(int(size * where), size - _PIECE))
        piece = raw.read(_PIECE)
    lines = piece.split(b"\n")[1:-1]
    rows = rows_of(b"\n".join(lines).decode("utf-8", "replace"), file.dialect)
    return [_row(file.names, r) for r in rows if len(r) == len(file.names)][: _ROWS // 4]


def _row(names: Sequence[str], fields: Sequence[str]) -> Row:
    return {n: f.strip() or None for n, f in zip(names, fields, strict=True)}
