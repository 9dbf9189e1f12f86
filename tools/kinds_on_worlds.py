"""What kinds find in simulated markets, against the truth that was counted there: one line per world.

.venv/bin/python tools/kinds_on_worlds.py A 1 10        family, first seed, last seed
.venv/bin/python tools/kinds_on_worlds.py B 1 10 misreport=0.2 response_odds=2
.venv/bin/python tools/kinds_on_worlds.py ABC 601 700 customers=6000 times=20 lines=lines.txt   goes on where it was stopped
.venv/bin/python tools/kinds_on_worlds.py sum lines.txt     what all lines come to, against the goals, as docs/soak.md has it

Kinds are found as the report finds them: after the verdict, without axes that fell, with past shocks of those that held.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import cross_val_predict

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS as KINDS_OF_FACT
from regulars.facts.log import Facts
from regulars.settings import Settings
from regulars.understanding.kinds.crutches import CRUTCHES, KINDS
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.kinds import kinds
from regulars.understanding.kinds.reckoning import TIMES
from regulars.understanding.verdict.verdict import Verdict, verdict
from regulars.worlds.world import World, make

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
from tools.markets_summed import summed  # noqa: E402  run as a script, tools is no package yet
from tools.stress_on_worlds import WITHOUT, Stress, stress  # noqa: E402

LEVEL, HALF, WIDE = 0.9, 0.5, 0.35
_USE = ("incentive", "convenience")
"""The axes whose use says nothing of dependence in family C."""


@dataclass(frozen=True)
class Scored:
    """One world: share right of all retained who said nothing, and in the surer half of them; the same two of a ceiling, a
    model that is told the truth of everybody else on the same indicators; and the headline against the truth.
    """

    right: float
    surer_half: float
    ceiling: float
    ceiling_surer_half: float
    earned: float
    truth: float
    interval: tuple[float, float]
    band: tuple[float, float]
    lost: dict[str, tuple[float, float, float, float]]

    @property
    def covered(self) -> bool:
        return self.band[0] <= self.truth <= self.band[1]

    @property
    def within(self) -> bool:
        """Whether the plain interval holds the truth."""
        return self.interval[0] <= self.truth <= self.interval[1]

    @property
    def width(self) -> float:
        return self.band[1] - self.band[0]


@dataclass(frozen=True)
class Tried:
    """One world as the report would find it: the verdict, kinds by it, the score, and the stress test."""

    verdict: Verdict
    score: Scored
    stress: Stress | None

    @property
    def abstains(self) -> bool:
        """No axis whose use may say nothing of dependence is called supported; or the band is wide."""
        return not set(_USE) & set(self.verdict.supported) or self.score.width > WIDE


def tried(world: World, *, times: int = TIMES, ceiling: bool = True) -> Tried:
    """A world from its facts alone, then against its truth."""
    facts = facts_of(world)
    said = verdict(facts)
    found = kinds(facts, failed=said.failed, supported=said.supported, times=times)
    return Tried(said, scored(world, found, ceiling=ceiling), stress(world, facts, found))


def facts_of(world: World, level: float = LEVEL) -> Facts:
    """A world's tables as facts in memory."""
    engine = DuckDBEngine(threads=1)
    for kind in KINDS_OF_FACT.values():
        engine.put(kind.name, world.tables.get(kind.name, kind.schema.empty_table()))
    return Facts.over(engine, Settings(as_of=world.as_of, level=level))


def scored(world: World, found: Kinds, *, ceiling: bool = True) -> Scored:
    """What was found against the world's truth: of who bought in the last two quarters, less who answered."""
    assert found.learned is not None
    assert found.headline is not None
    truth = _aligned(world, found)
    kind = np.array([KINDS.index(k) if k in KINDS else -1 for k in truth["kind"]])
    retained = truth["retained_now"].astype(bool) & (kind >= 0)
    silent = retained.copy()
    silent[found.learned.sample.replies.rows] = False
    chances = found.learned.known.chances[:, :4].copy()
    chances[:, 0] += found.learned.known.chances[:, 4:].sum(axis=1)
    right = (chances.argmax(axis=1) == kind)[silent]
    sure = chances.max(axis=1)[silent]
    stays = world.share_staying("active_now", counted_as="chance")
    earned = found.headline.parts["earned"]
    lost: dict[str, tuple[float, float, float, float]] = {
        c: (p.value or 0.0, stays["all"] - stays[WITHOUT[c]], *p.band)
        for c, p in ((c, found.headline.lost[c]) for c in CRUTCHES)
    }
    most = _ceiling(found.learned.signals.shrunk, kind, retained, silent) if ceiling else (float("nan"), float("nan"))
    return Scored(
        *_right_and_surer(right, sure), *most,
        earned.value or 0.0, stays["none"], earned.interval, earned.band, lost,
    )  # fmt: skip


