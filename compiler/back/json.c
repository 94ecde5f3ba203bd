/* SPDX-License-Identifier: MIT */
/* The brand's facts for services not written in C: every section, record and value of the schema, with both sides of
 * each conflict: `one` and `other` are their paths, `sides` the same in parts, `holds` which of them does,
 * `questions` those of policy.h to which both can speak (none: it concerns the notice only).
 *
 *     "retention": {
 *       "support-data": {
 *         "categories": {"complete": ["support-data"]},
 *         "period": {"kind": "exact", "unit": "year", "min": 2, "max": 2},
 *         "from": "unstated"
 *       }
 */
#include "../base/json.h"
#include "../base/sha256.h"
#include "../model/asked.h"
#include "../model/dispute.h"
#include "../model/identity.h"
#include "emit.h"

static void put_ids(struct json *j, const struct value *v)
{
	const struct term *sorted[MAX_LIST];
	list_by_code(v, sorted);
	json_flat(j, NULL, '[');
	for (uint32_t i = 0; i < v->list.count; i++)
		json_id(j, sorted[i]->id);
	json_close(j);
}

static void put_span(struct json *j, const struct span *s)
{
	static const char *const kinds[] = {
		[SPAN_EXACT] = "exact", [SPAN_RANGE] = "range", [SPAN_INDEFINITE] = "indefinite", [SPAN_WHILE] = "while", [SPAN_WORDS] = "words",
		[SPAN_UP_TO] = "up-to",
	};
	static const char *const units[UNIT__COUNT] = {"", "hour", "day", "business-day", "week", "month", "year", "minute"};
	json_flat(j, NULL, '{');
	json_key(j, "kind");
	json_id(j, kinds[s->kind]);
	if (span_has_number(s)) {
		json_key(j, "unit");
		json_id(j, units[s->unit]);
		json_number(j, "min", s->min);
		json_number(j, "max", s->max);
	} else if (s->kind != SPAN_INDEFINITE) {
		json_key(j, s->kind == SPAN_WHILE ? "state" : "duration");
		json_id(j, s->word->id);
	}
	json_close(j);
}

static void put_start(struct json *j, const struct value *v)
{
	json_flat(j, NULL, '{');
	json_key(j, "event");
	json_id(j, v->term->id);
	json_key(j, "basis");
	json_id(j, v->implied ? "implied" : "stated");
	json_close(j);
}

static void put_list(struct json *j, const struct value *v)
{
	json_flat(j, NULL, '{');
	json_key(j, v->complete ? "complete" : "examples");
	put_ids(j, v);
	json_close(j);
}

static void put_date(struct json *j, const char *key, struct date d)
{
	struct buf b = {0};
	date_write(&b, d);
	json_key(j, key);
	json_bytes(j, b.data, b.len);
	buf_free(&b);
}

static void put_record(struct json *j, const struct record *record);
static void put_records(struct json *j, const struct records *records);

static void put_written(struct json *j, const struct field *f, const struct value *v)
{
	struct buf b = {0};
	value_write(&b, f, v);
	json_bytes(j, b.data, b.len);
	buf_free(&b);
}

static void put_value(struct json *j, const struct field *f, const struct value *v)
{
	if (v->state != VALUE_STATED) {
		json_id(j, v->state == VALUE_PLACEHOLDER ? "placeholder" : "unstated");
		return;
	}
	switch (f->type) {
	case TYPE_FLAG:
		json_bool(j, v->flag);
		break;
	case TYPE_TERM:
		json_id(j, v->term->id);
		break;
	case TYPE_START:
		put_start(j, v);
		break;
	case TYPE_TERMS:
		if (f->flags & SOLE && v->list.count == 1)
			json_id(j, v->list.at[0]->id);
		else
			put_ids(j, v);
		break;
	case TYPE_LIST:
		put_list(j, v);
		break;
	case TYPE_SPAN:
		put_span(j, &v->span);
		break;
	case TYPE_NUMBER:
		json_uint(j, v->number);
		break;
	case TYPE_LITERAL:
		json_bytes(j, v->literal.text, v->literal.len);
		break;
	case TYPE_DATE:
	case TYPE_FACT:
		put_written(j, f, v);
		break;
	case TYPE_RECORDS:
		if (schema_section(f->records)->shape == SHAPE_PART)
			put_record(j, &v->records.at[0]);
		else
			put_records(j, &v->records);
		break;
	case TYPE_NAMES:
		json_flat(j, NULL, '[');
		for (uint32_t i = 0; i < v->names.count; i++)
			json_string(j, v->names.at[i]);
		json_close(j);
		break;
	case TYPE_TEXT:
	case TYPE_DATES:
	case TYPE__COUNT:
		break;
	}
}

/* What nobody has decided: the fields, or "*" for the whole record. */
static void put_marks(struct json *j, const struct record *record)
{
	bool any = record->undecided;
	for (unsigned f = 0; f < record->section->count; f++)
		any = any || record->values[f].undecided;
	if (!any)
		return;
	json_flat(j, "undecided", '[');
	if (record->undecided)
		json_id(j, "*");
	for (unsigned f = 0; f < record->section->count; f++)
		if (record->values[f].undecided)
			json_id(j, record->section->fields[f].key);
	json_close(j);
}

