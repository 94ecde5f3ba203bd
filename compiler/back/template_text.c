/* SPDX-License-Identifier: MIT */
/* The words of a template: text with values in braces, and with brackets around what is only there in some cases.
 *
 *     {period}   {unless|or}   {from|clause}   {@part}
 *     [, counted from {from}]                  if there is such a value
 *     [if then is delete: Then we delete it.][else: {then}.]
 *     [unless period: How long is open.]       [if certainty says typically: typically]
 */
#include "template.h"
#include "../base/text.h"

static bool is_space(char ch)
{
	return ch == ' ' || ch == '\n' || ch == '\r';
}

/* White space folds to one space; none at the edges of a block. */
static void emit_words(struct compiler *c, const char *s, size_t n, bool first, bool last)
{
	char *folded = arena_alloc(c->arena, n + 1);
	uint32_t len = 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_space(s[i]))
			folded[len++] = s[i];
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

/* ---- values ---- */

/* How a value is printed, behind a bar each: "or", "clause". */
static unsigned read_how(struct compiler *c, const xmlNode *n, const char *bars, const char *path, const struct field *f)
{
	unsigned how = 0;
	while (*bars) {
		size_t len = strcspn(++bars, "|");
		const char *word = arena_copy(c->arena, bars, len);
		if (strcmp(word, "or") == 0)
			how |= PHRASE_OR;
		else if (strcmp(word, "clause") != 0)
			template_refuse(c, n, word, DIAG_P105, "'%s' is not a way to print '%s'; write 'or' for a list, 'clause' for an event, or leave it out with its bar", word, path);
		else if (f->kind != KIND_EVENT)
			template_refuse(c, n, word, DIAG_P105, "'%s' is not a form of '%s'; events have the form 'clause', and their noun without it", word, path);
		else
			how |= PHRASE_CLAUSE;
		bars += len;
	}
	return how;
}

static void emit_value(struct compiler *c, const xmlNode *n, const char *words)
{
	size_t len = strcspn(words, "|");
	const char *path = arena_copy(c->arena, words, len);
	struct path p;
	if (!template_path(c, n, path, &p))
		return;
	const struct field *f = path_field(p);
	if (!f || f->type == TYPE_RECORDS) {
		template_refuse(c, n, path, DIAG_P103, "'%s' is not a single value, so it cannot be printed", path);
		return;
	}
	unsigned how = read_how(c, n, words + len, path, f);
	struct op *op = program_add(c->arena, c->out, OP_VALUE);
	op->path = p;
	op->how = how;
}

/* ---- brackets ---- */

static void add_value(struct compiler *c, const xmlNode *n, const char *path, struct condition *out)
{
	struct diags *diags = c->diags, unheard = {.keep = SEVERITY__COUNT};
	struct term_of_condition *t = &out->at[out->count];
	c->diags = &unheard;
	bool found = template_path(c, n, path, &t->path);
	c->diags = diags;
	diags_free(&unheard);
	for (unsigned i = 0; i < out->count && found; i++)
		found = !path_same(out->at[i].path, t->path);
	if (!found)
		return;
	t->says = false;
	t->test = template_test(c, n, path_field(t->path), NULL);
	out->count++;
}

/* The values that stand in a bracket and in none within it, as a condition: each once, but all of them are counted. `at` is behind the
 * bracket; false once that is closed. A path that leads nowhere is refused where it is printed. */
static bool find_values(struct compiler *c, const xmlNode *n, const char *at, struct condition *out, unsigned *seen)
{
	unsigned depth = 1;
	for (; n; n = n->next, at = NULL) {
		if (n->type == XML_ELEMENT_NODE && depth == 1)
			find_values(c, n->children, NULL, out, seen);
		if (n->type != XML_TEXT_NODE)
			continue;
		for (const char *s = at ? at : (const char *)n->content; *s; s++) {
			depth = *s == '[' ? depth + 1 : *s == ']' ? depth - 1 : depth;
			if (depth == 0)
				return false;
			if (*s != '{' || s[1] == '@' || depth != 1)
				continue;
			++*seen;
			if (out->count < MAX_TERMS)
				add_value(c, n, arena_copy(c->arena, s + 1, strcspn(s + 1, "|}")), out);
		}
	}
	return true;
}

static bool begins(const char *s, const char *word)
{
	return strncmp(s, word, strlen(word)) == 0;
}

/* The colon that ends a condition, or where it should have been: "subject:none" has one within. */
static const char *find_colon(const char *s)
{
	for (; *s && !strchr("{}[]", *s); s++)
		if (*s == ':' && (is_space(s[1]) || s[1] == '\0' || strchr("{[", s[1])))
			break;
	return s;
}

