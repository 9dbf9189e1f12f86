"""The store's own audit: every sum is made again from what was written, and held against what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from regulars.actions.rewards.ledger.entries import LEGS, EntryId
from regulars.stores.operations import sqlite
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.failures import failures
from regulars.stores.operations.schema import HOLDS, LOTS

_SUM = " + ".join(leg for leg in LEGS if leg != "debt") + " - debt"
# Each question lists what is wrong; a sound store answers with nothing.
QUESTIONS: dict[str, str] = {
    "an entry's legs do not sum to zero": f"SELECT account_id, number FROM entries WHERE {_SUM} <> 0",
    "entries are missing from the count": """
        SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT account_id, count(*) AS n, max(number) AS last FROM entries GROUP BY account_id) AS e
          ON e.account_id = a.account_id
        WHERE a.number <> coalesce(e.n, 0) OR a.number <> coalesce(e.last, 0)""",
    "a balance is not the sum of its entries": """
        SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT account_id, sum(available) AS available, sum(pending) AS pending, sum(debt) AS debt
                   FROM entries GROUP BY account_id) AS e ON e.account_id = a.account_id
        WHERE a.available <> coalesce(e.available, 0) OR a.pending <> coalesce(e.pending, 0)
          OR a.debt <> coalesce(e.debt, 0)""",
    "an entry says another balance than the entries up to it": """
        SELECT account_id, number FROM (
          SELECT account_id, number, available_after, pending_after, debt_after,
            sum(available) OVER w AS available_sum, sum(pending) OVER w AS pending_sum, sum(debt) OVER w AS debt_sum
          FROM entries WINDOW w AS (PARTITION BY account_id ORDER BY number)) AS running
        WHERE available_after <> available_sum OR pending_after <> pending_sum OR debt_after <> debt_sum""",
    "a balance is not the sum of its lots": """
        SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT owner, sum(CASE WHEN matured THEN remaining ELSE 0 END) AS available,
                     sum(CASE WHEN matured THEN 0 ELSE remaining END) AS pending, sum(held) AS held
                   FROM lots WHERE remaining > 0 GROUP BY owner) AS l ON l.owner = a.account_id
        WHERE a.available <> coalesce(l.available, 0) OR a.pending <> coalesce(l.pending, 0)
          OR a.held <> coalesce(l.held, 0)""",
    "a lot was used for more or less than its spends say": """
        SELECT l.account_id, l.number FROM lots AS l
        LEFT JOIN (SELECT lot_account, lot_number, sum(amount) AS used FROM uses
                   WHERE source = 'lot' GROUP BY lot_account, lot_number) AS u
          ON u.lot_account = l.account_id AND u.lot_number = l.number
        WHERE l.used <> coalesce(u.used, 0)""",
    "a spend used less than nothing of a source": """
        SELECT spend_account, spend_number FROM uses
        GROUP BY spend_account, spend_number, source, lot_account, lot_number HAVING sum(amount) < 0""",
    "a debt is not what its spends left": """
        SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT coalesce(o.moved_to, o.account_id) AS owner, sum(u.amount) AS debt
                   FROM uses AS u JOIN accounts AS o ON o.account_id = u.spend_account
                   WHERE u.source = 'debt' GROUP BY coalesce(o.moved_to, o.account_id)) AS d ON d.owner = a.account_id
        WHERE a.debt <> coalesce(d.debt, 0)""",
    "a lot's refunds are not those of its lines": """
        SELECT l.account_id, l.number FROM lots AS l
        JOIN (SELECT earn_account, earn_number, sum(points) AS points, sum(reversed) AS reversed
              FROM earned_lines GROUP BY earn_account, earn_number) AS n
          ON n.earn_account = l.account_id AND n.earn_number = l.number
        WHERE l.amount <> n.points OR l.clawed <> n.reversed""",
    "points were transferred to nobody": """
        SELECT unit, 0 FROM (SELECT a.unit AS unit, sum(e.transferred) AS moved FROM entries AS e
          JOIN accounts AS a ON a.account_id = e.account_id GROUP BY a.unit) AS t WHERE moved <> 0""",
    "a code was used more or less often than its uses say": """
        SELECT c.campaign_id, c.uses FROM codes AS c
        LEFT JOIN (SELECT digest, sum(change) AS n FROM code_uses GROUP BY digest) AS u ON u.digest = c.digest
        WHERE c.uses <> coalesce(u.n, 0) OR c.uses > c.most_uses""",
    "a campaign was used more or less often than its codes": """
        SELECT p.campaign_id, p.uses FROM campaigns AS p
        LEFT JOIN (SELECT campaign_id, sum(uses) AS n FROM codes GROUP BY campaign_id) AS c ON c.campaign_id = p.campaign_id
        WHERE p.uses <> coalesce(c.n, 0)""",
    "the outbox's numbers have a gap": """
        SELECT sequence, before FROM (
          SELECT kind, sequence, coalesce(lag(sequence) OVER (ORDER BY sequence), 0) AS before
          FROM outbox WHERE sequence IS NOT NULL) AS o
        WHERE sequence <> before + 1 AND kind <> 'restored'""",
    "a person stands behind an erased member": """
        SELECT p.member_id, 0 FROM person_keys AS p
        JOIN members AS m ON m.member_id = p.member_id WHERE m.erased_at IS NOT NULL""",
    "a member is not erased, though the one whose part she became is": """
        SELECT m.member_id, 0 FROM members AS m
        JOIN members AS w ON w.member_id = m.merged_into WHERE w.erased_at IS NOT NULL AND m.erased_at IS NULL""",
    "a person has no key, or a key no person": """
        SELECT p.member_id, 0 FROM people AS p LEFT JOIN person_keys AS k ON k.member_id = p.member_id WHERE k.member_id IS NULL
        UNION ALL
        SELECT k.member_id, 0 FROM person_keys AS k LEFT JOIN people AS p ON p.member_id = k.member_id
        WHERE p.member_id IS NULL""",
}


def check(store: Store) -> list[str]:
    """What is wrong with a store, in sentences; nothing where every sum agrees. All questions see one moment."""
    wrong = sqlite.damage(store.path) if store.path is not None else []
    with store.reading() as connection:
        for sentence, question in QUESTIONS.items():
            found = connection.execute(text(question)).all()
            if found:
                which = ", ".join(f"{first}.{second}" for first, second in found[:5])
                wrong.append(f"{sentence}: {which}" + (f" and {len(found) - 5:,} more" if len(found) > 5 else ""))
        wrong += _holds(connection)
    return wrong


def _holds(connection: Connection) -> Iterator[str]:
    """Held points lie in parts of holds, which only Python reads."""
    held: dict[EntryId, int] = defaultdict(int)
    for row in connection.execute(select(HOLDS.c.account_id, HOLDS.c.number, HOLDS.c.open, HOLDS.c.parts)):
        if row.open != sum(amount for _, _, amount in row.parts):
            yield f"a hold is not the sum of its parts: {row.account_id}.{row.number}"
        for source, name, amount in row.parts:
            if source == "lot":
                held[EntryId.of(name)] += amount
    for lot in connection.execute(select(LOTS.c.account_id, LOTS.c.number, LOTS.c.held).where(LOTS.c.held > 0)):
        held[EntryId(lot.account_id, lot.number)] -= lot.held
    yield from (f"a lot holds more or less than its holds say: {name}" for name, rest in held.items() if rest)


def totals(store: Store) -> dict[str, dict[str, int]]:
    """What the programme has done in all, for each unit: the sum of every leg."""
    legs = ", ".join(f"sum(e.{leg}) AS {leg}" for leg in LEGS)
    question = f"SELECT a.unit, {legs} FROM entries AS e JOIN accounts AS a ON a.account_id = e.account_id GROUP BY a.unit"
    with failures(store.address), store.reading() as connection:
        return {row.unit: {leg: int(getattr(row, leg)) for leg in LEGS} for row in connection.execute(text(question))}
