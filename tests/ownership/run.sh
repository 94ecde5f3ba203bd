#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Whose files are: what build replaces and removes is its own, whatever else stands in the output folder; where -MD writes, and that make
# reads it; that no argument reaches the terminal as it is.
set -uo pipefail
cd "$(dirname "$0")/../.."
policyc=$(realpath "${POLICYC:-build/policyc}") repo=$PWD
export LC_ALL=C NO_COLOR=1
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
. tests/tally.sh
tree() { (cd "$1" && find . ! -name . -printf '%P %y %s %i %m %l\n' | sort); }
foreign() { (cd "$1" && find . ! -path './policies*' ! -path './templates*' -type f -exec grep -lx own {} + | sort | xargs sha256sum); }
project() { # project DIR: with the brands mini and other
	rm -rf "$1"
	mkdir -p "$1"
	cp -r tests/hostile/base/. "$1"
	cp -r templates/locale "$1/templates/"
	sed '2s/mini/other/' "$1/policies/mini.yaml" >"$1/policies/other.yaml"
}
build() { (cd "$T/p" && "$policyc" build "$@") >"$T/log" 2>&1; }
says() { grep -qE -- "$1" "$T/log" || { cat "$T/log"; false; }; }
fails() { ! "$@"; }
says_nothing() { [ ! -s "$T/log" ] || { cat "$T/log"; false; }; }
ends() { # ends STATUS COMMAND...
	local want=$1 status=0
	shift
	"$@" || status=$?
	[ $status = "$want" ] || { echo "exit $status"; cat "$T/log"; false; }
}
refused() { # refused WHAT PATTERN ARGUMENTS: a diagnostic, and nothing changes
	local what=$1 pattern=$2 before
	shift 2
	before=$(tree "$T/p")
	succeeds "$what: exit 1" ends 1 build "$@"
	succeeds "$what: says why" says "$pattern"
	succeeds "$what: nothing has changed" diff <(echo "$before") <(tree "$T/p")
}

# ---- what is not ours stays ----

project "$T/p"
cd "$T/p" || exit
mkdir -p data/acme include/policy notices/company/2024-01-31 notices/mini/2024-01-31 notices/t1 reports schema
for f in data/customers.json data/acme/2024-01-31.json include/policy/own.h notices/company/handbook.md notices/company/en.html \
	notices/company/2024-01-31/minutes.md notices/mini/fr.html notices/mini/2024-01-31/en.html notices/t1/readme.md notices/t1/fr.html \
	notices/index.html notices/CNAME notices/README.md reports/annual.md schema/own.json; do
	echo own >$f
done
before=$(foreign .)
cd "$repo"
succeeds "a folder full of foreign files: builds" build -o .
succeeds "... and says what it has written" says '^[0-9]+ files under \. written$'
succeeds "... all of them stay" diff <(echo "$before") <(foreign "$T/p")
succeeds "... the list has no line for them" fails grep -qE 'own|customers|company|t1|annual|CNAME|fr.html' "$T/p/.policyc-outputs"
succeeds "... the list is sorted" sort -c <(grep -v '^#' "$T/p/.policyc-outputs")
succeeds "... the list has what is there" diff <(cd "$T/p" && find data include notices reports schema -type f ! -exec grep -qx own {} \; -print | sort) \
	<(grep -v '^#' "$T/p/.policyc-outputs")
rm "$T/p/policies/other.yaml"
succeeds "a brand is gone: --check" ends 1 build -o . --check
succeeds "... says what would be removed" says '^\./data/other\.json would be removed$'
succeeds "... and what would be written" says '^\./include/policy/brands\.h would be written$'
succeeds "... and how many" says '^[0-9]+ files under \. would be written, 7 removed$'
succeeds "a brand is gone: builds" build -o .
for f in data/other.json include/policy/other.h reports/other.md notices/other/{en,id}.{md,html}; do
	succeeds "... $f is removed and named" says "^\./$f removed$"
	succeeds "... $f is gone" fails test -e "$T/p/$f"
