/* SPDX-License-Identifier: MIT */
/* Writes the law report: one table a brand, worst first, and the matrix of all brands. Every text is escaped for Markdown. */
#include "report.h"
#include "program.h"

/* ---- Markdown ---- */

static void text(struct buf *b, const char *s)
{
	struct markdown_writer w;
	markdown_writer_init(&w, b);
	w.line_start = false;
	markdown_escape(&w, s, strlen(s));
}

static void cell(struct buf *b, const char *s)
{
	BUF_LIT(b, " ");
	text(b, s);
	BUF_LIT(b, " |");
}

static void header(struct buf *b, const char *const *columns)
{
	size_t n = 0;
	buf_char(b, '|');
	for (; columns[n]; n++)
		cell(b, columns[n]);
	BUF_LIT(b, "\n|");
	while (n--)
		BUF_LIT(b, " --- |");
	buf_char(b, '\n');
}

static void day_write(struct buf *b, const struct value *v)
{
	static const struct field date = {.type = TYPE_DATE};
	if (v->state == VALUE_STATED)
		value_write(b, &date, v);
	else
		BUF_LIT(b, "not recorded");
}

static void date_cell(struct buf *b, const struct value *v)
{
	struct buf d = {0};
	day_write(&d, v);
	cell(b, buf_cstr(&d));
	buf_free(&d);
}

static void literal_cell(struct buf *b, const struct value *v, const char *otherwise)
{
	cell(b, v->state == VALUE_STATED ? v->literal.text : otherwise);
}

/* ---- the law ---- */

static const struct record *head_of(const struct baseline *b)
{
	return &b->model->sections[SECTION_baseline].at[0];
}

static const char *in_english(const struct law *law, const struct value *v)
{
	return v->state == VALUE_STATED ? v->text.by_locale[law->english] : "";
}

static const char *title_of(const struct law *law, const struct baseline *b)
{
	return in_english(law, record_value(head_of(b), KEY_title));
}

static bool is_compared(const struct model *m, const struct baseline *b)
{
	const struct records *section = &m->sections[SECTION_law];
	const struct value *with = section->count ? record_value(&section->at[0], KEY_compared_with) : NULL;
	for (uint32_t i = 0; with && with->state == VALUE_STATED && i < with->list.count; i++)
		if (strcmp(with->list.at[i]->id, b->id) == 0)
			return true;
	return false;
}

/* "Law 1, Law 2": those that the policy is compared with, or not; with_note: only those that counsel has to confirm. */
static bool list_laws(struct buf *b, const struct law *law, const struct model *m, bool compared, bool with_note)
{
	bool any = false;
	for (unsigned i = 0; i < law->baseline_count; i++) {
		const struct baseline *l = &law->baselines[i];
		if ((!m || is_compared(m, l)) != compared || (with_note && record_value(head_of(l), KEY_unconfirmed)->state != VALUE_STATED))
			continue;
		buf_str(b, any ? ", " : "");
		text(b, title_of(law, l));
		any = true;
	}
	return any;
}

/* The line that every report begins with. m NULL: of all baselines. */
static void disclaimer(struct buf *b, const struct law *law, const struct model *m)
{
	BUF_LIT(b, "Not legal advice: this report compares the wording of policies with recorded paraphrases of laws, not what anyone does. Not compared: ");
	buf_str(b, list_laws(b, law, m, false, false) ? ", and every other law that has no table here." : "every law that has no table here.");
	size_t before = b->len;
	BUF_LIT(b, " Counsel still has to confirm: ");
	if (list_laws(b, law, m, true, true))
		BUF_LIT(b, ".");
	else
		b->len = before;
	BUF_LIT(b, "\n\n");
}

/* "transcription, 2026-11-28; secondary, ...": the readings that a record names. */
static void readings_cell(struct buf *b, const struct model *m, const struct record *record, const char *otherwise)
{
	const struct names *read = stated_names(record_value(record, KEY_read_in));
	const struct records *readings = &m->sections[SECTION_text_reading];
	struct buf words = {0};
	for (uint32_t i = 0; i < read->count; i++)
		for (uint32_t n = 0; n < readings->count; n++)
			if (strcmp(readings->at[n].id, read->at[i]) == 0) {
				buf_printf(&words, "%s%s (%s), ", words.len ? "; " : "", readings->at[n].id, record_value(&readings->at[n], KEY_text)->term->id);
				day_write(&words, record_value(&readings->at[n], KEY_day));
			}
	cell(b, words.len ? buf_cstr(&words) : otherwise);
	buf_free(&words);
}

