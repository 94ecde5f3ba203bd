/* SPDX-License-Identifier: MIT */
/* Compares a policy with the rules of its baselines, statement by statement, and says in words what comes out. Computed as if each rule
 * applied: sectors and cases that the policy does not state are named, never assumed away. A verdict is never "no difference" where a
 * value is unknown. This file selects the statements of each rule; judge.h says where the rest is. */
#include "judge.h"

static const struct {
	const char *name, *words;
	bool warns;
} verdicts[VERDICT__COUNT] = {
	[VERDICT_CONFLICT] = {"conflict", "conflict of laws", true},
	[VERDICT_LONGER] = {"longer", "longer than the recorded limit", true},
	[VERDICT_SHORTER] = {"shorter", "shorter than the recorded minimum", true},
	[VERDICT_OTHER] = {"other", "other than the rule asks", true},
	[VERDICT_NOT_SAID] = {"not-said", "the notice does not say it", true},
	[VERDICT_MAY_BE_LONGER] = {"may-be-longer", "may be longer than the recorded limit", true},
	[VERDICT_MAY_BE_SHORTER] = {"may-be-shorter", "may be shorter than the recorded minimum", true},
	[VERDICT_CANNOT_BE_TOLD] = {"cannot-be-told", "cannot be told", true},
	[VERDICT_IN_WORDS] = {"in-words", "no number in this rule (limited in words)", false},
	[VERDICT_NO_DIFFERENCE] = {"no-difference", "no difference found", false},
	[VERDICT_NOT_APPLICABLE] = {"not-applicable", "does not apply", false},
};

const char *verdict_name(enum verdict v)
{
	return verdicts[v].name;
}

const char *verdict_words(enum verdict v)
{
	return verdicts[v].words;
}

bool verdict_warns(enum verdict v)
{
	return verdicts[v].warns;
}

bool finding_warns(const struct finding *f)
{
	return verdict_warns(f->verdict) || f->endless;
}

enum diag_id verdict_diag(const struct finding *f)
{
	if (f->rule->unconfirmed)
		return DIAG_P210;
	if (f->vague && f->verdict != VERDICT_LONGER && f->verdict != VERDICT_SHORTER)
		return DIAG_P208;
	switch (f->verdict) {
	case VERDICT_CONFLICT: return DIAG_P206;
	case VERDICT_LONGER: return DIAG_P200;
	case VERDICT_MAY_BE_LONGER: return DIAG_P201;
	case VERDICT_SHORTER: return DIAG_P202;
	case VERDICT_MAY_BE_SHORTER: return DIAG_P203;
	case VERDICT_OTHER: return DIAG_P207;
	case VERDICT_NOT_SAID: return DIAG_P204;
	case VERDICT_IN_WORDS: return DIAG_P209;
	default: return DIAG_P205;
	}
}

/* ---- which statements ---- */

static bool list_names_other(const struct value *v, const struct value *ids)
{
	for (uint32_t n = 0; n < v->list.count; n++) {
		bool one_of_them = false;
		for (uint32_t i = 0; i < ids->list.count; i++)
			one_of_them = one_of_them || v->list.at[n] == ids->list.at[i];
		if (!one_of_them)
			return true;
	}
	return false;
}

/* A statement without a list of categories is about all of them; without any other list it is not about the ids. */
static bool is_selected(const struct record *record, const struct selector *s, enum breadth breadth)
{
	const struct value *ids = breadth == BREADTH_FALLBACK && s->fallback ? s->fallback : s->ids;
	bool wide = breadth == BREADTH_WIDE;
	while (record->section != s->section)
		record = record->parent;
	const struct field *f = &s->section->fields[s->field];
	const struct value *v = judged_value(record, s->field);
	if (v->state == VALUE_ABSENT)
		return f->kind == KIND_CATEGORY && f->type == TYPE_LIST;
	if (v->state != VALUE_STATED)
		return false;
	if (s->others)
		return list_names_other(v, s->ids);
	if (f->type != TYPE_TERM)
		return list_names_any(v, ids, wide);
	for (uint32_t i = 0; i < ids->list.count; i++)
		if (ids->list.at[i] == v->term || (wide && term_within(ids->list.at[i], v->term)))
			return true;
	return false;
}

bool rule_selects(const struct rule *r, const struct record *record, enum breadth breadth)
{
	for (unsigned i = 0; i < r->selector_count; i++)
		if (!is_selected(record, &r->selectors[i], breadth))
			return false;
	return !record_set_aside(record);
}

bool rule_reads(const struct rule *r, struct place list)
{
	const struct section *s = list.record->section;
	for (unsigned i = 0; i < r->field_count && s == r->section; i++)
		if (r->fields[i] == list.field)
			return true;
	for (unsigned i = 0; i < r->selector_count; i++)
		if (r->selectors[i].section == s && r->selectors[i].field == list.field)
			return true;
	return false;
}

/* Whether the record around a sub-section's records is selected: it may have none of them. */
static bool parent_is_selected(const struct rule *r, const struct record *record, enum breadth breadth)
{
	for (unsigned i = 0; i < r->selector_count; i++)
		if (r->selectors[i].section == record->section && !is_selected(record, &r->selectors[i], breadth))
			return false;
	return !record_set_aside(record);
}