done
succeeds "... how many" says '^3 files under \. written, 7 removed$'
succeeds "... the folder that is empty now is gone" fails test -e "$T/p/notices/other"
succeeds "... what is not ours stays" diff <(echo "$before") <(foreign "$T/p")
succeeds "... --brand removes nothing" build -o . --brand mini
succeeds "up to date" build -o . --check

# ---- in an output's place ----

project "$T/p"
mkdir -p "$T/p/out/data"
echo own >"$T/p/out/data/mini.json"
mkdir -p "$T/p/out/notices/mini/en.md"
refused "foreign files in outputs' places" "^out/data/mini\.json: error: .*there is no out/\.policyc-outputs.*\[P018\]$"
succeeds "... all are named at once" says "^out/notices/mini/en\.md: error: .*a folder.*\[P018\]$"
rm -r "$T/p/out" && mkdir "$T/p/out" && echo x >"$T/p/out/notices"
refused "a file in a folder's place" "^out/notices: error: .*not a folder.*\[P018\]$"
rm -r "$T/p/out" && mkdir -p "$T/p/out/data" && mkfifo "$T/p/out/data/mini.json"
refused "a pipe in an output's place" "^out/data/mini\.json: error: .*not a regular file.*\[P018\]$"
# adopted: the same bytes, or a mark
project "$T/p"
build
cp -r "$T/p/out" "$T/whole"
rm "$T/p/out/.policyc-outputs"
succeeds "the same bytes are adopted" build
succeeds "... the list is there again" diff -r "$T/whole" "$T/p/out"
rm "$T/p/out/.policyc-outputs"
sed -i 's/7 years/8 years/; s/"1"/"2"/' "$T/p/policies/mini.yaml"
sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
refused "other bytes without a list are not" "^out/notices/mini/en\.html: error: .*there is no out/\.policyc-outputs.*\[P018\]$"
succeeds "... nor data" says "^out/data/mini\.json: error: .*\[P018\]$"
succeeds "... nor Markdown" says "^out/notices/mini/en\.md: error: .*\[P018\]$"
succeeds "... but for headers, which say whose they are" lacks '^out/include' "$T/log"
rm -r "$T/p/out"/{data,notices,reports,schema}
succeeds "headers of an earlier policyc are replaced without a list" build
succeeds "... they are new" fails cmp -s "$T/whole/include/policy/mini.h" "$T/p/out/include/policy/mini.h"
# somebody else's files that look like outputs of 0.1
look_alike() { # look_alike FILE TEXT
	project "$T/p"
	mkdir -p "$T/p/out/${1%/*}"
	printf "$2" >"$T/p/out/$1"
	refused "a foreign $1, no list" "^out/$1: error: .*\[P018\]$"
	mv "$T/p/out/$1" "$T/own"
	build
	sed -i "\\|^$1\$|d" "$T/p/out/.policyc-outputs"
	cp "$T/own" "$T/p/out/$1"
	refused "a foreign $1, which the list does not name" "^out/$1: error: .*out/\.policyc-outputs does not list it.*\[P018\]$"
}
look_alike schema/policy.json '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "description": "mine"\n}\n'
look_alike data/mini.json '{\n  "format": 1,\n  "draft": true\n}\n'
look_alike notices/mini/en.html "<meta content=\"default-src 'none'; style-src 'sha256-x'\">\n"
look_alike notices/mini/en.md 'Mine.\n'
look_alike reports/mini.md 'This report compares the wording of policies with the law, not what anyone does. Mine.\n'
project "$T/p"
build
sed -i '\|^include/policy/mini\.h$|d' "$T/p/out/.policyc-outputs"
echo '// mine' >>"$T/p/out/include/policy/mini.h"
refused "a header that the list does not name" "^out/include/policy/mini\.h: error: .*does not list it.*\[P018\]$"

# ---- no policy at all ----

project "$T/p"
build
mkdir "$T/p/none" && cp "$T/p/policies/vocabulary.yaml" "$T/p/none/"
refused "a folder with a vocabulary only" '^none: error: there is no policy in this folder.*--policies \[P017\]$' --policies none
refused "... with --check" '^none: error: there is no policy in this folder.*\[P017\]$' --policies none --check
rm "$T/p/policies"/{mini,other}.yaml
refused "the last policy has gone" '^policies: error: there is no policy in this folder.*\[P017\]$'
refused "a folder that is not there is named once" '^policy: error: cannot read the folder.*\[P016\]$' --policies policy
succeeds "... and nothing else" lacks P017 "$T/log"

