/* SPDX-License-Identifier: MIT */
/* A shared object with nothing in it: what any one costs. */
unsigned use_policy(void);
unsigned use_policy(void)
{
	return 0;
}
