/* SPDX-License-Identifier: MIT */
/* Reads a template's bytes as XML, with the doors shut: no DOCTYPE, no entity but XML's five, no network, no file. */
#include "../base/bytes.h"
#include "xml.h"
#include <libxml/parser.h>
#include <stdlib.h>

struct reader {
	const struct source *source;
	struct diags *diags;
};

static void on_error(void *context, xmlErrorPtr e)
{
	struct reader *r = context;
	if (e->code == XML_ERR_NO_MEMORY)
		mem_exhausted();
	struct buf text = {0};
	const char *message = e->message ? e->message : "unreadable";
	size_t len = strcspn(message, "\n");
	buf_add(&text, message, len);
	struct pos pos = {r->source, e->line > 0 ? (uint32_t)e->line : 1, e->int2 > 0 ? (uint32_t)e->int2 : 1};
	if (strstr(buf_cstr(&text), "XML_PARSE_HUGE")) /* an option of the parser, which nobody here can set */
		diag_add(r->diags, DIAG_P101, pos, "the elements are nested too deeply, or a name or a text is too long; make it simpler");
	else
		diag_add(r->diags, DIAG_P101, pos, "the template is not well-formed XML: %s", buf_cstr(&text));
	buf_free(&text);
}

static char *copy_string(const char *s)
{
	size_t n = strlen(s) + 1;
	return memcpy(mem_alloc(n), s, n);
}

static struct pos pos_of(const struct source *s, const char *at)
{
	struct pos pos = {s, 1, 1};
	for (const char *p = bytes_start(s); p < at; p++) {
		if (*p == '\n')
			pos.line++, pos.col = 1;
		else if (((unsigned char)*p & 0xC0) != 0x80)
			pos.col++;
	}
	return pos;
}

/* Where `what` stands in the source, for a message. */
static struct pos find(const struct source *s, const char *what)
{
	const char *at = strstr(s->text, what);
	return at ? pos_of(s, at) : (struct pos){s, 0, 0};
}

/* libxml2 compares each attribute of a tag with all others: a tag with very many would take minutes. */
static bool check_tags(const struct source *s, struct diags *d)
{
	enum { MOST = 100 };
	unsigned count = 0;
	for (const char *p = s->text; *p; p++) {
		count = *p == '<' ? 0 : count + (*p == '=');
		if (count > MOST) {
			diag_add(d, DIAG_P101, (struct pos){s, 0, 0}, "an element has more than %d attributes, or a text as many '='", MOST);
			return false;
		}
	}
	return true;
}

xmlDoc *xml_read(const struct source *s, struct diags *d)
{
	struct reader r = {s, d};
	static const struct {
		const char *text, *fix;
	} refused[] = {
		{"<!DOCTYPE", "a template must not have a DOCTYPE; remove it"},
		{"<!ENTITY", "a template must not have an ENTITY; remove it"},
		{"<![CDATA[", "a template must not have CDATA; write its text"},
		{"&#", "this is a character by its number; write the character itself"},
	};
	if (!bytes_check(s, d))
		return NULL;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct pos pos = find(s, refused[i].text);
		if (pos.line) {
			diag_add(d, DIAG_P102, pos, "%s", refused[i].fix);
			return NULL;
		}
	}
	if (!check_tags(s, d))
		return NULL;
	/* an allocation that fails ends the program: the parser would drop content and carry on */
	xmlMemSetup(free, mem_alloc, mem_realloc, copy_string);
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	if (!ctxt)
		mem_exhausted();
	size_t before = d->errors;
	xmlSetStructuredErrorFunc(&r, on_error);
	const char *text = bytes_start(s);
	xmlDoc *doc = xmlCtxtReadMemory(ctxt, text, (int)(s->len - (size_t)(text - s->text)), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeParserCtxt(ctxt);
	if (doc && d->errors != before) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (!doc && d->errors == before)
		diag_add(d, DIAG_P101, (struct pos){s, 1, 1}, "the template is not well-formed XML");
	return doc;
}

/* libxml2 knows the line where a start tag ends; the needle is on it or shortly before. */
struct pos xml_pos(const struct source *s, const xmlNode *node, const char *needle)
{
	long line = xmlGetLineNo(node);
	struct pos pos = {s, line > 0 ? (uint32_t)line : 1, 1};
	const char *end = s->text;
	for (long l = 0; l < line && end; l++) {
		end = strchr(end, '\n');
		end = end ? end + 1 : s->text + s->len;
	}
	const char *best = NULL;
	for (const char *p = s->text; end && needle && *needle && (p = strstr(p, needle)) != NULL && p < end; p++)
		if (needle != (const char *)node->name)
			best = p;
		else if (p > s->text && p[-1] == '<')
			best = p; /* in the start tag, not the end tag */
	return best ? pos_of(s, best) : pos;
}

/* Behind a tag or a comment. */
static const char *skip_markup(const char *s)
{
	if (strncmp(s, "<!--", 4) == 0)
		return strstr(s, "-->") + 3;
	if (strncmp(s, "<?", 2) == 0)
		return strstr(s, "?>") + 2;
	char quote = '\0';
	for (; quote || *s != '>'; s++)
		if (quote ? *s == quote : *s == '"' || *s == '\'')
			quote = quote ? '\0' : *s;
	return s + 1;
}

static xmlNode *next_node(xmlNode *n)
{
	if (n->children)
		return n->children;
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

void xml_place_texts(xmlDoc *doc, const struct source *s)
{
	const char *at = bytes_start(s);
	while (*at && !(*at == '<' && at[1] != '!' && at[1] != '?')) /* to the root */
		at = *at == '<' ? skip_markup(at) : at + 1;
	for (xmlNode *n = xmlDocGetRootElement(doc); n && *at; n = next_node(n)) {
		if (n->type != XML_TEXT_NODE)
			continue;
		while (*at == '<')
			at = skip_markup(at);
		memcpy(&n->_private, &at, sizeof at); /* of a pointer to const */
		at += strcspn(at, "<");
	}
}

struct pos xml_text_pos(const struct source *s, const xmlNode *text, const char *at)
{
	const char *from = text->_private;
	for (const char *p = (const char *)text->content; from && p < at; p++) {
		if (*from == '\r' && *p == '\n')
			from++;
		from = *from == '&' ? strchr(from, ';') + 1 : from + 1;
	}
	return from ? pos_of(s, from) : xml_pos(s, text, NULL);
}
