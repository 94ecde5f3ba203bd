/* SPDX-License-Identifier: MIT */
/* How the vocabulary's ids stand to each other, through any number of others. */
#include "../../compiler/model/relation.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct world {
	struct arena arena;
	struct vocabulary v;
	struct terms *terms;
	const struct term *list[4096][2];
	unsigned lists;
};

static void make(struct world *w, enum kind kind, unsigned count)
{
	memset(w, 0, sizeof *w);
	w->terms = &w->v.kinds[kind];
	*w->terms = (struct terms){.at = NEW_N(&w->arena, struct term, count), .count = count, .codes = count};
	for (unsigned i = 0; i < count; i++)
		w->terms->at[i] = (struct term){.id = "t", .code = (uint16_t)(i + 1), .kind = (uint8_t)kind};
}

/* One relation of a term, to one or two others; 0: no second. Terms are counted from 1. */
static void tie(struct world *w, struct relation *r, unsigned one, unsigned two)
{
	const struct term **at = w->list[w->lists++];
	at[0] = &w->terms->at[one - 1];
	at[1] = two ? &w->terms->at[two - 1] : NULL;
	*r = (struct relation){at, two ? 2 : 1};
}

static struct term *term(struct world *w, unsigned n)
{
	return &w->terms->at[n - 1];
}

static struct world *world;

/* 1 is a part of 2 and 3, both of 4; 5 stands alone. */
static void parts(void **state)
{
	(void)state;
	static const char *const wanted[] = {"11110", "01010", "00110", "00010", "00001"};
	make(world, KIND_CATEGORY, 5);
	tie(world, &term(world, 1)->part_of, 2, 3);
	tie(world, &term(world, 2)->part_of, 4, 0);
	tie(world, &term(world, 3)->part_of, 4, 0);
	assert_true(term_leads_to(&world->arena, world->terms, term(world, 1), term(world, 4)));
	assert_false(term_leads_to(&world->arena, world->terms, term(world, 4), term(world, 1)));
	relations_close(&world->v, &world->arena);
	for (unsigned a = 1; a <= 5; a++)
		for (unsigned b = 1; b <= 5; b++)
			assert_int_equal(term_within(term(world, a), term(world, b)), wanted[a - 1][b - 1] == '1');
	arena_free(&world->arena);
}

/* 1 same as 2, 3 same as 2; 4 same as 5; 3 never before 4, 5 never before 6; 7 and 8 never before each other; 9 alone. */
static void events(void **state)
{
	(void)state;
	static const char *const same[] = {"111000000", "111000000", "111000000", "000110000", "000110000", "000001000", "000000100", "000000010", "000000001"};
	static const char *const after[] = {"111111000", "111111000", "111111000", "000111000", "000111000", "000001000", "000000110", "000000110", "000000001"};
	make(world, KIND_EVENT, 9);
	tie(world, &term(world, 1)->same_as, 2, 0);
	tie(world, &term(world, 3)->same_as, 2, 0);
	tie(world, &term(world, 4)->same_as, 5, 0);
	tie(world, &term(world, 3)->not_before, 4, 0);
	tie(world, &term(world, 5)->not_before, 6, 0);
	tie(world, &term(world, 7)->not_before, 8, 0);
	tie(world, &term(world, 8)->not_before, 7, 0);
	relations_close(&world->v, &world->arena);
	for (unsigned a = 1; a <= 9; a++)
		for (unsigned b = 1; b <= 9; b++) {
			assert_int_equal(term_same_moment(term(world, a), term(world, b)), same[a - 1][b - 1] == '1');
			assert_int_equal(term_never_before(term(world, a), term(world, b)), after[a - 1][b - 1] == '1');
		}
	arena_free(&world->arena);
}

/* Each is a part of the next, or the same moment as it: as long as no stack of calls should be. */
static void chains(void **state)
{
	(void)state;
	enum { LONG = 4000 };
	for (int kind = 0; kind < 2; kind++) {
		make(world, kind ? KIND_EVENT : KIND_ELEMENT, LONG);
		for (unsigned i = 1; i < LONG; i++)
			tie(world, kind ? &term(world, i)->same_as : &term(world, i)->part_of, i + 1, 0);
		relations_close(&world->v, &world->arena);
		assert_true(kind ? term_same_moment(term(world, LONG), term(world, 1)) : term_within(term(world, 1), term(world, LONG)));
		assert_int_equal(kind ? term_never_before(term(world, LONG), term(world, 1)) : term_within(term(world, LONG), term(world, 1)), kind);
		arena_free(&world->arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts),
		cmocka_unit_test(events),
		cmocka_unit_test(chains),
	};
	world = malloc(sizeof *world);
	int status = cmocka_run_group_tests_name("relation", tests, NULL, NULL);
	free(world);
	return status;
}
