/* SPDX-License-Identifier: MIT */
/* Finds what a policy leaves out: data that no statement covers, channels that no contact has, requests that are answered too late. Reads
 * the model and its idsets; reports notes only. */
#include "consistency.h"
#include "statement.h"
#include "gen/policy.h"

struct checker {
	const struct model *model;
	struct diags *diags;
};

static const struct records *section(const struct checker *c, enum section_id id)
{
	return &c->model->sections[id];
}

/* part: what of the record the note is about, so that each note has a fact of its own: "channels.email"; "": the record. */
static void note(struct checker *c, enum diag_id id, const struct record *record, const char *part, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
static void note(struct checker *c, enum diag_id id, const struct record *record, const char *part, const char *fmt, ...)
{
	struct buf fact = {0};
	va_list ap;
	va_start(ap, fmt);
	diag_vadd(c->diags, id, (struct pos){c->model->source, record->line, record->col}, fmt, ap);
	va_end(ap);
	diag_about(c->diags, NULL, buf_format(&fact, "%s%s%s", record->path, *part ? "." : "", part));
	buf_free(&fact);
}

/* A note about one id of a list. problem: what is wrong with it, after its name. */
static void note_id(struct checker *c, enum diag_id id, const struct record *record, enum key key, const struct term *t, const char *problem)
{
	struct buf part = {0};
	note(c, id, record, buf_format(&part, "%s.%s", key_text(key), t->id), "'%s' %s", t->id, problem);
	buf_free(&part);
}

/* A note about what the policy lacks as a whole. */
static void note_missing(struct checker *c, enum section_id id, const char *remedy)
{
	const struct record *brand = &section(c, SECTION_brand)->at[0];
	const char *key = schema_section(id)->key;
	diag_add(c->diags, DIAG_P153, (struct pos){c->model->source, brand->line, brand->col}, "the policy has no '%s'; %s", key, remedy);
	diag_about(c->diags, NULL, key);
}

/* ---- data ---- */

/* The ids that the statements of a section name, with their parts and wholes. */
struct named {
	bool all; /* a statement is about all data, or gives only examples of what there is */
	uint64_t ids[MAX_CODE / 64 + 1], parts[MAX_CODE / 64 + 1], wholes[MAX_CODE / 64 + 1];
};

static bool has_bit(const uint64_t *bits, unsigned code)
{
	return bits[code / 64] >> (code % 64) & 1;
}

static void add_list(struct named *n, const struct value *v)
{
	if (v->state != VALUE_STATED)
		return;
	for (unsigned i = 0; i < v->list.set->words; i++) {
		n->ids[i] |= v->list.set->ids[i];
		n->parts[i] |= v->list.set->parts[i];
		n->wholes[i] |= v->list.set->wholes[i];
	}
}

static void add_wholes(uint64_t *bits, const struct term *t)
{
	bits[t->code / 64] |= (uint64_t)1 << (t->code % 64);
	for (unsigned i = 0; t->wholes && i < t->wholes->words; i++)
		bits[i] |= t->wholes->bits[i];
}

/* Whether the id, or one that it is a part of, is among them. */
static bool is_within(const struct term *t, const uint64_t *bits)
{
	for (unsigned i = 0; t->wholes && i < t->wholes->words; i++)
		if (t->wholes->bits[i] & bits[i])
			return true;
	return has_bit(bits, t->code);
}

/* Whether an element of the list, or a part or a whole of one, is among those that are named. */
static bool any_named(const struct value *v, const struct named *n)
{
	if (v->state != VALUE_STATED)
		return false;
	for (unsigned w = 0; w < v->list.set->words; w++)
		if ((v->list.set->ids[w] & n->parts[w]) || (v->list.set->parts[w] & n->ids[w]))
			return true;
	return false;
}

/* Reports data that is collected, and that no statement of the section covers. */
static void check_covered(struct checker *c, enum section_id id, enum diag_id diag, const char *problem)
{
	static const struct named none;
	struct named categories = none, elements = none;
	const struct records *records = section(c, id), *collection = section(c, SECTION_collection);
	for (uint32_t i = 0; i < records->count; i++) {
		const struct record *record = &records->at[i];
		if (record_set_aside(record))
			continue;
		categories.all = categories.all || is_about_all(record);
		add_list(&categories, standing_value(record, KEY_categories));
		add_list(&elements, standing_value(record, KEY_elements));
	}
	if (records->count == 0 || categories.all)
		return;
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct record *record = &collection->at[i];
		const struct value *category = standing_value(record, KEY_category);
		if (category->state == VALUE_STATED && !record_set_aside(record) && !is_within(category->term, categories.ids) &&
		    !any_named(standing_value(record, KEY_elements), &elements))
			note(c, diag, record, "", "'%s' is collected, and %s", category->term->id, problem);
	}
}

