#!/bin/sh
# Bad input costs itself alone, and is named: archive, member, reason.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs zip

# two FOLDER: two articles in a folder.
two() {
  mkdir "$1"
  story "$1/a.txt" 'Harbour strike ends' 'Dockers went back.'
  story "$1/b.txt" 'Rain' 'It rained.'
}

begin 'an archive that breaks off: what came before is kept'
mkdir in
invent 2000 1 > in/a.jsonl
story in/b.txt 'Rain' 'It rained.'
tar -cf in.tar in/a.jsonl in/b.txt
head -c 500000 in.tar > cut.tar
run 3 backfile-index add -d index cut.tar
says stderr '^HERE/cut\.tar.*\(damaged-archive\)$'
check 'hundreds of articles came before' test "$(backfile-index status -d index --count)" -gt 500

begin 'a broken archive is named on the first run only, and read again when it is whole'
two in
tar -czf in.tar.gz in
head -c 100 in.tar.gz > some.tar.gz
run 3 backfile-index add -d index some.tar.gz
stderr <<'END'
HERE/some.tar.gz: it cannot be unpacked: truncated gzip input (damaged-archive)
1 file, 0 records: 0 articles indexed, 1 refused in TIME
END
run 0 backfile-index add -d index some.tar.gz
stderr <<'END'
1 file, 1 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END
cp in.tar.gz some.tar.gz
run 0 backfile-index add -d index some.tar.gz
stderr <<'END'
1 file, 2 records: 2 articles indexed in TIME
END

begin 'an encrypted member of a zip'
two in
zip -q in.zip in/a.txt
zip -q -P secret in.zip in/b.txt
run 3 backfile-index add -d index in.zip
stderr <<'END'
HERE/in.zip » in/b.txt: it is encrypted; unpack it with its password first (encrypted)
1 file, 1 record: 1 article indexed, 1 refused in TIME
END

begin 'what is no article is told apart by its content, whatever its name'
printf '\211PNG\r\n\032\n0000' > picture.txt
printf '\000\377\376\200\000\005' > noise.txt
: > empty.txt
printf '  \n\n  ' > blank.txt
printf '{"title":"One"}\n{"title":\n' > broken.jsonl
run 3 backfile-index add -d index picture.txt noise.txt empty.txt blank.txt broken.jsonl
stderr <<'END'
HERE/blank.txt: there is no text in it (empty)
HERE/broken.jsonl @16: it is not valid JSON: The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc. (bad-record)
HERE/empty.txt: it is empty (empty)
HERE/noise.txt: it is in no format that is read (unknown-format)
HERE/picture.txt: it is a PNG picture, which holds no articles (unsupported-format)
5 files, 3 records: 1 article indexed, 5 refused in TIME
END
run 0 backfile-index add -d index .
stderr <<'END'
5 files, 5 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
END

begin 'special files in a folder'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
mkfifo in/fifo
ln -s a.txt in/link
run 3 backfile-index add -d index in
stderr <<'END'
HERE/in/fifo: it is a link or a special file, not a file (unsafe-name)
HERE/in/link: it is a link or a special file, not a file (unsafe-name)
1 file, 1 record: 1 article indexed, 2 refused in TIME
END

begin 'special files in a folder are news on the first run only'
mkdir in
mkfifo in/fifo
run 3 backfile-index add -d index in
run 0 backfile-index add -d index in

begin 'links in an archive'
two in
ln -s /etc/passwd in/link
ln in/a.txt in/second
tar -cf in.tar in
run 3 backfile-index add -d index in.tar
says stderr '^HERE/in\.tar » in/link: it is a link or a special file \(unsafe-name\)$'
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

begin 'members whose names lead out of the archive are read, and nothing is written'
mkdir deep
story a.txt 'Harbour strike ends' 'Dockers went back.'
(cd deep && tar -P -cf ../in.tar ../a.txt)
run 0 backfile-index add -q -d index in.tar
run 0 backfile-index extract in.tar
says stdout '"member":\["\.\./a\.txt"\]'

begin 'archives within archives: ten levels, and no more'
story a.txt 'Harbour strike ends' 'Dockers went back.'
cp a.txt level
for _ in 1 2 3 4 5 6 7 8 9 10; do
  tar -cf next level
  mv next level
done
mv level ten.tar
tar -cf eleven.tar ten.tar
run 0 backfile-index extract ten.tar
run 3 backfile-index extract eleven.tar
stdout < /dev/null
says stderr 'archives are nested too deeply \(too-deep\)$'
run 3 backfile-index extract --max-nesting=9 ten.tar

