#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# build: plain
# What the system may refuse, one refusal at a time: the n-th allocation, for every n (sweep.c), and the n-th call of each
# kind, for every n (strace). A build then ends with exit 0 and exact output, or with a message, exit 3 and whole files.
# SWEEP_FIRST and SWEEP_STRIDE choose how many allocations are tried: in torture all, otherwise every 50th.
set -uo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD policyc=$(realpath "${POLICYC:-build/policyc}") B=${B:-build}
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export LC_ALL=C
. tests/tally.sh

# A small project, and the same with other words: the old outputs.
mkdir -p "$T/w"
cp -r tests/hostile/base/. "$T/w"
cp -r templates/locale "$T/w/templates/"
sed -i '/^law: /d' "$T/w/policies/mini.yaml"
cat tests/fuzz/law.yaml >>"$T/w/policies/mini.yaml"
cp -r "$T/w" "$T/other"
sed -i 's/account data/old account data/; s/data akun/data akun lama/' "$T/other/policies/vocabulary.yaml"
sed -i 's/"1"/"0"/' "$T/other/policies/mini.yaml"
sed -i 's/#notice/#the-notice/' "$T/other/templates/page.xhtml"
(cd "$T/other" && "$policyc" build -o ../old) >"$T/log" || { cat "$T/log"; echo "sweep: 0 passed, 1 failed"; exit 1; }
echo "// old" >>"$T/old/include/policy/policy.h"
sed -i 's/^/ /' "$T"/old/schema/*.json "$T/old/include/policy/brands.h"
(cd "$T/w" && "$policyc" build -o ../new) >"$T/log"
cp -r "$T/old" "$T/w/out"

# ---- allocations ----
mkdir -p "$B/sweep"
objects=()
for c in compiler/*/*.c; do
	o=${c#compiler/}
	[ $c = compiler/cmd/main.c ] || objects+=("$B/${o%.c}.o")
done
sweep=$(realpath "$B")/sweep/sweep main=compiler/cmd/main.c
gcc -O1 -g -std=c11 -D_POSIX_C_SOURCE=200809L $(pkg-config --cflags yaml-0.1 libxml-2.0) -I"$B" -Icompiler/include -Dmain=policyc_main -c -o "$B/sweep/main.o" $main &&
	gcc -O1 -g -std=c11 -Wall -Wextra -c -o "$B/sweep/sweep.o" tests/sweep/sweep.c &&
	gcc -o "$B/sweep/sweep" "$B/sweep/sweep.o" "$B/sweep/main.o" "${objects[@]}" "$B/embed.o" \
		-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup \
		-Wl,-Bstatic -lyaml -lxml2 -Wl,-Bdynamic $(pkg-config --static --libs-only-l yaml-0.1 libxml-2.0 | sed 's/-lyaml\|-lxml2//g')
if [ $? = 0 ]; then
	(cd "$T/w" && "$sweep" "${SWEEP_FIRST:-1000000}" "${SWEEP_STRIDE:-$(full && echo 1 || echo 50)}") >"$T/log" 2>&1
	cat "$T/log"
	line=$(grep -oE '[0-9]+ passed, [0-9]+ failed' "$T/log" | tail -n 1)
	[ -n "$line" ] || line='0 passed, 1 failed'
	p=${line%% passed*} f=${line##*, }
	passed=$((passed + p)) failed=$((failed + ${f% failed}))
	# and what is left of such a run is gone after the next
	(cd "$T/w" && "$policyc" build >/dev/null) && diff -r "$T/new" "$T/w/out" >"$T/log" && pass || fail "after the sweep a build puts all right: $(cat "$T/log")"
else
	fail "the sweep does not build"
fi

# ---- system calls ----
cd "$T/w"
calls=openat,read,fstat,newfstatat,getdents64,close,flock,mkdir,mkdirat,write,renameat,unlinkat,fchmod,fcntl
reset() { rm -rf out && cp -r ../old out; }
reset
strace -f -o ../trace -e trace=$calls "$policyc" build >../said 2>&1
# what the loader does before the program's own first call cannot be counted as the program's
own=$(grep -n '"templates/locale"' ../trace | head -n 1 | cut -d: -f1)
before() { head -n $((own - 1)) ../trace | grep -cE "^[0-9]+ +$1\("; }
count() { grep -cE "^[0-9]+ +$1\(" ../trace; }
of_out() { (cd "$1" && find . -type f ! -path '*/.policyc-stage/*' -exec sha256sum {} + | sort -k 2); }
but_schemas() { grep -v ' \./schema/'; }
old=$(of_out ../old) new=$(of_out ../new)
both=$(printf '%s\n%s\n' "$old" "$new" | sort -u)
run=0
# inject CALL WHAT STATUSES: the call's n-th time goes wrong, for every n
inject() {
	local call=$1 what=$2 want=$3 n status tree last
	last=$(count "$call")
	for ((n = $(before "$call") + 1; n <= last; n++)); do
		run=$((run + 1))
		reset
		{ strace -f -o ../trace2 -e trace="$call" -e inject="$call:$what:when=$n" "$policyc" build >../said 2>&1; } 2>/dev/null
		status=$?
		tree=$(of_out out)
		if [[ " $want " != *" $status "* ]]; then
			fail "$call $what, time $n of $last: exit $status: $(head -c 300 ../said)"
		elif [ $status = 0 ] && [ "$tree" != "$new" ]; then
			fail "$call $what, time $n of $last: exit 0, but the output is not exact"
		elif [ $status != 0 ] && [ $status -lt 128 ] && ! [ -s ../said ] && [ "$call" != write ]; then
			fail "$call $what, time $n of $last: exit $status without a message"
		elif [ -n "$(comm -13 <(sort <<<"$both") <(sort <<<"$tree"))" ]; then
			fail "$call $what, time $n of $last: files are neither old nor new: $(comm -13 <(sort <<<"$both") <(sort <<<"$tree"))"
		elif [ "$(wc -l <<<"$tree")" -lt "$(wc -l <<<"$old")" ]; then
			fail "$call $what, time $n of $last: files are missing"
		elif [ $status = 1 ] && [ "$(but_schemas <<<"$tree")" != "$(but_schemas <<<"$old")" ]; then
			fail "$call $what, time $n of $last: exit 1, but more than the schemas has changed"
		else
			pass
		fi
	done
}
# A read that fails is an error of the input (1) or, of an output, of the system (3); a folder's or file's end as well.
inject openat error=EACCES "0 1 3"
inject openat error=EMFILE "1 3"
inject openat error=EIO "1 3"
inject read error=EIO "1 3"
inject read error=EINTR "0"
inject fstat error=EIO "1 3"
inject newfstatat error=EIO "0 1 3"
inject getdents64 error=EIO "1 3"
inject flock error=ENOLCK "3"
inject flock error=EINTR "0"
inject mkdirat error=ENOSPC "0 3"
inject write error=ENOSPC "3"
inject write error=EIO "3"
inject write error=EINTR "0"
inject close error=EIO "0 3"
# half of the renames only ask whether a folder is mounted, before anything changes: refused if it is; another answer says nothing
inject renameat error=EXDEV "1 3"
inject renameat error=EIO "0 3"
inject fchmod error=EPERM "3"
inject unlinkat error=EIO "3"
for call in write renameat mkdirat unlinkat; do
	inject $call signal=KILL 137
done
echo "system calls: $run runs"
reset
mkdir out/.policyc-stage && echo half >out/.policyc-stage/0
"$policyc" build >/dev/null
[ "$(of_out out)" = "$new" ] && [ ! -e out/.policyc-stage ] && pass || fail "a build after killed ones leaves something"
cd "$repo"
echo "sweep: $passed passed, $failed failed"
[ $failed = 0 ]
