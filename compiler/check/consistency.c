/* SPDX-License-Identifier: MIT */
/* Finds the contradictions of a policy that it does not declare. Only what is certain from the words is one: statements on
 * conditions, open ends and different scopes are left alone. Every rule compares two statements, or two fields of one. */
#include "consistency.h"
#include "statement.h"
#include "gen/policy.h"

/* A statement, or one field of it. */
struct side {
	const struct item *item;
	enum key field; /* KEY_NONE: the statement ... */
	enum key about; /* ... of which this field disagrees: to declare that one is enough */
};

/* Two sides of `conflicts`, and the records of the top level that they are in. */
struct declared {
	const struct place *one, *other;
	const struct item *first, *second;
};

struct checker {
	const struct model *model;
	struct diags *diags;
	struct declared *declared;
	unsigned declared_count;
	unsigned found; /* contradictions */
};

enum { MAX_FOUND = 200 };

static const struct value *get(const struct item *item, enum key key)
{
	return statement_get(item, key);
}

/* ---- reports ---- */

static bool covers(const struct place *p, const struct side *s)
{
	enum key field = s->field ? s->field : s->about;
	for (const struct item *i = s->item; i; i = i->parent)
		if (p->item == i)
			return p->field < 0 || (i == s->item && i->section->fields[p->field].name == field);
	return false;
}

static const struct item *outermost(const struct item *item)
{
	while (item->parent)
		item = item->parent;
	return item;
}

static void find_declared(struct checker *c, struct arena *a)
{
	const struct items *conflicts = &c->model->sections[SECTION_conflict];
	c->declared = NEW_N(a, struct declared, conflicts->count + 1);
	for (uint32_t i = 0; i < conflicts->count; i++) {
		const struct value *one = item_value(&conflicts->at[i], KEY_one), *other = item_value(&conflicts->at[i], KEY_other);
		if (one->state == VALUE_STATED && other->state == VALUE_STATED && one->fact_ref.place.item && other->fact_ref.place.item)
			c->declared[c->declared_count++] = (struct declared){&one->fact_ref.place, &other->fact_ref.place,
			                                                     outermost(one->fact_ref.place.item), outermost(other->fact_ref.place.item)};
	}
}

static bool is_declared(const struct checker *c, const struct side *a, const struct side *b)
{
	const struct item *in_a = outermost(a->item), *in_b = outermost(b->item);
	for (unsigned i = 0; i < c->declared_count; i++) {
		const struct declared *d = &c->declared[i];
		if ((d->first == in_a && d->second == in_b && covers(d->one, a) && covers(d->other, b)) ||
		    (d->first == in_b && d->second == in_a && covers(d->one, b) && covers(d->other, a)))
			return true;
	}
	return false;
}

static const char *path_of(struct buf *b, const struct side *s)
{
	b->len = 0;
	buf_str(b, s->item->path);
	if (s->field)
		buf_printf(b, ".%s", key_text(s->field));
	return buf_cstr(b);
}

static struct pos at(const struct checker *c, const struct side *s)
{
	const struct value *v = s->field ? &s->item->values[section_field(s->item->section, s->field)] : NULL;
	return v && v->line ? (struct pos){c->model->source, v->line, v->col} : (struct pos){c->model->source, s->item->line, s->item->col};
}

/* why: how they contradict each other, after their names. The one further down in the file is where it is found. */
static void contradict(struct checker *c, enum diag_id id, struct side a, struct side b, const char *why)
{
	if (c->found == MAX_FOUND || is_declared(c, &a, &b))
		return;
	struct pos first = at(c, &a), second = at(c, &b);
	struct buf one = {0}, other = {0};
	c->found++;
	if (first.line > second.line || (first.line == second.line && first.col > second.col)) {
		struct side s = a;
		struct pos p = first;
		a = b, b = s;
		first = second, second = p;
	}
	path_of(&one, &a);
	path_of(&other, &b);
	diag_add(c->diags, id, second, "'%s' contradicts '%s': %s; correct one of them, or declare both under 'conflicts:' with 'one:', 'other:' and 'better:'",
	         other.data, one.data, why);
	diag_about(c->diags, NULL, other.data);
	diag_also(c->diags, first, c->found < MAX_FOUND ? "the other is here" : "the other is here; %d contradictions are listed, there may be more", MAX_FOUND);
	buf_free(&one);
	buf_free(&other);
}

