/* SPDX-License-Identifier: MIT */
/* policyc build: every brand through the pipeline into staged files that replace the old ones together, after the last brand has
 * passed. Many brands are shared out among workers, one per core; what comes out does not depend on how many. Reads no clock. */
#include "../back/report.h"
#include "../base/embed.h"
#include "../base/file.h"
#include "../base/text.h"
#include "../model/identity.h"
#include "cmd.h"
#include "depfile.h"
#include "digest.h"
#include "macros.h"
#include "outputs.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_WORKERS = 16, BRANDS_A_WORKER = 16 };

struct build {
	struct project project;
	char **ids; /* every brand of the folder */
	size_t count;
	char **todo; /* those to be built */
	size_t todo_count;
	char **neighbours; /* others, whose macros could have a name that one of these has */
	size_t neighbour_count;
	/* shared by the workers, under the lock */
	pthread_mutex_t lock;
	struct outputs outputs;
	struct arena arena;
	const char **states; /* of todo: what is said of each */
	size_t next; /* of todo */
	struct report_matrix matrix; /* of todo */
	struct macros macros;
	bool failed; /* nothing will be written, or the schemas alone: only look for further errors */
	bool schemas; /* there are errors, and the schemas are written all the same */
};

/* One brand after the other, with memory and diagnostics of its own. */
struct worker {
	struct build *build;
	struct project project; /* a copy; what its pointers lead to is const by now */
	struct arena arena;     /* of the brand at hand */
	struct buf out, body, markdown, path;
};

/* The path of an output below the folder; valid until the next call. */
static const char *path_of(struct worker *w, const char *dir, const char *id, const char *sub, const char *suffix)
{
	return buf_format(&w->path, "%s%s%s%s", dir, id, sub, suffix);
}

/* Stage the buffer's contents, empty it. */
static void put(struct worker *w, const char *path, struct buf *data)
{
	pthread_mutex_lock(&w->build->lock);
	if (!w->build->failed)
		outputs_put(&w->build->outputs, path, data->data, data->len);
	pthread_mutex_unlock(&w->build->lock);
	data->len = 0;
}

static void put_notice(struct worker *w, const struct model *m, const char *locale, const char *suffix, struct buf *data)
{
	put(w, buf_format(&w->path, "notices/%s/%s%s", m->id, locale, suffix), data);
}

static void render_notices(struct worker *w, const struct model *m)
{
	const struct project *p = &w->project;
	struct rendering r = {&p->locales, p->templates, m, &w->project.diags, &w->body, NULL};
	for (unsigned l = 0; l < p->locales.count; l++) {
		render_notice(&r, l, &w->out, &w->markdown);
		put_notice(w, m, p->locales.at[l].id, ".html", &w->out);
		put_notice(w, m, p->locales.at[l].id, ".md", &w->markdown);
	}
}

/* Pages that were frozen: those under the edition's date, and as the newest ones while no later edition is there. */
static void copy_notices(struct worker *w, const struct model *m, const struct editions *e)
{
	for (size_t i = 0; i < e->count; i++)
		for (size_t n = 0; n < e->at[i].file_count; n++) {
			const struct frozen_file *file = &e->at[i].files[n];
			const char *name = strchr(file->path, '/');
			bool dated = strncmp(file->path, "notices/", 8) == 0;
			if (!dated && !(e->same && i + 1 == e->count && strncmp(file->path, "newest/", 7) == 0))
				continue;
			buf_add(&w->out, file->data, file->len);
			put(w, buf_format(&w->path, "notices/%s%s%s%s", m->id, dated ? "/" : "", dated ? e->at[i].edition.date : "", name), &w->out);
		}
}

/* For programs: the newest edition, which is the policy file or, while that has not moved on, the last one released; then those
 * before it. */
