"""Long walks of the ledger's machine: its own rules and its own checks, with chances drawn by a seeded generator.

Hypothesis finds and explains, and most of its time goes into that. Here drawing costs little, so that millions of steps can
be made. A walk has a seed and a number, which a failure tells: the same two take the same steps again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.actions.ledger_machine import MEMBERS, WAITS, LedgerMachine

SHORTEST, LONGEST = 10, 90  # steps of one walk
MOSTS = (8, 12, 40)  # points
CHECKED_EVERY = 10  # steps; and at a walk's end
Made = dict[str, list[Any]]
Draw = Callable[["Chance", Made], dict[str, Any]]


class Chance(Random):
    """What draws a walk. ``most``: the most points that come or go at once; small sums meet each other no less, and sooner."""

    most: int = 40


def _member(chance: Chance) -> str:
    return chance.choice(MEMBERS)


def _amount(chance: Chance) -> int:
    return 1 + int(chance.most * chance.random())


def _part(chance: Chance) -> int | None:
    return None if chance.random() < 0.3 else _amount(chance)


def _days(chance: Chance) -> int | None:
    return None if chance.random() < 0.4 else int(5 * chance.random())


def _earn(chance: Chance, _: Made) -> dict[str, Any]:
    points = {"one": int(0.8 * chance.most * chance.random()), "two": int(0.3 * chance.most * chance.random())}
    return {"member": _member(chance), **points, "waits": _days(chance), "lives": _days(chance)}


def _refund(chance: Chance, made: Made) -> dict[str, Any]:
    one = None if chance.random() < 0.3 else 1 + int(100 * chance.random())
    return {"lot": chance.choice(made["lots"]), "one": one, "both": chance.random() < 0.5}


def _adjust(chance: Chance, _: Made) -> dict[str, Any]:
    amount = (1 + int(25 * chance.random())) * (1 if chance.random() < 0.5 else -1)
    return {"member": _member(chance), "amount": amount, "agreed": chance.random() < 0.5}


# What each rule of the machine is given. A test holds this table to the rules and to their arguments.
DRAWS: dict[str, Draw] = {
    "wait": lambda c, _: {"by": c.choice(WAITS)},
    "run_the_job": lambda _c, _m: {},
    "earn": _earn,
    "spend": lambda c, _: {"member": _member(c), "amount": _amount(c)},
    "give_back": lambda c, made: {"spend": c.choice(made["spends"]), "amount": _part(c)},
    "hold": lambda c, _: {"member": _member(c), "amount": _amount(c), "days": 1 + int(4 * c.random())},
    "capture": lambda c, made: {"hold": c.choice(made["holds"]), "amount": _part(c)},
    "void": lambda c, made: {"hold": c.choice(made["holds"])},
    "refund": _refund,
    "transfer": lambda c, _: {"giver": _member(c), "receiver": _member(c), "amount": _amount(c)},
    "adjust": _adjust,
    "merge": lambda c, _: {"absorbed": _member(c), "into": _member(c), "really": 0},
    "repeat": lambda c, _: {"which": int(31 * c.random())},
}
# What a rule's answer is kept as, and which rules have nothing to do before there is any.
KEPT = {"earn": "lots", "spend": "spends", "capture": "spends", "hold": "holds"}
NEEDS = {"give_back": "spends", "capture": "holds", "void": "holds", "refund": "lots"}
# How often a rule comes, before chance weighs it for each walk. Two members become one for good, so seldom; time runs away.
OFTEN = {"earn": 3.0, "merge": 0.1, "wait": 0.6, "run_the_job": 0.5}


@dataclass
class Walk:
    """One walk: which rules it prefers is drawn too, so that some walks never wait and others hardly do anything else."""

    machine: LedgerMachine
    chance: Chance
    made: Made = field(default_factory=lambda: {name: [] for name in ("lots", "spends", "holds")})
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def go(self) -> int:
        """Take all steps; how many they were."""
        names = list(DRAWS)
        liked = (0.0, 0.3, 1.0, 1.0, 3.0)
        weights = [OFTEN.get(n, 1.0) * (1.0 if n == "earn" else self.chance.choice(liked)) for n in names]
        steps, self.chance.most = self.chance.randint(SHORTEST, LONGEST), self.chance.choice(MOSTS)
        for name in self.chance.choices(names, weights, k=2 * steps):
            if self.made[NEEDS[name]] if name in NEEDS else True:
                self._step(name)
            if len(self.taken) == steps:
                break
        self._look()
        return len(self.taken)

    def _step(self, name: str) -> None:
        given = DRAWS[name](self.chance, self.made)
        self.taken.append((name, given))
        answer = getattr(self.machine, name)(**given)
        if answer is not None and name in KEPT:
            self.made[KEPT[name]].append(answer)
        if len(self.taken) % CHECKED_EVERY == 0:
            self._look()

    def _look(self) -> None:
        self.machine.balances_agree()
        self.machine.lots_add_up()


def walk(machine: Callable[[], LedgerMachine], steps: int, seed: int) -> int:
    """Take walk after walk until there were so many steps; how many they were. What fails tells its walk and its steps."""
    done, number = 0, 0
    while done < steps:
        this, number = Walk(machine(), Chance(f"{seed} {number}")), number + 1
        try:
            done += this.go()
            this.machine.teardown()
        except Exception as e:
            e.add_note(f"seed {seed}, walk {number - 1}:\n" + "\n".join(f"  {name} {given}" for name, given in this.taken))
            raise
    return done
