/* SPDX-License-Identifier: MIT */
/* Compares the macros of all brands. A macro's name is made of ids with '_' for '-' and '.', so that two facts can have one name: of
 * the two numbers a program would silently get one. */
#include "macros.h"
#include <stdlib.h>

struct macro {
	const char *name;  /* "POLICY_MAMI_RETENTION_SUPPORT_PERIOD_YEARS" */
	const char *brand; /* NULL: an id of the vocabulary */
	const char *fact;  /* "retention.support.period"; of the vocabulary: "support-data" */
	struct source source;
	uint32_t line, col;
};

static const char *keep(struct macros *all, const char *text)
{
	return arena_copy(&all->arena, text, strlen(text));
}

static struct macro *new_macro(struct macros *all)
{
	if (all->count == all->cap) {
		all->cap = all->cap ? all->cap * 2 : 256;
		all->at = mem_realloc(all->at, all->cap * sizeof *all->at);
	}
	return &all->at[all->count++];
}

void macros_add(struct macros *all, const struct model *m, const struct buf *names)
{
	const char *brand = keep(all, m->id), *path = keep(all, m->source->path);
	for (const char *p = names->data, *end = p + names->len; p < end;) {
		const char *name = p, *fact = p + strlen(p) + 1;
		struct place place;
		struct macro *macro = new_macro(all);
		*macro = (struct macro){keep(all, name), brand, keep(all, fact), {path, NULL, 0}, 0, 0};
		if (model_find(m, fact, strlen(fact), &place) && place.field >= 0) {
			macro->line = place.record->values[place.field].line;
			macro->col = place.record->values[place.field].col;
		}
		p = fact + strlen(fact) + 1;
	}
}

/* Enumerators, where a brand's id begins like a kind of ids: nowhere else could one be a macro of the brand. */
static void add_enumerators(struct macros *all, const struct vocabulary *v)
{
	size_t count = all->count;
	for (int k = 1; k < KIND__COUNT; k++) {
		struct buf prefix = {0};
		buf_printf(&prefix, "POLICY_%s_", kind_info((enum kind)k)->upper);
		bool meets = false;
		for (size_t i = 0; i < count && !meets; i++)
			meets = strncmp(all->at[i].name, prefix.data, prefix.len) == 0;
		for (unsigned i = 0; meets && i < v->kinds[k].count; i++)
			*new_macro(all) = (struct macro){v->kinds[k].at[i].symbol, NULL, v->kinds[k].at[i].id, {0}, 0, 0};
		buf_free(&prefix);
	}
}

static int by_name(const void *left, const void *right)
{
	const struct macro *a = left, *b = right;
	int c = strcmp(a->name, b->name);
	if (c == 0)
		c = (a->brand != NULL) - (b->brand != NULL);
	if (c == 0 && a->brand)
		c = strcmp(a->brand, b->brand);
	if (c == 0)
		c = a->line != b->line ? (a->line > b->line) - (a->line < b->line) : (a->col > b->col) - (a->col < b->col);
	return c ? c : strcmp(a->fact, b->fact);
}

void macros_check(struct macros *all, const struct vocabulary *v, struct diags *diags)
{
	add_enumerators(all, v);
	if (all->count)
		qsort(all->at, all->count, sizeof *all->at, by_name);
	for (size_t i = 1; i < all->count; i++) {
		const struct macro *a = &all->at[i - 1], *b = &all->at[i];
		if (strcmp(a->name, b->name) != 0 || !b->brand)
			continue;
		diag_add(diags, DIAG_P054, (struct pos){&b->source, b->line, b->col}, "'%s/%s' and %s'%s%s%s' are one name in C, %s; rename a record or a brand", b->brand, b->fact,
		         a->brand ? "" : "the id ", a->brand ? a->brand : "", a->brand ? "/" : "", a->fact, b->name);
		diag_about(diags, NULL, b->fact);
		if (a->brand)
			diag_also(diags, (struct pos){&a->source, a->line, a->col}, "the other is here");
	}
}

void macros_free(struct macros *all)
{
	free(all->at);
	arena_free(&all->arena);
}
