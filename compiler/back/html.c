/* SPDX-License-Identifier: MIT */
/* The HTML writer. Text, attribute values and anchors are escaped here and nowhere else; there is no raw output.
 *
 *     <td><data value="P7Y" data-fact="mami/retention.identity-documents.period">7 years</data></td>
 */
#include "program.h"
#include <stdlib.h>

void html_escape(struct buf *b, const char *text, size_t len)
{
	static const char *const as[256] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
	const char *end = text + len, *plain = text;
	for (const char *p = text; p < end; p++) {
		const char *entity = as[(unsigned char)*p];
		if (!entity)
			continue;
		buf_add(b, plain, (size_t)(p - plain));
		buf_str(b, entity);
		plain = p + 1;
	}
	buf_add(b, plain, (size_t)(end - plain));
}

static void put_attribute(struct buf *b, const char *name, const char *value)
{
	buf_char(b, ' ');
	buf_str(b, name);
	BUF_LIT(b, "=\"");
	html_escape(b, value, strlen(value));
	buf_char(b, '"');
}

static void add_heading(struct html_writer *h)
{
	if (!h->section)
		return;
	if (h->heading_count == h->heading_cap) {
		h->heading_cap = h->heading_cap ? h->heading_cap * 2 : 32;
		h->headings = mem_realloc(h->headings, h->heading_cap * sizeof *h->headings);
	}
	h->headings[h->heading_count++] = (struct heading){h->section, h->out->len, h->out->len, h->out->len};
	h->under = (struct heading){0};
}

/* A style that shows the rows of a table as blocks takes their roles away, unless they are written down. */
static const char *const roles[E__COUNT] = {[E_TABLE] = "table", [E_THEAD] = "rowgroup", [E_TBODY] = "rowgroup", [E_TR] = "row", [E_TD] = "cell"};

static bool is_block(enum element e)
{
	return e < E_STRONG;
}

/* A cell is left open: its scope, or the words of its column, depend on where it stands. */
void html_tag(struct buf *b, const struct op *op, const char *anchor)
{
	if (op->code == OP_CLOSE) {
		BUF_LIT(b, "</");
		buf_str(b, element_name(op->element));
		buf_str(b, is_block(op->element) ? ">\n" : ">");
		return;
	}
	buf_char(b, '<');
	buf_str(b, element_name(op->element));
	if (op->text || anchor)
		put_attribute(b, "id", op->text ? op->text : anchor);
	if (op->class)
		put_attribute(b, "class", op->class);
	if (op->href)
		put_attribute(b, "href", op->href);
	if (roles[op->element])
		put_attribute(b, "role", roles[op->element]);
	if (op->element == E_TABLE || op->element == E_THEAD || op->element == E_TBODY || op->element == E_TR || op->element == E_SECTION ||
	    op->element == E_UL || op->element == E_OL)
		BUF_LIT(b, ">\n");
	else if (op->element != E_TH && op->element != E_TD)
		buf_char(b, '>');
}

/* What a heading in the body says, without the tags of its values, in an attribute. */
static void put_heading(struct html_writer *h, const struct heading *heading)
{
	bool tag = false;
	for (size_t i = heading->words; i < heading->end; i++) {
		const char c = h->out->data[i];
		if (c == '<')
			tag = true;
		if (!tag)
			buf_char(h->out, c);
		if (c == '>')
			tag = false;
	}
}

/* A table is called as the headings above it. */
static void open_table(struct html_writer *h)
{
	h->rows = 0;
	h->column_count = 0;
	if (!h->heading_count)
		return;
	BUF_LIT(h->out, "<caption>");
	put_heading(h, &h->headings[h->heading_count - 1]);
	if (h->under.end) {
		BUF_LIT(h->out, ": ");
		put_heading(h, &h->under);
	}
	BUF_LIT(h->out, "</caption>\n");
}

/* A cell of the head names its column; one of the body says the name again, for a narrow page, which has no head. */
static void open_cell(struct html_writer *h, bool heading)
{
	if (heading)
		buf_str(h->out, h->in_head ? " scope=\"col\" role=\"columnheader\"" : " scope=\"row\" role=\"rowheader\"");
	if (!heading && !h->in_head && h->column < h->column_count) {
		BUF_LIT(h->out, " data-label=\"");
		put_heading(h, &h->columns[h->column]);
		buf_char(h->out, '"');
	}
	buf_char(h->out, '>');
	if (h->in_head) {
		if (h->column_count == h->column_cap) {
			h->column_cap = h->column_cap ? h->column_cap * 2 : 8;
			h->columns = mem_realloc(h->columns, h->column_cap * sizeof *h->columns);
		}
		h->columns[h->column_count++] = (struct heading){NULL, h->out->len, h->out->len, h->out->len};
	}
	h->column++;
}

void html_absent(struct html_writer *h, const struct op *op)
{
	if (op->element != E_TD || !h->out->len)
		return;
	h->out->len--; /* the '>' of its tag, of which a cell has no class yet */
	BUF_LIT(h->out, " class=\"absent\">");
}

static void start_row(struct html_writer *h)
{
	h->column = 0;
	h->rows += !h->in_head;
	if (h->in_head)
		h->column_count = 0;
}

