#!/bin/sh
# What goes out of an index: a dump that another one takes in, and requests for search engines.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
without_places() { sed -E 's/"archive":"[^"]*",//; s/"member":\[[^]]*\],//; s/"(offset|length)":[0-9]+,//g' "$@"; }
# shellcheck disable=SC2317 # called by run
rules() { python3 "$root/tests/end_to_end/bulk_rules.py" "$@"; }

begin 'a dump taken in elsewhere gives the same index, but for the places'
backfile-index add -q -d index "$corpus/articles" "$corpus/archives" "$corpus/formats"
run 0 backfile-index export -d index
cp "$work/stdout" dump.ndjson
check 'every article is in it' [ "$(wc -l < dump.ndjson)" = "$(backfile-index status -d index --count)" ]
run 0 backfile-index add -q -d again dump.ndjson
stderr < /dev/null
logical index before
logical again after
same before after
run 0 backfile-index check -q -d again

begin 'that also holds for a compressed dump, for plain reading and for a dump of a dump'
backfile-index add -q -d index "$corpus/articles"
backfile-index export -d index > dump.ndjson
gzip -k dump.ndjson
run 0 backfile-index add -q -d plain --no-analysis dump.ndjson.gz
logical index before
logical plain after
same before after
without_places dump.ndjson > first
backfile-index export -d plain | without_places > second
same first second

begin 'the same articles give the same dump, whatever segments they lie in'
mkdir in
invent 300 1 > in/a.jsonl
invent 300 2 > in/b.jsonl
backfile-index add -q -d whole in/a.jsonl in/b.jsonl
backfile-index add -q -d parts in/b.jsonl
backfile-index add -q -d parts in/a.jsonl
backfile-index export -d whole > whole.ndjson
backfile-index export -d parts > parts.ndjson
same whole.ndjson parts.ndjson

begin 'a dump that broke off goes on after its last whole line'
invent 300 3 > a.jsonl
backfile-index add -q -d index a.jsonl
backfile-index export -d index > whole.ndjson
head -c 50000 whole.ndjson | sed '$d' > broken.ndjson
last=$(tail -n 1 broken.ndjson | sed 's/.*"id":"\(bf:[0-9a-f]*\)".*/\1/')
backfile-index export -d index --after="$last" >> broken.ndjson
same whole.ndjson broken.ndjson

begin 'what a person has corrected goes out corrected, and what was removed does not'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back to work in the harbour.'
story in/b.txt 'Rain' 'It rained in the harbour.'
backfile-index add -q -d index in
backfile-index amend -d index "$(backfile-search -d index --print0 rained | tr -d '\0')" section=Weather
backfile-index remove -d index "$(backfile-search -d index --print0 dockers | tr -d '\0')" > said
run 0 sh -c 'backfile-index export -d index | grep -c "\"section\":\"Weather\""'
stdout <<'END'
1
END
backfile-index export -d index > dump.ndjson
check 'one is left' [ "$(wc -l < dump.ndjson)" = 1 ]

begin 'a dump holds all versions of a story, requests the one that stands'
mkdir in
for version in 1 2 3; do
  printf '{"id":"n1","source":"Wire","version":"%s","title":"Bridge %s","date":"2019-01-0%s","text":"Number %s."}\n' \
    "$version" "$version" "$version" "$version" > "in/$version.jsonl"
done
backfile-index add -q -d index in
backfile-index export -d index > dump.ndjson
check 'three versions' [ "$(grep -c '"external_id":"n1"' dump.ndjson)" = 3 ]
backfile-index add -q -d again dump.ndjson
logical index before
logical again after
same before after
backfile-search -d again --format=tsv --fields=title bridge > found
printf 'title\nBridge 3\n' > expected
same expected found
run 0 backfile-index export -d index --to=opensearch -o out
stdout <<'END'
1 article of generation 1, in 1 part
END
run 0 rules out
check 'the newest' grep -q '"title":"Bridge 3"' out/part-000001.ndjson
id=$(sed 's/.*"id":"\(bf:[0-9a-f]*\)".*/\1/; q' dump.ndjson)
backfile-index export -d index --after="$id" > rest
check 'none is lost' [ "$(grep -c '"external_id":"n1"' rest)" = 3 ]

