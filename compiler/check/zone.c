/* SPDX-License-Identifier: MIT */
/* Reads how the clocks of a zone go: the form of POSIX's TZ with a fixed time, or with summer time between two dates of the form M. Knows
 * which zones have summer time, so that none is counted as if it had not. */
#include "zone.h"
#include "../base/text.h"

/* The zones that have summer time today, and their rules: tzdata 2024a to 2025b, the last line of each zone's file. To tell who wrote less;
 * what is written is what counts. */
static const struct {
	const char *rules, *names;
} known[] = {
	{"WIB-7", "Asia/Jakarta Asia/Pontianak"}, {"WITA-8", "Asia/Makassar"}, {"WIT-9", "Asia/Jayapura"}, {"UTC0", "Etc/UTC UTC"},
	{"EET-2EEST,M4.5.5/0,M10.5.4/24",
	 "Africa/Cairo"},
	{"CET-1CEST,M3.5.0,M10.5.0/3",
	 "Africa/Ceuta Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels "
	 "Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg "
	 "Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome "
	 "Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican "
	 "Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich"},
	{"HST10HDT,M3.2.0,M11.1.0",
	 "America/Adak"},
	{"AKST9AKDT,M3.2.0,M11.1.0",
	 "America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat"},
	{"MST7MDT,M3.2.0,M11.1.0",
	 "America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Edmonton America/Inuvik"},
	{"CST6CDT,M3.2.0,M11.1.0",
	 "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Matamoros America/Menominee "
	 "America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga "
	 "America/Rankin_Inlet America/Resolute America/Winnipeg"},
	{"EST5EDT,M3.2.0,M11.1.0",
	 "America/Detroit America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo "
	 "America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac "
	 "America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Nassau America/New_York "
	 "America/Port-au-Prince America/Toronto"},
	{"AST4ADT,M3.2.0,M11.1.0",
	 "America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda"},
	{"CST5CDT,M3.2.0/0,M11.1.0/1",
	 "America/Havana"},
	{"PST8PDT,M3.2.0,M11.1.0",
	 "America/Los_Angeles America/Tijuana America/Vancouver"},
	{"<-03>3<-02>,M3.2.0,M11.1.0",
	 "America/Miquelon"},
	{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
	 "America/Nuuk America/Scoresbysund"},
	{"<-04>4<-03>,M9.1.6/24,M4.1.6/24",
	 "America/Santiago"},
	{"NST3:30NDT,M3.2.0,M11.1.0",
	 "America/St_Johns"},
	{"AEST-10AEDT,M10.1.0,M4.1.0/3",
	 "Australia/Hobart Australia/Melbourne Australia/Sydney"},
	{"EET-2EEST,M3.5.0/0,M10.5.0/0",
	 "Asia/Beirut"},
	{"EET-2EEST,M3.5.0/3,M10.5.0/4",
	 "Asia/Famagusta Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv "
	 "Europe/Mariehamn Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius"},
	{"EET-2EEST,M3.4.4/50,M10.4.4/50",
	 "Asia/Gaza Asia/Hebron"},
	{"IST-2IDT,M3.4.4/26,M10.5.0",
	 "Asia/Jerusalem"},
	{"<-01>1<+00>,M3.5.0/0,M10.5.0/1",
	 "Atlantic/Azores"},
	{"WET0WEST,M3.5.0/1,M10.5.0",
	 "Atlantic/Canary Atlantic/Faroe Atlantic/Madeira Europe/Lisbon"},
	{"ACST-9:30ACDT,M10.1.0,M4.1.0/3",
	 "Australia/Adelaide Australia/Broken_Hill"},
	{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	 "Australia/Lord_Howe"},
	{"EET-2EEST,M3.5.0,M10.5.0/3",
	 "Europe/Chisinau"},
	{"IST-1GMT0,M10.5.0,M3.5.0/1",
	 "Europe/Dublin"},
	{"GMT0BST,M3.5.0/1,M10.5.0",
	 "Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London"},
	{"NZST-12NZDT,M9.5.0,M4.1.0/3",
	 "Pacific/Auckland"},
	{"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
	 "Pacific/Chatham"},
	{"<-06>6<-05>,M9.1.6/22,M4.1.6/22",
	 "Pacific/Easter"},
	{"<+11>-11<+12>,M10.1.0,M4.1.0/3",
	 "Pacific/Norfolk"},
};

struct reader {
	const char *at;
	const char *why; /* what is wrong; NULL: nothing so far */
};

static void fail(struct reader *r, const char *why)
{
	if (!r->why)
		r->why = why;
}

