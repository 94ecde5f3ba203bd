/* SPDX-License-Identifier: MIT */
/* Lengths of time and dates: every way to write one, the word on what to write instead for every other way, and the way back.
 * The expected messages come from the design's rule that an error says the fix, not from what the program prints. */
#include "../../compiler/base/text.h"
#include "../../compiler/model/model.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants the ones above first */
#include <cmocka.h>

static struct arena arena;
static struct vocabulary vocabulary;

static void add_terms(enum kind kind, const char *const *ids, unsigned count)
{
	struct terms *t = &vocabulary.kinds[kind];
	t->at = NEW_N(&arena, struct term, count);
	t->count = t->codes = count;
	for (unsigned i = 0; i < count; i++)
		t->at[i] = (struct term){.id = ids[i], .code = (uint16_t)(i + 1), .kind = (uint8_t)kind};
}

static int set_up(void **state)
{
	static const char *const states[] = {"account-exists", "session"};
	static const char *const durations[] = {"immediately", "without-undue-delay", "without-unreasonable-delay"};
	(void)state;
	add_terms(KIND_STATE, states, 2);
	add_terms(KIND_DURATION, durations, 3);
	vocabulary_index(&vocabulary, &arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* ---- one way to write each ---- */

static const struct good {
	const char *text;
	enum span_kind kind;
	enum unit unit;
	unsigned min, max;
	const char *word, *machine;
} goods[] = {
	{"1 hour", SPAN_EXACT, UNIT_HOUR, 1, 1, NULL, "PT1H"},
	{"5 minutes", SPAN_EXACT, UNIT_MINUTE, 5, 5, NULL, "PT5M"},
	{"1 to 2 minutes", SPAN_RANGE, UNIT_MINUTE, 1, 2, NULL, "PT1M/PT2M"},
	{"72 hours", SPAN_EXACT, UNIT_HOUR, 72, 72, NULL, "PT72H"},
	{"1 day", SPAN_EXACT, UNIT_DAY, 1, 1, NULL, "P1D"},
	{"30 days", SPAN_EXACT, UNIT_DAY, 30, 30, NULL, "P30D"},
	{"1 business day", SPAN_EXACT, UNIT_BUSINESS_DAY, 1, 1, NULL, "1-business-days"},
	{"10 business days", SPAN_EXACT, UNIT_BUSINESS_DAY, 10, 10, NULL, "10-business-days"},
	{"1 week", SPAN_EXACT, UNIT_WEEK, 1, 1, NULL, "P1W"},
	{"2 weeks", SPAN_EXACT, UNIT_WEEK, 2, 2, NULL, "P2W"},
	{"1 month", SPAN_EXACT, UNIT_MONTH, 1, 1, NULL, "P1M"},
	{"24 months", SPAN_EXACT, UNIT_MONTH, 24, 24, NULL, "P24M"},
	{"1 year", SPAN_EXACT, UNIT_YEAR, 1, 1, NULL, "P1Y"},
	{"7 years", SPAN_EXACT, UNIT_YEAR, 7, 7, NULL, "P7Y"},
	{"9999 years", SPAN_EXACT, UNIT_YEAR, 9999, 9999, NULL, "P9999Y"},
	{"5 to 7 years", SPAN_RANGE, UNIT_YEAR, 5, 7, NULL, "P5Y/P7Y"},
	{"1 to 2 hours", SPAN_RANGE, UNIT_HOUR, 1, 2, NULL, "PT1H/PT2H"},
	{"5 to 10 business days", SPAN_RANGE, UNIT_BUSINESS_DAY, 5, 10, NULL, "5-business-days/10-business-days"},
	{"9998 to 9999 days", SPAN_RANGE, UNIT_DAY, 9998, 9999, NULL, "P9998D/P9999D"},
	{"up to 10 years", SPAN_UP_TO, UNIT_YEAR, 0, 10, NULL, "../P10Y"},
	{"up to 1 hour", SPAN_UP_TO, UNIT_HOUR, 0, 1, NULL, "../PT1H"},
	{"up to 10 business days", SPAN_UP_TO, UNIT_BUSINESS_DAY, 0, 10, NULL, "../10-business-days"},
	{"indefinitely", SPAN_INDEFINITE, 0, 0, 0, NULL, "indefinitely"},
	{"while account exists", SPAN_WHILE, 0, 0, 0, "account-exists", "while-account-exists"},
	{"while session", SPAN_WHILE, 0, 0, 0, "session", "while-session"},
	{"immediately", SPAN_WORDS, 0, 0, 0, "immediately", "immediately"},
	{"without undue delay", SPAN_WORDS, 0, 0, 0, "without-undue-delay", "without-undue-delay"},
	{"without unreasonable delay", SPAN_WORDS, 0, 0, 0, "without-unreasonable-delay", "without-unreasonable-delay"},
};

/* Give the buffer a NUL after its last byte, without counting it. */
static const char *text_of(struct buf *b)
{
	buf_char(b, '\0');
	b->len--;
	return b->data;
}

static bool parse(const char *text, size_t len, struct span *out, struct buf *why)
{
	/* a copy of exactly these bytes, so that a sanitizer sees one byte too many */
	char *copy = mem_alloc(len + 1);
	memcpy(copy, text, len);
	copy[len] = '!';
	why->len = 0;
	bool good = span_parse(copy, len, &vocabulary, out, why);
	free(copy);
	return good;
}

static void one_way_to_write_each(void **state)
{
	(void)state;
	struct buf b = {0};
	for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
		const struct good *g = &goods[i];
		struct span s;
		if (!parse(g->text, strlen(g->text), &s, &b))
			fail_msg("'%s' is refused: %s", g->text, text_of(&b));
		assert_int_equal(b.len, 0);
		assert_int_equal(s.kind, g->kind);
		assert_int_equal(s.unit, g->unit);
		assert_int_equal(s.min, g->min);
		assert_int_equal(s.max, g->max);
		if (g->word)
			assert_string_equal(s.word->id, g->word);
		else
			assert_null(s.word);
		span_write(&b, &s);
		assert_string_equal(text_of(&b), g->text);
		b.len = 0;
		span_machine(&b, &s);
		assert_string_equal(text_of(&b), g->machine);
	}
	buf_free(&b);
}

/* ---- what to write instead ---- */

#define FORMS \
	"a length is written '7 years', '5 to 7 years', 'up to 10 years', '72 hours', '10 business days', 'indefinitely', " \
	"'while account exists', or in words of the vocabulary's durations"
#define UNITS "minutes, hours, days, business days, weeks, months or years"
#define WHOLE "a length of time has a whole number; use a smaller unit, such as months for parts of a year"
#define SPACE "write one space between the number and the unit, such as '7 years'"
#define NO_UNIT "a number needs a unit: " UNITS
#define RANGE "a range has two numbers and one unit, such as '5 to 7 years'"
#define BOUND "an upper bound has a number, in digits, and a unit, such as 'up to 10 years'"
#define SIGN "a length of time has no sign: it is a number of 1 or more, such as '3 days'"
#define LARGE "a number of at most 9999 is expected; a length without end is written 'indefinitely'"
#define ZERO "a length of time is 1 or more; if it is to happen at once, write 'immediately'"
#define DIGITS "write numbers of 1 or more, in digits, such as '7 years' or '5 to 7 years'"
#define ISO "write the length in words, such as '7 years' or '72 hours'"
#define PRODUCT "work out the product and write one number, such as '72 hours'"

static const struct bad {
	const char *text, *why;
} bads[] = {
	/* units */
	{"10 bussines days", "unknown unit 'bussines days'; write '10 business days'"},
	{"7 yeras", "unknown unit 'yeras'; write '7 years'"},
	{"7 Years", "unknown unit 'Years'; write '7 years'"},
	{"1 years", "unknown unit 'years'; write '1 year'"},
	{"7 year", "unknown unit 'year'; write '7 years'"},
	{"1 business days", "unknown unit 'business days'; write '1 business day'"},
	{"5 to 7 year", "unknown unit 'year'; write '5 to 7 years'"},
	{"7 tahun", "unknown unit 'tahun'; write '7 years'"},
	{"1 tahun", "unknown unit 'tahun'; write '1 year'"},
	{"5 menit", "unknown unit 'menit'; write '5 minutes'"},
	{"72 jam", "unknown unit 'jam'; write '72 hours'"},
	{"10 hari kerja", "unknown unit 'hari kerja'; write '10 business days'"},
	{"10 hari", "unknown unit 'hari'; write '10 days'"},
	{"2 minggu", "unknown unit 'minggu'; write '2 weeks'"},
	{"3 bulan", "unknown unit 'bulan'; write '3 months'"},
	{"14 calendar days", "unknown unit 'calendar days'; write '14 days'"},
	{"10 working days", "unknown unit 'working days'; write '10 business days'"},
	{"2 fortnights", "unknown unit 'fortnights'; write " UNITS},
	{"7 years or more", "unknown unit 'years or more'; write " UNITS},
	{"7", NO_UNIT},
	{"5 to 7", NO_UNIT},
	{"7years", SPACE},
	{"7  years", SPACE},
	{"5 to 7years", SPACE},
	/* numbers */
	{"0 days", ZERO},
	{"0 to 5 days", ZERO},
	{"000 days", ZERO},
	{"010 days", "a number has no leading zero: write '10 days'"},
	{"5 to 07 years", "a number has no leading zero: write '5 to 7 years'"},
	{"05 to 7 years", "a number has no leading zero: write '5 to 7 years'"},
	{"001 day", "a number has no leading zero: write '1 day'"},
	{"007 yeras", "unknown unit 'yeras'; write '7 years'"},
	{"10000 days", LARGE},
	{"99999999999 years", LARGE},
	{"99999999999999999999999999999999999999999 years", LARGE},
	{"1 to 10000 days", LARGE},
	{"-3 days", SIGN},
	{"+3 days", SIGN},
	{"1.5 years", WHOLE},
	{"1,5 years", WHOLE},
	{"seven years", "write the number in digits: '7 years'"},
	{"two weeks", "write the number in digits: '2 weeks'"},
	{"one year", "write the number in digits: '1 year'"},
	{"one years", "write the number in digits: '1 year'"},
	{"twelve month", "write the number in digits: '12 months'"},
	{"ten business days", "write the number in digits: '10 business days'"},
	{"zero days", DIGITS},
	{"ten to twelve years", DIGITS},
	{"seven yeras", DIGITS},
	/* ranges */
	{"5-7 years", "write '5 to 7 years'"},
	{"5 - 7 years", "write '5 to 7 years'"},
	{"5\xE2\x80\x93" "7 years", "write '5 to 7 years'"},
	{"5\xE2\x80\x94" "7 years", "write '5 to 7 years'"},
	{"5-7years", SPACE},
	{"7-5 years", "write '5 to 7 years'"},
	{"5-5 years", "both numbers are the same: write '5 years'"},
	{"5-7 yeras", "unknown unit 'yeras'; write '5 to 7 years'"},
	{"7 to 5 yeras", "unknown unit 'yeras'; write '5 to 7 years'"},
	{"2 to 1 years", "the smaller number comes first: write '1 to 2 years'"},
	{"2 to 1 year", "unknown unit 'year'; write '1 to 2 years'"},
	{"7 to 5 years", "the smaller number comes first: write '5 to 7 years'"},
	{"7 to 7 years", "both numbers are the same: write '7 years'"},
	{"1 to 1 year", "both numbers are the same: write '1 year'"},
	{"5 to years", RANGE},
	{"5 to  7 years", RANGE},
	{"5 to -7 years", RANGE},
	/* an upper bound */
	{"at most 10 years", "write 'up to 10 years'"},
	{"no more than 1 hour", "write 'up to 1 hour'"},
	{"no longer than 90 days", "write 'up to 90 days'"},
	{"maximum 10 business days", "write 'up to 10 business days'"},
	{"paling lama 10 years", "write 'up to 10 years'"},
	{"maksimal 10 tahun", "unknown unit 'tahun'; write 'up to 10 years'"},
	{"paling lama 3 x 24 jam", "write 'up to 72 hours'"},
	{"up to 10 yers", "unknown unit 'yers'; write 'up to 10 years'"},
	{"up to 5 to 7 years", "an upper bound has one number: write 'up to 7 years'"},
	{"at most 5 to 7 years", "write 'up to 7 years'"},
	{"up to 0 days", ZERO},
	{"up to 010 days", "a number has no leading zero: write 'up to 10 days'"},
	{"up to ten years", BOUND},
	{"up to indefinitely", BOUND},
	{"up to while session", BOUND},
	{"up to  10 years", BOUND},
	{"up to ", BOUND},
	{"up to", "no length of time: 'up to'; " FORMS},
	{"upto 10 years", "no length of time: 'upto 10 years'; " FORMS},
	{"Up to 10 years", "no length of time: 'Up to 10 years'; " FORMS},
	/* other notations */
	{"P7Y", "write '7 years'"},
	{"P1Y", "write '1 year'"},
	{"P30D", "write '30 days'"},
	{"P2W", "write '2 weeks'"},
	{"P6M", "write '6 months'"},
	{"PT72H", "write '72 hours'"},
	{"PT1H", "write '1 hour'"},
	{"PT5M", "write '5 minutes'"},
	{"PT1M", "write '1 minute'"},
	{"PT7Y", ISO},
	{"P1Y6M", ISO},
	{"P0D", ISO},
	{"P", "no length of time: 'P'; " FORMS},
	{"3 x 24 jam", "write '72 hours'"},
	{"3x24 jam", "write '72 hours'"},
	{"3 \xC3\x97 24 hours", "write '72 hours'"},
	{"1 x 24 jam", "write '24 hours'"},
	{"416 x 24 jam", "write '9984 hours'"},
	{"417 x 24 jam", PRODUCT}, /* 10008 */
	{"9999 x 24 jam", PRODUCT},
	{"3 x 24 days", PRODUCT}, /* 72 days, never 72 hours */
	{"3 x 24", PRODUCT},
	{"3 x 24 ", PRODUCT},
	{"3 x 8 jam", PRODUCT},
	{"3 x 24 jam kerja", PRODUCT}, /* of working time */
	{"2 x 7 days", PRODUCT},
	{"3 x", PRODUCT},
	/* words */
	{"while acount exists", "unknown state 'acount exists'; did you mean 'while account exists'?"},
	{"while the cows come home", "unknown state 'the cows come home'; add it to 'states' in vocabulary.yaml, with hyphens between its words"},
	{"while account-exists", "unknown state 'account-exists'; did you mean 'while account exists'?"},
	{"without undue dely", "no length of time: 'without undue dely'; did you mean 'without undue delay'?"},
	{"without-undue-delay", "no length of time: 'without-undue-delay'; did you mean 'without undue delay'?"},
	{"imediately", "no length of time: 'imediately'; did you mean 'immediately'?"},
	{"", "no length of time: ''; " FORMS},
	{"while", "no length of time: 'while'; " FORMS},
	{"while ", "no length of time: 'while '; " FORMS},
	{"forever", "no length of time: 'forever'; " FORMS},
	{" 7 years", "no length of time: ' 7 years'; " FORMS},
	{"p7y", "no length of time: 'p7y'; " FORMS},
	{"7\xC2\xA0years", SPACE},
	{"\xE2\x88\x92" "3 days", "no length of time: '\xE2\x88\x92" "3 days'; " FORMS},
};

/* Refused, with some word that may be better one day. */
static const char *const refused[] = {"indefinitly", "7 years ", "7 years.", "unstated", "7 business  days", "7 ", "9999 x 24", "5--7 years"};

static void what_to_write_instead(void **state)
{
	(void)state;
	struct buf why = {0};
	struct span s;
	unsigned wrong = 0;
	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
		if (parse(bads[i].text, strlen(bads[i].text), &s, &why)) {
			print_error("'%s' is accepted\n", bads[i].text);
			wrong++;
		} else if (strcmp(text_of(&why), bads[i].why) != 0) {
			print_error("'%s'\n  says  %s\n  wants %s\n", bads[i].text, text_of(&why), bads[i].why);
			wrong++;
		}
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		bool good = parse(refused[i], strlen(refused[i]), &s, &why);
		if (good || why.len == 0) {
			print_error("'%s' is %s\n", refused[i], good ? "accepted" : "refused without a word");
			wrong++;
		}
	}
	buf_free(&why);
	assert_int_equal(wrong, 0);
}

