/* SPDX-License-Identifier: MIT */
/* Templates and notices: what commands need of them. */
#ifndef BACK_RENDER_H
#define BACK_RENDER_H
#include "../model/locale.h"

struct templates;

struct template_files {
	struct source *notices[MAX_LOCALES]; /* by the locale's index */
	struct source *page, *style;
};

/* Compile the templates; NULL if they have errors. Lives in the arena. */
struct templates *templates_make(struct arena *a, const struct template_files *files, const struct locales *locales,
                                 const struct vocabulary *v, struct diags *diags);

/* Where in the Markdown a value is stated first; the summary does not count. */
struct sighting {
	uint32_t fact;
	bool seen;
	size_t at; /* byte of the Markdown */
};

struct rendering {
	const struct locales *locales;
	const struct templates *templates;
	const struct model *model;
	struct diags *diags; /* an enforced value that the notice does not state */
	struct buf *scratch; /* reused from one notice to the next */
	struct sighting *watch; /* filled while rendering; NULL: nobody asks */
};

/* Append the notice in one locale, as HTML and as Markdown, in one run of its program; prove that it states every enforced value. */
void render_notice(const struct rendering *r, unsigned locale, struct buf *html, struct buf *markdown);
#endif
