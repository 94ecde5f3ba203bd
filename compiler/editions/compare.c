/* SPDX-License-Identifier: MIT */
/* How a brand's policy file stands to its released editions: still the last of them, or a later one. */
#include "editions.h"
#include "../model/identity.h"

/* Words that the notice prints and the data does not have, in the languages that both have: the pages of one that was given up stay as
 * they were released. */
static void put_clauses(struct buf *b, const struct model *m, const struct locales *its, const struct locales *others)
{
	for (uint32_t i = 0; i < m->sections[SECTION_clause].count; i++) {
		const struct record *record = &m->sections[SECTION_clause].at[i];
		const struct value *text = record_value(record, KEY_text), *place = record_value(record, KEY_place);
		buf_printf(b, "%s\n%s\n", record->path, place->state == VALUE_STATED ? place->literal.text : "");
		for (unsigned l = 0; l < its->count; l++)
			for (unsigned o = 0; o < others->count; o++)
				if (text->state == VALUE_STATED && strcmp(its->at[l].id, others->at[o].id) == 0)
					buf_printf(b, "%s\n", text->text.by_locale[l]);
	}
}

static bool same_edition(const struct model *m, const struct locales *locales, const struct frozen *f)
{
	unsigned char identity[IDENTITY_SIZE];
	struct model now = *m;
	struct buf a = {0}, b = {0};
	/* editions_counting has refused every other way of counting; to settle a rounding that was open is a change of the edition */
	if (f->counted->stated->rounding != POLICY_ROUNDING_UNSTATED)
		now.calendar = f->counted;
	identity_make(&now, identity);
	put_clauses(&a, m, locales, &f->locales);
	put_clauses(&b, f->model, &f->locales, locales);
	bool same = memcmp(identity, f->edition.identity, sizeof identity) == 0 && a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	buf_free(&a);
	buf_free(&b);
	return same;
}

static struct pos pos_of(const struct model *m, enum section_id section, enum key key)
{
	const struct records *records = &m->sections[section];
	const struct value *v = records->count ? record_value(&records->at[0], key) : NULL;
	return v ? (struct pos){m->source, v->line, v->col} : (struct pos){m->source, 0, 0};
}

static void compare_calendars(struct diags *diags, const struct model *m, const struct editions *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct calendar *its = e->at[i].model->calendar;
		if (its && its == m->calendar)
			continue;
		diag_add(diags, DIAG_P187, pos_of(m, SECTION_law, KEY_calendar),
		         "the edition of %s counts by the calendar '%s', and a brand has one calendar for all its editions; name that one", e->at[i].edition.date,
		         record_value(&e->at[i].model->sections[SECTION_law].at[0], KEY_calendar)->term->id);
	}
}

void editions_compare(const struct model *m, const struct locales *locales, const struct tables *t, struct editions *e, struct diags *diags)
{
	const struct pos at = pos_of(m, SECTION_brand, KEY_effective);
	if (e->count == 0)
		return;
	const struct frozen *last = &e->at[e->count - 1];
	compare_calendars(diags, m, e);
	if (t->valid_from == POLICY_NO_DATE)
		diag_add(diags, DIAG_P184, at, "the date is missing, and an edition has been released; write 'effective: %s' while the policy is still that edition, or a later date",
		         last->edition.date);
	else if (t->valid_from < last->day)
		diag_add(diags, DIAG_P184, at, "the edition of %s has been released; write 'effective: %s' while the policy is still that edition, or a later date",
		         last->edition.date, last->edition.date);
	else if (t->valid_from == last->day && !same_edition(m, locales, last))
		diag_add(diags, DIAG_P183, at, "the edition of %s is released and frozen, and the policy says something else by now; set a later effective date, or take the change back",
		         last->edition.date);
	else
		e->same = t->valid_from == last->day;
}
