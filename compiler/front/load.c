/* SPDX-License-Identifier: MIT */
/* Reads one YAML file's bytes through libyaml's events, makes the plain node
 * tree of node.h. The only file that sees yaml.h. Must not give a meaning to
 * any key or value: that is bind's work.
 *
 * libyaml is stricter here than its own rules: it has no limit on depth, takes
 * duplicate keys, aliases and several documents. Each event is checked as it
 * comes, so that a hostile file ends at the limit and not at its end. */
#include "node.h"
#include "../base/bytes.h"
#include "../base/text.h"
#include "syntax.h"
#include <assert.h>
#include <yaml.h>

enum { LINEAR = 16 }; /* a map with more keys gets a hash set */

struct frame {
	struct node *self;
	struct node **tail;   /* where the next child is linked */
	struct node *pending; /* map: the child whose key was read, or NULL if it was refused */
	bool want_value;      /* map: the key was read */
	struct node **set;    /* map: open addressing, in the arena; NULL while small */
	uint32_t set_size;    /* a power of two */
	uint32_t set_used;
};

struct loader {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	struct node *root;
	struct frame frames[YAML_MAX_DEPTH];
	uint32_t depth, nodes, documents;
	bool stop; /* nothing after this can be trusted */
	unsigned wide_spaces; /* outside of quotes: names and values are not what they look like */
	bool close_comments;  /* the file has a '#' that is not set off as comments are */
	/* The raw text, walked along with the events; see raw_to. */
	const char *raw, *raw_start, *raw_end;
	uint32_t raw_line, raw_col;
	struct pos read; /* where the last event ends */
};

/* A piece of the file for a message, cut where it gets long. */
struct shown {
	char text[64];
};

static struct shown show(const char *text, size_t len)
{
	struct shown s;
	size_t max = sizeof s.text - 4;
	if (len <= max) {
		memcpy(s.text, text, len);
		s.text[len] = '\0';
		return s;
	}
	for (len = max; (text[len] & 0xC0) == 0x80;)
		len--;
	memcpy(s.text, text, len);
	memcpy(s.text + len, "...", 4);
	return s;
}

