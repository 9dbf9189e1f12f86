"""Shades of the accent for the cohort table, each with a text colour that can be read on it."""

from __future__ import annotations

STEPS = 9
LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA for text."""
Colour = tuple[int, int, int]

PAPER = {"light": (0xFB, 0xFA, 0xF7), "dark": (0x13, 0x16, 0x18)}
INKS = ((0xFF, 0xFF, 0xFF), (0x04, 0x07, 0x06))
"""White, and a black so deep that on any colour at all one of the two reaches the least contrast."""
ACCENT = {"light": (0x0B, 0x6B, 0x56), "dark": (0x4C, 0xC3, 0xA3)}
_FIRST, _LAST = 0.07, 0.92


def shade(scheme: str, step: int) -> tuple[Colour, Colour]:
    """Background and text of one step, 0 the palest, in the light or the dark scheme."""
    share = _FIRST + (_LAST - _FIRST) * step / (STEPS - 1)
    ground = _mixed(PAPER[scheme], ACCENT[scheme], share)
    return ground, max(INKS, key=lambda ink: contrast(ink, ground))


def step_of(share: float, highest: float) -> int:
    """Which step a share gets where ``highest`` is the darkest.

    >>> step_of(0.0, 0.5), step_of(0.25, 0.5), step_of(0.5, 0.5)
    (0, 4, 8)
    """
    return min(STEPS - 1, int(share / highest * STEPS)) if highest > 0 else 0


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, relative luminance.

    >>> contrast((0, 0, 0), (255, 255, 255))
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def css() -> str:
    """A class per step: ``.q0`` … for cells."""
    return "".join(_rule(step) for step in range(STEPS))


def _rule(step: int) -> str:
    (light, light_ink), (dark, dark_ink) = shade("light", step), shade("dark", step)
    return (
        f".q{step}{{background:light-dark({written(light)},{written(dark)});"
        f"color:light-dark({written(light_ink)},{written(dark_ink)})}}"
    )


def written(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
