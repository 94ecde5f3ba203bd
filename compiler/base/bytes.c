/* SPDX-License-Identifier: MIT */
/* Looks at a file's bytes before the YAML parser does: reads the source, makes
 * diagnostics with exact places. Must not know YAML. It exists because libyaml
 * puts every error of encoding at 1:1, ends comments at characters no editor
 * breaks a line at, and takes hidden characters for ordinary ones. */
#include "bytes.h"
#include "text.h"

struct scan {
	const struct source *source;
	struct diags *diags;
	const char *end;
	const char *counted; /* line and col are those of this byte */
	uint32_t line, col;
	unsigned errors;
	bool old_line_ends; /* told of one carriage return that stands alone: the file may have one for each line */
};

const char *bytes_start(const struct source *s)
{
	return s->text + (s->len >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
}

const char *bytes_hidden_words(uint32_t cp)
{
	switch (cp) {
	case 0:
		return "an empty byte (NUL); delete it";
	case '\t':
		return "a tab; use spaces";
	case '\r':
		return "a carriage return without a line feed after it, and does not end a line; save the file with LF line ends";
	case 0x85:
	case 0x2028:
	case 0x2029:
		return "a hidden line separator; replace it with an ordinary line break";
	case 0xAD:
		return "a soft hyphen, which is hidden; delete it";
	case 0xFEFF:
		return "a hidden byte order mark within the file; delete it";
	case 0xFFFD:
		return "the sign of a character that was lost when the text was converted; write that character again";
	}
	if (text_is_wide_space(cp))
		return "a space that is not the ordinary one; type an ordinary space, or put the text in quotes if it is meant";
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return "a control character; delete it";
	if (cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
		return "a hidden character that changes the direction of text; delete it";
	return "a hidden character; delete it";
}

/* Lines are counted only up to an error: a file without one is never counted. */
static struct pos place(struct scan *s, const char *at)
{
	while (s->counted < at) {
		uint32_t cp;
		unsigned n = utf8_decode(s->counted, (size_t)(s->end - s->counted), &cp);
		s->col++;
		if (*s->counted == '\n') {
			s->line++;
			s->col = 1;
		}
		s->counted += n ? n : 1;
	}
	return (struct pos){s->source, s->line, s->col};
}

/* Whether this error is to be told in full; the one beyond the limit is told as "more". */
static bool room(struct scan *s, enum diag_id id, const char *at)
{
	if (++s->errors <= BYTES_MAX_ERRORS)
		return true;
	diag_add(s->diags, id, place(s, at), "more characters of this kind follow; only the first %d are shown", BYTES_MAX_ERRORS);
	return false;
}

/* Report the error at `at`; return the first byte after it, or NULL to end the scan. */
static const char *report(struct scan *s, const char *at)
{
	uint32_t cp;
	const char *p = at;
	unsigned n = utf8_decode(p, (size_t)(s->end - p), &cp);
	if (n == 0) {
		if (!room(s, DIAG_P001, at))
			return NULL;
		diag_add(s->diags, DIAG_P001, place(s, at), "byte 0x%02X is not part of UTF-8 text; save the file as UTF-8",
		         (unsigned char)*p);
		while (p < s->end && utf8_decode(p, (size_t)(s->end - p), &cp) == 0)
			p++;
		return p;
	}
	if (cp == '\r' && s->old_line_ends)
		return p + n;
	s->old_line_ends = s->old_line_ends || cp == '\r';
	if (!room(s, cp == '\t' ? DIAG_P004 : DIAG_P002, at))
		return NULL;
	if (cp == '\t') {
		diag_add(s->diags, DIAG_P004, place(s, at), "this is a tab; use spaces, which every editor shows alike");
		while (p < s->end && *p == '\t')
			p++;
		return p;
	}
	diag_add(s->diags, DIAG_P002, place(s, at), "U+%04lX is %s", (unsigned long)cp, bytes_hidden_words(cp));
	return p + n;
}

/* The wider encodings of Unicode, or NULL: by their byte order mark, or by the zero bytes that every Latin letter has on one and the
 * same side. */
static const char *wide_encoding(const char *t, size_t len)
{
	if (len >= 4 && (memcmp(t, "\xFF\xFE\0\0", 4) == 0 || memcmp(t, "\0\0\xFE\xFF", 4) == 0 || (t[0] && !t[1] && !t[2] && !t[3]) ||
	                 (!t[0] && !t[1] && !t[2] && t[3])))
		return "UTF-32";
	if (len >= 2 && (memcmp(t, "\xFF\xFE", 2) == 0 || memcmp(t, "\xFE\xFF", 2) == 0))
		return "UTF-16";
	return len >= 4 && ((t[0] && !t[1] && t[2] && !t[3]) || (!t[0] && t[1] && !t[2] && t[3])) ? "UTF-16" : NULL;
}

/* Past the printable ASCII and line feeds at p, eight bytes at a time: nearly all of every file. */
static const char *plain_run(const char *p, const char *end)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	for (; end - p >= 8; p += 8) {
		uint64_t w;
		memcpy(&w, p, 8);
		if (w & tops)
			break;
		/* Bytes are below 0x80 from here on, so that no sum or difference crosses into
		 * the next; a byte's verdict is its top bit. */
		uint64_t printable = (w | tops) - ones * 0x20;
		uint64_t not_lf = (w ^ ones * '\n') + ones * 0x7F;
		uint64_t not_del = (w ^ ones * 0x7F) + ones * 0x7F;
		if (~((printable | ~not_lf) & not_del) & tops)
			break;
	}
	while (p < end && ((*p >= 0x20 && *p < 0x7F) || *p == '\n'))
		p++;
	return p;
}

bool bytes_check(const struct source *source, struct diags *diags)
{
	const char *wide = wide_encoding(source->text, source->len);
	if (wide) {
		diag_add(diags, DIAG_P001, (struct pos){source, 0, 0}, "the file is saved as %s; save it as UTF-8", wide);
		return false;
	}
	const char *p = bytes_start(source), *end = source->text + source->len;
	struct scan s = {.source = source, .diags = diags, .end = end, .counted = p, .line = 1, .col = 1};
	while (p && p < end) {
		p = plain_run(p, end);
		if (p == end)
			break;
		unsigned char c = (unsigned char)*p;
		uint32_t cp;
		unsigned n = 1;
		if (c == '\r' && end - p > 1 && p[1] == '\n')
			p++;
		else if (c >= 0x80 && (n = utf8_decode(p, (size_t)(end - p), &cp)) != 0 && !text_is_hidden(cp))
			p += n;
		else
			p = report(&s, p);
	}
	return s.errors == 0;
}
