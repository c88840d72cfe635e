#!/bin/sh
# build.sh: builds the Debian package of the committed state into build/package, and looks it over.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
cd "$(dirname "$0")/.."

version=$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
tree=build/package/backfile-$version
rm -rf build/package
mkdir -p "$tree"
git archive HEAD | tar -x -C "$tree"
(cd "$tree" && dpkg-buildpackage --no-sign --build=binary)
rm -rf "$tree"
lintian --fail-on error,warning build/package/*.changes
ls -l build/package/*.deb
