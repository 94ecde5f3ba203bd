/* SPDX-License-Identifier: MIT */
/* Released editions: policies/editions/<brand>/<date>/, each a project of its own, as `release` froze it. Proves that nothing in it
 * has changed, binds its policy with its own vocabulary, and says how the brand's policy file stands to it. Writes nothing.
 *
 *     manifest             what is in the folder, with its hashes: manifest_read
 *     policies/            the policy, the vocabulary, the baselines and the calendar it names
 *     templates/           notices, page, style and locales
 *     notices/             the pages as they stand under the edition's date
 *     newest/              the same, as they stand while no later edition is there
 */
#include "editions.h"
#include "../base/file.h"
#include "../base/sha256.h"
#include "../base/text.h"
#include "../model/identity.h"
#include <assert.h>
#include <stdlib.h>

struct reader {
	struct project *project;
	struct arena *arena;
	const char *brand;
	struct frozen *f;
	const struct calendar *counted; /* the calendar as it was released */
};

static const char *print(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static const char *print(struct arena *a, const char *fmt, ...)
{
	struct buf b = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	const char *text = arena_copy(a, b.data ? b.data : "", b.len);
	buf_free(&b);
	return text;
}

static void fault(struct project *p, enum diag_id id, const char *path, const char *fmt, const char *what)
{
	struct source s = {.path = path};
	diag_add(&p->diags, id, (struct pos){&s, 0, 0}, fmt, what);
}

static bool parse_day(const char *text, int32_t *day)
{
	struct date d;
	if (!date_parse(text, strlen(text), &d))
		return false;
	*day = date_days(d);
	return true;
}

/* ---- the folder ---- */

static const char *in(struct reader *r, const char *path)
{
	return print(r->arena, "%s/%s", r->f->dir, path);
}

static void read_file(struct reader *r, struct frozen_file *file)
{
	struct buf bytes = {0};
	const char *why = file_read(in(r, file->path), &bytes);
	if (why)
		fault(r->project, DIAG_P181, in(r, file->path), "cannot read a released file: %s", why);
	else
		file->data = arena_copy(r->arena, bytes.data ? bytes.data : "", bytes.len), file->len = bytes.len;
	buf_free(&bytes);
}

static void changed(struct reader *r, const char *path, const char *how)
{
	fault(r->project, DIAG_P181, in(r, path),
	      "the released file %s; put it back as it was released: what is to change takes a later edition", how);
}

/* The text with LF line ends, in the arena. */
static char *without_cr(struct arena *a, const char *text, size_t len, size_t *left)
{
	char *copy = arena_copy(a, text, len);
	*left = 0;
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\r' || i + 1 == len || text[i + 1] != '\n')
			copy[(*left)++] = text[i];
	copy[*left] = '\0';
	return copy;
}

/* A clone with core.autocrlf has other line ends than what was committed, and git says that nothing has changed. */
static void blame_git(struct reader *r, const char *path)
{
	fault(r->project, DIAG_P181, in(r, path),
	      "the line ends of the released file are CRLF now, as git makes them with core.autocrlf; write the line '** -text' in %s, remove the "
	      "edition's folder, and bring it back with 'git checkout'",
	      print(r->arena, "%s/editions/" ATTRIBUTES, r->project->options->policies));
}

static void verify_file(struct reader *r, const char *path, const char *hash)
{
	struct frozen_file *file = &r->f->files[r->f->file_count++];
	char hex[SHA256_HEX];
	size_t len;
	file->path = path;
	read_file(r, file);
	if (!file->data)
		return;
	sha256_hex(file->data, file->len, hex);
	if (strcmp(hex, hash) == 0)
		return;
	const char *lines = without_cr(r->arena, file->data, file->len, &len);
	sha256_hex(lines, len, hex);
	if (strcmp(hex, hash) == 0)
		blame_git(r, path);
	else
		changed(r, path, "has changed");
}

/* One after the other, both by name: what the manifest lists and what is there. */
static void verify(struct reader *r, const struct manifest *m)
{
	char **there;
	size_t count, t = 0;
	if (!file_tree(r->arena, r->f->dir, EDITION_FILES, &there, &count)) {
		fault(r->project, DIAG_P181, r->f->dir, "there are more files and folders than an edition has, which is at most %s; remove what was added",
		      print(r->arena, "%d", EDITION_FILES));
		return;
	}
	r->f->files = NEW_N(r->arena, struct frozen_file, m->count + 1);
	for (size_t i = 0; i < m->count || t < count;) {
		int order = i == m->count ? 1 : t == count ? -1 : strcmp(m->files[i].path, there[t]);
		if (order > 0 && strcmp(there[t], MANIFEST) == 0) {
			t++;
		} else if (order > 0) {
			changed(r, there[t++], "is not in the manifest");
		} else if (order < 0) {
			changed(r, m->files[i++].path, "is missing");
		} else {
			verify_file(r, m->files[i].path, m->files[i].hash);
			i++, t++;
		}
	}
}

static const struct frozen_file *find_file(const struct frozen *f, const char *path)
{
	for (size_t i = 0; i < f->file_count; i++)
		if (strcmp(f->files[i].path, path) == 0)
			return &f->files[i];
	return NULL;
}

/* ---- the policy ---- */

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
	const char *before = print(r->arena, "policies/%s/", kind_info(kind)->key);
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
			l->at[l->count].units[u][0] = l->at[l->count].units[u][1] = "";
		l->count++;
	}
}

