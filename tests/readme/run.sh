#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: test
# The documents: what they show is what policyc prints, their links lead somewhere, README stays one screen; and what
# `make deps` installs. `run.sh --accept` (a part of `make golden`) makes the picture anew.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
export LC_ALL=C NO_COLOR=1
. tests/tally.sh
policyc=$(realpath "${POLICYC:-build/policyc}") here=tests/readme
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
documents=$(ls *.md .github/*.md */README.md */*/README.md templates/*.md)
same() { diff -u "$1" "$2" >&2; }

# ---- form ----

say "README.md has at most 150 lines" [ "$(wc -l <README.md)" -le 150 ]
for document in $documents; do
	# templates/LANGUAGE.md is older and wider
	[ "$document" = templates/LANGUAGE.md ] || say "$document: at most 110 characters a line: $(LC_ALL=C.UTF-8 awk 'length > 110 { printf "%d ", FNR }' "$document")" \
		[ -z "$(LC_ALL=C.UTF-8 awk 'length > 110' "$document")" ]
	# headings as anchors: in lower case, without punctuation, spaces to hyphens; code blocks have none
	awk '/^```/ { code = !code } !code && /^#+ / { sub(/^#+ /, ""); $0 = tolower($0); gsub(/[^a-z0-9 _-]/, ""); gsub(/ /, "-"); print }' \
		"$document" >"$tmp/anchors-${document//\//_}"
done
links() { # links DOCUMENT: the targets of its links and pictures
	awk '/^```/ { code = !code } !code' "$1" | grep -oE '\]\([^)]+\)|src="[^"]+"' | sed -E 's/^(\]\(|src=")//; s/[)"]$//'
}
for document in $documents; do
	while IFS= read -r link; do
		case $link in https://*) continue ;; esac
		path=${link%%#*} anchor=
		case $link in *'#'*) anchor=${link#*#} ;; esac
		target=$document
		[ -z "$path" ] || target=$(realpath -m --relative-to=. "$(dirname "$document")/$path")
		say "$document links to $link, which is not there" [ -f "$target" ]
		[ -z "$anchor" ] || say "$document links to $link: no such heading" grep -qxF -e "$anchor" "$tmp/anchors-${target//\//_}"
	done < <(links "$document")
done
say "no link was found" [ "$(links README.md | wc -l)" -gt 10 ]
is_source() { # is_source NAME
	local file
	for file in compiler/$1 compiler/*/$1; do if [ -f "$file" ]; then return; fi; done
	return 1
}
# The sources that compiler/README.md names, with their folder or, after one with a folder, without.
while IFS= read -r name; do
	say "compiler/README.md names $name, which is not there" is_source "$name"
done < <(grep -oE '`[a-z_/]+\.(c|h|def|awk)`' compiler/README.md | tr -d '`' | grep -v '^policy\.h$' | sort -u)

# ---- what is shown ----

block() { # block LANGUAGE DOCUMENT [WORD]: its first block of that language that has the word; of "text" indented
	awk -v language="$1" -v word="${3-}" '
		language == "text" ? !/^    / : /^```/ { if (on && index(text, word)) { printf "%s", text; exit } on = $0 == "```" language; text = ""; next }
		language == "text" { on = 1; sub(/^    /, "") }
		on { text = text $0 "\n" }' "$2"
}
mkdir -p "$tmp/policies"
cp -r policies/vocabulary.yaml policies/baselines policies/calendars $here/bookshop.yaml "$tmp/policies"
run() { (cd "$tmp" && "$policyc" "$@"); } # so that paths are printed as README has them
templates=$PWD/templates
say "the README's policy is not tests/readme/bookshop.yaml" same <(block yaml README.md) $here/bookshop.yaml
say "the README says 20 lines" [ "$(wc -l <$here/bookshop.yaml)" = 20 ]
succeeds "the README's policy does not build" run build --templates "$templates" -o out
page=$tmp/out/notices/bookshop/en.html header=$tmp/out/include/policy/bookshop.h
succeeds "the README's policy has findings" run check --templates "$templates" --deny warnings policies/bookshop.yaml
say "the README's header lines" same <(block c README.md) <(grep '^#define POLICY_BOOKSHOP_[A-Z_]* [0-9]' "$header")

sh $here/picture.sh "$page" >"$tmp/page.svg"
if [ "${1-}" = --accept ]; then
	cp "$tmp/page.svg" $here/page.svg
	exit
fi
say "the README's picture is not of the page: make golden" cmp -s "$tmp/page.svg" $here/page.svg
cat >"$tmp/xml.c" <<'END'
#include <libxml/parser.h>
int main(int argc, char **argv)
{
	xmlDocPtr doc = argc == 2 ? xmlReadFile(argv[1], NULL, XML_PARSE_NONET) : NULL;
	if (!doc)
		return 1;
	xmlFreeDoc(doc);
	xmlCleanupParser();
	return 0;
}
END
# shellcheck disable=SC2046
succeeds "picture: cannot compile the reader" gcc -o "$tmp/xml" "$tmp/xml.c" $(pkg-config --cflags --libs libxml-2.0)
succeeds "the README's picture is not XML" "$tmp/xml" $here/page.svg
for value in '10 years' '14 days' '72 hours'; do
	say "the words for the picture lack $value" grep -q "$value" <(sed -n '/<img/,/>/p' README.md)
