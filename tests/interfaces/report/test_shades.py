"""Every shade of the cohort table can be read, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from regulars.interfaces.report.shades import LEAST_CONTRAST, PAPER, STEPS, Colour, contrast, css, shade, step_of

STYLE = files("regulars.interfaces.report").joinpath("templates/style.css").read_text(encoding="utf-8")


def named(name: str) -> dict[str, Colour]:
    """A colour of the style sheet in both schemes."""
    found = re.search(rf"--{name}: light-dark\(#(\w+), #(\w+)\)", STYLE)
    assert found, name
    light, dark = ((int(h[0:2], 16), int(h[2:4], 16), int(h[4:6], 16)) for h in found.groups())
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("step", range(STEPS))
def test_text_on_every_shade_can_be_read(scheme: str, step: int) -> None:
    ground, ink = shade(scheme, step)
    assert contrast(ink, ground) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_darker_means_more(scheme: str) -> None:
    away = [contrast(shade(scheme, step)[0], PAPER[scheme]) for step in range(STEPS)]
    assert away == sorted(away)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_words_on_the_page_can_be_read(scheme: str, ground: str, ink: str) -> None:
    assert contrast(named(ink)[scheme], named(ground)[scheme]) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["accent", "rg-third", "rg-fourth"])
def test_parts_of_a_picture_stand_out_from_the_page(scheme: str, part: str) -> None:
    assert contrast(named(part)[scheme], named("paper")[scheme]) >= 3


def test_the_pages_paper_is_the_one_that_shades_are_mixed_with() -> None:
    assert named("paper") == PAPER


def test_known_contrasts() -> None:
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01), "WebAIM's #777 on white"


def test_shares_find_their_step() -> None:
    assert [step_of(s, 0.5) for s in (0.0, 0.1, 0.49, 0.5)] == [0, 1, 8, 8]
    assert step_of(0.0, 0.0) == 0
    assert css().count("light-dark(") == 2 * STEPS