static bool take(struct reader *r, char c)
{
	bool there = !r->why && *r->at == c;
	r->at += there;
	return there;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number of at most `digits` digits, up to most. */
static int32_t read_number(struct reader *r, int digits, int32_t most, const char *why)
{
	int32_t n = 0;
	int count = 0;
	while (!r->why && is_digit(*r->at) && count <= digits) {
		n = n * 10 + (*r->at++ - '0');
		count++;
	}
	if (count == 0 || count > digits || n > most)
		fail(r, why);
	return n;
}

/* "CST", or "<-03>"; out: the hours that the name itself says, in seconds, or INT32_MIN. */
static void read_name(struct reader *r, int32_t *says)
{
	static const char why[] = "a name has three letters or more, or is written in angle brackets: WIB, <+07>";
	const char *from = r->at;
	bool quoted = take(r, '<');
	*says = INT32_MIN;
	if (quoted && (*r->at == '+' || *r->at == '-') && is_digit(r->at[1]) && is_digit(r->at[2]))
		*says = (r->at[0] == '-' ? -1 : 1) * 3600 * ((r->at[1] - '0') * 10 + r->at[2] - '0');
	while ((*r->at >= 'A' && *r->at <= 'Z') || (*r->at >= 'a' && *r->at <= 'z') || (quoted && (is_digit(*r->at) || *r->at == '+' || *r->at == '-')))
		r->at++;
	if (quoted && !take(r, '>'))
		fail(r, why);
	if (r->at - from < (quoted ? 5 : 3) || r->at - from > 16)
		fail(r, why);
}

/* "7", "-5:30", "167:59:59". */
static int32_t read_time(struct reader *r, int digits, int32_t most_hours, const char *why)
{
	bool minus = take(r, '-');
	if (!minus)
		take(r, '+');
	int32_t seconds = read_number(r, digits, most_hours, why) * 3600;
	if (take(r, ':'))
		seconds += read_number(r, 2, 59, why) * 60;
	if (take(r, ':'))
		seconds += read_number(r, 2, 59, why);
	return minus ? -seconds : seconds;
}

/* ",M3.2.0/2" */
static struct policy_clock_change read_change(struct reader *r)
{
	static const char why[] = "summer time begins and ends on two dates such as ,M3.2.0,M11.1.0: month, week (5: the last), day of the week (0: Sunday)";
	struct policy_clock_change c = {.seconds = 2 * 3600};
	if (!take(r, ',') || !take(r, 'M'))
		fail(r, why);
	c.month = (uint8_t)read_number(r, 2, 12, why);
	if (!take(r, '.'))
		fail(r, why);
	c.week = (uint8_t)read_number(r, 1, 5, why);
	if (!take(r, '.'))
		fail(r, why);
	c.weekday = (uint8_t)read_number(r, 1, 6, why);
	if (c.month == 0 || c.week == 0)
		fail(r, why);
	if (take(r, '/'))
		c.seconds = read_time(r, 3, 167, "an hour of a change is written /2, /2:30 or /-1, at most 167");
	return c;
}

static const char hours_why[] = "after a name come the hours that are added to its time for UTC, at most 14: WIB-7 is 7 hours ahead of UTC, CST6 behind";

static bool same_change(const struct policy_clock_change *a, const struct policy_clock_change *b)
{
	return a->month == b->month && a->week == b->week && a->weekday == b->weekday && a->seconds == b->seconds;
}

const char *zone_read(const char *text, struct policy_zone_rule *out)
{
	struct reader r = {text, NULL};
	int32_t says, summer_says;
	*out = (struct policy_zone_rule){0};
	read_name(&r, &says);
	out->standard = out->daylight = -read_time(&r, 2, 14, hours_why);
	if (!r.why && *r.at) {
		read_name(&r, &summer_says);
		out->daylight = out->standard + 3600;
		if (!r.why && *r.at && *r.at != ',')
			out->daylight = -read_time(&r, 2, 14, hours_why);
		out->starts = read_change(&r);
		out->ends = read_change(&r);
		if (*r.at)
			fail(&r, "nothing comes after the second date");
		if (out->daylight == out->standard || same_change(&out->starts, &out->ends))
			fail(&r, "summer time is not another time, or ends when it begins");
	}
	if (says != INT32_MIN && says / 3600 != out->standard / 3600)
		fail(&r, "the hours have the sign opposite to that of a name: <+07>-7");
	return r.why;
}

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *p = words; (p = strstr(p, word)) != NULL; p++)
		if ((p == words || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
			return true;
	return false;
}

const char *zone_known(const char *name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (has_word(known[i].names, name))
			return known[i].rules;
	return NULL;
}
