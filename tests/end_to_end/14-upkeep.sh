#!/bin/sh
# What is done by hand, now and then: corrections, removals, backups, moves, rebuilding.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

update() { backfile-index update -q --settle=0 "$@"; }
id_of() { backfile-search -d index --print0 --format=text "$1" | tr -d '\0'; }

make_index() {
  mkdir in
  story in/a.txt 'Harbour strike ends' 'Dockers went back to work in the harbour.'
  story in/b.txt 'Rain' 'It rained in the harbour.'
  story in/c.txt 'Snow' 'It snowed in the hills.'
  update -d index in
}

begin 'a corrected article is found by what it should have said, also after reindexing'
make_index
id=$(id_of rained)
run 0 backfile-index amend -d index "$id" published=1999-12-31 'people=Ada Marsh; Ben Stone' section=Weather
run 0 backfile-search -d index --format=tsv --fields=title,published,section date:1999
stdout <<'END'
title	published	section
Rain	1999-12-31	Weather
END
run 0 backfile-search -d index --format=tsv --fields=title 'person:"Ben Stone"'
stdout <<'END'
title
Rain
END
story in/b.txt 'Rain' 'It rained in the harbour, all day.'
update -d index in
run 1 backfile-search -d index 'person:"Ben Stone"'
story in/b.txt 'Rain' 'It rained in the harbour.'
update -d index in
run 0 backfile-search -d index --format=tsv --fields=title,published 'person:"Ben Stone"'
stdout <<'END'
title	published
Rain	1999-12-31
END
run 0 backfile-index check -q -d index
rm in/b.txt
update -d index in
run 1 backfile-search -d index 'person:"Ben Stone"'

begin 'a correction is noted once, and a date of it is known for what it is'
make_index
id=$(id_of rained)
run 0 backfile-index amend -d index "$id" published=1999-12-31
stdout <<END
amended $id  Rain
END
run 0 backfile-index amend -d index "$id" published=1999-12-30
run 0 backfile-search -d index show "$id"
says stdout 'Date: 1999-12-30 .*hand'
backfile-search -d index show "$id" > shown
check 'one note' test "$(grep -c 'its published was corrected by hand' shown)" = 1

begin 'going back takes neither a correction nor a removal back'
make_index
rained=$(id_of rained)
backfile-index amend -d index "$rained" section=Weather > amended
backfile-index remove -d index "$(id_of snowed)" > removed
run 0 backfile-index rollback -d index
run 1 backfile-search -d index snowed
run 0 backfile-search -d index section:Weather
sed -i 's/"Weather"/"Climate"/' index/corrections
run 4 update -d index in
says stderr 'line 1 of the file of corrections is damaged'
sed -i 's/,"digest":"[^"]*"//' index/corrections  # Then the change is meant.
run 0 update -d index in
run 0 backfile-search -d index section:Climate
run 0 backfile-index check -q -d index

begin 'a generation that is damaged is found, and not gone back to'
make_index
story in/d.txt 'Hail' 'It hailed in the hills.'
update -d index in
backfile-index fold --all -d index
printf 'x' | dd of=index/segments/seg-000001/postlist.glass bs=1 seek=9 conv=notrunc 2> dd.err
run 4 backfile-index check -d index
says stdout 'seg-000001/postlist.glass has changed'
run 4 backfile-index rollback -d index
says stderr 'is damaged; the live one stays'
run 0 backfile-search -d index hailed

begin 'a bit of the file that libxapian reads first is told, by every verb'
make_index
for at in 34 47 65; do
  cp -r index index.bit
  printf 'B' | dd of=index.bit/segments/seg-000001/iamglass bs=1 seek=$at conv=notrunc 2> dd.err
  run 4 backfile-search -d index.bit rained
  says stderr 'iamglass is missing or damaged'
  run 4 backfile-index status -d index.bit
  run 4 backfile-index check -q -d index.bit
  rm -rf index.bit
done

begin 'nothing in an index is readable by others, nor a link'
mkdir -m 755 index
make_index
check 'no rights for others' test -z "$(find index -mindepth 1 -perm /077)"
backfile-index publish -q -d index -o published
check 'nor in what is published' test -z "$(find published ! -type l -perm /077)"
mv index/segments elsewhere
ln -s ../elsewhere index/segments
run 4 backfile-search -d index rained
says stderr 'segments is a link'
run 4 backfile-index update --settle=0 -d index in

begin 'what cannot be corrected is said'
make_index
run 2 backfile-index amend -d index "$(id_of rained)" colour=red
stderr <<'END'
backfile-index: amend: there is no "colour" to set; there are title, subtitle, byline, source, published, section, language, people, organisations, places, subjects, status, url
END
run 2 backfile-index amend -d index "$(id_of rained)" published=yesterday
stderr <<'END'
backfile-index: amend: "yesterday" is no date; write 2018-06-05, 2018-06 or 2018
END
run 2 backfile-index amend -d index "$(id_of rained)" status=withold
stderr <<'END'
backfile-index: amend: "withold" is no status; there are usable, embargoed, withheld and canceled
END
run 1 backfile-index amend -d index bf:000000000000 section=X
stderr <<'END'
backfile-index: no article has the id bf:000000000000
END

