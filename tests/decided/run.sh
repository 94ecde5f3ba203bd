#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Decides the conflicts of the shipped policies in every way legal could (each alone for either side; all at once for one, for
# other) and looks at the notices for what a statement leaves behind when it is passed over: "They .", "only for ,".
# Each way is a brand of its own in one folder, so that all of it is one build.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
policyc=$(realpath "${POLICYC:-build/policyc}")
. tests/tally.sh
. tests/waive.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# decide BRAND ID CONFLICT SIDE: the policy of BRAND as the brand ID, with CONFLICT (or `all`) decided for what its key SIDE names
decide() {
	awk -v id="$2" -v conflict="$3" -v side="$4" '
	/^[a-z]/ { section = $1 }
	section == "brand:" && /^  id:/ { print "  id: " id; next }
	section == "conflicts:" && /^  [a-z]/ { name = $1; sub(/:$/, "", name) }
	section == "conflicts:" && /^    enforce:/ { next }
	{ print }
	section == "conflicts:" && /^    / && $1 == side ":" && (conflict == "all" || conflict == name) { print "    enforce: " $2 }
	' "policies/$1.yaml" >"$work/policies/$2.yaml"
}

# Sentences that stop, or begin with nothing; marks that meet; words twice; spaces before a mark. Of the text of a page, one block a line.
fragments() {
	grep -nE '(^|[.:;] +)(They|This|You|We|It|Mereka|Anda|Kami|Ini|Hal ini)[[:space:]]*[.;:,]([[:space:]]|$)' "$1"
	grep -nE '(^|[[:space:]])[.,;:!?]([[:space:]]|$)|[[:space:]]\)|\([[:space:]]|\(\)|“[[:space:]]*”|^[.,;:)]' "$1"
	grep -nE '[,;:][[:space:]]*[.,;:]([[:space:]]|$)|\.[[:space:]]*[.,;:]([[:space:]]|$)|[,;:]$|[^[:space:]]  +[^[:space:]]' "$1"
	grep -niE '(^|[^[:alnum:]-])(to|by|about|if|unless|until|within|after|your|of|and|or|untuk|kepada|oleh|tentang|jika|kecuali|sampai|setelah|dan|atau)[.,;)]' "$1"
	grep -niE '(^|[^[:alnum:]-])([[:alpha:]]+) \2([^[:alnum:]-]|$)' "$1"
}

# The text of pages, each after its name: tags go, blocks end lines; a cell or item that says nothing stays as a mark.
text_of_html() {
	sed -sE '1F; 1,/<main/d; /<\/main>/,$d' "$@" |
		sed -E 's,<(td|th|li|p|h[1-6]|strong)([^>]*)>[[:space:]]*</\1>,EMPTY-\1,g; s,</(td|th|li|p|h[1-6]|ul|ol|table|tr)>,\n,g; s/<[^>]*>//g' |
		sed -E 's/&#39;/'\''/g; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/^[[:space:]]+//; s/[[:space:]]+$//; /^$/d'
}
text_of_markdown() {
	sed -sE '1F; /^\| *(--- \| *)+$/d; s/^ +//; s/^- *$/EMPTY-li/; s/^(#+|-) *//; s/\\([^[:alnum:]])/\1/g; s/\*\*//g' "$@" |
		sed -E 's/\|  ?\|/| EMPTY-td |/g; s/^\| //; s/ \|$//; s/ \| /\n/g' |
		sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//; /^$/d'
}

# standing WAY LOCALE FACT: the value that a page prints for a field; of a record it is nothing
standing() {
	sed -nE "s,.*<data value=\"([^\"]*)\" data-fact=\"$1/${3//./\\.}\".*,\1,p" "$work/out/notices/$1/$2.html" | head -n 1 | grep . || echo none
}

