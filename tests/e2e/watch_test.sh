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

test_series_by_period_language_and_dyad() {
  prepare
  run 0 --workspace ws watch series russia-dprk --on 2024-07-30 --per week --by lang --format tsv
  [ "$(head -n 1 out | cut -f1-8)" = "$(printf 'begin\tend\tgroup\tseries\tevents\treports\tsources\tdocuments')" ] ||
    fail "the columns are $(head -n 1 out)"
  says out 'all	cooperation'
  says out 'ko	cooperation'
  run 0 --workspace ws watch series --dyad rus,prk --on 2024-07-30 --format csv
  says out 'verbal cooperation'
  run 0 --workspace ws watch series --dyad RUS,PRK --on 2024-07-30 --format jsonl
  says out '"series":"material cooperation"'
  # Nothing is known of what came a year later: that is no calm.
  run 0 --workspace ws watch series russia-dprk --on 2025-09-14 --in en
  says out 'coverage lost'
  silent_about out 'calm '
  run 0 --workspace ws watch series korea-tension --on 2024-08-31 --compare --format tsv
  says out 'self_exciting_nats'
  run 2 --workspace ws watch series
  run 2 --workspace ws watch series --dyad RUS
  run 2 --workspace ws watch series russia-dprk --by moon
}

test_keyword_indices_from_stored_texts() {
  prepare
  run 0 --workspace ws watch index gprnk --until 2024-08-31
  says out 'military_tension'
  says out '2024-07'
  cp out first
  run 0 --workspace ws watch index gprnk --until 2024-08-31
  same first out "an index worked out twice"
  run 0 --workspace ws watch index gpr --since 2024-07-01 --until 2024-07-31 --per week --format jsonl
  says out '"period":"2024-07-'
  run 3 --workspace ws watch index vix
  says err 'gpr, gprnk'
}

