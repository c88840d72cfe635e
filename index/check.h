// Whether an index is whole.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace backfile {

// What is wrong with the live generation, a sentence each that says what to do; empty if nothing
// is. Level 1: pointer, schema, sizes and counts. Level 2: also every file's digest and Xapian's
// own check, which runs in child processes, since libxapian may crash on a damaged database. Never
// throws.
std::vector<std::string> CheckIndex(const std::string& index_dir, int level);

}  // namespace backfile
