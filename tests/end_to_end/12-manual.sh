#!/bin/sh
# The manual pages name every verb, option and exit code of the programs.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

# plain PAGE: a manual page without its macros, "Fl -index" and "\-\-index" as "--index".
plain() {
  sed -E -e 's/\\-/-/g; s/\\f[A-Z]//g' -e 's/^\.\\".*//' -e 's/Fl -([a-z0-9-]+)/--\1/g' -e 's/Fl ([A-Za-z0-9])/-\1/g' "$1"
}

# options_of COMMAND...: the long options that its --help names, one a line.
options_of() {
  "$@" --help | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u
}

# manual_has PAGE COMMAND...: every option of the command stands in the manual page.
manual_has() {
  page=$root/docs/man/$1
  shift
  plain "$page" > manual
  options_of "$@" > options
  check 'there are options' test -s options
  while IFS= read -r option; do
    check "$option of $* is in the manual" grep -qE -- "$option([^a-z-]|\$)" manual
  done < options
}

begin 'backfile-index: every option of every verb'
manual_has backfile-index.1 backfile-index
verbs=$(backfile-index --help | sed -n '/^Subcommands/,$s/^  \([a-z]*\) .*/\1/p')
for verb in $verbs; do
  manual_has backfile-index.1 backfile-index "$verb"
  check "the verb $verb" grep -q "Cm $verb" "$root/docs/man/backfile-index.1"
done

begin 'backfile-index: no option that is none'
for verb in $verbs; do
  options_of backfile-index "$verb"
done > known
options_of backfile-index config show >> known
plain "$root/docs/man/backfile-index.1" | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u > told
while IFS= read -r option; do
  check "$option" grep -qx -- "$option" known
done << END
$(grep -vx -- '--version' told)
END

begin 'backfile-search: every option, if its manual is here'
if [ -e "$root/docs/man/backfile-search.1" ]; then
  manual_has backfile-search.1 backfile-search
fi

begin 'every reason of a refusal is explained'
sed -n '/kReasonNames = {/,/}/p' "$root/article/problem.cc" | grep -o '"[a-z-]*"' | tr -d '"' > reasons
check 'there are reasons' test -s reasons
plain "$root/docs/man/backfile-index.1" > manual
while IFS= read -r reason; do
  check "$reason" grep -qw -- "$reason" manual
done < reasons

begin 'every format is in its manual page, and no other'
sed -nE 's/^ *Format\{"([a-z0-9-]+)".*/\1/p' "$root/formats/formats.cc" | sort > formats
check 'there are formats' test -s formats
sed -n '/^\.Sh FORMATS/,/^\.Sh DATES/s/^\.It Cm //p' "$root/docs/man/backfile-formats.7" \
  | sed 's/ , /\n/g' | sort > told
same formats told

begin 'the pages are well formed'
if command -v mandoc > /dev/null; then
  for page in "$root"/docs/man/*.[1-8]; do
    check "$page" mandoc -T lint -W error "$page"
  done
else
  echo 'skipped: mandoc is not installed'
fi

finish