static void baselines_table(struct buf *b, const struct law *law, const struct model *m)
{
	static const char *const columns[] = {"Law", "Published", "Amended by", "As at", "In force from", "Transition until", "Who is bound", "Dates read in", "Still to be confirmed", NULL};
	BUF_LIT(b, "## Compared with\n\nTo be compared with a law says nothing about whether it applies.\n\n");
	header(b, columns);
	for (unsigned i = 0; i < law->baseline_count; i++) {
		const struct record *head = head_of(&law->baselines[i]);
		const struct value *transition = record_value(head, KEY_transition_until);
		if (m && !is_compared(m, &law->baselines[i]))
			continue;
		buf_char(b, '|');
		cell(b, title_of(law, &law->baselines[i]));
		literal_cell(b, record_value(head, KEY_published), "not recorded");
		literal_cell(b, record_value(head, KEY_amended_by), "");
		date_cell(b, record_value(head, KEY_as_at));
		date_cell(b, record_value(head, KEY_in_force));
		if (transition->state == VALUE_STATED)
			date_cell(b, transition);
		else
			cell(b, "");
		cell(b, in_english(law, record_value(head, KEY_who)));
		readings_cell(b, law->baselines[i].model, head, "from memory");
		literal_cell(b, record_value(head, KEY_unconfirmed), "");
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
}

/* Where the texts are that somebody has read. */
static void readings_table(struct buf *b, const struct law *law, const struct model *m)
{
	static const char *const columns[] = {"Law", "Reading", "Text", "Where", "Day", NULL};
	BUF_LIT(b, "## Read in\n\n");
	header(b, columns);
	for (unsigned i = 0; i < law->baseline_count; i++) {
		const struct records *readings = &law->baselines[i].model->sections[SECTION_text_reading];
		for (uint32_t n = 0; is_compared(m, &law->baselines[i]) && n < readings->count; n++) {
			buf_char(b, '|');
			cell(b, title_of(law, &law->baselines[i]));
			cell(b, readings->at[n].id);
			cell(b, record_value(&readings->at[n], KEY_text)->term->id);
			literal_cell(b, record_value(&readings->at[n], KEY_where), "");
			date_cell(b, record_value(&readings->at[n], KEY_day));
			buf_char(b, '\n');
		}
	}
	buf_char(b, '\n');
}

/* ---- a brand ---- */

/* What statements are called; locale NULL: by their ids alone. */
struct words {
	const struct locale *locale;
	const char *const *titles;
};

/* A cell: words, and the path in the policy. */
static void path_cell(struct buf *b, struct buf *words, const char *path)
{
	buf_char(b, ' ');
	text(b, buf_cstr(words));
	buf_printf(b, "%s`%s` |", words->len ? " " : "", path);
	words->len = 0;
}

/* Of a rule about the notice as a whole, and of what the policy lacks, the section. */
static void promise_cell(struct buf *b, struct buf *scratch, const struct words *w, const struct finding *f)
{
	const struct section *s = f->rule->section;
	bool whole = !f->record || f->rule->kind == CHOICE_RULE_KIND_PRESENCE || f->rule->kind == CHOICE_RULE_KIND_NO_NUMBER ||
	             (f->rule->kind == CHOICE_RULE_KIND_LIMIT && !f->rule->max && f->verdict != VERDICT_CONFLICT);
	const char *title = w->locale ? w->titles[s->shape == SHAPE_SUB ? s->parent : s->id] : NULL;
	if (!w->locale)
		buf_str(scratch, f->promise);
	else if (!whole)
		phrase_promise(scratch, w->locale, w->titles, f->record, f->field);
	else if (title)
		buf_str(scratch, title);
	path_cell(b, scratch, f->fact);
}

static void verdict_cell(struct buf *b, const struct finding *f)
{
	buf_str(b, finding_warns(f) && !f->waived ? " **" : " ");
	text(b, verdict_words(f->verdict));
	buf_str(b, finding_warns(f) && !f->waived ? "**" : "");
	if (f->waived) {
		BUF_LIT(b, ", waived: ");
		text(b, f->waived);
	}
	BUF_LIT(b, " |");
}

static void finding_row(struct buf *b, const struct law *law, const struct words *w, const struct finding *f)
{
	const struct record *rule = f->rule->record;
	struct buf scratch = {0};
	const struct value *quotation = record_value(rule, KEY_quotation);
	buf_char(b, '|');
	verdict_cell(b, f);
	cell(b, buf_format(&scratch, "%s%s%s%s", in_english(law, record_value(rule, KEY_says)), quotation->state == VALUE_STATED ? " The law says: \"" : "",
	                   quotation->state == VALUE_STATED ? quotation->literal.text : "", quotation->state == VALUE_STATED ? "\"" : ""));
	scratch.len = 0;
	cell(b, buf_format(&scratch, "%s, %s [%s]", title_of(law, f->rule->baseline), record_value(rule, KEY_article)->literal.text, f->rule->key));
	date_cell(b, rule_or_baseline(f->rule, KEY_in_force));
	readings_cell(b, f->rule->baseline->model, rule, "nowhere on record");
	scratch.len = 0;
	promise_cell(b, &scratch, w, f);
	cell(b, f->why);
	buf_char(b, '\n');
	buf_free(&scratch);
}

/* Worst first; the rules that somebody has read, or the others. */
static bool findings_table(struct buf *b, const struct law *law, const struct words *w, const struct findings *findings, bool unconfirmed)
{
	static const char *const columns[] = {"Verdict", "Duty (a paraphrase)", "Article", "In force from", "Read in", "What the policy promises", "Why", NULL};
	bool any = false;
	for (int v = 0; v < VERDICT__COUNT; v++)
		for (size_t i = 0; i < findings->count; i++) {
			if (findings->at[i].verdict != (enum verdict)v || findings->at[i].rule->unconfirmed != unconfirmed)
				continue;
			if (!any && unconfirmed)
				BUF_LIT(b, "## Unconfirmed law\n\nNobody on record has read these rules: what differs from them blocks nothing.\n\n");
			if (!any)
				header(b, columns);
			any = true;
			finding_row(b, law, w, &findings->at[i]);
		}
	buf_str(b, any ? "\n" : "");
	return any;
}

/* Of the rules that somebody has read. */
static void counts(struct buf *b, const struct findings *findings)
{
	size_t n[VERDICT__COUNT] = {0};
	bool any = false;
	for (size_t i = 0; i < findings->count; i++)
		n[findings->at[i].verdict] += !findings->at[i].rule->unconfirmed;
	for (int v = 0; v < VERDICT__COUNT; v++)
		if (n[v]) {
			buf_printf(b, "%s%s: %zu", any ? "; " : "", verdict_words((enum verdict)v), n[v]);
			any = true;
		}
	buf_str(b, any ? ".\n\n" : "");
}

/* Both sides of what the policy says twice in two ways. */
static void conflicts_table(struct buf *b, const struct words *w, const struct model *m)
{
	static const struct field side = {.type = TYPE_FACT};
	struct buf scratch = {0};
	static const char *const columns[] = {"Contradiction", "One statement", "The other", "Decided", NULL};
	static const enum key keys[] = {KEY_one, KEY_other, KEY_enforce};
	const struct records *conflicts = &m->sections[SECTION_conflict];
	if (!conflicts->count)
		return;
	BUF_LIT(b, "## Contradictions of the policy\n\nUntil one side is decided, programs are told of the contradiction and do nothing that cannot be undone.\n\n");
	header(b, columns);
	for (uint32_t i = 0; i < conflicts->count; i++) {
		buf_char(b, '|');
		cell(b, conflicts->at[i].id);
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			const struct value *v = record_value(&conflicts->at[i], keys[k]);
			if (v->state != VALUE_STATED) {
				cell(b, "not decided");
				continue;
			}
			if (w->locale && k < 2)
				phrase_value(&scratch, w->locale, w->titles, &side, v, 0);
			path_cell(b, &scratch, v->fact_ref.path);
		}
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	buf_free(&scratch);
}

void report_brand(struct buf *b, const struct model *m, const struct law *law, const struct locales *locales, const struct templates *templates,
                  const struct findings *findings)
{
	const struct words w = {templates ? &locales->at[law->english] : NULL, templates ? templates->notices[law->english].titles : NULL};
	const struct value *name = m->sections[SECTION_brand].count ? record_value(&m->sections[SECTION_brand].at[0], KEY_name) : NULL;
	disclaimer(b, law, m);
	BUF_LIT(b, "# ");
	text(b, name && name->state == VALUE_STATED ? name->literal.text : m->id);
	BUF_LIT(b, ": the policy beside the law\n\n");
	counts(b, findings);
	BUF_LIT(b, "## Duty by duty\n\nWorst first. Each rule is compared as if it applied.\n\n");
	if (!findings_table(b, law, &w, findings, false))
		BUF_LIT(b, "There is nothing to compare.\n\n");
	conflicts_table(b, &w, m);
	findings_table(b, law, &w, findings, true);
	baselines_table(b, law, m);
	readings_table(b, law, m);
	b->len--; /* the file ends with one line break */
}

/* ---- all brands ---- */

/* More brands than a page can show: then the columns are the verdicts, and the cells say how many brands have each. */
enum { WIDEST = 64, MARKS = 2 * (VERDICT__COUNT + 1), NOT_COMPARED = 2 * VERDICT__COUNT };

void report_matrix_make(struct arena *a, const struct law *law, char *const *brands, size_t count, struct report_matrix *out)
{
	*out = (struct report_matrix){.law = law, .brands = brands, .count = count};
	for (unsigned i = 0; i < law->baseline_count; i++)
		out->rules += law->baselines[i].count;
	if (count <= WIDEST)
		out->marks = NEW_N(a, unsigned char, count * out->rules);
	out->counts = NEW_N(a, uint32_t, out->rules * MARKS);
}

/* What is waived comes after all that still warns, before what does not. */
static unsigned rank_of(unsigned mark)
{
	return mark % 2 ? MARKS + mark : mark < NOT_COMPARED && verdict_warns((enum verdict)(mark / 2)) ? mark : 2 * MARKS + mark;
}

/* The worst mark of a rule. */
static unsigned mark_of(const struct rule *r, const struct findings *findings)
{
	unsigned worst = NOT_COMPARED;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->at[i];
		unsigned mark = 2 * (unsigned)f->verdict + (f->waived != NULL);
		if (f->rule == r && rank_of(mark) < rank_of(worst))
			worst = mark;
	}
	return worst;
}

