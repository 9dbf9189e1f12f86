"""The quick gate: what a script can see without running the product.

House rules that take long (every page's examples, the demo, a fresh installation) are marked slow and are left to `make test`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.step import Step, failed, run_all

STEPS = [
    Step("types (mypy, strict)", ("mypy",)),
    Step("lint (ruff)", ("ruff", "check", "--output-format", "concise", ".")),
    Step("format (ruff)", ("ruff", "format", "--check", "--output-format", "concise", ".")),
    Step("imports go down only (import-linter)", ("lint-imports", "--no-cache")),
    # Not --quiet: it hides the warnings from --strict, too.
    Step("pages and links (mkdocs, strict)", ("mkdocs", "build", "--strict")),
]
HOUSE = Step(
    "house rules, the quick ones",
    ("python", "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "-m", "not slow", "tests/house"),
)


def main() -> int:
    wrong = failed(run_all([*STEPS, HOUSE]))
    if wrong:
        print(f"\nNot good yet: {', '.join(wrong)}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
