/* SPDX-License-Identifier: MIT */
/* Inside the printing of a brand's header: what its files share. */
#ifndef BACK_HEADER_H
#define BACK_HEADER_H
#include "emit.h"

struct printer {
	struct buf *b;
	const struct tables *t;
	const struct vocabulary *v;
	char lower[40], upper[40]; /* the brand's id within identifiers */
	char member[24]; /* an earlier edition's place in the object: "edition_2027_03_01"; "": the newest, the object itself */
	const struct edition *earlier; /* of the newest */
	size_t earlier_count;
};

/* "POLICY_SECTION_RETENTION", by enum policy_section. */
extern const char *const header_section_names[];

struct printer header_printer(struct buf *b, const struct tables *t, const struct vocabulary *v);
/* The macros of a row's numbers, for #if. only: those of one field; NULL: of all. */
void header_macros(struct printer *p, const struct table_rows *t, uint32_t row, const struct field *only);
/* The tables of conflicts, if there are any, with the comma after them; the calendar without. */
void header_disputes(struct printer *p);
void header_calendar(struct printer *p);
#endif
