#!/bin/sh
# Real archives, counted two ways. Needs $BACKFILE_SHARED (data/news and data/seed-article.txt in
# it); says "skipped: no shared data" without it. A quarter of an hour at most.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/end_to_end/lib.sh"
[ -d "$shared/data/news" ] || skip 'no shared data'
needs python3
data=$shared/data
index=$work/index

# count QUESTION: how many articles it finds.
count() {
  backfile-search -d "$index" -q --format=jsonl --limit=1 "$1" | tail -n 1 |
    sed -E 's/.*"total":([0-9]+).*/\1/'
}

# between LEAST NUMBER MOST
between() {
  [ "$1" -le "$2" ] && [ "$2" -le "$3" ] && return
  echo "$2 is not between $1 and $3" | fail
}

begin 'all archives are taken in, and what is refused has its reason'
backfile-index add -d "$index" "$data/news" "$data/seed-article.txt" 2> "$work/added"
code=$?
tail -n 1 "$work/added"
case $code in 0 | 3) ;; *) tail "$work/added" | fail ;; esac
sed '$d' "$work/added" | sed -E 's/.*\(([a-z-]+)\)$/\1/' | sort | uniq -c
sed '$d' "$work/added" | grep -Ev ' \([a-z-]+\)$|further refusals' > unexplained
check 'no line without a reason' test ! -s unexplained
run 0 backfile-index check -d "$index"

begin 'a second run has nothing to do'
run 0 backfile-index add -d "$index" "$data/news" "$data/seed-article.txt"
says stderr ' 0 records: 0 articles indexed.*; the index is unchanged$'

backfile-index extract "$data/news" "$data/seed-article.txt" > "$work/extracted" 2> "$work/refused"

begin 'Reuters-21578 has 21,578 articles; 1,807 are titles alone, beside those without a marked body'
python3 - "$work/extracted" > reuters <<'END'
import json, sys
ids, titles = set(), set()
for line in open(sys.argv[1], encoding="utf-8"):
    article = json.loads(line)
    if article["format"] == "reuters-sgml":
        ids.add(article["id"])
        if not article.get("body"):
            titles.add(article["id"])
print(len(ids), len(titles))
END
read -r articles titles < reuters
between 21578 "$articles" 21578
between 1700 "$titles" 2600
between 21578 "$(count source:Reuters)" 23000

begin 'BBC: 2,225 files and a README give about 2,127 articles; copies are one'
distinct() { # FILE PATTERN: different ids of articles whose archive matches
  grep -E "\"archive\":\"[^\"]*$2" "$1" | grep -o '^{"id":"bf:[0-9a-f]*' | sort -u | wc -l
}
between 2120 "$(distinct "$work/extracted" 'bbc\.zip')" 2130

begin 'ABP gives about 23,500'
between 23000 "$(distinct "$work/extracted" '/abp/')" 24000

begin 'the index holds each extracted article once'
extracted=$(grep -o '^{"id":"bf:[0-9a-f]*' "$work/extracted" | sort -u | wc -l)
run 0 backfile-index status -d "$index" --count
between "$extracted" "$(cat "$work/stdout")" "$extracted"

begin 'each member is an article or is named with its reason'
python3 - "$data/news" "$work/extracted" "$work/refused" > missing <<'END'
import json, pathlib, shutil, subprocess, sys, tarfile, zipfile
root, extracted, refused = sys.argv[1:]
read = set()
for line in open(extracted, encoding="utf-8"):
    article = json.loads(line)
    read.add((article["archive"], article.get("member", [""])[0]))
named = open(refused, encoding="utf-8", errors="replace").read()

def members(path):
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [m.filename for m in archive.infolist() if not m.is_dir()]
    if path.name.endswith(".tar.zst") and shutil.which("zstd"):
        with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as unpacked:
            with tarfile.open(fileobj=unpacked.stdout, mode="r|") as archive:
                return [m.name for m in archive if m.isfile()]
    if path.name.endswith((".tar.gz", ".tgz", ".tar")):
        with tarfile.open(path) as archive:
            return [m.name for m in archive if m.isfile()]
    return []

seen = 0
for path in sorted(pathlib.Path(root).rglob("*")):
    for member in members(path) if path.is_file() else []:
        seen += 1
        if (str(path), member) not in read and f"{path} » {member}" not in named:
            print(path, member)
print(seen, "members", file=sys.stderr)
END
check 'none is missing' test ! -s missing
head -n 20 missing

begin 'facet counts are those of a plain count'
run 0 backfile-search -d "$index" facets --format=json --facet-values=none \
  --facets=source,date,people,section,language,places,organisations,subjects,date-basis
check 'they agree' python3 "$root/tests/end_to_end/facet_counts.py" "$work/extracted" "$work/stdout"

begin 'the seed article comes first'
run 0 backfile-search -d "$index" -q --facets=source,date,people --format=jsonl --limit=1 'airstrikes civilians raqqa'
says stdout '"rank":1,.*Campaign to liberate Raqqa'

finish
