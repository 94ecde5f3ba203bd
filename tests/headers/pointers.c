/* SPDX-License-Identifier: MIT */
/* What the headers avoid: a table of pointers, each a relocation at every start of every program. */
extern const char *const names[];
const char *const names[] = {"mami", "mpo21", "sesetoro"};
