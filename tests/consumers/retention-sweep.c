/* SPDX-License-Identifier: MIT */
/* retention-sweep: what a database keeps longer than the policy of its brand lets it.
 *
 *     retention-sweep DATABASE --now TIME [--apply] [--batch N]
 *
 * Reads      records(id, brand, category, collected, person, content, ended), events(record, kind, name, time), holds(record)
 * Prints     `due` lines, what is to go (`done`, what went); `count` lines; `ask` lines, what has no such answer and what that asks of whom
 * Writes     with --apply alone: deletes, anonymises or overwrites, and writes a row of `audit` for each, batch by batch
 *
 * It acts on POLICY_OK only, never on what is held, and reads no clock. A batch is a transaction: killed at any moment and run again it
 * leaves what one run leaves. Records that were anonymised or overwritten have `ended` and are not looked at again.
 * Exit status: 0 fine, 1 tables that it cannot tell records apart by, 2 usage, 3 a failure; then the last batch is rolled back. */
#include "service.h"
#include "policy/brands.h"
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum fate {
	FATE_KEPT,  /* its time has not come */
	FATE_DUE,
	FATE_OVERDUE,
	FATE_HELD,  /* it would be due */
	FATE_STAYS, /* its time is over, and it is kept all the same: so the policy says */
	FATE_ASK,   /* the policy gives no such answer */
	FATE_ASK_ENDING, /* it is due, but to what? */
	FATE_UNKNOWN_BRAND,
	FATE_UNKNOWN_CATEGORY,
	FATE_UNKNOWN_EVENT,
	FATE_TOLD_TWICE, /* an event has two times */
	FATE_BAD_TIME
};
static const char *const fate_names[] = {"kept", "due", "overdue", "held", "stays", "ask", "ask", "unknown brand", "unknown category",
                                         "unknown event", "event told twice", "bad time"};

struct record {
	int64_t id, collected;
	const struct policy *policy; /* NULL: unknown brand */
	enum policy_category category;
	bool held;
};

struct finding {
	int64_t id;
	enum fate fate;
	enum policy_result code; /* FATE_ASK, FATE_ASK_ENDING */
	unsigned then;
	enum policy_category category;
	const struct policy *policy; /* the edition that answers */
	const struct policy_rule *rule;
	int32_t end;
};

struct tally {
	struct finding of;
	unsigned long long count;
};

struct sweep {
	sqlite3 *db;
	const char *file;
	int64_t now;
	bool apply;
	int batch;
	sqlite3_stmt *records, *events, *erase, *erase_events, *strip, *overwrite, *audit;
	bool event_row; /* events stands on a row that no record has taken yet */
	struct finding *findings; /* of the batch */
	struct tally *tallies;
	size_t tally_count, tally_room;
};

/* ---- the database ---- */

_Noreturn static void stop(struct sweep *s, int status, const char *format, ...)
{
	va_list args;
	fflush(stdout);
	fprintf(stderr, "retention-sweep: %s: ", s->file);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	exit(status);
}

_Noreturn static void fail(struct sweep *s, const char *what)
{
	stop(s, EXIT_SYSTEM, "%s: %s", what, sqlite3_errmsg(s->db));
}

static void run(struct sweep *s, const char *sql)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail(s, sql);
}

static sqlite3_stmt *prepare(struct sweep *s, const char *sql)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail(s, "cannot prepare");
	return statement;
}

/* Whether there is a row. */
static bool step(struct sweep *s, sqlite3_stmt *statement)
{
	int rc = sqlite3_step(statement);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		fail(s, "cannot read or write");
	return rc == SQLITE_ROW;
}

/* Never NULL: a NULL is an id that no vocabulary has. */
static const char *column(sqlite3_stmt *statement, int i)
{
	const char *text = (const char *)sqlite3_column_text(statement, i);
	return text ? text : "";
}

/* An id is an integer and of one record, and what refers to it is an integer, or another record might go. An INTEGER PRIMARY KEY without
 * an index of its own is SQLite's rowid. A column declared INTEGER turns the text '2' into 2, in rows that come later too. */