mkdir "$work/policies"
cp -r policies/vocabulary.yaml policies/calendars policies/baselines "$work/policies"
ways=0 n=0 exceptions=0
for policy in policies/*.yaml; do
	brand=$(basename "$policy" .yaml)
	[ "$brand" != vocabulary ] || continue
	conflicts=$(awk '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { sub(/:$/, "", $1); print $1 }' "$policy")
	for conflict in $conflicts; do
		for side in one other; do
			decide "$brand" "way$((++n))" "$conflict" "$side"
			echo "way$n $brand $conflict $side" >>"$work/ways"
		done
	done
	for side in one other; do
		decide "$brand" "way$((++n))" all "$side"
		echo "way$n $brand all $side" >>"$work/ways"
	done
done

# Decisions can run in a circle, which is an error of its own; such a way has no notice.
circles=0
"$policyc" check --policies "$work/policies" "$work"/policies/way*.yaml >"$work/check" 2>&1
for way in $(sed -nE 's,^.*/(way[0-9]+)\.yaml:[0-9]+:[0-9]+: error: .*\[P079\]$,\1,p' "$work/check" | sort -u); do
	circles=$((circles + 1))
	rm "$work/policies/$way.yaml"
	sed -i "/^$way /d" "$work/ways"
done
say "few ways run in a circle ($circles)" [ "$circles" -lt 8 ]
succeeds "the decided policies are built" "$policyc" build --policies "$work/policies" -o "$work/out"
{ text_of_html "$work"/out/notices/way*/*.html; text_of_markdown "$work"/out/notices/way*/*.md; } >"$work/text"
{ fragments "$work/text"; grep -n 'EMPTY-' "$work/text"; } >"$work/found"
# "way3/en.html: the line", for each line that was found
awk -v text="$work/text" 'BEGIN { FS = ":" } { found[$1]++ }
	END { while ((getline line < text) > 0) { n++; if (line ~ /^\/.*\/way[0-9]*\/[a-z]*\.(html|md)$/) { page = line; sub(/.*\/way/, "way", page) } else if (n in found) print page ": " line } }' \
	"$work/found" >"$work/broken"
