/* SPDX-License-Identifier: MIT */
/* Prints the tables as C: positional rows, ids as names.
 *
 *     static const struct policy_mami_data policy_mami = {
 *     	{ POLICY_LAYOUT, sizeof(struct policy_mami_data), ... },     head
 *     	{ { POLICY_NO_DATE, 1, ... } },                              editions
 *     	{ { { 17, 0, POLICY_CERTAINTY_EXACT, ... }, ... } },         retention, one row a rule
 *     	...
 *     	{ { POLICY_LAYOUT, ... }, ... },                             edition_2027_03_01: an earlier edition, the same once more
 *     };
 */
#include "header.h"
#include <assert.h>
#include <stdlib.h>

static const char *const span_names[] = {"POLICY_SPAN_NONE",  "POLICY_SPAN_EXACT", "POLICY_SPAN_RANGE",   "POLICY_SPAN_INDEFINITE",
                                         "POLICY_SPAN_WHILE", "POLICY_SPAN_WORDS", "POLICY_SPAN_UNSTATED", "POLICY_SPAN_UP_TO"};
static const char *const unit_names[] = {"POLICY_UNIT_NONE", "POLICY_UNIT_HOUR",  "POLICY_UNIT_DAY", "POLICY_UNIT_BUSINESS_DAY",
                                         "POLICY_UNIT_WEEK", "POLICY_UNIT_MONTH", "POLICY_UNIT_YEAR", "POLICY_UNIT_MINUTE"};
static const char *const list_names[] = {"POLICY_LIST_NONE", "POLICY_LIST_COMPLETE", "POLICY_LIST_EXAMPLES", "POLICY_LIST_UNSTATED"};
static const char *const flag_names[] = {"POLICY_FLAG_NONE", "POLICY_FLAG_FALSE", "POLICY_FLAG_TRUE", "POLICY_FLAG_UNSTATED"};
static const char *const basis_names[] = {"POLICY_BASIS_NONE", "POLICY_BASIS_STATED", "POLICY_BASIS_IMPLIED", "POLICY_BASIS_READING"};
static const char *const mark_names[] = {"POLICY_MARK_NONE", "POLICY_MARK_CONFLICT", "POLICY_MARK_READING", "POLICY_MARK_DECIDED"};
static const char *const row_types[] = {
#define TYPE(section, SECTION) "struct policy_" #section "_rule",
	POLICY_SECTIONS(TYPE)
#undef TYPE
};

static void print_id(struct printer *p, enum kind kind, uint16_t code)
{
	if (code == POLICY_NONE)
		BUF_LIT(p->b, "0");
	else if (code == POLICY_OPEN)
		BUF_LIT(p->b, "POLICY_OPEN");
	else
		buf_str(p->b, p->v->kinds[kind].by_code[code]->symbol);
}

static void print_list(struct printer *p, struct policy_list l)
{
	if (l.state == POLICY_LIST_NONE) {
		BUF_LIT(p->b, "{0, 0, 0}");
		return;
	}
	buf_char(p->b, '{');
	buf_uint(p->b, l.first);
	BUF_LIT(p->b, ", ");
	buf_uint(p->b, l.count);
	BUF_LIT(p->b, ", ");
	buf_str(p->b, list_names[l.state]);
	buf_char(p->b, '}');
}

static void print_span(struct printer *p, struct policy_span s)
{
	if (s.kind == POLICY_SPAN_NONE) {
		BUF_LIT(p->b, "{0, 0, 0, 0, 0}");
		return;
	}
	buf_char(p->b, '{');
	buf_str(p->b, span_names[s.kind]);
	BUF_LIT(p->b, ", ");
	buf_str(p->b, s.unit ? unit_names[s.unit] : "0");
	BUF_LIT(p->b, ", ");
	print_id(p, s.kind == POLICY_SPAN_WHILE ? KIND_STATE : KIND_DURATION, s.word);
	BUF_LIT(p->b, ", ");
	buf_uint(p->b, s.min);
	BUF_LIT(p->b, ", ");
	buf_uint(p->b, s.max);
	buf_char(p->b, '}');
}

