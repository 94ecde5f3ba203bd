/* SPDX-License-Identifier: MIT */
/* Ten answers of each policy of tests/world, worked out by hand: the reasoning stands beside each. Prints what differs, and how many agree.
 * Times are UTC; Chicago is 6 hours behind it in winter and 5 in summer, London and Dublin are with it in winter and 1 hour ahead in summer. */
#include "policy/brands.h"
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

static unsigned passed, failed;

static void check(int line, const char *what, int64_t got, int64_t expected)
{
	if (got == expected) {
		passed++;
		return;
	}
	failed++;
	printf("answers.c:%d: %s: %" PRId64 ", expected %" PRId64 "\n", line, what, got, expected);
}
#define IS(got, expected) check(__LINE__, #got, (int64_t)(got), (int64_t)(expected))

/* Seconds since 1970 of a moment in UTC, by counting the days of the years and months before it. */
static int64_t utc(int year, int month, int day, int hour)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t days = day - 1;
	for (int y = 1970; y < year; y++)
		days += 365 + (y % 4 == 0);
	for (int m = 1; m < month; m++)
		days += lengths[m - 1] + (m == 2 && year % 4 == 0);
	return (days * 24 + hour) * 3600;
}

static int has(const struct policy *p, struct policy_list list, unsigned id)
{
	for (unsigned i = 0; i < list.count; i++)
		if (policy_list_at(p, list, i) == id)
			return 1;
	return 0;
}

/* ---- saas-a ---- */

