/* SPDX-License-Identifier: MIT */
/* Runs a compiled template over a model, for both writers at once, and keeps the account of what has been stated. */
#include "program.h"
#include "../base/sha256.h"
#include "../base/text.h"
#include <stdlib.h>

enum { MAX_SCOPES = 64 };

struct run {
	const struct rendering *r;
	const struct locale *locale;
	const struct program *program;
	struct html_writer html;
	struct markdown_writer markdown;
	unsigned char *stated; /* by fact */
	bool in_summary;
	unsigned chapter, paragraph; /* the numbers of the last h2 and, below it, of the last h3 */
	bool begins; /* a block does, and with it a sentence: the next letter is a capital */
	/* the records `each` is at, innermost last */
	struct {
		const struct records *records;
		uint32_t at;
		int group; /* it stands for all records that have the same value of this field; -1: for itself */
	} scope[MAX_SCOPES];
	unsigned scopes;
	struct buf fact, machine, words, begun; /* scratch */
	struct buf href; /* of the link that is open in the Markdown */
};

static struct record *record_at(const struct run *x, struct path p)
{
	if (p.from == PATH_ROOT)
		return x->r->model->sections[p.section].count ? &x->r->model->sections[p.section].at[0] : NULL;
	return &x->scope[x->scopes - 1 - p.up].records->at[x->scope[x->scopes - 1 - p.up].at];
}

static const struct records *records_of(const struct run *x, struct path p)
{
	static const struct records none;
	if (p.from == PATH_OVERRULED)
		return &record_at(x, p)->overruled;
	if (p.field < 0)
		return &x->r->model->sections[p.section];
	const struct value *v = &record_at(x, p)->values[p.field];
	return v->state == VALUE_STATED ? &v->records : &none;
}

/* What the notice says of a value: with a reading that is to be published in a gap's place. A value that legal has decided against is
 * not a promise any more: in its place is what holds. */
static const struct value *shown_value(const struct record *record, int field)
{
	static const struct value absent;
	if (!record)
		return &absent;
	return value_effective(value_standing(&record->values[field]), true);
}

/* The same for the page at hand: one that is not a draft says nothing of what is left open, nor that a start is implied. */
static const struct value *page_value(const struct run *x, const struct record *record, int field, struct value *plain)
{
	static const struct value absent;
	const struct value *v = shown_value(record, field);
	if (x->r->model->draft || !record)
		return v;
	if (v->state != VALUE_STATED)
		return &absent;
	if (record->section->fields[field].type != TYPE_START || !v->implied)
		return v;
	*plain = *v;
	plain->implied = false;
	return plain;
}

static bool has_term(const struct test *t, const struct term *term)
{
	for (unsigned i = 0; i < t->term_count; i++)
		if (t->terms[i] == term)
			return true;
	return false;
}

static bool has_word(const struct test *t, const char *word)
{
	for (unsigned i = 0; i < t->word_count; i++)
		if (strcmp(t->words[i], word) == 0)
			return true;
	return false;
}

bool test_value(const struct test *t, const struct field *f, const struct value *v)
{
	if (v->state == VALUE_ABSENT)
		return t->absent;
	if (v->state == VALUE_UNSTATED)
		return t->unstated;
	if (v->state == VALUE_PLACEHOLDER)
		return t->placeholder;
	if (t->stated)
		return true;
	switch (f->type) {
	case TYPE_FLAG: return v->flag ? t->yes : t->no;
	case TYPE_TERM: return has_term(t, v->term);
	case TYPE_LIST:
	case TYPE_TERMS:
		for (uint32_t i = 0; t->term_count && i < v->list.count; i++)
			if (has_term(t, v->list.at[i]))
				return true;
		return f->type == TYPE_LIST && (v->complete ? t->complete : t->examples);
	case TYPE_SPAN: return t->spans >> v->span.kind & 1;
	case TYPE_START: return has_term(t, v->term) || (v->implied ? t->implied : t->given);
	case TYPE_LITERAL: return has_word(t, v->literal.text);
	default: return false;
	}
}

static bool is_undecided(const struct record *record)
{
	bool any = record->undecided;
	for (unsigned f = 0; !any && f < record->section->count; f++)
		any = record->values[f].undecided;
	return any;
}

