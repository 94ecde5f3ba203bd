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

/* What a row says to a question, conflicts left out. */
struct policy_said_ {
	const struct policy_rule *rule;
	enum policy_result about; /* POLICY_NO: nothing; POLICY_CONDITIONAL: it speaks of a part (R) */
	unsigned says;            /* enum policy_says_, or of a duty or of keeping enum policy_result */
	struct policy_due due;
};

enum {
	POLICY_MOST_SETTLEMENTS_ = 64, /* of a question (S10) */
	POLICY_RECALLED_ = 24          /* how many rows are not asked a second time */
};

/* A question on its way through the rows: first they are heard, each once; then the answer is made once for each settlement, of what they
 * said. See policy_pass_. */
enum policy_passes_ { POLICY_PASS_FIRST_, POLICY_PASS_PLAIN_, POLICY_PASS_HEARING_, POLICY_PASS_SETTLING_ };
struct policy_settling_ {
	const struct policy *p;
	const struct policy_question_ *q;
	const struct policy_rule *only; /* the question is about this row (S11); NULL: about all */
	enum policy_passes_ pass;
	unsigned settlements; /* how many were begun */
	int crowded;          /* there are more than POLICY_MOST_SETTLEMENTS_ */
	uint64_t touched;     /* disputes of which two sides that speak attack each other; 0: everything stands */
	struct {
		uint64_t speaking, whole, standing; /* whole: not only of a part */
		uint64_t varied;                    /* what does not stand alike in each settlement */
	} of[POLICY_DISPUTES_]; /* not arrays: some compilers would call memset */
	struct policy_said_ said[POLICY_RECALLED_ + 1]; /* the last: of a row that is asked again */
	unsigned said_count, recalled;
	unsigned turn, turns; /* where a row reads the fields of several others, which of them (S5) */
	int asking;           /* the row at hand is asked; else what it said is taken */
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
	if (member == offsetof(struct policy_rule, certainty) || member == offsetof(struct policy_rule, strength))
		return q->asks == POLICY_ASKS_KEEP_ || q->asks >= POLICY_ASKS_ANSWER_;
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

/* A row says something to the question: its sides speak. */
static inline void policy_hear_(struct policy_settling_ *d, const struct policy_said_ *said)
{
	const struct policy_mark *m = policy_marks_(d->p, said->rule);
	unsigned i;
	for (i = 0; i < said->rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING)
			continue;
		if (s->id != POLICY_NONE ? !policy_within_(d->p, s->kind, policy_named_(d->q, s->kind), s->id)
		                         : s->member != 0 && !policy_reads_(d->q, s->section, s->member))
			continue;
		d->of[s->dispute].speaking |= policy_bit_(d->p, m[i].side);
		if (said->about == POLICY_OK)
			d->of[s->dispute].whole |= policy_bit_(d->p, m[i].side);
	}
}

/* ---- one settlement after the other ---- */

/* What stands of one dispute by one of its ways; 0: a side is left out that nothing attacks, so that it is no settlement (S4). */
static inline uint64_t policy_standing_(const struct policy_settling_ *d, unsigned dispute, unsigned way)
{
	const struct policy_dispute *of = policy_dispute_(d->p, dispute);
	const struct policy_side *s = policy_side_(d->p, of->side);
	const uint64_t speaking = d->of[dispute].speaking;
	uint64_t open = POLICY_CAST_(const uint64_t *, policy_at_(d->p, d->p->ways))[of->way + way] & speaking, before = 0, standing = 0, bit;
	unsigned i;
	while (open != before) /* a side is settled once all that attack it by a decision are; these run in no circle */
		for (before = open, i = 0; i < of->sides; i++) {
			bit = POLICY_CAST_(uint64_t, 1) << i;
			if (!(open & bit) || (s[i].over & open && !(s[i].over & standing)))
				continue;
			open &= ~bit;
			if (!(s[i].over & standing))
				standing |= bit;
		}
	for (i = 0; i < of->sides; i++)
		if ((speaking & ~standing) >> i & 1 && !((s[i].rivals | s[i].over) & standing))
			return 0;
	return standing;
}

