/* SPDX-License-Identifier: MIT */
/* A notice template, compiled: a flat program of typed paths, run by render.c for both writers at once. */
#ifndef BACK_PROGRAM_H
#define BACK_PROGRAM_H
#include "render.h"

enum element {
	E_MAIN, E_SECTION, E_H1, E_H2, E_H3, E_P, E_UL, E_OL, E_LI, E_TABLE, E_THEAD, E_TBODY, E_TR, E_TH, E_TD,
	E_STRONG, E_EM, E_A, E_SPAN, E__COUNT
};
/* What may stand inside an element. */
enum content { M_BLOCKS, M_ITEMS, M_TABLE, M_ROWS, M_CELLS, M_INLINE, M_LIST_ITEM, M_TEXT, M_NOTHING };
const char *element_name(enum element e);
enum content element_content(enum element e);
/* Whether content of this sort may hold the element. */
bool element_allowed(enum content m, enum element e);

/* Where a value is found. */
struct path {
	enum { PATH_DRAFT, PATH_UNDECIDED, PATH_OVERRULED, PATH_ROOT, PATH_RECORD } from;
	unsigned up;             /* PATH_RECORD: how many records out */
	enum section_id section; /* whose field it is */
	int field;               /* -1: the section itself */
};

/* What `is` accepts. Without `is`: stated alone. */
struct test {
	bool stated, absent, unstated, placeholder;
	bool yes, no;               /* FLAG */
	bool complete, examples;    /* LIST */
	bool implied, given;        /* START */
	bool property;              /* TERM, LIST, TERMS: some of the terms are those with a property */
	unsigned spans;             /* SPAN: 1 << kind */
	const struct term **terms;  /* TERM: it is one of these; LIST, TERMS: one of these is in it */
	const char **words;         /* LITERAL */
	unsigned term_count, word_count;
};

enum opcode {
	OP_OPEN,   /* element, with id, class, href, anchor; link: path is where it leads */
	OP_CLOSE,  /* element */
	OP_TEXT,   /* text */
	OP_VALUE,  /* path, in words */
	OP_IF,     /* path, test: jump if it fails (negate: if it holds) */
	OP_EACH,   /* path: run up to jump for each record; group: for each value that the records have there */
	OP_NEXT,   /* end of the body of the OP_EACH at jump */
	OP_SAY,    /* path: what follows, up to the matching OP_SAID, states it */
	OP_SAID,
};

struct op {
	enum opcode code;
	enum element element;
	bool negate, anchor, link;
	unsigned how;  /* VALUE: PHRASE_... */
	int group;     /* EACH: 1 + the field, 0: none */
	uint32_t jump;
	const char *text; /* also: the id */
	uint32_t len;
	const char *class, *href;
	const char *html; /* OPEN without anchor, CLOSE: the tag; TEXT: the text, escaped */
	uint32_t html_len;
	bool plain;       /* TEXT: nothing in it that Markdown would want escaped within a line */
	struct path path;
	const struct test *test;
};

struct program {
	struct op *ops;
	uint32_t count, cap;
	bool anchored[SECTION__COUNT];        /* the section's records have anchors */
	const char *titles[SECTION__COUNT];   /* the text of the section's h2, or NULL */
};

/* The page around a notice: HTML bytes and the slots between them. */
enum slot {
	SLOT_NONE, SLOT_PHRASE, SLOT_LANG, SLOT_TITLE, SLOT_SECURITY, SLOT_STYLE, SLOT_LANGUAGES, SLOT_CONTENTS, SLOT_NOTICE
};
struct page_part {
	const char *html; /* before the slot */
	size_t len;
	enum slot slot;
	const char *phrase; /* SLOT_PHRASE */
	bool draft; /* only a draft has it */
};

struct templates {
	struct program notices[MAX_LOCALES];
	unsigned count;
	struct page_part *parts;
	size_t part_count;
	const char *style; /* CSS text */
	size_t style_len;
	char style_hash[48]; /* base64 of its SHA-256, for the content security policy */
};

/* render.c. Whether a value passes a test. */
bool test_value(const struct test *t, const struct field *f, const struct value *v);
/* program.c. The next instruction, empty but for its code. */
struct op *program_add(struct arena *a, struct program *p, enum opcode code);
/* Fills in the words of each section's h2, for values that name another record. */
void program_find_titles(struct program *p);
/* What is said of a link that text_is_link refuses. */
#define LINK_WORDS "'%s' is not a link that a page can have; write 'https://host/path', 'mailto:name@host' or '#anchor', and a space in a path as '%%20'"

/* template.c */
bool template_compile(struct arena *a, const struct source *s, const struct vocabulary *v, unsigned locale, struct program *out, struct diags *d);
/* page.c */
bool page_compile(struct arena *a, const struct source *page, const struct source *style, const struct locales *locales,
                  struct templates *out, struct diags *d);

