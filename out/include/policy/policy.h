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

/* Who processes data in which capacity, where the brand's operator is not, or not alone, the controller of all of it. */
struct policy_operator_rule {
	struct policy_rule rule;
	uint16_t capacity; /* enum policy_capacity */
	struct policy_list together_with; /* enum policy_recipient */
	struct policy_list on_behalf_of; /* enum policy_recipient */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	struct policy_list duties; /* enum policy_duty */
};

/* What a category of data consists of. */
struct policy_category_rule {
	struct policy_rule rule;
	uint16_t category; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
};

/* Which values a piece of data can have. */
struct policy_element_rule {
	struct policy_rule rule;
	uint16_t element; /* enum policy_element */
	struct policy_list values; /* enum policy_value */
};

/* What is collected, when, and whether a person must give it. */
struct policy_collection_rule {
	struct policy_rule rule;
	uint16_t category; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list methods; /* enum policy_method */
	uint16_t requirement; /* enum policy_requirement */
	struct policy_list at; /* enum policy_event */
	uint16_t every; /* enum policy_flag */
	struct policy_list sources; /* enum policy_origin */
	struct policy_list bases; /* enum policy_legal_basis */
};

/* What data is used for. */
struct policy_use_rule {
	struct policy_rule rule;
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	uint16_t exclusive; /* enum policy_flag */
	uint16_t collected_as_needed; /* enum policy_flag */
	struct policy_list bases; /* enum policy_legal_basis */
	uint16_t consent; /* enum policy_consent */
	struct policy_list asked_through; /* enum policy_channel */
	uint16_t asked_each; /* enum policy_flag */
};

/* Who receives data, why, and under which conditions. */
struct policy_sharing_rule {
	struct policy_rule rule;
	struct policy_list recipients; /* enum policy_recipient */
	uint16_t exclusive; /* enum policy_flag */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	uint16_t only_purposes; /* enum policy_flag */
	struct policy_list methods; /* enum policy_method */
	struct policy_list instruments; /* enum policy_instrument */
	uint16_t agreement; /* enum policy_agreement */
	uint16_t tell_person; /* enum policy_flag */
	uint16_t tell_before; /* enum policy_flag */
	uint16_t tell_certainty; /* enum policy_certainty */
	uint16_t tell_of_request; /* enum policy_flag */
	struct policy_list tell_unless; /* enum policy_condition */
	struct policy_list bases; /* enum policy_legal_basis */
	uint16_t consent; /* enum policy_consent */
	struct policy_list controls; /* enum policy_channel */
};

/* What is never done. */
struct policy_prohibition_rule {
	struct policy_rule rule;
	struct policy_list acts; /* enum policy_act */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list recipients; /* enum policy_recipient */
	struct policy_list purposes; /* enum policy_purpose */
	struct policy_list methods; /* enum policy_method */
	struct policy_list techniques; /* enum policy_technique */
	struct policy_list places; /* enum policy_place */
	struct policy_list held_by; /* enum policy_recipient */
	struct policy_list except_recipients; /* enum policy_recipient */
	struct policy_list except_purposes; /* enum policy_purpose */
};

/* How long data is kept, from when, and what happens then. */
struct policy_retention_rule {
	struct policy_rule rule;
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_span period;
	struct policy_start from;
	uint16_t then; /* enum policy_ending */
	struct policy_span then_within;
	uint16_t automatic; /* enum policy_flag */
	uint16_t irreversible; /* enum policy_flag */
	struct policy_list bases; /* enum policy_legal_basis */
	struct policy_list purposes; /* enum policy_purpose */
	struct policy_list use_while_kept; /* enum policy_purpose */
	struct policy_list longer_if; /* enum policy_condition */
	uint16_t otherwise; /* enum policy_flag */
};

/* Backup copies of data. */
struct policy_backup_rule {
	struct policy_rule rule;
	struct policy_list categories; /* enum policy_category */
	uint16_t kept; /* enum policy_flag */
	struct policy_span period;
	struct policy_start from;
	uint16_t then; /* enum policy_ending */
	struct policy_span then_within;
	struct policy_list purposes; /* enum policy_purpose */
};

/* What happens to an account, and what stays possible afterwards. */
struct policy_lifecycle_rule {
	struct policy_rule rule;
	uint16_t on; /* enum policy_event */
	struct policy_span after;
	uint16_t state; /* enum policy_state */
	struct policy_list starts; /* enum policy_state */
	struct policy_list permits; /* enum policy_permission */
	struct policy_list forbids; /* enum policy_permission */
	uint16_t until; /* enum policy_event */
	struct policy_list except; /* enum policy_category */
};

/* What a person can ask for, how, and by when it is done. */
struct policy_request_rule {
	struct policy_rule rule;
	struct policy_list request; /* enum policy_request */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	uint16_t copy; /* enum policy_flag */
	struct policy_list formats; /* enum policy_format */
	uint16_t format_choice; /* enum policy_choice */
	uint16_t until; /* enum policy_event */
	uint16_t more_information; /* enum policy_flag */
};

/* One way to make a request. */
struct policy_route_rule {
	struct policy_rule rule;
	struct policy_list elements; /* enum policy_element */
	struct policy_list categories; /* enum policy_category */
	struct policy_list channels; /* enum policy_channel */
	uint16_t self_service; /* enum policy_flag */
	struct policy_list proof; /* enum policy_document */
	uint16_t proof_choice; /* enum policy_choice */
	struct policy_span answer;
	struct policy_span complete;
	struct policy_start from;
	struct policy_span extension;
	struct policy_list extension_if; /* enum policy_condition */
	struct policy_list pauses_while; /* enum policy_condition */
};

/* What a request does to some categories. */
struct policy_outcome_rule {
	struct policy_rule rule;
	struct policy_list categories; /* enum policy_category */
	uint16_t result; /* enum policy_ending */
	struct policy_list bases; /* enum policy_legal_basis */
	uint16_t further_request; /* enum policy_request */
	uint16_t until; /* enum policy_event */
};

/* Who is told of a data breach, how soon, and what. */
struct policy_breach_rule {
	struct policy_rule rule;
	uint16_t audience; /* enum policy_audience */
	uint16_t duty; /* enum policy_duty */
	struct policy_span deadline;
	struct policy_start from;
	struct policy_list channels; /* enum policy_channel */
	struct policy_list contents; /* enum policy_content */
};

/* How data is protected. */
struct policy_security_rule {
	struct policy_rule rule;
	uint16_t measure; /* enum policy_measure */
	uint16_t layer; /* enum policy_layer */
	uint16_t assurance; /* enum policy_assurance */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list standards; /* enum policy_standard */
	uint16_t or_equivalent; /* enum policy_flag */
	struct policy_list roles; /* enum policy_role */
	uint16_t only_roles; /* enum policy_flag */
	struct policy_list purposes; /* enum policy_purpose */
	struct policy_list separate_from; /* enum policy_category */
	struct policy_span interval;
	uint16_t state; /* enum policy_state */
	uint16_t can_fail; /* enum policy_flag */
};

/* Cookies and other storage on a device, by surface. */
struct policy_cookie_rule {
	struct policy_rule rule;
	uint16_t technology; /* enum policy_technology */
	uint16_t cookie_class; /* enum policy_cookie_class */
	struct policy_list surfaces; /* enum policy_surface */
	uint16_t used; /* enum policy_flag */
	struct policy_list holds; /* enum policy_element */
	struct policy_list tracks; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	uint16_t only_purposes; /* enum policy_flag */
	struct policy_span lifetime;
	struct policy_list ends_on; /* enum policy_event */
	uint16_t essential; /* enum policy_flag */
	uint16_t can_disable; /* enum policy_flag */
	uint16_t initial; /* enum policy_consent */
	struct policy_list controls; /* enum policy_channel */
	struct policy_list effects; /* enum policy_effect */
	struct policy_list set_by; /* enum policy_recipient */
	struct policy_list qualities; /* enum policy_quality */
};

/* Where data goes across borders, and on what consent. */
struct policy_transfer_rule {
	struct policy_rule rule;
	struct policy_list regions; /* enum policy_region */
	struct policy_list categories; /* enum policy_category */
	struct policy_list acts; /* enum policy_act */
	uint16_t consent; /* enum policy_consent */
	struct policy_list measures; /* enum policy_measure */
	struct policy_list qualities; /* enum policy_quality */
	struct policy_list recipients; /* enum policy_recipient */
	struct policy_list mechanisms; /* enum policy_mechanism */
	uint16_t mechanism_choice; /* enum policy_choice */
	struct policy_list bases; /* enum policy_legal_basis */
};

/* Advertising messages and calls. */
struct policy_marketing_rule {
	struct policy_rule rule;
	uint16_t channel; /* enum policy_channel */
	uint16_t initial; /* enum policy_consent */
	struct policy_list topics; /* enum policy_topic */
	struct policy_list controls; /* enum policy_channel */
	struct policy_span stops_within;
};

/* When identity is checked, and by which documents. */
struct policy_identity_rule {
	struct policy_rule rule;
	struct policy_list gates; /* enum policy_gate */
	uint16_t proves; /* enum policy_element */
	struct policy_list documents; /* enum policy_document */
	uint16_t choice; /* enum policy_choice */
	uint16_t pieces; /* 1..9999 */
	uint16_t requirement; /* enum policy_requirement */
	struct policy_span max_age;
	struct policy_start measured_at;
	struct policy_list qualities; /* enum policy_quality */
};

/* What is done on which sign, by a person or automatically, and what ends it. */
struct policy_automation_rule {
	struct policy_rule rule;
	struct policy_list signals; /* enum policy_signal */
	uint16_t action; /* enum policy_action */
	uint16_t automatic; /* enum policy_flag */
	uint16_t release; /* enum policy_release */
	uint16_t then; /* enum policy_action */
	struct policy_span max_length;
	struct policy_list elements; /* enum policy_element */
};

/* From which age the service may be used, and what follows below it. */
struct policy_minor_rule {
	struct policy_rule rule;
	uint16_t below; /* enum policy_below */
	uint16_t age; /* 1..9999 */
	uint16_t then; /* enum policy_ending */
	struct policy_span then_within;
};

/* How changes of this policy are announced. */
struct policy_policy_change_rule {
	struct policy_rule rule;
	struct policy_list changes; /* enum policy_change */
	struct policy_list channels; /* enum policy_channel */
	uint16_t choice; /* enum policy_choice */
	struct policy_span lead_time;
	uint16_t before; /* enum policy_event */
	struct policy_list material; /* enum policy_change */
	struct policy_list reasons; /* enum policy_change */
	uint16_t consent; /* enum policy_consent */
	struct policy_start consent_from;
	struct policy_list remedies; /* enum policy_request */
};

/* Whom to ask, and how. */
struct policy_contact_rule {
	struct policy_rule rule;
	uint16_t party; /* enum policy_party */
	struct policy_list topics; /* enum policy_topic */
	struct policy_list channels; /* enum policy_channel */
	uint16_t hours; /* enum policy_open_hours */
	struct policy_list duties; /* enum policy_duty */
};

/* The steps of a complaint. */
struct policy_complaint_rule {
	struct policy_rule rule;
	uint16_t step; /* 1..9999 */
	uint16_t party; /* enum policy_party */
	struct policy_list topics; /* enum policy_topic */
};

/* Which law governs, where the service is meant for, which rule prevails. */
struct policy_jurisdiction_rule {
	struct policy_rule rule;
	uint16_t law; /* enum policy_law */
	struct policy_list places; /* enum policy_scope */
	struct policy_list topics; /* enum policy_topic */
};

/* The companies that process data, and their duties. */
struct policy_vendor_rule {
	struct policy_rule rule;
	struct policy_list recipients; /* enum policy_recipient */
	struct policy_list categories; /* enum policy_category */
	struct policy_list elements; /* enum policy_element */
	struct policy_list purposes; /* enum policy_purpose */
	struct policy_list methods; /* enum policy_method */
	struct policy_list regions; /* enum policy_region */
	uint16_t agreement; /* enum policy_agreement */
	struct policy_list agreement_contents; /* enum policy_content */
	struct policy_list duties; /* enum policy_duty */
	struct policy_list qualities; /* enum policy_quality */
	struct policy_list controls; /* enum policy_channel */
};

/* Which data a person can see without asking. */
struct policy_availability_rule {
	struct policy_rule rule;
	struct policy_list categories; /* enum policy_category */
	struct policy_list places; /* enum policy_place */
	uint16_t until; /* enum policy_event */
	struct policy_span after;
};

/* X(section, SECTION): every table there is. */
#define POLICY_SECTIONS(X) \
	X(operator, OPERATOR) \
	X(category, CATEGORY) \
	X(element, ELEMENT) \
	X(collection, COLLECTION) \
	X(use, USE) \
	X(sharing, SHARING) \
	X(prohibition, PROHIBITION) \
	X(retention, RETENTION) \
	X(backup, BACKUP) \
	X(lifecycle, LIFECYCLE) \
	X(request, REQUEST) \
	X(route, ROUTE) \
	X(outcome, OUTCOME) \
	X(breach, BREACH) \
	X(security, SECURITY) \
	X(cookie, COOKIE) \
	X(transfer, TRANSFER) \
	X(marketing, MARKETING) \
	X(identity, IDENTITY) \
	X(automation, AUTOMATION) \
	X(minor, MINOR) \
	X(policy_change, POLICY_CHANGE) \
	X(contact, CONTACT) \
	X(complaint, COMPLAINT) \
	X(jurisdiction, JURISDICTION) \
	X(vendor, VENDOR) \
	X(availability, AVAILABILITY)

/* X(section, SECTION, key): those with policy_<section>_find, by an id of enum policy_<key>. */
#define POLICY_FINDERS(X) \
	X(operator, OPERATOR, capacity) \
	X(category, CATEGORY, category) \
	X(element, ELEMENT, element) \
	X(collection, COLLECTION, category) \
	X(use, USE, purpose) \
	X(sharing, SHARING, recipient) \
	X(prohibition, PROHIBITION, act) \
	X(retention, RETENTION, category) \
	X(lifecycle, LIFECYCLE, event) \
	X(request, REQUEST, request) \
	X(outcome, OUTCOME, category) \
	X(breach, BREACH, audience) \
	X(security, SECURITY, measure) \
	X(cookie, COOKIE, cookie_class) \
	X(marketing, MARKETING, channel) \
	X(identity, IDENTITY, gate) \
	X(automation, AUTOMATION, signal) \
	X(minor, MINOR, below) \
	X(contact, CONTACT, party) \
	X(complaint, COMPLAINT, party) \
	X(vendor, VENDOR, recipient) \
	X(availability, AVAILABILITY, category)

enum policy_section {
	POLICY_SECTION_OPERATOR = 0,
	POLICY_SECTION_CATEGORY,
	POLICY_SECTION_ELEMENT,
	POLICY_SECTION_COLLECTION,
	POLICY_SECTION_USE,
	POLICY_SECTION_SHARING,
	POLICY_SECTION_PROHIBITION,
	POLICY_SECTION_RETENTION,
	POLICY_SECTION_BACKUP,
	POLICY_SECTION_LIFECYCLE,
	POLICY_SECTION_REQUEST,
	POLICY_SECTION_ROUTE,
	POLICY_SECTION_OUTCOME,
	POLICY_SECTION_BREACH,
	POLICY_SECTION_SECURITY,
	POLICY_SECTION_COOKIE,
	POLICY_SECTION_TRANSFER,
	POLICY_SECTION_MARKETING,
	POLICY_SECTION_IDENTITY,
	POLICY_SECTION_AUTOMATION,
	POLICY_SECTION_MINOR,
	POLICY_SECTION_POLICY_CHANGE,
	POLICY_SECTION_CONTACT,
	POLICY_SECTION_COMPLAINT,
	POLICY_SECTION_JURISDICTION,
	POLICY_SECTION_VENDOR,
	POLICY_SECTION_AVAILABILITY,
	POLICY_SECTION_COUNT
};

/* What a month or year ends on whose last month lacks the date: 31 January plus one month. */
enum policy_rounding {
	POLICY_ROUNDING_UNSTATED = 0,
	POLICY_ROUNDING_LAST_DAY = 1, /* 28 or 29 February */
	POLICY_ROUNDING_NEXT_DAY = 2  /* 1 March */
};

/* When the clocks of a zone change in a year: on a weekday of a month, so many seconds after that day's midnight by the clock that is changed. */
struct policy_clock_change {
	int32_t seconds;
	uint8_t month;   /* 1 to 12 */
	uint8_t week;    /* 1 to 5; 5: the last such weekday of the month */
	uint8_t weekday; /* 0 Sunday .. 6 Saturday */
	uint8_t unused;
};
/* How a zone's clocks go, from the beginning of the year `from` by them to the next rule's; the first one's go before it, too. */
struct policy_zone_rule {
	int32_t from;
	int32_t standard, daylight; /* seconds ahead of UTC; the same: the clocks do not change */
	struct policy_clock_change starts, ends; /* of daylight time */
};

/* How days are counted in a zone, and which are working days. What it refers to may lie anywhere behind it in the same object. */
struct policy_calendar {
	int32_t first;     /* its first day, in days since 1970-01-01 */
	uint32_t days;     /* how many it knows from there; 0: none */
	int32_t offset;    /* seconds its zone is ahead of UTC, always, if zone_rules is 0 */
	uint16_t rounding; /* enum policy_rounding */
	uint16_t weekend;  /* the days of the week that are free: bit 0 Monday .. bit 6 Sunday */
	uint32_t words;    /* struct policy_calendar_word[(days + 31) / 32]: bytes from the start of this struct */
	uint32_t zone, zone_rules; /* struct policy_zone_rule[zone_rules], likewise */
};
struct policy_calendar_word {
	uint32_t working; /* bit i of word w: day first + 32w + i is a working day; 0 past the last day */
	uint32_t before;  /* working days before this word */
};

/* Offsets are in bytes from the start of the brand's object. */
struct policy_table {
	uint32_t offset, count; /* its rows, sorted by name; routes and outcomes by request first */
	uint32_t index;         /* uint16_t[codes + 2]: the rows of code c are those from index[c] to index[c + 1] in the list ... */
	uint32_t codes;         /* ... that follows it. Code 0: rows that name no id, because they cover all. index 0: none */
};
/* What ids have to do with each other, as the vocabulary has it; only what this policy needs. */
enum policy_relation_kind {
	POLICY_RELATION_SAME_EVENT = 1, /* two events are the same moment */
	POLICY_RELATION_FORBIDS = 2,    /* an act; of: the section whose statements a prohibition of it contradicts */
	/* a part or a kind of something, directly or through others */
	POLICY_RELATION_CATEGORY = 3,
	POLICY_RELATION_ELEMENT = 4,
	POLICY_RELATION_PURPOSE = 5,
	POLICY_RELATION_RECIPIENT = 6,
	POLICY_RELATION_COOKIE_CLASS = 7,
	POLICY_RELATION_SURFACE = 8,
	POLICY_RELATION_CHANGE = 9,
	POLICY_RELATION_SIGNAL = 10,
	POLICY_RELATION_STATE = 11,
	POLICY_RELATION_PERMISSION = 12,
	POLICY_RELATION_GATE = 13,
	POLICY_RELATION_DOCUMENT = 14,
	POLICY_RELATION_AUDIENCE = 15,
	POLICY_RELATION_REQUEST = 16,
	POLICY_RELATION_CONDITION = 17,
	POLICY_RELATION_SCOPE = 18,
	POLICY_RELATION_METHOD = 19,
	POLICY_RELATION_TECHNIQUE = 20,
	POLICY_RELATION_PLACE = 21,
	POLICY_RELATION_INSTRUMENT = 22,
	POLICY_RELATION_MARKETING = 23, /* a purpose that a record of marketing is a use for; of: POLICY_SECTION_MARKETING */
	POLICY_RELATION_RECURS = 24,    /* an event that can happen many times; of: itself */
	POLICY_RELATION_ENDS = 25       /* an event with which a state is over; of: the state */
};
struct policy_relation {
	uint16_t kind; /* enum policy_relation_kind */
	uint16_t id, of;
};

/* One edition of a policy. Its object begins with the newest one's; `object` bytes before any of them. */
struct policy {
	uint32_t layout; /* POLICY_LAYOUT */
	uint32_t size;   /* bytes of the whole object */
	uint32_t object; /* bytes from the object's start to here */
	uint32_t editions, edition_count; /* struct policy_edition, the oldest first */
	uint32_t calendar;                /* struct policy_calendar, or 0: the policy names none */
	int32_t valid_from; /* days since 1970-01-01, or POLICY_NO_DATE: not stated */
	uint32_t draft;     /* 1: something is still open that a notice in force needs */
	uint32_t ids;       /* uint16_t: what lists hold */
	uint32_t marks;     /* struct policy_mark */
	uint32_t names;     /* char: NUL-terminated ids; the first is the brand's */
	uint32_t relations, relation_count; /* struct policy_relation */
	uint32_t conflicts, conflict_count; /* struct policy_conflict, by name */
	uint32_t sides;                     /* struct policy_side */
	uint32_t disputes, dispute_count;   /* struct policy_dispute */
	uint32_t ways;                      /* uint64_t */
	uint8_t hash[32];   /* the edition's identity: the same for the same promises, and the "sha256" of its JSON */
	struct policy_table tables[POLICY_SECTION_COUNT];
};
struct policy_edition {
	int32_t valid_from;
	uint32_t head; /* struct policy */
};

#ifdef __cplusplus
#define POLICY_CAST_(type, value) static_cast<type>(value)
#else
#define POLICY_CAST_(type, value) ((type)(value))
#endif

/* For the generated headers. */
#define POLICY_SIZE_(brand) POLICY_CAST_(uint32_t, sizeof(struct policy_##brand##_data))
#define POLICY_OFFSET_(brand, member) POLICY_CAST_(uint32_t, offsetof(struct policy_##brand##_data, member))

