// Looking around the ends of lines, byte by byte: letters beyond ASCII are any bytes from 128 on.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/line_ends.h"

#include <algorithm>
#include <array>

namespace backfile {

namespace {

// Longer runs of letters are no words that somebody would look for.
constexpr std::size_t kLongestHalf = 60;

bool IsSmallLetter(char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }
bool IsLetter(char c) { return IsSmallLetter(c) || (c >= 'A' && c <= 'Z'); }

std::string_view LastWord(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin <= kLongestHalf && IsLetter(text[begin - 1])) --begin;
  return text.size() - begin > kLongestHalf ? std::string_view() : text.substr(begin);
}

std::string_view FirstWord(std::string_view text) {
  const auto end = std::ranges::find_if_not(text.substr(0, kLongestHalf + 1), IsLetter);
  const auto size = static_cast<std::size_t>(end - text.begin());
  return size > kLongestHalf ? std::string_view() : text.substr(0, size);
}

}  // namespace

std::size_t HyphenAtEnd(std::string_view text) {
  for (const std::string_view hyphen : {"-", "\u00ad", "\u2010", "\u00ac"}) {
    if (text.ends_with(hyphen)) return hyphen.size();
  }
  return 0;
}

std::vector<std::string> WordsPartedByLines(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    const std::size_t hyphen = HyphenAtEnd(text.substr(0, at));
    if (hyphen == 0) continue;
    const std::string_view first = LastWord(text.substr(0, at - hyphen));
    const std::string_view second = FirstWord(text.substr(at + 1));
    if (first.empty() || second.empty() || !IsSmallLetter(second[0])) continue;
    AddForm(std::string(first).append(second), &words);
  }
  return words;
}

void AddForm(std::string form, std::vector<std::string>* forms) {
  constexpr std::size_t kMostForms = 100'000;
  if (!form.empty() && forms->size() < kMostForms) forms->push_back(std::move(form));
}

std::string HyphenatedAcross(std::string_view text, std::string_view next) {
  const std::string_view first = LastWord(text);
  const std::string_view second = FirstWord(next);
  if (first.empty() || second.empty()) return "";
  return std::string(first).append("-").append(second);
}

}  // namespace backfile