static void check_ids(struct sweep *s)
{
	static const struct {
		const char *finds, *asks;
	} checks[] = {
		{"SELECT 1 WHERE EXISTS (SELECT 1 FROM pragma_index_list('records') WHERE origin = 'pk') OR NOT EXISTS"
		 " (SELECT 1 FROM pragma_table_info('records') WHERE lower(name) = 'id' AND lower(type) = 'integer' AND pk)",
		 "records.id has to be a record's key: declare it as id INTEGER PRIMARY KEY"},
		{"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info('events') WHERE lower(name) = 'record' AND type LIKE '%int%')",
		 "events.record has to be an integer: declare it as record INTEGER"},
		{"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info('holds') WHERE lower(name) = 'record' AND type LIKE '%int%')",
		 "holds.record has to be an integer: declare it as record INTEGER"},
		{"SELECT 1 FROM events WHERE typeof(record) <> 'integer'",
		 "events of no record; correct those WHERE typeof(record) <> 'integer'"},
		{"SELECT 1 FROM holds WHERE typeof(record) <> 'integer'",
		 "holds on no record; correct those WHERE typeof(record) <> 'integer'"},
	};
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		sqlite3_stmt *statement = prepare(s, checks[i].finds);
		if (step(s, statement))
			stop(s, EXIT_INPUT, "%s", checks[i].asks);
		sqlite3_finalize(statement);
	}
}

