# Completion of bongsu for bash: source this file, or install it as bongsu in /usr/share/bash-completion/completions.

_bongsu() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  local commands='code ingest events show explain sql quarantine lexicon eval brief site cluster ledger watch review recode backup restore
    check rebuild'
  local common='--help --data --lexicon --workspace --now --color --threads --quiet'
  local events='AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION
    MOBILIZE COERCE ASSAULT'
  local certainties='denied negated possible planned background claimed reported'
  local items='nuclear_weapon nuclear_technology fissile_material ballistic_missile missile_technology chemical biological
    wmd_technology conventional_arms ammunition military_technology satellite_launch dual_use troops labour refined_oil
    crude_oil coal luxury_goods finance aviation_fuel gas metals_ores textiles seafood machinery vehicle vessel training
    intelligence food_medicine other'
  local command= sub= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      --data | --lexicon | --workspace | --now | --color | --threads) ((i++)) ;;
      -*) ;;
      *)
        if [[ -z $command ]]; then
          [[ " $commands " == *" $word "* ]] && command=$word
        elif [[ -z $sub ]]; then
          sub=$word
        fi
        ;;
    esac
  done

  COMPREPLY=()
  case $prev in
    --color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
    --lang) COMPREPLY=($(compgen -W 'ko en ja' -- "$cur")); return ;;
    --event) COMPREPLY=($(compgen -W "$events" -- "$cur")); return ;;
    --certainty) COMPREPLY=($(compgen -W "$certainties" -- "$cur")); return ;;
    --item) COMPREPLY=($(compgen -W "$items" -- "$cur")); return ;;
    --format)
      if [[ $command == sql ]]; then
        COMPREPLY=($(compgen -W 'table csv jsonl' -- "$cur"))
      elif [[ $command == brief ]]; then
        COMPREPLY=($(compgen -W 'md html jekyll json pdf' -- "$cur"))
      else
        COMPREPLY=($(compgen -W 'table jsonl csv tsv' -- "$cur"))
      fi
      return
      ;;
    --data | --lexicon | --workspace | --posts | --web) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return ;;
    --system | --docs | --output | --ics | --check | --last | -o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --wait) COMPREPLY=($(compgen -W '30s 5m' -- "$cur")); return ;;
    --now | --threads | --date | --outlet | --batch | --actor | --recipient | --mode | --since | --until | --as-of | --by | --reason | --set | --doc | --limit | --min-confidence | \
      --dyad | --events | --langs | --title | --quote-limit | --address) return ;;
  esac

  local options=
  case $command in
    '') COMPREPLY=($(compgen -W "$commands $common --version" -- "$cur")); return ;;
    code) options='--format --lang --date --outlet --min-confidence' ;;
    ingest) options='--lang --date --outlet --batch --wait' ;;
    events)
      options='--actor --recipient --event --mode --item --certainty --lang --since --until --as-of --doc --limit --min-confidence --format --wait'
      ;;
    show) options='--json --wait' ;;
    explain) options='--lang --date' ;;
    sql) options='--format --wait' ;;
    eval) options='--posts --system --docs --lang --types --json --errors --calibration --learn --fit-confidence' ;;
    brief) options='--since --until --last --dyad --doc --date --lang --format --events --min-confidence --quote-limit --ics --check --watches --output --wait' ;;
    site)
      options='--on --langs --title --quote-limit --full-text --jekyll --address --web --watches --actor --recipient --event --mode --item
        --certainty --lang --since --until --as-of --doc --min-confidence --limit --wait'
      [[ $cur == -* ]] || { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return; }
      ;;
    quarantine)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "list show drop $common" -- "$cur")); return; }
      options='--wait'
      [[ $sub == list ]] && options+=' --all'
      ;;
    cluster)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "list show merge split documents $common" -- "$cur")); return; }
      options='--wait'
      [[ $sub == list ]] && options+=' --actor --recipient --event --since --until --all --format'
      [[ $sub == show ]] && options+=' --format'
      [[ $sub == merge || $sub == split ]] && options+=' --by --reason'
      ;;
    ledger)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "list show caps instruments $common" -- "$cur")); return; }
      options='--in --wait'
      [[ $sub == list ]] && options+=' --actor --recipient --event --mode --item --certainty --lang --since --until --as-of --doc --min-confidence --limit'
      [[ $sub == list || $sub == show ]] && options+=' --instrument --regime --inferred --asserted --all --format'
      [[ $sub == caps ]] && options+=' --since --until'
      ;;
    watch)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "board why history series index test backtest register list new ack run deliver $common" -- "$cur")); return; }
      options='--on --in --watches --wait'
      [[ $sub == board || $sub == why || $sub == history || $sub == test ]] && options+=' --format'
      [[ $sub == history || $sub == series || $sub == test ]] && options+=' --since'
      [[ $sub == series ]] && options+=' --dyad --by --per --compare --format'
      [[ $sub == index ]] && options='--since --until --per --format --wait'
      [[ $sub == ack ]] && options+=' --by --reason'
      [[ $sub == register ]] && options+=' --situation --since --format'
      [[ $sub == run ]] && options+=' --every'
      [[ $sub == deliver ]] && options+=' --again'
      ;;
    review)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "accept reject correct list orphans export $common" -- "$cur")); return; }
      options='--wait'
      [[ $sub == accept || $sub == reject || $sub == correct ]] && options+=' --by --reason'
      [[ $sub == correct ]] && options+=' --set'
      ;;
    recode) options='--accept --all --wait' ;;
    check | rebuild) options='--wait' ;;
    backup | restore) options='--wait'; [[ $cur == -* ]] || { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return; } ;;
    lexicon)
      [[ -z $sub ]] && { COMPREPLY=($(compgen -W "check build show $common" -- "$cur")); return; }
      [[ $sub == build ]] && options='--output'
      ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options $common" -- "$cur"))
  elif [[ $command == code || $command == ingest || $command == eval || $command == explain ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}

complete -F _bongsu bongsu
