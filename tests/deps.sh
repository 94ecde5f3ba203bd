#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what policyc needs and this machine lacks, as root or through sudo, and asks nothing:
#
#     sh tests/deps.sh [GOAL...]     make's goals; without one, what building needs, make included
#
# `make deps GOAL...` runs this first. It knows apt-get (Debian, Ubuntu) and works with the clang, chromium and npm
# that the distribution has; on other systems it names what is missing and exits 1.
set -eu

# Each goal needs what the goals before it need.
level=1
for goal; do
	case $goal in
	test | unit | units) n=2 ;;
	check) n=3 ;;
	torture | bench | coverage | fuzz | lint | mutants) n=4 ;;
	*) n=1 ;;
	esac
	[ "$level" -ge "$n" ] || level=$n
done

missing=
need() { # need PACKAGE[|OTHER-NAME] COMMAND...: the package is missing if the command fails
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
has() { command -v "$1"; }
has_header() { echo "#include <$1>" | gcc -E -x c -; }
# The runtime libraries of clang's sanitizers are a package of their own.
clang_sanitizes() {
	probe=$(mktemp)
	status=0
	echo 'int main(void) { return 0; }' | clang -fsanitize=address,undefined -x c - -o "$probe" || status=$?
	rm -f "$probe"
	return "$status"
}

need gcc has gcc
need make has make
need pkg-config has pkg-config
need libc6-dev has_header stdio.h
need libyaml-dev pkg-config --exists yaml-0.1
need libxml2-dev pkg-config --exists libxml-2.0
if [ "$level" -ge 2 ]; then
	need libcmocka-dev pkg-config --exists cmocka
fi
if [ "$level" -ge 3 ]; then
	need g++ has g++
	need git has git
	need nodejs has node
	need libsqlite3-dev pkg-config --exists sqlite3
	need sqlite3 has sqlite3
	need bsdutils has script
	need util-linux has taskset
	need strace has strace
fi
if [ "$level" -ge 4 ]; then
	need clang has clang
	need libclang-rt-dev clang_sanitizes
	need clang-tidy has clang-tidy
	need cppcheck has cppcheck
	need gcovr has gcovr
	need valgrind has valgrind
	need signify-openbsd has signify-openbsd
	need minisign has minisign
	need npm has npm
	has chromium-browser >/dev/null || need "chromium|chromium-browser" has chromium
	need cmake has cmake
	need ninja-build has ninja
fi
[ -n "$missing" ] || exit 0

root=
if ! has apt-get >/dev/null; then
	echo "deps: missing, by their names in Debian:$missing; install them and run this again" >&2
	exit 1
elif [ "$(id -u)" != 0 ]; then
	if ! has sudo >/dev/null; then
		echo "deps: neither root nor sudo; as root: apt-get install --no-install-recommends$missing" >&2
		exit 1
	fi
	root=sudo
fi
# A source that cannot be reached does not matter if the others have the packages.
$root apt-get update -qq || echo "deps: going on with the package lists that are here" >&2
packages=
for package in $missing; do
	name=${package%|*}
	apt-cache show "$name" 2>/dev/null | grep -q '^Package:' || name=${package#*|}
	packages="$packages $name"
done
echo "installing:$packages"
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-upgrade \
	-o Dpkg::Use-Pty=0 $packages
