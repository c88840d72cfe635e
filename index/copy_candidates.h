// Which articles may be copies of one another: those that share a key of their sketches.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "article/copy_sketch.h"
#include "index/index.h"

namespace backfile {

// Numbers all documents of a snapshot, segment after segment, from 1.
class Ordinals {
 public:
  explicit Ordinals(const Snapshot& snapshot);
  std::uint32_t Of(int segment, std::uint32_t document) const {
    return before_[static_cast<std::size_t>(segment)] + document;
  }
  Snapshot::Place PlaceOf(std::uint32_t ordinal) const;
  std::uint32_t last() const { return before_.back(); }

 private:
  std::vector<std::uint32_t> before_;  // Of each segment, and of one past the last.
};

// Some documents of each segment.
using DocumentSets = std::vector<Bitmap>;

// Calls take(ordinals) for each set of two or more living articles that share a key, one of which
// is among `fresh` at least. Only fresh ones are held in memory, at most kMostEntries keys of 8
// bytes at a time; the others are read in the order in which they lie.
void ForEachSharedKey(const Snapshot& snapshot, const Ordinals& ordinals, const DocumentSets& fresh,
                      const std::function<void(std::span<const std::uint32_t>)>& take);

}  // namespace backfile
