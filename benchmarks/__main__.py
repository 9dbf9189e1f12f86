"""The benchmarks behind docs/benchmarks.md, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_RUNS = (
    ("Import of a CSV of 10 million orders", "import_csv.py", ["--rows", "10000000"]),
    ("Import of a CSV of 30 million orders", "import_csv.py", ["--rows", "30000000", "--times", "3"]),
    ("Ten and a hundred million purchases: import, report, measures", "large.py", []),
    ("Monthly cohort table of 10 million purchases", "cohorts.py", []),
    ("Fits of lifetime models", "lifetime.py", []),
    ("The customer summary of 10 million purchases", "lifetime_summary.py", []),
    ("Kinds of a million customers", "kinds.py", []),
    ("The ledger", "ledger.py", []),
    ("The API", "api.py", []),
)


def main() -> None:
    for title, script, more in _RUNS:
        sys.stdout.write(f"\n{title}\n\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, str(_HERE / script), *more], check=True)


if __name__ == "__main__":
    main()
