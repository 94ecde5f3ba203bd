/* SPDX-License-Identifier: MIT */
/* Lays the tables of a brand out in one block, as the C compiler lays out the header's object. */
#include "object.h"

struct layout {
	unsigned char *bytes; /* NULL: only measure */
	uint32_t at;
};

/* The next place for something, and a copy there. */
static uint32_t place(struct layout *l, const void *data, size_t size)
{
	uint32_t offset = (l->at + 7u) & ~7u;
	if (l->bytes && size)
		memcpy(l->bytes + offset, data, size);
	l->at = offset + (uint32_t)size;
	return offset;
}

static void place_tables(struct layout *l, const struct tables *t, struct policy *head)
{
	for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
		const struct table_rows *r = &t->at[i];
		if (r->count == 0)
			continue;
		head->tables[i].offset = place(l, r->rows, r->count * r->section->row_size);
		head->tables[i].count = r->count;
		head->tables[i].codes = r->codes;
		if (r->index_len)
			head->tables[i].index = place(l, r->index, r->index_len * sizeof *r->index);
	}
}

/* One edition; its head goes to `at`. */
static void place_edition(struct layout *l, const struct tables *t, uint32_t at, struct policy head)
{
	head.object = at;
	head.valid_from = t->valid_from;
	head.draft = t->draft;
	place_tables(l, t, &head);
	head.ids = place(l, t->ids.data, t->ids.len);
	head.marks = place(l, t->marks.data, t->marks.len);
	head.names = place(l, t->names.data, t->names.len);
	head.relations = place(l, t->relations.data, t->relations.len);
	head.relation_count = (uint32_t)(t->relations.len / sizeof(struct policy_relation));
	if (l->bytes)
		memcpy(l->bytes + at, &head, sizeof head);
}

/* The newest head, the list of editions, the calendar, then what each edition has; the other heads lie before their own. */
static void place_all(struct layout *l, const struct tables *const *editions, size_t count, uint32_t size)
{
	const struct tables *newest = editions[count - 1];
	struct policy head = {.layout = POLICY_LAYOUT, .size = size, .edition_count = (uint32_t)count};
	l->at = sizeof head;
	head.editions = place(l, NULL, 0);
	l->at += (uint32_t)(count * sizeof(struct policy_edition));
	if (newest->calendar)
		head.calendar = place(l, newest->calendar, calendar_size(newest->calendar));
	for (size_t i = count; i-- > 0;) {
		uint32_t at = i == count - 1 ? 0 : place(l, &head, sizeof head);
		struct policy_edition e = {editions[i]->valid_from, at};
		if (l->bytes)
			memcpy(l->bytes + head.editions + i * sizeof e, &e, sizeof e);
		place_edition(l, editions[i], at, head);
	}
}

const struct policy *object_make(struct arena *a, const struct tables *const *editions, size_t count)
{
	struct layout l = {NULL, 0};
	place_all(&l, editions, count, 0);
	l.bytes = arena_alloc(a, l.at);
	place_all(&l, editions, count, l.at);
	return (const void *)l.bytes;
}

size_t object_edition(const struct policy *p)
{
	const struct policy_edition *e = (const void *)((const unsigned char *)p - p->object + p->editions);
	size_t i = 0;
	while (e[i].head != p->object)
		i++;
	return i;
}

uint32_t object_row(const struct policy *p, const struct table_rows *rows, const struct policy_rule *rule)
{
	size_t at = (size_t)((const unsigned char *)rule - (const unsigned char *)p) + p->object;
	return (uint32_t)((at - p->tables[rows->section->table].offset) / rows->section->row_size);
}
