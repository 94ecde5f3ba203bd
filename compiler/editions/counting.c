/* SPDX-License-Identifier: MIT */
/* How days are counted is part of what an edition promises, so it is released with it. Compares the calendar that was frozen with an
 * edition and the project's, by which all editions of a brand are counted: rules of counting stay, years are added. */
#include "reader.h"

struct comparison {
	struct diags *diags;
	struct arena *arena;
	const char *brand, *date;
	const struct calendar *is, *was;
};

/* A rule of counting as it is written. */
static const char *rule_text(struct arena *a, const struct calendar *c, enum key key)
{
	const struct record *head = &c->model->sections[SECTION_calendar].at[0];
	const struct field *field = &head->section->fields[section_field(head->section, key)];
	const struct value *v = record_value(head, key);
	struct buf b = {0};
	if (field->type == TYPE_TERMS) {
		for (uint32_t i = 0; i < v->list.count; i++)
			buf_printf(&b, "%s%s", i ? ", " : "[", v->list.at[i]->id);
		buf_char(&b, ']');
	} else {
		value_write(&b, field, v);
	}
	const char *text = arena_copy(a, buf_cstr(&b), b.len);
	buf_free(&b);
	return text;
}

static void check_rule(struct comparison *c, enum key key, bool same)
{
	const struct calendar *is = c->is, *was = c->was;
	const struct record *head = &is->model->sections[SECTION_calendar].at[0];
	const char *name = head->section->fields[section_field(head->section, key)].key;
	const struct value *now = record_value(head, key);
	const struct value *then = record_value(&was->model->sections[SECTION_calendar].at[0], key);
	if (same)
		return;
	diag_add(c->diags, DIAG_P187, (struct pos){is->model->source, now->line, now->col},
	         "every edition of %s is counted by '%s', and the one of %s was released with '%s: %s'; put that back", c->brand, name, c->date, name,
	         rule_text(c->arena, was, key));
	diag_also(c->diags, (struct pos){was->model->source, then->line, then->col}, "released here");
}

/* The rules of the zone's clocks for the years so far stay; rules that end and are followed by others are an addition. */
static void check_zone(struct comparison *c)
{
	const struct record *is = &c->is->model->sections[SECTION_zone].at[0], *was = &c->was->model->sections[SECTION_zone].at[0];
	const struct policy_calendar *now = c->is->stated, *then = c->was->stated;
	const struct value *rules = record_value(is, KEY_rules), *old = record_value(was, KEY_rules);
	bool same = now->zone_rules == 0 && then->zone_rules == 0 ? now->offset == then->offset : now->zone_rules >= then->zone_rules;
	if (same && then->zone_rules == 0 && now->zone_rules)
		same = calendar_zone(now)->standard == then->offset && calendar_zone(now)->daylight == then->offset;
	for (uint32_t i = 0; same && i < then->zone_rules; i++)
		same = memcmp(&calendar_zone(now)[i], &calendar_zone(then)[i], sizeof(struct policy_zone_rule)) == 0;
	if (same)
		return;
	diag_add(c->diags, DIAG_P187, (struct pos){c->is->model->source, rules->line, rules->col},
	         "every edition of %s is counted by the zone's 'rules', and the one of %s was released with '%s'; put that back, under 'earlier' if clocks go otherwise "
	         "from some year on",
	         c->brand, c->date, old->literal.text);
	diag_also(c->diags, (struct pos){c->was->model->source, old->line, old->col}, "released here");
}

static const struct record *decree_of(const struct calendar *c, int year)
{
	const struct records *decrees = &c->model->sections[SECTION_decree];
	for (uint32_t i = 0; i < decrees->count; i++)
		if ((int)record_value(&decrees->at[i], KEY_year)->number == year)
			return &decrees->at[i];
	return NULL;
}

static bool same_days(const struct policy_calendar *a, const struct policy_calendar *b, int year)
{
	int32_t first = date_days((struct date){year, 1, 1}), end = date_days((struct date){year + 1, 1, 1});
	const struct policy_calendar_word *in_a, *in_b;
	calendar_words(a, &in_a);
	calendar_words(b, &in_b);
	for (int32_t day = first; day < end; day++) {
		uint32_t i = (uint32_t)(day - a->first), n = (uint32_t)(day - b->first);
		if ((in_a[i / 32].working >> i % 32 & 1) != (in_b[n / 32].working >> n % 32 & 1))
			return false;
	}
	return true;
}

/* Which days are free the law decides, and it does change its mind within a year: then the decree has another name too. What days
 * change without that is a slip of the hand. */
static void check_years(struct comparison *c)
{
	const struct calendar *is = c->is, *was = c->was;
	for (int year = was->first_year; year <= was->last_year; year++) {
		const struct record *now = decree_of(is, year), *then = decree_of(was, year);
		const struct value *name = now ? record_value(now, KEY_decree) : NULL, *old = record_value(then, KEY_decree);
		struct pos at = {is->model->source, name ? name->line : 0, name ? name->col : 0};
		if (!name)
			diag_add(c->diags, DIAG_P187, at, "the edition of %s counts days of %d, and that year is gone; put its decree back",
			         c->date, year);
		else if (strcmp(name->literal.text, old->literal.text) == 0 && !same_days(is->stated, was->stated, year))
			diag_add(c->diags, DIAG_P187, at,
			         "the free days of %d are others than those the edition of %s was released with, by the same decree; if it was amended, name the "
			         "amendment here, else put the days back",
			         year, c->date);
		else
			continue;
		diag_also(c->diags, (struct pos){was->model->source, old->line, old->col}, "released here");
	}
}

/* A rounding that was open may be settled: it had no answer until then. So may free days where there was no decree. */
void edition_check_counting(const struct reader *r)
{
	const struct calendar *was = r->f->counted;
	struct comparison c = {r->diags, r->arena, r->brand, r->f->edition.date, r->f->model->calendar, was};
	if (!c.is || !was)
		return;
	const struct policy_calendar *now = c.is->stated, *then = was->stated;
	bool was_free = was->stated == was->longest, is_free = c.is->stated == c.is->longest;
	check_zone(&c);
	check_rule(&c, KEY_weekend, now->weekend == then->weekend || was->first_year == 0);
	check_rule(&c, KEY_rounding, now->rounding == then->rounding || then->rounding == POLICY_ROUNDING_UNSTATED);
	check_rule(&c, KEY_collective_leave_is_free, is_free == was_free || was->first_year == 0);
	if (now->weekend == then->weekend && is_free == was_free && was->first_year)
		check_years(&c);
}
