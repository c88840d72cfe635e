#!/bin/sh
# The session in README.md is what really happens.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'each command of the README says what the README says'
ln -s "$corpus" corpus
sed -n '/^```console$/,/^```$/p' "$root/README.md" | sed '/^```/d' > session
check 'there is a session' grep -q '^\$ backfile-search' session
grep '^\$ ' session | sed 's/^\$ //' > commands
while IFS= read -r command; do
  printf '$ %s\n' "$command"
  sh -c "$command" 2>&1 < /dev/null
done < commands > "$work/stdout"
sed -i 's/ *$//' "$work/stdout" session
sanitise < session > expected
stdout < expected

begin 'each file that the README links to is there'
grep -o '](\([^)#]*\)' "$root/README.md" | sed 's/^](//' | grep -v '^http' > links
while IFS= read -r link; do
  check "$link" test -e "$root/$link"
done < links

finish
