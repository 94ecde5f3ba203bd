#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Words: one language is as easy as two, by the recipes of policies/README.md; one error for each unknown id, with a suggestion only where
# it is alike; what `policyc vocabulary` proposes and shows; the schemas follow the vocabulary.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
export LC_ALL=C NO_COLOR=1
. tests/tally.sh
policyc=$(realpath "${POLICYC:-build/policyc}") repo=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
same() { diff -u "$1" "$2" >&2; }
run() { (cd "$tmp/w" && "$policyc" "$@"); } # so that paths are short
errors() { grep -E ': error: ' "$tmp/said"; }
fresh() { # the shipped policies, words and templates in $tmp/w
	rm -rf "$tmp/w"
	mkdir "$tmp/w"
	cp -r "$repo/policies" "$repo/templates" "$tmp/w"
}
builds() { # builds WHAT: without a word of an error
	run build -o out >"$tmp/said" 2>&1
	tell $? "$1" "$(<"$tmp/said")"
}
refused() { # refused WHAT: exit 1
	run build -o out >"$tmp/said" 2>&1
	tell $(($? != 1)) "$1" "$(<"$tmp/said")"
}
pages() { (cd "$tmp/w/out/notices" && ls mami | tr '\n' ' '); }
recipe() { # recipe HEADING: its commands in policies/README.md
	awk -v heading="**$1.**" 'index($0, heading) { on = 1 } on && /^    / { sub(/^    /, ""); print; seen = 1; next } on && seen && NF { exit }' \
		policies/README.md
}

# ---- one language, or two ----

say "the recipe that removes a language has no command" [ -n "$(recipe 'Remove a language')" ]
for language in id en; do
	fresh
	builds "the shipped two languages"
	say "the pages of two languages: $(pages)" [ "$(pages)" = "en.html en.md id.html id.md " ]
	other=$([ $language = id ] && echo en || echo id)
	(cd "$tmp/w" && eval "$(recipe 'Remove a language' | sed "s/\bid\b/$language/g")")
	say "the recipe leaves the language '$language'" [ ! -e "$tmp/w/templates/notice.$language.xhtml" ]
	builds "without the language '$language'"
	say "the pages that are left: $(pages)" [ "$(pages)" = "$other.html $other.md " ]
	say "no page links to the language that is gone" lacks "hreflang=\"$language\"|href=\"$language" "$tmp/w/out/notices/mami/$other.html"
	run check policies/mami.yaml >"$tmp/said" 2>&1
	tell $? "check without the language '$language'" "$(<"$tmp/said")"
	# new words need no label in the language that is gone, and may have one
	sed -i "s/^categories:\$/&\n  of-one-language: {code: 900, $other: \"words\"}\n  of-two: {code: 901, $other: \"words\", $language: \"other words\"}/" "$tmp/w/policies/vocabulary.yaml"
	builds "an id with a label in '$other' only"
	say "the schema asks for '$other' only" lacks "\"required\": \\[\"code\", [^]]*\"$language\"" "$tmp/w/out/schema/vocabulary.json"
	# the files again: now the label is missed
	cp "$repo/templates/notice.$language.xhtml" "$tmp/w/templates"
	cp "$repo/templates/locale/$language.yaml" "$tmp/w/templates/locale"
	refused "two languages ask for both labels"
	say "the one label that is missing, once" [ "$(errors | grep -c "'of-one-language' has no label in the language '$language' *\\[P134\\]")" = 1 ]
	say "nothing else is missing" [ "$(errors | wc -l)" = 1 ]
done
fresh
rm "$tmp/w/templates/locale/id.yaml"
refused "a template without its locale"
say "it names the file that is missing" has '^templates/notice\.id\.xhtml: error: .*templates/locale/id\.yaml; write it, or remove the template \[P016\]$' "$tmp/said"
say "and says nothing else" [ "$(errors | wc -l)" = 1 ]
fresh
rm "$tmp/w/templates/notice.id.xhtml"
builds "a locale without its template is not looked at"
: >"$tmp/w/templates/locale/id.yaml"
builds "nor are its faults"
fresh
sed -i 's/^  account-data: {code: 1,/& fr: "données", pat-of: [x],/' "$tmp/w/policies/vocabulary.yaml"
run build -o out >"$tmp/said" 2>&1
say "a misspelt property is not the tag of a language" has "'pat-of' is neither a property of an id nor the tag of a language; did you mean 'part-of'\\? \\[P135\\]" "$tmp/said"
say "a label in French, which has no template, is no error" [ "$(errors | wc -l)" = 1 ]