static const struct items *section(const struct checker *c, enum section_id id)
{
	return &c->model->sections[id];
}

typedef void pair_rule(struct checker *c, const struct item *a, const struct item *b);

/* Every two firm statements of the same cases. */
static void each_pair(struct checker *c, const struct items *items, pair_rule *rule)
{
	for (uint32_t i = 0; i < items->count; i++)
		for (uint32_t n = i + 1; is_firm(&items->at[i]) && c->found < MAX_FOUND && n < items->count; n++)
			if (is_firm(&items->at[n]) && same_case(&items->at[i], &items->at[n]))
				rule(c, &items->at[i], &items->at[n]);
}

/* Every two of theirs, one of each. */
static void each_of_both(struct checker *c, const struct items *these, const struct items *those, pair_rule *rule)
{
	for (uint32_t i = 0; i < these->count; i++)
		for (uint32_t n = 0; is_firm(&these->at[i]) && c->found < MAX_FOUND && n < those->count; n++)
			if (is_firm(&those->at[n]) && same_case(&these->at[i], &those->at[n]))
				rule(c, &these->at[i], &those->at[n]);
}

/* "Never" and "only" are said of the other statement's cases too: of all, though a condition makes an exception, or of the same.
 * That the other is only allowed does not help. */
static bool is_ruled(const struct item *ruler, const struct item *other)
{
	return ruler != other && is_exact(ruler) && !item_set_aside(ruler) && !item_set_aside(other) &&
	       (is_conditional(ruler) ? same_case(ruler, other) : !has_condition(other));
}

static bool differ(const struct item *a, const struct item *b, enum key key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return false;
	switch (a->section->fields[section_field(a->section, key)].type) {
	case TYPE_SPAN: return lengths_differ(&x->span, &y->span) && is_exact(a) == is_exact(b); /* an aim beside a promise */
	case TYPE_FLAG: return x->flag != y->flag;
	case TYPE_TERM: return x->term != y->term;
	case TYPE_START: return !same_moment(a, b, key);
	default: return false;
	}
}

/* A statement made twice, differently. */
static void restate(struct checker *c, const struct item *a, const struct item *b, enum key key, const char *why)
{
	if (differ(a, b, key))
		contradict(c, DIAG_P151, (struct side){a, key, KEY_NONE}, (struct side){b, key, KEY_NONE}, why);
}

/* ---- retention ---- */

/* No ending is both: to delete is also to delete or anonymise, and to overwrite may be to delete. */
static bool endings_differ(const struct item *a, const struct item *b, enum key key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return false;
	unsigned codes = 1u << x->term->code | 1u << y->term->code;
	unsigned gone = 1u << POLICY_ENDING_DELETE | 1u << POLICY_ENDING_DELETE_OR_ANONYMISE | 1u << POLICY_ENDING_OVERWRITE;
	unsigned nameless = 1u << POLICY_ENDING_ANONYMISE | 1u << POLICY_ENDING_DELETE_OR_ANONYMISE;
	return x->term != y->term && (codes & ~gone) && (codes & ~nameless);
}

static bool is_kept_on(const struct item *item)
{
	const struct value *v = get(item, KEY_then);
	return v->state == VALUE_STATED && v->term->code == POLICY_ENDING_KEEP;
}

