"""A hundred dots: of every hundred customers, so many, and the doubt about it in dots."""

from __future__ import annotations

from regulars.pictures.picture import Picture
from regulars.pictures.scale import short
from regulars.pictures.svg import element, text

_STEP, _RADIUS, _SIDE = 20, 7.0, 10
_STYLE = (
    ".rg100{display:block;width:100%;height:auto;direction:ltr}"
    ".rg100 .sure{fill:var(--rg-accent,#128069)}"
    ".rg100 .maybe{fill:var(--rg-accent,#128069);fill-opacity:.38}"
    ".rg100 .half{fill:none;stroke:var(--rg-accent,#128069);stroke-opacity:.55;stroke-width:1.5}"
    ".rg100 .not{fill:var(--rg-empty,#85898f);fill-opacity:var(--rg-empty-opacity,.3)}"
)


def hundred(value: float, low: float, high: float, *, title: str, sentence: str) -> Picture:
    """Ten rows of ten dots for a share: full up to the interval's lower end, faint within it.

    In: a share and its interval, each 0 to 1. Out: the Picture; its one row is the share in
    per hundred. A dot stands for one customer in a hundred, rounded as the sentence rounds.
    """
    sure, told, most = (round(100 * share) for share in (low, value, high))
    dots = "".join(_dot(i, sure, told, most) for i in range(100))
    box = _STEP * _SIDE
    svg = element(
        "svg",
        element("title", text(title)) + element("desc", text(sentence)) + element("style", _STYLE) + dots,
        xmlns="http://www.w3.org/2000/svg", class_="rg100", role="img", viewBox=f"0 0 {box} {box}", width=box, height=box,
    )  # fmt: skip
    return Picture(svg, ({"of_100": told, "low_of_100": sure, "high_of_100": most},), sentence)


def _dot(i: int, sure: int, told: int, most: int) -> str:
    """Full: even the low end says so. Faint: the estimate says so. Ring: the high end would."""
    class_ = "sure" if i < sure else "maybe" if i < told else "half" if i < most else "not"
    row, column = divmod(i, _SIDE)
    radius = _RADIUS - 0.75 if class_ == "half" else _RADIUS
    middle = _STEP // 2
    return element("circle", cx=column * _STEP + middle, cy=row * _STEP + middle, r=short(radius), class_=class_)