/* Whether the first of the sides that do not stand in both stands in this one (S7). */
static inline int policy_precedes_(uint64_t standing, uint64_t other)
{
	const uint64_t differ = standing ^ other;
	return (standing & differ & (~differ + 1)) != 0;
}

/* The first settlement of one dispute after another, of which this stands (0: the first of all); 0: there is none. */
static inline uint64_t policy_next_standing_(const struct policy_settling_ *d, unsigned dispute, uint64_t after)
{
	const unsigned ways = policy_dispute_(d->p, dispute)->ways;
	uint64_t next = 0, one;
	unsigned way;
	for (way = 0; way < ways; way++) {
		one = policy_standing_(d, dispute, way);
		if (one && (!after || policy_precedes_(after, one)) && (!next || policy_precedes_(one, next)))
			next = one;
	}
	return next;
}

/* The settlements of one dispute: how many there are, and what stands alike in all; the first is begun with. */
static inline unsigned policy_count_settlements_(struct policy_settling_ *d, unsigned dispute)
{
	const uint64_t first = policy_next_standing_(d, dispute, 0);
	uint64_t next;
	unsigned count = 0;
	for (next = first; next; next = policy_next_standing_(d, dispute, next)) {
		d->of[dispute].varied |= first ^ next;
		count++;
	}
	d->of[dispute].standing = first;
	return count;
}

static inline int policy_is_touched_(const struct policy_settling_ *d, unsigned dispute)
{
	const struct policy_dispute *of = policy_dispute_(d->p, dispute);
	unsigned i;
	for (i = 0; d->of[dispute].speaking && i < of->sides; i++) {
		const struct policy_side *s = policy_side_(d->p, of->side + i);
		if (d->of[dispute].speaking >> i & 1 && (s->rivals | s->over) & d->of[dispute].speaking)
			return 1;
	}
	return 0;
}

/* All rows are heard: the first settlement. Where there are too many of them, everything stands. */
static inline void policy_first_settlement_(struct policy_settling_ *d)
{
	unsigned i, settlements = 1;
	for (i = 0; i < d->p->dispute_count; i++) {
		d->of[i].standing = d->of[i].speaking;
		if (!policy_is_touched_(d, i))
			continue;
		settlements *= policy_count_settlements_(d, i);
		d->touched |= POLICY_CAST_(uint64_t, 1) << i;
		if (settlements > POLICY_MOST_SETTLEMENTS_) {
			d->crowded = 1;
			settlements = 1; /* the others are counted too: one of them may be the conflict to name */
		}
	}
	if (d->crowded)
		d->touched = 0;
}

/* The last dispute goes on first. */
static inline int policy_next_settlement_(struct policy_settling_ *d)
{
	unsigned i;
	for (i = d->p->dispute_count; i-- > 0;)
		if (d->touched >> i & 1) {
			d->of[i].standing = policy_next_standing_(d, i, d->of[i].standing);
			if (d->of[i].standing)
				return 1;
			d->of[i].standing = policy_next_standing_(d, i, 0);
		}
	return 0;
}

/* Whether a row is a side, has one or lies within one. */
static inline int policy_is_side_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	const struct policy_mark *m = policy_marks_(d->p, rule);
	unsigned i;
	for (i = 0; i < rule->marks; i++)
		if (m[i].kind != POLICY_MARK_READING)
			return 1;
	return 0;
}