static void check_retention(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_period), *y = get(b, KEY_period);
	struct side one = {a, KEY_NONE, KEY_period}, other = {b, KEY_NONE, KEY_period};
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || other_ids(a, b, KEY_purposes))
		return;
	if ((x->span.kind == SPAN_INDEFINITE) != (y->span.kind == SPAN_INDEFINITE)) {
		if (data_meets(a, b, true) && !is_kept_on(x->span.kind == SPAN_INDEFINITE ? b : a))
			contradict(c, DIAG_P140, one, other, "one keeps the same data without end, the other ends it");
		return;
	}
	if (!same_data(a, b))
		return;
	bool same = same_length(&x->span, &y->span);
	if (same_moment(a, b, KEY_from)) {
		if (lengths_differ(&x->span, &y->span))
			contradict(c, DIAG_P140, one, other, "the same data from the same start, for different periods");
		else if (same && endings_differ(a, b, KEY_then))
			contradict(c, DIAG_P140, (struct side){a, KEY_then, KEY_NONE}, (struct side){b, KEY_then, KEY_NONE}, "the same data and period, with different ends");
		else if (same && is_exact(a) != is_exact(b))
			contradict(c, DIAG_P151, one, other, "the same period, once firm and once not");
	} else if (same && comes_after(a, b, KEY_from)) {
		contradict(c, DIAG_P151, (struct side){a, KEY_from, KEY_NONE}, (struct side){b, KEY_from, KEY_NONE}, "the same period from two different starts");
	}
}

/* ---- what is never done ---- */

static bool forbids(const struct item *p, enum section_id id)
{
	const struct value *acts = get(p, KEY_acts);
	for (uint32_t i = 0; acts->state == VALUE_STATED && i < acts->list.count; i++)
		if (acts->list.at[i]->forbids == schema_section(id))
			return true;
	return false;
}

/* Whether the other names one that is ruled out: of the list, if there is one, and not excepted. A list of examples may except more. */
static bool names_one(const struct item *p, enum key key, enum key except, const struct item *other)
{
	const struct value *list = get(p, key), *excepted = get(p, except), *names = get(other, key);
	if (list->state == VALUE_ABSENT && excepted->state == VALUE_ABSENT)
		return true;
	if (names->state != VALUE_STATED || list->state == VALUE_UNSTATED || (excepted->state != VALUE_ABSENT && !is_complete(p, except)))
		return false;
	const struct idset *set = names->list.set;
	for (unsigned i = 0; i < set->words; i++) {
		uint64_t ids = set->ids[i];
		if (list->state == VALUE_STATED)
			ids &= list->list.set->parts[i];
		if (excepted->state == VALUE_STATED)
			ids &= ~excepted->list.set->parts[i] & ~excepted->list.set->wholes[i];
		if (ids)
			return true;
	}
	return false;
}

/* Collection names one category. */
static bool protects(const struct item *p, const struct item *collection)
{
	const struct value *categories = get(p, KEY_categories), *elements = get(p, KEY_elements), *category = get(collection, KEY_category);
	bool in = categories->state == VALUE_ABSENT;
	for (uint32_t i = 0; categories->state == VALUE_STATED && category->state == VALUE_STATED && i < categories->list.count; i++)
		in = in || term_within(category->term, categories->list.at[i]);
	return in && (elements->state == VALUE_ABSENT || lists_reach(get(collection, KEY_elements), elements));
}

/* By what or where is said of no other statement, so that nothing is certain of such a prohibition. */
static bool is_narrow(const struct item *p)
{
	return is_written(p, KEY_techniques) || is_written(p, KEY_places) || !is_will(p);
}

enum {
	WAITS = 1 << POLICY_CONSENT_EXPLICIT | 1 << POLICY_CONSENT_OPT_IN,
	WITHOUT = 1 << POLICY_CONSENT_OPT_OUT | 1 << POLICY_CONSENT_NOT_NEEDED, /* before the person has said anything */
	ON = WITHOUT | 1 << POLICY_CONSENT_DEEMED,
};

static bool is_consent(const struct value *v, unsigned codes)
{
	return v->state == VALUE_STATED && codes >> v->term->code & 1;
}

/* A prohibition of uses `unless` there is consent: what is used without is still ruled out. */
static bool bars_use(const struct item *p, const struct item *use)
{
	bool cookie = use->section->id == SECTION_cookie;
	const struct value *v = get(use, cookie ? KEY_default : KEY_consent);
	bool agreed = cookie ? !is_consent(v, ON) : is_written(p, KEY_unless) && v->state != VALUE_ABSENT && !is_consent(v, WITHOUT);
	return !agreed && is_exact(p) && !is_written(p, KEY_all_of) && !is_written(p, KEY_any_of) && !is_written(p, KEY_scope) && !has_condition(use) &&
	       !item_set_aside(p) && !item_set_aside(use);
}

