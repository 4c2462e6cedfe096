# Ingest that is broken off: Ctrl-C, kill, a full disk. Nothing is stored by halves, and the same command again leaves
# what an undisturbed one leaves.

# Forty documents in two folders, and the workspace `calm` that an undisturbed ingest of a, stdin, b leaves.
prepare() {
  need_engine
  mkdir a b
  local i=0 file
  for file in "$posts"/*.md; do
    i=$((i + 1))
    if [ $i -le 25 ]; then cp "$file" a/; else cp "$file" b/; fi
  done
  printf '%s\n' "$give" >note
  "$bongsu" --workspace calm ingest --lang ko --batch 5 a - b <note >out 2>err || fail "the undisturbed ingest ended with $?"
  content calm >calm.txt || fail "the undisturbed workspace cannot be read"
}
# Every document that is there is there with all its events and sums.
is_whole() {
  is 'SELECT count(*) FROM events WHERE doc_key NOT IN (SELECT doc_key FROM documents WHERE current)' 0 "events without document"
  is 'SELECT count(*) FROM events LEFT JOIN event_details USING (event_key) WHERE json IS NULL' 0 "events without record"
  is 'SELECT count(*) FROM (SELECT doc FROM documents WHERE current GROUP BY doc HAVING count(*) > 1)' 0 "documents twice"
  run 0 --workspace ws events --limit 0 --format jsonl
  cp out stored
  run 0 --workspace calm events --limit 0 --format jsonl
  local extra
  extra=$(sort stored | comm -23 - <(sort out) | wc -l)
  [ "$extra" = 0 ] || fail "$extra events that an undisturbed ingest does not give"
}
again_leaves_the_same() {
  "$bongsu" --workspace ws ingest --lang ko --batch 5 a - b <note >out 2>err || fail "the second ingest ended with $?"
  content ws >again.txt || fail "the workspace cannot be read after the second ingest"
  same calm.txt again.txt "content after broken off and repeated ingest, and undisturbed"
}
# Starts an ingest that has written its first batches and hangs at standard input; its process is $ingest, its standard
# input descriptor 9.
hanging_ingest() {
  mkfifo gate
  "$bongsu" --threads "$1" --workspace ws ingest --lang ko --batch 5 a - b <gate >/dev/null 2>err &
  ingest=$!
  exec 9>gate
  local tries=0
  until [ -n "$(find ws -name '*.warc*' -size +0 2>/dev/null)" ]; do
    tries=$((tries + 1))
    [ $tries -lt 1200 ] || { kill -9 $ingest; fail "ingest writes nothing"; }
    sleep 0.05
  done
}

interrupt() {
  prepare
  hanging_ingest "$1"
  kill -INT $ingest
  printf '%s\n' "$give" >&9
  exec 9>&-
  local code=0
  wait $ingest || code=$?
  [ $code = 130 ] || fail "exit code $code instead of 130 after Ctrl-C"
  says err interrupted
  says err stopped
  local documents
  documents=$(value 'SELECT count(*) FROM documents')
  [ "$documents" -ge 5 ] || fail "$documents documents are left of what was read before Ctrl-C"
  [ "$documents" -lt 41 ] || fail "all documents are there in spite of Ctrl-C"
  is_whole
  again_leaves_the_same
}
test_ctrl_c_with_one_thread() { interrupt 1; }
test_ctrl_c_with_two_threads() { interrupt 2; }

test_kill() {
  prepare
  hanging_ingest 1
  kill -9 $ingest
  exec 9>&-
  wait $ingest 2>/dev/null
  is_whole
  again_leaves_the_same
}

# limited KB: ingest where no file can grow beyond KB. It must fail as on a full disk, or have room enough (1).
limited() {
  rm -rf ws
  local code=0
  (
    trap '' XFSZ  # the write fails, as on a full disk, instead of a signal
    ulimit -f "$1"
    exec "$bongsu" --workspace ws ingest --lang ko --batch 5 a - b <note
  ) >out 2>err || code=$?
  [ $code != 0 ] || return 1
  [ $code = 5 ] || fail "exit code $code instead of 5 (input/output error) with files of at most $1 KB"
  grep -qE 'ws|File too large|No space' err || fail "the message does not tell which file could not be written"
}

test_full_disk() {
  prepare
  # The limit decides which file hits it first: archive, log or database; when it is made or later.
  local largest kb failed=0
  largest=$(find calm -type f -printf '%k\n' | sort -n | tail -n 1)
  for kb in 4 16 48 $((largest / 4)) $((largest / 2)); do
    if limited "$kb"; then failed=$((failed + 1)); fi
    # What can be opened now is whole.
    if "$bongsu" --workspace ws sql 'SELECT count(*) FROM documents' >/dev/null 2>&1; then is_whole; fi
    again_leaves_the_same
  done
  [ $failed -ge 3 ] || fail "only $failed of 5 limits were felt; the largest file has $largest KB"
}

# The same on a real small file system.
long_full_disk_on_a_small_mount() {
  [ "$(id -u)" = 0 ] || skip "a mount needs root"
  prepare
  mkdir disk
  local size
  for size in 64k 256k 512k 1m 2m; do
    mount -t tmpfs -o size=$size,nr_inodes=64 tmpfs disk 2>err || skip "no tmpfs can be mounted here: $(cat err)"
    mounted=$work/disk
    local code=0
    "$bongsu" --workspace disk/ws ingest --lang ko --batch 5 a - b <note >out 2>err || code=$?
    if [ $code = 0 ]; then
      content disk/ws >again.txt || fail "a workspace of $size cannot be read"
      same calm.txt again.txt "content on a disk of $size"
    else
      [ $code = 5 ] || fail "exit code $code instead of 5 on a full disk of $size"
      # Room again: the same command goes on.
      mount -o remount,size=64m disk || fail "cannot enlarge the small disk"
      "$bongsu" --workspace disk/ws ingest --lang ko --batch 5 a - b <note >out 2>err || fail "ingest ended with $? although there is room again (disk of $size)"
      content disk/ws >again.txt || fail "the workspace cannot be read after a full disk of $size"
      same calm.txt again.txt "content after a full disk of $size"
    fi
    umount disk
    mounted=
  done
}
