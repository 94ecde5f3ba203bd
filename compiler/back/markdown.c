/* SPDX-License-Identifier: MIT */
/* The Markdown writer: CommonMark with GFM tables, one paragraph a line, one escaping function. Anchors and links within the page
 * have no counterpart and leave only their text.
 *
 * A block ends with one line break; before the next one, and not inside a table or a tight list, stands an empty line.
 */
#include "program.h"

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

void markdown_open(struct markdown_writer *m, const struct op *op)
{
	switch (op->element) {
	case E_H1:
	case E_H2:
	case E_H3:
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
		if (*op->href != '#')
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
	if (*href == '#')
		return;
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
		if (m->rows == 0)
			m->out->len = m->table; /* a head without rows says nothing */
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
	markdown_escape(m, text, len);
}

void markdown_static(struct markdown_writer *m, const struct op *op)
{
	char last = m->out->len ? m->out->data[m->out->len - 1] : '\n';
	if (op->plain && !m->line_start && !(*op->text == ' ' && (last == ' ' || last == '\n')))
		buf_add(m->out, op->text, op->len);
	else
		markdown_text(m, op->text, op->len);
}

void markdown_value(struct markdown_writer *m, const struct field *f, const struct value *v, const char *words, size_t len)
{
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
