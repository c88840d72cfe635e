// A key a document, and the bits behind it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_reader.h"

#include "index/glass/coding.h"
#include "index/glass/position_coding.h"

namespace backfile::glass {

PositionCursor::PositionCursor(const TableLookup* table, std::string_view term) : table_(table) {
  AppendSortedTerm(&key_, term);
  key_ += '\0';
  term_bytes_ = key_.size();
}

void PositionCursor::Read(std::uint32_t document, std::vector<std::uint32_t>* positions) {
  positions->clear();
  key_.resize(term_bytes_);
  AppendSortedUint(&key_, document);
  const TableLookup::Place place = table_->FindLast(key_, place_);
  if (place.is_none()) return;
  place_ = place;
  if (table_->Key(place) != key_) return;
  if (!UnpackPositions(table_->Tag(place, &joined_), positions)) table_->Damaged();
}

}  // namespace backfile::glass
