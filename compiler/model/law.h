/* SPDX-License-Identifier: MIT */
/* The law as data, made ready to compare policies with, and what a comparison finds. Filled by check/, read by back/. Const
 * after it is made; everything lives in the arena of the run (law) or of the brand (findings). */
#ifndef MODEL_LAW_H
#define MODEL_LAW_H
#include "model.h"

enum { MAX_BINDS = 8, MAX_SELECTORS = 9 };

/* One duty of a baseline: a row of `rules`, its paths and ids followed. Of a row of evidence, only what selects statements is filled. */
struct rule {
	const char *key; /* "eu-gdpr/access" */
	const struct baseline *baseline;
	const struct record *record;   /* of SECTION_rule: all its other values */
	enum choice_code kind;         /* CHOICE_RULE_KIND_... */
	bool unconfirmed;              /* nobody on record has read it */
	bool max;                      /* a limit: may not be longer; else not shorter */
	bool rolls;                    /* a maximum that ends on a free day ends on the next working day */
	uint8_t rounding;              /* CHOICE_ROUNDING_..., 0: not said */
	struct span limit;             /* a limit: exact */
	const struct term *from;       /* a limit: the event that starts it; NULL: the law names none */
	const struct section *section; /* whose records it binds */
	int fields[MAX_BINDS];         /* their fields, the first that is stated counts; none: the records themselves */
	unsigned field_count;
	struct selector {
		const struct section *section; /* the bound one or the one around it */
		int field;
		const struct value *ids;
		const struct value *fallback; /* the ids to look for where nothing is about `ids`; NULL: none */
		bool others; /* the statements about something else than the ids */
	} selectors[MAX_SELECTORS];
	unsigned selector_count;
	const struct term **ids; /* contents: to be named; modes: allowed; evidence: one of them */
	unsigned id_count;
	const struct condition *only_if; /* NULL: it binds always */
};

/* A case in which alone a rule binds, and what policies say that are in it, or not. */
struct condition {
	const struct record *record;
	struct rule *met_by, *excluded_by;
	unsigned met_count, excluded_count;
};

struct baseline {
	const char *id;
	const struct model *model;
	struct rule *rules; /* count of them, in file order */
	unsigned count;
	struct condition *conditions;
	unsigned condition_count;
};

struct law {
	struct baseline *baselines; /* sorted by id */
	unsigned baseline_count;
	struct calendar *calendars; /* sorted by id */
	unsigned calendar_count;
	unsigned english; /* the language of reports: the index of `en`, or of the first there is */
};

/* Worst first. */
enum verdict {
	VERDICT_CONFLICT,       /* a floor above a ceiling: no promise can meet both */
	VERDICT_LONGER,         /* than the limit, from every start */
	VERDICT_SHORTER,        /* than the minimum, from every start */
	VERDICT_OTHER,          /* a value that the rule does not allow */
	VERDICT_NOT_SAID,       /* the policy does not promise it */
	VERDICT_MAY_BE_LONGER,  /* from some start */
	VERDICT_MAY_BE_SHORTER, /* from some start */
	VERDICT_CANNOT_BE_TOLD, /* a number, a start, a condition, a decision is missing */
	VERDICT_IN_WORDS,       /* the rule has a limit in words, which no number meets or misses */
	VERDICT_NO_DIFFERENCE,
	VERDICT_NOT_APPLICABLE, /* declared to be in none of the rule's sectors */
	VERDICT__COUNT
};

struct settlements; /* check/judge.h */

struct finding {
	const struct rule *rule;
	const struct record *record; /* what is compared; NULL: the policy has no such record */
	int field;               /* of it; -1: the record itself */
	const char *fact;        /* "breach.users.deadline", or the section that lacks it: "breach" */
	enum verdict verdict;
	const char *promise;     /* the value as the policy writes it, or "" */
	const char *why;         /* a clause in English: reasons, witness, caveats; "" where the verdict says all */
	const char *fix;         /* what to write instead, or "" */
	bool vague;              /* words or "typically" where the rule wants a number */
	bool endless;            /* a length without an end, which the rule limits in words */
	const char *waived;      /* the reason of its waiver, or NULL */
	const struct condition *open; /* the case in which alone the rule binds, if the policy does not say whether it is in it; else NULL */
	const struct settlements *settled; /* NULL: the rule meets no undecided conflict. Else `ways` are the settlements it is found in, */
	uint64_t ways;           /* one bit each */
	const struct finding *parts; /* what it was joined of: the same in each settlement; NULL: nothing */
	size_t part_count;
};

struct findings {
	struct finding *at; /* in the order of the policy's `compared-with`, of rules, of records */
	size_t count;
};

const char *verdict_name(enum verdict v); /* "may-be-longer" */
const char *verdict_words(enum verdict v); /* "may be longer than the recorded limit" */
/* The rule's own value of a field that its baseline has as well (in-force, transition-until, who), or its baseline's. */
const struct value *rule_or_baseline(const struct rule *r, enum key key);
/* Under which diagnostic it is reported, if it is. */
enum diag_id verdict_diag(const struct finding *f);
/* Whether legal has something to do about it: a warning, or a note if the rule is unconfirmed. */
bool verdict_warns(enum verdict v);
bool finding_warns(const struct finding *f);
/* Whether it is about a value, or about all values of its section. */
bool finding_is_about(const struct finding *f, struct place at);
#endif
