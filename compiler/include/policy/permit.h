/* SPDX-License-Identifier: 0BSD */
/* ---- may it be done: what one row says (SEMANTICS.md, R) ---- */

/* Of several rules, and of several parts of one, the last of these holds. Nothing is allowed that something may rule out. */
enum policy_says_ {
	POLICY_SAYS_NOTHING_,
	POLICY_MAY_ALLOW_, /* part of it, or on conditions that are not known */
	POLICY_ALLOWS_,
	POLICY_MAY_BAR_, /* the same of what rules it out */
	POLICY_LEAVES_OPEN_,
	POLICY_DISAGREES_, /* with itself */
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

/* Whether what a person said is enough for a mode of consent. */
static inline enum policy_result policy_consent_(unsigned consent, unsigned said)
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

/* What a list of exceptions takes away; without one nothing. */
static inline enum policy_result policy_not_excepted_(const struct policy *p, struct policy_list list, unsigned kind, unsigned id)
{
	return list.state == POLICY_LIST_NONE ? POLICY_OK : policy_not_(policy_may_cover_(p, list, kind, id));
}

/* What an act is asked as: a use or a sharing, if it forbids that section (S14). */
static inline enum policy_asks_ policy_act_asks_(const struct policy *p, unsigned act)
{
	return policy_related_(p, POLICY_RELATION_FORBIDS, act, POLICY_SECTION_USE)       ? POLICY_ASKS_USE_
	       : policy_related_(p, POLICY_RELATION_FORBIDS, act, POLICY_SECTION_SHARING) ? POLICY_ASKS_SHARE_
	                                                                                  : POLICY_ASKS_ACT_;
}

static inline int policy_act_named_(const struct policy *p, const struct policy_prohibition_rule *row, unsigned act)
{
	unsigned n;
	for (n = 0; n < row->acts.count; n++)
		if (policy_list_at(p, row->acts, n) == act)
			return 1;
	return 0;
}

/* R9. */
static inline enum policy_says_ policy_prohibits_(const struct policy *p, const struct policy_prohibition_rule *row,
                                                  const struct policy_question_ *q)
{
	const struct policy_case *c = q->c;
	enum policy_result about = POLICY_OK;
	unsigned n;
	int acts = q->act != POLICY_NONE && policy_act_named_(p, row, q->act);
	for (n = 0; n < row->acts.count && q->asks != POLICY_ASKS_ACT_; n++)
		acts |= policy_act_asks_(p, policy_list_at(p, row->acts, n)) == q->asks;
	if (!acts)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_rule_applies(p, &row->rule, c));
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_may_cover_(p, row->recipients, POLICY_RELATION_RECIPIENT, q->recipient));
	about = policy_and_(about, policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, policy_may_cover_(p, row->methods, POLICY_RELATION_METHOD, c->method));
	about = policy_and_(about, policy_may_cover_(p, row->techniques, POLICY_RELATION_TECHNIQUE, c->technique));
	about = policy_and_(about, policy_may_cover_(p, row->places, POLICY_RELATION_PLACE, c->place));
	about = policy_and_(about, policy_not_excepted_(p, row->except_recipients, POLICY_RELATION_RECIPIENT, q->recipient));
	about = policy_and_(about, policy_not_excepted_(p, row->except_purposes, POLICY_RELATION_PURPOSE, q->purpose));
	return policy_bars_(about);
}

