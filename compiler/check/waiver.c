/* SPDX-License-Identifier: MIT */
/* Applies a policy's waivers and denials to what was found in it. A waiver meets one finding, by its rule and fact: one that meets
 * nothing is an error, since it would hide the next finding of that name. */
#include "waiver.h"
#include "blank.h"

static struct pos value_pos(const struct model *m, const struct value *v)
{
	return (struct pos){m->source, v->line, v->col};
}

static bool is_rule(const struct law *law, const char *key)
{
	for (unsigned b = 0; b < law->baseline_count; b++)
		for (unsigned r = 0; r < law->baselines[b].count; r++)
			if (strcmp(law->baselines[b].rules[r].key, key) == 0)
				return true;
	return false;
}

static bool is_baseline(const struct law *law, const char *id)
{
	for (unsigned b = 0; b < law->baseline_count; b++)
		if (strcmp(law->baselines[b].id, id) == 0)
			return true;
	return false;
}

/* Whether the policy is compared with a rule or a baseline of that name. */
static bool is_compared_with(const struct findings *findings, const char *what)
{
	for (size_t i = 0; i < findings->count; i++)
		if (strcmp(findings->at[i].rule->key, what) == 0 || strcmp(findings->at[i].rule->baseline->id, what) == 0)
			return true;
	return false;
}

bool can_meet(const struct law *law, const struct findings *findings, const char *what)
{
	return (!is_rule(law, what) && !is_baseline(law, what)) || is_compared_with(findings, what);
}

bool can_deny(const struct law *law, const char *what)
{
	enum diag_id id;
	return diag_find(what, &id) || is_rule(law, what) || is_baseline(law, what) || strcmp(what, "warnings") == 0;
}

static void check_expiry(const struct model *m, const struct record *waiver, const struct date *today, struct diags *diags)
{
	enum { SOON = 30 };
	const struct value *expires = record_value(waiver, KEY_expires);
	int32_t left = today && expires->state == VALUE_STATED ? date_days(expires->date) - date_days(*today) : 0;
	if (expires->state != VALUE_STATED || (today && left > SOON))
		return;
	if (!today)
		diag_add(diags, DIAG_P164, value_pos(m, expires), "the check does not know whether this waiver has expired; give it a date: --today 2027-03-01");
	else if (left < 0)
		diag_add(diags, DIAG_P162, value_pos(m, expires), "this waiver has expired; decide again, or remove it and correct what it waived");
	else if (left == 0)
		diag_add(diags, DIAG_P163, value_pos(m, expires), "this waiver expires today; decide again");
	else
		diag_add(diags, DIAG_P163, value_pos(m, expires), "this waiver expires in %d day%s; decide again before then", left, left == 1 ? "" : "s");
	diag_about(diags, NULL, waiver->path);
}

/* The reason, with who decided and until when, for the report. */
static const char *waiver_reason(struct arena *a, const struct record *waiver)
{
	static const struct field date = {.type = TYPE_DATE};
	const struct value *owner = record_value(waiver, KEY_owner);
	struct buf b = {0};
	buf_str(&b, record_value(waiver, KEY_reason)->literal.text);
	buf_printf(&b, " (%s, until ", owner->state == VALUE_STATED ? owner->literal.text : "");
	value_write(&b, &date, record_value(waiver, KEY_expires));
	buf_char(&b, ')');
	const char *text = arena_copy(a, b.data, b.len);
	buf_free(&b);
	return text;
}

/* The waiver that has taken the finding this one names; NULL: there is none. */
static const struct record *waived_by(const struct model *m, const char *rule, const char *fact, const struct diags *diags)
{
	const struct records *waivers = &m->sections[SECTION_waiver];
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *g = &diags->list[i];
		if (!g->waived || !diag_can_waive(g, m->source->path, rule) || strcmp(g->fact, fact) != 0)
			continue;
		for (uint32_t w = 0; w < waivers->count; w++) {
			const struct value *other = record_value(&waivers->at[w], KEY_rule), *of = record_value(&waivers->at[w], KEY_fact);
			if (other->state == VALUE_STATED && of->state == VALUE_STATED && strcmp(of->literal.text, fact) == 0 &&
			    diag_can_waive(g, m->source->path, other->literal.text))
				return &waivers->at[w];
		}
	}
	return NULL;
}

