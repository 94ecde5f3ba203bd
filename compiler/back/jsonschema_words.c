/* SPDX-License-Identifier: MIT */
/* The schemas of the vocabulary and of a locale: what words.c accepts. */
#include "jsonschema.h"

/* A label or phrase, as words_of reads it. */
static void define_label(struct schema_writer *w)
{
	json_open(&w->json, "label", '{');
	json_text(&w->json, "type", "string");
	json_text(&w->json, "pattern", "^.{1,200}$");
	json_text(&w->json, "errorMessage", "one line of 1 to 200 characters is expected; write its text in quotes");
	json_close(&w->json);
}

/* An event's words: a noun phrase alone, or with the same as a clause. */
static void define_event_label(struct schema_writer *w)
{
	json_open(&w->json, "event-label", '{');
	json_open(&w->json, "anyOf", '[');
	json_raw(&w->json, "{\"$ref\": \"#/definitions/label\"}");
	json_open(&w->json, NULL, '{');
	json_text(&w->json, "type", "object");
	json_open(&w->json, "properties", '{');
	js_described(w, "noun", "As it reads after \"from\" or in a table: closure of your account.", "label", "");
	js_described(w, "clause", "As it reads after \"when\", \"after\" or \"until\": your account is closed.", "label", "");
	json_close(&w->json);
	json_literal(&w->json, "required", "[\"noun\", \"clause\"]");
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
	json_close(&w->json);
	json_close(&w->json);
}

static void put_relation(struct schema_writer *w, const char *key, const char *doc)
{
	json_flat(&w->json, key, '{');
	json_text(&w->json, "description", doc);
	json_text(&w->json, "type", "array");
	json_literal(&w->json, "items", "{\"type\": \"string\"}");
	json_number(&w->json, "minItems", 1);
	json_literal(&w->json, "uniqueItems", "true");
	json_close(&w->json);
}

/* An id's code and labels, and how it stands to others. */
static void define_term(struct schema_writer *w, const char *name, enum kind kind)
{
	json_open(&w->json, name, '{');
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	json_open(&w->json, "code", '{');
	json_text(&w->json, "description", "Its number in the headers: the next free one of its kind. It never changes and is never used again.");
	json_literal(&w->json, "type", "\"integer\"");
	json_literal(&w->json, "minimum", "1");
	json_number(&w->json, "maximum", MAX_CODE);
	json_close(&w->json);
	js_per_locale(w, kind == KIND_EVENT ? "event-label" : "label");
	put_relation(w, "part-of", "What it is a part or a kind of.");
	json_literal(&w->json, "retired", "{\"description\": \"true: only released editions have it; no policy may name it any more.\", \"const\": true}");
	if (kind == KIND_EVENT) {
		put_relation(w, "same-as", "Events that are the same moment.");
		json_literal(&w->json, "recurs", "{\"description\": \"true: it can happen many times; a length counts from the last time.\", \"const\": true}");
		put_relation(w, "not-before", "Events that it never comes before.");
		put_relation(w, "ends", "States that are over with it, unless they were before.");
	}
	if (property_key(kind)) {
		json_flat(&w->json, property_key(kind), '{');
		json_text(&w->json, "description", "By it the templates choose a sentence.");
		json_text(&w->json, "type", "string");
		json_close(&w->json);
	}
	if (kind == KIND_ACT)
		json_literal(&w->json, "forbids", "{\"description\": \"The section whose statements a prohibition of the act contradicts.\", \"type\": \"string\"}");
	if (kind == KIND_REQUEST)
		json_literal(&w->json, "withdraws-consent", "{\"description\": \"true: a person withdraws consent by it.\", \"const\": true}");
	if (kind == KIND_PURPOSE)
		json_literal(&w->json, "by", "{\"description\": \"The section whose records are a use for this purpose: marketing.\", \"const\": \"marketing\"}");
	json_close(&w->json);
	js_require_locales(w, "code");
	js_other_languages(w);
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
}

/* Whether ids of the kind have keys that others do not. */
static bool has_more(enum kind kind)
{
	return kind == KIND_EVENT || kind == KIND_PURPOSE || kind == KIND_REQUEST || property_key(kind);
}

void js_vocabulary(struct schema_writer *w)
{
	json_text(&w->json, "description", "The ids that all policies share, with their codes and their words in each language.");
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (int k = 1; k < KIND__COUNT; k++) {
		const struct kind_info *info = kind_info((enum kind)k);
		if (info->origin != ORIGIN_VOCABULARY)
			continue;
		json_open(&w->json, info->key, '{');
		json_text(&w->json, "description", info->doc);
		json_literal(&w->json, "type", "\"object\"");
		json_open(&w->json, "patternProperties", '{');
		js_described(w, KEY_PATTERN, info->doc, has_more((enum kind)k) ? info->name : "term", "");
		json_close(&w->json);
		json_literal(&w->json, "additionalProperties", "false");
		json_close(&w->json);
	}
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
	json_open(&w->json, "definitions", '{');
	define_label(w);
	define_event_label(w);
	define_term(w, "term", KIND_NONE);
	for (int k = 1; k < KIND__COUNT; k++)
		if (has_more((enum kind)k))
			define_term(w, kind_info((enum kind)k)->name, (enum kind)k);
	json_close(&w->json);
}

/* A closed object: its properties are written between open_group and close_group, which requires them all. */
struct group {
	struct buf required; /* the keys, a NUL behind each */
};

static void open_group(struct schema_writer *w, struct group *g, const char *key)
{
	*g = (struct group){{0}};
	if (key)
		json_open(&w->json, key, '{');
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
}

static void require(struct group *g, const char *key)
{
	buf_add(&g->required, key, strlen(key) + 1);
}