static void saas(const struct policy *p)
{
	const uint16_t account_by_law[] = {POLICY_CONDITION_LAW_PERMITS, POLICY_CONDITION_HAVE_ACCOUNT};
	const uint16_t not_by_law[] = {POLICY_CONDITION_LAW_PERMITS};
	const uint16_t neither[] = {POLICY_CONDITION_CONSENT_GIVEN, POLICY_CONDITION_LEGALLY_COMPELLED};
	const int64_t trashed = utc(2024, 1, 10, 21); /* 10 January, 15:00 in Chicago */
	const struct policy_happened events[] = {{POLICY_EVENT_CONTENT_TRASHED, trashed}, {POLICY_EVENT_ACCOUNT_CLOSURE, utc(2024, 11, 20, 18)}};
	const struct policy_case plain = {.at = utc(2024, 12, 1, 12)};
	struct policy_case c = {.at = utc(2024, 12, 1, 12), .events = events, .event_count = 2};
	struct policy_answer a;
	struct policy_due due;
	int32_t day;

	/* 1 (S40). Trashed on 10 January; 30 days are over with 9 February, and its last second is before 10 February, 0:00 in Chicago,
	 * which is 6:00 UTC. */
	const struct policy_retention_rule *row, *trash = NULL;
	for (unsigned i = 0; (row = policy_retention_row(p, i)) != NULL; i++)
		if (has(p, row->categories, POLICY_CATEGORY_TRASHED_CONTENT))
			trash = row;
	IS(policy_keep_rule(p, trash, POLICY_CATEGORY_TRASHED_CONTENT, POLICY_NO_ELEMENT, &c, &due), POLICY_OK);
	IS(due.period.last.end, utc(2024, 2, 10, 6));
	/* ... and nothing says that it stays so long: it can go from the moment it is in the trash. */
	IS(due.period.first.end, trashed);
	/* ... and it is gone from the servers within 30 more: 9 February and 30 days is 10 March. */
	struct policy_days days;
	IS(policy_span_days(&trash->then_within, &days), POLICY_OK);
	IS(days.max, 30);

	/* 2 (S41). Backups of an account that is closed go 60 days after the closure, and not after the content is deleted. */
	const struct policy_backup_rule *backup = policy_backup_row(p, 0);
	IS(backup->from.event, POLICY_EVENT_ACCOUNT_CLOSURE);
	IS(policy_span_days(&backup->period, &days), POLICY_OK);
	IS(days.max, 60);

	/* 3 (S22). The hash of an address goes to advertising companies to hide advertisements, if the law permits it and the person has an
	 * account. Where the law does not permit it, no rule speaks of it. */
	c.met = account_by_law, c.met_count = 2;
	IS(policy_may_share(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_ELEMENT_HASHED_EMAIL, POLICY_RECIPIENT_AD_COMPANIES,
	                    POLICY_PURPOSE_HIDE_ADS_FROM_YOU, &c, &a), POLICY_OK);
	c.met_count = 0, c.unmet = not_by_law, c.unmet_count = 1;
	IS(policy_may_share(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_ELEMENT_HASHED_EMAIL, POLICY_RECIPIENT_AD_COMPANIES,
	                    POLICY_PURPOSE_HIDE_ADS_FROM_YOU, &c, &a), POLICY_NOT_LISTED);

	/* 4 (S07). Nothing is ever sold to third parties. */
	IS(policy_act(p, POLICY_ACT_SELL, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_THIRD_PARTIES, POLICY_NO_PURPOSE, &plain, &a),
	   POLICY_NO);

	/* 5 (S26). Nobody looks at content without consent or legal process; with neither known, that is not said. */
	IS(policy_act(p, POLICY_ACT_LOOK_AT, POLICY_CATEGORY_CUSTOMER_CONTENT, POLICY_NO_ELEMENT, POLICY_NO_RECIPIENT, POLICY_NO_PURPOSE, &plain, &a),
	   POLICY_CONDITIONAL);
	c.unmet = neither, c.unmet_count = 2;
	IS(policy_act(p, POLICY_ACT_LOOK_AT, POLICY_CATEGORY_CUSTOMER_CONTENT, POLICY_NO_ELEMENT, POLICY_NO_RECIPIENT, POLICY_NO_PURPOSE, &c, &a),
	   POLICY_NO);

	/* 6 (S20). An interview is recorded only with explicit consent: a plain yes is not enough. */
	IS(policy_may_use(p, POLICY_CATEGORY_COMMUNICATION_DATA, POLICY_ELEMENT_INTERVIEW_RECORDING, POLICY_PURPOSE_FUTURE_REFERENCE,
	                  POLICY_SAID_YES_EXPLICITLY, &plain, &a), POLICY_OK);
	IS(policy_may_use(p, POLICY_CATEGORY_COMMUNICATION_DATA, POLICY_ELEMENT_INTERVIEW_RECORDING, POLICY_PURPOSE_FUTURE_REFERENCE,
	                  POLICY_SAID_YES, &plain, &a), POLICY_NO);

	/* 7 (S41). Whoever has left can no longer open content. */
	IS(policy_state_permits(p, POLICY_STATE_ACCOUNT_DELETED, POLICY_PERMISSION_OPEN_CONTENT, &c, &a), POLICY_NO);

	/* 8 (S31). Four rights share one record and its route. */
	const struct policy_route_rule *know = policy_route_find(p, POLICY_REQUEST_KNOW, 0);
	IS(know == policy_route_find(p, POLICY_REQUEST_OBJECTION, 0) && know == policy_route_find(p, POLICY_REQUEST_ACCESS, 0), true);
	IS(know != policy_route_find(p, POLICY_REQUEST_DELETION, 0), true);
	IS(has(p, know->channels, POLICY_CHANNEL_POSTAL_MAIL), true);
	IS(know->self_service, POLICY_FLAG_FALSE);
	/* no time to answer is promised */
	IS(policy_request_answer_due(p, POLICY_REQUEST_KNOW, &plain, &due), POLICY_NOT_LISTED);

	/* 9 (S43). Two transfers of people in Europe rest on something: the clauses always, the derogation for a newsletter or the shop. */
	unsigned clauses = 0, derogations = 0;
	const struct policy_transfer_rule *t;
	for (unsigned i = 0; (t = policy_transfer_row(p, i)) != NULL; i++) {
		clauses += has(p, t->mechanisms, POLICY_MECHANISM_STANDARD_CONTRACTUAL_CLAUSES) && t->rule.all_of.count == 0;
		derogations += has(p, t->mechanisms, POLICY_MECHANISM_CONTRACT_DEROGATION) && t->rule.all_of.count == 1;
	}
	IS(clauses, 1);
	IS(derogations, 1);

	/* (S21) To have said yes to the camera is not to have said it to the contacts. (S27) Whoever discloses tells the person before. (S37) */
	const struct policy_use_rule *use;
	unsigned each = 0, before = 0;
	for (unsigned i = 0; (use = policy_use_row(p, i)) != NULL; i++)
		each += use->asked_each == POLICY_FLAG_TRUE && has(p, use->elements, POLICY_ELEMENT_DEVICE_CAMERA) && has(p, use->asked_through, POLICY_CHANNEL_DEVICE_PROMPT);
	IS(each, 1);
	const struct policy_sharing_rule *share;
	for (unsigned i = 0; (share = policy_sharing_row(p, i)) != NULL; i++)
		before += share->tell_person == POLICY_FLAG_TRUE && share->tell_before == POLICY_FLAG_TRUE && share->tell_certainty == 0;
	IS(before, 2);
	IS(policy_identity_find(p, POLICY_GATE_DELETION, 0)->pieces, 2);

	/* 10. 10 January, 21:00 UTC, is that day in Chicago, and so is 11 January, 5:59:59; the day after begins at 6:00. */
	IS(policy_day(p, trashed, &day), POLICY_OK);
	IS(day, trashed / 86400);
	IS(policy_day(p, utc(2024, 1, 11, 6) - 1, &day), POLICY_OK);
	IS(day, trashed / 86400);
	IS(policy_day(p, utc(2024, 1, 11, 6), &day), POLICY_OK);
	IS(day, trashed / 86400 + 1);
}

/* ---- charity-b ---- */

