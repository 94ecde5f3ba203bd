/* SPDX-License-Identifier: 0BSD */
/* ---- conflicts: which sides stand (SEMANTICS.md, S) ---- */

#define POLICY_DISPUTES_ 64 /* at most, of a policy */

/* What is asked. Ids that the question does not name are 0. */
enum policy_asks_ {
	POLICY_ASKS_USE_, POLICY_ASKS_SHARE_, POLICY_ASKS_ACT_, POLICY_ASKS_STORE_, POLICY_ASKS_STATE_, POLICY_ASKS_KEEP_, POLICY_ASKS_ANSWER_,
	POLICY_ASKS_COMPLETE_, POLICY_ASKS_OUTCOME_, POLICY_ASKS_BREACH_, POLICY_ASKS_CHANGE_, POLICY_ASKS_SIGNAL_, POLICY_ASKS_AGE_
};
struct policy_question_ {
	enum policy_asks_ asks;
	unsigned category, element, recipient, purpose, act, surface, cookie_class, state, permission, request, audience, change, signal, gate, document;
	unsigned said; /* enum policy_said */
	int32_t day;   /* on which a change takes effect, or a document was issued */
	const struct policy_case *c;
};

static inline void policy_ask_(struct policy_question_ *q, enum policy_asks_ asks, const struct policy_case *c)
{
	q->asks = asks;
	q->category = q->element = q->recipient = q->purpose = q->act = q->surface = q->cookie_class = q->state = q->permission = POLICY_NONE;
	q->request = q->audience = q->change = q->signal = q->gate = q->document = POLICY_NONE;
	q->said = POLICY_SAID_NOTHING;
	q->day = 0;
	q->c = c;
}

/* The sides that speak to a question, and those that stand in the settlement at hand. */
struct policy_settling_ {
	const struct policy *p;
	struct {
		uint64_t speaking, whole, standing; /* whole: not only of a part */
		uint64_t first, varied; /* what stands in the first settlement, and what does not stand alike in each */
		uint64_t way;
	} of[POLICY_DISPUTES_]; /* not arrays: some compilers would call memset */
	uint64_t touched; /* disputes of which two sides that speak attack each other */
	unsigned turn; /* where a record reads the fields of several others, which of them (S5) */
	int begun;
};

static inline const struct policy_mark *policy_marks_(const struct policy *p, const struct policy_rule *rule)
{
	return POLICY_CAST_(const struct policy_mark *, policy_at_(p, p->marks)) + rule->first_mark;
}

static inline const struct policy_side *policy_side_(const struct policy *p, unsigned side)
{
	return POLICY_CAST_(const struct policy_side *, policy_at_(p, p->sides)) + side;
}

static inline const struct policy_dispute *policy_dispute_(const struct policy *p, unsigned dispute)
{
	return POLICY_CAST_(const struct policy_dispute *, policy_at_(p, p->disputes)) + dispute;
}

static inline uint64_t policy_bit_(const struct policy *p, unsigned side)
{
	return POLICY_CAST_(uint64_t, 1) << (side - policy_dispute_(p, policy_side_(p, side)->dispute)->side);
}

static inline void policy_begin_(struct policy_settling_ *d, const struct policy *p)
{
	unsigned i;
	d->p = p;
	d->touched = 0;
	d->turn = 0;
	d->begun = 0;
	for (i = 0; i < p->dispute_count; i++) {
		d->of[i].speaking = d->of[i].whole = d->of[i].standing = d->of[i].first = d->of[i].varied = 0;
		d->of[i].way = 0;
	}
}

/* The id of a kind that the question names. */
static inline unsigned policy_named_(const struct policy_question_ *q, unsigned kind)
{
	if (kind == POLICY_RELATION_PURPOSE)
		return q->purpose;
	if (kind == POLICY_RELATION_RECIPIENT)
		return q->recipient;
	if (kind == POLICY_RELATION_FORBIDS)
		return q->act;
	if (kind == POLICY_RELATION_PERMISSION)
		return q->permission;
	if (kind == POLICY_RELATION_INSTRUMENT)
		return q->c->instrument;
	if (kind == POLICY_RELATION_SIGNAL)
		return q->signal;
	if (kind == POLICY_RELATION_CHANGE)
		return q->change;
	if (kind == POLICY_RELATION_GATE)
		return q->gate;
	return kind == POLICY_RELATION_DOCUMENT ? q->document : POLICY_NONE;
}

