"""A running `backfile-search serve` for tests: an index of a folder of its own, a free port.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import http.client
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get('BACKFILE_BIN', ROOT + '/build/release/bin'))


def program(name):
    return os.path.join(BIN, name)


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


class Server:
    """Serves `paths`, taken in anew, or the index that is there already."""

    def __init__(self, paths=(), index=None, options=(), environment=None, **popen):
        self.folder = tempfile.mkdtemp(prefix='backfile-web-')
        self.index = index or self.folder + '/index'
        if paths:
            self.add(*paths)
        command = [program('backfile-search'), '-d', self.index, 'serve', *options]
        if '--listen' not in ' '.join(options):
            command.append('--listen=127.0.0.1:0')
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**os.environ, **(environment or {})}, **popen)
        self.address = self.process.stdout.readline().decode().strip().rstrip('/')
        assert self.address, self.process.stderr.read().decode()
        self.host = self.address.removeprefix('http://')

    def add(self, *paths):
        run(program('backfile-index'), 'add', '-q', '-d', self.index, *paths)

    def search(self, *arguments):
        """What the command line prints."""
        return run(program('backfile-search'), '-d', self.index, '--allow-empty', *arguments)

    def request(self, method, path, body=None, headers=None, **parameters):
        if parameters:
            path += '?' + urllib.parse.urlencode(parameters, doseq=True)
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        answer.text = answer.read()
        connection.close()
        return answer

    def get(self, path, **parameters):
        return self.request('GET', path, **parameters)

    def post(self, path, headers=None, **form):
        return self.request('POST', path, urllib.parse.urlencode(form),
                            {'Content-Type': 'application/x-www-form-urlencoded', **(headers or {})})

    def stop(self):
        """Ends it as systemd would; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(90)
        self.process.stdout.close()
        self.process.stderr.close()
        shutil.rmtree(self.folder)
        return code
