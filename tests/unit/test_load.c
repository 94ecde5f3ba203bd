/* SPDX-License-Identifier: MIT */
/* yaml_load against hostile and mistaken YAML: each input with the exact place
 * and id of every error it has, and the limits with their time. */
#include "../../compiler/base/bytes.h"
#include "../../compiler/front/node.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

struct loaded {
	struct arena arena;
	struct diags diags;
	struct source source;
	struct node *root;
	struct buf faults; /* "P008 4:3 > 3:3; ..." and a NUL */
};

__attribute__((format(printf, 2, 3))) static void put(struct buf *b, const char *fmt, ...)
{
	char text[200];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	buf_str(b, text);
}

static void load(struct loaded *l, const char *text, size_t len)
{
	memset(l, 0, sizeof *l);
	l->source = (struct source){"test.yaml", text, len};
	l->root = yaml_load(&l->arena, &l->source, &l->diags);
	diags_sort(&l->diags);
	for (size_t i = 0; i < l->diags.count; i++) {
		const struct diag *g = &l->diags.list[i];
		put(&l->faults, "%s%s %u:%u", i ? "; " : "", diag_name(g->id), (unsigned)g->line, (unsigned)g->col);
		if (g->also_path)
			put(&l->faults, " > %u:%u", (unsigned)g->also_line, (unsigned)g->also_col);
	}
	buf_char(&l->faults, '\0');
}

static void unload(struct loaded *l)
{
	buf_free(&l->faults);
	diags_free(&l->diags);
	arena_free(&l->arena);
}

struct row {
	const char *text;
	size_t len;
	bool root;          /* whether there is a tree to go on with */
	const char *faults; /* as struct loaded has them */
	const char *words;  /* that some message contains, or NULL */
};

#define IN(s) s, sizeof(s) - 1

static const struct row bytes_rows[] = {
	{IN("a: \tx\n"), false, "P004 1:4", "a tab"},
	{IN("# \t\t x\nb: 1\n\tc: 2\n"), false, "P004 1:3; P004 3:1", NULL},
	{IN("a: x\0y\n"), false, "P002 1:5", "NUL"},
	{IN("a: 1\n\0"), false, "P002 2:1", NULL},
	{IN("a: 1\nb: \x07\n"), false, "P002 2:4", "control character"},
	{IN("a: 1\nb: \x7F\n"), false, "P002 2:4", "U+007F"},
	{IN("\n\x0B"), false, "P002 2:1", NULL},
	{IN("a: 1\n\x0B      "), false, "P002 2:1", NULL},
	{IN("a: 1\n        \x1F       "), false, "P002 2:9", NULL},
	{IN("a: 1 # x\xC2\x85" "b: 2\n"), false, "P002 1:9", "line separator"},
	{IN("a: 1 # x\xE2\x80\xA8" "b: 2\n"), false, "P002 1:9", "U+2028"},
	{IN("a: 1 # x\xE2\x80\xA9" "b: 2\n"), false, "P002 1:9", "U+2029"},
	{IN("a: 1 # x\rb: 2\n"), false, "P002 1:9", "LF line ends"},
	{IN("a: 1\r\nb: 2\r"), false, "P002 2:5", NULL},
	{IN("a: \xC3\xA9\xE2\x80\x8B\n"), false, "P002 1:5", "U+200B"},
	{IN("a: \xE2\x80\xAEx\n"), false, "P002 1:4", "direction"},
	{IN("a: x\xC2\xADy\n"), false, "P002 1:5", "soft hyphen"},
	{IN("a: \xEF\xBB\xBFx\n"), false, "P002 1:4", "byte order mark"},
	{IN("\xEF\xBB\xBF\xEF\xBB\xBF" "a: x\n"), false, "P002 1:1", NULL},
	{IN("a: \xF3\xA0\x81\x81\n"), false, "P002 1:4", "U+E0041"},
	{IN("a: 1\nb: caf\xE9\n"), false, "P001 2:7", "0xE9"},
	{IN("a: 1\nb: \xC0\x80\n"), false, "P001 2:4", "0xC0"},
	{IN("a: 1\nb: \xE0\x80\x80q\xFF\n"), false, "P001 2:4; P001 2:8", NULL},
	{IN("a: 1\nb: \xED\xA0\x80\n"), false, "P001 2:4", NULL},
	{IN("a: 1\nb: \xF4\x90\x80\x80\n"), false, "P001 2:4", NULL},
	{IN("a: 1\nb: x\xE2\x82"), false, "P001 2:5", NULL},
	{IN("\xFF\xFE" "a\0:\0"), false, "P001 0:0", "save it as UTF-8"},
	{IN("\xFE\xFF\0a\0:"), false, "P001 0:0", "UTF-16"},
	{IN("a\0:\0 \0b\0"), false, "P001 0:0", "UTF-16"},
	{IN("\0a\0:\0 \0b"), false, "P001 0:0", "UTF-16"},
	{IN("\0\0\xFE\xFF\0\0\0a"), false, "P001 0:0", "UTF-32"},
	{IN("\xFF\xFE\0\0" "a\0\0\0"), false, "P001 0:0", "UTF-32"},
	{IN("a\0\0\0:\0\0\0"), false, "P001 0:0", "UTF-32"},
	{IN("\0\0\0a\0\0\0:"), false, "P001 0:0", "UTF-32"},
	{IN("\xFF\xFE" "a\0"), false, "P001 0:0", "UTF-16"},
	{IN("a: 1\rb: 2\rc: 3\r"), false, "P002 1:5", "U+000D is a carriage return without a line feed after it, and does not end a line; save"},
	{IN("a: 1\rb: \xE2\x80\x8B\rc: 3\r"), false, "P002 1:5; P002 1:9", NULL},
	{IN("a: caf\xEF\xBF\xBD\n"), false, "P002 1:7", "lost"},
	/* all of them in one run */
	{IN("a: \t\nb: \xFF\nc: \xE2\x80\x8B\n"), false, "P004 1:4; P001 2:4; P002 3:4", NULL},
};

