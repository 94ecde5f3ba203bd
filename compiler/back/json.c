/* SPDX-License-Identifier: MIT */
/* The brand's facts for services not written in C: every section, item and value of the schema, with both sides of
 * each conflict.
 *
 *     "retention": {
 *       "support-data": {
 *         "categories": {"complete": ["support-data"]},
 *         "period": {"kind": "exact", "unit": "year", "min": 2, "max": 2},
 *         "from": "unstated"
 *       }
 */
#include "../base/sha256.h"
#include "../base/text.h"
#include "emit.h"

static void indent(struct buf *b, int depth)
{
	static const char blanks[] = "                ";
	buf_char(b, '\n');
	buf_add(b, blanks, (size_t)depth * 2);
}

/* Ids need no escaping. */
static void put_id(struct buf *b, const char *id)
{
	buf_char(b, '"');
	buf_str(b, id);
	buf_char(b, '"');
}

static void put_ids(struct buf *b, const struct value *v)
{
	const struct term *sorted[MAX_LIST];
	list_by_code(v, sorted);
	buf_char(b, '[');
	for (uint32_t i = 0; i < v->list.count; i++) {
		if (i)
			BUF_LIT(b, ", ");
		put_id(b, sorted[i]->id);
	}
	buf_char(b, ']');
}

static void put_span(struct buf *b, const struct span *s)
{
	static const char *const units[UNIT__COUNT] = {"", "hour", "day", "business-day", "week", "month", "year"};
	if (s->kind == SPAN_EXACT || s->kind == SPAN_RANGE) {
		buf_str(b, s->kind == SPAN_EXACT ? "{\"kind\": \"exact\", \"unit\": \"" : "{\"kind\": \"range\", \"unit\": \"");
		buf_str(b, units[s->unit]);
		BUF_LIT(b, "\", \"min\": ");
		buf_uint(b, s->min);
		BUF_LIT(b, ", \"max\": ");
		buf_uint(b, s->max);
		buf_char(b, '}');
	} else if (s->kind == SPAN_INDEFINITE) {
		BUF_LIT(b, "{\"kind\": \"indefinite\"}");
	} else {
		buf_str(b, s->kind == SPAN_WHILE ? "{\"kind\": \"while\", \"state\": " : "{\"kind\": \"words\", \"duration\": ");
		put_id(b, s->word->id);
		buf_char(b, '}');
	}
}

static void put_items(struct buf *b, struct buf *data, const struct items *items, int depth);

static void put_value(struct buf *b, struct buf *data, const struct field *f, const struct value *v, int depth)
{
	if (v->state != VALUE_STATED) {
		buf_str(b, v->state == VALUE_PLACEHOLDER ? "\"placeholder\"" : "\"unstated\"");
		return;
	}
	switch (f->type) {
	case TYPE_FLAG:
		buf_str(b, v->flag ? "true" : "false");
		break;
	case TYPE_TERM:
		put_id(b, v->term->id);
		break;
	case TYPE_START:
		BUF_LIT(b, "{\"event\": ");
		put_id(b, v->term->id);
		buf_str(b, v->implied ? ", \"basis\": \"implied\"}" : ", \"basis\": \"stated\"}");
		break;
	case TYPE_TERMS:
		put_ids(b, v);
		break;
	case TYPE_LIST:
		buf_str(b, v->complete ? "{\"complete\": " : "{\"examples\": ");
		put_ids(b, v);
		buf_char(b, '}');
		break;
	case TYPE_SPAN:
		put_span(b, &v->span);
		break;
	case TYPE_NUMBER:
		buf_uint(b, v->number);
		break;
	case TYPE_LITERAL:
		text_json(b, v->literal.text, v->literal.len);
		break;
	case TYPE_DATE:
	case TYPE_FACT:
		buf_char(b, '"');
		value_write(b, f, v);
		buf_char(b, '"');
		break;
	case TYPE_ITEMS:
		put_items(b, data, &v->items, depth);
		break;
	case TYPE_TEXT:
	case TYPE_NAMES: /* of the check's sections only */
	case TYPE_DATES:
	case TYPE__COUNT:
		break;
	}
}

static void put_key(struct buf *b, bool *first, const char *key, int depth)
{
	if (!*first)
		buf_char(b, ',');
	*first = false;
	indent(b, depth);
	put_id(b, key);
	BUF_LIT(b, ": ");
}

/* Wording and references for auditors are no meaning: they would change the hash of an unchanged promise. */
static bool is_meaning(const struct field *f)
{
	return f->type != TYPE_TEXT && strcmp(f->key, "source") != 0;
}

static void put_marks(struct buf *b, const struct item *item, bool *first, int depth)
{
	static const char *const names[] = {"set-aside", "undecided"};
	for (int undecided = 0; undecided < 2; undecided++) {
		bool any = undecided ? item->undecided : item->lost;
		for (unsigned f = 0; f < item->section->count; f++)
			any = any || (undecided ? item->values[f].undecided : item->values[f].lost);
		if (!any)
			continue;
		put_key(b, first, names[undecided], depth);
		buf_char(b, '[');
		bool none = true;
		if (undecided ? item->undecided : item->lost) {
			put_id(b, "*");
			none = false;
		}
		for (unsigned f = 0; f < item->section->count; f++)
			if (undecided ? item->values[f].undecided : item->values[f].lost) {
				if (!none)
					BUF_LIT(b, ", ");
				none = false;
				put_id(b, item->section->fields[f].key);
			}
		buf_char(b, ']');
	}
}

