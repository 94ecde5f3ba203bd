/* SPDX-License-Identifier: 0BSD */
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
	const struct policy *p;
	const struct policy_question_ *q;
	struct policy_settling_ *d; /* NULL: no conflict touches the question */
	int hearing;                /* which sides speak is heard; nothing else */
	enum policy_result all;
	int sure; /* an outcome is sure: this is what it does */
	unsigned sure_result, sure_further, sure_until;
	struct policy_answer *by;
	/* what is answered, by the question: an outcome, a reaction, the last day of a document */
	unsigned result, further, until;
	const struct policy_automation_rule *reaction;
	const struct policy_span *max_length;
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

/* What one outcome says of a category. */
static inline void policy_outcome_says_(struct policy_react_ *t, const struct policy_settling_ *d, const struct policy_outcome_rule *row,
                                        enum policy_result stands)
{
	const struct policy *p = t->p;
	const struct policy_request_rule *around = policy_request_row(p, row->rule.parent);
	const unsigned result = POLICY_READ_(uint16_t, d, row, result), further = POLICY_READ_(uint16_t, d, row, further_request);
	const unsigned until = POLICY_READ_(uint16_t, d, row, until);
	enum policy_result about = policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, t->q->category), one;
	about = policy_and_(about, policy_asked_(p, t->q->request, around));
	about = policy_and_(about, policy_rule_applies(p, &row->rule, t->q->c));
	about = policy_and_(about, policy_rule_applies(p, &around->rule, t->q->c));
	if (about == POLICY_NO)
		return;
	if (t->hearing) {
		policy_hear_(t->d, &row->rule, t->q, about == POLICY_OK);
		return;
	}
	one = policy_qualify_(policy_part_is_firm_(&row->rule, around), policy_and_(about, stands), result == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
	if (one == POLICY_OK && t->sure && (result != t->sure_result || further != t->sure_further || until != t->sure_until))
		one = POLICY_CONFLICT; /* two outcomes that differ */
	else if (one == POLICY_OK) {
		t->sure = 1;
		t->sure_result = result;
		t->sure_further = further;
		t->sure_until = until;
	}
	if (policy_add_reaction_(t, &row->rule, one, policy_is_read_(p, &row->rule, &row->result))) {
		t->result = result;
		t->further = further;
		t->until = until;
	}
}