static void emit(struct worker *w, const struct model *policy, const struct tables *t, struct editions *e)
{
	const struct model *m = policy;
	const struct vocabulary *v = &w->project.vocabulary;
	const size_t earlier = e->count - e->same;
	struct edition *list = NEW_N(&w->arena, struct edition, earlier + 1);
	unsigned char own[IDENTITY_SIZE], *identity = own;
	for (size_t i = 0; i < earlier; i++) {
		json_emit(&w->out, e->at[i].model, &e->at[i].tables, e->at[i].edition.identity, list, i);
		put(w, buf_format(&w->path, "data/%s/%s.json", m->id, e->at[i].edition.date), &w->out);
		list[i] = e->at[i].edition;
	}
	if (e->same) {
		m = e->at[earlier].model;
		t = &e->at[earlier].tables;
		v = &e->at[earlier].vocabulary;
		identity = e->at[earlier].edition.identity;
	} else {
		identity_make(m, identity);
	}
	json_emit(&w->out, m, t, identity, list, earlier);
	put(w, path_of(w, "data/", m->id, "", ".json"), &w->out);
	header_brand(&w->out, t, v, identity, list, earlier);
	put(w, path_of(w, "include/policy/", m->id, "", ".h"), &w->out);
	header_macro_names(t, v, &w->out);
	pthread_mutex_lock(&w->build->lock);
	macros_add(&w->build->macros, policy, &w->out);
	pthread_mutex_unlock(&w->build->lock);
	w->out.len = 0;
}

/* What a person wants to know of the brand: how far it is from being released. */
static void note_state(struct worker *w, const struct model *m, const struct editions *e, size_t brand)
{
	struct buf state = {0};
	state_write(m, e, &state);
	pthread_mutex_lock(&w->build->lock);
	w->build->states[brand] = arena_copy(&w->build->arena, state.data, state.len);
	pthread_mutex_unlock(&w->build->lock);
	buf_free(&state);
}

static void build_model(struct worker *w, struct model *m, size_t brand)
{
	struct project *p = &w->project;
	struct tables t = {.brand = NULL};
	struct editions e;
	size_t before = p->diags.errors;
	editions_open(&p->archive, &w->arena, m->id, &e, &p->diags);
	tables_make(&w->arena, m, &p->vocabulary, &t, &p->diags);
	if (p->diags.errors == before)
		editions_compare(m, &p->locales, &t, &e, &p->diags);
	if (p->diags.errors == before) {
		emit(w, m, &t, &e);
		copy_notices(w, m, &e);
	}
	note_state(w, m, &e, brand);
	if (e.count)
		editions_note(&w->arena, m, &t, &e, false);
	if (!e.same)
		render_notices(w, m);
	tables_free(&t);
	editions_close(&e);
}

/* The report, and its part of the matrix. */
static void build_report(struct worker *w, const struct model *m, const struct findings *findings, size_t brand)
{
	report_brand(&w->out, m, w->project.law, &w->project.locales, w->project.templates, findings);
	put(w, path_of(w, "reports/", m->id, "", ".md"), &w->out);
	pthread_mutex_lock(&w->build->lock);
	report_matrix_add(&w->build->matrix, brand, findings);
	pthread_mutex_unlock(&w->build->lock);
}

static void build_brand(struct worker *w, const char *id, size_t brand)
{
	struct project *p = &w->project;
	arena_reset(&w->arena);
	path_of(w, p->options->policies, "/", id, ".yaml");
	const char *path = arena_copy(&w->arena, w->path.data, w->path.len);
	size_t before = p->diags.errors;
	struct findings findings;
	struct model *m = project_brand(p, &w->arena, path, id, &findings);
	if (m && p->diags.errors == before && p->templates && p->law) {
		build_model(w, m, brand);
		build_report(w, m, &findings, brand);
	}
	if (p->diags.errors != before) {
		pthread_mutex_lock(&w->build->lock);
		w->build->failed = true;
		pthread_mutex_unlock(&w->build->lock);
	}
}

static void *work(void *context)
{
	struct worker *w = context;
	struct build *b = w->build;
	for (;;) {
		pthread_mutex_lock(&b->lock);
		size_t i = b->next++;
		pthread_mutex_unlock(&b->lock);
		if (i >= b->todo_count)
			return NULL;
		build_brand(w, b->todo[i], i);
	}
}

static void worker_open(struct worker *w, struct build *b)
{
	*w = (struct worker){.build = b, .project = b->project};
	w->project.inputs = (struct buf){0};
	w->project.diags = (struct diags){.keep = SEVERITY_ERROR};
}

static void worker_close(struct worker *w)
{
	diags_take(&w->build->project.diags, &w->project.diags);
	buf_free(&w->project.inputs);
	arena_free(&w->arena);
	buf_free(&w->out);
	buf_free(&w->body);
	buf_free(&w->markdown);
	buf_free(&w->path);
}

