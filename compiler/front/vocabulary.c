/* SPDX-License-Identifier: MIT */
/* policies/vocabulary.yaml becomes terms. Knows nothing of policies.
 *
 *     categories:                      a kind of ids
 *       support-data:                  a term
 *         code: 4                      stable: services have compiled it in
 *         en: support data             a label per locale
 *         id: data dukungan
 *         part-of: [personal-data]     what it is a part or a kind of; it comes after that in the file
 *
 * An event's label is a noun phrase, or the same event as both: {noun: "closure of your account", clause: "your account is closed"}.
 *
 * Acts have an `object` (data, if it is not written, or none), qualities a `subject`, parties a `nature` (person or document): by them the
 * templates choose a sentence.
 *
 * `retired: true` keeps an id for the editions that were released with it; no policy may name it any more.
 * Events may have `same-as` (the same moment), `not-before` (what they cannot come before), `recurs: true` and `ends` (the states that are
 * over with them), acts `forbids` (the section that a prohibition of them contradicts).
 */
#include "words.h"
#include "../base/text.h"
#include "../model/relation.h"
#include <stdlib.h>

/* Related ids, which may stand further down: followed when all are there. */
struct pending {
	struct relation *to;
	const struct term *of;
	const struct node *ids;
	struct pending *next;
};

static enum kind open_kind(const char *key)
{
	for (int k = 1; k < KIND__COUNT; k++)
		if (kind_info((enum kind)k)->origin == ORIGIN_VOCABULARY && strcmp(kind_info((enum kind)k)->key, key) == 0)
			return (enum kind)k;
	return KIND_NONE;
}

static uint16_t read_code(struct words *w, const struct node *n)
{
	unsigned code = 0;
	bool good = n->kind == NODE_SCALAR && n->len >= 1 && n->len <= 4 && n->text[0] != '0';
	for (uint32_t i = 0; good && i < n->len; i++) {
		good = n->text[i] >= '0' && n->text[i] <= '9';
		code = code * 10 + (unsigned)(n->text[i] - '0');
	}
	if (good)
		return (uint16_t)code;
	diag_add(w->diags, DIAG_P133, at(w, n), "a code must be a whole number from 1 to %d", MAX_CODE);
	return 0;
}

/* Where the ids of a key go; NULL: terms of this kind have no such key. */
static struct relation *relation_of(struct term *t, const char *key)
{
	if (strcmp(key, "part-of") == 0)
		return &t->part_of;
	if (t->kind != KIND_EVENT)
		return NULL;
	return strcmp(key, "same-as") == 0 ? &t->same_as : strcmp(key, "not-before") == 0 ? &t->not_before : strcmp(key, "ends") == 0 ? &t->ends : NULL;
}

static void bind_forbids(struct words *w, const struct node *n, struct term *out)
{
	out->forbids = n->kind == NODE_SCALAR ? schema_find(DOCUMENT_POLICY, n->text, n->len) : NULL;
	if (!out->forbids)
		diag_add(w->diags, DIAG_P131, at(w, n), "'forbids' must name the section whose statements the act contradicts, such as sharing or uses");
}

/* The section whose records are a use for a purpose: marketing. */
static void bind_by(struct words *w, const struct node *n, struct term *out)
{
	const struct section *s = n->kind == NODE_SCALAR ? schema_find(DOCUMENT_POLICY, n->text, n->len) : NULL;
	if (s && s->id == SECTION_marketing)
		out->by = s;
	else
		diag_add(w->diags, DIAG_P131, at(w, n), "'by' says that the records of a section are a use for this purpose; the only such section is 'marketing'");
}

static const char *bind_property(struct words *w, const struct node *n)
{
	if (n->kind == NODE_SCALAR && text_is_id(n->text, n->len))
		return n->text;
	diag_add(w->diags, DIAG_P131, at(w, n), "'%s' must be one word by which the templates choose a sentence, such as data or none", n->key);
	return NULL;
}

/* A property that is written only where it is true. */
static bool is_true(struct words *w, const struct node *n)
{
	if (n->kind == NODE_SCALAR && !n->quoted && strcmp(n->text, "true") == 0)
		return true;
	diag_add(w->diags, DIAG_P131, at(w, n), "write '%s: true', or leave '%s' out", n->key, n->key);
	return false;
}

struct property {
	const char *key;
	enum kind kind; /* the only one that has it; KIND_NONE: all have it */
};

