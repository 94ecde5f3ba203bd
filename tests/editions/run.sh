#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Editions: what is released stays, what comes later follows it, and services answer by the time of the event. The shipped policies
# are drafts, so fixtures are released: acme.yaml, and cases of tests/cases made complete. Expected times are GNU date's.
set -uo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD policyc=$(realpath "${POLICYC:-build/policyc}") here=$PWD/tests/editions
export LC_ALL=C NO_COLOR=1 ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=${LEAKS:-1}
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
. tests/tally.sh
. tests/waive.sh
ok() { # ok WHAT COMMAND...: what it says is in $T/log
	local what=$1 status=0
	shift
	"$@" >"$T/log" 2>&1 || status=$?
	tell $status "$what" "$(<"$T/log")"
}
refused() { # refused ID PATTERN WHAT COMMAND...: an error of the input, with its id and words
	local id=$1 pattern=$2 what=$3 status=0
	shift 3
	"$@" >"$T/log" 2>&1 || status=$?
	[ $status = 1 ] && grep -F "[$id]" "$T/log" | grep -F ' error: ' | grep -qE -- "$pattern"
	tell $? "$what (exit $status, wanted [$id] $pattern)"
}
fresh() { # a project with the one brand
	rm -rf "$T/p"
	mkdir "$T/p"
	cp -r policies templates "$T/p"
	rm -f "$T"/p/policies/{mami,mpo21,sesetoro}.yaml
	cp "$here/acme.yaml" "$T/p/policies/acme.yaml"
}
restore() { # restore NAME: as it was at `keep NAME`
	rm -rf "$T/p"
	cp -r "$T/kept-$1" "$T/p"
}
keep() { rm -rf "$T/kept-$1" && cp -r "$T/p" "$T/kept-$1"; }
edit() { sed -i "$1" "$T/p/policies/acme.yaml"; }
in_p() { (cd "$T/p" && "$@"); }
build() { in_p "$policyc" build; }
check() { in_p "$policyc" check policies/acme.yaml; }
release() { in_p "$policyc" release acme --effective "$1"; }
sums() { (cd "$1" && find . -type f -exec sha256sum {} + | sort -k 2); }

# ---- a release ----

fresh
ok "release" release 2027-03-01
E1=$T/p/policies/editions/acme/2027-03-01
ok "sha256sum reads the manifest" bash -c "cd '$E1' && sha256sum --strict -c manifest"
[ "$(sed -n 's/^[0-9a-f]*  //p' "$E1/manifest" | sort)" = "$(cd "$E1" && find . -type f ! -name manifest | sed 's|^\./||' | sort)" ]
tell $? "the manifest lists what is there"
for f in policies/acme.yaml policies/vocabulary.yaml policies/calendars/id.yaml policies/baselines/eu-gdpr.yaml templates/notice.en.xhtml \
	templates/notice.id.xhtml templates/page.xhtml templates/style.css templates/locale/en.yaml templates/locale/id.yaml; do
	ok "frozen as it was read: $f" cmp "$T/p/$f" "$E1/$f"
done
[ "$(ls "$E1/policies/baselines")" = eu-gdpr.yaml ]
tell $? "only the baselines the policy names are frozen"
for line in 'brand acme' 'effective 2027-03-01' 'format 2' 'compiler policyc .+' 'identity [0-9a-f]{64}' 'calendar id [0-9]+-[0-9]+' 'baseline eu-gdpr 20[0-9-]+'; do
	ok "the manifest says: $line" grep -qxE "# $line" "$E1/manifest"
done
[ ! -e "$T/p/policies/.policyc-stage" ]
tell $? "no stage is left"
ok "a frozen edition is a project of its own" bash -c "cd '$E1' && '$policyc' build -o '$T/own'"
ok "... with the same data" cmp <(sed '/"editions"/,$d' "$T/own/data/acme.json") <(build >/dev/null && sed '/"editions"/,$d' "$T/p/out/data/acme.json")
# the same bytes wherever and whenever
keep one
for how in "env TZ=Pacific/Kiritimati" "env LC_ALL=tr_TR.UTF-8" "env -i"; do
	fresh
	# shellcheck disable=SC2086
	(cd / && $how "$policyc" release acme --effective 2027-03-01 --policies "$T/p/policies" --templates "$T/p/templates") >"$T/log" 2>&1
	ok "the same edition, from /, $how" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")
done
# one folder in the other
fresh
mv "$T/p/templates" "$T/p/policies/templates"
(cd "$T/p/policies" && "$policyc" release acme --effective 2027-03-01 --policies . --templates ./templates) >"$T/log" 2>&1
ok "templates below the policies" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")

# ---- what is not released ----

