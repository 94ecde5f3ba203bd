/* SPDX-License-Identifier: 0BSD */
/* ---- answers: every rule that applies, in the edition in force ---- */

/* The edition in force at a time: the last that applies from that day (midnight in the policy's zone) or sooner. A first edition
 * without a date applies to all time before the next. A draft is in force only where there is nothing else: its date does not end
 * the edition before it. NULL: none was in force yet; or p is NULL, as policy_find has it for an unknown brand: then every answer below that
 * takes a case is POLICY_NOT_LISTED. */
static inline const struct policy *policy_in_force(const struct policy *p, int64_t time)
{
	const struct policy_edition *e = p ? POLICY_CAST_(const struct policy_edition *, policy_at_(p, p->editions)) : NULL;
	const struct policy_calendar *c = p ? policy_calendar_of(p) : NULL;
	const struct policy *found = NULL, *head;
	unsigned i;
	for (i = 0; e && i < p->edition_count; i++) {
		head = POLICY_CAST_(const struct policy *, policy_at_(p, e[i].head));
		if ((e[i].valid_from == POLICY_NO_DATE || time >= policy_day_end_(c, POLICY_CAST_(int64_t, e[i].valid_from) - 1)) &&
		    (!found || !policy_is_draft(head)))
			found = head;
	}
	return found;
}

/* Something that happened (enum policy_event) or ended (enum policy_state), and when: UTC seconds. */
struct policy_happened {
	uint16_t what;
	int64_t time;
};

/* Something that was awaited (enum policy_condition: it held), from when until when: UTC seconds; POLICY_STILL: it is awaited still. One that
 * does not end after its beginning is none. */
struct policy_pause {
	uint16_t what;
	int64_t from, until;
};
#define POLICY_STILL INT64_MAX

/* What the caller knows of the case at hand. What is in neither of two lists is not known, and then the answer may be
 * POLICY_CONDITIONAL. Arrays may be NULL if their count is 0. */
struct policy_case {
	int64_t at; /* when it is asked of: the receipt of a request, the discovery of a breach, the use of data, the sweep. It picks
	             * the edition. */
	const struct policy_happened *events; /* each once, but those that recur (E2, E3) */
	unsigned event_count;
	const struct policy_happened *ended; /* states that last no longer, since when: each once; what an event ends need not be here (E4) */
	unsigned ended_count;
	const uint16_t *met; /* enum policy_condition: these hold */
	unsigned met_count;
	const uint16_t *unmet; /* these do not */
	unsigned unmet_count;
	const uint16_t *within; /* enum policy_scope: the case is within these */
	unsigned within_count;
	const uint16_t *outside; /* and not within these */
	unsigned outside_count;
	/* 0: not said */
	uint16_t method;     /* enum policy_method: the way to pay it is about */
	uint16_t technique;  /* enum policy_technique */
	uint16_t place;      /* enum policy_place */
	uint16_t instrument; /* enum policy_instrument: what compels a disclosure */
	uint16_t said;       /* enum policy_said: what the person said to a disclosure; POLICY_SAID_NO_WORD: nothing */
	const struct policy_pause *pauses; /* in any order, they may overlap; only what a route names under `pauses-while` stops its clock */
	unsigned pause_count;
};

/* What a person said to a use, a cookie. */
enum policy_said {
	POLICY_SAID_NOTHING = 0,
	POLICY_SAID_YES = 1,
	POLICY_SAID_YES_EXPLICITLY = 2,
	POLICY_SAID_NO = 3,
	POLICY_SAID_NO_WORD = 4 /* in struct policy_case, where 0 is what the caller does not know: the person has said nothing */
};

/* Who answers: the edition, for its lists and names, and the rule whose answer it is; NULL: none. */
struct policy_answer {
	const struct policy *policy;
	const struct policy_rule *rule; /* at the head of the section's row */
	enum policy_basis basis;
	unsigned rules; /* how many rules apply or may apply; to see all: policy_<section>_find or _row of `policy` */
	unsigned open;  /* how many of them do not answer with POLICY_OK */
	unsigned conflict; /* of POLICY_CONFLICT: the declared one that it rests on (policy_conflict_name); 0: none is declared */
};

static inline void policy_no_answer_(const struct policy *p, struct policy_answer *out)
{
	out->policy = p;
	out->rule = NULL;
	out->basis = POLICY_BASIS_NONE;
	out->rules = out->open = out->conflict = 0;
}

static inline void policy_copy_answer_(struct policy_answer *to, const struct policy_answer *from)
{
	to->policy = from->policy; /* by member: some compilers call memcpy for the whole */
	to->rule = from->rule;
	to->basis = from->basis;
	to->rules = from->rules;
	to->open = from->open;
	to->conflict = from->conflict;
}

/* By when something is to be done. */
struct policy_due {
	struct policy_answer by;
	const struct policy_span *span; /* what by.rule says; NULL without a rule */
	unsigned event;                 /* enum policy_event that starts it; POLICY_NONE: not stated */
	int known;                      /* 1: period is filled; it may be, beside a code other than POLICY_OK */
	struct policy_period period;    /* the earliest end of any rule, of a range both; to be safe act before first.end, and where
	                                 * by.rule has no end of its own, sooner */
};

