/* SPDX-License-Identifier: MIT */
/* A notice template becomes a program. Every path is looked up in the schema table here, so a misspelt one is an error of the
 * template with its place, never an empty sentence in a notice. The language is described in templates/LANGUAGE.md. */
#include "../base/text.h"
#include "template.h"

#define XHTML "http://www.w3.org/1999/xhtml"
#define POLICYC "urn:policyc:template"

/* ---- attributes ---- */

static const char *attribute(const xmlNode *n, const char *ns, const char *name)
{
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		const char *space = a->ns ? (const char *)a->ns->href : NULL;
		bool same = ns ? space && strcmp(space, ns) == 0 : !space;
		if (same && strcmp((const char *)a->name, name) == 0)
			return a->children && a->children->content ? (const char *)a->children->content : "";
	}
	return NULL;
}

static const char *keep(struct compiler *c, const char *s)
{
	return s ? arena_copy(c->arena, s, strlen(s)) : NULL;
}

static void check_attributes(struct compiler *c, const xmlNode *n, bool link)
{
	static const char *const ours[] = {"each", "group", "anchor", "if", "unless", "link"};
	static const char *const plain[] = {"id", "class", "href"};
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		bool known = false;
		if (a->ns && strcmp((const char *)a->ns->href, POLICYC) == 0)
			for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
				known = known || strcmp(name, ours[i]) == 0;
		else if (!a->ns)
			for (size_t i = 0; i < (link ? 3 : 2); i++)
				known = known || strcmp(name, plain[i]) == 0;
		if (!known)
			template_refuse(c, n, name, DIAG_P104, "the attribute '%s' is not part of the template language", name);
		if (a->children && a->children->next)
			template_refuse(c, n, name, DIAG_P104, "the attribute '%s' has an entity in it; write the text", name);
	}
}

static bool good_token(const char *s)
{
	for (; *s; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == ' '))
			return false;
	return true;
}

static bool good_link(const char *href)
{
	return text_is_link(href) || (*href == '#' && href[1] && good_token(href + 1) && !strchr(href, ' '));
}

/* ---- elements ---- */

static void compile_children(struct compiler *c, const xmlNode *n, enum content m);

static bool is_element(const xmlNode *n, const char *ns)
{
	return n->type == XML_ELEMENT_NODE && n->ns && strcmp((const char *)n->ns->href, ns) == 0;
}

static bool find_element(const xmlNode *n, enum element *out)
{
	if (!is_element(n, XHTML))
		return false;
	for (int e = 0; e < E__COUNT; e++)
		if (strcmp((const char *)n->name, element_name((enum element)e)) == 0) {
			*out = (enum element)e;
			return true;
		}
	return false;
}

void template_use(struct compiler *c, const xmlNode *n, const char *name, enum content m)
{
	for (const xmlNode *part = c->root->children; part; part = part->next) {
		const char *its = is_element(part, POLICYC) ? attribute(part, NULL, "name") : NULL;
		if (!its || strcmp(its, name) != 0)
			continue;
		if (c->uses >= 8) {
			template_refuse(c, n, name, DIAG_P106, "the part '%s' uses itself", name);
			return;
		}
		c->uses++;
		c->text = NULL;
		compile_children(c, part, m);
		c->uses--;
		return;
	}
	template_refuse(c, n, name, DIAG_P106, "there is no part called '%s'; a part is written <p:part name=\"...\"> at the top", name);
}

/* A link to the pages of an edition, by where they are. */
static bool find_link(struct compiler *c, const xmlNode *n, enum element e, const char *link, struct path *out)
{
	if (!link)
		return false;
	if (e != E_A)
		template_refuse(c, n, link, DIAG_P104, "'link' stands on <a>, and not here ('%s')", link);
	if (!template_path(c, n, link, out))
		return false;
	const struct field *f = path_field(*out);
	if (f && schema_section(out->section)->document == DOCUMENT_NOTICE && f->type == TYPE_LITERAL)
		return true;
	template_refuse(c, n, link, DIAG_P103, "'%s' leads to no edition; a link goes to the 'folder' of one of /editions or to /notice.newest", link);
	return false;
}

