/* SPDX-License-Identifier: MIT */
/* Blocks of zeroed memory, and the one place where running out of it is handled. */
#include "arena.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t size; /* bytes of data */
	alignas(max_align_t) char data[];
};

static void (*at_failure)(void);

void mem_at_failure(void (*clear)(void))
{
	at_failure = clear;
}

void mem_fail(void)
{
	if (at_failure)
		at_failure();
}

_Noreturn void mem_exhausted(void)
{
	static const char text[] = "policyc: out of memory; nothing was changed\n";
	ssize_t n = write(STDERR_FILENO, text, sizeof text - 1);
	(void)n;
	mem_fail();
	_exit(3);
}

void *mem_alloc(size_t size)
{
	void *p = malloc(size ? size : 1);
	if (!p)
		mem_exhausted();
	return p;
}

void *mem_realloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		mem_exhausted();
	return p;
}

static void *new_block(struct arena *a, size_t size)
{
	size_t want = size > BLOCK ? size : BLOCK;
	struct arena_block *b = mem_alloc(sizeof *b + want);
	b->size = want;
	b->older = a->block;
	a->block = b;
	a->at = b->data + size;
	a->end = b->data + want;
	memset(b->data, 0, size);
	return b->data;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size > SIZE_MAX / 2)
		mem_exhausted();
	size = (size + align - 1) & ~(align - 1);
	if ((size_t)(a->end - a->at) < size || !a->block)
		return new_block(a, size);
	void *p = a->at;
	a->at += size;
	return memset(p, 0, size);
}

char *arena_copy(struct arena *a, const char *text, size_t len)
{
	char *copy = arena_alloc(a, len + 1);
	if (len)
		memcpy(copy, text, len);
	return copy;
}

void arena_reset(struct arena *a)
{
	if (!a->block)
		return;
	while (a->block->older) {
		struct arena_block *older = a->block->older;
		free(a->block);
		a->block = older;
	}
	a->at = a->block->data;
	a->end = a->at + a->block->size;
}

void arena_free(struct arena *a)
{
	while (a->block) {
		struct arena_block *older = a->block->older;
		free(a->block);
		a->block = older;
	}
	*a = (struct arena){0};
}
