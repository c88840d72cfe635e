#!/usr/bin/env python3
"""A year of nights: a growing archive with everything that happens to one, and after each night the
index must be what one built afresh from that night's archive would be; after folding, scores too.

    year.py NIGHTS [SEED]

SPDX-License-Identifier: GPL-2.0-or-later
"""

import gzip
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time

WORDS = """harbour strike council minister river bridge election coalition airstrike civilians
market report football season snow storm hospital budget court verdict appeal journalist editor
archive editor corrects figure number witness tanker island festival museum orchestra""".split()


class Archive:
    """What lies in the folder, and what a night does to it."""

    def __init__(self, folder, rng):
        self.folder, self.rng, self.count, self.wires, self.told = folder, rng, 0, [], []
        for name in ('wire', 'paper', 'tars'):
            os.makedirs(os.path.join(folder, name))
        for _ in range(150):  # Long enough to be read on at their ends.
            self.grow_list()
            self.grow_tar()
            self.grow_web_archive()

    def story(self):
        self.count += 1
        words = ' '.join(self.rng.choices(WORDS, k=30))
        return {'id': 'n%d' % self.count, 'source': 'Wire %d' % (self.count % 3),
                'title': 'Story %d of the %s' % (self.count, self.rng.choice(WORDS)),
                'text': words, 'date': '2024-%02d-%02d' % (self.rng.randint(1, 12), self.rng.randint(1, 28))}

    def files(self, kind):
        base = os.path.join(self.folder, kind)
        return sorted(os.path.join(d, f) for d, _, names in os.walk(base) for f in names)

    def wire(self):
        """A long story that papers copy, cut and add to; the latest are kept."""
        words = ['%s%d' % (self.rng.choice(WORDS), self.rng.randint(0, 99)) for _ in range(150)]
        self.wires = (self.wires + [(words, self.rng.randint(1, 28))])[-5:]

    def run_wire(self):
        """A paper runs one of the latest wire stories, in its own way."""
        if not self.wires or self.rng.random() < 0.3:
            self.wire()
        words, day = self.rng.choice(self.wires)
        story = self.story()
        words = words[:self.rng.randint(60, 150)]
        words[self.rng.randint(0, 50)] = self.rng.choice(WORDS)
        own = self.rng.choices(WORDS, k=self.rng.choice([0, 0, 20]))
        story['text'] = ' '.join(words + own)
        story['date'] = '2024-06-%02d' % min(30, day + self.rng.randint(0, 2))
        path = os.path.join(self.folder, 'wire', 'run%05d.jsonl' % self.count)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(json.dumps(story) + '\n')

    def add_version(self):
        """A story is told again: by a version, or by when it was modified, in a file of its own."""
        if not self.told or self.rng.random() < 0.4:
            story = self.story()
            story['text'] = ' '.join(self.rng.choices(WORDS, k=60))
            self.told = (self.told + [dict(story)])[-6:]
        else:
            story = dict(self.rng.choice(self.told))
            self.count += 1
        if self.rng.random() < 0.7:
            story['version'] = str(self.rng.randint(1, 12))
        else:
            story['modified'] = '2024-07-%02dT10:00:00Z' % self.rng.randint(1, 28)
        story['text'] += ' ' + self.rng.choice(WORDS)
        if self.rng.random() < 0.2:
            story.update(status='canceled', text='Kill this.', correction='It is wrong.')
        elif self.rng.random() < 0.2:
            story['correction'] = 'Corrects a figure.'
        path = os.path.join(self.folder, 'wire', 'version%05d.jsonl' % self.count)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(json.dumps(story) + '\n')

    def write_text(self, path, story):
        with open(path, 'w', encoding='utf-8') as out:
            out.write('%s\n\n%s\n' % (story['title'], story['text']))

    def add_text(self):
        self.write_text(os.path.join(self.folder, 'paper', 't%05d.txt' % self.count), self.story())

    def add_lines(self):
        path = os.path.join(self.folder, 'wire', 'day%05d.jsonl' % self.count)
        with open(path, 'w', encoding='utf-8') as out:
            for _ in range(self.rng.randint(1, 5)):
                out.write(json.dumps(self.story()) + '\n')

    def append_line(self):
        files = self.files('wire')
        if files:
            with open(self.rng.choice(files), 'a', encoding='utf-8') as out:
                out.write(json.dumps(self.story()) + '\n')

    def add_tar(self):
        path = os.path.join(self.folder, 'tars', 'a%05d.tar' % self.count)
        with tarfile.open(path, 'w') as tar:
            for _ in range(self.rng.randint(1, 4)):
                story = self.story()
                data = ('%s\n\n%s\n' % (story['title'], story['text'])).encode()
                info = tarfile.TarInfo(story['id'] + '.txt')
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))

    def grow_list(self):
        with open(os.path.join(self.folder, 'wire', 'all.jsonl'), 'a', encoding='utf-8') as out:
            story = self.story()
            story['text'] += ' ' + ' '.join(self.rng.choices(WORDS, k=60))
            out.write(json.dumps(story) + '\n')

    def grow_tar(self):
        story = self.story()
        data = ('%s\n\n%s\n' % (story['title'], story['text'])).encode()
        with tarfile.open(os.path.join(self.folder, 'tars', 'all.tar'), 'a') as tar:
            info = tarfile.TarInfo(story['id'] + '.txt')
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))

    def grow_web_archive(self):
        """A page of its own address, or another capture of an old one."""
        story = self.story()
        number = self.rng.randint(1, self.count) if self.rng.random() < 0.1 else self.count
        page = ('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>%s</title></head><body><article>'
                '<h1>%s</h1><p>%s.</p></article></body></html>' % (story['title'], story['title'], story['text'])).encode()
        head = ('WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\nWARC-Date: %sT%02d:00:00Z\r\n'
                'Content-Type: application/http\r\nContent-Length: %d\r\n\r\n'
                % (number, story['date'], self.count % 24, len(page))).encode()
        with open(os.path.join(self.folder, 'tars', 'all.warc.gz'), 'ab') as out:
            out.write(gzip.compress(head + page + b'\r\n\r\n', mtime=0))

    def rewrite_before_tail(self):
        """Somebody edits a growing list near its beginning, and it grows all the same."""
        path = os.path.join(self.folder, 'wire', 'all.jsonl')
        if not os.path.exists(path):
            return
        with open(path, encoding='utf-8') as old:
            lines = old.readlines()
        story = json.loads(lines[0])
        story['text'] += ' ' + self.rng.choice(WORDS)
        with open(path, 'w', encoding='utf-8') as out:
            out.writelines([json.dumps(story) + '\n'] + lines[1:])
        self.grow_list()

    def edit_text(self):
        files = [f for f in self.files('paper') if os.path.basename(f).startswith('t')]
        if files:
            path = self.rng.choice(files)
            with open(path, encoding='utf-8') as old:
                text = old.read()
            with open(path, 'w', encoding='utf-8') as out:
                out.write(text.replace('the', 'a', 1) + self.rng.choice(WORDS) + '\n')

    def edit_line(self):
        files = self.files('wire')
        if not files:
            return
        path = self.rng.choice(files)
        with open(path, encoding='utf-8') as old:
            stories = [json.loads(line) for line in old]
        story = self.rng.choice(stories)
        story['text'] += ' ' + self.rng.choice(WORDS)
        if self.rng.random() < 0.3:
            stories.remove(story)
        with open(path, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps(s) + '\n' for s in stories)

    def move(self):
        files = self.files('paper')
        if files:
            path = self.rng.choice(files)
            new = os.path.join(self.folder, 'paper', 'moved%d' % self.rng.randint(0, 5))
            os.makedirs(new, exist_ok=True)
            os.rename(path, os.path.join(new, os.path.basename(path)))

    def copy(self):
        files = self.files('paper')
        if files:
            path = self.rng.choice(files)
            shutil.copy(path, path[:-4] + 'c%d.txt' % self.rng.randint(0, 10**6))

    def delete(self):
        kind = self.rng.choice(['paper', 'wire', 'tars'])
        files = self.files(kind)
        if len(files) > 3:
            os.unlink(self.rng.choice(files))

    def garbage(self):
        with open(os.path.join(self.folder, 'paper', 'g%d.txt' % self.rng.randint(0, 10**6)), 'wb') as out:
            out.write(b'\x89PNG\r\n\x1a\n' + os.urandom(50))

    def night(self):
        acts = [self.add_text] * 3 + [self.add_lines, self.run_wire, self.add_version] * 2 + [
            self.append_line, self.add_tar, self.grow_list, self.grow_tar, self.grow_web_archive,
            self.rewrite_before_tail, self.edit_text, self.edit_line, self.move, self.copy,
            self.delete, self.garbage]
        for act in self.rng.choices(acts, k=self.rng.randint(0, 6)):
            act()


