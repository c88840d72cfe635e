#!/bin/sh
# What scripts rely on: exit codes and the one line that goes with them.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3

# hold_lock INDEX: another process has the index until `let_go`.
hold_lock() {
  mkfifo held
  python3 - "$1" > held <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1] + "/lock", "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
END
  holder=$!
  read -r _ < held
}
let_go() {
  kill "$holder"
  wait "$holder" 2> /dev/null
}

begin '0: done'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -d index a.txt
run 0 backfile-index --version
stdout <<'END'
backfile-index 0.1.0
END
run 0 backfile-index --help
run 0 backfile-index add --help

begin '2: the command line is wrong'
run 2 backfile-index
stderr <<'END'
backfile-index: name a verb; the verbs are add, update, rebuild, extract, status, check, init, config, fold, rollback, remove, amend, relocate, backup, restore, export, publish, completion
END
run 2 backfile-index no-such-verb
stderr <<'END'
backfile-index: there is no verb no-such-verb; the verbs are add, update, rebuild, extract, status, check, init, config, fold, rollback, remove, amend, relocate, backup, restore, export, publish, completion
END
run 2 backfile-index extract --charset=no-such-charset .
says stderr 'no character set is called no-such-charset'
run 2 backfile-index add --no-such-option
run 2 backfile-index add a.txt
run 2 backfile-index add -d index
stderr <<'END'
backfile-index: add: name at least one file or folder
END
run 2 backfile-index add -d index --jobs=0 .
run 2 backfile-index add -d index --max-member=lots .
check 'nothing was made' test ! -e index

begin '3: done, but something was refused for the first time'
: > empty.txt
run 3 backfile-index add -d index empty.txt
run 0 backfile-index add -d index empty.txt

begin '5 instead of 3 with --strict'
: > empty.txt
run 5 backfile-index add --strict -d index empty.txt

begin '4: no index'
run 4 backfile-index status -d none
stderr <<'END'
backfile-index: there is no index at none; `backfile-index add` makes one
END
run 4 backfile-index check -d none
run 4 backfile-index dump -d none
mkdir -m 755 mistyped
for verb in fold rollback 'publish -o published' 'backup saved' 'relocate old new' \
  'remove bf:0123456789abcdef' 'amend bf:0123456789abcdef title=Snow'; do
  # shellcheck disable=SC2086 # words of a command
  run 4 backfile-index $verb -d mistyped
  says stderr 'there is no index at mistyped; `backfile-index add` makes one'
  check "$verb leaves it alone" test "$(stat -c %a mistyped; ls -A mistyped)" = 755
done
mkdir -p begun/work
run 4 backfile-index status -d begun
says stderr 'no index at begun yet: its first build has not ended'

# Every verb that opens an index refuses one whose schema it does not know, and leaves it as it is.
refused_by_all() {
  id=bf:0000000000000000
  cp -r index before
  for verb in "add a.txt" "update a.txt" "update --dry-run a.txt" status check "fold --all" export dump "publish -o out" \
    "backup copy" "amend $id title=x" "remove $id"; do
    # shellcheck disable=SC2046,SC2086 # words of one verb
    run 4 backfile-index ${verb%% *} -d index $(echo "$verb " | cut -d' ' -f2-)
    grep -q "$1" "$work/stderr" "$work/stdout" || says stderr "$1"
  done
  for verb in find "show $id" facets serve; do
    # shellcheck disable=SC2046,SC2086
    run 4 timeout 20 backfile-search ${verb%% *} -d index $(echo "$verb harbour " | cut -d' ' -f2)
    says stderr "$1"
  done
  rm -f before/last-run.json index/last-run.json before/lock index/lock
  check 'it is as it was' diff -r before index
  rm -r before
}

# of_schema NUMBER GENERATION: as if another version had written it, without the digest that would tell.
of_schema() { sed -i 's/"schema":[0-9]*/"schema":'"$1"'/; s/,"digest":"[^"]*"//' "$2"; }

begin '4: a newer index'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
of_schema 999 index/generations/gen-000001
run 4 backfile-index status -d index
stderr <<'END'
backfile-index: index was made by a newer version of Backfile; update it
END
refused_by_all 'was made by a newer version of Backfile; update it'

begin '4: an index too old to be read, and what is advised'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
of_schema 0 index/generations/gen-000001
refused_by_all 'was made by a version of Backfile too old to be read; `backfile-index rebuild` makes it anew'
run 0 backfile-index rebuild -q --settle=0 -d index a.txt
run 0 backfile-search -q -d index harbour
run 4 backfile-index rollback -d index
says stderr 'too old to be read'
run 0 backfile-search -q -d index harbour

begin '4: from a newer index the way back is open'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
story b.txt 'Bridge closed' 'It rained.'
run 0 backfile-index add -q -d index b.txt
of_schema 999 index/generations/gen-000002
run 4 backfile-search -q -d index bridge
run 0 backfile-index rollback -d index
run 0 backfile-search -q -d index harbour
run 1 backfile-search -q -d index bridge

begin '5: a path that cannot be opened; the index stays as it is'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 5 backfile-index add -d index a.txt missing.txt
stderr <<'END'
backfile-index: missing.txt cannot be opened: No such file or directory
END
check 'nothing was made' test ! -e index
run 5 backfile-index extract missing.txt
mkfifo fifo
run 5 backfile-index extract fifo
stderr <<'END'
backfile-index: fifo is a special file, neither a file nor a folder
END
run 5 backfile-index add -d index --files-from=missing.list

begin '75: another run holds the index'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
hold_lock index
run 75 backfile-index add -d index a.txt
stderr <<'END'
backfile-index: index is in use by process PID on HOST since NOW (add); wait for it, or use --wait-lock=SECONDS
END
run 0 backfile-index status -d index --count
stdout <<'END'
1
END
let_go
run 0 backfile-index add -d index a.txt

begin 'waiting for the index'
story a.txt 'Harbour strike ends' 'Dockers went back.'
run 0 backfile-index add -q -d index a.txt
hold_lock index
(sleep 0.3; kill "$holder") &
run 0 backfile-index add -q -d index --wait-lock=20 a.txt
wait

begin '75: no room; nothing is refused for it, and the next run takes all in'
invent 2000 1 > a.jsonl
# No file may grow beyond 100 KB: what a full disk says, too.
run 75 sh -c "trap '' XFSZ; ulimit -f 200; exec backfile-index add -q -d index a.jsonl"
check 'nothing is published' test ! -e index/current
run 0 backfile-index add -q -d index a.jsonl
run 0 backfile-index status -d index --count
stdout <<'END'
2000
END

begin '143 and 130: stopped by a signal, whole and ready to go on, and no member is to blame'
invent 20000 1 > a.jsonl
for signal in TERM INT; do
  # In the foreground of a shell of its own, since a shell ignores INT for what it runs beside it.
  # It reaches the workers, too, as that of systemd does.
  timeout --preserve-status -s $signal 0.3 backfile-index add -q -d index a.jsonl >> said 2>&1
  code=$?
  case $signal-$code in
    TERM-143 | INT-130 | *-0) ;;
    *) echo "exit code $code after $signal" | fail ;;
  esac
done
check 'nothing is refused for it' sh -c '! grep crashed said'

finish
