/* SPDX-License-Identifier: MIT */
/* Sorts what the checks have found in a policy into what there is to do. A fact is in one group, however many laws and checks speak of
 * it: first what blocks a release, then what laws say, then what is merely open. */
#include "agenda.h"
#include <stdlib.h>

void agenda_blockers(const struct model *m, size_t *blanks, size_t *decisions)
{
	*decisions = m->blanks->conflicts;
	*blanks = m->blanks->count - m->blanks->waived - *decisions;
}

/* ---- places ---- */

static int by_position(uint32_t line, uint32_t col, uint32_t other_line, uint32_t other_col)
{
	return line != other_line ? (line > other_line) - (line < other_line) : (col > other_col) - (col < other_col);
}

static int by_place(const void *left, const void *right)
{
	const struct cite *a = left, *b = right;
	int c = by_position(a->line, a->col, b->line, b->col);
	if (c || (c = strcmp(a->finding->fact, b->finding->fact)) || (c = strcmp(a->subject, b->subject)))
		return c;
	if (a->from != b->from)
		return (a->from > b->from) - (a->from < b->from);
	return (a->order > b->order) - (a->order < b->order);
}

static bool same_place(const struct cite *a, const struct cite *b)
{
	return a->line == b->line && a->col == b->col && strcmp(a->finding->fact, b->finding->fact) == 0 && strcmp(a->subject, b->subject) == 0 &&
	       a->from == b->from;
}

/* The ids that a rule is about. */
static const char *subject_of(struct arena *a, const struct rule *r)
{
	struct buf b = {0};
	for (unsigned i = 0; i < r->selector_count; i++)
		for (uint32_t n = 0; n < r->selectors[i].ids->list.count; n++)
			buf_printf(&b, "%s%s", b.len ? ", " : "", r->selectors[i].ids->list.at[n]->id);
	const char *text = arena_copy(a, b.data ? b.data : "", b.len);
	buf_free(&b);
	return text;
}

/* The day from which a law is in force, if the date says that it is not yet; else 0. */
static int32_t comes(const struct agenda_input *in, const struct finding *f)
{
	const struct value *force = rule_or_baseline(f->rule, KEY_in_force);
	int32_t day = in->today && force->state == VALUE_STATED ? date_days(force->date) : 0;
	return day && day > date_days(*in->today) ? day : 0;
}

/* Where somebody would write: at the value, the record, or in the section that lacks one. */
static struct cite locate(struct arena *a, const struct agenda_input *in, const struct finding *f, size_t order)
{
	const struct model *m = in->model;
	const struct section *s = f->rule->section;
	const struct records *around = &m->sections[s->shape == SHAPE_SUB ? s->parent : s->id], *law = &m->sections[SECTION_law];
	const struct value *v = f->record && f->field >= 0 && f->record->values[f->field].line ? &f->record->values[f->field] : NULL;
	const struct record *record = f->record ? f->record : around->count ? &around->at[0] : &law->at[0];
	return (struct cite){f, v ? v->line : record->line, v ? v->col : record->col, f->record ? "" : subject_of(a, f->rule), comes(in, f), order};
}

bool agenda_is_unconfirmed(const struct finding *f)
{
	return finding_warns(f) && !f->waived && f->rule->unconfirmed;
}

/* The findings that somebody has to look at, by their places. */
static struct cite *list_cites(struct arena *a, const struct agenda_input *in, struct agenda *out, size_t *count)
{
	struct cite *cites = NEW_N(a, struct cite, in->findings->count + 1);
	*count = 0;
	for (size_t i = 0; i < in->findings->count; i++) {
		const struct finding *f = &in->findings->at[i];
		if (agenda_is_unconfirmed(f))
			out->unconfirmed++;
		else if (finding_warns(f) && !f->waived)
			cites[(*count)++] = locate(a, in, f, i);
	}
	qsort(cites, *count, sizeof *cites, by_place);
	return cites;
}

