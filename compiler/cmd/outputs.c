/* SPDX-License-Identifier: MIT */
/* The list of outputs, as openapi-generator and others keep one: plain, sorted, one path a line and no hashes, so that it is committed and
 * merges well. Only the compiler decides by it what is its own.
 *
 *     # policyc outputs 1
 *     # policyc build has written these files. It replaces and removes no others.
 *     data/mami.json
 *     ...
 *
 * While files are renamed the list has the outputs of both runs: what a killed run leaves is known to the next one. */
#include "outputs.h"
#include "../base/text.h"
#include "../model/model.h"
#include <stdlib.h>

#define LIST ".policyc-outputs"
#define FIRST_LINE "# policyc outputs "
#define HEAD FIRST_LINE "1\n# policyc build has written these files. It replaces and removes no others.\n"

enum { LIST_MAX = 64 << 20, HEAD_BYTES = 1024 };

/* The paths of outputs: I an id, D a date, L a language. Nothing else is written or removed, whatever a list says. */
static const char *const shapes[] = {"data/I.json",      "data/I/D.json",   "include/policy/I.h", "notices/I/L.html",  "notices/I/L.md",
                                     "notices/I/D/L.html", "notices/I/D/L.md", "reports/I.md",       "schema/I.json"};

static void add(struct output_list *l, const char *path)
{
	if (l->count == l->cap)
		l->at = mem_realloc(l->at, (l->cap = l->cap ? l->cap * 2 : 64) * sizeof *l->at);
	l->at[l->count++] = path;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct output_list *l)
{
	if (l->count)
		qsort(l->at, l->count, sizeof *l->at, by_bytes);
}

static bool has(const struct output_list *l, const char *path)
{
	return l->count && bsearch(&path, l->at, l->count, sizeof *l->at, by_bytes) != NULL;
}

