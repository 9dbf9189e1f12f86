-- The calendar of one kind of fact, its periods counted from that kind's own first.
-- Written by `make sql` from calendar_of_kind.sql; edit that file instead.
SELECT
  unit,
  day_number,
  period,
  starts,
  ends,
  complete
FROM calendar_of_kinds
WHERE
  kind = :kind
