/* SPDX-License-Identifier: MIT */
/* Checks a bound policy: its id, its clauses; attaches its readings, reports its gaps and says whether it is a draft. Has the other files
 * check the rest. Completes the model; touches no file. */
#include "check.h"
#include "blank.h"
#include "conflict.h"
#include "consistency.h"
#include "ways.h"
#include "../base/embed.h"
#include "../base/text.h"
#include "gen/policy.h"

struct checker {
	struct arena *arena;
	struct model *model;
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	struct diags *diags;
};

static struct pos value_pos(const struct checker *c, const struct value *v)
{
	return (struct pos){c->model->source, v->line, v->col};
}

/* ---- the brand's id ---- */

/* Names of files beside the brand's header, and of standard headers that -I out/include/policy would hide. */
static const char *const reserved[] = {
	"policy", "vocabulary", "brands", "index",                                                       /* ours */
	"assert", "complex", "ctype", "errno", "fenv", "float", "inttypes", "iso646", "limits", "locale", /* C's */
	"math", "setjmp", "signal", "stdalign", "stdarg", "stdatomic", "stdbool", "stddef", "stdint", "stdio", "stdlib",
	"stdnoreturn", "string", "tgmath", "threads", "time", "uchar", "wchar", "wctype", "unistd",
	"con", "prn", "aux", "nul", /* devices on Windows, beside those of is_port */
};

/* com0 to com9 and lpt0 to lpt9: com1.h cannot be checked out on Windows. */
static bool is_port(const char *id)
{
	return (strncmp(id, "com", 3) == 0 || strncmp(id, "lpt", 3) == 0) && id[3] >= '0' && id[3] <= '9' && id[4] == '\0';
}

/* Whether policy_<name> is in policy.h, or begins a name there: macros of a brand `span` would be taken for those of spans. */
static bool is_in_policy_h(const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; embed_policy_names[i]; i++)
		if (strncmp(embed_policy_names[i], name, n) == 0 && (embed_policy_names[i][n] == '\0' || embed_policy_names[i][n] == '_'))
			return true;
	return false;
}

/* Whether policy_<name> is an enum or a function of vocabulary.h: policy_event, policy_event_name, policy_event_by_name. */
static bool is_in_vocabulary_h(const char *name)
{
	static const char *const suffixes[] = {"", "_name", "_by_name"};
	for (int k = 1; k < KIND__COUNT; k++) {
		const char *kind = kind_info((enum kind)k)->name;
		size_t n = strlen(kind);
		for (size_t i = 0; strncmp(name, kind, n) == 0 && i < sizeof suffixes / sizeof *suffixes; i++)
			if (strcmp(name + n, suffixes[i]) == 0)
				return true;
	}
	return false;
}

const char *check_brand_id(const char *id)
{
	/* policy_<id> and POLICY_<ID>_ must not meet the names of policy.h and vocabulary.h */
	enum { LONGEST = 32 };
	char symbol[LONGEST + 1] = "";
	if (!text_is_id(id, strlen(id)))
		return "it begins with a letter and consists of lower-case letters, digits and single hyphens";
	if (strlen(id) > LONGEST)
		return "it has at most 32 characters";
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (strcmp(id, reserved[i]) == 0)
			return "that name is taken by a file of the output or of C";
	if (is_port(id))
		return "Windows has no files of that name";
	for (size_t i = 0; id[i]; i++)
		symbol[i] = id[i] == '-' ? '_' : id[i];
	if (is_in_policy_h(symbol))
		return "that name is taken by a name in policy.h";
	return is_in_vocabulary_h(symbol) ? "that name is taken by a name in vocabulary.h" : NULL;
}

