/* SPDX-License-Identifier: MIT */
/* Keeps the findings of the law check and makes their words: the fact, the caveats, what to write instead; reports those that need
 * somebody's attention. */
#include "judge.h"

/* ---- caveats ---- */

/* Adds what the policy says of the case in which the rule binds. What it does not say, nobody can tell. */
static enum verdict add_condition(struct judge *j, const struct condition *c, const struct record *judged, enum verdict v)
{
	const struct record *by;
	const char *says = reason_sentence(j, record_value(c->record, KEY_says));
	switch (condition_standing(j, c, judged, &by)) {
	case STANDING_MET: reason_add(j, "binds if %s; '%s' says so", says, by->path); return v;
	case STANDING_EXCLUDED:
		j->why.len = 0;
		reason_add(j, "binds only if %s; '%s' says otherwise", says, by->path);
		return VERDICT_NOT_APPLICABLE;
	default: j->open = c; break;
	}
	if (verdict_warns(v) && v != VERDICT_CANNOT_BE_TOLD) {
		reason_add(j, "%s, if %s, which the policy does not state", verdict_words(v), says);
		return VERDICT_CANNOT_BE_TOLD;
	}
	reason_add(j, "binds only if %s", says);
	return v;
}

/* Adds the caveats that the rule brings: a condition, and sectors that the policy does not state. */
static enum verdict add_caveats(struct judge *j, const struct rule *r, const struct record *record, enum verdict v)
{
	const struct value *sectors = record_value(r->record, KEY_sectors);
	if (r->only_if && v != VERDICT_NOT_APPLICABLE)
		v = add_condition(j, r->only_if, record, v);
	if (sectors->state == VALUE_STATED && v != VERDICT_NOT_APPLICABLE && !(j->sectors->state == VALUE_STATED && list_names_any(j->sectors, sectors, false)))
		reason_add_ids(j, "if the controller is in the sector: ", sectors->list.at, sectors->list.count);
	return v;
}

/* ---- facts ---- */

/* The path of what is judged; of a rule that judges the notice, the section, and its field if that is what is missing. */
static const char *fact_of(struct judge *j, const struct rule *r, const struct record *record, int field)
{
	struct buf b = {0};
	if (!record || rule_judges_notice(r))
		return finding_section_fact(j, r, field);
	buf_str(&b, record->path);
	if (field >= 0)
		buf_printf(&b, ".%s", record->section->fields[field].key);
	return reason_keep(j, &b);
}

const char *finding_section_fact(struct judge *j, const struct rule *r, int field)
{
	struct buf b = {0};
	bool sub = r->section->shape == SHAPE_SUB;
	buf_str(&b, schema_section(sub ? r->section->parent : r->section->id)->key);
	if (field >= 0 && sub && rule_judges_notice(r))
		buf_printf(&b, ".%s", r->section->key);
	if (field >= 0)
		buf_printf(&b, ".%s", r->section->fields[field].key);
	return reason_keep(j, &b);
}

/* ---- what to write instead ---- */

/* The record that would be judged: "; add to 'requests' a record with 'request: access', and 'routes' with its 'complete'". */
static void fix_record(struct buf *b, const struct rule *r)
{
	bool sub = r->section->shape == SHAPE_SUB;
	buf_printf(b, "; add to '%s' a record", schema_section(sub ? r->section->parent : r->section->id)->key);
	for (unsigned i = 0; i < r->selector_count; i++) {
		const struct selector *s = &r->selectors[i];
		buf_printf(b, "%s'%s: %s'", i ? ", " : " with ", s->section->fields[s->field].key, s->ids->list.at[0]->id);
	}
	if (sub)
		buf_printf(b, "%s'%s'", r->selector_count ? ", and " : " with ", r->section->key);
	if (r->field_count)
		buf_printf(b, "%s'%s'", sub ? " with its " : r->selector_count ? " and its " : " with ", r->section->fields[r->fields[0]].key);
}

/* "; write '72 hours' or less" */
static void fix_number(struct judge *j, struct buf *b, const char *before, const struct rule *r)
{
	buf_printf(b, "%s'%s' or %s", before, reason_span(j, &r->limit), r->max ? "less" : "more");
}

static bool has_number(const struct record *record, int field)
{
	const struct value *v = judged_value(record, field);
	return v->state == VALUE_STATED && span_has_number(&v->span);
}

/* What a statement lacks that a limit is compared with: a number, a start, or a shorter or longer length. */
static void fix_limit(struct judge *j, struct buf *b, const struct rule *r, const struct record *record, int field, enum verdict v)
{
	const struct value *from = judged_field(record, KEY_from);
	bool has_start = from && from->state == VALUE_STATED;
	if (v == VERDICT_CANNOT_BE_TOLD && field >= 0 && !has_number(record, field))
		buf_printf(b, "; write a number, such as '%s'", reason_span(j, &r->limit));
	else if (has_start && r->from && order_of_events(from->term, r->from) == ORDER_UNKNOWN)
		buf_printf(b, "; write 'from: %s' if that is meant; or add to 'events: %s:' in vocabulary.yaml 'same-as: [%s]' if both are one moment, "
		           "'not-before: [%s]' if it never comes first", r->from->id, from->term->id, r->from->id, r->from->id);
	else if (v != VERDICT_CANNOT_BE_TOLD)
		fix_number(j, b, "; write ", r);
	else if (from && !has_start)
		BUF_LIT(b, "; write 'from:' with the event that starts it");
}

