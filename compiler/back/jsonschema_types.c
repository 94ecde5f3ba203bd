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
#define DATE_PATTERN \
	"^(?:19[7-9][0-9]|[2-9][0-9]{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|" \
	"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))$"

/* Definition `name`: texts of one form, with the words for any other. */
static void put_pattern(struct schema_writer *w, const char *name, const char *type, const char *pattern, const char *fault)
{
	js_object(w, name);
	js_raw(w, "type", type);
	js_text(w, "pattern", pattern);
	js_text(w, "errorMessage", fault);
	js_end(w);
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
	js_key(w, key);
	js_open(w, '[');
	for (size_t i = 0; i < strings->len; i += strlen(strings->data + i) + 1) {
		js_line(w);
		js_string(w, strings->data + i);
	}
	js_close(w, ']');
}

/* No value at all: `enum` must not be empty. */
static void put_choice(struct schema_writer *w, struct choice *c)
{
	if (c->value.len) {
		put_strings(w, "enum", &c->value);
		put_strings(w, "enumDescriptions", &c->words);
	} else {
		js_raw(w, "not", "{}");
	}
	buf_free(&c->value);
	buf_free(&c->words);
}

/* By code: the order in vocabulary.yaml is no meaning. NULL: none that a policy may name. */
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
	js_key(w, "errorMessage");
	text_json(w->b, text.data, text.len);
	buf_free(&text);
}

static void define_kind(struct schema_writer *w, enum kind kind)
{
	struct choice c = {0};
	js_object(w, kind_info(kind)->name);
	js_raw(w, "type", "\"string\"");
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
	js_end(w);
}

static void define_ids(struct schema_writer *w, enum kind kind)
{
	struct buf name = {0};
	buf_printf(&name, "%s-ids%c", kind_info(kind)->name, '\0');
	js_object(w, name.data);
	js_raw(w, "type", "\"array\"");
	js_key(w, "items");
	buf_char(w->b, '{');
	js_ref(w, kind_info(kind)->name, "");
	buf_char(w->b, '}');
	js_raw(w, "minItems", "1");
	js_key(w, "maxItems");
	buf_uint(w->b, MAX_LIST);
	js_raw(w, "uniqueItems", "true");
	js_end(w);
	buf_free(&name);
}

static void define_list(struct schema_writer *w, enum kind kind)
{
	static const struct {
		const char *key, *doc;
	} keys[] = {{"complete", "These, and no others."}, {"examples", "These, among others."}};
	struct buf name = {0};
	buf_printf(&name, "%s-list%c", kind_info(kind)->name, '\0');
	js_object(w, name.data);
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		js_key(w, keys[i].key);
		js_described(w, keys[i].doc, kind_info(kind)->name, "-ids");
	}
	js_end(w);
	js_raw(w, "additionalProperties", "false");
	js_raw(w, "minProperties", "1");
	js_raw(w, "maxProperties", "1");
	js_text(w, "errorMessage", "write 'complete: [ids]' if the list is all there is, 'examples: [ids]' if there may be more");
	js_key(w, "defaultSnippets");
	js_open(w, '[');
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		js_line(w);
		buf_printf(w->b, "{\"label\": \"%s\", \"description\": \"%s\", \"body\": \"{%s: [${1:%s}]}\"}", keys[i].key, keys[i].doc,
		           keys[i].key, kind_info(kind)->name);
	}
	js_close(w, ']');
	js_end(w);
	buf_free(&name);
}