static void check_brand(struct checker *c, const char *file_id)
{
	const struct records *brands = &c->model->sections[SECTION_brand];
	c->model->id = file_id;
	if (!brands->count)
		return;
	const struct value *id = record_value(&brands->at[0], KEY_id);
	const char *why = check_brand_id(file_id);
	if (id->state == VALUE_STATED && strcmp(id->literal.text, file_id) != 0)
		diag_add(c->diags, DIAG_P046, value_pos(c, id), "the brand's id is '%s' but its file is '%s.yaml'; make them the same",
		         id->literal.text, file_id);
	if (why)
		diag_add(c->diags, DIAG_P047, id->state == VALUE_STATED ? value_pos(c, id) : (struct pos){c->model->source, 1, 1},
		         "a brand cannot be called '%s': %s", file_id, why);
}

/* ---- readings ---- */

static struct value *writable_value(struct record *record, enum key key)
{
	return &record->values[section_field(record->section, key)];
}

static void check_reading(struct checker *c, struct record *record)
{
	struct value *fact = writable_value(record, KEY_fact), *text = writable_value(record, KEY_value);
	if (!fact_resolve(c->model, fact, false, c->diags) || text->state != VALUE_STATED)
		return;
	struct place p = fact->fact_ref.place;
	struct value *gap = p.field >= 0 ? &p.record->values[p.field] : NULL;
	if (gap && gap->state == VALUE_ABSENT)
		return; /* it has an error of its own */
	if (!gap || (gap->state != VALUE_UNSTATED && gap->state != VALUE_PLACEHOLDER)) {
		diag_add(c->diags, DIAG_P073, value_pos(c, fact),
		         "'%s' is not a gap; a reading is legal's decision on a value that is 'unstated'", fact->fact_ref.path);
		return;
	}
	if (gap->reading) {
		diag_add(c->diags, DIAG_P074, value_pos(c, fact), "'%s' has two readings; keep one", fact->fact_ref.path);
		diag_also(c->diags, (struct pos){c->model->source, gap->reading->line, gap->reading->col}, "the first is here");
		return;
	}
	const struct field *f = &p.record->section->fields[p.field];
	struct value *read = NEW(c->arena, struct value);
	if (value_bind_text(c->arena, f, text, c->model->source, c->vocabulary, read, c->diags)) {
		read->fact = gap->fact;
		gap->reading = record;
		gap->read = read;
	}
}

