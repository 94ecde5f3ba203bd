/* SPDX-License-Identifier: MIT */
/* Compares a policy with the rules of its baselines, statement by statement, and says in words what comes out. Computed as if
 * each rule applied: sectors and cases that the policy does not state are named, never assumed away. Never "holds" for what is
 * unknown. */
#include "verdict.h"
#include <assert.h>

struct judge {
	struct arena *arena;
	const struct model *model;
	const struct vocabulary *vocabulary;
	struct comparisons *memo;
	const struct calendar *calendar;
	const struct value *sectors; /* of the policy */
	const struct date *today;
	unsigned english; /* which of a text's languages */
	struct findings *out;
	size_t cap;
	struct diags *diags;
	struct buf why; /* of the statement at hand */
	bool vague;     /* it has words or "typically" where the rule wants a number */
};

static const struct {
	const char *name, *words;
	bool warns;
} verdicts[VERDICT__COUNT] = {
	[VERDICT_CONFLICT] = {"conflict", "conflict of laws", true},
	[VERDICT_EXCEEDS] = {"exceeds", "exceeds the limit", true},
	[VERDICT_BELOW] = {"below", "below the minimum", true},
	[VERDICT_AGAINST] = {"against", "against the rule", true},
	[VERDICT_MISSING] = {"missing", "promise missing", true},
	[VERDICT_MAY_EXCEED] = {"may-exceed", "may exceed the limit", true},
	[VERDICT_MAY_BE_BELOW] = {"may-be-below", "may be below the minimum", true},
	[VERDICT_INDETERMINATE] = {"indeterminate", "indeterminate", true},
	[VERDICT_NO_LIMIT] = {"no-limit", "no limit in law", false},
	[VERDICT_HOLDS] = {"holds", "holds", false},
	[VERDICT_NOT_APPLICABLE] = {"not-applicable", "not applicable", false},
};

const char *verdict_name(enum verdict v)
{
	return verdicts[v].name;
}

const char *verdict_words(enum verdict v)
{
	return verdicts[v].words;
}

bool verdict_warns(enum verdict v)
{
	return verdicts[v].warns;
}

enum diag_id verdict_diag(const struct finding *f)
{
	if (f->vague && f->verdict != VERDICT_EXCEEDS && f->verdict != VERDICT_BELOW)
		return DIAG_P208;
	switch (f->verdict) {
	case VERDICT_CONFLICT: return DIAG_P206;
	case VERDICT_EXCEEDS: return DIAG_P200;
	case VERDICT_MAY_EXCEED: return DIAG_P201;
	case VERDICT_BELOW: return DIAG_P202;
	case VERDICT_MAY_BE_BELOW: return DIAG_P203;
	case VERDICT_AGAINST: return DIAG_P207;
	case VERDICT_MISSING: return DIAG_P204;
	default: return DIAG_P205;
	}
}

/* ---- words ---- */

/* Another clause of the reason. */
static void add(struct judge *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void add(struct judge *j, const char *fmt, ...)
{
	va_list ap;
	if (j->why.len)
		BUF_LIT(&j->why, "; ");
	va_start(ap, fmt);
	buf_vprintf(&j->why, fmt, ap);
	va_end(ap);
}

static const char *copy(struct judge *j, const struct buf *b)
{
	return arena_copy(j->arena, b->data ? b->data : "", b->len);
}

static const char *span_text(struct judge *j, const struct span *s)
{
	struct buf b = {0};
	span_write(&b, s);
	const char *text = copy(j, &b);
	buf_free(&b);
	return text;
}

/* "1 February 2027" */
static const char *day_text(struct judge *j, int32_t day)
{
	static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
	                                    "July",    "August",   "September", "October", "November", "December"};
	struct buf b = {0};
	struct date d = date_of_days(day);
	buf_printf(&b, "%d %s %d", d.day, names[d.month - 1], d.year);
	const char *text = copy(j, &b);
	buf_free(&b);
	return text;
}

/* "your last day as a user (last-use)"; the id alone where its label has a fault. */
static void put_term(const struct judge *j, struct buf *b, const struct term *t)
{
	const char *label = t->labels[j->english];
	if (label && strcmp(label, t->id) != 0)
		buf_printf(b, "%s (%s)", label, t->id);
	else
		buf_str(b, t->id);
}

static const char *term_text(struct judge *j, const struct term *t)
{
	struct buf b = {0};
	put_term(j, &b, t);
	const char *text = copy(j, &b);
	buf_free(&b);
	return text;
}

/* Ids in words, with commas. */
static void add_ids(struct judge *j, const char *before, const struct term *const *terms, size_t count)
{
	struct buf b = {0};
	for (size_t i = 0; i < count; i++) {
		buf_str(&b, i ? ", " : "");
		put_term(j, &b, terms[i]);
	}
	add(j, "%s%.*s", before, (int)b.len, b.data ? b.data : "");
	buf_free(&b);
}

/* ---- which statements ---- */

static const struct value *read_value(const struct item *item, int field)
{
	return value_effective(&item->values[field], false);
}

