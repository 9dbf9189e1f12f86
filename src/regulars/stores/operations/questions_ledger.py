"""What check asks of the ledger: entries against balances, lots, holds and uses, and each kind of entry against itself."""

from __future__ import annotations

from regulars.actions.rewards.ledger.entries import LEGS
from regulars.stores.operations.questions import SINCE_KEYS, Question

_SUM = " + ".join(leg for leg in LEGS if leg != "debt") + " - debt"
# Which legs an entry of each kind may have, and on which side of nought; the others are nought.
_SIDES: dict[str, dict[str, str]] = {
    "earned": {"available": ">=", "pending": ">=", "issued": "<="},
    "matured": {"available": ">=", "pending": "<="},
    "spent": {"available": "<=", "redeemed": ">="},
    "returned": {"available": ">=", "debt": "<=", "redeemed": "<=", "written_off": ">="},
    "held": {},
    "captured": {"available": "<=", "debt": ">=", "redeemed": ">=", "written_off": "<="},
    "voided": {},
    "hold_ended": {},
    "expired": {"available": "<=", "expired": ">="},
    "clawed_back": {
        "available": "<=", "pending": "<=", "debt": ">=", "expired": "<=", "clawed_back": ">=", "written_off": "<=",
    },
    "repaid": {"available": "<=", "debt": "<="},
    "transferred_out": {"available": "<=", "transferred": ">="},
    "transferred_in": {"available": ">=", "transferred": "<="},
    "adjusted": {"available": "<>", "adjusted": "<>"},
    "merged_out": {"available": "<=", "pending": "<=", "debt": "<=", "transferred": "<>"},
    "merged_in": {"available": ">=", "pending": ">=", "debt": ">=", "transferred": "<>"},
}  # fmt: skip
# Which entries an entry of each kind answers; the others answer none.
_ANSWERED = {
    "matured": ("earned",),
    "returned": ("spent", "captured"),
    "captured": ("held",),
    "voided": ("held",),
    "hold_ended": ("held",),
    "expired": ("earned", "adjusted", "transferred_in"),
    "clawed_back": ("earned",),
    "transferred_in": ("transferred_out",),
    "merged_in": ("merged_out",),
}


def _is_so(kind: str) -> str:
    sides = _SIDES[kind]
    said = [f"{leg} {sides.get(leg, '=')} 0" for leg in LEGS if sides.get(leg) != "<>"]
    return f"WHEN '{kind}' THEN {' AND '.join(said)}"


def _answers(kind: str) -> str:
    return f"WHEN '{kind}' THEN r.kind IN ({', '.join(repr(other) for other in _ANSWERED[kind])})"


