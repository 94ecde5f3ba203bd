/* SPDX-License-Identifier: MIT */
/* The words of the law check: reasons in clauses, and spans, days and ids as people read them. Everything is copied to the arena. */
#include "judge.h"

void reason_add(struct judge *j, const char *fmt, ...)
{
	va_list ap;
	if (j->why.len)
		BUF_LIT(&j->why, "; ");
	va_start(ap, fmt);
	buf_vprintf(&j->why, fmt, ap);
	va_end(ap);
}

const char *reason_take(struct judge *j)
{
	const char *text = arena_copy(j->arena, j->why.data ? j->why.data : "", j->why.len);
	j->why.len = 0;
	return text;
}

const char *reason_keep(struct judge *j, struct buf *b)
{
	const char *text = arena_copy(j->arena, b->data ? b->data : "", b->len);
	buf_free(b);
	return text;
}

const char *reason_span(struct judge *j, const struct span *s)
{
	struct buf b = {0};
	span_write(&b, s);
	return reason_keep(j, &b);
}

const char *reason_day(struct judge *j, int32_t day)
{
	static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
	                                    "July",    "August",   "September", "October", "November", "December"};
	struct buf b = {0};
	struct date d = date_of_days(day);
	buf_printf(&b, "%d %s %d", d.day, names[d.month - 1], d.year);
	return reason_keep(j, &b);
}

/* The id stands alone where its label has an error of its own. */
static void write_term(const struct judge *j, struct buf *b, const struct term *t)
{
	const char *label = t->labels[j->english];
	if (label && strcmp(label, t->id) != 0)
		buf_printf(b, "%s (%s)", label, t->id);
	else
		buf_str(b, t->id);
}

const char *reason_term(struct judge *j, const struct term *t)
{
	struct buf b = {0};
	write_term(j, &b, t);
	return reason_keep(j, &b);
}

void reason_add_ids(struct judge *j, const char *before, const struct term *const *terms, size_t count)
{
	struct buf b = {0};
	for (size_t i = 0; i < count; i++) {
		buf_str(&b, i ? ", " : "");
		write_term(j, &b, terms[i]);
	}
	reason_add(j, "%s%.*s", before, (int)b.len, b.data ? b.data : "");
	buf_free(&b);
}

const char *reason_sentence(const struct judge *j, const struct value *v)
{
	return v->text.by_locale[j->english];
}
