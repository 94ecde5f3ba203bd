/* SPDX-License-Identifier: 0BSD */
/* ---- what a request does ---- */

struct policy_outcome {
	struct policy_answer by;
	unsigned result;  /* enum policy_ending */
	unsigned further; /* enum policy_request that it still takes; POLICY_NONE */
	unsigned until;   /* enum policy_event until which it holds; POLICY_NONE */
};

/* Whether two outcomes are the same for the data. */
static inline int policy_same_outcome_(const struct policy_outcome_rule *a, const struct policy_outcome_rule *b)
{
	return a->result == b->result && a->further_request == b->further_request && a->until == b->until;
}

/* What one outcome says of a category: POLICY_NO: it is not about it. */
static inline enum policy_result policy_outcome_(const struct policy *p, const struct policy_outcome_rule *row, enum policy_request request,
                                                 enum policy_category category, const struct policy_case *c)
{
	const struct policy_request_rule *around = policy_request_row(p, row->rule.parent);
	const struct policy_rule *rule = &row->rule;
	enum policy_result about = policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, POLICY_CAST_(unsigned, category));
	about = policy_and_(about, policy_asked_(p, request, around));
	about = policy_and_(about, policy_rule_applies(p, rule, c));
	about = policy_and_(about, policy_rule_applies(p, &around->rule, c));
	if (about == POLICY_NO)
		return POLICY_NO;
	return policy_qualify_(policy_part_is_firm_(rule, around),
	                       policy_in_conflict_(p, rule, &row->result) || policy_in_conflict_(p, rule, &row->categories) ||
	                               policy_in_conflict_(p, rule, &row->further_request) || policy_in_conflict_(p, rule, &row->until) ||
	                               policy_in_conflict_(p, &around->rule, &around->request),
	                       about, row->result == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
}

/* What a request does to a category. POLICY_OK, POLICY_UNSTATED, POLICY_CONDITIONAL, POLICY_NOT_FIRM; POLICY_CONFLICT: two outcomes apply
 * that differ, or an undecided contradiction; POLICY_NOT_LISTED: nothing is said of the category. */
static inline enum policy_result policy_request_outcome(const struct policy *p, enum policy_request request, enum policy_category category,
                                                        const struct policy_case *c, struct policy_outcome *out)
{
	enum policy_result all = POLICY_NOT_LISTED, one;
	const struct policy_outcome_rule *row, *sure = NULL;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, &out->by);
	out->result = out->further = out->until = POLICY_NONE;
	for (i = 0; p && (row = policy_outcome_row(p, i)) != NULL; i++) {
		one = policy_outcome_(p, row, request, category, c);
		if (one == POLICY_NO)
			continue;
		if (one == POLICY_OK && sure && !policy_same_outcome_(row, sure))
			one = POLICY_CONFLICT;
		else if (one == POLICY_OK)
			sure = row;
		out->by.open += one != POLICY_OK;
		if (out->by.rules++ == 0 || policy_weight_(one) > policy_weight_(all)) {
			all = one;
			out->by.rule = &row->rule;
			out->by.basis = policy_is_read_(p, &row->rule, &row->result) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
			out->result = row->result;
			out->further = row->further_request;
			out->until = row->until;
		}
	}
	return all;
}

/* ---- may it be done ---- */

/* What a rule says of an act; of several rules, and of several parts of one, the last of these holds. Nothing is allowed that something
 * may rule out. */
enum policy_says_ {
	POLICY_SAYS_NOTHING_,
	POLICY_MAY_ALLOW_, /* part of it, or on conditions that are not known */
	POLICY_ALLOWS_,
	POLICY_MAY_BAR_, /* the same of what rules it out */
	POLICY_LEAVES_OPEN_,
	POLICY_DISAGREES_, /* with another one, and nobody has decided */
	POLICY_BARS_
};

static inline enum policy_result policy_result_(enum policy_says_ says)
{
	static const uint8_t results[] = {POLICY_NOT_LISTED, POLICY_CONDITIONAL, POLICY_OK, POLICY_CONDITIONAL, POLICY_UNSTATED, POLICY_CONFLICT, POLICY_NO};
	return POLICY_CAST_(enum policy_result, results[says]);
}

static inline enum policy_says_ policy_most_(enum policy_says_ a, enum policy_says_ b)
{
	return b > a ? b : a;
}

/* Of a rule that rules something out; about: whether it is about what is asked. */
static inline enum policy_says_ policy_bars_(enum policy_result about)
{
	return about == POLICY_NO ? POLICY_SAYS_NOTHING_ : about == POLICY_OK ? POLICY_BARS_ : POLICY_MAY_BAR_;
}

