/* SPDX-License-Identifier: MIT */
/* policyc due: by when, asked of one brand on the command line. Answers with the functions of policy.h, on the object that the header
 * prints, and shows how each rule was counted. */
#include "../base/file.h"
#include "../base/text.h"
#include "counted.h"
#include <assert.h>

static const struct {
	const char *name, *subject, *event; /* event: what --at is the time of, unless --event says */
	enum kind kind;
} questions[ASKED__COUNT] = {
	[ASKED_REQUEST] = {"request", "a request", "request-received", KIND_REQUEST},
	[ASKED_BREACH] = {"breach", "an audience", "breach-discovered", KIND_AUDIENCE},
	[ASKED_RETENTION] = {"retention", "a category", NULL, KIND_CATEGORY},
	[ASKED_CHANGE] = {"change", "a change", NULL, KIND_CHANGE},
};

/* ---- times ---- */

static bool digits(const char **p, int n, int *out)
{
	for (*out = 0; n; n--, ++*p) {
		if (**p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return true;
}

static bool skip(const char **p, char c)
{
	return **p == c && ++*p;
}

/* RFC 3339, down to the second in which it is: what comes after the point is dropped. Returns NULL or what is wrong. */
static const char *parse_time(const char *s, int64_t *out)
{
	struct policy_date d;
	int hour, minute, second, off_hour = 0, off_minute = 0, sign = 1, fraction;
	int32_t day;
	if (!digits(&s, 4, &d.year) || !skip(&s, '-') || !digits(&s, 2, &d.month) || !skip(&s, '-') || !digits(&s, 2, &d.day) ||
	    !(skip(&s, 'T') || skip(&s, 't')) || !digits(&s, 2, &hour) || !skip(&s, ':') || !digits(&s, 2, &minute) || !skip(&s, ':') ||
	    !digits(&s, 2, &second))
		return "does not begin with a date and a time";
	if (skip(&s, '.')) {
		if (!digits(&s, 1, &fraction))
			return "has a point and no digit after it";
		while (digits(&s, 1, &fraction))
			;
	}
	if (!skip(&s, 'Z') && !skip(&s, 'z')) {
		if (*s == '-')
			sign = -1;
		if (!(skip(&s, '+') || skip(&s, '-')) || !digits(&s, 2, &off_hour) || !skip(&s, ':') || !digits(&s, 2, &off_minute))
			return "does not end with its zone, Z or a distance from UTC";
	}
	if (*s)
		return "goes on after its zone";
	if (second == 60)
		return "is a leap second, and times are counted as computers do, without those; write second 59";
	if (hour > 23 || minute > 59 || second > 59 || off_hour > 23 || off_minute > 59 || policy_date_day(d, &day) != POLICY_OK)
		return "is a time that there is not";
	int local = hour * 3600 + minute * 60 + second, ahead = sign * (off_hour * 3600 + off_minute * 60);
	*out = (int64_t)day * 86400 + local - ahead;
	return *out >= 0 && *out <= POLICY_TIME_LAST_ ? NULL : "is before or after these years";
}

/* ---- the questions ---- */

static void put_answer(struct asking *k, const char *what, enum policy_result result, const struct policy_due *due)
{
	if (k->json) {
		buf_printf(&k->out, "%s\"%s\": {\"result\": \"%s\", \"rules\": %u, \"open\": %u", k->any ? ", " : "", what, counted_words[result].name, due->by.rules,
		           due->by.open);
		counted_json_ends(k, due);
		buf_char(&k->out, '}');
		k->any = true;
		return;
	}
	buf_printf(&k->out, "\n%s: %s%s%s", what, counted_words[result].name, *counted_words[result].words ? ": " : "", counted_words[result].words);
	if (due->known) {
		bool kept = k->asked == ASKED_RETENTION;
		buf_str(&k->out, kept ? ", until " : policy_is_vague_(result) ? ", in any case before " : ", before ");
		if (!counted_is_bound(due))
			counted_time(k, due->period.first.end);
		if (counted_is_bound(due) || due->period.last.end != due->period.first.end) {
			buf_str(&k->out, counted_is_bound(due) ? "" : kept ? " at least and " : ", at the latest before ");
			counted_time(k, due->period.last.end);
			buf_str(&k->out, kept ? " at most" : "");
		}
	}
	if (due->by.rules > 1)
		buf_printf(&k->out, "; %u rules, %u of them open", due->by.rules, due->by.open);
	buf_char(&k->out, '\n');
}

static void begin_answers(struct asking *k)
{
	if (k->json)
		BUF_LIT(&k->out, "],\n  \"answers\": {");
	k->any = false;
}

static void ask_request(struct asking *k)
{
	const struct policy_route_rule *row;
	enum policy_request id = (enum policy_request)k->subject->code;
	struct policy_due due;
	for (unsigned i = 0; (row = policy_route_find(k->edition, id, i)) != NULL; i++) {
		if (row->answer.kind)
			counted_rule(k, POLICY_SECTION_ROUTE, &due, "answer", policy_route_answer_due(k->edition, row, &k->c, &due));
		if (row->complete.kind)
			counted_rule(k, POLICY_SECTION_ROUTE, &due, "complete", policy_route_complete_due(k->edition, row, &k->c, &due));
	}
	begin_answers(k);
	enum policy_result result = policy_request_answer_due(k->object, id, &k->c, &due);
	put_answer(k, "answered", result, &due);
	result = policy_request_complete_due(k->object, id, &k->c, &due);
	put_answer(k, "completed", result, &due);
}

static void ask_breach(struct asking *k)
{
	const struct policy_breach_rule *row;
	struct policy_due due;
	for (unsigned i = 0; (row = policy_breach_row(k->edition, i)) != NULL; i++)
		if (policy_within_(k->edition, POLICY_RELATION_AUDIENCE, k->subject->code, row->audience))
			counted_rule(k, POLICY_SECTION_BREACH, &due, "deadline", policy_breach_rule_due(k->edition, row, &k->c, &due));
	begin_answers(k);
	enum policy_result result = policy_breach_due(k->object, (enum policy_audience)k->subject->code, &k->c, &due);
	put_answer(k, "told", result, &due);
}

static void ask_change(struct asking *k)
{
	const struct policy_policy_change_rule *row;
	enum policy_change id = (enum policy_change)k->subject->code;
	int32_t day = (int32_t)policy_local_day_(policy_calendar_of(k->object), k->at);
	struct policy_due due;
	for (unsigned i = 0; (row = policy_policy_change_row(k->edition, i)) != NULL; i++)
		if (row->lead_time.kind)
			counted_rule(k, POLICY_SECTION_POLICY_CHANGE, &due, "lead-time", policy_change_rule_due(k->edition, row, id, day, &k->c, &due));
	begin_answers(k);
	enum policy_result result = policy_change_due(k->object, id, day, &k->c, &due);
	put_answer(k, "told", result, &due);
}

static void ask_retention(struct asking *k)
{
	const struct policy_retention_rule *row;
	enum policy_category category = (enum policy_category)k->subject->code;
	enum policy_element element = k->element ? (enum policy_element)k->element->code : POLICY_NO_ELEMENT;
	struct policy_keeping keeping;
	struct policy_due due;
	for (unsigned i = 0; (row = policy_retention_row(k->edition, i)) != NULL; i++)
		counted_rule(k, POLICY_SECTION_RETENTION, &due, "period", policy_keep_rule(k->edition, row, category, element, &k->c, &due));
	begin_answers(k);
	static const struct policy_span bound = {POLICY_SPAN_UP_TO, 0, 0, 0, 0};
	enum policy_result result = policy_keep(k->object, category, element, k->collected, &k->c, &keeping);
	policy_no_due_(k->edition, &due);
	due.span = keeping.floor ? NULL : &bound;
	due.by = keeping.by;
	/* else the ends are those of some of the rules */
	due.known = keeping.ceiling && (result == POLICY_OK || result == POLICY_CONFLICT || result == POLICY_OUT_OF_CALENDAR);
	due.period.first = keeping.keep;
	due.period.last = keeping.gone;
	put_answer(k, "kept", result, &due);
	if (!due.known)
		return;
	const char *then = keeping.ending == POLICY_OK ? k->vocabulary->kinds[KIND_ENDING].by_code[keeping.then]->id : counted_words[keeping.ending].name;
	buf_printf(&k->out, k->json ? ", \"then\": \"%s\"" : "then: %s\n", then);
	if (keeping.grace == POLICY_OK && k->json) {
		BUF_LIT(&k->out, ", \"overdue\": \"");
		counted_time(k, keeping.overdue.end);
		buf_char(&k->out, '"');
	} else if (keeping.grace == POLICY_OK) {
		counted_end(k, &keeping.overdue, "overdue after the end of ");
	}
}

static void put_json_pauses(struct asking *k)
{
	if (k->asked != ASKED_REQUEST)
		return;
	BUF_LIT(&k->out, "\"paused\": [");
	for (unsigned i = 0; i < k->c.pause_count; i++) {
		const struct policy_pause *pause = &k->c.pauses[i];
		buf_printf(&k->out, "%s{\"condition\": \"%s\", \"from\": \"", i ? ", " : "", counted_condition(k, pause->what));
		counted_time(k, pause->from);
		BUF_LIT(&k->out, "\", \"until\": ");
		if (pause->until == POLICY_STILL) {
			BUF_LIT(&k->out, "null}");
		} else {
			buf_char(&k->out, '"');
			counted_time(k, pause->until);
			BUF_LIT(&k->out, "\"}");
		}
	}
	BUF_LIT(&k->out, "], ");
}

static void put_head(struct asking *k)
{
	if (k->json) {
		buf_printf(&k->out, "{\n  \"brand\": \"%s\", \"question\": \"%s\", \"subject\": \"%s%s%s\", \"at\": \"", k->brand, questions[k->asked].name,
		           k->subject->id, k->element ? "/" : "", k->element ? k->element->id : "");
		counted_time(k, k->at);
		buf_printf(&k->out, "\", \"event\": %s%s%s, ", k->event ? "\"" : "", k->event ? k->event->id : "null", k->event ? "\"" : "");
		if (k->asked == ASKED_RETENTION) {
			buf_printf(&k->out, "\"ended\": %s%s%s, \"collected\": \"", k->state ? "\"" : "", k->state ? k->state->id : "null", k->state ? "\"" : "");
			counted_time(k, k->collected);
			BUF_LIT(&k->out, "\", \"now\": \"");
			counted_time(k, k->now);
			BUF_LIT(&k->out, "\", ");
		}
		put_json_pauses(k);
		BUF_LIT(&k->out, "\"edition\": ");
		if (k->edition->valid_from == POLICY_NO_DATE) {
			BUF_LIT(&k->out, "null");
		} else {
			buf_char(&k->out, '"');
			counted_date(k, k->edition->valid_from);
			buf_char(&k->out, '"');
		}
		buf_printf(&k->out, ", \"draft\": %s,\n  \"rules\": [", policy_is_draft(k->edition) ? "true" : "false");
		return;
	}
	buf_printf(&k->out, "%s: %s %s%s%s, %s ", k->brand, questions[k->asked].name, k->subject->id, k->element ? "/" : "", k->element ? k->element->id : "",
	           k->asked == ASKED_CHANGE ? "in effect from" : k->event ? k->event->id : "asked");
	counted_time(k, k->at);
	if (k->state)
		buf_printf(&k->out, "; %s ended then", k->state->id);
	if (k->collected != k->at) {
		BUF_LIT(&k->out, "; collected ");
		counted_time(k, k->collected);
	}
	if (k->now != k->at) {
		BUF_LIT(&k->out, "; asked ");
		counted_time(k, k->now);
	}
	if (k->edition->valid_from != POLICY_NO_DATE) {
		BUF_LIT(&k->out, "; the edition of ");
		counted_date(k, k->edition->valid_from);
	}
	buf_str(&k->out, policy_is_draft(k->edition) ? "; the policy is a draft\n" : "\n");
}

/* The object of all editions. */
static void make_object(struct asking *k, const struct tables *current, struct editions *e)
{
	size_t count = 0;
	k->list = NEW_N(&k->arena, const struct tables *, e->count + 1);
	for (; count < e->count; count++)
		k->list[count] = &e->at[count].tables;
	if (!e->same)
		k->list[count++] = current;
	k->object = object_make(&k->arena, k->list, count);
}

/* The edition that answers: the one in force, and of retention the one that policy_keep takes. */
static bool choose_edition(struct asking *k, const struct editions *e)
{
	struct policy_keeping keeping;
	k->edition = policy_in_force(k->object, k->c.at);
	if (k->asked == ASKED_RETENTION) {
		policy_keep(k->object, (enum policy_category)k->subject->code, k->element ? (enum policy_element)k->element->code : POLICY_NO_ELEMENT,
		            k->collected, &k->c, &keeping);
		k->edition = keeping.by.policy;
	}
	if (!k->edition) {
		usage_say("no edition was in force then");
		return false;
	}
	size_t i = object_edition(k->edition);
	k->tables = k->list[i];
	if (i < e->count) {
		k->model = e->at[i].model;
		k->vocabulary = &e->at[i].vocabulary;
	}
	return true;
}

static int ask(struct asking *k, const struct tables *current, struct editions *e)
{
	static void (*const functions[])(struct asking *) = {ask_request, ask_breach, ask_retention, ask_change};
	const struct policy_calendar *calendar = k->model->calendar ? k->model->calendar->stated : NULL;
	k->calendar = k->model->calendar;
	k->c = (struct policy_case){.at = k->now};
	if (k->asked == ASKED_CHANGE) /* the edition before the change says when */
		k->c.at = policy_day_end_(calendar, policy_local_day_(calendar, k->at) - 1) - 1;
	if (k->event) {
		k->happened = (struct policy_happened){k->event->code, k->at};
		k->c.events = &k->happened;
		k->c.event_count = 1;
	}
	if (k->state) {
		k->ended = (struct policy_happened){k->state->code, k->at};
		k->c.ended = &k->ended;
		k->c.ended_count = 1;
	}
	k->c.pauses = k->pauses;
	k->c.pause_count = k->pause_count;
	make_object(k, current, e);
	if (!choose_edition(k, e))
		return EXIT_USAGE;
	put_head(k);
	functions[k->asked](k);
	if (k->json)
		BUF_LIT(&k->out, "}\n}\n");
	file_stdout(k->out.data, k->out.len);
	return EXIT_FINE;
}

/* With the brand's released editions. */
static int ask_editions(struct asking *k)
{
	struct tables current = {.brand = NULL};
	struct editions e;
	editions_open(&k->project.archive, &k->arena, k->brand, &e, &k->project.diags);
	tables_make(&k->arena, k->model, &k->project.vocabulary, &current, &k->project.diags);
	if (!k->project.diags.errors)
		editions_compare(k->model, &k->project.locales, &current, &e, &k->project.diags);
	int status = k->project.diags.errors ? EXIT_INPUT : ask(k, &current, &e);
	tables_free(&current);
	editions_close(&e);
	return status;
}

/* ---- the command line ---- */

static const struct term *find_term(struct asking *k, enum kind kind, const char *id, size_t len, bool *bad)
{
	const struct term *t = vocabulary_find(&k->project.vocabulary, kind, id, len);
	if (!t) {
		usage_say("there is no '%.*s' among the vocabulary's %s; there are:", (int)len, id, kind_info(kind)->key);
		for (unsigned i = 0; i < k->project.vocabulary.kinds[kind].count; i++)
			buf_printf(&k->out, "  %s\n", k->project.vocabulary.kinds[kind].at[i].id);
		file_stderr(k->out.data, k->out.len);
		*bad = true;
	}
	return t;
}

/* A time of the command line, or of the option before it. */
static bool take_time(const char *option, const char *text, int64_t *out)
{
	const char *why = parse_time(text, out);
	if (why)
		usage_say("%s is a time with its zone, such as 2027-03-01T09:30:00+07:00, from 1970 to 9999; '%s' %s", option, text, why);
	return !why;
}

/* CONDITION=FROM/UNTIL, or CONDITION=FROM of what is awaited still. */
static bool take_pause(struct asking *k, const char *text)
{
	const char *times = strchr(text, '='), *until = times ? strchr(times, '/') : NULL;
	struct policy_pause *pause = &k->pauses[k->pause_count];
	bool bad = false;
	if (!times) {
		usage_say("--paused is a condition, and from when until when it held, such as CONDITION=2027-03-01T09:30:00+07:00/2027-03-04T16:00:00+07:00; "
		          "while it lasts, leave out the slash and the second time; '%s' has no '='",
		          text);
		return false;
	}
	const struct term *condition = find_term(k, KIND_CONDITION, text, (size_t)(times - text), &bad);
	const char *from = arena_copy(&k->arena, times + 1, until ? (size_t)(until - times - 1) : strlen(times + 1));
	if (bad || !take_time("--paused", from, &pause->from) || (until && !take_time("--paused", until + 1, &pause->until)))
		return false;
	if (until && pause->until <= pause->from) {
		usage_say("--paused %s ends no later than it begins; write the earlier time first", text);
		return false;
	}
	if (!until)
		pause->until = POLICY_STILL;
	pause->what = (uint16_t)condition->code;
	k->pause_count++;
	return true;
}

static int resolve(struct asking *k, const struct options *o)
{
	const struct due_question *q = &o->due;
	const char *subject = o->files[2], *event = q->event, *slash = k->asked == ASKED_RETENTION ? strchr(subject, '/') : NULL;
	bool bad = false;
	k->subject = find_term(k, questions[k->asked].kind, subject, slash ? (size_t)(slash - subject) : strlen(subject), &bad);
	if (!bad && slash)
		k->element = find_term(k, KIND_ELEMENT, slash + 1, strlen(slash + 1), &bad);
	if (!bad && event)
		k->event = find_term(k, KIND_EVENT, event, strlen(event), &bad);
	if (!bad && q->ended)
		k->state = find_term(k, KIND_STATE, q->ended, strlen(q->ended), &bad);
	k->pauses = NEW_N(&k->arena, struct policy_pause, q->paused_count + 1);
	for (size_t i = 0; !bad && i < q->paused_count; i++)
		bad = !take_pause(k, q->paused[i]);
	if (!event && questions[k->asked].event)
		k->event = vocabulary_find(&k->project.vocabulary, KIND_EVENT, questions[k->asked].event, strlen(questions[k->asked].event));
	return bad ? EXIT_USAGE : ask_editions(k);
}

/* Whether the question can be asked. */
static bool take_question(struct asking *k, const struct options *o)
{
	const struct due_question *q = &o->due;
	while (k->asked < ASKED__COUNT && strcmp(questions[k->asked].name, o->files[1]) != 0)
		k->asked++;
	if (k->asked == ASKED__COUNT)
		usage_say("due answers request, breach, retention or change, not '%s'", o->files[1]);
	else if (!text_is_id(k->brand, strlen(k->brand)))
		usage_say("a brand is an id such as mami, not '%s'", k->brand);
	else if (k->asked != ASKED_RETENTION && (q->ended || q->collected || q->now))
		usage_say("--ended, --collected and --now are for retention");
	else if (k->asked != ASKED_REQUEST && q->paused_count)
		usage_say("--paused is for requests");
	else
		return take_time("--at", q->at, &k->at) && take_time("--collected", q->collected ? q->collected : q->at, &k->collected) &&
		       take_time("--now", q->now ? q->now : q->at, &k->now);
	return false;
}

int cmd_due(const struct options *o)
{
	struct asking k = {.brand = o->files[0], .json = o->format == FORMAT_JSON};
	struct findings findings;
	struct buf path = {0};
	int status;
	if (!take_question(&k, o))
		return EXIT_USAGE;
	project_open(&k.project, o);
	k.project.diags.keep = SEVERITY_ERROR;
	k.vocabulary = &k.project.vocabulary;
	k.model = project_brand(&k.project, &k.arena, buf_format(&path, "%s/%s.yaml", o->policies, k.brand), k.brand, &findings);
	status = k.project.diags.errors || !k.model ? EXIT_INPUT : resolve(&k, o);
	if (status == EXIT_INPUT)
		status = project_refuse(&k.project, 1);
	else
		project_close(&k.project);
	buf_free(&path);
	buf_free(&k.out);
	arena_free(&k.arena);
	return status;
}
