# SPDX-License-Identifier: MIT
# The command line and what surrounds the program: arguments, folders, descriptors, users.
refuses() { # refuses WHAT STATUS WORDS COMMAND...: and leaves out/ alone
	local what=$1 want=$2 words=$3 before out status
	shift 3
	before=$(tree)
	out=$("$@" 2>&1)
	status=$?
	if [ $status != "$want" ]; then
		fail "$what: exit $status" "$out"
	elif ! grep -qE -- "$words" <<<"$out"; then
		fail "$what: does not say $words" "$out"
	elif [ "$(tree)" != "$before" ]; then
		fail "$what: the output folder has changed" "$(diff <(echo "$before") <(tree))"
	else
		pass
	fi
}
fresh
"$policyc" build >/dev/null
long=$(printf '%0300d' 0 | tr 0 a)
for id in ../../x /etc/passwd con . .. vocabulary mini.yaml MINI $'mini\n' '%s%n' "$long" $'\xff' -; do
	refuses "--brand '$id'" 1 'P017' "$policyc" build --brand "$id"
done
refuses "--brand twice, one unknown" 1 'P017' "$policyc" build --brand mini --brand mni
# a name in C counts among all brands of the folder, whichever are built
fresh
sed '2s/mini/x/; 12s/accounts/retention-r/; s/retention.accounts/retention.retention-r/g' policies/mini.yaml >policies/x.yaml
sed '2s/mini/x-retention/; 12s/accounts/r/; s/retention.accounts/retention.r/g' policies/mini.yaml >policies/x-retention.yaml
sed '2s/mini/xy/' policies/mini.yaml >policies/xy.yaml
for id in x x-retention; do
	refuses "--brand $id: a macro that another brand has" 1 'P054' "$policyc" build --brand $id
done
succeeds "--brand of a brand that shares no name" "$policyc" build -o "$T/none" --brand xy
sed -i 's/^  r:$/  rr:/; s/retention\.r\>/retention.rr/g' policies/x-retention.yaml
succeeds "--brand: names that differ" "$policyc" build -o "$T/near" --brand x -MD "$T/near.d"
succeeds "--brand: what was compared is an input" has 'policies/x-retention.yaml' "$T/near.d"
succeeds "--brand: what was not is none" eval 'lacks "policies/(mini|xy).yaml" "$T/near.d"'
fresh
refuses "no command" 2 usage "$policyc"
refuses "an unknown command" 2 usage "$policyc" bulid
refuses "an unknown option" 2 usage "$policyc" build --nonsense
refuses "an option without its value" 2 usage "$policyc" build -o
refuses "a file for build" 2 usage "$policyc" build policies/mini.yaml
for option in -out -oelsewhere; do
	refuses "$option: a hyphen too few, or a space" 2 "'$option' is not an option; write the folder after '-o '" "$policyc" build $option x
done
for option in -brand -check -policies=x -format=json; do
	refuses "$option: a hyphen too few" 2 "write two hyphens: '-$option'" "$policyc" build $option mini
done
succeeds "... and no folder is made" [ ! -e ut ]
for at in policies policies/editions policies/new/ ./policies/../policies/x templates templates/locale/x; do
	refuses "-o $at: among the sources" 2 "^policyc: -o cannot be '$at': '(policies|templates)' is for what people write" "$policyc" build -o $at
done
for at in policies/new.yaml policies/mini.yaml templates/x.d policies/baselines/x.yaml; do
	refuses "-MD $at: among the sources" 2 "^policyc: -MD cannot be '$at'" "$policyc" build -MD $at
done
ln -s policies link
refuses "-MD by a link to the sources" 2 "-MD cannot be 'link/x.d'" "$policyc" build -MD link/x.d
rm link
succeeds "-o past the sources" "$policyc" build -o policies/../past
rm -r past
succeeds "help names the exit statuses" eval '"$policyc" help >"$T/help" && has "exit status: 0 .*; 1 .*; 2 " "$T/help" && has "^ +3 a failure" "$T/help"'
refuses "check without a file" 2 usage "$policyc" check
refuses "an unknown format" 2 format "$policyc" check --format %n policies/mini.yaml
for option in -o -MD --brand --policies --templates; do
	refuses "$option ''" 2 "^policyc: $option needs a value, not ''" "$policyc" build "$option" ''
