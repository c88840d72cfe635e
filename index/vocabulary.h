// Dictionaries of the analyzer: texts by number, and what each written word means in terms.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Stem;
}

namespace backfile {

// Texts numbered from 0 in the order in which they are met; the same text has the same number.
class TextTable {
 public:
  std::uint32_t Number(std::string_view text);
  std::string_view Text(std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
  // Whether a text was met before Number() was asked for it.
  bool is_new() const { return is_new_; }
  void Clear();

 private:
  std::string_view Keep(std::string_view text);
  void Grow();

  // The hash stands beside the number, so that a look-up leaves the table for one text only.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t holds = 0;  // Number + 1; 0: it is free.
  };
  static constexpr std::size_t kBlockBytes = 1U << 20;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
  std::deque<std::string> blocks_;
  bool is_new_ = false;
};

inline constexpr std::uint32_t kNoTerm = 0xffffffff;

// What a written word is looked up by, as numbers of a table of terms.
struct WordTerms {
  std::uint32_t exact = kNoTerm;
  std::uint32_t stem = kNoTerm;         // "Z" + stem; none for stop words, numbers and pairs.
  std::uint32_t acronym = kNoTerm;      // "R" + the word as written.
  std::uint32_t title_exact = kNoTerm;  // The same in the title; made when first asked for.
  std::uint32_t title_stem = kNoTerm;
  std::uint32_t lead = kNoTerm;         // The one term that is indexed of it in the lead
  std::uint32_t caption = kNoTerm;      // and in captions: the stem, else the exact form.
  std::uint32_t quote_exact = kNoTerm;  // And the same in quoted speech.
  std::uint32_t quote_stem = kNoTerm;
  bool has_regions = false;  // Whether the last six are made.
};

// "IS", "US", "STRIKE": shouted, if its neighbours are, too.
bool IsAllCapitals(std::string_view word);

// The written words of one language.
class Vocabulary {
 public:
  // `stemmer`: a name of Xapian's, or empty. `terms` must outlive it.
  Vocabulary(const std::string& stemmer, TextTable* terms);
  ~Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  // Valid until the next call.
  WordTerms& Find(std::string_view written, bool is_gram);
  void AddRegions(WordTerms* word);  // Makes its terms in title, lead, captions and quotes.
  std::string StemOf(const std::string& exact) const;
  std::uint32_t size() const { return words_.size(); }
  void Clear();

 private:
  WordTerms Make(std::string_view written, bool is_gram);
  std::uint32_t Term(std::string_view prefix, std::string_view text);

  TextTable* terms_;
  TextTable words_;
  std::vector<WordTerms> meanings_;
  std::unique_ptr<Xapian::Stem> stem_;
  bool is_english_;
};

}  // namespace backfile
