#!/bin/sh
# fuzz.sh TARGET [SECONDS]: grows the inputs of one fuzz target (default: two minutes). What it finds
# stays in build/fuzz/found/TARGET; inputs worth keeping go to corpus/fuzz/TARGET by hand.
set -eu
cd "$(dirname "$0")/../.."
target=${1:?name a target: $(cd tests/fuzz && ls ./*_fuzz.cc)}
found=build/fuzz/found/$target
cmake --preset fuzz
cmake --build build/fuzz --target "${target}_fuzz"
mkdir -p "$found"
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0"  # Fonts that poppler keeps.
exec "build/fuzz/tests/fuzz/${target}_fuzz" -max_total_time="${2:-120}" -timeout=10 -rss_limit_mb=2048 \
  -artifact_prefix="$found-" "$found" "corpus/fuzz/$target"
