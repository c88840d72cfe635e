#!/bin/sh
# The two writers of segments: nobody can tell which one was at work.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'an index by the API holds what one by the direct writer holds'
for writer in direct api; do
  backfile-index add -q -d $writer --writer=$writer "$corpus/articles"
  check "names $writer" grep -rq "\"writer\":\"$writer\"" $writer/segments
  run 0 backfile-index check -q -d $writer
  backfile-index dump --terms -d $writer > $writer.dump
done
same direct.dump api.dump

begin 'each goes on where the other stopped'
backfile-index add -q -d index --writer=api "$corpus/articles/harbour-gazette"
backfile-index add -q -d index --writer=direct "$corpus/articles/northern-courier"
backfile-index fold -d index --all
backfile-index check -q -d index
backfile-index add -q -d expected "$corpus/articles/harbour-gazette" "$corpus/articles/northern-courier"
logical index updated
logical expected fresh
same fresh updated

begin 'a writer that there is not is refused'
run 2 backfile-index add -d index --writer=quill "$corpus/articles"
stderr <<'END'
backfile-index: there is no writer quill; say direct, api or auto
END
finish
