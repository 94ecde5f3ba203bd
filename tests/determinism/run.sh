#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# The same input gives the same bytes: whoever builds, where, when and in which language. And out/ as committed is up to date.
set -uo pipefail
cd "$(dirname "$0")/../.."
repo=$PWD policyc=$(realpath "${POLICYC:-build/policyc}")
T=$(mktemp -d)
chmod 755 "$T"
trap 'rm -rf "$T"' EXIT
. tests/tally.sh
sums() { (cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2); }
same() { diff <(sums "$T/first") <(sums "$1"); }
# build WHAT COMMAND...: with -o $new at its end, it has to build what the first run built
build() {
	local what=$1
	shift
	new=$T/out
	rm -rf "$new"
	succeeds "$what: builds" "$@" -o "$new"
	succeeds "$what: the same bytes" same "$new"
}
in_repo=(--policies "$repo/policies" --templates "$repo/templates")

succeeds "a first build" "$policyc" build -o "$T/first"
succeeds "a first build: has all files" [ "$(find "$T/first" -type f | wc -l)" -ge 21 ]
for run in 2 3 4; do
	build "run $run" "$policyc" build
done
for zone in Asia/Jakarta America/St_Johns Pacific/Kiritimati EST5EDT :nonsense ''; do
	build "TZ=$zone" env TZ="$zone" "$policyc" build
done
# Turkish: I is not the capital of i. Made here if the machine does not have it.
export LOCPATH=$T/locales
mkdir "$LOCPATH"
for locale in tr_TR de_DE; do
	localedef -i $locale -f UTF-8 "$LOCPATH/$locale.UTF-8" 2>/dev/null || echo "no locale $locale here"
done
for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 nonsense; do
	build "LC_ALL=$locale" env LC_ALL=$locale "$policyc" build
done
unset LOCPATH
build "LANG and LANGUAGE" env -u LC_ALL LANG=id_ID.UTF-8 LANGUAGE=id:en "$policyc" build
build "no environment" env -i "$policyc" build
build "an odd environment" env HOME=/nowhere USER=x HOSTNAME=y SOURCE_DATE_EPOCH=1 POLICYC=x NO_COLOR=1 XML_CATALOG_FILES=/x "$policyc" build

# many brands are shared out among workers: one worker and several, the same bytes and the same messages in the same order
mkdir "$T/many" "$T/faulty"
cp -r policies/vocabulary.yaml policies/baselines policies/calendars "$T/many/"
cp -r policies/vocabulary.yaml policies/baselines policies/calendars "$T/faulty/"
for n in $(seq 64); do
	sed "s/^  id: sesetoro\$/  id: b$n/" policies/sesetoro.yaml >"$T/many/b$n.yaml"
	sed "$((n + 20))s/:/: x/" "$T/many/b$n.yaml" >"$T/faulty/b$n.yaml"
done
succeeds "64 brands, one worker" taskset -c 0 "$policyc" build --policies "$T/many" -o "$T/by-one"
succeeds "64 brands, several workers" "$policyc" build --policies "$T/many" -o "$T/by-several"
succeeds "64 brands: the same bytes" diff <(sums "$T/by-one") <(sums "$T/by-several")
succeeds "64 brands: --check lists the same" diff <(taskset -c 0 "$policyc" build --check --policies "$T/many" -o "$T/none") \
	<("$policyc" build --check --policies "$T/many" -o "$T/none")
"$policyc" build --policies "$T/faulty" -o "$T/none" >/dev/null 2>&1 # writes the schemas
succeeds "64 faulty brands: the same messages" diff <(taskset -c 0 "$policyc" build --policies "$T/faulty" -o "$T/none" 2>&1) \
	<("$policyc" build --policies "$T/faulty" -o "$T/none" 2>&1)
succeeds "64 faulty brands: there are messages" bash -c '"$1" build --policies "$2" -o "$3" 2>&1 | grep -q "^64 brands: [1-9][0-9]* errors"' - "$policyc" "$T/faulty" "$T/none"
rm -rf "$T/none"

cp -r policies templates "$T/"
cd "$T"
build "another folder, relative" "$policyc" build
build "another folder, ./" "$policyc" build --policies ./policies/ --templates .//templates
mkdir -p deep/er
cd deep/er
build "a folder two levels down" "$policyc" build --policies ../../policies --templates ../../templates
build "absolute folders" "$policyc" build "${in_repo[@]}"
cd /
build "from /" "$policyc" build "${in_repo[@]}"
cd "$T"
cd policies
build "from within policies" "$policyc" build --policies . --templates ../templates
cd "$repo"

# the order in which a folder lists its files: made the other way round, and on another file system if there is one
mkdir -p "$T/turned/policies/baselines" "$T/turned/policies/calendars" "$T/turned/templates/locale"
for f in $(find policies templates -type f | sort -r); do cp "$f" "$T/turned/$f"; done
build "files made in another order" "$policyc" build --policies "$T/turned/policies" --templates "$T/turned/templates"
if [ -w /dev/shm ]; then
	shm=$(mktemp -d /dev/shm/policyc.XXXXXX)
	cp -r "$T/turned/." "$shm"
	build "on another file system" "$policyc" build --policies "$shm/policies" --templates "$shm/templates"
	rm -rf "$shm"
