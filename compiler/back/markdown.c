/* SPDX-License-Identifier: MIT */
/* The Markdown writer: CommonMark with GFM tables, one paragraph a line, one escaping function. Anchors have no counterpart; a link to a
 * section leads to the anchor that GitHub makes of its heading, one to anything else within the page leaves only its text.
 *
 * A block ends with one line break; before the next one, and not inside a table or a tight list, stands an empty line.
 */
#include "program.h"
#include "../base/text.h"
#include <stdlib.h>

enum { PLAIN, ALWAYS, MAYBE };

/* Characters that mean something anywhere in a line; `#` also ends a heading, `!` turns a link after it into an image. `@`, `:`
 * before `//` and the dot of `www.` are GFM's autolinks. */
static const unsigned char special[256] = {
	['\\'] = ALWAYS, ['`'] = ALWAYS, ['*'] = ALWAYS, ['_'] = ALWAYS, ['['] = ALWAYS, [']'] = ALWAYS, ['<'] = ALWAYS,
	['>'] = ALWAYS,  ['|'] = ALWAYS, ['~'] = ALWAYS, ['@'] = ALWAYS, ['#'] = ALWAYS, ['&'] = MAYBE,  [':'] = MAYBE,
	['.'] = MAYBE,   ['!'] = MAYBE,  ['\n'] = MAYBE,
};

/* The k-th byte before p: of this text, which begins at start, or of what has been written before it (NULL: the worst). */
static char before(const struct buf *out, const char *start, const char *p, size_t k)
{
	size_t here = (size_t)(p - start);
	if (here >= k)
		return p[-(ptrdiff_t)k];
	if (!out)
		return 'w';
	return out->len >= k - here ? out->data[out->len - (k - here)] : ' ';
}

/* Texts come in pieces: what follows the last byte of one is not known, and what went before it is in out. */
static bool is_special(const struct buf *out, const char *p, const char *start, const char *end)
{
	bool last = p + 1 == end;
	char c = before(out, start, p, 1);
	if (special[(unsigned char)*p] == ALWAYS)
		return true;
	if (*p == '&')
		return last || p[1] == '#' || (p[1] >= 'A' && p[1] <= 'Z') || (p[1] >= 'a' && p[1] <= 'z');
	if (*p == '!')
		return last;
	if (*p == ':')
		return last ? !out || (c | 32) == 'p' || (c | 32) == 's' : p[1] == '/';
	return *p == '.' && (c | 32) == 'w' && (before(out, start, p, 2) | 32) == 'w' && (before(out, start, p, 3) | 32) == 'w';
}

/* What would begin a list, a rule or an underline. Returns where the line no longer starts. */
static const char *escape_line_start(struct markdown_writer *m, const char *text, const char *end)
{
	for (; m->line_start && text < end && special[(unsigned char)*text] == PLAIN; text++) {
		if (m->digits ? *text == ')' : strchr("+-=", *text) != NULL)
			buf_char(m->out, '\\');
		m->digits = *text >= '0' && *text <= '9';
		m->line_start = m->digits;
		buf_char(m->out, *text);
	}
	if (m->digits && text < end && *text == '.')
		buf_char(m->out, '\\');
	if (text < end)
		m->line_start = m->digits = false;
	return text;
}

void markdown_escape(struct markdown_writer *m, const char *text, size_t len)
{
	const char *end = text + len, *plain = m->line_start ? escape_line_start(m, text, end) : text;
	for (const char *p = plain; p < end; p++) {
		if (!special[(unsigned char)*p] || (*p != '\n' && !is_special(m->out, p, text, end)))
			continue;
		buf_add(m->out, plain, (size_t)(p - plain));
		buf_char(m->out, *p == '\n' ? ' ' : '\\');
		plain = *p == '\n' ? p + 1 : p;
	}
	buf_add(m->out, plain, (size_t)(end - plain));
}

bool markdown_is_plain(const char *text, size_t len)
{
	/* what was written before may end in "www" */
	if (len > 1 && text[0] == '.' && text[1] != ' ')
		return false;
	for (size_t i = 0; i < len; i++)
		if (special[(unsigned char)text[i]] && (text[i] == '\n' || is_special(NULL, text + i, text, text + len)))
			return false;
	return true;
}

static void drop_blanks(struct buf *b)
{
	while (b->len && b->data[b->len - 1] == ' ')
		b->len--;
}

static void indent(struct markdown_writer *m)
{
	for (unsigned d = 1; d < m->depth; d++)
		for (unsigned i = 0; i < m->width[d % 16]; i++)
			buf_char(m->out, ' ');
}

/* An empty line before a block, unless it opens the file or a list item. */
static void start_block(struct markdown_writer *m)
{
	if (m->out->len)
		buf_char(m->out, '\n');
	indent(m);
	m->line_start = true;
	m->digits = false;
}

static void end_block(struct markdown_writer *m)
{
	drop_blanks(m->out);
	buf_char(m->out, '\n');
	m->line_start = false;
}