/* Whether the answer depends on a member of a row of the section (S2). */
static inline int policy_reads_(const struct policy_question_ *q, unsigned section, size_t member)
{
	if (section == POLICY_SECTION_RETENTION)
		return q->asks == POLICY_ASKS_KEEP_ ? member == offsetof(struct policy_retention_rule, period) ||
		                                              member == offsetof(struct policy_retention_rule, then) ||
		                                              member == offsetof(struct policy_retention_rule, then_within)
		                                    : member == offsetof(struct policy_retention_rule, period); /* and its start */
	if (section == POLICY_SECTION_USE)
		return member == offsetof(struct policy_use_rule, consent) || member == offsetof(struct policy_use_rule, exclusive);
	if (section == POLICY_SECTION_SHARING)
		return member == offsetof(struct policy_sharing_rule, consent) || member == offsetof(struct policy_sharing_rule, exclusive) || member == offsetof(struct policy_sharing_rule, only_purposes);
	if (section == POLICY_SECTION_COOKIE)
		return member == offsetof(struct policy_cookie_rule, used) || member == offsetof(struct policy_cookie_rule, initial) ||
		       member == offsetof(struct policy_cookie_rule, essential) || member == offsetof(struct policy_cookie_rule, can_disable);
	if (section == POLICY_SECTION_MARKETING)
		return member == offsetof(struct policy_marketing_rule, initial);
	if (section == POLICY_SECTION_LIFECYCLE)
		return member == offsetof(struct policy_lifecycle_rule, state) || member == offsetof(struct policy_lifecycle_rule, until);
	if (section == POLICY_SECTION_ROUTE)
		return member == offsetof(struct policy_route_rule, self_service) ||
		       member == (q->asks == POLICY_ASKS_ANSWER_ ? offsetof(struct policy_route_rule, answer) : offsetof(struct policy_route_rule, complete));
	if (section == POLICY_SECTION_OUTCOME)
		return member == offsetof(struct policy_outcome_rule, result) || member == offsetof(struct policy_outcome_rule, further_request) ||
		       member == offsetof(struct policy_outcome_rule, until);
	if (section == POLICY_SECTION_BREACH)
		return member == offsetof(struct policy_breach_rule, deadline);
	if (section == POLICY_SECTION_POLICY_CHANGE)
		return member == offsetof(struct policy_policy_change_rule, lead_time);
	if (section == POLICY_SECTION_AUTOMATION)
		return member == offsetof(struct policy_automation_rule, action) || member == offsetof(struct policy_automation_rule, release) ||
		       member == offsetof(struct policy_automation_rule, then) || member == offsetof(struct policy_automation_rule, max_length);
	return section == POLICY_SECTION_IDENTITY && member == offsetof(struct policy_identity_rule, max_age);
}

/* A row says something to the question: its sides speak; whole: and not only of a part. */
static inline void policy_hear_(struct policy_settling_ *d, const struct policy_rule *rule, const struct policy_question_ *q, int whole)
{
	const struct policy_mark *m = policy_marks_(d->p, rule);
	unsigned i;
	for (i = 0; i < rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING)
			continue;
		if (s->id != POLICY_NONE ? !policy_within_(d->p, s->kind, policy_named_(q, s->kind), s->id)
		                         : s->member != 0 && !policy_reads_(q, s->section, s->member))
			continue;
		d->of[s->dispute].speaking |= policy_bit_(d->p, m[i].side);
		if (whole)
			d->of[s->dispute].whole |= policy_bit_(d->p, m[i].side);
	}
}

/* ---- one settlement after the other ---- */

