// What characters are in a query: white space, letters, quotation marks.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace backfile {

inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Nothing but *.
bool IsStars(std::string_view chunk);

// Length of the white space at `at`, else 0.
std::size_t SpaceAt(std::string_view text, std::size_t at);

// Where the text stops being UTF-8; its length if it never does.
std::size_t FirstInvalidByte(std::string_view text);

// A mark that may open a phrase.
struct QuotationMark {
  std::string_view opening;
  std::string_view closing;  // Besides " and ”, which close every phrase.
};
// The one that the text begins with, or nullptr.
const QuotationMark* OpeningMark(std::string_view text);

// Where a phrase that begins at `at` ends, and how long the closing mark is; npos: nowhere.
std::pair<std::size_t, std::size_t> FindClosing(std::string_view text, std::size_t at,
                                                const QuotationMark& mark);

}  // namespace backfile
