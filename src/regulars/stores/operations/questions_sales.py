"""What check asks of all that stands beside the ledger: orders, codes, people, what is told, and under which keys."""

from __future__ import annotations

from regulars.stores.operations.questions import RESTORE, SINCE_FACTS, SINCE_KEYS, Question

ORDERS = (
    Question(
        "an order is not as it was last told",
        """WITH told AS (SELECT @text(fact, source) AS source, @text(fact, order_id) AS order_id, max(outbox_id) AS last
                      FROM outbox WHERE kind = 'purchases' GROUP BY 1, 2)
        SELECT coalesce(o.source, t.source), coalesce(o.order_id, t.order_id) FROM (
          SELECT source, order_id FROM told UNION SELECT source, order_id FROM orders WHERE told) AS n
        LEFT JOIN orders AS o ON o.source = n.source AND o.order_id = n.order_id
        LEFT JOIN told AS t ON t.source = n.source AND t.order_id = n.order_id
        LEFT JOIN outbox AS x ON x.outbox_id = t.last
        WHERE o.source IS NULL OR x.outbox_id IS NULL OR o.amount_minor <> @number(x.fact, amount_minor)""",
        "each purchase to be an order, with the amount of its last telling, and to stand in the outbox",
    ),
    Question(
        "an order was refunded for more or less than was told of it",
        """SELECT coalesce(o.source, r.source), coalesce(o.order_id, r.order_id) FROM (
          SELECT source, order_id, sum(amount_minor) AS amount_minor FROM (
            SELECT source, order_id, 0 AS amount_minor FROM orders WHERE refunded_minor > 0
            UNION ALL SELECT @text(fact, source), @text(fact, order_id), @number(fact, amount_minor) FROM outbox
                      WHERE kind = 'refunds') AS each_of_them
          GROUP BY source, order_id) AS r
        LEFT JOIN orders AS o ON o.source = r.source AND o.order_id = r.order_id
        WHERE o.source IS NULL OR r.amount_minor < o.refunded_minor
          OR r.amount_minor > o.refunded_minor + o.beside_refunded_minor""",
        "the sum of its refunds: else money is given back twice",
    ),
    Question(
        "an order forgot what was given back of a line",
        """SELECT o.source, o.order_id FROM orders AS o JOIN (
          SELECT @text(fact, source) AS source, @text(fact, order_id) AS order_id, @text(fact, line_id) AS line_id,
            sum(@number(fact, amount_minor)) AS amount_minor
          FROM outbox WHERE kind = 'refunds' AND @text(fact, line_id) IS NOT NULL GROUP BY 1, 2, 3) AS r
          ON r.source = o.source AND r.order_id = o.order_id
        LEFT JOIN (SELECT o.source, o.order_id, item.key AS line_id, CAST(item.value AS BIGINT) AS amount_minor
                   FROM orders AS o, @pairs(o.refunded_lines)) AS b
          ON b.source = r.source AND b.order_id = r.order_id AND b.line_id = r.line_id
        WHERE o.refunded_lines IS NOT NULL AND o.line_ids IS NULL AND coalesce(b.amount_minor, 0) < r.amount_minor""",
        "each line with what its refunds came to",
    ),
)
CODES = (
    Question(
        "a code was used more or less often than its uses say",
        """SELECT c.campaign_id FROM codes AS c
        LEFT JOIN (SELECT digest, sum(change) AS n FROM code_uses GROUP BY digest) AS u ON u.digest = c.digest
        WHERE c.uses <> coalesce(u.n, 0) OR c.uses > c.most_uses""",
        "the sum of its uses, within its limit",
    ),
    Question(
        "a campaign was used more or less often than its codes",
        """SELECT p.campaign_id FROM campaigns AS p
        LEFT JOIN (SELECT campaign_id, sum(uses) AS n FROM codes GROUP BY campaign_id) AS c ON c.campaign_id = p.campaign_id
        WHERE p.uses <> coalesce(c.n, 0)""",
        "the sum of its codes",
    ),
    Question(
        "a member or household used a campaign more or less often than is counted",
        """SELECT campaign_id, scope, scope_id FROM (
          SELECT campaign_id, scope, scope_id, uses AS n FROM code_counters
          UNION ALL SELECT c.campaign_id, 'member', u.member_id, -u.change FROM code_uses AS u
                    JOIN codes AS c ON c.digest = u.digest
          UNION ALL SELECT c.campaign_id, 'household', u.household_id, -u.change FROM code_uses AS u
                    JOIN codes AS c ON c.digest = u.digest WHERE u.household_id IS NOT NULL) AS counted
        GROUP BY campaign_id, scope, scope_id HAVING sum(n) <> 0""",
        "the uses of her codes to be counted: else a limit for each member or household is passed",
    ),
    Question(
        "what a code gave has no use of a code",
        """SELECT n.earn_account, n.earn_number FROM earned_lines AS n
        LEFT JOIN (SELECT account_id, number, min(change) AS change FROM code_uses GROUP BY account_id, number) AS u
          ON u.account_id = n.earn_account AND u.number = n.earn_number
        WHERE n.source = 'code' AND n.unit = 'points' AND (u.change IS NULL OR (u.change < 0) <> (n.reversed > 0))""",
        "a use for each code's points, given back where they were taken back",
    ),
)
TOLD = (
    Question(
        "the outbox's numbers have a gap",
        """SELECT o.sequence, o.before FROM (
          SELECT sequence, coalesce(lag(sequence) OVER (ORDER BY sequence), 0) AS before
          FROM outbox WHERE sequence IS NOT NULL) AS o JOIN outbox AS x ON x.sequence = o.sequence
        WHERE o.sequence <> o.before + 1 AND x.kind <> 'restored'""",
        "each number to follow the one before it",
    ),
    Question(
        "an entry is not in the outbox as it was written",
        f"""SELECT e.account_id || '.' || e.number, @moment(e.occurred_at) FROM entries AS e
        JOIN accounts AS a ON a.account_id = e.account_id
        WHERE a.unit = 'points' AND e.recorded_at >= {SINCE_FACTS}
          AND (e.kind IN ('spent', 'expired', 'merged_out') OR e.kind = 'earned' AND e.issued <> 0
          OR e.kind = 'captured' AND e.available <> 0 OR e.kind = 'clawed_back' AND e.clawed_back <> 0)
        EXCEPT SELECT @text(fact, entry), @text(fact, occurred_at) FROM outbox WHERE kind IN ('incentives', 'identities')""",
        "a fact for each, of the same moment: what is not there is never told to the workspace",
    ),
    Question(
        "no idempotency key answers with an entry that somebody asked for",
        f"""SELECT account_id || '.' || number FROM entries
        WHERE kind NOT IN ('matured', 'hold_ended', 'expired', 'repaid') AND recorded_at >= {SINCE_KEYS}
        EXCEPT SELECT item.value FROM idempotency_keys AS k, @items(k.answer, entries)""",
        "the key under which it was asked: else the same request, sent again, is done again",
    ),
    Question(
        "a refund's number is forgotten",
        """SELECT @own_key(fact) FROM outbox WHERE kind = 'refunds' EXCEPT SELECT key FROM idempotency_keys""",
        "each number to count once: else the same refund, told again, is given back again",
    ),
)
PEOPLE = (
    Question(
        "a person stands behind an erased member",
        """SELECT p.member_id FROM person_keys AS p
        JOIN members AS m ON m.member_id = p.member_id WHERE m.erased_at IS NOT NULL""",
        "nobody",
        "erase her again: regulars store erase",
    ),
    Question(
        "a member is not erased, though the one whose part she became is",
        """SELECT m.member_id FROM members AS m
        JOIN members AS w ON w.member_id = m.merged_into WHERE w.erased_at IS NOT NULL AND m.erased_at IS NULL""",
        "all ids of one person to be erased together",
        "erase the survivor again: regulars store erase",
    ),
    Question(
        "a person has no key, or a key no person",
        """SELECT p.member_id FROM people AS p LEFT JOIN person_keys AS k ON k.member_id = p.member_id WHERE k.member_id IS NULL
        UNION ALL
        SELECT k.member_id FROM person_keys AS k LEFT JOIN people AS p ON p.member_id = k.member_id
        WHERE p.member_id IS NULL""",
        "both, or neither",
        f"{RESTORE}, or tell the member's details anew",
    ),
)
