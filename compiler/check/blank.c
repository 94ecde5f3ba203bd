/* SPDX-License-Identifier: MIT */
/* Finds what keeps a policy from being released: a function for each row of model/must.def, then placeholders and undecided conflicts.
 * A value counts as stated where the notice prints it: the source's own, or legal's published reading. */
#include "blank.h"
#include "statement.h"
#include "gen/policy.h"

enum waivable { NO, YES };

struct must {
	enum waivable waivable;
	const char *remedy, *reason, *law;
};

struct finder {
	struct arena *arena;
	const struct model *model;
	const struct must *must; /* the row that is looked at; NULL: none */
	struct blanks *out;
	size_t cap;
};

static const struct records *section(const struct finder *f, enum section_id id)
{
	return &f->model->sections[id];
}

/* ---- the list ---- */

static bool is_text(const struct value *v, const char *text)
{
	return v->state == VALUE_STATED && strcmp(v->literal.text, text) == 0;
}

/* The waiver for the fact that still holds on the first day of the notice. */
static const struct record *find_waiver(const struct model *m, const char *fact)
{
	const struct records *waivers = &m->sections[SECTION_waiver], *brands = &m->sections[SECTION_brand];
	const struct value *from = brands->count ? value_effective(record_value(&brands->at[0], KEY_effective), true) : NULL;
	for (uint32_t i = 0; i < waivers->count; i++) {
		const struct value *expires = record_value(&waivers->at[i], KEY_expires);
		if (is_text(record_value(&waivers->at[i], KEY_rule), diag_name(DIAG_P188)) && is_text(record_value(&waivers->at[i], KEY_fact), fact) &&
		    expires->state == VALUE_STATED && (!from || from->state != VALUE_STATED || date_days(expires->date) >= date_days(from->date)))
			return &waivers->at[i];
	}
	return NULL;
}

static struct blank *add(struct finder *f, uint32_t line, uint32_t col, const char *fact, const char *problem)
{
	struct blanks *b = f->out;
	if (b->count == f->cap) {
		struct blank *more = NEW_N(f->arena, struct blank, f->cap ? f->cap * 2 : 16);
		if (b->count)
			memcpy(more, b->at, b->count * sizeof *more);
		f->cap = f->cap ? f->cap * 2 : 16;
		b->at = more;
	}
	struct blank *blank = &b->at[b->count++];
	*blank = (struct blank){.fact = fact, .pos = {f->model->source, line, col}, .problem = problem, .remedy = "", .reason = "", .law = ""};
	if (!f->must)
		return blank;
	blank->remedy = f->must->remedy;
	blank->reason = f->must->reason;
	blank->law = f->must->law;
	blank->waivable = f->must->waivable == YES;
	blank->waiver = blank->waivable ? find_waiver(f->model, fact) : NULL;
	b->waived += blank->waiver != NULL;
	return blank;
}

/* A section that is not there, or in which no statement says it. */
static void add_missing(struct finder *f, const char *fact, const char *problem)
{
	const struct records *brands = section(f, SECTION_brand);
	add(f, brands->count ? brands->at[0].line : 1, brands->count ? brands->at[0].col : 1, fact, problem);
}

static void add_section(struct finder *f, enum section_id id)
{
	const char *key = schema_section(id)->key;
	add_missing(f, key, arena_format(f->arena, "'%s' is missing", key));
}

static void add_value(struct finder *f, const struct record *record, enum key key)
{
	const struct value *v = record_value(record, key);
	const char *path = arena_format(f->arena, "%s.%s", record->path, key_text(key));
	add(f, v->line ? v->line : record->line, v->line ? v->col : record->col, path, arena_format(f->arena, "%s is not stated", path));
}

static void add_record(struct finder *f, const struct record *record, const char *part, const char *problem)
{
	add(f, record->line, record->col, *part ? arena_format(f->arena, "%s, %s", record->path, part) : record->path, problem);
}

/* ---- what is stated ---- */

static const struct value *printed(const struct record *record, enum key key)
{
	return value_effective(value_standing(record_value(record, key)), true);
}

static bool is_printed(const struct record *record, enum key key)
{
	return section_field(record->section, key) >= 0 && printed(record, key)->state == VALUE_STATED;
}

static bool any_printed(const struct records *records, enum key key)
{
	for (uint32_t i = 0; i < records->count; i++)
		if (!record_set_aside(&records->at[i]) && is_printed(&records->at[i], key))
			return true;
	return false;
}

