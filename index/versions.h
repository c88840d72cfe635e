// Versions: which of the tellings of a story the others have superseded.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "index/index.h"
#include "index/relations.h"

namespace backfile {

// What the segments from `first_new` on change in which articles are superseded. `gone`: documents
// that they have hidden. Requires, and promises, as GroupCopies() does (copy_groups.h).
std::vector<RelationRun> FindSuperseded(const Snapshot& snapshot, int first_new,
                                        const std::vector<Tombstone>& gone);

}  // namespace backfile
