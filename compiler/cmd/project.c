/* SPDX-License-Identifier: MIT */
/* What the commands share: reads locales, vocabulary, templates and one brand after the other; prints what was found. */
#include "cmd.h"
#include "../base/file.h"
#include "../base/text.h"
#include <stdlib.h>
#include <unistd.h>

static const char *join(struct arena *a, const char *dir, const char *name, const char *suffix)
{
	return arena_format(a, "%s/%s%s", dir, name, suffix);
}

/* It is read: a file, or a folder, whose time says that files were added to it or have gone. */
static void note_input(struct project *p, const char *path)
{
	if (p->options->depfile)
		buf_add(&p->inputs, path, strlen(path) + 1);
}

/* Read one file into the arena. Without it there is a diagnostic and the source has no text. */
static struct source *read_source(struct project *p, struct arena *a, const char *path)
{
	struct source *s = NEW(a, struct source);
	struct buf bytes = {0};
	s->path = path;
	const char *why = file_read(path, &bytes);
	if (why) {
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the file: %s", why);
	} else {
		s->text = arena_copy(a, bytes.data, bytes.len);
		s->len = bytes.len;
		note_input(p, path);
		if (p->options->keep) {
			struct input *i = NEW(&p->arena, struct input);
			*i = (struct input){s, p->kept};
			p->kept = i;
		}
	}
	buf_free(&bytes);
	return s;
}

static struct node *read_yaml(struct project *p, struct arena *a, const char *path, struct source **source)
{
	*source = read_source(p, a, path);
	return (*source)->text ? yaml_load(a, *source, &p->diags) : NULL;
}

/* A language is one that has a template and a locale. A locale without a template is not looked at; a template without a locale is an
 * error, for its page would be missed. Names: the locales; returns how many of them are languages, which come first. */
static size_t keep_languages(struct project *p, char **names, size_t count)
{
	static const char notice[] = "notice.";
	char **templates;
	size_t found, kept = 0;
	if (file_list(&p->arena, p->options->templates, ".xhtml", &templates, &found))
		return 0; /* it holds the folder of locales, which has been read */
	note_input(p, p->options->templates);
	for (size_t t = 0; t < found; t++) {
		if (strncmp(templates[t], notice, sizeof notice - 1) != 0)
			continue;
		const char *id = templates[t] + sizeof notice - 1;
		size_t i = 0;
		while (i < count && strcmp(names[i], id) != 0)
			i++;
		if (i < count) {
			names[kept++] = names[i]; /* both lists are sorted: nothing is overwritten that is still to come */
			continue;
		}
		struct source *s = NEW(&p->arena, struct source);
		s->path = join(&p->arena, p->options->templates, templates[t], ".xhtml");
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "this template has no words: there is no %s/locale/%s.yaml; write it, or remove the template",
		         p->options->templates, id);
	}
	return kept;
}

static void read_locales(struct project *p)
{
	const char *dir = join(&p->arena, p->options->templates, "locale", "");
	char **names;
	size_t count;
	const char *why = file_list(&p->arena, dir, ".yaml", &names, &count);
	struct source *s = NEW(&p->arena, struct source);
	s->path = dir;
	if (!why)
		count = keep_languages(p, names, count);
	if (why || count == 0 || count > MAX_LOCALES) {
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the locales: %s",
		         why ? why : count ? "there are more than 16" : "there is none that has a template, notice.<locale>.xhtml, beside the folder");
		return;
	}
	note_input(p, dir);
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

/* The ids of a kind are the names of the files in its folder; a project without the folder has none. */
static void list_files(struct project *p, enum kind kind)
{
	char **names;
	size_t count;
	const char *dir = join(&p->arena, p->options->policies, kind_info(kind)->key, "");
	const char *why = file_list(&p->arena, dir, ".yaml", &names, &count);
	if (!why) {
		note_input(p, dir);
		vocabulary_add_files(&p->arena, kind, names, count, &p->vocabulary);
	} else if (why != file_no_folder) {
		struct source *s = NEW(&p->arena, struct source);
		s->path = dir;
		diag_add(&p->diags, DIAG_P016, (struct pos){s, 0, 0}, "cannot read the folder: %s", why);
	}
}

