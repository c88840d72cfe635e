// The bytes that an article was read from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "article/problem.h"
#include "index/index.h"

namespace backfile {

// Has `backfile-index`, which stands beside this program or else in PATH, print them: the searcher
// opens no archive, and a crash in there is not one in here. They are checked against the digest
// they had when they were indexed. `output`: a file that is made, or empty for standard output.
// Returns its exit code; it says itself what is wrong. Throws Error if it cannot be started or
// dies.
ExitCode PrintOriginal(const Snapshot& snapshot, const Snapshot::Place& place,
                       const std::string& output = "");

// The same into an open file. Throws Error with what the program said, also when the time is over.
void WriteOriginal(const Snapshot& snapshot, const Snapshot::Place& place, int fd,
                   std::chrono::seconds limit);

}  // namespace backfile