done
refuses "check ''" 2 "there is ''" "$policyc" check ''
refuses "no such policies" 1 'P016' "$policyc" build --policies nowhere
refuses "no such templates" 1 'P016' "$policyc" build --templates nowhere
for f in ../../x /etc/passwd nowhere policies /dev/null; do
	refuses "check '$f'" 1 'P0' "$policyc" check "$f"
done
refuses "check of a name with control characters" 1 'x1B' "$policyc" check $'\e[2J'
touch file
refuses "an output folder that is a file" 3 'cannot .* file' "$policyc" build -o file
refuses "an output folder below a file" 3 'cannot .* file/x' "$policyc" build -o file/x
rm file
refuses "an output folder without its parent" 3 'no/such' "$policyc" build -o no/such/folder
refuses "a name of 300 bytes as output folder" 3 'cannot' "$policyc" build -o "$long"
refuses "the depfile in no folder" 3 'cannot write nowhere' "$policyc" build -MD nowhere/x.d
mkdir d
refuses "the depfile is a folder" 2 "cannot write 'd': it is a folder" "$policyc" build -MD d
rmdir d

# a folder where an output file has to go
rm -rf t && mkdir -p t/notices/mini/en.md
refuses "a folder in the place of a file" 1 '^t/notices/mini/en.md: error: .*P018' "$policyc" build -o t
succeeds "a folder in the place of a file: nothing beside it" [ "$(find t | wc -l)" = 4 ]

# full standard output: not a success; nor may a report end up in an output file when a descriptor is closed
refuses "standard output is full" 3 'standard output' bash -c '"$1" build >/dev/full' - "$policyc"
refuses "check: standard output is full" 3 'standard output' bash -c '"$1" check --format json policies/mini.yaml >/dev/full' - "$policyc"
succeeds "check: standard error is full" eval '"$policyc" check policies/mini.yaml 2>/dev/full; [ $? = 3 ]'
refuses "help: standard output is full" 3 'standard output' bash -c '"$1" --help >/dev/full' - "$policyc"
refuses "explain: standard output is full" 3 'standard output' bash -c '"$1" explain P001 >/dev/full' - "$policyc"
refuses "schema: standard output is full" 3 'standard output' bash -c '"$1" schema >/dev/full' - "$policyc"
rm -rf whole && "$policyc" build -o whole >/dev/null
closed() { # closed WHAT REDIRECTIONS: a build into a new folder; what is written there is exact or nothing
	local status
	rm -rf closed
	eval "\"$policyc\" build -o closed $2"
	status=$?
	case $1 in *stdout* | all*) succeeds "$1: exit $status, where nobody was told" [ $status = 3 ] ;; *) succeeds "$1: exit $status" [ $status = 0 ] ;; esac
	if [ $status = 0 ] || [ -d closed ]; then
		succeeds "$1: outputs are exact (exit $status)" cmp -s <(sums whole) <(sums closed)
	else
		pass
	fi
	eval "\"$policyc\" build -o closed --policies nowhere $2"
	[ $? != 0 ] && pass || fail "$1: an error is not a success"
	succeeds "$1: an error changes nothing" cmp -s <(sums whole) <([ -d closed ] && sums closed || sums whole)
}
closed "closed stdin" '<&- >/dev/null 2>&1'
closed "closed stdout" '>&- 2>/dev/null'
closed "closed stderr" '>/dev/null 2>&-'
closed "closed stdout and stderr" '>&- 2>&-'
closed "all closed" '<&- >&- 2>&-'

