/* SPDX-License-Identifier: 0BSD */
/* policy.h: what a privacy policy promises, as tables that a program can look up.
 *
 * Part of policyc, the same for every brand; may be used in any program without condition. C99 or later, C++11 or
 * later. It allocates nothing, needs no initialisation and reads no clock, locale or environment; objects are constant and hold no pointers.
 *
 *     #include "policy/<brand>.h"
 *     const struct policy *p = &policy_<brand>.head;
 *     const struct policy_breach_rule *b;
 *     struct policy_days d;
 *     for (unsigned n = 0; (b = policy_breach_find(p, POLICY_AUDIENCE_AFFECTED_USERS, n)) != NULL; n++)
 *             if (policy_rule_mark(p, &b->rule, offsetof(struct policy_breach_rule, deadline)) == POLICY_MARK_CONFLICT)
 *                     ... the source contradicts itself, nobody has decided: ask legal ...
 *             else if (policy_span_days(&b->deadline, &d) == POLICY_OK)
 *                     ... d.max calendar days ...
 *
 * That is the table. The functions under "answers" look at every rule that applies, at its marks, its conditions and its edition:
 *
 *     struct policy_happened events[1] = {{POLICY_EVENT_BREACH_DISCOVERED, discovered}};
 *     struct policy_case c = {discovered, events, 1};
 *     struct policy_due due;
 *     if (policy_breach_due(p, POLICY_AUDIENCE_AFFECTED_USERS, &c, &due) == POLICY_OK)
 *             ... tell them before due.period.first.end; due.period.first.day is the last day in the policy's zone ...
 *
 * A question answers with a policy_result; anything but POLICY_OK means that the policy gives no such answer, never that a
 * default applies. Codes of ids (POLICY_CATEGORY_...) are in vocabulary.h and stable.
 */
#ifndef POLICY_H
#define POLICY_H

#include <stddef.h>
#include <stdint.h>
#include "vocabulary.h"

/* The version of the layout of everything below; the hash of the data is apart, in struct policy. */
#define POLICY_LAYOUT 4

/* Codes of ids start from 1. */
#define POLICY_NONE 0u         /* the policy does not speak of it */
#define POLICY_OPEN 0xFFFFu    /* the policy's source leaves it open: "unstated" */
#define POLICY_NO_DATE INT32_MIN

enum policy_result {
	POLICY_OK = 0,
	POLICY_NO_NUMBER,     /* a duty in words, without a number */
	POLICY_INDEFINITE,    /* without end */
	POLICY_WHILE_STATE,   /* as long as a state lasts: no length */
	POLICY_UNSTATED,      /* the source leaves it open: ask legal */
	POLICY_NOT_STARTED,   /* the event that starts it has not happened */
	POLICY_NOT_LISTED,    /* the policy does not name it: never read this as allowed */
	POLICY_CONFLICT,      /* the source contradicts itself, legal has not decided: ask legal */
	POLICY_OUT_OF_CALENDAR, /* it depends on days that the calendar does not know */
	POLICY_OUT_OF_RANGE,  /* no such time, day, date, unit or number, or none that can be counted to */
	POLICY_NO_LIST,       /* there is no list: the rule is about all, or the policy does not speak of it (policy_list_has) */
	POLICY_OTHER_UNIT,    /* there is a number, in another unit; units are never converted */
	POLICY_FREE_DAY,      /* the day is known, and not a working day */
	POLICY_NO,            /* the policy rules it out */
	POLICY_CONDITIONAL,   /* it depends on something that the caller did not say: a condition, an element, an instrument */
	POLICY_NOT_FIRM,      /* said with "typically", "we aim to", "may" or "can": no promise */
	POLICY_PAUSED,        /* the clock stands: no end yet; ask again when it runs */
	POLICY_AMBIGUOUS      /* the case gives two times of an event or an end that comes once */
};

/* Sets of ids that the functions below decide by. All other ids: vocabulary.h. */
enum policy_certainty {
	POLICY_CERTAINTY_EXACT = 1,
	POLICY_CERTAINTY_TYPICALLY = 2,
	POLICY_CERTAINTY_TARGET = 3
};
enum policy_strength { POLICY_STRENGTH_WILL = 1, POLICY_STRENGTH_MAY = 2, POLICY_STRENGTH_CAN = 3 };
enum policy_requirement {
	POLICY_REQUIREMENT_MANDATORY = 1,
	POLICY_REQUIREMENT_OPTIONAL = 2,
	POLICY_REQUIREMENT_CONDITIONAL = 3,
	POLICY_REQUIREMENT_ASSIGNED = 4,
	POLICY_REQUIREMENT_AUTOMATIC = 5
};
enum policy_consent {
	POLICY_CONSENT_EXPLICIT = 1,
	POLICY_CONSENT_OPT_IN = 2,
	POLICY_CONSENT_OPT_OUT = 3,
	POLICY_CONSENT_DEEMED = 4,
	POLICY_CONSENT_IF_LAW_REQUIRES = 5,
	POLICY_CONSENT_NOT_NEEDED = 6,
	POLICY_CONSENT_ACKNOWLEDGED = 7 /* whoever uses the service acknowledges it; that is not consent */
};
enum policy_ending {
	POLICY_ENDING_DELETE = 1,
	POLICY_ENDING_ANONYMISE = 2,
	POLICY_ENDING_DELETE_OR_ANONYMISE = 3,
	POLICY_ENDING_OVERWRITE = 4,
	POLICY_ENDING_KEEP = 5
};
enum policy_assurance { POLICY_ASSURANCE_CONTROL = 1, POLICY_ASSURANCE_CLAIM = 2 };
enum policy_choice { POLICY_CHOICE_ANY_OF = 1, POLICY_CHOICE_ALL_OF = 2 };
enum policy_below {
	POLICY_BELOW_NOT_ALLOWED = 1,
	POLICY_BELOW_WITH_CONSENT = 2, /* of a parent or guardian */
	POLICY_BELOW_NOT_DIRECTED = 3  /* the service is not meant for them */
};
enum policy_capacity {
	POLICY_CAPACITY_CONTROLLER = 1,       /* decides why and how data is processed */
	POLICY_CAPACITY_JOINT_CONTROLLER = 2, /* decides it with others */
	POLICY_CAPACITY_PROCESSOR = 3         /* processes it on behalf of others */
};
enum policy_flag { POLICY_FLAG_NONE = 0, POLICY_FLAG_FALSE = 1, POLICY_FLAG_TRUE = 2, POLICY_FLAG_UNSTATED = 3 };

