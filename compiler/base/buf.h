/* SPDX-License-Identifier: MIT */
/* A growable byte buffer: what every writer appends to. Appending cannot
 * fail (see arena.h), so writers carry no error codes. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "arena.h"
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *data; /* not NUL-terminated; NULL while nothing was added */
	size_t len, cap;
};

void buf_grow(struct buf *b, size_t more); /* room for at least `more` bytes */
void buf_free(struct buf *b);
void buf_uint(struct buf *b, uint64_t n); /* decimal, no locale */
/* The bytes as a string: a NUL follows them that does not count. Holds until something is added. */
const char *buf_cstr(struct buf *b);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
/* Replaces what the buffer holds; returns it as buf_cstr does. */
const char *buf_format(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A text of its own in the arena. */
char *arena_format(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline void buf_add(struct buf *b, const char *p, size_t n)
{
	if (n == 0)
		return;
	if (b->cap - b->len < n)
		buf_grow(b, n);
	memcpy(b->data + b->len, p, n);
	b->len += n;
}

static inline void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void buf_char(struct buf *b, char c)
{
	if (b->len == b->cap)
		buf_grow(b, 1);
	b->data[b->len++] = c;
}

#define BUF_LIT(b, s) buf_add(b, s, sizeof(s) - 1)
#endif
