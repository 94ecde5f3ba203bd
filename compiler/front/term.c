/* SPDX-License-Identifier: MIT */
/* Ids in a policy become terms of the vocabulary: one, a list, a list that says whether it is complete, an event. */
#include "bind.h"
#include "../base/text.h"
#include <stdlib.h>

bool term_is_shrug(const char *text)
{
	static const char *const words[] = {"unstated", "Unstated", "UNSTATED", "unknown", "Unknown", "TBD", "tbd", "tba", "TBA", "n/a",
	                                    "N/A", "?", "???", "none", "None", "not stated", "unspecified"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* "legal basis". */
static const char *kind_words(enum kind kind, char out[32])
{
	const char *name = kind_info(kind)->name;
	for (size_t i = 0; i < 31 && name[i]; i++)
		out[i] = name[i] == '_' ? ' ' : name[i];
	return out;
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

void term_add_unknown(struct binder *b, const struct node *n, enum kind kind, const char *id, size_t len, const char *not_length)
{
	struct unknown *u = NEW(b->arena, struct unknown);
	*u = (struct unknown){kind, arena_copy(b->arena, id, len), at(b, n), 1, not_length, b->model->unknown};
	b->model->unknown = u;
}

const struct term *term_bind(struct binder *b, const struct node *n, enum kind kind, const char *text, size_t len)
{
	const struct term *t = vocabulary_find(b->vocabulary, kind, text, len);
	if (t)
		return term_want_current(b, n, t);
	if (term_is_shrug(text))
		diag_add(b->diags, DIAG_P035, at(b, n), "'%s' is not a known %s; if the source does not say, write 'unstated' where the field can be a gap",
		         text, kind_words(kind, (char[32]){0}));
	else
		term_add_unknown(b, n, kind, text, len, NULL);
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

/* ---- ids that the vocabulary lacks ---- */

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

/* What to write instead of one, after "unknown purpose 'x'". */
static const char *advice(struct binder *b, const struct unknown *u)
{
	const struct kind_info *k = kind_info(u->kind);
	const char *near = vocabulary_suggest(b->vocabulary, u->kind, u->id);
	if (near)
		return arena_format(b->arena, "did you mean '%s'?", near);
	if (k->origin == ORIGIN_FILES)
		return arena_format(b->arena, "there is no file of that name in policies/%s", k->key);
	if (k->origin != ORIGIN_VOCABULARY)
		return arena_format(b->arena, "write %s", choices(b, u->kind));
	if (!text_is_id(u->id, strlen(u->id)))
		return "an id begins with a letter and consists of lower-case letters, digits and single hyphens";
	return arena_format(b->arena, "add it to '%s' in vocabulary.yaml; 'policyc vocabulary --missing' prints the line", k->key);
}

/* By kind, id and place. */
static int by_id(const void *one, const void *other)
{
	const struct unknown *a = *(struct unknown *const *)one, *b = *(struct unknown *const *)other;
	int order = a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : strcmp(a->id, b->id);
	if (order == 0)
		order = (a->pos.line > b->pos.line) - (a->pos.line < b->pos.line);
	return order ? order : (a->pos.col > b->pos.col) - (a->pos.col < b->pos.col);
}

void term_report_unknown(struct binder *b)
{
	size_t count = 0, n = 0;
	for (struct unknown *u = b->model->unknown; u; u = u->next)
		count++;
	if (count == 0)
		return;
	struct unknown **all = NEW_N(b->arena, struct unknown *, count), **end = &b->model->unknown, *last = NULL;
	for (struct unknown *u = b->model->unknown; u; u = u->next)
		all[n++] = u;
	qsort(all, count, sizeof(struct unknown *), by_id);
	*end = NULL;
	for (size_t i = 0; i < count; i++) {
		struct unknown *u = all[i];
		u->next = NULL;
		if (last && last->kind == u->kind && strcmp(last->id, u->id) == 0) {
			last->uses++;
			continue;
		}
		*end = last = u;
		end = &u->next;
	}
	for (const struct unknown *u = b->model->unknown; u; u = u->next) {
		char more[40] = "", kind[32] = {0};
		if (u->uses > 1)
			snprintf(more, sizeof more, " (here and in %u more place%s)", (unsigned)u->uses - 1, u->uses > 2 ? "s" : "");
		if (u->not_length)
			diag_add(b->diags, DIAG_P036, u->pos, "%s%s", u->not_length, more);
		else
			diag_add(b->diags, DIAG_P035, u->pos, "unknown %s '%s'%s; %s", kind_words(u->kind, kind), u->id, more, advice(b, u));
	}
}