/* What is not in the tables, such as the losing side of a conflict, has its part in the hash too. */
static void add_plain(struct buf *data, const struct item *item, const struct field *f, const struct value *v)
{
	bool tabled = f->enforced && !v->lost;
	for (const struct item *i = item; i; i = i->parent)
		tabled = tabled && !i->lost;
	if (tabled || f->type == TYPE_ITEMS)
		return;
	buf_str(data, item->path);
	buf_char(data, '.');
	buf_str(data, f->key);
	buf_char(data, '\0');
	if (v->state == VALUE_STATED && (f->type == TYPE_LIST || f->type == TYPE_TERMS))
		put_ids(data, v); /* by code */
	else
		value_write(data, f, v);
	buf_char(data, v->state == VALUE_STATED && v->complete ? '+' : '\0');
}

static void put_record(struct buf *b, struct buf *data, const struct item *item, int depth)
{
	bool first = true;
	buf_char(b, '{');
	for (unsigned f = 0; f < item->section->count; f++) {
		const struct field *field = &item->section->fields[f];
		const struct value *v = &item->values[f];
		if (v->state == VALUE_ABSENT || !is_meaning(field))
			continue;
		put_key(b, &first, field->key, depth + 1);
		put_value(b, data, field, v, depth + 1);
		add_plain(data, item, field, v);
	}
	put_marks(b, item, &first, depth + 1);
	indent(b, depth);
	buf_char(b, '}');
}

/* By id: the order in the file is no meaning. */
static void put_items(struct buf *b, struct buf *data, const struct items *items, int depth)
{
	bool first = true;
	buf_char(b, '{');
	for (uint32_t i = 0; i < items->count; i++) {
		put_key(b, &first, items->by_id[i]->id, depth + 1);
		put_record(b, data, items->by_id[i], depth + 1);
	}
	indent(b, depth);
	buf_char(b, '}');
}

static void put_day(struct buf *b, const char *before, int32_t day)
{
	struct policy_date d = policy_day_date(day);
	buf_printf(b, "%s\"%04d-%02d-%02d\"", before, (int)d.year, (int)d.month, (int)d.day);
}

/* The free days are in the header's bitmap and the calendar's file. */
static void put_calendar(struct buf *b, struct buf *data, const struct calendar *c)
{
	static const char *const roundings[] = {"unstated", "last-day", "next-day"};
	const struct policy_calendar *s = c->stated;
	int minutes = (int)(s->offset < 0 ? -s->offset : s->offset) / 60;
	BUF_LIT(b, "{\"id\": ");
	put_id(b, c->id);
	put_day(b, ", \"first\": ", s->first);
	put_day(b, ", \"last\": ", s->first + (int32_t)s->days - 1);
	buf_printf(b, ", \"offset\": \"%c%02d:%02d\", \"rounding\": \"%s\"}", s->offset < 0 ? '-' : '+', minutes / 60, minutes % 60,
	           roundings[s->rounding]);
	buf_add(data, c->id, strlen(c->id) + 1);
}

static void put_hash(struct buf *b, const unsigned char *hash)
{
	buf_char(b, '"');
	for (int i = 0; i < 32; i++) {
		buf_char(b, "0123456789abcdef"[hash[i] >> 4]);
		buf_char(b, "0123456789abcdef"[hash[i] & 15]);
	}
	buf_char(b, '"');
}

static void put_edition(struct buf *b, int32_t valid_from, const unsigned char *hash)
{
	indent(b, 2);
	if (valid_from == POLICY_NO_DATE)
		BUF_LIT(b, "{\"valid-from\": \"unstated\"");
	else
		put_day(b, "{\"valid-from\": ", valid_from);
	BUF_LIT(b, ", \"sha256\": ");
	put_hash(b, hash);
	buf_char(b, '}');
}

void promises_hash(const struct model *m, const struct tables *t, unsigned char hash[32])
{
	struct tables lasting = *t;
	struct buf ignored = {0};
	lasting.calendar = NULL;
	lasting.relations = (struct buf){0};
	json_emit(&ignored, m, &lasting, NULL, 0, hash);
	buf_free(&ignored);
}

void json_emit(struct buf *b, const struct model *m, const struct tables *t, const struct edition *earlier, size_t earlier_count,
               unsigned char hash[32])
{
	bool first = true;
	struct buf data = {0};
	struct sha256 h;
	tables_write(&data, t);
	BUF_LIT(b, "{");
	put_key(b, &first, "format", 1);
	BUF_LIT(b, "1");
	put_key(b, &first, "draft", 1);
	buf_str(b, m->draft ? "true" : "false");
	if (m->calendar) {
		put_key(b, &first, "calendar", 1);
		put_calendar(b, &data, m->calendar);
	}
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		/* not what is promised: words, and what only the check reads */
		if (m->sections[i].count == 0 || i == SECTION_clause || i == SECTION_law || i == SECTION_waiver || s->document != DOCUMENT_POLICY)
			continue;
		put_key(b, &first, s->key, 1);
		if (s->shape == SHAPE_ONE)
			put_record(b, &data, &m->sections[i].at[0], 1);
		else
			put_items(b, &data, &m->sections[i], 1);
	}
	sha256_start(&h);
	sha256_add(&h, data.data, data.len);
	sha256_end(&h, hash);
	buf_free(&data);
	put_key(b, &first, "editions", 1);
	buf_char(b, '[');
	for (size_t i = 0; i < earlier_count; i++) {
		put_edition(b, earlier[i].tables->valid_from, earlier[i].hash);
		buf_char(b, ',');
	}
	put_edition(b, t->valid_from, hash);
	indent(b, 1);
	buf_char(b, ']');
	put_key(b, &first, "sha256", 1);
	put_hash(b, hash);
	BUF_LIT(b, "\n}\n");
}