static void say(struct outputs *o, enum diag_id id, const char *path, size_t len, uint32_t line, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
static void say(struct outputs *o, enum diag_id id, const char *path, size_t len, uint32_t line, const char *fmt, ...)
{
	struct buf at = {0}, text = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	o->refused = true;
	struct source s = {.path = buf_format(&at, "%s/%.*s", o->root, (int)len, path)};
	diag_add(o->diags, id, (struct pos){&s, line, line ? 1 : 0}, "%s", buf_cstr(&text));
	buf_free(&at);
	buf_free(&text);
}

/* ---- the list that is there ---- */

static bool is_language(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!(i && ((s[i] >= '0' && s[i] <= '9') || s[i] == '-' || s[i] == '_')) && !((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z'))
			return false;
	return len > 0;
}

static bool has_shape(const char *path, size_t len, const char *shape)
{
	const char *end = path + len;
	struct date date;
	for (; *shape; shape++) {
		size_t n = 0;
		while (path + n < end && path[n] != '/' && path[n] != '.')
			n++;
		if ((*shape == 'I' && !text_is_id(path, n)) || (*shape == 'D' && !date_parse(path, n, &date)) || (*shape == 'L' && !is_language(path, n)))
			return false;
		if (strchr("IDL", *shape))
			path += n;
		else if (path == end || *path++ != *shape)
			return false;
	}
	return path == end;
}

static bool is_output(const char *path, size_t len)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (has_shape(path, len, shapes[i]))
			return true;
	return false;
}

static void read_line(struct outputs *o, const char *line, size_t len, uint32_t number)
{
	bool version = number == 1 && len == sizeof FIRST_LINE && strncmp(line, FIRST_LINE "1", len) == 0;
	if (number == 1 && !version) {
		o->unreadable = true;
		say(o, DIAG_P019, LIST, sizeof LIST - 1, number, "this is not a list that this policyc has written; use the later version that has, or remove the file");
	} else if (line[0] != '#' && is_output(line, len)) {
		add(&o->listed, arena_copy(&o->arena, line, len));
	} else if (line[0] != '#') {
		o->unreadable = true;
		say(o, DIAG_P019, LIST, sizeof LIST - 1, number,
		    "'%.*s' is not the path of an output; take the line out, and of a merge keep the lines of both sides", (int)len, line);
	}
}

static void read_list(struct outputs *o)
{
	struct buf text = {0};
	o->has_list = stage_read(o->stage, LIST, LIST_MAX, &text);
	if (o->has_list) {
		uint32_t number = 0;
		for (const char *line = text.data, *end = line + text.len, *next; line < end && !o->unreadable; line = next) {
			const char *stop = memchr(line, '\n', (size_t)(end - line));
			next = stop ? stop + 1 : end;
			size_t len = (size_t)((stop ? stop : end) - line);
			len -= len && line[len - 1] == '\r'; /* a clone with CRLF */
			number++;
			if (len)
				read_line(o, line, len, number);
		}
	}
	buf_free(&text);
	sort(&o->listed);
}

void outputs_open(struct outputs *o, const char *root, bool check, struct diags *diags)
{
	*o = (struct outputs){.root = root, .diags = diags, .stage = stage_open(root, check)};
	read_list(o);
}

/* ---- files ---- */

/* What policyc 0.1, which kept no list, has written and can be nobody else's: headers say so. */
static bool has_mark(struct outputs *o, const char *path)
{
	static const char *const marks[] = {"\n/* Generated by policyc; do not edit. ", "\n * Part of policyc, the same for every brand"};
	struct buf head = {0};
	bool found = false;
	if (!o->has_list && strncmp(path, "include/", 8) == 0 && stage_read(o->stage, path, HEAD_BYTES, &head))
		found = strstr(buf_cstr(&head), marks[0]) || strstr(buf_cstr(&head), marks[1]);
	buf_free(&head);
	return found;
}

/* What stands in an output's way. */
static void refuse(struct outputs *o, const char *path, enum stage_answer answer)
{
	size_t len = stage_in_the_way(o->stage);
	switch (answer) {
	case STAGE_OTHER:
		say(o, DIAG_P018, path, strlen(path), 0,
		    o->has_list ? "an output has to go here, and policyc has not written this file (%s/" LIST " does not list it); move it away, or name another folder with -o"
		                : "an output has to go here, and nothing says that policyc has written this file (there is no %s/" LIST "); move it away, name another "
		                  "folder with -o, or, if an earlier policyc has written it, remove it", o->root);
		break;
	case STAGE_LINK:
		say(o, DIAG_P018, path, len, 0, "this is a symbolic link, and policyc follows and replaces none below the output folder; put a %s of its own here",
		    path[len] ? "folder" : "file");
		break;
	case STAGE_MOUNT:
		say(o, DIAG_P018, path, len, 0,
		    "this is on another file system than %s, or mounted there, so that outputs cannot be renamed into place together; mount all of %s instead", o->root,
		    o->root);
		break;
	default:
		say(o, DIAG_P018, path, len, 0, "an output has to go here, and this is %s; move it away",
		    answer == STAGE_FOLDER ? "a folder" : answer == STAGE_NO_FOLDER ? "not a folder" : "not a regular file");
	}
}

static enum stage_answer put(struct outputs *o, enum stage_turn turn, const char *path, const char *data, size_t len, bool ours)
{
	enum stage_answer answer = stage_put(o->stage, turn, path, data, len, ours);
	if (answer == STAGE_OTHER && has_mark(o, path))
		answer = stage_put(o->stage, turn, path, data, len, true);
	if (answer != STAGE_DONE && answer != STAGE_SAME)
		refuse(o, path, answer);
	return answer;
}

void outputs_put(struct outputs *o, const char *path, const char *data, size_t len)
{
	if (o->unreadable)
		return;
	if (!is_output(path, strlen(path))) {
		say(o, DIAG_P018, path, strlen(path), 0,
		    "policyc writes no file of this name: a language, and a page of an edition, is named by letters, digits and hyphens, such as en; rename it");
		return;
	}
	path = arena_copy(&o->arena, path, strlen(path));
	add(&o->now, path);
	if (put(o, STAGE_BETWEEN, path, data, len, has(&o->listed, path)) == STAGE_DONE)
		add(&o->written, path);
}

/* ---- the end ---- */

/* What is listed and was not put; whether there is such. One that is not a file any more has become somebody else's. */
static bool remove_stale(struct outputs *o)
{
	bool gone = false;
	for (size_t i = 0; i < o->listed.count; i++) {
		const char *path = o->listed.at[i];
		if (has(&o->now, path) || (i && strcmp(o->listed.at[i - 1], path) == 0))
			continue;
		enum stage_answer answer = stage_remove(o->stage, path);
		gone = true;
		if (answer == STAGE_DONE)
			add(&o->removed, path);
		else if (answer == STAGE_LINK)
			say(o, DIAG_P018, path, stage_in_the_way(o->stage), 0,
			    "this is a symbolic link, and an output to be removed lies %s; remove the link, or take the output's line out of %s/" LIST,
			    stage_in_the_way(o->stage) < strlen(path) ? "behind it" : "here", o->root);
	}
	return gone;
}

static void put_list(struct outputs *o, const struct output_list *list, enum stage_turn turn)
{
	struct buf text = {0};
	BUF_LIT(&text, HEAD);
	for (size_t i = 0; i < list->count; i++)
		if (i == 0 || strcmp(list->at[i - 1], list->at[i]) != 0) {
			buf_str(&text, list->at[i]);
			buf_char(&text, '\n');
		}
	if (put(o, turn, LIST, text.data, text.len, true) == STAGE_DONE && (o->written.count == 0 || strcmp(o->written.at[o->written.count - 1], LIST) != 0))
		add(&o->written, LIST);
	buf_free(&text);
}

void outputs_end(struct outputs *o, bool all)
{
	struct output_list both = {0};
	if (o->unreadable)
		return;
	sort(&o->now);
	bool gone = all && remove_stale(o);
	for (size_t i = 0; i < o->listed.count; i++)
		add(&both, o->listed.at[i]);
	for (size_t i = 0; i < o->now.count; i++)
		add(&both, o->now.at[i]);
	sort(&both);
	put_list(o, &both, STAGE_FIRST);
	if (gone)
		put_list(o, &o->now, STAGE_LAST);
	free(both.at);
	sort(&o->written);
}

bool outputs_have(const struct outputs *o, const char *file)
{
	bool found = stage_is_at(o->stage, LIST, file);
	for (size_t i = 0; i < o->now.count && !found; i++)
		found = stage_is_at(o->stage, o->now.at[i], file);
	return found;
}

bool outputs_change(const struct outputs *o)
{
	return o->written.count + o->removed.count > 0;
}

/* Two sorted lists as one. */
void outputs_lines(struct outputs *o, bool check, struct buf *out)
{
	const struct output_list *w = &o->written, *r = &o->removed;
	for (size_t i = check ? 0 : w->count, n = 0; i < w->count || n < r->count;) {
		bool removed = i == w->count || (n < r->count && strcmp(r->at[n], w->at[i]) < 0);
		text_visible(out, o->root, strlen(o->root));
		buf_printf(out, "/%s %s%s\n", removed ? r->at[n] : w->at[i], check ? "would be " : "", removed ? "removed" : "written");
		*(removed ? &n : &i) += 1;
	}
}

void outputs_json(const struct outputs *o, bool changes, struct json *j)
{
	const struct output_list *lists[] = {&o->written, &o->removed};
	struct buf path = {0};
	for (size_t l = 0; l < 2; l++) {
		json_open(j, l ? "removed" : "written", '[');
		for (size_t i = 0; changes && i < lists[l]->count; i++)
			json_string(j, buf_format(&path, "%s/%s", o->root, lists[l]->at[i]));
		json_close(j);
	}
	buf_free(&path);
}

void outputs_summary(const struct outputs *o, bool check, struct buf *out)
{
	size_t count = o->written.count;
	buf_printf(out, "%zu file%s under ", count, count == 1 ? "" : "s");
	text_visible(out, o->root, strlen(o->root));
	buf_str(out, check ? " would be written" : " written");
	if (o->removed.count)
		buf_printf(out, ", %zu removed", o->removed.count);
}

void outputs_close(struct outputs *o, bool commit)
{
	if (commit)
		stage_commit(o->stage);
	else
		stage_abandon(o->stage);
	free(o->listed.at);
	free(o->now.at);
	free(o->written.at);
	free(o->removed.at);
	arena_free(&o->arena);
}
