/* SPDX-License-Identifier: MIT */
/* Judges the notice as a whole by a rule that asks whether something is said at all: counts the statements that say it, names those
 * that do not. */
#include "judge.h"

bool rule_judges_notice(const struct rule *r)
{
	return r->kind == CHOICE_RULE_KIND_PRESENCE || r->kind == CHOICE_RULE_KIND_NO_NUMBER;
}

static void write_name(struct buf *b, const struct record *record)
{
	buf_str(b, b->len ? ", " : "");
	if (record->parent)
		buf_printf(b, "%s.", record->parent->id);
	buf_str(b, *record->id ? record->id : record->section->key);
}

/* Whether the rule asks for a number, and the value is none or not exact. */
static bool lacks_number(const struct rule *r, const struct record *record, const struct value *v)
{
	const struct value *numbered = record_value(r->record, KEY_numbered);
	bool asked = numbered->state == VALUE_STATED && numbered->flag;
	return asked && (!span_has_number(&v->span) || inexact_certainty(record));
}

static void write_promise(struct judge *j, struct buf *b, const struct record *record, const struct span *span)
{
	write_name(b, record);
	buf_printf(b, " (%s)", reason_span(j, span));
}

void tally_add(struct judge *j, const struct rule *r, const struct record *record, struct tally *t)
{
	const struct value *v = NULL;
	enum verdict verdict = VERDICT_NO_DIFFERENCE;
	bool endless = false;
	for (unsigned i = 0; i < r->field_count && !v; i++)
		if (judged_value(record, r->fields[i])->state == VALUE_STATED)
			v = judged_value(record, r->fields[i]);
	if (r->kind == CHOICE_RULE_KIND_NO_NUMBER) {
		verdict = VERDICT_IN_WORDS;
		if (v && r->section->fields[r->fields[0]].type == TYPE_SPAN) {
			endless = v->span.kind == SPAN_INDEFINITE && !t->endless.len;
			write_promise(j, v->span.kind == SPAN_INDEFINITE ? &t->endless : &t->promised, record, &v->span);
		}
	} else if (r->field_count && !v) {
		verdict = VERDICT_NOT_SAID;
		write_name(&t->missing, record);
	} else if (v && lacks_number(r, record, v)) {
		verdict = VERDICT_CANNOT_BE_TOLD;
		write_name(&t->unnumbered, record);
		buf_printf(&t->unnumbered, " (%s%s)", inexact_certainty(record) ? "not firm: " : "", reason_span(j, &v->span));
	}
	if (t->count++ == 0 || verdict < t->verdict || endless) {
		t->verdict = verdict;
		t->first = record;
	}
	if (verdict == VERDICT_NOT_SAID)
		return;
	if (r->kind == CHOICE_RULE_KIND_PRESENCE && missing_promise(record))
		t->strength = t->strength ? t->strength : missing_promise(record);
	else
		t->binding++;
}

enum verdict tally_verdict(struct judge *j, struct tally *t)
{
	if (t->missing.len)
		reason_add(j, "not stated in: %.*s", (int)t->missing.len, t->missing.data);
	if (t->unnumbered.len)
		reason_add(j, "a number is missing in: %.*s", (int)t->unnumbered.len, t->unnumbered.data);
	if (t->strength && !t->binding) {
		reason_add(j, "only said with '%s', which promises nothing", t->strength->id);
		t->verdict = VERDICT_NOT_SAID;
	}
	if (t->endless.len)
		reason_add(j, "without an end: %.*s", (int)t->endless.len, t->endless.data);
	if (t->promised.len)
		reason_add(j, "promised: %.*s", (int)t->promised.len, t->promised.data);
	j->endless = t->endless.len > 0;
	buf_free(&t->endless);
	buf_free(&t->promised);
	buf_free(&t->missing);
	buf_free(&t->unnumbered);
	return t->verdict;
}