/* Of a rule that allows something on terms (consent, an instrument); terms: whether they are met. */
static inline enum policy_says_ policy_allows_if_(enum policy_result about, enum policy_result terms)
{
	if (about == POLICY_NO)
		return POLICY_SAYS_NOTHING_;
	if (terms == POLICY_OK)
		return about == POLICY_OK ? POLICY_ALLOWS_ : POLICY_MAY_ALLOW_;
	if (about != POLICY_OK || terms == POLICY_CONDITIONAL)
		return POLICY_MAY_BAR_;
	return terms == POLICY_UNSTATED ? POLICY_LEAVES_OPEN_ : POLICY_BARS_;
}

/* Add what one rule says to what all say. */
static inline void policy_add_says_(const struct policy_rule *rule, enum policy_says_ one, int read, enum policy_says_ *all,
                                    struct policy_answer *out)
{
	if (one == POLICY_SAYS_NOTHING_)
		return;
	out->rules++;
	out->open += one != POLICY_ALLOWS_;
	if (one > *all) {
		*all = one;
		out->rule = rule;
		out->basis = read ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	}
}

/* Whether what a person said is enough for a mode of consent. */
static inline enum policy_result policy_consent_(unsigned consent, enum policy_said said)
{
	if (consent == POLICY_NONE || consent == POLICY_CONSENT_NOT_NEEDED)
		return POLICY_OK;
	if (consent == POLICY_OPEN)
		return POLICY_UNSTATED;
	if (said == POLICY_SAID_NO)
		return POLICY_NO;
	if (consent == POLICY_CONSENT_EXPLICIT)
		return said == POLICY_SAID_YES_EXPLICITLY ? POLICY_OK : POLICY_NO;
	if (consent == POLICY_CONSENT_OPT_IN)
		return said == POLICY_SAID_NOTHING ? POLICY_NO : POLICY_OK;
	if (consent == POLICY_CONSENT_IF_LAW_REQUIRES)
		return said == POLICY_SAID_NOTHING ? POLICY_CONDITIONAL : POLICY_OK;
	return POLICY_OK; /* opt-out, deemed, acknowledged */
}

/* What a question is about; 0: not said, or none. */
struct policy_matter_ {
	unsigned category, element, recipient, purpose;
};

/* Whether somebody contests what a prohibition is about. */
static inline int policy_prohibition_in_conflict_(const struct policy *p, const struct policy_prohibition_rule *row)
{
	const struct policy_rule *rule = &row->rule;
	return policy_in_conflict_(p, rule, &row->acts) || policy_in_conflict_(p, rule, &row->categories) ||
	       policy_in_conflict_(p, rule, &row->elements) || policy_in_conflict_(p, rule, &row->recipients) ||
	       policy_in_conflict_(p, rule, &row->purposes) || policy_in_conflict_(p, rule, &row->methods) ||
	       policy_in_conflict_(p, rule, &row->techniques) || policy_in_conflict_(p, rule, &row->places) ||
	       policy_in_conflict_(p, rule, &row->except_recipients) || policy_in_conflict_(p, rule, &row->except_purposes);
}

/* What a list of exceptions takes away; without one nothing. */
static inline enum policy_result policy_not_excepted_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	return list.state == POLICY_LIST_NONE ? POLICY_OK : policy_not_(policy_may_cover_(p, list, kind, id));
}

static inline enum policy_says_ policy_prohibits_(const struct policy *p, const struct policy_prohibition_rule *row,
                                                  const struct policy_matter_ *m, const struct policy_case *c)
{
	enum policy_result about = policy_rule_applies(p, &row->rule, c);
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, m->category));
	about = policy_and_(about, policy_may_cover_(p, row->elements, POLICY_RELATION_ELEMENT, m->element));
	about = policy_and_(about, policy_may_cover_(p, row->recipients, POLICY_RELATION_RECIPIENT, m->recipient));
	about = policy_and_(about, policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, m->purpose));
	about = policy_and_(about, policy_may_cover_(p, row->methods, POLICY_RELATION_METHOD, c->method));
	about = policy_and_(about, policy_may_cover_(p, row->techniques, POLICY_RELATION_TECHNIQUE, c->technique));
	about = policy_and_(about, policy_may_cover_(p, row->places, POLICY_RELATION_PLACE, c->place));
	about = policy_and_(about, policy_not_excepted_(p, row->except_recipients, POLICY_RELATION_RECIPIENT, m->recipient));
	about = policy_and_(about, policy_not_excepted_(p, row->except_purposes, POLICY_RELATION_PURPOSE, m->purpose));
	if (about != POLICY_NO && policy_prohibition_in_conflict_(p, row))
		return POLICY_DISAGREES_;
	return policy_bars_(about);
}

