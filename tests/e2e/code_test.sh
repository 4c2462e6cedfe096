# bongsu code, explain, lexicon, eval: the commands that store nothing.

# Keys of codebook section 1, in order, as a pattern over one line.
record='^\{"id":"e-[0-9a-f]+","doc":.*,"lang":.*,"event":"[A-Z]+","mode":\[.*\],"context":\[.*\],"actor":\[.*\],'
record+='"recipient":\[.*\],"aux":\[.*\],"certainty":"[a-z]+","attribution":\[.*\],"via":\[.*\],"item":\[.*\],'
record+='"quantity":\[.*\],"casualties":\{"dead":.*,"injured":.*\},"thresholds":\{"range_km":.*,"payload_kg":.*\},'
record+='"date":.*,"due":.*,"place":.*,"content":.*,"about":\[.*\],"trigger":\{"text":.*,"begin":[0-9]+,"end":[0-9]+\},'
record+='"evidence":\{"text":.*,"begin":[0-9]+,"end":[0-9]+\},"frame":".+","rule":".+","entry":".+","score":-?[0-9.]+,'
record+='"confidence":(null|[0-9.]+)\}$'

test_examples_as_jsonl() {
  run 0 code --format jsonl "$posts"
  [ -s out ] || fail "no records from $posts"
  ! grep -vqE "$record" out || fail "a line is no record: $(grep -vE "$record" out | head -n 1)"
  says err "40 documents"
  says err "no analyser yet"
}

test_examples_as_table() {
  run 0 code "$posts"
  head -n 1 out | grep -q . || fail "no header"
  local widest
  widest=$(wc -L <out)  # in columns of a terminal
  [ "$widest" -le 100 ] || fail "a line of the table has $widest columns, more than 100"
}

test_spreadsheet_formats() {
  run 0 code --format jsonl "$posts"
  local records
  records=$(wc -l <out)
  run 0 code --format tsv "$posts"
  [ "$(wc -l <out)" = $((records + 1)) ] || fail "TSV has $(wc -l <out) lines for $records records and a header"
  [ "$(awk -F'\t' '{ print NF }' out | sort -u | wc -l)" = 1 ] || fail "TSV rows differ in their number of cells"
  run 0 code --format csv "$posts"
  head -n 1 out | grep -q '^id,doc,lang,event,' || fail "CSV begins with $(head -n 1 out)"
}

test_threads_give_the_same_bytes() {
  for format in jsonl table csv; do
    run 0 --threads 1 code --format $format "$posts"
    mv out one
    for threads in 2 7; do
      run 0 --threads $threads code --format $format "$posts"
      same one out "$format with 1 and $threads threads"
    done
  done
}

test_reads_standard_input() {
  printf '%s\n' "$give" >text
  "$bongsu" code --lang ko --date 2024-07-28 --format jsonl - <text >out 2>err || fail "exit code $? from standard input"
  [ "$(wc -l <out)" = 2 ] || fail "$(wc -l <out) records instead of 2"
  says out '"event":"ACCUSE"'
  says out '"aux":["hypothetical"],"certainty":"possible","attribution":[{"code":"USA"'
  says out '"item":["missile_technology"]'
}

test_path_does_not_change_the_document() {
  mkdir a
  cp "$posts"/2024-07-02-*.md a/
  run 0 code --format jsonl a
  mv out folder
  (cd a && "$bongsu" code --format jsonl .) >out 2>err || fail "exit code $? from ."
  same folder out "records of a and of . inside a"
}

test_explain_says_why() {
  run 0 explain --date 2024-07-28 "$give"
  says out hypothetical
  says out '"event":"AID"'
  says out 'data/ko/predicates.tsv:'
  run 0 explain --date 2024-07-28 --lang ko '오늘은 날씨가 맑습니다.'
  silent_about out '"event":'
  says out 'no '
}

test_lexicon_check() {
  run 0 lexicon check
  mkdir mine
  cp -r "$source/data/." mine/
  sed -i '$a broken line without tabs' mine/frames.tsv
  run 9 --data mine lexicon check
  grep -qE 'frames\.tsv:[0-9]+: ' err out || fail "no file and line in the message"
}

test_lexicon_is_rebuilt_when_text_changes() {
  cp -r "$source/data" data
  printf '%s\n' "$give" >text.md
  run 0 --data data code --format jsonl --date 2024-07-28 --lang ko text.md
  [ -s out ] || fail "no record with the lexicon as it is"
  # A broken line must be seen although an image was compiled a moment ago.
  sed -i '$a broken line without tabs' data/frames.tsv
  run 9 --data data code --date 2024-07-28 --lang ko text.md
  says err frames.tsv
}