static inline int policy_same_(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static inline const void *policy_at_(const struct policy *p, uint32_t offset)
{
	return POLICY_CAST_(const char *, POLICY_CAST_(const void *, p)) - p->object + offset;
}

/* The brand's id, as in policies/<id>.yaml. */
static inline const char *policy_name(const struct policy *p)
{
	return POLICY_CAST_(const char *, policy_at_(p, p->names));
}

/* 1 while the notice is a draft: a conflict is not decided, or a fact is not stated that a notice in force has to state. */
static inline int policy_is_draft(const struct policy *p)
{
	return p->draft != 0;
}

/* The id of a rule within its section, for logs and questions to legal. */
static inline const char *policy_rule_name(const struct policy *p, const struct policy_rule *rule)
{
	return POLICY_CAST_(const char *, policy_at_(p, p->names)) + rule->name;
}

/* Whether the source contradicts itself about this member of the row, or legal decided it. member: offsetof(struct policy_..._rule, ...). */
static inline enum policy_mark_kind policy_rule_mark(const struct policy *p, const struct policy_rule *rule,
                                                     size_t member)
{
	const struct policy_mark *m =
		POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
	enum policy_mark_kind found = POLICY_MARK_NONE;
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if ((m[i].member == member || m[i].member == 0) && (found == POLICY_MARK_NONE || m[i].kind == POLICY_MARK_CONFLICT))
			found = POLICY_CAST_(enum policy_mark_kind, m[i].kind);
	return found;
}

/* The i-th id of a list, or POLICY_NONE past its end. */
static inline unsigned policy_list_at(const struct policy *p, struct policy_list list, unsigned i)
{
	const uint16_t *ids = POLICY_CAST_(const uint16_t *, policy_at_(p, p->ids));
	return i < list.count ? ids[list.first + i] : POLICY_NONE;
}

/* POLICY_OK: the list names the id. POLICY_NOT_LISTED: it does not, whether or not it is complete (see list.state).
 * POLICY_NO_LIST: the rule has no such list; a rule without categories, elements, recipients or purposes is about all of
 * them, so a prohibition without a list of categories protects every category. POLICY_UNSTATED: the source leaves the
 * list open altogether. */
static inline enum policy_result policy_list_has(const struct policy *p, struct policy_list list, unsigned id)
{
	unsigned i;
	if (list.state == POLICY_LIST_UNSTATED)
		return POLICY_UNSTATED;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_NO_LIST;
	for (i = 0; i < list.count; i++)
		if (policy_list_at(p, list, i) == id)
			return POLICY_OK;
	return POLICY_NOT_LISTED;
}

static inline const void *policy_row_(const struct policy *p, unsigned section, unsigned row, size_t size)
{
	const struct policy_table *t = &p->tables[section];
	return row < t->count ? policy_at_(p, t->offset + POLICY_CAST_(uint32_t, row * size)) : NULL;
}

/* The nth row (from 0) of those that the index has for an id: first those that name it, then those that cover all. */
static inline const void *policy_find_(const struct policy *p, unsigned section, unsigned id, unsigned nth,
                                       size_t size)
{
	const struct policy_table *t = &p->tables[section];
	const uint16_t *index, *rows;
	if (id == POLICY_NONE || id >= POLICY_OPEN || t->index == 0)
		return NULL;
	index = POLICY_CAST_(const uint16_t *, policy_at_(p, t->index));
	rows = index + t->codes + 2;
	if (id <= t->codes) {
		unsigned named = POLICY_CAST_(unsigned, index[id + 1] - index[id]);
		if (nth < named)
			return policy_row_(p, section, rows[index[id] + nth], size);
		nth -= named;
	}
	return nth < index[1] ? policy_row_(p, section, rows[nth], size) : NULL;
}

/* For each section:
 *   policy_<section>_count(p)          how many rules it has
 *   policy_<section>_row(p, i)         the i-th (from 0), NULL past the end
 * and if it has a key member:
 *   policy_<section>_find(p, id, nth)  the nth rule (from 0) that applies to the id by that member, NULL if there is no further
 *                                      one; look at all of them. First come the rules that name the id, then those that name
 *                                      none because they cover all (retention of all data). A rule may be narrower still, by its
 *                                      other members: elements, conditions, scope; and rules about what the id is a part of are
 *                                      found by that id. The functions under "answers" look at all of it. */
static inline unsigned policy_operator_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_OPERATOR].count;
}
static inline const struct policy_operator_rule *policy_operator_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_operator_rule *, policy_row_(p, POLICY_SECTION_OPERATOR, i, sizeof(struct policy_operator_rule)));
}
static inline const struct policy_operator_rule *policy_operator_find(const struct policy *p, enum policy_capacity id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_operator_rule *,
	                    policy_find_(p, POLICY_SECTION_OPERATOR, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_operator_rule)));
}
static inline unsigned policy_category_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_CATEGORY].count;
}
static inline const struct policy_category_rule *policy_category_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_category_rule *, policy_row_(p, POLICY_SECTION_CATEGORY, i, sizeof(struct policy_category_rule)));
}
static inline const struct policy_category_rule *policy_category_find(const struct policy *p, enum policy_category id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_category_rule *,
	                    policy_find_(p, POLICY_SECTION_CATEGORY, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_category_rule)));
}
static inline unsigned policy_element_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_ELEMENT].count;
}
static inline const struct policy_element_rule *policy_element_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_element_rule *, policy_row_(p, POLICY_SECTION_ELEMENT, i, sizeof(struct policy_element_rule)));
}
static inline const struct policy_element_rule *policy_element_find(const struct policy *p, enum policy_element id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_element_rule *,
	                    policy_find_(p, POLICY_SECTION_ELEMENT, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_element_rule)));
}
static inline unsigned policy_collection_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_COLLECTION].count;
}
static inline const struct policy_collection_rule *policy_collection_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_collection_rule *, policy_row_(p, POLICY_SECTION_COLLECTION, i, sizeof(struct policy_collection_rule)));
}
static inline const struct policy_collection_rule *policy_collection_find(const struct policy *p, enum policy_category id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_collection_rule *,
	                    policy_find_(p, POLICY_SECTION_COLLECTION, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_collection_rule)));
}
static inline unsigned policy_use_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_USE].count;
}
static inline const struct policy_use_rule *policy_use_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_use_rule *, policy_row_(p, POLICY_SECTION_USE, i, sizeof(struct policy_use_rule)));
}
static inline const struct policy_use_rule *policy_use_find(const struct policy *p, enum policy_purpose id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_use_rule *,
	                    policy_find_(p, POLICY_SECTION_USE, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_use_rule)));
}
static inline unsigned policy_sharing_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_SHARING].count;
}
static inline const struct policy_sharing_rule *policy_sharing_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_sharing_rule *, policy_row_(p, POLICY_SECTION_SHARING, i, sizeof(struct policy_sharing_rule)));
}
static inline const struct policy_sharing_rule *policy_sharing_find(const struct policy *p, enum policy_recipient id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_sharing_rule *,
	                    policy_find_(p, POLICY_SECTION_SHARING, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_sharing_rule)));
}
static inline unsigned policy_prohibition_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_PROHIBITION].count;
}
static inline const struct policy_prohibition_rule *policy_prohibition_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_prohibition_rule *, policy_row_(p, POLICY_SECTION_PROHIBITION, i, sizeof(struct policy_prohibition_rule)));
}
static inline const struct policy_prohibition_rule *policy_prohibition_find(const struct policy *p, enum policy_act id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_prohibition_rule *,
	                    policy_find_(p, POLICY_SECTION_PROHIBITION, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_prohibition_rule)));
}
static inline unsigned policy_retention_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_RETENTION].count;
}
static inline const struct policy_retention_rule *policy_retention_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_retention_rule *, policy_row_(p, POLICY_SECTION_RETENTION, i, sizeof(struct policy_retention_rule)));
}
static inline const struct policy_retention_rule *policy_retention_find(const struct policy *p, enum policy_category id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_retention_rule *,
	                    policy_find_(p, POLICY_SECTION_RETENTION, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_retention_rule)));
}
static inline unsigned policy_backup_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_BACKUP].count;
}
static inline const struct policy_backup_rule *policy_backup_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_backup_rule *, policy_row_(p, POLICY_SECTION_BACKUP, i, sizeof(struct policy_backup_rule)));
}
static inline unsigned policy_lifecycle_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_LIFECYCLE].count;
}
static inline const struct policy_lifecycle_rule *policy_lifecycle_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_lifecycle_rule *, policy_row_(p, POLICY_SECTION_LIFECYCLE, i, sizeof(struct policy_lifecycle_rule)));
}
static inline const struct policy_lifecycle_rule *policy_lifecycle_find(const struct policy *p, enum policy_event id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_lifecycle_rule *,
	                    policy_find_(p, POLICY_SECTION_LIFECYCLE, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_lifecycle_rule)));
}
static inline unsigned policy_request_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_REQUEST].count;
}
static inline const struct policy_request_rule *policy_request_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_request_rule *, policy_row_(p, POLICY_SECTION_REQUEST, i, sizeof(struct policy_request_rule)));
}
static inline const struct policy_request_rule *policy_request_find(const struct policy *p, enum policy_request id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_request_rule *,
	                    policy_find_(p, POLICY_SECTION_REQUEST, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_request_rule)));
}
static inline unsigned policy_route_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_ROUTE].count;
}
static inline const struct policy_route_rule *policy_route_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_route_rule *, policy_row_(p, POLICY_SECTION_ROUTE, i, sizeof(struct policy_route_rule)));
}
static inline unsigned policy_outcome_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_OUTCOME].count;
}
static inline const struct policy_outcome_rule *policy_outcome_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_outcome_rule *, policy_row_(p, POLICY_SECTION_OUTCOME, i, sizeof(struct policy_outcome_rule)));
}
static inline const struct policy_outcome_rule *policy_outcome_find(const struct policy *p, enum policy_category id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_outcome_rule *,
	                    policy_find_(p, POLICY_SECTION_OUTCOME, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_outcome_rule)));
}
static inline unsigned policy_breach_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_BREACH].count;
}
static inline const struct policy_breach_rule *policy_breach_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_breach_rule *, policy_row_(p, POLICY_SECTION_BREACH, i, sizeof(struct policy_breach_rule)));
}
static inline const struct policy_breach_rule *policy_breach_find(const struct policy *p, enum policy_audience id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_breach_rule *,
	                    policy_find_(p, POLICY_SECTION_BREACH, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_breach_rule)));
}
static inline unsigned policy_security_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_SECURITY].count;
}
static inline const struct policy_security_rule *policy_security_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_security_rule *, policy_row_(p, POLICY_SECTION_SECURITY, i, sizeof(struct policy_security_rule)));
}
static inline const struct policy_security_rule *policy_security_find(const struct policy *p, enum policy_measure id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_security_rule *,
	                    policy_find_(p, POLICY_SECTION_SECURITY, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_security_rule)));
}
static inline unsigned policy_cookie_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_COOKIE].count;
}
static inline const struct policy_cookie_rule *policy_cookie_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_cookie_rule *, policy_row_(p, POLICY_SECTION_COOKIE, i, sizeof(struct policy_cookie_rule)));
}
static inline const struct policy_cookie_rule *policy_cookie_find(const struct policy *p, enum policy_cookie_class id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_cookie_rule *,
	                    policy_find_(p, POLICY_SECTION_COOKIE, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_cookie_rule)));
}
static inline unsigned policy_transfer_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_TRANSFER].count;
}
static inline const struct policy_transfer_rule *policy_transfer_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_transfer_rule *, policy_row_(p, POLICY_SECTION_TRANSFER, i, sizeof(struct policy_transfer_rule)));
}
static inline unsigned policy_marketing_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_MARKETING].count;
}
static inline const struct policy_marketing_rule *policy_marketing_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_marketing_rule *, policy_row_(p, POLICY_SECTION_MARKETING, i, sizeof(struct policy_marketing_rule)));
}
static inline const struct policy_marketing_rule *policy_marketing_find(const struct policy *p, enum policy_channel id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_marketing_rule *,
	                    policy_find_(p, POLICY_SECTION_MARKETING, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_marketing_rule)));
}
static inline unsigned policy_identity_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_IDENTITY].count;
}
static inline const struct policy_identity_rule *policy_identity_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_identity_rule *, policy_row_(p, POLICY_SECTION_IDENTITY, i, sizeof(struct policy_identity_rule)));
}
static inline const struct policy_identity_rule *policy_identity_find(const struct policy *p, enum policy_gate id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_identity_rule *,
	                    policy_find_(p, POLICY_SECTION_IDENTITY, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_identity_rule)));
}
static inline unsigned policy_automation_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_AUTOMATION].count;
}
static inline const struct policy_automation_rule *policy_automation_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_automation_rule *, policy_row_(p, POLICY_SECTION_AUTOMATION, i, sizeof(struct policy_automation_rule)));
}
static inline const struct policy_automation_rule *policy_automation_find(const struct policy *p, enum policy_signal id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_automation_rule *,
	                    policy_find_(p, POLICY_SECTION_AUTOMATION, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_automation_rule)));
}
static inline unsigned policy_minor_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_MINOR].count;
}
static inline const struct policy_minor_rule *policy_minor_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_minor_rule *, policy_row_(p, POLICY_SECTION_MINOR, i, sizeof(struct policy_minor_rule)));
}
static inline const struct policy_minor_rule *policy_minor_find(const struct policy *p, enum policy_below id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_minor_rule *,
	                    policy_find_(p, POLICY_SECTION_MINOR, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_minor_rule)));
}
static inline unsigned policy_policy_change_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_POLICY_CHANGE].count;
}
static inline const struct policy_policy_change_rule *policy_policy_change_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_policy_change_rule *, policy_row_(p, POLICY_SECTION_POLICY_CHANGE, i, sizeof(struct policy_policy_change_rule)));
}
static inline unsigned policy_contact_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_CONTACT].count;
}
static inline const struct policy_contact_rule *policy_contact_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_contact_rule *, policy_row_(p, POLICY_SECTION_CONTACT, i, sizeof(struct policy_contact_rule)));
}
static inline const struct policy_contact_rule *policy_contact_find(const struct policy *p, enum policy_party id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_contact_rule *,
	                    policy_find_(p, POLICY_SECTION_CONTACT, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_contact_rule)));
}
static inline unsigned policy_complaint_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_COMPLAINT].count;
}
static inline const struct policy_complaint_rule *policy_complaint_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_complaint_rule *, policy_row_(p, POLICY_SECTION_COMPLAINT, i, sizeof(struct policy_complaint_rule)));
}
static inline const struct policy_complaint_rule *policy_complaint_find(const struct policy *p, enum policy_party id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_complaint_rule *,
	                    policy_find_(p, POLICY_SECTION_COMPLAINT, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_complaint_rule)));
}
static inline unsigned policy_jurisdiction_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_JURISDICTION].count;
}
static inline const struct policy_jurisdiction_rule *policy_jurisdiction_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_jurisdiction_rule *, policy_row_(p, POLICY_SECTION_JURISDICTION, i, sizeof(struct policy_jurisdiction_rule)));
}
static inline unsigned policy_vendor_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_VENDOR].count;
}
static inline const struct policy_vendor_rule *policy_vendor_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_vendor_rule *, policy_row_(p, POLICY_SECTION_VENDOR, i, sizeof(struct policy_vendor_rule)));
}
static inline const struct policy_vendor_rule *policy_vendor_find(const struct policy *p, enum policy_recipient id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_vendor_rule *,
	                    policy_find_(p, POLICY_SECTION_VENDOR, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_vendor_rule)));
}
static inline unsigned policy_availability_count(const struct policy *p)
{
	return p->tables[POLICY_SECTION_AVAILABILITY].count;
}
static inline const struct policy_availability_rule *policy_availability_row(const struct policy *p, unsigned i)
{
	return POLICY_CAST_(const struct policy_availability_rule *, policy_row_(p, POLICY_SECTION_AVAILABILITY, i, sizeof(struct policy_availability_rule)));
}
static inline const struct policy_availability_rule *policy_availability_find(const struct policy *p, enum policy_category id, unsigned nth)
{
	return POLICY_CAST_(const struct policy_availability_rule *,
	                    policy_find_(p, POLICY_SECTION_AVAILABILITY, POLICY_CAST_(unsigned, id), nth, sizeof(struct policy_availability_rule)));
}

/* Lengths of time. Each unit has a type of its own, so that one cannot be passed for another. For an exact length min and max
 * are the same; min is 0 where only an upper bound is said. */
struct policy_minutes { unsigned min, max; };
struct policy_hours { unsigned min, max; };
struct policy_days { unsigned min, max; }; /* calendar days */
struct policy_business_days { unsigned min, max; };
struct policy_weeks { unsigned min, max; };
struct policy_months { unsigned min, max; };
struct policy_years { unsigned min, max; };

/* How long a unit is that runs through all days: of hours and minutes its seconds, of days and longer 0. */
static inline int64_t policy_unit_seconds_(unsigned unit)
{
	return unit == POLICY_UNIT_HOUR ? 3600 : unit == POLICY_UNIT_MINUTE ? 60 : 0;
}

static inline enum policy_result policy_span_(const struct policy_span *s, unsigned unit, unsigned *min, unsigned *max)
{
	*min = *max = 0;
	/* no switch: its jump table would cost a relocation */
	if (s->kind == POLICY_SPAN_EXACT || s->kind == POLICY_SPAN_RANGE || s->kind == POLICY_SPAN_UP_TO) {
		if (s->unit != unit)
			return POLICY_OTHER_UNIT;
		*min = s->min;
		*max = s->max;
		return POLICY_OK;
	}
	if (s->kind == POLICY_SPAN_INDEFINITE)
		return POLICY_INDEFINITE;
	if (s->kind == POLICY_SPAN_WHILE)
		return POLICY_WHILE_STATE;
	if (s->kind == POLICY_SPAN_WORDS)
		return POLICY_NO_NUMBER;
	return s->kind == POLICY_SPAN_UNSTATED ? POLICY_UNSTATED : POLICY_NOT_LISTED;
}

/* policy_span_<unit>(span, &out): min and max of out are 0 unless it returns POLICY_OK. POLICY_OTHER_UNIT: ask in the span's own
 * unit. */
#define POLICY_SPAN_(units, UNIT) \
	static inline enum policy_result policy_span_##units(const struct policy_span *s, struct policy_##units *out) \
	{ \
		return policy_span_(s, POLICY_UNIT_##UNIT, &out->min, &out->max); \
	}
POLICY_SPAN_(minutes, MINUTE)
POLICY_SPAN_(hours, HOUR)
POLICY_SPAN_(days, DAY)
POLICY_SPAN_(business_days, BUSINESS_DAY)
POLICY_SPAN_(weeks, WEEK)
POLICY_SPAN_(months, MONTH)
POLICY_SPAN_(years, YEAR)
#undef POLICY_SPAN_
#ifndef __cplusplus
/* In C a pointer to another struct is but a warning; a choice between two structs is an error under any flags. */
#define POLICY_ONLY_(type, pointer) ((pointer) + 0 * sizeof(1 ? *(pointer) : *(type *)NULL))
#define policy_span_minutes(span, out) policy_span_minutes(span, POLICY_ONLY_(struct policy_minutes, out))
#define policy_span_hours(span, out) policy_span_hours(span, POLICY_ONLY_(struct policy_hours, out))
#define policy_span_days(span, out) policy_span_days(span, POLICY_ONLY_(struct policy_days, out))
#define policy_span_business_days(span, out) policy_span_business_days(span, POLICY_ONLY_(struct policy_business_days, out))
#define policy_span_weeks(span, out) policy_span_weeks(span, POLICY_ONLY_(struct policy_weeks, out))
#define policy_span_months(span, out) policy_span_months(span, POLICY_ONLY_(struct policy_months, out))
#define policy_span_years(span, out) policy_span_years(span, POLICY_ONLY_(struct policy_years, out))
#endif

/* POLICY_OK and the event that starts a period; POLICY_UNSTATED if the source leaves it open; POLICY_NOT_LISTED if the
 * policy does not speak of a start. *event is then POLICY_NONE. *basis (may be NULL): stated, implied, or legal's reading;
 * filled on POLICY_OK only. */
static inline enum policy_result policy_start_event(const struct policy_start *s, unsigned *event,
                                                    enum policy_basis *basis)
{
	*event = POLICY_NONE;
	if (s->event == POLICY_OPEN)
		return POLICY_UNSTATED;
	if (s->event == POLICY_NONE)
		return POLICY_NOT_LISTED;
	*event = s->event;
	if (basis)
		*basis = POLICY_CAST_(enum policy_basis, s->basis);
	return POLICY_OK;
}

/* ---- when a period ends ---- */

/* How lengths of time are counted:
 *
 *   hours          run from the event, through weekends and holidays
 *   days           the day of the event is not counted; N days end with the Nth day after it
 *   weeks          are 7 days
 *   business days  end with the Nth working day after the day of the event
 *   months         end with the same date N months later; one that does not exist there is settled by the calendar's rounding
 *   years          are 12 months
 *
 * Hours are elapsed time, also when clocks change meanwhile. A day is a day in the calendar's zone and ends at the first instant after
 * which its date never comes again: at its midnight; at the second one, if clocks go back over it; when clocks leap over it, then. A period that ends on a free day stays there: rolling on to
 * the next working day is a matter of each law or promise. Counted back, N days (or weeks, months, ...) before day E is the
 * latest day B from which that length, counted forward, is over when E begins: between B and E lie N clear days.
 *
 * Times are UTC seconds since 1970, from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, days are counted from 1970-01-01. */
struct policy_deadline {
	int64_t end; /* the period is over from this second on */
	int32_t day; /* its last day in the calendar's zone; of hours, the day in which `end` falls */
};
/* Exact lengths: both are the same. A range: the earlier and the later one. */
struct policy_period { struct policy_deadline first, last; };

/* A date of the proleptic Gregorian calendar: month and day from 1. */
struct policy_date { int32_t year, month, day; };

#define POLICY_TIME_LAST_ INT64_C(253402300799) /* 9999-12-31T23:59:59Z */
#define POLICY_DAY_SECONDS_ POLICY_CAST_(int64_t, 86400)

/* Division that rounds down; by > 0. */
static inline int64_t policy_floor_(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

static inline int policy_month_days_(int64_t year, int32_t month)
{
	if (month == 2)
		return 28 + ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
	return 30 + (month + month / 8) % 2;
}

/* year >= 1, month 1..12. Counted from March, a year's leap day is its last, and 5 months have 153 days. */
static inline int64_t policy_date_day_(int64_t year, int32_t month, int32_t day)
{
	int64_t y = month > 2 ? year : year - 1;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 719469;
}

/* The day number of a date of the years 1..9999; POLICY_OUT_OF_RANGE: there is no such date, and nothing is filled. */
static inline enum policy_result policy_date_day(struct policy_date date, int32_t *day)
{
	if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 ||
	    date.day > policy_month_days_(date.year, date.month))
		return POLICY_OUT_OF_RANGE;
	*day = POLICY_CAST_(int32_t, policy_date_day_(date.year, date.month, date.day));
	return POLICY_OK;
}

/* The date of a day; every day number has one. */
static inline struct policy_date policy_day_date(int32_t day)
{
	struct policy_date date;
	int64_t days = POLICY_CAST_(int64_t, day) + 719468; /* since 1 March of the year 0 */
	int64_t cycle = policy_floor_(days, 146097);        /* of 400 years */
	int64_t in_cycle = days - cycle * 146097;
	int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
	int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * in_year + 2) / 153; /* from March */
	date.day = POLICY_CAST_(int32_t, in_year - (153 * month + 2) / 5 + 1);
	date.month = POLICY_CAST_(int32_t, month < 10 ? month + 3 : month - 9);
	date.year = POLICY_CAST_(int32_t, cycle * 400 + year + (month >= 10));
	return date;
}

/* ---- working days: a bitmap with the count of days before each word ---- */

static inline const struct policy_calendar_word *policy_words_(const struct policy_calendar *c)
{
	return POLICY_CAST_(const struct policy_calendar_word *,
	                    POLICY_CAST_(const void *, POLICY_CAST_(const char *, POLICY_CAST_(const void *, c)) + c->words));
}

static inline uint32_t policy_ones_(uint32_t bits)
{
	bits -= bits >> 1 & 0x55555555u;
	bits = (bits & 0x33333333u) + (bits >> 2 & 0x33333333u);
	bits = (bits + (bits >> 4)) & 0x0F0F0F0Fu;
	return bits * 0x01010101u >> 24;
}

/* How many of the calendar's first n days are working days; n <= days. */
static inline uint32_t policy_rank_(const struct policy_calendar *c, uint32_t n)
{
	const struct policy_calendar_word *w;
	if (n == 0)
		return 0;
	w = policy_words_(c) + (n - 1) / 32;
	return w->before + policy_ones_(w->working & (0xFFFFFFFFu >> (31 - (n - 1) % 32)));
}

/* The calendar's kth working day (from 0; there must be one), in days from its first. The search begins near day n. A word has at
 * most 32 working days, so it may leap over one for every 32 days it is away. */
static inline uint32_t policy_select_(const struct policy_calendar *c, uint32_t k, uint32_t n)
{
	const struct policy_calendar_word *words = policy_words_(c);
	const uint32_t last = (c->days - 1) / 32;
	uint32_t w = n / 32 < last ? n / 32 : last, bits;
	while (words[w].before > k)
		w -= (words[w].before - k + 31) / 32;
	while (w < last && words[w + 1].before <= k)
		w += (k - words[w + 1].before) / 32 + 1;
	bits = words[w].working;
	for (k -= words[w].before; k > 0; k--)
		bits &= bits - 1;
	return w * 32 + policy_ones_(~bits & (bits - 1));
}

/* 1 if the day of the week is not free: all there is to know of a day outside the calendar. */
static inline int policy_weekday_(const struct policy_calendar *c, int64_t day)
{
	int64_t weekday = day + 3 - policy_floor_(day + 3, 7) * 7; /* 1970-01-01 was a Thursday */
	return !(c->weekend >> weekday & 1);
}

static inline int64_t policy_weekdays_a_week_(const struct policy_calendar *c)
{
	return 7 - POLICY_CAST_(int64_t, policy_ones_(c->weekend & 127u));
}

/* How many such days there are from a day to the one before another; from <= to. */
static inline int64_t policy_weekdays_(const struct policy_calendar *c, int64_t from, int64_t to)
{
	int64_t weeks = (to - from) / 7, n = weeks * policy_weekdays_a_week_(c);
	for (from += weeks * 7; from < to; from++)
		n += policy_weekday_(c, from);
	return n;
}

/* The nth such day (from 1) after a day (step 1) or before it (step -1). Some weekday must not be free. */
static inline int64_t policy_weekday_from_(const struct policy_calendar *c, int64_t day, int64_t n, int step)
{
	int64_t a_week = policy_weekdays_a_week_(c), weeks = (n - 1) / a_week;
	day += step * weeks * 7;
	for (n -= weeks * a_week; n > 0; n -= policy_weekday_(c, day))
		day += step;
	return day;
}

/* How many working days there are in [from, to), from <= to; of those that the calendar does not know, all that can be. */
static inline int64_t policy_working_in_(const struct policy_calendar *c, int64_t from, int64_t to)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int64_t n = 0;
	if (from < first) {
		n += policy_weekdays_(c, from, to < first ? to : first);
		from = first;
	}
	if (to > end) {
		n += policy_weekdays_(c, from > end ? from : end, to);
		to = end;
	}
	if (from < to)
		n += policy_rank_(c, POLICY_CAST_(uint32_t, to - first)) - policy_rank_(c, POLICY_CAST_(uint32_t, from - first));
	return n;
}

/* Move *day to the nth working day after it. POLICY_OUT_OF_CALENDAR: to the earliest day that can be it. */
static inline enum policy_result policy_working_after_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int unknown = 0;
	if (policy_weekdays_a_week_(c) == 0)
		return POLICY_OUT_OF_RANGE;
	if (*day + 1 < first) {
		int64_t before = policy_weekdays_(c, *day + 1, first);
		if (n > before) {
			n -= before;
			*day = first - 1;
		}
		unknown = 1;
	}
	if (*day + 1 >= first && *day + 1 < end) {
		uint32_t next = POLICY_CAST_(uint32_t, *day + 1 - first), from = policy_rank_(c, next);
		int64_t known = policy_rank_(c, c->days) - from;
		if (n <= known) {
			*day = first + policy_select_(c, from + POLICY_CAST_(uint32_t, n - 1), next);
			return unknown ? POLICY_OUT_OF_CALENDAR : POLICY_OK;
		}
		n -= known;
		*day = end - 1;
	}
	*day = policy_weekday_from_(c, *day, n, 1);
	return POLICY_OUT_OF_CALENDAR;
}

