/* SPDX-License-Identifier: MIT */
/* Ids in a policy become terms of the vocabulary: one, a list, a list that says whether it is complete, an event. */
#include "bind.h"
#include "../base/text.h"

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
const struct term *term_want_current(struct binder *b, const struct node *n, const struct term *t)
{
	if (!t || !t->retired || b->model->document != DOCUMENT_POLICY)
		return t;
	diag_add(b->diags, DIAG_P186, at(b, n), "the %s '%s' is retired; name another one", kind_info((enum kind)t->kind)->name, t->id);
	diag_also(b->diags, t->pos, "retired here");
	return NULL;
}

const struct term *term_bind(struct binder *b, const struct node *n, enum kind kind, const char *text, size_t len)
{
	const struct term *t = vocabulary_find(b->vocabulary, kind, text, len);
	if (t)
		return term_want_current(b, n, t);
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

bool term_bind_ids(struct binder *b, const struct node *list, enum kind kind, struct value *v)
{
	if (!value_want(b, list, NODE_LIST, "ids in brackets: [first-id, second-id]"))
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
		if (!value_want(b, n, NODE_SCALAR, "an id") || value_is_ambiguous(b, n)) {
			good = false;
			continue;
		}
		const struct term *t = term_bind(b, n, kind, n->text, n->len);
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

bool term_bind_list(struct binder *b, const struct node *n, enum kind kind, struct value *v)
{
	static const char example[] = "'complete: [ids]' if the list is all there is, 'examples: [ids]' if there may be more";
	if (n->kind == NODE_LIST) {
		diag_add(b->diags, DIAG_P042, at(b, n), "a list says whether it is complete; write %s", example);
		return false;
	}
	if (!value_want(b, n, NODE_MAP, example))
		return false;
	const struct node *only = n->first;
	bool complete = only && strcmp(only->key, "complete") == 0, open = only && strcmp(only->key, "examples") == 0;
	if (!only || only->next || !(complete || open)) {
		diag_add(b->diags, DIAG_P042, only ? at_key(b, only) : at(b, n),
		         "a list has exactly one of two keys; write %s", example);
		return false;
	}
	v->complete = complete;
	return term_bind_ids(b, only, kind, v);
}

bool term_bind_start(struct binder *b, const struct node *n, struct value *v)
{
	static const char implied[] = "implied ";
	size_t skip = sizeof implied - 1;
	v->implied = n->len > skip && memcmp(n->text, implied, skip) == 0;
	v->term = v->implied ? term_bind(b, n, KIND_EVENT, n->text + skip, n->len - skip)
	                     : term_bind(b, n, KIND_EVENT, n->text, n->len);
	return v->term != NULL;
}
