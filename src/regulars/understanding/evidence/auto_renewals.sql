-- Per customer, of the steps of contracts that say whether they go on by themselves, how many do.
SELECT
  customer_id,
  count(*) AS trials,
  CAST(sum(CASE WHEN auto_renew THEN 1 ELSE 0 END) AS BIGINT) AS happened
FROM steps_of_commitments
WHERE auto_renew IS NOT NULL AND event IN ('started', 'renewed') AND day_number <= $until_day
GROUP BY customer_id