# ---- what changes, as JSON ----

listed() { awk -v key="  \"$1\": [" -F '"' 'index($0, key) == 1 { on = 1 } on && /^    "/ { print $2 } /\]/ { on = 0 }' "$T/log"; }
changes() { # changes WRITTEN REMOVED: both lists are there, and as they should be
	says '^  "written": \[' && says '^  "removed": \[' && diff <(printf "$1") <(listed written) && diff <(printf "$2") <(listed removed)
}
project "$T/p"
build --format json
succeeds "json: all is written" diff <(listed written) <(cd "$T/p" && find out -type f | sort)
succeeds "json: nothing is removed" says '^  "removed": \[\],$'
succeeds "json: up to date, --check" build --format json --check
succeeds "json: ... nothing" changes '' ''
rm "$T/p/policies/other.yaml"
of_other=$(printf 'out/%s\\n' data/other.json include/policy/other.h notices/other/{en,id}.{html,md} reports/other.md)
of_all='out/.policyc-outputs\nout/include/policy/brands.h\nout/reports/index.md\n'
succeeds "json: --check ends with 1" ends 1 build --format json --check
succeeds "json: ... and says what would change" changes "$of_all" "$of_other"
sed -i 's/7 years/7 yers/' "$T/p/policies/mini.yaml"
succeeds "json: with an error" ends 1 build --format json
succeeds "json: ... nothing changes" changes '' ''
sed -i 's/7 yers/7 years/' "$T/p/policies/mini.yaml"
build --format json
succeeds "json: what was written and removed" changes "$of_all" "$of_other"

# ---- some brands ----

project "$T/p"
build --brand mini
succeeds "--brand: no header of all brands" fails test -e "$T/p/out/include/policy/brands.h"
succeeds "... nor a line for it" fails grep -q brands "$T/p/out/.policyc-outputs"
succeeds "... every header compiles" eval '! for h in "$T/p"/out/include/policy/*.h; do gcc -fsyntax-only -x c "$h" || echo failed; done 2>&1 | grep .'
build
cp "$T/p/out/include/policy/brands.h" "$T/brands.h"
cp "$T/p/policies/other.yaml" "$T/p/policies/third.yaml" && sed -i '2s/other/third/' "$T/p/policies/third.yaml"
succeeds "--brand where there is one" build --brand mini
succeeds "... leaves it" cmp "$T/brands.h" "$T/p/out/include/policy/brands.h"
succeeds "... and its line" grep -qx include/policy/brands.h "$T/p/out/.policyc-outputs"
rm "$T/p/policies/other.yaml"
succeeds "... which a later build replaces" build
succeeds "... it has the brands there are" eval '! grep -q other "$T/p/out/include/policy/brands.h" && grep -q third "$T/p/out/include/policy/brands.h"'

# ---- links ----

