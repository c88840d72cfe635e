#!/bin/sh
# The nightly run: what is new, changed, moved, half-copied, gone, and what only seems to be gone.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

titles_of() { backfile-index dump -d "$1" | cut -f4 | sort; }
update() { backfile-index update --settle=0 "$@"; }

# like_fresh INDEX PATH...: the index holds what one made now would.
like_fresh() {
  index=$1
  shift
  rm -rf fresh
  backfile-index add -q -d fresh "$@"
  logical "$index" updated
  logical fresh expected
  same expected updated
}

begin 'an index is made where there is none'
many in 3
run 0 update -d index in
stderr <<'END'
3 files, 3 records: 3 articles indexed in TIME
END
like_fresh index in

begin 'a night without news says and does nothing'
many in 3
update -q -d index in
run 0 update -q -d index in
stdout < /dev/null
stderr < /dev/null
check 'still the first generation' grep -qx gen-000001 index/current

begin 'what is gone from the archive is gone from the index'
many in 30
update -q -d index in
rm in/7.txt
run 0 update -d index in
stderr <<'END'
29 files, 29 unchanged, 0 records: 0 articles indexed, 1 deleted in TIME
END
run 1 backfile-search -d index '"story number 7"'
like_fresh index in

begin 'a record that is gone from a file goes, the others stay'
printf '{"id":"1","source":"S","title":"One"}\n{"id":"2","source":"S","title":"Two"}\n{"id":"3","source":"S","title":"Three"}\n' > a.jsonl
update -q -d index a.jsonl
printf '{"id":"1","source":"S","title":"One"}\n{"id":"3","source":"S","title":"Three, again"}\n' > a.jsonl
run 0 update -q -d index a.jsonl
titles_of index > titles
printf 'One\nThree, again\n' > expected.titles
same expected.titles titles
like_fresh index a.jsonl

begin 'a file that moved is still one article, at its new place'
many in 12
update -q -d index in
mkdir in/old
mv in/3.txt in/old/3.txt
run 0 update -d index in
stderr <<'END'
12 files, 11 unchanged, 1 record: 0 articles indexed, 1 copy of another in TIME
END
id=$(backfile-search -d index --print0 --format=text '"story number 3"' | tr -d '\0')
run 0 backfile-search -d index also-ran "$id"
stdout <<'END'
HERE/in/old/3.txt
END
like_fresh index in

begin 'of an article that stood twice the other place is left'
many in 12
cp in/5.txt in/copy.txt
update -q -d index in
rm in/5.txt
run 0 update -q -d index in
id=$(backfile-search -d index --print0 --format=text '"story number 5"' | tr -d '\0')
run 0 backfile-search -d index also-ran "$id"
stdout <<'END'
HERE/in/copy.txt
END
rm in/copy.txt
run 0 update -q -d index in
run 1 backfile-search -d index '"story number 5"'
like_fresh index in

begin 'what comes back is found again'
many in 12
update -q -d index in
mv in/5.txt away.txt
update -q -d index in
mv away.txt in/5.txt
run 0 update -q -d index in
like_fresh index in

begin 'too much gone at once: nothing is deleted until somebody says so'
many in 40
update -q -d index in
rm in/1*.txt in/20.txt
run 3 update -q --dry-run -d index in
says stderr 'up to 12 of 40 articles would go'
run 3 update -q -d index in
stderr <<'END'
12 articles have gone from the sources, more than --max-delete allows: nothing is deleted. If it is meant: --force-delete
28 files, 28 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
run 0 backfile-search -d index '"story number 12"'
run 3 update -q -d index in
run 0 update -q --force-delete -d index in
run 1 backfile-search -d index '"story number 12"'
like_fresh index in

begin 'a missing or empty source is taken for an unmounted disk'
many in 3
many other 3
update -q -d index in other
mv in away
run 3 update -q -d index in other
stderr <<'END'
HERE/in is not there; the index keeps what it has of 3 files there. Is it mounted? If it is meant: --force-delete
3 files, 3 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
mkdir in
run 3 update -q -d index in other
stderr <<'END'
HERE/in is empty; the index keeps what it has of 3 files there. Is it mounted? If it is meant: --force-delete
3 files, 3 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
rmdir in
mv away in
run 0 update -q -d index in other
like_fresh index in other