static const char *fix_of(struct judge *j, const struct rule *r, const struct record *record, int field, enum verdict v)
{
	struct buf b = {0};
	if (!record && v == VERDICT_NOT_SAID) {
		fix_record(&b, r);
		if (r->kind == CHOICE_RULE_KIND_LIMIT)
			fix_number(j, &b, ", ", r);
	} else if (record && v == VERDICT_NOT_SAID && rule_judges_notice(r) && missing_promise(record)) {
		BUF_LIT(&b, "; write 'strength: will' if it is a promise");
	} else if (record && r->kind == CHOICE_RULE_KIND_LIMIT && verdict_warns(v)) {
		fix_limit(j, &b, r, record, field, v);
	}
	return reason_keep(j, &b);
}

/* ---- findings ---- */

static const char *promise_of(struct judge *j, const struct rule *r, const struct record *record, int field)
{
	struct buf b = {0};
	if (record && field >= 0 && !rule_judges_notice(r))
		value_write(&b, &record->section->fields[field], judged_value(record, field));
	return reason_keep(j, &b);
}

static struct finding *append(struct judge *j)
{
	if (j->out->count == j->cap) {
		struct finding *more = NEW_N(j->arena, struct finding, j->cap * 2 + 64);
		if (j->out->count)
			memcpy(more, j->out->at, j->out->count * sizeof *more);
		j->out->at = more;
		j->cap = j->cap * 2 + 64;
	}
	return &j->out->at[j->out->count++];
}

void finding_add(struct judge *j, const struct rule *r, const struct record *record, int field, enum verdict v)
{
	v = add_caveats(j, r, record, v);
	*append(j) = (struct finding){
		.rule = r, .record = record, .field = field, .fact = fact_of(j, r, record, field), .verdict = v,
		.promise = promise_of(j, r, record, field), .why = reason_take(j), .fix = fix_of(j, r, record, field, v),
		.vague = j->vague && verdict_warns(v), .endless = j->endless && v == VERDICT_IN_WORDS,
		.open = j->open,
	};
	j->vague = j->endless = false;
	j->open = NULL;
}

bool finding_is_about(const struct finding *f, struct place at)
{
	for (size_t i = 0; i < f->part_count; i++)
		if (finding_is_about(&f->parts[i], at))
			return true;
	bool floor = f->rule->kind == CHOICE_RULE_KIND_LIMIT && !f->rule->max;
	if (!f->record || (f->record != at.record && !(floor && f->record->section == at.record->section)))
		return false;
	return at.field < 0 || f->field < 0 || f->field == at.field;
}

/* ---- reports ---- */

static bool before(struct date a, struct date b)
{
	return date_days(a) < date_days(b);
}

const struct value *rule_or_baseline(const struct rule *r, enum key key)
{
	const struct value *own = record_value(r->record, key);
	return own->line ? own : record_value(&r->baseline->model->sections[SECTION_baseline].at[0], key);
}

static struct pos finding_pos(const struct judge *j, const struct finding *f)
{
	const struct source *s = j->model->source;
	if (!f->record)
		return (struct pos){s, j->model->sections[SECTION_law].at[0].line, 1};
	const struct value *v = f->field >= 0 && f->record->values[f->field].line ? &f->record->values[f->field] : NULL;
	return v ? (struct pos){s, v->line, v->col} : (struct pos){s, f->record->line, f->record->col};
}

void finding_report(struct judge *j, const struct finding *f)
{
	const struct rule *r = f->rule;
	const struct record *head = &r->baseline->model->sections[SECTION_baseline].at[0];
	const struct value *force = rule_or_baseline(r, KEY_in_force);
	const char *article = record_value(r->record, KEY_article)->literal.text;
	bool waiting = j->today && force->state == VALUE_STATED && before(*j->today, force->date);
	diag_add(j->diags, verdict_diag(f), finding_pos(j, f), "'%s'%s%s%s: %s: %s, %s: %s%s%s%s%s%s", f->fact, *f->promise ? " ('" : "", f->promise,
	         *f->promise ? "')" : "", verdict_words(f->verdict), reason_sentence(j, record_value(head, KEY_title)), article,
	         reason_sentence(j, record_value(r->record, KEY_says)), *f->why ? " Here: " : "", f->why, f->fix, waiting ? " (not yet in force)" : "",
	         r->unconfirmed ? " (unconfirmed: nobody on record has read this rule)" : "");
	diag_about(j->diags, r->key, f->fact);
}