static inline int policy_related_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	uint32_t i;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == kind && r[i].id == id && r[i].of == of)
			return 1;
	return 0;
}

/* Whether the id is the other, or a part or a kind of it. */
static inline int policy_within_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	return id == of || policy_related_(p, kind, id, of);
}

/* Whether two events are the same moment, by one name or by two; of those that the policy's rules name. Then one time can be right, not two, unless it recurs. */
static inline int policy_same_event(const struct policy *p, enum policy_event a, enum policy_event b)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	const unsigned one = POLICY_CAST_(unsigned, a), other = POLICY_CAST_(unsigned, b);
	uint32_t i;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == POLICY_RELATION_SAME_EVENT && (r[i].id == one || r[i].id == other) &&
		    policy_within_(p, POLICY_RELATION_SAME_EVENT, r[i].id == one ? other : one, r[i].of))
			return 1;
	return a == b;
}

/* Below, three results say how far something applies: POLICY_OK it does, POLICY_NO it does not, POLICY_CONDITIONAL not known. */

/* How much of an id the other covers: all of it, none of it, or (POLICY_CONDITIONAL) some: one is a part of the other, or they have a part
 * in common. */
static inline enum policy_result policy_about_(const struct policy *p, unsigned kind, unsigned id, unsigned of)
{
	const struct policy_relation *r = POLICY_CAST_(const struct policy_relation *, policy_at_(p, p->relations));
	uint32_t i;
	if (policy_within_(p, kind, id, of))
		return POLICY_OK;
	if (of == POLICY_OPEN)
		return POLICY_CONDITIONAL;
	for (i = 0; i < p->relation_count; i++)
		if (r[i].kind == kind && r[i].of == id && policy_within_(p, kind, r[i].id, of))
			return POLICY_CONDITIONAL;
	return POLICY_NO;
}

static inline enum policy_result policy_and_(enum policy_result a, enum policy_result b)
{
	if (a == POLICY_NO || b == POLICY_NO)
		return POLICY_NO;
	return a == POLICY_OK ? b : a;
}

static inline enum policy_result policy_not_(enum policy_result a)
{
	return a == POLICY_OK ? POLICY_NO : a == POLICY_NO ? POLICY_OK : a;
}

static inline enum policy_result policy_holds_(const struct policy *p, unsigned kind, unsigned id, const uint16_t *yes,
                                               unsigned yes_count, const uint16_t *no, unsigned no_count)
{
	unsigned i;
	for (i = 0; i < yes_count; i++)
		if (policy_within_(p, kind, yes[i], id))
			return POLICY_OK;
	for (i = 0; i < no_count; i++)
		if (policy_within_(p, kind, id, no[i]))
			return POLICY_NO;
	return POLICY_CONDITIONAL;
}

/* Whether all (or any) of the conditions or scopes of a list hold; a list that is not there asks for nothing. */
static inline enum policy_result policy_list_holds_(const struct policy *p, struct policy_list list, int all, unsigned kind,
                                                    const uint16_t *yes, unsigned yes_count, const uint16_t *no,
                                                    unsigned no_count)
{
	unsigned i, held = 0, failed = 0;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_OK;
	for (i = 0; i < list.count; i++) {
		enum policy_result one = policy_holds_(p, kind, policy_list_at(p, list, i), yes, yes_count, no, no_count);
		held += one == POLICY_OK;
		failed += one == POLICY_NO;
	}
	if (all ? failed > 0 : failed == list.count && list.state == POLICY_LIST_COMPLETE)
		return POLICY_NO;
	if (all ? held == list.count && list.state == POLICY_LIST_COMPLETE : held > 0)
		return POLICY_OK;
	return POLICY_CONDITIONAL;
}

/* Whether a rule's conditions and scope are met. POLICY_OK, POLICY_NO, or POLICY_CONDITIONAL: the case does not say. Of a route or
 * an outcome: the row's own; its request has conditions too. */
static inline enum policy_result policy_rule_applies(const struct policy *p, const struct policy_rule *rule,
                                                     const struct policy_case *c)
{
	const unsigned kind = POLICY_RELATION_CONDITION;
	enum policy_result result = policy_list_holds_(p, rule->all_of, 1, kind, c->met, c->met_count, c->unmet, c->unmet_count);
	result = policy_and_(result, policy_list_holds_(p, rule->any_of, 0, kind, c->met, c->met_count, c->unmet, c->unmet_count));
	result = policy_and_(result, policy_list_holds_(p, rule->scope, 0, POLICY_RELATION_SCOPE, c->within, c->within_count,
	                                                c->outside, c->outside_count));
	if (rule->unless.state == POLICY_LIST_NONE)
		return result;
	return policy_and_(result, policy_not_(policy_list_holds_(p, rule->unless, 0, kind, c->met, c->met_count, c->unmet, c->unmet_count)));
}

