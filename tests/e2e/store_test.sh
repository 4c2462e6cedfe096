# ingest, events, show, sql, quarantine, brief on a workspace.

test_ingest_twice_changes_nothing() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  says err '40 new'
  content ws >before || fail "the workspace cannot be read"
  [ "$(wc -l <before)" -gt 100 ] || fail "the workspace is nearly empty"
  run 0 --workspace ws ingest "$posts"
  says err '0 new, 0 changed, 0 coded anew, 40 unchanged; 0 events written'
  content ws >after || fail "the workspace cannot be read"
  same before after "content after a second ingest"
  is 'SELECT count(*) FROM runs' 1 "runs"
}

test_stored_events_are_the_coded_ones() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  run 0 code --format jsonl "$posts"
  sort out >coded
  run 0 --workspace ws events --limit 0 --format jsonl
  sort out >stored
  same coded stored "records of code and of events"
}

test_threads_and_batches_store_the_same() {
  need_engine
  run 0 --threads 1 --workspace one ingest --batch 3 "$posts"
  run 0 --threads 2 --workspace two ingest --batch 1000 "$posts"
  content one >first
  content two >second
  same first second "content with 1 thread in batches of 3 and with 2 threads in one batch"
}

test_changed_file_replaces_its_events() {
  need_engine
  mkdir in
  post in/2024-07-28-a.md '우려' "$give"
  post in/2024-07-28-b.md '발사' "$launch"
  run 0 --workspace ws ingest in
  local other
  other=$(value "SELECT string_agg(id, ' ' ORDER BY id) FROM events WHERE doc LIKE '%b.md'")
  [ "$(value "SELECT count(*) FROM events WHERE doc LIKE '%a.md'")" -ge 1 ] || fail "no events of the first version"
  post in/2024-07-28-a.md '발사' "$launch"
  run 0 --workspace ws ingest in
  says err '0 new, 1 changed, 0 coded anew, 1 unchanged'
  is "SELECT count(*) FROM events WHERE doc LIKE '%a.md' AND event = 'ACCUSE'" 0 "events of the old version"
  is "SELECT count(DISTINCT version) FROM documents WHERE doc LIKE '%a.md'" 2 "versions known"
  is "SELECT version FROM documents WHERE doc LIKE '%a.md' AND current" 2 "current version"
  is "SELECT min(version) FROM events WHERE doc LIKE '%a.md'" 2 "version of the events"
  is "SELECT string_agg(id, ' ' ORDER BY id) FROM events WHERE doc LIKE '%b.md'" "$other" "events of the other document"
  is "SELECT (SELECT sum(events) FROM dyad_day WHERE event = 'ACCUSE' AND actor = 'USA') IS NULL
      OR (SELECT sum(events) FROM dyad_day WHERE event = 'ACCUSE' AND actor = 'USA') = 0" true "sums of the old version"
}

test_event_filters() {
  need_engine
  mkdir in
  post in/2024-07-28-a.md '우려' "$give"
  post in/2024-08-02-b.md '발사' "$launch"
  run 0 --workspace ws ingest in
  run 0 --workspace ws events --format jsonl --actor RUS --recipient PRK --event AID --item missile_technology \
    --since 2024-07-01 --until 2024-07-31 --certainty possible
  [ "$(wc -l <out)" = 1 ] || fail "$(wc -l <out) records instead of the one transfer"
  says out '"event":"AID"'
  run 0 --workspace ws events --format jsonl --actor RUS --recipient PRK --certainty reported
  [ ! -s out ] || fail "the possible transfer is listed as reported"
  run 0 --workspace ws events --format jsonl --since 2024-08-01
  silent_about out '"doc":"2024-07-28-a.md"'
  says out '"doc":"2024-08-02-b.md"'
  run 0 --workspace ws events --format jsonl --event ACCUSE,MOBILIZE
  silent_about out '"event":"AID"'
  says out '"event":"ACCUSE"'
  says out '"event":"MOBILIZE"'
  run 0 --workspace ws events --format jsonl --doc '2024-08*'
  silent_about out 2024-07-28-a.md
  run 0 --workspace ws events --actor RUS
  says out AID
  run 2 --workspace ws events --since yesterday
  says err yesterday
}