def _aligned(world: World, found: Kinds) -> dict[str, NDArray[np.object_]]:
    places = {c: i for i, c in enumerate(world.truth.column("customer_id").to_pylist())}
    rows = [places[c] for c in found.evidence.customers.to_pylist()]
    return {n: np.array(world.truth.column(n).to_pylist(), dtype=object)[rows] for n in ("kind", "retained_now")}


def _right_and_surer(right: NDArray[np.bool_], sure: NDArray[np.float64]) -> tuple[float, float]:
    """The share right of all, and of the half that was surest."""
    return float(right.mean()), float(right[sure >= np.quantile(sure, HALF)].mean())


def _ceiling(
    shrunk: NDArray[np.float64], kind: NDArray[np.int64], retained: NDArray[np.bool_], silent: NDArray[np.bool_]
) -> tuple[float, float]:
    """Gradient boosting on everybody's true kind, each foretold from the others: the share right, and in its surer half."""
    if not shrunk.shape[1]:  # every axis fell: nothing to tell customers by
        return float((kind == np.bincount(kind[retained]).argmax())[silent].mean()), float("nan")
    model = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=30)
    chances = np.zeros((len(kind), len(np.unique(kind[retained]))))
    chances[retained] = cross_val_predict(model, shrunk[retained], kind[retained], cv=4, method="predict_proba")
    foretold = np.unique(kind[retained])[chances.argmax(axis=1)]
    return _right_and_surer((foretold == kind)[silent], chances.max(axis=1)[silent])


def main(family: str, first: str, last: str, *options: str) -> None:
    given = dict(o.split("=") for o in options)
    lines = Path(given.pop("lines", "/dev/stdout"))
    chosen = {name: float(value) for name, value in given.items()}
    customers, times = int(chosen.pop("customers", 6000)), int(chosen.pop("times", TIMES))
    whole = {name: int(value) if name in ("answers", "repetitions") else value for name, value in chosen.items()}
    fast = bool(whole.pop("fast", 0))
    for seed in range(int(first), int(last) + 1):
        for letter in family:
            name = f"{letter}{seed:3d}"
            if not there(name, lines):
                found = tried(make(letter, seed, customers, **whole), times=times, ceiling=not fast)
                with lines.open("a", encoding="utf-8") as told:
                    told.write(f"{name} {line(found)} | {commit()}\n")


def there(name: str, lines: Path) -> bool:
    """Whether a file of lines has this market already."""
    return lines.is_file() and any(told.startswith(f"{name} ") for told in lines.read_text(encoding="utf-8").splitlines())


def commit() -> str:
    """Of the code that ran."""
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def line(found: Tried) -> str:
    """One world in one line."""
    s, told = found.score, found.stress
    lost = " ".join(f"{c} {v:.3f}/{t:.3f}{'' if low <= t <= high else '!'}" for c, (v, t, low, high) in s.lost.items())
    closer = "none" if told is None else (
        f"loss {told.loss[0]:.3f}/{told.loss[1]:.3f} {'closer' if told.closer[0] else 'FARTHER'}, "
        f"total {told.total[0]:.3f}/{told.total[1]:.3f} {'closer' if told.closer[1] else 'FARTHER'}"
    )  # fmt: skip
    return (
        f"right {s.right:.3f} of {s.ceiling:.3f} = {s.right / s.ceiling:.2f}, surer half +{s.surer_half - s.right:.3f} of "
        f"+{s.ceiling_surer_half - s.ceiling:.3f} | "
        f"earned {s.earned:.3f} ({s.interval[0]:.3f}-{s.interval[1]:.3f} {'in' if s.within else 'OUT'}, band "
        f"{s.band[0]:.3f}-{s.band[1]:.3f} {'in' if s.covered else 'OUT'}) truth {s.truth:.3f} | lost {lost} | "
        f"held {','.join(found.verdict.supported) or '-'}; fell {','.join(found.verdict.failed) or '-'}; "
        f"{'abstains' if found.abstains else 'speaks'} | stress {closer}"
    )


if __name__ == "__main__":
    if sys.argv[1] == "sum":
        print("\n".join(summed(Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())))
    else:
        main(*sys.argv[1:])
