/* SPDX-License-Identifier: MIT */
/* Finds the statements that contradict a "never" or an "only these". Such a statement is about other statements' cases too, so that
 * it is compared with all of a section. Only what is certain from the words is a contradiction. */
#include "exclusion.h"
#include "statement.h"

/* Whether a "never" or "only" rules the other's cases: all of them, though a condition makes an exception, or the very same ones.
 * That the other says "may" does not help it. */
static bool falls_under(const struct record *other, const struct record *ruler)
{
	return ruler != other && certainty_is_exact(ruler) && !record_set_aside(ruler) && !record_set_aside(other) &&
	       (is_conditional(ruler) ? same_case(ruler, other) : !has_condition(other));
}

/* A prohibition of uses `unless` there is consent rules out a use that does not wait for it. */
static bool prohibits_use(const struct record *p, const struct record *use)
{
	bool cookie = use->section->id == SECTION_cookie;
	const struct value *v = standing_value(use, cookie ? KEY_default : KEY_consent);
	bool agreed = cookie ? !consent_starts_on(v) : is_written(p, KEY_unless) && v->state != VALUE_ABSENT && !consent_is_not_asked(v);
	return !agreed && certainty_is_exact(p) && !is_written(p, KEY_all_of) && !is_written(p, KEY_any_of) && !is_written(p, KEY_scope) && !has_condition(use) &&
	       !record_set_aside(p) && !record_set_aside(use);
}

/* ---- what is never done ---- */

static bool forbids(const struct record *p, enum section_id id)
{
	const struct ids *acts = stated_list(standing_value(p, KEY_acts));
	for (uint32_t i = 0; i < acts->count; i++)
		if (acts->at[i]->forbids == schema_section(id))
			return true;
	return false;
}

/* Whether the other names one that is ruled out: of the list, if there is one, and not excepted. A list of examples may except more. */
static bool names_forbidden(const struct record *p, enum key key, enum key except, const struct record *other)
{
	const struct value *list = standing_value(p, key), *excepted = standing_value(p, except), *names = standing_value(other, key);
	if (list->state == VALUE_ABSENT && excepted->state == VALUE_ABSENT)
		return true;
	if (names->state != VALUE_STATED || list->state == VALUE_UNSTATED || (excepted->state != VALUE_ABSENT && !is_complete(p, except)))
		return false;
	const struct idset *set = names->list.set;
	for (unsigned i = 0; i < set->words; i++) {
		uint64_t ids = set->ids[i];
		if (list->state == VALUE_STATED)
			ids &= list->list.set->parts[i];
		if (excepted->state == VALUE_STATED)
			ids &= ~excepted->list.set->parts[i] & ~excepted->list.set->wholes[i];
		if (ids)
			return true;
	}
	return false;
}

/* The same of a collection, which names one category. */
static bool forbids_collection(const struct record *p, const struct record *collection)
{
	const struct value *categories = standing_value(p, KEY_categories), *elements = standing_value(p, KEY_elements);
	const struct value *category = standing_value(collection, KEY_category);
	const struct ids *list = stated_list(categories);
	bool in = categories->state == VALUE_ABSENT;
	if (category->state == VALUE_STATED)
		for (uint32_t i = 0; i < list->count; i++)
			in = in || term_within(category->term, list->at[i]);
	return in && (elements->state == VALUE_ABSENT || any_within(standing_value(collection, KEY_elements), elements));
}

/* Other statements do not say by which technique or at which place, so that nothing certainly contradicts such a prohibition. */
static bool is_narrow(const struct record *p)
{
	return is_written(p, KEY_techniques) || is_written(p, KEY_places) || !strength_is_will(p);
}

static void check_never(struct contradictions *c, const struct record *p, enum section_id id, enum key key, const char *why)
{
	const struct records *others = &c->model->sections[id];
	if (is_narrow(p) || !forbids(p, id))
		return;
	for (uint32_t n = 0; n < others->count; n++) {
		const struct record *other = &others->at[n];
		if (!falls_under(other, p) && !(id == SECTION_use && prohibits_use(p, other)))
			continue;
		if (id == SECTION_sharing && is_flag(other, KEY_exclusive, true)) /* "only these get it" may be the exceptions */
			continue;
		if (is_written(p, KEY_methods) && !any_within(standing_value(other, KEY_methods), standing_value(p, KEY_methods)))
			continue;
		if (names_forbidden(p, KEY_recipients, KEY_except_recipients, other) && names_forbidden(p, KEY_purposes, KEY_except_purposes, other) &&
		    (id == SECTION_collection ? forbids_collection(p, other) : data_meets(p, other, true)))
			contradiction_report(c, DIAG_P141, (struct side){p, KEY_NONE, key}, (struct side){other, KEY_NONE, key}, why);
	}
}

static void check_prohibition(struct contradictions *c, const struct record *p)
{
	check_never(c, p, SECTION_sharing, KEY_recipients, "the recipient that never gets the data gets it");
	check_never(c, p, SECTION_collection, KEY_category, "the data that is never collected is collected");
	if (!is_written(p, KEY_except_purposes)) /* otherwise it is an "only these" */
		check_never(c, p, SECTION_use, KEY_purposes, "the data is used for what it is never used for");
}

/* ---- only these ---- */

