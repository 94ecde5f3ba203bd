/* SPDX-License-Identifier: 0BSD */
/* Lengths of time. Each unit has a type of its own, so that one cannot be passed for another. For an exact length min and max
 * are the same; min is 0 where only an upper bound is said. */
struct policy_minutes { unsigned min, max; };
struct policy_hours { unsigned min, max; };
struct policy_days { unsigned min, max; }; /* calendar days */
struct policy_business_days { unsigned min, max; };
struct policy_weeks { unsigned min, max; };
struct policy_months { unsigned min, max; };
struct policy_years { unsigned min, max; };

/* How long a unit is that runs through all days: of hours and minutes its seconds, of days and longer 0. */
static inline int64_t policy_unit_seconds_(unsigned unit)
{
	return unit == POLICY_UNIT_HOUR ? 3600 : unit == POLICY_UNIT_MINUTE ? 60 : 0;
}

static inline enum policy_result policy_span_(const struct policy_span *s, unsigned unit, unsigned *min, unsigned *max)
{
	*min = *max = 0;
	/* no switch: its jump table would cost a relocation */
	if (s->kind == POLICY_SPAN_EXACT || s->kind == POLICY_SPAN_RANGE || s->kind == POLICY_SPAN_UP_TO) {
		if (s->unit != unit)
			return POLICY_OTHER_UNIT;
		*min = s->min;
		*max = s->max;
		return POLICY_OK;
	}
	if (s->kind == POLICY_SPAN_INDEFINITE)
		return POLICY_INDEFINITE;
	if (s->kind == POLICY_SPAN_WHILE)
		return POLICY_WHILE_STATE;
	if (s->kind == POLICY_SPAN_WORDS)
		return POLICY_NO_NUMBER;
	return s->kind == POLICY_SPAN_UNSTATED ? POLICY_UNSTATED : POLICY_NOT_LISTED;
}

/* policy_span_<unit>(span, &out): min and max of out are 0 unless it returns POLICY_OK. POLICY_OTHER_UNIT: ask in the span's own
 * unit. */
#define POLICY_SPAN_(units, UNIT) \
	static inline enum policy_result policy_span_##units(const struct policy_span *s, struct policy_##units *out) \
	{ \
		return policy_span_(s, POLICY_UNIT_##UNIT, &out->min, &out->max); \
	}
POLICY_SPAN_(minutes, MINUTE)
POLICY_SPAN_(hours, HOUR)
POLICY_SPAN_(days, DAY)
POLICY_SPAN_(business_days, BUSINESS_DAY)
POLICY_SPAN_(weeks, WEEK)
POLICY_SPAN_(months, MONTH)
POLICY_SPAN_(years, YEAR)
#undef POLICY_SPAN_
#ifndef __cplusplus
/* In C a pointer to another struct is but a warning; a choice between two structs is an error under any flags. */
#define POLICY_ONLY_(type, pointer) ((pointer) + 0 * sizeof(1 ? *(pointer) : *(type *)NULL))
#define policy_span_minutes(span, out) policy_span_minutes(span, POLICY_ONLY_(struct policy_minutes, out))
#define policy_span_hours(span, out) policy_span_hours(span, POLICY_ONLY_(struct policy_hours, out))
#define policy_span_days(span, out) policy_span_days(span, POLICY_ONLY_(struct policy_days, out))
#define policy_span_business_days(span, out) policy_span_business_days(span, POLICY_ONLY_(struct policy_business_days, out))
#define policy_span_weeks(span, out) policy_span_weeks(span, POLICY_ONLY_(struct policy_weeks, out))
#define policy_span_months(span, out) policy_span_months(span, POLICY_ONLY_(struct policy_months, out))
#define policy_span_years(span, out) policy_span_years(span, POLICY_ONLY_(struct policy_years, out))
#endif

/* POLICY_OK and the event that starts a period; POLICY_UNSTATED if the source leaves it open; POLICY_NOT_LISTED if the
 * policy does not speak of a start. *event is then POLICY_NONE. *basis (may be NULL): stated, implied, or legal's reading;
 * filled on POLICY_OK only. */
static inline enum policy_result policy_start_event(const struct policy_start *s, unsigned *event,
                                                    enum policy_basis *basis)
{
	*event = POLICY_NONE;
	if (s->event == POLICY_OPEN)
		return POLICY_UNSTATED;
	if (s->event == POLICY_NONE)
		return POLICY_NOT_LISTED;
	*event = s->event;
	if (basis)
		*basis = POLICY_CAST_(enum policy_basis, s->basis);
	return POLICY_OK;
}
