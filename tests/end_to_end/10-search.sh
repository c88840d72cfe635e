#!/bin/sh
# Searching the sample corpus.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3
index=$work/index
backfile-index add -q -d "$index" "$corpus/articles" "$corpus/archives"

# find_all QUESTION [OPTION...]: date and title of all results.
find_all() {
  question=$1
  shift
  run 0 backfile-search -d "$index" -q --format=csv --fields=date,title --limit=none "$@" -- "$question"
  sed -i 's/\r$//' "$work/stdout"  # Lines of CSV end in CR LF.
}

begin 'all words, in any form, the title weighing more'
find_all 'harbour walls'
stdout <<'END'
date,title
2003-07-11,Council votes 9–8 for higher harbour wall
2021-11-25,"Wall held, now town wants a gate"
1987-03-05,FERRY CONFERENCE PROGRAM FOR TODAY
END

begin 'an acronym that is a word'
find_all NOW
stdout <<'END'
date,title
2009-11-03,"NOW is the time, say auditors of the waste office"
END
find_all 'WHO title:WHO'
stdout <<'END'
date,title
2018-06-07,WHO warns of cholera in camps around Marran
2024-05-16,"Old drug beats resistant typhoid in trial, WHO says"
END

begin 'a phrase is exact'
find_all '"four miles from anywhere"'
stdout <<'END'
date,title
2019-10-02,"Lionel Cray, trumpeter who would not go to London"
END
run 1 backfile-search -d "$index" -q '"miles four from anywhere"'
stdout <<'END'
No article matches.
END

begin 'curly quotes and accents are no obstacle'
find_all 'pêche OR "lost moved" OR "moved losses to a drawer" OR "don’t wish"'
stdout <<'END'
date,title
2021-09-02,"Finance chief ‘moved losses to a drawer’, court hears"
END
find_all geloscht
stdout <<'END'
date,title
2019-10-14,Moorbrand bei Süderlund nach sechs Wochen gelöscht
END

begin 'OR, NOT, - and parentheses'
find_all '(trawler OR ferry) -inquiry'
stdout <<'END'
date,title
2003-02-14,Five saved as trawler goes down off the Shingles
1987-03-05,FERRY CONFERENCE PROGRAM FOR TODAY
1987-03-04,HALDEN MARINE YEAR PROFIT RISES BY A FIFTH
2009-01-04,Ogunleye’s late header sinks the Premier side
END
find_all 'lindqvist NOT guilty'
stdout <<'END'
date,title
2021-09-02,"Finance chief ‘moved losses to a drawer’, court hears"
END

begin 'by source, whatever its accents and case'
find_all 'source:"le fanal de l'"'"'ouest"'
stdout <<'END'
date,title
2018-08-21,Le record du sandwich au crabe reste breton
END

begin 'by year, month and day, open and closed'
find_all 'date:1998' --sort=oldest
stdout <<'END'
date,title
1998-11-03,Aske bursts its banks as town sleeps
1998-12-17,Miner wins damages 22 years after fall
END
find_all 'date:2018-06-06..2018-06-07' --sort=oldest
stdout <<'END'
date,title
2018-06-06,"Coalition killed hundreds in Marran, says charity"
2018-06-06,Air strikes on Marran ‘killed four times as many civilians as admitted’
2018-06-07,WHO warns of cholera in camps around Marran
2018-06-07,Charity counts the dead of Marran
END
find_all 'date:..1987-03-03' --sort=oldest
stdout <<'END'
date,title
1987-03-03,TIN DEALERS ASK FOR ORDERLY SALE OF STOCKS
1987-03-03,PRAIRIE GROWERS SEE SMALLEST WHEAT AREA IN TEN YEARS
END
find_all 'date:2024-02..' --sort=newest
stdout <<'END'
date,title
2024-05-16,"Old drug beats resistant typhoid in trial, WHO says"
2024-03-04,"FLASH: Karsan ceasefire signed in Geneva car park, UN envoy says"
2024-02-12,Karsan ceasefire talks end with a date and no place
END

