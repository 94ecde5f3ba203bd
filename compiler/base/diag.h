/* SPDX-License-Identifier: MIT */
/* Diagnostics: every fault of the input, with a stable id, a position and the
 * fix in its words. They are collected, sorted by position and printed once.
 * One list, diag.def, makes the ids; `policyc explain ID` prints the rest. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "buf.h"
#include <stdbool.h>
#include <stdio.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diag_id {
#define DIAG(id, severity, title) DIAG_##id,
#include "diag.def"
#undef DIAG
	DIAG__COUNT
};

/* One input file. Outlives every position that points to it. */
struct source {
	const char *path; /* as the user named it, for messages */
	const char *text; /* the bytes, NUL after the last one; NULL if unread */
	size_t len;
};

/* A place in an input file; line and col count from 1, col in characters. */
struct pos {
	const struct source *source;
	uint32_t line, col;
};

struct diag {
	enum diag_id id;
	enum severity severity;
	char *path;         /* copied: the source may be gone when it is printed */
	uint32_t line, col; /* 0: the whole file */
	char *text;         /* the message, control characters made visible; NULL: counted, not shown */
	char *excerpt;      /* the source line, or NULL */
	uint32_t caret;     /* column of the caret within the excerpt, from 1 */
	char *also_path;    /* a second position ("first here"), or NULL */
	uint32_t also_line, also_col;
	char *also_text;
	char *rule;   /* a stable name beyond the id, "id-uu-pdp-2022/access" for a rule of law, or NULL */
	char *fact;   /* the fact it is about, "requests.access.routes", or NULL */
	char *waived; /* why it counts no longer, or NULL */
};

struct diags {
	struct arena arena;
	struct diag *list;
	size_t count, cap;
	size_t errors, warnings, notes;
	size_t waived;  /* in none of the three */
	size_t dropped; /* counted, not shown: beyond DIAG_MAX of their severity */
	size_t shown[3]; /* per severity */
	enum severity keep; /* anything milder is only counted */
	bool skipped;       /* the last one was only counted */
};

enum { DIAG_MAX = 2000 }; /* more of one severity than this are counted, waived and raised, but not shown */

const char *diag_name(enum diag_id id);  /* "P014" */
const char *diag_title(enum diag_id id); /* one line: what it is about */
enum severity diag_severity(enum diag_id id); /* its own, before anything is raised */
bool diag_find(const char *name, enum diag_id *id);
const char *severity_name(enum severity s);

/* Add a fault. The severity is the id's own; pos.line 0 is the whole file. */
void diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Attach a second position to the fault added last. */
void diag_also(struct diags *d, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Name what the fault added last is about; either may be NULL. Both are copied. */
void diag_about(struct diags *d, const char *rule, const char *fact);
/* Waive what is found in one file: by a diagnostic's id or a rule's name, and for one fact or, NULL, any. What is an error of
 * its own is never waived, for its output would be wrong. The reason, not NULL, is copied. Returns how many. In either order with
 * diags_deny the outcome is the same: a waiver wins. */
size_t diags_waive(struct diags *d, const char *path, const char *rule, const char *fact, const char *reason);
/* Raise warnings and notes to errors, in one file or, NULL, in all: by a diagnostic's id, a rule's name, the part of such
 * names before the slash, or "warnings" for these. Returns how many. What was only counted (keep) is not raised. */
size_t diags_deny(struct diags *d, const char *path, const char *what);
/* Move the faults of another collection into this one, and free the other. */
void diags_take(struct diags *d, struct diags *from);
/* Sort by path, line, column, id, what it is about, text; drop exact repeats. */
void diags_sort(struct diags *d);
/* Text: "path:line:col: error: message [P014]", the source line, a caret. What is waived is not printed. */
void diags_print_text(const struct diags *d, struct buf *out, bool colour);
/* verdicts: the elements of a list beside the diagnostics, as JSON; NULL: no such list. */
void diags_print_json(const struct diags *d, const struct buf *verdicts, struct buf *out);
/* SARIF 2.1.0: one run, whose results are all that is shown, and what is waived as suppressed. */
void diags_print_sarif(const struct diags *d, struct buf *out);
/* Annotations of a step of GitHub Actions, then `report`, a text for people, which cannot be taken for commands. */
void diags_print_github(const struct diags *d, const struct buf *report, struct buf *out);
void diags_free(struct diags *d);
#endif
