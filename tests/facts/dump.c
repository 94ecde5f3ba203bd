/* SPDX-License-Identifier: MIT */
/* Prints what programs see: every enforced value of every row of the three brands' headers, as
 *
 *     mami<TAB>retention.support.period<TAB>2 years
 *
 * written as in the maps (mami.tsv). Reads the headers by policy.h's functions and the schema table only: nothing of the
 * compiler is linked. `dump fields` prints the enforced fields instead, as `requests.routes.answer<TAB>SPAN<TAB>told`; `untold`: the
 * notices need not state them. */
#include "policy/brands.h"
#include "../../compiler/model/schema.h"
#include <stdio.h>
#include <string.h>

/* ---- ids by code; ids.h is made by ids.awk from the generated headers ---- */

static const char *const ids[KIND__COUNT][1000] = {
#define ID(KIND, code, id) [KIND_##KIND][code] = id,
#include "ids.h"
#undef ID
};

static void print_id(enum kind kind, unsigned code, char dash)
{
	const char *id = code < 1000 ? ids[kind][code] : NULL;
	if (!id) {
		printf("(no id of kind %d has code %u)", (int)kind, code);
		return;
	}
	for (; *id; id++)
		putchar(*id == '-' ? dash : *id);
}

/* ---- the schema ---- */

enum layout { MEMBER_NUMBER, MEMBER_LIST, MEMBER_SPAN, MEMBER_START };

