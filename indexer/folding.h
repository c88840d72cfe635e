// Folding: which segments of an index become one, and doing it.
//
// Each night brings a small segment. They are folded in tiers, as in a log-structured merge tree
// (O'Neil et al. 1996): a segment is folded into the one before it when that one is at most three
// times as large, so that an article is rewritten a few times in its life and a search meets few
// segments. The largest segment, the base, is left alone until a fifth of it is dead.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "index/segment_writer.h"

namespace backfile {

struct FoldRules {
  bool all = false;  // Everything becomes one segment.
  WriterKind writer = DefaultWriter();
  std::chrono::seconds time{0};  // It is given up after so long; 0: never.
  std::int64_t memory = 0;  // Bytes that it may allocate; 0: no limit. It maps its inputs, too.
};

// The segments of a generation after folding its tail into a new segment `name`; the same list if
// that is not worth it. The inputs stay. Requires: the caller holds IndexLock. Throws Error;
// Error(kTryLater), with nothing left of it, if there was not time, memory or room enough.
std::vector<std::string> FoldTail(const std::string& index_dir, std::vector<std::string> segments,
                                  const FoldRules& rules, const std::string& name);

// Folds all of them into one in the folder `dir`, which may lie anywhere and must not be there yet,
// with what is said beside them; it calls itself `name`. Requires and throws as FoldTail() does.
void FoldInto(const std::string& index_dir, std::vector<std::string> segments,
              const std::string& dir, const std::string& name);

// How many of the newest segments are to be folded. `documents`, `dead`: of each segment, oldest
// first.
std::size_t TailToFold(const std::vector<std::int64_t>& documents,
                       const std::vector<std::int64_t>& dead);

}  // namespace backfile
