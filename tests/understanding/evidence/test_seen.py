"""Counts, states and statistics become the same arrays."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.understanding.evidence.seen import Sums, from_columns, from_counts, from_states, from_sums


def test_counts_have_the_noise_of_a_share_and_who_had_no_chance_is_not_seen() -> None:
    told = from_counts(
        pa.table({"customer_id": ["Anna", "Ben"], "visits": [4, 0], "same": [1, 0]}), np.array([3, 4]), "visits", "same"
    )
    assert told.rows.tolist() == [3], "Anna, the fourth of all"
    assert (told.raw[0], told.spread[0], told.freedom[0], told.factor[0]) == (0.25, 4 * 0.25 * 0.75, 3, 0.25)
    assert np.isnan(told.expected[0])


def test_a_state_is_known_without_noise() -> None:
    told = from_states(pa.table({"customer_id": ["Anna"], "observed": [1], "raw": [0.5]}), np.array([0]))
    assert (told.raw[0], told.spread[0], told.freedom[0], told.factor[0]) == (0.5, 0.0, 1.0, 0.0)


def test_an_expectation_that_no_query_gave_is_empty() -> None:
    names = ("raw", "spread", "freedom", "factor")
    table = pa.table({"customer_id": ["Anna"], "observed": [2], "expected": pa.nulls(1), **{n: [1.0] for n in names}})
    assert np.isnan(from_columns(table, np.array([0])).expected[0])


def test_trials_that_were_added_up_are_their_shares_and_the_scatter_around_her_own() -> None:
    """Two orders of weight 1 and 3: 1 and 0 happened where .25 were expected of each; Ben was never seen."""
    rows = [(2, 4.0, 1.0, 1.0, 1 * 0.75**2 + 3 * 0.25**2), (0, 0.0, 0.0, 0.0, None)]
    columns = zip(("n", "weight", "happened", "expected", "squares"), zip(*rows, strict=True), strict=True)
    table = pa.table({"customer_id": ["Anna", "Ben"], **dict(columns)})
    told = from_sums(table, np.array([3, 4]), Sums("n", "weight", "happened", "expected", "squares"))
    assert (told.rows.tolist(), told.observed.tolist()) == ([3], [2])
    assert (told.raw[0], told.expected[0]) == (0.25, 0.25)
    assert told.spread[0] == 0.75, "1 * .75 squared and 3 * .25 squared; her own residual is nought"
    assert (told.freedom[0], told.factor[0]) == (1.0, 0.25)
