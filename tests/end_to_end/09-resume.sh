#!/bin/sh
# A long first build keeps its finished groups: killed, it goes on where it was.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# A group is 100 parts of 250 documents: one more file than a group can hold.
begin 'what a killed build has finished is not done again'
mkdir in
for part in 1 2 3; do
  invent 9000 "$part" > "in/$part.jsonl"
done
backfile-index add -q -d index in > added 2>&1 &
victim=$!
waited=0
while [ ! -e index/work/groups/g000001 ] && kill -0 "$victim" 2> /dev/null && [ "$waited" -lt 6000 ]; do
  sleep 0.02
  waited=$((waited + 1))
done
kill -9 "$victim"
wait "$victim" 2> /dev/null
check 'nothing is published yet' test ! -e index/current
check 'a group is finished' test -d index/work/groups/g000001
run 4 backfile-index status -d index
run 0 backfile-index add -d index in
says stderr '^3 files, 2 unchanged, 9000 records, [0-9]+ known: '
run 0 backfile-index add -q -d fresh in
logical index resumed.dump
logical fresh fresh.dump
same resumed.dump fresh.dump
run 0 backfile-index check -d index
check 'nothing is left over' test ! -e index/work/groups/g000001

begin 'a group of a broken run is let go of when its articles have changed since'
mkdir in
invent 26000 1 > in/a.jsonl
backfile-index add -q -d index in > added 2>&1 &
victim=$!
waited=0
while [ ! -e index/work/groups/g000001 ] && kill -0 "$victim" 2> /dev/null && [ "$waited" -lt 6000 ]; do
  sleep 0.02
  waited=$((waited + 1))
done
kill -9 "$victim"
wait "$victim" 2> /dev/null
sed -i '1~3s/"title":"/"title":"Changed /' in/a.jsonl
run 0 backfile-index add -q -d index in
run 0 backfile-index add -q -d fresh in
logical index resumed.dump
logical fresh fresh.dump
same resumed.dump fresh.dump

finish
