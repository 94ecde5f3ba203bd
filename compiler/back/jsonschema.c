/* The JSON Schemas for editors, made from the schema table, the kinds and the loaded vocabulary: what they accept is what
 * bind.c and words.c accept, as far as JSON Schema can say it. Draft-07, which editors know best; `errorMessage`,
 * `enumDescriptions` and `defaultSnippets` are words of vscode's that other readers skip.
 *
 *     "retention": {
 *       "description": "How long data is kept, from when, and what happens then.",
 *       "patternProperties": {
 *         "^[a-z]...$": {
 *           "properties": {
 *             "period": {"description": "How long: ...", "anyOf": [{"$ref": "#/definitions/span"}, ...]},
 */
#include "../base/text.h"
#include "emit.h"
#include "program.h"

const char *const schema_names[] = {"policy", "vocabulary", "locale", NULL};

/* ASCII and no line break, as `.` in a pattern: draft-07 has no flags. */
#define ID "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
/* A key: an id that no reader of YAML takes for a value (load.c), of at most ID_MAX characters. */
#define KEY_PATTERN "^(?!(?:yes|no|on|off|y|n|true|false|null)$)(?=.{1,64}$)" ID "$"
_Static_assert(ID_MAX == 64, "KEY_PATTERN has it");
#define ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
#define LABEL "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
#define DATE_PATTERN \
	"^(?:19[7-9][0-9]|[2-9][0-9]{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|" \
	"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))$"

struct schema_writer {
	struct buf *b;
	unsigned depth;
	bool first; /* nothing in the innermost object yet */
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	const struct locale *explain; /* whose words explain ids: English, or the first */
};

/* ---- JSON ---- */

static void put_string(struct schema_writer *w, const char *s)
{
	text_json(w->b, s, strlen(s));
}

static void start_line(struct schema_writer *w)
{
	if (!w->first)
		buf_char(w->b, ',');
	w->first = false;
	buf_char(w->b, '\n');
	for (unsigned i = 0; i < w->depth; i++)
		BUF_LIT(w->b, "  ");
}

/* A line `"key": `, to which the caller appends the value. */
static void put_key(struct schema_writer *w, const char *key)
{
	start_line(w);
	put_string(w, key);
	BUF_LIT(w->b, ": ");
}

/* A line whose value needs no escaping beyond what its literal has. */
static void put_raw(struct schema_writer *w, const char *key, const char *json)
{
	put_key(w, key);
	buf_str(w->b, json);
}

static void put_text(struct schema_writer *w, const char *key, const char *text)
{
	put_key(w, key);
	put_string(w, text);
}

static void open_with(struct schema_writer *w, char bracket)
{
	buf_char(w->b, bracket);
	w->depth++;
	w->first = true;
}

static void open_object(struct schema_writer *w, const char *key)
{
	put_key(w, key);
	open_with(w, '{');
}

static void close_with(struct schema_writer *w, char bracket)
{
	w->depth--;
	w->first = true; /* no comma */
	start_line(w);
	buf_char(w->b, bracket);
}

static void close_object(struct schema_writer *w)
{
	close_with(w, '}');
}

/* `"$ref": "#/definitions/NAME"`, the name in two parts. */
static void put_ref(struct schema_writer *w, const char *name, const char *suffix)
{
	buf_printf(w->b, "\"$ref\": \"#/definitions/%s%s\"", name, suffix);
}

/* `{"description": "DOC", "$ref": "#/definitions/NAME"}`: editors show the doc, readers of draft-07 skip it. */
static void put_described(struct schema_writer *w, const char *doc, const char *name, const char *suffix)
{
	BUF_LIT(w->b, "{\"description\": ");
	put_string(w, doc);
	BUF_LIT(w->b, ", ");
	put_ref(w, name, suffix);
	buf_char(w->b, '}');
}

/* Definition `name`: texts of one form, with the words for any other. */
static void put_pattern(struct schema_writer *w, const char *name, const char *type, const char *pattern, const char *fault)
{
	open_object(w, name);
	put_raw(w, "type", type);
	put_text(w, "pattern", pattern);
	put_text(w, "errorMessage", fault);
	close_object(w);
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
	put_key(w, key);
	open_with(w, '[');
	for (size_t i = 0; i < strings->len; i += strlen(strings->data + i) + 1) {
		start_line(w);
		put_string(w, strings->data + i);
	}
	close_with(w, ']');
}

