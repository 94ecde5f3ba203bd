#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# deps.sh FOLDER: tries tests/deps.sh on made-up machines, whose programs are stubs in a folder that is the whole PATH.
# A stub of apt-get writes down what it is asked for. Ends with "COUNT passed failed".
set -uo pipefail
. tests/tally.sh
machine=$1/machine sh=$(command -v sh)
said=$1/said asked=$1/asked

programs=$(sed -nE 's/.*need [^ ]+ has ([^ ]+)$/\1/p' tests/deps.sh) # all that deps.sh looks for by name

has() { # has PROGRAM...: the machine has these, and no others but apt-get
	rm -rf "$machine"
	mkdir "$machine"
	local program
	for program in grep mktemp rm env; do ln -s "$(command -v $program)" "$machine"; done
	for program; do stub "$program" 'exit 0'; done
	stub id 'echo 0'
	stub apt-get "echo \"\$*\" >>'$asked'"
	stub apt-cache "echo \"Package: \$2\""
}
stub() { printf '#!%s\n%s\n' "$sh" "$2" >"$machine/$1" && chmod +x "$machine/$1"; }
deps() { # deps GOAL...: its exit status; what it says is in $said, what it asks apt-get for in $asked
	: >"$asked"
	PATH=$machine "$sh" tests/deps.sh "$@" >"$said" 2>&1
}
installs() { # installs PACKAGE...: in this order, and nothing else
	[ "$(sed -n 's/^install .* Dpkg::Use-Pty=0 //p' "$asked")" = "$*" ] || { echo "    $(cat "$asked")"; false; }
}
tries() { # tries WHAT PACKAGES GOAL...
	local what=$1 packages=$2
	shift 2
	deps "$@"
	say "$what: exit status" [ $? = 0 ]
	# shellcheck disable=SC2086
	say "$what" installs $packages
}

all="gcc make pkg-config libc6-dev libyaml-dev libxml2-dev"
has
tries "a bare machine" "$all"
tries "a bare machine: all" "$all" all
tries "a bare machine: install" "$all" install
tries "a bare machine: test" "$all libcmocka-dev" test
tries "a bare machine: the largest goal counts" "$all libcmocka-dev" all test all
deps check
say "check needs what test needs" grep -q "$all libcmocka-dev g++" "$asked"
say "check needs a browser" [ "$(grep -c chromium "$asked")" = 0 ]
deps torture
say "torture needs what check needs" grep -q "$all libcmocka-dev g++.* clang .* chromium" "$asked"
say "the lists are brought up to date first" [ "$(head -n 1 "$asked")" = "update -qq" ]

# shellcheck disable=SC2086
has $programs
for goal in all test check torture; do
	deps $goal
	say "a full machine: $goal: exit status" [ $? = 0 ]
	say "a full machine: $goal: something is said or asked" [ ! -s "$said" -a ! -s "$asked" ]
done
stub pkg-config 'case $2 in libxml-2.0) exit 1 ;; esac'
tries "one is missing" libxml2-dev torture
stub pkg-config 'exit 0'
stub clang 'exit 1'
tries "clang without its runtime" libclang-rt-dev torture
stub clang 'exit 0'
rm "$machine/chromium"
tries "chromium" chromium torture
stub apt-cache '[ "$2" != chromium ] || exit 0; echo "Package: $2"'
tries "a distribution that calls it chromium-browser" chromium-browser torture
stub chromium-browser 'exit 0'
tries "it has that one" "" torture

has gcc
stub apt-get "echo \"\$*\" >>'$asked'; case \$1 in update) exit 100 ;; esac"
tries "a source that cannot be reached" "make pkg-config libyaml-dev libxml2-dev" all
stub apt-get 'exit 100'
deps all
say "what cannot be installed" [ $? = 100 ]

has gcc
stub id 'echo 1000'
deps all
say "neither root nor sudo: exit status" [ $? = 1 ]
say "neither root nor sudo: what root has to do" grep -q 'as root: apt-get install .* make pkg-config libyaml-dev libxml2-dev$' "$said"
stub sudo "echo sudo >>'$asked'; exec \"\$@\""
tries "a user with sudo" "make pkg-config libyaml-dev libxml2-dev" all
say "both go through sudo" [ "$(grep -c '^sudo$' "$asked")" = 2 ]

has gcc
rm "$machine/apt-get" "$machine/apt-cache"
deps all
say "without apt-get: exit status" [ $? = 1 ]
say "without apt-get: what is missing" grep -q 'missing, by their names in Debian: make pkg-config libyaml-dev libxml2-dev;' "$said"

say "a version of LLVM is written down" [ "$(grep -cE '(llvm|clang[a-z-]*)-[0-9]' tests/deps.sh)" = 0 ]
# make: with the goal `deps` all else waits for it, whatever stands beside it
make -pnq deps all install >"$said" 2>/dev/null
for target in all install build/embed.c build/base/buf.o build/cmd/main.o; do
	say "make deps all install: $target does not wait for deps" grep -qE "^$target:.*\|.* deps( |$)" "$said"
done
echo "COUNT $passed $failed"
[ "$failed" = 0 ]
