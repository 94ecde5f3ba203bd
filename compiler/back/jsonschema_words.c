/* SPDX-License-Identifier: MIT */
/* The schemas of the vocabulary and of a locale: what words.c accepts. */
#include "jsonschema.h"

/* A label or phrase, as words_of reads it. */
static void define_label(struct schema_writer *w)
{
	js_object(w, "label");
	js_raw(w, "type", "[\"string\", \"number\"]");
	js_text(w, "pattern", "^.{1,200}$");
	js_text(w, "errorMessage", "one line of 1 to 200 characters is expected; write its text in quotes");
	js_end(w);
}

static void put_relation(struct schema_writer *w, const char *key, const char *doc)
{
	js_key(w, key);
	BUF_LIT(w->b, "{\"description\": ");
	js_string(w, doc);
	BUF_LIT(w->b, ", \"type\": \"array\", \"items\": {\"type\": \"string\"}, \"minItems\": 1}");
}

/* An id's code and labels, and how it stands to others. */
static void define_term(struct schema_writer *w, const char *name, enum kind kind)
{
	js_object(w, name);
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	js_object(w, "code");
	js_text(w, "description", "Its number in the headers: the next free one of its kind. It never changes and is never used again.");
	js_raw(w, "type", "\"integer\"");
	js_raw(w, "minimum", "1");
	js_key(w, "maximum");
	buf_uint(w->b, MAX_CODE);
	js_end(w);
	js_per_locale(w, "label");
	put_relation(w, "part-of", "What it is a part or a kind of.");
	js_raw(w, "retired", "{\"description\": \"true: only released editions have it; no policy may name it any more.\", \"const\": true}");
	if (kind == KIND_EVENT) {
		put_relation(w, "same-as", "Events that are the same moment.");
		put_relation(w, "not-before", "Events that it never comes before.");
	}
	if (kind == KIND_ACT)
		js_raw(w, "forbids", "{\"description\": \"The section whose statements a prohibition of the act contradicts.\", \"type\": \"string\"}");
	js_end(w);
	js_require_locales(w, "code");
	js_raw(w, "additionalProperties", "false");
	js_end(w);
}

void js_vocabulary(struct schema_writer *w)
{
	js_text(w, "description", "The ids that all policies share, with their codes and their words in each language.");
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
	for (int k = 1; k < KIND__COUNT; k++) {
		const struct kind_info *info = kind_info((enum kind)k);
		if (info->origin != ORIGIN_VOCABULARY)
			continue;
		js_object(w, info->key);
		js_text(w, "description", info->doc);
		js_raw(w, "type", "\"object\"");
		js_object(w, "patternProperties");
		js_key(w, KEY_PATTERN);
		js_described(w, info->doc, k == KIND_EVENT ? "event" : k == KIND_ACT ? "act" : "term", "");
		js_end(w);
		js_raw(w, "additionalProperties", "false");
		js_end(w);
	}
	js_end(w);
	js_raw(w, "additionalProperties", "false");
	js_object(w, "definitions");
	define_label(w);
	define_term(w, "term", KIND_NONE);
	define_term(w, "event", KIND_EVENT);
	define_term(w, "act", KIND_ACT);
	js_end(w);
}

/* A closed object: its properties are written between open_group and close_group, which requires them all. */
struct group {
	struct buf required; /* the keys, quoted and with commas */
};

static void open_group(struct schema_writer *w, struct group *g, const char *key)
{
	*g = (struct group){{0}};
	if (key)
		js_object(w, key);
	js_raw(w, "type", "\"object\"");
	js_object(w, "properties");
}

static void require(struct group *g, const char *key)
{
	buf_str(&g->required, g->required.len ? ", " : "");
	text_json(&g->required, key, strlen(key));
}

static void close_group(struct schema_writer *w, struct group *g, bool object)
{
	js_end(w);
	js_key(w, "required");
	buf_char(w->b, '[');
	buf_add(w->b, g->required.data, g->required.len);
	buf_char(w->b, ']');
	js_raw(w, "additionalProperties", "false");
	if (object)
		js_end(w);
	buf_free(&g->required);
}

static void put_label(struct schema_writer *w, struct group *g, const char *key)
{
	require(g, key);
	js_raw(w, key, "{\"$ref\": \"#/definitions/label\"}");
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
	js_key(w, locale_words[i].key);
	buf_char(&pattern, '^');
	while (*p) {
		size_t len = strcspn(p, " ");
		buf_printf(&pattern, "(?=.*\\{%.*s\\})", (int)len - 2, p + 1); /* a part stands in braces */
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
		js_raw(w, key, "{\"$ref\": \"#/definitions/unit\"}");
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

void js_locale(struct schema_writer *w)
{
	static const char one[] = "{\"properties\": {\"plural\": {\"const\": \"one-other\"}}}";
	struct group top;
	js_text(w, "description", "One language: units, plurals, lists, dates, fixed phrases and the labels of the fixed ids.");
	open_group(w, &top, NULL);
	put_locale_groups(w, &top);
	js_raw(w, "plural", "{\"description\": \"Which forms words have after a number.\", \"enum\": [\"one-other\", \"other\"]}");
	put_units(w);
	put_members(w);
	js_object(w, "phrases");
	js_raw(w, "type", "\"object\"");
	js_object(w, "patternProperties");
	js_raw(w, KEY_PATTERN, "{\"$ref\": \"#/definitions/label\"}");
	js_end(w);
	js_key(w, "required");
	for (size_t i = 0; locale_phrases[i]; i++) {
		buf_str(w->b, i ? ", " : "[");
		text_json(w->b, locale_phrases[i], strlen(locale_phrases[i]));
	}
	buf_char(w->b, ']');
	js_raw(w, "additionalProperties", "false");
	js_end(w);
	require(&top, "plural");
	require(&top, "units");
	require(&top, "phrases");
	require(&top, "labels");
	close_group(w, &top, false);
	js_raw(w, "if", one);
	js_raw(w, "then", "{\"properties\": {\"units\": {\"additionalProperties\": {\"required\": [\"one\"]}}}}");
	js_object(w, "definitions");
	define_label(w);
	js_raw(w, "unit",
	        "{\"type\": \"object\", \"properties\": {\"one\": {\"$ref\": \"#/definitions/label\"}, "
	        "\"other\": {\"$ref\": \"#/definitions/label\"}}, \"required\": [\"other\"], \"additionalProperties\": false}");
	js_end(w);
}
