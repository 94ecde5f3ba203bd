/* SPDX-License-Identifier: MIT */
/* Finds the contradictions of a policy that it does not declare. Only what is certain from the words is a contradiction: statements
 * on conditions, open ends and different scopes are left alone. Every check compares two statements, or two fields of one;
 * exclusion.c has those that say "never" and "only". */
#include "consistency.h"
#include "exclusion.h"
#include "statement.h"
#include "gen/policy.h"

typedef void pair_check(struct contradictions *c, const struct record *a, const struct record *b);

/* Checks every two binding statements that hold in the same cases. */
static void each_pair(struct contradictions *c, const struct records *records, pair_check *check)
{
	for (uint32_t i = 0; i < records->count; i++) {
		if (!is_binding(&records->at[i]))
			continue;
		for (uint32_t n = i + 1; n < records->count; n++)
			if (is_binding(&records->at[n]) && same_case(&records->at[i], &records->at[n]))
				check(c, &records->at[i], &records->at[n]);
	}
}

/* The same of one from each list. */
static void each_of_both(struct contradictions *c, const struct records *these, const struct records *those, pair_check *check)
{
	for (uint32_t i = 0; i < these->count; i++) {
		if (!is_binding(&these->at[i]))
			continue;
		for (uint32_t n = 0; n < those->count; n++)
			if (is_binding(&those->at[n]) && same_case(&these->at[i], &those->at[n]))
				check(c, &these->at[i], &those->at[n]);
	}
}

/* The two contradict each other in this field. */
static void report_fields(struct contradictions *c, enum diag_id id, const struct record *a, const struct record *b, enum key field, const char *why)
{
	contradiction_report(c, id, (struct side){a, field, KEY_NONE}, (struct side){b, field, KEY_NONE}, why);
}

/* The two contradict each other as a whole, though this field may be named in `conflicts`. */
static void report_statements(struct contradictions *c, enum diag_id id, const struct record *a, const struct record *b, enum key about, const char *why)
{
	contradiction_report(c, id, (struct side){a, KEY_NONE, about}, (struct side){b, KEY_NONE, about}, why);
}

static bool same_term(const struct record *a, const struct record *b, enum key key)
{
	return standing_value(a, key)->term == standing_value(b, key)->term;
}

static bool both_name(const struct record *a, const struct record *b, enum key key)
{
	return lists_intersect(standing_value(a, key), standing_value(b, key));
}

static bool differ(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return false;
	switch (a->section->fields[section_field(a->section, key)].type) {
	case TYPE_SPAN: return lengths_differ(&x->span, &y->span) && certainty_is_exact(a) == certainty_is_exact(b); /* an aim beside a promise */
	case TYPE_FLAG: return x->flag != y->flag;
	case TYPE_TERM: return x->term != y->term;
	case TYPE_START: return !same_moment(a, b, key);
	default: return false;
	}
}

/* The same is stated twice, with different values. */
static void report_if_differs(struct contradictions *c, const struct record *a, const struct record *b, enum key key, const char *why)
{
	if (differ(a, b, key))
		report_fields(c, DIAG_P151, a, b, key, why);
}

/* ---- retention ---- */

/* Endings that one act cannot both satisfy: deleting satisfies "delete or anonymise", and overwriting may be deleting. */
static bool endings_differ(const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return false;
	unsigned codes = 1u << x->term->code | 1u << y->term->code;
	unsigned gone = 1u << POLICY_ENDING_DELETE | 1u << POLICY_ENDING_DELETE_OR_ANONYMISE | 1u << POLICY_ENDING_OVERWRITE;
	unsigned nameless = 1u << POLICY_ENDING_ANONYMISE | 1u << POLICY_ENDING_DELETE_OR_ANONYMISE;
	return x->term != y->term && (codes & ~gone) && (codes & ~nameless);
}

static bool is_kept_after(const struct record *record)
{
	const struct value *v = standing_value(record, KEY_then);
	return v->state == VALUE_STATED && v->term->code == POLICY_ENDING_KEEP;
}