/* ---- clauses ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool same_letters(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] - 'A' + 'a') : a[i];
		char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] - 'A' + 'a') : b[i];
		if (x != y)
			return false;
	}
	return true;
}

/* A digit, also a fullwidth one. */
static bool is_digit(const char *p, const char *end)
{
	return (*p >= '0' && *p <= '9') || (end - p >= 3 && memcmp(p, "\xEF\xBC", 2) == 0 && (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0x99);
}

static bool has_word(const char *text, size_t len, const char *word)
{
	size_t n = strlen(word);
	if (n == 0)
		return false;
	for (size_t i = 0; i + n <= len; i++)
		if (same_letters(text + i, word, n) && (i == 0 || !is_letter(text[i - 1])) && (i + n == len || !is_letter(text[i + n])))
			return true;
	return false;
}

/* The words between references hold no digit and no unit of time: a number is a fact, otherwise no program could enforce it. */
static void check_words(struct checker *c, const struct locale *l, const char *text, size_t len, struct pos pos)
{
	for (size_t i = 0; i < len; i++)
		if (is_digit(text + i, text + len)) {
			diag_add(c->diags, DIAG_P077, pos,
			         "a clause must not contain a number; make the number a fact, and refer to it as {section.item.field}, or one of the clause's 'values', and write {id}");
			return;
		}
	for (int u = 1; u < UNIT__COUNT; u++)
		for (int form = 0; form < PLURAL__COUNT; form++)
			if (has_word(text, len, l->units[u][form])) {
				diag_add(c->diags, DIAG_P077, pos,
				         "a clause must not contain a length of time ('%s'); make the length a fact, and refer to it as {section.item.field}, or one of the clause's 'values', and write {id}",
				         l->units[u][form]);
				return;
			}
}

static void check_clause_text(struct checker *c, const struct locale *l, const struct record *clause, const char *text, struct pos pos)
{
	for (;;) {
		const char *open = strchr(text, '{'), *close = open ? strchr(open, '}') : NULL;
		check_words(c, l, text, open ? (size_t)(open - text) : strlen(text), pos);
		if (!open)
			return;
		struct place p;
		size_t len = close ? (size_t)(close - open - 1) : 0;
		bool found = close && model_find_in_clause(c->model, clause, open + 1, len, &p) && p.field >= 0;
		if (!found || (p.record->section->table < 0 && p.record->section->id != SECTION_brand && p.record->parent != clause) ||
		    !p.record->values[p.field].line) {
			diag_add(c->diags, DIAG_P078, pos, "'{%.*s}' is not a value of this policy; write {section.item.field}, or {id} of one of the clause's 'values'",
			         (int)(close ? len : 20), open + 1);
			return;
		}
		if (p.record->values[p.field].set_aside || record_set_aside(p.record)) {
			diag_add(c->diags, DIAG_P078, pos, "a conflict is decided against '{%.*s}'; refer to the value that holds", (int)len, open + 1);
			return;
		}
		text = close + 1;
	}
}

/* Each value of a clause is one value, and stands in its words in every language. */
static void check_clause_values(struct checker *c, const struct record *clause)
{
	const struct records *values = stated_records(record_value(clause, KEY_values));
	for (uint32_t i = 0; i < values->count; i++) {
		const struct record *value = &values->at[i];
		unsigned written = 0;
		for (unsigned f = 0; f < value->section->count; f++)
			written += value->values[f].line != 0;
		if (written != 1)
			diag_add(c->diags, DIAG_P062, (struct pos){c->model->source, value->line, value->col},
			         "'%s' has %u values; write exactly one of 'number', 'length', 'date', 'url' and 'name'", value->id, written);
	}
}

static void check_values_said(struct checker *c, const struct record *clause, const char *text, struct pos pos)
{
	const struct records *values = stated_records(record_value(clause, KEY_values));
	struct buf name = {0};
	for (uint32_t i = 0; i < values->count; i++) {
		name.len = 0;
		if (!strstr(text, buf_format(&name, "{%s}", values->at[i].id)))
			diag_add(c->diags, DIAG_P062, pos, "the text does not have '{%s}'; say the value in each language, or take it out of 'values'", values->at[i].id);
	}
	buf_free(&name);
}

/* Whether the notice has the section: a statement that legal has decided against is passed over. */
static bool is_printed(const struct records *records)
{
	for (uint32_t i = 0; i < records->count; i++)
		if (!records->at[i].set_aside)
			return true;
	return false;
}

static void check_clause(struct checker *c, struct record *record)
{
	const struct value *place = record_value(record, KEY_place), *text = record_value(record, KEY_text);
	const struct section *s = place->state == VALUE_STATED ? schema_find(DOCUMENT_POLICY, place->literal.text, place->literal.len) : NULL;
	if (place->state == VALUE_STATED && !s)
		diag_add(c->diags, DIAG_P076, value_pos(c, place), "there is no section '%s' for a clause to stand in", place->literal.text);
	else if (s && !is_printed(&c->model->sections[s->id]))
		diag_add(c->diags, DIAG_P076, value_pos(c, place), "this policy has no '%s', so a clause there would not be printed", s->key);
	check_clause_values(c, record);
	if (text->state != VALUE_STATED)
		return;
	for (unsigned l = 0; l < c->locales->count; l++) {
		check_clause_text(c, &c->locales->at[l], record, text->text.by_locale[l], text->text.pos[l]);
		check_values_said(c, record, text->text.by_locale[l], text->text.pos[l]);
	}
}

/* ---- lengths in texts ---- */

/* Whether the notice prints the field's text as it is written. */
static bool is_printed_text(const struct record *record, const struct field *f)
{
	switch (record->section->id) {
	case SECTION_brand:
	case SECTION_contact:
	case SECTION_complaint:
	case SECTION_operator:
	case SECTION_clause_value: return f->type == TYPE_LITERAL && f->name != KEY_source && f->name != KEY_id;
	default: return false;
	}
}

/* A length of time in a name or a version is a fact that no program finds. */
static void visit_text(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct checker *c = context;
	for (unsigned l = 0; v->state == VALUE_STATED && is_printed_text(record, f) && l < c->locales->count; l++) {
		size_t len;
		const char *length = locale_find_length(&c->locales->at[l], v->literal.text, &len);
		if (!length)
			continue;
		diag_add(c->diags, DIAG_P139, value_pos(c, v), "'%s' must not contain '%.*s', a length of time; write the length in a field of its own, or as the 'length' of a clause's value",
		         f->key, (int)len, length);
		return;
	}
}

/* ---- operators ---- */

/* Only who decides with others has somebody together with whom it decides, and only a processor somebody whose data it is. */
static void check_operator(struct checker *c, const struct record *record)
{
	const struct value *capacity = record_value(record, KEY_capacity);
	const struct value *with = record_value(record, KEY_together_with), *whose = record_value(record, KEY_on_behalf_of);
	if (capacity->state != VALUE_STATED)
		return;
	if (with->state != VALUE_ABSENT && capacity->term->code != POLICY_CAPACITY_JOINT_CONTROLLER)
		diag_add(c->diags, DIAG_P063, value_pos(c, with),
		         "a %s does not decide together with others; write 'capacity: joint-controller', or take 'together-with' out", capacity->term->id);
	if (whose->state != VALUE_ABSENT && capacity->term->code != POLICY_CAPACITY_PROCESSOR)
		diag_add(c->diags, DIAG_P063, value_pos(c, whose),
		         "a %s does not process data on behalf of others; write 'capacity: processor', or take 'on-behalf-of' out", capacity->term->id);
}

/* ---- gaps ---- */

static void visit_gap(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct checker *c = context;
	bool decided = v->state == VALUE_PLACEHOLDER ? value_effective(v, true)->state == VALUE_STATED : v->reading != NULL;
	if ((v->state != VALUE_UNSTATED && v->state != VALUE_PLACEHOLDER) || decided)
		return;
	struct buf path = {0};
	place_write(&path, (struct place){record, (int)(f - record->section->fields)});
	if (v->state == VALUE_PLACEHOLDER) {
		diag_add(c->diags, DIAG_P092, value_pos(c, v), "'%s' is a placeholder; the notice is a draft until it has its value", buf_cstr(&path));
	} else {
		diag_add(c->diags, DIAG_P091, value_pos(c, v), "'%s' is not stated; state it, or decide it by a reading", buf_cstr(&path));
	}
	diag_about(c->diags, NULL, buf_cstr(&path));
	buf_free(&path);
}

void check_run(struct arena *a, struct model *m, const char *file_id, const struct vocabulary *v,
               const struct locales *locales, struct diags *diags)
{
	struct checker c = {a, m, v, locales, diags};
	check_brand(&c, file_id);
	conflicts_check(a, m, diags);
	ways_check(a, m, diags);
	for (uint32_t i = 0; i < m->sections[SECTION_reading].count; i++)
		check_reading(&c, &m->sections[SECTION_reading].at[i]);
	for (uint32_t i = 0; i < m->sections[SECTION_clause].count; i++)
		check_clause(&c, &m->sections[SECTION_clause].at[i]);
	for (uint32_t i = 0; i < m->sections[SECTION_operator].count; i++)
		check_operator(&c, &m->sections[SECTION_operator].at[i]);
	if (consistency_run(a, m, v, diags)) {
		disagreements_check(m, diags);
		gaps_run(m, diags);
		m->blanks = blanks_find(a, m);
	}
	model_each(m, visit_text, &c);
	model_each(m, visit_gap, &c);
	m->draft = !m->blanks || m->blanks->count > m->blanks->waived;
}
