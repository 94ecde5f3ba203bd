/* SPDX-License-Identifier: MIT */
/* What an edition promised when it was released, it still promises: its identity, its counting, its codes. */
#include "reader.h"
#include "../base/sha256.h"
#include "../model/identity.h"

/* It still promises what it promised. */
static void check_meaning(const struct reader *r, const struct manifest *m)
{
	char hex[SHA256_HEX];
	if (!r->f->model->calendar) {
		editions_refuse(r->diags, DIAG_P187, r->f->dir, "%s", "the calendar that this edition counts by is gone; put its file back");
		return;
	}
	/* by the calendar that was released with it: whether the project's counts otherwise is said elsewhere */
	struct model released = *r->f->model;
	released.calendar = r->f->counted;
	identity_make(&released, r->f->edition.identity);
	sha256_print(r->f->edition.identity, hex);
	if (r->f->tables.valid_from != r->f->day || strcmp(hex, m->identity) != 0)
		editions_refuse(r->diags, DIAG_P182, r->f->dir, "%s", "the edition does not say what it said when it was released; use the compiler that released it");
}

/* Codes are compiled into services, and a released promise stays one. */
static void check_codes(const struct reader *r)
{
	const struct vocabulary *now = r->archive->vocabulary;
	struct source s = {.path = arena_format(r->arena, "%s/vocabulary.yaml", r->archive->policies)};
	for (int k = 1; k < KIND__COUNT; k++) {
		if (kind_info((enum kind)k)->origin != ORIGIN_VOCABULARY)
			continue;
		for (unsigned i = 0; i < r->f->vocabulary.kinds[k].count; i++) {
			const struct term *was = &r->f->vocabulary.kinds[k].at[i];
			const struct term *is = vocabulary_find(now, (enum kind)k, was->id, strlen(was->id));
			if (is && is->code == was->code)
				continue;
			if (is)
				diag_add(r->diags, DIAG_P185, is->pos, "'%s' was released with the code %u; a code never changes", was->id, was->code);
			else
				diag_add(r->diags, DIAG_P185, (struct pos){&s, 0, 0},
				         "'%s' of '%s' is gone, but has been released; put it back with its code %u and 'retired: true'", was->id,
				         kind_info((enum kind)k)->key, was->code);
			diag_also(r->diags, was->pos, "released here");
		}
	}
}

void edition_check(const struct reader *r, const struct manifest *m)
{
	check_meaning(r, m);
	edition_check_counting(r);
	check_codes(r);
}
