// A key a document, and the bits behind it.
//
// Within a leaf the next document is looked for by steps of growing length, as most are near. Only
// the document is read off a key then: what stands between two of the term's keys is the term's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_reader.h"

#include <algorithm>

#include "index/glass/coding.h"
#include "index/glass/position_coding.h"

namespace backfile::glass {

namespace {

constexpr std::uint64_t kNoMore = UINT64_MAX;  // Behind every document.
constexpr std::size_t kNear = 4;               // So many items are looked at one by one.

// The first number in [low, high) for which `is_there` holds, as for all behind it; else high.
template <class IsThere>
std::size_t FirstThat(std::size_t low, std::size_t high, IsThere is_there) {
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (is_there(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

PositionCursor::PositionCursor(const TableLookup* table, std::string_view term) : table_(table) {
  AppendSortedTerm(&key_, term);
  key_ += '\0';
  term_bytes_ = key_.size();
}

// Requires: a leaf, and an item of the term.
inline std::uint32_t PositionCursor::DocumentAt(std::size_t item) const {
  std::string_view key = leaf_.Key(item);
  std::uint32_t document = 0;
  if (key.size() < term_bytes_) table_->Damaged();
  key.remove_prefix(term_bytes_);
  if (!TakeSortedUint(&key, &document)) table_->Damaged();
  return document;
}

// 00 ff is a zero byte of a longer term; no document begins with ff.
bool PositionCursor::IsOfTerm(std::string_view key) const {
  return key.size() > term_bytes_ && key[term_bytes_] != '\xff' &&
         key.starts_with(std::string_view(key_).substr(0, term_bytes_));
}

void PositionCursor::Land(const TableLookup::Place& place) {
  const auto is_behind = [this](std::size_t item) { return !IsOfTerm(leaf_.Key(item)); };
  document_ = kNoMore;
  if (place.is_none()) return;
  place_ = place;
  leaf_ = table_->LeafOf(place);
  if (is_behind(place.item)) return;
  end_ = FirstThat(place.item + 1, leaf_.size(), is_behind);
  document_ = DocumentAt(place.item);
  last_ = DocumentAt(end_ - 1);
}

// Steps on within the leaf. Requires: the term's last item in it is not before the document.
void PositionCursor::GoOn(std::uint32_t document) {
  const std::size_t near = std::min(place_.item + kNear, end_ - 1);
  while (place_.item < near) {
    document_ = DocumentAt(++place_.item);
    if (document_ >= document) return;
  }
  std::size_t low = place_.item + 1;
  std::size_t step = kNear;
  while (low + step < end_ && DocumentAt(low + step - 1) < document) {
    low += step;
    step *= 2;
  }
  place_.item = FirstThat(low, std::min(low + step, end_ - 1),
                          [&](std::size_t item) { return DocumentAt(item) >= document; });
  document_ = DocumentAt(place_.item);
}

void PositionCursor::GoTo(std::uint32_t document) {
  const bool has_list = document_ != kNoMore && document_ != 0;
  if (has_list && document >= asked_ && last_ >= document) return GoOn(document);
  key_.resize(term_bytes_);
  AppendSortedUint(&key_, document);
  Land(table_->FindFirst(key_, place_));
}

void PositionCursor::Read(std::uint32_t document, std::vector<std::uint32_t>* positions) {
  positions->clear();
  if (document < asked_ || document_ < document) GoTo(document);
  asked_ = document;
  if (document_ != document) return;
  const TableLookup::Item item = leaf_.Get(place_.item);
  const std::string_view tag = item.is_whole() ? item.rest : table_->Tag(place_, &joined_);
  if (!UnpackPositions(tag, positions)) table_->Damaged();
}

}  // namespace backfile::glass
