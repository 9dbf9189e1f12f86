"""What a past shock says of stated answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from regulars.understanding.kinds.explained import bands
from regulars.understanding.kinds.knowing import know, staying
from regulars.understanding.kinds.learning import shifted
from regulars.understanding.kinds.past_shocks import Met
from regulars.understanding.kinds.persistence import ALONE
from regulars.understanding.kinds.shifting import alike, drawn, shifts, shown, survival, told_apart
from regulars.understanding.kinds.worth import worth_of
from tests.understanding.kinds.village import ANSWERED, CUSTOMERS, HELD, learned, signals

SHIFT, ASSUMED = 1.2, HELD.alike_at_a_place


@cache
def met(shift: float = SHIFT) -> Met:
    """The village's rewards stop at 8 of 24 places: people stay more than they say. Half of all are there often."""
    d, found = np.random.default_rng(11), learned()
    p, shrunk = found.fitted.parameters, signals().shrunk
    place, often = np.arange(CUSTOMERS) % 24, np.arange(CUSTOMERS) % 2
    shocked = place < 8
    worth = worth_of(HELD.still_come, np.array([shift, 0.0, 0.0]))
    stays = staying(found.layout.scores(shrunk, p.loadings), found.layout, p, worth)[:, :, 0]
    chances = know(shrunk, found.layout, [p], HELD).chances
    chance = np.where(often, 0.9, 0.6) * np.where(shocked, (chances * stays).sum(axis=1), 1.0)
    came = (d.random(CUSTOMERS) < chance).astype(np.float64)
    return Met("bonus", shrunk, shocked, came, often[:, None].astype(np.float64), place, 13)


def shift_of(cases: Met) -> float:
    return float(shifts((cases,), learned().fitted.parameters, learned().layout, HELD)[0])


def test_the_others_show_who_would_have_come() -> None:
    chance = survival(met())
    often = met().known[met().shocked, 0] > 0
    assert chance[often].mean() == pytest.approx(0.9, abs=0.03)
    assert chance[~often].mean() == pytest.approx(0.6, abs=0.05)


def test_people_who_stay_more_than_they_say_are_found_to() -> None:
    """As far as they are believed: with nothing assumed of what an answer is worth, it is as much as it was."""
    open_to_all = HELD.changed(still_come_sd=5.0)
    assert shifts((met(),), learned().fitted.parameters, learned().layout, open_to_all)[0] == pytest.approx(SHIFT, abs=0.5)
    assert 0.3 * SHIFT < shift_of(met()) < SHIFT, "drawn towards what is assumed"
    assert abs(shift_of(met(0.0))) < 0.5
    assert shifts((met(),), learned().fitted.parameters, learned().layout, HELD)[1:].tolist() == [0.0, 0.0]


def test_places_are_drawn_anew_whole_and_the_two_sides_apart() -> None:
    again = drawn(met(), ASSUMED, np.random.default_rng(0))
    counts = np.bincount(again.place[again.shocked], minlength=8)
    sizes = np.bincount(met().place[met().shocked], minlength=8)
    assert (counts % sizes == 0).all()
    assert again.places < 8 or (counts == sizes).all()
    few = met().taken((met().place < 2) | ~met().shocked)
    assert drawn(few, ASSUMED, np.random.default_rng(0)).shocked.sum() == few.shocked.sum(), "of two places customers are drawn"


def test_it_is_told_with_how_many_it_rests_on_and_an_interval() -> None:
    generator, p = np.random.default_rng(1), learned().fitted.parameters
    again = np.array([shift_of(drawn(met(), ASSUMED, generator)) for _ in range(20)])
    told = shown(met(), p, learned().layout, HELD, again, 0.9)
    assert (told.places, told.met, told.others) == (8, int(met().shocked.sum()), int((~met().shocked).sum()))
    assert told.came < told.expected
    assert 0 < told.interval[0] <= told.stay <= told.interval[1] < 1


def test_what_was_seen_sets_right_what_is_said() -> None:
    """With a shift of the odds more stay without rewards, and nobody's kind changes."""
    nobody = np.zeros((CUSTOMERS, 3), bool)
    right = shifted(learned(), np.array([SHIFT, 0.0, 0.0]), nobody, HELD)
    without = ALONE[0]
    assert (right.known.persists[:, without] >= learned().known.persists[:, without]).all()
    assert right.known.persists[:, without].mean() > learned().known.persists[:, without].mean() + 0.03
    others, before = right.known.persists[:, ALONE[1]], learned().known.persists[:, ALONE[1]]
    assert np.allclose(others, before, atol=1e-4), "but for a hair, since a crutch more may never keep her less"
    assert np.array_equal(right.known.chances, learned().known.chances)
    assert (right.unseen[:, without] >= learned().unseen[:, without]).all()