static void check_retention(struct contradictions *c, const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_period), *y = standing_value(b, KEY_period);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || other_ids(a, b, KEY_purposes))
		return;
	if (is_flag(a, KEY_otherwise, true) != is_flag(b, KEY_otherwise, true)) /* K3: the one gives way to the other */
		return;
	if ((x->span.kind == SPAN_INDEFINITE) != (y->span.kind == SPAN_INDEFINITE)) {
		if (data_meets(a, b, true) && !is_kept_after(x->span.kind == SPAN_INDEFINITE ? b : a))
			report_statements(c, DIAG_P140, a, b, KEY_period, "one keeps the same data without end, the other ends it");
		return;
	}
	if (!same_data(a, b))
		return;
	bool same = same_length(&x->span, &y->span);
	if (same_moment(a, b, KEY_from)) {
		if (lengths_differ(&x->span, &y->span))
			report_statements(c, DIAG_P140, a, b, KEY_period, "the same data from the same start, for different periods");
		else if (same && endings_differ(a, b, KEY_then))
			report_fields(c, DIAG_P140, a, b, KEY_then, "the same data and period, with different ends");
		else if (same && certainty_is_exact(a) != certainty_is_exact(b))
			report_statements(c, DIAG_P151, a, b, KEY_period, "the same period, once firm and once not");
	} else if (same && comes_after(a, b, KEY_from)) {
		report_fields(c, DIAG_P151, a, b, KEY_from, "the same period from two different starts");
	}
}

/* ---- consent ---- */

/* One of the two waits for consent, the other does not. */
static void compare_consent(struct contradictions *c, const struct record *a, const struct record *b, enum key key)
{
	const struct value *x = standing_value(a, key), *y = standing_value(b, key);
	if ((consent_is_awaited(x) && consent_starts_on(y)) || (consent_starts_on(x) && consent_is_awaited(y)))
		report_fields(c, DIAG_P148, a, b, key, "the same is off until the person agrees, and on from the start");
}

/* Explicit consent and opt-in do not contradict each other: both wait for the person. */
static void report_if_consent_differs(struct contradictions *c, const struct record *a, const struct record *b, const char *why)
{
	if (!consent_is_awaited(standing_value(a, KEY_consent)) || !consent_is_awaited(standing_value(b, KEY_consent)))
		report_if_differs(c, a, b, KEY_consent, why);
}

static void check_use_consent(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (same_ids(a, b, KEY_purposes) && same_data(a, b))
		compare_consent(c, a, b, KEY_consent);
}

static void check_marketing(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (same_term(a, b, KEY_channel) && same_ids(a, b, KEY_topics))
		compare_consent(c, a, b, KEY_default);
}

static void check_transfer(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (same_ids(a, b, KEY_regions) && same_data(a, b))
		report_if_consent_differs(c, a, b, "the same transfer on different consent");
}

/* ---- cookies ---- */

static void check_cookie(struct contradictions *c, const struct record *record)
{
	if (!is_flag(record, KEY_can_disable, false) || !is_binding(record) || !certainty_is_exact(record))
		return;
	/* the effects may be those of clearing it */
	if (is_stated(record, KEY_effects) && !is_written(record, KEY_controls) && !is_written(record, KEY_ends_on))
		contradiction_report(c, DIAG_P150, (struct side){record, KEY_can_disable, KEY_NONE}, (struct side){record, KEY_effects, KEY_NONE},
		                     "it cannot be switched off, and something happens when it is");
	const struct value *start = standing_value(record, KEY_default);
	if (start->state == VALUE_STATED && start->term->code == POLICY_CONSENT_OPT_OUT)
		contradiction_report(c, DIAG_P150, (struct side){record, KEY_can_disable, KEY_NONE}, (struct side){record, KEY_default, KEY_NONE},
		                     "it cannot be switched off, and a person can object to it");
}

/* Both are about one surface, or neither says about which. */
static bool same_surface(const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_surfaces), *y = standing_value(b, KEY_surfaces);
	return lists_overlap(x, y) || (x->state == VALUE_UNSTATED && y->state == VALUE_UNSTATED);
}

/* A class of cookies and one that is a part of it: what is said of the whole class is true of the part. */
static void check_cookie_class(struct contradictions *c, const struct record *all, const struct record *part)
{
	const struct record *on = is_flag(all, KEY_can_disable, true) ? all : part, *off = on == all ? part : all;
	if (is_flag(all, KEY_used, false) && is_flag(part, KEY_used, true))
		report_statements(c, DIAG_P151, all, part, KEY_used, "it is used, and it is not");
	if (is_flag(on, KEY_can_disable, true) && is_flag(off, KEY_can_disable, false) && certainty_is_exact(off))
		report_fields(c, DIAG_P150, on, off, KEY_can_disable, "it can be switched off, and it cannot");
}

