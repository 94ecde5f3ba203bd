/* SPDX-License-Identifier: MIT */
/* The types of values: each is read here, and what is wrong with one is told with an example of what to write. */
#include "bind.h"
#include "../base/text.h"

static bool is(const struct node *n, const char *word)
{
	return n->kind == NODE_SCALAR && !n->quoted && strcmp(n->text, word) == 0;
}

/* ---- what every value may get wrong ---- */

static const char *shape_name(enum node_kind k)
{
	return k == NODE_SCALAR ? "a single value" : k == NODE_LIST ? "a list" : "a group of keys";
}

bool value_want(struct binder *b, const struct node *n, enum node_kind kind, const char *example)
{
	if (n->refused)
		return false;
	if (n->kind == NODE_SCALAR && n->len == 0 && !n->quoted) {
		diag_add(b->diags, DIAG_P034, at_key(b, n), "'%s' has no value; write %s", n->key ? n->key : "-", example);
		return false;
	}
	if (n->kind != kind) {
		diag_add(b->diags, DIAG_P033, at(b, n), "%s is expected here, not %s; write %s", shape_name(kind),
		         shape_name(n->kind), example);
		return false;
	}
	return true;
}

bool value_is_ambiguous(struct binder *b, const struct node *n)
{
	if (!node_is_ambiguous(n))
		return false;
	node_report_ambiguous(b->diags, at(b, n), n);
	return true;
}

const char *value_example(const struct field *f)
{
	switch (f->type) {
	case TYPE_FLAG: return "'true' or 'false'";
	case TYPE_TERM: return "an id";
	case TYPE_TERMS: return f->flags & SOLE ? "an id, or several in brackets" : "ids in brackets: [first-id, second-id]";
	case TYPE_LIST: return "'complete: [ids]' or 'examples: [ids]'";
	case TYPE_SPAN: return "a length of time, such as '7 years'";
	case TYPE_START: return "an event, such as 'account-closed' or 'implied account-closed'";
	case TYPE_NUMBER: return "a number";
	case TYPE_DATE: return "a date, such as 2027-03-01";
	case TYPE_LITERAL: return "a text in quotes";
	case TYPE_TEXT: return "one text per language";
	case TYPE_FACT: return "the path of a fact, such as retention.support.period";
	case TYPE_NAMES: return "names in brackets: [first, second]";
	case TYPE_DATES: return "dates in brackets: [2027-03-01]";
	case TYPE_RECORDS: return "records, each under its own id";
	case TYPE__COUNT: break;
	}
	return "a value";
}

/* ---- numbers, dates, text ---- */

static bool bind_flag(struct binder *b, const struct node *n, struct value *v)
{
	v->flag = is(n, "true");
	if (v->flag || is(n, "false"))
		return true;
	diag_add(b->diags, DIAG_P037, at(b, n), "'%s' is neither true nor false; write 'true' or 'false'", n->text);
	return false;
}

static bool bind_number(struct binder *b, const struct node *n, struct value *v)
{
	unsigned x = 0;
	bool good = n->len >= 1 && n->len <= 4 && n->text[0] != '0';
	for (uint32_t i = 0; good && i < n->len; i++) {
		good = n->text[i] >= '0' && n->text[i] <= '9';
		x = x * 10 + (unsigned)(n->text[i] - '0');
	}
	v->number = x;
	if (!good)
		diag_add(b->diags, DIAG_P038, at(b, n), "'%s' is not a number; write a whole number from 1 to %d in digits", n->text,
		         MAX_NUMBER);
	return good;
}

/* month: it may be a whole one. */
static bool bind_date(struct binder *b, const struct node *n, bool month, struct value *v)
{
	if (date_parse(n->text, n->len, &v->date) || (month && month_parse(n->text, n->len, &v->date)))
		return true;
	diag_add(b->diags, DIAG_P039, at(b, n), "'%s' is not a date; write a day from 1970 to 9999 as year-month-day, such as 2027-03-01%s", n->text,
	         month ? ", or its month: 2027-03" : "");
	return false;
}

/* The id of a state or a duration that words could mean, hyphens in the place of their spaces. False: they are not written like one. */
static bool id_of_words(const char *text, char id[ID_MAX + 1])
{
	size_t len = strlen(text);
	if (len > ID_MAX || strpbrk(text, "-0123456789") || term_is_shrug(text))
		return false;
	for (size_t i = 0; i <= len; i++)
		id[i] = text[i] == ' ' ? '-' : text[i];
	return text_is_id(id, len);
}