/* Whether a list names one of the ids; `wide`: or something that the id is a part of. */
static bool names_one(const struct value *v, const struct value *ids, bool wide)
{
	for (uint32_t i = 0; i < ids->list.count; i++)
		for (uint32_t n = 0; n < v->list.count; n++)
			if (v->list.at[n] == ids->list.at[i] || (wide && term_within(ids->list.at[i], v->list.at[n])))
				return true;
	return false;
}

/* A statement without a list of categories covers all of them; without any other list it is not about the ids. */
static bool is_selected(const struct item *item, const struct selector *s, bool wide)
{
	while (item->section != s->section)
		item = item->parent;
	const struct field *f = &s->section->fields[s->field];
	const struct value *v = read_value(item, s->field);
	if (v->state == VALUE_ABSENT)
		return f->kind == KIND_CATEGORY && f->type == TYPE_LIST;
	if (v->state != VALUE_STATED)
		return false;
	if (f->type != TYPE_TERM)
		return names_one(v, s->ids, wide);
	for (uint32_t i = 0; i < s->ids->list.count; i++)
		if (s->ids->list.at[i] == v->term || (wide && term_within(s->ids->list.at[i], v->term)))
			return true;
	return false;
}

static bool matches(const struct rule *r, const struct item *item, bool wide)
{
	for (unsigned i = 0; i < r->selector_count; i++)
		if (!is_selected(item, &r->selectors[i], wide))
			return false;
	return !item_set_aside(item);
}

/* Whether the item around a sub-section's items is selected: it may have none of them. */
static bool parent_matches(const struct rule *r, const struct item *item, bool wide)
{
	for (unsigned i = 0; i < r->selector_count; i++)
		if (r->selectors[i].section == item->section && !is_selected(item, &r->selectors[i], wide))
			return false;
	return !item_set_aside(item);
}

/* ---- conditions and doubts of a statement ---- */

static const struct value *common(const struct item *item, enum key key)
{
	int f = section_field(item->section, key);
	return f < 0 ? NULL : read_value(item, f);
}

static bool has(const struct item *item, enum key key)
{
	const struct value *v = common(item, key);
	return v && v->state == VALUE_STATED;
}

/* The conditions of the statement or the one around it, in words; false: none. */
static bool add_conditions(struct judge *j, const struct item *item)
{
	static const struct {
		enum key key;
		const char *words;
	} keys[] = {{KEY_all_of, "promised only if: "}, {KEY_any_of, "promised only if one of: "}, {KEY_unless, "not promised if: "}, {KEY_scope, "promised only for: "}};
	bool any = false;
	for (; item; item = item->parent)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (has(item, keys[i].key)) {
				const struct value *v = common(item, keys[i].key);
				add_ids(j, keys[i].words, v->list.at, v->list.count);
				any = true;
			}
	return any;
}

/* typically, target: the number is not firm. */
static const struct term *loose(const struct item *item)
{
	for (; item; item = item->parent) {
		const struct value *v = common(item, KEY_certainty);
		if (v && v->state == VALUE_STATED && v->term->code != POLICY_CERTAINTY_EXACT)
			return v->term;
	}
	return NULL;
}

/* may, can: nothing is promised. */
static const struct term *weak(const struct item *item)
{
	for (; item; item = item->parent) {
		const struct value *v = common(item, KEY_strength);
		if (v && v->state == VALUE_STATED && v->term->code != POLICY_STRENGTH_WILL)
			return v->term;
	}
	return NULL;
}

static bool is_undecided(const struct item *item, int field)
{
	if (field >= 0 && item->values[field].undecided)
		return true;
	for (; item; item = item->parent)
		if (item->undecided)
			return true;
	return false;
}

/* What holds as written holds only as far as the statement is one. */
static enum verdict soften(struct judge *j, const struct item *item, enum verdict v)
{
	const struct term *strength = weak(item);
	if (v != VERDICT_HOLDS)
		return v;
	if (strength) {
		add(j, "said with '%s', which promises nothing", strength->id);
		v = VERDICT_INDETERMINATE;
	}
	if (loose(item)) {
		add(j, "said with '%s', which is not firm", loose(item)->id);
		v = VERDICT_INDETERMINATE;
	}
	return add_conditions(j, item) ? VERDICT_INDETERMINATE : v;
}

/* ---- events ---- */

enum order { ORDER_SAME, ORDER_LATER, ORDER_EARLIER, ORDER_UNKNOWN };

struct search {
	const struct term *first; /* of the vocabulary's events */
	unsigned char *seen;
	const struct term **queue;
	unsigned count;
};

static void found_events(struct search *s, const struct relation *r)
{
	for (uint32_t i = 0; i < r->count; i++)
		if (!s->seen[r->at[i] - s->first]) {
			s->seen[r->at[i] - s->first] = 1;
			s->queue[s->count++] = r->at[i];
		}
}

/* Whether b can be reached from a through events that are the same, or, with `back`, through those that a never comes before. */
static bool reaches(struct judge *j, const struct term *a, const struct term *b, bool back)
{
	const struct terms *events = &j->vocabulary->kinds[KIND_EVENT];
	struct search s = {events->at, NEW_N(j->arena, unsigned char, events->count), NEW_N(j->arena, const struct term *, events->count), 0};
	found_events(&s, &(struct relation){&a, 1});
	for (unsigned i = 0; i < s.count; i++) {
		found_events(&s, &s.queue[i]->same_as);
		if (back)
			found_events(&s, &s.queue[i]->not_before);
	}
	return s.seen[b - events->at];
}

