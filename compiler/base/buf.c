/* SPDX-License-Identifier: MIT */
/* Appends bytes, numbers and printf formats to a growing buffer. */
#include "buf.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void buf_grow(struct buf *b, size_t more)
{
	if (more > SIZE_MAX / 4 - b->len)
		mem_exhausted();
	size_t need = b->len + more, cap = b->cap ? b->cap * 2 : 256;
	while (cap < need)
		cap *= 2;
	b->data = mem_realloc(b->data, cap);
	b->cap = cap;
}

void buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}

const char *buf_cstr(struct buf *b)
{
	buf_char(b, '\0');
	b->len--;
	return b->data;
}

void buf_uint(struct buf *b, uint64_t n)
{
	char digits[20];
	size_t i = sizeof digits;
	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	buf_add(b, digits + i, sizeof digits - i);
}

/* The formats that nearly every call has: %s %.*s %c %d %u %zu. They take a tenth of vsnprintf's time, and a build's messages,
 * paths and cells are made of them. Returns false, with nothing printed, at any other. */
static bool print_plain(struct buf *b, const char *fmt, va_list ap)
{
	const size_t before = b->len;
	for (const char *stop; (stop = strchr(fmt, '%')) != NULL; fmt = stop) {
		buf_add(b, fmt, (size_t)(stop - fmt));
		if (strncmp(++stop, "zu", 2) == 0) {
			buf_uint(b, va_arg(ap, size_t));
			stop += 2;
			continue;
		}
		if (strncmp(stop, ".*s", 3) == 0) {
			int most = va_arg(ap, int);
			const char *text = va_arg(ap, const char *);
			buf_add(b, text, most < 0 ? strlen(text) : strnlen(text, (size_t)most));
			stop += 3;
			continue;
		}
		if (*stop == 's') {
			buf_str(b, va_arg(ap, const char *));
		} else if (*stop == 'c') {
			buf_char(b, (char)va_arg(ap, int));
		} else if (*stop == 'u') {
			buf_uint(b, va_arg(ap, unsigned));
		} else if (*stop == 'd') {
			long long n = va_arg(ap, int);
			if (n < 0)
				buf_char(b, '-');
			buf_uint(b, (uint64_t)(n < 0 ? -n : n));
		} else {
			b->len = before;
			return false;
		}
		stop++;
	}
	buf_str(b, fmt);
	return true;
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list plain, again;
	va_copy(plain, ap);
	bool done = print_plain(b, fmt, plain);
	va_end(plain);
	if (done)
		return;
	va_copy(again, ap);
	size_t room = b->cap - b->len;
	int n = vsnprintf(b->data ? b->data + b->len : NULL, room, fmt, ap);
	if (n > 0 && (size_t)n >= room) {
		buf_grow(b, (size_t)n + 1);
		vsnprintf(b->data + b->len, (size_t)n + 1, fmt, again);
	}
	b->len += n > 0 ? (size_t)n : 0;
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *buf_format(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	b->len = 0;
	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
	return buf_cstr(b);
}

char *arena_format(struct arena *a, const char *fmt, ...)
{
	struct buf b = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	char *text = arena_copy(a, buf_cstr(&b), b.len);
	buf_free(&b);
	return text;
}
