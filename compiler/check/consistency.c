/* Finds the contradictions of a policy that it does not declare. Only what is certain from the words is one: statements on
 * conditions, open ends and different scopes are left alone. Every rule compares two statements, or two fields of one. */
#include "consistency.h"
#include "../include/policy.h"

/* A statement, or one field of it. */
struct side {
	const struct item *item;
	const char *field; /* NULL: the statement ... */
	const char *about; /* ... of which this field disagrees: to declare that one is enough */
};

struct checker {
	const struct model *model;
	struct diags *diags;
	unsigned found; /* contradictions */
};

enum { MAX_RECORDS = 1000, MAX_FOUND = 200 };

/* ---- values ---- */

static const struct value *get(const struct item *item, const char *key)
{
	static const struct value absent;
	int f = section_field(item->section, key, strlen(key));
	return f < 0 ? &absent : value_effective(&item->values[f], false);
}

static bool is_stated(const struct item *item, const char *key)
{
	return get(item, key)->state == VALUE_STATED;
}

static bool is_flag(const struct item *item, const char *key, bool flag)
{
	const struct value *v = get(item, key);
	return v->state == VALUE_STATED && v->flag == flag;
}

static bool has_condition(const struct item *item)
{
	return is_stated(item, "all-of") || is_stated(item, "any-of") || is_stated(item, "unless");
}

/* Not said of every case: two such statements may well differ. */
static bool is_conditional(const struct item *item)
{
	for (; item; item = item->parent)
		if (has_condition(item) || is_stated(item, "scope"))
			return true;
	return false;
}

/* Whether an id of one list is an id of the other, or a part of one. */
static bool lists_meet(const struct value *a, const struct value *b)
{
	for (uint32_t i = 0; i < a->list.count; i++)
		for (uint32_t n = 0; n < b->list.count; n++)
			if (term_within(a->list.at[i], b->list.at[n]) || term_within(b->list.at[n], a->list.at[i]))
				return true;
	return false;
}

/* The first id of a that is none of b's nor a part of one; NULL: all are. */
static const struct term *outside(const struct value *a, const struct value *b)
{
	for (uint32_t i = 0; i < a->list.count; i++) {
		bool in = false;
		for (uint32_t n = 0; n < b->list.count; n++)
			in = in || term_within(a->list.at[i], b->list.at[n]);
		if (!in)
			return a->list.at[i];
	}
	return NULL;
}

/* Both leave the list out, or both state it and share an id. */
static bool same_place(const struct item *a, const struct item *b, const char *key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return x->state == y->state;
	return lists_meet(x, y);
}

/* ---- which data ---- */

static bool is_about_all(const struct item *item)
{
	return get(item, "categories")->state == VALUE_ABSENT && get(item, "elements")->state == VALUE_ABSENT;
}

/* Whether both are certainly about some of the same data. all: a statement without lists is about all data. */
static bool data_meets(const struct item *a, const struct item *b, bool all)
{
	if (is_about_all(a) || is_about_all(b))
		return all;
	if (is_stated(a, "elements") && is_stated(b, "elements"))
		return lists_meet(get(a, "elements"), get(b, "elements"));
	return !is_stated(a, "elements") && !is_stated(b, "elements") && is_stated(a, "categories") && is_stated(b, "categories") &&
	       lists_meet(get(a, "categories"), get(b, "categories"));
}

/* The same, of rules of one kind: a rule for some data goes before one for all. */
static bool same_data(const struct item *a, const struct item *b)
{
	return is_about_all(a) == is_about_all(b) && data_meets(a, b, true);
}

/* ---- reports ---- */

static bool covers(const struct value *place, const struct side *s)
{
	const struct place *p = &place->fact_ref.place;
	const char *field = s->field ? s->field : s->about;
	for (const struct item *i = s->item; i; i = i->parent)
		if (p->item == i)
			return p->field < 0 || (i == s->item && strcmp(i->section->fields[p->field].key, field) == 0);
	return false;
}

