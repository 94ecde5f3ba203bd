/* SPDX-License-Identifier: MIT */
/* Runs a compiled template without a policy, once for each value of a kind of ids: the tests that stand around the value hold, fields that
 * every record has are there, and nothing else is. What is printed then, from full stop to full stop, is a frame. */
#include "frames.h"
#include "template.h"

/* What is known of a path in the run at hand. */
struct known {
	struct path path;
	const struct test *test; /* it holds; NULL: the value is there */
	bool absent;
};

struct walk {
	const struct program *program;
	const struct locale *locale;
	const struct term *term;
	uint32_t target;        /* the OP_VALUE that prints the id */
	struct known known[MAX_NEST];
	unsigned count;
	struct buf text;        /* of the block */
	size_t at;              /* where the id begins */
};

/* A sentence, and the fields that print the id in it. */
struct frame {
	const char *text, *fields;
	unsigned count; /* of the fields */
	struct frame *next;
};

static bool is_block(enum element e)
{
	return e == E_P || e == E_LI || e == E_TD || e == E_TH || (e >= E_H1 && e <= E_H3);
}

/* Whether a field can hold an id of the kind; a length of time holds a state or a duration in words. */
static bool holds(const struct field *f, enum kind kind)
{
	return f->type == TYPE_SPAN ? kind == KIND_STATE || kind == KIND_DURATION : f->kind == kind;
}

/* The id as the field's value. */
static struct value value_of(const struct field *f, const struct term **term)
{
	struct value v = {.state = VALUE_STATED, .complete = true};
	if (f->type == TYPE_SPAN)
		v.span = (struct span){.kind = (*term)->kind == KIND_STATE ? SPAN_WHILE : SPAN_WORDS, .word = *term};
	else if (f->type == TYPE_LIST || f->type == TYPE_TERMS)
		v.list = (struct ids){.at = term, .count = 1};
	else
		v.term = *term;
	return v;
}

/* Whether the test only asks that nothing is stated. */
static bool wants_nothing(const struct test *t)
{
	return !t->stated && (t->absent || t->unstated || t->placeholder) && !t->yes && !t->no && !t->complete && !t->examples && !t->implied &&
	       !t->given && !t->spans && !t->term_count && !t->word_count;
}

static bool same_test(const struct test *a, const struct test *b)
{
	if (a->term_count != b->term_count || (a->term_count && memcmp(a->terms, b->terms, sizeof(const struct term *) * a->term_count) != 0))
		return false;
	return a->yes == b->yes && a->no == b->no && a->complete == b->complete && a->examples == b->examples && a->implied == b->implied &&
	       a->given == b->given && a->spans == b->spans && a->property == b->property && a->word_count == b->word_count;
}

static const struct known *find_known(const struct walk *w, struct path p)
{
	for (unsigned i = w->count; i-- > 0;)
		if (path_same(w->known[i].path, p))
			return &w->known[i];
	return NULL;
}

static bool test_known(const struct walk *w, const struct op *op)
{
	const struct test *t = op->test;
	const struct field *f = path_field(op->path);
	if (op->path.from == PATH_DRAFT || op->path.from == PATH_UNDECIDED)
		return t->no;
	if (!f || f->type == TYPE_RECORDS)
		return !f && op->path.from != PATH_OVERRULED;
	if (path_same(op->path, w->program->ops[w->target].path)) {
		const struct term *term = w->term;
		const struct value v = value_of(f, &term);
		return test_value(t, f, &v);
	}
	const struct known *k = find_known(w, op->path);
	if (!k)
		return f->flags & REQ ? t->stated : t->absent;
	if (k->absent || t->stated)
		return k->absent ? t->absent : t->stated;
	for (unsigned i = 0; i < w->count; i++)
		if (path_same(w->known[i].path, op->path) && w->known[i].test && same_test(t, w->known[i].test))
			return true;
	return false;
}

