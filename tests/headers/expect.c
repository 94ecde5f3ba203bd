/* SPDX-License-Identifier: MIT */
/* What the real brands answer to questions a service asks, beside what their sources say. */
#include "policy/brands.h"
#include "check.h"

static const struct policy *mami, *mpo21, *sesetoro;

static int same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

#define NAMED(p, r, name) CHECK((r) && same(policy_rule_name(p, &(r)->rule), name), "%s is not the rule %s", #r, name)

/* A rule by its name, for those that no id of the index leads to. */
#define BY_NAME(section) \
	static const struct policy_##section##_rule *section##_named(const struct policy *p, const char *name) \
	{ \
		unsigned i; \
		for (i = 0; i < policy_##section##_count(p); i++) \
			if (same(policy_rule_name(p, &policy_##section##_row(p, i)->rule), name)) \
				return policy_##section##_row(p, i); \
		printf("FAIL no rule %s.%s of %s\n", #section, name, policy_name(p)); \
		return NULL; \
	}
BY_NAME(retention)
BY_NAME(backup)
BY_NAME(collection)
BY_NAME(cookie)
BY_NAME(identity)
BY_NAME(policy_change)
BY_NAME(complaint)
BY_NAME(vendor)

/* The way of a request, as requests.<request>.routes.<name>. */
static const struct policy_route_rule *route_of(const struct policy *p, const char *request, const char *name)
{
	unsigned i;
	for (i = 0; i < policy_route_count(p); i++) {
		const struct policy_route_rule *r = policy_route_row(p, i);
		if (same(policy_rule_name(p, &r->rule), name) &&
		    same(policy_rule_name(p, &policy_request_row(p, r->rule.parent)->rule), request))
			return r;
	}
	printf("FAIL no route %s of %s\n", name, request);
	return NULL;
}

/* The span answers in its own unit with min and max, in every other unit with OTHER_UNIT; out is then cleared. */
static void length(const struct policy_span *s, unsigned unit, unsigned min, unsigned max)
{
	struct policy_minutes minutes = {99, 99};
	struct policy_hours hours = {99, 99};
	struct policy_days days = {99, 99};
	struct policy_business_days business_days = {99, 99};
	struct policy_weeks weeks = {99, 99};
	struct policy_months months = {99, 99};
	struct policy_years years = {99, 99};
#define ASK(which, UNIT) \
	SAME(policy_span_##which(s, &which), unit == POLICY_UNIT_##UNIT ? POLICY_OK : POLICY_OTHER_UNIT); \
	SAME(which.min, unit == POLICY_UNIT_##UNIT ? min : 0); \
	SAME(which.max, unit == POLICY_UNIT_##UNIT ? max : 0);
	ASK(minutes, MINUTE)
	ASK(hours, HOUR)
	ASK(days, DAY)
	ASK(business_days, BUSINESS_DAY)
	ASK(weeks, WEEK)
	ASK(months, MONTH)
	ASK(years, YEAR)
	SAME(s->kind, min == max ? POLICY_SPAN_EXACT : min ? POLICY_SPAN_RANGE : POLICY_SPAN_UP_TO);
}

/* The span has no number: it answers so in every unit. */
static void no_length(const struct policy_span *s, enum policy_result result, unsigned word)
{
	struct policy_minutes minutes = {99, 99};
	struct policy_hours hours = {99, 99};
	struct policy_days days = {99, 99};
	struct policy_business_days business_days = {99, 99};
	struct policy_weeks weeks = {99, 99};
	struct policy_months months = {99, 99};
	struct policy_years years = {99, 99};
	SAME(policy_span_minutes(s, &minutes), result);
	SAME(policy_span_hours(s, &hours), result);
	SAME(policy_span_days(s, &days), result);
	SAME(policy_span_business_days(s, &business_days), result);
	SAME(policy_span_weeks(s, &weeks), result);
	SAME(policy_span_months(s, &months), result);
	SAME(policy_span_years(s, &years), result);
	SAME(minutes.min | hours.min | days.min | business_days.min | weeks.min | months.min | years.min, 0u);
	SAME(minutes.max | hours.max | days.max | business_days.max | weeks.max | months.max | years.max, 0u);
	SAME(s->word, word);
}

static void starts(const struct policy_start *s, unsigned event, enum policy_basis basis)
{
	unsigned e = 99;
	enum policy_basis b = POLICY_BASIS_NONE;
	SAME(policy_start_event(s, &e, &b), POLICY_OK);
	SAME(e, event);
	SAME(b, basis);
	e = 99;
	SAME(policy_start_event(s, &e, NULL), POLICY_OK);
	SAME(e, event);
}

static void starts_not(const struct policy_start *s, enum policy_result result)
{
	unsigned e = 99;
	enum policy_basis b = POLICY_BASIS_NONE;
	SAME(policy_start_event(s, &e, &b), result);
	SAME(e, POLICY_NONE);
	SAME(b, POLICY_BASIS_NONE);
}

#define MARK(p, r, section, member) policy_rule_mark(p, &(r)->rule, offsetof(struct policy_##section##_rule, member))

static void find(void)
{
	mami = policy_find("mami");
	mpo21 = policy_find("mpo21");
	sesetoro = policy_find("sesetoro");
	CHECK(mami == &policy_mami.head && mpo21 == &policy_mpo21.head && sesetoro == &policy_sesetoro.head, "brands by id");
	CHECK(policy_find("nope") == NULL, "policy_find(nope)");
	CHECK(policy_find("") == NULL, "policy_find()");
	CHECK(policy_find("mam") == NULL, "policy_find(mam)");
	CHECK(policy_find("mamix") == NULL, "policy_find(mamix)");
	CHECK(policy_find("MAMI") == NULL, "policy_find(MAMI)");
	CHECK(same(policy_name(mami), "mami"), "name");
	CHECK(same(policy_name(mpo21), "mpo21"), "name");
	CHECK(same(policy_name(sesetoro), "sesetoro"), "name");
	SAME(policy_is_draft(mami), 1);
	SAME(policy_is_draft(mpo21), 1);
	SAME(policy_is_draft(sesetoro), 1);
}

/* Ids no policy has, codes beyond the index, rows past the end. */
#define ABSENT(section, SECTION) \
	CHECK(policy_##section##_row(p, policy_##section##_count(p)) == NULL, "%s row past the end", #section); \
	CHECK(policy_##section##_row(p, ~0u) == NULL, "%s row -1", #section);
#define UNFOUND(section, SECTION, key) \
	CHECK(policy_##section##_find(p, POLICY_NONE, 0) == NULL, "%s of no id", #section); \
	CHECK(policy_##section##_find(p, POLICY_OPEN, 0) == NULL, "%s of an open id", #section); \
	CHECK(policy_##section##_find(p, 999, 0) == NULL || same(#section, "retention"), "%s of an unknown id", #section); \
	CHECK(policy_##section##_find(p, ~0u, 0) == NULL, "%s of id -1", #section); \
	CHECK(policy_##section##_find(p, 1, 999) == NULL, "the 999th %s", #section); \
	CHECK(policy_##section##_find(p, 1, ~0u) == NULL, "%s number -1", #section);
static void absent(const struct policy *p)
{
	POLICY_SECTIONS(ABSENT)
	POLICY_FINDERS(UNFOUND)
}

static void mami_breach(void)
{
	const struct policy_breach_rule *users = policy_breach_find(mami, POLICY_AUDIENCE_AFFECTED_USERS, 0);
	const struct policy_breach_rule *regulators = policy_breach_find(mami, POLICY_AUDIENCE_REGULATORS, 0);
	NAMED(mami, users, "users");
	NAMED(mami, regulators, "regulators");
	length(&users->deadline, POLICY_UNIT_DAY, 30, 30); /* mami-108 */
	starts(&users->from, POLICY_EVENT_BREACH_DISCOVERED, POLICY_BASIS_IMPLIED);
	SAME(users->duty, POLICY_DUTY_NOTIFY);
	SAME(users->channels.state, POLICY_LIST_COMPLETE); /* mami-109 */
	SAME(policy_list_at(mami, users->channels, 0), POLICY_CHANNEL_EMAIL);
	SAME(policy_list_at(mami, users->channels, 1), POLICY_NONE);
	SAME(policy_list_has(mami, users->channels, POLICY_CHANNEL_LIVE_CHAT), POLICY_NOT_LISTED);
	SAME(policy_list_has(mami, users->contents, POLICY_CONTENT_PROTECTIVE_STEPS), POLICY_OK); /* mami-110 */
	SAME(policy_rule_mark(mami, &users->rule, 0), POLICY_MARK_NONE);
	CHECK(policy_breach_find(mami, POLICY_AUDIENCE_AFFECTED_USERS, 1) == NULL, "a second rule for users");
	CHECK(policy_breach_find(mami, POLICY_AUDIENCE_AUTHORITIES, 0) == NULL, "mami speaks of regulators only");
	no_length(&regulators->deadline, POLICY_UNSTATED, 0); /* mami-111 */
	starts_not(&regulators->from, POLICY_NOT_LISTED);
	SAME(policy_list_has(mami, regulators->rule.all_of, POLICY_CONDITION_BREACH_SIGNIFICANT), POLICY_OK);
	SAME(regulators->rule.all_of.count, 2);
}

static void mami_retention(void)
{
	const struct policy_retention_rule *r = policy_retention_find(mami, POLICY_CATEGORY_IDENTITY_DOCUMENTS, 0);
	NAMED(mami, r, "identity-documents");
	length(&r->period, POLICY_UNIT_YEAR, 7, 7); /* mami-104 */
	starts_not(&r->from, POLICY_UNSTATED);
	SAME(r->then, POLICY_OPEN);
	SAME(r->rule.certainty, POLICY_CERTAINTY_EXACT);
	SAME(MARK(mami, r, retention, period), POLICY_MARK_NONE);

	/* mami-033 says indefinitely, mami-072 typically 5 to 7 years: undecided, both are in the table, marked */
	r = policy_retention_find(mami, POLICY_CATEGORY_TRANSACTION_HISTORY, 0);
	NAMED(mami, r, "transactions");
	no_length(&r->period, POLICY_INDEFINITE, 0);
	SAME(MARK(mami, r, retention, period), POLICY_MARK_CONFLICT);
	r = policy_retention_find(mami, POLICY_CATEGORY_TRANSACTION_HISTORY, 1);
	NAMED(mami, r, "transactions-after-deletion");
	length(&r->period, POLICY_UNIT_YEAR, 5, 7);
	starts(&r->from, POLICY_EVENT_ACCOUNT_DELETION, POLICY_BASIS_IMPLIED);
	SAME(r->rule.certainty, POLICY_CERTAINTY_TYPICALLY);
	SAME(MARK(mami, r, retention, period), POLICY_MARK_CONFLICT);
	SAME(MARK(mami, r, retention, from), POLICY_MARK_CONFLICT);
	/* the rules that follow are about all data */
	for (unsigned nth = 2; (r = policy_retention_find(mami, POLICY_CATEGORY_TRANSACTION_HISTORY, nth)) != NULL; nth++)
		SAME(r->categories.state, POLICY_LIST_NONE);
	NAMED(mami, policy_retention_find(mami, POLICY_CATEGORY_TRANSACTION_HISTORY, 2), "after-closure"); /* mami-107 */

	r = policy_retention_find(mami, POLICY_CATEGORY_SUPPORT_DATA, 0); /* mami-054, mami-091 */
	NAMED(mami, r, "support");
	length(&r->period, POLICY_UNIT_YEAR, 2, 2);
	SAME(r->rule.certainty, POLICY_CERTAINTY_EXACT);
	SAME(MARK(mami, r, retention, period), POLICY_MARK_CONFLICT);

	r = policy_retention_find(mami, POLICY_CATEGORY_ACCOUNT_DATA, 0);
	no_length(&r->period, POLICY_WHILE_STATE, POLICY_STATE_ACCOUNT_EXISTS); /* mami-102 */
	SAME(policy_list_has(mami, r->elements, POLICY_ELEMENT_FULL_NAME), POLICY_OK);
	SAME(policy_list_has(mami, r->elements, POLICY_ELEMENT_PHONE), POLICY_NOT_LISTED);
	starts_not(&r->from, POLICY_NOT_LISTED);

	r = retention_named(mami, "after-closure"); /* mami-107 */
	no_length(&r->period, POLICY_NO_NUMBER, POLICY_DURATION_AS_LONG_AS_LAW_REQUIRES);
	no_length(&r->then_within, POLICY_NO_NUMBER, POLICY_DURATION_AS_SOON_AS_LEGALLY_PERMISSIBLE);
	starts(&r->from, POLICY_EVENT_ACCOUNT_CLOSURE, POLICY_BASIS_STATED);
	SAME(r->then, POLICY_ENDING_DELETE);
	r = retention_named(mami, "general");
	no_length(&r->period, POLICY_UNSTATED, 0); /* mami-056 */
	no_length(&r->then_within, POLICY_NOT_LISTED, 0);
}

static void mami_rest(void)
{
	const struct policy_cookie_rule *c = policy_cookie_find(mami, POLICY_COOKIE_CLASS_PREFERENCE, 0);
	const struct policy_route_rule *r = route_of(mami, "access", "support");
	const struct policy_identity_rule *i = identity_named(mami, "proof-of-residence");
	const struct policy_vendor_rule *v = vendor_named(mami, "payment-credentials");
	const struct policy_collection_rule *k = collection_named(mami, "transactions");
	no_length(&c->lifetime, POLICY_INDEFINITE, 0); /* mami-117 */
	SAME(policy_list_has(mami, c->ends_on, POLICY_EVENT_COOKIES_CLEARED), POLICY_OK);
	SAME(c->used, POLICY_FLAG_TRUE);
	SAME(c->surfaces.state, POLICY_LIST_UNSTATED);
	SAME(policy_list_has(mami, c->surfaces, POLICY_SURFACE_APP), POLICY_UNSTATED);
	SAME(c->can_disable, POLICY_FLAG_NONE);
	length(&r->complete, POLICY_UNIT_BUSINESS_DAY, 10, 10); /* mami-067 */
	no_length(&r->answer, POLICY_NOT_LISTED, 0);
	SAME(r->self_service, POLICY_FLAG_FALSE);
	length(&i->max_age, POLICY_UNIT_MONTH, 3, 3); /* mami-023 */
	starts_not(&i->measured_at, POLICY_UNSTATED);
	SAME(i->choice, POLICY_CHOICE_ANY_OF);
	SAME(i->documents.count, 3);
	/* mami-029, mami-112: the member is marked; its neighbours are not */
	SAME(policy_list_has(mami, v->qualities, POLICY_QUALITY_OWN_SECURITY_STANDARDS), POLICY_OK);
	SAME(policy_list_has(mami, v->duties, POLICY_DUTY_SECURE_DATA), POLICY_NO_LIST); /* mami-048 says what they do, not that they have to */
	SAME(MARK(mami, v, vendor, qualities), POLICY_MARK_CONFLICT);
	SAME(MARK(mami, v, vendor, duties), POLICY_MARK_NONE);
	SAME(policy_rule_mark(mami, &v->rule, 0), POLICY_MARK_NONE);
	/* mami-031: examples; what they do not name is not listed, and not ruled out */
	SAME(k->elements.state, POLICY_LIST_EXAMPLES);
	SAME(policy_list_has(mami, k->elements, POLICY_ELEMENT_GAME_TYPE), POLICY_OK);
	SAME(policy_list_has(mami, k->elements, POLICY_ELEMENT_PASSWORD), POLICY_NOT_LISTED);
	SAME(policy_list_has(mami, k->elements, POLICY_NONE), POLICY_NOT_LISTED);
	SAME(k->requirement, POLICY_OPEN);
	/* an id that several rules have: identity checks at both gates */
	NAMED(mami, policy_identity_find(mami, POLICY_GATE_WITHDRAWAL, 0), "government-id");
	NAMED(mami, policy_identity_find(mami, POLICY_GATE_WITHDRAWAL, 1), "proof-of-residence");
	CHECK(policy_identity_find(mami, POLICY_GATE_WITHDRAWAL, 2) == NULL, "a third check");
	SAME(complaint_named(mami, "authority")->step, 1);
}

static void of_mpo21(void)
{
	const struct policy_breach_rule *users = policy_breach_find(mpo21, POLICY_AUDIENCE_AFFECTED_USERS, 0);
	const struct policy_retention_rule *r = retention_named(mpo21, "all");
	const struct policy_cookie_rule *c = policy_cookie_find(mpo21, POLICY_COOKIE_CLASS_ESSENTIAL, 0);
	const struct policy_route_rule *officer = route_of(mpo21, "privacy-inquiry", "officer");
	const struct policy_backup_rule *backup = backup_named(mpo21, "deleted-data");
	length(&users->deadline, POLICY_UNIT_HOUR, 72, 72); /* mpo21-013, mpo21-103 */
	starts(&users->from, POLICY_EVENT_BREACH_DISCOVERED, POLICY_BASIS_IMPLIED);
	SAME(policy_list_has(mpo21, users->channels, POLICY_CHANNEL_EMAIL), POLICY_UNSTATED);
	SAME(policy_list_at(mpo21, users->channels, 0), POLICY_NONE);
	no_length(&policy_breach_find(mpo21, POLICY_AUDIENCE_AUTHORITIES, 0)->deadline, POLICY_UNSTATED, 0); /* mpo21-104 */
	length(&r->period, POLICY_UNIT_YEAR, 7, 7); /* mpo21-051, -060: closure or the request for it, undecided */
	SAME(MARK(mpo21, r, retention, period), POLICY_MARK_CONFLICT); /* a length and its start are one */
	starts(&retention_named(mpo21, "closure-request")->from, POLICY_EVENT_ACCOUNT_CLOSURE_REQUEST, POLICY_BASIS_STATED);
	SAME(MARK(mpo21, retention_named(mpo21, "closure-request"), retention, period), POLICY_MARK_CONFLICT);
	/* mpo21-051: the rule is about all data, so every category leads to it */
	CHECK(policy_retention_find(mpo21, POLICY_CATEGORY_IDENTITY_DATA, 0) == r, "a rule for all data is found by category");
	CHECK(policy_retention_find(mpo21, POLICY_CATEGORY_IDENTITY_DATA, 1) == retention_named(mpo21, "closure-request"), "and so is the other");
	CHECK(policy_retention_find(mpo21, POLICY_CATEGORY_IDENTITY_DATA, 2) == NULL, "and there is no third");
	SAME(r->then, POLICY_ENDING_DELETE);
	SAME(r->automatic, POLICY_FLAG_TRUE);
	SAME(r->irreversible, POLICY_FLAG_TRUE);
	SAME(policy_retention_count(mpo21), 3u);
	length(&route_of(mpo21, "access", "support")->complete, POLICY_UNIT_DAY, 30, 30); /* mpo21-082 */
	starts(&route_of(mpo21, "access", "support")->from, POLICY_EVENT_REQUEST_RECEIVED, POLICY_BASIS_STATED);
	length(&route_of(mpo21, "correction", "other")->complete, POLICY_UNIT_BUSINESS_DAY, 10, 10); /* mpo21-086 */
	length(&officer->answer, POLICY_UNIT_DAY, 14, 14);                                        /* mpo21-127 */
	SAME(officer->rule.certainty, POLICY_CERTAINTY_TARGET);
	length(&policy_change_named(mpo21, "material")->lead_time, POLICY_UNIT_DAY, 30, 30); /* mpo21-129 */
	SAME(policy_change_named(mpo21, "material")->before, POLICY_EVENT_POLICY_EFFECTIVE_DATE);
	SAME(policy_change_named(mpo21, "any")->rule.strength, POLICY_STRENGTH_MAY);
	SAME(c->can_disable, POLICY_FLAG_FALSE); /* mpo21-032 against -116 */
	SAME(MARK(mpo21, c, cookie, can_disable), POLICY_MARK_CONFLICT);
	SAME(MARK(mpo21, c, cookie, holds), POLICY_MARK_NONE);
	c = policy_cookie_find(mpo21, POLICY_COOKIE_CLASS_ESSENTIAL, 1); /* mpo21-117 */
	SAME(MARK(mpo21, c, cookie, can_disable), POLICY_MARK_CONFLICT);
	SAME(MARK(mpo21, c, cookie, effects), POLICY_MARK_NONE);
	SAME(policy_list_has(mpo21, c->effects, POLICY_EFFECT_LOGIN_IMPOSSIBLE), POLICY_OK);
	SAME(backup->kept, POLICY_FLAG_FALSE);
	no_length(&backup->period, POLICY_NOT_LISTED, 0);
}

static void of_sesetoro(void)
{
	const struct policy_breach_rule *users = policy_breach_find(sesetoro, POLICY_AUDIENCE_AFFECTED_USERS, 0);
	const struct policy_retention_rule *r = policy_retention_find(sesetoro, POLICY_CATEGORY_FINANCIAL_RECORDS, 0);
	const struct policy_route_rule *objection = route_of(sesetoro, "objection", "any");
	no_length(&users->deadline, POLICY_NO_NUMBER, POLICY_DURATION_WITHOUT_UNREASONABLE_DELAY); /* sesetoro-081 */
	starts_not(&users->from, POLICY_UNSTATED);
	SAME(users->contents.count, 3); /* sesetoro-097 */
	SAME(policy_list_has(sesetoro, users->contents, POLICY_CONTENT_DATA_EXPOSED), POLICY_OK);
	length(&r->period, POLICY_UNIT_YEAR, 5, 7); /* sesetoro-060 */
	SAME(r->rule.certainty, POLICY_CERTAINTY_TYPICALLY);
	SAME(r->then, POLICY_ENDING_DELETE_OR_ANONYMISE); /* sesetoro-062 */
	SAME(MARK(sesetoro, r, retention, period), POLICY_MARK_NONE);
	no_length(&retention_named(sesetoro, "active")->period, POLICY_WHILE_STATE, POLICY_STATE_ACCOUNT_ACTIVE); /* sesetoro-059 */
	no_length(&backup_named(sesetoro, "all")->period, POLICY_NO_NUMBER, POLICY_DURATION_FOR_A_LIMITED_TIME);    /* sesetoro-063 */
	SAME(backup_named(sesetoro, "all")->kept, POLICY_FLAG_TRUE);
	NAMED(sesetoro, policy_retention_find(sesetoro, POLICY_CATEGORY_TRANSACTION_RECORDS, 0), "transaction-audit");
	NAMED(sesetoro, policy_retention_find(sesetoro, POLICY_CATEGORY_TRANSACTION_RECORDS, 1), "transaction-tax");
	no_length(&policy_retention_find(sesetoro, POLICY_CATEGORY_TRANSACTION_RECORDS, 1)->period, POLICY_UNSTATED, 0);
	length(&route_of(sesetoro, "access", "support")->complete, POLICY_UNIT_DAY, 30, 30); /* sesetoro-092 */
	no_length(&objection->complete, POLICY_NO_NUMBER, POLICY_DURATION_IMMEDIATELY); /* sesetoro-075: not the 30 days of -109 */
	no_length(&objection->answer, POLICY_NOT_LISTED, 0);
	SAME(MARK(sesetoro, objection, route, from), POLICY_MARK_NONE);
	SAME(cookie_named(sesetoro, "app-none")->used, POLICY_FLAG_FALSE); /* sesetoro-103 against -098 */
	SAME(policy_rule_mark(sesetoro, &cookie_named(sesetoro, "app-none")->rule, 0), POLICY_MARK_CONFLICT);
	SAME(policy_change_named(sesetoro, "acceptance")->consent, POLICY_CONSENT_DEEMED); /* sesetoro-114 */
	SAME(MARK(sesetoro, policy_change_named(sesetoro, "acceptance"), policy_change, consent), POLICY_MARK_CONFLICT);
}

/* ---- deadlines, by policies/calendars/id.yaml: Jakarta, collective leave is worked, dates round down ---- */

static int32_t date(int year, int month, int day)
{
	struct policy_date d;
	int32_t n = -1;
	d.year = year;
	d.month = month;
	d.day = day;
	SAME(policy_date_day(d, &n), POLICY_OK);
	return n;
}

/* 10:00 in Jakarta, 03:00 UTC */
static int64_t at_ten(int32_t day)
{
	return (int64_t)day * 86400 + 3 * 3600;
}

/* Over at the midnight that ends the day, 17:00 UTC. */
static void ends(const struct policy *p, const struct policy_span *s, int32_t start, enum policy_result result, int32_t last)
{
	struct policy_period out = {{-1, -1}, {-1, -1}};
	SAME(policy_span_end(p, s, at_ten(start), &out), result);
	SAME(out.last.day, last);
	SAME(out.last.end, (int64_t)last * 86400 + 17 * 3600);
	SAME(out.first.end, out.last.end);
}

static void deadlines(void)
{
	const struct policy_span *access = &route_of(mami, "access", "support")->complete;        /* 10 business days */
	const struct policy_span *documents = &retention_named(mami, "identity-documents")->period; /* 7 years */
	const struct policy_span *breach = &policy_breach_find(mpo21, POLICY_AUDIENCE_AFFECTED_USERS, 0)->deadline;
	struct policy_period out = {{-1, -1}, {-1, -1}};
	int32_t day = -1;
	/* Idul Fitri 2026, from Tuesday 17 March; 19 is Nyepi, 21 and 22 a weekend: 18, 20, 23 to 27, 30, 31, 1 April */
	ends(mami, access, date(2026, 3, 17), POLICY_OK, date(2026, 4, 1));
	/* 2028 has no decree: the soonest there can be */
	ends(mami, access, date(2027, 12, 31), POLICY_OUT_OF_CALENDAR, date(2028, 1, 14));
	ends(mami, documents, date(2028, 2, 29), POLICY_OK, date(2035, 2, 28));
	ends(mami, &policy_breach_find(mami, POLICY_AUDIENCE_AFFECTED_USERS, 0)->deadline, date(2027, 2, 1), POLICY_OK, date(2027, 3, 3));
	/* 72 hours from Friday are over on Monday */
	SAME(policy_span_end(mpo21, breach, at_ten(date(2026, 5, 8)), &out), POLICY_OK);
	SAME(out.last.end, at_ten(date(2026, 5, 11)));
	/* 30 days before 31 January */
	SAME(policy_span_back(mpo21, &policy_change_named(mpo21, "material")->lead_time, date(2027, 1, 31), &out), POLICY_OK);
	SAME(out.last.day, date(2026, 12, 31));
	/* a range of 5 to 7 years, and a duty without a number */
	SAME(policy_span_end(sesetoro, &policy_retention_find(sesetoro, POLICY_CATEGORY_FINANCIAL_RECORDS, 0)->period, at_ten(date(2026, 7, 1)), &out), POLICY_OK);
	SAME(out.first.day, date(2031, 7, 1));
	SAME(out.last.day, date(2033, 7, 1));
	SAME(policy_span_end(sesetoro, &policy_breach_find(sesetoro, POLICY_AUDIENCE_AFFECTED_USERS, 0)->deadline, 0, &out), POLICY_NO_NUMBER);
	SAME(policy_day(sesetoro, at_ten(date(2026, 7, 1)) + 14 * 3600, &day), POLICY_OK); /* midnight */
	SAME(day, date(2026, 7, 2));
	SAME(policy_day_is_working(sesetoro, date(2026, 3, 18)), POLICY_OK); /* collective leave */
	SAME(policy_day_is_working(sesetoro, date(2026, 3, 19)), POLICY_FREE_DAY);
	SAME(policy_day_is_working(sesetoro, date(2028, 1, 1)), POLICY_OUT_OF_CALENDAR);
}

int main(void)
{
	find();
	absent(mami);
	absent(mpo21);
	absent(sesetoro);
	mami_breach();
	mami_retention();
	mami_rest();
	of_mpo21();
	of_sesetoro();
	deadlines();
	return checked();
}
