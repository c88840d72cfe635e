#!/bin/sh
# eval.sh FOLDER: prints the quality of what the programs in that folder tell and find.
#
# Quotes, speakers, acronyms and dates: precision and recall over the marked articles in gold/, for
# the two thirds that were looked at while tuning and the third that was not.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")"
"$bin/telling_eval" gold/telling_tune.txt gold/telling_test.txt
"$bin/copies_eval" gold/copies_tune.txt gold/copies_test.txt

# Ranking, people and page reading against the shared data, by its own scorers.
shared=${BACKFILE_SHARED:-../../../shared}
if [ ! -d "$shared/eval" ]; then
  echo 'ranking, people, pages: skipped: no shared data'
  exit 0
fi
for scorer in relevance people html; do
  python3 "$shared/eval/$scorer.py" "$bin"
done