# a language can go after a release: its frozen pages stay, and the policy is still that edition
fresh
rm "$tmp/w/policies/"{mami,mpo21,sesetoro}.yaml
sed '$r /dev/stdin' tests/readme/bookshop.yaml >"$tmp/w/policies/bookshop.yaml" <<'END'
operators:
  us: {capacity: controller, name: PT Corner Books, address: "Jalan Contoh 1, Jakarta"}
collection:
  orders: {category: transaction-records, elements: {complete: [transaction-amount]}, requirement: mandatory, at: {complete: [deposit]}}
uses:
  orders: {categories: {complete: [transaction-records]}, purposes: {complete: [process-payments]}}
sharing:
  payment: {recipients: {complete: [payment-processors]}}
transfers:
  here: {regions: {complete: [indonesia]}}
minors:
  adults: {below: not-allowed, age: 18}
complaints:
  authority: {step: 1, party: data-protection-authority}
clauses:
  mail: {place: contacts, text: {en: "We read what you send us.", id: "Kami membaca pesan Anda."}}
END
run release bookshop --effective 2027-03-01 >"$tmp/said" 2>&1
tell $? "a release in two languages" "$(<"$tmp/said")"
rm "$tmp/w/templates/notice.id.xhtml" "$tmp/w/templates/locale/id.yaml"
builds "a released brand without one of its languages"
say "its released pages stay" [ -s "$tmp/w/out/notices/bookshop/2027-03-01/id.html" ]
sed -i 's/what you send us/it all/' "$tmp/w/policies/bookshop.yaml"
refused "a released word in the other language has changed"
say "it says so" has 'P183' "$tmp/said"

# ---- one error for each unknown id, and suggestions only where they are alike ----

fresh
cat >"$tmp/w/policies/acme.yaml" <<'END'
brand: {id: acme, name: Acme, operator: Acme Ltd, version: "1", effective: 2027-03-01}
collection:
  first: {category: invoices, elements: {complete: [invoice-number]}, requirement: mandatory, at: {complete: [account-closure]}}
uses:
  one: {categories: {complete: [invoices]}, purposes: {complete: [send-invoices, comply-with-law]}}
  two: {categories: {complete: [invoices]}, purposes: {complete: [send-invoices]}}
retention:
  a: {categories: {complete: [invoices]}, period: while subscription lasts, from: invoicing, then: delete}
  b: {categories: {complete: [suport-data]}, period: while subscription lasts, from: invoicing, then: delete}
  c: {elements: {complete: [invoices]}, period: until nobody needs it, from: account-closure, then: delete}
  d: {phone: "1", url: "x", elements: {complete: [invoices]}, period: until nobody needs it, from: unknown, then: delete}
contacts:
  us: {party: support-team, sources: "y", chanels: {complete: [email]}, topic: {complete: [questions]}}
retentoin: {}
topical: {}
END
run check policies/acme.yaml >"$tmp/said" 2>&1
says() { has "$1" "$tmp/said"; }
say "every unknown id has one error: $(errors | grep -cE "unknown (category|element|purpose|event|state)|no length")" [ "$(errors | grep -cE "unknown (category|element|purpose|event|state)|no length")" = 9 ]
say "the first place, and how many more" says "^policies/acme.yaml:3:21: error: unknown category 'invoices' \\(here and in 3 more places\\); add it to 'categories' in vocabulary.yaml"
say "an id of another kind is another id" says "^policies/acme.yaml:10:29: error: unknown element 'invoices' \\(here and in 1 more place\\); add it to 'elements'"
say "an id that is used once" says "^policies/acme.yaml:3:53: error: unknown element 'invoice-number'; add it"
say "an event" says "^policies/acme.yaml:8:83: error: unknown event 'invoicing' \\(here and in 1 more place\\)"
say "a state in words" says "^policies/acme.yaml:8:51: error: unknown state 'subscription lasts'.* \\(here and in 1 more place\\) \\[P036\\]"
say "a length in words" says "^policies/acme.yaml:10:49: error: no length of time: 'until nobody needs it'.* \\(here and in 1 more place\\) \\[P036\\]"
say "a slip" says "^policies/acme.yaml:9:31: error: unknown category 'suport-data'; did you mean 'support-data'\\? \\[P035\\]"
say "what is written for a gap is not an id" says "^policies/acme.yaml:11:100: error: 'unknown' is not a known event; if the source does not say"
for field in phone url sources; do
	say "'$field' is like no field" says "unknown field '$field' in '(contacts|retention)'; the schema lists its fields \\[P031\\]"
