// Asking CLD2, when not to believe it, and when not to ask.
//
// Plain English, which is most of most archives, is told by its function words at a fraction of the
// cost: a text of which every seventh word is one of those below, and which uses a good many of
// them, is English. Other languages have some ("in" and "is" are left out for that) but not these
// together. What is mixed, short, or not that plain is left to CLD2.
//
// CLD2 scores runs of letters against tables of 83 languages. Measured on sentences of a dozen
// words in 55 of them, also in capitals, it was right on all; its "best effort" mode for shorter
// texts calls "Raqqa" Maltese and is not used. It is asked about the head of a text first, and
// about more only where the head does not settle it (a list, a mixture, a table of results).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/language.h"

#include <cstdio>  // Missing from the next one.

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace backfile {

namespace {

// A hundred words settle it; the rest of a long text costs time only.
constexpr std::size_t kEnoughBytes = 768;
constexpr std::size_t kMostBytes = 8192;
// The share of a text, in per cent, that makes its main language that of the whole.
constexpr int kClearMajority = 60;

std::string_view Head(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (text[size] & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

// BCP 47 for the codes that CLD2 spells in its own way; empty for what is no language.
std::string Tag(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "un" || code.starts_with("xx") || code.starts_with("zz")) return "";
  return code;
}

std::string Ask(std::string_view text) {
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int letters = 0;
  bool is_reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true,
                              languages.data(), percents.data(), &letters, &is_reliable);
  const bool clear = percents[0] >= kClearMajority;
  const bool settled = is_reliable || (clear && letters >= 400);
  return settled && clear && letters >= 3 ? Tag(languages[0]) : "";
}

// A word of at most eight letters as a number; its letters may be capitals.
constexpr std::uint64_t Spelled(std::string_view word) {
  std::uint64_t number = 0;
  for (const char c : word) number = number << 8 | static_cast<std::uint8_t>(c | 0x20);
  return number;
}

constexpr std::size_t kLongestEnglishWord = 5;
constexpr auto kEnglishWords = std::to_array<std::string_view>(
    {"the", "and", "to",   "that", "with", "for", "which", "this",  "from",  "have",
     "are", "has", "were", "been", "not",  "who", "they",  "said",  "would", "his",
     "had", "by",  "but",  "it",   "will", "its", "their", "after", "about", "could"});

// The words by their spelling, in a table where each has a place of its own.
struct EnglishTable {
  static constexpr std::size_t kPlaces = 256;
  // Found by trial: no two of the words meet (if they did, this would not compile).
  static constexpr std::uint64_t kFactor = 0x1027c4d1c386bbc5;
  static constexpr std::size_t PlaceOf(std::uint64_t spelled) { return spelled * kFactor >> 56; }
  std::array<std::uint64_t, kPlaces> spelled{};
  std::array<std::uint8_t, kPlaces> kind{};
};
constexpr EnglishTable kEnglish = [] {
  EnglishTable table;
  for (std::size_t i = 0; i < kEnglishWords.size(); ++i) {
    const std::uint64_t spelled = Spelled(kEnglishWords[i]);
    const std::size_t place = EnglishTable::PlaceOf(spelled);
    if (table.spelled[place] != 0) throw "two words at one place";
    table.spelled[place] = spelled;
    table.kind[place] = static_cast<std::uint8_t>(i);
  }
  return table;
}();

bool IsAsciiLetter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// What of a text is made of letters of ASCII, and of the words above.
struct EnglishCount {
  std::size_t words = 0;
  std::size_t english = 0;
  std::uint32_t kinds = 0;  // A bit a word of the list.
};
EnglishCount CountEnglish(std::string_view text) {
  EnglishCount count;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t begin = i;
    while (i < text.size() && IsAsciiLetter(text[i])) ++i;
    if (i == begin) continue;
    ++count.words;
    if (i - begin > kLongestEnglishWord) continue;
    const std::uint64_t spelled = Spelled(text.substr(begin, i - begin));
    const std::size_t place = EnglishTable::PlaceOf(spelled);
    if (kEnglish.spelled[place] != spelled) continue;
    ++count.english;
    count.kinds |= 1U << kEnglish.kind[place];
  }
  return count;
}

// Whether the text is English beyond doubt.
bool IsPlainEnglish(std::string_view text) {
  constexpr std::size_t kFewestWords = 60;
  constexpr std::size_t kWordsToOne = 7;  // At most; running English has four to each of these.
  constexpr int kFewestKinds = 8;
  const auto beyond_ascii = std::ranges::count_if(text, [](char c) { return (c & 0x80) != 0; });
  if (static_cast<std::size_t>(beyond_ascii) * 16 > text.size()) return false;
  const EnglishCount count = CountEnglish(text);
  return count.words >= kFewestWords && count.english * kWordsToOne >= count.words &&
         std::popcount(count.kinds) >= kFewestKinds;
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  const std::string_view head = Head(text, kEnoughBytes);
  if (IsPlainEnglish(head)) return "en";
  std::string language = Ask(head);
  if (language.empty() && text.size() > kEnoughBytes) language = Ask(Head(text, kMostBytes));
  return language;
}

}  // namespace backfile
