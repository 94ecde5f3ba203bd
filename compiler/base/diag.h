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
	char *text;         /* the message, control characters made visible */
	char *excerpt;      /* the source line, or NULL */
	uint32_t caret;     /* column of the caret within the excerpt, from 1 */
	char *also_path;    /* a second position ("first here"), or NULL */
	uint32_t also_line, also_col;
	char *also_text;
	char *rule;   /* the rule it comes from: "eu-gdpr/access", or NULL */
	char *fact;   /* what it is about: "breach.users.deadline", or NULL */
	char *waived; /* why legal accepts it, or NULL: then it counts as waived, whatever its severity */
};

struct diags {
	struct arena arena;
	struct diag *list;
	size_t count, cap;
	size_t errors, warnings, notes, waived;
	size_t dropped; /* beyond DIAG_MAX */
	enum severity keep; /* anything milder is only counted */
	bool skipped;       /* the last one was only counted */
};

enum { DIAG_MAX = 2000 }; /* more faults than this are only counted */

const char *diag_name(enum diag_id id);  /* "P014" */
const char *diag_title(enum diag_id id); /* one line: what it is about */
bool diag_find(const char *name, enum diag_id *id);
const char *severity_name(enum severity s);

/* Add a fault. The severity is the id's own; pos.line 0 is the whole file. */
void diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Attach a second position to the fault added last. */
void diag_also(struct diags *d, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Say of the fault added last which rule of a baseline it comes from, and which fact it is about; each may be NULL. */
void diag_about(struct diags *d, const char *rule, const char *fact);
/* Waive the warnings and notes of a file at a fact. rule: a diagnostic's id, or a rule. Returns how many there were. */
size_t diags_waive(struct diags *d, const char *path, const char *rule, const char *fact, const char *reason);
/* Make warnings and notes that are not waived errors. path: of one file, or NULL. what: a diagnostic's id, a baseline, a rule,
 * or `warnings`. */
void diags_deny(struct diags *d, const char *path, const char *what);
/* Move the faults of another collection into this one, as far as it keeps them, and free the other. */
void diags_take(struct diags *d, struct diags *from);
/* Sort by path, line, column, id, text; drop exact repeats. */
void diags_sort(struct diags *d);
/* Text: "path:line:col: error: message [P014]", the source line, a caret. */
void diags_print_text(const struct diags *d, struct buf *out, bool colour);
void diags_print_json(const struct diags *d, struct buf *out);
void diags_free(struct diags *d);
#endif
