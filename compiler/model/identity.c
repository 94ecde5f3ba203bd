/* SPDX-License-Identifier: MIT */
/* Writes the lines that a policy's identity is made of, and hashes them. The format is in identity.h. */
#include "identity.h"
#include "../base/sha256.h"
#include "../base/text.h"
#include "calendar.h"
#include <stdlib.h>

bool identity_has_section(enum section_id section)
{
	if (section == SECTION_clause || section == SECTION_law || section == SECTION_waiver)
		return false;
	return schema_section(section)->document == DOCUMENT_POLICY || section == SECTION_calendar || section == SECTION_zone;
}

bool identity_has_field(const struct section *s, const struct field *f)
{
	return f->name != KEY_source && f->type != TYPE_TEXT && !(s->id == SECTION_zone && f->name == KEY_name);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_ids(struct buf *b, const struct value *v)
{
	const char *ids[MAX_LIST];
	for (uint32_t i = 0; i < v->list.count; i++)
		ids[i] = v->list.at[i]->id;
	if (v->list.count > 1)
		qsort(ids, v->list.count, sizeof *ids, by_bytes);
	for (uint32_t i = 0; i < v->list.count; i++) {
		if (i)
			buf_char(b, ' ');
		buf_str(b, ids[i]);
	}
}

/* Each in quotes, as JSON has it: a name may have a space or a comma. */
static void write_names(struct buf *b, const struct value *v)
{
	const char *names[MAX_LIST];
	for (uint32_t i = 0; i < v->names.count; i++)
		names[i] = v->names.at[i];
	if (v->names.count > 1)
		qsort(names, v->names.count, sizeof *names, by_bytes);
	for (uint32_t i = 0; i < v->names.count; i++) {
		if (i)
			buf_char(b, ' ');
		text_json(b, names[i], strlen(names[i]));
	}
}

static void write_written(struct buf *b, const struct field *f, const struct value *v)
{
	if (v->state == VALUE_STATED && f->type == TYPE_NAMES) {
		write_names(b, v);
		return;
	}
	if (v->state != VALUE_STATED || (f->type != TYPE_LIST && f->type != TYPE_TERMS)) {
		value_write(b, f, v);
		return;
	}
	if (f->type == TYPE_LIST)
		buf_str(b, v->complete ? "complete: " : "examples: ");
	write_ids(b, v);
}

static void write_records(struct buf *b, struct buf *before, const struct records *records);

/* before: what each line of the record begins with. */
static void write_record(struct buf *b, struct buf *before, const struct record *record)
{
	const struct section *s = record->section;
	const size_t len = before->len;
	for (unsigned i = 0; i < s->count; i++) {
		const struct field *field = &s->fields[s->sorted[i]];
		const struct value *v = &record->values[s->sorted[i]];
		if (v->state == VALUE_ABSENT || !identity_has_field(s, field))
			continue;
		buf_str(before, field->key);
		buf_char(before, ' ');
		if (field->type == TYPE_RECORDS) {
			write_records(b, before, &v->records);
		} else {
			buf_add(b, before->data, before->len);
			write_written(b, field, v);
			buf_char(b, '\n');
		}
		before->len = len;
	}
}

/* Records by id, fields by key: the order of the lines' bytes, since a space comes before all that an id or a key has in it. */
static void write_records(struct buf *b, struct buf *before, const struct records *records)
{
	const size_t len = before->len;
	for (uint32_t i = 0; i < records->count; i++) {
		const struct record *record = records->by_id ? records->by_id[i] : &records->at[i];
		if (*record->id) {
			buf_str(before, record->id);
			buf_char(before, ' ');
		}
		write_record(b, before, record);
		before->len = len;
	}
}

static const struct records *records_of(const struct model *m, enum section_id section)
{
	static const struct records none;
	if (!identity_has_section(section))
		return &none;
	if (section == SECTION_calendar || section == SECTION_zone)
		return m->calendar ? &m->calendar->model->sections[section] : &none;
	return &m->sections[section];
}

void identity_text(struct buf *b, const struct model *m, enum section_id section)
{
	struct buf before = {0};
	write_records(b, &before, records_of(m, section));
	buf_free(&before);
}

static int by_key(const void *a, const void *b)
{
	const enum section_id *x = a, *y = b;
	return strcmp(schema_section(*x)->key, schema_section(*y)->key);
}

void identity_make(const struct model *m, unsigned char identity[IDENTITY_SIZE])
{
	enum section_id ids[SECTION__COUNT];
	struct buf text = {0}, all = {0};
	struct sha256 h;
	char hex[SHA256_HEX];
	unsigned count = 0;
	for (int s = 0; s < SECTION__COUNT; s++)
		if (records_of(m, (enum section_id)s)->count)
			ids[count++] = (enum section_id)s;
	if (count > 1)
		qsort(ids, count, sizeof *ids, by_key);
	for (unsigned i = 0; i < count; i++) {
		text.len = 0;
		identity_text(&text, m, ids[i]);
		if (text.len == 0)
			continue;
		sha256_hex(text.data, text.len, hex);
		buf_printf(&all, "%s  %s\n", hex, schema_section(ids[i])->key);
	}
	sha256_start(&h);
	sha256_add(&h, all.data, all.len);
	sha256_end(&h, identity);
	buf_free(&text);
	buf_free(&all);
}
