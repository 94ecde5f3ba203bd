/* SPDX-License-Identifier: MIT */
/* The front of the pipeline: files to model. Every fault becomes a diagnostic; the stages go on as far as they can. */
#ifndef FRONT_FRONT_H
#define FRONT_FRONT_H
#include "../model/model.h"
#include "node.h"

/* The words of one locale, from templates/locale/<id>.yaml. */
struct locale {
	const char *id;   /* "en": a BCP 47 language, lower case */
	const char *name; /* "English" */
	unsigned index;   /* which of a term's labels */
	const char *units[UNIT__COUNT][2]; /* one, other */
	const char *span_exact, *span_range, *span_indefinite, *span_while; /* with {n} {min} {max} {unit} {state} */
	const char *start_implied;                                          /* {event} */
	const char *list_comma, *list_examples; /* {list} */
	const char *list_and[2], *list_or[2];   /* before the last of two; of three or more */
	const char *date_form, *months[12];                                 /* {day} {month} {year} */
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

/* NULL if the locale has no such phrase. */
const char *locale_phrase(const struct locale *l, const char *id);

/* Bind one locale's tree. A fault leaves "" in its place. */
void locale_bind(struct arena *a, const struct node *root, const struct source *source, struct locale *out,
                 struct diags *diags);

/* Bind the vocabulary; locales say which labels each term needs. The fixed kinds are added from kinds.def with the
 * locales' labels. Works with root NULL (fixed kinds only). */
void vocabulary_bind(struct arena *a, const struct node *root, const struct source *source,
                     const struct locales *locales, struct vocabulary *out, struct diags *diags);

/* The ids of a kind that are names of files, sorted; before vocabulary_bind. Their codes mean nothing outside this run. */
void vocabulary_add_files(struct arena *a, enum kind kind, char **ids, size_t count, struct vocabulary *out);

/* Bind a file's tree by the language of its document. The model lives in the arena and points into source and vocabulary. */
struct model *model_bind(struct arena *a, const struct node *root, const struct source *source, enum document document,
                         const struct vocabulary *v, const struct locales *locales, struct diags *diags);

/* Bind the text of a reading as a value of the given field. Used by the references stage. */
bool value_bind_text(struct arena *a, const struct field *f, const struct value *text, const struct source *source,
                     const struct vocabulary *v, struct value *out, struct diags *diags);
#endif
