/* SPDX-License-Identifier: MIT */
/* policyc release: freezes the edition a policy file holds. Everything that build checks is checked first; then the bytes that were
 * read, the rendered notices and a manifest become one new folder, whole or not at all. Nothing else is written. */
#include "../base/file.h"
#include "../base/sha256.h"
#include "../base/stage.h"
#include "../base/text.h"
#include "../model/identity.h"
#include "cmd.h"
#include <stdlib.h>

struct release {
	struct project project;
	struct arena arena;
	const char *brand, *date;
	struct editions editions;
	struct tables tables;
	struct model *model;
	struct stage *stage;
	const char *folder; /* editions/<brand>/<date>, below the policies */
	struct line {
		char *path;
		char hash[SHA256_HEX];
	} *lines; /* of the manifest */
	size_t count, cap;
};

static void refuse(struct release *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void refuse(struct release *r, const char *fmt, ...)
{
	const struct value *v = record_value(&r->model->sections[SECTION_brand].at[0], KEY_effective);
	va_list ap;
	va_start(ap, fmt);
	diag_vadd(&r->project.diags, DIAG_P188, (struct pos){r->model->source, v->line, v->col}, fmt, ap);
	va_end(ap);
}

static void check_date(struct release *r)
{
	struct date day = {0};
	date_parse(r->date, strlen(r->date), &day);
	const struct editions *e = &r->editions;
	const struct frozen *last = e->count ? &e->at[e->count - 1] : NULL;
	for (size_t i = 0; i < e->count; i++)
		if (strcmp(e->at[i].edition.date, r->date) == 0) {
			refuse(r, "the edition of %s is released already; what is to change takes a later date", r->date);
			return;
		}
	if (last && date_days(day) < last->day)
		refuse(r, "the edition of %s is released, and a new one has to be later", last->edition.date);
	else if (r->tables.valid_from != POLICY_NO_DATE && r->tables.valid_from != date_days(day))
		refuse(r, "the policy has another date than --effective; write 'effective: %s' here if that is the first day", r->date);
}

static void check_release(struct release *r)
{
	if (!r->model->calendar)
		diag_add(&r->project.diags, DIAG_P188, (struct pos){r->model->source, 0, 0},
		         "a policy without a calendar cannot be released: its zone says when a day begins; name one under 'law:'");
	blanks_refuse(r->model, &r->project.diags);
	check_date(r);
}

/* ---- the files ---- */

static void put(struct release *r, const char *path, const char *data, size_t len)
{
	struct buf at = {0};
	if (r->count == r->cap)
		r->lines = mem_realloc(r->lines, (r->cap = r->cap ? r->cap * 2 : 64) * sizeof *r->lines);
	struct line *line = &r->lines[r->count++];
	line->path = arena_copy(&r->arena, path, strlen(path));
	if (len > FILE_MAX)
		refuse(r, "'%s' would be larger than 1 MiB, and no file of an edition may be; shorten the policy or its labels", path);
	sha256_hex(len ? data : "", len, line->hash);
	enum stage_answer answer = stage_put(r->stage, STAGE_BETWEEN, buf_format(&at, "%s/%s", r->folder, path), data, len, false);
	if (answer != STAGE_DONE)
		refuse(r, "the edition cannot be put there: %s", answer == STAGE_LINK ? "a symbolic link lies on the way, and none is followed" :
		       answer == STAGE_MOUNT ? "policies/editions is on another file system than the policies" : "something is there");
	buf_free(&at);
}

static bool is_named(const struct value *v, const char *id)
{
	const struct ids *ids = stated_list(v);
	for (uint32_t i = 0; i < ids->count; i++)
		if (strcmp(ids->at[i]->id, id) == 0)
			return true;
	return false;
}

/* Of the baselines and calendars, those that the policy names. */
static bool is_used(struct release *r, const char *path)
{
	const struct record *law = &r->model->sections[SECTION_law].at[0];
	const char *id = project_brand_id(&r->arena, path);
	if (strncmp(path, "baselines/", 10) == 0)
		return is_named(record_value(law, KEY_compared_with), id);
	return strncmp(path, "calendars/", 10) != 0 || strcmp(r->model->calendar->id, id) == 0;
}

/* "rest" of "dir/rest", or NULL. */
static const char *below(const char *path, const char *dir)
{
	size_t n = strlen(dir);
	return strncmp(path, dir, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

/* One folder may lie in the other: the longer one counts. */
static void put_inputs(struct release *r)
{
	const struct options *o = r->project.options;
	struct buf path = {0};
	for (const struct input *i = r->project.kept; i; i = i->next) {
		const char *policy = below(i->source->path, o->policies), *template = below(i->source->path, o->templates);
		bool is_template = template && (!policy || template > policy);
		if (!is_template && !is_used(r, policy))
			continue;
		put(r, buf_format(&path, "%s/%s", is_template ? "templates" : "policies", is_template ? template : policy), i->source->text, i->source->len);
	}
	buf_free(&path);
}

static void put_notices(struct release *r, const char *folder, bool kept)
{
	struct project *p = &r->project;
	struct buf html = {0}, markdown = {0}, scratch = {0}, path = {0};
	struct rendering rendering = {&p->locales, p->templates, r->model, &p->diags, &scratch, NULL};
	editions_note(&r->arena, r->model, &r->tables, &r->editions, kept);
	for (unsigned l = 0; l < p->locales.count; l++) {
		html.len = markdown.len = 0;
		render_notice(&rendering, l, &html, &markdown);
		put(r, buf_format(&path, "%s/%s.html", folder, p->locales.at[l].id), html.data, html.len);
		put(r, buf_format(&path, "%s/%s.md", folder, p->locales.at[l].id), markdown.data, markdown.len);
	}
	buf_free(&html);
	buf_free(&markdown);
	buf_free(&scratch);
	buf_free(&path);
}

static int by_path(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	return strcmp(x->path, y->path);
}

static void put_law(const struct release *r, struct buf *b)
{
	static const struct field date = {.type = TYPE_DATE};
	const struct law *law = r->project.law;
	const struct value *named = record_value(&r->model->sections[SECTION_law].at[0], KEY_compared_with);
	buf_printf(b, "# calendar %s", r->model->calendar->id);
	if (r->model->calendar->first_year)
		buf_printf(b, " %d-%d", r->model->calendar->first_year, r->model->calendar->last_year);
	buf_char(b, '\n');
	for (unsigned i = 0; i < law->baseline_count; i++)
		if (is_named(named, law->baselines[i].id)) {
			buf_printf(b, "# baseline %s ", law->baselines[i].id);
			value_write(b, &date, record_value(&law->baselines[i].model->sections[SECTION_baseline].at[0], KEY_as_at));
			buf_char(b, '\n');
		}
}

static void put_manifest(struct release *r)
{
	struct buf b = {0};
	unsigned char identity[IDENTITY_SIZE];
	char hex[SHA256_HEX];
	identity_make(r->model, identity);
	sha256_print(identity, hex);
	buf_printf(&b, "# policyc edition\n# brand %s\n# effective %s\n# compiler " POLICYC "\n# format %d\n# identity %s\n", r->brand, r->date,
	           MANIFEST_FORMAT, hex);
	put_law(r, &b);
	qsort(r->lines, r->count, sizeof *r->lines, by_path);
	for (size_t i = 0; i < r->count; i++)
		buf_printf(&b, "%s  %s\n", r->lines[i].hash, r->lines[i].path);
	manifest_seal(&b);
	put(r, MANIFEST, b.data, b.len);
	buf_free(&b);
}

/* git must not touch line ends: the hashes are of the bytes. Once for all editions; what the user has written there stays. */
static void put_attributes(struct release *r)
{
	static const char all_binary[] = "** -text\n";
	(void)stage_put(r->stage, STAGE_BETWEEN, "editions/" ATTRIBUTES, all_binary, sizeof all_binary - 1, false);
}

/* Another run may have released an edition before this one had the lock. */
static void check_alone(struct release *r)
{
	struct buf dir = {0};
	char **names;
	size_t count = 0;
	file_list(&r->arena, buf_format(&dir, "%s/editions/%s", r->project.options->policies, r->brand), "", &names, &count);
	if (count != r->editions.count)
		refuse(r, "another edition of %s has been released in this moment; look at it, and run this again", r->brand);
	buf_free(&dir);
}

static void freeze(struct release *r)
{
	struct buf folder = {0};
	r->folder = buf_format(&folder, "editions/%s/%s", r->brand, r->date);
	r->stage = stage_open(r->project.options->policies, false);
	check_alone(r);
	if (r->project.diags.errors == 0) {
		put_notices(r, "notices", true);
		put_notices(r, "newest", false);
		put_inputs(r);
		put_manifest(r);
		put_attributes(r);
	}
	if (r->project.diags.errors)
		stage_abandon(r->stage);
	else
		stage_commit_folder(r->stage, r->folder);
	buf_free(&folder);
}

/* Read, bind, check; whether there is something to freeze. */
static bool prepare(struct release *r)
{
	struct project *p = &r->project;
	struct findings findings;
	struct buf path = {0};
	buf_printf(&path, "%s/%s.yaml", p->options->policies, r->brand);
	const char *copy = arena_copy(&r->arena, path.data, path.len);
	buf_free(&path);
	r->model = project_brand(p, &r->arena, copy, r->brand, &findings);
	if (!r->model || p->diags.errors || !p->templates || !p->law)
		return false;
	editions_open(&p->archive, &r->arena, r->brand, &r->editions, &p->diags);
	tables_make(&r->arena, r->model, &p->vocabulary, &r->tables, &p->diags);
	if (p->diags.errors)
		return false;
	check_release(r);
	if (p->diags.errors == 0)
		editions_compare(r->model, &p->locales, &r->tables, &r->editions, &p->diags);
	return p->diags.errors == 0;
}

int cmd_release(const struct options *o)
{
	struct release r = {.brand = o->files[0], .date = o->effective};
	struct buf out = {0};
	project_open(&r.project, o);
	r.project.diags.keep = SEVERITY_ERROR;
	if (prepare(&r))
		freeze(&r);
	int status = r.project.diags.errors ? EXIT_INPUT : EXIT_FINE;
	if (status == EXIT_FINE && o->format == FORMAT_TEXT) {
		buf_printf(&out, "the edition of %s is released: %zu files in ", r.date, r.count);
		text_visible(&out, o->policies, strlen(o->policies));
		buf_printf(&out, "/editions/%s/%s\n", r.brand, r.date);
		file_stdout(out.data, out.len);
	} else {
		project_report(&r.project, 1, "nothing was released", &out);
		project_print(&r.project, &out);
	}
	editions_close(&r.editions);
	tables_free(&r.tables);
	buf_free(&out);
	free(r.lines);
	arena_free(&r.arena);
	project_close(&r.project);
	return status;
}
