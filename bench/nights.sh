#!/bin/sh
# nights.sh FOLDER LIST [CONTENDER]: what a night costs the programs in that folder.
#
# LIST is a file of JSON lines with "id", "title", "text"; it is copied, and nothing in its folder is
# changed. CONTENDER is a script with the verbs `build` and `update` of contender.sh, for another
# engine; it gets the same lists. Everything happens in $TMPDIR, on a warm cache.
#
# Prints "name value unit", a line a figure; times are medians. Trust ratios within one run.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
list=$(readlink -f "$2")
contender=${3:-}
[ -z "$contender" ] || contender=$(readlink -f "$contender")
here=$(cd "$(dirname "$0")" && pwd)
PATH=$bin:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder"

seconds_of() { python3 "$here/nights.py" time "$@"; }
median() { sort -n | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
size_of() { du -sB1 "$1" | cut -f1; }
update() { backfile-index update -q --settle=0 --keep=1 -d "$@"; }

mkdir data
cp "$list" data/docs.jsonl
echo "articles $(wc -l < data/docs.jsonl)"
python3 "$here/nights.py" tree data/docs.jsonl tree

# A night without news: a folder of archives, and a tree of single files beside find.
update archives data
update files tree
for _ in 1 2 3 4 5 6; do
  seconds_of backfile-index update -q --settle=0 -d archives data >> nothing_archive
  seconds_of find tree -printf '%p %s %T@ %C@ %i\n' >> find_times
  seconds_of backfile-index update -q --settle=0 -d files tree >> nothing_tree
done
echo "nothing_new_archive $(median < nothing_archive) s"
echo "find_tree $(median < find_times) s"
echo "nothing_new_tree $(median < nothing_tree) s"
echo "nothing_new_tree_by_find $(ratio "$(median < nothing_tree)" "$(median < find_times)")"
rm -r tree files

# One article in a hundred, beside the contender.
[ -z "$contender" ] || "$contender" build data other 2 > /dev/null
python3 "$here/nights.py" change data/docs.jsonl
before=$(size_of archives)
for n in 1 2 3; do
  cp -r archives archives.$n
  seconds_of backfile-index update -q --settle=0 --keep=1 -d archives.$n data >> one_percent
  [ -n "$contender" ] || continue
  cp -r other other.$n
  seconds_of "$contender" update data other.$n >> other_percent
done
echo "one_percent $(median < one_percent) s"
if [ -n "$contender" ]; then
  echo "one_percent_contender $(median < other_percent) s"
  echo "one_percent_by_contender $(ratio "$(median < one_percent)" "$(median < other_percent)")"
fi
echo "index $before bytes"
echo "one_percent_growth $(($(size_of archives.1) - before)) bytes"

# A list that grew at its end.
head -n 2000 "$list" | sed 's/"id": *"/&late /' >> data/docs.jsonl
echo "tail $(seconds_of backfile-index update -q --settle=0 --keep=1 -d archives.1 data) s"
