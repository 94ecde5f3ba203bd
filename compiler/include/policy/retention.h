/* SPDX-License-Identifier: 0BSD */
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
