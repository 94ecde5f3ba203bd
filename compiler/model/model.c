/* SPDX-License-Identifier: MIT */
/* The model's own questions: find a term, find a fact, write a value as the policy language does. Reads no file. */
#include "model.h"
#include "../base/text.h"
#include <assert.h>

/* ---- vocabulary ---- */

static uint32_t slot_of(enum kind kind, const char *id, size_t len)
{
	return (uint32_t)(text_hash(id, len) + (uint64_t)kind * 0x9E3779B97F4A7C15u);
}

void symbol_write(struct buf *b, const char *id)
{
	for (; *id; id++)
		buf_char(b, *id == '-' || *id == '.' ? '_' : *id >= 'a' && *id <= 'z' ? (char)(*id - 'a' + 'A') : *id);
}

static const char *make_symbol(struct arena *a, struct buf *scratch, const struct term *t)
{
	scratch->len = 0;
	BUF_LIT(scratch, "POLICY_");
	buf_str(scratch, kind_info((enum kind)t->kind)->upper);
	buf_char(scratch, '_');
	symbol_write(scratch, t->id);
	return arena_copy(a, scratch->data, scratch->len);
}

void vocabulary_index(struct vocabulary *v, struct arena *a)
{
	struct buf scratch = {0};
	uint32_t total = 0, size = 64;
	for (int k = 0; k < KIND__COUNT; k++)
		total += v->kinds[k].count;
	while (size < total * 2)
		size *= 2;
	v->hash = NEW_N(a, const struct term *, size);
	v->mask = size - 1;
	for (int k = 0; k < KIND__COUNT; k++) {
		v->kinds[k].by_code = NEW_N(a, const struct term *, v->kinds[k].codes + 1);
		for (unsigned i = 0; i < v->kinds[k].count; i++) {
			struct term *t = &v->kinds[k].at[i];
			v->kinds[k].by_code[t->code] = t;
			t->symbol = make_symbol(a, &scratch, t);
			uint32_t at = slot_of((enum kind)k, t->id, strlen(t->id)) & v->mask;
			while (v->hash[at])
				at = (at + 1) & v->mask;
			v->hash[at] = t;
		}
	}
	buf_free(&scratch);
}

const struct term *vocabulary_find(const struct vocabulary *v, enum kind kind, const char *id, size_t len)
{
	if (!v->hash)
		return NULL;
	for (uint32_t at = slot_of(kind, id, len) & v->mask; v->hash[at]; at = (at + 1) & v->mask) {
		const struct term *t = v->hash[at];
		if (t->kind == kind && strncmp(t->id, id, len) == 0 && t->id[len] == '\0')
			return t;
	}
	return NULL;
}

const char *vocabulary_suggest(const struct vocabulary *v, enum kind kind, const char *id)
{
	const char *best = NULL;
	unsigned distance = UINT_MAX;
	for (unsigned i = 0; i < v->kinds[kind].count; i++) {
		unsigned d = v->kinds[kind].at[i].retired ? UINT_MAX : text_slips(id, v->kinds[kind].at[i].id);
		if (d < distance) {
			distance = d;
			best = v->kinds[kind].at[i].id;
		}
	}
	return best;
}

/* ---- facts ---- */

const struct value *value_effective(const struct value *v, bool published_only)
{
	if (!v->reading)
		return v;
	if (published_only && !record_value(v->reading, KEY_publish)->flag)
		return v;
	return v->read;
}

const struct value *value_standing(const struct value *v)
{
	for (unsigned n = 0; v->standing && n < MAX_LIST; n++) /* decisions that run in a circle are an error, and end here all the same */
		v = v->standing;
	return v;
}

const struct ids *stated_list(const struct value *v)
{
	static const struct ids none;
	return v->state == VALUE_STATED ? &v->list : &none;
}

const struct records *stated_records(const struct value *v)
{
	static const struct records none;
	return v->state == VALUE_STATED ? &v->records : &none;
}

const struct names *stated_names(const struct value *v)
{
	static const struct names none;
	return v->state == VALUE_STATED ? &v->names : &none;
}

bool record_set_aside(const struct record *record)
{
	for (; record; record = record->parent)
		if (record->set_aside)
			return true;
	return false;
}

static struct record *find_record(const struct records *records, const char *id, size_t len)
{
	assert(records->count == 0 || records->at);
	for (uint32_t i = 0; i < records->count; i++)
		if (strncmp(records->at[i].id, id, len) == 0 && records->at[i].id[len] == '\0')
			return &records->at[i];
	return NULL;
}

/* The record of a section, or part, that has but one; NULL: it has several, or is not there. */
static struct record *single_record(const struct section *s, const struct records *records)
{
	return (s->shape == SHAPE_ONE || s->shape == SHAPE_PART) && records->count ? &records->at[0] : NULL;
}

/* How long the part of the path up to the next dot is. */
static size_t next_part(const char *path, size_t len)
{
	const char *dot = memchr(path, '.', len);
	return dot ? (size_t)(dot - path) : len;
}

