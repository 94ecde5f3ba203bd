/* SPDX-License-Identifier: MIT */
/* The objects of the brands as bytes: every offset leads inside, aligned; every index leads to the rows that have the id, and to all
 * of them; lists, names and marks are where their rows say. The key of each section comes from the schema table. With EDITIONS, the
 * same of a brand `acme` of three editions (tests/editions). */
#include "policy/brands.h"
#include "../../compiler/model/schema.h"
#include "check.h"
#include <string.h>

/* ---- the sections: size, alignment and key of a row ---- */

struct table {
	const char *name;
	uint32_t size, align;
	int sub; /* routes, outcomes: sorted within their request */
	unsigned (*count)(const struct policy *);
	const void *(*row)(const struct policy *, unsigned);
};

#define FUNCTIONS(section, SECTION) \
	static const void *row_##section(const struct policy *p, unsigned i) { return policy_##section##_row(p, i); }
POLICY_SECTIONS(FUNCTIONS)

#define FIND(section, SECTION, key) \
	static const void *find_##section(const struct policy *p, unsigned id, unsigned nth) { return policy_##section##_find(p, (enum policy_##key)id, nth); }
POLICY_FINDERS(FIND)
/* NULL: no key member */
static const void *(*const finders[POLICY_SECTION_COUNT])(const struct policy *, unsigned, unsigned) = {
#define FINDER(section, SECTION, key) [POLICY_SECTION_##SECTION] = find_##section,
	POLICY_FINDERS(FINDER)
};

