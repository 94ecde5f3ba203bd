/* SPDX-License-Identifier: MIT */
/* templates/locale/<id>.yaml becomes a locale: the words of a language. Knows nothing of policies. */
#include "words.h"

/* Every {part} that needs has is in text. */
static const char *missing_part(const char *text, const char *needs, size_t *len)
{
	while (*needs) {
		*len = strcspn(needs, " ");
		bool found = false;
		for (const char *p = text; !found && (p = strchr(p, '{')); p++)
			found = strncmp(p, needs, *len) == 0;
		if (!found)
			return needs;
		needs += *len;
		needs += strspn(needs, " ");
	}
	return NULL;
}

static const char *required(struct words *w, const struct node *root, const char *group, const char *key, const char *needs)
{
	const struct node *map = group ? words_child(root, group) : root;
	const struct node *n = words_child(map, key);
	if (!n) {
		diag_add(w->diags, DIAG_P110, map ? at(w, map) : (struct pos){w->source, 1, 1}, "'%s%s%s' is missing",
		         group ? group : "", group ? "." : "", key);
		return "";
	}
	const char *text = words_of(w, n);
	size_t len;
	const char *part = text ? missing_part(text, needs, &len) : NULL;
	if (part)
		diag_add(w->diags, DIAG_P112, at(w, n), "'%s' must contain %.*s where its value goes", key, (int)len, part);
	return text ? text : "";
}

/* The rules of `plural`. False, and errors, if it cannot be known which forms words have. */
static bool bind_plural(struct words *w, const struct node *root, struct locale *out)
{
	const struct node *plural = words_child(root, "plural");
	bool good = true;
	if (plural && plural->kind != NODE_MAP) {
		diag_add(w->diags, DIAG_P115, at(w, plural),
		         "'plural' must hold a rule for each form that words have after a number, but for 'other', which is the rest; write one: \"n = 1\" "
		         "below it, or leave it out if words have one form");
		return false;
	}
	for (const struct node *n = plural ? plural->first : NULL; n; n = n->next) {
		int p = 0;
		while (p < PLURAL_OTHER && strcmp(plural_names[p], n->key) != 0)
			p++;
		const char *text = p < PLURAL_OTHER ? words_of(w, n) : NULL;
		good = good && text && plural_is_rule(text);
		if (p == PLURAL_OTHER)
			diag_add(w->diags, DIAG_P113, at_key(w, n), "unknown key '%s' in 'plural'; the forms with a rule are zero, one, two, few and many", n->key);
		else if (text && !plural_is_rule(text))
			diag_add(w->diags, DIAG_P115, at(w, n), "'%s' is not a plural rule; write it as Unicode's CLDR does, such as \"n %% 10 = 2..4 and n %% 100 != 12..14\"", text);
		else if (p < PLURAL_OTHER)
			out->plural[p] = text;
	}
	return good;
}

/* A unit has each form that the language has, and no other. */
static void bind_unit(struct words *w, const struct node *unit, const char *const *rules, const char **forms)
{
	for (int p = 0; p < PLURAL__COUNT; p++) {
		const struct node *n = words_child(unit, plural_names[p]);
		bool wanted = p == PLURAL_OTHER || rules[p];
		const char *text = n && wanted ? words_of(w, n) : NULL;
		if (text)
			forms[p] = text;
		if (wanted && !n)
			diag_add(w->diags, DIAG_P110, at(w, unit), "'units.%s' lacks the form '%s'; write the word as it stands after such numbers", unit->key, plural_names[p]);
	}
	for (const struct node *n = unit->kind == NODE_MAP ? unit->first : NULL; n; n = n->next) {
		int p = 0;
		while (p < PLURAL__COUNT && strcmp(plural_names[p], n->key) != 0)
			p++;
		if (p == PLURAL__COUNT || (p < PLURAL_OTHER && !rules[p]))
			diag_add(w->diags, DIAG_P113, at_key(w, n), "unknown key '%s' in 'units.%s'; 'plural' has no rule for it", n->key, unit->key);
	}
}

static void bind_units(struct words *w, const struct node *root, struct locale *out)
{
	static const char *const keys[UNIT__COUNT] = {NULL, "hour", "day", "business-day", "week", "month", "year", "minute"};
	const struct node *units = words_child(root, "units");
	bool known = bind_plural(w, root, out);
	for (int u = 1; u < UNIT__COUNT; u++) {
		const struct node *n = words_child(units, keys[u]);
		for (int p = 0; p < PLURAL__COUNT; p++)
			out->units[u][p] = "";
		if (!n)
			diag_add(w->diags, DIAG_P110, units ? at(w, units) : (struct pos){w->source, 1, 1}, "'units.%s' is missing",
			         keys[u]);
		else if (known)
			bind_unit(w, n, out->plural, out->units[u]);
	}
}