def index(*arguments, ok=(0, 3)):
    done = subprocess.run(['backfile-index', *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in ok:
        sys.exit('%s: exit %d: %s' % (' '.join(arguments), done.returncode, done.stderr))
    return done.stdout


def update(live, folder, settle='0', ok=(0, 3)):
    return index('update', '-q', '--settle=' + settle, '--max-delete=100%', '-d', live, folder, ok=ok)


def crash(live, folder, longest, rng):
    """Kills a run at a moment of the time that one has taken."""
    run = subprocess.Popen(['backfile-index', 'update', '-q', '--settle=0', '--max-delete=100%', '-d', live, folder],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(rng.random() * longest)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def content(of):
    return [index('dump', '-d', of), index('dump', '-d', of, '--terms')]


def unchanged(live, before, night, what):
    if content(live) != before:
        sys.exit('night %d: %s changed the index' % (night, what))


def missing_mount(live, folder, night):
    before = content(live)
    os.rename(folder, folder + '.away')
    update(live, folder, ok=(3,))
    unchanged(live, before, night, 'a missing source')
    os.rename(folder + '.away', folder)


def full_disk(live, folder, archive, night):
    """No file may grow beyond a kilobyte: what a full disk says, too."""
    archive.add_lines()
    before = content(live)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    done = subprocess.run(['backfile-index', 'update', '-q', '--settle=0', '-d', live, folder], check=False,
                          capture_output=True, preexec_fn=limit)
    if done.returncode != 75:
        sys.exit('night %d: exit %d on a full disk: %s' % (night, done.returncode, done.stderr.decode()))
    unchanged(live, before, night, 'a full disk')


def half_copied(live, folder, archive, night):
    """A tar that is still being copied is left alone, and so is one whose name says so."""
    before = content(live)
    archive.add_tar()
    path = max(archive.files('tars'), key=os.path.getmtime)
    with open(path, 'rb') as tar:
        data = tar.read()
    os.rename(path, path + '.part')
    update(live, folder, ok=(0,))
    os.unlink(path + '.part')
    with open(path, 'wb') as out:
        out.write(data[:700])
    update(live, folder, settle='1h', ok=(0,))
    unchanged(live, before, night, 'a half-copied file')
    with open(path, 'wb') as out:
        out.write(data)


def correct(live, rng):
    """A person corrects an article, or takes one out."""
    ids = [line.split('\t')[0] for line in index('dump', '-d', live).splitlines() if line.startswith('bf:')]
    if rng.random() < 0.5:
        index('amend', '-d', live, rng.choice(ids), 'source=The Amended Post')
    else:
        index('remove', '-d', live, '--reason=legal', rng.choice(ids))


def scores(of):
    told = []
    for question in ('strike', 'council OR river', '"harbour strike"', 'title:story budget'):
        out = subprocess.run(['backfile-search', '-d', of, '--format=trec', '--limit=50', '--allow-empty', question],
                             capture_output=True, text=True, check=True).stdout
        told.append(sorted(line.split()[2:5:2] for line in out.splitlines()))
    return told


def compare_scores(live, fresh, work, night):
    folded = os.path.join(work, 'folded')
    shutil.rmtree(folded, ignore_errors=True)
    shutil.copytree(live, folded)
    index('fold', '--all', '-d', folded)
    index('fold', '--all', '-d', fresh)
    if scores(folded) != scores(fresh):
        sys.exit('night %d: folded, it scores otherwise than a fresh index' % night)


def compare(live, folder, work, night):
    fresh = os.path.join(work, 'fresh')
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh)
    if os.path.exists(live + '/corrections'):
        shutil.copy(live + '/corrections', fresh)
    index('add', '-q', '-d', fresh, folder)
    for have, want in zip(content(live), content(fresh)):
        if have != want:
            lost = sorted(set(want.split('\n')) - set(have.split('\n')))[:5]
            extra = sorted(set(have.split('\n')) - set(want.split('\n')))[:5]
            sys.exit('night %d: not what a fresh index is.\n lacks %s\n has %s' % (night, lost, extra))


def report(live, nights, begun):
    print(index('check', '-d', live).strip())
    print('%d nights in %d s: %s articles, %d segments' % (
        nights, time.monotonic() - begun, index('status', '-d', live, '--count').strip(),
        len(os.listdir(live + '/segments'))))


def main():
    nights, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    work = tempfile.mkdtemp(prefix='backfile-year-')
    begun, longest = time.monotonic(), 0.1
    try:
        folder, live = os.path.join(work, 'in'), os.path.join(work, 'index')
        archive = Archive(folder, rng)
        for _ in range(8):
            archive.add_text()
            archive.add_lines()
        for night in range(1, nights + 1):
            archive.night()
            if night % 14 == 7:
                crash(live, folder, longest, rng)
            if night % 90 == 5:
                missing_mount(live, folder, night)
            if night % 90 == 11:
                full_disk(live, folder, archive, night)
            started = time.monotonic()
            update(live, folder)
            longest = max(0.9 * longest, time.monotonic() - started)
            if night % 9 == 3:
                half_copied(live, folder, archive, night)
                update(live, folder)
            if night % 10 == 4:
                correct(live, rng)
            compare(live, folder, work, night)
            if night % 13 == 0:
                compare_scores(live, os.path.join(work, 'fresh'), work, night)
        report(live, nights, begun)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == '__main__':
    main()