void report_matrix_add(struct report_matrix *m, size_t brand, const struct findings *findings)
{
	size_t n = 0;
	for (unsigned i = 0; i < m->law->baseline_count; i++)
		for (unsigned r = 0; r < m->law->baselines[i].count; r++, n++) {
			unsigned mark = mark_of(&m->law->baselines[i].rules[r], findings);
			m->counts[n * MARKS + mark]++;
			if (m->marks)
				m->marks[brand * m->rules + n] = (unsigned char)mark;
		}
}

static const char *column_words(unsigned verdict)
{
	return verdict == VERDICT__COUNT ? "not compared" : verdict_words((enum verdict)verdict);
}

static void index_row(struct buf *b, const struct report_matrix *m, const struct rule *r, size_t n)
{
	const uint32_t *counts = &m->counts[n * MARKS];
	struct buf article = {0};
	buf_char(b, '|');
	cell(b, in_english(m->law, record_value(r->record, KEY_says)));
	cell(b, buf_format(&article, "%s [%s]%s", record_value(r->record, KEY_article)->literal.text, r->key, r->unconfirmed ? ", unconfirmed" : ""));
	for (size_t v = 0; !m->marks && v <= VERDICT__COUNT; v++) {
		buf_printf(b, " %u", counts[2 * v] + counts[2 * v + 1]);
		if (counts[2 * v + 1])
			buf_printf(b, ", %u waived", counts[2 * v + 1]);
		BUF_LIT(b, " |");
	}
	for (size_t i = 0; m->marks && i < m->count; i++) {
		unsigned mark = m->marks[i * m->rules + n];
		buf_printf(b, " %s%s |", column_words(mark / 2), mark % 2 ? ", waived" : "");
	}
	buf_char(b, '\n');
	buf_free(&article);
}