/* A side of a conflict, so that nobody has to take its path apart: the record, and the field and the id of its list if they alone are it. */
static void put_side(struct json *j, const char *key, const struct value *v)
{
	const struct place *p = &v->fact_ref.place;
	if (v->state != VALUE_STATED || !p->record)
		return;
	json_flat(j, key, '{');
	json_text(j, "record", p->record->path);
	if (p->field >= 0)
		json_text(j, "field", p->record->section->fields[p->field].key);
	if (v->fact_ref.member)
		json_text(j, "member", v->fact_ref.member->id);
	json_close(j);
}

/* Both sides of a conflict, which one holds, and the questions that can meet it. */
static void put_sides(struct json *j, const struct record *conflict)
{
	static const char *const holds[] = {"undecided", "one", "other"};
	json_open(j, "sides", '{');
	put_side(j, "one", record_value(conflict, KEY_one));
	put_side(j, "other", record_value(conflict, KEY_other));
	json_close(j);
	json_text(j, "holds", holds[dispute_holds(conflict)]);
	json_flat(j, "questions", '[');
	for (unsigned bit = 0, questions = conflict_questions(conflict); question_name(bit); bit++)
		if (questions >> bit & 1)
			json_id(j, question_name(bit));
	json_close(j);
}

static void put_record(struct json *j, const struct record *record)
{
	json_open(j, NULL, '{');
	for (unsigned f = 0; f < record->section->count; f++) {
		const struct field *field = &record->section->fields[f];
		const struct value *v = &record->values[f];
		if (v->state == VALUE_ABSENT || !identity_has_field(record->section, field))
			continue;
		json_key(j, field->key);
		put_value(j, field, v);
	}
	if (record->section->id == SECTION_conflict)
		put_sides(j, record);
	put_marks(j, record);
	json_close(j);
}

/* By id: the order in the file means nothing. */
static void put_records(struct json *j, const struct records *records)
{
	json_open(j, NULL, '{');
	for (uint32_t i = 0; i < records->count; i++) {
		json_key(j, records->by_id[i]->id);
		put_record(j, records->by_id[i]);
	}
	json_close(j);
}

/* The rules of a zone that hold no more, in the order of their years. */
static void put_earlier(struct json *j, const struct records *earlier)
{
	if (earlier->count == 0)
		return;
	json_flat(j, "earlier", '[');
	for (uint32_t i = 0; i < earlier->count; i++) {
		json_flat(j, NULL, '{');
		json_number(j, "until", record_value(&earlier->at[i], KEY_until)->number);
		json_text(j, "rules", record_value(&earlier->at[i], KEY_rules)->literal.text);
		json_close(j);
	}
	json_close(j);
}

/* The free days are in the header's bitmap and the calendar's file. */
static void put_calendar(struct json *j, const struct calendar *c)
{
	static const char *const roundings[] = {"unstated", "last-day", "next-day"};
	const struct policy_calendar *s = c->stated;
	const struct record *zone = &c->model->sections[SECTION_zone].at[0];
	json_flat(j, "calendar", '{');
	json_text(j, "id", c->id);
	if (s->days) {
		put_date(j, "first", date_of_days(s->first));
		put_date(j, "last", date_of_days(s->first + (int32_t)s->days - 1));
	}
	json_text(j, "zone", record_value(zone, KEY_name)->literal.text);
	json_text(j, "rules", record_value(zone, KEY_rules)->literal.text);
	json_text(j, "rounding", roundings[s->rounding]);
	put_earlier(j, stated_records(record_value(zone, KEY_earlier)));
	json_close(j);
}

static void put_identity(struct json *j, const unsigned char *identity)
{
	char hex[SHA256_HEX];
	sha256_print(identity, hex);
	json_text(j, "sha256", hex);
}

static void put_edition(struct json *j, int32_t valid_from, const unsigned char *identity)
{
	json_flat(j, NULL, '{');
	if (valid_from == POLICY_NO_DATE)
		json_text(j, "valid-from", "unstated");
	else
		put_date(j, "valid-from", date_of_days(valid_from));
	put_identity(j, identity);
	json_close(j);
}

static void put_sections(struct json *j, const struct model *m)
{
	for (int i = 0; i < SECTION__COUNT; i++) {
		const struct section *s = schema_section((enum section_id)i);
		/* not what is promised: words, and what only the check reads */
		if (m->sections[i].count == 0 || !identity_has_section((enum section_id)i))
			continue;
		json_key(j, s->key);
		if (s->shape == SHAPE_ONE)
			put_record(j, &m->sections[i].at[0]);
		else
			put_records(j, &m->sections[i]);
	}
}

void json_emit(struct buf *b, const struct model *m, const struct tables *t, const unsigned char *identity, const struct edition *earlier,
               size_t earlier_count)
{
	struct json j = json_start(b);
	json_open(&j, NULL, '{');
	json_number(&j, "format", 1);
	json_flag(&j, "draft", m->draft);
	if (m->calendar)
		put_calendar(&j, m->calendar);
	put_sections(&j, m);
	json_open(&j, "editions", '[');
	for (size_t i = 0; i < earlier_count; i++)
		put_edition(&j, earlier[i].tables->valid_from, earlier[i].identity);
	put_edition(&j, t->valid_from, identity);
	json_close(&j);
	put_identity(&j, identity);
	json_close(&j);
	buf_char(b, '\n');
}
