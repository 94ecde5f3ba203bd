/* SPDX-License-Identifier: MIT */
/* Questions about one node. */
#include "node.h"
#include "../base/text.h"

bool node_is_ambiguous(const struct node *n)
{
	return n->kind == NODE_SCALAR && !n->quoted && text_is_switch_word(n->text, n->len);
}

void node_report_ambiguous(struct diags *diags, struct pos pos, const struct node *n)
{
	diag_add(diags, DIAG_P051, pos, "some readers of YAML do not take '%s' for a word; write it in quotes if it is one, or leave the line out", n->text);
}
