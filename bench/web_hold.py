#!/usr/bin/env python3
"""web_hold.py BIN INDEX [REQUESTS]: what `backfile-search serve` withstands.

Three things, as `name value unit`: its memory from one tenth of REQUESTS (100,000) to the next; how
many pages a second it gives while 1,000 slow or broken clients hang on it, beside how many without
them; and how many requests are lost while an index is added to as fast as can be. Exits with 1 if a
request was lost. Needs wrk.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT + '/tests/web')

SLOW = 1000


def words(server):
    """Four letters and more, as often as they stand in headlines."""
    titles = server.search('*', '--format=tsv', '--fields=title', '--limit=20000', '--quiet').decode()
    return [word for word in re.findall('[A-Za-z]{4,}', titles) if word != 'NEAR']


def load(server, folder, seconds):
    """What wrk says of so many seconds: requests, rate, p50, p99, errors."""
    told = subprocess.run(['wrk', '-t1', '-c8', f'-d{seconds}s', '-s', ROOT + '/bench/web.lua', server.address],
                          env={**os.environ, 'WORDS': folder + '/words'}, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in re.findall(r'^web_(\w+) ([\d.]+)', told.stdout, re.M)}


def memory(server):
    """Kilobytes that are its own."""
    with open(f'/proc/{server.process.pid}/status', encoding='ascii') as status:
        return int(re.search(r'RssAnon:\s+(\d+)', status.read())[1])


def say(name, value, unit):
    print(f'hold_{name} {value:g} {unit}', flush=True)


def hold_memory(server, folder, wanted):
    done = lost = 0
    for tenth in range(1, 11):
        while done < wanted * tenth / 10:
            figures = load(server, folder, 5)
            done += figures['requests']
            lost += figures['errors']
        say(f'memory_{tenth}', memory(server), 'kB')
    say('requests', done, 'requests')
    say('lost', lost, 'requests')
    return lost


class Drip(threading.Thread):
    """Clients that each want something else of a server, none of it good."""

    def __init__(self, server):
        super().__init__(daemon=True)
        host, port = server.host.split(':')
        self.stop = threading.Event()
        self.address = (host, int(port))
        self.clients = [self.connect(kind % 5) for kind in range(SLOW)]

    def connect(self, kind):
        client = socket.create_connection(self.address)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.sendall((b'GET /search?q=', b'GET /search.json?q=*&limit=all HTTP/1.1\r\nHost: localhost\r\n\r\n',
                        b'POST /saved HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nname=',
                        b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc', b'GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ')[kind])
        client.setblocking(False)
        return kind, client

    def run(self):
        while not self.stop.wait(1):  # A byte each, and whoever was thrown out comes again.
            for i, (kind, client) in enumerate(self.clients):
                try:
                    if kind == 1:
                        client.recv(1)
                    else:
                        client.send(b'a')
                except BlockingIOError:
                    pass
                except OSError:
                    client.close()
                    self.clients[i] = self.connect(kind)


def hold_slow_clients(server, folder):
    alone = load(server, folder, 10)
    drip = Drip(server)
    drip.start()
    beset = load(server, folder, 10)
    drip.stop.set()
    drip.join()
    for _, client in drip.clients:
        client.close()
    for name, unit in (('rate', 'requests/s'), ('p99', 'ms')):
        say('alone_' + name, alone[name], unit)
        say('beset_' + name, beset[name], unit)
    say('beset_lost', beset['errors'], 'requests')
    return beset['errors']


def hold_updates(folder):
    from server import Server  # pylint: disable=import-outside-toplevel
    source = folder + '/more.jsonl'
    with open(source, 'w', encoding='utf-8') as out:
        out.write('')
    server = Server([ROOT + '/corpus/articles'])
    figures = {}
    asking = threading.Thread(target=lambda: figures.update(load(server, folder, 20)))
    asking.start()
    updates = 0
    while asking.is_alive():
        with open(source, 'a', encoding='utf-8') as out:
            out.write(json.dumps({'id': str(updates), 'title': f'More {updates}', 'text': 'News of the strike.'}) + '\n')
        server.add(source)
        updates += 1
    server.stop()
    say('updates', updates, 'updates')
    say('updates_requests', figures['requests'], 'requests')
    say('updates_lost', figures['errors'], 'requests')
    return figures['errors']


def main(bin_dir, index, requests=100_000):
    if not shutil.which('wrk'):
        print('skipped: wrk is not installed', file=sys.stderr)
        return 77
    os.environ['BACKFILE_BIN'] = bin_dir
    from server import Server  # pylint: disable=import-outside-toplevel
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as folder:
        server = Server(index=index)
        with open(folder + '/words', 'w', encoding='ascii') as out:
            out.write('\n'.join(words(server)))
        load(server, folder, 2)
        lost = hold_memory(server, folder, int(requests)) + hold_slow_clients(server, folder)
        assert server.get('/healthz').status == 200
        assert server.stop() == 0
        lost += hold_updates(folder)
    return 1 if lost else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (3, 4) else __doc__)