unreleased() { [ ! -e "$T/p/policies/editions/acme" ] || ! find "$T/p/policies/editions" -type f | grep -q .; }
draft() { # draft PATTERN SED...
	fresh
	edit "$2"
	refused P188 "$1" "a draft: $1" release 2027-03-01
	unreleased
	tell $? "a draft: $1: nothing is written"
}
draft 'brand.operator is not stated' 's/operator: PT Acme/operator: unstated/'
draft 'brand.effective is not stated' 's/effective: .*/effective: unstated/'
draft 'brand.effective is a placeholder' 's/effective: .*/effective: placeholder/'
draft "'contacts' is missing" '/^contacts:/,/^clauses:/{/^clauses:/!d};/^clauses:/,/^law:/{/^law:/!d}'
draft 'contacts.team.channels is not stated' 's/channels: .*/channels: unstated/'
# each fact that a notice must state, alone: gone, or not stated, at the place where it belongs
draft '5:13: .*brand.operator is not stated; write in' 's/operator: PT Acme/operator: unstated/'
draft '2:1: .*brand.address is not stated; write in' '/address:/d'
draft "2:1: .*'collection' is missing; add to" '/^collection:/,/^uses:/{/^uses:/!d}'
draft "10:3: .*'support-data' is collected, and no use of it is stated; add to" '/^uses:/,/^sharing:/s/support-data/usage-data/'
draft "10:3: .*'sensitive-data' is collected, and nothing says how long it is kept; state in" 's/category: support-data/category: sensitive-data/'
draft 'retention.support.period is not stated; state in' 's/period: 2 years/period: unstated/'
draft 'retention.support.from is not stated; write the event' '/period: 2 years/{n;s/account-closure/unstated/}'
draft "'sharing' is missing; add to 'sharing' who" '/^sharing:/,/^requests:/{/^requests:/!d}'
draft "'requests' is missing; add to" '/^requests:/,/^transfers:/{/^transfers:/!d}'
draft "requests.deletion, routes|nothing says how to 'deletion'; say by which" '/routes:/,/self-service/d'
draft 'requests.deletion.routes.settings.channels is not stated; say by which' '/account-settings/s/{.*/unstated/; s/self-service: true/self-service: false/'
draft "'transfers' is missing; add to" '/^transfers:/,/^minors:/{/^minors:/!d}'
draft 'transfers.servers rests on consent, and nothing says how it is withdrawn; add to' 's/acts: {complete: \[store\]}/&\n    consent: deemed/'
draft "'minors' is missing; state in" '/^minors:/,/^complaints:/{/^complaints:/!d}'
draft 'minors.adults.age is not stated; state in' 's/age: 18/age: unstated/'
draft "'complaints' is missing; add to" '/^complaints:/,/^retention:/{/^retention:/!d}'
draft "'complaints' names no authority; add to" 's/party: data-protection-authority/party: support-team/'
# what states it in another way
complete() { # complete WHAT SED...
	fresh
	edit "$2"
	ok "complete: $1" release 2027-03-01
}
complete "an address of a contact" '/^  address:/d; s/party: support-team/&\n    address: Jakarta/'
complete "an address of an operator" '/^  address:/d; $a operators: {us: {capacity: controller, name: PT Lain, address: Jakarta}}'
complete "a use of all data" '/^uses:/,/^sharing:/s/    categories: .*//'
complete "a criterion needs no start" '/period: 2 years/{s/2 years/as long as law requires/;n;d}'
complete "vendors receive it" '/^sharing:/,/^requests:/{/^requests:/!d}; $a vendors: {tools: {vendors: {complete: [support-software-providers]}}}'
complete "nobody receives it" '/^sharing:/,/^requests:/{/^requests:/!d}; $a prohibitions: {never: {acts: {complete: [share]}}}'
draft "'sharing' is missing" '/^sharing:/,/^requests:/{/^requests:/!d}; $a prohibitions: {never: {acts: {complete: [share]}, recipients: {complete: [advertisers]}}}'
complete "consent is withdrawn by a request" 's/acts: {complete: \[store\]}/&\n    consent: deemed/; s/^requests:/&\n  consent: {request: consent-withdrawal, routes: {mail: {channels: {complete: [email]}, self-service: false}}}/'
complete "what needs no consent is not withdrawn" 's/acts: {complete: \[store\]}/&\n    consent: not-needed/'
# legal accepts that the notice does not state it, until a day
waiver() { echo "/^minors:/,/^complaints:/{/^complaints:/!d}; \$a waivers: {age: {rule: P188, fact: $1, reason: companies only, owner: legal, expires: $2}}"; }
complete "waived until the day it takes effect" "$(waiver minors 2027-03-01)"
draft "'minors' is missing; state in" "$(waiver minors 2027-02-28)"
fresh
edit "$(waiver complaints 2027-03-01)"
refused P161 "'P188' is not found" "a waiver of what is stated" release 2027-03-01
fresh
edit 's/operator: PT Acme/operator: unstated/; $a waivers: {who: {rule: P188, fact: brand.operator, reason: r, owner: legal, expires: 2029-03-01}}'
refused P161 "'P188' is not found" "who is responsible is not waived" release 2027-03-01
draft 'conflicts.lengths is not decided' '$a conflicts:\n  lengths: {one: retention.device.period, other: retention.support.period}'
draft 'without a calendar' '/^law:/,$d; s/2 years\|1 year/72 hours/'
draft "another date than --effective; write 'effective: 2027-03-01'" 's/2027-03-01/2027-03-02/'
fresh
edit 's/period: 2 years/period: 2 yers/'
refused P036 "unknown unit" "a policy with an error is not released" release 2027-03-01
unreleased
tell $? "an error: nothing is written"
fresh
sed -i '/<section id="breach"/,/<\/section>/d' "$T/p/templates/notice.id.xhtml"
refused P100 "breach.users.deadline" "a policy with an undisclosed value is not released" release 2027-03-01
unreleased
tell $? "an undisclosed value: nothing is written"
for args in "" "acme" "--effective 2027-03-01" "acme --effective 2027-02-30" "acme --effective 2027-03-01 --effective 2027-03-01" "acme --effective 1" "../acme --effective 2027-03-01" "acme acme --effective 2027-03-01"; do
	# shellcheck disable=SC2086
	in_p "$policyc" release $args >"$T/log" 2>&1
	[ $? = 2 ]
	tell $? "usage: release $args"
done
fresh
refused P016 "cannot read the file" "no such brand" in_p "$policyc" release nobody --effective 2027-03-01
restore one
refused P188 "released already" "release twice" release 2027-03-01
edit 's/2027-03-01/2027-02-28/'
refused P188 "a new one has to be later" "release an older date" release 2027-02-28
ok "refused, the first stays as it was" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")

# ---- two at once ----

# Both have checked the policy before either has the lock: it is held until both wait for it.
fresh
exec 8<"$T/p/policies"
flock 8
for n in 1 2; do
	(
		exec 8<&-
		in_p "$policyc" release acme --effective 2027-03-01 >"$T/log$n" 2>&1
		echo $? >"$T/status$n"
	) &
done
inode=$(stat -c %i "$T/p/policies")
until [ "$(grep -c -- "-> .*:$inode 0 EOF" /proc/locks)" = 2 ] || [ -s "$T/status1" ] || [ -s "$T/status2" ]; do sleep 0.1; done
exec 8<&-
wait
[ "$(sort "$T/status1" "$T/status2" | paste -sd ' ')" = "0 1" ]
tell $? "of two releases at once one is: $(cat "$T/status1" "$T/status2" | paste -sd ' ')"
cat "$T/log1" "$T/log2" | grep -q 'another edition of acme has been released in this moment.*P188'
tell $? "the other says so"
ok "two at once: the edition is whole" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")

# ---- killed ----

