/* SPDX-License-Identifier: MIT */
/* Makes a baseline's rules ready to compare: follows the paths that they bind and the ids that they name, refuses keys that their kind
 * does not use. Reads the bound file of a baseline; knows no policy. */
#include "baseline.h"
#include "../base/text.h"

struct maker {
	struct arena *arena;
	const struct model *model;
	const struct vocabulary *vocabulary;
	struct diags *diags;
};

static struct pos value_pos(const struct maker *mk, const struct value *v)
{
	return (struct pos){mk->model->source, v->line, v->col};
}

static struct pos record_pos(const struct maker *mk, const struct record *record)
{
	return (struct pos){mk->model->source, record->line, record->col};
}

static bool is_set(const struct record *record, enum key key)
{
	return record_value(record, key)->state == VALUE_STATED;
}

/* Rows of evidence have no field that only rules have. */
static bool is_set_if_there(const struct record *record, enum key key)
{
	return section_field(record->section, key) >= 0 && is_set(record, key);
}

/* ---- binds: the paths ---- */

/* Follows a path: section, section.field, section.sub or section.sub.field. */
static bool follow_path(const char *path, const struct section **section, int *field)
{
	const char *dot = strchr(path, '.');
	const struct section *s = schema_find(DOCUMENT_POLICY, path, dot ? (size_t)(dot - path) : strlen(path));
	*field = -1;
	while (s && dot) {
		const char *key = dot + 1;
		dot = strchr(key, '.');
		int f = section_field(s, key_find(key, dot ? (size_t)(dot - key) : strlen(key)));
		if (f < 0)
			return false;
		if (s->fields[f].type == TYPE_RECORDS) {
			s = schema_section(s->fields[f].records);
		} else {
			*field = f;
			if (dot)
				return false;
		}
	}
	*section = s;
	return s != NULL;
}

static void make_binds(struct maker *mk, struct rule *r)
{
	const struct names *binds = stated_names(record_value(r->record, KEY_binds));
	for (uint32_t i = 0; i < binds->count; i++) {
		const struct section *s;
		int f;
		if (!follow_path(binds->at[i], &s, &f))
			diag_add(mk->diags, DIAG_P171, binds->pos[i], "'%s' is not a path of the policy language; write one such as breach.deadline",
			         binds->at[i]);
		else if (r->section && (s != r->section || f < 0 || r->field_count == 0))
			diag_add(mk->diags, DIAG_P171, binds->pos[i], "the paths of one rule are fields of one section; write '%s' into a rule of its own",
			         binds->at[i]);
		else if (i >= MAX_BINDS)
			diag_add(mk->diags, DIAG_P045, binds->pos[i], "a rule binds at most %d paths", MAX_BINDS);
		else if ((r->section = s) && f >= 0)
			r->fields[r->field_count++] = f;
	}
}

/* ---- selectors ---- */

/* Finds the field that holds ids of a kind, in the section or one around it. */
static bool find_selector(const struct section *s, enum kind kind, struct selector *out)
{
	for (;;) {
		for (unsigned f = 0; f < s->count; f++) {
			enum type t = s->fields[f].type;
			if (s->fields[f].kind == kind && (t == TYPE_TERM || t == TYPE_TERMS || t == TYPE_LIST)) {
				out->section = s;
				out->field = (int)f;
				return true;
			}
		}
		if (s->shape != SHAPE_SUB)
			return false;
		s = schema_section(s->parent);
	}
}

