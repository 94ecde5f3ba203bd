/* SPDX-License-Identifier: MIT */
/* The definitions of the policy's schema: each kind of ids and each type of value once, for the fields to refer to. An id's
 * explanation is its English label. `errorMessage` and `defaultSnippets` are words of vscode's, for yaml-language-server.
 *
 *     "category": {
 *       "type": "string",
 *       "enum": ["account-data", ...],
 *       "enumDescriptions": ["account data", ...],
 *       "errorMessage": "unknown category; add it to 'categories' in vocabulary.yaml with a code and its labels"
 *     },
 */
#include "jsonschema.h"
#include "program.h"

#define ATOM "[A-Za-z0-9+_-]"
#define LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
#define YEAR "(?:19[7-9][0-9]|[2-9][0-9]{3})"
#define DATE_PATTERN \
	"^" YEAR "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|" \
	"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))$"

/* Definition `name`: texts of one form, with the words for any other. */
static void put_pattern(struct schema_writer *w, const char *name, const char *type, const char *pattern, const char *error)
{
	json_open(&w->json, name, '{');
	json_literal(&w->json, "type", type);
	json_text(&w->json, "pattern", pattern);
	json_text(&w->json, "errorMessage", error);
	json_close(&w->json);
}

/* ---- ids ---- */

/* A definition that lists values: all of them, then an explanation of each, one a line. */
struct choice {
	struct buf value, words; /* NUL between them */
};

static void choice_end(struct choice *c)
{
	buf_char(&c->value, '\0');
	buf_char(&c->words, '\0');
}

static void put_strings(struct schema_writer *w, const char *key, const struct buf *strings)
{
	json_open(&w->json, key, '[');
	for (size_t i = 0; i < strings->len; i += strlen(strings->data + i) + 1) {
		json_string(&w->json, strings->data + i);
	}
	json_close(&w->json);
}

/* No value at all: `enum` must not be empty. */
static void put_choice(struct schema_writer *w, struct choice *c)
{
	if (c->value.len) {
		put_strings(w, "enum", &c->value);
		put_strings(w, "enumDescriptions", &c->words);
	} else {
		json_literal(&w->json, "not", "{}");
	}
	buf_free(&c->value);
	buf_free(&c->words);
}

/* By code: the order in vocabulary.yaml means nothing. NULL: none that a policy may name. */
static const struct term *term_at(const struct schema_writer *w, enum kind kind, unsigned code)
{
	const struct term *t = w->vocabulary->kinds[kind].by_code[code];
	return t && !t->retired ? t : NULL;
}

static unsigned term_codes(const struct schema_writer *w, enum kind kind)
{
	return w->vocabulary->kinds[kind].count ? w->vocabulary->kinds[kind].codes : 0;
}

static void put_fault_of(struct schema_writer *w, enum kind kind)
{
	const struct kind_info *k = kind_info(kind);
	struct buf text = {0};
	if (k->origin != ORIGIN_VOCABULARY)
		return; /* the list of all there are says more */
	buf_printf(&text, "unknown %s; add it to '%s' in vocabulary.yaml with a code and its labels", k->name, k->key);
	json_text(&w->json, "errorMessage", buf_cstr(&text));
	buf_free(&text);
}

static void define_kind(struct schema_writer *w, enum kind kind)
{
	struct choice c = {0};
	json_open(&w->json, kind_info(kind)->name, '{');
	json_literal(&w->json, "type", "\"string\"");
	for (unsigned code = 1; code <= term_codes(w, kind); code++) {
		const struct term *t = term_at(w, kind, code);
		if (!t)
			continue;
		buf_str(&c.value, t->id);
		buf_str(&c.words, t->labels[w->explain->index]);
		choice_end(&c);
	}
	put_choice(w, &c);
	put_fault_of(w, kind);
	json_close(&w->json);
}

static void define_ids(struct schema_writer *w, enum kind kind)
{
	struct buf name = {0};
	buf_printf(&name, "%s-ids", kind_info(kind)->name);
	json_open(&w->json, buf_cstr(&name), '{');
	json_literal(&w->json, "type", "\"array\"");
	js_ref_of(w, "items", kind_info(kind)->name, "");
	json_literal(&w->json, "minItems", "1");
	json_number(&w->json, "maxItems", MAX_LIST);
	json_literal(&w->json, "uniqueItems", "true");
	json_close(&w->json);
	buf_free(&name);
}