# at each call that changes the disk: afterwards there is the whole edition or none, and the next run clears up
if full; then
	kills=0 LSAN=$ASAN_OPTIONS
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
	for call in mkdir,mkdirat write rename,renameat,renameat2 unlink,unlinkat,rmdir; do
		for n in 1 2 3 5 10 19 20 21; do
			fresh
			bash -c "cd '$T/p' && strace -qq -o /dev/null -e inject=$call:signal=KILL:when=$n '$policyc' release acme --effective 2027-03-01; exit \$?" >"$T/log" 2>&1
			[ $? = 137 ] || continue
			kills=$((kills + 1))
			if [ -e "$E1" ]; then
				ok "killed at $call $n: the edition is whole" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")
			else
				ok "killed at $call $n: the policies build as before" build
				ok "killed at $call $n: the next release" release 2027-03-01
				ok "killed at $call $n: ... is whole" cmp <(sums "$E1") <(sums "$T/kept-one/policies/editions/acme/2027-03-01")
				[ ! -e "$T/p/policies/.policyc-stage" ]
				tell $? "killed at $call $n: ... and clears up"
			fi
		done
	done
	[ $kills -ge 12 ]
	tell $? "only $kills releases were killed"
	export ASAN_OPTIONS=$LSAN
fi

# ---- tampering ----

restore one
ok "build" build
keep built
tamper() { # tamper PATTERN WHAT: what has been done to the edition is an error of build and check, and out/ stays
	sums "$T/p/out" >"$T/before"
	refused P181 "$1" "$2: build" build
	refused P181 "$1" "$2: check" check
	ok "$2: out/ is as it was" cmp "$T/before" <(sums "$T/p/out")
	restore built
}
for f in $(sed -n 's/^[0-9a-f]*  //p' "$E1/manifest" | sample 4); do
	printf ' ' >>"$E1/$f"
	tamper "$f: .*has changed" "$f changed"
	rm "$E1/$f"
	tamper "$f: .*is missing" "$f missing"
	: >"$E1/$f"
	tamper "$f: .*has changed" "$f emptied"
done
for f in extra policies/extra.yaml .hidden notices/jv.html a/b/c; do
	mkdir -p "$(dirname "$E1/$f")" && echo x >"$E1/$f"
	tamper "$f: .*is not in the manifest" "$f added"
done
ln -s / "$E1/link"
tamper "link: .*is not in the manifest" "a link added"
mv "$E1/notices" "$T/p/elsewhere" && ln -s ../../../../elsewhere "$E1/notices"
tamper "notices: .*is not in the manifest" "a folder replaced by a link"
rm "$E1/manifest"
tamper "manifest: .*no such file" "no manifest"
lines=$(wc -l <"$E1/manifest")
for n in $(seq "$lines" | sample 3); do
	sed -i "${n}s/[0-9a-f]\$/&&/" "$E1/manifest"
	cmp -s "$E1/manifest" "$T/kept-built/policies/editions/acme/2027-03-01/manifest" && sed -i "${n}s/\$/ /" "$E1/manifest"
	refused P181 "manifest: " "line $n of the manifest changed" build
	cp "$T/kept-built/policies/editions/acme/2027-03-01/manifest" "$E1/manifest"
	sed -i "${n}d" "$E1/manifest"
	refused P181 "manifest: " "line $n of the manifest gone" build
	cp "$T/kept-built/policies/editions/acme/2027-03-01/manifest" "$E1/manifest"
done
mv "$E1" "${E1%/*}/2027-03-02"
tamper "it is another edition's" "the folder renamed"
mkdir "${E1%/*}/2027-3-2"
refused P180 "2027-3-2' is not an edition" "no date" build
restore built
mkdir -p "$T/p/policies/editions/gone/2027-03-01"
refused P180 "editions without policies/gone.yaml" "a brand that is gone" build
restore built
echo hello >"$T/p/policies/editions/README.md"
refused P180 "'README.md' is not the folder of a brand's editions.*; move it away" "a plain file among the brands" build
restore built
# seal and hashes made anew: what it says is another matter
reseal() {
	(
		cd "$E1" && {
			sed -n '/^# seal/d;/^#/p' manifest
			find . -type f ! -name manifest | sed 's|^\./||' | sort | xargs sha256sum
		} >"$T/manifest" && {
			cat "$T/manifest"
			echo "# seal $(sha256sum <"$T/manifest" | cut -c 1-64)"
		} >manifest
	)
}
reseal
ok "a manifest made by other tools" build
sed -i 's/period: 2 years/period: 3 years/' "$E1/policies/acme.yaml" && reseal
refused P182 "does not say what it said" "a forged policy" build
restore built
sed -i 's/period: 2 years/period: for ever/' "$E1/policies/acme.yaml" && reseal
refused P182 "cannot read .* any more" "a forged policy with an error" build
restore built
sed -i 's/^# format .*/# format 3/' "$E1/manifest" && reseal
refused P182 "later compiler" "a later format" build
restore built
sed -i 's/^# format .*/# layout 3/; s/^# identity/# data/' "$E1/manifest" && reseal
refused P182 "earlier compiler released the edition .policyc .*use that one, or remove the folder" "the first format" build
restore built

# limits are those of every input: nothing large is read before it is refused
limited() { in_p bounded 5 "$policyc" build; }
for f in notices/en.html manifest policies/acme.yaml; do
	truncate -s 6G "$E1/$f"
	refused P181 "$f: .*larger than 1 MiB" "6 GB of $f" limited
	restore built
done
truncate -s 6G "$T/p/policies/acme.yaml"
refused P016 "acme.yaml: .*larger than 1 MiB" "6 GB of a policy with editions" limited
restore built
(mkdir "$E1/many" && cd "$E1/many" && seq -f 'f%g' 1100 | xargs touch)
refused P181 "2027-03-01: .*more files and folders than an edition has" "1,100 files added" limited
restore built
(mkdir -p "$E1/$(printf 'd/%.0s' $(seq 300))")
refused P181 "d/d/d/d: .*is not in the manifest" "300 folders, one in the other" limited
restore built
(cd "${E1%/*}" && seq -f '%g' 1100 | xargs mkdir)
refused P180 "more than 1000 editions" "1,100 folders beside it" limited
restore built
fresh
{ cat templates/style.css && printf '/*' && head -c $((1047000 - $(wc -c <templates/style.css))) /dev/zero | tr '\0' x && printf '*/'; } >"$T/p/templates/style.css"
refused P188 "would be larger than 1 MiB" "a page that no build would read again" release 2027-03-01
unreleased
tell $? "... is not released"