static void check_cookies(struct contradictions *c, const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_class), *y = standing_value(b, KEY_class);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || !same_term(a, b, KEY_technology) || !same_surface(a, b))
		return;
	if (x->term != y->term) {
		if (term_within(x->term, y->term))
			check_cookie_class(c, b, a);
		else if (term_within(y->term, x->term))
			check_cookie_class(c, a, b);
		return;
	}
	/* two cookies of one class */
	if (other_ids(a, b, KEY_holds) || other_ids(a, b, KEY_purposes) || is_written(a, KEY_set_by) != is_written(b, KEY_set_by) || other_ids(a, b, KEY_set_by))
		return;
	check_cookie_class(c, is_flag(a, KEY_used, false) ? a : b, is_flag(a, KEY_used, false) ? b : a);
	compare_consent(c, a, b, KEY_default);
	report_if_differs(c, a, b, KEY_lifetime, "the same lasts for two different times");
	report_if_differs(c, a, b, KEY_essential, "the service needs it, and does not");
}

/* ---- breaches, requests, proofs, changes ---- */

static void check_breach(struct contradictions *c, const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_deadline), *y = standing_value(b, KEY_deadline);
	if (!same_term(a, b, KEY_audience) || !same_term(a, b, KEY_duty) || other_ids(a, b, KEY_channels))
		return;
	if (same_moment(a, b, KEY_from))
		report_if_differs(c, a, b, KEY_deadline, "the same audience is told within two different times");
	else if (x->state == VALUE_STATED && y->state == VALUE_STATED && same_length(&x->span, &y->span))
		report_if_differs(c, a, b, KEY_from, "the same deadline starts at two different events");
}

static void check_route(struct contradictions *c, const struct record *a, const struct record *b)
{
	bool alone = is_flag(a, KEY_self_service, true);
	if (!same_data(a, b))
		return;
	/* two ways may exist side by side; but who may do it alone needs no proof */
	if (differ(a, b, KEY_self_service) && is_stated(alone ? b : a, KEY_proof) && !is_about_all(a))
		report_statements(c, DIAG_P151, a, b, KEY_self_service, "the person does it alone, and has to prove it to somebody");
	if (!both_name(a, b, KEY_channels) || other_ids(a, b, KEY_proof) || !same_moment(a, b, KEY_from))
		return;
	report_if_differs(c, a, b, KEY_complete, "the same request by the same way is carried out within two different times");
	report_if_differs(c, a, b, KEY_answer, "the same request by the same way is answered within two different times");
}

static void check_outcome(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (same_ids(a, b, KEY_categories) && same_term(a, b, KEY_further_request) && same_moment(a, b, KEY_until) &&
	    endings_differ(a, b, KEY_result))
		report_statements(c, DIAG_P151, a, b, KEY_result, "the same request does two different things to the same data");
}

static void check_request(struct contradictions *c, const struct record *request)
{
	each_pair(c, stated_records(standing_value(request, KEY_routes)), check_route);
	each_pair(c, stated_records(standing_value(request, KEY_outcomes)), check_outcome);
}

static bool same_request(const struct record *a, const struct record *b)
{
	return both_name(a, b, KEY_request) && same_data(a, b) && same_ids(a, b, KEY_purposes);
}

static void check_requests(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (!same_request(a, b))
		return;
	each_of_both(c, stated_records(standing_value(a, KEY_routes)), stated_records(standing_value(b, KEY_routes)), check_route);
	each_of_both(c, stated_records(standing_value(a, KEY_outcomes)), stated_records(standing_value(b, KEY_outcomes)), check_outcome);
}

/* A right that everybody has, and that another statement gives to some only. */
static void check_limited_right(struct contradictions *c, const struct record *limited)
{
	const struct records *requests = &c->model->sections[SECTION_request];
	/* a statement that adds a route, a format or an outcome does not limit the right */
	if (!is_written(limited, KEY_scope) || has_condition(limited) || is_written(limited, KEY_routes) || is_written(limited, KEY_outcomes) ||
	    is_written(limited, KEY_formats))
		return;
	for (uint32_t i = 0; i < requests->count; i++) {
		const struct record *whole = &requests->at[i];
		if (!is_conditional(whole) && !record_set_aside(whole) && same_request(whole, limited))
			report_statements(c, DIAG_P151, whole, limited, KEY_scope, "everybody has the right, and only some have it");
	}
}