static bool applies(const struct judge *j, const struct rule *r)
{
	const struct value *sectors = record_value(r->record, KEY_sectors);
	return sectors->state != VALUE_STATED || j->sectors->state != VALUE_STATED || !j->sectors->complete || list_names_any(j->sectors, sectors, false);
}

/* ---- a rule ---- */

static void judge_one(struct judge *j, const struct rule *r, const struct record *record, struct tally *t)
{
	int field;
	settled_visit(j, r, record);
	if (rule_judges_notice(r)) {
		tally_add(j, r, record, t);
		return;
	}
	enum verdict v = judge_statement(j, r, record, &field);
	if (v != VERDICT__COUNT)
		finding_add(j, r, record, field, v);
}

/* The value that holds the records of a section inside this one. */
static const struct value *records_inside(const struct record *parent, enum section_id section)
{
	static const struct value none;
	for (unsigned f = 0; f < parent->section->count; f++)
		if (parent->section->fields[f].type == TYPE_RECORDS && parent->section->fields[f].records == section)
			return &parent->values[f];
	return &none;
}

/* Judges the records inside those that are selected. One that has none inside is reported only if no other speaks. */
static void judge_inside(struct judge *j, const struct rule *r, enum breadth breadth, struct tally *t)
{
	const struct records *around = &j->model->sections[r->section->parent];
	const struct record *empty = NULL;
	size_t before = j->out->count;
	for (uint32_t i = 0; i < around->count; i++) {
		const struct record *parent = &around->at[i];
		const struct value *inside = records_inside(parent, r->section->id);
		if (!parent_is_selected(r, parent, breadth))
			continue;
		if (inside->state != VALUE_STATED)
			settled_visit(j, r, parent);
		if (inside->state != VALUE_STATED && !empty)
			empty = parent;
		const struct records *records = stated_records(inside);
		for (uint32_t n = 0; n < records->count; n++)
			if (rule_selects(r, &records->at[n], breadth))
				judge_one(j, r, &records->at[n], t);
	}
	if (j->out->count == before && empty && !rule_judges_notice(r) && r->kind != CHOICE_RULE_KIND_MODES) {
		reason_add(j, "the policy has it, without saying how or by when");
		finding_add(j, r, empty, -1, VERDICT_NOT_SAID);
	}
}

static void judge_section(struct judge *j, const struct rule *r, enum breadth breadth, struct tally *t)
{
	const struct records *records = &j->model->sections[r->section->id];
	for (uint32_t i = 0; i < records->count; i++)
		if (rule_selects(r, &records->at[i], breadth))
			judge_one(j, r, &records->at[i], t);
}

/* Nothing in the policy is what the rule is about. */
static void judge_silence(struct judge *j, const struct rule *r)
{
	reason_add(j, "the policy does not speak of it");
	if (r->kind == CHOICE_RULE_KIND_NO_NUMBER) {
		finding_add(j, r, NULL, -1, VERDICT_IN_WORDS);
		return;
	}
	for (unsigned i = 0; i < r->selector_count; i++)
		reason_add_ids(j, "nothing is stated of: ", r->selectors[i].ids->list.at, r->selectors[i].ids->list.count);
	finding_add(j, r, NULL, -1, r->kind == CHOICE_RULE_KIND_MODES ? VERDICT_CANNOT_BE_TOLD : VERDICT_NOT_SAID);
}

static bool has_fallback(const struct rule *r)
{
	for (unsigned i = 0; i < r->selector_count; i++)
		if (r->selectors[i].fallback)
			return true;
	return false;
}

/* Judges what the policy says as it stands. */
static void judge_standing(struct judge *j, const struct rule *r)
{
	size_t before = j->out->count;
	struct tally t = {0};
	/* statements about the very ids; if there are none, those about more: about any change, where the rule is about material ones */
	for (enum breadth b = BREADTH_NARROW; b <= (has_fallback(r) ? BREADTH_FALLBACK : BREADTH_WIDE) && t.count == 0 && j->out->count == before; b++) {
		if (r->section->shape == SHAPE_SUB)
			judge_inside(j, r, b, &t);
		else
			judge_section(j, r, b, &t);
	}
	if (t.count) {
		enum verdict v = tally_verdict(j, &t);
		finding_add(j, r, t.first, r->field_count ? r->fields[0] : -1, v);
	} else if (j->out->count == before) {
		judge_silence(j, r);
	}
}

/* ---- in each settlement ---- */

static bool same_finding(const struct finding *a, const struct finding *b)
{
	return a->verdict == b->verdict && a->field == b->field && strcmp(a->fact, b->fact) == 0 && strcmp(a->promise, b->promise) == 0 &&
	       strcmp(a->why, b->why) == 0;
}