/* No value at all: `enum` must not be empty. */
static void put_choice(struct schema_writer *w, struct choice *c)
{
	if (c->value.len) {
		put_strings(w, "enum", &c->value);
		put_strings(w, "enumDescriptions", &c->words);
	} else {
		put_raw(w, "not", "{}");
	}
	buf_free(&c->value);
	buf_free(&c->words);
}

/* By code: the order in vocabulary.yaml is no meaning. */
static const struct term *term_at(const struct schema_writer *w, enum kind kind, unsigned code)
{
	return w->vocabulary->kinds[kind].by_code[code];
}

static unsigned term_codes(const struct schema_writer *w, enum kind kind)
{
	return w->vocabulary->kinds[kind].count ? w->vocabulary->kinds[kind].codes : 0;
}

static void put_fault_of(struct schema_writer *w, enum kind kind)
{
	const struct kind_info *k = kind_info(kind);
	struct buf text = {0};
	if (k->fixed)
		return; /* the list of all there are says more */
	buf_printf(&text, "unknown %s; add it to '%s' in vocabulary.yaml with a code and its labels", k->name, k->key);
	put_key(w, "errorMessage");
	text_json(w->b, text.data, text.len);
	buf_free(&text);
}

static void define_kind(struct schema_writer *w, enum kind kind)
{
	struct choice c = {0};
	open_object(w, kind_info(kind)->name);
	put_raw(w, "type", "\"string\"");
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
	close_object(w);
}

static void define_ids(struct schema_writer *w, enum kind kind)
{
	struct buf name = {0};
	buf_printf(&name, "%s-ids%c", kind_info(kind)->name, '\0');
	open_object(w, name.data);
	put_raw(w, "type", "\"array\"");
	put_key(w, "items");
	buf_char(w->b, '{');
	put_ref(w, kind_info(kind)->name, "");
	buf_char(w->b, '}');
	put_raw(w, "minItems", "1");
	put_key(w, "maxItems");
	buf_uint(w->b, MAX_LIST);
	put_raw(w, "uniqueItems", "true");
	close_object(w);
	buf_free(&name);
}

static void define_list(struct schema_writer *w, enum kind kind)
{
	static const struct {
		const char *key, *doc;
	} keys[] = {{"complete", "These, and no others."}, {"examples", "These, among others."}};
	struct buf name = {0};
	buf_printf(&name, "%s-list%c", kind_info(kind)->name, '\0');
	open_object(w, name.data);
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		put_key(w, keys[i].key);
		put_described(w, keys[i].doc, kind_info(kind)->name, "-ids");
	}
	close_object(w);
	put_raw(w, "additionalProperties", "false");
	put_raw(w, "minProperties", "1");
	put_raw(w, "maxProperties", "1");
	put_text(w, "errorMessage", "write 'complete: [ids]' if the list is all there is, 'examples: [ids]' if there may be more");
	put_key(w, "defaultSnippets");
	open_with(w, '[');
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		start_line(w);
		buf_printf(w->b, "{\"label\": \"%s\", \"description\": \"%s\", \"body\": \"{%s: [${1:%s}]}\"}", keys[i].key, keys[i].doc,
		           keys[i].key, kind_info(kind)->name);
	}
	close_with(w, ']');
	close_object(w);
	buf_free(&name);
}

/* An event, or `implied` and an event. */
static void define_start(struct schema_writer *w, enum kind kind)
{
	static const struct field start = {.type = TYPE_START};
	struct choice c = {0};
	open_object(w, "start");
	put_raw(w, "type", "\"string\"");
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
	close_object(w);
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
	open_object(w, "length");
	put_raw(w, "type", "\"string\"");
	put_text(w, "pattern", pattern.data);
	put_text(w, "errorMessage", "a length of time is written '7 years', '5 to 7 years', '72 hours', '10 business days', "
	                            "'indefinitely', 'while' and a state, or in words of the vocabulary's durations");
	put_key(w, "defaultSnippets");
	open_with(w, '[');
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		pattern.len = 0;
		span_write(&pattern, &examples[i]);
		start_line(w);
		BUF_LIT(w->b, "{\"label\": ");
		text_json(w->b, pattern.data, pattern.len);
		BUF_LIT(w->b, ", \"body\": ");
		text_json(w->b, pattern.data, pattern.len);
		BUF_LIT(w->b, "}");
	}
	close_with(w, ']');
	close_object(w);
	open_object(w, "span-words");
	put_raw(w, "type", "\"string\"");
	add_span(w, &c, (struct span){.kind = SPAN_INDEFINITE});
	add_spans(w, &c, SPAN_WHILE, KIND_STATE);
	add_spans(w, &c, SPAN_WORDS, KIND_DURATION);
	put_choice(w, &c);
	close_object(w);
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
		if (s->shape == SHAPE_SUB)
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
	open_object(w, "section");
	put_raw(w, "type", "\"string\"");
	put_choice(w, &c);
	close_object(w);
	buf_free(&pattern);
}

