#!/bin/sh
# Backfile as one contender among search engines, for a harness that calls
#
#   contender.sh info
#   contender.sh build DATA OUT [THREADS]                        index DATA/docs.jsonl at OUT
#   contender.sh update DATA OUT                                 what has changed in it since
#   contender.sh query OUT QUERIES RESULT [plain|facets] [PASSES]   warm, in one process
#   contender.sh cliloop OUT QUERIES RESULT [PASSES]             a process for each fifth query
#
# The programs are those in $BACKFILE_BIN (default: build/release/bin of this checkout).
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
here=$(dirname "$(readlink -f "$0")")
PATH=${BACKFILE_BIN:-$here/../build/release/bin}:$PATH

case $1 in
  info) echo 'input=jsonl threads=1,2 facets=yes query=in-process(C++) lang=C++' ;;
  build)
    rm -rf "$3"
    exec backfile-index add -q -d "$3" --jobs="${4:-1}" "$2/docs.jsonl"
    ;;
  update) exec backfile-index add -q -d "$3" "$2/docs.jsonl" ;;
  query | cliloop) exec python3 "$here/contender.py" "$@" ;;
  *)
    sed -n '2,/^# The programs/s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