static bool is_declared(const struct checker *c, const struct side *a, const struct side *b)
{
	const struct items *conflicts = &c->model->sections[SECTION_conflict];
	for (uint32_t i = 0; i < conflicts->count; i++) {
		const struct value *one = item_value(&conflicts->at[i], "one"), *other = item_value(&conflicts->at[i], "other");
		if (one->state != VALUE_STATED || other->state != VALUE_STATED)
			continue;
		if ((covers(one, a) && covers(other, b)) || (covers(one, b) && covers(other, a)))
			return true;
	}
	return false;
}

static void path_of(struct buf *b, const struct side *s)
{
	b->len = 0;
	buf_str(b, s->item->path);
	if (s->field)
		buf_printf(b, ".%s", s->field);
	buf_char(b, '\0');
}

static struct pos at(const struct checker *c, const struct side *s)
{
	const struct value *v = s->field ? &s->item->values[section_field(s->item->section, s->field, strlen(s->field))] : NULL;
	return v && v->line ? (struct pos){c->model->source, v->line, v->col} : (struct pos){c->model->source, s->item->line, s->item->col};
}

/* why: how they contradict each other, after their names. The one further down in the file is where it is found. */
static void contradict(struct checker *c, enum diag_id id, struct side a, struct side b, const char *why)
{
	struct pos first = at(c, &a), second = at(c, &b);
	struct buf one = {0}, other = {0};
	if (c->found == MAX_FOUND || is_declared(c, &a, &b))
		return;
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
	diag_also(c->diags, first, "the other is here");
	buf_free(&one);
	buf_free(&other);
}

static void note(struct checker *c, enum diag_id id, const struct item *item, const char *fmt, const char *what)
{
	diag_add(c->diags, id, (struct pos){c->model->source, item->line, item->col}, fmt, what);
	diag_about(c->diags, NULL, item->path);
}

static const struct items *section(const struct checker *c, enum section_id id)
{
	return &c->model->sections[id];
}

typedef void pair_rule(struct checker *c, const struct item *a, const struct item *b);

/* A promise of every case: neither set aside, nor on conditions, nor only allowed. */
static bool is_firm(const struct item *item)
{
	const struct value *v = get(item, "strength");
	return !item_set_aside(item) && !is_conditional(item) && (v->state != VALUE_STATED || v->term->code == POLICY_STRENGTH_WILL);
}

/* Every two firm statements of a section. */
static void each_pair(struct checker *c, enum section_id id, pair_rule *rule)
{
	const struct items *items = section(c, id);
	for (uint32_t i = 0; c->found < MAX_FOUND && i < items->count; i++)
		for (uint32_t n = i + 1; n < items->count; n++)
			if (is_firm(&items->at[i]) && is_firm(&items->at[n]))
				rule(c, &items->at[i], &items->at[n]);
}

static bool same_span(const struct span *a, const struct span *b)
{
	return a->kind == b->kind && a->unit == b->unit && a->min == b->min && a->max == b->max && a->word == b->word;
}

static bool differ(const struct item *a, const struct item *b, const char *key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if (x->state != VALUE_STATED || y->state != VALUE_STATED)
		return false;
	switch (a->section->fields[section_field(a->section, key, strlen(key))].type) {
	case TYPE_SPAN: return !same_span(&x->span, &y->span);
	case TYPE_FLAG: return x->flag != y->flag;
	case TYPE_TERM:
	case TYPE_START: return x->term != y->term;
	default: return false;
	}
}

/* A statement made twice, differently. */
static void restate(struct checker *c, const struct item *a, const struct item *b, const char *key, const char *why)
{
	if (differ(a, b, key))
		contradict(c, DIAG_P151, (struct side){a, key, NULL}, (struct side){b, key, NULL}, why);
}

/* ---- retention ---- */

static bool same_start(const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "from"), *y = get(b, "from");
	return x->state == VALUE_STATED && y->state == VALUE_STATED ? x->term == y->term : x->state == y->state;
}

static bool comes_after(const struct term *a, const struct term *b)
{
	for (uint32_t i = 0; i < a->not_before.count; i++)
		if (a->not_before.at[i] == b)
			return true;
	return false;
}

/* "From the closure" and "from the request to close", and the like. */
static bool related_starts(const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "from"), *y = get(b, "from");
	return x->state == VALUE_STATED && y->state == VALUE_STATED && (comes_after(x->term, y->term) || comes_after(y->term, x->term));
}

