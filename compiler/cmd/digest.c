/* SPDX-License-Identifier: MIT */
/* Writes what there is to do with a policy: a title for each group, a line for each place, which an editor can jump to. What a group has
 * too much of is counted; `--all` has it. Everything that comes from a file is made visible and cut to the line. */
#include "digest.h"
#include "../base/text.h"
#include <stdlib.h>

enum {
	WIDTH = 160,  /* of a line */
	LEAST = 100,  /* of its text, however long the path is */
	SHOWN = 4,    /* of what the notice does not say */
	MOST_IDS = 4, /* of a list within a line */
};

struct writer {
	struct arena *arena;
	const struct model *model;
	const struct law *law;
	const struct findings *findings;
	const struct agenda *agenda;
	struct buf *out;
	struct buf text, line; /* at hand; the same made visible */
};

/* ---- lines ---- */

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* Adds the text at hand to the output, if it has to be cut with a sign of it, then the end; empties it. */
static void put_text(struct writer *w, size_t most, const char *end)
{
	const char *p;
	size_t columns = 0, len = 0, fits = 0;
	most -= strlen(end);
	w->line.len = 0;
	text_visible(&w->line, w->text.data, w->text.len);
	for (p = buf_cstr(&w->line); len < w->line.len; columns++) {
		uint32_t cp;
		unsigned n = utf8_decode(p + len, w->line.len - len, &cp);
		if (columns + 3 <= most)
			fits = len;
		len += n ? n : 1;
	}
	buf_add(w->out, p, columns > most ? fits : len);
	buf_printf(w->out, "%s%s\n", columns > most ? "..." : "", end);
	w->text.len = 0;
}

/* The text at hand, at a place of the policy; line 0: the whole file. */
static void put_place_end(struct writer *w, uint32_t line, const char *end)
{
	const char *path = w->model->source->path;
	size_t before = w->out->len;
	BUF_LIT(w->out, "  ");
	text_visible(w->out, path, strlen(path));
	if (line)
		buf_printf(w->out, ":%u", line);
	BUF_LIT(w->out, ": ");
	size_t used = w->out->len - before;
	put_text(w, used + LEAST < WIDTH ? WIDTH - used : LEAST, end);
}

static void put_place(struct writer *w, uint32_t line)
{
	put_place_end(w, line, "");
}

/* ---- words ---- */

static void add_ids(struct buf *b, const struct term *const *at, size_t count)
{
	for (size_t i = 0; i < count && i < MOST_IDS; i++)
		buf_printf(b, "%s%s", i ? ", " : "", at[i]->id);
	if (count > MOST_IDS)
		buf_printf(b, " and %zu more", count - MOST_IDS);
}

static void add_limit(struct buf *b, const char *before, const struct rule *r)
{
	buf_str(b, before);
	span_write(b, &r->limit);
}

static void add_missing(struct buf *b, const struct finding *f)
{
	const struct term *missing[MAX_LIST];
	const struct ids *named = stated_list(value_effective(&f->record->values[f->field], false));
	size_t count = 0;
	for (unsigned i = 0; i < f->rule->id_count && count < MAX_LIST; i++) {
		uint32_t n = 0;
		while (n < named->count && named->at[n] != f->rule->ids[i])
			n++;
		if (n == named->count)
			missing[count++] = f->rule->ids[i];
	}
	BUF_LIT(b, "without ");
	add_ids(b, missing, count);
}

