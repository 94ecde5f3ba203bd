/* SPDX-License-Identifier: 0BSD */
/* ---- duties to act: by when ---- */

struct policy_due {
	struct policy_answer by;
	const struct policy_span *span; /* what by.rule says; NULL without a rule */
	unsigned event;                 /* enum policy_event that starts it; POLICY_NONE: not stated */
	int known;                      /* 1: period is filled; it may be, beside a code other than POLICY_OK */
	struct policy_period period;    /* the earliest end of any rule, of a range both; to be safe act before first.end, and where
	                                 * by.rule has no end of its own, sooner */
};

static inline void policy_no_due_(const struct policy *p, struct policy_due *out)
{
	policy_no_answer_(p, &out->by);
	out->span = NULL;
	out->event = POLICY_NONE;
	out->known = 0;
	out->period.first.end = out->period.last.end = 0;
	out->period.first.day = out->period.last.day = 0;
}

/* The length of one rule from a start, without its conditions. */
static inline enum policy_result policy_count_from_(const struct policy *p, const struct policy_rule *rule, const struct policy_span *span,
                                                    const struct policy_start *from, int started, int64_t start, struct policy_due *out)
{
	enum policy_result result;
	unsigned min, max;
	policy_no_due_(p, out);
	out->by.rule = rule;
	out->by.rules = 1;
	out->span = span;
	out->by.basis = policy_is_read_(p, rule, span) || policy_is_read_(p, rule, from) || from->basis == POLICY_BASIS_READING
	                        ? POLICY_BASIS_READING
	                : from->basis == POLICY_BASIS_IMPLIED ? POLICY_BASIS_IMPLIED
	                                                      : POLICY_BASIS_STATED;
	out->event = from->event == POLICY_OPEN ? POLICY_NONE : from->event;
	result = policy_span_(span, span->unit, &min, &max);
	if (result != POLICY_OK)
		return result;
	if (out->event == POLICY_NONE)
		return POLICY_UNSTATED;
	if (!started)
		return POLICY_NOT_STARTED;
	result = policy_span_end(p, span, start, &out->period);
	out->known = !policy_unfilled_(policy_calendar_of(p), result);
	return result;
}

static inline enum policy_result policy_count_(const struct policy *p, const struct policy_rule *rule, const struct policy_span *span,
                                               const struct policy_start *from, const struct policy_case *c, struct policy_due *out)
{
	int64_t start = 0;
	int started = policy_event_time_(p, c, from->event, &start);
	return policy_count_from_(p, rule, span, from, started, start, out);
}

/* What stands against an answer that is otherwise `result`. */
static inline enum policy_result policy_qualify_(int firm, int conflict, enum policy_result applies, enum policy_result result)
{
	if (conflict)
		return POLICY_CONFLICT;
	if (result != POLICY_OK)
		return result;
	if (applies != POLICY_OK)
		return applies;
	return firm ? POLICY_OK : POLICY_NOT_FIRM;
}

static inline enum policy_result policy_rule_due_(const struct policy *p, const struct policy_rule *rule,
                                                  const struct policy_span *span, const struct policy_start *from, int firm, int conflict,
                                                  enum policy_result applies, const struct policy_case *c, struct policy_due *out)
{
	enum policy_result result = policy_count_(p, rule, span, from, c, out);
	if (applies == POLICY_NO)
		return POLICY_NO;
	conflict |= policy_in_conflict_(p, rule, span) || policy_in_conflict_(p, rule, from);
	result = policy_qualify_(firm, conflict, applies, result);
	out->by.open = result != POLICY_OK;
	return result;
}

/* A duty without a number, or one whose length or start is open: it may ask for it sooner than any that has an end. */
static inline int policy_is_vague_(enum policy_result r)
{
	return r == POLICY_NO_NUMBER || r == POLICY_UNSTATED;
}