static enum order order_of(struct judge *j, const struct term *promise, const struct term *law)
{
	if (promise == law || reaches(j, promise, law, false))
		return ORDER_SAME;
	if (reaches(j, promise, law, true))
		return ORDER_LATER;
	return reaches(j, law, promise, true) ? ORDER_EARLIER : ORDER_UNKNOWN;
}

/* ---- limits ---- */

/* The witness or the figures of a comparison. */
static void add_answer(struct judge *j, const struct rule *r, const struct span *range, const struct answer *a)
{
	struct buf b = {0};
	unsigned n = r->max ? range->max : range->min;
	const struct span *limit = &r->limit, exact = {SPAN_EXACT, range->unit, n, n, NULL}, *promise = &exact;
	if (a->sometimes && !a->always)
		buf_printf(&b, "from %s%s, %s end on %s, %s on %s", day_text(j, a->start), a->at_day_end ? " at 23:59:59" : "", span_text(j, promise),
		           day_text(j, a->promise_ends), span_text(j, limit), day_text(j, a->limit_ends));
	if (a->sometimes && !a->always)
		buf_printf(&b, " (%u of %u start days)", a->starts, a->all);
	if (a->always)
		BUF_LIT(&b, "from every start");
	if (a->sometimes && limit->unit == UNIT_HOUR && promise->unit != UNIT_HOUR)
		BUF_LIT(&b, ": days end at midnight, hours run from the event");
	if (!a->always && a->sometimes && a->starts == a->all && r->rolls)
		BUF_LIT(&b, ", unless the law's end moves to the next working day");
	if (b.len)
		add(j, "%.*s", (int)b.len, b.data);
	if (a->first_year && !a->out_of_calendar)
		add(j, "%s last %d to %d calendar days in the years %d to %d", span_text(j, range), a->shortest, a->longest, a->first_year,
		    a->last_year);
	buf_free(&b);
}

static enum verdict worse_of(bool max, bool always)
{
	return max ? always ? VERDICT_EXCEEDS : VERDICT_MAY_EXCEED : always ? VERDICT_BELOW : VERDICT_MAY_BE_BELOW;
}

/* What the two starts do to a verdict that was computed from one and the same. */
static enum verdict shift(struct judge *j, const struct rule *r, const struct value *from, enum verdict v)
{
	bool holds = v == VERDICT_HOLDS, always = v == worse_of(r->max, true);
	if (!from || from->state != VALUE_STATED) {
		add(j, "from when, the policy does not say%s%s", r->from ? "; the law counts from " : "", r->from ? term_text(j, r->from) : "");
		return holds ? VERDICT_INDETERMINATE : r->max ? v : VERDICT_MAY_BE_BELOW;
	}
	if (!r->from) {
		add(j, "the law names no start; compared from %s", term_text(j, from->term));
		return v;
	}
	enum order order = order_of(j, from->term, r->from);
	if (order == ORDER_SAME)
		return v;
	if (order == ORDER_UNKNOWN) {
		add(j, "the promise runs from %s, the law counts from %s; how they stand to each other is not declared", term_text(j, from->term), term_text(j, r->from));
		return holds ? VERDICT_INDETERMINATE : worse_of(r->max, false);
	}
	bool later = order == ORDER_LATER;
	add(j, "the promise runs from %s, the law counts from %s, which may be %s", term_text(j, from->term), term_text(j, r->from), later ? "earlier" : "later");
	if (later == r->max)
		return holds ? worse_of(r->max, false) : v;
	return always ? worse_of(r->max, false) : v;
}

static enum verdict judge_number(struct judge *j, const struct rule *r, const struct item *item, const struct span *promise)
{
	struct question q = {*promise, r->limit, r->max ? BOUND_MAX : BOUND_MIN, r->rounding, r->rolls, j->calendar};
	int f = section_field(item->section, KEY_from);
	const struct term *doubt = loose(item);
	struct answer a = compare_spans(j->memo, &q);
	if (a.out_of_calendar) {
		add(j, "no start of the calendar has an end in it");
		return VERDICT_INDETERMINATE;
	}
	enum verdict v = a.always ? worse_of(r->max, true) : a.sometimes ? worse_of(r->max, false) : VERDICT_HOLDS;
	add_answer(j, r, promise, &a);
	if (promise->kind == SPAN_RANGE && v != VERDICT_HOLDS)
		add(j, "a range promises no more than its %s end", r->max ? "longer" : "shorter");
	v = shift(j, r, f < 0 ? NULL : read_value(item, f), v);
	if (doubt) {
		j->vague = true;
		add(j, "said with '%s', which is no firm number", doubt->id);
		v = v == VERDICT_HOLDS ? worse_of(r->max, false) : !r->max && v == VERDICT_BELOW ? VERDICT_MAY_BE_BELOW : v;
	}
	return soften(j, item, v);
}

static enum verdict judge_span(struct judge *j, const struct rule *r, const struct item *item, const struct span *s)
{
	switch (s->kind) {
	case SPAN_EXACT:
	case SPAN_RANGE: return judge_number(j, r, item, s);
	case SPAN_INDEFINITE: return r->max ? VERDICT_EXCEEDS : soften(j, item, VERDICT_HOLDS);
	case SPAN_WHILE:
	case SPAN_WORDS:
		j->vague = true;
		add(j, "a number is missing: '%s' is none", span_text(j, s));
		break;
	}
	return VERDICT_INDETERMINATE;
}