static void print_start(struct printer *p, struct policy_start s)
{
	buf_char(p->b, '{');
	print_id(p, KIND_EVENT, s.event);
	BUF_LIT(p->b, ", ");
	buf_str(p->b, s.basis ? basis_names[s.basis] : "0");
	buf_char(p->b, '}');
}

static void print_member(struct printer *p, const struct field *f, const unsigned char *row)
{
	const unsigned char *at = row + f->offset;
	if (f->type == TYPE_LIST || f->type == TYPE_TERMS) {
		struct policy_list l;
		memcpy(&l, at, sizeof l);
		print_list(p, l);
	} else if (f->type == TYPE_SPAN) {
		struct policy_span s;
		memcpy(&s, at, sizeof s);
		print_span(p, s);
	} else if (f->type == TYPE_START) {
		struct policy_start s;
		memcpy(&s, at, sizeof s);
		print_start(p, s);
	} else {
		uint16_t n;
		memcpy(&n, at, sizeof n);
		if (f->type == TYPE_TERM)
			print_id(p, f->kind, n);
		else if (f->type == TYPE_FLAG)
			buf_str(p->b, n ? flag_names[n] : "0");
		else
			buf_uint(p->b, n);
	}
}

static bool in_rule(const struct field *f)
{
	return f->offset < sizeof(struct policy_rule);
}

/* And the comma after it. */
static void print_number(struct printer *p, unsigned n)
{
	buf_uint(p->b, n);
	BUF_LIT(p->b, ", ");
}

static void print_rule(struct printer *p, const struct policy_rule *r)
{
	buf_char(p->b, '{');
	print_number(p, r->name);
	print_number(p, r->parent);
	print_id(p, KIND_CERTAINTY, r->certainty);
	BUF_LIT(p->b, ", ");
	print_id(p, KIND_STRENGTH, r->strength);
	BUF_LIT(p->b, ", ");
	print_number(p, r->first_mark);
	print_number(p, r->marks);
	print_list(p, r->all_of);
	BUF_LIT(p->b, ", ");
	print_list(p, r->any_of);
	BUF_LIT(p->b, ", ");
	print_list(p, r->unless);
	BUF_LIT(p->b, ", ");
	print_list(p, r->scope);
	buf_char(p->b, '}');
}

/* Members are printed in the order of the struct, which is the schema's. */
static void print_rows(struct printer *p, const struct table_rows *t)
{
	BUF_LIT(p->b, "\t{");
	for (uint32_t r = 0; r < t->count; r++) {
		const unsigned char *row = t->rows + r * t->section->row_size;
		const struct policy_rule *rule = tables_rule(t, r);
		uint16_t last = 0;
		buf_str(p->b, r ? ",\n\t {/* " : "{/* ");
		buf_str(p->b, tables_name(p->t, rule));
		BUF_LIT(p->b, " */ ");
		print_rule(p, rule);
		for (unsigned f = 0; f < t->section->count; f++) {
			const struct field *field = &t->section->fields[f];
			if (!field->enforced || in_rule(field))
				continue;
			assert(field->offset > last);
			last = field->offset;
			BUF_LIT(p->b, ", ");
			print_member(p, field, row);
		}
		buf_char(p->b, '}');
	}
	BUF_LIT(p->b, "},\n");
}

/* ---- the pools ---- */

