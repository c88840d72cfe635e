#!/bin/sh
# What `status`, `check` and `dump` say of an index, whole and damaged.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# an_index: two articles in ./index, and the name of its segment.
an_index() {
  printf '{"id":"%s","source":"S","title":"Title %s","date":"2018-06-05","text":"Text of it."}\n' 1 one 2 two > a.jsonl
  backfile-index add -q -d index a.jsonl
  segment=index/segments/seg-000001
}

begin 'status describes the index'
an_index
: > empty.txt
run 3 backfile-index add -q -d index empty.txt
run 0 backfile-index status -d index
stdout <<'END'
2 articles from 2 files, in 2 segments
generation 2, published NOW, schema 1
last run: add, ended NOW with exit code 3
S: 2 articles, the newest of 2018-06-05
refused as empty: 1
END
run 0 backfile-index status -d index --format=json
stdout <<'END'
{"format_version":1,"articles":2,"generation":2,"schema":1,"published":"NOW","segments":2,"files":2,"incomplete_files":0,"refused":{"empty":1},"sources":[{"source":"S","articles":2,"newest":"2018-06-05"}],"last_run":"NOW","last_success":"NOW","last_exit_code":3}
END
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'dump prints a line an article, in the order of ids'
an_index
run 0 backfile-index dump -d index
stdout <<'END'
bf:a7c8f505ae58dfb4	3c3d421df222ba9a	d4f2d0afb52627f3	Title two
bf:ea5df9dee35dcca1	9d1d731a7c8a562c	39bfdf23cd9d0c7e	Title one
END

begin 'dump --terms prints a line a term'
printf '{"id":"1","source":"S","title":"Strikes at IS","date":"2018-06-05"}\n' > a.jsonl
run 0 backfile-index add -q -d index a.jsonl
run 0 backfile-index dump --terms -d index
stdout <<'END'
D20180605	1	0
Len	1	0
M201806	1	0
Qea5df9dee35dcca1	1	0
RIS	1	3
Sat	1	0
Sis	1	0
Sstrikes	1	0
XBASIS:metadata	1	0
XHAS:date	1	0
XID:1	1	0
XMD:0605	1	0
XPARAGRAPH:	1	0
XSENTENCE:	1	0
XSOURCE:s	1	0
XSTATUS:usable	1	0
Y2018	1	0
ZSstrike	1	0
Zstrike	1	3
at	1	3
is	1	3
strikes	1	3
END

begin 'check finds a changed byte in any file'
an_index
for file in "$segment"/*; do
  [ -s "$file" ] || continue
  [ "${file##*/}" = segment.json ] && continue  # See below.
  cp "$file" kept
  size=$(stat -c %s "$file")
  printf '\125' | dd of="$file" bs=1 seek=$((size / 2)) conv=notrunc status=none
  if ! cmp -s "$file" kept; then
    run 4 backfile-index check -d index
    says stdout "HERE/$file has changed|index/segments/seg-000001/${file##*/} has changed"
  fi
  cp kept "$file"
done
run 0 backfile-index check -d index

begin 'a changed bit in a small file is found by check, and when it is opened'
an_index
backfile-index amend -d index "$(backfile-search -d index --print0 title:two | tr -d '\0')" section=Sport > amended
for file in index/current index/generations/gen-000002 index/segments/seg-000002/segment.json index/corrections; do
  cp "$file" kept
  tr 0-8 1-9 < kept > "$file"
  run 4 backfile-index check --level=1 -d index
  says stdout ' (is|or) damaged; '
  cp kept "$file"
done
for file in index/current index/generations/gen-000002 index/segments/seg-000002/segment.json; do
  cp "$file" kept
  tr 0-8 1-9 < kept > "$file"
  run 4 backfile-search -d index sport
  says stderr "^backfile-search: .* is missing or damaged; see \`backfile-index check\`"
  cp kept "$file"
done
run 0 backfile-index check -d index

begin 'a search of a damaged index gives an answer or says what is wrong'
an_index
for file in "$segment"/* index/current index/generations/*; do
  cp "$file" kept
  for damage in cut changed empty; do
    case $damage in
      cut) head -c $(($(stat -c %s kept) / 2)) kept > "$file" ;;
      changed) tr '\000-\377' '\001-\377\000' < kept > "$file" ;;
      empty) : > "$file" ;;
    esac
    backfile-search -d index -q strike > said 2>&1
    case $? in
      0 | 1) ;;
      4) grep -q '^backfile-search: ' said || echo "$file $damage: no word of why" | fail ;;
      *) { echo "$file $damage:"; cat said; } | fail ;;
    esac
    cp kept "$file"
  done
done
run 0 backfile-index check -d index

begin 'check finds what is cut off or missing'
an_index
for file in postlist.glass columns docdata.glass position.glass ledger.records; do
  cp "$segment/$file" kept
  head -c 10 kept > "$segment/$file"
  run 4 backfile-index check -d index --level=1
  rm "$segment/$file"
  run 4 backfile-index check -d index
  cp kept "$segment/$file"
done
run 0 backfile-index check -d index --level=1
stdout <<'END'
the index is whole
END

begin 'a pointer to nothing'
an_index
echo gen-000009 > index/current
run 4 backfile-index check -d index
run 4 backfile-index status -d index
stderr <<'END'
backfile-index: index/generations/gen-000009 is missing or damaged; see `backfile-index check`
END

begin 'stray files of nobody are no harm'
an_index
mkdir -p index/segments/seg-000099 index/work/groups/g000001
# Of runs that were cut off while they wrote the one file or the other.
: > index/generations/gen-000002.new
: > index/current.new
run 0 backfile-index check -d index
echo '{"title":"Three"}' > b.jsonl
run 0 backfile-index add -q -d index b.jsonl
run 0 backfile-index status -d index --count
stdout <<'END'
3
END

begin 'old generations are kept as told, and no more'
an_index
for number in 1 2 3 4; do
  echo "{\"title\":\"New $number\"}" > b.jsonl
  run 0 backfile-index add -q --keep=2 -d index b.jsonl
done
check 'two generations' test "$(ls index/generations | wc -l)" = 2
run 0 backfile-index check -d index

finish