/* R3. */
static inline enum policy_says_ policy_use_says_(const struct policy *p, const struct policy_settling_ *d, const struct policy_use_rule *row,
                                                 const struct policy_question_ *q)
{
	const enum policy_result applies = policy_rule_applies(p, &row->rule, q->c);
	enum policy_result about = policy_and_(applies, policy_allows_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	enum policy_says_ says;
	about = policy_and_(about, policy_allows_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_allows_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, q->category && q->purpose ? POLICY_OK : POLICY_CONDITIONAL);
	says = policy_allows_if_(about, policy_consent_(POLICY_READ_(uint16_t, d, row, consent), q->said));
	if (POLICY_READ_(uint16_t, d, row, exclusive) == POLICY_FLAG_TRUE) { /* for nothing else */
		about = policy_and_(applies, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
		about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
		about = policy_and_(about, policy_not_(policy_may_cover_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose)));
		says = policy_most_(says, policy_bars_(about));
	}
	return says;
}

/* R4: once the event has happened that starts its period, data is used for nothing but its `use_while_kept`. Where it is not known which
 * event that is, any may be it. */
static inline enum policy_says_ policy_kept_says_(const struct policy *p, const struct policy_settling_ *d,
                                                  const struct policy_retention_rule *row, const struct policy_question_ *q)
{
	const struct policy_case *c = q->c;
	const struct policy_start *from = POLICY_WITH_(struct policy_start, d, row, period, from);
	enum policy_result about = from->event == POLICY_OPEN ? POLICY_CONDITIONAL : POLICY_OK;
	int begun = from->event == POLICY_NONE;
	unsigned i;
	if (row->use_while_kept.state == POLICY_LIST_NONE)
		return POLICY_SAYS_NOTHING_;
	for (i = 0; i < c->event_count; i++)
		begun |= c->events[i].time <= c->at &&
		         (from->event == POLICY_OPEN || policy_within_(p, POLICY_RELATION_SAME_EVENT, c->events[i].what, from->event));
	if (!begun)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_rule_applies(p, &row->rule, c));
	about = policy_and_(about, policy_may_cover_(p, row->categories, POLICY_RELATION_CATEGORY, q->category));
	about = policy_and_(about, policy_may_cover_element_(p, row->elements, q->category, q->element));
	about = policy_and_(about, policy_not_(policy_may_cover_(p, row->use_while_kept, POLICY_RELATION_PURPOSE, q->purpose)));
	return policy_bars_(about);
}

/* Who gets what, and what for: a row of sharing or of vendors. */
struct policy_gives_ {
	const struct policy_rule *rule;
	struct policy_list recipients, categories, elements, purposes, methods, instruments;
	unsigned consent; /* enum policy_consent */
	int exclusive, only_purposes;
	int named; /* it names both its data and its purposes, or is no "only these" */
};

/* Whether it is about the data and the way to pay; open: whether examples may stand for them. */
static inline enum policy_result policy_shares_(const struct policy *p, const struct policy_gives_ *g, int open, const struct policy_question_ *q)
{
	enum policy_result category = policy_covers_(p, g->categories, POLICY_RELATION_CATEGORY, q->category);
	enum policy_result element = policy_covers_element_(p, g->elements, q->category, q->element);
	enum policy_result method = policy_covers_(p, g->methods, POLICY_RELATION_METHOD, q->c->method);
	if (category == POLICY_NOT_LISTED)
		category = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (element == POLICY_NOT_LISTED)
		element = open ? POLICY_CONDITIONAL : POLICY_NO;
	if (method == POLICY_NOT_LISTED)
		method = open ? POLICY_CONDITIONAL : POLICY_NO;
	return policy_and_(policy_and_(category, element), policy_and_(method, policy_rule_applies(p, g->rule, q->c)));
}

/* Whether what the case says of consent is enough for a rule on sharing. */
static inline enum policy_result policy_share_consent_(unsigned consent, unsigned said)
{
	if (said == POLICY_NONE && consent != POLICY_NONE && consent != POLICY_OPEN && consent != POLICY_CONSENT_NOT_NEEDED)
		return POLICY_CONDITIONAL;
	return policy_consent_(consent, said == POLICY_SAID_NO_WORD ? POLICY_CAST_(unsigned, POLICY_SAID_NOTHING) : said);
}

