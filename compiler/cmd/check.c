/* SPDX-License-Identifier: MIT */
/* policyc check: everything build would refuse, and what it would not: warnings and notes. Writes nothing. */
#include "../back/report.h"
#include "../base/json.h"
#include "../base/text.h"
#include "cmd.h"

/* {"brand": "mami", "rule": "eu-gdpr/dsr", "fact": ..., "verdict": "longer"}: all that was compared, not only what warns. */
static void put_verdicts(struct json *j, const char *brand, const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->at[i];
		json_open(j, NULL, '{');
		json_text(j, "brand", brand);
		json_text(j, "rule", f->rule->key);
		json_text(j, "fact", f->fact);
		json_text(j, "verdict", verdict_name(f->verdict));
		if (f->rule->unconfirmed)
			json_flag(j, "unconfirmed", true);
		if (finding_warns(f))
			json_text(j, "id", diag_name(verdict_diag(f)));
		if (*f->promise)
			json_text(j, "promise", f->promise);
		if (*f->why)
			json_text(j, "why", f->why);
		if (f->waived)
			json_text(j, "waived", f->waived);
		json_close(j);
	}
}

/* The rendering itself proves that every locale states every enforced value. */
static void check_notices(struct project *p, const struct model *m, struct buf *html, struct buf *markdown, struct buf *body)
{
	struct rendering r = {&p->locales, p->templates, m, &p->diags, body, NULL};
	for (unsigned l = 0; l < p->locales.count; l++) {
		html->len = markdown->len = 0;
		render_notice(&r, l, html, markdown);
	}
}

/* What --deny names has to be there: a misspelt denial would never fail. */
static bool denials_exist(const struct project *p)
{
	if (!p->law)
		return true;
	for (size_t i = 0; i < p->options->deny_count; i++)
		if (!can_deny(p->law, p->options->deny[i])) {
			usage_say("there is no finding '%s' to deny; write a diagnostic such as P204, a baseline, a rule such as eu-gdpr/dsr, or warnings",
			          p->options->deny[i]);
			return false;
		}
	return true;
}

/* What the denials could meet, over all files. */
struct reach {
	bool *met;       /* by denial */
	bool *compared;  /* by baseline of the law */
	struct buf names; /* of these */
};

static void note_reach(struct reach *r, const struct project *p, const struct findings *findings, bool error)
{
	for (size_t i = 0; i < p->options->deny_count; i++)
		r->met[i] |= error || can_meet(p->law, findings, p->options->deny[i]);
	if (!p->law)
		return;
	for (size_t i = 0; i < findings->count; i++) {
		bool *compared = &r->compared[findings->at[i].rule->baseline - p->law->baselines];
		if (!*compared)
			buf_printf(&r->names, "%s%s", r->names.len ? ", " : "", findings->at[i].rule->baseline->id);
		*compared = true;
	}
}

/* The denials that none of the files can meet would never fail either. */
static int refuse_unmet(const struct options *o, const struct reach *r)
{
	for (size_t i = 0; i < o->deny_count; i++)
		if (!r->met[i])
			return usage_say("'%s' can find nothing: no policy here is compared with it, but with %.*s; add its baseline to 'compared-with', or deny "
			                 "another", o->deny[i], r->names.len ? (int)r->names.len : 7, r->names.len ? r->names.data : "nothing");
	return EXIT_FINE;
}

/* What a file is that every check reads by itself: a pattern may name all the files of a folder. NULL: a policy. A brand cannot be called
 * vocabulary. */
static const char *read_anyway(const struct options *o, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = strlen(o->policies);
	while (len > 1 && o->policies[len - 1] == '/')
		len--;
	if (strcmp(slash ? slash + 1 : path, "vocabulary.yaml") == 0)
		return "the vocabulary";
	if (strncmp(path, o->policies, len) != 0 || path[len] != '/')
		return NULL;
	path += len + 1;
	return strncmp(path, "baselines/", 10) == 0 ? "a law" : strncmp(path, "calendars/", 10) == 0 ? "a calendar" : NULL;
}

static bool is_named_before(const struct options *o, size_t file)
{
	for (size_t i = 0; i < file; i++)
		if (strcmp(text_path(o->files[i]), text_path(o->files[file])) == 0)
			return true;
	return false;
}

int cmd_check(const struct options *o)
{
	struct project p;
	struct arena arena = {0};
	struct buf html = {0}, markdown = {0}, body = {0}, verdicts = {0};
	struct json verdicts_json = json_start_members(&verdicts, 1);
	struct reach reach = {0};
	project_open(&p, o);
	reach.met = NEW_N(&p.arena, bool, o->deny_count);
	reach.compared = NEW_N(&p.arena, bool, p.law ? p.law->baseline_count : 0);
	if (!denials_exist(&p)) {
		project_close(&p);
		return EXIT_USAGE;
	}
	json_open(&verdicts_json, "verdicts", '[');
	p.members = &verdicts;
	size_t count = 0;
	for (size_t i = 0; i < o->file_count; i++) {
		const char *what = read_anyway(o, o->files[i]);
		if (what) {
			usage_say("skipped '%s': it is %s, which every check reads, and not a policy", o->files[i], what);
			continue;
		}
		if (is_named_before(o, i)) {
			usage_say("skipped '%s': it is named twice", o->files[i]);
			continue;
		}
		count++;
		size_t before = p.diags.errors;
		arena_reset(&arena);
		const char *id = project_brand_id(&arena, o->files[i]);
		struct findings findings;
		struct model *m = project_brand(&p, &arena, o->files[i], id, &findings);
		note_reach(&reach, &p, &findings, !m || !p.law || p.diags.errors != before);
		if (o->format == FORMAT_JSON)
			put_verdicts(&verdicts_json, id, &findings);
		if (m && p.law && o->format == FORMAT_MARKDOWN) {
			buf_str(&p.reports, p.reports.len ? "\n" : "");
			report_brand(&p.reports, m, p.law, &p.locales, p.templates, &findings);
		}
		if (!m || p.diags.errors != before || !p.templates)
			continue;
		struct tables t = {.brand = NULL};
		struct editions e;
		editions_open(&p.archive, &arena, id, &e, &p.diags);
		tables_make(&arena, m, &p.vocabulary, &t, &p.diags);
		if (p.diags.errors == before)
			editions_compare(m, &p.locales, &t, &e, &p.diags);
		if (p.diags.errors == before && e.count)
			editions_note(&arena, m, &t, &e, false);
		check_notices(&p, m, &html, &markdown, &body);
		tables_free(&t);
		editions_close(&e);
	}
	json_close(&verdicts_json);
	arena_free(&arena);
	buf_free(&html);
	buf_free(&markdown);
	buf_free(&body);
	for (size_t i = 0; i < o->deny_count; i++)
		diags_deny(&p.diags, NULL, o->deny[i]);
	int unmet = count ? refuse_unmet(o, &reach) : usage_say("there is no policy to check; name a file such as policies/mami.yaml");
	int status = project_finish(&p, count);
	buf_free(&verdicts);
	buf_free(&reach.names);
	return unmet ? unmet : status;
}