/* p: an edition; only: the question is about this row, NULL: about all. */
static inline void policy_begin_(struct policy_settling_ *d, const struct policy *p, const struct policy_question_ *q, const struct policy_rule *only)
{
	unsigned i;
	d->p = p;
	d->q = q;
	d->only = only;
	d->pass = POLICY_PASS_FIRST_;
	d->touched = 0;
	d->settlements = d->said_count = d->recalled = d->turn = d->turns = 0;
	d->crowded = d->asking = 0;
	for (i = 0; i < p->dispute_count; i++)
		d->of[i].speaking = d->of[i].whole = d->of[i].standing = d->of[i].varied = 0;
}

/* While it is 1, the rows are gone through once more: first to hear them (POLICY_PASS_HEARING_, which gives no answer), then once for each
 * settlement. Where the policy has no conflicts, or the one row asked of is no side of any, they are gone through once. */
static inline int policy_pass_(struct policy_settling_ *d)
{
	if (d->pass == POLICY_PASS_FIRST_) {
		d->pass = d->p->dispute_count && (!d->only || policy_is_side_(d, d->only)) ? POLICY_PASS_HEARING_ : POLICY_PASS_PLAIN_;
	} else if (d->pass == POLICY_PASS_HEARING_) {
		policy_first_settlement_(d);
		d->pass = POLICY_PASS_SETTLING_;
	} else if (d->pass == POLICY_PASS_PLAIN_ || !d->touched || !policy_next_settlement_(d)) {
		return 0;
	}
	d->recalled = 0;
	if (d->pass != POLICY_PASS_HEARING_)
		d->settlements++;
	return 1;
}

/* All settlements were gone through. Whether they answer the same; else out->conflict is the conflict to name (S7), by its place among the
 * policy's, from 1. */
static inline int policy_agree_(const struct policy_settling_ *d, int differ, struct policy_answer *out)
{
	const struct policy_conflict *c = POLICY_CAST_(const struct policy_conflict *, policy_at_(d->p, d->p->conflicts));
	unsigned i;
	if (!differ && !d->crowded)
		return 1;
	for (i = 0; i < d->p->conflict_count && !out->conflict; i++) {
		const uint64_t both = policy_bit_(d->p, c[i].one) | policy_bit_(d->p, c[i].other);
		const unsigned dispute = policy_side_(d->p, c[i].one)->dispute;
		if (c[i].holds == 0 && (d->of[dispute].speaking & both) == both && d->of[dispute].varied & both)
			out->conflict = i + 1;
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

/* Whether a side is a field, which reads another's value where it gives way; a row that is, or has, any other is silent then. */
static inline int policy_is_field_(const struct policy_side *s)
{
	return s->member != 0 && s->id == POLICY_NONE;
}

/* Whether a row speaks in this settlement. POLICY_NO: it is silent; POLICY_CONDITIONAL: of a part (S6). */
static inline enum policy_result policy_stands_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	enum policy_result result = POLICY_OK;
	const struct policy_mark *m;
	unsigned i;
	if (!d->touched || !rule->marks)
		return POLICY_OK;
	m = policy_marks_(d->p, rule);
	for (i = 0; i < rule->marks; i++) {
		const struct policy_side *s = policy_side_(d->p, m[i].side);
		if (m[i].kind == POLICY_MARK_READING || policy_is_field_(s) || !policy_gives_way_(d, m[i].side))
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

/* How often a row is asked again: once for each value that it may read (S5; the compiler bounds it); 0: it reads its own alone. */
static inline unsigned policy_turns_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	unsigned i, turns = 0;
	for (i = 0; d->touched && i < rule->marks; i++) {
		const uint64_t values = policy_borrows_(d, policy_marks_(d->p, rule) + i);
		if (values)
			turns = (turns ? turns : 1) * policy_count_bits_(values);
	}
	return turns;
}

/* Whether a row stands whole, with its own values. */
static inline int policy_is_itself_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return policy_turns_(d, rule) == 0 && policy_stands_(d, rule) == POLICY_OK;
}

/* The row whose value a row reads: of one that stands against it, or its own; `field` is the member that the conflict is about; around: of the
 * request that it lies within, which is `own`. */
static inline const struct policy_rule *policy_source_in_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field, int around,
                                                          const struct policy_rule *own)
{
	const void *row = own;
	unsigned i, k, turn = d->turn;
	for (i = d->touched ? rule->marks : 0; i-- > 0;) { /* the last field goes on first */
		const struct policy_mark *m = policy_marks_(d->p, rule) + i;
		uint64_t values = policy_borrows_(d, m);
		const unsigned count = policy_count_bits_(values);
		const int is_around = values && policy_side_(d->p, m->side)->section == POLICY_SECTION_REQUEST;
		if (!values)
			continue;
		for (k = turn % count; k > 0; k--)
			values &= values - 1;
		turn /= count;
		for (k = 0; !(values >> k & 1); k++)
			;
		if (m->member == field && is_around == around)
			row = policy_at_(d->p, policy_side_(d->p, policy_dispute_(d->p, policy_side_(d->p, m->side)->dispute)->side + k)->row);
	}
	return POLICY_CAST_(const struct policy_rule *, row);
}
static inline const struct policy_rule *policy_source_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field)
{
	return policy_source_in_(d, rule, field, 0, rule);
}