static void check_retention(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "period"), *y = get(b, "period"), *p = get(a, "certainty"), *q = get(b, "certainty");
	struct side one = {a, NULL, "period"}, other = {b, NULL, "period"};
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || !data_meets(a, b, true))
		return;
	if ((x->span.kind == SPAN_INDEFINITE) != (y->span.kind == SPAN_INDEFINITE)) {
		contradict(c, DIAG_P140, one, other, "one keeps the same data without end, the other ends it");
		return;
	}
	if (!same_data(a, b))
		return;
	if (same_start(a, b)) {
		if (!same_span(&x->span, &y->span) && x->span.kind != SPAN_WHILE && y->span.kind != SPAN_WHILE)
			contradict(c, DIAG_P140, one, other, "the same data from the same start, for different periods");
		else if (differ(a, b, "then"))
			contradict(c, DIAG_P140, (struct side){a, "then", NULL}, (struct side){b, "then", NULL}, "the same data and period, with different ends");
		else if (same_span(&x->span, &y->span) && (p->state == VALUE_STATED ? p->term : NULL) != (q->state == VALUE_STATED ? q->term : NULL))
			contradict(c, DIAG_P151, one, other, "the same period, once firm and once not");
	} else if (same_span(&x->span, &y->span) && related_starts(a, b)) {
		contradict(c, DIAG_P151, (struct side){a, "from", NULL}, (struct side){b, "from", NULL}, "the same period from two different starts");
	}
}

/* ---- recipients ---- */

static bool is_never_shared(const struct item *p, const struct item *to)
{
	const struct value *acts = get(p, "acts"), *never = get(p, "recipients"), *recipients = get(to, "recipients");
	bool shares = false;
	for (uint32_t i = 0; acts->state == VALUE_STATED && i < acts->list.count; i++)
		shares = shares || acts->list.at[i]->forbids == schema_section(SECTION_sharing);
	if (!shares || is_stated(p, "except-recipients") || is_stated(p, "purposes") || is_stated(p, "except-purposes") || is_stated(p, "methods") ||
	    recipients->state != VALUE_STATED || !data_meets(p, to, true))
		return false;
	for (uint32_t i = 0; never->state == VALUE_STATED && i < recipients->list.count; i++)
		for (uint32_t n = 0; n < never->list.count; n++)
			if (term_within(recipients->list.at[i], never->list.at[n]))
				return true;
	return never->state == VALUE_ABSENT;
}

static void check_prohibitions(struct checker *c)
{
	const struct items *never = section(c, SECTION_prohibition), *sharing = section(c, SECTION_sharing);
	for (uint32_t i = 0; i < never->count; i++)
		for (uint32_t n = 0; n < sharing->count; n++) {
			const struct item *p = &never->at[i], *s = &sharing->at[n];
			if (!item_set_aside(p) && !item_set_aside(s) && !is_conditional(p) && !is_conditional(s) && !is_flag(s, "exclusive", true) &&
			    is_never_shared(p, s))
				contradict(c, DIAG_P141, (struct side){p, NULL, "recipients"}, (struct side){s, NULL, "recipients"}, "the recipient that never gets the data gets it");
		}
}

/* Whether the list that is closed is certainly closed for what the other gets. */
static bool closes(const struct item *closed, const struct item *other, bool vendor)
{
	const struct value *only = get(closed, "recipients");
	const struct value *names = get(other, vendor ? "vendors" : "recipients");
	bool handles = !vendor || is_stated(other, "categories") || is_stated(other, "elements") || is_stated(other, "purposes");
	if (only->state != VALUE_STATED || names->state != VALUE_STATED || !handles || !outside(names, only))
		return false;
	return is_about_all(closed) || data_meets(closed, other, !vendor);
}

