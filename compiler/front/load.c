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
#include "raw.h"
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
	struct raw raw;
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

static struct scalar scalar_of(const struct loader *l, const yaml_event_t *e)
{
	yaml_scalar_style_t style = e->data.scalar.style;
	return (struct scalar){.text = (const char *)e->data.scalar.value, .len = e->data.scalar.length,
	                       .style = style == YAML_PLAIN_SCALAR_STYLE           ? STYLE_PLAIN
	                                : style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? STYLE_QUOTED
	                                : style == YAML_DOUBLE_QUOTED_SCALAR_STYLE ? STYLE_DOUBLE_QUOTED
	                                                                           : STYLE_BLOCK,
	                       .start = at(l, e->start_mark), .end = at(l, e->end_mark)};
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

/* The key with capitals, underscores and spaces put right; "" if it still would not be a key. */
static struct shown corrected(const char *s, size_t len)
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

static bool check_key(struct loader *l, const struct scalar *key)
{
	const char *s = key->text;
	size_t len = key->len;
	struct pos pos = key->start;
	bool plain = key->style == STYLE_PLAIN;
	if (plain && text_is_id(s, len) && !text_is_switch_word(s, len))
		return true;
	struct shown shown = show(s, len), fix = corrected(s, len);
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

static struct node *new_node(struct loader *l, struct pos pos)
{
	if (++l->nodes > YAML_MAX_NODES && !l->stop) {
		diag_add(l->diags, DIAG_P003, pos, "the file has more than %d values; split it", YAML_MAX_NODES);
		l->stop = true;
	}
	return NEW(l->arena, struct node);
}

/* A scalar where a key is expected. A refused key's value is read, then dropped. */
static void take_key(struct loader *l, struct frame *f, const struct scalar *key, bool good)
{
	f->want_value = true;
	f->pending = NULL;
	if (!good || !check_key(l, key))
		return;
	struct node *n = new_node(l, key->start);
	n->key_len = (uint32_t)key->len;
	n->key = arena_copy(l->arena, key->text, key->len);
	n->key_line = key->start.line;
	n->key_col = key->start.col;
	struct node *first = same_key(l, f, n);
	if (!first) {
		f->pending = n;
		return;
	}
	struct shown s = show(n->key, n->key_len);
	diag_add(l->diags, DIAG_P008, key->start, "the key '%s' is written twice; remove one", s.text);
	diag_also(l->diags, (struct pos){l->source, first->key_line, first->key_col}, "first defined here");
}

/* The node for a value that starts here, linked to its parent unless its key was refused. */
static struct node *take_value(struct loader *l, struct pos pos)
{
	struct frame *f = l->depth ? &l->frames[l->depth - 1] : NULL;
	struct node *n;
	bool link = f != NULL;
	if (f && f->self->kind == NODE_MAP) {
		if (!f->want_value) {
			diag_add(l->diags, DIAG_P009, pos, "a list or a map cannot be a key; write a key as a single word");
			f->pending = NULL;
		}
		n = f->pending;
		link = n != NULL;
		f->want_value = !f->want_value;
		f->pending = NULL;
		if (!n)
			n = new_node(l, pos);
	} else {
		n = new_node(l, pos);
	}
	n->line = pos.line;
	n->col = pos.col;
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
	struct scalar s = scalar_of(l, e);
	bool good = raw_check_characters(&l->raw, &s);
	assert(!f || f->self);
	bool in_map = f && f->self->kind == NODE_MAP;
	if (!raw_check_indentation(&l->raw, &s, in_map && f->want_value && f->pending ? f->pending->key_line : s.start.line))
		l->stop = true;
	raw_check_comment(&l->raw, &s);
	if (in_map && !f->want_value) {
		take_key(l, f, &s, good);
		return;
	}
	struct node *n = take_value(l, at(l, e->start_mark));
	n->kind = NODE_SCALAR;
	n->quoted = s.style != STYLE_PLAIN;
	n->len = (uint32_t)s.len;
	n->text = arena_copy(l->arena, s.text, s.len);
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
		f->want_value = true; /* of something that is not a key */
		f->pending = NULL;
	} else {
		struct node *n = take_value(l, at(l, e->start_mark));
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
	struct node *n = take_value(l, at(l, e->start_mark));
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

static void syntax_error(struct loader *l, const yaml_parser_t *p)
{
	if (p->error == YAML_MEMORY_ERROR)
		mem_exhausted();
	l->stop = true;
	const struct syntax_words *w = syntax_find(p->problem, p->context);
	bool in_quotes = p->context && strcmp(p->context, "while scanning a quoted scalar") == 0;
	if (l->raw.wide_spaces || (!in_quotes && raw_reports_space(&l->raw, l->read, (uint32_t)p->problem_mark.line + 1)))
		return; /* what else is wrong may come of it */
	struct pos pos = at(l, w && w->at_context ? p->context_mark : p->problem_mark);
	const char *problem = p->problem ? p->problem : "unknown";
	if (!w)
		diag_add(l->diags, DIAG_P007, pos, "the file cannot be read from here on; the YAML parser says: %s", problem);
	else if (!l->documents && strcmp(problem, "did not find expected <document start>") == 0)
		diag_add(l->diags, DIAG_P015, raw_directive(&l->raw), "%s", directive_words());
	else if (strncmp(problem, "mapping values", 14) == 0 && raw_has_colon(&l->raw, pos))
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
	yaml_parser_set_input_string(&parser, (const unsigned char *)l->raw.start, (size_t)(l->raw.end - l->raw.start));
	for (bool more = true; more;) {
		if (!yaml_parser_parse(&parser, &event)) {
			syntax_error(l, &parser);
			break;
		}
		more = on_event(l, &event);
		l->read = at(l, event.end_mark);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
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
	struct loader l = {.arena = a, .source = source, .diags = diags, .raw = raw_start(source, diags)};
	read_events(&l);
	if (l.stop || l.raw.wide_spaces)
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
