/* SPDX-License-Identifier: MIT */
/* Released editions: policies/editions/<brand>/<date>/, each a project of its own, as `release` froze it. Finds them and has each
 * verified, bound and checked. Writes nothing.
 *
 *     manifest             what is in the folder, with its hashes: manifest.c
 *     policies/            the policy, the vocabulary, the baselines and the calendar it names
 *     templates/           notices, page, style and locales
 *     notices/             the pages as they stand under the edition's date
 *     newest/              the same, as they stand while no later edition is there
 */
#include "reader.h"
#include "../base/file.h"

static bool parse_day(const char *text, int32_t *day)
{
	struct date d;
	if (!date_parse(text, strlen(text), &d))
		return false;
	*day = date_days(d);
	return true;
}

void editions_refuse(struct diags *diags, enum diag_id id, const char *path, const char *fmt, ...)
{
	struct source s = {.path = path};
	va_list ap;
	va_start(ap, fmt);
	diag_vadd(diags, id, (struct pos){&s, 0, 0}, fmt, ap);
	va_end(ap);
}

const char *edition_path(const struct reader *r, const char *path)
{
	return arena_format(r->arena, "%s/%s", r->f->dir, path);
}

static void read_edition(struct reader *r)
{
	struct diags diags = {.keep = SEVERITY_ERROR};
	struct manifest m;
	if (!edition_verify(r, &m) || !r->archive->law)
		return;
	edition_bind(r, &diags);
	bool bound = diags.errors == 0;
	if (bound)
		edition_check(r, &m);
	else
		editions_refuse(r->diags, DIAG_P182, diags.list[0].path, "this compiler cannot read the released edition any more: %s", diags.list[0].text);
	diags_free(&diags);
	r->f->edition.tables = &r->f->tables;
	r->f->edition.vocabulary = &r->f->vocabulary;
}

static bool has_editions(const struct archive *archive, const char *brand)
{
	for (size_t i = 0; i < archive->brand_count; i++)
		if (strcmp(archive->brands[i], brand) == 0)
			return true;
	return false;
}

void editions_open(const struct archive *archive, struct arena *a, const char *brand, struct editions *out, struct diags *diags)
{
	char **names;
	size_t count = 0;
	*out = (struct editions){0};
	if (!has_editions(archive, brand))
		return;
	const char *dir = arena_format(a, "%s/editions/%s", archive->policies, brand);
	const char *why = file_list(a, dir, "", &names, &count);
	if (why)
		editions_refuse(diags, DIAG_P180, dir, "cannot read the editions: %s", why);
	if (count > EDITIONS) {
		editions_refuse(diags, DIAG_P180, dir, "there are more than %d editions; remove what is not an edition", EDITIONS);
		return;
	}
	out->at = NEW_N(a, struct frozen, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct frozen *f = &out->at[out->count];
		f->dir = arena_format(a, "%s/%s", dir, names[i]);
		f->edition.date = names[i];
		if (!parse_day(names[i], &f->day)) {
			editions_refuse(diags, DIAG_P180, f->dir, "'%s' is not an edition; an edition is a folder named by its date, which 'policyc release' makes", names[i]);
			continue;
		}
		char *member = arena_copy(a, "edition_2027_03_01", 18);
		for (int c = 0; c < 10; c++)
			member[8 + c] = names[i][c] == '-' ? '_' : names[i][c];
		f->edition.member = member;
		read_edition(&(struct reader){archive, a, diags, brand, f});
		out->count++;
	}
}

void editions_close(struct editions *e)
{
	for (size_t i = 0; i < e->count; i++)
		tables_free(&e->at[i].tables);
}

void archive_list(struct archive *archive, struct arena *a, struct diags *diags)
{
	const char *dir = arena_format(a, "%s/editions", archive->policies);
	const char *why = file_list(a, dir, "", &archive->brands, &archive->brand_count);
	if (why && why != file_no_folder)
		editions_refuse(diags, DIAG_P180, dir, "cannot read the editions: %s", why);
	archive->folder = why ? NULL : dir;
	size_t count = archive->brand_count;
	archive->brand_count = 0;
	for (size_t i = 0; i < count; i++) {
		char *brand = archive->brands[i];
		const char *path = arena_format(a, "%s/%s.yaml", archive->policies, brand), *editions = arena_format(a, "%s/%s", dir, brand);
		if (!file_is_folder(editions)) {
			editions_refuse(diags, DIAG_P180, editions, "'%s' is not the folder of a brand's editions, which 'policyc release' makes; move it away", brand);
			continue;
		}
		archive->brands[archive->brand_count++] = brand;
		if (!file_exists(path))
			editions_refuse(diags, DIAG_P180, editions, "there are editions without %s; what was released is still promised, so keep the policy", path);
	}
}