/* What the prohibitions say whose act matches; act 0: any that contradicts the section. */
static inline enum policy_says_ policy_prohibited_(const struct policy *p, unsigned act, unsigned section, const struct policy_matter_ *m,
                                                   const struct policy_case *c, struct policy_answer *out)
{
	enum policy_says_ all = POLICY_SAYS_NOTHING_;
	const struct policy_prohibition_rule *row;
	unsigned i, n;
	int acts;
	for (i = 0; (row = policy_prohibition_row(p, i)) != NULL; i++) {
		for (acts = 0, n = 0; n < row->acts.count; n++)
			acts |= act ? policy_list_at(p, row->acts, n) == act
			            : policy_related_(p, POLICY_RELATION_FORBIDS, policy_list_at(p, row->acts, n), section);
		if (acts)
			policy_add_says_(&row->rule, policy_prohibits_(p, row, m, c), 0, &all, out);
	}
	return all;
}

/* Whether the policy rules out an act (sell, share, store, ...). POLICY_NO: it does. POLICY_CONDITIONAL: part of it, or under conditions
 * that the case does not say. POLICY_CONFLICT: that is contested. POLICY_NOT_LISTED: no prohibition names it; that alone does not allow it. 0 for what the question is not
 * about: POLICY_NO_ELEMENT and the like. */
static inline enum policy_result policy_act(const struct policy *p, enum policy_act act, enum policy_category category,
                                            enum policy_element element, enum policy_recipient recipient, enum policy_purpose purpose,
                                            const struct policy_case *c, struct policy_answer *out)
{
	struct policy_matter_ m;
	m.category = POLICY_CAST_(unsigned, category);
	m.element = POLICY_CAST_(unsigned, element);
	m.recipient = POLICY_CAST_(unsigned, recipient);
	m.purpose = POLICY_CAST_(unsigned, purpose);
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	return p ? policy_result_(policy_prohibited_(p, POLICY_CAST_(unsigned, act), 0, &m, c, out)) : POLICY_NOT_LISTED;
}

/* The answer on a use or a sharing: what the prohibitions say, and then the rules that allow it (at most `allowed`). Where none of these
 * speaks of it, a prohibition that may be about it adds nothing. */
static inline enum policy_result policy_beside_(enum policy_says_ all, enum policy_says_ allowed, struct policy_answer *out)
{
	if (all == POLICY_MAY_BAR_ && allowed == POLICY_SAYS_NOTHING_) {
		out->rule = NULL;
		out->basis = POLICY_BASIS_NONE;
		return POLICY_NOT_LISTED;
	}
	return policy_result_(all);
}

/* What one rule on uses says. */
static inline enum policy_says_ policy_use_says_(const struct policy *p, const struct policy_use_rule *row, const struct policy_matter_ *m,
                                                 enum policy_said said, const struct policy_case *c)
{
	const struct policy_rule *rule = &row->rule;
	const int contested = policy_in_conflict_(p, rule, &row->exclusive);
	const enum policy_result applies = policy_rule_applies(p, rule, c);
	enum policy_result about = policy_and_(applies, policy_allows_(p, row->categories, POLICY_RELATION_CATEGORY, m->category));
	enum policy_says_ says;
	about = policy_and_(about, policy_allows_(p, row->elements, POLICY_RELATION_ELEMENT, m->element));
	about = policy_and_(about, policy_allows_(p, row->purposes, POLICY_RELATION_PURPOSE, m->purpose));
	about = policy_and_(about, m->category && m->purpose ? POLICY_OK : POLICY_CONDITIONAL);
	says = policy_allows_if_(about, policy_consent_(row->consent, said));
	if (row->exclusive == POLICY_FLAG_TRUE || contested) { /* for nothing else */
		about = policy_and_(applies, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, m->category));
		about = policy_and_(about, policy_may_cover_(p, row->elements, POLICY_RELATION_ELEMENT, m->element));
		about = policy_and_(about, policy_not_(policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, m->purpose)));
		says = policy_most_(says, policy_bars_(about));
	}
	if (says != POLICY_SAYS_NOTHING_ &&
	    (contested || policy_in_conflict_(p, rule, &row->purposes) || policy_in_conflict_(p, rule, &row->categories) ||
	     policy_in_conflict_(p, rule, &row->elements) || policy_in_conflict_(p, rule, &row->consent)))
		return POLICY_DISAGREES_;
	return says;
}

/* What one rule on retention says: once the event has happened that starts its period, the data is used for nothing but its `use_while_kept`.
 * Where it is not known which event that is, any may be it. */