/* What legal has decided against is not promised: the notice passes over it. */
static uint32_t next_record(const struct records *records, uint32_t at)
{
	while (at < records->count && records->at[at].set_aside)
		at++;
	return at;
}

static bool same_list(const struct record *a, const struct record *b, int field)
{
	const struct value *v = shown_value(a, field), *w = shown_value(b, field);
	if (v->state != VALUE_STATED || w->state != VALUE_STATED)
		return v->state == w->state;
	uint32_t shared = 0;
	for (uint32_t i = 0; i < v->list.count; i++)
		for (uint32_t k = 0; k < w->list.count; k++)
			shared += v->list.at[i] == w->list.at[k];
	return v->complete == w->complete && shared == v->list.count && shared == w->list.count;
}

/* The first of the records with its value, or not. */
static bool is_first(const struct records *records, uint32_t at, int field)
{
	for (uint32_t i = next_record(records, 0); i < at; i = next_record(records, i + 1))
		if (same_list(&records->at[i], &records->at[at], field))
			return false;
	return true;
}

/* The group after the one that the record at `at` stands for, the first if it is records->count: those without the field lead. */
static uint32_t next_group(const struct records *records, uint32_t at, int field)
{
	bool begun = at < records->count, without = begun && shown_value(&records->at[at], field)->state == VALUE_ABSENT;
	for (uint32_t i = next_record(records, 0); !begun && i < records->count; i = next_record(records, i + 1))
		if (shown_value(&records->at[i], field)->state == VALUE_ABSENT)
			return i;
	for (uint32_t i = next_record(records, begun && !without ? at + 1 : 0); i < records->count; i = next_record(records, i + 1))
		if (shown_value(&records->at[i], field)->state != VALUE_ABSENT && is_first(records, i, field))
			return i;
	return records->count;
}

/* The next record from `at` on that is in the group around it, if there is one. */
static uint32_t next_in_group(const struct run *x, const struct records *records, uint32_t at)
{
	for (at = next_record(records, at); at < records->count; at = next_record(records, at + 1)) {
		bool in = true;
		for (unsigned i = 0; i < x->scopes; i++)
			if (x->scope[i].group >= 0 && x->scope[i].records == records)
				in = in && same_list(&records->at[x->scope[i].at], &records->at[at], x->scope[i].group);
		if (in)
			break;
	}
	return at;
}

static bool has_records(const struct run *x, struct path p)
{
	const struct records *records = records_of(x, p);
	return next_in_group(x, records, 0) < records->count;
}

static bool test(const struct run *x, const struct op *op)
{
	if (op->path.from == PATH_DRAFT)
		return x->r->model->draft ? op->test->yes : op->test->no;
	if (op->path.from == PATH_UNDECIDED)
		return is_undecided(record_at(x, op->path)) ? op->test->yes : op->test->no;
	if (op->path.field < 0)
		return has_records(x, op->path);
	const struct field *f = &schema_section(op->path.section)->fields[op->path.field];
	if (f->type == TYPE_RECORDS)
		return has_records(x, op->path);
	struct value plain;
	return test_value(op->test, f, page_value(x, record_at(x, op->path), op->path.field, &plain));
}

static void name_fact(struct run *x, struct place p, const struct field *f, const struct value *v)
{
	x->fact.len = x->machine.len = 0;
	buf_str(&x->fact, x->r->model->id);
	buf_char(&x->fact, '/');
	place_write(&x->fact, p);
	phrase_machine(&x->machine, f, v);
}

/* What stands at the start of a block, as a sentence begins. Until the next call. */
static const char *begin(struct run *x, const char *text, size_t *len)
{
	const char *l = x->locale->id;
	x->begun.len = 0;
	x->begins = !text_begin(&x->begun, text, *len, strncmp(l, "tr", 2) == 0 || strncmp(l, "az", 2) == 0);
	*len = x->begun.len;
	return buf_cstr(&x->begun);
}

static void put_text(struct run *x, const char *text, size_t len)
{
	if (x->begins)
		text = begin(x, text, &len);
	html_text(&x->html, text, len);
	markdown_text(&x->markdown, text, len);
}

/* "retention.support-data", or that of the record around it; NULL if neither has one. */
static const char *anchor_of(const struct run *x, const struct record *record)
{
	while (record && !x->program->anchored[record->section->id])
		record = record->parent;
	return record && !record_set_aside(record) ? record->path : NULL;
}

