#!/usr/bin/env python3
"""Holds an export for search engines against the rules that OpenSearch and Elasticsearch document.

    bulk_rules.py FOLDER

For the bulk interface: an action line, then the document for `index` and nothing for `delete`; no
line break within either, one at the end of all; an id of 1 to 512 bytes. For the mapping: every key
is one that it names (it is strict), with values of the type that it says; dates as
strict_date_optional_time reads them, ranges that do not end before they begin; no key twice in an
object; a keyword that is indexed fits into a Lucene term. Parts stay under 10 MB.

Prints what it has seen; exits with 1 at the first rule that is broken.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import json
import pathlib
import re
import sys

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LARGEST_PART = 10_000_000
LONGEST_TERM = 32_766


def rule(holds, what):
    if not holds:
        sys.exit(f"not as the engines want it: {what}")


def once(pairs):
    keys = [key for key, _ in pairs]
    rule(len(keys) == len(set(keys)), f"a key twice in {keys}")
    return dict(pairs)


def parse(line):
    return json.loads(line, object_pairs_hook=once)


def check_range(value, where):
    rule(set(value) == {"gte", "lte"}, f"{where}: {value}")
    for end in value.values():
        rule(DATE.fullmatch(end), f"{where}: the date {end}")
    rule(value["gte"] <= value["lte"], f"{where}: it ends before it begins: {value}")


def check_value(value, mapping, where):
    kind = mapping.get("type", "object")
    if kind == "object":
        rule(isinstance(value, dict), f"{where} is no object")
        check_object(value, mapping, where)
    elif kind == "date_range":
        check_range(value, where)
    elif kind == "date":
        rule(DATE.fullmatch(value), f"{where}: the date {value}")
    elif kind == "long":
        rule(isinstance(value, int) and not isinstance(value, bool), f"{where} is no number")
    elif kind == "boolean":
        rule(isinstance(value, bool), f"{where} is no truth value")
    else:
        rule(isinstance(value, str), f"{where} is no text")
    if kind == "keyword" and len(value) <= mapping.get("ignore_above", 2**31):
        rule(len(value.encode()) <= LONGEST_TERM, f"{where}: a term too long")


def check_object(document, mapping, where):
    for key, value in document.items():
        rule(key in mapping["properties"], f"{where}{key} is not in the mapping")
        for one in value if isinstance(value, list) else [value]:
            check_value(one, mapping["properties"][key], f"{where}{key}")


def check_part(path, mapping, counts, ids):
    data = path.read_bytes()
    rule(data.endswith(b"\n"), f"{path.name} does not end in a line end")
    lines = data.decode("utf-8").split("\n")[:-1]
    alone = len(lines) <= 2
    rule(len(data) < LARGEST_PART or alone, f"{path.name} has {len(data)} bytes")
    lines = iter(lines)
    for line in lines:
        (action, target), = parse(line).items()
        rule(action in ("index", "delete") and set(target) == {"_index", "_id"}, line)
        rule(1 <= len(target["_id"].encode()) <= 512 and target["_id"] not in ids, line)
        ids.add(target["_id"])
        counts[action] = counts.get(action, 0) + 1
        if action == "index":
            document = parse(next(lines, "null"))
            rule(isinstance(document, dict), f"no document after {line}")
            rule(document.get("id") == target["_id"], f"another article after {line}")
            check_object(document, mapping, "")


def main(folder):
    folder = pathlib.Path(folder)
    mapping = parse((folder / "mapping.json").read_text(encoding="utf-8"))["mappings"]
    rule(mapping["dynamic"] == "strict", "the mapping takes any key")
    counts, ids = {}, set()
    parts = sorted(folder.glob("part-*.ndjson"))
    for path in parts:
        check_part(path, mapping, counts, ids)
    told = ", ".join(f"{count} x {action}" for action, count in sorted(counts.items()))
    print(f"{len(parts)} parts: {told}")


if __name__ == "__main__":
    main(*sys.argv[1:])
