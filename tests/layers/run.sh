#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: test
# What the sources promise of themselves: who includes whom, and that tables and their uses agree.
set -uo pipefail
. "$(dirname "$0")/../tally.sh"
cd "${LAYERS_ROOT:-$(dirname "$0")/../..}" # a copy, when the test itself is tried
export LC_ALL=C

# The layers, and what each may include besides itself.
declare -A may=(
	[base]=""
	[model]="base include"
	[front]="base model"
	[check]="base model front include"
	[back]="base model include"
	[editions]="base model front check back"
	[cmd]="base model front check back editions"
	[include]=""
)
# Where a library's headers may be seen.
declare -A library=(
	[yaml.h]="front/load.c"
	[libxml]="back/xml.c back/template.c back/page.c back/xml.h"
	[getopt.h]="cmd/main.c"
	[dirent.h]="base/file.c base/stage.c"
	[fcntl.h]="base/file.c base/stage.c cmd/main.c"
	[sys]="base/file.c base/stage.c" [signal.h]="cmd/main.c"
	[unistd.h]="base/file.c base/stage.c base/arena.c cmd/project.c cmd/build.c"
	[time.h]="" [locale.h]="" [wchar.h]="" [ctype.h]="" [pthread.h]="cmd/build.c"
)
for dir in compiler/*/; do
	dir=${dir#compiler/} dir=${dir%/}
	[ "$dir" = explain ] || [ -n "${may[$dir]+x}" ] && pass || fail "compiler/$dir is not a layer yet: name it in tests/layers/run.sh"
done
while IFS=: read -r file line text; do
	at=${file#compiler/} layer=${at%%/*}
	if [[ $text =~ ^[[:space:]]*\#[[:space:]]*include[[:space:]]+\"([^\"]+)\" ]]; then
		path=${BASH_REMATCH[1]}
		case $path in
		gen/policy.h) to=include ;; # made of include/policy/ and the schema table
		gen/keys.h) to=model ;;
		../*/*) to=${path#../} to=${to%%/*} ;;
		*/*) fail "$file:$line: write \"../layer/file.h\", not \"$path\""; continue ;;
		*) to=$layer ;;
		esac
		[ -f "compiler/$layer/$path" ] || [ "${path%/*}" = gen ] || fail "$file:$line: there is no $path"
		if [ "$to" = "$layer" ] || [[ " ${may[$layer]-} " = *" $to "* ]]; then
			pass
		else
			fail "$file:$line: $layer may not include $to"
		fi
	elif [[ $text =~ \<([^\>]+)\> ]]; then
		name=${BASH_REMATCH[1]}
		key=$name
		[ -n "${library[$key]+x}" ] || key=${name%%/*}
		if [ -z "${library[$key]+x}" ] || [[ " ${library[$key]} " = *" $at "* ]]; then
			pass
		else
			fail "$file:$line: only ${library[$key]:-no file} may include <$name>"
		fi
	fi
done < <(grep -nE '^[[:space:]]*#[[:space:]]*include' compiler/*/*.[ch] compiler/*/*.def)

# Headers have a guard; every file begins by saying what it is.
for file in compiler/*/*.[ch]; do
	if [[ $file = *.h ]]; then
		guard=$(sed -nE 's/^#ifndef ([A-Z][A-Z0-9_]*_H)$/\1/p' "$file" | head -n 1)
		[ -n "$guard" ] && grep -qx "#define $guard" "$file" && [ "$(grep -lx "#ifndef $guard" compiler/*/*.h | wc -l)" = 1 ] &&
			[ "$(tail -n 1 "$file" | cut -c1-6)" = '#endif' ] && pass || fail "$file has no guard of its own"
	fi
	[ "$(sed -n 1p "$file" | cut -c1-28)" = '/* SPDX-License-Identifier: ' ] && pass || fail "$file: the first line names no licence"
	[ "$(sed -n 2p "$file" | cut -c1-2)" = '/*' ] && pass || fail "$file: the second line is not a comment that says what the file is"
done

# What people edit beside the compiler names the licence in its first three lines.
while IFS= read -r file; do
	head -n 3 "$file" | grep -q 'SPDX-License-Identifier: MIT' && pass || fail "$file: its first three lines name no licence"
done < <(find policies templates Makefile .github .ci -type f \( -name '*.yaml' -o -name '*.yml' -o -name '*.xhtml' -o -name '*.css' -o -name Makefile -o -name run \))
while IFS= read -r file; do
	head -n 3 "$file" | grep -q 'SPDX-License-Identifier: MIT' && pass || fail "$file: its first three lines name no licence"
done < <(find tests -name node_modules -prune -o -path tests/cases -prune -o -type f \( -name '*.sh' -o -name '*.awk' -o -name '*.js' -o -name '*.[ch]' \) -print)

# gen/ is made of the schema table: a field of another type than its member does not compile, nor does a row out of its section.
mkdir -p "${B:=build}"
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
compiles() { # compiles SED-SCRIPT FILE: the tables, from sources changed like this
	rm -rf "$probe/compiler" && mkdir -p "$probe/gen" && cp -r compiler "$probe/compiler" &&
		sed -i "$1" "$probe/compiler/$2" &&
		awk -f compiler/model/rows.awk -v part=keys "$probe/compiler/model/schema.def" >"$probe/gen/keys.h" 2>"$probe/log" &&
		sh compiler/include/policy.sh "$probe/compiler" >"$probe/gen/policy.h" 2>"$probe/log" &&
		gcc -std=c11 -I"$probe" -I"$probe/compiler/include" -fsyntax-only "$probe/compiler/model/schema.c" 2>"$probe/log"
}
refuses() { # refuses WHY SED-SCRIPT FILE
	! compiles "$2" "$3" && grep -q "$1" "$probe/log" && pass || fail "the table is not checked: $3 changed by $2 compiles, or not for '$1'"
}
compiles '' model/schema.def && pass || fail "the table does not compile: $(head -n 3 "$probe/log")"
refuses 'use.rule.scope: the member is not of the type' 's/\tstruct policy_list scope;/\tuint16_t scope;/' include/policy/types.h
refuses "'sharing' is not the section above it" 's/^ENFORCED(use, bases,/ENFORCED(sharing, bases,/' model/schema.def
refuses "'breach' has two KEY fields" 's/^\(ENFORCED(breach, duty, .*\)REQ,/\1REQ | KEY,/' model/schema.def
refuses 'has no member named' 's/^ENFORCED(s, rule.scope,/ENFORCED(s, rule.scopes,/' model/schema.def

# What lies in a brand's object does not change under a layout's number: an object and a policy.h that differ would be taken for fitting.
layout() { # layout POLICY.H: its number, and a hash of the structs and of the order of the tables
	printf '%s\t' "$(sed -n 's/^#define POLICY_LAYOUT //p' "$1")"
	awk '/^(struct policy_[a-z_]*[a-z]|enum policy_section) \{/, /^[^\t].*\};|^\};/' "$1" | sed 's,/\*.*\*/,,; s/[[:space:]]*$//' | sha256sum | cut -c 1-64
}
compiles '' model/schema.def
recorded=tests/layers/layout.tsv now=$(layout "$probe/gen/policy.h")
[ "$now" = "$(tail -n 1 "$recorded")" ] && pass ||
	fail "the layout of the headers' objects has changed: raise POLICY_LAYOUT in compiler/include/policy/types.h, name the change in CHANGELOG.md, and add the line '$now' to $recorded"
compiles 's/^ENFORCED(retention, then_within,.*/&\nENFORCED(retention, more, "then-within", SPAN, NONE, GAP, "More.")/' model/schema.def
[ "$(layout "$probe/gen/policy.h")" != "$now" ] && pass || fail "one member more does not change the layout"
compiles 's,uint16_t min\, max;.*,uint16_t min\, max; /* other words */,' include/policy/types.h
[ "$(layout "$probe/gen/policy.h")" = "$now" ] && pass || fail "a comment changes the layout"

# Every diagnostic is used, its page is there, and a test expects it.
ids=$(sed -n 's/^DIAG(\(P[0-9]*\),.*/\1/p' compiler/base/diag.def)
[ "$(sort <<<"$ids" | uniq -d)" = "" ] && pass || fail "an id twice in diag.def: $(sort <<<"$ids" | uniq -d)"
for id in $ids; do
	grep -qrE "DIAG_$id\>" compiler --include='*.c' && pass || fail "$id: nothing reports it"
	[ -s "compiler/explain/$id.md" ] && pass || fail "$id: compiler/explain/$id.md is missing"
	# the examples of explain/ are run by tests/explain.sh
	grep -q '^## Fails' "compiler/explain/$id.md" || grep -qrwI "$id" tests/hostile/cases tests/unit tests/cases &&
		pass || fail "$id: no test expects it"
done
for id in $(grep -rohE 'DIAG_P[0-9]+' compiler --include='*.c' | sed 's/DIAG_//' | sort -u); do
	grep -qx "$id" <<<"$ids" && pass || fail "$id is not in diag.def"
done

# Nothing asks the clock, the locale or chance; nothing uses what cannot tell an error.
while IFS= read -r hit; do
	fail "$hit"
done < <(grep -nwE 'time|localtime|gmtime|strftime|setlocale|rand|random|getrandom|atoi|atol|atof|strtol|strtoul|sscanf|sprintf|strcpy|strcat|gets|alloca|system|popen|isalpha|isdigit|isspace|tolower|toupper' \
	compiler/*/*.c | grep -E '\b(time|localtime|gmtime|strftime|setlocale|rand|random|getrandom|atoi|atol|atof|strtol|strtoul|sscanf|sprintf|strcpy|strcat|gets|alloca|system|popen|isalpha|isdigit|isspace|tolower|toupper) ?\(' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|")')
# getenv but for NO_COLOR
hits=$(grep -nE 'getenv' compiler/*/*.c | grep -v '"NO_COLOR"')
[ -z "$hits" ] && pass || fail "only NO_COLOR is read from the environment: $hits"
echo "layers: $passed passed, $failed failed"
[ $failed = 0 ]