done
say "'chanels' is like 'channels'" says "unknown field 'chanels' in 'contacts'; did you mean 'channels'\\?"
say "'topic' is like 'topics'" says "unknown field 'topic' in 'contacts'; did you mean 'topics'\\?"
say "'retentoin' is like 'retention'" says "unknown section 'retentoin'; did you mean 'retention'\\?"
say "'topical' is like no section" says "unknown section 'topical'; the schema lists the sections"
# ---- policyc vocabulary --missing ----

run vocabulary --missing >"$tmp/missing" 2>"$tmp/said"
tell $? "vocabulary --missing" "$(<"$tmp/said")"
say "it says nothing else" [ ! -s "$tmp/said" ]
codes() { # codes KIND: the next free one
	awk -v kind="$1:" '/^[a-z]/ { on = $1 == kind } on && match($0, /code: [0-9]+/) { n = substr($0, RSTART + 6, RLENGTH - 6); if (n + 0 > most) most = n + 0 } END { print most + 1 }' \
		policies/vocabulary.yaml
}
c=$(codes categories) e=$(codes elements) p=$(codes purposes)
cat >"$tmp/wanted" <<END
# below 'categories:'
  invoices: {code: $c, en: "", id: ""} # policies/acme.yaml:3, and 3 more
  suport-data: {code: $((c + 1)), en: "", id: ""} # policies/acme.yaml:9; or is it 'support-data'?
# below 'elements:'
  invoice-number: {code: $e, en: "", id: ""} # policies/acme.yaml:3
  invoices: {code: $((e + 1)), en: "", id: ""} # policies/acme.yaml:10, and 1 more
# below 'purposes:'
  comply-with-law: {code: $p, en: "", id: ""} # policies/acme.yaml:5
  send-invoices: {code: $((p + 1)), en: "", id: ""} # policies/acme.yaml:5, and 1 more
# below 'events:'
  invoicing: {code: $(codes events), en: {noun: "", clause: ""}, id: {noun: "", clause: ""}} # policies/acme.yaml:8, and 1 more
# below 'states:'
  subscription-lasts: {code: $(codes states), en: "", id: ""} # policies/acme.yaml:8, and 1 more
# below 'durations:'
  until-nobody-needs-it: {code: $(codes durations), en: "", id: ""} # policies/acme.yaml:10, and 1 more
END
say "the lines of --missing" same "$tmp/wanted" "$tmp/missing"
awk -v lines="$tmp/missing" 'BEGIN { while ((getline line < lines) > 0) if (match(line, /[a-z-]+:/) && line ~ /^#/) kind = substr(line, RSTART, RLENGTH); else { sub(/#.*/, "", line); add[kind] = add[kind] line "\n" } }
	{ print } $1 in add { printf "%s", add[$1] }' policies/vocabulary.yaml >"$tmp/w/policies/vocabulary.yaml"
sed -i 's/: ""/: "words"/g' "$tmp/w/policies/vocabulary.yaml"
run vocabulary --missing >"$tmp/missing" 2>&1
tell $? "--missing, pasted" "$(<"$tmp/missing")"
say "pasted and filled in, nothing is missing any more" [ ! -s "$tmp/missing" ]
run check policies/acme.yaml >"$tmp/said" 2>&1
say "and no id is unknown" lacks "P035.*P035|error: unknown (category|element|purpose|event|state)|no length" "$tmp/said"
printf 'brand: {id: none' >"$tmp/w/policies/none.yaml"
run vocabulary --missing >"$tmp/missing" 2>"$tmp/said"
say "a policy that cannot be read" [ $? = 1 ]
say "is named" says '^policies/none.yaml:1:'
say "and nothing is printed" [ ! -s "$tmp/missing" ]
rm -r "$tmp/w/policies" "$tmp/w/templates/notice.id.xhtml" && cp -r tests/cases/world/policies "$tmp/w"
sed -i '/^methods:/,/^$/d; /^actions:/,/^$/d' "$tmp/w/policies/vocabulary.yaml"
cp policies/mami.yaml "$tmp/w/policies"
run vocabulary --missing --policies policies --templates templates >"$tmp/missing" 2>"$tmp/said"
tell $? "--missing of one language" "$(<"$tmp/said")"
say "one label" has '^  [a-z-]+: \{code: [0-9]+, en: ""\} # policies/mami.yaml:[0-9]+' "$tmp/missing"
say "a kind that the vocabulary lacks is a key" has '^actions:$' "$tmp/missing"
for wrong in "" "--missing --frames x" "--frames" "--frames=" "--missing extra" "--frames account-data --frames log-data"; do
	# shellcheck disable=SC2086
	run vocabulary $wrong >"$tmp/said" 2>&1
	say "vocabulary $wrong: usage" [ $? = 2 ]
	say "vocabulary $wrong: how it is written" says '^usage: policyc vocabulary --missing\|--frames ID'