static void charity(const struct policy *p)
{
	const uint16_t harbour[] = {POLICY_SCOPE_HARBOUR}, subscribers[] = {POLICY_SCOPE_NEWSLETTER_SUBSCRIBERS}, granted[] = {POLICY_SCOPE_YOUR_LOCAL_LAW};
	const uint16_t lantern[] = {POLICY_SCOPE_LANTERN};
	const struct policy_happened obtained[] = {{POLICY_EVENT_DATA_OBTAINED, utc(2022, 8, 31, 11)}};
	const struct policy_happened left[] = {{POLICY_STATE_SUBSCRIBED, utc(2023, 1, 20, 9)}}, asked[] = {{POLICY_EVENT_DELETION_REQUEST, utc(2023, 1, 20, 9)}};
	const struct policy_case plain = {.at = utc(2023, 12, 1, 12)};
	struct policy_case c = plain;
	struct policy_answer a;
	struct policy_due due;
	const struct policy_retention_rule *row, *chats = NULL, *contacts = NULL, *accounts = NULL;
	for (unsigned i = 0; (row = policy_retention_row(p, i)) != NULL; i++) {
		if (has(p, row->elements, POLICY_ELEMENT_CHAT_LOGS))
			chats = row;
		if (has(p, row->categories, POLICY_CATEGORY_CONTACT_DATA))
			contacts = row;
		if (has(p, row->categories, POLICY_CATEGORY_ACCOUNT_DATA))
			accounts = row;
	}

	/* 1 (C20). Chats of Harbour live 6 months from the day they were obtained, as the trustees read it. 31 August and 6 months is
	 * 28 February, the last of its month, in winter time: over at 0:00 UTC on 1 March. */
	c.events = obtained, c.event_count = 1, c.within = harbour, c.within_count = 1;
	IS(policy_keep_rule(p, chats, POLICY_CATEGORY_CHATBOT_DATA, POLICY_ELEMENT_CHAT_LOGS, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2023, 3, 1, 0));
	IS(due.by.basis, POLICY_BASIS_READING);
	/* 2. Outside Harbour that rule says nothing. */
	c.within_count = 0, c.outside = harbour, c.outside_count = 1;
	IS(policy_keep_rule(p, chats, POLICY_CATEGORY_CHATBOT_DATA, POLICY_ELEMENT_CHAT_LOGS, &c, &due), POLICY_NO);

	/* 3 (C18). A subscriber's data is kept while the subscription lasts. */
	c = plain, c.within = subscribers, c.within_count = 1;
	IS(policy_keep_rule(p, contacts, POLICY_CATEGORY_CONTACT_DATA, POLICY_NO_ELEMENT, &c, &due), POLICY_WHILE_STATE);
	/* 4. Ended on 20 January: it is kept to the end of that day in London. */
	c.ended = left, c.ended_count = 1;
	IS(policy_keep_rule(p, contacts, POLICY_CATEGORY_CONTACT_DATA, POLICY_NO_ELEMENT, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2023, 1, 21, 0));

	/* (C19) Two courses keep an account until its deletion is asked for: the request is the end, and nobody has to say so of the state. */
	c = plain, c.within = lantern, c.within_count = 1;
	IS(policy_keep_rule(p, accounts, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, &c, &due), POLICY_WHILE_STATE);
	c.events = asked, c.event_count = 1;
	IS(policy_keep_rule(p, accounts, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2023, 1, 21, 0));

	/* 5 (C08). Most sites track nobody, whatever the person says. */
	IS(policy_may_store(p, POLICY_SURFACE_MOST_WEBSITES, POLICY_COOKIE_CLASS_TRACKING, POLICY_SAID_YES_EXPLICITLY, &plain, &a), POLICY_NO);
	/* 6. The others do it only for whom has agreed. */
	IS(policy_may_store(p, POLICY_SURFACE_OTHER_WEBSITES, POLICY_COOKIE_CLASS_TRACKING, POLICY_SAID_NOTHING, &plain, &a), POLICY_NO);
	IS(policy_may_store(p, POLICY_SURFACE_OTHER_WEBSITES, POLICY_COOKIE_CLASS_TRACKING, POLICY_SAID_YES, &plain, &a), POLICY_OK);

	/* 7 (C13). Partners receive data to perform marketing services; what else they may receive it for is open: the list has examples. */
	IS(policy_may_share(p, POLICY_CATEGORY_CONTACT_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_BUSINESS_PARTNERS, POLICY_PURPOSE_MARKETING_SERVICES, &plain, &a),
	   POLICY_OK);
	IS(policy_may_share(p, POLICY_CATEGORY_CONTACT_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_BUSINESS_PARTNERS, POLICY_PURPOSE_NEWSLETTERS, &plain, &a),
	   POLICY_CONDITIONAL);

	/* 8 (C09). Contact data is used for the newsletter. */
	IS(policy_may_use(p, POLICY_CATEGORY_CONTACT_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_NEWSLETTERS, POLICY_SAID_NOTHING, &plain, &a), POLICY_OK);

	/* 9 (C22). One record holds five rights, for those to whom their law gives them. */
	const struct policy_request_rule *rights = policy_request_find(p, POLICY_REQUEST_RESTRICTION, 0);
	IS(rights == policy_request_find(p, POLICY_REQUEST_PORTABILITY, 0), true);
	IS(policy_rule_applies(p, &rights->rule, &plain), POLICY_CONDITIONAL);
	c = plain, c.within = granted, c.within_count = 1;
	IS(policy_rule_applies(p, &rights->rule, &c), POLICY_OK);

	/* (C24) More may be asked before any of them. (C14) That a person is told is an aim, and the disclosure itself is not. */
	IS(rights->more_information, POLICY_FLAG_TRUE);
	const struct policy_sharing_rule *share;
	unsigned aims = 0;
	for (unsigned i = 0; (share = policy_sharing_row(p, i)) != NULL; i++)
		aims += share->tell_person == POLICY_FLAG_TRUE && share->tell_certainty == POLICY_CERTAINTY_TARGET && share->rule.certainty == POLICY_CERTAINTY_EXACT;
	IS(aims, 1);

	/* 10 (C23). The newsletter is sent to whom has asked for it. */
	IS(policy_marketing_find(p, POLICY_CHANNEL_EMAIL, 0)->initial, POLICY_CONSENT_OPT_IN);
}

/* ---- clinic-c ---- */

