/* SPDX-License-Identifier: MIT */
/* Writes the lines that a policy's identity is made of, and hashes them. The format is in identity.h. */
#include "identity.h"
#include "../base/sha256.h"
#include "calendar.h"
#include <stdlib.h>

bool identity_has_section(enum section_id section)
{
	if (section == SECTION_clause || section == SECTION_law || section == SECTION_waiver)
		return false;
	return schema_section(section)->document == DOCUMENT_POLICY || section == SECTION_calendar;
}

bool identity_has_field(const struct section *s, const struct field *f)
{
	return f->name != KEY_source && f->type != TYPE_TEXT && !(s->id == SECTION_calendar && f->name == KEY_zone);
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
	qsort(ids, v->list.count, sizeof *ids, by_bytes);
	for (uint32_t i = 0; i < v->list.count; i++) {
		if (i)
			buf_char(b, ' ');
		buf_str(b, ids[i]);
	}
}

static void write_line(struct buf *b, const struct record *record, const struct field *f, const struct value *v)
{
	buf_str(b, record->path);
	buf_char(b, '.');
	buf_str(b, f->key);
	buf_char(b, ' ');
	if (v->state != VALUE_STATED || (f->type != TYPE_LIST && f->type != TYPE_TERMS)) {
		value_write(b, f, v);
	} else {
		if (f->type == TYPE_LIST)
			buf_str(b, v->complete ? "complete: " : "examples: ");
		write_ids(b, v);
	}
	buf_char(b, '\n');
}

static void write_records(struct buf *b, const struct records *records)
{
	for (uint32_t i = 0; i < records->count; i++) {
		const struct record *record = &records->at[i];
		for (unsigned f = 0; f < record->section->count; f++) {
			const struct field *field = &record->section->fields[f];
			const struct value *v = &record->values[f];
			if (v->state == VALUE_ABSENT || !identity_has_field(record->section, field))
				continue;
			if (field->type == TYPE_RECORDS)
				write_records(b, &v->records);
			else
				write_line(b, record, field, v);
		}
	}
}

/* Lines end with a line feed, which comes before everything that a line has in it. */
static int compare_lines(const void *a, const void *b)
{
	const unsigned char *x = *(const unsigned char *const *)a, *y = *(const unsigned char *const *)b;
	while (*x == *y && *x != '\n')
		x++, y++;
	return *x - *y;
}

/* Put the lines into the order of their bytes. */
static void sort_lines(struct buf *sorted, struct buf *lines)
{
	size_t count = 0;
	for (size_t i = 0; i < lines->len; i++)
		count += lines->data[i] == '\n';
	if (count == 0)
		return;
	const char **at = mem_alloc(count * sizeof *at), *line = lines->data;
	for (size_t i = 0; i < count; i++) {
		at[i] = line;
		line = strchr(line, '\n') + 1;
	}
	qsort(at, count, sizeof *at, compare_lines);
	for (size_t i = 0; i < count; i++)
		buf_add(sorted, at[i], (size_t)(strchr(at[i], '\n') - at[i]) + 1);
	free(at);
}

static const struct records *records_of(const struct model *m, enum section_id section)
{
	static const struct records none;
	if (!identity_has_section(section))
		return &none;
	if (section == SECTION_calendar)
		return m->calendar ? &m->calendar->model->sections[section] : &none;
	return &m->sections[section];
}

void identity_text(struct buf *b, const struct model *m, enum section_id section)
{
	struct buf lines = {0};
	write_records(&lines, records_of(m, section));
	buf_cstr(&lines);
	sort_lines(b, &lines);
	buf_free(&lines);
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