project "$T/p"
build
rm -rf "$T/p/www" && mv "$T/p/out/notices" "$T/p/www" && ln -s ../www "$T/p/out/notices"
refused "a folder that is a link" "^out/notices: error: this is a symbolic link.*\[P018\]$"
succeeds "... is named once" [ "$(grep -c P018 "$T/log")" = 1 ]
rm "$T/p/policies/other.yaml"
refused "a folder that is a link, with something to remove" "^out/notices: error: this is a symbolic link.*\[P018\]$"
project "$T/p"
build
mkdir "$T/p/www" && mv "$T/p/out/notices/other" "$T/p/www/"
ln -s ../../www/other "$T/p/out/notices/other"
rm "$T/p/policies/other.yaml"
refused "a link on the way of a removal" "^out/notices/other: error: this is a symbolic link, and an output to be removed lies behind it; remove the link, or take the output's line out of out/\.policyc-outputs \[P018\]$"
rm "$T/p/out/notices/other"
succeeds "... without the link it builds" build
project "$T/p"
build
mv "$T/p/out/data/other.json" "$T/p/real.json" && ln -s ../../real.json "$T/p/out/data/other.json"
rm "$T/p/policies/other.yaml"
refused "a link in the place of a removal" "^out/data/other\.json: error: this is a symbolic link, and an output to be removed lies here; remove the link.*\[P018\]$"
sed -i '\|^data/other\.json$|d' "$T/p/out/.policyc-outputs"
succeeds "... without its line it builds" build
succeeds "... and the link stays" test -L "$T/p/out/data/other.json"
project "$T/p"
build
mv "$T/p/out/data/mini.json" "$T/p/real.json" && ln -s ../../real.json "$T/p/out/data/mini.json"
refused "an output that is a link" "^out/data/mini\.json: error: this is a symbolic link.*\[P018\]$"
project "$T/p"
mkdir "$T/p/real" && ln -s real "$T/p/out"
succeeds "the output folder may be a link" build
succeeds "... and stays one" test -L "$T/p/out" -a -f "$T/p/real/data/mini.json"
project "$T/p"
mkdir -p "$T/p/out" && ln -s ../victim "$T/p/out/.policyc-outputs" && echo own >"$T/p/victim"
refused "the list is a link" "^out/\.policyc-outputs: error: this is a symbolic link.*\[P018\]$"

# ---- the list ----

project "$T/p"
build
list=$T/p/out/.policyc-outputs
cp "$list" "$T/list"
for line in ../policies/mini.yaml /etc/passwd policies/mini.yaml data/../../policies/mini.yaml data//x data/./x data/.hidden data/ data \
	'<<<<<<< HEAD' $'data/x\001.json' include/own.h include/policy/x.c include/policy/x.y.h include/policy/a/x.h notices/a/b/c.md \
	notices/bookshop/2027-99-99/en.md notices/bookshop/2027-03-01.md notices/en.md notices/a/en.txt notices/A/en.md data/a/b.json \
	data/2027-03-01.json data/x.jsonx data/x.jso reports/a/b.md reports/a.html schema/a/b.json schema/policy schema/.json; do
	printf '%s\n' "$line" >>"$list"
	refused "a line '$line'" '^out/\.policyc-outputs:[0-9]+:1: error: .*\[P019\]$'
	cp "$T/list" "$list"
done
sed -i '1s/1/2/' "$list"
refused "a later format" '^out/\.policyc-outputs:1:1: error: .*later version.*\[P019\]$'
sed 's/$/\r/' "$T/list" >"$list"
succeeds "a list with CRLF" build
succeeds "... is written anew" cmp "$T/list" "$list"
{ head -n 2 "$T/list"; sed -n '3,$p' "$T/list" | sort -r; echo data/mini.json; } >"$list"
succeeds "a list in another order, a line twice" build
succeeds "... is written anew" cmp "$T/list" "$list"
# killed while files are renamed: the next run knows what is there
for n in $(seq 1 12); do
	cp "$T/p/policies/other.yaml" "$T/p/policies/third.yaml"
	sed -i '2s/other/third/' "$T/p/policies/third.yaml"
	(cd "$T/p" && exec strace -f -qq -o /dev/null -e inject=renameat:signal=KILL:when=$((n * 2 + 8)) "$policyc" build) >"$T/log" 2>&1
	rm "$T/p/policies/third.yaml"
	succeeds "killed at a rename ($n): the next build" build
	succeeds "killed at a rename ($n): nothing of the third brand is left" eval '! find "$T/p/out" -type f -name "*third*" | grep .'
	succeeds "killed at a rename ($n): the list is right" cmp "$T/list" "$list"
done

# ---- permissions ----