/* Move *day to the nth working day before it. POLICY_OUT_OF_CALENDAR: to the latest day that can be it. */
static inline enum policy_result policy_working_before_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const int64_t first = c->first, end = first + c->days; /* the days it knows: [first, end) */
	int unknown = 0;
	if (policy_weekdays_a_week_(c) == 0)
		return POLICY_OUT_OF_RANGE;
	if (*day > end) {
		int64_t after = policy_weekdays_(c, end, *day);
		if (n > after) {
			n -= after;
			*day = end;
		}
		unknown = 1;
	}
	if (*day <= end && *day > first) {
		uint32_t next = POLICY_CAST_(uint32_t, *day - first);
		int64_t known = policy_rank_(c, next);
		if (n <= known) {
			*day = first + policy_select_(c, POLICY_CAST_(uint32_t, known - n), next);
			return unknown ? POLICY_OUT_OF_CALENDAR : POLICY_OK;
		}
		n -= known;
		*day = first;
	}
	*day = policy_weekday_from_(c, *day, n, -1);
	return POLICY_OUT_OF_CALENDAR;
}

/* ---- months ---- */

/* Move *day n months on. POLICY_UNSTATED: to the last day of the month, which lacks the date and whose rounding is open. */
static inline enum policy_result policy_months_after_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const struct policy_date date = policy_day_date(POLICY_CAST_(int32_t, *day));
	const int64_t months = date.year * POLICY_CAST_(int64_t, 12) + date.month - 1 + n, year = months / 12;
	const int32_t month = POLICY_CAST_(int32_t, months % 12) + 1;
	const int32_t length = policy_month_days_(year, month);
	*day = policy_date_day_(year, month, date.day <= length ? date.day : length);
	if (date.day <= length || c->rounding == POLICY_ROUNDING_LAST_DAY)
		return POLICY_OK;
	if (c->rounding != POLICY_ROUNDING_NEXT_DAY)
		return POLICY_UNSTATED;
	++*day;
	return POLICY_OK;
}

/* Move *day to the last day from which n months end with *day or sooner. That is the same date n months sooner or, where it lacks
 * that, its month's last day. Where dates round down to *day, a month's last, later dates lead to it too, to the end of the month:
 * POLICY_UNSTATED if that rounding is open, with the day that holds either way. */
static inline enum policy_result policy_months_before_(const struct policy_calendar *c, int64_t n, int64_t *day)
{
	const struct policy_date date = policy_day_date(POLICY_CAST_(int32_t, *day));
	const int64_t months = date.year * POLICY_CAST_(int64_t, 12) + date.month - 1 - n, year = months / 12;
	const int32_t month = POLICY_CAST_(int32_t, months % 12) + 1;
	int32_t length;
	if (months < 12)
		return POLICY_OUT_OF_RANGE; /* before the year 1 */
	length = policy_month_days_(year, month);
	*day = policy_date_day_(year, month, date.day <= length ? date.day : length);
	if (length <= date.day || date.day < policy_month_days_(date.year, date.month) || c->rounding == POLICY_ROUNDING_NEXT_DAY)
		return POLICY_OK;
	if (c->rounding != POLICY_ROUNDING_LAST_DAY)
		return POLICY_UNSTATED;
	*day = policy_date_day_(year, month, length);
	return POLICY_OK;
}

/* ---- ends ---- */

/* ---- zones ---- */

/* What the clocks of a zone show from an instant on. */
struct policy_clock_ { int64_t since; int32_t offset; };

/* The second of the year's local time, by the clock that is changed, at which clocks change; counted from 1970. */
static inline int64_t policy_change_(const struct policy_clock_change *change, int64_t year)
{
	const int32_t length = policy_month_days_(year, change->month);
	const int64_t first = policy_date_day_(year, change->month, 1);
	const int64_t weekday = first + 4 - policy_floor_(first + 4, 7) * 7; /* of the first; 1970-01-01 was a Thursday */
	int64_t day = (change->weekday - weekday + 7) % 7 + (change->week - 1) * 7;
	if (day >= length)
		day -= 7;
	return (first + day) * POLICY_DAY_SECONDS_ + change->seconds;
}

/* The rule of a year, and whether it begins with it. */
static inline const struct policy_zone_rule *policy_zone_rule_(const struct policy_calendar *c, int64_t year, int *begins)
{
	const struct policy_zone_rule *rules = POLICY_CAST_(
		const struct policy_zone_rule *, POLICY_CAST_(const void *, POLICY_CAST_(const char *, POLICY_CAST_(const void *, c)) + c->zone));
	uint32_t i = c->zone_rules - 1;
	while (i > 0 && rules[i].from > year)
		i--;
	*begins = i > 0 && rules[i].from == year;
	return rules + i;
}

/* A change at `time` is the last one so far, if it is not after `until` and later than the one found. */
static inline void policy_later_(int64_t time, int32_t offset, int64_t until, struct policy_clock_ *found)
{
	if (time <= until && time >= found->since) {
		found->since = time;
		found->offset = offset;
	}
}

/* What the clocks show at a time, and since when. A zone without changes: since ever. */
static inline struct policy_clock_ policy_clock_at_(const struct policy_calendar *c, int64_t time)
{
	struct policy_clock_ found;
	int64_t year;
	int begins, i;
	found.since = INT64_MIN;
	found.offset = c ? c->offset : 0;
	if (!c || c->zone_rules == 0)
		return found;
	/* a change of the year before or after may be the last one by UTC */
	year = policy_day_date(POLICY_CAST_(int32_t, policy_floor_(time, POLICY_DAY_SECONDS_))).year - 1;
	for (i = 0; i < 3; i++, year++) {
		const struct policy_zone_rule *r = policy_zone_rule_(c, year, &begins);
		const int64_t starts = policy_change_(&r->starts, year), ends = policy_change_(&r->ends, year);
		const int32_t at_first = r->standard != r->daylight && ends < starts ? r->daylight : r->standard;
		if (i == 0 || begins)
			policy_later_(policy_date_day_(year, 1, 1) * POLICY_DAY_SECONDS_ - at_first, at_first, time, &found);
		if (r->standard == r->daylight)
			continue;
		if (starts < ends)
			policy_later_(starts - r->standard, r->daylight, time, &found);
		policy_later_(ends - r->daylight, r->standard, time, &found);
		if (ends <= starts)
			policy_later_(starts - r->standard, r->daylight, time, &found);
	}
	return found;
}

static inline int64_t policy_local_day_(const struct policy_calendar *c, int64_t time)
{
	return policy_floor_(time + policy_clock_at_(c, time).offset, POLICY_DAY_SECONDS_);
}

/* The first instant after which the date of a day never comes again: the last one at which the clocks come to the next day. */
static inline int64_t policy_day_end_(const struct policy_calendar *c, int64_t day)
{
	const int64_t midnight = (day + 1) * POLICY_DAY_SECONDS_;
	int64_t later = midnight + POLICY_DAY_SECONDS_; /* no zone is a day behind UTC: the day is over */
	struct policy_clock_ clock;
	if (!c || c->zone_rules == 0 || day < -1 || midnight > POLICY_TIME_LAST_ + 1)
		return midnight - (c ? c->offset : 0); /* so is what lies outside 1970 to 9999 */
	for (;;) {
		clock = policy_clock_at_(c, later - 1);
		if (midnight - clock.offset >= later)
			return later; /* clocks leap over midnight */
		if (midnight - clock.offset > clock.since || clock.since < midnight - 2 * POLICY_DAY_SECONDS_)
			return midnight - clock.offset;
		later = clock.since;
	}
}

static inline int policy_in_range_(int64_t time)
{
	return time >= 0 && time <= POLICY_TIME_LAST_;
}

static inline enum policy_result policy_ends_at_(int64_t end, int64_t day, struct policy_deadline *out)
{
	if (!policy_in_range_(end))
		return POLICY_OUT_OF_RANGE;
	out->end = end;
	out->day = POLICY_CAST_(int32_t, day);
	return POLICY_OK;
}

/* The midnight that ends a day of the zone, if the count came to one. */
static inline enum policy_result policy_ends_with_(const struct policy_calendar *c, enum policy_result counted, int64_t day,
                                                   struct policy_deadline *out)
{
	if (counted == POLICY_OUT_OF_RANGE ||
	    policy_ends_at_(policy_day_end_(c, day), day, out) == POLICY_OUT_OF_RANGE)
		return POLICY_OUT_OF_RANGE;
	return counted;
}

static inline int policy_countable_(unsigned unit, unsigned count)
{
	return count > 0 && unit >= POLICY_UNIT_HOUR && unit <= POLICY_UNIT_MINUTE;
}

/* When `count` units from `start` are over.
 * POLICY_OUT_OF_CALENDAR: it depends on days the calendar does not know; out has the earliest end that is possible, as if only
 * weekends were free there. POLICY_UNSTATED: the date does not exist in the last month and the calendar does not say how to
 * round; out has the earlier end, the month's last day. Without a calendar (NULL) hours are counted, with `day` in UTC; all
 * else is POLICY_UNSTATED and not filled. POLICY_OUT_OF_RANGE: `start` or the end is not a time from 1970 to 9999, the unit or
 * count is none, or every weekday is free; not filled. */
static inline enum policy_result policy_calendar_add(const struct policy_calendar *c, enum policy_unit unit, unsigned count,
                                                     int64_t start, struct policy_deadline *out)
{
	enum policy_result result = POLICY_OK;
	const int64_t n = count, seconds = policy_unit_seconds_(unit);
	int64_t day;
	if (!policy_countable_(unit, count) || !policy_in_range_(start))
		return POLICY_OUT_OF_RANGE;
	if (seconds)
		return policy_ends_at_(start + n * seconds, policy_local_day_(c, start + n * seconds), out);
	if (!c)
		return POLICY_UNSTATED;
	day = policy_local_day_(c, start);
	if (unit == POLICY_UNIT_BUSINESS_DAY)
		result = policy_working_after_(c, n, &day);
	else if (unit == POLICY_UNIT_MONTH || unit == POLICY_UNIT_YEAR)
		result = policy_months_after_(c, unit == POLICY_UNIT_YEAR ? n * 12 : n, &day);
	else
		day += unit == POLICY_UNIT_WEEK ? n * 7 : n;
	return policy_ends_with_(c, result, day, out);
}

/* By when something must have happened that is to lie `count` units before the day `effective` begins. out->day: the latest such
 * day, out->end: its end; of hours and minutes, that many before midnight.
 * POLICY_OUT_OF_CALENDAR: out has the latest day that is possible. POLICY_UNSTATED: how to round is open; out has the earlier
 * day, which holds either way. Without a calendar midnight is not known: POLICY_UNSTATED, not filled. POLICY_OUT_OF_RANGE: as for
 * policy_calendar_add; not filled. */
static inline enum policy_result policy_calendar_back(const struct policy_calendar *c, enum policy_unit unit, unsigned count,
                                                      int32_t effective, struct policy_deadline *out)
{
	enum policy_result result = POLICY_OK;
	const int64_t n = count, seconds = policy_unit_seconds_(unit);
	int64_t day = effective, midnight;
	if (!policy_countable_(unit, count))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	midnight = policy_day_end_(c, day - 1);
	if (!policy_in_range_(midnight))
		return POLICY_OUT_OF_RANGE;
	if (seconds)
		return policy_ends_at_(midnight - n * seconds, policy_local_day_(c, midnight - n * seconds), out);
	if (unit == POLICY_UNIT_BUSINESS_DAY) {
		result = policy_working_before_(c, n, &day);
		day--;
	} else if (unit == POLICY_UNIT_MONTH || unit == POLICY_UNIT_YEAR) {
		day--;
		result = policy_months_before_(c, unit == POLICY_UNIT_YEAR ? n * 12 : n, &day);
	} else {
		day -= (unit == POLICY_UNIT_WEEK ? n * 7 : n) + 1;
	}
	return policy_ends_with_(c, result, day, out);
}

/* POLICY_OK: a working day. POLICY_FREE_DAY: not one. POLICY_OUT_OF_CALENDAR: not known. POLICY_UNSTATED: no calendar. */
static inline enum policy_result policy_calendar_working(const struct policy_calendar *c, int32_t day)
{
	int64_t at;
	if (!c)
		return POLICY_UNSTATED;
	at = POLICY_CAST_(int64_t, day) - c->first;
	if (at < 0 || at >= c->days)
		return POLICY_OUT_OF_CALENDAR;
	return policy_words_(c)[at / 32].working >> at % 32 & 1 ? POLICY_OK : POLICY_FREE_DAY;
}

/* ---- the same for a policy ---- */

/* The calendar the policy counts by, or NULL: it names none. (Not `policy_calendar`, which in C++ would hide the struct's name.) */
static inline const struct policy_calendar *policy_calendar_of(const struct policy *p)
{
	return p->calendar ? POLICY_CAST_(const struct policy_calendar *, policy_at_(p, p->calendar)) : NULL;
}

/* The day in the policy's zone at a time; POLICY_UNSTATED without a calendar, POLICY_OUT_OF_RANGE outside 1970 to 9999. */
static inline enum policy_result policy_day(const struct policy *p, int64_t time, int32_t *day)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	if (!policy_in_range_(time))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	*day = POLICY_CAST_(int32_t, policy_local_day_(c, time));
	return POLICY_OK;
}

/* How many seconds the policy's zone is ahead of UTC at a time; otherwise as policy_day. */
static inline enum policy_result policy_utc_offset(const struct policy *p, int64_t time, int32_t *seconds)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	if (!policy_in_range_(time))
		return POLICY_OUT_OF_RANGE;
	if (!c)
		return POLICY_UNSTATED;
	*seconds = policy_clock_at_(c, time).offset;
	return POLICY_OK;
}

/* As policy_calendar_working. */
static inline enum policy_result policy_day_is_working(const struct policy *p, int32_t day)
{
	return policy_calendar_working(policy_calendar_of(p), day);
}

/* What is not filled by the functions that count. */
static inline int policy_unfilled_(const struct policy_calendar *c, enum policy_result result)
{
	return result == POLICY_OUT_OF_RANGE || result == POLICY_PAUSED || (!c && result != POLICY_OK);
}

/* When a length that begins at `start` is over, by the policy's calendar: policy_calendar_add for its shortest and its longest; the
 * shortest of an upper bound is over at `start`.
 * A span without a number says why: POLICY_INDEFINITE, POLICY_WHILE_STATE, POLICY_NO_NUMBER, POLICY_UNSTATED,
 * POLICY_NOT_LISTED. out is filled on POLICY_OK, and where policy_calendar_add fills it for both. */
static inline enum policy_result policy_span_end(const struct policy *p, const struct policy_span *s, int64_t start,
                                                 struct policy_period *out)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	enum policy_result result, shortest;
	struct policy_deadline first, last;
	unsigned min, max;
	result = policy_span_(s, s->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	result = policy_calendar_add(c, POLICY_CAST_(enum policy_unit, s->unit), max, start, &last);
	if (policy_unfilled_(c, result))
		return result;
	shortest = s->kind == POLICY_SPAN_UP_TO ? policy_ends_at_(start, policy_local_day_(c, start), &first)
	                    : policy_calendar_add(c, POLICY_CAST_(enum policy_unit, s->unit), min, start, &first);
	if (policy_unfilled_(c, shortest))
		return shortest;
	out->first = first;
	out->last = last;
	return result == POLICY_OK ? shortest : result;
}

/* By when something must have happened that is to lie a length before the day `effective`: policy_calendar_back for its longest
 * (out->first) and its shortest (out->last). Otherwise as policy_span_end. */
static inline enum policy_result policy_span_back(const struct policy *p, const struct policy_span *s, int32_t effective,
                                                  struct policy_period *out)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	enum policy_result result, shortest;
	struct policy_deadline first, last;
	unsigned min, max;
	result = policy_span_(s, s->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	result = policy_calendar_back(c, POLICY_CAST_(enum policy_unit, s->unit), max, effective, &first);
	if (policy_unfilled_(c, result))
		return result;
	shortest = policy_calendar_back(c, POLICY_CAST_(enum policy_unit, s->unit), min, effective, &last);
	if (policy_unfilled_(c, shortest))
		return shortest;
	out->first = first;
	out->last = last;
	return result == POLICY_OK ? shortest : result;
}

/* ---- answers: every rule that applies, in the edition in force ---- */

/* The edition in force at a time: the last that applies from that day (midnight in the policy's zone) or sooner. A first edition
 * without a date applies to all time before the next. A draft is in force only where there is nothing else: its date does not end
 * the edition before it. NULL: none was in force yet; or p is NULL, as policy_find has it for an unknown brand: then every answer below that
 * takes a case is POLICY_NOT_LISTED. */
static inline const struct policy *policy_in_force(const struct policy *p, int64_t time)
{
	const struct policy_edition *e = p ? POLICY_CAST_(const struct policy_edition *, policy_at_(p, p->editions)) : NULL;
	const struct policy_calendar *c = p ? policy_calendar_of(p) : NULL;
	const struct policy *found = NULL, *head;
	unsigned i;
	for (i = 0; e && i < p->edition_count; i++) {
		head = POLICY_CAST_(const struct policy *, policy_at_(p, e[i].head));
		if ((e[i].valid_from == POLICY_NO_DATE || time >= policy_day_end_(c, POLICY_CAST_(int64_t, e[i].valid_from) - 1)) &&
		    (!found || !policy_is_draft(head)))
			found = head;
	}
	return found;
}

/* Something that happened (enum policy_event) or ended (enum policy_state), and when: UTC seconds. */
struct policy_happened {
	uint16_t what;
	int64_t time;
};

/* Something that was awaited (enum policy_condition: it held), from when until when: UTC seconds; POLICY_STILL: it is awaited still. One that
 * does not end after its beginning is none. */
struct policy_pause {
	uint16_t what;
	int64_t from, until;
};
#define POLICY_STILL INT64_MAX

/* What the caller knows of the case at hand. What is in neither of two lists is not known, and then the answer may be
 * POLICY_CONDITIONAL. Arrays may be NULL if their count is 0. */
struct policy_case {
	int64_t at; /* when it is asked of: the receipt of a request, the discovery of a breach, the use of data, the sweep. It picks
	             * the edition. */
	const struct policy_happened *events; /* each once, but those that recur (E2, E3) */
	unsigned event_count;
	const struct policy_happened *ended; /* states that last no longer, since when: each once; what an event ends need not be here (E4) */
	unsigned ended_count;
	const uint16_t *met; /* enum policy_condition: these hold */
	unsigned met_count;
	const uint16_t *unmet; /* these do not */
	unsigned unmet_count;
	const uint16_t *within; /* enum policy_scope: the case is within these */
	unsigned within_count;
	const uint16_t *outside; /* and not within these */
	unsigned outside_count;
	/* 0: not said */
	uint16_t method;     /* enum policy_method: the way to pay it is about */
	uint16_t technique;  /* enum policy_technique */
	uint16_t place;      /* enum policy_place */
	uint16_t instrument; /* enum policy_instrument: what compels a disclosure */
	uint16_t said;       /* enum policy_said: what the person said to a disclosure; POLICY_SAID_NO_WORD: nothing */
	const struct policy_pause *pauses; /* in any order, they may overlap; only what a route names under `pauses-while` stops its clock */
	unsigned pause_count;
};

/* What a person said to a use, a cookie. */
enum policy_said {
	POLICY_SAID_NOTHING = 0,
	POLICY_SAID_YES = 1,
	POLICY_SAID_YES_EXPLICITLY = 2,
	POLICY_SAID_NO = 3,
	POLICY_SAID_NO_WORD = 4 /* in struct policy_case, where 0 is what the caller does not know: the person has said nothing */
};

/* Who answers: the edition, for its lists and names, and the rule whose answer it is; NULL: none. */
struct policy_answer {
	const struct policy *policy;
	const struct policy_rule *rule; /* at the head of the section's row */
	enum policy_basis basis;
	unsigned rules; /* how many rules apply or may apply; to see all: policy_<section>_find or _row of `policy` */
	unsigned open;  /* how many of them do not answer with POLICY_OK */
	unsigned conflict; /* of POLICY_CONFLICT: the declared one that it rests on (policy_conflict_name); 0: none is declared */
};

static inline void policy_no_answer_(const struct policy *p, struct policy_answer *out)
{
	out->policy = p;
	out->rule = NULL;
	out->basis = POLICY_BASIS_NONE;
	out->rules = out->open = out->conflict = 0;
}

static inline void policy_copy_answer_(struct policy_answer *to, const struct policy_answer *from)
{
	to->policy = from->policy; /* by member: some compilers call memcpy for the whole */
	to->rule = from->rule;
	to->basis = from->basis;
	to->rules = from->rules;
	to->open = from->open;
	to->conflict = from->conflict;
}

/* By when something is to be done. */
struct policy_due {
	struct policy_answer by;
	const struct policy_span *span; /* what by.rule says; NULL without a rule */
	unsigned event;                 /* enum policy_event that starts it; POLICY_NONE: not stated */
	int known;                      /* 1: period is filled; it may be, beside a code other than POLICY_OK */
	struct policy_period period;    /* the earliest end of any rule, of a range both; to be safe act before first.end, and where
	                                 * by.rule has no end of its own, sooner */
};

static inline int policy_related_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	uint32_t i;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == kind && r[i].id == id && r[i].of == of)
			return 1;
	return 0;
}

/* Whether the id is the other, or a part or a kind of it. */
static inline int policy_within_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	return id == of || policy_related_(p, kind, id, of);
}

/* Whether two events are the same moment, by one name or by two; of those that the policy's rules name. Then one time can be right, not two, unless it recurs. */
static inline int policy_same_event(const struct policy *p, enum policy_event a, enum policy_event b)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	const unsigned one = POLICY_CAST_(unsigned, a), other = POLICY_CAST_(unsigned, b);
	uint32_t i;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == POLICY_RELATION_SAME_EVENT && (r[i].id == one || r[i].id == other) &&
		    policy_within_(p, POLICY_RELATION_SAME_EVENT, r[i].id == one ? other : one, r[i].of))
			return 1;
	return a == b;
}

/* Below, three results say how far something applies: POLICY_OK it does, POLICY_NO it does not, POLICY_CONDITIONAL not known. */

/* How much of an id the other covers: all of it, none of it, or (POLICY_CONDITIONAL) some: one is a part of the other, or they have a part
 * in common. */
static inline enum policy_result policy_about_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	uint32_t i;
	if (policy_within_(p, kind, id, of))
		return POLICY_OK;
	if (of == POLICY_OPEN)
		return POLICY_CONDITIONAL;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == kind && r[i].of == id && policy_within_(p, kind, r[i].id, of))
			return POLICY_CONDITIONAL;
	return POLICY_NO;
}

static inline enum policy_result policy_and_(enum policy_result a, enum policy_result b)
{
	if (a == POLICY_NO || b == POLICY_NO)
		return POLICY_NO;
	return a == POLICY_OK ? b : a;
}

static inline enum policy_result policy_not_(enum policy_result a)
{
	return a == POLICY_OK ? POLICY_NO : a == POLICY_NO ? POLICY_OK : a;
}

static inline enum policy_result policy_holds_(const struct policy *p, unsigned kind, unsigned id, const uint16_t *yes,
                                               unsigned yes_count, const uint16_t *no, unsigned no_count)
{
	unsigned i;
	for (i = 0; i < yes_count; i++)
		if (policy_within_(p, kind, yes[i], id))
			return POLICY_OK;
	for (i = 0; i < no_count; i++)
		if (policy_within_(p, kind, id, no[i]))
			return POLICY_NO;
	return POLICY_CONDITIONAL;
}

/* Whether all (or any) of the conditions or scopes of a list hold; a list that is not there asks for nothing. */
static inline enum policy_result policy_list_holds_(const struct policy *p, struct policy_list list, int all, unsigned kind,
                                                    const uint16_t *yes, unsigned yes_count, const uint16_t *no,
                                                    unsigned no_count)
{
	unsigned i, held = 0, failed = 0;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_OK;
	for (i = 0; i < list.count; i++) {
		enum policy_result one = policy_holds_(p, kind, policy_list_at(p, list, i), yes, yes_count, no, no_count);
		held += one == POLICY_OK;
		failed += one == POLICY_NO;
	}
	if (all ? failed > 0 : failed == list.count && list.state == POLICY_LIST_COMPLETE)
		return POLICY_NO;
	if (all ? held == list.count && list.state == POLICY_LIST_COMPLETE : held > 0)
		return POLICY_OK;
	return POLICY_CONDITIONAL;
}

/* Whether a rule's conditions and scope are met. POLICY_OK, POLICY_NO, or POLICY_CONDITIONAL: the case does not say. Of a route or
 * an outcome: the row's own; its request has conditions too. */
static inline enum policy_result policy_rule_applies(const struct policy *p, const struct policy_rule *rule,
                                                     const struct policy_case *c)
{
	const unsigned kind = POLICY_RELATION_CONDITION;
	enum policy_result result = policy_list_holds_(p, rule->all_of, 1, kind, c->met, c->met_count, c->unmet, c->unmet_count);
	result = policy_and_(result, policy_list_holds_(p, rule->any_of, 0, kind, c->met, c->met_count, c->unmet, c->unmet_count));
	result = policy_and_(result, policy_list_holds_(p, rule->scope, 0, POLICY_RELATION_SCOPE, c->within, c->within_count,
	                                                c->outside, c->outside_count));
	if (rule->unless.state == POLICY_LIST_NONE)
		return result;
	return policy_and_(result, policy_not_(policy_list_holds_(p, rule->unless, 0, kind, c->met, c->met_count, c->unmet, c->unmet_count)));
}