while read -r way brand conflict side; do
	for page in en.html en.md id.html id.md; do
		say "$brand, $conflict for $side: $page is there" [ -s "$work/out/notices/$way/$page" ]
		broken=$(grep -m 3 "^$way/$page: " "$work/broken")
		say "$brand, $conflict for $side: $broken" [ -z "$broken" ]
	done
	# what was decided against is in no sentence; a field says what holds in its place; and where what holds speaks of a part only, or
	# stands only if another conflict is decided for it, the rest is still said, with that exception or mark
	if [ "$conflict" != all ]; then
		loser=$(awk -v name="$conflict:" -v side="$side:" '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { in_it = $1 == name }
			in_it && /^    (one|other):/ && $1 != side { print $2 }' "policies/$brand.yaml")
		winner=$(awk -v name="$conflict:" -v side="$side:" '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/ { in_it = $1 == name }
			in_it && $1 == side { print $2 }' "policies/$brand.yaml")
		record=$loser field='[*]'
		case $loser in *.*.*) record=${loser%.*} field=${loser##*.} ;; esac
		marked=$(sed '/^  "editions": \[/,/^  \],/d' "$work/out/data/$way.json" | awk -f tests/facts/json.awk | grep -cE "^${record//./\\.}\.undecided	(.* )?$field( .*)?$")
		for locale in en id; do
			page=$work/out/notices/$way/$locale.html
			printed=$(grep -ohE "<data value=\"[^\"]*\" data-fact=\"$way/${loser//./\\.}(\.[^\"]*)?\"" "$page" |
				grep -vF "value=\"$(standing "$way" "$locale" "$winner")\"")
			# the conflict's own item names what holds once; a statement that it excepts from names it again
			excepted=$(sed '/id="conflicts"/,$d' "$page" | grep -cF "data-fact=\"$way/conflicts.$conflict.enforce\"")
			exceptions=$((exceptions + (excepted > 0)))
			[ "$excepted" = 0 ] || say "$brand, $conflict for $side: $locale.html excepts from what it does not print" [ -n "$printed" ]
			say "$brand, $conflict for $side: $locale.html prints ${loser:-nothing}: ${printed%%$'\n'*}" [ -n "$loser" -a \( -z "$printed" -o "$excepted" -gt 0 -o "$marked" -gt 0 \) ]
		done
	fi
	ways=$((ways + 1))
done <"$work/ways"
# The words around a value go with the value that holds: what can fail is not said never to.
grep -ohE '<data value="(true|false)" data-fact="[^"]*\.can-fail">[^<]*' "$work"/out/notices/way*/en.html >"$work/can-fail"
for words in 'true it can fail' 'false it never fails'; do
	said=$(grep -F "value=\"${words%% *}\"" "$work/can-fail")
	odd=$(grep -vE "; ${words#* }$" <<<"$said")
	say "can-fail: ${words%% *} is said by '${words#* }': ${odd%%$'\n'*}" [ -n "$said" -a -z "$odd" ]
done
declared=$(awk '/^[a-z]/ { section = $1 } section == "conflicts:" && /^  [a-z]/' policies/*.yaml | grep -c .)
say "each conflict was decided for either side ($declared conflicts, $ways ways)" [ "$declared" -gt 0 -a "$ways" -ge $((2 * declared)) ]

say "some statements are left with an exception ($exceptions)" [ "$exceptions" -gt 10 ]

# ---- pages that are not drafts ----

# Every conflict decided, who, when and whom to ask filled in, and whatever else they must state waived, so that as much as can be is left
# open: such a page says nothing of what is left open, and leaves no fragment where it would have been said.
mkdir -p "$work/whole"
for brand in mami mpo21 sesetoro; do
	for side in one other; do
		way=$(sed -n "s/^\(way[0-9]*\) $brand all $side$/\1/p" "$work/ways")
		[ -z "$way" ] || sed -E "s/^  id: .*/  id: whole-$brand-$side/; s/operator: unstated/operator: PT Contoh/; s/effective: unstated/effective: 2027-03-01/; s/: placeholder/: ask@example.com/
			/^contacts:/,/^[b-z]/s/channels: unstated/channels: {complete: [email]}/" "$work/policies/$way.yaml" >"$work/whole/whole-$brand-$side.yaml"
	done
done
cp -r policies/vocabulary.yaml policies/calendars policies/baselines "$work/whole"
"$policyc" check --format json --policies "$work/whole" "$work"/whole/whole-*.yaml >"$work/blanks" 2>/dev/null
waive "$work/whole" "$work/blanks"
succeeds "the whole policies are built" "$policyc" build --policies "$work/whole" -o "$work/whole-out"
open='not stated|no time stated|implied|undecided|Another statement|Decided on|Can be verified|disagree with|not filled in|draft'
open="$open|tidak dinyatakan|tersirat|belum diputuskan|Pernyataan lain|Diputuskan pada|saling bertentangan|belum diisi|rancangan|draf"
pages=0
for page in "$work"/whole-out/notices/*/*.html "$work"/whole-out/notices/*/*.md; do
	case $page in *.html) text_of_html "$page" ;; *) text_of_markdown "$page" ;; esac >"$work/text"
	found=$(tail -n +2 "$work/text" | grep -iE "$open" | head -n 3)
	say "${page#"$work"/whole-out/notices/}, which is not a draft, says: $found" [ -z "$found" -a "$(wc -l <"$work/text")" -gt 100 ]
	broken=$({ fragments "$work/text"; grep -n 'EMPTY-' "$work/text"; } | head -n 3)
	say "${page#"$work"/whole-out/notices/}, which is not a draft: $broken" [ -z "$broken" ]
	pages=$((pages + 1))
done
say "pages that are not drafts ($pages)" [ "$pages" -ge 20 ]
# in drafts it is said
for words in 'not stated' 'implied, not stated' 'Another statement' 'tidak dinyatakan' 'Pernyataan lain'; do
	say "the drafts say '$words'" grep -qF "$words" out/notices/*/*.md
done

# What is looked for is found where it stands.
for text in 'They .' 'Mereka .' 'all data, only for , only if' 'hanya untuk , hanya jika' 'If you clear it: .' 'answer: ; done: at once' \
	'answer: 30 days; done:' 'to to keep' 'two  spaces' 'We use it to.' '(which: )' 'we keep it,.'; do
	echo "$text" >"$work/text"
	say "'$text' is a fragment" [ -n "$(fragments "$work/text")" ]
done
printf '<html>\n<main>\n<table><tr><td> </td></tr></table>\n<ul>\n<li></li>\n</ul>\n<p><strong></strong></p>\n</main>\n' >"$work/p.html"
say "an empty cell, item or emphasis of HTML is one" [ "$(text_of_html "$work/p.html" | grep -c EMPTY-)" = 3 ]
printf '| a |  |\n-  \n' >"$work/p.md"
say "an empty cell or item of Markdown is one" [ "$(text_of_markdown "$work/p.md" | grep -c EMPTY-)" = 2 ]
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