/* The tests around the value. False: they rule the id out. */
static bool find_tests(struct walk *w)
{
	w->count = 0;
	for (uint32_t pc = 0; pc < w->target && w->count < MAX_NEST; pc++) {
		const struct op *op = &w->program->ops[pc];
		if (op->code != OP_IF || op->jump <= w->target)
			continue;
		if (path_same(op->path, w->program->ops[w->target].path)) {
			if (test_known(w, op) == op->negate)
				return false;
			continue;
		}
		struct known *k = &w->known[w->count++];
		*k = (struct known){.path = op->path, .absent = wants_nothing(op->test) != op->negate};
		if (!k->absent && !op->test->stated && !op->negate)
			k->test = op->test;
		if (op->negate && !op->test->stated && !wants_nothing(op->test))
			w->count--; /* that it is none of some values says nothing of it */
	}
	return true;
}

static void put_value(struct walk *w, const struct op *op, uint32_t pc)
{
	const struct field *f = path_field(op->path);
	const struct known *k = find_known(w, op->path);
	if (pc == w->target) {
		const struct term *term = w->term;
		const struct value v = value_of(f, &term);
		w->at = w->text.len;
		phrase_value(&w->text, w->locale, w->program->titles, f, &v, op->how);
	} else if (k ? !k->absent : (f->flags & REQ) || path_same(op->path, w->program->ops[w->target].path)) {
		buf_printf(&w->text, "[%s]", f->key);
	}
}

/* The text of the block that begins at pc. */
static void run_block(struct walk *w, uint32_t pc)
{
	unsigned lists = 0;
	w->text.len = 0;
	for (unsigned depth = 0; pc < w->program->count; pc++) {
		const struct op *op = &w->program->ops[pc];
		bool around = w->target > pc && w->target < op->jump;
		if (op->code == OP_CLOSE && is_block(op->element) && depth-- == 0)
			return;
		if (op->code == OP_OPEN && is_block(op->element))
			depth++;
		if (op->element == E_UL || op->element == E_OL)
			lists += op->code == OP_OPEN, lists -= op->code == OP_CLOSE && lists;
		if (lists)
			continue; /* a list inside an item is not of its sentences */
		if (op->code == OP_TEXT)
			buf_add(&w->text, op->text, op->len);
		else if (op->code == OP_VALUE)
			put_value(w, op, pc);
		else if ((op->code == OP_IF && !around && test_known(w, op) == op->negate) || (op->code == OP_EACH && !around))
			pc = op->jump - 1;
	}
}

/* Where a sentence ends: behind a full stop or its like with a space after it, or at the end of the text. */
static size_t sentence_end(const struct buf *b, size_t from)
{
	for (size_t i = from; i + 1 < b->len; i++)
		if (b->data[i] && strchr(".!?", b->data[i]) && b->data[i + 1] == ' ')
			return i + 1;
	return b->len;
}

/* The sentence that the id is in, white space folded. */
static const char *cut(struct arena *a, const struct walk *w)
{
	size_t start = 0, end = sentence_end(&w->text, w->at);
	for (size_t next = 0; (next = sentence_end(&w->text, next)) <= w->at && next < w->text.len;)
		start = next;
	struct buf out = {0};
	for (size_t i = start; i < end; i++)
		if (w->text.data[i] != ' ' || (out.len && out.data[out.len - 1] != ' '))
			buf_char(&out, w->text.data[i]);
	while (out.len && out.data[out.len - 1] == ' ')
		out.len--;
	const char *text = arena_copy(a, out.data ? out.data : "", out.len);
	buf_free(&out);
	return text;
}