/* Whoever writes what the message says is done: what it quotes, but for the words it takes from the text, is a length. */
static void good_advice(const char *text, const char *why)
{
	static const char *const echoes[] = {"unknown unit '", "unknown state '", "no length of time: '"};
	struct buf ignored = {0};
	struct span s;
	const char *p = why;
	for (size_t i = 0; i < sizeof echoes / sizeof *echoes; i++)
		if (strncmp(why, echoes[i], strlen(echoes[i])) == 0) {
			p = strchr(why + strlen(echoes[i]), '\'');
			assert_non_null(p);
			p++;
		}
	if (strstr(text, "while ") == text) /* the name of a state alone, beside no advice */
		p = strstr(p, "did you mean") ? p : "";
	const char *stop = strstr(p, "vocabulary's");
	for (; (p = strchr(p, '\'')) != NULL && (!stop || p < stop); p++) {
		const char *end = strchr(p + 1, '\'');
		if (!end)
			fail_msg("'%s': %s", text, why);
		if (!parse(p + 1, (size_t)(end - p - 1), &s, &ignored))
			fail_msg("'%s': %s -> %s", text, why, text_of(&ignored));
		p = end;
	}
	buf_free(&ignored);
}

static void the_fix_is_right(void **state)
{
	(void)state;
	static const char *const numbers[] = {"0",    "1",     "2",   "5",   "7",     "24",   "416",  "417",    "010",  "01",
	                                      "9998", "9999", "10000", "one", "seven", "zero", "twelve", "thirteen", "1.5", "-3", "P7", ""};
	static const char *const between[] = {"", " to ", "-", " - ", "\xE2\x80\x93", " x ", "x", " \xC3\x97 ", " to", " or ", " "};
	static const char *const spaces[] = {"", " ", "  "};
	static const char *const names[] = {"hour", "hours", "day", "days", "business day", "business days", "week", "months", "year", "years",
	                                    "jam", "hari", "hari kerja", "working days", "tahun", "h", "d", "H", "Y", "D", "Years", "yeras",
	                                    "bussines days", "bussines day", "houres", "fortnights", "years or more", ""};
	struct buf why = {0}, text = {0};
	struct span s;
	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++)
		good_advice(bads[i].text, bads[i].why);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_false(parse(refused[i], strlen(refused[i]), &s, &why));
		good_advice(refused[i], text_of(&why));
	}
