/* SPDX-License-Identifier: MIT */
/* How a run's time divides: the same stages as `policyc build`, one after the other over every brand of a folder, each timed.
 * usage: phases POLICIES-FOLDER TEMPLATES-FOLDER OUT-FOLDER */
#include "../../compiler/back/emit.h"
#include "../../compiler/base/file.h"
#include "../../compiler/base/stage.h"
#include "../../compiler/model/identity.h"
#include "../../compiler/cmd/cmd.h"
#include <stdlib.h>
#include <time.h>

enum { LOAD, BIND, CHECK, RENDER, EMIT, WRITE, PHASES };
static const char *const names[PHASES] = {"load", "bind", "check", "render", "emit", "write"};
static double spent[PHASES], last;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void lap(int phase)
{
	double t = now();
	spent[phase] += t - last;
	last = t;
}

static void put(struct stage *s, const char *id, const char *suffix, struct buf *b)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", id, suffix);
	stage_put(s, STAGE_BETWEEN, path, b->data, b->len, true);
	b->len = 0;
}

static void one(struct project *p, struct stage *s, struct arena *a, struct buf *b, const char *id)
{
	char path[4096];
	unsigned char hash[32];
	struct tables t;
	snprintf(path, sizeof path, "%s/%s.yaml", p->options->policies, id);
	arena_reset(a);
	last = now();
	struct source source = {path, NULL, 0};
	struct buf bytes = {0};
	if (file_read(path, &bytes))
		exit(1);
	source.text = bytes.data;
	source.len = bytes.len;
	struct node *root = yaml_load(a, &source, &p->diags);
	lap(LOAD);
	struct model *m = model_bind(a, root, &source, DOCUMENT_POLICY, &p->vocabulary, &p->locales, &p->diags);
	lap(BIND);
	check_run(a, m, id, &p->vocabulary, &p->locales, &p->diags);
	lap(CHECK);
	struct rendering r = {&p->locales, p->templates, m, &p->diags, &b[2], NULL};
	for (unsigned l = 0; l < p->locales.count; l++) {
		render_notice(&r, l, &b[0], &b[1]);
		lap(RENDER);
		put(s, id, l ? "2.html" : "1.html", &b[0]);
		put(s, id, l ? "2.md" : "1.md", &b[1]);
		lap(WRITE);
	}
	tables_make(a, m, &p->vocabulary, &t, &p->diags);
	identity_make(m, hash);
	json_emit(&b[0], m, &t, hash, NULL, 0);
	header_brand(&b[1], &t, &p->vocabulary, hash, NULL, 0);
	tables_free(&t);
	lap(EMIT);
	put(s, id, "json", &b[0]);
	put(s, id, "h", &b[1]);
	buf_free(&bytes);
	lap(WRITE);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	struct options o = {.policies = argv[1], .templates = argv[2], .out = argv[3]};
	struct project p;
	struct arena a = {0};
	struct buf b[3] = {{0}};
	char **ids;
	size_t count;
	double all = 0;
	schema_init();
	project_open(&p, &o);
	p.diags.keep = SEVERITY_ERROR;
	project_brands(&p, &ids, &count);
	struct stage *s = stage_open(o.out, false);
	for (size_t i = 0; i < count; i++)
		one(&p, s, &a, b, ids[i]);
	last = now();
	stage_commit(s);
	lap(WRITE);
	for (int i = 0; i < PHASES; i++)
		all += spent[i];
	for (int i = 0; i < PHASES; i++)
		printf("  %-7s %6.3f ms a brand  %4.1f %%\n", names[i], spent[i] * 1e3 / (double)count, spent[i] * 100 / all);
	for (int i = 0; i < 3; i++)
		buf_free(&b[i]);
	arena_free(&a);
	project_close(&p);
	return 0;
}
