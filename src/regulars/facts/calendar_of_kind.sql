-- The calendar of one kind of fact, its periods counted from that kind's own first.
SELECT unit, day_number, period, starts, ends, complete
FROM calendar_of_kinds
WHERE kind = $kind
