/* SPDX-License-Identifier: MIT */
/* The law report in Markdown: what legal reads. In English; of no use to programs (check --format json is). */
#ifndef BACK_REPORT_H
#define BACK_REPORT_H
#include "../model/locale.h"
#include "../model/law.h"

struct templates;

/* out/reports/<brand>.md. findings: in any order; they are printed worst first. templates: for the titles of sections; NULL, as when
 * words have errors: statements are named by their ids alone. */
void report_brand(struct buf *b, const struct model *m, const struct law *law, const struct locales *locales, const struct templates *templates,
                  const struct findings *findings);

/* For each rule the worst verdict of each brand; of more brands than a page can show, how many have each. */
struct report_matrix {
	const struct law *law;
	char *const *brands; /* count of them, sorted */
	size_t count, rules;
	unsigned char *marks; /* by brand and rule: 2 * enum verdict, + 1 if it is waived; NULL: only counted */
	uint32_t *counts;     /* by rule and mark */
};
void report_matrix_make(struct arena *a, const struct law *law, char *const *brands, size_t count, struct report_matrix *out);
/* Each brand once, one call at a time. brand: its place. */
void report_matrix_add(struct report_matrix *m, size_t brand, const struct findings *findings);
/* out/reports/index.md: rules down, brands across. */
void report_index(struct buf *b, const struct report_matrix *m);
#endif
