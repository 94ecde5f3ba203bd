#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tier: check
# Two services built on the headers: what they find, do and print is counted a second time, in SQL and in JavaScript, from the numbers of
# the policies. With the decided policies of this folder something may really go; with the shipped ones nothing may.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
POLICYC=${POLICYC:-build/policyc}
here=tests/consumers
tmp=$(mktemp -d "${TMPDIR:-/tmp}/consumers.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
. tests/tally.sh
# a sample of rows and requests, and gcc; a million, and clang, in torture
rows=40000 requests=1000 clang=
! full || rows=1000000 requests=5000 clang=clang
# Half past midnight in Jakarta on the day after seven years from a 29 February are over.
now=2027-03-01T00:30:00+07:00 NOW=1803835800

exits() { # exits STATUS COMMAND...
	local status=0 want=$1
	shift
	"$@" >"$tmp/out" 2>"$tmp/err" || status=$?
	[ "$status" = "$want" ] || { echo "exit $status, not $want"; tail -n 3 "$tmp/err"; return 1; }
}
same() { # same EXPECTED GOT
	diff "$1" "$2" >"$tmp/diff" || { head -n 10 "$tmp/diff"; return 1; }
}
empty() { [ ! -s "$1" ] || { head -n 5 "$1"; return 1; }; }

# ---- the headers, the programs, the data ----

data() { # data ROWS DATABASE
	sed "s/@ROWS@/$1/g; s/@NOW@/$NOW/g" $here/data.sql | sqlite3 -bail -cmd "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY" "$2" >"$tmp/log"
}

make -C $here decided O="$tmp" POLICYC="$(realpath "$POLICYC")" >"$tmp/log" 2>&1 || cat "$tmp/log"
"$POLICYC" build -o "$tmp/shipped" >"$tmp/log" 2>&1 || cat "$tmp/log"
program() { # program NAME POLICIES CC [CFLAGS]: a line for the compilations below
	echo "make -s -C $here INCLUDE=$tmp/$2/include O=$tmp/$1 CC=$3 ${4:+CFLAGS='$4'}"
}
{
	program gcc decided gcc
	program first shipped gcc -O0
	[ -z "$clang" ] || program clang decided clang -O1
	[ -z "$clang" ] || program shipped-clang shipped clang -O0
	program asan decided gcc "-O0 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
} >"$tmp/jobs"
data "$rows" "$tmp/large.db" &
xargs -d '\n' -P "$(nproc)" -n 1 bash -c <"$tmp/jobs" || true
wait $! || true
for program in gcc first asan $clang ${clang:+shipped-clang}; do
	say "$program does not build" test -x "$tmp/$program/retention-sweep" -a -x "$tmp/$program/request-desk"
done
[ "$failed" = 0 ] || { echo "consumers: $passed passed, $failed failed"; exit 1; }
sweep=$tmp/gcc/retention-sweep desk=$tmp/gcc/request-desk
for program in "$sweep" "$desk"; do
	say "${program##*/} asks for the time" lacks '\<(time|clock_gettime|gettimeofday|clock|localtime|gmtime)\>' <(nm -u "$program")
done

# ---- what is expected of a sweep ----

expecting() { # expecting DATABASE: the tables of expect.sql, what is printed, then how DATABASE.swept differs
	echo "PRAGMA temp_store=MEMORY; CREATE TEMP TABLE holidays (day TEXT);"
	awk '$2 == "national" { printf "INSERT INTO holidays VALUES (\"%s\");\n", $1 }' tests/arithmetic/holidays.tsv
	cat $here/expect.sql
	printf '.output %s\n' "$tmp/printed"
	echo "SELECT line FROM printed;"
	printf '.output %s\n' "$tmp/differences"
	echo "ATTACH '$1.swept' AS new;"
	cat $here/applied.sql
}
hash_of() { sed -n 's/^  "sha256": "\([0-9a-f]*\)"$/\1/p' "$tmp/decided/data/$1.json"; }
query() { # query DATABASE: standard input
	sed "s/@NOW@/$NOW/g; s/@MAMI@/$(hash_of mami)/; s/@MPO21@/$(hash_of mpo21)/; s/@SESETORO@/$(hash_of sesetoro)/" | sqlite3 -readonly -bail "$1"
}
bare() { # a report without its last column, the question
	awk -F '\t' -v OFS='\t' '$1 == "ask" { NF = 6 } 1' "$1" | sort
}
# Dry and applied, beside what SQL has counted.
check() { # check DATABASE: and leaves DATABASE.swept
	local before
	before=$(sha256sum <"$1")
	say "a dry run fails" exits 0 "$sweep" "$1" --now $now
	say "progress without a terminal" empty "$tmp/err"
	say "a dry run changes the database" test "$before" = "$(sha256sum <"$1")"
	bare "$tmp/out" >"$tmp/dry"
	cp "$1" "$1.swept"
	say "a sweep fails" exits 0 "$sweep" "$1.swept" --now $NOW --apply
	bare "$tmp/out" >"$tmp/did"
	expecting "$1" | query "$1"
	sort "$tmp/printed" >"$tmp/expected"
	say "a dry run prints what is due" same "$tmp/expected" "$tmp/dry"
	say "a sweep prints what it did" same <(sed 's/^due/done/' "$tmp/expected" | sort) "$tmp/did"
	say "the swept database is not what it has to be" same <(echo ok) "$tmp/differences"
}

check "$tmp/large.db"
say "a sweep of nearly nothing" test "$(grep -c '^due' "$tmp/expected")" -gt $((rows / 10))
for what in due overdue; do
	say "nothing is $what" grep -q "	$what$" "$tmp/expected"
done
say "no leap day" grep -q "	2027-02-28	" "$tmp/expected"
say "the shipped policies let something go" bash -c "'$tmp/first/retention-sweep' '$tmp/large.db' --now $now >'$tmp/out' && ! grep -q ^due '$tmp/out'"
query "$tmp/large.db" <$here/shipped.sql | sort >"$tmp/expected"
say "the shipped policies ask for what is open" same "$tmp/expected" <(bare "$tmp/out")
say "a question without words" bash -c "! awk -F '\t' '\$1 == \"ask\" && length(\$7) < 10' '$tmp/out' | grep ."
rm "$tmp"/large.db*

# ---- killed, run again, held, failing ----

data 30000 "$tmp/small.db"
check "$tmp/small.db"
dump() { sqlite3 -readonly "$1" "$2" .dump | sha256sum; }
whole=$(dump "$tmp/small.db.swept" "SELECT 1")
say "a second sweep finds something" bash -c "'$sweep' '$tmp/small.db.swept' --now $now --apply >'$tmp/out' && ! grep -q ^done '$tmp/out'"
say "a second sweep changes something" test "$whole" = "$(dump "$tmp/small.db.swept" "SELECT 1")"

# It stops between two transactions when nobody takes what it prints.
mkfifo "$tmp/fifo"
cp "$tmp/small.db" "$tmp/killed.db"
for lines in 10 300 900; do
	exec 9<>"$tmp/fifo"
	"$sweep" "$tmp/killed.db" --now $now --apply --batch 700 >&9 2>&1 &
	pid=$!
	for ((i = 0; i < lines; i++)); do read -r -u 9 _; done
	sleep 0.3
	kill -KILL $pid
	wait $pid 2>/dev/null || true
	exec 9>&-
	rm "$tmp/fifo"; mkfifo "$tmp/fifo"
	acted=$(sqlite3 "$tmp/killed.db" "SELECT count(*) FROM audit")
	gone=$(sqlite3 "$tmp/killed.db" "SELECT (SELECT count(*) FROM audit WHERE action = 'delete') = 30000 - (SELECT count(*) FROM records) AND
		(SELECT count(*) FROM audit WHERE action <> 'delete') = (SELECT count(*) FROM records WHERE ended IS NOT NULL)")
	say "killed after $lines lines: $acted actions" test "$acted" -gt 0 -a "$acted" -lt "$(grep -c '^due' "$tmp/expected")"
	say "killed after $lines lines: an action without its audit" test "$gone" = 1
done
say "the run after" exits 0 "$sweep" "$tmp/killed.db" --now $now --apply --batch 999
say "killed three times it leaves something else" test "$whole" = "$(dump "$tmp/killed.db" "SELECT 1")"

held=$(grep -P '^count\t\d+\t.*\theld\t' "$tmp/expected" | awk '{ n += $2 } END { print n }')
sqlite3 "$tmp/small.db.swept" "DELETE FROM holds"
say "a sweep after the holds" exits 0 "$sweep" "$tmp/small.db.swept" --now $now --apply
say "what was held goes when it is released" test "$held" -gt 0 -a "$held" = "$(grep -c ^done "$tmp/out")"

cp "$tmp/small.db" "$tmp/broken.db"
sqlite3 "$tmp/broken.db" "CREATE TABLE audit (record, brand, category, rule, policy, end, action, now);
	CREATE TRIGGER full BEFORE INSERT ON audit WHEN (SELECT count(*) FROM audit) = 150 BEGIN SELECT raise(ABORT, 'the disk is full'); END"
say "a failing write" exits 3 "$sweep" "$tmp/broken.db" --now $now --apply --batch 500
say "a failing write says nothing" grep -q 'broken.db: .*the disk is full' "$tmp/err"
say "a failing batch is left half done" test "$(sqlite3 "$tmp/broken.db" "SELECT (SELECT count(*) FROM audit WHERE action = 'delete') =
	30000 - (SELECT count(*) FROM records) AND (SELECT count(*) FROM audit) BETWEEN 1 AND 149")" = 1
say "a database that is not there" exits 3 "$sweep" "$tmp/none.db" --now $now
say "a database that is not there is made" test ! -e "$tmp/none.db"
head -c 9000 /dev/urandom >"$tmp/noise.db"
say "a file that is not a database" exits 3 "$sweep" "$tmp/noise.db" --now $now
sqlite3 "$tmp/other.db" "CREATE TABLE records (id INTEGER PRIMARY KEY); CREATE TABLE events (record INTEGER); CREATE TABLE holds (record INTEGER)"
say "another database" exits 3 "$sweep" "$tmp/other.db" --now $now --apply
say "a full disk" bash -c "'$sweep' '$tmp/small.db' --now $now >/dev/full 2>'$tmp/err'; [ \$? = 3 ]"
for usage in "" "$tmp/small.db" "$tmp/small.db --now" "$tmp/small.db --now today" "$tmp/small.db --now 2027-02-29T00:00:00Z" \
	"$tmp/small.db --now 2027-03-01" "$tmp/small.db --now $now --batch 0" "$tmp/small.db --now $now --force"; do
	# shellcheck disable=SC2086
	say "usage: '$usage'" exits 2 "$sweep" $usage
done
say "no progress on a terminal" bash -c "script -qec \"'$sweep' '$tmp/small.db' --now $now\" /dev/null </dev/null | grep -q 'of 30000 records'"
"$sweep" "$tmp/small.db" --now $now >"$tmp/plain"
for other in asan $clang; do
	say "$other" exits 0 "$tmp/$other/retention-sweep" "$tmp/small.db" --now $now
	say "$other finds something else" same "$tmp/plain" "$tmp/out"
done
cp "$tmp/small.db" "$tmp/asan.db"
say "asan, applied" exits 0 "$tmp/asan/retention-sweep" "$tmp/asan.db" --now $now --apply
say "asan does something else" test "$whole" = "$(dump "$tmp/asan.db" "SELECT 1")"

# A dry run after a kill: what was written is rolled back before anything is judged.
sqlite3 "$tmp/small.db" <<EOF
PRAGMA cache_size = 1;
BEGIN IMMEDIATE;
UPDATE records SET brand = 'mamy', collected = 0;
.shell cp "$tmp/small.db" "$tmp/hot.db" && cp "$tmp/small.db-journal" "$tmp/hot.db-journal"
ROLLBACK;
EOF
chmod 444 "$tmp/small.db"
chmod 755 "$tmp"
nobody() { if [ $EUID = 0 ]; then setpriv --reuid 65534 --clear-groups "$@"; else "$@"; fi; }
say "a file that may not be written" exits 0 nobody "$sweep" "$tmp/small.db" --now $now
say "a file that may not be written has something else" same "$tmp/plain" "$tmp/out"
say "a file that may not be written is swept" exits 3 nobody "$sweep" "$tmp/small.db" --now $now --apply
say "no journal is left" test -s "$tmp/hot.db-journal"
say "a dry run after a kill" exits 0 "$sweep" "$tmp/hot.db" --now $now
say "a dry run after a kill finds something else" same "$tmp/plain" "$tmp/out"

# Killed in a transaction: the second batch does not end.
cp --no-preserve=mode "$tmp/small.db" "$tmp/stuck.db"
sqlite3 "$tmp/stuck.db" "CREATE TABLE audit (record, brand, category, rule, policy, end, action, now);
	CREATE TRIGGER stuck AFTER INSERT ON audit WHEN (SELECT count(*) FROM audit) = 200 BEGIN
	INSERT INTO audit (now) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0; END"
"$sweep" "$tmp/stuck.db" --now $now --apply --batch 500 >"$tmp/out" 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null && ! [ -s "$tmp/out" ]; do sleep 0.1; done
sleep 0.5
kill -KILL $pid
wait $pid 2>/dev/null || true
done_and_audited() { # done_and_audited DATABASE: every line of `done` has its audit, and every audit its line
	same <(sqlite3 "$1" "SELECT record FROM audit ORDER BY record") <(grep ^done "$tmp/out" | cut -f 2 | sort -n)
}
say "killed in a transaction, it has done nothing" grep -q ^done "$tmp/out"
say "killed in a transaction, it says what it has not done" done_and_audited "$tmp/stuck.db"

# ---- tables that are not as they should be ----

own() { # own SQL...: own.db with the tables of data.sql, but events without a key
	rm -f "$tmp/own.db"
	sed -n '/^CREATE TABLE/s/, PRIMARY KEY (record, kind, name)) WITHOUT ROWID/)/p; /^CREATE TABLE [^e]/p' $here/data.sql >"$tmp/own.sql"
	printf '%s;\n' "$@" >>"$tmp/own.sql"
	sqlite3 -bail "$tmp/own.db" <"$tmp/own.sql"
}
sweeps() { local slow=10; exits "$1" bounded 5 "$tmp/asan/retention-sweep" "$tmp/own.db" --now $now --apply; }
old=1500000000 young=1790000000
due() { # due ID...: SQL for records that are due
	local id
	for id; do
		echo "INSERT INTO records VALUES ($id, 'mpo21', 'identity-data', $old, 'p', 'c', NULL);"
		echo "INSERT INTO events VALUES ($id, 'event', 'account-closure-request', $old);"
	done
}
own "$(due 1 2 0 -5 9223372036854775807 -9223372036854775808)"
for batch in 1 2 3 6 7; do
	cp "$tmp/own.db" "$tmp/ids.db"
	say "ids of every size, $batch at a time" exits 0 bounded 10 "$sweep" "$tmp/ids.db" --now $now --apply --batch $batch
	say "ids of every size, $batch at a time: some stay" test "$(sqlite3 "$tmp/ids.db" "SELECT count(*) FROM records")" = 0
	say "ids of every size, $batch at a time: not in order, or twice" test "$(grep ^done "$tmp/out" | cut -f 2 | tr '\n' ' ')" = \
		"-9223372036854775808 -5 0 1 2 9223372036854775807 "
done
refuses() { # refuses WORDS TABLE SQL...: TABLE takes the place of the one of data.sql
	local words=$1
	shift
	own "DROP TABLE $(cut -d ' ' -f 3 <<<"$1")" "$@"
	cp "$tmp/own.db" "$tmp/before.db"
	sweeps 1 && grep -qF "own.db: $words" "$tmp/err" && empty "$tmp/out" && cmp "$tmp/before.db" "$tmp/own.db"
}
columns="brand, category, collected, person, content, ended"
young_record="'mpo21', 'identity-data', $young, 'p', 'c', NULL)"
for id in TEXT REAL "" INT "INTEGER UNIQUE" "INTEGER NOT NULL UNIQUE" "TEXT PRIMARY KEY" "INT PRIMARY KEY" "INTEGER PRIMARY KEY DESC"; do
	say "ids declared '$id'" refuses "records.id has to be a record's key: declare it as id INTEGER PRIMARY KEY" \
		"CREATE TABLE records (id $id, $columns)" "INSERT INTO records VALUES (2, $young_record"
done
say "a key of two columns" refuses "records.id" "CREATE TABLE records (id INTEGER, $columns, PRIMARY KEY (id, brand))"
say "a table without rowid" refuses "records.id" "CREATE TABLE records (id INTEGER PRIMARY KEY, $columns) WITHOUT ROWID" \
	"INSERT INTO records VALUES ('2f3a', $young_record"
own "DROP TABLE records" "CREATE TABLE records (ID integer, $columns, PRIMARY KEY (id DESC))" "$(due 3)"
say "a key declared in another way" sweeps 0
say "a key declared in another way: it stays" grep -q "^done	3	" "$tmp/out"
for type in TEXT REAL ""; do
	say "events of '$type'" refuses "events.record has to be an integer: declare it as record INTEGER" \
		"CREATE TABLE events (record $type, kind, name, time)" "$(due 1)"
	say "holds on '$type'" refuses "holds.record has to be an integer: declare it as record INTEGER" \
		"CREATE TABLE holds (record $type, reason)" "INSERT INTO holds VALUES ('1', 'case')" "$(due 1)"
done
for id in "'1a'" 2.5 NULL "x'31'"; do
	say "an event of record $id" refuses "events of no record; correct those WHERE typeof(record)" \
		"CREATE TABLE events (record INTEGER, kind, name, time)" "$(due 1)" "INSERT INTO events VALUES ($id, 'event', 'account-closure-request', $young)"
	say "a hold on record $id" refuses "holds on no record; correct those WHERE typeof(record)" \
		"CREATE TABLE holds (record INTEGER, reason)" "$(due 1)" "INSERT INTO holds VALUES ($id, 'case')"
done

# Two times for one moment: by one name, by two, beside the time of collection, or announced again.
twice() { # twice BRAND CATEGORY KIND=NAME=TIME...: record 1 is asked about, record 2 beside it goes
	local brand=$1 category=$2 event kind name time
	shift 2
	own "$(due 2)" "INSERT INTO records VALUES (1, '$brand', '$category', $old, 'p', 'c', NULL)" "$(for event; do
		IFS='=' read -r kind name time <<<"$event"
		echo "INSERT INTO events VALUES (1, '$kind', '$name', $time);"
	done)"
	sweeps 0 || return 1
	printf '%s\t%s\n' "ask	1" "$brand	$category	event told twice	-	ask when it happened, and record that time alone" \
		"count	1" "mpo21	identity-data	due	all" "done	2" "mpo21	identity-data	all	delete	2024-07-14	due" >"$tmp/expected"
	same "$tmp/expected" <(sort "$tmp/out")
}
for times in "$old $young" "$young $old" "$old 1900000000" "1900000000 $old"; do
	read -r one other <<<"$times"
	say "an event at $times" twice mpo21 identity-data event=account-closure-request="$one" event=account-closure-request="$other"
	say "an end at $times" twice mami account-data ended=account-exists="$one" ended=account-exists="$other"
	say "two names, at $times" twice mami identity-documents event=account-closure="$one" event=last-use="$other"
	say "two other names, at $times" twice mami identity-documents event=end-of-relationship="$one" event=last-use="$other"
done
say "obtained, and collected" twice mami support-data event=data-obtained=$young
own "$(due 1)" "INSERT INTO events SELECT * FROM events" "INSERT INTO events VALUES (1, 'event', 'data-obtained', $old)" \
	"INSERT INTO records VALUES (2, 'mami', 'identity-documents', $old, 'p', 'c', NULL)" \
	"INSERT INTO events VALUES (2, 'event', 'last-use', $old)" "INSERT INTO events VALUES (2, 'event', 'end-of-relationship', $old)"
say "one time, told twice" sweeps 0
say "one time, told twice, is not one" test "$(grep -c ^done "$tmp/out")" = 2

# An action that does not happen: nothing of its batch is done, said or written down.
ignored() { # ignored WHAT ID WORDS: a trigger leaves WHAT of record ID undone
	local before
	own "$(due 1 2 3)" "INSERT INTO records VALUES (4, 'mami', 'login-credentials', $old, 'p', 'c', NULL)" \
		"INSERT INTO events VALUES (4, 'event', 'account-closure', $old)" \
		"CREATE TABLE audit (record, brand, category, rule, policy, end, action, now)" \
		"CREATE TRIGGER never BEFORE $1 = $2 BEGIN SELECT raise(IGNORE); END"
	before=$(dump "$tmp/own.db" "SELECT 1")
	sweeps 3 && grep -qF "own.db: record $2: $3" "$tmp/err" && empty "$tmp/out" && [ "$before" = "$(dump "$tmp/own.db" "SELECT 1")" ]
}
say "a delete that does nothing" ignored "DELETE ON records WHEN old.id" 2 "delete has not changed it"
say "an update that does nothing" ignored "UPDATE ON records WHEN old.id" 4 "overwrite has not changed it"
say "an audit that does nothing" ignored "INSERT ON audit WHEN new.record" 3 "its row of audit is not written"

# ---- request-desk ----

node $here/requests.mjs csv $requests $NOW tests/arithmetic/holidays.tsv >"$tmp/requests.csv"
node $here/requests.mjs list $requests $NOW tests/arithmetic/holidays.tsv >"$tmp/expected"
for program in gcc asan $clang; do
	say "$program: the desk" exits 0 "$tmp/$program/request-desk" --now $now "$tmp/requests.csv"
	say "$program: the desk's list" same "$tmp/expected" <(cut -f 1-9 "$tmp/out")
done
for what in overdue due open POLICY_NOT_STARTED POLICY_UNSTATED POLICY_NO_NUMBER POLICY_NOT_LISTED POLICY_NOT_FIRM POLICY_OUT_OF_CALENDAR; do
	say "the list has nothing of $what" grep -qw $what "$tmp/expected"
done
sed 's/$/\r/' "$tmp/requests.csv" | "$desk" --now $NOW - | cut -f 1-9 >"$tmp/crlf"
say "lines that end in CRLF" same "$tmp/expected" "$tmp/crlf"

columns=id,brand,request,channel,received,events
right=x,mpo21,access,,2027-02-01T10:00:00+07:00,
reads() { # reads STATUS LINES-OF-OUTPUT ERROR TEXT...: an error is LINE: WORDS; the text's lines come after the names
	local status=$1 lines=$2 error=$3
	shift 3
	printf '%b' "$@" >"$tmp/case.csv"
	exits "$status" "$tmp/asan/request-desk" --now $now "$tmp/case.csv" || return 1
	[ "$(wc -l <"$tmp/out")" = "$lines" ] || { cat "$tmp/out"; return 1; }
	! grep -q '	inside	' "$tmp/out" || { cat "$tmp/out"; return 1; }
	if [ -n "$error" ]; then grep -qF "case.csv:$error" "$tmp/err" || { cat "$tmp/err"; return 1; }; else empty "$tmp/err"; fi
}
say "one request" reads 0 1 '' "$columns\n$right\n"
say "its line" grep -qxP 'due\t2027-03-03\tx\tmpo21\taccess\tcomplete\tsupport\t30 days' "$tmp/out"
say "no line feed at the end" reads 0 1 '' "$columns\n$right"
say "a byte order mark" reads 0 1 '' "\xEF\xBB\xBF$columns\n$right\n"
say "no requests" reads 0 0 '' "$columns\n"
say "columns in another order" reads 0 1 '' "received,request,id,brand\n1801450800,access,7,mami\n"
say "quotes and commas within" reads 0 1 '' "$columns\n\"a \"\"b\"\", c\",\"mpo21\",access,\"\",1801450800,\"\"\n"
say "what was quoted" grep -qF 'a "b", c	' "$tmp/out"
say "nothing at all" reads 1 0 '1: a line of names' ''
say "no received column" reads 1 0 "1: the column 'received'" "id,brand,request\nx,mami,access\n"
say "an unknown column" reads 1 0 "1: unknown column 'when'" "id,brand,request,received,when\n"
say "a column twice" reads 1 0 "1: the column 'id' is there twice" "id,brand,request,received,id\n"
say "too few fields" reads 1 1 '3: 2 fields' "$columns\n$right\nx,mami\n"
say "too many fields" reads 1 1 '2: 7 fields' "$columns\n$right,\n$right\n"
say "very many fields" reads 1 1 '2: 22 fields' "$columns\n,,,,,,,,,,,,,,,,,,,,,\n$right\n"
say "a blank line" reads 1 1 '3: 1 fields' "$columns\n$right\n\n"
# Where a quote is wrong nobody knows what is within one: nothing after it is read.
rest="nothing after it can be trusted, and the rest is not read"
say "a quote that does not end" reads 1 1 "3: a quoted field does not end; $rest" "$columns\n$right\n\"x,mami\n\n$right\n"
say "a quote that does not end, on a later line" reads 1 1 "5: a quoted field does not end; $rest" "$columns\n$right\n\"x\n\ny\",\"mami\n\n$right\n"
say "text after a quote" reads 1 1 "3: text after the quote that ends a field; $rest" "$columns\n$right\n\"x\"y,mami\ninside,${right#x,}\n"
say "text after a quote, on a later line" reads 1 0 "2: text after the quote that ends a field; $rest" "$columns\n\"x\n\n\" y,mami\n$right\n"
say "a quote within" reads 1 1 "3: a quote inside a field that does not begin with one; $rest" "$columns\n$right\nx\"y,mami,\nz,$right\n"
say "a quote after a space" reads 1 1 "3: a quote inside" "$columns\n$right\ny, \"mami\n$right\n\",access,,1801450800,\n"
say "a quote too many" reads 1 1 "3: text after the quote" "$columns\n$right\n\"x\"\",mami,access,,1801450800,\ny,\"mami\",access,,1801450800,\n"
say "a wrong quote in the names" reads 1 0 "1: a quoted field does not end" "\"id,brand\n$right\n"
say "one error is said twice" test "$(wc -l <"$tmp/err")" = 1
# What is wrong with a field's bytes or with their number ends with the record, whose lines a quote may hold together.
inside="\"\ninside,${right#x,}\n\""
say "a NUL, then lines within quotes" reads 1 1 '2: a NUL byte' "$columns\nx\0000y,$inside,access\nz,${right#x,}\n"
say "a carriage return, then lines within quotes" reads 1 1 '2: a carriage return' "$columns\nx\ry,$inside,access\nz,${right#x,}\n"
say "a NUL within quotes" reads 1 1 '2: a NUL byte' "$columns\n\"x\0000\ninside,${right#x,}\n\",mami,access\nz,${right#x,}\n"
say "a NUL within quotes, nothing else" lacks 'does not end' "$tmp/err"
say "very many fields, then lines within quotes" reads 1 1 '2: 18 fields' "$columns\n,,,,,,,,,,,,,,,,,$inside\nz,${right#x,}\n"
say "an id twice" reads 1 2 "4: the id 'x' is on line 2 too" "$columns\n$right\ny,mami,acces,,1,\nx,mpo21,access,,2027-02-02T10:00:00+07:00,\n"
say "an id twice, both are printed" test "$(cut -f 2,3 "$tmp/out" | tr '\n\t' '; ')" = "2027-03-03 x;2027-03-04 x;"
say "an id three times" reads 1 3 "3: the id 'x' is on line 2 too" "$columns\n$right\n$right\n$right\n"
say "an id three times, the third" grep -q "4: the id 'x' is on line 3 too" "$tmp/err"
say "a request with two duties does not have its id twice" reads 0 2 '' "$columns\nx,sesetoro,objection,,1801450800,\n"
say "a lone carriage return" reads 1 1 '2: a carriage return' "$columns\nx\ry,mami,\n$right\n"
say "a NUL" reads 1 1 '2: a NUL' "$columns\nx\0000y,mami,\n$right\n"
say "the line after lines within quotes" reads 1 0 '5: unknown brand' "$columns\n\"x\ny\n\",mamy,access,,1801450800,\nz,mamy,access,,1801450800,\n"
say "an unknown request" reads 1 0 "2: unknown request 'acces'" "$columns\nx,mami,acces,,1801450800,\n"
say "an unknown channel" reads 1 0 "2: unknown channel 'fax'" "$columns\nx,mami,access,fax,1801450800,\n"
say "an id of two lines" reads 1 1 '2: a control character' "$columns\n\"x\ny\",mami,access,,1801450800,\n$right\n"
say "no id" reads 1 0 '2: the id is missing' "$columns\n,mami,access,,1801450800,\n"
for time in "" 2027-02-01 2027-02-29T00:00:00Z 2027-02-01T24:00:00Z 2027-02-01T10:00:60Z 2027-02-01T10:00:00 2027-2-1T10:00:00Z \
	2027-02-01T10:00:00+7:00 2027-02-01T10:00:00.Z "2027-02-01T10:00:00Z " 1969-12-31T23:59:59Z -1 1e9 999999999999; do
	say "the time '$time'" reads 1 0 "2: '$time' is not a time" "$columns\nx,mami,access,,$time,\n"
done
for time in 2027-02-01T10:00:00Z 2027-02-01t10:00:00z 2027-02-01T17:00:00.25+07:00 2027-01-31T20:00:00-14:00 1801476000; do
	say "the time $time" reads 0 1 '' "$columns\nx,mami,correction,live-chat,$time,\n"
	say "the moment $time" grep -q "2027-02-04 17:00" "$tmp/out"
done
for event in x x=1 request-verified request-verified= request-verified=now =1; do
	say "the event '$event'" reads 1 0 "2: '${event%%=*}" "$columns\nx,mami,access,,1801450800,$event\n"
done
for events in request-received=1801450800 request-received=1801450801 "request-verified=1801450801;request-verified=1801450802" \
	"account-closure=1801450801;last-use=1801450802" "end-of-relationship=1801450801;last-use=1801450802"; do
	last=${events##*;}
	say "the events $events" reads 1 0 "2: '${last%=*}' is told twice" "$columns\nx,sesetoro,objection,,1801450800,$events\n"
done
say "a missing file" exits 3 "$desk" --now $now "$tmp/none.csv"
say "the desk without a time" exits 2 "$desk" "$tmp/requests.csv"
say "the desk's full disk" bash -c "'$desk' --now $now '$tmp/requests.csv' >/dev/full 2>'$tmp/err'; [ \$? = 3 ]"
"$tmp/first/request-desk" --now $now "$tmp/requests.csv" >"$tmp/out"
say "the shipped policies: mami's copies have no start" test "$(grep -c "	mami	portability	complete	any	10 business days	POLICY_UNSTATED	" "$tmp/out")" = \
	"$(grep -c ',"*mami"*,portability,' "$tmp/requests.csv")"

# ---- the README: its commands, its tables, its questions ----

readme() { # readme AFTER: the lines of the first block of README.md after a line that begins so
	awk -v after="$1" 'index($0, after) == 1 { on = 1; next } on && /^(```|    )/ { got = 1 } on && got && /^(```)?$/ { exit } got && !/^```/ { sub(/^    /, ""); print }' $here/README.md
}
readme "# Two services" | sed "s#make -C $here#& O=$tmp/readme#; s#build/consumers#$tmp/readme#" >"$tmp/commands"
say "the README's commands" exits 0 bash -e "$tmp/commands"
say "the README's commands print nothing" test "$(grep -cE '^(ask|overdue|due|open)	' "$tmp/out")" -gt 1000
say "the README's tables" same <(grep '^CREATE TABLE' $here/data.sql | tr -s '[:space:]' ' ') <(readme "## retention-sweep" | tr -s '[:space:]' ' ')
readme "## request-desk" >"$tmp/readme.csv"
say "the README's request" exits 0 "$desk" --now $now "$tmp/readme.csv"
say "the README's request has no route" grep -qP '^overdue\t2027-02-16\tr1\tmami\tcorrection\tanswer\tletters\t14 days$' "$tmp/out"
readme "For each record it asks" >"$tmp/readme.c"
say "the README has no question" grep -q policy_find "$tmp/readme.c"
{
	echo '#include "policy/brands.h"'
	echo 'void count_unknown(const char *, const char *); void ask(enum policy_result, const struct policy_rule *); void end_it(unsigned);'
	echo 'void one(const char *brand, const char *name, int64_t collected, int64_t closed, int64_t now, int held);'
	echo 'void one(const char *brand, const char *name, int64_t collected, int64_t closed, int64_t now, int held) {'
	cat "$tmp/readme.c"
	echo '}'
} >"$tmp/question.c"
say "the README's question" exits 0 gcc -std=c11 -Wall -Wextra -Werror -I"$tmp/decided/include" -c -o "$tmp/question.o" "$tmp/question.c"

gcc -E -P -I"$tmp/shipped/include" -x c - <<<'#include "policy/policy.h"' | tr -d '\n\t' | grep -o 'enum policy_result {[^}]*}' | grep -oE 'POLICY_[A-Z_]+' >"$tmp/results"
say "the result codes were not found" test "$(wc -l <"$tmp/results")" -gt 10
while read -r code; do
	say "the README does not say what $code asks" grep -qE "^\| .*\`$code\`" compiler/include/README.md
	say "service.c does not say what $code asks" grep -q "RESULT($code," $here/service.c
done <"$tmp/results"

echo "consumers: $passed passed, $failed failed"
[ "$failed" = 0 ]