static struct pos at(const struct loader *l, yaml_mark_t mark)
{
	return (struct pos){l->source, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* One character of the raw text forward. */
static void raw_step(struct loader *l)
{
	uint32_t cp;
	l->raw_col++;
	if (*l->raw == '\n') {
		l->raw_line++;
		l->raw_col = 1;
	}
	l->raw += utf8_decode(l->raw, (size_t)(l->raw_end - l->raw), &cp);
}

static uint32_t raw_char(const struct loader *l)
{
	uint32_t cp = 0;
	utf8_decode(l->raw, (size_t)(l->raw_end - l->raw), &cp);
	return cp;
}

/* The space at which the raw text stands. */
static void report_space(struct loader *l)
{
	if (l->wide_spaces++ < BYTES_MAX_FAULTS)
		diag_add(l->diags, DIAG_P002, (struct pos){l->source, l->raw_line, l->raw_col}, "U+%04lX is %s", (unsigned long)raw_char(l),
		         bytes_hidden_words(raw_char(l)));
}

/* Events come in the file's order, so all calls together walk the file once. */
static void raw_to(struct loader *l, struct pos pos)
{
	while (l->raw < l->raw_end && (l->raw_line < pos.line || (l->raw_line == pos.line && l->raw_col < pos.col)))
		raw_step(l);
}

/* The code point an escape sequence stands for; 'x' where it is harmless. */
static uint32_t escape_value(const char *p)
{
	static const char letters[] = "0abtnvfreNLP", digits[] = "0123456789abcdef";
	static const uint32_t values[] = {0, 7, 8, 9, 10, 11, 12, 13, 27, 0x85, 0x2028, 0x2029};
	const char *known = *p ? strchr(letters, *p) : NULL;
	if (known)
		return values[known - letters];
	unsigned n = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;
	uint32_t cp = n ? 0 : 'x';
	for (; n > 0 && p[1]; n--) {
		char c = *++p;
		const char *digit = strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
		cp = cp << 4 | (uint32_t)(digit ? digit - digits : 0);
	}
	return cp;
}

/* Escapes in double quotes can make what bytes_check refused. libyaml gives
 * only the value, so the raw text is read again, up to each such escape. */
static bool check_escapes(struct loader *l, const yaml_event_t *e)
{
	const char *p = (const char *)e->data.scalar.value, *end = p + e->data.scalar.length;
	bool bad = false;
	for (uint32_t cp; p < end && !bad; p += utf8_decode(p, (size_t)(end - p), &cp)) {
		unsigned n = utf8_decode(p, (size_t)(end - p), &cp);
		bad = n == 0 || cp == '\t' || text_is_hidden(cp);
		if (bad)
			break;
	}
	if (!bad)
		return true;
	raw_to(l, at(l, e->start_mark));
	while (l->raw < l->raw_end && *l->raw != '"') /* past an anchor or tag */
		raw_step(l);
	for (raw_step(l); l->raw < l->raw_end && *l->raw != '"'; raw_step(l)) {
		if (*l->raw != '\\')
			continue;
		uint32_t cp = escape_value(l->raw + 1);
		if (cp == '\t' || text_is_hidden(cp))
			diag_add(l->diags, cp == '\t' ? DIAG_P004 : DIAG_P002, (struct pos){l->source, l->raw_line, l->raw_col},
			         "this escape stands for U+%04lX: %s", (unsigned long)cp, bytes_hidden_words(cp));
		raw_step(l); /* the escaped character, be it a quotation mark */
	}
	return false;
}

/* A space that YAML reads as a letter makes a name or a value another one. Within quotes it is a part of the text. */
static bool check_spaces(struct loader *l, const yaml_event_t *e)
{
	const char *p = (const char *)e->data.scalar.value, *end = p + e->data.scalar.length;
	uint32_t cp = 0;
	if (e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return true;
	while (p < end && (unsigned char)*p < 0x80)
		p++;
	for (; p < end && !text_is_wide_space(cp); p += utf8_decode(p, (size_t)(end - p), &cp))
		;
	if (!text_is_wide_space(cp))
		return true;
	raw_to(l, at(l, e->start_mark));
	while (l->raw < l->raw_end && !text_is_wide_space(raw_char(l)))
		raw_step(l);
	report_space(l);
	return false;
}

/* What starts with '#' is a comment, which nobody reads as a part of the value: so it has to look like one. */
static void check_comment(struct loader *l, const yaml_event_t *e)
{
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (!l->close_comments || (!plain && e->data.scalar.style != YAML_SINGLE_QUOTED_SCALAR_STYLE && e->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE))
		return;
	raw_to(l, at(l, e->end_mark));
	if (!plain && l->raw < l->raw_end && *l->raw == '#')
		diag_add(l->diags, DIAG_P007, at(l, e->end_mark), "a comment has a space before its '#'; write one here");
	if (!plain || e->data.scalar.length == 0)
		return;
	while (l->raw < l->raw_end && *l->raw == ' ')
		raw_step(l);
	if (l->raw + 1 < l->raw_end && *l->raw == '#' && !strchr(" #\r\n", l->raw[1]))
		diag_add(l->diags, DIAG_P007, (struct pos){l->source, l->raw_line, l->raw_col},
		         "what follows this '#' is a comment, and not a part of the value; put the value in quotes, or write '# ' before a comment");
}

/* The lines of a quoted text belong to its key only as far as they are indented below it. */
static void check_indentation(struct loader *l, const yaml_event_t *e, const struct node *key)
{
	uint32_t first = (uint32_t)e->start_mark.line + 1, last = (uint32_t)e->end_mark.line + 1, indent = 0;
	if (first == last || (e->data.scalar.style != YAML_SINGLE_QUOTED_SCALAR_STYLE && e->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE))
		return;
	const char *line = l->raw_start;
	for (uint32_t n = 1, top = key ? key->key_line : first; n <= last; n++) {
		uint32_t blanks = (uint32_t)strspn(line, " ");
		if (n == top)
			indent = blanks;
		if (n > first && blanks <= indent && line[blanks] != '\n' && line[blanks] != '\r') {
			diag_add(l->diags, DIAG_P007, (struct pos){l->source, n, blanks + 1}, "this line continues a quoted text; indent it further than the key of the text, or close the quotation mark before it");
			l->stop = true;
			return;
		}
		line = strchr(line, '\n');
		if (!line)
			return;
		line++;
	}
}

static void check_properties(struct loader *l, const yaml_event_t *e, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor) {
		struct shown s = show((const char *)anchor, strlen((const char *)anchor));
		diag_add(l->diags, DIAG_P012, at(l, e->start_mark), "'&%s' is an anchor, which is not allowed; remove it, and write the value out wherever it is needed",
		         s.text);
	}
	if (tag)
		diag_add(l->diags, DIAG_P013, at(l, e->start_mark), "'!' starts a tag, which is not allowed; remove it, or put a value that starts with '!' in quotes");
}

static struct node **set_slot(const struct frame *f, const char *key, uint32_t len)
{
	assert(f->set);
	uint32_t i = (uint32_t)text_hash(key, len) & (f->set_size - 1);
	while (f->set[i] && (f->set[i]->key_len != len || memcmp(f->set[i]->key, key, len) != 0))
		i = (i + 1) & (f->set_size - 1);
	return &f->set[i];
}

static void set_grow(struct loader *l, struct frame *f)
{
	struct node **old = f->set;
	uint32_t old_size = f->set_size;
	f->set_size = old ? old_size * 4 : LINEAR * 4;
	f->set = NEW_N(l->arena, struct node *, f->set_size);
	for (uint32_t i = 0; old && i < old_size; i++)
		if (old[i])
			*set_slot(f, old[i]->key, old[i]->key_len) = old[i];
	if (old)
		return;
	for (struct node *n = f->self->first; n; n = n->next, f->set_used++)
		*set_slot(f, n->key, n->key_len) = n;
}

/* The child with the same key, or NULL after `child` has been noted. */
static struct node *same_key(struct loader *l, struct frame *f, struct node *child)
{
	if (!f->set && f->self->len < LINEAR) {
		for (struct node *n = f->self->first; n; n = n->next)
			if (n->key_len == child->key_len && memcmp(n->key, child->key, n->key_len) == 0)
				return n;
		return NULL;
	}
	if (f->set_used >= f->set_size / 2)
		set_grow(l, f);
	struct node **slot = set_slot(f, child->key, child->key_len), *same = *slot;
	if (!same) {
		*slot = child;
		f->set_used++;
	}
	return same;
}

/* The key with capitals, underscores and blanks mended; "" if it would still be none. */
static struct shown mended(const char *s, size_t len)
{
	struct shown fix = {""};
	if (len >= sizeof fix.text)
		return fix;
	for (size_t i = 0; i < len; i++)
		fix.text[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i] == '_' || s[i] == ' ' || s[i] == '.' ? '-' : s[i]);
	fix.text[len] = '\0';
	if (!text_is_id(fix.text, len))
		fix.text[0] = '\0';
	return fix;
}

/* Report a look-alike letter in a key that starts at pos. */
static bool has_lookalike(struct loader *l, struct pos pos, const char *s, size_t len)
{
	for (size_t i = 0; i < len; pos.col++) {
		uint32_t cp;
		unsigned n = utf8_decode(s + i, len - i, &cp);
		char letter = n ? text_lookalike(cp) : 0;
		if (letter) {
			diag_add(l->diags, DIAG_P010, pos, "'%.*s' (U+%04lX) in a key only looks like the letter '%c'; type '%c'", (int)n, s + i,
			         (unsigned long)cp, letter, letter);
			return true;
		}
		i += n ? n : 1;
	}
	return false;
}

static bool check_key(struct loader *l, const yaml_event_t *e)
{
	const char *s = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length;
	struct pos pos = at(l, e->start_mark);
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (plain && text_is_id(s, len) && !text_is_switch_word(s, len))
		return true;
	struct shown shown = show(s, len), fix = mended(s, len);
	if (len == 0 && plain)
		diag_add(l->diags, DIAG_P009, pos, "a key is missing before the ':'");
	else if (len == 2 && memcmp(s, "<<", 2) == 0)
		diag_add(l->diags, DIAG_P012, pos, "'<<' is a merge key, which is not allowed; write the keys out");
	else if (text_is_switch_word(s, len))
		diag_add(l->diags, DIAG_P011, pos, "'%s' cannot be a key, since some programs read it as a value; choose another word", shown.text);
	else if (has_lookalike(l, (struct pos){pos.source, pos.line, pos.col + !plain}, s, len))
		;
	else if (!plain && text_is_id(s, len))
		diag_add(l->diags, DIAG_P009, pos, "write the key without quotes: %s", shown.text);
	else if (len > ID_MAX)
		diag_add(l->diags, DIAG_P009, pos, "the key '%s' is longer than %d characters", shown.text, ID_MAX);
	else if (fix.text[0])
		diag_add(l->diags, DIAG_P009, pos, "write a key as lower-case letters, digits and single hyphens, a letter first: '%s', not '%s'", fix.text, shown.text);
	else
		diag_add(l->diags, DIAG_P009, pos, "write a key as lower-case letters, digits and single hyphens, a letter first, not '%s'", shown.text);
	return false;
}

static struct node *new_node(struct loader *l, const yaml_event_t *e)
{
	if (++l->nodes > YAML_MAX_NODES && !l->stop) {
		diag_add(l->diags, DIAG_P003, at(l, e->start_mark), "the file has more than %d values; split it", YAML_MAX_NODES);
		l->stop = true;
	}
	return NEW(l->arena, struct node);
}

/* A scalar where a key is expected. A refused key's value is read, then dropped. */
static void take_key(struct loader *l, struct frame *f, const yaml_event_t *e, bool good)
{
	f->want_value = true;
	f->pending = NULL;
	if (!good || !check_key(l, e))
		return;
	struct node *n = new_node(l, e);
	n->key_len = (uint32_t)e->data.scalar.length;
	n->key = arena_copy(l->arena, (const char *)e->data.scalar.value, n->key_len);
	n->key_line = (uint32_t)e->start_mark.line + 1;
	n->key_col = (uint32_t)e->start_mark.column + 1;
	struct node *first = same_key(l, f, n);
	if (!first) {
		f->pending = n;
		return;
	}
	struct shown s = show(n->key, n->key_len);
	diag_add(l->diags, DIAG_P008, at(l, e->start_mark), "the key '%s' is written twice; remove one", s.text);
	diag_also(l->diags, (struct pos){l->source, first->key_line, first->key_col}, "first defined here");
}

/* The node for a value that starts here, linked to its parent unless its key was refused. */
static struct node *take_value(struct loader *l, const yaml_event_t *e)
{
	struct frame *f = l->depth ? &l->frames[l->depth - 1] : NULL;
	struct node *n;
	bool link = f != NULL;
	if (f && f->self->kind == NODE_MAP) {
		if (!f->want_value) {
			diag_add(l->diags, DIAG_P009, at(l, e->start_mark), "a list or a map cannot be a key; write a key as a single word");
			f->pending = NULL;
		}
		n = f->pending;
		link = n != NULL;
		f->want_value = !f->want_value;
		f->pending = NULL;
		if (!n)
			n = new_node(l, e);
	} else {
		n = new_node(l, e);
	}
	n->line = (uint32_t)e->start_mark.line + 1;
	n->col = (uint32_t)e->start_mark.column + 1;
	if (link) {
		*f->tail = n;
		f->tail = &n->next;
		f->self->len++;
	} else if (!f) {
		l->root = n;
	}
	return n;
}

static void on_scalar(struct loader *l, const yaml_event_t *e)
{
	struct frame *f = l->depth ? &l->frames[l->depth - 1] : NULL;
	check_properties(l, e, e->data.scalar.anchor, e->data.scalar.tag);
	bool good = e->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE ? check_escapes(l, e) : check_spaces(l, e);
	assert(!f || f->self);
	bool in_map = f && f->self->kind == NODE_MAP;
	check_indentation(l, e, in_map && f->want_value ? f->pending : NULL);
	check_comment(l, e);
	if (in_map && !f->want_value) {
		take_key(l, f, e, good);
		return;
	}
	struct node *n = take_value(l, e);
	n->kind = NODE_SCALAR;
	n->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	n->len = (uint32_t)e->data.scalar.length;
	n->text = arena_copy(l->arena, (const char *)e->data.scalar.value, n->len);
}

static void on_alias(struct loader *l, const yaml_event_t *e)
{
	struct frame *f = l->depth ? &l->frames[l->depth - 1] : NULL;
	const char *name = (const char *)e->data.alias.anchor;
	struct shown s = show(name, strlen(name));
	diag_add(l->diags, DIAG_P012, at(l, e->start_mark), "'*%s' is an alias, which is not allowed; write the value out", s.text);
	assert(!f || f->self);
	if (!f) {
		l->stop = true;
	} else if (f->self->kind == NODE_MAP && !f->want_value) {
		f->want_value = true; /* of a key that is none */
		f->pending = NULL;
	} else {
		struct node *n = take_value(l, e);
		n->kind = NODE_SCALAR;
		n->refused = true;
		n->text = "";
	}
}

static void push(struct loader *l, const yaml_event_t *e, enum node_kind kind)
{
	if (l->depth == YAML_MAX_DEPTH) {
		diag_add(l->diags, DIAG_P003, at(l, e->start_mark), "lists and maps are nested more than %d deep", YAML_MAX_DEPTH);
		l->stop = true;
		return;
	}
	struct node *n = take_value(l, e);
	n->kind = kind;
	l->frames[l->depth++] = (struct frame){.self = n, .tail = &n->first};
}

static const char *directive_words(void)
{
	return syntax_find(NULL, "while scanning a directive")->words;
}

static void on_document_start(struct loader *l, const yaml_event_t *e)
{
	if (++l->documents > 1) {
		diag_add(l->diags, DIAG_P015, at(l, e->start_mark), "a second document starts here; keep one to a file, and remove the '---'");
		l->stop = true;
	}
	if (e->data.document_start.version_directive || e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end)
		diag_add(l->diags, DIAG_P015, at(l, e->start_mark), "%s", directive_words());
}

/* Returns whether to go on. */
static bool on_event(struct loader *l, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		on_document_start(l, e);
		break;
	case YAML_DOCUMENT_END_EVENT:
		if (!e->data.document_end.implicit) {
			diag_add(l->diags, DIAG_P015, at(l, e->start_mark), "'...' ends the document, and what follows is not read; remove it");
			return false;
		}
		break;
	case YAML_MAPPING_START_EVENT:
		check_properties(l, e, e->data.mapping_start.anchor, e->data.mapping_start.tag);
		push(l, e, NODE_MAP);
		break;
	case YAML_SEQUENCE_START_EVENT:
		check_properties(l, e, e->data.sequence_start.anchor, e->data.sequence_start.tag);
		push(l, e, NODE_LIST);
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		l->depth--;
		break;
	case YAML_SCALAR_EVENT:
		on_scalar(l, e);
		break;
	case YAML_ALIAS_EVENT:
		on_alias(l, e);
		break;
	case YAML_STREAM_END_EVENT:
		return false;
	default:
		break;
	}
	return !l->stop;
}

