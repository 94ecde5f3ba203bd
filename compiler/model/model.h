/* SPDX-License-Identifier: MIT */
/* The typed model: what a policy file says, after bind. Const after check: writers read it and keep their own scratch.
 * Everything lives in the arena of its brand (model) or of the run (vocabulary, locales). */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H
#include "../base/diag.h"
#include "schema.h"

enum { MAX_LOCALES = 16, MAX_NUMBER = 9999, MAX_LIST = 255, MAX_CODE = 9999 };

/* ---- words: vocabulary and locales ---- */

/* Other ids that one id is related to. */
struct relation {
	const struct term **at;
	uint32_t count;
};

struct term {
	const char *id;
	uint16_t code;
	uint8_t kind;               /* enum kind */
	struct pos pos;             /* where it is defined; no source: a fixed member */
	const char *symbol;         /* its enumerator: "POLICY_CATEGORY_SUPPORT_DATA"; made by vocabulary_index */
	const char *labels[MAX_LOCALES]; /* by the locale's index */
	const char **clauses;       /* events: the same as a clause, "your account is closed"; NULL, or NULL in it: not written */
	/* as the vocabulary says them */
	struct relation same_as;    /* events: the same moment */
	struct relation not_before; /* events: it never comes before these */
	struct relation ends;       /* events: the states that are over with it */
	struct relation part_of;    /* what it is a kind or a part of */
	/* through any number of others (relation.h) */
	const struct term *moment;  /* events: the one that stands for all that are the same moment */
	struct term *same;          /* events: the next of these, in a ring */
	const struct codes *after;  /* events: all that it never comes before, and itself; NULL: itself */
	const struct codes *wholes; /* all that it is a part of, and itself; NULL: itself */
	const struct section *forbids; /* acts: the statements that a prohibition of it contradicts; NULL: none */
	const struct section *by;   /* purposes: whose records are a use for it; NULL: none */
	const char *property;       /* what sentences depend on, as property_key names it; NULL: not written, and there is no default */
	bool recurs;                /* events: it can happen many times */
	bool withdraws;             /* requests: consent is withdrawn by it */
	bool retired;               /* released editions have it; nothing else may */
};

struct vocabulary {
	struct terms {
		struct term *at; /* in file order */
		unsigned count;
		unsigned codes;  /* the largest code */
		const struct term **by_code; /* codes + 1 of them; made by vocabulary_index */
	} kinds[KIND__COUNT];
	/* open addressing by kind and id: which kind's which term */
	const struct term **hash;
	uint32_t mask;
};

/* NULL if there is no such id. */
const struct term *vocabulary_find(const struct vocabulary *v, enum kind kind, const char *id, size_t len);
/* The id nearest to a misspelt one, or NULL. */
const char *vocabulary_suggest(const struct vocabulary *v, enum kind kind, const char *id);
/* Makes the hash and the symbols; call it once all terms are there. */
void vocabulary_index(struct vocabulary *v, struct arena *a);
/* Append an id as part of a C macro: "support-data" as "SUPPORT_DATA". */
void symbol_write(struct buf *b, const char *id);

/* ---- spans and dates ---- */

enum span_kind { SPAN_EXACT = 1, SPAN_RANGE, SPAN_INDEFINITE, SPAN_WHILE, SPAN_WORDS, SPAN_UP_TO = 7 };
enum unit { UNIT_HOUR = 1, UNIT_DAY, UNIT_BUSINESS_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_MINUTE, UNIT__COUNT };

struct span {
	enum span_kind kind;
	enum unit unit;          /* exact, range, up to */
	unsigned min, max;       /* exact: the same; up to: min is 0 */
	const struct term *word; /* while: a state; words: a duration */
};

struct date {
	int year, month, day;
};

bool span_has_number(const struct span *s); /* exact, range, up to */
const char *unit_name(enum unit u, bool plural); /* "business days" */
/* Parse a length of time as the policy language writes it. On failure returns false and appends to why: what is wrong
 * and what to write instead. `unstated` is not handled here. */
bool span_parse(const char *text, size_t len, const struct vocabulary *v, struct span *out, struct buf *why);
/* As it is written in a policy: "5 to 7 years". */
void span_write(struct buf *b, const struct span *s);
/* ISO 8601: "P7Y", "P5Y/P7Y", "../P10Y" (up to), "PT72H"; business days, which it lacks, as "10-business-days"; words as their id. */
void span_machine(struct buf *b, const struct span *s);
/* A civil date of the years 1970..9999, strictly YYYY-MM-DD. */
bool date_parse(const char *text, size_t len, struct date *out);
/* A month of these years, strictly YYYY-MM: its day is 0. */
bool month_parse(const char *text, size_t len, struct date *out);
int32_t date_days(struct date d); /* since 1970-01-01 */
struct date date_of_days(int32_t days);
void date_write(struct buf *b, struct date d); /* "2027-03-01", "2027-03" */

/* ---- a document: a brand's policy, a baseline, a calendar ---- */

enum value_state {
	VALUE_ABSENT,      /* not written: the policy does not speak of it */
	VALUE_STATED,
	VALUE_UNSTATED,    /* the source leaves it open */
	VALUE_PLACEHOLDER, /* the source has a placeholder */
};