/* A text of each locale; the texts are of a definition. */
static void put_per_locale(struct schema_writer *w, const char *definition)
{
	for (unsigned l = 0; l < w->locales->count; l++) {
		put_key(w, w->locales->at[l].id);
		put_described(w, w->locales->at[l].name, definition, "");
	}
}

static void put_required_locales(struct schema_writer *w, const char *before)
{
	put_key(w, "required");
	buf_char(w->b, '[');
	if (before)
		put_string(w, before);
	for (unsigned l = 0; l < w->locales->count; l++) {
		if (l || before)
			BUF_LIT(w->b, ", ");
		put_string(w, w->locales->at[l].id);
	}
	buf_char(w->b, ']');
}

static void define_texts(struct schema_writer *w)
{
	put_raw(w, "words", "{\"type\": \"string\", \"minLength\": 1}");
	open_object(w, "texts");
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	put_per_locale(w, "words");
	close_object(w);
	put_required_locales(w, NULL);
	put_raw(w, "additionalProperties", "false");
	close_object(w);
}

/* A pattern and not a constant: editors would put a constant's message in the place of the other values' own. */
static void define_gap(struct schema_writer *w, const char *word, const char *doc)
{
	put_key(w, word);
	BUF_LIT(w->b, "{\"description\": ");
	put_string(w, doc);
	buf_printf(w->b, ", \"type\": \"string\", \"pattern\": \"^%s$\", \"defaultSnippets\": [{\"label\": \"%s\", \"description\": ",
	           word, word);
	put_string(w, doc);
	buf_printf(w->b, ", \"body\": \"%s\"}]}", word);
}

static void define_types(struct schema_writer *w)
{
	put_pattern(w, "id", "\"string\"", "^(?=.{1,64}$)" ID "$", "an id is made of lower-case letters, digits and hyphens");
	open_object(w, "flag");
	put_raw(w, "type", "\"boolean\"");
	put_text(w, "errorMessage", "write 'true' or 'false'");
	close_object(w);
	open_object(w, "number");
	put_raw(w, "type", "\"integer\"");
	put_raw(w, "minimum", "1");
	put_key(w, "maximum");
	buf_uint(w->b, MAX_NUMBER);
	close_object(w);
	put_pattern(w, "date", "\"string\"", DATE_PATTERN, "a date is written year-month-day, such as 2027-03-01");
	/* a number is text too: version: 2 */
	open_object(w, "text");
	put_raw(w, "type", "[\"string\", \"number\"]");
	put_text(w, "pattern", "^(?!(?:unstated|placeholder)$)[^ \\r\\n](?:.{0,498}[^ \\r\\n])?$");
	put_text(w, "errorMessage", "a text here is one line of 1 to 500 characters without blanks around it");
	close_object(w);
	put_pattern(w, "email", "\"string\"", "^" ATOM "(?:(?:" ATOM "|\\.)*" ATOM ")?@" LABEL "(?:\\." LABEL ")+$",
	            "an e-mail address is written as privacy@example.com");
	define_gap(w, "unstated", "The source does not say.");
	define_gap(w, "placeholder", "The source has a placeholder that is not filled in.");
}

static void define_all(struct schema_writer *w)
{
	bool used[KIND__COUNT][TYPE__COUNT] = {{false}};
	for (int i = 0; i < SECTION__COUNT; i++)
		for (unsigned f = 0; f < schema_section((enum section_id)i)->count; f++) {
			const struct field *field = &schema_section((enum section_id)i)->fields[f];
			used[field->kind][field->type] = true;
		}
	open_object(w, "definitions");
	define_types(w);
	define_texts(w);
	define_span(w);
	define_start(w, KIND_EVENT);
	define_sections(w);
	for (int k = 1; k < KIND__COUNT; k++) {
		const bool *of = used[k];
		if (of[TYPE_TERM] || of[TYPE_TERMS] || of[TYPE_LIST])
			define_kind(w, (enum kind)k);
		if (of[TYPE_TERMS] || of[TYPE_LIST])
			define_ids(w, (enum kind)k);
		if (of[TYPE_LIST])
			define_list(w, (enum kind)k);
	}
	close_object(w);
}