/* What happens by itself on a sign: a contradiction first, then what surely happens. */
static inline void policy_signal_says_(struct policy_react_ *t, const struct policy_settling_ *d, const struct policy_automation_rule *row,
                                       enum policy_result stands)
{
	const unsigned action = POLICY_READ_(uint16_t, d, row, action);
	enum policy_result about = policy_may_cover_(t->p, row->signals, POLICY_RELATION_SIGNAL, t->q->signal), one;
	about = policy_and_(about, policy_rule_applies(t->p, &row->rule, t->q->c));
	if (about == POLICY_NO)
		return;
	if (t->hearing) {
		policy_hear_(t->d, &row->rule, t->q, about == POLICY_OK);
		return;
	}
	one = policy_qualify_(policy_is_firm_(&row->rule), policy_and_(about, stands), action == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
	t->by->open += one != POLICY_OK;
	if (t->by->rules++ > 0 && (one != POLICY_OK || t->all == POLICY_OK))
		return;
	t->all = one;
	t->by->rule = &row->rule;
	t->by->basis = policy_is_read_(t->p, &row->rule, &row->action) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	t->reaction = row;
	t->result = action;
	t->further = POLICY_READ_(uint16_t, d, row, release);
	t->until = POLICY_READ_(uint16_t, d, row, then);
	t->max_length = POLICY_WITH_(struct policy_span, d, row, max_length, max_length);
}

/* Whether a document, issued on a day, is young enough at a gate, by one rule. */
static inline void policy_age_says_(struct policy_react_ *t, const struct policy_settling_ *d, const struct policy_identity_rule *row,
                                    enum policy_result stands)
{
	const struct policy *p = t->p;
	const struct policy_rule *rule = &row->rule;
	const struct policy_span *age = POLICY_WITH_(struct policy_span, d, row, max_age, max_age);
	enum policy_result about = policy_may_cover_(p, row->gates, POLICY_RELATION_GATE, t->q->gate), one;
	struct policy_due due;
	int64_t measured = 0;
	int32_t day = 0;
	about = policy_and_(about, policy_may_cover_(p, row->documents, POLICY_RELATION_DOCUMENT, t->q->document));
	about = policy_and_(about, policy_rule_applies(p, rule, t->q->c));
	if (about == POLICY_NO || age->kind == POLICY_SPAN_NONE)
		return;
	if (t->hearing) {
		policy_hear_(t->d, rule, t->q, about == POLICY_OK);
		return;
	}
	about = policy_and_(about, stands);
	one = policy_count_from_(p, rule, age, POLICY_WITH_(struct policy_start, d, row, max_age, measured_at), 1, policy_start_of_day_(p, t->q->day), &due);
	if (due.known && (t->last == POLICY_NO_DATE || due.period.last.day < t->last))
		t->last = due.period.last.day;
	if (one == POLICY_OK && !policy_event_time_(p, t->q->c, due.event, &measured))
		one = POLICY_NOT_STARTED;
	if (one == POLICY_OK)
		one = policy_day(p, measured, &day);
	if (one == POLICY_OK && (day > due.period.last.day || day < t->q->day))
		one = POLICY_NO;
	if (one == POLICY_OK || one == POLICY_NO)
		one = about != POLICY_OK ? about : policy_is_firm_(rule) ? one : POLICY_NOT_FIRM;
	policy_add_reaction_(t, rule, one,
	                     due.by.basis == POLICY_BASIS_READING || policy_is_read_(p, rule, &row->gates) || policy_is_read_(p, rule, &row->documents));
	if (t->by->rule == rule && due.by.basis == POLICY_BASIS_IMPLIED && t->by->basis == POLICY_BASIS_STATED)
		t->by->basis = POLICY_BASIS_IMPLIED;
}

#define POLICY_EACH_REACTION_(t, section, says) \
	do { \
		const struct policy_##section##_rule *row; \
		const struct policy_settling_ *d = (t)->hearing ? NULL : (t)->d; \
		unsigned i_, turn_; \
		for (i_ = 0; (row = policy_##section##_row((t)->p, i_)) != NULL; i_++) { \
			const enum policy_result stands_ = policy_stands_(d, &row->rule); \
			if (((t)->hearing && !row->rule.marks) || stands_ == POLICY_NO) \
				continue; \
			for (turn_ = policy_turns_(d, &row->rule); turn_-- > 0;) { \
				if (d) \
					(t)->d->turn = turn_; \
				says(t, d, row, stands_); \
			} \
		} \
	} while (0)

static inline void policy_react_once_(struct policy_react_ *t)
{
	policy_no_answer_(t->p, t->by);
	t->all = POLICY_NOT_LISTED;
	t->sure = 0;
	t->reaction = NULL;
	t->max_length = NULL;
	t->result = t->further = t->until = POLICY_NONE;
	t->last = POLICY_NO_DATE;
	if (t->q->asks == POLICY_ASKS_OUTCOME_)
		POLICY_EACH_REACTION_(t, outcome, policy_outcome_says_);
	else if (t->q->asks == POLICY_ASKS_SIGNAL_)
		POLICY_EACH_REACTION_(t, automation, policy_signal_says_);
	else
		POLICY_EACH_REACTION_(t, identity, policy_age_says_);
}

static inline int policy_same_span_(const struct policy_span *a, const struct policy_span *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && a->unit == b->unit && a->word == b->word && a->min == b->min && a->max == b->max;
}

/* The answer in each settlement, in `t`: the same, or a conflict (S8). `d` is room for the settlements; `t` points to it afterwards. */
static inline enum policy_result policy_reacts_(const struct policy *p, const struct policy_question_ *q, struct policy_settling_ *d,
                                               struct policy_react_ *t, struct policy_answer *out)
{
	struct policy_answer answer;
	struct policy_react_ next;
	int differ = 0, first = 1;
	t->p = p;
	t->q = q;
	t->d = NULL;
	t->hearing = 0;
	t->by = out;
	policy_no_answer_(p, out);
	t->all = POLICY_NOT_LISTED;
	t->reaction = NULL;
	t->max_length = NULL;
	t->result = t->further = t->until = POLICY_NONE;
	t->last = POLICY_NO_DATE;
	if (!p)
		return POLICY_NOT_LISTED;
	if (p->dispute_count) {
		policy_begin_(d, p);
		t->d = d;
		t->hearing = 1;
		policy_react_once_(t);
		t->hearing = 0;
		if (!policy_is_disputed_(d))
			t->d = NULL;
	}
	if (!t->d) {
		policy_react_once_(t);
		return t->all;
	}
	next.p = p;
	next.q = q;
	next.d = d;
	next.hearing = 0;
	next.by = &answer;
	for (; policy_settle_(d); first = 0) {
		if (first) {
			policy_react_once_(t);
			continue;
		}
		policy_react_once_(&next);
		differ |= next.all != t->all || next.result != t->result || next.further != t->further || next.until != t->until ||
		          !policy_same_span_(next.max_length, t->max_length) || (next.last != t->last && q->asks == POLICY_ASKS_AGE_);
		if (next.last != POLICY_NO_DATE && (t->last == POLICY_NO_DATE || next.last < t->last))
			t->last = next.last;
	}
	if (!differ)
		return t->all;
	out->conflict = policy_open_conflict_(d);
	return POLICY_CONFLICT;
}

/* What a request does to a category. POLICY_OK, POLICY_UNSTATED, POLICY_CONDITIONAL, POLICY_NOT_FIRM; POLICY_CONFLICT: two outcomes apply
 * that differ, or an undecided contradiction; POLICY_NOT_LISTED: nothing is said of the category. */
static inline enum policy_result policy_request_outcome(const struct policy *p, enum policy_request request, enum policy_category category,
                                                        const struct policy_case *c, struct policy_outcome *out)
{
	struct policy_question_ q;
	struct policy_settling_ d;
	struct policy_react_ t;
	enum policy_result result;
	policy_ask_(&q, POLICY_ASKS_OUTCOME_, c);
	q.request = POLICY_CAST_(unsigned, request);
	q.category = POLICY_CAST_(unsigned, category);
	result = policy_reacts_(policy_in_force(p, c->at), &q, &d, &t, &out->by);
	out->result = t.result;
	out->further = t.further;
	out->until = t.until;
	return result;
}

/* What happens by itself on a sign. by.rules > 1: several things do (policy_automation_find). */
static inline enum policy_result policy_signal(const struct policy *p, enum policy_signal signal, const struct policy_case *c,
                                               struct policy_reaction *out)
{
	struct policy_question_ q;
	struct policy_settling_ d;
	struct policy_react_ t;
	enum policy_result result;
	policy_ask_(&q, POLICY_ASKS_SIGNAL_, c);
	q.signal = POLICY_CAST_(unsigned, signal);
	p = policy_in_force(p, c->at);
	result = policy_reacts_(p, &q, &d, &t, &out->by);
	out->action = t.result;
	out->release = t.further;
	out->then = t.until;
	out->max_length = t.max_length;
	out->length = POLICY_NOT_LISTED;
	if (t.max_length)
		out->length = policy_span_end(p, t.max_length, c->at, &out->until);
	return result;
}

/* Is a document, issued on a day, young enough for a gate? Its age is measured at the event that the rule names, which c->events has to
 * have. POLICY_OK: by every rule. POLICY_NO: too old, or dated after it is measured. *last: the last day on which it is not too old.
 * POLICY_NOT_FIRM: the rule is only typical, or a "may". POLICY_NOT_LISTED: no rule limits its age. */
static inline enum policy_result policy_document_age(const struct policy *p, enum policy_gate gate, enum policy_document document,
                                                     int32_t issued, const struct policy_case *c, struct policy_answer *out, int32_t *last)
{
	struct policy_question_ q;
	struct policy_settling_ d;
	struct policy_react_ t;
	enum policy_result result;
	policy_ask_(&q, POLICY_ASKS_AGE_, c);
	q.gate = POLICY_CAST_(unsigned, gate);
	q.document = POLICY_CAST_(unsigned, document);
	q.day = issued;
	result = policy_reacts_(policy_in_force(p, c->at), &q, &d, &t, out);
	*last = t.last;
	return result;
}

#endif
