/* SPDX-License-Identifier: MIT */
/* Finds what a policy leaves out: data that no statement speaks of, ways that lead nowhere, a request that comes too late. Notes
 * only. Reads the model and its idsets. */
#include "consistency.h"
#include "statement.h"
#include "gen/policy.h"

struct checker {
	const struct model *model;
	struct diags *diags;
};

static const struct items *section(const struct checker *c, enum section_id id)
{
	return &c->model->sections[id];
}

/* part: what of the item the note is about, so that each note has a fact of its own: "channels.email"; "": the item. */
static void note(struct checker *c, enum diag_id id, const struct item *item, const char *part, const char *fmt, const char *what)
{
	struct buf fact = {0};
	buf_printf(&fact, "%s%s%s", item->path, *part ? "." : "", part);
	diag_add(c->diags, id, (struct pos){c->model->source, item->line, item->col}, fmt, what);
	diag_about(c->diags, NULL, buf_cstr(&fact));
	buf_free(&fact);
}

/* A note about one id of a list. */
static void note_id(struct checker *c, enum diag_id id, const struct item *item, enum key key, const struct term *t, const char *fmt)
{
	struct buf part = {0};
	buf_printf(&part, "%s.%s", key_text(key), t->id);
	note(c, id, item, buf_cstr(&part), fmt, t->id);
	buf_free(&part);
}

/* A note about what the policy lacks as a whole. */
static void note_missing(struct checker *c, enum section_id id, const char *fmt)
{
	const struct item *brand = &section(c, SECTION_brand)->at[0];
	const char *key = schema_section(id)->key;
	diag_add(c->diags, DIAG_P153, (struct pos){c->model->source, brand->line, brand->col}, fmt, key);
	diag_about(c->diags, NULL, key);
}

/* ---- data ---- */

/* The ids that the statements of a section name, with their parts and wholes. */
struct named {
	bool all; /* one is about all data, or names examples of what there is */
	uint64_t ids[MAX_CODE / 64 + 1], parts[MAX_CODE / 64 + 1], wholes[MAX_CODE / 64 + 1];
};

static bool has_bit(const uint64_t *bits, unsigned code)
{
	return bits[code / 64] >> (code % 64) & 1;
}

static void name_list(struct named *n, const struct value *v)
{
	for (unsigned i = 0; v->state == VALUE_STATED && i < v->list.set->words; i++) {
		n->ids[i] |= v->list.set->ids[i];
		n->parts[i] |= v->list.set->parts[i];
		n->wholes[i] |= v->list.set->wholes[i];
	}
}

static void name_wholes(uint64_t *bits, const struct term *t)
{
	if (has_bit(bits, t->code))
		return;
	bits[t->code / 64] |= (uint64_t)1 << (t->code % 64);
	for (uint32_t i = 0; i < t->part_of.count; i++)
		name_wholes(bits, t->part_of.at[i]);
}

/* Whether the id, or one that it is a part of, is among them. */
static bool is_within(const struct term *t, const uint64_t *bits)
{
	uint64_t wholes[MAX_CODE / 64 + 1] = {0};
	if (has_bit(bits, t->code) || t->part_of.count == 0)
		return has_bit(bits, t->code);
	name_wholes(wholes, t);
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		if (wholes[i] & bits[i])
			return true;
	return false;
}

/* Data that is collected, and what no statement of the section covers. */
static void check_covered(struct checker *c, enum section_id id, enum diag_id diag, const char *fmt)
{
	static const struct named none;
	struct named categories = none, elements = none;
	const struct items *items = section(c, id), *collection = section(c, SECTION_collection);
	for (uint32_t i = 0; i < items->count; i++)
		if (!item_set_aside(&items->at[i])) {
			categories.all = categories.all || is_about_all(&items->at[i]);
			name_list(&categories, standing_value(&items->at[i], KEY_categories));
			name_list(&elements, standing_value(&items->at[i], KEY_elements));
		}
	for (uint32_t i = 0; items->count && !categories.all && i < collection->count; i++) {
		const struct value *category = standing_value(&collection->at[i], KEY_category), *v = standing_value(&collection->at[i], KEY_elements);
		bool covered = category->state != VALUE_STATED || item_set_aside(&collection->at[i]) || is_within(category->term, categories.ids);
		for (unsigned w = 0; v->state == VALUE_STATED && w < v->list.set->words; w++)
			covered = covered || (v->list.set->ids[w] & elements.parts[w]) || (v->list.set->parts[w] & elements.ids[w]);
		if (!covered)
			note(c, diag, &collection->at[i], "", fmt, category->term->id);
	}
}

