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

// One term's lists. Asking for documents in ascending order is fast: it goes on from the entry it
// is at. Any other is right. `table` (Table::kPosition) must outlive it. Throws Error(kIndex) on
// damage.
class PositionCursor {
 public:
  PositionCursor(const TableLookup* table, std::string_view term);
  // Ascending positions; none if the term does not stand in the document.
  void Read(std::uint32_t document, std::vector<std::uint32_t>* positions);

 private:
  bool IsOfTerm(std::string_view key) const;
  void GoTo(std::uint32_t document);
  void GoOn(std::uint32_t document);
  void Land(const TableLookup::Place& place);
  std::uint32_t DocumentAt(std::size_t item) const;

  const TableLookup* table_;
  std::string key_;  // What all the term's keys begin with, then any document.
  std::size_t term_bytes_;
  std::uint32_t asked_ = 0;
  // The first entry not before the document last asked for, and its document.
  TableLookup::Place place_;
  std::uint64_t document_ = 0;
  TableLookup::Leaf leaf_;  // Of place_.
  std::size_t end_ = 0;     // Behind the term's last item in it.
  std::uint32_t last_ = 0;  // The document of that.
  std::string joined_;
};

}  // namespace backfile::glass
