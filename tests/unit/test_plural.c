/* SPDX-License-Identifier: MIT */
/* Plural rules: those of CLDR 45 for whole numbers, against the samples that CLDR lists beside them; and what is not a rule. */
#include "../../compiler/model/plural.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

struct language {
	const char *rules[PLURAL__COUNT];
	struct sample {
		enum plural form;
		unsigned numbers[16]; /* 0 at the end */
	} samples[6];
};

/* https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules and the charts of CLDR 45 */
static const struct language english = {
	{[PLURAL_ONE] = "i = 1 and v = 0"},
	{{PLURAL_ONE, {1}}, {PLURAL_OTHER, {2, 3, 11, 21, 100, 101, 1001, 9999}}},
};
static const struct language indonesian = {{NULL}, {{PLURAL_OTHER, {1, 2, 11, 100}}}};
static const struct language polish = {
	{[PLURAL_ONE] = "i = 1 and v = 0", [PLURAL_FEW] = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
	 [PLURAL_MANY] = "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"},
	{{PLURAL_ONE, {1}}, {PLURAL_FEW, {2, 3, 4, 22, 24, 32, 102, 1002}}, {PLURAL_MANY, {5, 19, 11, 12, 13, 14, 21, 31, 100, 111, 112, 101, 1000, 9999}}},
};
static const struct language russian = {
	{[PLURAL_ONE] = "v = 0 and i % 10 = 1 and i % 100 != 11", [PLURAL_FEW] = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
	 [PLURAL_MANY] = "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14"},
	{{PLURAL_ONE, {1, 21, 31, 101, 1001}}, {PLURAL_FEW, {2, 4, 22, 102}}, {PLURAL_MANY, {5, 11, 14, 19, 100, 111, 1000}}},
};
static const struct language arabic = {
	{"n = 0", "n = 1", "n = 2", "n % 100 = 3..10", "n % 100 = 11..99", NULL},
	{{PLURAL_ONE, {1}}, {PLURAL_TWO, {2}}, {PLURAL_FEW, {3, 10, 103, 110, 1003}}, {PLURAL_MANY, {11, 26, 111, 1011, 9999}}, {PLURAL_OTHER, {100, 101, 102, 200, 1000}}},
};
static const struct language latvian = {
	{[PLURAL_ZERO] = "n % 10 = 0 or n % 100 = 11..19 or v = 2 and f % 100 = 11..19",
	 [PLURAL_ONE] = "n % 10 = 1 and n % 100 != 11 or v = 2 and f % 10 = 1 and f % 100 != 11 or v != 2 and f % 10 = 1"},
	{{PLURAL_ZERO, {10, 11, 19, 20, 100, 1000}}, {PLURAL_ONE, {1, 21, 31, 101}}, {PLURAL_OTHER, {2, 9, 22, 102}}},
};
static const struct language breton = {
	{[PLURAL_ONE] = "n % 10 = 1 and n % 100 != 11,71,91", [PLURAL_TWO] = "n % 10 = 2 and n % 100 != 12,72,92",
	 [PLURAL_FEW] = "n % 10 = 3..4,9 and n % 100 != 10..19,70..79,90..99", [PLURAL_MANY] = "n != 0 and n % 1000000 = 0"},
	{{PLURAL_ONE, {1, 21, 81, 101}}, {PLURAL_TWO, {2, 22, 102}}, {PLURAL_FEW, {3, 4, 9, 23, 29, 103}}, {PLURAL_OTHER, {5, 8, 10, 11, 12, 13, 71, 72, 79, 91, 100}}},
};

static void samples(void **state)
{
	const struct language *const all[] = {&english, &indonesian, &polish, &russian, &arabic, &latvian};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		for (int p = 0; p < PLURAL_OTHER; p++)
			if (all[i]->rules[p])
				assert_true(plural_is_rule(all[i]->rules[p]));
		for (size_t s = 0; s < 6; s++)
			for (size_t n = 0; n < 16 && all[i]->samples[s].numbers[n]; n++)
				assert_string_equal(plural_names[plural_of(all[i]->rules, all[i]->samples[s].numbers[n])], plural_names[all[i]->samples[s].form]);
	}
}

/* Breton's `many` is about millions, which no length reaches and no rule here may name. */
static void ranges(void **state)
{
	const char *rules[PLURAL__COUNT];
	(void)state;
	assert_false(plural_is_rule(breton.rules[PLURAL_MANY]));
	memcpy(rules, breton.rules, sizeof rules);
	rules[PLURAL_MANY] = NULL;
	for (size_t s = 0; s < 6; s++)
		for (size_t n = 0; n < 16 && breton.samples[s].numbers[n]; n++)
			assert_string_equal(plural_names[plural_of(rules, breton.samples[s].numbers[n])], plural_names[breton.samples[s].form]);
}

static void refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "one", "n", "n =", "n = ", "n == 1", "n is 1", "1 = n", "x = 1", "n % = 1", "n % 0 = 1", "n = 1..", "n = ..2", "n = 4..2", "n = 1,", "n = 1 and", "n = 1 or",
		"n = 1 n = 2", "n = 1 and or n = 2", "and n = 1", "n = 12345", "n % 10000000000 = 1", "n = -1", "n = 1.5", "n = 1 @integer 1", "n = 1 andn = 2", "n = 1;", "!n = 1", "n ! = 1",
	};
	static const char *const good[] = {"n = 1", "n=1", " n  %  10  =  1 .. 3 , 5 ", "n != 1", "n = 1 or n = 2 and n != 3", "e = 0", "n = 0", "n = 9999"};
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (plural_is_rule(bad[i]))
			fail_msg("'%s' is a rule", bad[i]);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!plural_is_rule(good[i]))
			fail_msg("'%s' is not a rule", good[i]);
}

/* `and` binds closer than `or`. */
static void precedence(void **state)
{
	const char *const rules[PLURAL__COUNT] = {[PLURAL_FEW] = "n = 1 or n = 2 and n = 3"};
	(void)state;
	assert_int_equal(plural_of(rules, 1), PLURAL_FEW);
	assert_int_equal(plural_of(rules, 2), PLURAL_OTHER);
	assert_int_equal(plural_of(rules, 3), PLURAL_OTHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples),
		cmocka_unit_test(ranges),
		cmocka_unit_test(refused),
		cmocka_unit_test(precedence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