static void print_ids_of(struct printer *p, const struct table_rows *t, uint32_t row, const struct field *f)
{
	struct policy_list l;
	memcpy(&l, t->rows + row * t->section->row_size + f->offset, sizeof l);
	if (l.count == 0)
		return;
	BUF_LIT(p->b, ",\n\t /* ");
	buf_uint(p->b, l.first);
	buf_char(p->b, ' ');
	tables_path(p->b, p->t, t, row);
	buf_char(p->b, '.');
	buf_str(p->b, f->key);
	BUF_LIT(p->b, " */");
	for (unsigned i = 0; i < l.count; i++) {
		uint16_t code;
		memcpy(&code, p->t->ids.data + (l.first + i) * sizeof code, sizeof code);
		buf_str(p->b, i ? ", " : " ");
		print_id(p, f->kind, code);
	}
}

/* Where each list begins, so that the pool can be printed in its order with a name beside each list. */
struct list_at {
	const struct table_rows *t;
	const struct field *f;
	uint32_t row;
};

static void print_ids(struct printer *p)
{
	size_t count = p->t->ids.len / sizeof(uint16_t);
	struct list_at *lists = mem_alloc(count * sizeof *lists);
	memset(lists, 0, count * sizeof *lists);
	for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
		const struct table_rows *t = &p->t->at[i];
		for (uint32_t r = 0; r < t->count; r++)
			for (unsigned f = 0; f < t->section->count; f++) {
				const struct field *field = &t->section->fields[f];
				struct policy_list l;
				if (!field->enforced || (field->type != TYPE_LIST && field->type != TYPE_TERMS))
					continue;
				memcpy(&l, t->rows + r * t->section->row_size + field->offset, sizeof l);
				if (l.count)
					lists[l.first] = (struct list_at){t, field, r};
			}
	}
	BUF_LIT(p->b, "\t{0");
	for (size_t i = 0; i < count; i++)
		if (lists[i].t)
			print_ids_of(p, lists[i].t, lists[i].row, lists[i].f);
	BUF_LIT(p->b, "},\n");
	free(lists);
}

static void print_numbers(struct printer *p, const uint16_t *n, uint32_t count)
{
	BUF_LIT(p->b, "\t{");
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_str(p->b, i % 24 ? ", " : ",\n\t ");
		buf_uint(p->b, n[i]);
	}
	BUF_LIT(p->b, "},\n");
}

static void print_marks(struct printer *p)
{
	BUF_LIT(p->b, "\t{{0, 0, 0}");
	for (size_t i = 1; i < p->t->marks.len / sizeof(struct policy_mark); i++) {
		struct policy_mark m;
		memcpy(&m, p->t->marks.data + i * sizeof m, sizeof m);
		BUF_LIT(p->b, ", {");
		buf_str(p->b, mark_names[m.kind]);
		BUF_LIT(p->b, ", ");
		buf_uint(p->b, m.member);
		BUF_LIT(p->b, ", ");
		buf_uint(p->b, m.side);
		buf_char(p->b, '}');
	}
	BUF_LIT(p->b, "},\n");
}

/* What a relation that is not "a part of" is called; NULL: it is, and has the kind's name. */
static const char *special_relation(unsigned relation)
{
	switch (relation) {
	case POLICY_RELATION_SAME_EVENT: return "SAME_EVENT";
	case POLICY_RELATION_FORBIDS: return "FORBIDS";
	case POLICY_RELATION_MARKETING: return "MARKETING";
	case POLICY_RELATION_RECURS: return "RECURS";
	case POLICY_RELATION_ENDS: return "ENDS";
	default: return NULL;
	}
}

static void print_relations(struct printer *p)
{
	if (p->t->relations.len == 0)
		return;
	BUF_LIT(p->b, "\t{");
	for (size_t i = 0; i < p->t->relations.len / sizeof(struct policy_relation); i++) {
		struct policy_relation r;
		memcpy(&r, p->t->relations.data + i * sizeof r, sizeof r);
		enum kind kind = tables_relation_kind(r.kind);
		const char *name = special_relation(r.kind);
		buf_str(p->b, i ? ",\n\t {POLICY_RELATION_" : "{POLICY_RELATION_");
		buf_str(p->b, name ? name : kind_info(kind)->upper);
		BUF_LIT(p->b, ", ");
		print_id(p, kind, r.id);
		BUF_LIT(p->b, ", ");
		if (r.kind == POLICY_RELATION_FORBIDS || r.kind == POLICY_RELATION_MARKETING)
			buf_str(p->b, header_section_names[r.of]);
		else
			print_id(p, r.kind == POLICY_RELATION_ENDS ? KIND_STATE : kind, r.of);
		buf_char(p->b, '}');
	}
	BUF_LIT(p->b, "},\n");
}