static void check_never(struct checker *c, const struct item *p, enum section_id id, enum key key, const char *why)
{
	if (is_narrow(p) || !forbids(p, id))
		return;
	for (uint32_t n = 0; c->found < MAX_FOUND && n < section(c, id)->count; n++) {
		const struct item *other = &section(c, id)->at[n];
		if (!is_ruled(p, other) && !(id == SECTION_use && bars_use(p, other)))
			continue;
		if (id == SECTION_sharing && is_flag(other, KEY_exclusive, true)) /* "only these get it" may be the exceptions */
			continue;
		if (is_written(p, KEY_methods) && !lists_reach(get(other, KEY_methods), get(p, KEY_methods)))
			continue;
		if (names_one(p, KEY_recipients, KEY_except_recipients, other) && names_one(p, KEY_purposes, KEY_except_purposes, other) &&
		    (id == SECTION_collection ? protects(p, other) : data_meets(p, other, true)))
			contradict(c, DIAG_P141, (struct side){p, KEY_NONE, key}, (struct side){other, KEY_NONE, key}, why);
	}
}

static void check_prohibition(struct checker *c, const struct item *p)
{
	check_never(c, p, SECTION_sharing, KEY_recipients, "the recipient that never gets the data gets it");
	check_never(c, p, SECTION_collection, KEY_category, "the data that is never collected is collected");
	if (!is_written(p, KEY_except_purposes)) /* else check_other_purposes */
		check_never(c, p, SECTION_use, KEY_purposes, "the data is used for what it is never used for");
}

/* ---- closed lists of recipients ---- */

/* Whether "only these" is certainly said of what the other gets. */
static bool closes(const struct item *closed, const struct item *other, bool vendor)
{
	bool handles = !vendor || is_written(other, KEY_categories) || is_written(other, KEY_elements) || is_written(other, KEY_purposes);
	return handles && is_flag(closed, KEY_exclusive, true) && is_complete(closed, KEY_recipients) && is_ruled(closed, other) &&
	       !other_ids(closed, other, KEY_methods) && !other_ids(closed, other, KEY_purposes) &&
	       (is_about_all(closed) || data_meets(closed, other, !vendor));
}

static void check_closed_list(struct checker *c, const struct item *closed)
{
	static const enum section_id others[] = {SECTION_sharing, SECTION_vendor};
	const struct value *only = get(closed, KEY_recipients);
	for (int k = 0; k < 2 && is_flag(closed, KEY_exclusive, true); k++)
		for (uint32_t n = 0; c->found < MAX_FOUND && n < section(c, others[k])->count; n++) {
			const struct item *other = &section(c, others[k])->at[n];
			const struct value *names = get(other, k ? KEY_vendors : KEY_recipients);
			if (!list_leaves(names, only) || !closes(closed, other, k))
				continue;
			/* of two such lists each may narrow the other, if they have somebody in common */
			if (!is_flag(other, KEY_exclusive, true) || (other > closed && !lists_meet(names, only)))
				contradict(c, DIAG_P142, (struct side){closed, KEY_NONE, KEY_recipients}, (struct side){other, KEY_NONE, k ? KEY_vendors : KEY_recipients},
				           "nobody else may receive the data, and somebody else does");
		}
}

/* ---- purposes ---- */

/* Whether what is used "for nothing else" is certainly what the other uses. */
static bool confines(const struct item *only, const struct item *other, enum section_id id)
{
	return is_ruled(only, other) && (is_about_all(only) || data_meets(only, other, id == SECTION_use));
}

static bool is_only_use(const struct item *use)
{
	return is_flag(use, KEY_exclusive, true) && is_complete(use, KEY_purposes);
}

