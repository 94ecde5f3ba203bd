/* SPDX-License-Identifier: MIT */
/* Values in words: a locale's units, plurals, joins and dates around the vocabulary's labels. Plain text; writers escape it. */
#include "gen/policy.h"
#include "program.h"

/* One {name} of a form and what stands for it. */
struct part {
	const char *name;
	const char *text;
};

static void fill(struct buf *b, const char *form, const struct part *parts, size_t count)
{
	while (*form) {
		size_t plain = strcspn(form, "{");
		buf_add(b, form, plain);
		form += plain;
		if (!*form)
			return;
		size_t len = strcspn(form, "}"), i = 0;
		while (i < count && (strlen(parts[i].name) + 1 != len || strncmp(form + 1, parts[i].name, len - 1) != 0))
			i++;
		if (i < count) {
			buf_str(b, parts[i].text);
			form += len + 1;
		} else {
			buf_char(b, *form++);
		}
	}
}

static void phrase_span(struct buf *b, const struct locale *l, const struct span *s)
{
	char min[12], max[12];
	snprintf(min, sizeof min, "%u", s->min);
	snprintf(max, sizeof max, "%u", s->max);
	const char *unit = s->unit ? l->units[s->unit][plural_of(l->plural, s->max)] : "";
	if (s->kind == SPAN_EXACT)
		fill(b, l->span_exact, (struct part[]){{"n", max}, {"unit", unit}}, 2);
	else if (s->kind == SPAN_RANGE)
		fill(b, l->span_range, (struct part[]){{"min", min}, {"max", max}, {"unit", unit}}, 3);
	else if (s->kind == SPAN_UP_TO)
		fill(b, l->span_up_to, (struct part[]){{"n", max}, {"unit", unit}}, 2);
	else if (s->kind == SPAN_INDEFINITE)
		buf_str(b, l->span_indefinite);
	else if (s->kind == SPAN_WHILE)
		fill(b, l->span_while, (struct part[]){{"state", s->word->labels[l->index]}}, 1);
	else
		buf_str(b, s->word->labels[l->index]);
}

static const char *label_of(const struct locale *l, const struct term *t, unsigned how)
{
	const char *clause = how & PHRASE_CLAUSE && t->clauses ? t->clauses[l->index] : NULL;
	return clause ? clause : t->labels[l->index];
}

static void phrase_list(struct buf *b, const struct locale *l, const struct value *v, unsigned how)
{
	const char *last = (how & PHRASE_OR ? l->list_or : l->list_and)[v->list.count > 2];
	for (uint32_t i = 0; i < v->list.count; i++) {
		if (i)
			buf_str(b, i + 1 < v->list.count ? l->list_comma : last);
		buf_str(b, label_of(l, v->list.at[i], how));
	}
}

static void phrase_open_list(struct buf *b, const struct locale *l, const struct value *v, unsigned how)
{
	struct buf list = {0};
	for (uint32_t i = 0; i < v->list.count; i++) {
		if (i)
			buf_str(&list, l->list_comma);
		buf_str(&list, label_of(l, v->list.at[i], how));
	}
	fill(b, l->list_examples, (struct part[]){{"list", buf_cstr(&list)}}, 1);
	buf_free(&list);
}

static void phrase_date(struct buf *b, const struct locale *l, struct date d)
{
	char day[12], year[12];
	snprintf(day, sizeof day, "%d", d.day);
	snprintf(year, sizeof year, "%d", d.year);
	fill(b, d.day ? l->date_form : l->date_month, (struct part[]){{"day", day}, {"month", l->months[d.month - 1]}, {"year", year}}, 3);
}

/* The record a fact belongs to: the title of its section, and the field that leads its record. */
static void phrase_record(struct buf *b, const struct locale *l, const char *const *titles, const struct record *record)
{
	const struct section *s = record->section;
	int lead = s->key_field >= 0 ? s->key_field : 0;
	if (record->parent)
		phrase_record(b, l, titles, record->parent);
	else if (titles[s->id])
		buf_str(b, titles[s->id]);
	if (s->shape == SHAPE_ONE || record->values[lead].state == VALUE_ABSENT || s->fields[lead].type == TYPE_RECORDS)
		return;
	BUF_LIT(b, ": ");
	phrase_value(b, l, titles, &s->fields[lead], &record->values[lead], 0);
}

/* One value of a fact. A flag stands behind the locale's phrase `is-<field>`, any other value within `of-<field>`, if there
 * is one; a hedge stands before a length of time. */