static void make_selectors(struct maker *mk, struct rule *r)
{
	static const enum key keys[] = {KEY_audiences, KEY_duties, KEY_requests, KEY_categories, KEY_other_categories, KEY_purposes, KEY_recipients,
	                                KEY_parties, KEY_changes};
	_Static_assert(sizeof keys / sizeof *keys <= MAX_SELECTORS, "a rule has room for all of them");
	if (!r->section)
		return;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		int field = section_field(r->record->section, keys[i]);
		const struct value *v = field < 0 ? NULL : &r->record->values[field];
		struct selector *s = &r->selectors[r->selector_count];
		if (!v || v->state != VALUE_STATED)
			continue;
		s->ids = v;
		s->others = keys[i] == KEY_other_categories;
		s->fallback = keys[i] == KEY_requests && is_set_if_there(r->record, KEY_else_requests) ? record_value(r->record, KEY_else_requests) : NULL;
		if (find_selector(r->section, r->record->section->fields[field].kind, s))
			r->selector_count++;
		else
			diag_add(mk->diags, DIAG_P172, value_pos(mk, v), "the statements of '%s' have no '%s'; leave it out", r->section->key, key_text(keys[i]));
	}
}

/* ---- what each kind needs ---- */

static const char *const kind_names[] = {
	[CHOICE_RULE_KIND_LIMIT] = "limit",         [CHOICE_RULE_KIND_PRESENCE] = "presence",
	[CHOICE_RULE_KIND_CONTENTS] = "contents",   [CHOICE_RULE_KIND_MODES] = "modes",
	[CHOICE_RULE_KIND_CONDITION] = "condition", [CHOICE_RULE_KIND_NO_NUMBER] = "no-number",
};

static void check_kind(struct maker *mk, struct rule *r)
{
	/* the kinds that may have a key, and those that must */
	enum {
		LIMIT = 1 << CHOICE_RULE_KIND_LIMIT, PRESENCE = 1 << CHOICE_RULE_KIND_PRESENCE, CONTENTS = 1 << CHOICE_RULE_KIND_CONTENTS,
		MODES = 1 << CHOICE_RULE_KIND_MODES, CONDITION = 1 << CHOICE_RULE_KIND_CONDITION, NO_NUMBER = 1 << CHOICE_RULE_KIND_NO_NUMBER
	};
	static const struct {
		enum key key;
		unsigned may, must;
	} keys[] = {
		{KEY_bound, LIMIT, LIMIT},
		{KEY_limit, LIMIT, LIMIT},
		{KEY_from, LIMIT, LIMIT},
		{KEY_rounding, LIMIT, 0},
		{KEY_rolls, LIMIT, 0},
		{KEY_numbered, PRESENCE | CONDITION, 0},
		{KEY_contains, CONTENTS, CONTENTS},
		{KEY_allowed, MODES, MODES},
		{KEY_only_if, LIMIT | PRESENCE | CONTENTS | MODES | CONDITION | NO_NUMBER, CONDITION},
	};
	unsigned bit = 1u << r->kind;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct value *v = record_value(r->record, keys[i].key);
		if (v->line && !(keys[i].may & bit))
			diag_add(mk->diags, DIAG_P172, value_pos(mk, v), "a rule of the kind '%s' has no '%s'; leave it out", kind_names[r->kind],
			         key_text(keys[i].key));
		else if (!v->line && keys[i].must & bit)
			diag_add(mk->diags, DIAG_P172, record_pos(mk, r->record), "'%s' is missing '%s', which a rule of the kind '%s' needs", r->record->id,
			         key_text(keys[i].key), kind_names[r->kind]);
	}
}

static void make_limit(struct maker *mk, struct rule *r)
{
	const struct value *limit = record_value(r->record, KEY_limit), *from = record_value(r->record, KEY_from);
	const struct value *rounding = record_value(r->record, KEY_rounding), *rolls = record_value(r->record, KEY_rolls);
	r->max = is_set(r->record, KEY_bound) && record_value(r->record, KEY_bound)->term->code == CHOICE_BOUND_MAX;
	r->rounding = rounding->state == VALUE_STATED ? (uint8_t)rounding->term->code : 0;
	r->from = from->state == VALUE_STATED ? from->term : NULL;
	r->rolls = rolls->state == VALUE_STATED && rolls->flag;
	r->limit = limit->span;
	if (limit->state == VALUE_STATED && limit->span.kind != SPAN_EXACT)
		diag_add(mk->diags, DIAG_P172, value_pos(mk, limit), "a limit is one number with its unit, such as 72 hours; a duty without a number is of the kind 'no-number'");
	if (r->rolls && !r->max)
		diag_add(mk->diags, DIAG_P172, value_pos(mk, rolls), "only a maximum can move to the next working day; leave 'rolls' out");
}

