"""A scan of a known export: the source's own columns, and beside them those that are worked out from them."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from regulars.facts.intake import Noticed
from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.reading import identifier, literal
from regulars.readers.exports.export import Export, Header
from regulars.readers.exports.paypal import PAYPAL
from regulars.readers.exports.square import SQUARE
from regulars.readers.exports.stripe import STRIPE
from regulars.readers.exports.woocommerce import WOOCOMMERCE
from regulars.readers.scan import Around, Row, Scan, sample_as_text
from regulars.words import Money, currency_exponent

EXPORTS = (*STRIPE, *SQUARE, *WOOCOMMERCE, *PAYPAL)
_PLACES = ("source_file", "source_record", "source_line")


class ExportScan:
    """A Scan around another. See ``regulars.readers.scan.Scan``."""

    def __init__(self, scan: Scan, export: Export, connection: duckdb.DuckDBPyConnection) -> None:
        self._scan, self.export, self._connection = scan, export, connection
        self._header = Header(scan.columns)
        self._new = dict(export.worked_out(self._header))
        self.files = scan.files
        self.form = f"{export.name}:{scan.form}"
        self.columns = (*(SourceColumn(n) for n in self._new), *(() if export.alone else scan.columns))
        self.relation = self._around(scan.relation)
        self.sample = tuple(map(self._unaddressed, sample_as_text(self._around(_as_relation(scan)), connection)))

    @property
    def inside(self) -> Scan:
        return self._scan

    def of(self, scan: Scan) -> ExportScan:
        return ExportScan(scan, self.export, self._connection)

    def _unaddressed(self, row: Row) -> Row:
        """A row of the sample without e-mail addresses in new columns: they are shown as examples."""
        return {n: "(an e-mail address)" if v and "@" in v and n in self._new else v for n, v in row.items()}

    def _around(self, relation: str, more: Iterable[str] = ()) -> str:
        own = () if self.export.alone else tuple(c.name for c in self._scan.columns)
        new = (f"{sql} AS {identifier(name)}" for name, sql in self._new.items())
        listed = ", ".join([*new, *map(identifier, (*own, *more))])
        return f"(SELECT {listed} FROM (SELECT *, {self._header.as_text()} FROM {relation}))"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._around(self._scan.located(connection), _PLACES)

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return self._scan.rejected(connection)

    def told(self, connection: duckdb.DuckDBPyConnection) -> tuple[Noticed, ...]:
        """What was done with rows of this export, counted over all of them."""
        told = self.export.told(self._header)
        if not told:
            return ()
        counts = ", ".join(
            f"count(CASE WHEN {t.rows} THEN 1 END), sum(CASE WHEN {t.rows} THEN {t.money or 'NULL'} END)" for t in told
        )
        texts = f"(SELECT {self._header.as_text()} FROM {self._scan.relation})"
        rows = connection.execute(
            f"SELECT upper({self.export.currency(self._header)}) AS currency, {counts} FROM {texts} GROUP BY 1 ORDER BY 1"
        ).fetchall()
        found = []
        for n, t in enumerate(told):
            count = sum(row[1 + 2 * n] for row in rows)
            amounts = [_money(row[2 + 2 * n], row[0]) for row in rows if row[2 + 2 * n]]
            if count:
                words = t.one if count == 1 else t.many
                sums = ", ".join(a if isinstance(a, str) else str(a) for a in amounts)
                money = tuple(a for a in amounts if isinstance(a, Money))
                found.append(Noticed(t.what, count, money, f"{count:,} {words.replace('{money}', sums)}"))
        return tuple(found)


def _money(amount: object, currency: str | None) -> Money | str:
    """An amount with its currency; as it stands where the export names none."""
    if currency and len(currency) == 3 and currency.isalpha() and currency.isascii():
        assert currency_exponent(currency) >= 0
        return Money.of(str(amount), currency)
    return f"{amount:,.2f}"


def _as_relation(scan: Scan) -> str:
    """A scan's sample as a FROM clause, with the columns' own types."""
    columns = ", ".join(
        f"CAST(unnest(CAST([{', '.join(_cell(row.get(c.name)) for row in scan.sample)}] AS VARCHAR[])) AS {c.type})"
        f" AS {identifier(c.name)}"
        for c in scan.columns
    )
    return f"(SELECT {columns})"


def _cell(value: str | None) -> str:
    return "NULL" if value is None else literal(value)


def as_export(scan: Scan, connection: duckdb.DuckDBPyConnection) -> Scan:
    """The scan itself, or with worked-out columns where it is a known export."""
    header = Header(scan.columns)
    export = next((e for e in EXPORTS if e.fits(header)), None)
    return ExportScan(scan, export, connection) if export else scan


def told_of(scans: Iterable[Scan], connection: duckdb.DuckDBPyConnection) -> tuple[Noticed, ...]:
    """What people are told of known exports among the scans."""
    return tuple(notice for s in scans if (export := _export_in(s)) for notice in export.told(connection))


def _export_in(scan: Scan) -> ExportScan | None:
    """The export itself, whatever is around it."""
    if isinstance(scan, ExportScan) or not isinstance(scan, Around):
        return scan if isinstance(scan, ExportScan) else None
    return _export_in(scan.inside)
