#!/bin/sh
# Nights of which a part fails: nothing that was there is lost, the rest is done, and all is said.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs zip

update() { backfile-index update --settle=0 "$@"; }

# nights N: an index of N segments, which are not folded yet.
nights() {
  many paper 1
  n=1
  while [ $n -le "$1" ]; do
    story "paper/$n.txt" "Story number $n" "It happened $n times."
    backfile-index add -q -d index paper
    n=$((n + 1))
  done
}

segments() { ls index/segments; }

begin 'an archive that is cut short keeps the articles behind the cut'
many paper 9
mkdir in
tar -cf whole.tar -C paper .
cp whole.tar in/paper.tar
run 0 update -q -d index in
head -c 5000 whole.tar > in/paper.tar
run 3 update -q -d index in
says stderr 'paper.tar: .*damaged-archive'
run 0 backfile-index status -d index --count
stdout <<'END'
9
END
run 0 update -q -d index in
cp whole.tar in/paper.tar
run 0 update -q -d index in
logical index updated
backfile-index add -q -d fresh in
logical fresh expected
same expected updated

# long_stories N: a folder `paper` with N of 20 KB, which do not compress well.
long_stories() {
  mkdir -p paper
  n=0
  while [ $n -lt "$1" ]; do
    head -c 15000 /dev/urandom | base64 -w 76 > noise
    story "paper/$n.txt" "Story number $n" "It happened $n times."
    cat noise >> "paper/$n.txt"
    n=$((n + 1))
  done
}

begin 'wherever it is cut, it keeps them'
long_stories 5
mkdir in
tar -cf whole.tar -C paper 0.txt 1.txt 2.txt 3.txt 4.txt
tar -czf whole.tar.gz -C paper 0.txt 1.txt 2.txt 3.txt 4.txt
(cd paper && zip -q ../whole.zip 0.txt 1.txt 2.txt 3.txt 4.txt)
mkdir outer && cp whole.tar outer/inner.tar && tar -cf outer.tar -C outer inner.tar
mkdir zipped && cp whole.zip zipped/inner.zip && tar -cf zipped.tar -C zipped inner.zip
for archive in whole.tar whole.tar.gz whole.zip outer.tar zipped.tar; do
  rm -rf index in && mkdir in && cp $archive in/
  update -q -d index in
  for permille in 30 200 410 666 900 985; do
    head -c $(($(wc -c < $archive) * permille / 1000)) $archive > in/$archive
    backfile-index update -q --settle=0 -d index in > said 2>&1
    check "$archive at $permille" test "$(backfile-index status -d index --count)" = 5
  done
done

begin 'a list that is compressed and cut within its last line keeps it'
long_stories 3
mkdir in
for n in 0 1 2; do
  printf '{"title":"Story number %s","text":"%s"}\n' $n "$(tr -cd 'A-Za-z0-9 ' < paper/$n.txt)"
done > list.jsonl
gzip -c list.jsonl > list.jsonl.gz
cp list.jsonl.gz in/
update -q -d index in
head -c $(($(wc -c < list.jsonl.gz) * 9 / 10)) list.jsonl.gz > in/list.jsonl.gz
run 3 update -q -d index in
run 0 backfile-index status -d index --count
stdout <<'END'
3
END

begin 'what an archive within hides stays hidden when the outer one grows'
long_stories 4
mkdir in outer
head -c 200000 /dev/urandom | base64 > outer/pad.txt
tar -czf outer/inner.tar.gz -C paper 0.txt 1.txt
cp paper/2.txt outer/b.txt
cp paper/3.txt outer/c.txt
tar -cf in/outer.tar -C outer b.txt inner.tar.gz pad.txt
update -q -d index in
articles=$(backfile-index status -d index --count)
head -c 15000 outer/inner.tar.gz > outer/cut && mv outer/cut outer/inner.tar.gz
tar -cf in/outer.tar -C outer b.txt inner.tar.gz pad.txt
backfile-index update -q --settle=0 -d index in > said 2>&1
check 'after the cut' test "$(backfile-index status -d index --count)" = "$articles"
tar -rf in/outer.tar -C outer c.txt
backfile-index update -q --settle=0 -d index in > said 2>&1
check 'after it has grown' test "$(backfile-index status -d index --count)" = $((articles + 1))

