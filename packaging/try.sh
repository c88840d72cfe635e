#!/bin/sh
# try.sh [PACKAGE [BASE]]: installs the Debian package in a bare Debian 12, uses it, removes and purges it.
#
# PACKAGE: what build.sh has made (the one in build/package). BASE: a tar of a bare Debian 12 with man-db and systemd;
# else mmdebstrap makes one. Root only, since it changes into the new tree; nothing outside it is touched.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 TZ=UTC DEBIAN_FRONTEND=noninteractive

package=${1:-$(ls build/package/backfile_*.deb)}
tree=$(mktemp -d)
clean_up() {
  umount "$tree/dev/null" "$tree/proc" 2> /dev/null || :
  rm -rf --one-file-system "$tree"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

inside() { chroot "$tree" "$@"; }
as_backfile() { inside runuser -u backfile -- "$@"; }

# claim WHAT COMMAND...: the command must succeed.
claim() {
  what=$1
  shift
  if "$@" > "$tree/said" 2>&1; then echo "ok: $what"; return; fi
  echo "NOT SO: $what"
  cat "$tree/said"
  exit 1
}
# says PATTERN COMMAND...: so does what it prints, and a line of it matches.
says() {
  pattern=$1
  shift
  "$@" > "$tree/printed" && grep -E -- "$pattern" "$tree/printed"
}

if [ $# -gt 1 ]; then tar -C "$tree" -xf "$2"; else
  mmdebstrap --quiet --variant=minbase --include=man-db,systemd bookworm "$tree"
fi
chmod 755 "$tree"
mount -t proc proc "$tree/proc"
[ -c "$tree/dev/null" ] || { : > "$tree/dev/null" && mount --bind /dev/null "$tree/dev/null"; }
cp /etc/resolv.conf "$tree/etc/resolv.conf"
cp "$package" "$tree/root/backfile.deb"

echo "== install"
claim 'the lists of packages are fetched' inside apt-get update
claim 'the package and what it depends on' inside apt-get install -y --no-install-recommends /root/backfile.deb
for file in etc/backfile/backfile.toml usr/lib/sysusers.d/backfile.conf usr/share/doc/backfile/copyright \
  usr/share/bash-completion/completions/backfile-index usr/share/bash-completion/completions/backfile-search \
  usr/share/zsh/vendor-completions/_backfile-index usr/share/zsh/vendor-completions/_backfile-search \
  usr/share/fish/vendor_completions.d/backfile-index.fish usr/share/fish/vendor_completions.d/backfile-search.fish; do
  claim "there is $file" test -s "$tree/$file"
done
for program in backfile-index backfile-search; do claim "$program runs" says "^$program [0-9.]+$" inside $program --version; done
for page in backfile-index backfile-search backfile.toml backfile-query backfile-formats; do
  claim "man $page" says "^NAME|^N.*NAME" inside man --warnings "$page"
done
claim 'completions are for the shell' inside bash -n /usr/share/bash-completion/completions/backfile-search
claim 'what shard servers need besides' inside apt-get install -y --no-install-recommends xapian-tools
claim 'systemd accepts the units' inside sh -c 'systemd-analyze verify /lib/systemd/system/backfile-*.timer \
  /lib/systemd/system/backfile-*.socket /lib/systemd/system/backfile-*.path /lib/systemd/system/backfile-[psuw]*.service'
claim 'none of them is enabled' sh -c "! find '$tree/etc/systemd' -name 'backfile*' | grep ."
claim 'there is a user without a password or a shell' says '^backfile:x:.*:/var/lib/backfile:/usr/sbin/nologin$' inside getent passwd backfile
claim 'whose folder is closed to others' says '^backfile 750$' inside stat -c '%U %a' /var/lib/backfile

echo "== use"
sample=/usr/share/doc/backfile/examples/corpus
claim 'the sample articles are taken in' says '45 articles indexed' inside sh -c "backfile-index add -d /root/index $sample/articles 2>&1"
claim 'and found, with the people of the model' says '^  Helen Marsh' inside backfile-search -d /root/index --facets=people 'marran civilians'
claim 'short forms of names are known' says 'Daniel Oakes' inside backfile-search -d /root/index 'person:"Dan Oakes"'
inside cp -r $sample/archives /srv/news
inside cp -r /srv/news /srv/before
claim 'init adds sources to the configuration' inside backfile-index init /srv/news -o /etc/backfile/backfile.toml
claim 'the user takes them in, without a word' says '^0$' inside sh -c \
  'runuser -u backfile -- backfile-index update --quiet --settle=0s 2>&1 | wc -c'
claim 'all that there are' says '^45$' as_backfile backfile-index status -d /var/lib/backfile/index --count
claim 'the index is whole' as_backfile backfile-index check --level=2 -d /var/lib/backfile/index
claim 'others may not read it' sh -c "! chroot '$tree' runuser -u nobody -- backfile-search -d /var/lib/backfile/index marran"
claim 'the line for cron works' inside sh -c "sed -n 's/^[0-9* ]*backfile //p' /usr/share/doc/backfile/crontab.example |
  sed 's/--settle=120s/--settle=0s/' | runuser -u backfile -- sh -e"

echo "== remove"
claim 'remove' inside apt-get remove -y backfile
claim 'no program is left' sh -c "! ls '$tree'/usr/bin/backfile-*"
claim 'the configuration and the index are' test -s "$tree/etc/backfile/backfile.toml" -a -s "$tree/var/lib/backfile/index/current"
claim 'nothing else of it' sh -c "! chroot '$tree' dpkg -L backfile | grep -v '^/etc' | while read -r file; do
  test -d '$tree'/\"\$file\" || ! test -e '$tree'/\"\$file\" || echo \"\$file\"; done | grep ."
claim 'purge' inside apt-get purge -y backfile
claim 'nothing is left but what is not of the package' sh -c \
  "! find '$tree/etc' '$tree/usr' '$tree/lib' '$tree/var/lib' '$tree/var/cache' -xdev -iname '*backfile*' | grep -v /cache/man/ | grep ."
claim 'the archives are untouched' diff -r "$tree/srv/before" "$tree/srv/news"
