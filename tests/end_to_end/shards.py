#!/usr/bin/env python3
"""Everything that can be asked, asked of one index and of the same articles in several.

    shards.py wires FOLDER       invents stories that ran in several papers, in versions, and twice
    shards.py compare [--few] ONE SEVERAL...
                                 the answers of `-d ONE` and of `-d SEVERAL -d ...` must be equal;
                                 of a tenth of the questions

The questions are those of the other tests here, and some for what they leave out.

SPDX-License-Identifier: GPL-2.0-or-later
"""

import concurrent.futures
import glob
import json
import os
import random
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = """harbour strike council minister river bridge election coalition airstrike civilians
market report football season snow storm hospital budget court verdict appeal journalist editor
archive figure number witness tanker island festival museum orchestra ferries ferry striking""".split()
PEOPLE = ['Kate Allen', 'Joe Hale', 'Joseph Hale', 'Ada Marsh', 'K. Allen']


def wires(folder):
    """Files of JSON lines; what belongs together is spread over them."""
    rng = random.Random(7)
    stories = []
    for n in range(160):
        words = ['%s%s' % (rng.choice(WORDS), rng.choice(['', '', n])) for _ in range(120)]
        person = rng.choice(PEOPLE)
        text = '%s said the Syrian Democratic Forces (SDF) agreed. ' % person + ' '.join(words) + '.'
        story = {'id': 'w%d' % n, 'source': 'Wire %d' % (n % 3), 'section': rng.choice(['News', 'Sport']),
                 'title': 'Story %d of the %s' % (n, rng.choice(WORDS)), 'text': text,
                 'date': '20%02d-%02d-%02d' % (rng.randint(1, 20), rng.randint(1, 12), rng.randint(1, 28))}
        stories.append(story)
        for paper in range(rng.choice([0, 0, 1, 3])):  # Papers run it, cut.
            stories.append(dict(story, id='p%d-%d' % (n, paper), source='Paper %d' % paper,
                                text=text[:rng.randint(700, len(text))]))
        if rng.random() < 0.2:  # A newer version of it.
            stories.append(dict(story, version=2, title=story['title'] + ', corrected',
                                text=text.replace('agreed', 'did not agree')))
        if rng.random() < 0.2:  # The same once more.
            stories.append(dict(story))
    rng.shuffle(stories)
    for file in range(40):
        with open(os.path.join(folder, 'wire-%02d.jsonl' % file), 'w', encoding='utf-8') as out:
            for story in stories[file::40]:
                out.write(json.dumps(story) + '\n')


def questions():
    """Those that other tests ask, and operators that they may lack."""
    asked = set()
    for path in glob.glob(os.path.join(HERE, '*.sh')):
        with open(path, encoding='utf-8') as script:
            text = script.read()
        asked.update(re.findall(r"^\s*(?:find_all|only|first|finds|count) '([^']+)'", text, re.M))
        asked.update(re.findall(r"backfile-search .*-- '([^']+)'", text))
    asked.update(['*', 'harbour OR striking', 'harbour -strike', '"of the harbour"', 'harbor', 'harbuor strike',
                  'ferr*', '*bridge', 'title:story', 'person:"Joseph Hale"', 'person:allen', 'said:"Kate Allen"',
                  'SDF', '"Syrian Democratic Forces"', 'harbour NEAR/5 strike', 'harbour PRE/30 report',
                  'minister NEAR/40 council', 'harbour /s strike', 'harbour /p strike',
                  'date:2005..2010', 'date:2007-06', 'source:"Paper 1"', 'section:sport', 'has:date', 'report ATLEAST/3',
                  'source:"Wire 1" minister', 'agree', '(market OR football) AND season', 'role:director',
                  'lead:agreed', 'quote:come', 'event:2017', 'id:bf:0', 'wharf'])
    return sorted(asked)


FACETS = 'source,date,month,day,people,section,language,places,organisations,subjects,date-basis,status'