/* Add one rule's answer to that of all, with the earliest end of any. Who answers is the one that is contested; else one that is vague; else
 * the one with that end, of two the sure one. */
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
	else if (one == POLICY_CONFLICT || *all == POLICY_CONFLICT)
		answers = *all != POLICY_CONFLICT;
	else if (policy_is_vague_(one) || policy_is_vague_(*all))
		answers = !policy_is_vague_(*all);
	else
		answers = sooner || (alike && one == POLICY_OK && *all != POLICY_OK);
	if (answers) {
		out->by = due->by; /* by member: some compilers call memcpy for the whole */
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

static inline enum policy_result policy_breach_due_(const struct policy *p, const struct policy_breach_rule *row,
                                                    enum policy_result about, const struct policy_case *c, struct policy_due *out)
{
	return policy_rule_due_(p, &row->rule, &row->deadline, &row->from, policy_is_firm_(&row->rule),
	                        policy_in_conflict_(p, &row->rule, &row->audience),
	                        policy_and_(about, policy_rule_applies(p, &row->rule, c)), c, out);
}

/* By when one rule on breaches has the audience told; POLICY_NO: its conditions are not met. p: the edition the row is of. */
static inline enum policy_result policy_breach_rule_due(const struct policy *p, const struct policy_breach_rule *row,
                                                        const struct policy_case *c, struct policy_due *out)
{
	return policy_breach_due_(p, row, POLICY_OK, c, out);
}

/* By when an audience is told of a breach: the earliest end of all rules that apply. c->events has the breach's discovery, or what
 * else starts a rule. out->by.rule is at the head of the struct policy_breach_rule with the contents and channels; other rules may
 * ask for more (policy_breach_find). POLICY_CONDITIONAL: only some of the audience, or under conditions that the case does not say.
 * POLICY_NOT_LISTED: the policy does not speak of the audience, or no rule's conditions are met. */
static inline enum policy_result policy_breach_due(const struct policy *p, enum policy_audience audience,
                                                   const struct policy_case *c, struct policy_due *out)
{
	enum policy_result all = POLICY_NOT_LISTED, about;
	const struct policy_breach_rule *row;
	struct policy_due due;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_due_(p, out);
	for (i = 0; p && (row = policy_breach_row(p, i)) != NULL; i++) {
		about = policy_about_(p, POLICY_RELATION_AUDIENCE, POLICY_CAST_(unsigned, audience), row->audience);
		if (about != POLICY_NO)
			policy_add_due_(policy_breach_due_(p, row, about, c, &due), &due, &all, out);
	}
	return all;
}

static inline enum policy_result policy_asked_(const struct policy *p, enum policy_request request, const struct policy_request_rule *row)
{
	return policy_may_cover_(p, row->request, POLICY_RELATION_REQUEST, POLICY_CAST_(unsigned, request));
}

/* The nth route (from 0) of all rules about a request, NULL if there is no further one. p: an edition. */
static inline const struct policy_route_rule *policy_route_find(const struct policy *p, enum policy_request request, unsigned nth)
{
	const struct policy_route_rule *row;
	unsigned i;
	for (i = 0; (row = policy_route_row(p, i)) != NULL; i++)
		if (policy_asked_(p, request, policy_request_row(p, row->rule.parent)) == POLICY_OK && nth-- == 0)
			return row;
	return NULL;
}

/* A route or an outcome has no more weight than the statement on the request that it is a part of. */
static inline int policy_part_is_firm_(const struct policy_rule *rule, const struct policy_request_rule *around)
{
	return policy_is_firm_(rule) && policy_is_firm_(&around->rule);
}

static inline enum policy_result policy_route_due_(const struct policy *p, const struct policy_route_rule *row,
                                                   const struct policy_span *span, enum policy_result about, const struct policy_case *c,
                                                   struct policy_due *out)
{
	const struct policy_request_rule *around = policy_request_row(p, row->rule.parent);
	about = policy_and_(about, policy_rule_applies(p, &row->rule, c));
	about = policy_and_(about, policy_rule_applies(p, &around->rule, c));
	return policy_rule_due_(p, &row->rule, span, &row->from, policy_part_is_firm_(&row->rule, around),
	                        policy_in_conflict_(p, &row->rule, &row->self_service) ||
	                                policy_in_conflict_(p, &around->rule, &around->request),
	                        about, c, out);
}

/* By when a request that came by this route is answered, and by when it is carried out. POLICY_NOT_LISTED: the route does not say;
 * where row->self_service is POLICY_FLAG_TRUE the person does it alone. p: the edition the row is of. */
static inline enum policy_result policy_route_answer_due(const struct policy *p, const struct policy_route_rule *row,
                                                         const struct policy_case *c, struct policy_due *out)
{
	return policy_route_due_(p, row, &row->answer, POLICY_OK, c, out);
}
static inline enum policy_result policy_route_complete_due(const struct policy *p, const struct policy_route_rule *row,
                                                           const struct policy_case *c, struct policy_due *out)
{
	return policy_route_due_(p, row, &row->complete, POLICY_OK, c, out);
}

/* A length and then another; of one unit their sum from one start, since "a month, and two more" is three months. */
static inline enum policy_result policy_span_both_end_(const struct policy *p, const struct policy_span *one, const struct policy_span *more,
                                                       int64_t start, struct policy_period *out)
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
		return policy_span_end(p, &sum, start, out);
	}
	result = policy_span_end(p, one, start, out);
	if (result == POLICY_OK)
		result = policy_span_end(p, more, out->first.end - 1, &first);
	if (result == POLICY_OK)
		result = policy_span_end(p, more, out->last.end - 1, &last);
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
	result = policy_route_due_(p, row, span, may, c, out);
	if (result == POLICY_NO)
		return POLICY_NO;
	out->span = &row->extension;
	if (policy_in_conflict_(p, &row->rule, &row->extension) || policy_in_conflict_(p, &row->rule, &row->extension_if))
		result = POLICY_CONFLICT;
	counted = policy_span_(&row->extension, row->extension.unit, &min, &max);
	if (counted == POLICY_OK && out->known && policy_event_time_(p, c, out->event, &start))
		counted = policy_span_both_end_(p, span, &row->extension, start, &out->period);
	out->known = out->known && counted == POLICY_OK;
	if (result == POLICY_OK)
		result = counted;
	out->by.open = result != POLICY_OK;
	return result;
}

