# The site of the example posts, as a web server or a reader's folder would have it.

prepare() {
  need_engine
  "$bongsu" --workspace ws --quiet ingest "$posts" 2>err || fail "ingest ended with $?"
}
now='--now 2024-09-01T00:00:00Z'

# Every address of every page: relative, and the file (and the place in it) is there. A link out is a link to read, and
# never something the page loads.
check_links() {
  perl -e '
    use strict; use warnings;
    my $root = shift; my (%ids, @links, $bad);
    sub resolve { my ($from, $to) = @_; my @p = split m{/}, $from; pop @p;
      for my $part (split m{/}, $to) { if ($part eq "..") { return undef unless @p; pop @p } elsif ($part ne "." ) { push @p, $part } }
      return join "/", @p }
    chdir $root or die; my @files = split /\0/, `find . -name "*.html" -print0`;
    for my $file (@files) { $file =~ s{^\./}{}; open my $in, "<", $file or die; local $/; my $text = <$in>;
      $ids{$file}{$1} = 1 while $text =~ /\sid="([^"]*)"/g;
      while ($text =~ /<(\w+)[^>]*?\s(href|src|action)="([^"]*)"/g) { my ($tag, $what, $url) = ($1, $2, $3);
        if ($url =~ m{^[a-z]+:}i) { unless ($tag eq "a" && $url =~ m{^https?://}i) { print "$file: $tag $what $url\n"; $bad = 1 } next }
        if ($url =~ m{^/}) { print "$file: not relative: $url\n"; $bad = 1; next }
        push @links, [$file, $url] } }
    for my $l (@links) { my ($file, $url) = @$l; my ($path, $id) = split /#/, $url, 2; $path =~ s/\?.*// if defined $path;
      my $to = defined $path && length $path ? resolve($file, $path) : $file;
      if (!defined $to || !-f $to) { print "$file: nothing at $url\n"; $bad = 1 }
      elsif (defined $id && length $id && $to =~ /html$/ && !$ids{$to}{$id}) { print "$file: no place $url\n"; $bad = 1 } }
    print scalar(@links), " links of ", scalar(@files), " pages\n"; exit($bad ? 1 : 0)' "$1" >links.txt ||
    fail "links: $(head -n 5 links.txt)"
  # A check that looked at nothing would pass.
  [ "$(tail -n 1 links.txt | cut -d' ' -f1)" -gt 1000 ] || fail "only $(tail -n 1 links.txt)"
}

test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site deep/er/www --on 2024-08-31
  says out 'deep/er/www/index.html'
  check_links deep/er/www
  ! grep -rlE 'url\(|@import' --include=*.css deep/er/www >css.txt || fail "the style loads something: $(cat css.txt)"
  grep -q 'default-src' deep/er/www/ko/index.html || fail "no content security policy"
  [ -f deep/er/www/ko/situations/russia-dprk.html ] || fail "no page of a situation"
  ls deep/er/www/en/ledger/UNSCR-*.html >/dev/null || fail "no page of a resolution"
}

test_every_word_is_there_in_three_languages() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site www --on 2024-12-31
  # A word that is missing shows as its key.
  cut -f1 "$source/data/report/site.tsv" "$source/data/report/phrases.tsv" | grep -E '^[a-z]+\.' | sed 's/\..*//' | sort -u >prefixes.txt
  [ "$(wc -l <prefixes.txt)" -gt 20 ] || fail "no prefixes"
  ! grep -rohE "[> \"]($(paste -sd'|' prefixes.txt))\\.[a-z_]+(\\.[a-z_]+)*[<\" ]" www --include=*.html | grep -v '\.json\|\.xml\|\.html' >keys.txt ||
    fail "words that are not there: $(sort keys.txt | uniq -c | head -n 5)"
}

test_json_stands_beside_the_pages_and_reads() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site www --on 2024-12-31 --langs en
  [ ! -d www/ko ] || fail "a language that was not asked for"
  local count=0
  for file in www/en/events/*.html; do
    [ -s "${file%.html}.json" ] || fail "no JSON beside $file"
    count=$((count + 1))
  done
  [ "$count" = "$(value 'SELECT count(*) FROM events')" ] || fail "$count pages of events"
  find www -name '*.json' -print0 | xargs -0 -n 50 perl -MJSON::PP -e '
    for my $f (@ARGV) { open my $in, "<", $f or die; local $/; eval { JSON::PP->new->utf8->decode(scalar <$in>); 1 } or die "$f: $@" }' 2>err ||
    fail "$(cat err)"
  perl -0777 -ne 'while (m{<script type="application/json"[^>]*>(.*?)</script>}sg) { print $1, "\n" }' www/en/*.html www/en/*/index.html |
    perl -MJSON::PP -ne 'JSON::PP->new->utf8->decode($_)' 2>err || fail "data of a chart: $(cat err)"
}

test_the_same_bytes_and_only_what_changed() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --threads 1 --workspace ws site a --on 2024-08-31
  # shellcheck disable=SC2086
  run 0 $now --threads 4 --workspace ws site b --on 2024-08-31
  diff -r a b >out || fail "one thread and four differ"
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site a --on 2024-08-31
  says err ' 0 files written'
  # A shorter period takes pages away, and leaves what somebody else put there.
  echo mine >a/CNAME
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site a --on 2024-08-31 --since 2024-07-15 --until 2024-07-31
  silent_about err ' 0 removed'
  [ "$(cat a/CNAME)" = mine ] || fail "a file of somebody else is gone"
  check_links a
}

test_a_site_of_a_day_knows_nothing_later() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site www --on 2024-07-20 --langs en
  ! grep -rl '"published":"2024-\(07-2[1-9]\|07-3\|08\|09\)' www --include=*.json >late.txt || fail "later: $(head -n 1 late.txt)"
  ls www/en/events/*.html >/dev/null || fail "no events"
  says www/en/index.html '2024-07-20'
}

test_refuses_folders_of_others() {
  prepare
  mkdir other && echo mine >other/index.html
  run 2 --workspace ws site other
  says err 'not a site of bongsu'
  [ "$(cat other/index.html)" = mine ] || fail "overwritten"
  [ "$(ls other)" = index.html ] || fail "something was written"
  run 2 --workspace ws site www --langs ko,fr
  run 2 --workspace ws site www --on yesterday
  run 2 --workspace ws site www --address example.org
  run 3 --workspace nowhere site www
  run 3 --workspace ws site www --web /nowhere
}

test_feeds_calendar_and_jekyll() {
  prepare
  # shellcheck disable=SC2086
  run 0 $now --workspace ws site www --on 2024-08-31 --jekyll --address https://example.org/b/
  says www/ja/fires.xml '<link rel="alternate" href="https://example.org/b/ja/situations/'
  head -n 1 www/ko/events.xml | grep -q '^<?xml' || fail "no feed"
  says www/ko/planned.ics 'BEGIN:VEVENT'
  [ -f www/_config.yml ] && [ -f www/_layouts/bongsu-ko.html ] || fail "no layout"
  page=$(ls www/_bongsu_events/ko/events/*.html | head -n 1)
  [ "$(head -n 1 "$page")" = --- ] || fail "no front matter"
  ! grep -lE '\{\{|\{%' -r www/_bongsu_* >out.txt || fail "Liquid in $(head -n 1 out.txt)"
}
