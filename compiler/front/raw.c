/* SPDX-License-Identifier: MIT */
/* The raw text beside the parser's events: what libyaml gives away too early or not at all, namely escapes, spaces that are letters to it,
 * comments that do not look like comments, and continued lines. Knows nothing of nodes, and reads a file once, from its start to its end. */
#include "raw.h"
#include "../base/bytes.h"
#include "../base/text.h"

static struct pos here(const struct raw *r)
{
	return (struct pos){r->source, r->line, r->col};
}

/* One character forward. */
static void step(struct raw *r)
{
	uint32_t cp;
	r->col++;
	if (*r->at == '\n') {
		r->line++;
		r->col = 1;
	}
	r->at += utf8_decode(r->at, (size_t)(r->end - r->at), &cp);
}

static uint32_t character(const struct raw *r)
{
	uint32_t cp = 0;
	utf8_decode(r->at, (size_t)(r->end - r->at), &cp);
	return cp;
}

/* The space at which the walk stands. */
static void report_space(struct raw *r)
{
	if (r->wide_spaces++ < BYTES_MAX_ERRORS)
		diag_add(r->diags, DIAG_P002, here(r), "U+%04lX is %s", (unsigned long)character(r), bytes_hidden_words(character(r)));
}

static void walk_to(struct raw *r, struct pos pos)
{
	while (r->at < r->end && (r->line < pos.line || (r->line == pos.line && r->col < pos.col)))
		step(r);
}

/* The code point an escape sequence stands for; 'x' where it is harmless. */
static uint32_t escape_value(const char *p)
{
	static const char letters[] = "0abtnvfreNLP", digits[] = "0123456789abcdef";
	static const uint32_t values[] = {0, 7, 8, 9, 10, 11, 12, 13, 27, 0x85, 0x2028, 0x2029};
	const char *known = *p ? strchr(letters, *p) : NULL;
	if (known)
		return values[known - letters];
	unsigned n = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;
	uint32_t cp = n ? 0 : 'x';
	for (; n > 0 && p[1]; n--) {
		char c = *++p;
		const char *digit = strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
		cp = cp << 4 | (uint32_t)(digit ? digit - digits : 0);
	}
	return cp;
}

/* Escapes in double quotes can make what bytes_check refused. libyaml gives
 * only the value, so the raw text is read again, up to each such escape. */
static bool check_escapes(struct raw *r, const struct scalar *s)
{
	const char *p = s->text, *end = p + s->len;
	bool bad = false;
	for (uint32_t cp; p < end && !bad; p += utf8_decode(p, (size_t)(end - p), &cp)) {
		unsigned n = utf8_decode(p, (size_t)(end - p), &cp);
		bad = n == 0 || cp == '\t' || text_is_hidden(cp);
		if (bad)
			break;
	}
	if (!bad)
		return true;
	walk_to(r, s->start);
	while (r->at < r->end && *r->at != '"') /* past an anchor or tag */
		step(r);
	for (step(r); r->at < r->end && *r->at != '"'; step(r)) {
		if (*r->at != '\\')
			continue;
		uint32_t cp = escape_value(r->at + 1);
		if (cp == '\t' || text_is_hidden(cp))
			diag_add(r->diags, cp == '\t' ? DIAG_P004 : DIAG_P002, here(r),
			         "this escape stands for U+%04lX: %s", (unsigned long)cp, bytes_hidden_words(cp));
		step(r); /* the escaped character, be it a quotation mark */
	}
	return false;
}

/* A space that YAML reads as a letter makes a name or a value another one. Within quotes it is a part of the text. */
static bool check_spaces(struct raw *r, const struct scalar *s)
{
	const char *p = s->text, *end = p + s->len;
	uint32_t cp = 0;
	while (p < end && (unsigned char)*p < 0x80)
		p++;
	for (; p < end && !text_is_wide_space(cp); p += utf8_decode(p, (size_t)(end - p), &cp))
		;
	if (!text_is_wide_space(cp))
		return true;
	walk_to(r, s->start);
	while (r->at < r->end && !text_is_wide_space(character(r)))
		step(r);
	report_space(r);
	return false;
}