/* ---- items ---- */

/* The worst that is found there says what there is to do. */
static void group_item(struct item *item)
{
	bool differs = false, not_said = false;
	for (size_t i = 0; i < item->count; i++) {
		enum verdict v = item->cites[i].finding->verdict;
		not_said = not_said || v == VERDICT_NOT_SAID;
		differs = differs || (v != VERDICT_NOT_SAID && v != VERDICT_CANNOT_BE_TOLD);
	}
	item->certain = differs || not_said;
	item->group = item->cites[0].from ? ITEM_COMES : differs ? ITEM_DIFFERS : not_said ? ITEM_NOT_SAID : ITEM_UNTOLD;
}

static int by_blank(const void *left, const void *right)
{
	const struct cite *key = left;
	const struct unfilled *b = right;
	return by_position(key->line, key->col, b->blank->pos.line, b->blank->pos.col);
}

/* Whether a finding at the place of a blank is about the same field: "retention.period" and "retention.general.period". */
static bool same_field(const struct cite *c, const struct unfilled *u)
{
	const char *dot = strrchr(c->finding->fact, '.'), *other = strrchr(u->blank->fact, '.');
	return dot && other && strcmp(dot, other) == 0;
}

static void make_items(struct arena *a, const struct cite *cites, size_t count, struct agenda *out)
{
	out->items = NEW_N(a, struct item, count + 1);
	for (size_t i = 0, end; i < count; i = end) {
		struct unfilled *blank = out->blank_count ? bsearch(&cites[i], out->blanks, out->blank_count, sizeof *out->blanks, by_blank) : NULL;
		for (end = i + 1; end < count && same_place(&cites[i], &cites[end]); end++)
			;
		if (blank && !blank->count && same_field(&cites[i], blank)) {
			blank->cites = &cites[i];
			blank->count = end - i;
			continue;
		}
		struct item *item = &out->items[out->item_count++];
		*item = (struct item){.cites = &cites[i], .count = end - i};
		group_item(item);
	}
}

/* ---- what blocks a release ---- */

static int by_pos(const void *left, const void *right)
{
	const struct unfilled *a = left, *b = right;
	int c = by_position(a->blank->pos.line, a->blank->pos.col, b->blank->pos.line, b->blank->pos.col);
	return c ? c : strcmp(a->blank->fact, b->blank->fact);
}

/* As a release would refuse it. */
static void list_blanks(struct arena *a, const struct model *m, struct agenda *out)
{
	const struct blanks *blanks = m->blanks;
	out->blanks = NEW_N(a, struct unfilled, blanks->count + 1);
	for (size_t i = 0; i < blanks->count; i++)
		if (!blanks->at[i].conflict && !blanks->at[i].waiver)
			out->blanks[out->blank_count++] = (struct unfilled){.blank = &blanks->at[i]};
	qsort(out->blanks, out->blank_count, sizeof *out->blanks, by_pos);
}

/* ---- what is to be decided ---- */

/* Whether a check says so of a conflict. */
static bool is_told(const struct agenda_input *in, enum diag_id id, const struct record *conflict)
{
	for (size_t i = 0; i < in->diag_count; i++)
		if (in->diags[i].id == id && in->diags[i].fact && strcmp(in->diags[i].fact, conflict->path) == 0)
			return true;
	return false;
}

/* Conflicts that nobody has decided, in the order of the file. */
static size_t list_undecided(const struct model *m, const struct dispute_conflict **out)
{
	const struct records *conflicts = &m->sections[SECTION_conflict];
	size_t count = 0;
	for (uint32_t i = 0; i < conflicts->count; i++)
		for (uint32_t n = 0; n < m->disputes->conflict_count; n++)
			if (m->disputes->conflicts[n].record == &conflicts->at[i] && m->disputes->conflicts[n].holds == 0)
				out[count++] = &m->disputes->conflicts[n];
	return count;
}