static void clinic(const struct policy *p)
{
	const uint16_t controller[] = {POLICY_CONDITION_WE_DECIDE_WHY_AND_HOW}, believed[] = {POLICY_CONDITION_BELIEVED_IN_GOOD_FAITH};
	const uint16_t sought_and_told[] = {POLICY_CONDITION_SHARING_SOUGHT, POLICY_CONDITION_TOLD_OTHERWISE};
	const uint16_t grounds[] = {POLICY_CONDITION_COMPELLING_GROUNDS}, asked[] = {POLICY_CONDITION_CONSENT_WAS_ASKED};
	const struct policy_case plain = {.at = utc(2025, 6, 2, 12)};
	struct policy_case c = plain;
	struct policy_answer a;
	struct policy_due due;

	/* 1 (D24). Nothing is compiled for outsiders' marketing; that it is not compiled to provide services, nobody says. */
	IS(policy_act(p, POLICY_ACT_COMPILE, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_NO_RECIPIENT,
	              POLICY_PURPOSE_CONSUMER_MARKETING_BY_OUTSIDERS, &plain, &a), POLICY_NO);
	IS(policy_act(p, POLICY_ACT_COMPILE, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_NO_RECIPIENT, POLICY_PURPOSE_PROVIDE_SERVICES,
	              &plain, &a), POLICY_NOT_LISTED);

	/* 2 (D26). The group receives data where the company is the controller; where it is not, no rule speaks of it; else it depends. */
	IS(policy_may_share(p, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_GROUP_COMPANIES, POLICY_PURPOSE_PROVIDE_SERVICES, &plain,
	                    &a), POLICY_CONDITIONAL);
	c.met = controller, c.met_count = 1;
	IS(policy_may_share(p, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_GROUP_COMPANIES, POLICY_PURPOSE_PROVIDE_SERVICES, &c, &a),
	   POLICY_OK);
	c = plain, c.unmet = controller, c.unmet_count = 1;
	IS(policy_may_share(p, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_GROUP_COMPANIES, POLICY_PURPOSE_PROVIDE_SERVICES, &c, &a),
	   POLICY_NOT_LISTED);

	/* 3 (D28, D29). For unrelated purposes it receives none unless the person was told otherwise, and then the person is told before. */
	c = plain, c.unmet = sought_and_told + 1, c.unmet_count = 1;
	IS(policy_may_share(p, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_GROUP_COMPANIES, POLICY_PURPOSE_UNRELATED_PURPOSES, &c,
	                    &a), POLICY_NO);
	c = plain, c.met = sought_and_told, c.met_count = 2;
	IS(policy_may_share(p, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_GROUP_COMPANIES, POLICY_PURPOSE_UNRELATED_PURPOSES, &c,
	                    &a), POLICY_OK);
	const struct policy_sharing_rule *told = policy_sharing_find(p, POLICY_RECIPIENT_THIRD_PARTIES, 0);
	IS(told->tell_person, POLICY_FLAG_TRUE);
	IS(told->tell_before, POLICY_FLAG_TRUE);

	/* 4 (D23, D21). Data serves against fraud if that is believed necessary, and to communicate in any case. */
	IS(policy_may_use(p, POLICY_CATEGORY_DEVICE_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_FRAUD_PREVENTION, POLICY_SAID_NOTHING, &plain, &a),
	   POLICY_CONDITIONAL);
	c = plain, c.met = believed, c.met_count = 1;
	IS(policy_may_use(p, POLICY_CATEGORY_DEVICE_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_FRAUD_PREVENTION, POLICY_SAID_NOTHING, &c, &a), POLICY_OK);
	IS(policy_may_use(p, POLICY_CATEGORY_DEVICE_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_COMMUNICATE_WITH_YOU, POLICY_SAID_NOTHING, &plain, &a), POLICY_OK);

	/* 5 (D11). Whether somebody is fit for a job is judged by what applicants sent, and by nothing else. */
	IS(policy_may_use(p, POLICY_CATEGORY_APPLICANT_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_CONSIDER_FOR_ROLES, POLICY_SAID_NOTHING, &plain, &a), POLICY_OK);
	IS(policy_may_use(p, POLICY_CATEGORY_SUPPORT_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_CONSIDER_FOR_ROLES, POLICY_SAID_NOTHING, &plain, &a),
	   POLICY_NOT_LISTED);

	/* 6 (D48). Session cookies are used; what a person's no does to them is not said. */
	IS(policy_may_store(p, POLICY_SURFACE_MARKETING_SITE, POLICY_COOKIE_CLASS_SESSION, POLICY_SAID_NOTHING, &plain, &a), POLICY_OK);
	IS(policy_may_store(p, POLICY_SURFACE_MARKETING_SITE, POLICY_COOKIE_CLASS_SESSION, POLICY_SAID_NO, &plain, &a), POLICY_NOT_LISTED);

	/* 7 (D34, D35). One rule keeps data as long as its purposes need it, in words; how long the other keeps it is open. */
	unsigned in_words = 0, open = 0;
	const struct policy_retention_rule *row;
	for (unsigned i = 0; (row = policy_retention_row(p, i)) != NULL; i++) {
		enum policy_result result = policy_keep_rule(p, row, POLICY_CATEGORY_ENQUIRY_DATA, POLICY_NO_ELEMENT, &plain, &due);
		in_words += result == POLICY_NO_NUMBER, open += result == POLICY_UNSTATED;
	}
	IS(in_words, 1);
	IS(open, 1);

	/* 8 (D41, D43). Processing ends after an objection, but not where there are compelling grounds. Consent is withdrawn by e-mail. */
	c = plain, c.met = grounds, c.met_count = 1;
	IS(policy_rule_applies(p, &policy_request_find(p, POLICY_REQUEST_STOP_PROCESSING, 0)->rule, &c), POLICY_NO);
	c = plain, c.met = asked, c.met_count = 1;
	IS(policy_rule_applies(p, &policy_request_find(p, POLICY_REQUEST_WITHDRAW_CONSENT, 0)->rule, &c), POLICY_OK);
	IS(has(p, policy_route_find(p, POLICY_REQUEST_WITHDRAW_CONSENT, 0)->channels, POLICY_CHANNEL_EMAIL), true);
	/* in what time is not said */
	IS(policy_request_answer_due(p, POLICY_REQUEST_WITHDRAW_CONSENT, &c, &due), POLICY_NOT_LISTED);

	/* (D04, D05, D36) It acts as a processor on a person's behalf only if it says so; as the controller it has to carry out requests. */
	const uint16_t acts[] = {POLICY_CONDITION_ACT_AS_YOUR_PROCESSOR};
	const struct policy_operator_rule *processor = policy_operator_find(p, POLICY_CAPACITY_PROCESSOR, 0);
	const struct policy_operator_rule *decides = policy_operator_find(p, POLICY_CAPACITY_CONTROLLER, 0);
	c = plain, c.met = acts, c.met_count = 1, c.unmet = controller, c.unmet_count = 1;
	IS(policy_rule_applies(p, &processor->rule, &c), POLICY_OK);
	IS(has(p, processor->on_behalf_of, POLICY_RECIPIENT_YOU) && has(p, processor->duties, POLICY_DUTY_FOLLOW_INSTRUCTIONS), true);
	IS(policy_rule_applies(p, &decides->rule, &c), POLICY_NO);
	IS(has(p, decides->duties, POLICY_DUTY_CARRY_OUT_REQUESTS), true);

	/* (D32) Out of the European Economic Area one mechanism is enough. */
	const struct policy_transfer_rule *t;
	unsigned either = 0;
	for (unsigned i = 0; (t = policy_transfer_row(p, i)) != NULL; i++)
		either += has(p, t->mechanisms, POLICY_MECHANISM_DEROGATION) && t->mechanism_choice == POLICY_CHOICE_ANY_OF;
	IS(either, 1);

	/* 9 (D22, D42). News comes once somebody has agreed, and ends by a link or an e-mail. */
	const struct policy_marketing_rule *news = policy_marketing_find(p, POLICY_CHANNEL_EMAIL, 0);
	IS(news->initial, POLICY_CONSENT_OPT_IN);
	IS(has(p, news->controls, POLICY_CHANNEL_UNSUBSCRIBE_LINK) && has(p, news->controls, POLICY_CHANNEL_EMAIL), true);

	/* 10. The last hour of 28 June 2025 in UTC is the first of 29 June in Dublin; in January both have the same day. */
	int32_t day;
	IS(policy_day(p, utc(2025, 6, 28, 23), &day), POLICY_OK);
	IS(day, utc(2025, 6, 29, 0) / 86400);
	IS(policy_day(p, utc(2025, 6, 28, 23) - 1, &day), POLICY_OK);
	IS(day, utc(2025, 6, 28, 0) / 86400);
	IS(policy_day(p, utc(2025, 1, 28, 23), &day), POLICY_OK);
	IS(day, utc(2025, 1, 28, 0) / 86400);
}

