#!/bin/sh
# lint.sh [format|sizes|scripts|tidy ...]: what can be seen without running anything. All of it by default.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -u
cd "$(dirname "$0")/.." || exit 2
failed=0

# The files of the project, by the ends of their names.
files() {
  for ending in "$@"; do
    find article formats index indexer searcher bench tests corpus -name "*$ending" -type f
  done | sort
}

lint_format() {
  # shellcheck disable=SC2046 # no spaces in our names
  clang-format-14 --dry-run -Werror $(files .cc .h) || failed=1
}

lint_scripts() {
  # shellcheck disable=SC2046
  shellcheck dev .ci/run packaging/*.sh $(files .sh) || failed=1
  files .py | while IFS= read -r script; do
    python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$script" || exit 1
  done || failed=1
}

lint_tidy() {
  cmake --preset tidy > /dev/null && cmake --build --preset tidy || failed=1
}

# Sizes that reviewers would have to count: files of 600 lines and more hold two things.
lint_sizes() {
  files .cc .h .sh .py | while IFS= read -r file; do
    lines=$(wc -l < "$file")
    [ "$lines" -le 600 ] || { echo "$file has $lines lines; 600 is the limit"; exit 1; }
  done || failed=1
}

[ $# = 0 ] && set -- format sizes scripts tidy
for part; do
  echo "== $part"
  case $part in
    format) lint_format ;;
    sizes) lint_sizes ;;
    scripts) lint_scripts ;;
    tidy) lint_tidy ;;
    *) echo "lint.sh: there is no $part" >&2; exit 2 ;;
  esac
done
exit "$failed"
