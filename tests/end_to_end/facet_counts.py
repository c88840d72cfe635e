#!/usr/bin/env python3
"""Compares the facet counts of an index with a plain count over what `extract` printed.

    facet_counts.py EXTRACTED.jsonl SUMMARY.json

SUMMARY.json is what `backfile-search facets --with-hidden --all-versions --format=json --facet-values=none` says. Articles that
were extracted more than once (copies) count once, by their id.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import collections
import json
import sys
import unicodedata


def values_of(article, facet):
    if facet == "date":
        return [article["published"][:4]] if "published" in article else []
    if facet == "people":
        return [person["name"] for person in article.get("people", [])]
    if facet == "date-basis":
        basis = article.get("published_basis", "none")
        return [] if basis == "none" else [basis]
    value = article.get(facet, [])
    return value if isinstance(value, list) else [value]


def main(extracted, summary_file):
    articles = {}
    with open(extracted, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            articles.setdefault(article["id"], article)
    with open(summary_file, encoding="utf-8") as text:
        summary = json.load(text)
    wrong = 0
    if summary["total"] != len(articles):
        print(f"total: {summary['total']} in the index, {len(articles)} extracted")
        wrong += 1
    for facet, values in summary["facets"].items():
        counted = collections.Counter()
        without = 0
        for article in articles.values():
            found = {unicodedata.normalize("NFC", value) for value in values_of(article, facet)}
            counted.update(found)
            without += not found
        told = {value["value"]: value["count"] for value in values}
        if summary["facet_without"][facet] != without:
            print(f"{facet}: {summary['facet_without'][facet]} without in the index, {without} extracted")
            wrong += 1
        for value in sorted(set(told) | set(counted)):
            if told.get(value, 0) != counted[value]:
                print(f"{facet} {value!r}: {told.get(value, 0)} in the index, {counted[value]} extracted")
                wrong += 1
        print(f"{facet}: {len(told)} values, {sum(told.values())} counts compared", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
