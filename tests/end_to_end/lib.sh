# What the end-to-end tests share: run the real programs, compare all that they say.
#
# A test is a POSIX shell script that reads this file first:
#
#     . "$(dirname "$0")/lib.sh"
#     begin 'a second add takes in nothing'       # a subtest, in an empty folder of its own
#     run 0 backfile-index add -d index stories    # the exit code that is expected, and the command
#     stdout <<'END'                               # all of what it said, made comparable
#     END
#     stderr <<'END'
#     1 file, 1 unchanged, 0 records: 0 articles indexed in TIME; the index is unchanged
#     END
#     finish                                       # last line: prints a summary and exits
#
# What is no test's business is replaced before comparing: the folder of the test (HERE), the
# corpus (CORPUS), durations (TIME), moments (NOW), process numbers, and what the kernel lacks.
#
# The programs are those in $BACKFILE_BIN (default: build/release/bin). KEEP=1 keeps the folders.
#
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
set -u
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1
unset BACKFILE_PAGER PAGER CLICOLOR_FORCE

root=$(cd "$(dirname "$0")" && while [ ! -e CMakePresets.json ] && [ "$PWD" != / ]; do cd ..; done && pwd)
corpus=$root/corpus
PATH=$(cd "${BACKFILE_BIN:-$root/build/release/bin}" && pwd):$PATH || exit 2
work=$(mktemp -d)
# shellcheck disable=SC2034 # for the tests
shared=${BACKFILE_SHARED:-$root/../shared}

subtests=0
failed=0
comparisons=0
subtest=
broken=

clean_up() {
  if [ "${KEEP:-0}" = 1 ]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# skip REASON: the whole test cannot run here.
skip() {
  echo "skipped: $1"
  exit 77
}

needs() {
  for program in "$@"; do
    command -v "$program" > /dev/null || skip "$program is not installed"
  done
}

end_subtest() {
  [ -z "$subtest" ] && return
  if [ -n "$broken" ] && [ ! -e "$work/failed" ]; then
    echo "FAILED: $subtest: it is marked as broken ($broken) and works" >&2
    failed=$((failed + 1))
  elif [ -n "$broken" ]; then
    echo "known as broken: $subtest: $broken"
  elif [ -e "$work/failed" ]; then
    failed=$((failed + 1))
  fi
}

# begin CLAIM: a new subtest, in an empty folder.
begin() {
  end_subtest
  subtest=$1
  broken=
  rm -f "$work/failed"
  subtests=$((subtests + 1))
  here=$work/$subtests
  mkdir "$here"
  cd "$here" || exit 1
}

# known_broken REASON: the present subtest fails for a reason that is known.
known_broken() { broken=$1; }

# fail: what stdin says is wrong with the present subtest. Mostly the end of a pipe, so that what
# it sets would be lost in its subshell: a file remembers.
fail() {
  : > "$work/failed"
  if [ -n "$broken" ]; then cat > /dev/null; return; fi
  echo "FAILED: $subtest" >&2
  sed 's/^/    /' >&2
}

sanitise() {
  sed -E \
    -e '/^(this|its) kernel ha[sd] no .*: processes that read archives (are|were) less confined$/d' \
    -e 's/,"cage_lacks":"[^"]*"//' \
    -e "s#$here#HERE#g; s#$corpus#CORPUS#g; s#$root#ROOT#g" \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z \(/NOW (/g' \
    -e 's/of [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z is live/of NOW is live/' \
    -e 's/((published|ended|last_run|last_success)"?:?,? ?"?)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/\1NOW/g' \
    -e 's/in ([0-9]+ min )?[0-9.]+ (s|ms)\b/in TIME/g' \
    -e 's/process [0-9]+ on [^ ]+ since/process PID on HOST since/g'
}

# run CODE COMMAND...: runs it with its output kept for stdout, stderr and `output`.
run() {
  expected=$1
  shift
  "$@" > "$work/stdout" 2> "$work/stderr"
  code=$?
  [ "$code" = "$expected" ] && return 0
  { echo "exit code $code instead of $expected: $*"; cat "$work/stdout" "$work/stderr"; } | sanitise | fail
}

compare() {
  cat > "$work/expected"
  sanitise < "$work/$1" > "$work/got"
  comparisons=$((comparisons + 1))
  [ -n "${KEEP_OUTPUT:-}" ] && cp "$work/got" "$KEEP_OUTPUT/$comparisons"  # See update.py.
  cmp -s "$work/expected" "$work/got" && return
  { echo "$1 is not what it should be:"; diff -u --label expected --label "$1" "$work/expected" "$work/got"; } | fail
}

# stdout, stderr: stdin is all that the last command said there.
stdout() { compare stdout; }
stderr() { compare stderr; }

# says WHERE PATTERN: a line of stdout or stderr of the last command matches (extended expression).
says() {
  sanitise < "$work/$1" > "$work/got"
  grep -Eq -- "$2" "$work/got" && return
  { echo "$1 has no line like: $2"; cat "$work/got"; } | fail
}

# same A B: two files are equal.
same() {
  cmp -s "$1" "$2" && return
  { echo "$1 and $2 differ:"; diff -u "$1" "$2" | head -n 40; } | fail
}

# check WHAT COMMAND...: the command must succeed.
check() {
  what=$1
  shift
  "$@" > "$work/check" 2>&1 && return
  { echo "not so: $what"; cat "$work/check"; } | fail
}

# logical INDEX FILE: what is in an index, whatever its files look like.
logical() {
  { backfile-index dump -d "$1" && backfile-index dump --terms -d "$1"; } > "$2" ||
    echo "dump -d $1 failed" | fail
}

# invent COUNT SEED: as many short articles of chance, as JSON lines.
invent() { sh "$root/bench/corpus.sh" "$1" "$2"; }

# story FILE TITLE TEXT: a small article in plain text.
story() {
  printf 'Source: The Test Post\nDate: 2020-05-17\n\n%s\n\n%s\n' "$2" "$3" > "$1"
}

# is_sanitized: limits of memory and sanitizers exclude each other.
is_sanitized() { grep -q __asan_init "$(command -v backfile-index)"; }

# many FOLDER N: N files with a story each.
many() {
  mkdir -p "$1"
  n=0
  while [ $n -lt "$2" ]; do
    story "$1/$n.txt" "Story number $n" "It happened $n times."
    n=$((n + 1))
  done
}

finish() {
  end_subtest
  subtest=
  cd / || exit 1
  echo "$((subtests - failed)) of $subtests as they should be"
  [ "$failed" = 0 ]
  exit
}
