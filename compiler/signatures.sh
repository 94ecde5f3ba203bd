#!/bin/sh
# SPDX-License-Identifier: MIT
# signatures.sh [POLICIES]: whether each released edition was signed by whoever holds the key to POLICIES/release.pub.
#
# The hashes in a manifest prove that nothing has changed since; not who released it, since whoever can write the files can write a
# manifest. A signature beside it proves that. Either of two programs makes it:
#
#     signify-openbsd -S -s release.sec -m manifest      manifest.sig
#     minisign -S -s release.key -m manifest             manifest.minisig
#
# Prints a line for each edition. Exit status: 0 all are signed, 1 one is not, 2 usage, 3 the program that verifies is missing.
# It reads the manifests only: that the files are those of the manifest, `policyc build` and `policyc check` say.
set -eu
export LC_ALL=C
[ $# -le 1 ] || { echo "usage: signatures.sh [POLICIES]" >&2; exit 2; }
policies=${1-policies}
[ -n "$policies" ] && [ -d "$policies" ] || { echo "signatures: there is no folder '$policies'; name the one with the policies" >&2; exit 2; }
key=$policies/release.pub
status=0

tell() { # tell FOLDER WHAT
	echo "$1: $2"
	[ "$2" = signed ] || status=1
}
program() {
	command -v "$1" >/dev/null || { echo "signatures: $1 is missing; install it" >&2; exit 3; }
}
signed() { # signed FOLDER: by each signature that is there
	if [ -f "$1/manifest.sig" ]; then
		program signify-openbsd
		signify-openbsd -V -q -p "$key" -m "$1/manifest" -x "$1/manifest.sig" >/dev/null 2>&1 || return 1
	fi
	if [ -f "$1/manifest.minisig" ]; then
		program minisign
		minisign -V -q -p "$key" -m "$1/manifest" -x "$1/manifest.minisig" >/dev/null 2>&1 || return 1
	fi
}

set -- "$policies"/editions/*/*/
if [ ! -d "$1" ]; then
	echo "no edition has been released"
	exit 0
fi
if [ ! -f "$key" ]; then
	echo "$key: the public key of whoever releases is missing" >&2
	exit 1
fi
for folder; do
	folder=${folder%/}
	if [ ! -f "$folder/manifest" ]; then
		tell "$folder" "there is no manifest"
	elif [ ! -f "$folder/manifest.sig" ] && [ ! -f "$folder/manifest.minisig" ]; then
		tell "$folder" "not signed"
	elif signed "$folder"; then
		tell "$folder" signed
	else
		tell "$folder" "the signature is not one of this manifest by $key"
	fi
done
exit $status
