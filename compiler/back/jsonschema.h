/* SPDX-License-Identifier: MIT */
/* What the parts of the JSON Schema writer share. */
#ifndef BACK_JSONSCHEMA_H
#define BACK_JSONSCHEMA_H
#include "../base/json.h"
#include "../base/text.h"
#include "emit.h"

/* An id, as text_is_id has it. */
#define ID "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
/* A key: an id that no reader of YAML takes for a value (load.c), of at most ID_MAX characters. */
#define KEY_PATTERN "^(?!(?:yes|no|on|off|y|n|true|false|null)$)(?=.{1,64}$)" ID "$"
/* The tag of a language, as text_is_language has it. */
#define LANGUAGE_PATTERN "^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$"
_Static_assert(ID_MAX == 64, "KEY_PATTERN has it");

struct schema_writer {
	struct json json;
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	const struct locale *explain; /* whose words explain ids: English, or the first */
};

/* jsonschema.c. */
/* The member `"$ref": "#/definitions/NAME"`, the name in two parts; and `"KEY": {"$ref": ...}`. */
void js_ref(struct schema_writer *w, const char *name, const char *suffix);
void js_ref_of(struct schema_writer *w, const char *key, const char *name, const char *suffix);
/* `"KEY": {"description": "DOC", "$ref": "#/definitions/NAME"}`: editors show the doc, readers of draft-07 skip it. */
void js_described(struct schema_writer *w, const char *key, const char *doc, const char *name, const char *suffix);
/* A member for each locale, of that definition; `"required"` with them all, after `before` (or NULL); and what allows words in a language
 * that has no template, which are ignored. */
void js_per_locale(struct schema_writer *w, const char *definition);
void js_require_locales(struct schema_writer *w, const char *before);
void js_other_languages(struct schema_writer *w);

/* jsonschema_types.c: the definitions that the fields of a document refer to. */
void js_definitions(struct schema_writer *w, enum document document);
/* jsonschema_words.c: everything below the root. */
void js_vocabulary(struct schema_writer *w);
void js_locale(struct schema_writer *w);
#endif
