"""Write docs/images/report.png, the README's picture: the report about the made-up shop, as a browser shows it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import regulars

DOCS = Path(__file__).parents[1] / "docs"
WIDTH = 1200


def page() -> str:
    """The report about docs/examples/orders.csv."""
    settings = regulars.Settings(currency="EUR", time_zone="Europe/Vilnius")
    return regulars.report(regulars.read(DOCS / "examples" / "orders.csv", settings=settings), title="A tea shop")


def main() -> int:
    browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if browser is None:
        print("no browser: apt-get install chromium", file=sys.stderr)
        return 4
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_text(page(), encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        sheet = chromium.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=1.5)
        sheet.goto(path.as_uri())
        end = sheet.locator(".contents").bounding_box()
        assert end is not None
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": end["y"]}
        sheet.screenshot(path=DOCS / "images" / "report.png", full_page=True, clip=clip)  # type: ignore[arg-type]
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
