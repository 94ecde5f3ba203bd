/* SPDX-License-Identifier: MIT */
/* Diagnostics: what is wrong with the input, each with a stable id, a position and a message that says what to write instead. They
 * are collected, sorted by position and printed once. diag.def lists the ids; `policyc explain ID` prints more about one. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "buf.h"
#include <stdbool.h>
#include <stdio.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY__COUNT };

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
	char *path;         /* a copy: the source may be gone when it is printed */
	uint32_t line, col; /* 0: the whole file */
	char *text;         /* the message, control characters made visible; NULL: it is counted, but not shown */
	char *excerpt;      /* the source line, or NULL */
	uint32_t caret;     /* column of the caret within the excerpt, from 1 */
	char *also_path;    /* a second position ("first here"), or NULL */
	uint32_t also_line, also_col;
	char *also_text;
	char *rule;   /* a stable name besides the id, "id-uu-pdp-2022/access" for a rule of law, or NULL */
	char *fact;   /* the fact it is about, "requests.access.routes", or NULL */
	char *waived; /* the reason why it no longer counts, or NULL */
};

struct diags {
	struct arena arena;
	struct diag *list;
	size_t count, cap;
	size_t errors, warnings, notes;
	size_t waived;  /* not counted in any of the three */
	size_t dropped; /* counted, but not shown: there were more than DIAG_MAX of their severity */
	size_t shown[3]; /* per severity */
	enum severity keep; /* anything less severe is only counted; SEVERITY__COUNT: all is */
	bool skipped;       /* the last one was only counted */
};

enum { DIAG_MAX = 2000 }; /* how many of one severity are shown; the others are counted, waived and raised all the same */

const char *diag_name(enum diag_id id);  /* "P036" */
const char *diag_title(enum diag_id id); /* one line that says what it is about */
enum severity diag_severity(enum diag_id id); /* before a waiver or a denial changes it */
bool diag_find(const char *name, enum diag_id *id);
const char *severity_name(enum severity s);

/* Add a diagnostic, of the id's own severity. pos.line 0 is the whole file. */
void diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void diag_vadd(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, va_list ap) __attribute__((format(printf, 4, 0)));
/* Attach a second position to the diagnostic that was added last. */
void diag_also(struct diags *d, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Name what the diagnostic that was added last is about; either may be NULL. Both are copied. */
void diag_about(struct diags *d, const char *rule, const char *fact);
/* Whether a waiver of this id or rule could be meant for the diagnostic of one file. One whose own severity is error is never waived,
 * because the output would be wrong, nor is one without a fact, because nothing names it alone. */
bool diag_can_waive(const struct diag *g, const char *path, const char *rule);
/* Waive the diagnostics of one file that have this id or rule, and this fact. The reason, not NULL, is copied. Returns how many were
 * waived: one, since no two share a rule and a fact. A waiver wins over a denial, whichever comes first. */
size_t diags_waive(struct diags *d, const char *path, const char *rule, const char *fact, const char *reason);
/* Raise warnings and notes of one file or, NULL, of all to errors: by a diagnostic's id, a rule's name, the part of a rule's name
 * before the slash, or "warnings" for all of them. Returns how many were raised. Those that were only counted (keep) are not. */
size_t diags_deny(struct diags *d, const char *path, const char *what);
/* Move the diagnostics of another collection into this one, and free the other. */
void diags_take(struct diags *d, struct diags *from);
/* Whether something is said of a law, beside which it has to stand that this is not legal advice. */
bool diags_have_verdicts(const struct diags *d);
/* Sort by path, line, column, id, rule, fact and text; drop exact repeats. */
void diags_sort(struct diags *d);
/* Text: "path:line:col: error: message [P036]", the source line, a caret. Waived ones are not printed. */
void diags_print_text(const struct diags *d, struct buf *out, bool colour);
/* members: what the command has to say beside them, at depth 1 (json_members); may be NULL. */
void diags_print_json(const struct diags *d, const struct buf *members, struct buf *out);
/* SARIF 2.1.0: one run; its results are the diagnostics that are shown, and the waived ones as suppressed. */
void diags_print_sarif(const struct diags *d, struct buf *out);
/* Annotations for a step of GitHub Actions, then `report`, a text for people, in which the runner finds no commands. */
void diags_print_github(const struct diags *d, const struct buf *report, struct buf *out);
void diags_free(struct diags *d);
#endif