bool model_find(const struct model *m, const char *path, size_t len, struct place *out)
{
	size_t n = next_part(path, len);
	const struct section *s = schema_find(m->document, path, n);
	if (!s)
		return false;
	const struct records *records = &m->sections[s->id];
	struct record *record = single_record(s, records);
	for (;;) {
		if (!record) {
			if (n == len)
				return false;
			path += n + 1, len -= n + 1, n = next_part(path, len);
			record = find_record(records, path, n);
			if (!record)
				return false;
		}
		*out = (struct place){record, -1};
		if (n == len)
			return true;
		path += n + 1, len -= n + 1, n = next_part(path, len);
		int f = section_field(record->section, key_find(path, n));
		if (f < 0)
			return false;
		if (record->section->fields[f].type != TYPE_RECORDS) {
			out->field = f;
			return n == len;
		}
		records = &record->values[f].records;
		record = single_record(schema_section(record->section->fields[f].records), records);
	}
}

bool model_find_in_clause(const struct model *m, const struct record *clause, const char *path, size_t len, struct place *out)
{
	struct record *value = find_record(stated_records(record_value(clause, KEY_values)), path, len);
	if (!value)
		return model_find(m, path, len, out);
	for (unsigned f = 0; f < value->section->count; f++)
		if (value->values[f].state == VALUE_STATED) {
			*out = (struct place){value, (int)f};
			return true;
		}
	return false;
}

bool model_find_member(const struct model *m, const char *path, size_t len, struct place *out, const struct term **member)
{
	size_t n = len;
	while (n && path[n - 1] != '.')
		n--;
	if (n == 0 || !model_find(m, path, n - 1, out) || out->field < 0)
		return false;
	const struct field *f = &out->record->section->fields[out->field];
	const struct value *v = &out->record->values[out->field];
	const struct ids *list = f->type == TYPE_LIST || f->type == TYPE_TERMS ? stated_list(v) : NULL;
	for (uint32_t i = 0; list && i < list->count; i++)
		if (strncmp(list->at[i]->id, path + n, len - n) == 0 && list->at[i]->id[len - n] == '\0') {
			*member = list->at[i];
			return true;
		}
	return false;
}

void place_write(struct buf *b, struct place p)
{
	buf_str(b, p.record->path);
	if (p.field >= 0) {
		buf_char(b, '.');
		buf_str(b, p.record->section->fields[p.field].key);
	}
}

const struct value *record_value(const struct record *record, enum key key)
{
	int f = section_field(record->section, key);
	assert(f >= 0);
	return &record->values[f];
}

void list_by_code(const struct value *v, const struct term **out)
{
	for (uint32_t i = 0; i < v->list.count; i++) {
		uint32_t at = i;
		for (; at > 0 && out[at - 1]->code > v->list.at[i]->code; at--)
			out[at] = out[at - 1];
		out[at] = v->list.at[i];
	}
}

void value_write(struct buf *b, const struct field *f, const struct value *v)
{
	if (v->state == VALUE_UNSTATED) {
		BUF_LIT(b, "unstated");
		return;
	}
	if (v->state == VALUE_PLACEHOLDER) {
		BUF_LIT(b, "placeholder");
		return;
	}
	if (v->state == VALUE_ABSENT)
		return;
	switch (f->type) {
	case TYPE_FLAG:
		buf_str(b, v->flag ? "true" : "false");
		break;
	case TYPE_START:
		if (v->implied)
			BUF_LIT(b, "implied ");
		/* fall through */
	case TYPE_TERM:
		buf_str(b, v->term->id);
		break;
	case TYPE_LIST:
		buf_str(b, v->complete ? "complete:" : "examples:");
		for (uint32_t i = 0; i < v->list.count; i++) {
			buf_char(b, ' ');
			buf_str(b, v->list.at[i]->id);
		}
		break;
	case TYPE_TERMS:
		for (uint32_t i = 0; i < v->list.count; i++) {
			if (i)
				buf_char(b, ' ');
			buf_str(b, v->list.at[i]->id);
		}
		break;
	case TYPE_SPAN:
		span_write(b, &v->span);
		break;
	case TYPE_NUMBER:
		buf_uint(b, v->number);
		break;
	case TYPE_DATE:
		date_write(b, v->date);
		break;
	case TYPE_LITERAL:
		buf_add(b, v->literal.text, v->literal.len);
		break;
	case TYPE_FACT:
		buf_str(b, v->fact_ref.path);
		break;
	case TYPE_NAMES:
		for (uint32_t i = 0; i < v->names.count; i++)
			buf_printf(b, "%s%s", i ? ", " : "", v->names.at[i]);
		break;
	case TYPE_DATES:
		for (uint32_t i = 0; i < v->dates.count; i++) {
			if (i)
				buf_char(b, ' ');
			date_write(b, v->dates.at[i]);
		}
		break;
	case TYPE_TEXT:
	case TYPE_RECORDS:
	case TYPE__COUNT:
		break;
	}
}

static void each_record(struct record *record, void (*visit)(void *, struct record *, const struct field *, struct value *), void *context)
{
	for (unsigned f = 0; f < record->section->count; f++) {
		struct value *v = &record->values[f];
		if (v->state == VALUE_ABSENT)
			continue;
		visit(context, record, &record->section->fields[f], v);
		if (record->section->fields[f].type == TYPE_RECORDS)
			for (uint32_t i = 0; i < v->records.count; i++)
				each_record(&v->records.at[i], visit, context);
	}
}

void model_each(const struct model *m, void (*visit)(void *, struct record *, const struct field *, struct value *), void *context)
{
	for (int s = 0; s < SECTION__COUNT; s++)
		for (uint32_t i = 0; i < m->sections[s].count; i++)
			each_record(&m->sections[s].at[i], visit, context);
}