def test_where_it_is_gone_already_answers_stand_as_they_are() -> None:
    """Rewards stopped at places 0 to 7 of 24. There nobody's chance changes, elsewhere everybody's: of those asked and of the
    rest, of a customer on her own, and of what was foretold of those who answered.
    """
    shift, there = np.array([SHIFT, 0.0, 0.0]), np.arange(CUSTOMERS) % 24 < 8
    struck = np.column_stack([there, np.zeros((CUSTOMERS, 2), bool)])
    right, everywhere = shifted(learned(), shift, struck, HELD), shifted(learned(), shift, np.zeros_like(struck), HELD)
    for part in ("chances", "persists", "scores"):
        found, before, all_alike = (getattr(k.known, part) for k in (right, learned(), everywhere))
        assert np.allclose(found[there], before[there], atol=1e-12)
        assert np.allclose(found[~there], all_alike[~there], atol=1e-12)
    asked = there[:ANSWERED]
    assert np.allclose(right.unseen[asked], learned().unseen[asked], atol=1e-12)
    assert np.allclose(right.unseen[~asked], everywhere.unseen[~asked], atol=1e-12)
    for row, same in ((24, learned()), (ANSWERED + 24, learned()), (ANSWERED + 20, everywhere)):
        assert bands(right, row, HELD, 0.9)["bonus"] == pytest.approx(bands(same, row, HELD, 0.9)["bonus"])


def unlike_places() -> Met:
    """The same, but where there was no shock all customers of a place came, or none, two places by two."""
    cases = met()
    came = np.where(cases.shocked, cases.came, cases.place % 4 < 2)
    return replace(cases, came=came.astype(np.float64))


def test_customers_of_places_that_differ_tell_less() -> None:
    """No place differs by more than chance, so everybody counts nearly whole. Where all of a place come or none, a place of
    80 is as good as one customer.
    """
    assert alike(met(), ASSUMED) == pytest.approx(0.0, abs=0.01)
    assert told_apart(met(), ASSUMED).min() > 0.6
    size = np.bincount(met().place)
    assert 1 / told_apart(unlike_places(), ASSUMED) == pytest.approx(size[met().place], rel=0.02)


def test_at_a_large_place_each_tells_less_than_at_a_small_one() -> None:
    """Calm places differ a little; of the eight where rewards stopped two now hold the customers of seven."""
    cases = unlike_places()
    d = np.random.default_rng(2)
    came = np.where(cases.shocked, cases.came, d.random(CUSTOMERS) < np.where(cases.place // 2 % 2, 0.6, 0.4))
    uneven = replace(cases, came=came.astype(np.float64), place=np.where(cases.place < 7, 0, cases.place))
    rho, counts, size = alike(uneven, ASSUMED), told_apart(uneven, ASSUMED), np.bincount(uneven.place)
    assert 0.01 < rho < 0.1
    for place in (0, 7):
        assert counts[uneven.place == place] == pytest.approx(1 / (1 + (size[place] - 1) * rho))


def test_of_few_places_it_is_assumed_how_alike_their_customers_are() -> None:
    few = met().taken((met().place < 12) | met().shocked)
    assert alike(few, ASSUMED) == 0.02, "of four without the shock, nobody knows"
    own = replace(few, place=np.arange(len(few.place)))
    assert told_apart(own, ASSUMED) == pytest.approx(1.0, abs=1e-12), "each at a place of her own, as in an experiment"


def test_what_is_drawn_anew_counts_as_it_did() -> None:
    """A place drawn twice would look like one of twice the size, and every draw would believe the shock less."""
    generator, cases = np.random.default_rng(5), unlike_places()
    again = [drawn(cases, ASSUMED, generator) for _ in range(10)]
    own = dict(zip(cases.place.tolist(), told_apart(cases, ASSUMED).tolist(), strict=True))
    for each in again:
        assert told_apart(each, ASSUMED).tolist() == [own[place] for place in each.place.tolist()]
    assert told_apart(drawn(again[0], ASSUMED, generator), ASSUMED).max() <= max(own.values())


def test_the_less_a_shock_tells_and_the_surer_the_assumption_the_less_it_moves() -> None:
    """Told to be sure of what an answer is worth, hardly anything moves it."""
    sure, p, layout = HELD.changed(still_come_sd=0.1), learned().fitted.parameters, learned().layout
    assert 0 < shifts((met(),), p, layout, sure)[0] < 0.3 * shift_of(met())
    alone = replace(unlike_places(), place=np.arange(CUSTOMERS))
    assert 0 < shift_of(unlike_places()) < 0.8 * shift_of(alone), "the same people, each at a place of her own"