/* What stands of one dispute by one of its ways; 0: a side is left out that nothing attacks (S4). */
static inline int policy_way_(struct policy_settling_ *d, unsigned dispute, unsigned way)
{
	const struct policy_dispute *of = policy_dispute_(d->p, dispute);
	const uint64_t speaking = d->of[dispute].speaking;
	const uint64_t set = POLICY_CAST_(const uint64_t *, policy_at_(d->p, d->p->ways))[of->way + way] & speaking;
	uint64_t standing = 0;
	unsigned i;
	for (i = 0; i < of->sides; i++)
		if (set >> i & 1 && !(policy_side_(d->p, of->side + i)->over & standing))
			standing |= POLICY_CAST_(uint64_t, 1) << i;
	for (i = 0; i < of->sides; i++) {
		const struct policy_side *s = policy_side_(d->p, of->side + i);
		if ((speaking & ~standing) >> i & 1 && !((s->rivals | s->over) & standing))
			return 0;
	}
	d->of[dispute].standing = standing;
	d->of[dispute].way = way;
	return 1;
}

/* The next way of a dispute, from one on; 0: there is none. */
static inline int policy_next_way_(struct policy_settling_ *d, unsigned dispute, unsigned way)
{
	const unsigned ways = policy_dispute_(d->p, dispute)->ways;
	while (way < ways && !policy_way_(d, dispute, way))
		way++;
	return way < ways;
}

/* Whether two sides that speak are in conflict: then the question is answered once for each settlement. */
static inline int policy_is_disputed_(struct policy_settling_ *d)
{
	unsigned i, k;
	for (i = 0; i < d->p->dispute_count; i++) {
		const struct policy_dispute *of = policy_dispute_(d->p, i);
		d->of[i].standing = d->of[i].speaking;
		for (k = 0; k < of->sides; k++) {
			const struct policy_side *s = policy_side_(d->p, of->side + k);
			if (d->of[i].speaking >> k & 1 && (s->rivals | s->over) & d->of[i].speaking)
				d->touched |= POLICY_CAST_(uint64_t, 1) << i;
		}
	}
	return d->touched != 0;
}

/* The first settlement, then the next; 0: that was the last. */
static inline int policy_settle_(struct policy_settling_ *d)
{
	unsigned i;
	for (i = 0; i < d->p->dispute_count; i++)
		if (d->touched >> i & 1) {
			if (d->begun && policy_next_way_(d, i, POLICY_CAST_(unsigned, d->of[i].way) + 1))
				break;
			policy_next_way_(d, i, 0);
		}
	if (d->begun && i == d->p->dispute_count)
		return 0;
	for (i = 0; i < d->p->dispute_count; i++) {
		if (!d->begun)
			d->of[i].first = d->of[i].standing;
		d->of[i].varied |= d->of[i].first ^ d->of[i].standing;
	}
	d->begun = 1;
	return 1;
}

/* The conflict to name where settlements answer differently (S7): its place among the policy's, from 1. */
static inline unsigned policy_open_conflict_(const struct policy_settling_ *d)
{
	const struct policy_conflict *c = POLICY_CAST_(const struct policy_conflict *, policy_at_(d->p, d->p->conflicts));
	unsigned i;
	for (i = 0; i < d->p->conflict_count; i++) {
		const uint64_t both = policy_bit_(d->p, c[i].one) | policy_bit_(d->p, c[i].other);
		const unsigned dispute = policy_side_(d->p, c[i].one)->dispute;
		if (c[i].holds == 0 && (d->of[dispute].speaking & both) == both && d->of[dispute].varied & both)
			return i + 1;
	}
	return 0;
}

/* ---- what it does to a row ---- */

/* The sides that stand against one that does not. */
static inline uint64_t policy_against_(const struct policy_settling_ *d, unsigned side)
{
	const struct policy_side *s = policy_side_(d->p, side);
	return (s->rivals | s->over) & d->of[s->dispute].standing;
}

static inline int policy_gives_way_(const struct policy_settling_ *d, unsigned side)
{
	const unsigned dispute = policy_side_(d->p, side)->dispute;
	return (d->of[dispute].speaking & ~d->of[dispute].standing & policy_bit_(d->p, side)) != 0;
}

/* Whether a row speaks in this settlement. POLICY_NO: it is silent; POLICY_CONDITIONAL: of a part (S6). */
static inline enum policy_result policy_stands_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	enum policy_result result = POLICY_OK;
	const struct policy_mark *m;
	unsigned i;
	if (!d || !rule->marks)
		return POLICY_OK;
	m = policy_marks_(d->p, rule);
	for (i = 0; i < rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING || (s->member != 0 && s->id == POLICY_NONE) || !policy_gives_way_(d, m[i].side))
			continue;
		if (policy_against_(d, m[i].side) & d->of[s->dispute].whole)
			return POLICY_NO;
		result = POLICY_CONDITIONAL;
	}
	return result;
}