begin 'a removed article stays away, whatever file brings it'
make_index
id=$(id_of snowed)
run 0 backfile-index remove -d index --reason='a court order' "$id"
run 1 backfile-search -d index snowed
cp in/c.txt in/again.txt
touch in/c.txt
run 0 update -d index in
run 1 backfile-search -d index snowed
run 0 backfile-index rebuild -q --settle=0 -d index in
run 1 backfile-search -d index snowed
run 0 backfile-index check -q -d index

begin 'a purged article is in no file of the index'
mkdir in
story in/a.txt 'Rain' 'It rained xylophones.'
story in/b.txt 'Snow' 'It snowed.'
update -d index in
story in/d.txt 'Hail' 'It hailed.'
update -d index in
check 'it is there before' grep -rq xylophon index
run 0 backfile-index remove -d index --purge "$(id_of rained)"
check 'it is nowhere after' sh -c '! grep -rq xylophon index'
run 4 backfile-index rollback -d index
run 0 backfile-index status -d index --count
stdout <<'END'
2
END
run 0 backfile-index check -q -d index

begin 'what was removed can be purged later, and what was said of it goes, too'
mkdir in
story in/a.txt 'Rain' 'It rained xylophones.'
story in/b.txt 'Snow' 'It snowed.'
update -d index in
id=$(id_of rained)
backfile-index amend -d index "$id" 'title=Zyxwvut was there' > amended
run 0 backfile-index remove -d index "$id"
run 1 backfile-index remove -d index "$id"
run 0 backfile-index remove -d index --purge "$id"
check 'no word is left' sh -c '! grep -rqE "xylophon|Zyxwvut|zyxwvut" index'
run 0 update -d index in
run 1 backfile-search -d index rained
run 0 backfile-index check -q -d index

