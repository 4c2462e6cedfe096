# The brief: of a situation, a dyad and a file, in every format and language, checked before and after an editor.

prepare() {
  need_engine
  "$bongsu" --workspace ws --quiet ingest "$posts" 2>err || fail "ingest ended with $?"
}

test_brief_of_a_situation_in_every_format_and_language() {
  prepare
  for lang in ko en ja; do
    run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang $lang --ics planned.ics -o brief.md
    run 0 brief --lang $lang --check brief.md
    run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang $lang --format json -o brief.json
    run 0 brief --check brief.json
    for format in html jekyll; do
      run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang $lang --format $format
      says out 'id="source-1"'
      silent_about out '<script'
    done
  done
  says planned.ics 'BEGIN:VCALENDAR'
  run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang en
  says out 'stood at'
  says out '[1]'
  run 3 --workspace ws brief nowhere
  says err 'russia-dprk'
  run 2 --workspace ws brief russia-dprk --dyad RUS,PRK
  run 2 --workspace ws brief --since 2024-13-01
}

test_brief_says_what_changed_since_the_last_one() {
  prepare
  run 0 --workspace ws brief russia-dprk --since 2024-07-08 --until 2024-07-21 --lang ja --format json -o last.json
  for lang in ko en ja; do
    run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang $lang --last last.json -o next.md
    run 0 brief --lang $lang --check next.md
  done
  says next.md '前回のブリーフ(2024-07-21)'
  run 0 --workspace ws brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang en --last 2024-07-01
  says out 'on 2024-07-01'
  says out 'Became known after 2024-07-01'
  run 2 --workspace ws brief russia-dprk --until 2024-08-04 --last 2024-08-20
  says err 'lies after'
  run 2 --workspace ws brief --dyad RUS,PRK --last last.json
  says err 'something else'
  run 9 --workspace ws brief russia-dprk --last "$posts/2024-07-12-nato-washington.md"
  says err 'not JSON'
}

test_brief_of_a_file_needs_no_workspace() {
  run 0 brief --doc "$posts/2024-07-12-nato-washington.md" --lang en
  says out 'Brief on a document'
  says out '[1]'
  run 0 brief --doc "$posts/2024-07-12-nato-washington.md" --quote-limit 0
  silent_about out '” — '
  run 3 brief --doc nowhere.md
}

test_brief_that_was_edited_is_refused() {
  run 0 brief --doc "$posts/2024-07-12-nato-washington.md" --format json -o brief.json
  sed 's/"marks":\[[0-9, ]*\]/"marks":[]/' brief.json > unmarked.json
  run 9 brief --check unmarked.json
  says err 'unmarked'
  sed 's/"marks":\[1\]/"marks":[9999]/' brief.json > astray.json
  run 9 brief --check astray.json
  says err 'has no source'
  echo '{"format":"other"}' > other.json
  run 9 brief --check other.json
  says err 'bongsu-brief/1'
  run 3 brief --check nowhere.json
}