static const struct row event_rows[] = {
	{IN("a: 1\n"), true, "", NULL},
	{IN("a: 1\r\nb: 2\r\n"), true, "", NULL},
	{IN("\xEF\xBB\xBF" "a: 1\na: 2\n"), true, "P008 2:1 > 1:1", NULL},
	{IN("---\na: 1\n"), true, "", NULL},
	{IN("a: caf\xC3\xA9 \xE6\x97\xA5\n"), true, "", NULL},
	{IN("a: x\xC2\xA0y\n"), false, "P002 1:5", "U+00A0 is a space that is not the ordinary one"},
	{IN("\xC2\xA0 a: x\n"), false, "P002 1:1", NULL},
	{IN("a:\xE3\x80\x80x\nb: 1\n"), false, "P002 1:3", "U+3000"},
	{IN("a: 'x\xC2\xA0y' # \xC2\xA0\nb: \"\xE2\x80\xAF\"\nc: |\n  \xC2\xA0\n"), true, "", NULL},
	{IN("\"a\xC2\xA0\": 1\n"), true, "P009 1:1", NULL},
	{IN("--- *x\n"), false, "P012 1:5", NULL},
	{IN("a: [*x, b]\n"), true, "P012 1:5", NULL},
	{IN("a: \"x\"# y\n"), true, "P007 1:7", "a space before"},
	{IN("a: [\"x\"#\n]\n"), true, "P007 1:8", NULL},
	{IN("a: x #2 y\n"), true, "P007 1:6", "a comment, and not a part of the value"},
	{IN("a: x # 2\nb: #3\n  4\n#5\n"), true, "", NULL},
	{IN("a:\n  b: \"x\n  y\"\n"), false, "P007 3:3", "indent it further"},
	{IN("a:\n  b: 'x\n\n   y'\n  c: \"x\n    y\n   z\"\n"), true, "", NULL},
	/* empty, and not a map */
	{IN(""), false, "P005 0:0", NULL},
	{IN("\xEF\xBB\xBF"), false, "P005 0:0", NULL},
	{IN("# a\n\n# b\n"), false, "P005 0:0", "only comments"},
	{IN("---\n"), false, "P005 0:0", NULL},
	{IN("\n- a\n"), false, "P006 2:1", "a list"},
	{IN("text\n"), false, "P006 1:1", "a single text"},
	{IN("''\n"), false, "P006 1:1", NULL},
	/* documents */
	{IN("a: 1\n---\nb: 1\n"), false, "P015 2:1", "second document"},
	{IN("a: 1\n...\n"), true, "P015 2:1", NULL},
	{IN("a: 1\n...\nb: 2\n"), true, "P015 2:1", "not read"},
	{IN("a: 1\n...\n---\nb: 2\n"), true, "P015 2:1", NULL},
	{IN("%YAML 1.1\n---\na: 1\n"), true, "P015 1:1", "starts with '%'"},
	{IN("%TAG !x! y\n---\na: 1\n"), true, "P015 1:1", NULL},
	{IN("%YAML 1.1\n%YAML 1.1\n---\na: 1\n"), false, "P015 2:1", NULL},
	{IN("%YAML 2.0\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%TAG !x! y\n%TAG !x! y\n---\na: 1\n"), false, "P015 2:1", NULL},
	{IN("%YAML 1.1\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%FOO\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%YAML\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%YAML 1.1x\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%YAML 1234567890.1\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%YAML 1x\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%F+O\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%TAG !x!y\n---\na: 1\n"), false, "P015 1:1", NULL},
	{IN("%TAG x y\n---\na: 1\n"), false, "P015 1:1", NULL},
	/* anchors, aliases, merge keys, tags */
	{IN("a: &x 1\nb: *x\n"), true, "P012 1:4; P012 2:4", "'*x' is an alias"},
	{IN("a: &x\n  b: 1\nc: &y [1]\n"), true, "P012 1:4; P012 3:4", "'&x' is an anchor"},
	{IN("&x a: 1\n"), true, "P012 1:1", NULL},
	{IN("a: &x 1\n*x : 2\n"), true, "P012 1:4; P012 2:1", NULL},
	{IN("a: [*x, *y]\n"), true, "P012 1:5; P012 1:9", NULL},
	{IN("b: &x {c: 1}\na:\n  <<: *x\n"), true, "P012 1:4; P012 3:3; P012 3:7", "merge key"},
	{IN("a: !!str 1\nb: !x {}\nc: ! z\nd: !x []\n"), true, "P013 1:4; P013 2:4; P013 3:4; P013 4:4", NULL},
	/* escapes that make what may not be there */
	{IN("a: \"x\\0y\"\n"), true, "P002 1:6", "NUL"},
	{IN("a: \"\\\"x\\u200B\\t\"\n"), true, "P002 1:8; P004 1:14", NULL},
	{IN("a: \"\xC3\xA9\\x7f\"\nb: [1, \"\n  \\U000E0041\"]\n"), true, "P002 1:6; P002 3:3", NULL},
	{IN("a: \"\\a\\b\\v\\f\\r\\e\\N\\L\\P\"\n"), true,
	 "P002 1:5; P002 1:7; P002 1:9; P002 1:11; P002 1:13; P002 1:15; P002 1:17; P002 1:19; P002 1:21", NULL},
	{IN("a: \"\\\\0 \\n \\_ \\/ \\x41 \\u00e9\"\n"), true, "", NULL},
	{IN("a: '\\0'\n"), true, "", NULL},
	{IN("\"a\\0\": 1\n"), true, "P002 1:3", NULL}, /* and nothing of a key 'a' */
	{IN("a: !t \"\\0\"\n"), true, "P013 1:4; P002 1:8", NULL},
	/* keys */
	{IN("Name: 1\n"), true, "P009 1:1", "'name', not 'Name'"},
	{IN("a_b: 1\nx y: 1\n"), true, "P009 1:1; P009 2:1", "'x-y', not 'x y'"},
	{IN("1a: 1\na-: 1\na--b: 1\n"), true, "P009 1:1; P009 2:1; P009 3:1", NULL},
	{IN("\"a\": 1\n'b': 2\n"), true, "P009 1:1; P009 2:1", "without quotes: a"},
	{IN("a:\n  ? \n  : 1\n"), true, "P009 2:4", "a key is missing"},
	{IN("? [a]\n: 1\n? {b: 1, b: 2}\n: [x]\nc: 1\n"), true, "P009 1:3; P009 3:3; P008 3:10 > 3:4", "cannot be a key"},
	{IN("? |-\n  a\n: 1\n"), true, "P009 1:3", NULL},
	{IN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 1\n"), true, "", NULL},
	{IN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 1\n"), true, "P009 1:1", "longer than 64"},
	{IN("caf\xC3\xA9: 1\n"), true, "P009 1:1", NULL},
	{IN("n\xD0\xB0me: 1\n"), true, "P010 1:2", "U+0430"},
	{IN("x:\n  - 'n\xD0\xB0me': 1\n"), true, "P010 2:7", "type 'a'"},
	{IN("\xEF\xBD\x81: 1\n"), true, "P010 1:1", NULL},
	{IN("yes: 1\nNo: 1\non: 1\nOFF: 1\ny: 1\nn: 1\ntrue: 1\nFalse: 1\nnull: 1\n~: 1\n"), true,
	 "P011 1:1; P011 2:1; P011 3:1; P011 4:1; P011 5:1; P011 6:1; P011 7:1; P011 8:1; P011 9:1; P011 10:1", "'No'"},
	{IN("'no': 1\nnone: 1\nyess: 1\nnul: 1\no: 1\n"), true, "P011 1:1", NULL},
	/* duplicate keys, and that the rest is still read */
	{IN("a: 1\nb:\n  c: 1\n  c: [x, {d: 1, d: 2}]\na: 3\n"), true, "P008 4:3 > 3:3; P008 4:17 > 4:11; P008 5:1 > 1:1", "written twice"},
	{IN("a: *x\na: 1\n"), true, "P012 1:4; P008 2:1 > 1:1", NULL}, /* the key is there, though its value is refused */
};

static const struct row syntax_rows[] = {
	{IN("a:\n  id: b: c\n"), false, "P007 2:8", "second ': '"},
	{IN("a: 'x: y': z\n"), false, "P007 1:10", "second ': '"},
	{IN("a: x\n  b: y\n"), false, "P007 2:4", "indentation"},
	{IN("a: 1\nb\nc: 2\n"), false, "P007 2:1", "neither 'key: value'"},
	{IN("a: - b\n"), false, "P007 1:4", "line of its own"},
	{IN("a: ? b\n"), false, "P007 1:4", "'?'"},
	{IN("a: @b\n"), false, "P007 1:4", "in quotes"},
	{IN("a: `b\n"), false, "P007 1:4", NULL},
	{IN("a: %b\n"), false, "P007 1:4", NULL},
	{IN("a: \"x\nb: c\n"), false, "P007 1:4", "never closed"},
	{IN("a: 'x\nb: c\n"), false, "P007 1:4", "never closed"},
	{IN("a: \"x\n---\n\"\n"), false, "P007 1:4", "'---'"},
	{IN("a: \"\\q\"\n"), false, "P007 1:5", "single quotes"},
	{IN("a: \"\\xzz\"\n"), false, "P007 1:7", NULL},
	{IN("a: \"\\ud800\"\n"), false, "P007 1:7", "not a character"},
	{IN("a: |0\n  x\n"), false, "P007 1:4", "cannot be 0"},
	{IN("a: |20\n  x\n"), false, "P007 1:4", NULL},
	{IN("a: | x\n"), false, "P007 1:4", "next line"},
	{IN(" a: 1\nb: 2\n"), false, "P007 2:1", "first column"},
	{IN("[a] b\n"), false, "P007 1:5", NULL},
	{IN("a:\n  - b\n  c: d\n"), false, "P007 3:3 > 2:3", "list item"},
	{IN("a: \"b\" c\nd: e\n"), false, "P007 1:8 > 1:1", "closing quotation mark"},
	{IN(": 5\n"), false, "P007 1:1", NULL},
	{IN("a: {: 1}\n"), false, "P007 1:5", NULL},
	{IN("a: [x\nb: c\n"), false, "P007 2:2 > 1:4", "']' is missing"},
	{IN("a: {x: 1\nb: c\n"), false, "P007 2:2 > 1:4", "'}' is missing"},
	{IN("a: ]\n"), false, "P007 1:4", "a value is missing"},
	{IN("a: [,]\n"), false, "P007 1:5", NULL},
	{IN("a: [x:]\n"), false, "P007 1:6", "within [ ]"},
	{IN("a: !x!y z\n"), false, "P013 1:4", NULL},
	{IN("a: !<x z\n"), false, "P013 1:4", NULL},
	{IN("a: !<> z\n"), false, "P013 1:4", NULL},
	{IN("a: !x, z\n"), false, "P013 1:4", NULL},
	{IN("a: !%zz z\n"), false, "P013 1:4", NULL},
	{IN("a: !%ff z\n"), false, "P013 1:4", NULL},
	{IN("a: !%c3%ff z\n"), false, "P013 1:4", NULL},
	{IN("a: & z\n"), false, "P012 1:4", "'&'"},
	{IN("a: &x! z\n"), false, "P012 1:4", NULL},
	{IN("a: * z\n"), false, "P012 1:4", "'*'"},
	/* what was found before the syntax error is told as well */
	{IN("a: 1\na: 2\nb: [\n"), false, "P008 2:1 > 1:1; P007 4:1", NULL},
};

static void run_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct loaded l;
		char *copy = malloc(rows[i].len + 1); /* so that ASan sees a read past the end */
		memcpy(copy, rows[i].text, rows[i].len);
		copy[rows[i].len] = '\0';
		load(&l, copy, rows[i].len);
		if (strcmp(l.faults.data, rows[i].faults) != 0 || (l.root != NULL) != rows[i].root)
			fail_msg("row %zu, %s\nwant %s\ngot  %s, root %d", i, rows[i].text, rows[i].faults, l.faults.data, l.root != NULL);
		bool found = !rows[i].words;
		for (size_t d = 0; d < l.diags.count; d++) {
			found = found || strstr(l.diags.list[d].text, rows[i].words);
			assert_null(strstr(l.diags.list[d].text, "parser says"));
		}
		if (!found)
			fail_msg("row %zu, %s: no message has '%s', the first is: %s", i, rows[i].text, rows[i].words, l.diags.list[0].text);
		unload(&l);
		free(copy);
	}
}

