/* Collects faults of the input and prints them: reads positions and messages,
 * makes the text and JSON reports. Must not keep a pointer into a source: its
 * bytes may be gone by the time of printing, so all is copied when added. */
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

/* A message names what the file holds, which may be a megabyte without a blank. */
enum { MESSAGE_MAX = 1500 };

static char *message(struct arena *a, const char *fmt, va_list ap)
{
	char raw[MESSAGE_MAX + 4];
	struct buf b = {0};
	int n = vsnprintf(raw, MESSAGE_MAX + 1, fmt, ap);
	size_t len = n < 0 ? 0 : (size_t)n;
	if (len > MESSAGE_MAX) {
		len = MESSAGE_MAX;
		while ((raw[len] & 0xC0) == 0x80 || (raw[len - 1] & 0xC0) == 0xC0)
			len--; /* not within a character */
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
		p += 3; /* the byte order mark is no column */
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
	/* `from` follows the caret LEAD columns behind, `before` is the distance. */
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

/* Room for one more; NULL when it is only counted. */
static struct diag *next(struct diags *d)
{
	if (d->dropped || d->count == DIAG_MAX) {
		d->dropped++;
		return NULL;
	}
	if (d->count == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 16;
		d->list = mem_realloc(d->list, d->cap * sizeof *d->list);
	}
	return &d->list[d->count++];
}

void diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
{
	enum severity severity = table[id].severity;
	*(severity == SEVERITY_ERROR ? &d->errors : severity == SEVERITY_WARNING ? &d->warnings : &d->notes) += 1;
	d->skipped = severity < d->keep;
	if (d->skipped)
		return;
	struct diag *g = next(d);
	if (!g)
		return;
	*g = (struct diag){.id = id, .severity = severity, .line = pos.line, .col = pos.col};
	g->path = copy_path(d, pos);
	va_list ap;
	va_start(ap, fmt);
	g->text = message(&d->arena, fmt, ap);
	va_end(ap);
	if (pos.source)
		add_excerpt(d, g, pos.source);
}

void diag_also(struct diags *d, struct pos pos, const char *fmt, ...)
{
	if (d->dropped || d->count == 0 || d->skipped)
		return; /* the fault it belongs to was not kept */
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
	if (d->dropped || d->count == 0 || d->skipped)
		return; /* the fault they belong to was not kept */
	d->list[d->count - 1].rule = copy_text(d, rule);
	d->list[d->count - 1].fact = copy_text(d, fact);
}

/* The counter that a fault is in. */
static size_t *counter(struct diags *d, const struct diag *g)
{
	if (g->waived)
		return &d->waived;
	return g->severity == SEVERITY_ERROR ? &d->errors : g->severity == SEVERITY_WARNING ? &d->warnings : &d->notes;
}

/* Whether a fault has that id, comes from that rule, or from a rule of that baseline. */
static bool is_of(const struct diag *g, const char *what)
{
	size_t n = strlen(what);
	if (strcmp(diag_name(g->id), what) == 0)
		return true;
	return g->rule && strncmp(g->rule, what, n) == 0 && (g->rule[n] == '\0' || g->rule[n] == '/');
}

size_t diags_waive(struct diags *d, const char *path, const char *rule, const char *fact, const char *reason)
{
	size_t count = 0;
	for (size_t i = 0; i < d->count; i++) {
		struct diag *g = &d->list[i];
		if (g->severity == SEVERITY_ERROR || !g->fact || strcmp(g->path, path) != 0 || strcmp(g->fact, fact) != 0 || !is_of(g, rule))
			continue;
		*counter(d, g) -= 1;
		g->waived = copy_text(d, reason);
		*counter(d, g) += 1;
		count++;
	}
	return count;
}

void diags_deny(struct diags *d, const char *path, const char *what)
{
	bool warnings = strcmp(what, "warnings") == 0;
	for (size_t i = 0; i < d->count; i++) {
		struct diag *g = &d->list[i];
		if (g->waived || (path && strcmp(g->path, path) != 0) || !(warnings ? g->severity == SEVERITY_WARNING : is_of(g, what)))
			continue;
		*counter(d, g) -= 1;
		g->severity = SEVERITY_ERROR;
		*counter(d, g) += 1;
	}
}

void diags_take(struct diags *d, struct diags *from)
{
	d->errors += from->errors;
	d->warnings += from->warnings;
	d->notes += from->notes;
	d->waived += from->waived;
	d->dropped += from->dropped;
	for (size_t i = 0; i < from->count; i++) {
		struct diag *g = from->list[i].severity >= d->keep && !(d->keep > SEVERITY_NOTE && from->list[i].waived) ? next(d) : NULL;
		if (!g)
			continue;
		*g = from->list[i];
		g->path = copy_text(d, g->path);
		g->text = copy_text(d, g->text);
		g->excerpt = copy_text(d, g->excerpt);
		g->also_path = copy_text(d, g->also_path);
		g->also_text = copy_text(d, g->also_text);
		g->rule = copy_text(d, g->rule);
		g->fact = copy_text(d, g->fact);
		g->waived = copy_text(d, g->waived);
	}
	diags_free(from);
}

static int by_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_place(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int c;
	if ((c = by_text(a->path, b->path)) || (c = by_number(a->line, b->line)) || (c = by_number(a->col, b->col)) ||
	    (c = by_number(a->id, b->id)) || (c = by_text(a->text, b->text)) || (c = by_text(a->also_path, b->also_path)) ||
	    (c = by_number(a->also_line, b->also_line)) || (c = by_number(a->also_col, b->also_col)))
		return c;
	if ((c = by_text(a->also_text, b->also_text)))
		return c;
	return by_text(a->rule, b->rule);
}

void diags_sort(struct diags *d)
{
	if (d->count < 2)
		return;
	qsort(d->list, d->count, sizeof *d->list, by_place);
	size_t kept = 1;
	for (size_t i = 1; i < d->count; i++) {
		if (by_place(&d->list[kept - 1], &d->list[i]) != 0) {
			d->list[kept++] = d->list[i];
			continue;
		}
		*counter(d, &d->list[i]) -= 1;
	}
	d->count = kept;
}

static void print_place(struct buf *out, const char *path, uint32_t line, uint32_t col)
{
	text_visible(out, path, strlen(path));
	buf_char(out, ':');
	if (line) {
		buf_uint(out, line);
		buf_char(out, ':');
		buf_uint(out, col);
		buf_char(out, ':');
	}
	buf_char(out, ' ');
}

static void print_excerpt(struct buf *out, const struct diag *g, bool colour)
{
	BUF_LIT(out, "    ");
	buf_str(out, g->excerpt);
	BUF_LIT(out, "\n    ");
	for (uint32_t i = 1; i < g->caret; i++)
		buf_char(out, ' ');
	buf_str(out, colour ? "\033[1;32m^\033[0m\n" : "^\n");
}

void diags_print_text(const struct diags *d, struct buf *out, bool colour)
{
	static const char *const shade[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
	for (size_t i = 0; i < d->count; i++) {
		const struct diag *g = &d->list[i];
		if (g->waived)
			continue;
		buf_str(out, colour ? "\033[1m" : "");
		print_place(out, g->path, g->line, g->col);
		buf_str(out, colour ? shade[g->severity] : "");
		buf_str(out, severity_name(g->severity));
		buf_str(out, colour ? ":\033[0m " : ": ");
		buf_str(out, g->text);
		BUF_LIT(out, " [");
		buf_str(out, diag_name(g->id));
		if (g->rule)
			buf_printf(out, " %s", g->rule);
		BUF_LIT(out, "]\n");
		if (g->excerpt)
			print_excerpt(out, g, colour);
		if (g->also_path) {
			print_place(out, g->also_path, g->also_line, g->also_col);
			buf_str(out, colour ? "\033[1;36mnote:\033[0m " : "note: ");
			buf_str(out, g->also_text);
			buf_char(out, '\n');
		}
	}
	if (d->dropped) {
		BUF_LIT(out, "policyc: ");
		buf_uint(out, d->dropped);
		BUF_LIT(out, " more faults are counted but not shown\n");
	}
}

static void json_name(struct buf *out, const char *indent, const char *name)
{
	buf_str(out, indent);
	buf_char(out, '"');
	buf_str(out, name);
	BUF_LIT(out, "\": ");
}

static void json_text(struct buf *out, const char *indent, const char *name, const char *value)
{
	json_name(out, indent, name);
	text_json(out, value, strlen(value));
}

static void json_number(struct buf *out, const char *indent, const char *name, uint64_t value)
{
	json_name(out, indent, name);
	buf_uint(out, value);
}

static void json_place(struct buf *out, const char *indent, const char *path, uint32_t line, uint32_t col)
{
	json_text(out, indent, "path", path);
	buf_char(out, ',');
	json_number(out, indent, "line", line);
	buf_char(out, ',');
	json_number(out, indent, "column", col);
	buf_char(out, ',');
}

static void json_diag(struct buf *out, const struct diag *g)
{
	static const char in[] = "\n      ", in2[] = "\n        ";
	BUF_LIT(out, "\n    {");
	json_text(out, in, "id", diag_name(g->id));
	buf_char(out, ',');
	json_text(out, in, "severity", severity_name(g->severity));
	buf_char(out, ',');
	json_place(out, in, g->path, g->line, g->col);
	json_text(out, in, "message", g->text);
	if (g->rule) {
		buf_char(out, ',');
		json_text(out, in, "rule", g->rule);
	}
	if (g->fact) {
		buf_char(out, ',');
		json_text(out, in, "fact", g->fact);
	}
	if (g->waived) {
		buf_char(out, ',');
		json_text(out, in, "waived", g->waived);
	}
	if (g->also_path) {
		buf_char(out, ',');
		json_name(out, in, "also");
		buf_char(out, '{');
		json_place(out, in2, g->also_path, g->also_line, g->also_col);
		json_text(out, in2, "message", g->also_text);
		buf_str(out, in);
		buf_char(out, '}');
	}
	BUF_LIT(out, "\n    }");
}

void diags_print_json(const struct diags *d, struct buf *out)
{
	static const char in[] = "\n  ";
	BUF_LIT(out, "{\n  \"format\": 1,\n  \"diagnostics\": [");
	for (size_t i = 0; i < d->count; i++) {
		if (i)
			buf_char(out, ',');
		json_diag(out, &d->list[i]);
	}
	buf_str(out, d->count ? "\n  ]," : "],");
	json_number(out, in, "errors", d->errors);
	buf_char(out, ',');
	json_number(out, in, "warnings", d->warnings);
	buf_char(out, ',');
	json_number(out, in, "notes", d->notes);
	buf_char(out, ',');
	json_number(out, in, "waived", d->waived);
	BUF_LIT(out, "\n}\n");
}

void diags_free(struct diags *d)
{
	free(d->list);
	arena_free(&d->arena);
	*d = (struct diags){0};
}
