/* policyc build: every brand through the pipeline, one at a time, into staged files that replace the old ones together, after
 * the last brand has passed. Reads no clock. */
#include "../back/emit.h"
#include "../base/embed.h"
#include "../base/file.h"
#include "cmd.h"
#include <errno.h>
#include <stdlib.h>

struct build {
	struct project project;
	struct stage *stage;
	struct arena arena; /* of the brand at hand */
	struct buf out, body, markdown, path;
	char **ids;
	size_t count;
	bool failed;
};

/* The path of an output below the folder; valid until the next call. */
static const char *path_of(struct build *b, const char *dir, const char *id, const char *sub, const char *suffix)
{
	b->path.len = 0;
	buf_str(&b->path, dir);
	buf_str(&b->path, id);
	buf_str(&b->path, sub);
	buf_str(&b->path, suffix);
	buf_char(&b->path, '\0');
	return b->path.data;
}

static void put(struct build *b, const char *path)
{
	if (!b->failed)
		stage_put(b->stage, path, b->out.data, b->out.len);
	b->out.len = 0;
}

static void render_notices(struct build *b, const struct model *m)
{
	const struct project *p = &b->project;
	struct rendering r = {&p->locales, &p->vocabulary, p->templates, m, &b->project.diags, &b->body};
	for (unsigned l = 0; l < p->locales.count; l++) {
		const char *locale = p->locales.at[l].id;
		b->out.len = b->markdown.len = 0;
		render_notice(&r, l, &b->out, &b->markdown);
		path_of(b, "notices/", m->id, "/", locale);
		b->path.len--;
		buf_add(&b->path, ".html", sizeof ".html");
		put(b, b->path.data);
		path_of(b, "notices/", m->id, "/", locale);
		b->path.len--;
		buf_add(&b->path, ".md", sizeof ".md");
		if (!b->failed)
			stage_put(b->stage, b->path.data, b->markdown.data, b->markdown.len);
	}
}

static void build_brand(struct build *b, const char *id)
{
	struct project *p = &b->project;
	arena_reset(&b->arena);
	path_of(b, p->options->policies, "/", id, ".yaml");
	const char *path = arena_copy(&b->arena, b->path.data, b->path.len);
	size_t before = p->diags.errors;
	struct model *m = project_brand(p, &b->arena, path, id);
	b->failed = b->failed || p->diags.errors > 0;
	if (!m || p->diags.errors != before || !p->templates)
		return;
	struct tables t;
	unsigned char hash[32];
	tables_make(&b->arena, m, &t, &p->diags);
	b->out.len = 0;
	json_emit(&b->out, m, &t, hash);
	put(b, path_of(b, "data/", id, "", ".json"));
	if (p->diags.errors == before) {
		header_brand(&b->out, &t, &p->vocabulary, hash);
		put(b, path_of(b, "include/policy/", id, "", ".h"));
	}
	tables_free(&t);
	render_notices(b, m);
	b->failed = b->failed || p->diags.errors > 0;
}

/* What is the same for all brands. */
static void build_shared(struct build *b)
{
	b->out.len = 0;
	buf_add(&b->out, embed_policy_h, embed_policy_h_len);
	put(b, "include/policy/policy.h");
	header_vocabulary(&b->out, &b->project.vocabulary);
	put(b, "include/policy/vocabulary.h");
	header_brands(&b->out, b->ids, b->count);
	put(b, "include/policy/brands.h");
	for (size_t i = 0; schema_names[i]; i++) {
		schema_emit(&b->out, schema_names[i], &b->project.vocabulary, &b->project.locales);
		put(b, path_of(b, "schema/", schema_names[i], "", ".json"));
	}
}

/* The depfile: one rule as gcc writes it, so that make rebuilds when an input changes. */
static void write_depfile(struct build *b)
{
	struct project *p = &b->project;
	b->out.len = 0;
	buf_str(&b->out, p->options->out);
	BUF_LIT(&b->out, "/include/policy/brands.h:");
	for (const char *at = p->inputs.data, *end = at + p->inputs.len; at < end; at += strlen(at) + 1) {
		BUF_LIT(&b->out, " \\\n ");
		for (const char *c = at; *c; c++) {
			if (*c == ' ' || *c == '#' || *c == '\\')
				buf_char(&b->out, '\\');
			else if (*c == '$')
				buf_char(&b->out, '$');
			buf_char(&b->out, *c);
		}
	}
	buf_char(&b->out, '\n');
	file_write(p->options->depfile, b->out.data, b->out.len);
}

