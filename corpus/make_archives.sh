#!/bin/sh
# Packs corpus/articles into corpus/archives, in every way of packing that Backfile reads.
#
# The archives are committed, so that tests need no packers; run this again after a change to the
# articles. Its output depends on the articles alone: names are sorted, times and owners fixed.
# Together the archives hold every article of the folders at least once.
#
# Needs (Debian): bzip2 binutils libarchive-tools lz4 xz-utils zstd
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
cd "$(dirname "$0")"
export LC_ALL=C TZ=UTC
out=$PWD/archives
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

umask 022
cp -R articles/. "$work"
cd "$work"
rm -rf "$out"
mkdir "$out"

# pack FORMAT FOLDER...: an archive on stdout. What differs from one run to the next (times of
# access, inodes) is lost by going through a list of members (mtree) and a plain tar.
pack() {
  format=$1
  shift
  find "$@" -type f | sort |
    sed 's/.*/& type=file mode=0644 uid=0 gid=0 time=1717243200.0/' > list.mtree
  sed -i '1i#mtree' list.mtree
  bsdtar -c -f - --format ustar @list.mtree | bsdtar -c -f packed --format "$format" @-
  cat packed
  rm packed list.mtree
}

pack ustar northern-courier > "$out/northern-courier.tar"
pack ustar harbour-gazette | gzip -9n > "$out/harbour-gazette.tar.gz"
pack ustar capital-ledger | xz -9 > "$out/capital-ledger.tar.xz"
pack ustar meridian-news-agency | zstd -q -19 > "$out/meridian-news-agency.tar.zst"
pack pax scraped | lz4 -q -9 > "$out/scraped.tar.lz4"
pack ustar saltmere-evening-post | bzip2 -9 > "$out/saltmere-evening-post.tar.bz2"
pack zip northern-courier/2018 > "$out/northern-courier-2018.zip"
pack 7zip capital-ledger/2009 > "$out/capital-ledger-2009.7z"
pack newc harbour-gazette/2003 > "$out/harbour-gazette-2003.cpio"
ar rcD "$out/abroad.ar" el-faro-del-sur/2021/* le-fanal-de-l-ouest/2018/* nordmark-bote/2019/*
gzip -9n < meridian-news-agency/2019.jsonl > "$out/meridian-2019.jsonl.gz"

# A zip in a tar in a tar.gz.
mkdir nested
pack zip wire-sgml > nested/1987.zip
pack zip scraped > nested/scraped.zip
mkdir nested-tar
pack ustar nested > nested-tar/years.tar
pack ustar nested-tar | gzip -9n > "$out/nested.tar.gz"