/* What is used and is neither collected, nor a part or a whole of what is. */
static void check_used(struct checker *c)
{
	static const char fmt[] = "'%s' is used here, and nothing says that it is collected; add it to 'collection'";
	static const struct named none;
	struct named categories = none, elements = none;
	const struct items *collection = section(c, SECTION_collection), *uses = section(c, SECTION_use);
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct item *item = &collection->at[i];
		const struct value *category = standing_value(item, KEY_category);
		if (item_set_aside(item))
			continue;
		if (category->state == VALUE_STATED) {
			categories.ids[category->term->code / 64] |= (uint64_t)1 << (category->term->code % 64);
			name_wholes(categories.wholes, category->term);
		}
		name_list(&elements, standing_value(item, KEY_elements));
		elements.all = elements.all || !is_complete(item, KEY_elements);
	}
	for (uint32_t i = 0; collection->count && i < uses->count; i++) {
		const struct value *v = standing_value(&uses->at[i], KEY_categories), *e = standing_value(&uses->at[i], KEY_elements);
		if (item_set_aside(&uses->at[i]))
			continue;
		for (uint32_t n = 0; v->state == VALUE_STATED && n < v->list.count; n++)
			if (!has_bit(categories.wholes, v->list.at[n]->code) && !is_within(v->list.at[n], categories.ids))
				note_id(c, DIAG_P145, &uses->at[i], KEY_categories, v->list.at[n], fmt);
		for (uint32_t n = 0; !elements.all && e->state == VALUE_STATED && n < e->list.count; n++)
			if (!has_bit(elements.parts, e->list.at[n]->code) && !has_bit(elements.wholes, e->list.at[n]->code))
				note_id(c, DIAG_P145, &uses->at[i], KEY_elements, e->list.at[n], fmt);
	}
}

/* A category that says it consists of these, and is collected as something else. */
static void check_parts(struct checker *c, const struct item *category)
{
	const struct items *collection = section(c, SECTION_collection);
	const struct value *id = standing_value(category, KEY_category), *parts = standing_value(category, KEY_elements);
	if (id->state != VALUE_STATED || !is_complete(category, KEY_elements) || item_set_aside(category) || is_conditional(category))
		return;
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct item *item = &collection->at[i];
		const struct value *of = standing_value(item, KEY_category);
		const struct value *v = standing_value(item, KEY_elements);
		bool same = of->state == VALUE_STATED && of->term == id->term && !item_set_aside(item);
		for (uint32_t n = 0; same && any_outside(v, parts) && n < v->list.count; n++)
			if (!has_bit(parts->list.set->parts, v->list.at[n]->code))
				note_id(c, DIAG_P152, item, KEY_elements, v->list.at[n],
				        "'%s' is collected here, and the category's complete list of 'elements' does not name it; make them agree");
	}
}

/* ---- requests ---- */

/* A note about two statements. */
static void note_pair(struct checker *c, enum diag_id id, const struct item *item, const struct item *other, const char *fmt)
{
	struct buf fact = {0};
	diag_add(c->diags, id, (struct pos){c->model->source, item->line, item->col}, fmt, other->path);
	buf_printf(&fact, "%s, %s", item->path, other->path);
	diag_about(c->diags, NULL, buf_cstr(&fact));
	buf_free(&fact);
}

