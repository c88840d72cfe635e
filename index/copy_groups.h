// Groups of copies: which articles are one story that ran in several papers, or several times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "index/index.h"
#include "index/relations.h"

namespace backfile {

// What grouping took.
struct GroupingEffort {
  std::int64_t pairs = 0;  // Texts compared with each other,
  std::int64_t texts = 0;  // and texts read for it.
};

// What the segments from `first_new` on change in the groups of copies: what their documents and
// those of earlier segments now belong to. Requires: what the segments before say was made in the
// same way, and so was what the new ones say of themselves, if anything.
//
// The outcome depends on which articles live, not on when they came: it is that of grouping all of
// them at once, but for forms filled in by the thousand (copy_groups.cc). However many of these
// there are, it takes time in proportion to the articles. `effort`, if given: what it took. Throws
// Error.
std::vector<RelationRun> GroupCopies(const Snapshot& snapshot, int first_new,
                                     GroupingEffort* effort = nullptr);

}  // namespace backfile
