"""What the fit says of customers, and what customers say of themselves."""

from __future__ import annotations

import numpy as np

from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.knowing import drawn_together, know, persists_at, staying
from regulars.understanding.kinds.likelihood import ordered
from regulars.understanding.kinds.persistence import ALONE
from regulars.understanding.kinds.worth import worth_of
from tests.understanding.kinds.village import ANSWERED, HELD, kinds_of, learned, signals


def test_more_than_half_of_those_who_said_nothing_are_told_right() -> None:
    found = learned().known.chances.argmax(axis=1)
    right = (found == kinds_of())[ANSWERED:].mean()
    assert right > 0.5
    assert right > np.bincount(kinds_of()).max() / len(found) + 0.25


def test_who_said_so_is_believed() -> None:
    known = learned().known
    assert (known.chances[:ANSWERED].argmax(axis=1) == kinds_of()[:ANSWERED]).mean() > 0.97
    bonus = kinds_of()[:ANSWERED] == 1
    assert known.persists[:ANSWERED][bonus, 6].mean() < 0.35, "without rewards"
    assert known.persists[:ANSWERED][~bonus, 6].mean() > 0.8


def test_chances_sum_to_one_and_sets_grow() -> None:
    known = learned().known
    assert np.allclose(known.chances.sum(axis=1), 1)
    assert np.allclose(known.persists[:, 7], 1)
    assert (known.persists[:, 0] <= known.persists[:, 7]).all()


def test_many_are_known_in_pieces_as_few_are() -> None:
    found = learned()
    p = found.fitted.parameters
    whole = know(signals().shrunk, found.layout, [p], HELD)
    part = know(signals().shrunk[700:800], found.layout, [p], HELD)
    assert np.allclose(whole.persists[700:800], part.persists)


def test_beyond_one_piece_everybody_is_known_as_the_first_were() -> None:
    found, few = learned(), signals().shrunk
    many = np.tile(few, (50_000 // len(few) + 1, 1))
    (all_,) = persists_at(many, found.layout, found.fitted.parameters, HELD, (None,))
    assert len(many) > 50_000
    assert np.allclose(all_[-len(few) :], all_[: len(few)])
    assert persists_at(many, found.layout, found.fitted.parameters, HELD, ()) == []


def test_less_sharpness_leaves_everybody_where_they_are_on_average() -> None:
    chances = np.array([[0.95, 0.05], [0.6, 0.4], [0.1, 0.9]])
    softer = drawn_together(chances, 0.5)
    assert (np.abs(softer - chances.mean(axis=0)) < np.abs(chances - chances.mean(axis=0))).all()


def test_at_each_end_as_if_it_were_so_for_whoever_comes_for_it() -> None:
    """If nobody would come without the rewards, who comes for them alone stays with no set that lacks them; if all would,
    they lose nobody.
    """
    found, p = learned(), learned().fitted.parameters
    nobody, everybody = (np.array([stays, np.nan, np.nan]) for stays in (0.0, 1.0))
    as_it_is, low, high = persists_at(signals().shrunk, found.layout, p, HELD, (None, nobody, everybody))
    assert np.allclose(as_it_is, know(signals().shrunk, found.layout, [p], HELD).persists)
    bonus = know(signals().shrunk, found.layout, [p], HELD).chances[:, found.layout.kinds.index("bonus")]
    without = ALONE[CRUTCHES.index("bonus")]
    assert np.allclose(low[:, without], 1.0 - bonus)
    assert np.allclose(high[:, without], 1.0)


def test_where_nothing_is_known_only_the_chances_of_kinds_count() -> None:
    found, p = learned(), learned().fitted.parameters
    low, high = persists_at(signals().shrunk, found.layout, p, HELD, (np.zeros(3), np.ones(3)))
    true = know(signals().shrunk, found.layout, [p], HELD).chances[:, 0]
    assert np.allclose(low[:, 0], HELD.without_all * true), "with no crutch only who would come anyway, and not all of them"
    assert np.allclose(high[:, 0], 1.0 - (1.0 - true) * (1.0 - HELD.without_any)), "at the upper end all of them"


def test_staying_is_what_the_answers_would_be_worth() -> None:
    """The mean worth of an ordered answer, level by level."""
    found, p = learned(), learned().fitted.parameters
    scores = found.layout.scores(signals().shrunk[:50], p.loadings)
    stays = staying(scores, found.layout, p, worth_of(HELD.still_come))
    places = (scores @ p.reliance.T)[:, None, :] + found.layout.shifts(p)
    levels = [ordered(places, p.cuts, np.full((1, 1, 3), level))[0] for level in range(1, 6)]
    assert np.allclose(stays, sum(worth * chance for worth, chance in zip(HELD.still_come, levels, strict=True)))
