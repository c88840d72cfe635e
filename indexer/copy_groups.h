// Groups of copies: which articles are one story that ran in several papers, or several times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "index/index.h"
#include "index/relations.h"

namespace backfile {

// What the newest segment of the snapshot changes in the groups of copies: what its documents and
// those of earlier segments now belong to. Requires: what earlier segments say was made in the same
// way, and only the newest segment has no word of its own yet.
//
// The outcome depends on which articles live, not on when they came: it is that of grouping all of
// them at once. Throws Error.
std::vector<RelationRun> GroupCopies(const Snapshot& snapshot);

}  // namespace backfile