/* What one law asks for there, or how the policy differs from it; nothing where the fact says all. */
static void add_demand(struct buf *b, const struct finding *f)
{
	const struct rule *r = f->rule;
	switch (f->verdict) {
	case VERDICT_CONFLICT: add_limit(b, r->max ? "no length keeps both laws, at most " : "no length keeps both laws, at least ", r); break;
	case VERDICT_LONGER: add_limit(b, "longer than ", r); break;
	case VERDICT_SHORTER: add_limit(b, "shorter than ", r); break;
	case VERDICT_MAY_BE_LONGER: add_limit(b, "may be longer than ", r); break;
	case VERDICT_MAY_BE_SHORTER: add_limit(b, "may be shorter than ", r); break;
	case VERDICT_OTHER:
		BUF_LIT(b, "other than ");
		add_ids(b, r->ids, r->id_count);
		break;
	case VERDICT_IN_WORDS: BUF_LIT(b, "something is kept without an end"); break;
	default:
		if (r->kind == CHOICE_RULE_KIND_LIMIT)
			add_limit(b, r->max ? "at most " : "at least ", r);
		else if (r->kind == CHOICE_RULE_KIND_CONTENTS && f->record && f->field >= 0)
			add_missing(b, f);
	}
}

static const char *keep(struct writer *w, struct buf *b)
{
	const char *text = arena_copy(w->arena, b->data ? b->data : "", b->len);
	buf_free(b);
	return text;
}

/* "eu-gdpr art. 18, art. 21; id-uu-pdp-2022 art. 41": of the findings with one demand, which are done then. */
static void add_laws(struct writer *w, const struct cite *cites, const char **demands, size_t count, const char *demand)
{
	const struct baseline *last = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct rule *r = cites[i].finding->rule;
		if (!demands[i] || strcmp(demands[i], demand) != 0)
			continue;
		demands[i] = NULL;
		if (r->baseline == last)
			BUF_LIT(&w->text, ", ");
		else
			buf_printf(&w->text, "%s%s ", last ? "; " : "", r->baseline->id);
		buf_str(&w->text, record_value(r->record, KEY_article)->literal.text);
		last = r->baseline;
	}
}

/* " (longer than 72 hours: law, law; longer than 14 days: law; perhaps: law)": what is certain, then what is not, unless nothing is. */
static void add_demands(struct writer *w, const struct cite *cites, size_t count, bool certain)
{
	enum { MOST = 32 }; /* a line has room for fewer */
	const char *demands[MOST], *join = " (";
	count = count < MOST ? count : MOST;
	for (size_t i = 0; i < count; i++) {
		struct buf b = {0};
		bool perhaps = certain && cites[i].finding->verdict == VERDICT_CANNOT_BE_TOLD;
		buf_str(&b, perhaps ? "perhaps " : "");
		add_demand(&b, cites[i].finding);
		b.len -= b.len && b.data[b.len - 1] == ' '; /* it demands nothing that has to be said */
		demands[i] = keep(w, &b);
	}
	for (int perhaps = false; perhaps <= true; perhaps++)
		for (size_t i = 0; i < count; i++) {
			const char *demand = demands[i];
			if (!demand || (strncmp(demand, "perhaps", 7) == 0) != perhaps)
				continue;
			buf_printf(&w->text, "%s%s%s", join, demand, *demand ? ": " : "");
			add_laws(w, cites, demands, count, demand);
			join = "; ";
		}
	buf_char(&w->text, ')');
}

/* "retention.support.period: 2 years", "requests: nothing on restriction" */
static void add_fact(struct writer *w, const struct cite *c)
{
	enum { MOST = 48 };
	const struct finding *f = c->finding;
	const size_t len = strlen(f->promise);
	buf_str(&w->text, f->fact);
	if (!f->record)
		buf_printf(&w->text, ": nothing%s%s", *c->subject ? " on " : " is said", c->subject);
	else if (len && len <= MOST)
		buf_printf(&w->text, ": %s", f->promise);
}

/* Why nobody can tell. */
static void add_cause(struct writer *w, const struct finding *f)
{
	const struct record *record = f->record;
	const struct value *v = record && f->field >= 0 ? value_effective(&record->values[f->field], false) : NULL;
	const int from = record ? section_field(record->section, KEY_from) : -1;
	if (f->open)
		buf_printf(&w->text, "; only if %s", record_value(f->open->record, KEY_says)->text.by_locale[w->law->english]);
	else if (record && (record->undecided || (f->field >= 0 && record->values[f->field].undecided)))
		BUF_LIT(&w->text, "; decide the conflict first");
	else if (f->vague)
		BUF_LIT(&w->text, "; it is not a firm number");
	else if (v && v->state == VALUE_STATED && from >= 0 && value_effective(&record->values[from], false)->state != VALUE_STATED)
		BUF_LIT(&w->text, "; from when is not stated");
	else if (*f->why)
		buf_printf(&w->text, "; %s", f->why);
}

