#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# build: plain
# clang-tidy and cppcheck have nothing to say of the compiler. Each file is a test, and cppcheck is one.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/tally.sh
B=${B:-build}
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -I$B -Icompiler/include $(pkg-config --cflags yaml-0.1 libxml-2.0)"
tidy() { # tidy FLAGS FILE
	# shellcheck disable=SC2086
	if said=$(clang-tidy --quiet --warnings-as-errors='*' "$2" -- $1 2>&1); then
		echo ok
	else
		printf 'FAILED: %s\n%s\n' "$2" "$(tail -n 20 <<<"$said")"
	fi
}
export -f tidy
# as many at once as there are processors
said=$(printf '%s\n' compiler/*/*.c | xargs -P "$(nproc)" -I {} bash -c 'tidy "$1" "$2"' tidy "$flags" {})
passed=$(grep -c '^ok$' <<<"$said")
grep -v '^ok$' <<<"$said"
files=(compiler/*/*.c)
failed=$((${#files[@]} - passed))
succeeds "cppcheck" cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -D_POSIX_C_SOURCE=200809L -I"$B" --error-exitcode=1 compiler
echo "lint: $passed passed, $failed failed"
[ "$failed" = 0 ]