# a clone whose git changes line ends
restore one
[ "$(cat "$T/p/policies/editions/.gitattributes")" = '** -text' ]
tell $? "release writes .gitattributes beside the editions"
git_in() { git -C "$T/$1" -c user.name=x -c user.email=x@example.com -c commit.gpgsign=false -c core.autocrlf=false "${@:2}"; }
clone() { # clone FROM: into p, as a machine with autocrlf has it
	rm -rf "$T/p"
	git -c core.autocrlf=true clone -q "$T/$1" "$T/p"
}
rm -rf "$T/repo" && cp -r "$T/p" "$T/repo"
(git_in repo init -q && git_in repo add -A && git_in repo commit -qm 1) >"$T/log" 2>&1
ok "a clone with autocrlf" clone repo
grep -q $'\r' "$T/p/policies/acme.yaml"
tell $? "... has CRLF line ends"
ok "... builds" build
cp .gitattributes compiler/signatures.sh "$T/repo/" && printf 'x\r\n' >"$T/repo/policies/editions/crlf"
git_in repo add -A && git_in repo commit -qm attributes
clone repo
say "a clone of this repository with autocrlf has no CRLF line ends" lacks $'\r' "$T/p/signatures.sh"
say "... nor a policy of it" lacks $'\r' "$T/p/policies/acme.yaml"
say "... and an edition's bytes are those of the commit" cmp -s "$T/repo/policies/editions/crlf" "$T/p/policies/editions/crlf"
git_in repo rm -q .gitattributes signatures.sh policies/editions/crlf && git_in repo commit -qm 'no attributes'
git_in repo rm -q policies/editions/.gitattributes && git_in repo commit -qm 2
ok "a clone with autocrlf, without .gitattributes" clone repo
refused P181 "manifest: .*line ends .* are CRLF.*write the line '\*\* -text' in policies/editions/.gitattributes" "... says what has happened" build
[ "$(grep -c P181 "$T/log")" = 1 ]
tell $? "... once"
(cd "$T/p" && echo '** -text' >policies/editions/.gitattributes && rm -r policies/editions/acme && git checkout -q -- policies/editions/acme)
ok "... and the way out is one" build
restore one
sed -i 's/$/\r/' "$E1/notices/en.md"
refused P181 "notices/en.md: .*line ends .* are CRLF" "one file with CRLF" build
restore one
sed -i 's/$/\r/; 1s/^/x/' "$E1/notices/en.md"
refused P181 "notices/en.md: .*has changed" "one file with CRLF and another byte" build
fresh
mkdir -p "$T/p/policies/editions" && echo '* my own' >"$T/p/policies/editions/.gitattributes"
ok "release beside a .gitattributes" release 2027-03-01
[ "$(cat "$T/p/policies/editions/.gitattributes")" = '* my own' ]
tell $? "... leaves it as it is"

# ---- how days are counted ----

restore built
C=$T/p/policies/calendars/id.yaml
counting() { # counting PATTERN WHAT SED
	sed -i "$3" "$C"
	refused P187 "calendars/id.yaml:([0-9]+:[0-9]+:)? .*$1" "$2: build" build
	grep -q 'editions/acme/2027-03-01/policies/calendars/id.yaml:[0-9]*:[0-9]*: .*released here' "$T/log"
	tell $? "$2: says where it was released"
	refused P187 "$1" "$2: check" check
	restore built
}
counting "released with 'rounding: last-day'; put that back" "another rounding" 's/rounding: last-day/rounding: next-day/'
counting "released with 'rounding: last-day'" "a rounding taken back" 's/rounding: last-day/rounding: unstated/'
counting "released with 'weekend: .saturday, sunday.'" "another weekend" 's/weekend: .*/weekend: [thursday, friday]/'
counting "released with 'collective-leave-is-free: false'" "collective leave is free" 's/collective-leave-is-free: false/collective-leave-is-free: true/'
counting "released with 'WIB-7'" "another zone" 's|^zone: .*|zone: {name: Asia/Jayapura, rules: "WIT-9"}|'
counting "released with 'WIB-7'" "summer time" 's|^zone: .*|zone: {name: Asia/Jakart, rules: "WIB-7WIBS,M3.2.0,M11.1.0"}|'
counting "that year is gone; put its decree back" "a year taken out" '/^  skb-2024:/,/^  skb-2025:/{/^  skb-2025:/!d}'
counting "the free days of 2026 are others .* by the same decree" "a holiday more" '/^  skb-2026:/,$s/independence-day: {national: .2026-08-17.}/independence-day: {national: [2026-08-17, 2026-08-18]}/'
counting "the free days of 2026 are others .* by the same decree" "a holiday less" '/^  skb-2026:/,$s/^      independence-day: {national: .2026-08-17.}/      # &/'
counted() { # counted WHAT SED: allowed
	sed -i "$2" "$C"
	cmp -s "$C" "$T/kept-built/policies/calendars/id.yaml" && tell 1 "$1 changes nothing"
	ok "$1: builds" build
	restore built
}
counted "the weekend in another order" 's/weekend: .*/weekend: [sunday, saturday]/'
counted "other clocks from some year on" 's|^zone: .*|zone: {name: Asia/Jakarta, rules: "WIB-7", earlier: {a: {until: 2030, rules: "WIB-7"}}}|'
counted "a source and a comment" 's/^  rounding: last-day/  # x\n&\n  source: "memo 5"/'
counted "collective leave, which is not free here" '/^  skb-2026:/,$s/independence-day: {national: .2026-08-17.}/independence-day: {national: [2026-08-17], collective-leave: [2026-08-18]}/'
counted "an amended decree" '/^  skb-2026:/,$s/independence-day: {national: .2026-08-17.}/independence-day: {national: [2026-08-17, 2026-08-18]}/; s/decree: "SKB 1497, 2, 5.2025"/decree: "SKB 1497, 2, 5\/2025, as amended by SKB 9\/2026"/'
printf '  skb-2028:\n    year: 2028\n    decree: "SKB 1/2027"\n    confidence: memory\n    holidays:\n      new-year: {national: [2028-01-01]}\n' >>"$C"
ok "a later year's decree: builds" build
grep -q '"last": "2028-12-31"' "$T/p/out/data/acme.json"
tell $? "... and counts"
fresh
sed -i 's/rounding: last-day/rounding: unstated/' "$C"
ok "release with an open rounding" release 2027-03-01
sed -i 's/rounding: unstated/rounding: last-day/' "$C"
refused P183 "set a later effective date" "... which may be settled, but not in the same edition" build
edit 's/2027-03-01/2028-01-01/'
ok "... in a later one" build
restore built