static void compile_tag(struct compiler *c, const xmlNode *n, enum element e, enum content m, bool anchor)
{
	struct path to;
	bool link = find_link(c, n, e, attribute(n, POLICYC, "link"), &to);
	const char *id = attribute(n, NULL, "id"), *class = attribute(n, NULL, "class"), *href = attribute(n, NULL, "href");
	if (e == E_SPAN) {
		if (id || class || anchor)
			template_refuse(c, n, id ? id : class, DIAG_P104, "a span only groups: it has no id, class or anchor");
		compile_children(c, n, m);
		return;
	}
	if ((id && !good_token(id)) || (class && !good_token(class)))
		template_refuse(c, n, id ? id : class, DIAG_P104, "'%s' must be made of lower-case letters, digits and hyphens", id ? id : class);
	if (href && attribute(n, POLICYC, "link"))
		template_refuse(c, n, href, DIAG_P104, "a link has 'link' or 'href', not both ('%s')", href);
	if (e == E_A && !attribute(n, POLICYC, "link") && (!href || !good_link(href)))
		template_refuse(c, n, href, DIAG_P109, LINK_WORDS, href ? href : "");
	struct op *op = program_add(c->arena, c->out, OP_OPEN);
	op->element = e;
	op->text = keep(c, id);
	op->class = keep(c, class);
	op->href = keep(c, href);
	op->anchor = anchor;
	op->link = link;
	if (link)
		op->path = to;
	compile_children(c, n, element_content(e));
	program_add(c->arena, c->out, OP_CLOSE)->element = e;
}

static void compile_if(struct compiler *c, const xmlNode *n, enum element e, enum content m, bool anchor)
{
	const char *yes = attribute(n, POLICYC, "if"), *no = attribute(n, POLICYC, "unless");
	struct condition cond = {0};
	struct block b;
	if (yes && no)
		template_refuse(c, n, no, DIAG_P104, "an element has 'if' or 'unless', not both ('%s')", no);
	if ((yes || no) && !condition_read(c, n, yes ? yes : no, !yes, &cond))
		return;
	condition_open(c, &cond, &b);
	compile_tag(c, n, e, m, anchor);
	condition_close(c, &b);
}

static void compile_each(struct compiler *c, const xmlNode *n, enum element e, enum content m)
{
	const char *each = attribute(n, POLICYC, "each"), *anchor = attribute(n, POLICYC, "anchor"), *group = attribute(n, POLICYC, "group");
	struct path p;
	if (!each) {
		if (group)
			template_refuse(c, n, group, DIAG_P104, "items are grouped ('%s') where 'each' repeats an element for them", group);
		if (anchor)
			template_refuse(c, n, anchor, DIAG_P104, "'%s' is an anchor without an 'each'", anchor);
		compile_if(c, n, e, m, false);
		return;
	}
	if (!template_path(c, n, each, &p))
		return;
	const struct field *f = path_field(p);
	if (p.from == PATH_DRAFT || p.from == PATH_UNDECIDED || (f && f->type != TYPE_RECORDS) || c->scopes == MAX_NEST) {
		template_refuse(c, n, each, DIAG_P103, "'%s' holds no items to repeat this element for", each);
		return;
	}
	const struct section *s = schema_section(f ? f->records : p.section);
	if (anchor && group)
		template_refuse(c, n, anchor, DIAG_P104, "a group of items has no anchor ('%s'); the items within it have", anchor);
	if (anchor && strcmp(anchor, "item") != 0)
		template_refuse(c, n, anchor, DIAG_P104, "'%s' is not an anchor; write 'item'", anchor);
	if (anchor && c->out->anchored[s->id])
		template_refuse(c, n, each, DIAG_P104, "the items of '%s' have their anchor already", s->key);
	c->out->anchored[s->id] |= anchor != NULL;
	struct op *op = program_add(c->arena, c->out, OP_EACH);
	uint32_t at = c->out->count - 1;
	op->path = p;
	if (group)
		op->group = 1 + template_group(c, n, group, s);
	c->scope[c->scopes++] = s;
	compile_if(c, n, e, m, anchor != NULL);
	c->scopes--;
	program_add(c->arena, c->out, OP_NEXT)->jump = at;
	c->out->ops[at].jump = c->out->count;
}

