#!/bin/sh
# The example of docs/embedding.md is configured, built and run against an installed Backfile.
#
#     embedding.sh BUILD CXX
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
build=$1
compiler=$2
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --component library --prefix "$work/prefix" > "$work/log"
[ ! -e "$work/prefix/bin" ] || { echo "programs were installed with the library" >&2; exit 1; }
cmake -S "$root/examples/embedding" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" > "$work/log" || { cat "$work/log" >&2; exit 1; }
cmake --build "$work/build" > "$work/log" || { cat "$work/log" >&2; exit 1; }

"$work/build/embedding" "$work/index" "$root/corpus/articles" 'marran civilians' > "$work/said"
"$build/bin/backfile-search" -d "$work/index" -n 3 --format=tsv --fields=title 'marran civilians' |
  sed '1d' | awk '{ print NR ". " $0 }' > "$work/expected"
[ "$(wc -l < "$work/expected")" = 3 ] || { echo "backfile-search finds nothing" >&2; exit 1; }
sed -n 's/ ([0-9-]*, [0-9]* bytes of text)$//p' "$work/said" > "$work/got"
diff -u "$work/expected" "$work/got"
grep -qx '7 articles' "$work/said"
code=0
"$work/build/embedding" "$work/index" "$work/nowhere" x 2> "$work/log" || code=$?
[ "$code" = 5 ] || { echo "a folder that is not there gives $code" >&2; exit 1; }