/* ---- made-up ---- */

static void made_up(const struct policy *p)
{
	const uint16_t complex_case[] = {POLICY_CONDITION_COMPLEX}, neither[] = {POLICY_CONDITION_COMPLEX, POLICY_CONDITION_MANY_REQUESTS};
	const uint16_t californian[] = {POLICY_SCOPE_CALIFORNIANS};
	const struct policy_happened received[] = {{POLICY_EVENT_REQUEST_RECEIVED, utc(2024, 1, 31, 10)}};
	const struct policy_happened visit[] = {{POLICY_EVENT_ACCOUNT_ACCESS, utc(2024, 1, 10, 10)}};
	struct policy_case c = {.at = utc(2024, 1, 31, 10), .events = received, .event_count = 1};
	struct policy_answer a;
	struct policy_due due;
	const struct policy_route_rule *one = policy_route_find(p, POLICY_REQUEST_DELETION, 0), *other = policy_route_find(p, POLICY_REQUEST_PORTABILITY, 0);

	/* 1 (M07). 45 days from 31 January 2024, a leap year: 16 March. */
	c.within = californian, c.within_count = 1;
	IS(policy_route_complete_due(p, one, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 3, 16, 0) / 86400);
	/* 2. Extended in a complex case: 90 days from the receipt, 30 April. */
	c.met = complex_case, c.met_count = 1;
	IS(policy_route_extended_due(p, one, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 4, 30, 0) / 86400);
	/* 3. Not extended where neither is so; not known where nothing is said of it. */
	c.met_count = 0;
	IS(policy_route_extended_due(p, one, &c, &due), POLICY_CONDITIONAL);
	c.unmet = neither, c.unmet_count = 2;
	IS(policy_route_extended_due(p, one, &c, &due), POLICY_NO);
	/* 3a. Its clock stands while identity is checked, from 10 to 12 April: that is after the 45 days, and moves the 90 to 3 May. */
	const struct policy_pause checked[] = {{POLICY_CONDITION_IDENTITY_UNCLEAR, utc(2024, 4, 10, 12), utc(2024, 4, 12, 12)}};
	const struct policy_pause still[] = {{POLICY_CONDITION_IDENTITY_UNCLEAR, utc(2024, 4, 10, 12), POLICY_STILL}};
	c.met_count = 1, c.unmet_count = 0, c.pauses = checked, c.pause_count = 1;
	IS(policy_route_complete_due(p, one, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 3, 16, 0) / 86400);
	IS(policy_route_extended_due(p, one, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 5, 3, 0) / 86400);
	/* 3b. While it is being checked the 45 days are over, and the 90 have no end. */
	c.pauses = still;
	IS(policy_route_complete_due(p, one, &c, &due), POLICY_OK);
	IS(policy_route_extended_due(p, one, &c, &due), POLICY_PAUSED);
	IS(due.known, false);
	/* 4 (M08). A month is over on 29 February, the last of its month; extended by two it is three months from the receipt: 30 April, and not
	 * 29 April, which would be two months after 29 February. */
	c = (struct policy_case){.at = utc(2024, 1, 31, 10), .events = received, .event_count = 1, .met = complex_case, .met_count = 1};
	IS(policy_route_answer_due(p, other, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 2, 29, 0) / 86400);
	IS(policy_route_extended_due(p, other, &c, &due), POLICY_OK);
	IS(due.period.first.day, utc(2024, 4, 30, 0) / 86400);
	/* 4a (M13). Two stages: closed on 1 February 2020, the first ends with 1 February 2022 and lets nothing go. Until the move to the archive
	 * nothing falls due, and the data may be used as ever. */
	const struct policy_happened stages[] = {{POLICY_EVENT_ACCOUNT_CLOSURE, utc(2020, 2, 1, 12)}, {POLICY_EVENT_MOVED_TO_ARCHIVE, utc(2022, 2, 2, 12)}};
	struct policy_keeping k;
	c = (struct policy_case){.at = utc(2024, 3, 1, 12), .events = stages, .event_count = 1};
	IS(policy_keep(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, utc(2024, 1, 1, 12), &c, &k), POLICY_NOT_STARTED);
	IS(k.keep.day, utc(2022, 2, 1, 0) / 86400);
	IS(policy_may_use(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_APP_FEATURES, POLICY_SAID_NOTHING, &c, &a), POLICY_OK);
	/* 4b. In the archive since 2 February 2022 it goes with 2 February 2027, and is used for the law only. */
	c.event_count = 2;
	IS(policy_keep(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, utc(2024, 1, 1, 12), &c, &k), POLICY_OK);
	IS(k.keep.day, utc(2027, 2, 2, 0) / 86400);
	IS(k.gone.day, utc(2027, 2, 2, 0) / 86400);
	IS(k.then, POLICY_ENDING_DELETE);
	IS(policy_may_use(p, POLICY_CATEGORY_ACCOUNT_DATA, POLICY_NO_ELEMENT, POLICY_PURPOSE_APP_FEATURES, POLICY_SAID_NOTHING, &c, &a), POLICY_NO);
	/* 5 (M07). One of the two proofs is enough. */
	IS(one->proof_choice, POLICY_CHOICE_ANY_OF);
	IS(one->proof.count, 2);

	/* 6 (M03). Shared until the person objects: it has to be known whether it has. */
	struct policy_case s = {.at = utc(2024, 6, 1, 12)};
	IS(policy_may_share(p, POLICY_CATEGORY_BOOKING_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_AD_COMPANIES, POLICY_PURPOSE_HIDE_ADS_FROM_YOU, &s, &a),
	   POLICY_CONDITIONAL);
	s.said = POLICY_SAID_NO_WORD;
	IS(policy_may_share(p, POLICY_CATEGORY_BOOKING_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_AD_COMPANIES, POLICY_PURPOSE_HIDE_ADS_FROM_YOU, &s, &a),
	   POLICY_OK);
	s.said = POLICY_SAID_NO;
	IS(policy_may_share(p, POLICY_CATEGORY_BOOKING_DATA, POLICY_NO_ELEMENT, POLICY_RECIPIENT_AD_COMPANIES, POLICY_PURPOSE_HIDE_ADS_FROM_YOU, &s, &a),
	   POLICY_NO);

	/* 7 (M05). The last visit was on 10 January 2024. 365 days later is 9 January 2025, since 2024 has 366; it is over with that day. */
	struct policy_case l = {.at = utc(2025, 1, 10, 0) - 1, .events = visit, .event_count = 1};
	IS(policy_state_permits(p, POLICY_NO_STATE, POLICY_PERMISSION_OPEN_CONTENT, &l, &a), POLICY_NOT_LISTED);
	l.at++;
	IS(policy_state_permits(p, POLICY_NO_STATE, POLICY_PERMISSION_OPEN_CONTENT, &l, &a), POLICY_NO);

	/* 8 (M10). Below 13 nobody may use it; in Europe, a parent's consent is needed below 16. */
	IS(policy_minor_find(p, POLICY_BELOW_NOT_ALLOWED, 0)->age, 13);
	IS(policy_minor_find(p, POLICY_BELOW_NOT_ALLOWED, 0)->then, POLICY_ENDING_DELETE);
	IS(policy_minor_find(p, POLICY_BELOW_WITH_CONSENT, 0)->age, 16);
	IS(policy_minor_find(p, POLICY_BELOW_WITH_CONSENT, 1) == NULL, true);

	/* 9 (M06, M04). A page lasts 3 days after the flight, a copy 60 after the closure. */
	struct policy_days days;
	IS(policy_span_days(&policy_availability_row(p, 0)->after, &days), POLICY_OK);
	IS(days.max, 3);
	IS(policy_availability_row(p, 0)->until, POLICY_EVENT_FLIGHT);
	IS(policy_backup_row(p, 0)->from.event, POLICY_EVENT_ACCOUNT_CLOSURE);

	/* (M09) Five minutes are over 300 seconds later, in whatever zone. */
	struct policy_minutes minutes;
	struct policy_period over;
	IS(policy_span_minutes(&policy_cookie_find(p, POLICY_COOKIE_CLASS_PERSISTENT, 0)->lifetime, &minutes), POLICY_OK);
	IS(minutes.max, 5);
	IS(policy_span_end(p, &policy_cookie_find(p, POLICY_COOKIE_CLASS_PERSISTENT, 0)->lifetime, utc(2024, 3, 31, 1) - 60, &over), POLICY_OK);
	IS(over.first.end, utc(2024, 3, 31, 1) + 240);

	/* (M16) Of two controllers the one in Dublin is responsible for a user in Europe. (M17) For advertisements there are joint controllers, and
	 * requests go to this one. */
	const uint16_t in_europe[] = {POLICY_SCOPE_EU_AND_UK_USERS}, in_california[] = {POLICY_SCOPE_CALIFORNIANS};
	const struct policy_case european = {.at = utc(2024, 2, 1, 9), .within = in_europe, .within_count = 1, .outside = in_california, .outside_count = 1};
	unsigned here = 0, controllers = 0;
	const struct policy_operator_rule *o;
	for (; (o = policy_operator_find(p, POLICY_CAPACITY_CONTROLLER, controllers)) != NULL; controllers++)
		here += policy_rule_applies(p, &o->rule, &european) == POLICY_OK && has(p, o->rule.scope, POLICY_SCOPE_EU_AND_UK_USERS);
	IS(controllers, 2);
	IS(here, 1);
	o = policy_operator_find(p, POLICY_CAPACITY_JOINT_CONTROLLER, 0);
	IS(has(p, o->together_with, POLICY_RECIPIENT_AD_COMPANIES) && has(p, o->categories, POLICY_CATEGORY_BOOKING_DATA), true);
	IS(has(p, o->purposes, POLICY_PURPOSE_HIDE_ADS_FROM_YOU) && has(p, o->duties, POLICY_DUTY_CARRY_OUT_REQUESTS), true);

	/* 10 (M02, M12). Airlines give it, the cloud is in the United States. */
	IS(has(p, policy_collection_row(p, 0)->sources, POLICY_ORIGIN_AIRLINES), true);
	IS(policy_collection_row(p, 0)->requirement, POLICY_REQUIREMENT_AUTOMATIC);
	IS(has(p, policy_vendor_row(p, 0)->regions, POLICY_REGION_UNITED_STATES), true);
}