static void check_identity(struct contradictions *c, const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_requirement), *y = standing_value(b, KEY_requirement);
	if (!both_name(a, b, KEY_gates) || !same_term(a, b, KEY_proves) || other_ids(a, b, KEY_documents))
		return;
	if (x->state == VALUE_STATED && y->state == VALUE_STATED && x->term->code + y->term->code == POLICY_REQUIREMENT_MANDATORY + POLICY_REQUIREMENT_OPTIONAL)
		report_if_differs(c, a, b, KEY_requirement, "the same proof must be given, and need not be");
	if (same_moment(a, b, KEY_measured_at))
		report_if_differs(c, a, b, KEY_max_age, "the same proof may have two different ages");
}

/* Whether a is about some of b's changes only, and announces them earlier, which is more than b promises. */
static bool promises_more(const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_lead_time), *y = standing_value(b, KEY_lead_time);
	return any_within(standing_value(a, KEY_changes), standing_value(b, KEY_changes)) && !both_name(a, b, KEY_changes) &&
	       x->state == VALUE_STATED && y->state == VALUE_STATED && least_days(&x->span) >= most_days(&y->span);
}

static void check_changes(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (!lists_overlap(standing_value(a, KEY_changes), standing_value(b, KEY_changes)))
		return;
	if (!other_ids(a, b, KEY_channels) && same_moment(a, b, KEY_before) && !promises_more(a, b) && !promises_more(b, a))
		report_if_differs(c, a, b, KEY_lead_time, "the same change is announced two different times before");
	report_if_consent_differs(c, a, b, "the same change on different consent");
}

/* ---- who decides ---- */

static bool is_capacity(const struct record *record, unsigned code)
{
	const struct value *v = standing_value(record, KEY_capacity);
	return v->state == VALUE_STATED && v->term->code == code;
}

static bool is_unlimited(const struct record *record)
{
	return is_about_all(record) && !is_written(record, KEY_purposes);
}

/* Without a name it is the brand's operator. */
static bool same_name(const struct record *a, const struct record *b)
{
	const struct value *x = standing_value(a, KEY_name), *y = standing_value(b, KEY_name);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return x->state == y->state;
	return strcmp(x->literal.text, y->literal.text) == 0;
}

/* Two that decide alone, or one that does and one that decides with others, on the same data without a share of it. */
static void check_operators(struct contradictions *c, const struct record *a, const struct record *b)
{
	const bool alone = is_capacity(a, POLICY_CAPACITY_CONTROLLER), other_alone = is_capacity(b, POLICY_CAPACITY_CONTROLLER);
	if (!is_unlimited(a) || !is_unlimited(b))
		return;
	if (alone && other_alone && !same_name(a, b))
		report_fields(c, DIAG_P156, a, b, KEY_capacity, "each decides alone on all data");
	else if ((alone && is_capacity(b, POLICY_CAPACITY_JOINT_CONTROLLER)) || (other_alone && is_capacity(a, POLICY_CAPACITY_JOINT_CONTROLLER)))
		report_fields(c, DIAG_P156, a, b, KEY_capacity, "one decides alone on all data, the other with others");
}

/* ---- how something is done that is not done ---- */

static void refuse_detail(struct contradictions *c, const struct record *record, enum key key, const char *problem)
{
	const struct value *v = record_value(record, key);
	if (v->line)
		diag_add(c->diags, DIAG_P155, (struct pos){c->model->source, v->line, v->col}, "'%s.%s' %s", record->path, key_text(key), problem);
}

/* Who is not told is not told before, as a rule, or with exceptions; but for what is said of the request for the data. */
static void check_telling(struct contradictions *c, const struct record *sharing)
{
	static const char problem[] = "says how the person is told, and 'tell-person: false' that nobody is; take one of the two out";
	if (!is_flag(sharing, KEY_tell_person, false))
		return;
	refuse_detail(c, sharing, KEY_tell_before, problem);
	if (is_flag(sharing, KEY_tell_of_request, true))
		return;
	refuse_detail(c, sharing, KEY_tell_certainty, problem);
	refuse_detail(c, sharing, KEY_tell_unless, problem);
}