/* ---- the policy ---- */

/* The references to what a field's values may be. A few literals are ids of the policy's own. */
static void ref_field(struct schema_writer *w, const struct section *s, const struct field *f)
{
	static const char *const names[TYPE__COUNT] = {
		[TYPE_FLAG] = "flag", [TYPE_START] = "start", [TYPE_NUMBER] = "number", [TYPE_DATE] = "date",
		[TYPE_LITERAL] = "text", [TYPE_TEXT] = "texts", [TYPE_FACT] = "fact", [TYPE_SPAN] = "length",
	};
	if (s->id == SECTION_brand && strcmp(f->key, "id") == 0)
		put_ref(w, "id", "");
	else if (s->id == SECTION_clause && strcmp(f->key, "place") == 0)
		put_ref(w, "section", "");
	else if (f->flags & EMAIL)
		put_ref(w, "email", "");
	else if (names[f->type])
		put_ref(w, names[f->type], "");
	else
		put_ref(w, kind_info(f->kind)->name, f->type == TYPE_LIST ? "-list" : f->type == TYPE_TERMS ? "-ids" : "");
	if (f->type == TYPE_SPAN) {
		BUF_LIT(w->b, "}, {");
		put_ref(w, "span-words", "");
	}
}

static void put_section(struct schema_writer *w, const struct section *s, const char *doc);

static void put_field(struct schema_writer *w, const struct section *s, const struct field *f)
{
	if (f->type == TYPE_ITEMS) {
		open_object(w, f->key);
		put_section(w, schema_section(f->items), f->doc);
		close_object(w);
		return;
	}
	put_key(w, f->key);
	BUF_LIT(w->b, "{\"description\": ");
	put_string(w, f->doc);
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
		put_ref(w, "unstated", "");
	}
	if (f->flags & GAP && (f->type == TYPE_LITERAL || f->type == TYPE_DATE)) {
		BUF_LIT(w->b, "}, {");
		put_ref(w, "placeholder", "");
	}
	BUF_LIT(w->b, "}]}");
}

static void put_record(struct schema_writer *w, const struct section *s)
{
	bool any = false;
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	for (unsigned f = 0; f < s->count; f++)
		put_field(w, s, &s->fields[f]);
	close_object(w);
	for (unsigned f = 0; f < s->count; f++) {
		if (!(s->fields[f].flags & REQ))
			continue;
		if (!any)
			put_raw(w, "required", "[");
		else
			BUF_LIT(w->b, ", ");
		put_string(w, s->fields[f].key);
		any = true;
	}
	if (any)
		buf_char(w->b, ']');
	put_raw(w, "additionalProperties", "false");
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
	put_key(w, "defaultSnippets");
	buf_printf(w->b, "[{\"label\": \"new %s\", \"description\": ", s->name);
	put_string(w, s->doc);
	BUF_LIT(w->b, ", \"body\": {\"${1:new-id}\": \"\"");
	for (unsigned f = 0; f < s->count; f++) {
		const struct field *field = &s->fields[f];
		if (!(field->flags & (REQ | KEY)) && field->type != TYPE_START)
			continue;
		stop++;
		buf_printf(w->b, ", \"  %s\": ", field->key);
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
	put_text(w, "description", doc);
	if (s->shape == SHAPE_ONE) {
		put_record(w, s);
		return;
	}
	put_raw(w, "type", "\"object\"");
	put_raw(w, "minProperties", "1");
	put_snippet(w, s);
	open_object(w, "patternProperties");
	open_object(w, KEY_PATTERN);
	put_record(w, s);
	close_object(w);
	close_object(w);
	put_raw(w, "additionalProperties", "false");
}

static void emit_policy(struct schema_writer *w)
{
	put_text(w, "description", "What one brand promises about personal data.");
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		if (s->shape == SHAPE_SUB)
			continue;
		open_object(w, s->key);
		put_section(w, s, s->doc);
		close_object(w);
	}
	close_object(w);
	put_key(w, "required");
	buf_char(w->b, '[');
	put_string(w, schema_section(SECTION_brand)->key);
	buf_char(w->b, ']');
	put_raw(w, "additionalProperties", "false");
	define_all(w);
}

