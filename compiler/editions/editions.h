/* SPDX-License-Identifier: MIT */
/* Released editions: what commands need of them. */
#ifndef EDITIONS_EDITIONS_H
#define EDITIONS_EDITIONS_H
#include "../back/emit.h"
#include "../base/version.h"
#include "../model/law.h"

#define MANIFEST "manifest"
#define ATTRIBUTES ".gitattributes" /* beside the brands: no line end is changed by git */
enum { MANIFEST_FORMAT = 2 }; /* the first named a hash of C tables */
#define POLICYC "policyc " POLICYC_VERSION /* who releases; goes into manifests */

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
	const struct calendar *counted; /* the calendar as it was released; the model has the project's, with later years */
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

/* The released editions of a folder of policies, and what they are read and judged with. */
struct archive {
	const char *policies; /* the folder */
	const struct vocabulary *vocabulary;
	const struct law *law; /* NULL: it or the vocabulary has errors; then editions are verified and no more */
	const char *folder;    /* of all editions; NULL: there is none */
	char **brands;         /* that have editions, sorted */
	size_t brand_count;
};

/* Fills `folder` and `brands`. */
void archive_list(struct archive *archive, struct arena *a, struct diags *diags);
/* Read a brand's editions, verify and bind them, in the arena. After an error what is read is not for use. */
void editions_open(const struct archive *archive, struct arena *a, const char *brand, struct editions *out, struct diags *diags);
void editions_close(struct editions *e);
/* How the policy file stands to them; fills `same`. Only where editions_open found no error. */
void editions_compare(const struct model *m, const struct locales *locales, const struct tables *t, struct editions *e, struct diags *diags);
/* Give the model what its notice says of the editions. kept: the copy that stays under its date. */
void editions_note(struct arena *a, struct model *m, const struct tables *t, const struct editions *e, bool kept);
#endif
