// Which of a few phrases stand in a text, in one walk over it.
//
// A bit a phrase: three tables say which phrases have a byte as their first, second and third.
// Where all three agree on a phrase, it is compared; most places of a text cost three lookups
// (shift-and as in Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002, cut to three
// bytes).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// Phrases in lower case, of two bytes or more; capitals of ASCII in the text are as small letters.
template <std::size_t N>
class PhraseFinder {
 public:
  static constexpr std::size_t kWords = (N + 63) / 64;
  // Phrase i is bit i % 64 of word i / 64.
  using Found = std::array<std::uint64_t, kWords>;

  explicit constexpr PhraseFinder(const std::array<std::string_view, N>& phrases)
      : phrases_(phrases) {
    for (std::size_t i = 0; i < N; ++i) {
      if (phrases[i].size() < 2) throw "a phrase has two bytes or more";
      for (std::size_t k = 0; k < kDepth; ++k) AddByte(i, k);
    }
  }

  Found FindIn(std::string_view text) const {
    Found found{};
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      const Found& first = having_[0][Byte(text, at)];
      const Found& second = having_[1][Byte(text, at + 1)];
      const Found& third = having_[2][Byte(text, at + 2)];
      for (std::size_t w = 0; w < kWords; ++w) {
        std::uint64_t maybe = first[w] & second[w] & third[w] & ~found[w];
        for (; maybe != 0; maybe &= maybe - 1) {
          const auto bit = static_cast<std::size_t>(std::countr_zero(maybe));
          if (StandsAt(text.substr(at), phrases_[w * 64 + bit])) found[w] |= maybe & (~maybe + 1);
        }
      }
    }
    return found;
  }

  bool IsAnyIn(std::string_view text) const { return FindIn(text) != Found{}; }
  int CountIn(std::string_view text) const {
    int count = 0;
    for (const std::uint64_t word : FindIn(text)) count += std::popcount(word);
    return count;
  }

 private:
  static constexpr std::size_t kDepth = 3;

  // Beyond the end of the text there is a byte that no phrase has.
  static constexpr std::uint8_t Byte(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
  }
  static constexpr char Lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  static bool StandsAt(std::string_view text, std::string_view phrase) {
    return text.size() >= phrase.size() &&
           std::ranges::equal(text.substr(0, phrase.size()), phrase, {}, Lower);
  }

  // Notes the k-th byte of phrase i; if it is no longer, any byte will do.
  constexpr void AddByte(std::size_t i, std::size_t k) {
    const std::uint64_t bit = std::uint64_t{1} << i % 64;
    auto& having = having_[k];
    if (k >= phrases_[i].size()) {
      for (Found& any : having) any[i / 64] |= bit;
      return;
    }
    const char c = phrases_[i][k];
    having[static_cast<std::uint8_t>(c)][i / 64] |= bit;
    if (c >= 'a' && c <= 'z') having[static_cast<std::uint8_t>(c - 32)][i / 64] |= bit;
  }

  std::array<std::string_view, N> phrases_;
  std::array<std::array<Found, 256>, kDepth> having_{};
};

}  // namespace backfile