/* Whether the raw line holds a ': ' before the one the parser stumbled over. */
static bool second_colon(struct loader *l, struct pos pos)
{
	raw_to(l, (struct pos){l->source, pos.line, 1});
	for (; l->raw + 1 < l->raw_end && l->raw_line == pos.line && l->raw_col < pos.col; raw_step(l))
		if (l->raw[0] == ':' && l->raw[1] == ' ')
			return true;
	return false;
}

/* Directives with no '---' after them: the parser stumbles only over what follows. */
static struct pos first_directive(struct loader *l)
{
	while (l->raw < l->raw_end && !(*l->raw == '%' && l->raw_col == 1))
		raw_step(l);
	return (struct pos){l->source, l->raw_line, l->raw_col};
}

/* Whether the parser stumbles over a space that is a letter for it: one that stands, outside of quotes and comments, between what it
 * has read and the end of the line. */
static bool stumbles_over_space(struct loader *l, uint32_t line)
{
	const struct loader here = *l;
	char quote = '\0', before = ' ';
	raw_to(l, l->read);
	for (; l->raw < l->raw_end && l->raw_line <= line; before = *l->raw, raw_step(l)) {
		char c = *l->raw;
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '#' && (before == ' ' || before == '\n')) {
			while (l->raw + 1 < l->raw_end && l->raw[1] != '\n')
				raw_step(l);
		} else if ((c == '"' || c == '\'') && strchr(" \n[{,", before)) {
			quote = c;
		} else if (text_is_wide_space(raw_char(l))) {
			report_space(l);
			return true;
		}
	}
	l->raw = here.raw, l->raw_line = here.raw_line, l->raw_col = here.raw_col;
	return false;
}

