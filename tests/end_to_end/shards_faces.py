#!/usr/bin/env python3
"""The web page and bundles of one index, and of the same articles in several.

    shards_faces.py pages ONE SEVERAL...      every page that is asked for must be the same
    shards_faces.py bundles [--no-originals] ONE SEVERAL...
                                              the same articles must be packed, with the same originals
    shards_faces.py homeless SEVERAL...       without a place for saved searches, none are offered

SPDX-License-Identifier: GPL-2.0-or-later
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.parse

from shards import FACETS, questions

FEW = ['harbour OR striking', 'harbour NEAR/5 strike', '"Syrian Democratic Forces"', 'person:"Joseph Hale"', 'harbuor strike',
       'source:"Paper 1"', 'date:2005..2010', 'agree', '*', 'xyzzy']
PACKED = ['harbour NEAR/5 strike', 'person:"Joseph Hale" date:2005..2010', 'source:"Paper 1" minister', 'wharf', 'xyzzy']


class Page:
    """`backfile-search serve` over some places."""

    def __init__(self, places):
        folders = [word for place in places for word in ('-d', place)]
        self.process = subprocess.Popen(['backfile-search', *folders, 'serve', '--listen=127.0.0.1:0'],
                                        stdout=subprocess.PIPE, text=True)
        self.host = self.process.stdout.readline().strip().removeprefix('http://').rstrip('/')
        assert self.host, 'nothing is served'

    def get(self, path):
        connection = http.client.HTTPConnection(self.host, timeout=120)
        connection.request('GET', path)
        answer = connection.getresponse()
        body = answer.read().decode('utf-8')
        connection.close()
        return answer.status, answer.getheader('Content-Type'), body.replace(self.host, 'HOST')

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(90)


def search_paths(question):
    for path, parameters in [('/search', {}), ('/search', {'page': 2, 'sort': 'newest'}), ('/search', {'collapse': 'best'}),
                             ('/search', {'source': 'Wire 1', 'section': 'Sport'}), ('/facets', {}), ('/people', {}),
                             ('/histogram', {}), ('/facets.json', {'facets': FACETS, 'facet-values': 50}), ('/people.json', {}),
                             ('/search.json', {'limit': 'all', 'facets': FACETS}), ('/histogram.csv', {'step': 'month'}),
                             ('/search.json', {'limit': 10, 'collapse': 'earliest', 'fields': 'id,score,copies,also_in,title'}),
                             ('/search.csv', {'limit': 'all'}), ('/search.atom', {})]:
        yield path + '?' + urllib.parse.urlencode({'q': question, **parameters})


def article_paths(article):
    yield from ('/article/%s%s' % (article, end) for end in ('', '.json', '/similar', '/similar.json', '/copies', '/copies.json',
                                                             '/diff', '/diff.json'))


def paths(ids):
    yield from ('/', '/help', '/openapi.json', '/article/bf:zzzz', '/article/bf:0000000000000000', '/nowhere')
    for question in FEW:
        yield from search_paths(question)
    for question in questions():
        yield '/search.json?' + urllib.parse.urlencode({'q': question, 'limit': 20, 'facets': 'source,people'})
    for article in ids:
        yield from article_paths(article)
    yield '/article/%s/diff?with=%s' % (ids[0], ids[1])
    for name in ('Kate Allen', 'Joseph Hale', 'Nobody Known'):
        yield '/person?' + urllib.parse.urlencode({'name': name})
        yield '/person.json?' + urllib.parse.urlencode({'name': name})


def sorted_places(body):
    rows = json.loads(body)['places']
    places = sorted([row.pop('place') for row in rows][:sum(row['kind'] != 'copy' for row in rows)])
    return json.dumps(rows + places)


def comparable(path, answer):
    """Without how long it took, when the index was made, and which of the places of one article was met first."""
    status, kind, body = answer
    if path.endswith('/copies.json') and status == 200:
        body = sorted_places(body)
    body = re.sub(r'"took_(us|ms)":\s*[0-9.\[\],]+', '', body)
    body = re.sub(r'"archive":"[^"]*",("member":\[[^]]*\],)?("offset":\d+,"length":\d+,)?', '', body)
    body = re.sub(r'in [0-9.]+ m?s\b', '', body)
    body = re.sub('<(li|dd)>(/|[0-9]|bytes? )[^<]*</(li|dd)>', 'PLACE', body)
    if path.startswith('/search.atom'):
        body = re.sub('<updated>[^<]*</updated>', '', body, count=1)
    return status, kind, body


def first_difference(one, several):
    lines = [[*answer[:2], *answer[2].replace('},', '},\n').replace('><', '>\n<').splitlines()] for answer in (one, several)]
    for a, b in zip(*lines):
        if a != b:
            return '   one:     %s\n   several: %s' % (str(a)[:600], str(b)[:600])
    return '   lengths: %d and %d lines' % tuple(map(len, lines))


def compare_pages(one, several):
    servers = Page([one]), Page(several)
    listed = json.loads(servers[0].get('/search.json?q=agreed&limit=all&fields=id&sort=newest')[2])
    ids = [hit['id'] for hit in listed['hits']][1::40]
    asked = wrong = 0
    for path in paths(ids):
        answers = [comparable(path, server.get(path)) for server in servers]
        asked += 1
        if answers[0] != answers[1]:
            wrong += 1
            print('different:', path, first_difference(*answers), sep='\n') if wrong <= 8 else None
    codes = [server.stop() for server in servers]
    print('%d pages, %d different, exit codes %s' % (asked, wrong, codes))
    return 1 if wrong or codes != [0, 0] or len(ids) < 3 else 0


def check_homeless(places):
    server = Page(places)
    try:
        page = server.get('/search?q=harbour')[2]
        saved = server.get('/saved')[2]
        assert 'href="/search.atom?' in page and 'action="/saved"' not in page
        assert 'Several indexes are searched here' in saved and 'None yet' not in saved
    finally:
        server.stop()
    return 0


def pack(places, question, folder):
    """Exit code, and what is in the bundle: contents by name."""
    words = [word for place in places for word in ('-d', place)]
    done = subprocess.run(['backfile-search', *words, 'bundle', '-q', '--limit=none', '-o', folder, '--', question], check=False)
    held = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), 'rb') as file:
                held[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return done.returncode, held


# The manifests say the same of the rest as the rest does; which index it was must differ.
def comparable_bundle(held, with_originals):
    kept = {name: body for name, body in held.items()
            if 'manifest' not in name and (with_originals or not re.search('originals|missing', name))}
    for name, body in kept.items():
        text = body.decode('utf-8', 'replace')
        text = re.sub(r'^(Backfile-Index-[A-Za-z0-9-]*|Payload-Oxum): .*\n', '', text, flags=re.M)
        kept[name] = comparable('', (0, '', text))[2]
    return kept


def compare_bundles(one, several, with_originals):
    wrong = packed = 0
    for question in PACKED:
        with tempfile.TemporaryDirectory() as folder:
            codes, bundles = zip(*(pack(places, question, os.path.join(folder, name))
                                   for name, places in (('one', [one]), ('several', several))))
            whole = [subprocess.run(['backfile-search', 'bundle', '--verify', '-q', os.path.join(folder, name)], check=False,
                                    stdout=subprocess.DEVNULL).returncode for name in ('one', 'several')]
        held = [comparable_bundle(bundle, with_originals) for bundle in bundles]
        packed += len(bundles[0])
        differing = sorted(name for name in set(held[0]) | set(held[1]) if held[0].get(name) != held[1].get(name))
        if differing or whole != [0, 0] or (with_originals and codes[0] != codes[1]):
            wrong += 1
            print('different:', question, 'exit codes', codes, whole, differing[:5])
            for name in differing[:2]:
                print(first_difference(*((0, '', bundle.get(name, '(none)')) for bundle in held)))
    print('%d bundles, %d files, %d different' % (len(PACKED), packed, wrong))
    return 1 if wrong or packed < 100 else 0


if __name__ == '__main__':
    named = [place for place in sys.argv[2:] if not place.startswith('--')]
    if sys.argv[1] == 'pages':
        sys.exit(compare_pages(named[0], named[1:]))
    if sys.argv[1] == 'homeless':
        sys.exit(check_homeless(named))
    sys.exit(compare_bundles(named[0], named[1:], '--no-originals' not in sys.argv))
