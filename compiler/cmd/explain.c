/* SPDX-License-Identifier: MIT */
/* policyc explain: the page of one diagnostic, or the list of them all; of a fact, where it comes from and what becomes of it. */
#include "../back/emit.h"
#include "../base/embed.h"
#include "../base/file.h"
#include "../base/text.h"
#include "cmd.h"

/* By id; diag.def is in the order of the stages. */
static enum diag_id next_after(const char *id)
{
	enum diag_id best = DIAG__COUNT;
	for (int i = 0; i < DIAG__COUNT; i++)
		if (strcmp(diag_name((enum diag_id)i), id) > 0 &&
		    (best == DIAG__COUNT || strcmp(diag_name((enum diag_id)i), diag_name(best)) < 0))
			best = (enum diag_id)i;
	return best;
}

static void list(struct buf *out)
{
	for (enum diag_id i = next_after(""); i != DIAG__COUNT; i = next_after(diag_name(i)))
		buf_printf(out, "%s  %-7s  %s\n", diag_name(i), severity_name(diag_severity(i)), diag_title(i));
}

bool find_diagnostic(const char *what, enum diag_id *id)
{
	char name[8] = "";
	for (size_t i = 0; i < sizeof name - 1 && what[i]; i++)
		name[i] = what[i] == 'p' ? 'P' : what[i];
	return strlen(what) < sizeof name && diag_find(name, id);
}

/* ---- a fact ---- */

static void put_line(struct buf *out, const char *label, const char *text, size_t len)
{
	buf_printf(out, "%-10s ", label);
	text_visible(out, text, len);
	buf_char(out, '\n');
}

/* The line of the policy file. */
static void put_policy_line(struct buf *out, const struct model *m, uint32_t line, uint32_t col)
{
	const char *p = m->source->text, *end = p + m->source->len;
	for (uint32_t n = 1; n < line && p < end; n++) {
		const char *next = memchr(p, '\n', (size_t)(end - p));
		p = next ? next + 1 : end;
	}
	while (p < end && *p == ' ')
		p++;
	buf_printf(out, "%-10s %s:%u:%u: ", "policy", m->source->path, line, col);
	text_visible(out, p, strcspn(p, "\r\n"));
	buf_char(out, '\n');
}

static void put_source(struct buf *out, const struct record *record)
{
	for (; record; record = record->parent) {
		int f = section_field(record->section, KEY_source);
		if (f < 0 || record->values[f].state != VALUE_STATED)
			continue;
		put_line(out, "source", record->values[f].literal.text, record->values[f].literal.len);
		return;
	}
}

static void put_decider(struct buf *out, const struct value *v)
{
	static const struct field date = {.type = TYPE_DATE};
	struct buf text = {0};
	if (!v->reading)
		return;
	const struct record *r = v->reading;
	buf_printf(&text, "%s, ", record_value(r, KEY_owner)->literal.text);
	value_write(&text, &date, record_value(r, KEY_date));
	buf_printf(&text, ": '%s', because %s", record_value(r, KEY_value)->literal.text, record_value(r, KEY_reason)->literal.text);
	put_line(out, "decided by", text.data, text.len);
	buf_free(&text);
}

/* Around one byte of the Markdown: the row of a table, or the sentence. */
static void put_sentence(struct buf *out, const char *locale, const struct buf *markdown, size_t at)
{
	const char *start = markdown->data + at, *end = start, *first = markdown->data, *last = markdown->data + markdown->len;
	if (at >= markdown->len)
		start = end = last - 1;
	while (start > first && start[-1] != '\n')
		start--;
	while (end < last && *end != '\n')
		end++;
	if (*start != '|') {
		const char *here = markdown->data + at;
		for (const char *p = start; p + 1 < here; p++)
			if (*p == '.' && p[1] == ' ')
				start = p + 2;
		for (const char *p = here; p + 1 < end; p++)
			if (*p == '.' && p[1] == ' ') {
				end = p + 1;
				break;
			}
	}
	while (start < end && (*start == ' ' || *start == '-'))
		start++;
	put_line(out, locale, start, (size_t)(end - start));
}

static void put_sentences(struct project *p, const struct model *m, const struct value *v, struct buf *out)
{
	struct buf html = {0}, markdown = {0}, scratch = {0};
	for (unsigned l = 0; p->templates && l < p->locales.count; l++) {
		struct sighting watch = {.fact = v->fact};
		struct rendering r = {&p->locales, p->templates, m, &p->diags, &scratch, &watch};
		html.len = markdown.len = 0;
		render_notice(&r, l, &html, &markdown);
		if (watch.seen)
			put_sentence(out, p->locales.at[l].id, &markdown, watch.at);
		else
			put_line(out, p->locales.at[l].id, "(the notice does not state it)", 30);
	}
	buf_free(&html);
	buf_free(&markdown);
	buf_free(&scratch);
}

