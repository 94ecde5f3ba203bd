/* The law report in Markdown: what legal reads. In English; of no use to programs (check --format json is). */
#ifndef BACK_REPORT_H
#define BACK_REPORT_H
#include "../front/front.h"
#include "../model/law.h"

/* out/reports/<brand>.md. findings: in any order; they are printed worst first. */
void report_brand(struct buf *b, const struct model *m, const struct law *law, const struct findings *findings);

/* The worst verdict of each rule for one brand: what the matrix of all brands needs. */
struct report_row {
	const char *brand;
	unsigned char *verdicts; /* enum verdict of each rule of the law, in order; VERDICT__COUNT: not compared */
};
/* How many bytes a row has. */
size_t report_row_size(const struct law *law);
void report_row_fill(struct report_row *row, const struct law *law, const struct findings *findings);
/* out/reports/index.md: rules down, brands across. */
void report_index(struct buf *b, const struct law *law, const struct report_row *rows, size_t count);
#endif
