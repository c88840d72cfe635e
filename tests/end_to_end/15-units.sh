#!/bin/sh
# What is installed for the operator: units that systemd accepts, a manual that knows every setting.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'every setting stands in the manual page of the configuration'
backfile-index config show | sed -n 's/^\([a-z_]*\) = .*/\1/p' > settings
check 'there are settings' test "$(wc -l < settings)" -gt 15
while IFS= read -r setting; do
  check "$setting" grep -qE "^\.It Cm .*\b$setting\b" "$root/docs/man/backfile.toml.5"
done < settings

begin 'the configuration that is installed is what init writes, without a source'
mkdir none
backfile-index init none -o written.toml > said
sed '/^\[\[source/,$d' written.toml | sed '${/^$/d}' > expected
same expected "$root/packaging/etc/backfile.toml"

begin 'the options of the unit are options of update'
backfile-index update --help > help
for option in $(grep ExecStart= "$root/packaging/systemd/backfile-update.service" | grep -oE -- '--[a-z-]+'); do
  check "$option" grep -q -- "$option" help
done
for option in $(grep -oE -- '--[a-z-]+' "$root/packaging/etc/crontab.example"); do
  check "$option" grep -q -- "$option" help
done

backfile-index publish --help > help
for option in $(grep ExecStart= "$root/packaging/systemd/backfile-publish.service" | grep -oE -- '--[a-z-]+'); do
  check "$option" grep -q -- "$option" help
done
if command -v xapian-tcpsrv > found; then
  xapian-tcpsrv --help > help
  for option in $(grep ExecStart= "$root/packaging/systemd/backfile-shard.service" | grep -oE -- '--[a-z-]+'); do
    check "$option" grep -q -- "$option" help
  done
fi

begin 'what starts the programs names them where they are installed, and nothing is put into /etc'
build=$(dirname "$(dirname "$(command -v backfile-index)")")
if [ -e "$build/cmake_install.cmake" ] && command -v cmake > found; then
  DESTDIR=$here/root cmake --install "$build" > installed
  program=$(find root -name backfile-index -path '*/bin/*')
  check 'there is a program' test -x "$program"
  grep -rho '[^ =]*/bin/backfile-[a-z]* ' --include='backfile-*.service' --include=crontab.example root | sort -u > named
  check 'several are named' test "$(wc -l < named)" -ge 2
  while read -r path; do check "$path" test -x "root$path"; done < named
  check '/etc is left alone' test ! -e root/etc -a ! -e root/usr/local/etc
else
  echo 'skipped: the programs are not those of a build'
fi

begin 'init makes the folder of a configuration'
mkdir news
story news/a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index init news -o etc/backfile/backfile.toml
check 'it is there' grep -q '^index = "/var/lib/backfile/index"' etc/backfile/backfile.toml
: > file
run 75 backfile-index init news -o file/backfile.toml
stderr <<'END'
backfile-index: cannot write file/backfile.toml: Not a directory
END

begin 'systemd accepts the units'
if command -v systemd-analyze > found; then
  sed "s#/usr/bin/backfile-index#$(command -v backfile-index)#" \
    "$root/packaging/systemd/backfile-update.service" > backfile-update.service
  cp "$root/packaging/systemd/backfile-update.timer" "$root/packaging/systemd/backfile-failed@.service" .
  for unit in backfile-publish.service backfile-publish.path backfile-shard.service backfile-alerts.path \
    backfile-alerts.service; do
    sed "s#/usr/bin/backfile-index#$(command -v backfile-index)#; s#/usr/bin/xapian-tcpsrv#/bin/true#
      s#/usr/bin/backfile-search#$(command -v backfile-search)#" \
      "$root/packaging/systemd/$unit" > "$unit"
  done
  run 0 systemd-analyze verify --man=no ./backfile-update.service ./backfile-update.timer \
    ./backfile-publish.service ./backfile-publish.path ./backfile-shard.service \
    ./backfile-alerts.service ./backfile-alerts.path
else
  echo 'skipped: systemd-analyze is not installed'
fi

finish
