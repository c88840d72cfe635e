#!/bin/sh
# Several indexes searched as one: what they answer is what one index of all would.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3
shards=$root/tests/end_to_end/shards.py
faces=$root/tests/end_to_end/shards_faces.py
export BACKFILE_CACHE="$work/cache"

mkdir "$work/wires"
python3 "$shards" wires "$work/wires"
find "$corpus/articles" "$corpus/archives" "$corpus/formats" "$work/wires" -type f \
  ! -name '*.expected.json' | sort > "$work/files"

# index NAME: of the files that stdin names.
index() { tr '\n' '\0' | xargs -0 backfile-index add -q -d "$work/$1" 2> "$work/problems"; }
index one < "$work/files"
awk 'NR % 2 == 0' "$work/files" | index a
awk 'NR % 2 == 1' "$work/files" | index b

begin 'all answers are those of one index'
check 'they are equal' python3 "$shards" compare "$work/one" "$work/a" "$work/b"

begin 'so are all pages, and all data of the web page'
mkdir home
printf 'home = "home"\n[[shard]]\npath = "%s"\n[[shard]]\npath = "%s"\n' "$work/a" "$work/b" > cluster.toml
check 'they are equal' python3 "$faces" pages "$work/one" cluster.toml

begin 'so are bundles, with their originals'
check 'they are equal' python3 "$faces" bundles "$work/one" "$work/a" "$work/b"

begin 'in whatever order they are named, and with one that is a part of another'
head -n 30 "$work/files" | index part
check 'they are equal' python3 "$shards" compare --few "$work/one" "$work/b" "$work/part" "$work/a"

begin 'shares of the files make up the whole'
for share in 1 2 3; do
  tr '\n' '\0' < "$work/files" | xargs -0 backfile-index add -q -d "$work/share-$share" --shard=$share/3 2> "$work/problems"
  backfile-index status -d "$work/share-$share" --format=json > said
  check 'it is not all' test "$(grep -o '"files":[0-9]*' said | head -n 1 | cut -d: -f2)" -lt "$(wc -l < "$work/files")"
done
check 'they are equal' python3 "$shards" compare --few "$work/one" "$work/share-1" "$work/share-2" "$work/share-3"
for share in 0/3 4/3 3 a/b; do
  run 2 backfile-index add -q -d "$work/share-1" --shard=$share "$work/wires"
  says stderr "^backfile-index: --shard: write K/N, such as 3/8: $share\$"
done
run 2 backfile-index add -q -d "$work/share-1" --shard=1/3 -
says stderr 'standard input has no name to tell its share by'
run 2 backfile-index status -d "$work/a" -d "$work/b"

begin 'a folder that cannot be written to changes nothing but the time it takes'
export BACKFILE_CACHE=/proc/backfile
check 'they are equal' python3 "$shards" compare --few "$work/one" "$work/a" "$work/b"
export BACKFILE_CACHE="$work/cache"

begin 'what is worked out between them is kept, and only of the latest'
check 'something is kept' test "$(ls "$work/cache/bridges" | wc -l)" -eq 3
for n in 1 2 3 4 5 6 7 8; do
  printf 'Night %s\n\nNothing happened.\n' $n > "night.txt"
  backfile-index add -q -d "$work/part" night.txt
  backfile-search -q -d "$work/part" -d "$work/a" night > out
done
check 'eight are kept' test "$(ls "$work/cache/bridges" | wc -l)" -eq 8

begin 'what people know about people is known of all of them'
printf 'Zacharias Quill\tKate Allen\n' > "$work/b/people.tsv"
backfile-search people -d "$work/a" -d "$work/b" "*" --format=csv > rows
check 'the name in the table is shown' grep -q '^people,value,Zacharias Quill,' rows
printf 'Ann Other\tKate Allen\n' > "$work/a/people.tsv"
run 2 backfile-search people -d "$work/a" -d "$work/b" "*"
says stderr 'people.tsv and that of another index: Line'
rm "$work/a/people.tsv" "$work/b/people.tsv"

begin 'the original of an article comes from its own index'
for place in "$work/a" "$work/b"; do
  id=$(backfile-search -d "$place" -q --format=csv --fields=id --limit=1 agreed | tail -n 1 | tr -d '\r')
  backfile-search show --raw -d "$place" "$id" > expected
  run 0 backfile-search show --raw -d "$work/a" -d "$work/b" "$id"
  same expected "$work/stdout"
done

begin 'what is kept in one index has no place in several'
run 2 backfile-search alert add -d "$work/a" -d "$work/b" harbour harbour
stderr <<'END'
backfile-search: alert: alerts are kept in the folder of one index, and several are searched here; name one of them alone
END
run 2 backfile-search alert run -d "$work/a" -d "$work/b"
check 'the web page says so, and offers nothing else' python3 "$faces" homeless "$work/a" "$work/b"
run 4 backfile-search -d "$work/a" -d "$here/none" harbour
stderr <<'END'
backfile-search: there is no index at HERE/none; `backfile-index add` makes one
END

finish
