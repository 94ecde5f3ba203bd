/* SPDX-License-Identifier: MIT */
/* One label or phrase of a locale or of the vocabulary. */
#include "words.h"
#include "../base/text.h"

const struct node *words_child(const struct node *map, const char *key)
{
	if (map && map->kind == NODE_MAP)
		for (const struct node *n = map->first; n; n = n->next)
			if (strcmp(n->key, key) == 0)
				return n;
	return NULL;
}

const char *words_of(struct words *w, const struct node *n)
{
	enum { LONGEST = 200 };
	if (n->refused)
		return NULL;
	if (node_refuse_ambiguous_text(w->diags, at(w, n), n))
		return NULL;
	if (n->kind == NODE_SCALAR && n->len > 0 && n->len <= LONGEST && !strchr(n->text, '\n'))
		return n->text;
	diag_add(w->diags, DIAG_P111, at(w, n), "'%s' must be a single line of 1 to %d bytes; write its text in quotes", n->key,
	         LONGEST);
	return NULL;
}

const char *words_label(struct words *w, const struct node *n)
{
	const char *text = words_of(w, n);
	if (text && text_has_edge_space(text, strlen(text))) {
		diag_add(w->diags, DIAG_P111, at(w, n), "a label must not have spaces before or after it; remove them");
		return NULL;
	}
	return text;
}