/* A placeholder is listed as one. */
static void need_value(struct finder *f, const struct record *record, enum key key)
{
	if (!is_printed(record, key) && record_value(record, key)->state != VALUE_PLACEHOLDER)
		add_value(f, record, key);
}

/* ---- the rows: who, when, whom to ask ---- */

static bool is_controller(const struct record *operator)
{
	const struct value *capacity = printed(operator, KEY_capacity);
	return capacity->state == VALUE_STATED && capacity->term->code != POLICY_CAPACITY_PROCESSOR && is_printed(operator, KEY_name);
}

static void find_controller(struct finder *f)
{
	const struct records *operators = section(f, SECTION_operator), *brands = section(f, SECTION_brand);
	for (uint32_t i = 0; i < operators->count; i++)
		if (is_controller(&operators->at[i]))
			return;
	for (uint32_t i = 0; i < brands->count; i++)
		need_value(f, &brands->at[i], KEY_operator);
}

static void find_address(struct finder *f)
{
	const struct records *brands = section(f, SECTION_brand);
	if (any_printed(section(f, SECTION_operator), KEY_address) || any_printed(section(f, SECTION_contact), KEY_address))
		return;
	for (uint32_t i = 0; i < brands->count; i++)
		need_value(f, &brands->at[i], KEY_address);
}

static void find_date(struct finder *f)
{
	for (uint32_t i = 0; i < section(f, SECTION_brand)->count; i++)
		need_value(f, &section(f, SECTION_brand)->at[i], KEY_effective);
}

static void find_contact(struct finder *f)
{
	const struct records *contacts = section(f, SECTION_contact);
	if (contacts->count == 0)
		add_section(f, SECTION_contact);
	for (uint32_t i = 0; i < contacts->count; i++)
		if (!record_set_aside(&contacts->at[i]))
			need_value(f, &contacts->at[i], KEY_channels);
}

/* ---- the rows: data ---- */

static void need_section(struct finder *f, enum section_id id)
{
	for (uint32_t i = 0; i < section(f, id)->count; i++)
		if (!record_set_aside(&section(f, id)->at[i]))
			return;
	add_section(f, id);
}

static void find_data(struct finder *f)
{
	need_section(f, SECTION_collection);
}

/* Whether the statement is about what is collected there: about all data, its category or a whole of it, or one of its elements. */
static bool covers(const struct record *statement, const struct record *collection)
{
	const struct value *category = printed(collection, KEY_category);
	const struct ids *categories = stated_list(printed(statement, KEY_categories));
	if (record_set_aside(statement))
		return false;
	for (uint32_t i = 0; i < categories->count; i++)
		if (term_within(category->term, categories->at[i]))
			return true;
	return is_about_all(statement) || lists_overlap(printed(statement, KEY_elements), printed(collection, KEY_elements));
}

/* The first statement of the section about what is collected there, with the field printed; if none has it, one without; NULL: neither. */
static const struct record *find_cover(const struct finder *f, enum section_id id, const struct record *collection, enum key key)
{
	const struct records *records = section(f, id);
	const struct record *open = NULL;
	for (uint32_t i = 0; i < records->count; i++) {
		if (!covers(&records->at[i], collection))
			continue;
		if (is_printed(&records->at[i], key))
			return &records->at[i];
		open = open ? open : &records->at[i];
	}
	return open;
}

/* Each category that is collected has a statement about it with the field printed. */
static void need_cover(struct finder *f, enum section_id id, enum key key, const char *problem)
{
	const struct records *collection = section(f, SECTION_collection);
	size_t first = f->out->count;
	for (uint32_t i = 0; i < collection->count; i++) {
		const struct record *record = &collection->at[i];
		const struct value *category = printed(record, KEY_category);
		if (record_set_aside(record) || category->state != VALUE_STATED)
			continue;
		const struct record *by = find_cover(f, id, record, key);
		bool listed = false; /* the same value leaves another category open */
		for (size_t k = first; by && k < f->out->count; k++)
			listed = listed || f->out->at[k].pos.line == record_value(by, key)->line;
		if (!by)
			add_record(f, record, schema_section(id)->key, arena_format(f->arena, "'%s' is collected, and %s", category->term->id, problem));
		else if (!is_printed(by, key) && !listed)
			add_value(f, by, key);
	}
}

static void find_purpose(struct finder *f)
{
	need_cover(f, SECTION_use, KEY_purposes, "no use of it is stated");
}

