/* SPDX-License-Identifier: MIT */
/* What a notice says of the other editions: records that no file has. */
#include "editions.h"

static void set_date(struct record *record, enum key key, int32_t day)
{
	struct value *v = &record->values[section_field(record->section, key)];
	v->state = VALUE_STATED;
	v->date = date_of_days(day);
}

static void set_text(struct record *record, enum key key, const char *text)
{
	struct value *v = &record->values[section_field(record->section, key)];
	v->state = VALUE_STATED;
	v->literal.text = text;
	v->literal.len = strlen(text);
}

static struct record *make_record(struct arena *a, struct model *m, enum section_id id, const char *name)
{
	const struct section *s = schema_section(id);
	struct records *records = &m->sections[id];
	struct record *record = &records->at[records->count++];
	*record = (struct record){.id = name, .section = s, .values = NEW_N(a, struct value, s->count)};
	record->path = *name ? arena_format(a, "%s.%s", s->key, name) : s->key;
	for (unsigned f = 0; f < s->count; f++)
		record->values[f].fact = m->facts++;
	return record;
}

void editions_note(struct arena *a, struct model *m, const struct tables *t, const struct editions *e, bool kept)
{
	const size_t earlier = e->count - e->same;
	int32_t until = POLICY_NO_DATE; /* the day before the later edition */
	m->sections[SECTION_edition] = (struct records){.at = NEW_N(a, struct record, earlier + 1)};
	m->sections[SECTION_notice] = (struct records){.at = NEW_N(a, struct record, 1)};
	if (!t->draft) {
		set_date(make_record(a, m, SECTION_edition, "this"), KEY_from, t->valid_from);
		until = t->valid_from - 1;
	}
	for (size_t i = earlier; i-- > 0;) {
		const struct frozen *f = &e->at[i];
		struct record *record = make_record(a, m, SECTION_edition, f->edition.date);
		set_date(record, KEY_from, f->day);
		if (until != POLICY_NO_DATE)
			set_date(record, KEY_until, until);
		set_text(record, KEY_folder, arena_format(a, kept ? "../%s" : "%s", f->edition.date));
		until = f->day - 1;
	}
	if (kept)
		set_text(make_record(a, m, SECTION_notice, ""), KEY_newest, "..");
}