static void add_category(struct named *n, const struct term *t)
{
	n->ids[t->code / 64] |= (uint64_t)1 << (t->code % 64);
	add_wholes(n->wholes, t);
}

static void add_collection(const struct record *record, struct named *categories, struct named *elements)
{
	const struct value *category = standing_value(record, KEY_category);
	if (record_set_aside(record))
		return;
	if (category->state == VALUE_STATED)
		add_category(categories, category->term);
	add_list(elements, standing_value(record, KEY_elements));
	elements->all = elements->all || !is_complete(record, KEY_elements);
}

static bool forbids_collection(const struct record *prohibition)
{
	const struct ids *acts = stated_list(standing_value(prohibition, KEY_acts));
	for (uint32_t i = 0; i < acts->count; i++)
		if (acts->at[i]->forbids == schema_section(SECTION_collection))
			return true;
	return false;
}

/* What is collected: by `collection`, and by what is never collected "unless". */
static void find_collected(const struct checker *c, struct named *categories, struct named *elements)
{
	const struct records *collection = section(c, SECTION_collection), *prohibitions = section(c, SECTION_prohibition);
	for (uint32_t i = 0; i < collection->count; i++)
		add_collection(&collection->at[i], categories, elements);
	for (uint32_t i = 0; i < prohibitions->count; i++) {
		const struct record *never = &prohibitions->at[i];
		const struct ids *list = stated_list(standing_value(never, KEY_categories));
		if (!record_set_aside(never) && is_stated(never, KEY_unless) && forbids_collection(never))
			for (uint32_t n = 0; n < list->count; n++)
				add_category(categories, list->at[n]);
	}
}

/* Whether it is among them, or a part or a whole of one. */
static bool is_related(const struct term *t, const struct named *n)
{
	return has_bit(n->wholes, t->code) || is_within(t, n->ids);
}

/* Reports data that is used, and that is neither collected nor a part or a whole of data that is. */
static void check_used(struct checker *c)
{
	static const char problem[] = "is used here, and nothing says that it is collected; add it to 'collection'";
	static const struct named none;
	struct named categories = none, elements = none;
	const struct records *collection = section(c, SECTION_collection), *uses = section(c, SECTION_use);
	find_collected(c, &categories, &elements);
	if (collection->count == 0)
		return;
	for (uint32_t i = 0; i < uses->count; i++) {
		const struct record *use = &uses->at[i];
		const struct ids *used = stated_list(standing_value(use, KEY_categories)), *parts = stated_list(standing_value(use, KEY_elements));
		if (record_set_aside(use))
			continue;
		for (uint32_t n = 0; n < used->count; n++)
			if (!is_related(used->at[n], &categories))
				note_id(c, DIAG_P145, use, KEY_categories, used->at[n], problem);
		if (elements.all)
			continue;
		for (uint32_t n = 0; n < parts->count; n++)
			if (!has_bit(elements.parts, parts->at[n]->code) && !has_bit(elements.wholes, parts->at[n]->code))
				note_id(c, DIAG_P145, use, KEY_elements, parts->at[n], problem);
	}
}