# ---- the policy file beside its edition ----

same() { # same WHAT: builds, and it is still one edition
	ok "$1: builds" build
	ok "$1: the same header" cmp "$T/kept-built/out/include/policy/acme.h" "$T/p/out/include/policy/acme.h"
	ok "$1: the same data" cmp "$T/kept-built/out/data/acme.json" "$T/p/out/data/acme.json"
	ok "$1: the same pages" cmp <(sums "$T/kept-built/out/notices") <(sums "$T/p/out/notices")
	restore built
}
edit '1i # another comment'
same "a comment"
edit 's/^  sectors: unstated/&\n  deny: [P141]/'
same "what the check denies"
edit 's/^    audience:/    source: "memo 4"\n&/'
same "a source"
sed -i 's/en: "support conversations"/en: "chats"/' "$T/p/policies/vocabulary.yaml"
same "another label"
sed -i 's/Whom to ask/Questions/' "$T/p/templates/notice.en.xhtml"
same "another template"
sed -i 's/^categories:$/&\n  chats: {code: 900, en: "chats", id: "obrolan", part-of: [support-data]}/' "$T/p/policies/vocabulary.yaml"
sed -i 's/^  chats: .*//; s/^  financial-records: .*/&\n  chats: {code: 900, en: "chats", id: "obrolan", part-of: [support-data]}/' "$T/p/policies/vocabulary.yaml"
ok "a new part of what the edition names" build
restore built
other() { # other ID PATTERN WHAT SED
	edit "$4"
	refused "$1" "$2" "$3" build
	refused "$1" "$2" "$3: check" check
	ok "$3: the edition is still there" cmp <(sums "$T/kept-built/out") <(sums "$T/p/out")
	restore built
}
other P183 "set a later effective date" "a longer period" 's/period: 2 years/period: 3 years/'
other P183 "set a later effective date" "another name" 's/name: Acme/name: Acme Corp/'
other P183 "set a later effective date" "another version" 's/version: "1"/version: "2"/'
other P183 "set a later effective date" "another clause" 's/We read every letter/We read most letters/'
other P183 "set a later effective date" "no clause" '/^clauses:/,/^law:/{/^law:/!d}'
other P183 "set a later effective date" "a draft of it" 's/operator: PT Acme/operator: unstated/'
other P184 "the date is missing.*effective: 2027-03-01" "no date" 's/effective: .*/effective: unstated/'
other P184 "write 'effective: 2027-03-01'" "an earlier date" 's/effective: .*/effective: 2027-02-28/'
sed 's/^  id: id$/  id: other/' "$T/p/policies/calendars/id.yaml" >"$T/p/policies/calendars/other.yaml"
edit 's/calendar: id/calendar: other/; s/2027-03-01/2028-01-01/'
refused P187 "counts by the calendar 'id'" "another calendar" build
restore built
mv "$T/p/policies/calendars/id.yaml" "$T/p/policies/calendars/other.yaml"
sed -i 's/^  id: id$/  id: other/' "$T/p/policies/calendars/other.yaml"
edit 's/calendar: id/calendar: other/; s/2027-03-01/2028-01-01/'
refused P187 "calendar that this edition counts by is gone" "its calendar is gone" build
restore built
edit '/^law:/,$d; s/2027-03-01/2028-01-01/; s/2 years\|1 year/72 hours/'
refused P187 "counts by the calendar 'id'" "no calendar" build
restore built

# ---- ids ----

V=$T/p/policies/vocabulary.yaml
sed -i '/^  session-duration:/d' "$V"
refused P185 "'session-duration' of 'elements' is gone.*retired: true" "an id removed" build
restore built
sed -i '/^  session-duration:/s/code: [0-9]*/code: 901/' "$V"
refused P185 "was released with the code 24" "a code changed" build
restore built
sed -i '/^  session-duration:/s/session-duration/visit-length/' "$V"
refused P185 "'session-duration' of 'elements' is gone" "a code reused" build
restore built
sed -i '/^  session-duration:/s/}/, retired: true}/' "$V"
ok "an id retired" build
grep -q 'POLICY_ELEMENT_SESSION_DURATION = 24' "$T/p/out/include/policy/vocabulary.h"
tell $? "a retired id keeps its enumerator"
lacks '"session-duration"' "$T/p/out/schema/policy.json"
tell $? "editors do not offer a retired id"
# an edition that names it goes on
restore built
sed -i '/^  device-data:/s/}/, retired: true}/' "$V"
refused P186 "category 'device-data' is retired" "a policy with a retired id" build
edit '/^  device:/,/then: anonymise/d; s/2027-03-01/2028-01-01/'
ok "a released edition with a retired id" build
grep -q 'POLICY_CATEGORY_DEVICE_DATA' "$T/p/out/include/policy/acme.h"
tell $? "the released edition still names it"
ok "... and compiles" gcc -std=c99 -Wall -Wextra -Werror -fsyntax-only -x c "$T/p/out/include/policy/acme.h"
restore built
sed -i '/^  device-data:/s/}/, retired: maybe}/' "$V"
refused P131 "write 'retired: true', or leave 'retired' out" "retired: maybe" build
restore built

# ---- two and three editions ----