/* ---- the vocabulary and the locales ---- */

/* A label or phrase, as words_of reads it. */
static void define_label(struct schema_writer *w)
{
	open_object(w, "label");
	put_raw(w, "type", "[\"string\", \"number\"]");
	put_text(w, "pattern", "^.{1,200}$");
	put_text(w, "errorMessage", "one line of 1 to 200 characters is expected; write its text in quotes");
	close_object(w);
}

static void emit_vocabulary(struct schema_writer *w)
{
	put_text(w, "description", "The ids that all policies share, with their codes and their words in each language.");
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	for (int k = 1; k < KIND__COUNT; k++) {
		const struct kind_info *info = kind_info((enum kind)k);
		if (info->fixed)
			continue;
		open_object(w, info->key);
		put_text(w, "description", info->doc);
		put_raw(w, "type", "\"object\"");
		open_object(w, "patternProperties");
		put_key(w, KEY_PATTERN);
		put_described(w, info->doc, "term", "");
		close_object(w);
		put_raw(w, "additionalProperties", "false");
		close_object(w);
	}
	close_object(w);
	put_raw(w, "additionalProperties", "false");
	open_object(w, "definitions");
	define_label(w);
	open_object(w, "term");
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
	open_object(w, "code");
	put_text(w, "description", "Its number in the headers: the next free one of its kind. It never changes and is never used again.");
	put_raw(w, "type", "\"integer\"");
	put_raw(w, "minimum", "1");
	put_key(w, "maximum");
	buf_uint(w->b, MAX_CODE);
	close_object(w);
	put_per_locale(w, "label");
	close_object(w);
	put_required_locales(w, "code");
	put_raw(w, "additionalProperties", "false");
	close_object(w);
	close_object(w);
}

/* What words.c asks of a locale, beside units, labels and months: group NULL at the top. `needs` are the parts in braces. */
static const struct {
	const char *group, *key, *needs;
} locale_words[] = {
	{NULL, "name", ""},
	{"spans", "exact", "n unit"},
	{"spans", "range", "min max unit"},
	{"spans", "indefinite", ""},
	{"spans", "while", "state"},
	{"starts", "implied", "event"},
	{"lists", "comma", ""},
	{"lists", "and", ""},
	{"lists", "or", ""},
	{"lists", "examples", "list"},
	{"flags", "affirmed", ""},
	{"flags", "denied", ""},
	{"dates", "form", "day month year"},
};

/* A closed object: its properties are written between open_group and close_group, which requires them all. */
struct group {
	struct buf required; /* the keys, quoted and with commas */
};

static void open_group(struct schema_writer *w, struct group *g, const char *key)
{
	*g = (struct group){{0}};
	if (key)
		open_object(w, key);
	put_raw(w, "type", "\"object\"");
	open_object(w, "properties");
}

static void require(struct group *g, const char *key)
{
	buf_str(&g->required, g->required.len ? ", " : "");
	text_json(&g->required, key, strlen(key));
}

static void close_group(struct schema_writer *w, struct group *g, bool object)
{
	close_object(w);
	put_key(w, "required");
	buf_char(w->b, '[');
	buf_add(w->b, g->required.data, g->required.len);
	buf_char(w->b, ']');
	put_raw(w, "additionalProperties", "false");
	if (object)
		close_object(w);
	buf_free(&g->required);
}

static void put_label(struct schema_writer *w, struct group *g, const char *key)
{
	require(g, key);
	put_raw(w, key, "{\"$ref\": \"#/definitions/label\"}");
}

static void put_words(struct schema_writer *w, struct group *g, size_t i)
{
	const char *p = locale_words[i].needs;
	struct buf pattern = {0};
	if (!*p) {
		put_label(w, g, locale_words[i].key);
		return;
	}
	require(g, locale_words[i].key);
	put_key(w, locale_words[i].key);
	buf_char(&pattern, '^');
	while (*p) {
		size_t len = strcspn(p, " ");
		buf_printf(&pattern, "(?=.*\\{%.*s\\})", (int)len, p);
		p += len + (p[len] == ' ');
	}
	BUF_LIT(&pattern, ".{1,200}$");
	BUF_LIT(w->b, "{\"type\": \"string\", \"pattern\": ");
	text_json(w->b, pattern.data, pattern.len);
	BUF_LIT(w->b, "}");
	buf_free(&pattern);
}

