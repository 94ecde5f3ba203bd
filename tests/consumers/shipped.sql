-- What a sweep under the shipped policies has to say. Nothing may go: mami does not say how long it keeps data in general; mpo21 keeps
-- everything for seven years from the closure of the account or from the request for it, which nobody has decided: who gave one of them
-- seven years ago is in conflict; sesetoro keeps everything for "a legally mandated period" after closure, and transaction records, which
-- payment data and financial records consist of in part, for an unstated one.
SELECT CASE code WHEN '' THEN 'count' ELSE 'ask' END || char(9) || count(*) || char(9) || brand || char(9) || category || char(9) ||
	CASE code WHEN '' THEN fate ELSE code END || char(9) || CASE code WHEN '' THEN '-' ELSE rule END
FROM (SELECT CASE brand WHEN 'lotto' THEN '-' ELSE brand END AS brand, CASE category WHEN 'horoscope' THEN '-' ELSE category END AS category, fate,
	CASE WHEN fate <> '' THEN '' WHEN brand = 'mami' THEN 'POLICY_UNSTATED' WHEN brand = 'mpo21' AND over THEN 'POLICY_CONFLICT'
		WHEN brand = 'mpo21' THEN 'POLICY_NOT_STARTED' WHEN category IN ('transaction-records', 'payment-data', 'financial-records') THEN 'POLICY_UNSTATED'
		ELSE 'POLICY_NO_NUMBER' END AS code,
	CASE WHEN brand = 'mpo21' AND category = 'activity-data' THEN 'activity' WHEN brand = 'mpo21' THEN 'all'
		WHEN brand = 'mami' THEN 'general' WHEN category IN ('transaction-records', 'payment-data', 'financial-records') THEN 'transaction-audit' ELSE 'after-closure' END AS rule
	FROM (SELECT brand, category, EXISTS (SELECT 1 FROM (SELECT date(time + 25200, 'unixepoch') AS day FROM events
			WHERE record = records.id AND kind = 'event' AND name IN ('account-closure', 'account-closure-request'))
		WHERE min(date(day, 'start of month', '+84 months', '+' || (strftime('%d', day) - 1) || ' days'), date(day, 'start of month', '+85 months', '-1 day')) <
			date(@NOW@ + 25200, 'unixepoch')) AS over, CASE WHEN brand = 'lotto' THEN 'unknown brand' WHEN category = 'horoscope' THEN 'unknown category'
		WHEN collected IS NULL THEN 'bad time'
		WHEN id IN (SELECT record FROM events WHERE name = 'full-moon' OR (kind = 'ended' AND name = 'account-closure')) THEN 'unknown event'
		ELSE '' END AS fate FROM records))
GROUP BY brand, category, fate, code, rule;
