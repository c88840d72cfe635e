#!/bin/sh
# eval.sh FOLDER: prints the quality of what the programs in that folder tell and find.
#
# Quotes, speakers, acronyms and dates: precision and recall over the marked articles in gold/, for
# the two thirds that were looked at while tuning and the third that was not.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")"
"$bin/telling_eval" gold/telling_tune.txt gold/telling_test.txt
