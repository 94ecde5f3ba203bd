/* SPDX-License-Identifier: MIT */
/* Prints the numbers of a policy as macros:
 *
 *     #define POLICY_MAMI_RETENTION_IDENTITY_DOCUMENTS_PERIOD_YEARS 7
 *
 * A number in a macro has no result code beside it. A value that is undecided, read by legal, conditional or only possible has no macro;
 * a hedge is in the macro's name. */
#include "header.h"

/* Whether the member, or the rule as a whole, rests on a reading, or gives way somewhere in a conflict. */
static bool has_mark(const struct printer *p, const struct policy_rule *rule, uint16_t member)
{
	for (unsigned i = 0; i < rule->marks; i++) {
		struct policy_mark m;
		memcpy(&m, p->t->marks.data + (rule->first_mark + i) * sizeof m, sizeof m);
		bool holds = m.kind == POLICY_MARK_DECIDED && !p->t->sides[m.side].over;
		if (!holds && (m.member == member || m.member == 0))
			return true;
	}
	return false;
}

static void print_macro_name(struct printer *p, const struct table_rows *t, uint32_t row, const struct field *f)
{
	struct buf path = {0};
	tables_path(&path, p->t, t, row);
	buf_char(&path, '.');
	buf_str(&path, f->key);
	buf_printf(p->b, "#define POLICY_%s_", p->upper);
	symbol_write(p->b, buf_cstr(&path));
	buf_free(&path);
}

static void print_macro(struct printer *p, const struct table_rows *t, uint32_t row, const struct field *f, const char *which,
                        unsigned n, unsigned unit)
{
	static const char *const hedges[] = {"", "", "_TYPICALLY", "_TARGET"};
	static const char *const units[] = {"", "_HOURS", "_DAYS", "_BUSINESS_DAYS", "_WEEKS", "_MONTHS", "_YEARS", "_MINUTES"};
	print_macro_name(p, t, row, f);
	buf_printf(p->b, "%s%s%s %u\n", hedges[tables_rule(t, row)->certainty], which, units[unit], n);
}

/* Whether the rule, and the one around it, holds without condition, and without a mark on that. */
static bool is_definite(const struct printer *p, const struct table_rows *t, const struct policy_rule *rule)
{
	if (rule->strength != POLICY_STRENGTH_WILL || rule->all_of.state || rule->any_of.state || rule->unless.state || rule->scope.state)
		return false;
	if (rule->certainty == POLICY_OPEN || has_mark(p, rule, offsetof(struct policy_rule, certainty)) ||
	    has_mark(p, rule, offsetof(struct policy_rule, strength)))
		return false;
	if (t->section->shape != SHAPE_SUB)
		return true;
	const struct table_rows *around = &p->t->at[schema_section(t->section->parent)->table];
	return is_definite(p, around, tables_rule(around, rule->parent));
}

void header_macros(struct printer *p, const struct table_rows *t, uint32_t row, const struct field *only)
{
	const struct policy_rule *rule = tables_rule(t, row);
	if (!is_definite(p, t, rule))
		return;
	for (unsigned i = 0; i < t->section->count; i++) {
		const struct field *f = &t->section->fields[i];
		if ((only && f != only) || f->type != TYPE_SPAN || !f->enforced || has_mark(p, rule, f->offset))
			continue;
		struct policy_span s;
		memcpy(&s, t->rows + row * t->section->row_size + f->offset, sizeof s);
		if (s.kind == POLICY_SPAN_EXACT) {
			print_macro(p, t, row, f, "", s.min, s.unit);
		} else if (s.kind == POLICY_SPAN_RANGE || s.kind == POLICY_SPAN_UP_TO) {
			if (s.min)
				print_macro(p, t, row, f, "_MIN", s.min, s.unit);
			print_macro(p, t, row, f, "_MAX", s.max, s.unit);
		}
	}
}

void header_macro_names(const struct tables *t, const struct vocabulary *v, struct buf *names)
{
	struct buf lines = {0};
	struct printer p = header_printer(&lines, t, v);
	for (int i = 0; i < POLICY_SECTION_COUNT; i++)
		for (uint32_t row = 0; row < t->at[i].count; row++)
			for (unsigned f = 0; f < t->at[i].section->count; f++) {
				const struct field *field = &t->at[i].section->fields[f];
				lines.len = 0;
				if (field->type == TYPE_SPAN)
					header_macros(&p, &t->at[i], row, field);
				for (const char *line = buf_cstr(&lines); *line; line = strchr(line, '\n') + 1) {
					const char *name = line + strlen("#define ");
					buf_add(names, name, strcspn(name, " "));
					buf_char(names, '\0');
					tables_path(names, t, &t->at[i], row);
					buf_printf(names, ".%s%c", field->key, '\0');
				}
			}
	buf_free(&lines);
}

/* The row of a policy's record, by its path. */
static bool find_row(struct printer *p, const struct table_rows *t, const struct record *record, uint32_t *row)
{
	struct buf path = {0};
	bool found = false;
	for (uint32_t i = 0; !found && i < t->count; i++) {
		path.len = 0;
		tables_path(&path, p->t, t, i);
		found = path.len == strlen(record->path) && memcmp(path.data, record->path, path.len) == 0;
		*row = i;
	}
	buf_free(&path);
	return found;
}

void header_symbol(struct buf *b, const struct tables *t, const struct record *record, const struct field *f)
{
	struct printer p = header_printer(b, t, NULL);
	const struct table_rows *rows = record->section->table < 0 ? NULL : &t->at[record->section->table];
	uint32_t row;
	if (!rows || !f->enforced || !find_row(&p, rows, record, &row))
		return;
	header_macros(&p, rows, row, f);
	buf_printf(b, "policy_%s_row(&policy_%s.head, %u)->%s", record->section->name, p.lower, row, f->member);
}
