/* SPDX-License-Identifier: 0BSD */
/* ---- retention ---- */

struct policy_keeping {
	struct policy_answer by;                     /* the rule that answers: of POLICY_OK the ceiling's */
	const struct policy_retention_rule *floor;   /* the rule that keeps it longest; NULL: none with a known end */
	const struct policy_retention_rule *ceiling; /* the rule that lets it go first; NULL: none with a known end */
	struct policy_deadline keep; /* with a floor: it must be kept to the end of keep.day */
	struct policy_deadline gone; /* with a ceiling: it may be kept to the end of gone.day, and falls due on the day after */
	/* What happens then: enum policy_ending, if `ending` is POLICY_OK; POLICY_UNSTATED: the source leaves it open; POLICY_CONFLICT:
	 * the source contradicts itself. */
	unsigned then;
	enum policy_result ending;
	struct policy_deadline overdue; /* if `grace` is POLICY_OK: what fell due is overdue from overdue.end on */
	enum policy_result grace;       /* else why not: POLICY_NOT_LISTED if no grace is declared, POLICY_NO_NUMBER ... */
};

static inline void policy_end_day_(const struct policy *p, struct policy_deadline *d)
{
	const struct policy_calendar *c = policy_calendar_of(p);
	if (c)
		d->end = (d->day + POLICY_CAST_(int64_t, 1)) * POLICY_DAY_SECONDS_ - c->offset;
}

/* When a state ended, by c->at: with it ends what is a kind of it. */
static inline int policy_state_ended_(const struct policy *p, const struct policy_case *c, unsigned state, int64_t *ended)
{
	unsigned i;
	int found = 0;
	for (i = 0; i < c->ended_count; i++)
		if (policy_within_(p, POLICY_RELATION_STATE, state, c->ended[i].what) && c->ended[i].time <= c->at &&
		    (!found || c->ended[i].time < *ended)) {
			*ended = c->ended[i].time;
			found = 1;
		}
	return found;
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
		if (row->elements.state != POLICY_LIST_COMPLETE || policy_rule_applies(p, &row->rule, c) != POLICY_OK ||
		    policy_in_conflict_(p, &row->rule, &row->category) || policy_in_conflict_(p, &row->rule, &row->elements))
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
	else if (row->elements.state != POLICY_LIST_NONE && !policy_has_all_(p, category, row->elements, c))
		applies = POLICY_CONDITIONAL;
	return category != 0 ? applies : policy_and_(applies, POLICY_CONDITIONAL);
}

/* How long one rule keeps data: to out->period.first.day at least, to out->period.last.day at most. POLICY_NO: it is not about such data,
 * or its conditions are not met. Other codes as for policy_keep. p: the edition the row is of. */
