#!/usr/bin/env python3
"""Learns which blocks of a page are the article: writes formats/html_model_trees.inc.

usage: train.py FEATURES_PROGRAM [--check]      (pages: $BACKFILE_SHARED/data/html)

FEATURES_PROGRAM is the built target html_features. With --check nothing is written: the pages are
split by site into thirds, each is scored by a model that has not seen its sites, and the figures of
shared/eval/html.py are printed for several thresholds, for each half of the pages apart, too.

Gold: scrapinghub/ (whole bodies), readability/ (whole bodies, as its program cuts them), segments/
(passages that must or must not be in). A block is labelled by the share of its runs of four words
that the gold body has; a short one by whether it stands between its neighbours there. Needs
python3-numpy and python3-xgboost.
"""
import glob, gzip, html, json, os, random, re, subprocess, sys, tempfile
from urllib.parse import urlparse

import numpy as np
import xgboost

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get('BACKFILE_SHARED', os.path.join(HERE, '../../../shared'))
OUTPUT = os.path.join(HERE, '../../formats/html_model_trees.inc')
TRUST = {'scrapinghub': 1.0, 'segments': 0.6, 'readability': 0.5}
TREES = dict(objective='binary:logistic', eta=0.11, max_depth=5, subsample=0.7, colsample_bytree=0.4,
             min_child_weight=1.0, reg_lambda=3, nthread=1, verbosity=0, tree_method='hist',
             max_bin=32, seed=1)
ROUNDS = 70
LONG = 12     # Words from which on a block that comes again is a copy.
THRESHOLD = 0.6


def tokens(text): return re.findall(r'\w+', text)


def squash(text): return re.sub(r'\s+', ' ', text)


class Page:
    def __init__(self, kind, name, site, data, gold=None, marks=None):
        self.kind, self.name, self.site, self.data = kind, name, site, data
        self.gold, self.marks = gold, marks      # A body; or passages that must and must not be in it.

    def take_blocks(self, blocks):
        self.texts = [b['text'] for b in blocks]
        self.parents = [b['parents'] for b in blocks]
        self.own = np.array([b['features'] for b in blocks], dtype=np.float32)
        self.words = np.expm1(self.own[:, 0])
        self.labels = self.labels_of_body() if self.marks is None else self.labels_of_marks()
        seen = set()
        for i, text in enumerate(self.texts):    # Of copies only the first teaches.
            if self.words[i] >= LONG:
                if text in seen: self.labels[i] = -1
                seen.add(text)

    def labels_of_marks(self):
        labels = np.full(len(self.texts), -1.0)
        texts = [squash(t) for t in self.texts]
        for key, label in (('without', 0), ('with', 1)):
            for mark in self.marks[key]:
                for i, text in enumerate(texts):
                    if squash(mark) in text: labels[i] = label
        return labels

    def labels_of_body(self):
        gold, place = tokens(self.gold), {}
        for i in range(len(gold) - 3): place.setdefault(tuple(gold[i:i + 4]), []).append(i)
        own = [tokens(t) for t in self.texts]
        labels, spans = np.full(len(own), -1.0), [None] * len(own)
        for i, t in enumerate(own):
            hits = [place[tuple(t[k:k + 4])] for k in range(len(t) - 3) if tuple(t[k:k + 4]) in place]
            if len(t) >= 4: labels[i] = len(hits) / (len(t) - 3)
            if hits: spans[i] = (hits[0][0], hits[-1][-1] + 4)
        sure = [i for i in range(len(own)) if labels[i] > 0.5]
        for i, t in enumerate(own):
            if len(t) >= 4 or not t: continue
            before, after = [k for k in sure if k < i], [k for k in sure if k > i]
            low = spans[before[-1]][1] if before else 0
            high = spans[after[0]][0] if after else len(gold)
            if not before: low = max(0, high - 60)
            if not after: high = min(len(gold), low + 60)
            window = gold[low:high] if sure else []
            labels[i] = any(window[k:k + len(t)] == t for k in range(len(window) - len(t) + 1))
        return labels

    def weights(self):
        weights = np.minimum(self.words + 1, 120) ** 0.6 * (self.labels >= 0)
        return TRUST[self.kind] * weights / max(1e-9, weights.sum()) ** 0.6

    def body(self, scores, threshold):
        seen, kept = set(), []
        for text, score, words in zip(self.texts, scores, self.words):
            if score < threshold or (words >= LONG and text in seen): continue
            seen.add(text)
            kept.append(text)
        return '\n\n'.join(kept)


