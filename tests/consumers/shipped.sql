-- What a sweep under the shipped policies has to say. Nothing may go: mami's and mpo21's rules for all data contradict others and nobody
-- has decided; sesetoro keeps everything for "a legally mandated period" after closure, and transaction records, which payment data
-- consists of in part, for an unstated one.
SELECT CASE code WHEN '' THEN 'count' ELSE 'ask' END || char(9) || count(*) || char(9) || brand || char(9) || category || char(9) ||
	CASE code WHEN '' THEN fate ELSE code END || char(9) || CASE code WHEN '' THEN '-' ELSE rule END
FROM (SELECT CASE brand WHEN 'lotto' THEN '-' ELSE brand END AS brand, CASE category WHEN 'horoscope' THEN '-' ELSE category END AS category, fate,
	CASE WHEN fate <> '' THEN '' WHEN brand IN ('mami', 'mpo21') THEN 'POLICY_CONFLICT' WHEN category IN ('transaction-records', 'payment-data') THEN 'POLICY_UNSTATED'
		ELSE 'POLICY_NO_NUMBER' END AS code,
	CASE WHEN brand = 'mpo21' AND category = 'activity-data' THEN 'activity' WHEN brand = 'mpo21' THEN 'all'
		WHEN brand = 'sesetoro' AND category IN ('transaction-records', 'payment-data') THEN 'transaction-audit' ELSE 'after-closure' END AS rule
	FROM (SELECT brand, category, CASE WHEN brand = 'lotto' THEN 'unknown brand' WHEN category = 'horoscope' THEN 'unknown category'
		WHEN collected IS NULL THEN 'bad time'
		WHEN id IN (SELECT record FROM events WHERE name = 'full-moon' OR (kind = 'ended' AND name = 'account-closure')) THEN 'unknown event'
		ELSE '' END AS fate FROM records))
GROUP BY brand, category, fate, code, rule;
