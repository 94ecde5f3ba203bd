/* SPDX-License-Identifier: MIT */
/* Makes a calendar ready to count by: checks that its years have no gap and that its free days are in them. Reads the bound file of a
 * calendar. */
#include "calendar.h"
#include "baseline.h"
#include "zone.h"

struct maker {
	struct arena *arena;
	const struct model *model;
	struct diags *diags;
	/* free days since 1970, in the order of the file */
	int32_t *national, *collective;
	size_t national_count, collective_count;
};

static struct pos value_pos(const struct maker *mk, const struct value *v)
{
	return (struct pos){mk->model->source, v->line, v->col};
}

/* As in the time zone database: "Asia/Jakarta", "America/Port-au-Prince", "Etc/GMT+7". */
static bool is_zone_name(const char *s)
{
	bool begun = false; /* a part of it */
	for (; *s; s++) {
		bool is_letter = (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z');
		if (!is_letter && (!begun || !strchr("0123456789_+-/", *s)))
			return false;
		begun = *s != '/';
	}
	return begun;
}

/* One text of rules; false: it cannot be read. */
static bool read_rules(struct maker *mk, const struct value *v, struct policy_zone_rule *out)
{
	const char *why;
	if (v->state != VALUE_STATED)
		return false;
	why = zone_read(v->literal.text, out);
	if (why)
		diag_add(mk->diags, DIAG_P173, value_pos(mk, v), "'%s' does not say how clocks go: %s", v->literal.text, why);
	return !why;
}

/* A zone whose clocks are known to change, or to go the other way, is not taken for another. */
static void check_known(struct maker *mk, const struct value *name, const struct value *rules, const struct policy_zone_rule *at, uint32_t count)
{
	struct policy_zone_rule its;
	const char *text = zone_known(name->literal.text);
	bool changes = false;
	if (!text || zone_read(text, &its))
		return;
	for (uint32_t i = 0; i < count; i++)
		changes = changes || at[i].standard != at[i].daylight;
	if (its.standard != its.daylight && !changes)
		diag_add(mk->diags, DIAG_P173, value_pos(mk, rules), "%s has summer time, and '%s' has none; write '%s', or its own rules under 'earlier' if it has given it up",
		         name->literal.text, rules->literal.text, text);
	else if (at[count - 1].standard == -its.standard && its.standard)
		diag_add(mk->diags, DIAG_P173, value_pos(mk, rules), "'%s' is on the other side of UTC than %s; write '%s'", rules->literal.text, name->literal.text, text);
	else if (its.standard == its.daylight && (changes || at[count - 1].standard != its.standard))
		diag_add(mk->diags, DIAG_P173, value_pos(mk, rules), "%s is '%s', not '%s'; correct one of them", name->literal.text, text, rules->literal.text);
}

/* The rules, the oldest first, each from the year after its predecessor's last. */
static void read_zone(struct maker *mk, struct calendar_rules *out)
{
	const struct records *section = &mk->model->sections[SECTION_zone];
	if (section->count == 0) {
		diag_add(mk->diags, DIAG_P032, (struct pos){mk->model->source, 1, 1}, "the section 'zone' is missing: %s Write 'zone: {name: Asia/Jakarta, rules: \"WIB-7\"}'.",
		         schema_section(SECTION_zone)->doc);
		return;
	}
	const struct record *zone = &section->at[0];
	const struct value *name = record_value(zone, KEY_name), *rules = record_value(zone, KEY_rules);
	const struct records *earlier = stated_records(record_value(zone, KEY_earlier));
	struct policy_zone_rule *at = NEW_N(mk->arena, struct policy_zone_rule, earlier->count + 1);
	int32_t from = 0;
	bool good = true;
	if (name->state == VALUE_STATED && !is_zone_name(name->literal.text))
		diag_add(mk->diags, DIAG_P173, value_pos(mk, name), "'%s' is not the name of a time zone; write one such as Asia/Jakarta", name->literal.text);
	for (uint32_t i = 0; i < earlier->count; i++) {
		const struct value *until = record_value(&earlier->at[i], KEY_until);
		good = read_rules(mk, record_value(&earlier->at[i], KEY_rules), &at[i]) && good;
		at[i].from = from;
		if (until->state != VALUE_STATED)
			continue;
		if (until->number < 1970 || until->number > 9998)
			diag_add(mk->diags, DIAG_P173, value_pos(mk, until), "the year must be from 1970 to 9998");
		else if ((int32_t)until->number < from)
			diag_add(mk->diags, DIAG_P173, value_pos(mk, until), "the rules before these held until %d; write the oldest first", (int)from - 1);
		from = (int32_t)until->number + 1;
	}
	good = read_rules(mk, rules, &at[earlier->count]) && good;
	at[earlier->count].from = from;
	if (!good)
		return;
	if (name->state == VALUE_STATED)
		check_known(mk, name, rules, at, earlier->count + 1);
	out->offset = at[earlier->count].standard;
	if (earlier->count || at[0].standard != at[0].daylight) {
		out->zone = at;
		out->zone_rules = earlier->count + 1;
	}
}

static unsigned read_weekend(struct maker *mk, const struct value *v)
{
	const struct ids *days = stated_list(v);
	unsigned bits = 0;
	for (uint32_t i = 0; i < days->count; i++)
		bits |= 1u << (days->at[i]->code - CHOICE_WEEKDAY_MONDAY);
	if (bits == 127)
		diag_add(mk->diags, DIAG_P173, value_pos(mk, v), "'weekend' has every day of the week; leave at least one out");
	return bits;
}

/* The lines on which a year's days are written, as holidays and as collective leave; 0 if they are not. */
struct year_days {
	uint32_t line[2][366];
};

static void add_days(struct maker *mk, unsigned year, const struct value *v, bool leave, struct year_days *seen)
{
	int32_t *days = leave ? mk->collective : mk->national;
	size_t *count = leave ? &mk->collective_count : &mk->national_count;
	int32_t first = date_days((struct date){(int)year, 1, 1});
	if (v->state != VALUE_STATED)
		return;
	for (uint32_t i = 0; i < v->dates.count; i++) {
		if (v->dates.at[i].year != (int)year)
			diag_add(mk->diags, DIAG_P173, v->dates.pos[i], "the date is not in %u, the year of its decree; correct the date, or move it", year);
		for (uint32_t n = 0; n < i; n++)
			if (date_days(v->dates.at[n]) == date_days(v->dates.at[i]))
				diag_add(mk->diags, DIAG_P173, v->dates.pos[i], "the date is in this list twice; write it once");
		int32_t day = date_days(v->dates.at[i]) - first;
		if (day >= 0 && day < 366) {
			seen->line[leave][day] = v->dates.pos[i].line;
			if (seen->line[!leave][day])
				diag_add(mk->diags, DIAG_P173, v->dates.pos[i], "the date is %s on line %u, and %s here; keep one of them", leave ? "a holiday" : "collective leave",
				         (unsigned)seen->line[!leave][day], leave ? "collective leave" : "a holiday");
		}
		days[(*count)++] = date_days(v->dates.at[i]);
	}
}

static size_t count_dates(const struct records *decrees)
{
	size_t count = 0;
	for (uint32_t i = 0; i < decrees->count; i++) {
		const struct records *holidays = stated_records(record_value(&decrees->at[i], KEY_holidays));
		for (uint32_t n = 0; n < holidays->count; n++)
			for (int c = 0; c < 2; c++) {
				const struct value *v = record_value(&holidays->at[n], c ? KEY_collective_leave : KEY_national);
				count += v->state == VALUE_STATED ? v->dates.count : 0;
			}
	}
	return count;
}

/* Reads the years in the file's order, which has to be theirs. */
static void read_years(struct maker *mk, struct calendar *out)
{
	const struct records *decrees = &mk->model->sections[SECTION_decree];
	size_t most = count_dates(decrees);
	mk->national = NEW_N(mk->arena, int32_t, 2 * most + 1);
	mk->collective = NEW_N(mk->arena, int32_t, most + 1);
	for (uint32_t i = 0; i < decrees->count; i++) {
		const struct record *decree = &decrees->at[i];
		const struct value *year = record_value(decree, KEY_year);
		const struct records *holidays = stated_records(record_value(decree, KEY_holidays));
		if (year->state != VALUE_STATED)
			continue;
		if (year->number < 1970 || year->number > 9998)
			diag_add(mk->diags, DIAG_P173, value_pos(mk, year), "the year must be from 1970 to 9998");
		else if (out->first_year && (int)year->number != out->last_year + 1)
			diag_add(mk->diags, DIAG_P173, value_pos(mk, year), "the year after %d is %d; write the years in order, without a gap", out->last_year,
			         out->last_year + 1);
		out->last_year = (int)year->number;
		out->first_year = out->first_year ? out->first_year : out->last_year;
		struct year_days seen = {{{0}}};
		for (uint32_t n = 0; n < holidays->count; n++) {
			const struct record *h = &holidays->at[n];
			add_days(mk, year->number, record_value(h, KEY_national), false, &seen);
			add_days(mk, year->number, record_value(h, KEY_collective_leave), true, &seen);
		}
	}
}

/* What says which days are free goes with the decrees: without them no day is known to be a working day. */
static void check_free_days(struct maker *mk, const struct record *head)
{
	static const enum key keys[] = {KEY_weekend, KEY_collective_leave_is_free};
	bool decreed = mk->model->sections[SECTION_decree].count > 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct value *v = record_value(head, keys[i]);
		if (decreed && v->line == 0)
			diag_add(mk->diags, DIAG_P032, (struct pos){mk->model->source, head->line, head->col}, "a calendar with 'decrees' needs '%s': %s", key_text(keys[i]),
			         head->section->fields[section_field(head->section, keys[i])].doc);
		else if (!decreed && v->line)
			diag_add(mk->diags, DIAG_P173, value_pos(mk, v),
			         "'%s' says which days are free, and the calendar has no 'decrees'; write one for each year, or remove this line", key_text(keys[i]));
	}
}

