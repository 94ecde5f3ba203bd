/* SPDX-License-Identifier: MIT */
/* A notice template becomes a program. Every path is looked up in the schema table here, so a misspelt one is an error of the
 * template with its place, never an empty sentence in a notice. The language is described in templates/LANGUAGE.md. */
#include "../base/text.h"
#include "template.h"
#include "xml.h"

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
	static const char *const ours[] = {"each", "group", "anchor", "if", "unless", "is", "text", "join", "form", "states", "use", "link"};
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

/* ---- text ---- */

static bool is_white(const char *s)
{
	return s[strspn(s, " \n\r")] == '\0';
}

/* White space folds to one space; none at the edges of a block. */
static void emit_text(struct compiler *c, const xmlNode *n, bool first, bool last)
{
	const char *s = (const char *)n->content;
	char *folded = arena_alloc(c->arena, strlen(s) + 1);
	uint32_t len = 0;
	for (; *s; s++) {
		bool space = *s == ' ' || *s == '\n' || *s == '\r';
		if (!space)
			folded[len++] = *s;
		else if ((len || !first) && (len == 0 || folded[len - 1] != ' '))
			folded[len++] = ' ';
	}
	if (last && len && folded[len - 1] == ' ')
		len--;
	if (len == 0)
		return;
	struct op *op = program_add(c->arena, c->out, OP_TEXT);
	op->text = folded;
	op->len = len;
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

static void compile_use(struct compiler *c, const xmlNode *n, const char *name, enum content m)
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
		compile_children(c, part, m);
		c->uses--;
		return;
	}
	template_refuse(c, n, name, DIAG_P106, "there is no part called '%s'; a part is written <p:part name=\"...\"> at the top", name);
}

/* The words must be true of the value: an `if` with `is` on the same path stands around them. */
static bool is_tested(const struct compiler *c, struct path p)
{
	for (unsigned i = c->first_test; i < c->tests; i++)
		if (path_same(c->tested[i], p))
			return true;
	return false;
}

static unsigned open_states(struct compiler *c, const xmlNode *n, const char *states)
{
	unsigned opened = 0;
	char *words = arena_copy(c->arena, states, strlen(states));
	for (char *w = strtok(words, " "); w; w = strtok(NULL, " ")) {
		struct path p;
		if (!template_path(c, n, w, &p))
			continue;
		if (!is_tested(c, p)) {
			template_refuse(c, n, states, DIAG_P107,
			      "'%s' is stated here whatever its value; put an 'if' with 'is' on the same path around these words", w);
			continue;
		}
		program_add(c->arena, c->out, OP_SAY)->path = p;
		opened++;
	}
	return opened;
}

static void compile_text(struct compiler *c, const xmlNode *n, const char *path)
{
	struct path p;
	const char *join = attribute(n, POLICYC, "join"), *form = attribute(n, POLICYC, "form");
	if (!template_path(c, n, path, &p))
		return;
	const struct field *f = path_field(p);
	if (!f || f->type == TYPE_RECORDS) {
		template_refuse(c, n, path, DIAG_P103, "'%s' is not a single value, so it cannot be printed", path);
		return;
	}
	if (join && strcmp(join, "or") != 0 && strcmp(join, "and") != 0)
		template_refuse(c, n, join, DIAG_P105, "'%s' is not a way to join; write 'or' or 'and'", join);
	if (form && (strcmp(form, "clause") != 0 || f->kind != KIND_EVENT))
		template_refuse(c, n, form, DIAG_P105, "'%s' is not a form of '%s'; events have the form 'clause', and their noun without 'form'", form, path);
	for (const xmlNode *k = n->children; k; k = k->next)
		if (k->type == XML_ELEMENT_NODE || (k->type == XML_TEXT_NODE && !is_white((const char *)k->content))) {
			template_refuse(c, n, path, DIAG_P108, "what '%s' prints replaces the content of this element; leave the element empty", path);
			break;
		}
	struct op *op = program_add(c->arena, c->out, OP_VALUE);
	op->path = p;
	op->how = (join && strcmp(join, "or") == 0 ? PHRASE_OR : 0u) | (form ? PHRASE_CLAUSE : 0u);
}

static void compile_inside(struct compiler *c, const xmlNode *n, enum element e, enum content m)
{
	const char *use = attribute(n, POLICYC, "use"), *text = attribute(n, POLICYC, "text");
	const char *states = attribute(n, POLICYC, "states");
	enum content inside = e == E_SPAN ? m : element_content(e);
	unsigned said = states ? open_states(c, n, states) : 0;
	if (use)
		compile_use(c, n, use, inside);
	else if (text)
		compile_text(c, n, text);
	else
		compile_children(c, n, inside);
	while (said--)
		program_add(c->arena, c->out, OP_SAID);
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
		compile_inside(c, n, e, m);
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
	compile_inside(c, n, e, m);
	program_add(c->arena, c->out, OP_CLOSE)->element = e;
}

