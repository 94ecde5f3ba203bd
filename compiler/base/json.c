/* SPDX-License-Identifier: MIT */
/* Writes JSON into a buffer: brackets, commas, lines and their indentation. Strings are escaped by text_json. */
#include "json.h"
#include "text.h"
#include <assert.h>

struct json json_start(struct buf *out)
{
	return (struct json){.out = out};
}

struct json json_start_members(struct buf *out, unsigned depth)
{
	return (struct json){.out = out, .depth = depth};
}

static void new_line(struct json *j)
{
	buf_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		BUF_LIT(j->out, "  ");
}

/* What stands before a member of the innermost bracket. */
static void separate(struct json *j)
{
	if (j->flat) {
		if (j->full)
			BUF_LIT(j->out, ", ");
	} else {
		if (j->full)
			buf_char(j->out, ',');
		new_line(j);
	}
	j->full = true;
}

/* What stands before a value: nothing after its key, nor before the document. */
static void begin_value(struct json *j)
{
	if (!j->keyed && j->depth)
		separate(j);
	j->keyed = false;
}

void json_open(struct json *j, const char *key, char bracket)
{
	if (key)
		json_key(j, key);
	begin_value(j);
	assert(j->depth < JSON_DEPTH);
	j->ends[j->depth++] = bracket == '{' ? '}' : ']';
	j->full = false;
	buf_char(j->out, bracket);
}

void json_flat(struct json *j, const char *key, char bracket)
{
	json_open(j, key, bracket);
	if (!j->flat)
		j->flat = j->depth;
}

void json_close(struct json *j)
{
	bool lines = j->full && !j->flat;
	if (j->flat == j->depth)
		j->flat = 0;
	j->depth--;
	if (lines)
		new_line(j);
	buf_char(j->out, j->ends[j->depth]);
	j->full = true;
}

void json_key(struct json *j, const char *key)
{
	separate(j);
	buf_char(j->out, '"');
	buf_str(j->out, key);
	BUF_LIT(j->out, "\": ");
	j->keyed = true;
}

void json_bytes(struct json *j, const char *s, size_t len)
{
	begin_value(j);
	text_json(j->out, s, len);
}

void json_string(struct json *j, const char *s)
{
	json_bytes(j, s, strlen(s));
}

void json_id(struct json *j, const char *id)
{
	begin_value(j);
	buf_char(j->out, '"');
	buf_str(j->out, id);
	buf_char(j->out, '"');
}

void json_uint(struct json *j, uint64_t n)
{
	begin_value(j);
	buf_uint(j->out, n);
}

void json_raw(struct json *j, const char *json)
{
	begin_value(j);
	buf_str(j->out, json);
}

void json_bool(struct json *j, bool b)
{
	json_raw(j, b ? "true" : "false");
}

void json_members(struct json *j, const struct buf *members)
{
	if (members->len == 0)
		return;
	if (j->full)
		buf_char(j->out, ',');
	buf_add(j->out, members->data, members->len);
	j->full = true;
}

void json_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_string(j, text);
}

void json_number(struct json *j, const char *key, uint64_t n)
{
	json_key(j, key);
	json_uint(j, n);
}

void json_flag(struct json *j, const char *key, bool flag)
{
	json_key(j, key);
	json_bool(j, flag);
}

void json_literal(struct json *j, const char *key, const char *json)
{
	json_key(j, key);
	json_raw(j, json);
}
