/* SPDX-License-Identifier: MIT */
/* The base modules: text, diagnostics, SHA-256, buffer, arena. */
#include "../../compiler/base/arena.h"
#include "../../compiler/base/buf.h"
#include "../../compiler/base/diag.h"
#include "../../compiler/base/json.h"
#include "../../compiler/base/sha256.h"
#include "../../compiler/base/text.h"
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static void assert_buf(struct buf *b, const char *want)
{
	buf_char(b, '\0');
	assert_string_equal(b->data, want);
	buf_free(b);
}

static void test_utf8(void **state)
{
	(void)state;
	uint32_t cp;
	static const struct {
		const char *text;
		unsigned len;
		uint32_t cp;
	} rows[] = {
		{"a", 1, 'a'}, {"\x7F", 1, 0x7F}, {"\xC2\x80", 2, 0x80}, {"\xDF\xBF", 2, 0x7FF}, {"\xE0\xA0\x80", 3, 0x800},
		{"\xED\x9F\xBF", 3, 0xD7FF}, {"\xEE\x80\x80", 3, 0xE000}, {"\xEF\xBF\xBF", 3, 0xFFFF},
		{"\xF0\x90\x80\x80", 4, 0x10000}, {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
		{"\x80", 0, 0}, {"\xC0\x80", 0, 0}, {"\xC1\xBF", 0, 0}, {"\xE0\x9F\xBF", 0, 0}, {"\xED\xA0\x80", 0, 0},
		{"\xF0\x8F\xBF\xBF", 0, 0}, {"\xF4\x90\x80\x80", 0, 0}, {"\xF5\x80\x80\x80", 0, 0}, {"\xFF", 0, 0},
		{"\xC3(", 0, 0}, {"\xE2\x82", 0, 0}, {"\xF0\x9F\x98", 0, 0}, {"", 0, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(utf8_decode(rows[i].text, strlen(rows[i].text), &cp), rows[i].len);
		if (rows[i].len)
			assert_int_equal(cp, rows[i].cp);
	}
	assert_int_equal(utf8_decode("", 1, &cp), 1); /* NUL is a character */
}

static void test_hidden(void **state)
{
	(void)state;
	static const uint32_t hidden[] = {0, 1, 8, 0xB, 0xD, 0x1F, 0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B,
		0x200D, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xE000, 0xF8FF, 0xFDD0, 0xFE00,
		0xFE0F, 0xFEFF, 0xFFF9, 0xFFFD, 0xFFFE, 0x1FFFF, 0xE0001, 0xE0041, 0xE0100, 0xF0000, 0x10FFFF};
	static const uint32_t shown[] = {9, 10, ' ', '~', 0xA0, 0xE9, 0x430, 0x2013, 0x2019, 0x201C, 0x2022, 0x20AC, 0x65E5, 0xD7A3,
		0xF900, 0xFB01, 0xFE10, 0xFFFC, 0x1F600, 0x20000};
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		assert_true(text_is_hidden(hidden[i]));
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		assert_false(text_is_hidden(shown[i]));
}

static void test_lookalike(void **state)
{
	(void)state;
	static const struct {
		uint32_t cp;
		char letter;
	} rows[] = {
		{0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'}, {0x458, 'j'}, {0x457, 0}, {0x408, 'J'},
		{0x455, 's'}, {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'}, {0x410, 'A'}, {0x412, 'B'}, {0x421, 'C'}, {0x425, 'X'}, {0x43C, 'm'}, {0x442, 't'},
		{0x3B1, 'a'}, {0x3BF, 'o'}, {0x3BD, 'v'}, {0x3C1, 'p'}, {0x391, 'A'}, {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3F2, 'c'}, {0x131, 'i'},
		{0xFF21, 'A'}, {0xFF3A, 'Z'}, {0xFF41, 'a'}, {0xFF5A, 'z'}, {0x1D400, 'A'}, {0x1D41A, 'a'}, {0x1D6A3, 'z'}, {0x217C, 'l'}, {0x2170, 'i'}, {0x217F, 'm'},
		{'a', 0}, {0xE9, 0}, {0x431, 0}, {0x416, 0}, {0xFF3B, 0}, {0x65E5, 0}, {0x1D6A4, 0}, {0x10FFFF, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(text_lookalike(rows[i].cp), rows[i].letter);
}

static void test_id(void **state)
{
	(void)state;
	static const char *const ids[] = {"a", "mami", "mpo21", "identity-documents", "a-1",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	static const char *const others[] = {"", "-", "1a", "-a", "a-", "a--b", "A", "aB", "a_b", "a b", "a.b", "\xC3\xA9",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		assert_true(text_is_id(ids[i], strlen(ids[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(text_is_id(others[i], strlen(others[i])));
	assert_false(text_is_id("a\0b", 3));
}

/* The examples of yaml.org/type/int.html and float.html (YAML 1.1), and the core schema of YAML 1.2, chapter 10.3.2. */
static void test_number(void **state)
{
	(void)state;
	static const char *const numbers[] = {"685230", "+685_230", "02472256", "0x_0A_74_AE", "0b1010_0111_0100_1010_1110", "190:20:30", "6.8523015e+5",
	                                      "685.230_15e+03", "685_230.15", "190:20:30.15", "-.inf", ".NaN", ".Inf", "+.INF", "0o7", "0x3A", "-19", "0.", "-0.0",
	                                      ".5", "+12e03", "-2E+05", "12:30:00", "1.10", "0x10", "1_000", "0", "+62215550100"};
	static const char *const texts[] = {"", "+", "-", ".", "1.10.2", "v1", "1a", "0xg", "0x", "0b2", "1 0", "e5", "1e", "1e5x", ".inf2", "inf", "nan", "NaN", "--1",
	                                    "2027-03-01", "_1", ":1", "1,000", "12.5%", "._", ".e5", "+62 21 555"};
	for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
		if (!text_is_number(numbers[n]))
			fail_msg("'%s' is a number", numbers[n]);
	for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
		if (text_is_number(texts[n]))
			fail_msg("'%s' is not a number", texts[n]);
}

static void test_distance(void **state)
{
	(void)state;
	char longer[200];
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(text_distance("", "", 3), 0);
	assert_int_equal(text_distance("", "abc", 3), 3);
	assert_int_equal(text_distance("abc", "", 2), 3);
	assert_int_equal(text_distance("kitten", "sitting", 5), 3);
	assert_int_equal(text_distance("identty-documents", "identity-documents", 2), 1);
	assert_int_equal(text_distance("form", "from", 2), 1);
	assert_int_equal(text_distance("abcd", "badc", 3), 2);
	assert_int_equal(text_distance("ca", "abc", 5), 3); /* a letter that was swapped is not edited again */
	assert_int_equal(text_distance("abcdef", "uvwxyz", 2), 3);
	assert_int_equal(text_distance("abcdef", "uvwxyz", 6), 6);
	assert_int_equal(text_distance(longer, longer, 2), 0);
	/* one slip in three letters, and never more than three */
	assert_true(text_slips("phone", "scope") == UINT_MAX);
	assert_true(text_slips("url", "hours") == UINT_MAX);
	assert_true(text_slips("ab", "ac") == UINT_MAX);
	assert_int_equal(text_slips("ur", "url"), 1);
	assert_int_equal(text_slips("form", "from"), 1);
	assert_true(text_slips("frmoo", "from") == UINT_MAX);
	assert_int_equal(text_slips("suport-dat", "support-data"), 2);
	assert_int_equal(text_slips("suprt-dat", "support-data"), 3);
	assert_true(text_slips("supr-dat", "support-data") == UINT_MAX);
	assert_int_equal(text_distance(longer, longer + 1, 2), 3);
}

static void test_visible(void **state)
{
	(void)state;
	struct buf b = {0};
	text_visible(&b, "a\0\t\n\x1B\x7F\xFF\xC3\xA9\xC2\x85\xE2\x80\xAE\xF3\xA0\x81\x81z", 19);
	assert_buf(&b, "a\\x00\\x09\\x0A\\x1B\\x7F\\xFF\xC3\xA9\\u{85}\\u{202E}\\u{E0041}z");
}

static void test_json(void **state)
{
	(void)state;
	struct buf b = {0};
	text_json(&b, "a\"\\\n\t\x01\x7F\0\xC3\xA9\xFF/z", 13);
	assert_buf(&b, "\"a\\\"\\\\\\n\\t\\u0001\\u007F\\u0000\xC3\xA9\xEF\xBF\xBD/z\"");
	text_json(&b, "", 0);
	assert_buf(&b, "\"\"");
}

/* Lines and flat brackets, empty ones, a value after its key and in a list, members written elsewhere. */
static void test_json_writer(void **state)
{
	(void)state;
	struct buf b = {0}, part = {0};
	struct json members = json_start_members(&part, 2), j = json_start(&b);
	json_text(&members, "c", "\"");
	json_number(&members, "d", UINT64_MAX);
	json_open(&j, NULL, '{');
	json_open(&j, "empty", '[');
	json_close(&j);
	json_flat(&j, "flat", '[');
	json_uint(&j, 1);
	json_open(&j, NULL, '{');
	json_flag(&j, "in", true);
	json_literal(&j, "null", "null");
	json_close(&j);
	json_flat(&j, NULL, '[');
	json_close(&j);
	json_close(&j);
	json_open(&j, "lines", '{');
	json_key(&j, "b");
	json_bytes(&j, "xyz", 2);
	json_members(&j, &part);
	json_close(&j);
	json_open(&j, "list", '[');
	json_id(&j, "one");
	json_string(&j, "two\n");
	json_close(&j);
	json_close(&j);
	buf_free(&part);
	assert_buf(&b, "{\n"
	               "  \"empty\": [],\n"
	               "  \"flat\": [1, {\"in\": true, \"null\": null}, []],\n"
	               "  \"lines\": {\n    \"b\": \"xy\",\n    \"c\": \"\\\"\",\n    \"d\": 18446744073709551615\n  },\n"
	               "  \"list\": [\n    \"one\",\n    \"two\\n\"\n  ]\n}");
}

static void test_buf_strings(void **state)
{
	(void)state;
	struct buf b = {0};
	assert_string_equal(buf_cstr(&b), "");
	assert_int_equal(b.len, 0);
	for (int i = 0; i < 600; i++) { /* over each size at which it grows */
		buf_char(&b, 'x');
		assert_int_equal(strlen(buf_cstr(&b)), i + 1);
	}
	assert_string_equal(buf_format(&b, "%s/%d", "a", 5), "a/5");
	assert_int_equal(b.len, 3);
	assert_string_equal(buf_format(&b, "%s", ""), "");
	buf_free(&b);
}

static void test_hash(void **state)
{
	(void)state;
	assert_true(text_hash("a", 1) != text_hash("b", 1));
	assert_true(text_hash("ab", 2) != text_hash("ba", 2));
	assert_true(text_hash("a\0", 2) != text_hash("a", 1));
	assert_true(text_hash("abc", 3) == text_hash("abcd", 3));
}

static struct pos place(const struct source *s, uint32_t line, uint32_t col)
{
	return (struct pos){s, line, col};
}

static void test_diag_text(void **state)
{
	(void)state;
	struct diags d = {0};
	struct buf b = {0};
	char text[] = "\xEF\xBB\xBF" "a: 1\r\n\tb\xE2\x80\x8B" "c: \xE6\x97\xA5x\n\nend";
	struct source s = {"policies/m\x1B.yaml", text, sizeof text - 1};
	diag_add(&d, DIAG_P008, place(&s, 2, 5), "key '%s'\n", "x\ty");
	diag_also(&d, place(&s, 1, 1), "first %s", "here");
	diag_add(&d, DIAG_P005, place(&s, 0, 0), "whole");
	diag_add(&d, DIAG_P007, place(&s, 1, 4), "one");
	diag_add(&d, DIAG_P007, place(&s, 2, 8), "after a wide letter");
	diag_add(&d, DIAG_P007, place(&s, 4, 4), "at the end");
	diag_add(&d, DIAG_P007, place(&s, 4, 4), "at the end");
	diag_add(&d, DIAG_P007, place(&s, 3, 1), "an empty line");
	diag_add(&d, DIAG_P007, place(&s, 9, 1), "past the end");
	diag_add(&d, DIAG_P005, (struct pos){0}, "nowhere");
	memset(text, 'Z', sizeof text - 1); /* all has been copied */
	assert_int_equal(d.errors, 9);
	diags_sort(&d);
	assert_int_equal(d.errors, 8);
	diags_print_text(&d, &b, false);
	assert_buf(&b,
		"policies/m\\x1B.yaml: error: whole [P005]\n"
		"policies/m\\x1B.yaml:1:4: error: one [P007]\n"
		"    a: 1\n"
		"       ^\n"
		"policies/m\\x1B.yaml:2:5: error: key 'x\\x09y'\\x0A [P008]\n"
		"    \\x09b\\u{200B}c: \xE6\x97\xA5x\n"
		"                  ^\n"
		"policies/m\\x1B.yaml:1:1: note: first here\n"
		"policies/m\\x1B.yaml:2:8: error: after a wide letter [P007]\n"
		"    \\x09b\\u{200B}c: \xE6\x97\xA5x\n"
		"                     ^\n"
		"policies/m\\x1B.yaml:3:1: error: an empty line [P007]\n"
		"policies/m\\x1B.yaml:4:4: error: at the end [P007]\n"
		"    end\n"
		"       ^\n"
		"policies/m\\x1B.yaml:9:1: error: past the end [P007]\n"
		"policyc: error: nowhere [P005]\n");
	diags_free(&d);
}

static void test_diag_window(void **state)
{
	(void)state;
	struct diags d = {0};
	char text[301];
	for (unsigned i = 0; i < 300; i++)
		text[i] = (char)('0' + i % 10);
	text[300] = '\0';
	struct source s = {"x", text, 300};
	diag_add(&d, DIAG_P007, place(&s, 1, 5), "a");
	diag_add(&d, DIAG_P007, place(&s, 1, 150), "b");
	diag_add(&d, DIAG_P007, place(&s, 1, 300), "c");
	for (size_t i = 0; i < 3; i++) {
		const struct diag *g = &d.list[i];
		assert_true(strlen(g->excerpt) <= 106);
		assert_int_equal(g->excerpt[g->caret - 1], text[g->col - 1]);
	}
	assert_int_equal(d.list[0].caret, 5);
	assert_memory_equal(d.list[1].excerpt, "...", 3);
	assert_string_equal(d.list[1].excerpt + strlen(d.list[1].excerpt) - 3, "...");
	assert_int_equal(strlen(d.list[2].excerpt), 3 + 61);
	struct source fits = {"x", text, 100};
	diag_add(&d, DIAG_P007, place(&fits, 1, 99), "d");
	assert_int_equal(strlen(d.list[3].excerpt), 100);
	assert_int_equal(d.list[3].caret, 99);
	diags_free(&d);
}

static void test_diag_json(void **state)
{
	(void)state;
	struct diags d = {0};
	struct buf b = {0};
	struct source s = {"a\"b", "x: 1\n", 5};
	diags_print_json(&d, NULL, &b);
	assert_buf(&b, "{\n  \"format\": 1,\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"notes\": 0,\n  \"waived\": 0\n}\n");
	diag_add(&d, DIAG_P008, place(&s, 2, 1), "two");
	diag_also(&d, place(&s, 1, 1), "one");
	diag_add(&d, DIAG_P005, place(&s, 0, 0), "all");
	diags_sort(&d);
	diags_print_json(&d, NULL, &b);
	assert_buf(&b,
		"{\n  \"format\": 1,\n  \"diagnostics\": [\n    {\n      \"id\": \"P005\",\n      \"severity\": \"error\",\n"
		"      \"path\": \"a\\\"b\",\n      \"line\": 0,\n      \"column\": 0,\n      \"message\": \"all\"\n    },\n    {\n"
		"      \"id\": \"P008\",\n      \"severity\": \"error\",\n      \"path\": \"a\\\"b\",\n      \"line\": 2,\n      \"column\": 1,\n"
		"      \"message\": \"two\",\n      \"also\": {\n        \"path\": \"a\\\"b\",\n        \"line\": 1,\n        \"column\": 1,\n"
		"        \"message\": \"one\"\n      }\n    }\n  ],\n  \"errors\": 2,\n  \"warnings\": 0,\n  \"notes\": 0,\n  \"waived\": 0\n}\n");
	diags_free(&d);
}

static void test_diag_limits(void **state)
{
	(void)state;
	struct diags d = {0};
	struct source s = {"x", NULL, 0};
	char *big = malloc(1 << 20);
	memset(big, 'x', (1 << 20) - 1);
	big[(1 << 20) - 1] = '\0';
	diag_add(&d, DIAG_P007, place(&s, 1, 1), "%s", big);
	assert_true(strlen(d.list[0].text) < 2000);
	for (unsigned i = 0; i < DIAG_MAX + 5; i++) {
		diag_add(&d, DIAG_P007, place(&s, i + 2, 1), "t");
		diag_also(&d, place(&s, 1, 1), "of %u", i);
	}
	assert_int_equal(d.count, DIAG_MAX);
	assert_int_equal(d.errors, DIAG_MAX + 6);
	assert_int_equal(d.dropped, 6);
	assert_string_equal(d.list[DIAG_MAX - 1].also_text, "of 1998"); /* not that of a dropped one */
	free(big);
	diags_free(&d);
}

static void test_diag_ids(void **state)
{
	(void)state;
	enum diag_id id;
	for (unsigned i = 0; i < DIAG__COUNT; i++) {
		assert_true(diag_find(diag_name((enum diag_id)i), &id));
		assert_int_equal(id, i);
		assert_true(strlen(diag_title(id)) > 0);
	}
	assert_false(diag_find("P000", &id));
	assert_false(diag_find("", &id));
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
}

/* By hand, and by Unicode's SpecialCasing for the dot of the Turkish i. */
static void test_text_begin(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
		bool turkic, begun;
	} rows[] = {
		{"access to data", "Access to data", false, true},
		{"e-mail address", "E-mail address", false, true},
		{"  (\xE2\x80\x9Cyour data", "  (\xE2\x80\x9CYour data", false, true},
		{" \xC2\xAB(", " \xC2\xAB(", false, false},
		{"", "", false, false},
		{"7 years", "7 years", false, true},
		{"\xE2\x80\x93 none", "\xE2\x80\x93 none", false, true},
		{"Data", "Data", false, true},
		{"iOS browser", "iOS browser", false, true},
		{"the iOS browser", "The iOS browser", false, true},
		{"shop.example", "shop.example", false, true},
		{"data. more", "Data. more", false, true},
		{"data.", "Data.", false, true},
		{"and/or", "And/or", false, true},
		{"https://shop", "https://shop", false, true},
		{"a@b", "a@b", false, true},
		{"\xC3\xA9t\xC3\xA9", "\xC3\x89t\xC3\xA9", false, true},
		{"\xC3\xBF", "\xC5\xB8", false, true},
		{"\xC4\x91\xC6\xB0\xE1\xBB\xA3", "\xC4\x90\xC6\xB0\xE1\xBB\xA3", false, true},
		{"\xE1\xBA\xA1", "\xE1\xBA\xA0", false, true},
		{"\xCE\xBF\xCE\xB9", "\xCE\x9F\xCE\xB9", false, true},
		{"\xD0\xB4\xD0\xB0", "\xD0\x94\xD0\xB0", false, true},
		{"i\xC5\x9F", "I\xC5\x9F", false, true},
		{"i\xC5\x9F", "\xC4\xB0\xC5\x9F", true, true},
		{"\xC3\xB7 x", "\xC3\xB7 x", false, true},
		{"\xE6\x97\xA5", "\xE6\x97\xA5", false, true},
		{"\xF0\x9D\x90\x80", "\xF0\x9D\x90\x80", false, true},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = {0};
		assert_int_equal(text_begin(&b, rows[i].text, strlen(rows[i].text), rows[i].turkic), rows[i].begun);
		assert_buf(&b, rows[i].want);
	}
	assert_int_equal(text_lower(0x178), 0xFF);
	assert_int_equal(text_lower('Z'), 'z');
	assert_int_equal(text_lower(0xD7), 0xD7);
}

static void test_sha256(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *hex;
	} rows[] = { /* FIPS 180-4's examples and NIST's short messages */
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
		{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		 "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
	};
	char hex[SHA256_HEX], again[SHA256_HEX];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sha256_hex(rows[i].text, strlen(rows[i].text), hex);
		assert_string_equal(hex, rows[i].hex);
	}
	char *million = malloc(1000000);
	memset(million, 'a', 1000000);
	sha256_hex(million, 1000000, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	for (size_t len = 0; len < 200; len++) { /* in two pieces, cut everywhere */
		sha256_hex(million, len, hex);
		for (size_t cut = 0; cut <= len; cut++) {
			struct sha256 h;
			unsigned char digest[32];
			sha256_start(&h);
			sha256_add(&h, million, cut);
			sha256_add(&h, million + cut, len - cut);
			sha256_end(&h, digest);
			for (unsigned i = 0; i < 32; i++)
				snprintf(again + 2 * i, 3, "%02x", digest[i]);
			assert_string_equal(again, hex);
		}
	}
	free(million);
}

static void test_buf(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_add(&b, NULL, 0);
	assert_null(b.data);
	buf_uint(&b, 0);
	buf_char(&b, ' ');
	buf_uint(&b, UINT64_MAX);
	BUF_LIT(&b, " ");
	buf_printf(&b, "%s %d", "x", -3);
	assert_buf(&b, "0 18446744073709551615 x -3");
	for (unsigned i = 0; i < 10000; i++)
		buf_char(&b, (char)('a' + i % 26));
	for (unsigned i = 0; i < 10000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buf_free(&b);
}

/* The room taken stays in proportion to what was added. */
static void test_buf_printf_room(void **state)
{
	(void)state;
	struct buf b = {0};
	for (unsigned i = 0; i < 16; i++)
		buf_printf(&b, "%u,", i);
	assert_true(b.cap <= 1024);
	buf_free(&b);
}

/* What buf_printf prints is what printf prints, in the formats it knows itself and in all others. */
#define SAME(...) \
	do { \
		char expected[200]; \
		b.len = 0; \
		BUF_LIT(&b, "<"); \
		buf_printf(&b, __VA_ARGS__); \
		snprintf(expected, sizeof expected, "<" __VA_ARGS__); \
		assert_string_equal(buf_cstr(&b), expected); \
	} while (0)

static void test_buf_printf_formats(void **state)
{
	(void)state;
	struct buf b = {0};
	SAME("plain");
	SAME("%s", "");
	SAME("%s and %s", "one", "other");
	SAME("%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
	SAME("%u %u", 0u, UINT_MAX);
	SAME("%zu %zu", (size_t)0, (size_t)SIZE_MAX);
	SAME("%c%c%s", 'x', '%', "%s");
	SAME("%.*s|%.*s|%.*s|%.*s", 2, "abc", 0, "abc", 9, "abc", -1, "abc");
	SAME("%.*s", 3, (const char[]){'a', 'b', 'c'}); /* not ended by NUL */
	/* not its own: as if nothing had been printed before */
	SAME("%s %u%% of %s", "a", 5u, "b");
	SAME("%s %04d-%02d", "day", 2027, 3);
	SAME("%u %5s %-5s|", 1u, "ab", "cd");
	SAME("%zu %x", (size_t)1, 255u);
	buf_free(&b);
}

static void test_arena(void **state)
{
	(void)state;
	struct arena a = {0};
	for (size_t size = 0; size < 3000; size += 7) {
		char *p = arena_alloc(&a, size);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 'x', size);
	}
	char *big = arena_alloc(&a, 1 << 20);
	assert_int_equal(big[(1 << 20) - 1], 0);
	assert_string_equal(arena_copy(&a, "abc", 2), "ab");
	arena_reset(&a);
	char *p = arena_alloc(&a, 1000); /* used before, zeroed again */
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	arena_free(&a);
	arena_free(&a);
	arena_reset(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_lookalike),
		cmocka_unit_test(test_id),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_visible),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_writer),
		cmocka_unit_test(test_buf_strings),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_diag_text),
		cmocka_unit_test(test_diag_window),
		cmocka_unit_test(test_diag_json),
		cmocka_unit_test(test_diag_limits),
		cmocka_unit_test(test_diag_ids),
		cmocka_unit_test(test_text_begin),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_buf_printf_room),
		cmocka_unit_test(test_buf_printf_formats),
		cmocka_unit_test(test_arena),
	};
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