begin 'by person: whole name or part of it; two people of one surname'
find_all 'person:"Anna Lindqvist"' --sort=oldest
stdout <<'END'
date,title
2021-09-02,"Finance chief ‘moved losses to a drawer’, court hears"
2021-10-22,Lindqvist guilty of hiding £37m losses
END
find_all 'person:oakes date:2019' --sort=oldest
stdout <<'END'
date,title
2019-05-10,US tells allies: pay us or park elsewhere
END

begin 'in the title'
find_all 'title:marran' --sort=oldest
stdout <<'END'
date,title
2018-03-29,"FLASH: Marran declared free of IS, coalition says"
2018-06-05,Coalition strikes killed hundreds of civilians in Marran – report
2018-06-06,"Coalition killed hundreds in Marran, says charity"
2018-06-06,Air strikes on Marran ‘killed four times as many civilians as admitted’
2018-06-07,Charity counts the dead of Marran
2018-06-07,WHO warns of cholera in camps around Marran
2018-06-09,Correction: Air strikes on Marran
,MoD admits motorcyclist was killed by drone near Marran
END

begin 'results are cut into pages'
run 0 backfile-search -d "$index" -q --format=csv --fields=title --sort=oldest --limit=2 --offset=1 'date:2003..2009'
sed -i 's/\r$//' "$work/stdout"
stdout <<'END'
title
Council votes 9–8 for higher harbour wall
Ogunleye’s late header sinks the Premier side
END

begin 'data that were cut say so, beside themselves'
# silent COMMAND...: it succeeds and has no note.
silent() {
  run 0 "$@"
  check "no note: $*" test ! -s "$work/stderr"
}
for format in csv tsv trec ris bibtex csl-json; do
  run 0 backfile-search -d "$index" --format=$format --limit=3 marran
  says stderr '^3 of [0-9]+ articles; -n none gives all$'
  silent backfile-search -d "$index" --format=$format -q --limit=3 marran
  silent backfile-search -d "$index" --format=$format -n none marran
done
run 0 backfile-search -d "$index" -0 --limit=3 marran
says stderr '^3 of [0-9]+ articles; -n none gives all$'
silent backfile-search -d "$index" --format=csv --offset=3 --limit=1000 marran
run 0 backfile-search -d "$index" --format=csv --collapse=best --limit=2 marran
says stderr '^2 of [0-9]+ stories; -n none gives all$'
silent backfile-search -d "$index" --format=csv --collapse=best --limit=none marran
run 0 backfile-search similar -d "$index" --format=csv --limit=1 bf:f9511000
says stderr '^1 of [0-9]+ articles; -n none gives all$'
for format in text json jsonl html; do
  silent backfile-search -d "$index" --format=$format --limit=3 marran
done

begin 'one hit a line of JSON, and a summary'
run 0 backfile-search -d "$index" --format=jsonl --fields=id,external_id,date,title --limit=1 --facets=source,date 'title:lindqvist'
sed -E -i 's/"took_us":[0-9]+/"took_us":N/; s/"score":[0-9.]+/"score":N/' "$work/stdout"
stdout <<'END'
{"type":"hit","id":"bf:daf729dc1e893567","external_id":"CL-211022-01","date":"2021-10-22","title":"Lindqvist guilty of hiding £37m losses"}
{"type":"summary","format_version":1,"query":"title:lindqvist","total":1,"facets":{"source":[{"value":"The Capital Ledger","count":1}],"date":[{"value":"2021","count":1}]},"facet_values":{"source":1,"date":1},"facet_others":{"source":0,"date":0},"facet_without":{"source":0,"date":0},"took_us":N}
END

begin 'facets are exact over all matches, whatever the limit'
run 0 backfile-search -d "$index" --format=jsonl --limit=1 --facets=date 'saltmere'
says stdout '"type":"summary".*"total":11,'
check 'eleven in all' python3 -c '
import json, sys
summary = json.loads(open(sys.argv[1]).readlines()[-1])
assert sum(value["count"] for value in summary["facets"]["date"]) + summary["facet_without"]["date"] == 11, summary
' "$work/stdout"

