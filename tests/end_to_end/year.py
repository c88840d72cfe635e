#!/usr/bin/env python3
"""A year of nights: a growing archive with everything that happens to one, and after each night the
index must be what one built afresh from that night's archive would be.

    year.py NIGHTS [SEED]

SPDX-License-Identifier: GPL-2.0-or-later
"""

import io
import json
import os
import random
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
            self.append_line, self.add_tar, self.edit_text, self.edit_line, self.move, self.copy,
            self.delete, self.garbage]
        for act in self.rng.choices(acts, k=self.rng.randint(0, 6)):
            act()


def index(*arguments, ok=(0, 3)):
    done = subprocess.run(['backfile-index', *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in ok:
        sys.exit('%s: exit %d: %s' % (' '.join(arguments), done.returncode, done.stderr))
    return done.stdout


def update(live, folder, *more, ok=(0, 3)):
    return index('update', '-q', '--settle=0', '--max-delete=100%', '-d', live, *more, folder, ok=ok)


def crash(live, folder, rng):
    run = subprocess.Popen(['backfile-index', 'update', '-q', '--settle=0', '--max-delete=100%', '-d', live, folder],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(rng.random() * 0.25)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def compare(live, folder, work, night):
    fresh = os.path.join(work, 'fresh')
    shutil.rmtree(fresh, ignore_errors=True)
    index('add', '-q', '-d', fresh, folder)
    for form in ([], ['--terms']):
        have, want = index('dump', '-d', live, *form), index('dump', '-d', fresh, *form)
        if have != want:
            lost = sorted(set(want.split('\n')) - set(have.split('\n')))[:5]
            extra = sorted(set(have.split('\n')) - set(want.split('\n')))[:5]
            sys.exit('night %d: not what a fresh index is.\n lacks %s\n has %s' % (night, lost, extra))


def main():
    nights, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    work = tempfile.mkdtemp(prefix='backfile-year-')
    try:
        folder, live = os.path.join(work, 'in'), os.path.join(work, 'index')
        archive = Archive(folder, rng)
        for _ in range(8):
            archive.add_text()
            archive.add_lines()
        for night in range(1, nights + 1):
            archive.night()
            if night % 14 == 0:
                crash(live, folder, rng)
            if night % 90 == 45:  # The disk is not mounted.
                before = index('dump', '-d', live)
                os.rename(folder, folder + '.away')
                update(live, folder, ok=(3,))
                if index('dump', '-d', live) != before:
                    sys.exit('night %d: a missing source changed the index' % night)
                os.rename(folder + '.away', folder)
            update(live, folder)
            compare(live, folder, work, night)
        print(index('check', '-d', live).strip())
        print('%d nights, %s articles, %d segments' % (
            nights, index('status', '-d', live, '--count').strip(), len(os.listdir(live + '/segments'))))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == '__main__':
    main()
