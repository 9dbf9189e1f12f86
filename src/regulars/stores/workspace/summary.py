"""What all imports together read, without counting a repeated import twice.

Facts can't be counted twice: they have an identity. Rows that were set aside or quarantined have
none, so an import whose facts all came again in a later one (last month's export, then this
month's from the beginning) leaves the sums. Where imports overlap in part, a notice says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from regulars.facts.intake import Intake, Noticed, Quarantined, SetAside, Takings
from regulars.facts.kinds import KINDS
from regulars.stores.workspace.manifest import Counts, Manifest
from regulars.words import Money, counted

# Notices in which nothing is counted: of two imports they say the same thing once.
_OF_WHOLE_FILES = frozenset(("files", "dates_only", "customer_ids", "rates", "currencies", "attributes"))
_ALWAYS_TOLD = ("purchases", "purchase_lines", "refunds", "attributes")


def summary(history: Sequence[Manifest]) -> Intake | None:
    """One Intake for a workspace; its takings are sums of the imports' own. None before the first import."""
    imports = counted_imports(history)
    if not imports:
        return None
    intakes = [m.intake for m in imports]
    return Intake(
        files=tuple(dict.fromkeys(f for i in intakes for f in i.files)),
        rows_read=sum(i.rows_read for i in intakes),
        rows_used=sum(i.rows_used for i in intakes),
        set_aside=tuple(_set_aside([s for i in intakes for s in i.set_aside])),
        quarantined=tuple(_quarantined([q for i in intakes for q in i.quarantined])),
        noticed=(*_noticed([n for i in intakes for n in i.noticed]), *_overlap(imports)),
        takings=tuple(_takings([t for i in intakes for t in i.takings])),
        facts=_facts(history),
        recognised={k: v for i in intakes for k, v in i.recognised.items()},
        policies={k: v for i in intakes for k, v in i.policies.items()},
        skipped=tuple(dict.fromkeys(f for i in intakes for f in i.skipped)),
    )


def counted_imports(history: Sequence[Manifest]) -> list[Manifest]:
    """The imports that a sum may count: those that no other repeats."""
    repeated: set[str] = set()
    held: dict[tuple[str, str], int] = defaultdict(int)
    for m in history:
        written = sum(c.new + c.changed for c in m.counts.values())
        if history[0] is not m and not written:
            repeated.add(m.import_id)  # it only said again what was known
        else:
            repeated |= _repeated_by(m, held, history)
        _hold(m, held)
    return [m for m in history if m.import_id not in repeated]


def _repeated_by(later: Manifest, held: dict[tuple[str, str], int], history: Sequence[Manifest]) -> set[str]:
    """The earlier imports all of whose facts, brought or met there, came again in a later one."""
    found: set[str] = set()
    for earlier in history[: later.number - 1]:
        kinds = [kind for kind in earlier.counts if held[kind, earlier.import_id]]
        whole = all(_again(later, kind, earlier.import_id) >= held[kind, earlier.import_id] for kind in kinds)
        met = {by for c in earlier.counts.values() for by in c.again}
        if kinds and whole and met <= found:
            found.add(earlier.import_id)
    return found


def _again(m: Manifest, kind: str, import_id: str) -> int:
    """How many of an earlier import's facts a later one spoke of: by saying them again, or by withdrawing them."""
    counts = m.counts.get(kind, Counts(0))
    return counts.again.get(import_id, 0) + counts.withdrawn.get(import_id, 0)


def _hold(m: Manifest, held: dict[tuple[str, str], int]) -> None:
    for kind, c in m.counts.items():
        held[kind, m.import_id] = c.new + c.changed
        for by, n in (*c.replaced.items(), *c.withdrawn.items()):
            held[kind, by] -= n


def _overlap(imports: Sequence[Manifest]) -> list[Noticed]:
    """Facts that two counted imports share."""
    ids = {m.import_id for m in imports}
    shared = sum(n for m in imports for c in m.counts.values() for by, n in c.again.items() if by in ids)
    if not shared:
        return []
    sentence = (
        f"{counted(shared, 'fact')} came in more than one import and {'counts' if shared == 1 else 'count'} once;"
        " rows set aside or quarantined have no identity, and those in both count twice"
    )
    return [Noticed("overlapping_imports", shared, (), sentence)]


def _facts(history: Sequence[Manifest]) -> dict[str, int]:
    held = {kind: sum(_gained(m.counts[kind]) for m in history if kind in m.counts) for kind in KINDS}
    return {kind: n for kind, n in held.items() if n or kind in _ALWAYS_TOLD}


def _gained(counts: Counts) -> int:
    return counts.new - sum(counts.withdrawn.values())


def _set_aside(items: Sequence[SetAside]) -> Iterable[SetAside]:
    for policy, choice in dict.fromkeys((s.policy, s.choice) for s in items):
        same = [s for s in items if (s.policy, s.choice) == (policy, choice)]
        rows, amounts = sum(s.rows for s in same), _sum(a for s in same for a in s.amounts)
        sentence = same[0].sentence if len(same) == 1 else _sentence(f"{policy} ({choice})", rows, amounts, len(same))
        yield SetAside(policy, choice, rows, amounts, sentence)


def _noticed(items: Sequence[Noticed]) -> Iterable[Noticed]:
    for what, _ in dict.fromkeys(_told_as(n) for n in items):
        same = [n for n in items if _told_as(n) == (what, _)]
        rows, amounts = sum(n.rows for n in same), _sum(a for n in same for a in n.amounts)
        alike = len({n.sentence for n in same}) == 1 and (len(same) == 1 or what in _OF_WHOLE_FILES)
        yield Noticed(what, rows, amounts, same[0].sentence if alike else _sentence(what, rows, amounts, len(same)))


def _told_as(notice: Noticed) -> tuple[str, str]:
    """What notices are added up: those of the same thing; a note on a file stands for itself."""
    return notice.what, notice.sentence if notice.what == "files" else ""


def _quarantined(items: Sequence[Quarantined]) -> Iterable[Quarantined]:
    for reason in dict.fromkeys(q.reason for q in items):
        same = [q for q in items if q.reason == reason]
        rows, first = sum(q.rows for q in same), tuple(b for q in same for b in q.first)[:5]
        sentence = same[0].sentence if len(same) == 1 else _sentence(reason, rows, (), len(same))
        yield Quarantined(reason, rows, sentence, first)


def _takings(items: Sequence[Takings]) -> Iterable[Takings]:
    names = ("in_file_minor", "known_customers_minor", "guests_minor", "set_aside_minor", "refunds_minor")
    for currency in dict.fromkeys(t.currency for t in items):
        same = [t for t in items if t.currency == currency]
        residue = sum((Decimal(t.residue) for t in same), Decimal(0))
        yield Takings(currency, **{name: sum(getattr(t, name) for t in same) for name in names}, residue=str(residue))


def _sum(amounts: Iterable[Money]) -> tuple[Money, ...]:
    found: dict[str, Money] = {}
    for a in amounts:
        found[a.currency] = found[a.currency] + a if a.currency in found else a
    return tuple(found.values())


def _sentence(what: str, rows: int, amounts: Sequence[Money], imports: int) -> str:
    money = f", {' and '.join(str(a) for a in amounts)}" if amounts else ""
    return f"{what.replace('_', ' ')}: {counted(rows, 'row')} in {counted(imports, 'import')}{money}"
