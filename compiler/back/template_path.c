/* SPDX-License-Identifier: MIT */
/* The paths of a template, looked up in the schema table, and what their values are compared with. */
#include "template.h"
#include "../base/text.h"

/* The needle behind the bracket or brace at hand; or that, if the needle is not there. */
static const char *find_needle(const char *text, const char *needle)
{
	const char *at = needle ? strstr(text + 1, needle) : NULL;
	return at && (size_t)(at - text) <= strcspn(text + 1, "{}[]") ? at : text;
}

void template_refuse(struct compiler *c, const xmlNode *n, const char *needle, enum diag_id id, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct pos pos = c->text ? xml_text_pos(c->source, c->text_of, find_needle(c->text, needle)) : xml_pos(c->source, n, needle);
	diag_vadd(c->diags, id, pos, fmt, ap);
	va_end(ap);
}

static void suggest_field(struct compiler *c, const xmlNode *n, const char *path, const struct section *s)
{
	struct buf known = {0};
	for (unsigned i = 0; i < s->count; i++) {
		if (i)
			BUF_LIT(&known, ", ");
		buf_str(&known, s->fields[i].key);
	}
	template_refuse(c, n, path, DIAG_P103, "there is no field '%s' in '%s'; it has %.*s", path, s->key,
	         (int)known.len, known.data);
	buf_free(&known);
}

static bool find_root(struct compiler *c, const xmlNode *n, const char *path, struct path *out)
{
	const char *name = path + 1, *dot = strchr(name, '.');
	if (strcmp(name, "draft") == 0) {
		*out = (struct path){.from = PATH_DRAFT, .field = -1};
		return true;
	}
	size_t len = dot ? (size_t)(dot - name) : strlen(name);
	const struct section *s = schema_find(DOCUMENT_POLICY, name, len);
	if (!s)
		s = schema_find(DOCUMENT_NOTICE, name, len);
	if (!s || (dot != NULL) != (s->shape == SHAPE_ONE)) {
		template_refuse(c, n, path, DIAG_P103,
		      "there is no '%s'; from the top a path is /section, or /brand.field for the section of one record", path);
		return false;
	}
	*out = (struct path){.from = PATH_ROOT, .section = s->id, .field = -1};
	if (dot && (out->field = section_field(s, key_find(dot + 1, strlen(dot + 1)))) < 0) {
		suggest_field(c, n, dot + 1, s);
		return false;
	}
	return true;
}

bool template_path(struct compiler *c, const xmlNode *n, const char *path, struct path *out)
{
	if (*path == '/')
		return find_root(c, n, path, out);
	const char *name = path;
	unsigned up = 0;
	while (strncmp(name, "../", 3) == 0)
		name += 3, up++;
	if (up >= c->scopes) {
		template_refuse(c, n, path, DIAG_P103, "'%s' names a field of an item, but no 'each' stands around it", path);
		return false;
	}
	const struct section *s = c->scope[c->scopes - 1 - up];
	if (strcmp(name, "undecided") == 0) {
		*out = (struct path){.from = PATH_UNDECIDED, .up = up, .section = s->id, .field = -1};
		return true;
	}
	if (strcmp(name, "overruled") == 0) {
		*out = (struct path){.from = PATH_OVERRULED, .up = up, .section = SECTION_conflict, .field = -1};
		return true;
	}
	*out = (struct path){PATH_RECORD, up, s->id, section_field(s, key_find(name, strlen(name)))};
	if (out->field >= 0)
		return true;
	suggest_field(c, n, name, s);
	return false;
}

int template_group(struct compiler *c, const xmlNode *n, const char *key, const struct section *s)
{
	int field = section_field(s, key_find(key, strlen(key)));
	if (field < 0)
		suggest_field(c, n, key, s);
	else if (s->fields[field].type == TYPE_LIST)
		return field;
	else
		template_refuse(c, n, key, DIAG_P103, "'%s' is not a list, complete or of examples, by which items are grouped", key);
	return -1;
}

const struct field *path_field(struct path p)
{
	return p.field >= 0 ? &schema_section(p.section)->fields[p.field] : NULL;
}

bool path_same(struct path a, struct path b)
{
	return a.from == b.from && a.up == b.up && a.section == b.section && a.field == b.field;
}

/* ---- tests ---- */

/* "object:none": the ids of the kind that have it. */
static bool test_property(struct compiler *c, enum kind kind, const char *word, struct test *t)
{
	const char *key = property_key(kind), *value = strchr(word, ':') + 1;
	const struct terms *terms = &c->vocabulary->kinds[kind];
	size_t len = (size_t)(value - word) - 1;
	if (!key || strlen(key) != len || strncmp(word, key, len) != 0 || !text_is_id(value, strlen(value)))
		return false;
	struct tested_property *p = c->properties[kind];
	while (p && strcmp(p->value, value) != 0)
		p = p->next;
	if (!p) {
		p = NEW(c->arena, struct tested_property);
		*p = (struct tested_property){value, c->properties[kind]};
		c->properties[kind] = p;
	}
	for (unsigned i = 0; i < terms->count; i++)
		if (terms->at[i].property && strcmp(terms->at[i].property, value) == 0)
			t->terms[t->term_count++] = &terms->at[i];
	return t->property = true;
}