static bool share_a_side(const struct dispute_conflict *a, const struct dispute_conflict *b)
{
	return a->one == b->one || a->one == b->other || a->other == b->one || a->other == b->other;
}

/* How many of the conflicts of a group have a side. */
static size_t uses_of(const struct dispute_conflict *const *all, const size_t *group, size_t count, size_t of, uint32_t side)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += group[i] == of && (all[i]->one == side || all[i]->other == side);
	return n;
}

static void add_side(uint32_t *sides, size_t *count, uint32_t side)
{
	for (size_t i = 0; i < *count; i++)
		if (sides[i] == side)
			return;
	sides[(*count)++] = side;
}

static struct choice make_choice(struct arena *a, const struct agenda_input *in, const struct dispute_conflict *const *all, const size_t *group, size_t count, size_t of)
{
	struct choice q = {.first = all[of]->record};
	uint32_t hub = all[of]->one, *sides = NEW_N(a, uint32_t, 2 * count);
	for (size_t i = of; i < count; i++) {
		if (group[i] != of)
			continue;
		q.conflicts++;
		q.unasked += is_told(in, DIAG_P086, all[i]->record);
		if (uses_of(all, group, count, of, all[i]->one) > uses_of(all, group, count, of, hub))
			hub = all[i]->one;
		if (uses_of(all, group, count, of, all[i]->other) > uses_of(all, group, count, of, hub))
			hub = all[i]->other;
	}
	add_side(sides, &q.side_count, hub);
	for (size_t i = of; i < count; i++)
		if (group[i] == of) {
			add_side(sides, &q.side_count, all[i]->one);
			add_side(sides, &q.side_count, all[i]->other);
		}
	q.sides = sides;
	q.star = uses_of(all, group, count, of, hub) == q.conflicts;
	return q;
}

static void make_choices(struct arena *a, const struct agenda_input *in, struct agenda *out)
{
	uint32_t most = in->model->disputes ? in->model->disputes->conflict_count : 0;
	const struct dispute_conflict **all = NEW_N(a, const struct dispute_conflict *, most + 1);
	size_t count = most ? list_undecided(in->model, all) : 0, *group = NEW_N(a, size_t, most + 1);
	bool *settled = NEW_N(a, bool, most + 1);
	for (size_t i = 0; i < count; i++) {
		group[i] = i;
		settled[i] = is_told(in, DIAG_P093, all[i]->record);
		for (size_t n = 0; n < i; n++) {
			size_t old = group[n] > group[i] ? group[n] : group[i], new = group[n] < group[i] ? group[n] : group[i];
			if (settled[i] || settled[n] || !share_a_side(all[i], all[n]))
				continue;
			for (size_t k = 0; k <= i; k++)
				group[k] = group[k] == old ? new : group[k];
		}
	}
	out->undecided = all;
	out->undecided_count = count;
	out->choices = NEW_N(a, struct choice, count + 1);
	for (size_t i = 0; i < count; i++)
		if (group[i] == i) {
			out->choices[out->choice_count] = make_choice(a, in, all, group, count, i);
			out->choices[out->choice_count++].settled = settled[i];
		}
}

/* ---- gaps, and the rest ---- */

/* Whether the policy leaves open if it is in one of the rule's sectors. */
static bool is_of_open_sector(const struct value *sectors, const struct rule *r)
{
	const struct value *asked = record_value(r->record, KEY_sectors);
	const struct ids *own = stated_list(sectors);
	if (asked->state != VALUE_STATED)
		return false;
	for (uint32_t i = 0; i < own->count; i++)
		for (uint32_t n = 0; n < asked->list.count; n++)
			if (own->at[i] == asked->list.at[n])
				return false;
	return true;
}

