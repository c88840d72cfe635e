// A running page and a browser to look at it, for browser_test.mjs.
//
// The browser is $BACKFILE_BROWSER, else Debian's chromium; playwright-core and axe-core are those
// of node_modules here, or of $BACKFILE_NODE_MODULES.
//
// SPDX-License-Identifier: GPL-2.0-or-later
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');
const bin = resolve(process.env.BACKFILE_BIN || join(root, 'build/release/bin'));

// Why the tests cannot run here; nothing if they can.
export function missing() {
  const browser = browserPath();
  if (!browser) return 'no browser';
  try {
    modules('playwright-core');
    modules('axe-core');
  } catch {
    return 'no playwright-core and axe-core (npm install in tests/web)';
  }
  return '';
}

export function browserPath() {
  const paths = [process.env.BACKFILE_BROWSER, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return paths.find((path) => path && existsSync(path));
}

export function modules(name) {
  const folder = process.env.BACKFILE_NODE_MODULES || join(here, 'node_modules');
  return createRequire(join(folder, 'x.js'))(join(folder, name));
}

export const launch = () => modules('playwright-core').chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });

export const axeSource = () => {
  const folder = process.env.BACKFILE_NODE_MODULES || join(here, 'node_modules');
  return readFileSync(join(folder, 'axe-core/axe.min.js'), 'utf8');
};

// Articles in which everything that is shown tries to be more than a text.
export const payloads = [
  '<script>window.hacked = 1</script>', '"><img src=x onerror="window.hacked=1">', "' onmouseover='window.hacked=1",
  '<svg onload=window.hacked=1>', 'javascript:window.hacked=1', '</title><script>window.hacked=1</script>',
  '</style><script>window.hacked=1</script>', '{{constructor.constructor("window.hacked=1")()}}', '${window.hacked=1}',
  '<iframe srcdoc="<script>parent.hacked=1</script>">', '<a href="javascript:window.hacked=1">x</a>', '&lt;script&gt;',
  '<meta http-equiv="refresh" content="0;url=http://elsewhere.invalid/">', '<base href="http://elsewhere.invalid/">',
  '<link rel="stylesheet" href="http://elsewhere.invalid/x.css">', '<form action="http://elsewhere.invalid/"><button>x',
  '\u202eevil', '<!-- ', ']]>', '<plaintext>', "'; DROP TABLE articles; --",
];

function hostileArticles() {
  return payloads.map((text, i) => JSON.stringify({
    id: `hostile ${i} ${text}`, title: `Hostile ${i} ${text}`, subtitle: text, source: text, section: text,
    url: i % 2 ? 'javascript:window.hacked=1' : `http://elsewhere.invalid/${text}`, date: `2021-03-${10 + (i % 20)}`,
    authors: [text], people: [text], places: [text], organisations: [text], keywords: [text], language: text,
    text: `Hostileword ${text}\n\nHe said: “${text}” and “Eve (${text})”.`,
  })).join('\n') + '\n';
}

// A story told twice.
const versions = ['Nobody was hurt.', 'Two people were hurt.'].map((end, i) => JSON.stringify({
  id: 'ferry', source: 'The Courier', version: String(i + 1), date: '2020-05-01', modified: `2020-05-01T0${8 + i}:00:00Z`,
  title: 'Ferry stopped', text: 'The ferry was stopped when the wind rose. ' + end,
  correction: i ? 'An earlier version said that nobody was hurt.' : undefined,
})).join('\n') + '\n';

export async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'backfile-web-'));
  const index = join(folder, 'index');
  writeFileSync(join(folder, 'hostile.jsonl'), hostileArticles());
  writeFileSync(join(folder, 'versions.jsonl'), versions);
  const paths = [join(root, 'corpus/articles'), join(folder, 'hostile.jsonl'), join(folder, 'versions.jsonl')];
  const strings = join(process.env.BACKFILE_SHARED || join(root, '../shared'), 'hostile/cases/strings');
  if (existsSync(strings)) paths.push(strings);
  try {
    execFileSync(join(bin, 'backfile-index'), ['add', '-q', '-d', index, ...paths], { stdio: 'pipe' });
  } catch (error) {
    if (error.status !== 3) throw error; // Some of the strings are no article.
  }
  const server = spawn(join(bin, 'backfile-search'), ['-d', index, 'serve', '--listen=127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.all([new Promise((done) => createInterface(server.stdout).once('line', done))]);
  return {
    address: line.replace(/\/$/, ''),
    index,
    add: (name, text) => {
      writeFileSync(join(folder, name), text);
      execFileSync(join(bin, 'backfile-index'), ['add', '-q', '-d', index, join(folder, name)]);
    },
    stop: () => new Promise((done) => {
      server.once('exit', (code) => { rmSync(folder, { recursive: true }); done(code); });
      server.kill('SIGTERM');
    }),
  };
}
