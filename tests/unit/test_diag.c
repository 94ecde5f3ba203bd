/* SPDX-License-Identifier: MIT */
/* What diagnostics are about, and how they are waived and raised. */
#include "../../compiler/base/diag.h"
#include "../../compiler/base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static const struct source a = {"a.yaml", NULL, 0}, b = {"b.yaml", NULL, 0};

static void add(struct diags *d, enum diag_id id, const struct source *s, uint32_t line, const char *rule, const char *fact)
{
	diag_add(d, id, (struct pos){s, line, 1}, "text");
	if (rule || fact)
		diag_about(d, rule, fact);
}

static void assert_counts(const struct diags *d, size_t errors, size_t warnings, size_t notes, size_t waived)
{
	assert_int_equal(d->errors, errors);
	assert_int_equal(d->warnings, warnings);
	assert_int_equal(d->notes, notes);
	assert_int_equal(d->waived, waived);
}

/* Two files with a verdict on two rules each, a gap and an error. */
static struct diags sample(void)
{
	struct diags d = {0};
	const struct source *files[] = {&a, &b};
	for (size_t i = 0; i < 2; i++) {
		add(&d, DIAG_P090, files[i], 1, "uu-pdp/access", "requests.access");
		add(&d, DIAG_P090, files[i], 2, "uu-pdp/access", "requests.copy");
		add(&d, DIAG_P090, files[i], 3, "uu-pdp-2022/access", NULL);
		add(&d, DIAG_P091, files[i], 4, NULL, "breach.users.from");
		add(&d, DIAG_P036, files[i], 5, NULL, "breach.users.deadline");
	}
	assert_counts(&d, 2, 6, 2, 0);
	return d;
}

static void test_about(void **state)
{
	(void)state;
	struct diags d = {.keep = SEVERITY_WARNING};
	char rule[] = "set/rule", fact[] = "a.b.c";
	diag_about(&d, rule, fact); /* of nothing */
	add(&d, DIAG_P090, &a, 1, rule, fact);
	memset(rule, 'x', sizeof rule - 1);
	memset(fact, 'x', sizeof fact - 1);
	assert_string_equal(d.list[0].rule, "set/rule");
	assert_string_equal(d.list[0].fact, "a.b.c");
	add(&d, DIAG_P091, &a, 2, "other", "other"); /* only counted */
	assert_int_equal(d.count, 1);
	assert_string_equal(d.list[0].rule, "set/rule");
	struct diags all = {0};
	add(&all, DIAG_P091, &a, 1, NULL, NULL);
	assert_int_equal(diags_waive(&d, "a.yaml", "set/rule", "a.b.c", "why"), 1);
	diags_take(&all, &d);
	assert_counts(&all, 0, 0, 2, 1);
	assert_string_equal(all.list[1].rule, "set/rule");
	assert_string_equal(all.list[1].fact, "a.b.c");
	assert_string_equal(all.list[1].waived, "why");
	diags_free(&all);
}

static void test_waive(void **state)
{
	(void)state;
	struct diags d = sample();
	assert_int_equal(diags_waive(&d, "c.yaml", "P090", "requests.copy", "no such file"), 0);
	assert_int_equal(diags_waive(&d, "a.yaml", "uu-pdp/access", "requests.portability", "no such fact"), 0);
	assert_int_equal(diags_waive(&d, "a.yaml", "uu-pdp", "requests.copy", "half a name"), 0);
	assert_int_equal(diags_waive(&d, "a.yaml", "P036", "breach.users.deadline", "an error of its own"), 0);
	assert_counts(&d, 2, 6, 2, 0);
	assert_int_equal(diags_waive(&d, "a.yaml", "uu-pdp/access", "requests.copy", "one"), 1);
	assert_counts(&d, 2, 5, 2, 1);
	assert_string_equal(d.list[1].waived, "one");
	assert_null(d.list[0].waived);
	assert_int_equal(diags_waive(&d, "a.yaml", "P090", "requests.copy", "two"), 0);
	assert_string_equal(d.list[1].waived, "one"); /* the first waiver holds */
	assert_int_equal(diags_waive(&d, "a.yaml", "P090", "requests.access", "two"), 1);
	assert_null(d.list[2].waived); /* it has no fact, so that nothing could name it alone */
	assert_counts(&d, 2, 4, 2, 2);
	assert_int_equal(diags_waive(&d, "b.yaml", "P091", "breach.users.from", ""), 1);
	assert_counts(&d, 2, 4, 1, 3);
	diags_free(&d);
}

