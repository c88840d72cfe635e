// In which words two texts differ, for people to read.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

enum class Edit : std::uint8_t { kSame, kRemoved, kAdded };

// Words that were treated alike, joined by spaces. A paragraph's end is the word "¶".
struct EditRun {
  Edit edit = Edit::kSame;
  std::string text;
  std::size_t words = 0;
  friend bool operator==(const EditRun&, const EditRun&) = default;
};

// How `before` becomes `after`, in few edits. Quotation marks and dashes are equal however they are
// printed. Texts that differ by more than kMostEdits words are not aligned where they do: what is
// between their common beginning and end counts as removed and added.
std::vector<EditRun> DiffWords(std::string_view before, std::string_view after);
inline constexpr int kMostEdits = 3000;

}  // namespace backfile
