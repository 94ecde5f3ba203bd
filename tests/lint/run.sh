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
tidy() { # tidy FLAGS FILE: what is wrong is said at once
	# shellcheck disable=SC2086
	if said=$(clang-tidy --quiet --warnings-as-errors='*' "$2" -- $1 2>&1); then
		echo ok
	else
		printf 'FAILED: %s\n%s\n' "$2" "$(tail -n 20 <<<"$said")" >&2
	fi
}
export -f tidy
# as many at once as there are processors, and what was changed last before the rest
files=(compiler/*/*.c)
# shellcheck disable=SC2011,SC2016
passed=$(ls -t "${files[@]}" | xargs -P "$(nproc)" -I {} bash -c 'tidy "$1" "$2"' tidy "$flags" {} | grep -c '^ok$')
failed=$((${#files[@]} - passed))
succeeds "cppcheck" cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -D_POSIX_C_SOURCE=200809L -I"$B" --error-exitcode=1 compiler
echo "lint: $passed passed, $failed failed"
[ "$failed" = 0 ]