begin 'a small source that is empty is not taken for a few deletions'
many in 20
many in/wire 3
cat > backfile.toml <<END
index = "index"
[update]
settle = "0s"
[[source]]
name = "paper"
path = "in"
[[source]]
name = "wire"
path = "in/wire"
END
backfile-index update -q --config backfile.toml
rm in/wire/*.txt
run 3 backfile-index update -q --config backfile.toml
stderr <<'END'
HERE/in/wire is empty; the index keeps what it has of 3 files there. Is it mounted? If it is meant: --force-delete
20 files, 20 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
rmdir in/wire
run 3 backfile-index update -q --config backfile.toml
stderr <<'END'
HERE/in/wire is not there; the index keeps what it has of 3 files there. Is it mounted? If it is meant: --force-delete
20 files, 20 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
rm in/7.txt
run 3 backfile-index update --config backfile.toml
says stderr '1 deleted'
run 0 backfile-index update -q --force-delete --config backfile.toml
like_fresh index in

begin 'a path that never was is an error'
many in 3
run 5 update -q -d index in/nowhere
stderr <<'END'
backfile-index: HERE/in/nowhere cannot be opened, and the index holds nothing of it
END

begin 'what add has kept, update deletes'
many in 12
backfile-index add -q -d index in
printf '{"title":"One"}\n{"title":"Two"}\n' > in/a.jsonl
backfile-index add -q -d index in
printf '{"title":"One"}\n' > in/a.jsonl
backfile-index add -q -d index in
cp index/current before
backfile-index add -q -d index in
check 'what is kept makes no new generation' cmp before index/current
run 0 backfile-search -d index 'title:two'
run 0 update -q -d index in
run 1 backfile-search -d index 'title:two'
like_fresh index in

begin 'a young file waits for the next run, and is not taken for gone'
many in 2
update -q -d index in
story in/1.txt 'Half of it' 'It is still'
story in/new.txt 'Half of it, too' 'It is still'
run 0 backfile-index update --settle=1h -d index in
stderr <<'END'
3 files, 1 unchanged, 2 too fresh, 0 records: 0 articles indexed in TIME; the index is unchanged
END
titles_of index > titles
printf 'Story number 0\nStory number 1\n' > expected.titles
same expected.titles titles
run 0 update -q -d index in
like_fresh index in

begin 'a rehearsal says what would be done and does nothing'
many in 3
update -q -d index in
rm in/0.txt
story in/1.txt 'Changed' 'It is changed.'
story in/9.txt 'New' 'It is new.'
run 0 update --dry-run -d index in
stdout <<'END'
changed	HERE/in/1.txt
new	HERE/in/9.txt
gone	HERE/in/0.txt
END
check 'still the first generation' grep -qx gen-000001 index/current

begin 'sources come from the configuration'
many in/sport 2
many in/wire 2
story in/wire/0.txt 'Wire story' 'It ran on the wire.'
echo 'no news' > in/wire/readme.log
cat > backfile.toml <<'END'
index = "index"
[update]
settle = "0s"
[[source]]
name = "paper"
path = "in"
outlet = "The Paper"
exclude = ["*.log"]
sections = { "sport/*" = "Sport" }
[[source]]
name = "wire"
path = "in/wire"
outlet = "The Wire"
glob = ["*.txt"]
END
run 0 backfile-index update --config backfile.toml
stderr <<'END'
4 files, 4 records: 3 articles indexed, 1 copy of another in TIME
END
run 0 backfile-search -d index --fields=source,section,title --format=tsv 'story OR wire'
stdout <<'END'
source	section	title
The Test Post		Wire story
The Test Post	Sport	Story number 0
The Test Post	Sport	Story number 1
END
sed -i 's/The Wire/Wire Service/' backfile.toml
run 0 backfile-index update --config backfile.toml
stderr <<'END'
4 files, 2 unchanged, 2 records: 0 articles indexed in TIME
END
run 1 backfile-search -d index 'source:"The Wire"'
sed -i 's/"Sport"/"Games"/' backfile.toml
run 0 backfile-index update -q --config backfile.toml
run 1 backfile-search -d index 'section:Sport'
run 0 backfile-search -d index --format=tsv --fields=section 'section:Games'
stdout <<'END'
section
Games
Games
END
run 0 backfile-index config show --origin --config backfile.toml
stdout <<'END'
index = "index"  # HERE/backfile.toml:1

[update]
jobs = "0"  # default
memory = "none"  # default
settle = "0s"  # HERE/backfile.toml:3
max_delete = "5%"  # default
min_free = "2%"  # default
keep = "2"  # default
fold_time = "1h"  # default
wait_lock = "0s"  # default
timeout = "10s"  # default
writer = "auto"  # default
checkpoint = "1G"  # default

[report]
file = ""  # default
keep = "30"  # default
metrics = ""  # default

[alerts]
sendmail = "/usr/sbin/sendmail"  # default

[limits]
member = "100M"  # default
record = "100M"  # default
text = "20M"  # default
title = "1k"  # default
header = "64k"  # default
archive = "200G"  # default
ratio = "100"  # default
ratio_after = "10M"  # default
worker = "1G"  # default
entries = "10000000"  # default
nesting = "10"  # default
filters = "2"  # default
xml_depth = "100"  # default
json_depth = "256"  # default
html_depth = "512"  # default
mime_depth = "50"  # default

[[source]]  # HERE/backfile.toml:4
name = "paper"
path = "HERE/in"
exclude = ["*.log"]
outlet = "The Paper"
sections = { "sport/*" = "Games" }

[[source]]  # HERE/backfile.toml:10
name = "wire"
path = "HERE/in/wire"
glob = ["*.txt"]
outlet = "Wire Service"
END

begin 'a mistake in the configuration is named'
printf '[update]\nsetle = "2s"\n' > backfile.toml
run 2 backfile-index update --config backfile.toml
stderr <<'END'
backfile-index: HERE/backfile.toml:2: unknown key `update.setle`; did you mean `update.settle`?
END

begin 'what a source names must be there, and names and places stand once'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
# source KEY VALUE: a configuration with that key in line 4.
source_with() { printf '[[source]]\nname = "a"\npath = "in"\n%s = "%s"\n' "$1" "$2" > backfile.toml; }
for verb in update 'config show'; do
  source_with format nitff
  # shellcheck disable=SC2086 # two words
  run 2 backfile-index $verb --config backfile.toml
  stdout < /dev/null
  stderr <<'END'
backfile-index: HERE/backfile.toml:4: no format is called nitff; backfile-formats(7) has the names
END
done
source_with charset utf-9
run 2 backfile-index update -d index --config backfile.toml
stderr <<'END'
backfile-index: HERE/backfile.toml:4: no character set is called utf-9; try windows-1252
END
source_with zone Europe/Londn
run 2 backfile-index update -d index --config backfile.toml
stderr <<'END'
backfile-index: HERE/backfile.toml:4: no time zone is called Europe/Londn; try Europe/London
END
printf '[[source]]\nname = "a"\npath = "in"\n[[source]]\nname = "b"\npath = "./in/"\n' > backfile.toml
run 2 backfile-index update -d index --config backfile.toml
stderr <<'END'
backfile-index: HERE/backfile.toml:4: the source `b` has the same path as `a` (HERE/backfile.toml:1)
END
sed -i 's/"b"/"a"/; s/".*in.*"/"out"/' backfile.toml
run 2 backfile-index update -d index --config backfile.toml
stderr <<'END'
backfile-index: HERE/backfile.toml:4: the source `a` has the same name as `a` (HERE/backfile.toml:1)
END
run 2 backfile-index config show --config /
stdout < /dev/null
stderr <<'END'
backfile-index: /: a file in TOML is wanted, not a folder
END
check 'no index was made' test ! -e index

begin 'what lies in no source any more is counted, and stays'
many a 2
many b 3
many c 1
printf 'index = "index"\n[[source]]\nname = "b"\npath = "b"\n' > backfile.toml
update -q -d index a b c
backfile-index update -q --settle=0 --config backfile.toml
run 0 backfile-index update --settle=0 --config backfile.toml
stderr <<'END'
3 files of the index are in no source of the configuration; what came from there stays (`backfile-index rebuild` leaves it out)
3 files, 3 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
run 0 backfile-index update --settle=0 -q --config backfile.toml
stderr < /dev/null
run 0 update -d index b
stderr <<'END'
3 files, 3 records: 0 articles indexed in TIME
END

begin 'the zone of a source is that of times without one, and no id changes for it'
mkdir in
printf '%s\n' '{"title":"Summer","published":"2020-06-15T09:30"}' '{"title":"Winter","published":"2020-01-15T09:30"}' \
  '{"title":"Said","published":"2020-06-15T09:30+02:00"}' '{"title":"Day","published":"2020-06-15"}' \
  '{"title":"Secret","published":"2020-06-15","embargo":"2020-06-16"}' > in/a.jsonl
printf 'index = "index"\n[[source]]\nname = "wire"\npath = "in"\n' > backfile.toml
run 0 backfile-index update --settle=0 -q --config backfile.toml
backfile-index dump -d index | cut -f1 > ids
echo 'zone = "America/New_York"' >> backfile.toml
run 0 backfile-index update --settle=0 --config backfile.toml
stderr <<'END'
1 file, 5 records: 3 articles indexed in TIME
END
backfile-index dump -d index | cut -f1 > ids.zoned
same ids ids.zoned
run 0 backfile-index export -d index
says stdout '"title":"Summer".*"published":"2020-06-15T09:30-04:00"'
says stdout '"title":"Winter".*"published":"2020-01-15T09:30-05:00"'
says stdout '"title":"Said".*"published":"2020-06-15T09:30\+02:00"'
says stdout '"title":"Day".*"published":"2020-06-15"'
says stdout '"title":"Secret".*"embargo_until":"2020-06-16T00:00-04:00"'

begin 'sections are of the path below the source, in archives as in folders'
mkdir -p sport/in/sport sport/in/home
story sport/in/sport/cup.txt 'Cup final' 'They won.'
story sport/in/home/b.txt 'Harbour strike ends' 'Dockers went back.'
printf 'index = "index"\n[[source]]\nname = "wire"\npath = "sport/in"\nsections = { "sport/*" = "Sport" }\n' > backfile.toml
run 0 backfile-index update --settle=0 -q --config backfile.toml
run 0 backfile-search -d index --format=tsv --fields=section,title 'cup OR harbour'
stdout <<'END'
section	title
Sport	Cup final
	Harbour strike ends
END
tar -C sport/in -cf sport/in/c.tar sport home
rm -r sport/in/sport sport/in/home
run 0 backfile-index update -d packed --settle=0 -q --config backfile.toml
run 0 backfile-search -d packed --format=tsv --fields=section,title 'cup OR harbour'
stdout <<'END'
section	title
Sport	Cup final
	Harbour strike ends
END
printf '[[source]]\nname = "wire"\npath = "sport/in"\nsections = { "/sport/*" = "Sport" }\n' > backfile.toml
run 0 backfile-index update -d packed --settle=0 -q --config backfile.toml
run 1 backfile-search -d packed 'section:Sport'

begin 'init writes a configuration that update reads'
many in/a 2
many in/b 2
run 0 backfile-index init in -d index -o backfile.toml
stdout <<'END'
backfile.toml names 2 sources; look it over, then: backfile-index update --config backfile.toml
END
run 0 backfile-index update -q --settle=0 --config backfile.toml
run 0 backfile-index status -d index --count
stdout <<'END'
2
END
run 2 backfile-index init in -o backfile.toml
stderr <<'END'
backfile-index: backfile.toml is there already; name another -o
END
sed '/^\[\[source/,$d' backfile.toml | sed '${/^$/d}' > bare.toml
run 2 backfile-index init in -d elsewhere -o bare.toml
stderr <<'END'
backfile-index: bare.toml is there already; name another -o
END
run 0 backfile-index init in -d index -o bare.toml
same backfile.toml bare.toml
story in/loose.txt 'Loose story' 'It lies beside the folders.'
run 0 backfile-index init in -d index -o whole.toml
stdout <<'END'
whole.toml names 3 sources; look it over, then: backfile-index update --config whole.toml
END
run 0 backfile-index update -q --settle=0 --config whole.toml
run 0 backfile-index status -d index --count
stdout <<'END'
3
END
run 2 backfile-index update -d index
stderr <<'END'
backfile-index: update: name a path, or the configuration that names sources (--config=FILE; `backfile-index init` writes one)
END

begin 'the generation before can be made live again'
many in 12
update -q -d index in
rm in/1.txt
update -q -d index in
run 0 backfile-index rollback -d index
says stdout '^generation 1 of .* is live again, with 12 articles$'
run 0 backfile-search -d index '"story number 1"'
run 0 update -q -d index in
like_fresh index in

begin 'many nights are folded into few segments'
many in 20
update -q -d index in
night=0
while [ $night -lt 12 ]; do
  story "in/night$night.txt" "Night number $night" 'It was dark.'
  rm "in/$night.txt"
  update -q -d index in
  night=$((night + 1))
done
check 'few segments are left' test "$(ls index/segments | wc -l)" -lt 8
run 0 backfile-index check -q -d index
like_fresh index in
run 0 backfile-index fold --all --keep=1 -d index
run 0 backfile-index status -d index
says stdout 'in 1 segment$'
run 0 backfile-index check -q -d index
like_fresh index in
run 0 update -q -d index in

begin 'the report tells of each file, each refusal and the run'
many in 2
printf '\211PNG\r\n\032\n' > in/picture.png
run 3 update -q --report=report.jsonl --metrics=backfile.prom -d index in
stderr <<'END'
HERE/in/picture.png: it is a PNG picture, which holds no articles (unsupported-format)
3 files, 2 records: 2 articles indexed, 1 refused in TIME
END
sed 's/"seconds":[0-9.e-]*/"seconds":0/' report.jsonl > report
run 0 cat report
stdout <<'END'
{"type":"file","path":"HERE/in/0.txt","verdict":"read","bytes":77,"records":1}
{"type":"file","path":"HERE/in/1.txt","verdict":"read","bytes":77,"records":1}
{"type":"refused","path":"HERE/in/picture.png","reason":"unsupported-format","sentence":"it is a PNG picture, which holds no articles","known":false}
{"type":"file","path":"HERE/in/picture.png","verdict":"read","bytes":8,"records":0}
{"type":"run","verb":"update","files":3,"unchanged_files":0,"unsettled_files":0,"records":2,"known_records":0,"added":2,"updated":0,"deleted":0,"not_deleted":0,"copies":0,"refused":1,"refused_before":0,"lost_sources":0,"seconds":0,"exit_code":3}
END
check 'the metrics end in a line end' test -z "$(tail -c 1 backfile.prom)"
run 0 grep -v -e timestamp -e duration -e index_bytes -e TYPE backfile.prom
stdout <<'END'
backfile_exit_code 3
backfile_files 3
backfile_unchanged_files 0
backfile_unsettled_files 0
backfile_records 2
backfile_known_records 0
backfile_added 2
backfile_updated 0
backfile_deleted 0
backfile_not_deleted 0
backfile_copies 0
backfile_refused 1
backfile_refused_before 0
backfile_lost_sources 0
backfile_rejected{reason="unsupported-format"} 1
backfile_index_segments 1
backfile_generation 1
backfile_documents{source="The Test Post"} 2
backfile_source_silent_days{source="The Test Post"} 0
END
run 0 update -q --report=report.jsonl --metrics=backfile.prom -d index in
check 'the report before is kept' test -e report.jsonl.1
run 0 grep -e deleted -e refused backfile.prom
stdout <<'END'
# TYPE backfile_deleted gauge
backfile_deleted 0
# TYPE backfile_not_deleted gauge
backfile_not_deleted 0
# TYPE backfile_refused gauge
backfile_refused 0
# TYPE backfile_refused_before gauge
backfile_refused_before 0
END
run 0 backfile-index status -d index
stdout <<'END'
2 articles from 3 files, in 1 segment
generation 1, published NOW, schema 1
last run: update, ended NOW with exit code 0
The Test Post: 2 articles, the newest of 2020-05-17
refused as unsupported-format: 1
END

begin 'a mail names few refusals and says where the others are'
mkdir in
n=0
while [ $n -lt 30 ]; do
  printf '\211PNG\r\n\032\n%s' $n > in/$n.png
  n=$((n + 1))
done
story in/a.txt 'A story' 'It happened.'
run 3 update -q --report=report.jsonl -d index in
check 'about twenty lines' test "$(wc -l < "$work/stderr")" = 22
says stderr 'and 10 more; all of them are in report.jsonl'

finish