done

# ---- policyc vocabulary --frames ----

frames() { # frames ID: into $tmp/said
	(cd "$tmp/f" && "$policyc" vocabulary --frames "$1" --policies p --templates t) >"$tmp/said" 2>&1
}
mkdir -p "$tmp/f/p" "$tmp/f/t/locale"
cp templates/page.xhtml templates/style.css "$tmp/f/t"
sed '/^  of-/ { /of-categories:\|of-except:\|of-elements:\|of-proves:\|of-topics:/!d }' templates/locale/en.yaml >"$tmp/f/t/locale/en.yaml"
cat >"$tmp/f/p/vocabulary.yaml" <<'END'
categories:
  orders: {code: 1, en: "orders"}
elements:
  orders: {code: 1, en: "each order"}
events:
  closing: {code: 1, en: "the closing"}
  opening: {code: 2, en: {noun: "the opening", clause: "you open it"}}
acts:
  sell: {code: 1, en: "sell"}
  track: {code: 2, en: "track you"}
states:
  account-exists: {code: 1, en: "the account exists"}
durations:
  as-soon-as-possible: {code: 1, en: "as soon as possible"}
topics:
  unused: {code: 1, en: "unused"}
END
cat >"$tmp/f/t/notice.en.xhtml" <<'END'
<main xmlns="http://www.w3.org/1999/xhtml" xmlns:p="urn:policyc:template">
  <p:part name="your">your [{categories}][unless categories: data]</p:part>
  <h1>Notice</h1>
  <section id="retention">
    <h2>Keeping</h2>
    <table>
      <thead><tr><th>Data</th><th>Time</th></tr></thead>
      <tbody><tr p:each="/retention"><th>{categories}</th><td>We [if strength is may: may ]keep it [if period is exact range: for ]{period}[ after {from|clause}]. Then it is {then}.</td></tr></tbody>
    </table>
  </section>
  <section id="collection">
    <ul><li p:each="/collection">We collect {elements}[if at is form:noun:  on {at|or}][if at: [unless at is form:noun:  when {at|or|clause}]].</li></ul>
  </section>
  <section id="prohibitions">
    <ul><li p:each="/prohibitions">First. We never {acts|or}[unless acts is track:  {@your}][if until:  x]! Really. <ul><li>no</li></ul></li></ul>
  </section>
</main>
END
sed -i 's/\[if until:  x\]//' "$tmp/f/t/notice.en.xhtml"
frames orders
tell $? "--frames of an id of two kinds" "$(<"$tmp/said")"
cat >"$tmp/wanted" <<'END'
categories: orders, en: "orders"
    Data | orders
        retention.categories
    We never [acts] your orders!
        prohibitions.categories
    concerning orders
        phrases.of-categories
    not affecting orders
        phrases.of-except

elements: orders, en: "each order"
    We collect each order when [at].
        collection.elements
    concerning each order
        phrases.of-elements, phrases.of-proves
END
say "the frames of orders" same "$tmp/wanted" "$tmp/said"
frames track
say "an act that the template singles out" has '^    We never track you!$' "$tmp/said"
frames sell
say "an act on data" has '^    We never sell your data!$' "$tmp/said"
frames closing
say "an event, and what every record has" has '^    Time \| We keep it \[period\] after the closing\.$' "$tmp/said"
say "an event without a clause" has '^    We collect \[elements\] on the closing\.$' "$tmp/said"
say "in no sentence for clauses" lacks ' when ' "$tmp/said"
frames opening
say "both forms" has '^events: opening, en: "the opening", "you open it"$' "$tmp/said"
say "an event as a clause" has '^    We collect \[elements\] when you open it\.$' "$tmp/said"
say "in each sentence for clauses" has '^    Time \| We keep it \[period\] after you open it\.$' "$tmp/said"
say "in no sentence for nouns" lacks ' on ' "$tmp/said"
frames account-exists
say "a state in a length" has '^    Time \| We keep it while the account exists\.$' "$tmp/said"
frames as-soon-as-possible
say "a duration" has '^    Time \| We keep it as soon as possible\.$' "$tmp/said"
frames delete
say "an id of policy.h" has '^    Time \| Then it is deleted\.$' "$tmp/said"
frames unused
say "an id without a sentence" has '^    about unused$' "$tmp/said"
frames nobody
say "an id that is not there: exit 2" [ "$(frames nobody; echo $?)" = 2 ]
say "and a message" has "^policyc: the vocabulary has no id 'nobody'$" "$tmp/said"
fresh
for id in $(sed -n 's/^  \([a-z0-9-]*\): {code:.*/\1/p' policies/vocabulary.yaml); do echo "$id"; done | sort -u | sample 12 >"$tmp/ids"
while IFS= read -r id; do
	run vocabulary --frames "$id" >"$tmp/said" 2>&1
	tell $? "--frames $id" "$(head -n 3 "$tmp/said")"
	say "--frames $id shows its words" has '^    .*' "$tmp/said"
