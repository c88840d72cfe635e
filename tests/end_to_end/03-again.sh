#!/bin/sh
# Adding again: what is unchanged, changed, copied, moved and deleted.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

titles() { backfile-index dump -d "$1" | cut -f4 | sort > "$2"; }

begin 'a second add takes in nothing'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
run 0 backfile-index add -d index in
stderr <<'END'
2 files, 2 records: 2 articles indexed in TIME
END
run 0 backfile-index add -d index in
stderr <<'END'
2 files, 2 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
check 'still the first generation' grep -qx gen-000001 index/current

begin 'a file whose time alone has changed is read, and nothing comes of it'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
logical index before
touch -d '2001-01-01' a.txt
run 0 backfile-index add -d index a.txt
stderr <<'END'
1 file, 1 record, 1 known: 0 articles indexed in TIME
END
logical index after
same before after

begin 'a changed file replaces its article'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
run 0 backfile-index add -q -d index in
story in/a.txt 'Harbour strike goes on' 'Dockers did not go back.'
run 0 backfile-index add -d index in
stderr <<'END'
2 files, 1 unchanged, 1 record: 1 article indexed, 1 replaced in TIME
END
titles index titles
printf 'Harbour strike goes on\nRain\n' > expected
same expected titles

begin 'a file of the same size and time is read again when its content has changed'
echo '{"title":"Title one"}' > a.jsonl
touch -d 2020-01-01T00:00:00Z a.jsonl
run 0 backfile-index add -q -d index a.jsonl
echo '{"title":"Title two"}' > b.jsonl
cat b.jsonl > a.jsonl
touch -d 2020-01-01T00:00:00Z a.jsonl
run 0 backfile-index add -q -d index a.jsonl
titles index titles
echo 'Title two' > expected
same expected titles

begin 'the index is then what a fresh one would be'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
run 0 backfile-index add -q -d index in
story in/a.txt 'Harbour strike goes on' 'Dockers did not go back.'
story in/c.txt 'Snow' 'It snowed.'
run 0 backfile-index add -q -d index in
run 0 backfile-index add -q -d fresh in
logical index updated
logical fresh fresh.dump
same updated fresh.dump
run 0 backfile-index check -d index

begin 'one changed record of a stream replaces one article'
printf '{"id":"%s","source":"S","title":"Title %s","text":"Text."}\n' 1 one 2 two 3 three > a.jsonl
run 0 backfile-index add -q -d index a.jsonl
sed -i 's/Title two/Title deux/' a.jsonl
run 0 backfile-index add -d index a.jsonl
stderr <<'END'
1 file, 3 records, 2 known: 1 article indexed, 1 replaced in TIME
END
titles index titles
printf 'Title deux\nTitle one\nTitle three\n' > expected
same expected titles

begin 'one member of an archive that is packed anew'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
tar -czf in.tar.gz in
run 0 backfile-index add -q -d index in.tar.gz
story in/b.txt 'Rain' 'It rained again.'
tar -czf in.tar.gz in
run 0 backfile-index add -d index in.tar.gz
stderr <<'END'
1 file, 2 records, 1 known: 1 article indexed, 1 replaced in TIME
END
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'what is deleted is kept: add never deletes'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
run 0 backfile-index add -q -d index in
rm in/a.txt
run 0 backfile-index add -d index in
stderr <<'END'
1 file, 1 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'a member that is gone from its archive is kept'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
story in/b.txt 'Rain' 'It rained.'
tar -cf in.tar in
run 0 backfile-index add -q -d index in.tar
rm in/a.txt
tar -cf in.tar in
run 0 backfile-index add -q -d index in.tar
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'identical copies are one article'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
cp in/a.txt in/b.txt
tar -cf in.tar in
run 0 backfile-index add -d index in in.tar
stderr <<'END'
3 files, 4 records: 1 article indexed, 3 copies of others in TIME
END
run 0 backfile-index status -d index --count
stdout <<'END'
1
END

begin 'a copy lives on when the other one changes'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
cp in/a.txt in/b.txt
run 0 backfile-index add -q -d index in
story in/a.txt 'Rain' 'It rained.'
run 0 backfile-index add -q -d index in
titles index titles
printf 'Harbour strike ends\nRain\n' > expected
same expected titles

begin 'a moved file is nothing new'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index in
logical index before
mv in/a.txt in/z.txt
run 0 backfile-index add -d index in
stderr <<'END'
1 file, 1 record: 0 articles indexed, 1 copy of another in TIME
END
logical index after
same before after

begin 'one identifier for two articles: both are kept'
printf '{"id":"7","title":"Title one","text":"Text."}\n' > a.jsonl
printf '{"id":"7","title":"Title two","text":"Text."}\n' > b.jsonl
run 3 backfile-index add -d index a.jsonl b.jsonl
stderr <<'END'
HERE/b.jsonl @0: another article has its identifier; both are kept, this one under one from its text (identifier-clash)
2 files, 2 records: 2 articles indexed, 1 refused in TIME
END
run 0 backfile-index add -d index a.jsonl b.jsonl
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'the same through two archives in either order gives the same index'
mkdir one two
invent 40 1 > all.jsonl
head -n 25 all.jsonl > one/a.jsonl
tail -n 25 all.jsonl > two/a.jsonl
run 0 backfile-index add -q -d forth one two
run 0 backfile-index add -q -d back two
run 0 backfile-index add -q -d back one
logical forth forth.dump
logical back back.dump
same forth.dump back.dump

begin 'an index inside the folder that is added is no article'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index .
run 0 backfile-index add -d index .
stderr <<'END'
1 file, 1 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END

finish