static inline enum policy_says_ policy_kept_says_(const struct policy *p, const struct policy_retention_rule *row, const struct policy_matter_ *m,
                                                  const struct policy_case *c)
{
	const struct policy_rule *rule = &row->rule;
	const int contested = policy_in_conflict_(p, rule, &row->from), open = contested || row->from.event == POLICY_OPEN;
	enum policy_result about = open ? POLICY_CONDITIONAL : POLICY_OK;
	int begun = row->from.event == POLICY_NONE;
	unsigned i;
	for (i = 0; i < c->event_count; i++)
		begun |= c->events[i].time <= c->at &&
		         (open || policy_within_(p, POLICY_RELATION_SAME_EVENT, c->events[i].what, row->from.event));
	if (!begun || row->use_while_kept.state == POLICY_LIST_NONE)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_rule_applies(p, rule, c));
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, m->category));
	about = policy_and_(about, policy_may_cover_(p, row->elements, POLICY_RELATION_ELEMENT, m->element));
	about = policy_and_(about, policy_not_(policy_may_cover_(p, row->use_while_kept, POLICY_RELATION_PURPOSE, m->purpose)));
	if (about != POLICY_NO && (contested || policy_in_conflict_(p, rule, &row->use_while_kept) || policy_in_conflict_(p, rule, &row->categories) ||
	                           policy_in_conflict_(p, rule, &row->elements)))
		return POLICY_DISAGREES_;
	return policy_bars_(about);
}

/* May data be used for a purpose, by a person who said this? POLICY_OK: a rule allows it and none rules it out. POLICY_NO: ruled out (by a
 * prohibition, another rule on uses, or one on retention: what is kept after an event of the case may be used for less), or consent is
 * missing or refused. POLICY_NOT_LISTED: the policy does not name such a use; never read this as allowed. POLICY_CONDITIONAL:
 * only some of the category, or under conditions that the case does not say; or something may rule it out. POLICY_UNSTATED: whether it takes
 * consent is open. */
static inline enum policy_result policy_may_use(const struct policy *p, enum policy_category category, enum policy_element element,
                                                enum policy_purpose purpose, enum policy_said said, const struct policy_case *c,
                                                struct policy_answer *out)
{
	enum policy_says_ all, one, allowed = POLICY_SAYS_NOTHING_;
	const struct policy_retention_rule *kept;
	const struct policy_use_rule *row;
	struct policy_matter_ m;
	unsigned i;
	m.category = POLICY_CAST_(unsigned, category);
	m.element = POLICY_CAST_(unsigned, element);
	m.recipient = POLICY_NONE;
	m.purpose = POLICY_CAST_(unsigned, purpose);
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	if (!p)
		return POLICY_NOT_LISTED;
	all = policy_prohibited_(p, 0, POLICY_SECTION_USE, &m, c, out);
	for (i = 0; (kept = policy_retention_row(p, i)) != NULL; i++)
		policy_add_says_(&kept->rule, policy_kept_says_(p, kept, &m, c),
		                 policy_is_read_(p, &kept->rule, &kept->from) || policy_is_read_(p, &kept->rule, &kept->use_while_kept), &all, out);
	for (i = 0; (row = policy_use_row(p, i)) != NULL; i++) {
		one = policy_use_says_(p, row, &m, said, c);
		allowed = policy_most_(allowed, one);
		policy_add_says_(&row->rule, one, policy_is_read_(p, &row->rule, &row->consent), &all, out);
	}
	return policy_beside_(all, allowed, out);
}

/* Whether a rule on sharing is about the data and the way to pay; open: whether examples may stand for them. */
static inline enum policy_result policy_shares_(const struct policy *p, const struct policy_sharing_rule *row, int open,
                                                const struct policy_matter_ *m, const struct policy_case *c)
{
	enum policy_result category = policy_covers_(p, row->categories, POLICY_RELATION_CATEGORY, m->category);
	enum policy_result element = policy_covers_(p, row->elements, POLICY_RELATION_ELEMENT, m->element);
	enum policy_result method = policy_covers_(p, row->methods, POLICY_RELATION_METHOD, c->method);
	if (category == POLICY_NOT_LISTED)
		category = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (element == POLICY_NOT_LISTED)
		element = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (method == POLICY_NOT_LISTED)
		method = open ? POLICY_CONDITIONAL : POLICY_NO;
	return policy_and_(policy_and_(category, element), policy_and_(method, policy_rule_applies(p, &row->rule, c)));
}

/* Whether what the case says of consent is enough for a rule on sharing. */
static inline enum policy_result policy_share_consent_(unsigned consent, unsigned said)
{
	if (said == POLICY_NONE && consent != POLICY_NONE && consent != POLICY_OPEN && consent != POLICY_CONSENT_NOT_NEEDED)
		return POLICY_CONDITIONAL;
	return policy_consent_(consent, said == POLICY_SAID_NO_WORD ? POLICY_SAID_NOTHING : POLICY_CAST_(enum policy_said, said));
}

