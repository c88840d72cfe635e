#!/bin/sh
# Shards behind xapian-tcpsrv: the same answers, and what is missing when one is gone.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3 xapian-tcpsrv setsid
shards=$root/tests/end_to_end/shards.py
faces=$root/tests/end_to_end/shards_faces.py
export BACKFILE_CACHE="$work/cache"

servers=
# shellcheck disable=SC2317  # called by the trap
stop_servers() { for server in $servers; do kill "$server" 2> "$work/ignored"; done; }
trap 'stop_servers; clean_up' EXIT

# start COMMAND...: in the background, with a port in place of PORT; sets $port and $server.
start() {
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  for word; do
    shift
    case $word in *PORT*) word=${word%PORT*}$port${word#*PORT} ;; esac
    set -- "$@" "$word"
  done
  setsid "$@" > "$work/server.log" 2>&1 &  # Killed, xapian-tcpsrv kills its whole process group.
  server=$!
  servers="$servers $server"
  python3 - "$port" <<'END'
import socket, sys, time
for _ in range(300):
    try:
        sys.exit(socket.create_connection(('127.0.0.1', int(sys.argv[1])), 1).close())
    except OSError:
        time.sleep(0.1)
END
}
serve() { start xapian-tcpsrv --interface=127.0.0.1 --port=PORT --timeout=600000 --quiet "$1"; }

mkdir "$work/wires"
python3 "$shards" wires "$work/wires"
find "$corpus/articles" "$work/wires" -type f | sort > "$work/files"
index() { tr '\n' '\0' | xargs -0 backfile-index add -q -d "$work/$1" 2> "$work/problems"; }
index one < "$work/files"
awk 'NR % 3 == 0' "$work/files" | index a
awk 'NR % 3 == 1' "$work/files" | index b
awk 'NR % 3 == 2' "$work/files" | index c
# A publication has no tombstones: what was removed is not in it.
printf 'Oops\n\nA word that is nowhere else: zyzzyva.\n' > "$work/oops.txt"
backfile-index add -q -d "$work/b" "$work/oops.txt"
backfile-index remove -d "$work/b" "$(backfile-search -d "$work/b" -q --format=csv --fields=id zyzzyva | tail -n 1 | tr -d '\r')" > "$work/ignored"
for shard in a b; do backfile-index publish -q -d "$work/$shard" -o "$work/published-$shard"; done

serve "$work/published-a/current"
a=127.0.0.1:$port
serve "$work/published-b/current"
b=127.0.0.1:$port
b_server=$server
cat > "$work/cluster.toml" <<END
home = "home"
timeout = "60s"
connect_timeout = "20s"

[[shard]]
server = "$a"
[[shard]]
server = "$b"
[[shard]]
path = "c"
END
mkdir "$work/home"

begin 'all answers are those of one index'
check 'they are equal' python3 "$shards" compare --few "$work/one" "$work/cluster.toml"

begin 'so are all pages, and all data of the web page'
check 'they are equal' python3 "$faces" pages "$work/one" "$work/cluster.toml"

begin 'bundles hold the same articles, and name the originals that are elsewhere'
check 'they are equal' python3 "$faces" bundles --no-originals "$work/one" "$work/cluster.toml"
run 3 backfile-search bundle -d "$work/cluster.toml" -o bag 'source:"Paper 1" minister'
check 'what is missing is named' grep -q '^bf:[0-9a-f]*  ' bag/data/missing.txt
run 0 backfile-search bundle --verify bag

begin 'a publication is one clean database that says what it is'
check 'Xapian finds no fault' xapian-check "$work/published-a/current"
run 0 backfile-index publish -d "$work/a" -o "$work/published-a"
says stdout '^generation 1 is in .*/gen-000001, as before$'

begin 'what is new is served as soon as it is published'
run 1 backfile-search -d "$work/cluster.toml" -q aardvarks
printf 'News\n\nNobody had counted the aardvarks.\n' > news.txt
backfile-index add -q -d "$work/a" news.txt
backfile-index publish -q -d "$work/a" -o "$work/published-a"
run 0 backfile-search -d "$work/cluster.toml" -q aardvarks

begin 'the original of an article is where its shard is'
id=$(backfile-search -d "$a" -q --format=csv --fields=id --limit=1 agreed | tail -n 1 | tr -d '\r')
run 2 backfile-search show --raw -d "$work/cluster.toml" "$id"
says stderr "^backfile-search: the original of $id is not here: it was read where $a is; ask there\$"

begin 'alerts are kept in the home of a cluster'
run 0 backfile-search alert add harbour harbour -d "$work/cluster.toml" -q
check 'it is there' test -e "$work/home/alerts/harbour.json"
run 0 backfile-search alert run -d "$work/cluster.toml"
printf 'The harbour\n\nIt has a second wall.\n' > news.txt
backfile-index add -q -d "$work/c" news.txt
run 0 backfile-search alert run -d "$work/cluster.toml"
says stdout 'The harbour'

begin 'a shard that is gone is named, and the exit code says that something is missing'
ids() { backfile-search -d "$1" -q --format=tsv --fields=id --limit=none '*' | sed 1d | sort -u; }
ids "$b" > of_b
{ ids "$a"; ids "$work/c"; } | sort -u > of_others
lost=$(comm -23 of_b of_others | head -n 1)
check 'there is an article that only it has' test -n "$lost"
known=$(head -n 1 of_others)
kill "$b_server"
run 3 backfile-search -d "$work/cluster.toml" -q harbour
says stdout "articles, without $b, 1 to 10\$"
says stderr "^$b does not answer: .*; what it holds is missing here\$"
run 3 backfile-search -d "$work/cluster.toml" -q --format=json harbour
says stdout "\"missing_shards\":\\[\\{\"shard\":\"$b\",\"reason\":\"$b does not answer: "
run 3 backfile-search kwic -d "$work/cluster.toml" -q --format=csv harbour
says stderr "^$b does not answer: "
run 4 backfile-search -d "$b" harbour
says stderr "^backfile-search: $b does not answer: "

