#!/bin/sh
# The sample corpus, as folders and as archives.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'the sample corpus becomes an index'
run 0 backfile-index add -d index "$corpus/articles"
stdout < /dev/null
stderr <<'END'
30 files, 45 records: 45 articles indexed in TIME
END
run 0 backfile-index status -d index
stdout <<'END'
45 articles from 30 files, in 1 segment
generation 1, published NOW, schema 1
END
run 0 backfile-index check -d index
stdout <<'END'
the index is whole
END

begin 'archives give the same index as the folders they were packed from'
run 0 backfile-index add -q -d folders "$corpus/articles"
run 0 backfile-index add -d archives "$corpus/archives"
stderr <<'END'
12 files, 56 records: 45 articles indexed, 11 copies of others in TIME
END
logical folders folders.dump
logical archives archives.dump
same folders.dump archives.dump

begin 'folders and archives together give one article for each story'
run 0 backfile-index add -d index "$corpus/articles" "$corpus/archives"
stderr <<'END'
42 files, 101 records: 45 articles indexed, 56 copies of others in TIME
END
run 0 backfile-index add -q -d folders "$corpus/articles"
logical index both.dump
logical folders folders.dump
same folders.dump both.dump

begin 'archives added later bring copies only'
run 0 backfile-index add -q -d index "$corpus/articles"
logical index before.dump
run 0 backfile-index add -d index "$corpus/archives"
stderr <<'END'
12 files, 56 records: 0 articles indexed, 56 copies of others in TIME
END
logical index after.dump
same before.dump after.dump

begin 'the number of workers changes nothing'
run 0 backfile-index add -q -j1 -d one "$corpus/articles" "$corpus/archives"
run 0 backfile-index add -q -j3 -d three "$corpus/archives" "$corpus/articles"
logical one one.dump
logical three three.dump
same one.dump three.dump

finish