static inline int policy_sharing_in_conflict_(const struct policy *p, const struct policy_sharing_rule *row)
{
	const struct policy_rule *rule = &row->rule;
	return policy_in_conflict_(p, rule, &row->recipients) || policy_in_conflict_(p, rule, &row->categories) ||
	       policy_in_conflict_(p, rule, &row->elements) || policy_in_conflict_(p, rule, &row->purposes) ||
	       policy_in_conflict_(p, rule, &row->methods) || policy_in_conflict_(p, rule, &row->instruments) ||
	       policy_in_conflict_(p, rule, &row->exclusive) || policy_in_conflict_(p, rule, &row->only_purposes) ||
	       policy_in_conflict_(p, rule, &row->consent);
}

/* What one rule on sharing says. */
static inline enum policy_says_ policy_sharing_says_(const struct policy *p, const struct policy_sharing_rule *row,
                                                     const struct policy_matter_ *m, const struct policy_case *c)
{
	const struct policy_rule *rule = &row->rule;
	const enum policy_result who = policy_covers_(p, row->recipients, POLICY_RELATION_RECIPIENT, m->recipient);
	const enum policy_result why = policy_covers_(p, row->purposes, POLICY_RELATION_PURPOSE, m->purpose);
	const enum policy_result whom = who == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : who; /* "such as" */
	const enum policy_result about = policy_shares_(p, row, 1, m, c);
	/* "with nobody but these": which data they get, and what for, is for other rules to say, unless this one does */
	const int named = row->exclusive != POLICY_FLAG_TRUE ||
	                  (row->purposes.state != POLICY_LIST_NONE &&
	                   (row->categories.state != POLICY_LIST_NONE || row->elements.state != POLICY_LIST_NONE));
	const enum policy_result consent = policy_share_consent_(row->consent, c->said);
	enum policy_result terms = policy_may_cover_(p, row->instruments, 0, c->instrument);
	enum policy_says_ says = POLICY_SAYS_NOTHING_;
	if (terms == POLICY_OK || consent == POLICY_NO)
		terms = consent;
	if (who != POLICY_NOT_LISTED && why != POLICY_NOT_LISTED)
		says = policy_allows_if_(policy_and_(policy_and_(policy_shares_(p, row, 0, m, c), policy_and_(who, why)),
		                                     named && m->category ? POLICY_OK : POLICY_CONDITIONAL),
		                         terms);
	if (row->exclusive == POLICY_FLAG_TRUE || policy_in_conflict_(p, rule, &row->exclusive)) /* nobody else */
		says = policy_most_(says, policy_bars_(policy_and_(about, policy_not_(whom))));
	if (row->only_purposes == POLICY_FLAG_TRUE || policy_in_conflict_(p, rule, &row->only_purposes)) /* for nothing else */
		says = policy_most_(says, policy_bars_(policy_and_(policy_and_(about, whom),
		                                                   why == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : policy_not_(why))));
	return says != POLICY_SAYS_NOTHING_ && policy_sharing_in_conflict_(p, row) ? POLICY_DISAGREES_ : says;
}

/* May data be given to a recipient for a purpose? Codes as for policy_may_use; POLICY_NO also where the instrument is none that the policy
 * accepts. What the person said to it is c->said; where a rule asks for it and it is 0, POLICY_CONDITIONAL. out->rule is at the head of the struct policy_sharing_rule: its agreement, and whether the person is to be told. */
static inline enum policy_result policy_may_share(const struct policy *p, enum policy_category category, enum policy_element element,
                                                  enum policy_recipient recipient, enum policy_purpose purpose,
                                                  const struct policy_case *c, struct policy_answer *out)
{
	enum policy_says_ all, one, allowed = POLICY_SAYS_NOTHING_;
	const struct policy_sharing_rule *row;
	struct policy_matter_ m;
	unsigned i;
	m.category = POLICY_CAST_(unsigned, category);
	m.element = POLICY_CAST_(unsigned, element);
	m.recipient = POLICY_CAST_(unsigned, recipient);
	m.purpose = POLICY_CAST_(unsigned, purpose);
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	if (!p)
		return POLICY_NOT_LISTED;
	all = policy_prohibited_(p, 0, POLICY_SECTION_SHARING, &m, c, out);
	for (i = 0; (row = policy_sharing_row(p, i)) != NULL; i++) {
		one = policy_sharing_says_(p, row, &m, c);
		allowed = policy_most_(allowed, one);
		policy_add_says_(&row->rule, one, policy_is_read_(p, &row->rule, &row->consent), &all, out);
	}
	return policy_beside_(all, allowed, out);
}

