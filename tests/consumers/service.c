/* SPDX-License-Identifier: MIT */
#include "service.h"
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *asks;
} results[] = {
#define RESULT(code, asks) [code] = {#code, asks}
	RESULT(POLICY_OK, "nothing: do it"),
	RESULT(POLICY_NO_NUMBER, "ask legal which number these words stand for here"),
	RESULT(POLICY_INDEFINITE, "nothing: it has no end"),
	RESULT(POLICY_WHILE_STATE, "nothing until the state ends: record when it does"),
	RESULT(POLICY_UNSTATED, "ask legal for what the source leaves open (readings)"),
	RESULT(POLICY_NOT_STARTED, "nothing until the event happens: record when it does"),
	RESULT(POLICY_NOT_LISTED, "ask legal whether the policy is to speak of it"),
	RESULT(POLICY_CONFLICT, "ask legal which of the statements holds (conflicts: enforce)"),
	RESULT(POLICY_OUT_OF_CALENDAR, "ask for the calendar's next year: its decree is missing"),
	RESULT(POLICY_OUT_OF_RANGE, "correct the time or number: it cannot be counted"),
	RESULT(POLICY_NO_LIST, "nothing: the rule is about all"),
	RESULT(POLICY_OTHER_UNIT, "ask in the span's own unit"),
	RESULT(POLICY_FREE_DAY, "nothing: the day is not a working day"),
	RESULT(POLICY_NO, "leave it: the policy rules it out"),
	RESULT(POLICY_CONDITIONAL, "say more: a condition, an element or a scope decides"),
	RESULT(POLICY_NOT_FIRM, "ask legal whether the aim is to be kept as a promise"),
	RESULT(POLICY_AMBIGUOUS, "give one time for the event: two are recorded"),
	RESULT(POLICY_PAUSED, "nothing until the clock runs again: record when it does"),
#undef RESULT
};

const char *result_name(enum policy_result result)
{
	return results[result].name;
}

const char *result_asks(enum policy_result result)
{
	return results[result].asks;
}

/* Exactly n digits. */
static bool digits(const char **at, int n, int32_t *out)
{
	*out = 0;
	for (; n > 0; n--, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*out = *out * 10 + (**at - '0');
	}
	return true;
}

static bool mark(const char **at, const char *any)
{
	return **at != 0 && strchr(any, *(*at)++) != NULL;
}

static bool seconds_parse(const char *at, int64_t *out)
{
	if (!*at || strspn(at, "0123456789") != strlen(at) || strlen(at) > 12)
		return false;
	for (*out = 0; *at; at++)
		*out = *out * 10 + (*at - '0');
	return *out <= 253402300799; /* 9999-12-31T23:59:59Z */
}

bool time_parse(const char *text, int64_t *out)
{
	const char *at = text;
	struct policy_date date;
	int32_t day, hour, minute, second, zone_hour = 0, zone_minute = 0;
	int sign = 1;
	if (seconds_parse(text, out))
		return true;
	if (!digits(&at, 4, &date.year) || !mark(&at, "-") || !digits(&at, 2, &date.month) || !mark(&at, "-") || !digits(&at, 2, &date.day) ||
	    policy_date_day(date, &day) != POLICY_OK)
		return false;
	if (!mark(&at, "Tt ") || !digits(&at, 2, &hour) || !mark(&at, ":") || !digits(&at, 2, &minute) || !mark(&at, ":") ||
	    !digits(&at, 2, &second) || hour > 23 || minute > 59 || second > 59)
		return false;
	if (*at == '.') {
		size_t n = strspn(++at, "0123456789");
		if (n == 0)
			return false;
		at += n;
	}
	if (*at == 'Z' || *at == 'z') {
		at++;
	} else {
		sign = *at == '-' ? -1 : 1;
		if (!mark(&at, "+-") || !digits(&at, 2, &zone_hour) || !mark(&at, ":") || !digits(&at, 2, &zone_minute) || zone_hour > 23 ||
		    zone_minute > 59)
			return false;
	}
	*out = (int64_t)day * 86400 + hour * 3600 + minute * 60 + second - sign * (zone_hour * 3600 + zone_minute * 60);
	return *at == 0 && *out >= 0 && *out <= 253402300799;
}

struct text day_text(int32_t day)
{
	struct policy_date date = policy_day_date(day);
	struct text text;
	snprintf(text.at, sizeof text.at, "%04d-%02d-%02d", (int)date.year, (int)date.month, (int)date.day);
	return text;
}

struct text end_text(const struct policy *p, int64_t end)
{
	int32_t offset = 0;
	int64_t local, second;
	if (policy_utc_offset(p, end, &offset) != POLICY_OK)
		offset = 0; /* without a calendar the times are UTC */
	local = end + offset;
	second = local % 86400;
	struct text text;
	if (second == 0)
		return day_text((int32_t)(local / 86400 - 1));
	text = day_text((int32_t)(local / 86400));
	snprintf(text.at + 10, sizeof text.at - 10, " %02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
	return text;
}
