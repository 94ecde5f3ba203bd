/* SPDX-License-Identifier: MIT */
/* The page around a notice: page.xhtml and style.css become HTML bytes with slots between them. HTML only. */
#include "../base/sha256.h"
#include "../base/bytes.h"
#include "../base/text.h"
#include "program.h"
#include "xml.h"

#define XHTML "http://www.w3.org/1999/xhtml"
#define POLICYC "urn:policyc:template"

struct page {
	struct arena *arena;
	const struct source *source;
	const struct locales *locales;
	struct templates *out;
	struct diags *diags;
	struct buf html; /* since the last slot */
	unsigned depth;
	bool draft; /* inside an element that only a draft has */
	bool filled[SLOT_NOTICE + 1];
};

static const char *const slot_names[] = {"", "", "lang", "title", "security", "style", "languages", "contents", "notice"};
/* Elements a page cannot have: they run code, load something, or send something. */
static const char *const refused[] = {"script", "object", "iframe", "embed", "form", "input", "button", "link",    "base", "img",
                                      "svg",    "math",   "audio",  "video", "canvas", "template", "noscript", "frame", "applet"};
static const char *const voids[] = {"meta", "br", "hr", "wbr"};

static bool one_of(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

static void report(struct page *p, const xmlNode *n, const char *needle, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
static void report(struct page *p, const xmlNode *n, const char *needle, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	diag_vadd(p->diags, DIAG_P114, xml_pos(p->source, n, needle), fmt, ap);
	va_end(ap);
}

static void end_part(struct page *p, enum slot slot, const char *phrase)
{
	struct page_part *parts = NEW_N(p->arena, struct page_part, p->out->part_count + 1);
	if (p->out->part_count)
		memcpy(parts, p->out->parts, p->out->part_count * sizeof *parts);
	parts[p->out->part_count++] = (struct page_part){arena_copy(p->arena, p->html.data, p->html.len), p->html.len, slot, phrase, p->draft};
	p->out->parts = parts;
	p->html.len = 0;
}

static const char *content(const xmlAttr *a)
{
	return a->children && a->children->content ? (const char *)a->children->content : "";
}

static void put_attribute(struct page *p, const xmlNode *n, const xmlAttr *a)
{
	static const char *const allowed[] = {"id", "class", "href", "charset", "name", "content", "tabindex", "role", "hidden", "open", "title"};
	const char *name = (const char *)a->name, *value = content(a);
	if (!one_of(name, allowed, sizeof allowed / sizeof *allowed) && strncmp(name, "aria-", 5) != 0) {
		report(p, n, name, "the attribute '%s' cannot stand in a page", name);
		return;
	}
	if (strcmp(name, "href") == 0 && *value != '#' && !text_is_link(value))
		report(p, n, value, LINK_WORDS, value);
	buf_char(&p->html, ' ');
	buf_str(&p->html, name);
	BUF_LIT(&p->html, "=\"");
	html_escape(&p->html, value, strlen(value));
	buf_char(&p->html, '"');
}

static enum slot find_slot(struct page *p, const xmlNode *n, const char **phrase)
{
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		if (!a->ns || strcmp((const char *)a->ns->href, POLICYC) != 0)
			continue;
		const char *value = content(a);
		if (strcmp((const char *)a->name, "if") == 0) {
			if (strcmp(value, "draft") != 0)
				report(p, n, value, "a page can ask only whether it is a draft, p:if=\"draft\", not '%s'", value);
			continue;
		}
		if (strcmp((const char *)a->name, "phrase") == 0) {
			for (unsigned l = 0; l < p->locales->count; l++)
				if (!locale_phrase(&p->locales->at[l], value))
					diag_add(p->diags, DIAG_P114, xml_pos(p->source, n, value), "the locale '%s' has no phrase '%s'",
					         p->locales->at[l].id, value);
			*phrase = arena_copy(p->arena, value, strlen(value));
			return SLOT_PHRASE;
		}
		for (int s = SLOT_LANG; s <= SLOT_NOTICE; s++)
			if (strcmp((const char *)a->name, "slot") == 0 && strcmp(value, slot_names[s]) == 0) {
				p->filled[s] = true;
				if (p->draft)
					report(p, n, value, "the slot '%s' is for every page, and this element is only in drafts", value);
				return (enum slot)s;
			}
		report(p, n, value, "there is no slot '%s'", value);
	}
	return SLOT_NONE;
}

static void put_text(struct page *p, const xmlNode *n)
{
	const char *s = (const char *)n->content;
	bool white = s[strspn(s, " \n\r")] == '\0';
	if (white)
		buf_char(&p->html, '\n');
	else
		html_escape(&p->html, s, strlen(s));
}

static void put_element(struct page *p, const xmlNode *n);

static void put_children(struct page *p, const xmlNode *n)
{
	for (const xmlNode *k = n->children; k; k = k->next) {
		if (k->type == XML_TEXT_NODE)
			put_text(p, k);
		else if (k->type == XML_ELEMENT_NODE)
			put_element(p, k);
		else if (k->type != XML_COMMENT_NODE)
			report(p, k, NULL, "this cannot stand in a page");
	}
}

static void put_element_here(struct page *p, const xmlNode *n)
{
	const char *name = (const char *)n->name, *phrase = NULL;
	bool style = strcmp(name, "style") == 0;
	if (!n->ns || strcmp((const char *)n->ns->href, XHTML) != 0 || one_of(name, refused, sizeof refused / sizeof *refused) || p->depth > 60) {
		report(p, n, name, "<%s> cannot stand in a page", name);
		return;
	}
	enum slot slot = find_slot(p, n, &phrase);
	if (style != (slot == SLOT_STYLE)) {
		report(p, n, name, "<%s>: the style stands in <style>, by the slot 'style', and nowhere else", name);
		return;
	}
	buf_char(&p->html, '<');
	buf_str(&p->html, name);
	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (!a->ns)
			put_attribute(p, n, a);
	if (slot == SLOT_LANG || slot == SLOT_SECURITY) {
		buf_str(&p->html, slot == SLOT_LANG ? " lang=\"" : " http-equiv=\"Content-Security-Policy\" content=\"");
		end_part(p, slot, NULL);
		buf_char(&p->html, '"');
	}
	buf_char(&p->html, '>');
	if (one_of(name, voids, sizeof voids / sizeof *voids))
		return;
	if (slot != SLOT_NONE && slot != SLOT_LANG && slot != SLOT_SECURITY)
		end_part(p, slot, phrase);
	p->depth++;
	put_children(p, n);
	p->depth--;
	BUF_LIT(&p->html, "</");
	buf_str(&p->html, name);
	buf_char(&p->html, '>');
}

/* What only a draft has begins and ends parts of its own. */
static void put_element(struct page *p, const xmlNode *n)
{
	bool around = p->draft, draft = xmlHasNsProp(n, (const xmlChar *)"if", (const xmlChar *)POLICYC) != NULL;
	if (draft && !around)
		end_part(p, SLOT_NONE, NULL);
	p->draft = around || draft;
	put_element_here(p, n);
	if (draft && !around)
		end_part(p, SLOT_NONE, NULL);
	p->draft = around;
}

/* Whether the text has the word in it, whatever the case of its letters. */
static bool has_text(const char *text, const char *word)
{
	for (; *text; text++) {
		size_t n = 0;
		while (word[n] && (text[n] | (text[n] >= 'A' && text[n] <= 'Z' ? 32 : 0)) == word[n])
			n++;
		if (!word[n])
			return true;
	}
	return false;
}

/* A comment at the start of the style is for those who edit it, and is not published. */
static const char *after_comment(const char *text)
{
	const char *end = strncmp(text, "/*", 2) == 0 ? strstr(text + 2, "*/") : NULL;
	return end ? end + 2 + (end[2] == '\n') : text;
}

/* The style stands raw in the page: it cannot end its element, load anything or hide in escapes. */
static void take_style(struct page *p, const struct source *style)
{
	static const char *const never[] = {"<", "@import", "url(", "image-set(", "src(", "\\"};
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char hash[33] = {0};
	struct sha256 h;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (has_text(style->text, never[i]))
			diag_add(p->diags, DIAG_P114, (struct pos){style, 0, 0}, "a style cannot contain '%s'", never[i]);
	sha256_start(&h);
	const char *text = after_comment(bytes_start(style)); /* a byte order mark does not belong to the page */
	size_t len = style->len - (size_t)(text - style->text);
	sha256_add(&h, text, len);
	sha256_end(&h, hash);
	char *out = p->out->style_hash;
	for (int i = 0; i < 33; i += 3) {
		unsigned n = (unsigned)hash[i] << 16 | (unsigned)hash[i + 1] << 8 | hash[i + 2];
		for (int shift = 18; shift >= 0; shift -= 6)
			*out++ = digits[n >> shift & 63];
	}
	out[-1] = '='; /* 32 bytes leave the last of 44 characters empty */
	*out = '\0';
	p->out->style = text;
	p->out->style_len = len;
}

bool page_compile(struct arena *a, const struct source *page, const struct source *style, const struct locales *locales,
                  struct templates *out, struct diags *d)
{
	size_t before = d->errors;
	struct page p = {.arena = a, .source = page, .locales = locales, .out = out, .diags = d};
	if (bytes_check(style, d))
		take_style(&p, style);
	xmlDoc *doc = xml_read(page, d);
	if (!doc)
		return false;
	BUF_LIT(&p.html, "<!DOCTYPE html>\n");
	for (const xmlNode *n = doc->children; n; n = n->next)
		if (n->type != XML_ELEMENT_NODE && n->type != XML_COMMENT_NODE)
			report(&p, n, NULL, "%s cannot stand in a page", "this");
	put_element(&p, xmlDocGetRootElement(doc));
	BUF_LIT(&p.html, "\n<!-- Written by policyc from the policy file of the brand: change that file, not this page. -->\n");
	end_part(&p, SLOT_NONE, NULL);
	for (int s = SLOT_LANG; s <= SLOT_NOTICE; s++)
		if (!p.filled[s])
			diag_add(d, DIAG_P114, (struct pos){page, 0, 0}, "the page has no slot '%s'", slot_names[s]);
	buf_free(&p.html);
	xmlFreeDoc(doc);
	return d->errors == before;
}
