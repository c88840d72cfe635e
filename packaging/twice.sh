#!/bin/sh
# twice.sh: builds the package at two places, for people of two languages and time zones, and compares them to the byte.
#
# The tests are left out, since they are not in the package. Which folder, whose locale, what umask, and in which
# order a disk lists its files must not show; which compiler and which libraries may.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
cd "$(dirname "$0")/.."

export DEB_BUILD_OPTIONS="nocheck ${DEB_BUILD_OPTIONS:-}"
export CCACHE_DISABLE=1  # A cache would hand out the first build again.
commit=$(git rev-parse HEAD)
first=build/package-1
second=build/package-2/in/a/deeper/folder
(TZ=UTC LC_ALL=C.UTF-8 sh packaging/build.sh "$first" "$commit")
(umask 027 && TZ=Asia/Tokyo LC_ALL=C sh packaging/build.sh "$second" "$commit")
for package in "$first"/*.deb; do
  cmp "$package" "$second/${package##*/}"
  echo "$(sha256sum < "$package" | cut -c -16) ${package##*/}, twice"
done