done

mkdir "$tmp/bin"
ln -s "$policyc" "$tmp/bin/policyc"
ln -s "$templates" "$tmp/templates"
block text policies/README.md policyc.sarif >"$tmp/ci.sh"
say "the commands for CI in policies/README.md" env -C "$tmp" "PATH=$tmp/bin:$PATH" sh -e ci.sh >"$tmp/ci.log" 2>&1
say "SARIF of the commands for CI" grep -q '"version": "2.1.0"' "$tmp/policyc.sarif"
say "SARIF of the commands for CI has errors" lacks '"level": "error"' "$tmp/policyc.sarif"
say "CI: the vocabulary is skipped" grep -qxF "policyc: skipped 'policies/vocabulary.yaml': it is the vocabulary, which every check reads, and not a policy" "$tmp/ci.log"
for file in vocabulary.yaml baselines/eu-gdpr.yaml calendars/id.yaml; do
	run check policies/$file >"$tmp/log" 2>&1
	say "check of $file alone: exit status" [ $? = 2 ]
	say "check of $file alone" grep -qx 'policyc: there is no policy to check; .*' "$tmp/log"
	say "check of $file alone: errors" grep -q '^0 brands: 0 errors' "$tmp/log"
	say "check of $file beside a policy" run check policies/$file policies/bookshop.yaml 2>"$tmp/log"
	say "check of $file beside a policy: its brands" grep -q '^1 brand: 0 errors' "$tmp/log"
done
cp -r "$tmp/out" "$tmp/before"
sed -i '6s/10 years/10 yers/' "$tmp/policies/bookshop.yaml"
run build --templates "$templates" -o out >"$tmp/yers" 2>&1
say "10 yers: exit status" [ $? = 1 ]
say "the README's message" same <(block text README.md yers) <(sed '/^1 brand/d' "$tmp/yers")
say "10 yers: out/ has changed" diff -r "$tmp/before" "$tmp/out"
sed -i '6s/10 yers/7 years/' "$tmp/policies/bookshop.yaml"
run check --all --templates "$templates" policies/bookshop.yaml >"$tmp/seven" 2>&1
say "7 years: what the README says of the law" grep -qE "^policies/bookshop.yaml:6:13: warning: .*shorter than the recorded minimum.* ten years.*'10 years' or more \[P202 id-company-documents-1997/" "$tmp/seven"
run check --templates "$templates" policies/bookshop.yaml >"$tmp/todo" 2>&1
say "7 years: what there is to do" grep -qxF '  policies/bookshop.yaml:6: retention.period: 7 years (shorter than 10 years: id-company-documents-1997 art. 11(1))' "$tmp/todo"
"$policyc" build -o "$tmp/all" >"$tmp/brands" 2>&1
say "the last lines of make that the README shows" same <(block text README.md draft) <(grep -E '^[a-z0-9-]+: ' "$tmp/brands")

version=$("$policyc" --version)
say "the version of README.md" grep -qF "\`policyc --version\` says ${version#policyc }." <(tr '\n' ' ' <README.md)
say "the version of CHANGELOG.md" [ "$(sed -nE 's/^## \[([0-9.]+)\].*/policyc \1/p' CHANGELOG.md | head -n 1)" = "$version" ]

for suite in tests/*/run.sh; do
	suite=${suite%/run.sh}
	say "tests/README.md has no line for ${suite#tests/}" grep -q "^| ${suite#tests/} |" tests/README.md
done
squeeze() { tr -s '[:space:]' ' '; }
say "the commands of policies/README.md are not those of policyc --help" \
	same <(block text policies/README.md 'policyc build' | squeeze) <("$policyc" --help | sed '/^exit status/,$d; s/^usage://' | squeeze | sed 's/^ //')
{
	echo '#include <stddef.h>'
	block c compiler/include/README.md policy_retention_find | grep '^#include'
	echo 'void ask_legal(const char *); void keep(unsigned, unsigned, unsigned); void rows(void); void rows(void) {'
	block c compiler/include/README.md policy_retention_find | grep -v '^#include'
	echo '}'
} >"$tmp/rows.c"
for compiler in 'gcc -std=c11' 'g++ -x c++'; do
	for level in 0 1 2 3 s; do
		# shellcheck disable=SC2086
		succeeds "the rows of compiler/include/README.md: $compiler -O$level" \
			$compiler -O$level -Wall -Wextra -Wundef -Werror -Iout/include -c -o "$tmp/rows.o" "$tmp/rows.c"
	done
done
say "the macro of compiler/include/README.md" grep -qxF "$(grep -oE '#define POLICY_MAMI[A-Z_]* [0-9]+' compiler/include/README.md)" out/include/policy/mami.h
say "the value in a notice of compiler/include/README.md" grep -qF "$(block html compiler/include/README.md)" out/notices/mami/en.html
say "the value in JSON of compiler/include/README.md" grep -qF "$(block json compiler/include/README.md | squeeze | sed 's/ $//')" <(squeeze <out/data/mami.json)

count bash $here/deps.sh "$tmp"

echo "readme: $passed passed, $failed failed"
[ "$failed" = 0 ]