test_situation_with_a_misspelt_code_is_refused() {
  prepare
  mkdir -p ws/watches
  sed 's/\[RUS\]/[RUSS]/' "$source/watches/russia-dprk.yaml" >ws/watches/russia-dprk.yaml
  run 9 --workspace ws watch --on 2024-07-30
  says err 'no such party: `RUSS`'
  says err 'ws/watches/russia-dprk.yaml:'
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
  grep -q '^dead .*false ended with 1' out || fail "the dead one is not told of"
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

# receiver NAME HOW: starts a server on loopback; its address is in $address, what it was told in NAME.log.
servers=()
receiver() {
  "$build/tests/loopback" "$1.port" "$1.log" "$2" &
  servers+=($!)
  for _ in $(seq 500); do
    [ -s "$1.port" ] && break
    sleep 0.02
  done
  address=$(cat "$1.port") || fail "the receiver $1 did not start"
}
stop_receivers() {
  kill "${servers[@]}"
  wait "${servers[@]}" 2>/dev/null
  servers=()
}

test_webhooks_and_mail_over_loopback() {
  [ -x "$build/tests/loopback" ] || skip "the server on loopback was not built"
  export no_proxy='*'
  prepare
  run 0 --workspace ws watch run --on 2024-06-20
  run 0 --workspace ws watch run --on 2024-07-31
  alerts=$(grep -c '"kind":"alert"' ws/watch.jsonl)
  receiver hook 200; hook=$address
  receiver broken 503; broken=$address
  receiver picky 422; picky=$address
  receiver closed 410; closed=$address
  receiver deaf hang; deaf=$address
  receiver post smtp; post=$address
  cat >ws/receivers.yaml <<END
format: 1
receivers:
  - {id: deaf, kind: webhook, url: "http://$deaf/", secret_file: hook.key, timeout: 1}
  - {id: hook, kind: webhook, url: "http://$hook/topsecret", secret_file: hook.key}
  - {id: broken, kind: webhook, url: "http://$broken/topsecret", secret_file: hook.key}
  - {id: picky, kind: webhook, url: "http://$picky/topsecret", secret_file: hook.key}
  - {id: closed, kind: webhook, url: "http://$closed/topsecret", secret_file: hook.key}
  - {id: post, kind: smtp, server: "smtp://$post", tls: none, from: bongsu@example.org, to: [desk@example.org], in: ja}
END
  echo 'a key of thirty-two plain letters' >ws/hook.key
  chmod 644 ws/hook.key
  run 5 --workspace ws --now 2024-07-31T00:00:00Z watch deliver --in en
  says out 'chmod 600'
  [ ! -s hook.log ] || fail "a webhook was sent without its key"
  chmod 600 ws/hook.key
  run 5 --workspace ws --now 2024-07-31T00:00:00Z watch deliver --in en
  grep -q "^hook .* $alerts delivered" out || fail "the webhook was not told"
  grep -q '^broken .* waiting until 2024-07-31T00:01:00Z (HTTP 503; failures in a row: 1)' out || fail "the broken one does not wait"
  grep -q "^picky .* $alerts set aside (HTTP 422)" out || fail "what is refused is not set aside"
  grep -q '^closed .*(HTTP 410)' out || fail "the closed one is not gone"
  grep -q '^deaf .*no answer within 1000 ms' out || fail "the deaf one does not wait"
  [ "$(sort -u hook.log | wc -l)" = "$alerts" ] || fail "the webhook did not get each alert"
  grep -q '^a-[0-9a-f]* v1,' hook.log || fail "no signature"
  [ "$(grep -c 'Message-ID: <a-[0-9a-f]*@example.org>' post.log)" = "$alerts" ] || fail "the mail server did not get each alert"
  [ "$(wc -l <broken.log)" = 1 ] || fail "the broken one was asked more than once"
  cat out err ws/watch.jsonl >all
  silent_about all topsecret
  silent_about all thirty-two
  # Too early, then in time; who is told is told once.
  run 5 --workspace ws --now 2024-07-31T00:00:59Z watch deliver --in en
  [ "$(wc -l <broken.log)" = 1 ] || fail "the broken one was asked too early"
  [ "$(wc -l <picky.log)" = "$alerts" ] || fail "the picky one was asked again"
  run 5 --workspace ws --now 2024-07-31T00:01:00Z watch deliver --in en
  [ "$(sort -u broken.log | cut -d' ' -f1 | uniq | wc -l)" = 1 ] || fail "the id changed"
  [ "$(wc -l <broken.log)" = 2 ] || fail "the broken one was not asked again"
  grep -q 'until 2024-07-31T00:03:00Z' out || fail "it does not wait longer"
  [ "$(wc -l <hook.log)" = "$alerts" ] || fail "the webhook was told twice"
  # All is well again, at other places for two of them.
  stop_receivers
  rm ./*.port
  receiver fixed 204
  sed -i "s#http://[0-9.:]*/[a-z]*#http://$address/new#; /id: post/d" ws/receivers.yaml
  run 0 --workspace ws --now 2024-07-31T00:01:30Z watch deliver --in en
  [ "$(grep -c 'delivered' out)" = 5 ] || fail "somebody is not told"
  [ "$(wc -l <fixed.log)" = $((4 * alerts)) ] || fail "what was kept was lost or told twice"
  stop_receivers
}

test_a_receiver_that_hangs_keeps_nobody_from_the_workspace() {
  [ -x "$build/tests/loopback" ] || skip "the server on loopback was not built"
  export no_proxy='*' HOOK_KEY='a key of thirty-two plain letters'
  prepare
  run 0 --workspace ws watch run --on 2024-06-20
  run 0 --workspace ws watch run --on 2024-07-31
  receiver deaf hang
  printf 'format: 1\nreceivers:\n  - {id: deaf, kind: webhook, url: "http://%s/", secret_env: HOOK_KEY, timeout: 300}\n' "$address" >ws/receivers.yaml
  "$bongsu" --workspace ws watch deliver >deliver.out 2>deliver.err &
  delivering=$!
  for _ in $(seq 3000); do
    [ -s deaf.log ] && break
    sleep 0.02
  done
  [ -s deaf.log ] || fail "nothing was sent"
  run 0 --workspace ws watch ack russia-dprk --by kim --on 2024-06-25 --wait 0s
  run 8 --workspace ws watch deliver --wait 0s
  kill -TERM $delivering
  got=0
  wait $delivering || got=$?
  [ "$got" = 130 ] || fail "a stop ended it with $got"
  silent_about ws/watch.jsonl '"kind":"waits"'
  says ws/watch.jsonl '"kind":"acknowledged"'
  stop_receivers
}

test_again_tries_what_was_set_aside() {
  [ -x "$build/tests/loopback" ] || skip "the server on loopback was not built"
  export no_proxy='*' HOOK_KEY='a key of thirty-two plain letters'
  prepare
  run 0 --workspace ws watch run --on 2024-06-20
  run 0 --workspace ws watch run --on 2024-07-31
  printf 'format: 1\nreceivers:\n  - {id: hook, kind: webhook, url: "http://127.0.0.1:9/", secret_env: HOOK_KEY}\n' >ws/receivers.yaml
  run 5 --workspace ws watch deliver --in en
  says out 'failures in a row: 1'
  run 5 --workspace ws watch deliver --in en
  says out 'failures in a row: 1'
  run 5 --workspace ws watch deliver --again --in en
  says out 'failures in a row: 2'
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