/* Whether storage that is used may be set for a person who said this. What the person can switch off stays off; what the policy says of
 * consent comes before what the service needs. */
static inline enum policy_result policy_sets_(const struct policy_cookie_rule *row, enum policy_said said)
{
	const int needed = row->essential == POLICY_FLAG_TRUE;
	if (said == POLICY_SAID_NO && row->can_disable == POLICY_FLAG_TRUE)
		return POLICY_NO;
	if (row->initial != POLICY_NONE && (row->initial != POLICY_OPEN || !needed))
		return policy_consent_(row->initial, said);
	if (said != POLICY_SAID_NO || row->can_disable == POLICY_FLAG_FALSE)
		return POLICY_OK;
	return !needed ? POLICY_NO : row->can_disable == POLICY_FLAG_UNSTATED ? POLICY_UNSTATED : POLICY_OK;
}

/* What one rule on cookies says. */
static inline enum policy_says_ policy_cookie_says_(const struct policy *p, const struct policy_cookie_rule *row, unsigned surface,
                                                    unsigned cookie_class, enum policy_said said, const struct policy_case *c)
{
	const struct policy_rule *rule = &row->rule;
	const int contested = policy_in_conflict_(p, rule, &row->used), used = row->used == POLICY_FLAG_TRUE;
	enum policy_says_ says;
	enum policy_result about = used && !contested ? policy_allows_(p, row->surfaces, POLICY_RELATION_SURFACE, surface)
	                                              : policy_may_cover_(p, row->surfaces, POLICY_RELATION_SURFACE, surface);
	about = policy_and_(about, policy_about_(p, POLICY_RELATION_COOKIE_CLASS, cookie_class, row->cookie_class));
	about = policy_and_(about, policy_rule_applies(p, rule, c));
	if (used)
		says = policy_allows_if_(about, policy_sets_(row, said));
	else
		says = row->used == POLICY_FLAG_FALSE ? policy_bars_(about) : policy_allows_if_(about, POLICY_UNSTATED);
	if (says != POLICY_SAYS_NOTHING_ &&
	    (contested || policy_in_conflict_(p, rule, &row->initial) || policy_in_conflict_(p, rule, &row->essential) ||
	     policy_in_conflict_(p, rule, &row->can_disable) || policy_in_conflict_(p, rule, &row->surfaces) ||
	     policy_in_conflict_(p, rule, &row->cookie_class)))
		return POLICY_DISAGREES_;
	return says;
}

/* May a cookie or other storage of a class be set on a surface, for a person who said this? Codes as for policy_may_use. */
static inline enum policy_result policy_may_store(const struct policy *p, enum policy_surface surface, enum policy_cookie_class cookie_class,
                                                  enum policy_said said, const struct policy_case *c, struct policy_answer *out)
{
	enum policy_says_ all = POLICY_SAYS_NOTHING_;
	const struct policy_cookie_rule *row;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	for (i = 0; p && (row = policy_cookie_row(p, i)) != NULL; i++)
		policy_add_says_(&row->rule,
		                 policy_cookie_says_(p, row, POLICY_CAST_(unsigned, surface), POLICY_CAST_(unsigned, cookie_class), said, c),
		                 policy_is_read_(p, &row->rule, &row->surfaces) || policy_is_read_(p, &row->rule, &row->can_disable) ||
		                         policy_is_read_(p, &row->rule, &row->initial),
		                 &all, out);
	return policy_result_(all);
}

/* Whether a length since a time is over; without one it is. */
static inline enum policy_result policy_has_passed_(const struct policy *p, const struct policy_span *length, int64_t since, int64_t at)
{
	struct policy_period over;
	if (length->kind == POLICY_SPAN_NONE)
		return POLICY_OK;
	if (policy_span_end(p, length, since, &over) != POLICY_OK)
		return POLICY_CONDITIONAL;
	return at >= over.last.end ? POLICY_OK : at < over.first.end ? POLICY_NO : POLICY_CONDITIONAL;
}

/* Whether a rule on the lifecycle is about a state: that it leads to, or that begins with it. One that names none is about whatever state
 * follows its event. */