/* A dry run opens for writing too, where it may: what a killed run left is rolled back before anything can be read. */
static void open_database(struct sweep *s)
{
	if (sqlite3_open_v2(s->file, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		fail(s, "cannot open");
	sqlite3_busy_timeout(s->db, 10000);
	if (!s->apply)
		run(s, "PRAGMA query_only = ON");
	check_ids(s);
	s->records = prepare(s, "SELECT id, brand, category, collected, EXISTS (SELECT 1 FROM holds WHERE holds.record = records.id)"
	                        " FROM records WHERE id >= ?1 AND ended IS NULL ORDER BY id LIMIT ?2");
	s->events = prepare(s, "SELECT record, kind, name, time FROM events WHERE record >= ?1 ORDER BY record");
	if (!s->apply)
		return;
	run(s, "PRAGMA secure_delete = ON"); /* or the bytes stay in free pages */
	run(s, "CREATE TABLE IF NOT EXISTS audit (record INTEGER NOT NULL, brand TEXT NOT NULL, category TEXT NOT NULL, rule TEXT NOT NULL,"
	       " policy TEXT NOT NULL, end TEXT NOT NULL, action TEXT NOT NULL, now INTEGER NOT NULL)");
	s->erase = prepare(s, "DELETE FROM records WHERE id = ?1");
	s->erase_events = prepare(s, "DELETE FROM events WHERE record = ?1");
	s->strip = prepare(s, "UPDATE records SET person = NULL, content = NULL, ended = 'anonymise' WHERE id = ?1");
	s->overwrite = prepare(s, "UPDATE records SET content = zeroblob(length(CAST(content AS BLOB))), ended = 'overwrite' WHERE id = ?1");
	s->audit = prepare(s, "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
}

static void close_database(struct sweep *s)
{
	sqlite3_stmt *all[] = {s->records, s->events, s->erase, s->erase_events, s->strip, s->overwrite, s->audit};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		sqlite3_finalize(all[i]);
	sqlite3_close(s->db);
}

/* ---- what the policy says of one record ---- */

enum { EVENTS = 64 };

struct list {
	struct policy_happened at[EVENTS];
	unsigned told, happened; /* those that have happened come first; the others are announced */
};

/* What is known of a record. */
struct history {
	struct list events, ended;
	enum fate error;
};

static void add(struct history *h, struct list *list, unsigned code, int64_t time, int64_t now)
{
	const struct policy_happened one = {(uint16_t)code, time};
	for (unsigned i = 0; i < list->told; i++)
		if (list->at[i].what == one.what) {
			if (list->at[i].time != time)
				h->error = FATE_TOLD_TWICE;
			return;
		}
	if (code == POLICY_NONE || list->told == EVENTS) {
		h->error = FATE_UNKNOWN_EVENT;
		return;
	}
	list->at[list->told] = one;
	if (time <= now) {
		list->at[list->told] = list->at[list->happened];
		list->at[list->happened++] = one;
	}
	list->told++;
}

static void add_event(struct history *h, const char *kind, const char *name, int64_t time, int64_t now)
{
	if (strcmp(kind, "event") == 0)
		add(h, &h->events, policy_event_by_name(name), time, now);
	else if (strcmp(kind, "ended") == 0)
		add(h, &h->ended, policy_state_by_name(name), time, now);
	else
		h->error = FATE_UNKNOWN_EVENT;
}

/* Whether two names for one moment have different times. */
static bool told_twice(const struct policy *p, const struct list *events)
{
	for (unsigned i = 0; i < events->told; i++)
		for (unsigned k = 0; k < i; k++)
			if (events->at[i].time != events->at[k].time && policy_same_event(p, events->at[i].what, events->at[k].what))
				return true;
	return false;
}

/* Events come in the order of their records, as the records do. That it was collected is one. */
static void read_history(struct sweep *s, int64_t id, int64_t collected, struct history *h)
{
	h->error = FATE_KEPT;
	h->events.at[0] = (struct policy_happened){POLICY_EVENT_DATA_OBTAINED, collected};
	h->events.told = h->events.happened = 1;
	h->ended.told = h->ended.happened = 0;
	while (s->event_row && sqlite3_column_int64(s->events, 0) <= id) {
		if (sqlite3_column_int64(s->events, 0) == id) {
			if (sqlite3_column_type(s->events, 3) != SQLITE_INTEGER)
				h->error = FATE_BAD_TIME;
			else
				add_event(h, column(s->events, 1), column(s->events, 2), sqlite3_column_int64(s->events, 3), s->now);
		}
		s->event_row = step(s, s->events);
	}
}

static enum fate due_fate(const struct sweep *s, const struct policy_keeping *k, bool held)
{
	if (s->now < k->gone.end)
		return FATE_KEPT;
	if (k->ending != POLICY_OK)
		return FATE_ASK_ENDING;
	if (k->then == POLICY_ENDING_KEEP)
		return FATE_STAYS;
	if (held)
		return FATE_HELD;
	return k->grace == POLICY_OK && s->now >= k->overdue.end ? FATE_OVERDUE : FATE_DUE;
}

static void judge(const struct sweep *s, const struct record *r, const struct history *h, struct finding *out)
{
	const struct policy_case c = {.at = s->now, .events = h->events.at, .event_count = h->events.happened,
	                              .ended = h->ended.at, .ended_count = h->ended.happened};
	struct policy_keeping k;
	*out = (struct finding){.id = r->id, .policy = r->policy, .category = r->category};
	out->fate = !r->policy                          ? FATE_UNKNOWN_BRAND
	            : r->category == POLICY_NO_CATEGORY ? FATE_UNKNOWN_CATEGORY
	            : r->collected < 0                  ? FATE_BAD_TIME
	                                                : h->error;
	if (out->fate != FATE_KEPT)
		return;
	out->code = policy_keep(r->policy, r->category, POLICY_NO_ELEMENT, r->collected, &c, &k);
	out->policy = k.by.policy ? k.by.policy : r->policy;
	if (told_twice(out->policy, &h->events)) {
		out->fate = FATE_TOLD_TWICE;
		return;
	}
	out->rule = k.by.rule;
	if (out->code != POLICY_OK) {
		out->fate = FATE_ASK;
		return;
	}
	out->fate = due_fate(s, &k, r->held);
	out->then = k.then;
	out->end = k.gone.day;
	if (out->fate == FATE_ASK_ENDING)
		out->code = k.ending;
}

/* ---- counting ---- */

static bool same_tally(const struct finding *a, const struct finding *b)
{
	return a->fate == b->fate && a->code == b->code && a->policy == b->policy && a->category == b->category && a->rule == b->rule;
}

static void count(struct sweep *s, const struct finding *f)
{
	size_t i;
	for (i = 0; i < s->tally_count && !same_tally(&s->tallies[i].of, f); i++)
		;
	if (i == s->tally_room) {
		struct tally *more = realloc(s->tallies, (s->tally_room += 256) * sizeof *more);
		if (!more)
			fail(s, "no memory");
		s->tallies = more;
	}
	if (i == s->tally_count)
		s->tallies[s->tally_count++] = (struct tally){*f, 0};
	s->tallies[i].count++;
}

static const char *brand_of(const struct finding *f)
{
	return f->policy ? policy_name(f->policy) : "-";
}

static const char *category_of(const struct finding *f)
{
	return f->category ? policy_category_name(f->category) : "-";
}

static const char *rule_of(const struct finding *f)
{
	return f->rule ? policy_rule_name(f->policy, f->rule) : "-";
}

static int by_name(const void *x, const void *y)
{
	const struct finding *a = x, *b = y; /* at the head of a tally */
	int order = strcmp(brand_of(a), brand_of(b));
	if (!order)
		order = strcmp(category_of(a), category_of(b));
	if (!order)
		order = (int)a->fate - (int)b->fate;
	if (!order)
		order = (int)a->code - (int)b->code;
	return order ? order : strcmp(rule_of(a), rule_of(b));
}

static void report(struct sweep *s)
{
	qsort(s->tallies, s->tally_count, sizeof *s->tallies, by_name);
	for (size_t i = 0; i < s->tally_count; i++) {
		const struct finding *f = &s->tallies[i].of;
		if (f->fate == FATE_ASK || f->fate == FATE_ASK_ENDING)
			printf("ask\t%llu\t%s\t%s\t%s\t%s%s\t%s\n", s->tallies[i].count, brand_of(f), category_of(f), result_name(f->code), rule_of(f),
			       f->fate == FATE_ASK_ENDING ? ".then" : "", result_asks(f->code));
		else if (f->fate == FATE_TOLD_TWICE)
			printf("ask\t%llu\t%s\t%s\t%s\t-\task when it happened, and record that time alone\n", s->tallies[i].count, brand_of(f),
			       category_of(f), fate_names[f->fate]);
		else
			printf("count\t%llu\t%s\t%s\t%s\t%s\n", s->tallies[i].count, brand_of(f), category_of(f), fate_names[f->fate], rule_of(f));
	}
}

/* ---- acting ---- */

/* Where the policy leaves the choice, this service deletes. */
static const char *action_of(unsigned then)
{
	return then == POLICY_ENDING_ANONYMISE ? "anonymise" : then == POLICY_ENDING_OVERWRITE ? "overwrite" : "delete";
}

static int act_on(struct sweep *s, sqlite3_stmt *statement, int64_t id)
{
	sqlite3_bind_int64(statement, 1, id);
	step(s, statement);
	sqlite3_reset(statement);
	return sqlite3_changes(s->db);
}

static void bind(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

static int audit(struct sweep *s, const struct finding *f)
{
	char hash[sizeof f->policy->hash * 2 + 1];
	for (size_t i = 0; i < sizeof f->policy->hash; i++)
		snprintf(hash + 2 * i, 3, "%02x", f->policy->hash[i]);
	sqlite3_bind_int64(s->audit, 1, f->id);
	bind(s->audit, 2, brand_of(f));
	bind(s->audit, 3, category_of(f));
	bind(s->audit, 4, rule_of(f));
	bind(s->audit, 5, hash);
	bind(s->audit, 6, day_text(f->end).at);
	bind(s->audit, 7, action_of(f->then));
	sqlite3_bind_int64(s->audit, 8, s->now);
	step(s, s->audit);
	sqlite3_reset(s->audit);
	return sqlite3_changes(s->db);
}

static bool is_due(const struct finding *f)
{
	return f->fate == FATE_DUE || f->fate == FATE_OVERDUE;
}

/* A trigger may have it that nothing happens; then nothing is to be said of it either. */
static void act(struct sweep *s, const struct finding *f)
{
	bool erase = f->then != POLICY_ENDING_ANONYMISE && f->then != POLICY_ENDING_OVERWRITE;
	if (erase)
		act_on(s, s->erase_events, f->id);
	if (act_on(s, erase ? s->erase : f->then == POLICY_ENDING_ANONYMISE ? s->strip : s->overwrite, f->id) != 1)
		stop(s, EXIT_SYSTEM, "record %lld: %s has not changed it", (long long)f->id, action_of(f->then));
	if (audit(s, f) != 1)
		stop(s, EXIT_SYSTEM, "record %lld: its row of audit is not written", (long long)f->id);
}

static void print(const struct sweep *s, const struct finding *f)
{
	printf("%s\t%lld\t%s\t%s\t%s\t%s\t%s\t%s\n", s->apply ? "done" : "due", (long long)f->id, brand_of(f), category_of(f), rule_of(f),
	       action_of(f->then), day_text(f->end).at, fate_names[f->fate]);
}

/* The records from `from` on, as many as a batch has. One transaction: what it judges cannot be put on hold before it acts, and what it
 * prints is committed. Returns how many it saw. */
static int sweep_batch(struct sweep *s, int64_t from)
{
	struct history h;
	int n = 0;
	run(s, s->apply ? "BEGIN IMMEDIATE" : "BEGIN");
	sqlite3_bind_int64(s->records, 1, from);
	sqlite3_bind_int(s->records, 2, s->batch);
	sqlite3_bind_int64(s->events, 1, from);
	s->event_row = step(s, s->events);
	while (step(s, s->records)) {
		struct record r = {.id = sqlite3_column_int64(s->records, 0),
		                   .collected = sqlite3_column_type(s->records, 3) == SQLITE_INTEGER ? sqlite3_column_int64(s->records, 3) : -1,
		                   .policy = policy_find(column(s->records, 1)),
		                   .category = policy_category_by_name(column(s->records, 2)),
		                   .held = sqlite3_column_int(s->records, 4) != 0};
		read_history(s, r.id, r.collected, &h);
		judge(s, &r, &h, &s->findings[n++]);
	}
	sqlite3_reset(s->records);
	sqlite3_reset(s->events);
	for (int i = 0; i < n && s->apply; i++)
		if (is_due(&s->findings[i]))
			act(s, &s->findings[i]);
	run(s, "COMMIT");
	for (int i = 0; i < n; i++) {
		count(s, &s->findings[i]);
		if (is_due(&s->findings[i]))
			print(s, &s->findings[i]);
	}
	fflush(stdout);
	return n;
}

static void sweep(struct sweep *s)
{
	const bool terminal = isatty(STDERR_FILENO) == 1;
	long long seen = 0, all = 0;
	int64_t last = INT64_MIN;
	int n;
	if (terminal) {
		sqlite3_stmt *total = prepare(s, "SELECT count(*) FROM records WHERE ended IS NULL");
		step(s, total);
		all = sqlite3_column_int64(total, 0);
		sqlite3_finalize(total);
	}
	for (n = sweep_batch(s, last); n > 0; n = last < INT64_MAX ? sweep_batch(s, last + 1) : 0) {
		seen += n;
		last = s->findings[n - 1].id;
		if (terminal)
			fprintf(stderr, "\r%lld of %lld records", seen, all);
	}
	if (terminal)
		fputs("\r\033[K", stderr);
}

static int usage(void)
{
	fputs("usage: retention-sweep DATABASE --now TIME [--apply] [--batch N]\n"
	      "TIME is RFC 3339 (2027-03-01T09:30:00+07:00) or seconds since 1970. Without --apply nothing is changed.\n",
	      stderr);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	struct sweep s = {.now = -1, .batch = 10000};
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--apply") == 0)
			s.apply = true;
		else if (strcmp(argv[i], "--now") == 0 && i + 1 < argc && time_parse(argv[i + 1], &s.now))
			i++;
		else if (strcmp(argv[i], "--batch") == 0 && i + 1 < argc && (s.batch = atoi(argv[i + 1])) > 0)
			i++;
		else if (argv[i][0] != '-' && !s.file)
			s.file = argv[i];
		else
			return usage();
	}
	if (!s.file || s.now < 0 || s.batch > 1000000)
		return usage();
	s.findings = malloc((size_t)s.batch * sizeof *s.findings);
	if (!s.findings) {
		fputs("retention-sweep: no memory\n", stderr);
		return EXIT_SYSTEM;
	}
	open_database(&s);
	sweep(&s);
	report(&s);
	close_database(&s);
	free(s.findings);
	free(s.tallies);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("retention-sweep: standard output");
		return EXIT_SYSTEM;
	}
	return 0;
}
