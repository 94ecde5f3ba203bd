/* SPDX-License-Identifier: MIT */
/* Collects the errors, warnings and notes about the input; counts, waives, raises and sorts them. It keeps no pointer into a
 * source, whose bytes may be gone when the diagnostics are printed: everything is copied when it is added. diag_*.c print them. */
#include "diag.h"
#include "text.h"
#include <stdlib.h>

static const struct {
	const char *name;
	enum severity severity;
	const char *title;
} table[] = {
#define DIAG(id, severity, title) [DIAG_##id] = {#id, SEVERITY_##severity, title},
#include "diag.def"
#undef DIAG
};

const char *diag_name(enum diag_id id)
{
	return table[id].name;
}

const char *diag_title(enum diag_id id)
{
	return table[id].title;
}

enum severity diag_severity(enum diag_id id)
{
	return table[id].severity;
}

bool diag_find(const char *name, enum diag_id *id)
{
	for (size_t i = 0; i < DIAG__COUNT; i++)
		if (strcmp(table[i].name, name) == 0) {
			*id = (enum diag_id)i;
			return true;
		}
	return false;
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = {"note", "warning", "error"};
	return names[s];
}

/* A message names what the file holds, which may be a megabyte without a space. */
enum { MESSAGE_MAX = 1500 };

