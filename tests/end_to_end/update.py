#!/usr/bin/env python3
"""Rewrites what tests expect by what the programs say now; review the diff like code.

    BACKFILE_BIN=build/dev/bin tests/end_to_end/update.py tests/end_to_end/02-extract.sh...

With README.md or a guide as the name: the session in it, by what 11-readme.sh sees. Of the tests only texts that stand between <<'END' and END after stdout or stderr; exit codes and patterns are
left alone. Each comparison must run exactly once, in the order in which it is written.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

EXPECTED = re.compile(r"^(stdout|stderr) (<<'END'\n(?:.*\n)*?END|< /dev/null)$", re.M)


def outputs_of(script):
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, KEEP_OUTPUT=folder)
        subprocess.run(["sh", script], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        paths = [pathlib.Path(folder, str(i + 1)) for i in range(len(os.listdir(folder)))]
        return [path.read_text(encoding="utf-8") for path in paths]


# In the order in which 11-readme.sh compares them.
DOCUMENTS = ["README.md", "docs/tutorial.md", "docs/operating.md"]
STAND_INS = {"in TIME": "in 0.2 s", "NOW": "2026-11-24T02:30:07Z", "HERE/": "/home/ada/news/"}


def update_document(name):
    script = pathlib.Path(__file__).with_name("11-readme.sh")
    number = [name.endswith(document) for document in DOCUMENTS].index(True)
    session = outputs_of(script)[number]
    for said, told in STAND_INS.items():
        session = session.replace(said, told)
    text = pathlib.Path(name).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```\n", text, re.S)
    lines = session.splitlines(keepends=True)
    for block in blocks:  # Each gets as many commands as it had.
        wanted, said = block.count("\n$ ") + block.startswith("$ "), []
        while lines and (said.count("$") < wanted or not lines[0].startswith("$ ")):
            said += ["$"] if lines[0].startswith("$ ") else []
            said.append(lines.pop(0))
        text = text.replace(block, "".join(line for line in said if line != "$"), 1)
    pathlib.Path(name).write_text(text, encoding="utf-8")


def update(script):
    outputs = outputs_of(script)
    text = pathlib.Path(script).read_text(encoding="utf-8")
    if len(EXPECTED.findall(text)) != len(outputs):
        sys.exit(f"{script}: it made {len(outputs)} comparisons; are some in a loop?")
    texts = iter(outputs)

    def now(match):
        said = next(texts)
        return f"{match[1]} " + (f"<<'END'\n{said}END" if said else "< /dev/null")

    pathlib.Path(script).write_text(EXPECTED.sub(now, text), encoding="utf-8")


for name in sys.argv[1:]:
    update_document(name) if name.endswith(".md") else update(name)