done <"$tmp/ids"

# ---- plurals ----

# The forms and their rules are CLDR's: 1 rok, 2 lata, 5 lat, 12 lat, 22 lata.
rm -rf "$tmp/w"
mkdir -p "$tmp/w/policies/calendars" "$tmp/w/templates/locale"
cp templates/page.xhtml templates/style.css "$tmp/w/templates"
cp policies/calendars/id.yaml "$tmp/w/policies/calendars"
polish() { # polish UNIT ONE FEW MANY OTHER
	printf '  %s: {one: "%s", few: "%s", many: "%s", other: "%s"}\n' "$@"
}
{
	awk '/^spans:/ { on = 0 } /^plural:/ { on = 1 } !on' templates/locale/en.yaml
	cat <<'END'
plural:
  one: "i = 1 and v = 0"
  few: "v = 0 and i % 10 = 2..4 and i % 100 != 12..14"
  many: "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"
units:
END
	polish minute minuta minuty minut minuty
	polish hour godzina godziny godzin godziny
	polish day dzień dni dni dnia
	polish business-day 'dzień roboczy' 'dni robocze' 'dni roboczych' 'dnia roboczego'
	polish week tydzień tygodnie tygodni tygodnia
	polish month miesiąc miesiące miesięcy miesiąca
	polish year rok lata lat roku
} >"$tmp/w/templates/locale/pl.yaml"
cat >"$tmp/w/templates/notice.pl.xhtml" <<'END'
<main xmlns="http://www.w3.org/1999/xhtml" xmlns:p="urn:policyc:template">
  <h1>Informacja</h1>
  <ul><li p:each="/retention">{categories}: {period}, {from}, {then}</li></ul>
</main>
END
printf 'events:\n  closing: {code: 1, pl: "zamknięcie"}\ncategories:\n' >"$tmp/w/policies/vocabulary.yaml"
{
	echo 'brand: {id: sklep, name: Sklep, operator: Sklep SA, version: "1", effective: 2027-03-01}'
	echo 'law: {calendar: id}'
	echo 'retention:'
	i=0
	for period in '1 year' '2 years' '5 years' '12 years' '22 years' '112 years' '1 to 3 months' '3 to 5 days' '10 business days'; do
		echo "  orders-$((++i)): {code: $i, pl: \"zamówienia\"}" >>"$tmp/w/policies/vocabulary.yaml"
		echo "  orders-$i: {categories: {complete: [orders-$i]}, period: $period, from: closing, then: keep}"
	done
} >"$tmp/w/policies/sklep.yaml"
builds "a language with four forms after a number"
printf '%s\n' '1 rok' '2 lata' '5 lat' '12 lat' '22 lata' '112 lat' '1 to 3 miesiące' '3 to 5 dni' '10 dni roboczych' >"$tmp/wanted"
sed -n 's/^- *Zamówienia: \([^,]*\),.*/\1/p' "$tmp/w/out/notices/sklep/pl.md" >"$tmp/said"
say "each number has its form" same "$tmp/wanted" "$tmp/said"
for word in roku lata lat minuty; do
	cp "$tmp/w/policies/sklep.yaml" "$tmp/sklep"
	printf 'clauses:\n  c: {place: retention, text: {pl: "Przez %s."}}\n' "$word" >>"$tmp/w/policies/sklep.yaml"
	refused "a clause with the word '$word'"
	say "a length of time in any form is a fact" has "a clause must not contain a length of time \\('$word'\\).*\\[P077\\]" "$tmp/said"
	cp "$tmp/sklep" "$tmp/w/policies/sklep.yaml"
