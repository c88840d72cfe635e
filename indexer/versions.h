// Versions: which of the tellings of a story the others have superseded.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "index/index.h"
#include "index/relations.h"

namespace backfile {

// What the newest segment of the snapshot changes in which articles are superseded. `gone`:
// documents that it has hidden. Requires, and promises, as GroupCopies() does (copy_groups.h).
std::vector<RelationRun> FindSuperseded(const Snapshot& snapshot,
                                        const std::vector<Tombstone>& gone);

}  // namespace backfile
