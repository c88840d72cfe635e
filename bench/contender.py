#!/usr/bin/env python3
"""Asks Backfile the questions of a benchmark harness; see contender.sh.

A question is a JSON object: id, kind, terms, op (and, or, phrase), and perhaps a person or a range of
days (from, to).

SPDX-License-Identifier: GPL-2.0-or-later
"""
import json
import subprocess
import sys
import tempfile
import time


def quoted(text):
    return '"' + text.replace('"', " ") + '"'


def as_query(question):
    """The question in Backfile's language. Words are quoted if they might be read as operators."""
    words = [word if word.isalnum() and not word.isupper() else quoted(word) for word in question["terms"]]
    if question["op"] == "phrase":
        query = quoted(" ".join(question["terms"]))
    elif question["op"] == "or":
        query = " OR ".join(words)
    else:
        query = " ".join(words)
    if "person" in question or "from" in question:
        query = f"({query})"
    if "person" in question:
        query += " person:" + quoted(question["person"])
    if "from" in question:
        query += f" date:{question['from']}..{question['to']}"
    return query


def read_questions(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_results(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        for question, hits, top, times in rows:
            row = {"id": question["id"], "kind": question["kind"], "hits": hits, "top": top, "us": times}
            out.write(json.dumps(row) + "\n")


def ask_in_one_process(index, questions, mode, passes):
    """All questions by `batch`, timed inside; the first pass warms up and is left out."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as queries:
        for number, question in enumerate(questions):
            queries.write(f"{number}\t{as_query(question)}\n")
        queries.flush()
        command = ["backfile-search", "-d", index, "-q", "batch", "--queries", queries.name,
                   "--format=jsonl", "--limit=10", f"--passes={passes + 1}", "--allow-empty"]
        if mode == "facets":
            command += ["--facets=people,places", "--facet-values=10"]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    answers = {answer["id"]: answer for answer in map(json.loads, said.splitlines()) if "id" in answer}
    for number, question in enumerate(questions):
        answer = answers[str(number)]
        yield question, answer["hits"], " ".join(answer.get("top", [])), answer["took_us"][1:]


def ask_in_processes(index, questions, passes):
    for question in questions[::5]:
        command = ["backfile-search", "-d", index, "-q", "--allow-empty", "--limit=10", "--snippet=0",
                   "--format=tsv", "--fields=external_id,title", "--", as_query(question)]
        times = []
        for _ in range(passes):
            begun = time.perf_counter()
            said = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            times.append((time.perf_counter() - begun) * 1e6)
        lines = said.stdout.decode("utf-8").splitlines()[1:]
        yield question, len(lines), " ".join(line.split("\t")[0] for line in lines), times


def main(verb, index, queries, result, *options):
    questions = read_questions(queries)
    if verb == "query":
        mode = options[0] if options else "plain"
        passes = int(options[1]) if len(options) > 1 else 5
        rows = ask_in_one_process(index, questions, mode, passes)
    else:
        rows = ask_in_processes(index, questions, int(options[0]) if options else 1)
    write_results(result, rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
