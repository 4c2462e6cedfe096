# Keeping a workspace safe: reviews, coding anew, backup, restore, check, rebuild; each killed at random moments, and a
# database file whose bytes change.

# The workspace `calm`: the example posts, two reviews, a merge.
prepare() {
  need_engine
  "$bongsu" --workspace calm --quiet ingest "$posts" 2>err || fail "ingest ended with $?"
  "$bongsu" --workspace calm --quiet events --format jsonl >records 2>err || fail "events ended with $?"
  grep -o '"id":"e-[0-9a-f]*"' records | cut -d'"' -f4 >ids
  first=$(sed -n 1p ids)
  second=$(sed -n 2p ids)
  third=$(sed -n 3p ids)
}
decide() {
  "$bongsu" --workspace "$1" --quiet review reject "$first" --by kim --reason 'not said' &&
    "$bongsu" --workspace "$1" --quiet review correct "$second" --set recipient=CHN --by kim &&
    "$bongsu" --workspace "$1" --quiet cluster merge "$second" "$third" --by kim
}

# The folder `own`: takes the words for condemning away (their keys, docs/lexicon.md).
without_condemn() {
  mkdir -p own/ko
  {
    sed -n '/^form/p' "$source/data/ko/predicates.tsv"
    awk -F'\t' '$4 == "condemn" { print "!" $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 }' "$source/data/ko/predicates.tsv"
  } >own/ko/predicates.tsv
}

test_rebuild_leaves_what_was() {
  prepare
  decide calm 2>err || fail "a decision ended with $?: $(cat err)"
  content calm >before.txt
  run 0 --workspace calm check
  run 0 --workspace calm rebuild
  content calm >after.txt
  same before.txt after.txt "content before and after rebuild"
  rm calm/bongsu.duckdb
  run 0 --workspace calm rebuild
  content calm >after.txt
  same before.txt after.txt "content before and after rebuild without the old database"
  run 0 --workspace calm check
  # What the databases before it left is gone, and what is lost comes back.
  [ "$(ls calm/records | wc -l)" = 1 ] || fail "rebuild leaves files of records: $(ls calm/records)"
  rm -r calm/records
  run 4 --workspace calm check
  run 0 --workspace calm rebuild
  content calm >after.txt
  same before.txt after.txt "content before and after rebuild without records"
}

test_backup_and_restore() {
  prepare
  decide calm 2>err || fail "a decision ended with $?: $(cat err)"
  run 0 --workspace calm backup copy
  run 2 --workspace calm backup copy
  run 0 --workspace back restore copy
  content calm >before.txt
  content back >after.txt
  same before.txt after.txt "content of the workspace and of its restored backup"
  run 2 --workspace back restore copy
  printf x >>copy/bongsu.duckdb
  run 4 --workspace other restore copy
  says err 'changed since the backup'
  [ ! -e other ] || fail "a damaged backup left a workspace"
}

test_recode_shows_and_then_writes() {
  prepare
  run 0 --workspace calm recode
  says err 'nothing is written'
  [ ! -s out ] || fail "the same lexicon changes records"
  # Without the word for condemning, records go.
  without_condemn
  content calm >before.txt
  run 0 --workspace calm --lexicon own recode
  grep -q '^[-<]' out || fail "taking words away loses nothing"
  content calm >after.txt
  same before.txt after.txt "content before and after a recode that was only shown"
  run 0 --workspace calm --lexicon own recode --accept
  run 0 --workspace calm check
  run 0 --workspace calm --lexicon own recode
  [ ! -s out ] || fail "what was accepted differs again"
}