static void put_symbol(struct arena *a, struct project *p, const struct model *m, struct place at, struct buf *out)
{
	struct tables t = {.brand = NULL};
	struct buf text = {0};
	tables_make(a, m, &p->vocabulary, &t, &p->diags);
	header_symbol(&text, &t, at.record, &at.record->section->fields[at.field]);
	if (text.len == 0)
		BUF_LIT(&text, "(it is not in the header)");
	for (size_t i = 0; i < text.len;) {
		const char *line = text.data + i, *stop = memchr(line, '\n', text.len - i);
		size_t n = stop ? (size_t)(stop - line) : text.len - i;
		put_line(out, "header", line, n);
		i += n + 1;
	}
	buf_free(&text);
	tables_free(&t);
}

static void put_verdicts(const struct law *law, const struct findings *findings, struct place at, struct buf *out)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->at[i];
		if (!finding_is_about(f, at))
			continue;
		const struct record *head = &f->rule->baseline->model->sections[SECTION_baseline].at[0];
		struct buf text = {0};
		buf_printf(&text, "%s%s: %s, %s [%s]%s%s", f->rule->unconfirmed ? "unconfirmed law: " : "", verdict_words(f->verdict), record_value(head, KEY_title)->text.by_locale[law->english],
		           record_value(f->rule->record, KEY_article)->literal.text, f->rule->key, *f->why ? ": " : "", f->why);
		put_line(out, "law", text.data, text.len);
		buf_free(&text);
	}
}

/* What a path could have meant: the longest part of it that leads somewhere, and what is there. */
static void put_candidates(const struct model *m, const char *path, struct buf *out)
{
	struct place at;
	size_t n = strlen(path);
	while (n && !model_find(m, path, n, &at))
		while (n && path[--n] != '.')
			;
	const char *dot = strchr(path, '.');
	const struct section *s = schema_find(DOCUMENT_POLICY, path, dot ? (size_t)(dot - path) : strlen(path));
	if (n) {
		for (unsigned f = 0; f < at.record->section->count; f++) {
			const struct value *v = &at.record->values[f];
			const char *key = at.record->section->fields[f].key;
			if (at.record->section->fields[f].type != TYPE_RECORDS) {
				if (v->line)
					buf_printf(out, "  %s.%s\n", at.record->path, key);
				continue;
			}
			const struct records *inside = stated_records(v);
			for (uint32_t i = 0; i < inside->count; i++)
				buf_printf(out, "  %s.%s.%s\n", at.record->path, key, inside->at[i].id);
		}
	} else if (s) {
		for (uint32_t i = 0; i < m->sections[s->id].count; i++)
			buf_printf(out, "  %s\n", m->sections[s->id].at[i].path);
	}
}

static int explain_place(struct project *p, struct arena *a, const struct model *m, const struct findings *findings, const char *path)
{
	struct place at;
	struct buf out = {0};
	if (!model_find(m, path, strlen(path), &at) || at.field < 0 || !at.record->values[at.field].line) {
		put_candidates(m, path, &out);
		usage_say("'%s' is not a value of this policy%s", path, out.len ? "; there are:" : "; a fact is written brand/section.item.field");
		file_stderr(out.data, out.len);
		buf_free(&out);
		return EXIT_USAGE;
	}
	const struct field *f = &at.record->section->fields[at.field];
	const struct value *v = &at.record->values[at.field];
	struct buf value = {0};
	value_write(&value, f, v);
	put_line(&out, "value", value.data ? value.data : "", value.len);
	buf_free(&value);
	put_policy_line(&out, m, v->line, v->col);
	put_source(&out, at.record);
	put_decider(&out, v);
	put_sentences(p, m, v, &out);
	put_symbol(a, p, m, at, &out);
	if (p->law)
		put_verdicts(p->law, findings, at, &out);
	file_stdout(out.data, out.len);
	buf_free(&out);
	return EXIT_FINE;
}

/* "mami/retention.support.period". A policy with errors is reported as `check` does. */
static int explain_fact(const struct options *o, const char *what, const char *slash)
{
	struct project p;
	struct arena a = {0};
	struct findings findings;
	struct buf path = {0};
	project_open(&p, o);
	char *id = arena_copy(&a, what, (size_t)(slash - what));
	p.diags.keep = SEVERITY_ERROR;
	struct model *m = project_brand(&p, &a, buf_format(&path, "%s/%s.yaml", o->policies, id), id, &findings);
	int status = p.diags.errors || !m ? EXIT_INPUT : explain_place(&p, &a, m, &findings, slash + 1);
	if (status == EXIT_INPUT)
		status = project_refuse(&p, 1);
	else
		project_close(&p);
	buf_free(&path);
	arena_free(&a);
	return status;
}

int cmd_explain(const struct options *o)
{
	const char *what = o->files[0];
	struct buf out = {0};
	enum diag_id id;
	const char *slash = strchr(what, '/');
	if (slash)
		return explain_fact(o, what, slash);
	if (strcmp(what, "list") == 0) {
		list(&out);
		file_stdout(out.data, out.len);
		buf_free(&out);
		return EXIT_FINE;
	}
	if (!find_diagnostic(what, &id))
		return usage_say("there is no diagnostic '%s'; 'policyc explain list' lists them; a fact is written brand/section.item.field", what);
	file_stdout(embed_explain[id], strlen(embed_explain[id]));
	return EXIT_FINE;
}
