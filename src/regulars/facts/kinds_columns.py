"""What a kind of fact is declared with: columns, their types, and the head that all kinds share."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from regulars.errors import UsageError

SCHEMA_VERSION = 1

TIME = pa.timestamp("us")  # always UTC; the zone is a setting of the shop, never of a column
TEXT, COUNT, MONEY, NUMBER, TRUTH = pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.bool_()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind: its Arrow type, unit, meaning, and whether it may be empty.

    ``values``: the words it may hold; where ``more_values``, these are the usual ones among others.
    """

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    required: bool = True
    example: str = ""
    values: tuple[str, ...] = ()
    more_values: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: a table whose rows each say one thing about one customer at one time.

    ``identity``: the columns that, with the source, make two rows the same fact, so that a row whose
    other columns changed is a new version of it. Empty: the whole row, and its ordinal among equal rows.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of a part, with the contract's version in its metadata."""
        fields = [pa.field(c.name, c.type, nullable=not c.required) for c in self.columns]
        return pa.schema(
            fields, metadata={b"regulars.kind": self.name.encode(), b"regulars.schema": str(SCHEMA_VERSION).encode()}
        )

    @property
    def has_customer(self) -> bool:
        """Whether its facts are about somebody; conditions are not."""
        return any(c.name == "customer_id" for c in self.columns)

    def column(self, name: str) -> Column:
        for c in self.columns:
            if c.name == name:
                return c
        raise UsageError(f"{self.name} has no column {name}", expected=", ".join(c.name for c in self.columns))


FACT_ID = Column(
    "fact_id", pa.binary(16), "identity: equal for the same thing however often it is imported", example="9f86d081…"
)
CUSTOMER = Column("customer_id", TEXT, "who", example="C-1042")
_WHEN_AND_WHENCE = (
    Column("occurred_at", TIME, "when it happened", "UTC", example="2024-03-05T10:30:00"),
    Column("occurred_precision", TEXT, "`second`, or `day` where the log has dates only (then local noon)", example="second"),
    Column("recorded_at", TIME, "when we wrote it; of two versions the later holds", "UTC", example="2024-03-06T02:00:00"),
    Column("source", TEXT, "a name the user gives: shop, till, api; never a file name", example="till"),
    Column("import_id", TEXT, "the import that brought it", example="000017"),
)
CURRENCY = Column("currency", TEXT, "ISO 4217 code", example="EUR")
CURRENCY_IF_MONEY = Column("currency", TEXT, "ISO 4217 code of the amount", required=False, example="EUR")


def about_somebody(name: str, meaning: str, *columns: Column, identity: tuple[str, ...] = ()) -> Kind:
    """A kind whose every fact names a customer."""
    return Kind(name, meaning, (FACT_ID, CUSTOMER, *_WHEN_AND_WHENCE, *columns), identity)


def about_whoever(name: str, meaning: str, nobody: str, *columns: Column, identity: tuple[str, ...] = ()) -> Kind:
    """A kind whose facts may come from somebody unknown; ``nobody`` says what an empty customer means."""
    who = Column("customer_id", TEXT, f"who; empty {nobody}", required=False, example="C-1042")
    return Kind(name, meaning, (FACT_ID, who, *_WHEN_AND_WHENCE, *columns), identity)


def about_nobody(name: str, meaning: str, *columns: Column, identity: tuple[str, ...] = ()) -> Kind:
    """A kind about the shop or the market: no customer."""
    return Kind(name, meaning, (FACT_ID, *_WHEN_AND_WHENCE, *columns), identity)