static void check_closed_lists(struct checker *c)
{
	static const enum section_id others[] = {SECTION_sharing, SECTION_vendor};
	const struct items *sharing = section(c, SECTION_sharing);
	for (uint32_t i = 0; i < sharing->count; i++) {
		const struct item *closed = &sharing->at[i];
		if (!is_flag(closed, "exclusive", true) || is_conditional(closed) || item_set_aside(closed))
			continue;
		for (int k = 0; k < 2; k++)
			for (uint32_t n = 0; n < section(c, others[k])->count; n++) {
				const struct item *other = &section(c, others[k])->at[n];
				if (other != closed && !is_flag(other, "exclusive", true) && !has_condition(other) && !item_set_aside(other) &&
				    closes(closed, other, k))
					contradict(c, DIAG_P142, (struct side){closed, NULL, "recipients"}, (struct side){other, NULL, k ? "vendors" : "recipients"},
					           "nobody else may receive the data, and somebody else does");
			}
	}
}

/* ---- purposes ---- */

/* On before the person has said anything. */
static bool is_on(const struct value *v)
{
	return v->state == VALUE_STATED &&
	       (v->term->code == POLICY_CONSENT_OPT_OUT || v->term->code == POLICY_CONSENT_DEEMED || v->term->code == POLICY_CONSENT_NOT_NEEDED);
}

static void check_only_purposes(struct checker *c, const struct item *only, const struct value *purposes, enum section_id id)
{
	for (uint32_t n = 0; n < section(c, id)->count; n++) {
		const struct item *other = &section(c, id)->at[n];
		const struct value *v = get(other, "purposes");
		/* a cookie that waits for the person, or of which nobody knows, is no use without consent */
		bool agreed = id == SECTION_cookie ? !is_on(get(other, "default")) : is_stated(only, "unless") && is_stated(other, "consent");
		if (other == only || agreed || has_condition(other) || item_set_aside(other) || v->state != VALUE_STATED || !outside(v, purposes))
			continue;
		if (is_about_all(only) || data_meets(only, other, id == SECTION_use))
			contradict(c, DIAG_P149, (struct side){only, NULL, "purposes"}, (struct side){other, NULL, id == SECTION_cookie ? "default" : "purposes"},
			           "the data is used for nothing else, and is used for something else");
	}
}

static void check_exclusive_uses(struct checker *c)
{
	const struct items *uses = section(c, SECTION_use), *never = section(c, SECTION_prohibition);
	for (uint32_t i = 0; i < uses->count; i++) {
		const struct item *u = &uses->at[i];
		if (!is_flag(u, "exclusive", true) || is_conditional(u) || item_set_aside(u) || !is_stated(u, "purposes"))
			continue;
		check_only_purposes(c, u, get(u, "purposes"), SECTION_use);
		check_only_purposes(c, u, get(u, "purposes"), SECTION_vendor);
	}
	for (uint32_t i = 0; i < never->count; i++) {
		const struct item *p = &never->at[i];
		const struct value *acts = get(p, "acts");
		bool uses_it = false;
		for (uint32_t n = 0; acts->state == VALUE_STATED && n < acts->list.count; n++)
			uses_it = uses_it || acts->list.at[n]->forbids == schema_section(SECTION_use);
		/* `unless` consent is given: a use without consent is still ruled out */
		if (uses_it && is_stated(p, "except-purposes") && !is_stated(p, "recipients") && !is_stated(p, "all-of") && !is_stated(p, "any-of") &&
		    !is_stated(p, "scope") && !item_set_aside(p)) {
			check_only_purposes(c, p, get(p, "except-purposes"), SECTION_use);
			check_only_purposes(c, p, get(p, "except-purposes"), SECTION_cookie);
		}
	}
}

/* What one recipient gets data for, once closed and once not. */
static void check_recipient_purposes(struct checker *c, const struct item *a, const struct item *b)
{
	for (int turn = 0; turn < 2; turn++) {
		const struct item *only = turn ? b : a, *other = turn ? a : b;
		const struct value *purposes = get(only, "purposes"), *v = get(other, "purposes");
		if (is_flag(only, "only-purposes", true) && purposes->state == VALUE_STATED && v->state == VALUE_STATED && outside(v, purposes) &&
		    is_stated(only, "recipients") && is_stated(other, "recipients") && lists_meet(get(only, "recipients"), get(other, "recipients")) &&
		    data_meets(only, other, true))
			contradict(c, DIAG_P149, (struct side){only, NULL, "purposes"}, (struct side){other, NULL, "purposes"}, "the recipient gets the data for no other purpose, and for another one");
	}
}

