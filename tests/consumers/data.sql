-- What a service keeps of its users: @ROWS@ records, the same every time. Chance is a chain of squares modulo a prime.
-- A part of the times is laid around the days on which a period ends at @NOW@.
CREATE TABLE records (id INTEGER PRIMARY KEY, brand TEXT, category TEXT, collected INTEGER, person TEXT, content, ended TEXT);
CREATE TABLE events (record INTEGER, kind TEXT, name TEXT, time INTEGER, PRIMARY KEY (record, kind, name)) WITHOUT ROWID;
CREATE TABLE holds (record INTEGER PRIMARY KEY, reason TEXT);

CREATE TEMP TABLE kinds (brand TEXT, i INTEGER, category TEXT, PRIMARY KEY (brand, i));
INSERT INTO kinds SELECT 'mami', key, value FROM json_each('["account-data", "transaction-history", "identity-documents", "support-data",
	"login-credentials", "device-data", "usage-data", "payment-information", "location-data", "kyc-data", "sensitive-data", "financial-records",
	"two-factor-data", "identity-documents", "support-data", "transaction-history"]');
INSERT INTO kinds SELECT 'mpo21', key, value FROM json_each('["identity-data", "payment-data", "activity-data", "technical-data",
	"communication-data", "transaction-records", "identity-data", "payment-data", "activity-data", "technical-data", "communication-data",
	"transaction-records", "account-data", "location-data", "sensitive-data", "kyc-data"]');
INSERT INTO kinds SELECT 'sesetoro', key, value FROM json_each('["personal-data", "communication-data", "behavioral-data",
	"transaction-records", "payment-data", "location-data", "personal-data", "communication-data", "behavioral-data", "personal-data",
	"communication-data", "behavioral-data", "device-data", "kyc-data", "communication-data", "behavioral-data"]');
INSERT INTO kinds SELECT 'lotto', value, 'account-data' FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]');

CREATE TEMP TABLE snaps (i INTEGER PRIMARY KEY, back TEXT);
INSERT INTO snaps SELECT key, value FROM json_each('["-7 years", "-7 years", "-5 years", "-2 years", "-1 years", "-6 months", "-3 days", "-10 years"]');

CREATE TEMP TABLE draws AS
	WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < @ROWS@),
	a AS MATERIALIZED (SELECT id, (id * 48271 + 11) % 2147483647 AS x FROM ids),
	b AS MATERIALIZED (SELECT id, (x * x + id) % 2147483647 AS x1 FROM a),
	c AS MATERIALIZED (SELECT id, x1, (x1 * x1 + id * 7 + 1) % 2147483647 AS x2 FROM b),
	d AS MATERIALIZED (SELECT id, x1, x2, (x2 * x2 + id * 5 + 3) % 2147483647 AS x3 FROM c),
	e AS MATERIALIZED (SELECT id, x1, x2, x3, (x3 * x3 + id * 3 + 5) % 2147483647 AS x4 FROM d)
	SELECT id, x1, x2, x3, x4,
		CASE WHEN x1 % 1000 < 340 THEN 'mami' WHEN x1 % 1000 < 670 THEN 'mpo21' WHEN x1 % 1000 < 998 THEN 'sesetoro' ELSE 'lotto' END AS brand,
		@NOW@ - x3 % (12 * 31557600) AS collected,
		CASE WHEN x4 % 6 = 0 THEN
			CAST(strftime('%s', @NOW@, 'unixepoch', back, (x2 / 64 % 5 - 2) || ' days') AS INTEGER) + x3 % 86400 - 43200 END AS snap
	FROM e JOIN snaps ON i = x2 / 8 % 8;

INSERT INTO records
	SELECT id, draws.brand, CASE WHEN x4 % 997 = 1 THEN 'horoscope' ELSE category END, CASE WHEN x4 % 4999 = 1 THEN NULL
		WHEN x4 % 12 = 0 THEN snap ELSE collected END, 'person ' || x1 % 100000, 'content of ' || id, NULL
	FROM draws JOIN kinds ON kinds.brand = draws.brand AND i = x2 % 16 ORDER BY id;

-- What happened to the account: most were closed at some time, some are announced to be.
CREATE TEMP TABLE ends AS
	SELECT id, brand, x1, x4, coalesce(snap, collected + x2 % (@NOW@ - collected + 864000)) AS t FROM draws WHERE x3 % 5 > 0;
INSERT INTO events SELECT id, 'event', 'account-closure', t FROM ends WHERE brand = 'mami';
INSERT INTO events SELECT id, 'event', 'account-deletion', t FROM ends WHERE brand = 'mami' AND x1 % 3 > 0;
INSERT INTO events SELECT id, 'ended', 'account-exists', t FROM ends WHERE brand = 'mami' AND x1 % 3 > 0;
INSERT INTO events SELECT id, 'event', 'end-of-fiscal-year', t FROM ends WHERE brand = 'mami' AND x1 % 3 = 0;
INSERT INTO events SELECT id, 'event', 'account-closure-request', t FROM ends WHERE brand IN ('mpo21', 'sesetoro');
INSERT INTO events SELECT id, 'event', 'last-use', t FROM ends WHERE brand = 'sesetoro' AND x1 % 3 > 0;
INSERT INTO events SELECT id, 'ended', 'account-active', t FROM ends WHERE brand = 'sesetoro' AND x1 % 3 > 0;
INSERT INTO events SELECT id, 'event', 'full-moon', t FROM ends WHERE x4 % 4999 = 2;
INSERT INTO events SELECT id, 'ended', 'account-closure', t FROM ends WHERE x4 % 4999 = 3; -- an event is not a state
INSERT INTO holds SELECT id, 'case ' || x1 % 100 FROM draws WHERE x4 % 50 = 3;
