#!/bin/sh
# The sessions in README.md and in the guides are what really happens.
#
# A block that begins with ```console holds commands after `$ `, a line each, and what they say. They
# are run one after the other, all of a document in one folder with the corpus beside it.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# What a document calls the folder of its session.
named() { sed "s#/home/ada/news#$here#g"; }

for document in README.md docs/tutorial.md docs/operating.md; do
  begin "each command of $document says what it says there"
  ln -s "$corpus" corpus
  sed -n '/^```console$/,/^```$/p' "$root/$document" | sed '/^```/d' > "$work/session"
  check 'there is a session' grep -q '^\$ backfile-search' "$work/session"
  grep '^\$ ' "$work/session" | sed 's/^\$ //' > "$work/commands"
  while IFS= read -r command; do
    printf '$ %s\n' "$command"
    sh -c "$command" 2>&1 < /dev/null
  done < "$work/commands" > "$work/stdout"
  sed -i 's/[ \r]*$//' "$work/stdout" "$work/session"
  named < "$work/session" | sanitise > "$work/said"
  stdout < "$work/said"
done

for document in README.md docs/tutorial.md docs/operating.md docs/comparison.md docs/embedding.md docs/architecture.md docs/scale-out.md; do
  begin "each file that $document links to is there"
  folder=$(dirname "$root/$document")
  grep -o '](\([^)#]*\)' "$root/$document" | sed 's/^](//' | grep -v '^http' > links
  while IFS= read -r link; do
    check "$link" test -e "$folder/$link"
  done < links
done

finish