static inline size_t policy_member_(const struct policy_rule *rule, const void *member)
{
	return POLICY_CAST_(size_t, POLICY_CAST_(const char *, member) -
	                            POLICY_CAST_(const char *, POLICY_CAST_(const void *, rule)));
}

/* Whether legal decided what the source leaves open. */
static inline int policy_is_read_(const struct policy *p, const struct policy_rule *rule, const void *member)
{
	const struct policy_mark *m =
		POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if (m[i].kind == POLICY_MARK_READING && (m[i].member < sizeof(struct policy_rule) || m[i].member == policy_member_(rule, member)))
			return 1;
	return 0;
}

/* When an event happened, by its own name or by another of the same moment (E1 to E3). POLICY_NOT_STARTED: the case does not give it.
 * POLICY_AMBIGUOUS: it gives two times of an event that does not recur. Filled on POLICY_OK only. */
static inline enum policy_result policy_event_time_(const struct policy *p, const struct policy_case *c, unsigned event, int64_t *time)
{
	enum policy_result result = POLICY_NOT_STARTED;
	int64_t at, latest = 0;
	unsigned i;
	for (i = 0; i < c->event_count; i++) {
		if (c->events[i].what != event && !policy_related_(p, POLICY_RELATION_SAME_EVENT, c->events[i].what, event))
			continue;
		at = c->events[i].time;
		if (result == POLICY_OK && at != latest && !policy_related_(p, POLICY_RELATION_RECURS, event, event))
			return POLICY_AMBIGUOUS;
		/* of those to come the first, but the last that has been */
		if (result != POLICY_OK || (latest > c->at ? at < latest : at > latest && at <= c->at))
			latest = at;
		result = POLICY_OK;
	}
	if (result == POLICY_OK)
		*time = latest;
	return result;
}

/* ---- what a rule is about ---- */

/* Whether a list of a rule covers an id (0: the caller named none). POLICY_OK: it does, or there is no list. POLICY_NO: it does not.
 * POLICY_CONDITIONAL: only a part of what was asked. POLICY_NOT_LISTED: the list has examples, and this is not among them. */
static inline enum policy_result policy_covers_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result all = list.state == POLICY_LIST_COMPLETE ? POLICY_NO : POLICY_NOT_LISTED;
	unsigned i;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_OK;
	if (list.state == POLICY_LIST_UNSTATED || id == POLICY_NONE)
		return POLICY_CONDITIONAL;
	for (i = 0; i < list.count; i++) {
		enum policy_result one = policy_about_(p, kind, id, policy_list_at(p, list, i));
		if (one == POLICY_OK)
			return POLICY_OK;
		if (one == POLICY_CONDITIONAL)
			all = POLICY_CONDITIONAL;
	}
	return all;
}

/* The same where examples may stand for anything: in what is kept or forbidden. */
static inline enum policy_result policy_may_cover_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result result = policy_covers_(p, list, kind, id);
	return result == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : result;
}

/* The same where only what is named is allowed. */
static inline enum policy_result policy_allows_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result result = policy_covers_(p, list, kind, id);
	return result == POLICY_NOT_LISTED ? POLICY_NO : result;
}

/* Whether the category is known to consist of other elements than those of a list (M3). */
static inline int policy_has_none_(const struct policy *p, unsigned category, struct policy_list elements)
{
	const struct policy_category_rule *row;
	unsigned i, n;
	int known = 0;
	if (category == POLICY_NONE || elements.state != POLICY_LIST_COMPLETE)
		return 0;
	for (i = 0; (row = policy_category_row(p, i)) != NULL; i++) {
		const struct policy_rule *rule = &row->rule;
		if (row->category != category)
			continue;
		if (row->elements.state != POLICY_LIST_COMPLETE || rule->all_of.state != POLICY_LIST_NONE || rule->any_of.state != POLICY_LIST_NONE ||
		    rule->unless.state != POLICY_LIST_NONE || rule->scope.state != POLICY_LIST_NONE)
			return 0;
		known = 1;
		for (n = 0; n < row->elements.count; n++)
			if (policy_covers_(p, elements, POLICY_RELATION_ELEMENT, policy_list_at(p, row->elements, n)) != POLICY_NO)
				return 0;
	}
	return known;
}

/* policy_covers_ of a list of elements. */
static inline enum policy_result policy_covers_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	if (element == POLICY_NONE && policy_has_none_(p, category, list))
		return POLICY_NO;
	return policy_covers_(p, list, POLICY_RELATION_ELEMENT, element);
}
static inline enum policy_result policy_may_cover_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	enum policy_result result = policy_covers_element_(p, list, category, element);
	return result == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : result;
}
static inline enum policy_result policy_allows_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	enum policy_result result = policy_covers_element_(p, list, category, element);
	return result == POLICY_NOT_LISTED ? POLICY_NO : result;
}

/* ---- pauses: the clock of a deadline stands (C7 to C9 of SEMANTICS.md) ---- */

/* The end of a length as it moves on. */
struct policy_running_ {
	const struct policy *p;
	const struct policy_list *reasons; /* conditions: while one of them holds the clock stands */
	const struct policy_case *c;
	unsigned unit;
	int64_t start;
};

static inline int policy_stands_while_(const struct policy_running_ *r, unsigned condition)
{
	return r->reasons->state != POLICY_LIST_NONE && policy_covers_(r->p, *r->reasons, POLICY_RELATION_CONDITION, condition) == POLICY_OK;
}

/* The first stretch from a time on in which the clock stands. The next one is asked for from its end on, so what several cover counts
 * once. */
static inline int policy_next_pause_(const struct policy_running_ *r, int64_t since, struct policy_pause *found)
{
	unsigned i;
	found->what = POLICY_NONE;
	for (i = 0; i < r->c->pause_count; i++) {
		const struct policy_pause *one = r->c->pauses + i;
		const int64_t from = one->from > since ? one->from : since;
		if (one->until > from && from <= POLICY_TIME_LAST_ && (found->what == POLICY_NONE || from < found->from) && policy_stands_while_(r, one->what)) {
			found->what = one->what;
			found->from = from;
			found->until = one->until;
		}
	}
	return found->what != POLICY_NONE;
}

/* Of hours and minutes: as many seconds as the clock stood. */
static inline enum policy_result policy_stand_seconds_(const struct policy_running_ *r, struct policy_deadline *end)
{
	struct policy_pause stop;
	int64_t since = r->start;
	while (policy_next_pause_(r, since, &stop) && stop.from < end->end) {
		if (stop.until > POLICY_TIME_LAST_)
			return POLICY_PAUSED;
		end->end += stop.until - stop.from;
		since = stop.until;
	}
	return policy_ends_at_(end->end, policy_local_day_(policy_calendar_of(r->p), end->end), end);
}

/* Of all else: a day (or business day) for each one that the clock stands in, from the day after the event to the last. */
static inline enum policy_result policy_stand_days_(const struct policy_running_ *r, struct policy_deadline *end)
{
	const struct policy_calendar *c = policy_calendar_of(r->p);
	enum policy_result result = POLICY_OK;
	struct policy_pause stop;
	int64_t since = r->start, day = end->day, seen = policy_local_day_(c, r->start), days; /* seen: the last day that is dealt with */
	while (policy_next_pause_(r, since, &stop) && policy_local_day_(c, stop.from) <= day) {
		const int64_t from = policy_local_day_(c, stop.from), first = from > seen ? from : seen + 1;
		if (stop.until > POLICY_TIME_LAST_)
			return POLICY_PAUSED;
		since = stop.until;
		seen = policy_local_day_(c, stop.until - 1);
		if (seen < first)
			continue; /* all of it in a day that is dealt with */
		days = r->unit == POLICY_UNIT_BUSINESS_DAY ? policy_working_in_(c, first, seen + 1) : seen + 1 - first;
		if (r->unit != POLICY_UNIT_BUSINESS_DAY)
			day += days;
		else if (days > 0 && policy_working_after_(c, days, &day) != POLICY_OK)
			result = POLICY_OUT_OF_CALENDAR;
	}
	return policy_ends_with_(c, result, day, end);
}

/* Move an end that was counted without pauses (`counted`; if it is filled). POLICY_PAUSED: the clock stands; there is no end yet. */
static inline enum policy_result policy_stand_(const struct policy *p, const struct policy_list *reasons, const struct policy_case *c, unsigned unit,
                                               int64_t start, enum policy_result counted, struct policy_deadline *end)
{
	struct policy_running_ r;
	enum policy_result result;
	r.p = p;
	r.reasons = reasons;
	r.c = c;
	r.unit = unit;
	r.start = start;
	result = policy_unit_seconds_(unit) ? policy_stand_seconds_(&r, end) : policy_stand_days_(&r, end);
	return result == POLICY_OK ? counted : result;
}

/* policy_span_end of a length with a number, whose clock stands while one of `reasons` holds; NULL: it never does. */
static inline enum policy_result policy_span_end_paused_(const struct policy *p, const struct policy_span *s, const struct policy_list *reasons,
                                                         const struct policy_case *c, int64_t start, struct policy_period *out)
{
	const struct policy_calendar *calendar = policy_calendar_of(p);
	struct policy_period moved;
	enum policy_result result = policy_span_end(p, s, start, &moved), first;
	if (policy_unfilled_(calendar, result))
		return result;
	if (reasons && c->pause_count > 0) {
		first = policy_stand_(p, reasons, c, s->unit, start, result, &moved.first);
		result = policy_stand_(p, reasons, c, s->unit, start, result, &moved.last);
		if (policy_unfilled_(calendar, result)) /* so is the first, or it was over sooner */
			return result;
		if (first != POLICY_OK)
			result = first;
	}
	out->first = moved.first;
	out->last = moved.last;
	return result;
}

/* ---- conflicts: which sides stand (SEMANTICS.md, S) ---- */

#define POLICY_DISPUTES_ 64 /* at most, of a policy */

/* What is asked. Ids that the question does not name are 0. */
enum policy_asks_ {
	POLICY_ASKS_USE_, POLICY_ASKS_SHARE_, POLICY_ASKS_ACT_, POLICY_ASKS_STORE_, POLICY_ASKS_STATE_, POLICY_ASKS_KEEP_, POLICY_ASKS_ANSWER_,
	POLICY_ASKS_COMPLETE_, POLICY_ASKS_OUTCOME_, POLICY_ASKS_BREACH_, POLICY_ASKS_CHANGE_, POLICY_ASKS_SIGNAL_, POLICY_ASKS_AGE_
};
struct policy_question_ {
	enum policy_asks_ asks;
	unsigned category, element, recipient, purpose, act, surface, cookie_class, state, permission, request, audience, change, signal, gate, document;
	unsigned said; /* enum policy_said */
	int32_t day;   /* on which a change takes effect, or a document was issued */
	const struct policy_case *c;
};

static inline void policy_ask_(struct policy_question_ *q, enum policy_asks_ asks, const struct policy_case *c)
{
	q->asks = asks;
	q->category = q->element = q->recipient = q->purpose = q->act = q->surface = q->cookie_class = q->state = q->permission = POLICY_NONE;
	q->request = q->audience = q->change = q->signal = q->gate = q->document = POLICY_NONE;
	q->said = POLICY_SAID_NOTHING;
	q->day = 0;
	q->c = c;
}

/* What a row says to a question, conflicts left out. */
struct policy_said_ {
	const struct policy_rule *rule;
	enum policy_result about; /* POLICY_NO: nothing; POLICY_CONDITIONAL: it speaks of a part (R) */
	unsigned says;            /* enum policy_says_, or of a duty or of keeping enum policy_result */
	struct policy_due due;
};

enum {
	POLICY_MOST_SETTLEMENTS_ = 64, /* of a question (S10) */
	POLICY_RECALLED_ = 24          /* how many rows are not asked a second time */
};

/* A question on its way through the rows: first they are heard, each once; then the answer is made once for each settlement, of what they
 * said. See policy_pass_. */
enum policy_passes_ { POLICY_PASS_FIRST_, POLICY_PASS_PLAIN_, POLICY_PASS_HEARING_, POLICY_PASS_SETTLING_ };
struct policy_settling_ {
	const struct policy *p;
	const struct policy_question_ *q;
	const struct policy_rule *only; /* the question is about this row (S11); NULL: about all */
	enum policy_passes_ pass;
	unsigned settlements; /* how many were begun */
	int crowded;          /* there are more than POLICY_MOST_SETTLEMENTS_ */
	uint64_t touched;     /* disputes of which two sides that speak attack each other; 0: everything stands */
	struct {
		uint64_t speaking, whole, standing; /* whole: not only of a part */
		uint64_t varied;                    /* what does not stand alike in each settlement */
	} of[POLICY_DISPUTES_]; /* not arrays: some compilers would call memset */
	struct policy_said_ said[POLICY_RECALLED_ + 1]; /* the last: of a row that is asked again */
	unsigned said_count, recalled;
	unsigned turn, turns; /* where a row reads the fields of several others, which of them (S5) */
	int asking;           /* the row at hand is asked; else what it said is taken */
};

static inline const struct policy_mark *policy_marks_(const struct policy *p, const struct policy_rule *rule)
{
	return POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
}

static inline const struct policy_side *policy_side_(const struct policy *p, unsigned side)
{
	return POLICY_CAST_(const struct policy_side *, policy_at_(p, p->sides)) + side;
}

static inline const struct policy_dispute *policy_dispute_(const struct policy *p, unsigned dispute)
{
	return POLICY_CAST_(const struct policy_dispute *, policy_at_(p, p->disputes)) + dispute;
}

static inline uint64_t policy_bit_(const struct policy *p, unsigned side)
{
	return POLICY_CAST_(uint64_t, 1) << (side - policy_dispute_(p, policy_side_(p, side)->dispute)->side);
}

/* The id of a kind that the question names. */
static inline unsigned policy_named_(const struct policy_question_ *q, unsigned kind)
{
	if (kind == POLICY_RELATION_PURPOSE)
		return q->purpose;
	if (kind == POLICY_RELATION_RECIPIENT)
		return q->recipient;
	if (kind == POLICY_RELATION_FORBIDS)
		return q->act;
	if (kind == POLICY_RELATION_PERMISSION)
		return q->permission;
	if (kind == POLICY_RELATION_INSTRUMENT)
		return q->c->instrument;
	if (kind == POLICY_RELATION_SIGNAL)
		return q->signal;
	if (kind == POLICY_RELATION_CHANGE)
		return q->change;
	if (kind == POLICY_RELATION_GATE)
		return q->gate;
	return kind == POLICY_RELATION_DOCUMENT ? q->document : POLICY_NONE;
}

/* Whether the answer depends on a member of a row of the section (S2). */
static inline int policy_reads_(const struct policy_question_ *q, unsigned section, size_t member)
{
	if (member == offsetof(struct policy_rule, certainty) || member == offsetof(struct policy_rule, strength))
		return q->asks == POLICY_ASKS_KEEP_ || q->asks >= POLICY_ASKS_ANSWER_;
	if (section == POLICY_SECTION_RETENTION)
		return q->asks == POLICY_ASKS_KEEP_ ? member == offsetof(struct policy_retention_rule, period) ||
		                                              member == offsetof(struct policy_retention_rule, then) ||
		                                              member == offsetof(struct policy_retention_rule, then_within)
		                                    : member == offsetof(struct policy_retention_rule, period); /* and its start */
	if (section == POLICY_SECTION_USE)
		return member == offsetof(struct policy_use_rule, consent) || member == offsetof(struct policy_use_rule, exclusive);
	if (section == POLICY_SECTION_SHARING)
		return member == offsetof(struct policy_sharing_rule, consent) || member == offsetof(struct policy_sharing_rule, exclusive) || member == offsetof(struct policy_sharing_rule, only_purposes);
	if (section == POLICY_SECTION_COOKIE)
		return member == offsetof(struct policy_cookie_rule, used) || member == offsetof(struct policy_cookie_rule, initial) ||
		       member == offsetof(struct policy_cookie_rule, essential) || member == offsetof(struct policy_cookie_rule, can_disable);
	if (section == POLICY_SECTION_MARKETING)
		return member == offsetof(struct policy_marketing_rule, initial);
	if (section == POLICY_SECTION_LIFECYCLE)
		return member == offsetof(struct policy_lifecycle_rule, state) || member == offsetof(struct policy_lifecycle_rule, until);
	if (section == POLICY_SECTION_ROUTE)
		return member == offsetof(struct policy_route_rule, self_service) ||
		       member == (q->asks == POLICY_ASKS_ANSWER_ ? offsetof(struct policy_route_rule, answer) : offsetof(struct policy_route_rule, complete));
	if (section == POLICY_SECTION_OUTCOME)
		return member == offsetof(struct policy_outcome_rule, result) || member == offsetof(struct policy_outcome_rule, further_request) ||
		       member == offsetof(struct policy_outcome_rule, until);
	if (section == POLICY_SECTION_BREACH)
		return member == offsetof(struct policy_breach_rule, deadline);
	if (section == POLICY_SECTION_POLICY_CHANGE)
		return member == offsetof(struct policy_policy_change_rule, lead_time);
	if (section == POLICY_SECTION_AUTOMATION)
		return member == offsetof(struct policy_automation_rule, action) || member == offsetof(struct policy_automation_rule, release) ||
		       member == offsetof(struct policy_automation_rule, then) || member == offsetof(struct policy_automation_rule, max_length);
	return section == POLICY_SECTION_IDENTITY && member == offsetof(struct policy_identity_rule, max_age);
}

/* A row says something to the question: its sides speak. */
static inline void policy_hear_(struct policy_settling_ *d, const struct policy_said_ *said)
{
	const struct policy_mark *m = policy_marks_(d->p, said->rule);
	unsigned i;
	for (i = 0; i < said->rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING)
			continue;
		if (s->id != POLICY_NONE ? !policy_within_(d->p, s->kind, policy_named_(d->q, s->kind), s->id)
		                         : s->member != 0 && !policy_reads_(d->q, s->section, s->member))
			continue;
		d->of[s->dispute].speaking |= policy_bit_(d->p, m[i].side);
		if (said->about == POLICY_OK)
			d->of[s->dispute].whole |= policy_bit_(d->p, m[i].side);
	}
}

/* ---- one settlement after the other ---- */

/* What stands of one dispute by one of its ways; 0: a side is left out that nothing attacks, so that it is no settlement (S4). */
static inline uint64_t policy_standing_(const struct policy_settling_ *d, unsigned dispute, unsigned way)
{
	const struct policy_dispute *of = policy_dispute_(d->p, dispute);
	const struct policy_side *s = policy_side_(d->p, of->side);
	const uint64_t speaking = d->of[dispute].speaking;
	uint64_t open = POLICY_CAST_(const uint64_t *, policy_at_(d->p, d->p->ways))[of->way + way] & speaking, before = 0, standing = 0, bit;
	unsigned i;
	while (open != before) /* a side is settled once all that attack it by a decision are; these run in no circle */
		for (before = open, i = 0; i < of->sides; i++) {
			bit = POLICY_CAST_(uint64_t, 1) << i;
			if (!(open & bit) || (s[i].over & open && !(s[i].over & standing)))
				continue;
			open &= ~bit;
			if (!(s[i].over & standing))
				standing |= bit;
		}
	for (i = 0; i < of->sides; i++)
		if ((speaking & ~standing) >> i & 1 && !((s[i].rivals | s[i].over) & standing))
			return 0;
	return standing;
}

/* Whether the first of the sides that do not stand in both stands in this one (S7). */
static inline int policy_precedes_(uint64_t standing, uint64_t other)
{
	const uint64_t differ = standing ^ other;
	return (standing & differ & (~differ + 1)) != 0;
}

/* The first settlement of one dispute after another, of which this stands (0: the first of all); 0: there is none. */
static inline uint64_t policy_next_standing_(const struct policy_settling_ *d, unsigned dispute, uint64_t after)
{
	const unsigned ways = policy_dispute_(d->p, dispute)->ways;
	uint64_t next = 0, one;
	unsigned way;
	for (way = 0; way < ways; way++) {
		one = policy_standing_(d, dispute, way);
		if (one && (!after || policy_precedes_(after, one)) && (!next || policy_precedes_(one, next)))
			next = one;
	}
	return next;
}

/* The settlements of one dispute: how many there are, and what stands alike in all; the first is begun with. */
static inline unsigned policy_count_settlements_(struct policy_settling_ *d, unsigned dispute)
{
	const uint64_t first = policy_next_standing_(d, dispute, 0);
	uint64_t next;
	unsigned count = 0;
	for (next = first; next; next = policy_next_standing_(d, dispute, next)) {
		d->of[dispute].varied |= first ^ next;
		count++;
	}
	d->of[dispute].standing = first;
	return count;
}

static inline int policy_is_touched_(const struct policy_settling_ *d, unsigned dispute)
{
	const struct policy_dispute *of = policy_dispute_(d->p, dispute);
	unsigned i;
	for (i = 0; d->of[dispute].speaking && i < of->sides; i++) {
		const struct policy_side *s = policy_side_(d->p, of->side + i);
		if (d->of[dispute].speaking >> i & 1 && (s->rivals | s->over) & d->of[dispute].speaking)
			return 1;
	}
	return 0;
}

/* All rows are heard: the first settlement. Where there are too many of them, everything stands. */
static inline void policy_first_settlement_(struct policy_settling_ *d)
{
	unsigned i, settlements = 1;
	for (i = 0; i < d->p->dispute_count; i++) {
		d->of[i].standing = d->of[i].speaking;
		if (!policy_is_touched_(d, i))
			continue;
		settlements *= policy_count_settlements_(d, i);
		d->touched |= POLICY_CAST_(uint64_t, 1) << i;
		if (settlements > POLICY_MOST_SETTLEMENTS_) {
			d->crowded = 1;
			settlements = 1; /* the others are counted too: one of them may be the conflict to name */
		}
	}
	if (d->crowded)
		d->touched = 0;
}

/* The last dispute goes on first. */
static inline int policy_next_settlement_(struct policy_settling_ *d)
{
	unsigned i;
	for (i = d->p->dispute_count; i-- > 0;)
		if (d->touched >> i & 1) {
			d->of[i].standing = policy_next_standing_(d, i, d->of[i].standing);
			if (d->of[i].standing)
				return 1;
			d->of[i].standing = policy_next_standing_(d, i, 0);
		}
	return 0;
}

/* Whether a row is a side, has one or lies within one. */
static inline int policy_is_side_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	const struct policy_mark *m = policy_marks_(d->p, rule);
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if (m[i].kind != POLICY_MARK_READING)
			return 1;
	return 0;
}

/* p: an edition; only: the question is about this row, NULL: about all. */
static inline void policy_begin_(struct policy_settling_ *d, const struct policy *p, const struct policy_question_ *q, const struct policy_rule *only)
{
	unsigned i;
	d->p = p;
	d->q = q;
	d->only = only;
	d->pass = POLICY_PASS_FIRST_;
	d->touched = 0;
	d->settlements = d->said_count = d->recalled = d->turn = d->turns = 0;
	d->crowded = d->asking = 0;
	for (i = 0; i < p->dispute_count; i++)
		d->of[i].speaking = d->of[i].whole = d->of[i].standing = d->of[i].varied = 0;
}

/* While it is 1, the rows are gone through once more: first to hear them (POLICY_PASS_HEARING_, which gives no answer), then once for each
 * settlement. Where the policy has no conflicts, or the one row asked of is no side of any, they are gone through once. */
static inline int policy_pass_(struct policy_settling_ *d)
{
	if (d->pass == POLICY_PASS_FIRST_) {
		d->pass = d->p->dispute_count && (!d->only || policy_is_side_(d, d->only)) ? POLICY_PASS_HEARING_ : POLICY_PASS_PLAIN_;
	} else if (d->pass == POLICY_PASS_HEARING_) {
		policy_first_settlement_(d);
		d->pass = POLICY_PASS_SETTLING_;
	} else if (d->pass == POLICY_PASS_PLAIN_ || !d->touched || !policy_next_settlement_(d)) {
		return 0;
	}
	d->recalled = 0;
	if (d->pass != POLICY_PASS_HEARING_)
		d->settlements++;
	return 1;
}

/* All settlements were gone through. Whether they answer the same; else out->conflict is the conflict to name (S7), by its place among the
 * policy's, from 1. */
static inline int policy_agree_(const struct policy_settling_ *d, int differ, struct policy_answer *out)
{
	const struct policy_conflict *c = POLICY_CAST_(const struct policy_conflict *, policy_at_(d->p, d->p->conflicts));
	unsigned i;
	if (!differ && !d->crowded)
		return 1;
	for (i = 0; i < d->p->conflict_count && !out->conflict; i++) {
		const uint64_t both = policy_bit_(d->p, c[i].one) | policy_bit_(d->p, c[i].other);
		const unsigned dispute = policy_side_(d->p, c[i].one)->dispute;
		if (c[i].holds == 0 && (d->of[dispute].speaking & both) == both && d->of[dispute].varied & both)
			out->conflict = i + 1;
	}
	return 0;
}

/* ---- what it does to a row ---- */

/* The sides that stand against one that does not. */
static inline uint64_t policy_against_(const struct policy_settling_ *d, unsigned side)
{
	const struct policy_side *s = policy_side_(d->p, side);
	return (s->rivals | s->over) & d->of[s->dispute].standing;
}

static inline int policy_gives_way_(const struct policy_settling_ *d, unsigned side)
{
	const unsigned dispute = policy_side_(d->p, side)->dispute;
	return (d->of[dispute].speaking & ~d->of[dispute].standing & policy_bit_(d->p, side)) != 0;
}

