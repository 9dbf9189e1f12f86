"""Placebos show what chance shows, and power what could have been found."""

from __future__ import annotations

import numpy as np

from regulars.understanding.verdict.placebo import by_calendars, by_traits, deciles, permuted, power, share_as_strong
from regulars.understanding.verdict.responding import respond
from tests.understanding.verdict.panels import panel


def test_a_true_answer_stands_out_of_both_families() -> None:
    shop, trait = panel(1, slope=0.1)
    size = np.random.default_rng(2).normal(size=len(trait))
    traits, found = np.column_stack([trait, size]), float(respond(shop, np.column_stack([trait, size])).t[0])
    generator = np.random.default_rng(3)
    for fits in (by_traits(shop, traits, size, generator, 49), by_calendars(shop, traits, generator, 49)):
        assert share_as_strong(found, fits) == 1 / 50
    assert power(by_traits(shop, traits, size, generator, 49), 0.1) > 0.9


def test_where_nothing_answers_the_share_is_anything() -> None:
    shares = []
    for seed in range(40):
        shop, trait = panel(seed, customers=40, weeks=10)
        fits = by_traits(shop, trait[:, None], np.zeros(40), np.random.default_rng(seed), 19)
        shares.append(share_as_strong(float(respond(shop, trait[:, None]).t[0]), fits))
    assert sum(s <= 0.05 for s in shares) <= 7  # 2 expected of 40
    assert 0.3 < np.mean(shares) < 0.75


def test_traits_are_exchanged_among_customers_of_the_same_size() -> None:
    size = np.arange(100.0)
    groups = deciles(size, np.arange(0, 100, 2))
    assert [len(g) for g in groups] == [5] * 10
    drawn = permuted(size, groups, np.random.default_rng(1))
    assert drawn[1::2].tolist() == size[1::2].tolist()  # those outside the panel keep their own
    assert (np.abs(drawn - size) < 10).all()
    assert sorted(drawn.tolist()) == size.tolist()