#define EACH(i, list) for (size_t i = 0; i < sizeof list / sizeof *list; i++)
	EACH(n, numbers) EACH(b, between) EACH(m, numbers) EACH(k, spaces) EACH(u, names) {
		text.len = 0;
		buf_str(&text, numbers[n]);
		buf_str(&text, between[b]);
		buf_str(&text, numbers[m]);
		buf_str(&text, spaces[k]);
		buf_str(&text, names[u]);
		text_of(&text);
		if (!parse(text.data, text.len, &s, &why))
			good_advice(text.data, text_of(&why));
	}
#undef EACH
	buf_free(&why);
	buf_free(&text);
}

/* A text of any length is refused, and the message is not longer than the text and the forms. */
static void long_text(void **state)
{
	(void)state;
	static const char *const starts[] = {"", "7 ", "while ", "5 to 7 ", "3 x ", "P", "seven "};
	char text[400];
	struct buf why = {0};
	struct span s;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		size_t n = strlen(starts[i]);
		memcpy(text, starts[i], n);
		memset(text + n, 'y', 300);
		assert_false(parse(text, n + 300, &s, &why));
		assert_in_range(why.len, 1, 600);
	}
	memset(text, '9', sizeof text);
	assert_false(parse(text, sizeof text, &s, &why));
	assert_string_equal(text_of(&why), LARGE);
	buf_free(&why);
}

