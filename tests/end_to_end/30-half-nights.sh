#!/bin/sh
# Nights of which a part fails: nothing that was there is lost, the rest is done, and all is said.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs zip

update() { backfile-index update --settle=0 "$@"; }

# stories N: a folder `paper` with N of them.
stories() {
  mkdir -p paper
  n=0
  while [ $n -lt "$1" ]; do
    story "paper/$n.txt" "Story number $n" "It happened $n times."
    n=$((n + 1))
  done
}

# nights N: an index of N segments, which are not folded yet.
nights() {
  stories 1
  n=1
  while [ $n -le "$1" ]; do
    story "paper/$n.txt" "Story number $n" "It happened $n times."
    backfile-index add -q -d index paper
    n=$((n + 1))
  done
}

segments() { ls index/segments; }

begin 'an archive that is cut short keeps the articles behind the cut'
stories 9
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

begin 'once it is whole again, what it no longer holds goes'
stories 9
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
stories 4
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
stories 2
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
run 75 backfile-index fold --all --memory=1M -d index
says stderr 'there is not enough memory'
segments > after
same before after
run 0 backfile-index check -q -d index
run 2 backfile-index fold --time=soon -d index
says stderr 'write a time, such as 90s or 1h: soon'
run 0 backfile-index fold --all --memory=400M --time=1h -d index
run 0 backfile-index status -d index
says stdout 'in 1 segment$'

begin 'a night whose fold fails is published all the same, and says so'
nights 3
story paper/new.txt 'News' 'It is new.'
run 3 update -q --memory=1M -d index paper
says stderr 'segments of earlier nights were not merged: there is not enough memory'
run 0 backfile-search -d index title:news
run 0 backfile-index check -q -d index
run 0 update -q -d index paper

begin 'metrics that cannot be written are told, and the night is published'
stories 2
run 3 update -q --metrics=nowhere/backfile.prom -d index paper
says stderr 'the metrics are not written, all else is done: '
run 0 backfile-index status -d index --count
stdout <<'END'
2
END

finish