/* ---- consent ---- */

static bool is_opt_in(const struct value *v)
{
	return v->state == VALUE_STATED && (v->term->code == POLICY_CONSENT_EXPLICIT || v->term->code == POLICY_CONSENT_OPT_IN);
}

static void compare_consent(struct checker *c, const struct item *a, const struct item *b, const char *key)
{
	const struct value *x = get(a, key), *y = get(b, key);
	if ((is_opt_in(x) && is_on(y)) || (is_on(x) && is_opt_in(y)))
		contradict(c, DIAG_P148, (struct side){a, key, NULL}, (struct side){b, key, NULL}, "the same is off until the person agrees, and on from the start");
}

static void check_use_consent(struct checker *c, const struct item *a, const struct item *b)
{
	if (is_stated(a, "purposes") && is_stated(b, "purposes") && lists_meet(get(a, "purposes"), get(b, "purposes")) && data_meets(a, b, true))
		compare_consent(c, a, b, "consent");
}

static void check_marketing(struct checker *c, const struct item *a, const struct item *b)
{
	if (get(a, "channel")->term == get(b, "channel")->term && same_place(a, b, "topics"))
		compare_consent(c, a, b, "default");
}

static void check_transfer(struct checker *c, const struct item *a, const struct item *b)
{
	if (lists_meet(get(a, "regions"), get(b, "regions")) && same_data(a, b))
		restate(c, a, b, "consent", "the same transfer on different consent");
}

/* ---- cookies ---- */

static void check_cookie(struct checker *c, const struct item *item)
{
	if (!is_flag(item, "can-disable", false) || !is_firm(item))
		return;
	if (is_stated(item, "effects"))
		contradict(c, DIAG_P150, (struct side){item, "can-disable", NULL}, (struct side){item, "effects", NULL},
		           "it cannot be switched off, and something happens when it is");
	if (get(item, "default")->state == VALUE_STATED && get(item, "default")->term->code == POLICY_CONSENT_OPT_OUT)
		contradict(c, DIAG_P150, (struct side){item, "can-disable", NULL}, (struct side){item, "default", NULL}, "it cannot be switched off, and a person can object to it");
}

static void check_cookies(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "class"), *y = get(b, "class");
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || get(a, "technology")->term != get(b, "technology")->term || !same_place(a, b, "surfaces"))
		return;
	if (!term_within(x->term, y->term) && !term_within(y->term, x->term))
		return;
	if (differ(a, b, "used"))
		contradict(c, DIAG_P151, (struct side){a, NULL, "used"}, (struct side){b, NULL, "used"}, "it is used, and it is not");
	if (differ(a, b, "can-disable"))
		contradict(c, DIAG_P150, (struct side){a, "can-disable", NULL}, (struct side){b, "can-disable", NULL}, "it can be switched off, and it cannot");
	if (x->term != y->term)
		return;
	compare_consent(c, a, b, "default");
	restate(c, a, b, "lifetime", "the same lasts for two different times");
}

/* ---- what is said twice ---- */

static void check_breach(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "audience"), *y = get(b, "audience");
	if (x->state != VALUE_STATED || y->state != VALUE_STATED || x->term != y->term || get(a, "duty")->term != get(b, "duty")->term)
		return;
	restate(c, a, b, "deadline", "the same audience is told within two different times");
	restate(c, a, b, "from", "the same deadline starts at two different events");
}

static void check_route(struct checker *c, const struct item *a, const struct item *b)
{
	bool alone = is_flag(a, "self-service", true);
	if (is_conditional(a) || is_conditional(b) || item_set_aside(a) || item_set_aside(b) || !same_data(a, b))
		return;
	/* two ways may exist side by side; but who may do it alone needs no proof */
	if (differ(a, b, "self-service") && is_stated(alone ? b : a, "proof") && !is_about_all(a))
		contradict(c, DIAG_P151, (struct side){a, NULL, "self-service"}, (struct side){b, NULL, "self-service"},
		           "the person does it alone, and has to prove it to somebody");
	if (!is_stated(a, "channels") || !is_stated(b, "channels") || !lists_meet(get(a, "channels"), get(b, "channels")))
		return;
	restate(c, a, b, "complete", "the same request by the same way is carried out within two different times");
	restate(c, a, b, "answer", "the same request by the same way is answered within two different times");
}

