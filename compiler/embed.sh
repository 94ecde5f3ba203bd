#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the C file behind compiler/base/embed.h: text files as string literals, one line each.
# usage: embed.sh policy.h diag.def explain-folder
set -eu
export LC_ALL=C
text() {
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/^/	"/' -e 's/$/\\n"/' "$1"
}
echo '#include "base/embed.h"'
echo 'const char embed_policy_h[] ='
text "$1"
echo '	;'
echo 'const size_t embed_policy_h_len = sizeof embed_policy_h - 1;'
# policy_span as "span", policy_span_hours as "span_hours"
echo 'const char *const embed_policy_names[] = {'
grep -oE '\<policy_[a-z0-9_]+' "$1" | sort -u | sed 's/^policy_\(.*\)/	"\1",/'
echo '	0};'
echo 'const char *const embed_explain[] = {'
sed -n 's/^DIAG(\(P[0-9]*\),.*/\1/p' "$2" | while read -r id; do
	if [ -f "$3/$id.md" ]; then
		text "$3/$id.md"
		echo '	,'
	else
		echo "embed.sh: $3/$id.md is missing" >&2
		exit 1
	fi
done || exit 1
echo '};'