/* Outputs of brands that are no longer there. */
static void remove_stale(struct build *b)
{
	static const struct {
		const char *dir, *suffix;
	} kinds[] = {{"data", ".json"}, {"include/policy", ".h"}};
	for (size_t k = 0; k < 2; k++) {
		char **names;
		size_t count;
		path_of(b, b->project.options->out, "/", kinds[k].dir, "");
		const char *why = file_list(&b->project.arena, b->path.data, kinds[k].suffix, &names, &count);
		if (why == file_no_folder)
			continue;
		if (why)
			file_fail(b->path.data, "list", errno ? errno : EIO);
		for (size_t i = 0; i < count; i++) {
			bool known = k == 1 && (strcmp(names[i], "policy") == 0 || strcmp(names[i], "vocabulary") == 0 ||
			                        strcmp(names[i], "brands") == 0);
			for (size_t n = 0; !known && n < b->count; n++)
				known = strcmp(names[i], b->ids[n]) == 0;
			if (!known)
				stage_remove(b->stage, path_of(b, kinds[k].dir, "/", names[i], kinds[k].suffix));
		}
	}
}

/* --brand: only these. Unknown ones are errors. */
static void select_brands(struct build *b, char ***ids, size_t *count)
{
	const struct options *o = b->project.options;
	*ids = b->ids;
	*count = b->count;
	if (o->brand_count == 0)
		return;
	*ids = o->brands;
	*count = o->brand_count;
	for (size_t i = 0; i < o->brand_count; i++) {
		bool known = false;
		for (size_t n = 0; n < b->count; n++)
			known = known || strcmp(o->brands[i], b->ids[n]) == 0;
		if (!known) {
			struct source *s = NEW(&b->project.arena, struct source);
			s->path = o->policies;
			diag_add(&b->project.diags, DIAG_P017, (struct pos){s, 0, 0},
			         "there is no brand '%s': no file of that name with .yaml", o->brands[i]);
			*count = 0;
		}
	}
}

/* What is said is ready before anything changes: after the last rename nothing may fail but the saying of it. */
static int finish(struct build *b, size_t brands)
{
	const struct options *o = b->project.options;
	struct buf done = {0}, out = {0};
	size_t changes = stage_changes(b->stage);
	int status = b->project.diags.errors || (o->check && changes) ? EXIT_INPUT : EXIT_FINE;
	if (b->project.diags.errors) {
		buf_printf(&done, "nothing under %s was changed", o->out);
	} else if (o->check) {
		for (size_t i = 0; o->format == FORMAT_TEXT && i < changes; i++)
			buf_printf(&out, "%s/%s would change\n", o->out, stage_change(b->stage, i));
		buf_printf(&done, changes ? "%zu files under %s are not up to date" : "%zu files under %s would change", changes, o->out);
	} else {
		buf_printf(&done, "%zu file%s under %s written", changes, changes == 1 ? "" : "s", o->out);
	}
	buf_char(&done, '\0');
	project_report(&b->project, brands, done.data, &out);
	if (b->project.diags.errors || o->check) {
		stage_abandon(b->stage);
	} else {
		if (o->depfile)
			write_depfile(b);
		stage_commit(b->stage);
	}
	file_stdout(out.data, out.len);
	buf_free(&done);
	buf_free(&out);
	return status;
}

int cmd_build(const struct options *o)
{
	struct build b = {0};
	char **ids;
	size_t count;
	project_open(&b.project, o);
	b.project.diags.keep = SEVERITY_ERROR;
	project_brands(&b.project, &b.ids, &b.count);
	select_brands(&b, &ids, &count);
	b.stage = stage_open(o->out, o->check);
	b.failed = b.project.diags.errors > 0;
	for (size_t i = 0; i < count; i++)
		build_brand(&b, ids[i]);
	if (!b.failed) {
		build_shared(&b);
		if (o->brand_count == 0)
			remove_stale(&b);
	}
	int status = finish(&b, count);
	project_close(&b.project);
	arena_free(&b.arena);
	buf_free(&b.out);
	buf_free(&b.body);
	buf_free(&b.markdown);
	buf_free(&b.path);
	return status;
}