/* Reports the bound fields of a type that the rule cannot compare. */
static void check_fields(struct maker *mk, const struct rule *r)
{
	bool span = r->kind == CHOICE_RULE_KIND_LIMIT ||
	            (record_value(r->record, KEY_numbered)->state == VALUE_STATED && record_value(r->record, KEY_numbered)->flag);
	bool list = r->kind == CHOICE_RULE_KIND_CONTENTS, term = r->kind == CHOICE_RULE_KIND_MODES;
	const struct value *binds = record_value(r->record, KEY_binds);
	const char *want = span ? "a length of time" : list ? "a list" : "ids";
	if (!r->section || (!span && !list && !term))
		return;
	if (r->field_count == 0)
		diag_add(mk->diags, DIAG_P171, value_pos(mk, binds), "'%s' is a section; name its field that holds %s", binds->names.at[0], want);
	for (unsigned i = 0; i < r->field_count; i++) {
		enum type t = r->section->fields[r->fields[i]].type;
		if ((span && t != TYPE_SPAN) || (list && t != TYPE_LIST && t != TYPE_TERMS) || (term && t != TYPE_TERM && t != TYPE_LIST && t != TYPE_TERMS))
			diag_add(mk->diags, DIAG_P171, value_pos(mk, binds), "'%s' does not hold %s, which this rule compares", r->section->fields[r->fields[i]].key,
			         want);
	}
}

/* Looks up the ids of `contains` or `allowed`, which are of the bound field's kind. */
static void make_ids(struct maker *mk, struct rule *r, enum key key)
{
	const struct names *names = stated_names(record_value(r->record, key));
	enum kind kind = r->field_count ? r->section->fields[r->fields[0]].kind : KIND_NONE;
	if (kind == KIND_NONE || names->count == 0)
		return;
	r->ids = NEW_N(mk->arena, const struct term *, names->count);
	for (uint32_t i = 0; i < names->count; i++) {
		const char *id = names->at[i];
		const struct term *t = vocabulary_find(mk->vocabulary, kind, id, strlen(id));
		const char *near = t ? NULL : vocabulary_suggest(mk->vocabulary, kind, id);
		if (t)
			r->ids[r->id_count++] = t;
		else
			diag_add(mk->diags, DIAG_P035, names->pos[i], "unknown %s '%s'%s%s%s", kind_info(kind)->name, id,
			         near ? "; did you mean '" : "; the vocabulary lists the ones there are", near ? near : "", near ? "'?" : "");
	}
}

/* Whether somebody has read the text: the readings that are named have to be there. */
static bool check_readings(struct maker *mk, const struct record *record)
{
	const struct names *read = stated_names(record_value(record, KEY_read_in));
	const struct records *readings = &mk->model->sections[SECTION_text_reading];
	for (uint32_t i = 0; i < read->count; i++) {
		bool found = false;
		for (uint32_t n = 0; n < readings->count && !found; n++)
			found = strcmp(readings->at[n].id, read->at[i]) == 0;
		if (!found)
			diag_add(mk->diags, DIAG_P174, read->pos[i], "there is no '%s' under 'readings'; write there where, when and as which text it was read",
			         read->at[i]);
	}
	return read->count > 0;
}

/* ---- conditions ---- */

static void make_evidence(struct maker *mk, const struct value *in, struct rule **out, unsigned *count)
{
	const struct records *records = stated_records(in);
	*out = NEW_N(mk->arena, struct rule, records->count);
	for (uint32_t i = 0; i < records->count; i++) {
		struct rule *e = &(*out)[(*count)++];
		*e = (struct rule){.record = &records->at[i]};
		make_binds(mk, e);
		make_selectors(mk, e);
		if (e->section && e->section->shape == SHAPE_SUB)
			diag_add(mk->diags, DIAG_P171, value_pos(mk, record_value(e->record, KEY_binds)), "'%s' is inside other records; name the section around it",
			         e->section->key);
		if (e->section && e->field_count && e->section->fields[e->fields[0]].type != TYPE_FLAG)
			make_ids(mk, e, KEY_values);
	}
}

