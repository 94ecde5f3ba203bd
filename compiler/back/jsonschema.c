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

/* ---- references ---- */

void js_ref(struct schema_writer *w, const char *name, const char *suffix)
{
	struct buf b = {0};
	buf_printf(&b, "#/definitions/%s%s", name, suffix);
	json_text(&w->json, "$ref", buf_cstr(&b));
	buf_free(&b);
}

void js_ref_of(struct schema_writer *w, const char *key, const char *name, const char *suffix)
{
	json_flat(&w->json, key, '{');
	js_ref(w, name, suffix);
	json_close(&w->json);
}

void js_described(struct schema_writer *w, const char *key, const char *doc, const char *name, const char *suffix)
{
	json_flat(&w->json, key, '{');
	json_text(&w->json, "description", doc);
	js_ref(w, name, suffix);
	json_close(&w->json);
}

void js_per_locale(struct schema_writer *w, const char *definition)
{
	for (unsigned l = 0; l < w->locales->count; l++)
		js_described(w, w->locales->at[l].id, w->locales->at[l].name, definition, "");
}

void js_require_locales(struct schema_writer *w, const char *before)
{
	json_flat(&w->json, "required", '[');
	if (before)
		json_string(&w->json, before);
	for (unsigned l = 0; l < w->locales->count; l++)
		json_string(&w->json, w->locales->at[l].id);
	json_close(&w->json);
}

void js_other_languages(struct schema_writer *w)
{
	json_flat(&w->json, "patternProperties", '{');
	json_literal(&w->json, LANGUAGE_PATTERN, "{}");
	json_close(&w->json);
}

/* ---- the policy ---- */

/* The definition of what a field's values may be, its name in two parts. A few literals are ids of the policy's own. */
static const char *definition_of(const struct section *s, const struct field *f, const char **suffix)
{
	static const char *const names[TYPE__COUNT] = {
		[TYPE_FLAG] = "flag", [TYPE_START] = "start", [TYPE_NUMBER] = "number", [TYPE_DATE] = "date",
		[TYPE_LITERAL] = "text", [TYPE_TEXT] = "texts", [TYPE_FACT] = "fact", [TYPE_SPAN] = "length",
		[TYPE_NAMES] = "names", [TYPE_DATES] = "dates",
	};
	*suffix = "";
	if (s->shape == SHAPE_ONE && strcmp(f->key, "id") == 0)
		return "id";
	if (s->id == SECTION_clause && strcmp(f->key, "place") == 0)
		return "section";
	if (f->flags & EMAIL)
		return "email";
	if (f->flags & PHONE)
		return "phone";
	if (f->flags & URL)
		return "url";
	if (f->flags & MONTH)
		return "date-or-month";
	if (f->flags & BOUNDED)
		return "length-or-bound";
	if (names[f->type])
		return names[f->type];
	*suffix = f->type == TYPE_LIST ? "-list" : f->type == TYPE_TERMS ? "-ids" : "";
	return kind_info(f->kind)->name;
}

static void put_section(struct schema_writer *w, const struct section *s, const char *doc);

static void put_field(struct schema_writer *w, const struct section *s, const struct field *f)
{
	if (f->type == TYPE_RECORDS) {
		json_open(&w->json, f->key, '{');
		put_section(w, schema_section(f->records), f->doc);
		json_close(&w->json);
		return;
	}
	const char *suffix, *name = definition_of(s, f, &suffix);
	bool gap = f->flags & GAP;
	if (!gap && f->type != TYPE_SPAN && !(f->flags & SOLE)) {
		js_described(w, f->key, f->doc, name, suffix);
		return;
	}
	json_flat(&w->json, f->key, '{');
	json_text(&w->json, "description", f->doc);
	json_flat(&w->json, "anyOf", '[');
	js_ref_of(w, NULL, name, suffix);
	if (f->flags & SOLE)
		js_ref_of(w, NULL, name, "");
	if (f->type == TYPE_SPAN)
		js_ref_of(w, NULL, "span-words", "");
	if (gap)
		js_ref_of(w, NULL, "unstated", "");
	if (gap && (f->type == TYPE_LITERAL || f->type == TYPE_DATE))
		js_ref_of(w, NULL, "placeholder", "");
	json_close(&w->json);
	json_close(&w->json);
}

static void put_record(struct schema_writer *w, const struct section *s)
{
	bool any = false;
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (unsigned f = 0; f < s->count; f++)
		put_field(w, s, &s->fields[f]);
	json_close(&w->json);
	for (unsigned f = 0; f < s->count; f++) {
		if (!(s->fields[f].flags & REQ))
			continue;
		if (!any)
			json_flat(&w->json, "required", '[');
		json_string(&w->json, s->fields[f].key);
		any = true;
	}
	if (any)
		json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
}

