#!/bin/sh
# Fetches the database engine (DuckDB 1.5.5, MIT) once into a cache of the user; does nothing when it is there.
#
#   scripts/fetch-duckdb.sh              from the npm registry
#   scripts/fetch-duckdb.sh FILE.tgz     from a package brought along (a machine without network)
#   scripts/fetch-duckdb.sh --where      fetches nothing: prints where the library is or would be
#
# The library lands in $BONGSU_DUCKDB_DIR if that is set, else in
# ${XDG_CACHE_HOME:-$HOME/.cache}/bongsu/duckdb-1.5.5-r.5-ARCH; its path is printed. Needs no root.
set -eu

version=1.5.5-r.5

fail() {
  printf 'fetch-duckdb: %s\n' "$1" >&2
  exit 1
}

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64)
    arch=x64
    sha512=kCyq6BXhn6QXfwF8yVdVKriSSHP+rfVWcJ56cG8qZzlOZpxyvT5WGm6jMshxg4ditLlOsHsIN/D47RYrcjXuHQ== ;;
  Linux-aarch64)
    arch=arm64
    sha512=CafH2AIvXtpwDynG3KB/4uEOHRGlFoB7auCRMIwH3BKNIobsANV5LSpDJ3tfyRCFIsK6e8AT1eseWVnu2Dv3cw== ;;
  *) fail "no database engine is known for $(uname -s) $(uname -m); put a libduckdb.so (1.5) into a folder and set BONGSU_DUCKDB_DIR to it" ;;
esac
package="@duckdb/node-bindings-linux-$arch@$version"

if [ -n "${BONGSU_DUCKDB_DIR:-}" ]; then
  folder=$BONGSU_DUCKDB_DIR
elif [ -n "${XDG_CACHE_HOME:-}${HOME:-}" ]; then
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/bongsu/duckdb-$version-$arch
else
  fail "neither HOME nor XDG_CACHE_HOME is set; set BONGSU_DUCKDB_DIR to the folder for the database engine"
fi
library=$folder/libduckdb.so

if [ -s "$library" ] || [ "${1:-}" = --where ]; then
  printf '%s\n' "$library"
  exit 0
fi

mkdir -p "$folder" || fail "cannot create $folder; set BONGSU_DUCKDB_DIR to a folder you may write"
# Beside the target, so that the last step is a rename within one file system.
work=$(mktemp -d "$folder/.fetch.XXXXXX") || fail "cannot write in $folder; set BONGSU_DUCKDB_DIR to a folder you may write"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if [ $# -gt 0 ]; then
  [ -r "$1" ] || fail "cannot read $1"
  tarball=$1
else
  command -v npm >/dev/null ||
    fail "npm is missing. Install it (apt-get install npm), or fetch the package $package on another machine (npm pack $package) and run: $0 FILE.tgz"
  printf 'fetch-duckdb: fetching %s (24 MB) ...\n' "$package" >&2
  (cd "$work" && npm pack --silent --cache "$work/npm" --fetch-retries=2 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=4000 "$package" >npm.out 2>npm.err) || {
    sed 's/^/  npm: /' "$work/npm.err" "$work/npm.out" >&2
    fail "could not fetch $package. Is there a network (and a proxy set, if you need one)? Without one: npm pack $package elsewhere, then $0 FILE.tgz"
  }
  tarball=$(find "$work" -maxdepth 1 -name '*.tgz')
  [ -n "$tarball" ] || fail "npm fetched no package file"
fi

# The registry gives the checksum in base64; sha512sum prints hex.
expected=$(printf '%s' "$sha512" | base64 -d | od -An -v -tx1 | tr -d ' \n')
actual=$(sha512sum <"$tarball" | cut -d' ' -f1)
[ "$expected" = "$actual" ] || fail "checksum of $tarball is wrong, nothing was installed
  expected sha512 $expected
  found    sha512 $actual"

tar -xzf "$tarball" -C "$work" package/libduckdb.so || fail "$tarball holds no package/libduckdb.so, or there is no room (71 MB) in $folder"
chmod 755 "$work/package/libduckdb.so"
mv "$work/package/libduckdb.so" "$library"
printf '%s\n' "$library"