static void check_exclusive_use(struct checker *c, const struct item *only)
{
	static const enum section_id others[] = {SECTION_use, SECTION_vendor};
	const struct value *purposes = get(only, KEY_purposes);
	for (int k = 0; k < 2 && is_only_use(only); k++)
		for (uint32_t n = 0; c->found < MAX_FOUND && n < section(c, others[k])->count; n++) {
			const struct item *other = &section(c, others[k])->at[n];
			const struct value *v = get(other, KEY_purposes);
			if (!list_exceeds(v, purposes) || !confines(only, other, others[k]))
				continue;
			bool found = k == 0 && other < only && is_only_use(other) && confines(other, only, SECTION_use) && list_exceeds(purposes, v);
			if (!found)
				contradict(c, DIAG_P149, (struct side){only, KEY_NONE, KEY_purposes}, (struct side){other, KEY_NONE, KEY_purposes},
				           "the data is used for nothing else, and is used for something else");
		}
}

/* A prohibition of every use but for some purposes. */
static void check_other_purposes(struct checker *c, const struct item *p)
{
	static const enum section_id others[] = {SECTION_use, SECTION_cookie};
	if (!forbids(p, SECTION_use) || !is_complete(p, KEY_except_purposes) || is_written(p, KEY_purposes) || is_written(p, KEY_recipients) ||
	    is_written(p, KEY_methods) || is_narrow(p))
		return;
	for (int k = 0; k < 2; k++)
		for (uint32_t n = 0; c->found < MAX_FOUND && n < section(c, others[k])->count; n++) {
			const struct item *other = &section(c, others[k])->at[n];
			if (list_exceeds(get(other, KEY_purposes), get(p, KEY_except_purposes)) && bars_use(p, other) &&
			    (is_about_all(p) || data_meets(p, other, k == 0)))
				contradict(c, DIAG_P149, (struct side){p, KEY_NONE, KEY_except_purposes}, (struct side){other, KEY_NONE, k ? KEY_default : KEY_purposes},
				           "the data is used for nothing else, and is used for something else");
		}
}

/* What one recipient gets data for: for nothing else. */
static void check_recipient_purposes(struct checker *c, const struct item *only)
{
	if (!is_flag(only, KEY_only_purposes, true) || !is_complete(only, KEY_purposes))
		return;
	for (uint32_t n = 0; c->found < MAX_FOUND && n < section(c, SECTION_sharing)->count; n++) {
		const struct item *other = &section(c, SECTION_sharing)->at[n];
		const struct value *purposes = get(other, KEY_purposes), *recipients = get(other, KEY_recipients);
		if (!list_exceeds(purposes, get(only, KEY_purposes)) || !lists_reach(recipients, get(only, KEY_recipients)) || other_ids(only, other, KEY_methods))
			continue;
		bool found = other < only && is_flag(other, KEY_only_purposes, true) && is_complete(other, KEY_purposes) && is_ruled(other, only) &&
		             list_exceeds(get(only, KEY_purposes), purposes) && lists_reach(get(only, KEY_recipients), recipients);
		if (!found && is_ruled(only, other) && data_meets(only, other, true))
			contradict(c, DIAG_P149, (struct side){only, KEY_NONE, KEY_purposes}, (struct side){other, KEY_NONE, KEY_purposes},
			           "the recipient gets the data for no other purpose, and for another one");
	}
}

/* ---- consent ---- */

static void compare_consent(struct checker *c, const struct item *a, const struct item *b, enum key key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if ((is_consent(x, WAITS) && is_consent(y, ON)) || (is_consent(x, ON) && is_consent(y, WAITS)))
		contradict(c, DIAG_P148, (struct side){a, key, KEY_NONE}, (struct side){b, key, KEY_NONE}, "the same is off until the person agrees, and on from the start");
}

/* Consent that is given by a click is also given. */
static void restate_consent(struct checker *c, const struct item *a, const struct item *b, const char *why)
{
	if (!is_consent(get(a, KEY_consent), WAITS) || !is_consent(get(b, KEY_consent), WAITS))
		restate(c, a, b, KEY_consent, why);
}

static void check_use_consent(struct checker *c, const struct item *a, const struct item *b)
{
	if (same_ids(a, b, KEY_purposes) && same_data(a, b))
		compare_consent(c, a, b, KEY_consent);
}

static void check_marketing(struct checker *c, const struct item *a, const struct item *b)
{
	if (get(a, KEY_channel)->term == get(b, KEY_channel)->term && same_ids(a, b, KEY_topics))
		compare_consent(c, a, b, KEY_default);
}

