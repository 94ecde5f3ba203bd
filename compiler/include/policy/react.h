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