/* Whether a side is a field, which reads another's value where it gives way; a row that is, or has, any other is silent then. */
static inline int policy_is_field_(const struct policy_side *s)
{
	return s->member != 0 && s->id == POLICY_NONE;
}

/* Whether a row speaks in this settlement. POLICY_NO: it is silent; POLICY_CONDITIONAL: of a part (S6). */
static inline enum policy_result policy_stands_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	enum policy_result result = POLICY_OK;
	const struct policy_mark *m;
	unsigned i;
	if (!d->touched || !rule->marks)
		return POLICY_OK;
	m = policy_marks_(d->p, rule);
	for (i = 0; i < rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING || policy_is_field_(s) || !policy_gives_way_(d, m[i].side))
			continue;
		if (policy_against_(d, m[i].side) & d->of[s->dispute].whole)
			return POLICY_NO;
		result = POLICY_CONDITIONAL;
	}
	return result;
}

/* Of a field that gives way: the sides whose value the row reads instead. Not those that stand against it only as they do against its row. */
static inline uint64_t policy_values_(const struct policy_settling_ *d, unsigned side)
{
	const struct policy_side *s = policy_side_(d->p, side), *first = policy_side_(d->p, policy_dispute_(d->p, s->dispute)->side);
	uint64_t against = policy_against_(d, side), rest, bit;
	unsigned k = 0;
	for (rest = against; rest; rest >>= 1, k++) {
		bit = POLICY_CAST_(uint64_t, 1) << k;
		if (rest & 1 && (first[k].section != s->section || first[k].member != s->member || first[k].id != POLICY_NONE))
			against &= ~bit;
	}
	return against;
}

static inline unsigned policy_count_bits_(uint64_t set)
{
	unsigned n = 0;
	for (; set; set &= set - 1)
		n++;
	return n;
}

/* Of a mark of a row: the sides whose value its member reads; 0: its own. The mark of a start goes with that of its length. */
static inline uint64_t policy_borrows_(const struct policy_settling_ *d, const struct policy_mark *m)
{
	if (m->kind == POLICY_MARK_READING || m->member == 0 || m->member != policy_side_(d->p, m->side)->member ||
	    policy_side_(d->p, m->side)->id != POLICY_NONE || !policy_gives_way_(d, m->side))
		return 0;
	return policy_values_(d, m->side);
}

/* How often a row is asked again: once for each value that it may read (S5; the compiler bounds it); 0: it reads its own alone. */
static inline unsigned policy_turns_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	unsigned i, turns = 0;
	for (i = 0; d->touched && i < rule->marks; i++) {
		const uint64_t values = policy_borrows_(d, policy_marks_(d->p, rule) + i);
		if (values)
			turns = (turns ? turns : 1) * policy_count_bits_(values);
	}
	return turns;
}

/* Whether a row stands whole, with its own values. */
static inline int policy_is_itself_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return policy_turns_(d, rule) == 0 && policy_stands_(d, rule) == POLICY_OK;
}

/* The row whose value a row reads: of one that stands against it, or its own; `field` is the member that the conflict is about; around: of the
 * request that it lies within, which is `own`. */
static inline const struct policy_rule *policy_source_in_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field, int around,
                                                          const struct policy_rule *own)
{
	const void *row = own;
	unsigned i, k, turn = d->turn;
	for (i = d->touched ? rule->marks : 0; i-- > 0;) { /* the last field goes on first */
		const struct policy_mark *m = policy_marks_(d->p, rule) + i;
		uint64_t values = policy_borrows_(d, m);
		const unsigned count = policy_count_bits_(values);
		const int is_around = values && policy_side_(d->p, m->side)->section == POLICY_SECTION_REQUEST;
		if (!values)
			continue;
		for (k = turn % count; k > 0; k--)
			values &= values - 1;
		turn /= count;
		for (k = 0; !(values >> k & 1); k++)
			;
		if (m->member == field && is_around == around)
			row = policy_at_(d->p, policy_side_(d->p, policy_dispute_(d->p, policy_side_(d->p, m->side)->dispute)->side + k)->row);
	}
	return POLICY_CAST_(const struct policy_rule *, row);
}
static inline const struct policy_rule *policy_source_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field)
{
	return policy_source_in_(d, rule, field, 0, rule);
}

static inline int policy_is_firm_in_(const struct policy_settling_ *d, const struct policy_rule *rule, int around, const struct policy_rule *own)
{
	return policy_source_in_(d, rule, offsetof(struct policy_rule, certainty), around, own)->certainty == POLICY_CERTAINTY_EXACT &&
	       policy_source_in_(d, rule, offsetof(struct policy_rule, strength), around, own)->strength == POLICY_STRENGTH_WILL;
}
static inline int policy_is_firm_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return policy_is_firm_in_(d, rule, 0, rule);
}

static inline const void *policy_member_of_(const struct policy_rule *rule, size_t member)
{
	return POLICY_CAST_(const char *, POLICY_CAST_(const void *, rule)) + member;
}
/* Whether what a row reads is legal's decision on a gap (Q4). */
static inline int policy_rests_on_reading_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field, size_t member)
{
	const struct policy_rule *source = policy_source_(d, rule, field);
	return policy_is_read_(d->p, source, policy_member_of_(source, member));
}
#define POLICY_MEMBER_OF_(row, member) policy_member_(&(row)->rule, &(row)->member)
#define POLICY_SOURCE_(d, row, field) policy_source_(d, &(row)->rule, POLICY_MEMBER_OF_(row, field))
/* A member of a row as the question reads it; or one that is read with it: the start of a length. */
#define POLICY_WITH_(type, d, row, field, member) \
	POLICY_CAST_(const type *, policy_member_of_(POLICY_SOURCE_(d, row, field), POLICY_MEMBER_OF_(row, member)))
#define POLICY_READ_(type, d, row, member) (*POLICY_WITH_(type, d, row, member, member))
#define POLICY_IS_READING_(d, row, field, member) \
	policy_rests_on_reading_(d, &(row)->rule, POLICY_MEMBER_OF_(row, field), POLICY_MEMBER_OF_(row, member))

/* ---- one pass through the rows ---- */

/* Whether a row stands against another that is silent. */
static inline int policy_is_against_(const struct policy_settling_ *d, const struct policy_rule *other, const struct policy_rule *silent)
{
	const struct policy_mark *a = policy_marks_(d->p, other), *b = policy_marks_(d->p, silent);
	unsigned i, k;
	for (i = 0; i < silent->marks; i++)
		for (k = 0; k < other->marks; k++)
			if (b[i].kind != POLICY_MARK_READING && a[k].kind != POLICY_MARK_READING && !policy_is_field_(policy_side_(d->p, b[i].side)) &&
			    policy_gives_way_(d, b[i].side) &&
			    policy_side_(d->p, a[k].side)->dispute == policy_side_(d->p, b[i].side)->dispute &&
			    policy_against_(d, b[i].side) & policy_bit_(d->p, a[k].side))
				return 1;
	return 0;
}

/* Whether a row is asked of itself alone. Which sides speak is heard of the question about all rows (S11). */
static inline int policy_is_alone_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return d->only == rule && d->pass != POLICY_PASS_HEARING_;
}

/* Whether a question about one row has to do with another: where that one does not stand, with what stands against it. */
static inline int policy_has_part_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	if (!d->only || d->only == rule)
		return 1;
	if (d->pass == POLICY_PASS_HEARING_)
		return rule->marks != 0;
	return d->touched && policy_stands_(d, d->only) == POLICY_NO && policy_is_against_(d, rule, d->only);
}

/* What a row said, or room for what it says if d->asking is 1 afterwards; NULL: it is silent in this pass, or said nothing. */
static inline struct policy_said_ *policy_recall_(struct policy_settling_ *d, const struct policy_rule *rule)
{
	const int heard = d->pass == POLICY_PASS_SETTLING_ && d->recalled < d->said_count && d->said[d->recalled].rule == rule;
	struct policy_said_ *said = &d->said[heard ? d->recalled : d->pass == POLICY_PASS_HEARING_ ? d->said_count : POLICY_CAST_(unsigned, POLICY_RECALLED_)];
	d->turn = d->turns = 0;
	d->asking = !heard;
	if (d->pass == POLICY_PASS_SETTLING_) {
		if (heard)
			d->recalled++;
		if (!heard && d->only != rule && d->recalled < POLICY_RECALLED_)
			return NULL;
		if (policy_stands_(d, rule) == POLICY_NO)
			return NULL;
		d->turns = policy_turns_(d, rule);
	}
	if (!policy_has_part_(d, rule))
		return NULL;
	if (d->turns || policy_is_alone_(d, rule)) {
		d->asking = 1;
		said = &d->said[POLICY_RECALLED_];
	}
	said->rule = rule;
	return said;
}

/* Whether what a row said goes into an answer; while the rows are heard, its sides do. */
static inline int policy_counts_(struct policy_settling_ *d, const struct policy_said_ *said)
{
	if (said->about == POLICY_NO)
		return 0;
	if (d->pass != POLICY_PASS_HEARING_)
		return 1;
	if (d->said_count < POLICY_RECALLED_)
		d->said_count++;
	policy_hear_(d, said);
	return 0;
}

static inline struct policy_said_ *policy_next_turn_(struct policy_settling_ *d, struct policy_said_ *said)
{
	return ++d->turn < d->turns ? said : NULL;
}

/* The rows of a section, in one pass: `ask` fills `said` and is what said->about becomes; `add` adds it to the answer. */
#define POLICY_EACH_(d, section, row, ask, add) \
	do { \
		const struct policy_##section##_rule *row; \
		struct policy_said_ *said; \
		unsigned i_; \
		for (i_ = 0; (row = policy_##section##_row((d)->p, i_)) != NULL; i_++) \
			for (said = policy_recall_(d, &row->rule); said; said = policy_next_turn_(d, said)) { \
				if ((d)->asking) \
					said->about = ask; \
				if (policy_counts_(d, said)) \
					add; \
			} \
	} while (0)

/* The name of the conflict that an answer of POLICY_CONFLICT rests on, as the policy's `conflicts` has it; "": none is declared. */
static inline const char *policy_conflict_name(const struct policy_answer *a)
{
	const struct policy *p = a->policy;
	if (!p || a->conflict == 0 || a->conflict > p->conflict_count)
		return "";
	return POLICY_CAST_(const char *, policy_at_(p, p->names)) +
	       POLICY_CAST_(const struct policy_conflict *, policy_at_(p, p->conflicts))[a->conflict - 1].name;
}

/* ---- duties to act: by when ---- */

static inline void policy_no_due_(const struct policy *p, struct policy_due *out)
{
	policy_no_answer_(p, &out->by);
	out->span = NULL;
	out->event = POLICY_NONE;
	out->known = 0;
	out->period.first.end = out->period.last.end = 0;
	out->period.first.day = out->period.last.day = 0;
}

/* The length of a rule and its start, and the rule that they are read from (S5). */
struct policy_length_ {
	const struct policy_rule *source;
	const struct policy_span *span;
	const struct policy_start *from;
};
#define POLICY_LENGTH_(length, d, row, span_, from_) \
	((length)->source = POLICY_SOURCE_(d, row, span_), (length)->span = POLICY_WITH_(struct policy_span, d, row, span_, span_), \
	 (length)->from = POLICY_WITH_(struct policy_start, d, row, span_, from_))

/* The length of one rule from a start, without its conditions. */
static inline enum policy_result policy_count_from_(const struct policy *p, const struct policy_rule *rule, const struct policy_length_ *length,
                                                    enum policy_result started, int64_t start, struct policy_due *out)
{
	const struct policy_span *span = length->span;
	const struct policy_start *from = length->from;
	enum policy_result result;
	unsigned min, max;
	policy_no_due_(p, out);
	out->by.rule = rule;
	out->by.rules = 1;
	out->span = span;
	out->by.basis = policy_is_read_(p, length->source, span) || policy_is_read_(p, length->source, from) || from->basis == POLICY_BASIS_READING
	                        ? POLICY_BASIS_READING
	                : from->basis == POLICY_BASIS_IMPLIED ? POLICY_BASIS_IMPLIED
	                                                      : POLICY_BASIS_STATED;
	out->event = from->event == POLICY_OPEN ? POLICY_NONE : from->event;
	result = policy_span_(span, span->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	if (out->event == POLICY_NONE)
		return POLICY_UNSTATED;
	if (started != POLICY_OK)
		return started;
	result = policy_span_end(p, span, start, &out->period);
	out->known = !policy_unfilled_(policy_calendar_of(p), result);
	return result;
}

static inline enum policy_result policy_count_(const struct policy *p, const struct policy_rule *rule, const struct policy_length_ *length,
                                               const struct policy_case *c, struct policy_due *out)
{
	int64_t start = 0;
	enum policy_result started = policy_event_time_(p, c, length->from->event, &start);
	return policy_count_from_(p, rule, length, started, start, out);
}

/* What stands against an answer that is otherwise `result`. */
static inline enum policy_result policy_qualify_(int firm, enum policy_result applies, enum policy_result result)
{
	if (result != POLICY_OK)
		return result;
	if (applies != POLICY_OK)
		return applies;
	return firm ? POLICY_OK : POLICY_NOT_FIRM;
}

/* pauses: what stops its clock; NULL: nothing does. */
static inline enum policy_result policy_rule_due_(const struct policy *p, const struct policy_rule *rule, const struct policy_length_ *length,
                                                  const struct policy_list *pauses, int firm, enum policy_result applies,
                                                  const struct policy_case *c, struct policy_due *out)
{
	enum policy_result result = policy_count_(p, rule, length, c, out);
	int64_t start = 0;
	if (applies == POLICY_NO)
		return POLICY_NO;
	if (pauses && c->pause_count > 0 && out->known && policy_event_time_(p, c, out->event, &start) == POLICY_OK) {
		result = policy_span_end_paused_(p, length->span, pauses, c, start, &out->period);
		out->known = !policy_unfilled_(policy_calendar_of(p), result);
	}
	result = policy_qualify_(firm, applies, result);
	out->by.open = result != POLICY_OK;
	return result;
}

/* A duty without a number, or one whose length or start is open or ambiguous, or whose clock stands: it may ask for it sooner than any that has an end. */
static inline int policy_is_vague_(enum policy_result r)
{
	return r == POLICY_NO_NUMBER || r == POLICY_UNSTATED || r == POLICY_PAUSED || r == POLICY_AMBIGUOUS;
}

/* Add one rule's answer to that of all, with the earliest end of any (Q2). Who answers is one that is vague; else the one with that end, of
 * two the sure one. */
static inline void policy_add_due_(enum policy_result one, const struct policy_due *due, enum policy_result *all,
                                   struct policy_due *out)
{
	const unsigned rules = out->by.rules + 1, open = out->by.open + (one != POLICY_OK);
	int sooner, alike, answers;
	if (one == POLICY_NO)
		return;
	sooner = due->known && (!out->known || due->period.first.end < out->period.first.end);
	alike = due->known && out->known && due->period.first.end == out->period.first.end;
	if (rules == 1)
		answers = 1;
	else if (policy_is_vague_(one) || policy_is_vague_(*all))
		answers = !policy_is_vague_(*all);
	else
		answers = sooner || (alike && one == POLICY_OK && *all != POLICY_OK);
	if (answers) {
		policy_copy_answer_(&out->by, &due->by);
		out->span = due->span;
		out->event = due->event;
		*all = one;
	}
	if (sooner || (alike && due->period.last.end < out->period.last.end)) {
		out->known = 1;
		out->period = due->period;
	}
	out->by.rules = rules;
	out->by.open = open;
}

/* ---- one row's duty ---- */

/* What a row says to a question, and (about) whether of all that is asked. POLICY_NO: it is not about it. */
static inline enum policy_result policy_breach_says_(const struct policy *p, const struct policy_settling_ *d, const struct policy_breach_rule *row,
                                                     const struct policy_question_ *q, enum policy_result *about, struct policy_due *out)
{
	struct policy_length_ length;
	POLICY_LENGTH_(&length, d, row, deadline, from);
	*about = policy_and_(policy_about_(p, POLICY_RELATION_AUDIENCE, q->audience, row->audience), policy_rule_applies(p, &row->rule, q->c));
	return policy_rule_due_(p, &row->rule, &length, NULL, policy_is_firm_(d, &row->rule), *about, q->c, out);
}

static inline enum policy_result policy_asked_(const struct policy *p, unsigned request, const struct policy_request_rule *row)
{
	return policy_may_cover_(p, row->request, POLICY_RELATION_REQUEST, request);
}

/* A route or an outcome has no more weight than the statement on the request that it is a part of. */
static inline int policy_part_is_firm_(const struct policy_settling_ *d, const struct policy_rule *rule, const struct policy_request_rule *around)
{
	return policy_is_firm_(d, rule) && policy_is_firm_in_(d, rule, 1, &around->rule);
}

/* alone: it is asked of this route, also if the person does it alone, or nothing is said of when. */
static inline enum policy_result policy_route_says_(const struct policy *p, const struct policy_settling_ *d, const struct policy_route_rule *row,
                                                    const struct policy_question_ *q, int alone, enum policy_result *about, struct policy_due *out)
{
	const struct policy_request_rule *around = policy_request_row(p, row->rule.parent);
	const int complete = q->asks == POLICY_ASKS_COMPLETE_;
	struct policy_length_ length;
	if (complete)
		POLICY_LENGTH_(&length, d, row, complete, from);
	else
		POLICY_LENGTH_(&length, d, row, answer, from);
	*about = policy_and_(alone ? POLICY_OK : policy_asked_(p, q->request, around), policy_rule_applies(p, &row->rule, q->c));
	*about = policy_and_(*about, policy_rule_applies(p, &around->rule, q->c));
	if (!alone && (length.span->kind == POLICY_SPAN_NONE || POLICY_READ_(uint16_t, d, row, self_service) == POLICY_FLAG_TRUE))
		*about = POLICY_NO;
	return policy_rule_due_(p, &row->rule, &length, &row->pauses_while, policy_part_is_firm_(d, &row->rule, around), *about, q->c, out);
}

/* alone: it is asked of this row, also if it states no lead time: POLICY_NOT_LISTED. */
static inline enum policy_result policy_change_says_(const struct policy *p, const struct policy_settling_ *d,
                                                     const struct policy_policy_change_rule *row, const struct policy_question_ *q, int alone,
                                                     enum policy_result *about, struct policy_due *out)
{
	const struct policy_span *span = POLICY_WITH_(struct policy_span, d, row, lead_time, lead_time);
	const unsigned before = *POLICY_WITH_(uint16_t, d, row, lead_time, before);
	const struct policy_rule *rule = &row->rule;
	enum policy_result result;
	unsigned min, max;
	policy_no_due_(p, out);
	*about = policy_and_(policy_may_cover_(p, row->changes, POLICY_RELATION_CHANGE, q->change), policy_rule_applies(p, rule, q->c));
	if (*about == POLICY_NO || (!alone && row->lead_time.kind == POLICY_SPAN_NONE))
		return POLICY_NO;
	out->by.rule = rule;
	out->by.rules = 1;
	out->span = span;
	out->by.basis = POLICY_IS_READING_(d, row, lead_time, lead_time) || POLICY_IS_READING_(d, row, lead_time, before) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	out->event = before == POLICY_OPEN ? POLICY_NONE : before;
	result = policy_span_(span, span->unit, &min, &max);
	if (result == POLICY_OK) {
		result = policy_span_back(p, span, q->day, &out->period);
		out->known = !policy_unfilled_(policy_calendar_of(p), result);
	}
	if (result == POLICY_OK && before == POLICY_OPEN)
		result = POLICY_UNSTATED; /* before what, the source leaves open */
	result = policy_qualify_(policy_is_firm_(d, rule), *about, result);
	out->by.open = result != POLICY_OK;
	return result;
}

/* ---- all rows, in each settlement ---- */

struct policy_duty_ {
	struct policy_settling_ *d;
	enum policy_result all;
	int unknown; /* some row's end is past the calendar: counted back, it may come before those that are known */
	struct policy_due *out;
};

/* Keeps what a row says, and whether of all that is asked. */
static inline enum policy_result policy_heard_due_(struct policy_said_ *said, enum policy_result one, const enum policy_result *about)
{
	said->says = one;
	return one == POLICY_NO ? POLICY_NO : *about;
}

static inline void policy_add_duty_(struct policy_duty_ *t, const struct policy_said_ *said)
{
	enum policy_result one = POLICY_CAST_(enum policy_result, said->says);
	if (policy_stands_(t->d, said->rule) == POLICY_CONDITIONAL && (one == POLICY_OK || one == POLICY_NOT_FIRM))
		one = POLICY_CONDITIONAL;
	t->unknown |= one == POLICY_OUT_OF_CALENDAR;
	policy_add_due_(one, &said->due, &t->all, t->out);
}

#define POLICY_EACH_DUTY_(t, section, row, says) POLICY_EACH_((t)->d, section, row, policy_heard_due_(said, says, &about), policy_add_duty_(t, said))

static inline enum policy_result policy_duty_once_(struct policy_duty_ *t)
{
	struct policy_settling_ *d = t->d;
	const struct policy *p = d->p;
	const struct policy_question_ *q = d->q;
	enum policy_result about = POLICY_NO;
	t->all = d->only ? POLICY_NO : POLICY_NOT_LISTED;
	t->unknown = 0;
	policy_no_due_(p, t->out);
	if (q->asks == POLICY_ASKS_BREACH_)
		POLICY_EACH_DUTY_(t, breach, row, policy_breach_says_(p, d, row, q, &about, &said->due));
	else if (q->asks == POLICY_ASKS_CHANGE_)
		POLICY_EACH_DUTY_(t, policy_change, row, policy_change_says_(p, d, row, q, policy_is_alone_(d, &row->rule), &about, &said->due));
	else
		POLICY_EACH_DUTY_(t, route, row, policy_route_says_(p, d, row, q, policy_is_alone_(d, &row->rule), &about, &said->due));
	return t->unknown && q->asks == POLICY_ASKS_CHANGE_ ? POLICY_OUT_OF_CALENDAR : t->all;
}

static inline void policy_copy_due_(struct policy_due *to, const struct policy_due *from)
{
	policy_copy_answer_(&to->by, &from->by);
	to->span = from->span;
	to->event = from->event;
	to->known = from->known;
	to->period.first.end = from->period.first.end;
	to->period.first.day = from->period.first.day;
	to->period.last.end = from->period.last.end;
	to->period.last.day = from->period.last.day;
}

/* Of two settlements the earlier period (S9). */
static inline void policy_earlier_(struct policy_due *all, const struct policy_due *one)
{
	if (!one->known || (all->known && (one->period.first.end > all->period.first.end ||
	                                   (one->period.first.end == all->period.first.end && one->period.last.end >= all->period.last.end))))
		return;
	all->known = 1;
	all->period.first.end = one->period.first.end;
	all->period.first.day = one->period.first.day;
	all->period.last.end = one->period.last.end;
	all->period.last.day = one->period.last.day;
}

static inline int policy_same_due_(const struct policy_due *a, const struct policy_due *b)
{
	return a->known == b->known && (!a->known || (a->period.first.end == b->period.first.end && a->period.last.end == b->period.last.end));
}

/* p: the edition, NULL: none; only: the question is about this row, NULL: about all. */
static inline enum policy_result policy_duties_(const struct policy *p, const struct policy_question_ *q, const struct policy_rule *only,
                                              struct policy_due *out)
{
	struct policy_settling_ d;
	struct policy_duty_ t;
	struct policy_due other;
	enum policy_result result = POLICY_NOT_LISTED, one;
	int differ = 0;
	policy_no_due_(p, out);
	other = *out;
	if (!p)
		return POLICY_NOT_LISTED;
	policy_begin_(&d, p, q, only);
	t.d = &d;
	t.out = out;
	while (policy_pass_(&d)) {
		one = policy_duty_once_(&t);
		if (d.pass == POLICY_PASS_HEARING_)
			continue;
		if (d.settlements == 1) {
			result = one;
			t.out = &other;
			continue;
		}
		differ |= one != result || !policy_same_due_(&other, out);
		policy_earlier_(out, &other);
	}
	return policy_agree_(&d, differ, &out->by) ? result : POLICY_CONFLICT;
}

/* ---- the questions ---- */

/* By when one rule on breaches has the audience told; POLICY_NO: its conditions are not met. p: the edition the row is of. */
static inline enum policy_result policy_breach_rule_due(const struct policy *p, const struct policy_breach_rule *row,
                                                        const struct policy_case *c, struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_BREACH_, c);
	q.audience = row->audience;
	return policy_duties_(p, &q, &row->rule, out);
}

/* By when an audience is told of a breach: the earliest end of all rules that apply. c->events has the breach's discovery, or what
 * else starts a rule. out->by.rule is at the head of the struct policy_breach_rule with the contents and channels; other rules may
 * ask for more (policy_breach_find). POLICY_CONDITIONAL: only some of the audience, or under conditions that the case does not say.
 * POLICY_NOT_LISTED: the policy does not speak of the audience, or no rule's conditions are met. */
static inline enum policy_result policy_breach_due(const struct policy *p, enum policy_audience audience,
                                                   const struct policy_case *c, struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_BREACH_, c);
	q.audience = POLICY_CAST_(unsigned, audience);
	return policy_duties_(policy_in_force(p, c->at), &q, NULL, out);
}

/* The nth route (from 0) of all rules about a request, NULL if there is no further one. p: an edition. */
static inline const struct policy_route_rule *policy_route_find(const struct policy *p, enum policy_request request, unsigned nth)
{
	const struct policy_route_rule *row;
	unsigned i;
	for (i = 0; (row = policy_route_row(p, i)) != NULL; i++)
		if (policy_asked_(p, POLICY_CAST_(unsigned, request), policy_request_row(p, row->rule.parent)) == POLICY_OK && nth-- == 0)
			return row;
	return NULL;
}

static inline enum policy_result policy_route_due_(const struct policy *p, const struct policy_route_rule *row, enum policy_asks_ asks,
                                                   const struct policy_case *c, struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, asks, c);
	q.request = policy_list_at(p, policy_request_row(p, row->rule.parent)->request, 0);
	return policy_duties_(p, &q, &row->rule, out);
}

