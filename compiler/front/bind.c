/* SPDX-License-Identifier: MIT */
/* The tree of a policy, a baseline or a calendar becomes the typed model, driven by the schema table: its sections, their records, and which
 * fields these have. Errors are diagnostics, the value then stays absent and binding goes on. It does not follow references between facts:
 * that is the check's. */
#include "bind.h"
#include "../base/text.h"
#include <stdlib.h>

static void bind_inside(struct binder *b, const struct node *n, const struct section *s, struct record *parent, struct records *out);

static void bind_value(struct binder *b, const struct node *n, const struct field *f, struct record *record, struct value *v)
{
	v->line = n->line;
	v->col = n->col;
	v->fact = b->model->facts++;
	if (value_bind_gap(b, n, f, v))
		return;
	if (f->type == TYPE_RECORDS)
		bind_inside(b, n, schema_section(f->records), record, &v->records);
	else if (!value_bind(b, n, f, v))
		return;
	v->state = VALUE_STATED;
}

static const char *nearest_field(const struct section *s, const char *key)
{
	const char *best = NULL;
	unsigned distance = UINT_MAX;
	for (unsigned i = 0; i < s->count; i++) {
		if (s->fields[i].name == KEY_source)
			continue; /* it is never printed: what is meant for readers would be lost */
		unsigned d = text_slips(key, s->fields[i].key);
		if (d < distance)
			distance = d, best = s->fields[i].key;
	}
	return best;
}

/* Fields that there were, and what has come of them. */
static const char *gone_field(const struct section *s, const char *key)
{
	static const struct {
		enum section_id section;
		const char *key, *instead;
	} gone[] = {
		{SECTION_conflict, "better", "it is gone: delete the line, and write 'enforce:' with the side that holds once that is decided"},
	};
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (s->id == gone[i].section && strcmp(key, gone[i].key) == 0)
			return gone[i].instead;
	return NULL;
}

static void report_unknown_field(struct binder *b, const struct node *n, const struct section *s)
{
	const char *gone = gone_field(s, n->key), *near = nearest_field(s, n->key);
	if (gone)
		diag_add(b->diags, DIAG_P031, at_key(b, n), "unknown field '%s' in '%s'; %s", n->key, s->key, gone);
	else
		diag_add(b->diags, DIAG_P031, at_key(b, n), "unknown field '%s' in '%s'%s%s%s", n->key, s->key,
		         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "; the schema lists its fields");
}

static void bind_record(struct binder *b, const struct node *map, struct record *record)
{
	const struct section *s = record->section;
	record->values = NEW_N(b->arena, struct value, s->count);
	uint64_t written = 0;
	for (const struct node *n = map->first; n; n = n->next) {
		int f = section_field(s, key_find(n->key, n->key_len));
		if (f >= 0) {
			written |= (uint64_t)1 << f;
			bind_value(b, n, &s->fields[f], record, &record->values[f]);
			continue;
		}
		report_unknown_field(b, n, s);
	}
	for (unsigned f = 0; f < s->count; f++)
		if (s->fields[f].flags & REQ && !(written >> f & 1))
			diag_add(b->diags, DIAG_P032, (struct pos){b->source, record->line, record->col},
			         "'%s' is missing '%s': %s%s", *record->id ? record->id : s->key, s->fields[f].key, s->fields[f].doc,
			         s->fields[f].flags & GAP ? " If the source does not say, write 'unstated'." : "");
}

static const char *make_path(struct binder *b, const struct record *record)
{
	const char *parts[5];
	size_t count = 0, len = 0;
	if (record->parent) {
		parts[count++] = record->parent->path;
		parts[count++] = ".";
	}
	parts[count++] = record->section->key;
	if (*record->id) {
		parts[count++] = ".";
		parts[count++] = record->id;
	}
	for (size_t i = 0; i < count; i++)
		len += strlen(parts[i]);
	char *path = arena_alloc(b->arena, len + 1), *at = path;
	for (size_t i = 0; i < count; i++)
		for (const char *p = parts[i]; *p; p++)
			*at++ = *p;
	return path;
}

