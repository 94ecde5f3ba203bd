/* SPDX-License-Identifier: MIT */
/* Binds the policy of an edition: with the vocabulary, the languages and the calendar that were frozen with it. */
#include "reader.h"
#include "../check/calendar.h"
#include "../check/check.h"

static const struct frozen_file *find_file(const struct frozen *f, const char *path)
{
	for (size_t i = 0; i < f->file_count; i++)
		if (strcmp(f->files[i].path, path) == 0)
			return &f->files[i];
	return NULL;
}

/* The part of a path between two others, or NULL. */
static char *middle(struct arena *a, const char *path, const char *before, const char *after)
{
	size_t n = strlen(path), b = strlen(before), e = strlen(after);
	if (n <= b + e || strncmp(path, before, b) != 0 || strcmp(path + n - e, after) != 0)
		return NULL;
	return arena_copy(a, path + b, n - b - e);
}

static void add_names(struct reader *r, enum kind kind)
{
	const char *before = arena_format(r->arena, "policies/%s/", kind_info(kind)->key);
	char **ids = NEW_N(r->arena, char *, r->f->file_count);
	size_t count = 0;
	for (size_t i = 0; i < r->f->file_count; i++)
		if ((ids[count] = middle(r->arena, r->f->files[i].path, before, ".yaml")) != NULL)
			count++;
	vocabulary_add_files(r->arena, kind, ids, count, &r->f->vocabulary);
}

/* The languages of the edition. Their words are in its pages already, so that a later language of locales does not matter. */
static void add_locales(struct reader *r)
{
	struct locales *l = &r->f->locales;
	l->at = NEW_N(r->arena, struct locale, MAX_LOCALES);
	for (size_t i = 0; i < r->f->file_count && l->count < MAX_LOCALES; i++) {
		const char *id = middle(r->arena, r->f->files[i].path, "templates/locale/", ".yaml");
		if (!id)
			continue;
		l->at[l->count] = (struct locale){.id = id, .index = l->count};
		for (int u = 0; u < UNIT__COUNT; u++)
			for (int p = 0; p < PLURAL__COUNT; p++)
				l->at[l->count].units[u][p] = "";
		l->count++;
	}
}

static struct node *load(struct reader *r, const char *path, struct source **source, struct diags *diags)
{
	const struct frozen_file *file = find_file(r->f, path);
	*source = NEW(r->arena, struct source);
	**source = (struct source){.path = edition_path(r, path)};
	if (!file) {
		diag_add(diags, DIAG_P016, (struct pos){*source, 0, 0}, "there is no %s", path);
		return NULL;
	}
	(*source)->text = file->data;
	(*source)->len = file->len;
	return yaml_load(r->arena, *source, diags);
}

/* The calendar that was frozen with the edition; the one it counts by is the project's, which has later years' decrees too. */
static void bind_calendar(struct reader *r, const struct model *policy, struct diags *diags)
{
	const struct records *law = &policy->sections[SECTION_law];
	const struct value *named = law->count ? record_value(&law->at[0], KEY_calendar) : NULL;
	struct source *source;
	if (!named || named->state != VALUE_STATED)
		return;
	struct node *root = load(r, arena_format(r->arena, "policies/calendars/%s.yaml", named->term->id), &source, diags);
	if (!root)
		return;
	struct model *m = model_bind(r->arena, root, source, DOCUMENT_CALENDAR, &r->f->vocabulary, &r->f->locales, diags);
	struct calendar *c = NEW(r->arena, struct calendar);
	m->id = named->term->id;
	calendar_make(r->arena, m, c, diags);
	r->f->counted = c;
}

/* Contradictions and blanks that a later compiler would find do not concern this one: it was released. */
void edition_bind(struct reader *r, struct diags *diags)
{
	struct diags later = {.keep = SEVERITY_ERROR};
	struct frozen *f = r->f;
	struct source *source;
	add_locales(r);
	add_names(r, KIND_BASELINE);
	add_names(r, KIND_CALENDAR);
	struct node *words = load(r, "policies/vocabulary.yaml", &source, diags);
	if (!words)
		return;
	vocabulary_bind(r->arena, words, source, &f->locales, &f->vocabulary, diags);
	struct node *root = load(r, arena_format(r->arena, "policies/%s.yaml", r->brand), &source, diags);
	if (!root || diags->errors)
		return;
	struct model *m = model_bind(r->arena, root, source, DOCUMENT_POLICY, &f->vocabulary, &f->locales, diags);
	if (diags->errors)
		return;
	check_run(r->arena, m, r->brand, &f->vocabulary, &f->locales, &later);
	diags_free(&later);
	m->draft = false;
	bind_calendar(r, m, diags);
	m->calendar = law_calendar(r->archive->law, m);
	tables_make(r->arena, m, &f->vocabulary, &f->tables, diags);
	f->model = m;
}
