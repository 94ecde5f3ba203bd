/* SPDX-License-Identifier: MIT */
/* The plain reports of diagnostics: text for people, JSON for programs. */
#include "diag.h"
#include "json.h"
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
		BUF_LIT(out, " more diagnostics are counted but not shown\n");
	}
}

static void put_place(struct json *j, const char *path, uint32_t line, uint32_t col)
{
	json_text(j, "path", path);
	json_number(j, "line", line);
	json_number(j, "column", col);
}

static void put_optional(struct json *j, const char *key, const char *text)
{
	if (text)
		json_text(j, key, text);
}

static void put_diag(struct json *j, const struct diag *g)
{
	json_open(j, NULL, '{');
	json_text(j, "id", diag_name(g->id));
	json_text(j, "severity", severity_name(g->severity));
	put_place(j, g->path, g->line, g->col);
	json_text(j, "message", g->text);
	put_optional(j, "rule", g->rule);
	put_optional(j, "fact", g->fact);
	put_optional(j, "waived", g->waived);
	if (g->also_path) {
		json_open(j, "also", '{');
		put_place(j, g->also_path, g->also_line, g->also_col);
		json_text(j, "message", g->also_text);
		json_close(j);
	}
	json_close(j);
}

void diags_print_json(const struct diags *d, const struct buf *members, struct buf *out)
{
	struct json j = json_start(out);
	json_open(&j, NULL, '{');
	json_number(&j, "format", 1);
	json_open(&j, "diagnostics", '[');
	for (size_t i = 0; i < d->count; i++)
		if (d->list[i].text)
			put_diag(&j, &d->list[i]);
	json_close(&j);
	if (members)
		json_members(&j, members);
	json_number(&j, "errors", d->errors);
	json_number(&j, "warnings", d->warnings);
	json_number(&j, "notes", d->notes);
	json_number(&j, "waived", d->waived);
	json_close(&j);
	buf_char(out, '\n');
}