jakarta() { date -u -d "$1 +0700" +%s; }
day() { echo $(($(date -u -d "$1" +%s) / 86400)); }
edit 's/2027-03-01/2028-01-01/; s/period: 2 years/period: 1 year/; s/72 hours/48 hours/; s/period: indefinitely/period: 2 years/'
sed -i '/^  device:/,/then:/s/period: 1 year/period: indefinitely/' "$T/p/policies/acme.yaml"
ok "two editions: build, before the release" build
ok "... in check" check
ok "release the second" release 2028-01-01
cp "$T/p/out/include/policy/acme.h" "$T/unreleased.h"
ok "two editions: build" build
ok "a release does not change the header" cmp "$T/unreleased.h" "$T/p/out/include/policy/acme.h"
ok "the first edition's pages are as released" cmp <(cd "$E1/notices" && sums .) <(cd "$T/p/out/notices/acme/2027-03-01" && sums .)
ok "the second's too" cmp <(cd "${E1%/*}/2028-01-01/notices" && sums .) <(cd "$T/p/out/notices/acme/2028-01-01" && sums .)
sed -n 's/^    {"valid-from": "\([0-9-]*\)".*/\1/p' "$T/p/out/data/acme.json" | cmp -s - <(printf '2027-03-01\n2028-01-01\n')
tell $? "JSON lists two editions"
ok "JSON of the first edition" grep -q '"min": 2, "max": 2' "$T/p/out/data/acme/2027-03-01.json"
consumer() { gcc -std=c99 -Wall -Wextra -Werror -g -fsanitize=address,undefined -I"$T/p/out/include" -o "$T/consumer" "$here/consumer.c"; }
ask() { # ask WHAT EXPECTED QUESTION...
	local what=$1 want=$2 got
	shift 2
	got=$("$T/consumer" <<<"$*" 2>"$T/log")
	[ "$got" = "$want" ]
	tell $? "$what: '$*' is '$got', not '$want'"
}
ok "a service compiles" consumer
D1=$(day 2027-03-01) D2=$(day 2028-01-01) D3=$(day 2029-02-28)
second=$(jakarta '2028-01-01 00:00:00') first=$(jakarta '2027-03-01 00:00:00')
ask "before the first" none force $((first - 1))
ask "the first second of the first" "$D1" force "$first"
ask "the last second of the first" "$D1" force $((second - 1))
ask "the first second of the second" "$D2" force "$second"
ask "midnight in UTC is not a boundary" "$D2" force "$(date -u -d '2028-01-01' +%s)"
ask "long after" "$D2" force "$(jakarta '2100-01-01 00:00:00')"
ask "72 hours in the last second" "0 $((second - 1 + 72 * 3600))" breach $((second - 1))
ask "48 hours in the first" "0 $((second + 48 * 3600))" breach "$second"
ask "the macro is the newest's" 1 years
due() { # due WHAT EXPECTED TIME
	local what=$1 want=$2
	in_p "$policyc" due acme breach affected-users --at "$3" >"$T/log" 2>&1
	grep -qF "; the edition of ${want%% *}" "$T/log" && grep -qF "  ${want#* } from $3, through all days" "$T/log" && grep -qE "^  policies/.*acme.yaml:[0-9]+$" "$T/log"
	tell $? "$what: due $3 is of $want"
}
due "the last second of the first" "2027-03-01 72 hours" 2027-12-31T23:59:59+07:00
due "the first second of the second" "2028-01-01 48 hours" 2028-01-01T00:00:00+07:00
in_p "$policyc" due acme breach affected-users --at 2027-02-28T23:59:59+07:00 >"$T/log" 2>&1
[ $? = 2 ] && grep -q 'no edition was in force then' "$T/log"
tell $? "due before the first edition"
in_p "$policyc" due acme breach affected-users --at 2027-12-31T23:59:59+07:00 --format json >"$T/log" 2>&1
grep -q '"edition": "2027-03-01", "draft": false' "$T/log" && grep -q 'editions/acme/2027-03-01' "$T/log"
tell $? "due names the edition and its file in JSON"
kept() { # kept WHAT EXPECTED CATEGORY NOW: collected in June 2027, the account closed on 1 July
	in_p "$policyc" due acme retention "$3" --at 2027-07-01T10:00:00+07:00 --event account-closure --collected 2027-06-01T10:00:00+07:00 --now "$4" >"$T/log" 2>&1
	grep -qF "; the edition of ${2%% *}" "$T/log" && grep -qF "kept: POLICY_OK, until ${2#* }" "$T/log" && grep -q "^  policies/.*acme.yaml:[0-9]*$" "$T/log"
	tell $? "$1: due $3 is of $2"
}
kept "2 years, before the second" "2027-03-01 2029-07-02T00:00:00+07:00" support-data 2027-12-31T23:59:59+07:00
kept "1 year, from the second on" "2028-01-01 2028-07-02T00:00:00+07:00" support-data 2028-01-01T00:00:00+07:00
kept "1 year, and then without end" "2027-03-01 2028-07-02T00:00:00+07:00" device-data 2028-06-01T00:00:00+07:00
kept "without end, and then 2 years" "2028-01-01 2029-07-02T00:00:00+07:00" usage-data 2028-06-01T00:00:00+07:00
keep two
# a third: released, then a fourth in work
edit 's/2028-01-01/2029-02-28/; s/48 hours/24 hours/'
sed -i '/^  support:/,/then:/s/period: 1 year/period: 3 years/; /^  usage:/,/then:/s/period: 2 years/period: indefinitely/; /^  device:/,/then:/s/period: indefinitely/period: 6 months/' "$T/p/policies/acme.yaml"
ok "release the third" release 2029-02-28
ok "three editions: build" build
keep three
ok "three editions: a service compiles" consumer
third=$(jakarta '2029-02-28 00:00:00')
ask "the last second of the second" "$D2" force $((third - 1))
ask "the first second of the third" "$D3" force "$third"
ask "48 hours" "0 $((third - 1 + 48 * 3600))" breach $((third - 1))
ask "24 hours" "0 $((third + 24 * 3600))" breach "$third"
ask "the macro is the third's" 3 years
in1=$((second - 1)) in2=$second in3=$third closed=$(jakarta '2028-06-15 12:00:00') closed3=$(jakarta '2029-06-15 12:00:00')
later1=$(jakarta '2028-07-01 00:00:00') later3=$(jakarta '2029-07-01 00:00:00')
# until the end of the day 1, 2, 3 years after the day of the closure; POLICY_OK 0, POLICY_INDEFINITE 2
ask "2 years, then 1: the shorter" "0 $(jakarta '2029-06-16 00:00:00')" keep support $in1 $closed $later1
ask "1 year, then 3: what it was collected under" "0 $(jakarta '2029-06-16 00:00:00')" keep support $in2 $closed $later3
ask "2 years, 1, 3: the shortest that has been in force" "0 $(jakarta '2029-06-16 00:00:00')" keep support $in1 $closed $later3
ask "3 years" "0 $(jakarta '2032-06-16 00:00:00')" keep support $in3 $closed3 $later3
ask "asked before the second is in force: 2 years" "0 $(jakarta '2029-11-02 00:00:00')" keep support "$first" "$(jakarta '2027-11-01 12:00:00')" $((second - 1))
ask "... and at its first second: 1 year" "0 $(jakarta '2028-11-02 00:00:00')" keep support "$first" "$(jakarta '2027-11-01 12:00:00')" "$second"
ask "without end, then 2 years" "0 $(jakarta '2030-06-16 00:00:00')" keep usage $in1 $closed $later1
ask "without end, 2 years, without end" "0 $(jakarta '2030-06-16 00:00:00')" keep usage $in1 $closed $later3
ask "2 years, then without end" "0 $(jakarta '2030-06-16 00:00:00')" keep usage $in2 $closed $later3
ask "without end alone" "2 0" keep usage "$first" "$(jakarta '2027-11-01 12:00:00')" $((second - 1))
ask "1 year, then without end" "0 $(jakarta '2029-06-16 00:00:00')" keep device $in1 $closed $later1
ask "without end, then 6 months" "0 $(jakarta '2028-12-16 00:00:00')" keep device $in2 $closed $later3
ask "collected before any edition" "6 0" keep support $((first - 1)) "$closed" "$later1"
# a draft of a fourth does not end the third
edit 's/2029-02-28/2030-01-01/; s/operator: PT Acme/operator: unstated/; s/24 hours/12 hours/'
ok "a draft of a fourth: build" build
ok "... a service compiles" consumer
ask "a draft is never in force" "$D3" force "$(jakarta '2031-01-01 00:00:00')"
ok "the header says so" grep -q 'a draft, never in force, for 2030-01-01' "$T/p/out/include/policy/acme.h"
grep -q 'until the end of 27 February 2029' "$T/p/out/notices/acme/en.md" && lacks 'until the end of 31 December 2029' "$T/p/out/notices/acme/en.md"
tell $? "a draft says nothing of when the third ends"
restore three
edit 's/2029-02-28/2030-01-01/'
ok "a fourth: build" build
ok "... a service compiles" consumer
ask "the fourth" "$(day 2030-01-01)" force "$(jakarta '2030-01-01 00:00:00')"
pages() { # pages DIR LANGUAGE: the list of editions as Markdown
	sed -n '/^## .*[Ee]di[ts]i/,$p' "$T/p/out/notices/acme/$1$2.md"
}
pages "" en | cmp -s - <(printf '%s\n' '## 11 Editions of this notice' '' '- This edition applies from 1 January 2030.' \
	'- [An edition](<2029-02-28/en.md>) that applies from 28 February 2029 until the end of 31 December 2029.' \
	'- [An edition](<2028-01-01/en.md>) that applies from 1 January 2028 until the end of 27 February 2029.' \
	'- [An edition](<2027-03-01/en.md>) that applies from 1 March 2027 until the end of 31 December 2027.')
