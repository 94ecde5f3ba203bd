/* SPDX-License-Identifier: MIT */
/* What keeps a policy from being released: facts that a notice must state and the policy does not (model/must.def), placeholders, and
 * conflicts that nobody has decided. There is one list; the build's summary, `check` and `release` print it. */
#ifndef CHECK_BLANK_H
#define CHECK_BLANK_H
#include "../front/front.h"

struct blank {
	const char *fact;    /* "brand.address", "minors", "retention.support.from"; what a waiver names */
	struct pos pos;      /* the value or the record; the brand where a section is missing */
	const char *problem; /* "brand.address is not stated" */
	const char *remedy;  /* what to write; "" of a placeholder or a conflict */
	const char *reason, *law; /* why a notice must state it, and where a law asks for it; "" likewise */
	bool conflict;       /* an undecided one */
	bool waivable;
	const struct record *waiver; /* by which legal accepts that it is not stated; NULL: it blocks */
};

/* In the order of must.def, then placeholders and conflicts in file order. */
struct blanks {
	struct blank *at;
	size_t count, conflicts; /* all; of them, undecided conflicts */
	size_t waived;
};

/* Lists them; what is waived is among them. A waiver counts until the day it expires, compared with the day the notice takes effect: no
 * clock is asked. After statement_index. */
const struct blanks *blanks_find(struct arena *a, const struct model *m);
/* Whether the waiver names P188 and a fact that is blank and may be waived, until whichever day. */
bool blank_can_be_waived_by(const struct model *m, const struct record *waiver);
/* P188 for each that blocks. */
void blanks_refuse(const struct model *m, struct diags *diags);
#endif
