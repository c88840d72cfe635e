#!/bin/sh
# make.sh BIN: takes the pictures of the README anew, of real runs over corpus/articles.
#
# terminal.svg is drawn of what the programs print; web.png is taken of the page in a browser, for
# which `./dev browser` installs what is needed.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
server=
clean_up() {
  [ -n "$server" ] && kill "$server" && wait "$server"
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

ln -s "$here/../../corpus" "$folder/corpus"
(cd "$folder" && BACKFILE_PAGER=cat PAGER=cat PATH="$bin:$PATH" python3 "$here/terminal.py") > "$here/terminal.svg"
"$bin/backfile-search" -d "$folder/index" serve --listen=127.0.0.1:0 > "$folder/address" &
server=$!
while [ ! -s "$folder/address" ]; do sleep 0.1; done
node "$here/web.mjs" "$(cat "$folder/address")" "$here/web.png"