/* The account of what the notice states. What the summary says is said again below, in full. */
static void state(struct run *x, const struct value *v)
{
	struct sighting *watch = x->r->watch;
	if (x->in_summary)
		return;
	x->stated[v->fact] = 1;
	if (watch && watch->fact == v->fact && !watch->seen) {
		watch->seen = true;
		watch->at = x->markdown.out->len;
	}
}

static void print_value(struct run *x, struct place p, unsigned how)
{
	const struct field *f = &p.record->section->fields[p.field];
	struct value plain;
	const struct value *v = page_value(x, p.record, p.field, &plain);
	if (v->state == VALUE_ABSENT)
		return;
	state(x, v);
	x->words.len = 0;
	phrase_value(&x->words, x->locale, x->program->titles, f, v, how);
	name_fact(x, p, f, v);
	const char *words = buf_cstr(&x->words);
	size_t len = x->words.len;
	if (x->begins && f->type == TYPE_LITERAL && v->state == VALUE_STATED)
		x->begins = false; /* a name or an address */
	else if (x->begins)
		words = begin(x, words, &len);
	bool link = f->type == TYPE_FACT && v->state == VALUE_STATED;
	html_value(&x->html, &(struct shown){f, v, buf_cstr(&x->fact), buf_cstr(&x->machine), words, len,
	                                     link ? anchor_of(x, v->fact_ref.place.record) : NULL});
	markdown_value(&x->markdown, f, v, words, len);
}

/* A clause: its words, with values in the place of {section.item.field} and of its own {id}. */
static void print_clause(struct run *x, const struct record *clause, const struct value *v)
{
	const char *text = v->text.by_locale[x->locale->index];
	for (;;) {
		const char *open = strchr(text, '{');
		struct place p;
		put_text(x, text, open ? (size_t)(open - text) : strlen(text));
		if (!open)
			return;
		const char *close = strchr(open, '}');
		if (model_find_in_clause(x->r->model, clause, open + 1, (size_t)(close - open - 1), &p) && p.field >= 0)
			print_value(x, p, 0);
		text = close + 1;
	}
}

/* The value that a group has in common is stated of each of its records. */
static void state_of_group(struct run *x, struct path p)
{
	const unsigned at = x->scopes - 1 - p.up;
	const struct records *records = x->scope[at].records;
	for (uint32_t i = next_record(records, 0); i < records->count; i = next_record(records, i + 1))
		if (same_list(&records->at[i], &records->at[x->scope[at].at], p.field))
			state(x, shown_value(&records->at[i], p.field));
}

static void print(struct run *x, const struct op *op)
{
	struct record *record = record_at(x, op->path);
	if (op->path.from == PATH_RECORD && x->scope[x->scopes - 1 - op->path.up].group == op->path.field && op->path.field >= 0)
		state_of_group(x, op->path);
	if (shown_value(record, op->path.field)->state == VALUE_ABSENT)
		return;
	if (record->section->fields[op->path.field].type == TYPE_TEXT)
		print_clause(x, record, &record->values[op->path.field]);
	else
		print_value(x, (struct place){record, op->path.field}, op->how);
}

static void put_phrase(struct run *x, const char *id)
{
	const char *phrase = locale_phrase(x->locale, id);
	put_text(x, phrase, strlen(phrase));
}

static void say(struct run *x, const struct op *op)
{
	struct record *record = record_at(x, op->path);
	const struct field *f = &record->section->fields[op->path.field];
	const struct value *v = shown_value(record, op->path.field);
	state(x, v);
	name_fact(x, (struct place){record, op->path.field}, f, v);
	html_say(&x->html, buf_cstr(&x->fact), buf_cstr(&x->machine));
}

static uint32_t enter(struct run *x, const struct op *op, uint32_t pc)
{
	const struct records *records = records_of(x, op->path);
	uint32_t first = op->group ? next_group(records, records->count, op->group - 1) : next_in_group(x, records, 0);
	if (first == records->count)
		return op->jump;
	x->scope[x->scopes].records = records;
	x->scope[x->scopes].at = first;
	x->scope[x->scopes].group = op->group - 1;
	x->scopes++;
	return pc + 1;
}