/* Ids in the order of their codes. */
enum policy_list_state {
	POLICY_LIST_NONE = 0,     /* the policy does not speak of it */
	POLICY_LIST_COMPLETE = 1,
	POLICY_LIST_EXAMPLES = 2, /* there may be more: what is not in it is POLICY_NOT_LISTED */
	POLICY_LIST_UNSTATED = 3
};
struct policy_list {
	uint16_t first; /* policy_list_at takes it from here */
	uint8_t count;
	uint8_t state; /* enum policy_list_state */
};

enum policy_span_kind {
	POLICY_SPAN_NONE = 0,     /* the policy does not speak of it */
	POLICY_SPAN_EXACT = 1,    /* min == max, in unit */
	POLICY_SPAN_RANGE = 2,    /* min < max, in unit */
	POLICY_SPAN_INDEFINITE = 3,
	POLICY_SPAN_WHILE = 4,    /* word: enum policy_state */
	POLICY_SPAN_WORDS = 5,    /* word: enum policy_duration */
	POLICY_SPAN_UNSTATED = 6,
	POLICY_SPAN_UP_TO = 7     /* min == 0, max in unit: an upper bound only */
};
enum policy_unit {
	POLICY_UNIT_NONE = 0,
	POLICY_UNIT_HOUR = 1,
	POLICY_UNIT_DAY = 2, /* a calendar day */
	POLICY_UNIT_BUSINESS_DAY = 3,
	POLICY_UNIT_WEEK = 4,
	POLICY_UNIT_MONTH = 5,
	POLICY_UNIT_YEAR = 6,
	POLICY_UNIT_MINUTE = 7
};
struct policy_span {
	uint8_t kind; /* enum policy_span_kind */
	uint8_t unit; /* enum policy_unit */
	uint16_t word;
	uint16_t min, max; /* 1..9999; of POLICY_SPAN_UP_TO min is 0 */
};

enum policy_basis {
	POLICY_BASIS_NONE = 0,
	POLICY_BASIS_STATED = 1,
	POLICY_BASIS_IMPLIED = 2, /* the source does not write it, its words lead to it */
	POLICY_BASIS_READING = 3  /* legal's decision on a gap */
};
struct policy_start {
	uint16_t event; /* enum policy_event, POLICY_NONE or POLICY_OPEN */
	uint16_t basis; /* enum policy_basis */
};

/* What every row begins with. A list that is not there puts no condition on the statement. */
struct policy_rule {
	uint16_t name;       /* policy_rule_name */
	uint16_t parent;     /* routes and outcomes: the row of their request */
	uint16_t certainty;  /* enum policy_certainty */
	uint16_t strength;   /* enum policy_strength */
	uint16_t first_mark; /* policy_rule_mark */
	uint16_t marks;
	struct policy_list all_of, any_of, unless; /* enum policy_condition */
	struct policy_list scope;                  /* enum policy_scope */
};

/* A mark on one member of one row. */
enum policy_mark_kind {
	POLICY_MARK_NONE = 0,
	POLICY_MARK_CONFLICT = 1, /* a side of a conflict that nobody has decided */
	POLICY_MARK_READING = 2,  /* legal decided what the source leaves open */
	POLICY_MARK_DECIDED = 3   /* a side of decided conflicts only: which side holds where both speak, the answers know */
};
struct policy_mark {
	uint16_t kind;   /* enum policy_mark_kind */
	uint16_t member; /* offsetof in the row's struct; 0: the whole row */
	uint16_t side;   /* of a conflict: which of the policy's sides */
};

/* A side of a declared conflict: a row, one member of it, or one id of a list. Sides that have to do with each other form a dispute, and are
 * bits of its sets. */
struct policy_side {
	uint64_t rivals; /* sides that attack it, and it them: nobody has decided */
	uint64_t over;   /* that attack it, and it not them: by a decision, or as they attack the row around it */
	uint32_t row;    /* bytes from the object's start to its row */
	uint16_t dispute;
	uint16_t member; /* offsetof in the row's struct; 0: the whole row */
	uint16_t kind;   /* of one id of a list: enum policy_relation_kind; else 0 */
	uint16_t id;
	uint16_t section; /* enum policy_section */
	uint16_t index;   /* of the row, in its table */
};
struct policy_dispute {
	uint32_t side, sides; /* bit i is the i-th of them, in the order in which the conflicts, by their names, name them */
	uint32_t way, ways;   /* uint64_t: each the sides that can stand together, as far as nobody has decided */
};
struct policy_conflict {
	uint16_t name;       /* policy_conflict_name */
	uint16_t one, other; /* its sides */
	uint16_t holds;      /* 0: undecided; 1: one does; 2: other does */
};
