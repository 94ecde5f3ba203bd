/* SPDX-License-Identifier: MIT */
/* Released editions: what commands need of them. */
#ifndef CMD_EDITIONS_H
#define CMD_EDITIONS_H
#include "../back/emit.h"
#include "cmd.h"

#define MANIFEST "manifest"
#define ATTRIBUTES ".gitattributes" /* beside the brands: no line end is changed by git */
enum { MANIFEST_FORMAT = 2 }; /* the first named a hash of C tables */
#define POLICYC "policyc 1" /* who releases; goes into manifests */

/* A file of a released edition. */
struct frozen_file {
	const char *path; /* below the edition's folder: "notices/en.html" */
	const char *data;
	size_t len;
};

struct frozen {
	struct edition edition;
	const char *dir; /* policies/editions/<brand>/<date> */
	int32_t day;     /* the date */
	struct frozen_file *files; /* all but the manifest, sorted */
	size_t file_count;
	struct locales locales; /* ids alone */
	struct vocabulary vocabulary;
	struct model *model;
	struct tables tables;
};

struct editions {
	struct frozen *at; /* the oldest first */
	size_t count;
	bool same; /* the policy file is still the last of them */
};

/* manifest.c: lines "# key value", then those of sha256sum, sorted by path, then a hash of all that. */
struct manifest {
	const char *brand, *effective, *compiler, *identity;
	unsigned format;
	struct manifest_file {
		const char *path, *hash;
	} *files;
	size_t count;
};
/* NULL, or why it is none. */
const char *manifest_read(struct arena *a, const char *text, size_t len, struct manifest *out);
/* Ends a manifest that has all its other lines. */
void manifest_seal(struct buf *b);

/* What an edition may hold, many times what one does: a wrong folder is refused before it is read. */
enum { EDITION_FILES = 1000, EDITIONS = 1000 };
/* Fills p->released: the brands that have editions. */
void editions_list(struct project *p);
/* Read a brand's editions, verify and bind them. Faults are diagnostics, and then what is read is not for use. In the arena. */
void editions_open(struct project *p, struct arena *a, const char *brand, struct editions *out);
void editions_close(struct editions *e);
/* counting.c: was: the calendar that was frozen, or NULL. */
void editions_counting(struct project *p, struct arena *a, const char *brand, const struct frozen *f, const struct calendar *was);
/* How the policy file stands to them; fills `same`. Only where editions_open found no fault. */
void editions_compare(struct project *p, const struct model *m, const struct tables *t, struct editions *e);
/* Give the model what its notice says of the editions. kept: the copy that stays under its date. */
void editions_note(struct arena *a, struct model *m, const struct tables *t, const struct editions *e, bool kept);
#endif
