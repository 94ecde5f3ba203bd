#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: torture
# Who released an edition: signatures made by signify and minisign are verified, and what no holder of the key has signed is named,
# though its hashes agree.
set -uo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}") script=$PWD/compiler/signatures.sh
export LC_ALL=C NO_COLOR=1
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
. tests/tally.sh
cp -r policies templates "$T"
rm -f "$T"/policies/{mami,mpo21,sesetoro}.yaml
cp tests/editions/acme.yaml "$T/policies/"
cd "$T" || exit
edition=policies/editions/acme/2027-03-01
verify() { # verify STATUS LINE: what the script prints, and its exit status
	local said status=0
	said=$(sh "$script" "${folder-policies}" 2>&1) || status=$?
	[ "$status $said" = "$1 $2" ]
	tell $? "wanted exit $1, $2" "exit $status, $said"
}
builds() { succeeds "policyc build beside $1" "$policyc" build -o "$T/out"; }
signify() { signify-openbsd -S -s "$1.sec" -m $edition/manifest -x $edition/manifest.sig; }
minisign_() { minisign -S -s "$1.key" -m $edition/manifest -x $edition/manifest.minisig </dev/null >/dev/null; }
for key in legal other; do
	signify-openbsd -G -n -p $key.pub -s $key.sec
	minisign -G -W -f -p $key.mini.pub -s $key.key >/dev/null 2>&1
done

verify 0 "no edition has been released"
folder=nowhere verify 2 "signatures: there is no folder 'nowhere'; name the one with the policies"
folder='' verify 2 "signatures: there is no folder ''; name the one with the policies"
succeeds "release" "$policyc" release acme --effective 2027-03-01
verify 1 "policies/release.pub: the public key of whoever releases is missing"
cp legal.pub policies/release.pub
verify 1 "$edition: not signed"
say "signify signs" signify legal
verify 0 "$edition: signed"
builds "a signature of signify"
cp $edition/manifest manifest

# an edition that was sealed again: every hash agrees, so that the compiler cannot tell
sed -i 's/^A privacy notice/A notice/; 1a <p>added</p>' $edition/newest/en.md
hash=$(sha256sum $edition/newest/en.md | cut -d ' ' -f 1)
sed -i "s|^[0-9a-f]*  newest/en.md|$hash  newest/en.md|" $edition/manifest
seal=$(grep -v '^# seal' $edition/manifest | sha256sum | cut -d ' ' -f 1)
sed -i "s/^# seal .*/# seal $seal/" $edition/manifest
say "the page and the manifest were changed" differ manifest $edition/manifest
builds "a manifest that was written anew"
verify 1 "$edition: the signature is not one of this manifest by policies/release.pub"
say "another key signs" signify other
verify 1 "$edition: the signature is not one of this manifest by policies/release.pub"
rm $edition/manifest.sig
verify 1 "$edition: not signed"

# minisign; both at once; another's signature beside a good one
cp legal.mini.pub policies/release.pub
say "minisign signs" minisign_ legal
verify 0 "$edition: signed"
builds "a signature of minisign"
say "another key signs" minisign_ other
verify 1 "$edition: the signature is not one of this manifest by policies/release.pub"
say "minisign signs" minisign_ legal
say "another key signs with signify" signify other
verify 1 "$edition: the signature is not one of this manifest by policies/release.pub"
: >$edition/manifest.sig
verify 1 "$edition: the signature is not one of this manifest by policies/release.pub"
rm $edition/manifest.sig

# folders with spaces; what is not an edition
mv policies "my policies"
edition="my policies/editions/acme/2027-03-01" folder="my policies"
verify 0 "$edition: signed"
mkdir "my policies/editions/acme/2028-03-01"
verify 1 "$edition: signed
my policies/editions/acme/2028-03-01: there is no manifest"
echo "signatures: $passed passed, $failed failed"
[ "$failed" = 0 ]