begin 'a record that gives more articles than before is taken in again'
mkdir in
feed() {
  printf '<rss version="2.0"><channel><title>The Test Post</title>'
  for n in "$@"; do printf '<item><guid>g%s</guid><title>Item %s</title><description>It is item %s.</description></item>' "$n" "$n" "$n"; done
  printf '</channel></rss>'
}
capture() {
  feed "$@" > body
  { printf 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n'; cat body; } > answer
  printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://test.example/feed\r\nWARC-Date: 2018-06-05T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:%s>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %s\r\n\r\n' "$#" "$(wc -c < answer)"
  cat answer
  printf '\r\n\r\n'
}
capture 1 2 > in/feed.warc
run 0 update -q -d index in
capture 1 2 3 > in/feed.warc
run 0 timeout 60 backfile-index update -q --settle=0 -d index in
run 0 backfile-index status -d index --count
stdout <<'END'
3
END

begin 'once it is whole again, what it no longer holds goes'
many paper 9
mkdir in
tar -cf whole.tar -C paper .
cp whole.tar in/paper.tar
update -q -d index in
head -c 5000 whole.tar > in/paper.tar
run 3 update -q -d index in
rm paper/3.txt
tar -cf in/paper.tar -C paper .
run 0 update -d index in
says stderr ' 1 deleted '
run 0 backfile-index status -d index --count
stdout <<'END'
8
END

begin 'an archive within an archive that is cut short keeps its articles, its neighbours go'
many paper 4
mkdir in outer
tar -cf outer/inner.tar -C paper .
cp paper/0.txt outer/other.txt
story outer/gone.txt 'Gone' 'It went.'
tar -cf in/outer.tar -C outer .
update -q -d index in
head -c 3000 outer/inner.tar > outer/cut.tar
mv outer/cut.tar outer/inner.tar
rm outer/gone.txt
tar -cf in/outer.tar -C outer .
run 3 update -q -d index in
says stderr 'inner.tar: .*damaged-archive'
run 0 backfile-index status -d index --count
stdout <<'END'
4
END
run 1 backfile-search -d index title:gone

begin 'a member that is encrypted from now on keeps its article'
many paper 2
mkdir in
(cd paper && zip -q ../in/paper.zip 0.txt 1.txt)
update -q -d index in
rm in/paper.zip
(cd paper && zip -q ../in/paper.zip 0.txt && zip -q -P secret ../in/paper.zip 1.txt)
run 3 update -q -d index in
says stderr '(encrypted)'
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'a fold that has not memory enough leaves the segments as they are'
nights 3
segments > before
if is_sanitized; then
  echo 'skipped: sanitizers and limits of memory exclude each other'
else
  run 75 backfile-index fold --all --memory=1M -d index
  says stderr 'there is not enough memory'
  segments > after
  same before after
  run 0 backfile-index check -q -d index
fi
run 2 backfile-index fold --time=soon -d index
says stderr 'write a time, such as 90s or 1h: soon'
run 0 backfile-index fold --all --memory=400M --time=1h -d index
run 0 backfile-index status -d index
says stdout 'in 1 segment$'

begin 'a fold does not make a damaged ledger look whole'
nights 3
records=$(find index/segments/seg-000001 -name ledger.records)
printf 'x' | dd of="$records" bs=1 seek=20 conv=notrunc 2> dd.err
run 4 backfile-index fold --all --time=9000000000s -d index
says stderr 'ledger.records is damaged'

begin 'a night whose fold fails is published all the same, and says so'
if is_sanitized; then
  echo 'skipped: sanitizers and limits of memory exclude each other'
else
  nights 3
  story paper/new.txt 'News' 'It is new.'
  run 3 update -q --memory=1M -d index paper
  says stderr 'segments of earlier nights were not merged: there is not enough memory'
  run 0 backfile-search -d index title:news
  run 0 backfile-index check -q -d index
  run 0 update -q -d index paper
fi

begin 'metrics that cannot be written are told, and the night is published'
many paper 2
run 3 update -q --metrics=nowhere/backfile.prom -d index paper
says stderr 'the metrics are not written, all else is done: '
check 'the note of the run says so' grep -q '"exit_code":3' index/last-run.json
run 0 backfile-index status -d index --format=json
says stdout '"last_success":"NOW","last_exit_code":3'
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

finish