static const struct table shapes[POLICY_SECTION_COUNT] = {
#define SHAPE(section, SECTION) \
	{#section, sizeof(struct policy_##section##_rule), _Alignof(struct policy_##section##_rule), \
	 POLICY_SECTION_##SECTION == POLICY_SECTION_ROUTE || POLICY_SECTION_##SECTION == POLICY_SECTION_OUTCOME, policy_##section##_count, \
	 row_##section},
	POLICY_SECTIONS(SHAPE)
};

static const struct member_of {
	const char *section;
	enum type type;
	unsigned flags;
	size_t offset;
} members[] = {
#define ENFORCED(s, member, key, TYPE, KIND, flags, doc) {#s, TYPE_##TYPE, flags, offsetof(struct policy_##s##_rule, member)},
#include "../../compiler/model/schema.def"
};
enum { MEMBERS = sizeof members / sizeof *members };

static const struct member_of *key_of(int section)
{
	for (int m = 0; m < MEMBERS; m++)
		if (members[m].flags & KEY && strcmp(members[m].section, shapes[section].name) == 0)
			return &members[m];
	return NULL;
}

/* ---- one object ---- */

struct object {
	const struct policy *p;
	const unsigned char *bytes;
	uint32_t ids, marks, names; /* how many */
};

static const char *where(const struct object *o, int section)
{
	static char text[64];
	snprintf(text, sizeof text, "%s %s", policy_name(o->p), shapes[section].name);
	return text;
}

static unsigned id_at(const struct object *o, unsigned i)
{
	uint16_t id;
	memcpy(&id, o->bytes + o->p->ids + i * sizeof id, sizeof id);
	return id;
}

/* The codes a row's key has. */
static unsigned keys(const struct object *o, const struct member_of *key, const unsigned char *row, unsigned *out)
{
	struct policy_list l;
	uint16_t n;
	if (key->type != TYPE_LIST && key->type != TYPE_TERMS) {
		memcpy(&n, row + key->offset, sizeof n);
		out[0] = n;
		return n != POLICY_NONE && n != POLICY_OPEN;
	}
	memcpy(&l, row + key->offset, sizeof l);
	for (unsigned i = 0; i < l.count; i++)
		out[i] = id_at(o, l.first + i);
	return l.count;
}

static void check_list(const struct object *o, int section, const unsigned char *at)
{
	struct policy_list l;
	memcpy(&l, at, sizeof l);
	bool stated = l.state == POLICY_LIST_COMPLETE || l.state == POLICY_LIST_EXAMPLES;
	CHECK(l.state <= POLICY_LIST_UNSTATED && (stated ? l.count > 0 && l.first > 0 : l.count == 0 && l.first == 0), "%s: a list is in order",
	      where(o, section));
	CHECK((uint32_t)l.first + l.count <= o->ids, "%s: a list ends within the ids", where(o, section));
	for (unsigned i = 0; i < l.count; i++) {
		CHECK(id_at(o, l.first + i) != POLICY_NONE && id_at(o, l.first + i) != POLICY_OPEN, "%s: a list has ids", where(o, section));
		CHECK(i == 0 || id_at(o, l.first + i - 1) < id_at(o, l.first + i), "%s: a list is in the order of codes", where(o, section));
		CHECK(policy_list_has(o->p, l, id_at(o, l.first + i)) == POLICY_OK, "%s: a list has what is in it", where(o, section));
	}
}

static void check_span(const struct object *o, int section, const unsigned char *at)
{
	struct policy_span s;
	memcpy(&s, at, sizeof s);
	bool bound = s.kind == POLICY_SPAN_UP_TO, number = s.kind == POLICY_SPAN_EXACT || s.kind == POLICY_SPAN_RANGE || bound;
	bool word = s.kind == POLICY_SPAN_WHILE || s.kind == POLICY_SPAN_WORDS;
	CHECK(s.kind <= POLICY_SPAN_UP_TO, "%s: a span has a kind", where(o, section));
	CHECK(number ? s.unit >= POLICY_UNIT_HOUR && s.unit <= POLICY_UNIT_MINUTE && (s.min == 0) == bound && s.max >= 1 && s.max <= 9999 : !s.unit && !s.min && !s.max,
	      "%s: a span has a number and a unit, or neither", where(o, section));
	CHECK(s.kind != POLICY_SPAN_EXACT || s.min == s.max, "%s: an exact span has one number", where(o, section));
	CHECK(s.kind != POLICY_SPAN_RANGE || s.min < s.max, "%s: a range has two numbers", where(o, section));
	CHECK(word == (s.word != POLICY_NONE), "%s: a span has its word", where(o, section));
}

static void check_row(const struct object *o, int section, unsigned i)
{
	const unsigned char *row = shapes[section].row(o->p, i);
	const struct policy_rule *rule = (const void *)row;
	CHECK(rule->name > 0 && rule->name < o->names, "%s: a name is within the names", where(o, section));
	CHECK(o->bytes[o->p->names + rule->name - 1] == 0 && *policy_rule_name(o->p, rule), "%s: a name begins where one ends", where(o, section));
	CHECK(rule->certainty >= POLICY_CERTAINTY_EXACT && rule->certainty <= POLICY_CERTAINTY_TARGET, "%s: certainty", where(o, section));
	CHECK(rule->strength >= POLICY_STRENGTH_WILL && rule->strength <= POLICY_STRENGTH_CAN, "%s: strength", where(o, section));
	CHECK(shapes[section].sub ? rule->parent < policy_request_count(o->p) : rule->parent == 0, "%s: the request around it", where(o, section));
	CHECK((uint32_t)rule->first_mark + rule->marks <= o->marks && (rule->marks > 0) == (rule->first_mark > 0), "%s: marks", where(o, section));
	for (int m = 0; m < MEMBERS; m++) {
		if (strcmp(members[m].section, shapes[section].name) != 0)
			continue;
		if (members[m].type == TYPE_LIST || members[m].type == TYPE_TERMS)
			check_list(o, section, row + members[m].offset);
		else if (members[m].type == TYPE_SPAN)
			check_span(o, section, row + members[m].offset);
	}
	/* a mark is on a member of the row, once, and is what policy_rule_mark says of it */
	for (unsigned k = 0; k < rule->marks; k++) {
		struct policy_mark mark;
		bool known;
		memcpy(&mark, o->bytes + o->p->marks + (rule->first_mark + k) * sizeof mark, sizeof mark);
		known = mark.member == 0;
		for (int m = 0; m < MEMBERS; m++)
			known = known || (members[m].offset == mark.member && strcmp(members[m].section, shapes[section].name) == 0);
		CHECK(known && mark.kind != POLICY_MARK_NONE, "%s: a mark is on a member", where(o, section));
		CHECK(policy_rule_mark(o->p, rule, mark.member) != POLICY_MARK_NONE, "%s: a mark is found", where(o, section));
	}
	if (i == 0)
		return;
	const struct policy_rule *before = shapes[section].row(o->p, i - 1);
	int order = strcmp(policy_rule_name(o->p, before), policy_rule_name(o->p, rule));
	CHECK(before->parent < rule->parent || (before->parent == rule->parent && order < 0), "%s: rows are sorted by name: %s, %s", where(o, section),
	      policy_rule_name(o->p, before), policy_rule_name(o->p, rule));
}

/* Offset and count of something lie within the object, aligned, behind the head. */
static void check_place(const struct object *o, const char *what, uint32_t offset, uint64_t bytes, uint32_t align)
{
	CHECK(offset % align == 0, "%s: %s is not aligned", policy_name(o->p), what);
	CHECK(offset >= sizeof(struct policy) && offset + bytes <= o->p->size, "%s: %s is outside", policy_name(o->p), what);
}

/* The key is a gap, so the row covers nothing that could be asked for. */
static bool is_open(const struct object *o, const struct member_of *key, const unsigned char *row)
{
	(void)o;
	if (key->type == TYPE_LIST) {
		struct policy_list l;
		memcpy(&l, row + key->offset, sizeof l);
		return l.state != POLICY_LIST_NONE;
	}
	return true;
}

static void check_index(const struct object *o, int section)
{
	const struct policy_table *t = &o->p->tables[section];
	const struct member_of *key = key_of(section);
	unsigned found = 0, wanted = 0, codes[256];
	const uint16_t *index = (const void *)(o->bytes + t->index);
	if (!key || t->count == 0) {
		CHECK(t->codes == 0 && t->index == 0, "%s: an index without a key", where(o, section));
		CHECK(!key == !finders[section], "%s: a finder with a key, and only then", where(o, section));
		CHECK(!key || finders[section](o->p, 1, 0) == NULL, "%s: found in an empty table", where(o, section));
		return;
	}
	if (t->index == 0)
		return;
	check_place(o, "an index", t->index, (t->codes + 2) * sizeof *index, _Alignof(uint16_t));
	check_place(o, "an index", t->index, (t->codes + 2 + index[t->codes + 1]) * sizeof *index, _Alignof(uint16_t));
	/* code 0: the rows without ids, which cover all and follow the others for any id */
	CHECK(index[0] == 0, "%s: the index begins with code 0", where(o, section));
	for (unsigned c = 1; c <= t->codes; c++) {
		CHECK(index[c] <= index[c + 1], "%s: the index goes up", where(o, section));
		for (unsigned nth = 0;; nth++) {
			const unsigned char *row = finders[section](o->p, c, nth);
			unsigned n, i;
			if (!row)
				break;
			if (nth >= (unsigned)(index[c + 1] - index[c])) {
				CHECK(keys(o, key, row, codes) == 0, "%s: a row after the named ones names an id", where(o, section));
				continue;
			}
			found++;
			CHECK(nth == 0 || row > (const unsigned char *)finders[section](o->p, c, nth - 1), "%s: in the order of rows, none twice",
			      where(o, section));
			for (n = keys(o, key, row, codes), i = 0; i < n && codes[i] != c; i++)
				;
			CHECK(i < n, "%s: code %u leads to a row without it", where(o, section), c);
		}
	}
	for (unsigned r = 0; r < t->count; r++) {
		unsigned n = keys(o, key, shapes[section].row(o->p, r), codes);
		wanted += n;
		if (n == 0) {
			/* any id leads to it, also one that no row names */
			unsigned nth = 0;
			const void *all = NULL;
			while ((all = finders[section](o->p, 9998, nth)) != NULL && all != shapes[section].row(o->p, r))
				nth++;
			CHECK(all || is_open(o, key, shapes[section].row(o->p, r)), "%s: row %u covers all but is not found", where(o, section), r);
		}
		for (unsigned i = 0; i < n; i++) {
			unsigned nth = 0;
			while (finders[section](o->p, codes[i], nth) && finders[section](o->p, codes[i], nth) != shapes[section].row(o->p, r))
				nth++;
			CHECK(finders[section](o->p, codes[i], nth), "%s: code %u does not lead to row %u", where(o, section), codes[i], r);
		}
	}
	CHECK(found == wanted, "%s: %u rows found, %u are there", where(o, section), found, wanted);
}

/* Within the object; its counts of days before each word are right; nothing is set past its last day. */
static void check_calendar(const struct object *o)
{
	const struct policy_calendar *c = policy_calendar_of(o->p);
	uint32_t before = 0, count;
	CHECK(c, "%s has no calendar", policy_name(o->p));
	if (!c)
		return;
	count = (c->days + 31) / 32;
	check_place(o, "the calendar", o->p->calendar, sizeof *c, _Alignof(struct policy_calendar));
	check_place(o, "the bitmap", o->p->calendar + c->words, count * sizeof(struct policy_calendar_word), _Alignof(struct policy_calendar_word));
	check_place(o, "the zone", o->p->calendar + c->zone, c->zone_rules * sizeof(struct policy_zone_rule), _Alignof(struct policy_zone_rule));
	CHECK(c->words >= sizeof *c && c->words % 4 == 0, "%s: the bitmap lies on the calendar", policy_name(o->p));
	CHECK(c->days >= 365 && c->offset > -50400 && c->offset <= 50400 && c->rounding <= POLICY_ROUNDING_NEXT_DAY && c->weekend < 127,
	      "%s: the calendar is one", policy_name(o->p));
	if ((uint64_t)o->p->calendar + c->words + count * sizeof(struct policy_calendar_word) > o->p->size)
		return;
	for (uint32_t w = 0; w < count; w++) {
		struct policy_calendar_word word;
		memcpy(&word, o->bytes + o->p->calendar + c->words + w * sizeof word, sizeof word);
		CHECK(word.before == before, "%s: %u working days before word %u, not %u", policy_name(o->p), before, w, word.before);
		for (unsigned i = 0; i < 32; i++) {
			int set = (int)(word.working >> i & 1);
			before += (uint32_t)set;
			CHECK(!set || w * 32 + i < c->days, "%s: a working day past the calendar's last", policy_name(o->p));
			if (w * 32 + i < c->days)
				CHECK(set == (policy_day_is_working(o->p, c->first + (int32_t)(w * 32 + i)) == POLICY_OK), "%s: day %u", policy_name(o->p), w * 32 + i);
		}
	}
}

/* Sorted, without two alike, of kinds that there are, and nothing is a part of itself. */
static void check_relations(const struct object *o)
{
	struct policy_relation r, before = {0, 0, 0};
	for (uint32_t i = 0; i < o->p->relation_count; i++, before = r) {
		memcpy(&r, o->bytes + o->p->relations + i * sizeof r, sizeof r);
		CHECK(r.kind >= POLICY_RELATION_SAME_EVENT && r.kind <= POLICY_RELATION_ENDS, "%s: relation %u has a kind", policy_name(o->p), i);
		CHECK(r.id > 0 && r.id != POLICY_OPEN && r.of != POLICY_OPEN, "%s: relation %u has ids", policy_name(o->p), i);
		CHECK(r.kind == POLICY_RELATION_FORBIDS || r.kind == POLICY_RELATION_MARKETING ? r.of < POLICY_SECTION_COUNT : r.of > 0 && (r.kind == POLICY_RELATION_ENDS || (r.of == r.id) == (r.kind == POLICY_RELATION_RECURS)), "%s: relation %u is to something", policy_name(o->p), i);
		CHECK(r.kind > before.kind || (r.kind == before.kind && (r.id > before.id || (r.id == before.id && r.of > before.of))),
		      "%s: relation %u is out of order", policy_name(o->p), i);
	}
}

/* One after the other by date, each with a head of its own that knows where it is; the last one's opens the object. */
static void check_editions(const struct object *o, uint32_t editions)
{
	struct policy_edition e, before = {0, 0};
	bool found = false;
	SAME(o->p->edition_count, editions);
	check_place(o, "the editions", o->p->editions, o->p->edition_count * sizeof e, _Alignof(struct policy_edition));
	for (uint32_t i = 0; i < o->p->edition_count; i++, before = e) {
		struct policy head;
		memcpy(&e, o->bytes + o->p->editions + i * sizeof e, sizeof e);
		CHECK(e.head % _Alignof(struct policy) == 0 && (uint64_t)e.head + sizeof head <= o->p->size, "%s: edition %u is outside", policy_name(o->p), i);
		if ((uint64_t)e.head + sizeof head > o->p->size)
			continue;
		memcpy(&head, o->bytes + e.head, sizeof head);
		CHECK(head.object == e.head && head.valid_from == e.valid_from, "%s: edition %u is another one", policy_name(o->p), i);
		CHECK(head.layout == POLICY_LAYOUT && head.size == o->p->size && head.editions == o->p->editions && head.edition_count == editions &&
		              head.calendar == o->p->calendar, "%s: edition %u knows its object", policy_name(o->p), i);
		CHECK(i == 0 || (e.valid_from != POLICY_NO_DATE && e.valid_from > before.valid_from), "%s: edition %u is later", policy_name(o->p), i);
		CHECK((e.head == 0) == (i + 1 == editions), "%s: the newest edition is the object's head", policy_name(o->p));
		found = found || e.head == o->p->object;
	}
	CHECK(found, "%s: an edition is in its own list", policy_name(o->p));
}

static void check_object(const struct policy *p, size_t size, uint32_t editions, uint32_t ids, uint32_t marks, uint32_t names)
{
	struct object o = {p, (const unsigned char *)p - p->object, ids, marks, names};
	uint32_t end = 0;
	SAME(p->layout, POLICY_LAYOUT);
	SAME(p->size, size);
	check_editions(&o, editions);
	CHECK((uintptr_t)p % _Alignof(struct policy) == 0, "%s: the object is not aligned", policy_name(p));
	check_place(&o, "the ids", p->ids, ids * sizeof(uint16_t), _Alignof(uint16_t));
	check_place(&o, "the marks", p->marks, marks * sizeof(struct policy_mark), _Alignof(struct policy_mark));
	check_place(&o, "the names", p->names, names, 1);
	check_place(&o, "the relations", p->relations, p->relation_count * sizeof(struct policy_relation), _Alignof(struct policy_relation));
	check_relations(&o);
	SAME(p->valid_from == POLICY_NO_DATE, editions == 1);
	check_calendar(&o);
	CHECK(o.bytes[p->names + names - 1] == 0, "%s: the last name ends", policy_name(p));
	for (int s = 0; s < POLICY_SECTION_COUNT; s++) {
		const struct policy_table *t = &p->tables[s];
		SAME(t->count, shapes[s].count(p));
		if (t->count) {
			check_place(&o, shapes[s].name, t->offset, (uint64_t)t->count * shapes[s].size, shapes[s].align);
			CHECK(t->offset >= end, "%s: tables overlap", where(&o, s));
			end = t->offset + t->count * shapes[s].size;
		} else {
			CHECK(t->offset == 0, "%s: an empty table is nowhere", where(&o, s));
		}
		for (unsigned i = 0; i < t->count; i++)
			check_row(&o, s, i);
		check_index(&o, s);
	}
}

#define COUNT(array) (uint32_t)(sizeof(array) / sizeof *(array))
#ifdef EDITIONS
/* `object WHAT` breaks a copy. */
int main(int argc, char **argv)
{
	static struct policy_acme_data o;
	o = policy_acme;
	if (argc > 1 && strcmp(argv[1], "head") == 0)
		o.editions[0].head += 4;
	else if (argc > 1 && strcmp(argv[1], "order") == 0)
		o.editions[1].valid_from = o.editions[0].valid_from;
	else if (argc > 1 && strcmp(argv[1], "object") == 0)
		o.edition_2027_03_01.head.object -= 4, o.edition_2027_03_01.head.ids += 4;
	else if (argc > 1 && strcmp(argv[1], "calendar") == 0)
		o.edition_2028_01_01.head.calendar = 0;
	else if (argc > 1 && strcmp(argv[1], "list") == 0)
		o.edition_2027_03_01.retention[0].categories.first += 300;
	else if (argc > 1 && strcmp(argv[1], "ids") == 0)
		o.edition_2027_03_01.head.ids = o.head.ids;
	else if (argc > 1)
		return 2;
#define OWN(e, member) SAME(o.e head.member, (uint32_t)offsetof(struct policy_acme_data, e member))
#define EDITION(e) \
	check_object(&o.e head, sizeof o, 3, COUNT(o.e ids), COUNT(o.e marks), COUNT(o.e names)); \
	OWN(e, ids); \
	OWN(e, marks); \
	OWN(e, names); \
	OWN(e, relations)
	EDITION();
	EDITION(edition_2027_03_01.);
	EDITION(edition_2028_01_01.);
	return checked();
}
#else
static void hash(const struct policy *p)
{
	printf("%s ", policy_name(p));
	for (int i = 0; i < 32; i++)
		printf("%02x", p->hash[i]);
	putchar('\n');
}

/* `object hash` prints the hashes; `object WHAT` breaks a copy of one brand: the checks must see it (run.sh). */
int main(int argc, char **argv)
{
	static struct policy_mami_data broken;
	if (argc == 1) {
#define OBJECT(brand) check_object(&policy_##brand.head, sizeof policy_##brand, 1, COUNT(policy_##brand.ids), COUNT(policy_##brand.marks), COUNT(policy_##brand.names))
		OBJECT(mami);
		OBJECT(mpo21);
		OBJECT(sesetoro);
		return checked();
	}
	if (strcmp(argv[1], "hash") == 0) {
		hash(&policy_mami.head);
		hash(&policy_mpo21.head);
		hash(&policy_sesetoro.head);
		return 0;
	}
	broken = policy_mami;
	if (strcmp(argv[1], "offset") == 0)
		broken.head.tables[POLICY_SECTION_BREACH].offset += 2;
	else if (strcmp(argv[1], "size") == 0)
		broken.head.size++;
	else if (strcmp(argv[1], "index") == 0)
		broken.retention_index[COUNT(broken.retention_index) - 1] ^= 1;
	else if (strcmp(argv[1], "order") == 0)
		broken.names[broken.breach[0].rule.name] = 'z';
	else if (strcmp(argv[1], "list") == 0)
		broken.retention[0].categories.first += 300;
	else if (strcmp(argv[1], "span") == 0)
		broken.breach[1].deadline.min++;
	else if (strcmp(argv[1], "mark") == 0)
		broken.marks[1].member = 3;
	else if (strcmp(argv[1], "relation") == 0)
		broken.relations[1].of = broken.relations[0].of, broken.relations[1].id = broken.relations[0].id;
	else if (strcmp(argv[1], "calendar") == 0)
		broken.head.calendar += 2;
	else if (strcmp(argv[1], "words") == 0)
		broken.calendar.words += 8;
	else if (strcmp(argv[1], "before") == 0)
		broken.calendar_words[3].before++;
	else if (strcmp(argv[1], "bits") == 0)
		broken.calendar_words[COUNT(broken.calendar_words) - 1].working |= 1u << 31;
	else
		return 2;
	check_object(&broken.head, sizeof broken, 1, COUNT(broken.ids), COUNT(broken.marks), COUNT(broken.names));
	return checked();
}
#endif
