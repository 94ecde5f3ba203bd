-- Compares a swept database (attached as new) with the one before and what was expected; prints a line for each difference.
SELECT 'audit misses ' || count(*) FROM (SELECT id, brand, category, rule, last, action, @NOW@ FROM expected WHERE fate IN ('due', 'overdue')
	EXCEPT SELECT record, brand, category, rule, end, action, now FROM new.audit) HAVING count(*) > 0;
SELECT 'audit has ' || count(*) || ' too many' FROM new.audit
	HAVING count(*) <> (SELECT count(*) FROM expected WHERE fate IN ('due', 'overdue'));
SELECT 'not the policy''s hash' FROM new.audit WHERE policy <> CASE brand WHEN 'mami' THEN '@MAMI@' WHEN 'mpo21' THEN '@MPO21@' ELSE '@SESETORO@' END LIMIT 1;

-- Every record as it has to be.
CREATE TEMP TABLE after AS SELECT r.id, r.brand, r.category, r.collected,
	CASE action WHEN 'anonymise' THEN NULL ELSE person END AS person,
	CASE action WHEN 'anonymise' THEN NULL WHEN 'overwrite' THEN zeroblob(length(content)) ELSE content END AS content, action AS ended
	FROM main.records r LEFT JOIN (SELECT id, action FROM expected WHERE fate IN ('due', 'overdue')) e ON e.id = r.id
	WHERE action IS NOT 'delete';
SELECT 'record ' || id || ' is not as it has to be' FROM (SELECT * FROM after EXCEPT SELECT * FROM new.records) LIMIT 5;
SELECT count(*) || ' records, not ' || (SELECT count(*) FROM after) FROM new.records HAVING count(*) <> (SELECT count(*) FROM after);
SELECT 'events of deleted records are left' FROM new.events WHERE record NOT IN (SELECT id FROM after) LIMIT 1;
SELECT 'events are lost' FROM (SELECT count(*) AS n FROM main.events WHERE record IN (SELECT id FROM after)) WHERE n <> (SELECT count(*) FROM new.events);
SELECT 'holds are lost' FROM (SELECT count(*) AS n FROM main.holds) WHERE n <> (SELECT count(*) FROM new.holds);
PRAGMA new.integrity_check;