static bool is_self_service(const struct item *item)
{
	const struct value *v = common(item, KEY_self_service);
	return v && v->state == VALUE_STATED && v->flag;
}

/* Nothing is stated where the rule looks. */
static enum verdict judge_nothing(struct judge *j, const struct rule *r, const struct item *item)
{
	bool number = r->kind == CHOICE_RULE_KIND_LIMIT;
	if (number && !r->max) {
		add(j, "a number is missing"); /* it is kept, nobody knows how long */
		return VERDICT_INDETERMINATE;
	}
	if (number && (has(item, KEY_all_of) || has(item, KEY_any_of))) {
		add(j, "a number is missing");
		add_conditions(j, item);
		return VERDICT_INDETERMINATE;
	}
	add(j, number ? "no length of time is stated" : "not stated");
	return VERDICT_MISSING;
}

static enum verdict judge_limit(struct judge *j, const struct rule *r, const struct item *item, int *field)
{
	if (is_self_service(item)) {
		*field = -1;
		add(j, "the person does it alone, at once");
		return VERDICT_HOLDS;
	}
	for (unsigned i = 0; i < r->field_count; i++) {
		const struct value *v = read_value(item, r->fields[i]);
		if (v->state != VALUE_STATED)
			continue;
		*field = r->fields[i];
		enum verdict verdict = judge_span(j, r, item, &v->span);
		if (i == 0 || verdict != VERDICT_HOLDS)
			return verdict;
		add(j, "only '%s' is promised, '%s' is not stated", item->section->fields[r->fields[i]].key, item->section->fields[r->fields[0]].key);
		return VERDICT_INDETERMINATE;
	}
	*field = r->fields[0];
	return judge_nothing(j, r, item);
}

/* ---- the other kinds ---- */

/* A condition is met by any statement of what it asks for. */
static enum verdict judge_condition(struct judge *j, const struct rule *r, const struct item *item, int *field)
{
	*field = r->field_count ? r->fields[0] : -1;
	if (r->field_count == 0)
		return soften(j, item, VERDICT_HOLDS);
	for (unsigned i = 0; i < r->field_count; i++)
		if (read_value(item, r->fields[i])->state == VALUE_STATED) {
			*field = r->fields[i];
			return soften(j, item, VERDICT_HOLDS);
		}
	return judge_nothing(j, r, item);
}

static bool names(const struct value *v, const struct term *t)
{
	for (uint32_t i = 0; i < v->list.count; i++)
		if (v->list.at[i] == t)
			return true;
	return false;
}

static enum verdict judge_contents(struct judge *j, const struct rule *r, const struct item *item, int *field)
{
	const struct value *v = read_value(item, *field = r->fields[0]);
	const struct term **missing = NEW_N(j->arena, const struct term *, r->id_count);
	size_t count = 0;
	if (v->state != VALUE_STATED)
		return judge_nothing(j, r, item);
	for (unsigned i = 0; i < r->id_count; i++)
		if (!names(v, r->ids[i]))
			missing[count++] = r->ids[i];
	if (count == 0)
		return soften(j, item, VERDICT_HOLDS);
	add_ids(j, "not named: ", missing, count);
	if (item->section->fields[*field].type == TYPE_LIST && !v->complete) {
		add(j, "the list gives examples only");
		return VERDICT_INDETERMINATE;
	}
	return VERDICT_MISSING;
}

static enum verdict judge_modes(struct judge *j, const struct rule *r, const struct item *item, int *field)
{
	const struct value *v = read_value(item, *field = r->fields[0]);
	if (v->state == VALUE_ABSENT)
		return VERDICT__COUNT; /* the statement is about something else */
	if (v->state != VALUE_STATED) {
		add(j, "not stated");
		return VERDICT_INDETERMINATE;
	}
	for (unsigned i = 0; i < r->id_count; i++)
		if (r->ids[i] == v->term)
			return soften(j, item, VERDICT_HOLDS);
	add_ids(j, "allowed: ", r->ids, r->id_count);
	return VERDICT_AGAINST;
}

/* ---- the notice as a whole ---- */

/* Rules that ask what the notice says, and not what one statement promises, have one finding for all its statements. */
static bool judges_notice(const struct rule *r)
{
	return r->kind == CHOICE_RULE_KIND_PRESENCE || r->kind == CHOICE_RULE_KIND_NO_NUMBER;
}

struct tally {
	const struct item *first;       /* of those that fail, else of all */
	enum verdict verdict;
	struct buf missing, unnumbered; /* the names of statements */
	const struct term *weak;        /* may, can: of all that is stated the first is no promise ... */
	size_t firm, count;             /* ... unless another is one */
};

static void note_name(struct buf *b, const struct item *item)
{
	buf_str(b, b->len ? ", " : "");
	if (item->parent)
		buf_printf(b, "%s.", item->parent->id);
	buf_str(b, *item->id ? item->id : item->section->key);
}

