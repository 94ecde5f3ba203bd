/* SPDX-License-Identifier: 0BSD */
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