/* ---- the groups ---- */

static void write_answers(struct writer *w)
{
	const struct agenda *g = w->agenda;
	if (g->answer_count)
		BUF_LIT(w->out, "answer first\n");
	for (size_t i = 0; i < g->answer_count; i++) {
		const struct prerequisite *answer = &g->answers[i];
		buf_printf(&w->text, "%s: which sectors are you in, and are these all? %zu finding%s depend%s on it", answer->fact, answer->settles,
		           plural(answer->settles), answer->settles == 1 ? "s" : "");
		put_place(w, answer->line);
	}
}

/* What tells one side from the other at a glance: its length, or the value of a field; of a length that is a side itself, its start too. */
static void add_value(struct writer *w, const struct dispute_side *s)
{
	enum { MOST = 44 };
	const struct record *record = s->place.record;
	const int certainty = section_field(record->section, KEY_certainty), from = section_field(record->section, KEY_from);
	struct buf b = {0};
	int at = s->place.field;
	for (unsigned i = 0; at < 0 && i < record->section->count; i++)
		if (record->section->fields[i].type == TYPE_SPAN && record->values[i].line)
			at = (int)i;
	if (s->member || at < 0 || record->values[at].state != VALUE_STATED)
		return;
	if (certainty >= 0 && record->values[certainty].state == VALUE_STATED)
		buf_printf(&b, "%s ", record->values[certainty].term->id);
	value_write(&b, &record->section->fields[at], &record->values[at]);
	if (s->place.field >= 0 && record->section->fields[at].type == TYPE_SPAN && from >= 0 && record->values[from].state == VALUE_STATED)
		buf_printf(&b, " from %s", record->values[from].term->id);
	if (b.len <= MOST)
		buf_printf(&w->text, " (%s)", buf_cstr(&b));
	buf_free(&b);
}

/* A side beside the one before it is named by the rest of its path. */
static void add_side(struct writer *w, const struct dispute_side *s, const struct dispute_side *before)
{
	struct buf path = {0};
	const struct record *record = s->place.record;
	bool beside = before && before->place.record->section == record->section && before->place.record->parent == record->parent;
	place_write(&path, s->place);
	if (s->member)
		buf_printf(&path, ".%s", s->member->id);
	buf_str(&w->text, buf_cstr(&path) + (beside ? strlen(record->path) - strlen(record->id) : 0));
	buf_free(&path);
	add_value(w, s);
}

static void write_choice(struct writer *w, const struct choice *q)
{
	const struct dispute_side *sides = w->model->disputes->sides;
	const char *end = "";
	for (size_t i = 0; i < q->side_count; i++) {
		const char *join = i == 0 ? "" : i == 1 && q->star ? ", or " : i + 1 == q->side_count && !q->star ? " or " : ", ";
		buf_str(&w->text, join);
		add_side(w, &sides[q->sides[i]], i ? &sides[q->sides[i - 1]] : NULL);
	}
	if (q->settled)
		buf_printf(&w->text, ": they contradict each other no more; delete '%s'", q->first->path);
	else
		buf_char(&w->text, '?');
	if (q->conflicts > 1)
		end = arena_format(w->arena, " %zu conflicts", q->conflicts);
	if (q->unasked == q->conflicts)
		end = arena_format(w->arena, "%s (the notice alone)", end);
	else if (q->unasked)
		end = arena_format(w->arena, "%s (%zu: the notice alone)", end, q->unasked);
	put_place_end(w, q->first->line, end);
}

static void write_choices(struct writer *w)
{
	if (w->agenda->choice_count)
		BUF_LIT(w->out, "decide: write 'enforce:' with the side that holds, or correct one if both can be true; until then services get POLICY_CONFLICT\n");
	for (size_t i = 0; i < w->agenda->choice_count; i++)
		write_choice(w, &w->agenda->choices[i]);
}

