/* SPDX-License-Identifier: MIT */
/* Makes the bitmap of a calendar's working days: all days of its years, less its weekends, less its free days. */
#include "calendar.h"
#include <assert.h>
#include <stdbool.h>
#include <string.h>

uint32_t calendar_words(const struct policy_calendar *c, const struct policy_calendar_word **words)
{
	*words = (const void *)((const char *)c + c->words);
	return (c->days + 31) / 32;
}

size_t calendar_size(const struct policy_calendar *c)
{
	return sizeof *c + c->zone_rules * sizeof(struct policy_zone_rule) + (c->days + 31) / 32 * sizeof(struct policy_calendar_word);
}

const struct policy_zone_rule *calendar_zone(const struct policy_calendar *c)
{
	return (const void *)((const char *)c + c->zone);
}

static int32_t first_of_year(int year)
{
	return (int32_t)policy_date_day_(year, 1, 1);
}

static void count_before(struct policy_calendar_word *words, uint32_t count)
{
	for (uint32_t w = 1; w < count; w++)
		words[w].before = words[w - 1].before + policy_ones_(words[w - 1].working);
}

const struct policy_calendar *calendar_build(struct arena *a, const struct calendar_rules *rules, const int32_t *free_days, size_t count)
{
	const bool decreed = rules->first_year > 0;
	assert(!decreed || (rules->first_year >= 1970 && rules->first_year <= rules->last_year && rules->last_year <= 9999 && rules->weekend < 127));
	struct policy_calendar c = {
		.first = decreed ? first_of_year(rules->first_year) : 0,
		.days = decreed ? (uint32_t)(first_of_year(rules->last_year + 1) - first_of_year(rules->first_year)) : 0,
		.offset = rules->offset,
		.rounding = (uint16_t)rules->rounding,
		.weekend = (uint16_t)rules->weekend,
		.zone = sizeof c,
		.zone_rules = rules->zone_rules,
		.words = (uint32_t)(sizeof c + rules->zone_rules * sizeof *rules->zone),
	};
	struct policy_calendar *out = arena_alloc(a, calendar_size(&c));
	struct policy_calendar_word *words = (void *)((char *)out + c.words);
	*out = c;
	if (c.zone_rules)
		memcpy(out + 1, rules->zone, c.zone_rules * sizeof *rules->zone);
	for (uint32_t i = 0; i < c.days; i++)
		if (policy_weekday_(out, (int64_t)c.first + i))
			words[i / 32].working |= (uint32_t)1 << i % 32;
	for (size_t n = 0; n < count; n++) {
		int64_t i = (int64_t)free_days[n] - c.first;
		if (i >= 0 && i < c.days)
			words[i / 32].working &= ~((uint32_t)1 << i % 32);
	}
	count_before(words, (c.days + 31) / 32);
	return out;
}