project "$T/p"
(umask 077 && build)
succeeds "umask 077: nobody else reads it" eval '! find "$T/p/out" -perm /077 | grep .'
chmod 604 "$T/p/out/notices/mini/en.md"
sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
build
succeeds "an output keeps its mode" [ "$(stat -c %a "$T/p/out/notices/mini/en.md")" = 604 ]
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65533 --clear-groups true 2>/dev/null; then
	project "$T/p"
	chmod 711 "$T"
	cp "$policyc" "$T/policyc"
	mkdir "$T/p/out" && chgrp 65533 "$T/p/out" && chmod 2775 "$T/p/out"
	(umask 002 && build)
	sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
	colleague() { (umask 002 && cd "$T/p" && setpriv --reuid=65534 --regid=65533 --clear-groups "$T/policyc" build) >"$T/log" 2>&1; }
	succeeds "a colleague builds in a shared checkout" colleague
	succeeds "... and it is written" grep -q 'ACCOUNT DATA' "$T/p/out/notices/mini/en.md"
	succeeds "... all belongs to the group" eval '! find "$T/p/out" ! -gid 65533 | grep .'
	sed -i 's/ACCOUNT DATA/account data/' "$T/p/policies/vocabulary.yaml"
	succeeds "... and the first builds again" eval '(umask 002 && build)'
	chmod 000 "$T/p/out/.policyc-outputs"
	sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
	before=$(tree "$T/p")
	succeeds "a list that may not be read is not taken for none" ends 3 colleague
	succeeds "... says so" says '^policyc: cannot open out/\.policyc-outputs: Permission denied$'
	succeeds "... nothing has changed" diff <(echo "$before") <(tree "$T/p")
fi
if unshare -m true 2>/dev/null; then
	project "$T/p"
	build
	sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
	cp -r "$T/p/out/notices" "$T/p/www"
	for how in "-t tmpfs none" "--bind www"; do
		mounted() {
			unshare -m bash -c 'cd "$1" && mount $3 out/notices && exec "$2" build' - "$T/p" "$policyc" "$how" >"$T/log" 2>&1
		}
		succeeds "out/notices is mounted ($how): refused" ends 1 mounted
		succeeds "out/notices is mounted ($how): says so" says '^out/notices(/mini)?: error: this is on another file system than out, or mounted there.*\[P018\]$'
		succeeds "out/notices is mounted ($how): nothing is left" fails test -e "$T/p/out/.policyc-stage"
	done
fi

# ---- -MD ----

project "$T/p"
build -o out
usage() { # usage WHAT PATTERN FILE
	local before
	before=$(tree "$T/p")
	succeeds "-MD $3: exit 2" ends 2 build -MD "$3"
	succeeds "-MD $3: says why" says "^policyc: -MD .*$2"
	succeeds "-MD $3: nothing has changed" diff <(echo "$before") <(tree "$T/p")
}
sed -i 's/account data/ACCOUNT DATA/' "$T/p/policies/vocabulary.yaml"
ln "$T/p/policies/mini.yaml" "$T/p/hard.d"
ln -s policies/mini.yaml "$T/p/soft.d"
ln -s nowhere "$T/p/dead.d"
mkdir "$T/p/folder.d"
usage "a policy" "what people write" policies/mini.yaml
usage "the vocabulary" "what people write" ./policies/../policies/vocabulary.yaml
usage "a template" "what people write" "$T/p/templates/style.css"
usage "a link to an input" "read as an input" soft.d
usage "another name of an input" "read as an input" hard.d
usage "a link that leads nowhere" "symbolic link" dead.d
usage "an output" "is an output" out/data/mini.json
usage "an output, written otherwise" "is an output" "$T/p/out/../out/notices/mini/en.md"
usage "the list" "is an output" out/.policyc-outputs
usage "a folder" "is a folder" folder.d
usage "an output that is not there" "is an output" out/data/other.json
rm "$T/p"/{hard,soft,dead}.d
mkfifo "$T/p/pipe"
# A loop beside it is given 20 seconds of processor time; whoever waits longer is let go by opening the pipe, and has failed.
(build -MD pipe; echo $? >"$T/status") &
bounded 20 sh -c 'until [ -s "$1" ]; do :; done' sh "$T/status"
succeeds "-MD to a pipe nobody reads does not wait" [ "$(cat "$T/status")" = 3 ]
: <>"$T/p/pipe"
wait $!
exec 7<>"$T/p/pipe" # somebody reads
succeeds "-MD to a pipe" build -MD pipe
exec 8<"$T/p/pipe" 7>&-
cat <&8 >"$T/piped"
exec 8<&-
succeeds "-MD to a pipe: the rule arrives" grep -q '^pipe: ' "$T/piped"
succeeds "-MD /dev/null" build -MD /dev/null
succeeds "-MD /dev/null leaves the device" test -c /dev/null
if [ "$(id -u)" = 0 ] && mknod "$T/p/null" c 1 3 2>/dev/null; then
	succeeds "-MD on a device of our own" build -MD null
	succeeds "... leaves it" test -c "$T/p/null"