static void test_deny(void **state)
{
	(void)state;
	struct diags d = sample();
	assert_int_equal(diags_deny(&d, NULL, "uu"), 0);
	assert_int_equal(diags_deny(&d, NULL, "P036"), 0); /* errors already */
	assert_int_equal(diags_deny(&d, NULL, "uu-pdp/"), 0);
	assert_int_equal(diags_deny(&d, "c.yaml", "warnings"), 0);
	assert_int_equal(diags_deny(&d, "a.yaml", "uu-pdp"), 2);
	assert_counts(&d, 4, 4, 2, 0);
	assert_int_equal(d.list[0].severity, SEVERITY_ERROR);
	assert_int_equal(diags_deny(&d, NULL, "uu-pdp-2022/access"), 2);
	assert_counts(&d, 6, 2, 2, 0);
	assert_int_equal(diags_deny(&d, NULL, "warnings"), 2);
	assert_counts(&d, 8, 0, 2, 0);
	assert_int_equal(diags_deny(&d, "b.yaml", "P091"), 1);
	assert_counts(&d, 9, 0, 1, 0);
	assert_int_equal(diags_deny(&d, NULL, "warnings"), 0);
	diags_free(&d);
}

/* In either order a waiver wins. */
static void test_order(void **state)
{
	(void)state;
	for (int deny_first = 0; deny_first < 2; deny_first++) {
		struct diags d = sample();
		assert_int_equal(deny_first ? diags_deny(&d, NULL, "warnings") : 6, 6);
		assert_int_equal(diags_waive(&d, "a.yaml", "uu-pdp/access", "requests.access", "why"), 1);
		assert_int_equal(deny_first ? 5 : diags_deny(&d, NULL, "warnings"), 5);
		assert_counts(&d, 7, 0, 2, 1);
		assert_int_equal(d.list[0].severity, SEVERITY_WARNING);
		diags_free(&d);
	}
}

/* Repeats are dropped from the count they are in; what differs in its name or fact is not a repeat. */
static void test_repeats(void **state)
{
	(void)state;
	struct diags d = {0};
	for (int i = 0; i < 2; i++) {
		add(&d, DIAG_P090, &a, 1, "set/one", "a.fact");
		add(&d, DIAG_P090, &a, 1, "set/two", NULL);
		add(&d, DIAG_P090, &a, 1, NULL, "set/two");
		add(&d, DIAG_P090, &a, 1, NULL, "set/three");
		add(&d, DIAG_P091, &a, 2, NULL, NULL);
	}
	diags_waive(&d, "a.yaml", "set/one", "a.fact", "why");
	diags_deny(&d, NULL, "P091");
	assert_counts(&d, 2, 6, 0, 2);
	diags_sort(&d);
	assert_counts(&d, 1, 3, 0, 1);
	assert_int_equal(d.count, 5);
	assert_int_equal(d.shown[SEVERITY_ERROR], 1);
	assert_int_equal(d.shown[SEVERITY_WARNING], 4);
	assert_int_equal(d.shown[SEVERITY_NOTE], 0);
	diags_free(&d);
}

/* Beyond the limit nothing is shown, but all is counted, waived and raised; and errors are shown after any number of notes. */
static void test_beyond(void **state)
{
	(void)state;
	struct diags d = {0};
	for (uint32_t i = 0; i < DIAG_MAX; i++)
		add(&d, DIAG_P091, &a, i + 1, NULL, NULL);
	for (uint32_t i = 0; i < 4; i++)
		add(&d, DIAG_P091, &b, i + 1, i < 2 ? "set/late" : NULL, i == 3 ? "a.fact" : NULL);
	add(&d, DIAG_P091, &b, 3, NULL, NULL); /* whether it is a repeat nobody knows: its words are not kept */
	assert_int_equal(d.dropped, 5);
	add(&d, DIAG_P036, &a, 1, NULL, NULL);
	diag_also(&d, (struct pos){&b, 1, 1}, "shown");
	assert_string_equal(d.list[d.count - 1].also_text, "shown");
	assert_int_equal(diags_deny(&d, NULL, "set"), 2);
	assert_int_equal(diags_waive(&d, "b.yaml", "P091", "a.fact", "why"), 1);
	assert_counts(&d, 3, 0, DIAG_MAX + 2, 1);
	assert_int_equal(d.dropped, 4);
	struct diags all = {0};
	add(&all, DIAG_P091, &b, 9, NULL, NULL);
	diags_take(&all, &d);
	diags_sort(&all);
	assert_counts(&all, 3, 0, DIAG_MAX + 3, 1);
	assert_int_equal(all.dropped, 5);
	assert_int_equal(all.shown[SEVERITY_ERROR], 1);
	size_t shown = 0;
	for (size_t i = 0; i < all.count; i++)
		shown += all.list[i].text != NULL;
	assert_int_equal(shown, DIAG_MAX + 1);
	diags_free(&all);
}

static void test_path(void **state)
{
	(void)state;
	static const char *const rows[][2] = {{"a", "a"}, {"./a", "a"}, {".//./a/./b", "a/./b"}, {"../a", "../a"}, {".a", ".a"},
		{"/./a", "/./a"}, {"./", "./"}, {"", ""}, {".", "."}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(text_path(rows[i][0]), rows[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_about), cmocka_unit_test(test_waive), cmocka_unit_test(test_deny), cmocka_unit_test(test_order),
		cmocka_unit_test(test_repeats), cmocka_unit_test(test_beyond), cmocka_unit_test(test_path),
	};
	return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
