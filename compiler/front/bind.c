/* SPDX-License-Identifier: MIT */
/* bind: the tree of a policy, a baseline or a calendar becomes the typed model, driven by the schema table. Knows the types of values, not the
 * sections. Faults are diagnostics, the value then stays absent and binding goes on. It does not follow
 * references between facts: that is the check's. */
#include "front.h"
#include "../base/text.h"
#include <stdlib.h>

struct binder {
	struct arena *arena;
	struct diags *diags;
	const struct source *source;
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	struct model *model;
};

static struct pos at(const struct binder *b, const struct node *n)
{
	return (struct pos){b->source, n->line, n->col};
}

static struct pos at_key(const struct binder *b, const struct node *n)
{
	return (struct pos){b->source, n->key_line, n->key_col};
}

static bool is(const struct node *n, const char *word)
{
	return n->kind == NODE_SCALAR && !n->quoted && strcmp(n->text, word) == 0;
}

/* ---- what every value may get wrong ---- */

static const char *shape_name(enum node_kind k)
{
	return k == NODE_SCALAR ? "a single value" : k == NODE_LIST ? "a list" : "a group of keys";
}

static bool want(struct binder *b, const struct node *n, enum node_kind kind, const char *example)
{
	if (n->refused)
		return false;
	if (n->kind == NODE_SCALAR && n->len == 0 && !n->quoted) {
		diag_add(b->diags, DIAG_P034, at_key(b, n), "'%s' has no value; write %s", n->key ? n->key : "-", example);
		return false;
	}
	if (n->kind != kind) {
		diag_add(b->diags, DIAG_P033, at(b, n), "%s is expected here, not %s; write %s", shape_name(kind),
		         shape_name(n->kind), example);
		return false;
	}
	return true;
}

/* What other readers of YAML take for a flag or for nothing is refused wherever a word stands. */
static bool ambiguous(struct binder *b, const struct node *n)
{
	if (!is_ambiguous(n))
		return false;
	report_ambiguous(b->diags, at(b, n), n);
	return true;
}

/* ---- ids ---- */

