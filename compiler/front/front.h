/* SPDX-License-Identifier: MIT */
/* The front of the pipeline: files to model. Every error becomes a diagnostic; the stages go on as far as they can. */
#ifndef FRONT_FRONT_H
#define FRONT_FRONT_H
#include "../model/locale.h"
#include "../model/model.h"
#include "node.h"

/* Bind one locale's tree. An error leaves "" in its place. */
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