/* `if` with several paths: one that is stated is enough. Each but the last jumps to the element, the last one past it. */
static void compile_if_any(struct compiler *c, const xmlNode *n, enum element e, enum content m, bool anchor, const char *paths)
{
	char *words = arena_copy(c->arena, paths, strlen(paths)), *next = strtok(words, " ");
	uint32_t first = c->out->count, last = 0;
	if (attribute(n, POLICYC, "is"))
		template_refuse(c, n, paths, DIAG_P104, "'is' can test only one path, not '%s'", paths);
	while (next) {
		struct path p;
		bool found = template_path(c, n, next, &p);
		next = strtok(NULL, " ");
		if (!found)
			continue;
		const struct test *t = template_test(c, n, path_field(p), p.from == PATH_DRAFT || p.from == PATH_UNDECIDED ? "true" : NULL);
		struct op *op = program_add(c->arena, c->out, OP_IF);
		op->path = p;
		op->negate = true;
		op->test = t;
		last = c->out->count - 1;
	}
	if (c->out->count == first)
		return;
	c->out->ops[last].negate = false;
	for (uint32_t i = first; i < last; i++)
		c->out->ops[i].jump = last + 1;
	compile_tag(c, n, e, m, anchor);
	c->out->ops[last].jump = c->out->count;
}

static void compile_if(struct compiler *c, const xmlNode *n, enum element e, enum content m, bool anchor)
{
	const char *yes = attribute(n, POLICYC, "if"), *no = attribute(n, POLICYC, "unless"), *is = attribute(n, POLICYC, "is");
	struct path p;
	if (!yes && !no) {
		if (is)
			template_refuse(c, n, is, DIAG_P104, "'is' stands beside 'if' or 'unless'");
		compile_tag(c, n, e, m, anchor);
		return;
	}
	if (yes && no)
		template_refuse(c, n, no, DIAG_P104, "an element has 'if' or 'unless', not both ('%s')", no);
	if (yes && strchr(yes, ' ')) {
		compile_if_any(c, n, e, m, anchor, yes);
		return;
	}
	if (!template_path(c, n, yes ? yes : no, &p))
		return;
	const struct field *f = path_field(p);
	if (is && ((!f && p.from != PATH_DRAFT && p.from != PATH_UNDECIDED) || (f && f->type == TYPE_RECORDS))) {
		template_refuse(c, n, is, DIAG_P105, "a section has no value to compare with '%s'", is);
		return;
	}
	if ((p.from == PATH_DRAFT || p.from == PATH_UNDECIDED) && !is)
		is = "true";
	struct op *op = program_add(c->arena, c->out, OP_IF);
	uint32_t at = c->out->count - 1;
	op->path = p;
	op->negate = !yes;
	const struct test *t = template_test(c, n, f, is);
	c->out->ops[at].test = t;
	/* that an id is in a list says nothing of the rest of it */
	bool whole = !(f && (f->type == TYPE_LIST || f->type == TYPE_TERMS) && (t->term_count || t->property));
	bool push = yes && is && whole && c->tests < MAX_NEST;
	if (push)
		c->tested[c->tests++] = p;
	compile_tag(c, n, e, m, anchor);
	c->tests -= push;
	c->out->ops[at].jump = c->out->count;
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
	unsigned first_test = c->first_test;
	c->first_test = c->tests; /* paths mean other fields in here */
	c->scope[c->scopes++] = s;
	compile_if(c, n, e, m, anchor != NULL);
	c->scopes--;
	c->first_test = first_test;
	program_add(c->arena, c->out, OP_NEXT)->jump = at;
	c->out->ops[at].jump = c->out->count;
}

/* libxml2 knows the line where a text ends. */
static struct pos text_pos(struct compiler *c, const xmlNode *n)
{
	struct pos pos = xml_pos(c->source, n, NULL);
	const char *s = (const char *)n->content;
	for (s += strspn(s, " \n\r"); *s; s++)
		if (*s == '\n' && pos.line > 1)
			pos.line--;
	const char *line = c->source->text;
	for (uint32_t l = 1; l < pos.line; l++)
		line = strchr(line, '\n') + 1;
	pos.col = (uint32_t)strspn(line, " ") + 1;
	return pos;
}

static void compile_node(struct compiler *c, const xmlNode *n, enum content m, bool first, bool last)
{
	enum element e;
	if (n->type == XML_TEXT_NODE) {
		bool inline_ = m == M_INLINE || m == M_LIST_ITEM || m == M_TEXT;
		if (inline_)
			emit_text(c, n, first, last);
		else if (!is_white((const char *)n->content))
			diag_add(c->diags, DIAG_P108, text_pos(c, n), "text cannot stand here; put it in a <p>, <li> or cell");
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
	for (const xmlNode *k = n->children; k; k = k->next)
		compile_node(c, k, m, block && k == first, block && k == last);
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
		compile_node(c, k, M_BLOCKS, true, true);
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