void calendar_make(struct arena *a, const struct model *m, struct calendar *out, struct diags *diags)
{
	struct maker mk = {.arena = a, .model = m, .diags = diags};
	size_t before = diags->errors;
	*out = (struct calendar){.id = m->id, .model = m};
	check_file_id(m, SECTION_calendar, diags);
	if (m->sections[SECTION_calendar].count == 0)
		return;
	const struct record *head = &m->sections[SECTION_calendar].at[0];
	const struct value *rounding = record_value(head, KEY_rounding), *free_leave = record_value(head, KEY_collective_leave_is_free);
	struct calendar_rules rules = {
		.weekend = read_weekend(&mk, record_value(head, KEY_weekend)),
		.rounding = rounding->state == VALUE_STATED ? rounding->term->code : POLICY_ROUNDING_UNSTATED,
	};
	check_free_days(&mk, head);
	read_zone(&mk, &rules);
	read_years(&mk, out);
	if (diags->errors != before)
		return;
	rules.first_year = out->first_year;
	rules.last_year = out->last_year;
	out->shortest = calendar_build(a, &rules, mk.national, mk.national_count);
	memcpy(mk.national + mk.national_count, mk.collective, mk.collective_count * sizeof *mk.collective);
	out->longest = calendar_build(a, &rules, mk.national, mk.national_count + mk.collective_count);
	out->stated = free_leave->flag ? out->longest : out->shortest;
}

const struct calendar *law_calendar(const struct law *law, const struct model *m)
{
	const struct records *section = &m->sections[SECTION_law];
	const struct value *id = section->count ? record_value(&section->at[0], KEY_calendar) : NULL;
	if (!id || id->state != VALUE_STATED)
		return NULL;
	for (unsigned i = 0; i < law->calendar_count; i++)
		if (strcmp(law->calendars[i].id, id->term->id) == 0)
			return &law->calendars[i];
	return NULL;
}
