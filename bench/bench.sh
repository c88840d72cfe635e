#!/bin/sh
# bench.sh FOLDER [ARTICLES]: times the programs in that folder over articles of chance.
#
# Prints "name value unit", a line a figure. Trust ratios within one run: words of chance compress
# and rank unlike news, and the machine has other things to do.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
count=${2:-20000}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$bin:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder"

# measure NAME COMMAND...: seconds and megabytes.
measure() {
  name=$1
  shift
  # shellcheck disable=SC2046 # three words
  set -- $(python3 "$here/watch.py" "$@")
  [ "$3" = 0 ] || { echo "$name failed with $3" >&2; exit 1; }
  echo "$name $1 s"
  echo "${name}_memory $2 MB"
}

sh "$here/corpus.sh" "$count" 1 > articles.jsonl
bytes=$(stat -c %s articles.jsonl)
echo "articles $count"
awk -v b="$bytes" 'BEGIN { printf "input %.1f MB\n", b / 1e6 }'
measure add_first backfile-index add -q -d index articles.jsonl | tee measured
awk -v b="$bytes" '$1 == "add_first" { printf "add_first_rate %.2f MB/s\n", b / 1e6 / $2 }' measured
measure add_nothing_new backfile-index add -q -d index articles.jsonl
du -sB1 index | awk '{ printf "index_size %.1f MB\n", $1 / 1e6 }'
sed -i '37~100s/"title":"/"title":"Kingfisher /' articles.jsonl
measure add_one_percent_changed backfile-index add -q -d index articles.jsonl
measure check backfile-index check -d index

# Reading alone, by format: megabytes a second of one core, without what is told from the words.
mkdir archives
python3 "$here/large_archives.py" archives 50
"$bin/../bench/read_bench" archives/*
rm -r archives

# What is told from the words, by step.
find "$here/../corpus/articles" -name '*.txt' -exec "$bin/../bench/telling_bench" {} +

# Questions of each kind, from words of the corpus.
cut -d'"' -f20 articles.jsonl | head -n 200 | tr -d '.' | awk '{ print "{\"id\":" NR * 3 - 2 \
  ",\"kind\":\"and\",\"op\":\"and\",\"terms\":[\"" tolower($1) "\",\"" tolower($2) "\"]}"
  print "{\"id\":" NR * 3 - 1 ",\"kind\":\"or\",\"op\":\"or\",\"terms\":[\"" tolower($1) "\",\"" tolower($3) "\"]}"
  print "{\"id\":" NR * 3 ",\"kind\":\"phrase\",\"op\":\"phrase\",\"terms\":[\"" $1 "\",\"" $2 "\"]}" }' > queries.jsonl
for mode in plain facets; do
  BACKFILE_BIN=$bin python3 "$here/contender.py" query index queries.jsonl "$mode.jsonl" "$mode" 5
  python3 - "$mode" "$mode.jsonl" << 'END'
import json, statistics, sys
rows = [json.loads(line) for line in open(sys.argv[2])]
for kind in ("and", "or", "phrase"):
    times = sorted(statistics.median(row["us"]) for row in rows if row["kind"] == kind)
    print(f"search_{kind}_{sys.argv[1]}_p50 {times[len(times) // 2]:.0f} us")
    print(f"search_{kind}_{sys.argv[1]}_p95 {times[int(len(times) * .95)]:.0f} us")
END
done
