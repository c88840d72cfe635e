// Which documents of one segment a plan matches: exact, and without hidden ones.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "index/bitmap.h"
#include "searcher/plan.h"
#include "searcher/segment_reader.h"

namespace backfile {

// Document numbers, ascending.
using Documents = std::vector<std::uint32_t>;

// The living documents that the node matches.
Documents Match(const MatchNode& node, SegmentReader* reader);

// Whether one document matches: for telling which part of a question failed.
bool Matches(const MatchNode& node, std::uint32_t document, SegmentReader* reader);

}  // namespace backfile
