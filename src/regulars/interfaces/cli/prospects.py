"""Each customer's prospects as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from regulars.interfaces.cli.whole_files import write_whole

if TYPE_CHECKING:
    import pyarrow as pa

    from regulars.measures.lifetime.value import Value


def write_prospects(value: Value, path: Path) -> int:
    """Write a row for each customer as Parquet or CSV, by the file's ending; how many there are.

    NotEnoughData where nothing can be expected.
    """
    import pyarrow.csv
    import pyarrow.parquet

    table = prospects(value)
    if path.suffix.lower() == ".csv":
        write_whole(path, lambda draft: pyarrow.csv.write_csv(_harmless(table), draft))
    else:
        write_whole(path, lambda draft: pyarrow.parquet.write_table(table, draft, compression="zstd"))
    return int(table.num_rows)


def prospects(value: Value) -> pa.Table:
    """What each customer did, and is expected to do; the terms are in the table's metadata.

    ``frequency`` (repeat purchase days), ``recency_days`` (first to last), ``age_days`` (first to
    the last day that counts), ``spend`` (mean of a repeat day, currency), then as ``predict`` gives
    them, with the intervals of *expectation* and *outcome*.
    """
    import pyarrow as pa

    known = value.require().summary
    ahead = value.customers(level=value.terms.level)
    days = {"recency_days": known.recency, "age_days": known.age}
    did = {
        "frequency": pa.array(known.frequency.astype("int64")),
        **{name: pa.array((units * known.unit_days).round().astype("int64")) for name, units in days.items()},
        **({} if known.spend is None else {"spend": pa.array(known.spend, from_pandas=True)}),
    }
    columns = {"customer_id": ahead["customer_id"], **did, **{n: ahead[n] for n in ahead.column_names if n != "customer_id"}}
    return pa.table(columns).replace_schema_metadata({"regulars": json.dumps(_terms(value))})


def _terms(value: Value) -> dict[str, object]:
    from regulars.measures.lifetime.customer_value import DEFINITION, PURCHASES
    from regulars.measures.lifetime.still_customers import DEFINITION as STILL

    terms = value.terms
    return {
        "definitions": {"still_customer": STILL.id, "purchases": PURCHASES.id, "value": DEFINITION.id},
        "model": value.model.fit.model,
        "as_of": value.as_of.isoformat(),
        "time_zone": value.time_zone,
        "horizon_days": terms.horizon_days,
        "margin": terms.margin,
        "yearly_discount": terms.yearly_discount,
        "currency": value.model.currency,
        "level": terms.level,
        "customers": value.n,
    }


def _harmless(table: pa.Table) -> pa.Table:
    """Ids that a spreadsheet would run get an apostrophe before them."""
    import pyarrow.compute as pc

    ids = table["customer_id"]
    marked = pc.binary_join_element_wise("'", ids, "")
    safe = pc.if_else(pc.match_substring_regex(ids, "^[=+\\-@\t\r]"), marked, ids)
    return table.set_column(0, "customer_id", safe)
