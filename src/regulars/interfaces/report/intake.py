"""What was read, what was set aside, and what the books can be compared with."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from regulars.facts.intake import Intake, Takings
from regulars.interfaces.report.chapter import Chapter
from regulars.interfaces.report.figures import MINUS, THIN, money, plural
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.twin import twin
from regulars.pictures.parts import parts
from regulars.words import Money

MOST_FILES = 6


def intake_chapter(intake: Intake) -> Chapter:
    """The sum as a bar and in words, each policy with what it changed, takings, and quarantine."""
    figure = rendered(
        "intake.html.j2", intake=intake, bar=_bar(intake), takings=[Column.of(t) for t in intake.takings], parts=_parts(intake),
        set_aside=[(s.policy, s.choice, s.sentence, money(s.amounts)) for s in intake.set_aside],
        noticed=[(n.what, "", n.sentence, money(n.amounts)) for n in intake.noticed],
    )  # fmt: skip
    return Chapter(
        id="reading",
        title="What was read, and set aside",
        reading=intake.sentence() + ".",
        remarks=(*_guests(intake), _files(intake), *(f"Could not be read: {_sentence(name)}" for name in intake.skipped)),
        figure=figure,
        twin=twin(_rows(intake), caption="What became of the rows", file_name="rows_read.csv"),
    )


def _parts(intake: Intake) -> dict[str, int]:
    return {"used": intake.rows_used, "set aside by policy": intake.rows_set_aside, "in quarantine": intake.rows_quarantined}


def _bar(intake: Intake) -> Markup:
    picture = parts(_parts(intake), title="What became of the rows that were read", sentence=intake.sentence())
    return Markup(picture.svg)  # noqa: S704  made by our pictures


def _files(intake: Intake) -> str:
    """The files by name, without the folders they lie in."""
    names = [f.replace("\\", "/").rsplit("/", 1)[-1] for f in intake.files]
    more = f" and {plural(len(names) - MOST_FILES, 'more file')}" if len(names) > MOST_FILES else ""
    return f"Read from {', '.join(names[:MOST_FILES])}{more}." if names else "Read from memory."


def _guests(intake: Intake) -> list[str]:
    """How much of the takings this page is silent about."""
    said = []
    for t in intake.takings:
        if t.guests_minor > 0 and t.in_file_minor > 0:
            share = f"{100 * t.guests_minor / t.in_file_minor:.0f}{THIN}%"
            said.append(
                f"{share} of takings in {t.currency} belong to no known customer: what this page says, it says of the rest."
            )
    return said


@dataclass(frozen=True, slots=True)
class Column:
    """Takings in one currency, written out."""

    currency: str
    in_file: str
    known: str
    guests: str
    set_aside: str
    refunds: str
    residue: str

    @classmethod
    def of(cls, t: Takings) -> Column:
        def written(amount_minor: int) -> str:
            return f"{Money(amount_minor, t.currency).amount:,}".replace("-", MINUS)

        return cls(
            t.currency,
            written(t.in_file_minor),
            written(t.known_customers_minor),
            written(t.guests_minor),
            written(t.set_aside_minor),
            written(t.refunds_minor),
            t.residue,
        )


def _rows(intake: Intake) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [{"what": "used", "choice": "", "rows": intake.rows_used, "sentence": "became facts"}]
    rows += [{"what": s.policy, "choice": s.choice, "rows": s.rows, "sentence": s.sentence} for s in intake.set_aside]
    rows += [{"what": q.reason, "choice": "quarantine", "rows": q.rows, "sentence": q.sentence} for q in intake.quarantined]
    return rows


def reading_in_words(intake: Intake) -> list[str]:
    """The chapter in plain lines: the sum, then each part that is not empty, then the takings."""
    groups = (intake.set_aside, intake.quarantined, intake.noticed)
    parts = [part.sentence for group in groups for part in group if part.rows]
    takings = [
        f"Takings in {t.currency}: {Money(t.in_file_minor, t.currency)}; compare this with your books" for t in intake.takings
    ]
    skipped = [f"Could not be read: {name}" for name in intake.skipped]
    return [_sentence(words) for words in (intake.sentence(), *parts, *skipped, *takings)]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
