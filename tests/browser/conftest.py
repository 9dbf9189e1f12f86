"""A real browser: the system's Chromium, driven by Playwright, offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@dataclass
class Seen:
    """A page that is open, and whatever it asked for or complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Opener:
    """Opens a file of HTML from disk as somebody with a screen of some kind would."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, path: Path, *, width: int = 1280, scheme: str = "light", motion: str = "no-preference") -> Seen:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion=motion,  # type: ignore[arg-type]
            accept_downloads=True,
        )
        self.contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("request", lambda request: _note(seen, request))
        seen.page.on("console", lambda message: _complain(seen, message))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        context.route("http*://**", _refuse)
        seen.page.goto(path.as_uri())
        return seen


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    for context in opener.contexts:
        context.close()


def _note(seen: Seen, request: Request) -> None:
    seen.asked.append(request.url)


def _complain(seen: Seen, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        seen.complaints.append(message.text)


def _refuse(route: Route) -> None:
    route.abort()