/* A value to fill in, as a stop of the Tab key. */
static void put_stop(struct schema_writer *w, const char *key, const char *before, unsigned stop, const char *example, const char *after)
{
	struct buf b = {0};
	buf_printf(&b, "%s${%u:%s}%s", before, stop, example, after);
	json_text(&w->json, key, buf_cstr(&b));
	buf_free(&b);
}

static void put_value_stop(struct schema_writer *w, const char *key, const struct field *f, unsigned stop)
{
	static const char *const examples[TYPE__COUNT] = {
		[TYPE_FLAG] = "true", [TYPE_SPAN] = "7 years", [TYPE_START] = "event", [TYPE_NUMBER] = "1", [TYPE_DATE] = "2027-03-01",
		[TYPE_LITERAL] = "text", [TYPE_FACT] = "section.item", [TYPE_NAMES] = "name", [TYPE_DATES] = "2027-03-01",
	};
	static const char *const before[TYPE__COUNT] = {[TYPE_LIST] = "{complete: [", [TYPE_TERMS] = "[", [TYPE_NAMES] = "[", [TYPE_DATES] = "["};
	static const char *const after[TYPE__COUNT] = {[TYPE_LIST] = "]}", [TYPE_TERMS] = "]", [TYPE_NAMES] = "]", [TYPE_DATES] = "]"};
	put_stop(w, key, before[f->type] ? before[f->type] : "", stop, examples[f->type] ? examples[f->type] : kind_info(f->kind)->name,
	         after[f->type] ? after[f->type] : "");
}

/* A text of each locale. Returns how many stops that takes. */
static unsigned put_text_stops(struct schema_writer *w, const char *key, unsigned stop)
{
	struct buf b = {0};
	json_text(&w->json, key, "");
	for (unsigned l = 0; l < w->locales->count; l++) {
		b.len = 0;
		buf_printf(&b, "    %s", w->locales->at[l].id);
		put_stop(w, buf_cstr(&b), "\"", stop + l, "text", "\"");
	}
	buf_free(&b);
	return w->locales->count;
}

/* What an author of a record has to write. The body is flat, with the indentation in its keys: only so does
 * yaml-language-server (1.25) indent it alike below a new section and inside one. */
static void put_snippet(struct schema_writer *w, const struct section *s)
{
	struct buf b = {0};
	unsigned stop = 2; /* 1 is the record's id */
	json_flat(&w->json, "defaultSnippets", '[');
	json_flat(&w->json, NULL, '{');
	buf_printf(&b, "new %s", s->name);
	json_text(&w->json, "label", buf_cstr(&b));
	json_text(&w->json, "description", s->doc);
	json_flat(&w->json, "body", '{');
	json_text(&w->json, "${1:new-id}", "");
	for (unsigned f = 0; f < s->count; f++) {
		const struct field *field = &s->fields[f];
		if (!(field->flags & (REQ | KEY)) && field->type != TYPE_START)
			continue;
		b.len = 0;
		buf_printf(&b, "  %s", field->key);
		if (field->type == TYPE_TEXT)
			stop += put_text_stops(w, buf_cstr(&b), stop);
		else
			put_value_stop(w, buf_cstr(&b), field, stop++);
	}
	json_close(&w->json);
	json_close(&w->json);
	json_close(&w->json);
	buf_free(&b);
}

static void put_section(struct schema_writer *w, const struct section *s, const char *doc)
{
	json_text(&w->json, "description", doc);
	if (s->shape == SHAPE_ONE || s->shape == SHAPE_PART) {
		put_record(w, s);
		return;
	}
	json_literal(&w->json, "type", "\"object\"");
	json_literal(&w->json, "minProperties", "1");
	put_snippet(w, s);
	json_open(&w->json, "patternProperties", '{');
	json_open(&w->json, KEY_PATTERN, '{');
	put_record(w, s);
	json_close(&w->json);
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
}

static void emit_document(struct schema_writer *w, enum document document, const char *doc)
{
	const struct section *head = NULL;
	json_text(&w->json, "description", doc);
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		if (s->document != document || s->parent != SECTION__COUNT)
			continue;
		head = head ? head : s;
		json_open(&w->json, s->key, '{');
		put_section(w, s, s->doc);
		json_close(&w->json);
	}
	json_close(&w->json);
	json_flat(&w->json, "required", '[');
	json_string(&w->json, head->key);
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
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
	struct schema_writer w = {.json = json_start(b), .vocabulary = v, .locales = locales, .explain = locales->at};
	size_t i = 0;
	while (schema_names[i] && strcmp(schema_names[i], name) != 0)
		i++;
	if (!schema_names[i])
		return false;
	for (unsigned l = 0; l < locales->count; l++)
		if (strcmp(locales->at[l].id, "en") == 0)
			w.explain = &locales->at[l];
	json_open(&w.json, NULL, '{');
	json_text(&w.json, "$schema", "http://json-schema.org/draft-07/schema#");
	emit[i](&w);
	json_close(&w.json);
	buf_char(b, '\n');
	return true;
}
