-- What a sweep at @NOW@ has to find under the decided policies (policies/*.yaml), counted here from their numbers and dates alone:
-- expected(id, brand, category, rule, action, last, fate): `last` is the last day it may be kept. Jakarta is 7 hours ahead.
CREATE TEMP TABLE today AS SELECT date(@NOW@ + 25200, 'unixepoch') AS day;
CREATE TEMP TABLE days AS
	WITH RECURSIVE days (day) AS (SELECT '2023-12-31' UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < '2027-12-31')
	SELECT day, sum(strftime('%w', day) NOT IN ('0', '6') AND day > '2023-12-31' AND day NOT IN (SELECT day FROM holidays)) OVER (ORDER BY day) AS n
	FROM days;
CREATE TEMP TABLE tenth (day TEXT PRIMARY KEY, last TEXT); -- the 10th working day after
INSERT INTO tenth SELECT a.day, min(b.day) FROM days a JOIN days b ON b.n = a.n + 10 GROUP BY a.day;

-- Which rule, how many months (or 0 and hours), from what, and then.
CREATE TEMP TABLE numbers (brand TEXT, category TEXT, rule TEXT, kind TEXT, name TEXT, months INTEGER, hours INTEGER, action TEXT,
	grace TEXT, PRIMARY KEY (brand, category));
INSERT INTO numbers VALUES
	('mami', 'account-data', 'account-data', 'ended', 'account-exists', 0, 0, 'delete', '30 days'),
	('mami', 'transaction-history', 'transactions-after-deletion', 'event', 'account-deletion', 84, 0, 'anonymise', NULL),
	('mami', 'identity-documents', 'identity-documents', 'event', 'account-closure', 84, 0, 'delete', NULL),
	('mami', 'support-data', 'support', NULL, 'collected', 24, 0, 'delete', '10 business days'),
	('mami', 'login-credentials', 'credentials', 'event', 'account-closure', 0, 72, 'overwrite', '7 days'),
	('mami', 'kyc-data', 'checks', 'event', 'account-closure', 60, 0, 'ask POLICY_CONDITIONAL', NULL),
	('mami', 'sensitive-data', 'sensitive', 'event', 'account-closure', 12, 0, 'stays', NULL),
	('mami', 'financial-records', 'records', 'event', 'end-of-fiscal-year', 120, 0, 'ask POLICY_UNSTATED', NULL),
	('mami', 'device-data', 'device', NULL, 'collected', 3, 0, 'delete', NULL), -- or 12 months, undecided
	('mami', 'usage-data', 'usage', NULL, NULL, NULL, NULL, 'POLICY_INDEFINITE', NULL),
	('mami', 'payment-information', 'payments', NULL, NULL, NULL, NULL, 'POLICY_NO_NUMBER', NULL),
	('mami', 'location-data', 'places', NULL, NULL, NULL, NULL, 'POLICY_NOT_FIRM', NULL),
	('mpo21', '*', 'all', 'event', 'account-closure-request', 84, 0, 'delete', NULL),
	('sesetoro', 'personal-data', 'active', 'ended', 'account-active', 0, 0, 'delete', NULL),
	('sesetoro', 'communication-data', 'financial', 'event', 'account-closure-request', 84, 0, 'delete', '3 months'),
	('sesetoro', 'behavioral-data', 'behaviour', 'event', 'last-use', 6, 0, 'anonymise', NULL),
	('sesetoro', 'transaction-records', 'audit', NULL, NULL, NULL, NULL, 'POLICY_NOT_FIRM', NULL),
	('sesetoro', 'payment-data', 'audit', NULL, NULL, NULL, NULL, 'POLICY_CONDITIONAL', NULL);

-- When each period began, as a day in Jakarta; of hours, the day and the second at which it is over.
CREATE TEMP TABLE begun AS
	SELECT r.id, r.brand, r.category, r.collected, n.rule, n.action, n.months, n.grace, n.name, n.kind,
		date(CASE WHEN n.name = 'collected' THEN r.collected ELSE e.time END + 25200 + 3600 * n.hours, 'unixepoch') AS day,
		CASE WHEN n.hours > 0 THEN e.time + 3600 * n.hours END AS second,
		r.id IN (SELECT record FROM holds) AS held,
		r.id IN (SELECT record FROM events WHERE name = 'full-moon' OR (kind = 'ended' AND name = 'account-closure')) AS odd
	FROM records r
	LEFT JOIN numbers n ON n.brand = r.brand AND n.category = CASE r.brand WHEN 'mpo21' THEN '*' ELSE r.category END
	LEFT JOIN events e ON e.record = r.id AND e.kind = n.kind AND e.name = n.name AND e.time <= @NOW@;

-- The same date so many months later, or the last of that month.
CREATE TEMP TABLE over AS
	SELECT *, CASE WHEN months = 0 THEN day ELSE
		min(date(day, 'start of month', '+' || months || ' months', '+' || (strftime('%d', day) - 1) || ' days'),
			date(day, 'start of month', '+' || (months + 1) || ' months', '-1 day')) END AS last
	FROM begun;

-- The fate of each.
CREATE TEMP TABLE expected AS
	SELECT id, brand, category, rule, action, last, CASE
		WHEN brand = 'lotto' THEN 'unknown brand'
		WHEN category = 'horoscope' THEN 'unknown category'
		WHEN collected IS NULL THEN 'bad time'
		WHEN odd THEN 'unknown event'
		WHEN brand = 'sesetoro' AND collected < strftime('%s', '2019-07-01') - 25200 THEN 'ask POLICY_NOT_LISTED'
		WHEN rule IS NULL THEN 'ask POLICY_NOT_LISTED'
		WHEN action LIKE 'POLICY_%' THEN 'ask ' || action
		WHEN day IS NULL AND kind = 'ended' THEN 'ask POLICY_WHILE_STATE'
		WHEN day IS NULL THEN 'ask POLICY_NOT_STARTED'
		WHEN action = 'ask POLICY_CONDITIONAL' THEN action
		WHEN CASE WHEN second IS NULL THEN last >= (SELECT day FROM today) ELSE second > @NOW@ END THEN 'kept'
		-- 3 months say that it goes, 12 that it stays
		WHEN category = 'device-data' AND min(date(day, 'start of month', '+12 months', '+' || (strftime('%d', day) - 1) || ' days'),
			date(day, 'start of month', '+13 months', '-1 day')) >= (SELECT day FROM today) THEN 'ask POLICY_CONFLICT'
		WHEN action LIKE 'ask %' THEN action
		WHEN action = 'stays' THEN 'stays'
		WHEN held THEN 'held'
		WHEN grace IS NULL THEN 'due'
		WHEN CASE grace
			WHEN '3 months' THEN min(date(last, 'start of month', '+3 months', '+' || (strftime('%d', last) - 1) || ' days'),
				date(last, 'start of month', '+4 months', '-1 day'))
			WHEN '10 business days' THEN (SELECT tenth.last FROM tenth WHERE tenth.day = over.last)
			-- days are counted after the day of the last second
			ELSE CASE WHEN second IS NULL THEN date(last, '+' || grace) ELSE date(second - 1 + 25200, 'unixepoch', '+' || grace) END
			END < (SELECT day FROM today) THEN 'overdue'
		ELSE 'due' END AS fate
	FROM over;

-- As retention-sweep prints it.
CREATE TEMP TABLE printed AS
	SELECT CASE WHEN fate LIKE 'ask%' THEN 'ask' ELSE 'count' END || char(9) || n || char(9) || CASE brand WHEN 'lotto' THEN '-' ELSE brand END ||
		char(9) || CASE category WHEN 'horoscope' THEN '-' ELSE category END || char(9) || replace(fate, 'ask ', '') || char(9) ||
		CASE WHEN fate LIKE '%unknown%' OR fate IN ('bad time', 'ask POLICY_NOT_LISTED') THEN '-' ELSE rule END ||
		CASE fate WHEN 'ask POLICY_UNSTATED' THEN '.then' ELSE '' END AS line
	FROM (SELECT brand, category, fate, rule, count(*) AS n FROM expected GROUP BY brand, category, fate)
	UNION ALL
	SELECT 'due' || char(9) || id || char(9) || brand || char(9) || category || char(9) || rule || char(9) || action || char(9) || last || char(9) || fate
	FROM expected WHERE fate IN ('due', 'overdue');
