/* SPDX-License-Identifier: MIT */
/* request-desk: what is due to people who asked for something, and when.
 *
 *     request-desk --now TIME [FILE]
 *
 * Reads CSV (RFC 4180) with a line of names: id, brand, request, received, and perhaps channel, events ("name=time;name=time").
 * Prints a line for each duty, overdue first, then by the time it is due, then those without one and what that asks of whom.
 * It is strict: what is wrong is named with its line, the rest is printed, and the exit status is 1. Where a quote is wrong nothing after
 * it is read: it may be inside a field. It reads no clock. */
#include "service.h"
#include "policy/brands.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 16, EVENTS = 16 };
enum name { NAME_ID, NAME_BRAND, NAME_REQUEST, NAME_RECEIVED, NAME_CHANNEL, NAME_EVENTS, NAME__COUNT };
static const char *const names[] = {"id", "brand", "request", "received", "channel", "events"};

struct file {
	const char *name;
	char *text;
	size_t len, at;
	unsigned long line;  /* 1-based, of what is being looked at */
	unsigned long lines; /* read so far */
	unsigned errors;
	int column[NAME__COUNT]; /* where it is; -1: not given */
	int columns;
};

struct duty {
	char *id;
	unsigned long line; /* of its request */
	const struct policy *policy;
	enum policy_request request;
	const char *what; /* "answer", "complete" */
	enum policy_result code;
	struct policy_due due;
	bool overdue;
};

struct desk {
	int64_t now;
	struct duty *duties;
	size_t count, room;
};

static void *need(void *p)
{
	if (!p) {
		fputs("request-desk: no memory\n", stderr);
		exit(EXIT_SYSTEM);
	}
	return p;
}