static void print_names(struct printer *p)
{
	const char *at = p->t->names.data, *end = at + p->t->names.len;
	while (at < end) {
		size_t n = strlen(at);
		buf_str(p->b, at == p->t->names.data ? "\t\"" : "\n\t\"");
		buf_add(p->b, at, n);
		at += n + 1;
		buf_str(p->b, at < end ? "\\0\"" : "\"");
	}
}

/* ---- the object ---- */

static void print_array(struct printer *p, const char *type, const char *name, const char *suffix, size_t count)
{
	buf_char(p->b, '\t');
	buf_str(p->b, type);
	buf_char(p->b, ' ');
	buf_str(p->b, name);
	buf_str(p->b, suffix);
	buf_char(p->b, '[');
	buf_uint(p->b, count);
	BUF_LIT(p->b, "];\n");
}

/* The calendar and the list of editions are the object's: once for all of them. */
static void print_struct(struct printer *p)
{
	BUF_LIT(p->b, "struct policy_");
	buf_str(p->b, p->lower);
	if (*p->member) {
		buf_printf(p->b, "_%s {\n\tstruct policy head;\n", p->member);
	} else {
		BUF_LIT(p->b, "_data {\n\tstruct policy head;\n");
		print_array(p, "struct policy_edition", "editions", "", p->earlier_count + 1);
	}
	for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
		const struct table_rows *t = &p->t->at[i];
		if (t->count)
			print_array(p, row_types[i], t->section->name, "", t->count);
		if (t->index_len)
			print_array(p, "uint16_t", t->section->name, "_index", t->index_len);
	}
	print_array(p, "uint16_t", "ids", "", p->t->ids.len / sizeof(uint16_t));
	print_array(p, "struct policy_mark", "marks", "", p->t->marks.len / sizeof(struct policy_mark));
	print_array(p, "char", "names", "", p->t->names.len);
	if (p->t->disputes->conflict_count) {
		print_array(p, "struct policy_conflict", "conflicts", "", p->t->disputes->conflict_count);
		print_array(p, "struct policy_side", "sides", "", p->t->disputes->side_count);
		print_array(p, "struct policy_dispute", "disputes", "", p->t->disputes->count);
		print_array(p, "uint64_t", "ways", "", p->t->disputes->way_count);
	}
	if (p->t->relations.len)
		print_array(p, "struct policy_relation", "relations", "", p->t->relations.len / sizeof(struct policy_relation));
	if (p->t->calendar && !*p->member) {
		const struct policy_calendar_word *words;
		uint32_t count = calendar_words(p->t->calendar, &words);
		BUF_LIT(p->b, "\tstruct policy_calendar calendar;\n");
		if (p->t->calendar->zone_rules)
			print_array(p, "struct policy_zone_rule", "calendar", "_zone", p->t->calendar->zone_rules);
		if (count)
			print_array(p, "struct policy_calendar_word", "calendar", "_words", count);
	}
	for (size_t i = 0; i < p->earlier_count; i++)
		buf_printf(p->b, "\tstruct policy_%s_%s %s;\n", p->lower, p->earlier[i].member, p->earlier[i].member);
	BUF_LIT(p->b, "};\n\n");
}

/* POLICY_OFFSET_(mami, retention_index), and the comma after it. */
static void print_offset(struct printer *p, const char *member, const char *suffix)
{
	BUF_LIT(p->b, "POLICY_OFFSET_(");
	buf_str(p->b, p->lower);
	BUF_LIT(p->b, ", ");
	if (*p->member) {
		buf_str(p->b, p->member);
		buf_char(p->b, '.');
	}
	buf_str(p->b, member);
	buf_str(p->b, suffix);
	BUF_LIT(p->b, "), ");
}