done
cp "$tmp/w/templates/locale/pl.yaml" "$tmp/pl"
locale() { # locale SED WORDS: the locale, broken like this, is refused with these words alone
	sed "$1" "$tmp/pl" >"$tmp/w/templates/locale/pl.yaml"
	refused "a locale after '$1'"
	say "'$1' wants '$2': $(<"$tmp/said")" has "^templates/locale/pl\.yaml:[0-9]+:[0-9]+: error: $2\]\$" "$tmp/said"
	say "and nothing else" [ "$(errors | wc -l)" = 1 ]
}
locale 's/few: "lata", //' "'units.year' lacks the form 'few'; write the word as it stands after such numbers \[P110"
locale 's/, other: "roku"//' "'units.year' lacks the form 'other'; .* \[P110"
locale 's/few: "lata", /&two: "lata", /' "unknown key 'two' in 'units.year'; 'plural' has no rule for it \[P113"
locale 's/^  few: "v = 0 and/  few: "v is 0 and/' "'v is 0 and .*' is not a plural rule; write it as Unicode's CLDR does, such as \"n % 10 = .*\" \[P115"
locale 's/^  few: "v/  several: "v/' "unknown key 'several' in 'plural'; the forms with a rule are zero, one, two, few and many \[P113"
locale '/^plural:/,/^  many:/d; $aplural: one-other' "'plural' must hold a rule for each form that words have after a number, .*write one: .* \[P115"

fresh
# ---- an event as a noun and as a clause ----

sed 's/id: bookshop/id: acme/' tests/readme/bookshop.yaml >"$tmp/w/policies/acme.yaml"
cat >>"$tmp/w/policies/acme.yaml" <<'END'
collection:
  both: {category: account-data, elements: {complete: [email]}, requirement: unstated, at: {complete: [sale, deposit]}}
  clause: {category: account-data, elements: {complete: [phone]}, requirement: unstated, at: {complete: [deposit, logout]}}
  open: {category: account-data, elements: {complete: [full-name]}, requirement: unstated, at: {examples: [deposit, logout]}}
lifecycle:
  noun: {when: sale, permits: {complete: [data-export]}, until: retention-end}
END
sed -i 's/^events:$/&\n  sale: {code: 900, en: "a sale", id: "penjualan"}/' "$tmp/w/policies/vocabulary.yaml"
builds "an event that has only a noun"
page=$tmp/w/out/notices/acme/en.md
say "clauses" has 'when you deposit money or you log out, we collect your telephone number\.' "$page"
say "one without a clause: nouns" has 'on a sale or a deposit, we collect your e-mail address\.' "$page"
say "examples: nouns" has 'on a deposit, logout and more, we collect your full name\.' "$page"
say "a noun, where either reads" has 'After a sale, you can still export your data until the retention period ends\.' "$page"
say "both, in Indonesian" has 'Setelah penjualan, Anda masih dapat mengekspor data Anda sampai masa penyimpanan berakhir\.' "$tmp/w/out/notices/acme/id.md"
say "a noun, where it is counted from" has 'counted from the end of the fiscal year' "$page"
words() { # words KIND LINE WORDS: the id, written like this, is refused with these words
	cp policies/vocabulary.yaml "$tmp/w/policies"
	sed -i "s/^$1:\$/&\n  sale: {code: 900, $2, id: \"penjualan\"}/" "$tmp/w/policies/vocabulary.yaml"
	refused "$1: $2"
	say "$1: $2: $(<"$tmp/said")" has "^policies/vocabulary\.yaml:[0-9]+:[0-9]+: error: $3\]\$" "$tmp/said"
}
words categories 'en: {noun: "a", clause: "b"}' "only events have a noun and a clause; write the one label of 'sale' in quotes \[P131"
words events 'en: {noun: "a"}' 'an event has one label in quotes, or both forms and nothing else; write en: \{noun: "...", clause: "..."\} \[P131'
words events 'en: {noun: "a", clause: "b", verb: "c"}' 'an event has one label in quotes, .* \[P131'
words events 'en: {noun: "a", clause: " b"}' 'a label must not have spaces before or after it; remove them \[P111'
words events 'en: {noun: "a", clause: ""}' "'clause' must be a single line of 1 to 200 bytes; write its text in quotes \[P111"
words events 'en: {noun: "a sale", clause: "30 days have passed"}' "a label must not contain '30 days', a length of time; .*\[P139"
words events 'en: {noun: "a", clause: no}' "some readers of YAML do not take 'no' for a word; .*\[P051"
cp policies/vocabulary.yaml "$tmp/w/policies"
rm "$tmp/w/policies/acme.yaml"
for wrong in 's/|clause/|noun/' 's/{purposes}/{purposes|clause}/'; do
	sed "$wrong" templates/notice.en.xhtml >"$tmp/w/templates/notice.en.xhtml"
	refused "a template after '$wrong'"
	say "it says which forms there are" has "'noun' is not a way to print '[a-z-]*'; write 'or' for a list, 'clause' for an event, .*\[P105\]|'clause' is not a form of 'purposes'; events have .*\[P105\]" "$tmp/said"