/* pc is at OP_NEXT, whose jump is its OP_EACH. */
static uint32_t advance(struct run *x, const struct op *op, uint32_t pc)
{
	const struct records *records = x->scope[--x->scopes].records;
	uint32_t at = x->scope[x->scopes].at;
	int group = x->scope[x->scopes].group;
	uint32_t next = group < 0 ? next_in_group(x, records, at + 1) : next_group(records, at, group);
	if (next == records->count)
		return pc + 1;
	x->scope[x->scopes++].at = next;
	return op->jump + 1;
}

/* A link to an edition's page in the same language and form. A folder has nothing in it that would want escaping. */
static void open_link(struct run *x, const struct op *op)
{
	const struct record *record = record_at(x, op->path);
	const struct value *v = record ? &record->values[op->path.field] : NULL;
	struct op linked = *op;
	struct buf tag = {0};
	for (int markdown = 0; markdown < 2; markdown++) {
		linked.href = buf_format(&x->href, "%s/%s.%s", v && v->state == VALUE_STATED ? v->literal.text : ".", x->locale->id, markdown ? "md" : "html");
		if (markdown) {
			markdown_open(&x->markdown, &linked);
		} else {
			html_tag(&tag, &linked, NULL);
			linked.html = tag.data;
			linked.html_len = (uint32_t)tag.len;
			html_open(&x->html, &linked, NULL);
		}
	}
	buf_free(&tag);
}

/* The headings have numbers by which they can be cited, "7" and "7.3"; not those of the summary, which says nothing of its own. */
static void put_number(struct run *x, enum element e)
{
	if (x->in_summary || (e == E_H3 && !x->chapter))
		return;
	x->chapter += e == E_H2;
	x->paragraph = e == E_H2 ? 0 : x->paragraph + 1;
	const char *number = buf_format(&x->words, e == E_H2 ? "%u" : "%u.%u", x->chapter, x->paragraph);
	html_number(&x->html, number);
	markdown_text(&x->markdown, number, x->words.len);
	markdown_text(&x->markdown, " ", 1);
}

static void execute(struct run *x)
{
	const struct program *program = x->program;
	for (uint32_t pc = 0; pc < program->count;) {
		const struct op *op = &program->ops[pc];
		switch (op->code) {
		case OP_OPEN:
			x->begins = op->element < E_STRONG || x->begins;
			if (op->element == E_SECTION)
				x->in_summary = op->text && strcmp(op->text, "summary") == 0;
			if (op->link) {
				open_link(x, op);
				break;
			}
			html_open(&x->html, op, op->anchor ? anchor_of(x, &x->scope[x->scopes - 1].records->at[x->scope[x->scopes - 1].at]) : NULL);
			markdown_open(&x->markdown, op);
			if (op->element == E_H2 || op->element == E_H3)
				put_number(x, op->element);
			break;
		case OP_CLOSE:
			if ((op->element == E_TH || op->element == E_TD) && x->html.fresh) {
				html_absent(&x->html, op);
				put_phrase(x, "absent");
			}
			html_close(&x->html, op);
			markdown_close(&x->markdown, op);
			break;
		case OP_TEXT:
			if (x->begins) {
				put_text(x, op->text, op->len);
				break;
			}
			html_static(&x->html, op);
			markdown_static(&x->markdown, op);
			break;
		case OP_VALUE:
			print(x, op);
			break;
		case OP_SAY:
			say(x, op);
			break;
		case OP_SAID:
			html_said(&x->html);
			break;
		case OP_IF:
			if (test(x, op) == op->negate) {
				pc = op->jump;
				continue;
			}
			break;
		case OP_EACH:
			pc = enter(x, op, pc);
			continue;
		case OP_NEXT:
			pc = advance(x, op, pc);
			continue;
		}
		pc++;
	}
}

/* ---- disclosure ---- */

static void undisclosed(void *context, struct record *record, const struct field *f, struct value *v)
{
	struct run *x = context;
	const struct value *v_shown = value_effective(value_standing(v), true);
	if (!f->enforced || f->flags & UNTOLD || v_shown->state != VALUE_STATED || x->stated[v->fact] || v->set_aside || record_set_aside(record))
		return;
	struct buf path = {0}, value = {0};
	place_write(&path, (struct place){record, (int)(f - record->section->fields)});
	value_write(&value, f, v_shown);
	diag_add(x->r->diags, DIAG_P100, (struct pos){x->r->model->source, v->line, v->col},
	         "the notice in '%s' nowhere states '%.*s' (%.*s); add a sentence that does to templates/notice.%s.xhtml", x->locale->id,
	         (int)path.len, path.data, (int)value.len, value.data, x->locale->id);
	buf_free(&path);
	buf_free(&value);
}

