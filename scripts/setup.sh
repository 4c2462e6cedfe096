#!/bin/sh
# Installs what is missing of scripts/packages.txt and fetches the database engine; instant when all is there.
#
#   scripts/setup.sh         to build and run
#   scripts/setup.sh test    to test as well
#   scripts/setup.sh web     to test the pages of `bongsu site` in a browser as well
#
# Packages need root (or sudo without a password). Without either it says what is missing and what to type.
# Without the database engine it ends with an error for `make demo`; the tests of the database then skip.
# BONGSU_DUCKDB_DIR and XDG_CACHE_HOME: see scripts/fetch-duckdb.sh.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
case "${1:-}" in
  "") sets=build ;;
  test) sets="build test" ;;
  web) sets="build test web" ;;
  *) printf 'setup: usage: scripts/setup.sh [test|web]\n' >&2; exit 2 ;;
esac

# Where this fails (no HOME), fetch-duckdb.sh says so below.
engine=$("$here/fetch-duckdb.sh" --where 2>/dev/null || true)
[ -s "$engine" ] || sets="$sets engine"

if ! command -v dpkg-query >/dev/null; then
  printf 'setup: this is no Debian; install what scripts/packages.txt lists by your own means (then the build finds it).\n' >&2
else
  wanted=$(for set in $sets; do awk -v set="$set" '$1 == set { print $2 }' "$here/packages.txt"; done)
  # shellcheck disable=SC2086  # one word a package
  there=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }')
  missing=
  for package in $wanted; do
    printf '%s\n' "$there" | grep -qxF "$package" || missing="$missing $package"
  done
  # A program that is there without its package (say, a newer cmake or npm of another origin) will do.
  still=
  for package in $missing; do
    case "$package" in
      g++ | make | cmake | npm | pkg-config) command -v "$package" >/dev/null || still="$still $package" ;;
      ninja-build) command -v ninja >/dev/null || still="$still $package" ;;
      *) still="$still $package" ;;
    esac
  done
  missing=$still

  if [ -n "$missing" ]; then
    command="apt-get install --no-install-recommends -y$missing"
    if [ "$(id -u)" = 0 ]; then
      root=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      root="sudo -n"
    else
      printf 'setup: these Debian packages are missing, and this user may not install them:\n' >&2
      for package in $missing; do
        printf '  %-22s %s\n' "$package" "$(sed -n "s/^[a-z]* *$package  *# //p" "$here/packages.txt")" >&2
      done
      printf 'Have an administrator type:\n  apt-get update && %s\n' "$command" >&2
      exit 1
    fi
    printf 'setup: installing%s\n' "$missing" >&2
    # `env`, because sudo drops variables.
    apt() { $root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null >&2; }
    apt apt-get update -q || {
      printf 'setup: apt-get update failed. Is there a network? Later, type:\n  apt-get update && %s\n' "$command" >&2
      exit 1
    }
    # shellcheck disable=SC2086
    apt apt-get install -q -y --no-install-recommends $missing || {
      printf 'setup: the packages could not be installed; see above. To try again, type:\n  %s\n' "$command" >&2
      exit 1
    }
  fi
fi

if [ -s "$engine" ]; then exit 0; fi
if "$here/fetch-duckdb.sh" >/dev/null; then exit 0; fi
if [ -n "${1:-}" ]; then
  printf 'setup: going on without the database engine: the tests that need it will be skipped.\n' >&2
  exit 0
fi
printf 'setup: without the database engine `bongsu code` works, but not ingest, events, sql and brief.\n' >&2
exit 1
