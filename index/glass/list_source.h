// Lists by key, in key order: the one shape in which postings, positions, values and documents
// flow from what holds them to what writes them.
//
//     what         key                 an entry's number     an entry's bytes
//     metadata     the key             -                     the value (one entry, document 0)
//     values       PutUint(slot)       -                     the value
//     postings     "" (lengths), term  length; wdf           -
//     positions    term                -                     as PositionPacker packs them
//     docdata      ""                  1 if deflated         the tag
//     term lists   ""                  see term_list.h       the tag or tags
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace backfile::glass {

enum class Lists : std::uint8_t {
  kMetadata,
  kValues,
  kPostings,
  kPositions,
  kDocdata,
  kTermLists,
};
inline constexpr Lists kAllLists[] = {Lists::kMetadata,  Lists::kValues,  Lists::kPostings,
                                      Lists::kPositions, Lists::kDocdata, Lists::kTermLists};

struct ListEntry {
  std::uint32_t document = 0;
  std::uint32_t number = 0;
  std::string_view bytes;
};

struct ListTotals {
  std::uint32_t entries = 0;
  std::uint64_t sum = 0;  // Of the numbers.
};

// Reads lists front to back. Whatever is read may be damaged: Error(kIndex).
class ListSource {
 public:
  virtual ~ListSource() = default;

  // Goes to the next list. Keys ascend. False: there is none.
  virtual bool NextList() = 0;
  // Of the present list; valid until NextList().
  virtual std::string_view key() const = 0;
  // How much it holds. Positions that stand in a segment are not counted: 0.
  virtual ListTotals totals() const = 0;

  // The next entries of the present list, ascending by document; 0: that was all. Views are valid
  // until the next call of anything here. Requires: `entries` is not empty.
  virtual std::size_t Read(std::span<ListEntry> entries) = 0;
  // Goes back to the beginning of the present list.
  virtual void Rewind() = 0;
};

// Calls take(entry) for the rest of the present list.
template <class Take>
void ForEachEntry(ListSource* source, Take take) {
  ListEntry entries[128];
  while (const std::size_t n = source->Read(entries)) {
    for (std::size_t i = 0; i < n; ++i) take(entries[i]);
  }
}

}  // namespace backfile::glass
