"""The Intake of a reading: the sums, the sentences, and the proof that both add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from regulars.facts.intake import Intake, Noticed, Takings
from regulars.readers.declared.reading import Declared
from regulars.readers.rows import quarantine, refunds
from regulars.readers.rows.asking import one
from regulars.readers.rows.doubts import doubts
from regulars.readers.rows.fields import Form
from regulars.readers.rows.figures import Figures
from regulars.readers.rows.priced import Shape
from regulars.readers.rows.sentences import noticed, set_aside
from regulars.readers.rows.staging import Ways
from regulars.readers.rows.tally import Bought, Group, given_back, repeated, taken_off, tally
from regulars.readers.rows.unused import unused
from regulars.settings import Settings

_OTHER_FACTS = ("purchase_lines", "refunds", "attributes")


@dataclass(frozen=True, slots=True)
class Read:
    """A reading that is done, about to be summed up. ``attributes``: rows read, rows used. ``bought``: purchases as facts."""

    connection: duckdb.DuckDBPyConnection
    forms: Sequence[Form]
    ways: Mapping[int, Ways]
    shape: Shape
    settings: Settings
    policies: Mapping[str, str]
    attributes: tuple[int, int]
    bought: Sequence[Bought]
    declared: Declared


def _undated(read: Read) -> int:
    """Rows of attributes that say of no day since when."""
    forms = [f for f in read.forms if f.grain == "attributes"]
    return read.attributes[1] if any(not f.has("occurred") for f in forms) else 0


def _calendars(read: Read) -> tuple[Noticed, ...]:
    """Dates that are of another calendar than most."""
    others = [f for f in read.forms if f.number in read.ways and read.ways[f.number].dates.calendar != "common"]
    said = [f"dates in {f.mapping.columns['occurred']} are {read.ways[f.number].dates.why}" for f in others]
    return tuple(Noticed("calendar", 0, (), words) for words in dict.fromkeys(said))


def _unused(read: Read) -> int:
    """Rows of other kinds than orders that went to quarantine."""
    return read.attributes[0] - read.attributes[1] + read.declared.rows_read - read.declared.rows_used


def summarise(read: Read) -> Intake:
    """Count what became of every row, and assert that nothing was lost."""
    connection = read.connection
    groups = tally(connection) if any(f.is_of_orders for f in read.forms) else []
    bad = quarantine.summary(connection)
    drop = read.policies["exact_duplicates"] == "drop"
    dropped = sum(g.repeats for g in groups if g.used) if drop else 0
    rejected = sum(q.rows for q in bad) - sum(g.rows for g in groups if not g.good) - _unused(read)
    used = sum(g.rows for g in groups if g.used) - dropped + read.attributes[1] + read.declared.rows_used
    rows_read = sum(g.rows for g in groups) + read.attributes[0] + read.declared.rows_read + rejected
    again = repeated(connection)
    back, has_ids = given_back(connection), all(f.has("order") for f in read.forms if f.grain == "order")
    off = taken_off(connection)
    figures = Figures(groups, read.policies, rows_read, again, back, off, read.shape, read.settings, orders_have_ids=has_ids)
    told = (*refunds.left_out(connection), *_calendars(read), *unused(read.forms, rows_read))
    intake = Intake(
        files=tuple(name for f in read.forms for name in f.scan.files),
        rows_read=rows_read,
        rows_used=used,
        set_aside=set_aside(figures),
        quarantined=bad,
        noticed=(*noticed(figures, _undated(read)), *told, *read.declared.noticed, *doubts(connection, read.forms, rows_read)),
        takings=_takings(figures, read.bought),
        facts={"purchases": sum(b.purchases for b in read.bought), **_counts(connection), **read.declared.facts},
        recognised={column: field for f in read.forms for field, column in f.mapping.columns.items()},
        policies=dict(read.policies),
    )
    assert rejected >= 0, f"{-rejected} bad rows were not found again"
    assert intake.rows_read == intake.rows_used + intake.rows_set_aside + intake.rows_quarantined, intake.sentence()
    return intake


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {k: one(connection, f"SELECT count(*) FROM incoming_{k}")[0] for k in _OTHER_FACTS}


def _takings(figures: Figures, bought: Sequence[Bought]) -> tuple[Takings, ...]:
    facts = {b.currency: b for b in bought}
    currencies = sorted({g.currency for g in figures.groups if g.good} | set(facts))
    return tuple(_of_currency(c, figures, facts[c].known_minor if c in facts else 0, facts[c].guests_minor if c in facts else 0)
                 for c in currencies)  # fmt: skip


def _of_currency(currency: str, figures: Figures, known: int, guests: int) -> Takings:
    mine = [g for g in figures.groups if g.good and g.currency == currency]
    off = figures.off[currency].minor if currency in figures.off else 0
    kept = sum(g.minor for g in mine if g.used and g.sold) - figures.again.get(currency, (0, 0))[1] + off
    aside = sum(g.minor for g in mine if not g.used or not (g.sold or g.flags["is_refund"])) - off
    if figures.policies["exact_duplicates"] == "drop":
        dropped = sum(g.repeats_minor for g in mine if g.used and g.sold and g.grain != "both")
        kept, aside = kept - dropped, aside + dropped
    assert kept == known + guests, f"{currency}: rows say {kept}, facts say {known} + {guests}"
    return Takings(
        currency=currency,
        in_file_minor=int(kept + aside),
        known_customers_minor=int(known),
        guests_minor=int(guests),
        set_aside_minor=int(aside),
        refunds_minor=figures.back.get(currency, (0, 0, 0))[0],
        residue=_residue(mine),
    )


def _residue(groups: Iterable[Group]) -> str:
    total = sum((g.remainder for g in groups if g.used), Decimal(0))
    return f"{total.normalize():f}" if total else "0"