static inline enum policy_result policy_request_due_(const struct policy *p, enum policy_request request, int complete,
                                                     const struct policy_case *c, struct policy_due *out)
{
	enum policy_result all = POLICY_NOT_LISTED, about;
	const struct policy_route_rule *row;
	struct policy_due due;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_due_(p, out);
	for (i = 0; p && (row = policy_route_row(p, i)) != NULL; i++) {
		const struct policy_span *span = complete ? &row->complete : &row->answer;
		const int alone = row->self_service == POLICY_FLAG_TRUE && !policy_in_conflict_(p, &row->rule, &row->self_service);
		about = policy_asked_(p, request, policy_request_row(p, row->rule.parent));
		if (span->kind != POLICY_SPAN_NONE && !alone && about != POLICY_NO)
			policy_add_due_(policy_route_due_(p, row, span, about, c, &due), &due, &all, out);
	}
	return all;
}

/* The same for whatever route it came by: the earliest end of all routes that are not self-service and state one. POLICY_CONDITIONAL:
 * only for a part of such requests, or under conditions that the case does not say. */
static inline enum policy_result policy_request_answer_due(const struct policy *p, enum policy_request request,
                                                           const struct policy_case *c, struct policy_due *out)
{
	return policy_request_due_(p, request, 0, c, out);
}
static inline enum policy_result policy_request_complete_due(const struct policy *p, enum policy_request request,
                                                             const struct policy_case *c, struct policy_due *out)
{
	return policy_request_due_(p, request, 1, c, out);
}