# killed COUNT NAME COMMAND...: runs the command, kills it after a random part of the time it takes, and again until it
# ends by itself; COUNT times from the same beginning. `begin` makes the beginning, `calm.txt` is what must come out.
killed() {
  local count=$1 name=$2
  shift 2
  local i took moment code
  RANDOM=20240728
  begin
  took=$(date +%s%N)
  "$@" >out 2>err || fail "$name ended with $?: $(cat err)"
  took=$(($(date +%s%N) - took))
  content ws >calm.txt || fail "the workspace cannot be read after $name"
  for i in $(seq "$count"); do
    begin
    moment=$(awk -v t="$took" -v r="$RANDOM" 'BEGIN { printf "%.3f", 0.002 + t / 1e9 * r / 32767 }')
    code=0
    timeout -s KILL "$moment" "$@" >out 2>err || code=$?
    "$@" >out 2>err || again=$?
    # What had been done before the signal is refused the second time by some commands.
    content ws >again.txt || fail "$name, killed after $moment s and typed again: the workspace cannot be read ($(cat err))"
    same calm.txt again.txt "content after $name killed after $moment s (exit code $code) and typed again"
    run 0 --workspace ws check
  done
}
killed_ingest() {
  prepare
  begin() { rm -rf ws; }
  killed "$1" ingest "$bongsu" --workspace ws --quiet ingest --batch 5 "$posts"
}
killed_review() {
  prepare
  begin() { rm -rf ws && cp -r calm ws; }
  killed "$1" review "$bongsu" --workspace ws --quiet review correct "$second" --set recipient=CHN --by kim
}
# Only documents that have a changed word are coded; what comes out is what coding all gives.
test_recode_passes_over_what_no_change_can_touch() {
  prepare
  mkdir mine
  printf 'lang\tform\titem\nko\t정상회담\tmilitary_technology\n' >mine/items.tsv
  run 0 --workspace calm --lexicon mine recode
  says err "only documents with one of 1 words are coded"
  says err "documents that no change can touch were passed over"
  cp out touched
  run 0 --workspace calm --lexicon mine recode --all
  silent_about err "passed over"
  cmp -s out touched || fail "recode and recode --all differ: $(diff touched out | head -n 5)"
  test -s touched || fail "the word changes nothing: the test shows nothing"
  rm -r calm/lexicons
  run 0 --workspace calm --lexicon mine recode
  silent_about err "passed over"
}

killed_recode() {
  prepare
  without_condemn
  begin() { rm -rf ws && cp -r calm ws; }
  killed "$1" recode "$bongsu" --workspace ws --quiet --lexicon own recode --accept
}
killed_restore() {
  prepare
  run 0 --workspace calm backup copy
  begin() { rm -rf ws ws.unfinished; }
  killed "$1" restore "$bongsu" --workspace ws --quiet restore copy
}
killed_rebuild() {
  prepare
  begin() { rm -rf ws && cp -r calm ws; }
  killed "$1" rebuild "$bongsu" --workspace ws --quiet rebuild
}
test_killed_ingest() { killed_ingest 5; }
test_killed_review() { killed_review 5; }
test_killed_recode() { killed_recode 5; }
test_killed_restore() { killed_restore 5; }
test_killed_rebuild() { killed_rebuild 5; }
long_killed_ingest() { killed_ingest 50; }
long_killed_review() { killed_review 50; }
long_killed_recode() { killed_recode 50; }
long_killed_restore() { killed_restore 50; }
long_killed_rebuild() { killed_rebuild 50; }

# flipped COUNT: so many times one bit of the database file changes, or the file is cut; every third time it is the
# file of records. Either nothing differs, or opening or `check` says so; then `rebuild` gives everything back.
flipped() {
  prepare
  content calm >calm.txt
  local file size i at bit code told=0 harmless=0
  RANDOM=20240728
  for i in $(seq "$1"); do
    rm -rf ws && cp -r calm ws
    file=bongsu.duckdb
    [ $((i % 3)) != 1 ] || file=records/records-000001.jsonl
    size=$(stat -c %s ws/$file)
    at=$(((RANDOM * 32768 + RANDOM) % size))
    if [ $((i % 10)) = 0 ]; then
      truncate -s "$at" ws/$file
    else
      bit=$((1 << RANDOM % 8))
      printf "\\x$(printf %02x $((0x$(xxd -s $at -l 1 -p ws/$file) ^ bit)))" |
        dd of=ws/$file bs=1 seek=$at conv=notrunc status=none
    fi
    code=0
    "$bongsu" --workspace ws --quiet check >out 2>err || code=$?
    if [ $code = 0 ]; then
      content ws >again.txt 2>err || fail "a file that passed the check cannot be read ($file, byte $at)"
      same calm.txt again.txt "content of a file that passed the check ($file, byte $at)"
      harmless=$((harmless + 1))
    else
      [ $code -lt 128 ] || fail "the program died with $code of $file, byte $at"
      told=$((told + 1))
    fi
    if [ $((i % 20)) = 1 ]; then
      run 0 --workspace ws rebuild
      content ws >again.txt
      same calm.txt again.txt "content after rebuilding ($file, byte $at)"
    fi
  done
  printf '%s flips and cuts: %s told, %s harmless\n' "$1" $told $harmless
}
test_flipped_bits() { flipped 20; }
long_flipped_bits() { flipped 2000; }