static struct node *load(struct reader *r, const char *path, struct source **source, struct diags *diags)
{
	const struct frozen_file *file = find_file(r->f, path);
	*source = NEW(r->arena, struct source);
	**source = (struct source){.path = in(r, path)};
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
	const struct items *law = &policy->sections[SECTION_law];
	const struct value *named = law->count ? item_value(&law->at[0], KEY_calendar) : NULL;
	struct source *source;
	if (!named || named->state != VALUE_STATED)
		return;
	struct node *root = load(r, print(r->arena, "policies/calendars/%s.yaml", named->term->id), &source, diags);
	if (!root)
		return;
	struct model *m = model_bind(r->arena, root, source, DOCUMENT_CALENDAR, &r->f->vocabulary, &r->f->locales, diags);
	struct calendar *c = NEW(r->arena, struct calendar);
	m->id = named->term->id;
	calendar_make(r->arena, m, c, diags);
	r->counted = c;
}

/* Contradictions that a later compiler would find are no matter of this one: it was released. */
static void bind(struct reader *r, struct diags *diags)
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
	struct node *root = load(r, print(r->arena, "policies/%s.yaml", r->brand), &source, diags);
	if (!root || diags->errors)
		return;
	struct model *m = model_bind(r->arena, root, source, DOCUMENT_POLICY, &f->vocabulary, &f->locales, diags);
	if (diags->errors)
		return;
	check_run(r->arena, m, r->brand, &f->vocabulary, &f->locales, &later);
	diags_free(&later);
	bind_calendar(r, m, diags);
	m->calendar = law_calendar(r->project->law, m);
	tables_make(r->arena, m, &f->vocabulary, &f->tables, diags);
	f->model = m;
}

/* It still promises what it promised. */
static void check_meaning(struct reader *r, const struct manifest *m)
{
	char hex[SHA256_HEX];
	if (!r->f->model->calendar) {
		fault(r->project, DIAG_P187, r->f->dir, "%s", "the calendar that this edition counts by is gone; put its file back");
		return;
	}
	/* by the calendar that was released with it: whether the project's counts otherwise is said elsewhere */
	struct model released = *r->f->model;
	released.calendar = r->counted;
	identity_make(&released, r->f->edition.identity);
	sha256_print(r->f->edition.identity, hex);
	if (r->f->tables.valid_from != r->f->day || r->f->tables.draft || strcmp(hex, m->identity) != 0)
		fault(r->project, DIAG_P182, r->f->dir, "%s", "the edition does not say what it said when it was released; use the compiler that released it");
}

/* Codes are compiled into services, and a released promise stays one. */
static void check_codes(struct reader *r)
{
	const struct vocabulary *now = &r->project->vocabulary;
	struct source s = {.path = print(r->arena, "%s/vocabulary.yaml", r->project->options->policies)};
	for (int k = 1; k < KIND__COUNT; k++)
		for (unsigned i = 0; kind_info((enum kind)k)->origin == ORIGIN_VOCABULARY && i < r->f->vocabulary.kinds[k].count; i++) {
			const struct term *was = &r->f->vocabulary.kinds[k].at[i];
			const struct term *is = vocabulary_find(now, (enum kind)k, was->id, strlen(was->id));
			if (is && is->code == was->code)
				continue;
			if (is)
				diag_add(&r->project->diags, DIAG_P185, is->pos, "'%s' was released with the code %u; a code never changes", was->id, was->code);
			else
				diag_add(&r->project->diags, DIAG_P185, (struct pos){&s, 0, 0},
				         "'%s' of '%s' is gone, but has been released; put it back with its code %u and 'retired: true'", was->id,
				         kind_info((enum kind)k)->key, was->code);
			diag_also(&r->project->diags, was->pos, "released here");
		}
}

