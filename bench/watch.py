#!/usr/bin/env python3
"""watch.py COMMAND...: runs it; says how long it took and how much memory all its processes had.

Prints "SECONDS MEGABYTES CODE" on standard output. Memory is the largest sum of PSS over the process
and its descendants, sampled every 20 ms: shared pages count once.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import os
import subprocess
import sys
import time


def parents():
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                    found[int(entry)] = int(stat.read().rpartition(")")[2].split()[1])
            except OSError:
                pass
    return found


def pss_kilobytes(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:
        return 0


def tree_kilobytes(root):
    parent_of = parents()

    def descends(pid):
        while pid not in (root, 0, None):
            pid = parent_of.get(pid)
        return pid == root

    return sum(pss_kilobytes(pid) for pid in parent_of if descends(pid))


def main(command):
    begun = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, tree_kilobytes(process.pid))
            time.sleep(0.02)
        took = time.perf_counter() - begun
    print(f"{took:.3f} {peak / 1000:.1f} {process.returncode}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