static void define_list(struct schema_writer *w, enum kind kind)
{
	static const struct {
		const char *key, *doc;
	} keys[] = {{"complete", "These, and no others."}, {"examples", "These, among others."}};
	struct buf name = {0};
	buf_printf(&name, "%s-list", kind_info(kind)->name);
	json_open(&w->json, buf_cstr(&name), '{');
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		js_described(w, keys[i].key, keys[i].doc, kind_info(kind)->name, "-ids");
	}
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
	json_literal(&w->json, "minProperties", "1");
	json_literal(&w->json, "maxProperties", "1");
	json_text(&w->json, "errorMessage", "write 'complete: [ids]' if the list is all there is, 'examples: [ids]' if there may be more");
	json_open(&w->json, "defaultSnippets", '[');
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		name.len = 0;
		buf_printf(&name, "{%s: [${1:%s}]}", keys[i].key, kind_info(kind)->name);
		json_flat(&w->json, NULL, '{');
		json_text(&w->json, "label", keys[i].key);
		json_text(&w->json, "description", keys[i].doc);
		json_text(&w->json, "body", buf_cstr(&name));
		json_close(&w->json);
	}
	json_close(&w->json);
	json_close(&w->json);
	buf_free(&name);
}

/* An event, or `implied` and an event. */
static void define_start(struct schema_writer *w, enum kind kind)
{
	static const struct field start = {.type = TYPE_START};
	struct choice c = {0};
	json_open(&w->json, "start", '{');
	json_literal(&w->json, "type", "\"string\"");
	for (int implied = 0; implied < 2; implied++)
		for (unsigned code = 1; code <= term_codes(w, kind); code++) {
			struct value v = {.state = VALUE_STATED, .implied = implied, .term = term_at(w, kind, code)};
			if (!v.term)
				continue;
			buf_str(&c.value, implied ? "implied " : "");
			buf_str(&c.value, v.term->id);
			phrase_value(&c.words, w->explain, NULL, &start, &v, 0);
			choice_end(&c);
		}
	put_choice(w, &c);
	put_fault_of(w, kind);
	json_close(&w->json);
}

/* ---- lengths of time ---- */

static void put_unit_names(struct buf *b, bool plural)
{
	BUF_LIT(b, " (?:");
	for (int u = 1; u < UNIT__COUNT; u++) {
		if (u > 1)
			buf_char(b, '|');
		buf_str(b, unit_name((enum unit)u, plural));
	}
	buf_char(b, ')');
}

/* `1 year`, `7 years`, `5 to 7 years`. That the smaller number comes first is beyond a pattern. */
static void put_lengths(struct buf *b, bool bound)
{
	_Static_assert(MAX_NUMBER == 9999, "numbers have up to four digits");
	buf_str(b, bound ? "^(?:(?:up to )?1" : "^(?:1");
	put_unit_names(b, false);
	buf_str(b, bound ? "|(?:up to |[1-9][0-9]{0,3} to )?(?:[2-9]|[1-9][0-9]{1,3})" : "|(?:[1-9][0-9]{0,3} to )?(?:[2-9]|[1-9][0-9]{1,3})");
	put_unit_names(b, true);
	BUF_LIT(b, ")$");
}

static void add_span(struct schema_writer *w, struct choice *c, struct span span)
{
	static const struct field field = {.type = TYPE_SPAN};
	struct value v = {.state = VALUE_STATED, .span = span};
	span_write(&c->value, &span);
	phrase_value(&c->words, w->explain, NULL, &field, &v, 0);
	choice_end(c);
}

static void add_spans(struct schema_writer *w, struct choice *c, enum span_kind span, enum kind kind)
{
	for (unsigned code = 1; code <= term_codes(w, kind); code++)
		if (term_at(w, kind, code))
			add_span(w, c, (struct span){.kind = span, .word = term_at(w, kind, code)});
}

