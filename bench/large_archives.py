#!/usr/bin/env python3
"""Makes large archives out of nothing, to see that memory does not grow with them.

large_archives.py FOLDER [MEGABYTES]

Writes archive.jsonl, archive.warc, archive.warc.gz, archive.tar (plain text), nitf.tar and html.tar
of MEGABYTES (default: 2000; a tenth of that, unpacked, for the compressed one) into FOLDER. Then:

    build/release/bench/read_bench FOLDER/*     # memory.most must stay below 200 MB

SPDX-License-Identifier: GPL-2.0-or-later
"""
import gzip
import io
import json
import os
import sys
import tarfile

WORDS = ('the bridge over the river fell on Tuesday evening after a week of rain and nobody was near '
         'it when it went said the mayor of the town on Wednesday').split()


def text(number, words):
    return ' '.join(WORDS[(number * 7 + i * i) % len(WORDS)] for i in range(words))


def story(number):
    return f'Story {number} of many', '\n\n'.join(text(number + i, 90) for i in range(6))


def json_line(number):
    title, body = story(number)
    return json.dumps({'id': f'n{number}', 'title': title, 'text': body, 'date': '2019-08-13',
                       'source': 'The Northern Herald', 'authors': ['Ann Lee'],
                       'url': f'http://herald.example/{number}'}).encode() + b'\n'


def nitf(number):
    title, body = story(number)
    paragraphs = ''.join(f'<p>{part} &amp; so on</p>\n' for part in body.split('\n\n'))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<nitf><head><title>{title}</title><docdata>'
            f'<doc-id id-string="n{number}"/><date.issue norm="20190813T120000Z"/></docdata></head>'
            f'<body><body.head><hedline><hl1>{title}</hl1></hedline><byline>By <person>Ann Lee'
            '</person></byline><distributor>The Northern Herald</distributor></body.head>'
            f'<body.content><block class="full_text">{paragraphs}</block></body.content></body>'
            '</nitf>\n').encode()


def page(number):
    """A page as sites have them: scripts, menus and links outweigh the story."""
    title, body = story(number)
    paragraphs = ''.join(f'<p>{part}</p>\n' for part in body.split('\n\n'))
    menu = ''.join(f'<li class="item"><a href="/topic/{i}">{text(i, 3)}</a></li>' for i in range(60))
    script = f'<script>var page = {{"id": {number}, "words": "{text(number, 200)}"}};</script>'
    return (f'<!doctype html><html lang="en"><head><title>{title}</title>{script * 4}</head><body>'
            f'<nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>'
            f'<footer><ul>{menu}</ul></footer></body></html>').encode()


def warc_record(number):
    html = page(number)
    kind, payload = ('text/html', html) if number % 2 else ('image/jpeg', b'\xff\xd8\xff' + html)
    block = f'HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n'.encode() + payload
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://herald.example/{number}\r\n'
            'WARC-Date: 2019-08-15T14:06:11Z\r\nContent-Type: application/http\r\n'
            f'Content-Length: {len(block)}\r\n\r\n').encode() + block + b'\r\n\r\n'


def fill(make, write, size):
    pieces = [make(number) for number in range(2000)]  # Repeated, for speed.
    written = 0
    while written < size:
        for piece in pieces:
            write(piece)
            written += len(piece)


def plain(number):
    return '\n\n'.join(story(number)).encode()


def make_tar(path, make, ending, size):
    contents = [make(number) for number in range(2000)]
    written = 0
    with tarfile.open(path, 'w') as tar:
        for number in range(10 ** 9):
            content = contents[number % len(contents)]
            member = tarfile.TarInfo(f'stories/{number}.{ending}')
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
            written += len(content)
            if written >= size:
                break
            tar.members.clear()  # Which would grow with the archive.


def main():
    folder = sys.argv[1]
    size = int(sys.argv[2] if len(sys.argv) > 2 else 2000) * 1_000_000
    with open(os.path.join(folder, 'archive.jsonl'), 'wb') as out:
        fill(json_line, out.write, size)
    with open(os.path.join(folder, 'archive.warc'), 'wb') as out:
        fill(warc_record, out.write, size)
    with open(os.path.join(folder, 'archive.warc.gz'), 'wb') as out:
        fill(warc_record, lambda piece: out.write(gzip.compress(piece, 1)),
             size // 10)
    make_tar(os.path.join(folder, 'archive.tar'), plain, 'txt', size)
    make_tar(os.path.join(folder, 'nitf.tar'), nitf, 'xml', size)
    make_tar(os.path.join(folder, 'html.tar'), page, 'html', size)


if __name__ == '__main__':
    main()
