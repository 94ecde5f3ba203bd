#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# make coverage: the lines and branches that units, goldens, examples and hostile input reach.
set -euo pipefail
cd "$(dirname "$0")/.."
cov=build/coverage
make -s B=$cov CFLAGS="-O0 -g --coverage -fprofile-update=atomic" LDFLAGS=--coverage $cov/policyc units
find $cov -name '*.gcda' -delete
for test in $cov/unit/test_*; do
	case $test in *.d | *.gcno | *.gcda) ;; *) "$test" >/dev/null 2>&1 || echo "$test failed" ;; esac
done
for step in cases explain hostile; do
	POLICYC=$PWD/$cov/policyc B=$cov bash tests/$step/run.sh | tail -n 1 || true
done
gcovr --root . --filter 'compiler/' --object-directory $cov --gcov-ignore-parse-errors --exclude-unreachable-branches \
	--print-summary --txt | tail -n 70
