// Lists of several sources as those of one: one after the other, renumbered, without what was
// dropped.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "index/bitmap.h"
#include "index/glass/list_source.h"

namespace backfile::glass {

// How documents are numbered once some are dropped: those that stay keep their order, from 1
// without the dropped ones. 12 bytes for 64 documents.
class Renumbering {
 public:
  // Every document from 1 to `last_document`, gaps between them or not, that is not in `dropped`.
  Renumbering(const Bitmap& dropped, std::uint32_t last_document);

  bool Drops(std::uint32_t document) const {
    return document <= last_ && (words_[document >> 6] >> (document & 63) & 1) != 0;
  }
  std::uint32_t NewNumber(std::uint32_t document) const;
  std::uint32_t last_new_number() const { return last_ == 0 ? 0 : NewNumber(last_); }

 private:
  std::uint32_t last_;
  std::vector<std::uint64_t> words_;   // The dropped ones,
  std::vector<std::uint32_t> before_;  // and how many of them come before each word.
};

// One of the sources that are merged.
struct MergeInput {
  std::unique_ptr<ListSource> lists;
  std::uint32_t base = 0;  // Added to every document's number, after renumbering.
};

// The lists of all inputs by key; where several have a key, the entries of inputs[0] come first.
// Requires: bases are such that documents ascend. Throws Error(kIndex) past 2^32 documents.
std::unique_ptr<ListSource> MergeLists(std::vector<MergeInput> inputs);

// The lists of `source` without dropped documents, renumbered. A list may be left empty. `counted`:
// whether totals() must be right, for which each list is read twice. `renumbering` must outlive it.
std::unique_ptr<ListSource> KeepLiving(std::unique_ptr<ListSource> source,
                                       const Renumbering* renumbering, bool counted);

}  // namespace backfile::glass
