/* SPDX-License-Identifier: MIT */
/* What the files that read one edition share. */
#ifndef EDITIONS_READER_H
#define EDITIONS_READER_H
#include "editions.h"

struct reader {
	const struct archive *archive;
	struct arena *arena;
	struct diags *diags;
	const char *brand;
	struct frozen *f;
};

/* Adds a diagnostic about a whole file or folder. */
void editions_refuse(struct diags *diags, enum diag_id id, const char *path, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The path of a file of the edition, as a diagnostic names it. */
const char *edition_path(const struct reader *r, const char *path);

/* verify.c: whether the folder holds what was released, as its manifest says; fills m and the frozen files. */
bool edition_verify(struct reader *r, struct manifest *m);
/* bind.c: makes the model of the frozen policy, with the vocabulary and the calendar it was released with. */
void edition_bind(struct reader *r, struct diags *diags);
/* meaning.c: what was released still holds, and is counted and numbered as it was. */
void edition_check(const struct reader *r, const struct manifest *m);
/* counting.c */
void edition_check_counting(const struct reader *r);
#endif
