#!/bin/sh
# Versions, corrections, kills and embargoes of stories.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

search() { backfile-search -d index "$@"; }
update() { backfile-index update -q --settle=0 "$@"; }
# id_of TITLE: of the article in the dump.
id_of() { backfile-index dump -d index | grep "$1" | head -1 | cut -f1; }
anonymous() { sed -E 's/bf:[0-9a-f]{16}/ID/g' "$work/stdout" | sed "s#$here#HERE#g" > found; }
expect() {
  cat > expected
  same expected "$1"
}

# version FILE NUMBER TITLE TEXT [MORE]: a version of the story n1 of the wire.
version() {
  mkdir -p in
  printf '{"id":"n1","source":"Wire","version":"%s","title":"%s","date":"2019-01-0%sT10:00:00Z","text":"%s"%s}\n' \
    "$2" "$3" "$2" "$4" "${5:-}" > "in/$1.jsonl"
}
first() { version one 1 'Bridge falls' 'A bridge fell at Aske and three cars are missing.'; }
second() {
  version two 2 'Bridge falls, two dead' 'A bridge fell at Aske and two cars are missing.' \
    ',"correction":"Corrects the number of cars."'
}
kill_it() { version three 3 'KILL: Bridge' 'Kill.' ',"status":"canceled","correction":"The bridge stands."'; }
like_fresh() {
  rm -rf fresh
  backfile-index add -q -d fresh in
  logical index updated
  logical fresh expected.dump
  same expected.dump updated
}

begin 'the newest version is found, with its correction; earlier ones if asked for'
second
first
update -d index in
run 0 search --format=tsv --fields=title bridge
stdout <<'END'
title
Bridge falls, two dead
END
run 0 search --sort=oldest --all-versions bridge
anonymous
expect found <<'END'
2 articles

1. Bridge falls
   ID  2019-01-01  Wire  (a newer version of it has come)
   A bridge fell at Aske and three cars are missing.

2. Bridge falls, two dead
   ID  2019-01-02  Wire
   Correction: Corrects the number of cars.
   A bridge fell at Aske and two cars are missing.

END
run 0 search --format=tsv --fields=title,version,correction has:correction
stdout <<'END'
title	version	correction
Bridge falls, two dead	2	Corrects the number of cars.
END
run 0 search show --version=1 "$(id_of two.dead)"
anonymous
expect found <<'END'
Bridge falls

Id: ID
Date: 2019-01-01T10:00:00Z (from metadata)
Source: Wire
Places: Aske
Read from: HERE/in/one.jsonl @0
Note: Versions of this story, newest first: 2, 1 (this one).

A bridge fell at Aske and three cars are missing.
END
run 0 search show --all-versions --format=json "$(id_of two.dead)"
check 'both' test "$(grep -c '"title"' "$work/stdout")" = 2
run 1 search show --version=9 "$(id_of two.dead)"

begin 'the order in which versions come makes no difference'
first
update -d index in
second
update -d index in
like_fresh
rm in/two.jsonl
update -d index in
run 0 search --format=tsv --fields=title bridge
stdout <<'END'
title
Bridge falls
END
like_fresh
backfile-index fold --all -d index
like_fresh

begin 'a kill hides every version and says why'
first
second
update -d index in
kill_it
update -d index in
run 1 search bridge
run 0 search status:canceled
anonymous
expect found <<'END'
1 article

1. KILL: Bridge
   ID  2019-01-03  Wire  (it was withdrawn by its source)
   Correction: The bridge stands.

END
run 0 search show --version=1 "$(id_of KILL)"
says stdout '^Note: The text is not shown: it was withdrawn by its source.$'
check 'no text' sh -c "! grep -q missing $work/stdout"
run 0 search show --version=1 --with-hidden "$(id_of KILL)"
says stdout 'three cars are missing'
run 0 search why-not "$(id_of KILL)" bridge
says stdout '^Not shown: it was withdrawn by its source$'
like_fresh
rm in/three.jsonl
update -d index in
run 0 search bridge
like_fresh

begin 'an embargo holds until its time'
mkdir in
printf '{"id":"h","source":"Wire","title":"Honours","text":"Dora Finch is a dame.","embargo_until":"2098-12-31T00:00:00Z"}\n' > in/h.jsonl
printf '{"id":"g","source":"Wire","title":"Medals","text":"Ben Ottery has a medal.","embargo_until":"2018-12-31T00:00:00Z"}\n' > in/g.jsonl
update -d index in
run 1 search dame
run 0 search --format=tsv --fields=title medal
run 0 search --with-hidden --format=tsv --fields=title dame
stdout <<'END'
title
Honours
END
run 0 search show "$(id_of Honours)"
check 'no text' sh -c "! grep -q dame $work/stdout"

begin 'one identifier for two stories hides neither'
mkdir in
printf '{"id":"7","source":"Wire","title":"Bridge falls","text":"A bridge fell at Aske."}\n' > in/a.jsonl
printf '{"id":"7","source":"Wire","title":"Snow","text":"It snowed in the hills."}\n' > in/b.jsonl
update -d index in
run 0 search --format=tsv --sort=oldest --fields=title 'bridge OR snowed'
check 'both' test "$(wc -l < "$work/stdout")" = 3
like_fresh

begin 'what a person has removed stays away in every version'
first
update -d index in
backfile-index remove -d index "$(id_of Bridge)" > out
second
update -d index in
run 1 search bridge

begin 'removing and amending an article is about all of its versions'
first
second
update -d index in
run 0 backfile-index amend -d index "$(id_of two.dead)" section=Roads
run 0 search --all-versions --format=tsv --fields=section section:roads
check 'both' test "$(wc -l < "$work/stdout")" = 3
run 0 backfile-index remove -d index "$(id_of two.dead)"
run 1 search --all-versions bridge

finish