/* Whether the manifest is that of the edition. */
static bool read_manifest(struct reader *r, struct manifest *m)
{
	struct buf bytes = {0};
	const char *path = in(r, MANIFEST), *why = file_read(path, &bytes);
	bool crlf = false;
	if (!why)
		why = manifest_read(r->arena, bytes.data, bytes.len, m);
	if (why && bytes.len) {
		size_t len;
		const char *lines = without_cr(r->arena, bytes.data, bytes.len, &len);
		crlf = manifest_read(r->arena, lines, len, m) == NULL;
	}
	buf_free(&bytes);
	if (!why && (strcmp(m->brand, r->brand) != 0 || strcmp(m->effective, r->f->edition.date) != 0))
		why = "it is another edition's";
	if (crlf)
		blame_git(r, MANIFEST);
	else if (why)
		fault(r->project, DIAG_P181, path, "this is not the manifest of the edition as it was released: %s", why);
	return !why;
}

static void read_edition(struct project *p, struct arena *a, const char *brand, struct frozen *f)
{
	struct reader r = {.project = p, .arena = a, .brand = brand, .f = f};
	struct diags diags = {.keep = SEVERITY_ERROR};
	struct manifest m = {0};
	size_t before = p->diags.errors;
	if (!read_manifest(&r, &m))
		return;
	if (m.format != MANIFEST_FORMAT) {
		fault(p, DIAG_P182, in(&r, MANIFEST), m.format > MANIFEST_FORMAT ? "a later compiler released the edition (%s); use that one" :
		      "an earlier compiler released the edition (%s), and its manifest does not say what this one has to compare; use that one, or remove the folder "
		      "and release the edition anew", m.compiler);
		return;
	}
	verify(&r, &m);
	if (p->diags.errors != before || !p->usable || !p->law)
		return;
	bind(&r, &diags);
	if (diags.errors)
		fault(p, DIAG_P182, diags.list[0].path, "this compiler cannot read the released edition any more: %s", diags.list[0].text);
	diags_free(&diags);
	if (p->diags.errors != before)
		return;
	check_meaning(&r, &m);
	editions_counting(p, a, brand, f, r.counted);
	check_codes(&r);
	f->edition.tables = &f->tables;
	f->edition.vocabulary = &f->vocabulary;
}

void editions_open(struct project *p, struct arena *a, const char *brand, struct editions *out)
{
	char **names;
	size_t count = 0;
	*out = (struct editions){0};
	for (size_t i = 0; i < p->released_count; i++)
		if (strcmp(p->released[i], brand) == 0)
			count = 1;
	if (count == 0)
		return;
	const char *dir = print(a, "%s/editions/%s", p->options->policies, brand);
	const char *why = file_list(a, dir, "", &names, &count);
	if (why)
		fault(p, DIAG_P180, dir, "cannot read the editions: %s", why);
	if (count > EDITIONS) {
		fault(p, DIAG_P180, dir, "there are more than %s editions; remove what is none", print(a, "%d", EDITIONS));
		return;
	}
	out->at = NEW_N(a, struct frozen, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct frozen *f = &out->at[out->count];
		f->dir = print(a, "%s/%s", dir, names[i]);
		f->edition.date = names[i];
		if (!parse_day(names[i], &f->day)) {
			fault(p, DIAG_P180, f->dir, "'%s' is no edition: each is a folder named by its date, made by 'policyc release'", names[i]);
			continue;
		}
		char *member = arena_copy(a, "edition_2027_03_01", 18);
		for (int c = 0; c < 10; c++)
			member[8 + c] = names[i][c] == '-' ? '_' : names[i][c];
		f->edition.member = member;
		read_edition(p, a, brand, f);
		out->count++;
	}
}

void editions_close(struct editions *e)
{
	for (size_t i = 0; i < e->count; i++)
		tables_free(&e->at[i].tables);
}

void editions_list(struct project *p)
{
	const char *dir = print(&p->arena, "%s/editions", p->options->policies);
	const char *why = file_list(&p->arena, dir, "", &p->released, &p->released_count);
	if (why && why != file_no_folder)
		fault(p, DIAG_P180, dir, "cannot read the editions: %s", why);
	for (size_t i = 0; i < p->released_count; i++) {
		const char *path = print(&p->arena, "%s/%s.yaml", p->options->policies, p->released[i]);
		if (!file_exists(path))
			fault(p, DIAG_P180, print(&p->arena, "%s/%s", dir, p->released[i]),
			      "there are editions without %s; what was released is still promised, so keep the policy", path);
	}
}

/* ---- the policy file beside them ---- */

/* Words that the notice prints and the data does not have, in the languages of an edition. */
static void put_clauses(struct buf *b, const struct model *m, const struct locales *its, const struct locales *wanted)
{
	for (uint32_t i = 0; i < m->sections[SECTION_clause].count; i++) {
		const struct item *item = &m->sections[SECTION_clause].at[i];
		const struct value *text = item_value(item, KEY_text), *place = item_value(item, KEY_place);
		buf_printf(b, "%s\n%s\n", item->path, place->state == VALUE_STATED ? place->literal.text : "");
		for (unsigned w = 0; w < wanted->count; w++)
			for (unsigned l = 0; l < its->count; l++)
				if (text->state == VALUE_STATED && strcmp(its->at[l].id, wanted->at[w].id) == 0)
					buf_printf(b, "%s\n", text->text.by_locale[l]);
	}
}

