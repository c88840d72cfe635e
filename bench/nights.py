#!/usr/bin/env python3
"""What a night changes in a list of articles, and how long a command takes, for nights.sh.

    nights.py tree LIST FOLDER     a file an article, a folder for each thousand of them
    nights.py time COMMAND...      seconds, from its start to its end; its output is thrown away
    nights.py change LIST          one article in a hundred: eight in ten of these edited, one deleted, one added

SPDX-License-Identifier: GPL-2.0-or-later
"""
import json
import os
import subprocess
import sys
import time


def make_tree(articles, folder):
    for number, line in enumerate(articles):
        below = os.path.join(folder, "%04d" % (number // 1000))
        if number % 1000 == 0:
            os.makedirs(below)
        with open(os.path.join(below, "%03d.json" % (number % 1000)), "w", encoding="utf-8") as out:
            out.write(line)


def changed(articles):
    added = []
    for number, line in enumerate(articles):
        turn = number // 100 % 10
        if number % 100 != 37:
            yield line
        elif turn == 5:
            yield line
            article = json.loads(line)
            article["id"] = "new " + article["id"]
            article["title"] = "New: " + article["title"]
            added.append(json.dumps(article, ensure_ascii=False) + "\n")
        elif turn != 0:
            article = json.loads(line)
            article["text"] += "\nCorrects an earlier figure."
            yield json.dumps(article, ensure_ascii=False) + "\n"
    yield from added


def seconds_of(command):
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main(verb, path, *more):
    if verb == "time":
        print("%.3f" % seconds_of([path, *more]))
        return
    with open(path, encoding="utf-8") as articles:
        if verb == "tree":
            make_tree(articles, *more)
            return
        with open(path + ".new", "w", encoding="utf-8") as out:
            out.writelines(changed(articles))
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main(*sys.argv[1:])
