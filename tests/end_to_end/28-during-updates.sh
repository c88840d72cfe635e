#!/bin/sh
# 28-during-updates.sh [SEARCHES [UPDATES]]: searches while the index is updated again and again.
#
# Every update replaces every article by its next edition. A search, at whatever moment, sees all
# articles of one edition: no error, none missing, none of another edition. Most of the searches
# are spread over the updates; what is asked last sees the last edition.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
searches=${1:-60}
updates=${2:-6}
articles=40

# edition N: all articles, in their N-th edition, moved into place in one step.
edition() {
  awk -v n="$1" -v articles="$articles" 'BEGIN {
    for (i = 1; i <= articles; ++i) {
      printf "{\"title\":\"Edition %d\",\"text\":\"Harbour report %d of edition %d.\"}\n", n, i, n
    }
  }' > edition.jsonl
  mv edition.jsonl in/a.jsonl
}

# asked: one search; its rows are all articles of one edition, which is noted.
asked() {
  if ! backfile-search -d index -q --format=tsv --fields=title --limit=1000 harbour > rows 2> said; then
    { echo 'a search failed:'; cat said; } | fail
    return
  fi
  sed 1d rows | sort | uniq -c > editions
  if [ "$(awk '{ print $1 }' editions)" != "$articles" ]; then
    { echo "not $articles articles of one edition:"; cat editions; } | fail
    return
  fi
  awk '{ print $3 }' editions >> seen
}

begin "$searches searches during $updates updates see one edition each"
mkdir in
edition 0
run 0 backfile-index add -q -d index in
(
  n=1
  while [ "$n" -le "$updates" ]; do
    edition "$n"
    backfile-index update -q --settle=0 -d index in || echo "update $n failed" >> trouble
    n=$((n + 1))
  done 2>> trouble
  : > updated
) &
updating=$!
asked=0
while [ "$asked" -lt "$searches" ] || [ ! -e updated ]; do
  asked
  asked=$((asked + 1))
done
wait "$updating"
check 'no update failed' test ! -s trouble
asked
check 'the last search sees the last edition' test "$(tail -n 1 seen)" = "$updates"
check 'editions only ever become newer' sort -n -c seen
check 'searches fell between updates' test "$(sort -u seen | wc -l)" -gt 2
run 0 backfile-index check -d index

finish
