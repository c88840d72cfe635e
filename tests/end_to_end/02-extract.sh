#!/bin/sh
# What `extract` prints of each format: the articles that `add` would index.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"

begin 'plain text: byline, caption and the leavings of a scraper are told from the story'
cat > a.txt <<'END'
Harbour strike ends

By Ann Lee

Dockers in Hull went back to work, “for now”.

" srcset= Credit: " srcset=

Cranes at Hull (Jo Hall/PA)
END
run 0 backfile-index extract a.txt
stdout <<'END'
{"id":"bf:78dfad3d80600820","archive":"a.txt","format":"text","title":"Harbour strike ends","body":"Dockers in Hull went back to work, “for now”.","byline":["Ann Lee"],"captions":["Cranes at Hull (Jo Hall/PA)"],"status":"usable","language":"en","organisations":["PA"],"places":["Hull"]}
END

begin 'plain text with headers'
story a.txt 'Harbour strike ends' 'Dockers in Hull went back to work.'
run 0 backfile-index extract a.txt
stdout <<'END'
{"id":"bf:e35c9d32a768ad8b","archive":"a.txt","format":"text","title":"Harbour strike ends","body":"Dockers in Hull went back to work.","source":"The Test Post","source_basis":"metadata","published":"2020-05-17","published_precision":"day","published_basis":"metadata","status":"usable","language":"en","places":["Hull"]}
END

begin 'old character sets become UTF-8'
printf 'Gr\344\337e aus K\366ln\n\nDie \334berfahrt dauerte l\344nger als geplant, sagte der Kapit\344n gestern.\n' > a.txt
run 0 backfile-index extract a.txt
stdout <<'END'
{"id":"bf:b27d8eccf6c66029","archive":"a.txt","format":"text","title":"Gräße aus Köln","body":"Die Überfahrt dauerte länger als geplant, sagte der Kapitän gestern.","status":"usable","language":"de"}
END

begin 'JSON lines: the usual keys, the rest kept, a date that is none told of'
cat > a.jsonl <<'END'
{"id":"7","headline":"Harbour strike ends","text":"Dockers went back.","publish_date":"2018-06-05T09:30:00+01:00","publisher":"Hull News","authors":["Ann Lee","Bo Ray"],"persons":"Kate Allen; Sean Ryan","tags":"docks, strikes","edition":2}
{"title":"Weather","date":"31 June 2020","text":"Rain."}
END
run 0 backfile-index extract a.jsonl
stdout <<'END'
{"id":"bf:420231e2a57012e0","external_id":"7","archive":"a.jsonl","offset":0,"length":239,"format":"jsonl","title":"Harbour strike ends","body":"Dockers went back.","byline":["Ann Lee","Bo Ray"],"source":"Hull News","source_basis":"metadata","published":"2018-06-05T09:30:00+01:00","published_precision":"second","published_basis":"metadata","status":"usable","language":"en","subjects":["docks","strikes"],"people":[{"name":"Kate Allen","basis":"metadata"},{"name":"Sean Ryan","basis":"metadata"}],"extras":{"edition":2}}
{"id":"bf:23a663daf79fbd99","archive":"a.jsonl","offset":240,"length":56,"format":"jsonl","title":"Weather","body":"Rain.","status":"usable","notes":["the date \"31 June 2020\" is no date"],"extras":{"date":"31 June 2020"}}
END

begin 'JSON: one object, or a list of them'
echo '[{"title":"One","date":"2018"},{"title":"Two","body":["First.","Second."]}]' > a.json
run 0 backfile-index extract a.json
stdout <<'END'
{"id":"bf:bfd58d56375fef46","archive":"a.json","offset":1,"length":29,"format":"json","title":"One","published":"2018","published_precision":"year","published_basis":"metadata","status":"usable"}
{"id":"bf:eb2cf39158dc5513","archive":"a.json","offset":31,"length":43,"format":"json","title":"Two","body":"First.\n\nSecond.","status":"usable","language":"en"}
END

begin 'Reuters-21578: places, people and topics; the unprocessed story; the end mark left out'
cat > a.sgm <<'END'
<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="11">
<DATE> 3-MAR-1987 09:14:22.10</DATE>
<TOPICS><D>wheat</D></TOPICS><PLACES><D>canada</D></PLACES><PEOPLE><D>doris-hallett</D></PEOPLE>
<ORGS></ORGS><EXCHANGES></EXCHANGES><COMPANIES></COMPANIES>
<TEXT>&#2;
<TITLE>PRAIRIE WHEAT &lt;DOWN></TITLE>
<DATELINE>    WINNIPEG, March 3 - </DATELINE><BODY>Growers intend to sow
less wheat.
    Prices are low.
 REUTER
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="12">
<DATE> 3-MAR-1987 10:00:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
FERRY PROGRAM
    09.30 Registration
