#!/bin/sh
# Files that grow: their tails are read, what stood there before is compared and not read again.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

update() { backfile-index update --settle=0 -d index in; }

# like_fresh: the index holds what one made now would.
like_fresh() {
  rm -rf fresh
  backfile-index add -q -d fresh in
  logical index updated
  logical fresh expected
  same expected updated
}

# lines FROM TO: these of a thousand articles; some 1.2 MB in all.
invent 1000 7 > "$work/articles"
lines() { sed -n "$1,$2p" "$work/articles"; }

# loose FROM TO: a file each.
loose() {
  n=$1
  lines "$1" "$2" | while IFS= read -r line; do
    printf '%s\n' "$line" > "$n.json"
    n=$((n + 1))
  done
}

begin 'of a list that grew the new lines are read, and the last old one'
mkdir in
lines 1 800 > in/a.jsonl
update 2> said
lines 801 810 >> in/a.jsonl
run 0 update
stderr <<'END'
1 file, 11 records, 1 known: 10 articles indexed in TIME
END
like_fresh
lines 811 820 >> in/a.jsonl
run 0 update
stderr <<'END'
1 file, 11 records, 1 known: 10 articles indexed in TIME
END
like_fresh

begin 'a line that was half written is read again, whole'
mkdir in
{ lines 1 800; lines 801 801 | head -c 100; } > in/a.jsonl
update 2> said
lines 1 802 > in/a.jsonl
run 0 update
stderr <<'END'
1 file, 2 records: 2 articles indexed in TIME
END
like_fresh

begin 'a change before the tail is noticed, however small, and all is read'
mkdir in
lines 1 800 > in/a.jsonl
update 2> said
sed -i '3s/"title":"\(.\)/"title":"\1\1/' in/a.jsonl
lines 801 810 >> in/a.jsonl
run 0 update
stderr <<'END'
1 file, 810 records, 799 known: 11 articles indexed, 1 replaced in TIME
END
like_fresh

begin 'a list that was cut short loses what is gone, and no more'
mkdir in
lines 1 800 > in/a.jsonl
update 2> said
lines 1 790 > in/a.jsonl
run 0 update
stderr <<'END'
1 file, 790 records, 790 known: 0 articles indexed, 10 deleted in TIME
END
like_fresh

begin 'a file that was only touched is not read again'
mkdir in
lines 1 800 > in/a.jsonl
update 2> said
touch in/a.jsonl
run 0 update
stderr <<'END'
1 file, 1 record, 1 known: 0 articles indexed in TIME
END
like_fresh

begin 'a tar that grew: new members, and what was refused before stays known'
mkdir in
loose 1 200
printf '\211PNG\r\n\032\n' > x.png
tar cf in/a.tar x.png ./[1-9].json ./[1-9][0-9].json ./1[0-4]?.json
run 3 update
tar rf in/a.tar ./15?.json
run 0 update
stderr <<'END'
1 file, 11 records, 1 known: 10 articles indexed in TIME
END
like_fresh
run 0 backfile-index status -d index
says stdout 'unsupported-format'

begin 'killed while it reads a tail, it comes to the same'
mkdir in
lines 1 700 > in/a.jsonl
update 2> said
lines 701 1000 >> in/a.jsonl
for moment in 0.01 0.03 0.05 0.1 0.2; do
  cp -a index killed
  backfile-index update -q --settle=0 -d killed in & victim=$!
  sleep "$moment"
  kill -9 "$victim" 2> /dev/null
  wait "$victim" 2> /dev/null
  run 0 backfile-index update -q --settle=0 -d killed in
  logical killed updated
  rm -rf killed fresh
  backfile-index add -q -d fresh in
  logical fresh expected
  same expected updated
done

finish