/* A value on its way to a writer. */
struct shown {
	const struct field *field;
	const struct value *value;
	const char *fact;    /* "mami/retention.x.period" */
	const char *machine; /* the value for programs */
	const char *words;   /* for people, len bytes */
	size_t len;
	const char *anchor;  /* FACT: of the record it names, NULL if it has none */
};

struct heading {
	const char *id;           /* the section's */
	size_t start, words, end; /* of it in the body, with its number and without */
};

/* The writers. Text arrives unescaped, white space already folded. */
struct html_writer {
	struct buf *out;
	struct buf title;         /* the h1, unescaped */
	struct heading *headings; /* the h2 */
	size_t heading_count, heading_cap;
	struct heading under;     /* the last h3 below the last h2; empty: none */
	const char *section;      /* id of the innermost section with one */
	size_t table;             /* where the open table begins */
	struct heading *columns;  /* the cells of its head */
	size_t column, column_count, column_cap; /* column: of the cell that is next */
	unsigned rows;            /* of its body */
	bool in_head, in_title;
	bool fresh;               /* a block has just begun: a space here says nothing */
};
void html_writer_init(struct html_writer *h, struct buf *out);
void html_writer_free(struct html_writer *h);
void html_open(struct html_writer *h, const struct op *op, const char *anchor); /* anchor: a record's, or NULL */
void html_number(struct html_writer *h, const char *number); /* of the heading that is open */
void html_close(struct html_writer *h, const struct op *op);
/* The open cell says nothing. */
void html_absent(struct html_writer *h, const struct op *op);
void html_text(struct html_writer *h, const char *text, size_t len);
void html_static(struct html_writer *h, const struct op *op); /* an OP_TEXT */
void html_value(struct html_writer *h, const struct shown *v);
/* What stands between states a value in its own words. */
void html_say(struct html_writer *h, const char *fact, const char *machine);
void html_said(struct html_writer *h);
void html_escape(struct buf *b, const char *text, size_t len);
/* The tag an OP_OPEN or OP_CLOSE makes when it has no record's anchor; appended. */
void html_tag(struct buf *b, const struct op *op, const char *anchor);

/* A heading of the Markdown, by what it is in a link: the text between two places of `slugs`. */
struct slug {
	const char *id; /* of the section, if it is its first heading */
	size_t start, end;
	size_t same; /* with an id: how many headings before it are the same */
};

struct markdown_writer {
	struct buf *out;
	const char *section; /* id of the innermost section, until it has its heading */
	bool in_heading;
	struct buf slugs;
	struct slug *headings;
	size_t heading_count, heading_cap;
	struct anchor_link {
		const char *to; /* a section's id */
		size_t start, end;
	} *links; /* to sections: what they are called is known in the end */
	size_t link_count, link_cap;
	unsigned depth;       /* of lists */
	unsigned number[16];  /* next number of an ordered list; 0: bullets */
	unsigned width[16];   /* of the mark of the item at hand, by depth */
	bool line_start;      /* nothing but digits, or nothing, on this line yet */
	bool digits;
	bool block_open;
	unsigned cells, heads;
	size_t table; /* where the open table begins */
	unsigned rows; /* of its body */
	bool in_head;
	const char *href;
	size_t emphasis; /* where the emphasised text begins */
};
void markdown_writer_init(struct markdown_writer *m, struct buf *out);
/* Makes the links to sections, and moves *at, a byte of what has been written, with what it belongs to. Frees what is not written. */
void markdown_writer_finish(struct markdown_writer *m, size_t *at);
void markdown_open(struct markdown_writer *m, const struct op *op);
void markdown_close(struct markdown_writer *m, const struct op *op);
void markdown_text(struct markdown_writer *m, const char *text, size_t len);
void markdown_static(struct markdown_writer *m, const struct op *op);
bool markdown_is_plain(const char *text, size_t len);
void markdown_value(struct markdown_writer *m, const struct field *f, const struct value *v, const char *words, size_t len);
void markdown_escape(struct markdown_writer *m, const char *text, size_t len);

/* phrase.c: values in words. titles: of the sections, for FACT. how: a list as "a or b"; events that have a clause as one. */
enum { PHRASE_OR = 1, PHRASE_CLAUSE = 2 };
void phrase_value(struct buf *b, const struct locale *l, const char *const *titles, const struct field *f, const struct value *v,
                  unsigned how);
/* A statement of the policy in a few words, and its value, decided or not: "Data breaches: affected people; time limit: 30 days". field -1:
 * without a value. Into an empty buffer. */
void phrase_promise(struct buf *b, const struct locale *l, const char *const *titles, const struct record *record, int field);
/* For programs: ISO 8601 for spans and dates, the policy language otherwise. */
void phrase_machine(struct buf *b, const struct field *f, const struct value *v);
#endif