/* By when a request that came by this route is answered, and by when it is carried out; c->pauses move it, as far as row->pauses_while names
 * them. POLICY_PAUSED: the clock stands, and there is no end until it runs. POLICY_NOT_LISTED: the route does not say, POLICY_NO: its
 * conditions are not met; where row->self_service is POLICY_FLAG_TRUE the person does it alone. p: the edition the row is of. */
static inline enum policy_result policy_route_answer_due(const struct policy *p, const struct policy_route_rule *row,
                                                         const struct policy_case *c, struct policy_due *out)
{
	return policy_route_due_(p, row, POLICY_ASKS_ANSWER_, c, out);
}
static inline enum policy_result policy_route_complete_due(const struct policy *p, const struct policy_route_rule *row,
                                                           const struct policy_case *c, struct policy_due *out)
{
	return policy_route_due_(p, row, POLICY_ASKS_COMPLETE_, c, out);
}

/* A length and then another; of one unit their sum from one start, since "a month, and two more" is three months. */
static inline enum policy_result policy_span_both_end_(const struct policy *p, const struct policy_span *one, const struct policy_span *more,
                                                       const struct policy_list *pauses, const struct policy_case *c, int64_t start,
                                                       struct policy_period *out)
{
	struct policy_span sum = *one;
	struct policy_period first, last;
	enum policy_result result;
	if (one->unit == more->unit && one->max + more->max <= 9999) {
		sum.kind = POLICY_SPAN_RANGE;
		sum.min = POLICY_CAST_(uint16_t, one->min + more->min);
		sum.max = POLICY_CAST_(uint16_t, one->max + more->max);
		if (sum.min == sum.max)
			sum.kind = POLICY_SPAN_EXACT;
		return policy_span_end_paused_(p, &sum, pauses, c, start, out);
	}
	result = policy_span_end_paused_(p, one, pauses, c, start, out);
	if (result == POLICY_OK)
		result = policy_span_end_paused_(p, more, pauses, c, out->first.end - 1, &first);
	if (result == POLICY_OK)
		result = policy_span_end_paused_(p, more, pauses, c, out->last.end - 1, &last);
	if (result == POLICY_OK) {
		out->first = first.first;
		out->last = last.last;
	}
	return result;
}

/* By when a request that came by this route is carried out (or answered, where the route says no more) if the time for it is extended.
 * POLICY_CONDITIONAL: the case does not say that one of row->extension_if holds; POLICY_NO: none of them does. POLICY_NOT_LISTED: the
 * policy allows no extension, and then the deadline itself stands. out->span is the extension. p: the edition the row is of. */
static inline enum policy_result policy_route_extended_due(const struct policy *p, const struct policy_route_rule *row,
                                                           const struct policy_case *c, struct policy_due *out)
{
	const struct policy_span *span = row->complete.kind != POLICY_SPAN_NONE ? &row->complete : &row->answer;
	enum policy_result result, may, counted;
	int64_t start = 0;
	unsigned min, max;
	policy_no_due_(p, out);
	if (row->extension.kind == POLICY_SPAN_NONE)
		return POLICY_NOT_LISTED;
	may = policy_list_holds_(p, row->extension_if, 0, POLICY_RELATION_CONDITION, c->met, c->met_count, c->unmet, c->unmet_count);
	result = policy_route_due_(p, row, span == &row->complete ? POLICY_ASKS_COMPLETE_ : POLICY_ASKS_ANSWER_, c, out);
	if (result == POLICY_NO || may == POLICY_NO)
		return POLICY_NO;
	if (result == POLICY_OK)
		result = may;
	out->span = &row->extension;
	counted = policy_span_(&row->extension, row->extension.unit, &min, &max);
	if (counted == POLICY_OK && out->known && policy_event_time_(p, c, out->event, &start) == POLICY_OK)
		counted = policy_span_both_end_(p, span, &row->extension, &row->pauses_while, c, start, &out->period);
	out->known = out->known && counted == POLICY_OK;
	if (result == POLICY_OK)
		result = counted;
	out->by.open = result != POLICY_OK;
	return result;
}

static inline enum policy_result policy_request_due_(const struct policy *p, enum policy_request request, enum policy_asks_ asks,
                                                     const struct policy_case *c, struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, asks, c);
	q.request = POLICY_CAST_(unsigned, request);
	return policy_duties_(policy_in_force(p, c->at), &q, NULL, out);
}

/* The same for whatever route it came by: the earliest end of all routes that are not self-service and state one. POLICY_CONDITIONAL:
 * only for a part of such requests, or under conditions that the case does not say. */
static inline enum policy_result policy_request_answer_due(const struct policy *p, enum policy_request request,
                                                           const struct policy_case *c, struct policy_due *out)
{
	return policy_request_due_(p, request, POLICY_ASKS_ANSWER_, c, out);
}
static inline enum policy_result policy_request_complete_due(const struct policy *p, enum policy_request request,
                                                             const struct policy_case *c, struct policy_due *out)
{
	return policy_request_due_(p, request, POLICY_ASKS_COMPLETE_, c, out);
}

/* By when one rule has people told of such a change; POLICY_NO: it is not about such changes, or its conditions are not met.
 * POLICY_NOT_LISTED: it states no lead time. p: the edition the row is of. */
static inline enum policy_result policy_change_rule_due(const struct policy *p, const struct policy_policy_change_rule *row,
                                                        enum policy_change change, int32_t effective, const struct policy_case *c,
                                                        struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_CHANGE_, c);
	q.change = POLICY_CAST_(unsigned, change);
	q.day = effective;
	return policy_duties_(p, &q, &row->rule, out);
}

/* By when people are told of a change of the policy that takes effect with the day `effective`: the earliest end of all rules. The
 * edition in force at c->at says so, the one before the change. POLICY_OUT_OF_CALENDAR: some rule counts days that the calendar does not
 * know, and may ask for an earlier one. POLICY_NOT_LISTED: no lead time is stated for such a change. */
static inline enum policy_result policy_change_due(const struct policy *p, enum policy_change change, int32_t effective,
                                                   const struct policy_case *c, struct policy_due *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_CHANGE_, c);
	q.change = POLICY_CAST_(unsigned, change);
	q.day = effective;
	return policy_duties_(policy_in_force(p, c->at), &q, NULL, out);
}

/* How serious a code is that stands in the way of an answer; POLICY_OK is the least. */
static inline unsigned policy_weight_(enum policy_result r)
{
	static const uint8_t order[] = {POLICY_NO, POLICY_CONFLICT, POLICY_UNSTATED, POLICY_NO_NUMBER, POLICY_NOT_FIRM, POLICY_AMBIGUOUS, POLICY_CONDITIONAL,
	                                POLICY_OUT_OF_CALENDAR, POLICY_OUT_OF_RANGE, POLICY_NOT_STARTED, POLICY_WHILE_STATE, POLICY_INDEFINITE};
	unsigned i;
	for (i = 0; i < sizeof order; i++)
		if (order[i] == r)
			return 100 - i;
	return r == POLICY_OK ? 0 : 1;
}

/* ---- retention ---- */

struct policy_keeping {
	struct policy_answer by;                     /* the rule that answers: of POLICY_OK the ceiling's */
	const struct policy_retention_rule *floor;   /* the rule that keeps it longest; NULL: none with a known end, or only an upper bound */
	const struct policy_retention_rule *ceiling; /* the rule that lets it go first; NULL: none with a known end */
	struct policy_deadline keep; /* with a floor: it must be kept before keep.end; of days and longer that is the end of keep.day */
	struct policy_deadline gone; /* with a ceiling: it may be kept before gone.end, and falls due then */
	/* What happens then: enum policy_ending, if `ending` is POLICY_OK; POLICY_UNSTATED: the source leaves it open; POLICY_CONFLICT:
	 * the source contradicts itself. */
	unsigned then;
	enum policy_result ending;
	struct policy_deadline overdue; /* if `grace` is POLICY_OK: what fell due is overdue from overdue.end on */
	enum policy_result grace;       /* else why not: POLICY_NOT_LISTED if no grace is declared, POLICY_NO_NUMBER ... */
};

/* The first second of a day, in the policy's zone. */
static inline int64_t policy_start_of_day_(const struct policy *p, int32_t day)
{
	return policy_day_end_(policy_calendar_of(p), POLICY_CAST_(int64_t, day) - 1);
}

/* When this very state ends: as `ended` says, and with the first of the events that end it (E4). POLICY_WHILE_STATE: the case gives no
 * end. POLICY_AMBIGUOUS: it gives two. Filled on POLICY_OK only. */
static inline enum policy_result policy_end_given_(const struct policy *p, const struct policy_case *c, unsigned state, int64_t *end)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	enum policy_result result = POLICY_WHILE_STATE, one;
	int64_t time = 0;
	uint32_t i;
	for (i = 0; i < p->relation_count; i++) {
		if (r[i].kind != POLICY_RELATION_ENDS || r[i].of != state)
			continue;
		one = policy_event_time_(p, c, r[i].id, &time);
		if (one == POLICY_AMBIGUOUS)
			return POLICY_AMBIGUOUS;
		if (one == POLICY_OK && (result != POLICY_OK || time < *end)) {
			*end = time;
			result = POLICY_OK;
		}
	}
	for (i = 0; i < c->ended_count; i++) {
		if (c->ended[i].what != state)
			continue;
		if (result == POLICY_OK && c->ended[i].time != *end)
			return POLICY_AMBIGUOUS;
		*end = c->ended[i].time;
		result = POLICY_OK;
	}
	return result;
}

/* When a state ended, by c->at: with it ends what is a kind of it (E5). POLICY_WHILE_STATE: it has not, as far as the case says.
 * POLICY_AMBIGUOUS: when is not known. Filled on POLICY_OK only. */
static inline enum policy_result policy_state_ended_(const struct policy *p, const struct policy_case *c, unsigned state, int64_t *ended)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	enum policy_result result = POLICY_WHILE_STATE, one;
	int64_t end = 0, first = 0;
	uint32_t i;
	for (i = 0; i <= p->relation_count; i++) { /* what it is a kind of, and last itself */
		if (i < p->relation_count && (r[i].kind != POLICY_RELATION_STATE || r[i].id != state))
			continue;
		one = policy_end_given_(p, c, i < p->relation_count ? r[i].of : state, &end);
		if (one == POLICY_AMBIGUOUS)
			return POLICY_AMBIGUOUS;
		if (one == POLICY_OK && (result != POLICY_OK || end < first)) {
			first = end;
			result = POLICY_OK;
		}
	}
	for (i = 0; i < c->ended_count; i++)
		if (c->ended[i].what == state && c->ended[i].time > first)
			return POLICY_AMBIGUOUS;
	if (result != POLICY_OK || first > c->at)
		return POLICY_WHILE_STATE;
	*ended = first;
	return POLICY_OK;
}

/* Whether a list covers every element that the category consists of. */
static inline int policy_has_all_(const struct policy *p, enum policy_category category, struct policy_list elements,
                                  const struct policy_case *c)
{
	const struct policy_category_rule *row;
	unsigned i, n;
	int found = 0;
	for (i = 0; (row = policy_category_row(p, i)) != NULL; i++) {
		if (policy_about_(p, POLICY_RELATION_CATEGORY, row->category, POLICY_CAST_(unsigned, category)) == POLICY_NO)
			continue;
		if (row->elements.state != POLICY_LIST_COMPLETE || policy_rule_applies(p, &row->rule, c) != POLICY_OK)
			return 0;
		for (n = 0; n < row->elements.count; n++)
			if (policy_covers_(p, elements, POLICY_RELATION_ELEMENT, policy_list_at(p, row->elements, n)) != POLICY_OK)
				return 0;
		found |= row->category == POLICY_CAST_(unsigned, category);
	}
	return found;
}

/* Whether a rule on keeping is about the data, and its conditions are met. */
static inline enum policy_result policy_keeps_(const struct policy *p, const struct policy_retention_rule *row, enum policy_category category,
                                               enum policy_element element, const struct policy_case *c)
{
	enum policy_result applies = policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, POLICY_CAST_(unsigned, category));
	applies = policy_and_(applies, policy_rule_applies(p, &row->rule, c));
	if (applies == POLICY_NO)
		return POLICY_NO;
	if (element != 0)
		applies = policy_and_(applies, policy_may_cover_(p, row->elements, POLICY_RELATION_ELEMENT, POLICY_CAST_(unsigned, element)));
	else if (policy_has_none_(p, POLICY_CAST_(unsigned, category), row->elements))
		applies = POLICY_NO;
	else if (row->elements.state != POLICY_LIST_NONE && !policy_has_all_(p, category, row->elements, c))
		applies = POLICY_CONDITIONAL;
	return category != 0 ? applies : policy_and_(applies, POLICY_CONDITIONAL);
}

/* What a row says of keeping, and (about) whether of all that is asked. POLICY_NO: it is not about such data, or its conditions are not met. */
static inline enum policy_result policy_keep_says_(const struct policy *p, const struct policy_settling_ *d, const struct policy_retention_rule *row,
                                                   const struct policy_question_ *q, enum policy_result *about, struct policy_due *out)
{
	const struct policy_rule *rule = &row->rule;
	const struct policy_case *c = q->c;
	const struct policy_span *period = POLICY_WITH_(struct policy_span, d, row, period, period);
	struct policy_length_ length;
	enum policy_result longer, result;
	int64_t ended = 0, start = 0;
	POLICY_LENGTH_(&length, d, row, period, from);
	result = policy_count_(p, rule, &length, c, out);
	*about = policy_keeps_(p, row, POLICY_CAST_(enum policy_category, q->category), POLICY_CAST_(enum policy_element, q->element), c);
	if (*about == POLICY_NO)
		return POLICY_NO;
	if (out->known && policy_event_time_(p, c, out->event, &start) == POLICY_OK && start > c->at) {
		out->known = 0;
		result = POLICY_NOT_STARTED;
	}
	if (result == POLICY_WHILE_STATE) {
		result = policy_state_ended_(p, c, period->word, &ended);
		if (result == POLICY_OK)
			result = policy_day(p, ended, &out->period.first.day);
		out->known = result == POLICY_OK;
		if (out->known)
			out->period.first.end = policy_day_end_(policy_calendar_of(p), out->period.first.day);
		out->period.last = out->period.first;
	}
	longer = row->longer_if.state == POLICY_LIST_NONE
	                 ? POLICY_NO
	                 : policy_list_holds_(p, row->longer_if, 0, POLICY_RELATION_CONDITION, c->met, c->met_count, c->unmet, c->unmet_count);
	if (result == POLICY_OK && longer != POLICY_NO)
		result = longer == POLICY_OK ? POLICY_NO_NUMBER : POLICY_CONDITIONAL; /* longer, by an unnamed length */
	if (result == POLICY_OK || result == POLICY_INDEFINITE)
		result = *about != POLICY_OK ? *about : policy_is_firm_(d, rule) ? result : POLICY_NOT_FIRM;
	return result;
}

static inline void policy_no_keeping_(const struct policy *p, struct policy_keeping *out)
{
	policy_no_answer_(p, &out->by);
	out->floor = out->ceiling = NULL;
	out->keep.end = out->gone.end = out->overdue.end = 0;
	out->keep.day = out->gone.day = out->overdue.day = 0;
	out->then = POLICY_NONE;
	out->ending = out->grace = POLICY_NOT_LISTED;
}

/* One settlement of one edition. */
struct policy_kept_ {
	struct policy_settling_ *d;
	enum policy_result all;
	int waits;  /* a rule surely keeps it still: without end, until the end of a state, or until the event that starts it */
	int goes_on; /* a rule speaks that does not yield, or that has no end yet: where one yields another may go on (K2) */
	struct policy_keeping yields; /* the latest end of the rules that yield: its ceiling and what happens then */
	int bounds; /* what is asked now: 1, the upper bounds whose event has not happened, which keep nothing (K2) */
	int bound;  /* there are some */
	int named;  /* K3: a rule without `otherwise` speaks of all of the data, and is no state that has ended */
	struct policy_keeping *out;
};

/* A rule's end is the ceiling: what happens then, and when it is overdue. */
static inline void policy_ending_(const struct policy_kept_ *t, const struct policy_retention_rule *row, const struct policy_due *due,
                                  struct policy_keeping *out)
{
	const struct policy_span *within = POLICY_WITH_(struct policy_span, t->d, row, then_within, then_within);
	struct policy_period late;
	out->ceiling = row;
	out->gone.end = due->period.last.end;
	out->gone.day = due->period.last.day;
	out->then = POLICY_READ_(uint16_t, t->d, row, then);
	out->ending = out->then == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK;
	/* hours and minutes run on from its end, days are counted after the day of its last second */
	out->grace = policy_span_end(t->d->p, within, out->gone.end - (policy_unit_seconds_(within->unit) == 0), &late);
	if (out->grace == POLICY_OK) {
		out->overdue.end = late.last.end;
		out->overdue.day = late.last.day;
	}
}

static inline void policy_copy_ceiling_(struct policy_keeping *to, const struct policy_keeping *from)
{
	to->ceiling = from->ceiling;
	to->gone.end = from->gone.end;
	to->gone.day = from->gone.day;
	to->then = from->then;
	to->ending = from->ending;
	to->overdue.end = from->overdue.end;
	to->overdue.day = from->overdue.day;
	to->grace = from->grace;
}

/* The earliest end so far, with what happens then; of the rules that yield the latest. Of two that end alike the first; they have to agree on
 * what happens. */
static inline void policy_add_ceiling_(struct policy_kept_ *t, const struct policy_retention_rule *row, const struct policy_due *due, int yields)
{
	struct policy_keeping *out = yields ? &t->yields : t->out;
	const int64_t end = due->period.last.end;
	t->goes_on |= !yields || !due->known;
	if (!due->known)
		return;
	if (out->ceiling && end == out->gone.end) {
		if (POLICY_READ_(uint16_t, t->d, row, then) != out->then)
			out->ending = POLICY_CONFLICT;
	} else if (!out->ceiling || (yields ? end > out->gone.end : end < out->gone.end)) {
		policy_ending_(t, row, due, out);
		if (yields || t->all == POLICY_OK) {
			out->by.rule = &row->rule;
			out->by.basis = due->by.basis;
		}
	}
}

static inline void policy_add_kept_(struct policy_kept_ *t, const struct policy_retention_rule *row, const struct policy_said_ *said, int otherwise)
{
	struct policy_keeping *out = t->out;
	const struct policy_due *due = &said->due;
	const enum policy_result about = said->about, stands = policy_stands_(t->d, &row->rule);
	const int lasts = POLICY_WITH_(struct policy_span, t->d, row, period, period)->kind == POLICY_SPAN_WHILE;
	const int yields = lasts || POLICY_READ_(uint16_t, t->d, row, then) == POLICY_ENDING_KEEP;
	enum policy_result one = POLICY_CAST_(enum policy_result, said->says);
	int bound;
	if ((row->otherwise == POLICY_FLAG_TRUE) != otherwise)
		return;
	if (stands == POLICY_CONDITIONAL && (one == POLICY_OK || one == POLICY_NOT_FIRM || one == POLICY_INDEFINITE))
		one = POLICY_CONDITIONAL;
	t->named |= !otherwise && about == POLICY_OK && stands == POLICY_OK && !(due->known && lasts);
	bound = one == POLICY_NOT_STARTED && due->span->kind == POLICY_SPAN_UP_TO;
	t->bound |= bound;
	if (bound != t->bounds)
		return;
	t->waits |= (one == POLICY_INDEFINITE || one == POLICY_WHILE_STATE || one == POLICY_NOT_STARTED) && policy_is_firm_(t->d, &row->rule) &&
	            about == POLICY_OK && stands == POLICY_OK;
	out->by.open += one != POLICY_OK;
	if (out->by.rules++ == 0 || policy_weight_(one) > policy_weight_(t->all)) {
		t->all = one;
		out->by.rule = &row->rule;
		out->by.basis = due->by.basis;
	}
	if (due->known && due->span->kind != POLICY_SPAN_UP_TO && (!out->floor || due->period.first.end > out->keep.end)) {
		out->floor = row;
		out->keep.end = due->period.first.end;
		out->keep.day = due->period.first.day;
	}
	policy_add_ceiling_(t, row, due, yields);
}

/* Each row that is otherwise, or each that is not (K3); all of them are heard. */
static inline void policy_kept_rows_(struct policy_kept_ *t, int otherwise)
{
	struct policy_settling_ *d = t->d;
	enum policy_result about;
	d->recalled = 0;
	POLICY_EACH_(d, retention, row,
	             (row->otherwise == POLICY_FLAG_TRUE) == otherwise || d->pass == POLICY_PASS_HEARING_
	                     ? policy_heard_due_(said, policy_keep_says_(d->p, d, row, d->q, &about, &said->due), &about)
	                     : POLICY_NO,
	             policy_add_kept_(t, row, said, otherwise));
}

static inline enum policy_result policy_kept_once_(struct policy_kept_ *t)
{
	struct policy_keeping *out = t->out;
	policy_no_keeping_(t->d->p, out);
	t->all = POLICY_NOT_LISTED;
	policy_no_keeping_(t->d->p, &t->yields);
	t->waits = t->goes_on = t->bounds = t->bound = t->named = 0;
	policy_kept_rows_(t, 0);
	if (!t->named && t->d->pass != POLICY_PASS_HEARING_)
		policy_kept_rows_(t, 1);
	if (t->bound && !out->ceiling) {
		t->bounds = 1;
		policy_kept_rows_(t, 0);
		if (!t->named)
			policy_kept_rows_(t, 1);
	}
	if (!t->goes_on && t->yields.ceiling) {
		policy_copy_ceiling_(out, &t->yields);
		if (t->all == POLICY_OK) {
			out->by.rule = t->yields.by.rule;
			out->by.basis = t->yields.by.basis;
		}
	}
	/* K4: one rule keeps it longer than another lets it be kept, from the ceiling's end to the floor's */
	if (out->ceiling && out->gone.end <= t->d->q->c->at &&
	    (t->all == POLICY_INDEFINITE || (t->all == POLICY_OK && out->keep.end > t->d->q->c->at) ||
	     ((t->all == POLICY_WHILE_STATE || t->all == POLICY_NOT_STARTED) && t->waits)))
		return POLICY_CONFLICT;
	return t->all;
}

/* What may be done at the time asked (K5). */
enum policy_may_ { POLICY_MAY_KEEP_, POLICY_MAY_EITHER_, POLICY_MUST_GO_ };
static inline enum policy_may_ policy_may_now_(enum policy_result result, const struct policy_keeping *k, const struct policy_case *c)
{
	if (result != POLICY_OK || (k->floor && c->at < k->keep.end))
		return POLICY_MAY_KEEP_;
	return k->ceiling && c->at >= k->gone.end ? POLICY_MUST_GO_ : POLICY_MAY_EITHER_;
}

static inline void policy_copy_keeping_(struct policy_keeping *to, const struct policy_keeping *from)
{
	policy_copy_answer_(&to->by, &from->by);
	to->floor = from->floor;
	to->keep.end = from->keep.end;
	to->keep.day = from->keep.day;
	policy_copy_ceiling_(to, from);
}

/* Of two settlements the later floor and the earlier ceiling, with what happens then (K5). */
static inline void policy_hull_(struct policy_keeping *all, const struct policy_keeping *one)
{
	if (one->floor && (!all->floor || one->keep.end > all->keep.end)) {
		all->floor = one->floor;
		all->keep.end = one->keep.end;
		all->keep.day = one->keep.day;
	}
	if (one->ceiling && (!all->ceiling || one->gone.end < all->gone.end))
		policy_copy_ceiling_(all, one);
}

/* What one edition says, in each settlement: the same, or a conflict. p: the edition. */
static inline enum policy_result policy_keep_(const struct policy *p, const struct policy_question_ *q, struct policy_keeping *out, int *waits)
{
	struct policy_settling_ d;
	struct policy_kept_ t;
	struct policy_keeping other;
	enum policy_result result = POLICY_NOT_LISTED, one;
	enum policy_may_ may = POLICY_MAY_KEEP_;
	int differ = 0;
	policy_begin_(&d, p, q, NULL);
	policy_no_keeping_(p, &other); /* what analyzers cannot know: the first settlement fills out */
	t.d = &d;
	t.out = out;
	*waits = 1;
	while (policy_pass_(&d)) {
		one = policy_kept_once_(&t);
		if (d.pass == POLICY_PASS_HEARING_)
			continue;
		*waits &= t.waits;
		if (d.settlements == 1) {
			result = one;
			may = policy_may_now_(one, out, q->c);
			t.out = &other;
			continue;
		}
		differ |= policy_may_now_(one, &other, q->c) != may || (may != POLICY_MAY_KEEP_ && (other.then != out->then || other.ending != out->ending));
		policy_hull_(out, &other);
		if (policy_weight_(one) > policy_weight_(result)) {
			result = one;
			policy_copy_answer_(&out->by, &other.by);
		}
	}
	if (policy_agree_(&d, differ, &out->by))
		return result;
	out->ending = POLICY_CONFLICT;
	return POLICY_CONFLICT;
}

