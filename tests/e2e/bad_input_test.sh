# What is not as it should be: a message naming file and place, other documents unharmed.

# Beside each bad file lies a good one, which must be coded as ever.
good() {
  mkdir -p in
  post in/2024-07-28-good.md '우려' "$give"
}
good_is_coded() {
  [ "$(grep -c '"doc":"2024-07-28-good.md"' out)" = 2 ] || fail "the good document beside it lost its records"
}
# refused FILE TEXT: code says `FILE: ... TEXT ...`, codes the good document, and alone ends with 9 (bad input).
refused() {
  run 0 code --format jsonl in
  good_is_coded
  says err "$1"
  says err "$2"
  silent_about out "\"doc\":\"$1\""
  run 9 code --format jsonl "in/$1"
  says err "$1"
  [ ! -s out ] || fail "records of $1"
}

test_missing_front_matter() {
  good
  printf '<p>%s</p>\n' "$launch" >in/2024-07-29-plain.md
  run 0 code --format jsonl in
  good_is_coded
  says out '"doc":"2024-07-29-plain.md"'
}

test_broken_front_matter() {
  good
  printf -- '---\ntitle: "never closed\ncategories: [a, {b\n---\n\n<p>%s</p>\n' "$launch" >in/2024-07-29-broken.md
  run 0 code --format jsonl in
  good_is_coded
  # It may be read or refused, but never in silence: either its records or a message that names it.
  grep -qF 2024-07-29-broken.md out err || fail "nothing is said of the broken front matter"
}

test_front_matter_that_never_ends() {
  good
  printf -- '---\ntitle: x\n\n<p>%s</p>\n' "$launch" >in/2024-07-29-open.md
  refused 2024-07-29-open.md 'front matter'
}

test_unclosed_tags() {
  good
  printf -- '---\ntitle: t\n---\n<div><p><b>%s<i>\n<table><tr><td>%s<ul><li' "$launch" "$give" >in/2024-07-29-tags.md
  run 0 code --format jsonl in
  good_is_coded
  says out '"doc":"2024-07-29-tags.md"'
}

test_invalid_utf8() {
  good
  printf -- '---\ntitle: t\n---\n<p>\xff%s\xc3\x28 \xed\xa0\x80</p>\n<p>%s</p>\n' "$launch" "$give" >in/2024-07-29-utf8.md
  run 0 code --format jsonl in
  good_is_coded
  says out '"doc":"2024-07-29-utf8.md"'
  # Records are valid UTF-8 all the same.
  iconv -f UTF-8 -t UTF-8 out >/dev/null 2>&1 || fail "records are not valid UTF-8"
}

test_other_encoding() {
  good
  printf '%s\n%s\n' "$launch" "$give" | iconv -f UTF-8 -t EUC-KR >in/2024-07-29-euckr.md 2>/dev/null || skip "iconv knows no EUC-KR"
  refused 2024-07-29-euckr.md 'UTF-8'
}

test_empty_file() {
  good
  : >in/2024-07-29-empty.md
  refused 2024-07-29-empty.md empty
  printf ' \n\t\n' >in/2024-07-29-empty.md
  refused 2024-07-29-empty.md empty
}

test_binary_file() {
  good
  head -c 20000 "$bongsu" >in/2024-07-29-binary.md
  refused 2024-07-29-binary.md binary
}

test_file_over_the_limit() {
  good
  truncate -s 100M in/2024-07-29-large.md
  refused 2024-07-29-large.md 'more than the limit of 67108864'
  # The same through standard input, which has no size to ask for.
  local code=0
  head -c 100000000 /dev/zero | "$bongsu" code - >out 2>err || code=$?
  [ $code = 9 ] || fail "exit code $code instead of 9 for 100 MB on standard input"
  says err limit
}

test_large_file_goes_to_quarantine() {
  need_engine
  good
  truncate -s 100M in/2024-07-29-large.md
  run 0 --workspace ws ingest in
  run 0 --workspace ws quarantine list
  says out 2024-07-29-large.md
  is 'SELECT count(*) FROM documents' 1 documents
}

