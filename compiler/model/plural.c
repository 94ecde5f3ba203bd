/* SPDX-License-Identifier: MIT */
/* Reads plural rules: conditions joined by `and`, and these by `or`, each of which compares the number, or what it leaves when divided, with
 * numbers and ranges. Lengths of time are whole numbers, so that CLDR's operands for digits behind a point are 0. */
#include "plural.h"
#include <string.h>

const char *const plural_names[PLURAL__COUNT] = {"zero", "one", "two", "few", "many", "other"};

struct reader {
	const char *at;
	unsigned n;
	bool good;
};

static void skip_spaces(struct reader *r)
{
	r->at += strspn(r->at, " ");
}

static bool take(struct reader *r, const char *token)
{
	size_t len = strlen(token);
	skip_spaces(r);
	if (strncmp(r->at, token, len) != 0)
		return false;
	r->at += len;
	return true;
}

static unsigned read_number(struct reader *r)
{
	unsigned n = 0, digits = 0;
	skip_spaces(r);
	for (; *r->at >= '0' && *r->at <= '9' && digits < 5; digits++)
		n = n * 10 + (unsigned)(*r->at++ - '0');
	r->good = r->good && digits > 0 && digits < 5;
	return n;
}

/* n: the number; i: its whole part; v, w, f, t, c, e: of decimals and exponents. */
static unsigned read_operand(struct reader *r)
{
	skip_spaces(r);
	char c = *r->at;
	bool known = c && strchr("nivwftce", c);
	r->good = r->good && known;
	r->at += known;
	return c == 'n' || c == 'i' ? r->n : 0;
}

/* "n % 10 = 2..4,9" */
static bool read_relation(struct reader *r)
{
	unsigned value = read_operand(r);
	if (take(r, "%")) {
		unsigned by = read_number(r);
		r->good = r->good && by > 0;
		value = by ? value % by : 0;
	}
	bool negate = take(r, "!="), in = false;
	r->good = r->good && (negate || take(r, "="));
	do {
		unsigned low = read_number(r), high = take(r, "..") ? read_number(r) : low;
		r->good = r->good && low <= high;
		in = in || (low <= value && value <= high);
	} while (r->good && take(r, ","));
	return in != negate;
}

static bool read_and(struct reader *r)
{
	bool holds = read_relation(r);
	while (r->good && take(r, "and "))
		holds = read_relation(r) && holds;
	return holds;
}

static bool read_or(struct reader *r)
{
	bool holds = read_and(r);
	while (r->good && take(r, "or "))
		holds = read_and(r) || holds;
	skip_spaces(r);
	r->good = r->good && !*r->at;
	return holds;
}

bool plural_is_rule(const char *text)
{
	struct reader r = {text, 0, true};
	read_or(&r);
	return r.good;
}

enum plural plural_of(const char *const rules[PLURAL__COUNT], unsigned n)
{
	for (int p = 0; p < PLURAL_OTHER; p++)
		if (rules[p] && read_or(&(struct reader){rules[p], n, true}))
			return (enum plural)p;
	return PLURAL_OTHER;
}
