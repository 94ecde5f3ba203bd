/* SPDX-License-Identifier: 0BSD */
/* ---- may it be done: the questions ---- */

/* Whether a prohibition rules out an act (sell, share, store, ...). POLICY_NO: one does. POLICY_CONDITIONAL: part of it, or under conditions
 * that the case does not say. POLICY_CONFLICT: that is contested. POLICY_NOT_LISTED: none names it, or it is decided that none holds there; that alone does not
 * allow it: policy_may_use and policy_may_share say that, and c->said to an act that is a use is what the person said to it. 0 for what the question is not
 * about: POLICY_NO_ELEMENT and the like. */
static inline enum policy_result policy_act(const struct policy *p, enum policy_act act, enum policy_category category,
                                            enum policy_element element, enum policy_recipient recipient, enum policy_purpose purpose,
                                            const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	p = policy_in_force(p, c->at);
	policy_ask_(&q, p ? policy_act_asks_(p, POLICY_CAST_(unsigned, act)) : POLICY_ASKS_ACT_, c);
	q.act = POLICY_CAST_(unsigned, act);
	q.said = c->said == POLICY_SAID_NO_WORD ? POLICY_CAST_(unsigned, POLICY_SAID_NOTHING) : c->said;
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.recipient = POLICY_CAST_(unsigned, recipient);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	return policy_permits_(p, &q, out);
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
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_USE_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	q.said = POLICY_CAST_(unsigned, said);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* May data be given to a recipient for a purpose? Codes as for policy_may_use; POLICY_NO also where the instrument is none that the policy
 * accepts. What the person said to it is c->said; where a rule asks for it and it is 0, POLICY_CONDITIONAL. out->rule is at the head of the struct policy_sharing_rule: its agreement, and whether the person is to be told. */
static inline enum policy_result policy_may_share(const struct policy *p, enum policy_category category, enum policy_element element,
                                                  enum policy_recipient recipient, enum policy_purpose purpose,
                                                  const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_SHARE_, c);
	q.category = POLICY_CAST_(unsigned, category);
	q.element = POLICY_CAST_(unsigned, element);
	q.recipient = POLICY_CAST_(unsigned, recipient);
	q.purpose = POLICY_CAST_(unsigned, purpose);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* May a cookie or other storage of a class be set on a surface, for a person who said this? Codes as for policy_may_use. */
static inline enum policy_result policy_may_store(const struct policy *p, enum policy_surface surface, enum policy_cookie_class cookie_class,
                                                  enum policy_said said, const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_STORE_, c);
	q.surface = POLICY_CAST_(unsigned, surface);
	q.cookie_class = POLICY_CAST_(unsigned, cookie_class);
	q.said = POLICY_CAST_(unsigned, said);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}

/* Does a state of the account permit something? POLICY_OK, POLICY_NO, POLICY_CONFLICT (two rules differ, or it is contested),
 * POLICY_CONDITIONAL, POLICY_UNSTATED: until when is open, or POLICY_NOT_LISTED: nothing is said of it. A rule "until" an event that is in
 * c->events, at c->at or before, is over. */
static inline enum policy_result policy_state_permits(const struct policy *p, enum policy_state state, enum policy_permission permission,
                                                      const struct policy_case *c, struct policy_answer *out)
{
	struct policy_question_ q;
	policy_ask_(&q, POLICY_ASKS_STATE_, c);
	q.state = POLICY_CAST_(unsigned, state);
	q.permission = POLICY_CAST_(unsigned, permission);
	return policy_permits_(policy_in_force(p, c->at), &q, out);
}