static inline enum policy_result policy_lifecycle_about_(const struct policy *p, const struct policy_lifecycle_rule *row, unsigned state,
                                                         const struct policy_case *c)
{
	int64_t since = 0;
	enum policy_result after = row->state == POLICY_NONE ? POLICY_NO : policy_about_(p, POLICY_RELATION_STATE, state, row->state);
	enum policy_result starts =
		row->starts.state == POLICY_LIST_NONE ? POLICY_NO : policy_may_cover_(p, row->starts, POLICY_RELATION_STATE, state);
	if (row->state == POLICY_NONE && row->starts.state == POLICY_LIST_NONE)
		return row->on == POLICY_OPEN                                                 ? POLICY_CONDITIONAL
		       : policy_event_time_(p, c, row->on, &since) && since <= c->at ? policy_has_passed_(p, &row->after, since, c->at)
		                                                                      : POLICY_NO;
	return policy_not_(policy_and_(policy_not_(after), policy_not_(starts)));
}

/* What one rule on the lifecycle says of a permission. */
static inline enum policy_says_ policy_lifecycle_says_(const struct policy *p, const struct policy_lifecycle_rule *row, unsigned state,
                                                       unsigned permission, const struct policy_case *c)
{
	const struct policy_rule *rule = &row->rule;
	const enum policy_result about = policy_and_(policy_lifecycle_about_(p, row, state, c), policy_rule_applies(p, rule, c));
	enum policy_result may = POLICY_NO, not_ = POLICY_NO;
	int64_t over;
	if (row->permits.state != POLICY_LIST_NONE)
		may = policy_allows_(p, row->permits, POLICY_RELATION_PERMISSION, permission);
	if (row->forbids.state != POLICY_LIST_NONE)
		not_ = policy_may_cover_(p, row->forbids, POLICY_RELATION_PERMISSION, permission);
	if (about == POLICY_NO || (may == POLICY_NO && not_ == POLICY_NO) ||
	    (row->until != POLICY_NONE && policy_event_time_(p, c, row->until, &over) && over <= c->at))
		return POLICY_SAYS_NOTHING_;
	if (policy_in_conflict_(p, rule, &row->permits) || policy_in_conflict_(p, rule, &row->forbids) ||
	    policy_in_conflict_(p, rule, &row->state) || policy_in_conflict_(p, rule, &row->starts) || policy_in_conflict_(p, rule, &row->after) ||
	    policy_in_conflict_(p, rule, &row->until) || policy_and_(about, policy_and_(may, not_)) == POLICY_OK)
		return POLICY_DISAGREES_;
	if (row->until == POLICY_OPEN)
		return POLICY_LEAVES_OPEN_;
	if (not_ == POLICY_NO)
		return policy_allows_if_(policy_and_(about, may), POLICY_OK);
	return policy_and_(about, policy_and_(not_, policy_not_(may))) == POLICY_OK ? POLICY_BARS_ : POLICY_MAY_BAR_;
}

/* Does a state of the account permit something? POLICY_OK, POLICY_NO, POLICY_CONFLICT (two rules differ, or it is contested),
 * POLICY_CONDITIONAL, POLICY_UNSTATED: until when is open, or POLICY_NOT_LISTED: nothing is said of it. A rule "until" an event that is in
 * c->events, at c->at or before, is over. */
static inline enum policy_result policy_state_permits(const struct policy *p, enum policy_state state, enum policy_permission permission,
                                                      const struct policy_case *c, struct policy_answer *out)
{
	enum policy_says_ all = POLICY_SAYS_NOTHING_, one;
	const struct policy_lifecycle_rule *row;
	int allowed = 0;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	for (i = 0; p && (row = policy_lifecycle_row(p, i)) != NULL; i++) {
		one = policy_lifecycle_says_(p, row, POLICY_CAST_(unsigned, state), POLICY_CAST_(unsigned, permission), c);
		allowed |= one == POLICY_ALLOWS_;
		policy_add_says_(&row->rule, one, policy_is_read_(p, &row->rule, &row->state) || policy_is_read_(p, &row->rule, &row->until), &all,
		                 out);
	}
	return allowed && all == POLICY_BARS_ ? POLICY_CONFLICT : policy_result_(all);
}

/* ---- signals, documents ---- */

struct policy_reaction {
	struct policy_answer by;
	unsigned action;  /* enum policy_action */
	unsigned release; /* enum policy_release that ends it; POLICY_NONE; POLICY_OPEN */
	unsigned then;    /* enum policy_action that follows; POLICY_NONE */
	const struct policy_span *max_length;
	struct policy_period until;  /* if `length` is POLICY_OK: it ends by then, counted from c->at */
	enum policy_result length;
};

