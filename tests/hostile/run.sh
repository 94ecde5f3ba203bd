#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Hostile input, end to end. Each case edits one file of a small project (base/, with the real locales) and says which errors
# `policyc build` has to report; whatever it is, the exit status is 1, the output folder is not touched, and it
# takes no more than 5 seconds of processor time.
#
# cases/*.txt:   @ FILE                   the file that the cases below edit
#                name | errors | edit
#   errors       all errors, in their order: ID line:col, or ID alone where there is no place or it does not matter;
#                ID FILE:line:col in another file; a line may be /regex/ or /regex/+N in the edited file;
#                `...` at the end: more may follow or stand between; `ok`: builds; `error`: whichever
#   edit         a sed -E script on bytes; `= text` the whole file, `+ text` at its end (as printf %b);
#                `! command` in the project, with $f the file and $base the untouched project
set -uo pipefail
cd "$(dirname "$0")"
here=$PWD repo=$(cd ../.. && pwd)
policyc=${POLICYC:-$repo/build/policyc}
T=$(mktemp -d)
export LC_ALL=C
trap 'chmod -R u+w "$T"; rm -rf "$T"' EXIT
POLICYC=$policyc
. "$repo/tests/tally.sh"
edited=
shopt -s extglob nullglob

# CASES=pattern and PARTS=pattern choose some; otherwise all is run as two halves at once.
if [ -z "${CASES+x}${PARTS+x}" ]; then
	CASES=no PARTS='*' bash run.sh >"$T/parts" 2>&1 &
	CASES='*' PARTS=no bash run.sh >"$T/cases" 2>&1
	wait $!
	cat "$T/cases" "$T/parts"
	awk '/^hostile: / { p += $2; f += $4; n++ } END { f += 2 - n; print "hostile:", p + 0, "passed,", f, "failed"; exit f > 0 }' "$T/cases" "$T/parts"
	exit
fi

base=$T/base
cp -r base "$base"
cp -r "$repo/templates/locale" "$base/templates/"
fresh() { # the project anew in $T/w; out/ stays
	cd "$T"
	chmod -R u+w w 2>/dev/null
	rm -rf w/policies w/templates
	mkdir -p w
	cp -r base/* w/
	cd w
	edited=
}
# Names, sizes, inodes and times of change: what a build that refuses must leave as they are.
tree() { find "${1:-out}" -type d -printf '%p\n' -o -printf '%p %s %i %C@ %m\n' 2>&1; }
sums() { (cd "$1" && find . -type f -exec sha256sum {} + | sort -k 2); }
# The schemas follow the words whatever else is wrong (tests/vocabulary); nothing else does.
but_schemas() { grep -v ' *\(out\|\.\)/schema/[a-z]*\.json'; }

# The errors of a report as the cases write them.
errors() { # errors OUTPUT FILE
	local line all=
	while IFS= read -r line; do
		[[ $line =~ ^(.*):\ error:\ .*\ \[(P[0-9]+)\]$ ]] || continue
		line=${BASH_REMATCH[1]#"$2"}
		all+=", ${BASH_REMATCH[2]} ${line#:}"
	done <<<"$1"
	echo "${all:2}"
}
# Whether the report has the errors that the case wants, place by place.
agrees() { # agrees WANT GOT FILE
	local want got w g i at=0 line more
	IFS=, read -ra want <<<"$1"
	IFS=, read -ra got <<<"$2"
	local some=
	[ "${want[-1]# }" = ... ] && some=1 && unset 'want[-1]'
	[ -n "$some" ] || [ ${#want[@]} = ${#got[@]} ] || return 1
	for i in "${!want[@]}"; do
		w=${want[i]##+( )} w=${w%%+( )}
		if [[ $w =~ ^(P[0-9]+)\ /(.*)/(\+([0-9]+))?:([0-9]+)$ ]]; then
			more=${BASH_REMATCH[4]:-0}
			line=$(grep -nE -m 1 "${BASH_REMATCH[2]}" "$3" | cut -d: -f1)
			w="${BASH_REMATCH[1]} $((line + more)):${BASH_REMATCH[5]}"
		fi
		while :; do
			g=${got[at++]:-} g=${g##+( )} g=${g%%+( )}
			[ -n "$g" ] || return 1
			[ "$w" = "$g" ] || [ "$w" = "${g%% *}" ] && break
			[ -n "$some" ] || return 1
		done
	done
}

run_case() { # run_case GROUP NAME WANT EDIT FILE
	local what="$1: $2" want=$3 edit=$4 f=$5 before out status got
	case $edit,$edited in
	'! '* | *, | *,'!') fresh ;;
	*) cp "$base/$edited" "$edited" ;;
	esac
	edited=$f
	case $edit in
	'= '* | '=') printf '%b' "${edit:2}" >"$f" ;;
	'+ '*) printf '%b' "${edit:2}" >>"$f" ;;
	'! '*)
		edited='!'
		eval "${edit:2}"
		;;
	*) sed -E -i "$edit" "$f" || { fail "$what: bad edit"; return; } ;;
	esac
	if [ -f "$f" ] && cmp -s "$f" "$base/$f" && [ "${edit:0:1}" != '!' ]; then
		fail "$what: the edit changes nothing"
		return
	fi
	before=$(tree | but_schemas)
	if [ "$want" = ok ]; then
		out=$("$policyc" build -o "$T/other" 2>&1)
		status=$?
		[ $status = 0 ] && pass || fail "$what: exit $status" "$out"
		return
	fi
	out=$(bounded 5 "$policyc" build 2>&1)
	status=$?
	# a case may leave somebody who feeds a pipe, so that nobody waits for it
	[ -z "$(jobs -p)" ] || { kill %% && wait; } 2>/dev/null
	got=$(errors "$out" "$f")
	if [ $status != 1 ]; then
		fail "$what: exit $status (152: it took more than 5 seconds of processor time)" "$out"
	elif [ "$want" != error ] && ! agrees "$want" "$got" "$f"; then
		fail "$what: wants $want, got $got" "$out"
	elif [ "$(tree | but_schemas)" != "$before" ]; then
		fail "$what: the output folder has changed" "$(diff <(echo "$before") <(tree | but_schemas))"
	elif grep -q $'[\001-\010\013-\037\177]' <<<"$out"; then
		fail "$what: control characters in the report" "$out"
	else
		pass
	fi
}

fresh
"$policyc" build >"$T/log" 2>&1 || { cat "$T/log"; echo "0 passed, 1 failed"; exit 1; }
sums out | but_schemas >"$T/sums"
for cases in "$here"/cases/${CASES-no}.txt; do
	[ -f "$cases" ] || continue
	group=$(basename "$cases" .txt) file=
	while IFS= read -r line; do
		case $line in
		'#'* | '') ;;
		'@ '*) file=${line#@ } ;;
		*' | '*' | '*)
			name=${line%%*( )| *} rest=${line#*| }
			want=${rest%%*( )| *} edit=${rest#*| }
			run_case "$group" "$name" "$want" "$edit" "$file"
			;;
		*) fail "$group: not a case: $line" ;;
		esac
	done <"$cases"
done
succeeds "the outputs are what they were" cmp -s "$T/sums" <(sums "$T/w/out" | but_schemas)
for part in "$here"/parts/${PARTS-no}.sh; do
	[ -f "$part" ] && . "$part"
done
echo "hostile: $passed passed, $failed failed"
[ $failed = 0 ]