/* `up to` says less than a deadline, a notice period or an age limit, which are bounds of one side already. */
static bool refuse_bound(struct binder *b, const struct node *n, const struct field *f, const struct span *s)
{
	struct buf plain = {0};
	if (s->kind != SPAN_UP_TO || f->flags & BOUNDED)
		return false;
	span_write(&plain, &(struct span){SPAN_EXACT, s->unit, s->max, s->max, NULL});
	diag_add(b->diags, DIAG_P069, at(b, n), "'%s' does not take 'up to'; write '%s'", f->key, buf_cstr(&plain));
	buf_free(&plain);
	return true;
}

static bool bind_span(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	struct buf why = {0};
	char id[ID_MAX + 1];
	bool good = span_parse(n->text, n->len, b->vocabulary, &v->span, &why), is_state = v->span.kind == SPAN_WHILE;
	if (!good && (is_state || v->span.kind == SPAN_WORDS) && id_of_words(n->text + (is_state ? sizeof "while" : 0), id))
		term_add_unknown(b, n, is_state ? KIND_STATE : KIND_DURATION, id, strlen(id), arena_copy(b->arena, why.data, why.len));
	else if (!good)
		diag_add(b->diags, DIAG_P036, at(b, n), "%.*s", (int)why.len, why.data);
	buf_free(&why);
	return good && !refuse_bound(b, n, f, &v->span) && (!v->span.word || term_want_current(b, n, v->span.word));
}

static bool is_one_line(struct binder *b, const struct node *n, const char *what, unsigned longest)
{
	if (n->len > 0 && n->len <= longest && !strchr(n->text, '\n') && !text_has_edge_space(n->text, n->len))
		return true;
	diag_add(b->diags, DIAG_P050, at(b, n), "%s must be a single line of 1 to %u bytes, with no spaces before or after it", what, longest);
	return false;
}

static bool bind_literal(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	enum { LONGEST = 500 };
	v->literal.text = n->text;
	v->literal.len = n->len;
	if (strcmp(n->text, "unstated") == 0 || strcmp(n->text, "placeholder") == 0) {
		diag_add(b->diags, DIAG_P040, at(b, n), "'%s' is a gap, not a text; write it without quotes, where a gap can be", n->text);
		return false;
	}
	char key[ID_MAX + 3];
	snprintf(key, sizeof key, "'%s'", f->key);
	if (!is_one_line(b, n, key, LONGEST))
		return false;
	if (f->flags & PHONE && !text_is_phone(n->text, n->len)) {
		diag_add(b->diags, DIAG_P061, at(b, n), "'%s' is not a telephone number; write one such as '+62 21 555 0100'", n->text);
		return false;
	}
	if (f->flags & URL && (strncmp(n->text, "https://", 8) != 0 || !text_is_link(n->text))) {
		diag_add(b->diags, DIAG_P060, at(b, n), "'%s' is not the address of a web page; write one such as 'https://example.com/privacy'", n->text);
		return false;
	}
	if (f->flags & EMAIL && !text_is_email(n->text, n->len)) {
		diag_add(b->diags, DIAG_P053, at(b, n), "'%s' is not an e-mail address; write one such as 'privacy@example.com'",
		         n->text);
		return false;
	}
	return true;
}

/* ---- several values ---- */

/* A plain list: the values that it has to have, or false. */
static bool want_list(struct binder *b, const struct node *n, const char *example)
{
	if (!value_want(b, n, NODE_LIST, example))
		return false;
	if (n->len == 0)
		diag_add(b->diags, DIAG_P043, at(b, n), "the list is empty; write %s, or leave the field out", example);
	else if (n->len > MAX_LIST)
		diag_add(b->diags, DIAG_P045, at(b, n), "a list has at most %d values; this one has %u", MAX_LIST, n->len);
	return n->len > 0 && n->len <= MAX_LIST;
}

static bool bind_names(struct binder *b, const struct node *list, struct value *v)
{
	if (!want_list(b, list, "names in brackets: [first, second]"))
		return false;
	bool good = true;
	v->names = (struct names){NEW_N(b->arena, const char *, list->len), NEW_N(b->arena, struct pos, list->len), 0};
	for (const struct node *n = list->first; n; n = n->next) {
		if (!value_want(b, n, NODE_SCALAR, "a name") || node_refuse_ambiguous_text(b->diags, at(b, n), n)) {
			good = false;
			continue;
		}
		if (!is_one_line(b, n, "a name", 500))
			good = false;
		for (uint32_t i = 0; i < v->names.count; i++)
			if (strcmp(v->names.at[i], n->text) == 0) {
				diag_add(b->diags, DIAG_P044, at(b, n), "'%s' is in this list twice; write it once", n->text);
				good = false;
			}
		v->names.pos[v->names.count] = at(b, n);
		v->names.at[v->names.count++] = n->text;
	}
	return good;
}

