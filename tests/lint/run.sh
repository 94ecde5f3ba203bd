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
for file in compiler/*/*.c; do
	# shellcheck disable=SC2086
	succeeds "$file" clang-tidy --quiet --warnings-as-errors='*' "$file" -- $flags
done
succeeds "cppcheck" cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -D_POSIX_C_SOURCE=200809L -I"$B" --error-exitcode=1 compiler
echo "lint: $passed passed, $failed failed"
[ "$failed" = 0 ]
