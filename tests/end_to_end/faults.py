#!/usr/bin/env python3
"""Faults at each step of a run: whatever write, sync or rename fails, or is the last one before a kill
or a power cut, the index is the old one or the new one, whole, and the next run comes to the new one.

    faults.py PRELOAD POINTS [SEED]     PRELOAD: what faults.cc becomes; POINTS: steps that are hit, of each kind

A power cut takes what was not synced: of a file all that was written after its last fsync, of a folder
the names that it was given after its own. At first all of that is lost, then by chance a half of it.

SPDX-License-Identifier: GPL-2.0-or-later
"""

import collections
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile

KINDS = ('kill', 'power', 'power by chance', 'EIO', 'EIO sticky', 'ENOSPC', 'ENOSPC sticky')


def stories(first, last, edition):
    return ''.join(json.dumps({'id': 's%d' % n, 'source': 'Gazette', 'title': 'Story %d' % n,
                               'text': 'Harbour report %d of edition %d.' % (n, edition),
                               'date': '2018-06-%02d' % (1 + n % 28)}) + '\n'
                   for n in range(first, last))


class PowerCut:
    """Reads what faults.cc noted, and takes from the files what a power cut takes."""

    def __init__(self, journal, kept, lost):
        self.kept, self.lost = kept, lost
        self.dirty, self.entries = set(), []
        with open(journal, encoding='utf-8') as lines:
            for line in lines:
                self.read(line.rstrip('\n').split('\t'))

    def read(self, fields):
        what, number = fields[:2]
        if what in 'CW':
            self.dirty.add(number)
        elif what == 'S':
            self.dirty.discard(number)
            self.entries = [e for e in self.entries if os.path.dirname(e[-1]) != fields[2]]
        if what in 'CMR':
            self.entries.append(fields)
        if what == 'R':  # What is renamed keeps what is not synced within it.
            old, new = fields[2:]
            for entry in self.entries[:-1]:
                if entry[-1].startswith(old + '/'):
                    entry[-1] = new + entry[-1][len(old):]

    def cut(self, below):
        for entry in reversed(self.entries):
            if self.lost():
                self.undo(entry)
        for folder, _, names in os.walk(below):
            for path in (os.path.join(folder, name) for name in names):
                if str(os.lstat(path).st_ino) in self.dirty and self.lost():
                    os.truncate(path, 0)

    def undo(self, entry):
        path = entry[-1]
        if not os.path.lexists(path):
            return
        if entry[0] == 'M':
            shutil.rmtree(path)
        elif entry[0] == 'C':
            os.unlink(path)
        else:
            os.rename(path, entry[2])
            before = os.path.join(self.kept, entry[1])
            if os.path.exists(before):
                os.link(before, path)


class Trial:
    """One index, and what is done to it."""

    def __init__(self, preload, work):
        self.preload = preload
        self.work = work
        self.index, self.source = work + '/index', work + '/in'
        self.seen = collections.Counter()
        os.mkdir(self.source)
        self.edition(1)
        self.update()
        self.old = self.content()
        shutil.copytree(self.index, work + '/base', symlinks=True)
        self.edition(2)
        self.update()
        self.new = self.content()
        assert self.old and self.new and self.old != self.new

    def edition(self, number):
        articles = stories(0, 40, 1) if number == 1 else stories(0, 20, 2) + stories(30, 60, 1)
        for name, text in (('a.jsonl', articles), ('b.jsonl', stories(60, 70, number))):
            with open(os.path.join(self.source, name), 'w', encoding='utf-8') as file:
                file.write(text)

    def command(self, *words, **more):
        return subprocess.run(['backfile-index', *words, '-d', self.index], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600, **more)

    def update(self, **more):
        return self.command('update', '-q', '--settle=0', '--max-delete=100%', self.source, **more)

    def content(self):
        """All that the index says; None: there is none."""
        if not os.path.lexists(self.index + '/current'):
            return None
        words = [self.command('dump', *option) for option in ((), ('--terms',))]
        for word in words:
            assert word.returncode == 0, word.stderr
        return b''.join(word.stdout for word in words)

    def hit(self, step, kind):
        """Runs an update of which that step is hit; gives the exit code and how many steps there were."""
        for name in ('steps', 'journal', 'kept'):
            path = os.path.join(self.work, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.unlink(path)
        os.mkdir(self.work + '/kept')
        how = 'kill' if kind in ('kill', 'power', 'power by chance') else kind.split()[0]
        run = self.update(start_new_session=True, env=dict(
            os.environ, LD_PRELOAD=self.preload, FAULTS_BELOW=self.index, FAULTS_AT=str(step),
            FAULTS_HOW=how, FAULTS_STICKY='1' if kind.endswith('sticky') else '0',
            FAULTS_STEPS=self.work + '/steps', FAULTS_JOURNAL=self.work + '/journal',
            FAULTS_KEPT=self.work + '/kept'))
        with open(self.work + '/steps', 'rb') as file:
            steps = int.from_bytes(file.read(8), 'little')
        return run, steps

    def begin(self, old):
        shutil.rmtree(self.index, ignore_errors=True)
        if old is not None:
            shutil.copytree(self.work + '/base', self.index, symlinks=True)

    def steps(self, old):
        self.begin(old)
        run, steps = self.hit(0, 'kill')
        assert run.returncode == 0 and self.content() == self.new and steps > 20, (run, steps)
        return steps

    def trial(self, step, kind, old, lost):
        self.begin(old)
        run, _ = self.hit(step, kind)
        if kind.startswith('power'):
            PowerCut(self.work + '/journal', self.work + '/kept', lost).cut(self.index)
        where = '%s at step %d of %s' % (kind, step, 'a first build' if old is None else 'an update')
        content = self.content()
        assert content in (old, self.new), where + ': neither the old index nor the new one'
        if content is not None:
            check = self.command('check')
            assert check.returncode == 0, (where, check.stdout, check.stderr)
        if run.returncode == 0:
            assert content == self.new, where + ': it says that it is done, and is not'
        elif run.returncode != -signal.SIGKILL:
            assert run.returncode in (3, 5, 75) and run.stderr, (where, run)
        again = self.update()
        assert again.returncode == 0, (where, again)
        assert self.content() == self.new, where + ': the next run comes to something else'
        self.seen[kind, 'new' if content == self.new else 'old', run.returncode] += 1


def main():
    preload, points, seed = sys.argv[1], int(sys.argv[2]), int((sys.argv[3:] or ['2018'])[0])
    rng = random.Random(seed)
    work = tempfile.mkdtemp()
    try:
        trial = Trial(preload, work)
        for old in (None, trial.old):
            steps = trial.steps(old)
            for kind in KINDS:
                lost = (lambda: rng.random() < 0.5) if kind == 'power by chance' else lambda: True
                for step in sorted({1 + rng.randrange(steps) for _ in range(points)}):
                    trial.trial(step, kind, old, lost)
        for (kind, state, code), times in sorted(trial.seen.items()):
            print('%-16s %3d times: exit code %d, the %s index' % (kind, times, code, state))
    finally:
        shutil.rmtree(work)


if __name__ == '__main__':
    main()
