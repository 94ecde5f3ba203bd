/* SPDX-License-Identifier: MIT */
/* The names of vocabulary.h beside those of the vocabulary's file (names.awk). */
#include "policy/vocabulary.h"
#include "check.h"
#include <string.h>

#define ID(kind, code, id) \
	CHECK(policy_##kind##_by_name(id) == (enum policy_##kind)(code), "%s is not " #kind " %d", id, code); \
	CHECK(strcmp(policy_##kind##_name(code), id) == 0, #kind " %d is called '%s', not %s", code, policy_##kind##_name(code), id);

int main(void)
{
#include "names.h"
	CHECK(policy_category_by_name("") == POLICY_NO_CATEGORY, "nothing is a category");
	CHECK(policy_category_by_name("account") == POLICY_NO_CATEGORY, "a beginning of an id is a category");
	CHECK(policy_category_by_name("account-data2") == POLICY_NO_CATEGORY, "more than an id is a category");
	CHECK(policy_category_by_name("Account-Data") == POLICY_NO_CATEGORY, "capitals are a category");
	CHECK(*policy_category_name(0) == 0 && *policy_category_name(0xFFFF) == 0, "what is not a category has a name");
	return checked();
}
