// Two databases compared in everything that a reader can see of them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace backfile::glass {

// The first differences, a line each; none if the databases say the same: statistics, terms,
// posting lists, positions, documents, values, metadata, skipping about in all of these, and the
// answers to `queries` random queries of many kinds. `term_lists`: also what needs term lists.
std::vector<std::string> Differences(const std::string& dir, const std::string& other,
                                     bool term_lists, int queries = 200);

}  // namespace backfile::glass
