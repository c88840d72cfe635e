#!/bin/sh
# One story in several papers: it is shown once if asked for, and where else it ran.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

search() { backfile-search -d index "$@"; }
update() { backfile-index update -q --settle=0 "$@"; }
# expect FILE: stdin is all that is in it.
expect() {
  cat > expected
  same expected "$1"
}
id_of() { search --print0 "$1" | tr '\0' '\n' | head -1; }

lead='A lock gate failed at Aske on Monday and 14 barges were left on the mud of the upper basin, the waterways board said. Nobody was hurt when the water ran out at 5:20 a.m. and the keeper, Dora Finch, rang the bell.'
more='The gate was built in 1902 and was to be replaced next spring for 3.4 million crowns. The board said that divers had found a crack in the lower hinge in March but had thought that it would hold for a year.'
end='Bargemen were offered rooms in the town hall. "My kitchen is on its side and so is the cat," said Ben Ottery of the Marigold, who carries gravel to Halden.'

# paper NAME SOURCE DATE TITLE TEXT: an article of a paper, as a file of JSON lines.
paper() {
  mkdir -p in
  printf '{"source":"%s","date":"%s","title":"%s","text":"%s"}\n' "$2" "$3" "$4" \
    "$(printf %s "$5" | sed 's/"/\\"/g')" > "in/$1.jsonl"
}
wires() {
  paper wire 'Meridian News Agency' 2019-04-01 'Lock gate fails at Aske' "$lead $more $end"
  paper courier 'Northern Courier' 2019-04-02 'Barges stuck in mud' "$lead $more"
  paper gazette 'Harbour Gazette' 2019-04-02 'My kitchen is on its side' "Two of the crews are from Saltmere and were expected home by Easter. $lead $end"
  paper other 'Northern Courier' 2019-04-02 'Lock keepers meet' 'Keepers of 40 locks met at Aske to talk about pensions and the price of grease.'
}

begin 'results tell where else a story ran'
wires
update -d index in
run 0 search --sort=oldest '"lock gate failed"'
sed -E 's/bf:[0-9a-f]{16}/ID/' "$work/stdout" > found
expect found <<'END'
3 articles

1. Lock gate fails at Aske
   ID  2019-04-01  Meridian News Agency  Ben Ottery, Dora Finch
   Also ran in 2 papers: Northern Courier, Harbour Gazette.
   A lock gate failed at Aske on Monday and 14 barges were left on the mud of the upper basin, the waterways board said. …

2. Barges stuck in mud
   ID  2019-04-02  Northern Courier  Dora Finch
   Also ran in 2 papers: Meridian News Agency, Harbour Gazette.
   A lock gate failed at Aske on Monday and 14 barges were left on the mud of the upper basin, the waterways board said. …

3. My kitchen is on its side
   ID  2019-04-02  Harbour Gazette  Ben Ottery, Dora Finch
   Also ran in 2 papers: Meridian News Agency, Northern Courier.
   … A lock gate failed at Aske on Monday and 14 barges were left on the mud of the upper basin, the waterways board said. …

END

begin 'without analysis no copies are looked for'
wires
backfile-index add -q -d index --no-analysis in
search --format=json '"lock gate failed"' > found
check 'three articles' grep -q '"total":3' found
search also-ran "$(id_of '"lock gate failed"')" > found
check 'no copy' [ "$(wc -l < found)" = 1 ]

begin 'copies collapse to the earliest or the best, and facets count either way'
wires
update -d index in
run 0 search --collapse=earliest --format=tsv --fields=title,copies,also_in aske
stdout <<'END'
title	copies	also_in
Lock gate fails at Aske	2	Northern Courier; Harbour Gazette
Lock keepers meet		
END
run 0 search --collapse=best --limit=1 --format=tsv --fields=title kitchen
stdout <<'END'
title
My kitchen is on its side
END
run 0 search facets --facets=source aske
stdout <<'END'
4 articles

source
  Northern Courier            2  ████████████████████
  Harbour Gazette             1  ██████████
  Meridian News Agency        1  ██████████

END
run 0 search facets --facets=source --facets-over=stories aske
stdout <<'END'
4 articles (2 without copies)

source
  Meridian News Agency        1  ████████████████████
  Northern Courier            1  ████████████████████

END

begin 'also-ran tells the places of an article and of its copies'
wires
cp in/courier.jsonl in/second-edition.jsonl
update -d index in
run 0 search also-ran --format=tsv "$(id_of '"barges stuck"')"
cut -f1,3- "$work/stdout" | sed "s#$here#HERE#g" > found
expect found <<'END'
kind	date	source	title	place	shared_percent	length
itself	2019-04-02	Northern Courier	Barges stuck in mud	HERE/in/courier.jsonl @0		
same	2019-04-02	Northern Courier	Barges stuck in mud	HERE/in/second-edition.jsonl @0		
copy	2019-04-01	Meridian News Agency	Lock gate fails at Aske	HERE/in/wire.jsonl @0	100	longer
copy	2019-04-02	Harbour Gazette	My kitchen is on its side	HERE/in/gazette.jsonl @0	51	as long
END
run 0 search also-ran "$(id_of '"lock keepers meet"')"
stdout <<'END'
HERE/in/other.jsonl @0
END

begin 'diff marks the words in which two articles differ'
paper a 'Meridian News Agency' 2019-04-01 'Lock gate fails' 'The gate was built in 1902 and failed on Monday.'
paper b 'Northern Courier' 2019-04-02 'Lock gate fails' 'The old gate was built in 1902 and failed yesterday.'
update -d index in
run 0 search diff "$(id_of monday)" "$(id_of yesterday)"
sed -E 's/bf:[0-9a-f]{16}/ID/' "$work/stdout" > found
expect found <<'END'
[-ID  2019-04-01  Meridian News Agency-]
{+ID  2019-04-02  Northern Courier+}

Lock gate fails

The {+old+} gate was built in 1902 and failed [-on Monday.-] {+yesterday.+}
END
run 2 search diff "$(id_of monday)"
stderr <<'END'
backfile-search: diff: name the ids of two articles
END

begin 'a group is the same over nights, folding and rebuilding'
wires
mv in/gazette.jsonl in/wire.jsonl .
update -d index in
mv gazette.jsonl in
update -d index in
cp in/gazette.jsonl .
rm in/courier.jsonl
update --force-delete -d index in
mv wire.jsonl in
update -d index in
wires
update -d index in
backfile-index dump -d index > nights
backfile-index fold --all -d index
backfile-index dump -d index > folded
backfile-index add -q -d fresh in
backfile-index dump -d fresh > fresh.dump
same fresh.dump nights
same fresh.dump folded
check 'three are one group' test "$(cut -f5 folded | grep -c copies)" = 3

begin 'a removed article leaves its group'
wires
rm in/gazette.jsonl
update -d index in
backfile-index remove -d index --reason='by order' "$(id_of '"barges stuck"')" > out
run 1 sh -c 'backfile-index dump -d index | grep copies='

finish