/* The property that a key is or, misspelt, could have meant; NULL: none. */
static const struct property *nearest_property(const char *key)
{
	static const struct property properties[] = {
		{"code", KIND_NONE},      {"retired", KIND_NONE}, {"part-of", KIND_NONE}, {"same-as", KIND_EVENT}, {"not-before", KIND_EVENT},
		{"recurs", KIND_EVENT},   {"ends", KIND_EVENT},   {"forbids", KIND_ACT},  {"by", KIND_PURPOSE},    {"object", KIND_ACT},
		{"subject", KIND_QUALITY}, {"nature", KIND_PARTY}, {"withdraws-consent", KIND_REQUEST},
	};
	const struct property *near = NULL;
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		if (strcmp(key, properties[i].key) == 0)
			return &properties[i];
		if (!near && text_slips(key, properties[i].key) != UINT_MAX)
			near = &properties[i];
	}
	return near;
}

/* A key that ids of the kind do not have. A label in a language that has no template is ignored. */
static void refuse_key(struct words *w, const struct node *f, const struct term *of)
{
	const struct property *near = nearest_property(f->key);
	bool fits = near && (near->kind == KIND_NONE || near->kind == (enum kind)of->kind);
	if (near && strcmp(near->key, f->key) == 0)
		diag_add(w->diags, DIAG_P135, at_key(w, f), "only %s have '%s'; remove it from '%s'", kind_info(near->kind)->key, f->key, of->id);
	else if (near || !text_is_language(f->key, f->key_len))
		diag_add(w->diags, DIAG_P135, at_key(w, f), "'%s' is neither a property of an id nor the tag of a language%s%s%s", f->key,
		         fits ? "; did you mean '" : ", such as 'en'", fits ? near->key : "", fits ? "'?" : "");
}

/* A label of an id. A length of time is a fact: in a label no program finds it, and nothing compares it. */
static const char *bind_words(struct words *w, const struct node *n, const struct locale *l)
{
	size_t len;
	const char *label = words_label(w, n), *length = label ? locale_find_length(l, label, &len) : NULL;
	if (length)
		diag_add(w->diags, DIAG_P139, at(w, n), "a label must not contain '%.*s', a length of time; write the length in a field of the policy, and the label without it",
		         (int)len, length);
	return label ? label : "";
}

/* The label in a language, in both forms if it is an event that has them. */
static void bind_label(struct words *w, const struct node *n, const struct locale *l, struct term *out)
{
	const struct node *noun = words_child(n, "noun"), *clause = words_child(n, "clause");
	if (n->kind != NODE_MAP) {
		out->labels[l->index] = bind_words(w, n, l);
	} else if (out->kind != KIND_EVENT) {
		diag_add(w->diags, DIAG_P131, at(w, n), "only events have a noun and a clause; write the one label of '%s' in quotes", out->id);
	} else if (!noun || !clause || n->len != 2) {
		diag_add(w->diags, DIAG_P131, at(w, n), "an event has one label in quotes, or both forms and nothing else; write %s: {noun: \"...\", clause: \"...\"}", n->key);
	} else {
		if (!out->clauses)
			out->clauses = NEW_N(w->arena, const char *, MAX_LOCALES);
		out->labels[l->index] = bind_words(w, noun, l);
		out->clauses[l->index] = bind_words(w, clause, l);
	}
}

static void bind_term(struct words *w, const struct node *n, const struct locales *locales, struct term *out)
{
	const char *property = property_key((enum kind)out->kind);
	for (unsigned l = 0; l < locales->count; l++)
		out->labels[l] = "";
	out->property = property_default((enum kind)out->kind);
	if (n->kind != NODE_MAP) {
		diag_add(w->diags, DIAG_P131, at(w, n), "'%s' needs a code and its labels, one a line, indented", n->key);
		return;
	}
	for (const struct node *f = n->first; f; f = f->next) {
		if (f->refused)
			continue;
		unsigned l = 0;
		while (l < locales->count && strcmp(locales->at[l].id, f->key) != 0)
			l++;
		if (strcmp(f->key, "code") == 0) {
			out->code = read_code(w, f);
		} else if (relation_of(out, f->key)) {
			struct pending *p = NEW(w->arena, struct pending);
			*p = (struct pending){relation_of(out, f->key), out, f, w->pending};
			w->pending = p;
		} else if (out->kind == KIND_ACT && strcmp(f->key, "forbids") == 0) {
			bind_forbids(w, f, out);
		} else if (out->kind == KIND_EVENT && strcmp(f->key, "recurs") == 0) {
			out->recurs = is_true(w, f);
		} else if (out->kind == KIND_REQUEST && strcmp(f->key, "withdraws-consent") == 0) {
			out->withdraws = is_true(w, f);
		} else if (out->kind == KIND_PURPOSE && strcmp(f->key, "by") == 0) {
			bind_by(w, f, out);
		} else if (property && strcmp(f->key, property) == 0) {
			out->property = bind_property(w, f);
		} else if (strcmp(f->key, "retired") == 0) {
			out->retired = is_true(w, f);
		} else if (l < locales->count) {
			bind_label(w, f, &locales->at[l], out);
		} else {
			refuse_key(w, f, out);
		}
	}
	if (!words_child(n, "code"))
		diag_add(w->diags, DIAG_P131, at_key(w, n), "'%s' has no code; give it the next free number of its kind", n->key);
	for (unsigned l = 0; l < locales->count; l++) {
		if (!words_child(n, locales->at[l].id))
			diag_add(w->diags, DIAG_P134, at_key(w, n), "'%s' has no label in the language '%s'", n->key,
			         locales->at[l].id);
	}
}