/* A waiver that meets nothing. The facts that it could mean are those at which its rule is found. */
static void refuse_waiver(const struct model *m, const struct record *record, struct diags *diags)
{
	enum { MOST = 5 };
	const char *rule = record_value(record, KEY_rule)->literal.text, *fact = record_value(record, KEY_fact)->literal.text;
	struct buf facts = {0};
	size_t n = 0;
	for (size_t i = 0; i < diags->count; i++)
		if (!diags->list[i].waived && diag_can_waive(&diags->list[i], m->source->path, rule) && ++n <= MOST)
			buf_printf(&facts, "%s'%s'", n == 1 ? "" : ", ", diags->list[i].fact);
	if (n > MOST)
		buf_printf(&facts, " and %zu more", n - MOST);
	struct pos pos = {m->source, record->line, record->col};
	const struct record *by = waived_by(m, rule, fact, diags);
	if (by)
		diag_add(diags, DIAG_P161, pos, "'%s' at '%s' is waived already by '%s'; remove one of the two waivers", rule, fact, by->id);
	else if (n)
		diag_add(diags, DIAG_P161, pos, "'%s' is not found at '%s', so this waiver waives nothing; remove it, or name a fact where it is found: %s", rule, fact,
		         buf_cstr(&facts));
	else
		diag_add(diags, DIAG_P161, pos, "'%s' is not found anywhere in this policy, so this waiver waives nothing; remove it", rule);
	buf_free(&facts);
}

static void apply_waiver(struct arena *a, const struct model *m, const struct law *law, const struct record *record, struct findings *findings, struct diags *diags)
{
	const struct value *rule = record_value(record, KEY_rule), *fact = record_value(record, KEY_fact), *reason = record_value(record, KEY_reason);
	enum diag_id id;
	if (rule->state != VALUE_STATED || fact->state != VALUE_STATED || reason->state != VALUE_STATED)
		return; /* it is reported already */
	if (!diag_find(rule->literal.text, &id) && !is_rule(law, rule->literal.text)) {
		diag_add(diags, DIAG_P160, value_pos(m, rule), "there is no finding '%s'; write a diagnostic such as P204, or a rule such as eu-gdpr/access, "
		         "as the check prints it in brackets", rule->literal.text);
		return;
	}
	struct buf keys = {0};
	size_t rules = 0;
	size_t waived = diags_waive(diags, m->source->path, rule->literal.text, fact->literal.text, reason->literal.text);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *f = &findings->at[i];
		bool named = strcmp(f->rule->key, rule->literal.text) == 0 || strcmp(diag_name(verdict_diag(f)), rule->literal.text) == 0;
		if (!named || !finding_warns(f) || strcmp(f->fact, fact->literal.text) != 0)
			continue;
		f->waived = waiver_reason(a, record);
		buf_printf(&keys, "%s%s", rules++ ? ", " : "", f->rule->key);
	}
	if (rules > 1)
		diag_add(diags, DIAG_P160, value_pos(m, rule), "'%s' is found at '%s' by %zu rules; waive one at a time, each by its name: %.*s", rule->literal.text,
		         fact->literal.text, rules, (int)keys.len, keys.data);
	buf_free(&keys);
	if (!waived && !blank_can_be_waived_by(m, record))
		refuse_waiver(m, record, diags);
}

/* Reports a denial that could never fail, because the policy is not compared with what it names. */
static void refuse_denial(const struct model *m, const struct names *deny, uint32_t i, struct diags *diags)
{
	const struct ids *with = stated_list(record_value(&m->sections[SECTION_law].at[0], KEY_compared_with));
	struct buf b = {0};
	for (uint32_t n = 0; n < with->count; n++)
		buf_printf(&b, "%s%s", n ? ", " : "", with->at[n]->id);
	diag_add(diags, DIAG_P160, deny->pos[i], "'%s' can find nothing: the policy is not compared with it, but with %.*s; add its baseline to "
	         "'compared-with', or remove it here", deny->at[i], (int)b.len, b.data);
	buf_free(&b);
}

static void apply_denial(const struct model *m, const struct law *law, const struct findings *findings, const struct names *deny, uint32_t i, struct diags *diags)
{
	const char *what = deny->at[i];
	if (!can_meet(law, findings, what))
		refuse_denial(m, deny, i, diags);
	else if (can_deny(law, what))
		diags_deny(diags, m->source->path, what);
	else
		diag_add(diags, DIAG_P160, deny->pos[i], "there is no finding '%s' to deny; write a diagnostic such as P204, a baseline, a rule such as "
		         "eu-gdpr/access, or warnings", what);
}

/* A waiver that has expired waives nothing any more: what it waived is found again. */
static bool has_expired(const struct record *waiver, const struct date *today)
{
	const struct value *expires = record_value(waiver, KEY_expires);
	return today && expires->state == VALUE_STATED && date_days(expires->date) < date_days(*today);
}

void waivers_run(struct arena *a, const struct model *m, const struct law *law, const struct date *today, struct findings *findings, struct diags *diags)
{
	const struct records *waivers = &m->sections[SECTION_waiver], *laws = &m->sections[SECTION_law];
	for (uint32_t i = 0; i < waivers->count; i++)
		if (!has_expired(&waivers->at[i], today))
			apply_waiver(a, m, law, &waivers->at[i], findings, diags);
	if (laws->count) {
		const struct names *deny = stated_names(record_value(&laws->at[0], KEY_deny));
		for (uint32_t i = 0; i < deny->count; i++)
			apply_denial(m, law, findings, deny, i, diags);
	}
	for (uint32_t i = 0; i < waivers->count; i++)
		check_expiry(m, &waivers->at[i], today, diags);
}
