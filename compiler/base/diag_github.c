/* SPDX-License-Identifier: MIT */
/* Prints diagnostics for a step of GitHub Actions: workflow commands, which annotate the lines of a pull request, then the report in
 * plain text. No text of a policy may become a command. */
#include "diag.h"
#include "text.h"

/* "10 warning annotations, 10 error annotations, and 10 notice annotations per step" (github.com/actions/toolkit,
 * docs/problem-matchers.md, Limitations). GitHub drops the rest without a word; each severity has ten of its own. */
enum { ANNOTATIONS_MAX = 10 };

/* The runner undoes these, and no others (github.com/actions/runner, ActionCommand.cs). */
static void escape(struct buf *out, const char *s, bool property)
{
	for (; *s; s++) {
		if (*s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ',')))
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
		else
			buf_char(out, *s);
	}
}

/* Made visible first: it may hold any byte. */
static void add_visible(struct buf *out, const char *s, bool property)
{
	struct buf b = {0};
	text_visible(&b, s, strlen(s));
	escape(out, buf_cstr(&b), property);
	buf_free(&b);
}

static void add_title(struct buf *out, const struct diag *g)
{
	BUF_LIT(out, ",title=");
	buf_str(out, diag_name(g->id));
	buf_char(out, ' ');
	add_visible(out, g->rule ? g->rule : diag_title(g->id), true);
}

static void annotation(struct buf *out, const struct diag *g)
{
	static const char *const commands[] = {"notice", "warning", "error"};
	buf_printf(out, "::%s file=", commands[g->severity]);
	add_visible(out, text_path(g->path), true);
	if (g->line)
		buf_printf(out, ",line=%u", (unsigned)g->line);
	if (g->line && g->col)
		buf_printf(out, ",col=%u", (unsigned)g->col);
	add_title(out, g);
	BUF_LIT(out, "::");
	escape(out, g->text, false);
	if (g->also_path) {
		BUF_LIT(out, "%0A");
		add_visible(out, text_path(g->also_path), false);
		if (g->also_line)
			buf_printf(out, ":%u:%u", (unsigned)g->also_line, (unsigned)g->also_col);
		BUF_LIT(out, ": ");
		escape(out, g->also_text, false);
	}
	buf_char(out, '\n');
}

/* Whether a runner would take a line for a command: after spaces, which may be any of Unicode's, it begins with "::". */
static bool begins_command(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || (unsigned char)*p >= 0x80))
		p++;
	return end - p >= 2 && p[0] == ':' && p[1] == ':';
}

/* Adds a line that no runner takes for a command: a backslash replaces the first space or comes before "::", so that the caret
 * below still points at its column; and "##[", an older form that may begin anywhere in a line, is broken up. */
static void add_line(struct buf *out, const char *p, const char *end)
{
	if (begins_command(p, end)) {
		buf_char(out, '\\');
		p += *p == ' ';
	}
	for (; p < end; p++) {
		buf_char(out, *p);
		if (end - p >= 3 && memcmp(p, "##[", 3) == 0) {
			BUF_LIT(out, "#\\");
			p++;
		}
	}
}

static void add_report(struct buf *out, const struct buf *report)
{
	const char *p = report->data, *end = p + report->len;
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline : end;
		add_line(out, p, stop);
		buf_char(out, '\n');
		p = newline ? newline + 1 : end;
	}
}

void diags_print_github(const struct diags *d, const struct buf *report, struct buf *out)
{
	size_t done[3] = {0};
	for (size_t i = 0; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (!g->text || g->waived || done[g->severity] == ANNOTATIONS_MAX)
			continue;
		annotation(out, g);
		done[g->severity]++;
	}
	if (report->len)
		add_report(out, report);
	size_t errors = d->errors - done[SEVERITY_ERROR], warnings = d->warnings - done[SEVERITY_WARNING];
	size_t notes = d->notes - done[SEVERITY_NOTE];
	if (errors + warnings + notes)
		buf_printf(out, "not annotated, as GitHub shows at most %d of each in a step: %zu error%s, %zu warning%s, %zu note%s\n",
		           ANNOTATIONS_MAX, errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s", notes,
		           notes == 1 ? "" : "s");
}