static void write_blanks(struct writer *w)
{
	const struct agenda *g = w->agenda;
	if (g->blank_count)
		BUF_LIT(w->out, "fill in: blanks that the page must not have\n");
	for (size_t i = 0; i < g->blank_count; i++) {
		const struct blank *blank = g->blanks[i].blank;
		if (*blank->remedy)
			buf_printf(&w->text, "%s: %s", blank->fact, blank->remedy);
		else
			buf_str(&w->text, blank->problem);
		if (g->blanks[i].count)
			add_demands(w, g->blanks[i].cites, g->blanks[i].count, true);
		put_place(w, blank->pos.line);
	}
}

static void write_item(struct writer *w, const struct item *item)
{
	if (item->group == ITEM_COMES) {
		BUF_LIT(&w->text, "from ");
		date_write(&w->text, date_of_days(item->cites[0].from));
		BUF_LIT(&w->text, ": ");
	}
	add_fact(w, &item->cites[0]);
	add_demands(w, item->cites, item->count, item->certain);
	if (!item->certain)
		add_cause(w, item->cites[0].finding);
	put_place(w, item->cites[0].line);
}

/* Law to come by its day; what is not said before what cannot be told, and where most rules ask first; else in the order of the file. */
static int by_urgency(const void *left, const void *right)
{
	const struct item *a = left, *b = right;
	const int32_t from = a->cites[0].from, other = b->cites[0].from;
	if (a->group != b->group)
		return (a->group > b->group) - (a->group < b->group);
	if (from != other)
		return (from > other) - (from < other);
	if (a->count != b->count && (a->group == ITEM_NOT_SAID || a->group == ITEM_UNTOLD))
		return (a->count < b->count) - (a->count > b->count);
	return (a->cites > b->cites) - (a->cites < b->cites);
}

/* The places of one group or, in this order, two; most: so many of them are shown. */
static void write_items(struct writer *w, enum item_group group, enum item_group other, size_t most, const char *title)
{
	const struct agenda *g = w->agenda;
	struct item *items = NEW_N(w->arena, struct item, g->item_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < g->item_count; i++)
		if (g->items[i].group == group || g->items[i].group == other)
			items[count++] = g->items[i];
	if (!count)
		return;
	qsort(items, count, sizeof *items, by_urgency);
	buf_printf(w->out, "%s\n", title);
	for (size_t i = 0; i < count && i < most; i++)
		write_item(w, &items[i]);
	if (count > most)
		buf_printf(w->out, "  ... and %zu place%s more\n", count - most, plural(count - most));
}

/* ---- what is counted ---- */

/* By law. */
static void write_unconfirmed(struct writer *w)
{
	const struct agenda *g = w->agenda;
	const char *before = "";
	if (!g->unconfirmed)
		return;
	buf_printf(&w->text, "not confirmed: %zu finding%s of rules that nobody on record has read block%s nothing: ", g->unconfirmed, plural(g->unconfirmed),
	           g->unconfirmed == 1 ? "s" : "");
	for (unsigned i = 0; i < w->law->baseline_count; i++) {
		size_t n = 0;
		for (size_t f = 0; f < w->findings->count; f++)
			n += w->findings->at[f].rule->baseline == &w->law->baselines[i] && agenda_is_unconfirmed(&w->findings->at[f]);
		if (n)
			buf_printf(&w->text, "%s%s %zu", before, w->law->baselines[i].id, n);
		before = n ? ", " : before;
	}
	put_text(w, WIDTH, "");
}

/* The section with most gaps that is not written yet. */
static int largest(const struct agenda *g, const bool *written)
{
	int most = -1;
	for (int s = 0; s < SECTION__COUNT; s++)
		if (!written[s] && g->open[s] && (most < 0 || g->open[s] > g->open[most]))
			most = s;
	return most;
}

