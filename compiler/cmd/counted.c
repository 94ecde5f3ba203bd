/* SPDX-License-Identifier: MIT */
/* How a rule is printed, and how it was counted. */
#include "counted.h"
#include "../base/text.h"
#include <assert.h>
#include <stdlib.h>

/* What each code says to a person. */
const struct counted_words counted_words[] = {
	[POLICY_OK] = {"POLICY_OK", ""},
	[POLICY_NO_NUMBER] = {"POLICY_NO_NUMBER", "a duty in words, without a number: ask legal"},
	[POLICY_INDEFINITE] = {"POLICY_INDEFINITE", "without end"},
	[POLICY_WHILE_STATE] = {"POLICY_WHILE_STATE", "as long as the state lasts"},
	[POLICY_UNSTATED] = {"POLICY_UNSTATED", "the policy leaves it open: ask legal"},
	[POLICY_NOT_STARTED] = {"POLICY_NOT_STARTED", "the event that starts it has not happened"},
	[POLICY_NOT_LISTED] = {"POLICY_NOT_LISTED", "the policy does not speak of it"},
	[POLICY_CONFLICT] = {"POLICY_CONFLICT", "the policy contradicts itself, nobody has decided: ask legal"},
	[POLICY_OUT_OF_CALENDAR] = {"POLICY_OUT_OF_CALENDAR", "outside the calendar's years, counted as if only weekends were free there: it can be later"},
	[POLICY_OUT_OF_RANGE] = {"POLICY_OUT_OF_RANGE", "no such time from 1970 to 9999"},
	[POLICY_NO_LIST] = {"POLICY_NO_LIST", "there is no list"},
	[POLICY_OTHER_UNIT] = {"POLICY_OTHER_UNIT", "another unit"},
	[POLICY_FREE_DAY] = {"POLICY_FREE_DAY", "not a working day"},
	[POLICY_NO] = {"POLICY_NO", "it does not apply"},
	[POLICY_CONDITIONAL] = {"POLICY_CONDITIONAL", "it depends on conditions or elements that the question does not name"},
	[POLICY_NOT_FIRM] = {"POLICY_NOT_FIRM", "said with 'typically', 'target', 'may' or 'can': no promise"},
	[POLICY_AMBIGUOUS] = {"POLICY_AMBIGUOUS", "two times are given of an event or an end that comes once"},
	[POLICY_PAUSED] = {"POLICY_PAUSED", "the clock stands: there is no end until it runs again"},
};
static const char *const bases[] = {"none", "stated", "implied", "reading"};


/* Seconds that the policy's zone is ahead of UTC at a time. */
static int32_t offset_at(const struct asking *k, int64_t time)
{
	return policy_clock_at_(policy_calendar_of(k->object), time).offset;
}