/* Reads what stands behind '[': a condition and its colon, or nothing. Where the words begin; NULL: an error, which has been said. */
static const char *read_condition(struct compiler *c, const xmlNode *n, const char *s, struct condition *out)
{
	bool if_ = begins(s, "if "), unless = begins(s, "unless "), else_ = begins(s, "else:");
	if (!if_ && !unless && !else_) {
		unsigned seen = 0;
		*out = (struct condition){0};
		find_values(c, n, s, out, &seen);
		if (seen)
			return s;
		template_refuse(c, n, NULL, DIAG_P116, "a bracket has a value in braces, or begins with a condition, as in '[if period: ...]'");
		return NULL;
	}
	const char *colon = find_colon(s);
	if (*colon != ':') {
		template_refuse(c, n, NULL, DIAG_P116, "a condition ends with a colon and a space, as in '[if period: ...]'");
		return NULL;
	}
	const char *from = s + (if_ ? 3 : unless ? 7 : 4);
	if (else_ && !c->previous.count) {
		template_refuse(c, n, NULL, DIAG_P116, "'else' stands right behind the bracket whose opposite it is");
		return NULL;
	}
	if (else_) {
		*out = c->previous;
		out->negate = !out->negate;
		for (unsigned i = 0; i < out->count; i++)
			out->at[i].says = false;
	} else if (!condition_read(c, n, arena_copy(c->arena, from, (size_t)(colon - from)), unless, out)) {
		return NULL;
	}
	/* one space belongs to the colon, or a line break and what is around it */
	const char *words = colon + 1 + strspn(colon + 1, " ");
	if (*words == '\n' || *words == '\r')
		return words + strspn(words, " \n\r");
	return colon[1] == ' ' ? colon + 2 : colon + 1;
}

static const char *open_bracket(struct compiler *c, const xmlNode *n, const char *s)
{
	struct bracket *b = &c->bracket[c->brackets < MAX_NEST ? c->brackets : MAX_NEST - 1];
	const char *words = NULL;
	if (c->brackets++ < MAX_NEST) {
		words = read_condition(c, n, s, &b->condition);
		if (!words)
			b->condition.count = 0;
		b->node = n, b->at = s - 1;
		condition_open(c, &b->condition, &b->block);
	} else if (c->brackets == MAX_NEST + 1) {
		template_refuse(c, n, NULL, DIAG_P116, "brackets are nested too deeply; make the sentence simpler");
	}
	c->previous.count = 0;
	return words ? words : s;
}

static void close_bracket(struct compiler *c)
{
	if (--c->brackets >= MAX_NEST)
		return;
	struct bracket *b = &c->bracket[c->brackets];
	condition_close(c, &b->block);
	c->previous = b->condition;
}

void template_close_brackets(struct compiler *c, unsigned open)
{
	for (; c->brackets > open; close_bracket(c))
		if (c->brackets <= MAX_NEST) {
			c->text = c->bracket[c->brackets - 1].at, c->text_of = c->bracket[c->brackets - 1].node;
			template_refuse(c, c->text_of, NULL, DIAG_P116, "this bracket is not closed: write ']' where what it holds ends, before the end of the element");
			c->text = NULL;
		}
	c->previous.count = 0;
}

/* ---- text ---- */

/* A value or a part in braces; behind it. */
static const char *read_braces(struct compiler *c, const xmlNode *n, const char *s, enum content m)
{
	size_t len = strcspn(s + 1, "{}[]");
	if (s[1 + len] != '}') {
		template_refuse(c, n, NULL, DIAG_P116, "braces hold a path and nothing else, as in '{period}': a '}' is missing");
		return s + 1 + len;
	}
	const char *words = arena_copy(c->arena, s + 1, len);
	if (*words == '@')
		template_use(c, n, words + 1, m);
	else
		emit_value(c, n, words);
	return s + len + 2;
}

void template_text(struct compiler *c, const xmlNode *n, enum content m, unsigned open, bool first, bool last)
{
	const char *s = (const char *)n->content;
	while (*s) {
		size_t len = strcspn(s, "{}[]");
		if (len) {
			emit_words(c, s, len, first && s == (const char *)n->content, last && s[len] == '\0');
			if (strspn(s, " \n\r") < len)
				c->previous.count = 0;
			s += len;
			continue;
		}
		c->text = s, c->text_of = n;
		if (*s == '{') {
			s = read_braces(c, n, s, m);
			c->previous.count = 0;
		} else if (*s == '[') {
			s = open_bracket(c, n, s + 1);
		} else if (*s == ']' && c->brackets > open) {
			close_bracket(c);
			s++;
		} else {
			template_refuse(c, n, NULL, DIAG_P116, *s == ']' ? "this bracket closes none that was opened in the same element" : "there is no '{' before this '}'");
			s++;
		}
		c->text = NULL;
	}
}
