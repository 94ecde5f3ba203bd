/* SPDX-License-Identifier: MIT */
/* Whether a policy is in the case in which alone a rule binds: looks for the statements that the law's file names as showing it. */
#include "judge.h"

static bool has_value(const struct rule *e, const struct value *v, const struct field *f)
{
	const struct names *values = stated_names(record_value(e->record, KEY_values));
	if (v->state != VALUE_STATED || values->count == 0)
		return v->state == VALUE_STATED;
	for (uint32_t i = 0; f->type == TYPE_FLAG && i < values->count; i++)
		if (strcmp(values->at[i], v->flag ? "true" : "false") == 0)
			return true;
	for (unsigned i = 0; i < e->id_count; i++) {
		if (f->type == TYPE_TERM && term_within(v->term, e->ids[i]))
			return true;
		for (uint32_t n = 0; (f->type == TYPE_LIST || f->type == TYPE_TERMS) && n < v->list.count; n++)
			if (term_within(v->list.at[n], e->ids[i]))
				return true;
	}
	return false;
}

static bool shows(const struct rule *e, const struct record *record)
{
	if (!rule_selects(e, record, BREADTH_NARROW))
		return false;
	for (unsigned i = 0; i < e->field_count; i++)
		if (has_value(e, judged_value(record, e->fields[i]), &record->section->fields[e->fields[i]]))
			return true;
	return e->field_count == 0;
}

/* What is said only on conditions, or as "may", excludes no case. */
static bool is_plain(const struct record *record)
{
	static const enum key keys[] = {KEY_certainty, KEY_strength, KEY_all_of, KEY_any_of, KEY_unless, KEY_scope};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct value *v = judged_field(record, keys[i]);
		if (v && v->state != VALUE_ABSENT)
			return false;
	}
	return true;
}

/* Whether a row of evidence looks at a statement while the rule judges another. */
static bool looks_at(const struct rule *e, const struct record *record, const struct record *judged)
{
	const struct value *same = record_value(e->record, KEY_same_statement);
	return same->state != VALUE_STATED || !same->flag || record == judged;
}

/* A statement that nobody disputes comes before one that is a side of a conflict. judged: what the rule judges, or NULL. */
static const struct record *find_shown(struct judge *j, const struct rule *evidence, unsigned count, bool plain, const struct record *judged)
{
	const struct record *disputed = NULL;
	for (unsigned i = 0; i < count; i++) {
		const struct rule *e = &evidence[i];
		const struct records *records = e->section ? &j->model->sections[e->section->id] : NULL;
		for (uint32_t n = 0; records && n < records->count; n++) {
			const struct record *record = &records->at[n];
			if (!looks_at(e, record, judged) || !shows(e, record))
				continue;
			bool in_side = settled_visit(j, e, record), counts = !plain || is_plain(record);
			if (counts && !in_side)
				return record;
			if (counts && !disputed)
				disputed = record;
		}
	}
	return disputed;
}

enum standing condition_standing(struct judge *j, const struct condition *c, const struct record *judged, const struct record **by)
{
	if ((*by = find_shown(j, c->met_by, c->met_count, false, judged)))
		return STANDING_MET;
	if ((*by = find_shown(j, c->excluded_by, c->excluded_count, true, judged)))
		return STANDING_EXCLUDED;
	return STANDING_UNKNOWN;
}