begin 'an article that a shard may have which is gone is not said to be nowhere'
for verb in show 'show --raw' also-ran similar why-not; do
  # shellcheck disable=SC2086 # a verb and its option
  run 3 backfile-search -d "$work/cluster.toml" $verb "$lost" harbour
  says stderr "^backfile-search: no shard that answers has the id $lost; $b does not answer: "
done
run 3 backfile-search diff -d "$work/cluster.toml" "$known" "$lost"
says stderr "no shard that answers has the id $lost; $b does not answer: "
run 3 backfile-search show -d "$work/cluster.toml" "$known"
says stderr "^$b does not answer: .*; what it holds is missing here\$"
run 3 backfile-search show -d "$work/cluster.toml" --version=77 "$known"
says stderr "there is no version 77 of $known.*; $b does not answer: "

begin 'a bundle says inside what it is without'
run 3 backfile-search bundle -d "$work/cluster.toml" -o bag harbour
check 'the shard is named' grep -qx "Backfile-Missing-Shards: $b" bag/bag-info.txt
run 0 backfile-search bundle --verify bag

begin 'so does the page for the newsroom'
start backfile-search serve -d "$work/cluster.toml" --listen=127.0.0.1:PORT
python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
  "http://127.0.0.1:$port/search?q=harbour" > page
check 'the shard is named' grep -q "is without what $b holds" page
# ask PATH: the status, what is missing, and the answer.
# shellcheck disable=SC2317 # called by run
ask() {
  python3 - "http://127.0.0.1:$port$1" <<'END'
import sys, urllib.error, urllib.request
try:
    answer = urllib.request.urlopen(sys.argv[1])
except urllib.error.HTTPError as error:
    answer = error
print(answer.status, answer.headers.get('X-Backfile-Missing-Shards'))
print(answer.read().decode())
END
}
for ending in csv tsv ris bib csl trec json htm 'csv?limit=all'; do
  case $ending in *'?'*) path="/search.$ending&q=harbour" ;; *) path="/search.$ending?q=harbour" ;; esac
  run 0 ask "$path"
  says stdout "^200 $b\$"
done
for path in "/article/$lost" "/article/$lost.json" "/article/$lost/similar" "/article/$lost/copies" \
  "/article/$lost/diff?with=$known" "/article/$lost/original" "/search.csv?q=*&id=$lost"; do
  run 0 ask "$path"
  says stdout '^503 '
  says stdout "no shard that answers has the id $lost; $b does not answer: "
done
run 0 ask '/article/bf:nothing'
says stdout '^400 '

begin 'a shard that accepts and says nothing is missing once the time is over'
start python3 -c 'import socket, sys, time; s = socket.create_server(("127.0.0.1", int(sys.argv[1]))); time.sleep(1000)' PORT
cat > slow.toml <<END
timeout = "1s"
[[shard]]
server = "127.0.0.1:$port"
[[shard]]
path = "$work/c"
END
run 3 backfile-search -d slow.toml -q harbour
says stderr "^127.0.0.1:$port does not answer: .*; what it holds is missing here\$"

begin 'a server of something else is an error'
mkdir other
python3 -c 'open("other/iamglass", "w")'
start xapian-tcpsrv --interface=127.0.0.1 --port=PORT --quiet "$work/c/segments/seg-000001"
run 4 backfile-search -d "127.0.0.1:$port" harbour
says stderr 'serves nothing that `backfile-index publish` has made'

begin 'the cluster files of the documents are none that is refused'
sed -n '/^```toml/,/^```/p' "$root/docs/scale-out.md" | grep -v '^```' > documented.toml
backfile-search completion man | sed -n '/^\.nf/,/^\.fi/p' | sed 's/^\.[nf]*i*$//; s/\\-/-/g' > manual.toml
for file in documented.toml manual.toml; do
  check "$file names shards" grep -q 'server = ' "$file"
  run 4 backfile-search -d $file harbour
  says stderr 'there is no index at .*var/lib/backfile/index'
done

begin 'a cluster file says where it is wrong'
printf '[[shard]]\npath = "a"\nserver = "b:1"\n' > both.toml
run 2 backfile-search -d both.toml harbour
stderr <<'END'
backfile-search: both.toml:1: a shard has a path or a server, one
END
printf 'shards = []\n' > word.toml
run 2 backfile-search -d word.toml harbour
stderr <<'END'
backfile-search: word.toml:1: there is home, timeout, connect_timeout and [[shard]]
END
printf '[[shard]]\nserver = "nothing"\n' > server.toml
run 2 backfile-search -d server.toml harbour
stderr <<'END'
backfile-search: server.toml:2: a shard has a path, or a server such as host.example:8641
END
printf 'home = "here"\n' > none.toml
run 2 backfile-search -d none.toml harbour
stderr <<'END'
backfile-search: none.toml names no [[shard]]
END
printf '[[shard]\n' > syntax.toml
run 2 backfile-search -d syntax.toml harbour
says stderr '^backfile-search: syntax.toml:1: '

finish
