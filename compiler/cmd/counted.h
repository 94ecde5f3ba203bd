/* SPDX-License-Identifier: MIT */
/* What policyc due knows while it answers, and how it prints a rule: its value, its place, and the way to its end step by step. */
#ifndef COUNTED_H
#define COUNTED_H

#include "../back/object.h"
#include "cmd.h"

enum asked { ASKED_REQUEST, ASKED_BREACH, ASKED_RETENTION, ASKED_CHANGE, ASKED__COUNT };

struct asking {
	struct project project;
	struct arena arena;
	struct model *model; /* of the edition that answers */
	const struct tables *tables;
	const struct vocabulary *vocabulary;
	const struct calendar *calendar; /* NULL: the policy names none */
	const struct policy *object, *edition; /* edition: the one in force */
	const char *brand;
	enum asked asked;
	const struct term *subject, *element, *event, *state; /* but for the subject: may be NULL */
	int64_t at, collected, now;
	struct policy_happened happened, ended;
	struct policy_pause *pauses;
	unsigned pause_count;
	struct policy_case c;
	bool json;
	struct buf out;
	bool any; /* a rule is printed */
	const struct tables **list; /* of all editions, by their place in the object */
};

/* What each code says to a person; by code. */
struct counted_words {
	const char *name, *words;
};
extern const struct counted_words counted_words[];

/* They print into `out`, as text but for counted_json_ends; times and days are the policy's own. */
void counted_time(struct asking *k, int64_t time);
void counted_date(struct asking *k, int32_t day);
const char *counted_condition(const struct asking *k, unsigned code);
/* Whether its length is an upper bound alone, `up to`. */
bool counted_is_bound(const struct policy_due *due);
void counted_json_ends(struct asking *k, const struct policy_due *due);
/* One end, after `words`. */
void counted_end(struct asking *k, const struct policy_deadline *end, const char *words);
/* One value of one rule, and how it was counted; of POLICY_NO nothing. */
void counted_rule(struct asking *k, int section, const struct policy_due *due, const char *key, enum policy_result result);

#endif
