#!/bin/sh
# Lists of paths, progress, quiet: the small options of `add`.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'paths from a list, or from stdin'
story a.txt 'Harbour strike ends' 'Dockers went back.'
story 'b c.txt' 'Rain' 'It rained.'
printf 'a.txt\nb c.txt\n' > list
run 0 backfile-index add -q -d one --files-from=list
run 0 sh -c 'printf "a.txt\0b c.txt\0" | backfile-index add -q -d two -0 --files-from=-'
logical one one.dump
logical two two.dump
same one.dump two.dump

begin 'a path named twice, or inside another, is read once'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -d index in in/a.txt ./in/../in
stderr <<'END'
1 file, 1 record: 1 article indexed in TIME
END

begin 'a zone is that of times without one, and must be known'
printf '{"title":"Summer","published":"2020-06-15T09:30"}' > a.json
run 0 backfile-index extract --zone=Europe/London a.json
says stdout '"published":"2020-06-15T09:30\+01:00"'
run 0 backfile-index add -q -d index --zone=Europe/London a.json
run 0 backfile-index export -d index
says stdout '"published":"2020-06-15T09:30\+01:00"'
run 2 backfile-index add -d index --zone=BST a.json
stderr <<'END'
--zone: no time zone is called BST; try Europe/London
Run with --help for more information.
END

begin 'quiet: nothing to say, unless something was refused'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
stderr < /dev/null
: > empty.txt
run 3 backfile-index add -q -d index empty.txt
says stderr '\(empty\)$'

begin 'no progress line unless on a terminal, or asked for'
invent 3000 1 > a.jsonl
run 0 backfile-index add -d index a.jsonl
check 'no control characters' sh -c "! grep -q \"\$(printf '\033')\" '$work/stderr'"
run 0 backfile-index add -d again --progress=always a.jsonl
check 'some' grep -q "$(printf '\033')" "$work/stderr"

begin 'little memory gives the same index'
invent 2000 1 > a.jsonl
run 0 backfile-index add -q -d much a.jsonl
run 0 backfile-index add -q -d little --memory=150M a.jsonl
logical much much.dump
logical little little.dump
same much.dump little.dump

begin 'the index is for its owner alone'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
check 'mode 700' test "$(stat -c %a index)" = 700
mkdir -m 755 empty
run 0 backfile-index add -q -d empty a.txt
check 'also if it was there and empty' test "$(stat -c %a empty)" = 700
chmod 755 empty
run 0 backfile-index add -q -d empty a.txt
check 'later it is what was made of it' test "$(stat -c %a empty)" = 755
mkdir -m 755 other
touch other/lost+found
run 0 backfile-index add -q -d other a.txt
check 'nor is it touched if anything lies in it' test "$(stat -c %a other)" = 755

finish
