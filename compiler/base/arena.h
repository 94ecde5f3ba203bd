/* SPDX-License-Identifier: MIT */
/* Memory: one arena per unit of work, zeroed, freed whole. Running out of
 * memory is handled here and nowhere else: a message and exit 3, before any
 * file under the output folder has been touched (files are renamed last). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>

struct arena {
	struct arena_block *block; /* newest block, or NULL */
	char *at, *end;            /* free room in the newest block */
};

/* Zeroed memory, aligned for any type; lives until arena_free/arena_reset. */
void *arena_alloc(struct arena *a, size_t size);
/* A NUL-terminated copy of len bytes. */
char *arena_copy(struct arena *a, const char *text, size_t len);
/* Forget everything, keep one block for the next unit of work. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);

/* malloc and realloc that never return NULL; free with free(). */
void *mem_alloc(size_t size);
void *mem_realloc(void *p, size_t size);
/* Says so on standard error and ends the program with exit status 3. */
_Noreturn void mem_exhausted(void);
/* What is to be cleared away before a failure ends the program; it may allocate nothing. And what calls it. */
void mem_at_failure(void (*clear)(void));
void mem_fail(void);

#define NEW(a, type) ((type *)arena_alloc(a, sizeof(type)))
#define NEW_N(a, type, n) ((type *)arena_alloc(a, sizeof(type) * (size_t)(n)))
#endif
