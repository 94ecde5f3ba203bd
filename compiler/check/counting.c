/* SPDX-License-Identifier: MIT */
/* Checks that what a policy promises in days can be counted: a day ends at the midnight of some zone, and a business day is one that some
 * calendar knows. Otherwise every program would get POLICY_UNSTATED, or a guess, where the policy states a number. And that what can pause is
 * a time. */
#include "counting.h"
#include "../model/calendar.h"

struct counter {
	const struct model *model;
	const struct law *law;
	struct diags *diags;
	bool named;   /* the policy names a calendar, if only one that cannot be used */
	bool counted; /* that it names none has been said */
};

/* The zone is missing: said once, at the first length that needs it. */
static void report_no_calendar(struct counter *c, struct pos at, const char *length)
{
	c->counted = true;
	if (c->law->calendar_count)
		diag_add(c->diags, DIAG_P094, at,
		         "'%s' ends with a day, and the policy does not say in which time zone; write 'law: {calendar: %s}', or the name of another file of "
		         "policies/calendars",
		         length, c->law->calendars[0].id);
	else
		diag_add(c->diags, DIAG_P094, at,
		         "'%s' ends with a day, and the policy does not say in which time zone; write 'law: {calendar: ID}' and the zone into "
		         "policies/calendars/ID.yaml",
		         length);
}

static void visit_length(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct counter *c = context;
	const struct value *read = value_effective(v, false);
	struct pos at = {c->model->source, read->line, read->col};
	struct buf length = {0};
	(void)record;
	if (f->type != TYPE_SPAN || read->state != VALUE_STATED || !span_has_number(&read->span) || policy_unit_seconds_(read->span.unit))
		return;
	span_write(&length, &read->span);
	if (!c->named && !c->counted)
		report_no_calendar(c, at, buf_cstr(&length));
	else if (c->model->calendar && c->model->calendar->first_year == 0 && read->span.unit == UNIT_BUSINESS_DAY)
		diag_add(c->diags, DIAG_P095, at,
		         "'%s' cannot be counted, because the calendar '%s' knows no working days; add the free days of each year to "
		         "policies/calendars/%s.yaml under 'decrees', or write calendar days here",
		         buf_cstr(&length), c->model->calendar->id, c->model->calendar->id);
	buf_free(&length);
}

/* A pause that stops nothing. */
static void visit_pauses(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct counter *c = context;
	if (f->name == KEY_pauses_while && v->state == VALUE_STATED && record_value(record, KEY_answer)->state == VALUE_ABSENT &&
	    record_value(record, KEY_complete)->state == VALUE_ABSENT)
		diag_add(c->diags, DIAG_P096, (struct pos){c->model->source, v->line, v->col},
		         "'pauses-while' stops the clock of 'answer' and 'complete', and this route has neither; write the time that can pause, or delete "
		         "'pauses-while'");
}

void counting_run(const struct model *m, const struct law *law, struct diags *diags)
{
	const struct records *section = &m->sections[SECTION_law];
	struct counter c = {.model = m, .law = law, .diags = diags, .named = section->count && record_value(&section->at[0], KEY_calendar)->line};
	model_each(m, visit_length, &c);
	model_each(m, visit_pauses, &c);
}