static void check_ruled(struct checker *c, const struct record *record, const struct named *known)
{
	static const char problem[] = "is ruled here, and neither it nor a part or a whole of it is collected, so that the rule reaches no data; "
	                              "name what is collected, add it to 'collection', or say by 'part-of' in the vocabulary what it is a part of";
	const struct ids *list = stated_list(standing_value(record, KEY_categories));
	if (record_set_aside(record))
		return;
	for (uint32_t n = 0; n < list->count; n++)
		if (!is_related(list->at[n], known))
			note_id(c, DIAG_P154, record, KEY_categories, list->at[n], problem);
}

/* Reports rules about data that nothing collects: what is kept, what a request does, what is never done. What is never done may be said of
 * data that is described, of data that stays with somebody else, and of collecting itself. */
static void check_rules(struct checker *c)
{
	static const struct named none;
	struct named known = none, elements = none;
	const struct records *retention = section(c, SECTION_retention), *requests = section(c, SECTION_request);
	const struct records *prohibitions = section(c, SECTION_prohibition), *described = section(c, SECTION_category);
	find_collected(c, &known, &elements);
	if (section(c, SECTION_collection)->count == 0)
		return;
	for (uint32_t i = 0; i < retention->count; i++)
		check_ruled(c, &retention->at[i], &known);
	for (uint32_t i = 0; i < requests->count; i++) {
		const struct records *outcomes = stated_records(standing_value(&requests->at[i], KEY_outcomes));
		for (uint32_t n = 0; n < outcomes->count; n++)
			check_ruled(c, &outcomes->at[n], &known);
	}
	for (uint32_t i = 0; i < described->count; i++) {
		const struct value *category = standing_value(&described->at[i], KEY_category);
		if (category->state == VALUE_STATED)
			add_category(&known, category->term);
	}
	for (uint32_t i = 0; i < prohibitions->count; i++)
		if (!forbids_collection(&prohibitions->at[i]) && !is_written(&prohibitions->at[i], KEY_held_by))
			check_ruled(c, &prohibitions->at[i], &known);
}

/* Reports elements that are collected under a category whose complete list of elements does not name them. */
static void check_parts(struct checker *c, const struct record *category)
{
	static const char problem[] = "is collected here, and the category's complete list of 'elements' does not name it; make them agree";
	const struct records *collection = section(c, SECTION_collection);
	const struct value *id = standing_value(category, KEY_category), *parts = standing_value(category, KEY_elements);
	if (id->state != VALUE_STATED || !is_complete(category, KEY_elements) || record_set_aside(category) || is_conditional(category))
		return;
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct record *record = &collection->at[i];
		const struct value *of = standing_value(record, KEY_category);
		const struct ids *elements = stated_list(standing_value(record, KEY_elements));
		if (of->state != VALUE_STATED || of->term != id->term || record_set_aside(record))
			continue;
		for (uint32_t n = 0; n < elements->count; n++)
			if (!has_bit(parts->list.set->parts, elements->at[n]->code))
				note_id(c, DIAG_P152, record, KEY_elements, elements->at[n], problem);
	}
}

/* ---- requests ---- */

/* The request may be met when the data is gone. */
static void note_late(struct checker *c, const struct record *route, const struct record *retention)
{
	struct buf fact = {0};
	diag_add(c->diags, DIAG_P146, (struct pos){c->model->source, route->line, route->col},
	         "the request may be met later than the data lives by '%s'; answer sooner, or keep the data longer", retention->path);
	diag_about(c->diags, NULL, buf_format(&fact, "%s, %s", route->path, retention->path));
	buf_free(&fact);
}

/* Whether a deadline may end only after a retention has deleted the data. */
static bool outlives(const struct value *deadline, const struct record *retention)
{
	const struct value *period = standing_value(retention, KEY_period), *then = standing_value(retention, KEY_then);
	bool kept = then->state == VALUE_STATED && then->term->code == POLICY_ENDING_KEEP;
	return period->state == VALUE_STATED && least_days(&deadline->span) > most_days(&period->span) && !kept && !is_written(retention, KEY_longer_if) &&
	       !is_conditional(retention) && !record_set_aside(retention);
}