static void compile_node(struct compiler *c, const xmlNode *n, enum content m, unsigned open, bool first, bool last)
{
	enum element e;
	if (n->type == XML_TEXT_NODE) {
		bool inline_ = m == M_INLINE || m == M_LIST_ITEM || m == M_TEXT;
		const char *s = (const char *)n->content;
		c->text = s + strspn(s, " \n\r"), c->text_of = n;
		if (!inline_ && *c->text)
			template_refuse(c, n, NULL, DIAG_P108, "text cannot stand here; put it in a <p>, <li> or cell");
		c->text = NULL;
		if (inline_)
			template_text(c, n, m, open, first, last);
		return;
	}
	if (n->type == XML_COMMENT_NODE)
		return;
	if (n->type != XML_ELEMENT_NODE) {
		template_refuse(c, n, NULL, DIAG_P108, "this cannot stand in a template");
		return;
	}
	if (!find_element(n, &e) || !element_allowed(m, e)) {
		template_refuse(c, n, (const char *)n->name, DIAG_P108, "<%s> cannot stand here", (const char *)n->name);
		return;
	}
	if (c->depth == MAX_NEST) {
		template_refuse(c, n, (const char *)n->name, DIAG_P108, "<%s> is nested too deeply", (const char *)n->name);
		return;
	}
	check_attributes(c, n, e == E_A);
	c->previous.count = 0;
	c->depth++;
	compile_each(c, n, e, m);
	c->depth--;
}

static void compile_children(struct compiler *c, const xmlNode *n, enum content m)
{
	bool block = !(is_element(n, XHTML) && (strcmp((const char *)n->name, "span") == 0 || strcmp((const char *)n->name, "strong") == 0 ||
	                                        strcmp((const char *)n->name, "em") == 0 || strcmp((const char *)n->name, "a") == 0)) &&
	             !is_element(n, POLICYC);
	/* comments beside, the first and the last */
	const xmlNode *first = n->children, *last = n->last;
	while (first && first->type == XML_COMMENT_NODE)
		first = first->next;
	while (last && last->type == XML_COMMENT_NODE)
		last = last->prev;
	unsigned open = c->brackets;
	for (const xmlNode *k = n->children; k; k = k->next)
		compile_node(c, k, m, open, block && k == first, block && k == last);
	template_close_brackets(c, open);
}

/* A part is checked where it is used, in that place's scope. */
static void compile_root(struct compiler *c)
{
	for (const xmlNode *k = c->root->children; k; k = k->next) {
		if (is_element(k, POLICYC) && strcmp((const char *)k->name, "part") == 0) {
			if (!attribute(k, NULL, "name"))
				template_refuse(c, k, NULL, DIAG_P106, "a part needs a name");
			continue;
		}
		compile_node(c, k, M_BLOCKS, 0, true, true);
	}
}

/* What the writers would otherwise work out anew for each notice. */
static void prepare(struct arena *a, struct program *p)
{
	struct buf b = {0};
	for (uint32_t i = 0; i < p->count; i++) {
		struct op *op = &p->ops[i];
		b.len = 0;
		if (op->code == OP_TEXT) {
			html_escape(&b, op->text, op->len);
			op->plain = markdown_is_plain(op->text, op->len);
		} else if (op->code == OP_OPEN || op->code == OP_CLOSE) {
			html_tag(&b, op, NULL);
		} else {
			continue;
		}
		op->html = arena_copy(a, b.data, b.len);
		op->html_len = (uint32_t)b.len;
	}
	buf_free(&b);
}

/* Around the root there may be comments, and nothing that somebody could hope to see in the notice. */
static void refuse_outside(struct compiler *c, const xmlDoc *doc)
{
	for (const xmlNode *n = doc->children; n; n = n->next)
		if (n != c->root && n->type != XML_COMMENT_NODE)
			template_refuse(c, n, NULL, DIAG_P108, "%s cannot stand in a template", "this");
}

bool template_compile(struct arena *a, const struct source *s, const struct vocabulary *v, unsigned locale, struct program *out, struct diags *d)
{
	size_t before = d->errors;
	xmlDoc *doc = xml_read(s, d);
	if (!doc)
		return false;
	struct compiler c = {.arena = a, .source = s, .vocabulary = v, .locale = locale, .out = out, .diags = d, .root = xmlDocGetRootElement(doc)};
	enum element e;
	xml_place_texts(doc, s);
	refuse_outside(&c, doc);
	if (!find_element(c.root, &e) || e != E_MAIN) {
		diag_add(d, DIAG_P108, xml_pos(s, c.root, NULL), "a notice begins with <main xmlns=\"%s\">", XHTML);
	} else {
		program_add(c.arena, out, OP_OPEN)->element = E_MAIN;
		compile_root(&c);
		program_add(c.arena, out, OP_CLOSE)->element = E_MAIN;
		program_find_titles(out);
		template_check_properties(&c);
		prepare(a, out);
	}
	xmlFreeDoc(doc);
	return d->errors == before;
}
