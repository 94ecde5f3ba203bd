#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# A service beside an installed policyc: what is installed, what the service compiles again after each event, with make and with
# CMake, and that data and headers need no compiler.
set -uo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
unset MAKEFLAGS MAKELEVEL MFLAGS CFLAGS CPPFLAGS LDFLAGS DESTDIR
POLICYC=$(realpath "${POLICYC:-build/policyc}")
repo=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh
fails() { ! "$@"; }
same() { [ "$1" = "$2" ] || { printf '%s\n' "expected: $1" "found:    $2"; return 1; }; }

# ---- what is installed ----

root=$tmp/root/usr
mkdir "$tmp/bare"
for tool in make sh install awk cat cmp comm find grep mkdir mv rm rmdir sed sort; do
	ln -s "$(command -v $tool)" "$tmp/bare/$tool"
done
data=(env -i PATH="$tmp/bare" make -s DESTDIR="$tmp/root" PREFIX=/usr)
succeeds "no compiler here" fails env -i PATH="$tmp/bare" sh -c 'command -v gcc || command -v cc || command -v pkg-config'
succeeds "install-data without a compiler" bash -c 'umask 077; exec "$@"' - "${data[@]}" B="$tmp/nothing" install-data
succeeds "headers are those of out/" diff -r out/include/policy "$root/include/policy"
succeeds "data is that of out/" diff -r out/data "$root/share/policyc/data"
succeeds "notices are those of out/" diff -r out/notices "$root/share/policyc/notices"
succeeds "templates are there" diff -r -x LANGUAGE.md templates "$root/share/policyc/templates"
succeeds "no reports" fails grep -rq "$(head -n 1 out/reports/index.md)" "$root"
succeeds "no reports by name" fails eval 'find "$tmp/root" -path "*report*" | grep .'
succeeds "no policies" fails eval 'find "$tmp/root" -name "mami.yaml" -o -name "vocabulary.yaml" | grep .'
succeeds "files 644, folders 755, whatever the umask" fails eval \
	'find "$tmp/root/usr" \( -type f ! -perm 644 \) -o \( -type d ! -perm 755 \) | grep .'

state() { (cd "$tmp/root" && find . -type f -printf '%P %m %T@\n' | sort); }
before=$(state)
succeeds "install-data again" "${data[@]}" install-data
succeeds "what is the same keeps its time" same "$before" "$(state)"

succeeds "install" make -s DESTDIR="$tmp/root" PREFIX=/usr B="${POLICYC%/policyc}" install
succeeds "the compiler is there" cmp "$POLICYC" "$root/bin/policyc"
succeeds "mode of the compiler" same 755 "$(stat -c %a "$root/bin/policyc")"
succeeds "nothing is built on the way" fails test -e "$tmp/nothing"
succeeds "the compiler stays when only the data is installed anew" eval '"${data[@]}" install-data && test -x "$root/bin/policyc"'
cp -r "$tmp/root" "$tmp/removed"
succeeds "uninstall" make -s DESTDIR="$tmp/removed" PREFIX=/usr uninstall
succeeds "nothing is left" same "$tmp/removed/usr" "$(find "$tmp/removed" -mindepth 1)"
succeeds "uninstall when nothing is there" make -s DESTDIR="$tmp/removed" PREFIX=/usr uninstall

# A source tree to change, with a brand that has a released edition. Its make takes the compiler as it is.
mkdir -p "$tmp/source/compiler"
cp -r Makefile templates policies out "$tmp/source"
cp -r compiler/include compiler/install.sh "$tmp/source/compiler"
cp tests/editions/acme.yaml "$tmp/source/policies"
from_source() { make -s -C "$tmp/source" B="${POLICYC%/policyc}" -o "$POLICYC" "$@"; }
list() { (cd "$1" && find . ! -type d -printf '%P\n' -o -type d -printf '%P/\n' | sort); }

