"""One bar of parts that make a whole: what became of the rows that were read."""

from __future__ import annotations

from collections.abc import Mapping

from regulars.pictures.picture import Picture
from regulars.pictures.scale import short
from regulars.pictures.svg import element, text

_HEIGHT = 18
_LEAST = 0.6  # per cent of the width: a part that exists is seen, however small
_STYLE = (
    ".rgbar{display:block;width:100%;direction:ltr;border-radius:4px}"
    ".rgbar .s0{fill:var(--rg-accent,#128069)}.rgbar .s1{fill:var(--rg-second,#5f9f8e)}"
    ".rgbar .s2{fill:var(--rg-third,#c2652a)}.rgbar .s3{fill:var(--rg-fourth,#85898f)}"
)


def parts(counts: Mapping[str, int], *, title: str, sentence: str, unit: str = "rows") -> Picture:
    """A bar cut in the order given (at most four colours); parts of nothing are left out.

    In: each part's name and count. Out: the Picture; its rows are part, count and share.
    """
    whole = sum(counts.values())
    bars, left = "", 0.0
    drawn = {name: max(100 * n / whole, _LEAST) if n else 0.0 for name, n in counts.items()} if whole else {}
    squeeze = 100 / max(100.0, sum(drawn.values()))
    for i, (name, width) in enumerate(drawn.items()):
        if width:
            words = element("title", text(f"{name}: {counts[name]:,} {unit}"))
            at = {"x": short(round(left, 2)) + "%", "width": short(round(width * squeeze, 2)) + "%"}
            bars += element("rect", words, **at, height=_HEIGHT, class_=f"s{i % 4}")
            left += width * squeeze
    svg = element(
        "svg",
        element("title", text(title)) + element("desc", text(sentence)) + element("style", _STYLE) + bars,
        xmlns="http://www.w3.org/2000/svg", class_="rgbar", role="img", width="100%", height=_HEIGHT, direction="ltr",
    )  # fmt: skip
    rows = tuple({"part": name, unit: n, "share": n / whole if whole else None} for name, n in counts.items())
    return Picture(svg, rows, sentence)