static void close_group(struct schema_writer *w, struct group *g, bool object)
{
	json_close(&w->json);
	json_flat(&w->json, "required", '[');
	for (size_t i = 0; i < g->required.len; i += strlen(g->required.data + i) + 1)
		json_string(&w->json, g->required.data + i);
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
	if (object)
		json_close(&w->json);
	buf_free(&g->required);
}

static void put_label(struct schema_writer *w, struct group *g, const char *key)
{
	require(g, key);
	json_literal(&w->json, key, "{\"$ref\": \"#/definitions/label\"}");
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
	buf_char(&pattern, '^');
	while (*p) {
		size_t len = strcspn(p, " ");
		buf_printf(&pattern, "(?=.*\\{%.*s\\})", (int)len - 2, p + 1); /* a part stands in braces */
		p += len + (p[len] == ' ');
	}
	BUF_LIT(&pattern, ".{1,200}$");
	json_flat(&w->json, locale_words[i].key, '{');
	json_text(&w->json, "type", "string");
	json_text(&w->json, "pattern", buf_cstr(&pattern));
	json_close(&w->json);
	buf_free(&pattern);
}

static void put_months(struct schema_writer *w)
{
	struct group g;
	open_group(w, &g, "months");
	for (int m = 1; m <= 12; m++) {
		char key[16]; /* room for any int, so that no compiler warns */
		snprintf(key, sizeof key, "m%d", m);
		put_label(w, &g, key);
	}
	close_group(w, &g, true);
}

static void put_locale_groups(struct schema_writer *w, struct group *top)
{
	for (size_t i = 0, n = locale_word_count; i < n;) {
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
		json_literal(&w->json, key, "{\"$ref\": \"#/definitions/unit\"}");
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
		if (info->origin != ORIGIN_HEADER) {
			i++;
			continue;
		}
		require(&labels, info->key);
		open_group(w, &kind, info->key);
		for (enum kind k = m[i].kind; i < count && m[i].kind == k; i++)
			put_label(w, &kind, m[i].id);
		close_group(w, &kind, true);
	}
	close_group(w, &labels, true);
}

/* A rule, as plural.c reads it. */
#define RELATION "[nivwftce] *(% *[0-9]{1,4} *)?!?= *[0-9]{1,4}( *\\.\\. *[0-9]{1,4})?( *, *[0-9]{1,4}( *\\.\\. *[0-9]{1,4})?)*"
static const char rule_pattern[] = "^ *" RELATION "( *(and|or) +" RELATION ")* *$";

static void put_plural(struct schema_writer *w)
{
	json_open(&w->json, "plural", '{');
	json_text(&w->json, "description", "The forms that a unit has after a number, but for 'other', and the rule of each, as Unicode's CLDR writes it. Leave it out for a language with one form.");
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (int p = 0; p < PLURAL_OTHER; p++) {
		json_flat(&w->json, plural_names[p], '{');
		json_text(&w->json, "description", "When this form stands: n = 1; n % 10 = 2..4 and n % 100 != 12..14.");
		json_text(&w->json, "type", "string");
		json_text(&w->json, "pattern", rule_pattern);
		json_close(&w->json);
	}
	json_close(&w->json);
	json_literal(&w->json, "minProperties", "1");
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
}

/* A unit has the forms that `plural` names, and no other. */
static void put_forms(struct schema_writer *w)
{
	json_open(&w->json, "allOf", '[');
	for (int p = 0; p < PLURAL_OTHER; p++) {
		struct buf b = {0};
		const char *name = plural_names[p];
		json_open(&w->json, NULL, '{');
		json_literal(&w->json, "if", buf_format(&b, "{\"properties\": {\"plural\": {\"required\": [\"%s\"]}}, \"required\": [\"plural\"]}", name));
		json_literal(&w->json, "then", buf_format(&b, "{\"properties\": {\"units\": {\"additionalProperties\": {\"required\": [\"%s\"]}}}}", name));
		json_literal(&w->json, "else", buf_format(&b, "{\"properties\": {\"units\": {\"additionalProperties\": {\"not\": {\"required\": [\"%s\"]}}}}}", name));
		json_close(&w->json);
		buf_free(&b);
	}
	json_close(&w->json);
}

static void define_unit(struct schema_writer *w)
{
	json_open(&w->json, "unit", '{');
	json_text(&w->json, "description", "The unit's word in each form that it has after a number: 1 day, 2 days.");
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "properties", '{');
	for (int p = 0; p < PLURAL__COUNT; p++)
		json_literal(&w->json, plural_names[p], "{\"$ref\": \"#/definitions/label\"}");
	json_close(&w->json);
	json_literal(&w->json, "required", "[\"other\"]");
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
}

void js_locale(struct schema_writer *w)
{
	struct group top;
	json_text(&w->json, "description", "One language: units, plurals, lists, dates, fixed phrases and the labels of the fixed ids.");
	open_group(w, &top, NULL);
	put_locale_groups(w, &top);
	put_plural(w);
	put_units(w);
	put_members(w);
	json_open(&w->json, "phrases", '{');
	json_literal(&w->json, "type", "\"object\"");
	json_open(&w->json, "patternProperties", '{');
	json_literal(&w->json, KEY_PATTERN, "{\"$ref\": \"#/definitions/label\"}");
	json_close(&w->json);
	json_flat(&w->json, "required", '[');
	for (size_t i = 0; locale_phrases[i]; i++)
		json_string(&w->json, locale_phrases[i]);
	json_close(&w->json);
	json_literal(&w->json, "additionalProperties", "false");
	json_close(&w->json);
	require(&top, "units");
	require(&top, "phrases");
	require(&top, "labels");
	close_group(w, &top, false);
	put_forms(w);
	json_open(&w->json, "definitions", '{');
	define_label(w);
	define_unit(w);
	json_close(&w->json);
}