fi
sed -i 's/ACCOUNT DATA/account data/' "$T/p/policies/vocabulary.yaml"
before=$(tree "$T/p/out")
succeeds "-MD /dev/full is a full disk" ends 3 build -MD /dev/full
succeeds "... says so" says 'cannot write /dev/full: No space left'
succeeds "... and nothing has changed" diff <(echo "$before") <(tree "$T/p/out")
echo own >"$T/p/victim" && ln -s victim "$T/p/x.d.policyc~"
succeeds "a link at the temporary name" build -MD x.d
succeeds "... is not followed" grep -qx own "$T/p/victim"
succeeds "... the depfile is a file" test -f "$T/p/x.d" -a ! -L "$T/p/x.d"

# files that are added to a folder, or go: make looks at the folder's time
project "$T/p"
mkdir -p "$T/p/policies/editions"
build -MD stamp
for folder in policies policies/baselines policies/calendars policies/editions templates/locale; do
	mkdir -p "$T/p/$folder"
	succeeds "-MD: the folder $folder is a dependency" grep -qE "^ $folder( \\\\)?$" <(sed 1d "$T/p/stamp")
	succeeds "-MD: ... which may go" grep -qx "$folder:" "$T/p/stamp"
done
rmdir "$T/p/policies/editions"
build -MD stamp
succeeds "-MD: a folder that is not there is not one" fails grep -q editions "$T/p/stamp"

# ---- what make reads ----

# each character in the name of the folder above the policies, and in that of the depfile
made() { (cd "$T/m" && make -s "$@") >"$T/log" 2>&1; }
read_by_make() { # read_by_make NAME: built once, again after a change, and not otherwise; a policy that goes does not stop it
	local name=$1
	rm -rf "$T/m"
	mkdir -p "$T/m/x"
	cp -r "$T/small" "$T/m/$name"
	printf '%s\n' 'all: .phony' '.PHONY: all .phony' "-include stamp.d" 'stamp:' \
		'	@cd "$$NAME" && "$$POLICYC_" build -o "$$OUT" -MD ../stamp --policies "$${POLICIES-policies}" >/dev/null && cp ../stamp ../stamp.d && echo run' '.phony: stamp' >"$T/m/Makefile"
	export NAME=$name POLICYC_=$policyc OUT=$T/m/out
	run() { made && says "^run$"; }
	idle() { made && says_nothing; }
	# the paths are relative to the folder that policyc ran in: let them be those of make
	sed -i 's|cd "$$NAME" \&\& ||; s|-MD ../stamp|-MD stamp|; s|cp ../stamp ../stamp.d|cp stamp stamp.d|; s|--policies .*policies}"|--policies "$$NAME/policies" --templates "$$NAME/templates"|' "$T/m/Makefile"
	run && idle && sleep 0.02 && touch "$T/m/$name/policies/mini.yaml" && run && idle && rm "$T/m/$name/policies/other.yaml" &&
		if [[ $name = *=* ]]; then fails made && says 'No rule to make target'; else run && idle; fi # known: make has no way to write that
}
project "$T/small"
for c in '!' '"' '#' '$' '%' '&' "'" '(' ')' '*' '+' ',' '<' '=' '>' '?' '@' '[' ']' '^' '_' '`' '{' '|' '}' '~' ':' ' ' '\' '.'; do
	for name in "a${c}b" "${c}b" "a${c}" "a\\${c}b" "a${c}${c}b"; do
		[ "$name" != .b ] || continue
		[ "$name" = "a${c}b" ] || [[ $c = [\~=\&\)\\] ]] || [ "${TIER:-check}" = torture ] || continue
		succeeds "make reads '$name'" read_by_make "$name"
	done