&#3;</TEXT>
</REUTERS>
END
run 0 backfile-index extract a.sgm
stdout <<'END'
{"id":"bf:81242d96c93180c2","external_id":"11","archive":"a.sgm","offset":36,"length":420,"format":"reuters-sgml","title":"PRAIRIE WHEAT <DOWN>","body":"Growers intend to sow less wheat.\n\nPrices are low.","source":"Reuters","source_basis":"metadata","published":"1987-03-03T09:14:22","published_precision":"second","published_basis":"metadata","status":"usable","language":"en","subjects":["wheat"],"people":[{"name":"Doris Hallett","basis":"metadata"}],"places":["Canada"]}
{"id":"bf:fb917a70f92b9638","external_id":"12","archive":"a.sgm","offset":457,"length":154,"format":"reuters-sgml","title":"FERRY PROGRAM","body":"09.30 Registration","source":"Reuters","source_basis":"metadata","published":"1987-03-03T10:00:00","published_precision":"second","published_basis":"metadata","status":"usable","language":"en"}
END

begin 'TREC documents'
cat > a.sgml <<'END'
<DOC>
<DOCNO> SEP910312-0001 </DOCNO>
<HL> Ferry inquiry opens </HL>
<DD> 03/12/91 </DD>
<TEXT>
   The ferry left with her bow door open.
</TEXT>
</DOC>
END
run 0 backfile-index extract a.sgml
stdout <<'END'
{"id":"bf:d2373a29af57dcc4","external_id":"SEP910312-0001","archive":"a.sgml","offset":0,"length":152,"format":"trec","title":"Ferry inquiry opens","body":"The ferry left with her bow door open.","published":"1991-03-12","published_precision":"day","published_basis":"metadata","status":"usable","language":"en"}
END

begin 'archives within archives: members are named outermost first'
mkdir in
story in/a.txt 'Harbour strike ends' 'Dockers in Hull went back to work.'
tar -czf in.tar.gz in
tar -cf out.tar in.tar.gz
run 0 backfile-index extract out.tar
stdout <<'END'
{"id":"bf:e35c9d32a768ad8b","archive":"out.tar","member":["in.tar.gz","in/a.txt"],"format":"text","title":"Harbour strike ends","body":"Dockers in Hull went back to work.","source":"The Test Post","source_basis":"metadata","published":"2020-05-17","published_precision":"day","published_basis":"metadata","status":"usable","language":"en","places":["Hull"]}
END

begin 'folders are read in the order of their names, hidden and half-copied files left out'
mkdir -p f/b
for name in f/c.txt f/b/z.txt f/a.txt f/.hidden.txt f/d.txt.part; do
  story "$name" "Story of $name" 'Text.'
done
run 0 backfile-index extract f
check 'a.txt, b/z.txt, c.txt' sh -c "grep -o '\"title\":\"[^\"]*\"' '$work/stdout' | tr '\n' ' ' |
  grep -Fx '\"title\":\"Story of f/a.txt\" \"title\":\"Story of f/b/z.txt\" \"title\":\"Story of f/c.txt\" '"

begin 'a source given for all of it is beaten by what the article says'
story a.txt 'Says its source' 'Text.'
printf 'Says nothing\n\nText.\n' > b.txt
run 0 backfile-index extract --source='Evening Mail' a.txt b.txt
says stdout '"title":"Says its source".*"source":"The Test Post","source_basis":"metadata"'
says stdout '"title":"Says nothing".*"source":"Evening Mail","source_basis":"option"'

begin 'a format that is told is not guessed'
echo '{"title":"One"}' > a.txt
run 0 backfile-index extract --read-as=text a.txt
says stdout '"format":"text","title":"\{\\"title\\":\\"One\\"\}"'
run 2 backfile-index extract --read-as=no-such-format a.txt
says stderr 'no-such-format'

begin 'extract reads as add does: the same ids'
run 0 backfile-index extract "$corpus/articles"
grep -o '^{"id":"bf:[0-9a-f]*' "$work/stdout" | cut -d'"' -f4 | sort > extracted
run 0 backfile-index add -q -d index "$corpus/articles"
backfile-index dump -d index | cut -f1 > indexed
same extracted indexed

begin 'a broken pipe ends it quietly'
run 0 sh -c "backfile-index extract '$corpus/articles' | head -n 1 > /dev/null"
stderr < /dev/null

finish