static inline size_t policy_member_(const struct policy_rule *rule, const void *member)
{
	return POLICY_CAST_(size_t, POLICY_CAST_(const char *, member) -
	                            POLICY_CAST_(const char *, POLICY_CAST_(const void *, rule)));
}

/* Whether legal decided what the source leaves open. */
static inline int policy_is_read_(const struct policy *p, const struct policy_rule *rule, const void *member)
{
	const struct policy_mark *m =
		POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if (m[i].kind == POLICY_MARK_READING && (m[i].member < sizeof(struct policy_rule) || m[i].member == policy_member_(rule, member)))
			return 1;
	return 0;
}

/* When an event happened, by its own name or by another of the same moment (E1 to E3). POLICY_NOT_STARTED: the case does not give it.
 * POLICY_AMBIGUOUS: it gives two times of an event that does not recur. Filled on POLICY_OK only. */
static inline enum policy_result policy_event_time_(const struct policy *p, const struct policy_case *c, unsigned event, int64_t *time)
{
	enum policy_result result = POLICY_NOT_STARTED;
	int64_t at, latest = 0;
	unsigned i;
	for (i = 0; i < c->event_count; i++) {
		if (c->events[i].what != event && !policy_related_(p, POLICY_RELATION_SAME_EVENT, c->events[i].what, event))
			continue;
		at = c->events[i].time;
		if (result == POLICY_OK && at != latest && !policy_related_(p, POLICY_RELATION_RECURS, event, event))
			return POLICY_AMBIGUOUS;
		/* of those to come the first, but the last that has been */
		if (result != POLICY_OK || (latest > c->at ? at < latest : at > latest && at <= c->at))
			latest = at;
		result = POLICY_OK;
	}
	if (result == POLICY_OK)
		*time = latest;
	return result;
}

/* ---- what a rule is about ---- */

/* Whether a list of a rule covers an id (0: the caller named none). POLICY_OK: it does, or there is no list. POLICY_NO: it does not.
 * POLICY_CONDITIONAL: only a part of what was asked. POLICY_NOT_LISTED: the list has examples, and this is not among them. */
static inline enum policy_result policy_covers_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result all = list.state == POLICY_LIST_COMPLETE ? POLICY_NO : POLICY_NOT_LISTED;
	unsigned i;
	if (list.state == POLICY_LIST_NONE)
		return POLICY_OK;
	if (list.state == POLICY_LIST_UNSTATED || id == POLICY_NONE)
		return POLICY_CONDITIONAL;
	for (i = 0; i < list.count; i++) {
		enum policy_result one = policy_about_(p, kind, id, policy_list_at(p, list, i));
		if (one == POLICY_OK)
			return POLICY_OK;
		if (one == POLICY_CONDITIONAL)
			all = POLICY_CONDITIONAL;
	}
	return all;
}

/* The same where examples may stand for anything: in what is kept or forbidden. */
static inline enum policy_result policy_may_cover_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result result = policy_covers_(p, list, kind, id);
	return result == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : result;
}

/* The same where only what is named is allowed. */
static inline enum policy_result policy_allows_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	enum policy_result result = policy_covers_(p, list, kind, id);
	return result == POLICY_NOT_LISTED ? POLICY_NO : result;
}

/* Whether the category is known to consist of other elements than those of a list (M3). */
static inline int policy_has_none_(const struct policy *p, unsigned category, struct policy_list elements)
{
	const struct policy_category_rule *row;
	unsigned i, n;
	int known = 0;
	if (category == POLICY_NONE || elements.state != POLICY_LIST_COMPLETE)
		return 0;
	for (i = 0; (row = policy_category_row(p, i)) != NULL; i++) {
		const struct policy_rule *rule = &row->rule;
		if (row->category != category)
			continue;
		if (row->elements.state != POLICY_LIST_COMPLETE || rule->all_of.state != POLICY_LIST_NONE || rule->any_of.state != POLICY_LIST_NONE ||
		    rule->unless.state != POLICY_LIST_NONE || rule->scope.state != POLICY_LIST_NONE)
			return 0;
		known = 1;
		for (n = 0; n < row->elements.count; n++)
			if (policy_covers_(p, elements, POLICY_RELATION_ELEMENT, policy_list_at(p, row->elements, n)) != POLICY_NO)
				return 0;
	}
	return known;
}

/* policy_covers_ of a list of elements. */
static inline enum policy_result policy_covers_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	if (element == POLICY_NONE && policy_has_none_(p, category, list))
		return POLICY_NO;
	return policy_covers_(p, list, POLICY_RELATION_ELEMENT, element);
}
static inline enum policy_result policy_may_cover_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	enum policy_result result = policy_covers_element_(p, list, category, element);
	return result == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : result;
}
static inline enum policy_result policy_allows_element_(const struct policy *p, struct policy_list list, unsigned category, unsigned element)
{
	enum policy_result result = policy_covers_element_(p, list, category, element);
	return result == POLICY_NOT_LISTED ? POLICY_NO : result;
}