static void open_item(struct markdown_writer *m)
{
	indent(m);
	size_t start = m->out->len;
	if (m->number[m->depth % 16]) {
		buf_uint(m->out, m->number[m->depth % 16]++);
		BUF_LIT(m->out, ". ");
	} else {
		BUF_LIT(m->out, "- ");
	}
	m->width[m->depth % 16] = (unsigned)(m->out->len - start);
	m->line_start = true;
	m->digits = false;
	m->block_open = true;
}

static void open_list(struct markdown_writer *m, bool ordered)
{
	if (m->block_open) /* inside an item: its text ends here */
		end_block(m);
	else if (m->out->len)
		buf_char(m->out, '\n');
	m->block_open = false;
	m->depth++;
	m->number[m->depth % 16] = ordered;
}

/* Room for one more in a list that has count of cap. */
static void *grow(void *list, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return list;
	*cap = *cap ? *cap * 2 : 32;
	return mem_realloc(list, *cap * size);
}

static void open_heading(struct markdown_writer *m)
{
	m->headings = grow(m->headings, m->heading_count, &m->heading_cap, sizeof *m->headings);
	m->headings[m->heading_count++] = (struct slug){m->section, m->slugs.len, m->slugs.len, 0};
	m->in_heading = true;
	m->section = NULL;
}

/* The spaces at the end of a heading are dropped. Where headings are the same, GitHub puts "-1", "-2" and so on at the end of the later ones. */
static void close_heading(struct markdown_writer *m)
{
	struct slug *s = &m->headings[m->heading_count - 1];
	for (size_t i = m->out->len; i && m->out->data[i - 1] == ' ' && m->slugs.len > s->start; i--)
		m->slugs.len--;
	s->end = m->slugs.len;
	m->in_heading = false;
	size_t len = s->end - s->start;
	for (const struct slug *t = m->headings; s->id && len && t < s; t++)
		s->same += t->end - t->start == len && memcmp(m->slugs.data + t->start, m->slugs.data + s->start, len) == 0;
}

