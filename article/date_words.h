// What the readers of dates share: words that stand before a date, and digits.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "article/date_mention.h"
#include "article/words.h"

namespace backfile {

template <std::size_t N>
bool IsOneOf(std::uint64_t hash, const std::array<std::uint64_t, N>& hashes) {
  return std::ranges::find(hashes, hash) != hashes.end();
}
template <std::size_t N>
constexpr std::array<std::uint64_t, N> Hashes(const std::array<std::string_view, N>& words) {
  std::array<std::uint64_t, N> hashes{};
  for (std::size_t i = 0; i < N; ++i) hashes[i] = WordHash(words[i]);
  return hashes;
}

inline constexpr auto kCues = Hashes(std::to_array<std::string_view>(
    {"in",    "since",   "late",    "early",      "mid",   "last", "next",
     "this",  "during",  "until",   "till",       "by",    "from", "before",
     "after", "through", "between", "throughout", "until", "circa"}));
// "end of June", "events of 2014".
inline constexpr auto kParts = Hashes(std::to_array<std::string_view>(
    {"end",      "beginning", "start",     "middle", "half",  "close", "events",
     "class",    "month",     "months",    "week",   "weeks", "days",  "outset",
     "spring",   "summer",    "autumn",    "winter", "fall",  "rest",  "part",
     "election", "elections", "war",       "crisis", "crash", "coup",  "revolution",
     "riots",    "floods",    "recession", "budget", "season"}));

inline bool AllDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
inline int ToNumber(std::string_view digits) {
  int value = -1;
  if (AllDigits(digits) && digits.size() <= 8)
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}
inline bool IsYear(int y) { return y >= 1600 && y <= 2199; }

inline DateMention Mention(DateMention::Form form, std::uint32_t first, std::uint32_t last) {
  DateMention mention;
  mention.form = form;
  mention.first = first;
  mention.last = last;
  return mention;
}

}  // namespace backfile
