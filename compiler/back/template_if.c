/* SPDX-License-Identifier: MIT */
/* The conditions of a template: "period", "then is delete or automatic", "certainty says typically". */
#include "template.h"

/* One word of a condition; "" at its end. What follows it begins at *rest. */
static const char *next_word(struct compiler *c, const char **rest)
{
	const char *s = *rest + strspn(*rest, " \n\r");
	size_t len = strcspn(s, " \n\r");
	*rest = s + len;
	return arena_copy(c->arena, s, len);
}

/* The ids after `is` and `says`, up to "or", "and" or the end, which is left in *word. */
static const char *read_values(struct compiler *c, const char **rest, const char **word)
{
	struct buf values = {0};
	while (**(word) && strcmp(*word, "or") != 0 && strcmp(*word, "and") != 0) {
		buf_printf(&values, "%s%s", values.len ? " " : "", *word);
		*word = next_word(c, rest);
	}
	const char *kept = arena_copy(c->arena, buf_cstr(&values), values.len);
	buf_free(&values);
	return kept;
}

static bool is_flag(struct path p)
{
	return p.from == PATH_DRAFT || p.from == PATH_UNDECIDED;
}

/* Words that state a value are true of all of it: that an id is in a list says nothing of the others. */
static void check_says(struct compiler *c, const xmlNode *n, const struct condition *cond, const char *path)
{
	const struct term_of_condition *last = &cond->at[cond->count - 1];
	const struct field *f = path_field(last->path);
	if (cond->negate)
		template_refuse(c, n, path, DIAG_P107, "'unless' cannot state '%s': the words are there for each value but those; write 'if' and 'says'", path);
	else if (f && (f->type == TYPE_LIST || f->type == TYPE_TERMS) && (last->test->term_count || last->test->property))
		template_refuse(c, n, path, DIAG_P107, "'%s' is a list, of which these ids are a part; write 'is' in the place of 'says', and the value in braces", path);
}

static bool read_term(struct compiler *c, const xmlNode *n, struct condition *out, const char **rest, const char **word)
{
	struct term_of_condition *t = &out->at[out->count];
	const char *path = *word, *is = NULL;
	*word = next_word(c, rest);
	bool says = strcmp(*word, "says") == 0;
	if (says || strcmp(*word, "is") == 0) {
		*word = next_word(c, rest);
		is = read_values(c, rest, word);
		if (!*is) {
			template_refuse(c, n, path, DIAG_P105, "after '%s %s' stand the values that '%s' is compared with", path, says ? "says" : "is", path);
			return false;
		}
	} else if (**word && strcmp(*word, "or") != 0 && strcmp(*word, "and") != 0) {
		template_refuse(c, n, *word, DIAG_P104, "'%s' stands after '%s' where 'is', 'says', 'and', 'or' or the end of the condition has to stand", *word, path);
		return false;
	}
	if (!template_path(c, n, path, &t->path))
		return false;
	const struct field *f = path_field(t->path);
	if (is && ((!f && !is_flag(t->path)) || (f && f->type == TYPE_RECORDS))) {
		template_refuse(c, n, is, DIAG_P105, "a section has no value to compare with '%s'", is);
		return false;
	}
	t->test = template_test(c, n, f, !is && is_flag(t->path) ? "true" : is);
	out->count++;
	out->says = out->says || says;
	t->says = says;
	if (says)
		check_says(c, n, out, path);
	return true;
}

bool condition_read(struct compiler *c, const xmlNode *n, const char *text, bool negate, struct condition *out)
{
	const char *rest = text, *word = next_word(c, &rest), *how = "";
	*out = (struct condition){.negate = negate};
	if (!*word) {
		template_refuse(c, n, text, DIAG_P104, "a condition is missing%s; write a path, such as 'period', or a comparison, such as 'then is delete'", text);
		return false;
	}
	for (;;) {
		if (out->count == MAX_TERMS) {
			template_refuse(c, n, text, DIAG_P104, "'%s' has more than %d parts; make it simpler", text, MAX_TERMS);
			return false;
		}
		if (!read_term(c, n, out, &rest, &word))
			return false;
		if (!*word)
			break;
		if (*how && strcmp(how, word) != 0) {
			template_refuse(c, n, text, DIAG_P104, "'%s' has 'and' and 'or', and could be read in two ways; put one condition around the other", text);
			return false;
		}
		how = word;
		out->any = strcmp(word, "or") == 0;
		word = next_word(c, &rest);
	}
	if (out->any && out->says)
		template_refuse(c, n, text, DIAG_P107, "'%s' does not say which of its parts is so; write 'is' in the place of 'says', or two sentences", text);
	return true;
}

/* The opposite of "a and b" is "not a, or not b". */
void condition_open(struct compiler *c, const struct condition *cond, struct block *out)
{
	bool any = cond->any != cond->negate;
	*out = (struct block){.first = c->out->count, .count = cond->count, .any = any};
	for (unsigned i = 0; i < cond->count; i++) {
		struct op *op = program_add(c->arena, c->out, OP_IF);
		op->path = cond->at[i].path;
		op->test = cond->at[i].test;
		/* of several of which one is enough, each but the last jumps to the words if it holds, the last past them if it does not */
		op->negate = cond->negate != (any && i + 1 < cond->count);
	}
	for (unsigned i = 0; any && i + 1 < cond->count; i++)
		c->out->ops[out->first + i].jump = c->out->count;
	for (unsigned i = 0; i < cond->count; i++)
		if (cond->at[i].says) {
			program_add(c->arena, c->out, OP_SAY)->path = cond->at[i].path;
			out->said++;
		}
}

void condition_close(struct compiler *c, const struct block *b)
{
	for (unsigned i = 0; i < b->said; i++)
		program_add(c->arena, c->out, OP_SAID);
	for (unsigned i = b->any ? b->count - 1 : 0; i < b->count; i++)
		c->out->ops[b->first + i].jump = c->out->count;
}