static void check_routes(struct checker *c, const struct item *request)
{
	const struct value *routes = get(request, "routes");
	for (uint32_t i = 0; routes->state == VALUE_STATED && i < routes->items.count; i++)
		for (uint32_t n = i + 1; n < routes->items.count; n++)
			check_route(c, &routes->items.at[i], &routes->items.at[n]);
}

static void check_requests(struct checker *c, const struct item *a, const struct item *b)
{
	const struct value *x = get(a, "routes"), *y = get(b, "routes");
	if (get(a, "request")->term != get(b, "request")->term || !same_data(a, b) || x->state != VALUE_STATED || y->state != VALUE_STATED)
		return;
	for (uint32_t i = 0; i < x->items.count; i++)
		for (uint32_t n = 0; n < y->items.count; n++)
			check_route(c, &x->items.at[i], &y->items.at[n]);
}

/* A right that is given to everybody, and said again of some only. */
static void check_limited_right(struct checker *c, const struct item *limited)
{
	const struct items *requests = section(c, SECTION_request);
	for (uint32_t i = 0; i < requests->count; i++) {
		const struct item *whole = &requests->at[i];
		if (is_stated(limited, "scope") && !has_condition(limited) && get(limited, "routes")->state == VALUE_ABSENT && !is_conditional(whole) &&
		    !item_set_aside(whole) && get(whole, "request")->term == get(limited, "request")->term && same_data(whole, limited))
			contradict(c, DIAG_P151, (struct side){whole, NULL, "scope"}, (struct side){limited, NULL, "scope"}, "everybody has the right, and only some have it");
	}
}

static void check_identity(struct checker *c, const struct item *a, const struct item *b)
{
	if (!is_stated(a, "gates") || !is_stated(b, "gates") || !lists_meet(get(a, "gates"), get(b, "gates")) ||
	    get(a, "proves")->term != get(b, "proves")->term)
		return;
	restate(c, a, b, "requirement", "the same proof is asked for in two ways");
	restate(c, a, b, "max-age", "the same proof may have two different ages");
}

static void check_changes(struct checker *c, const struct item *a, const struct item *b)
{
	if (!is_stated(a, "changes") || !is_stated(b, "changes") || !lists_meet(get(a, "changes"), get(b, "changes")))
		return;
	restate(c, a, b, "lead-time", "the same change is announced two different times before");
	restate(c, a, b, "consent", "the same change on different consent");
}

static void check_lifecycle(struct checker *c, const struct item *a, const struct item *b)
{
	if (get(a, "when")->term == get(b, "when")->term)
		restate(c, a, b, "state", "the same event leads to two different states");
}

/* ---- deadlines and the life of data ---- */

/* Calendar days that a length has at least; at most. 0 and a very long time where there is no number. */
static uint64_t least_days(const struct span *s)
{
	static const unsigned days[] = {0, 0, 1, 1, 7, 28, 365};
	return s->kind != SPAN_EXACT && s->kind != SPAN_RANGE ? 0 : s->unit == UNIT_HOUR ? s->min / 24 : (uint64_t)days[s->unit] * s->min;
}

static uint64_t most_days(const struct span *s)
{
	static const unsigned days[] = {0, 0, 1, 0, 7, 31, 366};
	if ((s->kind != SPAN_EXACT && s->kind != SPAN_RANGE) || s->unit == UNIT_BUSINESS_DAY)
		return UINT64_MAX;
	return s->unit == UNIT_HOUR ? s->max / 24 + 1 : (uint64_t)days[s->unit] * s->max;
}