/* R5. */
static inline enum policy_says_ policy_gives_says_(const struct policy *p, const struct policy_gives_ *g, const struct policy_question_ *q)
{
	const enum policy_result who = policy_covers_(p, g->recipients, POLICY_RELATION_RECIPIENT, q->recipient);
	const enum policy_result why = policy_covers_(p, g->purposes, POLICY_RELATION_PURPOSE, q->purpose);
	const enum policy_result whom = who == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : who; /* "such as" */
	const enum policy_result about = policy_shares_(p, g, 1, q), consent = policy_share_consent_(g->consent, q->c->said);
	enum policy_result terms = policy_may_cover_(p, g->instruments, POLICY_RELATION_INSTRUMENT, q->c->instrument);
	enum policy_says_ says = POLICY_SAYS_NOTHING_;
	if (terms == POLICY_OK || consent == POLICY_NO || (terms == POLICY_CONDITIONAL && consent == POLICY_UNSTATED))
		terms = consent;
	if (who != POLICY_NOT_LISTED && why != POLICY_NOT_LISTED)
		says = policy_allows_if_(policy_and_(policy_and_(policy_shares_(p, g, 0, q), policy_and_(who, why)),
		                                     g->named && q->category ? POLICY_OK : POLICY_CONDITIONAL),
		                         terms);
	if (g->exclusive) /* nobody else */
		says = policy_most_(says, policy_bars_(policy_and_(about, policy_not_(whom))));
	if (g->only_purposes) /* for nothing else */
		says = policy_most_(says, policy_bars_(policy_and_(policy_and_(about, whom),
		                                                   why == POLICY_NOT_LISTED ? POLICY_CONDITIONAL : policy_not_(why))));
	return says;
}

static inline int policy_is_limited_(struct policy_list categories, struct policy_list elements, struct policy_list purposes)
{
	return purposes.state != POLICY_LIST_NONE && (categories.state != POLICY_LIST_NONE || elements.state != POLICY_LIST_NONE);
}

static inline enum policy_says_ policy_sharing_says_(const struct policy *p, const struct policy_settling_ *d,
                                                     const struct policy_sharing_rule *row, const struct policy_question_ *q)
{
	struct policy_gives_ g;
	g.rule = &row->rule;
	g.recipients = row->recipients;
	g.categories = row->categories;
	g.elements = row->elements;
	g.purposes = row->purposes;
	g.methods = row->methods;
	g.instruments = row->instruments;
	g.consent = POLICY_READ_(uint16_t, d, row, consent);
	g.exclusive = POLICY_READ_(uint16_t, d, row, exclusive) == POLICY_FLAG_TRUE;
	g.only_purposes = POLICY_READ_(uint16_t, d, row, only_purposes) == POLICY_FLAG_TRUE;
	/* "with nobody but these": which data they get, and what for, is for other rules to say, unless this one does */
	g.named = !g.exclusive || policy_is_limited_(row->categories, row->elements, row->purposes);
	return policy_gives_says_(p, &g, q);
}

/* R6. */
static inline enum policy_says_ policy_vendor_says_(const struct policy *p, const struct policy_vendor_rule *row, const struct policy_question_ *q)
{
	struct policy_gives_ g;
	if (q->asks == POLICY_ASKS_USE_ && row->purposes.state == POLICY_LIST_NONE)
		return POLICY_SAYS_NOTHING_;
	g.rule = &row->rule;
	g.recipients = row->recipients;
	if (q->asks == POLICY_ASKS_USE_)
		g.recipients.state = POLICY_LIST_NONE; /* whoever does it */
	g.categories = row->categories;
	g.elements = row->elements;
	g.purposes = row->purposes;
	g.methods = row->methods;
	g.instruments.first = 0;
	g.instruments.count = 0;
	g.instruments.state = POLICY_LIST_NONE;
	g.consent = POLICY_NONE;
	g.exclusive = g.only_purposes = 0;
	g.named = policy_is_limited_(row->categories, row->elements, row->purposes);
	return policy_gives_says_(p, &g, q);
}

/* R7. */
static inline enum policy_says_ policy_marketing_says_(const struct policy *p, const struct policy_settling_ *d,
                                                       const struct policy_marketing_rule *row, const struct policy_question_ *q)
{
	const enum policy_result applies = policy_rule_applies(p, &row->rule, q->c);
	const enum policy_result terms = policy_consent_(POLICY_READ_(uint16_t, d, row, initial), q->said);
	if (!policy_related_(p, POLICY_RELATION_MARKETING, q->purpose, POLICY_SECTION_MARKETING))
		return POLICY_SAYS_NOTHING_;
	return policy_allows_if_(terms == POLICY_OK ? policy_and_(applies, POLICY_CONDITIONAL) : applies, terms);
}

/* R10: whether storage that is used may be set for a person who said this. What the person can switch off stays off; what the policy says of
 * consent comes before what the service needs. POLICY_NOT_LISTED: it says nothing of a person's no. */