static size_t worker_count(const struct build *b)
{
	size_t worth = b->todo_count / BRANDS_A_WORKER;
	if (worth < 2)
		return 1;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = cores < 1 ? 1 : cores > MAX_WORKERS ? MAX_WORKERS : (size_t)cores;
	return worth < most ? worth : most;
}

/* A worker that cannot be started leaves its share to the others; this thread is one of them. */
static void build_brands(struct build *b)
{
	struct worker *workers = NEW_N(&b->project.arena, struct worker, MAX_WORKERS);
	pthread_t threads[MAX_WORKERS];
	size_t count = worker_count(b), started = 1;
	for (size_t i = 0; i < count; i++)
		worker_open(&workers[i], b);
	while (started < count && pthread_create(&threads[started], NULL, work, &workers[started]) == 0)
		started++;
	work(&workers[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < count; i++)
		worker_close(&workers[i]);
}

static bool is_named(char *const *ids, size_t count, const char *id)
{
	for (size_t n = 0; n < count; n++)
		if (strcmp(id, ids[n]) == 0)
			return true;
	return false;
}

/* Whether a macro of the one could be one of the other: POLICY_SHOP_ begins those of the brand shop-retention too. */
static bool are_neighbours(const char *one, const char *other)
{
	size_t len = strlen(one), other_len = strlen(other);
	return len < other_len ? strncmp(one, other, len) == 0 && other[len] == '-' : strncmp(one, other, other_len) == 0 && one[other_len] == '-';
}

/* The macros of a brand that is not built now. One with errors has none: they are told when it is built, and so is a name it shares. */
static void add_neighbour(struct build *b, char *id)
{
	struct worker w;
	struct findings findings;
	struct tables t = {.brand = NULL};
	worker_open(&w, b);
	struct model *m = project_brand(&w.project, &w.arena, path_of(&w, b->project.options->policies, "/", id, ".yaml"), id, &findings);
	if (m && w.project.diags.errors == 0) {
		tables_make(&w.arena, m, &w.project.vocabulary, &t, &w.project.diags);
		header_macro_names(&t, &w.project.vocabulary, &w.out);
		macros_add(&b->macros, m, &w.out);
		tables_free(&t);
	}
	diags_free(&w.project.diags);
	worker_close(&w);
	b->neighbours[b->neighbour_count++] = id;
}

/* brands.h includes the header of every brand, whichever were built together. */
static void check_macros(struct build *b)
{
	b->neighbours = NEW_N(&b->project.arena, char *, b->count);
	for (size_t i = 0; i < b->count && !b->failed; i++)
		for (size_t n = 0; n < b->todo_count && !is_named(b->todo, b->todo_count, b->ids[i]); n++)
			if (are_neighbours(b->ids[i], b->todo[n])) {
				add_neighbour(b, b->ids[i]);
				break;
			}
	macros_check(&b->macros, &b->project.vocabulary, &b->project.diags);
	macros_free(&b->macros);
}

static void put_schemas(struct worker *w)
{
	const struct project *p = &w->build->project;
	for (size_t i = 0; schema_names[i]; i++) {
		schema_emit(&w->out, schema_names[i], &p->vocabulary, &p->locales);
		put(w, path_of(w, "schema/", schema_names[i], "", ".json"), &w->out);
	}
}

/* After an error in a policy, a law or a template. What has been staged goes; the schemas follow the words, which have no error, so that an
 * editor knows a new id while the policies that use it are being written. */
static void build_schemas(struct build *b)
{
	struct worker w;
	if (!b->project.words || b->outputs.refused || b->todo_count == 0 || b->project.options->check)
		return;
	outputs_close(&b->outputs, false);
	outputs_open(&b->outputs, b->project.options->out, false, &b->project.diags);
	worker_open(&w, b);
	b->failed = false;
	put_schemas(&w);
	b->failed = true;
	outputs_end(&b->outputs, false);
	worker_close(&w);
	b->schemas = !b->outputs.refused;
}

/* What is the same for all brands. */
static void build_shared(struct build *b)
{
	struct worker w;
	worker_open(&w, b);
	buf_add(&w.out, embed_policy_h, embed_policy_h_len);
	put(&w, "include/policy/policy.h", &w.out);
	header_vocabulary(&w.out, &b->project.vocabulary);
	put(&w, "include/policy/vocabulary.h", &w.out);
	put_schemas(&w);
	if (b->project.options->brand_count == 0) { /* what is of all brands */
		header_brands(&w.out, b->ids, b->count);
		put(&w, "include/policy/brands.h", &w.out);
		report_index(&w.out, &b->matrix);
		put(&w, "reports/index.md", &w.out);
	}
	worker_close(&w);
}

/* The files of a brand's editions, and the folders: a further edition, and a file that was added to one, are seen by their time. */
static void add_editions(struct build *b, const char *brand, struct buf *inputs)
{
	struct project *p = &b->project;
	char **paths;
	size_t count = 0;
	for (size_t i = 0; i < p->archive.brand_count; i++)
		if (strcmp(p->archive.brands[i], brand) == 0) {
			size_t start = inputs->len;
			buf_printf(inputs, "%s/editions/%s%c", p->options->policies, brand, '\0');
			const char *dir = arena_copy(&p->arena, inputs->data + start, inputs->len - start);
			(void)file_tree(&p->arena, dir, EDITION_FILES, &paths, &count); /* more is refused where editions are read */
			for (size_t n = 0; n < count; n++) {
				/* sorted: what is in a folder stands together */
				for (const char *at = paths[n], *end; (end = strchr(at, '/')); at = end + 1) {
					size_t len = (size_t)(end - paths[n]);
					if (n == 0 || strncmp(paths[n], paths[n - 1], len + 1) != 0)
						buf_printf(inputs, "%s/%.*s%c", dir, (int)len, paths[n], '\0');
				}
				buf_printf(inputs, "%s/%s%c", dir, paths[n], '\0');
			}
		}
}

/* Everything that was read; the folder of policies is among it for new brands. */
static void add_inputs(struct build *b, struct buf *inputs)
{
	struct project *p = &b->project;
	buf_add(inputs, p->inputs.data, p->inputs.len);
	buf_add(inputs, p->options->policies, strlen(p->options->policies) + 1);
	for (size_t i = 0; i < b->todo_count; i++) {
		buf_printf(inputs, "%s/%s.yaml%c", p->options->policies, b->todo[i], '\0');
		add_editions(b, b->todo[i], inputs);
	}
	for (size_t i = 0; i < b->neighbour_count; i++)
		buf_printf(inputs, "%s/%s.yaml%c", p->options->policies, b->neighbours[i], '\0');
}

/* The depfile's own path is its target: outputs that have not changed keep their times, the depfile is written by every run, so it is the
 * stamp that make compares with the inputs. Says why it cannot be written. */
static bool put_depfile(struct build *b)
{
	const char *file = b->project.options->depfile, *at = file, *why = NULL;
	struct buf out = {0}, inputs = {0};
	add_inputs(b, &inputs);
	if (outputs_have(&b->outputs, file))
		why = "it is an output; name another file";
	for (const char *in = inputs.data; in < inputs.data + inputs.len && !why; in += strlen(in) + 1)
		why = file_is_same(file, in) ? "it has been read as an input; name another file" : NULL;
	if (!why && depfile_write(&out, file, &inputs, &at, &why)) {
		at = file;
		why = stage_put_elsewhere(b->outputs.stage, file, out.data, out.len);
	}
	if (why)
		at == file ? usage_say("-MD cannot write '%s': %s", file, why) : usage_say("-MD cannot write '%s': make cannot read '%s', for %s", file, at, why);
	buf_free(&out);
	buf_free(&inputs);
	return !why;
}

/* --brand: only these, each once. Unknown ones are errors. */
static void select_brands(struct build *b)
{
	const struct options *o = b->project.options;
	b->todo = o->brand_count ? NEW_N(&b->project.arena, char *, o->brand_count) : b->ids;
	b->todo_count = o->brand_count ? 0 : b->count;
	for (size_t i = 0; i < o->brand_count; i++)
		if (!is_named(b->todo, b->todo_count, o->brands[i]))
			b->todo[b->todo_count++] = o->brands[i];
	for (size_t i = 0; i < o->brand_count; i++)
		if (!is_named(b->ids, b->count, o->brands[i])) {
			struct source *s = NEW(&b->project.arena, struct source);
			s->path = o->policies;
			diag_add(&b->project.diags, DIAG_P017, (struct pos){s, 0, 0},
			         "there is no brand '%s': no file of that name with .yaml", o->brands[i]);
			b->todo_count = 0;
		}
}

/* A folder without a policy is a wrong one: every output of every brand would be removed. */
static void refuse_empty(struct build *b)
{
	struct source *s = NEW(&b->project.arena, struct source);
	s->path = b->project.options->policies;
	diag_add(&b->project.diags, DIAG_P017, (struct pos){s, 0, 0}, "there is no policy in this folder: no file BRAND.yaml; name another one with --policies");
}

/* One line a brand, and what has become of the files. What is said is ready before anything changes: after the last rename nothing may
 * fail but the saying of it. */
static void report(struct build *b, struct buf *out)
{
	const struct options *o = b->project.options;
	for (size_t i = 0; i < b->todo_count; i++)
		buf_printf(out, "%s: %s\n", b->todo[i], b->states[i]);
	outputs_lines(&b->outputs, o->check, out);
	outputs_summary(&b->outputs, o->check, out);
	buf_char(out, '\n');
}

/* Of a run with errors. */
static const char *what_changed(const struct build *b, struct buf *out)
{
	const char *root = b->project.options->out;
	BUF_LIT(out, "nothing under ");
	text_visible(out, root, strlen(root));
	BUF_LIT(out, " was changed");
	if (b->schemas && outputs_change(&b->outputs))
		BUF_LIT(out, " but the schemas");
	return buf_cstr(out);
}

static int finish(struct build *b)
{
	const struct options *o = b->project.options;
	struct buf out = {0}, done = {0}, members = {0};
	struct json json = json_start_members(&members, 1);
	int status = b->project.diags.errors || (o->check && outputs_change(&b->outputs)) ? EXIT_INPUT : EXIT_FINE;
	bool commit = b->schemas || (!b->project.diags.errors && !o->check);
	if (commit && !b->schemas && o->depfile && !put_depfile(b)) {
		commit = false;
		status = EXIT_USAGE;
	}
	outputs_json(&b->outputs, b->schemas || (!b->project.diags.errors && status != EXIT_USAGE), &json);
	b->project.members = &members;
	if (b->project.diags.errors || o->format != FORMAT_TEXT)
		project_report(&b->project, b->todo_count, what_changed(b, &done), &out);
	else if (status != EXIT_USAGE)
		report(b, &out);
	outputs_close(&b->outputs, commit);
	if (b->project.diags.errors && o->format == FORMAT_TEXT)
		file_stderr(out.data, out.len);
	else
		file_stdout(out.data, out.len);
	buf_free(&out);
	buf_free(&done);
	buf_free(&members);
	return status;
}

/* What is written among the sources would be taken for one of them, or be in the way of one. */
static bool is_among_sources(const char *option, const char *path, const struct options *o)
{
	const char *folder = file_is_below(path, o->policies) ? o->policies : file_is_below(path, o->templates) ? o->templates : NULL;
	if (folder)
		usage_say("%s cannot be '%s': '%s' is for what people write; name a place outside of it", option, path, folder);
	return folder != NULL;
}

int cmd_build(const struct options *o)
{
	struct build b = {.lock = PTHREAD_MUTEX_INITIALIZER};
	if (is_among_sources("-o", o->out, o) || (o->depfile && is_among_sources("-MD", o->depfile, o)))
		return EXIT_USAGE;
	project_open(&b.project, o);
	b.project.diags.keep = SEVERITY_ERROR;
	size_t before = b.project.diags.errors;
	project_brands(&b.project, &b.ids, &b.count);
	select_brands(&b);
	if (b.count == 0 && b.project.diags.errors == before)
		refuse_empty(&b);
	outputs_open(&b.outputs, o->out, o->check, &b.project.diags);
	b.failed = b.project.diags.errors > 0;
	if (b.project.law)
		report_matrix_make(&b.project.arena, b.project.law, b.todo, b.todo_count, &b.matrix);
	b.states = NEW_N(&b.arena, const char *, b.todo_count);
	build_brands(&b);
	check_macros(&b);
	b.failed = b.failed || b.project.diags.errors > 0;
	if (!b.failed) {
		build_shared(&b);
		outputs_end(&b.outputs, o->brand_count == 0);
	} else {
		build_schemas(&b);
	}
	int status = finish(&b);
	arena_free(&b.arena);
	project_close(&b.project);
	return status;
}