static void run_free(struct run *x)
{
	buf_free(&x->fact);
	buf_free(&x->machine);
	buf_free(&x->words);
	buf_free(&x->begun);
	buf_free(&x->href);
	free(x->stated);
}

/* ---- the page ---- */

static void put_languages(const struct rendering *r, unsigned locale, struct buf *out)
{
	for (unsigned l = 0; l < r->locales->count; l++) {
		const struct locale *to = &r->locales->at[l];
		buf_printf(out, "<li><a href=\"%s.html\" lang=\"%s\" hreflang=\"%s\"%s>", to->id, to->id, to->id,
		           l == locale ? " aria-current=\"page\"" : "");
		html_escape(out, to->name, strlen(to->name));
		BUF_LIT(out, "</a></li>\n");
	}
}

static void put_contents(const struct html_writer *h, struct buf *out)
{
	for (size_t i = 0; i < h->heading_count; i++) {
		BUF_LIT(out, "<li><a href=\"#");
		buf_str(out, h->headings[i].id);
		BUF_LIT(out, "\">");
		buf_add(out, h->out->data + h->headings[i].start, h->headings[i].end - h->headings[i].start);
		BUF_LIT(out, "</a></li>\n");
	}
}

static void put_slot(const struct rendering *r, unsigned locale, const struct html_writer *h, const struct page_part *part, struct buf *out)
{
	const struct locale *l = &r->locales->at[locale];
	const char *phrase;
	switch (part->slot) {
	case SLOT_PHRASE:
		phrase = locale_phrase(l, part->phrase);
		html_escape(out, phrase, strlen(phrase));
		break;
	case SLOT_LANG:
		buf_str(out, l->id);
		break;
	case SLOT_TITLE:
		html_escape(out, h->title.data, h->title.len);
		break;
	case SLOT_SECURITY:
		buf_printf(out, "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", r->templates->style_hash);
		break;
	case SLOT_STYLE:
		buf_add(out, r->templates->style, r->templates->style_len);
		break;
	case SLOT_LANGUAGES:
		put_languages(r, locale, out);
		break;
	case SLOT_CONTENTS:
		put_contents(h, out);
		break;
	case SLOT_NOTICE:
		buf_add(out, h->out->data, h->out->len);
		break;
	case SLOT_NONE:
		break;
	}
}

void render_notice(const struct rendering *r, unsigned locale, struct buf *html, struct buf *markdown)
{
	struct run x = {.r = r, .locale = &r->locales->at[locale], .program = &r->templates->notices[locale]};
	size_t facts = r->model->facts + 1;
	x.stated = mem_alloc(facts);
	memset(x.stated, 0, facts);
	r->scratch->len = 0;
	html_writer_init(&x.html, r->scratch);
	markdown_writer_init(&x.markdown, markdown);
	execute(&x);
	markdown_writer_finish(&x.markdown, r->watch ? &r->watch->at : NULL);
	model_each(r->model, undisclosed, &x);
	for (size_t i = 0; i < r->templates->part_count; i++) {
		if (r->templates->parts[i].draft && !r->model->draft)
			continue;
		buf_add(html, r->templates->parts[i].html, r->templates->parts[i].len);
		put_slot(r, locale, &x.html, &r->templates->parts[i], html);
	}
	run_free(&x);
	html_writer_free(&x.html);
}

/* ---- all templates ---- */

struct templates *templates_make(struct arena *a, const struct template_files *files, const struct locales *locales,
                                 const struct vocabulary *v, struct diags *diags)
{
	struct templates *t = NEW(a, struct templates);
	bool good = true;
	t->count = locales->count;
	for (unsigned l = 0; l < locales->count; l++)
		good = template_compile(a, files->notices[l], v, l, &t->notices[l], diags) && good;
	good = page_compile(a, files->page, files->style, locales, t, diags) && good;
	return good ? t : NULL;
}