# Spaces and quotes, and what is not ours.
mkdir -p "$tmp/source/my/opt/include/policy" "$tmp/source/opt/include/policy"
for name in "my opt" "it's \"my opt"; do
	odd="$tmp/b l/$name"
	mkdir -p "$odd/include/policy" "$odd/share" "$tmp/b" "$tmp/b l/${name% *}"
	for folder in "$odd/include/policy" "$odd/share" "$tmp/b" "$tmp/b l/${name% *}" "$tmp/source/opt/include/policy"; do
		echo foreign >"$folder/other-vendor.h"
	done
	outside=$(list "$tmp/b"; list "$tmp/b l") source=$(list "$tmp/source")
	for how in "PREFIX=$name" "DESTDIR=$name"; do
		[ "${how%%=*}" = PREFIX ] && where=(PREFIX="$odd") || where=(DESTDIR="$odd" PREFIX=)
		succeeds "$how: install" from_source "${where[@]}" install
		succeeds "$how: the compiler is there" cmp "$POLICYC" "$odd/bin/policyc"
		succeeds "$how: the headers are there" diff -r -x other-vendor.h out/include/policy "$odd/include/policy"
		succeeds "$how: install again" from_source "${where[@]}" install
		succeeds "$how: uninstall" from_source "${where[@]}" uninstall
		succeeds "$how: what was there before is left, and nothing else" same "$outside" "$(list "$tmp/b"; list "$tmp/b l")"
		succeeds "$how: the source stays as it is" same "$source" "$(list "$tmp/source")"
	done
done

# A first release has pages in a folder, a second one data too. A brand that goes, goes from what is installed.
edition() { # edition DATE: releases what the policy file says with this date
	(cd "$tmp/source" && sed -i "s/^  effective: .*/  effective: $1/" policies/acme.yaml && "$POLICYC" build &&
		"$POLICYC" release acme --effective "$1" && "$POLICYC" build)
}
like_source() {
	diff -r "$tmp/source/out/include/policy" "$1/include/policy" && diff -r "$tmp/source/out/data" "$1/share/policyc/data" &&
		diff -r "$tmp/source/out/notices" "$1/share/policyc/notices"
}
times() { (cd "$1" && find . -type f ! -path './share/policyc/installed' -printf '%P %T@\n' | sort); }
opt=$tmp/opt
succeeds "install before a release" from_source PREFIX="$opt" install
before=$(times "$opt")
for date in 2027-03-01 2028-01-01; do
	succeeds "release $date" edition $date
	succeeds "install-data after the release of $date" from_source PREFIX="$opt" install-data
	succeeds "after the release of $date: all of it" like_source "$opt"
	succeeds "after the release of $date: frozen pages" test -f "$opt/share/policyc/notices/acme/$date/en.html"
done
succeeds "after two releases: data of the earlier one" test -f "$opt/share/policyc/data/acme/2027-03-01.json"
succeeds "what a release does not change keeps its time" same "" "$(comm -23 <(echo "$before") <(times "$opt") | grep -v 'brands.h')"
before=$(times "$opt")
succeeds "an installation with folders again" from_source PREFIX="$opt" install-data
succeeds "what is the same keeps its time, in folders too" same "$before" "$(times "$opt")"

mkdir "$opt/share/policyc/notices/foreign"
touch "$opt/include/policy/other-vendor.h"
rm -r "$tmp/source"/policies/{acme.yaml,editions}
succeeds "a brand is gone" eval 'cd "$tmp/source" && "$POLICYC" build'
succeeds "install-data when there is no out/" fails eval 'mv "$tmp/source/out" "$tmp/source/moved"; from_source PREFIX="$opt" install-data'
succeeds "... leaves all as it was" same "$before" "$(times "$opt" | grep -v other-vendor)"
mv "$tmp/source/moved" "$tmp/source/out"
# One that stops half-way: the next one, and uninstall, still know what is there.
printf '#!/bin/sh\nfor to; do :; done\ncase $to in */policyc.mk) exit 1 ;; esac\nexec install "$@"\n' >"$tmp/stops"
chmod +x "$tmp/stops"
touch "$tmp/source/out/data/late.json"
succeeds "an installation that stops" fails from_source PREFIX="$opt" INSTALL="$tmp/stops" install-data
rm "$tmp/source/out/data/late.json"
cp -r "$opt" "$tmp/stopped"
succeeds "uninstall after one that stopped" from_source PREFIX="$tmp/stopped" uninstall
succeeds "uninstall after one that stopped: only what is not ours is left" same "include/policy/other-vendor.h" \
	"$(cd "$tmp/stopped" && find . ! -type d -printf '%P\n')"
succeeds "install-data when a brand is gone" from_source PREFIX="$opt" install-data
succeeds "a brand is gone: nothing of it is left" same "" "$(find "$opt" -path '*acme*' -o -name 'late*')"
succeeds "a brand is gone: what is not ours is left" test -f "$opt/include/policy/other-vendor.h" -a -d "$opt/share/policyc/notices/foreign"
succeeds "a brand is gone: the others stay" test -f "$opt/include/policy/mami.h" -a -x "$opt/bin/policyc"
succeeds "uninstall" from_source PREFIX="$opt" uninstall
succeeds "uninstall that cannot remove a file says so" fails eval \
	'from_source PREFIX="$tmp/held" install-data && rm "$tmp/held/include/policy/mami.h" && mkdir "$tmp/held/include/policy/mami.h" &&
		from_source PREFIX="$tmp/held" uninstall'