static void syntax_fault(struct loader *l, const yaml_parser_t *p)
{
	if (p->error == YAML_MEMORY_ERROR)
		mem_exhausted();
	l->stop = true;
	const struct syntax_words *w = syntax_find(p->problem, p->context);
	bool in_quotes = p->context && strcmp(p->context, "while scanning a quoted scalar") == 0;
	if (l->wide_spaces || (!in_quotes && stumbles_over_space(l, (uint32_t)p->problem_mark.line + 1)))
		return; /* what else is wrong may come of it */
	struct pos pos = at(l, w && w->at_context ? p->context_mark : p->problem_mark);
	const char *problem = p->problem ? p->problem : "unknown";
	if (!w)
		diag_add(l->diags, DIAG_P007, pos, "the file cannot be read from here on; the YAML parser says: %s", problem);
	else if (!l->documents && strcmp(problem, "did not find expected <document start>") == 0)
		diag_add(l->diags, DIAG_P015, first_directive(l), "%s", directive_words());
	else if (strncmp(problem, "mapping values", 14) == 0 && second_colon(l, pos))
		diag_add(l->diags, w->id, pos, "this line has a second ': '; put the text in quotes");
	else
		diag_add(l->diags, w->id, pos, "%s", w->words);
	if (w && w->also && p->context_mark.index != p->problem_mark.index)
		diag_also(l->diags, at(l, p->context_mark), "%s", w->also);
}