static void make_conditions(struct maker *mk, struct baseline *out)
{
	const struct records *records = &mk->model->sections[SECTION_precondition];
	out->conditions = NEW_N(mk->arena, struct condition, records->count);
	for (uint32_t i = 0; i < records->count; i++) {
		struct condition *c = &out->conditions[out->condition_count++];
		*c = (struct condition){.record = &records->at[i]};
		make_evidence(mk, record_value(c->record, KEY_met_by), &c->met_by, &c->met_count);
		make_evidence(mk, record_value(c->record, KEY_excluded_by), &c->excluded_by, &c->excluded_count);
	}
}

static void find_condition(struct maker *mk, const struct baseline *b, struct rule *r)
{
	const struct value *only_if = record_value(r->record, KEY_only_if);
	if (only_if->state != VALUE_STATED)
		return;
	for (unsigned i = 0; i < b->condition_count && !r->only_if; i++)
		if (strcmp(b->conditions[i].record->id, only_if->literal.text) == 0)
			r->only_if = &b->conditions[i];
	if (!r->only_if)
		diag_add(mk->diags, DIAG_P174, value_pos(mk, only_if), "there is no '%s' under 'conditions'; write there in which case the rule binds", only_if->literal.text);
}

/* ---- rules ---- */

static const char *make_key(struct maker *mk, const char *baseline, const char *rule)
{
	struct buf b = {0};
	buf_printf(&b, "%s/%s", baseline, rule);
	const char *key = arena_copy(mk->arena, b.data, b.len);
	buf_free(&b);
	return key;
}

static void make_rule(struct maker *mk, const struct baseline *b, const struct record *record, struct rule *r)
{
	*r = (struct rule){.key = make_key(mk, b->id, record->id), .baseline = b, .record = record, .unconfirmed = !check_readings(mk, record)};
	if (!is_set(record, KEY_kind))
		return; /* it is reported already */
	r->kind = (enum choice_code)record_value(record, KEY_kind)->term->code;
	make_binds(mk, r);
	make_selectors(mk, r);
	find_condition(mk, b, r);
	check_kind(mk, r);
	if (r->kind == CHOICE_RULE_KIND_LIMIT)
		make_limit(mk, r);
	check_fields(mk, r);
	make_ids(mk, r, KEY_contains);
	make_ids(mk, r, KEY_allowed);
}

void check_file_id(const struct model *m, enum section_id head, struct diags *diags)
{
	const struct records *heads = &m->sections[head];
	const struct value *id = heads->count ? record_value(&heads->at[0], KEY_id) : NULL;
	if (id && id->state == VALUE_STATED && strcmp(id->literal.text, m->id) != 0)
		diag_add(diags, DIAG_P170, (struct pos){m->source, id->line, id->col},
		         "the id is '%s' but the file is '%s.yaml'; make them the same", id->literal.text, m->id);
}

void baseline_make(struct arena *a, const struct model *m, const struct vocabulary *v, struct baseline *out, struct diags *diags)
{
	struct maker mk = {a, m, v, diags};
	const struct records *rules = &m->sections[SECTION_rule], *head = &m->sections[SECTION_baseline];
	*out = (struct baseline){.id = m->id, .model = m, .rules = NEW_N(a, struct rule, rules->count)};
	check_file_id(m, SECTION_baseline, diags);
	if (head->count)
		check_readings(&mk, &head->at[0]);
	make_conditions(&mk, out);
	if (rules->count == 0)
		diag_add(diags, DIAG_P172, (struct pos){m->source, 1, 1}, "the baseline has no rule; write its duties under 'rules', or remove the file");
	for (uint32_t i = 0; i < rules->count; i++)
		make_rule(&mk, out, &rules->at[i], &out->rules[out->count++]);
}
