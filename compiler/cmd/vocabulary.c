/* SPDX-License-Identifier: MIT */
/* policyc vocabulary: what whoever keeps the vocabulary needs. --missing prints the lines of the ids that policies use and it lacks, to be
 * pasted; --frames shows an id in the sentences of the templates. */
#include "../back/frames.h"
#include "../base/file.h"
#include "../base/text.h"
#include "cmd.h"
#include <stdlib.h>

struct missing {
	const struct unknown **at; /* of all policies, by kind and id */
	size_t count, cap;
};

static int by_id(const void *one, const void *other)
{
	const struct unknown *a = *(const struct unknown *const *)one, *b = *(const struct unknown *const *)other;
	int order = a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : strcmp(a->id, b->id);
	return order ? order : strcmp(a->pos.source->path, b->pos.source->path);
}

static void add_missing(struct missing *all, const struct unknown *first)
{
	for (const struct unknown *u = first; u; u = u->next) {
		if (kind_info(u->kind)->origin != ORIGIN_VOCABULARY || !text_is_id(u->id, strlen(u->id)))
			continue;
		if (all->count == all->cap)
			all->at = mem_realloc(all->at, (all->cap = all->cap ? all->cap * 2 : 64) * sizeof(const struct unknown *));
		all->at[all->count++] = u;
	}
}

/* The next free code: above all that have been given, for a code is never used again. 0: there is none. */
static unsigned next_code(const struct terms *terms, unsigned given)
{
	return terms->codes + given < MAX_CODE ? terms->codes + given + 1 : 0;
}

static void put_line(struct buf *out, const struct project *p, const struct unknown *u, unsigned code, uint32_t uses)
{
	const char *near = vocabulary_suggest(&p->vocabulary, u->kind, u->id);
	buf_printf(out, "  %s: {code: ", u->id);
	buf_uint(out, code);
	if (property_key(u->kind) && !property_default(u->kind))
		buf_printf(out, ", %s: \"\"", property_key(u->kind));
	for (unsigned l = 0; l < p->locales.count; l++)
		buf_printf(out, ", %s: %s", p->locales.at[l].id, u->kind == KIND_EVENT ? "{noun: \"\", clause: \"\"}" : "\"\"");
	buf_printf(out, "} # %s:%u", u->pos.source->path, (unsigned)u->pos.line);
	if (uses > 1)
		buf_printf(out, ", and %u more", (unsigned)uses - 1);
	if (near)
		buf_printf(out, "; or is it '%s'?", near);
	buf_char(out, '\n');
}

static void put_missing(struct buf *out, const struct project *p, const struct missing *all)
{
	enum kind kind = KIND_NONE;
	unsigned given = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct unknown *u = all->at[i];
		const struct terms *terms = &p->vocabulary.kinds[u->kind];
		uint32_t uses = u->uses;
		if (u->kind != kind) {
			buf_printf(out, terms->count ? "# below '%s:'\n" : "%s:\n", kind_info(u->kind)->key);
			kind = u->kind;
			given = 0;
		}
		for (; i + 1 < all->count && all->at[i + 1]->kind == kind && strcmp(all->at[i + 1]->id, u->id) == 0; i++)
			uses += all->at[i + 1]->uses;
		put_line(out, p, u, next_code(terms, given), uses);
		given++;
	}
}

/* Every policy is bound; one that cannot be read is an error, for its ids would be missed. */
static int print_missing(struct project *p)
{
	struct missing all = {0};
	struct buf out = {0};
	char **ids;
	size_t count;
	bool read = true;
	project_brands(p, &ids, &count);
	for (size_t i = 0; i < count; i++) {
		struct findings findings;
		const struct model *m = project_brand(p, &p->arena, arena_format(&p->arena, "%s/%s.yaml", p->options->policies, ids[i]), ids[i], &findings);
		read = read && m;
		add_missing(&all, m ? m->unknown : NULL);
	}
	if (!read || (count == 0 && p->diags.errors)) {
		free(all.at);
		return project_refuse(p, count);
	}
	if (all.count)
		qsort(all.at, all.count, sizeof(const struct unknown *), by_id);
	put_missing(&out, p, &all);
	file_stdout(out.data, out.len);
	buf_free(&out);
	free(all.at);
	project_close(p);
	return EXIT_FINE;
}

/* An id may stand under several kinds: each is shown. */
static int print_frames(struct project *p, const char *id)
{
	struct buf out = {0};
	for (int k = 1; k < KIND__COUNT; k++) {
		const struct kind_info *kind = kind_info((enum kind)k);
		const struct term *term = kind->origin == ORIGIN_CHECK || kind->origin == ORIGIN_FILES ? NULL : vocabulary_find(&p->vocabulary, (enum kind)k, id, strlen(id));
		for (unsigned l = 0; term && l < p->locales.count; l++) {
			const struct locale *locale = &p->locales.at[l];
			const char *clause = term->clauses ? term->clauses[l] : NULL;
			buf_printf(&out, "%s%s: %s, %s: \"%s\"", out.len ? "\n" : "", kind->key, id, locale->id, term->labels[l]);
			if (clause)
				buf_printf(&out, ", \"%s\"", clause);
			buf_char(&out, '\n');
			frames_write(&out, &p->arena, p->templates, locale, term);
		}
	}
	int status = out.len ? EXIT_FINE : usage_say("the vocabulary has no id '%s'", id);
	file_stdout(out.data, out.len);
	buf_free(&out);
	project_close(p);
	return status;
}

int cmd_vocabulary(const struct options *o)
{
	struct project p;
	if (o->missing)
		project_words(&p, o);
	else
		project_open(&p, o);
	if (p.diags.errors)
		return project_refuse(&p, 0);
	p.diags.keep = SEVERITY_ERROR;
	return o->missing ? print_missing(&p) : print_frames(&p, o->frames);
}
