"""Elements are escaped, and a picture stands alone in light and dark."""

from __future__ import annotations

from regulars.pictures.svg import STYLE, clipped, drawing, element, text


def test_what_people_wrote_cannot_become_an_element() -> None:
    assert text("<script>alert('x')</script>") == "&lt;script&gt;alert('x')&lt;/script&gt;"
    assert element("g", class_='"><script>') == '<g class="&quot;&gt;&lt;script&gt;"/>'


def test_control_characters_are_left_out() -> None:
    assert text("a\x00b\x1b[31mc") == "ab[31mc", "XML allows no control characters"


def test_an_attribute_that_is_none_is_left_out() -> None:
    assert element("line", x1=0, class_=None) == '<line x1="0"/>'


def test_long_names_are_clipped_with_an_ellipsis() -> None:
    assert clipped("short") == "short"
    assert clipped("a name that goes on and on and on") == "a name that goes on and…"


def test_every_colour_has_a_fallback_for_a_page_without_ours() -> None:
    used = STYLE.count("var(--rg-")
    assert used == STYLE.count("var(--rg-") - STYLE.count("var(--rg-)")
    assert all("," in part.split(")", 1)[0] for part in STYLE.split("var(--rg-")[1:])


def test_text_runs_left_to_right_on_a_page_that_runs_right_to_left() -> None:
    svg = drawing("Title", "Sentence.", 100)
    assert 'direction="ltr"' in svg
    assert "direction:ltr" in STYLE
