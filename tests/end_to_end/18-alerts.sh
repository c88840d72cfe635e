#!/bin/sh
# Saved questions: each new article is told once, whatever becomes of the index in between.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

update() { backfile-index update -q --settle=0 "$@"; }
alert() { backfile-search -d index alert "$@"; }

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
story a.txt 'Rain' 'It rained.'
update -d index a.txt
alert add wet rain > said
alert add weird rain > said
sed -i 's/"query":"rain"/"query":"NEAR("/' index/alerts/weird.json
story b.txt 'More rain' 'It rained again.'
update -d index a.txt b.txt
run 3 alert run --format=tsv --fields=title
stdout <<'END'
title
More rain
END
check 'it is kept' test -e index/alerts/weird.json

begin 'news are mailed'
story a.txt 'Rain' 'It rained.'
update -d index a.txt
alert add wet rain > said
story b.txt 'More rain' 'It rained again.'
update -d index a.txt b.txt
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