static int by_id(const void *a, const void *b)
{
	struct record *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static void bind_records(struct binder *b, const struct node *map, const struct section *s, struct record *parent,
                       struct records *out)
{
	if (!value_want(b, map, NODE_MAP, "records, each under its own id"))
		return;
	if (map->len == 0) {
		diag_add(b->diags, DIAG_P043, at(b, map), "'%s' is empty; write at least one record, or leave it out", s->key);
		return;
	}
	out->at = NEW_N(b->arena, struct record, map->len);
	for (const struct node *n = map->first; n; n = n->next) {
		if (!value_want(b, n, NODE_MAP, "the fields of this record, one a line, indented"))
			continue;
		struct record *record = &out->at[out->count++];
		*record = (struct record){.id = n->key, .line = n->key_line, .col = n->key_col, .section = s, .parent = parent};
		record->path = make_path(b, record);
		bind_record(b, n, record);
	}
	out->by_id = NEW_N(b->arena, struct record *, map->len);
	for (uint32_t i = 0; i < out->count; i++)
		out->by_id[i] = &out->at[i];
	if (out->count)
		qsort(out->by_id, out->count, sizeof(struct record *), by_id);
}

/* A single record, which has no id. */
static void bind_single(struct binder *b, const struct node *n, const struct section *s, struct record *parent, struct records *out)
{
	if (!value_want(b, n, NODE_MAP, "its fields, one a line, indented"))
		return;
	out->at = NEW(b->arena, struct record);
	out->by_id = NEW(b->arena, struct record *);
	out->by_id[0] = out->at;
	out->count = 1;
	*out->at = (struct record){.id = "", .line = n->key_line, .col = n->key_col, .section = s, .parent = parent};
	out->at->path = make_path(b, out->at);
	bind_record(b, n, out->at);
}

static void bind_inside(struct binder *b, const struct node *n, const struct section *s, struct record *parent, struct records *out)
{
	if (s->shape == SHAPE_ONE || s->shape == SHAPE_PART)
		bind_single(b, n, s, parent, out);
	else
		bind_records(b, n, s, parent, out);
}

static const char *nearest_section(enum document document, const char *key)
{
	const char *best = NULL;
	unsigned distance = UINT_MAX;
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		unsigned d = s->document != document || s->parent != SECTION__COUNT ? UINT_MAX : text_slips(key, s->key);
		if (d < distance)
			distance = d, best = s->key;
	}
	return best;
}

/* The section that names the document has to be there. */
static void want_head(struct binder *b)
{
	static const enum section_id heads[DOCUMENT__COUNT] = {SECTION_brand, SECTION_baseline, SECTION_calendar};
	const struct section *head = schema_section(heads[b->model->document]);
	if (b->model->sections[head->id].count == 0)
		diag_add(b->diags, DIAG_P032, (struct pos){b->source, 1, 1}, "the section '%s' is missing: %s", head->key, head->doc);
}

struct model *model_bind(struct arena *a, const struct node *root, const struct source *source, enum document document,
                         const struct vocabulary *v, const struct locales *locales, struct diags *diags)
{
	struct model *m = NEW(a, struct model);
	struct binder b = {a, diags, source, v, locales, m};
	m->source = source;
	m->document = document;
	for (const struct node *n = root->first; n; n = n->next) {
		const struct section *s = schema_find(document, n->key, n->key_len);
		if (s) {
			bind_inside(&b, n, s, NULL, &m->sections[s->id]);
			continue;
		}
		const char *near = nearest_section(document, n->key);
		diag_add(diags, DIAG_P030, at_key(&b, n), "unknown section '%s'%s%s%s", n->key, near ? "; did you mean '" : "",
		         near ? near : "", near ? "'?" : "; the schema lists the sections there are");
	}
	want_head(&b);
	term_report_unknown(&b);
	return m;
}