static inline enum policy_result policy_sets_(const struct policy_settling_ *d, const struct policy_cookie_rule *row, unsigned said)
{
	const unsigned can_disable = POLICY_READ_(uint16_t, d, row, can_disable), initial = POLICY_READ_(uint16_t, d, row, initial);
	const unsigned essential = POLICY_READ_(uint16_t, d, row, essential);
	const int needed = essential == POLICY_FLAG_TRUE;
	if (said == POLICY_SAID_NO && can_disable == POLICY_FLAG_NONE && initial == POLICY_NONE && essential == POLICY_FLAG_NONE)
		return POLICY_NOT_LISTED;
	if (said == POLICY_SAID_NO && can_disable == POLICY_FLAG_TRUE)
		return POLICY_NO;
	if (initial != POLICY_NONE && (initial != POLICY_OPEN || !needed))
		return policy_consent_(initial, said);
	if (said != POLICY_SAID_NO || can_disable == POLICY_FLAG_FALSE)
		return POLICY_OK;
	return !needed ? POLICY_NO : can_disable == POLICY_FLAG_UNSTATED ? POLICY_UNSTATED : POLICY_OK;
}

static inline enum policy_says_ policy_cookie_says_(const struct policy *p, const struct policy_settling_ *d,
                                                    const struct policy_cookie_rule *row, const struct policy_question_ *q)
{
	const unsigned used = POLICY_READ_(uint16_t, d, row, used);
	enum policy_result about, terms;
	if (row->surfaces.state == POLICY_LIST_UNSTATED)
		about = POLICY_OK;
	else if (used == POLICY_FLAG_TRUE)
		about = policy_allows_(p, row->surfaces, POLICY_RELATION_SURFACE, q->surface);
	else
		about = policy_may_cover_(p, row->surfaces, POLICY_RELATION_SURFACE, q->surface);
	about = policy_and_(about, policy_about_(p, POLICY_RELATION_COOKIE_CLASS, q->cookie_class, row->cookie_class));
	about = policy_and_(about, policy_rule_applies(p, &row->rule, q->c));
	if (used != POLICY_FLAG_TRUE)
		return used == POLICY_FLAG_FALSE ? policy_bars_(about) : policy_allows_if_(about, POLICY_UNSTATED);
	terms = policy_sets_(d, row, q->said);
	return terms == POLICY_NOT_LISTED ? POLICY_SAYS_NOTHING_ : policy_allows_if_(about, terms);
}

