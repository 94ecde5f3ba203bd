/* SPDX-License-Identifier: MIT */
/* The tables of one brand as policy.h has them, in memory: what the header prints. Rows are the structs of policy.h themselves,
 * filled by the schema table. All sides of conflicts are in them, marked. */
#ifndef BACK_TABLES_H
#define BACK_TABLES_H
#include "gen/policy.h"
#include "../model/calendar.h"
#include "../model/dispute.h"
#include "../model/model.h"

struct table_rows {
	const struct section *section;
	unsigned char *rows; /* count of section->row_size bytes, sorted by parent and name */
	uint32_t count;
	uint16_t *index;     /* as in struct policy_table; NULL: none */
	uint32_t codes, index_len;
};

struct tables {
	const char *brand;
	bool draft;
	int32_t valid_from; /* days since 1970-01-01 or POLICY_NO_DATE */
	const struct policy_calendar *calendar; /* NULL: the policy names none */
	struct table_rows at[POLICY_SECTION_COUNT];
	struct buf ids;   /* uint16_t; the first is unused */
	struct buf marks; /* struct policy_mark; the first is unused */
	struct buf names; /* NUL-terminated ids; the first is the brand's */
	struct buf relations; /* struct policy_relation */
	const struct disputes *disputes;
	struct policy_side *sides;         /* disputes->side_count; `row` is for the printer to fill */
	struct policy_conflict *conflicts; /* disputes->conflict_count */
};

/* Scratch lives in the arena; call tables_free for the rest. Errors: tables larger than the header's numbers reach. */
void tables_make(struct arena *a, const struct model *m, const struct vocabulary *v, struct tables *out, struct diags *diags);
void tables_free(struct tables *t);

/* What the ids of a relation are: enum policy_relation_kind. Of KIND_ACT `of` is an enum policy_section. */
enum kind tables_relation_kind(unsigned relation);
const char *tables_name(const struct tables *t, const struct policy_rule *rule);
/* The rule at the head of a row; the row itself follows. */
const struct policy_rule *tables_rule(const struct table_rows *r, uint32_t row);
/* "requests.access.routes.support" of a row. */
void tables_path(struct buf *b, const struct tables *t, const struct table_rows *rows, uint32_t row);
#endif