/* The number that a rule may ask for. */
static bool lacks_number(const struct rule *r, const struct item *item, const struct value *v)
{
	const struct value *numbered = item_value(r->item, KEY_numbered);
	bool asked = numbered->state == VALUE_STATED && numbered->flag;
	return asked && ((v->span.kind != SPAN_EXACT && v->span.kind != SPAN_RANGE) || loose(item));
}

/* What people may be told or may ask for is not promised to them. That data may be used or shared is said all the same, and to do
 * what is asked on request is what a request is for. */
static const struct term *unpromised(const struct item *item)
{
	const struct term *strength = weak(item);
	switch (item->section->id) {
	case SECTION_request:
	case SECTION_route:
	case SECTION_outcome: return strength && strength->code == POLICY_STRENGTH_MAY ? strength : NULL;
	case SECTION_breach:
	case SECTION_policy_change:
	case SECTION_security:
	case SECTION_complaint:
	case SECTION_availability: return strength;
	default: return NULL;
	}
}

static void tally_item(struct judge *j, const struct rule *r, const struct item *item, struct tally *t)
{
	const struct value *v = NULL;
	enum verdict verdict = VERDICT_HOLDS;
	for (unsigned i = 0; i < r->field_count && !v; i++)
		if (read_value(item, r->fields[i])->state == VALUE_STATED)
			v = read_value(item, r->fields[i]);
	if (r->kind == CHOICE_RULE_KIND_NO_NUMBER) {
		verdict = VERDICT_NO_LIMIT;
	} else if (r->field_count && !v) {
		verdict = VERDICT_MISSING;
		note_name(&t->missing, item);
	} else if (v && lacks_number(r, item, v)) {
		verdict = VERDICT_INDETERMINATE;
		note_name(&t->unnumbered, item);
		buf_printf(&t->unnumbered, " (%s%s)", loose(item) ? "not firm: " : "", span_text(j, &v->span));
	}
	if (t->count++ == 0 || verdict < t->verdict) {
		t->verdict = verdict;
		t->first = item;
	}
	if (verdict == VERDICT_MISSING)
		return;
	if (r->kind == CHOICE_RULE_KIND_PRESENCE && unpromised(item))
		t->weak = t->weak ? t->weak : unpromised(item);
	else
		t->firm++;
}

static void add_tally(struct judge *j, struct tally *t)
{
	if (t->missing.len)
		add(j, "not stated in: %.*s", (int)t->missing.len, t->missing.data);
	if (t->unnumbered.len)
		add(j, "a number is missing in: %.*s", (int)t->unnumbered.len, t->unnumbered.data);
	if (t->weak && !t->firm) {
		add(j, "only said with '%s', which promises nothing", t->weak->id);
		t->verdict = VERDICT_MISSING;
	}
	buf_free(&t->missing);
	buf_free(&t->unnumbered);
}

/* ---- a rule ---- */

/* The sentence of a text in English, or in the first language. */
static const char *english(const struct judge *j, const struct value *v)
{
	return v->text.by_locale[j->english];
}

/* What a finding says, with the caveats that its rule brings. */
static enum verdict qualify(struct judge *j, const struct rule *r, enum verdict v)
{
	const struct value *only_if = item_value(r->item, KEY_only_if), *sectors = item_value(r->item, KEY_sectors);
	const struct value *confidence = item_value(r->item, KEY_confidence);
	if (only_if->state == VALUE_STATED && verdict_warns(v) && v != VERDICT_INDETERMINATE) {
		add(j, "%s, if %s, which the policy does not state", verdict_words(v), english(j, only_if));
		v = VERDICT_INDETERMINATE;
	} else if (only_if->state == VALUE_STATED) {
		add(j, "binds only if %s", english(j, only_if));
	}
	if (sectors->state == VALUE_STATED && v != VERDICT_NOT_APPLICABLE && !(j->sectors->state == VALUE_STATED && names_one(j->sectors, sectors, false)))
		add_ids(j, "if the controller is in the sector: ", sectors->list.at, sectors->list.count);
	if (confidence->state == VALUE_STATED && confidence->term->code >= CHOICE_CONFIDENCE_SECONDARY)
		add(j, "if the rule is as recorded (%s)", confidence->term->code == CHOICE_CONFIDENCE_MEMORY ? "from memory" : "from a secondary source");
	return v;
}

/* A place in the policy; of a rule about the notice as a whole, the section, and its field if that is what is missing. */
static const char *fact_of(struct judge *j, const struct rule *r, const struct item *item, int field)
{
	struct buf b = {0};
	if (item && !judges_notice(r))
		buf_str(&b, item->path);
	else
		buf_str(&b, schema_section(r->section->shape == SHAPE_SUB ? r->section->parent : r->section->id)->key);
	if (judges_notice(r) && field >= 0 && r->section->shape == SHAPE_SUB)
		buf_printf(&b, ".%s", r->section->key);
	if (field >= 0)
		buf_printf(&b, ".%s", item && !judges_notice(r) ? item->section->fields[field].key : r->section->fields[field].key);
	const char *text = copy(j, &b);
	buf_free(&b);
	return text;
}

