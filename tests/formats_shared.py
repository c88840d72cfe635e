#!/usr/bin/env python3
"""Every sample of the shared data gives its articles, or a reason.

formats_shared.py BACKFILE_INDEX TABLE [--update]

Runs `extract` on each file named in TABLE below $BACKFILE_SHARED/data/formats and compares how many
articles come of it, why it was refused, and of each article its format, date, lengths of title and
body, number of writers, language, status, and a digest of title, body, source and byline: no text of
others is kept here. Each line of the table was judged by reading the sample. --update rewrites the
table; review its difference like code.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import hashlib
import json
import os
import re
import subprocess
import sys

FOLDERS = ('alto', 'anpa1312', 'didl-kb', 'eml', 'epub', 'feeds', 'iptc7901', 'jats', 'jsonl', 'mbox',
           'mediawiki', 'mets-alto', 'mhtml', 'newsml-g2', 'newsml12', 'ninjs', 'nitf', 'nyt',
           'other-wire-xml', 'pdf', 'rcv1', 'tei', 'trec-sgml', 'wacz', 'warc', 'wxr')


def outcome(program, path):
    run = subprocess.run([program, 'extract', path], capture_output=True, timeout=60, check=False)
    reasons = re.findall(r' \(([a-z-]+)\)$', run.stderr.decode(), re.MULTILINE)
    yield f'{run.stdout.count(10)} articles; {",".join(sorted(set(reasons))) or "no problem"}'
    for line in run.stdout.splitlines():
        article = json.loads(line)
        said = [article.get('title', ''), article.get('body', ''), article.get('source', ''),
                *article.get('byline', [])]
        digest = hashlib.sha256('\0'.join(said).encode()).hexdigest()[:12]
        yield (f'  {article["format"]} {article.get("published", "-")} '
               f'title {len(said[0])} body {len(said[1])} writers {len(said) - 3} '
               f'{article.get("language", "-")} {article["status"]} {digest}')


def samples(folder):
    for name in FOLDERS:
        for root, _, files in os.walk(os.path.join(folder, name)):
            for file in files:
                yield os.path.relpath(os.path.join(root, file), folder)


def main():
    program, table = sys.argv[1:3]
    shared = os.environ.get('BACKFILE_SHARED', '../shared')
    folder = os.path.join(shared, 'data', 'formats')
    if not os.path.isdir(folder):
        print('skipped: no shared data')
        return 0
    if '--update' in sys.argv:
        with open(table, 'w', encoding='utf-8') as out:
            for name in sorted(samples(folder)):
                lines = outcome(program, os.path.join(folder, name))
                print(name, *lines, sep='\n', file=out, end='\n\n')
        return 0
    with open(table, encoding='utf-8') as known:
        expected = {block.split('\n')[0]: block.split('\n')[1:]
                    for block in known.read().strip().split('\n\n')}
    failures = 0
    for name, lines in expected.items():
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue  # The shared data may hold another part of the samples.
        got = list(outcome(program, path))
        if got != lines:
            failures += 1
            print(f'FAILED {name}', *(f'  - {line}' for line in lines), *(f'  + {line}' for line in got),
                  sep='\n')
    for name in sorted(set(samples(folder)) - set(expected)):
        got = list(outcome(program, os.path.join(folder, name)))
        if got[0] == '0 articles; no problem':
            failures += 1
            print(f'FAILED {name}: neither an article nor a reason')
    print(f'{len(expected)} samples compared, {failures} differ')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
