/* SPDX-License-Identifier: MIT */
/* The macros of all brands that are built together: brands.h includes every brand's header, so that no two may share a name. */
#ifndef CMD_MACROS_H
#define CMD_MACROS_H
#include "../model/model.h"

struct macros {
	struct arena arena;
	struct macro *at;
	size_t count, cap;
};

/* Add a brand's: names and facts in turn, each ended by NUL, as header_macro_names makes them. */
void macros_add(struct macros *all, const struct model *m, const struct buf *names);
/* Report each name that two facts have, or a fact and an id of the vocabulary. */
void macros_check(struct macros *all, const struct vocabulary *v, struct diags *diags);
void macros_free(struct macros *all);
#endif
