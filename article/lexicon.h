// What is known of a word before it is read in context: first name, city, title, ...
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/problem.h"

namespace backfile {

// Classes of words, as bits. The numbers are in the lexicon file and the model's features: never
// change or reuse one without training anew.
using WordClasses = std::uint32_t;
enum WordClass : WordClasses {
  // From the lexicon file.
  kFirstName = 1U << 0,
  kHumanName = 1U << 1,  // First or last.
  kCity = 1U << 2,
  kBigCity = 1U << 3,  // 100,000 people or more.
  kCountry = 1U << 4,
  kCommonWord = 1U << 5,  // In a spelling dictionary, with a small letter.
  kProperWord = 1U << 6,  // The same, with a capital.
  kDemonym = 1U << 7,
  kLastName = 1U << 8,  // Frequent ones.
  kOrganisationName = 1U << 9,
  // From article/word_lists.h.
  kTitle = 1U << 10,     // Before a name: "Mr", "President".
  kParticle = 1U << 11,  // Inside a name: "van", "bin".
  kSpeechVerb = 1U << 12,
  kOrganisationWord = 1U << 13,  // "Inc", "University"
  kPlacePreposition = 1U << 14,
  kRole = 1U << 15,  // "spokesman", "striker"
  kCalendar = 1U << 16,
  kKin = 1U << 17,
  kHonorific = 1U << 18,     // Titles that are no office: "Mr", "Dr", "Sir".
  kRoyalTitle = 1U << 19,    // Goes with the first name: "Queen", "Sir", "Prince".
  kRoleModifier = 1U << 20,  // Before a role: "former", "deputy".
  kPlaceWord = 1U << 21,     // "River", "Street"
  kFunctionWord = 1U << 22,  // "the", "of", "is": never part of a name or a role by itself.
};

// The classes that two or three words in a row can have: "sierra leone", "red sox".
inline constexpr WordClasses kPhraseClasses =
    kCity | kBigCity | kCountry | kDemonym | kOrganisationName;

// A set of words with their classes. Not copied: 4 MB.
class Lexicon {
 public:
  // Reads what WriteLexicon wrote; a sentence if it is anything else.
  static Result<Lexicon> Read(std::string_view bytes);
  // The one that comes with the program. Safe to call from several threads.
  static const Lexicon& Default();

  Lexicon(Lexicon&&) = default;
  Lexicon& operator=(Lexicon&&) = default;
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  // The classes of a word, or of several with a space between them, by its WordHash(); 0 if it is
  // not known. About one unknown word in 100,000 is taken for a known one.
  WordClasses Classes(std::uint64_t word_hash) const;

  // Asks the memory for what Classes() will need soon.
  void Prefetch(std::uint64_t word_hash) const;

 private:
  Lexicon() = default;
  void Reserve(std::size_t words);
  void Add(std::uint64_t word_hash, WordClasses classes);
  std::uint16_t SetNumber(WordClasses classes);

  // Open addressing; the upper half of a slot is a piece of the hash, the lower a number in sets_.
  std::vector<std::uint32_t> slots_;
  std::vector<WordClasses> sets_{0};
};

// A lexicon file: "BFLX", a version, and a zstd frame with the sorted words, each as what it shares
// with the one before and the rest, then their classes. Repeated words are united.
std::string WriteLexicon(std::vector<std::pair<std::string, WordClasses>> words);

}  // namespace backfile
