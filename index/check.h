// Whether an index is whole.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace backfile {

struct Generation;

// What is wrong with the generations that are kept, a sentence each that says what to do; empty if
// nothing is. Level 1: pointer, schema, sizes and counts. Level 2: also every file's digest and
// Xapian's own check, which runs in child processes, since libxapian may crash on a damaged
// database. Never throws.
std::vector<std::string> CheckIndex(const std::string& index_dir, int level);
// The same of the segments of one generation. Throws Error(kIndex).
std::vector<std::string> CheckGeneration(const std::string& index_dir, const Generation& generation,
                                         int level);

// Throws Error(kIndex) unless every file that the segment in `dir` names is there, an ordinary file
// of its size, and unchanged if it is small. So what breaking off does, or another file in its
// place, is seen at opening, before Xapian, which may crash on it, is let near; it costs a look at
// some ten names.
void RequireWholeSegment(const std::string& dir);

}  // namespace backfile