static inline int policy_is_firm_in_(const struct policy_settling_ *d, const struct policy_rule *rule, int around, const struct policy_rule *own)
{
	return policy_source_in_(d, rule, offsetof(struct policy_rule, certainty), around, own)->certainty == POLICY_CERTAINTY_EXACT &&
	       policy_source_in_(d, rule, offsetof(struct policy_rule, strength), around, own)->strength == POLICY_STRENGTH_WILL;
}
static inline int policy_is_firm_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return policy_is_firm_in_(d, rule, 0, rule);
}

static inline const void *policy_member_of_(const struct policy_rule *rule, size_t member)
{
	return POLICY_CAST_(const char *, POLICY_CAST_(const void *, rule)) + member;
}
/* Whether what a row reads is legal's decision on a gap (Q4). */
static inline int policy_rests_on_reading_(const struct policy_settling_ *d, const struct policy_rule *rule, size_t field, size_t member)
{
	const struct policy_rule *source = policy_source_(d, rule, field);
	return policy_is_read_(d->p, source, policy_member_of_(source, member));
}
#define POLICY_MEMBER_OF_(row, member) policy_member_(&(row)->rule, &(row)->member)
#define POLICY_SOURCE_(d, row, field) policy_source_(d, &(row)->rule, POLICY_MEMBER_OF_(row, field))
/* A member of a row as the question reads it; or one that is read with it: the start of a length. */
#define POLICY_WITH_(type, d, row, field, member) \
	POLICY_CAST_(const type *, policy_member_of_(POLICY_SOURCE_(d, row, field), POLICY_MEMBER_OF_(row, member)))
#define POLICY_READ_(type, d, row, member) (*POLICY_WITH_(type, d, row, member, member))
#define POLICY_IS_READING_(d, row, field, member) \
	policy_rests_on_reading_(d, &(row)->rule, POLICY_MEMBER_OF_(row, field), POLICY_MEMBER_OF_(row, member))

/* ---- one pass through the rows ---- */

/* Whether a row stands against another that is silent. */
static inline int policy_is_against_(const struct policy_settling_ *d, const struct policy_rule *other, const struct policy_rule *silent)
{
	const struct policy_mark *a = policy_marks_(d->p, other), *b = policy_marks_(d->p, silent);
	unsigned i, k;
	for (i = 0; i < silent->marks; i++)
		for (k = 0; k < other->marks; k++)
			if (b[i].kind != POLICY_MARK_READING && a[k].kind != POLICY_MARK_READING && !policy_is_field_(policy_side_(d->p, b[i].side)) &&
			    policy_gives_way_(d, b[i].side) &&
			    policy_side_(d->p, a[k].side)->dispute == policy_side_(d->p, b[i].side)->dispute &&
			    policy_against_(d, b[i].side) & policy_bit_(d->p, a[k].side))
				return 1;
	return 0;
}

