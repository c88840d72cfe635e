// Characters of a query.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query_text.h"

#include "article/text.h"

namespace backfile {

namespace {

constexpr QuotationMark kMarks[] = {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}};

// Length of the character at `at`; 0 if the bytes there are none.
std::size_t CharacterAt(std::string_view text, std::size_t at) {
  for (std::size_t n = 1; n <= 4 && at + n <= text.size(); ++n) {
    if (IsValidUtf8(text.substr(at, n))) return n;
  }
  return 0;
}

}  // namespace

bool IsStars(std::string_view chunk) {
  return !chunk.empty() && chunk.find_first_not_of('*') == std::string_view::npos;
}

std::size_t SpaceAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if ((c & 0x80) == 0) return 0;
  for (const std::size_t n : {std::size_t{2}, std::size_t{3}}) {
    const std::string_view character = text.substr(at, n);
    if (IsValidUtf8(character) && Trim(character).empty()) return n;
  }
  return 0;
}

std::size_t FirstInvalidByte(std::string_view text) {
  std::size_t at = 0;
  while (const std::size_t n = CharacterAt(text, at)) at += n;
  return at;
}

const QuotationMark* OpeningMark(std::string_view text) {
  for (const QuotationMark& mark : kMarks) {
    if (text.starts_with(mark.opening)) return &mark;
  }
  return nullptr;
}

std::pair<std::size_t, std::size_t> FindClosing(std::string_view text, std::size_t at,
                                                const QuotationMark& mark) {
  std::pair<std::size_t, std::size_t> first{std::string_view::npos, 0};
  for (const std::string_view closing :
       {std::string_view("\""), std::string_view("”"), mark.closing}) {
    const std::size_t found = text.find(closing, at);
    if (found < first.first) first = {found, closing.size()};
  }
  return first;
}

}  // namespace backfile