/* In the policy's zone. */
void counted_time(struct asking *k, int64_t time)
{
	int32_t offset = offset_at(k, time), minutes = abs(offset) / 60;
	int64_t local = time + offset;
	int32_t day = (int32_t)policy_floor_(local, 86400);
	int second = (int)(local - (int64_t)day * 86400);
	date_write(&k->out, date_of_days(day));
	buf_printf(&k->out, "T%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
	if (minutes)
		buf_printf(&k->out, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
	else
		buf_char(&k->out, 'Z');
}

void counted_date(struct asking *k, int32_t day)
{
	date_write(&k->out, date_of_days(day));
}

static void put_day(struct asking *k, int32_t day)
{
	static const char *const names[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	buf_printf(&k->out, "%s ", names[day - policy_floor_(day, 7) * 7]);
	counted_date(k, day);
}

/* ---- how it was counted ---- */

/* The holiday of a day, or NULL: then a weekend. */
static const char *holiday_of(const struct asking *k, int32_t day)
{
	const struct records *decrees = &k->calendar->model->sections[SECTION_decree];
	for (uint32_t d = 0; d < decrees->count; d++) {
		const struct value *holidays = record_value(&decrees->at[d], KEY_holidays);
		for (uint32_t h = 0; holidays->state == VALUE_STATED && h < holidays->records.count; h++)
			for (int leave = 0; leave < 2; leave++) {
				const struct value *days = record_value(&holidays->records.at[h], leave ? KEY_collective_leave : KEY_national);
				for (uint32_t i = 0; days->state == VALUE_STATED && i < days->dates.count; i++)
					if (date_days(days->dates.at[i]) == day)
						return holidays->records.at[h].id;
			}
	}
	return NULL;
}

/* Why a year has no free days: it is before the first decree of the calendar, or after the last. */
static const char *without_decree(const struct asking *k, int32_t day)
{
	return policy_day_date(day).year < k->calendar->first_year ? "  before the first decree here" : "  no decree yet";
}

/* Whether a pause stops the clock of a route. A case has pauses where the question is about a request only, and then the rule is a route. */
static bool is_paused_by(const struct asking *k, const struct policy_rule *rule, const struct policy_pause *pause)
{
	if (!rule)
		return false;
	struct policy_running_ r = {k->edition, &((const struct policy_route_rule *)rule)->pauses_while, &k->c, 0, 0};
	return policy_stands_while_(&r, pause->what);
}

/* The pause that stops it on a day, or NULL. */
static const struct policy_pause *pause_on(const struct asking *k, const struct policy_rule *rule, int32_t day)
{
	const struct policy_calendar *c = policy_calendar_of(k->object);
	for (unsigned i = 0; i < k->c.pause_count; i++) {
		const struct policy_pause *pause = &k->c.pauses[i];
		if (is_paused_by(k, rule, pause) && policy_local_day_(c, pause->from) <= day &&
		    (pause->until == POLICY_STILL || policy_local_day_(c, pause->until - 1) >= day))
			return pause;
	}
	return NULL;
}

const char *counted_condition(const struct asking *k, unsigned code)
{
	return k->vocabulary->kinds[KIND_CONDITION].by_code[code]->id;
}

/* Day by day from one day to another, both counted where they are working days. */
static void put_working_days(struct asking *k, const struct policy_rule *rule, int32_t from, int32_t to, int step)
{
	unsigned n = 0;
	for (int32_t day = from; day != to + step; day += step) {
		enum policy_result r = policy_day_is_working(k->object, day);
		bool working = r == POLICY_OUT_OF_CALENDAR ? policy_weekday_(policy_calendar_of(k->object), day) : r == POLICY_OK;
		const char *holiday = holiday_of(k, day);
		const struct policy_pause *pause = working ? pause_on(k, rule, day) : NULL;
		BUF_LIT(&k->out, "    ");
		put_day(k, day);
		if (pause)
			buf_printf(&k->out, "  -  paused: %s\n", counted_condition(k, pause->what));
		else if (working)
			buf_printf(&k->out, "  %u%s%s%s\n", ++n, r == POLICY_OUT_OF_CALENDAR ? without_decree(k, day) : holiday ? "  collective leave of " : "",
			           holiday ? holiday : "", holiday ? ", a working day here" : "");
		else
			buf_printf(&k->out, "  -  %s\n", holiday ? holiday : "weekend");
	}
}

/* How much later it ends than without pauses. */
static void put_paused(struct asking *k, unsigned unit, const struct policy_deadline *without, const struct policy_deadline *end)
{
	long long seconds = end->end - without->end;
	int days = end->day - without->day;
	if (policy_unit_seconds_(unit) && seconds)
		buf_printf(&k->out, "    and %lld:%02lld:%02lld for which the clock stood\n", seconds / 3600, seconds / 60 % 60, seconds % 60);
	else if (!policy_unit_seconds_(unit) && unit != POLICY_UNIT_BUSINESS_DAY && days)
		buf_printf(&k->out, "    and %d %s on which the clock stood\n", days, days == 1 ? "day" : "days");
}

static void put_count(struct asking *k, const struct policy_due *due, unsigned n, int64_t start, const struct policy_deadline *end, bool back)
{
	const unsigned unit = due->span->unit;
	int32_t first = (int32_t)policy_local_day_(policy_calendar_of(k->object), start);
	struct policy_deadline without = *end;
	if (!back)
		policy_calendar_add(policy_calendar_of(k->object), (enum policy_unit)unit, n, start, &without);
	struct policy_date from = policy_day_date(first), to = policy_day_date(without.day);
	buf_printf(&k->out, "  %u %s %s ", n, unit_name((enum unit)unit, n != 1), back ? "before the day" : policy_unit_seconds_(unit) ? "from" : "after");
	if (policy_unit_seconds_(unit) && !back)
		counted_time(k, start);
	else
		put_day(k, first);
	buf_str(&k->out, back ? ", in clear days\n" : policy_unit_seconds_(unit) ? ", through all days\n" : ", which is not counted\n");
	if (unit == POLICY_UNIT_BUSINESS_DAY && abs(end->day - first) <= 700)
		put_working_days(k, due->by.rule, back ? first - 1 : first + 1, back ? end->day + 1 : end->day, back ? -1 : 1);
	if (!back && (unit == POLICY_UNIT_MONTH || unit == POLICY_UNIT_YEAR) && from.day != to.day)
		buf_printf(&k->out, "    that month has no day %d: %s\n", from.day,
		           policy_calendar_of(k->object)->rounding ? "settled by the calendar's rounding" : "how to round is open; this is the earlier reading");
	put_paused(k, unit, &without, end);
}

/* ---- a rule ---- */

static void put_place(struct asking *k, const struct table_rows *rows, const struct policy_rule *rule, const char *key, struct place *at)
{
	struct buf path = {0};
	tables_path(&path, k->tables, rows, object_row(k->edition, rows, rule));
	buf_char(&path, '.');
	buf_str(&path, key);
	bool found = model_find(k->model, path.data, path.len, at);
	assert(found);
	(void)found;
	buf_add(&k->out, path.data, path.len);
	buf_free(&path);
}

static void put_value(struct asking *k, const struct place *at)
{
	const struct value *v = &at->record->values[at->field];
	struct buf text = {0};
	value_write(&text, &at->record->section->fields[at->field], value_effective(v, false));
	if (k->json)
		text_json(&k->out, text.data ? text.data : "", text.len);
	else
		text_visible(&k->out, text.data ? text.data : "", text.len);
	buf_free(&text);
}

static void put_json_end(struct asking *k, const char *name, const struct policy_deadline *end)
{
	buf_printf(&k->out, ", \"%s\": {\"day\": \"", name);
	counted_date(k, end->day);
	BUF_LIT(&k->out, "\", \"before\": \"");
	counted_time(k, end->end);
	BUF_LIT(&k->out, "\"}");
}

/* Nothing says how long it is kept at least. */
bool counted_is_bound(const struct policy_due *due)
{
	return due->span && due->span->kind == POLICY_SPAN_UP_TO;
}

void counted_json_ends(struct asking *k, const struct policy_due *due)
{
	if (due->known && !counted_is_bound(due))
		put_json_end(k, "earliest", &due->period.first);
	if (due->known)
		put_json_end(k, "latest", &due->period.last);
}

static const char *event_id(const struct asking *k, unsigned code)
{
	return code ? k->vocabulary->kinds[KIND_EVENT].by_code[code]->id : NULL;
}

/* What a breach notice has to say: moves to that field, if there is one. */
static bool to_contents(struct place *at)
{
	at->field = at->record->section->id == SECTION_breach ? section_field(at->record->section, KEY_contents) : -1;
	return at->field >= 0 && at->record->values[at->field].line;
}

static void put_json_rule(struct asking *k, const struct table_rows *rows, const struct policy_due *due, const char *key, enum policy_result result)
{
	struct place at;
	const char *event = event_id(k, due->event);
	buf_str(&k->out, k->any ? ",\n    {\"fact\": \"" : "\n    {\"fact\": \"");
	put_place(k, rows, due->by.rule, key, &at);
	BUF_LIT(&k->out, "\", \"file\": ");
	text_json(&k->out, k->model->source->path, strlen(k->model->source->path));
	buf_printf(&k->out, ", \"line\": %u, \"value\": ", (unsigned)at.record->values[at.field].line);
	put_value(k, &at);
	BUF_LIT(&k->out, ", \"from\": ");
	if (event)
		text_json(&k->out, event, strlen(event));
	else
		BUF_LIT(&k->out, "null");
	buf_printf(&k->out, ", \"basis\": \"%s\", \"result\": \"%s\"", bases[due->by.basis], counted_words[result].name);
	counted_json_ends(k, due);
	if (to_contents(&at)) {
		BUF_LIT(&k->out, ", \"contents\": ");
		put_value(k, &at);
	}
	buf_char(&k->out, '}');
}

void counted_end(struct asking *k, const struct policy_deadline *end, const char *words)
{
	if (end->end != policy_day_end_(policy_calendar_of(k->object), end->day)) { /* hours: within a day */
		BUF_LIT(&k->out, "  over at ");
		counted_time(k, end->end);
		buf_char(&k->out, '\n');
		return;
	}
	buf_printf(&k->out, "  %s", words);
	put_day(k, end->day);
	BUF_LIT(&k->out, ": before ");
	counted_time(k, end->end);
	buf_char(&k->out, '\n');
}

static void put_steps(struct asking *k, const struct policy_due *due)
{
	bool back = k->asked == ASKED_CHANGE, range = due->span->min != due->span->max;
	int64_t start = k->at;
	if (due->span->kind == POLICY_SPAN_WHILE) {
		counted_end(k, &due->period.last, "ended on ");
		return;
	}
	if (counted_is_bound(due)) {
		put_count(k, due, due->span->max, start, &due->period.last, back);
		counted_end(k, &due->period.last, "kept at most to the end of ");
		return;
	}
	put_count(k, due, back ? due->span->max : due->span->min, start, &due->period.first, back);
	counted_end(k, &due->period.first, back ? "told by the end of " : k->asked == ASKED_RETENTION ? "kept at least to the end of " : "the last day is ");
	if (!range)
		return;
	put_count(k, due, back ? due->span->min : due->span->max, start, &due->period.last, back);
	counted_end(k, &due->period.last, back ? "at the latest by the end of " : k->asked == ASKED_RETENTION ? "kept at most to the end of " : "at the latest ");
}

/* A pause of the case: "fee-unpaid, 2026-12-01T... to 2026-12-05T..." */
static void put_pause(struct asking *k, const struct policy_pause *pause)
{
	buf_printf(&k->out, "%s, ", counted_condition(k, pause->what));
	counted_time(k, pause->from);
	BUF_LIT(&k->out, " to ");
	if (pause->until == POLICY_STILL)
		BUF_LIT(&k->out, "now");
	else
		counted_time(k, pause->until);
}

/* Which pauses stop its clock, and which do not. */
static void put_pauses(struct asking *k, const struct policy_rule *rule)
{
	for (unsigned i = 0; i < k->c.pause_count; i++) {
		bool counts = is_paused_by(k, rule, &k->c.pauses[i]);
		buf_str(&k->out, counts ? "  paused by " : "  not paused by ");
		put_pause(k, &k->c.pauses[i]);
		buf_str(&k->out, counts ? "\n" : ": 'pauses-while' does not name it\n");
	}
}

/* One value of one rule, and how it was counted. Those that do not apply are passed over. */
void counted_rule(struct asking *k, int section, const struct policy_due *due, const char *key, enum policy_result result)
{
	const struct table_rows *rows = &k->tables->at[section];
	struct place at;
	if (result == POLICY_NO)
		return;
	if (k->json) {
		put_json_rule(k, rows, due, key, result);
		k->any = true;
		return;
	}
	k->any = true;
	buf_char(&k->out, '\n');
	put_place(k, rows, due->by.rule, key, &at);
	buf_printf(&k->out, ": ");
	put_value(k, &at);
	if (due->event && k->asked != ASKED_CHANGE)
		buf_printf(&k->out, ", from %s", event_id(k, due->event));
	buf_printf(&k->out, "%s\n  %s:%u\n", due->by.basis == POLICY_BASIS_IMPLIED ? " (implied)" : due->by.basis == POLICY_BASIS_READING ? " (legal's reading)" : "",
	           k->model->source->path, (unsigned)at.record->values[at.field].line);
	put_pauses(k, due->by.rule);
	if (due->known)
		put_steps(k, due);
	if (to_contents(&at)) {
		BUF_LIT(&k->out, "  contents: ");
		put_value(k, &at);
		buf_char(&k->out, '\n');
	}
	buf_printf(&k->out, "  %s%s%s", counted_words[result].name, *counted_words[result].words ? ": " : "", counted_words[result].words);
	if (result == POLICY_NOT_STARTED)
		buf_printf(&k->out, "; say --event %s, and --at when it did", event_id(k, due->event));
	buf_char(&k->out, '\n');
}