/* How long one rule keeps data: to out->period.first.day at least, to out->period.last.day at most. POLICY_NO: it is not about such data,
 * its conditions are not met, or a conflict is decided against it. POLICY_CONFLICT: it holds as it is in one settlement and not in another. Other codes as for policy_keep. p: the edition the row is of. */
static inline enum policy_result policy_keep_rule(const struct policy *p, const struct policy_retention_rule *row,
                                                  enum policy_category category, enum policy_element element,
                                                  const struct policy_case *c, struct policy_due *out)
{
	struct policy_settling_ d;
	struct policy_question_ q;
	struct policy_kept_ t;
	struct policy_keeping ignored;
	enum policy_result result, about = POLICY_NO;
	unsigned spoken = 0;
	policy_ask_(&q, POLICY_ASKS_KEEP_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	policy_begin_(&d, p, &q, NULL);
	t.d = &d;
	t.out = &ignored;
	while (policy_is_side_(&d, &row->rule) && policy_pass_(&d)) {
		if (d.pass == POLICY_PASS_HEARING_)
			policy_kept_once_(&t);
		else
			spoken += policy_is_itself_(&d, &row->rule) ? 1U : 0U;
	}
	d.touched = 0;
	d.turn = 0;
	result = policy_keep_says_(p, &d, row, &q, &about, out);
	out->by.open = result != POLICY_OK;
	if (result == POLICY_NO || (d.settlements > 0 && spoken == 0))
		return POLICY_NO;
	return policy_agree_(&d, spoken != d.settlements, &out->by) ? result : POLICY_CONFLICT;
}

/* How long data is kept that was collected at `collected`, asked at c->at: the latest floor and the earliest ceiling of all rules.
 * POLICY_OK: both ends are known; without a floor (an upper bound only) it may go at any time. POLICY_INDEFINITE: no end. POLICY_WHILE_STATE: a state still lasts (c->ended says which do not).
 * POLICY_NOT_STARTED: the event that starts a period has not happened by c->at. POLICY_CONFLICT: a floor after a ceiling, or an undecided
 * contradiction. A rule that keeps it as long as a state lasts, or for a period and then keeps it all the same, is a floor; a ceiling is the last end of such rules, and only where no other rule speaks. POLICY_CONDITIONAL: name the element, or the conditions. Anything but POLICY_OK: delete nothing, ask legal.
 * element: POLICY_NO_ELEMENT for the category as a whole, with all elements that the policy says it consists of. The edition is the one the data was collected under, unless a later one
 * that is in force at c->at, or was before, is known to end sooner; of one that still waits for an event or the end of a state that is
 * known once the later one's end has come. */
static inline enum policy_result policy_keep(const struct policy *p, enum policy_category category, enum policy_element element,
                                             int64_t collected, const struct policy_case *c, struct policy_keeping *out)
{
	const struct policy_edition *e = p ? POLICY_CAST_(const struct policy_edition *, policy_at_(p, p->editions)) : NULL;
	const struct policy *first = policy_in_force(p, collected), *last = policy_in_force(p, c->at);
	enum policy_result result, later;
	struct policy_question_ q;
	struct policy_keeping other;
	unsigned i;
	int after = 0, waits = 0, ignored;
	policy_no_keeping_(first, out);
	if (!first)
		return POLICY_NOT_LISTED;
	policy_ask_(&q, POLICY_ASKS_KEEP_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	result = policy_keep_(first, &q, out, &waits);
	waits = (result == POLICY_WHILE_STATE || result == POLICY_NOT_STARTED) && !out->ceiling && first != last && waits;
	for (i = 0; last && i < p->edition_count && first != last; i++) {
		const struct policy *head = POLICY_CAST_(const struct policy *, policy_at_(p, e[i].head));
		if (after) {
			later = policy_keep_(head, &q, &other, &ignored);
			if (later == POLICY_OK &&
			    (result == POLICY_INDEFINITE || (result == POLICY_OK && other.gone.end < out->gone.end) ||
			     (waits && other.gone.end <= c->at))) {
				waits = 0;
				result = later;
				policy_copy_keeping_(out, &other);
			}
		}
		if (head == last)
			break;
		after |= head == first;
	}
	return result;
}

/* ---- may it be done: what one row says (SEMANTICS.md, R) ---- */

/* Of several rules, and of several parts of one, the last of these holds. Nothing is allowed that something may rule out. */
enum policy_says_ {
	POLICY_SAYS_NOTHING_,
	POLICY_MAY_ALLOW_, /* part of it, or on conditions that are not known */
	POLICY_ALLOWS_,
	POLICY_MAY_BAR_, /* the same of what rules it out */
	POLICY_LEAVES_OPEN_,
	POLICY_DISAGREES_, /* with itself */
	POLICY_BARS_
};

static inline enum policy_result policy_result_(enum policy_says_ says)
{
	static const uint8_t results[] = {POLICY_NOT_LISTED, POLICY_CONDITIONAL, POLICY_OK, POLICY_CONDITIONAL, POLICY_UNSTATED, POLICY_CONFLICT, POLICY_NO};
	return POLICY_CAST_(enum policy_result, results[says]);
}

static inline enum policy_says_ policy_most_(enum policy_says_ a, enum policy_says_ b)
{
	return b > a ? b : a;
}

/* Of a rule that rules something out; about: whether it is about what is asked. */
static inline enum policy_says_ policy_bars_(enum policy_result about)
{
	return about == POLICY_NO ? POLICY_SAYS_NOTHING_ : about == POLICY_OK ? POLICY_BARS_ : POLICY_MAY_BAR_;
}

/* Of a rule that allows something on terms (consent, an instrument); terms: whether they are met. */
static inline enum policy_says_ policy_allows_if_(enum policy_result about, enum policy_result terms)
{
	if (about == POLICY_NO)
		return POLICY_SAYS_NOTHING_;
	if (terms == POLICY_OK)
		return about == POLICY_OK ? POLICY_ALLOWS_ : POLICY_MAY_ALLOW_;
	if (about != POLICY_OK || terms == POLICY_CONDITIONAL)
		return POLICY_MAY_BAR_;
	return terms == POLICY_UNSTATED ? POLICY_LEAVES_OPEN_ : POLICY_BARS_;
}

/* Whether what a person said is enough for a mode of consent. */
static inline enum policy_result policy_consent_(unsigned consent, unsigned said)
{
	if (consent == POLICY_NONE || consent == POLICY_CONSENT_NOT_NEEDED)
		return POLICY_OK;
	if (consent == POLICY_OPEN)
		return POLICY_UNSTATED;
	if (said == POLICY_SAID_NO)
		return POLICY_NO;
	if (consent == POLICY_CONSENT_EXPLICIT)
		return said == POLICY_SAID_YES_EXPLICITLY ? POLICY_OK : POLICY_NO;
	if (consent == POLICY_CONSENT_OPT_IN)
		return said == POLICY_SAID_NOTHING ? POLICY_NO : POLICY_OK;
	if (consent == POLICY_CONSENT_IF_LAW_REQUIRES)
		return said == POLICY_SAID_NOTHING ? POLICY_CONDITIONAL : POLICY_OK;
	return POLICY_OK; /* opt-out, deemed, acknowledged */
}

/* What a list of exceptions takes away; without one nothing. */
static inline enum policy_result policy_not_excepted_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	return list.state == POLICY_LIST_NONE ? POLICY_OK : policy_not_(policy_may_cover_(p, list, kind, id));
}

/* What an act is asked as: a use or a sharing, if it forbids that section (S14). */
static inline enum policy_asks_ policy_act_asks_(const struct policy *p, unsigned act)
{
	return policy_related_(p, POLICY_RELATION_FORBIDS, act, POLICY_SECTION_USE)       ? POLICY_ASKS_USE_
	       : policy_related_(p, POLICY_RELATION_FORBIDS, act, POLICY_SECTION_SHARING) ? POLICY_ASKS_SHARE_
	                                                                                  : POLICY_ASKS_ACT_;
}

static inline int policy_act_named_(const struct policy *p, const struct policy_prohibition_rule *row, unsigned act)
{
	unsigned n;
	for (n = 0; n < row->acts.count; n++)
		if (policy_list_at(p, row->acts, n) == act)
			return 1;
	return 0;
}

/* R9. */
static inline enum policy_says_ policy_prohibits_(const struct policy *p, const struct policy_prohibition_rule *row,
                                                  const struct policy_question_ *q)
{
	const struct policy_case *c = q->c;
	enum policy_result about = POLICY_OK;
	unsigned n;
	int acts = q->act != POLICY_NONE && policy_act_named_(p, row, q->act);
	for (n = 0; n < row->acts.count && q->asks != POLICY_ASKS_ACT_; n++)
		acts |= policy_act_asks_(p, policy_list_at(p, row->acts, n)) == q->asks;
	if (!acts)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_rule_applies(p, &row->rule, c));
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_may_cover_(p, row->recipients, POLICY_RELATION_RECIPIENT, q->recipient));
	about = policy_and_(about, policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, policy_may_cover_(p, row->methods, POLICY_RELATION_METHOD, c->method));
	about = policy_and_(about, policy_may_cover_(p, row->techniques, POLICY_RELATION_TECHNIQUE, c->technique));
	about = policy_and_(about, policy_may_cover_(p, row->places, POLICY_RELATION_PLACE, c->place));
	about = policy_and_(about, policy_not_excepted_(p, row->except_recipients, POLICY_RELATION_RECIPIENT, q->recipient));
	about = policy_and_(about, policy_not_excepted_(p, row->except_purposes, POLICY_RELATION_PURPOSE, q->purpose));
	return policy_bars_(about);
}

/* R3. */
static inline enum policy_says_ policy_use_says_(const struct policy *p, const struct policy_settling_ *d, const struct policy_use_rule *row,
                                                 const struct policy_question_ *q)
{
	const enum policy_result applies = policy_rule_applies(p, &row->rule, q->c);
	enum policy_result about = policy_and_(applies, policy_allows_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	enum policy_says_ says;
	about = policy_and_(about, policy_allows_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_allows_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, q->category && q->purpose ? POLICY_OK : POLICY_CONDITIONAL);
	says = policy_allows_if_(about, policy_consent_(POLICY_READ_(uint16_t, d, row, consent), q->said));
	if (POLICY_READ_(uint16_t, d, row, exclusive) == POLICY_FLAG_TRUE) { /* for nothing else */
		about = policy_and_(applies, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
		about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
		about = policy_and_(about, policy_not_(policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose)));
		says = policy_most_(says, policy_bars_(about));
	}
	return says;
}

/* R4: once the event has happened that starts its period, data is used for nothing but its `use_while_kept`. Where it is not known which
 * event that is, any may be it. */
static inline enum policy_says_ policy_kept_says_(const struct policy *p, const struct policy_settling_ *d,
                                                  const struct policy_retention_rule *row, const struct policy_question_ *q)
{
	const struct policy_case *c = q->c;
	const struct policy_start *from = POLICY_WITH_(struct policy_start, d, row, period, from);
	enum policy_result about = from->event == POLICY_OPEN ? POLICY_CONDITIONAL : POLICY_OK;
	int begun = from->event == POLICY_NONE;
	unsigned i;
	if (row->use_while_kept.state == POLICY_LIST_NONE)
		return POLICY_SAYS_NOTHING_;
	for (i = 0; i < c->event_count; i++)
		begun |= c->events[i].time <= c->at &&
		         (from->event == POLICY_OPEN || policy_within_(p, POLICY_RELATION_SAME_EVENT, c->events[i].what, from->event));
	if (!begun)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_rule_applies(p, &row->rule, c));
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_not_(policy_may_cover_(p, row->use_while_kept, POLICY_RELATION_PURPOSE, q->purpose)));
	return policy_bars_(about);
}

/* Who gets what, and what for: a row of sharing or of vendors. */
struct policy_gives_ {
	const struct policy_rule *rule;
	struct policy_list recipients, categories, elements, purposes, methods, instruments;
	unsigned consent; /* enum policy_consent */
	int exclusive, only_purposes;
	int named; /* it names both its data and its purposes, or is no "only these" */
};

/* Whether it is about the data and the way to pay; open: whether examples may stand for them. */
static inline enum policy_result policy_shares_(const struct policy *p, const struct policy_gives_ *g, int open, const struct policy_question_ *q)
{
	enum policy_result category = policy_covers_(p, g->categories, POLICY_RELATION_CATEGORY, q->category);
	enum policy_result element = policy_covers_element_(p, g->elements, q->category, q->element);
	enum policy_result method = policy_covers_(p, g->methods, POLICY_RELATION_METHOD, q->c->method);
	if (category == POLICY_NOT_LISTED)
		category = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (element == POLICY_NOT_LISTED)
		element = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (method == POLICY_NOT_LISTED)
		method = open ? POLICY_CONDITIONAL : POLICY_NO;
	return policy_and_(policy_and_(category, element), policy_and_(method, policy_rule_applies(p, g->rule, q->c)));
}

/* Whether what the case says of consent is enough for a rule on sharing. */
static inline enum policy_result policy_share_consent_(unsigned consent, unsigned said)
{
	if (said == POLICY_NONE && consent != POLICY_NONE && consent != POLICY_OPEN && consent != POLICY_CONSENT_NOT_NEEDED)
		return POLICY_CONDITIONAL;
	return policy_consent_(consent, said == POLICY_SAID_NO_WORD ? POLICY_CAST_(unsigned, POLICY_SAID_NOTHING) : said);
}

/* R5. */
static inline enum policy_says_ policy_gives_says_(const struct policy *p, const struct policy_gives_ *g, const struct policy_question_ *q)
{
	const enum policy_result who = policy_covers_(p, g->recipients, POLICY_RELATION_RECIPIENT, q->recipient);
	const enum policy_result why = policy_covers_(p, g->purposes, POLICY_RELATION_PURPOSE, q->purpose);
	const enum policy_result whom = who == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : who; /* "such as" */
	const enum policy_result about = policy_shares_(p, g, 1, q), consent = policy_share_consent_(g->consent, q->c->said);
	enum policy_result terms = policy_may_cover_(p, g->instruments, POLICY_RELATION_INSTRUMENT, q->c->instrument);
	enum policy_says_ says = POLICY_SAYS_NOTHING_;
	if (terms == POLICY_OK || consent == POLICY_NO || (terms == POLICY_CONDITIONAL && consent == POLICY_UNSTATED))
		terms = consent;
	if (who != POLICY_NOT_LISTED && why != POLICY_NOT_LISTED)
		says = policy_allows_if_(policy_and_(policy_and_(policy_shares_(p, g, 0, q), policy_and_(who, why)),
		                                     g->named && q->category ? POLICY_OK : POLICY_CONDITIONAL),
		                         terms);
	if (g->exclusive) /* nobody else */
		says = policy_most_(says, policy_bars_(policy_and_(about, policy_not_(whom))));
	if (g->only_purposes) /* for nothing else */
		says = policy_most_(says, policy_bars_(policy_and_(policy_and_(about, whom),
		                                                   why == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : policy_not_(why))));
	return says;
}

static inline int policy_is_limited_(struct policy_list categories, struct policy_list elements, struct policy_list purposes)
{
	return purposes.state != POLICY_LIST_NONE && (categories.state != POLICY_LIST_NONE || elements.state != POLICY_LIST_NONE);
}

static inline enum policy_says_ policy_sharing_says_(const struct policy *p, const struct policy_settling_ *d,
                                                     const struct policy_sharing_rule *row, const struct policy_question_ *q)
{
	struct policy_gives_ g;
	g.rule = &row->rule;
	g.recipients = row->recipients;
	g.categories = row->categories;
	g.elements = row->elements;
	g.purposes = row->purposes;
	g.methods = row->methods;
	g.instruments = row->instruments;
	g.consent = POLICY_READ_(uint16_t, d, row, consent);
	g.exclusive = POLICY_READ_(uint16_t, d, row, exclusive) == POLICY_FLAG_TRUE;
	g.only_purposes = POLICY_READ_(uint16_t, d, row, only_purposes) == POLICY_FLAG_TRUE;
	/* "with nobody but these": which data they get, and what for, is for other rules to say, unless this one does */
	g.named = !g.exclusive || policy_is_limited_(row->categories, row->elements, row->purposes);
	return policy_gives_says_(p, &g, q);
}

/* R6. */
static inline enum policy_says_ policy_vendor_says_(const struct policy *p, const struct policy_vendor_rule *row, const struct policy_question_ *q)
{
	struct policy_gives_ g;
	if (q->asks == POLICY_ASKS_USE_ && row->purposes.state == POLICY_LIST_NONE)
		return POLICY_SAYS_NOTHING_;
	g.rule = &row->rule;
	g.recipients = row->recipients;
	if (q->asks == POLICY_ASKS_USE_)
		g.recipients.state = POLICY_LIST_NONE; /* whoever does it */
	g.categories = row->categories;
	g.elements = row->elements;
	g.purposes = row->purposes;
	g.methods = row->methods;
	g.instruments.first = 0;
	g.instruments.count = 0;
	g.instruments.state = POLICY_LIST_NONE;
	g.consent = POLICY_NONE;
	g.exclusive = g.only_purposes = 0;
	g.named = policy_is_limited_(row->categories, row->elements, row->purposes);
	return policy_gives_says_(p, &g, q);
}

/* R7. */
static inline enum policy_says_ policy_marketing_says_(const struct policy *p, const struct policy_settling_ *d,
                                                       const struct policy_marketing_rule *row, const struct policy_question_ *q)
{
	const enum policy_result applies = policy_rule_applies(p, &row->rule, q->c);
	const enum policy_result terms = policy_consent_(POLICY_READ_(uint16_t, d, row, initial), q->said);
	if (!policy_related_(p, POLICY_RELATION_MARKETING, q->purpose, POLICY_SECTION_MARKETING))
		return POLICY_SAYS_NOTHING_;
	return policy_allows_if_(terms == POLICY_OK ? policy_and_(applies, POLICY_CONDITIONAL) : applies, terms);
}

/* R10: whether storage that is used may be set for a person who said this. What the person can switch off stays off; what the policy says of
 * consent comes before what the service needs. POLICY_NOT_LISTED: it says nothing of a person's no. */
static inline enum policy_result policy_sets_(const struct policy_settling_ *d, const struct policy_cookie_rule *row, unsigned said)
{
	const unsigned can_disable = POLICY_READ_(uint16_t, d, row, can_disable), initial = POLICY_READ_(uint16_t, d, row, initial);
	const unsigned essential = POLICY_READ_(uint16_t, d, row, essential);
	const int needed = essential == POLICY_FLAG_TRUE;
	if (said == POLICY_SAID_NO && can_disable == POLICY_FLAG_NONE && initial == POLICY_NONE && essential == POLICY_FLAG_NONE)
		return POLICY_NOT_LISTED;
	if (said == POLICY_SAID_NO && can_disable == POLICY_FLAG_TRUE)
		return POLICY_NO;
	if (initial != POLICY_NONE && (initial != POLICY_OPEN || !needed))
		return policy_consent_(initial, said);
	if (said != POLICY_SAID_NO || can_disable == POLICY_FLAG_FALSE)
		return POLICY_OK;
	return !needed ? POLICY_NO : can_disable == POLICY_FLAG_UNSTATED ? POLICY_UNSTATED : POLICY_OK;
}

static inline enum policy_says_ policy_cookie_says_(const struct policy *p, const struct policy_settling_ *d,
                                                    const struct policy_cookie_rule *row, const struct policy_question_ *q)
{
	const unsigned used = POLICY_READ_(uint16_t, d, row, used);
	enum policy_result about, terms;
	if (row->surfaces.state == POLICY_LIST_UNSTATED)
		about = POLICY_OK;
	else if (used == POLICY_FLAG_TRUE)
		about = policy_allows_(p, row->surfaces, POLICY_RELATION_SURFACE, q->surface);
	else
		about = policy_may_cover_(p, row->surfaces, POLICY_RELATION_SURFACE, q->surface);
	about = policy_and_(about, policy_about_(p, POLICY_RELATION_COOKIE_CLASS, q->cookie_class, row->cookie_class));
	about = policy_and_(about, policy_rule_applies(p, &row->rule, q->c));
	if (used != POLICY_FLAG_TRUE)
		return used == POLICY_FLAG_FALSE ? policy_bars_(about) : policy_allows_if_(about, POLICY_UNSTATED);
	terms = policy_sets_(d, row, q->said);
	return terms == POLICY_NOT_LISTED ? POLICY_SAYS_NOTHING_ : policy_allows_if_(about, terms);
}

/* R8. */
static inline enum policy_says_ policy_cookie_use_says_(const struct policy *p, const struct policy_settling_ *d,
                                                        const struct policy_cookie_rule *row, const struct policy_question_ *q)
{
	const enum policy_result terms = policy_sets_(d, row, q->said);
	enum policy_result about = policy_rule_applies(p, &row->rule, q->c);
	if (POLICY_READ_(uint16_t, d, row, used) != POLICY_FLAG_TRUE || row->purposes.state == POLICY_LIST_NONE || terms == POLICY_NOT_LISTED)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_allows_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, policy_allows_element_(p, row->holds, q->category, q->element));
	return policy_allows_if_(policy_and_(about, POLICY_CONDITIONAL), terms);
}

/* Whether a length since a time is over; without one it is. */
static inline enum policy_result policy_has_passed_(const struct policy *p, const struct policy_span *length, int64_t since, int64_t at)
{
	struct policy_period over;
	if (length->kind == POLICY_SPAN_NONE)
		return POLICY_OK;
	if (policy_span_end(p, length, since, &over) != POLICY_OK)
		return POLICY_CONDITIONAL;
	return at >= over.last.end ? POLICY_OK : at < over.first.end ? POLICY_NO : POLICY_CONDITIONAL;
}

/* Whether a rule on the lifecycle is about a state: that it leads to, or that begins with it. One that names none is about whatever state
 * follows its event. */
static inline enum policy_result policy_lifecycle_about_(const struct policy *p, const struct policy_settling_ *d,
                                                         const struct policy_lifecycle_rule *row, const struct policy_question_ *q)
{
	const unsigned leads_to = POLICY_READ_(uint16_t, d, row, state);
	int64_t since = 0;
	enum policy_result after = leads_to == POLICY_NONE ? POLICY_NO : policy_about_(p, POLICY_RELATION_STATE, q->state, leads_to);
	enum policy_result starts =
		row->starts.state == POLICY_LIST_NONE ? POLICY_NO : policy_may_cover_(p, row->starts, POLICY_RELATION_STATE, q->state);
	if (leads_to == POLICY_NONE && row->starts.state == POLICY_LIST_NONE) {
		const enum policy_result happened = policy_event_time_(p, q->c, row->on, &since);
		if (row->on == POLICY_OPEN || happened == POLICY_AMBIGUOUS)
			return POLICY_CONDITIONAL;
		return happened == POLICY_OK && since <= q->c->at ? policy_has_passed_(p, &row->after, since, q->c->at) : POLICY_NO;
	}
	return policy_not_(policy_and_(policy_not_(after), policy_not_(starts)));
}

/* R11. */
static inline enum policy_says_ policy_lifecycle_says_(const struct policy *p, const struct policy_settling_ *d,
                                                       const struct policy_lifecycle_rule *row, const struct policy_question_ *q)
{
	const unsigned until = POLICY_READ_(uint16_t, d, row, until);
	int64_t over = 0;
	const enum policy_result ended = policy_event_time_(p, q->c, until, &over);
	const enum policy_result applies = policy_and_(policy_rule_applies(p, &row->rule, q->c), ended == POLICY_AMBIGUOUS ? POLICY_CONDITIONAL : POLICY_OK);
	const enum policy_result about = policy_and_(policy_lifecycle_about_(p, d, row, q), applies);
	enum policy_result may = POLICY_NO, not_ = POLICY_NO;
	if (row->permits.state != POLICY_LIST_NONE)
		may = policy_allows_(p, row->permits, POLICY_RELATION_PERMISSION, q->permission);
	if (row->forbids.state != POLICY_LIST_NONE)
		not_ = policy_may_cover_(p, row->forbids, POLICY_RELATION_PERMISSION, q->permission);
	if (about == POLICY_NO || (may == POLICY_NO && not_ == POLICY_NO) ||
	    (until != POLICY_NONE && ended == POLICY_OK && over <= q->c->at))
		return POLICY_SAYS_NOTHING_;
	if (policy_and_(about, policy_and_(may, not_)) == POLICY_OK)
		return POLICY_DISAGREES_;
	if (until == POLICY_OPEN)
		return POLICY_LEAVES_OPEN_;
	if (not_ == POLICY_NO)
		return policy_allows_if_(policy_and_(about, may), POLICY_OK);
	return policy_and_(about, policy_and_(not_, policy_not_(may))) == POLICY_OK ? POLICY_BARS_ : POLICY_MAY_BAR_;
}

/* ---- all rows together (SEMANTICS.md, Q1) ---- */

/* What all rows say so far. */
struct policy_permit_ {
	struct policy_settling_ *d;
	enum policy_says_ all;
	int spoken;  /* a row speaks that may allow it, not only prohibitions and what is kept */
	int allowed; /* a row allows it for certain */
	struct policy_answer *out;
};

