"""Write docs/reference/openapi.json from the code."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import regulars as rg
from regulars.interfaces.rest import api
from regulars.interfaces.rest.openapi import describe

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, rg.operations(rg.init(Path(folder) / "shop")) as operations:
        made = describe(api(operations))
    made["info"]["version"] = "1"  # the API's own: a release of regulars does not change it
    TARGET.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
