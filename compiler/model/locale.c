/* SPDX-License-Identifier: MIT */
/* Which words a locale has, and the lookup of its phrases. */
#include "locale.h"
#include <stddef.h>
#include <stdlib.h>

#define L(member) offsetof(struct locale, member)
const struct locale_word locale_words[] = {
	{NULL, "name", L(name), ""},
	{"spans", "exact", L(span_exact), "{n} {unit}"},
	{"spans", "range", L(span_range), "{min} {max} {unit}"},
	{"spans", "up-to", L(span_up_to), "{n} {unit}"},
	{"spans", "indefinite", L(span_indefinite), ""},
	{"spans", "while", L(span_while), "{state}"},
	{"starts", "implied", L(start_implied), "{event}"},
	{"lists", "comma", L(list_comma), ""},
	{"lists", "and", L(list_and[0]), ""},
	{"lists", "and-many", L(list_and[1]), ""},
	{"lists", "or", L(list_or[0]), ""},
	{"lists", "or-many", L(list_or[1]), ""},
	{"lists", "examples", L(list_examples), "{list}"},
	{"flags", "affirmed", L(flag_affirmed), ""},
	{"flags", "denied", L(flag_denied), ""},
	{"dates", "form", L(date_form), "{day} {month} {year}"},
	{"dates", "month-form", L(date_month), "{month} {year}"},
};
#undef L
const size_t locale_word_count = sizeof locale_words / sizeof *locale_words;
const char *const locale_phrases[] = {"not-stated", "placeholder", "absent", NULL};

static int compare_phrases(const void *a, const void *b)
{
	return strcmp(((const struct phrase *)a)->id, ((const struct phrase *)b)->id);
}

void locale_sort_phrases(struct locale *l)
{
	qsort(l->phrases, l->phrase_count, sizeof *l->phrases, compare_phrases);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A letter, or a byte of one. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The bytes of the unit that the text begins with, as a whole word; 0: none. */
static size_t unit_at(const struct locale *l, const char *text)
{
	for (int u = 1; u < UNIT__COUNT; u++)
		for (int form = 0; form < PLURAL__COUNT; form++) {
			const char *unit = l->units[u][form];
			size_t n = unit ? strlen(unit) : 0;
			if (n && strncmp(text, unit, n) == 0 && !is_letter(text[n]))
				return n;
		}
	return 0;
}

const char *locale_find_length(const struct locale *l, const char *text, size_t *len)
{
	for (const char *p = text; *p; p++) {
		const char *end = p;
		if (!is_digit(*p) || (p > text && (is_digit(p[-1]) || is_letter(p[-1]))))
			continue;
		while (is_digit(*end))
			end++;
		size_t unit = *end == ' ' ? unit_at(l, end + 1) : 0;
		if (unit) {
			*len = (size_t)(end - p) + 1 + unit;
			return p;
		}
	}
	return NULL;
}

const char *locale_phrase(const struct locale *l, const char *id)
{
	struct phrase wanted = {id, NULL};
	const struct phrase *p = l->phrase_count ? bsearch(&wanted, l->phrases, l->phrase_count, sizeof *l->phrases, compare_phrases) : NULL;
	return p ? p->text : NULL;
}
