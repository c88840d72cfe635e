#!/bin/sh
# A long first build keeps its finished groups: killed, it goes on where it was.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# flashes COUNT SEED: articles that are a title and nothing else, quickly read.
flashes() { invent "$1" "$2" | sed 's/,"text":.*/}/'; }

# kill_after_a_group: starts to add ./in to ./index, and kills it when a group is finished.
kill_after_a_group() {
  backfile-index add -q --checkpoint=500K -d index in > added 2>&1 &
  victim=$!
  while [ ! -e index/work/groups/g000001 ] && kill -0 "$victim" 2> /dev/null; do sleep 0.02; done
  kill -9 "$victim"
  wait "$victim" 2> /dev/null
}

# A group is half a megabyte here: not even the first file.
begin 'what a killed build has finished is not done again'
mkdir in
for part in 1 2 3 4; do
  flashes 9000 "$part" > "in/$part.jsonl"
done
kill_after_a_group
check 'nothing is published yet' test ! -e index/current
check 'a group is finished' test -d index/work/groups/g000001
run 4 backfile-index status -d index
run 0 backfile-index add -d index in
says stderr '^4 files, 36000 records, [1-9][0-9]* known: '
run 0 backfile-index add -q -d fresh in
logical index resumed.dump
logical fresh fresh.dump
same resumed.dump fresh.dump
run 0 backfile-index check -d index
check 'nothing is left over' test ! -e index/work/groups/g000001

begin 'a group of a broken run is let go of when its articles have changed since'
mkdir in
flashes 30000 1 > in/a.jsonl
kill_after_a_group
sed -i '1~3s/"title":"/"title":"Changed /' in/a.jsonl
run 0 backfile-index add -q -d index in
run 0 backfile-index add -q -d fresh in
logical index resumed.dump
logical fresh fresh.dump
same resumed.dump fresh.dump

finish