/* The innermost block around an instruction, and the heading of its column if it is a cell's. */
static uint32_t find_block(const struct program *p, uint32_t target, const char **heading)
{
	uint32_t open[MAX_NEST], heads[32], depth = 0, head = 0, cell = 0;
	bool in_head = false;
	for (uint32_t pc = 0; pc < target; pc++) {
		const struct op *op = &p->ops[pc];
		if (op->code != OP_OPEN && op->code != OP_CLOSE)
			continue;
		if (op->element == E_THEAD && op->code == OP_OPEN)
			in_head = true, head = 0;
		else if (op->element == E_THEAD)
			in_head = false;
		else if (op->element == E_TR && op->code == OP_OPEN)
			cell = 0;
		if (!is_block(op->element))
			continue;
		if (op->code == OP_CLOSE) {
			depth--;
			continue;
		}
		if (op->element == E_TH || op->element == E_TD) {
			if (in_head && head < 32)
				heads[head++] = pc;
			cell++;
		}
		if (depth < MAX_NEST)
			open[depth] = pc;
		depth++;
	}
	if (depth == 0 || depth > MAX_NEST)
		return 0;
	uint32_t block = open[depth - 1];
	bool is_cell = p->ops[block].element == E_TD || p->ops[block].element == E_TH;
	*heading = is_cell && !in_head && cell && cell <= head && p->ops[heads[cell - 1] + 1].code == OP_TEXT ? p->ops[heads[cell - 1] + 1].text : NULL;
	return block;
}

static void add_frame(struct arena *a, struct frame **frames, const char *text, const char *field)
{
	enum { NAMED = 3 };
	while (*frames && strcmp((*frames)->text, text) != 0)
		frames = &(*frames)->next;
	struct frame *f = *frames;
	if (!f) {
		*frames = f = NEW(a, struct frame);
		*f = (struct frame){.text = text, .fields = field};
	} else if (strstr(f->fields, field)) {
		return;
	} else if (f->count < NAMED) {
		f->fields = arena_format(a, "%s, %s", f->fields, field);
	}
	f->count++;
}

/* One value of the template, if it can be the id. */
static void try_value(struct arena *a, struct walk *w, uint32_t pc, struct frame **frames)
{
	const struct op *op = &w->program->ops[pc];
	const struct field *f = op->code == OP_VALUE ? path_field(op->path) : NULL;
	const char *heading = NULL;
	w->target = pc;
	if (!f || !holds(f, (enum kind)w->term->kind) || !find_tests(w))
		return;
	uint32_t block = find_block(w->program, pc, &heading);
	if (block == 0)
		return;
	run_block(w, block + 1);
	const char *text = cut(a, w);
	if (heading)
		text = arena_format(a, "%s | %s", heading, text);
	add_frame(a, frames, text, arena_format(a, "%s.%s", schema_section(op->path.section)->key, f->key));
}

/* Where a conflict names a statement, the locale puts a value in words of its own. */
static void try_phrase(struct arena *a, struct walk *w, const struct phrase *phrase, struct frame **frames)
{
	static const char of[] = "of-", value[] = "{value}";
	const char *at = strncmp(phrase->id, of, sizeof of - 1) == 0 ? strstr(phrase->text, value) : NULL, *key = phrase->id + sizeof of - 1;
	bool wanted = false;
	for (int s = 0; at && s < SECTION__COUNT && !wanted; s++) {
		const struct section *section = schema_section((enum section_id)s);
		int f = section->document == DOCUMENT_POLICY ? section_field(section, key_find(key, strlen(key))) : -1;
		wanted = f >= 0 && section->fields[f].type != TYPE_SPAN && section->fields[f].kind == (enum kind)w->term->kind;
	}
	if (wanted)
		add_frame(a, frames, arena_format(a, "%.*s%s%s", (int)(at - phrase->text), phrase->text, w->term->labels[w->locale->index], at + sizeof value - 1),
		          arena_format(a, "phrases.%s", phrase->id));
}

void frames_write(struct buf *out, struct arena *a, const struct templates *templates, const struct locale *locale, const struct term *term)
{
	struct walk w = {.program = &templates->notices[locale->index], .locale = locale, .term = term};
	struct frame *frames = NULL;
	for (uint32_t pc = 0; pc < w.program->count; pc++)
		try_value(a, &w, pc, &frames);
	for (unsigned i = 0; i < locale->phrase_count; i++)
		try_phrase(a, &w, &locale->phrases[i], &frames);
	for (const struct frame *f = frames; f; f = f->next) {
		buf_printf(out, "    %s\n        %s", f->text, f->fields);
		if (f->count > 3)
			buf_printf(out, " and %u more", f->count - 3);
		buf_char(out, '\n');
	}
	if (!frames)
		BUF_LIT(out, "    no sentence prints it\n");
	buf_free(&w.text);
}