static void check_life(struct checker *c, const struct item *request)
{
	static const char *const keys[] = {"complete", "answer"};
	const struct value *routes = get(request, "routes"), *ids = get(request, "categories");
	const struct items *retention = section(c, SECTION_retention);
	if (routes->state != VALUE_STATED || ids->state != VALUE_STATED || !ids->complete || is_conditional(request) || item_set_aside(request))
		return;
	for (uint32_t i = 0; i < routes->items.count; i++)
		for (uint32_t n = 0; n < retention->count; n++)
			for (int k = 0; k < 2; k++) {
				const struct item *route = &routes->items.at[i], *rule = &retention->at[n];
				const struct value *deadline = get(route, keys[k]), *period = get(rule, "period");
				if (deadline->state == VALUE_STATED && period->state == VALUE_STATED && is_stated(rule, "categories") && !is_conditional(rule) &&
				    !item_set_aside(rule) && lists_meet(ids, get(rule, "categories")) && least_days(&deadline->span) > most_days(&period->span))
					contradict(c, DIAG_P146, (struct side){route, keys[k], NULL}, (struct side){rule, "period", NULL}, "the request takes longer than the data lives");
			}
}

/* ---- gaps ---- */

/* Whether some statement of the section covers the category. */
static bool is_covered(const struct checker *c, enum section_id id, const struct item *collection)
{
	const struct value *category = get(collection, "category");
	for (uint32_t i = 0; i < section(c, id)->count; i++) {
		const struct item *item = &section(c, id)->at[i];
		const struct value *categories = get(item, "categories");
		if (is_about_all(item) || (is_stated(item, "elements") && lists_meet(get(item, "elements"), get(collection, "elements"))))
			return true;
		for (uint32_t n = 0; categories->state == VALUE_STATED && n < categories->list.count; n++)
			if (term_within(category->term, categories->list.at[n]))
				return true;
	}
	return false;
}

/* Whether an id of the use is collected, or is part of what is. */
static bool is_collected(const struct checker *c, const struct term *t, const char *key)
{
	const struct items *collection = section(c, SECTION_collection);
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct value *v = get(&collection->at[i], key);
		if (strcmp(key, "category") == 0 && v->state == VALUE_STATED && (term_within(t, v->term) || term_within(v->term, t)))
			return true;
		for (uint32_t n = 0; strcmp(key, "elements") == 0 && v->state == VALUE_STATED && n < v->list.count; n++)
			if (!v->complete || v->list.at[n] == t)
				return true;
	}
	return false;
}

static void check_used(struct checker *c, const struct item *use)
{
	static const char *const keys[] = {"categories", "elements"};
	for (int k = 0; k < 2 && section(c, SECTION_collection)->count; k++) {
		const struct value *v = get(use, keys[k]);
		for (uint32_t i = 0; v->state == VALUE_STATED && i < v->list.count; i++)
			if (!is_collected(c, v->list.at[i], k ? "elements" : "category"))
				note(c, DIAG_P145, use, "'%s' is used here, and nothing says that it is collected; add it to 'collection'", v->list.at[i]->id);
	}
}

/* A category that says it consists of these, and is collected as something else. */
static void check_parts(struct checker *c, const struct item *collection)
{
	const struct items *categories = section(c, SECTION_category);
	const struct value *id = get(collection, "category"), *what = get(collection, "elements");
	for (uint32_t i = 0; i < categories->count; i++) {
		const struct value *parts = get(&categories->at[i], "elements");
		if (get(&categories->at[i], "category")->term != id->term || parts->state != VALUE_STATED || !parts->complete || what->state != VALUE_STATED)
			continue;
		const struct term *more = outside(what, parts);
		if (more)
			note(c, DIAG_P152, collection, "'%s' is collected here, and the category's complete list of 'elements' does not name it; make them agree",
			     more->id);
	}
}

static void check_collection(struct checker *c, const struct item *item)
{
	const struct value *category = get(item, "category");
	if (category->state != VALUE_STATED)
		return;
	if (section(c, SECTION_use)->count && !is_covered(c, SECTION_use, item))
		note(c, DIAG_P143, item, "'%s' is collected, and no use of it is stated; add it to 'uses', or do not collect it", category->term->id);
	if (section(c, SECTION_retention)->count && !is_covered(c, SECTION_retention, item))
		note(c, DIAG_P144, item, "'%s' is collected, and nothing says how long it is kept; add it to 'retention'", category->term->id);
	check_parts(c, item);
}

