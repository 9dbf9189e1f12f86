"""Known answers: parameters to four digits, log-likelihoods to 1e-4.

Sources: BG/NBD: Fader, Hardie & Lee 2005, table 2 (on their rounded summary; here exact days);
Pareto/NBD: the BTYD vignette; MBG/NBD: BTYDplus; Gamma-Gamma: Fader & Hardie 2013; BG/BB: Fader,
Hardie & Shang 2010; sBG: Fader & Hardie 2007.
"""

from __future__ import annotations

import numpy as np
import pytest

from regulars.measures.lifetime.beta_geometric_bernoulli import Chances, fit_chances, predict_chances
from regulars.measures.lifetime.fitting import fit
from regulars.measures.lifetime.gamma_gamma import fit_spend
from regulars.measures.lifetime.shifted_beta_geometric import fit_contracts, renewal_rate, survival
from regulars.measures.lifetime.summary import Summary

# Fader, Hardie & Shang 2010, table 1: 11,104 donors by donations, last donation, and how many.
DONATIONS = [
    (0, 0, 3464), (1, 1, 1091), (1, 2, 277), (1, 3, 129), (1, 4, 78), (1, 5, 119), (1, 6, 129), (2, 2, 613),
    (2, 3, 255), (2, 4, 155), (2, 5, 173), (2, 6, 234), (3, 3, 322), (3, 4, 181), (3, 5, 225), (3, 6, 357),
    (4, 4, 240), (4, 5, 284), (4, 6, 512), (5, 5, 335), (5, 6, 728), (6, 6, 1203),
]  # fmt: skip
# Fader & Hardie 2007, table 1: of 1,000 customers, those left at the start and after each of seven years.
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


def close(values: tuple[float, ...], published: list[float]) -> None:
    assert values == pytest.approx(published, abs=1e-4 / 2, rel=1e-4 / 20)


def donations() -> Chances:
    bought, last, weight = np.array(DONATIONS).T
    return Chances.of(bought, last, np.full(len(DONATIONS), 6), weight)


def test_the_log_is_the_one_the_papers_use(tenth_summary: Summary, whole_summary: Summary) -> None:
    assert (len(tenth_summary), tenth_summary.repeats) == (2357, 2457)
    assert len(whole_summary) == 23570


@pytest.mark.parametrize(
    ("model", "parameters", "log_likelihood"),
    [
        ("bg_nbd", [0.242595, 4.413602, 0.792922, 2.425907], -9582.4292),
        ("pareto_nbd", [0.553277, 10.577684, 0.606240, 11.668739], -9594.9762),
        ("mbg_nbd", [0.524843, 6.183086, 0.891359, 1.614002], -9582.1357),
    ],
)
def test_the_tenth_sample(tenth_summary: Summary, model: str, parameters: list[float], log_likelihood: float) -> None:
    found = fit(tenth_summary, model)
    close(found.values, parameters)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-4)
    assert found.verdict.ending == "converged"


@pytest.mark.parametrize(
    ("model", "parameters", "log_likelihood"),
    [
        ("bg_nbd", [0.251624, 4.788943, 0.723434, 2.161088], -95368.4439),
        ("mbg_nbd", [0.637140, 7.310289, 0.807474, 1.228394], -95336.9583),
    ],
)
def test_all_of_cdnow(whole_summary: Summary, model: str, parameters: list[float], log_likelihood: float) -> None:
    found = fit(whole_summary, model)
    close(found.values, parameters)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-4)


def test_the_spend_of_the_tenth_sample(tenth_summary: Summary) -> None:
    found = fit_spend(tenth_summary)
    close(found.values, [6.2496, 3.7442, 15.4435])
    assert found.log_likelihood == pytest.approx(-4055.9177, abs=1e-4)
    assert (found.customers, found.left_out) == (946, 1411)


def test_the_spend_of_all_of_cdnow(whole_summary: Summary) -> None:
    found = fit_spend(whole_summary)
    close(found.values, [6.2754, 3.6245, 14.9837])
    assert found.log_likelihood == pytest.approx(-40763.4763, abs=1e-4)


def test_donations() -> None:
    found = fit_chances(donations())
    close(found.values, [1.203522, 0.749716, 0.656718, 2.783443])
    assert found.log_likelihood == pytest.approx(-33225.5813, abs=1e-4)


def test_what_donors_will_do_next() -> None:
    """Fader, Hardie & Shang 2010, tables 4 and 5: donors of 1996 in 2002–2006, and P(alive in 2002)."""
    data = donations()
    still, expected = predict_chances(fit_chances(data), data, ahead=5)
    rows = {(x, t): i for i, (x, t) in enumerate(zip(data.bought, data.last, strict=True))}
    assert [round(float(expected[rows[at]]), 2) for at in [(0, 0), (6, 6), (1, 1)]] == [0.07, 3.75, 0.09]
    assert [round(float(still[rows[at]]), 2) for at in [(0, 0), (6, 6), (4, 4)]] == [0.11, 0.93, 0.20]


@pytest.mark.parametrize(
    ("running", "parameters", "log_likelihood"),
    [(REGULAR, [0.704077, 1.182043], -1680.2652), (HIGH_END, [0.668088, 3.806095], -1611.1581)],
)
def test_contracts(running: list[int], parameters: list[float], log_likelihood: float) -> None:
    found = fit_contracts(running)
    close(found.values, parameters)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-4)


def test_contracts_beyond_what_was_seen() -> None:
    """Fader & Hardie 2007, table 1: 40.9 % (High End) and 18.3 % (Regular) were left after eleven years."""
    assert survival(fit_contracts(HIGH_END), 11)[11] == pytest.approx(0.409, abs=0.02)
    assert survival(fit_contracts(REGULAR), 11)[11] == pytest.approx(0.183, abs=0.02)
    assert renewal_rate(fit_contracts(REGULAR), 1) == pytest.approx(0.627, abs=0.001)
