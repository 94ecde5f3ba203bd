#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints policy.h: its parts, one after the other, and between them what rows.awk makes of the schema table. Services include one
# file; here each part holds one idea.
# usage: policy.sh compiler-folder
set -eu
export LC_ALL=C
part() { # part NAME: without the licence line, which stands once at the top
	echo
	sed 1d "$parts/$1.h"
}
rows() { awk -f "$1/model/rows.awk" -v part="$2" "$1/model/schema.def"; }
parts=$1/include/policy
cat "$parts/types.h"
echo
rows "$1" types
part lookup
cat <<'END'

/* For each section:
 *   policy_<section>_count(p)          how many rules it has
 *   policy_<section>_row(p, i)         the i-th (from 0), NULL past the end
 * and if it has a key member:
 *   policy_<section>_find(p, id, nth)  the nth rule (from 0) that applies to the id by that member, NULL if there is no further
 *                                      one; look at all of them. First come the rules that name the id, then those that name
 *                                      none because they cover all (retention of all data). A rule may be narrower still, by its
 *                                      other members: elements, conditions, scope; and rules about what the id is a part of are
 *                                      found by that id. The functions under "answers" look at all of it. */
END
rows "$1" find
for name in spans calendar match pause settle due retention permit permission react; do
	part "$name"
done
