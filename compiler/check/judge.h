/* SPDX-License-Identifier: MIT */
/* Inside the law check: what its files share. One struct judge goes through all of them. verdict.c selects the statements of each
 * rule, condition.c looks for what a policy says of a case; judge.c and limit.c judge one statement, tally.c a notice as a whole; settled.c lets one way of
 * deciding the policy's conflicts hold meanwhile; finding.c keeps what comes out, with its words; merge.c joins findings that belong together. reason.c makes the words. */
#ifndef CHECK_JUDGE_H
#define CHECK_JUDGE_H
#include "verdict.h"
#include "../model/dispute.h"
#include "../model/relation.h"

struct judge {
	struct arena *arena;
	const struct model *model;
	const struct vocabulary *vocabulary;
	struct comparisons *memo;
	const struct calendar *calendar;
	const struct value *sectors; /* of the policy */
	const struct date *today;
	unsigned english; /* which of a text's languages */
	struct findings *out;
	size_t cap;
	struct diags *diags;
	struct buf why; /* the reasons for the finding at hand */
	bool vague;     /* the statement at hand has words or "typically" where the rule wants a number */
	bool endless;   /* it has no end, where the rule has a limit in words */
	bool *visited;  /* of each side of a conflict, whether the rule at hand has looked at a statement in it; NULL: there are none */
	bool *speaks;   /* the same, or whether it would leave nothing of one that speaks: settled_ways */
	const struct condition *open; /* of the finding at hand, as in struct finding */
};

/* ---- reason.c: words, in the arena ---- */

/* Adds a clause to the reasons. */
void reason_add(struct judge *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A clause that ends with ids in words, with commas. */
void reason_add_ids(struct judge *j, const char *before, const struct term *const *terms, size_t count);
/* The reasons, which are empty afterwards. */
const char *reason_take(struct judge *j);
/* The text of a buffer, which is freed. */
const char *reason_keep(struct judge *j, struct buf *b);
const char *reason_span(struct judge *j, const struct span *s);
const char *reason_day(struct judge *j, int32_t day);            /* "1 February 2027" */
const char *reason_term(struct judge *j, const struct term *t);   /* "your last day as a user (last-use)" */
/* A text in English, or in the first language there is. */
const char *reason_sentence(const struct judge *j, const struct value *v);

/* ---- judge.c: one statement ---- */

/* The value that is judged: legal's reading of a gap, else the policy's own. */
const struct value *judged_value(const struct record *record, int field);
/* The same by its key; NULL: the section has no such field. */
const struct value *judged_field(const struct record *record, enum key key);
/* Its certainty, or that of a statement around it: typically, target. NULL: exact. */
const struct term *inexact_certainty(const struct record *record);
/* The strength with which the notice only says what it ought to promise; NULL: it promises it, or need not. That data may be used or
 * shared is not a promise to begin with; that a person can make a request is the right itself, so that there only "may" counts. */
const struct term *missing_promise(const struct record *record);
/* Whether a list names one of the ids; `wide`: or something that an id is a part of. */
bool list_names_any(const struct value *v, const struct value *ids, bool wide);
/* Of a statement that does not bind, or not always, nobody knows whether it holds. */
enum verdict lower_if_not_binding(struct judge *j, const struct record *record, enum verdict v);
/* The value that the rule asks for is not stated. */
enum verdict judge_nothing(struct judge *j, const struct rule *r, const struct record *record);
/* field: of the statement, which the verdict is about; -1: the statement. VERDICT__COUNT: the rule does not concern it. */
enum verdict judge_statement(struct judge *j, const struct rule *r, const struct record *record, int *field);

/* ---- verdict.c, condition.c: which statements, which cases ---- */

/* Which statements are about the ids that a rule names: those about the very ids, those about more, those about its fallback. */
enum breadth { BREADTH_NARROW, BREADTH_WIDE, BREADTH_FALLBACK };

/* Whether a rule, or a row of evidence, is about a statement. */
bool rule_selects(const struct rule *r, const struct record *record, enum breadth breadth);
/* Whether it reads the list at a place. */
bool rule_reads(const struct rule *r, struct place list);

enum standing { STANDING_UNKNOWN, STANDING_MET, STANDING_EXCLUDED };

/* Whether the policy is in the case; judged: the statement that the rule judges, or NULL; *by: the one that says so. */
enum standing condition_standing(struct judge *j, const struct condition *c, const struct record *judged, const struct record **by);

/* ---- limit.c: lengths and starts ---- */

/* How a promise's start stands to the law's. */
enum order { ORDER_SAME, ORDER_LATER, ORDER_EARLIER, ORDER_UNKNOWN };

enum order order_of_events(const struct term *promise, const struct term *law);
enum verdict judge_limit(struct judge *j, const struct rule *r, const struct record *record, int *field);

/* ---- tally.c: the notice as a whole ---- */

struct tally {
	const struct record *first;     /* of those that fail, else of those without an end, else of all */
	enum verdict verdict;
	struct buf missing, unnumbered, promised, endless; /* the names of statements */
	const struct term *strength;    /* may, can: of the first statement that is not a promise ... */
	size_t binding, count;          /* ... which matters if no other one is */
};

/* Whether the rule asks what the notice says, so that all its statements together have one finding. */
bool rule_judges_notice(const struct rule *r);
void tally_add(struct judge *j, const struct rule *r, const struct record *record, struct tally *t);
/* The verdict, its reasons; frees the names. */
enum verdict tally_verdict(struct judge *j, struct tally *t);

/* ---- finding.c ---- */

/* record: NULL where the policy has none; field: -1 for the record. Takes the reasons. */
void finding_add(struct judge *j, const struct rule *r, const struct record *record, int field, enum verdict v);
void finding_report(struct judge *j, const struct finding *f);
/* The path of the section, and of the field, that a finding about several statements is at. */
const char *finding_section_fact(struct judge *j, const struct rule *r, int field);

/* ---- settled.c: the settlements of the conflicts that a rule meets ---- */

/* The ways in which the sides that a rule is about can stand. */
struct settlements {
	unsigned count;
	bool endless;           /* more than MAX_WAYS: `count` is not all of them */
	const bool *visited;    /* the sides that the rule is about: the others only take their words away */
	bool *stands[MAX_WAYS]; /* of each, whether a side stands in it; false of sides that do not speak */
};
struct undo;

/* The rule, or a row of its evidence, has looked at a statement: the sides that it lies in speak. Whether there are any. */
bool settled_visit(struct judge *j, const struct rule *r, const struct record *record);
/* The settlements of the sides that speak. */
const struct settlements *settled_ways(struct judge *j);
/* Lets the policy say what it says in one of them; takes that back. */
struct undo *settled_apply(struct judge *j, const struct settlements *all, unsigned way);
void settled_undo(struct undo *log);
/* "'retention.a' holds", "'retention.a' and 'uses.b.purposes.c' hold": what stands in this one and not in all. */
void settled_name(struct judge *j, struct buf *b, const struct settlements *all, unsigned way);

/* ---- merge.c ---- */

/* One finding of those that a rule has in some settlements only, with its verdict in each. */
void merge_settlements(struct judge *j);
/* Findings about one statement by two laws that cannot both be kept. */
void merge_laws(struct judge *j);
/* One finding for each minimum, whatever the number of statements it is compared with. */
void merge_floors(struct judge *j);
#endif
