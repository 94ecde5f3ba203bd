/* SPDX-License-Identifier: MIT */
/* Calls every function of policy.h, vocabulary.h and brands.h on every brand; C99 and later, C++11 and later. Calls nothing else, so that as a shared
 * object it has only the relocations the headers cost (run.sh). */
#include "policy/brands.h"

/* Numbers of the policies, where only a constant will do. */
#if POLICY_MPO21_BREACH_USERS_DEADLINE_HOURS != 72 || POLICY_MAMI_BREACH_USERS_DEADLINE_DAYS != 30
#error "another deadline than the notices state"
#endif
#if defined __cplusplus
static_assert(POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_YEARS == 7, "seven years");
static_assert(sizeof(policy_mami) < 65536, "a brand is small");
#elif __STDC_VERSION__ >= 201112L
_Static_assert(POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_YEARS == 7, "seven years");
_Static_assert(sizeof(policy_mami) < 65536, "a brand is small");
#endif
struct hourly { unsigned char hour[POLICY_MPO21_BREACH_USERS_DEADLINE_HOURS]; };

#ifdef __cplusplus
extern "C"
#endif
unsigned use_policy(void);

static unsigned use_text(const char *s)
{
	unsigned n = 5381;
	while (*s)
		n = n * 33 + POLICY_CAST_(unsigned char, *s++);
	return n;
}

static unsigned use_list(const struct policy *p, struct policy_list l)
{
	unsigned i, n = 0;
	for (i = 0; policy_list_at(p, l, i) != POLICY_NONE; i++)
		n += policy_list_has(p, l, policy_list_at(p, l, i)) == POLICY_OK;
	return n;
}

static unsigned use_rule(const struct policy *p, const struct policy_rule *rule)
{
	return use_text(policy_rule_name(p, rule)) + POLICY_CAST_(unsigned, policy_rule_mark(p, rule, 0)) + use_list(p, rule->all_of) +
	       use_list(p, rule->any_of) + use_list(p, rule->unless) + use_list(p, rule->scope);
}

/* No initialisers: clang -O0 would call memset. */
static unsigned use_span(const struct policy_span *s)
{
	unsigned n = 0;
#define USE_UNIT(unit) \
	{ \
		struct policy_##unit length; \
		if (policy_span_##unit(s, &length) == POLICY_OK) \
			n += length.min + length.max; \
	}
	USE_UNIT(minutes)
	USE_UNIT(hours)
	USE_UNIT(days)
	USE_UNIT(business_days)
	USE_UNIT(weeks)
	USE_UNIT(months)
	USE_UNIT(years)
	return n;
}

static unsigned use_start(const struct policy_start *s)
{
	unsigned event = 0;
	enum policy_basis basis = POLICY_BASIS_NONE;
	return policy_start_event(s, &event, &basis) == POLICY_OK ? event + POLICY_CAST_(unsigned, basis) : 0;
}

static unsigned use_deadline(const struct policy_deadline *d)
{
	return POLICY_CAST_(unsigned, d->end % 1000003) + POLICY_CAST_(unsigned, d->day);
}

/* From 1 March 2026, 10:00 in Jakarta, and before 31 January 2027. */
static unsigned use_period(const struct policy *p, const struct policy_span *s)
{
	const int64_t start = 1772334000;
	unsigned n = 0;
	struct policy_date date;
	struct policy_period period;
	int32_t day;
	date.year = 2027;
	date.month = 1;
	date.day = 31;
	if (policy_span_end(p, s, start, &period) == POLICY_OK)
		n += use_deadline(&period.first) + use_deadline(&period.last) * 3;
	if (policy_date_day(date, &day) == POLICY_OK && policy_span_back(p, s, day, &period) == POLICY_OK)
		n += use_deadline(&period.first) * 5 + use_deadline(&period.last) * 7;
	return n;
}

static unsigned use_calendar(const struct policy *p)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	struct policy_deadline deadline;
	struct policy_date date;
	unsigned unit, n = 0;
	int32_t day;
	if (policy_utc_offset(p, 1772334000, &day) != POLICY_OK)
		n++;
	if (policy_day(p, 1772334000, &day) != POLICY_OK)
		return 0;
	date = policy_day_date(day);
	n += POLICY_CAST_(unsigned, date.year + date.month + date.day) + POLICY_CAST_(unsigned, policy_day_is_working(p, day)) +
	     POLICY_CAST_(unsigned, policy_calendar_working(c, day + 1));
	for (unit = POLICY_UNIT_HOUR; unit <= POLICY_UNIT_MINUTE; unit++) {
		if (policy_calendar_add(c, POLICY_CAST_(enum policy_unit, unit), 10, 1772334000, &deadline) == POLICY_OK)
			n += use_deadline(&deadline) * unit;
		if (policy_calendar_back(c, POLICY_CAST_(enum policy_unit, unit), 10, day, &deadline) == POLICY_OK)
			n += use_deadline(&deadline) * unit * 3;
	}
	return n;
}