static void bind_members(struct words *w, const struct node *root, struct locale *out)
{
	size_t count;
	const struct member *m = kind_members(&count);
	const struct node *labels = words_child(root, "labels");
	for (size_t i = 0; i < count; i++) {
		const char *key = kind_info(m[i].kind)->key;
		if (kind_info(m[i].kind)->origin != ORIGIN_HEADER)
			continue;
		const struct node *group = words_child(labels, key), *n = words_child(group, m[i].id);
		const char *text = n ? words_of(w, n) : "";
		if (!n)
			diag_add(w->diags, DIAG_P110, group ? at(w, group) : (struct pos){w->source, 1, 1},
			         "the label 'labels.%s.%s' is missing", key, m[i].id);
		out->members[m[i].kind][m[i].code] = text ? text : "";
	}
}

static void bind_phrases(struct words *w, const struct node *root, struct locale *out)
{
	const struct node *map = words_child(root, "phrases");
	if (map && map->kind == NODE_MAP && map->len) {
		out->phrases = NEW_N(w->arena, struct phrase, map->len);
		for (const struct node *n = map->first; n; n = n->next) {
			const char *text = words_of(w, n);
			out->phrases[out->phrase_count++] = (struct phrase){n->key, text ? text : ""};
		}
		locale_sort_phrases(out);
	}
	for (size_t i = 0; locale_phrases[i]; i++)
		if (!locale_phrase(out, locale_phrases[i]))
			diag_add(w->diags, DIAG_P110, map ? at(w, map) : (struct pos){w->source, 1, 1}, "'phrases.%s' is missing",
			         locale_phrases[i]);
}

/* Unknown keys in a group of words; the other groups have keys of their own. */
static void check_group(struct words *w, const struct node *group)
{
	bool words = false;
	for (size_t i = 0; i < locale_word_count; i++)
		words = words || (locale_words[i].group && strcmp(locale_words[i].group, group->key) == 0);
	for (const struct node *n = words && group->kind == NODE_MAP ? group->first : NULL; n; n = n->next) {
		bool known = strcmp(n->key, "months") == 0 && strcmp(group->key, "dates") == 0;
		for (size_t i = 0; i < locale_word_count; i++)
			known = known || (locale_words[i].group && strcmp(locale_words[i].group, group->key) == 0 &&
			                  strcmp(locale_words[i].key, n->key) == 0);
		if (!known)
			diag_add(w->diags, DIAG_P113, at_key(w, n), "unknown key '%s' in '%s'", n->key, group->key);
	}
}

void locale_bind(struct arena *a, const struct node *root, const struct source *source, struct locale *out,
                 struct diags *diags)
{
	static const char *const top[] = {"name",  "plural", "units",   "spans", "starts",
	                                  "lists", "dates",  "flags", "phrases", "labels"};
	struct words w = {a, source, diags, NULL};
	for (const struct node *n = root->first; n; n = n->next) {
		bool known = false;
		for (size_t i = 0; i < sizeof top / sizeof *top; i++)
			known = known || strcmp(n->key, top[i]) == 0;
		if (!known)
			diag_add(diags, DIAG_P113, at_key(&w, n), "unknown key '%s' in a locale", n->key);
		else
			check_group(&w, n);
	}
	for (size_t i = 0; i < locale_word_count; i++) {
		const struct locale_word *word = &locale_words[i];
		const char *text = required(&w, root, word->group, word->key, word->needs);
		memcpy((char *)out + word->member, &text, sizeof text);
	}
	const struct node *months = words_child(words_child(root, "dates"), "months");
	for (int m = 0; m < 12; m++) {
		char key[4] = {'m', (char)('1' + m), '\0'};
		if (m >= 9)
			key[1] = '1', key[2] = (char)('0' + m - 9);
		out->months[m] = months ? required(&w, months, NULL, key, "") : "";
	}
	if (!months)
		diag_add(diags, DIAG_P110, (struct pos){source, 1, 1}, "'dates.months' is missing; it has m1 to m12");
	bind_units(&w, root, out);
	bind_members(&w, root, out);
	bind_phrases(&w, root, out);
}