static void find_period(struct finder *f)
{
	need_cover(f, SECTION_retention, KEY_period, "nothing says how long it is kept");
}

static void find_start(struct finder *f)
{
	const struct records *retention = section(f, SECTION_retention);
	for (uint32_t i = 0; i < retention->count; i++) {
		const struct value *period = printed(&retention->at[i], KEY_period);
		if (!record_set_aside(&retention->at[i]) && period->state == VALUE_STATED && span_has_number(&period->span))
			need_value(f, &retention->at[i], KEY_from);
	}
}

/* ---- the rows: recipients, places ---- */

/* A promise that nobody receives any data, without a condition. */
static bool is_kept_private(const struct record *prohibition)
{
	const struct ids *acts = stated_list(printed(prohibition, KEY_acts));
	if (record_set_aside(prohibition) || !is_about_all(prohibition) || is_conditional(prohibition) || is_written(prohibition, KEY_recipients) ||
	    is_written(prohibition, KEY_purposes) || is_written(prohibition, KEY_except_recipients) || is_written(prohibition, KEY_except_purposes))
		return false;
	for (uint32_t i = 0; i < acts->count; i++)
		if (acts->at[i]->forbids == schema_section(SECTION_sharing))
			return true;
	return false;
}

static void find_recipients(struct finder *f)
{
	const struct records *prohibitions = section(f, SECTION_prohibition);
	for (uint32_t i = 0; i < prohibitions->count; i++)
		if (is_kept_private(&prohibitions->at[i]))
			return;
	if (!any_printed(section(f, SECTION_vendor), KEY_vendors))
		need_section(f, SECTION_sharing);
}

static void find_places(struct finder *f)
{
	need_section(f, SECTION_transfer);
}

/* ---- the rows: rights ---- */

static void find_rights(struct finder *f)
{
	need_section(f, SECTION_request);
}

/* Whether another record has a route for the right. */
static bool has_route(const struct finder *f, const struct term *right)
{
	const struct records *requests = section(f, SECTION_request);
	for (uint32_t i = 0; i < requests->count; i++) {
		const struct ids *rights = stated_list(printed(&requests->at[i], KEY_request));
		for (uint32_t n = 0; n < rights->count; n++)
			if (rights->at[n] == right && !record_set_aside(&requests->at[i]) && stated_records(record_value(&requests->at[i], KEY_routes))->count)
				return true;
	}
	return false;
}

static void need_routes(struct finder *f, const struct record *request)
{
	const struct records *routes = stated_records(record_value(request, KEY_routes));
	const struct ids *rights = stated_list(printed(request, KEY_request));
	for (uint32_t i = 0; i < routes->count; i++)
		if (!record_set_aside(&routes->at[i]) && !is_flag(&routes->at[i], KEY_self_service, true))
			need_value(f, &routes->at[i], KEY_channels);
	for (uint32_t i = 0; routes->count == 0 && i < rights->count; i++)
		if (!has_route(f, rights->at[i])) {
			add_record(f, request, "routes", arena_format(f->arena, "nothing says how to '%s'", rights->at[i]->id));
			return;
		}
}

static void find_route(struct finder *f)
{
	for (uint32_t i = 0; i < section(f, SECTION_request)->count; i++)
		if (!record_set_aside(&section(f, SECTION_request)->at[i]))
			need_routes(f, &section(f, SECTION_request)->at[i]);
}

static bool can_withdraw(const struct finder *f)
{
	const struct records *requests = section(f, SECTION_request);
	for (uint32_t i = 0; i < requests->count; i++) {
		const struct ids *rights = stated_list(printed(&requests->at[i], KEY_request));
		for (uint32_t n = 0; n < rights->count; n++)
			if (rights->at[n]->withdraws && !record_set_aside(&requests->at[i]))
				return true;
	}
	return false;
}

/* The statements that rest on consent, and have no control of their own; of cookies, one control is often said of all. */
static void need_controls(struct finder *f, enum section_id id, enum key consent)
{
	const struct records *records = section(f, id);
	if (id == SECTION_cookie && any_printed(records, KEY_controls))
		return;
	for (uint32_t i = 0; i < records->count; i++) {
		const struct value *how = printed(&records->at[i], consent);
		if (!record_set_aside(&records->at[i]) && how->state == VALUE_STATED && !consent_is_not_asked(how) && !is_printed(&records->at[i], KEY_controls))
			add_record(f, &records->at[i], "controls", arena_format(f->arena, "%s rests on consent, and nothing says how it is withdrawn", records->at[i].path));
	}
}

