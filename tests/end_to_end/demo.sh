#!/bin/sh
# demo.sh FOLDER: what Backfile does, shown on the sample corpus with the programs in that folder.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
PATH=$(cd "$1" && pwd):$PATH
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
index=$folder/index

say() { printf '\n# %s\n' "$1"; }

# show COMMAND: prints it as one would type it, then runs it.
show() {
  printf '$ %s\n' "$1" | sed "s#$index#index#g"
  sh -c "$1"
}

say 'Articles go in, from folders and archives alike. Copies are one article.'
show "backfile-index add -d $index corpus/articles corpus/archives"
show "backfile-index status -d $index"

say 'Ranked answers, with exact counts over all matches.'
show "backfile-search -d $index --limit=3 --facets=source,date,people 'marran civilians killed'"

say 'Acronyms that are words: who is not WHO.'
show "backfile-search -d $index --limit=3 'WHO'"

say 'Phrases, parentheses, OR and NOT.'
show "backfile-search -d $index --limit=3 '\"harbour wall\" (gate OR view) -ferry'"

say 'By person, source and date.'
show "backfile-search -d $index --limit=3 'person:oakes date:2018 source:\"Meridian News Agency\"'"
show "backfile-search -d $index --sort=newest --limit=3 'person:\"Daniel Oakes\" date:2019..'"

say 'For other programs: a line of JSON a hit.'
show "backfile-search -d $index --format=jsonl --limit=1 --facets=source 'title:lindqvist'"

say 'Adding again takes in what is new, which is nothing.'
show "backfile-index add -d $index corpus/articles corpus/archives"
show "backfile-index check -d $index"