/* The record that would be compared: "; add to 'requests' a record with 'request: access', and 'routes' with its 'complete'". */
static void add_record(struct buf *b, const struct rule *r)
{
	bool sub = r->section->shape == SHAPE_SUB;
	buf_printf(b, "; add to '%s' a record", schema_section(sub ? r->section->parent : r->section->id)->key);
	for (unsigned i = 0; i < r->selector_count; i++) {
		const struct selector *s = &r->selectors[i];
		buf_printf(b, "%s'%s: %s'", i ? ", " : " with ", s->section->fields[s->field].key, s->ids->list.at[0]->id);
	}
	if (sub)
		buf_printf(b, "%s'%s'", r->selector_count ? ", and " : " with ", r->section->key);
	if (r->field_count)
		buf_printf(b, "%s'%s'", sub ? " with its " : r->selector_count ? " and its " : " with ", r->section->fields[r->fields[0]].key);
}

/* What to write instead. */
static const char *fix_of(struct judge *j, const struct rule *r, const struct item *item, int field, enum verdict v)
{
	struct buf b = {0};
	const struct value *is = item && field >= 0 ? read_value(item, field) : NULL;
	bool number = is && is->state == VALUE_STATED && r->kind == CHOICE_RULE_KIND_LIMIT && (is->span.kind == SPAN_EXACT || is->span.kind == SPAN_RANGE);
	int from = item ? section_field(item->section, KEY_from) : -1;
	const struct value *starts = from >= 0 ? read_value(item, from) : NULL;
	if (!item && v == VERDICT_MISSING)
		add_record(&b, r);
	if (item && v == VERDICT_MISSING && judges_notice(r) && unpromised(item))
		buf_printf(&b, "; write 'strength: will' if it is a promise");
	if (!item && v == VERDICT_MISSING && r->kind == CHOICE_RULE_KIND_LIMIT)
		buf_printf(&b, ", '%s' or %s", span_text(j, &r->limit), r->max ? "less" : "more");
	if (r->kind != CHOICE_RULE_KIND_LIMIT || !verdict_warns(v) || !item) {
		const char *record = copy(j, &b);
		buf_free(&b);
		return record;
	}
	if (v == VERDICT_INDETERMINATE && !number && field >= 0)
		buf_printf(&b, "; write a number, such as '%s'", span_text(j, &r->limit));
	else if (starts && starts->state == VALUE_STATED && r->from && order_of(j, starts->term, r->from) == ORDER_UNKNOWN)
		buf_printf(&b, "; write 'from: %s' if that is meant; or add to 'events: %s:' in vocabulary.yaml 'same-as: [%s]' if both are one moment, "
		           "'not-before: [%s]' if it never comes first", r->from->id, starts->term->id, r->from->id, r->from->id);
	else if (v != VERDICT_INDETERMINATE)
		buf_printf(&b, "; write '%s' or %s", span_text(j, &r->limit), r->max ? "less" : "more");
	else if (starts && starts->state != VALUE_STATED)
		BUF_LIT(&b, "; write 'from:' with the event that starts it");
	const char *text = copy(j, &b);
	buf_free(&b);
	return text;
}

static void found(struct judge *j, const struct rule *r, const struct item *item, int field, enum verdict v)
{
	if (j->out->count == j->cap) {
		struct finding *more = NEW_N(j->arena, struct finding, j->cap * 2 + 64);
		if (j->out->count)
			memcpy(more, j->out->at, j->out->count * sizeof *more);
		j->out->at = more;
		j->cap = j->cap * 2 + 64;
	}
	struct buf promise = {0};
	if (item && field >= 0 && !judges_notice(r))
		value_write(&promise, &item->section->fields[field], read_value(item, field));
	v = qualify(j, r, v);
	j->out->at[j->out->count++] = (struct finding){
		.rule = r, .item = item, .field = field, .fact = fact_of(j, r, item, field), .verdict = v,
		.promise = copy(j, &promise), .why = copy(j, &j->why), .fix = fix_of(j, r, item, field, v),
		.vague = j->vague && verdict_warns(v),
	};
	j->vague = false;
	buf_free(&promise);
	j->why.len = 0;
}

static void judge_item(struct judge *j, const struct rule *r, const struct item *item)
{
	int field = -1;
	enum verdict v = VERDICT__COUNT;
	switch (r->kind) {
	case CHOICE_RULE_KIND_LIMIT: v = judge_limit(j, r, item, &field); break;
	case CHOICE_RULE_KIND_CONDITION: v = judge_condition(j, r, item, &field); break;
	case CHOICE_RULE_KIND_CONTENTS: v = judge_contents(j, r, item, &field); break;
	case CHOICE_RULE_KIND_MODES: v = judge_modes(j, r, item, &field); break;
	default: break;
	}
	if (v != VERDICT__COUNT)
		found(j, r, item, field, v);
	j->why.len = 0;
}

static bool applies(const struct judge *j, const struct rule *r)
{
	const struct value *sectors = item_value(r->item, KEY_sectors);
	return sectors->state != VALUE_STATED || j->sectors->state != VALUE_STATED || !j->sectors->complete || names_one(j->sectors, sectors, false);
}

static void judge_one(struct judge *j, const struct rule *r, const struct item *item, struct tally *t)
{
	if (judges_notice(r))
		tally_item(j, r, item, t);
	else
		judge_item(j, r, item);
}

