// Groups of copies: which articles are one story that ran in several papers, or several times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "index/index.h"
#include "index/relations.h"

namespace backfile {

// What the segments from `first_new` on change in the groups of copies: what their documents and
// those of earlier segments now belong to. Requires: what the segments before say was made in the
// same way, and so was what the new ones say of themselves, if anything.
//
// The outcome depends on which articles live, not on when they came: it is that of grouping all of
// them at once. Throws Error.
std::vector<RelationRun> GroupCopies(const Snapshot& snapshot, int first_new);

}  // namespace backfile