/* The type the header gives a member, whatever the schema says of it. */
#define MEMBER_OF(s, member) \
	_Generic(((struct policy_##s##_rule *)0)->member, uint16_t: MEMBER_NUMBER, struct policy_list: MEMBER_LIST, \
	         struct policy_span: MEMBER_SPAN, struct policy_start: MEMBER_START)

static const struct enforced {
	enum section_id section;
	const char *key;
	enum type type;
	enum kind kind;
	size_t offset;
	enum layout member;
	unsigned flags; /* enum field_flags */
} fields[] = {
#define ENFORCED(s, member, key, TYPE, KIND, flags, doc) \
	{SECTION_##s, key, TYPE_##TYPE, KIND_##KIND, offsetof(struct policy_##s##_rule, member), MEMBER_OF(s, member), flags},
#include "../../compiler/model/schema.def"
};
enum { FIELDS = sizeof fields / sizeof *fields };
static const char *const type_names[TYPE__COUNT] = {"FLAG", "TERM", "TERMS", "LIST", "SPAN", "START", "NUMBER", "DATE", "LITERAL", "TEXT", "FACT", "ITEMS"};

static enum layout member_for(enum type t)
{
	return t == TYPE_LIST || t == TYPE_TERMS ? MEMBER_LIST :
	       t == TYPE_SPAN                    ? MEMBER_SPAN :
	       t == TYPE_START                   ? MEMBER_START :
	                                           MEMBER_NUMBER;
}

/* The row functions of each section; routes and outcomes also know the section around them. */
#define ROW(section, SECTION) \
	static const struct policy_rule *row_##section(const struct policy *p, unsigned i) \
	{ \
		const struct policy_##section##_rule *r = policy_##section##_row(p, i); \
		return r ? &r->rule : NULL; \
	}
POLICY_SECTIONS(ROW)

static const struct {
	unsigned (*count)(const struct policy *);
	const struct policy_rule *(*row)(const struct policy *, unsigned);
} rows[SECTION__COUNT] = {
#define ACCESS(section, SECTION) [SECTION_##section] = {policy_##section##_count, row_##section},
	POLICY_SECTIONS(ACCESS)
};

#define SHAPE_OF_ONE -1
#define SHAPE_OF_MANY -1
#define SHAPE_OF_SUB(parent) SECTION_##parent
#define SHAPE_OF_PART(parent) SECTION_##parent
static const struct {
	const char *key;
	int parent;
} sections[SECTION__COUNT] = {
#define SECTION(section, key, shape, document, doc) [SECTION_##section] = {key, SHAPE_OF_##shape},
#include "../../compiler/model/schema.def"
};

/* ---- values ---- */

static void print_list(const struct policy *p, const struct enforced *f, struct policy_list l)
{
	if (f->type == TYPE_LIST)
		fputs(l.state == POLICY_LIST_COMPLETE ? "complete: " : "examples: ", stdout);
	for (unsigned i = 0; policy_list_at(p, l, i) != POLICY_NONE; i++) {
		if (i)
			putchar(' ');
		print_id(f->kind, policy_list_at(p, l, i), '-');
	}
}

static void print_length(unsigned min, unsigned max, const char *unit)
{
	if (min != max)
		printf("%u to ", min);
	printf("%u %s%s", max, unit, max == 1 ? "" : "s");
}

static void print_span(const struct policy_span *s)
{
	struct policy_minutes minutes;
	struct policy_hours hours;
	struct policy_days days;
	struct policy_business_days business_days;
	struct policy_weeks weeks;
	struct policy_months months;
	struct policy_years years;
	enum policy_result r = policy_span_hours(s, &hours);
	if (r == POLICY_OK)
		print_length(hours.min, hours.max, "hour");
	else if (policy_span_minutes(s, &minutes) == POLICY_OK)
		print_length(minutes.min, minutes.max, "minute");
	else if (policy_span_days(s, &days) == POLICY_OK)
		print_length(days.min, days.max, "day");
	else if (policy_span_business_days(s, &business_days) == POLICY_OK)
		print_length(business_days.min, business_days.max, "business day");
	else if (policy_span_weeks(s, &weeks) == POLICY_OK)
		print_length(weeks.min, weeks.max, "week");
	else if (policy_span_months(s, &months) == POLICY_OK)
		print_length(months.min, months.max, "month");
	else if (policy_span_years(s, &years) == POLICY_OK)
		print_length(years.min, years.max, "year");
	else if (r == POLICY_INDEFINITE)
		fputs("indefinitely", stdout);
	else if (r == POLICY_UNSTATED)
		fputs("unstated", stdout);
	else if (r == POLICY_WHILE_STATE)
		fputs("while ", stdout), print_id(KIND_STATE, s->word, ' ');
	else if (r == POLICY_NO_NUMBER)
		print_id(KIND_DURATION, s->word, ' ');
	else
		printf("(result %d)", (int)r);
}

static void print_start(const struct policy_start *s)
{
	unsigned event;
	enum policy_basis basis;
	if (policy_start_event(s, &event, &basis) == POLICY_UNSTATED) {
		fputs("unstated", stdout);
		return;
	}
	if (basis != POLICY_BASIS_STATED)
		fputs(basis == POLICY_BASIS_IMPLIED ? "implied " : "(unknown basis) ", stdout);
	print_id(KIND_EVENT, event, '-');
}

static void print_number(const struct enforced *f, unsigned n)
{
	if (f->type == TYPE_FLAG)
		fputs(n == POLICY_FLAG_TRUE ? "true" : n == POLICY_FLAG_FALSE ? "false" : n == POLICY_FLAG_UNSTATED ? "unstated" : "(no flag)", stdout);
	else if (n == POLICY_OPEN)
		fputs("unstated", stdout);
	else if (f->type == TYPE_TERM)
		print_id(f->kind, n, '-');
	else
		printf("%u", n);
}

static void print_path(const struct policy *p, int section, const struct policy_rule *rule)
{
	if (sections[section].parent >= 0)
		print_path(p, sections[section].parent, rows[sections[section].parent].row(p, rule->parent));
	else
		printf("%s\t", policy_name(p));
	printf("%s%s.%s", sections[section].parent >= 0 ? "." : "", sections[section].key, policy_rule_name(p, rule));
}

static void print_member(const struct policy *p, const struct enforced *f, const struct policy_rule *rule)
{
	const void *at = (const char *)rule + f->offset;
	const uint16_t *number = at;
	const struct policy_list *list = at;
	const struct policy_span *span = at;
	const struct policy_start *start = at;
	if (f->member == MEMBER_LIST   ? list->state == POLICY_LIST_NONE :
	    f->member == MEMBER_SPAN   ? span->kind == POLICY_SPAN_NONE :
	    f->member == MEMBER_START  ? start->event == POLICY_NONE :
	                                 *number == POLICY_NONE)
		return;
	print_path(p, f->section, rule);
	printf(".%s\t", f->key);
	if (f->member == MEMBER_LIST && list->state == POLICY_LIST_UNSTATED)
		fputs("unstated", stdout);
	else if (f->member == MEMBER_LIST)
		print_list(p, f, *list);
	else if (f->member == MEMBER_SPAN)
		print_span(span);
	else if (f->member == MEMBER_START)
		print_start(start);
	else
		print_number(f, *number);
	putchar('\n');
}

/* What the source contradicts itself about, as `path.undecided`: `*` for the whole row, or the fields' keys. */
static void print_marks(const struct policy *p, int section, const struct policy_rule *rule)
{
	bool any = false;
	if (policy_rule_mark(p, rule, 0) == POLICY_MARK_CONFLICT) {
		print_path(p, section, rule);
		puts(".undecided\t*");
		return;
	}
	for (int f = 0; f < FIELDS; f++) {
		if ((int)fields[f].section != section || policy_rule_mark(p, rule, fields[f].offset) != POLICY_MARK_CONFLICT)
			continue;
		if (!any)
			print_path(p, section, rule), fputs(".undecided\t", stdout);
		printf("%s%s", any ? " " : "", fields[f].key);
		any = true;
	}
	if (any)
		putchar('\n');
}

static void dump(const struct policy *p)
{
	for (int s = 0; s < SECTION__COUNT; s++)
		for (unsigned i = 0; rows[s].count && i < rows[s].count(p); i++) {
			for (int f = 0; f < FIELDS; f++)
				if ((int)fields[f].section == s)
					print_member(p, &fields[f], rows[s].row(p, i));
			print_marks(p, s, rows[s].row(p, i));
		}
}

int main(int argc, char **argv)
{
	bool list = argc == 2 && strcmp(argv[1], "fields") == 0;
	for (int f = 0; f < FIELDS; f++) {
		int parent = sections[fields[f].section].parent;
		if (fields[f].member != member_for(fields[f].type)) {
			fprintf(stderr, "dump: %s.%s is no %s in policy.h\n", sections[fields[f].section].key, fields[f].key, type_names[fields[f].type]);
			return 1;
		}
		if (list)
			printf("%s%s%s.%s\t%s\t%s\n", parent >= 0 ? sections[parent].key : "", parent >= 0 ? "." : "", sections[fields[f].section].key,
			       fields[f].key, type_names[fields[f].type], fields[f].flags & UNTOLD ? "untold" : "told");
	}
	if (list)
		return 0;
	dump(policy_find("mami"));
	dump(policy_find("mpo21"));
	dump(policy_find("sesetoro"));
	return 0;
}
