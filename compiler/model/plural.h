/* SPDX-License-Identifier: MIT */
/* The forms that a word has after a whole number: the plural categories of Unicode's CLDR, chosen by CLDR's rules. */
#ifndef MODEL_PLURAL_H
#define MODEL_PLURAL_H
#include <stdbool.h>

/* In the order in which their rules are tried. `other` has none: it is what no rule claims. */
enum plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL__COUNT };
extern const char *const plural_names[PLURAL__COUNT];

/* Whether it is a rule as CLDR writes it (LDML, part 3, "Plural rules"), without samples: "n % 10 = 2..4 and n % 100 != 12..14". */
bool plural_is_rule(const char *text);
/* The form after n by a language's rules; NULL: it has no such form. Each has to be a rule. */
enum plural plural_of(const char *const rules[PLURAL__COUNT], unsigned n);
#endif