static void phrase_part(struct buf *b, const struct locale *l, const char *const *titles, const struct record *record, unsigned f, bool published_only)
{
	const struct field *field = &record->section->fields[f];
	const struct value *certainty = field->type == TYPE_SPAN ? record_value(record, KEY_certainty) : NULL;
	struct buf value = {0};
	char id[40];
	snprintf(id, sizeof id, "%s-%s", field->type == TYPE_FLAG ? "is" : "of", field->key);
	const char *form = locale_phrase(l, id);
	if (field->type == TYPE_FLAG && !form)
		return;
	if (certainty && certainty->state == VALUE_STATED) {
		buf_str(&value, certainty->term->labels[l->index]);
		buf_char(&value, ' ');
	}
	phrase_value(&value, l, titles, field, value_effective(&record->values[f], published_only), 0);
	buf_str(b, b->len ? "; " : "");
	if (field->type == TYPE_FLAG) {
		buf_str(b, form);
		if (!value_effective(&record->values[f], published_only)->flag) {
			BUF_LIT(b, ": ");
			buf_add(b, value.data, value.len);
		}
	} else {
		fill(b, form ? form : "{value}", (struct part[]){{"value", buf_cstr(&value)}}, 1);
	}
	buf_free(&value);
}

/* What a conflict points to, in enough words to tell it from the other side: "How long we keep data: transaction history;
 * typically 5 to 7 years; the deletion of the account". */
static void phrase_fact(struct buf *b, const struct locale *l, const char *const *titles, struct place p)
{
	const struct section *s = p.record->section;
	int lead = s->key_field >= 0 ? s->key_field : 0;
	phrase_record(b, l, titles, p.record);
	for (unsigned f = 0; f < s->count; f++) {
		const struct field *field = &s->fields[f];
		bool common = field->enforced && field->offset < sizeof(struct policy_rule);
		bool wanted = p.field < 0 ? field->enforced && !common && !(field->flags & UNTOLD) && (int)f != lead : (int)f == p.field && p.field != lead;
		if (wanted && value_effective(&p.record->values[f], true)->state == VALUE_STATED)
			phrase_part(b, l, titles, p.record, f, true);
	}
}

void phrase_promise(struct buf *b, const struct locale *l, const char *const *titles, const struct record *record, int field)
{
	int lead = record->section->key_field >= 0 ? record->section->key_field : 0;
	phrase_record(b, l, titles, record);
	if (field >= 0 && field != lead && record->values[field].state != VALUE_ABSENT)
		phrase_part(b, l, titles, record, (unsigned)field, false);
}

void phrase_value(struct buf *b, const struct locale *l, const char *const *titles, const struct field *f, const struct value *v,
                  unsigned how)
{
	if (v->state == VALUE_UNSTATED)
		buf_str(b, locale_phrase(l, "not-stated"));
	else if (v->state == VALUE_PLACEHOLDER)
		buf_str(b, locale_phrase(l, "placeholder"));
	if (v->state != VALUE_STATED)
		return;
	switch (f->type) {
	case TYPE_FLAG:
		buf_str(b, v->flag ? l->flag_affirmed : l->flag_denied);
		break;
	case TYPE_TERM:
		buf_str(b, label_of(l, v->term, how));
		break;
	case TYPE_START:
		if (v->implied)
			fill(b, l->start_implied, (struct part[]){{"event", label_of(l, v->term, how)}}, 1);
		else
			buf_str(b, label_of(l, v->term, how));
		break;
	case TYPE_LIST:
		if (!v->complete) {
			phrase_open_list(b, l, v, how);
			break;
		}
		/* fall through */
	case TYPE_TERMS:
		phrase_list(b, l, v, how);
		break;
	case TYPE_SPAN:
		phrase_span(b, l, &v->span);
		break;
	case TYPE_NUMBER:
		buf_uint(b, v->number);
		break;
	case TYPE_DATE:
		phrase_date(b, l, v->date);
		break;
	case TYPE_LITERAL:
		buf_add(b, v->literal.text, v->literal.len);
		break;
	case TYPE_FACT:
		phrase_fact(b, l, titles, v->fact_ref.place);
		break;
	case TYPE_NAMES:
		for (uint32_t i = 0; i < v->names.count; i++) {
			if (i)
				buf_str(b, l->list_comma);
			buf_str(b, v->names.at[i]);
		}
		break;
	case TYPE_TEXT:
	case TYPE_DATES:
	case TYPE_RECORDS:
	case TYPE__COUNT:
		break;
	}
}

void phrase_machine(struct buf *b, const struct field *f, const struct value *v)
{
	if (v->state == VALUE_STATED && f->type == TYPE_SPAN)
		span_machine(b, &v->span);
	else
		value_write(b, f, v);
}
