"""A picture carries its SVG, the rows that it shows and the sentence that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as plain values. ``rows`` is its data twin: what it shows, as a table.

    ``svg`` has no size or colour of its own beyond CSS variables with fallbacks, so that it fits
    a page in light, dark and print, and stands alone in a notebook.
    """

    svg: str
    rows: tuple[dict[str, Any], ...]
    sentence: str

    def _repr_html_(self) -> str:
        return f"<figure>{self.svg}<figcaption>{escape(self.sentence)}</figcaption></figure>"
