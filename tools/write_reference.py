"""Write docs/reference from the code."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.reference import FOLDER, PAGES, text


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        page = FOLDER / name
        if not page.exists() or page.read_text(encoding="utf-8") != text(name):
            page.write_text(text(name), encoding="utf-8")
            print(f"  docs/reference/{name} written")


if __name__ == "__main__":
    main()
