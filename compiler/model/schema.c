/* SPDX-License-Identifier: MIT */
/* Makes the tables of schema.def and kinds.def. Reads nothing else. */
#include "schema.h"
#include "../include/policy.h"
#include <assert.h>
#include <string.h>

static const struct kind_info kinds[KIND__COUNT] = {
	{"none", "NONE", "", "", ORIGIN_CHECK},
#define FIXED(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_HEADER},
#define OPEN(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_VOCABULARY},
#define CLOSED(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_CHECK},
#define FILES(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_FILES},
#define MEMBER(KIND, NAME, id, code)
#define CHOICE(KIND, NAME, id, code)
#include "../include/kinds.def"
#undef FIXED
#undef OPEN
#undef CLOSED
#undef FILES
#undef MEMBER
#undef CHOICE
};

static const struct member members[] = {
#define FIXED(kind, KIND, key, doc)
#define OPEN(kind, KIND, key, doc)
#define CLOSED(kind, KIND, key, doc)
#define FILES(kind, KIND, key, doc)
#define MEMBER(KIND, NAME, id, code) {KIND_##KIND, id, code},
#define CHOICE(KIND, NAME, id, code) {KIND_##KIND, id, code},
#include "../include/kinds.def"
#undef MEMBER
#undef CHOICE
};

/* policy.h is written by hand: its codes and these must be the same. */
#define MEMBER(KIND, NAME, id, code) \
	_Static_assert((int)POLICY_##KIND##_##NAME == (code), "policy.h and kinds.def differ");
#define CHOICE(KIND, NAME, id, code)
#include "../include/kinds.def"
#undef FIXED
#undef OPEN
#undef CLOSED
#undef FILES
#undef MEMBER
#undef CHOICE

/* A field of the flat table, or, where key is NULL, the start of a section. */
struct row {
	struct field field;
	enum section_id section;
};

#define SUB(parent) SHAPE_SUB, SECTION_##parent
#define ONE SHAPE_ONE, SECTION__COUNT
#define MANY SHAPE_MANY, SECTION__COUNT

struct head {
	const char *name, *key, *doc;
	enum shape shape;
	enum section_id parent;
};
#define SECTION_(name_, key_, doc_, shape_, parent_) {#name_, key_, doc_, shape_, parent_},
#define SECTION(name, key, shape, doc) SECTION__(name, key, doc, shape)
#define SECTION__(name, key, doc, ...) SECTION_(name, key, doc, __VA_ARGS__)
#define ENFORCED(...)
#define PLAIN(...)
#define ITEMS(...)
static const struct head heads[SECTION__COUNT] = {
#include "schema.def"
};
#undef SECTION
#undef SECTION_
#undef SECTION__
#undef ENFORCED
#undef PLAIN
#undef ITEMS

#define SECTION(name, key, shape, doc)
#define ENFORCED(s, member, key, type, kind, flags, doc) \
	{key, TYPE_##type, KIND_##kind, flags, true, offsetof(struct policy_##s##_rule, member), #member, SECTION__COUNT, doc},
#define PLAIN(s, member, key, type, kind, flags, doc) \
	{key, TYPE_##type, KIND_##kind, flags, false, 0, NULL, SECTION__COUNT, doc},
#define ITEMS(s, member, key, sub, doc) {key, TYPE_ITEMS, KIND_NONE, 0, false, 0, NULL, SECTION_##sub, doc},
static const struct field fields[] = {
#include "schema.def"
};
#undef ENFORCED
#undef PLAIN
#undef ITEMS

#define ENFORCED(s, member, key, type, kind, flags, doc) SECTION_##s,
#define PLAIN(s, member, key, type, kind, flags, doc) SECTION_##s,
#define ITEMS(s, member, key, sub, doc) SECTION_##s,
static const unsigned char field_section[] = {
#include "schema.def"
};
#undef ENFORCED
#undef PLAIN
#undef ITEMS
#undef SECTION

enum { FIELDS = sizeof fields / sizeof *fields };
static struct section sections[SECTION__COUNT];

struct table {
	const char *name;
	size_t row_size;
};
#define TABLE(section, SECTION) {#section, sizeof(struct policy_##section##_rule)},
static const struct table tables[POLICY_SECTION_COUNT] = {POLICY_SECTIONS(TABLE)};

static unsigned slot_of(const char *key, size_t len)
{
	if (len == 0)
		return 0;
	unsigned first = (unsigned char)key[0], middle = (unsigned char)key[len / 2], last = (unsigned char)key[len - 1];
	return (unsigned)len + 7 * first + 13 * middle + 31 * last;
}

static void index_fields(struct section *s)
{
	enum { SLOTS = sizeof s->slots };
	assert(s->count < SLOTS / 2);
	for (unsigned i = 0; i < s->count; i++) {
		unsigned at = slot_of(s->fields[i].key, strlen(s->fields[i].key)) % SLOTS;
		while (s->slots[at])
			at = (at + 1) % SLOTS;
		s->slots[at] = (unsigned char)(i + 1);
	}
}

void schema_init(void)
{
	for (int i = 0, f = 0; i < SECTION__COUNT; i++) {
		struct section *s = &sections[i];
		*s = (struct section){
			.id = (enum section_id)i, .name = heads[i].name, .key = heads[i].key, .doc = heads[i].doc,
			.document = i < SECTION_baseline ? DOCUMENT_POLICY : i < SECTION_calendar ? DOCUMENT_BASELINE :
			            i < SECTION_edition ? DOCUMENT_CALENDAR : DOCUMENT_NOTICE,
			.shape = heads[i].shape, .parent = heads[i].parent, .fields = &fields[f],
			.key_field = -1, .table = -1,
		};
		for (; f < FIELDS && field_section[f] == i; f++) {
			if (fields[f].flags & KEY)
				s->key_field = (int)s->count;
			s->count++;
		}
		index_fields(s);
		for (int t = 0; t < POLICY_SECTION_COUNT; t++)
			if (strcmp(tables[t].name, s->name) == 0) {
				s->table = t;
				s->row_size = tables[t].row_size;
			}
		/* an enforced field has a member, a member has a table */
		for (unsigned k = 0; k < s->count; k++)
			assert(!s->fields[k].enforced || s->table >= 0);
	}
}

const struct section *schema_section(enum section_id id)
{
	return &sections[id];
}

const struct section *schema_find(enum document document, const char *key, size_t len)
{
	for (int i = 0; i < SECTION__COUNT; i++)
		if (sections[i].document == document && sections[i].shape != SHAPE_SUB && strlen(sections[i].key) == len &&
		    memcmp(sections[i].key, key, len) == 0)
			return &sections[i];
	return NULL;
}

int section_field(const struct section *s, const char *key, size_t len)
{
	for (unsigned at = slot_of(key, len) % sizeof s->slots; s->slots[at]; at = (at + 1) % sizeof s->slots) {
		const char *field = s->fields[s->slots[at] - 1].key;
		if (field == key || (strncmp(field, key, len) == 0 && field[len] == '\0')) /* a literal of ours is often the same one */
			return s->slots[at] - 1;
	}
	return -1;
}

const struct kind_info *kind_info(enum kind k)
{
	return &kinds[k];
}

const struct member *kind_members(size_t *count)
{
	*count = sizeof members / sizeof *members;
	return members;
}