/* Whether the request may be met only when the data is gone. */
static void check_life(struct checker *c, const struct item *about, const struct item *route, enum key key)
{
	const struct items *retention = section(c, SECTION_retention);
	const struct value *deadline = standing_value(route, key);
	for (uint32_t n = 0; deadline->state == VALUE_STATED && n < retention->count; n++) {
		const struct item *rule = &retention->at[n];
		const struct value *period = standing_value(rule, KEY_period), *then = standing_value(rule, KEY_then);
		if (period->state != VALUE_STATED || least_days(&deadline->span) <= most_days(&period->span) || !data_meets(about, rule, false))
			continue;
		if (is_conditional(rule) || item_set_aside(rule) || is_written(rule, KEY_longer_if) || (then->state == VALUE_STATED && then->term->code == POLICY_ENDING_KEEP))
			continue;
		note_pair(c, DIAG_P146, route, rule, "the request may be met later than the data lives by '%s'; answer sooner, or keep the data longer");
	}
}

static void check_lives(struct checker *c, const struct item *request)
{
	const struct value *routes = standing_value(request, KEY_routes);
	for (uint32_t i = 0; routes->state == VALUE_STATED && i < routes->items.count; i++) {
		const struct item *route = &routes->items.at[i], *about = is_about_all(route) ? request : route;
		if (is_conditional(route) || item_set_aside(route) || is_about_all(about))
			continue;
		check_life(c, about, route, is_stated(route, KEY_complete) ? KEY_complete : KEY_answer);
	}
}

/* A channel that is the name of a party, or one that contacts have, is a way to a contact. */
static bool reaches_contact(const struct checker *c, const struct term *channel)
{
	const struct items *contacts = section(c, SECTION_contact);
	for (uint32_t i = 0; i < contacts->count; i++) {
		const struct value *party = standing_value(&contacts->at[i], KEY_party), *channels = standing_value(&contacts->at[i], KEY_channels);
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
	const struct value *routes = standing_value(request, KEY_routes);
	for (uint32_t i = 0; routes->state == VALUE_STATED && i < routes->items.count; i++) {
		const struct item *route = &routes->items.at[i];
		const struct value *channels = standing_value(route, KEY_channels);
		for (uint32_t n = 0; !is_flag(route, KEY_self_service, true) && channels->state == VALUE_STATED && n < channels->list.count; n++)
			if (!reaches_contact(c, channels->list.at[n]))
				note_id(c, DIAG_P147, route, KEY_channels, channels->list.at[n], "requests come by '%s', and no contact lists it; add it to the 'channels' of a contact");
	}
}

static void check_parts_of_notice(struct checker *c)
{
	const struct items *brand = section(c, SECTION_brand), *breach = section(c, SECTION_breach);
	if (brand->count && section(c, SECTION_contact)->count == 0)
		note_missing(c, SECTION_contact, "the policy has no '%s'; say whom to ask, and how");
	if (brand->count && breach->count == 0)
		note_missing(c, SECTION_breach, "the policy has no '%s'; say who is told of a data breach, and how soon");
	for (uint32_t i = 0; i < breach->count; i++)
		if (standing_value(&breach->at[i], KEY_contents)->state == VALUE_ABSENT)
			note(c, DIAG_P153, &breach->at[i], "contents", "'%s' is not written; say what they are told, or that it is unstated", "contents");
}

void gaps_run(const struct model *m, struct diags *diags)
{
	struct checker c = {m, diags};
	const struct items *requests = &m->sections[SECTION_request], *categories = &m->sections[SECTION_category];
	check_covered(&c, SECTION_use, DIAG_P143, "'%s' is collected, and no use of it is stated; add it to 'uses', or do not collect it");
	check_covered(&c, SECTION_retention, DIAG_P144, "'%s' is collected, and nothing says how long it is kept; add it to 'retention'");
	check_used(&c);
	for (uint32_t i = 0; i < categories->count; i++)
		check_parts(&c, &categories->at[i]);
	for (uint32_t i = 0; i < requests->count; i++)
		if (!item_set_aside(&requests->at[i])) {
			check_lives(&c, &requests->at[i]);
			check_channels(&c, &requests->at[i]);
		}
	check_parts_of_notice(&c);
}
