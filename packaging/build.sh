#!/bin/sh
# build.sh [FOLDER [COMMIT]]: builds the Debian package of a commit (HEAD) into FOLDER (build/package), and looks it over.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
cd "$(dirname "$0")/.."

out=${1:-build/package}
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
tree=$out/backfile-$version
rm -rf "$out"
mkdir -p "$tree"
git archive "${2:-HEAD}" | tar -x -C "$tree"
(cd "$tree" && dpkg-buildpackage --no-sign --build=binary)
rm -rf "$tree"
lintian --fail-on error,warning "$out"/*.changes
ls -l "$out"/*.deb
