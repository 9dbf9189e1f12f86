-- Per customer, of the steps of contracts that say whether they go on by themselves, how many do.
-- Written by `make sql` from auto_renewals.sql; edit that file instead.
SELECT
  customer_id,
  COUNT(*) AS trials,
  CAST(SUM(CASE WHEN auto_renew THEN 1 ELSE 0 END) AS BIGINT) AS happened
FROM steps_of_commitments
WHERE
  NOT auto_renew IS NULL
  AND event IN ('started', 'renewed')
  AND day_number <= :until_day
GROUP BY
  customer_id
