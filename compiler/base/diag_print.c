/* SPDX-License-Identifier: MIT */
/* The plain reports of diagnostics: text for people, JSON for programs. */
#include "diag.h"
#include "text.h"

static void print_place(struct buf *out, const char *path, uint32_t line, uint32_t col)
{
	text_visible(out, path, strlen(path));
	buf_char(out, ':');
	if (line) {
		buf_uint(out, line);
		buf_char(out, ':');
		buf_uint(out, col);
		buf_char(out, ':');
	}
	buf_char(out, ' ');
}

static void print_excerpt(struct buf *out, const struct diag *g, bool colour)
{
	BUF_LIT(out, "    ");
	buf_str(out, g->excerpt);
	BUF_LIT(out, "\n    ");
	for (uint32_t i = 1; i < g->caret; i++)
		buf_char(out, ' ');
	buf_str(out, colour ? "\033[1;32m^\033[0m\n" : "^\n");
}

void diags_print_text(const struct diags *d, struct buf *out, bool colour)
{
	static const char *const shade[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
	for (size_t i = 0; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (!g->text || g->waived)
			continue;
		buf_str(out, colour ? "\033[1m" : "");
		print_place(out, g->path, g->line, g->col);
		buf_str(out, colour ? shade[g->severity] : "");
		buf_str(out, severity_name(g->severity));
		buf_str(out, colour ? ":\033[0m " : ": ");
		buf_str(out, g->text);
		BUF_LIT(out, " [");
		buf_str(out, diag_name(g->id));
		if (g->rule) {
			buf_char(out, ' ');
			text_visible(out, g->rule, strlen(g->rule));
		}
		BUF_LIT(out, "]\n");
		if (g->excerpt)
			print_excerpt(out, g, colour);
		if (g->also_path) {
			print_place(out, g->also_path, g->also_line, g->also_col);
			buf_str(out, colour ? "\033[1;36mnote:\033[0m " : "note: ");
			buf_str(out, g->also_text);
			buf_char(out, '\n');
		}
	}
	if (d->dropped) {
		BUF_LIT(out, "policyc: ");
		buf_uint(out, d->dropped);
		BUF_LIT(out, " more faults are counted but not shown\n");
	}
}

static void json_name(struct buf *out, const char *indent, const char *name)
{
	buf_str(out, indent);
	buf_char(out, '"');
	buf_str(out, name);
	BUF_LIT(out, "\": ");
}

static void json_text(struct buf *out, const char *indent, const char *name, const char *value)
{
	json_name(out, indent, name);
	text_json(out, value, strlen(value));
}

static void json_optional(struct buf *out, const char *indent, const char *name, const char *value)
{
	if (!value)
		return;
	buf_char(out, ',');
	json_text(out, indent, name, value);
}

static void json_number(struct buf *out, const char *indent, const char *name, uint64_t value)
{
	json_name(out, indent, name);
	buf_uint(out, value);
}

static void json_place(struct buf *out, const char *indent, const char *path, uint32_t line, uint32_t col)
{
	json_text(out, indent, "path", path);
	buf_char(out, ',');
	json_number(out, indent, "line", line);
	buf_char(out, ',');
	json_number(out, indent, "column", col);
	buf_char(out, ',');
}

static void json_diag(struct buf *out, const struct diag *g)
{
	static const char in[] = "\n      ", in2[] = "\n        ";
	BUF_LIT(out, "\n    {");
	json_text(out, in, "id", diag_name(g->id));
	buf_char(out, ',');
	json_text(out, in, "severity", severity_name(g->severity));
	buf_char(out, ',');
	json_place(out, in, g->path, g->line, g->col);
	json_text(out, in, "message", g->text);
	json_optional(out, in, "rule", g->rule);
	json_optional(out, in, "fact", g->fact);
	json_optional(out, in, "waived", g->waived);
	if (g->also_path) {
		buf_char(out, ',');
		json_name(out, in, "also");
		buf_char(out, '{');
		json_place(out, in2, g->also_path, g->also_line, g->also_col);
		json_text(out, in2, "message", g->also_text);
		buf_str(out, in);
		buf_char(out, '}');
	}
	BUF_LIT(out, "\n    }");
}

void diags_print_json(const struct diags *d, const struct buf *verdicts, struct buf *out)
{
	static const char in[] = "\n  ";
	BUF_LIT(out, "{\n  \"format\": 1,\n  \"diagnostics\": [");
	bool any = false;
	for (size_t i = 0; i < d->count; i++) {
		if (!d->list[i].text)
			continue;
		if (any)
			buf_char(out, ',');
		any = true;
		json_diag(out, &d->list[i]);
	}
	buf_str(out, any ? "\n  ]," : "],");
	if (verdicts) {
		json_name(out, in, "verdicts");
		buf_char(out, '[');
		buf_add(out, verdicts->data, verdicts->len);
		buf_str(out, verdicts->len ? "\n  ]," : "],");
	}
	json_number(out, in, "errors", d->errors);
	buf_char(out, ',');
	json_number(out, in, "warnings", d->warnings);
	buf_char(out, ',');
	json_number(out, in, "notes", d->notes);
	buf_char(out, ',');
	json_number(out, in, "waived", d->waived);
	BUF_LIT(out, "\n}\n");
}