tell $? "the newest page lists the editions: $(pages "" en)"
pages 2028-01-01/ id | cmp -s - <(printf '%s\n' '## 11 Edisi pemberitahuan ini' '' \
	'Halaman ini tetap seperti saat diterbitkan. [Edisi terbaru](<../id.md>) menyebutkan sampai kapan edisi ini berlaku.' '' \
	'- Edisi ini berlaku sejak 1 Januari 2028.' \
	'- [Edisi](<../2027-03-01/id.md>) yang berlaku sejak 1 Maret 2027 sampai akhir 31 Desember 2027.')
tell $? "a frozen page lists what was there: $(pages 2028-01-01/ id)"
# every link between pages leads to one
links=0
while read -r page; do
	for href in $(grep -oE 'href="[^"#:]+\.html"|\(<[^>:]+\.md>\)' "$page" | sed -E 's/^href="|"$|^\(<|>\)$//g'); do
		links=$((links + 1))
		[ -f "$(dirname "$page")/$href" ]
		tell $? "$page: $href leads nowhere"
	done
done < <(find "$T/p/out/notices" -type f)
[ $links -gt 30 ]
tell $? "only $links links"

# ---- frozen bytes ----

restore three
sed -i 's/Privacy notice of/Notice of/' "$T/p/templates/notice.en.xhtml"
ok "other templates: build" build
ok "... and the pages of a brand that has not moved on stay" cmp <(sums "$T/kept-three/out/notices") <(sums "$T/p/out/notices")
edit 's/2029-02-28/2030-01-01/'
ok "moved on: build" build
ok "... the new page has the new words" grep -q '^# Notice of Acme' "$T/p/out/notices/acme/en.md"
for d in 2027-03-01 2028-01-01 2029-02-28; do
	ok "... the page of $d has its own" cmp "$T/kept-three/out/notices/acme/$d/en.md" "$T/p/out/notices/acme/$d/en.md"
done
restore three
echo x >>"$T/p/out/notices/acme/2027-03-01/en.html"
rm "$T/p/out/notices/acme/2028-01-01/id.md" && echo x >"$T/p/out/notices/acme/2028-01-01/jv.html" && echo x >"$T/p/out/data/acme/2020-01-01.json"
in_p "$policyc" build --check >"$T/log" 2>&1
[ $? = 1 ] && [ "$(grep -c '^out/.* would be written$' "$T/log")" = 2 ] && lacks '2020-01-01|jv.html' "$T/log"
tell $? "build --check sees what differs from the frozen pages"
ok "build" build
ok "... leaves files that are not its own" grep -qx x "$T/p/out/notices/acme/2028-01-01/jv.html" "$T/p/out/data/acme/2020-01-01.json"
rm "$T/p/out/notices/acme/2028-01-01/jv.html" "$T/p/out/data/acme/2020-01-01.json"
ok "... puts them right" cmp <(sums "$T/kept-three/out") <(sums "$T/p/out")
rm -rf "$T/p/policies/editions/acme/2029-02-28"
ok "an edition taken back: build" build
[ ! -e "$T/p/out/notices/acme/2029-02-28" ]
tell $? "... and its pages are gone"
# the depfile has what was read
restore three
in_p "$policyc" build -MD "$T/dep" >"$T/log" 2>&1
for f in policies/editions/acme policies/editions/acme/2028-01-01/manifest policies/editions/acme/2027-03-01/policies/acme.yaml; do
	grep -qE "^ $f( |\$)" "$T/dep"
	tell $? "the depfile has $f"
done
# the same bytes in another zone, twice
for how in "env TZ=America/St_Johns" "env -i"; do
	# shellcheck disable=SC2086
	ok "$how: build" in_p $how "$policyc" build -o "$T/again"
	ok "$how: the same bytes" cmp <(sums "$T/again") <(sums "$T/p/out")
	rm -rf "$T/again"
