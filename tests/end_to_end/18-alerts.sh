#!/bin/sh
# Saved questions: each new article is told once, whatever becomes of the index in between.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3

update() { backfile-index update -q --settle=0 "$@"; }
alert() { backfile-search -d index alert "$@"; }
rain() {
  story a.txt 'Rain' 'It rained.'
  update -d index a.txt
  alert add wet rain > said
}
more_rain() {
  story b.txt 'More rain' 'It rained again.'
  update -d index a.txt b.txt
}

begin 'an alert tells what is new, once'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers went back to work.'
story in/b.txt 'Rain' 'It rained.'
update -d index in
run 0 alert add strikes strike OR walkout
stdout <<'END'
understood as: strike OR walkout
1 article matches now; new ones will be told
END
run 0 alert run
stdout < /dev/null
story in/c.txt 'Rail strike begins' 'Trains stood still.'
story in/d.txt 'Snow' 'It snowed.'
update -d index in
run 0 alert run --format=tsv --fields=title
stdout <<'END'
title
Rail strike begins
END
run 0 alert run
stdout < /dev/null
mv in/a.txt in/z.txt
update -d index in
backfile-index fold --all -d index
run 0 alert run
stdout < /dev/null

begin 'an edited article of a known identifier is no news'
printf '{"id":"1","source":"S","title":"A strike"}\n' > a.jsonl
update -d index a.jsonl
alert add strikes strike > said
printf '{"id":"1","source":"S","title":"A strike, corrected"}\n{"id":"2","source":"S","title":"Another strike"}\n' > a.jsonl
update -d index a.jsonl
run 0 alert run --format=tsv --fields=title
stdout <<'END'
title
Another strike
END

begin 'alerts are listed, told alone, and removed'
story a.txt 'Rain' 'It rained.'
update -d index a.txt
alert add one rain > said
alert add two snow > said
alert list | cut -f1,2 > listed
run 0 cat listed
stdout <<'END'
one	rain
two	snow
END
run 2 alert add one rain
stderr <<'END'
backfile-search: alert: there is one called one; `alert rm` it first, or take another name
END
run 2 alert add '../evil' rain
stderr <<'END'
backfile-search: alert: a name has letters, digits, '-', '_' and '.': not "../evil"
END
run 2 alert add broken 'rain AND'
run 0 alert rm one
run 2 alert rm one
story b.txt 'Snow' 'It snowed.'
update -d index a.txt b.txt
run 0 alert run two --atom
says stdout '<title>Snow</title>'

begin 'a broken alert is kept and reported, the others are told'
rain
alert add weird rain > said
sed -i 's/"query":"rain"/"query":"NEAR("/; s/,"digest":"[^"]*"//' index/alerts/weird.json
more_rain
run 3 alert run --format=tsv --fields=title
stdout <<'END'
title
More rain
END
check 'it is kept' test -e index/alerts/weird.json

begin 'so is one whose file cannot be read'
rain
alert add torn rain > said
echo '{"name":"torn","que' > index/alerts/torn.json
more_rain
run 3 alert run --format=tsv --fields=title
stdout <<'END'
title
More rain
END
stderr <<'END'
alert: index/alerts/torn.json cannot be read; it is kept
END
run 0 alert run wet
run 3 alert run torn
run 3 alert list
says stdout '^wet	rain	'
says stderr '^alert: index/alerts/torn.json cannot be read; it is kept$'
run 0 alert rm torn
run 0 alert list
sed -i 's/"rain"/"raio"/' index/alerts/wet.json  # A changed bit.
run 3 alert list
says stderr '^alert: index/alerts/wet.json cannot be read; it is kept$'

begin 'an alert that there is none of is no silence'
rain
run 2 alert run wte
stderr <<'END'
backfile-search: alert: there is none called wte
END
run 2 alert run wet ../wet
run 2 alert rm wte
stderr <<'END'
backfile-search: alert: there is none called wte
END