static struct model *read_document(struct project *p, enum document document, enum kind kind, const char *name)
{
	struct source *source;
	const char *dir = join(&p->arena, p->options->policies, kind_info(kind)->key, "");
	struct node *root = read_yaml(p, &p->arena, join(&p->arena, dir, name, ".yaml"), &source);
	if (!root)
		return NULL;
	struct model *m = model_bind(&p->arena, root, source, document, &p->vocabulary, &p->locales, &p->diags);
	m->id = name;
	return m;
}

/* Baselines and calendars. With an error in one of them no policy is compared. */
static void read_law(struct project *p)
{
	const struct terms *baselines = &p->vocabulary.kinds[KIND_BASELINE], *calendars = &p->vocabulary.kinds[KIND_CALENDAR];
	struct law *law = NEW(&p->arena, struct law);
	size_t before = p->diags.errors;
	law->baselines = NEW_N(&p->arena, struct baseline, baselines->count);
	law->calendars = NEW_N(&p->arena, struct calendar, calendars->count);
	for (unsigned l = 0; l < p->locales.count; l++)
		if (strcmp(p->locales.at[l].id, "en") == 0)
			law->english = l;
	for (unsigned i = 0; i < calendars->count; i++) {
		struct model *m = read_document(p, DOCUMENT_CALENDAR, KIND_CALENDAR, calendars->at[i].id);
		if (m)
			calendar_make(&p->arena, m, &law->calendars[law->calendar_count++], &p->diags);
	}
	for (unsigned i = 0; i < baselines->count; i++) {
		struct model *m = read_document(p, DOCUMENT_BASELINE, KIND_BASELINE, baselines->at[i].id);
		if (m)
			baseline_make(&p->arena, m, &p->vocabulary, &law->baselines[law->baseline_count++], &p->diags);
	}
	if (p->diags.errors == before)
		p->law = law;
}

static void read_vocabulary(struct project *p)
{
	struct source *source;
	struct node *root =
		read_yaml(p, &p->arena, join(&p->arena, p->options->policies, "vocabulary", ".yaml"), &source);
	if (root) {
		list_files(p, KIND_BASELINE);
		list_files(p, KIND_CALENDAR);
	}
	p->usable = root && p->locales.count && p->diags.errors == 0;
	p->complete = p->complete && root;
	if (!p->complete)
		return; /* without a locale every label in its language would be an error */
	vocabulary_bind(&p->arena, root, source, &p->locales, &p->vocabulary, &p->diags);
	p->words = p->diags.errors == 0;
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
		p->templates = NULL; /* labels or templates have errors: nothing is rendered with them */
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
	if (p->usable && p->complete)
		read_law(p);
	p->archive = (struct archive){.policies = o->policies, .vocabulary = &p->vocabulary, .law = p->usable ? p->law : NULL};
	if (p->usable)
		archive_list(&p->archive, &p->arena, &p->diags);
	if (p->archive.folder)
		note_input(p, p->archive.folder);
	read_templates(p);
}