/* Whether a row is asked of itself alone. Which sides speak is heard of the question about all rows (S11). */
static inline int policy_is_alone_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	return d->only == rule && d->pass != POLICY_PASS_HEARING_;
}

/* Whether a question about one row has to do with another: where that one does not stand, with what stands against it. */
static inline int policy_has_part_(const struct policy_settling_ *d, const struct policy_rule *rule)
{
	if (!d->only || d->only == rule)
		return 1;
	if (d->pass == POLICY_PASS_HEARING_)
		return rule->marks != 0;
	return d->touched && policy_stands_(d, d->only) == POLICY_NO && policy_is_against_(d, rule, d->only);
}

/* What a row said, or room for what it says if d->asking is 1 afterwards; NULL: it is silent in this pass, or said nothing. */
static inline struct policy_said_ *policy_recall_(struct policy_settling_ *d, const struct policy_rule *rule)
{
	const int heard = d->pass == POLICY_PASS_SETTLING_ && d->recalled < d->said_count && d->said[d->recalled].rule == rule;
	struct policy_said_ *said = &d->said[heard ? d->recalled : d->pass == POLICY_PASS_HEARING_ ? d->said_count : POLICY_CAST_(unsigned, POLICY_RECALLED_)];
	d->turn = d->turns = 0;
	d->asking = !heard;
	if (d->pass == POLICY_PASS_SETTLING_) {
		if (heard)
			d->recalled++;
		if (!heard && d->only != rule && d->recalled < POLICY_RECALLED_)
			return NULL;
		if (policy_stands_(d, rule) == POLICY_NO)
			return NULL;
		d->turns = policy_turns_(d, rule);
	}
	if (!policy_has_part_(d, rule))
		return NULL;
	if (d->turns || policy_is_alone_(d, rule)) {
		d->asking = 1;
		said = &d->said[POLICY_RECALLED_];
	}
	said->rule = rule;
	return said;
}

/* Whether what a row said goes into an answer; while the rows are heard, its sides do. */
static inline int policy_counts_(struct policy_settling_ *d, const struct policy_said_ *said)
{
	if (said->about == POLICY_NO)
		return 0;
	if (d->pass != POLICY_PASS_HEARING_)
		return 1;
	if (d->said_count < POLICY_RECALLED_)
		d->said_count++;
	policy_hear_(d, said);
	return 0;
}

static inline struct policy_said_ *policy_next_turn_(struct policy_settling_ *d, struct policy_said_ *said)
{
	return ++d->turn < d->turns ? said : NULL;
}

/* The rows of a section, in one pass: `ask` fills `said` and is what said->about becomes; `add` adds it to the answer. */
#define POLICY_EACH_(d, section, row, ask, add) \
	do { \
		const struct policy_##section##_rule *row; \
		struct policy_said_ *said; \
		unsigned i_; \
		for (i_ = 0; (row = policy_##section##_row((d)->p, i_)) != NULL; i_++) \
			for (said = policy_recall_(d, &row->rule); said; said = policy_next_turn_(d, said)) { \
				if ((d)->asking) \
					said->about = ask; \
				if (policy_counts_(d, said)) \
					add; \
			} \
	} while (0)

/* The name of the conflict that an answer of POLICY_CONFLICT rests on, as the policy's `conflicts` has it; "": none is declared. */
static inline const char *policy_conflict_name(const struct policy_answer *a)
{
	const struct policy *p = a->policy;
	if (!p || a->conflict == 0 || a->conflict > p->conflict_count)
		return "";
	return POLICY_CAST_(const char *, policy_at_(p, p->names)) +
	       POLICY_CAST_(const struct policy_conflict *, policy_at_(p, p->conflicts))[a->conflict - 1].name;
}
