#!/bin/sh
# web.sh BIN INDEX [SECONDS]: how many pages of results a second `backfile-search serve` gives.
#
# Eight connections ask two words each, drawn from the headlines of the index as often as they stand
# there, so that hardly a question comes twice; each page has exact counts of all facets. Prints
# `name value unit`. The load generator (wrk) shares the machine.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
index=$2
seconds=${3:-20}
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v wrk > /dev/null; then
  echo 'skipped: wrk is not installed' >&2
  exit 77
fi
folder=$(mktemp -d)
server=
clean_up() {
  [ -n "$server" ] && kill "$server" && wait "$server"
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

"$bin/backfile-search" -d "$index" '*' --format=tsv --fields=title --limit=100000 --quiet |
  tr -cs 'A-Za-z' '\n' | grep -E '^[A-Za-z]{4,}$' | grep -vx NEAR > "$folder/words"
"$bin/backfile-search" -d "$index" serve --listen=127.0.0.1:0 > "$folder/address" &
server=$!
while [ ! -s "$folder/address" ]; do sleep 0.1; done
address=$(cat "$folder/address")

memory() { awk '/RssAnon/ {print $2}' "/proc/$server/status"; }
WORDS=$folder/words wrk -t1 -c8 -d2s -s "$here/web.lua" "$address" > /dev/null
# Hundredths of a second that the server has worked.
work() { awk '{print $14 + $15}' "/proc/$server/stat"; }
echo "web_memory_before $(memory) kB"
before=$(work)
WORDS=$folder/words wrk -t1 -c8 -d"${seconds}s" -s "$here/web.lua" "$address" |
  grep '^web_' | tee "$folder/figures"
echo "web_work $(awk -v work="$(($(work) - before))" '/requests / {print work * 10 / $2}' "$folder/figures") ms/request"
echo "web_memory_after $(memory) kB"