static void print_offset_if(struct printer *p, bool there, const char *member)
{
	if (there)
		print_offset(p, member, "");
	else
		BUF_LIT(p->b, "0, ");
}

static void print_date(struct buf *b, int32_t day)
{
	if (day == POLICY_NO_DATE)
		BUF_LIT(b, "POLICY_NO_DATE");
	else
		buf_printf(b, "%d", (int)day);
}

static void print_table(struct printer *p, int i)
{
	const struct table_rows *t = &p->t->at[i];
	if (t->count == 0) {
		BUF_LIT(p->b, "{0, 0, 0, 0} /* ");
		buf_str(p->b, header_section_names[i]);
		BUF_LIT(p->b, " */");
		return;
	}
	buf_char(p->b, '{');
	print_offset(p, t->section->name, "");
	print_number(p, t->count);
	if (t->index_len)
		print_offset(p, t->section->name, "_index");
	else
		BUF_LIT(p->b, "0, ");
	buf_uint(p->b, t->codes);
	buf_char(p->b, '}');
}

/* editions: how many the object has. */
static void print_head(struct printer *p, const unsigned char *identity, size_t editions)
{
	buf_printf(p->b, "\t{POLICY_LAYOUT, POLICY_SIZE_(%s), ", p->lower);
	print_offset_if(p, *p->member, "head");
	buf_printf(p->b, "POLICY_OFFSET_(%s, editions), %zu, ", p->lower, editions);
	if (p->t->calendar)
		buf_printf(p->b, "POLICY_OFFSET_(%s, calendar), ", p->lower);
	else
		BUF_LIT(p->b, "0, ");
	print_date(p->b, p->t->valid_from);
	buf_printf(p->b, ", %u,\n\t ", p->t->draft);
	print_offset(p, "ids", "");
	print_offset(p, "marks", "");
	print_offset(p, "names", "");
	print_offset_if(p, p->t->relations.len > 0, "relations");
	buf_printf(p->b, "%zu,\n\t ", p->t->relations.len / sizeof(struct policy_relation));
	const struct disputes *d = p->t->disputes;
	print_offset_if(p, d->conflict_count > 0, "conflicts");
	print_number(p, d->conflict_count);
	print_offset_if(p, d->conflict_count > 0, "sides");
	print_offset_if(p, d->conflict_count > 0, "disputes");
	print_number(p, d->count);
	print_offset_if(p, d->conflict_count > 0, "ways");
	p->b->len--; /* the space */
	BUF_LIT(p->b, "\n\t {");
	for (int i = 0; i < 32; i++) {
		buf_str(p->b, i == 0 ? "" : i == 16 ? ",\n\t  " : ", ");
		buf_uint(p->b, identity[i]);
	}
	BUF_LIT(p->b, "},\n\t {");
	for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
		buf_str(p->b, i ? ",\n\t  " : "");
		print_table(p, i);
	}
	BUF_LIT(p->b, "}},\n");
}

/* The oldest first. */
static void print_editions(struct printer *p)
{
	BUF_LIT(p->b, "\t{");
	for (size_t i = 0; i < p->earlier_count; i++) {
		buf_char(p->b, '{');
		print_date(p->b, p->earlier[i].tables->valid_from);
		buf_printf(p->b, ", POLICY_OFFSET_(%s, %s)},\n\t ", p->lower, p->earlier[i].member);
	}
	buf_char(p->b, '{');
	print_date(p->b, p->t->valid_from);
	BUF_LIT(p->b, ", 0}},\n");
}

