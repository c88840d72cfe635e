#!/bin/sh
# An index of the first release (tests/first_release): what came after reads it, adds to it and folds it.
#
# It was made of five of the sample articles in /srv/news, in two runs, the second of which replaced one; a section
# was amended and an alert kept. It is never made anew.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3

# unpack: index, as the first release left it, and news, which it was made of.
unpack() {
  python3 -m tarfile -e "$root/tests/first_release/index.tar.xz" .
  for file in capital-ledger/2018/marran-report.json harbour-gazette/2018/charity-counts-marran-dead.txt \
    northern-courier/2018/correction-marran.txt northern-courier/2018/marran-strikes-report.txt scraped/barley-drought.txt; do
    mkdir -p "news/${file%/*}"
    cp "$corpus/articles/$file" "news/$file"
  done
}

# answers FILE: to questions that need each part of the index; without scores and notes, in which what a later run has
# replaced counts until it is folded away.
answers() {
  for question in 'marran civilians' '"coalition air"' 'growers NEAR/5 valley' 'killed /s coalition' 'title:charity' \
    'person:"Neil Sugden"' 'said:marsh' 'org:"Ministry of Defence"' CHO 'date:2018-06-06..2018-06-07' 'section:investigations' \
    'source:"Capital Ledger"' 'has:correction' oats; do
    backfile-search -d index --format=jsonl --fields=id,published,title,people -- "$question"
    echo "exit code $?"
  done > "$1"
  for verb in 'facets *' 'kwic bakery' 'also-ran bf:f9511000' 'show bf:f9511000' 'show bf:742987' '--collapse=best marran' 'alert list'; do
    # shellcheck disable=SC2086 # words of one verb
    (set -f && backfile-search $verb -d index)
  done >> "$1"
  sed -i 's/"took_us":[0-9]*/"took_us":0/; s/"notes":\[[^]]*\],//' "$1"
}

begin 'it is whole, and reading changes nothing in it'
unpack
cp -r index before
run 0 backfile-index check --level=2 -d index
stdout <<'END'
the index is whole
END
run 0 backfile-index status -d index
says stdout '^5 articles from 5 files, in 3 segments$'
says stdout '^generation 3, published NOW, schema 1$'
answers said
rm -f index/lock
check 'it is as it was' diff -r before index

begin 'it is searched'
unpack
run 0 backfile-search -d index -n 2 --snippet=60 --facets=source,section,people --facet-values=2 'marran civilians'
stdout <<'END'
4 articles, 1 to 2

1. Air strikes on Marran ‘killed four times as many civilians as admitted’
   bf:f95110009084c013  2018-06-06  The Northern Courier  Daniel Oakes, Helen Marsh, Neil Sugden
   Also ran in The Capital Ledger.
   Hundreds of civilians were killed in the coalition air …

2. Coalition killed hundreds in Marran, says charity
   bf:917affda950a0105  2018-06-06  The Capital Ledger  Daniel Oakes, Helen Marsh
   Also ran in The Northern Courier.
   … out of the city of Marran killed at least 640 civilians …

source
  The Northern Courier        2  ████████████████████
  The Capital Ledger          1  ██████████
  1 other, 1 in all

section
  Corrections          1  ████████████████████
  International        1  ████████████████████
  2 others, 2 in all

people
  Daniel Oakes        3  ████████████████████
  Helen Marsh         3  ████████████████████
  3 others, 4 in all

END
run 0 backfile-search -d index --format=tsv --fields=id,section,title \
  '"coalition air" OR person:"Neil Sugden" OR (growers NEAR/5 valley) OR said:holroyd'
stdout <<'END'
id	section	title
bf:016d3cbfa841e816	Corrections	Correction: Air strikes on Marran
bf:f95110009084c013	Investigations	Air strikes on Marran ‘killed four times as many civilians as admitted’
bf:8fac62b0d495a87b		Farmers count the cost as barley fails for third year
bf:917affda950a0105	International	Coalition killed hundreds in Marran, says charity
END
run 1 backfile-search -q -d index oats
run 0 backfile-search alert list -d index
says stdout '^civilians	civilians	'
run 0 backfile-search also-ran -d index bf:f9511000
says stdout 'The Capital Ledger  bf:917affda950a0105  Coalition killed hundreds in Marran, says charity$'

begin 'what it has taken in is known, and is added to'
unpack
answers before
run 0 backfile-index relocate -d index /srv/news "$here/news"
run 0 backfile-index add -d index news
stderr <<'END'
5 files, 5 records, 5 known: 0 articles indexed in TIME
END
answers after
sed -i "s#$here/news#/srv/news#" after
same before after
story news/ferry.txt 'Ferry to Saltmere resumes' 'The ferry runs again, Helen Marsh said.'
run 0 backfile-index add -d index news
run 0 backfile-search -d index --format=tsv --fields=title ferry
stdout <<'END'
title
Ferry to Saltmere resumes
END
run 0 backfile-search -d index -q --format=tsv --fields=title 'person:marsh date:2020'
run 0 backfile-search alert run -d index
run 0 backfile-index check --level=2 -d index

begin 'folded, it is an index of today with the same answers'
unpack
answers before
run 0 backfile-index fold --all -d index
run 0 backfile-index check --level=2 -d index
run 0 backfile-index status -d index
says stdout '^5 articles from 5 files, in 1 segment$'
backfile-index add -q -d fresh news
check 'its schema is that of a new index' \
  test "$(grep -ho '"schema":[0-9]*' index/generations/gen-000004)" = "$(grep -ho '"schema":[0-9]*' fresh/generations/gen-000001)"
answers after
same before after

finish
