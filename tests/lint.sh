#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# make lint: clang-tidy and cppcheck over the compiler. Clean, or exit 1.
set -euo pipefail
cd "$(dirname "$0")/.."
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -I${B:-build} -Icompiler/include $(pkg-config --cflags yaml-0.1 libxml-2.0)"
# shellcheck disable=SC2086
printf '%s\n' compiler/*/*.c | xargs -P "$(nproc)" -I{} clang-tidy --quiet {} -- $flags 2>/dev/null
cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -D_POSIX_C_SOURCE=200809L \
	-I"${B:-build}" -Icompiler/include --error-exitcode=1 -j "$(nproc)" compiler
echo "lint: clean"
