"""A retention line: gaps stay gaps, unfinished periods are open, one month is one dot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.pictures.line import line
from tests.pictures.drawn import classes, days, months, parsed, texts, tips

AUTUMN = "Retention rose from 37 % to 46 % over the autumn."


def test_a_year_of_retention_is_a_line_a_band_and_its_last_value() -> None:
    rates = [0.37, 0.36, 0.38, 0.31, 0.43, 0.39, 0.37, 0.41, 0.46, 0.39, 0.46, 0.44]
    picture = line(
        months(12),
        rates,
        low=[r - 0.03 for r in rates],
        high=[r + 0.03 for r in rates],
        title="Retention rate",
        sentence=AUTUMN,
    )
    assert classes(picture.svg, "trace") == classes(picture.svg, "band") == 1
    assert texts(picture.svg)[:6] == ["0\u202f%", "10\u202f%", "20\u202f%", "30\u202f%", "40\u202f%", "50\u202f%"]
    assert "44\u202f%" in texts(picture.svg)
    assert tips(picture.svg)[0] == "January 2011: 37\u202f%"
    assert len(picture.svg) < 6000


def test_its_rows_are_what_it_shows() -> None:
    picture = line(months(2), [0.37, None], low=[0.34, None], high=[0.4, None], title="Retention rate", sentence=AUTUMN)
    first, second = picture.rows
    assert (first["share"], first["low"], first["high"], first["complete"]) == (0.37, 0.34, 0.4, True)
    assert second["share"] is None
    assert picture.sentence == AUTUMN
    assert f"<figcaption>{AUTUMN}</figcaption>" in picture._repr_html_()


def test_a_month_without_a_rate_leaves_a_gap() -> None:
    picture = line(months(5), [0.3, 0.3, None, 0.4, 0.4], title="Retention rate", sentence=AUTUMN)
    assert classes(picture.svg, "trace") == 2


def test_a_month_that_is_not_over_is_an_open_dot_beside_the_line() -> None:
    picture = line(months(3), [0.4, 0.4, 0.1], complete=[True, True, False], title="Retention rate", sentence=AUTUMN)
    assert classes(picture.svg, "open") == 1
    assert tips(picture.svg)[2] == "March 2011: 10\u202f% so far, not over yet"
    assert texts(picture.svg).count("40\u202f%") == 2, "on the axis, and as the last value of a whole month"


def test_one_month_alone_is_a_dot_with_its_interval_upright() -> None:
    picture = line(months(1), [0.3], low=[0.2], high=[0.4], title="Retention rate", sentence=AUTUMN)
    assert classes(picture.svg, "whisker") == 1
    assert classes(picture.svg, "trace") == 0
    assert tips(picture.svg) == ["January 2011: 30\u202f%"]


def test_names_are_escaped() -> None:
    picture = line(months(1), [0.3], title="<script>alert(1)</script>", sentence='"quoted" & <b>')
    assert "<script" not in picture.svg
    assert parsed(picture.svg).findtext("{http://www.w3.org/2000/svg}desc") == '"quoted" & <b>'


def test_two_thousand_days_stay_small() -> None:
    rates = [0.3 + 0.1 * (i % 7) / 7 for i in range(2000)]
    picture = line(
        days(2000), rates, low=[r - 0.02 for r in rates], high=[r + 0.02 for r in rates], title="Rate", sentence=AUTUMN
    )
    assert len(picture.svg) < 60_000
    assert classes(picture.svg, "trace") == 1


@given(st.lists(st.one_of(st.none(), st.floats(0, 1), st.just(float("nan"))), min_size=1, max_size=70), st.data())
def test_any_row_of_rates_can_be_drawn(rates: list[float | None], data: st.DataObject) -> None:
    over = data.draw(st.lists(st.booleans(), min_size=len(rates), max_size=len(rates)))
    picture = line(months(len(rates)), rates, complete=over, title="Rate", sentence=AUTUMN)
    parsed(picture.svg)
    assert len(picture.rows) == len(rates)
