"""A world: its facts as tables of the data contract, and the truth behind them. Nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from regulars.worlds.chance import Chance
from regulars.worlds.counting import SUBSETS, counted, named
from regulars.worlds.history import lived
from regulars.worlds.market import market_of
from regulars.worlds.options import AS_OF, FAMILIES, HORIZON_WEEKS, Options
from regulars.worlds.people import people_of
from regulars.worlds.scene import scene_of
from regulars.worlds.telling import answering, asking, binding, buying, offering, speaking, writing
from regulars.worlds.telling.tables import joined
from regulars.worlds.telling.told import Lived
from regulars.worlds.truth import truth_of

HORIZON_DAYS = 7 * HORIZON_WEEKS


@dataclass(frozen=True)
class World:
    """``tables``: one per kind of fact, in the contract's columns, up to ``as_of``. ``truth``: one row per customer."""

    options: Options
    tables: Mapping[str, pa.Table]
    truth: pa.Table
    starts: date
    as_of: date

    def share_staying(self, of: str = "active_now", *, counted_as: str = "stays") -> dict[str, float]:
        """v(S): of the customers of whom column ``of`` of the truth is true, the share who stay with each set of crutches.

        ``counted_as``: ``stays`` (the horizon as it was run first) or ``chance`` (the mean of all runs).
        Empty where it is true of nobody.
        """
        base = self.truth.column(of).to_numpy(zero_copy_only=False)
        columns = {named(s): self.truth.column(f"{counted_as}_{named(s)}").to_numpy(zero_copy_only=False) for s in SUBSETS}
        return {name: float(np.mean(values[base])) for name, values in columns.items() if base.any()}

    def summary(self) -> dict[str, Any]:
        """What ``world.json`` says: how the world was made, and v(S) as counted."""
        asked = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self.options).items()}
        bases = ("active_now", "retained_now")
        return {
            "simulated": True, "meaning": FAMILIES[self.options.family], **asked,
            "starts": self.starts.isoformat(), "as_of": self.as_of.isoformat(), "horizon_days": HORIZON_DAYS,
            "customers_of": {of: int(np.sum(self.truth.column(of).to_numpy(zero_copy_only=False))) for of in bases},
            "stays": {of: self.share_staying(of) for of in bases},
            "chance": {of: self.share_staying(of, counted_as="chance") for of in bases},
            "facts": {kind: t.num_rows for kind, t in self.tables.items()},
        }  # fmt: skip


def make(family: str, seed: int, customers: int, years: float = 2.0, **options: Any) -> World:
    """A simulated market whose truth is known.

    In: ``family`` A, B or C; ``seed``: the same gives the same world; ``customers`` (at least 100) and
    ``years`` before the as-of day; ``options`` as ``Options`` names them. Out: every kind of fact as an
    Arrow table, and the truth by counting: what each customer would do in the next 91 days with each
    set of crutches. UsageError where an option cannot be.
    """
    return world_of(Options(family, seed, customers, years, **options))


def world_of(options: Options) -> World:
    chance = Chance(options.seed)
    market = market_of(options, chance)
    scene = scene_of(options.family, market, people_of(options, market, chance), chance)
    history = lived(scene)
    told = Lived(options, scene, history, counted(scene, history.state, options.repetitions))
    tables, books = _tables(told)
    return World(options, tables, truth_of(told, books), options.starts, AS_OF)


def _tables(told: Lived) -> tuple[dict[str, pa.Table], buying.Books]:
    coupons = offering.coupons_of(told)
    books = buying.books_of(told, coupons.redeems(len(told.history.who)))
    asked = asking.asked_of(told)
    return {
        "purchases": buying.purchases(told, books),
        "purchase_lines": buying.purchase_lines(told, books),
        "refunds": buying.refunds(told, books),
        "answers": answering.answers(asked),
        "contacts": joined("contacts", writing.letters(told, coupons), asking.invitations(asked)),
        "permissions": writing.permissions(told),
        "complaints": speaking.complaints(told, books),
        "advocacy": speaking.advocacy(told, books),
        "incentives": offering.incentives(told, books, coupons),
        "commitments": binding.commitments(told),
        "conditions": binding.conditions(told),
        "assignments": asking.assignments(asked),
        "attributes": binding.attributes(told),
        "identities": binding.identities(told),
    }, books
