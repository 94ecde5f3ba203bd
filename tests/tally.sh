# SPDX-License-Identifier: MIT
# Sourced by the tests' run.sh: counts what passes and fails, and says what fails.
passed=0 failed=0

# How many times slower a program is than the plain build: with sanitizers, or under valgrind (a script that calls it). Both take address
# space without end, so only a plain program's memory is bounded.
slowness() { # slowness PROGRAM
	if [ "$(head -c 2 "$1")" = '#!' ]; then echo 100; elif grep -q __asan_init "$1"; then echo 10; else echo 1; fi
}
# bounded SECONDS COMMAND...: with so much processor time, and 2 GiB of memory; whatever else the machine does meanwhile changes nothing.
# What takes longer is ended by SIGXCPU: exit 152.
slow=$(slowness "${POLICYC:-build/policyc}")
bounded() {
	(
		ulimit -S -t $(($1 * slow))
		[ "$slow" != 1 ] || ulimit -S -v 2097152
		shift
		exec "$@"
	)
}

mark() { # mark pass|fail WHAT
	if [ "$1" = pass ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $2"
	fi
}
say() { # say WHAT COMMAND...
	local what=$1
	shift
	if "$@"; then mark pass; else mark fail "$what"; fi
}
succeeds() { # succeeds WHAT COMMAND...: in a shell of its own; what it said is shown if it fails
	local what=$1 said
	shift
	if said=$("$@" 2>&1); then
		mark pass
	else
		mark fail "$what"
		tail -n 20 <<<"$said" | sed 's/^/    /'
	fi
}
count() { # count COMMAND...: of a program that ends with `COUNT passed failed`
	local said p=0 f=1
	said=$("$@" 2>&1) || true
	grep -v '^COUNT\|^$' <<<"$said" || true
	grep -q '^COUNT' <<<"$said" || echo "FAILED: ${1##*/} did not come to its end"
	read -r _ p f < <(grep '^COUNT' <<<"$said" || echo "COUNT 0 1")
	passed=$((passed + p)) failed=$((failed + f))
}