struct record;

/* What a FACT path leads to. field -1: the whole record. */
struct place {
	struct record *record;
	int field;
};

struct value {
	uint8_t state;   /* enum value_state */
	bool implied;    /* START */
	bool complete;   /* LIST: said to be complete */
	bool undecided;  /* a side of a conflict that nobody has decided */
	bool set_aside;  /* the side of a conflict that legal decided against */
	uint32_t fact;   /* number of this value within the policy, for disclosure */
	uint32_t line, col;
	const struct record *reading; /* legal's decision on this gap, or NULL ... */
	struct value *read;         /* ... and the value it gives */
	struct value *standing;     /* what holds in its place, if it is set aside or an id of its list is; else NULL */
	union {
		bool flag;
		const struct term *term; /* TERM, START */
		struct ids {
			const struct term **at;
			uint32_t count;
			const struct idset *set; /* made by check/statement.c */
		} list; /* TERMS, LIST */
		struct span span;
		unsigned number;
		struct date date;
		struct {
			const char *text;
			size_t len;
		} literal;
		struct {
			const char **by_locale;
			struct pos *pos;
		} text;
		struct {
			struct place place;
			const struct term *member; /* a side of a conflict that is one member of the list at the place; NULL: all of it */
			const char *path;
		} fact_ref;
		struct names {
			const char **at;
			struct pos *pos;
			uint32_t count;
		} names;
		struct {
			struct date *at;
			struct pos *pos;
			uint32_t count;
		} dates;
		struct records {
			struct record *at;   /* in file order */
			struct record **by_id; /* the same, sorted */
			uint32_t count;
		} records;
	};
};

struct record {
	const char *id;   /* "" for a section of a single record */
	const char *path; /* "retention.support-data", "requests.access.routes.support", "brand" */
	uint32_t line, col;
	const struct section *section;
	struct record *parent; /* SUB: the record around it */
	struct value *values;  /* section->count of them */
	bool undecided, set_aside; /* as in struct value, of the whole record */
	struct records overruled; /* conflicts that were decided against it, where the side that holds speaks of a part of it; in no order by id */
	bool firm, conditional, has_condition; /* made by check/statement.c, which explains them */
};

struct calendar;
struct disputes;
struct blanks;

/* An id that a file names and the vocabulary lacks. */
struct unknown {
	enum kind kind;
	const char *id;
	struct pos pos; /* the first place; before term_report_unknown: this one */
	uint32_t uses;
	const char *not_length; /* of words in the place of a length of time: what is wrong with them, P036; NULL: of any other id */
	struct unknown *next;
};

struct model {
	const struct source *source;
	enum document document;
	const char *id; /* the brand's; of others, the file's name without .yaml */
	struct records sections[SECTION__COUNT]; /* SUB: empty; their records are in their parents' values */
	uint32_t facts; /* how many values are numbered, from 0 */
	bool draft;
	struct unknown *unknown; /* once each, by kind and id; NULL: none */
	const struct calendar *calendar; /* that days are counted by; NULL: none */
	const struct disputes *disputes; /* made by check_run */
	const struct blanks *blanks; /* likewise: what makes it a draft; NULL: it has errors that hide them */
};

/* The value a program acts on and a reader is told: the source's own, or legal's published reading with `publish`. */
const struct value *value_effective(const struct value *v, bool published_only);
/* The value that holds in the place of one that legal has decided against; any other value itself. */
const struct value *value_standing(const struct value *v);
/* What a stated value lists; any other value lists nothing. */
const struct ids *stated_list(const struct value *v);     /* TERMS, LIST */
const struct records *stated_records(const struct value *v); /* RECORDS */
const struct names *stated_names(const struct value *v);  /* NAMES */
/* Whether the record, or one around it, is set aside: it is no longer a promise. */
bool record_set_aside(const struct record *record);
/* Find section.item.field, section.item or brand.field (no brand before it). */
bool model_find(const struct model *m, const char *path, size_t len, struct place *out);
/* What {path} in the words of a clause stands for: {section.item.field}, or {id} of one of its own values. */
bool model_find_in_clause(const struct model *m, const struct record *clause, const char *path, size_t len, struct place *out);
/* The same of one id of a list, section.item.field.id: where the list is, and the id. */
bool model_find_member(const struct model *m, const char *path, size_t len, struct place *out, const struct term **member);
/* "section.item.field" of a place; field -1: without. */
void place_write(struct buf *b, struct place p);
/* The ids of a LIST or TERMS by code (out: at least MAX_LIST): their order in the file means nothing. */
void list_by_code(const struct value *v, const struct term **out);
/* The value as written in a policy; for a LIST "complete: a b". FACT: its path. */
void value_write(struct buf *b, const struct field *f, const struct value *v);
/* A value of a record by its key; its section must have the key. */
const struct value *record_value(const struct record *record, enum key key);

/* Visit each value of the policy that is written, records in file order. */
void model_each(const struct model *m, void (*visit)(void *context, struct record *record, const struct field *field, struct value *value),
                void *context);
#endif