/* R8. */
static inline enum policy_says_ policy_cookie_use_says_(const struct policy *p, const struct policy_settling_ *d,
                                                        const struct policy_cookie_rule *row, const struct policy_question_ *q)
{
	const enum policy_result terms = policy_sets_(d, row, q->said);
	enum policy_result about = policy_rule_applies(p, &row->rule, q->c);
	if (POLICY_READ_(uint16_t, d, row, used) != POLICY_FLAG_TRUE || row->purposes.state == POLICY_LIST_NONE || terms == POLICY_NOT_LISTED)
		return POLICY_SAYS_NOTHING_;
	about = policy_and_(about, policy_allows_(p, row->purposes, POLICY_RELATION_PURPOSE, q->purpose));
	about = policy_and_(about, policy_allows_element_(p, row->holds, q->category, q->element));
	return policy_allows_if_(policy_and_(about, POLICY_CONDITIONAL), terms);
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
static inline enum policy_result policy_lifecycle_about_(const struct policy *p, const struct policy_settling_ *d,
                                                         const struct policy_lifecycle_rule *row, const struct policy_question_ *q)
{
	const unsigned leads_to = POLICY_READ_(uint16_t, d, row, state);
	int64_t since = 0;
	enum policy_result after = leads_to == POLICY_NONE ? POLICY_NO : policy_about_(p, POLICY_RELATION_STATE, q->state, leads_to);
	enum policy_result starts =
		row->starts.state == POLICY_LIST_NONE ? POLICY_NO : policy_may_cover_(p, row->starts, POLICY_RELATION_STATE, q->state);
	if (leads_to == POLICY_NONE && row->starts.state == POLICY_LIST_NONE) {
		const enum policy_result happened = policy_event_time_(p, q->c, row->on, &since);
		if (row->on == POLICY_OPEN || happened == POLICY_AMBIGUOUS)
			return POLICY_CONDITIONAL;
		return happened == POLICY_OK && since <= q->c->at ? policy_has_passed_(p, &row->after, since, q->c->at) : POLICY_NO;
	}
	return policy_not_(policy_and_(policy_not_(after), policy_not_(starts)));
}

/* R11. */
static inline enum policy_says_ policy_lifecycle_says_(const struct policy *p, const struct policy_settling_ *d,
                                                       const struct policy_lifecycle_rule *row, const struct policy_question_ *q)
{
	const unsigned until = POLICY_READ_(uint16_t, d, row, until);
	int64_t over = 0;
	const enum policy_result ended = policy_event_time_(p, q->c, until, &over);
	const enum policy_result applies = policy_and_(policy_rule_applies(p, &row->rule, q->c), ended == POLICY_AMBIGUOUS ? POLICY_CONDITIONAL : POLICY_OK);
	const enum policy_result about = policy_and_(policy_lifecycle_about_(p, d, row, q), applies);
	enum policy_result may = POLICY_NO, not_ = POLICY_NO;
	if (row->permits.state != POLICY_LIST_NONE)
		may = policy_allows_(p, row->permits, POLICY_RELATION_PERMISSION, q->permission);
	if (row->forbids.state != POLICY_LIST_NONE)
		not_ = policy_may_cover_(p, row->forbids, POLICY_RELATION_PERMISSION, q->permission);
	if (about == POLICY_NO || (may == POLICY_NO && not_ == POLICY_NO) ||
	    (until != POLICY_NONE && ended == POLICY_OK && over <= q->c->at))
		return POLICY_SAYS_NOTHING_;
	if (policy_and_(about, policy_and_(may, not_)) == POLICY_OK)
		return POLICY_DISAGREES_;
	if (until == POLICY_OPEN)
		return POLICY_LEAVES_OPEN_;
	if (not_ == POLICY_NO)
		return policy_allows_if_(policy_and_(about, may), POLICY_OK);
	return policy_and_(about, policy_and_(not_, policy_not_(may))) == POLICY_OK ? POLICY_BARS_ : POLICY_MAY_BAR_;
}

/* ---- all rows together (SEMANTICS.md, Q1) ---- */

/* What all rows say so far. */
struct policy_permit_ {
	struct policy_settling_ *d;
	enum policy_says_ all;
	int spoken;  /* a row speaks that may allow it, not only prohibitions and what is kept */
	int allowed; /* a row allows it for certain */
	struct policy_answer *out;
};

/* Keeps what a row says: whether it speaks at all, and only of a part; answers: 0, its sides speak and no more. */
static inline enum policy_result policy_heard_(struct policy_said_ *said, enum policy_says_ says, int answers)
{
	said->says = answers ? says : POLICY_SAYS_NOTHING_;
	return says == POLICY_SAYS_NOTHING_ ? POLICY_NO : says == POLICY_MAY_ALLOW_ || says == POLICY_MAY_BAR_ ? POLICY_CONDITIONAL : POLICY_OK;
}

/* read: it rests on a reading; may_allow: it is of a section that allows such things. */
static inline void policy_add_says_(struct policy_permit_ *t, const struct policy_said_ *said, int read, int may_allow)
{
	enum policy_says_ one = POLICY_CAST_(enum policy_says_, said->says);
	if (one == POLICY_SAYS_NOTHING_)
		return;
	if (policy_stands_(t->d, said->rule) == POLICY_CONDITIONAL)
		one = one == POLICY_ALLOWS_ ? POLICY_MAY_ALLOW_ : one == POLICY_MAY_ALLOW_ ? one : POLICY_MAY_BAR_;
	t->spoken |= may_allow;
	t->allowed |= one == POLICY_ALLOWS_;
	t->out->rules++;
	t->out->open += one != POLICY_ALLOWS_;
	if (one > t->all) {
		t->all = one;
		t->out->rule = said->rule;
		t->out->basis = read ? POLICY_BASIS_READING : POLICY_BASIS_STATED;
	}
}

#define POLICY_EACH_ANSWERS_(t, section, row, says, answers, read, may_allow) \
	POLICY_EACH_((t)->d, section, row, policy_heard_(said, says, answers), policy_add_says_(t, said, read, may_allow))
/* A question about an act is answered by prohibitions alone (S14). */
#define POLICY_EACH_SAYS_(t, section, row, says, read, may_allow) \
	POLICY_EACH_ANSWERS_(t, section, row, says, (t)->d->q->act == POLICY_NONE, read, may_allow)

static inline void policy_permit_rows_(struct policy_permit_ *t)
{
	struct policy_settling_ *d = t->d;
	const struct policy *p = d->p;
	const struct policy_question_ *q = d->q;
	if (q->asks == POLICY_ASKS_STATE_) {
		POLICY_EACH_SAYS_(t, lifecycle, row, policy_lifecycle_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, state, state) || POLICY_IS_READING_(d, row, until, until), 1);
		return;
	}
	if (q->asks == POLICY_ASKS_STORE_) {
		POLICY_EACH_SAYS_(t, cookie, row, policy_cookie_says_(p, d, row, q),
		                  policy_is_read_(p, &row->rule, &row->surfaces) || POLICY_IS_READING_(d, row, can_disable, can_disable) ||
		                          POLICY_IS_READING_(d, row, initial, initial), 1);
		return;
	}
	POLICY_EACH_ANSWERS_(t, prohibition, row, policy_prohibits_(p, row, q), q->act == POLICY_NONE || policy_act_named_(p, row, q->act), 0, 0);
	if (q->asks == POLICY_ASKS_USE_) {
		POLICY_EACH_SAYS_(t, retention, row, policy_kept_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, period, from) || policy_is_read_(p, &row->rule, &row->use_while_kept), 0);
		POLICY_EACH_SAYS_(t, use, row, policy_use_says_(p, d, row, q), POLICY_IS_READING_(d, row, consent, consent), 1);
		POLICY_EACH_SAYS_(t, marketing, row, policy_marketing_says_(p, d, row, q), POLICY_IS_READING_(d, row, initial, initial), 1);
		POLICY_EACH_SAYS_(t, cookie, row, policy_cookie_use_says_(p, d, row, q),
		                  POLICY_IS_READING_(d, row, can_disable, can_disable) || POLICY_IS_READING_(d, row, initial, initial), 1);
	}
	if (q->asks == POLICY_ASKS_SHARE_)
		POLICY_EACH_SAYS_(t, sharing, row, policy_sharing_says_(p, d, row, q), POLICY_IS_READING_(d, row, consent, consent), 1);
	if (q->asks != POLICY_ASKS_ACT_)
		POLICY_EACH_SAYS_(t, vendor, row, policy_vendor_says_(p, row, q), 0, 1);
}

