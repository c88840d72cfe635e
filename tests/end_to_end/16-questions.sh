#!/bin/sh
# The questions that a news archive must answer, over one report and a hundred stories that only
# look like it; and what is no question at all.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3

# A hundred stories full of the word "is", of crimes without war, and of people called otherwise.
distractors() {
  python3 - <<'END'
import json
for n in range(100):
    print(json.dumps({"id": f"d{n}", "title": f"What is it that is in Raqqa {n}?",
        "text": f"It is what it is, and it is Raqqa that is {n}. A crime is no war, is it? The coalition is "
                "led by us, a civilian is told. The carnage is over, O said to Neill "
                "on page 9 of 11. The city is calm, and so is all that is near. No airstrike is planned."}))
END
}

report() {
  cat > report.txt <<'END'
Source: The Test Post
Date: 2018-06-05

Campaign to free Raqqa from IS killed hundreds, charity says

The US-led coalition killed hundreds of civilians in Raqqa, a charity has claimed.

Kate Allen, the director of the charity, said Britain “needs to come clean over its role in this carnage”. Airstrikes that kill so many civilians may be war crimes, its report says.

Colonel Sean Ryan, a spokesman, said the Syrian Democratic Forces (SDF) and the coalition took care. Mr O'Neill, who fought after 9/11, agreed with Ryan.
END
}

# first QUESTION TITLE: the report's title begins so and it is the first hit.
first() {
  run 0 backfile-search -d "$index" -q --format=tsv --fields=title --limit=1 -- "$1"
  sed -n 2p "$work/stdout" > first
  check "$1: $2 comes first" grep -q "^$2" first
}
# only QUESTION: the report is the one hit.
only() {
  first "$1" 'Campaign'
  run 0 backfile-search -d "$index" -q --format=json -- "$1"
  says stdout '"total":1,'
}

questions() {
  first 'IS raqqa' 'Campaign'
  only '"war crimes"'
  only '"US-led coalition"'
  only 'said:"Kate Allen" carnage'
  only 'airstrikes NEAR/10 civilians'
  only 'person:ryan'
  only 'SDF'
  only '"Syrian Democratic Forces"'
}

begin 'the questions of the brief, over an invented report'
index=$work/invented
report
distractors > distractors.jsonl
run 0 backfile-index add -q -d "$index" report.txt distractors.jsonl
questions
only "O'Neill"
only 'O’Neill'
only '9/11'

begin 'capitals find the name, small letters the word'
run 0 backfile-search -d "$index" -q --format=json -n 0 IS
says stdout '"total":1,'
run 0 backfile-search -d "$index" -q --format=json -n 0 is
says stdout '"total":101,'

if [ -e "$shared/data/seed-article.txt" ]; then
  begin 'the same, over the article of the brief'
  index=$work/real
  distractors > distractors.jsonl
  run 0 backfile-index add -q -d "$index" "$shared/data/seed-article.txt" distractors.jsonl
  questions
fi

begin 'a quotation mark that is never closed is pointed at'
index=$work/invented
run 2 backfile-search -d "$index" 'raqqa "war crimes'
stderr <<'END'
backfile-search: this quotation mark is never closed
  raqqa "war crimes
        ^
END

begin 'ten kilobytes of any bytes: an answer, or one message, and never a crash'
python3 - <<'END'
import random
for seed in range(20):
    rnd = random.Random(seed)
    any_bytes = bytes(rnd.randrange(1, 256) for _ in range(10240))
    alphabet = ' ()"-:*?~=/abIS\n“”é' + "'"
    text = "".join(rnd.choice(alphabet) for _ in range(10240))
    open(f"q{seed}", "wb").write(any_bytes if seed % 2 else text.encode()[:10240].decode("utf-8", "ignore").encode())
END
for question in q*; do
  backfile-search -d "$index" -q -- "$(cat "$question")" > /dev/null 2> said
  code=$?
  check "$question: exit code $code is 0 to 3" test "$code" -le 3
  [ "$code" = 2 ] && check "$question: the place is pointed at" grep -q '^ *^$' said
done

begin 'five hundred words near one another take no more than the time there is'
python3 -c "
import json, random
rnd = random.Random(7)
words = 'the a of and in to was for on at oil wheat ship port'.split()
for i in range(200):
    print(json.dumps({'title': f'Story {i}', 'text': ' '.join(rnd.choice(words) for _ in range(3000))}))" > long.jsonl
backfile-index add -q --no-analysis -d long long.jsonl
began=$(date +%s)
backfile-search -d long -q --timeout=2s "$(yes 'the NEAR' | head -n 500 | tr '\n' ' ') the" > said 2>&1
code=$?
check "exit code $code is 0 to 3" test "$code" -le 3
check 'it ends' test $(($(date +%s) - began)) -le 60  # It took minutes; under a sanitizer it is slow.
run 3 backfile-search -d long --format=json --limit=2 --timeout=300ms "$(yes 'the NEAR' | head -n 60 | tr '\n' ' ') the"
says stdout '"incomplete":true'
says stderr 'some of the answers'
run 3 backfile-search -d long -q --timeout=1ms "* NOT ($(yes 'the NEAR' | head -n 60 | tr '\n' ' ') the)"
says stderr 'took longer than'
run 0 backfile-search -d long -q --limit=1 'the NEAR oil NEAR wheat'

begin 'what bounds a question is an option of every verb that asks'
story a.txt 'Weather' 'It was windy and wintry where we were.'
backfile-index add -q -d index a.txt
run 2 backfile-search -d index --max-expansion=2 'w*'
says stderr 'more than 2 words match w\*'
run 0 backfile-search -d index --max-expansion=20 'w*'
run 2 backfile-search -d index facets --max-clauses=2 'windy wintry where'
says stderr 'more than 2'
run 2 backfile-search -d index kwic --max-depth=1 '((windy))'
run 2 backfile-search -d index explain --max-query=1k "$(yes windy | head -n 300 | tr '\n' ' ')"
says stderr 'longer than 1 KB'
run 0 backfile-search -d index --max-clauses=3000 "$(yes windy | head -n 2000 | tr '\n' ' ')"
run 2 backfile-search -d index --max-depth=1000 windy
says stderr 'a number from 1 to 200'

begin 'original bytes, by the other program, checked against their digest'
report
tar cf report.tar report.txt
run 0 backfile-index add -q -d own report.tar
id=$(backfile-index dump -d own | cut -f1)
run 0 backfile-search -d own show --raw "$id"
same "$work/stdout" report.txt
sed -i 's/hundreds/dozens/' report.txt
tar cf report.tar report.txt
run 5 backfile-search -d own show --raw "$id"
stdout < /dev/null
says stderr 'report.tar » report.txt no longer holds what was indexed from it; index it again$'
rm report.tar
run 5 backfile-search -d own show --raw "$id"
says stderr 'report.tar cannot be opened'

finish
