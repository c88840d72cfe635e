// The bytes that an article was read from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "article/problem.h"

namespace backfile {

// Has `backfile-index`, which stands beside this program or else in PATH, print them: the searcher
// opens no archive, and a crash in there is not one in here. They are checked against the digest
// they had when they were indexed. `content`: the article's content digest (Columns::digest), since
// versions of a story share an id. `output`: a file that is made, or empty for standard output.
// Returns its exit code; it says itself what is wrong. Throws Error if it cannot be started or
// dies.
ExitCode PrintOriginal(const std::string& index_dir, const std::string& id, std::uint64_t content,
                       const std::string& output = "");

// The same into an open file. Throws Error with what the program said, also when the time is over.
void WriteOriginal(const std::string& index_dir, const std::string& id, std::uint64_t content,
                   int fd, std::chrono::seconds limit);

}  // namespace backfile