static bool bind_dates(struct binder *b, const struct node *list, struct value *v)
{
	if (!want_list(b, list, "dates in brackets: [2027-03-01]"))
		return false;
	bool good = true;
	v->dates.at = NEW_N(b->arena, struct date, list->len);
	v->dates.pos = NEW_N(b->arena, struct pos, list->len);
	for (const struct node *n = list->first; n; n = n->next) {
		struct value day = {0};
		if (!value_want(b, n, NODE_SCALAR, "a date, such as 2027-03-01") || !bind_date(b, n, false, &day)) {
			good = false;
			continue;
		}
		v->dates.pos[v->dates.count] = at(b, n);
		v->dates.at[v->dates.count++] = day.date;
	}
	return good;
}

static bool bind_text(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	if (!value_want(b, n, NODE_MAP, "one text per language, such as 'en: \"...\"'"))
		return false;
	v->text.by_locale = NEW_N(b->arena, const char *, MAX_LOCALES);
	v->text.pos = NEW_N(b->arena, struct pos, MAX_LOCALES);
	bool good = true;
	for (const struct node *t = n->first; t; t = t->next) {
		unsigned i = 0;
		while (i < b->locales->count && strcmp(b->locales->at[i].id, t->key) != 0)
			i++;
		if (i == b->locales->count) {
			good = good && text_is_language(t->key, t->key_len);
			if (!text_is_language(t->key, t->key_len)) /* in a language that has no template a text is ignored */
				diag_add(b->diags, DIAG_P049, at_key(b, t), "'%s' is not the tag of a language, such as 'en'", t->key);
			continue;
		}
		v->text.by_locale[i] = ""; /* there, though perhaps with an error of its own */
		if (!value_want(b, t, NODE_SCALAR, "the text in quotes") || node_refuse_ambiguous_text(b->diags, at(b, t), t)) {
			good = false;
		} else if (t->len == 0 || t->len > 2000 || text_has_edge_space(t->text, t->len) || strchr(t->text, '\n')) {
			diag_add(b->diags, DIAG_P050, at(b, t), "a text must be a single line of 1 to 2000 bytes, with no spaces before or after it");
			good = false;
		} else {
			v->text.by_locale[i] = t->text;
			v->text.pos[i] = at(b, t);
		}
	}
	for (unsigned i = 0; i < b->locales->count; i++)
		if (!v->text.by_locale[i]) {
			diag_add(b->diags, DIAG_P048, at(b, n), "'%s' has no text in the language '%s'; add '%s: \"...\"'", f->key,
			         b->locales->at[i].id, b->locales->at[i].id);
			good = false;
		}
	return good;
}

/* ---- any value ---- */

/* What value_is_ambiguous does, for a field: no quotes make a length, a day or a number of such a word. */
static bool ambiguous_value(struct binder *b, const struct node *n, const struct field *f)
{
	bool flag = f->type == TYPE_FLAG;
	if (f->type == TYPE_LITERAL)
		return node_refuse_ambiguous_text(b->diags, at(b, n), n);
	if (!node_is_ambiguous(n) || (flag && (is(n, "true") || is(n, "false"))))
		return false;
	if (flag || f->type == TYPE_SPAN || f->type == TYPE_START || f->type == TYPE_NUMBER || f->type == TYPE_DATE)
		diag_add(b->diags, DIAG_P051, at(b, n), "some readers of YAML do not take '%s' for a word; write %s%s", n->text, value_example(f),
		         flag ? "" : ", or leave the line out");
	else
		node_report_ambiguous(b->diags, at(b, n), n);
	return true;
}

/* The types that are a single scalar. */
static bool bind_scalar(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	if (!value_want(b, n, NODE_SCALAR, value_example(f)) || ambiguous_value(b, n, f))
		return false;
	switch (f->type) {
	case TYPE_FLAG: return bind_flag(b, n, v);
	case TYPE_TERM:
		v->term = term_bind(b, n, f->kind, n->text, n->len);
		return v->term != NULL;
	case TYPE_SPAN: return bind_span(b, n, f, v);
	case TYPE_START: return term_bind_start(b, n, v);
	case TYPE_NUMBER: return bind_number(b, n, v);
	case TYPE_DATE: return bind_date(b, n, f->flags & MONTH, v);
	case TYPE_LITERAL: return bind_literal(b, n, f, v);
	case TYPE_FACT:
		v->fact_ref.path = n->text;
		return true;
	default: return false;
	}
}