/* Reports a route by which a request may be met only when the data is gone. */
static void check_deadline(struct checker *c, const struct record *request, const struct record *route)
{
	const struct records *retention = section(c, SECTION_retention);
	const struct record *about = is_about_all(route) ? request : route;
	const struct value *deadline = standing_value(route, is_stated(route, KEY_complete) ? KEY_complete : KEY_answer);
	if (is_conditional(route) || record_set_aside(route) || is_about_all(about) || deadline->state != VALUE_STATED)
		return;
	for (uint32_t i = 0; i < retention->count; i++)
		if (outlives(deadline, &retention->at[i]) && data_meets(about, &retention->at[i], false))
			note_late(c, route, &retention->at[i]);
}

/* Whether a contact has the channel, or is a party of that name. */
static bool reaches_contact(const struct checker *c, const struct term *channel)
{
	const struct records *contacts = section(c, SECTION_contact);
	for (uint32_t i = 0; i < contacts->count; i++) {
		const struct value *party = standing_value(&contacts->at[i], KEY_party);
		const struct ids *channels = stated_list(standing_value(&contacts->at[i], KEY_channels));
		if (party->state == VALUE_STATED && strcmp(party->term->id, channel->id) == 0)
			return true;
		for (uint32_t n = 0; n < channels->count; n++)
			if (channels->at[n] == channel)
				return true;
	}
	return false;
}

/* Reports the channels of a route that reach no contact. A person who does it alone needs none. */
static void check_channels(struct checker *c, const struct record *route)
{
	const struct ids *channels = stated_list(standing_value(route, KEY_channels));
	struct buf part = {0};
	if (is_flag(route, KEY_self_service, true))
		return;
	for (uint32_t n = 0; n < channels->count; n++)
		if (!reaches_contact(c, channels->at[n]))
			note(c, DIAG_P147, route, buf_format(&part, "channels.%s", channels->at[n]->id),
			     "requests come by '%s', and no contact lists it; add it to the 'channels' of a contact", channels->at[n]->id);
	buf_free(&part);
}

static void check_routes(struct checker *c, const struct record *request)
{
	const struct records *routes = stated_records(standing_value(request, KEY_routes));
	if (record_set_aside(request))
		return;
	for (uint32_t i = 0; i < routes->count; i++) {
		check_deadline(c, request, &routes->at[i]);
		check_channels(c, &routes->at[i]);
	}
}

static void check_parts_of_notice(struct checker *c)
{
	const struct records *brand = section(c, SECTION_brand), *breach = section(c, SECTION_breach);
	if (brand->count && section(c, SECTION_contact)->count == 0)
		note_missing(c, SECTION_contact, "say whom to ask, and how");
	if (brand->count && breach->count == 0)
		note_missing(c, SECTION_breach, "say who is told of a data breach, and how soon");
	for (uint32_t i = 0; i < breach->count; i++)
		if (standing_value(&breach->at[i], KEY_contents)->state == VALUE_ABSENT)
			note(c, DIAG_P153, &breach->at[i], "contents", "'contents' is not written; say what they are told, or that it is unstated");
}

void gaps_run(const struct model *m, struct diags *diags)
{
	struct checker c = {m, diags};
	const struct records *requests = &m->sections[SECTION_request], *categories = &m->sections[SECTION_category];
	check_covered(&c, SECTION_use, DIAG_P143, "no use of it is stated; add it to 'uses', or do not collect it");
	check_covered(&c, SECTION_retention, DIAG_P144, "nothing says how long it is kept; add it to 'retention'");
	check_used(&c);
	check_rules(&c);
	for (uint32_t i = 0; i < categories->count; i++)
		check_parts(&c, &categories->at[i]);
	for (uint32_t i = 0; i < requests->count; i++)
		check_routes(&c, &requests->at[i]);
	check_parts_of_notice(&c);
}