/* By when one rule has people told of such a change; POLICY_NO: it is not about such changes, or its conditions are not met.
 * POLICY_NOT_LISTED: it states no lead time. p: the edition the row is of. */
static inline enum policy_result policy_change_rule_due(const struct policy *p, const struct policy_policy_change_rule *row,
                                                        enum policy_change change, int32_t effective, const struct policy_case *c,
                                                        struct policy_due *out)
{
	const struct policy_rule *rule = &row->rule;
	enum policy_result about = policy_may_cover_(p, row->changes, POLICY_RELATION_CHANGE, POLICY_CAST_(unsigned, change)), result;
	unsigned min, max;
	policy_no_due_(p, out);
	about = policy_and_(about, policy_rule_applies(p, rule, c));
	if (about == POLICY_NO)
		return POLICY_NO;
	out->by.rule = rule;
	out->by.rules = 1;
	out->span = &row->lead_time;
	out->by.basis = policy_is_read_(p, rule, &row->lead_time) || policy_is_read_(p, rule, &row->before) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	out->event = row->before == POLICY_OPEN ? POLICY_NONE : row->before;
	result = policy_span_(&row->lead_time, row->lead_time.unit, &min, &max);
	if (result == POLICY_OK) {
		result = policy_span_back(p, &row->lead_time, effective, &out->period);
		out->known = !policy_unfilled_(policy_calendar_of(p), result);
	}
	if (result == POLICY_OK && row->before == POLICY_OPEN)
		result = POLICY_UNSTATED; /* before what, the source leaves open */
	result = policy_qualify_(policy_is_firm_(rule),
	                         policy_in_conflict_(p, rule, &row->lead_time) || policy_in_conflict_(p, rule, &row->before) ||
	                                 policy_in_conflict_(p, rule, &row->changes),
	                         about, result);
	out->by.open = result != POLICY_OK;
	return result;
}

/* By when people are told of a change of the policy that takes effect with the day `effective`: the earliest end of all rules. The
 * edition in force at c->at says so, the one before the change. POLICY_OUT_OF_CALENDAR: some rule counts days that the calendar does not
 * know, and may ask for an earlier one. POLICY_NOT_LISTED: no lead time is stated for such a change. */
static inline enum policy_result policy_change_due(const struct policy *p, enum policy_change change, int32_t effective,
                                                   const struct policy_case *c, struct policy_due *out)
{
	enum policy_result all = POLICY_NOT_LISTED, one;
	const struct policy_policy_change_rule *row;
	struct policy_due due;
	unsigned i;
	int unknown = 0;
	p = policy_in_force(p, c->at);
	policy_no_due_(p, out);
	for (i = 0; p && (row = policy_policy_change_row(p, i)) != NULL; i++) {
		if (row->lead_time.kind == POLICY_SPAN_NONE)
			continue;
		one = policy_change_rule_due(p, row, change, effective, c, &due);
		unknown |= one == POLICY_OUT_OF_CALENDAR;
		policy_add_due_(one, &due, &all, out);
	}
	return unknown && all != POLICY_CONFLICT ? POLICY_OUT_OF_CALENDAR : all;
}

/* How serious a code is that stands in the way of an answer; POLICY_OK is the least. */
static inline unsigned policy_weight_(enum policy_result r)
{
	static const uint8_t order[] = {POLICY_NO, POLICY_CONFLICT, POLICY_UNSTATED, POLICY_NO_NUMBER, POLICY_NOT_FIRM, POLICY_CONDITIONAL,
	                                POLICY_OUT_OF_CALENDAR, POLICY_OUT_OF_RANGE, POLICY_NOT_STARTED, POLICY_WHILE_STATE, POLICY_INDEFINITE};
	unsigned i;
	for (i = 0; i < sizeof order; i++)
		if (order[i] == r)
			return 100 - i;
	return r == POLICY_OK ? 0 : 1;
}