static char *message(struct arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static char *message(struct arena *a, const char *fmt, va_list ap)
{
	char raw[MESSAGE_MAX + 4];
	struct buf b = {0};
	int n = vsnprintf(raw, MESSAGE_MAX + 1, fmt, ap);
	size_t len = n < 0 ? 0 : (size_t)n;
	if (len > MESSAGE_MAX) {
		len = MESSAGE_MAX;
		while ((raw[len] & 0xC0) == 0x80 || (raw[len - 1] & 0xC0) == 0xC0)
			len--; /* do not cut a character in two */
		for (int dots = 0; dots < 3; dots++)
			raw[len++] = '.';
	}
	text_visible(&b, raw, len);
	char *copy = arena_copy(a, b.data, b.len);
	buf_free(&b);
	return copy;
}

/* The excerpt's width, and how far into it a caret in a long line stands. */
enum { WIDTH = 100, LEAD = 60, COL_MAX = 100000 };

/* One character's bytes; an ill-formed byte is a character of its own. */
static size_t char_len(const char *p, const char *end)
{
	uint32_t cp;
	unsigned n = utf8_decode(p, (size_t)(end - p), &cp);
	return n ? n : 1;
}

/* How many columns a character takes once made visible. */
static uint32_t char_width(struct buf *scratch, const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;
	if (n == 1 && c >= 0x20 && c < 0x7F)
		return 1;
	scratch->len = 0;
	text_visible(scratch, p, n);
	return scratch->data[0] == '\\' ? (uint32_t)scratch->len : 1;
}

static const char *line_start(const struct source *s, uint32_t line)
{
	const char *p = s->text, *end = s->text + s->len;
	if (s->len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3; /* the byte order mark takes no column */
	for (; line > 1; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			return NULL;
		p++;
	}
	return p;
}

static void add_excerpt(struct diags *d, struct diag *g, const struct source *s)
{
	const char *start = s->text && g->line ? line_start(s, g->line) : NULL;
	if (!start || g->col > COL_MAX)
		return;
	const char *end = memchr(start, '\n', (size_t)(s->text + s->len - start));
	if (!end)
		end = s->text + s->len;
	if (end > start && end[-1] == '\r' && g->col <= (size_t)(end - start))
		end--;
	struct buf scratch = {0}, out = {0};
	/* `from` stays at most LEAD columns before the caret; `before` is that distance. */
	const char *from = start, *at = start;
	uint32_t before = 0;
	for (uint32_t col = 1; col < g->col && at < end; col++) {
		size_t n = char_len(at, end);
		before += char_width(&scratch, at, n);
		at += n;
		while (before > LEAD) {
			n = char_len(from, end);
			before -= char_width(&scratch, from, n);
			from += n;
		}
	}
	/* A line that fits is shown from its start. */
	uint32_t width = 0;
	const char *p = start;
	for (; p < end && width <= WIDTH; p += char_len(p, end))
		width += char_width(&scratch, p, char_len(p, end));
	if (width <= WIDTH) {
		for (p = start; from > p; p += char_len(p, end))
			before += char_width(&scratch, p, char_len(p, end));
		from = start;
	}
	if (from > start) {
		BUF_LIT(&out, "...");
		before += 3;
	}
	for (width = 0, p = from; p < end && width < WIDTH; p += char_len(p, end)) {
		width += char_width(&scratch, p, char_len(p, end));
		text_visible(&out, p, char_len(p, end));
	}
	if (p < end)
		BUF_LIT(&out, "...");
	if (out.len) { /* an empty line shows nothing */
		g->excerpt = arena_copy(&d->arena, out.data, out.len);
		g->caret = before + 1;
	}
	buf_free(&scratch);
	buf_free(&out);
}

static char *copy_path(struct diags *d, struct pos pos)
{
	const char *path = pos.source && pos.source->path ? pos.source->path : "policyc";
	return arena_copy(&d->arena, path, strlen(path));
}

/* The number that counts diagnostics of this severity; waived ones have a number of their own. */
static size_t *counter(struct diags *d, enum severity s, bool waived)
{
	return waived ? &d->waived : s == SEVERITY_ERROR ? &d->errors : s == SEVERITY_WARNING ? &d->warnings : &d->notes;
}

/* Whether one more of this severity is shown; if not, it is counted as dropped. */
static bool count_shown(struct diags *d, enum severity s)
{
	bool room = d->shown[s] < DIAG_MAX;
	if (room)
		d->shown[s]++;
	else
		d->dropped++;
	return room;
}

/* An error that is not shown need not be kept: it is never waived or raised, so that its count stays right. */
static bool is_kept(enum severity s, bool shown)
{
	return shown || s != SEVERITY_ERROR;
}

static struct diag *append(struct diags *d)
{
	if (d->count == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 16;
		d->list = mem_realloc(d->list, d->cap * sizeof *d->list);
	}
	return &d->list[d->count++];
}

void diag_vadd(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, va_list ap)
{
	enum severity severity = table[id].severity;
	*counter(d, severity, false) += 1;
	d->skipped = true;
	if (severity < d->keep)
		return;
	bool shown = count_shown(d, severity);
	if (!is_kept(severity, shown))
		return;
	struct diag *g = append(d);
	d->skipped = false;
	*g = (struct diag){.id = id, .severity = severity, .line = pos.line, .col = pos.col};
	g->path = copy_path(d, pos);
	if (!shown)
		return;
	g->text = message(&d->arena, fmt, ap);
	if (pos.source)
		add_excerpt(d, g, pos.source);
}

void diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	diag_vadd(d, id, pos, fmt, ap);
	va_end(ap);
}

void diag_also(struct diags *d, struct pos pos, const char *fmt, ...)
{
	if (d->count == 0 || d->skipped || !d->list[d->count - 1].text)
		return; /* the diagnostic that it belongs to is not shown */
	struct diag *g = &d->list[d->count - 1];
	g->also_path = copy_path(d, pos);
	g->also_line = pos.line;
	g->also_col = pos.col;
	va_list ap;
	va_start(ap, fmt);
	g->also_text = message(&d->arena, fmt, ap);
	va_end(ap);
}

static char *copy_text(struct diags *d, const char *text)
{
	return text ? arena_copy(&d->arena, text, strlen(text)) : NULL;
}

void diag_about(struct diags *d, const char *rule, const char *fact)
{
	if (d->count == 0 || d->skipped)
		return;
	struct diag *g = &d->list[d->count - 1];
	g->rule = copy_text(d, rule);
	g->fact = copy_text(d, fact);
}

/* Adds a copy of another collection's diagnostic, which is counted already. */
static void copy_diag(struct diags *d, const struct diag *old)
{
	bool shown = old->text && count_shown(d, old->severity);
	if (!is_kept(old->severity, shown))
		return;
	struct diag *g = append(d);
	*g = *old;
	g->path = copy_text(d, old->path);
	g->text = shown ? copy_text(d, old->text) : NULL;
	g->excerpt = shown ? copy_text(d, old->excerpt) : NULL;
	g->also_path = shown ? copy_text(d, old->also_path) : NULL;
	g->also_text = shown ? copy_text(d, old->also_text) : NULL;
	g->rule = copy_text(d, old->rule);
	g->fact = copy_text(d, old->fact);
	g->waived = copy_text(d, old->waived);
}

void diags_take(struct diags *d, struct diags *from)
{
	d->errors += from->errors;
	d->warnings += from->warnings;
	d->notes += from->notes;
	d->waived += from->waived;
	d->dropped += from->dropped;
	for (size_t i = 0; i < from->count; i++)
		if (from->list[i].severity >= d->keep)
			copy_diag(d, &from->list[i]);
	diags_free(from);
}

/* Changes a diagnostic's severity or waives it, and the numbers with it. */
static void recount(struct diags *d, struct diag *g, enum severity severity, char *waived)
{
	*counter(d, g->severity, g->waived) -= 1;
	if (g->text) {
		d->shown[g->severity]--;
		d->shown[severity]++;
	} else if (waived) {
		d->dropped--; /* a waived diagnostic that is not shown is not missed */
	}
	g->severity = severity;
	g->waived = waived;
	*counter(d, severity, waived) += 1;
}

static bool is_about(const struct diag *g, const char *rule)
{
	return strcmp(table[g->id].name, rule) == 0 || (g->rule && strcmp(g->rule, rule) == 0);
}

bool diag_can_waive(const struct diag *g, const char *path, const char *rule)
{
	return table[g->id].severity != SEVERITY_ERROR && g->fact && is_about(g, rule) && strcmp(g->path, path) == 0;
}

size_t diags_waive(struct diags *d, const char *path, const char *rule, const char *fact, const char *reason)
{
	char *waived = copy_text(d, reason);
	size_t n = 0;
	for (size_t i = 0; i < d->count; i++) {
		struct diag *g = &d->list[i];
		if (g->waived || !diag_can_waive(g, path, rule) || strcmp(g->fact, fact) != 0)
			continue;
		recount(d, g, table[g->id].severity, waived); /* a waiver takes back what a denial has raised */
		n++;
	}
	return n;
}

static bool is_denied(const struct diag *g, const char *what)
{
	if (strcmp(what, "warnings") == 0)
		return g->severity == SEVERITY_WARNING;
	if (is_about(g, what))
		return true;
	size_t len = strlen(what);
	return g->rule && strncmp(g->rule, what, len) == 0 && g->rule[len] == '/';
}

size_t diags_deny(struct diags *d, const char *path, const char *what)
{
	size_t n = 0;
	for (size_t i = 0; i < d->count; i++) {
		struct diag *g = &d->list[i];
		if (g->severity == SEVERITY_ERROR || g->waived || !is_denied(g, what) || (path && strcmp(g->path, path) != 0))
			continue;
		recount(d, g, SEVERITY_ERROR, NULL);
		n++;
	}
	return n;
}

static int by_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* Differences from laws that nobody has read come after all others of their file. */
static int by_place(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int c;
	if ((c = by_text(a->path, b->path)) || (c = (a->id == DIAG_P210) - (b->id == DIAG_P210)) || (c = by_number(a->line, b->line)) || (c = by_number(a->col, b->col)) ||
	    (c = by_number(a->id, b->id)) || (c = by_text(a->rule, b->rule)) || (c = by_text(a->fact, b->fact)) ||
	    (c = by_text(a->text, b->text)) || (c = by_text(a->also_path, b->also_path)) ||
	    (c = by_number(a->also_line, b->also_line)) || (c = by_number(a->also_col, b->also_col)) ||
	    (c = by_text(a->also_text, b->also_text)))
		return c;
	return by_text(a->waived, b->waived);
}

bool diags_have_verdicts(const struct diags *d)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->list[i].id >= DIAG_P200 && d->list[i].id <= DIAG_P210 && !d->list[i].waived)
			return true;
	return false;
}

void diags_sort(struct diags *d)
{
	if (d->count < 2)
		return;
	qsort(d->list, d->count, sizeof *d->list, by_place);
	size_t kept = 1;
	for (size_t i = 1; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (!g->text || by_place(&d->list[kept - 1], g) != 0) {
			d->list[kept++] = *g;
			continue;
		}
		*counter(d, g->severity, g->waived) -= 1;
		d->shown[g->severity]--;
	}
	d->count = kept;
}

void diags_free(struct diags *d)
{
	free(d->list);
	arena_free(&d->arena);
	*d = (struct diags){0};
}