/* What people write where they do not know. */
static bool is_shrug(const char *text)
{
	static const char *const words[] = {"unstated", "Unstated", "UNSTATED", "unknown", "Unknown", "TBD", "tbd", "tba", "TBA", "n/a",
	                                    "N/A", "?", "???", "none", "None", "not stated", "unspecified"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* All ids of a kind, for a message: those of the closed kinds are few. */
static const char *choices(struct binder *b, enum kind kind)
{
	const struct terms *t = &b->vocabulary->kinds[kind];
	struct buf ids = {0};
	for (unsigned i = 0; i < t->count; i++)
		buf_printf(&ids, "%s%s", i == 0 ? "" : i + 1 < t->count ? ", " : " or ", t->at[i].id);
	const char *text = arena_copy(b->arena, ids.data, ids.len);
	buf_free(&ids);
	return text;
}

/* A policy cannot have an id that only released editions have; a law may speak of it. */
static const struct term *want_current(struct binder *b, const struct node *n, const struct term *t)
{
	if (!t || !t->retired || b->model->document != DOCUMENT_POLICY)
		return t;
	diag_add(b->diags, DIAG_P186, at(b, n), "the %s '%s' is retired; name another one", kind_info((enum kind)t->kind)->name, t->id);
	diag_also(b->diags, t->pos, "retired here");
	return NULL;
}

static const struct term *bind_term(struct binder *b, const struct node *n, enum kind kind, const char *text, size_t len)
{
	const struct term *t = vocabulary_find(b->vocabulary, kind, text, len);
	if (t)
		return want_current(b, n, t);
	const struct kind_info *k = kind_info(kind);
	char name[32] = "";
	for (size_t i = 0; i < sizeof name - 1 && k->name[i]; i++)
		name[i] = k->name[i] == '_' ? ' ' : k->name[i];
	if (is_shrug(text)) {
		diag_add(b->diags, DIAG_P035, at(b, n), "'%s' is not a known %s; if the source does not say, write 'unstated' where the field can be a gap",
		         text, name);
		return NULL;
	}
	const char *near = len <= ID_MAX ? vocabulary_suggest(b->vocabulary, kind, text) : NULL;
	if (near)
		diag_add(b->diags, DIAG_P035, at(b, n), "unknown %s '%.*s'; did you mean '%s'?", name, (int)len, text, near);
	else if (k->origin == ORIGIN_FILES)
		diag_add(b->diags, DIAG_P035, at(b, n), "unknown %s '%.*s'; there is no file of that name in policies/%s", name,
		         (int)len, text, k->key);
	else if (k->origin != ORIGIN_VOCABULARY)
		diag_add(b->diags, DIAG_P035, at(b, n), "unknown %s '%.*s'; write %s", name, (int)len, text, choices(b, kind));
	else
		diag_add(b->diags, DIAG_P035, at(b, n),
		         "unknown %s '%.*s'; add it to '%s' in vocabulary.yaml with a code and its labels", name,
		         (int)len, text, k->key);
	return NULL;
}

static bool bind_ids(struct binder *b, const struct node *list, enum kind kind, struct value *v)
{
	if (!want(b, list, NODE_LIST, "ids in brackets: [first-id, second-id]"))
		return false;
	if (list->len == 0) {
		diag_add(b->diags, DIAG_P043, at(b, list), "the list is empty; name at least one id, or leave the field out");
		return false;
	}
	if (list->len > MAX_LIST) {
		diag_add(b->diags, DIAG_P045, at(b, list), "a list has at most %d ids; this one has %u", MAX_LIST, list->len);
		return false;
	}
	v->list.at = NEW_N(b->arena, const struct term *, list->len);
	uint64_t seen[MAX_CODE / 64 + 1] = {0};
	bool good = true;
	for (const struct node *n = list->first; n; n = n->next) {
		if (!want(b, n, NODE_SCALAR, "an id") || ambiguous(b, n)) {
			good = false;
			continue;
		}
		const struct term *t = bind_term(b, n, kind, n->text, n->len);
		if (!t) {
			good = false;
		} else if (seen[t->code / 64] >> (t->code % 64) & 1) {
			diag_add(b->diags, DIAG_P044, at(b, n), "'%s' is in this list twice; write it once", t->id);
			good = false;
		} else {
			seen[t->code / 64] |= (uint64_t)1 << (t->code % 64);
			v->list.at[v->list.count++] = t;
		}
	}
	return good;
}

static bool bind_list(struct binder *b, const struct node *n, enum kind kind, struct value *v)
{
	static const char example[] = "'complete: [ids]' if the list is all there is, 'examples: [ids]' if there may be more";
	if (n->kind == NODE_LIST) {
		diag_add(b->diags, DIAG_P042, at(b, n), "a list says whether it is complete; write %s", example);
		return false;
	}
	if (!want(b, n, NODE_MAP, example))
		return false;
	const struct node *only = n->first;
	bool complete = only && strcmp(only->key, "complete") == 0, open = only && strcmp(only->key, "examples") == 0;
	if (!only || only->next || !(complete || open)) {
		diag_add(b->diags, DIAG_P042, only ? at_key(b, only) : at(b, n),
		         "a list has exactly one of two keys; write %s", example);
		return false;
	}
	v->complete = complete;
	return bind_ids(b, only, kind, v);
}

static bool bind_date(struct binder *b, const struct node *n, struct value *v);

/* A plain list: the values that it has to have, or false. */
static bool want_list(struct binder *b, const struct node *n, const char *example)
{
	if (!want(b, n, NODE_LIST, example))
		return false;
	if (n->len == 0)
		diag_add(b->diags, DIAG_P043, at(b, n), "the list is empty; write %s, or leave the field out", example);
	else if (n->len > MAX_LIST)
		diag_add(b->diags, DIAG_P045, at(b, n), "a list has at most %d values; this one has %u", MAX_LIST, n->len);
	return n->len > 0 && n->len <= MAX_LIST;
}

static bool bind_names(struct binder *b, const struct node *list, struct value *v)
{
	if (!want_list(b, list, "names in brackets: [first, second]"))
		return false;
	bool good = true;
	v->names = (struct names){NEW_N(b->arena, const char *, list->len), NEW_N(b->arena, struct pos, list->len), 0};
	for (const struct node *n = list->first; n; n = n->next) {
		if (!want(b, n, NODE_SCALAR, "a name") || ambiguous(b, n)) {
			good = false;
			continue;
		}
		for (uint32_t i = 0; i < v->names.count; i++)
			if (strcmp(v->names.at[i], n->text) == 0) {
				diag_add(b->diags, DIAG_P044, at(b, n), "'%s' is in this list twice; write it once", n->text);
				good = false;
			}
		v->names.pos[v->names.count] = at(b, n);
		v->names.at[v->names.count++] = n->text;
	}
	return good;
}

static bool bind_dates(struct binder *b, const struct node *list, struct value *v)
{
	if (!want_list(b, list, "dates in brackets: [2027-03-01]"))
		return false;
	bool good = true;
	v->dates.at = NEW_N(b->arena, struct date, list->len);
	v->dates.pos = NEW_N(b->arena, struct pos, list->len);
	for (const struct node *n = list->first; n; n = n->next) {
		struct value day = {0};
		if (!want(b, n, NODE_SCALAR, "a date, such as 2027-03-01") || !bind_date(b, n, &day)) {
			good = false;
			continue;
		}
		v->dates.pos[v->dates.count] = at(b, n);
		v->dates.at[v->dates.count++] = day.date;
	}
	return good;
}

static bool bind_start(struct binder *b, const struct node *n, struct value *v)
{
	static const char implied[] = "implied ";
	size_t skip = sizeof implied - 1;
	v->implied = n->len > skip && memcmp(n->text, implied, skip) == 0;
	v->term = v->implied ? bind_term(b, n, KIND_EVENT, n->text + skip, n->len - skip)
	                     : bind_term(b, n, KIND_EVENT, n->text, n->len);
	return v->term != NULL;
}

/* ---- numbers, dates, text ---- */

static bool bind_flag(struct binder *b, const struct node *n, struct value *v)
{
	v->flag = is(n, "true");
	if (v->flag || is(n, "false"))
		return true;
	diag_add(b->diags, DIAG_P037, at(b, n), "'%s' is neither true nor false; write 'true' or 'false'", n->text);
	return false;
}

static bool bind_number(struct binder *b, const struct node *n, struct value *v)
{
	unsigned x = 0;
	bool good = n->len >= 1 && n->len <= 4 && n->text[0] != '0';
	for (uint32_t i = 0; good && i < n->len; i++) {
		good = n->text[i] >= '0' && n->text[i] <= '9';
		x = x * 10 + (unsigned)(n->text[i] - '0');
	}
	v->number = x;
	if (!good)
		diag_add(b->diags, DIAG_P038, at(b, n), "'%s' is not a number; write a whole number from 1 to %d in digits", n->text,
		         MAX_NUMBER);
	return good;
}

static bool bind_date(struct binder *b, const struct node *n, struct value *v)
{
	if (date_parse(n->text, n->len, &v->date))
		return true;
	diag_add(b->diags, DIAG_P039, at(b, n), "'%s' is not a date; write a day from 1970 to 9999 as year-month-day, such as 2027-03-01", n->text);
	return false;
}

static bool bind_span(struct binder *b, const struct node *n, struct value *v)
{
	struct buf why = {0};
	bool good = span_parse(n->text, n->len, b->vocabulary, &v->span, &why);
	if (!good)
		diag_add(b->diags, DIAG_P036, at(b, n), "%.*s", (int)why.len, why.data);
	buf_free(&why);
	return good && (!v->span.word || want_current(b, n, v->span.word));
}

static bool bind_literal(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	enum { LONGEST = 500 };
	v->literal.text = n->text;
	v->literal.len = n->len;
	if (strcmp(n->text, "unstated") == 0 || strcmp(n->text, "placeholder") == 0) {
		diag_add(b->diags, DIAG_P040, at(b, n), "'%s' is a gap, not a text; write it without quotes, where a gap can be", n->text);
		return false;
	}
	if (n->len == 0 || n->len > LONGEST || strchr(n->text, '\n') || text_has_edge_blank(n->text, n->len)) {
		diag_add(b->diags, DIAG_P050, at(b, n), "'%s' must be a single line of 1 to %d bytes, with no spaces before or after it", f->key,
		         LONGEST);
		return false;
	}
	if (f->flags & EMAIL && !text_is_email(n->text, n->len)) {
		diag_add(b->diags, DIAG_P053, at(b, n), "'%s' is not an e-mail address; write one such as 'privacy@example.com'",
		         n->text);
		return false;
	}
	return true;
}

static bool bind_text(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	if (!want(b, n, NODE_MAP, "one text per language, such as 'en: \"...\"'"))
		return false;
	v->text.by_locale = NEW_N(b->arena, const char *, MAX_LOCALES);
	v->text.pos = NEW_N(b->arena, struct pos, MAX_LOCALES);
	bool good = true;
	for (const struct node *t = n->first; t; t = t->next) {
		unsigned i = 0;
		while (i < b->locales->count && strcmp(b->locales->at[i].id, t->key) != 0)
			i++;
		if (i == b->locales->count) {
			diag_add(b->diags, DIAG_P049, at_key(b, t), "there is no language '%s' in templates/locale", t->key);
			good = false;
			continue;
		}
		v->text.by_locale[i] = ""; /* there, though perhaps with a fault of its own */
		if (!want(b, t, NODE_SCALAR, "the text in quotes") || ambiguous(b, t)) {
			good = false;
		} else if (t->len == 0 || t->len > 2000 || text_has_edge_blank(t->text, t->len) || strchr(t->text, '\n')) {
			diag_add(b->diags, DIAG_P050, at(b, t), "a text must be a single line of 1 to 2000 bytes, with no spaces before or after it");
			good = false;
		} else {
			v->text.by_locale[i] = t->text;
			v->text.pos[i] = at(b, t);
		}
	}
	for (unsigned i = 0; i < b->locales->count; i++)
		if (!v->text.by_locale[i]) {
			diag_add(b->diags, DIAG_P048, at(b, n), "'%s' has no text in the language '%s'; add '%s: \"...\"'", f->key,
			         b->locales->at[i].id, b->locales->at[i].id);
			good = false;
		}
	return good;
}

/* ---- fields and records ---- */

static const char *example_of(const struct field *f)
{
	switch (f->type) {
	case TYPE_FLAG: return "'true' or 'false'";
	case TYPE_TERM: return "an id";
	case TYPE_TERMS: return "ids in brackets: [first-id, second-id]";
	case TYPE_LIST: return "'complete: [ids]' or 'examples: [ids]'";
	case TYPE_SPAN: return "a length of time, such as '7 years'";
	case TYPE_START: return "an event, such as 'account-closed' or 'implied account-closed'";
	case TYPE_NUMBER: return "a number";
	case TYPE_DATE: return "a date, such as 2027-03-01";
	case TYPE_LITERAL: return "a text in quotes";
	case TYPE_TEXT: return "one text per language";
	case TYPE_FACT: return "the path of a fact, such as retention.support.period";
	case TYPE_NAMES: return "names in brackets: [first, second]";
	case TYPE_DATES: return "dates in brackets: [2027-03-01]";
	case TYPE_RECORDS: return "records, each under its own id";
	case TYPE__COUNT: break;
	}
	return "a value";
}

/* The same for a field: no quotes make a length, a day or a number of such a word. */
static bool ambiguous_value(struct binder *b, const struct node *n, const struct field *f)
{
	bool flag = f->type == TYPE_FLAG;
	if (!is_ambiguous(n) || (flag && (is(n, "true") || is(n, "false"))))
		return false;
	if (flag || f->type == TYPE_SPAN || f->type == TYPE_START || f->type == TYPE_NUMBER || f->type == TYPE_DATE)
		diag_add(b->diags, DIAG_P051, at(b, n), "some readers of YAML do not take '%s' for a word; write %s%s", n->text, example_of(f),
		         flag ? "" : ", or leave the line out");
	else
		report_ambiguous(b->diags, at(b, n), n);
	return true;
}

/* The types that are a single scalar. */
static bool bind_scalar(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	if (!want(b, n, NODE_SCALAR, example_of(f)) || ambiguous_value(b, n, f))
		return false;
	switch (f->type) {
	case TYPE_FLAG: return bind_flag(b, n, v);
	case TYPE_TERM:
		v->term = bind_term(b, n, f->kind, n->text, n->len);
		return v->term != NULL;
	case TYPE_SPAN: return bind_span(b, n, v);
	case TYPE_START: return bind_start(b, n, v);
	case TYPE_NUMBER: return bind_number(b, n, v);
	case TYPE_DATE: return bind_date(b, n, v);
	case TYPE_LITERAL: return bind_literal(b, n, f, v);
	case TYPE_FACT:
		v->fact_ref.path = n->text;
		return true;
	default: return false;
	}
}

static void bind_records(struct binder *b, const struct node *map, const struct section *s, struct record *parent,
                       struct records *out);

/* `unstated` and `placeholder`, where the field may be a gap. */
static bool bind_gap(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	bool placeholder = is(n, "placeholder") && (f->type == TYPE_LITERAL || f->type == TYPE_DATE);
	if (!placeholder && !is(n, "unstated"))
		return false;
	if (f->flags & GAP)
		v->state = placeholder ? VALUE_PLACEHOLDER : VALUE_UNSTATED;
	else
		diag_add(b->diags, DIAG_P040, at(b, n), "'%s' cannot be '%s': write %s, or leave it out if the policy does not speak of it",
		         f->key, n->text, example_of(f));
	return true;
}

static void bind_value(struct binder *b, const struct node *n, const struct field *f, struct record *record, struct value *v)
{
	v->line = n->line;
	v->col = n->col;
	v->fact = b->model->facts++;
	if (bind_gap(b, n, f, v))
		return;
	bool good;
	if (f->type == TYPE_TERMS)
		good = bind_ids(b, n, f->kind, v);
	else if (f->type == TYPE_LIST)
		good = bind_list(b, n, f->kind, v);
	else if (f->type == TYPE_TEXT)
		good = bind_text(b, n, f, v);
	else if (f->type == TYPE_NAMES)
		good = bind_names(b, n, v);
	else if (f->type == TYPE_DATES)
		good = bind_dates(b, n, v);
	else if (f->type == TYPE_RECORDS) {
		bind_records(b, n, schema_section(f->records), record, &v->records);
		good = true;
	} else
		good = bind_scalar(b, n, f, v);
	if (good)
		v->state = VALUE_STATED;
}

static const char *nearest_field(const struct section *s, const char *key)
{
	const char *best = NULL;
	unsigned distance = 4;
	for (unsigned i = 0; i < s->count; i++) {
		unsigned d = text_distance(key, s->fields[i].key, 3);
		if (d < distance)
			distance = d, best = s->fields[i].key;
	}
	return best;
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
		const char *near = nearest_field(s, n->key);
		diag_add(b->diags, DIAG_P031, at_key(b, n), "unknown field '%s' in '%s'%s%s%s", n->key, s->key,
		         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "; the schema lists its fields");
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
	if (!want(b, map, NODE_MAP, "records, each under its own id"))
		return;
	if (map->len == 0) {
		diag_add(b->diags, DIAG_P043, at(b, map), "'%s' is empty; write at least one record, or leave it out", s->key);
		return;
	}
	out->at = NEW_N(b->arena, struct record, map->len);
	for (const struct node *n = map->first; n; n = n->next) {
		if (!want(b, n, NODE_MAP, "the fields of this record, one a line, indented"))
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

static void bind_section(struct binder *b, const struct node *n, const struct section *s)
{
	struct records *records = &b->model->sections[s->id];
	if (s->shape == SHAPE_MANY) {
		bind_records(b, n, s, NULL, records);
		return;
	}
	if (!want(b, n, NODE_MAP, "its fields, one a line, indented"))
		return;
	records->at = NEW(b->arena, struct record);
	records->count = 1;
	*records->at = (struct record){.id = "", .path = s->key, .line = n->key_line, .col = n->key_col, .section = s};
	bind_record(b, n, records->at);
}

static const char *nearest_section(enum document document, const char *key)
{
	const char *best = NULL;
	unsigned distance = 4;
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		unsigned d = s->document != document || s->shape == SHAPE_SUB ? 4 : text_distance(key, s->key, 3);
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
			bind_section(&b, n, s);
			continue;
		}
		const char *near = nearest_section(document, n->key);
		diag_add(diags, DIAG_P030, at_key(&b, n), "unknown section '%s'%s%s%s", n->key, near ? "; did you mean '" : "",
		         near ? near : "", near ? "'?" : "; the schema lists the sections there are");
	}
	want_head(&b);
	return m;
}

bool value_bind_text(struct arena *a, const struct field *f, const struct value *text, const struct source *source,
                     const struct vocabulary *v, struct value *out, struct diags *diags)
{
	struct model scratch = {0};
	struct binder b = {a, diags, source, v, NULL, &scratch};
	struct node n = {.kind = NODE_SCALAR, .line = text->line, .col = text->col, .text = text->literal.text,
	                 .len = (uint32_t)text->literal.len, .key = f->key};
	*out = (struct value){.line = text->line, .col = text->col, .fact = text->fact};
	if (f->type == TYPE_TEXT || f->type == TYPE_NAMES || f->type == TYPE_DATES || f->type == TYPE_RECORDS ||
	    f->type == TYPE_FACT)
		return false;
	if (f->type == TYPE_LIST || f->type == TYPE_TERMS) {
		static const char complete[] = "complete: ", examples[] = "examples: ";
		struct node list = {.kind = NODE_LIST, .line = n.line, .col = n.col, .key = f->key};
		struct node **last = &list.first;
		const char *p = n.text;
		bool whole = strncmp(p, complete, sizeof complete - 1) == 0;
		if (f->type == TYPE_LIST) {
			if (!whole && strncmp(p, examples, sizeof examples - 1) != 0) {
				diag_add(diags, DIAG_P042, at(&b, &n), "write 'complete: ' or 'examples: ' before the ids");
				return false;
			}
			p += sizeof complete - 1;
			out->complete = whole;
		}
		while (*p) {
			size_t len = strcspn(p, " ");
			struct node *id = NEW(a, struct node);
			*id = (struct node){.kind = NODE_SCALAR, .line = n.line, .col = n.col, .text = arena_copy(a, p, len),
			                    .len = (uint32_t)len, .quoted = true, .key = f->key};
			*last = id;
			last = &id->next;
			list.len++;
			p += len;
			p += strspn(p, " ");
		}
		if (!bind_ids(&b, &list, f->kind, out))
			return false;
	} else if (!bind_scalar(&b, &n, f, out)) {
		return false;
	}
	out->state = VALUE_STATED;
	return true;
}