fi
touch -d 1999-01-01 "$T"/turned/policies/* "$T"/turned/templates/*
build "other times of change" "$policyc" build --policies "$T/turned/policies" --templates "$T/turned/templates"

modes() { find "$T/out" -printf '%y %m %P\n' | LC_ALL=C sort | sha256sum; }
for mask in 077 000 022 027; do
	build "umask $mask" bash -c 'umask $1; shift; exec "$@"' - $mask "$policyc" build
	files=$(printf '%o' $((0666 & ~mask))) folders=$(printf '%o' $((0777 & ~mask)))
	succeeds "umask $mask: files $files, folders $folders" eval '! find "$T/out" -type f ! -perm $files -o -type d ! -perm $folders | grep .'
done
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
	mkdir "$T/nobody" && chown 65534 "$T/nobody"
	cp "$policyc" "$T/policyc"
	cd "$T"
	succeeds "another user: builds" setpriv --reuid=65534 --regid=65534 --clear-groups "$T/policyc" build -o "$T/nobody/out"
	succeeds "another user: the same bytes" same "$T/nobody/out"
	cd "$repo"
fi

mapfile -t brands < <(cd policies && ls | sed -n 's/\.yaml$//p' | grep -vx vocabulary)
forward=() back=()
for b in "${brands[@]}"; do
	forward+=(--brand "$b") back=(--brand "$b" "${back[@]}")
done
# with brands named, what is of all of them is not made
all_but_index() {
	diff <(sums "$T/first" | grep -vE ' ./(reports/index.md|include/policy/brands.h|.policyc-outputs)$') <(sums "$1" | grep -v ' ./.policyc-outputs$') &&
		diff <(grep -vE '^(reports/index.md|include/policy/brands.h)$' "$T/first/.policyc-outputs") "$1/.policyc-outputs"
}
for way in "${forward[*]}" "${back[*]}"; do
	new=$T/out
	rm -rf "$new"
	# shellcheck disable=SC2086
	succeeds "$way" "$policyc" build $way -o "$new"
	succeeds "$way: the same bytes" all_but_index "$new"
done
new=$T/one
for b in "${brands[@]}"; do
	succeeds "--brand $b alone" "$policyc" build -o "$new" --brand "$b"
done
succeeds "one brand after the other: the same bytes" all_but_index "$new"
succeeds "then all: the matrix" "$policyc" build -o "$new"
build "-MD changes nothing else" "$policyc" build -MD "$T/depfile"
build "--format json changes nothing else" "$policyc" build --format json

# an up-to-date run writes nothing: not a file, not a time
state() { find "$T/first" -printf '%P %i %s %m %T@ %C@\n' | LC_ALL=C sort; }
files() { find "$T/first" ! -type d -printf '%P %i %s %m %T@ %C@\n' | LC_ALL=C sort; }
before=$(state)
succeeds "up to date: says so" bash -c '"$1" build -o "$2" | grep -q "^0 files under .* written"' - "$policyc" "$T/first"
succeeds "up to date: nothing was touched" diff <(echo "$before") <(state)
succeeds "build --check: exit 0" "$policyc" build --check -o "$T/first"
succeeds "build --check: nothing was touched" diff <(echo "$before") <(state)
# (a leak checker cannot run under strace, and says so)
ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 strace -f -e trace=file,desc -o "$T/trace" "$policyc" build -o "$T/first" >/dev/null 2>&1
succeeds "up to date: no call that writes but the report" \
	eval '[ "$(grep -cE "O_(WRONLY|RDWR)|O_CREAT|mkdir|rename|unlink|chmod|ftruncate|write\(" "$T/trace")" -le 2 ]'
# one changed, one missing, one too many
echo x >>"$T/first/data/${brands[0]}.json"
rm "$T/first/include/policy/policy.h"
echo x >"$T/first/data/gone.json"
sed -i 's|^data/sesetoro.json|data/gone.json\n&|' "$T/first/.policyc-outputs"
before=$(state)
said=$("$policyc" build --check -o "$T/first")
succeeds "build --check: exit 1 (was $?)" eval '! "$policyc" build --check -o "$T/first"'
for f in "data/${brands[0]}.json" include/policy/policy.h .policyc-outputs; do
	succeeds "build --check lists $f" grep -qxF "$T/first/$f would be written" <<<"$said"
done
succeeds "build --check lists data/gone.json" grep -qxF "$T/first/data/gone.json would be removed" <<<"$said"
succeeds "build --check lists four" [ "$(grep -cE 'would be (written|removed)$' <<<"$said")" = 4 ]
succeeds "build --check counts them" grep -qxF "3 files under $T/first would be written, 1 removed" <<<"$said"
succeeds "build --check: nothing was touched" diff <(echo "$before") <(state)
succeeds "build puts it right" "$policyc" build -o "$T/first"
succeeds "build puts it right: the same bytes" diff <(sums "$T/first") <(sums "$T/run" 2>/dev/null || sums "$T/one")
# one changed input changes only what depends on it
before=$(files)
sed 's/^  version: .*/  version: "changed"/' policies/"${brands[0]}.yaml" >"$T/policies/${brands[0]}.yaml"
succeeds "a changed version: builds" "$policyc" build -o "$T/first" --policies "$T/policies" --templates "$T/templates"
succeeds "a changed version: other brands' files stay" \
	diff <(grep -v "${brands[0]}" <<<"$before") <(files | grep -v "${brands[0]}")
succeeds "a changed version: its own files change" \
	eval '! diff <(grep "${brands[0]}" <<<"$before") <(files | grep "${brands[0]}")'

# what is committed
succeeds "out/ is up to date with policies/ and templates/ (make out)" "$policyc" build --check
succeeds "out/ holds nothing else" diff <(cd out && find . -type f | LC_ALL=C sort) <(cd "$T/one" && find . -type f | LC_ALL=C sort)
# nothing in it names this machine, this user or this hour
succeeds "no folder, host or year of building in the outputs" \
	eval '! grep -rlE "$repo|$T|$(hostname)" "$T/one"'
echo "determinism: $passed passed, $failed failed"
[ $failed = 0 ]
