#!/bin/sh
# 08-kill.sh [KILLS [ARTICLES [SEED]]]: kill -9 at moments of chance.
#
# Whenever `add` is killed, the index is the old one or the new one, whole, and the next run comes
# to the same content as one that was never disturbed. Half of the kills hit a first build, half an
# update that adds, changes and copies.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
kills=${1:-8}
articles=${2:-3000}
seed=${3:-2018}

begin "what an undisturbed run comes to, and how long it takes"
invent "$articles" 1 > first.jsonl
{
  sed '1~7s/"title":"/"title":"Changed /' first.jsonl
  invent "$((articles / 3))" 2
} > second.jsonl
mkdir in
cp first.jsonl in/a.jsonl
cp "$corpus/archives/nested.tar.gz" in/
begun=$(date +%s%N)
run 0 backfile-index add -q -d old in
first_ms=$((($(date +%s%N) - begun) / 1000000))
logical old old.dump
old_count=$(backfile-index status -d old --count)
cp -a old new
cp second.jsonl in/a.jsonl
cp "$corpus/archives/scraped.tar.lz4" in/
begun=$(date +%s%N)
run 0 backfile-index add -q -d new in
second_ms=$((($(date +%s%N) - begun) / 1000000))
logical new new.dump
new_count=$(backfile-index status -d new --count)
run 0 backfile-index add -q -d fresh in
logical fresh fresh.dump
base=$here

# killed_at MS: starts `add` on ./index, kills it after so many milliseconds, and waits.
killed_at() {
  backfile-index add -q -d index "$base/in" > added 2>&1 &
  victim=$!
  sleep "$(awk -v ms="$1" 'BEGIN { printf "%.3f", ms / 1000 }')"
  kill -9 "$victim" 2> /dev/null
  wait "$victim" 2> /dev/null
}

# comes_to DUMP OLD_COUNT NEW_COUNT: after the kill, and after the next run.
comes_to() {
  if [ -e index/current ]; then
    run 0 backfile-index status -d index --count
    count=$(cat "$work/stdout")
    [ "$count" = "$2" ] || [ "$count" = "$3" ] || echo "$count articles, not $2 or $3" | fail
    run 0 backfile-index check -d index
  elif [ -n "$2" ]; then
    echo 'the old index is gone' | fail
  fi
  # At once: a process that merges dies with the run, and the next one waits for that.
  run 0 backfile-index add -q -d index "$base/in"
  logical index index.dump
  same "$1" index.dump
  run 0 backfile-index check -d index
}

echo "seed $seed, $first_ms ms for a first build, $second_ms ms for an update"
kill=0
for permille in $(awk -v n="$kills" -v seed="$seed" \
  'BEGIN { srand(seed); for (i = 0; i < n; ++i) print int(rand() * 1050) }'); do
  kill=$((kill + 1))
  if [ $((kill % 2)) = 0 ]; then
    begin "a first build killed at $permille/1000 of its time"
    killed_at $((first_ms * permille / 1000))
    comes_to "$base/fresh.dump" '' "$new_count"
  else
    begin "an update killed at $permille/1000 of its time"
    cp -a "$base/old" index
    killed_at $((second_ms * permille / 1000))
    comes_to "$base/new.dump" "$old_count" "$new_count"
  fi
  rm -rf index
done

finish
