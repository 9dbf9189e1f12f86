"""The page: one self-contained file of HTML that asks nothing of any host."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from importlib.resources import files

from markupsafe import Markup

from regulars.interfaces.report import shades
from regulars.interfaces.report.chapter import Chapter, Meaning
from regulars.interfaces.report.headline import Ask, Head
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.numbers import Number
from regulars.version import __version__

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows, in its order."""

    title: str
    dates: str
    head: Head
    hundred: Markup | None
    numbers: tuple[Number, ...]
    ask: Ask
    chapters: tuple[Chapter, ...]
    script: Markup | None = None

    @property
    def meanings(self) -> list[Meaning]:
        """Every definition once, in the order of the chapters."""
        every = {m.id: m for c in self.chapters for m in c.meanings}.values()
        return [replace(m, terms=tuple(t for t in m.terms if t not in self.common)) for m in every]

    @property
    def common(self) -> tuple[tuple[str, str], ...]:
        """What all definitions say alike, such as the day and the time zone: said once."""
        terms = [m.terms for c in self.chapters for m in c.meanings]
        return tuple(t for t in terms[0] if all(t in others for others in terms)) if terms else ()


def html(page: Page) -> str:
    """The page as text. Its styles stand in the head, each allowed by its hash and nothing else."""
    page, styles = _without_styles(page)
    text = rendered(
        "page.html.j2",
        page=page,
        version=__version__,
        styles=[Markup(s) for s in styles],  # noqa: S704  our own style sheets
        style_sources=Markup(" ".join(_hash(s) for s in styles)),  # noqa: S704
        script_source=Markup(_hash(page.script)) if page.script else "",  # noqa: S704
    )
    return str(text)


def _without_styles(page: Page) -> tuple[Page, list[str]]:
    """Pictures carry their style with them; in a page each style stands once, in the head."""
    styles = [_own_style()]

    def bare(figure: Markup | None) -> Markup | None:
        if figure is None:
            return None
        styles.extend(s for s in _STYLE.findall(figure) if s not in styles)
        return Markup(_STYLE.sub("", figure))  # noqa: S704  made by our pictures

    chapters = tuple(replace(c, figure=bare(c.figure)) for c in page.chapters)
    return replace(page, chapters=chapters, hundred=bare(page.hundred)), styles


def _own_style() -> str:
    text = files("regulars.interfaces.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    return text + shades.css()


def _hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