/* Keeps what a row says: whether it speaks at all, and only of a part; answers: 0, its sides speak and no more. */
static inline enum policy_result policy_heard_(struct policy_said_ *said, enum policy_says_ says, int answers)
{
	said->says = answers ? says : POLICY_SAYS_NOTHING_;
	return says == POLICY_SAYS_NOTHING_ ? POLICY_NO : says == POLICY_MAY_ALLOW_ || says == POLICY_MAY_BAR_ ? POLICY_CONDITIONAL : POLICY_OK;
}

/* read: it rests on a reading; may_allow: it is of a section that allows such things. */
static inline void policy_add_says_(struct policy_permit_ *t, const struct policy_said_ *said, int read, int may_allow)
{
	enum policy_says_ one = POLICY_CAST_(enum policy_says_, said->says);
	if (one == POLICY_SAYS_NOTHING_)
		return;
	if (policy_stands_(t->d, said->rule) == POLICY_CONDITIONAL)
		one = one == POLICY_ALLOWS_ ? POLICY_MAY_ALLOW_ : one == POLICY_MAY_ALLOW_ ? one : POLICY_MAY_BAR_;
	t->spoken |= may_allow;
	t->allowed |= one == POLICY_ALLOWS_;
	t->out->rules++;
	t->out->open += one != POLICY_ALLOWS_;
	if (one > t->all) {
		t->all = one;
		t->out->rule = said->rule;
		t->out->basis = read ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	}
}

#define POLICY_EACH_ANSWERS_(t, section, row, says, answers, read, may_allow) \
	POLICY_EACH_((t)->d, section, row, policy_heard_(said, says, answers), policy_add_says_(t, said, read, may_allow))
/* A question about an act is answered by prohibitions alone (S14). */
#define POLICY_EACH_SAYS_(t, section, row, says, read, may_allow) \
	POLICY_EACH_ANSWERS_(t, section, row, says, (t)->d->q->act == POLICY_NONE, read, may_allow)

static inline void policy_permit_rows_(struct policy_permit_ *t)
{
	struct policy_settling_ *d = t->d;
	const struct policy *p = d->p;
	const struct policy_question_ *q = d->q;
	if (q->asks == POLICY_ASKS_STATE_) {
		POLICY_EACH_SAYS_(t, lifecycle, row, policy_lifecycle_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, state, state) || POLICY_IS_READING_(d, row, until, until), 1);
		return;
	}
	if (q->asks == POLICY_ASKS_STORE_) {
		POLICY_EACH_SAYS_(t, cookie, row, policy_cookie_says_(p, d, row, q),
		                  policy_is_read_(p, &row->rule, &row->surfaces) || POLICY_IS_READING_(d, row, can_disable, can_disable) ||
		                          POLICY_IS_READING_(d, row, initial, initial), 1);
		return;
	}
	POLICY_EACH_ANSWERS_(t, prohibition, row, policy_prohibits_(p, row, q), q->act == POLICY_NONE || policy_act_named_(p, row, q->act), 0, 0);
	if (q->asks == POLICY_ASKS_USE_) {
		POLICY_EACH_SAYS_(t, retention, row, policy_kept_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, period, from) || policy_is_read_(p, &row->rule, &row->use_while_kept), 0);
		POLICY_EACH_SAYS_(t, use, row, policy_use_says_(p, d, row, q), POLICY_IS_READING_(d, row, consent, consent), 1);
		POLICY_EACH_SAYS_(t, marketing, row, policy_marketing_says_(p, d, row, q), POLICY_IS_READING_(d, row, initial, initial), 1);
		POLICY_EACH_SAYS_(t, cookie, row, policy_cookie_use_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, can_disable, can_disable) || POLICY_IS_READING_(d, row, initial, initial), 1);
	}
	if (q->asks == POLICY_ASKS_SHARE_)
		POLICY_EACH_SAYS_(t, sharing, row, policy_sharing_says_(p, d, row, q), POLICY_IS_READING_(d, row, consent, consent), 1);
	if (q->asks != POLICY_ASKS_ACT_)
		POLICY_EACH_SAYS_(t, vendor, row, policy_vendor_says_(p, row, q), 0, 1);
}

/* Of what was said in one pass (Q1). */
static inline enum policy_result policy_permit_once_(struct policy_permit_ *t)
{
	const enum policy_asks_ asks = t->d->q->asks;
	policy_no_answer_(t->d->p, t->out);
	t->all = POLICY_SAYS_NOTHING_;
	t->spoken = t->allowed = 0;
	policy_permit_rows_(t);
	if (asks == POLICY_ASKS_STATE_ && t->allowed && t->all == POLICY_BARS_)
		return POLICY_CONFLICT;
	if (t->all == POLICY_MAY_BAR_ && !t->spoken && t->d->q->act == POLICY_NONE) {
		t->out->rule = NULL; /* what may rule out something that nobody speaks of adds nothing */
		t->out->basis = POLICY_BASIS_NONE;
		return POLICY_NOT_LISTED;
	}
	return policy_result_(t->all);
}

/* p: the edition; NULL: none. */
static inline enum policy_result policy_permits_(const struct policy *p, const struct policy_question_ *q, struct policy_answer *out)
{
	struct policy_settling_ d;
	struct policy_permit_ t;
	struct policy_answer other;
	enum policy_result result = POLICY_NOT_LISTED, one;
	int differ = 0;
	policy_no_answer_(p, out);
	if (!p)
		return POLICY_NOT_LISTED;
	policy_begin_(&d, p, q, NULL);
	t.d = &d;
	t.out = out;
	while (policy_pass_(&d)) {
		one = policy_permit_once_(&t);
		if (d.pass == POLICY_PASS_HEARING_)
			continue;
		if (d.settlements == 1)
			result = one;
		differ |= one != result;
		t.out = &other;
	}
	return policy_agree_(&d, differ, out) ? result : POLICY_CONFLICT;
}

/* ---- may it be done: the questions ---- */

/* Whether a prohibition rules out an act (sell, share, store, ...). POLICY_NO: one does. POLICY_CONDITIONAL: part of it, or under conditions
 * that the case does not say. POLICY_CONFLICT: that is contested. POLICY_NOT_LISTED: none names it, or it is decided that none holds there; that alone does not
 * allow it: policy_may_use and policy_may_share say that, and c->said to an act that is a use is what the person said to it. 0 for what the question is not
 * about: POLICY_NO_ELEMENT and the like. */
static inline enum policy_result policy_act(const struct policy *p, enum policy_act act, enum policy_category category,
                                            enum policy_element element, enum policy_recipient recipient, enum policy_purpose purpose,
                                            const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	p = policy_in_force(p, c->at);
	policy_ask_(&q, p ? policy_act_asks_(p, POLICY_CAST_(unsigned, act)) : POLICY_ASKS_ACT_, c);
	q.act = POLICY_CAST_(unsigned, act);
	q.said = c->said == POLICY_SAID_NO_WORD ? POLICY_CAST_(unsigned, POLICY_SAID_NOTHING) : c->said;
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.recipient = POLICY_CAST_(unsigned, recipient);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	return policy_permits_(p, &q, out);
}

/* May data be used for a purpose, by a person who said this? POLICY_OK: a rule allows it and none rules it out. POLICY_NO: ruled out (by a
 * prohibition, another rule on uses, or one on retention: what is kept after an event of the case may be used for less), or consent is
 * missing or refused. POLICY_NOT_LISTED: the policy does not name such a use; never read this as allowed. POLICY_CONDITIONAL:
 * only some of the category, or under conditions that the case does not say; or something may rule it out. POLICY_UNSTATED: whether it takes
 * consent is open. */
static inline enum policy_result policy_may_use(const struct policy *p, enum policy_category category, enum policy_element element,
                                                enum policy_purpose purpose, enum policy_said said, const struct policy_case *c,
                                                struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_USE_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	q.said = POLICY_CAST_(unsigned, said);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* May data be given to a recipient for a purpose? Codes as for policy_may_use; POLICY_NO also where the instrument is none that the policy
 * accepts. What the person said to it is c->said; where a rule asks for it and it is 0, POLICY_CONDITIONAL. out->rule is at the head of the struct policy_sharing_rule: its agreement, and whether the person is to be told. */
static inline enum policy_result policy_may_share(const struct policy *p, enum policy_category category, enum policy_element element,
                                                  enum policy_recipient recipient, enum policy_purpose purpose,
                                                  const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_SHARE_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.recipient = POLICY_CAST_(unsigned, recipient);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* May a cookie or other storage of a class be set on a surface, for a person who said this? Codes as for policy_may_use. */
static inline enum policy_result policy_may_store(const struct policy *p, enum policy_surface surface, enum policy_cookie_class cookie_class,
                                                  enum policy_said said, const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_STORE_, c);
	q.surface = POLICY_CAST_(unsigned, surface);
	q.cookie_class = POLICY_CAST_(unsigned, cookie_class);
	q.said = POLICY_CAST_(unsigned, said);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* Does a state of the account permit something? POLICY_OK, POLICY_NO, POLICY_CONFLICT (two rules differ, or it is contested),
 * POLICY_CONDITIONAL, POLICY_UNSTATED: until when is open, or POLICY_NOT_LISTED: nothing is said of it. A rule "until" an event that is in
 * c->events, at c->at or before, is over. */
static inline enum policy_result policy_state_permits(const struct policy *p, enum policy_state state, enum policy_permission permission,
                                                      const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_STATE_, c);
	q.state = POLICY_CAST_(unsigned, state);
	q.permission = POLICY_CAST_(unsigned, permission);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* ---- what a request does; signals, documents ---- */

struct policy_outcome {
	struct policy_answer by;
	unsigned result;  /* enum policy_ending */
	unsigned further; /* enum policy_request that it still takes; POLICY_NONE */
	unsigned until;   /* enum policy_event until which it holds; POLICY_NONE */
};

struct policy_reaction {
	struct policy_answer by;
	unsigned action;  /* enum policy_action */
	unsigned release; /* enum policy_release that ends it; POLICY_NONE; POLICY_OPEN */
	unsigned then;    /* enum policy_action that follows; POLICY_NONE */
	const struct policy_span *max_length;
	struct policy_period until;  /* if `length` is POLICY_OK: it ends by then, counted from c->at */
	enum policy_result length;
};

/* The answer to one of these questions in one settlement. */
struct policy_react_ {
	struct policy_settling_ *d;
	enum policy_result all;
	int sure; /* an outcome is sure: this is what it does */
	unsigned sure_result, sure_further, sure_until;
	struct policy_answer *by;
	/* what is answered, by the question: an outcome, the last day of a document */
	unsigned result, further, until;
	int32_t last;
};

/* Counts what a row says; whether it is the gravest so far, and answers. */
static inline int policy_add_reaction_(struct policy_react_ *t, const struct policy_rule *rule, enum policy_result one, int read)
{
	t->by->open += one != POLICY_OK;
	if (t->by->rules++ > 0 && policy_weight_(one) <= policy_weight_(t->all))
		return 0;
	t->all = one;
	t->by->rule = rule;
	t->by->basis = read ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	return 1;
}

/* Whether an outcome is about the request and the category. */
static inline enum policy_result policy_outcome_says_(const struct policy *p, const struct policy_outcome_rule *row, const struct policy_question_ *q)
{
	const struct policy_request_rule *around = policy_request_row(p, row->rule.parent);
	enum policy_result about = policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category);
	about = policy_and_(about, policy_asked_(p, q->request, around));
	about = policy_and_(about, policy_rule_applies(p, &row->rule, q->c));
	return policy_and_(about, policy_rule_applies(p, &around->rule, q->c));
}

/* A contradiction answers first: of two outcomes that are sure and differ. */
static inline void policy_add_outcome_(struct policy_react_ *t, const struct policy_outcome_rule *row, enum policy_result about)
{
	const struct policy_settling_ *d = t->d;
	const struct policy_request_rule *around = policy_request_row(d->p, row->rule.parent);
	const unsigned result = POLICY_READ_(uint16_t, d, row, result), further = POLICY_READ_(uint16_t, d, row, further_request);
	const unsigned until = POLICY_READ_(uint16_t, d, row, until);
	enum policy_result one = policy_qualify_(policy_part_is_firm_(d, &row->rule, around), policy_and_(about, policy_stands_(d, &row->rule)),
	                                         result == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
	if (one == POLICY_OK && t->sure && (result != t->sure_result || further != t->sure_further || until != t->sure_until))
		one = POLICY_CONFLICT;
	else if (one == POLICY_OK) {
		t->sure = 1;
		t->sure_result = result;
		t->sure_further = further;
		t->sure_until = until;
	}
	if (policy_add_reaction_(t, &row->rule, one, POLICY_IS_READING_(d, row, result, result))) {
		t->result = result;
		t->further = further;
		t->until = until;
	}
}

/* Whether a document, issued on a day, is young enough at a gate, by one rule. */
static inline enum policy_result policy_age_says_(const struct policy_settling_ *d, const struct policy_identity_rule *row, struct policy_said_ *said)
{
	const struct policy *p = d->p;
	const struct policy_question_ *q = d->q;
	const struct policy_rule *rule = &row->rule;
	struct policy_length_ age;
	enum policy_result about = policy_may_cover_(p, row->gates, POLICY_RELATION_GATE, q->gate), one;
	int64_t measured = 0;
	int32_t day = 0;
	POLICY_LENGTH_(&age, d, row, max_age, measured_at);
	about = policy_and_(about, policy_may_cover_(p, row->documents, POLICY_RELATION_DOCUMENT, q->document));
	about = policy_and_(about, policy_rule_applies(p, rule, q->c));
	if (about == POLICY_NO || age.span->kind == POLICY_SPAN_NONE)
		return POLICY_NO;
	one = policy_count_from_(p, rule, &age, POLICY_OK, policy_start_of_day_(p, q->day), &said->due);
	if (one == POLICY_OK)
		one = policy_event_time_(p, q->c, said->due.event, &measured);
	if (one == POLICY_OK)
		one = policy_day(p, measured, &day);
	if (one == POLICY_OK && (day > said->due.period.last.day || day < q->day))
		one = POLICY_NO;
	said->says = one;
	return about;
}

static inline void policy_add_age_(struct policy_react_ *t, const struct policy_identity_rule *row, const struct policy_said_ *said)
{
	const struct policy *p = t->d->p;
	const struct policy_rule *rule = &row->rule;
	const struct policy_due *due = &said->due;
	const enum policy_result about = policy_and_(said->about, policy_stands_(t->d, rule));
	enum policy_result one = POLICY_CAST_(enum policy_result, said->says);
	if (due->known && (t->last == POLICY_NO_DATE || due->period.last.day < t->last))
		t->last = due->period.last.day;
	if (one == POLICY_OK || one == POLICY_NO)
		one = about != POLICY_OK ? about : policy_is_firm_(t->d, rule) ? one : POLICY_NOT_FIRM;
	policy_add_reaction_(t, rule, one,
	                     due->by.basis == POLICY_BASIS_READING || policy_is_read_(p, rule, &row->gates) || policy_is_read_(p, rule, &row->documents));
	if (t->by->rule == rule && due->by.basis == POLICY_BASIS_IMPLIED && t->by->basis == POLICY_BASIS_STATED)
		t->by->basis = POLICY_BASIS_IMPLIED;
}

static inline void policy_no_reaction_(struct policy_react_ *t)
{
	t->all = POLICY_NOT_LISTED;
	t->sure = 0;
	t->result = t->further = t->until = POLICY_NONE;
	t->last = POLICY_NO_DATE;
}

static inline void policy_react_once_(struct policy_react_ *t)
{
	struct policy_settling_ *d = t->d;
	policy_no_answer_(d->p, t->by);
	policy_no_reaction_(t);
	if (d->q->asks == POLICY_ASKS_OUTCOME_)
		POLICY_EACH_(d, outcome, row, policy_outcome_says_(d->p, row, d->q), policy_add_outcome_(t, row, said->about));
	else
		POLICY_EACH_(d, identity, row, policy_age_says_(d, row, said), policy_add_age_(t, row, said));
}

/* The answer, in `t`: of all settlements the same, or a conflict (S8). p: the edition; NULL: none. */
static inline enum policy_result policy_reacts_(const struct policy *p, const struct policy_question_ *q, struct policy_react_ *t, struct policy_answer *out)
{
	struct policy_settling_ d;
	struct policy_answer answer;
	struct policy_react_ other;
	int differ = 0;
	policy_no_answer_(p, out);
	policy_no_reaction_(t);
	if (!p)
		return POLICY_NOT_LISTED;
	policy_begin_(&d, p, q, NULL);
	t->d = other.d = &d;
	t->by = out;
	other.by = &answer;
	while (policy_pass_(&d)) {
		if (d.settlements <= 1) {
			policy_react_once_(t);
			continue;
		}
		policy_react_once_(&other);
		differ |= other.all != t->all || other.result != t->result || other.further != t->further || other.until != t->until;
		if (other.last != POLICY_NO_DATE && (t->last == POLICY_NO_DATE || other.last < t->last))
			t->last = other.last;
	}
	t->d = NULL;
	return policy_agree_(&d, differ, out) ? t->all : POLICY_CONFLICT;
}

/* What a request does to a category. POLICY_OK, POLICY_UNSTATED, POLICY_CONDITIONAL, POLICY_NOT_FIRM; POLICY_CONFLICT: two outcomes apply
 * that differ, or an undecided contradiction; POLICY_NOT_LISTED: nothing is said of the category. */
static inline enum policy_result policy_request_outcome(const struct policy *p, enum policy_request request, enum policy_category category,
                                                        const struct policy_case *c, struct policy_outcome *out)
{
	struct policy_question_ q;
	struct policy_react_ t;
	enum policy_result result;
	policy_ask_(&q, POLICY_ASKS_OUTCOME_, c);
	q.request = POLICY_CAST_(unsigned, request);
	q.category = POLICY_CAST_(unsigned, category);
	result = policy_reacts_(policy_in_force(p, c->at), &q, &t, &out->by);
	out->result = t.result;
	out->further = t.further;
	out->until = t.until;
	return result;
}

/* ---- signals (Q6) ---- */

/* One sweep through the rows: the first reaction after another. */
struct policy_reacting_ {
	struct policy_settling_ *d;
	const struct policy_reaction *after; /* NULL: the first of all */
	struct policy_reaction *out;         /* of one settlement; by.rules 0: there is none */
	enum policy_result all;
};

static inline void policy_no_deed_(const struct policy *p, struct policy_reaction *out)
{
	policy_no_answer_(p, &out->by);
	out->action = out->release = out->then = POLICY_NONE;
	out->max_length = NULL;
	out->until.first.end = out->until.last.end = 0;
	out->until.first.day = out->until.last.day = 0;
	out->length = POLICY_NOT_LISTED;
}

static inline void policy_copy_reaction_(struct policy_reaction *to, const struct policy_reaction *from)
{
	policy_copy_answer_(&to->by, &from->by);
	to->action = from->action;
	to->release = from->release;
	to->then = from->then;
	to->max_length = from->max_length;
	to->until.first.end = from->until.first.end;
	to->until.first.day = from->until.first.day;
	to->until.last.end = from->until.last.end;
	to->until.last.day = from->until.last.day;
	to->length = from->length;
}

static inline int policy_reaction_less_(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* The order of reactions; 0: they do the same. */
static inline int policy_reaction_order_(const struct policy_reaction *a, const struct policy_reaction *b)
{
	const struct policy_span *x = a->max_length, *y = b->max_length;
	int order = policy_reaction_less_(a->action, b->action);
	order = order ? order : policy_reaction_less_(a->release, b->release);
	order = order ? order : policy_reaction_less_(a->then, b->then);
	order = order ? order : policy_reaction_less_(a->length, b->length);
	if (order || a->length == POLICY_OK) {
		order = order ? order : policy_reaction_less_(a->until.first.end, b->until.first.end);
		return order ? order : policy_reaction_less_(a->until.last.end, b->until.last.end);
	}
	order = policy_reaction_less_(x->unit, y->unit);
	order = order ? order : policy_reaction_less_(x->word, y->word);
	order = order ? order : policy_reaction_less_(x->min, y->min);
	return order ? order : policy_reaction_less_(x->max, y->max);
}

static inline void policy_add_signal_(struct policy_reacting_ *t, const struct policy_automation_rule *row, enum policy_result about)
{
	const struct policy_settling_ *d = t->d;
	const unsigned action = POLICY_READ_(uint16_t, d, row, action);
	const enum policy_result code = policy_qualify_(policy_is_firm_(d, &row->rule), policy_and_(about, policy_stands_(d, &row->rule)),
	                                                action == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
	struct policy_reaction one;
	int order;
	policy_no_deed_(d->p, &one);
	one.action = action;
	one.release = POLICY_READ_(uint16_t, d, row, release);
	one.then = POLICY_READ_(uint16_t, d, row, then);
	one.max_length = POLICY_WITH_(struct policy_span, d, row, max_length, max_length);
	one.length = policy_span_end(d->p, one.max_length, d->q->c->at, &one.until);
	order = t->out->by.rules == 0 ? -1 : policy_reaction_order_(&one, t->out);
	if (order > 0 || (t->after && policy_reaction_order_(&one, t->after) <= 0))
		return;
	one.by.rule = &row->rule;
	one.by.basis = POLICY_IS_READING_(d, row, action, action) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	if (order == 0) { /* they do the same */
		one.by.rules = t->out->by.rules;
		one.by.open = t->out->by.open;
	}
	one.by.rules++;
	one.by.open += code != POLICY_OK;
	if (order < 0 || (code == POLICY_OK && t->all != POLICY_OK)) {
		policy_copy_reaction_(t->out, &one);
		t->all = code;
	} else {
		t->out->by.rules = one.by.rules;
		t->out->by.open = one.by.open;
	}
}

/* Of all settlements the first reaction after another; POLICY_CONFLICT: it is not done alike in each. p: the edition. */
static inline enum policy_result policy_next_reaction_(const struct policy *p, const struct policy_question_ *q, const struct policy_reaction *after,
                                                       struct policy_reaction *out)
{
	struct policy_settling_ d;
	struct policy_reacting_ t;
	struct policy_reaction here;
	enum policy_result result = POLICY_NOT_LISTED;
	int differ = 0, order;
	policy_no_deed_(p, out);
	policy_begin_(&d, p, q, NULL);
	t.d = &d;
	t.after = after;
	t.out = &here;
	while (policy_pass_(&d)) {
		policy_no_deed_(p, &here);
		t.all = POLICY_NOT_LISTED;
		POLICY_EACH_(&d, automation, row,
		             policy_and_(policy_may_cover_(p, row->signals, POLICY_RELATION_SIGNAL, q->signal), policy_rule_applies(p, &row->rule, q->c)),
		             policy_add_signal_(&t, row, said->about));
		if (d.pass == POLICY_PASS_HEARING_ || (here.by.rules == 0 && out->by.rules == 0))
			continue;
		order = here.by.rules == 0 ? 1 : out->by.rules == 0 ? -1 : policy_reaction_order_(&here, out);
		if (order < 0) {
			differ = d.settlements > 1;
			result = t.all;
			policy_copy_reaction_(out, &here);
		} else {
			differ |= order > 0 || t.all != result;
		}
	}
	if (out->by.rules == 0)
		return POLICY_NOT_LISTED;
	return policy_agree_(&d, differ, &out->by) ? result : POLICY_CONFLICT;
}

/* What happens by itself on a sign: the nth reaction (from 0) of all that do, of which none excludes another; POLICY_NOT_LISTED: there is no
 * further one. POLICY_CONFLICT: it is contested; others may not be. by.rules: how many rules have it done. */
static inline enum policy_result policy_signal(const struct policy *p, enum policy_signal signal, unsigned nth, const struct policy_case *c,
                                               struct policy_reaction *out)
{
	struct policy_question_ q;
	struct policy_reaction last;
	enum policy_result result = POLICY_NOT_LISTED;
	unsigned i;
	policy_ask_(&q, POLICY_ASKS_SIGNAL_, c);
	q.signal = POLICY_CAST_(unsigned, signal);
	p = policy_in_force(p, c->at);
	policy_no_deed_(p, out);
	policy_no_deed_(p, &last);
	for (i = 0; p && i <= nth; i++) {
		result = policy_next_reaction_(p, &q, i > 0 ? &last : NULL, out);
		if (result == POLICY_NOT_LISTED)
			break;
		policy_copy_reaction_(&last, out);
	}
	return result;
}

/* Is a document, issued on a day, young enough for a gate? Its age is measured at the event that the rule names, which c->events has to
 * have. POLICY_OK: by every rule. POLICY_NO: too old, or dated after it is measured. *last: the last day on which it is not too old.
 * POLICY_NOT_FIRM: the rule is only typical, or a "may". POLICY_NOT_LISTED: no rule limits its age. */
static inline enum policy_result policy_document_age(const struct policy *p, enum policy_gate gate, enum policy_document document,
                                                     int32_t issued, const struct policy_case *c, struct policy_answer *out, int32_t *last)
{
	struct policy_question_ q;
	struct policy_react_ t;
	enum policy_result result;
	policy_ask_(&q, POLICY_ASKS_AGE_, c);
	q.gate = POLICY_CAST_(unsigned, gate);
	q.document = POLICY_CAST_(unsigned, document);
	q.day = issued;
	result = policy_reacts_(policy_in_force(p, c->at), &q, &t, out);
	*last = t.last;
	return result;
}

#endif