begin 'a backup is an index, and becomes one again'
make_index
run 0 backfile-index amend -d index "$(id_of rained)" section=Weather
run 0 backfile-index backup -d index copy
stdout <<'END'
generation 2 is in copy, whole and checked
END
run 2 backfile-index backup -d index copy
run 0 backfile-search -d copy rained
run 0 backfile-index restore -d index2 --check copy
run 0 backfile-index restore -d index2 copy
stdout <<'END'
index2 is restored: generation 2, whole and checked
END
logical index before
logical index2 after
same before after
run 0 update -d index2 in
check 'corrections came along' cmp index/corrections index2/corrections
for file in copy/segments/*/docdata.glass; do
  printf 'x' | dd of="$file" bs=1 seek=20 conv=notrunc 2> dd.err
  break
done
run 4 backfile-index restore -d index3 copy
check 'a damaged backup makes no index' test ! -e index3

begin 'archives that have moved are not read again'
make_index
mv in elsewhere
run 0 backfile-index relocate -d index in elsewhere
stdout <<'END'
3 files are now known at HERE/elsewhere
END
run 0 backfile-index update --settle=0 -d index elsewhere
says stderr '3 files, 3 unchanged'
run 0 backfile-search -d index also-ran "$(id_of rained)"
stdout <<'END'
HERE/elsewhere/b.txt
END
run 0 backfile-index check -q -d index

begin 'a rebuilt index is what it was'
make_index
rm in/c.txt
update -d index in
logical index before
run 0 backfile-index rebuild -q --settle=0 -d index in
logical index after
same before after
mv in away
run 5 backfile-index rebuild -q --settle=0 -d index in
logical index kept
same before kept

begin 'a rebuild from sources that are not all there is refused'
mkdir in in/paper
n=0
while [ $n -lt 15 ]; do
  story in/paper/$n.txt "Story $n" "It happened $n times."
  n=$((n + 1))
done
story in/other.txt 'Rain' 'It rained.'
update -d index in
mv in/paper away
mkdir in/paper
run 3 backfile-index rebuild -q --settle=0 -d index in
says stderr 'give 1 of the 16 articles'
run 0 backfile-index status -d index --count
stdout <<'END'
16
END
run 0 backfile-index rebuild -q --settle=0 --force-delete -d index in
run 0 backfile-index status -d index --count
stdout <<'END'
1
END

begin 'a limit in which nothing can be read is refused, not the input'
story story.txt 'A story' 'It happened.'
run 2 backfile-index update --max-worker=20M -d index story.txt
stderr <<'END'
backfile-index: --max-worker: a process that reads archives needs 150M
END
for verb in add extract rebuild; do
  set -- -d index
  [ $verb = extract ] && set --
  run 2 backfile-index $verb "$@" --max-worker=20M story.txt
  says stderr 'needs 150M'
done

# with_unbearable: a folder with a story that a worker of 170 MB cannot bear between two others.
with_unbearable() {
  mkdir in
  story in/a.txt 'Harbour strike ends' 'Dockers went back.'
  story in/c.txt 'Snow' 'It snowed.'
  {
    printf 'A long story\n\n'
    head -c 60000000 /dev/zero | tr '\0' 'x'
  } > in/b.txt
}

begin 'a file that a worker cannot bear is refused in its turn, and tried again'
with_unbearable
if is_sanitized; then
  echo 'skipped: sanitizers and limits of memory exclude each other'
else
  run 3 backfile-index update -q --settle=0 --max-worker=170M --max-text=100M -d index in
  says stderr 'b.txt: the process that .* died'
  backfile-search -d index --format=tsv --fields=title 'snowed OR dockers' | sort > found
  printf 'Harbour strike ends\nSnow\ntitle\n' > expected
  same expected found
  printf 'A long story\n\nIt is short now.\n' > in/b.txt
  run 0 update -d index in
  run 0 backfile-search -d index 'title:"long story"'
  rm -rf fresh
  backfile-index add -q -d fresh in
  logical index updated
  logical fresh expected
  same expected updated
fi

begin 'nor does it end an extract: the rest is printed'
with_unbearable
if is_sanitized; then
  echo 'skipped: sanitizers and limits of memory exclude each other'
else
  run 3 backfile-index extract --max-worker=170M --max-text=100M in
  stderr <<'END'
in/b.txt: it takes more memory than --max-worker allows; the rest of it is not read (crashed)
END
  check 'two articles' test "$(grep -o '"title":"[^"]*"' "$work/stdout" | tr -d '\n')" = \
    '"title":"Harbour strike ends""title":"Snow"'
  run 0 backfile-index add -q -d index in/b.txt
  id=$(backfile-search -d index --print0 'title:"long story"' | tr -d '\0')
  run 0 backfile-index original -d index "$id"
  check 'the same bytes' cmp in/b.txt "$work/stdout"
  run 5 env BACKFILE_LIMITS_WORKER=160M backfile-index original -d index "$id"
  stderr <<'END'
backfile-index: HERE/in/b.txt: it takes more memory than --max-worker allows
END
fi

# How long a second of computing is differs from machine to machine: the signals that it sends are
# sent by hand.
begin 'an extract goes on behind a file without an end in sight'
mkdir in
story in/b.txt 'Snow' 'It snowed.'
awk 'BEGIN {
  print "A slow story\n"
  for (i = 0; i < 160000; ++i)
    print "\"We saw Anna Marsh of the Harbour Board in Hull on 5 May 2019,\" said Ben Stone, the mayor."
}' > in/a.txt
# shellcheck disable=SC2317 # called by run
two_seconds_early() {
  "$@" &
  program=$!
  until reader=$(cat "/proc/$program/task/$program/children") && [ -n "$reader" ]; do
    kill -0 "$program" || break
    sleep .01
  done 2> "$work/gone"
  sleep .2
  for _ in 1 2 3; do kill -PROF "${reader% }" && sleep .02; done 2> "$work/gone"
  wait "$program"
}
run 3 two_seconds_early backfile-index extract --timeout=1s in
stderr <<'END'
in/a.txt: the process that read it made no progress; the rest of it is not read (timeout)
END
says stdout '"title":"Snow"'

begin 'where the kernel has no Landlock, each run says so, and mails say it once'
needs python3
# shellcheck disable=SC2317 # run calls it
without() { python3 "$root/tests/end_to_end/without_landlock.py" "$@"; }
confined='this kernel has no Landlock: processes that read archives are less confined'
mkdir in
story in/a.txt 'Snow' 'It snowed.'
run 0 without backfile-index update -q --settle=0 --report=report.jsonl -d index in
check 'it is said' grep -qx "$confined" "$work/stderr"
check 'the report has it' grep -q '"cage_lacks":"Landlock"' report.jsonl
run 0 without backfile-index update -q --settle=0 -d index in
check 'it is no news' test ! -s "$work/stderr"
run 0 without backfile-index update --settle=0 -d index in
check 'it is said to whoever looks' grep -qx "$confined" "$work/stderr"
run 0 backfile-index status -d index
check 'it is known' grep -q 'its kernel had no Landlock: ' "$work/stdout"
run 0 backfile-index status -d index --format=json
check 'it is known to programs' grep -q '"cage_lacks":"Landlock"' "$work/stdout"

begin 'a run that may not write large files ends, and blames no file for it'
mkdir in
n=0
while [ $n -lt 40 ]; do
  { printf 'Story %s\n\n' $n; head -c 9000 /dev/urandom | od -An -tx1 | tr -d ' '; } > in/$n.txt
  n=$((n + 1))
done
run 75 sh -c 'ulimit -f 100; backfile-index update -q --settle=0 -d index in'
run 0 update -d index in
run 0 backfile-index status -d index --count
stdout <<'END'
40
END

finish
