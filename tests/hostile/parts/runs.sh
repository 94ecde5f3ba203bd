# SPDX-License-Identifier: MIT
# Runs that are killed, runs at once, and sections taken out of the real notices.
two_projects() { # in a/ and b/: the same files, each with other words in it
	local p
	rm -rf a b shared
	for p in a b; do
		mkdir $p
		cp -r "$repo/policies" "$repo/templates" $p/
	done
	sed -i 's/, id: "/&Q/; s/en: "/&Q/' b/policies/vocabulary.yaml
	sed -i 's/Privacy/Q&/; s/Pem/Q&/' b/templates/notice.*.xhtml
	sed -i "s/^  name: /&Q/" b/policies/[a-u]*.yaml
	(cd a && "$policyc" build >/dev/null) && (cd b && "$policyc" build >/dev/null)
}
fresh
if ! two_projects; then
	fail "runs: the real policies do not build"
else
	gcc -O1 -Wall -Wextra -Werror -o killer "$here/kill.c"
	said=$(./killer "$PWD/shared" "$PWD/a" "$PWD/b" $(full && echo 150 || echo 40) "$(realpath "$policyc")" 2>&1)
	status=$?
	echo "runs: $said"
	[ $status = 0 ] && pass || fail "runs: killed at any time, files stay whole" "$said"
	# a run that is killed in the midst leaves its stage, and the next one takes it away
	rm -rf killed
	cp -r a/out killed
	mkdir killed/.policyc-stage && echo half >killed/.policyc-stage/0
	(cd b && "$policyc" build -o ../killed >/dev/null)
	succeeds "runs: what a killed run left is gone" [ ! -e killed/.policyc-stage ]
	succeeds "runs: and the tree is the new one" cmp -s <(sums killed) <(sums b/out)
	(cd a && "$policyc" build -o ../shared >/dev/null)
	succeeds "runs: no leftovers after the kills" cmp -s <(sums shared) <(sums a/out)
	# four at once: one after the other, the last one's tree is whole
	for round in 1 2 3 4 5 6; do
		pids=() all=0
		for p in a b a b; do
			(cd $p && exec "$policyc" build -o ../shared >/dev/null 2>&1) &
			pids+=($!)
		done
		for p in "${pids[@]}"; do wait "$p" || all=$?; done
		succeeds "runs: four at once, round $round: exit $all" [ $all = 0 ]
		succeeds "runs: four at once, round $round: the tree is one run's" \
			eval 'cmp -s <(sums shared) <(sums a/out) || cmp -s <(sums shared) <(sums b/out)'
	done
	# each section taken out of one locale: its values are not stated
	rm -rf t
	cp -r a/templates t
	for l in en id; do
		n=a/templates/notice.$l.xhtml
		for section in $(sed -n 's/^ *<section id="\([a-z-]*\)".*/\1/p' $n); do
			[ $section != summary ] && [ $section != conflicts ] && grep -q "^$section:" a/policies/[a-u]*.yaml || continue
			sed "/<section id=\"$section\"/,/<\/section>/d" $n >t/notice.$l.xhtml
			out=$("$policyc" build -o shared --policies a/policies --templates t 2>&1)
			succeeds "runs: without '$section' in $l: $(head -n 1 <<<"$out")" \
				eval 'grep -q "error: .*$section\..*\[P100\]" <<<"$out" && ! grep "error:" <<<"$out" | grep -vq P100'
		done
		cp $n t/
	done
fi
