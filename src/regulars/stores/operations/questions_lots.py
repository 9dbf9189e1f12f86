"""What check asks of lots: what came in against entries and lines of orders, and what went out against uses and holds."""

from __future__ import annotations

from regulars.stores.operations.questions import SINCE_KEYS, Question

_MOST = 3_000_000_000  # the product of two such numbers is a whole number on either database
LOTS = (
    Question(
        "a lot is not what its entry gave",
        """SELECT e.account_id, e.number FROM entries AS e
        LEFT JOIN lots AS l ON l.account_id = e.account_id AND l.number = e.number
        WHERE coalesce(l.amount, 0) <> CASE e.kind WHEN 'earned' THEN -e.issued WHEN 'transferred_in' THEN -e.transferred
          WHEN 'adjusted' THEN CASE WHEN e.adjusted < 0 THEN -e.adjusted ELSE 0 END ELSE 0 END""",
        "a lot of that amount for each entry that gave points, and no other",
    ),
    Question(
        "a lot's days are not those of its entry",
        """SELECT e.account_id, e.number FROM lots AS l
        JOIN entries AS e ON e.account_id = l.account_id AND e.number = l.number
        WHERE e.kind IN ('earned', 'adjusted') AND l.earned_at <> e.occurred_at
          OR e.kind = 'earned' AND (coalesce(@second(l.expires_at), '') <> coalesce(@text(e.details, expires_at), '')
            AND coalesce(@second(l.expires_at), '') <> coalesce(substr(@text(e.details, expires_at), 1, 19), '')
            OR @second(l.matures_at) <> substr(@text(e.details, matures_at), 1, 19))""",
        "the days on which the entry says that the points were earned, mature and expire",
    ),
    Question(
        "a lot was used for more or less than its spends say",
        """SELECT l.account_id, l.number FROM lots AS l
        LEFT JOIN (SELECT lot_account, lot_number, sum(amount) AS used FROM uses
                   WHERE source = 'lot' GROUP BY lot_account, lot_number) AS u
          ON u.lot_account = l.account_id AND u.lot_number = l.number
        WHERE l.used <> coalesce(u.used, 0)""",
        "the sum of its uses",
    ),
    Question(
        "a lot expired or was taken back for more or less than its entries say",
        """SELECT l.account_id, l.number FROM lots AS l
        LEFT JOIN (SELECT related_account, related_number, sum(expired) AS expired, sum(clawed_back) AS clawed FROM entries
                   WHERE expired <> 0 OR clawed_back <> 0 GROUP BY related_account, related_number) AS e
          ON e.related_account = l.account_id AND e.related_number = l.number
        WHERE l.expired <> coalesce(e.expired, 0) OR l.clawed <> coalesce(e.clawed, 0)""",
        "the sum of the entries that answer it",
    ),
    Question(
        "a spend used less than nothing of a source",
        """SELECT spend_account, spend_number FROM uses
        GROUP BY spend_account, spend_number, source, lot_account, lot_number HAVING sum(amount) < 0""",
        "nothing or more",
    ),
    Question(
        "a hold is not what its entries say",
        """SELECT e.account_id, e.number FROM entries AS e
        LEFT JOIN holds AS h ON h.account_id = e.account_id AND h.number = e.number
        LEFT JOIN (SELECT related_account, related_number, sum(redeemed) AS captured FROM entries
                   WHERE kind = 'captured' GROUP BY related_account, related_number) AS c
          ON c.related_account = e.account_id AND c.related_number = e.number
        WHERE e.kind = 'held' AND (h.account_id IS NULL OR h.captured <> coalesce(c.captured, 0)
          OR h.amount <> @number(e.details, amount) OR @second(h.ends_at) <> substr(@text(e.details, ends_at), 1, 19))""",
        "a hold of that amount until that day for each entry that set points aside, with what was captured of it",
    ),
)
LINES = (
    Question(
        "a lot's refunds are not those of its lines",
        f"""SELECT l.account_id, l.number FROM lots AS l
        JOIN entries AS e ON e.account_id = l.account_id AND e.number = l.number
        LEFT JOIN (SELECT earn_account, earn_number, sum(points) AS points, sum(reversed) AS reversed
              FROM earned_lines GROUP BY earn_account, earn_number) AS n
          ON n.earn_account = l.account_id AND n.earn_number = l.number
        WHERE e.kind = 'earned' AND (n.points IS NOT NULL OR e.recorded_at >= {SINCE_KEYS})
          AND (l.amount <> coalesce(n.points, 0) OR l.clawed <> coalesce(n.reversed, 0))""",
        "the lines to have earned what is in the lot, and to have given back what was taken of it",
    ),
    Question(
        "a line of an order gave back other money than points",
        f"""SELECT source, reference FROM earned_lines WHERE amount_minor > 0 AND (
          reversed > 0 AND refunded_minor = 0 OR refunded_minor = amount_minor AND reversed < points
          OR points < {_MOST} AND refunded_minor < {_MOST} AND reversed < points * refunded_minor / amount_minor)""",
        "points in proportion to the money that was given back of the line",
    ),
    Question(
        "a line of an order earned under another order's entry",
        """SELECT n.source, n.reference FROM earned_lines AS n
        JOIN entries AS e ON e.account_id = n.earn_account AND e.number = n.earn_number
        JOIN accounts AS a ON a.account_id = e.account_id
        WHERE n.reference <> e.reference OR e.kind <> 'earned' OR a.unit <> n.unit""",
        "the entry to name the order that earned",
    ),
)