ENTRIES = (
    Question(
        "an entry's legs do not sum to zero",
        f"SELECT account_id, number FROM entries WHERE {_SUM} <> 0",
        "what one side gets the other gives",
    ),
    Question(
        "an entry's legs are not those of its kind",
        f"SELECT account_id, number FROM entries WHERE NOT (CASE kind {' '.join(map(_is_so, _SIDES))} ELSE FALSE END)",
        "points that are spent to be redeemed, those that expire to be expired, and so on",
    ),
    Question(
        "an entry answers another than its kind does",
        f"""SELECT e.account_id, e.number FROM entries AS e
        LEFT JOIN entries AS r ON r.account_id = e.related_account AND r.number = e.related_number
        WHERE NOT coalesce(CASE e.kind {" ".join(map(_answers, _ANSWERED))} ELSE e.related_account IS NULL END, FALSE)""",
        "a return to name its spend, a refund its earn, the end of a hold its hold",
    ),
    Question(
        "entries are missing from the count",
        """SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT account_id, count(*) AS n, max(number) AS last FROM entries GROUP BY account_id) AS e
          ON e.account_id = a.account_id
        WHERE a.number <> coalesce(e.n, 0) OR a.number <> coalesce(e.last, 0)""",
        "as many as the account says, numbered from 1",
    ),
    Question(
        "an entry says another balance than the entries up to it",
        """SELECT account_id, number FROM (
          SELECT account_id, number, available_after, pending_after, debt_after,
            sum(available) OVER w AS available_sum, sum(pending) OVER w AS pending_sum, sum(debt) OVER w AS debt_sum
          FROM entries WINDOW w AS (PARTITION BY account_id ORDER BY number)) AS running
        WHERE available_after <> available_sum OR pending_after <> pending_sum OR debt_after <> debt_sum""",
        "the sum of the entries up to it",
    ),
    Question(
        "points were transferred to nobody",
        """SELECT unit FROM (SELECT a.unit AS unit, sum(e.transferred) AS moved FROM entries AS e
          JOIN accounts AS a ON a.account_id = e.account_id GROUP BY a.unit) AS t WHERE moved <> 0""",
        "as many to come in as went out",
    ),
)
BALANCES = (
    Question(
        "a member has not two accounts",
        f"""SELECT m.member_id FROM members AS m LEFT JOIN accounts AS a ON a.member_id = m.member_id
        GROUP BY m.member_id
        HAVING count(a.account_id) NOT IN (0, 2) OR count(a.account_id) = 0 AND m.joined_at >= {SINCE_KEYS}""",
        "one for points and one for qualifying units",
    ),
    Question(
        "an account went elsewhere than its member",
        """SELECT a.account_id, a.number FROM accounts AS a JOIN members AS m ON m.member_id = a.member_id
        LEFT JOIN accounts AS w ON w.member_id = m.merged_into AND w.unit = a.unit
        WHERE coalesce(a.moved_to, 0) <> coalesce(w.account_id, 0)""",
        "the account to belong to whom the member became a part of, and to her alone",
    ),
    Question(
        "a balance is not the sum of its entries",
        """SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT account_id, sum(available) AS available, sum(pending) AS pending, sum(debt) AS debt
                   FROM entries GROUP BY account_id) AS e ON e.account_id = a.account_id
        WHERE a.available <> coalesce(e.available, 0) OR a.pending <> coalesce(e.pending, 0)
          OR a.debt <> coalesce(e.debt, 0)""",
        "the balance that the entries make",
    ),
    Question(
        "a balance is not the sum of its lots",
        """SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT owner, sum(CASE WHEN matured THEN remaining ELSE 0 END) AS available,
                     sum(CASE WHEN matured THEN 0 ELSE remaining END) AS pending, sum(held) AS held
                   FROM lots WHERE remaining > 0 GROUP BY owner) AS l ON l.owner = a.account_id
        WHERE a.available <> coalesce(l.available, 0) OR a.pending <> coalesce(l.pending, 0)
          OR a.held <> coalesce(l.held, 0)""",
        "available, pending and held points to lie in lots",
    ),
    Question(
        "an account falls due later than its points do, or never",
        """SELECT a.account_id, a.number FROM accounts AS a
        JOIN (SELECT owner, min(due) AS due FROM (
                SELECT owner, CASE WHEN matured THEN expires_at ELSE matures_at END AS due FROM lots
                WHERE remaining > 0 AND (NOT matured OR remaining > held)
                UNION ALL SELECT owner, ends_at FROM holds WHERE open > 0) AS dates
              GROUP BY owner) AS d ON d.owner = a.account_id
        WHERE d.due IS NOT NULL AND (a.due_at IS NULL OR a.due_at > d.due)""",
        "the day on which its first lot expires or matures, or its first hold ends: else points that are gone can be spent",
    ),
    Question(
        "a debt is not what its spends left",
        """SELECT a.account_id, a.number FROM accounts AS a
        LEFT JOIN (SELECT coalesce(o.moved_to, o.account_id) AS owner, sum(u.amount) AS debt
                   FROM uses AS u JOIN accounts AS o ON o.account_id = u.spend_account
                   WHERE u.source = 'debt' GROUP BY coalesce(o.moved_to, o.account_id)) AS d ON d.owner = a.account_id
        WHERE a.debt <> coalesce(d.debt, 0)""",
        "each owed point to have a spend",
    ),
)
