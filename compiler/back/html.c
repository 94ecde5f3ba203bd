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

static bool is_block(enum element e)
{
	return e < E_STRONG;
}

/* A cell of a heading is left open: its scope depends on where it stands. */
void html_tag(struct buf *b, const struct op *op, const char *anchor)
{
	if (op->code == OP_CLOSE) {
		BUF_LIT(b, "</");
		buf_str(b, element_name(op->element));
		buf_str(b, op->element == E_TABLE ? ">\n</div>\n" : is_block(op->element) ? ">\n" : ">");
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
	if (op->element == E_TABLE || op->element == E_THEAD || op->element == E_TBODY || op->element == E_TR || op->element == E_SECTION ||
	    op->element == E_UL || op->element == E_OL)
		BUF_LIT(b, ">\n");
	else if (op->element != E_TH)
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

/* A wide table scrolls in a region of its own, named by the headings above it. */
static void open_table(struct html_writer *h)
{
	h->table = h->out->len;
	h->rows = 0;
	BUF_LIT(h->out, "<div class=\"table\"");
	if (h->heading_count) {
		BUF_LIT(h->out, " role=\"region\" tabindex=\"0\" aria-label=\"");
		put_heading(h, &h->headings[h->heading_count - 1]);
		if (h->under.end) {
			BUF_LIT(h->out, ": ");
			put_heading(h, &h->under);
		}
		buf_char(h->out, '"');
	}
	BUF_LIT(h->out, ">\n");
}

void html_open(struct html_writer *h, const struct op *op, const char *anchor)
{
	if (op->element == E_MAIN)
		return;
	if (op->element == E_TABLE)
		open_table(h);
	if (anchor)
		html_tag(h->out, op, anchor);
	else
		buf_add(h->out, op->html, op->html_len);
	h->fresh = is_block(op->element) || h->fresh;
	if (op->element == E_TH)
		buf_str(h->out, h->in_head ? " scope=\"col\">" : " scope=\"row\">");
	if (op->element == E_THEAD)
		h->in_head = true;
	else if (op->element == E_TR)
		h->rows += !h->in_head;
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
	if (h->heading_count)
		h->headings[h->heading_count - 1].words = h->out->len;
	h->under.words = h->out->len;
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
}