done
sed 's/form:noun/form:clause/' templates/notice.en.xhtml >"$tmp/w/templates/notice.en.xhtml"
refused "a test of a form that is none"
say "it is named" has "'form:clause' is not a possible value of 'at' \[P105\]" "$tmp/said"

# ---- the object of an act, the subject of a quality ----

fresh
for template in templates/notice.*.xhtml; do
	# `security` is a section as well, and so is the place of a clause
	for id in $(awk '/^[a-z]/ { on = /^(acts|qualities|parties):/ } on && /^  [a-z]/ { sub(/:$/, "", $1); print $1 }' policies/vocabulary.yaml | grep -vx security); do
		say "$template chooses a sentence by the id $id" [ "$(grep -cE "p:is=\"([^\"]* )?$id[ \"]" "$template")" = 0 ]
	done
done
sed 's/id: bookshop/id: acme/' tests/readme/bookshop.yaml >"$tmp/w/policies/acme.yaml"
cat >>"$tmp/w/policies/acme.yaml" <<'END'
prohibitions:
  ads: {acts: {complete: [target-ads]}}
  ads-by-data: {acts: {complete: [target-ads]}, categories: {complete: [account-data]}}
  both: {acts: {complete: [target-ads, sell]}, categories: {complete: [account-data]}}
vendors:
  joint: {vendors: {complete: [payment-processors]}, qualities: {complete: [joint-controllers]}}
complaints:
  rules: {step: 1, party: house-rules}
END
add() { # add KIND LINE: to the vocabulary
	sed -i "s/^$1:\$/&\n  $2/" "$tmp/w/policies/vocabulary.yaml"
}
add acts 'target-ads: {code: 900, object: none, en: "target advertising at you", id: "menargetkan iklan kepada Anda"}'
add qualities 'joint-controllers: {code: 900, en: "act as joint controllers with us", id: "bertindak sebagai pengendali bersama kami"}'
add parties 'house-rules: {code: 900, nature: document, en: "our house rules", id: "tata tertib kami"}'
refused "a quality without a subject"
say "it is named in each language" [ "$(errors | grep -cE "'joint-controllers' has no 'subject', by which templates/notice\.(en|id)\.xhtml chooses a sentence; write one of: .*(recipients|data).*\[P138\]")" = 2 ]
say "and nothing else" [ "$(errors | wc -l)" = 2 ]
sed -i 's/joint-controllers: {code: 900,/& subject: nobody,/' "$tmp/w/policies/vocabulary.yaml"
refused "a subject without a sentence"
say "the subjects that have one are named" has "'joint-controllers' has the subject 'nobody', for which templates/notice.en.xhtml has no sentence; it has some for: .*data" "$tmp/said"
sed -i 's/subject: nobody,/subject: [recipients],/' "$tmp/w/policies/vocabulary.yaml"
refused "a subject that is a list"
say "it says what to write" has "'subject' must be one word .*\[P131\]" "$tmp/said"
sed -i 's/subject: \[recipients\],/subject: recipients,/' "$tmp/w/policies/vocabulary.yaml"
builds "a new act, a new quality and a new party"
page=$tmp/w/out/notices/acme/en.md
say "an act without an object" has '^- +We do not target advertising at you\.' "$page"
say "an act without an object, and data" has '^- +We do not target advertising at you using your account data\.' "$page"
say "both sorts of acts" has '^- +We do not do any of this with your account data: target advertising at you or sell\.' "$page"
say "a quality of recipients" has 'They act as joint controllers with us\.' "$page"
say "a party that is a document" has 'see \*\*our house rules\*\*' "$page"
page=$tmp/w/out/notices/acme/id.md
say "an act without an object, in Indonesian" has '^- +Kami tidak menargetkan iklan kepada Anda\.' "$page"
say "a quality of recipients, in Indonesian" has '(Mereka|Pihak tersebut) bertindak sebagai pengendali bersama kami\.' "$page"
sed -i 's/subject:data/subject:dta/; s/object:none/subject:none/' "$tmp/w/templates/notice.en.xhtml"
refused "a template that tests a property that the kind lacks"
say "it is named" has "'subject:none' is not a possible value of 'acts' \[P105\]" "$tmp/said"

