// The words of a text as copies of it are compared: folded to hashes in one quick pass.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// What is told of a word beside its hash.
struct PlainWord {
  std::uint64_t hash = 0;        // Of its letters without case and Latin accents.
  bool has_digit = false;        // "1,600", "12th"
  bool has_capital = false;      // It begins with a capital letter,
  bool starts_sentence = false;  // perhaps only since it is the first of its sentence.
};

namespace plain_words {

// What a byte is. Everything from kLetters on is a letter or digit and its own folded form.
enum : std::uint8_t { kGap = 0, kStop = 1, kSkip = 2, kLead = 3, kLetters = 4 };

constexpr std::array<std::uint8_t, 256> MakeTable() {
  std::array<std::uint8_t, 256> table{};
  for (int c = '0'; c <= '9'; ++c)
    table[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(c);
  for (std::size_t i = 0; i < 26; ++i) {
    table['a' + i] = table['A' + i] = static_cast<std::uint8_t>('a' + i);
  }
  for (const char c : {'.', '!', '?', '\n', ':', '"'}) table[static_cast<std::size_t>(c)] = kStop;
  table['\''] = kSkip;
  for (std::size_t c = 0x80; c < 0xc0; ++c) table[c] = static_cast<std::uint8_t>(c);
  for (std::size_t c = 0xc0; c < 0x100; ++c) table[c] = kLead;
  return table;
}
inline constexpr std::array<std::uint8_t, 256> kTable = MakeTable();

// U+00C0 to U+00FF without accents; '*' stands for what is no letter.
inline constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";

// A character that begins with a byte of 0xc0 or more.
struct Wide {
  std::size_t size = 1;
  std::uint8_t kind = kLetters;  // kGap, kStop, kSkip or kLetters,
  std::uint8_t folded = 0;       // of those what is hashed; 0: its bytes as they are.
  bool is_capital = false;
  bool is_word = false;  // A script without spaces: each character is a word.
};

// Quotation marks, dashes and spaces differ from paper to paper, so they part words like their
// plain forms; the apostrophe of "don’t" is passed over.
inline Wide ReadWide(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
  };
  const std::uint8_t lead = byte(0);
  if (lead == 0xc2) return {2, kGap};
  if (lead == 0xc3) {
    const std::uint8_t folded = static_cast<std::uint8_t>(kLatin[byte(1) & 0x3f]);
    return {2, folded == '*' ? std::uint8_t{kGap} : std::uint8_t{kLetters}, folded, byte(1) < 0xa0,
            false};
  }
  if (lead == 0xe2 && byte(1) <= 0x81) {
    if (byte(1) == 0x80 && (byte(2) == 0x98 || byte(2) == 0x99)) return {3, kSkip};
    return {3, byte(2) >= 0x9c && byte(2) <= 0x9f ? std::uint8_t{kStop} : std::uint8_t{kGap}};
  }
  if (lead == 0xe3 && byte(1) == 0x80) return {3, kStop};
  if (lead >= 0xe3 && lead <= 0xe9) return {3, kLetters, 0, false, true};
  return {static_cast<std::size_t>(lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4), kLetters};
}

// What joins digits to one number: "1,600", "2.5", "6-5/16", "10:30".
constexpr bool IsJoint(std::uint8_t byte) {
  return byte == ',' || byte == '.' || byte == '-' || byte == '/' || byte == ':';
}

constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15;
constexpr std::uint64_t kPrime = 0xff51afd7ed558ccd;
constexpr std::uint64_t Add(std::uint64_t hash, std::uint8_t byte) {
  return (hash ^ byte) * kPrime;
}

}  // namespace plain_words

// Spreads the bits of a number (the finaliser of MurmurHash3, public domain).
constexpr std::uint64_t MixBits(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccd;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53;
  return x ^ x >> 33;
}

// Calls take(word) for each word, in order. Requires: `text` is valid UTF-8.
template <class Take>
void ForEachPlainWord(std::string_view text, Take take) {
  using plain_words::Add, plain_words::IsJoint, plain_words::ReadWide;
  using plain_words::kSeed, plain_words::kTable, plain_words::Wide;
  using plain_words::kStop, plain_words::kSkip, plain_words::kLetters;
  PlainWord word;
  word.starts_sentence = true;
  bool in_word = false;
  const auto end_word = [&](bool stops) {
    if (in_word) {
      take(word);
      word = {};
      in_word = false;
    }
    word.starts_sentence = word.starts_sentence || stops;
  };
  const auto begin_word = [&](bool is_capital) {
    if (in_word) return;
    in_word = true;
    word.hash = kSeed;
    word.has_capital = is_capital;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<std::uint8_t>(text[at]);
    const std::uint8_t kind = kTable[byte];
    if (kind >= kLetters) {
      begin_word(byte >= 'A' && byte <= 'Z');
      word.hash = Add(word.hash, kind);
      word.has_digit = word.has_digit || kind <= '9';
      ++at;
    } else if (kind <= kStop) {
      const bool is_in_number = in_word && word.has_digit && IsJoint(byte) &&
                                at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
      if (!is_in_number) end_word(kind == kStop);
      ++at;
    } else if (kind == kSkip) {
      ++at;
    } else {
      const Wide wide = ReadWide(text, at);
      if (wide.kind <= kStop || wide.is_word) end_word(wide.kind == kStop);
      if (wide.kind == kLetters) {
        begin_word(wide.is_capital);
        if (wide.folded != 0) word.hash = Add(word.hash, wide.folded);
        for (std::size_t i = 0; wide.folded == 0 && i < wide.size && at + i < text.size(); ++i) {
          word.hash = Add(word.hash, static_cast<std::uint8_t>(text[at + i]));
        }
        if (wide.is_word) end_word(false);
      }
      at += wide.size;
    }
  }
  end_word(false);
}

}  // namespace backfile
