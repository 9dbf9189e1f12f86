"""Arrow's types in Spark's words, so that Spark need not open a part to learn its columns."""

from __future__ import annotations

import pyarrow as pa

_WORDS = {
    pa.string(): "STRING",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP_NTZ",  # times are UTC by contract; no zone of a session may touch them
    pa.binary(): "BINARY",
    pa.binary(16): "BINARY",
}


def columns(schema: pa.Schema) -> str:
    """A schema as Spark declares it.

    >>> columns(pa.schema([("customer_id", pa.string()), ("amount_minor", pa.int64())]))
    '`customer_id` STRING, `amount_minor` BIGINT'
    """
    return ", ".join(f"`{field.name}` {_WORDS[field.type]}" for field in schema)


def nothing(schema: pa.Schema) -> str:
    """A query of no rows with these columns. Spark's optimiser sees that it is empty, and asks no worker for what rests on it.

    >>> nothing(pa.schema([("customer_id", pa.string()), ("amount_minor", pa.int64())]))
    'SELECT CAST(NULL AS STRING) AS `customer_id`, CAST(NULL AS BIGINT) AS `amount_minor` WHERE false'
    """
    return f"SELECT {', '.join(f'CAST(NULL AS {_WORDS[f.type]}) AS `{f.name}`' for f in schema)} WHERE false"