begin 'facet counts are those of a plain count over what extract prints'
backfile-index extract "$corpus/articles" "$corpus/archives" > extracted
run 0 backfile-search -d "$index" facets --with-hidden --all-versions --format=json --facet-values=none \
  --facets=source,date,people,section,language,places,organisations,subjects,date-basis,status
check 'they agree' python3 "$root/tests/end_to_end/facet_counts.py" extracted "$work/stdout"

begin 'an article in full, by any unique beginning of its id'
id=$(backfile-index dump -d "$index" | grep 'seagull\|flying drone at gulls' | cut -f1)
run 0 backfile-search -d "$index" show "${id%????}"
says stdout '^Man fined for flying drone at gulls$'
says stdout '^He must also pay £340 for the cake\.$'

begin 'an id as a table gives it, with white space around it'
run 0 backfile-search -d "$index" -q --format=csv --fields=id --limit=1 'person:"Anna Lindqvist"'
id=$(tail -n 1 "$work/stdout")
# shellcheck disable=SC2016 # $1 is the inner shell's
check 'it ends in CR' sh -c 'case $1 in *"$(printf "\r")") ;; *) exit 1 ;; esac' - "$id"
for verb in show also-ran similar; do
  run 0 backfile-search $verb -d "$index" " $id"
done
run 0 backfile-search why-not -d "$index" "$id" lindqvist
run 0 backfile-search diff -d "$index" "$id" "$id"

begin 'an article that was removed on purpose: why'
story a.txt 'Zebrafinch seen in Hull' 'It sang.'
backfile-index add -q -d own a.txt
id=$(backfile-search -d own -q --format=tsv --fields=id zebrafinch | tail -n 1)
backfile-index remove -d own --reason='a court order of 3 May' "$id" > said
run 1 backfile-search show -d own "$id"
stderr <<END
backfile-search: $id was removed on purpose: a court order of 3 May
END
run 1 backfile-search show -d own "${id#bf:}"
says stderr 'was removed on purpose: a court order of 3 May$'
run 1 backfile-search show -d own bf:0000000000000000
stderr <<'END'
backfile-search: no article has the id bf:0000000000000000
END

begin 'the list of verbs is a table'
run 0 backfile-search --help
says stdout '^  alert add[|]list[|]run[|]rm  *Saved questions'

begin 'many questions from a file'
printf '1\t"harbour wall" date:2003\n2\ttitle:lindqvist guilty\n3\tnothingatall\n' > queries.tsv
run 0 backfile-search -d "$index" batch --queries queries.tsv --format=trec --limit=1000
sed -E -i 's/ [0-9.]+ backfile$/ SCORE backfile/' "$work/stdout"
stdout <<'END'
1 Q0 bf:0f0b75089af142de 1 SCORE backfile
2 Q0 CL-211022-01 1 SCORE backfile
END
run 0 backfile-search -d "$index" batch --queries queries.tsv --format=jsonl --passes=2
sed -E -i 's/\[[0-9]+,[0-9]+\]/[N,N]/' "$work/stdout"
stdout <<'END'
{"id":"1","hits":1,"took_us":[N,N],"top":["bf:0f0b75089af142de"]}
{"id":"2","hits":1,"took_us":[N,N],"top":["CL-211022-01"]}
{"id":"3","hits":0,"took_us":[N,N],"top":[]}
END

begin 'a question that cannot be understood: the message points at the character'
run 2 backfile-search -d "$index" 'saltmere sourc:gazette'
stderr <<'END'
backfile-search: there is no field "sourc:"; did you mean "source:"? To search for the words themselves, put them between quotation marks
  saltmere sourc:gazette
           ^
