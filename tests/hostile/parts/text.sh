# SPDX-License-Identifier: MIT
# Hostile text where text is allowed: it is printed, escaped, and stays text. One brand per payload has it as its name, its
# operator, its version and in a clause; the vocabulary has it as a label.
payloads=(
	'<script>alert(1)</script>' '<img src=x onerror=alert(1)>' '</style></title><b>x</b>' '<!-- x' '--> x' ']]> <![CDATA[x'
	'"quoted" and '\''single'\''' '" onmouseover="alert(1)' '&lt;b&gt; &amp; &#60;' '{{7*7}} ${7*7} <%= 7 %>'
	'*/ int evil; /*' '// x' '??/' '??=define X' 'ends in a backslash \' '\n \x41 \u0041 \' '%s%s%s%n' '#define X' '"; int evil; "'
	'**bold** _em_ `code` ~~del~~' '[x](javascript:alert(1))' '![x](x)' '<javascript:alert(1)>' '# heading' '- item' '1. item'
	'> quote' '| a | b |' 'a|b' '---' '===' '```' '~~~' '[x]: https://evil.example/' 'https://evil.example/' ':--' '+ plus' '&nbsp;'
	'$(touch /tmp/evil)' '; rm -rf /' '../../etc/passwd' '=cmd|x' $'\xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80 e\xcc\x81' $'\xd7\x90\xd7\x91'
)
hostile_text() {
	local i q p
	fresh
	rm policies/mini.yaml
	for i in "${!payloads[@]}"; do
		q="'${payloads[i]//\'/\'\'}'" p=${payloads[i]//[\{\}0-9]/n} p="'${p//\'/\'\'} {retention.accounts.categories}'"
		sed -n "/^elements/q; p" policies/vocabulary.yaml >v
		printf '  p%d: {code: %d, en: %s, id: %s}\n' "$i" $((i + 10)) "$q" "$q" >>v
		sed -n '/^elements/,$p' policies/vocabulary.yaml >>v
		mv v policies/vocabulary.yaml
		# through the environment: -v would read the backslashes
		Q=$q P=$p awk -v id="b$i" -v term="p$i" '
			/^  id:/ { print "  id: " id; next }
			/^  (name|operator|version):/ { print "  " $1 " " ENVIRON["Q"]; next }
			/^    category:/ { print "    category: " term; next }
			/^    text:/ { print "    text: {en: " ENVIRON["P"] ", id: " ENVIRON["P"] "}"; next }
			{ print }' "$base/policies/mini.yaml" >"policies/b$i.yaml"
	done
	rm -rf text
	if ! out=$("$policyc" build -o text 2>&1); then
		fail "text: the payloads are accepted" "$out"
		return
	fi
	pass
	# The page of a brand has the elements and attributes that the page of a harmless one has, and no more.
	names() { grep -oE '<[!/]?[a-zA-Z][^ />]*|[ "][a-z-]+="' | sort | uniq -c; }
	"$policyc" build -o plain --policies "$base/policies" --templates "$base/templates" >/dev/null
	for l in en id; do names <plain/notices/mini/$l.html >plain.$l.names; done
	for i in "${!payloads[@]}"; do
		for l in en id; do
			succeeds "text: ${payloads[i]}: elements of $l.html" \
				diff plain.$l.names <(names <text/notices/b$i/$l.html)
			succeeds "text: ${payloads[i]}: lines of $l.md" \
				[ "$(wc -l <plain/notices/mini/$l.md)" = "$(wc -l <text/notices/b$i/$l.md)" ]
			succeeds "text: ${payloads[i]}: raw HTML in $l.md" eval \
				"! sed 's/\\\\\\\\//g; s/\\\\</x/g' text/notices/b$i/$l.md | grep -E '<[a-zA-Z!/?]' | grep -vE '<(privacy@|https://mini)'"
			succeeds "text: ${payloads[i]}: links of $l.md" eval \
				"! sed 's/\\\\\\\\//g; s/\\\\[][()]/x/g' text/notices/b$i/$l.md | grep -F '](' | grep -vF '[mini.example](<https://mini.example/>)'"
		done
	done
	cat >has.js <<-'JS'
		const fs = require('fs'), read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'))
		const strings = (v) => typeof v === 'string' ? [v] : v && typeof v === 'object' ? Object.values(v).flatMap(strings) : []
		let passed = 0, failed = 0
		const test = (what, f) => {
			let right
			try { right = f() } catch (e) { console.log(e.message) }
			if (right) passed++
			else console.log('FAILED:', what), failed++
		}
		for (const file of ['data', 'schema'].flatMap((d) => fs.readdirSync(`text/${d}`).filter((f) => f.endsWith('.json')).map((f) => `text/${d}/${f}`)))
			test(`text: ${file} parses`, () => read(file))
		process.argv.slice(2).forEach((payload, i) => test(`text: ${payload}: JSON`, () => strings(read(`text/data/b${i}.json`)).includes(payload)))
		console.log('COUNT', passed, failed)
	JS
	count node has.js "${payloads[@]}"
	headers text text
}
# headers WHAT OUT: every generated header compiles, alone and with brands.h, as each language
headers() {
	local h run
	{ for h in "$2"/include/policy/*.h; do echo "#include \"$PWD/$h\""; done; echo 'int main(void) { return 0; }'; } >all.c
	local runs=('gcc -x c -std=c99 -trigraphs' 'g++ -x c++ -std=c++20')
	! full || runs+=('gcc -x c -std=c11' 'g++ -x c++ -std=c++11 -trigraphs' 'clang -x c -std=c11 -trigraphs' \
		'clang -x c++ -std=c++14 -trigraphs' 'clang -x c++ -std=c++20')
	for run in "${runs[@]}"; do
		succeeds "$1: headers compile: $run" \
			$run -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only all.c
	done
	succeeds "$1: no comment but the generated ones" eval "! grep -l 'evil;' $2/include/policy/*.h"
}

# Every keyword of C and C++ as an id of an item, of the vocabulary and of a brand.
keywords=(auto break case char const continue default do double else enum extern float for goto if inline int long register
	restrict return short signed sizeof static struct switch typedef union unsigned void volatile while alignas alignof and
	and-eq asm atomic-cancel bitand bitor bool catch class compl concept consteval constexpr constinit const-cast co-await
	decltype delete dynamic-cast explicit export friend mutable namespace new noexcept not nullptr operator or private
	protected public reinterpret-cast requires static-assert static-cast template this thread-local throw try typeid
	typename typeof using virtual wchar-t xor xor-eq main printf errno unix linux i386 near far min max policy count
	system-category u8 l a-b-c a1 a-1 eof stdin)
hostile_keywords() {
	local i=10 k
	fresh
	for k in "${keywords[@]}"; do
		sed -i "/^elements/i\\  $k: {code: $i, en: x, id: x}" policies/vocabulary.yaml
		sed -i "/^retention/i\\  $k: {category: $k, elements: {complete: [email]}}" policies/mini.yaml
		i=$((i + 1))
	done
	for k in int while class new namespace a-b a1; do
		sed "2s/mini/$k/" policies/mini.yaml >policies/$k.yaml
	done
	rm -rf keywords
	if out=$("$policyc" build -o keywords 2>&1); then
		pass
		headers keywords keywords
	else
		fail "keywords: accepted as ids" "$out"
	fi
	# Two ids that make one name in C, in any place
	fresh
	sed -i '/^elements/i\  data-x-y: {code: 30, en: x, id: x}\n  data-x: {code: 31, en: x, id: x}' policies/vocabulary.yaml
	sed "2s/mini/a-b/" policies/mini.yaml >policies/a-b.yaml
	sed "2s/mini/a-b-retention/" policies/mini.yaml >policies/a-b-retention.yaml
	rm -rf names
	"$policyc" build -o names >/dev/null 2>&1 && headers names names || pass
}
hostile_text
hostile_keywords

# A byte order mark says how a file is encoded: it does not belong to what is read, and never reaches the page.
fresh
"$policyc" build -o plain >/dev/null
for f in policies/*.yaml policies/*/*.yaml templates/*.xhtml templates/style.css templates/locale/*.yaml; do
	sed -i '1s/^/\xEF\xBB\xBF/' "$f"
done
succeeds "byte order marks everywhere" "$policyc" build -o marked
succeeds "no mark reaches the outputs" diff -r plain marked
