/* SPDX-License-Identifier: MIT */
/* Lengths of time and dates as the policy language writes them: one way to write each, and for every other way a
 * word on what to write instead. */
#include "model.h"
#include "../base/text.h"
#include "gen/policy.h"

static const struct {
	const char *one, *many, *iso;
} units[UNIT__COUNT] = {
	[UNIT_HOUR] = {"hour", "hours", "H"},
	[UNIT_DAY] = {"day", "days", "D"},
	[UNIT_BUSINESS_DAY] = {"business day", "business days", NULL},
	[UNIT_WEEK] = {"week", "weeks", "W"},
	[UNIT_MONTH] = {"month", "months", "M"},
	[UNIT_YEAR] = {"year", "years", "Y"},
	[UNIT_MINUTE] = {"minute", "minutes", "M"},
};

/* Other names people write, each for one unit. */
static const struct {
	const char *name;
	enum unit unit;
} aliases[] = {
	{"working day", UNIT_BUSINESS_DAY}, {"working days", UNIT_BUSINESS_DAY}, {"workdays", UNIT_BUSINESS_DAY},
	{"work days", UNIT_BUSINESS_DAY},   {"hari kerja", UNIT_BUSINESS_DAY},   {"calendar day", UNIT_DAY},
	{"calendar days", UNIT_DAY},        {"hari kalender", UNIT_DAY},         {"hari", UNIT_DAY},
	{"jam", UNIT_HOUR},                 {"hrs", UNIT_HOUR},                  {"h", UNIT_HOUR},
	{"minggu", UNIT_WEEK},              {"pekan", UNIT_WEEK},                {"bulan", UNIT_MONTH},
	{"tahun", UNIT_YEAR},               {"yrs", UNIT_YEAR},                  {"y", UNIT_YEAR},
	{"d", UNIT_DAY},                    {"menit", UNIT_MINUTE},              {"mins", UNIT_MINUTE},
};

static const char *const number_words[] = {
	"zero", "one", "two",   "three", "four", "five",  "six",
	"seven", "eight", "nine", "ten",  "eleven", "twelve",
};

bool span_has_number(const struct span *s)
{
	return s->kind == SPAN_EXACT || s->kind == SPAN_RANGE || s->kind == SPAN_UP_TO;
}

const char *unit_name(enum unit u, bool plural)
{
	return plural ? units[u].many : units[u].one;
}

static void write_length(struct buf *b, unsigned n, enum unit u)
{
	buf_uint(b, n);
	buf_char(b, ' ');
	buf_str(b, unit_name(u, n != 1));
}

static void say_word(struct buf *b, const char *before, const char *word, size_t len)
{
	buf_str(b, before);
	buf_char(b, '\'');
	text_visible(b, word, len);
	buf_char(b, '\'');
}

/* Digits only, 1..MAX_NUMBER. Says what is wrong; the digits must be there. A leading zero is left to the end. */
static bool read_number(const char *digits, size_t len, unsigned *out, struct buf *why)
{
	uint64_t n = 0;
	bool large = false;
	for (size_t i = 0; i < len; i++) {
		n = n * 10 + (unsigned)(digits[i] - '0');
		if (n > MAX_NUMBER)
			large = true, n = MAX_NUMBER + 1;
	}
	if (n == 0) {
		BUF_LIT(why, "a length of time is 1 or more; if it is to happen at once, write 'immediately'");
		return false;
	}
	if (large) {
		buf_printf(why, "a number of at most %d is expected; a length without end is written 'indefinitely'",
		           MAX_NUMBER);
		return false;
	}
	*out = (unsigned)n;
	return true;
}