done

# ---- the object ----

warn="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
printf '#include "policy/brands.h"\nint main(void)\n{\n\treturn policy_find("acme") != &policy_acme.head;\n}\n' >"$T/all.c"
cp "$T/all.c" "$T/all.cc"
compilers=gcc c_standards=c99 cpp_standards=c++20
! full || compilers='gcc clang' c_standards='c99 c11 c17 c2x' cpp_standards='c++11 c++17 c++20'
for compiler in $compilers; do
	for std in $c_standards; do
		# shellcheck disable=SC2086
		ok "$compiler $std" $compiler -std=$std $warn -I"$T/p/out/include" -o "$T/all" "$T/all.c"
	done
	for std in $cpp_standards; do
		# shellcheck disable=SC2086
		ok "$compiler $std" ${compiler/gcc/g}++ -std=$std $warn -I"$T/p/out/include" -o "$T/all" "$T/all.cc"
	done
done
named() { # named EDITION: a program that names it
	printf '#include "policy/acme.h"\nint main(void)\n{\n\treturn policy_is_draft(&policy_acme.%s.head);\n}\n' "$1" >"$T/named.c"
	gcc -std=c99 -Wall -Werror -I"$T/p/out/include" -o "$T/named" "$T/named.c" 2>"$T/log"
}
named edition_2027_03_01
tell $? "an edition can be named"
! named edition_2027_03_02
tell $? "an edition that is not there does not compile"
# shellcheck disable=SC2086
ok "object.c compiles" gcc -std=c11 $warn -DEDITIONS -g -fsanitize=address,undefined -I"$T/p/out/include" -I"${B:-build}" -o "$T/object" tests/headers/object.c
"$T/object" >"$T/log" 2>&1
read -r _ p f < <(grep '^COUNT' "$T/log" || echo "COUNT 0 1")
grep '^FAIL' "$T/log"
passed=$((passed + p)) failed=$((failed + f))
for what in head order object calendar list ids; do
	"$T/object" $what >"$T/log" 2>&1
	grep -q '^FAIL' "$T/log"
	tell $? "object.c does not see a broken $what"
done

# ---- the cases, made complete ----

for name in lists spans special clauses everything; do
	rm -rf "$T/p"
	mkdir "$T/p"
	cp -r tests/cases/world/policies tests/cases/world/templates "$T/p"
	awk '/^[a-z]/ { skip = /^(conflicts|law|waivers):/ } !skip' "tests/cases/$name.yaml" |
		sed 's/\<placeholder\>/unstated/g; s/operator: unstated/operator: PT Dunia/; s/channels: unstated/channels: {complete: [chat]}/; s/effective: unstated/effective: 2027-03-01/' >"$T/p/policies/$name.yaml"
	grep -q '^contacts:' "$T/p/policies/$name.yaml" || printf 'contacts:\n  one: {party: support, channels: {complete: [chat]}}\n' >>"$T/p/policies/$name.yaml"
	printf 'law: {calendar: days, compared-with: [act], sectors: unstated}\n' >>"$T/p/policies/$name.yaml"
	sed -i 's/effective: [0-9-]*/effective: 2027-03-01/' "$T/p/policies/$name.yaml"
	in_p "$policyc" check --format json "policies/$name.yaml" >"$T/blanks" 2>/dev/null
	waive "$T/p/policies" "$T/blanks"
	ok "$name: release" in_p "$policyc" release "$name" --effective 2027-03-01
	ok "$name: build" build
	cp "$T/p/out/include/policy/$name.h" "$T/$name.one.h"
	sed -i 's/effective: 2027-03-01/effective: 2028-01-01/' "$T/p/policies/$name.yaml"
	ok "$name: release the second" in_p "$policyc" release "$name" --effective 2028-01-01
	ok "$name: build two" build
	printf '#include "policy/%s.h"\nint main(void)\n{\n\treturn policy_in_force(&policy_%s.head, 1798761600) != &policy_%s.edition_2027_03_01.head;\n}\n' $name $name $name >"$T/two.c"
	# shellcheck disable=SC2086
	ok "$name: compiles" gcc -std=c99 $warn -I"$T/p/out/include" -o "$T/two" "$T/two.c"
	# the rows of the first edition are what they were when it was the only one
	cmp -s <(sed -n '/^static const/,$p' "$T/$name.one.h" | grep -E '^(\t| )*\{+/\* ' | sed 's/^[\t ]*//') \
		<(sed -n '/^\t{$/,$p' "$T/p/out/include/policy/$name.h" | grep -E '^(\t| )*\{+/\* ' | sed 's/^[\t ]*//')
	tell $? "$name: the rows of the first edition are as they were"
done
# ---- a later compiler ----

# It has to be compiled, which is for torture. It has a field more in a section that the edition uses, at its top, and a section more between two others. No policy uses them:
# what was released is still what it was, and so is every hash.
later_compiler() {
	cp -r "$repo/compiler" "$repo/Makefile" "$T/"
	sed -i -e 's/^ENFORCED(retention, categories,/ENFORCED(retention, aaa_checked, "aaa-checked", SPAN, NONE, GAP, "How often it is checked.")\n&/' \
		-e 's/^SECTION(retention,/SECTION(guardian, "guardians", MANY, POLICY, "Children.")\nENFORCED(guardian, categories, "categories", LIST, CATEGORY, REQ | KEY, "The data.")\nCOMMON(guardian)\n\n&/' \
		"$T/compiler/model/schema.def"
	[ "$(diff "$repo/compiler/model/schema.def" "$T/compiler/model/schema.def" | grep -c '^>')" = 5 ]
	tell $? "the later compiler has another schema"
	ok "the later compiler compiles" make -s -C "$T" CFLAGS=-O0 B="$T/later" "$T/later/policyc"
	restore built
	ok "the later compiler builds what was released" in_p "$T/later/policyc" build
	ok "... with the same hashes" cmp <(grep -h '"sha256"' "$T/kept-built/out/data/acme.json") <(grep -h '"sha256"' "$T/p/out/data/acme.json")
	rm -rf "$T/compiler" "$T/later"
}
! full || later_compiler

echo "editions: $passed passed, $failed failed"
[ $failed = 0 ]