static bool same_edition(const struct project *p, const struct model *m, const struct frozen *f)
{
	unsigned char now[IDENTITY_SIZE];
	struct buf a = {0}, b = {0};
	identity_make(m, now);
	put_clauses(&a, m, &p->locales, &f->locales);
	put_clauses(&b, f->model, &f->locales, &f->locales);
	bool same = memcmp(now, f->edition.identity, sizeof now) == 0 && a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	buf_free(&a);
	buf_free(&b);
	return same;
}

static struct pos pos_of(const struct model *m, enum section_id section, enum key key)
{
	const struct items *items = &m->sections[section];
	const struct value *v = items->count ? item_value(&items->at[0], key) : NULL;
	return v ? (struct pos){m->source, v->line, v->col} : (struct pos){m->source, 0, 0};
}

static void compare_calendars(struct project *p, const struct model *m, const struct editions *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct calendar *its = e->at[i].model->calendar;
		if (its && its == m->calendar)
			continue;
		diag_add(&p->diags, DIAG_P187, pos_of(m, SECTION_law, KEY_calendar),
		         "the edition of %s counts by the calendar '%s', and a brand has one calendar for all its editions; name that one", e->at[i].edition.date,
		         item_value(&e->at[i].model->sections[SECTION_law].at[0], KEY_calendar)->term->id);
	}
}

void editions_compare(struct project *p, const struct model *m, const struct tables *t, struct editions *e)
{
	const struct pos at = pos_of(m, SECTION_brand, KEY_effective);
	if (e->count == 0)
		return;
	const struct frozen *last = &e->at[e->count - 1];
	compare_calendars(p, m, e);
	if (t->valid_from == POLICY_NO_DATE)
		diag_add(&p->diags, DIAG_P184, at, "the date is missing, and an edition has been released; write 'effective: %s' while the policy is still that edition, or a later date",
		         last->edition.date);
	else if (t->valid_from < last->day)
		diag_add(&p->diags, DIAG_P184, at, "the edition of %s has been released; write 'effective: %s' while the policy is still that edition, or a later date",
		         last->edition.date, last->edition.date);
	else if (t->valid_from == last->day && !same_edition(p, m, last))
		diag_add(&p->diags, DIAG_P183, at, "the edition of %s is released and frozen, and the policy says something else by now; set a later effective date, or take the change back",
		         last->edition.date);
	else
		e->same = t->valid_from == last->day;
}

/* ---- what notices say of them ---- */

static void set_date(struct item *item, enum key key, int32_t day)
{
	struct value *v = &item->values[section_field(item->section, key)];
	v->state = VALUE_STATED;
	v->date = date_of_days(day);
}

static void set_text(struct item *item, enum key key, const char *text)
{
	struct value *v = &item->values[section_field(item->section, key)];
	v->state = VALUE_STATED;
	v->literal.text = text;
	v->literal.len = strlen(text);
}

static struct item *make_item(struct arena *a, struct model *m, enum section_id id, const char *name)
{
	const struct section *s = schema_section(id);
	struct items *items = &m->sections[id];
	struct item *item = &items->at[items->count++];
	*item = (struct item){.id = name, .section = s, .values = NEW_N(a, struct value, s->count)};
	item->path = *name ? print(a, "%s.%s", s->key, name) : s->key;
	for (unsigned f = 0; f < s->count; f++)
		item->values[f].fact = m->facts++;
	return item;
}

void editions_note(struct arena *a, struct model *m, const struct tables *t, const struct editions *e, bool kept)
{
	const size_t earlier = e->count - e->same;
	int32_t until = POLICY_NO_DATE; /* the day before the later edition */
	m->sections[SECTION_edition] = (struct items){.at = NEW_N(a, struct item, earlier + 1)};
	m->sections[SECTION_notice] = (struct items){.at = NEW_N(a, struct item, 1)};
	if (!t->draft) {
		set_date(make_item(a, m, SECTION_edition, "this"), KEY_from, t->valid_from);
		until = t->valid_from - 1;
	}
	for (size_t i = earlier; i-- > 0;) {
		const struct frozen *f = &e->at[i];
		struct item *item = make_item(a, m, SECTION_edition, f->edition.date);
		set_date(item, KEY_from, f->day);
		if (until != POLICY_NO_DATE)
			set_date(item, KEY_until, until);
		set_text(item, KEY_folder, print(a, kept ? "../%s" : "%s", f->edition.date));
		until = f->day - 1;
	}
	if (kept)
		set_text(make_item(a, m, SECTION_notice, ""), KEY_newest, "..");
}