succeeds "... and keeps the list" test -f "$tmp/held/share/policyc/installed"
succeeds "uninstall: only what is not ours is left" same "$(printf '%s\n' / include/ include/policy/ include/policy/other-vendor.h \
	share/ share/policyc/ share/policyc/notices/ share/policyc/notices/foreign/)" "$(list "$opt")"

# ---- the depfile ----

# make reads what is in it as the paths that they are: with what it reads nothing is to be done, and after a change there is. (A path that
# make reads as another one would be made anew each time, since the depfile has a rule for each.)
odd='a $dollar, a #hash and a space'
mkdir "$tmp/depfile" && cp -r policies "$tmp/depfile/$odd" && cp -r templates "$tmp/depfile/templates"
succeeds "depfile: builds" eval 'cd "$tmp/depfile" && "$POLICYC" build --policies "$odd" -o out -MD stamp'
{ cat "$tmp/depfile/stamp"; printf 'stamp:\n\t@echo again\n'; } >"$tmp/depfile/Makefile"
touch -d '2030-01-01' "$tmp/depfile/stamp"
succeeds "depfile: nothing to do is nothing" make -q -C "$tmp/depfile" stamp
for file in mami.yaml vocabulary.yaml calendars/id.yaml; do
	touch -d '2031-01-01' "$tmp/depfile/$odd/$file"
	succeeds "depfile: $file has changed" same again "$(make -s -C "$tmp/depfile" stamp)"
	touch -d '2029-01-01' "$tmp/depfile/$odd/$file"
done
succeeds "depfile: and nothing is to be done again" make -q -C "$tmp/depfile" stamp

# ---- a service ----

