/* SPDX-License-Identifier: MIT */
/* The JSON Schemas for editors, made from the schema table, the kinds and the loaded vocabulary: what they accept is what
 * bind.c and words.c accept, as far as JSON Schema can say it. Draft-07, which editors know best; `errorMessage`,
 * `enumDescriptions` and `defaultSnippets` are words of vscode's that other readers skip.
 *
 *     "retention": {
 *       "description": "How long data is kept, from when, and what happens then.",
 *       "patternProperties": {
 *         "^[a-z]...$": {
 *           "properties": {
 *             "period": {"description": "How long: ...", "anyOf": [{"$ref": "#/definitions/length"}, ...]},
 */
#include "jsonschema.h"

const char *const schema_names[] = {"policy", "vocabulary", "baseline", "calendar", "locale", NULL};

/* ---- JSON ---- */

void js_string(struct schema_writer *w, const char *s)
{
	text_json(w->b, s, strlen(s));
}

void js_line(struct schema_writer *w)
{
	if (!w->first)
		buf_char(w->b, ',');
	w->first = false;
	buf_char(w->b, '\n');
	for (unsigned i = 0; i < w->depth; i++)
		BUF_LIT(w->b, "  ");
}

void js_key(struct schema_writer *w, const char *key)
{
	js_line(w);
	js_string(w, key);
	BUF_LIT(w->b, ": ");
}

void js_raw(struct schema_writer *w, const char *key, const char *json)
{
	js_key(w, key);
	buf_str(w->b, json);
}

void js_text(struct schema_writer *w, const char *key, const char *text)
{
	js_key(w, key);
	js_string(w, text);
}

void js_open(struct schema_writer *w, char bracket)
{
	buf_char(w->b, bracket);
	w->depth++;
	w->first = true;
}

void js_object(struct schema_writer *w, const char *key)
{
	js_key(w, key);
	js_open(w, '{');
}

void js_close(struct schema_writer *w, char bracket)
{
	w->depth--;
	w->first = true; /* no comma */
	js_line(w);
	buf_char(w->b, bracket);
}

void js_end(struct schema_writer *w)
{
	js_close(w, '}');
}

void js_ref(struct schema_writer *w, const char *name, const char *suffix)
{
	buf_printf(w->b, "\"$ref\": \"#/definitions/%s%s\"", name, suffix);
}

void js_described(struct schema_writer *w, const char *doc, const char *name, const char *suffix)
{
	BUF_LIT(w->b, "{\"description\": ");
	js_string(w, doc);
	BUF_LIT(w->b, ", ");
	js_ref(w, name, suffix);
	buf_char(w->b, '}');
}

void js_per_locale(struct schema_writer *w, const char *definition)
{
	for (unsigned l = 0; l < w->locales->count; l++) {
		js_key(w, w->locales->at[l].id);
		js_described(w, w->locales->at[l].name, definition, "");
	}
}

void js_require_locales(struct schema_writer *w, const char *before)
{
	js_key(w, "required");
	buf_char(w->b, '[');
	if (before)
		js_string(w, before);
	for (unsigned l = 0; l < w->locales->count; l++) {
		if (l || before)
			BUF_LIT(w->b, ", ");
		js_string(w, w->locales->at[l].id);
	}
	buf_char(w->b, ']');
}

/* ---- the policy ---- */

/* The references to what a field's values may be. A few literals are ids of the policy's own. */
static void ref_field(struct schema_writer *w, const struct section *s, const struct field *f)
{
	static const char *const names[TYPE__COUNT] = {
		[TYPE_FLAG] = "flag", [TYPE_START] = "start", [TYPE_NUMBER] = "number", [TYPE_DATE] = "date",
		[TYPE_LITERAL] = "text", [TYPE_TEXT] = "texts", [TYPE_FACT] = "fact", [TYPE_SPAN] = "length",
		[TYPE_NAMES] = "names", [TYPE_DATES] = "dates",
	};
	if (s->shape == SHAPE_ONE && strcmp(f->key, "id") == 0)
		js_ref(w, "id", "");
	else if (s->id == SECTION_clause && strcmp(f->key, "place") == 0)
		js_ref(w, "section", "");
	else if (f->flags & EMAIL)
		js_ref(w, "email", "");
	else if (names[f->type])
		js_ref(w, names[f->type], "");
	else
		js_ref(w, kind_info(f->kind)->name, f->type == TYPE_LIST ? "-list" : f->type == TYPE_TERMS ? "-ids" : "");
	if (f->type == TYPE_SPAN) {
		BUF_LIT(w->b, "}, {");
		js_ref(w, "span-words", "");
	}
}

static void put_section(struct schema_writer *w, const struct section *s, const char *doc);

static void put_field(struct schema_writer *w, const struct section *s, const struct field *f)
{
	if (f->type == TYPE_ITEMS) {
		js_object(w, f->key);
		put_section(w, schema_section(f->items), f->doc);
		js_end(w);
		return;
	}
	js_key(w, f->key);
	BUF_LIT(w->b, "{\"description\": ");
	js_string(w, f->doc);
	BUF_LIT(w->b, ", ");
	if (!(f->flags & GAP) && f->type != TYPE_SPAN) {
		ref_field(w, s, f);
		buf_char(w->b, '}');
		return;
	}
	BUF_LIT(w->b, "\"anyOf\": [{");
	ref_field(w, s, f);
	if (f->flags & GAP) {
		BUF_LIT(w->b, "}, {");
		js_ref(w, "unstated", "");
	}
	if (f->flags & GAP && (f->type == TYPE_LITERAL || f->type == TYPE_DATE)) {
		BUF_LIT(w->b, "}, {");
		js_ref(w, "placeholder", "");
	}
	BUF_LIT(w->b, "}]}");
}