static void check_transfer(struct checker *c, const struct item *a, const struct item *b)
{
	if (same_ids(a, b, KEY_regions) && same_data(a, b))
		restate_consent(c, a, b, "the same transfer on different consent");
}

/* ---- cookies ---- */

static void check_cookie(struct checker *c, const struct item *item)
{
	if (!is_flag(item, KEY_can_disable, false) || !is_firm(item) || !is_exact(item))
		return;
	/* the effects may be those of clearing it */
	if (is_stated(item, KEY_effects) && !is_written(item, KEY_controls) && !is_written(item, KEY_ends_on))
		contradict(c, DIAG_P150, (struct side){item, KEY_can_disable, KEY_NONE}, (struct side){item, KEY_effects, KEY_NONE},
		           "it cannot be switched off, and something happens when it is");
	if (is_consent(get(item, KEY_default), 1u << POLICY_CONSENT_OPT_OUT))
		contradict(c, DIAG_P150, (struct side){item, KEY_can_disable, KEY_NONE}, (struct side){item, KEY_default, KEY_NONE}, "it cannot be switched off, and a person can object to it");
}

/* Both of one surface, or neither says of which. */
static bool same_surface(const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_surfaces), *y = get(b, KEY_surfaces);
	return lists_meet(x, y) || (x->state == VALUE_UNSTATED && y->state == VALUE_UNSTATED);
}

/* A class and what is a part of it: of the part, what is said of all. */
static void check_cookie_class(struct checker *c, const struct item *all, const struct item *part)
{
	const struct item *on = is_flag(all, KEY_can_disable, true) ? all : part, *off = on == all ? part : all;
	if (is_flag(all, KEY_used, false) && is_flag(part, KEY_used, true))
		contradict(c, DIAG_P151, (struct side){all, KEY_NONE, KEY_used}, (struct side){part, KEY_NONE, KEY_used}, "it is used, and it is not");
	if (is_flag(on, KEY_can_disable, true) && is_flag(off, KEY_can_disable, false) && is_exact(off))
		contradict(c, DIAG_P150, (struct side){on, KEY_can_disable, KEY_NONE}, (struct side){off, KEY_can_disable, KEY_NONE}, "it can be switched off, and it cannot");
}

static void check_cookies(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_class), *y = get(b, KEY_class);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || get(a, KEY_technology)->term != get(b, KEY_technology)->term || !same_surface(a, b))
		return;
	if (x->term != y->term) {
		if (term_within(x->term, y->term))
			check_cookie_class(c, b, a);
		else if (term_within(y->term, x->term))
			check_cookie_class(c, a, b);
		return;
	}
	/* two cookies of one class */
	if (other_ids(a, b, KEY_holds) || other_ids(a, b, KEY_purposes) || is_written(a, KEY_set_by) != is_written(b, KEY_set_by) || other_ids(a, b, KEY_set_by))
		return;
	check_cookie_class(c, is_flag(a, KEY_used, false) ? a : b, is_flag(a, KEY_used, false) ? b : a);
	compare_consent(c, a, b, KEY_default);
	restate(c, a, b, KEY_lifetime, "the same lasts for two different times");
	restate(c, a, b, KEY_essential, "the service needs it, and does not");
}

/* ---- what is said twice ---- */

static void check_breach(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_deadline), *y = get(b, KEY_deadline);
	if (get(a, KEY_audience)->term != get(b, KEY_audience)->term || get(a, KEY_duty)->term != get(b, KEY_duty)->term || other_ids(a, b, KEY_channels))
		return;
	if (same_moment(a, b, KEY_from))
		restate(c, a, b, KEY_deadline, "the same audience is told within two different times");
	else if (x->state == VALUE_STATED && y->state == VALUE_STATED && same_length(&x->span, &y->span))
		restate(c, a, b, KEY_from, "the same deadline starts at two different events");
}