static void find_withdrawal(struct finder *f)
{
	if (can_withdraw(f))
		return;
	need_controls(f, SECTION_use, KEY_consent);
	need_controls(f, SECTION_sharing, KEY_consent);
	need_controls(f, SECTION_cookie, KEY_default);
	need_controls(f, SECTION_transfer, KEY_consent);
	need_controls(f, SECTION_marketing, KEY_default);
}

static void find_age(struct finder *f)
{
	need_section(f, SECTION_minor);
	for (uint32_t i = 0; i < section(f, SECTION_minor)->count; i++)
		if (!record_set_aside(&section(f, SECTION_minor)->at[i]))
			need_value(f, &section(f, SECTION_minor)->at[i], KEY_age);
}

/* Somebody outside: neither one of the contacts nor a document. */
static bool is_authority(const struct finder *f, const struct record *complaint)
{
	const struct records *contacts = section(f, SECTION_contact);
	const struct value *party = printed(complaint, KEY_party);
	if (record_set_aside(complaint) || party->state != VALUE_STATED || (party->term->property && strcmp(party->term->property, "document") == 0))
		return false;
	for (uint32_t i = 0; i < contacts->count; i++) {
		const struct value *own = printed(&contacts->at[i], KEY_party);
		if (own->state == VALUE_STATED && own->term == party->term)
			return false;
	}
	return true;
}

static void find_complaint(struct finder *f)
{
	const struct records *complaints = section(f, SECTION_complaint);
	for (uint32_t i = 0; i < complaints->count; i++)
		if (is_authority(f, &complaints->at[i]))
			return;
	if (complaints->count)
		add_record(f, &complaints->at[0], "party", "'complaints' names no authority");
	else
		add_section(f, SECTION_complaint);
}

/* ---- all of them ---- */

static void visit_placeholder(void *context, struct record *record, const struct field *field, struct value *v)
{
	struct finder *f = context;
	if (v->state != VALUE_PLACEHOLDER || value_effective(v, true)->state == VALUE_STATED)
		return;
	const char *path = arena_format(f->arena, "%s.%s", record->path, field->key);
	add(f, v->line, v->col, path, arena_format(f->arena, "%s is a placeholder", path));
}

static void find_conflicts(struct finder *f)
{
	const struct records *conflicts = section(f, SECTION_conflict);
	for (uint32_t i = 0; i < conflicts->count; i++)
		if (record_value(&conflicts->at[i], KEY_enforce)->state != VALUE_STATED) {
			add_record(f, &conflicts->at[i], "", arena_format(f->arena, "%s is not decided", conflicts->at[i].path));
			f->out->at[f->out->count - 1].conflict = true;
			f->out->conflicts++;
		}
}

const struct blanks *blanks_find(struct arena *a, const struct model *m)
{
	static const struct {
		struct must must;
		void (*find)(struct finder *f);
	} rows[] = {
#define MUST(name, waiver, remedy, reason, law) {{waiver, remedy, reason, law}, find_##name},
#include "../model/must.def"
	};
	struct finder f = {a, m, NULL, NEW(a, struct blanks), 0};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		f.must = &rows[i].must;
		rows[i].find(&f);
	}
	f.must = NULL;
	model_each(m, visit_placeholder, &f);
	find_conflicts(&f);
	return f.out;
}

bool blank_can_be_waived_by(const struct model *m, const struct record *waiver)
{
	const struct value *fact = record_value(waiver, KEY_fact);
	if (!is_text(record_value(waiver, KEY_rule), diag_name(DIAG_P188)))
		return false;
	for (size_t i = 0; m->blanks && i < m->blanks->count; i++)
		if (m->blanks->at[i].waivable && is_text(fact, m->blanks->at[i].fact))
			return true;
	return false;
}

void blanks_refuse(const struct model *m, struct diags *diags)
{
	for (size_t i = 0; m->blanks && i < m->blanks->count; i++) {
		const struct blank *b = &m->blanks->at[i];
		if (b->waiver)
			continue;
		diag_add(diags, DIAG_P188, b->pos, "a draft cannot be released: %s%s%s%s%s%s", b->problem, *b->remedy ? "; " : "", b->remedy, *b->law ? " (" : "", b->law,
		         *b->law ? ")" : "");
		diag_about(diags, NULL, b->fact);
	}
}