/* The lengths with a number; bound: an upper bound among them. */
static void define_lengths(struct schema_writer *w, bool bound)
{
	static const struct span examples[] = {
		{SPAN_UP_TO, UNIT_YEAR, 0, 10, NULL}, {SPAN_EXACT, UNIT_YEAR, 7, 7, NULL},           {SPAN_RANGE, UNIT_YEAR, 5, 7, NULL},
		{SPAN_EXACT, UNIT_HOUR, 72, 72, NULL}, {SPAN_EXACT, UNIT_BUSINESS_DAY, 10, 10, NULL},
	};
	struct buf text = {0};
	put_lengths(&text, bound);
	json_open(&w->json, bound ? "length-or-bound" : "length", '{');
	json_literal(&w->json, "type", "\"string\"");
	json_text(&w->json, "pattern", buf_cstr(&text));
	text.len = 0;
	buf_printf(&text, "a length of time is written '7 years', '5 to 7 years', %s'72 hours', '10 business days', "
	           "'indefinitely', 'while' and a state, or in words of the vocabulary's durations", bound ? "'up to 10 years', " : "");
	json_text(&w->json, "errorMessage", buf_cstr(&text));
	json_open(&w->json, "defaultSnippets", '[');
	for (size_t i = bound ? 0 : 1; i < sizeof examples / sizeof *examples; i++) {
		text.len = 0;
		span_write(&text, &examples[i]);
		json_flat(&w->json, NULL, '{');
		json_text(&w->json, "label", buf_cstr(&text));
		json_text(&w->json, "body", buf_cstr(&text));
		json_close(&w->json);
	}
	json_close(&w->json);
	json_close(&w->json);
	buf_free(&text);
}

static void define_span(struct schema_writer *w, bool bounds)
{
	struct choice c = {0};
	define_lengths(w, false);
	if (bounds)
		define_lengths(w, true);
	json_open(&w->json, "span-words", '{');
	json_literal(&w->json, "type", "\"string\"");
	add_span(w, &c, (struct span){.kind = SPAN_INDEFINITE});
	add_spans(w, &c, SPAN_WHILE, KIND_STATE);
	add_spans(w, &c, SPAN_WORDS, KIND_DURATION);
	put_choice(w, &c);
	json_close(&w->json);
}

/* ---- the other types ---- */

/* The sections' keys as a part of a pattern, or as a definition with their docs. */
static void define_sections(struct schema_writer *w)
{
	struct buf pattern = {0};
	struct choice c = {0};
	BUF_LIT(&pattern, "^(?:");
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		if (s->document != DOCUMENT_POLICY || s->parent != SECTION__COUNT)
			continue;
		buf_str(&pattern, i ? "|" : "");
		buf_str(&pattern, s->key);
		buf_str(&c.value, s->key);
		buf_str(&c.words, s->doc);
		choice_end(&c);
	}
	BUF_LIT(&pattern, ")(?:\\.(?:" ID ")){1,5}$");
	put_pattern(w, "fact", "\"string\"", buf_cstr(&pattern), "a fact is written section.item, section.item.field or, one id of a list, section.item.field.id");
	json_open(&w->json, "section", '{');
	json_literal(&w->json, "type", "\"string\"");
	put_choice(w, &c);
	json_close(&w->json);
	buf_free(&pattern);
}

static void define_texts(struct schema_writer *w)
{
	json_literal(&w->json, "words", "{\"type\": \"string\", \"minLength\": 1}");
	json_open(&w->json, "texts", '{');
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	js_per_locale(w, "words");
	json_close(&w->json);
	js_require_locales(w, NULL);
	js_other_languages(w);
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
}

/* A pattern and not a constant: editors would put a constant's message in the place of the other values' own. */
static void define_gap(struct schema_writer *w, const char *word, const char *doc)
{
	struct buf pattern = {0};
	buf_printf(&pattern, "^%s$", word);
	json_flat(&w->json, word, '{');
	json_text(&w->json, "description", doc);
	json_text(&w->json, "type", "string");
	json_text(&w->json, "pattern", buf_cstr(&pattern));
	json_flat(&w->json, "defaultSnippets", '[');
	json_flat(&w->json, NULL, '{');
	json_text(&w->json, "label", word);
	json_text(&w->json, "description", doc);
	json_text(&w->json, "body", word);
	json_close(&w->json);
	json_close(&w->json);
	json_close(&w->json);
	buf_free(&pattern);
}

/* What the fields of a document need. */
struct uses {
	bool kinds[KIND__COUNT][TYPE__COUNT], types[TYPE__COUNT];
	bool email, phone, url, month, bound, unstated, placeholder, id;
};

