#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# Wrong programs do not compile, and for the reason that their own line gives; beside each, with -DRIGHT, is the right one.
#
#     name.c     neither as C nor as C++
#     name.cc    not as C++; C lets it through, with no more than a warning
#
#     /* error: REGEX */             without flags, and with -w
#     /* a warning: REGEX */         what no compiler refuses unless it is told to
#     /* in C a warning: REGEX */    the same, of a .cc as C
set -uo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh
# what clang makes of them is for torture
clang=
! full || clang=clang
message='^[^ ]+:[0-9]+:[0-9]+:' # its source line, which follows, begins with a space
warn="-Wall -Wextra -Wundef -Werror"

wrong() { fail "$*" "$(head -n 8 "$tmp/log")"; }
compile() { # compile FLAG...
	"$@" -I"$tmp/out/include" -fsyntax-only "$file" >"$tmp/log" 2>&1
}
refuse() { # refuse MARKER COMPILER...: with one error, on the line of the marker; it or its notes say what the marker does
	local marker=$1 line regex
	shift
	line=$(grep -nF "/* $marker: " "$file") regex=${line#*"/* $marker: "} line=${line%%:*} regex=${regex%% \*/*}
	if compile "$@"; then
		wrong "$file: compiles with $*"
	elif [ "$(grep -cE "$message (fatal )?error: " "$tmp/log")" != 1 ] || ! grep -qE "^$file:$line:.*(error|note): " "$tmp/log"; then
		wrong "$file: $*: line $line is not the one that fails"
	elif ! grep -E "$message ((fatal )?error|note): " "$tmp/log" | grep -qE "(error|note): .*($regex)"; then
		wrong "$file: $*: does not fail for '$regex'"
	else
		pass
	fi
}
right() { # right COMPILER...
	compile "$@" -DRIGHT && pass || wrong "$file: the right program does not compile with $*"
}
as() { # as LANGUAGE MARKER COMPILER...
	local language=$1 marker=$2 compiler
	shift 2
	for compiler; do
		# shellcheck disable=SC2086
		if [ "$marker" = error ]; then
			refuse error $compiler -x $language
			refuse error $compiler -x $language -w
		else
			refuse "$marker" $compiler -x $language $warn
		fi
		# shellcheck disable=SC2086
		right $compiler -x $language $warn
	done
}

# The policies that are shipped are drafts: acme has an edition, and a later one to come.
build() {
	cp -r policies "$tmp/policies" && cp tests/editions/acme.yaml "$tmp/policies" || return
	"$policyc" release acme --effective 2027-03-01 --policies "$tmp/policies" || return
	sed -i 's/effective: 2027-03-01/effective: 2028-01-01/' "$tmp/policies/acme.yaml"
	"$policyc" build --policies "$tmp/policies" -o "$tmp/out"
}
policyc=${POLICYC:-build/policyc}
build >"$tmp/log" 2>&1 || wrong "policies do not build"
for file in tests/misuse/*.c tests/misuse/*.cc; do
	marker=error
	! grep -qF '/* a warning: ' "$file" || marker='a warning'
	as c++ "$marker" g++ ${clang:+clang++}
	case $file in
	*.c) as c "$marker" gcc $clang ;;
	*) ! grep -qF '/* in C a warning: ' "$file" || as c "in C a warning" gcc $clang ;;
	esac
done
echo "misuse: $passed passed, $failed failed"
[ "$failed" = 0 ]