/* The sectors, if findings depend on them. */
static void answer_sectors(const struct agenda_input *in, struct agenda *out)
{
	const struct records *law = &in->model->sections[SECTION_law];
	const struct value *v = law->count ? record_value(&law->at[0], KEY_sectors) : NULL;
	size_t settles = 0;
	for (size_t i = 0; v && i < in->findings->count; i++) {
		const struct finding *f = &in->findings->at[i];
		settles += finding_warns(f) && !f->waived && !f->rule->unconfirmed && is_of_open_sector(value_effective(v, false), f->rule);
	}
	if (settles)
		out->answers[out->answer_count++] = (struct prerequisite){v->line ? v->line : law->at[0].line, "law.sectors", settles};
}

static int by_diag(const void *left, const void *right)
{
	const struct diag *g = left;
	const struct cite *c = right;
	return by_position(g->line, g->col, c->line, c->col);
}

static bool is_answer(const struct agenda *out, const char *fact)
{
	return out->answer_count && strcmp(out->answers[0].fact, fact) == 0;
}

/* A gap is open, unless an answer, a blank or a law that asks for it has it in another group. */
static void add_gap(const struct diag *g, const struct cite *cites, size_t count, struct agenda *out)
{
	const char *fact = g->fact ? g->fact : "";
	struct cite place = {.line = g->line, .col = g->col};
	const struct section *s = schema_find(DOCUMENT_POLICY, fact, strcspn(fact, "."));
	if (is_answer(out, fact) || (count && bsearch(g, cites, count, sizeof *cites, by_diag)) ||
	    (out->blank_count && bsearch(&place, out->blanks, out->blank_count, sizeof *out->blanks, by_blank)) || !s)
		return;
	out->open[s->id]++;
	out->open_count++;
}

static bool is_verdict(enum diag_id id)
{
	return id >= DIAG_P200 && id <= DIAG_P210;
}

/* Whether something above says the same: a question that its conflict is settled or concerns the notice alone, a blank or a law that something
 * is not there. */
static bool is_said(const struct agenda *out, const struct diag *g, const struct cite *cites, size_t count)
{
	const struct cite *c = count ? bsearch(g, cites, count, sizeof *cites, by_diag) : NULL;
	for (size_t i = 0; i < out->blank_count; i++)
		if (g->fact && strcmp(out->blanks[i].blank->fact, g->fact) == 0)
			return true;
	while (c && c > cites && by_diag(g, c - 1) == 0)
		c--;
	for (; c && c < cites + count && by_diag(g, c) == 0; c++)
		if (g->fact && strcmp(c->finding->fact, g->fact) == 0)
			return true;
	for (size_t i = 0; i < out->undecided_count; i++)
		if ((g->id == DIAG_P086 || g->id == DIAG_P093) && g->fact && strcmp(out->undecided[i]->record->path, g->fact) == 0)
			return true;
	return false;
}

static void add_diag(const struct diag *g, const struct cite *cites, size_t count, struct agenda *out)
{
	out->waived += g->waived != NULL;
	if (g->waived)
		return;
	out->warnings += g->severity == SEVERITY_WARNING;
	out->notes += g->severity == SEVERITY_NOTE;
	if (g->id == DIAG_P091 || g->id == DIAG_P092) {
		add_gap(g, cites, count, out);
	} else if (!is_verdict(g->id) && g->id != DIAG_P090 && !is_said(out, g, cites, count) && !out->other_counts[g->id]++) {
		out->others[g->id] = g;
	}
}

void agenda_make(struct arena *a, const struct agenda_input *in, struct agenda *out)
{
	size_t count;
	*out = (struct agenda){.blank_count = 0};
	struct cite *cites = list_cites(a, in, out, &count);
	list_blanks(a, in->model, out);
	make_items(a, cites, count, out);
	make_choices(a, in, out);
	out->answers = NEW(a, struct prerequisite);
	answer_sectors(in, out);
	for (size_t i = 0; i < in->diag_count; i++)
		add_diag(&in->diags[i], cites, count, out);
}