/* ---- properties ---- */

static void comes_back(const struct span *s, struct buf *b, struct buf *why)
{
	struct span again;
	b->len = 0;
	span_write(b, s);
	if (!parse(b->data, b->len, &again, why))
		fail_msg("'%s' is not read back: %s", text_of(b), text_of(why));
	if (again.kind != s->kind || again.unit != s->unit || again.min != s->min || again.max != s->max || again.word != s->word)
		fail_msg("'%s' comes back as another length", text_of(b));
}

static void written_and_read_again(void **state)
{
	(void)state;
	struct buf b = {0}, why = {0};
	for (int u = 1; u < UNIT__COUNT; u++)
		for (unsigned n = 1; n <= MAX_NUMBER; n++) {
			struct span s = {SPAN_EXACT, (enum unit)u, n, n, NULL};
			comes_back(&s, &b, &why);
			s = (struct span){SPAN_RANGE, (enum unit)u, 1 + n * 7919u % (MAX_NUMBER - 1), 0, NULL};
			s.max = s.min + 1 + n * 104729u % (MAX_NUMBER - s.min);
			comes_back(&s, &b, &why);
		}
	for (int k = 0; k < 2; k++)
		for (unsigned i = 0; i < vocabulary.kinds[k ? KIND_STATE : KIND_DURATION].count; i++) {
			struct span s = {k ? SPAN_WHILE : SPAN_WORDS, 0, 0, 0, &vocabulary.kinds[k ? KIND_STATE : KIND_DURATION].at[i]};
			comes_back(&s, &b, &why);
		}
	buf_free(&b);
	buf_free(&why);
}

