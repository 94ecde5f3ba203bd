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

bool node_refuse_ambiguous_text(struct diags *diags, struct pos pos, const struct node *n)
{
	if (node_is_ambiguous(n))
		node_report_ambiguous(diags, pos, n);
	else if (n->kind == NODE_SCALAR && !n->quoted && text_is_number(n->text))
		diag_add(diags, DIAG_P051, pos, "some readers of YAML take '%s' for a number; write it in quotes", n->text);
	else
		return false;
	return true;
}