/* As GitHub makes an anchor of a heading: small letters, digits, hyphens and underscores stay, and spaces become hyphens. */
static void add_slug(struct buf *b, const char *s, size_t len)
{
	static const struct {
		uint32_t first, last;
	} dropped[] = {{0x80, 0xA9}, {0xAB, 0xB4}, {0xB6, 0xB9}, {0xBB, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2000, 0x203E}, {0x2041, 0x2053},
	               {0x2055, 0x2070}, {0x2074, 0x207E}, {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0xFF01, 0xFF0F}};
	for (size_t at = 0, n; at < len; at += n ? n : 1) {
		uint32_t cp = 0;
		n = utf8_decode(s + at, len - at, &cp);
		bool keep = n > 1 || cp == '-' || cp == '_' || (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
		for (size_t i = 0; n > 1 && i < sizeof dropped / sizeof *dropped; i++)
			keep = keep && (cp < dropped[i].first || cp > dropped[i].last);
		if (cp == ' ')
			buf_char(b, '-');
		else if (keep)
			text_add(b, text_lower(cp));
	}
}

static void open_anchor_link(struct markdown_writer *m, const char *to)
{
	m->links = grow(m->links, m->link_count, &m->link_cap, sizeof *m->links);
	m->links[m->link_count++] = (struct anchor_link){to, m->out->len, m->out->len};
}

void markdown_open(struct markdown_writer *m, const struct op *op)
{
	switch (op->element) {
	case E_SECTION:
		m->section = op->text;
		break;
	case E_H1:
	case E_H2:
	case E_H3:
		open_heading(m);
		start_block(m);
		for (enum element e = E_H1; e <= op->element; e++)
			buf_char(m->out, '#');
		buf_char(m->out, ' ');
		m->line_start = false;
		break;
	case E_P:
		start_block(m);
		break;
	case E_UL:
	case E_OL:
		open_list(m, op->element == E_OL);
		break;
	case E_LI:
		open_item(m);
		break;
	case E_TABLE:
		m->table = m->out->len;
		m->rows = 0;
		if (m->out->len)
			buf_char(m->out, '\n');
		break;
	case E_THEAD:
		m->in_head = true;
		m->heads = 0;
		break;
	case E_TR:
		buf_char(m->out, '|');
		m->cells = 0;
		m->rows += !m->in_head;
		break;
	case E_TH:
	case E_TD:
		m->cells++;
		buf_char(m->out, ' ');
		m->line_start = false;
		break;
	case E_STRONG:
		BUF_LIT(m->out, "**");
		m->emphasis = m->out->len;
		break;
	case E_EM:
		BUF_LIT(m->out, "*");
		m->emphasis = m->out->len;
		break;
	case E_A:
		m->href = op->href;
		if (*op->href == '#')
			open_anchor_link(m, op->href + 1);
		else
			buf_char(m->out, '[');
		break;
	default:
		break;
	}
}

static void close_row(struct markdown_writer *m)
{
	buf_char(m->out, '\n');
	if (!m->in_head || m->heads)
		return;
	m->heads = m->cells;
	buf_char(m->out, '|');
	for (unsigned i = 0; i < m->cells; i++)
		BUF_LIT(m->out, " --- |");
	buf_char(m->out, '\n');
}

static void close_link(struct markdown_writer *m, const char *href)
{
	if (*href == '#') {
		m->links[m->link_count - 1].end = m->out->len;
		return;
	}
	BUF_LIT(m->out, "](<");
	for (; *href; href++) {
		if (*href == '<' || *href == '>' || *href == '\\' || *href == '|')
			buf_char(m->out, '\\');
		buf_char(m->out, *href);
	}
	BUF_LIT(m->out, ">)");
}

/* Nothing between the marks: no marks. */
static void close_emphasis(struct markdown_writer *m, const char *mark, size_t len)
{
	if (m->out->len == m->emphasis) {
		m->out->len -= len;
		return;
	}
	drop_blanks(m->out);
	buf_add(m->out, mark, len);
}

void markdown_close(struct markdown_writer *m, const struct op *op)
{
	switch (op->element) {
	case E_H1:
	case E_H2:
	case E_H3:
		close_heading(m);
		end_block(m);
		break;
	case E_P:
		end_block(m);
		break;
	case E_LI:
		if (m->block_open)
			end_block(m);
		m->block_open = false;
		break;
	case E_UL:
	case E_OL:
		m->depth--;
		break;
	case E_THEAD:
		m->in_head = false;
		break;
	case E_TABLE:
		if (m->rows == 0) { /* a head without rows says nothing */
			m->out->len = m->table;
			while (m->link_count && m->links[m->link_count - 1].start > m->table)
				m->link_count--;
		}
		break;
	case E_TR:
		close_row(m);
		break;
	case E_TH:
	case E_TD:
		drop_blanks(m->out);
		BUF_LIT(m->out, " |");
		break;
	case E_STRONG:
		close_emphasis(m, "**", 2);
		break;
	case E_EM:
		close_emphasis(m, "*", 1);
		break;
	case E_A:
		close_link(m, m->href);
		break;
	default:
		break;
	}
}

void markdown_text(struct markdown_writer *m, const char *text, size_t len)
{
	char last = m->out->len ? m->out->data[m->out->len - 1] : '\n';
	if (len && *text == ' ' && (last == ' ' || last == '\n'))
		text++, len--;
	if (m->in_heading)
		add_slug(&m->slugs, text, len);
	markdown_escape(m, text, len);
}

void markdown_static(struct markdown_writer *m, const struct op *op)
{
	char last = m->out->len ? m->out->data[m->out->len - 1] : '\n';
	if (op->plain && !m->line_start && !m->in_heading && !(*op->text == ' ' && (last == ' ' || last == '\n')))
		buf_add(m->out, op->text, op->len);
	else
		markdown_text(m, op->text, op->len);
}

void markdown_value(struct markdown_writer *m, const struct field *f, const struct value *v, const char *words, size_t len)
{
	if (m->in_heading)
		add_slug(&m->slugs, words, len);
	if (f->flags & (EMAIL | URL) && v->state == VALUE_STATED) {
		buf_char(m->out, '<');
		buf_add(m->out, words, len);
		buf_char(m->out, '>');
		m->line_start = false;
		return;
	}
	markdown_escape(m, words, len);
}

void markdown_writer_init(struct markdown_writer *m, struct buf *out)
{
	*m = (struct markdown_writer){.out = out};
}

/* "](#7-your-rights)"; false: the section has no heading. */
static bool link_target(const struct markdown_writer *m, const char *to, struct buf *b)
{
	for (const struct slug *s = m->headings; s < m->headings + m->heading_count; s++) {
		if (!s->id || strcmp(s->id, to) != 0 || s->start == s->end)
			continue;
		BUF_LIT(b, "](#");
		buf_add(b, m->slugs.data + s->start, s->end - s->start);
		if (s->same)
			buf_printf(b, "-%zu", s->same);
		buf_char(b, ')');
		return true;
	}
	return false;
}

void markdown_writer_finish(struct markdown_writer *m, size_t *at)
{
	struct buf whole = {0}, target = {0};
	size_t from = 0, place = at ? *at : 0;
	for (size_t i = 0; i < m->link_count; i++) {
		const struct anchor_link *l = &m->links[i];
		target.len = 0;
		if (l->start == l->end || !link_target(m, l->to, &target))
			continue;
		if (at)
			*at += (place >= l->start) + (place >= l->end ? target.len : 0);
		buf_add(&whole, m->out->data + from, l->start - from);
		buf_char(&whole, '[');
		buf_add(&whole, m->out->data + l->start, l->end - l->start);
		buf_add(&whole, target.data, target.len);
		from = l->end;
	}
	if (from) {
		buf_add(&whole, m->out->data + from, m->out->len - from);
		m->out->len = 0;
		buf_add(m->out, whole.data, whole.len);
	}
	buf_free(&whole);
	buf_free(&target);
	buf_free(&m->slugs);
	free(m->headings);
	free(m->links);
}
