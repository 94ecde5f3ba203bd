/* SPDX-License-Identifier: MIT */
/* Makes the tables of schema.def and kinds.def. Reads nothing else. */
#include "schema.h"
#include "gen/policy.h"
#include <assert.h>
#include <string.h>

static const struct kind_info kinds[KIND__COUNT] = {
	{"none", "NONE", "", "", ORIGIN_CHECK},
#define FIXED(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_HEADER},
#define OPEN(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_VOCABULARY},
#define CLOSED(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_CHECK},
#define FILES(kind, KIND, key, doc) {#kind, #KIND, key, doc, ORIGIN_FILES},
#include "../include/kinds.def"
};

static const struct member members[] = {
#define MEMBER(KIND, NAME, id, code) {KIND_##KIND, id, code},
#define CHOICE(KIND, NAME, id, code) {KIND_##KIND, id, code},
#include "../include/kinds.def"
};

/* policy.h is written by hand: its codes and these must be the same. */
#define MEMBER(KIND, NAME, id, code) \
	_Static_assert((int)POLICY_##KIND##_##NAME == (code), "policy.h and kinds.def differ");
#include "../include/kinds.def"

#define SUB(parent) SHAPE_SUB, SECTION_##parent
#define PART(parent) SHAPE_PART, SECTION_##parent
#define ONE SHAPE_ONE, SECTION__COUNT
#define MANY SHAPE_MANY, SECTION__COUNT

struct head {
	const char *name, *key, *doc;
	enum document document;
	enum shape shape;
	enum section_id parent;
};
#define HEAD_(name, key, document, doc, shape, parent) {name, key, doc, document, shape, parent},
#define HEAD(name, key, document, doc, ...) HEAD_(name, key, document, doc, __VA_ARGS__) /* the shape is two arguments by now */
#define SECTION(name, key, shape, document, doc) HEAD(#name, key, DOCUMENT_##document, doc, shape)
static const struct head heads[SECTION__COUNT] = {
#include "schema.def"
};

/* The key's constant is found by its text: schema_init. */
#define ENFORCED(s, member, key, type, kind, flags, doc) \
	{key, KEY_NONE, TYPE_##type, KIND_##kind, flags, true, offsetof(struct policy_##s##_rule, member), #member, SECTION__COUNT, doc},
#define PLAIN(s, member, key, type, kind, flags, doc) \
	{key, KEY_NONE, TYPE_##type, KIND_##kind, flags, false, 0, NULL, SECTION__COUNT, doc},
#define RECORDS(s, member, key, sub, doc) {key, KEY_NONE, TYPE_RECORDS, KIND_NONE, 0, false, 0, NULL, SECTION_##sub, doc},
static struct field fields[] = {
#include "schema.def"
};

#define ENFORCED(s, member, key, type, kind, flags, doc) SECTION_##s,
#define PLAIN(s, member, key, type, kind, flags, doc) SECTION_##s,
#define RECORDS(s, member, key, sub, doc) SECTION_##s,
static const unsigned char field_section[] = {
#include "schema.def"
};

/* A member is filled by its row's type (back/tables.c): the two must agree. */
#define MEMBER_FLAG uint16_t
#define MEMBER_TERM uint16_t
#define MEMBER_NUMBER uint16_t
#define MEMBER_TERMS struct policy_list
#define MEMBER_LIST struct policy_list
#define MEMBER_SPAN struct policy_span
#define MEMBER_START struct policy_start
#define ENFORCED(s, member, key, type, kind, flags, doc) \
	_Static_assert(_Generic(((struct policy_##s##_rule *)0)->member, MEMBER_##type: 1, default: 0), \
	               #s "." #member ": the member is not of the type that its row says: " #type);
#include "schema.def"

enum { FIELDS = sizeof fields / sizeof *fields };
static struct section sections[SECTION__COUNT];

struct table {
	const char *name;
	size_t row_size;
};
#define TABLE(section, SECTION) {#section, sizeof(struct policy_##section##_rule)},
static const struct table tables[POLICY_SECTION_COUNT] = {POLICY_SECTIONS(TABLE)};

static const char *const key_texts[KEY__COUNT] = {
	"",
#define KEY(name, key) key,
	KEYS(KEY)
#undef KEY
};
/* Open addressing by text. */
enum { KEY_SLOTS = 1024 };
_Static_assert(KEY__COUNT < KEY_SLOTS / 2, "the slots of keys are too few");
static unsigned char key_slots[KEY_SLOTS];
_Static_assert(KEY__COUNT <= 256, "a key is a byte in its slot");

static unsigned slot_of(const char *text, size_t len)
{
	if (len == 0)
		return 0;
	unsigned first = (unsigned char)text[0], middle = (unsigned char)text[len / 2], last = (unsigned char)text[len - 1];
	return ((unsigned)len * 131 + 7 * first + 29 * middle + 97 * last) % KEY_SLOTS;
}

enum key key_find(const char *text, size_t len)
{
	for (unsigned at = slot_of(text, len); key_slots[at]; at = (at + 1) % KEY_SLOTS) {
		const char *key = key_texts[key_slots[at]];
		if (strncmp(key, text, len) == 0 && key[len] == '\0')
			return (enum key)key_slots[at];
	}
	return KEY_NONE;
}

const char *key_text(enum key key)
{
	return key_texts[key];
}

static void index_keys(void)
{
	memset(key_slots, 0, sizeof key_slots);
	for (int k = 1; k < KEY__COUNT; k++) {
		unsigned at = slot_of(key_texts[k], strlen(key_texts[k]));
		while (key_slots[at])
			at = (at + 1) % KEY_SLOTS;
		key_slots[at] = (unsigned char)k;
	}
}

static void index_fields(struct section *s, struct field *own)
{
	assert(s->count <= 64); /* bind_record has a bit for each */
	for (unsigned i = 0; i < s->count; i++) {
		own[i].name = key_find(own[i].key, strlen(own[i].key));
		assert(own[i].name != KEY_NONE && s->by_key[own[i].name] == 0);
		s->by_key[own[i].name] = (unsigned char)(i + 1);
		if (own[i].flags & KEY)
			s->key_field = (int)i;
		unsigned at = i;
		for (; at && strcmp(own[s->sorted[at - 1]].key, own[i].key) > 0; at--)
			s->sorted[at] = s->sorted[at - 1];
		s->sorted[at] = (unsigned char)i;
	}
}

void schema_init(void)
{
	index_keys();
	for (int i = 0, f = 0; i < SECTION__COUNT; i++) {
		struct section *s = &sections[i];
		*s = (struct section){
			.id = (enum section_id)i, .name = heads[i].name, .key = heads[i].key, .key_len = strlen(heads[i].key), .doc = heads[i].doc,
			.document = heads[i].document, .shape = heads[i].shape, .parent = heads[i].parent, .fields = &fields[f],
			.key_field = -1, .table = -1,
		};
		while (f < FIELDS && field_section[f] == i)
			f++, s->count++;
		index_fields(s, &fields[f - (int)s->count]);
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
		if (sections[i].key_len == len && sections[i].document == document && sections[i].parent == SECTION__COUNT &&
		    memcmp(sections[i].key, key, len) == 0)
			return &sections[i];
	return NULL;
}

int section_field(const struct section *s, enum key key)
{
	return s->by_key[key] - 1;
}

const char *property_key(enum kind k)
{
	return k == KIND_ACT ? "object" : k == KIND_QUALITY ? "subject" : k == KIND_PARTY ? "nature" : NULL;
}

const char *property_default(enum kind k)
{
	return k == KIND_ACT ? "data" : k == KIND_PARTY ? "person" : NULL;
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