/* One way to say "only these". */
struct only {
	enum section_id section;
	enum key list;                                                             /* these */
	bool (*is_said)(const struct record *only);                                /* whether a statement says it, and names them all */
	bool (*rules)(const struct record *only, const struct record *other);      /* whether the other has to keep to it */
	bool (*exceeds)(const struct value *others, const struct value *only);     /* whether the other names one more */
	struct {
		enum section_id section;
		enum key list, about; /* what the other names, and the field that disagrees */
	} others[2];
	enum diag_id id;
	const char *why;
};

static bool says_only_recipients(const struct record *only)
{
	return is_flag(only, KEY_exclusive, true) && is_complete(only, KEY_recipients);
}

static bool rules_recipients(const struct record *only, const struct record *other)
{
	bool vendor = other->section->id == SECTION_vendor;
	if (vendor && is_about_all(other) && !is_written(other, KEY_purposes))
		return false; /* it need not handle any of the data */
	/* two such lists may narrow each other, unless they have nobody in common */
	if (is_flag(other, KEY_exclusive, true) && lists_overlap(standing_value(other, KEY_recipients), standing_value(only, KEY_recipients)))
		return false;
	return falls_under(other, only) && !other_ids(only, other, KEY_methods) && !other_ids(only, other, KEY_purposes);
}

static bool says_only_purposes(const struct record *only)
{
	return is_flag(only, KEY_exclusive, true) && is_complete(only, KEY_purposes);
}

static bool rules_purposes(const struct record *only, const struct record *other)
{
	return falls_under(other, only);
}

static bool says_only_recipient_purposes(const struct record *only)
{
	return is_flag(only, KEY_only_purposes, true) && is_complete(only, KEY_purposes);
}

static bool rules_recipient_purposes(const struct record *only, const struct record *other)
{
	return falls_under(other, only) && any_within(standing_value(other, KEY_recipients), standing_value(only, KEY_recipients)) &&
	       !other_ids(only, other, KEY_methods);
}

/* A prohibition of every use but for some purposes. */
static bool says_no_other_purposes(const struct record *p)
{
	return forbids(p, SECTION_use) && is_complete(p, KEY_except_purposes) && !is_written(p, KEY_purposes) && !is_written(p, KEY_recipients) &&
	       !is_written(p, KEY_methods) && !is_narrow(p);
}

static const struct only onlys[] = {
	{SECTION_prohibition, KEY_except_purposes, says_no_other_purposes, prohibits_use, any_outside,
	 {{SECTION_use, KEY_purposes, KEY_purposes}, {SECTION_cookie, KEY_purposes, KEY_default}},
	 DIAG_P149, "the data is used for nothing else, and is used for something else"},
	{SECTION_sharing, KEY_recipients, says_only_recipients, rules_recipients, any_unrelated,
	 {{SECTION_sharing, KEY_recipients, KEY_recipients}, {SECTION_vendor, KEY_vendors, KEY_vendors}},
	 DIAG_P142, "nobody else may receive the data, and somebody else does"},
	{SECTION_sharing, KEY_purposes, says_only_recipient_purposes, rules_recipient_purposes, any_outside,
	 {{SECTION_sharing, KEY_purposes, KEY_purposes}},
	 DIAG_P149, "the recipient gets the data for no other purpose, and for another one"},
	{SECTION_use, KEY_purposes, says_only_purposes, rules_purposes, any_outside,
	 {{SECTION_use, KEY_purposes, KEY_purposes}, {SECTION_vendor, KEY_purposes, KEY_purposes}},
	 DIAG_P149, "the data is used for nothing else, and is used for something else"},
};

/* Whether the other names one more of the same data. A use or a sharing without lists is about all data, a vendor or a cookie need
 * not be. */
static bool breaks_only(const struct only *kind, const struct record *only, const struct record *other, enum key list)
{
	bool all = other->section->id == SECTION_use || other->section->id == SECTION_sharing;
	return kind->exceeds(standing_value(other, list), standing_value(only, kind->list)) && kind->is_said(only) && kind->rules(only, other) &&
	       (is_about_all(only) || data_meets(only, other, all));
}

static void check_only(struct contradictions *c, const struct only *kind, const struct record *only)
{
	for (size_t k = 0; k < sizeof kind->others / sizeof *kind->others; k++) {
		const struct records *others = &c->model->sections[kind->others[k].section];
		if (!kind->others[k].list)
			continue;
		for (uint32_t n = 0; n < others->count; n++) {
			const struct record *other = &others->at[n];
			if (!breaks_only(kind, only, other, kind->others[k].list))
				continue;
			/* two that say "only these", and each names one more than the other, are reported once */
			if (kind->others[k].section != kind->section || other > only || !breaks_only(kind, other, only, kind->list))
				contradiction_report(c, kind->id, (struct side){only, KEY_NONE, kind->list}, (struct side){other, KEY_NONE, kind->others[k].about}, kind->why);
		}
	}
}

void exclusions_check(struct contradictions *c)
{
	const struct records *prohibitions = &c->model->sections[SECTION_prohibition];
	for (uint32_t i = 0; i < prohibitions->count; i++)
		if (!record_set_aside(&prohibitions->at[i]))
			check_prohibition(c, &prohibitions->at[i]);
	for (size_t k = 0; k < sizeof onlys / sizeof *onlys; k++) {
		const struct records *records = &c->model->sections[onlys[k].section];
		for (uint32_t i = 0; i < records->count; i++)
			if (onlys[k].is_said(&records->at[i]))
				check_only(c, &onlys[k], &records->at[i]);
	}
}