begin 'the news of all alerts are one feed, valid if there are none'
# entries FILE: titles and categories of a feed, an entry a line.
# shellcheck disable=SC2317 # called by run
entries() {
  python3 - "$1" <<'END'
import re, sys, xml.etree.ElementTree as tree
atom = '{http://www.w3.org/2005/Atom}'
feed = tree.parse(sys.argv[1]).getroot()
assert feed.tag == atom + 'feed'
assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', feed.find(atom + 'updated').text)
print(feed.find(atom + 'id').text)
print(feed.find(atom + 'title').text)
for entry in feed.findall(atom + 'entry'):
    print(entry.find(atom + 'title').text, [c.get('term') for c in entry.findall(atom + 'category')])
END
}
story a.txt 'Rain' 'It rained.'
update -d index a.txt
run 0 alert run --atom
cp "$work/stdout" feed
run 0 entries feed
stdout <<'END'
urn:backfile:alerts
Backfile alerts
END
alert add wet rain > said
alert add cold snow > said
alert add any 'rain OR snow' > said
run 0 alert run --atom
cp "$work/stdout" feed
run 0 entries feed
stdout <<'END'
urn:backfile:alerts
Backfile alerts
END
story b.txt 'More rain' 'It rained again.'
story c.txt 'Snow' 'It snowed.'
update -d index a.txt b.txt c.txt
run 0 alert run --atom
cp "$work/stdout" feed
run 0 entries feed
stdout <<'END'
urn:backfile:alerts
Backfile alerts
Snow ['any', 'cold']
More rain ['any', 'wet']
END
run 0 alert run --atom wet cold
cp "$work/stdout" feed
run 0 entries feed
stdout <<'END'
urn:backfile:alert:wet,cold
Backfile alerts: wet,cold
END

begin 'data say which alert they are of'
rain
alert add cold snow > said
story b.txt 'More rain' 'It rained again.'
story c.txt 'Snow' 'It snowed.'
update -d index a.txt b.txt c.txt
cp -r index/alerts before
run 0 alert run --format=jsonl --fields=title
sed -i 's/"took_us":[0-9]*/"took_us":TIME/' "$work/stdout"
stdout <<'END'
{"type":"hit","alert":"cold","title":"Snow"}
{"type":"summary","format_version":1,"alert":"cold","query":"snow","total":1,"took_us":TIME}
{"type":"hit","alert":"wet","title":"More rain"}
{"type":"summary","format_version":1,"alert":"wet","query":"rain","total":1,"took_us":TIME}
END
rm -r index/alerts && mv before index/alerts
run 0 alert run --format=json --fields=title
sed -i 's/"took_us":[0-9]*/"took_us":TIME/' "$work/stdout"
stdout <<'END'
{"format_version":1,"alert":"cold","query":"snow","total":1,"took_us":TIME,"hits":[{"title":"Snow"}]}
{"format_version":1,"alert":"wet","query":"rain","total":1,"took_us":TIME,"hits":[{"title":"More rain"}]}
END

begin 'of two runs at a time one tells the news'
rain
more_rain
cat > sendmail <<END
#!/bin/sh
echo >> $PWD/begun
cat >> $PWD/mails
sleep \$(cat $PWD/seconds)
END
chmod +x sendmail
mailed() { env BACKFILE_ALERTS_SENDMAIL="$PWD/sendmail" backfile-search -d index alert run --mail=editor@example.org; }
wait_for() { for _ in $(seq 300); do [ -e "$1" ] && return; sleep 0.1; done; }
echo 1 > seconds
mailed & first=$!
wait_for begun
run 0 mailed
run 0 wait $first
run 0 grep -c '^Subject: ' mails
stdout <<'END'
1
END
story c.txt 'Rain once more' 'It rained once more.'
update -d index a.txt b.txt c.txt
rm begun
echo 15 > seconds
mailed & first=$!
wait_for begun
run 75 mailed
stderr <<'END'
backfile-search: alert: another run is telling the news; index/alerts/lock names it, and it is not done yet
END
run 0 wait $first
run 0 grep -c '^Subject: ' mails
stdout <<'END'
2
END

begin 'news are mailed'
rain
more_rain
printf '#!/bin/sh\ncat > %s/mail\n' "$PWD" > sendmail
chmod +x sendmail
run 0 env BACKFILE_ALERTS_SENDMAIL="$PWD/sendmail" backfile-search -d index alert run --mail=editor@example.org
run 0 head -n 3 mail
stdout <<'END'
To: editor@example.org
Subject: Backfile: 1 new for wet
Content-Type: text/plain; charset=utf-8
END
check 'the article is in it' grep -q 'More rain' mail
printf '#!/bin/sh\nexit 1\n' > sendmail
story c.txt 'Rain once more' 'It rained once more.'
update -d index a.txt b.txt c.txt
run 3 env BACKFILE_ALERTS_SENDMAIL="$PWD/sendmail" backfile-search -d index alert run --mail=editor@example.org
run 0 alert run --format=tsv --fields=title
stdout <<'END'
title
Rain once more
END

finish