static void test_bytes(void **state)
{
	(void)state;
	run_rows(bytes_rows, sizeof bytes_rows / sizeof *bytes_rows);
}

static void test_events(void **state)
{
	(void)state;
	run_rows(event_rows, sizeof event_rows / sizeof *event_rows);
}

static void test_syntax(void **state)
{
	(void)state;
	run_rows(syntax_rows, sizeof syntax_rows / sizeof *syntax_rows);
}

/* A hostile byte at every offset from a word's start: the word-wise scan misses none. */
static void test_bytes_every_offset(void **state)
{
	(void)state;
	for (unsigned at = 0; at < 24; at++)
		for (unsigned c = 0; c < 256; c++) {
			struct diags d = {0};
			char text[25];
			memset(text, at % 2 ? '\n' : ' ', 24);
			text[24] = '\0';
			text[at] = (char)c;
			struct source s = {"x", text, 24};
			bool fine = (c >= 0x20 && c < 0x7F) || c == '\n' || (c == '\r' && at % 2 && at < 23);
			assert_int_equal(bytes_check(&s, &d), fine);
			assert_int_equal(d.count, !fine);
			diags_free(&d);
		}
}

static void test_bytes_many(void **state)
{
	(void)state;
	struct loaded l;
	char text[200];
	for (size_t i = 0; i < sizeof text; i += 2)
		memcpy(text + i, "\t\n", 2);
	load(&l, text, sizeof text);
	assert_int_equal(l.diags.count, BYTES_MAX_ERRORS + 1);
	assert_non_null(strstr(l.diags.list[BYTES_MAX_ERRORS].text, "more characters of this kind"));
	unload(&l);
}