# what a user without rights may not read or write; root may, so become nobody
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if [ "$(id -u)" != 0 ] || "${as[@]}" true 2>/dev/null; then
	chmod 755 "$T"
	fresh
	cp "$policyc" "$T/policyc"
	rm -rf out && "$policyc" build >/dev/null
	for f in policies/mini.yaml policies/vocabulary.yaml templates/notice.en.xhtml templates/page.xhtml templates/style.css \
		templates/locale/en.yaml; do
		chmod 000 $f
		refuses "unreadable: $f" 1 "$f: error: cannot read the file: permission denied \[P016\]" "${as[@]}" "$T/policyc" build --check
		chmod 644 $f
	done
	chmod 000 policies
	refuses "an unreadable folder" 1 'P016' "${as[@]}" "$T/policyc" build --check
	chmod 755 policies
	sed -i 's/7 years/8 years/' policies/mini.yaml
	chmod 555 out out/*/ out/*/*/
	refuses "a read-only output folder" 3 'out' "${as[@]}" "$T/policyc" build
	chmod 777 out
	refuses "an output folder whose folders are read-only" 3 'out/' "${as[@]}" "$T/policyc" build
	chmod 755 out out/*/ out/*/*/
	chmod 555 . # for a user who owns it
	refuses "no right to make the output folder" 3 'out2' "${as[@]}" "$T/policyc" build -o out2
	chmod 755 .
else
	echo "no setpriv: rights are not tested"
fi

# a full disk: a limit on the size of files stands for it everywhere, a tiny tmpfs where there may be one
fresh
rm -rf out && "$policyc" build >/dev/null
sed -i 's/the closing/THE CLOSING/; s/account data/ACCOUNT DATA/' policies/vocabulary.yaml
for blocks in 0 1 2 4 8 16; do
	refuses "a limit of $blocks KiB to a file" 3 'cannot write out/' bash -c 'ulimit -f "$2"; "$1" build' - "$policyc" $blocks
	succeeds "a limit of $blocks KiB: nothing is left" [ ! -e out/.policyc-stage ]
done
if unshare -m true 2>/dev/null; then
	for size in 4k 16k 40k 64k; do
		rm -rf disk && mkdir disk
		out=$(unshare -m bash -c 'mount -t tmpfs -o size=$2 tmpfs disk || exit 77
			"$1" build -o disk; status=$?; find disk -type f | wc -l; exit $status' - "$policyc" $size 2>&1)
		status=$?
		[ $status = 77 ] && break
		succeeds "a disk of $size: exit $status, $out" eval '[ $status = 3 ] && grep -q "cannot write disk/.*No space" <<<"$out" && [ "${out##*$'"'\n'"'}" = 0 ]'
	done
	for inodes in 2 5 9 14; do
		out=$(unshare -m bash -c 'mount -t tmpfs -o nr_inodes=$2 tmpfs disk || exit 77
			"$1" build -o disk; status=$?; find disk -type f | wc -l; exit $status' - "$policyc" $inodes 2>&1)
		status=$?
		[ $status = 77 ] && break
		succeeds "a disk of $inodes inodes: exit $status, $out" eval '[ $status = 3 ] && grep -q "cannot .* disk" <<<"$out" && [ "${out##*$'"'\n'"'}" = 0 ]'
	done
fi

# what is not an error: notes and warnings, told by check and silent in build
fresh
sed -i 's/^  operator: .*/  operator: placeholder/' policies/mini.yaml
out=$("$policyc" check --all policies/mini.yaml 2>&1)
succeeds "check tells gaps and placeholders" eval '[ '$?' = 0 ] && grep -q "^policies/mini.yaml:4:13: note: .*\[P092\]$" <<<"$out" &&
	grep -q "^policies/mini.yaml:25:15: note: .*\[P091\]$" <<<"$out"'
printf 'conflicts:\n  c:\n    one: retention.accounts\n    other: requests.access\n' >>policies/mini.yaml
out=$("$policyc" check --all policies/mini.yaml 2>&1)
succeeds "check tells undecided conflicts" grep -q '^policies/mini.yaml:37:3: warning: .*\[P090\]$' <<<"$out"