/* The notice would say that consent is asked for, and services would not wait for it. */
static void check_asking(struct contradictions *c, const struct record *use)
{
	static const char problem[] = "says how consent is asked for, and the use does not depend on consent that is asked for; "
	                              "write in 'consent' how it is given ('unstated' if the source does not say), or take this out";
	const struct value *v = record_value(use, KEY_consent);
	const bool acknowledged = v->state == VALUE_STATED && v->term->code == POLICY_CONSENT_ACKNOWLEDGED;
	if (v->line && !consent_is_not_asked(v) && !acknowledged)
		return;
	refuse_detail(c, use, KEY_asked_through, problem);
	refuse_detail(c, use, KEY_asked_each, problem);
}

/* ---- accounts ---- */

/* One says that it stays possible, the other that it does not. */
static void check_permission(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (lists_intersect(standing_value(a, KEY_permits), standing_value(b, KEY_forbids)))
		contradiction_report(c, DIAG_P151, (struct side){a, KEY_permits, KEY_NONE}, (struct side){b, KEY_forbids, KEY_NONE}, "it stays possible, and it does not");
}

static void check_event(struct contradictions *c, const struct record *record)
{
	if (is_binding(record))
		check_permission(c, record, record);
}

static void check_lifecycle(struct contradictions *c, const struct record *a, const struct record *b)
{
	if (!same_moment(a, b, KEY_when) || is_written(a, KEY_except) || is_written(b, KEY_except))
		return;
	report_if_differs(c, a, b, KEY_state, "the same event leads to two different states");
	check_permission(c, a, b);
	check_permission(c, b, a);
}

/* ---- all of them ---- */

static void each(struct contradictions *c, enum section_id id, void (*check)(struct contradictions *c, const struct record *record))
{
	const struct records *records = &c->model->sections[id];
	for (uint32_t i = 0; i < records->count; i++)
		if (!record_set_aside(&records->at[i]))
			check(c, &records->at[i]);
}

/* Counts the records of a section, also those inside others, and reports the first that is too many. */
static bool has_room(const struct model *m, struct diags *diags, const struct records *records, uint32_t *counts)
{
	for (uint32_t i = 0; i < records->count; i++) {
		const struct record *record = &records->at[i];
		if (++counts[record->section->id] > MAX_RECORDS) {
			diag_add(diags, DIAG_P045, (struct pos){m->source, record->line, record->col}, "a policy has at most %d records of '%s'; join those that say the same",
			         MAX_RECORDS, record->section->key);
			return false;
		}
		for (unsigned f = 0; f < record->section->count; f++)
			if (record->section->fields[f].type == TYPE_RECORDS && !has_room(m, diags, stated_records(&record->values[f]), counts))
				return false;
	}
	return true;
}

bool consistency_run(struct arena *a, struct model *m, const struct vocabulary *v, struct diags *diags)
{
	static const struct {
		enum section_id section;
		pair_check *check;
	} pairs[] = {
		{SECTION_retention, check_retention}, {SECTION_use, check_use_consent}, {SECTION_marketing, check_marketing},
		{SECTION_transfer, check_transfer},   {SECTION_cookie, check_cookies},  {SECTION_breach, check_breach},
		{SECTION_request, check_requests},    {SECTION_identity, check_identity}, {SECTION_policy_change, check_changes},
		{SECTION_lifecycle, check_lifecycle}, {SECTION_operator, check_operators},
	};
	struct contradictions c;
	uint32_t counts[SECTION__COUNT] = {0};
	for (int i = 0; i < SECTION__COUNT; i++)
		if (!has_room(m, diags, &m->sections[i], counts))
			return false;
	statement_index(a, m, v);
	contradictions_open(&c, a, m, diags);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		each_pair(&c, &m->sections[pairs[i].section], pairs[i].check);
	exclusions_check(&c);
	each(&c, SECTION_cookie, check_cookie);
	each(&c, SECTION_request, check_request);
	each(&c, SECTION_request, check_limited_right);
	each(&c, SECTION_lifecycle, check_event);
	each(&c, SECTION_sharing, check_telling);
	each(&c, SECTION_use, check_asking);
	return true;
}