begin 'requests for search engines keep their rules'
backfile-index add -q -d index "$corpus/articles" "$corpus/archives" "$corpus/formats"
run 0 backfile-index export -d index --to=opensearch --name=news -o out
says stdout '^[0-9]+ articles of generation 1, in 1 part$'
run 0 rules out
says stdout '^1 parts: [0-9]+ x index$'
run 2 backfile-index export -d index --to=opensearch --name=news -o out
stderr <<'END'
backfile-index: out holds a complete export of generation 1; name another folder
END

begin 'large exports come in parts, and a stopped one goes on to the same parts'
parted=$here
invent 16000 4 > a.jsonl
backfile-index add -q -d index a.jsonl
backfile-index export -d index --to=opensearch -o whole > said
run 0 rules whole
says stdout '^[2-9] parts: [0-9]+ x index$'
cp -r whole stopped
first=$(sed -n '1s/.*"_id":"\([^"]*\)".*/\1/p' whole/part-000001.ndjson)
check 'there is a first one' [ -n "$first" ]
last=$(grep -o '"_id":"[^"]*"' whole/part-000001.ndjson | tail -n 1 | cut -d'"' -f4)
count=$(grep -c '^{"index":' whole/part-000001.ndjson)
rm stopped/part-00000[2-9].ndjson
sed -i "s/\"parts\":[0-9]*/\"parts\":1/; s/\"articles\":[0-9]*/\"articles\":$count/; s/\"last\":\"[^\"]*\"/\"last\":\"$last\"/; s/true/false/" stopped/export.json
run 0 backfile-index export -d index --to=opensearch -o stopped
cp "$work/stdout" said-again
same said said-again
check 'the same files' diff -rq whole stopped

begin 'an export that was killed goes on'
backfile-index export -d "$parted/index" --to=opensearch -o killed > /dev/null &
child=$!
while [ ! -e killed/part-000001.ndjson ] && kill -0 "$child" 2> /dev/null; do sleep 0.01; done
kill -9 "$child" 2> /dev/null
wait "$child" 2> /dev/null
if ! grep -q '"complete":true' killed/export.json; then
  run 0 backfile-index export -d "$parted/index" --to=opensearch -o killed
fi
check 'the same files' diff -rq "$parted/whole" killed

begin 'since a generation: what is new, changed or gone'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back to work in the harbour.'
story in/b.txt 'Rain' 'It rained in the harbour.'
story in/c.txt 'Snow' 'It snowed in the hills.'
backfile-index update -q --settle=0 --max-delete=100% -d index in
rm in/a.txt
story in/d.txt 'Fog' 'Fog in the valley.'
backfile-index update -q --settle=0 --max-delete=100% -d index in
backfile-index amend -d index "$(backfile-search -d index --print0 snowed | tr -d '\0')" section=Weather
run 0 backfile-index export -d index --to=opensearch --since=2 -o last
stdout <<'END'
1 article and 0 deletions of generation 3, in 1 part
END
run 0 rules last
backfile-index update -q --settle=0 --keep=9 -d index in
run 2 backfile-index export -d index --to=opensearch --since=1 -o none
stderr <<'END'
backfile-index: index does not keep generation 1
END

begin 'deletions are told'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back to work in the harbour.'
story in/b.txt 'Rain' 'It rained in the harbour.'
backfile-index update -q --settle=0 --max-delete=100% -d index in
rm in/a.txt
backfile-index update -q --settle=0 --max-delete=100% -d index in
run 0 backfile-index export -d index --to=opensearch --since=1 -o out
stdout <<'END'
0 articles and 1 deletion of generation 2, in 1 part
END
run 0 rules out
stdout <<'END'
1 parts: 1 x delete
END

begin 'what cannot be done is said'
invent 3 1 > a.jsonl
backfile-index add -q -d index a.jsonl
run 2 backfile-index export -d index --to=opensearch
stderr <<'END'
backfile-index: export: name a folder for the parts: --output=FOLDER
END
run 2 backfile-index export -d index --to=opensearch -o out --name='My News'
stderr <<'END'
backfile-index: export: no index can be called "My News": it must be in lower-case ASCII, without spaces and any of \ / * ? " < > | , # :
END
run 2 backfile-index export -d index --after=bf:12
stderr <<'END'
backfile-index: --after: "bf:12" is no whole id, such as bf:0000000000000000
END
run 2 backfile-index export -d index --since=1
run 4 backfile-index export -d nowhere
check 'nothing was made' [ ! -e out ]
if [ -e /dev/full ]; then
  run 75 sh -c 'backfile-index export -d index > /dev/full'
  says stderr 'cannot write the dump'
fi

finish
