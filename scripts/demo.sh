#!/bin/sh
# The tour of `make demo`: codes examples/posts, stores the events, writes the brief of their period and the site.
#   scripts/demo.sh PATH/TO/bongsu
set -eu
bongsu=$1
workspace=out/workspace
brief=out/brief.md
site=out/site
mkdir -p out

say() { printf '\n== %s\n\n' "$1"; }

say "bongsu code examples/posts"
"$bongsu" code examples/posts

say "bongsu --workspace $workspace ingest examples/posts"
"$bongsu" --workspace "$workspace" ingest examples/posts

# The period of the posts, from their file names.
since=$(basename "$(ls -d examples/posts/[0-9]*.md | head -n 1)" | cut -c1-10)
until=$(basename "$(ls -d examples/posts/[0-9]*.md | tail -n 1)" | cut -c1-10)
"$bongsu" --workspace "$workspace" brief --since "$since" --until "$until" --output "$brief"
say "bongsu --workspace $workspace brief --since $since --until $until --output $brief"
head -n 20 "$brief"
printf '...\n'

say "bongsu --workspace $workspace site $site --on $until"
"$bongsu" --workspace "$workspace" site "$site" --on "$until"

id=$("$bongsu" --workspace "$workspace" sql --format csv 'SELECT id FROM events ORDER BY event_key LIMIT 1' |
  sed -n 2p | tr -d '\r')
cat <<END

== Done. The brief is in $brief, the events are in $workspace, and a browser shows
   file://$PWD/$site/index.html. Try next:

  export BONGSU_WORKSPACE=$workspace
  $bongsu events --actor RUS --recipient PRK
  $bongsu events --certainty possible --since 2024-08-01
  $bongsu show $id
  $bongsu explain '미국과 일본은 러시아가 미사일 기술을 북한에 이전할 가능성에 우려를 나타냈다.'
  $bongsu sql 'SELECT actor, recipient, sum(events) AS n FROM dyad_day GROUP BY ALL ORDER BY n DESC, actor, recipient LIMIT 10'
  $bongsu ledger list --actor RUS --recipient PRK --in en
  $bongsu watch why russia-dprk --on 2024-07-30 --in en
  $bongsu brief --dyad RUS,PRK --lang en
  $bongsu --help
END