static void report(struct file *f, const char *format, ...)
{
	va_list args;
	fprintf(stderr, "%s:%lu: ", f->name, f->line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	f->errors++;
}

/* ---- CSV ---- */

static void read_all(struct file *f)
{
	FILE *in = strcmp(f->name, "-") == 0 ? stdin : fopen(f->name, "rb");
	size_t room = 0, n;
	if (!in) {
		perror(f->name);
		exit(EXIT_SYSTEM);
	}
	do {
		if (f->len + 1 >= room)
			f->text = need(realloc(f->text, room = room * 2 + 65536));
		n = fread(f->text + f->len, 1, room - f->len - 1, in);
		f->len += n;
	} while (n > 0);
	if (ferror(in)) {
		perror(f->name);
		exit(EXIT_SYSTEM);
	}
	f->text[f->len] = 0;
	if (in != stdin)
		fclose(in);
	if (f->len >= 3 && memcmp(f->text, "\xEF\xBB\xBF", 3) == 0)
		f->at = 3;
}

static bool at_end_of_line(const struct file *f)
{
	const char *at = f->text + f->at;
	return f->at == f->len || *at == '\n' || (*at == '\r' && at[1] == '\n');
}

/* A quote is wrong in the field that begins on a line: the rest goes unread. */
static char *give_up(struct file *f, unsigned long line, const char *why)
{
	f->line = line;
	report(f, "%s; nothing after it can be trusted, and the rest is not read", why);
	f->at = f->len;
	return NULL;
}

/* One field, in place; NULL: a quote is wrong. *last: it ends the line. *wrong: what is wrong with its bytes, if anything. */
static char *read_field(struct file *f, bool *last, const char **wrong)
{
	char *field = f->text + f->at, *to = field;
	const unsigned long line = f->lines + 1;
	bool quoted = *field == '"';
	for (f->at += quoted; quoted || !(f->text[f->at] == ',' || at_end_of_line(f)); f->at++) {
		char c = f->text[f->at];
		if (f->at == f->len)
			return give_up(f, line, "a quoted field does not end");
		if (quoted && c == '"' && f->text[++f->at] != '"')
			break;
		if (!quoted && c == '"')
			return give_up(f, line, "a quote inside a field that does not begin with one");
		if (!quoted && c == '\r')
			*wrong = "a carriage return without a line feed";
		if (c == 0)
			*wrong = "a NUL byte";
		f->lines += c == '\n';
		*to++ = c;
	}
	*last = at_end_of_line(f);
	if (!*last && f->text[f->at] != ',')
		return give_up(f, line, "text after the quote that ends a field");
	f->at += *last && f->text[f->at] == '\r';
	f->at += f->at < f->len;
	f->lines += *last;
	*to = 0;
	return field;
}

/* The fields of the next record, and how many there are, perhaps more than FIELDS; 0: an error, -1: the end. */
static int read_record(struct file *f, char **fields)
{
	const char *wrong = NULL;
	bool last = false;
	int n = 0;
	f->line = f->lines + 1;
	if (f->at == f->len)
		return -1;
	for (; !last; n++) {
		char *field = read_field(f, &last, &wrong);
		if (!field)
			return 0;
		if (n < FIELDS)
			fields[n] = field;
	}
	if (wrong)
		report(f, "%s", wrong);
	return wrong ? 0 : n;
}

static bool read_names(struct file *f)
{
	char *fields[FIELDS];
	int n = read_record(f, fields), k;
	for (k = 0; k < NAME__COUNT; k++)
		f->column[k] = -1;
	if (n <= 0 || n > FIELDS) {
		if (n != 0)
			report(f, n < 0 ? "a line of names is missing" : "more than %d columns", FIELDS);
		return false;
	}
	for (int i = 0; i < n; i++) {
		for (k = 0; k < NAME__COUNT && strcmp(fields[i], names[k]) != 0; k++)
			;
		if (k == NAME__COUNT || f->column[k] >= 0)
			report(f, k == NAME__COUNT ? "unknown column '%s'" : "the column '%s' is there twice", fields[i]);
		else
			f->column[k] = i;
	}
	for (k = 0; k <= NAME_RECEIVED; k++)
		if (f->column[k] < 0)
			report(f, "the column '%s' is missing", names[k]);
	f->columns = n;
	return f->errors == 0;
}

/* ---- requests ---- */

struct request {
	const char *id;
	unsigned long line;
	const struct policy *policy;
	enum policy_request request;
	enum policy_channel channel; /* POLICY_NO_CHANNEL: not said */
	struct policy_happened events[EVENTS];
	unsigned event_count;
};

static const char *value(const struct file *f, char **fields, enum name name)
{
	return f->column[name] < 0 ? "" : fields[f->column[name]];
}

/* "request-verified=2027-03-01T09:00:00+07:00;..."; cuts the text up. */
static bool parse_events(struct file *f, char *text, struct request *r)
{
	for (char *next; *text; text = next) {
		char *time = strchr(text, '=');
		struct policy_happened *e = &r->events[r->event_count];
		next = text + strcspn(text, ";");
		if (*next)
			*next++ = 0;
		if (r->event_count == EVENTS) {
			report(f, "more than %d events", EVENTS - 1);
			return false;
		}
		if (!time || time >= next || (*time++ = 0, e->what = (uint16_t)policy_event_by_name(text)) == POLICY_NONE || !time_parse(time, &e->time)) {
			report(f, "'%s' is not an event and its time: name=2027-03-01T09:30:00+07:00", text);
			return false;
		}
		for (unsigned i = 0; i < r->event_count && r->policy; i++)
			if (policy_same_event(r->policy, r->events[i].what, e->what)) {
				report(f, "'%s' is told twice (as '%s')", text, policy_event_name((enum policy_event)r->events[i].what));
				return false;
			}
		r->event_count++;
	}
	return true;
}

static bool parse_request(struct file *f, char **fields, struct request *r)
{
	const char *received = value(f, fields, NAME_RECEIVED), *channel = value(f, fields, NAME_CHANNEL);
	const unsigned before = f->errors;
	r->id = value(f, fields, NAME_ID);
	r->line = f->line;
	r->policy = policy_find(value(f, fields, NAME_BRAND));
	r->request = policy_request_by_name(value(f, fields, NAME_REQUEST));
	r->channel = policy_channel_by_name(channel);
	r->events[0].what = POLICY_EVENT_REQUEST_RECEIVED;
	r->event_count = 1;
	if (!*r->id)
		report(f, "the id is missing");
	for (const char *at = r->id; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 127) { /* it would break the list's lines */
			report(f, "a control character in the id");
			break;
		}
	if (!r->policy)
		report(f, "unknown brand '%s'", value(f, fields, NAME_BRAND));
	if (r->request == POLICY_NO_REQUEST)
		report(f, "unknown request '%s'", value(f, fields, NAME_REQUEST));
	if (*channel && r->channel == POLICY_NO_CHANNEL)
		report(f, "unknown channel '%s'", channel);
	if (!time_parse(received, &r->events[0].time))
		report(f, "'%s' is not a time; write 2027-03-01T09:30:00+07:00", received);
	return (f->column[NAME_EVENTS] < 0 || parse_events(f, fields[f->column[NAME_EVENTS]], r)) && f->errors == before;
}

/* ---- duties ---- */

/* What is known comes before what is not; of what is known the earlier. */
static bool comes_first(const struct duty *a, const struct duty *b)
{
	if ((a->code == POLICY_CONFLICT) != (b->code == POLICY_CONFLICT))
		return a->code == POLICY_CONFLICT;
	if (a->due.known != b->due.known)
		return a->due.known;
	return a->due.known && a->due.period.first.end < b->due.period.first.end;
}

/* By the routes that lead through the channel it came by, or may. */
static void by_channel(const struct policy *edition, const struct request *r, const struct policy_case *c, bool complete, struct duty *out)
{
	const struct policy_route_rule *route;
	for (unsigned n = 0; (route = policy_route_find(edition, r->request, n)) != NULL; n++) {
		struct duty one = *out;
		if (route->channels.state == POLICY_LIST_COMPLETE &&
		    policy_list_has(edition, route->channels, (unsigned)r->channel) != POLICY_OK)
			continue;
		if (route->self_service == POLICY_FLAG_TRUE)
			continue; /* the person does it alone */
		one.code = complete ? policy_route_complete_due(edition, route, c, &one.due) : policy_route_answer_due(edition, route, c, &one.due);
		if (one.code == POLICY_NO || one.code == POLICY_NOT_LISTED)
			continue;
		if (out->code == POLICY_NOT_LISTED || comes_first(&one, out))
			*out = one;
	}
}

static void add_duty(struct desk *d, const struct duty *duty, const struct request *r)
{
	if (d->count == d->room)
		d->duties = need(realloc(d->duties, (d->room = d->room * 2 + 64) * sizeof *d->duties));
	d->duties[d->count] = *duty;
	d->duties[d->count].line = r->line;
	d->duties[d->count].id = strcpy(need(malloc(strlen(r->id) + 1)), r->id);
	d->duties[d->count++].overdue = duty->due.known && d->now >= duty->due.period.first.end;
}

static void add_request(struct desk *d, const struct request *r)
{
	const struct policy_case c = {.at = r->events[0].time, .events = r->events, .event_count = r->event_count};
	const struct policy *edition = policy_in_force(r->policy, c.at);
	struct duty duty = {.policy = r->policy, .request = r->request, .what = "any"};
	bool any = false;
	for (int complete = 0; complete < 2; complete++) {
		/* fills duty.due; by a channel the routes below take its place */
		duty.code = complete ? policy_request_complete_due(r->policy, r->request, &c, &duty.due)
		                     : policy_request_answer_due(r->policy, r->request, &c, &duty.due);
		if (edition && r->channel != POLICY_NO_CHANNEL && duty.code != POLICY_NOT_LISTED) {
			duty.code = POLICY_NOT_LISTED;
			by_channel(edition, r, &c, complete, &duty);
		}
		if (duty.code == POLICY_NOT_LISTED)
			continue;
		any = true;
		duty.what = complete ? "complete" : "answer";
		add_duty(d, &duty, r);
	}
	if (!any) {
		duty.due.known = 0;
		duty.due.by.rule = NULL;
		duty.due.span = NULL;
		add_duty(d, &duty, r);
	}
}

/* ---- the list ---- */

static int by_id(const void *x, const void *y)
{
	const struct duty *a = x, *b = y;
	int order = strcmp(a->id, b->id);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* Two requests of one id are both listed, for which of them is wrong is not known. */
static void check_ids(const struct desk *d, struct file *f)
{
	for (size_t i = 1; i < d->count; i++) {
		const struct duty *a = &d->duties[i - 1], *b = &d->duties[i];
		f->line = b->line;
		if (a->line != b->line && strcmp(a->id, b->id) == 0)
			report(f, "the id '%s' is on line %lu too", b->id, a->line);
	}
}

static int by_urgency(const void *x, const void *y)
{
	const struct duty *a = x, *b = y;
	int order = b->due.known - a->due.known; /* an overdue one is known, and its end lies before those that are not */
	if (!order && a->due.known)
		order = (a->due.period.first.end > b->due.period.first.end) - (a->due.period.first.end < b->due.period.first.end);
	if (!order)
		order = by_id(a, b);
	return order ? order : strcmp(a->what, b->what);
}

/* "10 business days", "5 to 10 days"; "-" for what has no number. */
static struct text span_text(const struct policy_span *s)
{
	static const char *const units[] = {"", "hours", "days", "business days", "weeks", "months", "years"};
	struct text text = {"-"};
	if (s && s->kind == POLICY_SPAN_EXACT)
		snprintf(text.at, sizeof text.at, "%u %.*s", s->min, (int)strlen(units[s->unit]) - (s->min == 1), units[s->unit]);
	else if (s && s->kind == POLICY_SPAN_RANGE)
		snprintf(text.at, sizeof text.at, "%u to %u %s", s->min, s->max, units[s->unit]);
	else if (s && s->kind == POLICY_SPAN_WORDS)
		snprintf(text.at, sizeof text.at, "%.31s", policy_duration_name(s->word));
	return text;
}

static void print_duty(const struct duty *d)
{
	const struct policy_answer *by = &d->due.by;
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s", d->overdue ? "overdue" : d->due.known ? "due" : "open",
	       d->due.known ? end_text(d->policy, d->due.period.first.end).at : "-", d->id, policy_name(d->policy), policy_request_name(d->request),
	       d->what, by->rule ? policy_rule_name(by->policy, by->rule) : "-", span_text(d->due.span).at);
	if (d->code != POLICY_OK)
		printf("\t%s\t%s", result_name(d->code), result_asks(d->code));
	putchar('\n');
}

static int usage(void)
{
	fputs("usage: request-desk --now TIME [FILE]\nTIME is RFC 3339 (2027-03-01T09:30:00+07:00) or seconds since 1970.\n", stderr);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	struct file f = {.name = NULL};
	struct desk d = {.now = -1};
	struct request r;
	char *fields[FIELDS];
	int n;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--now") == 0 && i + 1 < argc && time_parse(argv[i + 1], &d.now))
			i++;
		else if ((argv[i][0] != '-' || argv[i][1] == 0) && !f.name)
			f.name = argv[i];
		else
			return usage();
	}
	if (d.now < 0)
		return usage();
	if (!f.name)
		f.name = "-";
	read_all(&f);
	if (read_names(&f))
		while ((n = read_record(&f, fields)) >= 0) {
			if (n > 0 && n != f.columns)
				report(&f, "%d fields where the line of names has %d", n, f.columns);
			else if (n > 0 && parse_request(&f, fields, &r))
				add_request(&d, &r);
		}
	if (d.count) {
		qsort(d.duties, d.count, sizeof *d.duties, by_id);
		check_ids(&d, &f);
		qsort(d.duties, d.count, sizeof *d.duties, by_urgency);
	}
	for (size_t i = 0; i < d.count; i++) {
		print_duty(&d.duties[i]);
		free(d.duties[i].id);
	}
	free(d.duties);
	free(f.text);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("request-desk: standard output");
		return EXIT_SYSTEM;
	}
	return f.errors ? EXIT_INPUT : 0;
}
