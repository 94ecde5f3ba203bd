/* SPDX-License-Identifier: MIT */
/* What there is to do with a policy that has no error, as groups in the order in which somebody would do it. Made of what the checks have
 * found; lives in the brand's arena, like the model. */
#ifndef CMD_AGENDA_H
#define CMD_AGENDA_H
#include "../check/blank.h"
#include "../model/dispute.h"
#include "../model/law.h"

/* What was found in one brand. */
struct agenda_input {
	const struct model *model;
	const struct findings *findings;
	const struct diag *diags; /* of the brand alone, sorted, each once */
	size_t diag_count;
	const struct date *today; /* NULL: the date plays no part */
};

/* What other findings depend on. */
struct prerequisite {
	uint32_t line;
	const char *fact;
	size_t settles; /* so many */
};

/* A finding about a law, at its place in the file. */
struct cite {
	const struct finding *finding;
	uint32_t line, col;
	const char *subject; /* what the policy does not speak of, "restriction"; "" where the finding is about a record */
	int32_t from;        /* the first day that the law is in force, if that is to come; else 0 */
	size_t order;        /* among the findings */
};

/* What several laws may say of one place. */
enum item_group {
	ITEM_DIFFERS, /* from a law in force or, without a date, from any */
	ITEM_COMES,   /* from a law that is not in force yet */
	ITEM_NOT_SAID,
	ITEM_UNTOLD /* whether it differs */
};

struct item {
	enum item_group group;
	const struct cite *cites; /* count of them, by rules that somebody has read */
	size_t count;
	bool certain; /* at least by one of the laws */
};

/* What has to be there before a release, with what laws say of it. */
struct unfilled {
	const struct blank *blank;
	const struct cite *cites;
	size_t count;
};

/* Undecided conflicts that share sides: one question. */
struct choice {
	const struct record *first; /* of its conflicts, in the file */
	size_t conflicts, unasked; /* those that no program asks about: they concern the notice alone */
	const uint32_t *sides; /* in the model's disputes; the one that most of the conflicts have comes first */
	size_t side_count;
	bool star;    /* that one is in each of them */
	bool settled; /* the sides contradict each other no more */
};

struct agenda {
	struct prerequisite *answers; /* the sectors, if a rule depends on them */
	size_t answer_count;
	const struct dispute_conflict **undecided; /* in the order of the file */
	size_t undecided_count;
	struct choice *choices; /* in the order of the file */
	size_t choice_count;
	struct unfilled *blanks;
	size_t blank_count; /* as `policyc release` lists them */
	struct item *items; /* in the order of the file; what is said of a blank is not among them */
	size_t item_count;
	size_t unconfirmed;
	size_t open[SECTION__COUNT], open_count; /* gaps that nothing above speaks of */
	const struct diag *others[DIAG__COUNT]; /* by id: the first, and how many, of what is in no other group */
	size_t other_counts[DIAG__COUNT];
	size_t warnings, notes, waived;
};

void agenda_make(struct arena *a, const struct agenda_input *in, struct agenda *out);
/* Whether it is found by a rule that nobody on record has read. */
bool agenda_is_unconfirmed(const struct finding *f);
/* What blocks a release, counted; of a released policy and one that could be, nothing. */
void agenda_blockers(const struct model *m, size_t *blanks, size_t *decisions);
#endif