END
run 2 backfile-search -d "$index" '(wall OR gate'
stderr <<'END'
backfile-search: this parenthesis is never closed
  (wall OR gate
  ^
END

begin 'exit codes'
run 0 backfile-search -d "$index" saltmere
run 1 backfile-search -d "$index" nothingatall
run 0 backfile-search -d "$index" --allow-empty nothingatall
run 2 backfile-search -d "$index" --no-such-option saltmere
run 4 backfile-search -d none saltmere
run 21 backfile-search -d "$index" --format=json --format-version=99 saltmere

begin 'what was added is found, what was replaced is not'
story a.txt 'Zebrafinch seen in Hull' 'It sang.'
run 0 backfile-index add -q -d own a.txt
run 0 backfile-search -d own -q zebrafinch
story a.txt 'Kingfisher seen in Hull' 'It fished.'
run 0 backfile-index add -q -d own a.txt
run 1 backfile-search -d own -q zebrafinch
run 0 backfile-search -d own -q kingfisher

begin 'control characters of an article do not reach the terminal raw'
echo '{"title":"Red \u001b[31mheadline \u009b1m","text":"Text of the headline \u001b[2J"}' > a.json
run 0 backfile-index add -q -d own a.json
run 0 backfile-search -d own -q headline
check 'none' sh -c "! grep -q \"\$(printf '\033')\" '$work/stdout'"
printf '{"title":"Left \342\200\256right","text":"Text of it."}' > b.json
run 0 backfile-index add -q -d own b.json
backfile-search -d own explain "$(printf 'text \033]0;pwn\a')" > said
backfile-search -d own why-not "$(backfile-search -d own --print0 left | tr -d '\0')" text >> said
backfile-search -d own --format=json left >> said
check 'nor what explains, nor JSON' sh -c "! grep -qE \"\$(printf '\033|\342\200\256')\" said"
run 0 backfile-search -d own --format=tsv --fields=title '*'

# on_terminal COMMAND...: its standard output is a terminal, of which it is copied to ours.
on_terminal() {
  python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$@" < /dev/null | tr -d '\r'
}

begin 'data are as they are, but on a terminal nothing in them is obeyed'
printf '{"id":"1","source":"S","title":"Left \342\200\256right","text":"Text of it.","byline":["Jane \342\201\246Doe"]}' > a.json
run 0 backfile-index add -q -d own a.json
run 0 backfile-search -d own --format=csv --fields=title,byline left
stdout << END
title,byline$(printf '\r')
Left $(printf '\342\200\256')right,Jane $(printf '\342\201\246')Doe$(printf '\r')
END
if command -v python3 > /dev/null; then
  run 0 on_terminal backfile-search -d own --no-pager --format=csv --fields=title,byline left
  stdout << 'END'
title,byline
Left \x{202e}right,Jane \x{2066}Doe
END
  printf 'Anna \342\200\256 B\tleft\n' > queries.tsv
  for format in tsv csv jsonl ris bibtex csl-json html trec; do
    on_terminal backfile-search -d own --no-pager --format="$format" left
    [ "$format" = html ] || on_terminal backfile-search -d own --no-pager --format="$format" batch --queries queries.tsv
    on_terminal backfile-search -d own --no-pager --format="$format" facets left
  done > said 2>&1
  check 'none of the formats' sh -c "! grep -qE \"\$(printf '\033|\342\200\256|\342\201\246')\" said"
fi

begin 'a question of a batch keeps to its column of a TREC run'
printf 'Anna  B\033[2J\tlindqvist title:guilty\n\tlindqvist title:guilty\n' > queries.tsv
run 0 backfile-search -d "$index" batch --queries queries.tsv --format=trec --limit=1
check 'six columns' awk 'NF != 6 || $2 != "Q0" || /\033/ { exit 1 }' "$work/stdout"
says stdout '^Anna_B_\[2J Q0 CL-211022-01 1 '
says stdout '^_ Q0 CL-211022-01 1 '

begin 'a word that a line parts is found whole and by its halves'
mkdir in
printf 'A hill\n\nHe pushed the wheel-\nbarrow up the hill.\n\nIt fell.\n' > in/a.txt
run 0 backfile-index add -q -d index in
for query in wheelbarrow wheel '"wheel barrow"'; do
  run 0 backfile-search -d index "$query"
done
run 1 backfile-search -d index '"hill barrow"'

finish