done
for name in 'a;b' $'a\tb' $'a\nb' $'a\001b'; do
	rm -rf "$T/m" && mkdir "$T/m" && cp -r "$T/small" "$T/m/$name"
	unreadable() { (cd "$T/m" && "$policyc" build -MD stamp --policies "$name/policies" --templates "$name/templates") >"$T/log" 2>&1; }
	succeeds "make cannot read $(printf %q "$name"): refused" ends 2 unreadable
	succeeds "make cannot read $(printf %q "$name"): says so" says "make cannot read 'a.*, for it has"
	succeeds "make cannot read $(printf %q "$name"): nothing is written" eval '! ls -A "$T/m/out" 2>/dev/null | grep .'
done
# the depfile's own name, as make would have it as a target
for name in 'd%1' 'd:1' 'd 1' 'd#1' 'd$1' 'd*1' 'd[1' 'd|1' 'd~1' '~d'; do
	rm -rf "$T/m" && mkdir "$T/m" && cp -r "$T/small/." "$T/m"
	stamp() { (cd "$T/m" && "$policyc" build -MD "$1") >"$T/log" 2>&1; }
	succeeds "a depfile '$name'" stamp "$name"
	target=$(sed 's/[ #:*%[]/\\&/g; s/\$/$$/g; s/^~/.\/&/' <<<"$name") wanted=$(sed 's/[ #:*[|]/\\&/g; s/\$/$$/g; s/^~/.\/&/' <<<"$name")
	printf 'all: %s\n%s:\n\t@echo run\ninclude named.d\n' "$wanted" "$target" >"$T/m/Makefile"
	cp "$T/m/$name" "$T/m/named.d"
	idle() { made all && says_nothing; }
	run() { made all && says '^run$'; }
	succeeds "a depfile '$name': up to date" idle
	sleep 0.02
	touch "$T/m/policies/mini.yaml"
	succeeds "a depfile '$name': make sees a change" run
done
for name in 'd=1' 'd;1' 'd)' 'd\'; do
	succeeds "a depfile '$name' is refused" ends 2 stamp "$name"
	succeeds "a depfile '$name' is refused: says why" says "^policyc: -MD cannot write '.*': it "
done

# ---- arguments ----

# ESC in every place of every command: what is said shows it, and does not do it
esc=$'\e[2Jx'
cd "$T/small" || exit
quiet() { # quiet ARGUMENTS...: no byte of it reaches the terminal as it is
	"$policyc" "$@" >"$T/log" 2>&1 </dev/null
	[ $? -le 3 ] && ! grep -q $'[\001-\010\013-\037\177]' "$T/log"
}
brand=mini
places=0
while read -r line; do
	words=($line)
	for i in "${!words[@]}"; do
		for with in "$esc" "${words[i]}$esc" "${words[i]%%=*}=$esc"; do
			args=("${words[@]}")
			args[i]=$with
			places=$((places + 1))
			succeeds "policyc ${args[*]@Q}" quiet "${args[@]}"
		done
	done
done <<-END
	build -o o --policies policies --templates templates --brand mini --format text -MD x.d
	build --check
	build policies/mini.yaml
	check --policies policies --templates templates --format json --deny P091 --today 2027-01-01 policies/mini.yaml
	check --deny eu-gdpr/dsr policies/mini.yaml
	release mini --effective 2027-03-01 --policies policies --templates templates --format text
	schema policy --policies policies --templates templates
	schema policy vocabulary
	explain P035
	explain mini/retention.accounts.period --policies policies --templates templates
	due mini request access --at 2027-01-01T00:00:00Z --event request-received --format text
	due mini retention account-data/email --at 2027-01-01T00:00:00Z --event account-closure --ended s --collected 2027-01-01T00:00:00Z --now 2027-01-01T00:00:00Z
	help build
	--version
	nonsense
END
[ $places -gt 150 ]
succeeds "the arguments were in many places" [ $places -gt 150 ]
cd "$repo"

# empty ones: a message that shows them
empty() { # empty WHAT ARGUMENTS...
	local what=$1
	shift
	(cd "$T/small" && "$policyc" "$@") >"$T/log" 2>&1 </dev/null
	[ $? = 2 ] && says "^policyc: $what"
}
for option in -o -MD --policies --templates --brand --format; do
	succeeds "build $option ''" empty "$option needs a value, not ''\$" build "$option" ''
