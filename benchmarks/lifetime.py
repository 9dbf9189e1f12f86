"""Fits of lifetime models beside the peers', in processor time, on the same customers and the same likelihood.

    python benchmarks/lifetime.py                        CDNOW's 2,357 and 23,570 customers, and a million made up
    python benchmarks/lifetime.py --sizes 2357 --times 3

The peers live in an environment of their own, made from benchmarks/oracles.lock in build/oracles:

    uv venv build/oracles/venv
    uv pip install --python build/oracles/venv/bin/python --require-hashes -r benchmarks/oracles.lock

Programs take turns. Each run is a process of its own that loads the customers first and times the
fit alone; pymc-marketing fits once before, so that nothing is compiled while the clock runs. Our
log-likelihood at each program's parameters says whether they found the same summit.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
PEERS = ROOT / "build" / "oracles" / "venv" / "bin" / "python"
MODELS = {"bg_nbd": ("r", "alpha", "a", "b"), "mbg_nbd": ("r", "alpha", "a", "b"), "pareto_nbd": ("r", "alpha", "s", "beta")}
TIME_LIMIT = 420
# One thread for linear algebra: waiting threads spin, and would count as work.
ALONE = {**os.environ, **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")}
# What a program does not offer, or what takes many minutes on a million customers.
LEFT_OUT = {
    ("clvkit", "pareto_nbd"), ("pymc-marketing, warm", "pareto_nbd"),
    ("clvkit", "1000000"), ("pymc-marketing, warm", "1000000"), ("lifetimes pareto_nbd", "1000000"),
}  # fmt: skip


def regulars(data: dict[str, Any], model: str) -> list[float]:
    from regulars.measures.lifetime.fitting import fit
    from regulars.measures.lifetime.summary import Summary

    return list(fit(Summary.of(data["frequency"], data["recency"], data["T"]), model).values)


def lifetimes(data: dict[str, Any], model: str) -> list[float]:
    import lifetimes as peer

    names = {"bg_nbd": "BetaGeoFitter", "mbg_nbd": "ModifiedBetaGeoFitter", "pareto_nbd": "ParetoNBDFitter"}
    fitter = getattr(peer, names[model])()
    fitter.fit(data["frequency"], data["recency"], data["T"])
    return [float(fitter.params_[name]) for name in MODELS[model]]


def clvkit(data: dict[str, Any], model: str) -> list[float]:
    import pandas as pd
    from clvkit.clv.bgnbd import BGNBD
    from clvkit.clv.mbgnbd import MBGNBD
    from clvkit.customer_base import CustomerBase

    ends = pd.Timestamp("1997-09-30")
    known = {"time_unit": "W", "observation_period_end": ends, "has_monetary": False, "on_negative": "drop", "collapse": "D"}
    base = CustomerBase(pd.DataFrame(data), **known)
    fitter = {"bg_nbd": BGNBD, "mbg_nbd": MBGNBD}[model]()
    fitter.fit(base)
    return [float(fitter.params_[name]) for name in MODELS[model]]


def pymc_marketing(data: dict[str, Any], model: str) -> list[float]:
    import pandas as pd
    from pymc_marketing import clv

    kind = {"bg_nbd": clv.BetaGeoModel, "mbg_nbd": clv.ModifiedBetaGeoModel}[model]
    table = pd.DataFrame({"customer_id": range(len(data["T"])), **data})
    fitter = kind(data=table)
    fitter.fit(method="map", progressbar=False)
    found = fitter.idata.posterior
    return [float(found[name].values.ravel()[0]) for name in MODELS[model]]


PROGRAMS: dict[str, Callable[[dict[str, Any], str], list[float]]] = {
    "regulars": regulars,
    "lifetimes": lifetimes,
    "clvkit": clvkit,
    "pymc-marketing, warm": pymc_marketing,
}


def timed(program: str, path: str, model: str) -> None:
    """One process's work: load, fit, and print seconds and parameters."""
    import numpy as np

    loaded = np.load(path)
    data = {name: loaded[name] for name in ("frequency", "recency", "T")}
    work = PROGRAMS[program]
    work(data if program.startswith("pymc") else {k: v[:300] for k, v in data.items()}, model)  # imports are not counted
    wall, cpu = time.perf_counter(), time.process_time()
    values = work(data, model)
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "values": values}))