/* Of a field that gives way: the sides whose value the row reads instead. Not those that stand against it only as they do against its row. */
static inline uint64_t policy_values_(const struct policy_settling_ *d, unsigned side)
{
	const struct policy_side *s = policy_side_(d->p, side), *first = policy_side_(d->p, policy_dispute_(d->p, s->dispute)->side);
	uint64_t against = policy_against_(d, side), rest, bit;
	unsigned k = 0;
	for (rest = against; rest; rest >>= 1, k++) {
		bit = POLICY_CAST_(uint64_t, 1) << k;
		if (rest & 1 && (first[k].section != s->section || first[k].member != s->member || first[k].id != POLICY_NONE))
			against &= ~bit;
	}
	return against;
}

static inline unsigned policy_count_bits_(uint64_t set)
{
	unsigned n = 0;
	for (; set; set &= set - 1)
		n++;
	return n;
}

/* Of a mark of a row: the sides whose value its member reads; 0: its own. The mark of a start goes with that of its length. */
static inline uint64_t policy_borrows_(const struct policy_settling_ *d, const struct policy_mark *m)
{
	if (m->kind == POLICY_MARK_READING || m->member == 0 || m->member != policy_side_(d->p, m->side)->member ||
	    policy_side_(d->p, m->side)->id != POLICY_NONE || !policy_gives_way_(d, m->side))
		return 0;
	return policy_values_(d, m->side);
}

/* How often a row is asked: once, or once for each value that it may read (S5). */
static inline unsigned policy_turns_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	unsigned i, turns = 1;
	for (i = 0; d && i < rule->marks; i++) {
		const uint64_t values = policy_borrows_(d, policy_marks_(d->p, rule) + i);
		turns *= values ? policy_count_bits_(values) : 1;
	}
	return turns;
}

/* Whether a row stands whole, with its own values. */
static inline int policy_is_itself_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if (policy_borrows_(d, policy_marks_(d->p, rule) + i))
			return 0;
	return policy_stands_(d, rule) == POLICY_OK;
}

/* A member of the row, or of the one whose value it reads; `field` is the member that the conflict is about. */
static inline const void *policy_member_of_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field, size_t member)
{
	const void *row = rule;
	unsigned i, k, turn = d ? d->turn : 0;
	for (i = 0; d && i < rule->marks; i++) {
		const struct policy_mark *m = policy_marks_(d->p, rule) + i;
		uint64_t values = policy_borrows_(d, m);
		const unsigned count = policy_count_bits_(values);
		if (!values)
			continue;
		for (k = turn % count; k > 0; k--)
			values &= values - 1;
		turn /= count;
		for (k = 0; !(values >> k & 1); k++)
			;
		if (m->member == field)
			row = policy_at_(d->p, policy_side_(d->p, policy_dispute_(d->p, policy_side_(d->p, m->side)->dispute)->side + k)->row);
	}
	return POLICY_CAST_(const char *, row) + member;
}
/* A member of a row as the question reads it; or one that is read with it: the start of a length. */
#define POLICY_WITH_(type, d, row, field, member) \
	POLICY_CAST_(const type *, policy_member_of_(d, &(row)->rule, policy_member_(&(row)->rule, &(row)->field), policy_member_(&(row)->rule, &(row)->member)))
#define POLICY_READ_(type, d, row, member) (*POLICY_WITH_(type, d, row, member, member))

/* The name of the conflict that an answer of POLICY_CONFLICT rests on, as the policy's `conflicts` has it; "": none is declared. */
static inline const char *policy_conflict_name(const struct policy_answer *a)
{
	const struct policy *p = a->policy;
	if (!p || a->conflict == 0 || a->conflict > p->conflict_count)
		return "";
	return POLICY_CAST_(const char *, policy_at_(p, p->names)) +
	       POLICY_CAST_(const struct policy_conflict *, policy_at_(p, p->conflicts))[a->conflict - 1].name;
}