def commands(ids):
    for question in questions():
        end = ['--', question]
        yield ['-q', '--limit=none', '--format=json', '--facets=' + FACETS, '--facet-values=50'] + end
        yield ['-q', '--limit=15'] + end
        for collapse in ('best', 'earliest'):
            yield ['-q', '--limit=10', '--format=json', '--collapse=' + collapse, '--facets-over=stories',
                   '--facets=source,people', '--fields=id,score,copies,also_in,title'] + end
        yield ['-q', '--all-versions', '--limit=20', '--sort=newest', '--format=jsonl'] + end
        yield ['-q', '--sort=oldest', '--limit=5', '--offset=3', '--format=csv'] + end
        for verb in ('facets', 'people', 'histogram', 'timeline'):
            yield [verb, '-q', '--format=json'] + end
        yield ['kwic', '-q', '--limit=none', '--format=json'] + end
        yield ['explain'] + end
        yield ['why-not', ids[0]] + end
    for one in ids:
        yield ['show', '--format=json', one]
        yield ['show', '--all-versions', one]
        yield ['similar', one, '--format=json', '--limit=20', '--facets=source']
        yield ['also-ran', one, '--format=json']
    yield ['diff', ids[0], ids[1]]
    yield ['show', 'bf:zzzz']
    yield ['show', 'bf:0000000000000000']


# What may differ: how long it took, and which of the places of one article was met first.
def comparable(command, answer):
    code, out, err = answer
    if command[0] == 'also-ran' and code == 0:
        rows = json.loads(out)['places']
        places = sorted([row.pop('place') for row in rows][:sum(row['kind'] != 'copy' for row in rows)])
        out = '\n'.join(map(json.dumps, rows + places))
    if command[0] == 'show':
        out = re.sub(r'^Read from: .*', '', out, flags=re.M)
        out = re.sub(r'"archive":"[^"]*",("member":\[[^]]*\],)?("offset":\d+,"length":\d+,)?', '', out)
    out = re.sub(r'"took_(us|ms)":\s*[0-9.\[\],]+', '"took":0', out)
    out = re.sub(r'in [0-9.]+ m?s\b', 'in TIME', out)
    return code, out, err


def ask(places, command, stdin=None):
    argv = ['backfile-search'] + command[:1] * (not command[0].startswith('-'))
    argv += [word for place in places for word in ('-d', place)]
    argv += command[len(argv) > 1 + 2 * len(places):]
    done = subprocess.run(argv, input=stdin, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def batches():
    lines = ''.join('q%d\t%s\n' % (n, question) for n, question in enumerate(questions()))
    for option in (['--format=trec', '--limit=50'], ['--format=csv'], ['--facets=source,people', '--plain']):
        yield ['batch', '--queries=-'] + option, lines
    yield ['batch', '--names', '--queries=-'], ''.join(name + '\n' for name in PEOPLE)


def compare(one, several, step):
    found = ask([one], ['-q', '--limit=none', '--fields=id', '--format=csv', '--sort=newest', '--', '*'])[1]
    ids = found.split()[1::9]
    jobs = ([(command, None) for command in commands(ids)] + list(batches()))[::step]
    wrong = 0
    empty = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda job: [comparable(job[0], ask(places, *job)) for places in ([one], several)], jobs)
        for (command, _), (expected, got) in zip(jobs, answers):
            empty += not expected[1]
            if expected == got:
                continue
            wrong += 1
            if wrong <= 5:
                print('different:', ' '.join(command))
                for a, b in zip(expected[1:], got[1:]):
                    for x, y in zip(a.replace('},', '},\n').splitlines(), b.replace('},', '},\n').splitlines()):
                        if x != y:
                            print('   one:    ', x[:600], '\n   several:', y[:600])
                            break
                print('   exit codes:', expected[0], got[0], 'lengths:', len(expected[1]), len(got[1]))
    print('%d questions, %d commands, %d different' % (len(questions()), len(jobs), wrong))
    if empty > len(jobs) / 3:
        print('%d of them say nothing' % empty)
        return 1
    return 1 if wrong else 0


if __name__ == '__main__':
    if sys.argv[1] == 'wires':
        wires(sys.argv[2])
    else:
        places = [place for place in sys.argv[2:] if place != '--few']
        sys.exit(compare(places[0], places[1:], 11 if '--few' in sys.argv else 1))