/* Items inside others: those of a selected item around them; an item without any speaks only if it is alone. */
static void judge_subs(struct judge *j, const struct rule *r, const struct items *around, bool wide, struct tally *t)
{
	const struct item *empty = NULL;
	size_t before = j->out->count;
	for (uint32_t i = 0; i < around->count; i++) {
		const struct item *parent = &around->at[i];
		const struct value *subs = NULL;
		for (unsigned f = 0; f < parent->section->count; f++)
			if (parent->section->fields[f].type == TYPE_ITEMS && parent->section->fields[f].items == r->section->id)
				subs = &parent->values[f];
		if (!parent_matches(r, parent, wide))
			continue;
		if (!subs || subs->state != VALUE_STATED)
			empty = empty ? empty : parent;
		for (uint32_t n = 0; subs && subs->state == VALUE_STATED && n < subs->items.count; n++)
			if (matches(r, &subs->items.at[n], wide))
				judge_one(j, r, &subs->items.at[n], t);
	}
	if (j->out->count == before && empty && !judges_notice(r) && r->kind != CHOICE_RULE_KIND_MODES) {
		add(j, "the policy has it, without saying how or by when");
		found(j, r, empty, -1, VERDICT_MISSING);
	}
}

static void judge_rule(struct judge *j, const struct rule *r)
{
	size_t before = j->out->count;
	if (!r->section)
		return;
	if (!applies(j, r)) {
		add(j, "the controller is declared to be in other sectors");
		found(j, r, NULL, -1, VERDICT_NOT_APPLICABLE);
		return;
	}
	struct tally t = {0};
	/* what is said of the very ids; if nothing is, what is said of more: of any change, where the rule is about material ones */
	for (int wide = 0; wide < 2 && t.count == 0 && j->out->count == before; wide++) {
		if (r->section->shape == SHAPE_SUB)
			judge_subs(j, r, &j->model->sections[r->section->parent], wide, &t);
		else
			for (uint32_t i = 0; i < j->model->sections[r->section->id].count; i++)
				if (matches(r, &j->model->sections[r->section->id].at[i], wide))
					judge_one(j, r, &j->model->sections[r->section->id].at[i], &t);
	}
	add_tally(j, &t);
	if (t.count) {
		found(j, r, t.first, r->field_count ? r->fields[0] : -1, t.verdict);
	} else if (j->out->count == before && r->kind == CHOICE_RULE_KIND_NO_NUMBER) {
		found(j, r, NULL, -1, VERDICT_NO_LIMIT);
	} else if (j->out->count == before) {
		add(j, "the policy does not speak of it");
		for (unsigned i = 0; i < r->selector_count; i++)
			add_ids(j, "nothing is stated of: ", r->selectors[i].ids->list.at, r->selectors[i].ids->list.count);
		found(j, r, NULL, -1, r->kind == CHOICE_RULE_KIND_MODES ? VERDICT_INDETERMINATE : VERDICT_MISSING);
	}
}

/* ---- contradictions: of the policy, of laws ---- */

/* Whether the finding is about the place or something inside it. */
static bool is_at(const struct finding *f, const struct place *p)
{
	for (const struct item *i = judges_notice(f->rule) ? NULL : f->item; i; i = i->parent)
		if (i == p->item)
			return i != f->item || p->field < 0 || f->field < 0 || p->field == f->field;
	return false;
}

static void replace_why(struct judge *j, struct finding *f, enum verdict v)
{
	f->verdict = v;
	f->why = copy(j, &j->why);
	f->fix = "";
	j->why.len = 0;
}

static void add_side(struct judge *j, const struct finding *f)
{
	add(j, "'%s'%s%s%s %s%s%s", f->fact, *f->promise ? " (" : "", f->promise, *f->promise ? ")" : "", verdict_words(f->verdict),
	    *f->why ? ": " : "", f->why);
}

/* Whichever side holds, the limit is missed: surely by one, perhaps by the other. Else nobody knows. */
static enum verdict milder(enum verdict a, enum verdict b)
{
	if ((a == VERDICT_EXCEEDS && b == VERDICT_MAY_EXCEED) || (a == VERDICT_MAY_EXCEED && b == VERDICT_EXCEEDS))
		return VERDICT_MAY_EXCEED;
	if ((a == VERDICT_BELOW && b == VERDICT_MAY_BE_BELOW) || (a == VERDICT_MAY_BE_BELOW && b == VERDICT_BELOW))
		return VERDICT_MAY_BE_BELOW;
	return VERDICT_INDETERMINATE;
}

/* Both sides of an undecided conflict are judged by one rule, and it matters which holds. */
static void merge_sides(struct judge *j, struct finding *a, struct finding *b)
{
	if (a->rule != b->rule || a->verdict == b->verdict)
		return;
	enum verdict both = milder(a->verdict, b->verdict);
	add(j, "the policy contradicts itself and nobody has decided");
	add_side(j, a);
	add_side(j, b);
	b->verdict = both;
	b->why = copy(j, &j->why);
	b->fix = "";
	replace_why(j, a, both);
}