# A compiler and a policyc that leave a word in the log.
cat >"$tmp/cc" <<'END'
#!/bin/sh
for word; do case $word in *.c) file=${word##*/} && echo "${file%.c}" >>"$LOG" ;; esac; done
exec "$@"
END
cat >"$tmp/policyc" <<END
#!/bin/sh
echo policyc >>"\$LOG"
"$root/bin/policyc" "\$@" || exit
[ ! -f "$tmp/during" ] || touch "\$(cat "$tmp/during")"
END
chmod +x "$tmp/cc" "$tmp/policyc"
export LOG=$tmp/log

service() { # service DIR: its sources, and a folder of policies
	mkdir "$1"
	cp -r "$repo/policies" "$1/policies"
	cp -r "$root/share/policyc/templates" "$1/templates"
	for brand in mami mpo21; do
		printf '#include "policy/%s.h"\nconst char *%s(void);\nconst char *%s(void)\n{\n\treturn (const char *)policy_%s.names;\n}\n' \
			$brand $brand $brand $brand >"$1/$brand.c"
	done
	cat >"$1/all.c" <<-'END'
		#include "policy/brands.h"
		const char *mami(void);
		const char *mpo21(void);
		int none(void);
		int main(void)
		{
			return !(policy_find("mami") && *mami() && *mpo21() && none());
		}
	END
	printf 'int none(void);\nint none(void)\n{\n\treturn 1;\n}\n' >"$1/none.c"
}
cat >"$tmp/Makefile" <<'END'
OBJECTS = all.o mami.o mpo21.o none.o
CC = $(LAUNCHER) gcc
POLICYC_POLICIES = policies
POLICYC_TEMPLATES = templates
include $(PREFIX)/share/policyc/policyc.mk
CPPFLAGS += $(POLICYC_CPPFLAGS) -MMD -MP
service: $(OBJECTS)
	gcc -o $@ $(OBJECTS)
$(OBJECTS): | $(POLICYC_HEADERS)
clean:
	rm -rf service $(OBJECTS) $(POLICYC_OUT)
-include $(OBJECTS:.o=.d)
END
cat >"$tmp/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.20)
project(service C)
find_package(policyc REQUIRED)
add_executable(service all.c mami.c none.c)
add_library(second STATIC mpo21.c)
target_link_libraries(service PRIVATE second)
policyc_add_headers(service POLICIES policies TEMPLATES templates)
policyc_add_headers(second POLICIES policies TEMPLATES templates)
END

# event WHAT EXPECTED [COMMAND...]: do it, build; EXPECTED are the words of the log, policyc for a run, a file for a compilation.
event() {
	local what="$how: $1" expected=$2
	shift 2
	status=0
	sleep 0.02 # file systems' clocks tick every few milliseconds
	[ $# = 0 ] || "$@"
	: >"$LOG"
	build >"$tmp/said" 2>&1 || status=1
	succeeds "$what" same "$expected" "$(sort "$LOG" | tr '\n' ' ' | sed 's/ $//')"
	[ "$status" = 0 ] || [ "$what" = "$how: broken" ] || succeeds "$what: builds" cat_and_fail "$tmp/said"
}
cat_and_fail() {
	cat "$1"
	return 1
}
sums() { (cd "$headers" && sha256sum ./*.h && stat -c '%n %y' ./*.h); }
again() { # again WHAT: and after that nothing is to be done
	event "$1, then nothing" ""
}

events() { # in the service's folder, with $headers and the function build
	event "first" "all mami mpo21 none policyc"
	succeeds "$how: the program runs" "$program"
	again "first"
	event "a policy is touched" "policyc" touch policies/mami.yaml
	again "a policy is touched"
	event "a comment" "policyc" sed -i '1a # a comment' policies/mami.yaml
	again "a comment"
	event "a label of the vocabulary" "policyc" sed -i '0,/en: "\([^"]*\)"/s//en: "\1, so to say"/' policies/vocabulary.yaml
	event "a sentence of a template" "policyc" sed -i '0,/<p>/s//<p>Well, /' templates/notice.en.xhtml
	again "a sentence of a template"
	event "one number of mami" "all mami policyc" sed -i 's/^    period: 7 years$/    period: 8 years/' policies/mami.yaml
	again "one number of mami"
	event "one number of mpo21" "all mpo21 policyc" sed -i 's/deadline: 72 hours/deadline: 71 hours/' policies/mpo21.yaml
	event "a header is touched" "all mami" touch "$headers/mami.h"
	event "a header is deleted" "all mami policyc" rm "$headers/mami.h"
	again "a header is deleted"
	event "all headers are deleted" "all mami mpo21 policyc" rm -r "$headers"
	again "all headers are deleted"

	before=$(sums)
	event "broken" "policyc" sed -i 's/^    period: 8 years$/    period: 8 yers/' policies/mami.yaml
	succeeds "$how: broken: stops" same 1 "$status"
	succeeds "$how: broken: says why" grep -q "policies/mami.yaml:.*: error: unknown unit 'yers'" "$tmp/said"
	event "broken" "policyc"
	succeeds "$how: still broken: stops" same 1 "$status"
	succeeds "$how: broken: the headers are the old ones" same "$before" "$(sums)"
	event "corrected" "policyc" sed -i 's/^    period: 8 yers$/    period: 8 years/' policies/mami.yaml
	again "corrected"

	event "a brand is new" "all policyc" eval 'sed "s/^  id: sesetoro$/  id: other/" policies/sesetoro.yaml >policies/other.yaml'
	succeeds "$how: a brand is new: its header" test -f "$headers/other.h"
	event "the header of a brand that is new is deleted" "all policyc" rm "$headers/other.h"
	again "a brand is new"
	event "a brand is gone" "all policyc" rm policies/other.yaml
	succeeds "$how: a brand is gone: its header" fails test -e "$headers/other.h"
	again "a brand is gone"
	if [ "$how" != Ninja ]; then # Ninja 1.11 takes the times of inputs after a run
		event "a policy is edited during the run" "policyc" eval 'touch policies/mami.yaml; echo "$PWD/policies/mami.yaml" >"$tmp/during"'
		event "a policy was edited during the run" "policyc" rm "$tmp/during"
		again "a policy was edited during the run"
	fi
	event "policyc is new" "policyc" touch "$tmp/policyc"
	again "policyc is new"

	cp "$repo/tests/editions/acme.yaml" policies
	event "an edition is released" "all policyc" eval '"$root/bin/policyc" release acme --effective 2027-03-01 >/dev/null'
	again "an edition is released"
	for folder in . templates policies/baselines notices new; do
		local added=policies/editions/acme/2027-03-01/$folder/added
		event "broken" "policyc" eval 'mkdir -p ${added%/*} && touch $added'
		succeeds "$how: a file is added to an edition, in $folder: stops" same 1 "$status"
		succeeds "$how: a file is added to an edition, in $folder: says why" grep -q "added: error: the released file is not in the manifest" "$tmp/said"
		event "it is taken out again, in $folder" "policyc" eval 'rm $added; rmdir ${added%/*} 2>/dev/null || :'
	done
	again "an edition is as it was"
	event "a brand with an edition is gone" "all policyc" rm -r policies/acme.yaml policies/editions
	again "a brand with an edition is gone"
}

jobs=8
! full || jobs='1 8'
for jobs in $jobs; do
	how="make -j$jobs"
	service "$tmp/service$jobs"
	cd "$tmp/service$jobs" || exit
	cp "$tmp/Makefile" .
	args=(PREFIX="$root" LAUNCHER="$tmp/cc" POLICYC="$tmp/policyc")
	build() { make -j$jobs "${args[@]}"; }
	headers=policyc.out/include/policy program=./service
	succeeds "$how: a first build" build
	succeeds "$how: nothing to do is nothing" make -q "${args[@]}"
	succeeds "$how: clean" make "${args[@]}" clean
	events
	succeeds "$how: the first goal is the service's" same service "$(make -pn "${args[@]}" 2>/dev/null | sed -n 's/^\.DEFAULT_GOAL := //p')"
	args+=(POLICYC_BRANDS="mami mpo21")
	event "other brands asked for" "policyc"
	again "other brands asked for"
	event "what is not asked for" "" touch policies/sesetoro.yaml
	succeeds "$how: clean" make "${args[@]}" clean
	succeeds "$how: clean leaves nothing" fails test -e policyc.out
done
rm all.c && printf 'int none(void);\nint main(void)\n{\n\treturn !none();\n}\n' >all.c
args=(PREFIX="$root" LAUNCHER="$tmp/cc" POLICYC_BRANDS=mami OBJECTS="all.o mami.o none.o")
succeeds "make: one brand, and the policyc that is installed" build
succeeds "make: one brand: no other" fails test -e policyc.out/include/policy/mpo21.h
succeeds "make: an own space in a path" fails make "${args[@]}" POLICYC_POLICIES="a b"
succeeds "make: a space in a path is explained" grep -q "POLICYC_POLICIES has to be one path without spaces, not 'a b'" \
	<(make "${args[@]}" POLICYC_POLICIES="a b" 2>&1)
succeeds "make: no folder is explained" grep -q "POLICYC_POLICIES has to be one path" <(make "${args[@]}" POLICYC_POLICIES= 2>&1)
for char in ':' ';' = % '|' '*' '?' '[' '~' '\' "'" '"' '&' '<' '>' '!' '`' '$$' '#' '(' ')'; do
	succeeds "make: POLICYC_OUT with $char is explained" grep -qF "POLICYC_OUT cannot have the character ${char/\$\$/\$}" \
		<(make "${args[@]}" POLICYC_OUT="a${char}b" 2>&1)
done
# quoted for the shell, and for make: a folder of policies may have any name that a depfile can hold
odd="it's(a)&#1\$x,b=c<d>\`"
mkdir "$tmp/odd" && mkdir "$tmp/odd/$odd" && cp -r policies templates "$tmp/odd/$odd"
cat >"$tmp/odd/Makefile" <<'END'
odd = it's(a)&\#1$$x,b=c<d>`
POLICYC_POLICIES = $(odd)/policies
POLICYC_TEMPLATES = $(odd)/templates
include $(PREFIX)/share/policyc/policyc.mk
all: $(POLICYC_HEADERS)
END
odd_make() { (cd "$tmp/odd" && make PREFIX="$root" all) >"$tmp/said" 2>&1; }
succeeds "make: odd folders: builds" eval 'odd_make && test -f "$tmp/odd/policyc.out/include/policy/brands.h" || { cat "$tmp/said"; false; }'
succeeds "make: odd folders: then nothing" eval 'odd_make && grep -q "Nothing to be done" "$tmp/said" || { cat "$tmp/said"; false; }'
sleep 0.02
touch "$tmp/odd/$odd/policies/mami.yaml"
succeeds "make: odd folders: again after a change" eval 'odd_make && grep -q "files* under policyc.out written" "$tmp/said" || { cat "$tmp/said"; false; }'
succeeds "make: odd folders: then nothing again" eval 'odd_make && grep -q "Nothing to be done" "$tmp/said" || { cat "$tmp/said"; false; }'
fail_late() { # a run that fails after its stamp is written, as when the disk is full, does not count as run
	printf '#!/bin/sh\n"%s" "$@"\nexit 3\n' "$root/bin/policyc" >"$tmp/late"
	chmod +x "$tmp/late"
	make "${args[@]}" POLICYC="$tmp/late"
}
succeeds "make: policyc fails late" fails fail_late
succeeds "make: policyc fails late: no stamp" fails test -e policyc.out/policyc.stamp

# CMake, with both generators, is for torture.
if ! full; then
	echo "install: $passed passed, $failed failed"
	[ "$failed" = 0 ]
	exit
fi
for generator in Ninja "Unix Makefiles"; do
	how=$generator
	service "$tmp/a service, ${generator%% *}"
	cd "$tmp/a service, ${generator%% *}" || exit
	cp "$tmp/CMakeLists.txt" .
	build() { cmake --build build -j8; }
	succeeds "$how: configures" cmake -G "$generator" -S . -B build -DCMAKE_PREFIX_PATH="$root" -DCMAKE_C_COMPILER_LAUNCHER="$tmp/cc" \
		-DPOLICYC_EXECUTABLE="$tmp/policyc"
	headers=$(echo build/policyc-????????)/include/policy program=build/service
	events
	[ "$how" != Ninja ] || succeeds "Ninja: nothing is nothing" grep -q 'no work to do' <(build)
done
# a folder as Jenkins has them: a path with '=' is an assignment to make
how="Ninja, os=linux"
service "$tmp/os=linux"
cd "$tmp/os=linux" || exit
cp "$tmp/CMakeLists.txt" .
build() { cmake --build build; }
succeeds "$how: configures" cmake -G Ninja -S . -B build -DCMAKE_PREFIX_PATH="$root" -DCMAKE_C_COMPILER_LAUNCHER="$tmp/cc" -DPOLICYC_EXECUTABLE="$tmp/policyc"
event "first" "all mami mpo21 none policyc"
again "first"
event "one number of mami" "all mami policyc" sed -i 's/^    period: 7 years$/    period: 8 years/' policies/mami.yaml
again "one number of mami"
event "a brand is new" "all policyc" eval 'sed "s/^  id: sesetoro$/  id: other/" policies/sesetoro.yaml >policies/other.yaml'
event "a brand is gone" "all policyc" rm policies/other.yaml
again "a brand is gone"

# The headers that are installed; one brand with the policyc that is installed; an interface; an error.
mkdir "$tmp/cmake"
cd "$tmp/cmake" || exit
cp "$tmp/service8/mami.c" .
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(ways C)
find_package(policyc REQUIRED)
add_library(installed STATIC mami.c)
target_link_libraries(installed PRIVATE policyc::headers)
add_library(own INTERFACE)
policyc_add_headers(own POLICIES ${POLICIES} BRANDS mami)
add_library(by-interface STATIC mami.c)
target_link_libraries(by-interface PRIVATE own)
policyc_add_headers(${ERROR})
END
configure() { cmake -G Ninja -S . -B "$1" -DCMAKE_PREFIX_PATH="$2" -DPOLICIES="$repo/policies" "${@:3}"; }
succeeds "CMake: other ways" configure build "$root" -DERROR='own;POLICIES;policies'
sed -i '$d' CMakeLists.txt
succeeds "CMake: other ways" configure build "$root"
succeeds "CMake: other ways build" cmake --build build
succeeds "CMake: one brand" same "mami.h policy.h vocabulary.h" "$(cd build/policyc-*/include/policy && echo m*.h p*.h v*.h)"
succeeds "CMake: installed where spaces are" make -s -C "$repo" PREFIX="$tmp/my own" B="${POLICYC%/policyc}" -o "$POLICYC" install
succeeds "CMake: installed where spaces are: configures" configure spaces "$tmp/my own"
succeeds "CMake: installed where spaces are: builds" cmake --build spaces
echo 'policyc_add_headers(installed BRANDS mami)' >>CMakeLists.txt
succeeds "CMake: no POLICIES is explained" grep -q 'write policyc_add_headers(TARGET POLICIES DIR' <(configure no-policies "$root" 2>&1)
mkdir "$tmp/data"
cp -r "$root/include" "$root/share" "$tmp/data"
sed -i '2a set(CMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH OFF)\nset(CMAKE_FIND_USE_CMAKE_SYSTEM_PATH OFF)' CMakeLists.txt
succeeds "CMake: no policyc is explained" grep -q 'needs the compiler' <(configure no-policyc "$tmp/data" 2>&1)

echo "install: $passed passed, $failed failed"
[ "$failed" = 0 ]