static void test_tree(void **state)
{
	(void)state;
	struct loaded l;
	static const char text[] = "brand:\n  id: mami\n  name: 'Mami'\nempty:\nlist:\n- a\n-\n- |\n  x\n  y\nbad key: 1\nafter: 7 years # c\n";
	load(&l, text, sizeof text - 1);
	assert_string_equal(l.faults.data, "P009 11:1");
	const struct node *n = l.root;
	assert_int_equal(n->kind, NODE_MAP);
	assert_int_equal(n->len, 4);
	n = n->first;
	assert_string_equal(n->key, "brand");
	assert_int_equal(n->key_len, 5);
	assert_int_equal(n->key_line, 1);
	assert_int_equal(n->key_col, 1);
	assert_int_equal(n->len, 2);
	assert_int_equal(n->line, 2);
	assert_int_equal(n->col, 3);
	const struct node *c = n->first;
	assert_string_equal(c->key, "id");
	assert_string_equal(c->text, "mami");
	assert_false(c->quoted);
	assert_int_equal(c->line, 2);
	assert_int_equal(c->col, 7);
	assert_true(c->next->quoted);
	assert_null(c->next->next);
	n = n->next; /* an empty value stands after its key */
	assert_int_equal(n->kind, NODE_SCALAR);
	assert_int_equal(n->len, 0);
	assert_string_equal(n->text, "");
	assert_false(n->quoted);
	assert_int_equal(n->line, 4);
	assert_int_equal(n->col, 7);
	n = n->next;
	assert_int_equal(n->kind, NODE_LIST);
	assert_int_equal(n->len, 3);
	assert_null(n->first->key);
	c = n->first->next;
	assert_int_equal(c->len, 0);
	assert_int_equal(c->line, 7);
	assert_int_equal(c->col, 2);
	assert_string_equal(c->next->text, "x\ny\n");
	assert_true(c->next->quoted);
	n = n->next; /* the refused key is not there */
	assert_string_equal(n->key, "after");
	assert_string_equal(n->text, "7 years");
	assert_null(n->next);
	unload(&l);
}