/* By section, those with most first. */
static void write_open(struct writer *w)
{
	enum { MOST = 6 };
	const struct agenda *g = w->agenda;
	bool written[SECTION__COUNT] = {false};
	size_t left = g->open_count;
	if (!left)
		return;
	buf_printf(&w->text, "open: %zu value%s %s not stated; state each, or decide it by a reading: ", left, plural(left), left == 1 ? "is" : "are");
	for (int n = 0, s; n < MOST && (s = largest(g, written)) >= 0; n++) {
		buf_printf(&w->text, "%s%s %zu", n ? ", " : "", schema_section((enum section_id)s)->key, g->open[s]);
		written[s] = true;
		left -= g->open[s];
	}
	if (left)
		buf_printf(&w->text, ", elsewhere %zu", left);
	put_text(w, WIDTH, "");
}

/* Warnings before notes. */
static void write_others(struct writer *w)
{
	const struct agenda *g = w->agenda;
	bool any = false;
	for (int severity = SEVERITY_WARNING; severity >= SEVERITY_NOTE; severity--)
		for (int id = 0; id < DIAG__COUNT; id++) {
			const struct diag *first = g->others[id];
			if (!first || (int)first->severity != severity)
				continue;
			buf_str(w->out, any ? "" : "look at\n");
			any = true;
			if (g->other_counts[id] > 1)
				buf_printf(&w->text, "%s, here and %zu time%s more", diag_title(first->id), g->other_counts[id] - 1, plural(g->other_counts[id] - 1));
			else
				buf_str(&w->text, first->text ? first->text : diag_title(first->id));
			put_place_end(w, first->line, arena_format(w->arena, " [%s]", diag_name(first->id)));
		}
}

/* ---- the brand ---- */

void blockers_write(size_t blanks, size_t decisions, struct buf *out)
{
	buf_printf(out, "%zu blank%s, %zu decision%s", blanks, plural(blanks), decisions, plural(decisions));
}

void state_write(const struct model *m, const struct editions *e, struct buf *out)
{
	size_t blanks, decisions;
	if (m->draft) {
		agenda_blockers(m, &blanks, &decisions);
		BUF_LIT(out, "draft. To release: ");
		blockers_write(blanks, decisions, out);
	} else if (e->same) {
		buf_printf(out, "the edition of %s, released", e->at[e->count - 1].edition.date);
	} else {
		BUF_LIT(out, "complete, not released");
	}
}

static void write_head(struct writer *w, const struct editions *e)
{
	const struct agenda *g = w->agenda;
	buf_printf(w->out, "%s: ", w->model->id);
	state_write(w->model, e, w->out);
	if (g->warnings || g->notes)
		buf_printf(w->out, ". --all: %zu warning%s, %zu note%s", g->warnings, plural(g->warnings), g->notes, plural(g->notes));
	if (g->waived)
		buf_printf(w->out, ", %zu waived", g->waived);
	buf_char(w->out, '\n');
}

void digest_write(struct arena *a, const struct agenda_input *in, const struct law *law, const struct editions *e, struct buf *out)
{
	struct agenda agenda;
	agenda_make(a, in, &agenda);
	struct writer w = {.arena = a, .model = in->model, .law = law, .findings = in->findings, .agenda = &agenda, .out = out};
	write_head(&w, e);
	write_answers(&w);
	write_choices(&w);
	write_blanks(&w);
	write_items(&w, ITEM_DIFFERS, ITEM_DIFFERS, SIZE_MAX, 
	            in->today ? "differs from the law as recorded, in force" : "differs from the law as recorded; --today DATE says what is not in force yet");
	write_items(&w, ITEM_COMES, ITEM_COMES, SIZE_MAX, "differs from law to come");
	write_items(&w, ITEM_NOT_SAID, ITEM_UNTOLD, SHOWN, "the law as recorded asks for it, and the notice does not say it, or not enough to tell");
	write_unconfirmed(&w);
	write_open(&w);
	write_others(&w);
	buf_free(&w.text);
	buf_free(&w.line);
}