static void define_types(struct schema_writer *w, const struct uses *u)
{
	if (u->id)
		put_pattern(w, "id", "\"string\"", "^(?=.{1,64}$)" ID "$", "an id begins with a letter and consists of lower-case letters, digits and single hyphens");
	if (u->types[TYPE_FLAG]) {
		json_open(&w->json, "flag", '{');
		json_literal(&w->json, "type", "\"boolean\"");
		json_text(&w->json, "errorMessage", "write 'true' or 'false'");
		json_close(&w->json);
	}
	if (u->types[TYPE_NUMBER]) {
		json_open(&w->json, "number", '{');
		json_literal(&w->json, "type", "\"integer\"");
		json_literal(&w->json, "minimum", "1");
		json_number(&w->json, "maximum", MAX_NUMBER);
		json_close(&w->json);
	}
	if (u->types[TYPE_DATE] || u->types[TYPE_DATES])
		put_pattern(w, "date", "\"string\"", DATE_PATTERN, "a date is written year-month-day, such as 2027-03-01");
	if (u->month)
		put_pattern(w, "date-or-month", "\"string\"", DATE_PATTERN "|^" YEAR "-(?:0[1-9]|1[0-2])$",
		            "a date is written year-month-day, such as 2027-03-01, and a month as 2027-03");
	if (u->types[TYPE_DATES])
		json_literal(&w->json, "dates", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/date\"}, \"minItems\": 1, \"maxItems\": 255}");
	if (u->types[TYPE_LITERAL] || u->types[TYPE_NAMES]) {
		json_open(&w->json, "text", '{');
		json_text(&w->json, "type", "string");
		json_text(&w->json, "pattern", "^(?!(?:unstated|placeholder)$)[^ \\r\\n](?:.{0,498}[^ \\r\\n])?$");
		json_text(&w->json, "errorMessage", "a text here is one line of 1 to 500 characters, with no spaces before or after it");
		json_close(&w->json);
	}
	if (u->types[TYPE_NAMES])
		json_literal(&w->json, "names", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/text\"}, \"minItems\": 1, \"maxItems\": 255, \"uniqueItems\": true}");
	if (u->email)
		put_pattern(w, "email", "\"string\"", "^" ATOM "(?:(?:" ATOM "|\\.)*" ATOM ")?@" LABEL "(?:\\." LABEL ")+$",
		            "an e-mail address is written as privacy@example.com");
	if (u->phone)
		put_pattern(w, "phone", "\"string\"", "^\\+?\\(?[0-9](?:[ ()-]*[0-9]){2,19}\\)?$", "a telephone number is written as +62 21 555 0100");
	if (u->url)
		put_pattern(w, "url", "\"string\"", "^https://" LABEL "[^ <>\"]*$", "the address of a web page is written as https://example.com/privacy");
	if (u->unstated)
		define_gap(w, "unstated", "The source does not say.");
	if (u->placeholder)
		define_gap(w, "placeholder", "The source has a placeholder that is not filled in.");
}

static void add_uses(struct uses *u, const struct section *s)
{
	for (unsigned f = 0; f < s->count; f++) {
		const struct field *field = &s->fields[f];
		bool gap = field->flags & GAP;
		u->kinds[field->kind][field->type] = u->types[field->type] = true;
		u->email |= field->flags & EMAIL;
		u->phone |= field->flags & PHONE;
		u->url |= field->flags & URL;
		u->month |= field->flags & MONTH;
		u->bound |= field->flags & BOUNDED;
		u->unstated |= gap;
		u->placeholder |= gap && (field->type == TYPE_LITERAL || field->type == TYPE_DATE);
		u->id |= s->shape == SHAPE_ONE && strcmp(field->key, "id") == 0;
	}
}

void js_definitions(struct schema_writer *w, enum document document)
{
	struct uses u = {.email = false};
	for (int i = 0; i < SECTION__COUNT; i++)
		if (schema_section((enum section_id)i)->document == document)
			add_uses(&u, schema_section((enum section_id)i));
	json_open(&w->json, "definitions", '{');
	define_types(w, &u);
	if (u.types[TYPE_TEXT])
		define_texts(w);
	if (u.types[TYPE_SPAN])
		define_span(w, u.bound);
	if (u.types[TYPE_START])
		define_start(w, KIND_EVENT);
	if (u.types[TYPE_FACT])
		define_sections(w);
	for (int k = 1; k < KIND__COUNT; k++) {
		const bool *of = u.kinds[k];
		if (of[TYPE_TERM] || of[TYPE_TERMS] || of[TYPE_LIST])
			define_kind(w, (enum kind)k);
		if (of[TYPE_TERMS] || of[TYPE_LIST])
			define_ids(w, (enum kind)k);
		if (of[TYPE_LIST])
			define_list(w, (enum kind)k);
	}
	json_close(&w->json);
}