void html_open(struct html_writer *h, const struct op *op, const char *anchor)
{
	if (op->element == E_MAIN)
		return;
	if (op->element == E_TABLE)
		h->table = h->out->len;
	if (anchor)
		html_tag(h->out, op, anchor);
	else
		buf_add(h->out, op->html, op->html_len);
	h->fresh = is_block(op->element) || h->fresh;
	if (op->element == E_TH || op->element == E_TD)
		open_cell(h, op->element == E_TH);
	if (op->element == E_TABLE)
		open_table(h);
	else if (op->element == E_THEAD)
		h->in_head = true;
	else if (op->element == E_TR)
		start_row(h);
	else if (op->element == E_SECTION && op->text)
		h->section = op->text;
	else if (op->element == E_H1)
		h->in_title = true;
	else if (op->element == E_H2)
		add_heading(h);
	else if (op->element == E_H3)
		h->under = (struct heading){h->section, h->out->len, h->out->len, 0};
}

void html_number(struct html_writer *h, const char *number)
{
	BUF_LIT(h->out, "<span class=\"number\">");
	buf_str(h->out, number);
	BUF_LIT(h->out, "</span> ");
	if (h->under.start)
		h->under.words = h->out->len;
	else if (h->heading_count)
		h->headings[h->heading_count - 1].words = h->out->len;
}

static void drop_blank(struct buf *b)
{
	if (b->len && b->data[b->len - 1] == ' ')
		b->len--;
}

void html_close(struct html_writer *h, const struct op *op)
{
	if (op->element == E_MAIN)
		return;
	if (is_block(op->element))
		drop_blank(h->out);
	if (op->element == E_H2 && h->heading_count)
		h->headings[h->heading_count - 1].end = h->out->len;
	if (op->element == E_H3)
		h->under.end = h->out->len;
	if (h->in_head && (op->element == E_TH || op->element == E_TD) && h->column_count)
		h->columns[h->column_count - 1].end = h->out->len;
	buf_add(h->out, op->html, op->html_len);
	if (op->element == E_THEAD)
		h->in_head = false;
	else if (op->element == E_H1)
		h->in_title = false;
	else if (op->element == E_TABLE && h->rows == 0)
		h->out->len = h->table; /* a head without rows says nothing */
}

static bool after_blank(const struct html_writer *h)
{
	char last = h->out->len ? h->out->data[h->out->len - 1] : '\n';
	return h->fresh || last == ' ' || last == '\n';
}

void html_text(struct html_writer *h, const char *text, size_t len)
{
	if (len && *text == ' ' && after_blank(h))
		text++, len--;
	h->fresh = h->fresh && len == 0;
	html_escape(h->out, text, len);
	if (h->in_title)
		buf_add(&h->title, text, len);
}

void html_static(struct html_writer *h, const struct op *op)
{
	bool skip = *op->text == ' ' && after_blank(h);
	h->fresh = h->fresh && op->len == skip;
	buf_add(h->out, op->html + skip, op->html_len - skip);
	if (h->in_title)
		buf_add(&h->title, op->text + skip, op->len - skip);
}

/* HTML's durations have weeks, days, hours, minutes: months and years are data, not time. */
static bool is_time(const struct field *f, const struct value *v)
{
	if (v->state != VALUE_STATED)
		return false;
	return f->type == TYPE_DATE || (f->type == TYPE_SPAN && v->span.kind == SPAN_EXACT &&
	                                (v->span.unit == UNIT_MINUTE || v->span.unit == UNIT_HOUR || v->span.unit == UNIT_DAY || v->span.unit == UNIT_WEEK));
}

/* What a link to the value begins with; NULL: it is not a link. */
static const char *scheme_of(const struct field *f)
{
	return f->flags & EMAIL ? "mailto:" : f->flags & PHONE ? "tel:" : f->flags & URL ? "" : NULL;
}

void html_value(struct html_writer *h, const struct shown *v)
{
	h->fresh = false;
	const char *scheme = v->value->state == VALUE_STATED ? scheme_of(v->field) : NULL;
	bool time = is_time(v->field, v->value);
	if (h->in_title)
		buf_add(&h->title, v->words, v->len);
	buf_str(h->out, time ? "<time datetime=\"" : "<data value=\"");
	html_escape(h->out, v->machine, strlen(v->machine));
	BUF_LIT(h->out, "\" data-fact=\"");
	buf_str(h->out, v->fact); /* ids and dots */
	BUF_LIT(h->out, "\">");
	if (scheme || v->anchor) {
		BUF_LIT(h->out, "<a href=\"");
		buf_str(h->out, scheme ? scheme : "#");
		/* an address holds nothing that a URL would want escaped (text_is_email), but for the spaces of a number */
		for (const char *p = scheme ? v->words : v->anchor, *end = scheme ? p + v->len : p + strlen(p); p < end; p++)
			if (*p != ' ')
				html_escape(h->out, p, 1);
		BUF_LIT(h->out, "\">");
	}
	html_escape(h->out, v->words, v->len);
	if (scheme || v->anchor)
		BUF_LIT(h->out, "</a>");
	buf_str(h->out, time ? "</time>" : "</data>");
}

void html_say(struct html_writer *h, const char *fact, const char *machine)
{
	BUF_LIT(h->out, "<data value=\"");
	html_escape(h->out, machine, strlen(machine));
	BUF_LIT(h->out, "\" data-fact=\"");
	buf_str(h->out, fact);
	BUF_LIT(h->out, "\">");
}

void html_said(struct html_writer *h)
{
	BUF_LIT(h->out, "</data>");
}

void html_writer_init(struct html_writer *h, struct buf *out)
{
	*h = (struct html_writer){.out = out};
}

void html_writer_free(struct html_writer *h)
{
	buf_free(&h->title);
	free(h->headings);
	free(h->columns);
}