void project_close(struct project *p)
{
	buf_free(&p->inputs);
	buf_free(&p->reports);
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

/* A calendar past whose end a deadline could soon fall. */
static void check_calendar_end(struct project *p, const struct model *m, struct diags *diags)
{
	enum { AHEAD = 120 };
	if (!p->options->today || !m->calendar || m->calendar->first_year == 0)
		return;
	const struct value *id = record_value(&m->sections[SECTION_law].at[0], KEY_calendar);
	int32_t left = date_days((struct date){m->calendar->last_year, 12, 31}) - date_days(*p->options->today);
	if (left > AHEAD)
		return;
	diag_add(diags, DIAG_P165, (struct pos){m->source, id->line, id->col},
	         "the calendar '%s' ends with %d; add the decree of %d, or business days cannot be counted past it", m->calendar->id,
	         m->calendar->last_year, m->calendar->last_year + 1);
	diag_about(diags, NULL, "law.calendar");
}

/* Whether a mild diagnostic matters in this policy: one that is waived or denied has to be seen even where only errors are kept. */
static bool needs_all(const struct model *m)
{
	const struct records *law = &m->sections[SECTION_law];
	return m->sections[SECTION_waiver].count || (law->count && record_value(&law->at[0], KEY_deny)->line);
}

struct model *project_brand(struct project *p, struct arena *a, const char *path, const char *id, struct findings *findings)
{
	struct source *source;
	struct node *root = read_yaml(p, a, path, &source);
	*findings = (struct findings){0};
	if (!root || !p->usable)
		return NULL;
	struct diags diags = {.keep = p->diags.keep};
	struct model *m = model_bind(a, root, source, DOCUMENT_POLICY, &p->vocabulary, &p->locales, &diags);
	bool whole = diags.errors == 0; /* what could not be read is not missing */
	if (needs_all(m))
		diags.keep = SEVERITY_NOTE;
	check_run(a, m, id, &p->vocabulary, &p->locales, &diags);
	if (p->law && whole) {
		m->calendar = law_calendar(p->law, m);
		counting_run(m, p->law, &diags);
		check_calendar_end(p, m, &diags);
		verdicts_run(a, m, p->law, &p->vocabulary, &p->comparisons, p->options->today, findings, &diags);
		waivers_run(a, m, p->law, p->options->today, findings, &diags);
	}
	diags_sort(&diags);
	diags_take(&p->diags, &diags);
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
	return !(no && *no) && isatty(STDERR_FILENO);
}

static void report_text(struct project *p, size_t brands, const char *done, bool in_colour, struct buf *out)
{
	if (p->digest && !p->diags.errors)
		buf_add(out, p->digest->data, p->digest->len);
	else
		diags_print_text(&p->diags, out, in_colour);
	if (diags_have_verdicts(&p->diags))
		BUF_LIT(out, "What is said of laws compares wording with recorded paraphrases: it is not legal advice. Not compared: every law that 'compared-with' does not name.\n");
	summary(p, brands, done, out);
}

/* The report of each brand; then what keeps the policies from being built, as the text report says it. */
static void report_markdown(struct project *p, size_t brands, struct buf *out)
{
	struct buf text = {0};
	buf_add(out, p->reports.data, p->reports.len);
	if (p->diags.errors)
		report_text(p, brands, "", false, &text);
	if (text.len)
		BUF_LIT(out, "\n## To be corrected first\n");
	for (const char *line = text.data, *end = line + text.len; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		BUF_LIT(out, "\n    ");
		buf_add(out, line, (size_t)(stop - line));
		line = stop + 1;
	}
	buf_str(out, text.len ? "\n" : "");
	buf_free(&text);
}

void project_report(struct project *p, size_t brands, const char *done, struct buf *out)
{
	struct buf text = {0};
	diags_sort(&p->diags);
	switch (p->options->format) {
	case FORMAT_TEXT: report_text(p, brands, done, colour(), out); break;
	case FORMAT_JSON: diags_print_json(&p->diags, p->members, out); break;
	case FORMAT_MARKDOWN: report_markdown(p, brands, out); break;
	case FORMAT_SARIF: diags_print_sarif(&p->diags, out); break;
	case FORMAT_GITHUB:
		report_text(p, brands, done, false, &text);
		diags_print_github(&p->diags, &text, out);
		buf_free(&text);
		break;
	}
}

/* As text the diagnostics are messages, in any other format they are what was asked for. */
void project_print(const struct project *p, const struct buf *out)
{
	if (p->options->format == FORMAT_TEXT)
		file_stderr(out->data, out->len);
	else
		file_stdout(out->data, out->len);
}

int usage_say(const char *fmt, ...)
{
	struct buf text = {0}, out = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	BUF_LIT(&out, "policyc: ");
	text_visible(&out, text.data, text.len);
	buf_char(&out, '\n');
	file_stderr(out.data, out.len);
	buf_free(&text);
	buf_free(&out);
	return EXIT_USAGE;
}

int project_finish(struct project *p, size_t brands, const char *done)
{
	struct buf out = {0};
	int status = p->diags.errors ? EXIT_INPUT : EXIT_FINE;
	project_report(p, brands, done, &out);
	project_print(p, &out);
	buf_free(&out);
	project_close(p);
	return status;
}

int project_refuse(struct project *p, size_t brands)
{
	struct buf out = {0};
	diags_sort(&p->diags);
	report_text(p, brands, "", false, &out);
	file_stderr(out.data, out.len);
	buf_free(&out);
	project_close(p);
	return EXIT_INPUT;
}