/* ---- when clocks change ---- */

/* In Chicago they went from 2:00 to 3:00 on 10 March 2024, at 8:00 UTC, and from 2:00 to 1:00 on 3 November 2024, at 7:00 UTC: the hour from
 * 2:00 is not there in March, and the hour from 1:00 comes twice in November, first from 6:00 UTC, then from 7:00 UTC. */
static void chicago(const struct policy *p)
{
	const struct policy_span *sixty_days = &policy_backup_row(p, 0)->period;
	const int64_t half_hour = 1800;
	struct policy_period over;
	int32_t day, ahead;

	/* 1. One second is 1:59:59, six hours behind UTC, and the next is 3:00, five hours behind. */
	IS(policy_utc_offset(p, utc(2024, 3, 10, 8) - 1, &ahead), POLICY_OK);
	IS(ahead, -6 * 3600);
	IS(policy_utc_offset(p, utc(2024, 3, 10, 8), &ahead), POLICY_OK);
	IS(ahead, -5 * 3600);
	/* 2. In November the hour comes again when the first is over. */
	IS(policy_utc_offset(p, utc(2024, 11, 3, 7) - 1, &ahead), POLICY_OK);
	IS(ahead, -5 * 3600);
	IS(policy_utc_offset(p, utc(2024, 11, 3, 7), &ahead), POLICY_OK);
	IS(ahead, -6 * 3600);

	/* 3. 10 March has 23 hours: from 6:00 UTC to 5:00 UTC. */
	IS(policy_day(p, utc(2024, 3, 10, 6), &day), POLICY_OK);
	IS(day, utc(2024, 3, 10, 0) / 86400);
	IS(policy_day(p, utc(2024, 3, 11, 5) - 1, &day), POLICY_OK);
	IS(day, utc(2024, 3, 10, 0) / 86400);
	IS(policy_day(p, utc(2024, 3, 11, 5), &day), POLICY_OK);
	IS(day, utc(2024, 3, 11, 0) / 86400);
	/* 4. 3 November has 25: from 5:00 UTC to 6:00 UTC. */
	IS(policy_day(p, utc(2024, 11, 3, 5) - 1, &day), POLICY_OK);
	IS(day, utc(2024, 11, 2, 0) / 86400);
	IS(policy_day(p, utc(2024, 11, 3, 5), &day), POLICY_OK);
	IS(day, utc(2024, 11, 3, 0) / 86400);
	IS(policy_day(p, utc(2024, 11, 4, 6) - 1, &day), POLICY_OK);
	IS(day, utc(2024, 11, 3, 0) / 86400);

	/* 5 (S41). Closed on 10 January: 60 days are over with 10 March, the short day (21 to the end of January, 29 in February, 10 more). */
	IS(policy_span_end(p, sixty_days, utc(2024, 1, 10, 18), &over), POLICY_OK);
	IS(over.first.end, utc(2024, 3, 11, 5));
	/* 6. Closed on 4 September: they are over with 3 November, the long day (26, 31 and 3). */
	IS(policy_span_end(p, sixty_days, utc(2024, 9, 4, 18), &over), POLICY_OK);
	IS(over.first.end, utc(2024, 11, 4, 6));
	/* 7. Closed at 1:30 in November, by the first clock or the second: the day is the same, and 60 days later is 2 January (27, 31 and 2). */
	IS(policy_span_end(p, sixty_days, utc(2024, 11, 3, 6) + half_hour, &over), POLICY_OK);
	IS(over.first.end, utc(2025, 1, 3, 6));
	IS(policy_span_end(p, sixty_days, utc(2024, 11, 3, 7) + half_hour, &over), POLICY_OK);
	IS(over.first.end, utc(2025, 1, 3, 6));
	/* 8. Closed a second before the hour that is not there, or after it: 60 days later is 9 May (21, 30 and 9), in summer time. */
	IS(policy_span_end(p, sixty_days, utc(2024, 3, 10, 8) - 1, &over), POLICY_OK);
	IS(over.first.end, utc(2024, 5, 10, 5));
	IS(policy_span_end(p, sixty_days, utc(2024, 3, 10, 8), &over), POLICY_OK);
	IS(over.first.end, utc(2024, 5, 10, 5));
}