static void check_route(struct checker *c, const struct item *a, const struct item *b)
{
	bool alone = is_flag(a, KEY_self_service, true);
	if (!same_data(a, b))
		return;
	/* two ways may exist side by side; but who may do it alone needs no proof */
	if (differ(a, b, KEY_self_service) && is_stated(alone ? b : a, KEY_proof) && !is_about_all(a))
		contradict(c, DIAG_P151, (struct side){a, KEY_NONE, KEY_self_service}, (struct side){b, KEY_NONE, KEY_self_service},
		           "the person does it alone, and has to prove it to somebody");
	if (!lists_share(get(a, KEY_channels), get(b, KEY_channels)) || other_ids(a, b, KEY_proof) || !same_moment(a, b, KEY_from))
		return;
	restate(c, a, b, KEY_complete, "the same request by the same way is carried out within two different times");
	restate(c, a, b, KEY_answer, "the same request by the same way is answered within two different times");
}

static void check_outcome(struct checker *c, const struct item *a, const struct item *b)
{
	if (same_ids(a, b, KEY_categories) && get(a, KEY_further_request)->term == get(b, KEY_further_request)->term && same_moment(a, b, KEY_until) &&
	    endings_differ(a, b, KEY_result))
		contradict(c, DIAG_P151, (struct side){a, KEY_NONE, KEY_result}, (struct side){b, KEY_NONE, KEY_result}, "the same request does two different things to the same data");
}

static const struct items *inside(const struct item *item, enum key key)
{
	static const struct items none;
	const struct value *v = get(item, key);
	return v->state == VALUE_STATED ? &v->items : &none;
}

static void check_request(struct checker *c, const struct item *request)
{
	each_pair(c, inside(request, KEY_routes), check_route);
	each_pair(c, inside(request, KEY_outcomes), check_outcome);
}

static bool same_request(const struct item *a, const struct item *b)
{
	return get(a, KEY_request)->term == get(b, KEY_request)->term && same_data(a, b) && same_ids(a, b, KEY_purposes);
}

static void check_requests(struct checker *c, const struct item *a, const struct item *b)
{
	if (!same_request(a, b))
		return;
	each_of_both(c, inside(a, KEY_routes), inside(b, KEY_routes), check_route);
	each_of_both(c, inside(a, KEY_outcomes), inside(b, KEY_outcomes), check_outcome);
}

/* A right that is given to everybody, and said again of some only. */
static void check_limited_right(struct checker *c, const struct item *limited)
{
	const struct items *requests = section(c, SECTION_request);
	/* what adds a way, a format or an outcome limits nothing */
	if (!is_written(limited, KEY_scope) || has_condition(limited) || is_written(limited, KEY_routes) || is_written(limited, KEY_outcomes) || is_written(limited, KEY_formats))
		return;
	for (uint32_t i = 0; c->found < MAX_FOUND && i < requests->count; i++) {
		const struct item *whole = &requests->at[i];
		if (!is_conditional(whole) && !item_set_aside(whole) && same_request(whole, limited))
			contradict(c, DIAG_P151, (struct side){whole, KEY_NONE, KEY_scope}, (struct side){limited, KEY_NONE, KEY_scope}, "everybody has the right, and only some have it");
	}
}

static void check_identity(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_requirement), *y = get(b, KEY_requirement);
	if (!lists_share(get(a, KEY_gates), get(b, KEY_gates)) || get(a, KEY_proves)->term != get(b, KEY_proves)->term || other_ids(a, b, KEY_documents))
		return;
	if (x->state == VALUE_STATED && y->state == VALUE_STATED && x->term->code + y->term->code == POLICY_REQUIREMENT_MANDATORY + POLICY_REQUIREMENT_OPTIONAL)
		restate(c, a, b, KEY_requirement, "the same proof must be given, and need not be");
	if (same_moment(a, b, KEY_measured_at))
		restate(c, a, b, KEY_max_age, "the same proof may have two different ages");
}

/* Whether a is of some of b's changes only, and earlier: more than b promises. */
static bool is_earlier(const struct item *a, const struct item *b)
{
	const struct value *x = get(a, KEY_lead_time), *y = get(b, KEY_lead_time);
	return lists_reach(get(a, KEY_changes), get(b, KEY_changes)) && !lists_share(get(a, KEY_changes), get(b, KEY_changes)) && x->state == VALUE_STATED &&
	       y->state == VALUE_STATED && least_days(&x->span) >= most_days(&y->span);
}

