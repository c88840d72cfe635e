// A delta: a small segment that is made by hand, beside the runs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "index/index.h"

namespace backfile {

struct Delta {
  struct Document {
    Article article;
    std::uint64_t digest = 0;  // Of the article as it was read: what the ledger knows it by.
  };
  std::vector<Document> documents;
  std::vector<Tombstone> tombstones;
  // Writes the ledger's part into the directory of the segment; may be empty.
  std::function<void(const std::string& dir)> write_ledger;
};

// Publishes the live generation with the delta as its newest segment. What a broken run has left is
// done again by the next. Requires: the caller holds IndexLock. Throws Error.
Generation PublishDelta(const std::string& index_dir, const Snapshot& live, const Delta& delta,
                        int keep_generations);

}  // namespace backfile