/* Words of the policy language, and of policy.h: POLICY_NONE, POLICY_OPEN. */
static bool is_reserved(const char *id)
{
	static const char *const words[] = {"none", "open", "unstated", "placeholder", "complete", "examples", "implied", "absent"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(id, words[i]) == 0)
			return true;
	return false;
}

static void bind_kind(struct words *w, const struct node *map, enum kind kind, const struct locales *locales,
                      struct terms *out)
{
	if (map->kind != NODE_MAP) {
		diag_add(w->diags, DIAG_P131, at(w, map), "'%s' must contain ids, each with a code and its labels", map->key);
		return;
	}
	const struct term **by_code = NEW_N(w->arena, const struct term *, MAX_CODE + 1);
	out->at = NEW_N(w->arena, struct term, map->len);
	for (const struct node *n = map->first; n; n = n->next) {
		struct term *t = &out->at[out->count++];
		*t = (struct term){.id = n->key, .kind = (uint8_t)kind, .pos = at_key(w, n)};
		if (is_reserved(n->key) || (kind == KIND_DURATION && (strcmp(n->key, "indefinitely") == 0 || strcmp(n->key, "unstated") == 0 ||
		                              strncmp(n->key, "while-", 6) == 0)))
			diag_add(w->diags, DIAG_P136, t->pos, "'%s' has a meaning of its own in a policy or a header; choose another id", n->key);
		bind_term(w, n, locales, t);
		if (t->code > out->codes)
			out->codes = t->code;
		if (t->code && by_code[t->code]) {
			diag_add(w->diags, DIAG_P132, t->pos, "the code %d of '%s' is taken; codes are never shared or reused",
			         t->code, t->id);
			diag_also(w->diags, by_code[t->code]->pos, "'%s' has it", by_code[t->code]->id);
		}
		by_code[t->code] = t;
	}
}

/* The fixed and closed kinds: ids and codes from kinds.def, labels from the locales; closed ones have none but their ids. */
static void add_members(struct arena *a, const struct locales *locales, struct vocabulary *out)
{
	size_t count;
	const struct member *m = kind_members(&count);
	for (size_t i = 0; i < count; i++) {
		struct terms *terms = &out->kinds[m[i].kind];
		if (!terms->at)
			terms->at = NEW_N(a, struct term, count);
		struct term *t = &terms->at[terms->count++];
		*t = (struct term){.id = m[i].id, .code = m[i].code, .kind = (uint8_t)m[i].kind};
		terms->codes = m[i].code;
		for (unsigned l = 0; l < locales->count; l++)
			t->labels[l] = kind_info(m[i].kind)->origin == ORIGIN_HEADER ? locales->at[l].members[m[i].kind][m[i].code] : t->id;
	}
}

void vocabulary_add_files(struct arena *a, enum kind kind, char **ids, size_t count, struct vocabulary *out)
{
	struct terms *terms = &out->kinds[kind];
	terms->at = NEW_N(a, struct term, count);
	for (size_t i = 0; i < count && i < MAX_CODE; i++) {
		struct term *t = &terms->at[terms->count++];
		*t = (struct term){.id = ids[i], .code = (uint16_t)(i + 1), .kind = (uint8_t)kind};
		for (int l = 0; l < MAX_LOCALES; l++)
			t->labels[l] = ids[i];
		terms->codes = t->code;
	}
}