static void check_changes(struct checker *c, const struct item *a, const struct item *b)
{
	if (!lists_meet(get(a, KEY_changes), get(b, KEY_changes)))
		return;
	if (!other_ids(a, b, KEY_channels) && same_moment(a, b, KEY_before) && !is_earlier(a, b) && !is_earlier(b, a))
		restate(c, a, b, KEY_lead_time, "the same change is announced two different times before");
	restate_consent(c, a, b, "the same change on different consent");
}

/* What stays possible for one, and not for the other. */
static void check_permission(struct checker *c, const struct item *a, const struct item *b)
{
	if (lists_share(get(a, KEY_permits), get(b, KEY_forbids)))
		contradict(c, DIAG_P151, (struct side){a, KEY_permits, KEY_NONE}, (struct side){b, KEY_forbids, KEY_NONE}, "it stays possible, and it does not");
}

static void check_event(struct checker *c, const struct item *item)
{
	if (is_firm(item))
		check_permission(c, item, item);
}

static void check_lifecycle(struct checker *c, const struct item *a, const struct item *b)
{
	if (!same_moment(a, b, KEY_when) || is_written(a, KEY_except) || is_written(b, KEY_except))
		return;
	restate(c, a, b, KEY_state, "the same event leads to two different states");
	check_permission(c, a, b);
	check_permission(c, b, a);
}

/* ---- all of them ---- */

static void each(struct checker *c, enum section_id id, void (*rule)(struct checker *c, const struct item *item))
{
	for (uint32_t i = 0; c->found < MAX_FOUND && i < section(c, id)->count; i++)
		if (!item_set_aside(&section(c, id)->at[i]))
			rule(c, &section(c, id)->at[i]);
}

/* Counts the records of a section, also those inside others; the first that is too many is reported. */
static bool has_room(struct checker *c, const struct items *items, uint32_t *counts)
{
	for (uint32_t i = 0; i < items->count; i++) {
		const struct item *item = &items->at[i];
		if (++counts[item->section->id] > MAX_RECORDS) {
			diag_add(c->diags, DIAG_P045, (struct pos){c->model->source, item->line, item->col}, "a policy has at most %d records of '%s'; join those that say the same", MAX_RECORDS,
			         item->section->key);
			return false;
		}
		for (unsigned f = 0; f < item->section->count; f++)
			if (item->section->fields[f].type == TYPE_ITEMS && item->values[f].state == VALUE_STATED && !has_room(c, &item->values[f].items, counts))
				return false;
	}
	return true;
}

bool consistency_run(struct arena *a, struct model *m, const struct vocabulary *v, struct diags *diags)
{
	static const struct {
		enum section_id section;
		pair_rule *rule;
	} pairs[] = {
		{SECTION_retention, check_retention}, {SECTION_use, check_use_consent}, {SECTION_marketing, check_marketing},
		{SECTION_transfer, check_transfer},   {SECTION_cookie, check_cookies},  {SECTION_breach, check_breach},
		{SECTION_request, check_requests},    {SECTION_identity, check_identity}, {SECTION_policy_change, check_changes},
		{SECTION_lifecycle, check_lifecycle},
	};
	struct checker c = {.model = m, .diags = diags};
	uint32_t counts[SECTION__COUNT] = {0};
	for (int i = 0; i < SECTION__COUNT; i++)
		if (!has_room(&c, &m->sections[i], counts))
			return false;
	statement_index(a, m, v);
	find_declared(&c, a);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		each_pair(&c, section(&c, pairs[i].section), pairs[i].rule);
	each(&c, SECTION_prohibition, check_prohibition);
	each(&c, SECTION_prohibition, check_other_purposes);
	each(&c, SECTION_sharing, check_closed_list);
	each(&c, SECTION_sharing, check_recipient_purposes);
	each(&c, SECTION_use, check_exclusive_use);
	each(&c, SECTION_cookie, check_cookie);
	each(&c, SECTION_request, check_request);
	each(&c, SECTION_request, check_limited_right);
	each(&c, SECTION_lifecycle, check_event);
	return true;
}
