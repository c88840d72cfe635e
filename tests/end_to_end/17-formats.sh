#!/bin/sh
# Exports as other programs read them.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs python3
python=/usr/bin/python3  # Debian's, which has Debian's modules.
[ -x "$python" ] || python=python3
index=$work/index
backfile-index add -q -d "$index" "$corpus/articles" "$corpus/archives"

# export FORMAT [OPTION...]: all articles of 2018, with those that have no date or writer beside them.
export_as() {
  format=$1
  shift
  run 0 backfile-search -d "$index" -q --format="$format" --limit=none "$@" -- 'date:2018 OR source:mna OR marran'
  cp "$work/stdout" "$work/$format"
}
export_as jsonl --fields=id,title,date,source,byline,url

# agrees WHAT: the Python program on stdin finds in the file WHAT the articles of jsonl.
agrees() {
  check "$1 says the same as JSON" "$python" - "$work" "$1"
}

begin 'CSV'
export_as csv --fields=id,title,date,source,byline
agrees csv <<'END'
import csv, json, sys
want = [json.loads(line) for line in open(sys.argv[1] + "/jsonl")][:-1]
rows = list(csv.DictReader(open(sys.argv[1] + "/csv", newline="", encoding="utf-8"), strict=True))
assert len(rows) == len(want) > 5
for row, hit in zip(rows, want):
    assert row["id"] == hit["id"] and row["date"] == hit.get("date", "")
    assert row["title"].lstrip("'") == hit.get("title", "").lstrip("'"), (row, hit)
    assert row["byline"] == "; ".join(hit.get("byline", []))
END

begin 'RIS'
export_as ris
if command -v ris2xml > /dev/null; then
  ris2xml "$work/ris" > "$work/mods" 2> "$work/ris2xml"
  agrees mods <<'END'
import json, sys, xml.etree.ElementTree as tree
want = [json.loads(line) for line in open(sys.argv[1] + "/jsonl")][:-1]
mods = "{http://www.loc.gov/mods/v3}"
got = tree.parse(sys.argv[1] + "/mods").getroot().findall(mods + "mods")
assert len(got) == len(want), (len(got), len(want))
for record, hit in zip(got, want):
    assert record.get("ID") == hit["id"], (record.get("ID"), hit["id"])
    info = record.find(mods + "titleInfo")
    title = ": ".join(part.text for tag in ("title", "subTitle") for part in info.findall(mods + tag))
    squeeze = lambda text: "".join(text.lower().replace(":", "").split())
    assert squeeze(title) in squeeze(hit["title"]), (title, hit["title"])
    writers = [name for name in record.findall(mods + "name")]
    assert len(writers) == len(hit.get("byline", [])), hit
    years = [date.text[:4] for date in record.iter(mods + "dateIssued")]
    assert years[:1] == ([hit["date"][:4]] if "date" in hit else []), (years, hit)
END
else
  echo 'skipped: bibutils is not installed' >&2
fi

begin 'BibTeX'
export_as bibtex
if "$python" -c 'import bibtexparser' 2> /dev/null; then
  agrees bibtex <<'END'
import json, sys, bibtexparser
want = [json.loads(line) for line in open(sys.argv[1] + "/jsonl")][:-1]
got = bibtexparser.load(open(sys.argv[1] + "/bibtex", encoding="utf-8")).entries
assert [e["ID"] for e in got] == [h["id"].replace(":", "") for h in want]
for entry, hit in zip(got, want):
    assert entry.get("year") == (hit["date"][:4] if "date" in hit else None)
    assert entry.get("url", "") == hit.get("url", "")
    title = entry.get("title", "").strip("{}").replace("\\&", "&").replace("\\_", "_").replace("\\$", "$").replace("\\%", "%").replace("\\#", "#")
    assert title == hit.get("title", ""), (title, hit)
END
else
  echo 'skipped: python3-bibtexparser is not installed' >&2
fi

begin 'CSL-JSON'
export_as csl-json
agrees csl-json <<'END'
import json, sys
want = [json.loads(line) for line in open(sys.argv[1] + "/jsonl")][:-1]
got = json.load(open(sys.argv[1] + "/csl-json", encoding="utf-8"))
assert [(c["id"], c.get("title", "")) for c in got] == [(h["id"], h.get("title", "")) for h in want]
END

begin 'HTML is well formed and runs nothing'
export_as html
agrees html <<'END'
import html.parser, sys
class Page(html.parser.HTMLParser):
    open_tags = []
    def handle_starttag(self, tag, attributes):
        assert tag != "script" and not any(name.startswith("on") for name, _ in attributes)
        if tag not in ("meta", "br"): self.open_tags.append(tag)
    def handle_endtag(self, tag):
        assert self.open_tags.pop() == tag, tag
page = Page()
page.feed(open(sys.argv[1] + "/html", encoding="utf-8").read())
assert not page.open_tags
END

begin 'a TREC run has six columns, ranks from 1, and scores that never rise'
export_as trec
agrees trec <<'END'
import sys
rows = [line.split(" ") for line in open(sys.argv[1] + "/trec")]
assert all(len(row) == 6 for row in rows)
assert [int(row[3]) for row in rows] == list(range(1, len(rows) + 1))
scores = [float(row[4]) for row in rows]
assert scores == sorted(scores, reverse=True)
END

finish