/* "form:noun": the events without a clause in the template's language. */
static bool test_form(struct compiler *c, const char *word, struct test *t)
{
	const struct terms *events = &c->vocabulary->kinds[KIND_EVENT];
	if (strcmp(word, "form:noun") != 0)
		return false;
	for (unsigned i = 0; i < events->count; i++)
		if (!events->at[i].clauses || !events->at[i].clauses[c->locale])
			t->terms[t->term_count++] = &events->at[i];
	return t->property = true;
}

/* A template that chooses sentences by a property has one for each id; what is usual needs no test. */
void template_check_properties(struct compiler *c)
{
	for (int k = 1; k < KIND__COUNT; k++) {
		struct buf values = {0};
		for (const struct tested_property *p = c->properties[k]; p; p = p->next)
			buf_printf(&values, "%s%s", values.len ? ", " : "", p->value);
		for (unsigned i = 0; c->properties[k] && i < c->vocabulary->kinds[k].count; i++) {
			const struct term *term = &c->vocabulary->kinds[k].at[i];
			const struct tested_property *p = c->properties[k];
			const char *usual = property_default((enum kind)k);
			while (p && !(term->property && strcmp(p->value, term->property) == 0))
				p = p->next;
			if (p || term->retired || (usual && strcmp(usual, term->property ? term->property : usual) == 0))
				continue;
			if (term->property)
				diag_add(c->diags, DIAG_P138, term->pos, "'%s' has the %s '%s', for which %s has no sentence; it has some for: %s", term->id,
				         property_key((enum kind)k), term->property, c->source->path, buf_cstr(&values));
			else
				diag_add(c->diags, DIAG_P138, term->pos, "'%s' has no '%s', by which %s chooses a sentence; write one of: %s", term->id,
				         property_key((enum kind)k), c->source->path, buf_cstr(&values));
		}
		buf_free(&values);
	}
}

/* One word of `is`, as the type of the field allows it. */
static bool test_word(struct compiler *c, const struct field *f, const char *word, struct test *t)
{
	static const char *const spans[] = {"", "exact", "range", "indefinite", "while", "words", "", "up-to"}; /* by span_kind */
	enum type type = f ? f->type : TYPE_FLAG;
	if (f && strcmp(word, "absent") == 0)
		return t->absent = true;
	if (f && strcmp(word, "unstated") == 0)
		return t->unstated = true;
	if (f && strcmp(word, "placeholder") == 0)
		return t->placeholder = true;
	if (type == TYPE_FLAG) {
		t->yes = t->yes || strcmp(word, "true") == 0;
		t->no = t->no || strcmp(word, "false") == 0;
		return strcmp(word, "true") == 0 || strcmp(word, "false") == 0;
	}
	if (type == TYPE_LIST) {
		t->complete = t->complete || strcmp(word, "complete") == 0;
		t->examples = t->examples || strcmp(word, "examples") == 0;
		if (strcmp(word, "complete") == 0 || strcmp(word, "examples") == 0)
			return true;
	}
	if (f && f->kind == KIND_EVENT && strchr(word, ':'))
		return test_form(c, word, t);
	if (type == TYPE_START) {
		t->implied = t->implied || strcmp(word, "implied") == 0;
		t->given = t->given || strcmp(word, "given") == 0;
		return strcmp(word, "implied") == 0 || strcmp(word, "given") == 0;
	}
	for (unsigned k = 1; type == TYPE_SPAN && k < sizeof spans / sizeof *spans; k++)
		if (strcmp(word, spans[k]) == 0) {
			t->spans |= 1u << k;
			return true;
		}
	if (type == TYPE_TERM || type == TYPE_LIST || type == TYPE_TERMS) {
		if (strchr(word, ':'))
			return test_property(c, f->kind, word, t);
		const struct term *term = vocabulary_find(c->vocabulary, f->kind, word, strlen(word));
		if (term)
			t->terms[t->term_count++] = term;
		return term != NULL;
	}
	if (type == TYPE_LITERAL) {
		t->words[t->word_count++] = word;
		return true;
	}
	return false;
}

const struct test *template_test(struct compiler *c, const xmlNode *n, const struct field *f, const char *is)
{
	struct test *t = NEW(c->arena, struct test);
	if (!is) {
		t->stated = true;
		return t;
	}
	char *words = arena_copy(c->arena, is, strlen(is));
	/* a word adds one, a property at most all of its kind; one has at least three letters */
	t->terms = NEW_N(c->arena, const struct term *, strlen(is) / 2 + 1 + (f && strchr(is, ':') ? c->vocabulary->kinds[f->kind].count * (strlen(is) / 3 + 1) : 0));
	t->words = NEW_N(c->arena, const char *, strlen(is) / 2 + 1);
	for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
		if (!test_word(c, f, w, t))
			template_refuse(c, n, is, DIAG_P105, "'%s' is not a possible value of '%s'", w,
			         f ? f->key : "this");
	return t;
}