def customers(size: int, folder: Path) -> Path:
    """CDNOW's tenth sample, CDNOW, or customers made up as BG/NBD tells CDNOW's story."""
    import numpy as np

    from tests.published.conftest import _read, summary_of

    if size == 2357:
        found = summary_of(_read("CDNOW_sample.txt", 1, 2, 4))
    elif size == 23570:
        found = summary_of(_read("CDNOW_master.txt", 0, 1, 3))
    else:
        found = made_up(size)
    path = folder / f"{size}.npz"
    np.savez(path, frequency=found.frequency, recency=found.recency, T=found.age)
    return path


def made_up(size: int) -> Any:
    """Two years in whole days, with CDNOW's parameters, seeded."""
    import numpy as np

    from regulars.measures.lifetime.summary import Summary

    random = np.random.default_rng(5)
    age = random.integers(1, 730, size).astype(float)
    rate, leave = random.gamma(0.2426, 1 / (4.4136 * 7), size), random.beta(0.7929, 2.4259, size)
    frequency, recency, at, who = np.zeros(size), np.zeros(size), np.zeros(size), np.arange(size)
    while len(who):
        at[who] += np.ceil(random.exponential(1 / np.maximum(rate[who], 1e-9)))
        who = who[at[who] <= age[who]]
        frequency[who] += 1
        recency[who] = at[who]
        who = who[random.random(len(who)) >= leave[who]]
    return Summary.of(frequency, recency / 7, age / 7)


def compare(size: int, model: str, path: Path, times: int, programs: list[str]) -> list[str]:
    """Rows of the table for one model on one number of customers."""
    left_out = {p for p in PROGRAMS if LEFT_OUT & {(p, model), (p, str(size)), (f"{p} {model}", str(size))}}
    wanted = [p for p in programs if p not in left_out]
    runs: dict[str, list[dict[str, Any]]] = {p: [] for p in wanted}
    for _ in range(times):
        for program in wanted:
            if (found := one_run(program, path, model)) is not None:
                runs[program].append(found)
    ours = statistics.median(r["cpu"] for r in runs["regulars"])
    return [row(size, model, p, found, ours, path) for p, found in runs.items()]


def one_run(program: str, path: Path, model: str) -> dict[str, Any] | None:
    python = sys.executable if program == "regulars" else str(PEERS)
    command = [python, "-W", "ignore", __file__, "--one", program, "--data", str(path), "--model", model]
    try:
        told = subprocess.run(command, env=ALONE, capture_output=True, text=True, check=False, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return None
    if told.returncode:
        sys.stderr.write(f"{program} failed on {model}:\n{told.stderr[-600:]}\n")
        return None
    return dict(json.loads(told.stdout.strip().splitlines()[-1]))


def row(size: int, model: str, program: str, runs: list[dict[str, Any]], ours: float, path: Path) -> str:
    if not runs:
        return f"| {size:,} | {model} | {program} | failed, or over {TIME_LIMIT} s | | |"
    cpu = statistics.median(r["cpu"] for r in runs)
    likelihood = log_likelihood(path, model, runs[0]["values"])
    return f"| {size:,} | {model} | {program} | {cpu:.3f} | {cpu / ours:.1f} | {likelihood:,.4f} |"


def log_likelihood(path: Path, model: str, values: list[float]) -> float:
    """Of these parameters, by our formula: programs at one summit have the same."""
    import numpy as np

    from regulars.measures.lifetime.fitting import model_named
    from regulars.measures.lifetime.summary import Summary

    data = np.load(path)
    h = Summary.of(data["frequency"], data["recency"], data["T"]).histories
    return float(h.weight @ model_named(model).log_likelihood(np.array(values), h)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2357, 23570, 1_000_000])
    parser.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
    parser.add_argument("--programs", nargs="+", choices=list(PROGRAMS), default=list(PROGRAMS))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--one", choices=list(PROGRAMS))
    parser.add_argument("--data")
    parser.add_argument("--model", choices=list(MODELS))
    given = parser.parse_args()
    if given.one:
        timed(given.one, given.data, given.model)
        return
    print("| customers | model | program | CPU s | this ÷ ours | log-likelihood |\n|---:|---|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            path = customers(size, Path(folder))
            for model in given.models:
                for line in compare(size, model, path, given.times if size < 100_000 else 1, given.programs):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