static void put_months(struct schema_writer *w)
{
	struct group g;
	open_group(w, &g, "months");
	for (int m = 1; m <= 12; m++) {
		char key[4];
		snprintf(key, sizeof key, "m%d", m);
		put_label(w, &g, key);
	}
	close_group(w, &g, true);
}

static void put_locale_groups(struct schema_writer *w, struct group *top)
{
	for (size_t i = 0, n = sizeof locale_words / sizeof *locale_words; i < n;) {
		const char *name = locale_words[i].group;
		struct group g;
		if (!name) {
			put_words(w, top, i++);
			continue;
		}
		require(top, name);
		open_group(w, &g, name);
		for (; i < n && strcmp(locale_words[i].group, name) == 0; i++)
			put_words(w, &g, i);
		if (strcmp(name, "dates") == 0) {
			require(&g, "months");
			put_months(w);
		}
		close_group(w, &g, true);
	}
}

static void put_units(struct schema_writer *w)
{
	struct group g;
	open_group(w, &g, "units");
	for (int u = 1; u < UNIT__COUNT; u++) {
		char key[32];
		snprintf(key, sizeof key, "%s", unit_name((enum unit)u, false));
		for (char *c = key; *c; c++)
			*c = *c == ' ' ? '-' : *c;
		require(&g, key);
		put_raw(w, key, "{\"$ref\": \"#/definitions/unit\"}");
	}
	close_group(w, &g, true);
}

static void put_members(struct schema_writer *w)
{
	size_t count;
	const struct member *m = kind_members(&count);
	struct group labels, kind;
	open_group(w, &labels, "labels");
	for (size_t i = 0; i < count;) {
		const struct kind_info *info = kind_info(m[i].kind);
		require(&labels, info->key);
		open_group(w, &kind, info->key);
		for (enum kind k = m[i].kind; i < count && m[i].kind == k; i++)
			put_label(w, &kind, m[i].id);
		close_group(w, &kind, true);
	}
	close_group(w, &labels, true);
}

static void emit_locale(struct schema_writer *w)
{
	static const char one[] = "{\"properties\": {\"plural\": {\"const\": \"one-other\"}}}";
	struct group top;
	put_text(w, "description", "One language: units, plurals, lists, dates, fixed phrases and the labels of the fixed ids.");
	open_group(w, &top, NULL);
	put_locale_groups(w, &top);
	put_raw(w, "plural", "{\"description\": \"Which forms words have after a number.\", \"enum\": [\"one-other\", \"other\"]}");
	put_units(w);
	put_members(w);
	open_object(w, "phrases");
	put_raw(w, "type", "\"object\"");
	open_object(w, "patternProperties");
	put_raw(w, KEY_PATTERN, "{\"$ref\": \"#/definitions/label\"}");
	close_object(w);
	put_raw(w, "required", "[\"not-stated\", \"placeholder\", \"absent\", \"table\"]");
	put_raw(w, "additionalProperties", "false");
	close_object(w);
	require(&top, "plural");
	require(&top, "units");
	require(&top, "phrases");
	require(&top, "labels");
	close_group(w, &top, false);
	put_raw(w, "if", one);
	put_raw(w, "then", "{\"properties\": {\"units\": {\"additionalProperties\": {\"required\": [\"one\"]}}}}");
	open_object(w, "definitions");
	define_label(w);
	put_raw(w, "unit",
	        "{\"type\": \"object\", \"properties\": {\"one\": {\"$ref\": \"#/definitions/label\"}, "
	        "\"other\": {\"$ref\": \"#/definitions/label\"}}, \"required\": [\"other\"], \"additionalProperties\": false}");
	close_object(w);
}

bool schema_emit(struct buf *b, const char *name, const struct vocabulary *v, const struct locales *locales)
{
	static void (*const emit[])(struct schema_writer *w) = {emit_policy, emit_vocabulary, emit_locale};
	struct schema_writer w = {.b = b, .vocabulary = v, .locales = locales, .explain = locales->at};
	size_t i = 0;
	while (schema_names[i] && strcmp(schema_names[i], name) != 0)
		i++;
	if (!schema_names[i])
		return false;
	for (unsigned l = 0; l < locales->count; l++)
		if (strcmp(locales->at[l].id, "en") == 0)
			w.explain = &locales->at[l];
	open_with(&w, '{');
	put_text(&w, "$schema", "http://json-schema.org/draft-07/schema#");
	emit[i](&w);
	close_object(&w);
	buf_char(b, '\n');
	return true;
}
