/* SPDX-License-Identifier: MIT */
/* The words of the languages, as templates/locale/ has them. Bound by front/locale.c; const from then on. */
#ifndef MODEL_LOCALE_H
#define MODEL_LOCALE_H
#include "model.h"
#include "plural.h"

/* The words of one locale, from templates/locale/<id>.yaml. */
struct locale {
	const char *id;   /* "en": a BCP 47 language, lower case */
	const char *name; /* "English" */
	unsigned index;   /* which of a term's labels */
	const char *plural[PLURAL__COUNT];             /* the rules of the forms it has; NULL: it has no such form. `other` has none */
	const char *units[UNIT__COUNT][PLURAL__COUNT]; /* "": a form it does not have */
	const char *span_exact, *span_range, *span_up_to, *span_indefinite, *span_while; /* with {n} {min} {max} {unit} {state} */
	const char *start_implied;                                          /* {event} */
	const char *list_comma, *list_examples; /* {list} */
	const char *list_and[2], *list_or[2];   /* before the last of two; of three or more */
	const char *date_form, *date_month, *months[12];                    /* {day} {month} {year}; a whole month: {month} {year} */
	const char *flag_affirmed, *flag_denied;
	struct phrase {
		const char *id, *text;
	} *phrases; /* sorted by id */
	unsigned phrase_count;
	const char *members[KIND__COUNT][16]; /* labels of fixed ids, by code */
};

/* The single words and phrases a locale file has, in its order: where they stand, where they go, and the parts in braces that
 * they have to contain. */
struct locale_word {
	const char *group, *key; /* group NULL: at the top */
	size_t member;           /* of struct locale: a const char * */
	const char *needs;
};
extern const struct locale_word locale_words[];
extern const size_t locale_word_count;
extern const char *const locale_phrases[]; /* the phrases every locale needs; NULL at the end */

struct locales {
	struct locale *at; /* sorted by id */
	unsigned count;
};

/* Call it once all phrases are there. */
void locale_sort_phrases(struct locale *l);
/* Where a text has a length of time, such as "5 years"; its length in bytes. NULL: nowhere. Units count as they are written in
 * the locale, so that "7 Days Ltd" is a name. */
const char *locale_find_length(const struct locale *l, const char *text, size_t *len);
/* NULL if the locale has no such phrase. */
const char *locale_phrase(const struct locale *l, const char *id);
#endif
