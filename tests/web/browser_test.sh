#!/bin/sh
# The tests in a browser, where there are node and one.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -u
cd "$(dirname "$0")" || exit 2
if ! command -v node > /dev/null; then
  echo 'skipped: no node'
  exit 77
fi
node skip.mjs || exit 77
exec node --test browser_test.mjs