/* In London they went from 1:00 to 2:00 on 31 March 2024 and from 2:00 to 1:00 on 27 October 2024, both at 1:00 UTC. */
static void london(const struct policy *p)
{
	const struct policy_route_rule *month = policy_route_find(p, POLICY_REQUEST_PORTABILITY, 0), *days = policy_route_find(p, POLICY_REQUEST_DELETION, 0);
	const uint16_t californian[] = {POLICY_SCOPE_CALIFORNIANS};
	struct policy_happened events[] = {{POLICY_EVENT_BREACH_DISCOVERED, utc(2024, 3, 30, 12)}};
	struct policy_case c = {.at = utc(2024, 3, 30, 12), .events = events, .event_count = 1};
	struct policy_due due;
	int32_t ahead;

	/* 1. 72 hours are 72 hours: from noon on 30 March to what the clock calls 13:00 on 2 April. */
	IS(policy_breach_due(p, POLICY_AUDIENCE_AFFECTED_USERS, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 4, 2, 12));
	/* 2. ... and from 26 October, 12:00, which is 11:00 UTC, to 11:00 on 29 October, which is 11:00 UTC. */
	events[0].time = c.at = utc(2024, 10, 26, 11);
	IS(policy_breach_due(p, POLICY_AUDIENCE_AFFECTED_USERS, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 10, 29, 11));

	/* 3 (M08). Received at 23:30 UTC on 27 September it is 0:30 on the 28th. A month is over with 28 October, in winter time. */
	events[0] = (struct policy_happened){POLICY_EVENT_REQUEST_RECEIVED, c.at = utc(2024, 9, 27, 23) + 1800};
	IS(policy_route_answer_due(p, month, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 10, 29, 0));
	/* 4. Received at 1:30 on 27 October, which comes twice: a month is over with 27 November, by either. */
	events[0].time = c.at = utc(2024, 10, 27, 0) + 1800;
	IS(policy_route_answer_due(p, month, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 11, 28, 0));
	events[0].time = c.at = utc(2024, 10, 27, 1) + 1800;
	IS(policy_route_answer_due(p, month, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 11, 28, 0));
	/* 5. Between them there is no hour in which the offset is anything else. */
	IS(policy_utc_offset(p, utc(2024, 10, 27, 1) - 1, &ahead), POLICY_OK);
	IS(ahead, 3600);
	IS(policy_utc_offset(p, utc(2024, 10, 27, 1), &ahead), POLICY_OK);
	IS(ahead, 0);

	/* 6 (M07). 45 days from 15 February, in a leap year, are over with 31 March, which has 23 hours (14 and 31): at 23:00 UTC. */
	c.within = californian, c.within_count = 1;
	events[0].time = c.at = utc(2024, 2, 15, 10);
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 3, 31, 23));
	/* 7. From 12 September they are over with 27 October, which has 25 (18 and 27): it begins at 23:00 UTC and ends at midnight. */
	events[0].time = c.at = utc(2024, 9, 12, 10);
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 10, 28, 0));
	/* 7a. Its clock stands while identity is checked. On 27 October, from 1:30 in summer time to 1:10 in winter time, 40 minutes later: that is
	 * one day, though the clock shows less; the 28th is the last. */
	const struct policy_pause fold[] = {{POLICY_CONDITION_IDENTITY_UNCLEAR, utc(2024, 10, 27, 0) + 1800, utc(2024, 10, 27, 1) + 600}};
	c.pauses = fold, c.pause_count = 1;
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 10, 29, 0));
	/* 7b. From noon on 30 March to half past midnight on the 31st, which has 23 hours: both days, and so 2 April. */
	const struct policy_pause leap[] = {{POLICY_CONDITION_IDENTITY_UNCLEAR, utc(2024, 3, 30, 12), utc(2024, 3, 31, 0) + 1800}};
	events[0].time = c.at = utc(2024, 2, 15, 10);
	c.pauses = leap;
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 4, 2, 23));
	c.pause_count = 0;
	/* 8. From a second before the hour that is not there, or after it: 15 May (30 in April, 15 in May). */
	events[0].time = c.at = utc(2024, 3, 31, 1) - 1;
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 5, 15, 23));
	events[0].time = c.at = utc(2024, 3, 31, 1);
	IS(policy_route_complete_due(p, days, &c, &due), POLICY_OK);
	IS(due.period.first.end, utc(2024, 5, 15, 23));
}

int main(void)
{
	saas(policy_find("saas-a"));
	charity(policy_find("charity-b"));
	clinic(policy_find("clinic-c"));
	made_up(policy_find("made-up"));
	chicago(policy_find("saas-a"));
	london(policy_find("made-up"));
	printf("%u passed, %u failed\n", passed, failed);
	return failed != 0;
}