test_show_and_explain_an_event() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  local id
  id=$(value "SELECT id FROM events WHERE recipient <> '' ORDER BY event_key LIMIT 1")
  run 0 --workspace ws --color never show "$id"
  says out "$id"
  says out '[T:'
  run 0 --workspace ws --color always show "$id"
  says out $'\x1b['
  run 0 --workspace ws show --json "$id"
  [ "$(wc -l <out)" = 1 ] || fail "show --json prints $(wc -l <out) lines"
  run 0 --workspace ws explain "$id"
  says out "$id"
  run 3 --workspace ws show e-0000000000000000
}

test_sql_only_reads() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  run 0 --workspace ws sql 'SELECT count(*) FROM events'
  local events statement
  events=$(value 'SELECT count(*) FROM events')
  for statement in 'DELETE FROM events' 'DROP TABLE events' 'UPDATE events SET actor = 1' 'CREATE TABLE t (i INT)' \
    "COPY events TO 'stolen.csv'" "SELECT * FROM read_csv('/etc/passwd')" "ATTACH 'other.db'" \
    "INSTALL httpfs" "SET enable_external_access = true" 'SELECT 1; DELETE FROM events'; do
    "$bongsu" --workspace ws sql "$statement" >out 2>err && fail "sql took: $statement"
    [ -s err ] || fail "no message for: $statement"
  done
  [ ! -e stolen.csv ] || fail "sql wrote a file"
  is 'SELECT count(*) FROM events' "$events" "events after refused statements"
  "$bongsu" --workspace ws sql 'SELECT nonsense FROM events' >out 2>err && fail "sql took an unknown column"
  says err nonsense
}

test_quarantine() {
  need_engine
  mkdir in
  post in/2024-07-28-a.md '우려' "$give"
  : >in/2024-07-29-empty.md
  printf 'GIF89a\0\0\0' >in/2024-07-30-binary.md
  run 0 --workspace ws ingest in
  says err '2 could not be read (bongsu quarantine list)'
  run 0 --workspace ws quarantine list
  [ "$(wc -l <out)" = 2 ] || fail "$(wc -l <out) entries instead of 2"
  says out 2024-07-29-empty.md
  says out 2024-07-30-binary.md
  local id
  id=$(awk '/binary/ { print $1 }' out)
  run 0 --workspace ws quarantine show "$id"
  says out NUL
  says out GIF89a
  run 0 --workspace ws quarantine drop "$id"
  run 0 --workspace ws quarantine list
  silent_about out 2024-07-30-binary.md
  run 0 --workspace ws ingest in
  run 0 --workspace ws quarantine list
  silent_about out 2024-07-30-binary.md
  post in/2024-07-29-empty.md '발사' "$launch"
  run 0 --workspace ws ingest in
  run 0 --workspace ws quarantine list
  [ ! -s out ] || fail "a file that was repaired is still in quarantine"
  run 3 --workspace ws quarantine show q-00000000
}

test_brief_has_evidence() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  for lang in ko en ja; do
    run 0 --workspace ws brief --since 2024-06-01 --until 2024-09-30 --lang $lang --output brief-$lang.md
    [ "$(wc -l <brief-$lang.md)" -gt 20 ] || fail "the $lang brief has $(wc -l <brief-$lang.md) lines"
    # Every mark [n] of a line has its evidence further down.
    grep -oE '\[\^?[0-9]+\]' brief-$lang.md | sort | uniq -c >marks
    [ -s marks ] || fail "the $lang brief has no evidence marks"
    awk '$1 < 2 { print $2 }' marks >lonely
    [ ! -s lonely ] || fail "marks of the $lang brief without line or evidence: $(head -n 5 lonely | tr '\n' ' ')"
  done
  run 0 --workspace ws brief --since 2030-01-01 --until 2030-01-02
}

