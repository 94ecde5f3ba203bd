/* What the commands share: reads locales, vocabulary, templates and one brand after the other; prints what was found. */
#include "cmd.h"
#include "../base/file.h"
#include <stdlib.h>
#include <unistd.h>

static const char *join(struct arena *a, const char *dir, const char *name, const char *suffix)
{
	struct buf b = {0};
	buf_str(&b, dir);
	buf_char(&b, '/');
	buf_str(&b, name);
	buf_str(&b, suffix);
	char *path = arena_copy(a, b.data, b.len);
	buf_free(&b);
	return path;
}

/* Read one file into the arena. Without it there is a diagnostic and the source has no text. */
static struct source *read_source(struct project *p, struct arena *a, const char *path)
{
	struct source *s = NEW(a, struct source);
	struct buf bytes = {0};
	s->path = path;
	const char *why = file_read(path, YAML_MAX_BYTES, &bytes);
	if (why) {
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the file: %s", why);
	} else {
		s->text = arena_copy(a, bytes.data, bytes.len);
		s->len = bytes.len;
		if (p->options->depfile)
			buf_add(&p->inputs, path, strlen(path) + 1);
	}
	buf_free(&bytes);
	return s;
}

static struct node *read_yaml(struct project *p, struct arena *a, const char *path, struct source **source)
{
	*source = read_source(p, a, path);
	return (*source)->text ? yaml_load(a, *source, &p->diags) : NULL;
}

static void read_locales(struct project *p)
{
	const char *dir = join(&p->arena, p->options->templates, "locale", "");
	char **names;
	size_t count;
	const char *why = file_list(&p->arena, dir, ".yaml", &names, &count);
	struct source *s = NEW(&p->arena, struct source);
	s->path = dir;
	if (why || count == 0 || count > MAX_LOCALES) {
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the locales: %s",
		         why ? why : count ? "there are more than 16" : "there is none");
		return;
	}
	p->locales.at = NEW_N(&p->arena, struct locale, count);
	for (size_t i = 0; i < count; i++) {
		struct source *source;
		struct node *root = read_yaml(p, &p->arena, join(&p->arena, dir, names[i], ".yaml"), &source);
		struct locale *l = &p->locales.at[p->locales.count];
		*l = (struct locale){.id = names[i], .index = p->locales.count};
		if (!root)
			continue;
		p->locales.count++;
		p->complete = p->locales.count == count;
		locale_bind(&p->arena, root, source, l, &p->diags);
	}
}

static void read_vocabulary(struct project *p)
{
	struct source *source;
	struct node *root =
		read_yaml(p, &p->arena, join(&p->arena, p->options->policies, "vocabulary", ".yaml"), &source);
	p->usable = root && p->locales.count && p->diags.errors == 0;
	p->complete = p->complete && root;
	if (!p->complete)
		return; /* without a locale every label in its language would be a fault */
	vocabulary_bind(&p->arena, root, source, &p->locales, &p->vocabulary, &p->diags);
}

static void read_templates(struct project *p)
{
	size_t before = p->diags.errors;
	struct template_files f = {0};
	const char *dir = p->options->templates;
	for (unsigned l = 0; l < p->locales.count; l++) {
		const char *name = join(&p->arena, dir, "notice.", p->locales.at[l].id);
		f.notices[l] = read_source(p, &p->arena, join(&p->arena, dir, name + strlen(dir) + 1, ".xhtml"));
	}
	f.page = read_source(p, &p->arena, join(&p->arena, dir, "page", ".xhtml"));
	f.style = read_source(p, &p->arena, join(&p->arena, dir, "style", ".css"));
	if (p->diags.errors == before && p->complete)
		p->templates = templates_make(&p->arena, &f, &p->locales, &p->vocabulary, &p->diags);
	if (p->diags.errors)
		p->templates = NULL; /* labels or templates have faults: nothing is rendered with them */
}

void project_words(struct project *p, const struct options *o)
{
	*p = (struct project){.options = o};
	read_locales(p);
	read_vocabulary(p);
}

void project_open(struct project *p, const struct options *o)
{
	project_words(p, o);
	read_templates(p);
}

void project_close(struct project *p)
{
	buf_free(&p->inputs);
	diags_free(&p->diags);
	arena_free(&p->arena);
}

const char *project_brand_id(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t len = strlen(name);
	if (len > 5 && strcmp(name + len - 5, ".yaml") == 0)
		len -= 5;
	return arena_copy(a, name, len);
}

void project_brands(struct project *p, char ***ids, size_t *count)
{
	const char *why = file_list(&p->arena, p->options->policies, ".yaml", ids, count);
	size_t kept = 0;
	if (why) {
		struct source *s = NEW(&p->arena, struct source);
		s->path = p->options->policies;
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the folder: %s", why);
		*count = 0;
	}
	for (size_t i = 0; i < *count; i++)
		if (strcmp((*ids)[i], "vocabulary") != 0)
			(*ids)[kept++] = (*ids)[i];
	*count = kept;
}

struct model *project_brand(struct project *p, struct arena *a, const char *path, const char *id)
{
	struct source *source;
	struct node *root = read_yaml(p, a, path, &source);
	if (!root || !p->usable)
		return NULL;
	struct model *m = policy_bind(a, root, source, &p->vocabulary, &p->locales, &p->diags);
	check_run(a, m, id, &p->vocabulary, &p->locales, &p->diags);
	return m;
}

static void summary(struct project *p, size_t brands, const char *done, struct buf *out)
{
	const struct diags *d = &p->diags;
	buf_printf(out, "%zu brand%s: %zu error%s, %zu warning%s, %zu note%s", brands, brands == 1 ? "" : "s", d->errors,
	           d->errors == 1 ? "" : "s", d->warnings, d->warnings == 1 ? "" : "s", d->notes, d->notes == 1 ? "" : "s");
	if (d->waived)
		buf_printf(out, ", %zu waived", d->waived);
	if (*done)
		buf_printf(out, "; %s", done);
	buf_char(out, '\n');
}

static bool colour(void)
{
	const char *no = getenv("NO_COLOR");
	return !(no && *no) && isatty(STDOUT_FILENO);
}

static void report_text(struct project *p, size_t brands, const char *done, bool in_colour, struct buf *out)
{
	diags_print_text(&p->diags, out, in_colour);
	summary(p, brands, done, out);
}

void project_report(struct project *p, size_t brands, const char *done, struct buf *out)
{
	struct buf text = {0};
	diags_sort(&p->diags);
	switch (p->options->format) {
	case FORMAT_TEXT: report_text(p, brands, done, colour(), out); break;
	case FORMAT_JSON: diags_print_json(&p->diags, out); break;
	case FORMAT_SARIF: diags_print_sarif(&p->diags, out); break;
	case FORMAT_GITHUB:
		report_text(p, brands, done, false, &text);
		diags_print_github(&p->diags, &text, out);
		buf_free(&text);
		break;
	}
}

int project_finish(struct project *p, size_t brands)
{
	struct buf out = {0};
	int status = p->diags.errors ? EXIT_INPUT : EXIT_FINE;
	project_report(p, brands, "", &out);
	file_stdout(out.data, out.len);
	buf_free(&out);
	project_close(p);
	return status;
}