bool raw_check_characters(struct raw *r, const struct scalar *s)
{
	return s->style == STYLE_DOUBLE_QUOTED ? check_escapes(r, s) : s->style != STYLE_PLAIN || check_spaces(r, s);
}

/* Nobody reads a comment as a part of the value: so it has to look like one. */
void raw_check_comment(struct raw *r, const struct scalar *s)
{
	bool plain = s->style == STYLE_PLAIN;
	if (!r->close_comments || s->style == STYLE_BLOCK)
		return;
	walk_to(r, s->end);
	if (!plain && r->at < r->end && *r->at == '#')
		diag_add(r->diags, DIAG_P007, s->end, "a comment has a space before its '#'; write one here");
	if (!plain || s->len == 0)
		return;
	while (r->at < r->end && *r->at == ' ')
		step(r);
	if (r->at + 1 < r->end && *r->at == '#' && !strchr(" #\r\n", r->at[1]))
		diag_add(r->diags, DIAG_P007, here(r),
		         "what follows this '#' is a comment, and not a part of the value; put the value in quotes, or write '# ' before a comment");
}

/* The start of the line with this number, which is not before those asked for earlier. */
static const char *line_start(struct raw *r, uint32_t number)
{
	for (const char *next; r->indent_line < number && (next = strchr(r->indent_at, '\n')) != NULL; r->indent_line++)
		r->indent_at = next + 1;
	return r->indent_at;
}

/* The lines of a quoted text belong to its key only as far as they are indented below it. */
bool raw_check_indentation(struct raw *r, const struct scalar *s, uint32_t key_line)
{
	if (s->start.line == s->end.line || s->style == STYLE_PLAIN || s->style == STYLE_BLOCK)
		return true;
	size_t indent = strspn(line_start(r, key_line), " ");
	for (uint32_t n = s->start.line + 1; n <= s->end.line; n++) {
		const char *line = line_start(r, n);
		size_t spaces = strspn(line, " ");
		if (spaces <= indent && line[spaces] != '\n' && line[spaces] != '\r') {
			diag_add(r->diags, DIAG_P007, (struct pos){r->source, n, (uint32_t)spaces + 1}, "this line continues a quoted text; indent it further than the key of the text, or close the quotation mark before it");
			return false;
		}
	}
	return true;
}

bool raw_has_colon(struct raw *r, struct pos pos)
{
	walk_to(r, (struct pos){r->source, pos.line, 1});
	for (; r->at + 1 < r->end && r->line == pos.line && r->col < pos.col; step(r))
		if (r->at[0] == ':' && r->at[1] == ' ')
			return true;
	return false;
}

struct pos raw_directive(struct raw *r)
{
	while (r->at < r->end && !(*r->at == '%' && r->col == 1))
		step(r);
	return here(r);
}

bool raw_reports_space(struct raw *r, struct pos from, uint32_t line)
{
	const struct raw before_this = *r;
	char quote = '\0', before = ' ';
	walk_to(r, from);
	for (; r->at < r->end && r->line <= line; before = *r->at, step(r)) {
		char c = *r->at;
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '#' && (before == ' ' || before == '\n')) {
			while (r->at + 1 < r->end && r->at[1] != '\n')
				step(r);
		} else if ((c == '"' || c == '\'') && strchr(" \n[{,", before)) {
			quote = c;
		} else if (text_is_wide_space(character(r))) {
			report_space(r);
			return true;
		}
	}
	*r = before_this;
	return false;
}

/* Whether there is a '#' after a quotation mark, or after a space and before a letter. Nearly no file has one. */
static bool has_close_comment(const char *text)
{
	for (const char *p = text; (p = strchr(p, '#')) != NULL; p++)
		if (p > text && (p[-1] == '"' || p[-1] == '\'' || (p[-1] == ' ' && !strchr(" #\r\n", p[1]))))
			return true;
	return false;
}

struct raw raw_start(const struct source *source, struct diags *diags)
{
	const char *start = bytes_start(source);
	return (struct raw){.diags = diags, .source = source, .start = start, .end = source->text + source->len, .at = start, .line = 1, .col = 1,
	                    .indent_at = start, .indent_line = 1, .close_comments = has_close_comment(start)};
}