test_one_line_of_ten_megabytes() {
  good
  { printf -- '---\ntitle: t\n---\n<p>'; yes "$launch" | tr '\n' ' ' | head -c 10000000; } >in/2024-07-29-line.md
  run 0 code --format jsonl in
  good_is_coded
  says out '"doc":"2024-07-29-line.md"'
}

test_one_sentence_of_ten_megabytes() {
  good
  # No full stop, no line break; then no blank either.
  yes '북한은 러시아에 무기를 이전했으며' | tr '\n' ' ' | head -c 10000000 >in/2024-07-29-sentence.md
  run 0 code --format jsonl in
  good_is_coded
  yes '북한은러시아에무기를이전했으며' | tr -d '\n' | head -c 10000000 >in/2024-07-29-sentence.md
  run 0 code --format jsonl in
  good_is_coded
}

test_deep_nesting() {
  good
  { yes '<div><blockquote>' | head -n 100000; printf '%s\n' "$launch"; } >in/2024-07-29-deep.md
  { yes '> ' | tr -d '\n' | head -c 200000; printf '%s\n' "$launch"; } >in/2024-07-29-quote.md
  { printf -- '---\ntitle: '; yes '[{a: ' | tr -d '\n' | head -c 200000; printf '\n---\n%s\n' "$launch"; } >in/2024-07-29-flow.md
  run 0 code --format jsonl in
  good_is_coded
}

test_unreadable_file() {
  good
  post in/2024-07-29-locked.md '발사' "$launch"
  chmod 000 in/2024-07-29-locked.md
  local user=()
  if [ "$(id -u)" = 0 ]; then
    # To root nothing is unreadable: become nobody, with copies that nobody may read.
    command -v setpriv >/dev/null || skip "as root nothing is unreadable, and setpriv is not here"
    user=(setpriv --reuid=65534 --regid=65534 --clear-groups env "XDG_CACHE_HOME=$work/nobody")
    mkdir -m 777 nobody
    cp "$bongsu" program
    cp -r "$source/data" data
    chmod -R go+rX program data in/2024-07-28-good.md
    bongsu=$work/program
    "${user[@]}" "$bongsu" --version >out 2>err || skip "nobody cannot run programs in $work"
  fi
  local code=0
  "${user[@]}" "$bongsu" code --format jsonl in >out 2>err || code=$?
  [ $code = 0 ] || fail "exit code $code with one unreadable file"
  good_is_coded
  says err '2024-07-29-locked.md'
  says err 'Permission denied'
  code=0
  "${user[@]}" "$bongsu" code --format jsonl in/2024-07-29-locked.md >out 2>err || code=$?
  [ $code = 9 ] || [ $code = 5 ] || fail "exit code $code instead of 9 for nothing but an unreadable file"
}

test_things_that_are_no_files() {
  good
  mkdir in/2024-07-29-folder.md
  ln -s nowhere in/2024-07-29-dangling.md
  mkfifo in/2024-07-29-fifo.md
  run 0 code --format jsonl in
  good_is_coded
  run 3 code in/2024-07-29-dangling.md
}

many() {
  mkdir -p many
  local i
  for ((i = 0; i < $1; i++)); do
    printf -- '---\ntitle: t\n---\n\n<p>%s %d</p>\n' "$launch" "$i" >"many/2024-07-28-$i.md"
  done
}

test_folder_with_20000_files() {
  many 20000
  run 0 code --format jsonl many
  [ "$(wc -l <out)" = 20000 ] || fail "$(wc -l <out) records of 20000 documents"
  says err '20000 documents'
}

long_folder_with_100000_files() {
  need_engine
  many 100000
  run 0 --workspace ws ingest many
  says err '100000 new'
  is 'SELECT count(*) FROM events' 100000 events
  run 0 --workspace ws ingest many
  says err '100000 unchanged'
}