static size_t count_digits(const char *s, size_t len)
{
	size_t n = 0;
	while (n < len && s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

static bool same(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(s, word, len) == 0;
}

/* The unit named exactly, for a number that is or is not 1. */
static bool read_unit(const char *s, size_t len, unsigned min, unsigned max, enum unit *out, struct buf *why)
{
	const char *best = NULL;
	unsigned best_distance = 3;
	char word[32] = "";
	if (len < sizeof word)
		memcpy(word, s, len);
	for (int u = 1; u < UNIT__COUNT; u++) {
		bool plural = max != 1;
		if (same(s, len, unit_name((enum unit)u, plural))) {
			*out = (enum unit)u;
			return true;
		}
		unsigned d = *word ? text_distance(word, unit_name((enum unit)u, plural), 2) : 3;
		if (same(s, len, unit_name((enum unit)u, !plural)))
			d = 0;
		if (d < best_distance)
			best_distance = d, best = unit_name((enum unit)u, plural);
	}
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (same(s, len, aliases[i].name))
			best = unit_name(aliases[i].unit, max != 1);
	say_word(why, "unknown unit ", s, len);
	if (best && min == max)
		buf_printf(why, "; write '%u %s'", max, best);
	else if (best)
		buf_printf(why, "; write '%u to %u %s'", min, max, best);
	else
		BUF_LIT(why, "; write minutes, hours, days, business days, weeks, months or years");
	return false;
}

/* "3 x 24 jam": the multiplication Indonesian law writes. */
static bool say_product(const char *s, size_t len, unsigned n, struct buf *why)
{
	size_t i = 0;
	while (i < len && s[i] == ' ')
		i++;
	if (i < len && s[i] == 'x')
		i++;
	else if (len - i >= 2 && memcmp(s + i, "\xC3\x97", 2) == 0)
		i += 2;
	else
		return false;
	while (i < len && s[i] == ' ')
		i++;
	size_t digits = count_digits(s + i, len - i);
	unsigned m = 0;
	struct buf ignored = {0};
	bool number = digits && read_number(s + i, digits, &m, &ignored);
	buf_free(&ignored);
	const char *unit = s + i + digits;
	size_t left = len - i - digits;
	bool hours = same(unit, left, " jam") || same(unit, left, " hours") || same(unit, left, " hour");
	if (number && m == 24 && hours && n * m <= MAX_NUMBER)
		buf_printf(why, "write '%u hours'", n * m);
	else
		BUF_LIT(why, "work out the product and write one number, such as '72 hours'");
	return true;
}

/* ISO 8601 durations of one number: P7Y, PT72H. */
static bool say_iso(const char *s, size_t len, struct buf *why)
{
	if (len < 2 || s[0] != 'P')
		return false;
	bool time = s[1] == 'T';
	size_t at = time ? 2 : 1, digits = count_digits(s + at, len - at);
	if (digits && digits <= 4 && at + digits + 1 == len) {
		unsigned n = 0;
		for (size_t i = 0; i < digits; i++)
			n = n * 10 + (unsigned)(s[at + i] - '0');
		for (int u = 1; u < UNIT__COUNT && n; u++)
			if (units[u].iso && units[u].iso[0] == s[len - 1] && (policy_unit_seconds_((unsigned)u) > 0) == time) {
				BUF_LIT(why, "write '");
				write_length(why, n, (enum unit)u);
				BUF_LIT(why, "'");
				return true;
			}
	}
	BUF_LIT(why, "write the length in words, such as '7 years' or '72 hours'");
	return true;
}

/* A state or a duration in words: spaces stand for the hyphens of the id. */
static const struct term *find_words(const struct vocabulary *v, enum kind kind, const char *s, size_t len)
{
	char id[ID_MAX + 1];
	if (len == 0 || len > ID_MAX || memchr(s, '-', len))
		return NULL;
	for (size_t i = 0; i < len; i++)
		id[i] = s[i] == ' ' ? '-' : s[i];
	id[len] = '\0';
	return vocabulary_find(v, kind, id, len);
}

static bool say_words(const struct vocabulary *v, enum kind kind, const char *s, size_t len, struct buf *why)
{
	char id[ID_MAX + 1] = "";
	if (len <= ID_MAX)
		for (size_t i = 0; i < len; i++)
			id[i] = s[i] == ' ' ? '-' : s[i];
	const char *near = vocabulary_suggest(v, kind, id);
	if (!near)
		return false;
	BUF_LIT(why, "; did you mean '");
	if (kind == KIND_STATE)
		BUF_LIT(why, "while ");
	for (; *near; near++)
		buf_char(why, *near == '-' ? ' ' : *near);
	BUF_LIT(why, "'?");
	return true;
}

/* "seven years". */
static bool say_number_word(const char *s, size_t len, struct buf *why)
{
	for (unsigned i = 0; i < sizeof number_words / sizeof *number_words; i++) {
		size_t n = strlen(number_words[i]);
		if (len <= n || memcmp(s, number_words[i], n) != 0 || s[n] != ' ')
			continue;
		for (int u = 1; i && u < UNIT__COUNT; u++)
			if (same(s + n + 1, len - n - 1, units[u].one) || same(s + n + 1, len - n - 1, units[u].many)) {
				BUF_LIT(why, "write the number in digits: '");
				write_length(why, i, (enum unit)u);
				BUF_LIT(why, "'");
				return true;
			}
		BUF_LIT(why, "write numbers of 1 or more, in digits, such as '7 years' or '5 to 7 years'");
		return true;
	}
	return false;
}

static bool read_length(const char *s, size_t len, struct span *out, struct buf *why);

/* What is wrong with the length, and the bound to write instead. */
static void say_bounded(struct buf *why, const char *wrong)
{
	static const char write[] = "write '";
	const char *fix;
	while ((fix = strstr(wrong, write)) != NULL) {
		fix += sizeof write - 1;
		buf_add(why, wrong, (size_t)(fix - wrong));
		buf_str(why, *fix >= '0' && *fix <= '9' ? "up to " : "");
		wrong = fix;
	}
	buf_str(why, wrong);
}

/* "up to 10 years", and what else people write for it. */
static bool read_bound(const char *s, size_t len, struct span *out, struct buf *why)
{
	static const char *const ways[] = {"up to ", "at most ", "no more than ", "no longer than ", "maximum ", "paling lama ", "maksimal "};
	size_t i = 0, n = 0;
	while (i < sizeof ways / sizeof *ways && (len < (n = strlen(ways[i])) || memcmp(s, ways[i], n) != 0))
		i++;
	if (i == sizeof ways / sizeof *ways)
		return false;
	struct buf inner = {0};
	bool number = count_digits(s + n, len - n) > 0, good = number && read_length(s + n, len - n, out, &inner);
	if (!number)
		BUF_LIT(why, "an upper bound has a number, in digits, and a unit, such as 'up to 10 years'");
	else if (!good)
		say_bounded(why, buf_cstr(&inner));
	else if (i != 0 || out->kind == SPAN_RANGE) {
		buf_str(why, i ? "write '" : "an upper bound has one number: write '");
		out->kind = SPAN_UP_TO;
		span_write(why, out);
		buf_char(why, '\'');
	}
	buf_free(&inner);
	out->kind = SPAN_UP_TO;
	out->min = 0;
	return true;
}

static bool read_words(const char *s, size_t len, const struct vocabulary *v, struct span *out, struct buf *why)
{
	if (same(s, len, "indefinitely")) {
		out->kind = SPAN_INDEFINITE;
		return true;
	}
	if (len > 6 && memcmp(s, "while ", 6) == 0) {
		out->kind = SPAN_WHILE;
		out->word = find_words(v, KIND_STATE, s + 6, len - 6);
		if (out->word)
			return true;
		say_word(why, "unknown state ", s + 6, len - 6);
		if (!say_words(v, KIND_STATE, s + 6, len - 6, why))
			BUF_LIT(why, "; add it to 'states' in vocabulary.yaml, with hyphens between its words");
		return false;
	}
	size_t before = why->len;
	if (read_bound(s, len, out, why))
		return why->len == before;
	out->kind = SPAN_WORDS;
	out->word = find_words(v, KIND_DURATION, s, len);
	if (out->word)
		return true;
	if (say_iso(s, len, why))
		return false;
	if (say_number_word(s, len, why))
		return false;
	say_word(why, "no length of time: ", s, len);
	if (say_words(v, KIND_DURATION, s, len, why))
		return false;
	BUF_LIT(why, "; a length is written '7 years', '5 to 7 years', 'up to 10 years', '72 hours', '10 business days', "
	             "'indefinitely', 'while account exists', or in words of the vocabulary's durations");
	return false;
}

/* "5-7", "5 - 7", "5–7": the length of the dash with its spaces, or 0. */
static size_t dash(const char *s, size_t len)
{
	size_t i = 0;
	while (i < len && s[i] == ' ')
		i++;
	if (i < len && s[i] == '-')
		i++;
	else if (len - i >= 3 && memcmp(s + i, "\xE2\x80", 2) == 0 && (s[i + 2] == '\x93' || s[i + 2] == '\x94'))
		i += 3;
	else
		return 0;
	while (i < len && s[i] == ' ')
		i++;
	return i;
}

/* Spaces, then: '7 years' has one, '7years' none, '7  years' too many. */
static bool one_blank(const char *s, size_t len, struct buf *why)
{
	if (len > 1 && s[0] == ' ' && s[1] != ' ')
		return true;
	if (len && (s[0] == '.' || s[0] == ','))
		BUF_LIT(why, "a length of time has a whole number; use a smaller unit, such as months for parts of a year");
	else if (len == 0)
		BUF_LIT(why, "a number needs a unit: minutes, hours, days, business days, weeks, months or years");
	else
		BUF_LIT(why, "write one space between the number and the unit, such as '7 years'");
	return false;
}

/* One number or two, and a unit; it begins with a digit. */
static bool read_length(const char *s, size_t len, struct span *out, struct buf *why)
{
	size_t digits = count_digits(s, len);
	if (!read_number(s, digits, &out->min, why))
		return false;
	const char *rest = s + digits;
	size_t left = len - digits, gap;
	out->max = out->min;
	out->kind = SPAN_EXACT;
	if (say_product(rest, left, out->min, why))
		return false;
	bool to = left > 4 && memcmp(rest, " to ", 4) == 0, dashed = false, zero = s[0] == '0';
	if (to || (gap = dash(rest, left)) != 0) {
		size_t skip = to ? 4 : gap;
		size_t more = count_digits(rest + skip, left - skip);
		if (more == 0) {
			BUF_LIT(why, "a range has two numbers and one unit, such as '5 to 7 years'");
			return false;
		}
		if (!read_number(rest + skip, more, &out->max, why))
			return false;
		zero = zero || rest[skip] == '0';
		rest += skip + more;
		left -= skip + more;
		out->kind = SPAN_RANGE;
		dashed = !to;
	}
	if (!one_blank(rest, left, why))
		return false;
	unsigned low = out->min < out->max ? out->min : out->max, high = out->min + out->max - low;
	if (!read_unit(rest + 1, left - 1, low, high, &out->unit, why))
		return false;
	if (dashed && low < high) {
		buf_printf(why, "write '%u to %u %s'", low, high, unit_name(out->unit, true));
		return false;
	}
	if (out->min > out->max) {
		buf_printf(why, "the smaller number comes first: write '%u to %u %s'", low, high, unit_name(out->unit, true));
		return false;
	}
	if (out->kind == SPAN_RANGE && out->min == out->max) {
		BUF_LIT(why, "both numbers are the same: write '");
		write_length(why, out->min, out->unit);
		BUF_LIT(why, "'");
		return false;
	}
	if (zero) {
		BUF_LIT(why, "a number has no leading zero: write '");
		span_write(why, out);
		BUF_LIT(why, "'");
	}
	return !zero;
}

bool span_parse(const char *s, size_t len, const struct vocabulary *v, struct span *out, struct buf *why)
{
	*out = (struct span){0};
	if (len && (s[0] == '-' || s[0] == '+')) {
		BUF_LIT(why, "a length of time has no sign: it is a number of 1 or more, such as '3 days'");
		return false;
	}
	return count_digits(s, len) ? read_length(s, len, out, why) : read_words(s, len, v, out, why);
}

static void write_spaced(struct buf *b, const char *id)
{
	for (; *id; id++)
		buf_char(b, *id == '-' ? ' ' : *id);
}

void span_write(struct buf *b, const struct span *s)
{
	if (s->kind == SPAN_EXACT || s->kind == SPAN_UP_TO) {
		buf_str(b, s->kind == SPAN_UP_TO ? "up to " : "");
		write_length(b, s->max, s->unit);
	} else if (s->kind == SPAN_RANGE) {
		buf_uint(b, s->min);
		BUF_LIT(b, " to ");
		write_length(b, s->max, s->unit);
	} else if (s->kind == SPAN_INDEFINITE) {
		BUF_LIT(b, "indefinitely");
	} else {
		if (s->kind == SPAN_WHILE)
			BUF_LIT(b, "while ");
		write_spaced(b, s->word->id);
	}
}

static void write_machine(struct buf *b, unsigned n, enum unit u)
{
	if (!units[u].iso) {
		buf_uint(b, n);
		BUF_LIT(b, "-business-days");
		return;
	}
	buf_str(b, policy_unit_seconds_(u) ? "PT" : "P");
	buf_uint(b, n);
	buf_str(b, units[u].iso);
}

void span_machine(struct buf *b, const struct span *s)
{
	if (span_has_number(s)) {
		if (s->kind == SPAN_RANGE)
			write_machine(b, s->min, s->unit);
		buf_str(b, s->kind == SPAN_RANGE ? "/" : s->kind == SPAN_UP_TO ? "../" : "");
		write_machine(b, s->max, s->unit);
	} else if (s->kind == SPAN_WHILE || s->kind == SPAN_WORDS) {
		if (s->kind == SPAN_WHILE)
			BUF_LIT(b, "while-");
		buf_str(b, s->word->id);
	} else {
		span_write(b, s);
	}
}

bool date_parse(const char *s, size_t len, struct date *out)
{
	if (len != 10 || s[4] != '-' || s[7] != '-')
		return false;
	int part[3] = {0};
	for (size_t i = 0; i < 10; i++) {
		if (i == 4 || i == 7)
			continue;
		if (s[i] < '0' || s[i] > '9')
			return false;
		int *p = &part[i < 4 ? 0 : i < 7 ? 1 : 2];
		*p = *p * 10 + (s[i] - '0');
	}
	int y = part[0], m = part[1], d = part[2];
	if (y < 1970 || m < 1 || m > 12 || d < 1 || d > policy_month_days_(y, m))
		return false;
	*out = (struct date){y, m, d};
	return true;
}

bool month_parse(const char *s, size_t len, struct date *out)
{
	char day[] = "0000-00-01";
	if (len != 7)
		return false;
	memcpy(day, s, len);
	bool good = date_parse(day, sizeof day - 1, out);
	out->day = 0;
	return good;
}

int32_t date_days(struct date d)
{
	return (int32_t)policy_date_day_(d.year, d.month, d.day);
}

struct date date_of_days(int32_t days)
{
	struct policy_date d = policy_day_date(days);
	return (struct date){d.year, d.month, d.day};
}

void date_write(struct buf *b, struct date d)
{
	const int digits[] = {d.year / 1000, d.year / 100 % 10, d.year / 10 % 10, d.year % 10, -1, d.month / 10, d.month % 10, -1, d.day / 10, d.day % 10};
	unsigned count = d.day ? sizeof digits / sizeof *digits : 7; /* a month ends before its day */
	for (unsigned i = 0; i < count; i++)
		buf_char(b, (char)(digits[i] < 0 ? '-' : '0' + digits[i]));
}