#define USE_ROWS(section, SECTION) \
	static unsigned use_##section(const struct policy *p) \
	{ \
		unsigned i, n = 0; \
		for (i = 0; i < policy_##section##_count(p); i++) { \
			const struct policy_##section##_rule *r = policy_##section##_row(p, i); \
			n += use_rule(p, &r->rule); \
		} \
		return n; \
	}
POLICY_SECTIONS(USE_ROWS)

#define USE_FIND(section, SECTION, key) \
	for (i = 0; i < 100; i++) \
		n += policy_##section##_find(p, POLICY_CAST_(enum policy_##key, i), 0) != NULL;

static unsigned use_finders(const struct policy *p)
{
	unsigned i, n = 0;
	POLICY_FINDERS(USE_FIND)
	return n;
}

/* Every answer; POLICY_OK or not. */
static unsigned use_answers(const struct policy *p)
{
	const struct policy_happened events[2] = {{POLICY_EVENT_BREACH_DISCOVERED, 1772334000}, {POLICY_EVENT_REQUEST_RECEIVED, 1772334000}};
	static const uint16_t met[1] = {POLICY_CONDITION_LAW_REQUIRES};
	static struct policy_case c; /* not known: all the rest */
	struct policy_due due;
	struct policy_keeping keeping;
	struct policy_outcome outcome;
	struct policy_answer answer;
	struct policy_reaction reaction;
	const struct policy_route_rule *route;
	const struct policy_breach_rule *breach = policy_breach_row(p, 0);
	unsigned n = 0;
	int32_t day;
	c.at = 1772334000;
	c.events = events;
	c.event_count = 2;
	c.met = met;
	c.met_count = 1;
	n += policy_in_force(p, c.at) == p;
	answer.policy = p;
	answer.conflict = 1;
	n += use_text(policy_conflict_name(&answer));
	n += POLICY_CAST_(unsigned, policy_breach_due(p, POLICY_AUDIENCE_AFFECTED_USERS, &c, &due)) + due.by.rules;
	if (breach)
		n += POLICY_CAST_(unsigned, policy_breach_rule_due(p, breach, &c, &due)) +
		     POLICY_CAST_(unsigned, policy_rule_applies(p, &breach->rule, &c));
	n += POLICY_CAST_(unsigned, policy_request_answer_due(p, POLICY_REQUEST_ACCESS, &c, &due));
	n += POLICY_CAST_(unsigned, policy_request_complete_due(p, POLICY_REQUEST_ACCESS, &c, &due));
	if ((route = policy_route_find(p, POLICY_REQUEST_ACCESS, 0)) != NULL)
		n += POLICY_CAST_(unsigned, policy_route_answer_due(p, route, &c, &due)) + POLICY_CAST_(unsigned, policy_route_extended_due(p, route, &c, &due)) +
		     POLICY_CAST_(unsigned, policy_route_complete_due(p, route, &c, &due));
	n += POLICY_CAST_(unsigned, policy_change_due(p, POLICY_CHANGE_MATERIAL_CHANGES, 21000, &c, &due));
	if (policy_policy_change_row(p, 0))
		n += POLICY_CAST_(unsigned, policy_change_rule_due(p, policy_policy_change_row(p, 0), POLICY_CHANGE_MATERIAL_CHANGES, 21000, &c, &due));
	if (policy_retention_row(p, 0))
		n += POLICY_CAST_(unsigned, policy_keep_rule(p, policy_retention_row(p, 0), POLICY_CATEGORY_SUPPORT_DATA, POLICY_NO_ELEMENT, &c, &due));
	n += POLICY_CAST_(unsigned, policy_keep(p, POLICY_CATEGORY_SUPPORT_DATA, POLICY_NO_ELEMENT, 1772334000, &c, &keeping));
	n += POLICY_CAST_(unsigned, policy_request_outcome(p, POLICY_REQUEST_DELETION, POLICY_CATEGORY_SUPPORT_DATA, &c, &outcome));
	n += POLICY_CAST_(unsigned, policy_same_event(p, POLICY_EVENT_ACCOUNT_CLOSURE, POLICY_EVENT_ACCOUNT_DELETION));
	n += POLICY_CAST_(unsigned, policy_act(p, POLICY_ACT_SELL, POLICY_CATEGORY_SUPPORT_DATA, POLICY_NO_ELEMENT,
	                                       POLICY_RECIPIENT_ADVERTISERS, POLICY_NO_PURPOSE, &c, &answer));
	n += POLICY_CAST_(unsigned, policy_may_use(p, POLICY_CATEGORY_DEVICE_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_FRAUD_PREVENTION,
	                                           POLICY_SAID_NOTHING, &c, &answer));
	n += POLICY_CAST_(unsigned, policy_may_share(p, POLICY_CATEGORY_PAYMENT_INFORMATION, POLICY_NO_ELEMENT, POLICY_RECIPIENT_YOUR_BANK,
	                                             POLICY_PURPOSE_COMPLETE_DEPOSIT, &c, &answer));
	n += POLICY_CAST_(unsigned, policy_may_store(p, POLICY_SURFACE_WEBSITE, POLICY_COOKIE_CLASS_ANALYTICS, POLICY_SAID_NO, &c, &answer));
	n += POLICY_CAST_(unsigned, policy_state_permits(p, POLICY_STATE_ACCOUNT_INACTIVE, POLICY_PERMISSION_DATA_EXPORT, &c, &answer));
	n += POLICY_CAST_(unsigned, policy_signal(p, POLICY_SIGNAL_RAPID_BALANCE_CHANGES, 0, &c, &reaction));
	n += POLICY_CAST_(unsigned, policy_document_age(p, POLICY_GATE_WITHDRAWAL, POLICY_DOCUMENT_BANK_STATEMENT, 20500, &c, &answer, &day));
	return n;
}