/* A channel that is the name of a party, or one that contacts have, is a way to a contact. */
static bool reaches_contact(const struct checker *c, const struct term *channel)
{
	const struct items *contacts = section(c, SECTION_contact);
	for (uint32_t i = 0; i < contacts->count; i++) {
		const struct value *party = get(&contacts->at[i], "party"), *channels = get(&contacts->at[i], "channels");
		if (party->state == VALUE_STATED && strcmp(party->term->id, channel->id) == 0)
			return true;
		for (uint32_t n = 0; channels->state == VALUE_STATED && n < channels->list.count; n++)
			if (channels->list.at[n] == channel)
				return true;
	}
	return false;
}

static void check_channels(struct checker *c, const struct item *request)
{
	const struct value *routes = get(request, "routes");
	for (uint32_t i = 0; routes->state == VALUE_STATED && i < routes->items.count; i++) {
		const struct item *route = &routes->items.at[i];
		const struct value *channels = get(route, "channels");
		for (uint32_t n = 0; !is_flag(route, "self-service", true) && channels->state == VALUE_STATED && n < channels->list.count; n++)
			if (!reaches_contact(c, channels->list.at[n]))
				note(c, DIAG_P147, route, "requests come by '%s', and no contact lists it; add it to the 'channels' of a contact", channels->list.at[n]->id);
	}
}

static void check_parts_of_notice(struct checker *c)
{
	const struct items *brand = section(c, SECTION_brand), *breach = section(c, SECTION_breach);
	if (brand->count && section(c, SECTION_contact)->count == 0)
		note(c, DIAG_P153, &brand->at[0], "the policy has no '%s'; say whom to ask, and how", "contacts");
	if (brand->count && breach->count == 0)
		note(c, DIAG_P153, &brand->at[0], "the policy has no '%s'; say who is told of a data breach, and how soon", "breach");
	for (uint32_t i = 0; i < breach->count; i++)
		if (get(&breach->at[i], "contents")->state == VALUE_ABSENT)
			note(c, DIAG_P153, &breach->at[i], "'%s' is not written; say what they are told, or that it is unstated", "contents");
}

static void each(struct checker *c, enum section_id id, void (*rule)(struct checker *c, const struct item *item))
{
	for (uint32_t i = 0; i < section(c, id)->count; i++)
		if (!item_set_aside(&section(c, id)->at[i]))
			rule(c, &section(c, id)->at[i]);
}

void consistency_run(const struct model *m, struct diags *diags)
{
	static const struct {
		enum section_id section;
		pair_rule *rule;
	} pairs[] = {
		{SECTION_retention, check_retention}, {SECTION_sharing, check_recipient_purposes}, {SECTION_use, check_use_consent},
		{SECTION_marketing, check_marketing}, {SECTION_transfer, check_transfer},          {SECTION_cookie, check_cookies},
		{SECTION_breach, check_breach},       {SECTION_request, check_requests},           {SECTION_identity, check_identity},
		{SECTION_policy_change, check_changes}, {SECTION_lifecycle, check_lifecycle},
	};
	struct checker c = {m, diags, 0};
	for (int i = 0; i < SECTION__COUNT; i++)
		if (m->sections[i].count > MAX_RECORDS) { /* they are compared two by two */
			diag_add(diags, DIAG_P045, (struct pos){m->source, m->sections[i].at[MAX_RECORDS].line, m->sections[i].at[MAX_RECORDS].col},
			         "a section has at most %d records; '%s' has %u", MAX_RECORDS, schema_section((enum section_id)i)->key, m->sections[i].count);
			return;
		}
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		each_pair(&c, pairs[i].section, pairs[i].rule);
	check_prohibitions(&c);
	check_closed_lists(&c);
	check_exclusive_uses(&c);
	each(&c, SECTION_cookie, check_cookie);
	each(&c, SECTION_request, check_routes);
	each(&c, SECTION_request, check_limited_right);
	each(&c, SECTION_request, check_life);
	each(&c, SECTION_collection, check_collection);
	each(&c, SECTION_use, check_used);
	each(&c, SECTION_request, check_channels);
	check_parts_of_notice(&c);
}