/* Whether an id is there already, with an error. */
static bool is_there(struct words *w, const struct relation *r, const struct term *t, const struct node *n)
{
	for (uint32_t i = 0; i < r->count; i++)
		if (r->at[i] == t) {
			diag_add(w->diags, DIAG_P044, at(w, n), "'%s' is in this list twice; write it once", t->id);
			return true;
		}
	return false;
}

/* The ids of `part-of`, `same-as`, `not-before` and `ends`. */
static void bind_relations(struct words *w, const struct vocabulary *v)
{
	for (const struct pending *p = w->pending; p; p = p->next) {
		if (p->ids->kind != NODE_LIST || p->ids->len == 0) {
			diag_add(w->diags, DIAG_P131, at(w, p->ids), "'%s' must be a list of ids; write [first-id, second-id]", p->ids->key);
			continue;
		}
		enum kind kind = p->to == &p->of->ends ? KIND_STATE : (enum kind)p->of->kind;
		p->to->at = NEW_N(w->arena, const struct term *, p->ids->len);
		for (const struct node *n = p->ids->first; n; n = n->next) {
			if (n->refused)
				continue;
			const struct term *t = n->kind == NODE_SCALAR ? vocabulary_find(v, kind, n->text, n->len) : NULL;
			const char *near = t || n->kind != NODE_SCALAR ? NULL : vocabulary_suggest(v, kind, n->text);
			if (t && p->to == &p->of->part_of && term_leads_to(w->arena, &v->kinds[kind], t, p->of))
				diag_add(w->diags, DIAG_P137, at(w, n), "'%s' would be a part of itself; leave one of the two out", p->of->id);
			else if (t && !is_there(w, p->to, t, n))
				p->to->at[p->to->count++] = t;
			else if (!t)
				diag_add(w->diags, DIAG_P137, at(w, n), "'%s' names an id that is not among the '%s'%s%s%s", p->ids->key, kind_info(kind)->key,
				         near ? "; did you mean '" : "; add it there, or remove it here", near ? near : "", near ? "'?" : "");
		}
	}
}

/* An event that never comes before itself, by way of others, could only be one moment with them. */
static bool is_in_circle(const struct term *event)
{
	for (uint32_t i = 0; i < event->not_before.count; i++)
		if (term_never_before(event->not_before.at[i], event))
			return true;
	return false;
}

/* One event of each circle is reported. */
static void refuse_circles(struct words *w, const struct terms *events)
{
	for (unsigned i = 0; i < events->count; i++) {
		const struct term *event = &events->at[i];
		bool reported = !is_in_circle(event);
		for (unsigned n = 0; n < i && !reported; n++)
			reported = term_never_before(event, &events->at[n]) && term_never_before(&events->at[n], event) && is_in_circle(&events->at[n]);
		if (!reported)
			diag_add(w->diags, DIAG_P137, event->pos, "'%s' never comes before '%s', which leads back to '%s'; remove one 'not-before', or write 'same-as' for one moment",
			         event->id, event->not_before.at[0]->id, event->id);
	}
}

/* What recurs, by whatever name, ends no state: by its times alone nobody knows whether the state has begun again since (E6). */
static void refuse_recurring_ends(struct words *w, const struct terms *events)
{
	for (unsigned i = 0; i < events->count; i++) {
		const struct term *event = &events->at[i], *same = event;
		while (!same->recurs && same->same != event)
			same = same->same;
		if (event->ends.count && same->recurs)
			diag_add(w->diags, DIAG_P137, event->pos,
			         "'%s' can happen many times, so '%s' can begin again after it; remove 'ends', and let services say when the state ended, or remove "
			         "'recurs'%s%s%s",
			         event->id, event->ends.at[0]->id, same != event ? " from '" : "", same != event ? same->id : "", same != event ? "'" : "");
	}
}

void vocabulary_bind(struct arena *a, const struct node *root, const struct source *source,
                     const struct locales *locales, struct vocabulary *out, struct diags *diags)
{
	struct words w = {a, source, diags, NULL};
	for (const struct node *n = root ? root->first : NULL; n; n = n->next) {
		enum kind kind = open_kind(n->key);
		if (kind == KIND_NONE)
			diag_add(diags, DIAG_P130, at_key(&w, n), "unknown kind of ids '%s'; the schema lists the kinds there are",
			         n->key);
		else
			bind_kind(&w, n, kind, locales, &out->kinds[kind]);
	}
	add_members(a, locales, out);
	vocabulary_index(out, a);
	bind_relations(&w, out);
	relations_close(out, a);
	refuse_circles(&w, &out->kinds[KIND_EVENT]);
	refuse_recurring_ends(&w, &out->kinds[KIND_EVENT]);
}