# The same brief in every format that draws, read back by programs that know nothing of Bongsu.
test_brief_draws_charts_and_pdf() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  local brief=(--workspace ws --now 2024-08-05T00:00:00Z brief russia-dprk --since 2024-07-22 --until 2024-08-04)
  for lang in ko en ja; do
    run 0 "${brief[@]}" --lang $lang -o "brief $lang.md"
    for series in cooperation conflict concern; do
      [ -s "brief $lang-$series.svg" ] || fail "no chart of $series beside the $lang brief"
      grep -qF "](brief%20$lang-$series.svg)" "brief $lang.md" || fail "the $lang brief does not show $series"
      ! command -v xmllint >/dev/null || xmllint --noout "brief $lang-$series.svg" || fail "$lang-$series.svg is not well-formed"
    done
    run 0 --quiet brief --check "brief $lang.md" --lang $lang
    run 0 "${brief[@]}" --lang $lang --format html -o brief.html
    [ "$(grep -c '<svg ' brief.html)" = 3 ] || fail "the $lang page has $(grep -c '<svg ' brief.html) charts"
    ! grep -qE '<script|src=|@import|url\(http' brief.html || fail "the $lang page asks for something"
  done
  # Every day has its interval; in July something was expected on each.
  grep -q '<title>2024-07-28: .*(90% 0–' 'brief ko-conflict.svg' || fail "the chart tells no interval"
  ! grep -F '(90% 0–0)' 'brief ko-conflict.svg' >out || fail "days without their interval"
  run 0 "${brief[@]}"
  silent_about out '.svg)'

  "$bongsu" "${brief[@]}" --format pdf -o brief.pdf 2>err
  case $? in
    0) ;;
    3) says err 'apt-get install'; skip "no PDF here: $(head -n 1 err)" ;;
    *) fail "no PDF" ;;
  esac
  "$bongsu" "${brief[@]}" --format pdf >piped.pdf 2>err || fail "no PDF on standard output"
  cmp brief.pdf piped.pdf || fail "the same brief, other bytes"
  if command -v pdftotext >/dev/null; then
    pdftotext -enc UTF-8 brief.pdf brief.txt 2>err
    [ ! -s err ] || fail "pdftotext complains"
    # The title, as the Markdown has it, without blanks.
    grep -qF "$(head -n 1 'brief ko.md' | tr -d '# ')" <(tr -d ' \n' <brief.txt) || fail "the PDF lacks its title"
  fi
  # A library and a font that are not there.
  mkdir none && : >none/libpango-1.0.so.0
  LD_LIBRARY_PATH=$work/none run 3 "${brief[@]}" --format pdf -o none.pdf
  says err 'apt-get install libpangocairo-1.0-0'
  printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>' >fonts.conf
  FONTCONFIG_FILE=$work/fonts.conf run 3 "${brief[@]}" --format pdf -o none.pdf
  says err 'apt-get install fonts-noto-cjk'
  [ ! -e none.pdf ] || fail "a file without a brief"
  if command -v script >/dev/null; then
    script -qec "$(printf '%q ' "$bongsu" "${brief[@]}" --format pdf)" /dev/null >out 2>&1 </dev/null && fail "a PDF on a terminal"
    says out '-o FILE'
    silent_about out '%PDF'
  fi
}

test_empty_or_missing_workspace() {
  need_engine
  "$bongsu" --workspace nowhere events >out 2>err && [ -s out ] && fail "events out of nowhere"
  [ -s err ] || fail "no message about the missing workspace"
  [ ! -e nowhere ] || fail "reading made a workspace"
}

test_busy_workspace() {
  need_engine
  run 0 --workspace ws ingest "$posts"
  mkfifo gate
  "$bongsu" --workspace ws ingest --lang ko - <gate >/dev/null 2>first &
  local ingest=$!
  exec 9>gate
  local tries=0
  until "$bongsu" --workspace ws events --wait 0s >out 2>err; [ $? = 8 ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || { kill -9 $ingest; fail "the workspace is never busy while ingest runs"; }
  done
  says err 'busy: ingest'
  printf '%s\n' "$launch" >&9
  exec 9>&-
  wait $ingest || fail "the ingest that was looked at ended with $?: $(cat first)"
  run 0 --workspace ws events
}

test_no_engine_is_explained() {
  export BONGSU_DUCKDB_DIR=$work/none
  run 3 --workspace ws ingest "$posts"
  says err 'scripts/fetch-duckdb.sh'
  run 0 code "$posts"
}