struct printer header_printer(struct buf *b, const struct tables *t, const struct vocabulary *v)
{
	struct printer p = {.b = b, .t = t, .v = v};
	struct buf id = {0};
	symbol_write(&id, t->brand);
	assert(id.len < sizeof p.upper);
	memcpy(p.upper, id.data, id.len);
	buf_free(&id);
	for (size_t i = 0; t->brand[i]; i++)
		p.lower[i] = t->brand[i] == '-' ? '_' : t->brand[i];
	return p;
}

/* Tables, ids, marks, names, relations; the line break after the last and its comma are left to the caller. */
static void print_data(struct printer *p)
{
	for (int i = 0; i < POLICY_SECTION_COUNT; i++)
		if (p->t->at[i].count) {
			print_rows(p, &p->t->at[i]);
			if (p->t->at[i].index_len)
				print_numbers(p, p->t->at[i].index, p->t->at[i].index_len);
		}
	print_ids(p);
	print_marks(p);
	print_names(p);
	BUF_LIT(p->b, ",\n");
	header_disputes(p);
	print_relations(p);
	if (p->t->calendar && !*p->member)
		header_calendar(p);
	if (p->b->data[p->b->len - 1] == '\n')
		p->b->len -= 2; /* no comma after the last */
}

static struct printer printer_of_earlier(const struct printer *p, const struct edition *e)
{
	struct printer out = *p;
	out.t = e->tables;
	out.v = e->vocabulary;
	assert(strlen(e->member) < sizeof out.member);
	memcpy(out.member, e->member, strlen(e->member) + 1);
	out.earlier_count = 0;
	return out;
}

static void print_earlier(const struct printer *newest, const struct edition *e)
{
	struct printer p = printer_of_earlier(newest, e);
	BUF_LIT(p.b, ",\n\t{\n");
	print_head(&p, e->identity, newest->earlier_count + 1);
	print_data(&p);
	BUF_LIT(p.b, "}");
}

/* Where the macros are not all there is to know. */
static void print_warning(struct printer *p)
{
	if (p->earlier_count == 0)
		return;
	buf_printf(p->b, "/* The numbers of %s ", p->t->draft ? "a draft, never in force, for" : "the edition that applies from");
	date_write(p->b, date_of_days(p->t->valid_from));
	buf_printf(p->b, ". What is in force at a time: policy_in_force(&policy_%s.head, time);\n * the edition before: policy_%s.%s.head. */\n",
	           p->lower, p->lower, p->earlier[p->earlier_count - 1].member);
}

void header_brand(struct buf *b, const struct tables *t, const struct vocabulary *v, const unsigned char *identity,
                  const struct edition *earlier, size_t earlier_count)
{
	struct printer p = header_printer(b, t, v);
	p.earlier = earlier;
	p.earlier_count = earlier_count;
	buf_printf(b,
	           "/* SPDX-License-Identifier: 0BSD */\n"
	           "/* Generated by policyc; do not edit. What %s promises, as tables: see policy.h.\n"
	           " * May be used in any program without condition. */\n"
	           "#ifndef POLICY_%s_H\n#define POLICY_%s_H\n#include \"policy.h\"\n#include \"vocabulary.h\"\n\n",
	           t->brand, p.upper, p.upper);
	print_warning(&p);
	for (int i = 0; i < POLICY_SECTION_COUNT; i++)
		for (uint32_t r = 0; r < t->at[i].count; r++)
			header_macros(&p, &t->at[i], r, NULL);
	buf_char(b, '\n');
	for (size_t i = 0; i < earlier_count; i++) {
		struct printer older = printer_of_earlier(&p, &earlier[i]);
		print_struct(&older);
	}
	print_struct(&p);
	buf_printf(b, "static const struct policy_%s_data policy_%s = {\n", p.lower, p.lower);
	print_head(&p, identity, earlier_count + 1);
	print_editions(&p);
	print_data(&p);
	for (size_t i = 0; i < earlier_count; i++)
		print_earlier(&p, &earlier[i]);
	BUF_LIT(b, "\n};\n\n#endif\n");
}