/* A text repeated n times after a start. */
static struct buf repeat(const char *start, const char *text, size_t n)
{
	struct buf b = {0};
	buf_str(&b, start);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, text);
	buf_char(&b, '\0');
	b.len--;
	return b;
}

static double ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds that something may take; under valgrind its slowness is not our doing. */
static double allowance(double limit)
{
	const char *preload = getenv("LD_PRELOAD");
	return preload && strstr(preload, "valgrind") ? limit * 100 : limit;
}

static void test_depth(void **state)
{
	(void)state;
	static const struct {
		const char *start, *text, *faults;
	} rows[] = {
		{"a: ", "[", "P003 1:67"},
		{"", "- ", "P003 1:129"},
		{"- ", "{a: ", "P003 1:255"},
		{"- ", "[", "P003 1:66"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct loaded l;
		struct buf b = repeat(rows[i].start, rows[i].text, 100000);
		double start = ms();
		load(&l, buf_cstr(&b), b.len);
		double took = ms() - start;
		assert_string_equal(l.faults.data, rows[i].faults);
		assert_null(l.root);
		assert_true(took < allowance(1000));
		unload(&l);
		buf_free(&b);
	}
	struct loaded l; /* 64 is fine: one map and 63 lists */
	struct buf b = repeat("a: ", "[", 63);
	for (int i = 0; i < 63; i++)
		buf_char(&b, ']');
	buf_char(&b, '\0');
	load(&l, b.data, b.len - 1);
	assert_string_equal(l.faults.data, "");
	unload(&l);
	buf_free(&b);
}

static void test_sizes(void **state)
{
	(void)state;
	struct loaded l;
	struct buf b = repeat("a: ", "xxxxxxxxxx", 5000000); /* 50 MB */
	load(&l, buf_cstr(&b), b.len);
	assert_string_equal(l.faults.data, "P003 0:0");
	unload(&l);
	load(&l, b.data, YAML_MAX_BYTES + 1);
	assert_string_equal(l.faults.data, "P003 0:0");
	unload(&l);
	b.data[YAML_MAX_BYTES] = '\0';
	load(&l, b.data, YAML_MAX_BYTES);
	assert_string_equal(l.faults.data, "");
	assert_int_equal(l.root->first->len, YAML_MAX_BYTES - 3);
	unload(&l);
	buf_free(&b);

	b = repeat("a: [", "1,", YAML_MAX_NODES); /* and the map and the list */
	load(&l, buf_cstr(&b), b.len);
	assert_string_equal(l.faults.data, "P003 1:200001");
	assert_null(l.root);
	unload(&l);
	buf_free(&b);
}

static void test_many_keys(void **state)
{
	(void)state;
	struct loaded l;
	struct buf b = {0};
	for (unsigned i = 0; i < 50000; i++) {
		BUF_LIT(&b, "key-");
		buf_uint(&b, i);
		BUF_LIT(&b, ": 1\n");
	}
	BUF_LIT(&b, "key-0: 1\nkey-49999: 2\nkey-16: 3\n");
	buf_char(&b, '\0');
	double start = ms();
	load(&l, b.data, b.len - 1);
	double took = ms() - start;
	assert_string_equal(l.faults.data, "P008 50001:1 > 1:1; P008 50002:1 > 50000:1; P008 50003:1 > 17:1");
	assert_int_equal(l.root->len, 50000);
	assert_true(took < allowance(2000));
	unload(&l);
	buf_free(&b);
}

/* Duplicates around the size at which a map gets its hash set. */
static void test_duplicates_by_size(void **state)
{
	(void)state;
	for (unsigned keys = 1; keys < 80; keys++)
		for (unsigned again = 0; again < keys; again++) {
			struct loaded l;
			struct buf b = {0};
			char want[64];
			for (unsigned i = 0; i < keys; i++)
				put(&b, "k%u: 1\n", i);
			put(&b, "k%u: 1\n", again);
			load(&l, buf_cstr(&b), b.len);
			snprintf(want, sizeof want, "P008 %u:1 > %u:1", keys + 1, again + 1);
			assert_string_equal(l.faults.data, want);
			assert_int_equal(l.root->len, keys);
			unload(&l);
			buf_free(&b);
		}
}

static void test_alias_bomb(void **state)
{
	(void)state;
	struct loaded l;
	struct buf b = {0};
	BUF_LIT(&b, "a0: &a0 [x, x]\n");
	for (unsigned i = 1; i < 60; i++)
		put(&b, "a%u: &a%u [*a%u, *a%u]\n", i, i, i - 1, i - 1);
	buf_char(&b, '\0');
	double start = ms();
	load(&l, b.data, b.len - 1);
	assert_true(ms() - start < allowance(1000));
	assert_int_equal(l.diags.errors, 60 + 2 * 59);
	assert_int_equal(l.root->len, 60);
	unload(&l);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_bytes_every_offset),
		cmocka_unit_test(test_bytes_many),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_syntax),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_many_keys),
		cmocka_unit_test(test_duplicates_by_size),
		cmocka_unit_test(test_alias_bomb),
	};
	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
