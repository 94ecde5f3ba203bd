/* SPDX-License-Identifier: MIT */
/* Judges the notice as a whole by a rule that asks whether something is said at all: counts the statements that say it, names those
 * that do not. */
#include "judge.h"

bool rule_judges_notice(const struct rule *r)
{
	return r->kind == CHOICE_RULE_KIND_PRESENCE || r->kind == CHOICE_RULE_KIND_NO_NUMBER;
}

static void write_name(struct buf *b, const struct item *item)
{
	buf_str(b, b->len ? ", " : "");
	if (item->parent)
		buf_printf(b, "%s.", item->parent->id);
	buf_str(b, *item->id ? item->id : item->section->key);
}

/* Whether the rule asks for a number, and the value is none or not exact. */
static bool lacks_number(const struct rule *r, const struct item *item, const struct value *v)
{
	const struct value *numbered = item_value(r->item, KEY_numbered);
	bool asked = numbered->state == VALUE_STATED && numbered->flag;
	return asked && ((v->span.kind != SPAN_EXACT && v->span.kind != SPAN_RANGE) || inexact_certainty(item));
}

void tally_add(struct judge *j, const struct rule *r, const struct item *item, struct tally *t)
{
	const struct value *v = NULL;
	enum verdict verdict = VERDICT_HOLDS;
	for (unsigned i = 0; i < r->field_count && !v; i++)
		if (judged_value(item, r->fields[i])->state == VALUE_STATED)
			v = judged_value(item, r->fields[i]);
	if (r->kind == CHOICE_RULE_KIND_NO_NUMBER) {
		verdict = VERDICT_NO_LIMIT;
	} else if (r->field_count && !v) {
		verdict = VERDICT_MISSING;
		write_name(&t->missing, item);
	} else if (v && lacks_number(r, item, v)) {
		verdict = VERDICT_INDETERMINATE;
		write_name(&t->unnumbered, item);
		buf_printf(&t->unnumbered, " (%s%s)", inexact_certainty(item) ? "not firm: " : "", reason_span(j, &v->span));
	}
	if (t->count++ == 0 || verdict < t->verdict) {
		t->verdict = verdict;
		t->first = item;
	}
	if (verdict == VERDICT_MISSING)
		return;
	if (r->kind == CHOICE_RULE_KIND_PRESENCE && missing_promise(item))
		t->strength = t->strength ? t->strength : missing_promise(item);
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
		t->verdict = VERDICT_MISSING;
	}
	buf_free(&t->missing);
	buf_free(&t->unnumbered);
	return t->verdict;
}
