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

static void place_all(struct layout *l, const struct tables *t)
{
	struct policy head = {.layout = POLICY_LAYOUT, .edition_count = 1, .valid_from = t->valid_from, .draft = t->draft};
	struct policy_edition edition = {t->valid_from, 0};
	l->at = sizeof head;
	head.editions = place(l, &edition, sizeof edition);
	place_tables(l, t, &head);
	head.ids = place(l, t->ids.data, t->ids.len);
	head.marks = place(l, t->marks.data, t->marks.len);
	head.names = place(l, t->names.data, t->names.len);
	head.relations = place(l, t->relations.data, t->relations.len);
	head.relation_count = (uint32_t)(t->relations.len / sizeof(struct policy_relation));
	if (t->calendar)
		head.calendar = place(l, t->calendar, calendar_size(t->calendar));
	head.size = l->at;
	if (l->bytes)
		memcpy(l->bytes, &head, sizeof head);
}

const struct policy *object_make(struct arena *a, const struct tables *t)
{
	struct layout l = {NULL, 0};
	place_all(&l, t);
	l.bytes = arena_alloc(a, l.at);
	place_all(&l, t);
	return (const void *)l.bytes;
}

uint32_t object_row(const struct policy *p, const struct table_rows *rows, const struct policy_rule *rule)
{
	size_t at = (size_t)((const unsigned char *)rule - (const unsigned char *)p);
	return (uint32_t)((at - p->tables[rows->section->table].offset) / rows->section->row_size);
}
