/* SPDX-License-Identifier: MIT */
/* The emitters for programs: C headers, JSON, JSON Schemas. Each appends one whole file to a buffer. What they print
 * depends on meaning only: no wording, line, path, host, user or time. */
#ifndef BACK_EMIT_H
#define BACK_EMIT_H
#include "../model/locale.h"
#include "tables.h"

/* A released edition before the newest one. */
struct edition {
	const char *date;   /* "2027-03-01" */
	const char *member; /* "edition_2027_03_01": its place in the brand's object */
	const struct tables *tables;
	const struct vocabulary *vocabulary; /* the one it was released with */
	unsigned char identity[32];          /* identity_make */
};

/* out/include/policy/<brand>.h. identity: the newest edition's. earlier: the oldest first. */
void header_brand(struct buf *b, const struct tables *t, const struct vocabulary *v, const unsigned char *identity,
                  const struct edition *earlier, size_t earlier_count);
/* The names of its macros, each with the fact it is of: both end with NUL. */
void header_macro_names(const struct tables *t, const struct vocabulary *v, struct buf *names);
/* How a C program reaches a value: its macros, if it has any, a line each, and its row and member. NULL record: nothing. */
void header_symbol(struct buf *b, const struct tables *t, const struct record *record, const struct field *f);
/* out/include/policy/vocabulary.h: an enum per kind. */
void header_vocabulary(struct buf *b, const struct vocabulary *v);
/* out/include/policy/brands.h: every brand and policy_find. ids sorted. */
void header_brands(struct buf *b, char **ids, size_t count);

/* out/data/<brand>.json, of the same. */
void json_emit(struct buf *b, const struct model *m, const struct tables *t, const unsigned char *identity, const struct edition *earlier,
               size_t earlier_count);

/* The JSON Schemas for editors: "policy", "vocabulary", "locale" ...; false if there is no such schema. */
bool schema_emit(struct buf *b, const char *name, const struct vocabulary *v, const struct locales *locales);
/* Their names, NULL at the end. */
extern const char *const schema_names[];
#endif
