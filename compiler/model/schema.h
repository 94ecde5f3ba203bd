/* SPDX-License-Identifier: MIT */
/* The policy language as a table: sections and their fields, kinds of ids and their fixed members. Made from schema.def and
 * kinds.def; constant after schema_init. */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H
#include "gen/keys.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kind {
	KIND_NONE,
#define FIXED(kind, KIND, key, doc) KIND_##KIND,
#define OPEN(kind, KIND, key, doc) KIND_##KIND,
#define CLOSED(kind, KIND, key, doc) KIND_##KIND,
#define FILES(kind, KIND, key, doc) KIND_##KIND,
#include "../include/kinds.def"
	KIND__COUNT
};

/* The choices of closed kinds: CHOICE_RULE_KIND_LIMIT. */
enum choice_code {
#define CHOICE(KIND, NAME, id, code) CHOICE_##KIND##_##NAME = (code),
#include "../include/kinds.def"
};

/* Where the ids of a kind come from. */
enum origin {
	ORIGIN_VOCABULARY, /* policies/vocabulary.yaml */
	ORIGIN_HEADER,     /* policy.h and kinds.def; labels in the locales */
	ORIGIN_CHECK,      /* kinds.def; without labels */
	ORIGIN_FILES       /* the files of a folder; without labels */
};

struct kind_info {
	const char *name;  /* "cookie_class": as in enum policy_cookie_class */
	const char *upper; /* "COOKIE_CLASS": as in POLICY_COOKIE_CLASS_... */
	const char *key;   /* "cookie-classes": in vocabulary.yaml, or of its labels in a locale */
	const char *doc;
	enum origin origin;
};

/* A member of a fixed or closed kind. */
struct member {
	enum kind kind;
	const char *id;
	uint16_t code;
};

enum type {
	TYPE_FLAG,    /* true or false */
	TYPE_TERM,    /* one id */
	TYPE_TERMS,   /* ids, no word on completeness */
	TYPE_LIST,    /* ids under `complete:` or `examples:` */
	TYPE_SPAN,    /* a length of time */
	TYPE_START,   /* an event, stated or implied */
	TYPE_NUMBER,  /* 1..9999 */
	TYPE_DATE,    /* 2027-03-01 */
	TYPE_LITERAL, /* text, the same in each locale */
	TYPE_TEXT,    /* text per locale */
	TYPE_FACT,    /* the path of another fact */
	TYPE_NAMES,   /* a plain list of texts */
	TYPE_DATES,   /* a plain list of dates */
	TYPE_RECORDS, /* records of a section inside this one; one record if its shape is a part */
	TYPE__COUNT
};

enum field_flags { REQ = 1, GAP = 2, KEY = 4, EMAIL = 8, PHONE = 16, URL = 32, UNTOLD = 64, SOLE = 128, MONTH = 256, BOUNDED = 512 };

enum section_id {
#define SECTION(section, key, shape, document, doc) SECTION_##section,
#include "schema.def"
	SECTION__COUNT
};

enum shape { SHAPE_ONE, SHAPE_MANY, SHAPE_SUB, SHAPE_PART };

/* The files that are written in a language of the table; no file is a DOCUMENT_NOTICE. */
enum document { DOCUMENT_POLICY, DOCUMENT_BASELINE, DOCUMENT_CALENDAR, DOCUMENT_NOTICE, DOCUMENT__COUNT };

struct field {
	const char *key;         /* "then-within": as it is written in the policy */
	enum key name;           /* KEY_then_within */
	enum type type;
	enum kind kind;          /* of TERM, TERMS, LIST, START */
	unsigned flags;          /* enum field_flags */
	bool enforced;
	uint16_t offset;         /* enforced: of its member in the row's struct */
	const char *member;      /* the member's name: "cookie_class", "rule.scope" */
	enum section_id records; /* RECORDS: of which section */
	const char *doc;
};

struct section {
	enum section_id id;
	const char *name;  /* "retention": as in struct policy_retention_rule */
	const char *key;   /* "retention": in the policy */
	size_t key_len;
	const char *doc;
	enum document document;
	enum shape shape;
	enum section_id parent;     /* SHAPE_SUB, SHAPE_PART: whose records hold its own; else SECTION__COUNT */
	const struct field *fields; /* count of them */
	unsigned count;
	int key_field;     /* index of the field the header has an index by, or -1 */
	int table;         /* enum policy_section, or -1: has no rows in the header */
	size_t row_size;   /* of the row's struct */
	unsigned char sorted[64];         /* the fields' indexes, in the order of their keys' bytes */
	unsigned char by_key[KEY__COUNT]; /* the field's index + 1; 0: the section has no such field */
};

void schema_init(void);
const struct section *schema_section(enum section_id id);
/* By key, among the top level's of a document; NULL if there is none. */
const struct section *schema_find(enum document document, const char *key, size_t len);
/* A key by its text, KEY_NONE if no field has it. */
enum key key_find(const char *text, size_t len);
const char *key_text(enum key key);
/* The field's index in the section, or -1. */
int section_field(const struct section *s, enum key key);

/* What the ids of a kind say of the sentences that they stand in: the object of an act, the subject of a quality, the nature of a party.
 * NULL: nothing. And its value where an id does not say, or NULL: each has to. */
const char *property_key(enum kind k);
const char *property_default(enum kind k);
const struct kind_info *kind_info(enum kind k);
const struct member *kind_members(size_t *count); /* of all fixed and closed kinds, by kind and code */
#endif
