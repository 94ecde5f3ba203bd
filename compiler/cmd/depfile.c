/* SPDX-License-Identifier: MIT */
/* Writes paths as GNU make reads them (tried with make 4.3 and 4.4, character by character; tests/ownership does so again).
 *
 * A backslash quotes spaces, '#', ':' and what make takes for a pattern of file names; before it backslashes count double, elsewhere they
 * are themselves. '%' is special in a target alone and '|' in a prerequisite alone, and quoted nowhere else. A line with '=' before its
 * colon is an assignment, whatever is before the '=', and so is a rule whose first prerequisite has one: the first never does, and
 * an input with '=' is not a target, so that make stops and names it when it is removed. */
#include "depfile.h"
#include "../base/arena.h"
#include <stdlib.h>

enum role { TARGET = 1, PREREQUISITE = 2 };

static bool needs_backslash(char c, enum role role)
{
	return strchr(" #:*?[", c) != NULL || (c == '%' && role == TARGET) || (c == '|' && role == PREREQUISITE);
}

/* At its end these would be read together with what follows: as a quote, an archive's member, "&:". */
static bool ends_badly(const char *path)
{
	size_t len = strlen(path);
	return len > 0 && strchr("\\)&", path[len - 1]) != NULL;
}

static void put_path(struct buf *out, const char *path, enum role role)
{
	size_t backslashes = 0;
	if (*path == '~' || *path == '=') /* somebody's home; an assignment to the word before */
		BUF_LIT(out, "./");
	for (const char *c = path; *c; c++) {
		bool quote = needs_backslash(*c, role) || (*c == '=' && backslashes);
		for (size_t i = 0; quote && i <= backslashes; i++)
			buf_char(out, '\\');
		if (*c == '$')
			buf_char(out, '$');
		buf_char(out, *c);
		backslashes = *c == '\\' ? backslashes + 1 : 0;
	}
	if (ends_badly(path))
		BUF_LIT(out, "/."); /* of what is read only a folder's name can */
}

static const char *unreadable(const char *path)
{
	for (const char *c = path; *c; c++)
		if ((unsigned char)*c < ' ')
			return "it has a control character";
	return strchr(path, ';') ? "it has a ';'" : NULL;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What is always there and hardly ever changes; not the root folder, whose name ninja reads as an empty one. */
static const char always[] = "/bin/sh";

/* Sorted, each once; the first without '=', if need be the one that is always there. */
static const char **order(const struct buf *inputs, size_t *count)
{
	size_t n = 0, kept = 0, plain = 0;
	const char *end = inputs->data + inputs->len;
	for (const char *at = inputs->data; at < end; at += strlen(at) + 1)
		n++;
	const char **list = mem_alloc((n + 1) * sizeof *list);
	n = 1;
	for (const char *at = inputs->data; at < end; at += strlen(at) + 1)
		list[n++] = at;
	qsort(list + 1, n - 1, sizeof *list, by_bytes);
	for (size_t i = 1; i < n; i++)
		if (kept == 0 || strcmp(list[kept], list[i]) != 0)
			list[++kept] = list[i];
	while (plain < kept && strchr(list[plain + 1], '='))
		plain++;
	list[0] = always;
	if (plain < kept) {
		list[0] = list[plain + 1];
		memmove(list + plain + 1, list + plain + 2, (kept - plain - 1) * sizeof *list);
		kept--;
	}
	*count = kept + 1;
	return list;
}

bool depfile_write(struct buf *out, const char *target, const struct buf *inputs, const char **bad, const char **why)
{
	size_t count;
	const char **list = order(inputs, &count);
	*bad = target;
	*why = unreadable(target);
	if (!*why && ends_badly(target))
		*why = "it ends with a '\\', ')' or '&'";
	if (!*why && strchr(target, '='))
		*why = "it has a '='";
	for (size_t i = 0; i < count && !*why; i++)
		*why = unreadable(*bad = list[i]);
	put_path(out, target, TARGET);
	buf_char(out, ':');
	for (size_t i = 0; i < count; i++) {
		BUF_LIT(out, " \\\n ");
		put_path(out, list[i], PREREQUISITE);
	}
	buf_char(out, '\n');
	for (size_t i = 0; i < count; i++)
		if (!strchr(list[i], '=') && list[i] != always) {
			buf_char(out, '\n');
			put_path(out, list[i], TARGET);
			BUF_LIT(out, ":\n");
		}
	free(list);
	return !*why;
}
