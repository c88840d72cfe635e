// What the common words of English news can be: months, verbs of saying, titles, pronouns.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "article/words.h"

namespace backfile {

// A word can be several of these: "may" is a month and a word about the future.
enum NewsTrait : std::uint64_t {
  kMonth = 1ULL << 0,        // value: 1 to 12.
  kWeekday = 1ULL << 1,      // value: 0 (Sunday) to 6.
  kSeason = 1ULL << 2,       // value: 1 spring, 2 summer, 3 autumn, 4 winter.
  kTimeUnit = 1ULL << 3,     // value: 1 day, 2 week, 3 month, 4 year, 5 decade.
  kCount = 1ULL << 4,        // value: 1 to 20; "a" and "an" count 1.
  kOrdinal = 1ULL << 5,      // "first"; value: 1 to 4.
  kSays = 1ULL << 6,         // A finite verb of saying: "said", "warns".
  kPlainlySays = 1ULL << 7,  // What follows is a clause even without "that": "said", "says".
  kSpeaksOf = 1ULL << 8,     // Quotes in passing only: "called", "described", "invited".
  kSaying = 1ULL << 9,       // "adding", "warning".
  kHe = 1ULL << 10,
  kShe = 1ULL << 11,
  kThey = 1ULL << 12,
  kIt = 1ULL << 13,
  kSpokesman = 1ULL << 14,  // Someone who speaks for a body: "spokeswoman", "source".
  kDocument = 1ULL << 15,   // "report", "statement".
  kBody = 1ULL << 16,       // "charity", "ministry".
  kPreposition = 1ULL << 17,
  kDeterminer = 1ULL << 18,
  kMale = 1ULL << 19,  // "Mr", "chairman", "John".
  kFemale = 1ULL << 20,
  kTitleWord = 1ULL << 21,    // "Mr", "Col", "Dr".
  kAdverb = 1ULL << 22,       // May stand between subject and verb: "also", "later", "has".
  kConjunction = 1ULL << 23,  // Begins a clause of its own.
  kRelative = 1ULL << 24,     // "who", "which".
  kUnit = 1ULL << 25,         // After a number makes it no date: "million", "people".
  kFuture = 1ULL << 26,       // "will", "due", "scheduled".
  kPast = 1ULL << 27,         // Irregular forms: "was", "began"; the regular ones end in -ed.
  kOpens = 1ULL << 28,        // Present tense of what is planned: "opens", "travels", "plays".
  kBeing = 1ULL << 29,        // Forms of "be".
  kNearlyName = 1ULL << 30,   // Before a weekday makes it a name: "Black", "Good", "Sheffield".
  kDateOpener = 1ULL << 32,   // Begins a date that no month does: "yesterday", "last", "Boxing".
  kHappening = 1ULL << 31,    // After a year makes it a date: "the 2015 election".
};

struct NewsWord {
  std::uint64_t traits = 0;
  std::uint8_t value = 0;

  bool Is(std::uint64_t any_of) const { return (traits & any_of) != 0; }
};

// What the word of this hash (see Word::hash) can be; nothing for an unknown one.
NewsWord LookUpNewsWord(std::uint64_t hash);

// A text as words together with what each can be. Views the text and the words, which must outlive
// it.
class NewsText {
 public:
  // Looks up every word. Keeps its memory from one text to the next.
  void Read(const Words& words);

  const Words& words() const { return *words_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(senses_.size()); }

  // What the word can be, its text and its hash; nothing behind the last word.
  NewsWord At(std::uint32_t i) const { return i < size() ? senses_[i] : NewsWord{}; }
  std::string_view Text(std::uint32_t i) const {
    return i < size() ? words_->Text(words_->words[i]) : std::string_view();
  }
  std::uint64_t Hash(std::uint32_t i) const { return i < size() ? words_->words[i].hash : 0; }
  Word WordAt(std::uint32_t i) const { return i < size() ? words_->words[i] : Word{}; }

  bool Is(std::uint32_t i, std::uint64_t any_of) const { return At(i).Is(any_of); }
  // Requires: `lower` is in lower case; "'" and '"' stand for every sort of quotation mark.
  bool Says(std::uint32_t i, std::string_view lower) const { return Hash(i) == WordHash(lower); }
  bool IsCapital(std::uint32_t i) const { return WordAt(i).is_capital(); }
  bool IsMark(std::uint32_t i) const { return i < size() && WordAt(i).kind == WordKind::kMark; }
  // No white space between word i and the next.
  bool Touches(std::uint32_t i) const {
    return i + 1 < size() && words_->words[i].end == words_->words[i + 1].begin;
  }

 private:
  const Words* words_ = nullptr;
  std::vector<NewsWord> senses_;
};

}  // namespace backfile