/* Any bytes but NUL: refused with a word, or accepted and then the same text comes back. */
static void any_bytes(void **state)
{
	(void)state;
	static const char *const bits[] = {"7",  " ",    "years", "to",  "5",     "while ", "account", "open", "-",    "x",     "24",
	                                   "P",  "T",    "H",     "day", "s",     "business", "indefinitely", ".", "\xE2\x80", "\x93", "\xFF",
	                                   "seven", "immediately", "\xC3", "\x97", "0", "9999", "year", "months"};
	struct buf text = {0}, why = {0}, again = {0};
	uint32_t seed = 20270301;
	for (int round = 0; round < 40000; round++) {
		struct span s;
		text.len = again.len = 0;
		buf_char(&text, '7');
		text.len = 0; /* never NULL */
		for (unsigned n = (seed >> 8) % 7; n < 7; n++) {
			seed = seed * 1664525u + 1013904223u;
			if (seed >> 30)
				buf_str(&text, bits[(seed >> 8) % (sizeof bits / sizeof *bits)]);
			else
				buf_char(&text, (char)(1 + (seed >> 8) % 255));
		}
		seed = seed * 1664525u + 1013904223u;
		if (!parse(text.data, text.len, &s, &why)) {
			assert_int_not_equal(why.len, 0);
			for (size_t i = 0; i < why.len; i++) /* what a terminal would act on is made visible */
				assert_true((unsigned char)why.data[i] >= 0x20 && why.data[i] != 0x7F);
			continue;
		}
		span_write(&again, &s);
		assert_int_equal(again.len, text.len);
		assert_memory_equal(again.data, text.data, text.len);
	}
	buf_free(&text);
	buf_free(&why);
	buf_free(&again);
}

