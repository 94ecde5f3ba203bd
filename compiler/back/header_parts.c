/* SPDX-License-Identifier: MIT */
/* Prints what an object has beside its rows: the tables of its conflicts, and its calendar, a line of whose bitmap has about five months. */
#include "header.h"
#include <assert.h>

const char *const header_section_names[] = {
#define NAME(section, SECTION) "POLICY_SECTION_" #SECTION,
	POLICY_SECTIONS(NAME)
#undef NAME
};

/* ---- conflicts ---- */

/* Between the elements of an array: a comma, and a new line. */
static void next_line(struct printer *p, uint32_t i)
{
	buf_str(p->b, i ? ",\n\t " : "\t{");
}

static void print_set(struct printer *p, uint64_t set)
{
	buf_printf(p->b, "0x%llX", (unsigned long long)set);
}

static void print_sides(struct printer *p)
{
	for (uint32_t i = 0; i < p->t->disputes->side_count; i++) {
		const struct policy_side *s = &p->t->sides[i];
		const struct table_rows *t = &p->t->at[s->section];
		next_line(p, i);
		BUF_LIT(p->b, "/* ");
		tables_path(p->b, p->t, t, s->index);
		BUF_LIT(p->b, " */ {");
		print_set(p, s->rivals);
		BUF_LIT(p->b, ", ");
		print_set(p, s->over);
		buf_printf(p->b, ", POLICY_OFFSET_(%s, %s%s%s[%u]), %u, %u, %u, %u, %s, %u}", p->lower, p->member, *p->member ? "." : "", t->section->name,
		           s->index, s->dispute, s->member, s->kind, s->id, header_section_names[s->section], s->index);
	}
	BUF_LIT(p->b, "},\n");
}

void header_disputes(struct printer *p)
{
	const struct disputes *d = p->t->disputes;
	if (!d->conflict_count)
		return;
	for (uint32_t i = 0; i < d->conflict_count; i++) {
		const struct policy_conflict *c = &p->t->conflicts[i];
		next_line(p, i);
		buf_printf(p->b, "/* %s */ {%u, %u, %u, %u}", d->conflicts[i].record->id, c->name, c->one, c->other, c->holds);
	}
	BUF_LIT(p->b, "},\n");
	print_sides(p);
	for (uint32_t i = 0; i < d->count; i++) {
		next_line(p, i);
		buf_printf(p->b, "{%u, %u, %u, %u}", d->at[i].side, d->at[i].side_count, d->at[i].way, d->at[i].way_count);
	}
	BUF_LIT(p->b, "},\n\t{");
	for (uint32_t i = 0; i < d->way_count; i++) {
		if (i)
			buf_str(p->b, i % 16 ? ", " : ",\n\t ");
		print_set(p, d->ways[i]);
	}
	BUF_LIT(p->b, "},\n");
}

/* ---- the calendar ---- */

/* Where what the calendar refers to lies; nowhere, if there is none of it. */
static void print_calendar_part(struct printer *p, const char *part, uint32_t count)
{
	if (count)
		buf_printf(p->b, "POLICY_OFFSET_(%s, calendar_%s) - POLICY_OFFSET_(%s, calendar)", p->lower, part, p->lower);
	else
		buf_char(p->b, '0');
}

static void print_change(struct printer *p, const struct policy_clock_change *c)
{
	buf_printf(p->b, "{%d, %u, %u, %u, 0}", (int)c->seconds, c->month, c->week, c->weekday);
}

static void print_zone(struct printer *p, const struct policy_calendar *c)
{
	const struct policy_zone_rule *r = calendar_zone(c);
	for (uint32_t i = 0; i < c->zone_rules; i++) {
		buf_printf(p->b, "%s{%d, %d, %d, ", i ? ",\n\t " : ",\n\t{", (int)r[i].from, (int)r[i].standard, (int)r[i].daylight);
		print_change(p, &r[i].starts);
		BUF_LIT(p->b, ", ");
		print_change(p, &r[i].ends);
		BUF_LIT(p->b, "}");
	}
	if (c->zone_rules)
		BUF_LIT(p->b, "}");
}

void header_calendar(struct printer *p)
{
	static const char *const rounding_names[] = {"POLICY_ROUNDING_UNSTATED", "POLICY_ROUNDING_LAST_DAY", "POLICY_ROUNDING_NEXT_DAY"};
	const struct policy_calendar *c = p->t->calendar;
	const struct policy_calendar_word *words;
	uint32_t count = calendar_words(c, &words);
	assert(c->rounding < sizeof rounding_names / sizeof *rounding_names);
	buf_printf(p->b, "\t{%d, %u, %d, %s, %u,\n\t ", (int)c->first, (unsigned)c->days, (int)c->offset, rounding_names[c->rounding], (unsigned)c->weekend);
	print_calendar_part(p, "words", count);
	BUF_LIT(p->b, ", ");
	print_calendar_part(p, "zone", c->zone_rules);
	buf_printf(p->b, ", %u}", (unsigned)c->zone_rules);
	print_zone(p, c);
	if (count == 0)
		return;
	BUF_LIT(p->b, ",\n\t{");
	for (uint32_t w = 0; w < count; w++) {
		if (w)
			buf_str(p->b, w % 5 ? ", " : ",\n\t ");
		buf_printf(p->b, "{0x%08Xu, %u}", (unsigned)words[w].working, (unsigned)words[w].before);
	}
	BUF_LIT(p->b, "}");
}