/* An event, or `implied` and an event. */
static void define_start(struct schema_writer *w, enum kind kind)
{
	static const struct field start = {.type = TYPE_START};
	struct choice c = {0};
	js_object(w, "start");
	js_raw(w, "type", "\"string\"");
	for (int implied = 0; implied < 2; implied++)
		for (unsigned code = 1; code <= term_codes(w, kind); code++) {
			struct value v = {.state = VALUE_STATED, .implied = implied, .term = term_at(w, kind, code)};
			if (!v.term)
				continue;
			buf_str(&c.value, implied ? "implied " : "");
			buf_str(&c.value, v.term->id);
			phrase_value(&c.words, w->explain, NULL, &start, &v, false);
			choice_end(&c);
		}
	put_choice(w, &c);
	put_fault_of(w, kind);
	js_end(w);
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
static void put_lengths(struct buf *b)
{
	_Static_assert(MAX_NUMBER == 9999, "numbers have up to four digits");
	BUF_LIT(b, "^(?:1");
	put_unit_names(b, false);
	BUF_LIT(b, "|(?:[1-9][0-9]{0,3} to )?(?:[2-9]|[1-9][0-9]{1,3})");
	put_unit_names(b, true);
	BUF_LIT(b, ")$");
}

static void add_span(struct schema_writer *w, struct choice *c, struct span span)
{
	static const struct field field = {.type = TYPE_SPAN};
	struct value v = {.state = VALUE_STATED, .span = span};
	span_write(&c->value, &span);
	phrase_value(&c->words, w->explain, NULL, &field, &v, false);
	choice_end(c);
}

static void add_spans(struct schema_writer *w, struct choice *c, enum span_kind span, enum kind kind)
{
	for (unsigned code = 1; code <= term_codes(w, kind); code++)
		if (term_at(w, kind, code))
			add_span(w, c, (struct span){.kind = span, .word = term_at(w, kind, code)});
}

static void define_span(struct schema_writer *w)
{
	static const struct span examples[] = {
		{SPAN_EXACT, UNIT_YEAR, 7, 7, NULL},  {SPAN_RANGE, UNIT_YEAR, 5, 7, NULL},
		{SPAN_EXACT, UNIT_HOUR, 72, 72, NULL}, {SPAN_EXACT, UNIT_BUSINESS_DAY, 10, 10, NULL},
	};
	struct choice c = {0};
	struct buf pattern = {0};
	put_lengths(&pattern);
	buf_char(&pattern, '\0');
	js_object(w, "length");
	js_raw(w, "type", "\"string\"");
	js_text(w, "pattern", pattern.data);
	js_text(w, "errorMessage", "a length of time is written '7 years', '5 to 7 years', '72 hours', '10 business days', "
	                            "'indefinitely', 'while' and a state, or in words of the vocabulary's durations");
	js_key(w, "defaultSnippets");
	js_open(w, '[');
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		pattern.len = 0;
		span_write(&pattern, &examples[i]);
		js_line(w);
		BUF_LIT(w->b, "{\"label\": ");
		text_json(w->b, pattern.data, pattern.len);
		BUF_LIT(w->b, ", \"body\": ");
		text_json(w->b, pattern.data, pattern.len);
		BUF_LIT(w->b, "}");
	}
	js_close(w, ']');
	js_end(w);
	js_object(w, "span-words");
	js_raw(w, "type", "\"string\"");
	add_span(w, &c, (struct span){.kind = SPAN_INDEFINITE});
	add_spans(w, &c, SPAN_WHILE, KIND_STATE);
	add_spans(w, &c, SPAN_WORDS, KIND_DURATION);
	put_choice(w, &c);
	js_end(w);
	buf_free(&pattern);
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
		if (s->document != DOCUMENT_POLICY || s->shape == SHAPE_SUB)
			continue;
		buf_str(&pattern, i ? "|" : "");
		buf_str(&pattern, s->key);
		buf_str(&c.value, s->key);
		buf_str(&c.words, s->doc);
		choice_end(&c);
	}
	BUF_LIT(&pattern, ")(?:\\.(?:" ID ")){1,4}$");
	buf_char(&pattern, '\0');
	put_pattern(w, "fact", "\"string\"", pattern.data, "a fact is written section.item or section.item.field");
	js_object(w, "section");
	js_raw(w, "type", "\"string\"");
	put_choice(w, &c);
	js_end(w);
	buf_free(&pattern);
}

static void define_texts(struct schema_writer *w)
{
	js_raw(w, "words", "{\"type\": \"string\", \"minLength\": 1}");
	js_object(w, "texts");
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	js_per_locale(w, "words");
	js_end(w);
	js_require_locales(w, NULL);
	js_raw(w, "additionalProperties", "false");
	js_end(w);
}

/* A pattern and not a constant: editors would put a constant's message in the place of the other values' own. */
static void define_gap(struct schema_writer *w, const char *word, const char *doc)
{
	js_key(w, word);
	BUF_LIT(w->b, "{\"description\": ");
	js_string(w, doc);
	buf_printf(w->b, ", \"type\": \"string\", \"pattern\": \"^%s$\", \"defaultSnippets\": [{\"label\": \"%s\", \"description\": ",
	           word, word);
	js_string(w, doc);
	buf_printf(w->b, ", \"body\": \"%s\"}]}", word);
}

/* What the fields of a document need. */
struct uses {
	bool kinds[KIND__COUNT][TYPE__COUNT], types[TYPE__COUNT];
	bool email, unstated, placeholder, id;
};

static void define_types(struct schema_writer *w, const struct uses *u)
{
	if (u->id)
		put_pattern(w, "id", "\"string\"", "^(?=.{1,64}$)" ID "$", "an id is made of lower-case letters, digits and hyphens");
	if (u->types[TYPE_FLAG]) {
		js_object(w, "flag");
		js_raw(w, "type", "\"boolean\"");
		js_text(w, "errorMessage", "write 'true' or 'false'");
		js_end(w);
	}
	if (u->types[TYPE_NUMBER]) {
		js_object(w, "number");
		js_raw(w, "type", "\"integer\"");
		js_raw(w, "minimum", "1");
		js_key(w, "maximum");
		buf_uint(w->b, MAX_NUMBER);
		js_end(w);
	}
	if (u->types[TYPE_DATE] || u->types[TYPE_DATES])
		put_pattern(w, "date", "\"string\"", DATE_PATTERN, "a date is written year-month-day, such as 2027-03-01");
	if (u->types[TYPE_DATES])
		js_raw(w, "dates", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/date\"}, \"minItems\": 1, \"maxItems\": 255}");
	if (u->types[TYPE_LITERAL] || u->types[TYPE_NAMES]) {
		/* a number is text too: version: 2 */
		js_object(w, "text");
		js_raw(w, "type", "[\"string\", \"number\"]");
		js_text(w, "pattern", "^(?!(?:unstated|placeholder)$)[^ \\r\\n](?:.{0,498}[^ \\r\\n])?$");
		js_text(w, "errorMessage", "a text here is one line of 1 to 500 characters without blanks around it");
		js_end(w);
	}
	if (u->types[TYPE_NAMES])
		js_raw(w, "names", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/text\"}, \"minItems\": 1, \"maxItems\": 255, \"uniqueItems\": true}");
	if (u->email)
		put_pattern(w, "email", "\"string\"", "^" ATOM "(?:(?:" ATOM "|\\.)*" ATOM ")?@" LABEL "(?:\\." LABEL ")+$",
		            "an e-mail address is written as privacy@example.com");
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
	js_object(w, "definitions");
	define_types(w, &u);
	if (u.types[TYPE_TEXT])
		define_texts(w);
	if (u.types[TYPE_SPAN])
		define_span(w);
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
	js_end(w);
}