/* ---- dates ---- */

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Every calendar text of 400 years, real days and not: counted by hand beside date_days. */
static void every_day(void **state)
{
	(void)state;
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t count = 0;
	for (int y = 1970; y <= 2370; y++)
		for (int m = 0; m <= 13; m++)
			for (int d = 0; d <= 32; d++) {
				char text[40];
				struct date got = {0};
				bool real = m >= 1 && m <= 12 && d >= 1 && d <= lengths[m - 1] + (m == 2 && leap(y));
				snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
				if (date_parse(text, 10, &got) != real)
					fail_msg("%s is %s", text, real ? "refused" : "accepted");
				if (!real)
					continue;
				assert_true(got.year == y && got.month == m && got.day == d);
				if (date_days(got) != count)
					fail_msg("%s is day %d, not %d", text, (int)date_days(got), (int)count);
				count++;
			}
	assert_int_equal(count, 146097 + 365); /* 400 years of the Gregorian calendar, and the 401st */
	struct date last;
	assert_true(date_parse("9999-12-31", 10, &last));
	assert_int_equal(date_days(last), 2932896);
}

static void no_dates(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"2027-02-29",  "2100-02-29", "2027-13-01",  "2027-00-10",  "2027-01-00",  "2027-04-31", "2027-1-1",   "1969-12-31",
		"10000-01-01", "0000-01-01", "2027/01/01",  "2027-01-01 ", " 2027-01-01", "27-01-01",   "20270101",   "2027-01-0a",
		"2027-01-+1",  "-027-01-01", "2027-01-01T", "2027-W01-01", "2027--1-01",  "",           "2027-01",    "01-01-2027",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct date d;
		if (date_parse(texts[i], strlen(texts[i]), &d))
			fail_msg("'%s' is taken for a date", texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_way_to_write_each), cmocka_unit_test(what_to_write_instead), cmocka_unit_test(the_fix_is_right),
		cmocka_unit_test(long_text),
		cmocka_unit_test(written_and_read_again), cmocka_unit_test(any_bytes), cmocka_unit_test(every_day),
		cmocka_unit_test(no_dates),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