static unsigned use_brand(const struct policy *p)
{
	unsigned i, n = use_text(policy_name(p)) + POLICY_CAST_(unsigned, policy_is_draft(p));
#define USE_SECTION(section, SECTION) n += use_##section(p);
	POLICY_SECTIONS(USE_SECTION)
	for (i = 0; i < policy_retention_count(p); i++) {
		n += use_span(&policy_retention_row(p, i)->period);
		n += use_period(p, &policy_retention_row(p, i)->period);
		n += use_start(&policy_retention_row(p, i)->from);
	}
	for (i = 0; i < policy_breach_count(p); i++)
		n += use_span(&policy_breach_row(p, i)->deadline) + use_period(p, &policy_breach_row(p, i)->deadline);
	return n + use_calendar(p) + use_finders(p) + use_answers(p);
}

/* Every id has a name, which leads back to it; 0 and what is none have none. */
#define USE_KIND(kind) \
	for (i = 1; i < 1000; i++) \
		if (*policy_##kind##_name(i)) \
			n += POLICY_CAST_(unsigned, policy_##kind##_by_name(policy_##kind##_name(i))) == i; \
	n += *policy_##kind##_name(0) || POLICY_CAST_(unsigned, policy_##kind##_by_name("no-such-id")) ? 100000 : 0;

static unsigned use_names(void)
{
	unsigned i, n = 0;
	USE_KIND(category) USE_KIND(element) USE_KIND(value) USE_KIND(method) USE_KIND(purpose) USE_KIND(legal_basis)
	USE_KIND(recipient) USE_KIND(act) USE_KIND(technique) USE_KIND(place) USE_KIND(condition) USE_KIND(scope)
	USE_KIND(event) USE_KIND(state) USE_KIND(permission) USE_KIND(duration) USE_KIND(request) USE_KIND(channel)
	USE_KIND(format) USE_KIND(document) USE_KIND(quality) USE_KIND(gate) USE_KIND(audience) USE_KIND(duty)
	USE_KIND(content) USE_KIND(measure) USE_KIND(layer) USE_KIND(standard) USE_KIND(role) USE_KIND(technology)
	USE_KIND(cookie_class) USE_KIND(surface) USE_KIND(effect) USE_KIND(region) USE_KIND(topic) USE_KIND(signal)
	USE_KIND(action) USE_KIND(release) USE_KIND(change) USE_KIND(party) USE_KIND(open_hours) USE_KIND(agreement)
	USE_KIND(instrument) USE_KIND(law) USE_KIND(sector) USE_KIND(origin) USE_KIND(mechanism) USE_KIND(language)
	return n;
}

unsigned use_policy(void)
{
	const struct policy *p = policy_find("mami");
	unsigned n = use_brand(&policy_mami.head) + use_brand(&policy_mpo21.head) * 3 + use_brand(&policy_sesetoro.head) * 5;
	return p == &policy_mami.head ? n + use_names() + POLICY_CAST_(unsigned, sizeof(struct hourly)) : 0;
}

#ifdef MAIN
#include <stdio.h>

int main(void)
{
	printf("%u\n", use_policy());
	return use_policy() == 0;
}
#endif