done
succeeds "build --policies=" empty "--policies needs a value, not ''\$" build --policies=
succeeds "check --deny ''" empty "--deny needs a value, not ''\$" check --deny '' policies/mini.yaml
succeeds "release --effective ''" empty "--effective needs a value, not ''\$" release mini --effective ''
for words in check "check policies/mini.yaml" schema explain help release "due mini request"; do
	# shellcheck disable=SC2086
	succeeds "$words ''" empty "${words%% *} takes no empty argument, and there is ''\$" $words ''
done

# ---- the command line ----

version=$("$policyc" --version)
succeeds "--version" [ "$version" = "policyc $(sed -n 's/^#define POLICYC_VERSION "\(.*\)"/\1/p' compiler/base/version.h)" ]
for command in build check release schema explain due vocabulary; do
	succeeds "$command --help" eval '"$policyc" $command --help | head -n 1 | grep -q "^usage: policyc $command "'
	succeeds "help $command is the same" cmp <("$policyc" help $command) <("$policyc" $command --help)
	succeeds "help has $command" grep -q "policyc $command" <("$policyc" help)
	succeeds "$command: an unknown option" ends 2 "$policyc" $command --nonsense
done
succeeds "help of what is not a command" ends 2 "$policyc" help nonsense
succeeds "--help is help" cmp <("$policyc" help) <("$policyc" --help)
in_project() { (cd / && "$policyc" "$@" --policies "$T/small/policies" --templates "$T/small/templates"); }
succeeds "explain a fact of other policies" eval 'in_project explain mini/retention.accounts.period | grep -q "^value *7 years"'
succeeds "schema of other policies" eval 'in_project schema policy | grep account-data >/dev/null'
succeeds "vocabulary of other policies" eval 'in_project vocabulary --frames account-data | grep account-data >/dev/null'
succeeds "due of other policies" eval 'in_project due mini request access --at 2027-01-01T00:00:00Z | grep -q mini'
succeeds "a brand asked for twice is built once" eval '(cd "$T/small" && "$policyc" build --brand mini --brand mini) | grep -c "^mini: " | grep -qx 1'
# messages are on standard error, what was asked for on standard output
sed -i 's/7 years/7 yers/' "$T/small/policies/mini.yaml"
for command in build "check policies/mini.yaml" "release mini --effective 2027-03-01"; do
	succeeds "$command: errors are on standard error" eval '[ -z "$(cd "$T/small" && "$policyc" $command 2>/dev/null)" ] && grep -q P036 <(cd "$T/small" && "$policyc" $command 2>&1 >/dev/null)'
done
succeeds "check --format json is on standard output" grep -q P036 <(cd "$T/small" && "$policyc" check --format json policies/mini.yaml 2>/dev/null)
sed -i 's/7 yers/7 years/' "$T/small/policies/mini.yaml"
succeeds "a build that succeeds says nothing on standard error" eval '[ -z "$(cd "$T/small" && "$policyc" build 2>&1 >/dev/null)" ]'
succeeds "... and one line a brand" eval '(cd "$T/small" && "$policyc" build) | grep -q "^mini: "'

# ---- a small stack, little memory, small files ----

if [ "$slow" = 1 ]; then
	succeeds "a stack of 64 kB" eval '(cd "$T/small" && ulimit -s 64 && "$policyc" build >/dev/null)'
	succeeds "a stack of 64 kB: the three brands" eval '(ulimit -s 64 && "$policyc" build --check >/dev/null)'
fi
limited() { (cd "$T/small" && sed -i 's/account data/data of accounts/; t; s/data of accounts/account data/' policies/vocabulary.yaml && ulimit -f 1 && "$policyc" build) >"$T/log" 2>&1; }
succeeds "files may not grow: exit 3" ends 3 limited
succeeds "... says so" says 'cannot write out/.*: File too large'
succeeds "... nothing is left" fails test -e "$T/small/out/.policyc-stage"

echo "ownership: $passed passed, $failed failed"
[ "$failed" = 0 ]
