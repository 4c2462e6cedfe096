# Ledger, situations, alerts: the program as an analyst uses it, on the example posts.

prepare() {
  need_engine
  "$bongsu" --workspace ws --quiet ingest "$posts" 2>err || fail "ingest ended with $?"
}

test_ledger_names_paragraphs_and_never_a_verdict() {
  prepare
  run 0 --workspace ws ledger list --in en --actor RUS --recipient PRK
  says out 'UNSCR 1718'
  says out 'would engage'
  silent_about out 'violated'
  # Guidelines on extended deterrence engage nothing.
  run 0 --workspace ws events --doc '2024-07-14-ncg*' --event CONSULT,AGREE,SUPPORT,ACCUSE,COOPERATE --format jsonl
  [ -s out ] || fail "the post on the guidelines gives no event"
  run 0 --workspace ws ledger list --in en --doc '2024-07-14-ncg*' --event CONSULT,AGREE,SUPPORT,ACCUSE,COOPERATE
  silent_about out 'UNSCR'
  run 0 --workspace ws ledger list --format jsonl
  id=$(grep -o '"event":"e-[0-9a-f]*"' out | head -n 1 | cut -d'"' -f4)
  run 0 --workspace ws ledger show "$id" --in ja
  says out "$id"
  run 0 ledger instruments 'UNSCR 2397' --in en
  says out 'refined petroleum'
  run 3 ledger instruments 'UNSCR 9999'
}

test_board_says_why_and_the_level_without_each() {
  prepare
  run 0 --workspace ws watch --on 2024-07-30 --in en
  says out 'Russia-DPRK military cooperation'
  [ "$(grep -c '[●○]' out)" = 9 ] || fail "the board has not nine lines"
  run 0 --workspace ws watch why russia-dprk --on 2024-07-30 --in en
  says out 'without it'
  says out 'series watched'
  says out 'not a verdict'
  run 3 --workspace ws watch why nowhere
  says err 'russia-dprk'
  run 2 --workspace ws watch --on 2024-13-30
  run 2 --workspace ws watch history russia-dprk --since 2024-06-01x
  run 2 --workspace ws watch series russia-dprk --since June
}

test_board_of_a_day_knows_nothing_later() {
  prepare
  run 0 --workspace ws watch --on 2024-07-01 --format jsonl
  cp out all.txt
  mkdir early && cp "$posts"/2024-06-* early
  "$bongsu" --workspace before --quiet ingest early 2>err || fail "ingest ended with $?"
  run 0 --workspace before watch --on 2024-07-01 --format jsonl
  # Ids of occurrences and counts of series watched may differ; the fires may not.
  cut -d, -f1,4 all.txt >a.txt
  cut -d, -f1,4 out >b.txt
  same a.txt b.txt "fires of 1 July with and without what came later"
}

test_coverage_lost_is_not_calm() {
  prepare
  run 0 --workspace ws watch --on 2025-09-14 --in en
  says out 'coverage lost'
  grep -o '●.*' out | cut -d' ' -f1 >later.txt
  grep -q '●●●' later.txt || fail "all fires went out for want of news"
}

test_alerts_reach_the_living_and_are_kept_for_the_dead() {
  prepare
  run 2 --workspace ws --now 2024-06-21T00:00:00Z watch run --on 2030-01-01
  run 0 --workspace ws watch run --on 2024-06-20
  says err '0 alerts'
  run 0 --workspace ws watch run --on 2024-07-31
  silent_about err ' 0 alerts'
  run 0 --workspace ws watch run --on 2024-07-31
  says err '0 alerts'
  run 3 --workspace ws watch deliver --on 2024-07-31
  cat >ws/receivers.yaml <<END
format: 1
receivers:
  - {id: dead, kind: command, command: ["false"]}
  - {id: desk, kind: command, command: ["sh", "-c", "cat >>$work/desk.txt"]}
  - {id: feed, kind: atom, file: alerts.xml}
  - {id: days, kind: ics, file: planned.ics, situations: [ukraine]}
END
  run 5 --workspace ws watch deliver --on 2024-07-31 --in en
  says err 'receiver dead'
  alerts=$(grep -c '"kind":"alert"' ws/watch.jsonl)
  [ "$alerts" -gt 0 ] || fail "no alert was entered"
  [ "$(grep -c 'not a verdict' desk.txt)" = "$alerts" ] || fail "the desk was not told of each alert once"
  [ "$(grep -c '<entry>' ws/alerts.xml)" = "$alerts" ] || fail "the feed lacks alerts"
  grep -q 'BEGIN:VCALENDAR' ws/planned.ics || fail "no calendar"
  run 5 --workspace ws watch deliver --on 2024-07-31 --in en
  [ "$(grep -c 'not a verdict' desk.txt)" = "$alerts" ] || fail "the desk was told twice"
  # The dead one comes back and hears all of it.
  sed -i "s#command: \[\"false\"\]#command: [\"sh\", \"-c\", \"cat >>$work/late.txt\"]#" ws/receivers.yaml
  run 0 --workspace ws watch deliver --on 2024-07-31 --in en
  [ "$(grep -c 'not a verdict' late.txt)" = "$alerts" ] || fail "what was kept for the dead receiver was lost"
}

test_ack_stands_until_more_fires_are_lit() {
  prepare
  run 0 --workspace ws watch ack russia-dprk --by kim --reason 'known' --on 2024-06-25
  run 0 --workspace ws watch why russia-dprk --on 2024-06-26 --in en
  says out 'acknowledged by kim'
  run 0 --workspace ws watch why russia-dprk --on 2024-07-12 --in en
  silent_about out 'acknowledged'
}

test_own_situations() {
  prepare
  printf 'Test situation\nRUS\nPRK\nUSA KOR\n' | "$bongsu" --workspace ws watch new mine 2>err || fail "watch new ended with $?"
  run 0 --workspace ws watch list
  says out 'mine'
  run 0 --workspace ws watch test ws/watches/mine.yaml --since 2024-06-01
  says out '2024-06'
  run 2 --workspace ws watch new mine </dev/null
  sed -i 's/level: 3/level: 9/' ws/watches/mine.yaml
  run 9 --workspace ws watch list
  says err 'mine.yaml:'
}

test_registers() {
  prepare
  for register in commitments meetings exercises transfers concerns; do
    run 0 --workspace ws watch register "$register" --on 2024-09-30 --format tsv
    [ "$(wc -l <out)" -gt 1 ] || fail "no $register"
  done
  run 2 --workspace ws watch register weather
}

test_backup_keeps_alerts_and_situations() {
  prepare
  printf 'Test situation\nRUS\nPRK\nUSA KOR\n' | "$bongsu" --workspace ws watch new mine 2>err || fail "watch new ended with $?"
  run 0 --workspace ws watch ack russia-dprk --by kim --on 2024-06-25
  run 0 --workspace ws backup copy
  run 0 --workspace back restore copy
  same ws/watch.jsonl back/watch.jsonl "the journal of the watch"
  same ws/watches/mine.yaml back/watches/mine.yaml "a situation"
}
