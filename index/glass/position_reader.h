// Positions of a term in a document, looked up in the finished position table without the API: for
// phrases over tens of thousands of documents, where a search from the root for each is too slow.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/glass/table_lookup.h"

namespace backfile::glass {

// One term's lists. Asking for documents in ascending order is fast: it goes on from the block it
// is in. `table` (Table::kPosition) must outlive it. Throws Error(kIndex) on damage.
class PositionCursor {
 public:
  PositionCursor(const TableLookup* table, std::string_view term);
  // Ascending; nothing if the term has no position in the document.
  void Read(std::uint32_t document, std::vector<std::uint32_t>* positions);

 private:
  const TableLookup* table_;
  std::string key_;
  std::size_t term_bytes_;
  TableLookup::Place place_;
  std::string joined_;
};

}  // namespace backfile::glass