static inline enum policy_result policy_keep_rule(const struct policy *p, const struct policy_retention_rule *row,
                                                  enum policy_category category, enum policy_element element,
                                                  const struct policy_case *c, struct policy_due *out)
{
	const struct policy_rule *rule = &row->rule;
	enum policy_result applies = policy_keeps_(p, row, category, element, c), longer;
	enum policy_result result = policy_count_(p, rule, &row->period, &row->from, c, out);
	int64_t ended = 0, start = 0;
	if (applies == POLICY_NO)
		return POLICY_NO;
	if (out->known && policy_event_time_(p, c, out->event, &start) && start > c->at) {
		out->known = 0;
		result = POLICY_NOT_STARTED;
	}
	if (result == POLICY_WHILE_STATE && policy_state_ended_(p, c, row->period.word, &ended)) {
		result = policy_day(p, ended, &out->period.first.day);
		out->known = result == POLICY_OK;
		out->period.last.day = out->period.first.day;
	}
	if (out->known) {
		policy_end_day_(p, &out->period.first);
		policy_end_day_(p, &out->period.last);
	}
	longer = row->longer_if.state == POLICY_LIST_NONE
	                 ? POLICY_NO
	                 : policy_list_holds_(p, row->longer_if, 0, POLICY_RELATION_CONDITION, c->met, c->met_count, c->unmet, c->unmet_count);
	if (result == POLICY_OK && longer != POLICY_NO)
		result = longer == POLICY_OK ? POLICY_NO_NUMBER : POLICY_CONDITIONAL; /* longer, by an unnamed length */
	if (policy_in_conflict_(p, rule, &row->period) || policy_in_conflict_(p, rule, &row->from) ||
	    policy_in_conflict_(p, rule, &row->categories) || policy_in_conflict_(p, rule, &row->elements) ||
	    policy_in_conflict_(p, rule, &row->longer_if))
		return POLICY_CONFLICT;
	if (result == POLICY_OK || result == POLICY_INDEFINITE)
		result = applies != POLICY_OK ? applies : policy_is_firm_(rule) ? result : POLICY_NOT_FIRM;
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

/* What happens at the end of a rule's period, and when it is overdue. */
static inline void policy_ending_(const struct policy *p, const struct policy_retention_rule *row, struct policy_keeping *out)
{
	struct policy_period late;
	out->then = row->then;
	out->ending = policy_in_conflict_(p, &row->rule, &row->then) ? POLICY_CONFLICT
	              : row->then == POLICY_OPEN                    ? POLICY_UNSTATED
	                                                            : POLICY_OK;
	/* hours run on from the end of the last day, days are counted after it */
	out->grace = policy_span_end(p, &row->then_within, out->gone.end - (row->then_within.unit != POLICY_UNIT_HOUR), &late);
	if (out->grace == POLICY_OK)
		out->overdue = late.last;
	if (policy_in_conflict_(p, &row->rule, &row->then_within))
		out->grace = POLICY_CONFLICT;
}

/* Whether an edition surely still keeps it at c->at: a rule waits for the end of a state, or for the event that starts it. */
static inline int policy_waits_(const struct policy *p, enum policy_category category, enum policy_element element, const struct policy_case *c)
{
	const struct policy_retention_rule *row;
	enum policy_result one;
	struct policy_due due;
	unsigned i;
	for (i = 0; (row = policy_retention_row(p, i)) != NULL; i++) {
		one = policy_keep_rule(p, row, category, element, c, &due);
		if ((one == POLICY_WHILE_STATE || one == POLICY_NOT_STARTED) && policy_is_firm_(&row->rule) &&
		    policy_keeps_(p, row, category, element, c) == POLICY_OK)
			return 1;
	}
	return 0;
}

static inline int policy_lasts_(const struct policy_retention_rule *row)
{
	return row->period.kind == POLICY_SPAN_WHILE;
}

/* Whether a rule lets it go sooner than the ceiling so far. That it is kept as long as a state lasts says nothing of later, where another
 * rule does. */
static inline int policy_is_sooner_(const struct policy_retention_rule *row, const struct policy_due *due, const struct policy_keeping *so_far)
{
	if (!due->known || !so_far->ceiling)
		return due->known;
	if (policy_lasts_(row) != policy_lasts_(so_far->ceiling))
		return !policy_lasts_(row);
	return due->period.last.end < so_far->gone.end;
}

/* What one edition says; p: the edition. */
static inline enum policy_result policy_keep_(const struct policy *p, enum policy_category category, enum policy_element element,
                                              const struct policy_case *c, struct policy_keeping *out)
{
	enum policy_result all = POLICY_NOT_LISTED, one;
	const struct policy_retention_rule *row;
	struct policy_due due;
	unsigned i;
	int differ = 0; /* rules that end on the same day say different things of what happens then */
	policy_no_keeping_(p, out);
	for (i = 0; (row = policy_retention_row(p, i)) != NULL; i++) {
		one = policy_keep_rule(p, row, category, element, c, &due);
		if (one == POLICY_NO)
			continue;
		out->by.open += one != POLICY_OK;
		if (out->by.rules++ == 0 || policy_weight_(one) > policy_weight_(all)) {
			all = one;
			out->by.rule = &row->rule;
			out->by.basis = due.by.basis;
		}
		if (due.known && (!out->floor || due.period.first.end > out->keep.end)) {
			out->floor = row;
			out->keep = due.period.first;
		}
		if (due.known && out->ceiling && due.period.last.end == out->gone.end && policy_lasts_(row) == policy_lasts_(out->ceiling))
			differ |= row->then != out->ceiling->then;
		if (policy_is_sooner_(row, &due, out)) {
			differ = 0;
			out->ceiling = row;
			out->gone = due.period.last;
			if (all == POLICY_OK) {
				out->by.rule = &row->rule;
				out->by.basis = due.by.basis;
			}
		}
	}
	if (out->ceiling)
		policy_ending_(p, out->ceiling, out);
	if (differ)
		out->ending = POLICY_CONFLICT;
	/* one rule keeps it longer than another lets it be kept */
	if (out->ceiling &&
	    (all == POLICY_INDEFINITE || (all == POLICY_OK && out->keep.end > out->gone.end) ||
	     ((all == POLICY_WHILE_STATE || all == POLICY_NOT_STARTED) && !policy_lasts_(out->ceiling) && out->gone.end <= c->at &&
	      policy_waits_(p, category, element, c))))
		all = POLICY_CONFLICT;
	return all;
}

/* How long data is kept that was collected at `collected`, asked at c->at: the latest floor and the earliest ceiling of all rules.
 * POLICY_OK: both ends are known. POLICY_INDEFINITE: no end. POLICY_WHILE_STATE: a state still lasts (c->ended says which do not).
 * POLICY_NOT_STARTED: the event that starts a period has not happened by c->at. POLICY_CONFLICT: a floor after a ceiling, or an undecided
 * contradiction. A rule that keeps it as long as a state lasts is a floor, and a ceiling only where no other rule has an end. POLICY_CONDITIONAL: name the element, or the conditions. Anything but POLICY_OK: delete nothing, ask legal.
 * element: POLICY_NO_ELEMENT for the category as a whole, with all elements that the policy says it consists of. The edition is the one the data was collected under, unless a later one
 * that is in force at c->at, or was before, is known to end sooner; of one that still waits for an event or the end of a state that is
 * known once the later one's end has come. */
static inline enum policy_result policy_keep(const struct policy *p, enum policy_category category, enum policy_element element,
                                             int64_t collected, const struct policy_case *c, struct policy_keeping *out)
{
	const struct policy_edition *e = p ? POLICY_CAST_(const struct policy_edition *, policy_at_(p, p->editions)) : NULL;
	const struct policy *first = policy_in_force(p, collected), *last = policy_in_force(p, c->at);
	enum policy_result result, later;
	struct policy_keeping other;
	unsigned i;
	int after = 0, waits;
	policy_no_keeping_(first, out);
	if (!first)
		return POLICY_NOT_LISTED;
	result = policy_keep_(first, category, element, c, out);
	waits = (result == POLICY_WHILE_STATE || result == POLICY_NOT_STARTED) && !out->ceiling && first != last &&
	        policy_waits_(first, category, element, c);
	for (i = 0; last && i < p->edition_count && first != last; i++) {
		const struct policy *head = POLICY_CAST_(const struct policy *, policy_at_(p, e[i].head));
		if (after) {
			later = policy_keep_(head, category, element, c, &other);
			if (later == POLICY_OK &&
			    (result == POLICY_INDEFINITE || (result == POLICY_OK && other.gone.end < out->gone.end) ||
			     (waits && other.gone.end <= c->at))) {
				waits = 0;
				result = policy_keep_(head, category, element, c, out); /* once more: to copy it some compilers call memcpy */
			}
		}
		if (head == last)
			break;
		after |= head == first;
	}
	return result;
}
