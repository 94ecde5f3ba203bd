/* SPDX-License-Identifier: MIT */
/* Compiled templates: the elements they are made of, what stands in what, and the program as it grows. */
#include "program.h"

static const struct {
	const char *name;
	enum content inside;
} elements[E__COUNT] = {
	[E_MAIN] = {"main", M_BLOCKS},     [E_SECTION] = {"section", M_BLOCKS}, [E_H1] = {"h1", M_TEXT},
	[E_H2] = {"h2", M_TEXT},           [E_H3] = {"h3", M_TEXT},             [E_P] = {"p", M_INLINE},
	[E_UL] = {"ul", M_ITEMS},          [E_OL] = {"ol", M_ITEMS},            [E_LI] = {"li", M_LIST_ITEM},
	[E_TABLE] = {"table", M_TABLE},    [E_THEAD] = {"thead", M_ROWS},       [E_TBODY] = {"tbody", M_ROWS},
	[E_TR] = {"tr", M_CELLS},          [E_TH] = {"th", M_INLINE},           [E_TD] = {"td", M_INLINE},
	[E_STRONG] = {"strong", M_INLINE}, [E_EM] = {"em", M_INLINE},           [E_A] = {"a", M_INLINE},
	[E_SPAN] = {"span", M_NOTHING},
};

const char *element_name(enum element e)
{
	return elements[e].name;
}

enum content element_content(enum element e)
{
	return elements[e].inside;
}

bool element_allowed(enum content m, enum element e)
{
	bool inline_ = e == E_STRONG || e == E_EM || e == E_A || e == E_SPAN;
	switch (m) {
	case M_BLOCKS: return e == E_SECTION || (e >= E_H1 && e <= E_OL) || e == E_TABLE || e == E_SPAN;
	case M_ITEMS: return e == E_LI || e == E_SPAN;
	case M_TABLE: return e == E_THEAD || e == E_TBODY;
	case M_ROWS: return e == E_TR || e == E_SPAN;
	case M_CELLS: return e == E_TH || e == E_TD || e == E_SPAN;
	case M_LIST_ITEM: return inline_ || e == E_UL || e == E_OL;
	case M_INLINE: return inline_;
	case M_TEXT: return e == E_SPAN;
	case M_NOTHING: break;
	}
	return false;
}

struct op *program_add(struct arena *a, struct program *p, enum opcode code)
{
	if (p->count == p->cap) {
		uint32_t cap = p->cap ? p->cap * 2 : 256;
		struct op *ops = NEW_N(a, struct op, cap);
		if (p->count)
			memcpy(ops, p->ops, sizeof *ops * p->count);
		p->ops = ops;
		p->cap = cap;
	}
	p->ops[p->count] = (struct op){.code = code};
	return &p->ops[p->count++];
}

void program_find_titles(struct program *p)
{
	const char *section = NULL;
	for (uint32_t i = 0; i + 1 < p->count; i++) {
		const struct op *op = &p->ops[i];
		if (op->code == OP_OPEN && op->element == E_SECTION)
			section = op->text;
		const struct section *s = section ? schema_find(DOCUMENT_POLICY, section, strlen(section)) : NULL;
		if (s && op->code == OP_OPEN && op->element == E_H2 && p->ops[i + 1].code == OP_TEXT)
			p->titles[s->id] = p->ops[i + 1].text;
	}
}