def unpack(path): return gzip.open(path).read()


def strip_tags(page):
    page = re.sub(r'(?is)<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>', ' ', page)
    return html.unescape(page)


def site_of(url): return '.'.join(urlparse(url).netloc.split('.')[-2:])


def all_pages():
    pages = []
    for name, gold in json.load(open(SHARED + '/data/html/scrapinghub/gold.json')).items():
        data = unpack(f'{SHARED}/data/html/scrapinghub/{name}.html.gz')
        pages.append(Page('scrapinghub', name, site_of(gold['url']), data, gold=gold['body']))
    for name, gold in json.load(open(SHARED + '/data/html/segments/gold.json')).items():
        data = unpack(f'{SHARED}/data/html/segments/{name}.gz')
        pages.append(Page('segments', name, site_of(gold['url']), data, marks=gold))
    for path in sorted(glob.glob(SHARED + '/data/html/readability/*/source.html.gz')):
        name = path.split('/')[-2]
        gold = strip_tags(unpack(path.replace('source', 'expected')).decode('utf-8', 'replace'))
        pages.append(Page('readability', name, re.sub(r'-?\d*$', '', name), unpack(path), gold=gold))
    return pages


def read_features(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        for i, page in enumerate(pages): open(f'{folder}/{i}', 'wb').write(page.data)
        listing = '\n'.join(f'{folder}/{i}' for i in range(len(pages)))
        lines = subprocess.run([program], input=listing.encode(), capture_output=True, check=True).stdout
    blocks = None
    found = []
    for line in lines.decode().splitlines():
        if line.startswith('page '):
            blocks = []
            found.append((pages[int(os.path.basename(line))], blocks))
        else:
            blocks.append(json.loads(line))
    for page, blocks in found:
        page.data = None
        if blocks: page.take_blocks(blocks)
    return [page for page, blocks in found if blocks]


def context(page, scores):
    """The second round's features, as class Context of formats/html_model.cc makes them."""
    n, weights = len(scores), np.clip(page.words, 1, 100)
    columns = [scores]
    for offset in (-3, -2, -1, 1, 2, 3):
        padded = np.concatenate([np.full(3, -1.0), scores, np.full(3, -1.0)])
        columns.append(padded[3 + offset:3 + offset + n])
    sum_w = np.concatenate([[0], np.cumsum(weights)])
    sum_s = np.concatenate([[0], np.cumsum(weights * scores)])
    for reach in (2, 6, 15):
        low, high = np.maximum(0, np.arange(n) - reach), np.minimum(n, np.arange(n) + reach + 1)
        columns.append((sum_s[high] - sum_s[low]) / np.maximum(1e-9, sum_w[high] - sum_w[low]))
    for level in range(3):
        s, w = {}, {}
        for i, parents in enumerate(page.parents):
            s[parents[level]] = s.get(parents[level], 0) + weights[i] * scores[i]
            w[parents[level]] = w.get(parents[level], 0) + weights[i]
        columns.append(np.array([s[p[level]] / w[p[level]] for p in page.parents]))
    total = max(1e-9, sum_s[-1])
    columns += [sum_s[:-1] / total, 1 - sum_s[1:] / total, np.full(n, np.log1p(total)), np.full(n, scores.max())]
    sure = (scores > 0.7) & (page.words >= 9.5)
    for order in (range(n), range(n - 1, -1, -1)):
        column, distance = np.zeros(n), 50.0
        for i in order:
            column[i] = distance
            distance = 1.0 if sure[i] else min(50.0, distance + 1)
        columns.append(column)
    return np.concatenate([page.own, np.stack(columns, 1).astype(np.float32)], 1)


def fit(pages, features):
    weights = np.concatenate([p.weights() for p in pages])
    labels = np.concatenate([np.clip(p.labels, 0, 1) for p in pages])
    used = weights > 0
    data = xgboost.DMatrix(np.concatenate(features)[used], label=labels[used],
                           weight=weights[used] / weights[used].mean())
    return xgboost.train(TREES, data, ROUNDS)


def predict(model, features): return model.predict(xgboost.DMatrix(features))


def folds_of(pages, count, seed):
    sites = sorted({p.site for p in pages})
    random.Random(seed).shuffle(sites)
    fold = {site: i % count for i, site in enumerate(sites)}
    return [([p for p in pages if fold[p.site] != f], [p for p in pages if fold[p.site] == f])
            for f in range(count)]


def train(pages):
    """Both rounds. The second learns from scores that the first gave to pages it had not seen."""
    unseen = {}
    for rest, held_out in folds_of(pages, 3, seed=5):
        model = fit(rest, [p.own for p in rest])
        for page in held_out: unseen[page.name] = predict(model, page.own)
    first = fit(pages, [p.own for p in pages])
    second = fit(pages, [context(p, unseen[p.name]) for p in pages])
    return first, second


def shingles(text):
    words, count = tokens(text), {}
    for i in range(max(1, len(words) - 3)):
        if words: count[tuple(words[i:i + 4])] = count.get(tuple(words[i:i + 4]), 0) + 1
    return count


def precision_recall(gold, text):
    g, h = shingles(gold), shingles(text)
    hits = sum(min(n, h.get(s, 0)) for s, n in g.items())
    return (hits / sum(h.values()) if h else 0.0), (hits / sum(g.values()) if g else 1.0)


def f1(p, r): return 2 * p * r / max(1e-9, p + r)


def report(pages, scores, threshold):
    parts = {'scrapinghub': [], 'readability': []}
    right = missed = wrong = 0
    for page in pages:
        body = page.body(scores[page.name], threshold)
        if page.marks is None:
            parts[page.kind].append(precision_recall(page.gold, body))
        else:
            body = squash(body)
            hits = sum(squash(s) in body for s in page.marks['with'])
            right, missed = right + hits, missed + len(page.marks['with']) - hits
            wrong += sum(squash(s) in body for s in page.marks['without'])
    means = {kind: f1(*np.mean(values, 0)) if values else 0 for kind, values in parts.items()}
    segments = f1(right / max(1, right + wrong), right / max(1, right + missed))
    return ', '.join('%s F1 %.4f' % (k, v) for k, v in {**means, 'segments': segments}.items())


def check(pages):
    scores = {}
    for rest, held_out in folds_of(pages, 3, seed=7):
        first, second = train(rest)
        for page in held_out: scores[page.name] = predict(second, context(page, predict(first, page.own)))
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        print('threshold', threshold, report(pages, scores, threshold))
    for half, (part, _) in zip('AB', folds_of(pages, 2, seed=11)):
        print('half', half, report(part, scores, THRESHOLD))


def flatten(tree, nodes):
    """A tree as a list of (feature, offset of the other branch, value), the first branch behind its node."""
    if 'leaf' in tree: return nodes.append((0, 0, tree['leaf']))
    at = len(nodes)
    nodes.append(None)
    below, other = sorted(tree['children'], key=lambda c: c['nodeid'] != tree['yes'])
    flatten(below, nodes)
    offset = len(nodes) - at
    flatten(other, nodes)
    nodes[at] = (int(tree['split'][1:]), offset, tree['split_condition'])


def literal(value):
    text = '%.7g' % value
    return text + ('F' if '.' in text or 'e' in text else '.0F')


def write_model(name, model, out):
    nodes, roots = [], []
    for tree in model.get_dump(dump_format='json'):
        roots.append(len(nodes))
        flatten(json.loads(tree), nodes)
    base = float(json.loads(model.save_config())['learner']['learner_model_param']['base_score'])
    out.write('constexpr float k%sBias = %s;\n' % (name, literal(np.log(base / (1 - base)))))
    out.write('constexpr std::uint16_t k%sRoots[] = {%s};\n' % (name, ', '.join(map(str, roots))))
    out.write('constexpr Node k%sNodes[] = {\n' % name)
    for begin, end in zip(roots, roots[1:] + [len(nodes)]):
        out.write(''.join('{%d,%d,%s},' % (f, o, literal(v)) for f, o, v in nodes[begin:end]) + '\n')
    out.write('};\n')


def main():
    if len(sys.argv) < 2: sys.exit(__doc__)
    pages = read_features(sys.argv[1], all_pages())
    print(len(pages), 'pages,', sum(len(p.texts) for p in pages), 'blocks', flush=True)
    if '--check' in sys.argv: return check(pages)
    first, second = train(pages)
    with open(OUTPUT, 'w') as out:
        out.write('// Written by tests/html_model/train.py: a tree a line, {feature, other branch, value}.\n')
        write_model('First', first, out)
        write_model('Second', second, out)


if __name__ == '__main__':
    main()
