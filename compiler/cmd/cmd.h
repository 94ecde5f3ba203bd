/* SPDX-License-Identifier: MIT */
/* The commands. Each returns the exit status: 0 fine, 1 an error of the input, 2 of usage; 3, a failure of the system, is
 * returned where it happens (base/file.h, base/arena.h). */
#ifndef CMD_CMD_H
#define CMD_CMD_H
#include "../back/render.h"
#include "../check/baseline.h"
#include "../check/blank.h"
#include "../check/calendar.h"
#include "../check/check.h"
#include "../check/counting.h"
#include "../check/verdict.h"
#include "../check/waiver.h"
#include "../editions/editions.h"

enum { EXIT_FINE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2 };

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_GITHUB, FORMAT_MARKDOWN }; /* build knows the first two */

/* due: as on the command line, times in RFC 3339, ids of the vocabulary; NULL: not given. */
struct due_question {
	const char *at, *event;
	const char *collected, *now, *ended; /* of retention */
	const char **paused; /* of requests: CONDITION=FROM/UNTIL, or without /UNTIL */
	size_t paused_count;
};

struct options {
	const char *out, *policies, *templates, *depfile;
	char **brands; /* --brand */
	size_t brand_count;
	char **files; /* the arguments that are not options */
	size_t file_count;
	const char *effective; /* release: as date_parse takes it */
	struct due_question due;
	const char **deny; /* check --deny: what diags_deny takes */
	size_t deny_count;
	bool missing; /* vocabulary --missing */
	const char *frames; /* vocabulary --frames */
	bool check; /* build --check */
	const struct date *today; /* check --today; NULL: the date plays no part */
	bool all; /* check --all: each finding, and not what there is to do */
	bool keep; /* release: what is read is kept, to be frozen */
	enum format format;
};

/* A file that was read. */
struct input {
	const struct source *source;
	struct input *next;
};

/* Everything that is read once a run. */
struct project {
	const struct options *options;
	struct arena arena;
	struct diags diags;
	struct locales locales;
	struct vocabulary vocabulary;
	struct templates *templates; /* NULL when they have errors */
	struct buf inputs;           /* NUL-terminated paths read, for the depfile */
	bool complete;               /* every locale could be read: without one, its words would all be errors */
	bool words;                  /* locales and vocabulary have no error */
	bool usable;                 /* locales and vocabulary are good enough to bind policies */
	const struct law *law;       /* NULL when a baseline or a calendar has an error */
	struct comparisons comparisons;
	struct buf reports;          /* check --format markdown */
	const struct buf *digest;    /* check as text: what there is to do, which stands for the diagnostics if there is no error; else NULL */
	struct input *kept;          /* with options->keep */
	struct archive archive;      /* the released editions */
	const struct buf *members;   /* of --format json beside the diagnostics; NULL: none */
};

void project_open(struct project *p, const struct options *o);
/* The same without the templates: locales and vocabulary alone. */
void project_words(struct project *p, const struct options *o);
void project_close(struct project *p);
/* Read, bind and check one brand's file, compare it with the law. NULL when there is nothing to go on with. The source's bytes
 * live in the arena, and so do the model and the findings. */
struct model *project_brand(struct project *p, struct arena *a, const char *path, const char *id, struct findings *findings);
/* "policies/mami.yaml" as "mami": a copy in the arena. */
const char *project_brand_id(struct arena *a, const char *path);
/* The brands of a folder: every file *.yaml but the vocabulary, sorted. A system error ends the program. */
void project_brands(struct project *p, char ***ids, size_t *count);
/* The diagnostics and a last line with their numbers and what was done, as the user wants to see them. */
void project_report(struct project *p, size_t brands, const char *done, struct buf *out);
/* A diagnostic's id in either case, "P036" or "p036". */
bool find_diagnostic(const char *name, enum diag_id *id);
/* What project_report has made, where it belongs. */
void project_print(const struct project *p, const struct buf *out);
/* Print them, close the project; returns the exit status. done: as in project_report. */
int project_finish(struct project *p, size_t brands, const char *done);
/* The same for commands whose output is something else: the diagnostics go to standard error. */
int project_refuse(struct project *p, size_t brands);

/* "policyc: ..." on standard error, control characters made visible: every message with an argument in it goes through here.
 * Returns EXIT_USAGE. */
int usage_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

int cmd_build(const struct options *o);
int cmd_check(const struct options *o);
int cmd_release(const struct options *o);
int cmd_schema(const struct options *o);
int cmd_explain(const struct options *o);
int cmd_due(const struct options *o);
int cmd_vocabulary(const struct options *o);
#endif
