#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what policyc needs on Debian 12, and only what is missing. Asks nothing.
set -eu
missing=
need() { # need PACKAGE COMMAND...
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
has() { command -v "$1"; }
need gcc has gcc
need g++ has g++
need clang has clang
need libclang-rt-14-dev test -d /usr/lib/llvm-14/lib/clang
need make has make
need pkg-config has pkg-config
need libc6-dev test -f /usr/include/stdio.h
need libyaml-dev pkg-config --exists yaml-0.1
need libxml2-dev pkg-config --exists libxml-2.0
need libsqlite3-dev pkg-config --exists sqlite3
need sqlite3 has sqlite3
need bsdutils has script
need libcmocka-dev pkg-config --exists cmocka
need valgrind has valgrind
need clang-tidy has clang-tidy
need cppcheck has cppcheck
need strace has strace
need gcovr has gcovr
need util-linux has taskset
need bsdextrautils has column
need nodejs has node
need npm has npm
need chromium has chromium
need cmake has cmake
need ninja-build has ninja
[ -z "$missing" ] && exit 0
echo "installing:$missing"
run=
[ "$(id -u)" = 0 ] || run=sudo
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
# shellcheck disable=SC2086
$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