static void put_record(struct schema_writer *w, const struct section *s)
{
	bool any = false;
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	for (unsigned f = 0; f < s->count; f++)
		put_field(w, s, &s->fields[f]);
	js_end(w);
	for (unsigned f = 0; f < s->count; f++) {
		if (!(s->fields[f].flags & REQ))
			continue;
		if (!any)
			js_raw(w, "required", "[");
		else
			BUF_LIT(w->b, ", ");
		js_string(w, s->fields[f].key);
		any = true;
	}
	if (any)
		buf_char(w->b, ']');
	js_raw(w, "additionalProperties", "false");
}

/* A value to fill in, as a stop of the Tab key. */
static void put_stop(struct schema_writer *w, const struct field *f, unsigned stop)
{
	static const char *const examples[TYPE__COUNT] = {
		[TYPE_FLAG] = "true", [TYPE_SPAN] = "7 years", [TYPE_START] = "event", [TYPE_NUMBER] = "1",
		[TYPE_DATE] = "2027-03-01", [TYPE_LITERAL] = "text", [TYPE_FACT] = "section.item",
	};
	const char *example = examples[f->type] ? examples[f->type] : kind_info(f->kind)->name;
	buf_printf(w->b, f->type == TYPE_LIST ? "\"{complete: [${%u:%s}]}\"" : f->type == TYPE_TERMS ? "\"[${%u:%s}]\"" : "\"${%u:%s}\"",
	           stop, example);
}

/* What an author of a record has to write. The body is flat, with the indentation in its keys: only so does
 * yaml-language-server (1.25) indent it alike below a new section and inside one. */
static void put_snippet(struct schema_writer *w, const struct section *s)
{
	unsigned stop = 1;
	js_key(w, "defaultSnippets");
	buf_printf(w->b, "[{\"label\": \"new %s\", \"description\": ", s->name);
	js_string(w, s->doc);
	BUF_LIT(w->b, ", \"body\": {\"${1:new-id}\": \"\"");
	for (unsigned f = 0; f < s->count; f++) {
		const struct field *field = &s->fields[f];
		if (!(field->flags & (REQ | KEY)) && field->type != TYPE_START)
			continue;
		stop++;
		buf_printf(w->b, ", \"  %s\": ", field->key);
		if (field->type == TYPE_NAMES || field->type == TYPE_DATES) {
			buf_printf(w->b, "\"[${%u:%s}]\"", stop, field->type == TYPE_NAMES ? "name" : "2027-03-01");
			continue;
		}
		if (field->type != TYPE_TEXT) {
			put_stop(w, field, stop);
			continue;
		}
		BUF_LIT(w->b, "\"\"");
		for (unsigned l = 0; l < w->locales->count; l++)
			buf_printf(w->b, ", \"    %s\": \"\\\"${%u:text}\\\"\"", w->locales->at[l].id, stop + l);
		stop += w->locales->count - 1;
	}
	BUF_LIT(w->b, "}}]");
}

static void put_section(struct schema_writer *w, const struct section *s, const char *doc)
{
	js_text(w, "description", doc);
	if (s->shape == SHAPE_ONE) {
		put_record(w, s);
		return;
	}
	js_raw(w, "type", "\"object\"");
	js_raw(w, "minProperties", "1");
	put_snippet(w, s);
	js_object(w, "patternProperties");
	js_object(w, KEY_PATTERN);
	put_record(w, s);
	js_end(w);
	js_end(w);
	js_raw(w, "additionalProperties", "false");
}

static void emit_document(struct schema_writer *w, enum document document, const char *doc)
{
	const struct section *head = NULL;
	js_text(w, "description", doc);
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		if (s->document != document || s->shape == SHAPE_SUB)
			continue;
		head = head ? head : s;
		js_object(w, s->key);
		put_section(w, s, s->doc);
		js_end(w);
	}
	js_end(w);
	js_key(w, "required");
	buf_char(w->b, '[');
	js_string(w, head->key);
	buf_char(w->b, ']');
	js_raw(w, "additionalProperties", "false");
	js_definitions(w, document);
}

static void emit_policy(struct schema_writer *w)
{
	emit_document(w, DOCUMENT_POLICY, "What one brand promises about personal data.");
}

static void emit_baseline(struct schema_writer *w)
{
	emit_document(w, DOCUMENT_BASELINE, "The duties of one law that policies are compared with.");
}

static void emit_calendar(struct schema_writer *w)
{
	emit_document(w, DOCUMENT_CALENDAR, "Which days are working days, and when a day ends.");
}

bool schema_emit(struct buf *b, const char *name, const struct vocabulary *v, const struct locales *locales)
{
	static void (*const emit[])(struct schema_writer *w) = {emit_policy, js_vocabulary, emit_baseline, emit_calendar, js_locale};
	struct schema_writer w = {.b = b, .vocabulary = v, .locales = locales, .explain = locales->at};
	size_t i = 0;
	while (schema_names[i] && strcmp(schema_names[i], name) != 0)
		i++;
	if (!schema_names[i])
		return false;
	for (unsigned l = 0; l < locales->count; l++)
		if (strcmp(locales->at[l].id, "en") == 0)
			w.explain = &locales->at[l];
	js_open(&w, '{');
	js_text(&w, "$schema", "http://json-schema.org/draft-07/schema#");
	emit[i](&w);
	js_end(&w);
	buf_char(b, '\n');
	return true;
}
