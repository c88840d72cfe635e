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
last run: add, ended NOW with exit code 0
(without a source): 3 articles
El Faro del Sur: 1 article, the newest of 2021-08-14
Le Fanal de l’Ouest: 1 article, the newest of 2018-08-21
Meridian News Agency: 10 articles, the newest of 2024-05-16
Nordmark-Bote: 1 article, the newest of 2019-10-14
Reuters: 6 articles, the newest of 1987-03-05
SALTMERE EVENING POST: 3 articles, the newest of 1991-03-25
The Capital Ledger: 6 articles, the newest of 2021-10-22
The Harbour Gazette: 6 articles, the newest of 2021-11-25
The Northern Courier: 8 articles, the newest of 2019-10-02
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
