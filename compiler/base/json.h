/* SPDX-License-Identifier: MIT */
/* Writes JSON (RFC 8259). It places commas, line breaks and indentation; callers say what comes next. An object or a list has one
 * member a line, two spaces further in than its bracket, or stands on one line with everything in it:
 *
 *     json_flat(j, "period", '{');
 *     json_text(j, "kind", "exact");
 *     json_number(j, "min", 2);
 *     json_close(j);                      "period": {"kind": "exact", "min": 2}
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "buf.h"
#include <stdbool.h>

enum { JSON_DEPTH = 32 };

struct json {
	struct buf *out;
	unsigned depth; /* how many brackets are open */
	unsigned flat;  /* the depth of the outermost one on a single line; 0: none */
	bool full;      /* the innermost bracket has a member already */
	bool keyed;     /* a key is written, and its value comes next */
	char ends[JSON_DEPTH]; /* the bracket that closes each open one */
};

/* A document from its start; or the members of a bracket that somebody else opens at this depth (json_members). */
struct json json_start(struct buf *out);
struct json json_start_members(struct buf *out, unsigned depth);

/* '{' or '[', one member a line, or all of them on this one; and the end of the innermost bracket. NULL key: it is the document,
 * or the next of a list. */
void json_open(struct json *j, const char *key, char bracket);
void json_flat(struct json *j, const char *key, char bracket);
void json_close(struct json *j);
/* A member's key; its value comes next. Keys and ids have no characters that JSON escapes. */
void json_key(struct json *j, const char *key);

/* Values: of the key before them, or the next of a list. */
void json_string(struct json *j, const char *s);
void json_bytes(struct json *j, const char *s, size_t len); /* a string, which need not end with a NUL */
void json_id(struct json *j, const char *id);
void json_uint(struct json *j, uint64_t n);
void json_bool(struct json *j, bool b);
void json_raw(struct json *j, const char *json); /* a value that is JSON already */
/* What json_start_members has written at this depth. */
void json_members(struct json *j, const struct buf *members);

/* A key and its value. */
void json_text(struct json *j, const char *key, const char *text);
void json_number(struct json *j, const char *key, uint64_t n);
void json_flag(struct json *j, const char *key, bool flag);
void json_literal(struct json *j, const char *key, const char *json);
#endif