# ---- the schemas follow the words ----

fresh

state() { # each output and its bytes
	(cd "$tmp/w/out" && find . -type f -exec sha256sum {} + | sort -k 2)
}
builds "before"
state >"$tmp/before"
cp "$tmp/w/out/schema/policy.json" "$tmp/schema"
sed -i 's/^categories:$/&\n  new-data: {code: 900, en: "new data", id: "data baru"}/' "$tmp/w/policies/vocabulary.yaml"
sed -i 's/^  id: sesetoro/  identity: sesetoro/' "$tmp/w/policies/sesetoro.yaml"
run build -o out --check >"$tmp/said" 2>&1
say "--check with an error: exit 1" [ $? = 1 ]
state >"$tmp/after"
say "--check writes nothing" cmp -s "$tmp/before" "$tmp/after"
refused "a new id, and a policy with an error"
state >"$tmp/after"
say "only schemas have changed: $(diff "$tmp/before" "$tmp/after" | grep '^>')" \
	[ "$(diff "$tmp/before" "$tmp/after" | awk '/^>/ { print $3 }' | grep -vE '^\./schema/(policy|baseline|calendar)\.json$' | wc -l)" = 0 ]
say "the schema has the new id" has '"new-data"' "$tmp/w/out/schema/policy.json"
say "it says so" says 'nothing under out was changed but the schemas$'
run schema policy >"$tmp/schema" 2>&1
say "it is the one of 'policyc schema'" cmp -s "$tmp/schema" "$tmp/w/out/schema/policy.json"
refused "again"
say "nothing is written twice" says 'nothing under out was changed$'
rm -r "$tmp/w/out/schema"
run build -o out --format json >"$tmp/said" 2>&1
say "as JSON: exit 1" [ $? = 1 ]
say "as JSON: the schemas are written" [ "$(grep -c '"out/schema/[a-z]*.json"' "$tmp/said")" = 5 ]
say "as JSON: nothing else is" [ "$(grep -c '"out/' "$tmp/said")" = 5 ]
cp policies/vocabulary.yaml "$tmp/w/policies" # and an error in the words
sed -i 's/^categories:$/&\n  newer-data: {code: 900, id: "data baru"}/' "$tmp/w/policies/vocabulary.yaml"
state >"$tmp/before"
refused "an error in the vocabulary"
state >"$tmp/after"
say "with an error in the words nothing changes" cmp -s "$tmp/before" "$tmp/after"
cp policies/vocabulary.yaml "$tmp/w/policies"
run build -o fresh >"$tmp/said" 2>&1
say "an output folder of its own: exit 1" [ $? = 1 ]
(cd "$tmp/w/fresh" && find . -type f | sort) >"$tmp/after"
printf './%s\n' .policyc-outputs schema/{baseline,calendar,locale,policy,vocabulary}.json >"$tmp/wanted"
say "it has the schemas, and the list of them" same "$tmp/wanted" "$tmp/after"
printf 'x\n' >"$tmp/w/fresh/schema/policy.json"
sed -i '/schema/d' "$tmp/w/fresh/.policyc-outputs"
run build -o fresh >"$tmp/said" 2>&1
say "somebody else's file in a schema's place stays" [ "$(<"$tmp/w/fresh/schema/policy.json")" = x ]
say "and is named" says '^fresh/schema/policy.json: error: .*P018'
fresh
run build --brand nobody -o fresh >"$tmp/said" 2>&1
say "an unknown brand: exit 1" [ $? = 1 ]
say "an unknown brand is no reason to write" [ ! -e "$tmp/w/fresh" ]

sed 's/id: bookshop/id: 4cme/' tests/readme/bookshop.yaml >"$tmp/w/policies/4cme.yaml"
run check policies/4cme.yaml >"$tmp/said" 2>&1
say "a brand's id begins with a letter" says "a brand cannot be called '4cme': it begins with a letter and consists of lower-case letters, digits and single hyphens \\[P047\\]"

echo "vocabulary: $passed passed, $failed failed"
[ "$failed" = 0 ]