/* What happens by itself on a sign. by.rules > 1: several things do (policy_automation_find). */
static inline enum policy_result policy_signal(const struct policy *p, enum policy_signal signal, const struct policy_case *c,
                                               struct policy_reaction *out)
{
	enum policy_result all = POLICY_NOT_LISTED;
	const struct policy_automation_rule *row;
	unsigned i;
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, &out->by);
	out->action = out->release = out->then = POLICY_NONE;
	out->max_length = NULL;
	out->length = POLICY_NOT_LISTED;
	for (i = 0; p && (row = policy_automation_row(p, i)) != NULL; i++) {
		const struct policy_rule *rule = &row->rule;
		enum policy_result one = policy_may_cover_(p, row->signals, POLICY_RELATION_SIGNAL, POLICY_CAST_(unsigned, signal));
		one = policy_and_(one, policy_rule_applies(p, rule, c));
		if (one == POLICY_NO)
			continue;
		one = policy_qualify_(policy_is_firm_(rule), policy_in_conflict_(p, rule, &row->signals) || policy_in_conflict_(p, rule, &row->action), one,
		                      row->action == POLICY_OPEN ? POLICY_UNSTATED : POLICY_OK);
		out->by.open += one != POLICY_OK;
		if (out->by.rules++ > 0 && (all == POLICY_CONFLICT || (one != POLICY_CONFLICT && (one != POLICY_OK || all == POLICY_OK))))
			continue; /* a contradiction first, then what surely happens */
		all = one;
		out->by.rule = rule;
		out->by.basis = policy_is_read_(p, rule, &row->action) ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
		out->action = row->action;
		out->release = row->release;
		out->then = row->then;
		out->max_length = &row->max_length;
		out->length = policy_span_end(p, &row->max_length, c->at, &out->until);
		if (policy_in_conflict_(p, rule, &row->max_length))
			out->length = POLICY_CONFLICT;
	}
	return all;
}

/* Is a document, issued on a day, young enough for a gate? Its age is measured at the event that the rule names, which c->events has to
 * have. POLICY_OK: by every rule. POLICY_NO: too old, or dated after it is measured. *last: the last day on which it is not too old.
 * POLICY_NOT_FIRM: the rule is only typical, or a "may". POLICY_NOT_LISTED: no rule limits its age. */
static inline enum policy_result policy_document_age(const struct policy *p, enum policy_gate gate, enum policy_document document,
                                                     int32_t issued, const struct policy_case *c, struct policy_answer *out, int32_t *last)
{
	enum policy_result all = POLICY_NOT_LISTED;
	const struct policy_identity_rule *row;
	const struct policy_calendar *calendar = p ? policy_calendar_of(p) : NULL;
	const int64_t issue = issued * POLICY_DAY_SECONDS_ - (calendar ? calendar->offset : 0);
	struct policy_due due;
	unsigned i;
	int32_t day;
	p = policy_in_force(p, c->at);
	policy_no_answer_(p, out);
	*last = POLICY_NO_DATE;
	for (i = 0; p && (row = policy_identity_row(p, i)) != NULL; i++) {
		const struct policy_rule *rule = &row->rule;
		enum policy_result applies = policy_may_cover_(p, row->gates, POLICY_RELATION_GATE, POLICY_CAST_(unsigned, gate)), one;
		int64_t measured = 0;
		applies = policy_and_(applies, policy_may_cover_(p, row->documents, POLICY_RELATION_DOCUMENT, POLICY_CAST_(unsigned, document)));
		applies = policy_and_(applies, policy_rule_applies(p, rule, c));
		if (applies == POLICY_NO || row->max_age.kind == POLICY_SPAN_NONE)
			continue;
		one = policy_count_from_(p, rule, &row->max_age, &row->measured_at, 1, issue, &due);
		if (due.known && (*last == POLICY_NO_DATE || due.period.last.day < *last))
			*last = due.period.last.day;
		if (one == POLICY_OK && !policy_event_time_(p, c, due.event, &measured))
			one = POLICY_NOT_STARTED;
		if (one == POLICY_OK)
			one = policy_day(p, measured, &day);
		if (one == POLICY_OK && (day > due.period.last.day || day < issued))
			one = POLICY_NO;
		if (policy_in_conflict_(p, rule, &row->max_age) || policy_in_conflict_(p, rule, &row->measured_at) ||
		    policy_in_conflict_(p, rule, &row->gates) || policy_in_conflict_(p, rule, &row->documents))
			one = POLICY_CONFLICT;
		else if (one == POLICY_OK || one == POLICY_NO)
			one = applies != POLICY_OK ? applies : policy_is_firm_(rule) ? one : POLICY_NOT_FIRM;
		if (due.by.basis == POLICY_BASIS_STATED && (policy_is_read_(p, rule, &row->gates) || policy_is_read_(p, rule, &row->documents)))
			due.by.basis = POLICY_BASIS_READING;
		out->open += one != POLICY_OK;
		if (out->rules++ == 0 || policy_weight_(one) > policy_weight_(all)) {
			all = one;
			out->rule = rule;
			out->basis = due.by.basis;
		}
	}
	return all;
}

#endif