/* Of what was said in one pass (Q1). */
static inline enum policy_result policy_permit_once_(struct policy_permit_ *t)
{
	const enum policy_asks_ asks = t->d->q->asks;
	policy_no_answer_(t->d->p, t->out);
	t->all = POLICY_SAYS_NOTHING_;
	t->spoken = t->allowed = 0;
	policy_permit_rows_(t);
	if (asks == POLICY_ASKS_STATE_ && t->allowed && t->all == POLICY_BARS_)
		return POLICY_CONFLICT;
	if (t->all == POLICY_MAY_BAR_ && !t->spoken && t->d->q->act == POLICY_NONE) {
		t->out->rule = NULL; /* what may rule out something that nobody speaks of adds nothing */
		t->out->basis = POLICY_BASIS_NONE;
		return POLICY_NOT_LISTED;
	}
	return policy_result_(t->all);
}

/* p: the edition; NULL: none. */
static inline enum policy_result policy_permits_(const struct policy *p, const struct policy_question_ *q, struct policy_answer *out)
{
	struct policy_settling_ d;
	struct policy_permit_ t;
	struct policy_answer other;
	enum policy_result result = POLICY_NOT_LISTED, one;
	int differ = 0;
	policy_no_answer_(p, out);
	if (!p)
		return POLICY_NOT_LISTED;
	policy_begin_(&d, p, q, NULL);
	t.d = &d;
	t.out = out;
	while (policy_pass_(&d)) {
		one = policy_permit_once_(&t);
		if (d.pass == POLICY_PASS_HEARING_)
			continue;
		if (d.settlements == 1)
			result = one;
		differ |= one != result;
		t.out = &other;
	}
	return policy_agree_(&d, differ, out) ? result : POLICY_CONFLICT;
}
