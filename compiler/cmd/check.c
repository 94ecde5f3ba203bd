/* SPDX-License-Identifier: MIT */
/* policyc check: everything build would refuse, and what it would not: warnings and notes. Writes nothing. */
#include "../back/report.h"
#include "../base/json.h"
#include "../base/text.h"
#include "cmd.h"
#include "digest.h"

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

/* {"brand": "mami", "fact": "brand.address", "line": 5, ...}: what keeps the brand a draft, and what legal has waived of it. */
static void put_blanks(struct json *j, const char *brand, const struct blanks *blanks)
{
	for (size_t i = 0; blanks && i < blanks->count; i++) {
		const struct blank *b = &blanks->at[i];
		json_open(j, NULL, '{');
		json_text(j, "brand", brand);
		json_text(j, "fact", b->fact);
		json_number(j, "line", b->pos.line);
		json_number(j, "column", b->pos.col);
		json_text(j, "problem", b->problem);
		if (*b->remedy) {
			json_text(j, "remedy", b->remedy);
			json_text(j, "reason", b->reason);
			json_text(j, "law", b->law);
			json_flag(j, "waivable", b->waivable);
		}
		if (b->waiver)
			json_text(j, "waived", record_value(b->waiver, KEY_reason)->literal.text);
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

/* A run over many files. */
struct run {
	struct project project;
	struct arena arena; /* of the brand at hand */
	struct reach reach;
	struct buf html, markdown, body; /* scratch */
	struct buf digest, blocked;
	size_t drafts, blanks, decisions;
};

/* What the notices and the editions say against a policy that has no error so far; then, for a person, what there is to do with it. diags: from this
 * one on they are the brand's. */
static void check_model(struct run *r, struct model *m, const char *id, const struct findings *findings, size_t diags)
{
	struct project *p = &r->project;
	struct tables t = {.brand = NULL};
	struct editions e;
	size_t before = p->diags.errors;
	editions_open(&p->archive, &r->arena, id, &e, &p->diags);
	tables_make(&r->arena, m, &p->vocabulary, &t, &p->diags);
	if (p->diags.errors == before)
		editions_compare(m, &p->locales, &t, &e, &p->diags);
	if (p->diags.errors == before && e.count)
		editions_note(&r->arena, m, &t, &e, false);
	check_notices(p, m, &r->html, &r->markdown, &r->body);
	if (p->digest && p->law && p->diags.errors == 0) {
		const struct agenda_input in = {m, findings, p->diags.list + diags, p->diags.count - diags, p->options->today};
		digest_write(&r->arena, &in, p->law, &e, &r->digest);
		agenda_blockers(m, &r->blanks, &r->decisions);
		r->drafts += m->draft;
	}
	tables_free(&t);
	editions_close(&e);
}

static void check_file(struct run *r, const char *path, struct json *verdicts, struct json *blanks)
{
	struct project *p = &r->project;
	size_t errors = p->diags.errors, diags = p->diags.count;
	arena_reset(&r->arena);
	const char *id = project_brand_id(&r->arena, path);
	struct findings findings;
	struct model *m = project_brand(p, &r->arena, path, id, &findings);
	note_reach(&r->reach, p, &findings, !m || !p->law || p->diags.errors != errors);
	if (p->options->format == FORMAT_JSON)
		put_verdicts(verdicts, id, &findings);
	if (m && p->options->format == FORMAT_JSON)
		put_blanks(blanks, id, m->blanks);
	if (m && p->law && p->options->format == FORMAT_MARKDOWN) {
		buf_str(&p->reports, p->reports.len ? "\n" : "");
		report_brand(&p->reports, m, p->law, &p->locales, p->templates, &findings);
	}
	if (m && p->diags.errors == errors && p->templates)
		check_model(r, m, id, &findings, diags);
}

/* What blocks a release, for the last line: counted of one brand, of several how many of them. */
static const char *what_blocks(struct run *r, size_t brands)
{
	if (!r->project.digest || r->project.diags.errors || !r->drafts)
		return "";
	if (brands > 1)
		return buf_format(&r->blocked, "%zu of them cannot be released yet", r->drafts);
	BUF_LIT(&r->blocked, "a release is blocked by ");
	blockers_write(r->blanks, r->decisions, &r->blocked);
	return buf_cstr(&r->blocked);
}

static int finish(struct run *r, size_t count)
{
	struct project *p = &r->project;
	const struct options *o = p->options;
	for (size_t i = 0; i < o->deny_count; i++)
		diags_deny(&p->diags, NULL, o->deny[i]);
	int unmet = count ? refuse_unmet(o, &r->reach) : usage_say("there is no policy to check; name a file such as policies/mami.yaml");
	int status = project_finish(p, count, what_blocks(r, count));
	return unmet ? unmet : status;
}

int cmd_check(const struct options *o)
{
	struct run r = {.drafts = 0};
	struct project *p = &r.project;
	struct buf verdicts = {0}, blanks = {0};
	struct json json = json_start_members(&verdicts, 1), blanks_json = json_start_members(&blanks, 1);
	project_open(p, o);
	r.reach.met = NEW_N(&p->arena, bool, o->deny_count);
	r.reach.compared = NEW_N(&p->arena, bool, p->law ? p->law->baseline_count : 0);
	if (!denials_exist(p)) {
		project_close(p);
		return EXIT_USAGE;
	}
	json_open(&json, "verdicts", '[');
	json_open(&blanks_json, "blanks", '[');
	p->members = &verdicts;
	p->digest = o->format == FORMAT_TEXT && !o->all ? &r.digest : NULL;
	size_t count = 0;
	for (size_t i = 0; i < o->file_count; i++) {
		const char *what = read_anyway(o, o->files[i]);
		if (what) {
			usage_say("skipped '%s': it is %s, which every check reads, and not a policy", o->files[i], what);
		} else if (is_named_before(o, i)) {
			usage_say("skipped '%s': it is named twice", o->files[i]);
		} else {
			count++;
			check_file(&r, o->files[i], &json, &blanks_json);
		}
	}
	json_close(&json);
	json_close(&blanks_json);
	json_members(&json, &blanks);
	int status = finish(&r, count);
	arena_free(&r.arena);
	buf_free(&r.html);
	buf_free(&r.markdown);
	buf_free(&r.body);
	buf_free(&r.digest);
	buf_free(&r.blocked);
	buf_free(&verdicts);
	buf_free(&blanks);
	buf_free(&r.reach.names);
	return status;
}
