/* SPDX-License-Identifier: MIT */
/* What the parts of the JSON Schema writer share: one line a member, two blanks a level, small values on one line. */
#ifndef BACK_JSONSCHEMA_H
#define BACK_JSONSCHEMA_H
#include "../base/text.h"
#include "emit.h"

/* An id, as text_is_id has it. */
#define ID "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
/* A key: an id that no reader of YAML takes for a value (load.c), of at most ID_MAX characters. */
#define KEY_PATTERN "^(?!(?:yes|no|on|off|y|n|true|false|null)$)(?=.{1,64}$)" ID "$"
_Static_assert(ID_MAX == 64, "KEY_PATTERN has it");

struct schema_writer {
	struct buf *b;
	unsigned depth;
	bool first; /* nothing in the innermost object yet */
	const struct vocabulary *vocabulary;
	const struct locales *locales;
	const struct locale *explain; /* whose words explain ids: English, or the first */
};

/* jsonschema.c. A line `"key": `, to which the caller appends the value; the same with a value that is JSON; with a text. */
void js_key(struct schema_writer *w, const char *key);
void js_raw(struct schema_writer *w, const char *key, const char *json);
void js_text(struct schema_writer *w, const char *key, const char *text);
/* A line `"key": {` and its end; between them, members. */
void js_object(struct schema_writer *w, const char *key);
void js_end(struct schema_writer *w);
/* The same for any bracket, without the key. */
void js_open(struct schema_writer *w, char bracket);
void js_close(struct schema_writer *w, char bracket);
/* On with the next element of a list, on its own line. */
void js_line(struct schema_writer *w);
/* The rest append to the line. */
void js_string(struct schema_writer *w, const char *s);
/* `"$ref": "#/definitions/NAME"`, the name in two parts. */
void js_ref(struct schema_writer *w, const char *name, const char *suffix);
/* `{"description": "DOC", "$ref": "#/definitions/NAME"}`: editors show the doc, readers of draft-07 skip it. */
void js_described(struct schema_writer *w, const char *doc, const char *name, const char *suffix);
/* A member for each locale, of that definition; and `"required"` with them all, after `before` (or NULL). */
void js_per_locale(struct schema_writer *w, const char *definition);
void js_require_locales(struct schema_writer *w, const char *before);

/* jsonschema_types.c: the definitions that the fields of a document refer to. */
void js_definitions(struct schema_writer *w, enum document document);
/* jsonschema_words.c: everything below the root. */
void js_vocabulary(struct schema_writer *w);
void js_locale(struct schema_writer *w);
#endif