static void read_events(struct loader *l)
{
	yaml_parser_t parser;
	yaml_event_t event;
	if (!yaml_parser_initialize(&parser))
		mem_exhausted();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)l->raw, (size_t)(l->raw_end - l->raw));
	for (bool more = true; more;) {
		if (!yaml_parser_parse(&parser, &event)) {
			syntax_fault(l, &parser);
			break;
		}
		more = on_event(l, &event);
		l->read = at(l, event.end_mark);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

bool is_ambiguous(const struct node *n)
{
	return n->kind == NODE_SCALAR && !n->quoted && text_is_switch_word(n->text, n->len);
}

void report_ambiguous(struct diags *diags, struct pos pos, const struct node *n)
{
	diag_add(diags, DIAG_P051, pos, "some readers of YAML do not take '%s' for a word; write it in quotes if it is one, or leave the line out", n->text);
}

/* Whether there is a '#' after a quotation mark, or after a space and before a letter. Nearly no file has one. */
static bool has_close_comment(const char *text)
{
	for (const char *p = text; (p = strchr(p, '#')) != NULL; p++)
		if (p > text && (p[-1] == '"' || p[-1] == '\'' || (p[-1] == ' ' && !strchr(" #\r\n", p[1]))))
			return true;
	return false;
}

struct node *yaml_load(struct arena *a, const struct source *source, struct diags *diags)
{
	struct pos whole = {source, 0, 0};
	if (source->len > YAML_MAX_BYTES) {
		diag_add(diags, DIAG_P003, whole, "the file is larger than %d bytes; split it", YAML_MAX_BYTES);
		return NULL;
	}
	if (!bytes_check(source, diags))
		return NULL;
	struct loader l = {.arena = a, .source = source, .diags = diags, .raw_line = 1, .raw_col = 1};
	l.raw = l.raw_start = bytes_start(source);
	l.close_comments = has_close_comment(l.raw);
	l.raw_end = source->text + source->len;
	read_events(&l);
	if (l.stop || l.wide_spaces)
		return NULL;
	if (!l.root || (l.root->kind == NODE_SCALAR && l.root->len == 0 && !l.root->quoted)) {
		diag_add(diags, DIAG_P005, whole, "the file is empty or holds only comments; start with 'key: value'");
		return NULL;
	}
	if (l.root->kind != NODE_MAP) {
		diag_add(diags, DIAG_P006, (struct pos){source, l.root->line, l.root->col}, "the file must consist of 'key: value' lines, not of %s",
		         l.root->kind == NODE_LIST ? "a list" : "a single text");
		return NULL;
	}
	return l.root;
}