test_eval_scores_the_examples() {
  run 0 eval "$source/examples/gold.jsonl" --posts "$posts" --lang ko
  grep -qiE 'f1|precision' out || fail "no score"
  run 0 eval "$source/examples/gold.jsonl" --posts "$posts" --lang ko --json
  head -c 1 out | grep -qF '{' || fail "no JSON"
}

test_wrong_words() {
  run 2
  run 2 code
  run 2 nonsense
  run 2 code --format nonsense "$posts"
  run 3 code no/such/folder
  says err no/such/folder
  run 0 --help
  says out 'bongsu code examples/posts'
  says out 'Exit codes'
  run 0 code --help
  says out Examples
}

test_output_that_cannot_be_written() {
  [ -w /dev/full ] || skip "no /dev/full here"
  local code=0
  "$bongsu" code --format jsonl "$posts" >/dev/full 2>err || code=$?
  [ "$code" = 5 ] || fail "exit code $code instead of 5 when standard output is full"
  says err 'standard output'
}

test_installed_program() {
  command -v cmake >/dev/null || skip "no cmake"
  cmake --install "$build" --prefix "$work/prefix" >out 2>err || fail "cmake --install failed"
  "$work/prefix/bin/bongsu" code --format jsonl "$posts" >installed 2>err || fail "the installed program ends with $?"
  run 0 code --format jsonl "$posts"
  same installed out "records of the program installed and in the build"
}

test_words_of_ones_own() {
  mkdir -p mine/ko
  printf 'form\tsector\trole\thome\tnote\n범우주대책단\tGOV\tagent\tyes\t\n' >mine/ko/agents.tsv
  printf '범우주대책단은 북한을 규탄했다.\n' >text.md
  run 0 code --format jsonl --date 2024-07-28 --lang ko text.md
  [ ! -s out ] || fail "a record with a name that nobody knows"
  run 0 --lexicon mine code --format jsonl --date 2024-07-28 --lang ko text.md
  says out '"actor":[{"code":"KOR","sector":"GOV","name":"범우주대책단"'
  BONGSU_LEXICON=mine run 0 code --format jsonl --date 2024-07-28 --lang ko text.md
  says out 범우주대책단
  printf '!범우주대책단\n' >>mine/ko/agents.tsv
  run 9 --lexicon mine lexicon check
  says err mine/ko/agents.tsv:3
}

test_folder_without_words() {
  mkdir empty odd
  run 2 --lexicon empty lexicon check
  says err 'holds no table'
  printf 'x\n' >odd/rule.tsv
  run 2 --lexicon odd lexicon check
  says err 'odd/rule.tsv'
  run 2 --lexicon odd/rule.tsv lexicon check
  says err 'not a folder'
  mkdir weights
  printf 'feature\tweight\nbias\tnan\n' >weights/confidence.tsv
  run 9 --lexicon weights lexicon check
  says err 'weights/confidence.tsv:2'
}

test_min_confidence() {
  run 0 code --format jsonl "$posts"
  local all sure
  all=$(wc -l <out)
  run 0 code --min-confidence 0.6 --format jsonl "$posts"
  sure=$(wc -l <out)
  [ "$sure" -gt 0 ] && [ "$sure" -lt "$all" ] || fail "$sure of $all records are left"
  ! grep -qE '"confidence":(null|0\.[0-5])' out || fail "a record below the threshold"
  for id in $(grep -o '"about":\["[^]]*' out | grep -o 'e-[0-9a-f]*'); do
    says out "\"id\":\"$id\""
  done
  for wrong in nan 1.5 x -1; do run 2 code --min-confidence $wrong "$posts"; done
}

test_fitting_asks_for_two_sets_of_posts() {
  local gold=$source/examples/gold.jsonl
  run 2 eval "$gold" --posts "$posts" --lang ko --learn "$gold" --fit-confidence weights.tsv
  says err 'keep them apart'
  [ ! -e weights.tsv ] || fail "weights were written"
  run 2 eval "$gold" --posts "$posts" --lang ko --learn "$gold"
  run 2 eval "$gold" --posts "$posts" --lang ko --json --calibration
  grep -v '2024-07-0' "$gold" >learn.jsonl
  grep '2024-07-0' "$gold" >scale.jsonl
  run 0 eval scale.jsonl --posts "$posts" --lang ko --learn learn.jsonl --fit-confidence weights.tsv
  grep -qE '^bias'$'\t' weights.tsv || fail "no bias among the weights"
}