static void index_header(struct buf *b, const struct report_matrix *m)
{
	size_t columns = m->marks ? m->count : VERDICT__COUNT + 1;
	BUF_LIT(b, "| Duty | Article |");
	for (size_t k = 0; k < columns; k++)
		if (m->marks)
			buf_printf(b, " [%s](%s.md) |", m->brands[k], m->brands[k]);
		else
			cell(b, column_words((unsigned)k));
	BUF_LIT(b, "\n| --- | --- |");
	for (size_t k = 0; k < columns; k++)
		BUF_LIT(b, " --- |");
	buf_char(b, '\n');
}

void report_index(struct buf *b, const struct report_matrix *m)
{
	size_t n = 0;
	disclaimer(b, m->law, NULL);
	BUF_LIT(b, "# All policies beside the law\n\nFor each rule the worst of its verdicts; what is waived, only where nothing else is left to do. Why, and on which statement: in the report of each brand.\n\n");
	for (unsigned i = 0; i < m->law->baseline_count; i++) {
		BUF_LIT(b, "## ");
		text(b, title_of(m->law, &m->law->baselines[i]));
		BUF_LIT(b, "\n\n");
		index_header(b, m);
		for (unsigned r = 0; r < m->law->baselines[i].count; r++)
			index_row(b, m, &m->law->baselines[i].rules[r], n++);
		buf_char(b, '\n');
	}
	b->len--;
}