/* Whether a field of the statement reads the value of another, which says the same here. */
static bool is_echo(const struct findings *out, size_t begin, const struct finding *f)
{
	bool reads = false;
	for (unsigned i = 0; f->record && i < f->record->section->count; i++)
		reads = reads || f->record->values[i].set_aside;
	for (const struct finding *o = out->at + begin; reads && o < out->at + out->count; o++)
		if (o != f && o->verdict == f->verdict && strcmp(o->promise, f->promise) == 0 && strcmp(o->why, f->why) == 0)
			return true;
	return false;
}

/* Keeps one of each finding, with the settlements that have it. Called while the last of them is applied. */
static void join_same(struct findings *out, size_t first, size_t begin, uint64_t way)
{
	size_t kept = begin;
	for (size_t i = begin; i < out->count; i++) {
		size_t same = first;
		if (is_echo(out, begin, &out->at[i]))
			continue;
		while (same < begin && !same_finding(&out->at[same], &out->at[i]))
			same++;
		out->at[i].ways = way;
		if (same < begin)
			out->at[same].ways |= way;
		else
			out->at[kept++] = out->at[i];
	}
	out->count = kept;
}

static unsigned count_visited(const struct judge *j)
{
	unsigned n = 0;
	for (uint32_t i = 0; i < j->model->disputes->side_count; i++)
		n += j->visited[i];
	return n;
}

/* In the order of the statements, those without one first. */
static void sort_findings(struct findings *out, size_t first)
{
	for (size_t i = first + 1; i < out->count; i++) {
		struct finding f = out->at[i];
		size_t n = i;
		for (; n > first && (f.record ? f.record->line : 0) < (out->at[n - 1].record ? out->at[n - 1].record->line : 0); n--)
			out->at[n] = out->at[n - 1];
		out->at[n] = f;
	}
}

/* Judges a rule in each settlement of its question. Where sides are silent others may speak, so until no more do. */
static void judge_settled(struct judge *j, const struct rule *r)
{
	size_t first = j->out->count;
	const struct settlements *all;
	unsigned visited;
	do {
		visited = count_visited(j);
		all = settled_ways(j);
		j->out->count = first;
		for (unsigned way = 0; way < all->count; way++) {
			size_t begin = j->out->count;
			struct undo *log = settled_apply(j, all, way);
			judge_standing(j, r);
			join_same(j->out, first, begin, (uint64_t)1 << way);
			settled_undo(log);
		}
	} while (count_visited(j) > visited);
	for (size_t i = first; i < j->out->count && all->count > 1; i++)
		j->out->at[i].settled = all;
	sort_findings(j->out, first);
}

/* Of the notice as a whole: if the verdict is the same in all settlements, it is the one of all statements together. */
static void join_notice(struct findings *out, size_t first, struct finding whole)
{
	bool same = true;
	for (size_t i = first; i < out->count; i++) {
		same = same && out->at[i].verdict == whole.verdict;
		whole.endless = whole.endless || out->at[i].endless;
	}
	if (!same)
		return;
	out->at[first] = whole;
	out->count = first + 1;
}

static void judge_rule(struct judge *j, const struct rule *r)
{
	size_t first = j->out->count;
	uint32_t sides = j->model->disputes->side_count;
	if (!r->section)
		return;
	if (!applies(j, r)) {
		reason_add(j, "the controller is declared to be in other sectors");
		finding_add(j, r, NULL, -1, VERDICT_NOT_APPLICABLE);
		return;
	}
	j->visited = sides ? NEW_N(j->arena, bool, sides) : NULL;
	j->speaks = sides ? NEW_N(j->arena, bool, sides) : NULL;
	judge_standing(j, r);
	if (!sides || !count_visited(j))
		return;
	struct finding whole = j->out->at[first];
	j->out->count = first;
	judge_settled(j, r);
	if (rule_judges_notice(r))
		join_notice(j->out, first, whole);
}

static void judge_baseline(struct judge *j, const struct law *law, const char *id)
{
	for (unsigned b = 0; b < law->baseline_count; b++) {
		if (strcmp(law->baselines[b].id, id) != 0)
			continue;
		for (unsigned r = 0; r < law->baselines[b].count; r++)
			judge_rule(j, &law->baselines[b].rules[r]);
	}
}

void verdicts_run(struct arena *a, const struct model *m, const struct law *law, const struct vocabulary *v, struct comparisons *memo,
                  const struct date *today, struct findings *out, struct diags *diags)
{
	struct judge j = {
		.arena = a, .model = m, .vocabulary = v, .memo = memo, .calendar = m->calendar, .today = today, .english = law->english, .out = out, .diags = diags,
	};
	const struct records *section = &m->sections[SECTION_law];
	*out = (struct findings){0};
	if (!section->count || !m->calendar || !m->disputes)
		return;
	const struct ids *with = stated_list(record_value(&section->at[0], KEY_compared_with));
	j.sectors = value_effective(record_value(&section->at[0], KEY_sectors), false);
	for (uint32_t i = 0; i < with->count; i++)
		judge_baseline(&j, law, with->at[i]->id);
	merge_laws(&j);
	merge_floors(&j);
	merge_settlements(&j);
	for (size_t i = 0; i < out->count; i++)
		if (finding_warns(&out->at[i]))
			finding_report(&j, &out->at[i]);
	buf_free(&j.why);
}