/* One id, or several in brackets. */
static bool bind_sole(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	if (n->kind == NODE_LIST && n->len == 1 && n->first->kind == NODE_SCALAR) {
		diag_add(b->diags, DIAG_P033, at(b, n), "a single id is written without brackets; write '%s: %s'", f->key, n->first->text);
		return false;
	}
	if (n->kind == NODE_LIST)
		return term_bind_ids(b, n, f->kind, v);
	if (!value_want(b, n, NODE_SCALAR, "an id, or several in brackets: [first-id, second-id]") || ambiguous_value(b, n, f))
		return false;
	const struct term *t = term_bind(b, n, f->kind, n->text, n->len);
	v->list.at = NEW(b->arena, const struct term *);
	v->list.at[0] = t;
	v->list.count = t != NULL;
	return t != NULL;
}

bool value_bind(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	switch (f->type) {
	case TYPE_TERMS: return f->flags & SOLE ? bind_sole(b, n, f, v) : term_bind_ids(b, n, f->kind, v);
	case TYPE_LIST: return term_bind_list(b, n, f->kind, v);
	case TYPE_TEXT: return bind_text(b, n, f, v);
	case TYPE_NAMES: return bind_names(b, n, v);
	case TYPE_DATES: return bind_dates(b, n, v);
	default: return bind_scalar(b, n, f, v);
	}
}

bool value_bind_gap(struct binder *b, const struct node *n, const struct field *f, struct value *v)
{
	bool placeholder = is(n, "placeholder") && (f->type == TYPE_LITERAL || f->type == TYPE_DATE);
	if (!placeholder && !is(n, "unstated"))
		return false;
	if (f->flags & GAP)
		v->state = placeholder ? VALUE_PLACEHOLDER : VALUE_UNSTATED;
	else
		diag_add(b->diags, DIAG_P040, at(b, n), "'%s' cannot be '%s': write %s, or leave it out if the policy does not speak of it",
		         f->key, n->text, value_example(f));
	return true;
}

bool value_bind_text(struct arena *a, const struct field *f, const struct value *text, const struct source *source,
                     const struct vocabulary *v, struct value *out, struct diags *diags)
{
	struct model scratch = {0};
	struct binder b = {a, diags, source, v, NULL, &scratch};
	struct node n = {.kind = NODE_SCALAR, .line = text->line, .col = text->col, .text = text->literal.text,
	                 .len = (uint32_t)text->literal.len, .key = f->key,
	                 .quoted = f->type == TYPE_LITERAL}; /* the text has been read as one already */
	*out = (struct value){.line = text->line, .col = text->col, .fact = text->fact};
	if (f->type == TYPE_TEXT || f->type == TYPE_NAMES || f->type == TYPE_DATES || f->type == TYPE_RECORDS ||
	    f->type == TYPE_FACT)
		return false;
	bool good;
	if (f->type == TYPE_LIST || f->type == TYPE_TERMS) {
		static const char complete[] = "complete: ", examples[] = "examples: ";
		struct node list = {.kind = NODE_LIST, .line = n.line, .col = n.col, .key = f->key};
		struct node **last = &list.first;
		const char *p = n.text;
		bool whole = strncmp(p, complete, sizeof complete - 1) == 0;
		if (f->type == TYPE_LIST) {
			if (!whole && strncmp(p, examples, sizeof examples - 1) != 0) {
				diag_add(diags, DIAG_P042, at(&b, &n), "write 'complete: ' or 'examples: ' before the ids");
				return false;
			}
			p += sizeof complete - 1;
			out->complete = whole;
		}
		while (*p) {
			size_t len = strcspn(p, " ");
			struct node *id = NEW(a, struct node);
			*id = (struct node){.kind = NODE_SCALAR, .line = n.line, .col = n.col, .text = arena_copy(a, p, len),
			                    .len = (uint32_t)len, .quoted = true, .key = f->key};
			*last = id;
			last = &id->next;
			list.len++;
			p += len;
			p += strspn(p, " ");
		}
		good = term_bind_ids(&b, &list, f->kind, out);
	} else {
		good = bind_scalar(&b, &n, f, out);
	}
	term_report_unknown(&b);
	if (good)
		out->state = VALUE_STATED;
	return good;
}