begin 'archives that are not on the list are refused, and nobody opens them'
printf 'Rar!\032\007\001\000 and more' > a.rar
printf 'MSCF\000\000\000\000 and more' > b.cab
printf 'xar!\000\034\000\001 and more' > c.xar
{ head -c 32768 /dev/zero; printf '\001CD001\001\000 and more'; } > d.iso
printf 'xx-lh5-xxxxxx and more' > e.lha
run 3 backfile-index add -d index a.rar b.cab c.xar d.iso e.lha
stderr <<'END'
HERE/a.rar: it is a RAR archive, which holds no articles (unsupported-format)
HERE/b.cab: it is a cabinet archive, which holds no articles (unsupported-format)
HERE/c.xar: it is an xar archive, which holds no articles (unsupported-format)
HERE/d.iso: it is a disk image, which holds no articles (unsupported-format)
HERE/e.lha: it is an LHA archive, which holds no articles (unsupported-format)
5 files, 0 records: 0 articles indexed, 5 refused in TIME
END

begin 'an entity is never fetched, neither from a file nor from the network'
echo 'Nobody may read this.' > secret.txt
cat > a.xml <<'END'
<?xml version="1.0"?>
<!DOCTYPE nitf [
<!ENTITY secret SYSTEM "secret.txt">
<!ENTITY users SYSTEM "file:///etc/passwd">
<!ENTITY far SYSTEM "http://127.0.0.1:9/far">
]>
<nitf><head><title>Harbour strike ends</title></head>
<body><body.content><p>&secret; &users; &far; It is over.</p></body.content></body></nitf>
END
run 0 backfile-index extract a.xml
says stdout '"body":"&secret; &users; &far; It is over\."'

begin 'a bomb is left alone'
head -c 60000000 /dev/zero | tr '\0' 'a' > big.txt
gzip -9 big.txt
run 3 backfile-index add -d index big.txt.gz
says stderr '\(bomb\)$'

begin 'of very many bad members the first are named, and how it went on'
python3 - <<'END'
import io, tarfile
with tarfile.open("many.tar", "w") as tar:
    for _ in range(10050):
        tar.addfile(tarfile.TarInfo("empty.txt"), io.BytesIO())
END
run 3 backfile-index update --settle=0 --report=report.jsonl -d index many.tar
check 'names 10,000' [ "$(grep -c 'it is empty' report.jsonl)" = 10000 ]
check 'says that there are more' grep -q 'over 10,000 things in it were refused' report.jsonl
says stderr '10001 refused'

begin 'a member over the limit'
two in
run 3 backfile-index add -d index --max-member=60 in
says stderr '^HERE/in/a\.txt: .*\(too-large\)$'

begin 'a text over the limit is cut off, and the article says so'
printf 'A headline\n\n%s\n' 'Words and words and words.' > a.txt
run 0 backfile-index extract --max-text=10 a.txt
says stdout '"body":"Words and",.*"notes":\["the text was cut off at the limit"\]'

begin 'every limit can be set, and can be none'
printf 'A headline\n\n%s\n' 'Words and words and words.' > a.txt
run 0 backfile-index extract --max-title=5 a.txt
says stdout '"title":"A hea'
run 0 backfile-index extract --max-text=none --max-title=none --max-member=none a.txt
says stdout '"body":"Words and words and words."'
printf '{"title":"One","text":"Short."}\n{"title":"Two","text":"%200d"}\n' 7 > a.jsonl
run 3 backfile-index add -d records --max-record=100 a.jsonl
says stderr '^HERE/a\.jsonl @32: .*\(too-large\)$'
gzip -c a.txt | gzip | gzip > a.gz
run 3 backfile-index add -d filters a.gz
says stderr '\(too-deep\)$'
run 0 backfile-index add -d more --max-filters=3 a.gz
cat > a.xml <<'END'
<nitf><head><title>Budget</title></head><body><body.content><p>It was <em>agreed</em>.</p></body.content></body></nitf>
END
run 0 backfile-index add -q -d xml a.xml
run 3 backfile-index add -d flat --max-xml-depth=4 a.xml
says stderr '\(too-deep\)$'
printf '{"title":"T","text":"Deep.","x":[[[[1]]]]}' > a.json
run 0 backfile-index add -q -d json a.json
run 3 backfile-index add -d flat --max-json-depth=4 a.json
says stderr '^HERE/a\.json'
run 2 backfile-index add -d index --max-mime-depth=100000 a.txt
says stderr 'limits\.mime_depth: it must be from 1 to 1000$'
run 2 backfile-index update -d index --max-html-depth=2000 a.txt
says stderr 'limits\.html_depth: it must be from 1 to 1000$'

begin 'names that are no UTF-8 and names with control characters are shown safely'
two in
mv in/a.txt "$(printf 'in/\377\033[31m.txt')"
: > "$(printf 'in/\377\033[31m.txt')"
run 3 backfile-index add -d index in
check 'no byte of it reaches the terminal' sh -c "! grep -q \"\$(printf '\033')\" '$work/stderr'"

begin 'a link that leads to itself is refused by its name'
ln -s loop loop
for verb in extract 'add -d index' 'update -d index'; do
  # shellcheck disable=SC2086 # words
  run 5 backfile-index $verb loop
  says stderr 'loop cannot be opened'
done
story a.txt 'Snow' 'It snowed.'
backfile-index update -q --settle=0 -d index a.txt
run 5 backfile-index update -d index loop
run 4 backfile-search -d loop snow
run 0 backfile-index status -d index --count
stdout <<'END'
1
END

finish
