/* SPDX-License-Identifier: MIT */
/* Counts checks; main ends with `return checked();`. */
#ifndef CHECK_H
#define CHECK_H
#include <stdio.h>

static unsigned check_passed, check_failed;

#define CHECK(is, ...) ((is) ? (void)check_passed++ : (check_failed++, (void)printf("FAIL %s:%d: ", __FILE__, __LINE__), (void)printf(__VA_ARGS__), (void)putchar('\n')))
#define SAME(a, b) CHECK((a) == (b), "%s is %ld, not %s (%ld)", #a, (long)(a), #b, (long)(b))

static int checked(void)
{
	printf("COUNT %u %u\n", check_passed, check_failed);
	return check_failed != 0;
}
#endif