static void merge_conflicts(struct judge *j)
{
	const struct items *conflicts = &j->model->sections[SECTION_conflict];
	for (uint32_t c = 0; c < conflicts->count; c++) {
		const struct item *item = &conflicts->at[c];
		const struct value *one = item_value(item, KEY_one), *other = item_value(item, KEY_other);
		if (item_value(item, KEY_enforce)->state == VALUE_STATED || one->state != VALUE_STATED || other->state != VALUE_STATED)
			continue;
		for (size_t a = 0; a < j->out->count; a++)
			for (size_t b = 0; is_at(&j->out->at[a], &one->fact_ref.place) && b < j->out->count; b++)
				if (is_at(&j->out->at[b], &other->fact_ref.place))
					merge_sides(j, &j->out->at[a], &j->out->at[b]);
	}
	for (size_t i = 0; i < j->out->count; i++) {
		struct finding *f = &j->out->at[i];
		if (f->verdict != VERDICT_HOLDS || !f->item || judges_notice(f->rule) || !is_undecided(f->item, f->field))
			continue;
		add(j, "it contradicts another statement and nobody has decided%s%s", *f->why ? "; " : "", f->why);
		replace_why(j, f, VERDICT_INDETERMINATE);
	}
}

/* A floor that is always above a ceiling from the same start: no promise can meet both. */
static void merge_laws(struct judge *j)
{
	for (size_t a = 0; a < j->out->count; a++) {
		struct finding *floor = &j->out->at[a];
		if (!floor->item || floor->rule->kind != CHOICE_RULE_KIND_LIMIT || floor->rule->max)
			continue;
		for (size_t b = 0; b < j->out->count; b++) {
			struct finding *ceiling = &j->out->at[b];
			const struct rule *f = floor->rule, *c = ceiling->rule;
			if (ceiling->item != floor->item || ceiling->field != floor->field || c->kind != CHOICE_RULE_KIND_LIMIT || !c->max)
				continue;
			if (f->from && c->from && order_of(j, f->from, c->from) != ORDER_SAME)
				continue;
			struct question q = {f->limit, c->limit, BOUND_MAX, c->rounding, c->rolls, j->calendar};
			if (!compare_spans(j->memo, &q).always)
				continue;
			add(j, "%s asks for at least %s, %s for at most %s", f->key, span_text(j, &f->limit), c->key, span_text(j, &c->limit));
			floor->verdict = VERDICT_CONFLICT;
			floor->why = copy(j, &j->why);
			floor->fix = "";
			replace_why(j, ceiling, VERDICT_CONFLICT);
		}
	}
}

/* ---- what legal is told ---- */

static bool before(struct date a, struct date b)
{
	return date_days(a) < date_days(b);
}

const struct value *rule_in_force(const struct rule *r)
{
	const struct value *own = item_value(r->item, KEY_in_force);
	return own->line ? own : item_value(&r->baseline->model->sections[SECTION_baseline].at[0], KEY_in_force);
}

static struct pos where(const struct judge *j, const struct finding *f)
{
	const struct source *s = j->model->source;
	if (!f->item)
		return (struct pos){s, j->model->sections[SECTION_law].at[0].line, 1};
	const struct value *v = f->field >= 0 && f->item->values[f->field].line ? &f->item->values[f->field] : NULL;
	return v ? (struct pos){s, v->line, v->col} : (struct pos){s, f->item->line, f->item->col};
}

static void report(struct judge *j, const struct finding *f)
{
	const struct rule *r = f->rule;
	const struct item *head = &r->baseline->model->sections[SECTION_baseline].at[0];
	const struct value *force = rule_in_force(r);
	const char *article = item_value(r->item, KEY_article)->literal.text;
	bool waiting = j->today && force->state == VALUE_STATED && before(*j->today, force->date);
	diag_add(j->diags, verdict_diag(f), where(j, f), "'%s'%s%s%s %s: %s, %s: %s%s%s%s%s", f->fact, *f->promise ? " ('" : "", f->promise,
	         *f->promise ? "')" : "", verdict_words(f->verdict), english(j, item_value(head, KEY_title)), article,
	         english(j, item_value(r->item, KEY_says)), *f->why ? " Here: " : "", f->why, f->fix, waiting ? " (not yet in force)" : "");
	diag_about(j->diags, r->key, f->fact);
}

void verdicts_run(struct arena *a, const struct model *m, const struct law *law, const struct vocabulary *v, struct comparisons *memo,
                  const struct date *today, struct findings *out, struct diags *diags)
{
	struct judge j = {
		.arena = a, .model = m, .vocabulary = v, .memo = memo, .calendar = m->calendar, .today = today, .english = law->english, .out = out, .diags = diags,
	};
	const struct items *section = &m->sections[SECTION_law];
	*out = (struct findings){0};
	if (!section->count || !m->calendar)
		return;
	const struct value *with = item_value(&section->at[0], KEY_compared_with);
	j.sectors = value_effective(item_value(&section->at[0], KEY_sectors), false);
	for (uint32_t i = 0; with->state == VALUE_STATED && i < with->list.count; i++)
		for (unsigned b = 0; b < law->baseline_count; b++)
			for (unsigned r = 0; strcmp(law->baselines[b].id, with->list.at[i]->id) == 0 && r < law->baselines[b].count; r++)
				judge_rule(&j, &law->baselines[b].rules[r]);
	merge_conflicts(&j);
	merge_laws(&j);
	for (size_t i = 0; i < out->count; i++)
		if (verdict_warns(out->at[i].verdict))
			report(&j, &out->at[i]);
	buf_free(&j.why);
}
