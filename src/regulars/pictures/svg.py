"""Elements of SVG as text, and the frame that every chart stands in.

A frame is fluid: places along the page are per cent of the plot, text keeps its size, and paths
are stretched without thickening. So one picture serves a phone, a page and print.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from regulars.pictures.scale import FULL, Scale, short, written

GUTTER, RIGHT, TOP, BOTTOM, KEY = 46, 18, 18, 40, 46
"""Room around the plot in pixels: values, last label, first line, periods, and a key of two lines."""

STYLE = (
    f".rg{{display:block;box-sizing:border-box;width:100%;padding:{TOP}px {RIGHT}px {BOTTOM}px {GUTTER}px;"
    "overflow:visible;direction:ltr;"
    "font:12px/1.2 var(--rg-font,system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif);"
    "font-variant-numeric:tabular-nums}"
    ".rg text{fill:var(--rg-soft,currentColor)}"
    f".rg.keyed{{padding-top:{TOP + KEY}px}}"
    ".rg .grid{stroke:var(--rg-line,currentColor);stroke-opacity:var(--rg-line-opacity,.18)}"
    ".rg .zero{stroke:var(--rg-soft,currentColor);stroke-opacity:.6}"
    ".rg path{vector-effect:non-scaling-stroke}"
    ".rg .trace{fill:none;stroke:var(--rg-accent,#128069);stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}"
    ".rg .whisker{stroke:var(--rg-accent,#128069);stroke-opacity:.45;stroke-width:3;stroke-linecap:round}"
    ".rg .expected{stroke:var(--rg-third,#c2652a);stroke-dasharray:6 5}"
    ".rg .doubt{stroke:var(--rg-ink,currentColor);stroke-opacity:.75;stroke-width:1.5;stroke-linecap:round}"
    ".rg .band{fill:var(--rg-accent,#128069);fill-opacity:var(--rg-band,.16)}"
    ".rg circle{fill:var(--rg-accent,#128069)}"
    ".rg circle.open{fill:var(--rg-paper,Canvas);stroke:var(--rg-accent,#128069);stroke-width:2}"
    ".rg .mark{stroke:var(--rg-ink,currentColor);stroke-dasharray:1 4;stroke-linecap:round}"
    ".rg .strong{fill:var(--rg-ink,currentColor);font-size:15px;font-weight:650}"
    ".rg .note{fill:var(--rg-ink,currentColor)}"
    ".rg .s0{fill:var(--rg-accent,#128069)}.rg .s1{fill:var(--rg-second,#5f9f8e)}"
    ".rg .s2{fill:var(--rg-third,#c2652a)}.rg .s3{fill:var(--rg-fourth,#85898f)}"
    ".rg .narrow{display:none}"
    "@media(max-width:600px){.rg .narrow{display:inline}.rg .wide{display:none}}"
)


def element(name: str, content: str | None = None, **attributes: object) -> str:
    """One element; attribute values are escaped, content is taken as it is.

    >>> element("text", text("a < b"), x="10%", class_="tick")
    '<text x="10%" class="tick">a &lt; b</text>'
    """
    written_out = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{written_out}/>" if content is None else f"<{name}{written_out}>{content}</{name}>"


def text(words: str) -> str:
    """Words made safe to stand inside an element, control characters left out."""
    return escape("".join(c for c in words if c >= " " or c == "\t"), quote=False)


def clipped(words: str, most: int = 24) -> str:
    """Words short enough to stand in a picture; the table beside it has them whole."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def percent(share: float) -> str:
    return short(round(100 * share, 2)) + "%"


def drawing(title: str, sentence: str, height: int, *parts: str, names: Iterable[str] = ()) -> str:
    """The whole picture: its title and its sentence are read aloud in place of the drawing.

    The room around the plot is the picture's padding, so that per cent are per cent of the plot.
    """
    head = element("title", text(title)) + element("desc", text(sentence)) + element("style", STYLE)
    keyed = _key(names)
    return element(
        "svg", head + keyed + "".join(parts), xmlns="http://www.w3.org/2000/svg", class_="rg keyed" if keyed else "rg",
        role="img", width="100%", height=height + (KEY if keyed else 0), direction="ltr", overflow="visible",
    )  # fmt: skip


def stretched(*parts: str) -> str:
    """Paths drawn in whole thousandths, stretched over the plot."""
    return element("svg", "".join(parts), viewBox=f"0 0 {FULL} {FULL}", preserveAspectRatio="none", overflow="visible")


def grid(scale: Scale, unit: str) -> str:
    """A line and a value at each round mark of the scale, zero a little stronger."""
    lines, values = "", ""
    for tick in scale.ticks:
        y = percent(1 - scale(tick))
        lines += element("line", x2="100%", y1=y, y2=y, class_="zero" if tick == 0 else None)
        values += element("text", text(written(abs(tick), unit)), x=-10, y=y, dy=".35em")
    return element("g", lines, class_="grid") + element("g", values, text_anchor="end")


def below(labels: Iterable[tuple[float, str, str]], class_: str | None = None) -> str:
    """Labels under the plot: (share of the way, first line, second line)."""
    out = ""
    for share, first, second in labels:
        if first:
            out += element("text", text(first), x=percent(share), y="100%", dy=18)
        if second:
            out += element("text", text(second), x=percent(share), y="100%", dy=33, class_="note")
    return element("g", out, text_anchor="middle", class_=class_)


def _key(names: Iterable[str]) -> str:
    """What each colour stands for, two to a line, above the plot; a colour without a name is passed over."""
    out = ""
    for place, (i, name) in enumerate((i, name) for i, name in enumerate(names) if name):
        x, top = percent(0.5 * (place % 2)), 18 * (place // 2) - KEY
        out += element("rect", x=x, y=top, width=10, height=10, rx=2.5, class_=f"s{i % 4}")
        out += element("text", text(clipped(name)), x=x, y=top, dx=16, dy=9.5)
    return element("g", out, transform=f"translate({10 - GUTTER},0)") if out else ""
